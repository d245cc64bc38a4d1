// What another page in the same browser, another server on this computer, or a name that was made to lead
// here can do to an unlocked app: nothing. What needs no browser is in scripts/end_to_end_app.py.
import { createServer } from "node:http";
import { Person, PASSPHRASE, Program, WAYS, check, equal, holds } from "./harness.mjs";

// Chromium shows a page of its own where an answer is empty, and says that it could not go there.
async function statusOf(page, url) {
  const first = page.waitForEvent("response");
  await page.goto(url).catch(() => {});
  const answer = await first;
  await page.waitForTimeout(200);
  return answer.status();
}

export async function attack(binary) {
  const program = await new Program(binary).start();
  const person = await new Person(program, WAYS[0]).come({ arguments: ["--host-resolver-rules=MAP evil.example.org 127.0.0.1"] });
  const { page } = person;
  await page.check("#device");
  await person.press("main button");
  await page.fill("#name", "Wren Fairweather");
  await page.fill("#passphrase", PASSPHRASE);
  await page.fill("#again", PASSPHRASE);
  await person.press("main form button");
  const port = new URL(person.base).port;

  // The other server: it serves what it is told, and remembers what it was sent.
  const sent = [];
  let body = "";
  const other = createServer((request, response) => {
    sent.push(`${request.url} ${request.headers.cookie ?? ""}`);
    response.setHeader("Content-Type", "text/html");
    response.end(`<!DOCTYPE html><title>x</title>${body}`);
  });
  await new Promise((go) => other.listen(0, "127.0.0.1", go));
  const origins = { "another port": `http://127.0.0.1:${other.address().port}`, "another name": `http://evil.example.org:${other.address().port}` };
  const stranger = await person.context.newPage();
  stranger.setDefaultTimeout(10_000);
  const still = async (what) => {
    await person.go("");
    if (page.url() !== person.base) throw new Error(`${what}: the app went to ${page.url()}`);
    holds(await person.text(), "Your next step");
  };

  await check("attack: a name that leads here gets nothing, with the right port and path too", async () => {
    for (const name of ["evil.example.org", "localhost"]) {
      equal(await statusOf(stranger, `http://${name}:${port}${new URL(person.base).pathname}`), 421);
    }
  });
  for (const [who, origin] of Object.entries(origins)) {
    await check(`attack: ${who} cannot read by fetch`, async () => {
      await stranger.goto(origin);
      const read = await stranger.evaluate(async (base) => {
        const out = [];
        for (const mode of ["cors", "no-cors"]) {
          try {
            const answer = await fetch(base, { mode, credentials: "include" });
            out.push(`${mode} ${answer.status} ${(await answer.text()).length}`);
          } catch { out.push(`${mode} refused`); }
        }
        return out.join(", ");
      }, person.base);
      equal(/ 200 |[1-9]\d\d\d/.test(read), false);
    });
    await check(`attack: ${who} cannot write by fetch`, async () => {
      await stranger.goto(origin);
      await stranger.evaluate(async (base) => {
        for (const mode of ["cors", "no-cors"]) {
          for (const path of ["lock", "leave", "close", "sheet/new"]) {
            await fetch(base + path, { method: "POST", mode, credentials: "include", body: new URLSearchParams({ a: "b" }) }).catch(() => {});
          }
        }
      }, person.base);
      await still("a fetch");
    });
    await check(`attack: ${who} cannot send a form`, async () => {
      for (const path of ["lock", "leave", "close", "sheet/new"]) {
        body = `<form method="post" action="${person.base}${path}"><button>go</button></form>`;
        await stranger.goto(origin);
        const [answer] = await Promise.all([stranger.waitForResponse((one) => one.url().startsWith(person.base)), stranger.click("button")]);
        equal(answer.status(), 403);
        await stranger.waitForTimeout(200);
        await still(path);
      }
    });
    await check(`attack: a link of ${who} opens nothing`, async () => {
      body = `<a href="${person.base}settings">go</a>`;
      await stranger.goto(origin);
      const [answer] = await Promise.all([stranger.waitForResponse((one) => one.url().startsWith(person.base)), stranger.click("a")]);
      equal(answer.status(), 403);
    });
    await check(`attack: ${who} cannot frame, embed or include it`, async () => {
      const tried = (what) => `<${what} onload="this.dataset.in = 1" onerror="this.dataset.out = 1"></${what.split(" ")[0]}>`;
      body = `<iframe src="${person.base}"></iframe><object data="${person.base}"></object><embed src="${person.base}">
        ${tried(`script src="${person.base}assets/app.js"`)} <link rel="stylesheet" href="${person.base}assets/style.css" onload="this.dataset.in = 1">
        <img src="${person.base}" onload="this.dataset.in = 1">`;
      const answers = [];
      const listen = (response) => response.url().startsWith(person.base) && answers.push(response.status());
      stranger.on("response", listen);
      await stranger.goto(origin);
      await stranger.waitForTimeout(500);
      stranger.off("response", listen);
      equal(answers.filter((status) => status < 400).length, 0);
      equal(await stranger.evaluate(() => document.querySelectorAll("[data-in]").length), 0);
      for (const frame of stranger.frames().slice(1)) equal((await frame.content().catch(() => "")).includes("Your next step"), false);
    });
  }
  await check("attack: another port is not sent the cookie", async () => {
    body = "";
    for (const path of ["/", "/w/", "/w", "/unlock"]) await stranger.goto(origins["another port"] + path);
    equal(sent.filter((one) => one.includes("s=")).length, 0);
    const cookies = await person.context.cookies();
    equal(cookies.length, 1);
    const [{ httpOnly, sameSite, path, expires }] = cookies;
    equal(JSON.stringify({ httpOnly, sameSite, path, expires }), JSON.stringify({ httpOnly: true, sameSite: "Strict", path: new URL(person.base).pathname, expires: -1 }));
  });
  await check("attack: a script of the page cannot read the cookie", async () => {
    await still("before");
    equal(await page.evaluate(() => document.cookie), "");
  });
  await check("attack: a token is not good twice", async () => {
    const history = person.requests.find((url) => url.includes("open?t="));
    const answer = await stranger.goto(history);
    equal(answer.status(), 403);
    await still("a replay");
  });
  await check("attack: another browser gets nothing without the cookie", async () => {
    const answer = await fetch(person.base, { headers: { "sec-fetch-site": "none" } });
    equal(answer.status, 403);
    equal((await answer.text()).includes("Your next step"), false);
  });
  await check("attack: no path leads out of the app", async () => {
    for (const path of ["assets/..%2f..%2fsettings.toml", "assets/%2e%2e/%2e%2e/etc/passwd", "draft/..%2f..%2fonrecord.toml", "%00", "sheet/..%2funlock", "//evil.example.org/"]) {
      equal(await statusOf(page, person.base + path) >= 400, true);
    }
  });
  await check("attack: what is typed runs nothing where it is shown", async () => {
    const hostile = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script>`.slice(0, 40);
    await person.go("settings");
    await page.fill("#title", hostile);
    await person.press("main form button");
    equal(await page.title(), `Settings - ${hostile}`);
    equal(await page.evaluate(() => globalThis.hit ?? 0), 0);
    await page.fill("#title", "Notes");
    await person.press("main form button");
  });
  await check("attack: an injected script does not run", async () => {
    await still("before");
    person.errors.length = 0;
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      try { script.text = "window.hit = 1"; document.body.append(script); } catch { return "refused"; }
      return globalThis.hit ?? 0;
    });
    equal(ran === "refused" || ran === 0, true);
    const style = await page.evaluate(() => { document.body.setAttribute("style", "color: red"); return getComputedStyle(document.body).color; });
    equal(style === "rgb(255, 0, 0)", false);
  });
  await still("at the end");
  await person.leave();
  other.close();
  await program.stop();
  program.gone();
}
