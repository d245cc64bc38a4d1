// Tells the verdict of the page's program on many packs, in Node.js, for the tests. The program is the
// one that packs carry; only who opens the files is another.
//
// node verdicts.mjs < list           each line of the list is a folder, as for testkit/verdicts.py
// node verdicts.mjs PACK < list      each line is a damage of PACK, as for testkit/damage.py
// Prints one line each: "sound", or the files named, with tabs between.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const page = fileURLToPath(new URL("../../crates/onrecord-page/", import.meta.url));
const engine = readFileSync(join(page, "assets/engine.js"), "utf8");
const { startEngine, checkQuestion } = new Function(`${engine}; return { startEngine, checkQuestion };`)();

let given = [];
const read = (file, at, most) => given[file].bytes.subarray(at, at + most);
const ask = await startEngine(readFileSync(join(page, "built/check-this-pack.wasm")), read, () => {});

function verdict(files) {
  given = [...files].map(([name, bytes]) => ({ name, plain: true, size: bytes.length, bytes }));
  const report = JSON.parse(new TextDecoder().decode(ask(checkQuestion(given))));
  return report.sound === 1 ? "sound" : report.findings.map(({ file }) => file).join("\t");
}

const load = (folder) => new Map(readdirSync(folder).sort().map((name) => [name, readFileSync(join(folder, name))]));

function damaged(files, [kind, name, a, b]) {
  const after = new Map(files), bytes = files.get(name);
  if (kind === "flip") {
    const other = Buffer.from(bytes);
    other[a] ^= 1 << b;
    after.set(name, other);
  } else if (kind === "cut") after.set(name, bytes.subarray(0, a));
  else if (kind === "remove") after.delete(name);
  else if (kind === "add") after.set(name, Buffer.alloc(0));
  else if (kind === "rename") { after.delete(name); after.set(a, bytes); }
  else if (kind === "swap") { after.set(name, files.get(a)); after.set(a, bytes); }
  else throw new Error(`no such damage: ${kind}`);
  return after;
}

const lines = readFileSync(0, "utf8").split("\n").filter(Boolean);
const pack = process.argv[2] ? load(process.argv[2]) : null;
for (const line of lines) console.log(verdict(pack ? damaged(pack, JSON.parse(line)) : load(line)));
