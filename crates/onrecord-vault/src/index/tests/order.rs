//! The order of time, filters and pages, against a plain list that is sorted and filtered.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

struct Made {
    events: Vec<Event>,
    /// Sort key in seconds; `None` for the undated.
    keys: Vec<Option<i64>>,
}

fn made(count: u64) -> Made {
    let mut dice = Dice(77);
    let platforms: [Arc<str>; 2] = ["invented".into(), "other".into()];
    let threads: Vec<_> = (0..6)
        .map(|number| {
            let mut thread = (*thread(&format!("thread{number}"))).clone();
            thread.platform = platforms[number % 2].clone();
            Arc::new(thread)
        })
        .collect();
    let accounts: Vec<_> = (0..5)
        .map(|number| {
            Arc::new(Account::handled(
                &platforms[0],
                &format!("@ada{number}"),
                None,
            ))
        })
        .collect();
    let mut made = Made {
        events: Vec::new(),
        keys: Vec::new(),
    };
    for at in 0..count {
        // Threads come newest first, as some exports do, and all over each other.
        let seconds = 1_600_000_000 - at as i64 * 50 + dice.roll(20_000) as i64;
        let text = format!("word{}", dice.roll(9));
        let mut event = message(&threads[dice.roll(6) as usize], at, seconds, &text);
        event.account = match dice.roll(6) {
            5 => None,
            number => Some(accounts[number as usize].clone()),
        };
        if dice.roll(4) == 0 {
            event.others = vec![accounts[dice.roll(5) as usize].clone()];
        }
        event.kind = match dice.roll(20) {
            0 => Kind::Call,
            1 => Kind::Unknown("poke".into()),
            _ => Kind::Message,
        };
        if dice.roll(10) == 0 {
            event.marks.add(Mark::Missed);
        }
        let key = match dice.roll(12) {
            0 => {
                event.when = When::undated();
                None
            }
            1 => {
                event.when = wall(seconds);
                Some(seconds - 3_600)
            }
            _ => Some(seconds),
        };
        made.events.push(event);
        made.keys.push(key);
    }
    made
}

fn expected(made: &Made, filter: &Filter, passes: impl Fn(&Event) -> bool) -> Vec<u64> {
    let mut rows: Vec<(Option<i64>, u64)> = Vec::new();
    for (at, (event, key)) in made.events.iter().zip(&made.keys).enumerate() {
        let time = match filter.times {
            Times::UndatedOnly => key.is_none(),
            Times::Dated => key.is_some_and(|key| {
                let key = Instant(key * 1_000_000);
                filter.from.is_none_or(|from| key >= from)
                    && filter.until.is_none_or(|until| key < until)
            }),
        };
        if time && passes(event) {
            rows.push((*key, at as u64 + 1));
        }
    }
    rows.sort_unstable();
    if filter.direction == Direction::NewestFirst {
        rows.reverse();
    }
    rows.into_iter().map(|row| row.1).collect()
}

#[test]
fn every_filter_gives_what_a_plain_list_gives() {
    let made = made(5_000);
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    // Three readings, so that lists are merged into what is there.
    let mut reads = Vec::new();
    for (number, part) in made.events.chunks(1_700).enumerate() {
        reads.push(write(&mut index, &format!("source {number}"), part).read);
    }
    let ada = made
        .events
        .iter()
        .find_map(|event| event.account.clone())
        .unwrap();
    let ada_number = index.find_account(&ada).unwrap().unwrap();
    let threads = index.threads(None, 100).unwrap();
    let of_key: BTreeSet<_> = threads
        .iter()
        .filter(|row| &*row.thread.key == "thread3")
        .map(|row| row.number)
        .collect();
    assert_eq!(of_key.len(), 3, "a thread of each reading");
    let is_ada = |account: &Arc<Account>| account.key() == ada.key();

    for direction in [Direction::OldestFirst, Direction::NewestFirst] {
        for times in [Times::Dated, Times::UndatedOnly] {
            let base = Filter {
                direction,
                times,
                ..Filter::default()
            };
            let same = |filter: &Filter, passes: &dyn Fn(&Event) -> bool| {
                let expected = expected(&made, filter, passes);
                for page in [1, 64, 10_000] {
                    if page > 1 || expected.len() < 600 {
                        assert_eq!(all(&index, filter, page), expected, "{filter:?} by {page}");
                    }
                }
                assert_eq!(index.count(filter).unwrap(), expected.len() as u64);
            };
            same(&base, &|_| true);
            let period = Filter {
                from: instant(1_599_900_000),
                until: instant(1_599_950_000),
                ..base.clone()
            };
            same(&period, &|_| true);
            let accounts = Filter {
                accounts: [ada_number].into(),
                ..base.clone()
            };
            same(&accounts, &|event| {
                event.account.iter().chain(&event.others).any(is_ada)
            });
            let authors = Filter {
                authors_only: true,
                ..accounts.clone()
            };
            same(&authors, &|event| event.account.iter().any(is_ada));
            let calls = Filter {
                kinds: [Kind::Call, Kind::Unknown("poke".into())].into(),
                marks: Marks::NONE.with(Mark::Missed),
                ..base.clone()
            };
            same(&calls, &|event| {
                event.kind != Kind::Message && event.marks.has(Mark::Missed)
            });
            let one = Filter {
                threads: of_key.clone(),
                ..period.clone()
            };
            same(&one, &|event| &*event.thread.key == "thread3");
            let platform = Filter {
                platform: Some("other".into()),
                ..authors.clone()
            };
            same(&platform, &|event| {
                &*event.thread.platform == "other" && event.account.iter().any(is_ada)
            });
            let nobody = Filter {
                platform: Some("nowhere".into()),
                ..base.clone()
            };
            same(&nobody, &|_| false);
            let exhibit = Filter {
                exhibit: Some(Digest::of(b"exhibit")),
                ..base.clone()
            };
            same(&exhibit, &|_| true);
            let read = Filter {
                reads: [reads[1]].into(),
                ..base
            };
            same(&read, &|event| {
                (1_700..3_400).contains(&(event.locator.bytes.0 / 100))
            });
        }
    }
}

#[test]
fn listings_count_what_is_there() {
    let made = made(3_000);
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let summary = write(&mut index, "source", &made.events);
    assert_eq!(summary.events, 3_000);
    assert_eq!(
        summary.undated,
        made.keys.iter().filter(|key| key.is_none()).count() as u64
    );
    let pokes = made
        .events
        .iter()
        .filter(|event| event.kind.name() == "unknown")
        .count() as u64;
    assert_eq!(
        summary.unknown_kinds,
        BTreeMap::from([("poke".into(), pokes)])
    );
    let rows = index.unknown_kinds().unwrap();
    assert_eq!(
        rows,
        [UnknownKindRow {
            word: "poke".into(),
            events: pokes
        }]
    );

    let accounts = index.accounts(None, 100).unwrap();
    assert_eq!(accounts.len(), 5);
    for account in accounts {
        let key = onrecord_model::AccountKey(account.key.as_str().into());
        let mine = |at: &usize| {
            made.events[*at]
                .account
                .as_ref()
                .is_some_and(|account| account.key() == key)
        };
        let mine: Vec<usize> = (0..3_000).filter(mine).collect();
        assert_eq!(account.authored, mine.len() as u64);
        let keys = mine.iter().filter_map(|at| made.keys[*at]);
        assert_eq!(account.first, keys.clone().min().and_then(instant));
        assert_eq!(account.last, keys.max().and_then(instant));
        assert_eq!(account.forms.len(), 1);
    }
    let first = index.threads(None, 2).unwrap();
    let rest = index.threads(Some(first[1].number), 100).unwrap();
    assert_eq!(first.len() + rest.len(), 6);
    let events = index.thread_events(first[0].number, 10, 5).unwrap();
    assert_eq!(
        events.iter().map(|row| row.position).collect::<Vec<_>>(),
        [10, 11, 12, 13, 14]
    );
    assert_eq!(index.reads().unwrap()[0].zone, "an hour east");
}

#[test]
fn bursts_fold_what_is_alike_and_near() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = thread("calls");
    let mut events = Vec::new();
    for at in 0..14 {
        let mut call = message(&thread, at, 1_600_000_000 + at as i64 * 120, "");
        call.kind = Kind::Call;
        call.marks.add(Mark::Missed);
        events.push(call);
    }
    events.push(message(&thread, 14, 1_600_001_700, "hello"));
    let mut late = events[0].clone();
    late.when = When::epoch_seconds(1_600_090_000);
    events.push(late);
    write(&mut index, "source", &events);
    let page = index.timeline(&Filter::default(), None, 100).unwrap();
    let bursts: Vec<Burst> = Bursts::new(page.events, 15 * 60 * 1_000_000).collect();
    let sizes: Vec<usize> = bursts.iter().map(|burst| burst.events.len()).collect();
    assert_eq!(sizes, [14, 1, 1]);
    assert_eq!(
        bursts[0].span(),
        instant(1_600_000_000).zip(instant(1_600_001_560))
    );
}
