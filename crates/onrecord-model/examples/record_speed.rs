//! Prints what the work done for every record costs: nanoseconds, best and median of some rounds, beside
//! the time of one SHA-256 block on the same machine.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads a clock and prints"
)]

use onrecord_model::commit::{ThreadCommitter, ThreadSeed};
use onrecord_model::*;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant as Clock;

fn main() {
    let platform: Arc<str> = "whatsapp".into();
    let thread = Arc::new(Thread {
        platform: platform.clone(),
        key: "chat".into(),
        title: None,
        folder: None,
        participants: vec![],
    });
    let sender = Arc::new(Account::named(&platform, "Kit Example"));
    let entry: Arc<str> = "WhatsApp Chat with Kit Example.txt".into();
    let words = "I saw you at the station again, why do you not answer me ";
    let events: Vec<Event> = (0..100_000_u64)
        .map(|at| Event {
            locator: Locator {
                entry: entry.clone(),
                bytes: (at * 98, at * 98 + 97),
                pointer: Pointer::Line(at + 1),
            },
            raw: Digest([at as u8; 32]),
            when: When {
                as_written: "05/03/2021, 14:07".into(),
                truth: Truth::WallOfExporter(Wall(1_614_953_253_000_000 + at as i64 * 60_000_000)),
                precision: Precision::Minute,
            },
            thread: thread.clone(),
            account: Some(sender.clone()),
            others: vec![],
            kind: Kind::Message,
            text: Some(words[..at as usize % words.len()].into()),
            attachments: vec![],
            marks: Marks::NONE,
            details: Default::default(),
            refers_to: None,
        })
        .collect();
    let commit = measure(events.len(), || {
        let mut committer = ThreadCommitter::new(&ThreadSeed([7; 32]));
        for event in &events {
            committer.add(event);
        }
        black_box(committer.finish());
    });
    let ids = measure(events.len(), || {
        let mut ids = EventIds::new(Digest([3; 32]));
        for event in &events {
            black_box(ids.next(event));
        }
    });
    let text = words.repeat(1_000);
    let hidden = measure(text.len(), || {
        black_box(escape::has_hidden(black_box(&text)));
    });
    let block = measure(200_000, || {
        let mut digest = Digest([1; 32]);
        (0..100_000).for_each(|_| digest = merkle::node_hash(&digest, &digest));
        black_box(digest);
    });
    for (what, (best, median), unit) in [
        ("commit", commit, "an event"),
        ("event id", ids, "an event"),
        ("hidden characters", hidden, "a byte"),
        ("SHA-256", block, "a block of 64 bytes"),
    ] {
        let blocks = best / block.0;
        println!("{what}: {best:.2} ns {unit} (median {median:.2}); {blocks:.1} blocks' worth");
    }
}

/// Best and median nanoseconds for each of `count` things that `work` does.
fn measure(count: usize, work: impl Fn()) -> (f64, f64) {
    let mut rounds: Vec<f64> = (0..15)
        .map(|_| {
            let start = Clock::now();
            work();
            start.elapsed().as_nanos() as f64 / count as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    (rounds[0], rounds[7])
}
