//! Facebook's and Instagram's fixtures, accounted for by a second, independent walk: serde_json
//! counts the records of every file, and events and defects must be as many.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // reason: tests

mod common;

use common::{Record, check_locators, shared_fixtures};
use onrecord_import::platforms::{facebook, instagram};
use onrecord_import::{Answers, Export, FolderExport, Importer, MemoryExport};
use onrecord_model::{Event, Kind, Mark, Place};
use serde_json::Value;
use std::collections::BTreeMap;

fn read(
    folder: &str,
    importer: &'static dyn Importer,
) -> Option<(FolderExport, Vec<Record>, Vec<String>)> {
    let path = shared_fixtures()?.join(folder);
    let export = FolderExport::from_path(&path).unwrap();
    let (records, remarks): (Vec<Record>, _) = {
        let answers = Answers::default();
        let opened = importer
            .open(&export, &answers)
            .expect("mine")
            .expect("readable");
        (opened.records.collect(), opened.remarks)
    };
    check_locators(&export, &records);
    Some((export, records, remarks))
}

fn events(records: &[Record]) -> Vec<&Event> {
    records
        .iter()
        .filter_map(|record| record.as_ref().ok())
        .collect()
}

/// How many records a file has: a conversation's messages; for any other file the elements of the
/// outermost arrays, where an object with a value of its own is one record.
fn count(value: &Value, is_root: bool) -> usize {
    match value {
        Value::Array(elements) => elements.len(),
        Value::Object(members) if members.contains_key("participants") => {
            members["messages"].as_array().unwrap().len()
        }
        Value::Object(members) if members.contains_key("label_values") => 1,
        Value::Object(members) => {
            let opens = members
                .values()
                .all(|value| value.is_object() || value.is_array());
            if opens || is_root {
                members.values().map(|value| count(value, false)).sum()
            } else {
                1
            }
        }
        _ => 1,
    }
}

fn account_for_all(export: &FolderExport, records: &[Record]) {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        let (entry, counts) = match record {
            // A reaction is part of the message's record.
            Ok(event) => (&event.locator.entry, event.refers_to.is_none()),
            Err(defect) => (&defect.locator.entry, true),
        };
        *found.entry(entry).or_default() += usize::from(counts);
    }
    let mut files = 0;
    for entry in export
        .entries()
        .iter()
        .filter(|entry| entry.path.ends_with(".json"))
    {
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut export.open(&entry.path).unwrap(), &mut content).unwrap();
        let expected = match serde_json::from_slice::<Value>(&content) {
            Ok(value) => count(&value, true),
            // The whole file is one defect.
            Err(_) => 1,
        };
        let found = found.get(&*entry.path).copied().unwrap_or_default();
        println!("{}: {expected}", entry.path);
        assert_eq!(found, expected, "{}", entry.path);
        files += 1;
    }
    assert!(files > 5);
}

fn texts<'e>(events: &[&'e Event], thread: &str) -> Vec<&'e str> {
    let of_thread = events
        .iter()
        .filter(|event| event.thread.key.contains(thread));
    of_thread
        .filter(|event| event.refers_to.is_none())
        .map(|event| event.text.as_deref().unwrap_or("-"))
        .collect()
}

#[test]
fn facebook_fixtures_are_accounted_for() {
    let Some((export, records, remarks)) = read("facebook", &facebook::IMPORTER) else {
        return;
    };
    account_for_all(&export, &records);
    let events = events(&records);

    // json_simple: 3 messages, the second with é, 2 reactions, and one archived thread. The file
    // is newest first and stays so; peers sort.
    assert_eq!(
        texts(&events, "json_simple/inbox/alice_ABC123"),
        ["See you soon", "café time?", "Hello"]
    );
    let reactions: Vec<_> = events
        .iter()
        .filter(|event| event.thread.key.contains("json_simple") && event.kind == Kind::Reaction)
        .collect();
    assert_eq!(reactions.len(), 2);
    assert_eq!(reactions[0].text.as_deref(), Some("❤"));
    assert_eq!(reactions[1].text.as_deref(), Some("👍"));
    assert!(reactions[0].marks.has(Mark::MojibakeRepaired));
    assert_eq!(
        texts(&events, "archived_threads/zoe_ARCH"),
        ["Old message in archive"]
    );

    // json_multifile: files in numeric order 1, 2, 10; within each as written. By time that is
    // A, B, C, D, which peers assert.
    let mut multi: Vec<_> = events
        .iter()
        .filter(|event| event.thread.key.contains("dave_MULTI"))
        .collect();
    let files: Vec<_> = multi
        .iter()
        .map(|event| event.locator.entry.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(
        files,
        [
            "message_1.json",
            "message_1.json",
            "message_2.json",
            "message_10.json"
        ]
    );
    multi.sort_by_key(|event| event.when.truth.instant());
    let letters: Vec<_> = multi
        .iter()
        .map(|event| &event.text.as_ref().unwrap()[8..9])
        .collect();
    assert_eq!(letters, ["A", "B", "C", "D"]);

    // e2ee_simple: 4 messages, of which the peer drops the unsent one; 3 participants and a photo.
    let alice: Vec<_> = events
        .iter()
        .filter(|event| event.thread.key.contains("alice_1") && event.refers_to.is_none())
        .collect();
    assert_eq!(alice.len(), 4);
    assert_eq!(alice[1].text.as_deref(), Some("café time?"));
    assert!(alice[3].marks.has(Mark::Unsent) && alice[3].text.as_deref() == Some("oops"));
    let group: Vec<_> = events
        .iter()
        .filter(|event| event.thread.key.contains("group_2"))
        .collect();
    assert_eq!(group.len(), 2);
    assert_eq!(group[0].thread.participants.len(), 3);
    assert_eq!(group[0].thread.title.as_deref(), Some("Weekend crew"));
    assert!(
        matches!(&group[1].attachments[0].place, Place::Entry(path) if path.ends_with("media/photo.jpg"))
    );

    let photo = events
        .iter()
        .find(|event| event.thread.key.contains("bob_XYZ789"))
        .unwrap();
    assert!(
        matches!(&photo.attachments[0].place, Place::Entry(path) if path.ends_with("photos/tiny.png"))
    );

    // corrupt: one file is a defect, its sibling is read.
    let defects: Vec<_> = records
        .iter()
        .filter_map(|record| record.as_ref().err())
        .collect();
    assert_eq!(defects.len(), 1);
    assert!(defects[0].locator.entry.contains("broken_BAD"));
    assert_eq!(defects[0].locator.bytes.0, 0);
    assert_eq!(texts(&events, "goodsibling_OK"), ["Still valid"]);

    assert!(
        remarks.iter().any(|remark| remark.contains("(HTML)")),
        "{remarks:?}"
    );
    println!(
        "facebook: {} events, {} defects",
        events.len(),
        defects.len()
    );
}

#[test]
fn instagram_fixtures_are_accounted_for() {
    let Some((export, records, remarks)) = read("instagram", &instagram::IMPORTER) else {
        return;
    };
    account_for_all(&export, &records);
    let events = events(&records);
    assert!(records.iter().all(Result::is_ok));
    let chat: Vec<_> = events
        .iter()
        .filter(|event| &*event.thread.key == "inbox/bobsmith_1234567890")
        .collect();
    assert_eq!(chat.len(), 5);
    assert!(chat[0].marks.has(Mark::Outgoing) && chat[1].marks.has(Mark::Incoming));
    assert_eq!(
        chat[0].when.truth.instant().unwrap().to_string(),
        "2024-08-30T13:01:20.969Z"
    );
    let requests: Vec<_> = events
        .iter()
        .filter(|event| event.thread.folder.as_deref() == Some("message_requests"))
        .collect();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].marks.has(Mark::MessageRequest));

    let of = |file: &str| -> Vec<&&Event> {
        events
            .iter()
            .filter(|event| event.locator.entry.ends_with(file))
            .collect()
    };
    let handle = |account: Option<&std::sync::Arc<onrecord_model::Account>>| {
        account
            .and_then(|account| account.handle.clone())
            .unwrap_or_default()
    };
    for (file, kind, who) in [
        (
            "/followers_1.json",
            Kind::Connection,
            "synthetic_follower_1",
        ),
        ("/following.json", Kind::Connection, "synthetic_foodblog"),
        (
            "/pending_follow_requests.json",
            Kind::Request,
            "synthetic_private_account",
        ),
        ("/post_comments_1.json", Kind::Comment, "synthetic_foodblog"),
        ("/reels_comments.json", Kind::Comment, "synthetic_comedian"),
        ("/polls.json", Kind::Reaction, "synthetic_friend"),
        (
            "/story_likes.json",
            Kind::Reaction,
            "synthetic_photographer",
        ),
        ("/liked_comments.json", Kind::Reaction, "synthetic_musician"),
    ] {
        let event = of(file)[0];
        assert_eq!(event.kind, kind, "{file}");
        let found = if file == "/followers_1.json" {
            handle(event.account.as_ref())
        } else {
            handle(event.others.first())
        };
        assert_eq!(&*found, who, "{file}");
        assert!(event.when.truth.instant().is_some(), "{file}");
    }
    assert_eq!(
        of("/post_comments_1.json")[0].text.as_deref(),
        Some("This looks amazing!")
    );
    // The fixture's two times of one login are a year apart.
    let login = of("/login_activity.json")[0];
    assert_eq!(login.kind, Kind::Login);
    assert!(login.marks.has(Mark::Inconsistent));
    let post = of("/posts_1.json")[0];
    assert_eq!(post.kind, Kind::Post);
    assert_eq!(post.text.as_deref(), Some("Homemade pasta for dinner"));
    assert!(post.marks.has(Mark::Location));
    assert!(
        matches!(&post.attachments[0].place, Place::Entry(path) if path.ends_with("pasta_flatlay.jpg"))
    );
    assert_eq!(of("/secret_conversations.json")[0].kind, Kind::Login);
    assert_eq!(
        of("/ads_viewed.json")[0].kind,
        Kind::Unknown("ads_viewed".into())
    );
    assert!(
        remarks
            .iter()
            .any(|remark| remark.contains("alice_synthetic") || remark.contains("Alice"))
    );
    println!("instagram: {} events", events.len());
}

#[test]
fn neither_takes_the_others_export() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    let facebook_export = FolderExport::from_path(&fixtures.join("facebook")).unwrap();
    let instagram_export = FolderExport::from_path(&fixtures.join("instagram")).unwrap();
    assert!(
        instagram::IMPORTER
            .open(&facebook_export, &Answers::default())
            .is_none()
    );
    assert!(
        facebook::IMPORTER
            .open(&instagram_export, &Answers::default())
            .is_none()
    );
}

/// The files of every case of a platform, each case as one export.
fn cases(platform: &str) -> Vec<Vec<(String, Vec<u8>)>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/platforms")
        .join(platform)
        .join("cases");
    let all = FolderExport::from_path(&folder).unwrap();
    let mut cases: BTreeMap<String, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for entry in all
        .entries()
        .iter()
        .filter(|entry| !entry.path.ends_with(".jsonl"))
    {
        let mut parts = entry.path.splitn(3, '/');
        let case = format!("{:?} {:?}", parts.next(), parts.next());
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut all.open(&entry.path).unwrap(), &mut content).unwrap();
        cases
            .entry(case)
            .or_default()
            .push((parts.next().unwrap_or("x").to_owned(), content));
    }
    cases.into_values().collect()
}

/// Damage of every kind, from a fixed seed: nothing panics, everything ends, and whatever is still
/// read has its exact bytes.
#[test]
fn damaged_cases_are_read_without_panic() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below.max(1) as u64) as usize
    };
    let rounds: usize = std::env::var("ROUNDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(40);
    let importers: [(&str, &'static dyn Importer); 2] = [
        ("facebook", &facebook::IMPORTER),
        ("instagram", &instagram::IMPORTER),
    ];
    let (mut read, mut defects) = (0, 0);
    for (platform, importer) in importers {
        for case in cases(platform) {
            for _ in 0..rounds {
                let mut export = MemoryExport::new("damaged");
                for (path, content) in &case {
                    let mut content = content.clone();
                    for _ in 0..random(4) {
                        let (at, length) = (random(content.len()), content.len());
                        match random(6) {
                            _ if length == 0 => {}
                            0 => content[at] = random(256) as u8,
                            1 => content.truncate(at),
                            2 => drop(content.drain(at..(at + random(40)).min(length))),
                            3 => content.insert(at, b"{}[]\",:\\\n0u"[random(11)]),
                            4 => {
                                let part = content[at..(at + random(200)).min(length)].to_vec();
                                let to = random(length);
                                content.splice(to..to, part);
                            }
                            _ => content[at] ^= 1 << random(8),
                        }
                    }
                    export = export.with(path, content);
                }
                if let Some(Ok(opened)) = importer.open(&export, &Answers::default()) {
                    let records: Vec<Record> = opened.records.collect();
                    for record in &records {
                        check_bytes(&export, record);
                    }
                    read += records.len();
                    defects += records.iter().filter(|record| record.is_err()).count();
                }
            }
        }
    }
    println!("{read} records, {defects} defects");
    assert!(read > 1_000 && defects > 100);
}

fn check_bytes(export: &MemoryExport, record: &Record) {
    let locator = match record {
        Ok(event) => &event.locator,
        Err(defect) => &defect.locator,
    };
    let mut content = Vec::new();
    std::io::Read::read_to_end(&mut export.open(&locator.entry).unwrap(), &mut content).unwrap();
    let bytes = &content[locator.bytes.0 as usize..locator.bytes.1 as usize];
    if let Ok(event) = record {
        assert_eq!(event.raw, onrecord_model::Digest::of(bytes));
    }
}
