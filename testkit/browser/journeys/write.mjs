// Writing down what happened: in one's own words, a page at a time; locked in the middle; kept, changed, taken back.
import { words } from "../lib/person.mjs";
import { equal } from "../lib/report.mjs";

const WORDS = "He stood at the zanzibar gate again, and did not leave.";

export async function journey(person, { check }) {
  words.add("zanzibar gate");
  await person.go("write");
  await person.screen("write-what");
  await check("some words are needed, and the problem leads to them", async () => {
    await person.press("main form button");
    equal(await person.count(".problems"), 1);
    await person.screen("write-problem");
  });
  await check("pages are kept one by one, also over a lock in the middle", async () => {
    await person.fill("#words", WORDS);
    await person.press("main form button");
    await person.says("When was it?");
    await person.screen("write-when");
    await person.fill("#when", "the week after Easter, in the evening");
    await person.press("nav form[action$='/lock'] button");
    await person.stands("unlock");
    await person.unlock();
    await person.go("");
    await person.says("You were in the middle of this");
    await person.screen("home-begun");
    await person.follow("Go on writing");
    await person.go("write/new/what");
    equal(await person.value("#words"), WORDS);
    await person.says("You began this earlier");
  });
  await check("a day that is none is told beside its field", async () => {
    await person.go("write/new/when");
    await person.fill("#when", "the week after Easter, in the evening");
    await person.fill("#from-day", "31");
    await person.fill("#from-month", "2");
    await person.fill("#from-year", "2024");
    await person.press("main form button");
    equal(await person.count(".problems"), 1);
    await person.screen("write-when-problem");
    await person.fill("#from-day", "3");
    await person.fill("#from-month", "4");
    await person.tick("input[name='how-known'][value=memory]");
    await person.tick("input[name=fresh][value=no]");
    await person.press("main form button");
  });
  await check("where, what it did, what shows it: each may stay empty", async () => {
    await person.says("Where, and who else?");
    await person.screen("write-where");
    await person.press("main form button");
    await person.screen("write-did");
    await person.fill("#impact", "I did not sleep.");
    await person.press("main form button");
    await person.screen("write-shows");
    await person.press("main form button");
    await person.says("Read it once more");
    await person.says("not said");
    await person.screen("write-look");
  });
  let own = "";
  await check("it is kept, with its id, and nothing is left half done", async () => {
    await person.press("form[action$='/keep'] button");
    await person.says("You can stop now");
    own = await person.where();
    equal(/^written\/I-\d+$/.test(own), true, own);
    await person.screen("written");
    await person.go("");
    await person.saysNot("You were in the middle of this");
  });
  await check("it is changed: both versions are there, and the change is taken back", async () => {
    await person.go(own);
    await person.follow("Change it or add to it");
    await person.fill("#words", `${WORDS} Twice.`);
    for (let page = 0; page < 5; page += 1) await person.press("main form button");
    await person.press("form[action$='/keep'] button");
    await person.says("Twice.");
    await person.says("There are 2 versions");
    await person.press(".flash form button");
    await person.says("Taken back");
    await person.stands(own);
    await person.saysNot("Twice.", "main dl");
  });
  await check("all of it is taken back: it is listed as that, and stands again", async () => {
    await person.go(own);
    await person.unfold();
    await person.follow("Take it back");
    await person.stands("written");
    await person.unfold();
    await person.says("taken back");
    await person.screen("written-taken-back");
    await person.follow("Let it stand again");
    await person.says("It stands again");
    await person.go(own);
    await person.says(WORDS);
  });
}
