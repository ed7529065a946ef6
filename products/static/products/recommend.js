// The form of a recommendation works without this. Here: a draft kept in the browser until the server
// has received it, pictures shown before they are sent, characters counted, and a page that stays as it
// is, files and all, when the server finds something wrong.
(() => {
  "use strict";

  const SAVE_AFTER = 400; // ms
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "opened", "website", "photos", "documents"]);

  const sent = document.querySelector("[data-sent]");
  if (sent) {
    forget(sent.dataset.sent);
    return;
  }
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const says = form.dataset;
  const name = says.draft;
  const code = form.querySelector("input[type=hidden][name=place_code]");
  const button = form.querySelector("button[type=submit]");
  const buttonText = button.textContent;
  let leaving = false;

  // Draft

  function read() {
    try {
      return JSON.parse(localStorage.getItem(name)) || null;
    } catch {
      return null;
    }
  }

  function forget(which) {
    try {
      localStorage.removeItem(which);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  function kept() {
    return [...form.elements].filter((field) => field.name && !field.disabled && !NOT_KEPT.has(field.name));
  }

  function keep() {
    const values = {};
    for (const field of kept()) {
      if (field.type === "checkbox") values[field.name] = field.checked;
      else if (field.type !== "radio" || field.checked) values[field.name] = field.value;
    }
    try {
      localStorage.setItem(name, JSON.stringify(values));
      line(says.saysKept);
    } catch {
      // Private windows and full stores: the form works, it is only not kept.
    }
  }

  function takeUp() {
    const values = read();
    if (!values) return;
    if ("bound" in says) return keep();
    for (const field of kept()) {
      if (!(field.name in values) || field.type === "radio") continue;
      if (field.type === "checkbox") field.checked = values[field.name];
      else if (field.name === "key" || values[field.name]) field.value = values[field.name];
    }
    line(says.saysTakenUp);
  }

  function line(text) {
    const place = document.querySelector("[data-draft-line]");
    place.querySelector("span").textContent = text;
    place.hidden = false;
  }

  let timer;
  form.addEventListener("input", (event) => {
    if (event.target.name === "place") code.value = "";
    clearTimeout(timer);
    timer = setTimeout(keep, SAVE_AFTER);
  });
  document.querySelector("[data-draft-away]").addEventListener("click", () => {
    forget(name);
    leaving = true;
    location.assign(location.pathname + location.search);
  });

  // Characters

  for (const place of form.querySelectorAll("[data-count-for]")) {
    const field = document.getElementById(place.dataset.countFor);
    // Typing on beyond the limit is better than text that is cut off while it is pasted.
    field.removeAttribute("maxlength");
    const count = () => {
      const left = Number(place.dataset.most) - [...field.value].length;
      place.textContent = (left < 0 ? says.saysOver : says.saysLeft).replace("{n}", Math.abs(left));
      place.classList.toggle("over", left < 0);
      place.hidden = false;
    };
    field.addEventListener("input", count);
    place.recount = count;
  }

  // Files: chosen ones add up, each can be left out again

  const chosen = new Map();

  function watchFiles(input, most) {
    if (typeof DataTransfer === "undefined") return;
    chosen.set(input, []);
    input.addEventListener("change", () => {
      const files = chosen.get(input);
      const wrong = [];
      for (const file of input.files) {
        if (file.size > Number(says.fileBytes)) wrong.push(says.saysLarge.replace("{file}", file.name));
        else if (!isOfKind(file, input)) wrong.push(says.saysKind.replace("{file}", file.name));
        else if (!files.some((other) => other.name === file.name && other.size === file.size)) files.push(file);
      }
      if (files.length > most) {
        files.length = most;
        wrong.push(says.saysMany.replace("{n}", most));
      }
      show(input, wrong);
    });
  }

  function isOfKind(file, input) {
    const kinds = input.accept.split(",");
    return kinds.includes(file.type) || kinds.some((kind) => kind.startsWith(".") && file.name.toLowerCase().endsWith(kind));
  }

  function show(input, wrong) {
    const files = chosen.get(input);
    const all = new DataTransfer();
    files.forEach((file) => all.items.add(file));
    input.files = all.files;
    const list = form.querySelector(`[data-chosen-for="${input.id}"]`);
    list.replaceChildren(...files.map((file) => card(input, file)));
    say(input.closest("[data-field]"), wrong);
  }

  function card(input, file) {
    const item = document.createElement("li");
    if (file.type.startsWith("image/")) {
      const canvas = document.createElement("canvas");
      canvas.width = 240;
      canvas.height = 160;
      draw(file, canvas);
      item.append(canvas);
    }
    const label = document.createElement("span");
    label.textContent = `${file.name} · ${(file.size / 1048576).toFixed(1)} MB`;
    label.title = file.name;
    const away = document.createElement("button");
    away.type = "button";
    away.textContent = says.saysAway;
    away.addEventListener("click", () => {
      chosen.set(input, chosen.get(input).filter((other) => other !== file));
      show(input, []);
    });
    item.append(label, away);
    return item;
  }

  async function draw(file, canvas) {
    try {
      const picture = await createImageBitmap(file, { resizeWidth: 360, resizeQuality: "low" });
      const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
      const [width, height] = [picture.width * scale, picture.height * scale];
      canvas.getContext("2d").drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
      picture.close();
    } catch {
      canvas.remove();
    }
  }

  function say(place, messages) {
    const list = document.createElement("ul");
    list.className = "errors";
    list.append(...messages.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    place.querySelector("[data-errors]").replaceChildren(...(messages.length ? [list] : []));
  }

  watchFiles(form.elements.photos, Number(says.mostPhotos));
  watchFiles(form.elements.documents, Number(says.mostDocuments));

  // Counties

  const suggestions = document.getElementById("counties");
  let asked = "";
  let asking;
  form.elements.place.addEventListener("input", (event) => {
    const text = event.target.value.trim();
    clearTimeout(asking);
    if (!suggestions || text.length < 1 || text === asked) return;
    asking = setTimeout(() => suggest(text), 250);
  });

  async function suggest(text) {
    asked = text;
    try {
      const answer = await fetch(`${says.places}?level=county&q=${encodeURIComponent(text)}`);
      if (!answer.ok) return;
      const rows = await answer.json();
      const list = Array.isArray(rows) ? rows : rows.results || rows.places || rows.rows || [];
      const options = list.slice(0, 12).map((row) => {
        const option = document.createElement("option");
        option.value = `${row.path || row.name} ${row.code}`;
        return option;
      });
      if (text === asked) suggestions.replaceChildren(...options);
    } catch {
      // Without suggestions the name is looked up when the form arrives.
    }
  }

  // Sending

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (sending) => {
      if (!sending.lengthComputable) return;
      button.textContent = `${says.saysSending} ${Math.round((100 * sending.loaded) / sending.total)} %`;
    });
    request.addEventListener("load", () => answered(request));
    request.addEventListener("error", failed);
    request.addEventListener("timeout", failed);
    button.disabled = true;
    request.send(new FormData(form));
  });

  function answered(request) {
    if (request.status === 200 && request.responseURL !== form.action) {
      leaving = true;
      forget(name);
      location.assign(request.responseURL);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const summary = page.querySelector("[data-summary]");
    if (!summary) return failed();
    // The files are still here.
    summary.querySelector("[data-choose-again]")?.remove();
    replace("[data-summary]", page);
    replace("[data-counties]", page);
    for (const place of form.querySelectorAll("[data-field]")) {
      const theirs = page.querySelector(`[data-field="${place.dataset.field}"]`);
      if (!theirs) continue;
      place.querySelector("[data-errors]").replaceChildren(...theirs.querySelector("[data-errors]").childNodes);
      const wrong = theirs.querySelector("[aria-invalid]") !== null;
      const field = place.querySelector("input, select, textarea");
      if (wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    code.value = page.querySelector("input[type=hidden][name=place_code]").value;
    form.elements.opened.value = page.querySelector("[name=opened]").value;
    ready();
  }

  function replace(which, page) {
    document.querySelector(which).replaceChildren(...page.querySelector(which).childNodes);
  }

  function failed() {
    const notice = document.createElement("aside");
    notice.className = "notice notice--withdrawn";
    notice.setAttribute("role", "alert");
    notice.append(Object.assign(document.createElement("b"), { textContent: says.saysFailed }));
    document.querySelector("[data-summary]").replaceChildren(notice);
    ready();
  }

  function ready() {
    button.disabled = false;
    button.textContent = buttonText;
    const summary = document.querySelector("[data-summary]");
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "start" });
  }

  window.addEventListener("beforeunload", (event) => {
    const files = [...chosen.values()].some((list) => list.length);
    if (!leaving && (files || button.disabled)) event.preventDefault();
  });

  takeUp();
  for (const place of form.querySelectorAll("[data-count-for]")) place.recount();
})();
