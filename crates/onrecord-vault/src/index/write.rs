//! Writing one reading of one source, in one transaction: all of it is there afterwards, or
//! nothing is. Memory does not grow with the source.

use super::bytes::{Reader, Writer};
use super::counts::{Counter, ReadCounts};
use super::error::IndexError;
use super::lists::{Additions, NO_TIME, Of, list_number};
use super::matching::match_reading;
use super::names::{ExhibitOf, Interner};
use super::packed::{Placed, SortKey, UNKNOWN, kind_number, write_event, write_locator};
use super::store::Store;
use super::{Index, ReadNumber, ThreadNumber};
use onrecord_model::commit::{ThreadCommitment, ThreadCommitter, ThreadSeed};
use onrecord_model::{Defect, Event, Instant, Kind, Thread, Truth, Wall};
use onrecord_sqlite::rusqlite::{CachedStatement, OptionalExtension as _, params};
use std::collections::BTreeMap;

/// What a reading is of, and what it assumes.
pub struct ReadHeader<'a> {
    /// The source's identity in the custody log.
    pub source: String,
    /// The importer's short name.
    pub importer: String,
    /// The importer's version.
    pub version: u32,
    /// The user's answers to the importer's questions, in any stable spelling.
    pub answers: String,
    /// The zone at which wall clocks are sorted, for people (`Europe/London`).
    pub zone: String,
    /// That assumption at work. `None` where the zone knows no such time.
    pub assume: Box<dyn Fn(Wall) -> Option<Instant> + 'a>,
    /// Finds the exhibit that holds an entry of the source.
    pub exhibit_of: Box<ExhibitOf<'a>>,
    /// The secret seed of a thread's commitment.
    pub seed_of: Box<dyn Fn(&Thread) -> ThreadSeed + 'a>,
}

/// A thread as committed to by one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommittedThread {
    /// Its number in this index.
    pub thread: ThreadNumber,
    /// The platform's short name.
    pub platform: String,
    /// What tells it from another thread of the same export.
    pub key: String,
    /// Where the platform filed it.
    pub folder: Option<String>,
    /// How many events, and what binds them.
    pub commitment: ThreadCommitment,
}

/// What one reading gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSummary {
    /// Its number in this index.
    pub read: ReadNumber,
    /// How many events.
    pub events: u64,
    /// How many events have no place in the order of time.
    pub undated: u64,
    /// How many defects.
    pub defects: u64,
    /// How many defects of each code.
    pub defect_codes: BTreeMap<String, u64>,
    /// How many events of each kind that the importer does not know, by the format's word.
    pub unknown_kinds: BTreeMap<String, u64>,
    /// By kind and by how their time is known, and how many were here already.
    pub counts: ReadCounts,
    /// Its threads, in the order in which they first appear.
    pub threads: Vec<CommittedThread>,
}

/// Keys to a row of the table `keys`.
pub(super) const KEYS: u64 = 512;

/// Two rows of this size fill a page.
const BLOCK: usize = 4_000;

/// Committers held in memory, some 250 bytes each while they rest. A thread beyond these is committed to
/// at the end, from what was stored.
const COMMITTERS: usize = 100_000;
/// Committers that hold what makes their next event cheaper: several times the length of a text.
const AWAKE: usize = 256;

/// Further facts that a search should find, by the field's name: its last part, lower case.
const SEARCHED_DETAILS: &[&str] = &[
    "subject",
    "title",
    "filename",
    "name",
    "caption",
    "description",
    "link",
    "url",
    "share",
];

struct OpenThread {
    committer: Option<ThreadCommitter>,
    events: u64,
}

/// Takes the records of one reading, in source order. Dropped without
/// [`FinishedRead::commit`], it leaves the index as it was.
pub struct ReadWriter<'a> {
    transaction: Transaction<'a>,
    read: ReadNumber,
    importer: String,
    names: Interner<'a>,
    assume: Box<dyn Fn(Wall) -> Option<Instant> + 'a>,
    seed_of: Box<dyn Fn(&Thread) -> ThreadSeed + 'a>,
    insert_block: CachedStatement<'a>,
    insert_keys: CachedStatement<'a>,
    insert_words: CachedStatement<'a>,
    insert_defect: CachedStatement<'a>,
    first_event: u64,
    next_event: u64,
    block: Writer,
    event: Writer,
    block_start: u64,
    keys: Vec<i64>,
    searched: String,
    lists: Additions,
    threads: BTreeMap<u64, OpenThread>,
    /// The threads whose committers do not rest.
    awake: Vec<u64>,
    undated: u64,
    defects: u64,
    defect_codes: BTreeMap<String, u64>,
    unknown_kinds: BTreeMap<String, u64>,
    counter: Counter,
}

/// Rolls back when dropped, unless committed.
struct Transaction<'a> {
    store: &'a Store,
    open: bool,
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            // If even this fails, the journal does it when the file is opened next.
            let _ = self.store.connection.execute_batch("ROLLBACK");
        }
    }
}

impl Index {
    /// Begins to write a reading.
    pub fn begin_read<'a>(
        &'a mut self,
        header: ReadHeader<'a>,
    ) -> Result<ReadWriter<'a>, IndexError> {
        self.known.forget();
        let store = &self.store;
        let failed = |error| store.failed(&error);
        store.batch("BEGIN IMMEDIATE")?;
        let transaction = Transaction { store, open: true };
        let next_event = next_event(store)?;
        store
            .connection
            .prepare_cached(
                "INSERT INTO read(source, importer, version, answers, zone, first_event, events,
                 defects) VALUES(?1,?2,?3,?4,?5,?6,0,0)",
            )
            .and_then(|mut insert| {
                insert.execute(params![
                    header.source,
                    header.importer,
                    header.version,
                    header.answers,
                    header.zone,
                    next_event as i64
                ])
            })
            .map_err(failed)?;
        let read = store.connection.last_insert_rowid();
        let keys = read_keys(store, next_event / KEYS)?;
        let prepare = |sql| store.connection.prepare_cached(sql).map_err(failed);
        Ok(ReadWriter {
            transaction,
            read: ReadNumber(read as u64),
            importer: header.importer,
            names: Interner::new(store, read, header.exhibit_of),
            assume: header.assume,
            seed_of: header.seed_of,
            insert_block: prepare("INSERT INTO block VALUES(?1, ?2)")?,
            insert_keys: prepare("INSERT OR REPLACE INTO keys VALUES(?1, ?2)")?,
            insert_words: prepare("INSERT INTO words(rowid, text) VALUES(?1, ?2)")?,
            insert_defect: prepare(
                "INSERT INTO defect(read, code, reason, locator) VALUES(?1, ?2, ?3, ?4)",
            )?,
            first_event: next_event,
            next_event,
            block: Writer::default(),
            event: Writer::default(),
            block_start: next_event,
            keys,
            searched: String::new(),
            lists: Additions::default(),
            threads: BTreeMap::new(),
            awake: Vec::new(),
            undated: 0,
            defects: 0,
            defect_codes: BTreeMap::new(),
            unknown_kinds: BTreeMap::new(),
            counter: Counter::default(),
        })
    }
}

/// Events are numbered from 1, without gaps.
fn next_event(store: &Store) -> Result<u64, IndexError> {
    let next = store.one("SELECT coalesce(max(first_event + events), 1) FROM read")?;
    Ok(next as u64)
}

/// The sort keys of events `number * KEYS` and on, as far as there are.
pub(super) fn read_keys(store: &Store, number: u64) -> Result<Vec<i64>, IndexError> {
    let unpack = |packed: &[u8]| {
        let mut from = Reader(packed);
        let mut keys = Vec::with_capacity(KEYS as usize);
        let mut key = 0_i64;
        while !from.0.is_empty() {
            key = key.wrapping_add(from.signed()?);
            keys.push(key);
        }
        Some(keys)
    };
    let found = store
        .connection
        .prepare_cached("SELECT packed FROM keys WHERE number=?1")
        .and_then(|mut find| {
            find.query_row([number as i64], |row| {
                Ok(unpack(row.get_ref(0)?.as_blob()?))
            })
            .optional()
        })
        .map_err(|error| store.failed(&error))?;
    match found {
        None if number == 0 => Ok(vec![NO_TIME]), // There is no event 0.
        None => Ok(Vec::new()),
        Some(Some(keys)) if keys.len() as u64 <= KEYS => Ok(keys),
        Some(_) => Err(store.damaged("sort keys cannot be read")),
    }
}

impl ReadWriter<'_> {
    /// Adds the next event.
    pub fn push_event(&mut self, event: &Event) -> Result<(), IndexError> {
        let number = self.next_event;
        let thread = self.names.thread_numbers(&event.thread)?;
        let position = self.commit_to(thread.of, event);
        let key = self.sort_key(event);
        let kind = kind_number(&event.kind, &mut self.names)?;
        let place = Placed {
            thread_form: thread.form,
            position,
            key,
        };
        self.event.0.clear();
        write_event(&mut self.event, &mut self.names, event, place, kind)?;
        self.store_packed(number)?;
        self.store_words(number, event)?;

        let at = match key.instant() {
            // No real record is of the year -290308; were one, it would sort a microsecond late.
            Some(Instant(instant)) => instant.max(NO_TIME + 1),
            None => {
                self.undated += 1;
                NO_TIME
            }
        };
        self.keys.push(at);
        if self.keys.len() as u64 == KEYS {
            self.store_keys(number / KEYS)?;
        }
        self.counter.count(kind, event.when.truth);
        self.add_to_lists(number, at, event, thread.of, position, kind)?;
        self.next_event += 1;
        Ok(())
    }

    /// Adds a record that could not be read.
    pub fn push_defect(&mut self, defect: &Defect) -> Result<(), IndexError> {
        let mut locator = Writer::default();
        write_locator(&mut locator, &mut self.names, &defect.locator)?;
        let values = params![self.read.0 as i64, defect.code, &*defect.reason, locator.0];
        let done = self.insert_defect.execute(values);
        done.map_err(|error| self.transaction.store.failed(&error))?;
        self.defects += 1;
        *self.defect_codes.entry(defect.code.into()).or_default() += 1;
        Ok(())
    }

    /// The event's place in its thread.
    fn commit_to(&mut self, thread: u64, event: &Event) -> u64 {
        let seed_of = &self.seed_of;
        let held = self.threads.len();
        let open = self.threads.entry(thread).or_insert_with(|| OpenThread {
            committer: (held < COMMITTERS).then(|| ThreadCommitter::new(&seed_of(&event.thread))),
            events: 0,
        });
        open.events += 1;
        let position = open.events - 1;
        if let Some(committer) = &mut open.committer {
            if committer.is_at_rest() {
                self.awake.push(thread);
            }
            committer.add(event);
        }
        if self.awake.len() > AWAKE {
            for thread in self.awake.drain(..) {
                let open = self.threads.get_mut(&thread);
                open.and_then(|open| open.committer.as_mut())
                    .map(ThreadCommitter::rest);
            }
        }
        position
    }

    fn sort_key(&self, event: &Event) -> SortKey {
        match event.when.truth {
            Truth::Stated(instant) => SortKey::Stated(instant),
            Truth::WallZoneUnknown(wall) | Truth::WallOfExporter(wall) => {
                (self.assume)(wall).map_or(SortKey::None, SortKey::Assumed)
            }
            Truth::DayMonthAmbiguous { .. } | Truth::Undated => SortKey::None,
        }
    }

    /// Appends the packed event to the block, which is stored first where it would grow too big.
    fn store_packed(&mut self, number: u64) -> Result<(), IndexError> {
        if !self.block.0.is_empty() && self.block.0.len() + self.event.0.len() + 3 > BLOCK {
            self.store_block()?;
        }
        if self.block.0.is_empty() {
            self.block_start = number;
        }
        self.block.number(self.event.0.len() as u64);
        self.block.raw(&self.event.0);
        Ok(())
    }

    fn store_block(&mut self) -> Result<(), IndexError> {
        if self.block.0.is_empty() {
            return Ok(());
        }
        let done = self
            .insert_block
            .execute(params![self.block_start as i64, self.block.0]);
        done.map_err(|error| self.transaction.store.failed(&error))?;
        self.block.0.clear();
        // After a huge record, the memory is given back.
        self.block.0.shrink_to(1 << 20);
        self.event.0.shrink_to(1 << 20);
        Ok(())
    }

    fn store_keys(&mut self, number: u64) -> Result<(), IndexError> {
        let mut packed = Writer(Vec::with_capacity(self.keys.len() * 4));
        let mut before = 0_i64;
        for key in self.keys.drain(..) {
            packed.signed(key.wrapping_sub(before));
            before = key;
        }
        let done = self.insert_keys.execute(params![number as i64, packed.0]);
        done.map_err(|error| self.transaction.store.failed(&error))?;
        Ok(())
    }

    fn store_words(&mut self, number: u64, event: &Event) -> Result<(), IndexError> {
        let also = event
            .details
            .iter()
            .filter(|(name, value)| !value.is_empty() && is_searched(name));
        let mut others = event
            .attachments
            .iter()
            .map(|attachment| &*attachment.name)
            .chain(also.map(|(_, value)| value))
            .peekable();
        let text = event.text.as_deref().unwrap_or_default();
        let searched = if others.peek().is_none() {
            text
        } else {
            self.searched.clear();
            self.searched.push_str(text);
            for other in others {
                self.searched.push('\n');
                self.searched.push_str(other);
            }
            &self.searched
        };
        if !searched.is_empty() {
            let done = self.insert_words.execute(params![number as i64, searched]);
            done.map_err(|error| self.transaction.store.failed(&error))?;
        }
        self.searched.shrink_to(1 << 20);
        Ok(())
    }

    fn add_to_lists(
        &mut self,
        number: u64,
        at: i64,
        event: &Event,
        thread: u64,
        position: u64,
        kind: u64,
    ) -> Result<(), IndexError> {
        let platform = self.names.platform(&event.thread.platform)?;
        let entry = self.names.entry_numbers(&event.locator.entry)?;
        let author = match &event.account {
            Some(account) => Some(self.names.account_numbers(account)?.of),
            None => None,
        };
        let mut others = Vec::new();
        for other in &event.others {
            others.push(self.names.account_numbers(other)?.of);
        }
        others.sort_unstable();
        others.dedup();
        let lists = &mut self.lists;
        let mut add = |of, of_number, key| lists.add(list_number(of, of_number), (key, number));
        add(Of::Everything, 0, at);
        add(Of::Platform, platform, at);
        add(Of::Thread, thread, at);
        add(Of::Kind, kind, at);
        add(Of::Position, thread, position as i64);
        add(
            Of::Offset,
            entry.entry,
            i64::try_from(event.locator.bytes.0).unwrap_or(i64::MAX),
        );
        if let Some(exhibit) = entry.exhibit {
            add(Of::Exhibit, exhibit, at);
        }
        if let Some(author) = author {
            add(Of::Author, author, at);
        }
        for other in others {
            add(Of::Other, other, at);
        }
        let mut marks = event.marks.0;
        while marks != 0 {
            add(Of::Mark, u64::from(marks.trailing_zeros()), at);
            marks &= marks - 1;
        }
        if kind >= UNKNOWN
            && let Kind::Unknown(word) = &event.kind
        {
            // Only so many are told apart here; `Index::unknown_kinds` tells all.
            let told =
                self.unknown_kinds.len() < 10_000 || self.unknown_kinds.contains_key(&**word);
            let word = if told { word } else { "…" };
            *self.unknown_kinds.entry(word.into()).or_default() += 1;
        }
        self.lists.tidy(self.transaction.store)
    }
}

impl<'a> ReadWriter<'a> {
    /// Writes what is still held and says what the reading gave. Nothing is kept until
    /// [`FinishedRead::commit`].
    pub fn finish(mut self) -> Result<FinishedRead<'a>, IndexError> {
        let store = self.transaction.store;
        let failed = |error| store.failed(&error);
        self.store_block()?;
        if !self.keys.is_empty() {
            self.store_keys((self.next_event - 1) / KEYS)?;
        }
        self.lists.store(store)?;
        let events = self.next_event - self.first_event;
        store
            .connection
            .prepare_cached("UPDATE read SET events=?2, defects=?3 WHERE number=?1")
            .and_then(|mut update| {
                update.execute(params![
                    self.read.0 as i64,
                    events as i64,
                    self.defects as i64
                ])
            })
            .map_err(failed)?;
        let mut threads = Vec::new();
        for (number, open) in std::mem::take(&mut self.threads) {
            let commitment = match open.committer {
                Some(committer) => committer.finish(),
                None => super::threads::recommit(store, ThreadNumber(number), &self.seed_of)?,
            };
            threads.push(store_commitment(store, number, commitment)?);
        }
        let numbers: Vec<u64> = threads.iter().map(|thread| thread.thread.0).collect();
        let mut counts = self.counter.counts(&self.unknown_kinds);
        counts.repeated = match_reading(store, self.read.0, &self.importer, &numbers)?;
        counts.store(store, self.read)?;
        let summary = ReadSummary {
            read: self.read,
            counts,
            events,
            undated: self.undated,
            defects: self.defects,
            defect_codes: self.defect_codes,
            unknown_kinds: self.unknown_kinds,
            threads,
        };
        Ok(FinishedRead {
            transaction: self.transaction,
            summary,
        })
    }
}

fn store_commitment(
    store: &Store,
    number: u64,
    commitment: ThreadCommitment,
) -> Result<CommittedThread, IndexError> {
    let failed = |error| store.failed(&error);
    store
        .connection
        .prepare_cached("UPDATE thread SET events=?2, root=?3 WHERE number=?1")
        .and_then(|mut update| {
            update.execute(params![
                number as i64,
                commitment.n as i64,
                commitment.root.0
            ])
        })
        .map_err(failed)?;
    store
        .connection
        .prepare_cached("SELECT platform, key, folder FROM thread WHERE number=?1")
        .and_then(|mut find| {
            find.query_row([number as i64], |row| {
                Ok(CommittedThread {
                    thread: ThreadNumber(number),
                    platform: row.get(0)?,
                    key: row.get(1)?,
                    folder: super::names::folder_of(&row.get::<_, String>(2)?),
                    commitment,
                })
            })
        })
        .map_err(failed)
}

/// A reading that is all written but not yet kept.
pub struct FinishedRead<'a> {
    transaction: Transaction<'a>,
    summary: ReadSummary,
}

impl FinishedRead<'_> {
    /// What it gave: for the custody entry, which is written before this is kept.
    pub fn summary(&self) -> &ReadSummary {
        &self.summary
    }

    /// Keeps it. `applied` is the number of custody entries that the index now follows.
    pub fn commit(mut self, applied: u64) -> Result<ReadSummary, IndexError> {
        super::set_meta(self.transaction.store, super::APPLIED, applied as i64)?;
        self.transaction.store.batch("COMMIT")?;
        self.transaction.open = false;
        Ok(self.summary)
    }
}

fn is_searched(name: &str) -> bool {
    let last = name.rsplit(['.', '/', ':']).next().unwrap_or(name);
    SEARCHED_DETAILS
        .iter()
        .any(|searched| last.eq_ignore_ascii_case(searched))
}
