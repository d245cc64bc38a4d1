//! Prints what committing costs: nanoseconds an event, best and middle of some rounds, beside the
//! time of one SHA-256 block on the same machine.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads a clock and prints"
)]

use onrecord_model::commit::{ThreadCommitter, ThreadSeed};
use onrecord_model::*;
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
            details: vec![],
            refers_to: None,
        })
        .collect();
    let mut rounds: Vec<f64> = (0..15)
        .map(|_| {
            let mut committer = ThreadCommitter::new(&ThreadSeed([7; 32]));
            let start = Clock::now();
            for event in &events {
                committer.push(event);
            }
            let spent = start.elapsed();
            std::hint::black_box(committer.finish());
            spent.as_nanos() as f64 / events.len() as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    let mut nodes: Vec<f64> = (0..15)
        .map(|_| {
            let (mut digest, start) = (Digest([1; 32]), Clock::now());
            for _ in 0..100_000 {
                digest = merkle::node_hash(&digest, &digest);
            }
            std::hint::black_box(digest);
            start.elapsed().as_nanos() as f64 / 200_000.0
        })
        .collect();
    nodes.sort_by(f64::total_cmp);
    println!(
        "commit: {:.0} ns an event (median {:.0}); one SHA-256 block {:.1} ns; {:.1} blocks' worth",
        rounds[0],
        rounds[7],
        nodes[0],
        rounds[0] / nodes[0]
    );
}
