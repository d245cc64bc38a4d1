//! Two readings side by side: what both tell, and what only one of them does. It counts and names
//! records; why one is missing elsewhere it cannot know.

use super::error::IndexError;
use super::groups::{Bits, Pairs, read_hidden};
use super::lists::{Direction, NO_TIME, Of, Walk};
use super::{EventNumber, Index, ReadNumber, ThreadNumber};
use onrecord_model::Instant;
use onrecord_sqlite::rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where a record of one reading stands, as to what the other reading holds of the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// After the other's first record of the thread, and before its last record of all: the other
    /// was made later than this was said, and goes back further.
    Within,
    /// Before the other's first record of the thread: it may not go back so far.
    Before,
    /// After the other's last record of all: it may have been made earlier.
    After,
    /// It bears no usable time.
    Undated,
    /// The other holds no record of this kind at all: its format may not have it.
    OtherKind,
}

impl Reach {
    /// The stable name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Before => "before",
            Self::After => "after",
            Self::Undated => "undated",
            Self::OtherKind => "other-kind",
        }
    }
}

/// A record that one reading tells and the other does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnlyOne {
    /// The thread, as the first reading has it (or the second, where only that has the record).
    pub conversation: ThreadNumber,
    /// The reading that tells it.
    pub read: ReadNumber,
    /// The record.
    pub event: EventNumber,
    /// Where it stands.
    pub reach: Reach,
}

/// How many records only one reading tells of a thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnlyCounts {
    /// See [`Reach`].
    pub within: u64,
    /// See [`Reach`].
    pub before: u64,
    /// See [`Reach`].
    pub after: u64,
    /// See [`Reach`].
    pub undated: u64,
    /// See [`Reach`].
    pub other_kind: u64,
    /// First and last sort key of those within.
    pub period: Option<(Instant, Instant)>,
}

/// One thread in two readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadPair {
    /// The conversation, by the number of the thread first read of it.
    pub conversation: ThreadNumber,
    /// Its threads in the one reading and in the other.
    pub threads: [Vec<ThreadNumber>; 2],
    /// What told that they are one: `number`, `name` or `words`.
    pub known_by: String,
    /// By how many microseconds the other's clock is set forward to agree with the first's.
    pub set_forward: i64,
    /// Events that both tell.
    pub both: u64,
    /// Events of which both tell something at the same time by the same sender, in other words.
    pub changed: u64,
    /// What only the one tells, and only the other.
    pub only: [OnlyCounts; 2],
}

/// A thread of one reading of which the other has nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The thread.
    pub thread: ThreadNumber,
    /// Which of the two has it: 0 or 1.
    pub side: usize,
    /// How many records it has.
    pub events: u64,
    /// First and last sort key.
    pub period: Option<(Instant, Instant)>,
}

/// Two readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadPair {
    /// Threads that both have, by conversation.
    pub threads: Vec<ThreadPair>,
    /// Threads that only one has, where both are exports of several threads and the other is later.
    pub gone: Vec<Gone>,
}

struct ThreadOf {
    number: u64,
    platform: String,
    events: u64,
    known_by: String,
    set_forward: i64,
}

type ByConversation = BTreeMap<u64, Vec<ThreadOf>>;

struct Side {
    read: u64,
    importer: String,
    threads: ByConversation,
    /// Groups that the reading tells of.
    told: Bits,
    /// The last sort key of a platform.
    last: BTreeMap<String, i64>,
    /// The names of the kinds of its records.
    kinds: BTreeSet<String>,
}

/// Looks up which records tell of one event, for many events in a row.
pub struct CopiesOf<'a> {
    first_of: Pairs<'a>,
    copies: Pairs<'a>,
    changed: Pairs<'a>,
}

impl CopiesOf<'_> {
    /// Every record that tells of the same event as `event`, itself too, ascending.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn of(&mut self, event: EventNumber) -> Result<Vec<EventNumber>, IndexError> {
        let group = self.first_of.group(event.0)?;
        let others = self.copies.of(group)?.iter().map(|spot| spot.1);
        let all = std::iter::once(group).chain(others);
        Ok(all.map(EventNumber).collect())
    }

    /// The name of the group of an event: the number of the record of it that was read first.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn group(&mut self, event: EventNumber) -> Result<EventNumber, IndexError> {
        self.first_of.group(event.0).map(EventNumber)
    }

    /// Records of other exports that say something else at the same time by the same sender.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn changed(&mut self, event: EventNumber) -> Result<Vec<EventNumber>, IndexError> {
        let group = self.first_of.group(event.0)?;
        let found = self.changed.of(group)?.iter();
        Ok(found.map(|spot| EventNumber(spot.1)).collect())
    }
}

impl Index {
    /// A reader of [`Index::copies`] for many events.
    pub fn copies_of(&self) -> CopiesOf<'_> {
        CopiesOf {
            first_of: Pairs::new(&self.store, Of::Group),
            copies: Pairs::new(&self.store, Of::Copies),
            changed: Pairs::new(&self.store, Of::Changed),
        }
    }

    /// Every record that tells of the same event as `event`, itself too, ascending.
    pub fn copies(&self, event: EventNumber) -> Result<Vec<EventNumber>, IndexError> {
        self.copies_of().of(event)
    }

    /// Records of other exports that say something else at the same time by the same sender.
    pub fn changed(&self, event: EventNumber) -> Result<Vec<EventNumber>, IndexError> {
        self.copies_of().changed(event)
    }

    /// How many records tell of an event that another record already stands for.
    pub fn repeated(&self) -> Result<u64, IndexError> {
        Ok(self.hidden()?.count())
    }

    /// How many different events there are: [`Index::len`] without [`Index::repeated`].
    pub fn events(&self) -> Result<u64, IndexError> {
        Ok(self.len()?.saturating_sub(self.repeated()?))
    }

    /// Whether another record stands for this one where each event is shown once.
    pub fn stands_behind(&self, event: EventNumber) -> Result<bool, IndexError> {
        Ok(self.hidden()?.has(event.0))
    }

    pub(super) fn hidden(&self) -> Result<Arc<Bits>, IndexError> {
        if let Some(hidden) = &*self.known.hidden.borrow() {
            return Ok(hidden.clone());
        }
        let hidden = Arc::new(read_hidden(&self.store)?);
        *self.known.hidden.borrow_mut() = Some(hidden.clone());
        Ok(hidden)
    }

    /// The threads that are one and the same as this one, itself too, in the order read.
    pub fn conversation(&self, thread: ThreadNumber) -> Result<Vec<ThreadNumber>, IndexError> {
        self.rows(
            "SELECT other.thread FROM conversation AS one JOIN conversation AS other
             ON other.conversation = one.conversation WHERE one.thread=?1 ORDER BY other.thread",
            [thread.0 as i64],
            |row| Ok(ThreadNumber(row.get::<_, i64>(0)? as u64)),
        )
    }

    /// The other readings that have a thread in common with this one, in the order read.
    pub fn related_reads(&self, read: ReadNumber) -> Result<Vec<ReadNumber>, IndexError> {
        self.rows(
            "SELECT DISTINCT other_thread.read FROM thread AS own_thread
             JOIN conversation AS own ON own.thread = own_thread.number
             JOIN conversation AS other ON other.conversation = own.conversation
             JOIN thread AS other_thread ON other_thread.number = other.thread
             WHERE own_thread.read=?1 AND other_thread.read<>?1 ORDER BY 1",
            [read.0 as i64],
            |row| Ok(ReadNumber(row.get::<_, i64>(0)? as u64)),
        )
    }

    /// Compares two readings, naming each record that only one of them tells to `visit`.
    pub fn compare(
        &self,
        one: ReadNumber,
        other: ReadNumber,
        visit: &mut dyn FnMut(OnlyOne),
    ) -> Result<ReadPair, IndexError> {
        let _moment = self.store.reading()?;
        let mut sides = [self.side(one)?, self.side(other)?];
        let shared: Vec<u64> = sides[0]
            .threads
            .keys()
            .filter(|conversation| sides[1].threads.contains_key(conversation))
            .copied()
            .collect();
        let mut groups = Pairs::new(&self.store, Of::Group);
        for side in &mut sides {
            for conversation in &shared {
                let threads = side.threads.get(conversation).into_iter().flatten();
                let numbers: Vec<u64> = threads.map(|thread| thread.number).collect();
                let told = &mut side.told;
                self.each(&numbers, &mut |_, event| {
                    told.set(groups.group(event)?, true);
                    Ok(())
                })?;
            }
        }
        let mut pair = ReadPair::default();
        for conversation in &shared {
            let found = self.compare_thread(*conversation, &sides, &mut groups, visit)?;
            pair.threads.extend(found);
        }
        if !pair.threads.is_empty() {
            self.gone(&sides, &mut pair)?;
        }
        Ok(pair)
    }

    fn side(&self, read: ReadNumber) -> Result<Side, IndexError> {
        let rows = self.rows(
            "SELECT thread.number, thread.platform, thread.events, conversation.conversation,
             conversation.known_by, conversation.set_forward, read.importer
             FROM thread JOIN conversation ON conversation.thread = thread.number
             JOIN read ON read.number = thread.read WHERE thread.read=?1 ORDER BY thread.number",
            params![read.0 as i64],
            |row| {
                let thread = ThreadOf {
                    number: row.get::<_, i64>(0)? as u64,
                    platform: row.get(1)?,
                    events: row.get::<_, i64>(2)? as u64,
                    known_by: row.get(4)?,
                    set_forward: row.get(5)?,
                };
                Ok((
                    row.get::<_, i64>(3)? as u64,
                    thread,
                    row.get::<_, String>(6)?,
                ))
            },
        )?;
        let mut side = Side {
            read: read.0,
            importer: String::new(),
            threads: BTreeMap::new(),
            told: Bits::default(),
            last: BTreeMap::new(),
            kinds: self.read_counts(read)?.kinds.into_keys().collect(),
        };
        for (conversation, thread, importer) in rows {
            side.importer = importer;
            if let Some((_, last)) = self.ends(&[thread.number])? {
                let latest = side.last.entry(thread.platform.clone()).or_insert(last);
                *latest = (*latest).max(last);
            }
            side.threads.entry(conversation).or_default().push(thread);
        }
        Ok(side)
    }

    fn ends(&self, threads: &[u64]) -> Result<Option<(i64, i64)>, IndexError> {
        let mut ends: Option<(i64, i64)> = None;
        for thread in threads {
            let (_, first, last) = self.extent(Of::Thread, *thread)?;
            if let (Some(Instant(first)), Some(Instant(last))) = (first, last) {
                let (earliest, latest) = ends.unwrap_or((first, last));
                ends = Some((earliest.min(first), latest.max(last)));
            }
        }
        Ok(ends)
    }

    fn each(
        &self,
        threads: &[u64],
        visit: &mut dyn FnMut(i64, u64) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        let direction = Direction::OldestFirst;
        let lists = threads
            .iter()
            .map(|thread| Walk::list(&self.store, Of::Thread, *thread, direction));
        let mut walk = Walk::any(lists.collect(), direction);
        let mut at = (NO_TIME, 0);
        while let Some(spot) = walk.seek(at)? {
            visit(spot.0, spot.1)?;
            at = (spot.0, spot.1 + 1);
        }
        Ok(())
    }

    fn compare_thread(
        &self,
        conversation: u64,
        sides: &[Side; 2],
        groups: &mut Pairs<'_>,
        visit: &mut dyn FnMut(OnlyOne),
    ) -> Result<Option<ThreadPair>, IndexError> {
        let threads = |side: &Side| -> Vec<u64> {
            let threads = side.threads.get(&conversation).into_iter().flatten();
            threads.map(|thread| thread.number).collect()
        };
        let numbers = [threads(&sides[0]), threads(&sides[1])];
        let told = |side: &Side| {
            side.threads
                .get(&conversation)
                .and_then(|all| all.first())
                .map(|thread| {
                    (
                        thread.platform.clone(),
                        thread.known_by.clone(),
                        thread.set_forward,
                    )
                })
        };
        let (Some(one), Some(other)) = (told(&sides[0]), told(&sides[1])) else {
            return Ok(None);
        };
        let mut found = ThreadPair {
            conversation: ThreadNumber(conversation),
            threads: numbers
                .clone()
                .map(|numbers| numbers.into_iter().map(ThreadNumber).collect()),
            known_by: if other.1.is_empty() { one.1 } else { other.1 },
            set_forward: other.2.saturating_sub(one.2),
            both: 0,
            changed: 0,
            only: [OnlyCounts::default(); 2],
        };
        let mut changes = Pairs::new(&self.store, Of::Changed);
        for at in [0, 1] {
            let (own, far) = (&sides[at], &sides[1 - at]);
            let first = self.ends(&numbers[1 - at])?.map(|(first, _)| first);
            let last = far.last.get(&one.0).copied();
            let mut seen = Bits::default();
            self.each(&numbers[at], &mut |key, event| {
                let group = groups.group(event)?;
                if !seen.set(group, true) {
                    return Ok(());
                }
                if far.told.has(group) {
                    found.both += u64::from(at == 0);
                    return Ok(());
                }
                for spot in changes.of(group)? {
                    if far.told.has(groups.group(spot.1)?) {
                        found.changed += u64::from(at == 0);
                        return Ok(());
                    }
                }
                let reach = match (first, last) {
                    _ if key == NO_TIME => Reach::Undated,
                    (Some(first), _) if key < first => Reach::Before,
                    (_, Some(last)) if key > last => Reach::After,
                    (Some(_), Some(_)) => self.reach_of_kind(event, far)?,
                    _ => Reach::Undated,
                };
                found.only[at].count(reach, key);
                visit(OnlyOne {
                    conversation: ThreadNumber(conversation),
                    read: ReadNumber(own.read),
                    event: EventNumber(event),
                    reach,
                });
                Ok(())
            })?;
        }
        Ok(Some(found))
    }

    fn reach_of_kind(&self, event: u64, far: &Side) -> Result<Reach, IndexError> {
        let kind = self.event(EventNumber(event))?.event.kind;
        Ok(match far.kinds.contains(kind.name()) {
            true => Reach::Within,
            false => Reach::OtherKind,
        })
    }

    /// Threads of which the other has nothing although it was made later.
    fn gone(&self, sides: &[Side; 2], pair: &mut ReadPair) -> Result<(), IndexError> {
        let several = sides.iter().all(|side| side.threads.len() > 1);
        if !several || sides[0].importer != sides[1].importer {
            return Ok(());
        }
        for at in [0, 1] {
            for (conversation, threads) in &sides[at].threads {
                if sides[1 - at].threads.contains_key(conversation) {
                    continue;
                }
                for thread in threads {
                    let ends = self.ends(&[thread.number])?;
                    let last = sides[1 - at].last.get(&thread.platform);
                    let later =
                        matches!((ends, last), (Some((_, own)), Some(last)) if own <= *last);
                    if later {
                        pair.gone.push(Gone {
                            thread: ThreadNumber(thread.number),
                            side: at,
                            events: thread.events,
                            period: ends.map(|(first, last)| (Instant(first), Instant(last))),
                        });
                    }
                }
            }
        }
        Ok(())
    }
}

impl OnlyCounts {
    fn count(&mut self, reach: Reach, key: i64) {
        match reach {
            Reach::Before => self.before += 1,
            Reach::After => self.after += 1,
            Reach::Undated => self.undated += 1,
            Reach::OtherKind => self.other_kind += 1,
            Reach::Within => {
                self.within += 1;
                let (first, last) = self.period.unwrap_or((Instant(key), Instant(key)));
                self.period = Some((first.min(Instant(key)), last.max(Instant(key))));
            }
        }
    }

    /// All of them.
    pub fn all(&self) -> u64 {
        self.within + self.before + self.after + self.undated + self.other_kind
    }
}
