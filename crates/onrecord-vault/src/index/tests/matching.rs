//! The same thread again: what is matched, what is not, and that nothing is lost by it.

use super::*;

fn numbered(key: &str, title: &str) -> Arc<Thread> {
    Arc::new(Thread {
        platform: "invented".into(),
        key: key.into(),
        title: Some(title.into()),
        folder: None,
        participants: Vec::new(),
    })
}

fn by(name: &str, mut event: Event) -> Event {
    event.account = Some(Arc::new(Account::named(&"invented".into(), name)));
    event
}

/// A conversation of `n` messages, a minute apart, by two people.
fn talk(thread: &Arc<Thread>, n: i64) -> Vec<Event> {
    (0..n)
        .map(|at| {
            let who = if at % 3 == 0 {
                "Ada Example"
            } else {
                "Corwin Vale"
            };
            let text = format!("this is what was said at {at}");
            by(who, message(thread, at as u64, 1_000_000 + at * 60, &text))
        })
        .collect()
}

fn once() -> Filter {
    Filter {
        once: true,
        ..Filter::default()
    }
}

fn compared(index: &Index, one: u64, other: u64) -> (ReadPair, Vec<OnlyOne>) {
    let mut only = Vec::new();
    let pair = index
        .compare(ReadNumber(one), ReadNumber(other), &mut |found| {
            only.push(found)
        })
        .unwrap();
    (pair, only)
}

#[test]
fn a_later_export_that_overlaps_is_matched_and_what_it_lacks_is_named() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = numbered("inbox/corwinvale_1000000001", "Corwin Vale");
    let all = talk(&thread, 100);
    let first = write(&mut index, "S1", &all[..80]);
    assert_eq!(first.counts.repeated, 0);
    // Goes back less far, lacks three in between and one he took back at the end, has newer ones.
    let moved = numbered("archived_threads/corwinvale_1000000001", "Corwin V");
    let later: Vec<Event> = (20..100)
        .filter(|at| ![40, 41, 55, 79].contains(at))
        .map(|at| Event {
            thread: moved.clone(),
            ..all[at].clone()
        })
        .collect();
    let second = write(&mut index, "S2", &later);
    assert_eq!(second.counts.repeated, 56);
    assert_eq!(index.len().unwrap(), 156);
    assert_eq!(index.events().unwrap(), 100);
    assert_eq!(super::all(&index, &once(), 7).len(), 100);
    assert_eq!(super::all(&index, &Filter::default(), 7).len(), 156);
    assert_eq!(index.count(&once()).unwrap(), 100);
    assert_eq!(found(&index, "said", &once(), 9).len(), 100);
    // In the later exhibit alone, each of its records is shown.
    let of_second = Filter {
        reads: [ReadNumber(2)].into(),
        ..once()
    };
    assert_eq!(super::all(&index, &of_second, 7).len(), 76);
    assert_eq!(
        index.copies(EventNumber(21)).unwrap(),
        [EventNumber(21), EventNumber(81)]
    );
    assert_eq!(index.conversation(ThreadNumber(2)).unwrap().len(), 2);
    assert_eq!(index.related_reads(ReadNumber(2)).unwrap(), [ReadNumber(1)]);
    let (pair, only) = compared(&index, 1, 2);
    let [one] = &pair.threads[..] else {
        panic!("{pair:?}")
    };
    assert_eq!((one.both, one.changed), (56, 0));
    assert_eq!(one.known_by, "number");
    assert_eq!((one.only[0].before, one.only[0].within), (20, 4));
    assert_eq!((one.only[0].after, one.only[0].undated), (0, 0));
    assert_eq!((one.only[1].after, one.only[1].all()), (20, 20));
    let missing: Vec<u64> = only
        .iter()
        .filter(|only| only.read.0 == 1 && only.reach == Reach::Within)
        .map(|only| only.event.0)
        .collect();
    assert_eq!(missing, [41, 42, 56, 80]);
}

#[test]
fn two_equal_texts_in_one_export_are_two_events() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = numbered("Mara", "Mara");
    let at_minute = |at: u64, minute: i64| Event {
        when: wall(1_000_000 * 60 + minute * 60),
        ..message(&thread, at, 0, "ok")
    };
    let mut may = talk(&thread, 10);
    may.iter_mut()
        .enumerate()
        .for_each(|(at, event)| event.when = wall(999_000 * 60 + at as i64 * 60));
    let mut june = may.clone();
    may.extend([at_minute(20, 0), at_minute(21, 0), at_minute(22, 5)]);
    june.extend([
        at_minute(20, 0),
        at_minute(21, 0),
        at_minute(23, 0),
        at_minute(24, 5),
    ]);
    write(&mut index, "S1", &may);
    assert_eq!(index.events().unwrap(), 13);
    assert_eq!(write(&mut index, "S2", &june).counts.repeated, 13);
    // Three in that minute of June, two of which May has.
    assert_eq!(index.events().unwrap(), 14);
    // And the same once more changes nothing.
    assert_eq!(write(&mut index, "S3", &june).counts.repeated, 14);
    assert_eq!(index.events().unwrap(), 14);
    assert_eq!(super::all(&index, &once(), 5).len(), 14);
}

#[test]
fn a_finer_record_stands_for_a_coarser_one_whichever_came_first() {
    for swapped in [false, true] {
        let (_folder, path) = place();
        let mut index = Index::open(&path, &KEY).unwrap();
        let (page, json) = (
            numbered("Corwin", "Corwin Vale"),
            numbered("c_12345678", "Corwin Vale"),
        );
        let fine: Vec<Event> = talk(&json, 30)
            .into_iter()
            .enumerate()
            .map(|(at, event)| Event {
                when: When::epoch_millis(1_600_000_000_000 + at as i64 * 61_007),
                ..event
            })
            .collect();
        // A page shows minutes on a clock two hours ahead of the case's zone, which is an hour east.
        let coarse: Vec<Event> = talk(&page, 30)
            .into_iter()
            .enumerate()
            .map(|(at, event)| {
                let millis = 1_600_000_000_000 + at as i64 * 61_007;
                let minute = (millis / 60_000 + 180) * 60;
                Event {
                    when: wall(minute),
                    ..event
                }
            })
            .collect();
        let exports = if swapped {
            [coarse, fine]
        } else {
            [fine, coarse]
        };
        write(&mut index, "S1", &exports[0]);
        assert_eq!(write(&mut index, "S2", &exports[1]).counts.repeated, 30);
        assert_eq!(index.events().unwrap(), 30);
        for number in super::all(&index, &once(), 100) {
            let row = index.event(EventNumber(number)).unwrap();
            assert_eq!(row.event.when.precision, Precision::Millisecond);
        }
        let (pair, only) = compared(&index, 1, 2);
        assert_eq!(pair.threads[0].set_forward.abs(), 2 * 3_600_000_000);
        assert!(only.is_empty());
    }
}

#[test]
fn the_same_words_sent_to_several_people_are_several_events() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    // One number tells one thread of an export from another.
    let to = |key: &str, who: &str| {
        let thread = numbered(key, who);
        talk(&thread, 20)
    };
    write(&mut index, "S1", &to("a_1000000001", "Ada"));
    write(&mut index, "S2", &to("b_1000000002", "Bea"));
    assert_eq!(index.events().unwrap(), 40);
    // Without numbers: three lines that went to both are not enough to call two chats one.
    let chat = |name: &str, start: i64| {
        let thread = numbered(name, name);
        let mut events = talk(&thread, 3);
        events.extend((0..40).map(|at| {
            let text = format!("something for {name} alone, {at}");
            message(&thread, 100 + at as u64, 1_000_000 + start + at * 30, &text)
        }));
        events
    };
    write(&mut index, "S3", &chat("Fern", 200));
    write(&mut index, "S4", &chat("Hazel", 210));
    assert_eq!(index.events().unwrap(), 40 + 2 * 43);
    // He wrote the same to two people, who never answered.
    let monologue = |name: &str| {
        let thread = numbered(name, name);
        let events = talk(&thread, 30).into_iter();
        let events = events.map(|event| Event {
            when: When::epoch_seconds(event.when.truth.instant().unwrap().0 / 1_000_000 + 900_000),
            ..by("Corwin Vale", event)
        });
        events.collect::<Vec<_>>()
    };
    write(&mut index, "S5", &monologue("Bryony"));
    write(&mut index, "S6", &monologue("Clover"));
    assert_eq!(index.events().unwrap(), 40 + 2 * 43 + 2 * 30);
}

#[test]
fn a_new_name_does_not_hide_that_it_is_the_same() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = numbered("c_17840000000000001", "Corwin Vale");
    let before = talk(&thread, 40);
    let renamed = numbered("c_17840000000000001", "Nobody Special");
    let after: Vec<Event> = before
        .iter()
        .map(|event| {
            let name = event.account.as_ref().unwrap().name.as_deref().unwrap();
            let name = if name == "Corwin Vale" {
                "Nobody Special"
            } else {
                name
            };
            Event {
                thread: renamed.clone(),
                ..by(name, event.clone())
            }
        })
        .collect();
    write(&mut index, "S1", &before);
    assert_eq!(write(&mut index, "S2", &after).counts.repeated, 40);
    // A chat whose file bears another name is found by what is said in it.
    let elsewhere = numbered("_chat", "_chat");
    let again: Vec<Event> = after
        .iter()
        .map(|event| Event {
            thread: elsewhere.clone(),
            ..event.clone()
        })
        .collect();
    assert_eq!(write(&mut index, "S3", &again).counts.repeated, 40);
    assert_eq!(index.copies(EventNumber(1)).unwrap().len(), 3);
}

#[test]
fn one_export_that_holds_a_chat_twice_tells_each_event_once() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let june = numbered("june/WhatsApp Chat with Mara.txt", "Mara");
    let mut events = talk(&numbered("Mara", "Mara"), 30);
    events.extend(talk(&june, 40));
    write(&mut index, "S1", &events);
    assert_eq!(index.events().unwrap(), 40);
    assert_eq!(super::all(&index, &once(), 6).len(), 40);
}

#[test]
fn a_short_chat_in_two_formats_of_one_export_is_one_chat() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let (json, page) = (
        numbered("inbox/ada_ABC", "Ada"),
        numbered("html/inbox/ada_ABC", "Ada"),
    );
    let said = [
        ("Ada", "Hello"),
        ("Corwin", "what do you want?"),
        ("Ada", "See you soon"),
    ];
    let chat = |thread: &Arc<Thread>| -> Vec<Event> {
        let said = said.iter().enumerate();
        said.map(|(at, (who, text))| {
            by(
                who,
                message(thread, at as u64, 1_600_000_000 + at as i64 * 60, text),
            )
        })
        .collect()
    };
    let mut events = chat(&json);
    events.extend(
        chat(&page)
            .into_iter()
            .enumerate()
            .map(|(at, event)| Event {
                // Minutes in UTC, which nothing says.
                when: wall((1_600_000_000 / 60 + at as i64) * 60),
                ..event
            }),
    );
    write(&mut index, "S1", &events);
    assert_eq!(index.events().unwrap(), 3);
    let shown = super::all(&index, &once(), 9);
    assert_eq!(shown, [1, 2, 3], "the finer ones");
}

#[test]
fn other_words_at_the_same_time_are_told_as_changed_and_both_stay() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = numbered("c_17840000000000001", "Corwin Vale");
    let first = talk(&thread, 30);
    let mut second = first.clone();
    second[7].text = Some("I never said that".into());
    second[8].text = None;
    second[8].marks.add(Mark::Unsent);
    write(&mut index, "S1", &first);
    assert_eq!(write(&mut index, "S2", &second).counts.repeated, 28);
    assert_eq!(index.events().unwrap(), 32);
    assert_eq!(index.changed(EventNumber(8)).unwrap(), [EventNumber(38)]);
    assert_eq!(index.changed(EventNumber(38)).unwrap(), [EventNumber(8)]);
    let (pair, only) = compared(&index, 1, 2);
    assert_eq!((pair.threads[0].both, pair.threads[0].changed), (28, 2));
    assert!(only.is_empty(), "{only:?}");
}

#[test]
fn a_thread_that_a_later_export_lacks_altogether_is_named() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let (kept, gone) = (
        numbered("k_1000000001", "Kept"),
        numbered("g_1000000002", "Gone"),
    );
    let mut first = talk(&kept, 20);
    first.extend(talk(&gone, 12).into_iter().map(|event| Event {
        text: event.text.map(|text| format!("{text} to another").into()),
        ..event
    }));
    let mut second = talk(&kept, 30);
    second.extend(
        talk(&numbered("n_1000000003", "New"), 1)
            .into_iter()
            .map(|event| Event {
                text: Some("somebody new".into()),
                ..event
            }),
    );
    write(&mut index, "S1", &first);
    write(&mut index, "S2", &second);
    let (pair, _) = compared(&index, 1, 2);
    assert_eq!(pair.gone.len(), 2, "{:?}", pair.gone);
    let lost = pair.gone.iter().find(|gone| gone.side == 0).unwrap();
    assert_eq!((lost.thread, lost.events), (ThreadNumber(2), 12));
}

#[test]
fn the_same_readings_in_the_same_order_give_the_same_groups() {
    let readings = || {
        let thread = numbered("Mara", "Mara");
        let mut dice = Dice(77);
        (0..5).map(move |_| {
            let mut events = talk(&thread, 60);
            for (at, event) in events.iter_mut().enumerate() {
                event.when = wall(1_000_000 * 60 + (at as i64 / 4) * 60);
                event.text =
                    Some(["ok", "no", "why are you writing to me"][dice.roll(3) as usize].into());
            }
            events
        })
    };
    let make = |path: &Path| {
        let mut index = Index::open(path, &KEY).unwrap();
        for (at, events) in readings().enumerate() {
            write(&mut index, &format!("S{at}"), &events);
        }
        assert_eq!(
            all(&index, &once(), 50).len() as u64,
            index.events().unwrap()
        );
        // Every group has at most one record of each export.
        for number in 1..=index.len().unwrap() {
            let copies = index.copies(EventNumber(number)).unwrap();
            let mut reads: Vec<u64> = copies.iter().map(|copy| (copy.0 - 1) / 60).collect();
            reads.dedup();
            assert_eq!(reads.len(), copies.len());
            let shown = copies
                .iter()
                .filter(|copy| !index.stands_behind(**copy).unwrap());
            assert_eq!(shown.count(), 1);
        }
        index.fingerprint().unwrap()
    };
    let (_one, first) = place();
    let (_other, second) = place();
    assert_eq!(make(&first), make(&second));
}
