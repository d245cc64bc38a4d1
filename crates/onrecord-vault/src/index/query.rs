//! The timeline: events in the order of time, filtered, a page at a time. Every filter is a walk
//! over sorted lists; a page costs what it shows, wherever in the case it stands.

use super::groups::{Bits, Pairs};
use super::lists::{Direction, NO_TIME, Of, Spot, Walk, list_number};
use super::{AccountNumber, EventNumber, EventRow, Index, IndexError, ReadNumber, ThreadNumber};
use onrecord_model::{Digest, Instant, Kind, Locator, Marks};
use onrecord_sqlite::rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Which events, as to their times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Times {
    /// Those that have a place in the order of time.
    #[default]
    Dated,
    /// Those that have none, in the order read.
    UndatedOnly,
}

/// Which events. Everything given must hold; of several of one sort, any may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By or to any of these accounts. Empty: any account, or none.
    pub accounts: BTreeSet<AccountNumber>,
    /// With `accounts`: only what they did themselves.
    pub authors_only: bool,
    /// The platform's short name.
    pub platform: Option<String>,
    /// In any of these threads. Empty: any thread.
    pub threads: BTreeSet<ThreadNumber>,
    /// Of any of these kinds. Empty: any kind. `Unknown` means the kind with that word.
    pub kinds: BTreeSet<Kind>,
    /// With all of these marks.
    pub marks: Marks,
    /// Not before this instant.
    pub from: Option<Instant>,
    /// Before this instant.
    pub until: Option<Instant>,
    /// In this exhibit.
    pub exhibit: Option<Digest>,
    /// Given by any of these readings. Empty: any.
    pub reads: BTreeSet<ReadNumber>,
    /// Each event once: of the records that tell of it and pass, one.
    pub once: bool,
    /// Dated or undated.
    pub times: Times,
    /// Which way.
    pub direction: Direction,
}

/// Where a page ended. It stays valid while events are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(super) key: i64,
    pub(super) event: u64,
}

impl Cursor {
    /// Where a page ended that ended with this event.
    pub fn at(row: &EventRow) -> Self {
        let key = row.sort_key.instant();
        Self {
            key: key.map_or(NO_TIME, |at| at.0.max(NO_TIME + 1)),
            event: row.number.0,
        }
    }

    /// Just before that instant: a page after it, oldest first, begins there.
    pub fn before(at: Instant) -> Self {
        Self {
            key: at.0.max(NO_TIME + 1),
            event: 0,
        }
    }

    /// `key.number`, for a link or a command line.
    pub fn to_text(self) -> String {
        format!("{}.{}", self.key, self.event)
    }

    /// Reads [`Cursor::to_text`].
    pub fn from_text(text: &str) -> Option<Self> {
        let (key, event) = text.split_once('.')?;
        Some(Self {
            key: key.parse().ok()?,
            event: event.parse().ok()?,
        })
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// At most as many as asked for.
    pub events: Vec<EventRow>,
    /// Where to go on. `None`: this was the end. Given with fewer events than asked for where the
    /// work allowed to one page was spent: there may be more.
    pub next: Option<Cursor>,
}

/// A filter made into a walk, its limits, and which readings' events may pass.
pub(super) struct Plan<'a> {
    pub(super) walk: Walk<'a>,
    pub(super) direction: Direction,
    /// Everything between the limits passes.
    pub(super) everything: bool,
    /// The first place, inclusive.
    pub(super) start: Spot,
    /// The last place, inclusive, in the direction of the walk.
    pub(super) end: Spot,
    /// Half-open ranges of event numbers; empty: all.
    reads: Vec<(u64, u64)>,
    once: Option<Once<'a>>,
}

/// Leaves out records of events for which another one stands.
struct Once<'a> {
    index: &'a Index,
    hidden: Arc<Bits>,
    filter: Filter,
    /// The filter lets everything through.
    everything: bool,
    first_of: Pairs<'a>,
    copies: Pairs<'a>,
}

impl Once<'_> {
    /// Whether another record that passes too is the one to show.
    fn leaves_out(&mut self, event: u64) -> Result<bool, IndexError> {
        if !self.hidden.has(event) {
            return Ok(false);
        }
        if self.everything && self.filter.from.is_none() && self.filter.until.is_none() {
            return Ok(true);
        }
        let group = self.first_of.group(event)?;
        let others = self.copies.of(group)?.iter().map(|spot| spot.1);
        let members: Vec<u64> = std::iter::once(group).chain(others).collect();
        for member in members {
            if (member < event || !self.hidden.has(member)) && self.passes(member)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn passes(&self, event: u64) -> Result<bool, IndexError> {
        let spots = self.index.spots(&[event])?;
        let Some(spot) = spots.first().copied() else {
            return Ok(false);
        };
        let mut plan = self.index.plan(&self.filter)?;
        if spot < plan.start || plan.end < spot {
            return Ok(false);
        }
        Ok(plan.seek(spot)? == Some(spot))
    }
}

impl Plan<'_> {
    /// The first spot at or beyond `from` that the filter lets through.
    pub(super) fn seek(&mut self, mut from: Spot) -> Result<Option<Spot>, IndexError> {
        while let Some(spot) = self.walk.seek(from)? {
            if self.direction.before(self.end, spot) {
                return Ok(None);
            }
            let of_reads = self.reads.is_empty()
                || self
                    .reads
                    .iter()
                    .any(|(from, to)| (*from..*to).contains(&spot.1));
            let left_out = match &mut self.once {
                Some(once) if of_reads => once.leaves_out(spot.1)?,
                _ => false,
            };
            if of_reads && !left_out {
                return Ok(Some(spot));
            }
            match beyond(spot, self.direction) {
                Some(next) => from = next,
                None => return Ok(None),
            }
        }
        Ok(None)
    }
}

/// The spot next to `spot`, whether there is an event or not.
pub(super) fn beyond(spot: Spot, direction: Direction) -> Option<Spot> {
    match direction {
        Direction::OldestFirst if spot.1 < u64::MAX => Some((spot.0, spot.1 + 1)),
        Direction::OldestFirst => spot.0.checked_add(1).map(|key| (key, 0)),
        Direction::NewestFirst if spot.1 > 0 => Some((spot.0, spot.1 - 1)),
        Direction::NewestFirst => spot.0.checked_sub(1).map(|key| (key, u64::MAX)),
    }
}

impl Index {
    /// A page of the events that `filter` lets through, in its direction, after `after`.
    pub fn timeline(
        &self,
        filter: &Filter,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page, IndexError> {
        let _moment = self.store.reading()?;
        let mut plan = self.plan(filter)?;
        let mut at = match after {
            None => Some(plan.start),
            Some(after) => beyond((after.key, after.event), plan.direction),
        };
        let mut spots = Vec::new();
        let mut more = false;
        while let Some(from) = at {
            let Some(spot) = plan.seek(from)? else { break };
            if spots.len() == limit {
                more = true;
                break;
            }
            spots.push(spot);
            at = beyond(spot, plan.direction);
        }
        self.page(&spots, more)
    }

    pub(super) fn page(&self, spots: &[Spot], more: bool) -> Result<Page, IndexError> {
        let events = spots.iter().map(|spot| self.event(EventNumber(spot.1)));
        Ok(Page {
            events: events.collect::<Result<_, _>>()?,
            next: match spots.last() {
                Some((key, event)) if more => Some(Cursor {
                    key: *key,
                    event: *event,
                }),
                _ => None,
            },
        })
    }

    /// The event that begins at this place of this source's entry; the first, where several do. Of
    /// several readings of the source, the latest counts.
    pub fn event_by_locator(
        &self,
        source: &str,
        locator: &Locator,
    ) -> Result<Option<EventRow>, IndexError> {
        let _moment = self.store.reading()?;
        let failed = |error| self.store.failed(&error);
        let entry: Option<i64> = self
            .store
            .connection
            .prepare_cached(
                "SELECT entry.number FROM entry JOIN read ON read.number = entry.read
                 WHERE read.source=?1 AND entry.path=?2 ORDER BY read.number DESC LIMIT 1",
            )
            .and_then(|mut find| {
                find.query_row(params![source, &*locator.entry], |row| row.get(0))
                    .optional()
            })
            .map_err(failed)?;
        let Some(entry) = entry else { return Ok(None) };
        let offset = i64::try_from(locator.bytes.0).unwrap_or(i64::MAX);
        let mut walk = Walk::list(
            &self.store,
            Of::Offset,
            entry as u64,
            Direction::OldestFirst,
        );
        let mut first = None;
        let mut at = (offset, 0);
        while let Some(spot) = walk.seek(at)? {
            if spot.0 != offset {
                break;
            }
            let row = self.event(EventNumber(spot.1))?;
            if row.event.locator == *locator {
                return Ok(Some(row));
            }
            first = first.or(Some(row));
            at = (offset, spot.1 + 1);
        }
        Ok(first)
    }

    /// Makes a filter into a walk.
    pub(super) fn plan(&self, filter: &Filter) -> Result<Plan<'_>, IndexError> {
        let direction = filter.direction;
        let list = |of, number| Walk::list(&self.store, of, number, direction);
        let mut all = Vec::new();
        if !filter.accounts.is_empty() {
            let mut any = Vec::new();
            for account in &filter.accounts {
                any.push(list(Of::Author, account.0));
                if !filter.authors_only {
                    any.push(list(Of::Other, account.0));
                }
            }
            all.push(Walk::any(any, direction));
        }
        if !filter.threads.is_empty() {
            let any = filter
                .threads
                .iter()
                .map(|thread| list(Of::Thread, thread.0))
                .collect();
            all.push(Walk::any(any, direction));
        }
        if !filter.kinds.is_empty() {
            let mut any = Vec::new();
            for kind in &filter.kinds {
                if let Some(number) = self.kind_number(kind)? {
                    any.push(list(Of::Kind, number));
                }
            }
            all.push(Walk::any(any, direction));
        }
        if let Some(platform) = &filter.platform {
            let any = self
                .word_number(platform)?
                .map(|number| list(Of::Platform, number));
            all.push(Walk::any(any.into_iter().collect(), direction));
        }
        if let Some(exhibit) = &filter.exhibit {
            let any = self
                .exhibit_number(exhibit)?
                .map(|number| list(Of::Exhibit, number));
            all.push(Walk::any(any.into_iter().collect(), direction));
        }
        for mark in 0..32 {
            if filter.marks.0 & 1 << mark != 0 {
                all.push(list(Of::Mark, mark));
            }
        }
        let everything = all.is_empty() && filter.reads.is_empty();
        let walk = match all.pop() {
            None => list(Of::Everything, 0),
            Some(only) if all.is_empty() => only,
            Some(last) => {
                all.push(last);
                Walk::All(all, direction)
            }
        };
        let (start, end) = limits(filter);
        let once = self.once(filter, everything)?;
        Ok(Plan {
            walk,
            direction,
            everything: everything && once.is_none(),
            start,
            end,
            reads: self.read_ranges(&filter.reads)?,
            once,
        })
    }

    /// The one stored list that a filter is, but for its limits, its direction and `once`.
    pub(super) fn list_of(&self, filter: &Filter) -> Result<Option<i64>, IndexError> {
        let marks: Vec<u64> = (0..32).filter(|at| filter.marks.0 & 1 << at != 0).collect();
        let one = |of, number: Option<u64>| number.map(|number| list_number(of, number));
        let conditions = usize::from(!filter.accounts.is_empty())
            + usize::from(!filter.threads.is_empty())
            + usize::from(!filter.kinds.is_empty())
            + usize::from(filter.platform.is_some())
            + usize::from(filter.exhibit.is_some())
            + usize::from(!filter.reads.is_empty())
            + marks.len();
        if conditions == 0 {
            return Ok(Some(list_number(Of::Everything, 0)));
        }
        if conditions > 1 {
            return Ok(None);
        }
        if let (1, true, Some(account)) = (
            filter.accounts.len(),
            filter.authors_only,
            filter.accounts.first(),
        ) {
            return Ok(one(Of::Author, Some(account.0)));
        }
        if let (1, Some(thread)) = (filter.threads.len(), filter.threads.first()) {
            return Ok(one(Of::Thread, Some(thread.0)));
        }
        if let (1, Some(kind)) = (filter.kinds.len(), filter.kinds.first()) {
            return Ok(one(Of::Kind, self.kind_number(kind)?));
        }
        if let Some(platform) = &filter.platform {
            return Ok(one(Of::Platform, self.word_number(platform)?));
        }
        if let Some(exhibit) = &filter.exhibit {
            return Ok(one(Of::Exhibit, self.exhibit_number(exhibit)?));
        }
        Ok(one(Of::Mark, marks.first().copied()))
    }

    fn once(&self, filter: &Filter, everything: bool) -> Result<Option<Once<'_>>, IndexError> {
        if !filter.once {
            return Ok(None);
        }
        let hidden = self.hidden()?;
        Ok((!hidden.is_empty()).then(|| Once {
            index: self,
            hidden,
            filter: Filter {
                once: false,
                direction: Direction::OldestFirst,
                ..filter.clone()
            },
            everything,
            first_of: Pairs::new(&self.store, Of::Group),
            copies: Pairs::new(&self.store, Of::Copies),
        }))
    }

    fn read_ranges(&self, reads: &BTreeSet<ReadNumber>) -> Result<Vec<(u64, u64)>, IndexError> {
        let mut ranges = Vec::new();
        for read in reads {
            let found = self
                .store
                .connection
                .prepare_cached("SELECT first_event, events FROM read WHERE number=?1")
                .and_then(|mut find| {
                    find.query_row([read.0 as i64], |row| {
                        let first = row.get::<_, i64>(0)? as u64;
                        Ok((first, first + row.get::<_, i64>(1)? as u64))
                    })
                    .optional()
                })
                .map_err(|error| self.store.failed(&error))?;
            // A reading that is not there lets nothing through.
            ranges.push(found.unwrap_or((0, 0)));
        }
        Ok(ranges)
    }

    fn find_number(
        &self,
        sql: &str,
        value: impl onrecord_sqlite::rusqlite::ToSql,
    ) -> Result<Option<u64>, IndexError> {
        let found: Option<i64> = self
            .store
            .connection
            .prepare_cached(sql)
            .and_then(|mut find| find.query_row([value], |row| row.get(0)).optional())
            .map_err(|error| self.store.failed(&error))?;
        Ok(found.map(|number| number as u64))
    }

    fn word_number(&self, word: &str) -> Result<Option<u64>, IndexError> {
        self.find_number("SELECT number FROM word WHERE text=?1", word)
    }

    fn exhibit_number(&self, exhibit: &Digest) -> Result<Option<u64>, IndexError> {
        self.find_number("SELECT number FROM exhibit WHERE digest=?1", exhibit.0)
    }

    fn kind_number(&self, kind: &Kind) -> Result<Option<u64>, IndexError> {
        use super::packed::{KINDS, UNKNOWN};
        match kind {
            Kind::Unknown(word) => Ok(self.word_number(word)?.map(|number| UNKNOWN + number)),
            known => Ok(KINDS
                .iter()
                .position(|kind| kind == known)
                .map(|at| at as u64)),
        }
    }
}

/// The first and last spot that a filter allows, ascending.
pub(super) fn span(filter: &Filter) -> (Spot, Spot) {
    match filter.times {
        Times::UndatedOnly => ((NO_TIME, 0), (NO_TIME, u64::MAX)),
        Times::Dated => {
            let from = filter
                .from
                .map_or(NO_TIME + 1, |from| from.0.max(NO_TIME + 1));
            let high = match filter.until {
                None => (i64::MAX, u64::MAX),
                Some(until) => (until.0.saturating_sub(1), u64::MAX),
            };
            ((from, 0), high)
        }
    }
}

/// The first and last spot that a filter allows, in its direction.
fn limits(filter: &Filter) -> (Spot, Spot) {
    let (low, high) = span(filter);
    match filter.direction {
        Direction::OldestFirst => (low, high),
        Direction::NewestFirst => (high, low),
    }
}
