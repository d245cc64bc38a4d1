//! Readings as the log adds them up: which stand, which a later one took the place of, and what is
//! still to be read again. Knows nothing of originals or of the index.

use crate::ops::state::{digests, number, text, texts};
use onrecord_model::custody::CustodyEntry;
use onrecord_model::encode::Value;
use onrecord_model::{Digest, Instant};
use std::collections::BTreeMap;
use std::ops::Deref;

/// One reading of a source by one importer.
#[derive(Clone, Debug)]
pub struct ReadState {
    /// The entry.
    pub entry: u64,
    /// The source's id.
    pub source: String,
    /// The importer.
    pub importer: String,
    /// Its version.
    pub version: u64,
    /// Answers it was read with.
    pub answers: BTreeMap<String, String>,
    /// The zone assumed.
    pub zone: String,
    /// How many events.
    pub events: u64,
    /// How many defects.
    pub defects: u64,
    /// The commitments of its threads, in order.
    pub threads: Vec<Digest>,
    /// A later reading took its place.
    pub superseded: bool,
    /// The entry in whose place it stands: its own, or that of the reading whose place it took.
    place: u64,
}

/// A source was read again, since some of its readings did not come out as the log has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgainState {
    /// The entry.
    pub entry: u64,
    /// When.
    pub when: Instant,
    /// The source's id.
    pub source: String,
    /// The entries of the readings that no longer stand.
    pub instead_of: Vec<u64>,
    /// For each reading that follows, in order: the places of those of its threads that came out as
    /// they were, from 0.
    pub same: Vec<Vec<u64>>,
}

/// Every reading, in the order read.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    all: Vec<ReadState>,
    /// The same by place, and among those of one place as they were read: where they are in `all`.
    order: Vec<usize>,
    /// In the order of the log.
    pub again: Vec<AgainState>,
    /// By source: how many of the readings that an entry announced are not there yet.
    pending: BTreeMap<String, u64>,
}

impl Deref for Readings {
    type Target = [ReadState];

    fn deref(&self) -> &[ReadState] {
        &self.all
    }
}

impl Readings {
    pub(super) fn follow_read(&mut self, entry: &CustodyEntry, payload: &Value) {
        let place = self.place_of(&entry.subject).unwrap_or(entry.seq);
        let after = |at: &usize| self.all.get(*at).is_some_and(|read| read.place <= place);
        self.order
            .insert(self.order.partition_point(after), self.all.len());
        self.all.push(ReadState {
            place,
            entry: entry.seq,
            source: entry.subject.to_string(),
            importer: text(payload, "importer").into(),
            version: number(payload, "version"),
            answers: texts(payload, "answers"),
            zone: text(payload, "zone").into(),
            events: number(payload, "events"),
            defects: number(payload, "defects"),
            threads: digests(payload, "threads"),
            superseded: false,
        });
        if let Some(left) = self.pending.get_mut(&*entry.subject) {
            *left = left.saturating_sub(1);
        }
    }

    /// The place of the next reading of a source, where it takes another's: numbers of threads and events go
    /// by the order of places, and stay where the readings hold as many.
    fn place_of(&self, source: &str) -> Option<u64> {
        let left = self.pending.get(source).filter(|left| **left > 0)?;
        let again = self.again.iter().rfind(|again| again.source == source)?;
        let nth = again.same.len().checked_sub(usize::try_from(*left).ok()?)?;
        let entry = again.instead_of.get(nth).or(again.instead_of.last())?;
        self.of(*entry).map(|read| read.place)
    }

    /// Every reading of the source no longer stands; who answered reads it anew.
    pub(super) fn follow_answered(&mut self, source: &str) {
        for read in &mut self.all {
            read.superseded |= read.source == source;
        }
        self.pending.remove(source);
    }

    pub(super) fn follow_again(&mut self, entry: &CustodyEntry, payload: &Value) {
        let numbers = |list: &Value| {
            let list = list.as_array().unwrap_or_default();
            list.iter().filter_map(Value::as_u64).collect::<Vec<_>>()
        };
        let same = payload.get("same").and_then(Value::as_array);
        let again = AgainState {
            entry: entry.seq,
            when: entry.when,
            source: entry.subject.to_string(),
            instead_of: payload.get("instead_of").map(numbers).unwrap_or_default(),
            same: same.unwrap_or_default().iter().map(numbers).collect(),
        };
        for read in &mut self.all {
            read.superseded |=
                read.source == again.source && again.instead_of.contains(&read.entry);
        }
        // An earlier one that was stopped has its readings among these.
        let announced = again.same.len() as u64;
        self.pending.insert(again.source.clone(), announced);
        self.again.push(again);
    }

    /// The readings that stand in the order of their places, with those of sources that do not count.
    pub(super) fn standing(&self) -> impl Iterator<Item = &ReadState> {
        let all = self.order.iter().filter_map(|at| self.all.get(*at));
        all.filter(|read| !read.superseded)
    }

    /// The reading of that entry.
    pub fn of(&self, entry: u64) -> Option<&ReadState> {
        let at = self.all.binary_search_by_key(&entry, |read| read.entry);
        at.ok().and_then(|at| self.all.get(at))
    }

    /// Sources of which readings were announced that are not there yet.
    pub fn pending(&self) -> impl Iterator<Item = &str> {
        let open = self.pending.iter().filter(|(_, left)| **left > 0);
        open.map(|(source, _)| source.as_str())
    }

    /// The readings that followed one that was read again.
    pub fn following(&self, again: &AgainState) -> impl Iterator<Item = &ReadState> {
        let later = self.all.iter();
        let later = later.filter(|read| read.source == again.source && read.entry > again.entry);
        later.take(again.same.len())
    }
}
