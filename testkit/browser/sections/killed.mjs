// The program is killed (kill -9) at random moments while somebody works. Whatever the app had confirmed is there
// when it is started again, and the case checks as whole.
import { join } from "node:path";
import { home, PASSPHRASE, passphraseFile, place, program } from "../lib/person.mjs";
import { check, note, nothing } from "../lib/report.mjs";
import { Server } from "../lib/server.mjs";

export class Hand {
  // A hand without a browser: fills in forms as the app's own pages do.
  constructor(server) { Object.assign(this, { server, cookie: "" }); }

  keep(answer) {
    const set = answer.headers["set-cookie"];
    if (set) this.cookie = set.split(";")[0];
    return answer;
  }

  async enter() {
    const { server } = this;
    return this.keep(await server.ask("GET", `${server.base}/open?t=${server.token}`, { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" }));
  }

  async post(inside, fields) {
    const pairs = Array.isArray(fields) ? fields : Object.entries(fields);
    return this.keep(await this.server.own("POST", inside, this.cookie, new URLSearchParams(pairs).toString()));
  }

  async get(inside) {
    return this.keep(await this.server.own("GET", inside, this.cookie));
  }

  async unlock(passphrase) {
    await this.enter();
    const answer = await this.post("unlock", { passphrase });
    if (answer.status !== 303) throw new Error(`not unlocked: ${answer.status}`);
    return answer;
  }
}

// `steps(n)`: what to post, as [inside, fields, words to look for afterwards]. Gives the words of all confirmed steps.
async function killAgainAndAgain({ binary, home, case_, passphrase, rounds, steps, random }) {
  const confirmed = [];
  let asked = 0, number = 0;
  for (let round = 0; round < rounds; round += 1) {
    const server = new Server(binary, home, case_);
    await server.start();
    const hand = new Hand(server);
    await hand.unlock(passphrase);
    const end = setTimeout(() => server.process.kill("SIGKILL"), 30 + random() * 900);
    while (!server.hasEnded()) {
      const [inside, fields, words] = steps(number++);
      asked += 1;
      const answer = await hand.post(inside, fields);
      if (answer.status === 303) confirmed.push(words);
      else if (answer.status !== 0) { clearTimeout(end); await server.stop("SIGKILL"); throw new Error(`${inside}: ${answer.status} ${answer.text.slice(0, 300)}`); }
    }
    clearTimeout(end);
    await server.ended;
  }
  note(`${rounds} times killed; ${asked} steps asked for, ${confirmed.length} confirmed`);
  return confirmed;
}

// The same numbers each time the tests run with the same seed.
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

export async function killed() {
  const case_ = join(home, "killed-case");
  const random = seeded(Number(process.env.ONRECORD_SEED ?? Date.now() % 1e6));
  program("--case", case_, "--passphrase-file", passphraseFile(), "new", "--name", "Wren Fairweather", "--sheet", join(home, "killed-sheet"));
  const steps = (number) => ["reports/effects/new", { area: "sleep", words: `Effect number ${number} kept` }, `Effect number ${number} kept`];
  await check("kill -9 at random moments loses no confirmed step, and the case is whole", async () => {
    const confirmed = await killAgainAndAgain({ binary: process.argv[2], home: place("killed-app"), case_, passphrase: PASSPHRASE, rounds: 6, steps, random });
    const listed = program("--case", case_, "--passphrase-file", passphraseFile(), "impact", "list", "--json");
    nothing(confirmed.filter((words) => !listed.includes(words)));
    if (confirmed.length < 6) throw new Error(`only ${confirmed.length} steps were confirmed: that proves little`);
    program("--case", case_, "--passphrase-file", passphraseFile(), "log", "check", "--deep");
  });
}
