//! What a copy carries of drafts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's helpers may do what a test may"
)]

mod common;

use common::{PASSPHRASE, context, files, full_case, reopened};
use onrecord_vault::{CopyProgress, Depth, Identity, Key, Open, Vault};

fn go(_: CopyProgress) -> bool {
    true
}

#[test]
fn drafts_are_in_a_back_up_and_come_back_and_no_helper_gets_them() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    full_case(&path("case"));
    let mut vault = reopened(&path("case"));
    let now = context(20).now;
    let words = "half of what happened on Tuesday";
    vault.save_draft("write", now, &[("words", words)]).unwrap();
    vault
        .save_draft("people", now, &[("name", "Osprey")])
        .unwrap();
    let copy = |vault: &Vault<Open>, to: &str| {
        let snapshot = vault.snapshot().unwrap();
        snapshot.copy_to(&path(to), &mut go).unwrap();
    };
    copy(&vault, "copy");
    let held = files(&path("copy"));
    assert!(
        held.iter()
            .any(|file| file.starts_with(path("copy/drafts")))
    );
    for file in held {
        let bytes = fs_err::read(file).unwrap();
        let clear = bytes
            .windows(words.len())
            .any(|part| part == words.as_bytes());
        assert!(!clear);
    }
    // What is thrown away is in no copy that is brought up to date.
    vault.remove_draft("people").unwrap();
    copy(&vault, "copy");
    let key = Key::Passphrase(PASSPHRASE);
    let locked = Vault::at(&path("copy")).unwrap();
    let restored = locked.restore_to(&key, &path("back"), &mut go).unwrap();
    assert!(restored.problems.is_empty(), "{:?}", restored.problems);
    for (which, vault) in [("back", restored.vault), ("copy", reopened(&path("copy")))] {
        let drafts = vault.drafts().unwrap();
        let names: Vec<&str> = drafts.iter().map(|draft| draft.name.as_str()).collect();
        assert_eq!(names, ["write"], "{which}");
        assert_eq!(&**drafts[0].fields[0].1, words, "{which}");
        let report = vault.check(Depth::Deep, &mut |_, _| {}).unwrap();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
    }
    let identity = Identity::random().unwrap();
    let slot = vault.add_helper(&context(21), "Plover", &identity.recipient(), true);
    let snapshot = vault.snapshot().unwrap().for_helper(&slot.unwrap(), true);
    snapshot.unwrap().copy_to(&path("theirs"), &mut go).unwrap();
    assert!(!path("theirs/drafts").exists());
    assert_eq!(vault.drafts().unwrap().len(), 1);
}
