//! Counting from the ends of rows, held to walking: every filter, with and without records that
//! stand behind others, as readings are added.

use super::*;
use crate::index::{MonthRow, Months};

/// Months of a clock two hours east.
struct East;

impl Months for East {
    fn zone(&self) -> &str {
        "two hours east"
    }

    fn month_of(&self, at: Instant) -> (i64, u8) {
        let (year, month, ..) = Wall(at.0 + 7_200_000_000).fields();
        (year, month)
    }

    fn begins(&self, year: i64, month: u8) -> Instant {
        let wall = Wall::new(year as i32, month, 1, 0, 0, 0, 0).unwrap();
        wall.at_offset(7_200)
    }
}

/// A month in every four days or so, with some undated, by several, in two threads.
fn talk(count: u64, seed: u64) -> Vec<Event> {
    let mut dice = Dice(seed);
    let platform: Arc<str> = "invented".into();
    let threads = ["one_1000000001", "two_1000000002"].map(thread);
    let mut seconds = 1_400_000_000;
    let mut events = Vec::new();
    for at in 0..count {
        seconds += 60 * (1 + dice.roll(9_000) as i64);
        let which = dice.roll(2) as usize;
        let text = format!("what was said the {at}th time");
        let mut event = message(&threads[which], at, seconds, &text);
        event.account = Some(Arc::new(Account::named(
            &platform,
            &format!("Person {}", dice.roll(3)),
        )));
        match dice.roll(12) {
            0 => event.when = When::undated(),
            1 => event.kind = Kind::Call,
            2 => event.marks.add(Mark::Missed),
            _ => {}
        }
        events.push(event);
    }
    events
}

fn filters(index: &Index) -> Vec<Filter> {
    let plain = Filter::default();
    let account = index.accounts(None, 1).unwrap()[0].number;
    let mut all = vec![
        plain.clone(),
        Filter {
            accounts: [account].into(),
            authors_only: true,
            ..plain.clone()
        },
        Filter {
            accounts: [account].into(),
            ..plain.clone()
        },
        Filter {
            threads: [ThreadNumber(1)].into(),
            ..plain.clone()
        },
        Filter {
            threads: [ThreadNumber(1), ThreadNumber(2)].into(),
            ..plain.clone()
        },
        Filter {
            kinds: [Kind::Call].into(),
            ..plain.clone()
        },
        Filter {
            kinds: [Kind::Unknown("absent".into())].into(),
            ..plain.clone()
        },
        Filter {
            platform: Some("invented".into()),
            ..plain.clone()
        },
        Filter {
            platform: Some("absent".into()),
            ..plain.clone()
        },
        Filter {
            exhibit: Some(Digest::of(b"exhibit")),
            ..plain.clone()
        },
        Filter {
            marks: Marks::NONE.with(Mark::Missed),
            ..plain.clone()
        },
        Filter {
            marks: Marks::NONE.with(Mark::Missed).with(Mark::Incoming),
            ..plain.clone()
        },
        Filter {
            reads: [ReadNumber(1)].into(),
            ..plain
        },
    ];
    for filter in all.clone() {
        for (from, until) in [
            (Some(1_430_000_000), None),
            (Some(1_420_000_000), Some(1_450_000_000)),
        ] {
            all.push(Filter {
                from: from.and_then(instant),
                until: until.and_then(instant),
                ..filter.clone()
            });
        }
        all.push(Filter {
            times: Times::UndatedOnly,
            ..filter
        });
    }
    for mut filter in all.clone() {
        filter.once = true;
        all.push(filter.clone());
        filter.direction = Direction::NewestFirst;
        all.push(filter);
    }
    all
}

fn check(index: &Index) {
    for filter in filters(index) {
        let mut walked = Vec::new();
        let mut after = None;
        loop {
            let page = index.timeline(&filter, after, 400).unwrap();
            walked.extend(page.events);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(
            index.count(&filter).unwrap(),
            walked.len() as u64,
            "{filter:?}"
        );
        let mut months = std::collections::BTreeMap::<(i64, u8), u64>::new();
        let mut times = Vec::new();
        for at in walked.iter().filter_map(|row| row.sort_key.instant()) {
            *months.entry(East.month_of(at)).or_default() += 1;
            times.push(at);
        }
        let months: Vec<MonthRow> = months
            .into_iter()
            .map(|((year, month), events)| MonthRow {
                year,
                month,
                events,
            })
            .collect();
        for _ in 0..2 {
            let counted = index.months(&filter, &East).unwrap();
            assert_eq!(counted[..], months[..], "{filter:?}");
        }
        let mut visited = Vec::new();
        index.times(&filter, &mut |at| visited.push(at)).unwrap();
        assert_eq!(visited, times, "{filter:?}");
    }
}

#[test]
fn every_filter_counts_as_many_as_its_pages_show_as_readings_are_added() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let all = talk(900, 7);
    write(&mut index, "S1", &all[..450]);
    check(&index);
    // The same again with later ones, then a third that begins earlier: some stand behind others.
    let second = write(&mut index, "S2", &all[250..700]);
    assert!(second.counts.repeated > 100, "{:?}", second.counts);
    check(&index);
    let third = write(&mut index, "S3", &all[..900]);
    assert!(third.counts.repeated > 400, "{:?}", third.counts);
    check(&index);
    let months = index.months(&Filter::default(), &East).unwrap();
    assert!(months.len() > 3, "{months:?}");

    // Made again from the first, it counts the same.
    let (_again, path) = place();
    let mut rebuilt = Index::open(&path, &KEY).unwrap();
    write(&mut rebuilt, "S1", &all[..450]);
    write(&mut rebuilt, "S2", &all[250..700]);
    write(&mut rebuilt, "S3", &all[..900]);
    assert_eq!(rebuilt.fingerprint().unwrap(), index.fingerprint().unwrap());
    let once = Filter {
        once: true,
        ..Filter::default()
    };
    assert_eq!(
        rebuilt.months(&once, &East).unwrap(),
        index.months(&once, &East).unwrap()
    );
}

#[test]
fn a_zone_that_contradicts_itself_still_counts_every_event() {
    struct Odd;
    impl Months for Odd {
        fn zone(&self) -> &str {
            "odd"
        }
        fn month_of(&self, _: Instant) -> (i64, u8) {
            (2021, 12)
        }
        fn begins(&self, _: i64, _: u8) -> Instant {
            Instant(i64::MIN)
        }
    }
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    write(&mut index, "S1", &talk(700, 3));
    let months = index.months(&Filter::default(), &Odd).unwrap();
    let dated = index.count(&Filter::default()).unwrap();
    assert_eq!((months.len(), months[0].events), (1, dated));
}
