//! Builds the cases' databases from SQL, counts rows by SQLite itself, and reads the fixture.

use super::{IMPORTER, plist, typedstream};
use crate::containers::open_path;
use crate::kit::sqlite::cases;
use crate::testing::{check_locators, shared_fixtures};
use crate::{Answers, Importer};
use onrecord_model::{Kind, Mark};
use std::path::Path;

/// An archived string as macOS writes it, attributes left out.
fn archived(text: &str) -> Vec<u8> {
    let mut bytes = b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x19NSMutableAttributedString\x00\x84\x84\x12NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92\x84\x84\x84\x0fNSMutableString\x01\x84\x84\x08NSString\x01\x95\x84\x01+".to_vec();
    match text.len() {
        length @ 0..128 => bytes.push(length as u8),
        length => {
            bytes.push(0x81);
            bytes.extend((length as u16).to_le_bytes());
        }
    }
    bytes.extend(text.as_bytes());
    bytes.extend(b"\x86\x84\x02iI\x01");
    bytes
}

/// A list of edited versions (`seconds=text|…`) of part 0 and of parts taken back (`rp=0`).
fn summary(what: &str) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![Vec::new()];
    let mut add = |bytes: Vec<u8>| {
        objects.push(bytes);
        objects.len() as u8 - 1
    };
    let text = |text: &str| [&[0x50 + text.len() as u8][..], text.as_bytes()].concat();
    let root = if let Some(part) = what.strip_prefix("rp=") {
        let (key, part) = (add(text("rp")), add(vec![0x10, part.parse().unwrap()]));
        let list = add(vec![0xA1, part]);
        vec![0xD1, key, list]
    } else {
        let (d, t) = (add(text("d")), add(text("t")));
        let versions: Vec<u8> = what
            .split('|')
            .map(|version| {
                let (at, said) = version.split_once('=').unwrap();
                let at = add([&[0x23][..], &at.parse::<f64>().unwrap().to_be_bytes()].concat());
                let data = archived(said);
                let length = (data.len() as u16).to_be_bytes();
                let said = add([&[0x4F, 0x11][..], &length, &data].concat());
                add(vec![0xD2, d, t, at, said])
            })
            .collect();
        let list = add([&[0xA0 + versions.len() as u8][..], &versions].concat());
        let zero = add(text("0"));
        let parts = add(vec![0xD1, zero, list]);
        let key = add(text("ec"));
        vec![0xD1, key, parts]
    };
    objects[0] = root;
    let mut bytes = b"bplist00".to_vec();
    let mut offsets = Vec::new();
    for object in &objects {
        offsets.extend((bytes.len() as u16).to_be_bytes());
        bytes.extend(object);
    }
    let table = bytes.len() as u64;
    bytes.extend(offsets);
    bytes.extend([0, 0, 0, 0, 0, 0, 2, 1]);
    for number in [objects.len() as u64, 0, table] {
        bytes.extend(number.to_be_bytes());
    }
    bytes
}

/// `{archived:TEXT}` and `{summary:…}` in the SQL.
fn fill_in(sql: &str) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some(at) = rest
        .find("{archived:")
        .into_iter()
        .chain(rest.find("{summary:"))
        .min()
    {
        let end = at + rest[at..].find('}').unwrap();
        let (name, value) = rest[at + 1..end].split_once(':').unwrap();
        let bytes = if name == "archived" {
            archived(value)
        } else {
            summary(value)
        };
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        out.push_str(&rest[..at]);
        out.push_str(&format!("x'{hex}'"));
        rest = &rest[end + 1..];
    }
    out + rest
}

#[test]
fn the_case_databases_are_what_their_sql_says() {
    cases::check("imessage", fill_in);
}

#[test]
fn archives_and_lists_are_read_and_damage_is_none() {
    for text in ["", "Hello", &"long – ".repeat(60)] {
        let bytes = archived(text);
        assert_eq!(typedstream::text(&bytes), Some(text.as_bytes()));
        for length in 0..bytes.len() - 7 {
            assert_eq!(typedstream::text(&bytes[..length]), None);
        }
    }
    let bytes = summary("700000000.5=first|700000060=second");
    let list = plist::parse(&bytes).unwrap();
    let versions = list.get("ec").unwrap().get("0").unwrap().items();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].get("d").unwrap().number(), Some(700_000_000.5));
    for length in 0..bytes.len() {
        let _ = plist::parse(&bytes[..length]);
    }
    for at in 0..bytes.len() {
        let mut bad = bytes.clone();
        bad[at] ^= 0x5A;
        let _ = plist::parse(&bad);
    }
}

/// A second walk, by SQLite: every row of a table is an event or a defect. Versions of edited
/// messages and removals stand in the row of their message and are not counted.
#[test]
fn every_row_is_an_event_or_a_defect() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/imessage/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(here).unwrap() {
        let input = case.unwrap().path().join("input");
        for name in ["chat.db", "sms.db"] {
            if input.join(name).is_file() {
                check(&input, &input.join(name));
                checked += 1;
            }
        }
    }
    assert!(checked >= 4);
}

fn check(folder: &Path, database: &Path) {
    let root = open_path(folder).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    let records: Vec<_> = opened.records.collect();
    let own = records
        .iter()
        .flatten()
        .filter(|event| event.refers_to.as_deref() != Some(&event.locator))
        .count();
    let rows: usize = ["message", "deleted_messages"]
        .iter()
        .map(|table| cases::count(database, table))
        .sum();
    assert_eq!(own, rows, "{}", folder.display());
}

#[test]
fn the_forensic_file_gives_ten_messages_and_226_deletions() {
    let Some(shared) = shared_fixtures() else {
        return;
    };
    let file = shared.join("imessage/plaso/imessage_chat.db");
    let root = open_path(&file).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    assert!(
        opened
            .remarks
            .iter()
            .any(|remark| remark.ends_with("damaged pages.") && remark.contains(": 226.")),
        "{:?}",
        opened.remarks
    );
    let records: Vec<_> = opened.records.collect();
    check_locators(&*root, &records);
    let events: Vec<_> = records.into_iter().map(Result::unwrap).collect();
    let messages: Vec<_> = events.iter().filter(|e| e.kind == Kind::Message).collect();
    assert_eq!(messages.len(), 10);
    assert_eq!(
        messages[7].text.as_deref(),
        Some("Did you try to send me a message?")
    );
    assert_eq!(
        messages[7].when.truth.instant().unwrap().to_string(),
        "2015-11-30T10:48:40Z"
    );
    assert_eq!(
        events.iter().filter(|e| e.kind == Kind::Deletion).count(),
        226
    );
    // Whoever made the file public changed `text` in two rows and forgot `attributedBody`.
    assert_eq!(
        messages
            .iter()
            .filter(|e| e.marks.has(Mark::Inconsistent))
            .count(),
        2
    );
}
