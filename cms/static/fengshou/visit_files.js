/* Photos and documents: one upload each, under a key made here, and kept on the phone until it is confirmed. */
"use strict";
(() => {
  const { root, say, send, mark, visit, onWake } = window.fieldVisit;
  const store = window.visitStore;
  const LARGEST = 10 * 1024 * 1024;
  const waiting = new Map();
  let running = false;

  const make = (tag, fields = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), fields);
    node.append(...children);
    return node;
  };
  const shelf = (kind) => root.querySelector(`[data-files="${kind}"] ~ [data-cards]`);
  const note = (item, text, kind = "") => {
    item.line.textContent = text;
    item.line.dataset.kind = kind;
  };

  function count() {
    root.querySelector("[data-photo-count]").textContent = shelf("photo").children.length;
  }

  function caption(item, name) {
    const label = root.querySelector(`[data-blank-label="${name}"]`);
    const field = make("input", { type: "text", value: item[name], maxLength: name === "caption_zh" ? 160 : 200 });
    field.addEventListener("input", () => {
      item[name] = field.value;
      save(item);
    });
    return make("label", { className: "field-visit__field" }, make("span", { textContent: label.textContent }), field);
  }

  function card(item) {
    item.line = make("p", { className: "field-visit__note", textContent: say("queued") });
    item.again = make("button", { type: "button", className: "button button-small", textContent: say("try_again"), hidden: true });
    item.drop = make("button", { type: "button", className: "button button-small no button-secondary", textContent: say("leave_out"), hidden: true });
    item.again.onclick = () => queue(item);
    item.drop.onclick = () => forget(item);
    item.node = make("li", { className: "field-visit__card field-visit__card--waiting" });
    item.node.dataset.waiting = item.key;
    if (item.kind === "photo") {
      const picture = make("img", { className: "field-visit__picture", src: URL.createObjectURL(item.blob), alt: "" });
      item.node.append(picture, make("div", {}, caption(item, "caption_zh"), caption(item, "caption_en"), item.line));
    } else {
      item.node.append(make("div", {}, make("span", { textContent: item.name }), item.line));
    }
    item.node.lastElementChild.append(item.again, item.drop);
    shelf(item.kind).append(item.node);
    count();
  }

  function save(item) {
    const { line, again, drop, node, refused, ...kept } = item;
    return store.put(kept);
  }

  async function take(kind, file, form) {
    const item = {
      key: crypto.randomUUID(), visit, kind, blob: file, name: file.name,
      caption_zh: form.elements.title_zh?.value || "", caption_en: form.elements.title_en?.value || "",
      added: performance.timeOrigin + performance.now(),
      taken_at: file.lastModified ? new Date(file.lastModified).toISOString() : "",
    };
    card(item);
    waiting.set(item.key, item);
    if (file.size > LARGEST) return refuse(item, say("too_large"));
    try {
      await save(item);
    } catch {
      note(item, say("no_room"), "wrong"); // It is sent from memory.
    }
    queue(item);
  }

  function queue(item) {
    item.refused = false;
    item.again.hidden = item.drop.hidden = true;
    mark(item.kind, item.key, "waiting");
    pump();
  }

  function refuse(item, reason) {
    item.refused = true;
    item.again.hidden = item.drop.hidden = false;
    mark(item.kind, item.key, "failed");
    note(item, say("not_taken", { reason }), "wrong");
  }

  async function forget(item) {
    await store.remove(item.key);
    waiting.delete(item.key);
    item.node.remove();
    mark(item.kind, item.key, "done");
    count();
  }

  function body(item) {
    const data = new FormData();
    data.append("do", item.kind);
    data.append("key", item.key);
    data.append(item.kind === "photo" ? "caption_zh" : "title_zh", item.caption_zh);
    data.append(item.kind === "photo" ? "caption_en" : "title_en", item.caption_en);
    data.append("taken_at", item.taken_at);
    data.append("file", item.blob, item.name);
    return data;
  }

  /* One at a time, oldest first; stops at the first failure of the network and is woken again. */
  async function pump() {
    if (running) return;
    running = true;
    try {
      for (let item; (item = [...waiting.values()].find((each) => !each.refused)); ) {
        const sent = [item.caption_zh, item.caption_en];
        const result = await send(body(item), { file: true, progress: (percent) => note(item, say("sending", { percent })) });
        if (result.kind === "ok") await confirmed(item, sent, result.answer);
        else if (result.kind === "refused" || result.kind === "conflict") refuse(item, result.answer.message);
        else return note(item, say("queued"));
      }
    } finally {
      running = false;
    }
  }

  async function confirmed(item, sent, answer) {
    await store.remove(item.key);
    waiting.delete(item.key);
    const holder = make("template");
    holder.innerHTML = answer.html.trim();
    const done = holder.content.firstElementChild;
    const name = done.dataset.card ? `[data-card="${done.dataset.card}"]` : `[data-document="${done.dataset.document}"]`;
    root.querySelector(name)?.remove();
    item.node.replaceWith(done);
    mark(item.kind, item.key, "done");
    count();
    if (item.kind === "photo") photoIsThere(item, sent, done);
  }

  function photoIsThere(item, sent, done) {
    const number = [...shelf("photo").children].indexOf(done) + 1;
    const blanks = [...root.querySelectorAll("template[data-blank]")].map((blank) => blank.content);
    for (const place of [root, ...blanks]) {
      place.querySelectorAll("select[name=photo]").forEach((select) => {
        if (![...select.options].some((option) => option.value === item.key)) {
          select.append(new Option(`${number}. ${item.caption_zh || item.caption_en}`, item.key));
        }
      });
    }
    if (sent[0] === item.caption_zh && sent[1] === item.caption_en) return;
    const form = done.querySelector("form");
    [form.elements.caption_zh.value, form.elements.caption_en.value] = [item.caption_zh, item.caption_en];
    window.visitPieces.touched(form, 0);
  }

  root.querySelectorAll("[data-files]").forEach((form) => {
    form.querySelectorAll("[data-take]").forEach((input) => {
      input.addEventListener("change", async () => {
        const files = [...input.files];
        for (const file of files) await take(form.dataset.files, file, form);
        input.value = "";
        if (form.dataset.files === "document") form.reset();
      });
    });
  });
  root.addEventListener("visit:cards", count);
  onWake(pump);
  navigator.storage?.persist?.();
  store.of(visit).then((items) => {
    for (const item of items) {
      if (root.querySelector(`[data-card="${item.key}"]`)) {
        store.remove(item.key); // It arrived; only the answer was lost.
        continue;
      }
      card(item);
      waiting.set(item.key, item);
      queue(item);
    }
  });
})();
