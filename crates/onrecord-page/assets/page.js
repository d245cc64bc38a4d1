// The page itself. Every text of a pack is put in by textContent, and comes from the engine with
// whatever could hide in it made visible. Nothing is fetched; a picture is decoded only when asked
// for, and drawn as points.
"use strict";

const find = (id) => document.getElementById(id);
const ROWS = 100;

function make(tag, text, kind) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

const say = (number, one, many) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;

// The browser takes a worker from a blob alone, and with trusted types only from a policy.
const policy = globalThis.trustedTypes?.createPolicy("check-this-pack", { createScriptURL: (address) => address });

function startWorker() {
  const address = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
  const worker = new Worker(policy ? policy.createScriptURL(address) : address);
  URL.revokeObjectURL(address);
  return worker;
}

function wasmBytes() {
  const text = atob(WASM), bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

// ---- One pack under check, or checked
let worker = null;
let waiting = new Map();
let asked = 0;

function stop() {
  worker?.terminate();
  worker = null;
  waiting = new Map();
}

function show(section) {
  for (const id of ["choose", "checking", "result", "contents"]) find(id).hidden = id !== section;
  find("problem").textContent = "";
  document.title = "Check this pack";
}

function refuse(problem) {
  stop();
  show("choose");
  find("problem").textContent = problem;
}

function question(text) {
  return new Promise((resolve, reject) => {
    asked += 1;
    waiting.set(asked, { resolve, reject });
    worker.postMessage({ kind: "ask", number: asked, question: text });
  });
}

async function answer(text) {
  const said = JSON.parse(new TextDecoder().decode(await question(text)));
  if (said.error) throw new Error(said.error);
  return said;
}

const megabytes = (bytes) => Math.ceil(bytes / 1e6).toLocaleString("en-GB");

function start(opened) {
  if (opened.length === 0) return;
  stop();
  show("checking");
  find("bar").value = 0;
  find("counted").textContent = `${say(opened.length, "file", "files")}.`;
  find("checking-heading").focus();
  worker = startWorker();
  const mine = worker;
  worker.onmessage = ({ data }) => {
    if (mine !== worker) return;
    if (data.kind === "progress") {
      find("bar").value = data.total ? data.done / data.total : 0;
      find("counted").textContent = `${megabytes(data.done)} of ${megabytes(data.total)} MB ${data.what}.`;
    } else if (data.kind === "checked") {
      checked(data.report);
    } else if (data.number !== undefined) {
      const waiter = waiting.get(data.number);
      waiting.delete(data.number);
      if (data.kind === "answer") waiter?.resolve(data.answer);
      else waiter?.reject(new Error(data.error));
    } else {
      refuse(data.plain || "The check could not be finished. Nothing was changed. Copy the pack to this computer and try again.");
    }
  };
  worker.onerror = () => refuse("The check could not be started. Use another browser, or one of the ways below.");
  worker.postMessage({ kind: "check", wasm: wasmBytes(), opened });
}

// ---- Choosing
const chosen = (input) => [...input.files].map((file) => {
  // The chosen folder's own name comes first; what follows is the place in the pack.
  const path = file.webkitRelativePath ? file.webkitRelativePath.split("/").slice(1).join("/") : file.name;
  return { path, file };
});

for (const id of ["folder", "files"]) {
  find(id).addEventListener("change", ({ target }) => {
    start(chosen(target));
    target.value = "";
  });
}

addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("dropping"); });
addEventListener("dragleave", () => document.body.classList.remove("dropping"));
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  // Browsers do not open a dropped folder for a page from the disk.
  const folder = [...event.dataTransfer.items].some((item) => item.webkitGetAsEntry?.()?.isDirectory);
  if (folder) refuse("A folder cannot be dropped here. Use “Choose the folder”, or drop its files.");
  else start([...event.dataTransfer.files].map((file) => ({ path: file.name, file })));
});

find("cancel").addEventListener("click", () => { stop(); show("choose"); find("folder").focus(); });
find("again").addEventListener("click", () => { stop(); show("choose"); find("folder").focus(); });

// Leaves at once, and the page is not in the history of this tab any more.
const leave = () => { stop(); document.body.replaceChildren(); location.replace("about:blank"); };
find("leave").addEventListener("click", (event) => { event.preventDefault(); leave(); });
let shifts = [];
addEventListener("keydown", (event) => {
  shifts = event.key === "Shift" ? [...shifts.filter((at) => event.timeStamp - at < 5000), event.timeStamp] : [];
  if (shifts.length === 3) leave();
});

// ---- The verdict
function checked(report) {
  show("result");
  const good = report.sound === 1;
  const verdict = find("verdict");
  const unread = !good && report.findings.every(({ still }) => still.startsWith("Nothing was changed."));
  verdict.textContent = good ? "Every check passed" : unread ? "The check could not be finished" : "This pack does NOT pass the check";
  verdict.className = good ? "verdict-good" : "verdict-bad";
  document.title = `${verdict.textContent} – Check this pack`;
  find("meaning").textContent = good
    ? "Nothing in these files was changed since the pack was made. This holds if the fingerprint below is the right one."
    : "Do not rely on the files that are named here. Ask for a new copy. Nothing of the pack is shown on this page, because it could mislead.";
  find("findings").replaceChildren(...report.findings.map(finding));
  if (report.more > 0) find("findings").append(make("p", `… and ${say(report.more, "more of the kind", "more of the kind")}.`));
  for (const id of ["compare", "proven"]) find(id).hidden = !good;
  if (good) {
    find("fingerprint").textContent = report.pack_fingerprint;
    find("log-fingerprint").textContent = report.log_fingerprint;
    find("given").value = "";
    find("compared").textContent = "";
    find("given").oninput = () => compare(report);
    find("checks").replaceChildren(...checks(report));
    contents();
  } else {
    stop();
  }
  verdict.focus();
}

function finding({ file, problem, means, still }) {
  const box = make("div", undefined, "finding");
  box.append(make("h3", file), make("p", problem), make("p", `What it means: ${means}`), make("p", `Still sound: ${still}`));
  return box;
}

function compare(report) {
  const bare = (text) => text.toLowerCase().replace(/[^0-9a-z]/g, "");
  const given = bare(find("given").value), pack = bare(report.pack_fingerprint), log = bare(report.log_fingerprint);
  let said = "";
  if (given === pack) said = "It is the same. This is the pack that the fingerprint was given for.";
  else if (given === log) said = "It is the fingerprint of the case’s log. The log is the right one. Ask for the pack’s fingerprint too.";
  else if (given.length >= pack.length || (given && !pack.startsWith(given) && !log.startsWith(given)))
    said = "It is not the same. Do not rely on this pack. Ask who gave it to you.";
  find("compared").textContent = said;
}

function checks(report) {
  const clock = report.timestamps > 0 ? "" : " The log proves an order, not a date.";
  const each = [
    [`The files: ${say(report.files, "file", "files")}`,
      "None was changed, added, removed or renamed since the pack was made.",
      "It does not show who made the pack. Compare the fingerprint for that."],
    [`The custody log: ${say(report.log_entries, "entry", "entries")}`,
      "It is complete and in order, up to its signed head.",
      `It does not show that the computer’s clock was right.${clock}`],
    [`The originals: ${say(report.originals, "file", "files")}`,
      report.originals ? "Each is the file that the log says was sealed." : "This pack holds no original files.",
      "It does not show that an export or a screenshot was genuine when it came, or that it was complete."],
    [`The events shown: ${report.shown.toLocaleString("en-GB")}, of ${say(report.threads, "thread", "threads")}`,
      "Each stands unaltered, at its place in its thread, since the thread was read.",
      "It does not show who typed. An account is not a person."],
    [`The events withheld: ${report.withheld.toLocaleString("en-GB")}`,
      report.withheld ? "They stand exactly where the gaps say, and are as many." : "In these threads nothing is withheld.",
      "It does not show that nothing else exists. Whole threads can be withheld."],
    [`Outside timestamps: ${report.timestamps.toLocaleString("en-GB")}`,
      report.timestamps ? "Each names this log." : "No outside authority has stamped this log.",
      report.timestamps ? "Their signatures are not checked here. 04-VERIFY.txt has the commands." : "So the dates are those of the computer’s clock."],
  ];
  return each.map(([name, shows, not]) => {
    const box = make("div", undefined, "check");
    box.append(make("h4", name), make("p", shows), make("p", not, "small"));
    return box;
  });
}
