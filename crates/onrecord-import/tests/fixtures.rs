//! Reads every fixture that is beside the project: nothing panics, every locator leads back to its
//! bytes, and no importer takes another platform's export. Counts are checked per platform, in
//! `fixtures_<platform>.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)] // reason: tests only

mod common;

use common::{check_locators, read_all, shared_fixtures};
use onrecord_import::{Answers, Export, FolderExport, IMPORTERS, detect};
use std::collections::BTreeMap;

/// Which importers may read something of a fixture folder besides the one of the same name.
fn allowed(folder: &str) -> &'static [&'static str] {
    match folder {
        "saved-pages" | "warc" => &["photos", "email"],
        // Mail and pictures turn up inside other exports; nothing else may.
        "google-chat" | "google-voice" | "youtube" => &["google"],
        "google-takeout" => &["google", "email", "photos"],
        "signal" => &["sms_backup_restore", "photos"],
        "dating-apps" => &["hinge", "tinder"],
        "x-twitter" => &["x"],
        _ => &["photos"],
    }
}

#[test]
fn every_fixture_is_read_by_its_own_importer() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    let root = FolderExport::from_path(&fixtures).unwrap();
    let folders: std::collections::BTreeSet<&str> = root
        .entries()
        .iter()
        .filter_map(|entry| entry.path.split_once('/'))
        .map(|(folder, _)| folder)
        .collect();
    let mut readings = 0;
    for folder in folders {
        let own = folder.replace('-', "_");
        let part = onrecord_import::SubExport::folder(&root, folder);
        let plan = detect::plan(&part, IMPORTERS, &Answers::default());
        let mut counts: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
        for reading in &plan.readings {
            let name = reading.importer.manifest().name;
            assert!(
                name == own || reading.importer.is_fallback() || allowed(folder).contains(&name),
                "{name} took {:?} of {folder}",
                reading.part
            );
            let (records, _) = read_all(&part, reading, &Answers::default());
            check_locators(&part, &records);
            let count = counts.entry(name).or_default();
            count.0 += 1;
            count.1 += records.iter().filter(|record| record.is_ok()).count() as u64;
            count.2 += records.iter().filter(|record| record.is_err()).count() as u64;
            readings += 1;
        }
        assert!(plan.choices.is_empty(), "{folder}: {:?}", plan.choices);
        for (name, (parts, events, defects)) in counts {
            println!("{folder}: {name} reads {parts} parts, {events} events, {defects} defects");
        }
        for (part, name, refusal) in &plan.refusals {
            println!("{folder}: {name} refuses {part:?}: {}", refusal.seen);
        }
        println!("{folder}: {} files not read", plan.unread.len());
    }
    assert!(readings > 0 || IMPORTERS.is_empty());
}
