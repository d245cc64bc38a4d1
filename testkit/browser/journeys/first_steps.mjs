// First steps: is this device safe, a name and a passphrase, the recovery sheet; what is typed while the app locks.
// Also the example of a journey: it is given somebody at the app, and what of their life it needs.
import { PASSPHRASE, words } from "../lib/person.mjs";
import { equal } from "../lib/report.mjs";

export async function journey(person, { check }) {
  await person.go("");
  await person.screen("device-question");
  await check("an answer is needed, and the problem leads to it", async () => {
    await person.press("main form button");
    await person.says("Choose the answer", ".problems");
    if (person.how.script) equal(await person.run(() => document.activeElement.className), "problems");
    await person.screen("device-question-problem");
  });
  await check("another computer is offered", async () => {
    await person.tick("#device-2");
    await person.press("main form button");
    await person.says("another computer");
    await person.screen("another-computer");
    await person.press("main p a");
  });
  await person.screen("name-and-passphrase");
  await check("the passphrase is typed twice, and is long", async () => {
    await person.fill("#name", "Wren Fairweather");
    await person.fill("#passphrase", "short");
    await person.fill("#again", "shorter");
    await person.press("main form button");
    await person.says("Use at least 12", ".problems");
    equal(await person.value("#name"), "Wren Fairweather");
    equal(await person.value("#passphrase"), "");
    await person.fill("#passphrase", PASSPHRASE);
    await person.fill("#again", PASSPHRASE);
    await person.press("main form button");
    await person.says("AGE-SECRET-KEY-1");
    words.add("AGE-SECRET-KEY-1");
  });
  await person.screen("recovery-sheet");
  await check("the sheet comes as PDF and as text", async () => {
    for (const kind of ["pdf", "text"]) await person.download(`a[href$='sheet/${kind}']`);
  });
  await check("it is noted that it is on paper, and home says the next step", async () => {
    await person.press("form[action$='sheet/kept'] button");
    await person.says("Your next step");
    await person.go("sheet");
    await person.saysNot("AGE-SECRET-KEY-1");
  });
  await person.go("");
  await person.screen("home-empty");
}
