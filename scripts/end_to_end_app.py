"""The app as it runs: a real port, real files, raw sockets. What one request at the router can show is
in crates/onrecord/src/web/guard/tests.rs.

usage: end_to_end_app.py BINARY FOLDER      one line a check: "passed NAME" or "FAILED NAME: why"

Only Python's own library. FOLDER must be new; it becomes the home of the runs.
"""

import concurrent.futures
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.parse

BINARY, HOME = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
PASSPHRASE = "correct heron battery trombone"
CASE = f"{HOME}/a case"
WORD = "zanzibar-lanterns"


def check(name, work):
    try:
        why = work()
        print(f"passed {name}" if why is None else f"FAILED {name}: {why}", flush=True)
    except Exception as error:
        print(f"FAILED {name}: {type(error).__name__} {error}", flush=True)


def equal(found, wanted):
    return None if found == wanted else f"{found!r}, not {wanted!r}"


class Run:
    """The program, started as a desktop would, but told to start no browser."""

    def __init__(self):
        environment = dict(os.environ, HOME=HOME)
        self.process = subprocess.Popen(
            [BINARY, "--case", CASE, "open", "--no-browser"], cwd=HOME, env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.cookie = ""
        self.file = self.process.stdout.readline().strip()
        if self.file:
            self.read()

    def read(self):
        with open(self.file) as page:
            found = re.search(r"http://(127\.0\.0\.1:(\d+))(/w/[0-9a-f]{32})/open\?t=([0-9a-f]{64})", page.read())
        self.host, self.port, self.base, self.token = found[1], int(found[2]), found[3], found[4]

    def headers(self, more):
        known = {"Host": self.host, "Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", "Connection": "close"}
        known.update(more)
        return "".join(f"{name}: {value}\r\n" for name, value in known.items() if value is not None)

    def ask(self, method, path, body="", **more):
        more = {name.replace("_", "-"): value for name, value in more.items()}
        if method == "POST":
            more = {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded",
                    "Content-Length": len(body), **more}
        with socket.create_connection(("127.0.0.1", self.port), timeout=40) as line:
            line.sendall(f"{method} {path} HTTP/1.1\r\n{self.headers(more)}\r\n{body}".encode())
            answer = b""
            while part := line.recv(65536):
                answer += part
        head, _, text = answer.decode("utf-8", "replace").partition("\r\n\r\n")
        cookie = re.search(r"(?i)^set-cookie: ([^;]*)", head, re.M)
        if cookie:
            self.cookie = cookie[1]
        return int(head.split()[1]), head, text

    def get(self, inside, **more):
        return self.ask("GET", f"{self.base}/{inside}", **more)

    def post(self, inside, **fields):
        return self.ask("POST", f"{self.base}/{inside}", urllib.parse.urlencode(fields))

    def launch(self):
        return self.get(f"open?t={self.token}", Cookie=None, Sec_Fetch_Site="cross-site",
                        Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document")

    def end(self, by=signal.SIGINT):
        self.process.send_signal(by)
        return self.process.wait(timeout=30)


def mode(path):
    return oct(stat.S_IMODE(os.stat(path).st_mode))


def listening(port):
    """Every address on which something of this computer listens at the port, as the kernel says it."""
    found = []
    for table in ("tcp", "tcp6"):
        with open(f"/proc/net/{table}") as lines:
            for line in list(lines)[1:]:
                address, state = line.split()[1], line.split()[3]
                if state == "0A" and int(address.rpartition(":")[2], 16) == port:
                    found.append(address.rpartition(":")[0])
    return found


def refused(address, port):
    try:
        socket.create_connection((address, port), timeout=5).close()
    except OSError:
        return True
    return False


def closed_after(line, most):
    """How long until the other side gives up."""
    start = time.monotonic()
    line.settimeout(most)
    try:
        while line.recv(65536):
            pass
    except (ConnectionResetError, BrokenPipeError):
        pass
    return time.monotonic() - start


def slow_header(run):
    with socket.create_connection(("127.0.0.1", run.port)) as line:
        line.sendall(f"GET {run.base}/ HTTP/1.1\r\nHost: {run.host}\r\nX-Slow: ".encode())
        taken = closed_after(line, 30)
        return None if taken < 20 else f"{taken:.0f} s"


def dripping_header(run):
    with socket.create_connection(("127.0.0.1", run.port)) as line:
        start = time.monotonic()
        try:
            line.sendall(f"GET {run.base}/ HTTP/1.1\r\nX-Slow: ".encode())
            while time.monotonic() - start < 30:
                line.sendall(b"x")
                time.sleep(0.5)
        except OSError:
            pass
        taken = time.monotonic() - start
        return None if taken < 20 else f"{taken:.0f} s"


def slow_body(run):
    with socket.create_connection(("127.0.0.1", run.port)) as line:
        head = run.headers({"Origin": f"http://{run.host}", "Content-Type": "application/x-www-form-urlencoded",
                            "Content-Length": 1000})
        line.sendall(f"POST {run.base}/settings HTTP/1.1\r\n{head}\r\nminutes=".encode())
        taken = closed_after(line, 60)
        return None if taken < 40 else f"{taken:.0f} s"


def large_body(run):
    """A form of 1 MB is four times too large: who sends it all the same hears so, every time."""
    body = b"x" * (1 << 20)
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", run.port), timeout=20) as line:
            head = run.headers({"Origin": f"http://{run.host}", "Content-Length": len(body),
                                "Content-Type": "application/x-www-form-urlencoded"})
            line.sendall(f"POST {run.base}/settings HTTP/1.1\r\n{head}\r\n".encode())
            for at in range(0, len(body), 8192):
                line.sendall(body[at:at + 8192])
            answer = b""
            while part := line.recv(65536):
                answer += part
        if not answer.startswith(b"HTTP/1.1 413") or b"What was saved before is safe" not in answer:
            return answer[:200]
    return None


def huge_body(run):
    """10 GB are announced, and as much of it sent as is taken: little, and the memory stays as it was."""
    with socket.create_connection(("127.0.0.1", run.port)) as line:
        head = run.headers({"Origin": f"http://{run.host}", "Content-Type": "application/x-www-form-urlencoded",
                            "Content-Length": 10 << 30})
        line.sendall(f"POST {run.base}/settings HTTP/1.1\r\n{head}\r\n".encode())
        sent, piece = 0, b"x" * 65536
        line.settimeout(10)
        try:
            while sent < 64 << 20:
                sent += line.send(piece)
        except OSError:
            pass
    if sent >= 64 << 20:
        return f"{sent} bytes were taken"
    with open(f"/proc/{run.process.pid}/status") as status:
        memory = int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])
    return None if memory < 150_000 else f"{memory} kB of memory"


def crowd(run):
    """More connections than it takes, all silent: it is back as soon as they were given up."""
    lines = [socket.create_connection(("127.0.0.1", run.port)) for _ in range(150)]
    time.sleep(0.5)
    start = time.monotonic()
    answer = run.get("settings")[0]
    taken = time.monotonic() - start
    for line in lines:
        line.close()
    return equal(answer, 200) if taken < 35 else f"{taken:.0f} s"


class Upload:
    """A form with one large file, sent bit by bit as a browser does."""

    def __init__(self, run, megabytes):
        self.run = run
        part = ("--X7\r\nContent-Disposition: form-data; name=\"under18\"\r\n\r\nno\r\n--X7\r\nContent-Disposition: "
                "form-data; name=\"files\"; filename=\"long.txt\"\r\nContent-Type: text/plain\r\n\r\n").encode()
        block = (WORD.encode() + b", said again\n") * 34_000
        self.parts = [part] + [block] * megabytes + [b"\r\n--X7--\r\n"]
        self.most = 0

    def send(self, until=1.0, midway=lambda: None):
        """Sends as far as `until`; then the answer's status and where it leads, or nothing."""
        head = self.run.headers({"Origin": f"http://{self.run.host}", "Content-Type": "multipart/form-data; boundary=X7",
                                 "Content-Length": sum(map(len, self.parts))})
        with socket.create_connection(("127.0.0.1", self.run.port), timeout=120) as line:
            line.sendall(f"POST {self.run.base}/add/upload HTTP/1.1\r\n{head}\r\n".encode())
            for at, part in enumerate(self.parts):
                if at >= until * len(self.parts):
                    midway()
                    return None
                line.sendall(part)
                if at == len(self.parts) // 2 and until == 1.0:
                    midway()
                self.most = max(self.most, memory(self.run))
            answer = b""
            while more := line.recv(65536):
                answer += more
        text = answer.decode("utf-8", "replace")
        to = re.search(r"(?i)^location: \S*/w/[0-9a-f]{32}/(\S*)", text, re.M)
        return int(text.split()[1]), to[1] if to else ""


def memory(run):
    with open(f"/proc/{run.process.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])


def spooled(run):
    """What the program has open that has no name any more: how much, and whether a word of it can be read."""
    size, clear = 0, False
    for number in os.listdir(f"/proc/{run.process.pid}/fd"):
        path = f"/proc/{run.process.pid}/fd/{number}"
        try:
            if os.readlink(path).endswith("(deleted)"):
                with open(path, "rb") as file:
                    held = file.read()
                    size, clear = size + len(held), clear or WORD.encode() in held
        except OSError:
            pass
    return size, clear


def ended(run):
    """Where a job led, once it has ended."""
    for _ in range(200):
        status, head, _ = run.get("job")
        to = re.search(r"(?i)^location: \S*/w/[0-9a-f]{32}/(\S*)", head, re.M)
        if status == 303 and to[1] != "job":
            return to[1]
        time.sleep(0.1)
    return "nowhere"


def taken_in(run, answer):
    return answer[1] if answer[1] != "job" else ended(run)


def uploads(run):
    seen = []
    upload = Upload(run, 192)
    answer = upload.send(midway=lambda: seen.append(spooled(run)))
    check("192 MB that arrive are on the disk, and not in the clear",
          lambda: None if seen[0][0] > 50 << 20 and not seen[0][1] else str(seen))
    check("nor in memory", lambda: None if upload.most < 150_000 else f"{upload.most} kB of memory")
    check("they are taken in", lambda: equal(taken_in(run, answer), "check/S1"))
    check("and the copy is gone", lambda: equal(spooled(run)[0], 0))
    check("their page says so", lambda: equal("1 file is saved" in run.get("check/S1")[2], True))
    Upload(run, 16).send(until=0.5)
    time.sleep(1)
    check("files that stop arriving leave nothing", lambda: equal((spooled(run)[0], "S2" in run.get("add")[2]), (0, False)))
    answer = Upload(run, 16).send(midway=lambda: run.post("lock"))
    check("locking in the middle shows nothing", lambda: equal(answer, (303, "unlock")))
    check("and loses nothing", lambda: equal((run.post("unlock", passphrase=PASSPHRASE)[0],
                                              "Files are waiting" in run.get("add")[2]), (303, True)))
    status, head, _ = run.post("add/arrived/take")
    check("what waited is taken in", lambda: equal(
        (status, taken_in(run, (status, re.search(r"/w/[0-9a-f]{32}/(\S*)", head)[1]))), (303, "check/S2")))


def main():
    os.makedirs(HOME)
    passphrase = f"{HOME}/passphrase"
    with open(passphrase, "w") as file:
        file.write(PASSPHRASE)
    run = Run()
    check("the redirect file is its owner's alone", lambda: equal(mode(run.file), "0o600"))
    check("so are its folder and the lock file", lambda: equal(
        {mode(f"{HOME}/On Record"), mode(f"{HOME}/On Record/run")} | {
            mode(f"{HOME}/On Record/run/{name}") for name in os.listdir(f"{HOME}/On Record/run")}, {"0o700", "0o600"}))
    with open(f"/proc/{run.process.pid}/cmdline") as line:
        said = line.read()
    check("no token on the command line", lambda: "it is" if run.token in said else None)
    check("it listens on 127.0.0.1 and nowhere else", lambda: equal(listening(run.port), ["0100007F"]))
    own = socket.gethostbyname(socket.gethostname())
    for other in {"127.0.0.2", own} - {"127.0.0.1"}:
        check("no other address of this computer answers", lambda: None if refused(other, run.port) else other)
    check("there is no switch to listen elsewhere", lambda: equal(
        subprocess.run([BINARY, "open", "--listen", "0.0.0.0"], stderr=subprocess.DEVNULL).returncode, 2))
    check("another host's name gets nothing", lambda: equal(
        run.get("", Host=f"evil.example.org:{run.port}")[0::2], (421, "")))
    check("another port's form gets nothing", lambda: equal(
        run.ask("POST", f"{run.base}/unlock", Origin=f"http://127.0.0.1:{run.port + 1}")[0], 403))
    check("the token lets a browser in", lambda: equal(run.launch()[0], 200))
    check("the redirect file is gone then", lambda: equal(os.path.exists(run.file), False))
    kept = run.cookie
    check("once", lambda: equal(run.launch()[0], 403))
    run.cookie = kept
    made = run.post("first/you", name="Wren Fairweather", passphrase=PASSPHRASE, again=PASSPHRASE, zone="Europe/London")
    check("a case is made", lambda: equal(made[0], 303))
    check("its first page is shown", lambda: equal(run.get("")[0], 200))
    check("a draft is kept", lambda: equal(run.post("draft/write", words=WORD)[0], 204))
    cookie = run.cookie

    with concurrent.futures.ThreadPoolExecutor() as beside:
        slow = {
            "a client that says half of what it wants is given up": beside.submit(slow_header, run),
            "so is one that sends a letter now and then": beside.submit(dripping_header, run),
            "so is one whose form does not arrive": beside.submit(slow_body, run),
            "a form that is too large gets its answer whole": beside.submit(large_body, run),
            "10 GB are refused before they are read": beside.submit(huge_body, run),
        }
        for name, work in slow.items():
            check(name, work.result)
    check("150 silent connections do not shut the person out for long", lambda: crowd(run))

    second = subprocess.run([BINARY, "--case", CASE, "open", "--no-browser"], cwd=HOME, env=dict(os.environ, HOME=HOME),
                            capture_output=True, text=True)
    check("a second start ends at once", lambda: equal((second.returncode, second.stdout), (0, "")))
    run.file = run.process.stdout.readline().strip()
    run.read()
    check("the first one shows itself again", lambda: equal(run.launch()[0], 200))
    check("and asks for the passphrase", lambda: equal("/unlock" in run.get("")[1], True))
    new = run.cookie
    run.cookie = cookie
    check("the browser from before is out", lambda: equal(run.get("unlock")[0], 403))
    run.cookie = new
    check("the case is free for others while it is locked", lambda: equal(subprocess.run(
        [BINARY, "--case", CASE, "--passphrase-file", passphrase, "status"], stdout=subprocess.DEVNULL).returncode, 0))
    check("the passphrase opens it", lambda: equal(run.post("unlock", passphrase=PASSPHRASE)[0], 303))
    check("the draft is there", lambda: equal("write" in run.get("")[2], True))

    uploads(run)
    Upload(run, 16).send(until=0.5, midway=run.process.kill)
    run.process.wait()
    again = Run()
    check("after kill -9 it starts again", lambda: equal(again.launch()[0], 200))
    check("and the passphrase opens it again", lambda: equal(again.post("unlock", passphrase=PASSPHRASE)[0], 303))
    check("the draft is still there", lambda: equal("write" in again.get("")[2], True))
    check("Ctrl-C locks and ends it", lambda: equal(again.end(), 0))
    check("nothing listens any more", lambda: equal(listening(again.port), []))
    found = subprocess.run(["grep", "-raliF", "-e", WORD, "-e", PASSPHRASE, "-e", "Fairweather", HOME],
                           capture_output=True, text=True).stdout.split("\n")
    check("nothing typed is on the disk in the clear", lambda: equal([f for f in found if f and f != passphrase], []))
    left = [name for name in os.listdir(f"{HOME}/On Record/run") if name.endswith(".html")]
    check("no redirect file is left", lambda: equal(left, []))


main()
