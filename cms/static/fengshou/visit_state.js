/* What all parts of the visit's form share: sending to the server, coming back after a failure, and one line
   that says in words what is saved and what waits. */
"use strict";
window.fieldVisit = (() => {
  const root = document.querySelector(".field-visit[data-visit]");
  const words = JSON.parse(document.getElementById("visit-words").textContent);
  const FIRST_WAIT = 2000, LONGEST_WAIT = 60000, ENTRY_TIMEOUT = 30000, FILE_TIMEOUT = 300000;
  const wakers = [];
  const counts = { photo: new Set(), document: new Set(), entry: new Set() };
  const failed = { photo: new Set(), document: new Set(), entry: new Set() };
  let network = "up", savedAt = "", wait = FIRST_WAIT, timer = null;

  const say = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words[name]);

  const PLURAL = { photo: "photos", document: "documents", entry: "entries" };
  const list = (sets) =>
    Object.entries(sets)
      .filter(([, set]) => set.size)
      .map(([kind, set]) => (set.size === 1 ? say(kind) : say(PLURAL[kind], { n: set.size })))
      .join(" · ");

  function show() {
    const state = root.querySelector("[data-state]");
    const waiting = list(counts), wrong = list(failed);
    let text = "", kind = "saved";
    if (network === "signed_out") [text, kind] = [say("signed_out"), "wrong"];
    else if (waiting && network === "away") [text, kind] = [say("waiting", { what: waiting }), "waiting"];
    else if (waiting) [text, kind] = [say("saving", { what: waiting }), "saving"];
    else if (wrong) [text, kind] = [say("attention", { what: wrong }), "wrong"];
    else if (savedAt) text = say("saved", { time: savedAt });
    if (text) state.textContent = text;
    state.dataset.state = kind;
  }

  /* `status`: "waiting", "failed" or "done". */
  function mark(kind, key, status) {
    counts[kind].delete(key);
    failed[kind].delete(key);
    if (status === "waiting") counts[kind].add(key);
    if (status === "failed") failed[kind].add(key);
    show();
  }

  const busy = () => [...Object.values(counts), ...Object.values(failed)].some((set) => set.size);

  function token() {
    const cookie = document.cookie.match(/(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/);
    return cookie ? cookie[1] : root.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function parsed(request) {
    try {
      return JSON.parse(request.responseText);
    } catch {
      return null;
    }
  }

  function outcome(request) {
    const answer = parsed(request), status = request.status;
    if (answer && status === 200) return { kind: "ok", answer };
    if (answer && status === 409) return { kind: "conflict", answer };
    if (answer && status === 422) return { kind: "refused", answer };
    if (status === 413) return { kind: "refused", answer: { message: say("too_large") } };
    if (status === 403 || status === 200) return { kind: "signed_out" };
    if (status === 404 || status === 400) return { kind: "refused", answer: { message: `HTTP ${status}` } };
    return { kind: "away" };
  }

  /* XMLHttpRequest, as fetch cannot say how far an upload is. Resolves to {kind, answer}, never rejects. */
  function send(data, { file = false, progress = null } = {}) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", root.dataset.address);
      request.timeout = file ? FILE_TIMEOUT : ENTRY_TIMEOUT;
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", token());
      if (progress) request.upload.onprogress = (event) => progress(Math.round((100 * event.loaded) / event.total));
      request.onload = () => resolve(settled(outcome(request)));
      request.onerror = request.ontimeout = request.onabort = () => resolve(settled({ kind: "away" }));
      request.send(data);
    });
  }

  function settled(result) {
    if (result.kind === "away" || result.kind === "signed_out") {
      network = result.kind;
      later();
    } else {
      network = "up";
      wait = FIRST_WAIT;
    }
    if (result.kind === "ok") {
      savedAt = result.answer.saved;
      missing(result.answer.missing);
    }
    show();
    return result;
  }

  function missing(lines) {
    const list = root.querySelector("[data-missing]");
    list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
    root.querySelector("[data-missing-box]").hidden = !lines.length;
    root.querySelector("[data-complete]").hidden = !!lines.length;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(wake, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function wake() {
    clearTimeout(timer);
    wakers.forEach((waker) => waker());
  }

  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  root.querySelectorAll("[data-script-only]").forEach((node) => (node.hidden = false));

  return { root, say, send, mark, busy, visit: root.dataset.visit, onWake: (waker) => wakers.push(waker) };
})();
