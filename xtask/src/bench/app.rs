//! The app as a person waits for it: real pages of a real case over HTTP, on this computer. Wall clock,
//! since that is what is waited for, and the server's CPU time beside it, which a busy machine changes less.

use super::client::Client;
use super::process::{Error, number_before, run};
use super::{Bench, Measured, Row};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const PASSPHRASE: &str = "only for measuring, nothing is in here";
/// Asked for of each kind of page, after a few that count for nothing.
const ASKED: usize = 200;
const WARMING: usize = 5;
const PAGE: &str = "p95 <= 2 ms";
const SEARCH: &str = "p95 <= 20 ms";

/// Times of one kind of page.
struct Times {
    took: Vec<Duration>,
    cpu: Duration,
}

impl Times {
    fn at(&self, share: usize) -> f64 {
        let mut took = self.took.clone();
        took.sort_unstable();
        let at = (took.len() * share / 100).min(took.len().saturating_sub(1));
        took.get(at).map_or(0.0, |took| took.as_secs_f64() * 1e3)
    }

    fn row(&self, work: String, goal: &'static str, most: f64) -> Row {
        let p95 = self.at(95);
        let cpu = self.cpu.as_secs_f64() * 1e3 / self.took.len().max(1) as f64;
        Row::alone(
            work,
            format!(
                "p50 {:.2}, p95 {p95:.2} ms; {cpu:.2} ms of CPU",
                self.at(50)
            ),
            goal,
            Some(p95 <= most),
        )
    }
}

/// User and system time of a process, in hundredths of a second as Linux counts.
fn cpu_of(pid: u32) -> Result<Duration, Error> {
    let stat = fs_err::read_to_string(format!("/proc/{pid}/stat"))?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}

fn memory_of(pid: u32) -> Result<u64, Error> {
    let status = fs_err::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    Ok(kilobytes.unwrap_or_default() / 1_000)
}

/// Asks for pages in turn, `ASKED` times in all.
fn timed(client: &mut Client, pages: &[String]) -> Result<Times, Error> {
    let mut times = Times {
        took: Vec::new(),
        cpu: Duration::ZERO,
    };
    let turn = pages.iter().cycle();
    for page in turn.clone().take(WARMING.max(pages.len().min(ASKED))) {
        client.get(page)?;
    }
    let before = cpu_of(client.pid())?;
    for page in turn.take(ASKED) {
        let answer = client.get(page)?;
        if answer.status != 200 {
            return Err(Error::other(format!("{}: {}", page, answer.status)));
        }
        times.took.push(answer.took);
    }
    times.cpu = cpu_of(client.pid())? - before;
    Ok(times)
}

/// Everything between `start` and `end`, wherever it stands.
fn between(text: &str, start: &str, end: &str) -> Vec<String> {
    let parts = text.split(start).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(end)?.0.replace("&amp;", "&")))
        .collect()
}

/// Half of the messages from each of two platforms, so that there is something to choose among.
fn case(bench: &Bench, program: &Path, place: &Path) -> Result<(), Error> {
    let case = place.join("case");
    let passphrase = place.join("passphrase");
    fs_err::write(&passphrase, format!("{PASSPHRASE}\n"))?;
    let act = |words: &[&str], path: &Path| {
        let mut command = Command::new(program);
        command.arg("--case").arg(&case).arg("--passphrase-file");
        run(command.arg(&passphrase).args(words).arg(path))
    };
    let sheet = place.join("sheet");
    act(&["new", "--name", "Bench", "--sheet"], &sheet)?;
    for platform in ["telegram", "messenger"] {
        let export = bench.export(platform, bench.messages / 2)?;
        act(&["add", "--images", "none-under18"], &export)?;
    }
    Ok(())
}

/// From the passphrase typed to the first page shown, and what a wrong one takes, which is the key
/// derivation alone.
fn unlocked(client: &mut Client) -> Result<(Duration, Duration), Error> {
    let derived = client.post("unlock", &[("passphrase", "another passphrase, wrong")])?;
    let opened = client.post("unlock", &[("passphrase", PASSPHRASE)])?;
    let page = client.get("timeline")?;
    match (derived.status, opened.status, page.status) {
        (403, 303, 200) => Ok((derived.took, opened.took + page.took)),
        other => Err(Error::other(format!("it was not unlocked: {other:?}"))),
    }
}

/// A choice of what is shown, made once; gives the page, and how long it takes the first time, when it is
/// counted by month.
fn chosen(client: &mut Client, form: &[(&str, &str)]) -> Result<(String, Duration), Error> {
    let answer = client.post("timeline/choose", form)?;
    let to = answer
        .to
        .ok_or_else(|| Error::other(format!("{form:?} was not chosen")))?;
    let first = client.get(&to)?;
    Ok((to, first.took))
}

pub(super) fn app(bench: &Bench) -> Measured {
    let program = bench.onrecord()?;
    let place = tempfile::tempdir_in(&bench.target)?;
    case(bench, &program, place.path())?;
    let start = || Client::start(&program, &place.path().join("case"), place.path());
    let n = bench.messages;
    let mut rows = Vec::new();

    let mut openings = Vec::new();
    for _ in 0..3 {
        let mut client = start()?;
        let (derived, opened) = unlocked(&mut client)?;
        openings.push(opened.saturating_sub(derived));
    }
    openings.sort_unstable();
    let opening = openings[openings.len() / 2].as_secs_f64() * 1e3;
    rows.push(Row::alone(
        format!("unlocking to the first page of {n}, without the key derivation"),
        format!("{opening:.0} ms (the middle of three)"),
        "<= 300 ms",
        Some(opening <= 300.0),
    ));

    let mut client = start()?;
    unlocked(&mut client)?;
    let first = client.get("timeline")?.body;
    let months: BTreeSet<String> = between(&first, "timeline?m=", "\"").into_iter().collect();
    let months: Vec<String> = months.iter().map(|m| format!("timeline?m={m}")).collect();
    let mut deep = Vec::new();
    for month in &months {
        let page = client.get(month)?.body;
        deep.extend(between(&page, "timeline?a=", "\"").pop());
    }
    let deep: Vec<String> = deep.iter().map(|at| format!("timeline?a={at}")).collect();
    let page = |client: &mut Client, what: &str, pages: &[String]| {
        let times = timed(client, pages)?;
        Ok::<_, Error>(times.row(format!("timeline of {n}: {what}"), PAGE, 2.0))
    };
    rows.push(page(&mut client, "first page", &["timeline".into()])?);
    rows.push(page(&mut client, "a month's page", &months)?);
    rows.push(page(&mut client, "pages in between", &deep)?);

    let accounts = client.get("timeline/choose")?.body;
    let accounts = accounts
        .split("name=\"account\"")
        .nth(1)
        .unwrap_or_default();
    let accounts = between(
        accounts.split("</select>").next().unwrap_or_default(),
        "value=\"",
        "\"",
    );
    let account = accounts.iter().find(|key| !key.is_empty());
    let account = account.ok_or_else(|| Error::other("no account to choose"))?;
    let mut slowest = Duration::ZERO;
    for (what, form) in [
        ("of one account", ("account", account.as_str())),
        ("of one platform", ("platform", "telegram")),
        ("of one kind", ("kind", "message")),
    ] {
        let (to, took) = chosen(&mut client, &[form])?;
        slowest = slowest.max(took);
        let sign = if to.contains('?') { "&" } else { "?" };
        let some = months.iter().map(|month| {
            let month = month.rsplit('=').next().unwrap_or_default();
            format!("{to}{sign}m={month}")
        });
        let some: Vec<String> = std::iter::once(to.clone()).chain(some).collect();
        rows.push(page(&mut client, what, &some)?);
    }
    rows.push(Row::alone(
        format!("the first page of such a choice of {n}, when its months are counted"),
        format!("{:.0} ms, the slowest", slowest.as_secs_f64() * 1e3),
        "-",
        None,
    ));
    rows.push(searches(&mut client, n, &first)?);
    let memory = memory_of(client.pid())?;
    drop(client);
    rows.push(paint(bench, &program, place.path())?);
    rows.push(Row::alone(
        format!("memory of the app after all of that ({n})"),
        format!("{memory} MB"),
        "<= 100 MB",
        Some(memory <= 100),
    ));
    Ok(rows)
}

/// First paint of pages in Chromium, where it and what drives it are here.
fn paint(bench: &Bench, program: &Path, place: &Path) -> Result<Row, Error> {
    let node = std::env::var_os("ONRECORD_TEST_NODE");
    let node = node.map_or_else(|| bench.target.join("test-browser"), PathBuf::from);
    let home = place.join("browser");
    fs_err::create_dir(&home)?;
    let ran = run(Command::new("node")
        .arg(bench.root.join("testkit/browser/paint.mjs"))
        .args([program, &place.join("case")])
        .arg(PASSPHRASE)
        .arg(&home)
        .env("ONRECORD_TEST_NODE", node));
    let (ours, slowest) = match ran {
        Ok(ran) => {
            let p95 = ran
                .output
                .lines()
                .map(|line| number_before(line, "", " ms p95"));
            let slowest = p95
                .collect::<Result<Vec<_>, Error>>()?
                .into_iter()
                .max_by(f64::total_cmp);
            (ran.output.trim().replace('\n', "; "), slowest)
        }
        Err(error) => (format!("not run ({error})"), None),
    };
    Ok(Row::alone(
        format!(
            "first paint of a timeline page of {} in Chromium",
            bench.messages
        ),
        ours,
        "<= 300 ms (p50)",
        slowest.map(|slowest| slowest <= 300.0),
    ))
}

/// Words of a page, each looked for: typed, kept, and its hits shown.
fn searches(client: &mut Client, n: usize, page: &str) -> Result<Row, Error> {
    let said = between(page, "class=\"evidence\">", "<");
    let words: BTreeSet<String> = said
        .iter()
        .flat_map(|said| said.split(|c: char| !c.is_alphabetic()))
        .filter(|word| word.len() > 2)
        .map(str::to_lowercase)
        .collect();
    let words: Vec<String> = words.into_iter().take(60).collect();
    if words.is_empty() {
        return Err(Error::other("no word to look for"));
    }
    let mut times = Times {
        took: Vec::new(),
        cpu: Duration::ZERO,
    };
    let before = cpu_of(client.pid())?;
    for word in words.iter().cycle().take(words.len().max(ASKED)) {
        let kept = client.post("search", &[("words", word)])?;
        let to = kept.to.unwrap_or_default();
        let found = client.get(&to)?;
        if found.status != 200 {
            return Err(Error::other(format!("{word}: {}", found.status)));
        }
        times.took.push(kept.took + found.took);
    }
    times.cpu = cpu_of(client.pid())? - before;
    let work = format!(
        "search in {n}: typed, found and shown ({} words)",
        words.len()
    );
    Ok(times.row(work, SEARCH, 20.0))
}
