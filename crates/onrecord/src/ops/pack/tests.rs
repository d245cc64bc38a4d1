//! What a pack chooses and counts where two exports tell the same.

use super::chosen::choose;
use super::door::Door;
use super::survey::survey;
use super::{PackOptions, facts};
use crate::ops::tests::{added, chat, new_case};
use onrecord_pack::input::{Case as _, ThreadItem};
use std::collections::BTreeSet;

#[test]
fn each_event_is_printed_once_and_withheld_everywhere() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let name = "WhatsApp Chat with Marigold Example.txt";
    let may = chat(&home.path().join("may"), name, 0..60);
    let june = chat(
        &home.path().join("june"),
        name,
        (30..90).filter(|number| *number != 50),
    );
    added(&mut case, &may);
    added(&mut case, &june);
    // Number 40, as the second export has it.
    let copies = case
        .index
        .copies(onrecord_vault::index::EventNumber(41))
        .unwrap();
    assert_eq!(copies.len(), 2);
    let options = PackOptions {
        all: true,
        withheld: vec![format!("e{}", copies[1].0)],
        ..PackOptions::default()
    };
    let chosen = choose(&case, &options).unwrap();
    let survey = survey(&case, &chosen).unwrap();
    assert_eq!(survey.shown, [59, 58]);
    assert_eq!(survey.repeated, [0, 28]);
    let counted: u64 = survey.accounts.iter().map(|account| account.shown).sum();
    assert_eq!(counted, 89);
    assert_eq!(survey.months.values().sum::<u64>(), 89);
    let facts = facts::facts(&case, &options, &chosen, &survey).unwrap();
    let door = Door::new(&case, &options, &chosen, &survey, facts);
    let mut printed = BTreeSet::new();
    let mut records = 0;
    for thread in 0..2 {
        door.thread(thread, &mut |item| {
            if let ThreadItem::Shown(shown) = item {
                records += 1;
                let text = shown.event.text.clone().unwrap();
                assert!(!text.contains("number 40 "), "withheld in every export");
                match shown.printed_in(thread) {
                    None => assert!(printed.insert(text)),
                    // Where it says that it is printed, it is.
                    Some(also) => {
                        assert_eq!((also.thread, also.exhibit), (0, 0));
                        assert!(printed.contains(&text));
                    }
                }
            }
            Ok(())
        })
        .unwrap();
    }
    assert_eq!((records, printed.len()), (117, 89));
}

/// A reader is told what is not in it: what the owner set aside, and what can no longer be read.
#[test]
fn what_is_set_aside_or_lost_is_said_and_not_counted_as_unreadable_records() {
    use crate::ops::{open, set_aside};
    use onrecord_pack::input::WhyNotUsed;
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    for (at, name) in ["Heron", "Plover", "Tern"].iter().enumerate() {
        let name = format!("WhatsApp Chat with {name}.txt");
        let numbers = at as u32 * 50..at as u32 * 50 + 9;
        added(&mut case, &chat(home.path(), &name, numbers));
    }
    set_aside::set_aside(&mut case, "S1", Some("not mine"), &mut |_| Ok(())).unwrap();
    let blob = case.vault().blob_path(case.state().exhibits[2].digest);
    fs_err::remove_file(blob).unwrap();
    let (index, _) = case.vault().index_place();
    drop(case);
    onrecord_vault::index::Index::remove(&index).unwrap();
    let key = onrecord_vault::Key::Passphrase(crate::ops::tests::PASSPHRASE);
    let acting = crate::ops::tests::acting();
    let case = open::open(&home.path().join("case"), &key, acting).unwrap();
    let options = PackOptions {
        all: true,
        ..PackOptions::default()
    };
    let chosen = choose(&case, &options).unwrap();
    let survey = survey(&case, &chosen).unwrap();
    let facts = facts::facts(&case, &options, &chosen, &survey).unwrap();
    let told = facts.not_used.iter();
    let told: Vec<_> = told
        .map(|one| (&*one.source, one.files, &one.why))
        .collect();
    assert!(
        matches!(told[0], ("S1", 1, WhyNotUsed::SetAside(_))),
        "{told:?}"
    );
    let lost = WhyNotUsed::Lost {
        originals: vec!["WF/3".into()],
        readings: 1,
    };
    assert_eq!(told[1..], [("S3", 1, &lost)]);
    assert!(facts.defects.is_empty());
    assert_eq!(facts.threads.len(), 1);
}
