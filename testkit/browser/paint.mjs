// How long a person waits for a page: from the click to the first paint, as Chromium itself notes it. For
// `cargo xtask bench app`; prints the times in milliseconds, one page a line.
//
// node testkit/browser/paint.mjs BINARY CASE PASSPHRASE HOME     Environment: ONRECORD_TEST_NODE, as for app.mjs
import { resolve } from "node:path";
import * as browsers from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";

const [binary, folder, passphrase, home] = process.argv.slice(2);
const TIMES = 15;

const server = new Server(resolve(binary), resolve(home), resolve(folder));
await server.start();
const { context, close } = await browsers.open(resolve(home, "profile"));
try {
  const page = await context.newPage();
  await page.goto(`file://${server.file}`);
  await page.waitForURL(/unlock/);
  await page.locator("input[name=passphrase]").fill(passphrase);
  await page.locator("form:has(input[name=passphrase]) button[type=submit]").first().click();
  await page.waitForURL((url) => !/unlock/.test(url.pathname), { timeout: 60000 });
  const months = async () => browsers.run(page, () => [...document.querySelectorAll("nav.months a")].map((one) => one.getAttribute("href")));
  await page.goto(server.url("timeline"));
  const some = await months();
  const pages = { "first page": [server.url("timeline")], "a month's page": some.map((href) => `${server.origin}${href}`) };
  for (const [name, urls] of Object.entries(pages)) {
    const times = [];
    for (let at = 0; at < TIMES + 3; at += 1) {
      await page.goto(urls[(at * 7) % urls.length], { waitUntil: "load" });
      const paint = await browsers.run(page, () => new Promise((tell) => {
        const look = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
        const wait = () => (look() === undefined ? setTimeout(wait, 5) : tell(look()));
        wait();
      }));
      // The first ones warm it up.
      if (at >= 3) times.push(paint);
    }
    times.sort((one, other) => one - other);
    const share = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(0);
    console.log(`${name}: p50 ${share(0.5)} ms p95 ${share(0.95)} ms`);
  }
} finally {
  await close();
  await server.stop("SIGKILL");
}
