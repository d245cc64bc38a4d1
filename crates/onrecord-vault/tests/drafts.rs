//! Drafts: kept as typed, locked with the case, and nothing of the evidence.

#![allow(
    clippy::unwrap_used,
    reason = "a test's helpers may do what a test may"
)]

mod common;

use common::{EVIDENCE, created, files, reopened};
use onrecord_model::Instant;
use onrecord_vault::{Depth, LONGEST_DRAFT, VaultError};

#[test]
fn a_draft_outlasts_the_lock_and_leaves_the_log_alone() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    let (mut vault, _) = created(&case);
    let size = vault.log_size();
    vault
        .save_draft("incident", Instant(1), &[("words", "first")])
        .unwrap();
    vault
        .save_draft(
            "incident",
            Instant(2),
            &[("words", EVIDENCE), ("day", ""), ("day", "3")],
        )
        .unwrap();
    vault.save_draft("ledger", Instant(1), &[]).unwrap();
    drop(vault);
    for path in files(&case) {
        let content = fs_err::read(&path).unwrap();
        let shown = String::from_utf8_lossy(&content);
        assert!(!shown.contains("zanzibar") && !shown.contains("incident"));
    }
    let mut vault = reopened(&case);
    assert_eq!(vault.log_size(), size);
    let draft = vault.draft("incident").unwrap().unwrap();
    let fields: Vec<_> = draft
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(fields, [("words", EVIDENCE), ("day", ""), ("day", "3")]);
    let names: Vec<_> = vault
        .drafts()
        .unwrap()
        .into_iter()
        .map(|d| d.name)
        .collect();
    assert_eq!(names, ["incident", "ledger"]);
    assert!(
        vault
            .check(Depth::Deep, &mut |_, _| ())
            .unwrap()
            .problems
            .is_empty()
    );
    vault.remove_draft("incident").unwrap();
    vault.remove_draft("incident").unwrap();
    assert!(vault.draft("incident").unwrap().is_none());
}

#[test]
fn a_draft_that_was_changed_or_exchanged_is_not_shown() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    let (mut vault, _) = created(&case);
    vault
        .save_draft("one", Instant(1), &[("words", "mine")])
        .unwrap();
    let one = files(&case.join("drafts")).remove(0);
    let sealed = fs_err::read(&one).unwrap();
    vault.save_draft("two", Instant(2), &[]).unwrap();
    let mut both = files(&case.join("drafts"));
    both.retain(|path| *path != one);
    // One draft under the other's name.
    fs_err::write(&both[0], &sealed).unwrap();
    assert!(matches!(
        vault.draft("two"),
        Err(VaultError::Damaged { .. })
    ));
    assert_eq!(vault.drafts().unwrap().len(), 1);
    // A byte of it changed.
    let mut changed = sealed;
    *changed.last_mut().unwrap() ^= 1;
    fs_err::write(&one, &changed).unwrap();
    assert!(vault.draft("one").is_err());
    assert!(vault.drafts().unwrap().is_empty());
}

#[test]
fn nobody_can_put_a_draft_there_with_what_stands_in_the_clear() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    let (mut vault, _) = created(&case);
    vault
        .save_draft("one", Instant(1), &[("words", "mine")])
        .unwrap();
    let path = files(&case.join("drafts")).remove(0);
    let description = fs_err::read_to_string(case.join("onrecord.toml")).unwrap();
    let recipient = description.split('"').nth(1).unwrap();
    let recipient = onrecord_vault::Recipient::from_text(recipient).unwrap();
    let forged = onrecord_vault::age_format::encrypt_small_to(&recipient, b"\x83").unwrap();
    fs_err::write(&path, forged).unwrap();
    assert!(vault.draft("one").is_err());
}

#[test]
fn a_draft_has_a_size() {
    let home = tempfile::tempdir().unwrap();
    let (mut vault, _) = created(&home.path().join("case"));
    let long = "x".repeat(LONGEST_DRAFT + 1);
    for (name, text) in [("one", long.as_str()), ("", ""), (&long[..300], "")] {
        let refused = vault.save_draft(name, Instant(1), &[("words", text)]);
        assert!(matches!(refused, Err(VaultError::Refused(_))));
    }
}
