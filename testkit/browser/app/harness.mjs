// The app as a person uses it: starts the program with a home of its own, comes in by the redirect file,
// and holds every screen to the same rules. A journey is a file in `journeys/`; see `first_steps.mjs`.
import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const require = createRequire(`${resolve(process.env.ONRECORD_TEST_NODE ?? "target/test-browser")}/package.json`);
const axe = require("axe-core").source;
const { chromium } = require("playwright-core");
const EXECUTABLE = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export const PASSPHRASE = "correct heron battery trombone";
const shots = process.env.ONRECORD_SHOTS;
let failures = 0;

export const failed = () => failures;
export async function check(name, work) {
  let clock;
  try {
    const late = new Promise((_, stop) => { clock = setTimeout(() => stop(new Error("it did not end")), 90_000); });
    await Promise.race([work(), late]);
    console.log(`passed   ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED   ${name}: ${String(error.message).slice(0, 1500)}`);
  } finally {
    clearTimeout(clock);
  }
}
export function equal(found, wanted) {
  if (found !== wanted) throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
export function holds(text, part) {
  if (!text.includes(part)) throw new Error(`${JSON.stringify(part)} is not in ${JSON.stringify(text.slice(0, 400))}`);
}

// --- The program -----------------------------------------------------------------------------------

export class Program {
  // `folder`: the case's; where none is there the first steps make one. `home`: kept between runs.
  constructor(binary, folder, home) {
    this.home = home ?? mkdtempSync(join(tmpdir(), "onrecord-app."));
    this.folder = folder ?? join(this.home, "case");
    this.binary = resolve(binary);
  }

  async start() {
    const child = spawn(this.binary, ["--case", this.folder, "open", "--no-browser"], {
      cwd: this.home, env: { ...process.env, HOME: this.home }, stdio: ["ignore", "pipe", "inherit"],
    });
    this.child = child;
    this.lines = [];
    let text = "";
    this.file = await new Promise((go, stop) => {
      child.stdout.on("data", (data) => { text += data; if (text.includes("\n")) go(text.split("\n")[0]); });
      child.on("exit", (code) => stop(new Error(`the program ended with ${code}`)));
    });
    return this;
  }

  // Has it shown itself again, as a second start does, and gives the new redirect file.
  async again() {
    const next = new Promise((go) => this.child.stdout.once("data", (data) => go(String(data).trim())));
    const second = spawnSync(this.binary, ["--case", this.folder, "open", "--no-browser"], { env: { ...process.env, HOME: this.home } });
    equal(second.status, 0);
    this.file = await next;
  }

  run(...words) {
    return spawnSync(this.binary, words, { cwd: this.home, env: { ...process.env, HOME: this.home }, encoding: "utf8" });
  }

  async stop() {
    const ended = new Promise((go) => this.child.on("exit", go));
    this.child.kill("SIGINT");
    await ended;
  }

  gone() {
    rmSync(this.home, { recursive: true, force: true });
  }
}

// --- The browser -----------------------------------------------------------------------------------

// How each journey is gone.
export const WAYS = [
  { width: 1280, dark: false, script: true },
  { width: 320, dark: true, script: true },
  { width: 320, dark: false, script: false },
  { width: 1280, dark: true, script: false },
];

export class Person {
  constructor(program, way) {
    Object.assign(this, way);
    this.program = program;
    this.way = `${way.width} ${way.dark ? "dark" : "light"}${way.script ? "" : " without JavaScript"}`;
  }

  // With a profile on the disk, so that what a browser keeps can be searched afterwards.
  async come(options = {}) {
    this.profile = join(this.program.home, "profile");
    mkdirSync(this.profile, { recursive: true });
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: EXECUTABLE, args: ["--no-sandbox", ...(options.arguments ?? [])], acceptDownloads: true,
      viewport: { width: this.width, height: 900 }, colorScheme: this.dark ? "dark" : "light",
      javaScriptEnabled: this.script, reducedMotion: "reduce",
    });
    this.page = this.context.pages()[0] ?? await this.context.newPage();
    this.page.setDefaultTimeout(20_000);
    this.requests = [];
    this.errors = [];
    this.context.on("request", (request) => this.requests.push(request.url()));
    this.page.on("pageerror", (error) => this.errors.push(String(error)));
    // A page that could not be shown says so in its status, which the browser tells as an error.
    this.page.on("console", (message) => message.type() === "error" && !message.text().includes("the server responded with")
      && this.errors.push(message.text()));
    await this.enter();
    return this;
  }

  // Comes in by the redirect file.
  async enter() {
    const went = readFileSync(this.program.file, "utf8").match(/url=(http:[^"]*?)(\/w\/[0-9a-f]{32})\//);
    this.host = went[1];
    this.base = `${went[1]}${went[2]}/`;
    await this.page.goto(`file://${this.program.file}`, { waitUntil: "commit" }).catch(() => {});
    await this.page.waitForURL((url) => url.href.startsWith(this.base) && !url.pathname.endsWith("/open"));
  }

  async unlock(passphrase = PASSPHRASE) {
    if (!this.page.url().includes("/unlock")) await this.go("");
    if (!this.page.url().includes("/unlock")) return;
    await this.page.fill("#passphrase", passphrase);
    await this.press("main form button");
  }

  go(inside) {
    return this.page.goto(this.base + inside);
  }

  // Presses something that leads to another page.
  async press(selector) {
    await Promise.all([this.page.waitForEvent("framenavigated"), this.page.locator(selector).first().click()]);
    await this.page.waitForLoadState();
  }

  where() {
    return this.page.url().slice(this.base.length);
  }

  text(selector = "main") {
    return this.page.locator(selector).first().innerText();
  }

  async leave() {
    await this.context.close();
  }

  // What holds of every screen.
  async screen(name) {
    const page = this.page;
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `${name}-${this.width}-${this.dark ? "dark" : "light"}${this.script ? "" : "-noscript"}.png`), fullPage: true });
    }
    // axe is a script with timers, which do not run without JavaScript. The pages are the same.
    if (this.script) await check(`${name} (${this.way}): axe finds nothing`, async () => {
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const result = await globalThis.axe.run(document, { runOnly: tags });
        return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).slice(0, 3).join(" | ")}`);
      });
      if (found.length) throw new Error(found.join("; "));
    });
    await check(`${name} (${this.way}): no sideways scroll, also with text twice as large`, async () => {
      for (const size of ["", "225%"]) {
        const wide = await page.evaluate((size) => {
          document.documentElement.style.fontSize = size;
          return document.documentElement.scrollWidth;
        }, size);
        await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
        // WCAG asks for 200 % at a desktop's width, and for 320 px at 100 %.
        if (wide > this.width && (size === "" || this.width === 1280)) throw new Error(`${wide} px at ${size || "100 %"}`);
      }
    });
    await check(`${name} (${this.way}): what is pressed is 24 px and more`, async () => {
      // What lies below the window is not laid out until it is near, and has no size until then.
      await page.evaluate(() => document.querySelectorAll("main *").forEach((one) => {
        if (getComputedStyle(one).contentVisibility === "auto") one.style.contentVisibility = "visible";
      }));
      const small = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.closest(".skip") === null)
        // A bar of a chart, where the same link stands in the table below it (WCAG 2.5.8, equivalent).
        .filter((one) => one.closest("svg[aria-hidden=true]") === null)
        // A link within a sentence is as high as its line.
        .filter((one) => !(one.tagName === "A" && getComputedStyle(one).display === "inline"))
        .map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`));
      if (small.length) throw new Error(small.join("; "));
    });
    await check(`${name} (${this.way}): by keyboard, focus is seen and never covered`, () => this.tabThrough());
    await check(`${name} (${this.way}): no error, and nothing asked of another host`, () => {
      const others = this.requests.filter((url) => !url.startsWith(this.host) && !/^(file|data|about|chrome|blob):/.test(url));
      if (others.length || this.errors.length) throw new Error([...others, ...this.errors].slice(0, 4).join("; "));
    });
  }

  async tabThrough() {
    const page = this.page;
    await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
    const most = Math.min(60, 2 + await page.evaluate(() => document.querySelectorAll("a[href], button, input, select, textarea, summary").length));
    for (let step = 0; step < most; step += 1) {
      await page.keyboard.press("Tab");
      const trouble = await page.evaluate(() => {
        const one = document.activeElement;
        if (!one || one === document.body) return "";
        // The first line of a link that wraps: the middle of the whole may be another link's.
        const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
        const style = getComputedStyle(one);
        const shown = one.outerHTML.slice(0, 120);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `focus is not seen: ${shown}`;
        const at = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.top + box.height / 2)));
        if (box.bottom <= 0 || box.top >= innerHeight) return `focus is out of sight: ${shown}`;
        const within = at && (one.contains(at) || at.contains(one) || at.tagName === "LABEL");
        return within ? "" : `focus is covered: ${shown} by ${at?.outerHTML.slice(0, 80)}`;
      });
      if (trouble) throw new Error(trouble);
    }
  }
}

// Words that must not stand in anything that the browser kept, once it is closed.
export function keepsNothingOf(person, words) {
  const found = spawnSync("grep", ["-raliF", ...words.flatMap((word) => ["-e", word]), person.profile], { encoding: "utf8" });
  const wide = spawnSync("grep", ["-rlaP", words.map((word) => [...word].join("\\x00")).join("|"), person.profile], { encoding: "utf8" });
  const files = `${found.stdout}${wide.stdout}`.trim();
  if (files) throw new Error(files.replaceAll(person.profile, ""));
}
