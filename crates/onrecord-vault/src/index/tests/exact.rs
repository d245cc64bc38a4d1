//! What goes in comes out: events to the field, threads to the leaf, rebuilt indexes to the row.

use super::*;
use onrecord_model::commit::ThreadCommitter;
use onrecord_model::{Attachment, Defect, Place, Transfer, merkle};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = Box<str>> {
    prop_oneof![
        4 => "[a-zA-Z é\u{0}\u{202e}😀\"*\n]{0,40}".prop_map(Into::into),
        1 => any::<String>().prop_map(Into::into),
    ]
}

fn optional_text() -> impl Strategy<Value = Option<Box<str>>> {
    proptest::option::of(text())
}

fn account() -> impl Strategy<Value = Arc<Account>> {
    (0_u8..3, optional_text(), optional_text(), optional_text()).prop_map(
        |(platform, stable_id, handle, name)| {
            let platform = format!("platform{platform}").into();
            Arc::new(Account {
                platform,
                stable_id,
                handle,
                name,
            })
        },
    )
}

fn thread() -> impl Strategy<Value = Arc<Thread>> {
    let folder = proptest::option::of(prop_oneof![Just("".into()), Just("inbox".into())]);
    let participants = proptest::collection::vec(account(), 0..3);
    (0_u8..3, 0_u8..4, optional_text(), folder, participants).prop_map(
        |(platform, key, title, folder, participants)| {
            Arc::new(Thread {
                platform: format!("platform{platform}").into(),
                key: format!("thread{key}").into(),
                title,
                folder,
                participants,
            })
        },
    )
}

fn locator() -> impl Strategy<Value = Locator> {
    let pointer = prop_oneof![
        Just(Pointer::None),
        any::<u64>().prop_map(Pointer::Line),
        (text(), proptest::option::of(any::<u64>())).prop_map(|(base, index)| Pointer::Json {
            base: base.into(),
            index
        }),
        (any::<u64>(), proptest::option::of(any::<u32>()))
            .prop_map(|(index, part)| Pointer::Record { index, part }),
        (text(), any::<i64>()).prop_map(|(table, rowid)| Pointer::Row {
            table: table.into(),
            rowid
        }),
    ];
    (text(), any::<(u64, u64)>(), pointer).prop_map(|(entry, bytes, pointer)| Locator {
        entry: entry.into(),
        bytes,
        pointer,
    })
}

fn when() -> impl Strategy<Value = When> {
    let any = any::<i64>;
    let truth = prop_oneof![
        any().prop_map(|at| Truth::Stated(Instant(at))),
        (0_i64..2_000_000_000_000_000).prop_map(|at| Truth::Stated(Instant(at))),
        any().prop_map(|at| Truth::WallZoneUnknown(Wall(at))),
        any().prop_map(|at| Truth::WallOfExporter(Wall(at))),
        (any(), any()).prop_map(|(day, month)| Truth::DayMonthAmbiguous {
            day_first: Wall(day),
            month_first: Wall(month)
        }),
        Just(Truth::Undated),
    ];
    let precision = prop_oneof![
        Just(Precision::Microsecond),
        Just(Precision::Millisecond),
        Just(Precision::Second),
        Just(Precision::Minute),
        Just(Precision::Day),
        Just(Precision::Coarse),
    ];
    (text(), truth, precision).prop_map(|(as_written, truth, precision)| When {
        as_written,
        truth,
        precision,
    })
}

fn attachment() -> impl Strategy<Value = Attachment> {
    let transfer = prop_oneof![
        Just(Transfer::Identity),
        Just(Transfer::Base64),
        Just(Transfer::QuotedPrintable)
    ];
    let place = prop_oneof![
        text().prop_map(|entry| Place::Entry(entry.into())),
        (any::<(u64, u64)>(), transfer)
            .prop_map(|(bytes, transfer)| Place::Inline { bytes, transfer }),
        Just(Place::Missing),
        Just(Place::Omitted),
    ];
    let content = proptest::option::of((any::<[u8; 32]>().prop_map(Digest), any::<u64>()));
    (text(), optional_text(), place, content).prop_map(|(name, media_type, place, content)| {
        Attachment {
            name,
            media_type,
            place,
            content,
        }
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        (0..super::super::packed::KINDS.len())
            .prop_map(|at| super::super::packed::KINDS[at].clone()),
        text().prop_map(Kind::Unknown),
    ]
}

prop_compose! {
    fn event()(
        locator in locator(), raw in any::<[u8; 32]>(), when in when(), thread in thread(),
        account in proptest::option::of(account()),
        others in proptest::collection::vec(account(), 0..3), kind in kind(),
        text in optional_text(), attachments in proptest::collection::vec(attachment(), 0..3),
        (marks, details, refers_to) in (
            any::<u32>(),
            proptest::collection::vec((text(), text()), 0..3),
            proptest::option::of(locator()),
        ),
    ) -> Event {
        Event {
            locator, raw: Digest(raw), when, thread, account, others, kind, text, attachments,
            marks: Marks(marks), details: details.into_iter().collect(), refers_to: refers_to.map(Box::new),
        }
    }
}

fn leaves(events: &[Event], of: &Thread) -> Vec<Digest> {
    let same = |event: &&Event| {
        (
            &event.thread.platform,
            &event.thread.key,
            &event.thread.folder,
        ) == (&of.platform, &of.key, &of.folder)
    };
    let mut committer = ThreadCommitter::new(&seed(of));
    events
        .iter()
        .filter(same)
        .map(|event| committer.push(event))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_event_and_every_leaf_comes_back(
        events in proptest::collection::vec(event(), 1..40),
        defects in proptest::collection::vec((locator(), text()), 0..4),
    ) {
        let (_folder, path) = place();
        let mut index = Index::open(&path, &KEY).unwrap();
        let mut writer = index.begin_read(header("source")).unwrap();
        for event in &events {
            writer.push_event(event).unwrap();
        }
        let defects: Vec<_> = defects
            .into_iter()
            .map(|(locator, reason)| Defect { locator, code: "invented", reason })
            .collect();
        for defect in &defects {
            writer.push_defect(defect).unwrap();
        }
        let summary = writer.finish().unwrap().commit(1).unwrap();
        drop(index);

        let index = Index::open(&path, &KEY).unwrap();
        for (at, event) in events.iter().enumerate() {
            let row = index.event(EventNumber(at as u64 + 1)).unwrap();
            prop_assert_eq!(&row.event, event);
            let dated = event.when.truth.instant()
                .or(event.when.truth.wall().map(|wall| wall.at_offset(3_600)));
            prop_assert_eq!(row.sort_key.instant(), dated);
            let member = Some(format!("member/{}", event.locator.entry));
            prop_assert_eq!(row.exhibit, Some((Digest::of(b"exhibit"), member)));
            let again = index.event_by_locator("source", &event.locator).unwrap().unwrap();
            prop_assert_eq!(again.event.locator, event.locator.clone());
        }
        for committed in &summary.threads {
            let row = index.thread(committed.thread).unwrap();
            prop_assert_eq!(row.commitment, committed.commitment);
            prop_assert_eq!(index.find_thread(summary.read, &row.thread).unwrap(), Some(row.number));
            let mut again = Vec::new();
            let seed = seed(&row.thread);
            let recommitted = index.recommit(row.number, &seed, |leaf| again.push(leaf)).unwrap();
            prop_assert_eq!(recommitted, committed.commitment);
            prop_assert_eq!(again, leaves(&events, &row.thread));
            prop_assert!(index.verify_thread(row.number, &seed, &committed.commitment).unwrap());
        }
        for (row, defect) in index.defects(None, None, 100).unwrap().iter().zip(&defects) {
            prop_assert_eq!(&row.locator, &defect.locator);
            prop_assert_eq!(&row.reason, &*defect.reason);
        }
        prop_assert_eq!(index.defects(Some("invented"), None, 100).unwrap().len(), defects.len());
        let dated = all(&index, &Filter::default(), 7);
        let undated =
            all(&index, &Filter { times: Times::UndatedOnly, ..Filter::default() }, 3);
        prop_assert_eq!(undated.len() as u64, summary.undated);
        prop_assert_eq!(dated.len() + undated.len(), events.len());
    }
}

#[test]
fn fed_again_it_is_the_same() {
    let mut dice = Dice(11);
    let threads = [super::thread("a"), super::thread("b"), super::thread("c")];
    let events: Vec<Event> = (0..4_000)
        .map(|at| {
            let seconds = 1_600_000_000 + dice.roll(1_000_000) as i64;
            let text = format!("word{} and more {}", dice.roll(50), dice.roll(1_000));
            message(&threads[dice.roll(3) as usize], at, seconds, &text)
        })
        .collect();
    let make = |cuts: &[usize]| {
        let (folder, path) = place();
        let mut index = Index::open(&path, &KEY).unwrap();
        let mut from = 0;
        for (number, to) in cuts.iter().enumerate() {
            write(&mut index, &format!("source {number}"), &events[from..*to]);
            from = *to;
        }
        assert_eq!(index.applied().unwrap(), 3);
        let print = index.check().unwrap();
        drop(folder);
        print
    };
    assert_eq!(make(&[1_500, 4_000]), make(&[1_500, 4_000]));
    assert_ne!(make(&[1_500, 4_000]), make(&[1_501, 4_000]));
}

#[test]
fn a_reading_that_is_not_kept_leaves_nothing() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = super::thread("a");
    write(&mut index, "kept", &[message(&thread, 0, 5, "kept")]);
    let before = index.fingerprint().unwrap();
    let mut writer = index.begin_read(header("dropped")).unwrap();
    (0..3_000).for_each(|at| {
        writer
            .push_event(&message(&thread, at, 6, "dropped"))
            .unwrap()
    });
    drop(writer.finish().unwrap());
    assert_eq!(index.fingerprint().unwrap(), before);
    assert_eq!(found(&index, "dropped", &Filter::default(), 10), []);
    assert_eq!(index.len().unwrap(), 1);
}

/// An archive of mails: more threads than committers are kept awake, each spoken in again much later.
#[test]
fn many_threads_at_once_are_committed_to_as_each_by_itself() {
    let threads: Vec<_> = (0..900)
        .map(|at| super::thread(&format!("t{at}")))
        .collect();
    let events: Vec<_> = (0..2_700_u64)
        .map(|at| {
            message(
                &threads[at as usize % 900],
                at,
                1_600_000_000 + at as i64,
                "again",
            )
        })
        .collect();
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let summary = write(&mut index, "source", &events);
    assert_eq!(summary.threads.len(), 900);
    for (thread, told) in threads.iter().zip(&summary.threads) {
        assert_eq!(told.commitment.n, 3);
        let root = merkle::root_of(&leaves(&events, thread));
        assert_eq!(told.commitment.root, root);
        let stored = index.verify_thread(told.thread, &seed(thread), &told.commitment);
        assert!(stored.unwrap());
    }
    let listed = index.thread_events(summary.threads[7].thread, 0, 10);
    assert_eq!(listed.unwrap().len(), 3);
}
