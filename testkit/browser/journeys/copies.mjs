// A copy of everything with one button; a helper with a key of their own, who gets a copy and looks at it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { passphraseFile, program } from "../lib/person.mjs";
import { equal, holds } from "../lib/report.mjs";

export async function journey(person, { check, own }) {
  const stick = join(own, "Documents", "stick"), theirs = join(own, "Documents", "theirs");
  mkdirSync(stick, { recursive: true });
  mkdirSync(theirs, { recursive: true });
  await person.go("copies");
  await person.screen("copies");
  await check("a place that is none is told beside its field", async () => {
    await person.fill("#place", "not a whole path");
    await person.press("main form button");
    equal(await person.count(".problems"), 1);
    await person.screen("copies-problem");
  });
  await check("a copy is made and checked, and Home says when", async () => {
    await person.fill("#place", stick);
    await person.press("main form button");
    await person.arrive("copies", 240);
    await person.says("Copied and checked");
    await person.screen("copies-made");
    await person.go("");
    await person.says("Last copied");
    program("--case", stick, "--passphrase-file", passphraseFile(), "log", "check", "--deep");
  });
  const key = JSON.parse(program("--json", "keys", "new-key", "--out", join(own, "helper.key")));
  await check("somebody who helps gets a key's slot, and a wrong key is told", async () => {
    await person.go("helpers");
    await person.screen("helpers");
    await person.fill("#name", "Plover Advocates");
    await person.fill("#key", "age1nonsense");
    await person.press("main form[action$='/helpers'] button");
    equal(await person.count(".problems"), 1);
    await person.screen("helpers-problem");
    await person.fill("#key", key.recipient);
    await person.press("main form[action$='/helpers'] button");
    await person.says("A copy for Plover Advocates");
    await person.screen("hand-over");
  });
  await check("their copy is made, and opens for their key alone", async () => {
    await person.fill("#place", theirs);
    await person.press("main form button");
    await person.arrive("helpers", 240);
    await person.says("It was read back and checked");
    holds(program("--helper-key-file", join(own, "helper.key"), "--case", theirs, "status"), "events");
    let opened = true;
    try { program("--case", theirs, "--passphrase-file", passphraseFile(), "status"); } catch { opened = false; }
    equal(opened, false, "the owner's passphrase");
    await person.screen("helpers-given");
  });
  await check("their key is taken away, and what that cannot undo is said", async () => {
    await person.go("helpers");
    await person.press("form[action*='helpers/remove'] button");
    await person.says("No program can undo that");
  });
}
