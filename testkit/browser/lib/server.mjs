// The app as a person starts it, in a home of its own: the finished program, and a stand-in for what opens a
// browser, which only notes the file it is shown. Also what says to it, byte for byte, what no browser would.
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { until } from "./report.mjs";

const OPENERS = ["xdg-open", "gio", "sensible-browser", "x-www-browser", "firefox", "chromium"];

export class Server {
  constructor(binary, home, case_ = null) {
    // `origins`: where earlier runs of it listened.
    Object.assign(this, { binary, home, case_, process: null, said: "", origins: [], attacked: false });
    const stand = join(home, "stand-in");
    mkdirSync(stand, { recursive: true });
    this.shown = join(home, "shown");
    for (const name of OPENERS) {
      writeFileSync(join(stand, name), `#!/bin/sh\nfor last; do :; done\nprintf '%s\\n' "$last" >>'${this.shown}'\n`);
      chmodSync(join(stand, name), 0o755);
    }
    this.environment = {
      HOME: home, PATH: `${stand}:${process.env.PATH}`, LANG: "C.UTF-8", DISPLAY: ":99", TMPDIR: process.env.TMPDIR ?? "/tmp",
    };
  }

  // Starts it and gives the file that leads the browser in, as a person's browser gets it.
  async start() {
    writeFileSync(this.shown, "");
    this.said = "";
    const place = this.case_ ? ["--case", this.case_] : [];
    this.process = spawn(this.binary, [...place, "open"], { env: this.environment, cwd: this.home, stdio: ["ignore", "pipe", "pipe"] });
    this.ended = new Promise((tell) => this.process.once("exit", (code, signal) => tell({ code, signal })));
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on("data", (data) => { this.said += data; });
    const file = await until("the file for the browser", () => this.lastShown() ?? this.hasEnded(), 60);
    if (file === true) throw new Error(`the program ended: ${this.said}`);
    return this.read(file);
  }

  hasEnded() {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  lastShown() {
    const shown = existsSync(this.shown) ? readFileSync(this.shown, "utf8").trim().split("\n").pop() : "";
    return shown === "" ? null : shown.replace(/^file:\/\//, "").replaceAll("%20", " ");
  }

  // Where it listens, from the redirect file; the token is the browser's.
  read(file) {
    const [, url, token] = /url=(http:\/\/[^"?]+)\?t=([0-9a-f]+)/.exec(readFileSync(file, "utf8"));
    const { host, port, pathname } = new URL(url);
    Object.assign(this, { file, host, port: Number(port), token, base: pathname.replace(/\/open$/, "") });
    if (this.origin) this.origins.push(this.origin);
    this.origin = `http://${host}`;
    return file;
  }

  // A second start: the first one shows itself again, with a new token.
  async again() {
    writeFileSync(this.shown, "");
    const place = this.case_ ? ["--case", this.case_] : [];
    const second = spawn(this.binary, [...place, "open"], { env: this.environment, cwd: this.home, stdio: "ignore" });
    const code = await new Promise((tell) => second.once("exit", tell));
    return { code, file: this.read(await until("the file of the second start", () => this.lastShown(), 30)) };
  }

  url(inside = "") {
    return `${this.origin}${this.base}/${inside}`;
  }

  async stop(signal = "SIGTERM") {
    if (!this.process || this.hasEnded()) return this.process && this.ended;
    this.process.kill(signal);
    return this.ended;
  }

  // Says these bytes on a connection of its own; gives what comes back until it ends or falls silent.
  say(bytes, { seconds = 15, until: enough = null } = {}) {
    return new Promise((tell) => {
      let answer = "";
      const socket = connect({ host: "127.0.0.1", port: this.port });
      const done = () => { clearTimeout(limit); socket.destroy(); tell(answer); };
      const limit = setTimeout(done, seconds * 1000);
      socket.on("data", (data) => { answer += data.toString("latin1"); if (enough && enough.test(answer)) done(); });
      socket.on("error", done);
      socket.on("close", done);
      if (typeof bytes === "function") bytes(socket); else socket.write(bytes);
    });
  }

  // One request with exactly these headers; gives status, headers and text.
  async ask(method, path, headers = {}, body = "") {
    const all = { Host: this.host, ...headers, "Content-Length": Buffer.byteLength(body), Connection: "close" };
    const lines = Object.entries(all).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}\r\n`);
    return parse(await this.say(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`));
  }

  // As this app's own page asks.
  own(method, inside, cookie, body = "", headers = {}) {
    return this.ask(method, `${this.base}/${inside}`, {
      Origin: method === "GET" ? null : this.origin, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate",
      "Sec-Fetch-Dest": "document", Cookie: cookie, "Content-Type": body ? "application/x-www-form-urlencoded" : null, ...headers,
    }, body);
  }
}

export function parse(answer) {
  const [head, ...rest] = answer.split("\r\n\r\n");
  const [line, ...lines] = head.split("\r\n");
  const headers = Object.fromEntries(lines.map((one) => [one.slice(0, one.indexOf(":")).toLowerCase(), one.slice(one.indexOf(":") + 1).trim()]));
  return { status: Number(line.split(" ")[1] ?? 0), headers, text: rest.join("\r\n\r\n") };
}

// Every file below a folder.
export function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}
