//! Every file of a case, damaged in every way: refused with an error that names the file, or
//! listed here as not mattering, with the reason.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helpers may do what a test may"
)]

mod common;

use common::{PASSPHRASE, copy, files, full_case};
use onrecord_vault::{Depth, Key, Vault};
use std::path::{Path, PathBuf};

/// Everything that opening and checking the case complains about; empty for a whole case.
fn complaints(case: &Path) -> Vec<String> {
    let opened = Vault::at(case).and_then(|vault| vault.unlock(&Key::Passphrase(PASSPHRASE)));
    match opened {
        Err(error) => vec![error.to_string()],
        Ok(vault) => match vault.check(Depth::Deep, &mut |_, _| {}) {
            Err(error) => vec![error.to_string()],
            Ok(report) => report.problems.iter().map(ToString::to_string).collect(),
        },
    }
}

fn named(complaints: &[String], path: &Path) -> bool {
    let name = path.file_name().unwrap().to_str().unwrap();
    complaints.iter().any(|complaint| complaint.contains(name))
}

fn snapshot(case: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files(case)
        .into_iter()
        .map(|path| (path.clone(), fs_err::read(path).unwrap()))
        .collect()
}

/// All positions of a short file; of a longer one its start, its end, the borders of its chunks
/// and places in between.
fn positions(length: usize) -> Vec<usize> {
    if length <= 450 {
        return (0..length).collect();
    }
    let mut out: Vec<usize> = (0..200).chain(length - 60..length).collect();
    out.extend((200..length - 60).step_by((length / 60).max(1)));
    // A blob's first chunk ends some 200 bytes behind 64 KiB, where its header is over.
    let border = 65_536 + 16;
    out.extend((border + 150..border + 250).filter(|at| *at < length - 60));
    out
}

#[test]
fn single_flipped_bits() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    full_case(&case);
    let whole = snapshot(&case);
    assert!(complaints(&case).is_empty(), "{:?}", complaints(&case));
    let mut flips = 0;
    for (path, content) in &whole {
        for (turn, at) in positions(content.len()).into_iter().enumerate() {
            let mut changed = content.clone();
            changed[at] ^= 1 << (turn % 8);
            fs_err::write(path, &changed).unwrap();
            let found = complaints(&case);
            assert!(
                named(&found, path),
                "byte {at} of {}: {found:?}",
                path.display()
            );
            fs_err::write(path, content).unwrap();
            flips += 1;
        }
    }
    // Refusing changed nothing, and no byte of any file was found not to matter.
    assert_eq!(snapshot(&case), whole);
    assert!(complaints(&case).is_empty());
    println!(
        "{flips} flips over {} files, each refused by name",
        whole.len()
    );
    assert!(flips > 2_000);
}

/// Why a missing file does not matter, where it does not.
fn may_be_missing(case: &Path, path: &Path) -> Option<&'static str> {
    let name = path
        .strip_prefix(case)
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    match name.as_str() {
        "lock" => Some("it is empty and made again; the lock is held on it, not in it"),
        "log/checkpoints/9.note" => Some("the newest head is signed again, to the same bytes"),
        "log/checkpoints/8.note" => Some("a newer head is there, which proves more"),
        _ => None,
    }
}

#[test]
fn files_removed_cut_swapped_and_added() {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    full_case(&whole);
    let original = snapshot(&whole);
    let case = home.path().join("case");
    let fresh = || {
        let _ = fs_err::remove_dir_all(&case);
        copy(&whole, &case);
    };
    let inside = |path: &Path| case.join(path.strip_prefix(&whole).unwrap());

    for (path, content) in &original {
        fresh();
        let path = inside(path);
        fs_err::remove_file(&path).unwrap();
        let found = complaints(&case);
        match may_be_missing(&case, &path) {
            None => {
                let no_case = path.ends_with("onrecord.toml") && found[0].contains("no case");
                assert!(
                    no_case || named(&found, &path),
                    "{}: {found:?}",
                    path.display()
                );
            }
            Some(reason) => {
                assert!(found.is_empty(), "{reason}: {found:?}");
                if path.exists() {
                    assert_eq!(&fs_err::read(&path).unwrap(), content, "{reason}");
                }
            }
        }
        for keep in [0, content.len() / 2, content.len().saturating_sub(1)] {
            if content.is_empty() {
                continue;
            }
            fresh();
            fs_err::write(&path, &content[..keep]).unwrap();
            let found = complaints(&case);
            assert!(
                named(&found, &path),
                "{} cut to {keep}: {found:?}",
                path.display()
            );
        }
        if !content.is_empty() {
            fresh();
            fs_err::write(&path, [content.as_slice(), b"\0"].concat()).unwrap();
            let found = complaints(&case);
            // Behind the last acknowledged entry it is what an interrupted write leaves: cut off.
            let cut = path.extension() == Some("seg".as_ref())
                && found.is_empty()
                && fs_err::read(&path).unwrap() == *content;
            assert!(
                cut || named(&found, &path),
                "{} continued: {found:?}",
                path.display()
            );
        }
    }

    for (first, one) in &original {
        for (second, other) in &original {
            if first >= second || one.is_empty() || other.is_empty() {
                continue;
            }
            fresh();
            let (first, second) = (inside(first), inside(second));
            fs_err::write(&first, other).unwrap();
            fs_err::write(&second, one).unwrap();
            let found = complaints(&case);
            assert!(
                named(&found, &first) || named(&found, &second),
                "{first:?} {second:?}"
            );
        }
    }

    let folders = ["", "keys", "log", "log/checkpoints", "blobs", "private"];
    let blob = original
        .iter()
        .find(|(path, _)| path.to_str().unwrap().contains("/blobs/"));
    let blob_folder = blob.unwrap().0.parent().unwrap().to_owned();
    let blob_folder = blob_folder
        .strip_prefix(&whole)
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    for folder in folders.into_iter().chain([blob_folder.as_str()]) {
        for name in ["letter.txt", "000009.seg", "7.note", "helper-0a0a0a0a.age"] {
            fresh();
            let path = case.join(folder).join(name);
            let copied = &original[0].1;
            fs_err::write(&path, copied).unwrap();
            let found = complaints(&case);
            assert!(named(&found, &path), "{} added: {found:?}", path.display());
        }
    }
}

#[test]
fn a_blob_under_another_blobs_name_and_a_helper_slot_put_back_are_seen() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    full_case(&case);
    let mut vault = common::reopened(&case);
    let slot = vault.slots().unwrap().pop().unwrap().slot;
    let path = case.join("keys").join(slot.file_name());
    let content = fs_err::read(&path).unwrap();
    vault.remove_helper(&common::context(9), &slot).unwrap();
    drop(vault);
    assert!(!path.exists());
    // Put back exactly as it was, it is what an interrupted removal leaves, and goes again.
    fs_err::write(&path, &content).unwrap();
    assert!(complaints(&case).is_empty());
    assert!(!path.exists());
    // An older passphrase slot put back is not the one that the log names.
    let slot = case.join("keys/passphrase.age");
    let old = fs_err::read(&slot).unwrap();
    let mut vault = common::reopened(&case);
    let work = onrecord_vault::WorkFactor::ONLY_FOR_TESTS;
    vault
        .change_passphrase(&common::context(10), "quite another sentence", work)
        .unwrap();
    drop(vault);
    fs_err::write(&slot, old).unwrap();
    assert!(named(&complaints(&case), &slot));
}
