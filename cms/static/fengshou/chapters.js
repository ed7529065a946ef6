/* Chapters of a film: a click goes to the moment in the film above. Without this script the link opens the film there. */
"use strict";

const film = document.querySelector(".story-cover video");
for (const chapter of film ? document.querySelectorAll(".chapters [data-at]") : []) {
  chapter.addEventListener("click", (event) => {
    event.preventDefault();
    film.currentTime = Number(chapter.dataset.at);
    film.play();
    film.scrollIntoView({ block: "nearest" });
  });
}
