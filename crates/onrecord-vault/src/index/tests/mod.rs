//! The index's tests, and the invented events they work on.

mod damage;
mod exact;
mod hostile;
mod matching;
mod order;
mod relations;
mod tally;
mod view;
mod words;

use super::*;
use onrecord_model::commit::ThreadSeed;
use onrecord_model::{
    Account, Digest, Event, Instant, Kind, Locator, Mark, Marks, Pointer, Precision, Thread, Truth,
    Wall, When,
};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) const KEY: [u8; 32] = [7; 32];

/// A folder that goes when the test ends, and the index's path in it.
pub(super) fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index.db");
    (folder, path)
}

pub(super) fn seed(thread: &Thread) -> ThreadSeed {
    ThreadSeed::derive(&[9; 32], &Digest::of(b"a reading"), thread)
}

pub(super) fn header(source: &str) -> ReadHeader<'static> {
    ReadHeader {
        source: source.into(),
        importer: "invented".into(),
        version: 1,
        answers: "date-order=day-first".into(),
        zone: "an hour east".into(),
        assume: Box::new(|wall| Some(wall.at_offset(3_600))),
        exhibit_of: Box::new(|entry| {
            Some((Digest::of(b"exhibit"), Some(format!("member/{entry}"))))
        }),
        seed_of: Box::new(seed),
    }
}

pub(super) fn thread(key: &str) -> Arc<Thread> {
    Arc::new(Thread {
        platform: "invented".into(),
        key: key.into(),
        title: Some("Rota".into()),
        folder: None,
        participants: vec![Arc::new(Account::named(&"invented".into(), "Ada Example"))],
    })
}

/// A dated message; change what matters.
pub(super) fn message(thread: &Arc<Thread>, at: u64, seconds: i64, text: &str) -> Event {
    Event {
        locator: Locator {
            entry: "chat.txt".into(),
            bytes: (at * 100, at * 100 + 60),
            pointer: Pointer::Line(at + 1),
        },
        raw: Digest::of(text.as_bytes()),
        when: When::epoch_seconds(seconds),
        thread: thread.clone(),
        account: Some(Arc::new(Account::named(&"invented".into(), "Ada Example"))),
        others: Vec::new(),
        kind: Kind::Message,
        text: Some(text.into()),
        attachments: Vec::new(),
        marks: Marks::NONE.with(Mark::Incoming),
        details: Default::default(),
        refers_to: None,
    }
}

/// Writes one reading of these events and keeps it.
pub(super) fn write(index: &mut Index, source: &str, events: &[Event]) -> ReadSummary {
    let mut writer = index.begin_read(header(source)).unwrap();
    for event in events {
        writer.push_event(event).unwrap();
    }
    writer.finish().unwrap().commit(3).unwrap()
}

/// Every event that passes, page by page.
pub(super) fn all(index: &Index, filter: &Filter, page: usize) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut after = None;
    loop {
        let page = index.timeline(filter, after, page).unwrap();
        numbers.extend(page.events.iter().map(|row| row.number.0));
        match page.next {
            Some(next) => after = Cursor::from_text(&next.to_text()),
            None => return numbers,
        }
    }
}

/// Every hit, page by page.
pub(super) fn found(index: &Index, typed: &str, filter: &Filter, page: usize) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut after = None;
    loop {
        let page = index
            .search(&Query::new(typed), filter, Order::Time, after, page)
            .unwrap();
        numbers.extend(page.events.iter().map(|row| row.number.0));
        match page.next {
            Some(next) => after = Some(next),
            None => return numbers,
        }
    }
}

/// A small generator, so that a failure comes again.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

pub(super) fn wall(seconds: i64) -> When {
    When {
        as_written: "05/03/2021, 14:07".into(),
        truth: Truth::WallZoneUnknown(Wall(seconds * 1_000_000)),
        precision: Precision::Minute,
    }
}

pub(super) fn instant(seconds: i64) -> Option<Instant> {
    Some(Instant(seconds * 1_000_000))
}

#[test]
fn an_open_index_may_move_to_another_thread() {
    fn moves<T: Send>() {}
    moves::<Index>();
}
