//! The importer on its fixtures, and a second, independent count of every record.

use crate::containers::open_path;
use crate::{Answers, Importer};
use onrecord_model::{Defect, Event, Kind, Mark};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> Option<Vec<Result<Event, Defect>>> {
    let export = open_path(path).unwrap();
    let opened = super::IMPORTER.open(&*export, &Answers::default())?;
    Some(opened.ok()?.records.collect())
}

/// Every JSON file of the cases, and of the fixtures where they are here.
fn files() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![
        own.join("src/platforms/telegram/cases"),
        own.join("../../../shared/fixtures/telegram"),
    ];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(json) if json == "json" => files.push(path),
                _ => {}
            }
        }
    }
    files
}

/// What a chat's messages and their reactions come to.
fn count_messages(messages: &Value) -> usize {
    let mut count = 0;
    for message in messages.as_array().into_iter().flatten() {
        count += 1;
        for reaction in message["reactions"].as_array().into_iter().flatten() {
            let Some(reaction) = reaction.as_object() else {
                continue;
            };
            let recent = reaction.get("recent");
            let listed = recent.and_then(Value::as_array);
            let named = listed.map_or(0, |list| list.iter().filter(|one| one.is_object()).count());
            let all = reaction.get("count").and_then(Value::as_u64).unwrap_or(0);
            let is_odd = recent.is_some() && listed.is_none_or(|list| list.len() != named);
            count += named + usize::from(named == 0 || all > named as u64 || is_odd);
        }
    }
    count
}

fn count(root: &Value) -> usize {
    let mut count = count_messages(&root["messages"]);
    for (name, section) in root.as_object().unwrap() {
        count += match (&**name, section) {
            ("messages" | "about" | "name" | "type" | "id", _) => 0,
            ("chats" | "left_chats", _) => {
                let chats = section["list"].as_array().unwrap().iter();
                chats
                    .map(|chat| count_messages(&chat["messages"]).max(1))
                    .sum()
            }
            ("personal_information", _) => 1,
            (_, Value::Array(list)) => list.len(),
            (_, Value::Object(members)) => {
                let members = members.iter().filter(|(name, _)| *name != "about");
                members
                    .map(|(_, member)| member.as_array().map_or(1, Vec::len))
                    .sum()
            }
            _ => 1,
        };
    }
    count
}

#[test]
fn a_second_walk_counts_the_same_records() {
    let mut compared = 0;
    for path in files() {
        let text = fs_err::read(&path).unwrap();
        let Ok(root) = serde_json::from_slice::<Value>(&text) else {
            continue;
        };
        let Some(records) = read(&path) else {
            assert!(
                path.ends_with("chat-miner/target.json"),
                "{}",
                path.display()
            );
            continue;
        };
        assert_eq!(records.len(), count(&root), "{}", path.display());
        compared += 1;
    }
    assert!(compared >= 6, "only {compared} files");
}

fn fixture(name: &str) -> Option<Vec<Event>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/fixtures/telegram")
        .join(name);
    if !path.exists() {
        return None;
    }
    let records = read(&path).unwrap();
    Some(records.into_iter().map(Result::unwrap).collect())
}

#[test]
fn chat_analytics_fixture_is_accounted_for() {
    let Some(events) = fixture("chat-analytics/DM_2A_7M.json") else {
        return;
    };
    let ids = |kind: Kind| -> Vec<&str> {
        let of = events.iter().filter(|event| event.kind == kind);
        of.map(|event| event.details.at(0).unwrap().1).collect()
    };
    assert_eq!(
        ids(Kind::Message),
        ["3644", "3645", "3662", "3663", "3672", "3673"]
    );
    assert_eq!(ids(Kind::Call), ["3674"]);
    assert_eq!(ids(Kind::System), ["2675"]);
    let without = events
        .iter()
        .filter(|event| event.when.truth.instant().is_none());
    assert_eq!(without.count(), 3, "two messages and the service message");
    let by_owner = events
        .iter()
        .filter(|event| event.marks.has(Mark::Outgoing));
    assert_eq!(by_owner.count(), 5);
}

#[test]
fn chatstyle_fixture_is_accounted_for() {
    let Some(events) = fixture("chatstyle/result.json") else {
        return;
    };
    let count = |is: &dyn Fn(&Event) -> bool| events.iter().filter(|event| is(event)).count();
    assert_eq!(events.len(), 12);
    assert_eq!(count(&|event| event.kind == Kind::Message), 11);
    assert_eq!(count(&|event| event.kind == Kind::System), 1);
    assert_eq!(count(&|event| event.marks.has(Mark::Forwarded)), 1);
    assert_eq!(count(&|event| event.marks.has(Mark::AttachmentOmitted)), 2);
    // Two have `...` as their entities, which is not what they say.
    assert_eq!(count(&|event| event.marks.has(Mark::Inconsistent)), 2);
}

#[test]
fn a_second_walk_counts_the_same_messages_of_pages() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/telegram/cases");
    for (case, pages) in [
        ("pages/input", &["messages.html", "messages2.html"][..]),
        ("pages_before_2021/messages.html", &[""]),
        ("malformed/torn_page.html", &[""]),
        ("malformed/odd_page.html", &[""]),
    ] {
        let (mut messages, mut reactions) = (0, 0);
        for page in pages {
            let path = if page.is_empty() {
                cases.join(case)
            } else {
                cases.join(case).join(page)
            };
            let content = String::from_utf8_lossy(&fs_err::read(path).unwrap()).into_owned();
            // A day's line has a negative number.
            let ids = content.split("id=\"message").skip(1);
            messages += ids.filter(|rest| !rest.starts_with('-')).count();
            // Every person who reacted has a time in a title; every other reaction a count.
            let initials = content.split("class=\"initials\"").skip(1);
            reactions += initials
                .filter(|rest| rest.split('>').next().unwrap().contains("title="))
                .count();
            reactions += content.matches("class=\"count\"").count();
        }
        let records = read(&cases.join(case)).unwrap();
        assert_eq!(records.len(), messages + reactions, "{case}");
    }
}
