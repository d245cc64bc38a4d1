// Every journey, end to end, as lives: one person from the first page to the last, on the demonstration and on a real
// import, wide and narrow, light and dark, with scripts and without. Two lives at a time.
import { mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ChromiumTab, Person, server } from "../lib/person.mjs";
import { check, lanes } from "../lib/report.mjs";
import { theDemo } from "./demo.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const chosen = (name) => process.env[name]?.split(",") ?? null;

// Each pair of width, colours and scripts occurs.
export const WAYS = [
  { width: 1280, dark: false, script: true },
  { width: 320, dark: true, script: true },
  { width: 320, dark: false, script: false },
  { width: 1280, dark: true, script: false },
];

// In the order in which a person goes them. The demonstration's case is there already.
export const ORDER = {
  demonstration: ["evidence", "people", "add", "write", "reports", "pack", "copies", "settings", "leave"],
  real: ["first_steps", "add", "evidence", "people", "write", "reports", "pack", "copies", "restore", "settings", "leave"],
  firefox: ["first_steps", "add", "write", "people", "reports", "pack", "copies"],
};

const all = new Map();
for (const file of readdirSync(join(here, "../journeys")).sort()) all.set(file.replace(/\.mjs$/, ""), (await import(`../journeys/${file}`)).journey);

export async function live(kind, person) {
  for (const name of ORDER[kind]) {
    if (!(chosen("ONRECORD_JOURNEYS")?.includes(name) ?? true) && name !== "first_steps") continue;
    const say = (what) => `${name}, ${kind} (${person.way}): ${what}`;
    // A journey begins at Home, whatever became of the one before.
    await check(say("to its end"), () => all.get(name)(person, { kind, check: (what, work) => check(say(what), work), own: person.one.home }), 600);
  }
}

export async function journeys(context) {
  const lives = ["demonstration", "real"].flatMap((kind) => WAYS.map((how, at) => [kind, how, at]))
    .filter(([kind, , at]) => chosen("ONRECORD_LIVES")?.includes(`${kind}:${at}`) ?? true);
  await lanes(lives.map(([kind, how, at]) => async () => {
    const name = `life-${kind}-${at}`, one = server(name);
    one.case_ = kind === "demonstration" ? theDemo(name) : null;
    // What the app offers to save to.
    mkdirSync(join(one.home, "Documents"), { recursive: true });
    await one.start();
    const person = new Person(await ChromiumTab.open(context, how), one, how);
    await person.enter();
    if (kind === "demonstration") await person.unlock();
    await live(kind, person);
    await person.tab.close();
    await one.stop();
  }));
}
