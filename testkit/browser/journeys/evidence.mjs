// The screens that show evidence: the timeline by month, date and choice; an event beside its record, what is said of
// it, its picture; search; patterns. Words and pictures stay covered until they are asked for.
import { words } from "../lib/person.mjs";
import { equal, until } from "../lib/report.mjs";

// What each case has to show.
const CASES = {
  demonstration: { day: "2024-01-20", lands: "January 2024", word: "you", calls: "missed call", pictures: true },
  real: { day: "2023-01-03", lands: "2023", word: "lantern", calls: "Call", pictures: false },
};

export async function journey(person, { kind, check }) {
  const has = CASES[kind];
  const asked = () => person.tab.asked?.("/picture/") ?? 0;
  const chooseKind = async (name) => {
    await person.go("timeline/choose");
    await person.unfold();
    await person.tick(`input[name=kind][value=${name}]`);
    await person.press("main form button");
  };
  await person.go("timeline");
  await check("words are covered, and no picture is asked for", async () => {
    await person.says("Words hidden. Show words");
    await person.says("Clocks are shown as in Europe/London.");
    equal(await person.count("main img"), 0);
    equal(await person.count("details.cover[open]"), 0);
  });
  await person.screen("timeline");
  await check("one is uncovered, and the others stay covered", async () => {
    await person.click("details.cover > summary");
    equal(await person.count("details.cover[open]"), 1);
  });
  await check("a month, the page after it and back lead where they say", async () => {
    await person.press(".months ol a");
    equal((await person.where()).startsWith("timeline?m="), true);
    const first = await person.text(".day h2");
    if (await person.count("a[rel=next]")) {
      await person.press("a[rel=next]");
      await person.press("a[rel=prev]");
    }
    equal(await person.text(".day h2"), first);
  });
  await check("a date is gone to, and does not stand in the address", async () => {
    await person.go("timeline");
    await person.fill("#date", has.day);
    await person.press(".date-go button");
    await person.says(has.lands, ".day h2");
    equal((await person.where()).includes(has.day.slice(0, 4)), false);
  });
  await check("many calls are one line, and each is behind it", async () => {
    await person.go("timeline/choose");
    await person.screen("timeline-choose");
    await chooseKind("call");
    await person.says(has.calls);
    if (await person.count("details.fold > summary")) await person.click("details.fold > summary");
    await person.screen("timeline-calls");
  });
  await check("everything is uncovered until the app is locked", async () => {
    await person.go("timeline");
    await person.press(".cover-all button");
    await person.says("shown until you lock");
    equal(await person.count("details.cover"), 0);
    await person.screen("timeline-uncovered");
    await person.press(".cover-all button");
    await person.says("Words hidden. Show words");
  });
  await check("a choice without anything says so, and is cleared", async () => {
    await person.go("timeline/choose");
    await person.unfold();
    await person.fill("#from", "1995-01-01");
    await person.fill("#to", "1995-01-02");
    await person.press("main form button");
    await person.says("Nothing stands");
    await person.screen("timeline-nothing");
    await person.follow("Clear this choice");
    await person.says("Showing everything");
  });

  await chooseKind("message");
  await person.press(".events a.at");
  await person.screen("event");
  const event = await person.where();
  await check("an event stands beside its record, which has not changed", async () => {
    await person.says("They have not changed.");
    await person.says("does not prove");
    await person.unfold();
    await person.screen("event-opened");
  });
  await check("a note is kept with it, taken back, and stands again", async () => {
    words.add("lanterns at the quay");
    await person.unfold();
    await person.fill("#note", "Only for me: lanterns at the quay.");
    await person.press("form[action$='/note'] button");
    await person.says("lanterns at the quay");
    await person.press(".flash form button");
    await person.says("Taken back");
    await person.saysNot("lanterns at the quay", "main");
    await person.press(".flash form button");
    await person.says("It stands again");
    await person.says("lanterns at the quay");
    await person.screen("event-note");
  });
  await check("an incident is begun from it, and belongs to it", async () => {
    words.add("wrote again at night");
    await person.go(event);
    await person.unfold();
    await person.pick("#incident", "");
    await person.fill("#words", "He wrote again at night.");
    await person.press("form[action$='/incident'] button");
    await person.says("He wrote again at night.");
    await person.press(".flash form button");
    await person.saysNot("He wrote again at night.", "main");
    await person.press(".flash form button");
    await person.says("He wrote again at night.");
  });
  await check("what it shows is said, and can be taken back", async () => {
    await person.go(event);
    await person.unfold();
    await person.fill("#because", "It came after I asked for it to stop.");
    await person.press("form[action$='/shows'] button");
    await person.says("It came after I asked for it to stop.");
    await person.press(".flash form button");
    await person.go(event);
    await person.saysNot("It came after I asked for it to stop.", "main");
  });
  await check("the original is saved under a name that tells nothing", async () => {
    await person.go(event);
    await person.unfold();
    const { name } = await person.download("a[href$='/original']");
    equal(/^exhibit-\d+(\.[a-z0-9]{1,5})?$/.test(name), true, name);
  });
  if (has.pictures) await check("a picture is shown where it is asked for, and only there", async () => {
    const before = asked();
    await chooseKind("photo");
    equal(asked(), before);
    await person.press(".covered-picture a");
    await until("the picture", () => person.run(() => document.querySelector("img.evidence-picture")?.naturalWidth > 0));
    await person.screen("picture");
  });

  await person.go("search");
  await person.screen("search");
  await check("words are found and marked, and do not stand in the address", async () => {
    await person.fill("#words", has.word);
    await person.press("main form button");
    equal(/^search\/\d+$/.test(await person.where()), true);
    await person.press(".cover-all button");
    equal((await person.text("mark")).toLowerCase().startsWith(has.word), true);
    await person.screen("search-found");
    await person.press(".cover-all button");
  });
  await check("what is not there is said, with what to try", async () => {
    await person.go("search");
    await person.fill("#words", "zanzibarless");
    await person.press("main form button");
    await person.says("Nothing was found");
    await person.screen("search-nothing");
  });

  await person.go("patterns");
  await check("each chart has its sentence and its table", async () => {
    await person.says("Most came on a");
    await person.unfold();
    equal(await person.count("details.figures"), 3);
    equal(await person.count("details.figures table") > 3, true);
  });
  await person.screen("patterns");
}
