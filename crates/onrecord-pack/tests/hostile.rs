//! Packs that somebody built to hurt the reader: sizes that cannot be, names that lead elsewhere,
//! data nested without end. Each gives a clear finding; none costs memory or time beyond its bytes.

use onrecord_model::Digest;
use onrecord_verify::zip::{Member, end_records, read_directory};
use onrecord_verify::{Memory, Options, verify_pack};
use std::io::Cursor;

/// An archive of one empty member with this name, sizes as claimed.
fn archive(name: &str, size: u64, offset: u64) -> Vec<u8> {
    let member = Member {
        name: name.into(),
        size,
        crc: 0,
        offset,
        large: size > 0xffff_fffe,
    };
    let mut out = member.local_header();
    let directory = member.central_header();
    let at = out.len() as u64;
    out.extend(&directory);
    out.extend(end_records(1, directory.len() as u64, at));
    out
}

#[test]
fn sizes_and_names_that_cannot_be_are_refused() {
    assert!(read_directory(&mut Cursor::new(archive("evidence/data/a", 0, 0))).is_ok());
    for size in [1, 1 << 20, 0xffff_fffe, 1 << 40, u64::MAX - 1, u64::MAX] {
        for offset in [0, 7, 1 << 40, u64::MAX] {
            let bytes = archive("evidence/data/a", size, offset);
            assert!(
                read_directory(&mut Cursor::new(bytes)).is_err(),
                "{size} {offset}"
            );
        }
    }
    for name in [
        "evidence/../../etc/passwd",
        "/etc/passwd",
        "evidence//a",
        "evidence/./a",
        "evidence/.hidden",
        "evidence/data/a\\b",
        "evidence/data/C:a",
        "evidence/data/a\0b",
        "evidence/data/\u{202e}a",
        "evidence/data/",
        "evidence",
        "",
        &format!("evidence/{}", "a".repeat(60_000)),
    ] {
        assert!(
            read_directory(&mut Cursor::new(archive(name, 0, 0))).is_err(),
            "{name:?}"
        );
    }
    // Counts and directories without end.
    for (count, size, offset) in [
        (u64::MAX, 10, 0),
        (400_000, 100_000_000, 0),
        (1, u64::MAX, u64::MAX),
        (0, 0, 5),
    ] {
        assert!(read_directory(&mut Cursor::new(end_records(count, size, offset))).is_err());
    }
}

#[test]
fn anything_in_the_place_of_the_files_gives_findings() {
    let deep = "[".repeat(1 << 20).into_bytes();
    let long = vec![b'a'; 3 << 20];
    let zeros = vec![0; 1 << 20];
    let lines = "\n".repeat(1 << 20).into_bytes();
    for content in [
        &deep,
        &long,
        &zeros,
        &lines,
        &Vec::new(),
        &archive("evidence/data/a", 0, 0),
    ] {
        let mut pack = Memory::default();
        for name in [
            "01-report.pdf",
            "03-evidence.zip",
            "06-checkpoint.note",
            "10-SHA256SUMS",
            "11-SHA256SUMS.note",
        ] {
            pack.0.insert(name.to_owned(), content.clone());
        }
        let report = verify_pack(&pack, Options::default(), &mut |_| ());
        assert!(!report.is_sound());
        // A list that is right, a note that is not.
        let sums = format!("{}  03-evidence.zip\n", Digest::of(content));
        pack.0.insert("10-SHA256SUMS".to_owned(), sums.into_bytes());
        let report = verify_pack(&pack, Options { thorough: true }, &mut |_| ());
        assert!(
            report
                .findings
                .iter()
                .any(|finding| finding.file.starts_with("11-")),
            "{report}"
        );
        assert!(
            report
                .findings
                .iter()
                .any(|finding| finding.file.starts_with("01-")),
            "{report}"
        );
    }
}

#[test]
fn a_name_that_steers_a_terminal_is_shown_as_text() {
    let mut pack = Memory::default();
    pack.0
        .insert("\u{1b}[2J\u{202e}gpj.exe".to_owned(), Vec::new());
    let sums = format!("{}  01-report.pdf\n", Digest::of(b""));
    pack.0.insert("10-SHA256SUMS".to_owned(), sums.into_bytes());
    let text = verify_pack(&pack, Options::default(), &mut |_| ()).to_string();
    assert!(text.contains("[U+001B][2J[U+202E]gpj.exe"), "{text}");
    assert!(!text.contains('\u{1b}'));
}
