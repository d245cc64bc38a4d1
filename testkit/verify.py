#!/usr/bin/env python3
"""Checks an On Record pack: python3 05-verify.py [FOLDER]

Needs Python 3.8 or later and nothing else. Shares no code with the program that made the pack. Exit code 0:
every check passed; 1: something is wrong. The format: docs/PACK-FORMAT.md. Read it from `check`, at the end.

It proves the log, the originals and the threads. It leaves to `onrecord verify`: that the tables, which other
programs read, say what the threads say; the zip's spelling and the bag's manifests, whose bytes are signed as a
whole. It leaves to openssl (04-VERIFY.txt says how): who signed an outside timestamp.
"""
import base64, hashlib, json, os, re, sys, zipfile

ZIP, SUMS, NOTE, HEAD = "03-evidence.zip", "10-SHA256SUMS", "11-SHA256SUMS.note", "06-checkpoint.note"
REQUIRED = ["00-check-this-pack.html", "01-report.pdf", ZIP, "04-VERIFY.txt", "05-verify.py", HEAD]
PROOF = "onrecord/thread-proof/1\nthread (.+)\nimporter .+\nevents (.+)\nentry ([0-9]+)\ncommitment ([0-9a-f]{64})\n"
FIELDS = ["time", "sender", "others", "kind", "body", "details", "attachments", "locator"]

class Wrong(Exception):
    """A file and what is wrong with it."""
def must(condition, file, problem):
    if not condition:
        raise Wrong(file, problem)
def attempt(work, *arguments):
    """What work gives, or None where the bytes are not of the form that it reads."""
    try:
        return work(*arguments)
    except (ValueError, IndexError):
        return None
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
    if (x * x - square) % P or y >= P or x == P or times(8, (x, y)) == (0, 1):
        raise ValueError("no point of the curve, or a weak one")
    return x, y
BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
def signed(key, text, signature):
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    return len(signature) == 64 and s < L and times(s, BASE) == add(point(signature[:32]), times(k, point(key)))

# ---- Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint). Whatever is read is written again and compared.
def to64(data):
    return base64.b64encode(data).decode()
def read_key(text):
    """Name, number and public key of a verifier key."""
    name, _, key = text.split("+", 2)
    key = base64.b64decode(key)
    number = sha256(name.encode() + b"\n" + key)[:4]
    if text != "%s+%s+%s" % (name, number.hex(), to64(key)) or len(key) != 33 or key[0] != 1:
        raise ValueError("key")
    return name, number, key[1:]
def open_note(data, key):
    """The text of a note with exactly one signature, by this key."""
    text, line = data.decode("utf-8").rsplit("\n\n", 1)
    signature = base64.b64decode(line.split(" ")[2])
    again = "\u2014 %s %s\n" % (key[0], to64(signature))
    if line != again or signature[:4] != key[1] or not signed(key[2], (text + "\n").encode(), signature[4:]):
        raise ValueError("signature")
    return text + "\n"
def size_of(text, key, leaves):
    """How many of the first entries of this log lead to the root of a checkpoint."""
    first = leaves[:int(text.split("\n")[1])]
    if text != "%s\n%d\n%s\n" % (key[0], len(first), to64(root_of(first, 0, len(first), []))):
        raise ValueError("a head of another log")
    return len(first)
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
    with open(os.path.join(folder, name), "rb") as file:
        return file.read(1 << 20)

def check_folder(folder, wrong):
    """The signed list and exactly its files. Gives the case's key."""
    there = os.listdir(folder)
    for name in (SUMS, NOTE):
        must(name in there, name, "This file is missing.")
    sums, note = read(folder, SUMS), read(folder, NOTE)
    form = "onrecord/pack/1\nkey (\\S+)\nsums %s\nbag [0-9a-f]{64}\nfiles %d\n\n"
    found = re.match(form % (sha256(sums).hex(), sums.count(b"\n")), note.decode("utf-8", "replace"))
    key = attempt(read_key, found[1]) if found else None
    must(key and attempt(open_note, note, key), NOTE, "Either this note or %s was changed: they do not fit." % SUMS)
    listed = {line[66:]: line[:64] for line in sums.decode("utf-8", "replace").split("\n")[:-1]}
    again = "".join("%s  %s\n" % (listed[name], name) for name in sorted(listed))
    must(again.encode() == sums, SUMS, "It is not a list as On Record writes it.")
    for name in sorted({*listed, *REQUIRED, *there} - {SUMS, NOTE}):
        path = os.path.join(folder, name)
        if name not in listed:
            wrong.append((name, "%s does not list this file." % SUMS))
        elif name not in there or os.path.islink(path) or not os.path.isfile(path):
            wrong.append((name, "This file is missing, or is no plain file."))
        elif hashed(open(path, "rb")) != listed[name]:
            wrong.append((name, "Its SHA-256 is not the one that %s states." % SUMS))
    return key, fingerprint(note)

# ---- The evidence
class Archive(zipfile.ZipFile):
    """Files stored as they are, each under one name; paths are within evidence/."""
    def names(self, begin="", end=""):
        names = [name[9:] for name in self.namelist()]
        return [name for name in names if name.startswith(begin) and name.endswith(end)]
    def get(self, name):
        must("evidence/" + name in self.NameToInfo, at(name), "This file is missing.")
        return self.open("evidence/" + name)
def at(name):
    return ZIP + ": " + name
def check_log(folder, archive, key, facts):
    """Entries -> tree -> signed head, and timestamps. Gives act and payload of the opened entries."""
    where, leaves, opened, last = at("data/log/entries.jsonl"), [], {}, []
    for seq, line in enumerate(archive.get("data/log/entries.jsonl")):
        item = json.loads(line)
        entry = cbor(bytes.fromhex(item["entry"]))[0]
        must(item["seq"] == entry["seq"] == seq, where, "Entry %d is not in its place." % seq)
        if "salt" in item:
            salt, payload = bytes.fromhex(item["salt"]), bytes.fromhex(item["payload"])
            bound = len(salt) == 32 and sha256(b"onrecord/payload", salt, payload) == entry["payload"]
            must(bound, where, "What is shown of entry %d is not what it binds." % seq)
            opened[seq] = entry["act"], payload
        leaves.append((seq, sha256(b"\0", bytes.fromhex(item["entry"]))))
    head = read(folder, HEAD)
    must(archive.get("data/log/checkpoint.note").read() == head, HEAD, "It is not the same as the archive's.")
    text = attempt(open_note, head, key)
    must(text, HEAD, "It is not signed by the case's key.")
    must(attempt(size_of, text, key, leaves) == len(leaves), where, "The entries do not lead to %s." % HEAD)
    notes = archive.names("data/log/timestamps/", ".note")
    for name in notes:
        last = [archive.get(name).read(), archive.get(name[:-5] + ".tsr").read()]
        stamped = attempt(open_note, last[0], key) if b"\n\n" in last[0] else last[0].decode("utf-8", "replace")
        good = attempt(size_of, stamped or "", key, leaves) is not None and sha256(last[0]) in last[1]
        must(good, at(name[:-5] + ".tsr"), "It does not stamp a head of this log.")
    beside = [name for name in ("07-timestamp.note", "08-timestamp.tsr") if os.path.exists(os.path.join(folder, name))]
    must([read(folder, name) for name in beside] == last, "08-timestamp.tsr", "It is not the newest of the archive.")
    facts.update(entries=len(leaves), fingerprint=fingerprint(text.encode()), timestamps=len(notes))
    return opened
def check_originals(archive, opened, facts):
    for name in archive.names("data/originals/"):
        digest = bytes.fromhex(hashed(archive.get(name)))
        sealed = any(act == "sealed" and b"\x58\x20" + digest in payload for act, payload in opened.values())
        must(sealed, at(name), "No entry of the log that is shown seals this file.")
        facts["originals"] += 1

# ---- Threads
def body_digest(part):
    """The digest of a text from its pieces: all under salts that follow from one, or some shown and some not."""
    if isinstance(part, dict):
        pieces = [[piece] if isinstance(piece, str) else piece for piece in part["pieces"]]  # [digest] or [salt, text]
        must(all(len(piece[0]) == 64 // len(piece) for piece in pieces), at("data/threads"), "A piece is not one.")
        digests = [bytes.fromhex(p[0]) if len(p) == 1 else sha256(b"\2", *map(bytes.fromhex, p)) for p in pieces]
        return sha256(b"onrecord/body", *digests)
    salt, texts = bytes.fromhex(part[0]), cbor(bytes.fromhex(part[1]))[0]
    digests = []
    for number, text in enumerate(texts or [None]):
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
            must(len(salt) == 16, at("data/threads"), "A salt has another length.")
            leaf += sha256(b"onrecord/field", bytes([number]), salt, len(value).to_bytes(8, "big"), value)
    return sha256(leaf)
def check_threads(archive, opened, facts):
    others = {*archive.names("data/threads/"), *archive.names("data/attachments/")}
    for stem in sorted({name.rsplit(".", 1)[0] for name in archive.names("data/threads/")}):
        name, shown, stated, following = stem + ".jsonl", [], {}, 0
        proof = re.fullmatch(PROOF, archive.get(stem + ".proof").read().decode("ascii"))
        must(proof and stem == "data/threads/" + proof[1], at(stem + ".proof"), "It is not a proof of this thread.")
        thread, events, entry, commitment = proof.groups()
        hashes = archive.get(stem + ".hashes").read()
        hashes = [hashes[n:n + 32] for n in range(0, len(hashes), 32)]
        others -= {name, stem + ".proof", stem + ".hashes"}
        for item in map(json.loads, archive.get(name)):
            index, count = item.get("from", item.get("index")), item.get("withheld", 1)
            must(index == following and count > 0, at(name), "A line is not where it must be, after event %d." % index)
            following += count
            if "withheld" not in item:
                shown.append((index, leaf_of(item)))
                stated[str(index)] = item["attachments"][1]  # one digit, where the field is withheld
        for path in archive.names("data/attachments/%s/" % thread):
            value = stated.get(path.split("/")[3].split("-")[0], "")
            must("5820" + hashed(archive.get(path)) in value, at(path), "No event shown states this attachment.")
            others.discard(path)
        root = attempt(root_of, shown, 0, following, hashes) or b""
        found = sha256(b"onrecord/thread", following.to_bytes(8, "big"), root).hex()
        fits = found == commitment and str(following) == events and not hashes
        must(fits, at(name), "The events and gaps are not those that were committed when the thread was read.")
        act, payload = opened.get(int(entry), ("", b""))
        must(act == "read" and b"\x58\x20" + bytes.fromhex(found) in payload, at(stem + ".proof"),
             "Log entry %s does not commit to this thread." % entry)
        for what, number in (("threads", 1), ("shown", len(shown)), ("events", following)):
            facts[what] += number
    must(not others, at(min(others, default="")), "Nothing that is shown belongs to this file.")

def check(folder):
    """Gives a list of (file, problem), empty if the pack is sound, and what was counted."""
    wrong, facts, step = [], dict.fromkeys(["originals", "threads", "shown", "events"], 0), SUMS
    try:
        key, facts["pack"] = check_folder(folder, wrong)
        step = ZIP
        archive = Archive(os.path.join(folder, ZIP))
        names = [info.filename for info in archive.infolist() if info.compress_type == 0]
        must(len(archive.NameToInfo) == len(names) == len(archive.infolist()), ZIP, "It holds what no pack does.")
        step = at("data/log/entries.jsonl")
        opened = check_log(folder, archive, key, facts)
        step = at("data/threads")
        check_originals(archive, opened, facts)
        check_threads(archive, opened, facts)
    except Wrong as found:
        wrong.append(found.args)
    except Exception as error:  # hostile input: whatever it breaks, it is refused and named
        wrong.append((step, "It cannot be read as On Record writes it (%s: %s)." % (type(error).__name__, error)))
    return wrong, facts

def main(arguments):
    wrong, facts = check(arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__)))
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
Not compared here: the tables. `onrecord verify` and 00-check-this-pack.html do that.
%(timestamps)d outside timestamps name this log; check their signatures with openssl (04-VERIFY.txt).
Not proven: that an export or screenshot was genuine when it came, that it was complete, or who typed.""" % facts)
    return 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
