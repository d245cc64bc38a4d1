// The program is killed (kill -9) at random moments while somebody works. Whatever the app had confirmed is there
// when it is started again, and the case checks as whole.
import { note } from "./report.mjs";
import { Server } from "./server.mjs";

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
export async function killAgainAndAgain({ binary, home, case_, passphrase, rounds, steps, random }) {
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
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}
