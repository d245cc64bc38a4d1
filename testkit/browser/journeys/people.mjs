// People and accounts: somebody is named, an account is said to be theirs, that is taken back and stands again.
import { words } from "../lib/person.mjs";
import { equal } from "../lib/report.mjs";

export async function journey(person, { check }) {
  words.add("Rowan Thicket");
  await person.go("people");
  await person.screen("people");
  await check("somebody is named, taken back, and stands again", async () => {
    await person.unfold();
    await person.fill("form[action$='/people'] #name", "Rowan Thicket");
    await person.tick("form[action$='/people'] input[name=role][value=not-known]");
    await person.press("form[action$='/people'] button");
    await person.says("Rowan Thicket");
    await person.press(".flash form button");
    await person.says("Taken back");
    await person.stands("people");
    await person.unfold();
    await person.says("One was taken back");
    await person.screen("people-taken-back");
    await person.follow("Let it stand again");
    await person.says("It stands again");
    await person.follow("Rowan Thicket");
    await person.screen("person");
  });
  await check("an account is said to be theirs, and that is taken back and said again", async () => {
    await person.go("people");
    await person.press("#accounts ~ ul a[href*='account/']");
    await person.screen("account");
    const account = await person.where();
    await person.unfold();
    await person.fill("#name", "Rowan Thicket");
    await person.tick("input[name=role][value=not-known]");
    await person.press("#whose ~ details form button");
    await person.says("Rowan Thicket", "#whose ~ p");
    await person.press(".flash form button");
    await person.stands(account);
    await person.saysNot("Rowan Thicket.", "#whose ~ p");
    await person.press(".flash form button");
    await person.says("Rowan Thicket", "#whose ~ p");
    await person.unfold();
    await person.screen("account-said");
  });
  await check("a name is needed, and the problem leads to it", async () => {
    await person.unfold();
    await person.fill("#name", "");
    await person.press("#whose ~ details form button");
    await person.says("Write a name", ".problems");
    equal(await person.count("#name[aria-invalid]"), 1);
    await person.screen("account-problem");
  });
  await check("what they did is shown on the timeline", async () => {
    await person.go("people");
    await person.follow("Rowan Thicket");
    await person.press("form[action$='timeline/choose'] button");
    await person.says("Showing only");
    await person.says("Rowan Thicket");
    await person.go("timeline/choose");
    await person.follow("Clear this choice").catch(() => {});
  });
}
