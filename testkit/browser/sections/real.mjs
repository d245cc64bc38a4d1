// A real import through the browser, hostile files among it, and every page of that case.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../lib/browser.mjs";
import { comeIn, cookieOf, home, passphraseFile, program, server, words } from "../lib/person.mjs";
import { among, check, equal, holds, note, nothing, skipped, until } from "../lib/report.mjs";
import { WORN } from "../lib/rules.mjs";
import { filesBelow, parse } from "../lib/server.mjs";
import { START } from "../pages.mjs";
import { memory } from "./attacks.mjs";
import { everyPage } from "./demo.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const fixtures = process.env.ONRECORD_FIXTURES || join(here, "../../../../shared/fixtures");
// Real exports of three kinds; none where they are not here.
export const realFiles = () => ["whatsapp", "sms-backup-restore", "email"].flatMap((kind) => (existsSync(join(fixtures, kind)) ? [...filesBelow(join(fixtures, kind))] : []))
  .filter((path) => statSync(path).size < 4e6).slice(0, 40);

// Messages that are markup, in a form that is read as messages; and files that no browser may render.
const MARKUP = ["<script>window.caught=1</script>", "<img src=x onerror='window.caught=2'>", "<svg onload=window.caught=3>", "\"'><iframe srcdoc=x>", "javascript:window.caught=4", "{{7*7}} ${7*7}", "</textarea></title></style><b>out</b>", "safe \u202etxt.exe"];
function hostile(folder) {
  mkdirSync(folder, { recursive: true });
  const lines = MARKUP.map((text, number) => `13/02/2021, 10:${String(10 + number)} - Moss <b>Tarn</b>: ${text}`);
  lines.push("13/02/2021, 10:40 - Moss <b>Tarn</b>: drawing.svg (file attached)", "13/02/2021, 10:41 - Moss <b>Tarn</b>: page.html (file attached)");
  const files = {
    "WhatsApp Chat with Moss Tarn.txt": `${lines.join("\n")}\n`,
    "drawing.svg": `<svg xmlns="http://www.w3.org/2000/svg"><script>window.caught=5</script><image href="http://other.example/x.png"/></svg>`,
    "page.html": `<!doctype html><script>window.caught=6</script><img src="http://other.example/y.png">`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const text of MARKUP) if (text.length > 12) words.add(text);
  return Object.keys(files).map((name) => join(folder, name));
}

// Sends files as a person does, and waits until they are taken in. Gives where the browser stands then.
export async function send(person, files, said) {
  await person.go("add");
  await person.tick("input[name=under18][value=no]");
  await person.fill("input[name=said]", said);
  await person.choose("#files", files);
  await person.click("form[enctype] button[type=submit]");
  await until("the end of taking in", async () => /^(check\/|add\/refused)/.test(await person.where()), 180);
  await person.tab.ready();
  return person.where();
}

export async function real(context) {
  const one = server("real-app", join(home, "real-case"));
  program("--case", one.case_, "--passphrase-file", passphraseFile(), "new", "--name", "Wren Fairweather", "--sheet", join(home, "real-sheet"));
  await one.start();
  const person = await comeIn(context, one, WORN[0]), { page } = person.tab;
  await check("an import in the browser: markup in messages is shown as words, and nothing of it runs", async () => {
    await send(person, hostile(join(home, "hostile")), "My own telephone");
    await person.go("timeline");
    await person.press("form[action$='timeline/cover'] button");
    holds(await page.locator("main").textContent(), "<script>window.caught=1</script>");
    equal(await run(page, () => String(window.caught)), "undefined");
    nothing(await run(page, () => [...document.querySelectorAll("main script, main iframe, main object, main embed, main svg[onload], main img[onerror], main b")].map((found) => found.outerHTML.slice(0, 90))));
  });
  await check("a file of markup leaves only as a download, in a sandbox", async () => {
    const cookie = await cookieOf(context, one);
    const found = [];
    for (const inside of await linksTo(page, one, /\/(file|original|picture|look)\b/)) {
      const answer = await one.own("GET", inside, cookie);
      if (answer.status !== 200) continue;
      const kind = answer.headers["content-type"] ?? "";
      if (/^image\/(png|jpeg)/.test(kind) || kind.startsWith("text/html; charset=utf-8") && answer.headers["content-security-policy"]?.includes("script-src 'self'")) continue;
      found.push(inside);
      holds(answer.headers["content-disposition"] ?? "", "attachment");
      holds(answer.headers["content-security-policy"] ?? "", "sandbox");
      if (/svg|html|xml|pdf/.test(kind)) throw new Error(`${inside} is sent as ${kind}`);
    }
    note(`${found.length} files were asked for`);
  });
  const chosen = realFiles();
  if (chosen.length) {
    await check(`${chosen.length} real exports are taken in beside them`, async () => holds(await send(person, chosen, "From the drive"), "check/"));
  } else {
    skipped("../shared is not here: no real export was taken in");
  }
  await everyPage(context, one, "real", START, async (tab) => {
    equal(await run(tab, () => String(window.caught)), "undefined");
  });
  await traversal(context, person);
  await lockedMeanwhile(context, person);
  await person.tab.close();
  await one.stop();
}

async function linksTo(page, one, pattern) {
  const found = new Set();
  for (const start of ["timeline", "add"]) {
    await page.goto(one.url(start));
    const links = await run(page, () => [...document.querySelectorAll("main a[href]")].map((link) => link.href));
    for (const link of links.filter((link) => /\/(event|exhibit|check)\//.test(link)).slice(0, 14)) {
      if (pattern.test(link)) { found.add(link); continue; }
      await page.goto(link).catch(() => {});
      for (const deeper of await run(page, () => [...document.querySelectorAll("a[href], img[src]")].map((one) => one.href || one.src))) if (pattern.test(deeper)) found.add(deeper);
    }
  }
  return [...found].map((link) => link.slice(one.url("").length));
}

const form = (parts, mark = "----mark") => parts.map(([name, value, file]) => `--${mark}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? "" : `; filename="${file}"`}\r\n${file === undefined ? "" : "Content-Type: application/octet-stream\r\n"}\r\n${value}\r\n`).join("") + `--${mark}--\r\n`;
const multipart = { "Content-Type": "multipart/form-data; boundary=----mark" };

async function traversal(context, { one, tab: { page } }) {
  await check("attack: names of files that lead elsewhere write nothing elsewhere", async () => {
    const names = ["../../../../../../tmp/onrecord-escaped.txt", "/tmp/onrecord-escaped.txt", "..\\..\\onrecord-escaped.txt", "a/../../../onrecord-escaped.txt", "x\u0000onrecord-escaped.txt", `${"o".repeat(3000)}.txt`, "CON", ".", "..", "", "a\r\nSet-Cookie: s=1"];
    const before = new Set(filesBelow(home));
    const cookie = await cookieOf(context, one);
    for (const name of names) {
      const answer = await one.own("POST", "add/upload", cookie, form([["under18", "no"], ["said", "x"], ["files", `words of ${name.length}`, name]]), multipart);
      among(answer.status, [303, 400, 413], JSON.stringify(name));
      equal(answer.headers["set-cookie"], undefined);
      await until("the end of taking in", async () => !(await one.own("GET", "job/now", cookie)).text.includes('"running":true'), 60);
    }
    const elsewhere = [...filesBelow(home)].filter((path) => !before.has(path) && !path.startsWith(one.case_) && !path.includes("/profile/") && !path.includes("/run/"));
    nothing(elsewhere);
    for (const folder of ["/tmp", home, dirname(home)]) if (existsSync(join(folder, "onrecord-escaped.txt"))) throw new Error(`${folder}/onrecord-escaped.txt`);
    for (const path of filesBelow(one.case_)) if (readFileSync(path).includes("words of ")) throw new Error(`in the clear: ${path}`);
  });
  await check("attack: an upload of 10 GB is refused before it is kept, and a form that is none too", async () => {
    const cookie = await cookieOf(context, one), before = memory(one.process.pid);
    const head = (length) => `POST ${one.base}/add/upload HTTP/1.1\r\nHost: ${one.host}\r\nOrigin: ${one.origin}\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=----mark\r\nContent-Length: ${length}\r\n\r\n`;
    const answer = await one.say((socket) => {
      socket.write(head(10 * 2 ** 30));
      socket.write('------mark\r\nContent-Disposition: form-data; name="under18"\r\n\r\nno\r\n------mark\r\nContent-Disposition: form-data; name="files"; filename="big"\r\n\r\n');
      let sent = 0;
      const piece = Buffer.alloc(1 << 20, "a");
      const more = () => { while (sent < 96 && !socket.destroyed) { sent += 1; if (!socket.write(piece)) { socket.once("drain", more); return; } } socket.end(); };
      more();
    }, { seconds: 30 });
    among(parse(answer).status, [0, 303, 400, 413], "10 GB");
    const grown = memory(one.process.pid) - before;
    note(`the program grew by ${grown.toFixed(0)} MB`);
    if (grown > 60) throw new Error(`it took ${grown.toFixed(0)} MB`);
    for (const body of ["", "------mark", "no form at all", form([["files", "x", "x"]]), form([["under18", "perhaps"], ["files", "x", "x"]])]) {
      among((await one.own("POST", "add/upload", await cookieOf(context, one), body, multipart)).status, [303, 400, 413], JSON.stringify(body.slice(0, 30)));
    }
    await page.goto(one.url("add"));
  });
}

async function lockedMeanwhile(context, person) {
  const { one, tab: { page } } = person;
  await check("attack: locked while files arrive: nothing is shown, nothing is lost, nothing lies in the clear", async () => {
    const cookie = await cookieOf(context, one);
    const body = form([["under18", "no"], ["said", "While it was locked"], ["files", "curlew ".repeat(40000), "late.txt"]]);
    const head = `POST ${one.base}/add/upload HTTP/1.1\r\nHost: ${one.host}\r\nOrigin: ${one.origin}\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=----mark\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
    const sent = one.say((socket) => {
      socket.write(head + body.slice(0, 100000));
      setTimeout(async () => { await one.own("POST", "lock", cookie); socket.write(body.slice(100000)); }, 300);
    }, { seconds: 30 });
    const answer = parse(await sent);
    among(answer.status, [303, 403], "the upload");
    if (/curlew|late\.txt/.test(answer.text)) throw new Error("it shows what was sent");
    for (const path of filesBelow(one.case_)) if (readFileSync(path).includes("curlew curlew")) throw new Error(`in the clear: ${path}`);
    await page.goto(one.url("timeline"));
    equal(await page.locator("nav.menu").count(), 0, "locked");
    await page.goto(one.url("unlock"));
    await person.unlock();
    await person.opened();
    await page.goto(one.url("add"));
    holds(await page.locator("main").innerText(), "arrived");
    await person.press("form[action$='arrived/take'] button");
    await until("the end of taking in", async () => /check\//.test(page.url()), 60);
  });
}
