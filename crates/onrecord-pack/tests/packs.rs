//! Packs end to end: what is made verifies, everywhere; what is damaged is refused, by name.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests may"
)]
#![allow(dead_code, reason = "each test uses a part of the synthetic case")]

#[path = "../../../testkit/synthetic_case.rs"]
mod synthetic_case;

use onrecord_verify::{Folder, Options, verify_pack};
use synthetic_case::{SECRET, pack, synthetic};

#[test]
fn a_pack_is_made_verifies_and_is_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let case = synthetic(50);
    let summary = pack(&case, &one).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        (summary.threads, summary.withheld, summary.originals),
        (3, 13, 2)
    );
    assert_eq!(summary, pack(&case, &two).unwrap());
    assert!(pack(&case, &one).is_err(), "never over another");
    let report = verify_pack(&Folder(one.clone()), Options::default(), &mut |_| ());
    assert!(report.is_sound(), "{report}");
    println!("{report}");
    for (name, _) in &summary.files {
        let bytes = fs_err::read(one.join(name)).unwrap();
        assert_eq!(bytes, fs_err::read(two.join(name)).unwrap(), "{name}");
        for secret in [SECRET, "secret.jpg"] {
            assert!(
                !bytes
                    .windows(secret.len())
                    .any(|part| part == secret.as_bytes()),
                "{name}"
            );
        }
    }
    assert_nothing_withheld_in_the_workbook(&one.join("03-evidence.zip"));
    let mut left: Vec<_> = fs_err::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["one", "two"]);
}

/// Writes a pack where `ONRECORD_SAMPLE` says, for a look by hand.
#[test]
fn a_sample_where_asked_for() {
    if let Some(out) = std::env::var_os("ONRECORD_SAMPLE") {
        pack(&synthetic(50), std::path::Path::new(&out)).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// A large pack where `ONRECORD_LARGE` says, for measuring: `ONRECORD_EVENTS` and
/// `ONRECORD_BYTES` say how large.
#[test]
fn a_large_sample_where_asked_for() {
    let number = |name| std::env::var(name).ok()?.parse::<u64>().ok();
    let size = number("ONRECORD_EVENTS").zip(number("ONRECORD_BYTES"));
    if let (Some(out), Some((events, bytes))) = (std::env::var_os("ONRECORD_LARGE"), size) {
        let case = synthetic_case::synthetic_of(events, bytes);
        pack(&case, std::path::Path::new(&out)).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn what_a_killed_pack_left_is_made_anew_and_a_strangers_folder_stays() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("pack");
    let left = home.path().join("pack-unfinished");
    fs_err::create_dir_all(&left).unwrap();
    fs_err::write(left.join("01-report.pdf"), b"half of a report").unwrap();
    fs_err::write(left.join("02-exhibits-1-of-2.pdf"), b"").unwrap();
    fs_err::write(left.join("spool-events.csv"), b"").unwrap();
    pack(&synthetic(20), &out).unwrap_or_else(|error| panic!("{error}"));
    assert!(!left.exists());
    let other = home.path().join("other");
    let own = home.path().join("other-unfinished");
    fs_err::create_dir(&own).unwrap();
    fs_err::write(own.join("letter.txt"), b"mine").unwrap();
    let refused = pack(&synthetic(20), &other).unwrap_err().to_string();
    assert!(refused.contains("letter.txt"), "{refused}");
    assert!(own.join("letter.txt").exists() && !other.exists());
}

/// The one file of a pack that is compressed, besides the documents.
fn assert_nothing_withheld_in_the_workbook(evidence: &std::path::Path) {
    use std::io::Read as _;
    let file = fs_err::File::open(evidence).unwrap();
    let mut evidence = zip::ZipArchive::new(file).unwrap();
    let mut book = Vec::new();
    let mut member = evidence.by_name("evidence/data/events.xlsx").unwrap();
    member.read_to_end(&mut book).unwrap();
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    assert!(book.len() >= 10, "five sheets and what belongs to them");
    for number in 0..book.len() {
        let mut text = String::new();
        let mut part = book.by_index(number).unwrap();
        part.read_to_string(&mut text).unwrap();
        for secret in [SECRET, "secret.jpg"] {
            assert!(!text.contains(secret), "{}", part.name().unwrap());
        }
        assert!(!text.contains("<f>"), "no formula");
        if part.name().unwrap().ends_with("sheet4-1.xml") {
            assert!(
                text.contains("<v>13</v>"),
                "the gap is on its sheet: {text}"
            );
        }
    }
}
