// Every page that can be reached by links from where one stands, each kind once: a page that differs from another by
// a number only is of the same kind. Two tabs go through what waits.
import { ChromiumTab } from "./person.mjs";
import { run } from "./browser.mjs";
import { pause } from "./report.mjs";
import { WORN } from "./rules.mjs";

const MOST = 90;

export const kindOf = (url, server) => {
  const inside = url.slice(server.url("").length).split("#")[0];
  return inside.replace(/^how\/.+/, "how/N").replace(/[0-9a-f]{16,}/gi, "N").replace(/\b[A-Z]{1,4}[/-]\d+\b/g, "R").replace(/\b[A-Z]\d+\b/g, "R").replace(/\d+/g, "N").replace(/=[^&]*/g, "=V");
};

// Calls `visit(page, name, url)` on each kind of page, the most linked ones first.
export async function crawl(context, server, start, visit, most = MOST) {
  const waiting = start.map((inside) => server.url(inside)), kinds = new Set(), files = [], broken = [];
  let busy = 0;
  const one = async (page, url) => {
    const kind = kindOf(url, server);
    if (kinds.has(kind) || kinds.size >= most) return;
    kinds.add(kind);
    let answer;
    try {
      answer = await page.goto(url);
    } catch (error) {
      if (/Download is starting|net::ERR_ABORTED/.test(error.message)) files.push(kind);
      else broken.push(`${kind}: ${error.message.split("\n")[0]}`);
      return;
    }
    if (!answer || answer.status() >= 400) { broken.push(`${kind}: ${answer?.status()}`); return; }
    if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) { files.push(kind); return; }
    const landed = kindOf(page.url(), server);
    if (landed !== kind && kinds.has(landed)) return;
    kinds.add(landed);
    const links = await run(page, () => [...document.querySelectorAll("a[href]")].map((one) => new URL(one.getAttribute("href"), location).href));
    for (const link of links) if (link.startsWith(server.url("")) && !kinds.has(kindOf(link, server))) waiting.push(link.split("#")[0]);
    await visit(page, landed.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "home", page.url());
  };
  const lane = async () => {
    const { page } = await ChromiumTab.open(context, WORN[0]);
    // A lane with nothing to do waits for what the other may find.
    while (waiting.length || busy) {
      if (!waiting.length) { await pause(50); continue; }
      busy += 1;
      try { await one(page, waiting.shift()); } finally { busy -= 1; }
    }
    await page.close();
  };
  await Promise.all([lane(), lane()]);
  return { kinds: [...kinds].sort(), files, broken, left: waiting.length };
}
