//! Archives that were cut short: what is whole in them is read, and what is not is said. The archives
//! are written here byte by byte, so that it is known what is whole at each length.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // reason: tests only

mod common;

use common::archive::{WAYS, Way, Writer};
use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord_import::containers::Limits;
use onrecord_import::detect::{self, with_entry};
use onrecord_import::{Answers, Export, IMPORTERS, MemoryExport, ReadSeek, ZipExport};
use onrecord_model::Digest;
use std::io::{Cursor, Read, Write};

fn try_open(bytes: &[u8], limits: Limits) -> Result<ZipExport<'static>, String> {
    let bytes = bytes.to_vec();
    ZipExport::with_limits(
        "facebook.zip",
        move || Ok(Box::new(Cursor::new(bytes.clone())) as Box<dyn ReadSeek>),
        limits,
    )
    .map_err(|error| error.to_string())
}

fn open(bytes: &[u8]) -> ZipExport<'static> {
    try_open(bytes, Limits::default()).unwrap()
}

fn content(export: &dyn Export, path: &str) -> Vec<u8> {
    let mut out = Vec::new();
    export.open(path).unwrap().read_to_end(&mut out).unwrap();
    out
}

fn paths(export: &dyn Export) -> Vec<&str> {
    export.entries().iter().map(|entry| &*entry.path).collect()
}

fn said(export: &dyn Export) -> Vec<(&str, &str, &str)> {
    let problems = export.problems().iter();
    problems
        .map(|problem| (&*problem.entry, problem.code, &*problem.reason))
        .collect()
}

fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

/// Whatever the way, at every length: what is whole is read, and nothing else.
#[test]
fn at_every_length_the_members_that_are_whole_are_read() {
    for way in WAYS {
        for deflated in [false, true] {
            // Without a signature there is no end to what is stored as it is.
            let way_of_stored = match (way, deflated) {
                (Way::Unsigned, false) => Way::Streamed,
                _ => way,
            };
            let mut writer = Writer::default();
            writer
                .add("a/one.txt", b"one one one one", deflated, way_of_stored)
                .add("folder/", b"", false, Way::Stated)
                // A long descriptor that says nothing begins as a short one.
                .add("empty", b"", deflated, Way::Streamed)
                .add("b/two.bin", &noise(300), deflated, way_of_stored)
                .add("three", &[b'x'; 900], true, way);
            let (whole, list_at) = writer.finish();
            for length in 4..whole.len() {
                let label = format!("{way:?} {deflated} {length}");
                let export = open(&whole[..length]);
                let mut expected: Vec<&str> = writer
                    .members
                    .iter()
                    .filter(|(name, _, end)| *end <= length && !name.ends_with('/'))
                    .map(|(name, ..)| &**name)
                    .collect();
                expected.sort_unstable();
                assert_eq!(paths(&export), expected, "{label}");
                for (name, bytes, _) in &writer.members {
                    if expected.contains(&&**name) {
                        assert_eq!(content(&export, name), *bytes, "{label}");
                    }
                }
                let said = said(&export);
                assert_eq!(
                    (said[0].0, said[0].1),
                    ("facebook.zip", "cut-short"),
                    "{label}"
                );
                let counted = match expected.len() {
                    0 => "No file in it is whole".to_owned(),
                    1 => "One file in it is whole and is read".to_owned(),
                    more => format!("{more} files in it are whole and are read"),
                };
                assert!(said[0].2.contains(&counted), "{label}: {said:?}");
                assert!(said[0].2.contains("Download or copy this archive again"));
                let at_end = length >= list_at + 4;
                assert_eq!(
                    said[0].2.contains("No file is missing"),
                    at_end,
                    "{label}: {said:?}"
                );
                // The member in which it ends is named, where its name is there.
                let start = writer
                    .members
                    .iter()
                    .rev()
                    .map(|one| one.2)
                    .find(|end| *end <= length);
                let inside = writer.members.iter().find(|one| one.2 > length);
                if let Some((name, ..)) = inside
                    && length >= start.unwrap_or(0) + 30 + name.len() + 20
                {
                    assert_eq!((said[1].0, said[1].1), (&**name, "damaged"), "{label}");
                }
            }
            assert!(open(&whole).problems().is_empty());
            assert!(try_open(&whole[..3], Limits::default()).is_err());
        }
    }
}

/// What looks like a member or a list inside a member's data is neither.
#[test]
fn nothing_inside_a_members_data_counts_as_a_member() {
    let mut inner = Writer::default();
    inner.add("inner.txt", b"inside", false, Way::Stated);
    inner.add("inner-2.txt", b"inside too", false, Way::Streamed);
    let (inner, _) = inner.finish();
    for way in [Way::Stated, Way::Streamed, Way::Streamed64, Way::Stated64] {
        let mut writer = Writer::default();
        writer.add("first.txt", b"first", false, Way::Stated);
        writer.add("in.zip", &inner, false, way);
        writer.add("last.txt", b"last", false, Way::Stated);
        // Stored inside deflate: the bytes stand there as they are.
        let mut packed = vec![1];
        packed.extend((inner.len() as u16).to_le_bytes());
        packed.extend((!(inner.len() as u16)).to_le_bytes());
        packed.extend(&inner);
        writer.raw("packed.zip", &inner, &packed, 8, way);
        let (whole, list_at) = writer.finish();
        let export = open(&whole[..list_at]);
        assert_eq!(
            paths(&export),
            ["first.txt", "in.zip", "last.txt", "packed.zip"],
            "{way:?}"
        );
        assert_eq!(content(&export, "in.zip"), inner);
        // The list of the archive inside stands near the end now; it is not this archive's.
        for member in [1, 3] {
            let end = writer.members[member].2;
            let cut = open(&whole[..end]);
            assert_eq!(paths(&cut).len(), member + 1, "{way:?}");
            assert!(!paths(&cut).iter().any(|path| path.starts_with("inner")));
            let inside = open(&whole[..end - if way == Way::Stated { 1 } else { 25 }]);
            assert_eq!(paths(&inside).len(), member, "{way:?}");
        }
    }
}

/// A descriptor that lies, and a checksum that does not agree.
#[test]
fn a_member_that_is_not_what_it_says_is_named_and_not_read() {
    let mut writer = Writer::default();
    writer
        .add("a", b"some content here", false, Way::Stated)
        .add("b", b"more content", false, Way::Stated)
        .add("c", &[b'z'; 500], true, Way::Streamed)
        .add("d", b"last", false, Way::Stated);
    let (whole, list_at) = writer.finish();
    let mut flipped = whole[..list_at].to_vec();
    let at = flipped.windows(4).position(|four| four == b"more").unwrap();
    flipped[at] ^= 1;
    let export = open(&flipped);
    assert_eq!(paths(&export), ["a", "c", "d"]);
    let problems = said(&export);
    assert!(problems[0].2.contains("one is damaged"), "{problems:?}");
    assert_eq!((problems[1].0, problems[1].1), ("b", "damaged"));
    // Where a streamed member ends cannot be told once it is damaged.
    let mut flipped = whole[..list_at].to_vec();
    let end = writer.members[2].2;
    flipped[end - 10] ^= 1;
    let export = open(&flipped);
    assert_eq!(paths(&export), ["a", "b"]);
    assert_eq!(said(&export)[1].0, "c");
    // Zeros where a download wrote nothing.
    let mut zeros = whole[..writer.members[1].2].to_vec();
    zeros.resize(whole.len() + 70_000, 0);
    let export = open(&zeros);
    assert_eq!(paths(&export), ["a", "b"]);
    assert!(
        said(&export)[0].2.contains("no file begins at byte"),
        "{:?}",
        said(&export)
    );
}

#[test]
fn a_cut_archive_may_demand_no_more_than_a_whole_one() {
    let zeros = vec![0; 70 << 20];
    for way in [Way::Stated, Way::Streamed] {
        let mut writer = Writer::default();
        writer.add("good", b"good", true, way);
        writer.add("bomb", &zeros, true, way);
        writer.add("later", b"later", true, way);
        let (whole, list_at) = writer.finish();
        let export = open(&whole[..list_at]);
        let problems = said(&export);
        assert!(
            problems.iter().any(|(name, ..)| *name == "bomb"),
            "{problems:?}"
        );
        assert!(paths(&export).contains(&"good") && !paths(&export).contains(&"bomb"));
        let limits = Limits {
            total_bytes: 1 << 20,
            ratio_from: 1 << 20,
            ..Limits::default()
        };
        let export = try_open(&whole[..list_at], limits).unwrap();
        assert!(!paths(&export).contains(&"bomb"));
        let limits = Limits {
            members: 1,
            ..Limits::default()
        };
        let export = try_open(&whole[..list_at], limits).unwrap();
        assert_eq!(paths(&export), ["good"]);
    }
    let mut writer = Writer::default();
    for name in [
        "../up.txt",
        "/absolute",
        "a\\b",
        "x/.DS_Store",
        "good",
        "good",
    ] {
        writer.add(name, b"1", false, Way::Stated);
    }
    let export = open(&writer.bytes);
    assert_eq!(paths(&export), ["good"]);
    let codes: Vec<_> = said(&export)
        .iter()
        .map(|(name, code, _)| (*name, *code))
        .collect();
    for expected in [
        ("../up.txt", "unsafe-name"),
        ("/absolute", "unsafe-name"),
        ("a\\b", "unsafe-name"),
        ("x/.DS_Store", "litter"),
        ("good", "duplicate"),
        ("facebook.zip", "cut-short"),
    ] {
        assert!(codes.contains(&expected), "{expected:?} in {codes:?}");
    }
    // Encrypted, and packed in a way that is not read: passed by where it says how long it is.
    let mut writer = Writer::default();
    writer.raw("locked", b"secret", b"secret", 0, Way::Stated);
    writer.raw("odd", b"secret", b"secret", 93, Way::Stated);
    writer.add("good", b"1", false, Way::Stated);
    let mut bytes = writer.bytes.clone();
    bytes[6] |= 1;
    let export = open(&bytes);
    assert_eq!(paths(&export), ["good"]);
    let problems = said(&export);
    assert!(
        problems
            .iter()
            .any(|(name, code, _)| (*name, *code) == ("locked", "encrypted"))
    );
    assert!(
        problems
            .iter()
            .any(|(name, code, _)| (*name, *code) == ("odd", "unsupported"))
    );
}

/// A list that is damaged, but there: what it does not name is found without it.
#[test]
fn a_damaged_list_is_made_up_for_and_a_whole_one_is_left_alone() {
    let mut writer = Writer::default();
    for name in ["a", "b", "c"] {
        writer.add(name, name.as_bytes(), true, Way::Streamed);
    }
    let (whole, list_at) = writer.finish();
    let mut broken = whole.clone();
    let second = list_at + writer.headers[0].len();
    broken[second] = b'X';
    let export = open(&broken);
    assert_eq!(paths(&export), ["a", "b", "c"]);
    let problems = said(&export);
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].2.contains("2 more were found without it"),
        "{problems:?}"
    );
    // A member of a whole archive that is damaged is offered, and fails while it is read.
    let mut damaged = whole.clone();
    damaged[writer.members[1].2 - 10] ^= 1;
    assert!(open(&damaged).problems().is_empty());
    // Another archive before this one.
    let mut two = whole.clone();
    let mut second = Writer::default();
    second.add("later", b"later", true, Way::Stated);
    two.extend(second.finish().0);
    let export = open(&two);
    assert_eq!(paths(&export), ["later"]);
    assert!(
        said(&export)[0].2.contains("another archive with 3 files"),
        "{:?}",
        said(&export)
    );
}

#[test]
fn every_flip_of_a_cut_archive_is_survived() {
    let mut writer = Writer::default();
    writer
        .add("a.txt", b"one one one one", true, Way::Streamed)
        .add("b", b"two", false, Way::Streamed)
        .add("c", b"three", true, Way::Streamed64)
        .add("d", b"four", false, Way::Stated);
    for at in 0..writer.bytes.len() {
        for value in [0, 1, 0x7f, 0xff, writer.bytes[at] ^ 0x10] {
            let mut changed = writer.bytes.clone();
            changed[at] = value;
            let Ok(export) = try_open(&changed, Limits::default()) else {
                continue;
            };
            for entry in export.entries() {
                let read = content(&export, &entry.path);
                assert_eq!(
                    read.len() as u64,
                    entry.size,
                    "whatever is offered is whole"
                );
            }
        }
    }
}

const CHAT: &[u8] = b"30/12/2023, 14:30 - Mara Example: hello\n30/12/2023, 14:31 - Nell Sample: \
                      IMG-20231230-WA0003.jpg (file attached)\n";

fn cut_chat() -> Vec<u8> {
    let mut writer = Writer::default();
    writer
        .add("WhatsApp Chat with Mara.txt", CHAT, true, Way::Streamed)
        .add("IMG-20231230-WA0003.jpg", &noise(2_000), false, Way::Stated)
        .add("IMG-20231230-WA0004.jpg", &noise(2_000), false, Way::Stated);
    let end = writer.members[1].2;
    writer.bytes[..end + 500].to_vec()
}

/// Reads all, and goes back to each record's bytes by its place.
fn places(root: &dyn Export) -> (Vec<String>, Vec<(String, String)>, String) {
    let answers = Answers::default();
    let plan = detect::plan(root, IMPORTERS, &answers);
    let mut places = Vec::new();
    for reading in &plan.readings {
        detect::read(root, reading, &answers, |record| {
            let event = record.unwrap();
            let (from, to) = event.locator.bytes;
            let bytes = with_entry(root, &event.locator.entry, |export, path| {
                content(export, path)
            });
            let bytes = bytes.unwrap();
            assert_eq!(event.raw, Digest::of(&bytes[from as usize..to as usize]));
            places.push(event.locator.entry.to_string());
        })
        .unwrap()
        .unwrap();
    }
    let unread = plan.unread.iter();
    let unread = unread.map(|(path, reason)| (path.to_string(), reason.to_string()));
    (places, unread.collect(), plan.remarks.join("\n"))
}

/// Alone, in a folder, in another archive: the chat is read, and the import check says what is not.
#[test]
fn a_chat_in_a_cut_archive_is_read_wherever_it_lies() {
    let cut = cut_chat();
    let mut outer = Writer::default();
    outer.add("in/chat.zip", &cut, true, Way::Stated);
    outer.add("rest.txt", &noise(90), false, Way::Stated);
    let folder = MemoryExport::new("folder")
        .with("chat.zip", cut.clone())
        .with("note.bin", *b"\0\0");
    let archive = open(&cut);
    let nested = open(&outer.bytes[..outer.members[0].2 + 60]);
    for (root, prefix) in [
        (&archive as &dyn Export, ""),
        (&folder, "chat.zip"),
        (&nested, "in/chat.zip"),
    ] {
        let (places, unread, remarks) = places(root);
        let inside = match prefix {
            "" => String::new(),
            prefix => format!("{prefix}!/"),
        };
        let place = format!("{inside}WhatsApp Chat with Mara.txt");
        assert_eq!(places, [place.clone(), place]);
        let whole = if prefix.is_empty() {
            "facebook.zip"
        } else {
            prefix
        };
        for words in [
            "2 files in it are whole",
            "ends inside “IMG-20231230-WA0004.jpg”",
        ] {
            let remark = remarks.lines().find(|line| line.contains(words));
            let remark = remark.unwrap_or_else(|| panic!("{words}: {remarks}"));
            assert!(
                remark.starts_with(&format!("{whole}: it was cut short")),
                "{remarks}"
            );
        }
        let cut = format!("{inside}IMG-20231230-WA0004.jpg");
        let reason = unread.iter().find(|(at, _)| *at == cut);
        assert!(reason.unwrap().1.contains("ends inside it"), "{unread:?}");
    }
}

/// A part that is cut, one that is no archive at all, one that is missing.
#[test]
fn parts_that_are_cut_or_missing_are_said_and_the_rest_is_read() {
    let mail = b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nhello\n";
    let mut third = Writer::default();
    third.add("Takeout/mail.eml", mail, true, Way::Streamed);
    let root = MemoryExport::new("Downloads")
        .with("x/takeout-20240102T030405Z-001.zip", cut_chat())
        .with("x/takeout-20240102T030405Z-003.zip", third.finish().0)
        .with(
            "x/takeout-20240102T030405Z-004.zip",
            *b"<html>Sign in to go on</html>",
        );
    let (found, unread, remarks) = places(&root);
    assert_eq!(found.len(), 3, "{found:?} {unread:?}");
    let remarked = |path: &str, words: &str| {
        let mut lines = remarks
            .lines()
            .filter(|line| line.starts_with(&format!("{path}: ")));
        assert!(
            lines.any(|line| line.contains(words)),
            "{path} {words} in {remarks}"
        );
    };
    remarked(
        "x/takeout-20240102T030405Z-001.zip",
        "2 files in it are whole",
    );
    remarked(
        "x/takeout-20240102T030405Z-001.zip",
        "these are not here: 2",
    );
    remarked(
        "x/takeout-20240102T030405Z-004.zip",
        "this part of the export cannot be read",
    );
    let cut = "x/takeout-20240102T030405Z-001.zip!/IMG-20231230-WA0004.jpg";
    let reason = unread.iter().find(|(at, _)| at == cut);
    assert!(reason.unwrap().1.contains("ends inside it"), "{unread:?}");
    // The second part alone.
    let root = MemoryExport::new("Downloads").with("facebook-mara_part_2.zip", cut_chat());
    let (found, _, remarks) = places(&root);
    assert_eq!(found.len(), 2);
    let words =
        "facebook-mara_part_2.zip: this export has 2 parts or more, and these are not here: 1";
    assert!(remarks.contains(words), "{remarks}");
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

/// A gzip file of one chat: it is read up to the cut.
#[test]
fn a_chat_in_a_cut_gzip_file_is_read_up_to_the_cut() {
    let mut long = Vec::new();
    for (at, word) in noise(4_000).chunks(4).enumerate() {
        let word = format!("{word:?}");
        let minute = at % 60;
        writeln!(long, "30/12/2023, 14:{minute:02} - Mara Example: {word}").unwrap();
    }
    let packed = gz(&long);
    let cut = packed[..packed.len() / 2].to_vec();
    let root = MemoryExport::new("folder")
        .with("WhatsApp Chat with Mara.txt.gz", cut)
        .with("note.bin", *b"\0\0");
    let (places, _, remarks) = places(&root);
    assert!((200..900).contains(&places.len()), "{}", places.len());
    let inside = "WhatsApp Chat with Mara.txt.gz!/WhatsApp Chat with Mara.txt";
    assert_eq!(places[0], inside);
    let name = "WhatsApp Chat with Mara.txt.gz";
    assert!(
        remarks.contains(&format!("{name}: it was cut short")),
        "{remarks}"
    );
}
