/* The place, by a button and never by itself; it can be cleared again. */
"use strict";
(() => {
  const { root, say } = window.fieldVisit;
  const part = root.querySelector("[data-place]");
  const fields = part.closest("form").elements;
  const line = part.querySelector("[data-accuracy]");

  function set(latitude, longitude, accuracy) {
    [fields.latitude.value, fields.longitude.value, fields.accuracy_m.value] = [latitude, longitude, accuracy];
    fields.latitude.dispatchEvent(new Event("input", { bubbles: true }));
  }

  part.querySelector("[data-locate]").addEventListener("click", () => {
    line.textContent = say("locating");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const metres = Math.round(coords.accuracy);
        set(coords.latitude.toFixed(6), coords.longitude.toFixed(6), metres);
        line.textContent = say("located", { metres });
      },
      (error) => (line.textContent = say("not_located", { reason: error.message })),
      { enableHighAccuracy: true, timeout: 30000 },
    );
  });
  part.querySelector("[data-forget]").addEventListener("click", () => {
    set("", "", "");
    line.textContent = "";
  });
})();
