//! A source that was set aside counts nowhere, through every way in which the index is made; and
//! counts again.

use crate::ops::add;
use crate::ops::case::Case;
use crate::ops::say::{self, IncidentWords};
use crate::ops::tests::{PASSPHRASE, acting, added, chat, new_case};
use crate::ops::{OpError, find, import_check, named, open, pack, rebuild, set_aside};
use onrecord_vault::Key;
use onrecord_vault::index::{Filter, Order, Query};
use std::path::Path;

const CHAT: &str = "WhatsApp Chat with Marigold Example.txt";
const OTHER: &str = "WhatsApp Chat with Juniper Lark.txt";

fn aside(case: &mut Case, source: &str) -> set_aside::Changed {
    set_aside::set_aside(case, source, Some("the wrong folder"), &mut |_| Ok(())).unwrap()
}

fn back(case: &mut Case, source: &str) -> set_aside::Changed {
    set_aside::restore(case, source, None, &mut |_| Ok(())).unwrap()
}

fn hits(case: &Case, words: &str) -> usize {
    let found = case.index.search(
        &Query::new(words),
        &Filter::default(),
        Order::Time,
        None,
        500,
    );
    found.unwrap().events.len()
}

fn shown(case: &Case) -> usize {
    let filter = find::filter(case, &find::Wanted::default()).unwrap();
    let mut shown = 0;
    find::walk(case, &filter, None, 0, &mut |_| {
        shown += 1;
        Ok(())
    })
    .unwrap();
    shown
}

fn two_chats(home: &Path) -> Case {
    let mut case = new_case(&home.join("case"));
    added(&mut case, &chat(&home.join("one"), CHAT, 0..60));
    added(&mut case, &chat(&home.join("two"), OTHER, 100..130));
    case
}

#[test]
fn what_was_set_aside_is_in_no_timeline_search_count_or_pack_and_comes_back_the_same() {
    let home = tempfile::tempdir().unwrap();
    let mut case = two_chats(home.path());
    let before = case.index.fingerprint().unwrap();
    let changed = aside(&mut case, "S1");
    assert_eq!((changed.events, changed.same_as), (30, None));
    assert_eq!((shown(&case), case.index.len().unwrap()), (30, 30));
    assert_eq!(hits(&case, "\"number 7\""), 0);
    assert_eq!(hits(&case, "\"number 107\""), 1);
    assert_eq!(find::all_threads(&case).unwrap().len(), 1);
    let names = find::all_accounts(&case).unwrap();
    assert!(
        !names
            .iter()
            .any(|row| row.key.contains("Marigold Example") && row.events > 30)
    );
    assert_eq!(case.state.exhibits.len(), 2);
    assert!(!case.state.in_use(&case.state.exhibits[0].digest));
    assert!(open::waiting(&case, true).unwrap().is_empty());
    let check = import_check::check(&case, "S1", 3).unwrap();
    assert!(check.set_aside.is_some() && check.readings.is_empty());
    // The same after the index is made anew, and after the case was locked.
    let without = case.index.fingerprint().unwrap();
    rebuild::rebuild(&mut case, &mut |_| Ok(())).unwrap();
    assert_eq!(case.index.fingerprint().unwrap(), without);
    drop(case);
    let key = Key::Passphrase(PASSPHRASE);
    let mut case = open::open(&home.path().join("case"), &key, acting()).unwrap();
    assert_eq!(case.index.fingerprint().unwrap(), without);
    // Nothing was removed: the original is there, and every number is as it was once it is back.
    case.vault
        .verify_blob(case.state.exhibits[0].digest)
        .unwrap();
    assert_eq!(back(&mut case, "S1").events, 90);
    assert_eq!(case.index.fingerprint().unwrap(), before);
    rebuild::rebuild(&mut case, &mut |_| Ok(())).unwrap();
    assert_eq!(case.index.fingerprint().unwrap(), before);
}

#[test]
fn a_pack_holds_nothing_of_a_source_set_aside() {
    let home = tempfile::tempdir().unwrap();
    let mut case = two_chats(home.path());
    aside(&mut case, "S1");
    let options = pack::PackOptions {
        all: true,
        ..pack::PackOptions::default()
    };
    let preview = pack::preview::preview(&case, &options).unwrap();
    let threads = preview.threads.iter();
    assert_eq!(threads.map(|thread| thread.shown).collect::<Vec<_>>(), [30]);
    assert_eq!(preview.withheld_threads, (0, 0));
    let asked = pack::PackOptions {
        exhibits: vec!["WF/1".into()],
        ..options
    };
    let out = home.path().join("pack");
    let refused = pack::make(
        &mut case,
        &asked,
        pack::Place::Folder(&out),
        &mut |_| Ok(()),
    );
    let words = refused.map(|_| ()).unwrap_err().to_string();
    assert!(words.contains("set aside"), "{words}");
}

#[test]
fn of_the_same_files_twice_either_counts_and_only_once() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let path = chat(home.path(), CHAT, 0..60);
    added(&mut case, &path);
    assert_eq!(added(&mut case, &path).same_as.as_deref(), Some("S1"));
    // The second has never been read; now it is, and counts in the first one's place.
    let changed = aside(&mut case, "S1");
    assert_eq!(
        (changed.events, changed.same_as.as_deref()),
        (60, Some("S2"))
    );
    assert_eq!(case.index.reads().unwrap().len(), 1);
    assert_eq!(aside(&mut case, "S2").events, 0);
    // Added again while both are aside: read as a third.
    assert_eq!(added(&mut case, &path).same_as, None);
    assert_eq!((shown(&case), case.index.len().unwrap()), (60, 60));
    // With all three back, the first counts again.
    back(&mut case, "S2");
    assert_eq!(back(&mut case, "S1").events, 60);
    assert_eq!(case.index.len().unwrap(), 60);
    let counting: Vec<bool> = case
        .state
        .sources
        .iter()
        .map(|state| state.counts)
        .collect();
    assert_eq!(counting, [true, false, false]);
    // Following the log from its start gives the same.
    case.refold().unwrap();
    let again: Vec<bool> = case
        .state
        .sources
        .iter()
        .map(|state| state.counts)
        .collect();
    assert_eq!(again, counting);
}

#[test]
fn an_incident_keeps_the_names_of_events_that_are_not_in_use() {
    let home = tempfile::tempdir().unwrap();
    let mut case = two_chats(home.path());
    let row = find::find_event(&case, "e7").unwrap();
    let id = find::event_id(&case, &row).unwrap();
    let words = IncidentWords {
        words: Some("He wrote again.".into()),
        events: vec![id],
        ..IncidentWords::default()
    };
    say::incident(&mut case, None, &words).unwrap();
    assert_eq!(named::named(&case, &[id]).unwrap()[&id], row);
    assert_eq!(aside(&mut case, "S1").waiting, [("I-1".to_owned(), 1)]);
    assert!(named::named(&case, &[id]).unwrap().is_empty());
    assert!(back(&mut case, "S1").waiting.is_empty());
    assert_eq!(named::named(&case, &[id]).unwrap()[&id], row);
}

#[test]
fn an_undo_is_an_act_and_is_refused_where_it_means_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut case = two_chats(home.path());
    let entries = case.vault.log_size();
    aside(&mut case, "S2");
    assert_eq!(case.vault.log_size(), entries + 1);
    for refused in [
        set_aside::set_aside(&mut case, "S2", None, &mut |_| Ok(())),
        set_aside::restore(&mut case, "S1", None, &mut |_| Ok(())),
        set_aside::set_aside(&mut case, "S9", None, &mut |_| Ok(())),
    ] {
        let words = refused.unwrap_err().to_string();
        assert!(words.contains("Nothing was changed"), "{words}");
    }
    let answers = onrecord_import::Answers::default();
    assert!(add::answer(&mut case, "S2", &answers, &mut |_| Ok(())).is_err());
    assert_eq!(case.vault.log_size(), entries + 1);
}

#[test]
fn a_stop_in_the_middle_leaves_the_act_and_the_index_follows_when_opened() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    added(&mut case, &chat(&home.path().join("one"), CHAT, 0..10));
    added(&mut case, &chat(&home.path().join("two"), OTHER, 0..1_500));
    let stopped = set_aside::set_aside(&mut case, "S1", None, &mut |_| Err(OpError::Interrupted));
    assert!(matches!(stopped, Err(OpError::Interrupted)));
    drop(case);
    let key = Key::Passphrase(PASSPHRASE);
    let case = open::open(&home.path().join("case"), &key, acting()).unwrap();
    assert_eq!(case.index.len().unwrap(), 1_500);
}
