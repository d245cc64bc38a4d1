// The app in a real browser, with the finished program: the way in, every journey, every screen, every attack, a real
// import, the program killed while somebody works, and what the browser keeps of it all.
//
// node testkit/browser/app.mjs BINARY [SECTION...]     sections: door journeys demo attacks real killed firefox
// Environment: ONRECORD_TEST_NODE: where node_modules is; ONRECORD_SHOTS: a folder for pictures of every screen;
// ONRECORD_FIXTURES: a folder of real exports; ONRECORD_LIVES: which lives of journeys, such as `demonstration:0,real:2`
// (all); ONRECORD_JOURNEYS: which journeys, such as `write,pack` (all); ONRECORD_KEEP: leaves everything where it was made.
// One line a check, as scripts/end-to-end; exit code 1 where one failed.
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as browsers from "./lib/browser.mjs";
import { home, place, running, use, words } from "./lib/person.mjs";
import { search, searchWorks } from "./lib/profile.mjs";
import { check, counts, failures, note, nothing, skipped } from "./lib/report.mjs";
import { attacked, demo } from "./sections/demo.mjs";
import { door } from "./sections/door.mjs";
import { firefox } from "./sections/firefox.mjs";
import { journeys } from "./sections/journeys.mjs";
import { killed } from "./sections/killed.mjs";
import { real } from "./sections/real.mjs";

use(resolve(process.argv[2] ?? ""));
const wanted = process.argv.slice(3), began = Date.now(), times = [];
// What the tests themselves ask for as another site, and what the attacks from inside try against the policy.
const foreign = /\.example:\d+|127\.0\.0\.1:\d+\/(read|form|frame|link)\b/;

async function all() {
  const profile = place("profile");
  const { context, asked, errors, close } = await browsers.open(profile);
  for (const [name, section] of Object.entries({ door, journeys, demo, attacks: attacked, real, killed, firefox })) {
    if (wanted.length && !wanted.includes(name)) continue;
    const start = Date.now();
    await check(`${name}: to its end`, () => section(context), 3000);
    times.push(`${name} ${((Date.now() - start) / 1000).toFixed(0)} s`);
  }
  await check("requests to other hosts: 0", () => {
    const own = running.flatMap((one) => [`${one.origin}${one.base}/`, ...one.origins, `file://${one.home.replaceAll(" ", "%20")}`]);
    nothing([...new Set(asked.filter((url) => !/^(data:|blob:|about:)/.test(url) && !foreign.test(url) && !own.some((begin) => url.startsWith(begin))))]);
  });
  await check("no page tried what its policy forbids, and none had an error", () => {
    const provoked = running.filter((one) => one.attacked).map((one) => one.origin);
    const told = errors.filter((one) => !foreign.test(one) && !/^Framing 'http/.test(one) && !provoked.some((origin) => one.includes(origin)));
    // A page that could not be shown says so in its status, which the browser tells as an error. What it tells of its
    // own page in the place of a refused one is not ours.
    nothing([...new Set(told.filter((one) => !one.includes("the server responded with") && !one.includes("(chrome-error://") && !/net::ERR_(CONNECTION_REFUSED|ABORTED|EMPTY_RESPONSE|CONNECTION_RESET)/.test(one)))]);
  });
  await close();
  await check("no word of the evidence is in the browser's profile", () => {
    const lesson = place("lesson");
    nothing(searchWorks(lesson, (name, bytes) => writeFileSync(join(lesson, name), bytes)), "the search does not find");
    const { found, files, bytes, inside } = search(profile, [...words]);
    note(`${files} files of the profile, ${(bytes / 1e6).toFixed(1)} MB, ${inside} packed parts, ${words.size} words`);
    nothing(found);
    if (asked.length && !search(profile, ["127.0.0.1"]).found.length) throw new Error("not even the app's address is in it: this is not the profile that was used");
  });
}

try {
  if (browsers.here()) await all();
  else skipped("Chromium is not here: the app was NOT tried in a browser");
} finally {
  for (const one of running) await one.stop("SIGKILL");
  if (process.env.ONRECORD_KEEP) note(home);
  else rmSync(home, { recursive: true, force: true });
}
note(`${counts()}; ${times.join(", ")}; ${((Date.now() - began) / 1000).toFixed(0)} s in all`);
process.exitCode = failures > 0 ? 1 : 0;
