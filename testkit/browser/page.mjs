// The page in a pack, in real browsers, from the disk.
//
// node testkit/browser/page.mjs PACK [BROWSER...]     PACK: a sound pack with its page
// Environment: ONRECORD_HOSTILE: the oldest messages of PACK hold markup and a turn of direction;
// ONRECORD_TEST_NODE: where node_modules is; ONRECORD_SHOTS: a folder for pictures of
// each state; ONRECORD_BIG_PACK: a pack of some 200 MB, to be timed (the goal is 10 s; 60 s fails).
// One line a check, as scripts/end-to-end; exit code 1 where one failed.
import { cpSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execFileSync } from "node:child_process";
import { axe, installed, start } from "./browsers.mjs";
import { check, equal, failures, holds, skipped } from "./lib/report.mjs";

const PAGE = "00-check-this-pack.html";
const pack = resolve(process.argv[2]);
const shots = process.env.ONRECORD_SHOTS;
const home = mkdtempSync(join(tmpdir(), "onrecord-page."));
const filesOf = (folder) => readdirSync(folder).map((name) => join(folder, name));

// Waits in the page, so that both browsers wait alike.
async function until(page, what, seconds = 120) {
  const done = await page.run(async ([what, seconds]) => {
    const fits = {
      verdict: () => document.getElementById("verdict").textContent !== "" && !document.getElementById("result").hidden,
      contents: () => !document.getElementById("contents").hidden,
      problem: () => document.getElementById("problem").textContent !== "",
      rows: () => document.querySelector("#timeline .entries li") !== null,
      exhibits: () => document.querySelector("#exhibits .entries li") !== null,
      report: () => document.querySelector("#report .inside > *") !== null,
      front: () => document.querySelector("#front .inside > *") !== null,
      picture: () => document.querySelector(".picture canvas") !== null,
    }[what];
    const end = Date.now() + seconds * 1000;
    while (!fits()) {
      if (Date.now() > end) return false;
      await new Promise((go) => setTimeout(go, 20));
    }
    return true;
  }, [what, seconds]);
  if (!done) throw new Error(`${what} did not come: ${await page.run(() => document.getElementById("problem").textContent)}`);
}

async function verdict(page, folder, seconds) {
  await page.goto(join(folder, PAGE));
  await page.choose("#files", filesOf(folder));
  await until(page, "verdict", seconds);
  return page.text("#verdict");
}

async function accessible(page, state) {
  const found = await page.run(async (source) => {
    if (!globalThis.axe) (0, eval)(source);
    const result = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).slice(0, 3).join(" | ")}`);
  }, axe).catch((error) => [`axe did not run: ${error.message}`]);
  if (found.length) throw new Error(`${state}: ${found.join("; ")}`);
}

async function fits(page, width) {
  const found = await page.run(() => document.documentElement.scrollWidth);
  if (found > width) throw new Error(`${found} px wide at ${width}`);
}

// The folder with one thing wrong, the words that must be in what is found, and what it is called.
function* damages() {
  const names = readdirSync(pack);
  for (const name of names) {
    yield [`one bit of ${name}`, name, (folder) => {
      const bytes = readFileSync(join(folder, name));
      bytes[Math.floor(bytes.length * 0.6)] ^= 4;
      writeFileSync(join(folder, name), bytes);
    }];
  }
  for (const name of ["01-report.pdf", "03-evidence.zip", "11-SHA256SUMS.note"]) {
    yield [`${name} missing`, name, (folder) => rmSync(join(folder, name))];
  }
  yield ["two files swapped", "04-VERIFY.txt", (folder) => {
    renameSync(join(folder, "04-VERIFY.txt"), join(folder, "x"));
    renameSync(join(folder, "05-verify.py"), join(folder, "04-VERIFY.txt"));
    renameSync(join(folder, "x"), join(folder, "05-verify.py"));
  }];
  yield ["a file added", "07-more.txt", (folder) => writeFileSync(join(folder, "07-more.txt"), "more")];
  yield ["the archive cut", "03-evidence.zip", (folder) => {
    const bytes = readFileSync(join(folder, "03-evidence.zip"));
    writeFileSync(join(folder, "03-evidence.zip"), bytes.subarray(0, bytes.length - 7));
  }];
}

// Drops files on the page: they are chosen in a field that only the test knows, then moved.
async function drop(page, paths) {
  await page.run(() => {
    const field = document.createElement("input");
    Object.assign(field, { type: "file", id: "test-field", multiple: true });
    document.body.append(field);
  });
  await page.choose("#test-field", paths);
  await page.run(() => {
    const field = document.getElementById("test-field"), data = new DataTransfer();
    for (const file of field.files) data.items.add(file);
    field.remove();
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
}

function zips() {
  const made = [];
  for (const [kind, flag] of [["stored", "-0"], ["deflated", "-9"]]) {
    const path = join(home, `${kind}.zip`);
    execFileSync("python3", ["-c", `
import os, sys, zipfile
folder, path, level = sys.argv[1:]
with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if level == "-0" else zipfile.ZIP_DEFLATED) as out:
    for name in sorted(os.listdir(folder)):
        out.write(os.path.join(folder, name), "the-pack/" + name)
`, pack, path, flag]);
    made.push([kind, path]);
  }
  return made;
}

async function journey(name, browser) {
  const say = (what) => `${name}: ${what}`;
  const shoot = async (page, state) => { if (shots) await page.shot(join(shots, `${name}-${state}.png`)).catch((error) => console.log(`         no picture: ${error.message.split("\n")[0]}`)); };

  const page = await browser.newPage();
  await check(say("a good pack is accepted"), async () => {
    equal(await verdict(page, pack), "Every check passed");
    await until(page, "contents");
  });
  const told = execFileSync("python3", ["-I", "-S", join(pack, "05-verify.py")], { encoding: "utf8" });
  await check(say("it shows the fingerprint that 05-verify.py prints"), async () => {
    const fingerprint = await page.text("#fingerprint");
    if (!/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/.test(fingerprint)) throw new Error(fingerprint);
    holds(told, fingerprint);
  });
  await check(say("a typed fingerprint is compared"), async () => {
    const type = (text) => page.run((text) => {
      const field = document.getElementById("given");
      field.value = text;
      field.dispatchEvent(new Event("input"));
      return document.getElementById("compared").textContent;
    }, text);
    const right = await page.text("#fingerprint");
    holds(await type(right.toUpperCase().replaceAll(" ", "")), "It is the same");
    equal(await type(right.slice(0, 9)), "");
    holds(await type(right.replace(/.$/, (last) => (last === "0" ? "1" : "0"))), "not the same");
    equal(await type(""), "");
  });
  await check(say("axe finds nothing after the check"), () => accessible(page, "checked"));
  await shoot(page, "checked");

  await check(say("the timeline shows records by the day, a hundred at a time"), async () => {
    await page.click("#timeline summary");
    await until(page, "rows");
    holds(await page.text("#timeline .where"), "1 to ");
    const [rows, days] = await page.run(() => ["#timeline .entries > li", "#timeline h4"].map((what) => document.querySelectorAll(what).length));
    if (rows < 1 || rows > 100 || days < 1) throw new Error(`${rows} rows, ${days} days`);
  });
  if (process.env.ONRECORD_HOSTILE) {
    await check(say("words that would be markup or hide are shown as they are"), async () => {
      const text = await page.text("#timeline .list");
      for (const words of ["<img src=x onerror=alert(1)> one", "safe [U+202E]txt.exe"]) holds(text, words);
      equal(await page.run(() => document.querySelector("#timeline .list b, #timeline .list img")), null);
    });
  }
  await check(say("the exhibits are listed"), async () => {
    await page.click("#exhibits summary");
    await until(page, "exhibits");
    holds(await page.text("#exhibits .list"), "It does not show");
  });
  const hasReport = await page.run(() => !document.getElementById("report").hidden);
  if (hasReport) {
    await check(say("front page and report are shown"), async () => {
      await page.click("#front summary");
      await until(page, "front");
      await page.click("#report summary");
      await until(page, "report");
    });
  } else skipped(say("the pack has no data/report.json"));
  await check(say("pictures are covered, and nothing of the pack is markup"), async () => {
    // The page's own drawings are lines and words, drawn from numbers; nothing else may be in them, and no other stands.
    const found = await page.run(() => ["canvas", "img", "iframe", "object", "embed", "svg:not(#drawn, #report .drawing)",
      ".drawing :not(line, circle, rect, text, polyline)", "video", "audio", "main script", "main a[href^=http]"]
      .filter((what) => document.querySelector(what)));
    equal(found.join(), "");
  });
  await check(say("axe finds nothing with everything open"), () => accessible(page, "open"));
  if (await page.run(() => document.querySelector(".picture") !== null)) {
    await check(say("a picture is shown when asked for, and hidden again"), async () => {
      holds(await page.text(".picture"), "Picture hidden");
      await page.click(".picture button");
      await until(page, "picture", 10);
      await shoot(page, "picture");
      await page.click(".picture button");
      equal(await page.run(() => document.querySelector(".picture canvas")), null);
    });
  } else skipped(say("the pack has no picture on the first pages"));
  await check(say("one script ran, and no error was said"), async () => equal(page.errors.join("; "), ""));
  await check(say("requests to anything: 0"), async () => {
    // axe brings a letter of its own, as data.
    const other = page.requests.filter((url) => !/^(blob|data):/.test(url) && !(url.startsWith("file://") && url.endsWith(PAGE)));
    equal(other.join(), "");
  });
  await shoot(page, "open");
  await page.close();

  const folderPage = await browser.newPage();
  if (name === "chromium") {
    await check(say("the folder can be chosen"), async () => {
      await folderPage.goto(join(pack, PAGE));
      await folderPage.choose("#folder", pack);
      await until(folderPage, "verdict");
      equal(await folderPage.text("#verdict"), "Every check passed");
    });
  }
  for (const [kind, path] of zips()) {
    await check(say(`a ${kind} zip of it, dropped, is accepted`), async () => {
      await folderPage.goto(join(pack, PAGE));
      await drop(folderPage, path);
      await until(folderPage, "verdict");
      equal(await folderPage.text("#verdict"), "Every check passed");
    });
  }
  await check(say("a zip that is none is refused in plain words"), async () => {
    const path = join(home, "wrong.zip");
    writeFileSync(path, "PK and no more");
    await folderPage.goto(join(pack, PAGE));
    await drop(folderPage, path);
    await until(folderPage, "problem");
    holds(await folderPage.text("#problem"), "Unpack it");
  });
  await check(say("a locked pack is named as one"), async () => {
    const path = join(home, "police.age");
    writeFileSync(path, "age-encryption.org/v1\n");
    await folderPage.goto(join(pack, PAGE));
    await drop(folderPage, path);
    await until(folderPage, "problem");
    holds(await folderPage.text("#problem"), "locked");
  });
  await check(say("other files are refused in plain words"), async () => {
    await folderPage.goto(join(pack, PAGE));
    await folderPage.choose("#files", [new URL(import.meta.url).pathname]);
    await until(folderPage, "problem");
    holds(await folderPage.text("#problem"), "not the files of a pack");
  });
  for (const [what, file, damage] of damages()) {
    await check(say(`refused and named: ${what}`), async () => {
      const folder = join(home, "damaged");
      rmSync(folder, { recursive: true, force: true });
      cpSync(pack, folder, { recursive: true });
      damage(folder);
      // The page that is trusted is another copy than the one that was damaged.
      await folderPage.goto(join(pack, PAGE));
      await folderPage.choose("#files", filesOf(folder));
      await until(folderPage, "verdict");
      equal(await folderPage.text("#verdict"), "This pack does NOT pass the check");
      holds(await folderPage.text("#findings"), file);
      equal(await folderPage.run(() => document.getElementById("contents").hidden), true);
    });
  }
  await check(say("axe finds nothing on a refusal"), () => accessible(folderPage, "refused"));
  await shoot(folderPage, "refused");
  await check(say("“Exit this page” leaves nothing of it"), async () => {
    await folderPage.click("#leave");
    await new Promise((go) => setTimeout(go, 500));
    equal(folderPage.url(), "about:blank");
  });
  await folderPage.close();

  const without = await start(name, false);
  const plain = await without.newPage();
  await check(say("without JavaScript it says what to do"), async () => {
    await plain.goto(join(pack, PAGE));
    const text = await plain.text("body");
    for (const words of ["JavaScript is off", "sha256sum -c 10-SHA256SUMS", "python3 05-verify.py", "Call 999"]) holds(text, words);
    if (text.includes("Choose the pack")) throw new Error("it offers what it cannot do");
  });
  await shoot(plain, "no-script");
  await without.close();

  const narrow = await browser.newPage({ width: 320, height: 700, dark: name === "chromium" });
  await check(say("no sideways scroll at 320 px, in each state"), async () => {
    await narrow.goto(join(pack, PAGE));
    await fits(narrow, 320);
    await shoot(narrow, "320-start");
    await verdict(narrow, pack);
    await until(narrow, "contents");
    await fits(narrow, 320);
    await shoot(narrow, "320-checked");
    for (const [part, what] of [["timeline", "rows"], ["exhibits", "exhibits"], ...(hasReport ? [["front", "front"], ["report", "report"]] : [])]) {
      await narrow.click(`#${part} summary`);
      await until(narrow, what);
    }
    await fits(narrow, 320);
    await shoot(narrow, "320-open");
  });
  await check(say("nor at 200 % text"), async () => {
    await narrow.run(() => { document.documentElement.style.fontSize = "200%"; });
    await fits(narrow, 320);
    await narrow.run(() => { document.documentElement.style.fontSize = ""; });
  });
  await check(say("everything to press is at least 24 px tall"), async () => {
    const small = await narrow.run(() => [...document.querySelectorAll("main button, main select, main input, main summary, header a")]
      .filter((element) => element.offsetParent !== null && element.getBoundingClientRect().height < 24).map((element) => element.outerHTML.slice(0, 80)));
    equal(small.join(), "");
  });
  await check(say("axe finds nothing at 320 px"), () => accessible(narrow, "320 px"));
  await check(say("by keys alone, each thing to press is reached and seen"), async () => {
    await narrow.goto(join(pack, PAGE));
    const reached = [];
    for (let presses = 0; presses < 8; presses += 1) {
      await narrow.press("Tab");
      reached.push(await narrow.run(() => document.activeElement.id || document.activeElement.className));
    }
    for (const id of ["skip", "leave", "folder", "files"]) if (!reached.includes(id)) throw new Error(`${id} is not among ${reached}`);
  });
  await narrow.close();

  if (name === "chromium") {
    for (const [state, options] of [["dark", { dark: true }], ["forced", { forced: true }]]) {
      const other = await browser.newPage(options);
      await check(say(`axe finds nothing: ${state}`), async () => {
        equal(await verdict(other, pack), "Every check passed");
        await until(other, "contents");
        await other.click("#timeline summary");
        await until(other, "rows");
        await accessible(other, state);
      });
      await shoot(other, state);
      await other.close();
    }
  }

  const big = process.env.ONRECORD_BIG_PACK;
  if (big) {
    const megabytes = filesOf(big).reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
    const timed = await browser.newPage();
    await check(say("a large pack is checked"), async () => {
      await timed.goto(join(big, PAGE));
      const began = Date.now();
      await timed.choose("#files", filesOf(big));
      await until(timed, "verdict", 300);
      const seconds = (Date.now() - began) / 1000;
      equal(await timed.text("#verdict"), "Every check passed");
      console.log(`         ${name}: ${megabytes.toFixed(0)} MB in ${seconds.toFixed(1)} s`);
      if (seconds > 60) throw new Error(`${seconds} s`);
    });
    await check(say("a check can be cancelled, and begun again"), async () => {
      await timed.goto(join(big, PAGE));
      await timed.choose("#files", filesOf(big));
      await timed.click("#cancel");
      equal(await timed.run(() => [document.getElementById("choose").hidden, document.getElementById("checking").hidden].join()), "false,true");
      equal(await verdict(timed, pack), "Every check passed");
    });
    await timed.close();
  }
}

if (shots) mkdirSync(shots, { recursive: true });
try {
  for (const name of process.argv.length > 3 ? process.argv.slice(3) : ["chromium", "firefox"]) {
    if (!installed(name)) {
      skipped(`${name} is not here: the page was NOT tried in it`);
      continue;
    }
    let browser = null;
    await check(`${name}: starts`, async () => { browser = await start(name); console.log(`         ${browser.version}`); });
    if (!browser) continue;
    await check(`${name}: the whole journey`, () => journey(name, browser));
    await browser.close();
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
process.exitCode = failures > 0 ? 1 : 0;
