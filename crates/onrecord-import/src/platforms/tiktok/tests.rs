//! The importer on its fixture, and a second, independent count of every record.

use crate::containers::open_path;
use crate::{Answers, Importer};
use onrecord_model::{Defect, Event};
use serde_json::Value;
use std::path::Path;

fn read(path: &Path) -> Vec<Result<Event, Defect>> {
    let export = open_path(path).unwrap();
    let opened = super::IMPORTER.open(&*export, &Answers::default());
    opened.unwrap().ok().unwrap().records.collect()
}

/// Elements of arrays, and maps and values that are not empty.
fn count(value: &Value, depth: usize) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(list) => list.len(),
        Value::String(text) => usize::from(!text.is_empty()),
        Value::Object(members) if members.is_empty() => 0,
        Value::Object(members) => {
            let is_map = depth >= 3 && members.values().all(|member| !member.is_array());
            if is_map {
                return 1;
            }
            members
                .values()
                .map(|member| count(member, depth + 1))
                .sum()
        }
        _ => 1,
    }
}

#[test]
fn a_second_walk_counts_the_same_records() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/tiktok/cases");
    for case in [
        "json_old/user_data.json",
        "json_new/user_data_tiktok.json",
        "times/user_data.json",
    ] {
        let path = cases.join(case);
        let root: Value = serde_json::from_slice(&fs_err::read(&path).unwrap()).unwrap();
        assert_eq!(read(&path).len(), count(&root, 0), "{case}");
    }
    let texts = read(&cases.join("text_tree/input"));
    // Lines with a time that begin a message or a paragraph, and one that says there is nothing.
    assert_eq!(texts.len(), 3 + 2 + 1 + 1);
}

#[test]
fn the_fixture_is_one_message_of_two_lines() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/fixtures/tiktok/prviewer-multiline/Direct Messages.txt");
    if !path.exists() {
        return;
    }
    let records = read(&path);
    assert_eq!(records.len(), 1);
    let event = records[0].as_ref().unwrap();
    let text = event.text.as_deref().unwrap();
    assert_eq!(text, "primera línea\nsegunda línea del mismo mensaje");
    let at = event.when.truth.instant().map(|at| at.to_string());
    assert_eq!(at.as_deref(), Some("2026-07-03T23:00:11Z"));
}
