/* Titles while one types, in the field's own list. Without this script the search works all the same. */
"use strict";

for (const input of document.querySelectorAll("[data-suggest]")) {
  const list = input.list;
  let waiting = 0;
  let newest = 0;

  const offer = async () => {
    const asked = ++newest;
    const address = `${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`;
    const answer = await fetch(address, { credentials: "omit" }).catch(() => null);
    // A slow answer to fewer letters must not replace a newer one.
    if (!answer?.ok || asked !== newest) return;
    const { titles } = await answer.json();
    list.replaceChildren(...titles.map((title) => new Option("", title)));
  };

  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.isComposing) return;
    waiting = setTimeout(offer, 180);
  });
  input.addEventListener("compositionend", offer);
}
