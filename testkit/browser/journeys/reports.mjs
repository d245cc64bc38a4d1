// Reports: a contact with the police written down, kept while typing, changed and taken back; an answer; days to keep
// with their calendar; a letter; what shows what; an order; what it did.
import { readFileSync } from "node:fs";
import { words } from "../lib/person.mjs";
import { equal, holds } from "../lib/report.mjs";

const SAID = "I said that he was at the zanzibar harbour again.";

async function day(person, name, [day, month, year]) {
  await person.fill(`#${name}-day`, day);
  await person.fill(`#${name}-month`, month);
  await person.fill(`#${name}-year`, year);
}

export async function journey(person, { check }) {
  words.add("zanzibar harbour");
  await person.go("reports");
  await person.screen("reports");
  await person.go("reports/ledger/new");
  await person.screen("ledger-new");
  if (person.how.script) await check("what is typed is kept as it is typed, and put back after a lock", async () => {
    await person.fill("#body-name", "Northshire Police");
    await person.fill("#said", SAID);
    await person.run(() => document.querySelector("#said").dispatchEvent(new Event("input", { bubbles: true })));
    const kept = async () => (await person.text("[data-kept]").catch(() => "")).includes("Kept");
    for (let wait = 0; wait < 300 && !await kept(); wait += 1) await new Promise((go) => setTimeout(go, 100));
    await person.press("nav form[action$='/lock'] button");
    await person.unlock();
    // A tab with scripts sends by itself what was typed in it; here it was kept before.
    if ((await person.where()) === "held") await person.press("form[action$='held/drop'] button");
    await person.go("");
    await person.says("You were in the middle of this");
    await person.follow("Go on writing");
    await person.stands("reports/ledger/new");
    equal(await person.value("#said"), SAID);
    equal(await person.value("#body-name"), "Northshire Police");
    await person.says("You began this earlier");
    await person.screen("ledger-begun");
  });
  await check("a contact needs a day and a body, and each problem leads to its field", async () => {
    await person.go("reports/ledger/new");
    await person.fill("#body-name", "");
    await person.press("main form:not(.alone) button");
    equal(await person.count(".problems li"), 2);
    await person.screen("ledger-problem");
  });
  let own = "";
  await check("it is kept, and nothing of it is left as a draft", async () => {
    await person.fill("#body-name", "Northshire Police");
    await day(person, "date", ["1", "3", "2024"]);
    await person.pick("#happening", "report");
    await person.fill("#said", SAID);
    await person.fill("#promised", "Somebody rings within a week.");
    await day(person, "due", ["8", "3", String(new Date().getFullYear() + 1)]);
    await person.press("main form:not(.alone) button");
    own = await person.where();
    equal(/^reports\/ledger\/L-\d+$/.test(own), true, own);
    await person.says(SAID);
    await person.screen("ledger-entry");
    await person.go("");
    await person.saysNot("You were in the middle of this");
  });
  await check("it is taken back, listed as that, and stands again", async () => {
    await person.go(own);
    await person.unfold();
    await person.follow("Take it back");
    await person.stands("reports");
    await person.unfold();
    await person.says("taken back");
    await person.follow("Let it stand again");
    await person.says("It stands again");
    await person.go(own);
    await person.says(SAID);
  });
  await check("an answer is added to it, word for word, as a new version", async () => {
    await person.go(own);
    await person.follow("Change or add to it");
    await person.fill("#answered", "We will look into it.");
    await person.press("main form:not(.alone) button");
    await person.says("We will look into it.");
    await person.says("earlier version");
  });
  await check("days to keep say why, and the calendar tells nothing", async () => {
    await person.go("reports/days");
    await person.says("Days to keep");
    await person.screen("days");
    const { path, name } = await person.download("a[href$='days/calendar']");
    const text = readFileSync(path, "utf8");
    holds(text, "BEGIN:VEVENT");
    holds(text, "Reminder");
    equal(/police|northshire|stalk|harass|report/i.test(text + name), false, text);
  });
  await check("a letter is drafted from it, changed, and got as a file", async () => {
    await person.go(own);
    await person.follow("Draft a letter about it");
    await person.screen("letter");
    await person.tick("input[name=kind][value=chase]");
    await person.press("main form button");
    await person.says("Your draft");
    holds(await person.value("#text"), "Northshire Police");
    await person.screen("letter-draft");
    await person.fill("#text", `${await person.value("#text")}\nWith kind regards`);
    const { path } = await person.download("main form[action$='letter/file'] button");
    holds(readFileSync(path, "utf8"), "With kind regards");
  });
  await check("an order is written down, and what it did to a life", async () => {
    await person.go("reports/orders/new");
    await person.screen("order-new");
    await person.tick("input[name=kind][value=asked-to-stop]");
    await day(person, "given", ["1", "2", "2024"]);
    await person.fill("#words", "Please stop writing to me.");
    await person.press("main form:not(.alone) button");
    await person.says("Please stop writing to me.");
    await person.go("reports/effects/new");
    await person.screen("effect-new");
    await person.tick("input[name=area][value=sleep]");
    await person.fill("#words", "I wake at every sound.");
    await person.press("main form:not(.alone) button");
    await person.says("I wake at every sound.");
    await person.press(".flash form button");
    await person.stands("reports");
  });
  await check("what shows what: a gap is filled, and taken back", async () => {
    await person.go("reports/shows");
    await person.says("Gap:");
    await person.screen("shows");
    await person.press("main a[href*='reports/shows/']");
    await person.screen("shows-assign");
    await person.press("main form button");
    equal(await person.count(".problems"), 1);
    await person.tick("input[name=incidents]");
    await person.press("main form button");
    await person.says("Kept as E-");
    await person.press(".flash form button");
    await person.says("was taken back");
  });
}
