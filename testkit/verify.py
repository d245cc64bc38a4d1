#!/usr/bin/env python3
"""Checks an On Record pack: python3 05-verify.py [FOLDER]

Needs Python 3.8 or later and nothing else. Shares no code with the program that made the pack.
Exit code 0: every check passed. 1: something is wrong. The format: docs/PACK-FORMAT.md.
Read it in this order: check, check_folder, check_log, check_exhibits, check_threads.
"""
import base64, csv, hashlib, io, json, os, re, sys, zipfile

ZIP, SUMS, NOTE, HEAD = "03-evidence.zip", "10-SHA256SUMS", "11-SHA256SUMS.note", "06-checkpoint.note"
REQUIRED = ["00-check-this-pack.html", "01-report.pdf", ZIP, "04-VERIFY.txt", "05-verify.py", HEAD]
FIELDS = ["time", "sender", "others", "kind", "body", "details", "attachments", "locator"]
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
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200b)))
WITHHELD = "[withheld]"
BIGGEST = 1 << 28  # no table or thread is read whole beyond this; originals are read in pieces

class Wrong(Exception):
    """A file and what is wrong with it."""

def must(condition, file, problem):
    if not condition:
        raise Wrong(file, problem)

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def u64(number):
    return number.to_bytes(8, "big")

# ---- Ed25519 (RFC 8032, 5.1.7), in extended coordinates; weak keys and points are refused.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P
def times(n, p):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, p)
        p, n = add(p, p), n >> 1
    return result
def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0
def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or y >= P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    p = (x, y, 1, x * y % P)
    return None if same(times(8, p), (0, 1, 1, 0)) else p

BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
def signed(key, text, signature):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    return same(times(s, BASE), add(r, times(k, a)))

# ---- Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint)
def strict64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64")
    return data
def read_key(text):
    """name+hash+key of a verifier key."""
    name, number, key = text.split("+", 2)
    key = strict64(key)
    if len(key) != 33 or key[0] != 1 or sha256(name.encode() + b"\n" + key)[:4].hex() != number:
        raise ValueError("key")
    return name, bytes.fromhex(number), key[1:]
def open_note(data, key):
    """The text of a note with exactly one signature, by this key."""
    text, line = data.decode("utf-8").rsplit("\n\n", 1)
    dash, name, signature = line[:-1].split(" ")
    signature = strict64(signature)
    text += "\n"
    good = line.endswith("\n") and dash == "\u2014" and name == key[0] and signature[:4] == key[1]
    if not good or not signed(key[2], text.encode(), signature[4:]):
        raise ValueError("signature")
    return text
def open_checkpoint(data, key):
    text = open_note(data, key) if b"\n\n" in data else data.decode("utf-8")
    origin, size, root = text[:-1].split("\n")
    if not text.endswith("\n") or origin != key[0] or str(int(size)) != size:
        raise ValueError("checkpoint")
    return text, int(size), strict64(root)
def fingerprint(data):
    text = sha256(data).hex()[:32]
    return " ".join(text[at:at + 4] for at in range(0, 32, 4))

# ---- Trees (RFC 6962) and deterministic CBOR (RFC 8949, 4.2.1)
def node(left, right):
    return sha256(b"\1", left, right)
def grow(stack, leaf):
    """Appends a leaf to (size, root) pairs of complete subtrees."""
    size = 1
    while stack and stack[-1][0] == size:
        leaf, size = node(stack.pop()[1], leaf), size * 2
    stack.append((size, leaf))
def root_of(stack):
    root = stack[-1][1] if stack else sha256(b"")
    for _, left in reversed(stack[:-1]):
        root = node(left, root)
    return root
def rebuild(start, size, shown, hashes):
    """The root from shown leaves {index: leaf, sorted} and the hashes of what lies between."""
    if not shown:
        return hashes.pop(0)
    if size == 1:
        return shown[0][1]
    left = 1 << (size - 1).bit_length() - 1
    low = [pair for pair in shown if pair[0] < start + left]
    first = rebuild(start, left, low, hashes)
    return node(first, rebuild(start + left, size - left, shown[len(low):], hashes))
def cbor(data):
    value, end = cbor_at(data, 0, 0)
    if end != len(data):
        raise ValueError("trailing bytes")
    return value
def cbor_at(data, at, depth):
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        return {20: False, 21: True, 22: None}[info], at
    number = info
    if info > 23:
        width = {24: 1, 25: 2, 26: 4, 27: 8}[info]
        number, at = int.from_bytes(data[at:at + width], "big"), at + width
        if number < {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}[width]:
            raise ValueError("not shortest")
    if major == 0:
        return number, at
    if major == 1:
        return -1 - number, at
    if major > 5 or number > len(data) - at or depth > 64:
        raise ValueError("CBOR")
    if major < 4:
        piece = data[at:at + number]
        return (piece if major == 2 else piece.decode("utf-8")), at + number
    items, keys = [], []
    for _ in range(number):
        if major == 5:
            key, at = cbor_at(data, at, depth + 1)
            keys.append(key)
        item, at = cbor_at(data, at, depth + 1)
        items.append(item)
    if major == 4:
        return items, at
    if sorted(set(keys), key=lambda key: (len(key.encode()), key.encode())) != keys:
        raise ValueError("key order")
    return dict(zip(keys, items)), at
def digests_in(value):
    """Every byte string of 32 bytes in an opened payload."""
    if isinstance(value, bytes):
        return {value} if len(value) == 32 else set()
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return set().union(*map(digests_in, inner))

# ---- The folder
def hash_file(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(1 << 18), b""):
            digest.update(piece)
    return digest.hexdigest()
def read(path, most=1 << 20):
    with open(path, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError("too long")
    return data

def check_folder(folder, wrong):
    """The signed list and exactly its files. Gives the key and the signed digest of the bag."""
    there = sorted(os.listdir(folder))
    for name in there:
        path = os.path.join(folder, name)
        if os.path.islink(path) or not os.path.isfile(path):
            wrong.append((name, "This is a folder or link, and a pack has none."))
    for name in (SUMS, NOTE):
        must(name in there, name, "This file is missing.")
    sums, note = read(os.path.join(folder, SUMS)), read(os.path.join(folder, NOTE))
    key = bag = None
    try:
        lines = note.decode("utf-8").split("\n")
        key = read_key(re.fullmatch("key (.*)", lines[1]).group(1))
        bag = re.fullmatch("bag ([0-9a-f]{64})", lines[3]).group(1)
        expected = "onrecord/pack/1\n%s\nsums %s\nbag %s\nfiles %d\n" % (lines[1], sha256(sums).hex(), bag, sums.count(b"\n"))
        if open_note(note, key) != expected:
            raise ValueError("another list")
    except Exception as error:
        key = None
        wrong.append((NOTE, "Either this note or %s was changed: the signature or what it signs does not fit (%s)." % (SUMS, error)))
    listed = {}
    for line in sums.decode("utf-8", "replace").split("\n")[:-1]:
        match = re.fullmatch(r"([0-9a-f]{64})  ([0-9]{2}-[A-Za-z0-9.-]+)", line)
        must(match, SUMS, "It is not a list as On Record writes it.")
        listed[match.group(2)] = match.group(1)
    again = "".join("%s  %s\n" % (listed[name], name) for name in sorted(listed))
    must(again.encode() == sums, SUMS, "It is not a list as On Record writes it.")
    for name in REQUIRED:
        if name not in listed:
            wrong.append((name, "%s does not list this file." % SUMS))
    for name, digest in listed.items():
        if name not in there:
            wrong.append((name, "This file is missing (or was renamed)."))
        elif hash_file(os.path.join(folder, name)) != digest:
            wrong.append((name, "Its SHA-256 is not the one that %s states. It was changed or damaged." % SUMS))
    for name in there:
        if name not in listed and name not in (SUMS, NOTE):
            wrong.append((name, "This file was added (or renamed); it is not part of the pack."))
    return key, bag, fingerprint(note)

class Archive:
    """The evidence archive: entries stored as they are, checked against the bag's manifests."""

    def __init__(self, path, bag, wrong):
        self.zip, self.sha = zipfile.ZipFile(path), {}
        names = [info.filename for info in self.zip.infolist()]
        for info in self.zip.infolist():
            safe = re.fullmatch(r"evidence(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+", info.filename)
            must(safe and info.compress_type == 0 and info.file_size == info.compress_size, ZIP,
                 "It holds an entry that On Record does not write.")
        must(len(set(names)) == len(names), ZIP, "It holds a name twice.")
        self.order = [name[9:] for name in names]
        sha512 = {}
        for name in self.order:
            one, two = hashlib.sha256(), hashlib.sha512()
            with self.zip.open("evidence/" + name) as file:
                for piece in iter(lambda: file.read(1 << 18), b""):
                    one.update(piece), two.update(piece)
            self.sha[name], sha512[name] = one.hexdigest(), two.hexdigest()
        must(self.sha.get("tagmanifest-sha256.txt") == bag, ZIP + ": tagmanifest-sha256.txt", "It is not the one that the note signs.")
        for kind, found in (("sha256", self.sha), ("sha512", sha512)):
            tags = [n for n in found if not n.startswith("data/") and not n.startswith("tagmanifest-")]
            for manifest, names in (("manifest-", [n for n in found if n.startswith("data/")]), ("tagmanifest-", tags)):
                text = "".join("%s  %s\n" % (found[name], name) for name in sorted(names))
                if self.read(manifest + kind + ".txt") != text.encode():
                    wrong.append((ZIP + ": " + manifest + kind + ".txt", "It does not list exactly the files of the archive."))

    def read(self, name):
        must("evidence/" + name in self.zip.NameToInfo, ZIP + ": " + name, "This file is missing.")
        must(self.size(name) <= BIGGEST, ZIP + ": " + name, "It is larger than this script reads.")
        return self.zip.read("evidence/" + name)

    def size(self, name):
        return self.zip.getinfo("evidence/" + name).file_size

    def names(self, begin, end=""):
        return [name for name in self.order if name.startswith(begin) and name.endswith(end)]

# ---- The custody log
def check_log(folder, archive, key, facts):
    """Entries -> tree -> signed head. Gives the roots by size and the opened entries."""
    where = ZIP + ": data/log/entries.jsonl"
    stack, roots, opened, seq = [], {}, {}, 0
    for line in archive.read("data/log/entries.jsonl").decode("utf-8").splitlines(keepends=True):
        item = json.loads(line)
        data = bytes.fromhex(item["entry"])
        entry = cbor(data)
        must(item["seq"] == entry["seq"] == seq and entry["version"] == 1, where, "Entry %d is not in its place." % seq)
        if "salt" in item:
            salt, payload = bytes.fromhex(item["salt"]), bytes.fromhex(item["payload"])
            must(len(salt) == 32 and sha256(b"onrecord/payload", salt, payload) == entry["payload"], where,
                 "What is shown of entry %d is not what it binds." % seq)
            held = cbor(payload)
            opened[seq] = (entry["act"], digests_in(held), held.get("defects", 0) if isinstance(held, dict) else 0)
        grow(stack, sha256(b"\0", data))
        seq += 1
        roots[seq] = root_of(stack)
    head = read(os.path.join(folder, HEAD))
    must(archive.read("data/log/checkpoint.note") == head, HEAD, "It is not the same as the archive's.")
    try:
        text, size, root = open_checkpoint(head, key)
        must(b"\n\n" in head, HEAD, "It is not signed.")
    except (ValueError, IndexError):
        raise Wrong(HEAD, "It is not a checkpoint signed by the case's key.")
    must(size == seq and roots.get(size) == root, where, "These entries do not lead to the head in %s." % HEAD)
    facts.update(entries=seq, fingerprint=fingerprint(text.encode()))
    return roots, opened
def der(data, at=0):
    """Tag, content and end of a DER element."""
    length, start = data[at + 1], at + 2
    if length > 127:
        start += length & 127
        length = int.from_bytes(data[at + 2:start], "big")
    if start + length > len(data):
        raise ValueError("DER")
    return data[at], data[start:start + length], start + length
def der_all(data):
    found, at = [], 0
    while at < len(data):
        tag, content, at = der(data, at)
        found.append((tag, content))
    return found

def imprint(answer):
    """What an RFC 3161 answer stamps with SHA-256."""
    status, token = der_all(der(answer)[1])
    granted = der_all(status[1])[0][1]
    signed_data = der_all(der_all(token[1])[1][1])[0][1]
    info = der(der_all(der_all(der_all(signed_data)[2][1])[1][1])[0][1])[1]
    algorithm, digest = der_all(der_all(info)[2][1])
    if granted not in (b"\0", b"\1") or der_all(algorithm[1])[0][1].hex() != "608648016503040201":
        raise ValueError("not granted")
    return digest[1]

def check_timestamps(folder, archive, key, roots, facts):
    notes, last = archive.names("data/log/timestamps/", ".note"), None
    must(len(notes) == len(archive.names("data/log/timestamps/", ".tsr")), ZIP + ": data/log/timestamps", "One is missing.")
    for name in notes:
        note, answer = archive.read(name), archive.read(name[:-5] + ".tsr")
        try:
            _, size, root = open_checkpoint(note, key)
            good = roots.get(size) == root and imprint(answer) == sha256(note)
        except (ValueError, IndexError, TypeError):
            good = False
        must(good, ZIP + ": " + name[:-5] + ".tsr", "It does not stamp a head of this log.")
        last = (note, answer)
    outside = [os.path.join(folder, name) for name in ("07-timestamp.note", "08-timestamp.tsr")]
    found = tuple(read(path) for path in outside) if all(map(os.path.exists, outside)) else None
    must(found == last, "08-timestamp.tsr", "It is not the newest timestamp of the archive.")
    facts["timestamps"] = len(notes)

# ---- Exhibits, threads, tables
def check_exhibits(archive, opened, wrong, facts):
    where, originals = ZIP + ": data/exhibits.csv", set(archive.names("data/originals/"))
    rows = list(csv.reader(io.StringIO(archive.read("data/exhibits.csv").decode("utf-8-sig"), newline="")))
    references, count = set(), 0
    for row in rows[1:]:
        reference, kind, file, digest, size, entry = row[:6]
        must(reference not in references, where, "Exhibit %s stands in it twice." % reference)
        references.add(reference)
        if kind == "withheld":
            must(not (file or digest or size or row[7]), where, "Exhibit %s is withheld, yet described." % reference)
        elif kind == "original":
            originals.discard(file)
            if archive.sha.get(file) != digest or str(archive.size(file)) != size:
                wrong.append((ZIP + ": " + file, "Exhibit %s: this is not the file that the list describes." % reference))
            act, held, _ = opened.get(int(entry), ("", (), 0))
            if act != "sealed" or bytes.fromhex(digest) not in held:
                wrong.append((ZIP + ": " + file, "Exhibit %s: log entry %s does not seal this file." % (reference, entry)))
            count += 1
        else:
            must(kind in ("extract", "listed") and not file, where, "Exhibit %s is not described properly." % reference)
    for file in originals:
        wrong.append((ZIP + ": " + file, "No exhibit of the list has this file."))
    facts["originals"] = count
    return references
def when(micros):
    """RFC 3339 in UTC, for any year; a fraction only where there is one."""
    days, rest = divmod(micros, 86_400_000_000)
    days += 719468
    era, day = divmod(days, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day, month = day - (153 * month + 2) // 5 + 1, month + 3 if month < 10 else month - 9
    seconds, micro = divmod(rest, 1_000_000)
    text = "%04d-%02d-%02dT%02d:%02d:%02d" % (year + era * 400 + (month <= 2), month, day, seconds // 3600, seconds // 60 % 60, seconds % 60)
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
def cells(thread, index, exhibit, sort, values):
    """The row of the tables that a shown event becomes. A field that is not in values is withheld."""
    row = dict.fromkeys(COLUMNS, WITHHELD)
    row.update(thread=thread, position=str(index + 1), exhibit=exhibit, sort_utc="" if sort is None else when(sort))
    if "kind" in values:
        kind, word, marks = values["kind"]
        if kind not in KINDS or (kind == "unknown") != (word is not None):
            raise ValueError("kind")
        row.update(kind=kind if word is None else "unknown: " + word, marks=" ".join(name for bit, name in enumerate(MARKS) if marks >> bit & 1))
    if "time" in values:
        written, _, truth, *rest = values["time"]
        row.update(time_as_written=written, time_known_as=TRUTHS[truth], time_utc=when(rest[0]) if truth == 0 else "")
    if "sender" in values:
        account = values["sender"] or ["", None, None, None]
        row.update(zip(("platform", "sender_id", "sender_handle", "sender_name"), (part or "" for part in account)))
    if "others" in values:
        row["others"] = " | ".join(map(label, values["others"]))
    if "body" in values:
        row["text"] = values["body"] or ""
    if "details" in values:
        row["details"] = " | ".join("%s: %s" % (name, value) for name, value in values["details"])
    if "attachments" in values:
        row["attachments"] = " | ".join(item[0] for item in values["attachments"])
    if "locator" in values:
        (entry, start, end, at), raw, _ = values["locator"]
        row.update(record_entry=entry, record_from=str(start), record_to=str(end), record_pointer=pointer(at), record_sha256=raw.hex())
    return row
def csv_cell(text):
    """Formulas get an apostrophe; characters that steer or hide are written out."""
    out = "'" if text.lstrip(SPACES)[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20") else ""
    for character in text:
        code = ord(character)
        steers = code < 32 and code != 10 or 127 <= code < 160 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x200E, 0x200F)
        out += "[U+%04X]" % code if steers else '""' if character == '"' else character
    return '"' + out + '"'
def json_row(row, sort):
    first = lambda *names: next((row[name] for name in names if row[name]), None)
    item = {"message": "%s: %s" % (first("sender_name", "sender_handle", "sender_id") or "unknown", first("text", "kind") or "")}
    if sort is not None:
        described = "time stated" if row["time_utc"] else "time under the assumed zone"
        item.update(datetime=row["sort_utc"], timestamp=sort, timestamp_desc=described)
    item.update(data_type="onrecord:event", **row)
    del item["sort_utc"]
    return item
def sort_fits(time, sort):
    """A stated instant exactly; else within 26 hours of a clock shown; else nothing."""
    if time is None or time[2] == 4:
        return sort is None
    if time[2] == 0:
        return sort == time[3]
    return sort is None or any(abs(sort - wall) <= 26 * 3_600_000_000 for wall in time[3:])
def open_body(part):
    """The digest of a text from its pieces, and what is shown of it: whole [salt, value], or some pieces."""
    whole, digests, text, pieces = isinstance(part, list), b"", "", part["pieces"] if isinstance(part, dict) else None
    if whole:
        salt, texts = bytes.fromhex(part[0]), cbor(bytes.fromhex(part[1]))
        salts = b"".join(sha256(b"onrecord/salts", salt, n.to_bytes(4, "big")) for n in range(len(texts or "-") // 2 + 1))
        pieces = [(salts[16 * n:16 * n + 16].hex(), None if piece is None else piece.encode().hex()) for n, piece in enumerate(texts or [None])]
    hidden = [isinstance(piece, str) for piece in pieces]
    if not whole and len(set(hidden)) < 2:
        raise ValueError("pieces")
    for number, piece in enumerate(pieces):
        if hidden[number]:
            digests += bytes.fromhex(piece)
            text += "" if number and hidden[number - 1] else WITHHELD
            continue
        salt, said = bytes.fromhex(piece[0]), None if piece[1] is None else bytes.fromhex(piece[1])
        if len(salt) != 16 or said == b"" and len(pieces) > 1:
            raise ValueError("piece")
        digests += sha256(b"\3", salt) if said is None else sha256(b"\2", salt, said)
        text = None if said is None else text + " " * (number > 0 and hidden[number - 1]) + said.decode("utf-8")
    return sha256(b"onrecord/body", digests), text
def completeness(thread, codes, events, defects):
    """The row that a thread's lines give: shown, partly shown, g a gap, t and b withheld but for time, or time and sender."""
    runs, shown = re.findall("[gtb]+", codes), len(re.findall("[sp]", codes))
    told = len(re.findall("[tb]", codes))
    ends = "b" not in codes and all(re.fullmatch("t|tt|tgt", run) for run in runs)
    times = "count" if not told else "ends" if ends else "all"
    if "gg" in codes or times == "all" and "g" in codes:
        raise ValueError("gaps tell their times unevenly")
    row = [thread, events, shown, codes.count("p"), events - shown, len(runs), times, told, codes.count("b"), defects]
    return row, "".join('"%s",' % cell for cell in row)

def check_threads(archive, opened, references, wrong, facts):
    table = io.BytesIO(archive.read("data/events.csv"))
    lines = {name: io.BytesIO(archive.read("data/" + name)) for name in ("events.jsonl", "undated.jsonl")}
    heading = ("\ufeff" + ",".join('"%s"' % name for name in COLUMNS) + "\r\n").encode()
    must(table.read(len(heading)) == heading, ZIP + ": data/events.csv", "Its heading is not as it must be.")
    attachments, others = set(archive.names("data/attachments/")), set(archive.names("data/threads/"))
    statements = archive.read("data/completeness.csv").decode("utf-8").split("\r\n")
    heading = "\ufeff" + ",".join('"%s"' % name for name in COMPLETENESS)
    must(statements.pop(0) == heading and statements.pop() == "", ZIP + ": data/completeness.csv", "It is not as it must be.")
    facts.update(threads=0, shown=0, withheld=0)
    for name in archive.names("data/threads/", ".jsonl"):
        file, proof_name = ZIP + ": " + name, name[:-6] + ".proof"
        proof = archive.read(proof_name).decode("utf-8").split("\n")
        others -= {name, proof_name, name[:-6] + ".hashes"}
        fields = [line.split(" ", 1) for line in proof[1:6]]
        must(proof[0] == "onrecord/thread-proof/1" and proof[-1] == "" and [pair[0] for pair in fields] ==
             ["thread", "importer", "events", "entry", "commitment"], ZIP + ": " + proof_name, "It is not as it must be.")
        thread, _, events, entry, commitment = (pair[1] for pair in fields)
        hashes = archive.read(name[:-6] + ".hashes")
        must(len(proof) == 7 and len(hashes) % 32 == 0, ZIP + ": " + proof_name, "It is longer than it must be.")
        hashes = [hashes[at:at + 32] for at in range(0, len(hashes), 32)]
        must(name == "data/threads/%s.jsonl" % thread, file, "Its proof is that of another thread.")
        shown, following, codes = [], 0, ""
        for line in archive.read(name).decode("utf-8").splitlines():
            item = json.loads(line)
            if "withheld" in item:
                must(item["from"] == following and item["withheld"] > 0, file, "A gap is not where it must be after event %d." % following)
                following += item["withheld"]
                codes += "g"
                continue
            must(item["index"] == following, file, "An event is not where it must be after event %d." % following)
            index, following, partly = following, following + 1, False
            leaf, values = b"\0onrecord/1" + u64(index), {}
            for number, field in enumerate(FIELDS):
                part = item[field]
                if field == "body" and not isinstance(part, str):
                    digest, values["body"] = open_body(part)
                    leaf, partly = leaf + digest, isinstance(part, dict)
                elif isinstance(part, list):
                    salt, value = (bytes.fromhex(text) for text in part)
                    must(len(salt) == 16, file, "A salt of event %d is not one." % (index + 1))
                    leaf += sha256(b"onrecord/field", bytes([number]), salt, u64(len(value)), value)
                    values[field] = cbor(value)
                else:
                    leaf += bytes.fromhex(part)
            shown.append((index, sha256(leaf)))
            if set(values) <= {"time", "sender"}:
                must("time" in values, file, "Event %d opens nothing." % (index + 1))
                codes += "b" if "sender" in values else "t"
            else:
                codes += "p" if partly or set(FIELDS[:-1]) - set(values) else "s"
            sort, exhibit = item["sort"], item["exhibit"]
            must(exhibit in references and sort_fits(values.get("time"), sort), file, "Event %d names a wrong exhibit or time." % (index + 1))
            must("locator" not in values or len(values) == len(FIELDS) and not partly, file, "Event %d shows its place although a part is withheld." % (index + 1))
            row = cells(thread, index, exhibit, sort, values)
            expected = (",".join(csv_cell(row[name]) for name in COLUMNS) + "\r\n").encode()
            must(table.read(len(expected)) == expected, ZIP + ": data/events.csv", "It differs at event %d of %s." % (index + 1, thread))
            target = "undated.jsonl" if sort is None else "events.jsonl"
            found = lines[target].readline().decode("utf-8")
            must(found.endswith("\n") and json.loads(found) == json_row(row, sort), ZIP + ": data/" + target, "It differs at event %d of %s." % (index + 1, thread))
            prefix = "data/attachments/%s/%d-" % (thread, index)
            for path in [path for path in attachments if path.startswith(prefix)]:
                attachments.discard(path)
                content = values["attachments"][int(path[len(prefix):].split("-")[0])][3]
                must([bytes.fromhex(archive.sha[path]), archive.size(path)] == content, ZIP + ": " + path, "This is not the attachment that the event states.")
        must(str(following) == events, file, "It ends at event %d of %s." % (following, events))
        root = rebuild(0, following, shown, hashes) if following else sha256(b"")
        fits = not hashes and sha256(b"onrecord/thread", u64(following), root).hex() == commitment
        must(fits, file, "The events and gaps are not those that were committed when the thread was read.")
        act, held, defects = opened.get(int(entry), ("", (), 0))
        must(act == "read" and bytes.fromhex(commitment) in held, ZIP + ": " + proof_name, "Log entry %s does not commit to this thread." % entry)
        row, text = completeness(thread, codes, following, defects)
        must(statements and statements.pop(0).startswith(text), ZIP + ": data/completeness.csv", "It does not say of %s what its lines say." % thread)
        facts.update(threads=facts["threads"] + 1, shown=facts["shown"] + row[2], withheld=facts["withheld"] + row[4])
    must(not statements, ZIP + ": data/completeness.csv", "It has rows for no thread.")
    for path in sorted(attachments | others):
        wrong.append((ZIP + ": " + path, "Nothing that is shown belongs to this file."))
    for name, rest in [("events.csv", table), *lines.items()]:
        must(not rest.read(1), ZIP + ": data/" + name, "It has rows that no shown event stands for.")

def check(folder):
    """Gives a list of (file, problem), empty if the pack is sound, and what was counted."""
    wrong, facts, step = [], {}, SUMS
    try:
        key, bag, facts["pack"] = check_folder(folder, wrong)
        if key and os.path.isfile(os.path.join(folder, ZIP)) and not any(file == ZIP for file, _ in wrong):
            step = ZIP
            archive = Archive(os.path.join(folder, ZIP), bag, wrong)
            with archive.zip:
                step = ZIP + ": data/log/entries.jsonl"
                roots, opened = check_log(folder, archive, key, facts)
                step = ZIP + ": data/exhibits.csv"
                references = check_exhibits(archive, opened, wrong, facts)
                step = ZIP + ": data/threads"
                check_threads(archive, opened, references, wrong, facts)
                step = ZIP + ": data/log/timestamps"
                check_timestamps(folder, archive, key, roots, facts)
    except Wrong as found:
        wrong.append(found.args)
    except Exception as error:  # hostile input: whatever it breaks, it is refused and named
        wrong.append((step, "It cannot be read as On Record writes it (%s: %s)." % (type(error).__name__, error)))
    return wrong, facts

def main(arguments):
    folder = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
    wrong, facts = check(folder)
    if wrong:
        print("This pack does NOT pass the check.\n")
        for file, problem in wrong[:200]:
            print(ascii(file)[1:-1] + "\n  " + ascii(problem)[1:-1])
        print("\nFiles that are not named are as the list says. Ask for a new copy of those that are.")
        return 1
    print("Every check passed.\nFingerprint of this pack:      %s\nFingerprint of the case's log: %s" % (facts["pack"], facts["fingerprint"]))
    print("Compare them with those that you were given another way. If they are the same, this is proven:")
    print("- No file was changed, added, removed or renamed since the pack was made.")
    print("- The custody log has %(entries)d entries, in this order, none taken out." % facts)
    print("- The %(originals)d originals are the files that the log says were sealed." % facts)
    print("- The %(shown)d events shown, of %(threads)d threads, stand unaltered since they were read; %(withheld)d are withheld, where the gaps say." % facts)
    print("%(timestamps)d outside timestamps name this log; check their signatures with openssl (04-VERIFY.txt)." % facts)
    print("Not proven: that an export or screenshot was genuine when it came, that it was complete, or who typed.")
    return 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
