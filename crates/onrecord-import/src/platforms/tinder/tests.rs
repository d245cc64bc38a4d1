//! Counts the values of every case with a second reader.

use super::IMPORTER;
use crate::containers::open_path;
use crate::{Answers, Importer};
use serde_json::Value;
use std::path::Path;

/// Every message, every match without one, every count of use, and every other member.
fn count(value: &Value) -> usize {
    let mut total = 0;
    for (name, member) in value.as_object().unwrap() {
        total += match (name.as_str(), member) {
            ("Messages", Value::Array(matches)) => matches
                .iter()
                .map(|one| {
                    let one = one.as_object().unwrap();
                    let messages = one["messages"].as_array().unwrap().len();
                    let further = one.len() - 1 - usize::from(one.contains_key("match_id"));
                    (messages + further).max(1)
                })
                .sum(),
            ("Usage", Value::Object(counts)) => counts.len(),
            _ => 1,
        };
    }
    total
}

#[test]
fn every_value_is_an_event() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/tinder/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let path = case.unwrap().path().join("data.json");
        if !path.is_file()
            || path
                .components()
                .any(|part| part.as_os_str() == "malformed")
        {
            continue;
        }
        let value: Value = serde_json::from_slice(&fs_err::read(&path).unwrap()).unwrap();
        let root = open_path(&path).unwrap();
        let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
        assert_eq!(opened.records.count(), count(&value), "{}", path.display());
        checked += 1;
    }
    assert!(checked > 0);
}
