// Copies the article with its styles, so that it can be pasted into the channel's editor.
(() => {
  const button = document.getElementById("copy-article");
  const source = document.getElementById("article-html");
  if (!button || !source) return;
  const said = document.getElementById("copy-said");
  const html = JSON.parse(source.textContent);
  const text = new DOMParser().parseFromString(html, "text/html").body.textContent;

  // Works also where the page has no secure origin, as on a local network.
  const byCommand = () => {
    let taken = false;
    const put = (event) => {
      event.clipboardData.setData("text/html", html);
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      taken = true;
    };
    document.addEventListener("copy", put, { once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", put);
    return taken;
  };

  const copy = async () => {
    if (navigator.clipboard && window.ClipboardItem) {
      const blob = (data, type) => new Blob([data], { type });
      const item = { "text/html": blob(html, "text/html"), "text/plain": blob(text, "text/plain") };
      try {
        await navigator.clipboard.write([new ClipboardItem(item)]);
        return true;
      } catch {
        // Refused here: the older way may still be open.
      }
    }
    return byCommand();
  };

  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = (await copy()) ? button.dataset.done : button.dataset.failed;
  });
})();
