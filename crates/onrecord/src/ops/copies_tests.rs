//! Copies, helpers and the way back as whole operations: what an act says of them, who may do what,
//! under which name.

use crate::ops::case::{Acting, Case};
use crate::ops::law::day_typed;
use crate::ops::pack::{PackOptions, Place};
use crate::ops::tests::{PASSPHRASE, acting, added, chat, new_case};
use crate::ops::{OpError, OpResult, add, copies, course, elements, find, helpers, law, open};
use crate::ops::{opening, pack, read_source, say, timestamp};
use onrecord_import::Answers;
use onrecord_vault::{CopyProgress, Identity, Key, VaultError, WorkFactor};
use std::path::{Path, PathBuf};

fn go(_: CopyProgress) -> bool {
    true
}

fn with_chat(home: &Path) -> Case {
    let mut case = new_case(&home.join("case"));
    let chat = chat(
        &home.join("may"),
        "WhatsApp Chat with Marigold Example.txt",
        0..60,
    );
    added(&mut case, &chat);
    case
}

fn helper(case: &mut Case, name: &str, may_change: bool) -> Identity {
    let (file, public) = helpers::new_key().unwrap();
    helpers::add(case, name, &public, may_change).unwrap();
    let key = file.lines().find(|line| !line.starts_with('#'));
    Identity::from_text(key.unwrap()).unwrap()
}

fn copied(case: &mut Case, place: &Path) -> copies::Planned {
    let planned = copies::plan(case, place).unwrap();
    copies::make(case, &planned, &mut go).unwrap();
    planned
}

#[test]
fn a_back_up_is_an_act_and_what_came_since_is_counted() {
    let home = tempfile::tempdir().unwrap();
    let mut case = with_chat(home.path());
    assert!(copies::last(&case).is_none());
    let stick = home.path().join("stick");
    fs_err::create_dir(&stick).unwrap();
    fs_err::write(stick.join("holiday.txt"), "mine").unwrap();
    let planned = copied(&mut case, &stick);
    // Something is on the stick, so the copy gets a folder of its own.
    assert_eq!(planned.folder, stick.join("case-copy"));
    assert!(planned.same_disk);
    let (last, since) = copies::last(&case).unwrap();
    assert_eq!((since, last.head), (0, last.entry));
    law::set(&mut case, Some("scotland"), None).unwrap();
    assert_eq!(copies::last(&case).unwrap().1, 1);
    // The same place again brings it up to date, whether the stick or the copy is named.
    for place in [&stick, &stick.join("case-copy")] {
        assert_eq!(copied(&mut case, place).folder, stick.join("case-copy"));
    }
    assert_eq!(copies::last(&case).unwrap().1, 0);
    let names: Vec<_> = fs_err::read_dir(&stick).unwrap().collect();
    assert_eq!(names.len(), 2);
    assert!(copies::plan(&case, Path::new("")).is_err());
}

#[test]
fn a_restored_case_has_everything_and_says_that_it_was_restored() {
    let home = tempfile::tempdir().unwrap();
    let mut case = with_chat(home.path());
    let words = say::PersonWords::default();
    say::person(&mut case, "Marigold Example", &words).unwrap();
    let copy = copied(&mut case, &home.path().join("copy")).folder;
    let (events, entries) = (case.index().events().unwrap(), case.vault().log_size());
    drop(case);
    fs_err::remove_dir_all(home.path().join("case")).unwrap();
    let back = home.path().join("back");
    let key = Key::Passphrase(PASSPHRASE);
    let restored = copies::restore(&copy, &back, &key, acting(), &mut go).unwrap();
    assert!(restored.problems.is_empty());
    let case = restored.case.unwrap();
    assert_eq!(case.index().events().unwrap(), events);
    assert_eq!(case.state().persons.len(), 1);
    // All but the entry of the copy, and the one that says so.
    assert_eq!(case.vault().log_size(), entries);
    let last = case.vault().entries().unwrap().pop().unwrap();
    assert_eq!(last.entry.act.name(), "restored");
    drop(case);
    assert!(open::open(&back, &key, acting()).is_ok());
    let again = copies::restore(&copy, &back, &key, acting(), &mut go);
    assert!(again.is_err(), "a case is never written over");
}

#[test]
fn a_case_comes_back_without_the_original_that_its_copy_has_lost() {
    let home = tempfile::tempdir().unwrap();
    let mut case = with_chat(home.path());
    let june = chat(
        &home.path().join("june"),
        "WhatsApp Chat with Plover.txt",
        60..90,
    );
    added(&mut case, &june);
    let copy = copied(&mut case, &home.path().join("copy")).folder;
    let lost = case.vault().blob_path(case.state().exhibits[1].digest);
    let lost = lost.strip_prefix(case.vault().folder()).unwrap();
    fs_err::remove_file(copy.join(lost)).unwrap();
    let key = Key::Passphrase(PASSPHRASE);
    let back = home.path().join("back");
    let restored = copies::restore(&copy, &back, &key, acting(), &mut go).unwrap();
    assert_eq!(restored.originals, 1);
    assert!(
        restored.problems[0].contains("missing"),
        "{:?}",
        restored.problems
    );
}

/// Every way to change a case, each tried once.
type Try<'a> = (&'static str, Box<dyn Fn(&mut Case) -> OpResult<()> + 'a>);

fn every_write(home: &Path) -> Vec<Try<'_>> {
    let public = Identity::random().unwrap().recipient().to_string();
    let chat: PathBuf = chat(&home.join("more"), "WhatsApp Chat with Plover.txt", 0..9);
    let out = home.join("out");
    let text = |text: &str| Some(text.to_owned());
    let vault = |result: Result<_, VaultError>| Ok(result.map(drop)?);
    vec![
        (
            "add",
            Box::new(move |case| {
                add::add(case, &chat, &add::AddOptions::default(), &mut |_| Ok(())).map(drop)
            }),
        ),
        (
            "answer",
            Box::new(|case| {
                read_source::read_source(case, "S1", &Answers::default(), &mut |_| Ok(())).map(drop)
            }),
        ),
        (
            "person",
            Box::new(|case| say::person(case, "Osprey", &say::PersonWords::default()).map(drop)),
        ),
        (
            "incident",
            Box::new(move |case| {
                let words = say::IncidentWords {
                    words: text("It rang all night."),
                    ..Default::default()
                };
                say::incident(case, None, &words).map(drop)
            }),
        ),
        (
            "ledger",
            Box::new(move |case| {
                let words = say::LedgerWords {
                    date: text("2024-03-20"),
                    body_name: text("Northshire Police"),
                    ..Default::default()
                };
                say::ledger(case, None, &words).map(drop)
            }),
        ),
        (
            "order",
            Box::new(move |case| {
                let words = course::OrderWords {
                    given: text("2024-03-20"),
                    ..Default::default()
                };
                course::order(case, None, &words).map(drop)
            }),
        ),
        (
            "impact",
            Box::new(move |case| {
                let words = course::ImpactWords {
                    words: text("No sleep."),
                    ..Default::default()
                };
                course::impact(case, None, &words).map(drop)
            }),
        ),
        (
            "law",
            Box::new(|case| law::set(case, Some("scotland"), None)),
        ),
        (
            "assign",
            Box::new(|case| {
                let words = elements::AssignmentWords {
                    exhibits: vec!["1".into()],
                    ..Default::default()
                };
                elements::assign(case, "contacting", &words).map(drop)
            }),
        ),
        ("undo", Box::new(|case| elements::undo(case, "E-1", None))),
        (
            "note",
            Box::new(move |case| {
                let by = case.context();
                vault(case.vault_mut().private().keep(&by, "mine", None))
            }),
        ),
        (
            "timestamp",
            Box::new(|case| timestamp::ask(case, "http://127.0.0.1:9", None).map(drop)),
        ),
        (
            "pack",
            Box::new({
                let out = out.clone();
                move |case| {
                    let options = PackOptions {
                        all: true,
                        ..PackOptions::default()
                    };
                    pack::make(case, &options, Place::Folder(&out), &mut |_| Ok(())).map(drop)
                }
            }),
        ),
        (
            "opening",
            Box::new({
                let out = out.clone();
                move |case| opening::write(case, &out, &[], "", &mut |_| Ok(())).map(drop)
            }),
        ),
        (
            "copy",
            Box::new({
                let out = out.clone();
                move |case| copies::plan(case, &out).map(drop)
            }),
        ),
        (
            "hand over",
            Box::new(move |case| copies::plan_for(case, "Plover Advocates", false, &out).map(drop)),
        ),
        (
            "add helper",
            Box::new(move |case| helpers::add(case, "Teal", &public, true).map(drop)),
        ),
        (
            "remove helper",
            Box::new(|case| helpers::remove(case, "Plover Advocates")),
        ),
        (
            "passphrase",
            Box::new(move |case| {
                let by = case.context();
                let work = WorkFactor::ONLY_FOR_TESTS;
                vault(
                    case.vault_mut()
                        .change_passphrase(&by, "another passphrase then", work),
                )
            }),
        ),
        (
            "sheet",
            Box::new(|case| {
                let by = case.context();
                Ok(case.vault_mut().renew_recovery(&by).map(drop)?)
            }),
        ),
    ]
}

fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(contents(&path));
        } else if !path
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("index.db")
        {
            out.push((path.clone(), fs_err::read(&path).unwrap()));
        }
    }
    out.sort();
    out
}

#[test]
fn who_may_only_look_is_refused_every_change_and_none_is_made() {
    let home = tempfile::tempdir().unwrap();
    let mut case = with_chat(home.path());
    let words = elements::AssignmentWords {
        exhibits: vec!["1".into()],
        ..Default::default()
    };
    elements::assign(&mut case, "contacting", &words).unwrap();
    let key = helper(&mut case, "Plover Advocates", false);
    let copy = home.path().join("copy");
    let planned = copies::plan_for(&case, "Plover Advocates", false, &copy).unwrap();
    copies::make(&mut case, &planned, &mut go).unwrap();
    assert_eq!(
        case.state().copies.last().unwrap().helper,
        "Plover Advocates"
    );
    // A copy for a helper is no back-up.
    assert!(copies::last(&case).is_none());
    let writes = every_write(home.path());
    // In their own copy, and where the case itself is opened with their key.
    let folder = case.vault().folder().to_owned();
    drop(case);
    for folder in [&copy, &folder] {
        let mut theirs = open::open(folder, &Key::Helper(&key), acting()).unwrap();
        let who = helpers::working_for(&theirs).unwrap();
        assert_eq!(
            (who.helper.as_str(), who.may_change),
            ("Plover Advocates", false)
        );
        assert_eq!(who.owner, "Wren Fairweather");
        // They see it all.
        assert_eq!(theirs.index().events().unwrap(), 60);
        assert!(law::clocks(&theirs, day_typed(&theirs, None).unwrap()).is_ok());
        let before = contents(folder);
        for (name, write) in &writes {
            let refused = write(&mut theirs);
            assert!(
                matches!(&refused, Err(OpError::Vault(VaultError::ViewOnly(who))) if who == "Plover Advocates"),
                "{name}: {refused:?}"
            );
        }
        assert!(contents(folder) == before);
        assert!(!home.path().join("out").exists());
    }
    // The same tries do change a case of one's own, so each would have been seen.
    for (name, write) in &writes {
        let mut own = open::open(&folder, &Key::Passphrase(PASSPHRASE), acting()).unwrap();
        let before = own.vault().log_size();
        let done = write(&mut own);
        let reads_only = matches!(*name, "answer" | "timestamp" | "copy" | "hand over");
        match done {
            Ok(()) => assert!(own.vault().log_size() > before || reads_only, "{name}"),
            Err(error) => assert!(
                reads_only || *name == "opening" || *name == "sheet",
                "{name}: {error}"
            ),
        }
        if *name == "passphrase" {
            break;
        }
        let _ = fs_err::remove_dir_all(home.path().join("out"));
    }
}

#[test]
fn what_a_helper_does_bears_the_name_of_their_key_whatever_they_say() {
    let home = tempfile::tempdir().unwrap();
    let mut case = with_chat(home.path());
    let key = helper(&mut case, "Teal Solicitors", true);
    let folder = case.vault().folder().to_owned();
    assert!(helpers::working_for(&case).is_none());
    drop(case);
    let acting = Acting {
        actor: "owner".into(),
        ..acting()
    };
    let mut case = open::open(&folder, &Key::Helper(&key), acting).unwrap();
    law::set(&mut case, Some("scotland"), None).unwrap();
    let last = case.vault().entries().unwrap().pop().unwrap();
    assert_eq!(&*last.entry.actor, "Teal Solicitors");
}

#[test]
fn a_helper_gets_a_name_that_is_theirs_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let (_, public) = helpers::new_key().unwrap();
    let before = case.vault().log_size();
    let long = "x".repeat(81);
    for name in [
        "",
        "  ",
        "owner",
        "OWNER",
        "wren fairweather",
        "a\u{202e}b",
        "a\u{7}b",
        &long,
    ] {
        assert!(
            helpers::add(&mut case, name, &public, true).is_err(),
            "{name:?}"
        );
    }
    for key in ["", "age1", "AGE-SECRET-KEY-1XX", "ssh-ed25519 AAAA"] {
        assert!(helpers::add(&mut case, "Teal", key, true).is_err(), "{key}");
    }
    assert_eq!(case.vault().log_size(), before);
    helpers::add(
        &mut case,
        "  Teal   Solicitors ",
        &format!(" {public}\n"),
        true,
    )
    .unwrap();
    assert!(helpers::add(&mut case, "teal solicitors", &public, true).is_err());
    assert_eq!(
        helpers::find(&case, "Teal Solicitors").unwrap().recipient,
        public
    );
    helpers::remove(&mut case, "Teal Solicitors").unwrap();
    assert!(helpers::remove(&mut case, "Teal Solicitors").is_err());
    assert!(find::all_threads(&case).unwrap().is_empty());
}
