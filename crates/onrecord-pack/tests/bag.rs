//! The bag writer against the other readers of zips and bags, and the bag validator against the
//! public conformance suite.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests may"
)]

use onrecord_pack::bag::{BagWriter, validate};
use onrecord_verify::zip::{ZipError, content, read_directory};
use sha2::Digest as _;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

struct Hasher<D>(D);

impl<D: sha2::Digest> validate::Running for Hasher<D> {
    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    fn hex(self: Box<Self>) -> String {
        self.0
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

fn algorithms(name: &str) -> Option<Box<dyn validate::Running>> {
    Some(match name {
        "md5" => Box::new(Hasher(md5::Md5::new())),
        "sha1" => Box::new(Hasher(sha1::Sha1::new())),
        "sha224" => Box::new(Hasher(sha2::Sha224::new())),
        "sha256" => Box::new(Hasher(sha2::Sha256::new())),
        "sha512" => Box::new(Hasher(sha2::Sha512::new())),
        _ => return None,
    })
}

fn bags(kind: &str) -> Option<Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/bagit");
    if !root.exists() {
        println!("SKIPPED: ../shared is not here");
        return None;
    }
    let mut bags = Vec::new();
    for version in ["v0.97", "v1.0"] {
        let Ok(folder) = fs_err::read_dir(root.join(version).join(kind)) else {
            continue;
        };
        bags.extend(
            folder
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.is_dir()),
        );
    }
    bags.sort();
    Some(bags)
}

#[test]
fn the_conformance_suite_is_answered_as_it_says() {
    let mut wrong = Vec::new();
    for (kind, valid, least) in [
        ("valid", true, 12),
        ("invalid", false, 14),
        ("warning", true, 6),
        ("linux-only", false, 6),
        ("windows-only", false, 6),
    ] {
        let Some(bags) = bags(kind) else { return };
        assert!(bags.len() >= least, "{kind}: {}", bags.len());
        for bag in bags {
            let outcome = validate::validate(&bag, &algorithms).unwrap();
            let warned = kind != "warning" || !outcome.warnings.is_empty();
            if outcome.errors.is_empty() != valid || !warned {
                wrong.push(format!("{}: {outcome:?}", bag.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn small_bag() -> Vec<u8> {
    let mut bag = BagWriter::new(Cursor::new(Vec::new()));
    bag.add("a/one.txt", 3, &mut &b"one"[..]).unwrap();
    bag.add("empty", 0, &mut &b""[..]).unwrap();
    let long = vec![7; 200_000];
    bag.add("long.bin", 200_000, &mut long.as_slice()).unwrap();
    assert!(bag.add("empty", 0, &mut &b""[..]).is_err());
    let (_, out) = bag.finish(&[("Contact-Name", "A\nB".to_owned())]).unwrap();
    out.into_inner()
}

#[test]
fn what_is_written_is_read_back_and_is_the_same_each_time() {
    let bytes = small_bag();
    assert_eq!(bytes, small_bag());
    let mut archive = Cursor::new(bytes.as_slice());
    let members = read_directory(&mut archive).unwrap();
    assert_eq!(members.len(), 9);
    assert_eq!(&*members[0].name, "evidence/data/a/one.txt");
    let mut text = String::new();
    content(&mut archive, &members[0])
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, "one");

    let mut other = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    other.extract(folder.path()).unwrap();
    let outcome = validate::validate(&folder.path().join("evidence"), &algorithms).unwrap();
    assert_eq!(outcome, validate::Outcome::default());
}

#[test]
fn every_flipped_bit_outside_the_contents_is_refused_by_the_directory_reader() {
    let bytes = small_bag();
    let members = read_directory(&mut Cursor::new(bytes.as_slice())).unwrap();
    let in_content = |at: u64| {
        members.iter().any(|member| {
            let start = member.offset + member.local_header().len() as u64;
            (start..start + member.size).contains(&at)
        })
    };
    for at in (0..bytes.len()).filter(|at| !in_content(*at as u64)) {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            let result = read_directory(&mut Cursor::new(damaged.as_slice()));
            assert!(
                matches!(result, Err(ZipError::Form(_))),
                "byte {at} bit {bit}: {result:?}"
            );
        }
    }
    for cut in (0..bytes.len()).step_by(97) {
        assert!(read_directory(&mut Cursor::new(&bytes[..cut])).is_err());
    }
    let longer = [bytes.as_slice(), b"x"].concat();
    assert!(read_directory(&mut Cursor::new(longer.as_slice())).is_err());
}
