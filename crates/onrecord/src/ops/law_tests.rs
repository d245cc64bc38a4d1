//! Clocks and elements on a small invented case: every change is one act, a recorded contact counts,
//! what was taken back is a gap again.

use crate::ops::case::Case;
use crate::ops::elements::{self, AssignmentWords};
use crate::ops::say::{self, IncidentWords, PersonWords};
use crate::ops::tests::{added, chat, new_case};
use crate::ops::{law, letters};
use onrecord_analysis::Day;
use onrecord_analysis::clocks::{Clock, charge_lapses};
use onrecord_analysis::letters::Kind;
use onrecord_model::statement::Role;

fn told(case: &mut Case) -> String {
    let words = IncidentWords {
        words: Some("It went on all night.".into()),
        from: Some("2024-03-01".into()),
        impact: Some("I did not sleep.".into()),
        ..IncidentWords::default()
    };
    say::incident(case, None, &words).unwrap()
}

fn lapses(case: &Case, on: &str) -> Clock {
    let (_, clocks) = law::clocks(case, Day::parse(on).unwrap()).unwrap();
    charge_lapses(&clocks).unwrap().clone()
}

#[test]
fn a_recorded_contact_of_an_account_that_is_theirs_moves_the_day() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let file = chat(
        home.path(),
        "WhatsApp Chat with Marigold Example.txt",
        1..20,
    );
    added(&mut case, &file);
    told(&mut case);
    assert_eq!(
        lapses(&case, "2024-05-01").due.unwrap().to_string(),
        "2024-08-31"
    );
    let words = PersonWords {
        role: Some(Role::NotKnown),
        accounts: vec!["Marigold Example".into()],
        ..PersonWords::default()
    };
    say::person(&mut case, "the person doing this", &words).unwrap();
    // The chat's last message of theirs is of 13 March.
    let clock = lapses(&case, "2024-05-01");
    assert_eq!(clock.due.unwrap().to_string(), "2024-09-12");
    assert_eq!(clock.inputs, [law::LAST_CONTACT]);
    assert!(clock.counted.contains("a clock without a zone"));
    let letter = letters::letter(&case, Kind::Report, None).unwrap();
    assert!(letter.contains("13 contacts from 13 March 2024 to 13 March 2024, by one account"));
}

#[test]
fn assigning_and_taking_back_are_one_act_each_and_the_gap_returns() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let incident = told(&mut case);
    let entries = case.vault().log_size();
    let words = AssignmentWords {
        incidents: vec![incident],
        because: Some("It rang for hours.".into()),
        ..AssignmentWords::default()
    };
    let id = elements::assign(&mut case, "contacting", &words).unwrap();
    assert_eq!(case.vault().log_size(), entries + 1);
    let gap = |case: &Case| {
        let law = law::law_of(case).unwrap();
        let rows = elements::with_proposals(case, &law).unwrap();
        let mut limbs = rows.into_iter().flat_map(|group| group.limbs);
        limbs.find(|limb| limb.id == "contacting").unwrap().missing
    };
    assert_eq!(gap(&case), None);
    elements::undo(&mut case, &id, None).unwrap();
    assert_eq!(case.vault().log_size(), entries + 2);
    assert_eq!(gap(&case).as_deref(), Some("Nothing yet shows contact."));
    assert!(elements::undo(&mut case, &id, None).is_err());
    assert!(elements::assign(&mut case, "nothing", &words).is_err());
    law::set(&mut case, Some("scotland"), Some(true)).unwrap();
    assert_eq!(case.vault().log_size(), entries + 3);
    case.refold().unwrap();
    assert!(case.state().enhanced_rights && case.state().jurisdiction == "scotland");
    assert!(law::set(&mut case, Some("atlantis"), None).is_err());
    assert_eq!(case.vault().log_size(), entries + 3);
}
