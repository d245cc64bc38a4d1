"""The half of verify.py that proves originals and tables. verify.py runs it and gives it itself as `verify`.

Log and threads are proven by then. Each row of each table is made from them again and compared. Shares no
code with the program that made the pack. The format: docs/PACK-FORMAT.md. Read it from `check`, at the end.

Signed only, and not compared: words in exhibits.csv, left_out in completeness.csv, name in hashes.csv, what
linkage.json says of what it names, events.xlsx, case.jsonld, report.json.
"""
import csv, datetime, io, json, re

verify = globals()["verify"]
must, look, cbor = verify.must, verify.look, verify.cbor

KINDS = """message edit deletion reaction call request post comment membership connection block login
    profile-change photo system unknown""".split()
MARKS = """outgoing incoming unsent deleted missed draft failed edited forwarded message-request rejected
    blocked voicemail video lossy-text mojibake-repaired hidden-characters attachment-missing
    attachment-omitted spam ephemeral location inconsistent geo-blocked truncated""".split()
TRUTHS = "stated zone-unknown exporter-zone day-month-ambiguous undated".split()
COLUMNS = """thread position exhibit kind marks time_as_written time_known_as time_utc sort_utc platform
    sender_id sender_handle sender_name others text details attachments
    record_entry record_from record_to record_pointer record_sha256""".split()
LOAD = """BEGDOC ENDDOC BEGATTACH ENDATTACH PARENTDOC THREAD POSITION EXHIBIT KIND MARKS TIMEWRITTEN TIMEKNOWN
    TIMEUTC SORTUTC PLATFORM SENDERID SENDERHANDLE SENDERNAME OTHERS TEXT DETAILS ATTACHMENTS RECENTRY RECFROM
    RECTO RECPOINTER RECSHA256 FILENAME FILESIZE SHA256 NATIVELINK""".split()
EXHIBITS = """exhibit in_pack file sha256 bytes log_entry sealed_utc name what grade source proves
    does_not_prove""".split()
COUNTS = "thread events shown partly withheld gaps times with_time with_sender defects left_out".split()
HASHES = "sha256 bytes file exhibit thread position name".split()
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200b)))
WITHHELD = "[withheld]"

# ---- Cells
def when(micros):
    """RFC 3339 in UTC, with a fraction only where there is one. The calendar repeats every 400 years."""
    cycles, micros = divmod(micros, 146097 * 86_400_000_000)
    exact = "microseconds" if micros % 1000 else "milliseconds" if micros % 1_000_000 else "seconds"
    time = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=micros)
    return "%04d%sZ" % (time.year + 400 * cycles, time.isoformat(timespec=exact)[4:])

def pointer(code, first, rest=None):
    """Where in its file a record stands."""
    forms = {1: ["line %s"], 2: ["%s", "%s/%s"], 3: ["record %s", "record %s part %s"], 4: ["%s row %s"] * 2}
    return forms[code][0] % first if rest is None else forms[code][1] % (first, rest)

def row_of(thread, item, values):
    """The row of events.csv that a shown event becomes. A field that is not in values is withheld."""
    def cells(field, count, printed):
        return printed(values[field]) if field in values else [WITHHELD] * count
    def joined(field, printed):
        return cells(field, 1, lambda value: [" | ".join(map(printed, value))])
    def kind(value):
        name, word, marks = value
        must(name in KINDS and (name == "unknown") == (word is not None), "It has an event of no known kind.")
        named = (mark for bit, mark in enumerate(MARKS) if marks >> bit & 1)
        return [name if word is None else "unknown: " + word, " ".join(named)]
    def label(account):
        return next((part for part in account[:0:-1] if part is not None), "unknown")
    def place(value):
        (entry, start, end, pointed), raw, _ = value
        return [entry, str(start), str(end), pointer(*pointed) if pointed else "", raw.hex()]
    return dict(zip(COLUMNS, [
        thread, str(item["index"] + 1), item["exhibit"],
        *cells("kind", 2, kind),
        *cells("time", 3, lambda time: [time[0], TRUTHS[time[2]], "" if time[2] else when(time[3])]),
        "" if item["sort"] is None else when(item["sort"]),
        *cells("sender", 4, lambda sender: [part or "" for part in sender or [None] * 4]),
        *joined("others", label),
        *cells("body", 1, lambda text: [text or ""]),
        *joined("details", ": ".join),
        *joined("attachments", lambda attachment: attachment[0]),
        *cells("locator", 5, place)]))

def opened_text(part):
    """A text as tables print it: whole, or with each run of withheld pieces as one gap."""
    if isinstance(part, list):
        texts = cbor(bytes.fromhex(part[1]))[0]
        return None if texts is None else "".join(texts)
    text, hidden = "", [isinstance(piece, str) for piece in part["pieces"]]
    must(len(set(hidden)) == 2, "A text is called partly withheld, and is not.")
    for piece, gap, after_gap in zip(part["pieces"], hidden, [False] + hidden):
        if gap:
            text += "" if after_gap else WITHHELD
        else:
            text += " " * after_gap + bytes.fromhex(piece[1]).decode("utf-8")
    return text

def opened_values(item):
    """What is shown of an event, by field."""
    shown = (field for field in verify.FIELDS if isinstance(item[field], list) and field != "body")
    values = {field: cbor(bytes.fromhex(item[field][1]))[0] for field in shown}
    return values if isinstance(item["body"], str) else {**values, "body": opened_text(item["body"])}

def sort_fits(time, sort):
    """A stated instant exactly; else within 26 hours of a clock shown; else nothing."""
    if time is None or time[2] in (0, 4):
        return sort == (time[3] if time and time[2] == 0 else None)
    return sort is None or any(abs(sort - wall) <= 26 * 3_600_000_000 for wall in time[3:])

# ---- Rows
def printable(cell, but=""):
    """Characters that steer or hide are written out, but for the end of a line."""
    steers = "[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069%s]" % but
    return re.sub(steers, lambda found: "[U+%04X]" % ord(found.group()), cell)

def csv_line(cells):
    """Every cell is quoted; one that a spreadsheet would run gets an apostrophe."""
    def quoted(cell):
        formula = cell.lstrip(SPACES)[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20")
        return '"%s%s"' % ("'" * formula, printable(cell).replace('"', '""'))
    return ",".join(map(quoted, cells)) + "\r\n"

def load_line(cells):
    """Concordance's delimiters; where a text holds one, it is written out."""
    texts = (printable(cell, "\xae\xfe").replace("\n", "\xae") for cell in cells)
    return "\x14".join("\xfe%s\xfe" % text for text in texts) + "\r\n"

def json_row(row, sort):
    """A line for Timesketch, as it is read."""
    speaker = row["sender_name"] or row["sender_handle"] or row["sender_id"] or "unknown"
    said = row["text"] or row["kind"]
    item = {"message": "%s: %s" % (speaker, said), "data_type": "onrecord:event", **row}
    if sort is not None:
        described = "stated" if row["time_utc"] else "under the assumed zone"
        item.update(datetime=row["sort_utc"], timestamp=sort, timestamp_desc="time " + described)
    del item["sort_utc"]
    return item

def load_rows(row, attached):
    """The rows of an event and its attachments in the load file, and the pages of those that are pictures."""
    number = "%s-%07d" % (row["thread"], int(row["position"]))
    ends = [number, "%s-%02d" % (number, attached[-1][0] + 1)] if attached else ["", ""]
    load, pages = load_line([number, number, *ends, "", *row.values(), "", "", "", ""]), ""
    for place, path, name, digest, size in attached:
        own, link = "%s-%02d" % (number, place + 1), path.replace("/", "\\")
        shared = ("thread", "position", "exhibit", "time_utc", "sort_utc")
        cells = [cell if column in shared else "" for column, cell in row.items()]
        load += load_line([own, own, *ends, number, *cells, name, size, digest, link])
        if path.lower().endswith((".jpg", ".jpeg", ".tif", ".tiff")):
            pages += "%s,,%s,Y,,,1\r\n" % (own, link)
    return load, pages

def completeness(codes, counted):
    """The cells from `shown` on that a thread's lines give: s and p shown whole and partly, g a gap, t and b
    withheld but for time, or for time and sender."""
    runs, shown = re.findall("[gtb]+", codes), len(re.findall("[sp]", codes))
    told = len(re.findall("[tb]", codes))
    ends = "b" not in codes and all(re.fullmatch("t|tt|tgt", run) for run in runs)
    times = "count" if not told else "ends" if ends else "all"
    uneven = "gg" in codes or times == "all" and "g" in codes
    must(not uneven, "Its gaps do not all tell as much of the times of what is withheld.")
    return [shown, codes.count("p"), counted - shown, len(runs), times, told, codes.count("b")]

def code_of(item, values):
    """What a line that opens an event shows of it, as `completeness` counts it."""
    if set(values) <= {"time", "sender"}:
        must("time" in values, "A line opens nothing: of event %d." % (item["index"] + 1))
        return "b" if "sender" in values else "t"
    whole = not isinstance(item["body"], dict) and len({*values, "locator"}) == len(verify.FIELDS)
    must(whole or "locator" not in values, "A place is shown although a part is withheld.")
    return "s" if whole else "p"

# ---- Tables
class Table:
    """A file of the archive, compared piece by piece."""
    def __init__(self, archive, name, start=""):
        self.path, self.file = "%s: data/%s" % (verify.ZIP, name), archive.get(name)
        self.expect(start, "its heading")
    def expect(self, text, where):
        look(self.path)
        must(self.file.read(len(text.encode())) == text.encode(), "It differs at %s." % where)
    def expect_json(self, item, where):
        look(self.path)
        line = self.file.readline().decode("utf-8")
        must(line.endswith("\n") and json.loads(line) == item, "It differs at %s." % where)
    def end(self):
        look(self.path)
        must(not self.file.read(1), "It has rows that nothing shown stands for.")

def read_csv(archive, name, columns):
    rows = csv.reader(io.StringIO(archive.get(name).read().decode("utf-8-sig"), newline=""))
    must(next(rows, None) == columns, "Its heading is not as it must be.")
    return [dict(zip(columns, row)) for row in rows]

def check_exhibits(archive, opened, facts):
    """The list and the originals. Gives the exhibits, each with its row of the index of hashes, if any."""
    known, originals = {}, set(archive.names("originals/"))
    for row in read_csv(archive, "exhibits.csv", EXHIBITS):
        exhibit, how, file, digest, size = (row[name] for name in EXHIBITS[:5])
        look(verify.ZIP + ": data/exhibits.csv")
        must(exhibit not in known, "Exhibit %s stands in it twice." % exhibit)
        known[exhibit] = None if how == "withheld" else [digest, size, file, exhibit, "", ""]
        if how == "withheld":
            must(not file + digest + size + row["name"], "Exhibit %s is withheld, yet described." % exhibit)
        else:
            fits = how in ("original", "extract", "listed") and bool(file) == (how == "original")
            must(fits, "Exhibit %s is not described properly." % exhibit)
        if file:
            path = file[len("data/"):]
            same = [verify.hashed(archive.get(path)), str(archive.getinfo("evidence/" + file).file_size)]
            good = same == [digest, size] and verify.holds(opened, row["log_entry"], "sealed", digest)
            must(good, "Exhibit %s is another file, or no log seals it." % exhibit)
            originals.discard(path)
            facts.update(originals=1)
    look("%s: data/%s" % (verify.ZIP, min(originals, default="")))
    must(not originals, "No exhibit of the list has this file.")
    return known

class Tables:
    """The tables that have a row for each event, and the exhibits that they name."""
    def __init__(self, archive, known):
        self.archive, self.known = archive, known
        self.hashes = [row for row in known.values() if row]
        self.events = Table(archive, "events.csv", "\ufeff" + csv_line(COLUMNS))
        self.dated, self.undated = Table(archive, "events.jsonl"), Table(archive, "undated.jsonl")
        self.load = Table(archive, "load/events.dat", "\ufeff" + load_line(LOAD))
        self.pages = Table(archive, "load/pictures.opt")
        self.whole, self.senders = set(), {None}
        self.files = {}  # of attachments: place and path, by thread and index
        for path in archive.names("attachments/"):
            _, thread, file = path.split("/")
            index, place, _ = file.split("-", 2)
            self.files.setdefault((thread, index), []).append((int(place), "data/" + path))

    def attached(self, thread, item, values):
        """The attachments of an event that are in the archive: place, path, name, digest and size."""
        found, at = [], str(item["index"] + 1)
        for place, path in sorted(self.files.get((thread, str(item["index"])), [])):
            name, (digest, size) = values["attachments"][place][0], values["attachments"][place][3]
            found.append((place, path, name, digest.hex(), str(size)))
            self.hashes.append([digest.hex(), str(size), path, item["exhibit"], thread, at])
        return found

    def event(self, thread, item, values):
        """Compares the rows of one event that is shown."""
        sound = item["exhibit"] in self.known and sort_fits(values.get("time"), item["sort"])
        where = "event %d of %s" % (item["index"] + 1, thread)
        must(sound, "A wrong exhibit or time is named for %s." % where)
        row = row_of(thread, item, values)
        self.events.expect(csv_line(row.values()), where)
        (self.undated if item["sort"] is None else self.dated).expect_json(json_row(row, item["sort"]), where)
        load, pages = load_rows(row, self.attached(thread, item, values))
        self.load.expect(load, where)
        self.pages.expect(pages, where)
        parts = [how + ":" + row["sender_" + how] for how in ("id", "handle", "name") if row["sender_" + how]]
        self.senders.add(row["platform"] + ":" + (parts or ["unknown"])[0])
        if {"time", "sender", "body"} <= set(values) and isinstance(item["body"], list):
            self.whole.add((thread, item["index"]))

    def linkage(self, item, depth=0):
        """What linkage.json names is shown: each event with time, sender and every word, each account."""
        must(depth < 100 and not isinstance(item, float), "It is not of its form.")
        items = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
        for name, value in items:
            several = value if isinstance(value, list) else [value]
            if name == "events":
                must({(e["thread"], e["index"]) for e in value} <= self.whole, "It rests on withheld events.")
            elif name in ("account", "accounts", "after_block_of", "by", "with"):
                named = {one for one in several if not isinstance(one, int)}
                must(named <= self.senders, "It names an account that sent nothing shown.")
            self.linkage(value, depth + 1)

    def end(self):
        for table in (self.events, self.dated, self.undated, self.load, self.pages):
            table.end()
        named = [[row[name] for name in HASHES[:-1]] for row in read_csv(self.archive, "hashes.csv", HASHES)]
        must(named == self.hashes, "It is not the index of what is in the archive.")

def check(archive, opened, facts):
    """Proves the originals, then each row of each table from the lines of the threads."""
    tables = Tables(archive, check_exhibits(archive, opened, facts))
    counted = iter(read_csv(archive, "completeness.csv", COUNTS))
    for name in archive.names("threads/", ".jsonl"):
        thread, codes, count = name[len("threads/"):-len(".jsonl")], "", 0
        for item in map(json.loads, archive.get(name)):
            look("%s: data/%s" % (verify.ZIP, name))
            count += item.get("withheld", 1)
            values = {} if "withheld" in item else opened_values(item)
            codes += "g" if "withheld" in item else code_of(item, values)
            if "withheld" not in item:
                tables.event(thread, item, values)
        look("%s: data/%s" % (verify.ZIP, name))
        cells = completeness(codes, count)
        proof = archive.get("threads/%s.proof" % thread).read().decode("ascii").split("\n")
        reading = cbor(opened[int(proof[4].split(" ")[1])][1])[0]
        cells = [thread, count, *cells, reading.get("defects", 0) if isinstance(reading, dict) else 0]
        look(verify.ZIP + ": data/completeness.csv")
        must([*next(counted, {}).values()][:-1] == list(map(str, cells)), "It differs at %s." % thread)
    must(next(counted, None) is None, "It has rows for no thread.")
    tables.end()
    if archive.names("linkage.json"):
        linked = json.loads(archive.get("linkage.json").read())
        tables.linkage(linked)
        fits = lambda accounts, pairs, some: accounts * (accounts - 1) // 2 == pairs >= some
        agree = [fits(linked["accounts"], linked["pairs"], linked["proposed"])]
        for group in linked["groups"]:
            agree.append(fits(len(group["sequence"]), len(group["pairs"]), 0))
            agree += [one["accounts"] == len(one["by"]) for one in group["shown_by_several"]]
        must(all(agree) and linked["different_proposed"] <= linked["different"], "Its counts do not agree.")
