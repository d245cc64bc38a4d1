// One line a check, as scripts/end-to-end prints them, and what a check is made of. Knows nothing of the app.
export let failures = 0;
let good = 0, left = 0;
export const counts = () => `${good} checks passed, ${failures} failed${left ? `, ${left} skipped` : ""}`;
export const passed = (name) => { good += 1; console.log(`passed   ${name}`); };
export const failed = (name, why) => { failures += 1; console.log(`FAILED   ${name}: ${String(why).slice(0, 1500)}`); };
export const skipped = (name) => { left += 1; console.log(`SKIPPED  ${name}`); };
export const note = (text) => console.log(`         ${text}`);

export async function check(name, work, seconds = 240) {
  let clock;
  try {
    const late = new Promise((_, stop) => { clock = setTimeout(() => stop(new Error(`it did not end in ${seconds} s`)), seconds * 1000); });
    await Promise.race([work(), late]);
    passed(name);
    return true;
  } catch (error) {
    failed(name, error?.message ?? error);
    return false;
  } finally {
    clearTimeout(clock);
  }
}

// Two at a time: a browser's tab and the program keep one core busy each, hardly two.
export async function lanes(work, many = 2) {
  const waiting = [...work];
  const lane = async () => { while (waiting.length) await waiting.shift()(); };
  await Promise.all(Array.from({ length: many }, lane));
}

export function equal(found, wanted, what = "") {
  if (found !== wanted) throw new Error(`${what}${what && ": "}${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
export function among(found, wanted, what = "") {
  if (!wanted.includes(found)) throw new Error(`${what}${what && ": "}${JSON.stringify(found)} is none of ${JSON.stringify(wanted)}`);
}
export function nothing(found, what = "") {
  if (found.length) throw new Error(`${what}${what && ": "}${found.join("; ")}`);
}
export function holds(text, part) {
  if (!text.includes(part)) throw new Error(`${JSON.stringify(part)} is not in ${JSON.stringify(text.slice(0, 400))}`);
}

export const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
export async function until(what, fits, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await fits();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come in ${seconds} s`);
    await pause(40);
  }
}
