// The app in a real browser: every journey in four ways, then the attacks.
//
// node testkit/browser/app.mjs BINARY [JOURNEY...]     JOURNEY: a file in app/journeys, or `attacks`
// Environment: ONRECORD_TEST_NODE: where node_modules is; ONRECORD_SHOTS: a folder for pictures of each
// screen; ONRECORD_WAYS: which of the four ways, such as `0,2` (all). One line a check; exit code 1 where one failed.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { WAYS, check, failed } from "./app/harness.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const binary = resolve(process.argv[2]);
const all = readdirSync(join(here, "app/journeys")).filter((name) => name.endsWith(".mjs")).map((name) => name.slice(0, -4)).sort();
const wanted = process.argv.length > 3 ? process.argv.slice(3) : [...all, "attacks"];
const chosen = process.env.ONRECORD_WAYS?.split(",").map(Number);
const ways = WAYS.filter((_, at) => chosen?.includes(at) ?? true);

for (const name of wanted) {
  if (name === "attacks") {
    const { attack } = await import("./app/attacks.mjs");
    await attack(binary).catch((error) => check("attacks go to their end", () => { throw error; }));
    continue;
  }
  if (!existsSync(join(here, `app/journeys/${name}.mjs`))) throw new Error(`no journey ${name}; there are ${all.join(", ")}`);
  const { run } = await import(`./app/journeys/${name}.mjs`);
  for (const way of ways) {
    await run(binary, way).catch((error) => check(`${name} goes to its end`, () => { throw error; }));
  }
}
process.exit(failed() ? 1 : 0);
