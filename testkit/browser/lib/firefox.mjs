// A tab of the system's Firefox, driven over WebDriver BiDi, with what a journey needs. Colours and scripts are said
// for the whole browser. axe and the keys are Chromium's part: the pages are the same.
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { installed } from "../browsers.mjs";
import { until } from "./report.mjs";

const require = createRequire(`${process.env.ONRECORD_TEST_NODE}/package.json`);

export const here = () => installed("firefox");

export class FirefoxTab {
  name = "Firefox ";
  rules = false;

  constructor(browser, page, downloads) {
    Object.assign(this, { browser, page, downloads, requests: [] });
    page.setDefaultTimeout(60_000);
    page.on("request", (request) => this.requests.push(request.url()));
  }

  static async open(profile, how) {
    const downloads = join(profile, "downloads");
    mkdirSync(downloads, { recursive: true });
    const browser = await require("puppeteer-core").launch({
      browser: "firefox", executablePath: here(), headless: true, userDataDir: join(profile, "firefox"), protocolTimeout: 120_000,
      extraPrefsFirefox: {
        "app.update.auto": false, "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false,
        "javascript.enabled": how.script, "ui.systemUsesDarkTheme": how.dark ? 1 : 0, "layout.css.prefers-color-scheme.content-override": how.dark ? 0 : 1,
        "browser.download.folderList": 2, "browser.download.dir": downloads, "browser.helperApps.neverAsk.saveToDisk": "application/pdf,text/plain,text/calendar,application/octet-stream",
        "pdfjs.disabled": true, "browser.download.alwaysOpenPanel": false,
      },
    });
    const page = (await browser.pages())[0] ?? await browser.newPage();
    await page.setViewport({ width: how.width, height: how.width > 320 ? 900 : 700 });
    return new FirefoxTab(browser, page, downloads);
  }

  async show(url) { await this.page.goto(url, { waitUntil: "domcontentloaded" }).catch(() => {}); }
  goto(url) { return this.next((url) => { location.assign(url); }, url); }
  back() { return this.page.evaluate(() => history.back()).catch(() => {}); }
  url() { return this.page.url(); }
  async ready() { await until("the page", () => this.page.evaluate(() => document.readyState === "complete").catch(() => false), 60); }
  run(work, argument) { return this.page.evaluate(work, argument); }
  async fill(selector, text) {
    await this.page.waitForSelector(selector);
    await this.page.$eval(selector, (one, text) => { one.focus(); one.value = text; one.dispatchEvent(new Event("input", { bubbles: true })); }, text);
  }
  async tick(selector) { await this.page.$eval(selector, (one) => { one.checked || one.click(); }); }
  async pick(selector, value) { await this.page.$eval(selector, (one, value) => { one.value = value; }, value); }
  async click(selector) { await this.page.$eval(selector, (one) => one.click()); }
  async press(selector) {
    await this.page.waitForSelector(selector);
    await this.next((selector) => { document.querySelector(selector).click(); }, selector);
  }
  // A link to a file was no navigation after all, which the driver goes on waiting for; so the page itself is asked
  // whether it is another one.
  async next(work, argument) {
    await this.page.evaluate(() => { document.documentElement.dataset.before = ""; });
    await this.page.evaluate(work, argument).catch(() => {});
    const come = () => this.page.evaluate(() => document.readyState === "complete" && document.documentElement.dataset.before === undefined).catch(() => false);
    await until("the next page", come, 60);
  }
  async choose(selector, files) { await (await this.page.$(selector)).uploadFile(...[files].flat()); }
  key(key) { return this.page.keyboard.press(key); }
  text(selector) { return this.page.$eval(selector, (one) => one.innerText); }
  async download(selector) {
    const before = new Set(existsSync(this.downloads) ? readdirSync(this.downloads) : []);
    await this.click(selector);
    // Firefox first makes an empty file of the name, fills another one beside it (.part) and puts that in its place;
    // at moments in between only the empty one is there.
    const arrived = () => {
      const come = readdirSync(this.downloads).filter((name) => !before.has(name));
      return come.some((name) => name.endsWith(".part")) ? undefined : come.find((name) => statSync(join(this.downloads, name)).size > 0);
    };
    const name = await until("the download", arrived, 60);
    return { name, path: join(this.downloads, name) };
  }
  close() { return this.browser.close(); }
}
