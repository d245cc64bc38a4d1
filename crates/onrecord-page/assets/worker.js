// Runs beside the page, so that the page stays awake: opens the files that were chosen, and puts
// questions to the engine. Reads slices only; a whole pack is never in memory.

const ZIP_TAIL = 22 + 65535;
const MOST_ENTRIES = 1000;
const MOST_BYTES = 8e9;

// A problem to be shown in these words.
class Plain extends Error {}

async function bytesOf(blob) {
  return new DataView(await blob.arrayBuffer());
}

// The files of a zip of the pack (APPNOTE 6.3.10, 4.3). This only unwraps; what is inside is checked
// as if it had been chosen file by file, so a wrong zip can at worst be refused.
async function unzip(zip, onProgress) {
  const broken = () => new Plain("This zip cannot be read here. Unpack it and choose the folder.");
  const tail = await bytesOf(zip.slice(Math.max(0, zip.size - ZIP_TAIL)));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw broken();
  const count = tail.getUint16(end + 10, true), size = tail.getUint32(end + 12, true), start = tail.getUint32(end + 16, true);
  if (count > MOST_ENTRIES || size > 1 << 20 || start + size > zip.size) throw broken();
  const directory = await bytesOf(zip.slice(start, start + size));
  const entries = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== 0x02014b50) throw broken();
    const [flags, method] = [directory.getUint16(at + 8, true), directory.getUint16(at + 10, true)];
    const [packed, plain] = [directory.getUint32(at + 20, true), directory.getUint32(at + 24, true)];
    const [named, extra, noted] = [28, 30, 32].map((offset) => directory.getUint16(at + offset, true));
    const local = directory.getUint32(at + 42, true);
    if (at + 46 + named > directory.byteLength) throw broken();
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, named));
    entries.push({ flags, method, packed, plain, local, name });
    at += 46 + named + extra + noted;
  }
  // Folders have no entry of their own in some zips; macOS adds a folder of its own to every zip.
  const files = entries.filter(({ name }) => !name.endsWith("/") && !name.startsWith("__MACOSX/"));
  const total = files.reduce((sum, { plain }) => sum + plain, 0);
  if (total > MOST_BYTES) throw broken();
  const folder = files.length > 0 && files[0].name.includes("/") ? files[0].name.replace(/\/.*/s, "/") : "";
  const shared = files.every(({ name }) => name.startsWith(folder)) ? folder : "";
  const opened = [];
  let done = 0;
  for (const { flags, method, packed, plain, local, name } of files) {
    if (flags & 1) throw new Plain("This zip is locked with a passphrase. Unpack it and choose the folder.");
    const header = await bytesOf(zip.slice(local, local + 30));
    if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) throw broken();
    const from = local + 30 + header.getUint16(26, true) + header.getUint16(28, true);
    if (from + packed > zip.size) throw broken();
    let file = zip.slice(from, from + packed);
    if (method === 8) file = await inflate(file, plain, (bytes) => onProgress(done + bytes, total)).catch(() => { throw broken(); });
    else if (method !== 0) throw broken();
    if (file.size !== plain) throw broken();
    done += plain;
    opened.push({ path: name.slice(shared.length), file });
  }
  return opened;
}

// A stream longer than the zip says is cut off: it could be of any length.
async function inflate(packed, size, onProgress) {
  let seen = 0;
  const counter = new TransformStream({
    transform(chunk, out) {
      seen += chunk.length;
      if (seen > size) throw new Error("longer than it says");
      onProgress(seen);
      out.enqueue(chunk);
    },
  });
  const stream = packed.stream().pipeThrough(new DecompressionStream("deflate-raw")).pipeThrough(counter);
  return new Response(stream).blob();
}

// What stands in a folder inside the pack is no file of the pack: the check is told of the folder.
function asGiven(opened) {
  const folders = new Set();
  const given = [];
  for (const { path, file } of opened) {
    const [name, ...below] = path.split("/");
    if (below.length === 0) given.push({ name, plain: true, size: file.size, file });
    else if (!folders.has(name)) {
      folders.add(name);
      given.push({ name, plain: false, size: 0, file: null });
    }
  }
  return given;
}

let ask = null;
let last = 0;

function tell(done, total, what) {
  const now = performance.now();
  if (now - last < 100) return;
  last = now;
  postMessage({ kind: "progress", done, total, what });
}

async function check({ wasm, opened }) {
  if (opened.length === 1 && /\.zip$/i.test(opened[0].path) && !/^03-/.test(opened[0].path)) {
    opened = await unzip(opened[0].file, (done, total) => tell(done, total, "unpacked"));
  }
  if (opened.length === 1 && /\.age$/i.test(opened[0].path)) {
    throw new Plain("This pack is locked. Open it first with the tool age: age -d -o pack.zip FILE.age. Then choose pack.zip.");
  }
  const given = asGiven(opened);
  if (!given.some(({ name }) => /^(0[0-9]|1[01])-/.test(name))) {
    throw new Plain("These are not the files of a pack. Its files begin with two digits, such as 01-report.pdf.");
  }
  // Each byte is hashed once, and the archive once more as a whole.
  const total = given.reduce((sum, { name, size }) => sum + size * (name === "03-evidence.zip" ? 2 : 1), 0);
  const reader = new FileReaderSync();
  const read = (file, at, most) => reader.readAsArrayBuffer(given[file].file.slice(at, at + most));
  let done = 0;
  ask = await startEngine(wasm, read, (bytes) => { done += bytes; tell(Math.min(done, total), total, "checked"); });
  const report = JSON.parse(new TextDecoder().decode(ask(checkQuestion(given))));
  postMessage({ kind: "checked", report });
}

onmessage = async ({ data }) => {
  try {
    if (data.kind === "check") await check(data);
    else postMessage({ kind: "answer", number: data.number, answer: ask(data.question) });
  } catch (error) {
    postMessage({ kind: "failed", number: data.number, plain: error instanceof Plain ? error.message : "", error: String(error) });
  }
};
