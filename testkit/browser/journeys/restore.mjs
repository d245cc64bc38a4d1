// A case brought back from its copy: beside the one that is open, and where there is none.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ChromiumTab, PASSPHRASE, Person, server } from "../lib/person.mjs";
import { equal, until } from "../lib/report.mjs";

export async function journey(person, { check, own }) {
  const stick = join(own, "Documents", "stick"), back = join(own, "Documents", "back");
  mkdirSync(back, { recursive: true });
  await check("from the settings: a wrong passphrase is told, the right one brings it back beside", async () => {
    await person.go("settings");
    await person.follow("Bring a case back from a copy");
    await person.screen("restore-beside");
    await person.fill("#copy", stick);
    await person.fill("#place", back);
    await person.fill("#passphrase", "wrong heron battery trombone");
    await person.press("main form button");
    await until("the answer", async () => {
      if ((await person.where()) === "restore/now") await person.go("restore/now");
      return await person.count(".problems") > 0;
    }, 60);
    await person.says("does not open it", ".problems");
    await person.screen("restore-problem");
    await person.fill("#copy", stick);
    await person.fill("#place", back);
    await person.fill("#passphrase", PASSPHRASE);
    await person.press("main form button");
    await restored(person);
    await person.says("Your case is back");
    await person.screen("restored-beside");
    equal(existsSync(join(back, "onrecord.toml")), true);
    await person.follow("Stay with the case that is open");
    await person.says("Your next step");
  });
  // Another computer, where there is no case.
  await check("on another computer: the first page leads there, and the case is unlocked", async () => {
    const other = server(`${person.one.home.split("/").pop()}-other`);
    await other.start();
    const there = new Person(await ChromiumTab.open(person.tab.page.context(), person.how), other, person.how);
    await there.enter();
    await there.follow("I have a copy of my case");
    await there.screen("restore-first");
    await there.fill("#copy", stick);
    await there.fill("#passphrase", PASSPHRASE);
    await there.press("main form button");
    await restored(there);
    await there.says("Your case is back");
    await there.screen("restored-first");
    await there.press("main a.button");
    await there.unlock();
    await there.opened();
    await there.go("written");
    await there.says("I-");
    await there.tab.close();
    await other.stop();
  });
}

// With or without scripts the page is looked at again until it is done.
async function restored(person) {
  for (let wait = 0; wait < 400 && !(await person.text()).includes("Your case is back"); wait += 1) {
    await new Promise((go) => setTimeout(go, 300));
    await person.go("restore/now");
  }
}
