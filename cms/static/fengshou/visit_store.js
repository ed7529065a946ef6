/* Files that the server has not confirmed yet, kept in the phone's own database: a closed tab or an empty
   battery loses none. Each is {key, visit, kind, blob, name, caption_zh, caption_en, taken_at, added}. */
"use strict";
window.visitStore = (() => {
  const STORE = "waiting";
  let opened;

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("fengshou-visits", 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  }

  async function run(mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  return {
    put: (item) => run("readwrite", (store) => store.put(item)),
    remove: (key) => run("readwrite", (store) => store.delete(key)),
    /* Those of one visit, in the order in which they were taken. */
    of: async (visit) =>
      (await run("readonly", (store) => store.getAll()))
        .filter((item) => item.visit === visit)
        .sort((one, other) => one.added - other.added),
  };
})();
