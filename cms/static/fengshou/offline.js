/* After all that the reader waits for: have the page kept that is shown without a connection. */
"use strict";

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/service-worker.js").catch(() => {}));
}
