//! Archives as they come: tar, gzip, several parts, what cannot be read.
#![allow(clippy::unwrap_used, clippy::panic)] // reason: tests only

use super::{Limits, TarBytes, TarExport};
use crate::detect::{self, with_entry};
use crate::{Answers, Export, IMPORTERS, MemoryExport};
use flate2::{Compression, write::GzEncoder};
use std::io::{Cursor, Read, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const CHAT: &[u8] = b"30/12/2023, 14:30 - Mara Example: hello\n";

fn block(name: &str, size: usize, kind: u8, magic: &[u8]) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[100..108].copy_from_slice(b"0000644\0");
    block[124..136].copy_from_slice(format!("{size:011o}\0").as_bytes());
    block[136..148].copy_from_slice(b"14353301000\0");
    block[148..156].fill(b' ');
    block[156] = kind;
    block[257..257 + magic.len()].copy_from_slice(magic);
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

fn member(name: &str, content: &[u8], kind: u8) -> Vec<u8> {
    let mut out = block(name, content.len(), kind, b"ustar\x0000");
    out.extend_from_slice(content);
    out.resize(out.len().next_multiple_of(512), 0);
    out
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out: Vec<u8> = members
        .iter()
        .flat_map(|(name, content)| member(name, content, b'0'))
        .collect();
    out.extend_from_slice(&[0; 1024]);
    out
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open_tar(bytes: &[u8], compressed: bool, limits: Limits) -> TarExport<'static> {
    let bytes = bytes.to_vec();
    let bytes = if compressed {
        TarBytes::Stream(Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())))))
    } else {
        TarBytes::Seekable(Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())))))
    };
    TarExport::new("a.tar", bytes, limits).unwrap()
}

fn content(export: &dyn Export, path: &str) -> Vec<u8> {
    let mut out = Vec::new();
    export.open(path).unwrap().read_to_end(&mut out).unwrap();
    out
}

fn paths(export: &dyn Export) -> Vec<&str> {
    export.entries().iter().map(|entry| &*entry.path).collect()
}

fn codes(export: &dyn Export) -> Vec<(&str, &str)> {
    let problems = export.problems().iter();
    problems
        .map(|problem| (&*problem.entry, problem.code))
        .collect()
}

/// What every record of an export says of its place, which must lead back to the chat's bytes.
fn places(root: &dyn Export) -> Vec<String> {
    let plan = detect::plan(root, IMPORTERS, &Answers::default());
    let mut found = Vec::new();
    for reading in &plan.readings {
        detect::read(root, reading, &Answers::default(), |record| {
            let locator = record.unwrap().locator;
            let bytes = with_entry(root, &locator.entry, |export, path| content(export, path));
            let (from, to) = (locator.bytes.0 as usize, locator.bytes.1 as usize);
            assert_eq!(&bytes.unwrap()[from..to], &CHAT[..CHAT.len() - 1]);
            found.push(locator.entry.to_string());
        })
        .unwrap()
        .unwrap();
    }
    found
}

fn unread(root: &dyn Export) -> Vec<(String, String)> {
    let plan = detect::plan(root, IMPORTERS, &Answers::default());
    let pair = |(path, reason): (std::sync::Arc<str>, Box<str>)| (path.to_string(), reason.into());
    plan.unread.into_iter().map(pair).collect()
}

#[test]
fn members_of_a_tar_are_read_in_any_order_plain_or_compressed() {
    let long = "deep/".repeat(40) + "name.txt";
    let big: Vec<u8> = (0..200_000_u32).map(|at| at as u8).collect();
    let mut bytes = member("././@LongLink", format!("{long}\0").as_bytes(), b'L');
    bytes.extend(member("cut", b"long", b'0'));
    let record = "path=b/caf\u{e9}.txt\n";
    let record = format!("{} {record}", record.len() + 3);
    bytes.extend(member("PaxHeaders/x", record.as_bytes(), b'x'));
    bytes.extend(member("b/caf.txt", b"cafe", b'0'));
    bytes.extend(member("folder/", b"", b'5'));
    bytes.extend(tar(&[("./z/big", &big), ("a", b""), ("y", b"last")]));
    for compressed in [false, true] {
        let export = open_tar(&bytes, compressed, Limits::default());
        assert_eq!(
            paths(&export),
            ["a", "b/caf\u{e9}.txt", &long, "y", "z/big"]
        );
        assert_eq!(codes(&export), []);
        for (path, expected) in [
            ("y", &b"last"[..]),
            ("z/big", &big),
            (&long, b"long"),
            ("a", b""),
        ] {
            assert_eq!(content(&export, path), expected, "{path}");
        }
        assert_eq!(content(&export, "z/big"), big);
        assert_eq!(content(&export, "b/caf\u{e9}.txt"), b"cafe");
        let modified = export.entry("y").unwrap().modified.unwrap();
        assert_eq!(modified.0, 0o14353301000 * 1_000_000);
    }
}

#[test]
fn what_breaks_a_rule_in_a_tar_is_said_and_the_rest_is_read() {
    let mut bytes = Vec::new();
    for (name, kind) in [
        ("/etc/passwd", b'0'),
        ("../up", b'0'),
        ("a\\b", b'0'),
        ("soft", b'2'),
        ("hard", b'1'),
        ("dev", b'3'),
        ("pipe", b'6'),
        ("sparse", b'S'),
        ("x/.DS_Store", b'0'),
        ("good.txt", b'0'),
        ("./good.txt", b'0'),
    ] {
        bytes.extend(member(name, if kind == b'0' { b"1" } else { b"" }, kind));
    }
    bytes.extend(tar(&[("last", b"2")]));
    let expected = [
        ("/etc/passwd", "unsafe-name"),
        ("../up", "unsafe-name"),
        ("a\\b", "unsafe-name"),
        ("soft", "link"),
        ("hard", "link"),
        ("dev", "unsupported"),
        ("pipe", "unsupported"),
        ("sparse", "unsupported"),
        ("x/.DS_Store", "litter"),
        ("./good.txt", "duplicate"),
    ];
    for compressed in [false, true] {
        let export = open_tar(&bytes, compressed, Limits::default());
        assert_eq!(paths(&export), ["good.txt", "last"]);
        assert_eq!(codes(&export), expected);
    }
    let limits = Limits {
        member_bytes: 2,
        total_bytes: 4,
        ..Limits::default()
    };
    let bytes = tar(&[("a", b"12"), ("b", b"123"), ("c", b"12"), ("d", b"1")]);
    let export = open_tar(&bytes, false, limits);
    assert_eq!(paths(&export), ["a", "c"]);
    assert_eq!(codes(&export), [("b", "too-large"), ("d", "too-large")]);
}

#[test]
fn a_damaged_tar_gives_what_comes_before_the_damage() {
    let whole = tar(&[("a", &[1; 700]), ("b", &[2; 700])]);
    for compressed in [false, true] {
        let cut = open_tar(&whole[..512 * 5], compressed, Limits::default());
        assert_eq!(paths(&cut), ["a"]);
        assert_eq!(codes(&cut), [("a.tar", "cut-short"), ("b", "damaged")]);
        let said = &cut.problems()[0].reason;
        assert!(said.contains("One file in it is whole"), "{said}");
        let mut broken = whole.clone();
        broken[512 * 3 + 5] ^= 1;
        let broken = open_tar(&broken, compressed, Limits::default());
        assert_eq!(paths(&broken), ["a"]);
        assert_eq!(codes(&broken), [("a.tar", "damaged-archive")]);
    }
    // Every byte changed and every length: no panic, and nothing claimed that is not there.
    let small = tar(&[("a", b"1"), ("b", b"2")]);
    for at in 0..small.len() {
        for (mut bytes, cut) in [(small.clone(), false), (small[..at].to_vec(), true)] {
            if !cut {
                bytes[at] ^= 0xff;
            }
            let export = open_tar(&bytes, at % 2 == 0, Limits::default());
            for path in paths(&export) {
                let mut out = Vec::new();
                let _ = export.open(path).unwrap().take(9_999).read_to_end(&mut out);
            }
        }
    }
}

#[test]
fn every_mix_of_archives_is_opened_by_its_content() {
    let name = "x/WhatsApp Chat with Mara.txt";
    let plain = tar(&[(name, CHAT), ("note.bin", b"\0\0")]);
    let zipped = zip(&[(name, CHAT)]);
    let cases: [(&str, Vec<u8>, String); 7] = [
        ("a.tar", plain.clone(), format!("a.tar!/{name}")),
        ("a.tar.gz", gz(&plain), format!("a.tar.gz!/{name}")),
        ("export", gz(&plain), format!("export!/{name}")),
        (
            "picture.jpg",
            zipped.clone(),
            format!("picture.jpg!/{name}"),
        ),
        (
            "WhatsApp Chat with Mara.txt.gz",
            gz(CHAT),
            "WhatsApp Chat with Mara.txt.gz!/WhatsApp Chat with Mara.txt".to_owned(),
        ),
        (
            "b.tgz",
            gz(&tar(&[("in.zip", &zipped), ("other", b"..")])),
            format!("b.tgz!/in.zip!/{name}"),
        ),
        (
            "c.zip",
            zip(&[("in.tar.gz", &gz(&plain)), ("in.tar", b"not one")]),
            format!("c.zip!/in.tar.gz!/{name}"),
        ),
    ];
    for (file, bytes, place) in cases {
        let folder = MemoryExport::new("folder")
            .with(file, bytes.clone())
            .with("b", *b"b");
        assert_eq!(places(&folder), std::slice::from_ref(&place), "{file}");
        let alone = MemoryExport::single(file, bytes);
        assert_eq!(places(&alone), [place], "{file} alone");
    }
    // A bomb: no more is taken than an honest file can hold.
    let bomb = gz(&vec![0; 70 << 20]);
    let root = MemoryExport::new("folder").with("zeros.gz", bomb);
    let (path, reason) = unread(&root).remove(0);
    assert_eq!(path, "zeros.gz!/zeros");
    assert!(
        reason.contains("unpack to far more") || reason.contains("no importer"),
        "{reason}"
    );
}

#[test]
fn parts_of_one_export_are_read_as_one() {
    let mail = b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nhello\n";
    let one = zip(&[
        ("Takeout/chat/WhatsApp Chat with Mara.txt", CHAT),
        ("Takeout/same.bin", b"\0same"),
        ("Takeout/notes.bin", b"\0one"),
    ]);
    let three = zip(&[
        ("Takeout/same.bin", b"\0same"),
        ("Takeout/notes.bin", b"\0two"),
        ("Takeout/mail.eml", mail),
    ]);
    let root = MemoryExport::new("Downloads")
        .with("in/takeout-20240102T030405Z-001.zip", one)
        .with("in/takeout-20240102T030405Z-003.zip", three);
    let plan = detect::plan(&root, IMPORTERS, &Answers::default());
    let mut entries = Vec::new();
    for reading in &plan.readings {
        detect::read(&root, reading, &Answers::default(), |record| {
            let locator = record.unwrap().locator;
            let there = with_entry(&root, &locator.entry, |export, path| content(export, path));
            assert!([CHAT, mail].contains(&&there.unwrap()[..]));
            entries.push(locator.entry.to_string());
        })
        .unwrap()
        .unwrap();
    }
    entries.sort();
    assert_eq!(
        entries,
        [
            "in/takeout-20240102T030405Z-001.zip!/Takeout/chat/WhatsApp Chat with Mara.txt",
            "in/takeout-20240102T030405Z-003.zip!/Takeout/mail.eml",
        ]
    );
    let unread = unread(&root);
    let reason = |path: &str| {
        let mut found = unread.iter().filter(|(at, _)| at.ends_with(path));
        found
            .next()
            .unwrap_or_else(|| panic!("{path} in {unread:?}"))
            .1
            .clone()
    };
    assert!(reason("003.zip!/Takeout/notes.bin").contains("both are kept"));
    assert!(reason("001.zip!/Takeout/notes.bin").contains("no importer"));
    let said = plan.remarks.join("\n");
    assert!(
        said.contains("Z-001.zip: this export has 3 parts or more, and these are not here: 2"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_unpacked_here_is_said_with_what_to_do() {
    let root = MemoryExport::new("folder")
        .with("a.7z", *b"7z\xbc\xaf\x27\x1c\0\x04")
        .with("b.rar", *b"Rar!\x1a\x07\x01\0")
        .with("c.z01", *b"\x11\x22\x33")
        .with("d.zip.001", *b"\x11\x22\x33")
        .with("._e.jpg", *b"\0\x05\x16\x07\0\x02\0\0");
    let said = unread(&root);
    for (path, words) in [
        ("a.7z", "7z archive"),
        ("b.rar", "RAR archive"),
        ("c.z01", "piece of an archive"),
        ("d.zip.001", "piece of an archive"),
        ("._e.jpg", "operating system"),
    ] {
        let (_, reason) = said.iter().find(|(at, _)| at == path).unwrap();
        assert!(reason.contains(words), "{path}: {reason}");
    }
}
