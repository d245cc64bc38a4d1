// What must hold of every page that the app shows, whatever it is about: axe's rules, and what axe cannot see.
// A page is held as it is worn: so wide, light or dark, with scripts or without. The same page worn the same way
// is held once in a run, however many journeys pass it.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { axeSource, run, wear } from "./browser.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const STOPS = 30;

// How a page can be worn. WCAG asks for letters twice as large, and for 320 px, but not for both at once.
export const WORN = [
  { width: 1280, dark: false, script: true, all: true },
  { width: 1280, dark: true, script: true },
  { width: 320, dark: false, script: true, all: true, forced: true },
  { width: 320, dark: true, script: true },
];
export const PLAIN = { width: 320, dark: false, script: false, all: true };
export const nameOf = ({ width, dark, script }) => `${width} ${dark ? "dark" : "light"}${script ? "" : " no script"}`;

export async function axe(page, only = null) {
  if (!await run(page, () => Boolean(globalThis.axe))) await run(page, `void (() => { ${axeSource} })()`);
  return run(page, async ([rules, only]) => {
    const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: rules };
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] });
    // A page without scripts leaves by itself when the app has locked, and looks by itself how far a long work is. Both
    // are what WCAG 2.2.1 lets be: without the first, what is on the screen would outlast the lock; the person says
    // after how long, and what is typed is never turned over.
    const ours = ({ id, nodes }) => id === "meta-refresh" && nodes.every(({ html }) => /\/(unlock|(job|restore\/now)\?w=1)"/.test(html));
    return violations.filter((one) => !ours(one)).map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 110)} [${failureSummary.split("\n").pop().trim().slice(0, 130)}]`).slice(0, 3).join(" | ")}`);
  }, [RULES, only]);
}

// Sizes, addresses and markup of a page as it stands.
function measure() {
  const wrong = [], root = document.documentElement;
  // What lies below the window is not laid out until it is near, and has no size until then.
  for (const one of document.querySelectorAll("main *")) if (getComputedStyle(one).contentVisibility === "auto") one.style.contentVisibility = "visible";
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 3);
    wrong.push(`${root.scrollWidth} px wide at ${root.clientWidth}: ${wide.map((one) => one.outerHTML.slice(0, 90)).join(" | ")}`);
  }
  const shown = (element) => {
    if (element.checkVisibility && !element.checkVisibility({ checkVisibilityCSS: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && !element.closest("[hidden]") && box.bottom + scrollY > 0;
  };
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    if (!shown(element) || element.matches(".skip, input[type=hidden]")) continue;
    let { width, height } = element.getBoundingClientRect();
    if (element.matches("input[type=checkbox], input[type=radio]")) {
      const label = element.labels?.[0]?.getBoundingClientRect();
      if (label) [width, height] = [Math.max(width, label.width), Math.max(height, label.height)];
    }
    // WCAG 2.5.8 lets a link be as tall as the line of words that it stands in.
    const line = element.matches("a") && getComputedStyle(element).display === "inline"
      && [...element.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
    // And a mark in a picture may be small where the same can be pressed beside it.
    const twice = element.ownerSVGElement && [...document.querySelectorAll("a[href]")].some((other) => !other.ownerSVGElement && other.getAttribute("href") === element.getAttribute("href"));
    if (!line && !twice && (width < 23.5 || height < 23.5)) wrong.push(`${width.toFixed(0)} x ${height.toFixed(0)} px to press: ${element.outerHTML.slice(0, 110)}`);
  }
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if ((name === "style" && !/^(content-visibility: visible;)?$/.test(value)) || /^on/.test(name)) wrong.push(`${name}= on ${element.outerHTML.slice(0, 90)}`);
      if (/^(src|href|action|formaction|poster|data|srcset|ping|background)$/.test(name) && element.namespaceURI.endsWith("xhtml")
        && !value.startsWith("#") && value !== "data:," && !value.startsWith("data:image/") && !value.startsWith(document.body.dataset.base ?? "/")) {
        wrong.push(`it leads out: ${element.outerHTML.slice(0, 110)}`);
      }
    }
    if (Number(element.getAttribute("tabindex")) > 0) wrong.push(`an order of its own: ${element.outerHTML.slice(0, 90)}`);
  }
  if (document.querySelectorAll("h1").length !== 1) wrong.push(`${document.querySelectorAll("h1").length} first headings`);
  if (!document.body.innerText.includes("999")) wrong.push("it does not say whom to call in danger");
  if (!document.querySelector("form.leave button, button[data-leave]")) wrong.push("there is no way out");
  return wrong;
}

// Tab by tab through the page: the order is that of the page, each stop shows that it is one, and nothing lies over it.
async function walk(page) {
  const wrong = [];
  await run(page, () => { window.scrollTo(0, 0); document.activeElement?.blur(); });
  let last = -1;
  for (let press = 0; press < STOPS; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await run(page, () => {
      const element = document.activeElement;
      if (!element || element === document.body || element === document.documentElement) return null;
      // The first line of a link that wraps: the middle of the whole may be another link's.
      const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
      const style = getComputedStyle(element), label = element.labels?.[0];
      const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      // Of a field for much text a browser brings the line into sight that is written in.
      const part = Math.min(box.height, element.matches("textarea") ? 24 : box.height, innerHeight / 2) - 1;
      const inside = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) >= part && box.right > 0 && box.left < innerWidth;
      const x = Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(box.width, innerWidth) / 2));
      const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
      const top = document.elementFromPoint(x, y);
      const covered = !(top && (element.contains(top) || top.contains(element) || label?.contains(top)));
      const place = [...document.querySelectorAll("*")].indexOf(element);
      return { html: element.outerHTML.slice(0, 90), marked, inside, covered, over: top?.outerHTML.slice(0, 60), place };
    });
    // The parts of a date are stops within one field; before the first stop is the end.
    if (!stop || stop.place < last) break;
    if (stop.place === last) continue;
    if (!stop.marked) wrong.push(`no mark where the keys are: ${stop.html}`);
    if (!stop.inside) wrong.push(`out of sight when reached: ${stop.html}`);
    else if (stop.covered) wrong.push(`covered when reached: ${stop.html} by ${stop.over}`);
    last = stop.place;
  }
  return wrong;
}

const enlarged = (page) => run(page, () => {
  const root = document.documentElement;
  // Twice the 18 px that the app has.
  root.style.fontSize = "225%";
  const cut = [...document.querySelectorAll("button, a.button, h1, h2, label")].filter((one) => one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).overflow === "hidden");
  const found = [...(root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} px wide at ${root.clientWidth} with letters twice as large`] : []),
    ...cut.map((one) => `cut off with letters twice as large: ${one.outerHTML.slice(0, 90)}`)];
  root.style.fontSize = "";
  return found;
});

async function forced(page) {
  await page.emulateMedia({ forcedColors: "active" });
  const lost = await run(page, () => [...document.querySelectorAll("button, a.button, input:not([type=hidden]), select, textarea")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 0 && !one.matches("[type=radio], [type=checkbox], [type=file]"))
    .filter((one) => { const of = getComputedStyle(one); return parseFloat(of.borderTopWidth) < 1 && of.outlineStyle === "none" && of.textDecorationLine === "none"; })
    .map((one) => `no edge in forced colours: ${one.outerHTML.slice(0, 90)}`));
  await page.emulateMedia({ forcedColors: "none" });
  return lost;
}

// Which page this is, apart from the run it belongs to.
const held = new Set();
let again = 0;
export const saved = () => again;
async function isHeld(page, how) {
  const text = await run(page, () => document.documentElement.outerHTML
    .replaceAll(document.body.dataset.base ?? "/", "/").replaceAll(/ style="(content-visibility: visible;)?"/g, ""));
  const key = `${nameOf(how)} ${createHash("sha256").update(text).digest("hex")}`;
  if (held.has(key)) { again += 1; return true; }
  held.add(key);
  return false;
}

// What is wrong with the page as it stands and is worn. `all`: every rule; else what other colours can change.
// `walked`: the keys went through this screen at this width before; colours and scripts change nothing of that.
async function look(page, how) {
  const found = [...await run(page, measure)];
  found.push(...await axe(page, how.all ? null : ["color-contrast", "link-in-text-block"]));
  if (how.all && !how.walked) {
    found.push(...await walk(page));
    if (how.width > 320) found.push(...await enlarged(page));
  }
  if (how.forced) found.push(...await forced(page));
  return found.map((one) => `[${nameOf(how)}] ${one}`);
}

// Holds a page that is shown, worn in each of these ways in turn; gives what is wrong. Afterwards it is worn as `then`.
export async function hold(page, name, ways, { shots = null, then = ways[0] } = {}) {
  const found = [];
  for (const how of ways) {
    await wear(page, how);
    if (shots) await page.screenshot({ path: join(shots, `${name}-${nameOf(how).replaceAll(" ", "-")}.png`), fullPage: true }).catch(() => {});
    if (!await isHeld(page, how)) found.push(...await look(page, how));
  }
  await wear(page, then);
  return [...new Set(found)];
}
