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

/// A match too long to be held comes piece by piece, and says the same.
#[test]
fn a_long_match_is_read_as_a_short_one_is() {
    let messages = |count: usize| -> String {
        let one = |at| {
            format!(
                r#"{{"to": 7, "from": "You", "message": "text {at} {}", "sent_date": "Tue, 30 Nov 2021 05:08:21 GMT"}}"#,
                "word ".repeat(20)
            )
        };
        (0..count).map(one).collect::<Vec<_>>().join(", ")
    };
    let read = |name: &str, json: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.json");
        fs_err::write(&path, json).unwrap();
        let root = open_path(&path).unwrap();
        let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
        let events: Vec<_> = opened.records.map(|record| record.expect(name)).collect();
        for event in &events {
            let (from, to) = event.locator.bytes;
            let bytes = &json.as_bytes()[from as usize..to as usize];
            assert_eq!(onrecord_model::Digest::of(bytes), event.raw, "{name}");
        }
        events
    };
    let file = |first: &str, last: &str, count| {
        let messages = messages(count);
        format!(
            r#"{{"Usage": {{}}, "Messages": [{{"match_id": "Match 1", "messages": []}}, {{{first}"messages": [{messages}]{last}}}, {{"match_id": "Match 3", "messages": [{}]}}]}}"#,
            messages_of_last()
        )
    };
    for (name, first, last) in [
        ("name first", r#""match_id": "Match 2", "#, r#", "more": 1"#),
        ("name last", "", r#", "more": 1, "match_id": "Match 2""#),
    ] {
        let (short, long) = (file(first, last, 3), file(first, last, 4_000));
        let (short, long) = (read(name, &short), read(name, &long));
        assert_eq!((short.len(), long.len()), (6, 4_003), "{name}");
        let said = |event: &onrecord_model::Event| {
            let key = event.thread.key.to_string();
            (key, event.kind.clone(), event.locator.pointer.to_string())
        };
        let ends = |events: &[onrecord_model::Event]| {
            let few = events[..4].iter().chain(&events[events.len() - 2..]);
            few.map(said).collect::<Vec<_>>()
        };
        assert_eq!(ends(&short), ends(&long), "{name}");
        assert!(
            long[1..4_002]
                .iter()
                .all(|one| &*one.thread.key == "Match 2")
        );
    }
}

fn messages_of_last() -> &'static str {
    r#"{"to": 7, "from": "You", "message": "bye", "sent_date": "Tue, 30 Nov 2021 05:08:21 GMT"}"#
}
