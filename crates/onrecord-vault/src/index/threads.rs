//! Threads: their list, their events in source order, and their commitments made again.

use super::error::IndexError;
use super::lists::{Direction, Of, Walk};
use super::names::{Known, Lookup, folder};
use super::packed::{read_event, read_thread};
use super::store::Store;
use super::{EventNumber, EventRow, Index, ReadNumber, ThreadNumber};
use onrecord_model::commit::{ThreadCommitment, ThreadCommitter, ThreadSeed};
use onrecord_model::{Digest, Instant, Thread};
use onrecord_sqlite::rusqlite::{OptionalExtension as _, Row};
use std::sync::Arc;

/// A thread of one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadRow {
    /// Its number.
    pub number: ThreadNumber,
    /// The reading that gave it.
    pub read: ReadNumber,
    /// The thread as first shown: platform, key, title, folder, participants.
    pub thread: Arc<Thread>,
    /// What it was committed to when read.
    pub commitment: ThreadCommitment,
    /// The earliest sort key of its events.
    pub first: Option<Instant>,
    /// The latest.
    pub last: Option<Instant>,
}

const COLUMNS: &str = "SELECT thread.number, thread.read, thread.events, thread.root,
  (SELECT packed FROM thread_form WHERE thread_form.thread = thread.number
   ORDER BY thread_form.number LIMIT 1)
  FROM thread";

impl Index {
    /// Up to `limit` threads after `after`, in the order in which they were first read.
    pub fn threads(
        &self,
        after: Option<ThreadNumber>,
        limit: usize,
    ) -> Result<Vec<ThreadRow>, IndexError> {
        let _moment = self.store.reading()?;
        let failed = |error| self.store.failed(&error);
        let sql = format!("{COLUMNS} WHERE thread.number > ?1 ORDER BY thread.number LIMIT ?2");
        let mut find = self.store.connection.prepare_cached(&sql).map_err(failed)?;
        let after = after.map_or(0, |after| after.0) as i64;
        let mut rows = find
            .query([after, limit.min(1 << 32) as i64])
            .map_err(failed)?;
        let mut threads = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            threads.push(self.thread_row(row)?);
        }
        Ok(threads)
    }

    /// The thread of that number.
    pub fn thread(&self, number: ThreadNumber) -> Result<ThreadRow, IndexError> {
        let failed = |error| self.store.failed(&error);
        let sql = format!("{COLUMNS} WHERE thread.number=?1");
        let mut find = self.store.connection.prepare_cached(&sql).map_err(failed)?;
        let mut rows = find.query([number.0 as i64]).map_err(failed)?;
        match rows.next().map_err(failed)? {
            Some(row) => self.thread_row(row),
            None => Err(IndexError::absent(
                &self.store.path,
                format!("thread {}", number.0),
            )),
        }
    }

    fn thread_row(&self, row: &Row<'_>) -> Result<ThreadRow, IndexError> {
        let read = || -> Result<_, onrecord_sqlite::rusqlite::Error> {
            let thread = read_thread(&mut super::bytes::Reader(row.get_ref(4)?.as_blob()?));
            let commitment =
                ThreadCommitment::new(row.get::<_, i64>(2)? as u64, Digest(row.get(3)?));
            Ok((
                row.get::<_, i64>(0)? as u64,
                row.get::<_, i64>(1)? as u64,
                thread,
                commitment,
            ))
        };
        let (number, read, thread, commitment) =
            read().map_err(|error| self.store.failed(&error))?;
        let thread = thread.ok_or_else(|| self.store.damaged("a thread cannot be read"))?;
        let (_, first, last) = self.extent(Of::Thread, number)?;
        Ok(ThreadRow {
            number: ThreadNumber(number),
            read: ReadNumber(read),
            thread: Arc::new(thread),
            commitment,
            first,
            last,
        })
    }

    /// The number of the thread with this key in a reading.
    pub fn find_thread(
        &self,
        read: ReadNumber,
        thread: &Thread,
    ) -> Result<Option<ThreadNumber>, IndexError> {
        let folder = folder(thread);
        let found: Option<i64> = self
            .store
            .connection
            .prepare_cached(
                "SELECT number FROM thread WHERE read=?1 AND platform=?2 AND key=?3 AND folder=?4",
            )
            .and_then(|mut find| {
                let values = onrecord_sqlite::rusqlite::params![
                    read.0 as i64,
                    &*thread.platform,
                    &*thread.key,
                    folder
                ];
                find.query_row(values, |row| row.get(0)).optional()
            })
            .map_err(|error| self.store.failed(&error))?;
        Ok(found.map(|number| ThreadNumber(number as u64)))
    }

    /// Up to `limit` events of a thread from `position` on, in source order.
    pub fn thread_events(
        &self,
        thread: ThreadNumber,
        position: u64,
        limit: usize,
    ) -> Result<Vec<EventRow>, IndexError> {
        let _moment = self.store.reading()?;
        let mut walk = Walk::list(&self.store, Of::Position, thread.0, Direction::OldestFirst);
        let mut events = Vec::new();
        let mut at = (i64::try_from(position).unwrap_or(i64::MAX), 0);
        while events.len() < limit {
            let Some(spot) = walk.seek(at)? else { break };
            events.push(self.event(EventNumber(spot.1))?);
            at = (spot.0 + 1, 0);
        }
        Ok(events)
    }

    /// Commits to the thread again from what is stored, handing each leaf to `leaf` in order.
    pub fn recommit(
        &self,
        thread: ThreadNumber,
        seed: &ThreadSeed,
        leaf: impl FnMut(Digest),
    ) -> Result<ThreadCommitment, IndexError> {
        let _moment = self.store.reading()?;
        commit_again(&self.store, thread, seed, leaf)
    }

    /// Whether what is stored of a thread is what `commitment` says.
    pub fn verify_thread(
        &self,
        thread: ThreadNumber,
        seed: &ThreadSeed,
        commitment: &ThreadCommitment,
    ) -> Result<bool, IndexError> {
        Ok(self.recommit(thread, seed, |_| {})? == *commitment)
    }
}

/// As [`Index::recommit`], for a thread that was too many to commit to while reading.
pub(super) fn recommit(
    store: &Store,
    thread: ThreadNumber,
    seed_of: &dyn Fn(&Thread) -> ThreadSeed,
) -> Result<ThreadCommitment, IndexError> {
    let packed: Vec<u8> = store
        .connection
        .prepare_cached("SELECT packed FROM thread_form WHERE thread=?1 ORDER BY number LIMIT 1")
        .and_then(|mut find| find.query_row([thread.0 as i64], |row| row.get(0)))
        .map_err(|error| store.failed(&error))?;
    let shown = read_thread(&mut super::bytes::Reader(&packed))
        .ok_or_else(|| store.damaged("a thread cannot be read"))?;
    commit_again(store, thread, &seed_of(&shown), |_| {})
}

fn commit_again(
    store: &Store,
    thread: ThreadNumber,
    seed: &ThreadSeed,
    mut leaf: impl FnMut(Digest),
) -> Result<ThreadCommitment, IndexError> {
    let known = Known::default();
    let lookup = Lookup(store, &known);
    let mut committer = ThreadCommitter::new(seed);
    let mut walk = Walk::list(store, Of::Position, thread.0, Direction::OldestFirst);
    let mut at = (0, 0);
    while let Some(spot) = walk.seek(at)? {
        let read = |packed: &[u8]| read_event(packed, &lookup);
        let (event, place) = super::packed_event(store, &known, spot.1, read)??
            .ok_or_else(|| store.damaged(format!("event {} cannot be read", spot.1)))?;
        if place.position != committer.len() || place.position as i64 != spot.0 {
            return Err(store.damaged(format!("thread {} has a gap", thread.0)));
        }
        leaf(committer.push(&event));
        at = (spot.0 + 1, 0);
    }
    Ok(committer.finish())
}
