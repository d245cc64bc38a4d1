//! The age format's public vectors (C2SP/CCTV), and the `age` tool as a second implementation.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helpers may do what a test may"
)]

mod common;

use onrecord_model::Digest;
use onrecord_vault::Identity;
use onrecord_vault::age_format::{AgeError, Opening, decrypt_small, encrypt_small_to};
use std::io::Read;
use std::path::Path;
use std::process::Command;

struct Vector {
    expect: String,
    payload: Option<String>,
    identities: Vec<String>,
    passphrases: Vec<String>,
    armored: bool,
    file: Vec<u8>,
}

fn parse(bytes: &[u8]) -> Vector {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let values = |key: &str| -> Vec<String> {
        let of_key = |line: &str| line.strip_prefix(&format!("{key}: ")).map(str::to_owned);
        head.lines().filter_map(of_key).collect()
    };
    let body = &bytes[end + 2..];
    let file = if values("compressed").is_empty() {
        body.to_vec()
    } else {
        let mut out = Vec::new();
        flate2::read::ZlibDecoder::new(body)
            .read_to_end(&mut out)
            .unwrap();
        out
    };
    Vector {
        expect: values("expect").remove(0),
        payload: values("payload").pop(),
        identities: values("identity"),
        passphrases: values("passphrase"),
        armored: !values("armored").is_empty(),
        file,
    }
}

#[test]
fn every_vector_of_the_stanzas_that_a_case_uses() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/age/testdata");
    if !folder.is_dir() {
        println!("SKIPPED: ../shared is not here");
        return;
    }
    let (mut opened, mut refused, mut foreign) = (0, 0, 0);
    for path in common::files(&folder) {
        let vector = parse(&fs_err::read(&path).unwrap());
        let identities: Option<Vec<Identity>> = vector
            .identities
            .iter()
            .map(|text| Identity::from_text(text))
            .collect();
        // A case writes no armour and no post-quantum stanza, so it reads none.
        let (Some(identities), false) = (identities, vector.armored) else {
            foreign += 1;
            continue;
        };
        let mut openings: Vec<Opening<'_>> = identities.iter().map(Opening::Identity).collect();
        openings.extend(
            vector
                .passphrases
                .iter()
                .map(|passphrase| Opening::Passphrase {
                    passphrase,
                    most_work: 22,
                }),
        );
        let results: Vec<_> = openings
            .iter()
            .map(|opening| decrypt_small(&vector.file, opening))
            .collect();
        let name = path.display();
        let good = results.iter().find_map(|result| result.as_ref().ok());
        if vector.expect == "success" {
            let plain = good.unwrap_or_else(|| panic!("{name} was refused"));
            assert_eq!(Some(Digest::of(plain).to_hex()), vector.payload, "{name}");
            opened += 1;
        } else {
            assert!(
                good.is_none(),
                "{name} was accepted, but: {}",
                vector.expect
            );
            let no_match = |result: &Result<_, AgeError>| matches!(result, Err(AgeError::NoMatch));
            if vector.expect == "no match" {
                assert!(results.iter().all(no_match), "{name}");
            }
            refused += 1;
        }
    }
    println!("{opened} opened, {refused} refused, {foreign} of kinds that a case never writes");
    assert!(opened >= 10 && refused >= 50, "{opened} {refused}");
}

fn has_age() -> bool {
    let found = Command::new("age").arg("--version").output().is_ok();
    if !found {
        println!("SKIPPED: the age tool is not here");
    }
    found
}

#[test]
fn the_age_tool_opens_a_blob_with_the_key_on_the_sheet() {
    if !has_age() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    let sheet = common::full_case(&case);
    let vault = common::reopened(&case);
    let run = |key: &Path, file: &Path| {
        let out = Command::new("age")
            .arg("-d")
            .arg("-i")
            .arg(key)
            .arg(file)
            .output()
            .unwrap();
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        out.stdout
    };
    let key = home.path().join("key.txt");
    let typed: String = sheet
        .lines()
        .iter()
        .map(|line| line.groups.replace(' ', ""))
        .collect();
    fs_err::write(&key, format!("AGE-SECRET-KEY-1{typed}\n")).unwrap();
    let case_key = home.path().join("case-key.txt");
    fs_err::write(&case_key, run(&key, &case.join("keys/recovery.age"))).unwrap();
    for content in [common::EVIDENCE.as_bytes(), &vec![b'z'; 70_000], b""] {
        assert_eq!(
            run(&case_key, &vault.blob_path(Digest::of(content))),
            content
        );
    }
}

#[test]
fn what_the_age_tool_writes_opens_here() {
    if !has_age() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let identity = Identity::random().unwrap();
    for size in [0_usize, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
        let plain = home.path().join("plain");
        fs_err::write(&plain, vec![7; size]).unwrap();
        let recipient = identity.recipient().to_string();
        let out = Command::new("age")
            .args(["-r", &recipient])
            .arg(&plain)
            .output()
            .unwrap();
        let opened = decrypt_small(&out.stdout, &Opening::Identity(&identity)).unwrap();
        assert_eq!(opened.len(), size);
        let ours = encrypt_small_to(&identity.recipient(), &vec![7; size]).unwrap();
        assert!(ours.len() > size);
        assert_eq!(
            *decrypt_small(&ours, &Opening::Identity(&identity)).unwrap(),
            *opened
        );
    }
}

#[test]
fn a_file_written_as_a_stream_opens_for_each_key_and_with_age() {
    use onrecord_vault::WorkFactor;
    use onrecord_vault::age_format::{AgeWriter, CHUNK, Lock, open_file};
    use std::io::{Cursor, Write as _};
    let one = Identity::random().unwrap();
    let two = Identity::random().unwrap();
    let other = Identity::random().unwrap();
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
        let plain: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let keys = [one.recipient(), two.recipient()];
        let mut writer = AgeWriter::new(Vec::new(), Lock::Recipients(&keys)).unwrap();
        for piece in plain.chunks(1000) {
            writer.write_all(piece).unwrap();
        }
        let (file, way) = writer.finish().unwrap();
        let mut again = Vec::new();
        let mut reader = way.open(Cursor::new(&file)).unwrap();
        reader.read_to_end(&mut again).unwrap();
        assert_eq!(again, plain);
        for key in [&one, &two] {
            let keys = [other.clone(), key.clone()];
            let mut reader = open_file(Cursor::new(&file), &keys, None).unwrap();
            let mut again = Vec::new();
            reader.read_to_end(&mut again).unwrap();
            assert_eq!(again, plain);
        }
        let stranger = open_file(
            Cursor::new(&file),
            core::slice::from_ref(&other),
            Some("none"),
        );
        assert!(matches!(stranger, Err(AgeError::NoMatch)));
        let folder = tempfile::tempdir().unwrap();
        fs_err::write(folder.path().join("file.age"), &file).unwrap();
        fs_err::write(folder.path().join("key"), two.to_text().as_bytes()).unwrap();
        let Ok(output) = Command::new("age")
            .args(["-d", "-i", "key", "file.age"])
            .current_dir(folder.path())
            .output()
        else {
            println!("SKIPPED: age is not here");
            continue;
        };
        assert!(output.status.success());
        assert_eq!(output.stdout, plain);
    }
    let passphrase = "heron caf\u{e9} battery trombone";
    let lock = Lock::Passphrase(passphrase, WorkFactor::ONLY_FOR_TESTS);
    let mut writer = AgeWriter::new(Vec::new(), lock).unwrap();
    writer.write_all(b"mild").unwrap();
    let (file, _) = writer.finish().unwrap();
    // The same letters, put together otherwise by another keyboard.
    let typed = "heron cafe\u{301} battery trombone";
    let mut again = String::new();
    let mut reader = open_file(Cursor::new(&file), &[], Some(typed)).unwrap();
    reader.read_to_string(&mut again).unwrap();
    assert_eq!(again, "mild");
    let nobody = AgeWriter::new(Vec::new(), Lock::Recipients(&[]));
    assert!(nobody.is_err());
}
