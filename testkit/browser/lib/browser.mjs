// Chromium as a person has it: one profile on the disk for all of a run, searched when it is over. Whatever it asks for
// is noted. The names of three other sites lead to this computer, as a rebound name would.
import { createRequire } from "node:module";
import { installed } from "../browsers.mjs";

const require = createRequire(`${process.env.ONRECORD_TEST_NODE}/package.json`);
const { chromium } = require("playwright-core");
export const axeSource = require("axe-core").source;

const ARGUMENTS = [
  "--no-sandbox", "--disable-dev-shm-usage", "--disable-component-update", "--disable-background-networking", "--no-pings",
  "--host-resolver-rules=MAP rebound.example 127.0.0.1, MAP other.example 127.0.0.1, MAP evil.example.org 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export const here = () => installed("chromium");

// The one context, and what was asked for and complained of in it.
export async function open(profile) {
  const context = await chromium.launchPersistentContext(profile, {
    viewport: { width: 1280, height: 900 }, colorScheme: "light", locale: "en-GB", acceptDownloads: true,
    serviceWorkers: "allow", reducedMotion: "reduce", executablePath: here(), args: ARGUMENTS,
  });
  const asked = [], errors = [];
  context.on("request", (request) => asked.push(request.url()));
  context.on("weberror", (error) => errors.push(String(error.error())));
  context.on("console", (message) => message.type() === "error" && errors.push(`${message.text()} (${message.location().url || message.page()?.url()})`));
  return { context, asked, errors, close: () => context.close() };
}

const sessions = new WeakMap();
async function session(page) {
  if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
  return sessions.get(page);
}

// Runs a function in the page past its policy, as the inspector does: what is tested is not loosened. It runs, with
// its timers, also in a page that came without scripts.
export async function run(page, work, argument) {
  const inspector = await session(page), plain = without.has(page);
  if (plain) await inspector.send("Emulation.setScriptExecutionDisabled", { value: false });
  try {
    const expression = typeof work === "string" ? work : `(${work})(${JSON.stringify(argument) ?? ""})`;
    const { result, exceptionDetails } = await inspector.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  } finally {
    if (plain) await inspector.send("Emulation.setScriptExecutionDisabled", { value: true });
  }
}

// Width and colours of a tab at once; scripts from the next page on.
const without = new WeakSet();
export async function wear(page, { width, dark, script }) {
  const inspector = await session(page);
  await page.setViewportSize({ width, height: width > 320 ? 900 : 700 });
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  await inspector.send("Emulation.setScriptExecutionDisabled", { value: !script });
  if (script) without.delete(page); else without.add(page);
}
