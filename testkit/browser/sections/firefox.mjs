// Firefox, as Debian has it: the same journeys as in Chromium, where its driver can go them; then its profile is searched.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as fox from "../lib/firefox.mjs";
import { Person, place, server, words } from "../lib/person.mjs";
import { search } from "../lib/profile.mjs";
import { check, note, nothing, skipped } from "../lib/report.mjs";
import { live } from "./journeys.mjs";

const WAYS = [
  { width: 1280, dark: false, script: true },
  { width: 320, dark: true, script: true },
];

export async function firefox() {
  if (!fox.here()) { skipped("Firefox is not here: the app was NOT tried in it"); return; }
  for (const [at, how] of WAYS.entries()) {
    const one = server(`firefox-${at}`), profile = place(`firefox-profile-${at}`);
    mkdirSync(join(one.home, "Documents"), { recursive: true });
    await one.start();
    const tab = await fox.FirefoxTab.open(profile, how), person = new Person(tab, one, how);
    if (at === 0) note(await tab.browser.version());
    await check(`Firefox: the way in (${person.way})`, () => person.enter());
    await live("firefox", person);
    await check(`Firefox (${person.way}): requests to other hosts: 0`, () => {
      const own = [one.origin, ...one.origins, "file://"];
      nothing([...new Set(tab.requests.filter((url) => !/^(data:|blob:|about:)/.test(url) && !own.some((begin) => url.startsWith(begin))))]);
    });
    await tab.close();
    await one.stop();
    await check(`Firefox (${person.way}): no word of the evidence is in its profile`, () => {
      nothing(search(join(profile, "firefox"), [...words]).found);
    });
  }
}
