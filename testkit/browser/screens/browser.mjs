// Chromium as a person has it: one profile on the disk, kept while the app is used, searched when it is over.
// Whatever it asks for is noted. The names of two other sites lead to this computer, as a rebound name would.
import { createRequire } from "node:module";
import { installed } from "../browsers.mjs";

const require = createRequire(`${process.env.ONRECORD_TEST_NODE}/package.json`);
const { chromium } = require("playwright-core");
export const axeSource = require("axe-core").source;

const ARGUMENTS = [
  "--no-sandbox", "--disable-dev-shm-usage", "--disable-component-update", "--disable-background-networking", "--no-pings",
  "--host-resolver-rules=MAP rebound.example 127.0.0.1, MAP other.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export const here = () => installed("chromium");

// A context and what was asked for in it. Without a profile it forgets everything, as a private window does.
export async function open({ profile = null, script = true, width = 1280, height = 900, downloads = null } = {}) {
  const options = {
    viewport: { width, height }, colorScheme: "light", javaScriptEnabled: script, locale: "en-GB", acceptDownloads: true,
    serviceWorkers: "allow", reducedMotion: "reduce",
  };
  let browser = null, context;
  if (profile) {
    context = await chromium.launchPersistentContext(profile, { ...options, executablePath: here(), args: ARGUMENTS, downloadsPath: downloads ?? undefined });
  } else {
    browser = await chromium.launch({ executablePath: here(), args: ARGUMENTS });
    context = await browser.newContext(options);
  }
  const asked = [], errors = [];
  context.on("request", (request) => asked.push(request.url()));
  context.on("weberror", (error) => errors.push(String(error.error())));
  context.on("console", (message) => message.type() === "error" && errors.push(`${message.text()} (${message.location().url})`));
  return { context, asked, errors, close: async () => { await context.close(); await browser?.close(); } };
}

// Runs a function in the page past its policy, as the inspector does: what is tested is not loosened.
const sessions = new WeakMap();
async function session(page) {
  if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
  return sessions.get(page);
}
export async function run(page, work, argument) {
  const inspector = await session(page);
  const expression = typeof work === "string" ? work : `(${work})(${JSON.stringify(argument) ?? ""})`;
  const { result, exceptionDetails } = await inspector.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

// What of these was asked of another host than the app's, or of the app outside its own path.
export function strangers(asked, server) {
  const own = (url) => url.startsWith(`${server.origin}${server.base}/`) || /^(data:|blob:|about:|chrome-error:)/.test(url)
    || url === `file://${server.file}` || url.startsWith(`file://${server.home}`.replaceAll(" ", "%20"));
  return [...new Set(asked.filter((url) => !own(url)))];
}
