// The way in, looked at from outside: the file that leads the browser in, the cookie, wrong passphrases, the end.
// The journey that a person makes there is in ../journeys/first_steps.mjs.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PASSPHRASE, ChromiumTab, Person, cookieOf, home, passphraseFile, program, server } from "../lib/person.mjs";
import { check, equal, nothing, until } from "../lib/report.mjs";
import { WORN } from "../lib/rules.mjs";
import { filesBelow } from "../lib/server.mjs";
import { Hand } from "./killed.mjs";

export async function door(context) {
  const case_ = join(home, "door-case"), one = server("door-app", case_);
  program("--case", case_, "--passphrase-file", passphraseFile(), "new", "--name", "Wren Fairweather", "--sheet", join(home, "door-sheet"));
  const person = new Person(await ChromiumTab.open(context, WORN[0]), one, WORN[0]);
  const lock = () => person.press("nav form[action$='/lock'] button");
  const unlock = async () => { await person.fill("#passphrase", PASSPHRASE); await person.press("main form button"); };
  await check("only its owner can read the file that leads in, and no command line tells the token", async () => {
    const file = await one.start();
    equal((statSync(file).mode & 0o777).toString(8), "600");
    if (readFileSync(`/proc/${one.process.pid}/cmdline`, "utf8").includes(one.token)) throw new Error("the token stands on the command line");
    await person.enter();
    await unlock();
    await person.opened();
  });
  await check("a cookie of before the unlocking opens nothing, nor does a token used twice", async () => {
    const old = await cookieOf(context, one);
    await lock();
    const locked = await cookieOf(context, one);
    await unlock();
    await person.opened();
    const now = await cookieOf(context, one);
    if (now === old || now === locked) throw new Error("the cookie did not change");
    for (const stolen of [old, locked, "s=", ""]) equal((await one.own("GET", "", stolen)).status, 403, `with ${stolen.slice(0, 8)}`);
    const again = await one.ask("GET", `${one.base}/open?t=${one.token}`, { "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" });
    equal(again.status, 403, "the token a second time");
    equal(again.headers["set-cookie"], undefined);
    equal((await one.own("GET", "", now)).status, 200, "with the browser's own");
  });
  await check("wrong passphrases open nothing, and have to wait", async () => {
    await lock();
    const hand = new Hand(one);
    hand.cookie = await cookieOf(context, one);
    const wait = async () => Number(/([0-9]+)[^0-9a-z]{0,9} seconds/.exec((await hand.post("unlock", { passphrase: "wrong heron battery trombone" })).text)?.[1] ?? 0);
    // Until the wait is long enough for a slow computer to see it.
    await until("a long wait", async () => (await wait()) >= 4, 60);
    await unlock();
    equal((await person.count("nav.menu")) > 0, false, "the right one, at once after wrong ones");
    await until("the end of the wait", async () => { if (!(await person.count("nav.menu"))) await unlock(); return (await person.count("nav.menu")) > 0; }, 60);
  });
  await check("two tabs: what one locks, the other goes on showing for no longer than that takes", async () => {
    const other = await context.newPage();
    await other.goto(one.url(""));
    await lock();
    await other.waitForURL(/\/unlock$/, { timeout: 10000 });
    await other.close();
    await unlock();
    await person.opened();
  });
  await person.tab.close();
  const { code } = await one.stop();
  await check("when it is asked to end it ends, and leaves no way in behind", () => {
    if (code === null) throw new Error("it was ended by the system");
    nothing([...filesBelow(one.home)].filter((path) => path.endsWith(".html") && path.includes("/run/")));
  });
}
