// Every screen of the app that links lead to, in a real browser with the finished program; every attack on it; a real
// import; and what the browser keeps. The journeys are in app.mjs.
//
// node testkit/browser/screens.mjs BINARY [SECTION...]     sections: door demo attacks real killed
// Environment: ONRECORD_TEST_NODE: where node_modules is; ONRECORD_SHOTS: a folder for pictures of every screen;
// ONRECORD_FIXTURES: a folder of real exports; ONRECORD_KEEP: leaves everything where it was made.
// One line a check, as scripts/end-to-end; exit code 1 where one failed.
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as browsers from "./screens/browser.mjs";
import { attacked, demo } from "./screens/demo.mjs";
import { door } from "./screens/door.mjs";
import { home, place, running, use, words } from "./screens/person.mjs";
import { search, searchWorks } from "./screens/profile.mjs";
import { killed, real } from "./screens/real.mjs";
import { check, failures, note, nothing, skipped } from "./screens/report.mjs";

use(resolve(process.argv[2] ?? ""));
const wanted = process.argv.slice(3), began = Date.now(), times = [];
// What the tests themselves ask for as another site.
const foreign = /\.example:\d+|127\.0\.0\.1:\d+\/(read|form|frame|link)\b/;

async function all() {
  const profile = place("profile");
  const { context, asked, errors, close } = await browsers.open({ profile });
  for (const [name, section] of Object.entries({ door, demo, attacks: attacked, real, killed })) {
    if (wanted.length && !wanted.includes(name)) continue;
    const start = Date.now();
    await check(`${name}: to its end`, () => section(context));
    times.push(`${name} ${((Date.now() - start) / 1000).toFixed(0)} s`);
  }
  await check("requests to other hosts: 0", () => {
    const own = running.flatMap((one) => [`${one.origin}${one.base}/`, `file://${one.home.replaceAll(" ", "%20")}`]);
    nothing([...new Set(asked.filter((url) => !/^(data:|blob:|about:)/.test(url) && !foreign.test(url) && !own.some((begin) => url.startsWith(begin))))]);
  });
  await check("no page tried what its policy forbids", () => {
    nothing([...new Set(errors.filter((one) => /Content Security Policy|TrustedScript|Refused to/i.test(one) && !/^Framing 'http/.test(one) && !foreign.test(one)))]);
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
note(`${times.join(", ")}; ${((Date.now() - began) / 1000).toFixed(0)} s in all`);
process.exitCode = failures > 0 ? 1 : 0;
