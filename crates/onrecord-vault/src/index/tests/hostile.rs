//! Records made to break it: huge, empty, numberless, far from our time.

use super::*;

#[test]
fn sixteen_mebibytes_of_text_and_nuls() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = thread("t");
    let huge = "needle and straw \0 ".repeat((16 << 20) / 19);
    let events = [
        message(&thread, 0, 1, &huge),
        message(&thread, 1, 2, "\0\0\0"),
        message(&thread, 2, 3, &"x".repeat(9_000)),
        message(&thread, 3, 4, "after"),
    ];
    write(&mut index, "source", &events);
    drop(index);
    let index = Index::open(&path, &KEY).unwrap();
    for (number, event) in (1..).zip(&events) {
        assert_eq!(&index.event(EventNumber(number)).unwrap().event, event);
    }
    assert_eq!(found(&index, "needle", &Filter::default(), 10), [1]);
    assert_eq!(found(&index, "after", &Filter::default(), 10), [4]);
    index.check().unwrap();
}

#[test]
fn instants_at_the_ends_of_time() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = thread("t");
    let mut events = Vec::new();
    for (at, micros) in [i64::MAX, i64::MIN, 0, i64::MIN + 1, -1]
        .into_iter()
        .enumerate()
    {
        let mut event = message(&thread, at as u64, 0, "text");
        event.when = When::stated("?", Instant(micros), Precision::Coarse);
        event.locator.bytes = (u64::MAX, 0);
        events.push(event);
    }
    write(&mut index, "source", &events);
    assert_eq!(all(&index, &Filter::default(), 2), [2, 4, 5, 3, 1]);
    let newest = Filter {
        direction: Direction::NewestFirst,
        ..Filter::default()
    };
    assert_eq!(all(&index, &newest, 1), [1, 3, 5, 4, 2]);
    let found = index
        .event_by_locator("source", &events[3].locator)
        .unwrap()
        .unwrap();
    assert_eq!(found.event.locator, events[3].locator);
}

/// More accounts, threads, words and entries than are remembered.
#[test]
fn more_names_than_are_remembered() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let count = 21_000;
    let mut writer = index.begin_read(header("source")).unwrap();
    let event_of = |at: u64| {
        let mut event = message(&thread(&format!("t{at}")), at, at as i64, "text");
        event.account = Some(Arc::new(Account::handled(
            &"invented".into(),
            &format!("@ada{at}"),
            None,
        )));
        event.kind = Kind::Unknown(format!("kind{at}").into());
        event.locator.entry = format!("entry{at}").into();
        event.details = [(format!("field{at}"), "value")].into();
        event
    };
    for at in (0..count).chain([0, 5]) {
        writer.push_event(&event_of(at)).unwrap();
    }
    let summary = writer.finish().unwrap().commit(1).unwrap();
    assert_eq!(summary.threads.len() as u64, count);
    assert_eq!(summary.threads[5].commitment.n, 2);
    assert_eq!(summary.unknown_kinds.values().sum::<u64>(), count + 2);
    let last = &summary.threads[count as usize - 1];
    let row = index.thread(last.thread).unwrap();
    assert!(
        index
            .verify_thread(row.number, &seed(&row.thread), &last.commitment)
            .unwrap()
    );
    assert_eq!(
        index.event(EventNumber(count + 1)).unwrap().event,
        event_of(0)
    );
    assert_eq!(
        index.event(EventNumber(count)).unwrap().event,
        event_of(count - 1)
    );
    assert_eq!(index.unknown_kinds().unwrap().len() as u64, count);
}

#[test]
fn what_is_not_there_is_said() {
    let (_folder, path) = place();
    let index = Index::open(&path, &KEY).unwrap();
    for number in [0, 1, u64::MAX] {
        let error = index.event(EventNumber(number)).unwrap_err();
        assert!(matches!(error, IndexError::Absent { .. }), "{error}");
    }
    assert!(index.thread(ThreadNumber(4)).is_err());
    assert!(index.account(AccountNumber(4)).is_err());
    let filter = Filter {
        reads: [ReadNumber(9)].into(),
        ..Filter::default()
    };
    assert_eq!(all(&index, &filter, 5), []);
    assert_eq!(Cursor::from_text("5"), None);
    assert_eq!(Cursor::from_text("x.y"), None);
}
