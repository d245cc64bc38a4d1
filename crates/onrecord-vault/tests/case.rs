//! A case from its making to its locking: every way in, sealing, acts, private notes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helpers may do what a test may"
)]

mod common;

use common::{EVIDENCE, PASSPHRASE, add, context, created, full_case, quiet, reopened};
use onrecord_model::Digest;
use onrecord_model::checkpoint::Checkpoint;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_model::tlog_proof::TlogProof;
use onrecord_vault::{
    Depth, Identity, Key, Links, Original, Slot, Vault, VaultError, WorkFactor, blobs_value,
    line_check, read_recovery_key,
};
use std::io::{Read, Seek, SeekFrom};

#[test]
fn a_case_opens_with_each_key_and_holds_what_was_put_in() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    let sheet = full_case(&case);
    let mut vault = reopened(&case);
    let mut text = String::new();
    vault
        .open_blob(Digest::of(EVIDENCE.as_bytes()))
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, EVIDENCE);
    let notes = vault.private().notes().unwrap();
    assert_eq!(notes.len(), 2);
    assert_eq!(notes[1].replaces, Some(0));
    let report = vault.check(Depth::Deep, &mut |_, _| {}).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(
        (report.entries, report.blobs, report.strays.len()),
        (9, 3, 0)
    );
    assert_eq!(report.bytes, 70_000 + EVIDENCE.len() as u64);

    let locked = vault.lock();
    let wrong = locked
        .unlock(&Key::Passphrase("seven slow herons wad"))
        .unwrap_err();
    assert!(matches!(wrong, VaultError::WrongKey { .. }), "{wrong}");
    let typed: String = sheet
        .lines()
        .iter()
        .map(|line| line.groups.to_lowercase())
        .collect();
    let key = read_recovery_key(&typed).unwrap();
    let vault = locked.unlock(&Key::Recovery(&key)).unwrap();
    assert_eq!(vault.log_size(), 9);
    assert!(matches!(
        locked.unlock(&Key::Passphrase(PASSPHRASE)).unwrap_err(),
        VaultError::Held(_)
    ));
}

#[test]
fn the_sheet_shows_which_line_was_mistyped() {
    let home = tempfile::tempdir().unwrap();
    let (_, sheet) = created(&home.path().join("case"));
    let lines = sheet.lines();
    assert_eq!(lines.len(), 4);
    for line in &lines {
        assert_eq!(
            line.check,
            line_check(line.number, &line.groups.to_lowercase())
        );
        assert!(sheet.to_text().contains(line.groups.as_str()));
    }
    let mut wrong = sheet.key().to_text().to_string();
    let last = if wrong.pop() == Some('Q') { 'P' } else { 'Q' };
    wrong.push(last);
    assert!(read_recovery_key(&wrong).is_none());
    assert!(read_recovery_key(&sheet.key().to_text()).is_some());
    assert!(read_recovery_key("").is_none());
}

#[test]
fn ways_in_come_and_go_and_the_log_tells_it() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    let (mut vault, old_sheet) = created(&case);
    let helper = Identity::random().unwrap();
    let slot = vault
        .add_helper(&context(1), "Juniper Lark", &helper.recipient(), true)
        .unwrap();
    let listed = vault.slots().unwrap();
    assert_eq!(listed.len(), 3);
    assert_eq!(listed[2].label, "Juniper Lark");
    assert_eq!(listed[2].recipient, helper.recipient().to_string());
    let locked = vault.lock();
    let mut vault = locked.unlock(&Key::Helper(&helper)).unwrap();
    vault.remove_helper(&context(2), &slot).unwrap();
    assert!(vault.remove_helper(&context(2), &slot).is_err());
    assert!(vault.remove_helper(&context(2), &Slot::Passphrase).is_err());
    vault
        .change_passphrase(
            &context(3),
            "another long sentence",
            WorkFactor::ONLY_FOR_TESTS,
        )
        .unwrap();
    let short = vault.change_passphrase(&context(3), "short", WorkFactor::ONLY_FOR_TESTS);
    assert!(matches!(short, Err(VaultError::ShortPassphrase(_))));
    let (_, sheet) = vault.renew_recovery(&context(4)).unwrap();
    assert!(
        vault
            .check(Depth::Deep, &mut |_, _| {})
            .unwrap()
            .problems
            .is_empty()
    );
    let locked = vault.lock();
    for key in [
        Key::Helper(&helper),
        Key::Passphrase(PASSPHRASE),
        Key::Recovery(old_sheet.key()),
    ] {
        assert!(matches!(
            locked.unlock(&key),
            Err(VaultError::WrongKey { .. })
        ));
    }
    assert!(
        locked
            .unlock(&Key::Passphrase("another long sentence"))
            .is_ok()
    );
    assert!(locked.unlock(&Key::Recovery(sheet.key())).is_ok());
}

#[test]
fn acts_are_entries_with_proofs_and_the_vaults_own_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let (mut vault, _) = created(&home.path().join("case"));
    let early = vault.checkpoint().to_owned();
    for step in 1..20 {
        vault
            .act(
                &context(step),
                Act::SettingChanged,
                "",
                Value::from("words"),
            )
            .unwrap();
    }
    for logged in vault.entries().unwrap() {
        let proof = vault.prove(logged.entry.seq).unwrap();
        let proof = TlogProof::parse(proof.as_bytes()).unwrap();
        let head = proof
            .verify(&logged.entry.leaf(), &vault.verifier())
            .unwrap();
        assert_eq!((head.size, proof.index), (22, logged.entry.seq));
    }
    assert!(vault.prove(22).is_err());
    assert_eq!(vault.check_against(early.as_bytes()).unwrap().size, 3);
    for own in [
        Act::CaseCreated,
        Act::SlotAdded,
        Act::NoteKept,
        Act::Other("slot-removed".into()),
    ] {
        assert!(vault.act(&context(1), own, "", Value::Null).is_err());
    }
    let unknown = Value::map([("blobs", blobs_value(&[Digest::of(b"never sealed")]))]);
    assert!(vault.act(&context(1), Act::Sealed, "", unknown).is_err());
    assert_eq!(vault.log_size(), 22);
    let other = created(&home.path().join("other")).0;
    assert!(vault.check_against(other.checkpoint().as_bytes()).is_err());
    let locked = vault.lock();
    let head = Checkpoint::open(early.as_bytes(), &locked.stated_verifier().unwrap()).unwrap();
    assert_eq!(head.size, 3);
}

#[test]
fn an_older_copy_put_back_is_seen_with_a_checkpoint_kept_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let (case, old) = (home.path().join("case"), home.path().join("old"));
    let (mut vault, _) = created(&case);
    common::copy(&case, &old);
    add(&mut vault, 1, b"later").unwrap();
    let kept = vault.checkpoint().to_owned();
    let rolled_back = reopened(&old);
    let error = rolled_back
        .check_against(kept.as_bytes())
        .unwrap_err()
        .to_string();
    assert!(error.contains("it has 3 entries, and had 4"), "{error}");
    drop(rolled_back);
    // The old copy continued differently.
    let mut forked = reopened(&old);
    add(&mut forked, 1, b"something else").unwrap();
    let error = forked
        .check_against(kept.as_bytes())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("are not those of that checkpoint"),
        "{error}"
    );
}

#[test]
fn the_same_bytes_twice_are_one_blob_and_any_place_of_it_can_be_read() {
    let home = tempfile::tempdir().unwrap();
    let (mut vault, _) = created(&home.path().join("case"));
    let content: Vec<u8> = (0..3_000_000_u32).map(|at| (at * 7 / 3) as u8).collect();
    let mut last = 0;
    let first = vault
        .seal(&mut &content[..], &mut |done| {
            last = done;
            Ok(())
        })
        .unwrap();
    assert_eq!(
        (first.already, first.size, last),
        (false, 3_000_000, 3_000_000)
    );
    assert_eq!(first.digest, Digest::of(&content));
    assert!(vault.seal(&mut &content[..], &mut quiet).unwrap().already);
    let mut reader = vault.open_blob(first.digest).unwrap();
    for (at, length) in [
        (0, 10),
        (65_530, 20),
        (2_999_990, 10),
        (131_072, 65_536),
        (1_000_000, 1),
    ] {
        let mut part = vec![0; length];
        reader.seek(SeekFrom::Start(at as u64)).unwrap();
        reader.read_exact(&mut part).unwrap();
        assert_eq!(part, content[at..at + length]);
    }
    assert_eq!(reader.seek(SeekFrom::End(-5)).unwrap(), 2_999_995);
    let mut rest = Vec::new();
    assert_eq!(reader.read_to_end(&mut rest).unwrap(), 5);
    assert_eq!(vault.verify_blob(first.digest).unwrap(), 3_000_000);
    let stopped = vault.seal(&mut &b"stop"[..], &mut |_| {
        Err(std::io::Error::other("stop"))
    });
    assert!(stopped.is_err());
    assert!(!vault.has_blob(Digest::of(b"stop")));
    let report = vault.check(Depth::Deep, &mut |_, _| {}).unwrap();
    assert!(
        report.problems.is_empty() && report.strays.len() == 1,
        "{report:?}"
    );
}

#[cfg(unix)]
#[test]
fn only_plain_files_are_taken_in_and_they_are_left_as_they_were() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let home = tempfile::tempdir().unwrap();
    let (mut vault, _) = created(&home.path().join("case"));
    let file = home.path().join("chat.txt");
    fs_err::write(&file, "hello").unwrap();
    let before = fs_err::metadata(&file).unwrap();
    let mut original = Original::open(&file, Links::Refuse).unwrap();
    vault.seal_original(&mut original, &mut quiet).unwrap();
    let after = fs_err::metadata(&file).unwrap();
    assert_eq!(before.mtime_nsec(), after.mtime_nsec());
    assert_eq!(before.atime_nsec(), after.atime_nsec());

    let link = home.path().join("link");
    symlink(&file, &link).unwrap();
    let refused = Original::open(&link, Links::Refuse).err().unwrap();
    assert!(
        matches!(refused, VaultError::NotAnOriginal { .. }),
        "{refused}"
    );
    assert!(Original::open(&link, Links::Follow).is_ok());
    for special in ["/dev/zero", "/dev/tty", home.path().to_str().unwrap()] {
        assert!(Original::open(special.as_ref(), Links::Follow).is_err());
    }
    let pipe = home.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(Original::open(&pipe, Links::Follow).is_err());
    }

    let mut original = Original::open(&file, Links::Refuse).unwrap();
    fs_err::write(&file, "hello, and more").unwrap();
    let error = vault
        .seal_original(&mut original, &mut quiet)
        .unwrap_err()
        .to_string();
    assert!(error.contains("changed while"), "{error}");

    for path in common::files(vault.folder()) {
        assert_eq!(
            fs_err::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let folder = fs_err::metadata(path.parent().unwrap()).unwrap();
        assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    }
}

#[test]
fn a_case_is_made_only_in_an_empty_folder() {
    let home = tempfile::tempdir().unwrap();
    fs_err::write(home.path().join("holiday.jpg"), "x").unwrap();
    let made = Vault::create(
        home.path(),
        PASSPHRASE,
        WorkFactor::ONLY_FOR_TESTS,
        &context(0),
    );
    assert!(matches!(made, Err(VaultError::NotEmpty(_))));
    assert!(matches!(
        Vault::at(home.path()),
        Err(VaultError::NotACase(_))
    ));
    let case = home.path().join("case");
    drop(created(&case));
    let again = Vault::create(&case, PASSPHRASE, WorkFactor::ONLY_FOR_TESTS, &context(0));
    assert!(matches!(again, Err(VaultError::NotEmpty(_))));
    let toml = case.join("onrecord.toml");
    let newer = fs_err::read_to_string(&toml)
        .unwrap()
        .replace("format = 1", "format = 2");
    fs_err::write(&toml, newer).unwrap();
    assert!(matches!(
        Vault::at(&case),
        Err(VaultError::NewerFormat { .. })
    ));
}

#[test]
fn a_passphrase_opens_however_the_keyboard_composes_its_letters() {
    let home = tempfile::tempdir().unwrap();
    let (composed, decomposed) = (
        "caf\u{e9} \u{e5}ngstrom garden",
        "cafe\u{301} a\u{30a}ngstrom garden",
    );
    for (at, (chosen, typed)) in [(composed, decomposed), (decomposed, composed)]
        .iter()
        .enumerate()
    {
        let folder = home.path().join(at.to_string());
        Vault::create(&folder, chosen, WorkFactor::ONLY_FOR_TESTS, &context(0)).unwrap();
        for typed in [typed, chosen] {
            Vault::at(&folder)
                .unwrap()
                .unlock(&Key::Passphrase(typed))
                .unwrap();
        }
        // Letters that only look alike stay different.
        assert!(
            Vault::at(&folder)
                .unwrap()
                .unlock(&Key::Passphrase("cafe angstrom garden"))
                .is_err()
        );
    }
}

#[test]
fn a_slot_made_from_the_bytes_as_typed_still_opens() {
    // As an earlier version, or the age tool, would have made it.
    let home = tempfile::tempdir().unwrap();
    let (mut vault, _) = created(home.path());
    let typed = "cafe\u{301} garden in the rain";
    vault
        .change_passphrase(&context(1), typed, WorkFactor::ONLY_FOR_TESTS)
        .unwrap();
    drop(vault);
    let slot = home.path().join("keys/passphrase.age");
    let opened = onrecord_vault::age_format::decrypt_small(
        &fs_err::read(&slot).unwrap(),
        &onrecord_vault::age_format::Opening::Passphrase {
            passphrase: "caf\u{e9} garden in the rain",
            most_work: 20,
        },
    )
    .unwrap();
    let old =
        onrecord_vault::age_format::encrypt_small_with_passphrase(typed, 10, &opened).unwrap();
    fs_err::write(&slot, old).unwrap();
    Vault::at(home.path())
        .unwrap()
        .unlock(&Key::Passphrase(typed))
        .unwrap();
}
