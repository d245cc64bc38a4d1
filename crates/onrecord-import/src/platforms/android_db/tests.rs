//! Builds the cases' databases from SQL, counts rows by SQLite itself, and reads the fixtures.

use super::IMPORTER;
use crate::containers::open_path;
use crate::kit::sqlite::cases;
use crate::testing::{check_locators, shared_fixtures};
use crate::{Answers, Importer};
use onrecord_model::{Kind, Mark};
use std::path::Path;

#[test]
fn the_case_databases_are_what_their_sql_says() {
    cases::check("android_db", str::to_owned);
}

#[test]
fn every_row_is_an_event_or_a_defect() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/android_db/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(here).unwrap() {
        let input = case.unwrap().path().join("input");
        if !input.is_dir() {
            continue;
        }
        let root = open_path(&input).unwrap();
        let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
        let mut rows = 0;
        for file in fs_err::read_dir(&input).unwrap() {
            let file = file.unwrap().path();
            if file.extension().is_some_and(|ending| ending == "db") {
                for table in ["sms", "pdu", "calls", "raw_contacts", "blocked"] {
                    rows += cases_count(&file, table);
                }
            }
        }
        assert_eq!(opened.records.count(), rows, "{}", input.display());
        checked += 1;
    }
    assert!(checked >= 2);
}

/// 0 where there is no such table.
fn cases_count(file: &Path, table: &str) -> usize {
    let connection = onrecord_sqlite::rusqlite::Connection::open(file).unwrap();
    let there: bool = connection
        .query_row(
            "SELECT count(*) FROM sqlite_master WHERE name = ?",
            [table],
            |row| row.get(0),
        )
        .unwrap();
    if there { cases::count(file, table) } else { 0 }
}

#[test]
fn the_forensic_files_give_nine_messages_and_three_calls() {
    let Some(shared) = shared_fixtures() else {
        return;
    };
    let root = open_path(&shared.join("android-db/plaso")).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    let records: Vec<_> = opened.records.collect();
    check_locators(&*root, &records);
    let events: Vec<_> = records.into_iter().map(Result::unwrap).collect();
    assert_eq!(events.iter().filter(|e| e.kind == Kind::Message).count(), 9);
    let calls: Vec<_> = events.iter().filter(|e| e.kind == Kind::Call).collect();
    assert_eq!(calls.len(), 3);
    assert!(calls[0].marks.has(Mark::Missed));
    assert!(calls[1].marks.has(Mark::Outgoing));
    assert!(calls[2].marks.has(Mark::Incoming));
    let lasted = |at: usize| calls[at].details.get("duration").unwrap();
    assert_eq!((lasted(1), lasted(2)), ("126", "639"));
}
