//! Rows for the whole way of an export into a case, and for what is done there. Knows what the
//! measuring programs of the vault and the pack print.

use super::process::{Error, number_before, run};
use super::{Bench, Measured, Row, rate, rounds};
use std::path::Path;
use std::process::Command;

/// From an export to a timeline that can be searched: sealed, read, committed to, indexed; beside
/// parsers of others that fill plain SQLite with FTS5 from the same file, in the clear.
pub(super) fn timeline(bench: &Bench) -> Measured {
    let program = bench.onrecord()?;
    let floor_program = bench.example("onrecord-import", "timeline_floor")?;
    let place = tempfile::tempdir_in(&bench.target)?;
    let passphrase = place.path().join("passphrase");
    fs_err::write(&passphrase, "only for measuring, nothing is in here\n")?;
    let mut rows = Vec::new();
    for (platform, name, messages) in [
        ("whatsapp", "WhatsApp", bench.messages),
        ("messenger", "Messenger", bench.messages),
        ("telegram", "Telegram", bench.messages),
        ("sms", "SMS", bench.messages / 5),
        ("mbox", "mbox", bench.messages / 10),
    ] {
        let export = bench.export(platform, messages)?;
        let mut peak = 0;
        // Both in turn, so that what else the machine does meets both.
        let measure = |round| {
            let database = place.path().join("plain.db");
            let mut plain = Command::new(&floor_program);
            let plain = run(plain.arg(platform).arg(&export).arg(&database))?;
            let floor = number_before(&plain.output, "", " messages")? / plain.cpu_seconds;
            let case = place.path().join(format!("{platform}-{round}"));
            let act = |words: &[&str], path: Option<&Path>| {
                let mut command = Command::new(&program);
                command.arg("--case").arg(&case).arg("--passphrase-file");
                command.arg(&passphrase).args(words).args(path);
                run(&mut command)
            };
            let sheet = place.path().join(format!("{platform}-{round}-sheet"));
            act(&["new", "--name", "Bench", "--sheet"], Some(&sheet))?;
            // What the passphrase costs is the same whatever is added, and dear on purpose.
            let opening = act(&["status"], None)?.cpu_seconds;
            let added = act(&["add", "--images", "none-under18"], Some(&export))?;
            let counted = act(&["status"], None)?.output;
            let events = number_before(&counted, "events", " events")?;
            fs_err::remove_dir_all(&case)?;
            peak = peak.max(added.peak_megabytes);
            let seconds = (added.cpu_seconds - opening).max(0.01);
            Ok((floor * seconds / events, floor, seconds, events))
        };
        let (factor, floor, seconds, events) = rounds(measure, |taken| taken.0)?;
        rows.push(Row {
            work: format!("{name} export -> timeline"),
            ours: format!("{} ({seconds:.1} CPU s)", rate(events / seconds)),
            beside: format!("parsed into plain SQLite + FTS5 {}", rate(floor)),
            ratio: format!("{factor:.2} x the floor's CPU"),
            goal: "<= 1.5 x the floor's CPU",
            is_met: Some(factor <= 1.5),
        });
        rows.push(Row::alone(
            format!("peak memory of that ({name})"),
            format!("{peak} MB"),
            "<= 300 MB",
            Some(peak <= 300),
        ));
    }
    Ok(rows)
}

/// All that the bench of the index prints.
fn index(bench: &Bench) -> Result<String, Error> {
    let program = bench.example("onrecord-vault", "index_bench")?;
    let place = tempfile::tempdir_in(&bench.target)?;
    let mut command = Command::new(program);
    command
        .arg(bench.messages.to_string())
        .arg("10")
        .arg(place.path());
    Ok(run(&mut command)?.output)
}

/// Warm searches in order of time, and pages of the timeline.
pub(super) fn search(bench: &Bench) -> Measured {
    let output = index(bench)?;
    let slowest = |start: &str| {
        let lines = output.lines().filter(|line| line.starts_with(start));
        let in_time = lines.filter(|line| !line.contains("by rank"));
        in_time
            .map(|line| {
                let (_, after) = line.split_once("p95").unwrap_or_default();
                number_before(after, "", " ms").map(|p95| (p95, line))
            })
            .collect::<Result<Vec<_>, Error>>()?
            .into_iter()
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .ok_or_else(|| Error::other(format!("no line {start:?} in:\n{output}")))
    };
    let row = |start: &str, work: String, goal: &'static str, most: f64| {
        let (p95, line) = slowest(start)?;
        let what = line.split(" n=").next().unwrap_or_default().trim_end();
        Ok::<_, Error>(Row::alone(
            work,
            format!("p95 {p95:.2} ms (the slowest: {what})"),
            goal,
            Some(p95 <= most),
        ))
    };
    let messages = bench.messages;
    Ok(vec![
        row(
            "search",
            format!("search in {messages} messages, warm, one page"),
            "p95 <= 20 ms",
            20.0,
        )?,
        row(
            "timeline page",
            format!("a timeline page of {messages}"),
            "<= 2 ms",
            2.0,
        )?,
    ])
}

pub(super) fn seal_and_verify(bench: &Bench) -> Measured {
    let program = bench.example("onrecord-vault", "seal_bench")?;
    let mut command = Command::new(program);
    command.arg(bench.megabytes.to_string()).arg(&bench.target);
    let output = run(&mut command)?.output;
    let speed = |line: &str| number_before(&output, line, " MB/CPU s");
    let row = |work: String, line: &str, floor: &str, goal, least: f64| {
        let (ours, floor) = (speed(line)?, speed(floor)?);
        Ok::<_, Error>(Row {
            work,
            ours: format!("{ours:.0} MB"),
            beside: format!(
                "{floor:.0} MB, hashing{}",
                if least < 1_000.0 {
                    " and encrypting in memory"
                } else {
                    " in memory"
                }
            ),
            ratio: format!("{:.2} of the floor", ours / floor),
            goal,
            is_met: Some(ours >= least),
        })
    };
    let megabytes = bench.megabytes;
    let peak = last_number(&output, "seal: ")?;
    Ok(vec![
        row(
            format!("seal {megabytes} MB"),
            "seal: ",
            "floor: SHA-256 and",
            ">= 500 MB",
            500.0,
        )?,
        Row::alone(
            "peak memory of that".into(),
            format!("{peak:.0} MB"),
            "<= 64 MB",
            Some(peak <= 64.0),
        ),
        row(
            format!("verify {megabytes} MB"),
            "verify: ",
            "floor: SHA-256 in memory",
            ">= 1,100 MB",
            1_100.0,
        )?,
    ])
}

/// The number before the `MB` at the end of a line.
fn last_number(text: &str, line: &str) -> Result<f64, Error> {
    let found = text
        .lines()
        .find(|one| one.starts_with(line))
        .and_then(|one| one.trim_end().strip_suffix(" MB"))
        .and_then(|one| one.split_whitespace().next_back()?.parse().ok());
    found.ok_or_else(|| Error::other(format!("no size at the end of {line:?} in:\n{text}")))
}

pub(super) fn report(bench: &Bench) -> Measured {
    let program = bench.example("onrecord-pack", "benchmark")?;
    let ran = run(Command::new(program).arg("7000"))?;
    let seconds = number_before(&ran.output, "7000 messages", " CPU s")?;
    let pages = number_before(&ran.output, "7000 messages", " pages")?;
    Ok(vec![Row::alone(
        format!("report of 7,000 messages, {pages} pages"),
        format!("{seconds:.2} CPU s, {} MB", ran.peak_megabytes),
        "<= 4 CPU s, <= 400 MB",
        Some(seconds <= 4.0 && ran.peak_megabytes <= 400),
    )])
}
