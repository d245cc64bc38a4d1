//! The index: every event of a case in one encrypted file, in the order of time, searchable. It is
//! a view of what was sealed and said, made by reading, and can always be made again. It works
//! from a key and a path and knows nothing of passphrases, of the custody log beyond a number, or
//! of what a platform is.
//!
//! - `store`: the encrypted file; `bytes`, `packed`: an event as bytes; `names`: numbers for names;
//! - `lists`: sorted lists, from which every filter is made; `write`: one reading in, `counts`: what
//!   it holds;
//! - `matching`, `groups`: the same thread again, and which records tell of one event;
//! - `query`, `search`, `marked`, `tally`, `threads`, `listing`, `relations`, `burst`, `compare`:
//!   what comes out.

mod burst;
mod bytes;
mod compare;
mod counts;
mod error;
mod fingerprint;
mod groups;
mod listing;
mod lists;
mod marked;
mod matching;
mod names;
mod packed;
mod query;
mod relations;
mod search;
mod store;
mod tally;
#[cfg(test)]
mod tests;
mod threads;
mod write;

pub use burst::{Burst, Bursts};
pub use compare::{CopiesOf, Gone, OnlyCounts, OnlyOne, Reach, ReadPair, ThreadPair};
pub use counts::{ReadCounts, TIMES};
pub use error::IndexError;
pub use listing::{AccountRow, DefectRow, ReadRow, UnknownKindRow};
pub use lists::Direction;
pub use names::ExhibitOf;
pub use packed::SortKey;
pub use query::{Cursor, Filter, Page, Times};
pub use relations::Relation;
pub use search::{Order, Query};
pub use tally::{MonthRow, Months};
pub use threads::ThreadRow;
pub use write::{CommittedThread, FinishedRead, ReadHeader, ReadSummary, ReadWriter};

use names::{Known, Lookup};
use onrecord_model::{Digest, Event};
use onrecord_sqlite::rusqlite::{OptionalExtension as _, params};
use std::path::Path;
use std::sync::Arc;
use store::Store;

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);)*
    };
}

numbers! {
    /// An event's number: from 1, in the order read. The same again after a rebuild that feeds the
    /// same readings in the same order; another otherwise. What must outlive a rebuild is named by
    /// its source and locator.
    EventNumber;
    /// An account's number, with the same caution.
    AccountNumber;
    /// A thread's number, with the same caution.
    ThreadNumber;
    /// A reading's number, with the same caution.
    ReadNumber;
}

/// How much memory an open index may use for pages, in KiB. Writing needs some 60 MB besides.
const CACHE_KIB: u32 = 32 * 1024;

const APPLIED: &str = "applied";
const READERS: &str = "readers";

/// An open index.
pub struct Index {
    store: Store,
    known: Known,
}

/// An event as the index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Its number.
    pub number: EventNumber,
    /// The reading that gave it.
    pub read: ReadNumber,
    /// Its thread.
    pub thread: ThreadNumber,
    /// Its place in the thread, from 0, in source order: the index of its leaf.
    pub position: u64,
    /// Where it stands in the order of time.
    pub sort_key: SortKey,
    /// The exhibit that holds it, and the path in it where the exhibit is an archive.
    pub exhibit: Option<(Digest, Option<String>)>,
    /// The event, exactly as the importer gave it.
    pub event: Event,
}

impl Index {
    /// Opens the index at `path` with its key, or makes an empty one where there is none.
    pub fn open(path: &Path, key: &[u8; 32]) -> Result<Self, IndexError> {
        Self::open_with_cache(path, key, CACHE_KIB)
    }

    /// As [`Index::open`], with another limit for the pages held in memory, in KiB.
    pub fn open_with_cache(path: &Path, key: &[u8; 32], kib: u32) -> Result<Self, IndexError> {
        let store = Store::open(path, key, kib)?;
        store.connection.set_prepared_statement_cache_capacity(64);
        Ok(Self {
            store,
            known: Known::default(),
        })
    }

    /// The index as it is now, to be read while this one is written to. Of the same key.
    ///
    /// # Errors
    /// The file cannot be opened a second time, or a reading is being written.
    pub fn view(&self, key: &[u8; 32]) -> Result<Self, IndexError> {
        let store = self.store.view(key)?;
        store.connection.set_prepared_statement_cache_capacity(64);
        Ok(Self {
            store,
            known: Known::default(),
        })
    }

    /// After the last view of it is gone: takes what was written beside the file into it, where it is much.
    /// The rest is when the index is next opened.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn end_view(&self) -> Result<(), IndexError> {
        self.store.end_view()
    }

    /// Removes an index file and its journals, so that it can be made again. An absent file is fine.
    pub fn remove(path: &Path) -> Result<(), IndexError> {
        for end in ["", "-journal", "-wal", "-shm"] {
            let mut file = path.as_os_str().to_owned();
            file.push(end);
            match fs_err::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(IndexError::Storage {
                        path: path.into(),
                        what: error.to_string(),
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// How many custody entries this index follows, as the writer last said.
    pub fn applied(&self) -> Result<u64, IndexError> {
        let sql = "SELECT coalesce(max(value), 0) FROM meta WHERE name='applied'";
        self.store.one(sql).map(|applied| applied as u64)
    }

    /// Says that custody entries up to `applied` are followed, where they hold nothing to index.
    pub fn set_applied(&mut self, applied: u64) -> Result<(), IndexError> {
        set_meta(&self.store, APPLIED, applied as i64)
    }

    /// What the writer last said of the programs that read for it; 0 where it said nothing.
    pub fn readers(&self) -> Result<u64, IndexError> {
        let sql = "SELECT coalesce(max(value), 0) FROM meta WHERE name='readers'";
        self.store.one(sql).map(|readers| readers as u64)
    }

    /// Says of the programs that read for it what tells them from others.
    pub fn set_readers(&mut self, readers: u64) -> Result<(), IndexError> {
        set_meta(&self.store, READERS, readers as i64)
    }

    /// How many events there are.
    pub fn len(&self) -> Result<u64, IndexError> {
        let sql = "SELECT coalesce(max(first_event + events), 1) - 1 FROM read";
        self.store.one(sql).map(|events| events as u64)
    }

    /// Whether there is no event.
    pub fn is_empty(&self) -> Result<bool, IndexError> {
        self.len().map(|events| events == 0)
    }

    /// The event of that number.
    pub fn event(&self, number: EventNumber) -> Result<EventRow, IndexError> {
        let lookup = Lookup(&self.store, &self.known);
        let damaged = || {
            self.store
                .damaged(format!("event {} cannot be read", number.0))
        };
        let read = |packed: &[u8]| packed::read_event(packed, &lookup);
        let (event, place) =
            packed_event(&self.store, &self.known, number.0, read)??.ok_or_else(damaged)?;
        let (_, thread) = lookup
            .thread_and_number(place.thread_form)?
            .ok_or_else(damaged)?;
        let read = self.read_of(number.0)?;
        let exhibit = self.exhibit_of(read, &event.locator.entry)?;
        Ok(EventRow {
            number,
            read: ReadNumber(read as u64),
            thread: ThreadNumber(thread),
            position: place.position,
            sort_key: place.key,
            exhibit,
            event,
        })
    }

    fn read_of(&self, number: u64) -> Result<i64, IndexError> {
        if self.known.reads.borrow().is_empty() {
            let sql = "SELECT first_event, number, first_event + events FROM read WHERE events > 0";
            let rows = self.rows(sql, [], |row| {
                Ok((
                    row.get::<_, i64>(0)? as u64,
                    (row.get::<_, i64>(1)?, row.get::<_, i64>(2)? as u64),
                ))
            })?;
            self.known.reads.borrow_mut().extend(rows);
        }
        let reads = self.known.reads.borrow();
        let found = reads
            .range(..=number)
            .next_back()
            .filter(|(_, (_, end))| number < *end);
        match found {
            Some((_, (read, _))) => Ok(*read),
            None => Err(self
                .store
                .damaged(format!("event {number} belongs to no reading"))),
        }
    }

    fn exhibit_of(
        &self,
        read: i64,
        entry: &Arc<str>,
    ) -> Result<Option<(Digest, Option<String>)>, IndexError> {
        let key = (read, entry.clone());
        if let Some(known) = self.known.exhibits.borrow().get(&key) {
            return Ok(known.clone());
        }
        let found = self
            .store
            .connection
            .prepare_cached(
                "SELECT exhibit.digest, entry.member FROM entry JOIN exhibit
                 ON exhibit.number = entry.exhibit WHERE entry.read=?1 AND entry.path=?2",
            )
            .and_then(|mut find| {
                find.query_row(params![read, &**entry], |row| {
                    Ok((row.get::<_, [u8; 32]>(0)?, row.get(1)?))
                })
                .optional()
            })
            .map_err(|error| self.store.failed(&error))?;
        let found = found.map(|(digest, member)| (Digest(digest), member));
        Known::keep(&self.known.exhibits, 5_000, key, found.clone());
        Ok(found)
    }
}

/// Blocks remembered: half a megabyte, and a page of the timeline reads each block once.
const BLOCKS: usize = 128;

/// An event's bytes, from its block.
fn packed_event<T>(
    store: &Store,
    known: &Known,
    number: u64,
    read: impl FnOnce(&[u8]) -> T,
) -> Result<T, IndexError> {
    let absent = || IndexError::absent(&store.path, format!("event {number}"));
    let remembered = known
        .blocks
        .borrow()
        .range(..=number)
        .next_back()
        .and_then(|(first, (end, block))| (number < *end).then(|| (*first, block.clone())));
    let (first, block) = match remembered {
        Some(remembered) => remembered,
        None => {
            let (first, block) = stored_block(store, number)?.ok_or_else(absent)?;
            let count = events_in(&block)
                .ok_or_else(|| store.damaged(format!("event {number} cannot be read")))?;
            let end = first + count;
            if block.len() <= 64 * 1024 {
                Known::keep(&known.blocks, BLOCKS, first, (end, block.clone()));
            }
            (first, block)
        }
    };
    let mut from = bytes::Reader(&block);
    for _ in first..number {
        from.sized().ok_or_else(absent)?;
    }
    from.sized().map(read).ok_or_else(absent)
}

fn stored_block(store: &Store, number: u64) -> Result<Option<names::Block>, IndexError> {
    store
        .connection
        .prepare_cached(
            "SELECT first_event, packed FROM block WHERE first_event <= ?1
             ORDER BY first_event DESC LIMIT 1",
        )
        .and_then(|mut find| {
            find.query_row([number.min(i64::MAX as u64) as i64], |row| {
                Ok((
                    row.get::<_, i64>(0)? as u64,
                    row.get_ref(1)?.as_blob()?.into(),
                ))
            })
            .optional()
        })
        .map_err(|error| store.failed(&error))
}

fn events_in(block: &[u8]) -> Option<u64> {
    let mut from = bytes::Reader(block);
    let mut count = 0;
    while !from.0.is_empty() {
        from.sized()?;
        count += 1;
    }
    Some(count)
}

fn set_meta(store: &Store, name: &str, value: i64) -> Result<(), IndexError> {
    store
        .connection
        .prepare_cached("INSERT OR REPLACE INTO meta VALUES(?1, ?2)")
        .and_then(|mut set| set.execute(params![name, value]))
        .map_err(|error| store.failed(&error))?;
    Ok(())
}
