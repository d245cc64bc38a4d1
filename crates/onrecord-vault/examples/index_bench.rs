//! Measures filling the index and asking it: `index_bench [messages] [threads] [folder]`. Times are CPU
//! seconds of this process (Linux), because wall clocks on shared machines say little. What plain SQLite
//! with FTS5 takes: `timeline_floor` of onrecord-import.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measuring program: it prints, it stops at the first error, it looks at the clock"
)]

use onrecord_model::commit::{ThreadCommitter, ThreadSeed};
use onrecord_model::{
    Account, Digest, Event, Instant, Kind, Locator, Mark, Marks, Pointer, Precision, Thread, Truth,
    Wall, When,
};
use onrecord_vault::index::{
    Cursor, Direction, EventNumber, Filter, Index, Months, Order, Query, ReadHeader, Times,
};
use std::path::Path;
use std::sync::Arc;

/// User and system time of this process so far, in seconds.
fn cpu() -> f64 {
    let stat = fs_err::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

/// The most memory this process ever had, in MB.
fn peak() -> u64 {
    let status = fs_err::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        / 1024
}

struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }

    fn unit(&mut self) -> f64 {
        self.next() as f64 / (1_u64 << 53) as f64
    }
}

/// Invented texts: 9,000 words with the frequencies of natural language, mostly 4 to 20 a message.
struct Texts {
    words: Vec<String>,
    texts: Vec<String>,
}

fn texts() -> Texts {
    let mut dice = Dice(88_172_645_463_325_252);
    let common = "the be to of and a in that have I it for not on with he as you do at this but \
                  his by from they we say her she or an will my one all would there their what so";
    let mut words: Vec<String> = common.split_whitespace().map(Into::into).collect();
    while words.len() < 9_000 {
        let length = 3 + dice.next() % 7;
        let letter = |at: u64, dice: &mut Dice| -> char {
            let letters: &[u8] = if at.is_multiple_of(2) {
                b"bcdfghjklmnprstvw"
            } else {
                b"aeiou"
            };
            letters[(dice.next() % letters.len() as u64) as usize] as char
        };
        words.push((0..length).map(|at| letter(at, &mut dice)).collect());
    }
    let mut sums = Vec::new();
    let mut sum = 0.0;
    for rank in 0..words.len() {
        sum += 1.0 / (rank as f64 + 2.7).powf(1.02);
        sums.push(sum);
    }
    let text = |dice: &mut Dice| {
        let normal = (0..4).map(|_| dice.unit()).sum::<f64>() * 1.73 - 3.46;
        let count = ((2.2 + 0.75 * normal).exp() as usize).clamp(1, 45);
        let word = |dice: &mut Dice| {
            let at = dice.unit() * sum;
            words[sums.partition_point(|sum| *sum < at)].clone()
        };
        (0..count).map(|_| word(dice)).collect::<Vec<_>>().join(" ")
    };
    let texts = (0..200_000).map(|_| text(&mut dice)).collect();
    Texts { words, texts }
}

/// The events of an export of several chats, each in time order, over the same ten years.
struct Source {
    texts: Texts,
    threads: Vec<Arc<Thread>>,
    accounts: Vec<Arc<Account>>,
    entries: Vec<Arc<str>>,
    count: u64,
}

impl Source {
    fn new(count: u64, threads: u64) -> Self {
        let platform: Arc<str> = "invented".into();
        let thread = |number| {
            Arc::new(Thread {
                platform: platform.clone(),
                key: format!("chat {number}").into(),
                title: Some(format!("Rota {number}").into()),
                folder: None,
                participants: Vec::new(),
            })
        };
        let account = |number| Arc::new(Account::named(&platform, &format!("Person {number}")));
        Self {
            texts: texts(),
            threads: (0..threads).map(thread).collect(),
            accounts: (0..threads + 12).map(account).collect(),
            entries: (0..threads)
                .map(|number| format!("chats/{number}.txt").into())
                .collect(),
            count,
        }
    }

    fn event(&self, at: u64, dice: &mut Dice) -> Event {
        let each = self.count.div_ceil(self.threads.len() as u64);
        let (thread, place) = ((at / each) as usize, at % each);
        let text = &self.texts.texts[(dice.next() % self.texts.texts.len() as u64) as usize];
        let ten_years = 315_000_000;
        let seconds = 1_400_000_000 + place * ten_years / each + dice.next() % 60;
        let wall = Wall(seconds as i64 * 1_000_000);
        let marks = if dice.next().is_multiple_of(2) {
            Mark::Incoming
        } else {
            Mark::Outgoing
        };
        Event {
            locator: Locator {
                entry: self.entries[thread].clone(),
                bytes: (place * 90, place * 90 + 85),
                pointer: Pointer::Line(place + 1),
            },
            raw: Digest([at as u8; 32]),
            when: When {
                as_written: "05/03/2021, 14:07".into(),
                truth: Truth::WallZoneUnknown(wall),
                precision: Precision::Minute,
            },
            thread: self.threads[thread].clone(),
            account: Some(self.accounts[thread + (dice.next() % 12) as usize].clone()),
            others: Vec::new(),
            kind: if dice.next().is_multiple_of(200) {
                Kind::Call
            } else {
                Kind::Message
            },
            text: Some(text.as_str().into()),
            attachments: Vec::new(),
            marks: Marks::NONE.with(marks),
            details: Default::default(),
            refers_to: None,
        }
    }
}

fn seed(thread: &Thread) -> ThreadSeed {
    ThreadSeed::derive(&[3; 32], &Digest::of(b"reading"), thread)
}

fn fill(source: &Source, path: &Path) -> f64 {
    Index::remove(path).unwrap();
    let start = cpu();
    let mut making = 0.0;
    let mut index = Index::open(path, &[7; 32]).unwrap();
    let mut writer = index
        .begin_read(ReadHeader {
            source: "source".into(),
            importer: "invented".into(),
            version: 1,
            answers: String::new(),
            zone: "UTC".into(),
            assume: Box::new(|wall| Some(Instant(wall.0))),
            exhibit_of: Box::new(|_| Some((Digest::of(b"exhibit"), None))),
            seed_of: Box::new(seed),
        })
        .unwrap();
    let mut dice = Dice(4_711);
    let mut events = Vec::new();
    for at in 0..source.count {
        if at % 20_000 == 0 {
            let before = cpu();
            let to = (at + 20_000).min(source.count);
            events = (at..to).map(|at| source.event(at, &mut dice)).collect();
            making += cpu() - before;
        }
        writer.push_event(&events[(at % 20_000) as usize]).unwrap();
    }
    writer.finish().unwrap().commit(1).unwrap();
    cpu() - start - making
}

/// What committing to the threads costs by itself: it is in `fill` too.
fn commit(source: &Source) -> f64 {
    let mut committer = ThreadCommitter::new(&seed(&source.threads[0]));
    let mut dice = Dice(4_711);
    let events: Vec<_> = (0..50_000).map(|at| source.event(at, &mut dice)).collect();
    let start = cpu();
    for at in 0..source.count {
        committer.add(&events[(at % 50_000) as usize]);
    }
    cpu() - start
}

fn times(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "{name:<44} n={:<4} p50 {:>7.3} ms  p95 {:>7.3} ms  max {:>7.3} ms",
        times.len(),
        at(50),
        at(95),
        at(100)
    );
}

/// Milliseconds of this thread's CPU: what it would take on an idle machine with a warm disk.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let clock = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
    };
    let start = clock();
    let result = work();
    (result, clock() - start)
}

fn ask(source: &Source, path: &Path) {
    let (index, opened) = timed(|| Index::open(path, &[7; 32]).unwrap());
    let (_, first) = timed(|| index.timeline(&Filter::default(), None, 50).unwrap());
    println!("open {opened:.2} ms, first page cold {first:.2} ms");
    let newest = Filter {
        direction: Direction::NewestFirst,
        ..Filter::default()
    };
    let mut dice = Dice(99);
    for (name, filter) in [("oldest", Filter::default()), ("newest", newest.clone())] {
        let mut taken = Vec::new();
        let mut after = None;
        for _ in 0..300 {
            let (page, time) = timed(|| index.timeline(&filter, after, 50).unwrap());
            after = page.next;
            taken.push(time);
        }
        times(&format!("timeline page of 50, {name} first"), taken);
    }
    let mut taken = Vec::new();
    for _ in 0..300 {
        let row = index
            .event(EventNumber(1 + dice.next() % source.count))
            .unwrap();
        let filter = Filter {
            from: row.sort_key.instant(),
            ..Filter::default()
        };
        taken.push(timed(|| index.timeline(&filter, None, 50).unwrap()).1);
    }
    times("timeline page of 50, anywhere", taken);
    let calls = Filter {
        kinds: [Kind::Call].into(),
        ..Filter::default()
    };
    let mut taken = Vec::new();
    for account in index.accounts(None, 100).unwrap() {
        let filter = Filter {
            accounts: [account.number].into(),
            ..calls.clone()
        };
        taken.push(timed(|| index.timeline(&filter, None, 50).unwrap()).1);
    }
    times("timeline page of 50, calls of one account", taken);
    let vocabulary = &source.texts.words;
    let sorts: [(&str, Vec<String>); 6] = [
        ("very common words", vocabulary[..40].to_vec()),
        (
            "common words",
            vocabulary[40..400].iter().step_by(4).cloned().collect(),
        ),
        (
            "middling words",
            vocabulary[400..4_000].iter().step_by(24).cloned().collect(),
        ),
        (
            "rare words",
            vocabulary[4_000..].iter().step_by(40).cloned().collect(),
        ),
        (
            "two words",
            (0..100)
                .map(|at| format!("{} {}", vocabulary[at], vocabulary[at * 40 + 50]))
                .collect(),
        ),
        (
            "beginnings of words",
            vocabulary[50..]
                .iter()
                .step_by(90)
                .map(|w| w[..3].into())
                .collect(),
        ),
    ];
    for pass in ["cold", "warm"] {
        for (name, words) in &sorts {
            for (way, filter) in [("oldest", Filter::default()), ("newest", newest.clone())] {
                let mut taken = Vec::new();
                let mut short = 0;
                for word in words {
                    let query = Query::new(word);
                    let query = if name.starts_with("beg") {
                        query.with_prefix()
                    } else {
                        query
                    };
                    let order = Order::Time;
                    let (page, time) =
                        timed(|| index.search(&query, &filter, order, None, 50).unwrap());
                    short += usize::from(page.events.len() < 50 && page.next.is_some());
                    taken.push(time);
                }
                if pass == "warm" {
                    times(&format!("search {name}, {way} first"), taken);
                    if short > 0 {
                        println!("  ({short} pages ended early)");
                    }
                }
            }
        }
    }
    let mut taken = Vec::new();
    for word in &sorts[2].1 {
        let query = Query::new(word);
        taken.push(
            timed(|| {
                index
                    .search(&query, &newest, Order::Rank, None, 50)
                    .unwrap()
            })
            .1,
        );
    }
    times("search middling words by rank", taken);
    let account = index.accounts(None, 1).unwrap()[0].number;
    let filter = Filter {
        accounts: [account].into(),
        ..Filter::default()
    };
    let mut taken = Vec::new();
    for word in sorts[0].1.iter().chain(&sorts[1].1) {
        let query = Query::new(word);
        taken.push(
            timed(|| {
                index
                    .search(&query, &filter, Order::Time, None, 50)
                    .unwrap()
            })
            .1,
        );
    }
    times("search common words of one account", taken);
    println!(
        "all accounts {:.1} ms",
        timed(|| index.accounts(None, 10_000).unwrap()).1
    );
    println!(
        "all threads {:.1} ms",
        timed(|| index.threads(None, 10_000).unwrap()).1
    );
    // Everything that the app asks of the index for one page of the timeline.
    let once = Filter {
        once: true,
        ..Filter::default()
    };
    let turned = Filter {
        direction: Direction::NewestFirst,
        ..once.clone()
    };
    let undated = Filter {
        times: Times::UndatedOnly,
        ..once.clone()
    };
    let mut taken = Vec::new();
    for _ in 0..300 {
        let row = index
            .event(EventNumber(1 + dice.next() % source.count))
            .unwrap();
        let page = || {
            let page = index.timeline(&once, Some(Cursor::at(&row)), 100).unwrap();
            index.timeline(&turned, Some(Cursor::at(&row)), 1).unwrap();
            let mut copies = index.copies_of();
            for row in &page.events {
                copies.of(row.number).unwrap();
                copies.changed(row.number).unwrap();
            }
            index.months(&once, &Utc).unwrap();
            index.count(&undated).unwrap();
        };
        taken.push(timed(page).1);
    }
    println!(
        "first such page, which counts the months: {:.2} ms",
        taken[0]
    );
    times("the app's page of 100, anywhere", taken);
    for (name, filter) in [
        ("all", Filter::default()),
        (
            "one account",
            Filter {
                authors_only: true,
                ..filter.clone()
            },
        ),
        ("an account or to it", filter),
        ("calls", calls),
    ] {
        let first = timed(|| index.months(&filter, &Utc).unwrap()).1;
        let again = timed(|| index.months(&filter, &Utc).unwrap()).1;
        println!("months of {name}: {first:.2} ms, remembered {again:.4} ms");
    }
    println!(
        "every time, walked {:.1} ms",
        timed(|| index.times(&Filter::default(), &mut |_| {}).unwrap()).1
    );
    println!(
        "fingerprint {:.1} ms",
        timed(|| index.fingerprint().unwrap()).1
    );
}

struct Utc;

impl Months for Utc {
    fn zone(&self) -> &str {
        "UTC"
    }

    fn month_of(&self, at: Instant) -> (i64, u8) {
        let (year, month, ..) = Wall(at.0).fields();
        (year, month)
    }

    fn begins(&self, year: i64, month: u8) -> Instant {
        let first = Wall::new(year as i32, month, 1, 0, 0, 0, 0);
        first.map_or(Instant(i64::MAX), |wall| wall.at_offset(0))
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |at: usize, default| {
        arguments
            .get(at)
            .map_or(default, |text| text.parse().unwrap())
    };
    let (count, threads) = (number(1, 1_000_000), number(2, 10));
    let folder = arguments.get(3).map_or("target", String::as_str);
    let source = Source::new(count, threads);
    let base = peak();
    let path = Path::new(folder).join("bench-index.db");
    let ours = fill(&source, &path);
    let peak = peak();
    let size = fs_err::metadata(&path).unwrap().len() >> 20;
    let commit = commit(&source);
    let rate = |seconds: f64| count as f64 / seconds / 1e3;
    println!("{count} messages, {threads} threads");
    println!(
        "index  {ours:.2} CPU s, {:.0} k messages a CPU s; of it committing {commit:.2} s; {size} MB",
        rate(ours)
    );
    println!("memory: peak {peak} MB, of it the invented texts {base} MB");
    ask(&source, &path);
    let _ = fs_err::remove_file(&path);
}
