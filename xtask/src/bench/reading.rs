//! Rows for the importers alone: no case, nothing sealed. Knows each platform's floor and peers.

use super::peers::{self, Peer};
use super::process::{Error, number_before, run};
use super::{Bench, Measured, Row, middle, rate, rounds};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Importers that read a stream and stand in no row of their own.
const TYPED: &[&str] = &[
    "instagram",
    "google",
    "snapchat",
    "discord",
    "hinge",
    "tinder",
    "tiktok",
    "timeline",
    "x",
    "linkedin",
    "reddit",
    "table",
    "kakaotalk",
    "line",
    "signal",
    "vcard",
    "warc",
    "workbook",
];

pub(super) fn whatsapp(bench: &Bench) -> Measured {
    let export = bench.export("whatsapp", bench.messages)?;
    let ours = ours(bench, &export, "whatsapp")?;
    let mut others = vec![peers::chatpack(
        bench,
        "whatsapp",
        std::slice::from_ref(&export),
    )];
    others.extend(peers::python_whatsapp(bench, &export));
    let goal = ">= 5 x the best peer";
    Ok(vec![beside_peers(
        "read WhatsApp txt",
        ours,
        &others,
        goal,
        5.0,
    )])
}

pub(super) fn messenger(bench: &Bench) -> Measured {
    let export = bench.export("messenger", bench.messages)?;
    let speed = bench.example("onrecord-import", "meta_speed")?;
    let measure = |_| {
        let ran = run(Command::new(&speed).arg(&export))?;
        let ratio = number_before(&ran.output, "ratio", " of ")?;
        Ok((ratio, number_before(&ran.output, "ratio", " k per CPU s")?))
    };
    let floors = rounds(measure, |(ratio, _)| *ratio)?;
    let ours = ours(bench, &export, "facebook")?;
    let mut files = Vec::new();
    json_files(&export, &mut files)?;
    let chatpack = peers::chatpack(bench, "instagram", &files);
    let row = beside_peers("read Messenger JSON", ours, &[chatpack], ">= chatpack", 1.0);
    let (ratio, floor) = floors;
    Ok(vec![Row {
        beside: format!("{}; serde_json {}", row.beside, rate(floor * 1e3)),
        ratio: format!("{}; {ratio:.2} of serde_json", row.ratio),
        ..row
    }])
}

pub(super) fn telegram(bench: &Bench) -> Measured {
    let export = bench.export("telegram", bench.messages)?;
    let ours = ours(bench, &export, "telegram")?;
    let chatpack = peers::chatpack(bench, "telegram", std::slice::from_ref(&export));
    let work = "read Telegram JSON";
    let row = beside_peers(work, ours, &[chatpack], ">= chatpack", 1.0);
    Ok(vec![row])
}

pub(super) fn sms(bench: &Bench) -> Measured {
    let export = bench.export("sms", bench.messages / 5)?;
    let python = peers::python_iterparse(&export);
    beside_floor(bench, "read SMS XML", &export, "quick-xml", &python)
}

pub(super) fn mbox(bench: &Bench) -> Measured {
    let export = bench.export("mbox", bench.messages / 10)?;
    let python = peers::python_mailbox(&export);
    beside_floor(bench, "read mbox", &export, "mail-parser", &python)
}

/// The importers that have no row of their own, each beside the floor that parses the same file into
/// the typed fields that an event needs: the last one that `read_bench` prints.
pub(super) fn importers(bench: &Bench) -> Measured {
    let reader = bench.example("onrecord-import", "read_bench")?;
    let mut rows = Vec::new();
    for importer in TYPED {
        let export = bench.export(importer, bench.messages / 2)?;
        let mut last = String::new();
        let measure = |_| {
            let output = run(Command::new(&reader).arg(&export).arg(importer))?.output;
            let of = |line: &str| number_before(line, "", " CPU s");
            let mut lines = output.lines().filter(|line| line.contains(" CPU s"));
            let (ours, floor) = match (lines.next(), lines.next_back()) {
                (Some(ours), Some(floor)) => (ours, floor),
                _ => return Err(Error::other(format!("no floor in:\n{output}"))),
            };
            last = floor.trim().split(':').next().unwrap_or_default().into();
            let seconds = of(ours)?;
            let events = number_before(ours, "", " events")?;
            Ok((of(floor)? / seconds.max(0.01), events / seconds.max(0.01)))
        };
        let (ratio, rate_of_ours) = rounds(measure, |(ratio, _)| *ratio)?;
        rows.push(Row {
            work: format!("read {importer}"),
            ours: rate(rate_of_ours),
            beside: last,
            ratio: format!("{ratio:.2} of the floor"),
            goal: ">= 0.7 x the floor",
            is_met: Some(ratio >= 0.7),
        });
    }
    Ok(rows)
}

/// Events per CPU second of a whole process that reads `export`.
fn ours(bench: &Bench, export: &Path, importer: &str) -> Result<f64, Error> {
    let reader = bench.example("onrecord-import", "read_bench")?;
    let measure = |_| {
        let ran = run(Command::new(&reader)
            .arg(export)
            .args([importer, "--no-floors"]))?;
        let events = number_before(&ran.output, importer, " events")?;
        Ok(events / ran.cpu_seconds.max(0.01))
    };
    rounds(measure, |rate| *rate)
}

fn listed(peers: &[Peer]) -> String {
    let said = peers.iter().map(|peer| peer.said(rate));
    said.collect::<Vec<_>>().join(", ")
}

fn beside_peers(work: &str, ours: f64, peers: &[Peer], goal: &'static str, factor: f64) -> Row {
    let rates = peers.iter().filter_map(|peer| peer.rate.as_ref().ok());
    let best = rates.copied().max_by(f64::total_cmp);
    Row {
        work: work.into(),
        ours: rate(ours),
        beside: listed(peers),
        ratio: best.map_or("-".into(), |best| format!("{:.2} x the best", ours / best)),
        goal,
        is_met: best.map(|best| ours >= factor * best),
    }
}

/// What `bench_sms_mail` prints: our rate and the ratio to the floor, three rounds of both.
fn beside_floor(bench: &Bench, work: &str, export: &Path, name: &str, peer: &Peer) -> Measured {
    let program = bench.example("onrecord-import", "bench_sms_mail")?;
    let ran = run(Command::new(program).arg(export))?;
    let ratios = ran.output.lines().filter(|line| line.contains("ratio "));
    let taken = ratios
        .map(|line| {
            let ratio = number_before(line, "ratio", " of ")?;
            Ok((ratio, number_before(line, "ratio", " per CPU s")?))
        })
        .collect::<Result<Vec<(f64, f64)>, Error>>()?;
    let Some((ratio, floor)) = middle(taken, |(ratio, _)| *ratio) else {
        return Err(Error::other(format!("no ratio in:\n{}", ran.output)));
    };
    Ok(vec![Row {
        work: work.into(),
        ours: rate(ratio * floor),
        beside: format!(
            "{name} {}, {}",
            rate(floor),
            listed(std::slice::from_ref(peer))
        ),
        ratio: format!("{ratio:.2} of {name}"),
        goal: ">= 0.7 x the floor",
        is_met: Some(ratio >= 0.7),
    }])
}

fn json_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let mut paths = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            json_files(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "json") {
            files.push(path);
        }
    }
    Ok(())
}
