// A pack: chosen, checked for who would be exposed, a name withheld, looked at, saved, and what was saved is verified
// by the program and by the second verifier, which shares nothing with it.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { home, program, words } from "../lib/person.mjs";
import { equal, holds } from "../lib/report.mjs";

export async function journey(person, { kind, check, own }) {
  words.add("zanzibar-withheld");
  const folder = join(own, "Documents");
  await person.go("pack");
  await person.screen("packs");
  await person.go("pack/choose");
  await person.screen("pack-choose");
  await check("a choice that lacks something says so", async () => {
    await person.tick("input[name=what][value=threads]");
    await person.press("main form:not(.alone) button");
    equal(await person.count(".problems"), 1);
    await person.screen("pack-choose-problem");
  });
  await check("the choice says who would be exposed, and is kept over a lock", async () => {
    await person.fill("#for", "Northshire Police");
    await person.fill("#ask", "Please see all of it as one course of conduct.");
    await person.fill("#withhold", "zanzibar-withheld");
    await person.tick(`input[name=what][value=${kind === "real" ? "all" : "theirs"}]`);
    await person.press("main form:not(.alone) button");
    await person.says("Check before it is made");
    await person.says("Who would be exposed");
    await person.says("zanzibar-withheld");
    await person.screen("pack-check");
    await person.press("nav form[action$='/lock'] button");
    await person.unlock();
    await person.go("pack/choose");
    await person.says("You began this earlier");
    equal(await person.value("#for"), "Northshire Police");
    equal(await person.value("#withhold"), "zanzibar-withheld");
    await person.screen("pack-begun");
    await person.press("main form:not(.alone) button");
  });
  await check("its pages are looked at before it is saved", async () => {
    await person.press("form[action*='pack/look'] button");
    await person.arrive("pack/pages", 240);
    await person.says("Front page");
    await person.screen("pack-pages");
    const { path } = await person.download("ul.files a");
    equal(readFileSync(path).subarray(0, 5).toString(), "%PDF-");
  });
  await check("where it is saved and who opens it is asked, and a wrong answer keeps what was typed", async () => {
    await person.press("main a[href*='pack/save']");
    await person.screen("pack-save");
    await person.tick("input[name=lock][value=none]");
    await person.fill("#place", "");
    await person.fill("#name", "../elsewhere");
    await person.press("main form button");
    equal(await person.count(".problems") , 1);
    await person.screen("pack-save-problem");
  });
  const pack = join(folder, "for the police");
  await check("it is saved, and says how to tell that nothing was changed", async () => {
    await person.fill("#place", folder);
    await person.fill("#name", "for the police");
    await person.tick("input[name=lock][value=none]");
    await person.press("main form button");
    await person.arrive("pack/made", 240);
    await person.says("The pack is saved");
    await person.screen("pack-made");
    equal(existsSync(pack), true);
  });
  await check("what was saved verifies, by the program and by the second verifier", async () => {
    holds(program("verify", pack), "Every check passed");
    const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
    execFileSync(python, ["-I", "-S", join(pack, "05-verify.py")], { cwd: home, stdio: "pipe" });
    equal(readdirSync(pack).length <= 16, true);
  });
  await check("the list says which pack went to whom, and nothing is left half done", async () => {
    await person.go("pack");
    await person.says("Northshire Police");
    await person.says("Fingerprint");
    await person.unfold();
    await person.screen("packs-given");
    await person.go("");
    await person.saysNot("You were in the middle of this");
  });
}
