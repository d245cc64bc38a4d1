// What a stalker's page in the same browser, another program on this computer or a stranger's name for it could
// try against the app: each of the security rules of a server on loopback, attacked while the case is open.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { run } from "../lib/browser.mjs";
import { among, check, equal, nothing, pause, until } from "../lib/report.mjs";
import { parse } from "../lib/server.mjs";

const REFUSED = [403, 404, 421];

// Another site: any path gives the page that the test puts there. Notes what the browser sends along.
export async function otherSite() {
  const pages = new Map(), seen = [];
  const site = createServer((request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    const page = pages.get(request.url.split("?")[0]);
    response.writeHead(page ? 200 : 404, { "Content-Type": "text/html; charset=utf-8" });
    response.end(page ?? "nothing here");
  });
  await new Promise((go) => site.listen(0, "127.0.0.1", go));
  const { port } = site.address();
  return { pages, seen, port, close: () => site.close(), url: (path, name = "127.0.0.1") => `http://${name}:${port}${path}` };
}

// `writes`: [path inside, fields] of forms that change something. `isOpen`: asks the app, as its own page, whether
// the case is still open. `cookie`: gives the browser's cookie, as somebody who stole it has it.
export async function attacks({ server, context, writes, isOpen, cookie }) {
  const { host, origin, base, port } = server;
  const plain = (headers = {}) => ({ "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", Cookie: cookie(), ...headers });

  await check("attack: the app listens on this computer's own address alone", async () => {
    const hex = port.toString(16).toUpperCase().padStart(4, "0");
    const listens = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((path) => readFileSync(path, "utf8").split("\n"))
      .map((line) => line.trim().split(/\s+/)).filter((cells) => cells[1]?.endsWith(`:${hex}`) && cells[3] === "0A").map((cells) => cells[1]);
    equal(listens.join(), `0100007F:${hex}`);
  });

  await check("attack: a name that was made to lead here (rebinding) gets nothing", async () => {
    const page = await context.newPage();
    const answer = page.waitForEvent("response");
    await page.goto(`http://rebound.example:${port}${base}/`).catch(() => {});
    equal((await answer).status(), 421);
    const shown = await run(page, () => document.body?.innerText ?? "");
    if (/999|passphrase|timeline/i.test(shown)) throw new Error(shown.slice(0, 200));
    await page.close();
    for (const name of [`rebound.example:${port}`, `localhost:${port}`, "127.0.0.1", `127.0.0.1:${port + 1}`, `[::1]:${port}`, "", `127.0.0.1:${port}.`, `127.0.0.1:0${port}`, `127.1:${port}`]) {
      among((await server.ask("GET", `${base}/`, plain({ Host: name }))).status, [400, 421], name);
    }
    const twice = await server.say(`GET ${base}/ HTTP/1.1\r\nHost: ${host}\r\nHost: rebound.example\r\nCookie: ${cookie()}\r\nSec-Fetch-Site: none\r\nConnection: close\r\n\r\n`);
    among(parse(twice).status, [400, 421], "two names");
    const whole = await server.say(`GET http://rebound.example/${base}/ HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie()}\r\nSec-Fetch-Site: none\r\nConnection: close\r\n\r\n`);
    among(parse(whole).status, [400, 404, 421], "a whole address");
  });

  await check("attack: without the run's own path there is nothing", async () => {
    for (const path of ["/", "/w/", "/w/00000000000000000000000000000000/", "/index.html", "/open", `${base.slice(0, -1)}/`, `${base}/../../etc/passwd`, `${base}/..%2f..%2fetc%2fpasswd`, `${base}/%2e%2e/%2e%2e/`, `${base}//`, `${base}/assets/../../../../../etc/passwd`,
      `${base}/assets/..%2f..%2fsettings.toml`, `${base}/assets/%2e%2e/%2e%2e/etc/passwd`, `${base}/draft/..%2f..%2fonrecord.toml`, `${base}/%00`, `${base}/sheet/..%2funlock`, `${base}//other.example/`]) {
      const answer = await server.ask("GET", path, plain());
      among(answer.status, [400, 403, 404, 405], path);
      if (answer.text.includes("root:")) throw new Error(path);
    }
  });

  const site = await otherSite();
  try {
    for (const [who, name] of [["another program's page on this computer", "127.0.0.1"], ["another site's page", "other.example"]]) {
      await check(`attack: ${who} cannot read, write, frame or lead to the app`, () => fromOutside({ server, context, site, name, writes, isOpen }));
      await check(`attack: ${who} is not sent the app's cookie`, async () => {
        nothing(site.seen.filter(({ headers }) => headers.cookie).map(({ url, headers }) => `${url}: ${headers.cookie}`));
      });
    }
  } finally {
    site.close();
  }

  await check("attack: a form needs this app's exact origin, and a browser that says where it comes from", async () => {
    for (const [inside, fields] of writes) {
      const body = new URLSearchParams(fields).toString();
      const send = (headers) => server.own("POST", inside, cookie(), body, headers);
      for (const headers of [
        { Origin: null }, { Origin: "null" }, { Origin: `http://127.0.0.1:${port + 1}` }, { Origin: `https://${host}` }, { Origin: `http://localhost:${port}` },
        { Origin: "http://127.0.0.1" }, { Origin: `${origin}.other.example` }, { "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" },
        { "Sec-Fetch-Site": "none" }, { "Sec-Fetch-Site": null, Origin: null }, { "Sec-Fetch-Dest": "iframe" },
      ]) {
        among((await send(headers)).status, REFUSED, `${inside} with ${JSON.stringify(headers)}`);
      }
      for (const kind of ["text/plain", "application/json", null]) {
        among((await send({ "Content-Type": kind, Origin: "null" })).status, [...REFUSED, 400, 415], `${inside} as ${kind}`);
      }
    }
    equal(await isOpen(), true, "still open");
  });

  await check("attack: nothing is cached, framed, guessed or sent on: the headers of each answer", async () => {
    for (const [inside, headers] of [["", plain()], ["no-such-page", plain()], ["", { ...plain(), Cookie: "s=0" }], ["", plain({ Host: "rebound.example" })]]) {
      const answer = await server.ask("GET", `${base}/${inside}`, headers);
      const policy = answer.headers["content-security-policy"] ?? "";
      for (const part of ["default-src 'none'", "script-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"]) {
        if (!policy.includes(part)) throw new Error(`${inside} ${answer.status}: ${part} is not in ${policy}`);
      }
      if (/unsafe|https?:|\*/.test(policy)) throw new Error(policy);
      equal(answer.headers["x-content-type-options"], "nosniff");
      equal(answer.headers["cache-control"], "no-store", `${inside} ${answer.status}`);
      equal(answer.headers["cross-origin-resource-policy"], "same-origin");
      equal(answer.headers["cross-origin-opener-policy"], "same-origin");
      equal(answer.headers["access-control-allow-origin"], undefined);
      among(answer.headers["referrer-policy"], ["no-referrer", "same-origin"]);
      if (!/camera=\(\)/.test(answer.headers["permissions-policy"] ?? "")) throw new Error("no permissions policy");
    }
  });

  await check("attack: a method or header that no page sends is answered and forgotten", async () => {
    for (const method of ["OPTIONS", "PUT", "DELETE", "TRACE", "CONNECT", "PATCH", "BREW"]) {
      const answer = await server.ask(method, `${base}/`, plain({ Origin: "http://other.example", "Access-Control-Request-Method": "POST" }));
      among(answer.status, [400, 403, 404, 405, 501], method);
    }
    const upgrade = await server.ask("GET", `${base}/`, { ...plain(), Upgrade: "websocket", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version": "13" });
    if (upgrade.status === 101) throw new Error("it opened a socket");
    const long = await server.say(`GET ${base}/ HTTP/1.1\r\nHost: ${host}\r\n${`X-Long: ${"a".repeat(8000)}\r\n`.repeat(40)}\r\n`);
    among(parse(long).status, [0, 400, 431], "very long headers");
    const smuggled = await server.say(`POST ${base}/lock HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://other.example\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nPOST ${base}/lock HTTP/1.1\r\n\r\n`);
    among(parse(smuggled).status, REFUSED.concat(400), "two lengths");
    equal(await isOpen(), true, "still open");
  });
}

async function fromOutside({ server, context, site, name, writes, isOpen }) {
  const page = await context.newPage(), answers = [];
  page.on("response", (response) => { if (response.url().startsWith(server.origin)) answers.push(response); });
  const target = server.url("");
  site.pages.set("/read", `<!doctype html><title>other</title><script>
    const target = ${JSON.stringify(target)};
    window.found = [];
    const note = (how) => (value) => window.found.push(how + ": " + value);
    const ways = [
      ...["cors", "no-cors"].map((mode) => fetch(target, { mode, credentials: "include" }).then((r) => r.text()).then((text) => text && note(mode)(text), () => {})),
      ...${JSON.stringify(writes)}.map(([inside, fields]) => fetch(target + inside, { method: "POST", mode: "no-cors", credentials: "include", body: new URLSearchParams(fields) }).catch(() => {})),
      new Promise((done) => { const image = new Image(); image.onload = () => { note("image")("loaded"); done(); }; image.onerror = done; image.src = target; }),
      new Promise((done) => { const s = document.createElement("script"); s.onload = () => { note("script")("loaded"); done(); }; s.onerror = done; s.src = target + "assets/app.js"; document.head.append(s); }),
      new Promise((done) => { const s = document.createElement("link"); s.rel = "stylesheet"; s.onload = () => { note("style")("loaded"); done(); }; s.onerror = done; s.href = target + "assets/style.css"; document.head.append(s); }),
      new Promise((done) => { const socket = new WebSocket(target.replace("http", "ws")); socket.onopen = () => { note("socket")("open"); done(); }; socket.onerror = done; }),
      new Promise((done) => { const events = new EventSource(target, { withCredentials: true }); events.onopen = () => note("events")("open"); events.onerror = () => { events.close(); done(); }; }),
    ];
    navigator.sendBeacon(target + "lock", new URLSearchParams({}));
    Promise.allSettled(ways).then(() => { window.over = true; });
  </script>`);
  await page.goto(site.url("/read", name));
  await until("the other page's tries", () => run(page, () => window.over === true), 20);
  nothing(await run(page, () => window.found), "the other page got");
  nothing(answers.filter((one) => one.status() < 400).map((one) => `${one.request().method()} ${one.url()}: ${one.status()}`), "answered");

  for (const tag of ["iframe src", "object data", "embed src"]) {
    site.pages.set("/frame", `<!doctype html><title>other</title><${tag}="${target}" width=600 height=400></${tag.split(" ")[0]}>`);
    await page.goto(site.url("/frame", name));
    await pause(300);
    for (const frame of page.frames().slice(1)) {
      const text = await frame.evaluate(() => document.body?.innerText ?? "").catch(() => "");
      if (/menu|999|lock/i.test(text)) throw new Error(`${tag} shows it: ${text.slice(0, 200)}`);
    }
  }

  for (const [inside, fields] of writes) {
    const inputs = Object.entries(fields).map(([key, value]) => `<input name="${key}" value="${value}">`).join("");
    site.pages.set("/form", `<!doctype html><title>other</title><form method=post action="${target}${inside}">${inputs}</form><script>document.forms[0].submit()</script>`);
    const [response] = await Promise.all([page.waitForResponse((one) => one.url().startsWith(server.origin), { timeout: 10000 }), page.goto(site.url("/form", name)).catch(() => {})]);
    among(response.status(), REFUSED, `a form to ${inside}`);
  }
  for (const how of ["<a id=go href=TARGET>x</a>", "<a id=go href=TARGET target=_blank rel=opener>x</a>", "<form id=go action=TARGET></form>"]) {
    site.pages.set("/link", `<!doctype html><title>other</title>${how.replace("TARGET", `"${target}"`)}`);
    const fresh = await context.newPage();
    await fresh.goto(site.url("/link", name));
    const [response] = await Promise.all([
      context.waitForEvent("response", { predicate: (one) => one.url().startsWith(server.origin), timeout: 10000 }),
      run(fresh, () => { const go = document.getElementById("go"); if (go.submit) go.submit(); else go.click(); }),
    ]);
    among(response.status(), REFUSED, how);
    for (const other of context.pages()) if (await other.opener().catch(() => null)) await other.close();
    await fresh.close();
  }
  await page.close();
  equal(await isOpen(), true, "still open");
}

// Who connects and says nothing, or says it letter by letter, or promises more than the disk holds.
export async function slowAndLarge({ server, isOpen, cookie, upload }) {
  await check("attack: a hundred clients that never finish do not keep the person out", async () => {
    const silent = Array.from({ length: 100 }, () => server.say((socket) => socket.write(`GET ${server.base}/ HTTP/1.1\r\nHost: `), { seconds: 25 }));
    await pause(500);
    const began = Date.now();
    equal(await isOpen(), true, "answered meanwhile");
    const seconds = (Date.now() - began) / 1000;
    if (seconds > 20) throw new Error(`the person waited ${seconds} s`);
    await Promise.all(silent);
  });
  await check("attack: a form that is far too large is refused, not kept", async () => {
    const before = memory(server.process.pid);
    const head = (length, inside = "unlock", more = "") => `POST ${server.base}/${inside} HTTP/1.1\r\nHost: ${server.host}\r\nOrigin: ${server.origin}\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie()}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n${more}\r\n`;
    const flood = (length) => server.say((socket) => {
      socket.write(head(length));
      const piece = Buffer.alloc(1 << 20, "a");
      let sent = 0;
      const more = () => { while (sent < 64 && !socket.destroyed) { sent += 1; if (!socket.write(piece)) { socket.once("drain", more); return; } } };
      more();
    }, { seconds: 15, until: /\r\n\r\n/ });
    for (const length of [64 << 20, 10 * 2 ** 30]) among(parse(await flood(length)).status, [0, 303, 400, 403, 408, 413], `${length}`);
    const grown = memory(server.process.pid) - before;
    if (grown > 40) throw new Error(`it took ${grown.toFixed(0)} MB`);
    equal(await isOpen(), true, "still open");
  });
  if (upload) await upload();
}

// Megabytes that a process holds.
export function memory(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}

// What the page itself could be made to do, if something hostile got into it.
export async function fromInside(person) {
  const { page } = person.tab, { one } = person;
  await check("attack: the cookie is the browser's alone, for this run's path, until it ends", async () => {
    const cookies = (await page.context().cookies(one.url(""))).filter((cookie) => cookie.path.startsWith(one.base));
    equal(cookies.length, 1);
    const [{ httpOnly, sameSite, path, expires }] = cookies;
    equal(JSON.stringify({ httpOnly, sameSite, path, expires }), JSON.stringify({ httpOnly: true, sameSite: "Strict", path: `${one.base}/`, expires: -1 }));
    await person.go("");
    equal(await person.run(() => document.cookie), "");
  });
  await check("attack: what is typed runs nothing where it is shown", async () => {
    const hostile = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script>`.slice(0, 40);
    await person.go("settings");
    await person.fill("#title", hostile);
    await person.press("main form button");
    equal(await person.title(), `Settings - ${hostile}`);
    equal(await person.run(() => globalThis.hit ?? 0), 0);
    await person.fill("#title", "Notes");
    await person.press("main form button");
  });
  await check("attack: an injected script or style does nothing", async () => {
    await person.go("");
    const ran = await person.run(() => {
      const script = document.createElement("script");
      try { script.text = "window.hit = 1"; document.body.append(script); } catch { return "refused"; }
      return globalThis.hit ?? 0;
    });
    among(ran, ["refused", 0]);
    equal(await person.run(() => { document.body.setAttribute("style", "color: red"); return getComputedStyle(document.body).color === "rgb(255, 0, 0)"; }), false);
  });
}
