// Locking, a wrong passphrase, two tabs, leaving, and coming in again.
import { equal, until } from "../lib/report.mjs";

const OPEN = "Your next step";

export async function journey(person, { check }) {
  await person.go("");
  await person.screen("home");
  await check("locking shows nothing more, Back neither", async () => {
    await person.press("nav form[action$='/lock'] button");
    await person.stands("unlock");
    await person.back();
    await new Promise((go) => setTimeout(go, 300));
    await person.saysNot(OPEN);
    await person.go("unlock");
  });
  await person.screen("unlock");
  await check("a wrong passphrase says so", async () => {
    await person.fill("#passphrase", "wrong heron battery trombone");
    await person.press("main form button");
    await person.says("does not open it", ".problems");
    equal(await person.value("#passphrase"), "");
  });
  await person.screen("unlock-problem");
  await check("the right one opens it", async () => {
    await person.unlock();
    await person.says(OPEN);
  });
  await check("two tabs are one desk", async () => {
    const other = await person.tab.another();
    await other.goto(person.one.url(""));
    equal((await other.text("main")).includes(OPEN), true);
    await other.press("nav form[action$='/lock'] button");
    if (person.how.script) await person.arrive("unlock");
    else await person.go("");
    await person.stands("unlock");
    await other.close();
    await person.unlock();
  });
  await check("leaving shows an empty page, and Back shows nothing", async () => {
    await person.go("");
    if (person.how.script) {
      await person.key("Shift");
      await person.key("Shift");
      await person.says("once more", "[data-heard]");
      await person.key("Shift");
    } else {
      await person.click("form.leave button");
    }
    await until("the empty page", async () => (await person.tab.url()) === "about:blank", 60);
    await person.back();
    await new Promise((go) => setTimeout(go, 300));
    await person.saysNot(OPEN);
  });
  await check("starting it again lets the browser in again, to the passphrase", async () => {
    const { code } = await person.one.again();
    equal(code, 0);
    await person.enter();
    await person.stands("unlock");
    await person.unlock();
    await person.says(OPEN);
  });
}
