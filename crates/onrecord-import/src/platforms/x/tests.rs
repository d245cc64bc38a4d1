//! X's cases and fixtures counted a second time: serde_json counts what each file holds, and events
//! and defects must be as many.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // reason: tests

use super::IMPORTER;
use crate::{Answers, Export, FolderExport, Importer};
use onrecord_model::{Defect, Digest, Event, Kind, Mark};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

fn read(export: &dyn Export) -> Vec<Result<Event, Defect>> {
    let opened = IMPORTER.open(export, &Answers::default());
    opened.expect("mine").expect("readable").records.collect()
}

/// What stands after the `=`, by a strict parser.
fn json(path: &Path) -> Option<(String, Value)> {
    let script = fs_err::read_to_string(path).ok()?;
    let (head, json) = script.split_once('=')?;
    let json = json.trim_end().trim_end_matches(';');
    Some((head.to_owned(), serde_json::from_str(json).ok()?))
}

/// Messages with their reactions and earlier wordings; the elements of any other file.
fn count(value: &Value) -> usize {
    let elements = match value {
        Value::Array(elements) => elements,
        _ => return 1,
    };
    let of = |element: &Value| match element.pointer("/dmConversation/messages") {
        None => 1,
        Some(messages) => {
            let inner = |message: &Value| {
                let list = |key: &str| {
                    let list = message.pointer(&format!("/messageCreate/{key}"));
                    list.and_then(Value::as_array).map_or(0, Vec::len)
                };
                1 + list("reactions") + list("editHistory")
            };
            messages.as_array().unwrap().iter().map(inner).sum()
        }
    };
    elements.iter().map(of).sum()
}

fn compare(folder: &Path) -> usize {
    let export = FolderExport::from_path(folder).unwrap();
    let records = read(&export);
    let mut by_entry: BTreeMap<String, usize> = BTreeMap::new();
    let mut contents: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for record in &records {
        let locator = match record {
            Ok(event) => &event.locator,
            Err(defect) => &defect.locator,
        };
        *by_entry.entry(locator.entry.to_string()).or_default() += 1;
        let content = contents
            .entry(locator.entry.to_string())
            .or_insert_with(|| {
                let mut content = Vec::new();
                let mut reader = export.open(&locator.entry).unwrap();
                reader.read_to_end(&mut content).unwrap();
                content
            });
        if let Ok(event) = record {
            let (from, to) = event.locator.bytes;
            assert_eq!(event.raw, Digest::of(&content[from as usize..to as usize]));
        }
    }
    for entry in export.entries() {
        let is_script = entry.path.ends_with(".js");
        // Until 2018 three files say whose archive it is and what is in it.
        let is_aside = [
            "manifest",
            "ad-",
            "tweet-headers",
            "user_details",
            "payload_details",
            "tweet_index",
        ]
        .iter()
        .any(|word| entry.path.contains(word));
        if let Some((_, value)) =
            json(&folder.join(&*entry.path)).filter(|_| is_script && !is_aside)
        {
            let read = by_entry.get(&*entry.path).copied().unwrap_or(0);
            assert_eq!(read, count(&value), "{}", entry.path);
        }
    }
    records.len()
}

#[test]
fn every_record_of_every_case_is_accounted_for() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/x/cases");
    let mut total = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let input: PathBuf = case.unwrap().path().join("input");
        if input.is_dir() {
            total += compare(&input);
        }
    }
    assert!(total > 50, "{total}");
}

#[test]
fn the_fixtures_are_read_whole() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/x-twitter");
    if !shared.is_dir() {
        println!("SKIPPED: ../shared is not here");
        return;
    }
    compare(&shared.join("twitter-archive-browser"));
    compare(&shared.join("knowledgemaxxing"));
    let export = FolderExport::from_path(&shared.join("twitter-archive-browser")).unwrap();
    let events: Vec<Event> = read(&export).into_iter().map(|one| one.unwrap()).collect();
    let messages = || events.iter().filter(|event| event.kind == Kind::Message);
    assert_eq!(messages().count(), 6);
    assert_eq!(events.len(), 9, "six messages and three reactions");
    let mut threads: Vec<_> = messages().map(|event| event.thread.key.clone()).collect();
    threads.sort();
    threads.dedup();
    assert_eq!(threads.len(), 2);
    // The fixture's author gave one number to three messages of three days.
    let contradicted = messages().filter(|event| event.marks.has(Mark::Inconsistent));
    assert_eq!(contradicted.count(), 2);
}
