//! What was said is taken back by one act and stands again by another; nothing is removed.

use crate::ops::case::Case;
use crate::ops::elements::{self, AssignmentWords};
use crate::ops::people::{self, Said};
use crate::ops::say::{self, IncidentWords, LedgerWords};
use crate::ops::take_back::{TakenBack, gone, noting, take_back};
use crate::ops::tests::{added, chat, new_case};
use crate::ops::{event, notes, overview};
use onrecord_model::statement::Role;
use onrecord_vault::index::{AccountNumber, EventNumber};

fn incident(case: &mut Case, id: Option<&str>, words: &str) -> std::ops::Range<u64> {
    let words = IncidentWords {
        words: Some(words.into()),
        ..IncidentWords::default()
    };
    noting(case, |case| say::incident(case, id, &words))
        .unwrap()
        .1
}

fn words(case: &Case) -> Vec<&str> {
    let all = case.state().incidents.iter();
    all.map(|said| &*said.now().words).collect()
}

#[test]
fn a_version_is_taken_back_then_the_whole_and_each_undo_can_be_undone() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let first = incident(&mut case, None, "He waited at the quay.");
    let second = incident(&mut case, Some("I-1"), "He waited at the quay, twice.");
    incident(&mut case, None, "He rang.");
    let before = case.state().entries;
    let undo = take_back(&mut case, second.clone()).unwrap();
    assert_eq!((undo.stands, case.state().entries), (false, before + 1));
    assert_eq!(words(&case), ["He waited at the quay.", "He rang."]);
    take_back(&mut case, first).unwrap();
    assert_eq!(words(&case), ["He rang."]);
    let away = gone(&case, &case.state().incidents, |said| {
        said.words.to_string()
    });
    assert_eq!((away.len(), away[0].id.as_str()), (1, "I-1"));
    // Ids are not given twice, and the order is that of the first words.
    incident(&mut case, None, "He wrote.");
    assert_eq!(&*case.state().incidents[1].now().id, "I-3");
    let back = take_back(&mut case, away[0].by..away[0].by + 1).unwrap();
    assert!(back.stands);
    let later = take_back(&mut case, undo.entry..undo.entry + 1).unwrap();
    assert!(later.stands);
    assert_eq!(
        words(&case),
        ["He waited at the quay, twice.", "He rang.", "He wrote."]
    );
    // Undone again, and the log alone says the same.
    let again = take_back(&mut case, later.entry..later.entry + 1).unwrap();
    assert!(!again.stands);
    let said: Vec<String> = words(&case).into_iter().map(Into::into).collect();
    case.refold().unwrap();
    assert_eq!(words(&case), said);
    assert_eq!(said[0], "He waited at the quay.");
    // A new version of what is gone brings it back.
    let only = case.state().incidents[1].last_entry();
    take_back(&mut case, only).unwrap();
    assert!(say::versions(&case.state().incidents, "I-2", |said| &said.id).is_err());
}

#[test]
fn what_says_nothing_that_stands_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let said = incident(&mut case, None, "He rang.");
    let undo = take_back(&mut case, said.clone()).unwrap();
    let again = take_back(&mut case, undo.entry..undo.entry + 1).unwrap();
    let entries = case.state().entries;
    // The first undo decides nothing any more; the first entry is the case's own; the last is not there.
    for range in [
        undo.entry..undo.entry + 1,
        0..1,
        entries..entries + 9,
        5..5,
        std::ops::Range { start: 9, end: 3 },
    ] {
        assert!(take_back(&mut case, range.clone()).is_err(), "{range:?}");
    }
    assert_eq!(case.state().entries, entries);
    assert_eq!(
        take_back(&mut case, again.entry..u64::MAX).unwrap(),
        TakenBack {
            entry: entries,
            stands: false
        }
    );
}

#[test]
fn an_account_that_changed_hands_goes_back_in_one_act() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    added(
        &mut case,
        &chat(home.path(), "WhatsApp Chat with Marigold Example.txt", 0..9),
    );
    let account = Some(AccountNumber(1));
    let named = |name: &str| Said {
        name: name.into(),
        role: Some(Role::Known),
        ..Said::default()
    };
    people::say(&mut case, &named("Linden"), account).unwrap();
    let (_, entries) =
        noting(&mut case, |case| people::say(case, &named("Wren"), account)).unwrap();
    let holders = |case: &Case| -> Vec<(String, usize)> {
        let all = case.state().persons.iter().map(|person| person.now());
        all.map(|person| (person.name.to_string(), person.accounts.len()))
            .collect()
    };
    assert_eq!(holders(&case), [("Linden".into(), 0), ("Wren".into(), 1)]);
    let before = case.state().entries;
    let undo = take_back(&mut case, entries).unwrap();
    assert_eq!(case.state().entries, before + 1);
    assert_eq!(holders(&case), [("Linden".into(), 1)]);
    take_back(&mut case, undo.entry..undo.entry + 1).unwrap();
    assert_eq!(holders(&case), [("Linden".into(), 0), ("Wren".into(), 1)]);
}

#[test]
fn a_note_that_was_taken_back_is_not_listed_and_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    added(
        &mut case,
        &chat(home.path(), "WhatsApp Chat with Marigold Example.txt", 0..9),
    );
    notes::keep(&mut case, "for nobody").unwrap();
    let number = EventNumber(3);
    let (_, entries) = noting(&mut case, |case| event::note(case, number, "lanterns")).unwrap();
    let listed = |case: &mut Case| event::sheet(case, number).unwrap().notes.len();
    assert_eq!(
        (listed(&mut case), notes::all(&mut case).unwrap().len()),
        (1, 2)
    );
    let undo = take_back(&mut case, entries).unwrap();
    assert_eq!(
        (listed(&mut case), notes::all(&mut case).unwrap().len()),
        (0, 1)
    );
    case.refold().unwrap();
    assert_eq!(listed(&mut case), 0);
    take_back(&mut case, undo.entry..undo.entry + 1).unwrap();
    assert_eq!(listed(&mut case), 1);
    assert_eq!(case.vault_mut().private().notes().unwrap().len(), 2);
}

#[test]
fn what_rests_on_an_incident_alone_goes_with_it_and_counts_follow() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let said = incident(&mut case, None, "He rang.");
    let shows = AssignmentWords {
        incidents: vec!["I-1".into()],
        ..AssignmentWords::default()
    };
    let law = crate::ops::law::law_of(&case).unwrap();
    let limb = law.groups[0].limbs[0].id.clone();
    elements::assign(&mut case, &limb, &shows).unwrap();
    let contact = LedgerWords {
        date: Some("2024-03-01".into()),
        body_name: Some("Northshire Police".into()),
        ..LedgerWords::default()
    };
    let (_, contact) = noting(&mut case, |case| say::ledger(case, None, &contact)).unwrap();
    let counts = |case: &Case| {
        let seen = overview::overview(case).unwrap();
        (
            seen.incidents,
            seen.ledger,
            elements::standing(case).count(),
        )
    };
    assert_eq!(counts(&case), (1, 1, 1));
    let undo = take_back(&mut case, said).unwrap();
    take_back(&mut case, contact).unwrap();
    assert_eq!(counts(&case), (0, 0, 0));
    take_back(&mut case, undo.entry..undo.entry + 1).unwrap();
    assert_eq!(counts(&case), (1, 0, 1));
}
