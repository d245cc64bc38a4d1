// Every screen of the demonstration that links lead to, worn in every way; then the attacks on it.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { crawl } from "../lib/crawl.mjs";
import { wear } from "../lib/browser.mjs";
import { comeIn, cookieOf, passphraseFile, place, program, server, shots, words } from "../lib/person.mjs";
import { check, note, nothing } from "../lib/report.mjs";
import { PLAIN, WORN, hold, saved } from "../lib/rules.mjs";
import { REACHED, START } from "../pages.mjs";
import { attacks, fromInside, slowAndLarge } from "./attacks.mjs";

let made = null;
// Made once; a copy is given. What its people say and are called is what the profile is searched for.
export function theDemo(name) {
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
  const copy = join(place(name), "case");
  cpSync(made, copy, { recursive: true });
  return copy;
}
// The exports that the demonstration was made from.
export const theExports = () => join(place("demo"), "made");

// Goes to every page and holds each to every rule, worn in every way.
export async function everyPage(context, one, name, start, more = async () => {}) {
  const { kinds, files, broken, left } = await crawl(context, one, start, async (page, screen, url) => {
    await check(`${name}: ${screen}: axe, width, sizes, keys, large letters, dark, forced colours`, async () => {
      await more(page);
      nothing(await hold(page, `${name}-${screen}`, WORN, { shots }));
    });
    await check(`${name}: ${screen}: the same without scripts`, async () => {
      await wear(page, PLAIN);
      await page.goto(url);
      nothing(await hold(page, `${name}-${screen}`, [PLAIN, { ...PLAIN, width: 1280, dark: true, all: false }], { shots, then: WORN[0] }));
    });
    await wear(page, WORN[0]);
  });
  await check(`${name}: every link leads somewhere, and every screen is reached by one`, () => {
    nothing(broken);
    nothing(REACHED[name].filter((kind) => !kinds.includes(kind)), "not reached");
  });
  note(`${name}: ${kinds.length} kinds of page, ${files.length} files${left ? `, ${left} links not followed` : ""}; ${saved()} looks at a page that was held so before`);
  note(kinds.join(" "));
}

export async function demo(context) {
  const one = server("demo-app", theDemo("demo-app"));
  await one.start();
  const person = await comeIn(context, one, WORN[0]);
  // Groups and pairs have pages once the accounts are compared.
  await person.go("linkage");
  await person.follow("Compare the accounts", "button");
  await person.arrive("linkage");
  await everyPage(context, one, "demonstration", START);
  await person.tab.close();
  await one.stop();
}

export async function attacked(context) {
  const one = server("attacked-app", theDemo("attacked-app"));
  await one.start();
  const person = await comeIn(context, one, WORN[0]);
  let cookie = await cookieOf(context, one);
  const isOpen = async () => {
    cookie = await cookieOf(context, one);
    return (await one.own("GET", "", cookie)).status === 200;
  };
  const writes = [["lock", {}], ["leave", {}], ["close", {}], ["sheet/new", {}], ["undo/1/9/written", {}], ["settings", { title: "Changed", lock_minutes: "30" }]];
  const parts = { server: one, context, isOpen, cookie: () => cookie, writes };
  await attacks(parts);
  await slowAndLarge(parts);
  one.attacked = true;
  await fromInside(person);
  await person.tab.close();
  await one.stop();
}
