//! A case that an older program made, and cases whose log says what no importer gives: each opens, says what
//! changed, and stays as it was where nobody may write.

use crate::ops::case::{Acting, Case};
use crate::ops::read_again::{self, Again, NOT_READ};
use crate::ops::say::{self, IncidentWords};
use crate::ops::tests::{PASSPHRASE, acting, added, chat, new_case, packed};
use crate::ops::{
    OpError, copies, find, import_check, lost, named, open, overview, rebuild, set_aside,
};
use onrecord_import::Export as _;
use onrecord_model::EventId;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_vault::index::Index;
use onrecord_vault::{Identity, Key, read_recovery_key};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The key in the README's line that begins so.
pub(crate) fn typed_key(line: &str) -> String {
    let readme = fs_err::read_to_string(old_case().join("README.md")).unwrap();
    let mut lines = readme.lines().map(str::trim);
    let found = lines.find_map(|text| text.strip_prefix(line)?.split_whitespace().next());
    found.unwrap().to_owned()
}

fn key_of(line: &str) -> Identity {
    read_recovery_key(&typed_key(line)).unwrap()
}

fn old_case() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit/old-case")
}

fn copy_folder(from: &Path, to: &Path) {
    fs_err::create_dir_all(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(fs_err::copy(entry.path(), target).unwrap()),
        }
    }
}

/// The old case in a folder of the test's own, which has no index.
pub(crate) fn old_copy(home: &Path) -> PathBuf {
    let folder = home.join("case");
    copy_folder(&old_case().join("case"), &folder);
    folder
}

fn opened(folder: &Path) -> Case {
    open::open(folder, &Key::Recovery(&key_of("recovery")), acting()).unwrap()
}

fn walls(case: &Case) -> Vec<String> {
    let mut out = Vec::new();
    let filter = find::filter(case, &find::Wanted::default()).unwrap();
    find::walk(case, &filter, None, 0, &mut |row| {
        out.push(row.event.when.truth.wall().unwrap().to_string());
        Ok(())
    })
    .unwrap();
    out
}

fn acts(case: &Case) -> Vec<(u64, Act, String)> {
    let entries = case.vault().entries().unwrap().into_iter();
    let entries = entries.map(|logged| logged.entry);
    entries
        .filter(|entry| matches!(entry.act, Act::Read | Act::ReadAgain))
        .map(|entry| (entry.seq, entry.act, entry.subject.to_string()))
        .collect()
}

fn all(case: &Case) -> Vec<Again> {
    read_again::since(case, 0).unwrap()
}

#[test]
fn an_older_programs_case_opens_and_what_changed_is_said_once_and_for_good() {
    let home = tempfile::tempdir().unwrap();
    let folder = old_copy(home.path());
    let case = opened(&folder);
    // Noon is noon, and nothing is lost or doubled.
    assert_eq!(case.index().events().unwrap(), 12);
    assert_eq!(case.index().len().unwrap(), 12);
    assert!(walls(&case).contains(&"2024-03-13T12:30:00".to_owned()));
    assert!(!walls(&case).iter().any(|wall| wall.contains("T00:")));
    let said = all(&case);
    let [chats, one] = &said[..] else {
        panic!("{said:?}")
    };
    assert_eq!((&*chats.source, &*one.source), ("S1", "S2"));
    assert_eq!(chats.before.by, [("whatsapp".to_owned(), 4)]);
    assert_eq!((chats.before.threads, chats.before.events), (2, 8));
    assert_eq!((chats.now.threads, chats.now.events), (2, 8));
    let today = read_again::manifest_of("whatsapp").unwrap().version;
    assert_eq!(chats.now.by, [("whatsapp".to_owned(), u64::from(today))]);
    assert_eq!(chats.same, 1, "the chat without such times");
    // Threads and events keep their numbers, which people note down.
    let named = ("T2".to_owned(), "Marigold Example".to_owned());
    assert_eq!(chats.others, [named]);
    assert_eq!(one.others[0].0, "T3");
    assert_eq!((one.same, one.others.len()), (0, 1));
    assert!(!chats.waits && !one.waits);
    // The old entries are in the log; S3 was not touched.
    let log = acts(&case);
    let of = |source: &str| log.iter().filter(|(_, _, own)| own == source).count();
    assert_eq!((of("S1"), of("S2"), of("S3")), (3, 3, 1));
    assert_eq!(read_again::since(&case, case.opened_at()).unwrap(), said);
    let check = import_check::check(&case, "S1", 3).unwrap();
    assert_eq!(check.again, said[..1]);
    assert!(check.newer.is_empty() && check.not_shown.is_empty());
    assert_eq!(overview::overview(&case).unwrap().again, said);
    let (entries, print) = (case.vault().log_size(), case.index().fingerprint().unwrap());
    drop(case);
    // Nothing is left to do: not when it is opened, not when the index is made again.
    let mut case = open::unlock(&folder, &Key::Recovery(&key_of("recovery")), acting()).unwrap();
    assert!(open::follow(&mut case).unwrap());
    assert!(case.view().unwrap().is_some());
    rebuild::rebuild(&mut case, &mut |_| Ok(())).unwrap();
    assert_eq!(case.vault().log_size(), entries);
    assert_eq!(case.index().fingerprint().unwrap(), print);
    assert!(open::waiting(&case, true).unwrap().is_empty());
    assert_eq!(read_again::since(&case, case.opened_at()).unwrap(), []);
}

#[test]
fn what_was_said_of_events_names_them_still() {
    let home = tempfile::tempdir().unwrap();
    let mut case = opened(&old_copy(home.path()));
    let said = case.state().incidents[0].now().events.to_vec();
    let found = named::named(&case, &said).unwrap();
    assert_eq!((said.len(), found.len()), (3, 3));
    let walls = found
        .values()
        .map(|row| row.event.when.truth.wall().unwrap());
    assert!(
        walls
            .map(|wall| wall.to_string())
            .any(|wall| wall == "2024-03-13T12:30:00")
    );
    assert_eq!(read_again::names_lost(&case, 0).unwrap(), []);
    // An answer, setting aside and taking back go on from the new readings.
    set_aside::set_aside(&mut case, "S1", None, &mut |_| Ok(())).unwrap();
    assert_eq!(case.index().events().unwrap(), 4);
    assert_eq!(all(&case).len(), 1);
    set_aside::restore(&mut case, "S1", None, &mut |_| Ok(())).unwrap();
    assert_eq!((case.index().events().unwrap(), all(&case).len()), (12, 2));
    let answers = onrecord_import::Answers([("zone".into(), "Europe/Paris".into())].into());
    crate::ops::add::answer(&mut case, "S1", &answers, &mut |_| Ok(())).unwrap();
    assert_eq!(case.index().events().unwrap(), 12);
    assert_eq!(all(&case)[0].others, [], "those threads no longer stand");
}

#[test]
fn a_restored_copy_is_read_again_and_its_pack_opens_both_readings() {
    let home = tempfile::tempdir().unwrap();
    let copy = old_copy(home.path());
    let back = home.path().join("back");
    let key = key_of("recovery");
    let restored =
        copies::restore(&copy, &back, &Key::Recovery(&key), acting(), &mut |_| true).unwrap();
    assert!(restored.problems.is_empty());
    let mut case = restored.case.unwrap();
    assert_eq!(read_again::since(&case, case.opened_at()).unwrap().len(), 2);
    // What a statement names and no reading has any more is not lost with it.
    let row = find::find_event(&case, "e7").unwrap();
    let exhibit = row.exhibit.unwrap().0;
    let gone = EventId::new(&exhibit, &row.event.locator, "edit", 0);
    let words = IncidentWords {
        words: Some("He changed what he wrote.".into()),
        events: vec![gone],
        ..IncidentWords::default()
    };
    say::incident(&mut case, None, &words).unwrap();
    assert_eq!(
        read_again::names_lost(&case, 0).unwrap(),
        [("I-2".to_owned(), 1)]
    );
    let out = home.path().join("pack");
    packed(&mut case, true, &out);
    let (before, again): (Vec<u64>, Vec<u64>) = all(&case)
        .iter()
        .map(|again| (again.before.entries[0], again.entry))
        .unzip();
    let archive = fs_err::File::open(out.join("03-evidence.zip")).unwrap();
    let log = onrecord_import::ZipExport::whole("evidence", || {
        Ok(Box::new(archive.try_clone()?) as Box<dyn onrecord_import::ReadSeek>)
    })
    .unwrap();
    let text = |name: &str| {
        let mut text = String::new();
        let mut file = log.open(&format!("evidence/data/{name}")).unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    };
    let report = text("report.json");
    assert!(report.contains("Before: whatsapp version 4, 8 events in 2 threads (entry 7)"));
    assert!(report.contains("Of what it names, 1 event is not in the case now"));
    let text = text("log/entries.jsonl");
    for seq in before.into_iter().chain(again) {
        let line = text
            .lines()
            .find(|line| line.starts_with(&format!("{{\"seq\":{seq},")));
        assert!(
            line.unwrap().contains("\"payload\":"),
            "{seq} is not opened"
        );
    }
}

#[test]
fn who_may_only_look_sees_what_reads_as_before_and_the_owner_all_of_it() {
    let home = tempfile::tempdir().unwrap();
    let folder = old_copy(home.path());
    let helper = key_of("helper");
    let acting_helper = Acting {
        actor: "x".into(),
        ..acting()
    };
    let case = open::open(&folder, &Key::Helper(&helper), acting_helper.clone()).unwrap();
    assert_eq!(
        case.index().events().unwrap(),
        5,
        "Juniper's three and Aster's two"
    );
    assert_eq!(all(&case), []);
    let left_out = read_again::not_shown(&case).unwrap();
    let told: Vec<_> = left_out
        .iter()
        .map(|one| (&*one.source, one.events, one.shown, one.only_looking))
        .collect();
    assert_eq!(told, [("S1", 8, 3, true), ("S2", 2, 0, true)]);
    assert_eq!(overview::overview(&case).unwrap().not_shown, left_out);
    // What it is called does not stop anybody from looking.
    assert!(case.view().unwrap().is_some());
    import_check::check(&case, "S1", 3).unwrap();
    let size = case.vault().log_size();
    drop(case);
    let mut case = open::unlock(&folder, &Key::Helper(&helper), acting_helper).unwrap();
    assert!(
        open::follow(&mut case).unwrap(),
        "it is not read anew each time"
    );
    drop(case);
    let case = opened(&folder);
    assert!(case.vault().log_size() > size);
    assert_eq!(case.index().events().unwrap(), 12);
    assert_eq!(read_again::not_shown(&case).unwrap(), []);
}

#[test]
fn an_original_that_is_lost_at_the_same_time_is_left_out_and_read_again_when_it_is_back() {
    let originals = old_case().join("case/blobs");
    let mut blobs = Vec::new();
    for part in fs_err::read_dir(&originals).unwrap() {
        for blob in fs_err::read_dir(part.unwrap().path()).unwrap() {
            let blob = blob.unwrap().path();
            blobs.push(blob.strip_prefix(&originals).unwrap().to_owned());
        }
    }
    assert_eq!(blobs.len(), 4);
    for blob in blobs {
        let home = tempfile::tempdir().unwrap();
        let folder = old_copy(home.path());
        let own = folder.join("blobs").join(blob);
        let safe = own.with_extension("safe");
        fs_err::rename(&own, &safe).unwrap();
        let case = opened(&folder);
        assert_eq!(lost::lost(&case).unwrap().len(), 1);
        // Of a source of which something is lost, only what reads as the log says is shown: nobody can tell
        // whether a thread differs for the one or for the other.
        let events = case.index().events().unwrap();
        assert!([4, 7, 10].contains(&events), "{events}");
        drop(case);
        fs_err::rename(&safe, &own).unwrap();
        let case = opened(&folder);
        assert_eq!(lost::lost(&case).unwrap(), []);
        assert_eq!(case.index().events().unwrap(), 12);
        assert_eq!(all(&case).len(), 2);
    }
}

/// A chat of twenty messages.
fn heron(folder: &Path) -> PathBuf {
    chat(folder, "WhatsApp Chat with Heron.txt", 0..20)
}

/// A reading that no program made: the log of `case` says that `importer` read `source`.
fn invented_reading(case: &mut Case, source: &str, importer: &str, version: u64) {
    let payload = Value::map([
        ("importer", Value::from(importer)),
        ("version", version.into()),
        ("answers", Value::map::<&str>([])),
        ("zone", "Europe/London".into()),
        ("events", 7_u64.into()),
        ("undated", 0_u64.into()),
        ("defects", 0_u64.into()),
        ("unknown", 0_u64.into()),
        ("threads", Value::Array(vec![Value::from(&[7_u8; 32][..])])),
    ]);
    case.act(Act::Read, source, payload).unwrap();
}

/// What is read of it does not stand; nothing follows.
fn taken_away(case: &mut Case, source: &str, announced: usize) {
    let reads = case.state().readings().filter(|read| read.source == source);
    let entries = reads.map(|read| Value::from(read.entry)).collect();
    let same = vec![Value::Array(Vec::new()); announced];
    let payload = Value::map([
        ("instead_of", Value::Array(entries)),
        ("same", Value::Array(same)),
    ]);
    case.act(Act::ReadAgain, source, payload).unwrap();
}

fn again_without_index(case: Case, folder: &Path) -> Case {
    let (index, _) = case.vault().index_place();
    drop(case);
    Index::remove(&index).unwrap();
    open::open(folder, &Key::Passphrase(PASSPHRASE), acting()).unwrap()
}

#[test]
fn an_importer_that_is_gone_gives_way_to_the_one_that_reads_it_now() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("case");
    let mut case = new_case(&folder);
    added(&mut case, &heron(home.path()));
    taken_away(&mut case, "S1", 0);
    invented_reading(&mut case, "S1", "chats-of-old", 3);
    let case = again_without_index(case, &folder);
    assert_eq!(case.index().events().unwrap(), 20);
    let said = all(&case);
    assert_eq!(said.len(), 2);
    assert_eq!(said[1].before.by, [("chats-of-old".to_owned(), 3)]);
    assert_eq!(said[1].now.by[0].0, "whatsapp");
    assert_eq!(said[1].same, 0);
}

#[test]
fn what_nobody_reads_any_more_is_left_out_and_the_rest_opens() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("case");
    let mut case = new_case(&folder);
    let odd = home.path().join("odd.bin");
    fs_err::write(&odd, [0x9f, 0x12, 0, 0xff]).unwrap();
    added(&mut case, &odd);
    added(&mut case, &heron(home.path()));
    invented_reading(&mut case, "S1", "chats-of-old", 3);
    let size = case.vault().log_size();
    let mut case = again_without_index(case, &folder);
    assert_eq!(case.index().events().unwrap(), 20);
    assert_eq!(
        case.vault().log_size(),
        size,
        "nothing took its place, so nothing is written"
    );
    let left_out = read_again::not_shown(&case).unwrap();
    assert_eq!(left_out.len(), 1);
    assert_eq!(
        (left_out[0].events, left_out[0].shown, left_out[0].today),
        (7, 0, None)
    );
    assert!(!left_out[0].only_looking);
    // It is not tried each time, and what says so is no record that could not be read.
    assert!(open::follow(&mut case).unwrap());
    assert!(open::waiting(&case, true).unwrap().is_empty());
    assert_eq!(case.index().defect_codes().unwrap().len(), 1);
    case.index.set_readers(1).unwrap();
    assert!(!open::follow(&mut case).unwrap(), "another program tries");
    open::catch_up(&mut case, &mut |_| Ok(())).unwrap();
    assert!(open::follow(&mut case).unwrap());
    packed(&mut case, false, &home.path().join("pack"));
}

#[test]
fn an_older_program_takes_nothing_back_that_a_newer_one_read() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("case");
    let mut case = new_case(&folder);
    added(&mut case, &heron(home.path()));
    taken_away(&mut case, "S1", 0);
    invented_reading(&mut case, "S1", "whatsapp", 99);
    let size = case.vault().log_size();
    let case = again_without_index(case, &folder);
    assert_eq!(case.vault().log_size(), size);
    assert_eq!(case.index().events().unwrap(), 0);
    let left_out = read_again::not_shown(&case).unwrap();
    assert!(left_out[0].today.unwrap() < left_out[0].version);
    assert!(
        case.index()
            .has_defect(case.index().reads().unwrap()[0].number, NOT_READ)
            .unwrap()
    );
}

/// A folder of two, each a part of its own.
fn two_parts(home: &Path) -> PathBuf {
    let two = home.join("two");
    heron(&two.join("a"));
    chat(&two.join("b"), "WhatsApp Chat with Plover.txt", 100..120);
    two
}

#[test]
fn more_parts_than_before_are_all_read_and_fewer_leave_none_behind() {
    for readings in [1, 3] {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("case");
        let mut case = new_case(&folder);
        added(&mut case, &two_parts(home.path()));
        assert_eq!(case.state().readings().count(), 2);
        taken_away(&mut case, "S1", 0);
        for _ in 0..readings {
            invented_reading(&mut case, "S1", "whatsapp", 1);
        }
        let case = again_without_index(case, &folder);
        assert_eq!(case.index().events().unwrap(), 40);
        assert_eq!(case.state().readings().count(), 2);
        let said = all(&case);
        assert_eq!(said.len(), 2);
        assert_eq!((said[1].before.threads, said[1].now.threads), (readings, 2));
        let mut case = again_without_index(case, &folder);
        assert_eq!((all(&case), case.index().events().unwrap()), (said, 40));
        assert!(open::follow(&mut case).unwrap());
    }
}

/// What differs is known only after a part before it is in the index, and another source after that.
#[test]
fn a_part_that_differs_after_one_that_does_not_has_both_read_again_and_others_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("case");
    let mut case = new_case(&folder);
    added(&mut case, &two_parts(home.path()));
    let other = chat(home.path(), "WhatsApp Chat with Tern.txt", 300..310);
    added(&mut case, &other);
    let second = case.state().readings().nth(1).unwrap().entry;
    let payload = Value::map([
        ("instead_of", Value::Array(vec![second.into()])),
        ("same", Value::Array(Vec::new())),
    ]);
    case.act(Act::ReadAgain, "S1", payload).unwrap();
    invented_reading(&mut case, "S1", "whatsapp", 1);
    let case = again_without_index(case, &folder);
    assert_eq!(case.index().events().unwrap(), 50);
    let said = &all(&case)[1];
    assert_eq!((said.before.entries.len(), said.now.entries.len()), (2, 2));
    assert_eq!((said.same, said.others.len()), (1, 1));
    assert_eq!(said.others[0].1, "Plover");
    let of_other = acts(&case)
        .into_iter()
        .filter(|(_, _, source)| source == "S2");
    assert_eq!(of_other.count(), 1);
    let print = case.index().fingerprint().unwrap();
    let case = again_without_index(case, &folder);
    assert_eq!(case.index().fingerprint().unwrap(), print);
}

#[test]
fn an_interruption_anywhere_loses_nothing_and_is_made_good_when_it_is_opened_next() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("case");
    let mut case = new_case(&folder);
    added(
        &mut case,
        &chat(home.path(), "WhatsApp Chat with Heron.txt", 0..2_000),
    );
    taken_away(&mut case, "S1", 0);
    invented_reading(&mut case, "S1", "whatsapp", 1);
    let (index, _) = case.vault().index_place();
    drop(case);
    Index::remove(&index).unwrap();
    // 2,000 records tell three times how far they are: under the old entry, and as they are read.
    for stop_at in 1..=6 {
        let mut case = open::unlock(&folder, &Key::Passphrase(PASSPHRASE), acting()).unwrap();
        let mut told = 0;
        let stopped = open::catch_up(&mut case, &mut |_| {
            told += 1;
            if told == stop_at {
                Err(OpError::Interrupted)
            } else {
                Ok(())
            }
        });
        assert!(matches!(stopped, Err(OpError::Interrupted)), "{stop_at}");
        assert!(!open::follow(&mut case).unwrap());
        if stop_at < 4 {
            assert_eq!(all(&case).len(), 1, "no act before all of it is known");
        }
        if all(&case).len() > 1 {
            // The act stands: the rest of the case can be used meanwhile, and it says that this waits.
            assert!(all(&case)[1].waits);
            assert_eq!(open::waiting(&case, false).unwrap(), ["S1"]);
            break;
        }
    }
    let case = open::open(&folder, &Key::Passphrase(PASSPHRASE), acting()).unwrap();
    assert_eq!(case.index().len().unwrap(), 2_000);
    let said = all(&case);
    assert_eq!((said.len(), said[1].waits), (2, false));
    assert_eq!(case.state().readings().count(), 1);
}
