/* A story's pictures one by one over the whole window: swiped, by buttons, arrow keys, Home and End; Escape leads back
   to the picture one came from. Without this script each picture leads to its largest size. */
"use strict";

const dialog = document.querySelector("[data-looking]");
const looks = [...document.querySelectorAll("main article a.look")];
if (dialog && looks.length) {
  const track = dialog.querySelector(".viewer__track");
  const count = dialog.querySelector("[data-count]");
  const [previous, next, close] = ["previous", "next", "close"].map((name) => dialog.querySelector(`[data-${name}]`));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let current = 0;

  const figures = looks.map((look) => {
    const figure = document.createElement("figure");
    figure.append(look.querySelector("picture").cloneNode(true));
    const caption = look.closest("figure")?.querySelector("figcaption");
    if (caption) {
      figure.append(caption.cloneNode(true));
      figure.querySelector(".plate__count")?.remove();
    }
    figure.querySelectorAll("source").forEach((source) => { source.sizes = "100vw"; });
    figure.querySelectorAll("img").forEach((image) => { image.loading = "lazy"; });
    return figure;
  });

  const show = (number) => {
    current = number;
    count.textContent = `${number + 1} / ${figures.length}`;
    previous.disabled = number === 0;
    next.disabled = number === figures.length - 1;
  };

  const go = (number, behavior = still.matches ? "auto" : "smooth") => {
    const wanted = Math.max(0, Math.min(figures.length - 1, number));
    track.scrollTo({ left: wanted * track.clientWidth, behavior });
    show(wanted);
  };

  looks.forEach((look, index) => look.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    if (!track.children.length) {
      track.append(...figures);
    }
    dialog.showModal();
    go(index, "auto");
    track.focus();
  }));
  track.addEventListener("scroll", () => show(Math.round(track.scrollLeft / track.clientWidth)), { passive: true });
  dialog.addEventListener("keydown", (event) => {
    const wanted = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: figures.length - 1 }[event.key];
    if (wanted !== undefined) {
      event.preventDefault();
      go(wanted);
    }
  });
  previous.addEventListener("click", () => go(current - 1));
  next.addEventListener("click", () => go(current + 1));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => looks[current].focus());
}
