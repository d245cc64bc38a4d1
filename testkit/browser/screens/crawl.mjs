// Every page that can be reached by links from where one stands, each kind once: a page that differs from another by
// a number only is of the same kind. A screen that is added is looked at without a word here.
import { run } from "./browser.mjs";

const MOST = 60;

export const kindOf = (url, server) => {
  const inside = url.slice(server.url("").length).split("#")[0];
  return inside.replace(/^how\/.+/, "how/N").replace(/[0-9a-f]{16,}/gi, "N").replace(/\b[A-Z]{1,4}[/-]\d+\b/g, "R").replace(/\d+/g, "N").replace(/=[^&]*/g, "=V");
};

// Calls `visit(page, name, url)` on each kind of page, the most linked ones first.
export async function crawl(page, server, start, visit, most = MOST) {
  const waiting = start.map((inside) => server.url(inside)), kinds = new Set(), files = [], broken = [];
  while (waiting.length && kinds.size < most) {
    const url = waiting.shift(), kind = kindOf(url, server);
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    let answer;
    try {
      answer = await page.goto(url);
    } catch (error) {
      if (/Download is starting|net::ERR_ABORTED/.test(error.message)) files.push(kind);
      else broken.push(`${kind}: ${error.message.split("\n")[0]}`);
      continue;
    }
    if (!answer || answer.status() >= 400) { broken.push(`${kind}: ${answer?.status()}`); continue; }
    if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) { files.push(kind); continue; }
    const landed = kindOf(page.url(), server);
    if (landed !== kind && kinds.has(landed)) continue;
    kinds.add(landed);
    await visit(page, landed.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "home", page.url());
    const links = await run(page, () => [...document.querySelectorAll("a[href]")].map((one) => new URL(one.getAttribute("href"), location).href));
    for (const link of links) if (link.startsWith(server.url("")) && !kinds.has(kindOf(link, server))) waiting.push(link.split("#")[0]);
  }
  return { kinds: [...kinds], files, broken, left: waiting.length };
}
