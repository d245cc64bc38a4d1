// First steps, home, settings, locking, leaving. Also the example of a journey: it is given the program's
// file and one of the ways, and holds each screen with `person.screen("name")`.
import { PASSPHRASE, Person, Program, check, equal, holds, keepsNothingOf } from "../harness.mjs";

const WRITTEN = "He waited at the zanzibar gate again";

export async function run(binary, way) {
  const program = await new Program(binary).start();
  const person = await new Person(program, way).come();
  const { page } = person;
  const say = (what) => `first steps (${person.way}): ${what}`;

  await person.screen("device-question");
  await check(say("an answer is needed, and the problem leads to it"), async () => {
    await person.press("main button");
    holds(await person.text(".problems"), "Choose the answer");
    if (way.script) equal(await page.evaluate(() => document.activeElement.className), "problems");
    await person.screen("device-question-problem");
  });
  await check(say("another computer is offered"), async () => {
    await page.check("#device-2");
    await person.press("main button");
    holds(await person.text(), "another computer");
    await person.screen("another-computer");
    await person.press("main p a");
  });
  await person.screen("name-and-passphrase");
  await check(say("the passphrase is typed twice, and is long"), async () => {
    await page.fill("#name", "Wren Fairweather");
    await page.fill("#passphrase", "short");
    await page.fill("#again", "shorter");
    await person.press("main form button");
    holds(await person.text(".problems"), "At least 12".replace("At least", "Use at least"));
    equal(await page.inputValue("#name"), "Wren Fairweather");
    equal(await page.inputValue("#passphrase"), "");
    await page.fill("#passphrase", PASSPHRASE);
    await page.fill("#again", PASSPHRASE);
    await person.press("main form button");
    holds(await person.text(), "AGE-SECRET-KEY-1");
  });
  await person.screen("recovery-sheet");
  await check(say("the sheet comes as PDF and as text"), async () => {
    for (const kind of ["pdf", "text"]) {
      const [file] = await Promise.all([page.waitForEvent("download"), page.click(`a[href$='sheet/${kind}']`)]);
      equal(await file.failure(), null);
    }
  });
  await check(say("it is noted that it is on paper, and home says the next step"), async () => {
    await person.press("form[action$='sheet/kept'] button");
    holds(await person.text(), "Your next step");
  });
  await person.screen("home");
  await person.go("settings");
  await person.screen("settings");
  await check(say("the tab says what was chosen"), async () => {
    await page.fill("#title", "Recipes");
    await page.fill("#minutes", "7");
    await person.press("main form button");
    equal(await page.title(), "Settings - Recipes");
  });
  await check(say("the second language is whole on the way in"), async () => {
    await page.selectOption("#language", "pl");
    await person.press("main form button");
    await person.go("");
    holds(await person.text("nav"), "Oś czasu");
    await person.screen("home-polish");
    await person.go("settings");
    await page.selectOption("#language", "en");
    await person.press("main form button");
  });
  await person.go("device");
  await person.screen("what-this-cannot");
  await person.go("nowhere");
  await person.screen("no-such-page");
  await person.go("");
  await check(say("locking shows nothing more, Back neither"), async () => {
    await person.press("nav form button");
    equal(person.where(), "unlock");
    await page.goBack().catch(() => {});
    await page.waitForTimeout(300);
    equal((await person.text("body")).includes("Your next step"), false);
    await person.go("unlock");
  });
  await person.screen("unlock");
  await check(say("a wrong passphrase says so"), async () => {
    await page.fill("#passphrase", "wrong heron battery trombone");
    await person.press("main form button");
    holds(await person.text(".problems"), "does not open it");
    equal(await page.inputValue("#passphrase"), "");
  });
  await person.screen("unlock-problem");
  await check(say("the right one opens it"), async () => {
    await person.unlock();
    holds(await person.text(), "Your next step");
  });
  await check(say("two tabs are one desk"), async () => {
    const other = await person.context.newPage();
    await other.goto(person.base);
    holds(await other.locator("main").innerText(), "Your next step");
    await Promise.all([other.waitForURL(/unlock/), other.click("nav form button")]);
    if (way.script) await page.waitForURL(/unlock$/);
    else await page.reload();
    holds(page.url(), "unlock");
    await other.close();
    await person.unlock();
  });
  await check(say("a form sent while it was locked is kept"), async () => {
    const other = await person.context.newPage();
    await person.go("settings");
    await page.fill("#title", WRITTEN.slice(0, 40));
    await other.goto(person.base);
    await Promise.all([other.waitForURL(/unlock/), other.click("nav form button")]);
    await other.close();
    // A tab with scripts sends by itself what was typed in it.
    if (way.script) await page.waitForURL(/unlock$/);
    else await person.press("main form button");
    equal(person.where(), "unlock");
    await person.unlock();
    equal(person.where(), "held");
    await person.screen("unsent-form");
    await person.press("form[action$='held/drop'] button");
    equal(person.where(), "");
  });
  if (way.script) {
    await check(say("Shift three times leaves, and Back shows nothing"), async () => {
      await page.keyboard.press("Shift");
      await page.keyboard.press("Shift");
      holds(await page.locator("[data-heard]").innerText(), "once more");
      await page.keyboard.press("Shift");
      await page.waitForURL("about:blank");
      await page.goBack().catch(() => {});
      await page.waitForTimeout(300);
      equal((await person.text("body")).includes("Your next step"), false);
    });
  } else {
    await check(say("Exit this page leaves, and Back shows nothing"), async () => {
      await page.locator("form.leave button").click();
      await page.waitForURL("about:blank");
      await page.goBack().catch(() => {});
      await page.waitForTimeout(300);
      equal((await person.text("body")).includes("Your next step"), false);
    });
  }
  await check(say("starting it again lets the browser in again, to the passphrase"), async () => {
    await program.again();
    await person.enter();
    equal(person.where(), "unlock");
    await person.unlock();
    holds(await person.text(), "Your next step");
  });
  await person.leave();
  await check(say("the browser kept nothing that was typed or shown"), () =>
    keepsNothingOf(person, [PASSPHRASE, "Fairweather", WRITTEN.slice(0, 30), "AGE-SECRET-KEY", "recovery sheet"]));
  await program.stop();
  program.gone();
}
