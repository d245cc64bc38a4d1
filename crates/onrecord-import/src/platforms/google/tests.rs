//! Google's cases and fixtures counted a second time, in another way: serde_json for JSON, and
//! plain counting of what stands once for each record elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // reason: tests

use super::IMPORTER;
use crate::testing;
use onrecord_model::{Event, Kind, Mark};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// `None` for what is not a file of records.
fn count(path: &Path) -> Option<usize> {
    let name = path.file_name()?.to_str()?;
    let text = fs_err::read_to_string(path).ok()?;
    if name.ends_with(".json") {
        let value: Value = serde_json::from_str(&text).ok()?;
        if let Value::Array(records) = &value {
            return Some(records.len());
        }
        let messages = list(&value, "messages").iter().map(|message| {
            let reactions = list(message, "reactions").iter();
            let people = reactions.map(|one| list(one, "reactor_emails").len().max(1));
            1 + people.sum::<usize>() + list(message, "previous_message_versions").len()
        });
        let events = list(&value, "conversations").iter();
        let events = events.map(|one| list(one, "events").len());
        let older = list(&value, "conversation_state").iter();
        let older = older.map(|one| list(&one["conversation_state"], "event").len());
        let memberships = list(&value, "membership_info").len();
        return Some(
            messages.sum::<usize>() + events.sum::<usize>() + older.sum::<usize>() + memberships,
        );
    }
    if name.ends_with(".html") {
        let messages = text.matches("<div class=\"message\">").count();
        let activities = text.matches("<div class=\"outer-cell ").count();
        return Some(messages + activities + text.matches("<div class=\"haudio\">").count());
    }
    if name.ends_with(".csv") {
        // Each row states one time, the header none.
        let dates = text.matches("T0").count() + text.matches("T1").count();
        return Some(dates + text.matches(",yesterday,").count());
    }
    None
}

fn compare(folder: &Path) -> Vec<Event> {
    let records = testing::compare(&IMPORTER, folder, count);
    records.into_iter().filter_map(Result::ok).collect()
}

#[test]
fn every_record_of_every_case_is_accounted_for() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/google/cases");
    let mut total = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let case = case.unwrap().path();
        let input: PathBuf = case.join("input");
        if input.is_dir() {
            total += compare(&input).len();
        }
    }
    assert!(total > 30, "{total}");
}

#[test]
fn the_fixtures_are_read_whole() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    if !shared.is_dir() {
        println!("SKIPPED: ../shared is not here");
        return;
    }
    let chat = compare(&shared.join("google-chat/schema-doc"));
    assert_eq!(chat.len(), 3);
    let first = chat[0].when.truth.instant().unwrap().to_string();
    assert_eq!(first, "2016-11-03T11:59:50Z");
    assert!(chat[1].marks.has(Mark::AttachmentMissing));

    let voice = compare(&shared.join("google-voice/msgvault"));
    let texts: Vec<_> = voice
        .iter()
        .filter(|one| one.kind == Kind::Message)
        .collect();
    assert_eq!(texts.len(), 2);
    assert!(texts[0].marks.has(Mark::Incoming) && texts[1].marks.has(Mark::Outgoing));
    let offset = texts[0].when.truth.instant().unwrap().to_string();
    assert_eq!(offset, "2020-02-03T17:37:45.632Z");
    let call = voice.iter().find(|one| one.kind == Kind::Call).unwrap();
    assert!(call.marks.has(Mark::Outgoing));
    // 308 seconds.
    assert!(call.details.iter().any(|(_, value)| value == "PT5M8S"));

    let youtube = compare(&shared.join("youtube/google-takeout-parser"));
    assert_eq!(youtube.len(), 5, "two, two and a live chat");
    let of = |name: &str| {
        let found = youtube.iter().find(|one| one.locator.entry.contains(name));
        found.and_then(|one| one.text.clone()).unwrap_or_default()
    };
    assert_eq!(&*of("comment_buffer_old"), "coalowl the legend");
    let several = "> I am about to get buried in the concrete\nthe most normal  Veritasium video!";
    assert_eq!(&*of("comment_buffer_new"), several);

    let activity = compare(&shared.join("google-takeout/context-use/v1/threads/Portability"));
    assert!(activity.len() >= 20, "{}", activity.len());
    assert!(activity.iter().all(|one| one.text.is_some()));
}
