//! Sorted lists of `(sort key, event)`, packed some hundreds to a row: the index's answer to "in
//! time order, of this account, of this kind". A list is walked in either direction from any
//! place, and lists are combined by leaping from one's next to the other's.

use super::bytes::{Reader, Writer};
use super::error::IndexError;
use super::store::Store;
use onrecord_sqlite::rusqlite::{self, OptionalExtension as _, params};
use std::collections::BTreeMap;

/// A place in a list: the sort key, then the event's number.
pub(super) type Spot = (i64, u64);

/// Before everything that has a time. Events without a sort key stand here.
pub(super) const NO_TIME: i64 = i64::MIN;

/// At most so many to a row. A row is read and decoded whole: a few microseconds.
const CHUNK: usize = 512;

/// What a list is of. The high byte of its number; the low 56 bits are the thing's number.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Everything = 0,
    Author = 1,
    Other = 2,
    Thread = 3,
    Kind = 4,
    Mark = 5,
    Platform = 6,
    Exhibit = 7,
    /// Keys are positions in the thread instead of times.
    Position = 8,
    /// Keys are byte offsets in the entry instead of times.
    Offset = 9,
    /// Keys are records of which another of their group was read before; instead of events, the
    /// name of the group.
    Group = 10,
    /// Keys are the names of groups; the events are the other members.
    Copies = 11,
    /// Keys are events; so are what they are paired with: same time and sender, other words.
    Changed = 12,
    /// Records that stand behind another of the same event.
    Hidden = 13,
}

/// The number of a list.
pub(super) const fn list_number(of: Of, number: u64) -> i64 {
    ((of as u64) << 56 | number) as i64
}

/// `(from, to)` of all lists of a sort, half-open.
pub(super) const fn lists_of(of: Of) -> (i64, i64) {
    (((of as u64) << 56) as i64, ((of as u64 + 1) << 56) as i64)
}

fn pack(spots: &[Spot]) -> Vec<u8> {
    let mut out = Writer(Vec::with_capacity(spots.len() * 6));
    for pair in spots.windows(2) {
        out.number(pair[1].0.wrapping_sub(pair[0].0) as u64);
        out.signed(pair[1].1.wrapping_sub(pair[0].1) as i64);
    }
    out.0
}

pub(super) fn unpack(first: Spot, count: usize, packed: &[u8]) -> Option<Vec<Spot>> {
    let mut from = Reader(packed);
    let mut spots = Vec::with_capacity(count.min(packed.len() + 1));
    let mut spot = first;
    spots.push(spot);
    for _ in 1..count {
        spot.0 = spot.0.wrapping_add(from.number()? as i64);
        spot.1 = spot.1.wrapping_add(from.signed()? as u64);
        spots.push(spot);
    }
    from.0.is_empty().then_some(spots)
}

/// Additions, gathered until there are many and then merged into the stored lists. A merge writes
/// every row that it touches anew, so there should be few: what is gathered is packed in between.
#[derive(Default)]
pub(super) struct Additions {
    loose: BTreeMap<i64, Vec<Spot>>,
    loose_count: usize,
    /// Sorted runs of each list: the first spot, how many, and the packed rest.
    runs: BTreeMap<i64, Vec<(Spot, usize, Vec<u8>)>>,
    run_bytes: usize,
}

impl Additions {
    /// 16 bytes each, twice while a vector grows: at most 20 MB.
    const LOOSE: usize = 600_000;
    /// Some five bytes for each spot: 48 MB are about a million events.
    const RUN_BYTES: usize = 48 << 20;

    /// Adds a spot. [`Additions::tidy`] must follow now and then.
    #[inline]
    pub(super) fn add(&mut self, list: i64, spot: Spot) {
        self.loose.entry(list).or_default().push(spot);
        self.loose_count += 1;
    }

    /// Keeps memory bounded. To be called after each event.
    #[inline]
    pub(super) fn tidy(&mut self, store: &Store) -> Result<(), IndexError> {
        if self.loose_count < Self::LOOSE {
            return Ok(());
        }
        self.pack();
        if self.run_bytes < Self::RUN_BYTES {
            Ok(())
        } else {
            self.store(store)
        }
    }

    fn pack(&mut self) {
        for (list, mut spots) in std::mem::take(&mut self.loose) {
            spots.sort_unstable();
            let Some(first) = spots.first() else { continue };
            let packed = pack(&spots);
            // The vectors' own size counts too: a million lists of one spot are not free.
            self.run_bytes += packed.len() + 96;
            self.runs
                .entry(list)
                .or_default()
                .push((*first, spots.len(), packed));
        }
        self.loose_count = 0;
    }

    /// Merges all into the stored lists.
    pub(super) fn store(&mut self, store: &Store) -> Result<(), IndexError> {
        self.pack();
        // The first stored list at or after the one at hand: what comes before it is not stored yet, as
        // are all lists of a new reading's own threads.
        let mut stored = None;
        for (list, runs) in std::mem::take(&mut self.runs) {
            if stored.is_none_or(|stored| stored < list) {
                stored = Some(list_at_or_after(store, list)?);
            }
            let mut spots = Vec::with_capacity(runs.iter().map(|run| run.1).sum());
            for (first, count, packed) in runs {
                let run = unpack(first, count, &packed);
                spots.extend(run.ok_or_else(|| store.damaged("a list was lost in memory"))?);
            }
            // The stable sort finds the runs and only merges them.
            spots.sort();
            if stored == Some(list) {
                merge(store, list, &spots)?;
            } else {
                append(store, list, &spots)?;
            }
        }
        self.run_bytes = 0;
        Ok(())
    }
}

/// The first list that is stored, from this one on; `i64::MAX` where there is none, which is no list.
fn list_at_or_after(store: &Store, list: i64) -> Result<i64, IndexError> {
    store
        .connection
        .prepare_cached("SELECT list FROM list WHERE list>=?1 ORDER BY list LIMIT 1")
        .and_then(|mut find| find.query_row([list], |row| row.get(0)).optional())
        .map(|found| found.unwrap_or(i64::MAX))
        .map_err(|error| store.failed(&error))
}

/// Stores a list of which nothing is stored yet.
fn append(store: &Store, list: i64, spots: &[Spot]) -> Result<(), IndexError> {
    store
        .connection
        .prepare_cached(INSERT)
        .and_then(|mut insert| {
            let mut parts = spots.chunks(CHUNK);
            parts.try_for_each(|part| write_row(&mut insert, list, part))
        })
        .map_err(|error| store.failed(&error))
}

fn merge(store: &Store, list: i64, mut new: &[Spot]) -> Result<(), IndexError> {
    let failed = |error| store.failed(&error);
    let connection = &store.connection;
    let mut remove = connection
        .prepare_cached("DELETE FROM list WHERE list=?1 AND key=?2 AND event=?3")
        .map_err(failed)?;
    let mut insert = connection.prepare_cached(INSERT).map_err(failed)?;
    while let Some(first) = new.first() {
        // The stored row that the first addition falls into, and where the next row begins.
        let row = match chunk_at_or_before(store, list, *first)? {
            Some(row) => Some(row),
            None => chunk_after(store, list, (NO_TIME, 0), true)?,
        };
        let (mut spots, old) = match row {
            Some(chunk) => (chunk.spots, Some(chunk.first)),
            None => (Vec::new(), None),
        };
        let next = match old {
            Some(old) => first_after(store, list, old)?,
            None => None,
        };
        let take = match next {
            Some(next) => new.partition_point(|spot| *spot < next),
            None => new.len(),
        };
        let (now, later) = new.split_at(take);
        new = later;
        if let Some(old) = old {
            // A full row that is only continued stays as it is.
            if spots.len() >= CHUNK && spots.last() < now.first() {
                spots.clear();
            } else {
                remove
                    .execute(params![list, old.0, old.1 as i64])
                    .map_err(failed)?;
            }
        }
        let sorted = spots.last() < now.first();
        spots.extend_from_slice(now);
        if !sorted {
            spots.sort_unstable();
        }
        for part in spots.chunks(CHUNK) {
            write_row(&mut insert, list, part).map_err(failed)?;
        }
    }
    Ok(())
}

const INSERT: &str = "INSERT INTO list VALUES(?1,?2,?3,?4,?5,?6)";

/// One row of a list; none where there is no spot.
fn write_row(
    insert: &mut rusqlite::Statement<'_>,
    list: i64,
    spots: &[Spot],
) -> rusqlite::Result<()> {
    if let (Some(first), Some(last)) = (spots.first(), spots.last()) {
        insert.execute(params![
            list,
            first.0,
            first.1 as i64,
            last.0,
            spots.len() as i64,
            pack(spots)
        ])?;
    }
    Ok(())
}

/// Takes these spots (ascending) out of a list. Those that are not in it are passed over.
pub(super) fn remove(store: &Store, list: i64, mut gone: &[Spot]) -> Result<(), IndexError> {
    let failed = |error| store.failed(&error);
    while let Some(first) = gone.first() {
        let Some(row) = chunk_at_or_before(store, list, *first)? else {
            gone = &gone[1..];
            continue;
        };
        let last = row.spots.last().copied().unwrap_or(row.first);
        let here = gone.partition_point(|spot| *spot <= last).max(1);
        let (now, later) = gone.split_at(here);
        gone = later;
        let mut left = row.spots;
        left.retain(|spot| now.binary_search(spot).is_err());
        store
            .connection
            .prepare_cached("DELETE FROM list WHERE list=?1 AND key=?2 AND event=?3")
            .and_then(|mut remove| remove.execute(params![list, row.first.0, row.first.1 as i64]))
            .map_err(failed)?;
        store
            .connection
            .prepare_cached(INSERT)
            .and_then(|mut insert| write_row(&mut insert, list, &left))
            .map_err(failed)?;
    }
    Ok(())
}

/// A row of a list without its spots: what lies between its ends, and how many.
pub(super) struct Ends<'a> {
    store: &'a Store,
    list: i64,
    pub(super) first: Spot,
    /// At or beyond the last spot, with the same key.
    pub(super) last: Spot,
    pub(super) events: u64,
}

impl Ends<'_> {
    /// Its spots, ascending.
    pub(super) fn spots(&self) -> Result<Vec<Spot>, IndexError> {
        let row = chunk_at_or_before(self.store, self.list, self.first)?;
        Ok(row.map_or_else(Vec::new, |row| row.spots))
    }
}

/// Visits the ends of a list's rows in which `low` to `high` may lie, ascending. They stand in an SQL
/// index of their own, so that a list of ten million is counted from some twenty thousand small rows.
pub(super) fn rows_of(
    store: &Store,
    list: i64,
    (low, high): (Spot, Spot),
    mut visit: impl FnMut(Ends<'_>) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
    let failed = |error| store.failed(&error);
    let most = |event: u64| event.min(i64::MAX as u64) as i64;
    // The last row that begins at or before the lower limit may reach beyond it.
    let first: Option<Spot> = store
        .connection
        .prepare_cached(
            "SELECT key, event FROM list INDEXED BY list_ends
             WHERE list=?1 AND (key, event) <= (?2, ?3) ORDER BY key DESC, event DESC LIMIT 1",
        )
        .and_then(|mut find| {
            find.query_row(params![list, low.0, most(low.1)], |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)? as u64))
            })
            .optional()
        })
        .map_err(failed)?;
    let from = first.unwrap_or((NO_TIME, 0));
    let mut find = store
        .connection
        .prepare_cached(
            "SELECT key, event, last_key, events FROM list INDEXED BY list_ends
             WHERE list=?1 AND (key, event) >= (?2, ?3) AND key <= ?4 ORDER BY key, event",
        )
        .map_err(failed)?;
    let mut rows = find
        .query(params![list, from.0, most(from.1), high.0])
        .map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let read = || -> Result<_, onrecord_sqlite::rusqlite::Error> {
            Ok(Ends {
                store,
                list,
                first: (row.get(0)?, row.get::<_, i64>(1)? as u64),
                last: (row.get(2)?, u64::MAX),
                events: row.get::<_, i64>(3)? as u64,
            })
        };
        visit(read().map_err(failed)?)?;
    }
    Ok(())
}

struct Chunk {
    first: Spot,
    spots: Vec<Spot>,
}

/// The pairs of `number` in a list whose keys are numbers, with those around it that come with them: the
/// first and the last number whose pairs are all there, and the pairs.
pub(super) fn pairs_around(
    store: &Store,
    of: Of,
    number: u64,
) -> Result<(u64, u64, Vec<Spot>), IndexError> {
    let list = list_number(of, 0);
    let key = number.min(i64::MAX as u64) as i64;
    // The row that begins at or before the number's first pair: what it begins with may have begun in the
    // row before.
    let row = chunk_at_or_before(store, list, (key, 0))?;
    let (first, mut spots) = match row {
        Some(row) if row.first.0 < key => (row.first.0 as u64 + 1, row.spots),
        // Nothing has the event 0, so such a row begins before; what is here is said to be alone.
        Some(row) => (number, row.spots),
        None => (0, Vec::new()),
    };
    loop {
        let last = spots.last().copied();
        if let Some((last, _)) = last
            && last > key
        {
            // Of the last number there may be more in the next row.
            return Ok((first, last as u64 - 1, spots));
        }
        match chunk_after(store, list, last.unwrap_or((key, 0)), false)? {
            Some(row) => spots.extend(row.spots),
            None => return Ok((first, u64::MAX, spots)),
        }
    }
}

const COLUMNS: &str = "SELECT key, event, events, packed FROM list WHERE list=?1";

fn chunk(store: &Store, sql: &str, list: i64, at: Spot) -> Result<Option<Chunk>, IndexError> {
    let failed = |error| store.failed(&error);
    let mut statement = store.connection.prepare_cached(sql).map_err(failed)?;
    let mut rows = statement
        .query(params![list, at.0, at.1.min(i64::MAX as u64) as i64])
        .map_err(failed)?;
    let Some(row) = rows.next().map_err(failed)? else {
        return Ok(None);
    };
    let read = || -> Result<_, onrecord_sqlite::rusqlite::Error> {
        let first = (row.get(0)?, row.get::<_, i64>(1)? as u64);
        let count = row.get::<_, i64>(2)? as usize;
        Ok((first, unpack(first, count, row.get_ref(3)?.as_blob()?)))
    };
    let (first, spots) = read().map_err(failed)?;
    let spots = spots.ok_or_else(|| store.damaged("a list cannot be read"))?;
    Ok(Some(Chunk { first, spots }))
}

fn chunk_at_or_before(store: &Store, list: i64, at: Spot) -> Result<Option<Chunk>, IndexError> {
    let sql =
        format!("{COLUMNS} AND (key, event) <= (?2, ?3) ORDER BY key DESC, event DESC LIMIT 1");
    chunk(store, &sql, list, at)
}

fn chunk_after(
    store: &Store,
    list: i64,
    at: Spot,
    inclusive: bool,
) -> Result<Option<Chunk>, IndexError> {
    let sign = if inclusive { ">=" } else { ">" };
    let sql = format!("{COLUMNS} AND (key, event) {sign} (?2, ?3) ORDER BY key, event LIMIT 1");
    chunk(store, &sql, list, at)
}

fn first_after(store: &Store, list: i64, at: Spot) -> Result<Option<Spot>, IndexError> {
    let failed = |error| store.failed(&error);
    let mut statement = store
        .connection
        .prepare_cached(
            "SELECT key, event FROM list WHERE list=?1 AND (key, event) > (?2, ?3)
             ORDER BY key, event LIMIT 1",
        )
        .map_err(failed)?;
    statement
        .query_row(params![list, at.0, at.1 as i64], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)? as u64))
        })
        .optional()
        .map_err(failed)
}

/// Which way a list is walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From the earliest on.
    #[default]
    OldestFirst,
    /// From the latest back.
    NewestFirst,
}

impl Direction {
    /// Whether `a` comes strictly before `b` on the way.
    pub(super) fn before(self, a: Spot, b: Spot) -> bool {
        match self {
            Self::OldestFirst => a < b,
            Self::NewestFirst => a > b,
        }
    }
}

/// One list or a combination, walked one way.
pub(super) enum Walk<'a> {
    List(Cursor<'a>),
    /// Spots held in memory, in the order of the walk.
    Held(Vec<Spot>, usize, Direction),
    /// In any of them.
    Any(Vec<Self>, Direction),
    /// In all of them.
    All(Vec<Self>, Direction),
}

/// A place in one stored list.
pub(super) struct Cursor<'a> {
    store: &'a Store,
    list: i64,
    direction: Direction,
    /// The current row, ascending.
    spots: Vec<Spot>,
    /// Where the last spot found stands in it: the next one is mostly beside it.
    at: usize,
    /// There is nothing beyond the current row.
    ended: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn list(store: &'a Store, of: Of, number: u64, direction: Direction) -> Self {
        let list = list_number(of, number);
        Self::List(Cursor {
            store,
            list,
            direction,
            spots: Vec::new(),
            at: 0,
            ended: false,
        })
    }

    pub(super) fn any(mut walks: Vec<Self>, direction: Direction) -> Self {
        match walks.pop() {
            Some(only) if walks.is_empty() => only,
            Some(last) => {
                walks.push(last);
                Self::Any(walks, direction)
            }
            None => Self::Held(Vec::new(), 0, direction),
        }
    }

    /// The first spot at or beyond `from`, in the direction of the walk. `from` never goes back.
    pub(super) fn seek(&mut self, from: Spot) -> Result<Option<Spot>, IndexError> {
        match self {
            Self::List(cursor) => cursor.seek(from),
            Self::Held(spots, at, direction) => {
                let rest = &spots[*at..];
                *at += rest.partition_point(|spot| direction.before(*spot, from));
                Ok(spots.get(*at).copied())
            }
            Self::Any(walks, direction) => {
                let mut best: Option<Spot> = None;
                for walk in walks {
                    if let Some(spot) = walk.seek(from)?
                        && best.is_none_or(|best| direction.before(spot, best))
                    {
                        best = Some(spot);
                    }
                }
                Ok(best)
            }
            Self::All(walks, direction) => {
                let mut at = from;
                loop {
                    let start = at;
                    for walk in walks.iter_mut() {
                        match walk.seek(at)? {
                            None => return Ok(None),
                            Some(spot) if direction.before(at, spot) => at = spot,
                            Some(_) => {}
                        }
                    }
                    if at == start {
                        // Nobody moved it, so all stand there.
                        return Ok((!walks.is_empty()).then_some(at));
                    }
                }
            }
        }
    }
}

impl Cursor<'_> {
    #[inline]
    fn seek(&mut self, from: Spot) -> Result<Option<Spot>, IndexError> {
        loop {
            match self.direction {
                Direction::OldestFirst => {
                    // `from` never goes back, so neither does the place.
                    let rest = &self.spots[self.at..];
                    let near = rest.iter().take(4).position(|spot| *spot >= from);
                    self.at += near.unwrap_or_else(|| rest.partition_point(|spot| *spot < from));
                    if let Some(spot) = self.spots.get(self.at) {
                        return Ok(Some(*spot));
                    }
                }
                Direction::NewestFirst => {
                    // Here the place is the number of spots that may still come.
                    let rest = &self.spots[..self.at];
                    let near = rest.iter().rev().take(4).position(|spot| *spot <= from);
                    self.at = match near {
                        Some(near) => self.at - near,
                        None => rest.partition_point(|spot| *spot <= from),
                    };
                    if let Some(at) = self.at.checked_sub(1) {
                        return Ok(Some(self.spots[at]));
                    }
                }
            }
            if self.ended {
                return Ok(None);
            }
            self.load(from)?;
        }
    }

    fn load(&mut self, from: Spot) -> Result<(), IndexError> {
        let row = match self.direction {
            Direction::NewestFirst => chunk_at_or_before(self.store, self.list, from)?,
            Direction::OldestFirst => match chunk_at_or_before(self.store, self.list, from)? {
                Some(row) if row.spots.last().is_some_and(|last| *last >= from) => Some(row),
                _ => chunk_after(self.store, self.list, from, false)?,
            },
        };
        self.spots = row.map_or_else(Vec::new, |row| row.spots);
        self.ended = self.spots.is_empty();
        self.at = match self.direction {
            Direction::OldestFirst => 0,
            Direction::NewestFirst => self.spots.len(),
        };
        Ok(())
    }
}
