//! Counts the records of the cases and of the published samples another way: with another JSON
//! reader, and by searching pages for the one heading that each record has.

use super::IMPORTER;
use crate::{Answers, Export, FolderExport, Importer};
use onrecord_model::{Defect, Event, Kind};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> (FolderExport, Vec<Result<Event, Defect>>) {
    let export = FolderExport::from_path(path).unwrap();
    let records = {
        let opened = IMPORTER
            .open(&export, &Answers::default())
            .unwrap()
            .unwrap();
        opened.records.collect()
    };
    (export, records)
}

fn here(records: &[Result<Event, Defect>], entry: &str) -> usize {
    let entry_of = |record: &Result<Event, Defect>| match record {
        Ok(event) => event.locator.entry.clone(),
        Err(defect) => defect.locator.entry.clone(),
    };
    records
        .iter()
        .filter(|one| *entry_of(one) == *entry)
        .count()
}

/// Elements of lists, objects that stand where a list could, and nothing for what is empty.
fn count(value: &Value, is_chat: bool, depth: u32) -> usize {
    match value {
        Value::Object(fields) if depth == 0 || depth == 1 && is_chat => fields
            .values()
            .map(|value| count(value, is_chat, depth + 1))
            .sum(),
        Value::Array(list) => list.iter().filter(|one| !one.is_null()).count(),
        Value::Object(fields) => usize::from(!fields.is_empty()),
        Value::Null => 0,
        _ => 1,
    }
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/snapchat/cases")
}

fn check_json(path: &Path) -> usize {
    let (export, records) = read(path);
    let mut files = 0;
    for entry in export
        .entries()
        .iter()
        .filter(|entry| entry.path.ends_with(".json"))
    {
        let reader = export.open(&entry.path).unwrap();
        let value: Value = serde_json::from_reader(reader).unwrap();
        let is_chat = entry.path.contains("chat_history") || entry.path.contains("snap_history");
        assert_eq!(
            here(&records, &entry.path),
            count(&value, is_chat, 0),
            "{}",
            entry.path
        );
        files += 1;
    }
    files
}

#[test]
fn every_record_of_the_json_files_is_an_event() {
    assert_eq!(check_json(&cases().join("json_new/input")), 7);
    assert_eq!(check_json(&cases().join("json_old/input")), 2);
    let samples =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/snapchat/schema-docs");
    if samples.is_dir() {
        assert_eq!(check_json(&samples), 3);
        let (_, records) = read(&samples);
        assert_eq!(records.iter().filter(|one| one.is_ok()).count(), 5);
    }
}

#[test]
fn every_card_of_a_page_is_an_event() {
    let (export, records) = read(&cases().join("html_new/input"));
    for entry in export
        .entries()
        .iter()
        .filter(|one| one.path.contains("subpage_"))
    {
        let mut text = String::new();
        export
            .open(&entry.path)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        let of_entry = records
            .iter()
            .flatten()
            .filter(|one| one.locator.entry == entry.path);
        let messages = of_entry.filter(|one| one.kind != Kind::System).count();
        assert_eq!(messages, text.matches("<h6>").count());
    }
}
