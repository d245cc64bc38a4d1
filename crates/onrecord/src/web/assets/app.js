// What the pages do better where JavaScript runs. Every page works without it.
// Builds no markup: texts are set as text, and pages come from the server.

const body = document.body;
const base = body.dataset.base;
const heard = document.querySelector("[data-heard]");
const say = (text) => { if (heard) heard.textContent = text ?? ""; };
const post = (path, data) => fetch(base + path, {
  method: "POST", body: new URLSearchParams(data ?? {}), cache: "no-store", redirect: "error",
  headers: { "x-watching": "1" },
});

// --- Exit this page: the button, or Shift three times within five seconds. Not Escape: people press it.

const leave = document.querySelector("form.leave");
let shifts = [];
let shiftAlone = false;
const cover = () => { document.title = " "; body.hidden = true; };
leave?.addEventListener("submit", cover);

// What one tab locks, no other goes on showing. It is covered when that is asked, and turned over when it
// is done; what was typed is sent then, and the app keeps it until the person is back.
const tabs = new BroadcastChannel("lock");
for (const form of document.querySelectorAll("form.leave, form[action$='/lock'], form[action$='/close']")) {
  form.addEventListener("submit", () => tabs.postMessage("asked"));
}
let typed = null;
addEventListener("input", (event) => { if (event.target.form?.method === "post") typed = event.target.form; });
const turnOver = (locked) => {
  if (body.dataset.sending) return;
  if (typed && locked) typed.submit(); else location.replace(body.dataset.locked);
};
if (!body.dataset.idle) tabs.postMessage("done");
else tabs.onmessage = ({ data }) => { cover(); if (data === "done") turnOver(true); else setTimeout(turnOver, 5000); };
addEventListener("keydown", (event) => { shiftAlone = event.key === "Shift" && !event.repeat; });
addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !shiftAlone || !leave) { shifts = event.key === "Shift" ? shifts : []; return; }
  const now = performance.now();
  shifts = [...shifts.filter((then) => now - then < 5000), now];
  if (shifts.length >= 3) { cover(); tabs.postMessage("asked"); leave.submit(); return; }
  say(shifts.length === 1 ? heard?.dataset.once : heard?.dataset.twice);
  setTimeout(() => { if (performance.now() - shifts.at(-1) > 4900) { shifts = []; say(""); } }, 5000);
});

// A page that the browser kept must not come back after locking or leaving.
addEventListener("pageshow", (event) => { if (event.persisted) { body.hidden = true; location.reload(); } });

// --- Locking: what is typed counts as a sign of the person; what is on the screen goes with the lock.

const idle = Number(body.dataset.idle ?? 0) * 1000;
if (idle > 0) {
  let last = Date.now();
  let told = Date.now();
  const here = () => {
    last = Date.now();
    if (last - told > 30000) { told = last; fetch(base + "awake", { method: "POST", cache: "no-store" }).catch(() => {}); }
  };
  for (const kind of ["keydown", "pointerdown", "input", "scroll"]) addEventListener(kind, here, { passive: true });
  let warned = false;
  // Another tab may have seen the person meanwhile: the app knows. Where nobody answers it is locked too.
  const ask = async () => {
    last = Date.now() - idle + 10000;
    const answer = await fetch(base + "seat", { headers: { "x-watching": "1" }, cache: "no-store", redirect: "manual" }).catch(() => null);
    if (answer?.status === 204) return;
    cover();
    if (!body.dataset.sending) location.replace(body.dataset.locked);
  };
  setInterval(() => {
    const left = idle - (Date.now() - last);
    if (left <= 0) ask();
    else if (left < 60000 && idle > 60000) { if (!warned) say(heard?.dataset.soon); warned = true; }
    else if (warned) { warned = false; say(""); }
  }, 1000);
}

// --- Drafts: what is typed into a marked field is kept in the case, encrypted.

const waiting = new Map();
const keep = async (form, name) => {
  waiting.delete(form);
  const data = [...new FormData(form).entries()].filter(([, value]) => typeof value === "string");
  try {
    const answer = await post("draft/" + name, data);
    const kept = document.querySelector("[data-kept]");
    if (!answer.ok || !kept) return;
    kept.textContent = kept.dataset.kept;
    setTimeout(() => { kept.textContent = ""; }, 3000);
  } catch { /* The app is locked or closed. The form can still be sent, and is held then. */ }
};
for (const [form, name] of new Map([...document.querySelectorAll("[data-draft]")].map((field) => [field.form, field.dataset.draft]))) {
  form?.addEventListener("input", () => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(keep, 2000, form, name));
  });
  form?.addEventListener("submit", () => clearTimeout(waiting.get(form)));
}

// --- How far the long work is: numbers and words are put in place; its end loads the page again.

const job = document.getElementById("job");
const look = async () => {
  try {
    const answer = await fetch(base + "job/now", { headers: { "x-watching": "1" }, cache: "no-store" });
    const now = answer.ok ? await answer.json() : {};
    if (!now.running) { location.replace(base + "job"); return; }
    const bar = job.querySelector("progress");
    if (now.of > 0) { bar.max = now.of; bar.value = now.done; } else bar.removeAttribute("value");
    for (const part of ["step", "count", "note"]) job.querySelector("[data-" + part + "]").textContent = now[part];
  } catch { /* The app is closed, or the computer slept. */ }
  setTimeout(look, 700);
};
if (job) setTimeout(look, 700);

// --- Files: dragged onto the page, and how far they have come. Without this the form sends them itself.

const send = document.querySelector("[data-upload]");
if (send) {
  const dropped = [];
  const drop = send.querySelector("[data-drop]");
  const walk = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((done, fail) => entry.file(done, fail));
      dropped.push([file, entry.fullPath.slice(1)]);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (some.length === 0) return;
      for (const one of some) await walk(one);
    }
  };
  if (drop) {
    drop.hidden = false;
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", async (event) => {
      event.preventDefault();
      const entries = [...event.dataTransfer.items].map((item) => [item.webkitGetAsEntry(), item.getAsFile()]);
      for (const [entry, file] of entries) {
        if (entry) await walk(entry).catch(() => {});
        else if (file) dropped.push([file, file.name]);
      }
      const told = drop.querySelector("[data-dropped]");
      told.textContent = told.dataset.words + " " + dropped.length;
    });
  }
  send.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(send);
    for (const [file, path] of dropped) data.append("files", file, path);
    let bytes = 0;
    for (const value of data.values()) bytes += value.size ?? 0;
    if (bytes > Number(send.dataset.upload)) { say(send.dataset.tooLarge); return; }
    const told = send.querySelector("[data-sending]");
    const request = new XMLHttpRequest();
    request.upload.onprogress = (at) => { told.querySelector("progress").value = 100 * at.loaded / at.total; };
    // An answer that leads on is told as a text: following it here would use up what the page has to say.
    request.onloadend = () => location.assign(request.status === 200 ? request.responseText : base + "add");
    request.open("POST", send.action);
    request.setRequestHeader("x-script", "1");
    body.dataset.sending = "yes";
    told.hidden = false;
    send.querySelector("[type=submit]").disabled = true;
    request.send(data);
  });
}

// --- Small things.

document.querySelector("[data-focus]")?.focus();
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
