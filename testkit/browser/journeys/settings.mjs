// Settings, the second language, what this cannot protect from, a page that is not there, a form sent while locked.
import { words } from "../lib/person.mjs";
import { equal } from "../lib/report.mjs";

const WRITTEN = "He waited at the zanzibar pier again";

export async function journey(person, { check }) {
  words.add("zanzibar pier");
  await person.go("settings");
  await person.screen("settings");
  await check("a number that is none is told beside its field", async () => {
    await person.fill("#minutes", "99");
    await person.press("main form[action$='/settings'] button");
    equal(await person.count(".problems"), 1);
    await person.screen("settings-problem");
  });
  await check("the tab says what was chosen", async () => {
    await person.fill("#title", "Recipes");
    await person.fill("#minutes", "29");
    await person.press("main form[action$='/settings'] button");
    equal(await person.title(), "Settings - Recipes");
  });
  await check("the second language is on the way in and on every page's frame", async () => {
    await person.pick("#language", "pl");
    await person.press("main form[action$='/settings'] button");
    await person.go("");
    await person.says("Oś czasu", "nav");
    await person.screen("home-polish");
    await person.go("timeline");
    await person.screen("timeline-polish");
    await person.go("add");
    await person.screen("add-polish");
    await person.go("settings");
    await person.pick("#language", "en");
    await person.press("main form[action$='/settings'] button");
  });
  await person.go("device");
  await person.screen("what-this-cannot");
  await check("a page that is not there says what to do", async () => {
    await person.go("nowhere");
    await person.says("There is no such page");
    await person.screen("no-such-page");
  });
  await check("a form sent while it was locked is kept", async () => {
    const other = await person.tab.another();
    await person.go("settings");
    await person.fill("#title", WRITTEN.slice(0, 40));
    await other.goto(person.one.url(""));
    await other.press("nav form[action$='/lock'] button");
    await other.close();
    // A tab with scripts sends by itself what was typed in it.
    if (person.how.script) await person.arrive("unlock");
    else await person.press("main form[action$='/settings'] button");
    await person.stands("unlock");
    await person.unlock();
    await person.stands("held");
    await person.screen("unsent-form");
    await person.press("form[action$='held/drop'] button");
    await person.stands("");
  });
}
