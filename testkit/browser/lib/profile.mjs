// What a browser kept on the disk, searched for words: in the bytes as they are, in both widths of letters, and in
// whatever in them is packed as Chromium packs (gzip, zlib, deflate, Brotli, Snappy of LevelDB, Zstandard).
import { readFileSync, statSync } from "node:fs";
import { relative } from "node:path";
import * as zlib from "node:zlib";
import { filesBelow } from "./server.mjs";

const LARGEST = 64 << 20;
const PATIENT = { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST };

function* unpacked(bytes) {
  const at = (magic) => {
    const found = [];
    for (let place = bytes.indexOf(magic); place >= 0; place = bytes.indexOf(magic, place + 1)) found.push(place);
    return found;
  };
  const attempt = function* (work) {
    try { yield work(); } catch { /* not packed so */ }
  };
  for (const place of at(Buffer.from([0x1f, 0x8b, 8]))) yield* attempt(() => zlib.gunzipSync(bytes.subarray(place), PATIENT));
  for (const second of [0x01, 0x5e, 0x9c, 0xda]) {
    for (const place of at(Buffer.from([0x78, second]))) yield* attempt(() => zlib.inflateSync(bytes.subarray(place), PATIENT));
  }
  if (zlib.zstdDecompressSync) {
    for (const place of at(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))) yield* attempt(() => zlib.zstdDecompressSync(bytes.subarray(place), { maxOutputLength: LARGEST }));
  }
  yield* attempt(() => zlib.brotliDecompressSync(bytes, { maxOutputLength: LARGEST }));
  yield* levelDb(bytes);
}

// The blocks of a table of LevelDB: by the index that its footer names. Those of a log are not packed.
function* levelDb(bytes) {
  const footer = bytes.length - 48;
  if (footer < 0 || bytes.readBigUInt64LE(bytes.length - 8) !== 0xdb4775248b80fb57n) return;
  let place = footer;
  const number = (from) => {
    let value = 0, shift = 1, byte;
    do { byte = from[place++]; value += (byte & 127) * shift; shift *= 128; } while (byte & 128);
    return value;
  };
  const block = (offset, size) => {
    const data = bytes.subarray(offset, offset + size);
    return bytes[offset + size] === 1 ? unsnap(data) : data;
  };
  try {
    number(bytes); number(bytes);
    const index = block(number(bytes), number(bytes));
    const end = index.length - 4 - 4 * index.readUInt32LE(index.length - 4);
    for (place = 0; place < end;) {
      const [, unshared, length] = [number(index), number(index), number(index)];
      place += unshared;
      const after = place + length;
      const [offset, size] = [number(index), number(index)];
      place = after;
      yield block(offset, size);
    }
  } catch { /* half written: its bytes were searched as they are */ }
}

export function unsnap(data) {
  let place = 0, length = 0, shift = 0;
  do { length |= (data[place] & 127) << shift; shift += 7; } while (data[place++] & 128);
  const out = Buffer.alloc(Math.min(length, LARGEST));
  let to = 0;
  while (place < data.length) {
    const tag = data[place++], kind = tag & 3;
    if (kind === 0) {
      let count = (tag >> 2) + 1;
      if (count > 60) { const wide = count - 60; count = data.readUIntLE(place, wide) + 1; place += wide; }
      to += data.copy(out, to, place, place + count);
      place += count;
    } else {
      const count = kind === 1 ? (tag >> 2 & 7) + 4 : (tag >> 2) + 1;
      const back = kind === 1 ? (tag >> 5 << 8) + data[place] : data.readUIntLE(place, kind === 2 ? 2 : 4);
      place += kind === 1 ? 1 : kind === 2 ? 2 : 4;
      for (let one = 0; one < count; one += 1, to += 1) out[to] = out[to - back];
    }
  }
  return out;
}

// [file, word] for each word found, and how much was looked at.
export function search(folder, words) {
  const needles = words.flatMap((word) => [[word, Buffer.from(word, "utf8")], [word, Buffer.from(word, "utf16le")], [word, Buffer.from(encodeURIComponent(word))]]);
  const found = [];
  let files = 0, bytesRead = 0, inside = 0;
  for (const path of filesBelow(folder)) {
    let bytes;
    try {
      if (statSync(path).size > LARGEST) throw new Error("too large to search");
      bytes = readFileSync(path);
    } catch (error) {
      found.push([relative(folder, path), `not read: ${error.message}`]);
      continue;
    }
    files += 1;
    bytesRead += bytes.length;
    const layers = [bytes];
    for (const layer of unpacked(bytes)) { layers.push(layer); inside += 1; }
    for (const [word, needle] of needles) {
      if (layers.some((layer) => layer.includes(needle))) found.push([relative(folder, path), word]);
    }
  }
  return { found: [...new Set(found.map((one) => one.join(": ")))], files, bytes: bytesRead, inside };
}

// The search finds what it must: words packed in each way, and in the table that LevelDB writes.
export function searchWorks(folder, write) {
  const word = "heronbattery", text = Buffer.from(`some words before ${word} and after `.repeat(20));
  const lessons = { plain: text, wide: Buffer.from(text.toString("utf8"), "utf16le"), gzip: Buffer.concat([Buffer.from("head"), zlib.gzipSync(text)]),
    zlib: Buffer.concat([Buffer.from("head"), zlib.deflateSync(text), Buffer.from("tail")]), brotli: zlib.brotliCompressSync(text) };
  for (const [name, bytes] of Object.entries(lessons)) write(name, bytes);
  const { found } = search(folder, [word]);
  return Object.keys(lessons).filter((name) => !found.some((one) => one.startsWith(`${name}:`)));
}
