/* The verification record: copying its address and printing it. Without this script both buttons stay away;
   the address can be marked by one click all the same. */
"use strict";

const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.querySelector("span").textContent = copy.dataset.done;
  });
}

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
