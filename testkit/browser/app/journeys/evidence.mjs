// The screens that show evidence, on the demonstration: the timeline by month, date and choice; an event
// beside its record, what is said of it, its picture; search; people and accounts; patterns. Words and
// pictures stay covered until they are asked for, and the browser keeps no word of them.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { Person, Program, check, equal, holds, keepsNothingOf } from "../harness.mjs";

// Made once and copied for each way: making it takes most of the time.
let made;
function demonstration(binary) {
  if (!made) {
    made = mkdtempSync(join(tmpdir(), "onrecord-demonstration."));
    const run = spawnSync(binary, ["demo", "--no-open"], { cwd: made, encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  }
  const home = mkdtempSync(join(tmpdir(), "onrecord-app."));
  cpSync(join(made, "onrecord-demo/case"), join(home, "case"), { recursive: true });
  return home;
}

// Opens everything that is folded, as somebody would who reads all of a page.
const unfold = (page) => page.evaluate(() => document.querySelectorAll("main details").forEach((one) => { one.open = true; }));

export async function run(binary, way) {
  const home = demonstration(binary);
  const program = await new Program(binary, join(home, "case"), home).start();
  const person = await new Person(program, way).come();
  const { page } = person;
  const say = (what) => `evidence (${person.way}): ${what}`;
  await person.unlock();

  await person.go("timeline");
  await check(say("words are covered, and no picture is asked for"), async () => {
    holds(await person.text(), "Words hidden. Show words");
    holds(await person.text(), "Clocks are shown as in Europe/London.");
    equal(person.requests.some((url) => url.includes("/picture/")), false);
    equal(await page.locator("details.cover[open]").count(), 0);
  });
  await person.screen("timeline");
  await check(say("one is uncovered, and the others stay covered"), async () => {
    await page.locator("details.cover > summary").first().click();
    equal(await page.locator("details.cover[open]").count(), 1);
  });
  await check(say("a month, the pages after it and back lead where they say"), async () => {
    await person.press(".months ol a >> nth=3");
    holds(person.where(), "timeline?m=");
    const first = await page.locator(".day h2").first().innerText();
    await person.press("a[rel=next]");
    await person.press("a[rel=prev]");
    equal(await page.locator(".day h2").first().innerText(), first);
  });
  await check(say("a date is gone to, and does not stand in the address"), async () => {
    await page.fill("#date", "2024-01-20");
    await person.press(".date-go button");
    holds(await page.locator(".day h2").first().innerText(), "January 2024");
    equal(person.where().includes("2024"), false);
  });
  await check(say("many calls are one line, and each is behind it"), async () => {
    await person.go("timeline/choose");
    await person.screen("timeline-choose");
    await page.locator("main details > summary").click();
    await page.check("input[name=kind][value=call]");
    await person.press("main form button");
    holds(await person.text(), "missed calls");
    await page.locator("details.fold > summary").first().click();
    await person.screen("timeline-calls");
  });
  await check(say("everything is uncovered until the app is locked"), async () => {
    await person.go("timeline");
    await person.press(".cover-all button");
    holds(await person.text(), "shown until you lock");
    equal(await page.locator("details.cover").count(), 0);
    await person.screen("timeline-uncovered");
    await person.press(".cover-all button");
    holds(await person.text(), "Words hidden. Show words");
  });
  await check(say("what has no time is listed apart"), async () => {
    await person.press("form.alone button.link");
    holds(await person.text(), "No time");
    await person.screen("timeline-undated");
  });

  await person.go("timeline/choose");
  await page.selectOption("#person", { index: 8 });
  await person.press("main form button");
  await person.press(".events a.at");
  await person.screen("event");
  await check(say("an event stands beside its record, which has not changed"), async () => {
    holds(await person.text(), "They have not changed.");
    holds(await person.text(), "does not prove");
    await unfold(page);
    await person.screen("event-opened");
  });
  await check(say("a note and an incident are kept with it"), async () => {
    await unfold(page);
    await page.fill("#note", "Only for me: lanterns at the quay.");
    await person.press("form[action$='/note'] button");
    holds(await person.text(), "lanterns at the quay");
    await unfold(page);
    await page.selectOption("#incident", "");
    await page.fill("#words", "He wrote again at night.");
    await person.press("form[action$='/incident'] button");
    holds(await person.text(), "He wrote again at night.");
  });
  await check(say("the original is saved under a name that tells nothing"), async () => {
    await unfold(page);
    const [file] = await Promise.all([page.waitForEvent("download"), page.click("a[href$='/original']")]);
    equal(await file.failure(), null);
    equal(/^exhibit-\d+(\.[a-z0-9]{1,5})?$/.test(file.suggestedFilename()), true);
  });
  await check(say("a picture is shown where it is asked for, and only there"), async () => {
    await person.go("timeline/choose");
    await page.locator("main details > summary").click();
    await page.check("input[name=kind][value=photo]");
    const asked = () => person.requests.filter((url) => url.includes("/picture/")).length;
    const before = asked();
    await person.press("main form button");
    equal(asked(), before);
    await person.press(".covered-picture a");
    await page.waitForFunction(() => document.querySelector("img.evidence-picture")?.naturalWidth > 0);
    await person.screen("picture");
  });

  await person.go("search");
  await person.screen("search");
  await check(say("words are found and marked, and do not stand in the address"), async () => {
    await page.fill("#words", "you");
    await person.press("main form button");
    equal(/^search\/\d+$/.test(person.where()), true);
    await person.press(".cover-all button");
    equal((await page.locator("mark").first().innerText()).toLowerCase(), "you");
    await person.screen("search-found");
    await person.press(".cover-all button");
  });

  await person.go("people");
  await person.screen("people");
  await check(say("an account is said to be somebody's"), async () => {
    await person.go("account/10");
    await person.screen("account");
    await page.locator("summary", { hasText: "Say whose it is" }).click();
    await page.fill("#name", "A neighbour");
    await page.locator("input[name=role][value=known]").check();
    await person.press("main form button >> nth=1");
    holds(await person.text(), "A neighbour");
    await person.go("people");
    await person.press("a:has-text('A neighbour')");
    await person.screen("person");
  });

  await person.go("patterns");
  await check(say("each chart has its sentence and its table"), async () => {
    holds(await person.text(), "Most came on a");
    await unfold(page);
    equal(await page.locator("details.figures").count(), 3);
    equal(await page.locator("details.figures table").count() > 3, true);
  });
  await person.screen("patterns");

  await person.leave();
  await check(say("the browser kept no word of the evidence"), () =>
    keepsNothingOf(person, ["lanterns at the quay", "wrote again at night", "Fairweather", "Winterbourne", "neighbour"]));
  await program.stop();
  program.gone();
}
