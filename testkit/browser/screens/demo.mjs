// Every screen of the demonstration that links lead to, with scripts and without; then the attacks on it.
import { join } from "node:path";
import { attacks, slowAndLarge } from "./attacks.mjs";
import * as browsers from "./browser.mjs";
import { crawl } from "./crawl.mjs";
import { axe, lookPlain } from "./look.mjs";
import { PASSPHRASE, cookieOf, enter, looked, opened, passphraseFile, place, program, server, shots, unlock, words } from "./person.mjs";
import { check, note, nothing } from "./report.mjs";

const START = ["", "timeline", "add", "people", "reports", "pack", "search", "patterns", "settings", "device"];

let made = null;
// Made once. What its people say and are called is what the profile is searched for.
export function theDemo() {
  if (!made) {
    program("demo", "--no-open", "--out", join(place("demo"), "made"));
    made = join(place("demo"), "made/case");
    const events = program("--case", made, "--passphrase-file", passphraseFile(), "timeline", "--limit", "400", "--json");
    for (const event of events.trim().split("\n").map((line) => JSON.parse(line))) {
      for (const said of [event.text, event.sender?.name, event.sender?.handle]) {
        if (typeof said === "string" && said.length >= 10 && words.size < 300) words.add([...said.split("\n")[0]].slice(0, 60).join(""));
      }
    }
  }
  return made;
}

// The open demonstration in a tab.
async function openDemo(context, name) {
  const one = server(name, theDemo()), page = await context.newPage();
  await one.start();
  await enter(page, one);
  await unlock(page, PASSPHRASE);
  await opened(page);
  return { one, page };
}

export async function demo(context) {
  const { one, page } = await openDemo(context, "demo-app");
  const seen = [];
  const { kinds, files, broken, left } = await crawl(page, one, START, async (tab, name, url) => {
    seen.push([name, url]);
    await looked(tab, name);
  });
  await check("every link of the demonstration leads somewhere", () => nothing(broken));
  note(`${kinds.length} kinds of page, ${files.length} files${left ? `, ${left} links not followed` : ""}: ${kinds.join(" ")}`);
  const { context: plain, close } = await browsers.open({ script: false, width: 320, height: 700 });
  await plain.addCookies(await context.cookies(one.url("")));
  const tab = await plain.newPage();
  // As the browser shows it where the app's own script does not come; axe runs there.
  const bare = await context.newPage();
  await bare.route("**/assets/*.js", (route) => route.abort());
  await bare.setViewportSize({ width: 320, height: 700 });
  for (const [name, url] of seen) {
    await check(`${name}: the same without scripts at 320 px`, async () => {
      await tab.goto(url);
      await bare.goto(url);
      nothing([...await lookPlain(tab, name, shots), ...await axe(bare)]);
    });
  }
  await bare.close();
  await close();
  await page.close();
  await one.stop();
}

export async function attacked(context) {
  const { one, page } = await openDemo(context, "attacked-app");
  let cookie = await cookieOf(context, one);
  const isOpen = async () => {
    cookie = await cookieOf(context, one);
    return (await one.own("GET", "", cookie)).status === 200;
  };
  const writes = [["lock", {}], ["leave", {}], ["close", {}], ["settings", { title: "Changed", lock_minutes: "30" }]];
  const parts = { server: one, context, isOpen, cookie: () => cookie, writes };
  await attacks(parts);
  await slowAndLarge(parts);
  await page.close();
  await one.stop();
}
