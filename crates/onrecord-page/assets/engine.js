// Between JavaScript and the program in WebAssembly. What src/main.rs says is kept here: bytes are
// written only inside what a call hands over, and no address outlives the call.
"use strict";

// readSync(file, at, most) gives an ArrayBuffer or a Uint8Array of at most `most` bytes, or throws.
async function startEngine(wasm, readSync, onProgress) {
  let exports = null, asked = new Uint8Array(0), said = null;
  const memory = (at, length) => new Uint8Array(exports.memory.buffer, at >>> 0, length >>> 0);
  const page = {
    question_length: () => asked.length,
    question: (at, most) => memory(at, most).set(asked.subarray(0, most >>> 0)),
    read: (file, from, at, most) => {
      try {
        const found = new Uint8Array(readSync(file >>> 0, from, most >>> 0));
        if (found.length > most >>> 0) return -1;
        memory(at, most).set(found);
        return found.length;
      } catch {
        return -1;
      }
    },
    progress: (bytes) => onProgress(bytes),
    answer: (at, length) => { said = memory(at, length).slice(); },
  };
  ({ exports } = (await WebAssembly.instantiate(wasm, { page })).instance);
  // Takes a question as text, gives the answer's bytes.
  return (question) => {
    asked = new TextEncoder().encode(question);
    said = null;
    exports.main(0, 0);
    return said;
  };
}

// The first question. Names come from anywhere: nothing in one may end a line.
function checkQuestion(files) {
  const line = ({ name, plain, size }) => `${plain ? 1 : 0}\t${size}\t${name.replace(/[\u0000-\u001f\u007f]/g, "\ufffd")}`;
  return ["check", ...files.map(line)].join("\n");
}
