/* Pictures that are leafed through: the strip, two buttons and the arrow keys move one track, which fills the
   window on request. Without this script the track scrolls and the strip leads to each picture. */
"use strict";

for (const viewer of document.querySelectorAll("[data-viewer]")) {
  const track = viewer.querySelector(".viewer__track");
  const pictures = [...track.children];
  const strip = [...viewer.querySelectorAll(".viewer__strip a")];
  const tools = viewer.querySelector(".viewer__tools");
  const dialog = viewer.querySelector("dialog");
  const enlarge = tools.querySelector("[data-enlarge]");
  const [previous, next, count] = ["previous", "next", "count"].map((name) => tools.querySelector(`[data-${name}]`));
  const labels = [enlarge.getAttribute("aria-label"), enlarge.dataset.closeLabel];
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let current = 0;

  const show = (number) => {
    current = number;
    if (count) {
      count.textContent = `${number + 1} / ${pictures.length}`;
      previous.disabled = number === 0;
      next.disabled = number === pictures.length - 1;
    }
    strip.forEach((link, index) => link.setAttribute("aria-current", index === number ? "true" : "false"));
  };

  const go = (number, behavior = still.matches ? "auto" : "smooth") => {
    const wanted = Math.max(0, Math.min(pictures.length - 1, number));
    track.scrollTo({ left: pictures[wanted].offsetLeft - track.offsetLeft, behavior });
    show(wanted);
  };

  const turn = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      go(current + step);
    }
  };

  const place = (parent, before) => {
    parent.insertBefore(track, before);
    parent.insertBefore(tools, before);
    go(current, "auto");
  };

  track.addEventListener("scroll", () => {
    const nearest = pictures.map((figure) => Math.abs(figure.offsetLeft - track.offsetLeft - track.scrollLeft));
    show(nearest.indexOf(Math.min(...nearest)));
  }, { passive: true });
  viewer.addEventListener("keydown", turn);
  previous?.addEventListener("click", () => go(current - 1));
  next?.addEventListener("click", () => go(current + 1));
  strip.forEach((link, index) => link.addEventListener("click", (event) => {
    event.preventDefault();
    go(index);
  }));
  enlarge.addEventListener("click", () => {
    if (dialog.open) {
      dialog.close();
      return;
    }
    dialog.showModal();
    track.querySelectorAll("source").forEach((source) => { source.sizes = "100vw"; });
    place(dialog, null);
    enlarge.setAttribute("aria-label", labels[1]);
    enlarge.focus();
  });
  dialog.addEventListener("close", () => {
    place(viewer, viewer.querySelector(".viewer__strip") || dialog);
    enlarge.setAttribute("aria-label", labels[0]);
    enlarge.focus();
  });

  tools.hidden = false;
  viewer.classList.add("viewer--led");
  show(0);
}
