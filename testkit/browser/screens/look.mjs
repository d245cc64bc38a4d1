// What must hold of every page that the app shows, whatever it is about: axe's rules, and what axe cannot see.
import { join } from "node:path";
import { axeSource, run } from "./browser.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export async function axe(page, only = null) {
  await run(page, `void (globalThis.axe || (() => { ${axeSource} })())`);
  const found = await run(page, async ([rules, only]) => {
    const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: rules };
    const options = { runOnly, resultTypes: ["violations"], ...(only ? {} : { rules: { "page-has-heading-one": { enabled: true } } }) };
    const { violations } = await globalThis.axe.run(document, options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 110)} [${failureSummary.split("\n").pop().trim().slice(0, 130)}]`).slice(0, 3).join(" | ")}`);
  }, [RULES, only]);
  return found;
}

// Sizes, addresses and markup of a page as it stands.
function measure() {
  const wrong = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 3);
    wrong.push(`${root.scrollWidth} px wide at ${root.clientWidth}: ${wide.map((one) => one.outerHTML.slice(0, 90)).join(" | ")}`);
  }
  const seen = (element) => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return box.width > 0 && box.height > 0 && style.visibility !== "hidden" && !element.closest("[hidden]") && box.bottom > 0;
  };
  const shown = (element) => {
    if (!element.checkVisibility || element.checkVisibility({ checkVisibilityCSS: true })) return seen(element);
    return false;
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
      if ((name === "style" && value !== "") || /^on/.test(name)) wrong.push(`${name}= on ${element.outerHTML.slice(0, 90)}`);
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
async function walk(page, most) {
  const wrong = [];
  await run(page, () => { window.scrollTo(0, 0); document.activeElement?.blur(); });
  let last = -1;
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await run(page, () => {
      const element = document.activeElement;
      if (!element || element === document.body || element === document.documentElement) return null;
      const box = element.getBoundingClientRect(), style = getComputedStyle(element);
      const label = element.labels?.[0];
      const near = [element, label, element.closest("summary, label, td, li")].filter(Boolean);
      const marked = near.some((one) => {
        const of = getComputedStyle(one);
        return (of.outlineStyle !== "none" && parseFloat(of.outlineWidth) >= 1) || of.boxShadow !== "none";
      });
      // Of a field for much text a browser brings the line into sight that is written in.
      const part = Math.min(box.height, element.matches("textarea") ? 24 : box.height, innerHeight / 2) - 1;
      const inside = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) >= part && box.right > 0 && box.left < innerWidth;
      const x = Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(box.width, innerWidth) / 2));
      const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
      const top = document.elementFromPoint(x, y);
      const covered = !(top && (element.contains(top) || top.contains(element) || label?.contains(top)));
      const place = [...document.querySelectorAll("*")].indexOf(element);
      const radio = element.matches("input[type=radio]");
      return { html: element.outerHTML.slice(0, 90), marked, inside, covered, place, radio, outline: style.outline };
    });
    // The parts of a date are stops within one field; before the first stop is the end.
    if (!stop || stop.place < last) break;
    if (stop.place === last) continue;
    if (!stop.marked) wrong.push(`no mark where the keys are: ${stop.html}`);
    if (!stop.inside) wrong.push(`out of sight when reached: ${stop.html}`);
    else if (stop.covered) wrong.push(`covered when reached: ${stop.html}`);
    last = stop.place;
  }
  return wrong;
}

async function enlarged(page) {
  await run(page, () => { document.documentElement.style.fontSize = "200%"; });
  const wide = await run(page, () => {
    const root = document.documentElement;
    const cut = [...document.querySelectorAll("button, a.button, h1, h2, label")].filter((one) => one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).overflow === "hidden");
    return [...(root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} px wide at ${root.clientWidth} with letters twice as large`] : []),
      ...cut.map((one) => `cut off with letters twice as large: ${one.outerHTML.slice(0, 90)}`)];
  });
  await run(page, () => { document.documentElement.style.fontSize = ""; });
  return wide;
}

async function forced(page) {
  await page.emulateMedia({ forcedColors: "active" });
  const lost = await run(page, () => [...document.querySelectorAll("button, a.button, input:not([type=hidden]), select, textarea")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 0 && !one.matches("[type=radio], [type=checkbox], [type=file]"))
    .filter((one) => { const of = getComputedStyle(one); return parseFloat(of.borderTopWidth) < 1 && of.outlineStyle === "none" && of.textDecorationLine === "none"; })
    .map((one) => `no edge in forced colours: ${one.outerHTML.slice(0, 90)}`));
  await page.emulateMedia({ forcedColors: "none" });
  return lost;
}

const said = (state, found) => found.map((one) => `[${state}] ${one}`);

// Everything of one page, as it stands in the tab. `shots`: a folder, or nothing.
export async function look(page, name, shots = null) {
  const shoot = (state) => shots && page.screenshot({ path: join(shots, `${name}-${state}.png`), fullPage: true }).catch(() => {});
  const found = [];
  for (const [width, height] of [[1280, 900], [320, 700]]) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: "light" });
    found.push(...said(width, await run(page, measure)), ...said(width, await axe(page)), ...said(width, await walk(page, 30)));
    await shoot(`${width}-light`);
    // WCAG asks for letters twice as large, and for 320 px, but not for both at once.
    if (width > 320) found.push(...said(width, await enlarged(page)));
    await page.emulateMedia({ colorScheme: "dark" });
    found.push(...said(`${width} dark`, await axe(page, ["color-contrast", "link-in-text-block"])));
    await shoot(`${width}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
  }
  found.push(...said("320", await forced(page)));
  await page.setViewportSize({ width: 1280, height: 900 });
  return [...new Set(found)];
}

// The same page where scripts are off, on a telephone's screen. axe waits by a clock, which stands still then.
export async function lookPlain(page, name, shots = null) {
  const found = said("no script", await run(page, measure));
  if (shots) await page.screenshot({ path: join(shots, `${name}-320-no-script.png`), fullPage: true }).catch(() => {});
  return found;
}
