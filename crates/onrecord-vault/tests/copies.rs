//! Copies of a case and the way back: each is a whole case or none, at every step to the disk.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helpers may do what a test may"
)]

mod common;

use common::{EVIDENCE, PASSPHRASE, add, context, files, full_case, reopened};
use onrecord_vault::disk::{Disk, Faults, Step, Verdict};
use onrecord_vault::{
    CopyProgress, Depth, Identity, Key, Open, Slot, Vault, VaultError, read_recovery_key,
};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn go(_: CopyProgress) -> bool {
    true
}

fn whole(vault: &Vault<Open>) {
    let report = vault.check(Depth::Deep, &mut |_, _| {}).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert!(report.strays.is_empty(), "{:?}", report.strays);
}

/// Every file but the lock, by its path inside, with its content.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files(folder)
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(folder).unwrap().to_owned();
            (inside, fs_err::read(path).unwrap())
        })
        .filter(|(inside, _)| inside != Path::new("lock"))
        .collect()
}

#[test]
fn a_copy_made_while_the_case_is_open_is_the_case_byte_for_byte() {
    let home = tempfile::tempdir().unwrap();
    let (case, copy) = (home.path().join("case"), home.path().join("stick/copy"));
    full_case(&case);
    let mut vault = reopened(&case);
    let snapshot = vault.snapshot().unwrap();
    let before = contents(&case);
    // The case goes on while the copy is made.
    add(&mut vault, 10, b"came in meanwhile").unwrap();
    let mut told = Vec::new();
    let report = snapshot
        .copy_to(&copy, &mut |progress| {
            told.push(progress);
            true
        })
        .unwrap();
    assert_eq!((report.originals, report.held), (3, 0));
    assert_eq!(report.head, *snapshot.head());
    assert_eq!(told.last().unwrap().done, 3);
    // Of the two newest heads, only the newest is needed.
    let heads = |(path, _): &(PathBuf, Vec<u8>)| !path.starts_with("log/checkpoints");
    let copied: Vec<_> = contents(&copy).into_iter().filter(heads).collect();
    let expected: Vec<_> = before.into_iter().filter(heads).collect();
    assert!(copied == expected);
    let opened = reopened(&copy);
    whole(&opened);
    assert_eq!(opened.log_size() + 1, vault.log_size());

    // Brought up to date, it copies only what is new.
    drop(opened);
    let report = vault.snapshot().unwrap().copy_to(&copy, &mut go).unwrap();
    assert_eq!((report.originals, report.held), (4, 3));
    let opened = reopened(&copy);
    whole(&opened);
    assert_eq!(opened.log_size(), vault.log_size());
    assert_eq!(opened.checkpoint(), vault.checkpoint());
    #[cfg(unix)]
    for path in files(&copy) {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs_err::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o77, 0, "{}", path.display());
    }
}

#[test]
fn a_damaged_original_in_a_copy_is_replaced_and_one_in_the_case_is_named() {
    let home = tempfile::tempdir().unwrap();
    let (case, copy) = (home.path().join("case"), home.path().join("copy"));
    full_case(&case);
    let vault = reopened(&case);
    vault.snapshot().unwrap().copy_to(&copy, &mut go).unwrap();
    let sealed = onrecord_model::Digest::of(EVIDENCE.as_bytes());
    let inside = vault.blob_path(sealed);
    let inside = inside.strip_prefix(&case).unwrap();
    let damage = |path: &Path| {
        let mut bytes = fs_err::read(path).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs_err::write(path, bytes).unwrap();
    };
    damage(&copy.join(inside));
    let report = vault.snapshot().unwrap().copy_to(&copy, &mut go).unwrap();
    assert_eq!((report.originals, report.held), (3, 2));
    whole(&reopened(&copy));
    // The case's own is damaged now: the copy that has it whole keeps it.
    damage(&case.join(inside));
    let report = vault.snapshot().unwrap().copy_to(&copy, &mut go).unwrap();
    assert_eq!((report.originals, report.problems.len()), (3, 0));
    whole(&reopened(&copy));
    // A new copy says which it could not take whole, and has the rest.
    let second = home.path().join("second");
    let report = vault.snapshot().unwrap().copy_to(&second, &mut go).unwrap();
    assert_eq!((report.originals, report.problems.len()), (2, 1));
    let opened = reopened(&second);
    let found = opened.check(Depth::Deep, &mut |_, _| {}).unwrap();
    assert_eq!(found.problems.len(), 1);
}

#[test]
fn what_stands_in_the_way_of_a_copy_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let (case, other) = (home.path().join("case"), home.path().join("other"));
    full_case(&case);
    full_case(&other);
    let vault = reopened(&case);
    let snapshot = vault.snapshot().unwrap();
    let things = home.path().join("things");
    fs_err::create_dir(&things).unwrap();
    fs_err::write(things.join("letter.txt"), "mine").unwrap();
    let a_file = home.path().join("a-file");
    fs_err::write(&a_file, "mine").unwrap();
    for place in [&things, &a_file, &other, &case, &case.join("inside")] {
        let before = files(home.path());
        let refused = snapshot.copy_to(place, &mut go);
        assert!(refused.is_err(), "{}", place.display());
        assert_eq!(files(home.path()), before, "{}", place.display());
    }
    whole(&reopened(&other));
    // A copy that went on by itself is ahead, or another branch: neither is written over.
    let copy = home.path().join("copy");
    snapshot.copy_to(&copy, &mut go).unwrap();
    add(&mut reopened(&copy), 20, b"in the copy only").unwrap();
    let kept = contents(&copy);
    assert!(matches!(
        snapshot.copy_to(&copy, &mut go),
        Err(VaultError::Refused(_))
    ));
    drop(vault);
    let mut vault = reopened(&case);
    add(&mut vault, 21, b"in the case only").unwrap();
    add(&mut vault, 22, b"and more").unwrap();
    let snapshot = vault.snapshot().unwrap();
    assert!(matches!(
        snapshot.copy_to(&copy, &mut go),
        Err(VaultError::Refused(_))
    ));
    assert!(contents(&copy) == kept);
    // While somebody has the copy open, it is not written to.
    let held = reopened(&copy);
    assert!(matches!(
        snapshot.copy_to(&copy, &mut go),
        Err(VaultError::Held(_))
    ));
    drop(held);
}

#[test]
fn only_the_helpers_key_opens_their_copy_and_it_may_only_be_looked_at() {
    let home = tempfile::tempdir().unwrap();
    let (case, copy) = (home.path().join("case"), home.path().join("copy"));
    let sheet = full_case(&case);
    let mut vault = reopened(&case);
    let (looks, changes) = (Identity::random().unwrap(), Identity::random().unwrap());
    let to_look = vault
        .add_helper(&context(10), "Plover Advocates", &looks.recipient(), false)
        .unwrap();
    let to_change = vault
        .add_helper(&context(11), "Teal Solicitors", &changes.recipient(), true)
        .unwrap();
    let snapshot = vault.snapshot().unwrap();
    let snapshot = snapshot.for_helper(&to_look, false).unwrap();
    snapshot.copy_to(&copy, &mut go).unwrap();
    let slots: Vec<_> = files(&copy.join("keys"));
    assert_eq!(slots.len(), 1);
    assert!(files(&copy.join("private")).is_empty());
    let sheet = read_recovery_key(&sheet.to_text()).or_else(|| Some(sheet.key().clone()));
    for key in [
        Key::Passphrase(PASSPHRASE),
        Key::Recovery(&sheet.unwrap()),
        Key::Helper(&changes),
    ] {
        let refused = Vault::at(&copy).unwrap().unlock(&key);
        assert!(matches!(refused, Err(VaultError::WrongKey { .. })));
    }
    // What lies there is no help to who has the case's passphrase only.
    let mut theirs = Vault::at(&copy)
        .unwrap()
        .unlock(&Key::Helper(&looks))
        .unwrap();
    whole(&theirs);
    assert_eq!(theirs.way_in().helper, "Plover Advocates");
    assert!(theirs.private().notes().unwrap().is_empty());
    let before = contents(&copy);
    let identity = Identity::random().unwrap();
    let work = onrecord_vault::WorkFactor::ONLY_FOR_TESTS;
    let by = context(12);
    let refused = [
        add(&mut theirs, 12, b"more").err(),
        theirs.private().keep(&by, "a note", None).err(),
        theirs
            .change_passphrase(&by, "another passphrase then", work)
            .err(),
        theirs.renew_recovery(&by).err(),
        theirs
            .add_helper(&by, "Somebody", &identity.recipient(), true)
            .err(),
        theirs.remove_helper(&by, &to_look).err(),
        theirs.timestamp_request().err(),
        theirs.sign_pack("onrecord/pack/1\n").err(),
    ];
    for refused in refused {
        assert!(
            matches!(&refused, Some(VaultError::ViewOnly(who)) if who == "Plover Advocates"),
            "{refused:?}"
        );
    }
    assert!(contents(&copy) == before);
    drop(theirs);
    // The slot taken away does not reach the copy; that is said, and so.
    vault.remove_helper(&context(13), &to_look).unwrap();
    assert!(
        Vault::at(&copy)
            .unwrap()
            .unlock(&Key::Helper(&looks))
            .is_ok()
    );
    // Who may change it can, in the case and in a copy; with the notes where they were given.
    let second = home.path().join("second");
    let snapshot = vault
        .snapshot()
        .unwrap()
        .for_helper(&to_change, true)
        .unwrap();
    snapshot.copy_to(&second, &mut go).unwrap();
    let mut theirs = Vault::at(&second)
        .unwrap()
        .unlock(&Key::Helper(&changes))
        .unwrap();
    whole(&theirs);
    assert_eq!(theirs.private().notes().unwrap().len(), 2);
    add(&mut theirs, 14, b"from the solicitor").unwrap();
    drop(theirs);
    // Such a copy is never brought up to date over what they did.
    let again = vault
        .snapshot()
        .unwrap()
        .for_helper(&to_change, true)
        .unwrap();
    assert!(matches!(
        again.copy_to(&second, &mut go),
        Err(VaultError::Refused(_))
    ));
    assert!(
        vault
            .snapshot()
            .unwrap()
            .for_helper(&Slot::Passphrase, true)
            .is_err()
    );
    assert!(
        vault
            .snapshot()
            .unwrap()
            .for_helper(&to_look, true)
            .is_err()
    );
    // A changed word of what the copy says of itself shows.
    let path = copy.join("handed-over.note");
    let text = fs_err::read_to_string(&path).unwrap();
    fs_err::write(&path, text.replace("left-out", "in")).unwrap();
    let refused = Vault::at(&copy).unwrap().unlock(&Key::Helper(&looks));
    assert!(matches!(refused, Err(VaultError::Damaged { .. })));
}

#[test]
fn a_case_comes_back_from_its_copy_by_passphrase_or_sheet() {
    let home = tempfile::tempdir().unwrap();
    let (case, copy) = (home.path().join("case"), home.path().join("copy"));
    let sheet = full_case(&case);
    let head = {
        let vault = reopened(&case);
        vault
            .snapshot()
            .unwrap()
            .copy_to(&copy, &mut go)
            .unwrap()
            .head
    };
    let before = contents(&copy);
    fs_err::remove_dir_all(&case).unwrap();
    let locked = Vault::at(&copy).unwrap();
    for (at, key) in [Key::Passphrase(PASSPHRASE), Key::Recovery(sheet.key())]
        .iter()
        .enumerate()
    {
        let back = home.path().join(format!("back-{at}"));
        let restored = locked.restore_to(key, &back, &mut go).unwrap();
        assert!(restored.problems.is_empty(), "{:?}", restored.problems);
        assert_eq!(restored.originals, 3);
        whole(&restored.vault);
        assert_eq!(restored.vault.log_size(), head.size);
        drop(restored);
        add(&mut reopened(&back), 30, b"it goes on").unwrap();
    }
    // The copy was only read.
    assert!(contents(&copy) == before);
    // Nothing is written for a wrong key, over something, or inside the copy.
    let new = home.path().join("new");
    let wrong = Key::Passphrase("not the passphrase");
    assert!(matches!(
        locked.restore_to(&wrong, &new, &mut go),
        Err(VaultError::WrongKey { .. })
    ));
    assert!(!new.exists());
    let key = Key::Passphrase(PASSPHRASE);
    for place in [
        home.path().join("back-0"),
        copy.join("inside"),
        home.path().to_owned(),
    ] {
        assert!(locked.restore_to(&key, &place, &mut go).is_err());
    }
    assert!(contents(&copy) == before);
}

#[test]
fn a_damaged_copy_gives_back_all_that_is_whole_and_names_the_rest() {
    let home = tempfile::tempdir().unwrap();
    let (case, copy) = (home.path().join("case"), home.path().join("copy"));
    full_case(&case);
    let vault = reopened(&case);
    vault.snapshot().unwrap().copy_to(&copy, &mut go).unwrap();
    let key = Key::Passphrase(PASSPHRASE);
    let mut number = 0;
    for path in files(&copy) {
        let good = fs_err::read(&path).unwrap();
        let inside = path.strip_prefix(&copy).unwrap().to_owned();
        let damages: [&dyn Fn(&Path); 3] = [
            &|path| {
                let mut bytes = good.clone();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x20;
                fs_err::write(path, bytes).unwrap();
            },
            &|path| fs_err::write(path, &good[..good.len() / 2]).unwrap(),
            &|path| fs_err::remove_file(path).unwrap(),
        ];
        if good.is_empty() {
            continue;
        }
        for damage in damages {
            damage(&path);
            number += 1;
            let back = home.path().join(format!("back-{number}"));
            let label = format!("{} {number}", inside.display());
            let restored =
                Vault::at(&copy).and_then(|locked| locked.restore_to(&key, &back, &mut go));
            let is_original = inside.starts_with("blobs");
            match restored {
                Ok(restored) if is_original => {
                    assert_eq!(
                        restored.problems.len(),
                        1,
                        "{label}: {:?}",
                        restored.problems
                    );
                    assert_eq!(restored.originals, 2, "{label}");
                    let found = restored.vault.check(Depth::Deep, &mut |_, _| {}).unwrap();
                    assert_eq!(found.problems.len(), 1, "{label}: {:?}", found.problems);
                }
                // A slot that was not used, or an older head: the rest is whole.
                Ok(restored) => {
                    let spare = inside.starts_with("keys") || inside.starts_with("log/checkpoints");
                    assert!(spare, "{label}: {:?}", restored.problems);
                    let slot = inside.starts_with("keys");
                    assert_eq!(restored.problems.len(), usize::from(slot), "{label}");
                }
                // Said before anything was written.
                Err(error) => {
                    assert!(!is_original, "{label}: {error}");
                    assert!(!back.exists(), "{label}: {error}");
                }
            }
        }
        fs_err::write(&path, good).unwrap();
    }
    assert!(number > 20, "{number}");
}

/// Stops the program before a step, or has the disk full there.
struct Stop {
    at: usize,
    kind: ErrorKind,
    steps: AtomicUsize,
    on: bool,
}

impl Faults for Stop {
    fn at(&self, step: Step<'_>) -> Verdict {
        let now = self.steps.fetch_add(1, Ordering::SeqCst);
        let torn = matches!(step, Step::Write(_, bytes) if bytes > 1 && self.on);
        match self.kind {
            _ if now < self.at => Verdict::Go,
            // A killed program does nothing more; a full disk takes the next thing perhaps.
            ErrorKind::StorageFull if now > self.at => Verdict::Go,
            _ if now == self.at && torn => Verdict::Torn(1),
            kind => Verdict::Fail(kind),
        }
    }
}

fn stopping(at: usize, kind: ErrorKind, torn: bool) -> Disk {
    Disk::with_faults(Arc::new(Stop {
        at,
        kind,
        steps: AtomicUsize::new(0),
        on: torn,
    }))
}

fn each_way(mut run: impl FnMut(Disk, &str) -> bool) -> usize {
    let mut points = 0;
    for (kind, torn) in [
        (ErrorKind::Other, false),
        (ErrorKind::Other, true),
        (ErrorKind::StorageFull, false),
    ] {
        let mut at = 0;
        while run(
            stopping(at, kind, torn),
            &format!("step {at}, {kind:?}, torn {torn}"),
        ) {
            at += 1;
        }
        points += at;
    }
    println!("{points} points");
    points
}

#[test]
fn a_first_copy_stopped_at_any_step_is_no_case_and_goes_on_from_there() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    full_case(&case);
    let vault = reopened(&case);
    let snapshot = vault.snapshot().unwrap();
    let points = each_way(|disk, label| {
        let place = tempfile::tempdir().unwrap();
        let copy = place.path().join("copy");
        let stopped = snapshot.copy_on(disk, &copy, &mut go);
        if stopped.is_ok() {
            return false;
        }
        match Vault::at(&copy) {
            Err(VaultError::NotACase(_)) => {}
            Ok(_) => whole(&reopened(&copy)),
            Err(error) => panic!("{label}: {error}"),
        }
        let again = snapshot.copy_to(&copy, &mut go);
        assert!(again.is_ok(), "{label}: {:?}", again.err());
        whole(&reopened(&copy));
        true
    });
    assert!(points > 100, "{points}");
}

#[test]
fn an_update_stopped_at_any_step_leaves_a_whole_case() {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("case");
    full_case(&case);
    let mut vault = reopened(&case);
    let base = home.path().join("base");
    vault.snapshot().unwrap().copy_to(&base, &mut go).unwrap();
    let earlier = vault.log_size();
    add(&mut vault, 10, b"new since then").unwrap();
    vault
        .private()
        .keep(&context(11), "a third note", None)
        .unwrap();
    let work = onrecord_vault::WorkFactor::ONLY_FOR_TESTS;
    vault
        .change_passphrase(&context(12), "another passphrase then", work)
        .unwrap();
    let helper = vault
        .slots()
        .unwrap()
        .into_iter()
        .find(|slot| !slot.label.is_empty());
    vault
        .remove_helper(&context(13), &helper.unwrap().slot)
        .unwrap();
    let snapshot = vault.snapshot().unwrap();
    let points = each_way(|disk, label| {
        let place = tempfile::tempdir().unwrap();
        let copy = place.path().join("copy");
        common::copy(&base, &copy);
        let stopped = snapshot.copy_on(disk, &copy, &mut go);
        if stopped.is_ok() {
            return false;
        }
        let locked = Vault::at(&copy).unwrap();
        let opened = locked
            .unlock(&Key::Passphrase(PASSPHRASE))
            .or_else(|_| locked.unlock(&Key::Passphrase("another passphrase then")));
        let opened = opened.unwrap_or_else(|error| panic!("{label}: {error}"));
        let report = opened.check(Depth::Deep, &mut |_, _| {}).unwrap();
        assert!(report.problems.is_empty(), "{label}: {:?}", report.problems);
        assert!(opened.log_size() >= earlier, "{label}");
        drop(opened);
        let again = snapshot.copy_to(&copy, &mut go);
        assert!(again.is_ok(), "{label}: {:?}", again.err());
        let opened = locked
            .unlock(&Key::Passphrase("another passphrase then"))
            .unwrap();
        whole(&opened);
        assert_eq!(opened.log_size(), vault.log_size());
        true
    });
    assert!(points > 60, "{points}");
}

#[test]
fn a_restore_stopped_at_any_step_is_no_case_and_goes_on_from_there() {
    let home = tempfile::tempdir().unwrap();
    let (case, copy) = (home.path().join("case"), home.path().join("copy"));
    full_case(&case);
    reopened(&case)
        .snapshot()
        .unwrap()
        .copy_to(&copy, &mut go)
        .unwrap();
    let before = contents(&copy);
    let locked = Vault::at(&copy).unwrap();
    let key = Key::Passphrase(PASSPHRASE);
    let points = each_way(|disk, label| {
        let place = tempfile::tempdir().unwrap();
        let back = place.path().join("back");
        let stopped = locked.restore_on(disk, &key, &back, &mut go);
        if stopped.is_ok() {
            return false;
        }
        match Vault::at(&back) {
            Err(VaultError::NotACase(_)) => {
                let again = locked.restore_to(&key, &back, &mut go);
                assert!(again.is_ok(), "{label}: {:?}", again.err());
            }
            Ok(_) => {}
            Err(error) => panic!("{label}: {error}"),
        }
        whole(&reopened(&back));
        true
    });
    assert!(points > 100, "{points}");
    assert!(contents(&copy) == before);
}

#[test]
fn who_stops_a_copy_can_go_on() {
    let home = tempfile::tempdir().unwrap();
    let (case, copy) = (home.path().join("case"), home.path().join("copy"));
    full_case(&case);
    let vault = reopened(&case);
    let snapshot = vault.snapshot().unwrap();
    let mut calls = 0;
    let stopped = snapshot.copy_to(&copy, &mut |_| {
        calls += 1;
        calls < 3
    });
    assert!(matches!(stopped, Err(VaultError::Stopped)));
    assert!(snapshot.copy_to(&copy, &mut go).is_ok());
    whole(&reopened(&copy));
}
