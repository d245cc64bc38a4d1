//! Two exports of one thread side by side, in the order of time: each record of the new one gets at
//! most one of the old ones. Two equal records of one export are two events, so each is used once.
//! What is held is a window of time; it does not know what is done with what it finds.

use super::learn::Learned;
use super::shape::{MINUTE, Shape, Shapes};
use crate::index::error::IndexError;
use crate::index::groups::Bits;
use crate::index::lists::{Direction, NO_TIME, Of, Walk};
use crate::index::query::beyond;
use crate::index::store::Store;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

/// Records held at once. More than so many within a few minutes are no conversation.
const HELD: usize = 200_000;
/// Equal records looked at for one.
const LOOKED_AT: usize = 64;
/// Unmatched records of one minute that are compared with each other.
const LEFT: usize = 256;

/// The records of the threads read before, each event once.
pub(super) struct Old<'a> {
    store: &'a Store,
    threads: &'a [u64],
    hidden: &'a RefCell<Bits>,
    walk: Walk<'a>,
    at: Option<(i64, u64)>,
}

impl<'a> Old<'a> {
    pub(super) fn new(store: &'a Store, threads: &'a [u64], hidden: &'a RefCell<Bits>) -> Self {
        Self {
            store,
            threads,
            hidden,
            walk: Walk::any(Vec::new(), Direction::OldestFirst),
            at: None,
        }
    }

    /// Stands before the first record at or after `from`.
    pub(super) fn begin(&mut self, from: i64) -> Result<(), IndexError> {
        let lists = self
            .threads
            .iter()
            .map(|thread| Walk::list(self.store, Of::Thread, *thread, Direction::OldestFirst))
            .collect();
        self.walk = Walk::any(lists, Direction::OldestFirst);
        self.at = Some((from, 0));
        Ok(())
    }

    /// The next record that is not later than `until`.
    pub(super) fn next(
        &mut self,
        shapes: &mut Shapes<'_>,
        until: i64,
    ) -> Result<Option<Shape>, IndexError> {
        while let Some(from) = self.at {
            let Some(spot) = self.walk.seek(from)? else {
                self.at = None;
                break;
            };
            if spot.0 > until {
                self.at = Some(spot);
                break;
            }
            self.at = beyond(spot, Direction::OldestFirst);
            if !self.hidden.borrow().has(spot.1) {
                return shapes.shape(spot.1, spot.0).map(Some);
            }
        }
        Ok(None)
    }
}

/// What pairing tells.
pub(super) enum Told<'t> {
    /// The new record tells of the same as the old one.
    Same(&'t Shape, &'t Shape),
    /// The new record, and no old one.
    Alone(i64),
    /// Said at the same time by the same sender, but other words: old event, new event.
    Changed(u64, u64),
}

/// See the module.
pub(super) struct Pairing<'a, 'b> {
    pub(super) shapes: &'b mut Shapes<'a>,
    pub(super) learned: &'b Learned,
    held: BTreeMap<[u8; 16], VecDeque<Shape>>,
    order: VecDeque<(i64, [u8; 16], u64)>,
    left: BTreeMap<i64, (Vec<Shape>, Vec<Shape>)>,
}

impl<'a, 'b> Pairing<'a, 'b> {
    pub(super) fn new(shapes: &'b mut Shapes<'a>, learned: &'b Learned) -> Self {
        Self {
            shapes,
            learned,
            held: BTreeMap::new(),
            order: VecDeque::new(),
            left: BTreeMap::new(),
        }
    }

    /// Pairs the new thread's records between `from` and `until`, `most` at most, with the old ones.
    pub(super) fn run(
        mut self,
        store: &Store,
        new: u64,
        old: &mut Old<'_>,
        (from, until): (i64, i64),
        most: usize,
        tell: &mut dyn FnMut(Told<'_>) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        let window = self.learned.window();
        let undated = until == NO_TIME;
        old.begin(from.saturating_sub(if undated { 0 } else { window }))?;
        let mut walk = Walk::list(store, Of::Thread, new, Direction::OldestFirst);
        let mut at = (from, 0);
        for _ in 0..most {
            let Some(spot) = walk.seek(at)?.filter(|spot| spot.0 <= until) else {
                break;
            };
            at = (spot.0, spot.1 + 1);
            let shape = self.shapes.shape(spot.1, spot.0)?;
            let ahead = if undated {
                NO_TIME
            } else {
                self.forget(shape.key.saturating_sub(window), tell)?;
                shape.key.saturating_add(window)
            };
            while self.order.len() < HELD
                && let Some(shape) = old.next(self.shapes, ahead)?
            {
                self.order.push_back((shape.key, shape.words, shape.event));
                self.held.entry(shape.words).or_default().push_back(shape);
            }
            match self.take(&shape) {
                Some(found) => tell(Told::Same(&shape, &found))?,
                None => {
                    tell(Told::Alone(shape.key))?;
                    self.leave(shape, true);
                }
            }
        }
        if !undated {
            // What follows the last record of the new thread is not there: it is not changed.
            self.forget(i64::MAX, tell)?;
            self.compare_left(i64::MAX, tell)?;
        }
        Ok(())
    }

    /// The old record that is nearest, of those with the same words.
    fn take(&mut self, new: &Shape) -> Option<Shape> {
        let equal = self.held.get_mut(&new.words)?;
        let mut best: Option<((i64, i64, usize), usize)> = None;
        for offset in &self.learned.offsets {
            let from = new.key.saturating_add(*offset);
            let from = from.saturating_sub(self.learned.unit);
            let start = equal.partition_point(|old| old.key < from);
            for (at, old) in equal.iter().enumerate().skip(start).take(LOOKED_AT) {
                let Some(apart) = new.time_apart(old, &self.learned.offsets) else {
                    continue;
                };
                if !new.attachments_agree(old)
                    || !self
                        .learned
                        .same_sender(self.shapes, new.sender, old.sender)
                {
                    continue;
                }
                let unit = new.unit.max(old.unit);
                // Below the unit nothing is known, and the order decides.
                let apart = if unit >= MINUTE { 0 } else { apart };
                if best.is_none_or(|(better, _)| (unit, apart, at) < better) {
                    best = Some(((unit, apart, at), at));
                }
            }
        }
        let found = equal.remove(best?.1);
        if equal.is_empty() {
            self.held.remove(&new.words);
        }
        found
    }

    /// Lets go of old records before `before`.
    fn forget(
        &mut self,
        before: i64,
        tell: &mut dyn FnMut(Told<'_>) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        while let Some((key, words, event)) = self.order.front().copied() {
            if key >= before {
                break;
            }
            self.order.pop_front();
            let Some(equal) = self.held.get_mut(&words) else {
                continue;
            };
            // Those of equal words stand in the order of time too.
            if equal.front().is_some_and(|shape| shape.event == event) {
                let shape = equal.pop_front();
                if equal.is_empty() {
                    self.held.remove(&words);
                }
                if let Some(shape) = shape {
                    self.leave(shape, false);
                }
            }
        }
        self.compare_left(before.saturating_sub(2 * MINUTE), tell)
    }

    /// Keeps what found no partner, to see whether it was changed.
    fn leave(&mut self, shape: Shape, is_new: bool) {
        if !shape.spoken || shape.key == NO_TIME || shape.unit > MINUTE {
            return;
        }
        let offset = self.learned.offsets.first().copied().unwrap_or_default();
        let at = match is_new {
            true => shape.key.saturating_add(offset),
            false => shape.key,
        };
        let left = self.left.entry(at.div_euclid(MINUTE)).or_default();
        let side = if is_new { &mut left.1 } else { &mut left.0 };
        if side.len() < LEFT {
            side.push(shape);
        }
    }

    /// Compares what was left of the minutes before `before`.
    fn compare_left(
        &mut self,
        before: i64,
        tell: &mut dyn FnMut(Told<'_>) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        let later = self.left.split_off(&before.div_euclid(MINUTE));
        for (mut old, new) in std::mem::replace(&mut self.left, later).into_values() {
            for shape in &new {
                let mut fits = old.iter().enumerate().filter(|(_, old)| {
                    old.unit.max(shape.unit) < MINUTE
                        && shape.time_apart(old, &self.learned.offsets).is_some()
                        && self
                            .learned
                            .same_sender(self.shapes, shape.sender, old.sender)
                });
                let found = fits.next().map(|(at, _)| at).or_else(|| {
                    // A minute is long: only where there is one on either side.
                    let alone = new.iter().filter(|other| other.sender == shape.sender);
                    let mut fits = old.iter().enumerate().filter(|(_, old)| {
                        shape.time_apart(old, &self.learned.offsets).is_some()
                            && self
                                .learned
                                .same_sender(self.shapes, shape.sender, old.sender)
                    });
                    let only = fits.next().map(|(at, _)| at);
                    (alone.count() == 1 && fits.next().is_none()).then_some(only)?
                });
                if let Some(at) = found {
                    tell(Told::Changed(old.remove(at).event, shape.event))?;
                }
            }
        }
        Ok(())
    }
}
