// What a person does in the app, and what every section of the tests shares.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { look } from "./look.mjs";
import { check, nothing, until } from "./report.mjs";
import { Server } from "./server.mjs";

export const PASSPHRASE = "correct heron battery trombone";
export const shots = process.env.ONRECORD_SHOTS || null;
export const home = mkdtempSync(join(tmpdir(), "onrecord-app."));
export const place = (name) => { const path = join(home, name); mkdirSync(path, { recursive: true, mode: 0o700 }); return path; };
// What must not be found in the browser's profile when all is over.
export const words = new Set([PASSPHRASE, "Fairweather"]);
export const running = [];
if (shots) mkdirSync(shots, { recursive: true });

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

// As the person's desktop does: the browser is shown the file, and goes on by itself.
export async function enter(page, one) {
  await page.goto(`file://${one.file}`.replaceAll(" ", "%20"));
  await page.waitForURL((url) => url.href.startsWith(one.url("")) && !url.pathname.endsWith("/open"), { timeout: 30000 });
}

// Presses a button that leads to another page.
export async function press(page, selector, timeout = 60000) {
  await Promise.all([page.waitForNavigation({ timeout }), page.locator(selector).first().click()]);
}

export async function unlock(page, passphrase) {
  await page.fill("input[name=passphrase]", passphrase);
  await press(page, "main form button[type=submit]");
}

export const isOpenIn = async (page) => (await page.locator("nav.menu").count()) > 0;
export const opened = (page) => until("the open case", () => isOpenIn(page), 60);

// What the browser holds of the app's cookie, as somebody who stole it has it.
export async function cookieOf(context, one) {
  const found = (await context.cookies(one.url(""))).find((cookie) => cookie.path.startsWith(one.base));
  return found ? `${found.name}=${found.value}` : "";
}

export async function looked(page, name) {
  const found = await look(page, name, shots);
  await check(`${name}: axe, width, sizes, keys, large letters, dark, forced colours`, () => nothing(found));
}
