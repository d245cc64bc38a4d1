//! What of a record is compared with another export's: time, sender, words, attachments. Nothing of
//! it is kept.

use crate::index::error::IndexError;
use crate::index::lists::NO_TIME;
use crate::index::names::{Known, Lookup};
use crate::index::packed::{Placed, read_event};
use crate::index::packed_event;
use crate::index::store::Store;
use onrecord_model::{Attachment, Digest, Event, Kind, Mark, Place, Precision, Truth};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) const MINUTE: i64 = 60_000_000;
pub(super) const DAY: i64 = 24 * 60 * MINUTE;

/// A sender, by a digest of its account's key.
pub(super) type Sender = u64;

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) event: u64,
    /// The sort key; `NO_TIME` where there is none.
    pub(super) key: i64,
    /// The wall clock, where that is what the record shows.
    pub(super) wall: Option<i64>,
    /// The smallest unit of time stated, in microseconds.
    pub(super) unit: i64,
    pub(super) sender: Sender,
    /// Of what is said; where nothing is, of what kind of record it is.
    pub(super) words: [u8; 16],
    /// How many characters are said.
    pub(super) length: usize,
    pub(super) attached: Vec<Attached>,
    /// Somebody says something, or takes back what was said.
    pub(super) spoken: bool,
}

/// An attachment as far as two exports may agree on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attached {
    /// Left out or missing: it may be any.
    Absent,
    /// Known by what it holds, and by its name.
    Content(u64, u64),
    /// Known by its name.
    Named(u64),
}

impl Attached {
    fn of(attachment: &Attachment) -> Self {
        let name = attachment
            .name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default();
        let name = hash(name.to_lowercase().as_bytes());
        match (&attachment.content, &attachment.place) {
            (Some((digest, _)), _) => Self::Content(short(digest), name),
            (None, Place::Omitted | Place::Missing) => Self::Absent,
            (None, _) => Self::Named(name),
        }
    }

    fn agrees(self, other: Self) -> bool {
        match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => true,
            (Self::Content(one, _), Self::Content(other, _)) => one == other,
            (
                Self::Content(_, one) | Self::Named(one),
                Self::Content(_, other) | Self::Named(other),
            ) => one == other,
        }
    }
}

fn short(digest: &Digest) -> u64 {
    digest.0[..8]
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn hash(bytes: &[u8]) -> u64 {
    short(&Digest::of(bytes))
}

impl Shape {
    /// Whether the attachments may be the same ones. A thread exported without its media names
    /// none at all where the other names some, so an empty list agrees if there are words.
    pub(super) fn attachments_agree(&self, other: &Self) -> bool {
        if self.attached.len() != other.attached.len() {
            return self.length > 0 && (self.attached.is_empty() || other.attached.is_empty());
        }
        let pairs = self.attached.iter().zip(&other.attached);
        pairs.into_iter().all(|(one, other)| one.agrees(*other))
    }

    /// Which of two records says more of its time: a stated instant more than a wall clock, a finer
    /// unit more than a coarser.
    pub(super) fn tells_more(&self, other: &Self) -> bool {
        let rank = |shape: &Self| (shape.key == NO_TIME, shape.wall.is_some(), shape.unit);
        rank(self) < rank(other)
    }

    /// How far the times are apart at the coarser unit, `self` being set forward by one of
    /// `offsets` where a wall clock is concerned; `None` where they are not the same.
    pub(super) fn time_apart(&self, other: &Self, offsets: &[i64]) -> Option<i64> {
        if self.key == NO_TIME || other.key == NO_TIME {
            // What they show is part of what is said.
            return (self.key == other.key).then_some(0);
        }
        let unit = self.unit.max(other.unit);
        let same = |one: i64, other: i64| {
            let near = if unit >= DAY {
                one.abs_diff(other) < DAY as u64
            } else {
                one.div_euclid(unit) == other.div_euclid(unit)
            };
            near.then(|| one.saturating_sub(other).saturating_abs())
        };
        let (one, two) = match (self.wall, other.wall) {
            (None, None) => return same(self.key, other.key),
            (Some(one), Some(other)) => (one, other),
            _ => (self.key, other.key),
        };
        offsets
            .iter()
            .filter_map(|offset| same(one.saturating_add(*offset), two))
            .min()
    }
}

fn unit_of(precision: Precision) -> i64 {
    match precision {
        Precision::Microsecond => 1,
        Precision::Millisecond => 1_000,
        Precision::Second => 1_000_000,
        Precision::Minute => MINUTE,
        Precision::Day | Precision::Coarse => DAY,
    }
}

/// Reads shapes, and remembers which names a sender bears.
pub(super) struct Shapes<'a> {
    store: &'a Store,
    known: Known,
    names: BTreeMap<Sender, BTreeSet<u64>>,
    scratch: String,
    last_sender: Option<(Arc<onrecord_model::Account>, Sender)>,
}

impl<'a> Shapes<'a> {
    /// A group chat has thousands; an export with more was made to be one.
    const SENDERS: usize = 50_000;

    pub(super) fn new(store: &'a Store) -> Self {
        Self {
            store,
            known: Known::default(),
            names: BTreeMap::new(),
            scratch: String::new(),
            last_sender: None,
        }
    }

    fn event(&self, number: u64) -> Result<(Event, Placed), IndexError> {
        let lookup = Lookup(self.store, &self.known);
        let read = |packed: &[u8]| read_event(packed, &lookup);
        packed_event(self.store, &self.known, number, read)??
            .ok_or_else(|| self.store.damaged(format!("event {number} cannot be read")))
    }

    /// The sort key and the thread of an event.
    pub(super) fn place(&self, number: u64) -> Result<(i64, u64), IndexError> {
        let (_, place) = self.event(number)?;
        let thread = Lookup(self.store, &self.known)
            .thread_and_number(place.thread_form)?
            .ok_or_else(|| self.store.damaged(format!("event {number} has no thread")))?;
        let key = place.key.instant();
        Ok((key.map_or(NO_TIME, |at| at.0.max(NO_TIME + 1)), thread.1))
    }

    pub(super) fn shape(&mut self, number: u64, key: i64) -> Result<Shape, IndexError> {
        let (event, _) = self.event(number)?;
        let length = self.words_of(&event, key);
        let words = Digest::of(self.scratch.as_bytes());
        self.scratch.shrink_to(1 << 16);
        let mut short = [0; 16];
        short.copy_from_slice(&words.0[..16]);
        Ok(Shape {
            event: number,
            key,
            wall: match event.when.truth {
                Truth::WallZoneUnknown(wall) | Truth::WallOfExporter(wall) => Some(wall.0),
                _ => None,
            },
            unit: unit_of(event.when.precision),
            sender: self.sender_of(&event),
            words: short,
            length,
            attached: event.attachments.iter().map(Attached::of).collect(),
            spoken: matches!(
                event.kind,
                Kind::Message | Kind::Edit | Kind::Deletion | Kind::Post | Kind::Comment
            ) && !event.marks.has(Mark::Draft),
        })
    }

    /// What is said, into `scratch`, without what formats add: spaces, line ends and direction
    /// marks differ between two exports of the same words. Gives how many characters are said.
    fn words_of(&mut self, event: &Event, key: i64) -> usize {
        let text = event.text.as_deref().unwrap_or_default();
        self.scratch.clear();
        self.scratch.push('=');
        let mut gap = false;
        let mut length = 0;
        for c in text.chars() {
            if matches!(c, '\u{200e}' | '\u{200f}' | '\u{feff}') {
                continue;
            }
            if c.is_whitespace() {
                gap = length > 0;
                continue;
            }
            if gap {
                self.scratch.push(' ');
                gap = false;
            }
            self.scratch.push(c);
            length += 1;
        }
        if length == 0 {
            self.scratch.clear();
            self.scratch.push_str(event.kind.name());
        }
        if event.kind == Kind::Reaction {
            // A reaction says little; it must not stand for a message that says the same.
            self.scratch.push_str("\0reaction");
        }
        if key == NO_TIME {
            self.scratch.push('\0');
            self.scratch.push_str(&event.when.as_written);
        }
        length
    }

    fn sender_of(&mut self, event: &Event) -> Sender {
        let Some(account) = &event.account else {
            // Many exports do not name their owner.
            return match (
                event.marks.has(Mark::Outgoing),
                event.marks.has(Mark::Incoming),
            ) {
                (true, _) => 1,
                (_, true) => 2,
                _ => 0,
            };
        };
        if let Some((last, sender)) = &self.last_sender
            && last == account
        {
            return *sender;
        }
        let sender = hash(account.key().0.as_bytes()).max(3);
        self.last_sender = Some((account.clone(), sender));
        if self.names.len() < Self::SENDERS || self.names.contains_key(&sender) {
            let known = self.names.entry(sender).or_default();
            let names = [&account.stable_id, &account.handle, &account.name];
            for name in names.into_iter().flatten() {
                let name = name.trim().trim_start_matches(['@', '~']).to_lowercase();
                if !name.is_empty() && known.len() < 64 {
                    known.insert(hash(name.as_bytes()));
                }
            }
        }
        sender
    }

    /// Whether two senders bear a name in common, or are the same.
    pub(super) fn share_a_name(&self, one: Sender, other: Sender) -> bool {
        one == other
            || match (self.names.get(&one), self.names.get(&other)) {
                (Some(one), Some(other)) => one.intersection(other).next().is_some(),
                _ => false,
            }
    }
}
