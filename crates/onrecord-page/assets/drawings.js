// Drawings of the report: accounts and what they show, a Tippett plot, hours of the week. Each says nothing that a
// table beside it does not say. What comes from the pack is numbers, each kept within its bounds, and words as text.
"use strict";

const numbers = (list, most) => (Array.isArray(list) ? list.slice(0, most).map((one) => (Number.isFinite(+one) ? +one : 0)) : []);
const within = (value, low, high) => Math.min(high, Math.max(low, Number.isFinite(+value) ? +value : low));
// A to Z, then AA.
const letterOf = (nth) => (nth >= 26 ? letterOf(Math.floor(nth / 26) - 1) : "") + String.fromCharCode(65 + (nth % 26));

function part(name, given, text) {
  // The page has one empty drawing, so that the name of this kind of element need not be written.
  const made = document.createElementNS(find("drawn").namespaceURI, name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawing(block) {
  const kinds = { graph, tippett, week };
  const draw = Object.hasOwn(kinds, block.drawing) ? kinds[block.drawing] : null;
  if (!draw) return [];
  const [wide, tall, parts] = draw(block);
  const svg = part("svg", { viewBox: `0 0 ${wide} ${tall}`, role: "img", class: "drawing", "aria-label": String(block.says ?? "") });
  svg.append(...parts);
  return [svg];
}

function graph(block) {
  const accounts = within(block.accounts, 0, 60), things = within(block.things, 0, 60), rows = Math.max(accounts, things, 1);
  const at = (nth, of) => 10 + (nth + 0.5) * (rows * 20) / Math.max(of, 1), parts = [];
  for (const tie of (Array.isArray(block.ties) ? block.ties.slice(0, 3600) : [])) {
    const [account, thing] = numbers(tie, 2);
    if (!(account >= 0 && account < accounts && thing >= 0 && thing < things)) continue;
    parts.push(part("line", { x1: 30, y1: at(account, accounts), x2: 330, y2: at(thing, things), class: tie[2] === true ? "tie" : "tie broken" }));
  }
  for (let nth = 0; nth < accounts; nth += 1) {
    parts.push(part("circle", { cx: 30, cy: at(nth, accounts), r: 5, class: "node" }));
    parts.push(part("text", { x: 20, y: at(nth, accounts) + 4, class: "end" }, String(nth + 1)));
  }
  for (let nth = 0; nth < things; nth += 1) {
    parts.push(part("rect", { x: 325, y: at(nth, things) - 5, width: 10, height: 10, class: "node" }));
    parts.push(part("text", { x: 341, y: at(nth, things) + 4 }, letterOf(nth)));
  }
  return [360, rows * 20 + 20, parts];
}

function tippett(block) {
  const x = (log10) => 30 + (within(log10, -2, 2) + 2) / 4 * 320, y = (share) => 156 - within(share, 0, 1) * 150, parts = [];
  const points = (shares) => numbers(shares, 200).map((share, at, all) => `${x(at / Math.max(all.length - 1, 1) * 4 - 2)},${y(share)}`).join(" ");
  parts.push(part("polyline", { points: "30,6 30,156 350,156", class: "axis" }));
  parts.push(part("polyline", { points: points(block.one_person), class: "plot" }));
  parts.push(part("polyline", { points: points(block.two_people), class: "plot broken" }));
  for (const log10 of numbers(block.log10_lr, 2000)) parts.push(part("line", { x1: x(log10), x2: x(log10), y1: 149, y2: 156, class: "tie" }));
  for (const [log10, says] of [[-2, "1/100"], [-1, "1/10"], [0, "1"], [1, "10"], [2, "100"]]) parts.push(part("text", { x: x(log10), y: 170, class: "middle" }, says));
  for (const [share, says] of [[0, "0"], [0.5, "0.5"], [1, "1"]]) parts.push(part("text", { x: 26, y: y(share) + 4, class: "end" }, says));
  return [372, 176, parts];
}

function week(block) {
  const days = (Array.isArray(block.hours) ? block.hours.slice(0, 7) : []).map((day) => numbers(day, 24)), parts = [];
  const most = Math.max(1, ...days.flat());
  days.forEach((day, row) => {
    parts.push(part("text", { x: 0, y: row * 13 + 11 }, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][row]));
    day.forEach((count, hour) => {
      const side = count > 0 ? Math.max(2, Math.sqrt(within(count / most, 0, 1)) * 12) : 0, edge = (13 - side) / 2;
      parts.push(part("rect", { x: 36 + hour * 13, y: row * 13, width: 12, height: 12, class: "field" }));
      if (side) parts.push(part("rect", { x: 35.5 + hour * 13 + edge, y: row * 13 - 0.5 + edge, width: side, height: side, class: "full" }));
    });
  });
  for (const hour of [0, 6, 12, 18]) parts.push(part("text", { x: 36 + hour * 13, y: 104 }, String(hour).padStart(2, "0")));
  return [352, 110, parts];
}
