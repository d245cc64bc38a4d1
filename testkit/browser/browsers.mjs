// Chromium and Firefox behind one small door: open a page from the disk, choose files, ask the page.
// Chromium is driven by playwright-core, Firefox by puppeteer-core over WebDriver BiDi; both are the
// browsers that the system has. Nothing is downloaded here.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.env.ONRECORD_TEST_NODE}/package.json`);
export const axe = require("axe-core").source;

const PLACES = {
  chromium: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
  firefox: ["/usr/bin/firefox-esr", "/usr/bin/firefox"],
};

export function installed(name) {
  return PLACES[name].find((path) => existsSync(path)) ?? null;
}

// Firefox can be without JavaScript only as a whole: `script` is said here.
// { newPage(options), close() }; a page has { goto, run, choose, click, shot, requests, errors, close }.
export async function start(name, script = true) {
  return name === "chromium" ? chromium(installed(name), script) : firefox(installed(name), script);
}

async function chromium(executablePath, script) {
  const browser = await require("playwright-core").chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return {
    close: () => browser.close(),
    version: browser.version(),
    async newPage({ width = 1280, height = 900, dark = false, forced = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height }, colorScheme: dark ? "dark" : "light", javaScriptEnabled: script,
        forcedColors: forced ? "active" : "none",
      });
      const page = await context.newPage();
      const requests = [], errors = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      return {
        requests, errors,
        goto: (path) => page.goto(`file://${path}`),
        run: (work, argument) => page.evaluate(work, argument),
        choose: (selector, paths) => page.locator(selector).setInputFiles(paths),
        click: (selector) => page.locator(selector).first().click(),
        press: (key) => page.keyboard.press(key),
        text: (selector) => page.locator(selector).first().innerText(),
        shot: (path, fullPage = true) => page.screenshot({ path, fullPage }),
        url: () => page.url(),
        close: () => context.close(),
      };
    },
  };
}

async function firefox(executablePath, script) {
  const browser = await require("puppeteer-core").launch({
    browser: "firefox", executablePath, headless: true,
    extraPrefsFirefox: { "app.update.auto": false, "network.captive-portal-service.enabled": false, "javascript.enabled": script },
  });
  return {
    close: () => browser.close(),
    version: await browser.version(),
    async newPage({ width = 1280, height = 900 } = {}) {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      const requests = [], errors = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      return {
        requests, errors,
        goto: (path) => page.goto(`file://${path}`),
        run: (work, argument) => page.evaluate(work, argument),
        choose: async (selector, paths) => (await page.$(selector)).uploadFile(...[paths].flat()),
        click: (selector) => page.click(selector),
        press: (key) => page.keyboard.press(key),
        text: (selector) => page.$eval(selector, (element) => element.innerText),
        shot: (path, fullPage = true) => page.screenshot({ path, fullPage }),
        url: () => page.url(),
        close: () => page.close(),
      };
    },
  };
}
