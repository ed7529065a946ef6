/* The small forms of a visit: each is saved by itself, first on the phone, then on the server. */
"use strict";
window.visitPieces = (() => {
  const { root, say, send, mark, busy, visit, onWake } = window.fieldVisit;
  const PAUSE = 1200;
  const PREFIX = `visit-${visit}|`;
  const NUMBER = /^[-+±~≈<>≤≥]?\s*\d[\d.,\s–~/-]*%?$/;
  const dirty = new Map(), sending = new Set();

  const place = (form) => `${PREFIX}${form.dataset.piece}|${form.dataset.key}`;
  const note = (form, text, kind = "") => {
    const line = form.querySelector("[data-note]");
    line.textContent = text;
    line.dataset.kind = kind;
  };
  const pairs = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");

  function fill(form, values) {
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "submit") continue;
      const own = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox") field.checked = own.includes(field.value);
      else if (own.length) field.value = own[0];
    }
    arrange(form);
  }

  function keep(form) {
    try {
      localStorage.setItem(place(form), JSON.stringify(pairs(form)));
      return true;
    } catch {
      return false; // No room or not allowed: it is sent all the same.
    }
  }

  function touched(form, pause = PAUSE) {
    clearTimeout(dirty.get(form));
    note(form, keep(form) ? say("kept") : "");
    dirty.set(form, setTimeout(() => push(form), pause));
    mark("entry", form, "waiting");
  }

  async function push(form) {
    if (sending.has(form) || !dirty.has(form)) return;
    clearTimeout(dirty.get(form));
    sending.add(form);
    const sent = JSON.stringify(pairs(form));
    const result = await send(new FormData(form));
    sending.delete(form);
    if (!form.isConnected) return;
    if (result.kind === "ok") return saved(form, sent, result.answer);
    if (result.kind === "refused") return wrong(form, result.answer.message);
    if (result.kind === "conflict") return conflict(form, result.answer);
  }

  function saved(form, sent, answer) {
    const unchanged = JSON.stringify(pairs(form)) === sent;
    localStorage.removeItem(place(form));
    const was = form.elements.was;
    if (form.dataset.piece === "details") form.elements.seen.value = answer.changes;
    if (form.dataset.piece === "person") onPhotos(answer);
    if (form.dataset.piece === "measurement") form.dataset.key = was.value = answer.key;
    if (!unchanged) return touched(form, 0);
    dirty.delete(form);
    mark("entry", form, "done");
    note(form, say("entry_saved", { time: answer.saved }), "saved");
  }

  function wrong(form, reason) {
    dirty.delete(form);
    mark("entry", form, "failed");
    note(form, say("not_saved", { reason }), "wrong");
  }

  function conflict(form, answer) {
    wrong(form, answer.message);
    const choice = form.querySelector("[data-conflict]");
    choice.hidden = false;
    choice.querySelector("[data-keep-mine]").onclick = () => {
      choice.hidden = true;
      form.elements.seen.value = answer.changes;
      touched(form, 0);
    };
    choice.querySelector("[data-take-theirs]").onclick = () => {
      localStorage.removeItem(place(form));
      location.reload();
    };
  }

  /* Somebody met can now be ticked on each photo, under the name they have now. */
  function onPhotos({ key, name, may_be_shown: shown }) {
    root.querySelectorAll("[data-people]").forEach((group) => {
      let box = group.querySelector(`input[value="${key}"]`);
      if (!box) {
        const label = document.createElement("label");
        label.className = "field-visit__check";
        box = Object.assign(document.createElement("input"), { type: "checkbox", name: "people", value: key });
        label.append(box, document.createElement("span"));
        group.append(label);
      }
      box.nextElementSibling.textContent = name;
      group.querySelector("[data-nobody]").hidden = true;
      const evidence = box.form.elements.as_evidence;
      if (!shown && box.checked) evidence.checked = false;
    });
  }

  function add(piece, key = crypto.randomUUID()) {
    const row = root.querySelector(`template[data-blank="${piece}"]`).content.firstElementChild.cloneNode(true);
    row.dataset.key = key;
    if (piece === "person") row.elements.key.value = key;
    row.querySelectorAll("[id]").forEach((field) => {
      const label = row.querySelector(`label[for="${field.id}"]`);
      field.id = `${key}-${field.name}`;
      if (label) label.htmlFor = field.id;
    });
    const rows = root.querySelector(`[data-rows="${piece}"]`);
    if (piece === "measurement") {
      const used = [...rows.querySelectorAll("select[name=key]")].map((select) => select.value);
      const select = row.elements.key;
      select.value = [...select.options].map((option) => option.value).find((value) => !used.includes(value)) ?? "";
    }
    rows.append(row);
    arrange(row);
    return row;
  }

  /* Fields that only some rows need are shown there alone. */
  function arrange(form) {
    if (form.dataset.piece !== "measurement") return;
    const value = form.elements.value_zh.value.trim();
    form.querySelector("[data-other]").hidden = form.elements.key.value !== "";
    form.querySelector("[data-words]").hidden = !value || NUMBER.test(value);
  }

  async function remove(form, button) {
    if (!window.confirm(say("sure"))) return;
    clearTimeout(dirty.get(form));
    dirty.delete(form);
    const known = form.dataset.piece !== "measurement" || form.elements.was.value;
    if (known) {
      const data = new FormData(form);
      data.set("do", button.value);
      const result = await send(data);
      if (result.kind !== "ok") {
        mark("entry", form, "failed");
        return note(form, result.answer ? result.answer.message : say("waiting", { what: say("entry") }), "wrong");
      }
    }
    localStorage.removeItem(place(form));
    mark("entry", form, "done");
    gone(form);
  }

  function gone(form) {
    if (form.dataset.piece === "person") {
      const ticked = `[data-people] input[value="${form.dataset.key}"]`;
      root.querySelectorAll(ticked).forEach((box) => box.closest("label").remove());
    }
    const card = form.closest("[data-card]");
    if (!card) return form.remove();
    root.querySelectorAll(`select[name=photo] option[value="${card.dataset.card}"]`).forEach((option) => option.remove());
    card.remove();
    root.dispatchEvent(new Event("visit:cards"));
  }

  function restore() {
    const places = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    for (const name of places) {
      const [piece, key] = name.slice(PREFIX.length).split("|");
      let form = root.querySelector(`form[data-piece="${piece}"][data-key="${CSS.escape(key)}"]`);
      if (!form && (piece === "person" || piece === "measurement")) form = add(piece, key);
      if (!form) continue;
      fill(form, JSON.parse(localStorage.getItem(name)));
      touched(form, 0);
    }
  }

  async function finish(form) {
    const line = form.querySelector("[data-note]");
    await Promise.all([...dirty.keys()].map(push));
    if (busy()) return void (line.textContent = root.querySelector("[data-state]").textContent);
    const result = await send(new FormData(form));
    if (result.kind === "ok") location.assign(result.answer.address);
    else line.textContent = result.answer ? result.answer.message : say("waiting", { what: say("entry") });
  }

  const device = localStorage.getItem("visit-device") || crypto.randomUUID();
  localStorage.setItem("visit-device", device);
  root.querySelector("form[data-piece=details]").elements.device.value = device;
  root.querySelectorAll("form[data-piece]").forEach(arrange);
  const pieceOf = (event) => event.target.closest("form[data-piece]");
  for (const kind of ["input", "change"]) {
    root.addEventListener(kind, (event) => {
      const form = pieceOf(event);
      if (!form) return;
      arrange(form);
      touched(form);
    });
  }
  root.addEventListener("submit", (event) => {
    const form = pieceOf(event), ending = event.target.closest("[data-finish]");
    if (!form && !ending) return;
    event.preventDefault();
    if (ending) finish(ending);
    else if (event.submitter?.matches("[data-remove]")) remove(form, event.submitter);
    else touched(form, 0);
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (button) add(button.dataset.add).querySelector("input:not([type=hidden]), select").focus();
  });
  onWake(() => dirty.forEach((_timer, form) => push(form)));
  restore();

  return { touched };
})();
