// What a person does in the app, in whatever browser. A journey is written against this alone, so the same one is gone
// in Chromium, in every way a page can be worn, and in Firefox.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wear } from "./browser.mjs";
import { check, equal, holds, nothing, until } from "./report.mjs";
import { hold, nameOf } from "./rules.mjs";
import { Server } from "./server.mjs";

export const PASSPHRASE = "correct heron battery trombone";
export const shots = process.env.ONRECORD_SHOTS || null;
export const home = mkdtempSync(join(tmpdir(), "onrecord-app."));
export const place = (name) => { const path = join(home, name); mkdirSync(path, { recursive: true, mode: 0o700 }); return path; };
// What must not be found in the browser's profile when all is over.
export const words = new Set([PASSPHRASE, "Fairweather"]);
export const running = [];
if (shots) mkdirSync(shots, { recursive: true });

const walkedThrough = new Set();

let binary = null;
export const use = (path) => { binary = path; };
export const program = (...given) => execFileSync(binary, given, { cwd: home, env: { ...process.env, HOME: home, DISPLAY: "" }, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
export function passphraseFile() {
  const path = join(home, "passphrase");
  writeFileSync(path, PASSPHRASE, { mode: 0o600 });
  return path;
}
export function server(name, case_ = null) {
  const one = new Server(binary, place(name), case_);
  running.push(one);
  return one;
}

// What the browser holds of the app's cookie, as somebody who stole it has it.
export async function cookieOf(context, one) {
  const found = (await context.cookies(one.url(""))).find((cookie) => cookie.path.startsWith(one.base));
  return found ? `${found.name}=${found.value}` : "";
}

// Somebody at the app. `tab`: of which browser; see `ChromiumTab` and firefox.mjs. `how`: how pages are worn.
export class Person {
  constructor(tab, one, how) {
    Object.assign(this, { tab, one, how });
    this.way = `${tab.name}${nameOf(how)}`;
  }

  // As the person's desktop does: the browser is shown the file, and goes on by itself.
  async enter() {
    await this.tab.show(`file://${this.one.file}`.replaceAll(" ", "%20"));
    const inside = (url) => url.startsWith(this.one.url("")) && !new URL(url).pathname.endsWith("/open");
    await until("the app in the browser", async () => inside(await this.tab.url()), 60);
    await this.tab.ready();
  }

  async unlock(passphrase = PASSPHRASE) {
    if (!(await this.where()).startsWith("unlock")) await this.go("");
    if (!(await this.where()).startsWith("unlock")) return;
    await this.fill("#passphrase", passphrase);
    await this.press("main form button");
  }

  async opened() {
    await until("the open case", async () => await this.count("nav.menu") > 0, 60);
  }

  async where() {
    const url = await this.tab.url();
    return url.startsWith(this.one.url("")) ? url.slice(this.one.url("").length) : url;
  }

  // A long work shows how far it is: waits until it leads on.
  async arrive(begin, seconds = 120) {
    await until(`${begin} after the work`, async () => (await this.where()).startsWith(begin), seconds);
    await this.tab.ready();
  }

  // Opens everything that is folded, as somebody would who reads all of a page.
  unfold() {
    return this.run(() => document.querySelectorAll("main details").forEach((one) => { one.open = true; }));
  }

  // A link or button by its words.
  async follow(words, among = "a[href], button, summary") {
    const found = await this.run(([words, among]) => {
      for (const old of document.querySelectorAll("[data-test]")) old.removeAttribute("data-test");
      const all = [...document.querySelectorAll(`main :is(${among})`)];
      const one = all.find((one) => one.innerText.trim() === words) ?? all.find((one) => one.innerText.includes(words));
      one?.setAttribute("data-test", "");
      one?.closest("details")?.setAttribute("open", "");
      return one !== undefined;
    }, [words, among]);
    if (!found) throw new Error(`no link or button ${JSON.stringify(words)} on ${await this.where()}`);
    return this.press("[data-test]");
  }

  async says(part, selector = "main") { holds(await this.text(selector), part); }
  async saysNot(part, selector = "body") { equal((await this.text(selector)).includes(part), false, part); }
  async stands(where) { equal(await this.where(), where); }

  go(inside) { return this.tab.goto(this.one.url(inside)); }
  back() { return this.tab.back(); }
  run(work, argument) { return this.tab.run(work, argument); }
  fill(selector, text) { return this.tab.fill(selector, text); }
  tick(selector) { return this.tab.tick(selector); }
  pick(selector, value) { return this.tab.pick(selector, value); }
  click(selector) { return this.tab.click(selector); }
  // Presses something that leads to another page.
  press(selector) { return this.tab.press(selector); }
  choose(selector, files) { return this.tab.choose(selector, files); }
  key(key) { return this.tab.key(key); }
  text(selector = "main") { return this.tab.text(selector); }
  value(selector) { return this.run((selector) => document.querySelector(selector)?.value, selector); }
  count(selector) { return this.run((selector) => document.querySelectorAll(selector).length, selector); }
  title() { return this.run(() => document.title); }
  // Follows a link to a file; gives its name and path.
  download(selector) { return this.tab.download(selector); }

  // Holds the page that is shown to every rule.
  async screen(name) {
    if (!this.tab.rules) return;
    const stops = `${name} ${this.how.width}`, walked = walkedThrough.has(stops);
    walkedThrough.add(stops);
    const found = await hold(this.tab.page, name, [{ ...this.how, all: true, walked }], { shots, then: this.how });
    await check(`${name} (${this.way}): axe, width, sizes, keys, focus`, () => nothing(found));
  }
}

// A tab of the one Chromium.
export class ChromiumTab {
  name = "";
  rules = true;

  constructor(page, how) {
    Object.assign(this, { page, how, requests: [] });
    page.setDefaultTimeout(60_000);
    page.on("request", (request) => this.requests.push(request.url()));
  }

  // How often something was asked for in this tab whose address holds these words.
  asked(part) { return this.requests.filter((url) => url.includes(part)).length; }
  another() { return ChromiumTab.open(this.page.context(), this.how); }

  static async open(context, how) {
    const page = await context.newPage();
    await wear(page, how);
    return new ChromiumTab(page, how);
  }

  show(url) { return this.page.goto(url, { waitUntil: "commit" }).catch(() => {}); }
  goto(url) { return this.page.goto(url); }
  back() { return this.page.goBack().catch(() => {}); }
  url() { return this.page.url(); }
  ready() { return this.page.waitForLoadState(); }
  run(work, argument) { return this.page.evaluate(work, argument); }
  fill(selector, text) { return this.page.locator(selector).first().fill(text); }
  tick(selector) { return this.page.locator(selector).first().check(); }
  pick(selector, value) { return this.page.locator(selector).first().selectOption(value); }
  click(selector) { return this.page.locator(selector).first().click(); }
  async press(selector) {
    await Promise.all([this.page.waitForEvent("framenavigated"), this.page.locator(selector).first().click()]);
    await this.page.waitForLoadState();
  }
  choose(selector, files) { return this.page.locator(selector).first().setInputFiles(files); }
  key(key) { return this.page.keyboard.press(key); }
  text(selector) { return this.page.locator(selector).first().innerText(); }
  async download(selector) {
    const [file] = await Promise.all([this.page.waitForEvent("download"), this.page.locator(selector).first().click()]);
    equal(await file.failure(), null, "the download");
    return { name: file.suggestedFilename(), path: await file.path() };
  }
  close() { return this.page.close(); }
}

// Somebody at an open case, in the one Chromium.
export async function comeIn(context, one, how) {
  const person = new Person(await ChromiumTab.open(context, how), one, how);
  await person.enter();
  await person.unlock();
  await person.opened();
  return person;
}
