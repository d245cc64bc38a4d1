// What the pack says, once it has passed: report, timeline, exhibits. Read-only.
"use strict";

const inside = (id) => find(id).querySelector(".inside");
const once = (id, work) => {
  const details = find(id);
  details.ontoggle = async () => {
    if (!details.open || details.dataset.done) return;
    details.dataset.done = "1";
    try {
      await work();
    } catch {
      inside(id).replaceChildren(make("p", "This part cannot be shown here. The documents and the archive have it."));
    }
  };
};

async function contents() {
  for (const id of ["front", "report", "timeline", "exhibits"]) {
    find(id).open = false;
    delete find(id).dataset.done;
  }
  let held = null;
  try {
    held = await answer("contents");
  } catch {
    return;
  }
  find("contents").hidden = false;
  for (const id of ["front", "report"]) find(id).hidden = !held.report;
  if (held.report) {
    let blocks = null;
    const read = async () => {
      blocks ??= answer("report").then(({ blocks }) => {
        const known = blocks.filter((block) => block && typeof block === "object");
        // A heading with nothing below it: the table of contents, which is made of page numbers.
        return known.filter(({ heading }, at) => !(heading && known[at + 1]?.heading <= heading));
      });
      return blocks;
    };
    const ends = (blocks) => {
      const end = blocks.findIndex((block) => block.page_break === true);
      return end < 0 ? blocks.length : end;
    };
    once("front", async () => { const all = await read(); write(inside("front"), all.slice(0, ends(all))); });
    once("report", async () => { const all = await read(); write(inside("report"), all.slice(ends(all))); });
  }
  once("timeline", () => timeline(held));
  once("exhibits", exhibits);
}

// ---- The report, block by block; a long one in portions
const PORTION = 300;
let tables = 0;

function write(place, blocks) {
  place.replaceChildren();
  const more = make("button", "Show more");
  more.type = "button";
  let at = 0;
  const next = () => {
    more.remove();
    for (const block of blocks.slice(at, at + PORTION)) place.append(...element(block));
    at += PORTION;
    if (at < blocks.length) place.append(more);
  };
  more.onclick = next;
  next();
}

function element(block) {
  const lines = (list) => (Array.isArray(list) ? list.map(String) : []);
  const row = (cells, tag) => {
    const made = make("tr");
    for (const cell of lines(cells)) {
      const element = make(tag, cell);
      if (tag === "th") element.scope = "col";
      made.append(element);
    }
    return made;
  };
  if (block.heading) {
    const heading = make(["h4", "h4", "h5", "h6"][block.heading] ?? "h4", String(block.text ?? ""));
    heading.dir = "auto";
    return [heading];
  }
  if (block.list) {
    const list = make("ul");
    list.append(...lines(block.list).map((text) => make("li", text)));
    return [list];
  }
  if (block.table) {
    const table = make("table"), body = make("tbody"), wide = make("div", undefined, "wide");
    if (lines(block.table.head).length) {
      const head = make("thead");
      head.append(row(block.table.head, "th"));
      table.append(head);
    }
    body.append(...(Array.isArray(block.table.rows) ? block.table.rows : []).map((cells) => row(cells, "td")));
    table.append(body);
    wide.append(table);
    // A table can be wider than the screen; it is scrolled by keys as well.
    wide.tabIndex = 0;
    wide.role = "region";
    tables += 1;
    wide.ariaLabel = `Table ${tables}`;
    return [wide];
  }
  if (block.drawing) return drawing(block);
  if (block.quote !== undefined) {
    const quote = make("blockquote", String(block.quote), "report-text");
    quote.dir = "auto";
    return [quote];
  }
  if (block.text === undefined) return [];
  const text = make("p", String(block.text), "report-text");
  text.dir = "auto";
  return [text];
}

// ---- Pages of a hundred
function pages(id, total, from, go) {
  const [first, last] = [1 + from, Math.min(from + ROWS, total)];
  for (const place of find(id).querySelectorAll(".pages")) {
    place.replaceChildren();
    if (total <= ROWS) continue;
    for (const [name, to] of [["Back", from - ROWS], ["Next", from + ROWS]]) {
      const button = make("button", name);
      button.type = "button";
      button.disabled = to >= total || from + Math.sign(to - from) < 0;
      button.onclick = async () => {
        await go(Math.max(0, to));
        const where = find(id).querySelector(".where");
        where.tabIndex = -1;
        where.focus();
      };
      place.append(button);
    }
  }
  find(id).querySelector(".where").textContent = total ? `${first.toLocaleString("en-GB")} to ${last.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}` : "There is nothing here.";
}

// ---- Timeline
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "UTC" });
const HIDDEN = "[withheld]";
const KNOWN = {
  "zone-unknown": "The record names no time zone.",
  "exporter-zone": "The time is in the zone of whoever made the export.",
  "day-month-ambiguous": "Day and month could be the other way round.",
};

function timeline({ threads, cut }) {
  const select = find("thread");
  const option = (value, text) => { const made = make("option", text); made.value = value; return made; };
  const byNumber = [...threads].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  select.replaceChildren(option("*", "All threads"), ...byNumber.map(({ name, shown, withheld }) =>
    option(name, `${name}: ${shown.toLocaleString("en-GB")} shown, ${withheld.toLocaleString("en-GB")} withheld`)));
  const go = async (from) => {
    const { total, rows } = await answer(`rows\t${select.value}\t${from}\t${ROWS}`);
    pages("timeline", total, from, go);
    const list = find("timeline").querySelector(".list");
    list.replaceChildren();
    if (cut) list.append(make("p", "This pack has more than a million records. The archive has them all."));
    let day = null, entries = null;
    for (const row of rows) {
      const date = row.sort === null ? null : new Date(row.sort / 1000);
      const name = date === null || Number.isNaN(date.getTime()) ? "No date" : DAY.format(date);
      if (name !== day) {
        day = name;
        entries = make("ol", undefined, "entries");
        list.append(make("h4", name), entries);
      }
      entries.append(row.gap ? gap(row) : event(row, date));
    }
  };
  select.onchange = () => go(0);
  find("day").onchange = async ({ target }) => {
    const at = Date.parse(`${target.value}T00:00:00Z`);
    if (!Number.isNaN(at)) await go((await answer(`seek\t${select.value}\t${at * 1000}`)).row);
  };
  find("timeline").querySelector("form").onsubmit = (submitted) => submitted.preventDefault();
  return go(0);
}

function gap({ gap, from, thread, told }) {
  const item = make("li");
  const where = gap === 1 ? `Number ${from} of thread ${thread}.` : `Numbers ${from} to ${from + gap - 1} of thread ${thread}.`;
  const box = make("div", undefined, "gap");
  box.append(make("p", say(gap, "message withheld here", "messages withheld here")), make("p", where, "small"));
  const when = ({ sort }) => (sort === null ? "no date" : `${DAY.format(new Date(sort / 1000))}, ${CLOCK.format(new Date(sort / 1000))}`);
  if (told.length === gap && gap > 2) {
    const list = make("ul", undefined, "small"), all = make("details");
    list.append(...told.map((one) => make("li", one.sender ? `${when(one)}: ${one.sender}` : when(one))));
    all.append(make("summary", "When each was sent"), list);
    box.append(all);
  } else if (told.length > 1) box.append(make("p", `The first: ${when(told[0])}. The last: ${when(told.at(-1))}.`, "small"));
  else if (told.length === 1) box.append(make("p", `Sent: ${when(told[0])}.`, "small"));
  item.append(box);
  return item;
}

function event({ row, files, sort }, date) {
  const item = make("li");
  const told = (name) => (row[name] === HIDDEN ? "" : row[name] || "");
  const hidden = (name) => row[name] === HIDDEN;
  const head = make("p");
  if (date) head.append(make("span", `${CLOCK.format(date)} `));
  const who = make("bdi", hidden("sender_name") ? "Sender withheld" : told("sender_name") || told("sender_handle") || told("sender_id") || "Sender not stated", "who");
  head.append(who);
  const kind = told("kind");
  const marks = told("marks");
  if (kind && kind !== "message") head.append(` · ${kind}`);
  if (marks) head.append(` · ${marks}`);
  item.append(head);
  if (hidden("text")) item.append(make("p", "Words withheld.", "small"));
  else if (told("text")) {
    const said = make("p", told("text"), "said");
    said.dir = "auto";
    item.append(said);
  }
  for (const name of ["others", "details"]) {
    if (told(name)) item.append(make("p", `${name === "others" ? "With" : "Details"}: ${told(name)}`, "small"));
  }
  if (told("attachments")) item.append(make("p", `Attached: ${told("attachments")}`, "small"));
  for (const file of files) if (file.picture) item.append(picture(file));
  const about = [`Exhibit ${row.exhibit}`, `thread ${row.thread}, number ${row.position}`];
  if (told("platform")) about.push(told("platform"));
  if (told("time_as_written")) about.push(`time as written: ${told("time_as_written")}`);
  item.append(make("p", `${about.join(" · ")}. ${KNOWN[told("time_known_as")] ?? ""}`, "about"));
  return item;
}

// ---- Exhibits
const FACTS = [["what", "What it is"], ["name", "Name as it came"], ["grade", "Where it is from"], ["source", "Source"],
  ["sealed_utc", "Sealed (UTC)"], ["proves", "It shows"], ["does_not_prove", "It does not show"], ["file", "In the archive"], ["sha256", "SHA-256"]];
const INCLUDED = { original: "The original is in this pack.", extract: "Its records are in this pack; the original is not.",
  listed: "It is listed only.", withheld: "It is withheld." };

async function exhibits() {
  const { exhibits } = await answer("exhibits");
  const go = async (from) => {
    pages("exhibits", exhibits.length, from, go);
    const list = make("ol", undefined, "entries");
    for (const exhibit of exhibits.slice(from, from + ROWS)) {
      const item = make("li"), facts = make("dl", undefined, "facts");
      item.append(make("h4", `Exhibit ${exhibit.exhibit}`), make("p", INCLUDED[exhibit.in_pack] ?? exhibit.in_pack));
      for (const [name, title] of FACTS) {
        if (exhibit[name]) facts.append(make("dt", title), make("dd", exhibit[name], name === "sha256" ? "hash" : undefined));
      }
      item.append(facts);
      for (const file of exhibit.files) if (file.picture) item.append(picture(file));
      list.append(item);
    }
    find("exhibits").querySelector(".list").replaceChildren(list);
  };
  return go(0);
}

// ---- Pictures: covered; on request decoded by the browser and drawn as points
function picture({ path, picture }) {
  const box = make("div", undefined, "picture");
  const name = path.split("/").at(-1);
  const said = make("p", "Picture hidden.");
  const button = make("button", "Show picture");
  button.type = "button";
  button.ariaLabel = `Show picture ${name}`;
  box.append(said, button);
  let canvas = null;
  button.onclick = async () => {
    if (canvas) {
      canvas.remove();
      canvas = null;
      said.textContent = "Picture hidden.";
      button.textContent = "Show picture";
      button.ariaLabel = `Show picture ${name}`;
      return;
    }
    try {
      const bytes = await question(`picture\t${path}`);
      const image = await createImageBitmap(new Blob([bytes], { type: picture }));
      const scale = Math.min(1, 2000 / Math.max(image.width, image.height));
      canvas = make("canvas");
      [canvas.width, canvas.height] = [Math.max(1, image.width * scale), Math.max(1, image.height * scale)];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      image.close();
      canvas.role = "img";
      canvas.ariaLabel = `Picture ${name}`;
      box.prepend(canvas);
      said.textContent = name;
      button.textContent = "Hide picture";
      button.ariaLabel = `Hide picture ${name}`;
    } catch {
      said.textContent = "This picture cannot be shown here. It is in the archive.";
    }
  };
  return box;
}

// Everything is ready: only now is there something to press.
show("choose");
