//! The same thread again: which records of a new reading tell of an event that an earlier reading
//! tells of too. Exports overlap, come twice, and shrink. Records are matched and all stay: nothing
//! here removes or changes one. It does not know what a timeline or a pack makes of it.
//!
//! - `candidates`: which earlier thread may be the same; `learn`: what the two agree on;
//! - `pairing`: record by record; `shape`: what of a record is compared.
//!
//! A thread is taken for another only on evidence: the platform's own number for it, or enough that
//! both say at the same times. Two records of one export's thread are never matched with each other.

mod candidates;
mod learn;
mod pairing;
mod shape;

use super::error::IndexError;
use super::groups::{Bits, GroupsWriter, Pairs, read_hidden};
use super::lists::{Direction, NO_TIME, Of, Walk};
use super::packed::read_thread;
use super::store::Store;
use candidates::{By, Candidate, Names, New};
use learn::{Learned, MOST_APART, learn};
use onrecord_model::Thread;
use onrecord_sqlite::rusqlite::{OptionalExtension as _, params};
use pairing::{Old, Pairing, Told};
use shape::{Shape, Shapes};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Records compared before a thread is taken for another.
const TRIAL: usize = 5_000;

/// Finds what the threads (ascending) of a reading have in common with what was there before. Gives
/// how many of its records were there already.
pub(super) fn match_reading(
    store: &Store,
    read: u64,
    importer: &str,
    threads: &[u64],
) -> Result<u64, IndexError> {
    let hidden = RefCell::new(read_hidden(store)?);
    let mut matching = Matching {
        store,
        read,
        importer,
        first_thread: threads.first().copied().unwrap_or_default(),
        hidden: &hidden,
        groups: GroupsWriter::new(store, &hidden),
        first_of: Pairs::new(store, Of::Group),
        shapes: Shapes::new(store),
        names: Names::default(),
        others: BTreeMap::new(),
        copies: 0,
    };
    for thread in threads {
        matching.thread(*thread)?;
    }
    matching.groups.store_pairs()?;
    matching.groups.store_hidden()?;
    Ok(matching.copies)
}

struct Matching<'a> {
    store: &'a Store,
    read: u64,
    importer: &'a str,
    first_thread: u64,
    hidden: &'a RefCell<Bits>,
    groups: GroupsWriter<'a>,
    first_of: Pairs<'a>,
    shapes: Shapes<'a>,
    names: Names,
    /// Whether another reading has threads of a platform.
    others: BTreeMap<String, bool>,
    copies: u64,
}

/// The first and last sort key of a list; `None` where nothing in it is dated.
fn extent(store: &Store, threads: &[u64]) -> Result<Option<(i64, i64)>, IndexError> {
    let mut found: Option<(i64, i64)> = None;
    for thread in threads {
        let end = |direction, from| {
            Walk::list(store, Of::Thread, *thread, direction)
                .seek(from)
                .map(|spot| spot.map(|spot| spot.0).filter(|key| *key != NO_TIME))
        };
        let first = end(Direction::OldestFirst, (NO_TIME + 1, 0))?;
        let last = end(Direction::NewestFirst, (i64::MAX, u64::MAX))?;
        if let (Some(first), Some(last)) = (first, last) {
            let (earliest, latest) = found.unwrap_or((first, last));
            found = Some((earliest.min(first), latest.max(last)));
        }
    }
    Ok(found)
}

impl<'a> Matching<'a> {
    fn thread(&mut self, number: u64) -> Result<(), IndexError> {
        let (thread, events) = self.load(number)?;
        let reading = (self.read, self.first_thread, self.importer);
        let new = New::of(&thread, number, events, reading);
        let others = self.others(&thread.platform)?;
        let found = candidates::find(self.store, &mut self.shapes, &self.names, &new, others)?;
        let mut conversation = (number, "", 0);
        for candidate in found {
            let threads = self.threads_of(candidate.conversation)?;
            // What this reading has joined so far must be found by the next.
            if threads.iter().any(|thread| *thread >= self.first_thread) {
                self.groups.store_pairs()?;
                self.first_of = Pairs::new(self.store, Of::Group);
            }
            if let Some(learned) = self.accepted(number, &threads, candidate)? {
                self.join(number, &threads, &learned)?;
                let offset = learned.offsets.first().copied().unwrap_or_default();
                conversation = (candidate.conversation, candidate.by.name(), offset);
                break;
            }
        }
        let (conversation, known_by, offset) = conversation;
        self.store
            .connection
            .prepare_cached("INSERT INTO conversation VALUES(?1, ?2, ?3, ?4)")
            .and_then(|mut insert| {
                insert.execute(params![
                    number as i64,
                    conversation as i64,
                    known_by,
                    offset
                ])
            })
            .map_err(|error| self.store.failed(&error))?;
        candidates::remember(self.store, &mut self.names, &new)
    }

    fn load(&self, number: u64) -> Result<(Thread, u64), IndexError> {
        let (packed, events): (Vec<u8>, i64) = self
            .store
            .connection
            .prepare_cached(
                // The smallest number, not the first in order: for an order SQLite makes a table.
                "SELECT thread_form.packed, thread.events FROM thread JOIN thread_form
                 ON thread_form.number = (SELECT min(number) FROM thread_form WHERE thread=?1)
                 WHERE thread.number=?1",
            )
            .and_then(|mut find| {
                find.query_row([number as i64], |row| Ok((row.get(0)?, row.get(1)?)))
            })
            .map_err(|error| self.store.failed(&error))?;
        let thread = read_thread(&mut super::bytes::Reader(&packed))
            .ok_or_else(|| self.store.damaged("a thread cannot be read"))?;
        Ok((thread, events as u64))
    }

    fn others(&mut self, platform: &str) -> Result<bool, IndexError> {
        if let Some(known) = self.others.get(platform) {
            return Ok(*known);
        }
        let found: Option<i64> = self
            .store
            .connection
            .prepare_cached("SELECT 1 FROM thread WHERE platform=?1 AND read<>?2 LIMIT 1")
            .and_then(|mut find| {
                find.query_row(params![platform, self.read as i64], |row| row.get(0))
                    .optional()
            })
            .map_err(|error| self.store.failed(&error))?;
        self.others.insert(platform.into(), found.is_some());
        Ok(found.is_some())
    }

    fn threads_of(&self, conversation: u64) -> Result<Vec<u64>, IndexError> {
        let mut find = self
            .store
            .connection
            .prepare_cached("SELECT thread FROM conversation WHERE conversation=?1 ORDER BY thread")
            .map_err(|error| self.store.failed(&error))?;
        let threads = find.query_map([conversation as i64], |row| row.get::<_, i64>(0));
        threads
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map(|threads| threads.into_iter().map(|thread| thread as u64).collect())
            .map_err(|error| self.store.failed(&error))
    }

    /// Whether the thread is the one that these threads are, and what the two agree on.
    fn accepted(
        &mut self,
        new: u64,
        threads: &[u64],
        candidate: Candidate,
    ) -> Result<Option<Learned>, IndexError> {
        let mut learned = Learned {
            offsets: vec![0],
            senders: Default::default(),
            unit: shape::MINUTE,
        };
        let extents = (extent(self.store, &[new])?, extent(self.store, threads)?);
        let (Some((new_first, new_last)), Some((old_first, old_last))) = extents else {
            // Without times there is no evidence but the number or the name and the words.
            let (same, of, _) = self.trial(new, threads, &learned, (NO_TIME, NO_TIME))?;
            let enough = candidate.by == By::Name && same > 0 && 2 * same >= of;
            return Ok((candidate.by == By::Number || enough).then_some(learned));
        };
        let mut old = Old::new(self.store, threads, self.hidden);
        let around = (
            new_first.max(old_first.saturating_sub(MOST_APART)),
            new_last.min(old_last.saturating_add(MOST_APART)),
        );
        if around.0 <= around.1 {
            learned = learn(self.store, &mut self.shapes, new, &mut old, around)?;
        }
        if candidate.by == By::Number {
            return Ok(Some(learned));
        }
        let offset = learned.offsets.first().copied().unwrap_or_default();
        let both = (
            new_first.max(
                old_first
                    .saturating_sub(offset)
                    .saturating_sub(learned.unit),
            ),
            new_last.min(old_last.saturating_sub(offset).saturating_add(learned.unit)),
        );
        if both.0 > both.1 {
            return Ok(None);
        }
        let (same, of, senders) = self.trial(new, threads, &learned, both)?;
        let enough = match candidate.by {
            By::Number => true,
            // An export may hold two chats of one name; it may also hold one chat in two formats.
            By::Name if candidate.within => {
                same >= 5 && 2 * same >= of || senders > 1 && same >= 3 && same == of
            }
            By::Name => same > 0 && (2 * same >= of || same >= 3 && 5 * same >= of),
            // One person may send the same to several people at once. That somebody answers the
            // same at the same time too does not happen twice.
            By::Words => senders > 1 && same >= 5 && 2 * same >= of,
        };
        Ok(enough.then_some(learned))
    }

    /// How many records both have, and how many the one with fewer has, where both have some; and
    /// whether more than one sender is among the former.
    fn trial(
        &mut self,
        new: u64,
        threads: &[u64],
        learned: &Learned,
        (from, until): (i64, i64),
    ) -> Result<(u64, u64, usize), IndexError> {
        let (mut same, mut of_new) = (0, 0);
        let mut senders = BTreeSet::new();
        let mut old = Old::new(self.store, threads, self.hidden);
        let mut last = from;
        Pairing::new(&mut self.shapes, learned).run(
            self.store,
            new,
            &mut old,
            (from, until),
            TRIAL,
            &mut |told| {
                match told {
                    Told::Same(shape, _) => {
                        same += 1;
                        of_new += 1;
                        last = shape.key;
                        if senders.len() < 2 {
                            senders.insert(shape.sender);
                        }
                    }
                    Told::Alone(key) => {
                        of_new += 1;
                        last = key;
                    }
                    Told::Changed(..) => {}
                }
                Ok(())
            },
        )?;
        // The old ones of the same stretch of time.
        let slack = if until == NO_TIME {
            0
        } else {
            learned.window()
        };
        let end = last.saturating_add(slack);
        let lists = threads
            .iter()
            .map(|thread| Walk::list(self.store, Of::Thread, *thread, Direction::OldestFirst));
        let mut walk = Walk::any(lists.collect(), Direction::OldestFirst);
        let mut at = (from.saturating_sub(slack), 0);
        let mut of_old = 0;
        while of_old < of_new
            && let Some(spot) = walk.seek(at)?.filter(|spot| spot.0 <= end)
        {
            of_old += u64::from(!self.hidden.borrow().has(spot.1));
            at = (spot.0, spot.1 + 1);
        }
        Ok((same, of_new.min(of_old), senders.len()))
    }

    fn join(&mut self, new: u64, threads: &[u64], learned: &Learned) -> Result<(), IndexError> {
        let window = learned.window();
        let mut ranges = vec![(NO_TIME, NO_TIME)];
        if let Some((first, last)) = extent(self.store, threads)? {
            let from = first.saturating_sub(window).max(NO_TIME + 1);
            ranges.push((from, last.saturating_add(window)));
        }
        let Self {
            store,
            hidden,
            groups,
            first_of,
            shapes,
            copies,
            ..
        } = self;
        for range in ranges {
            let mut old = Old::new(store, threads, hidden);
            let mut tell = |told: Told<'_>| match told {
                Told::Same(new, old) => {
                    *copies += 1;
                    let group = first_of.group(old.event)?;
                    let (shown, behind) = stand(new, old);
                    groups.join(group, new.event, shown, behind)
                }
                Told::Changed(old, new) => groups.changed(first_of.group(old)?, new),
                Told::Alone(_) => Ok(()),
            };
            Pairing::new(shapes, learned).run(
                store,
                new,
                &mut old,
                range,
                usize::MAX,
                &mut tell,
            )?;
        }
        Ok(())
    }
}

/// Which record is shown for both, and which stands behind it.
fn stand(new: &Shape, old: &Shape) -> (u64, u64) {
    if new.tells_more(old) {
        (new.event, old.event)
    } else {
        (old.event, new.event)
    }
}
