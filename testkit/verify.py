#!/usr/bin/env python3
"""Checks an On Record pack: python3 05-verify.py [FOLDER]

Needs Python 3.8 or later, nothing else, and shares no code with the program that made the pack. Exit code 0:
every check passed; 1: something is wrong. The format: docs/PACK-FORMAT.md. Read it from `check`, at the end.

This file proves log and threads. Then verify_tables.py, which lies beside it (05-verify-tables.py in a pack),
proves the originals and makes each row of each table again. Left to `onrecord verify`: the zip's spelling and
the bag's manifests, whose bytes are signed as a whole. Left to openssl: who signed an outside timestamp.
"""
import base64, collections, hashlib, json, os, re, runpy, sys, zipfile

ZIP, SUMS, NOTE, HEAD = "03-evidence.zip", "10-SHA256SUMS", "11-SHA256SUMS.note", "06-checkpoint.note"
PAGE, REPORT, TABLES = "00-check-this-pack.html", "01-report.pdf", "05-verify-tables.py"
HERE = os.path.dirname(os.path.abspath(__file__))
REQUIRED = [PAGE, REPORT, ZIP, "04-VERIFY.txt", TABLES, "05-verify.py", HEAD]
PROOF = "onrecord/thread-proof/1\nthread %s\nimporter .+\nevents (.+)\nentry ([0-9]+)\ncommitment (.{64})\n"
FIELDS = "time sender others kind body details attachments locator".split()

class Wrong(Exception):
    """What is wrong with the file that is being looked at."""
looking_at = [SUMS]
def look(file):
    looking_at[0] = file
def must(condition, problem):
    if not condition:
        raise Wrong(problem)
def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

# ---- Ed25519 (RFC 8032). Points of the curve are pairs; weak keys and points are refused.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
def add(p, q):
    (x, y), (u, v) = p, q
    t = D * x * y * u * v
    return (x * v + y * u) * pow(1 + t, -1, P) % P, (y * v + x * u) * pow(1 - t, -1, P) % P
def times(n, p):
    result = (0, 1)
    while n:
        result, p, n = add(result, p) if n & 1 else result, add(p, p), n >> 1
    return result
def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    x = x if x & 1 == sign else P - x
    weak = (x * x - square) % P or y >= P or x == P or times(8, (x, y)) == (0, 1)
    must(not weak, "It holds no point of the curve, or a weak one.")
    return x, y
BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
def signed(key, text, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + key + text).digest(), "little") % L
    return len(signature) == 64 and s < L and times(s, BASE) == add(point(r), times(k, point(key)))

# ---- Signed notes (C2SP signed-note, tlog-checkpoint). Whatever is read is written again and compared.
def read_key(text):
    """Name, number and public key of a verifier key."""
    name, _, coded = text.split("+", 2)
    key = base64.b64decode(coded)
    number = sha256(name.encode() + b"\n" + key)[:4]
    again = "%s+%s+%s" % (name, number.hex(), base64.b64encode(key).decode())
    must(text == again and len(key) == 33 and key[0] == 1, "It names no key.")
    return name, number, key[1:]
def open_note(data, key):
    """The text of a note with exactly one signature, by this key."""
    text, line = data.decode("utf-8").rsplit("\n\n", 1)
    signature = base64.b64decode(line.split(" ")[2])
    again = "\u2014 %s %s\n" % (key[0], base64.b64encode(signature).decode())
    good = line == again and signature[:4] == key[1] and signed(key[2], (text + "\n").encode(), signature[4:])
    must(good, "It is not signed by the case's key.")
    return text + "\n"
def fingerprint(data):
    return " ".join(re.findall("....", sha256(data).hex()[:32]))

# ---- Trees (RFC 6962) and CBOR (RFC 8949)
def root_of(leaves, start, size, hashes):
    """The root over size leaves from start on: from [(index, leaf)] and the hashes of what lies between."""
    if not leaves:
        return hashes.pop(0) if size else sha256(b"")
    if size == 1:
        return leaves[0][1]
    left = 1 << (size - 1).bit_length() - 1
    low = [leaf for leaf in leaves if leaf[0] < start + left]
    first = root_of(low, start, left, hashes)
    return sha256(b"\1", first, root_of(leaves[len(low):], start + left, size - left, hashes))
def cbor(data, at=0):
    """A number, bytes, text, list, map, true, false or null, and where it ends."""
    major, number, at = data[at] >> 5, data[at] & 31, at + 1
    if major == 7:
        return {20: False, 21: True, 22: None}[number], at
    if number > 23:
        width = {24: 1, 25: 2, 26: 4, 27: 8}[number]
        number, at = int.from_bytes(data[at:at + width], "big"), at + width
    if major < 2:
        return -1 - number if major else number, at
    if major < 4:
        piece = data[at:at + number]
        return piece if major == 2 else piece.decode("utf-8"), at + number
    items = []
    for _ in range(number * (major - 3)):
        item, at = cbor(data, at)
        items.append(item)
    return items if major == 4 else dict(zip(items[::2], items[1::2])), at

# ---- The folder
def hashed(file):
    digest = hashlib.sha256()
    with file:
        for piece in iter(lambda: file.read(1 << 18), b""):
            digest.update(piece)
    return digest.hexdigest()
def read(folder, name):
    look(name)
    with open(os.path.join(folder, name), "rb") as file:
        return file.read(1 << 20)
def check_folder(folder, wrong, facts):
    """The signed list and exactly its files. Gives the case's key."""
    sums, note = read(folder, SUMS), read(folder, NOTE)
    form = "onrecord/pack/1\nkey (\\S+)\nsums %s\nbag [0-9a-f]{64}\nfiles %d\n\n"
    found = re.match(form % (sha256(sums).hex(), sums.count(b"\n")), note.decode("utf-8", "replace"))
    must(found, "Either this note or %s was changed: they do not fit." % SUMS)
    key = read_key(found[1])
    open_note(note, key)
    facts["pack"] = fingerprint(note)
    look(SUMS)
    listed = {line[66:]: line[:64] for line in sums.decode("utf-8", "replace").split("\n")[:-1]}
    again = "".join("%s  %s\n" % (listed[name], name) for name in sorted(listed))
    must(again.encode() == sums, "It is not a list as On Record writes it.")
    there = os.listdir(folder)
    for name in sorted({*listed, *REQUIRED, *there} - {SUMS, NOTE}):
        path = os.path.join(folder, name)
        if name not in listed:
            wrong.append((name, "%s does not list this file." % SUMS))
        elif name not in there or os.path.islink(path) or not os.path.isfile(path):
            wrong.append((name, "This file is missing, or is no plain file."))
        elif hashed(open(path, "rb")) != listed[name]:
            wrong.append((name, "Its SHA-256 is not the one that %s states." % SUMS))
    return key

# ---- The evidence: log, exhibits
class Archive(zipfile.ZipFile):
    """Paths are within evidence/data/."""
    def names(self, begin, end=""):
        begin = "evidence/data/" + begin
        return [name[14:] for name in self.namelist() if name.startswith(begin) and name.endswith(end)]
    def get(self, name):
        """Opens a file, which is looked at from now on."""
        look(ZIP + ": data/" + name)
        must("evidence/data/" + name in self.NameToInfo, "This file is missing.")
        return self.open("evidence/data/" + name)
def is_head(text, key, leaves):
    """Whether the root of a checkpoint is that of so many first entries of this log."""
    first = leaves[:int(text.split("\n")[1])]
    root = base64.b64encode(root_of(first, 0, len(first), [])).decode()
    return text == "%s\n%d\n%s\n" % (key[0], len(first), root)
def check_log(folder, archive, key, facts):
    """Entries -> tree -> signed head, and timestamps. Gives act and payload of the opened entries."""
    leaves, opened, last = [], {}, []
    for seq, line in enumerate(archive.get("log/entries.jsonl")):
        item = json.loads(line)
        entry = cbor(bytes.fromhex(item["entry"]))[0]
        must(item["seq"] == entry["seq"] == seq, "Entry %d is not in its place." % seq)
        if "salt" in item:
            salt, payload = bytes.fromhex(item["salt"]), bytes.fromhex(item["payload"])
            bound = len(salt) == 32 and sha256(b"onrecord/payload", salt, payload) == entry["payload"]
            must(bound, "What is shown of entry %d is not what it binds." % seq)
            opened[seq] = entry["act"], payload
        leaves.append((seq, sha256(b"\0", bytes.fromhex(item["entry"]))))
    inside, head = archive.get("log/checkpoint.note").read(), read(folder, HEAD)
    must(inside == head, "It is not the same as the archive's.")
    text = open_note(head, key)
    whole = is_head(text, key, leaves) and text.split("\n")[1] == str(len(leaves))
    look(ZIP + ": data/log/entries.jsonl")
    must(whole, "The entries do not lead to %s." % HEAD)
    notes = archive.names("log/timestamps/", ".note")
    for name in notes:
        last = [archive.get(name).read(), archive.get(name[:-5] + ".tsr").read()]
        stamped = open_note(last[0], key) if b"\n\n" in last[0] else last[0].decode("utf-8", "replace")
        good = is_head(stamped, key, leaves) and sha256(last[0]) in last[1]
        must(good, "It does not stamp a head of this log.")
    beside = [name for name in os.listdir(folder) if name in ("07-timestamp.note", "08-timestamp.tsr")]
    must([read(folder, name) for name in sorted(beside)] == last, "It is not the newest of the archive.")
    facts["fingerprint"] = fingerprint(text.encode())
    facts.update(entries=len(leaves), timestamps=len(notes))
    return opened
def holds(opened, entry, act, digest):
    """Whether an opened entry of the log is of this act and states this digest."""
    found, payload = opened.get(int(entry), ("", b""))
    return found == act and b"\x58\x20" + bytes.fromhex(digest) in payload

# ---- Threads
def body_digest(part):
    """The digest of a text from its pieces: some shown, some not; or all, with salts that follow from one."""
    if isinstance(part, dict):
        pieces = [[piece] if isinstance(piece, str) else piece for piece in part["pieces"]]
        must(all(len(piece[0]) == 64 // len(piece) for piece in pieces), "A piece is not of its form.")
        pieces = [list(map(bytes.fromhex, piece)) for piece in pieces]
        return sha256(b"onrecord/body", *(sha256(b"\2", *p) if len(p) == 2 else p[0] for p in pieces))
    salt, digests = bytes.fromhex(part[0]), []
    for number, text in enumerate(cbor(bytes.fromhex(part[1]))[0] or [None]):
        own = sha256(b"onrecord/salts", salt, (number // 2).to_bytes(4, "big"))[number % 2 * 16:][:16]
        digests.append(sha256(b"\3", own) if text is None else sha256(b"\2", own, text.encode()))
    return sha256(b"onrecord/body", *digests)
def leaf_of(item):
    """The hash of a shown event, each field of which is a digest or [salt, value]."""
    leaf = b"\0onrecord/1" + item["index"].to_bytes(8, "big")
    for number, field in enumerate(FIELDS):
        part = item[field]
        if isinstance(part, str):
            leaf += bytes.fromhex(part) if len(part) == 64 else b""
        elif field == "body":
            leaf += body_digest(part)
        else:
            salt, value = map(bytes.fromhex, part)
            must(len(salt) == 16, "A salt has another length.")
            leaf += sha256(b"onrecord/field", bytes([number]), salt, len(value).to_bytes(8, "big"), value)
    return sha256(leaf)
def check_thread(archive, opened, thread, facts):
    """What is shown of a thread and its gaps -> the commitment -> an entry of the log. Gives its files."""
    files = ["threads/%s.%s" % (thread, ending) for ending in ("proof", "hashes", "jsonl")]
    proof = re.fullmatch(PROOF % re.escape(thread), archive.get(files[0]).read().decode("ascii"))
    must(proof, "It is not a proof of this thread.")
    events, entry, commitment = proof.groups()
    must(holds(opened, entry, "read", commitment), "Log entry %s does not commit to this thread." % entry)
    hashes = re.findall(b"(?s).{1,32}", archive.get(files[1]).read())
    shown, attached, following = [], {}, 0
    for item in map(json.loads, archive.get(files[2])):
        index, count = item.get("from", item.get("index")), item.get("withheld", 1)
        must(index == following and count > 0, "A line is not where it must be, after event %d." % index)
        following += count
        if "withheld" not in item:
            shown.append((index, leaf_of(item)))
            attached[str(index)] = item["attachments"][1]  # one digit, where the field is withheld
    root = root_of(shown, 0, following, hashes)
    found = sha256(b"onrecord/thread", following.to_bytes(8, "big"), root).hex()
    fits = found == commitment and str(following) == events and not hashes
    must(fits, "The events and gaps are not those that were committed when the thread was read.")
    for path in archive.names("attachments/%s/" % thread):
        value = attached.get(path.split("/")[2].split("-")[0], "")
        must("5820" + hashed(archive.get(path)) in value, "No event shown states this attachment.")
        files.append(path)
    facts.update(threads=1, shown=len(shown), events=following)
    return files
def check_threads(archive, opened, facts):
    left = {*archive.names("threads/"), *archive.names("attachments/")}
    for thread in sorted({name[8:].rsplit(".", 1)[0] for name in archive.names("threads/")}):
        left -= {*check_thread(archive, opened, thread, facts)}
    look(ZIP + ": data/" + min(left, default=""))
    must(not left, "Nothing that is shown belongs to this file.")

# ---- Everything
def check_tables(*arguments):
    """Runs the other half of this program, which lies beside it."""
    look(TABLES if os.path.exists(os.path.join(HERE, TABLES)) else "verify_tables.py")
    runpy.run_path(os.path.join(HERE, looking_at[0]), {"verify": sys.modules[__name__]})["check"](*arguments)
def check(folder):
    """Gives a list of (file, problem), empty if the pack is sound, and what was counted."""
    wrong, facts = [], collections.Counter()
    try:
        key = check_folder(folder, wrong, facts)
        look(ZIP)
        with Archive(os.path.join(folder, ZIP)) as archive:
            stored = {info.filename for info in archive.infolist() if info.compress_type == 0}
            must(len(stored) == len(archive.infolist()), "It holds what no pack does.")
            opened = check_log(folder, archive, key, facts)
            check_threads(archive, opened, facts)
            if not wrong:  # so that no changed script is run
                check_tables(archive, opened, facts)
    except Exception as error:  # hostile input: whatever it breaks, it is refused and named
        unread = "It cannot be read as On Record writes it (%s: %s)." % (type(error).__name__, error)
        wrong.append((looking_at[0], str(error) if isinstance(error, Wrong) else unread))
    return wrong, facts

def main(arguments):
    wrong, facts = check(arguments[0] if arguments else HERE)
    if wrong:
        print("This pack does NOT pass the check. Ask for a new copy of:\n")
        for file, problem in wrong[:200]:
            print(ascii(file)[1:-1] + "\n  " + ascii(problem)[1:-1])
        return 1
    print("""Every check passed.
Fingerprint of this pack:      %(pack)s
Fingerprint of the case's log: %(fingerprint)s
Compare them with those that you were given another way. If they are the same, this is proven:
- No file was changed, added, removed or renamed since the pack was made.
- The custody log has %(entries)d entries, in this order, none taken out.
- The %(originals)d originals are the files that the log says were sealed.
- The %(shown)d events shown, of %(events)d in %(threads)d threads, stand unaltered since they were read.
- Every table for other programs says the same.
%(timestamps)d outside timestamps name this log; check their signatures with openssl (04-VERIFY.txt).
Not proven: that an export or screenshot was genuine, that it was complete, or who typed.""" % facts)
    return 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
