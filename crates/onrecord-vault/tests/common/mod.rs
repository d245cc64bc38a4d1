//! What the tests of the vault share: one small case about invented people.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use onrecord_model::Instant;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_vault::disk::Disk;
use onrecord_vault::{Context, Key, Open, RecoverySheet, Vault, WorkFactor, blobs_value};
use std::path::{Path, PathBuf};

pub const PASSPHRASE: &str = "seven slow herons wade";
/// Words that must never be found in a case's files.
pub const EVIDENCE: &str = "Marigold Tern wrote from 07700 900123: zanzibar lanterns at midnight";

pub fn context(step: i64) -> Context {
    Context {
        now: Instant(1_700_000_000_000_000 + step * 1_000_000),
        actor: "owner".to_owned(),
        tool: "onrecord 0.1.0".to_owned(),
    }
}

pub fn quiet(_: u64) -> std::io::Result<()> {
    Ok(())
}

/// Creates a case.
pub fn created(folder: &Path) -> (Vault<Open>, RecoverySheet) {
    Vault::create(folder, PASSPHRASE, WorkFactor::ONLY_FOR_TESTS, &context(0)).unwrap()
}

pub fn reopened(folder: &Path) -> Vault<Open> {
    Vault::at(folder)
        .unwrap()
        .unlock(&Key::Passphrase(PASSPHRASE))
        .unwrap()
}

/// Seals `content` and says so in the log.
pub fn add(vault: &mut Vault<Open>, step: i64, content: &[u8]) -> onrecord_vault::Result<()> {
    let sealed = vault.seal(&mut &content[..], &mut quiet)?;
    let payload = Value::map([
        ("words", Value::from("Marigold Tern's phone")),
        (onrecord_vault::BLOBS_KEY, blobs_value(&[sealed.digest])),
    ]);
    vault
        .act(
            &context(step),
            Act::Sealed,
            &sealed.digest.to_hex(),
            payload,
        )
        .map(drop)
}

/// A case with every kind of file in it.
pub fn full_case(folder: &Path) -> RecoverySheet {
    let (mut vault, sheet) = created(folder);
    add(&mut vault, 1, EVIDENCE.as_bytes()).unwrap();
    add(&mut vault, 2, &vec![b'z'; 70_000]).unwrap();
    add(&mut vault, 3, b"").unwrap();
    let helper = onrecord_vault::Identity::random().unwrap();
    vault
        .add_helper(&context(4), "Juniper Lark", &helper.recipient(), false)
        .unwrap();
    vault
        .private()
        .keep(&context(5), "I think it is Osprey Vale", None)
        .unwrap();
    vault
        .private()
        .keep(&context(6), "I am not sure any more", Some(0))
        .unwrap();
    sheet
}

/// Every file below `folder`, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(files(&path));
        } else {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs_err::create_dir_all(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs_err::copy(entry.path(), target).unwrap();
        }
    }
}

pub fn disk() -> Disk {
    Disk::default()
}
