//! Counts the values of every case with a second reader.

use super::IMPORTER;
use crate::containers::open_path;
use crate::testing::compare;
use crate::{Answers, Importer, MemoryExport};
use serde_json::Value;
use std::path::Path;

/// Every message, and every other value that says anything.
fn count(value: &Value) -> usize {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::Object(members) => !members.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => true,
    };
    let of_conversation = |one: &Value| -> usize {
        let members = one.as_object().unwrap().iter();
        members
            .map(|(name, member)| match name.as_str() {
                "MessageList" => member.as_array().unwrap().len(),
                "id" | "displayName" | "version" => 0,
                _ => usize::from(says(member)),
            })
            .sum()
    };
    let members = value.as_object().unwrap().iter();
    members
        .map(|(name, member)| match (name.as_str(), member) {
            ("conversations", Value::Array(all)) => all.iter().map(of_conversation).sum(),
            (_, Value::Array(elements)) => elements.len(),
            ("userId", _) => 0,
            _ => usize::from(says(member)),
        })
        .sum()
}

#[test]
fn every_value_is_a_record() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/skype/cases");
    let records = compare(&IMPORTER, &cases.join("whole/input"), |path| {
        let is_list = path.extension().is_some_and(|end| end == "json")
            && !path.parent().unwrap().ends_with("media");
        is_list.then(|| count(&serde_json::from_slice(&fs_err::read(path).unwrap()).unwrap()))
    });
    assert!(records.len() > 15, "{}", records.len());
}

/// The order in which a conversation's members stand does not matter to whether they are read.
#[test]
fn messages_before_the_name_of_their_conversation_are_read() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/skype/cases/alone/messages.json");
    let root = open_path(&path).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    assert_eq!(opened.records.count(), 2);
}

#[test]
fn other_files_are_not_taken() {
    for text in [
        r#"{"conversations": []}"#,
        r#"[{"userId": "a", "exportDate": "b", "conversations": []}]"#,
        r#"{"userId": 7, "conversations": []}"#,
        "",
    ] {
        let export = MemoryExport::single("messages.json", text.as_bytes());
        assert!(
            IMPORTER.open(&export, &Answers::default()).is_none(),
            "{text}"
        );
    }
}
