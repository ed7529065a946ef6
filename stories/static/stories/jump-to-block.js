// Goes to the block that the address names (`#block-…-section`). The editor makes its blocks by a script, after the
// browser has looked for the name in vain, and those above grow for a moment longer.
(() => {
  const name = location.hash.slice(1);
  if (!/^block-[\w.-]+-section$/.test(name)) return;
  const end = Date.now() + 10000;
  let seen = 0;
  const look = setInterval(() => {
    const block = document.getElementById(name);
    if (block) {
      seen += 1;
      block.scrollIntoView({ block: "center" });
    }
    if (seen >= 10 || Date.now() > end) stop();
  }, 200);
  const stop = () => clearInterval(look);
  // Whoever moves on is not pulled back.
  ["wheel", "keydown", "pointerdown", "touchstart"].forEach((event) => addEventListener(event, stop, { once: true, passive: true }));
})();
