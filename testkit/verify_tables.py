#!/usr/bin/env python3
"""Compares the tables of an On Record pack with what is proven: python3 verify_tables.py [FOLDER]

First does all that verify.py does, which must lie beside it (as verify.py or 05-verify.py). Then makes each row
of each table again from the openings, the log and the originals, and compares. Needs Python 3.8 or later and
nothing else. Shares no code with the program that made the pack. The format: docs/PACK-FORMAT.md.

Signed only, and not compared: words in exhibits.csv, left_out in completeness.csv, events.xlsx, case.jsonld,
report.json.
"""
import csv, importlib.util, io, json, os, re, sys, zipfile

here = os.path.dirname(os.path.abspath(__file__))
beside = next(name for name in ("verify.py", "05-verify.py") if os.path.exists(os.path.join(here, name)))
spec = importlib.util.spec_from_file_location("verify", os.path.join(here, beside))
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
at, must, Wrong = verify.at, verify.must, verify.Wrong

KINDS = ("message edit deletion reaction call request post comment membership connection block login "
         "profile-change photo system unknown").split()
MARKS = ("outgoing incoming unsent deleted missed draft failed edited forwarded message-request rejected "
         "blocked voicemail video lossy-text mojibake-repaired hidden-characters attachment-missing "
         "attachment-omitted spam ephemeral location inconsistent geo-blocked truncated").split()
TRUTHS = ["stated", "zone-unknown", "exporter-zone", "day-month-ambiguous", "undated"]
COLUMNS = ("thread position exhibit kind marks time_as_written time_known_as time_utc sort_utc platform sender_id "
           "sender_handle sender_name others text details attachments record_entry record_from record_to "
           "record_pointer record_sha256").split()
COMPLETENESS = "thread events shown partly withheld gaps times with_time with_sender defects left_out".split()
HASHES = "sha256 bytes file exhibit thread position name".split()
LOAD = ("BEGDOC ENDDOC BEGATTACH ENDATTACH PARENTDOC THREAD POSITION EXHIBIT KIND MARKS TIMEWRITTEN TIMEKNOWN TIMEUTC "
        "SORTUTC PLATFORM SENDERID SENDERHANDLE SENDERNAME OTHERS TEXT DETAILS ATTACHMENTS RECENTRY RECFROM RECTO "
        "RECPOINTER RECSHA256 FILENAME FILESIZE SHA256 NATIVELINK").split()
SHARED = ["thread", "position", "exhibit", "time_utc", "sort_utc"]
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200b)))
STEERS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
WITHHELD = "[withheld]"

# ---- Cells
def when(micros):
    """RFC 3339 in UTC, for any year; a fraction only where there is one."""
    days, rest = divmod(micros, 86_400_000_000)
    era, day = divmod(days + 719468, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day, month = day - (153 * month + 2) // 5 + 1, month + 3 if month < 10 else month - 9
    seconds, micro = divmod(rest, 1_000_000)
    clock = (seconds // 3600, seconds // 60 % 60, seconds % 60)
    text = "%04d-%02d-%02dT%02d:%02d:%02d" % (year + era * 400 + (month <= 2), month, day, *clock)
    return text + ("" if not micro else ".%03d" % (micro // 1000) if micro % 1000 == 0 else ".%06d" % micro) + "Z"

def label(account):
    return next((part for part in (account[3], account[2], account[1]) if part is not None), "unknown")

def pointer(value):
    if value is None:
        return ""
    code, first, *rest = value
    return {1: lambda: "line %d" % first, 2: lambda: first if rest[0] is None else "%s/%d" % (first, rest[0]),
            3: lambda: "record %d" % first + ("" if rest[0] is None else " part %d" % rest[0]),
            4: lambda: "%s row %d" % (first, rest[0])}[code]()

def kind_cells(value):
    kind, word, marks = value
    if kind not in KINDS or (kind == "unknown") != (word is not None):
        raise ValueError("kind")
    return kind if word is None else "unknown: " + word, " ".join(n for bit, n in enumerate(MARKS) if marks >> bit & 1)

def place_cells(value):
    (entry, start, end, pointed), raw, _ = value
    return entry, str(start), str(end), pointer(pointed), raw.hex()

def row_of(thread, item, values):
    """The row of events.csv that a shown event becomes. A field that is not in values is withheld."""
    def cells(field, count, render):
        return render(values[field]) if field in values else [WITHHELD] * count
    time = lambda value: (value[0], TRUTHS[value[2]], when(value[3]) if value[2] == 0 else "")
    return dict(zip(COLUMNS, [
        thread, str(item["index"] + 1), item["exhibit"], *cells("kind", 2, kind_cells), *cells("time", 3, time),
        "" if item["sort"] is None else when(item["sort"]),
        *cells("sender", 4, lambda value: [part or "" for part in value or [None] * 4]),
        *cells("others", 1, lambda value: [" | ".join(map(label, value))]),
        *cells("body", 1, lambda value: [value or ""]),
        *cells("details", 1, lambda value: [" | ".join("%s: %s" % tuple(pair) for pair in value)]),
        *cells("attachments", 1, lambda value: [" | ".join(one[0] for one in value)]),
        *cells("locator", 5, place_cells)]))

def written_out(found):
    return "[U+%04X]" % ord(found.group())

def csv_line(cells):
    """Formulas get an apostrophe; characters that steer or hide are written out; every cell is quoted."""
    formula = lambda cell: "'" if cell.lstrip(SPACES)[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20") else ""
    quoted = (formula(cell) + STEERS.sub(written_out, cell).replace('"', '""') for cell in cells)
    return ",".join('"%s"' % cell for cell in quoted) + "\r\n"

def load_line(cells):
    """Concordance's delimiters; where a text holds one, or steers, it is written out."""
    bare = (re.sub("[\xfe\xae]", written_out, STEERS.sub(written_out, cell)).replace("\n", "\xae") for cell in cells)
    return "\x14".join("\xfe%s\xfe" % cell for cell in bare) + "\r\n"

def json_row(row, sort):
    first = lambda *names: next((row[name] for name in names if row[name]), None)
    speaker, said = first("sender_name", "sender_handle", "sender_id") or "unknown", first("text", "kind") or ""
    item = {"message": "%s: %s" % (speaker, said), "data_type": "onrecord:event", **row}
    if sort is not None:
        described = "time stated" if row["time_utc"] else "time under the assumed zone"
        item.update(datetime=row["sort_utc"], timestamp=sort, timestamp_desc=described)
    del item["sort_utc"]
    return item

def sort_fits(time, sort):
    """A stated instant exactly; else within 26 hours of a clock shown; else nothing."""
    if time is None or time[2] == 4:
        return sort is None
    if time[2] == 0:
        return sort == time[3]
    return sort is None or any(abs(sort - wall) <= 26 * 3_600_000_000 for wall in time[3:])

# ---- Openings
def opened_text(part):
    """A text as tables print it: whole, or with each run of withheld pieces as one gap."""
    if isinstance(part, list):
        texts = verify.cbor(bytes.fromhex(part[1]))[0]
        return None if texts is None else "".join(texts)
    text, hidden = "", [isinstance(piece, str) for piece in part["pieces"]]
    if len(set(hidden)) < 2:
        raise ValueError("pieces")
    for number, piece in enumerate(part["pieces"]):
        before = number > 0 and hidden[number - 1]
        if hidden[number]:
            text += "" if before else WITHHELD
        else:
            text += " " * before + bytes.fromhex(piece[1]).decode("utf-8")
    return text

def opened_values(item):
    values = {"body": opened_text(item["body"])} if not isinstance(item["body"], str) else {}
    shown = [field for field in verify.FIELDS if isinstance(item[field], list) and field != "body"]
    return {**values, **{field: verify.cbor(bytes.fromhex(item[field][1]))[0] for field in shown}}

def completeness(thread, codes, events, defects):
    """The row that a thread's lines give: s and p shown whole and partly, g a gap, t and b withheld but for time, or
    for time and sender."""
    runs, shown, told = re.findall("[gtb]+", codes), len(re.findall("[sp]", codes)), len(re.findall("[tb]", codes))
    ends = "b" not in codes and all(re.fullmatch("t|tt|tgt", run) for run in runs)
    times = "count" if not told else "ends" if ends else "all"
    if "gg" in codes or times == "all" and "g" in codes:
        raise ValueError("gaps tell their times unevenly")
    return list(map(str, [thread, events, shown, codes.count("p"), events - shown, len(runs), times, told,
                          codes.count("b"), defects]))

# ---- Tables
class Table:
    """A file of the archive, compared piece by piece."""

    def __init__(self, archive, name, start=""):
        self.file, self.name = archive.get("data/" + name), at("data/" + name)
        self.expect(start, "Its heading is not as it must be.")

    def expect(self, text, problem):
        must(self.file.read(len(text.encode())) == text.encode(), self.name, problem)

    def end(self):
        must(not self.file.read(1), self.name, "It has rows that nothing shown stands for.")

def read_csv(archive, name, columns):
    rows = list(csv.reader(io.StringIO(archive.get("data/" + name).read().decode("utf-8-sig"), newline="")))
    must(rows[:1] == [columns], at("data/" + name), "Its heading is not as it must be.")
    return [dict(zip(columns, row)) for row in rows[1:]]

def check_exhibits(archive, opened):
    """Gives the described exhibits, in order, with the cells of the index of hashes."""
    where, originals, known = at("data/exhibits.csv"), set(archive.names("data/originals/")), {}
    columns = ("exhibit in_pack file sha256 bytes log_entry sealed_utc name what grade source proves "
               "does_not_prove").split()
    for row in read_csv(archive, "exhibits.csv", columns):
        reference, how, file, digest, size = (row[name] for name in columns[:5])
        must(reference not in known, where, "Exhibit %s stands in it twice." % reference)
        known[reference] = None
        if how == "withheld":
            told = file or digest or size or row["name"]
            must(not told, where, "Exhibit %s is withheld, yet described." % reference)
            continue
        must(how in ("original", "extract", "listed") and bool(file) == (how == "original"), where,
             "Exhibit %s is not described properly." % reference)
        known[reference] = [digest, size, file, reference, "", ""]
        if file:
            must(file in originals, where, "Exhibit %s: its file is not there." % reference)
            originals.discard(file)
            info = archive.getinfo("evidence/" + file)
            act, payload = opened.get(int(row["log_entry"]), ("", b""))
            sealed = act == "sealed" and b"\x58\x20" + bytes.fromhex(digest) in payload
            same = verify.hashed(archive.get(file)) == digest and str(info.file_size) == size
            must(same and sealed, at(file), "Exhibit %s is another file, or the log does not seal it." % reference)
    must(not originals, at(min(originals, default="")), "No exhibit of the list has this file.")
    return known

def check_tables(archive, opened):
    known = check_exhibits(archive, opened)
    hashes = [row for row in known.values() if row]
    named = read_csv(archive, "hashes.csv", HASHES)
    events = Table(archive, "events.csv", "\ufeff" + csv_line(COLUMNS))
    dated, undated = Table(archive, "events.jsonl"), Table(archive, "undated.jsonl")
    load, pages = Table(archive, "load/events.dat", "\ufeff" + load_line(LOAD)), Table(archive, "load/pictures.opt")
    counted = iter(read_csv(archive, "completeness.csv", COMPLETENESS))
    for name in archive.names("data/threads/", ".jsonl"):
        thread, codes, count = name[13:-6], "", 0
        files = {}
        for path in archive.names("data/attachments/%s/" % thread):
            files.setdefault(path.split("/")[3].split("-")[0], []).append((int(path.split("/")[3].split("-")[1]), path))
        for item in map(json.loads, archive.get(name)):
            if "withheld" in item:
                codes, count = codes + "g", count + item["withheld"]
                continue
            index, values, what = item["index"], opened_values(item), "event %d of %s" % (item["index"] + 1, thread)
            differs = "It differs at %s." % what
            count += 1
            if set(values) <= {"time", "sender"}:
                must("time" in values, at(name), "A line opens nothing: %s." % what)
                codes += "b" if "sender" in values else "t"
            else:
                whole = isinstance(item["body"], list) and len(set(values) | {"locator"}) == len(verify.FIELDS)
                codes += "s" if whole else "p"
            must(item["exhibit"] in known and sort_fits(values.get("time"), item["sort"]), at(name),
                 "A wrong exhibit or time is named for %s." % what)
            place_fits = "locator" not in values or codes[-1] == "s"
            must(place_fits, at(name), "The place is shown although a part is withheld: %s." % what)
            row = row_of(thread, item, values)
            events.expect(csv_line(row.values()), differs)
            table = undated if item["sort"] is None else dated
            line = table.file.readline().decode("utf-8")
            same = line.endswith("\n") and json.loads(line) == json_row(row, item["sort"])
            must(same, table.name, differs)
            number, family = "%s-%07d" % (thread, index + 1), sorted(files.get(str(index), []))
            child = lambda place: "%s-%02d" % (number, place + 1)
            ends = [number, child(family[-1][0])] if family else ["", ""]
            load.expect(load_line([number, number, *ends, "", *row.values(), "", "", "", ""]), differs)
            for place, path in family:
                stated, link = values["attachments"][place], path.replace("/", "\\")
                digest, size = stated[3][0].hex(), str(stated[3][1])
                cells = [cell if column in SHARED else "" for column, cell in row.items()]
                cells = [child(place), child(place), *ends, number, *cells, stated[0], size, digest, link]
                load.expect(load_line(cells), differs)
                hashes.append([digest, size, path, item["exhibit"], thread, str(index + 1)])
                if path.lower().endswith((".jpg", ".jpeg", ".tif", ".tiff")):
                    pages.expect("%s,,%s,Y,,,1\r\n" % (child(place), link), differs)
        proof = archive.get(name[:-6] + ".proof").read().decode("ascii").split("\n")
        reading = verify.cbor(opened[int(proof[4].split(" ")[1])][1])[0]
        row = completeness(thread, codes, count, reading.get("defects", 0) if isinstance(reading, dict) else 0)
        found = next(counted, {})
        same = [found.get(column) for column in COMPLETENESS[:-1]] == row
        must(same, at("data/completeness.csv"), "It differs at %s." % thread)
    for table in (events, dated, undated, load, pages):
        table.end()
    must(next(counted, None) is None, at("data/completeness.csv"), "It has rows for no thread.")
    same = [[row[column] for column in HASHES[:-1]] for row in named] == hashes
    must(same, at("data/hashes.csv"), "It is not the index of what is in the archive.")

def check(folder):
    """Gives a list of (file, problem), empty if pack and tables are sound, and what was counted."""
    wrong, facts = verify.check(folder)
    if wrong:
        return wrong, facts
    try:
        with verify.Archive(os.path.join(folder, verify.ZIP)) as archive:
            key, _ = verify.check_folder(folder, wrong)
            check_tables(archive, verify.check_log(folder, archive, key, {}))
    except Wrong as found:
        wrong.append(found.args)
    except Exception as error:  # hostile input: whatever it breaks, it is refused
        wrong.append((at("data"), "It cannot be read as On Record writes it (%s: %s)." % (type(error).__name__, error)))
    return wrong, facts

def main(arguments):
    wrong, facts = check(arguments[0] if arguments else here)
    if wrong:
        print("This pack does NOT pass the check. Ask for a new copy of:\n")
    for file, problem in wrong[:200]:
        print(ascii(file)[1:-1] + "\n  " + ascii(problem)[1:-1])
    if not wrong:
        print("Every check passed, and every table says what is proven. Fingerprint of this pack: %(pack)s" % facts)
    return 1 if wrong else 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
