// Adding: an export by choosing it, with the question about pictures; the import check, a question answered, the
// addition undone and used again; a picture sealed without looking; how to get an export.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { equal, until } from "../lib/report.mjs";
import { realFiles } from "../sections/real.mjs";

// Days and months that can be read two ways, so that the app has to ask.
function unclear(folder) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "WhatsApp Chat with Sorrel Meadow.txt");
  const lines = Array.from({ length: 7 }, (_, at) => `0${at + 1}/0${at + 2}/2023, 10:1${at} - Sorrel Meadow: the ${at}. lantern at the harbour`);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

// A picture of one red point, as PNG.
const PICTURE = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==", "base64");

// Sends files and waits for where that leads.
async function send(person, files, leads) {
  await person.choose("#files", files);
  await person.click("form[enctype] button[type=submit]");
  await until("the end of taking in", async () => (typeof leads === "string" ? await person.count(leads) > 0 : leads.test(await person.where())), 200);
  await person.tab.ready();
}

export async function journey(person, { kind, check, own }) {
  await person.go("add");
  await person.screen("add");
  await check("the question about pictures comes first, and nothing is taken in without an answer", async () => {
    await send(person, [unclear(join(own, "unclear"))], "input[name=under18]:invalid");
    await person.stands("add");
    await person.screen("add-problem");
  });
  await check("what may show somebody under 18 is refused, and where to turn is said", async () => {
    await person.go("add");
    await person.tick("#under18-1");
    const picture = join(own, "picture.png");
    writeFileSync(picture, PICTURE);
    await send(person, [picture], /^add\/refused/);
    await person.says("No copy, no small picture and no fingerprint");
    await person.screen("add-refused");
  });
  await check("an export is taken in, and leads to what came in", async () => {
    await person.go("add");
    await person.tick("input[name=under18][value=no]");
    await person.fill("input[name=said]", "exported from my own telephone");
    await send(person, [unclear(join(own, "unclear"))], /^check\//);
    await person.says("What came in");
    await person.says("whether the day or the month comes first");
    await person.screen("check-question");
  });
  await check("its question is answered, and the times are read again with it", async () => {
    await person.tick("form[action*='answer'] input[value='day-first']");
    await person.press("form[action*='answer'] button");
    await person.arrive("check/");
    await person.says("Your answer is kept");
    await person.saysNot("does not say whether the day", "main");
    await person.screen("check-answered");
  });
  const check_ = await person.where();
  await check("the addition is undone: nothing is removed, and it is used again", async () => {
    await person.press("form[action$='/undo'] button");
    await person.arrive("check/");
    await person.says("set aside");
    await person.screen("check-undone");
    await person.press("form[action$='/redo'] button");
    await person.arrive("check/");
    await person.says("in use again");
  });
  await check("it is kept, and its events are on the timeline", async () => {
    await person.go(check_);
    await person.press("form[action$='/keep'] button");
    await person.says("Kept");
    await person.go("timeline");
    await person.says("Timeline");
  });
  await check("a picture is sealed without being shown", async () => {
    await person.go("add/unseen");
    await person.screen("unseen");
    await person.tick("input[name=under18][value=no]");
    await send(person, [join(own, "picture.png")], /^add\/unseen\/S/);
    await person.says("Sealed without showing");
    await person.screen("unseen-done");
    equal(await person.count("main img"), 0);
  });
  await check("how to get an export is told, app by app", async () => {
    await person.go("how");
    await person.screen("how");
    await person.press("main ul a");
    await person.says("What to do");
  });
  if (kind === "real") {
    await check("real exports are taken in, and what they leave out is said", async () => {
      const files = realFiles().slice(0, 24);
      if (!files.length) return;
      await person.go("add");
      await person.tick("input[name=under18][value=no]");
      await send(person, files, /^check\//);
      await person.says("What came in");
      await person.screen("check-real");
    });
  }
}
