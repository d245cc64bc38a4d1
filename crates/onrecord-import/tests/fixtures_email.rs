//! The e-mail fixtures: every mail is accounted for, and what a peer's own expectations say of
//! sender, subject, time and text is compared with what we read.

#![allow(clippy::unwrap_used, clippy::expect_used)] // reason: helpers of tests

mod common;

use common::{Record, check_locators, shared_fixtures};
use onrecord_import::platforms::email::IMPORTER;
use onrecord_import::{Answers, Export, FolderExport, Importer as _, MemoryExport, SubExport};
use onrecord_model::{Event, Mark, Truth};
use serde_json::Value;
use std::path::Path;

fn records(export: &dyn Export) -> Vec<Record> {
    let opened = IMPORTER.open(export, &Answers::default());
    opened.expect("ours").expect("read").records.collect()
}

fn one(name: &str, content: &[u8]) -> Vec<Record> {
    let export = MemoryExport::single(name, content);
    let records = records(&export);
    check_locators(&export, &records);
    records
}

fn files(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = fs_err::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

/// The value of a header in the peer's expectation.
fn header<'v>(mail: &'v Value, name: &str) -> Option<&'v Value> {
    let headers = mail["parts"][0]["headers"].as_array()?;
    let found = headers.iter().find(|header| header["name"] == name)?;
    Some(&found["value"])
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What differs between the peer's expectation and our event, by field.
fn differences(mail: &Value, event: &Event) -> Vec<&'static str> {
    let mut differ = Vec::new();
    let subject = header(mail, "subject").and_then(|value| value["Text"].as_str());
    let ours = squeezed(event.details.get("Subject").unwrap_or_default());
    if squeezed(subject.unwrap_or_default()) != ours {
        differ.push("subject");
    }
    let from = header(mail, "from").and_then(|value| {
        let address = &value["Address"];
        let list = if address["List"].is_array() {
            &address["List"]
        } else {
            &address["Group"][0]["addresses"]
        };
        list[0]["address"].as_str().map(str::to_ascii_lowercase)
    });
    let ours = event
        .account
        .as_ref()
        .and_then(|account| account.handle.as_deref());
    if from != ours.map(str::to_ascii_lowercase) {
        differ.push("from");
    }
    if let Some(date) = header(mail, "date").map(|value| &value["DateTime"])
        && date.is_object()
    {
        let number = |name: &str| date[name].as_i64().unwrap_or_default();
        let shown = format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            number("year"),
            number("month"),
            number("day"),
            number("hour"),
            number("minute"),
            number("second"),
        );
        let offset = number("tz_hour") * 3_600 + number("tz_minute") * 60;
        let offset = if date["tz_before_gmt"] == true {
            -offset
        } else {
            offset
        };
        let ours = match event.when.truth {
            Truth::Stated(instant) => {
                onrecord_model::Wall(instant.0 + offset * 1_000_000).to_string()
            }
            Truth::WallZoneUnknown(wall) => wall.to_string(),
            _ => String::new(),
        };
        if ours != shown {
            differ.push("date");
        }
    }
    let text: Vec<&str> = mail["text_body"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|at| mail["parts"][at.as_u64()? as usize]["body"]["Text"].as_str())
        .collect();
    if !text.is_empty() {
        let ours = squeezed(event.text.as_deref().unwrap_or_default());
        if !text.iter().all(|text| ours.contains(&squeezed(text))) {
            differ.push("text");
        }
    }
    differ
}

/// Where we differ from the peer, and why: nowhere in the fields compared.
const ARGUED: &[(&str, &str)] = &[];

#[test]
fn the_peers_mails_are_read_as_the_peer_expects() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    let mut paths = Vec::new();
    files(&fixtures.join("email/stalwart-mail-parser/eml"), &mut paths);
    let (mut mails, mut unexplained) = (0, Vec::new());
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "eml"))
    {
        let raw = fs_err::read(path).unwrap();
        let mail: Value =
            serde_json::from_slice(&fs_err::read(path.with_extension("json")).unwrap()).unwrap();
        let name = path
            .strip_prefix(&fixtures)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let mut crlf = Vec::new();
        for line in raw.split_inclusive(|byte| *byte == b'\n') {
            let line = line
                .strip_suffix(b"\n")
                .map_or((line, false), |line| (line, true));
            crlf.extend_from_slice(line.0.strip_suffix(b"\r").unwrap_or(line.0));
            crlf.extend_from_slice(if line.1 { b"\r\n" } else { b"" });
        }
        for (form, content) in [("lf", raw), ("crlf", crlf)] {
            let records = one("mail.eml", &content);
            let events: Vec<&Event> = records.iter().flatten().collect();
            assert_eq!(events.len(), 1, "{name} {form}: {records:?}");
            let differ = differences(&mail, events[0]);
            for field in &differ {
                let key = format!("{}:{field}", name.rsplit("eml/").next().unwrap());
                match ARGUED
                    .iter()
                    .find(|(known, _)| **known == *key || key.ends_with(known))
                {
                    Some((_, why)) => println!("{name} {form} differs in {field}: {why}"),
                    None => {
                        unexplained.push(format!("{name} {form}: {field}: {:?}", events[0].text))
                    }
                }
            }
        }
        mails += 1;
    }
    println!("{mails} mails, each with both line ends");
    assert!(mails >= 27, "{mails}");
    assert!(unexplained.is_empty(), "{unexplained:#?}");
}

#[test]
fn cpythons_mails_are_each_one_event() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    let mut paths = Vec::new();
    files(&fixtures.join("email/cpython"), &mut paths);
    let mut defects = 0;
    for path in &paths {
        // Named as a mail, all are read; as .txt, only where it is clearly a mail.
        let raw = fs_err::read(path).unwrap();
        let records = one("mail.eml", &raw);
        let name = path.file_name().unwrap().to_str().unwrap();
        let events = records.iter().filter(|record| record.is_ok()).count();
        assert_eq!(events, 1, "{name}: {records:?}");
        defects += records.len() - events;
        let as_text = MemoryExport::single(name, &raw[..]);
        if IMPORTER.open(&as_text, &Answers::default()).is_none() {
            println!("{name}: not clearly a mail, so left alone as a text file");
        }
    }
    println!("{} mails, {defects} parts with damage", paths.len());
    assert!(paths.len() >= 25);
}

#[test]
fn maildir_files_with_odd_names_are_accounted_for() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    let root = FolderExport::from_path(&fixtures).unwrap();
    let export = SubExport::folder(&root, "email/stalwart-mail-parser/maildir");
    let records = records(&export);
    // Each holds the letter `e` and no header: two files, two defects.
    assert_eq!(records.len(), 2, "{records:?}");
    assert!(
        records
            .iter()
            .all(|record| record.as_ref().is_err_and(|d| d.code == "not-a-mail"))
    );
}

#[test]
fn mails_longer_than_the_limit_keep_their_headers_and_their_neighbours() {
    let mut mbox = Vec::new();
    let head = |n: u32| {
        format!(
            "From a@example.org Fri Mar  5 14:07:33 2021\nFrom: a@example.org\nSubject: mail {n}\n\
             Date: Fri, 5 Mar 2021 14:07:33 +0000\n\n"
        )
    };
    mbox.extend_from_slice(format!("{}short\n\n{}", head(1), head(2)).as_bytes());
    while mbox.len() < 66 << 20 {
        mbox.extend_from_slice(b"the same line again and again and again and again and again\n");
    }
    mbox.extend_from_slice(format!("\n{}after\n", head(3)).as_bytes());
    let export = MemoryExport::single("big.mbox", mbox);
    let records = records(&export);
    assert_eq!(records.len(), 3);
    check_locators(&export, &records);
    let long = records[1].as_ref().unwrap();
    assert!(long.marks.has(Mark::Truncated) && long.text.is_none());
    assert_eq!(
        records[2].as_ref().unwrap().text.as_deref(),
        Some("after\n")
    );
}

#[test]
fn mails_made_to_exhaust_are_read_within_limits() {
    let head = "From: a@example.org\nSubject: many\n";
    let parts = format!(
        "{head}Content-Type: multipart/mixed; boundary=a\n\n{}",
        "--a\n\n".repeat(400_000)
    );
    let fields = format!("{head}{}\n\nbody", "a:\n".repeat(400_000));
    let people = format!("{head}To: {}\n\nbody", "b@example.org, ".repeat(100_000));
    let nested = format!(
        "{head}{}",
        "Content-Type: message/rfc822\n\n".repeat(100_000)
    );
    for hostile in [parts, fields, people, nested] {
        let records = one("mail.eml", hostile.as_bytes());
        assert_eq!(records.iter().filter(|record| record.is_ok()).count(), 1);
    }
}
