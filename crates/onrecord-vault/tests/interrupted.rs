//! A case stopped at every step to the disk: afterwards it is as before the act or as after it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helpers may do what a test may"
)]

mod common;

use common::{PASSPHRASE, add, context, files};
use onrecord_model::Digest;
use onrecord_vault::disk::{Disk, Faults, Step, Verdict};
use onrecord_vault::{Depth, Identity, Key, Open, Result, Vault, VaultError, WorkFactor};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

const NEW_PASSPHRASE: &str = "another passphrase then";

/// What happens at the chosen step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// The program is killed before it.
    Killed,
    /// The program is killed after so many bytes of the write.
    Torn(usize),
    /// The power goes: what was not forced to the disk is not there.
    Power,
    /// The disk is full at this step, and the program goes on.
    Full,
}

#[derive(Default)]
struct State {
    steps: usize,
    /// Length of each file when it was last forced to the disk, for those written since.
    unsynced: BTreeMap<PathBuf, u64>,
    /// Changes of names not yet forced to the disk, and how to undo them.
    names: Vec<(PathBuf, Undo)>,
}

enum Undo {
    Create(PathBuf),
    Rename(PathBuf, PathBuf, Option<Vec<u8>>),
    Remove(PathBuf, Vec<u8>),
}

struct Stop {
    at: usize,
    how: How,
    state: Mutex<State>,
}

fn length(path: &Path) -> u64 {
    fs_err::metadata(path).map_or(0, |metadata| metadata.len())
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap().to_owned()
}

impl Faults for Stop {
    fn at(&self, step: Step<'_>) -> Verdict {
        let mut state = self.state.lock().unwrap();
        let now = state.steps;
        state.steps += 1;
        if now == self.at {
            match self.how {
                How::Torn(bytes) if matches!(step, Step::Write(..)) => return Verdict::Torn(bytes),
                How::Full => return Verdict::Fail(ErrorKind::StorageFull),
                _ => return Verdict::Fail(ErrorKind::Other),
            }
        }
        if now > self.at && self.how != How::Full {
            return Verdict::Fail(ErrorKind::Other);
        }
        match step {
            Step::CreateFile(path) if !path.exists() => {
                state.unsynced.entry(path.to_owned()).or_insert(0);
                state
                    .names
                    .push((parent(path), Undo::Create(path.to_owned())));
            }
            Step::Write(path, _) => {
                let before = length(path);
                state.unsynced.entry(path.to_owned()).or_insert(before);
            }
            Step::SyncFile(path) => {
                state.unsynced.remove(path);
            }
            Step::SyncFolder(folder) => state.names.retain(|(place, _)| place != folder),
            Step::Rename(from, to) => {
                let replaced = fs_err::read(to).ok();
                let undo = Undo::Rename(from.to_owned(), to.to_owned(), replaced);
                state.names.push((parent(to), undo));
            }
            Step::Remove(path) => {
                if let Ok(content) = fs_err::read(path) {
                    state
                        .names
                        .push((parent(path), Undo::Remove(path.to_owned(), content)));
                }
            }
            _ => {}
        }
        Verdict::Go
    }
}

impl Stop {
    /// Takes away what the power failure took.
    fn fail_power(&self) {
        let mut state = self.state.lock().unwrap();
        for (path, kept) in std::mem::take(&mut state.unsynced) {
            if let Ok(file) = fs_err::OpenOptions::new().write(true).open(&path) {
                file.set_len(kept).unwrap();
            }
        }
        for (_, undo) in std::mem::take(&mut state.names).into_iter().rev() {
            match undo {
                Undo::Create(path) => drop(fs_err::remove_file(path)),
                Undo::Remove(path, content) => fs_err::write(path, content).unwrap(),
                Undo::Rename(from, to, replaced) => {
                    if to.exists() {
                        fs_err::rename(&to, from).unwrap();
                    }
                    if let Some(content) = replaced {
                        fs_err::write(to, content).unwrap();
                    }
                }
            }
        }
    }
}

type Act<'a> = dyn FnMut(&mut Vault<Open>) -> Result<()> + 'a;

/// What the person does; gives how many entries were acknowledged before it stopped.
fn story(disk: &Disk, case: &Path, original: &Path, done: &mut u64) -> Result<()> {
    let work = WorkFactor::ONLY_FOR_TESTS;
    let (mut vault, _) = Vault::create_on(disk.clone(), case, PASSPHRASE, work, &context(0))?;
    *done = 3;
    let mut step = |done: &mut u64, act: &mut Act<'_>| -> Result<()> {
        act(&mut vault)?;
        *done += 1;
        Ok(())
    };
    let content = fs_err::read(original).unwrap();
    let helper = Identity::random().unwrap().recipient();
    let mut slot = None;
    step(done, &mut |vault| add(vault, 1, &content))?;
    step(done, &mut |vault| {
        vault.private().keep(&context(2), "a note", None).map(drop)
    })?;
    step(done, &mut |vault| {
        slot = Some(vault.add_helper(&context(3), "Juniper Lark", &helper, false)?);
        Ok(())
    })?;
    step(done, &mut |vault| {
        vault
            .change_passphrase(&context(4), NEW_PASSPHRASE, work)
            .map(drop)
    })?;
    step(done, &mut |vault| add(vault, 5, b"a second file"))?;
    step(done, &mut |vault| {
        vault
            .private()
            .keep(&context(6), "a second note", None)
            .map(drop)
    })?;
    let slot = slot.unwrap();
    step(done, &mut |vault| {
        vault.remove_helper(&context(7), &slot).map(drop)
    })?;
    step(done, &mut |vault| {
        vault.renew_recovery(&context(8)).map(drop)
    })?;
    Ok(())
}

fn open(case: &Path) -> Result<Vault<Open>> {
    let vault = Vault::at(case)?;
    vault
        .unlock(&Key::Passphrase(PASSPHRASE))
        .or_else(|_| vault.unlock(&Key::Passphrase(NEW_PASSPHRASE)))
}

/// Runs the story with one fault; `false` where the fault lies behind its end.
fn run(at: usize, how: How) -> bool {
    let home = tempfile::tempdir().unwrap();
    let (case, original) = (home.path().join("case"), home.path().join("chat.txt"));
    let words = common::EVIDENCE.repeat(2_000);
    fs_err::write(&original, &words).unwrap();
    let stop = Arc::new(Stop {
        at,
        how,
        state: Mutex::default(),
    });
    let mut done = 0;
    let outcome = story(
        &Disk::with_faults(stop.clone()),
        &case,
        &original,
        &mut done,
    );
    if how == How::Full {
        // The program was told that the disk is full; it did not pretend otherwise.
        match &outcome {
            Ok(()) => assert!(stop.state.lock().unwrap().steps <= at, "step {at} hid it"),
            Err(error) => assert!(matches!(error, VaultError::Full(_)), "step {at}: {error}"),
        }
    }
    if outcome.is_ok() {
        return false;
    }
    if how == How::Power {
        stop.fail_power();
    }
    let label = format!("step {at}, {how:?}, {done} entries acknowledged");
    match open(&case) {
        Err(VaultError::NotACase(_)) => {
            assert!(done < 3, "{label}: the case is gone");
            let work = WorkFactor::ONLY_FOR_TESTS;
            let made = Vault::create(&case, PASSPHRASE, work, &context(0));
            assert!(made.is_ok(), "{label}: {:?}", made.err());
        }
        Err(error) => panic!("{label}: {error}"),
        Ok(vault) => {
            let size = vault.log_size();
            // Creation is one act of three entries.
            assert!(
                size == done || size == done + 1 || (done == 0 && size == 3),
                "{label}: {size}"
            );
            let report = vault.check(Depth::Deep, &mut |_, _| {}).unwrap();
            assert!(report.problems.is_empty(), "{label}: {:?}", report.problems);
            let sealed = vault.has_blob(Digest::of(words.as_bytes()));
            assert!(sealed || size < 4, "{label}");
            drop(vault);
            let unfinished = |path: &PathBuf| {
                let name = path.to_str().unwrap();
                name.ends_with(".tmp") || name.ends_with(".new") || name.ends_with("unfinished")
            };
            assert!(!files(&case).iter().any(unfinished), "{label}");
            // It goes on from there.
            let mut vault = open(&case).unwrap();
            add(&mut vault, 20, b"afterwards").unwrap();
            assert_eq!(vault.log_size(), size + 1);
        }
    }
    assert_eq!(fs_err::read_to_string(&original).unwrap(), words);
    true
}

fn every_step(how: How) -> usize {
    let mut at = 0;
    while run(at, how) {
        at += 1;
    }
    println!("{how:?}: {at} points");
    assert!(at > 100, "{at}");
    at
}

#[test]
fn killed_at_every_step() {
    every_step(How::Killed);
}

#[test]
fn killed_within_every_write() {
    let mut points = 0;
    for bytes in [0, 21] {
        points += every_step(How::Torn(bytes));
    }
    assert!(points > 300);
}

#[test]
fn power_lost_at_every_step() {
    every_step(How::Power);
}

#[test]
fn disk_full_at_every_step() {
    every_step(How::Full);
}

#[test]
#[cfg(target_os = "linux")]
fn a_really_full_disk() {
    use std::process::Command;
    let home = tempfile::tempdir().unwrap();
    let small = home.path().join("small");
    fs_err::create_dir(&small).unwrap();
    let mount = |options: &str| {
        let mut command = Command::new("mount");
        command
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(&small);
        command.output().is_ok_and(|out| out.status.success())
    };
    if !mount("size=1m") {
        println!("SKIPPED: no right to mount a small disk");
        return;
    }
    let unmount = || drop(Command::new("umount").arg(&small).output());
    let result = std::panic::catch_unwind(|| {
        let case = small.join("case");
        let (mut vault, _) = common::created(&case);
        let large = vec![1; 2_000_000];
        let error = add(&mut vault, 1, &large).unwrap_err();
        assert!(matches!(error, VaultError::Full(_)), "{error}");
        // A file that did not fit leaves nothing, and smaller things still fit.
        add(&mut vault, 2, b"small").unwrap();
        let mut kept = vault.log_size();
        let error = loop {
            match add(&mut vault, 3, &vec![kept as u8; 9_000]) {
                Ok(()) => kept += 1,
                Err(error) => break error,
            }
        };
        assert!(matches!(error, VaultError::Full(_)), "{error}");
        drop(vault);
        assert!(mount("remount,size=4m"));
        let vault = common::reopened(&case);
        assert!(vault.log_size() == kept || vault.log_size() == kept + 1);
        assert!(
            vault
                .check(Depth::Deep, &mut |_, _| {})
                .unwrap()
                .problems
                .is_empty()
        );
    });
    unmount();
    assert!(result.is_ok());
}
