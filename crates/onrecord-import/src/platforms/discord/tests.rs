//! Discord's cases and fixtures counted a second time, in another way: serde_json for JSON, and
//! plain counting of the words that stand once for each record elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // reason: tests

use super::IMPORTER;
use crate::testing;
use onrecord_model::{Event, Kind};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn length(value: &Value, key: &str) -> usize {
    value[key].as_array().map_or(0, Vec::len)
}

/// `None` for what is not a file of records.
fn count(path: &Path) -> Option<usize> {
    let name = path.file_name()?.to_str()?;
    let text = fs_err::read_to_string(path).ok()?;
    if name.ends_with(".json") {
        let value: Value = serde_json::from_str(&text).ok()?;
        return Some(match &value {
            Value::Object(_) if name == "user.json" => {
                length(&value, "relationships") + usize::from(value["notes"].is_object())
            }
            Value::Object(_) if value["messages"].is_array() => {
                let of = |message: &Value| {
                    let reactions = message["reactions"].as_array();
                    let users = |reaction: &Value| length(reaction, "users").max(1);
                    1 + reactions.map_or(0, |list| list.iter().map(users).sum())
                };
                let messages = value["messages"].as_array().unwrap();
                let differs = value["messageCount"] != messages.len();
                messages.iter().map(of).sum::<usize>() + usize::from(differs)
            }
            Value::Array(list) => list.len(),
            _ => return None,
        });
    }
    if name.ends_with(".html") {
        let older = text.matches("<div class=\"chatlog__content\">").count();
        let messages = text.matches(" data-message-id=").count();
        let reactions = text.matches("class=\"chatlog__reaction\"").count();
        return Some(reactions + if messages > 0 { messages } else { older });
    }
    if name.ends_with(".csv") {
        let mut is_quoted = false;
        let rows = text.trim_end().chars().filter(|c| {
            is_quoted ^= *c == '"';
            *c == '\n' && !is_quoted
        });
        return Some(rows.count() + text.matches(" (").count());
    }
    None
}

fn compare(folder: &Path) -> Vec<Event> {
    let records = testing::compare(&IMPORTER, folder, count);
    records.into_iter().filter_map(Result::ok).collect()
}

#[test]
fn every_record_of_every_case_is_accounted_for() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/discord/cases");
    let mut total = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let case = case.unwrap().path();
        if case.ends_with("malformed") {
            continue;
        }
        let input: PathBuf = case.join("input");
        if input.is_dir() {
            total += compare(&input).len();
        } else {
            // One file: a copy without what stands beside it.
            let folder = tempfile::tempdir().unwrap();
            for file in fs_err::read_dir(&case).unwrap() {
                let file = file.unwrap();
                if file.file_name().to_str().unwrap().starts_with("input.") {
                    fs_err::copy(file.path(), folder.path().join(file.file_name())).unwrap();
                }
            }
            total += compare(folder.path()).len();
        }
    }
    assert!(total > 50, "{total}");
}

#[test]
fn the_fixtures_are_read_whole() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/discord");
    if !shared.is_dir() {
        println!("SKIPPED: ../shared is not here");
        return;
    }
    assert_eq!(compare(&shared.join("data-package-rows")).len(), 1);
    let events = compare(&shared.join("chat-analytics"));
    let of = |kind: Kind| events.iter().filter(move |event| event.kind == kind);
    assert_eq!(of(Kind::Message).count(), 2);
    let reaction = of(Kind::Reaction).next().unwrap();
    assert_eq!(reaction.text.as_deref(), Some("👆"));
    assert!(
        reaction
            .details
            .iter()
            .any(|(k, v)| k == "count" && v == "42")
    );
    let call = of(Kind::Call).next().unwrap();
    let began = call.when.truth.instant().unwrap().to_string();
    assert_eq!(began, "2020-07-17T17:03:14.366Z");
    let ended = "2020-07-17T21:14:52.787+00:00";
    assert!(call.details.iter().any(|(_, value)| value == ended));
    assert_eq!(events.len(), 4);
}
