//! WhatsApp: the peers' fixtures, counted a second way, and where we differ from a peer and why.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)] // reason: tests only

mod common;

use common::{Record, check_locators, shared_fixtures};
use onrecord_import::platforms::whatsapp::IMPORTER;
use onrecord_import::{Answers, Export, FileExport, Importer, MemoryExport};
use onrecord_model::{Event, Kind, Mark, Truth};
use serde_json::Value;

fn read(export: &dyn Export, answers: &Answers) -> Option<Vec<Event>> {
    let opened = IMPORTER.open(export, answers)?.ok()?;
    let records: Vec<Record> = opened.records.collect();
    check_locators(export, &records);
    Some(records.into_iter().map(Result::unwrap).collect())
}

fn chat(text: &str) -> MemoryExport {
    MemoryExport::single("WhatsApp Chat with Example.txt", text.as_bytes())
}

fn name(event: &Event) -> Option<&str> {
    event.account.as_deref().map(|account| account.label())
}

/// The wall clock, or the readings that are possible.
fn times(event: &Event) -> Vec<String> {
    match event.when.truth {
        Truth::WallZoneUnknown(wall) => vec![wall.to_string()],
        Truth::DayMonthAmbiguous {
            day_first,
            month_first,
        } => {
            vec![day_first.to_string(), month_first.to_string()]
        }
        other => panic!("{other:?}"),
    }
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s.as_str().unwrap())
        .collect()
}

/// 35 pairs from four peers' tests. We differ in two: see `differs`.
#[test]
fn every_pair_of_the_peers() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    let text = fs_err::read_to_string(fixtures.join("whatsapp/peer-vectors.json")).unwrap();
    let pairs: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(pairs.len(), 35);
    let mut ambiguous = 0;
    for pair in &pairs {
        let expect = &pair["expect"];
        let test = pair["test"].as_str().unwrap();
        let input = match (&pair["input"], &pair["input_body"]) {
            (Value::String(input), _) => input.clone(),
            (_, Value::String(body)) => format!("13/03/2024, 10:15 - Lena Voss: {body}"),
            _ => panic!("{pair}"),
        };
        let events = read(&chat(&input), &Answers::default());
        if expect["error"].is_string() {
            if input.is_empty() {
                // A refusal, as the peer raises.
                assert!(events.is_none(), "{test}");
            } else {
                // Differs: the peer's Android parser does not know iOS lines. We read both kinds.
                assert_eq!(name(&events.unwrap()[0]), Some("Lena Voss"), "{test}");
            }
            continue;
        }
        let events = events.unwrap_or_else(|| panic!("{test}: not read"));
        let first = &events[0];
        if let Some(wanted) = expect["messages"].as_u64() {
            assert_eq!(events.len() as u64, wanted, "{test}");
        }
        if let Some(wanted) = expect["author"].as_str() {
            assert_eq!(name(first), Some(wanted), "{test}");
        }
        if let Some(wanted) = expect["text"].as_str() {
            assert_eq!(first.text.as_deref(), Some(wanted), "{test}");
        }
        if expect["authors"].is_array() {
            let names: Vec<_> = events.iter().filter_map(name).collect();
            assert_eq!(names, strings(&expect["authors"]), "{test}");
        }
        if expect["texts"].is_array() {
            let texts: Vec<_> = events
                .iter()
                .filter_map(|event| event.text.as_deref())
                .collect();
            assert_eq!(texts, strings(&expect["texts"]), "{test}");
        }
        match &expect["system"] {
            Value::Bool(wanted) => assert_eq!(first.account.is_none(), *wanted, "{test}"),
            Value::Array(wanted) => {
                let is_system: Vec<_> = events
                    .iter()
                    .map(|event| Value::Bool(event.account.is_none()))
                    .collect();
                assert_eq!(&is_system, wanted, "{test}");
            }
            _ => {}
        }
        // Differs: where a date can be read in two ways the peers take the day first. We give
        // both readings (theirs is the first) and ask.
        let mut check_time = |event: &Event, wanted: &str| {
            let times = times(event);
            ambiguous += usize::from(times.len() == 2);
            assert_eq!(times[0], wanted, "{test}");
        };
        if let Some(wanted) = expect["local_time"].as_str() {
            check_time(first, wanted);
        }
        if expect["local_times"].is_array() {
            for (event, wanted) in events.iter().zip(strings(&expect["local_times"])) {
                check_time(event, wanted);
            }
        }
        if let Some(wanted) = expect["attachment"].as_str() {
            assert_eq!(&*first.attachments[0].name, wanted, "{test}");
            assert!(first.marks.has(Mark::AttachmentMissing), "{test}");
        }
        match expect["kind"].as_str() {
            Some("media") => assert_eq!(first.attachments.len(), 1, "{test}"),
            Some("call") => {
                assert!(
                    first.kind == Kind::Call && first.marks.has(Mark::Missed),
                    "{test}"
                );
            }
            _ => {}
        }
        if let Some(format) = expect["date_format"].as_str() {
            check_format(first, format, test);
        }
    }
    assert!(ambiguous > 0, "some pairs are ambiguous");
}

/// The peer's format, applied to the date as written, gives one of our readings (the only one,
/// where the file decides).
fn check_format(event: &Event, format: &str, test: &str) {
    let ascii = onrecord_import::kit::digits::to_ascii(&event.when.as_written);
    let numbers: Vec<u32> = ascii
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .take(3)
        .map(|part| part.parse().unwrap())
        .collect();
    let (mut year, mut month, mut day) = (0, 0, 0);
    for (number, letter) in numbers.iter().zip(format.split('%').skip(1)) {
        match letter.as_bytes()[0] {
            b'Y' => year = *number,
            b'y' => year = 2000 + number,
            b'm' => month = *number,
            _ => day = *number,
        }
    }
    let wanted = format!("{year:04}-{month:02}-{day:02}T");
    assert!(
        times(event)[0].starts_with(&wanted),
        "{test}: {:?} {wanted}",
        times(event)
    );
}

/// The same chat in five layouts. The peer keeps the six messages; it drops two system lines and
/// one line whose colon has no space behind it. We keep all nine, those three as system lines.
#[test]
fn chat_miner_in_five_layouts() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    let folder = fixtures.join("whatsapp/chat-miner");
    let target = fs_err::read_to_string(folder.join("target.json")).unwrap();
    let mut target: Vec<Value> = serde_json::from_str(&target).unwrap();
    target.reverse();
    let mut count = 0;
    for entry in fs_err::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let export = FileExport::from_path(&path).unwrap();
        let events = read(&export, &Answers::default()).unwrap();
        let raw = fs_err::read_to_string(&path).unwrap();
        let headers = raw
            .lines()
            .filter(|line| {
                line.trim_start_matches('[')
                    .starts_with(|c: char| c.is_ascii_digit())
            })
            .count();
        assert_eq!((events.len(), headers), (9, 9), "{}", path.display());
        let messages: Vec<_> = events
            .iter()
            .filter(|event| event.account.is_some())
            .collect();
        assert_eq!(messages.len(), target.len());
        for (event, wanted) in messages.iter().zip(&target) {
            assert_eq!(
                times(event),
                [wanted["timestamp"].as_str().unwrap()],
                "{}",
                path.display()
            );
            assert_eq!(name(event), wanted["author"].as_str());
            // The peer joins lines with a space.
            let text = event.text.as_deref().unwrap().replace('\n', " ");
            assert_eq!(Some(&*text), wanted["message"].as_str());
        }
        let system: Vec<_> = events
            .iter()
            .filter(|event| event.account.is_none())
            .collect();
        assert_eq!(system.len(), 3);
        count += 1;
    }
    assert_eq!(count, 5);
}

/// The peer counts seven records and skips the one whose picture is missing. Alone, none of the
/// media is here: all four are kept and marked.
#[test]
fn kawsay_on_both_systems() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    let path = fixtures.join("whatsapp/kawsay/ios_chat.txt");
    let raw = fs_err::read_to_string(&path).unwrap();
    let export = FileExport::from_path(&path).unwrap();
    let events = read(&export, &Answers::default()).unwrap();
    assert_eq!(
        events.len(),
        raw.lines().filter(|line| line.starts_with('[')).count()
    );
    assert_eq!(
        events
            .iter()
            .filter(|event| event.kind == Kind::Message)
            .count(),
        7
    );
    assert_eq!(
        events
            .iter()
            .filter(|event| event.kind == Kind::System)
            .count(),
        1
    );
    let missing: Vec<_> = events
        .iter()
        .filter(|event| event.marks.has(Mark::AttachmentMissing))
        .map(|event| &*event.attachments[0].name)
        .collect();
    let names = raw
        .lines()
        .filter_map(|line| line.split_once("<attached: "));
    let names: Vec<_> = names.map(|(_, name)| name.trim_end_matches('>')).collect();
    assert_eq!(missing, names);
    assert_eq!(
        events[3].text.as_deref(),
        Some("This is line one\nthat wraps to line two")
    );

    // With its media beside it, only the one that the fixture calls missing is.
    let mut with_media =
        MemoryExport::new("WhatsApp Chat - Jane.zip").with("_chat.txt", raw.clone().into_bytes());
    for name in names.iter().filter(|name| !name.starts_with("MISSING")) {
        with_media = with_media.with(name, *b"invented");
    }
    let events = read(&with_media, &Answers::default()).unwrap();
    let missing = events
        .iter()
        .filter(|event| event.marks.has(Mark::AttachmentMissing))
        .count();
    assert_eq!(missing, 1);

    let path = fixtures.join("whatsapp/kawsay/android_chat.txt");
    let export = FileExport::from_path(&path).unwrap();
    let events = read(&export, &Answers::default()).unwrap();
    let kinds: Vec<_> = events.iter().map(|event| event.kind.name()).collect();
    assert_eq!(kinds, ["message", "message", "message", "membership"]);
    assert!(events[2].marks.has(Mark::AttachmentOmitted));
}
