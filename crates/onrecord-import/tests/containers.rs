//! Containers that break the rules: what is unsafe is reported, the rest is read, memory is bound.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // reason: tests only

use onrecord_import::containers::{Limits, open_path};
use onrecord_import::detect::{self, with_entry};
use onrecord_import::{
    Answers, Export, FileExport, FolderExport, IMPORTERS, Importer, MemoryExport, ReadSeek,
    ZipExport,
};
use onrecord_model::Mark;
use sha2::{Digest as _, Sha256};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn write_zip(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, content) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open_zip(bytes: Vec<u8>) -> ZipExport<'static> {
    try_zip(bytes, Limits::default()).unwrap()
}

fn try_zip(bytes: Vec<u8>, limits: Limits) -> Result<ZipExport<'static>, String> {
    ZipExport::with_limits(
        "test.zip",
        move || Ok(Box::new(Cursor::new(bytes.clone())) as Box<dyn ReadSeek>),
        limits,
    )
    .map_err(|error| error.to_string())
}

fn content(export: &dyn Export, path: &str) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let mut reader = export.open(path).map_err(|error| error.to_string())?;
    reader
        .read_to_end(&mut out)
        .map_err(|error| error.to_string())?;
    Ok(out)
}

fn codes(export: &dyn Export) -> Vec<(&str, &str)> {
    export
        .problems()
        .iter()
        .map(|problem| (&*problem.entry, problem.code))
        .collect()
}

/// The same length, so that no offset moves.
fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) -> usize {
    assert_eq!(from.len(), to.len());
    let mut count = 0;
    for at in 0..=bytes.len() - from.len() {
        if &bytes[at..at + from.len()] == from {
            bytes[at..at + from.len()].copy_from_slice(to);
            count += 1;
        }
    }
    count
}

#[test]
fn good_members_are_read_in_order_whatever_the_method() {
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let export = open_zip(write_zip(
            &[("b/c.txt", b"two"), ("a.txt", b"one"), ("e", b"")],
            method,
        ));
        let paths: Vec<_> = export.entries().iter().map(|entry| &*entry.path).collect();
        assert_eq!(paths, ["a.txt", "b/c.txt", "e"]);
        assert_eq!(content(&export, "a.txt").unwrap(), b"one");
        assert_eq!(content(&export, "b/c.txt").unwrap(), b"two");
        assert_eq!(content(&export, "e").unwrap(), b"");
        assert!(content(&export, "none").is_err());
        assert!(export.problems().is_empty());
    }
}

#[test]
fn unsafe_names_litter_and_duplicates_are_reported() {
    let mut bytes = write_zip(
        &[
            ("good.txt", b"good"),
            ("xx/up.txt", b"1"),
            ("Xabsolute", b"2"),
            ("c:drive.txt", b"3"),
            ("back0slash", b"4"),
            ("__MACOSX/._a", b"5"),
            ("a/.DS_Store", b"6"),
            ("twiceA", b"first"),
            ("twiceB", b"second"),
        ],
        CompressionMethod::Stored,
    );
    assert_eq!(replace(&mut bytes, b"xx/up", b"../up"), 2);
    assert_eq!(replace(&mut bytes, b"Xabsolute", b"/absolute"), 2);
    assert_eq!(replace(&mut bytes, b"back0slash", b"back\\slash"), 2);
    assert_eq!(replace(&mut bytes, b"twiceB", b"twiceA"), 2);
    let export = open_zip(bytes);
    assert_eq!(
        codes(&export),
        [
            ("../up.txt", "unsafe-name"),
            ("/absolute", "unsafe-name"),
            ("c:drive.txt", "unsafe-name"),
            ("back\\slash", "unsafe-name"),
            ("__MACOSX/._a", "litter"),
            ("a/.DS_Store", "litter"),
            ("twiceA", "duplicate"),
        ]
    );
    assert_eq!(content(&export, "good.txt").unwrap(), b"good");
    assert_eq!(content(&export, "twiceA").unwrap(), b"first");
    assert_eq!(export.entries().len(), 2);
}

#[test]
fn links_and_encrypted_members_are_reported() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.add_symlink("link", "/etc/passwd", options).unwrap();
    writer.start_file("good", options).unwrap();
    writer.write_all(b"good").unwrap();
    writer.start_file("locked", options).unwrap();
    writer.write_all(b"locked").unwrap();
    let mut bytes = writer.finish().unwrap().into_inner();
    // The general purpose flag of the last member's central header, eight bytes in.
    let at = bytes
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .unwrap();
    bytes[at + 8] |= 1;
    let export = open_zip(bytes);
    assert_eq!(codes(&export), [("link", "link"), ("locked", "encrypted")]);
    assert_eq!(content(&export, "good").unwrap(), b"good");
}

#[test]
fn bombs_are_refused_by_ratio_total_and_overlap() {
    let zeros = vec![0; 70 << 20];
    let bytes = write_zip(
        &[("bomb", &zeros), ("good", b"good")],
        CompressionMethod::Deflated,
    );
    let export = open_zip(bytes.clone());
    assert_eq!(codes(&export), [("bomb", "too-large")]);
    assert_eq!(content(&export, "good").unwrap(), b"good");
    let limits = Limits {
        total_bytes: 1 << 20,
        ratio_from: u64::MAX,
        ..Limits::default()
    };
    assert_eq!(
        codes(&try_zip(bytes.clone(), limits).unwrap()),
        [("bomb", "too-large")]
    );
    let limits = Limits {
        members: 1,
        ..Limits::default()
    };
    let export = try_zip(bytes, limits).unwrap();
    assert_eq!(codes(&export)[0], ("test.zip", "damaged-archive"));

    // Two members whose central headers name the same bytes.
    let mut bytes = write_zip(
        &[("aaaa", b"shared"), ("bbbb", b"shared"), ("cccc", b"own")],
        CompressionMethod::Stored,
    );
    let headers: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..].starts_with(b"PK\x01\x02"))
        .collect();
    bytes.copy_within(headers[0] + 42..headers[0] + 46, headers[1] + 42);
    let export = open_zip(bytes);
    assert_eq!(
        codes(&export),
        [("aaaa", "overlapping"), ("bbbb", "overlapping")]
    );
    assert_eq!(content(&export, "cccc").unwrap(), b"own");
}

#[test]
fn a_member_that_lies_about_its_content_fails_while_it_is_read() {
    let bytes = write_zip(&[("a", b"some content here")], CompressionMethod::Stored);
    let mut flipped = bytes.clone();
    assert_eq!(replace(&mut flipped, b"content", b"CONTENT"), 1);
    assert!(
        content(&open_zip(flipped), "a")
            .unwrap_err()
            .contains("checksum")
    );

    let deflated = write_zip(&[("a", &[b'x'; 5_000])], CompressionMethod::Deflated);
    let central = deflated
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .unwrap();
    for (stated, says) in [(4_000u32, "more content"), (6_000, "less content")] {
        let mut bytes = deflated.clone();
        bytes[central + 24..central + 28].copy_from_slice(&stated.to_le_bytes());
        assert!(content(&open_zip(bytes), "a").unwrap_err().contains(says));
    }
}

/// No byte of a small archive can be changed, and no part of it cut off, so that reading panics.
#[test]
fn every_flip_and_every_cut_is_survived() {
    let bytes = write_zip(
        &[("a.txt", b"one one one one"), ("b/c", b"two")],
        CompressionMethod::Deflated,
    );
    let read = |bytes: Vec<u8>| {
        if let Ok(export) = try_zip(bytes, Limits::default()) {
            for entry in export.entries() {
                let _ = content(&export, &entry.path);
            }
        }
    };
    for at in 0..bytes.len() {
        read(bytes[..at].to_vec());
        for value in [0, 1, 0x7f, 0xff, bytes[at] ^ 0x10] {
            let mut changed = bytes.clone();
            changed[at] = value;
            read(changed);
        }
    }
}

const CHAT: &[u8] = b"30/12/2023, 14:30 - Mara Example: hello\n";

/// An archive in an archive is opened, to a depth; each way of storing it; and its records say
/// where they are in a way that leads back.
#[test]
fn archives_in_archives_are_read_to_a_depth() {
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let mut bytes = write_zip(&[("x/WhatsApp Chat with Mara.txt", CHAT)], method);
        for depth in 1..=6 {
            let root = MemoryExport::new("folder")
                .with("in.zip", bytes.clone())
                .with("note.bin", *b"\0\0");
            let plan = detect::plan(&root, IMPORTERS, &Answers::default());
            if depth <= detect::MAX_ARCHIVE_DEPTH {
                assert_eq!(plan.readings.len(), 1, "depth {depth}");
                let mut records = Vec::new();
                detect::read(&root, &plan.readings[0], &Answers::default(), |record| {
                    records.push(record.unwrap());
                })
                .unwrap()
                .unwrap();
                let entry = &records[0].locator.entry;
                assert_eq!(entry.matches("!/").count(), depth);
                let found = with_entry(&root, entry, |container, path| content(container, path));
                assert_eq!(found.unwrap().unwrap(), CHAT);
            } else {
                assert!(plan.readings.is_empty());
                assert!(
                    plan.unread
                        .iter()
                        .any(|(_, reason)| reason.contains("too deeply"))
                );
            }
            assert!(plan.unread.iter().any(|(path, _)| &**path == "note.bin"));
            bytes = write_zip(&[("in.zip", &bytes)], method);
        }
    }
}

/// What one importer takes is not offered to another; what is left is looked at more closely.
#[test]
fn a_folder_of_many_things_is_divided() {
    let root = MemoryExport::new("downloads")
        .with(
            "WhatsApp Chat with Mara.txt",
            *b"30/12/2023, 14:30 - Mara Example: IMG-20231230-WA0003.jpg (file attached)\n",
        )
        .with("IMG-20231230-WA0003.jpg", *b"invented")
        .with("chats/nell/_chat.txt", CHAT)
        .with("shopping.txt", *b"milk\n");
    let plan = detect::plan(&root, IMPORTERS, &Answers::default());
    assert!(plan.choices.is_empty() && plan.refusals.is_empty());
    let names: Vec<_> = plan
        .readings
        .iter()
        .map(|reading| reading.importer.manifest().name)
        .collect();
    assert_eq!(names, ["whatsapp", "whatsapp"]);
    let unread: Vec<_> = plan.unread.iter().map(|(path, _)| &**path).collect();
    assert_eq!(unread, ["shopping.txt"]);
    let mut entries = Vec::new();
    for reading in &plan.readings {
        detect::read(&root, reading, &Answers::default(), |record| {
            entries.push(record.unwrap().locator.entry.to_string());
        })
        .unwrap()
        .unwrap();
    }
    assert_eq!(
        entries,
        ["WhatsApp Chat with Mara.txt", "chats/nell/_chat.txt"]
    );
}

#[cfg(unix)]
#[test]
fn links_in_folders_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("a.txt"), CHAT).unwrap();
    fs_err::create_dir(folder.path().join("b")).unwrap();
    fs_err::write(folder.path().join("b/c.txt"), b"c").unwrap();
    fs_err::write(folder.path().join("Thumbs.db"), b"t").unwrap();
    std::os::unix::fs::symlink("/etc", folder.path().join("link")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("b/loop")).unwrap();
    let export = FolderExport::from_path(folder.path()).unwrap();
    let paths: Vec<_> = export.entries().iter().map(|entry| &*entry.path).collect();
    assert_eq!(paths, ["a.txt", "b/c.txt"]);
    assert_eq!(
        codes(&export),
        [
            ("Thumbs.db", "litter"),
            ("b/loop", "link"),
            ("link", "link")
        ]
    );
    let opened = open_path(&folder.path().join("a.txt")).unwrap();
    assert_eq!(content(&*opened, "a.txt").unwrap(), CHAT);
}

/// One message of four gigabytes: located and hashed whole, its text cut, memory bound.
#[test]
fn a_message_of_four_gigabytes_is_one_record() {
    const LONG: u64 = 4 << 30;
    let first: &[u8] = b"30/12/2023, 14:30 - Mara Example: ";
    let last: &[u8] = b"\n30/12/2023, 14:31 - Nell Sample: next\n";
    let size = first.len() as u64 + LONG + last.len() as u64;
    let export = FileExport::new("WhatsApp Chat with Mara.txt", size, move || {
        Ok(Box::new(first.chain(std::io::repeat(b'x').take(LONG)).chain(last)) as Box<dyn Read>)
    });
    let opened = onrecord_import::platforms::whatsapp::IMPORTER
        .open(&export, &Answers::default())
        .unwrap()
        .unwrap();
    let events: Vec<_> = opened.records.map(Result::unwrap).collect();
    assert_eq!(events.len(), 2);
    assert!(events[0].marks.has(Mark::Truncated));
    assert!(events[0].text.as_ref().unwrap().len() <= 4 << 20);
    assert_eq!(events[0].locator.bytes, (0, first.len() as u64 + LONG));
    let mut hasher = Sha256::new();
    hasher.update(first);
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..LONG >> 20 {
        hasher.update(&piece);
    }
    assert_eq!(events[0].raw.0, <[u8; 32]>::from(hasher.finalize()));
    assert_eq!(events[1].text.as_deref(), Some("next"));
}
