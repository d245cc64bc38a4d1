"""Helpers of scripts/end-to-end: a local time authority, hostile files, killing, words, measuring.

Only Python's own library. Each function is one subcommand; see the end of the file.
"""

import csv
import hashlib
import http.server
import io
import json
import os
import random
import re
import resource
import signal
import struct
import subprocess
import sys
import tarfile
import time
import zipfile
import zlib


def tsa(folder, port_file):
    """An RFC 3161 authority on 127.0.0.1: openssl answers, this only carries."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            with open(f"{folder}/query", "wb") as query:
                query.write(self.rfile.read(int(self.headers["Content-Length"])))
            subprocess.run(
                "openssl ts -reply -config tsa.cnf -queryfile query -signer tsa.pem -inkey tsa.key -out reply".split(),
                cwd=folder, check=True, stderr=subprocess.DEVNULL)
            with open(f"{folder}/reply", "rb") as reply:
                body = reply.read()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    with open(port_file + ".part", "w") as out:
        out.write(str(server.server_port))
    os.rename(port_file + ".part", port_file)
    server.serve_forever()


def measured(report, *command):
    """Runs a command, writes `exit peak_kb seconds` to a file. Output goes where ours goes."""
    start = time.monotonic()
    child = subprocess.Popen(command)
    try:
        code = child.wait(timeout=240)
    except subprocess.TimeoutExpired:
        child.kill()
        code = child.wait()
        print("e2e: stopped after 240 seconds", file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with open(report, "w") as out:
        out.write(f"{code} {peak} {time.monotonic() - start:.1f}\n")


def words(json_lines, exports):
    """Fifty fixed strings that only the evidence has: words, names, numbers, file names."""
    texts, names, numbers = set(), set(), set()
    with open(json_lines, encoding="utf-8") as lines:
        for line in lines:
            value = json.loads(line)
            for word in re.findall(r"[A-Za-z]{8,}", value.get("text") or ""):
                texts.add(word)
            account = value.get("account") or ""
            if re.fullmatch(r"[A-Za-z]+ [A-Za-z-]+", account):
                names.add(account)
            numbers.update(re.findall(r"\+447700900\d{3}", f"{account} {value.get('account_id')}"))
    files = {name for _, _, found in os.walk(exports) for name in found if len(name) > 12}
    picker = random.Random(7)
    chosen = []
    for of, count in ((texts, 26), (names, 10), (numbers, 6), (files, 8)):
        chosen += picker.sample(sorted(of), min(count, len(of)))
    print("\n".join(chosen))


def keys_of(path, documented):
    """Every line is one JSON object whose keys stand in the documentation; prints the keys."""
    with open(documented, encoding="utf-8") as text:
        known = set(re.findall(r"`([a-z0-9_]+)`", text.read()))
    seen, lines = set(), 0
    with open(path, encoding="utf-8", newline="\n") as text:
        for line in text:
            value = json.loads(line)
            assert isinstance(value, dict), "a line that is not an object"
            seen |= set(value)
            lines += 1
    unknown = seen - known
    assert not unknown, f"not documented: {sorted(unknown)}"
    print(lines, " ".join(sorted(seen)))


def json_lines(path):
    """Every line is one JSON object with a type; prints how many of each."""
    counts = {}
    with open(path, "rb") as data:
        for line in data:
            value = json.loads(line)
            counts[value["type"]] = counts.get(value["type"], 0) + 1
    print(" ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "nothing")


def read_all(binary, folder):
    """Each file for itself: JSON lines, a documented exit code, no panic."""
    bad, files = [], 0
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path, files = os.path.join(place, name), files + 1
            done = subprocess.run([binary, "read", "--json", path], capture_output=True)
            try:
                assert done.returncode in (0, 5), f"exit {done.returncode}"
                assert b"panicked at" not in done.stderr, "a panic"
                # An empty file has no records; every other gives at least one line.
                assert done.stdout or os.path.getsize(path) == 0, "not a line"
                for line in done.stdout.splitlines():
                    assert json.loads(line)["type"]
            except (AssertionError, ValueError, KeyError) as problem:
                bad.append(f"{path}: {problem} {done.stderr[:200]}")
    assert not bad and files, "\n".join(bad)
    print(files, "files")


def flip(path, seed):
    """Changes one byte."""
    with open(path, "r+b") as data:
        size = os.fstat(data.fileno()).st_size
        at = random.Random(int(seed)).randrange(size)
        data.seek(at)
        old = data.read(1)[0]
        data.seek(at)
        data.write(bytes([old ^ (1 << random.Random(int(seed) + 1).randrange(8))]))
    print(at)


def kill_at(seed, least, most, *command):
    """Kills a command with signal 9 at a random moment; prints whether it was still running."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(random.Random(int(seed)).uniform(float(least), float(most)))
    child.send_signal(signal.SIGKILL)
    print("killed" if child.wait() == -signal.SIGKILL else "was done")


def state_of(folder):
    """What the user's files are: path, digest, time of change, size."""
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(place, name)
            with open(path, "rb") as data:
                digest = hashlib.sha256(data.read()).hexdigest()
            about = os.stat(path)
            print(path, digest, about.st_mtime_ns, about.st_size, oct(about.st_mode))


def sealed(exhibits, *paths):
    """Every regular file among the paths is an exhibit, by its digest."""
    with open(exhibits, encoding="utf-8") as text:
        kept = {json.loads(line)["sha256"] for line in text}
    missing = []
    for given in paths:
        found = [given] if os.path.isfile(given) else [
            os.path.join(place, name) for place, _, names in os.walk(given) for name in names]
        for path in found:
            if os.path.islink(path) or not os.path.isfile(path):
                continue
            digest = hashlib.sha256()
            with open(path, "rb") as data:
                while chunk := data.read(1 << 20):
                    digest.update(chunk)
            if digest.hexdigest() not in kept:
                missing.append(path)
    assert not missing, f"not sealed: {missing}"


def chat(path, lines, person="Linden Example"):
    """An invented WhatsApp chat."""
    lines = int(lines)
    picker = random.Random(lines)
    with open(path, "w", encoding="utf-8") as out:
        for line in range(lines):
            day, minute = divmod(line * 7, 1440)
            words = " ".join(picker.choice("tea river lamp stone paper window garden".split()) for _ in range(9))
            out.write(f"{1 + day % 28:02}/{1 + day // 28 % 12:02}/{2020 + day // 336}, "
                      f"{minute // 60:02}:{minute % 60:02} - {person}: {words} {line}\n")


def raw_zip(path, entries, overlap):
    """A zip whose entries share one local header where `overlap`, or are written each for itself."""
    body, central = b"", b""
    count = 0
    for name, method, data, crc, size in entries:
        count += 1
        offset = len(body)
        if overlap and count > 1:
            offset = 0
        else:
            body += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0x800, method, 0, 0x5821, crc, len(data), size, len(name), 0)
            body += name + data
        central += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0x800, method, 0, 0x5821, crc, len(data), size,
                               len(name), 0, 0, 0, 0, 0, offset) + name
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(central), len(body), 0)
    with open(path, "wb") as out:
        out.write(body + central + end)


def cut_contents():
    """Texts by where they lie: in an archive alone, and in a folder."""
    def chat_of(person, lines, end="\n"):
        return "".join(f"13/03/2024, 10:{line:02} - {person}: line {line} caf\u00e9{end}" for line in range(lines))
    mail = "From: a@example.org\nTo: b@example.org\nDate: Wed, 13 Mar 2024 10:00:00 +0000\nSubject: x\n\nhello\n"
    linden, fennel, sorrel = (f"WhatsApp Chat with {name} Example.txt" for name in ("Linden", "Fennel", "Sorrel"))
    return {
        linden: chat_of("Linden Example", 3).encode(),
        f"fennel.zip!/{fennel}": chat_of("Fennel Example", 2).encode(),
        "mail.tar.gz!/x.eml": mail.encode(),
        sorrel: b"\xff\xfe" + chat_of("Sorrel Example", 4, "\r\n").encode("utf-16-le"),
    }


def cut_short(folder):
    """Archives whose download was cut short, and a text saved again in an editor."""
    os.makedirs(f"{folder}/folder")
    noise = random.Random(7).randbytes(40_000)
    for entry, content in cut_contents().items():
        outer, _, name = entry.rpartition("!/")
        if not outer and content[:2] == b"\xff\xfe":
            with open(f"{folder}/folder/{name}", "wb") as out:
                out.write(content)
            continue
        out = io.BytesIO()
        if outer.endswith(".tar.gz"):
            with tarfile.open(fileobj=out, mode="w:gz") as archive:
                for member, data in ((name, content), ("y.bin", noise)):
                    info = tarfile.TarInfo(member)
                    info.size = len(data)
                    archive.addfile(info, io.BytesIO(data))
        else:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for member, data in ((name, content), ("voice-1.bin", noise[:900]), ("voice-2.bin", noise)):
                    archive.writestr(member, data)
        with open(f"{folder}/folder/{outer}" if outer else f"{folder}/alone.zip", "wb") as cut:
            cut.write(out.getvalue()[: len(out.getvalue()) // 2])


def cut_leads(lines):
    """The place of each event holds the bytes that it was read from."""
    contents = cut_contents()
    with open(lines, encoding="utf-8") as text:
        for line in text:
            event = json.loads(line)
            start, end = event["locator"]["bytes"]
            bytes_there = contents[event["locator"]["entry"]][start:end]
            assert hashlib.sha256(bytes_there).hexdigest() == event["raw_sha256"], event


def hostile(folder):
    """What somebody who means harm may send; each prints nothing and is one path in the folder."""
    os.makedirs(folder)
    line = b"12/03/2024, 10:15 - Fennel Example: hello there\n"
    unit = line * 20_000
    packer, crc, size, parts = zlib.compressobj(9, zlib.DEFLATED, -15), 0, 0, []
    for _ in range(400):
        crc, size = zlib.crc32(unit, crc), size + len(unit)
        parts.append(packer.compress(unit))
    data = b"".join(parts) + packer.flush()
    chat_names = [b"WhatsApp Chat with Bomb%04d.txt" % n for n in range(1, 1001)]
    raw_zip(f"{folder}/bomb-overlapping.zip", [(name, 8, data, crc, size) for name in chat_names], True)
    for outer, inner in (("bomb-nested.zip", "bomb-overlapping.zip"), ("bomb-nested-twice.zip", "bomb-nested.zip")):
        with zipfile.ZipFile(f"{folder}/{outer}", "w", zipfile.ZIP_DEFLATED) as out:
            for copy in range(3):
                out.write(f"{folder}/{inner}", f"{copy}/export.zip")
    packer, crc, nothing = zlib.compressobj(9, zlib.DEFLATED, -15), 0, b"12/03/2024, 10:15 - Fennel Example: " + b"a" * 10_000_000
    parts = []
    for _ in range(60):
        crc = zlib.crc32(nothing, crc)
        parts.append(packer.compress(nothing))
    raw_zip(f"{folder}/bomb-plain.zip", [(chat_names[0], 8, b"".join(parts) + packer.flush(), crc, 60 * len(nothing))], False)
    chat_text = b"12/03/2024, 10:15 - Fennel Example: climb\n"
    raw_zip(f"{folder}/climbing-names.zip", [
        (name, 0, chat_text, zlib.crc32(chat_text), len(chat_text)) for name in
        (b"../../../../climbed.txt", b"/tmp/climbed.txt", b"a/../../climbed.txt", b"C:\\climbed.txt", b"WhatsApp Chat with Fennel Example.txt")], False)
    second = b"13/03/2024, 10:15 - Fennel Example: second\n"
    raw_zip(f"{folder}/same-names.zip", [
        (b"WhatsApp Chat with Fennel Example.txt", 0, text, zlib.crc32(text), len(text)) for text in (chat_text, second)], False)
    strange = f"{folder}/strange-folder"
    os.makedirs(f"{strange}/below")
    chat(f"{strange}/WhatsApp Chat with Linden Example.txt", 5)
    os.symlink("/etc/passwd", f"{strange}/link-out.txt")
    os.symlink("..", f"{strange}/below/link-up")
    os.mkfifo(f"{strange}/pipe")
    with open(f"{folder}/one-long-line.txt", "wb") as out:
        out.write(b"12/03/2024, 10:14 - Fennel Example: before\n12/03/2024, 10:15 - Fennel Example: ")
        for _ in range(300):
            out.write(b"a" * 1_000_000)
        out.write(b"\n12/03/2024, 10:16 - Fennel Example: after\n")
    deep = f"{folder}/deep-json/your_activity_across_facebook/messages/inbox/fennelexample_1"
    os.makedirs(deep)
    with open(f"{deep}/message_1.json", "w") as out:
        out.write('{"participants":[{"name":"Fennel Example"}],"messages":[{"sender_name":"Fennel Example",'
                  '"timestamp_ms":1710000000000,"content":"before","x":' + "[" * 200_000 + "]" * 200_000 + "}],"
                  '"title":"Fennel Example","thread_path":"inbox/fennelexample_1"}')
    with open(f"{folder}/not-utf8.txt", "wb") as out:
        out.write(b"12/03/2024, 10:15 - Fennel Example: good\n12/03/2024, 10:16 - Fennel Example: \xff\xfe\xc3( bad\n"
                  b"12/03/2024, 10:17 - Fennel Example: \xed\xa0\x80 surrogate\n12/03/2024, 10:18 - Fennel Example: end\n")
    with open(f"{folder}/formulas.txt", "w", encoding="utf-8") as out:
        for minute, who in enumerate(('=HYPERLINK("http://example.org")', "+1+1", "-2+3", "@SUM(1)", "\ttab", "ok")):
            out.write(f"13/03/2024, 10:{minute:02} - {who}: ={who}\n")
    with open(f"{folder}/controls.txt", "w", encoding="utf-8") as out:
        out.write("13/03/2024, 10:15 - Fennel Example: \x1b[31mred\x1b[0m \u202egnp.exe\u202c \x07 \u0000 end\n"
                  "13/03/2024, 10:16 - Fennel \u202eExample: hi\n")


def safe_cells(csv_path):
    """No cell of a table begins as a formula."""
    csv.field_size_limit(1 << 30)
    with open(csv_path, encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    bad = [cell[:40] for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert not bad, f"cells that begin as formulas: {bad[:5]}"
    print(len(rows), "rows")


def plain_text(path):
    """No control or direction-changing character reaches a terminal."""
    with open(path, "rb") as data:
        text = data.read().decode("utf-8")
    bad = sorted({f"U+{ord(c):04X}" for c in text if (ord(c) < 32 and c != "\n") or ord(c) in range(0x202A, 0x202F) or ord(c) in range(0x2066, 0x206A) or ord(c) == 127})
    assert not bad, f"raw characters: {bad}"


def calendar(path):
    """A calendar file by another reader: whole days, two alarms each, and nothing that tells of what."""
    import icalendar

    with open(path, "rb") as data:
        raw = data.read()
    assert raw.count(b"\n") == raw.count(b"\r\n") and max(map(len, raw.split(b"\r\n"))) <= 75, "lines"
    calendar = icalendar.Calendar.from_ical(raw)
    events = calendar.walk("VEVENT")
    assert events, "no events"
    names = set()
    for event in events:
        assert str(event["SUMMARY"]) == "Reminder" and "DESCRIPTION" not in event and "LOCATION" not in event
        assert (event["DTEND"].dt - event["DTSTART"].dt).days == 1
        assert len(event.walk("VALARM")) == 2 and event["DTSTAMP"].dt.tzinfo is not None
        names.add(str(event["UID"]))
    assert len(names) == len(events), "names twice"
    print(len(events), "events")


if __name__ == "__main__":
    globals()[sys.argv[1].replace("-", "_")](*sys.argv[2:])
