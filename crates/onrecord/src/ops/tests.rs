//! Whole operations on small invented cases: the same chat exported twice, and what was interrupted.

use crate::ops::add::{self, AddOptions, AddProgress};
use crate::ops::case::{Acting, Case, Owner};
use crate::ops::import_check::{self, SourceCheck};
use crate::ops::{OpError, find, open, pack, rebuild};
use onrecord_model::Instant;
use onrecord_vault::index::EventNumber;
use onrecord_vault::{Key, WorkFactor};
use std::path::Path;

pub(crate) const PASSPHRASE: &str = "seven slow herons wade";

pub(super) fn acting() -> Acting {
    Acting {
        actor: "owner".into(),
        clock: || Instant(1_714_700_000_000_000),
    }
}

pub(crate) fn new_case(folder: &Path) -> Case {
    let owner = Owner {
        name: "Wren Fairweather".into(),
        initials: "WF".into(),
        zone: "Europe/London".into(),
    };
    let work = WorkFactor::ONLY_FOR_TESTS;
    Case::create(folder, PASSPHRASE, work, &owner, acting())
        .unwrap()
        .0
}

/// A chat of these numbered messages, one a minute from 13 March on, in the layout of WhatsApp.
pub(crate) fn chat(
    folder: &Path,
    name: &str,
    numbers: impl Iterator<Item = u32>,
) -> std::path::PathBuf {
    let mut text = String::new();
    for number in numbers {
        let who = if number % 3 == 0 {
            "Wren Fairweather"
        } else {
            "Marigold Example"
        };
        let (day, hour, minute) = (13 + number / 1_200, 1 + number / 60 % 20, number % 60);
        text.push_str(&format!(
            "{day}/03/2024, {hour:02}:{minute:02} - {who}: this is number {number} of what was said\n"
        ));
    }
    fs_err::create_dir_all(folder).unwrap();
    let path = folder.join(name);
    fs_err::write(&path, text).unwrap();
    path
}

pub(crate) fn added(case: &mut Case, path: &Path) -> add::Added {
    add::add(case, path, &AddOptions::default(), &mut |_| Ok(())).unwrap()
}

/// A pack of all of the case, in the folder `out`.
pub(super) fn packed(case: &mut Case, originals: bool, out: &Path) {
    let options = pack::PackOptions {
        all: true,
        originals,
        ..pack::PackOptions::default()
    };
    let out = pack::Place::Folder(out);
    pack::make(case, &options, out, &mut |_| Ok(())).unwrap();
}

fn only(check: &SourceCheck) -> &import_check::ReadingCheck {
    assert_eq!(check.readings.len(), 1);
    &check.readings[0]
}

#[test]
fn a_later_export_that_shrank_is_checked_and_every_count_agrees() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let name = "WhatsApp Chat with Marigold Example.txt";
    let may = chat(&home.path().join("may"), name, 0..300);
    let gone = [40, 41, 42, 100, 250];
    let june = (20..400).filter(|number| !gone.contains(number));
    let june = chat(&home.path().join("june"), name, june);
    added(&mut case, &may);
    let second = added(&mut case, &june);
    assert_eq!(case.index.len().unwrap(), 300 + 375);
    assert_eq!(case.index.events().unwrap(), 400);
    let check = import_check::check(&case, "S2", usize::MAX).unwrap();
    let reading = only(&check);
    assert_eq!(reading.events, second.read.readings[0].1);
    assert_eq!(reading.counts.repeated, 275);
    assert_eq!(reading.counts.kinds.values().sum::<u64>(), 375);
    assert_eq!(reading.counts.times.values().sum::<u64>(), 375);
    let thread = &reading.compared[0].threads[0];
    assert!(thread.messages_only);
    assert_eq!(thread.pair.both, 275);
    assert_eq!(
        (thread.pair.only[0].within, thread.pair.only[0].before),
        (5, 20)
    );
    assert_eq!(
        (thread.pair.only[1].within, thread.pair.only[1].after),
        (0, 100)
    );
    let mut missing = Vec::new();
    import_check::missing(&case, "S2", &mut |found| {
        assert_eq!(found.missing_from, "S2");
        missing.push(found.row.event.text.unwrap().to_string());
        Ok(())
    })
    .unwrap();
    assert_eq!(missing.len(), 5);
    assert!(missing[3].contains("number 100 "), "{missing:?}");
    // Shown once, whichever way they are asked for.
    let mut shown = 0;
    let filter = find::filter(&case, &find::Wanted::default()).unwrap();
    find::walk(&case, &filter, None, 0, &mut |_| {
        shown += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(shown, 400);
    let events: u64 = find::all_accounts(&case)
        .unwrap()
        .iter()
        .map(|row| row.events)
        .sum();
    assert_eq!(events, 400);
    // Made again from the originals, it is the same.
    let before = case.index.fingerprint().unwrap();
    rebuild::rebuild(&mut case, &mut |_| Ok(())).unwrap();
    assert_eq!(case.index.fingerprint().unwrap(), before);
}

#[test]
fn the_same_file_alone_and_in_a_folder_is_one_exhibit_and_each_message_once() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let folder = home.path().join("all");
    let path = chat(&folder, "WhatsApp Chat with Marigold Example.txt", 0..50);
    chat(&folder, "WhatsApp Chat with Juniper Lark.txt", 700..720);
    added(&mut case, &folder);
    added(&mut case, &path);
    let again = added(&mut case, &path);
    assert_eq!(again.same_as.as_deref(), Some("S2"));
    assert_eq!(case.state.exhibits.len(), 2);
    assert_eq!(case.index.events().unwrap(), 70);
    let copies = case
        .index
        .copies(EventNumber(case.index.len().unwrap()))
        .unwrap();
    assert_eq!(copies.len(), 2);
    let check = import_check::check(&case, "S3", usize::MAX).unwrap();
    assert_eq!(check.same_as.as_deref(), Some("S2"));
    assert_eq!(only(&check).counts.repeated, 50);
    assert!(only(&check).compared[0].gone.is_empty());
}

#[test]
fn a_reading_that_was_stopped_is_said_and_resumed() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("case");
    let mut case = new_case(&folder);
    let path = chat(
        home.path(),
        "WhatsApp Chat with Marigold Example.txt",
        0..2_000,
    );
    let stopped = add::add(
        &mut case,
        &path,
        &AddOptions::default(),
        &mut |at| match at {
            AddProgress::Reading { .. } => Err(OpError::Interrupted),
            _ => Ok(()),
        },
    );
    assert!(matches!(stopped, Err(OpError::Interrupted)));
    drop(case);
    let mut case = open::open(&folder, &Key::Passphrase(PASSPHRASE), acting()).unwrap();
    assert_eq!(case.index.len().unwrap(), 0);
    assert_eq!(open::waiting(&case, false).unwrap(), ["S1"]);
    let done = open::resume(&mut case, &mut |_| Ok(())).unwrap();
    assert_eq!(done.len(), 1);
    assert_eq!(case.index.len().unwrap(), 2_000);
    assert!(open::waiting(&case, true).unwrap().is_empty());
    assert!(open::resume(&mut case, &mut |_| Ok(())).unwrap().is_empty());
}
