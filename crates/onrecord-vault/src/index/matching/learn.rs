//! What two exports of a thread agree on, found from what they both say word for word: by how much
//! their clocks differ, and which sender of the one is which of the other. Names change between two
//! exports, and so do the zones of phones.

use super::pairing::Old;
use super::shape::{DAY, MINUTE, Sender, Shape, Shapes};
use crate::index::error::IndexError;
use crate::index::lists::{Direction, NO_TIME, Of, Walk};
use crate::index::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// Clocks are at most so far apart: from UTC-12 to UTC+14.
pub(super) const MOST_APART: i64 = 26 * 60 * MINUTE;
/// Zones differ by quarters of an hour.
const QUARTER: i64 = 15 * MINUTE;
/// What is shorter than this is said again and again.
const TELLING: usize = 4;
/// Records looked at on either side. More would say nothing new.
const SAMPLE: usize = 20_000;

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Learned {
    /// By how much the new record's clock is to be set forward, most supported first.
    pub(super) offsets: Vec<i64>,
    /// New sender, old sender.
    pub(super) senders: BTreeSet<(Sender, Sender)>,
    /// The coarsest unit of time seen.
    pub(super) unit: i64,
}

impl Learned {
    /// Whether they may be one sender.
    pub(super) fn same_sender(&self, shapes: &Shapes<'_>, new: Sender, old: Sender) -> bool {
        self.senders.contains(&(new, old)) || shapes.share_a_name(new, old)
    }

    /// How far apart two records of the same may stand in the order of time.
    pub(super) fn window(&self) -> i64 {
        let most = self.offsets.iter().map(|offset| offset.abs()).max();
        most.unwrap_or_default() + self.unit
    }
}

/// Looks at the records of both between `from` and `until`.
pub(super) fn learn(
    store: &Store,
    shapes: &mut Shapes<'_>,
    new: u64,
    old: &mut Old<'_>,
    (from, until): (i64, i64),
) -> Result<Learned, IndexError> {
    let mut unit = MINUTE;
    let mut said: BTreeMap<[u8; 16], Option<Shape>> = BTreeMap::new();
    let mut walk = Walk::list(store, Of::Thread, new, Direction::OldestFirst);
    let mut at = (from.max(NO_TIME + 1), 0);
    for _ in 0..SAMPLE {
        let Some(spot) = walk.seek(at)?.filter(|spot| spot.0 <= until) else {
            break;
        };
        at = (spot.0, spot.1 + 1);
        let shape = shapes.shape(spot.1, spot.0)?;
        unit = unit.max(shape.unit);
        if shape.length >= TELLING {
            let once = !said.contains_key(&shape.words);
            said.insert(shape.words, once.then_some(shape));
        }
    }
    let last = at.0;
    let mut offsets: BTreeMap<i64, u32> = BTreeMap::new();
    let mut pairs: BTreeMap<(Sender, Sender), u32> = BTreeMap::new();
    let mut met = BTreeSet::new();
    let mut walked = 0;
    old.begin(from.saturating_sub(MOST_APART))?;
    while let Some(shape) = old.next(shapes, last.saturating_add(MOST_APART))? {
        walked += 1;
        if walked > 4 * SAMPLE {
            break;
        }
        unit = unit.max(shape.unit);
        let Some(Some(new)) = said.get(&shape.words) else {
            continue;
        };
        if !met.insert(shape.words) {
            continue;
        }
        if new.time_apart(&shape, &[0]).is_some() {
            *offsets.entry(0).or_default() += 1;
        } else {
            let apart = match (new.wall, shape.wall) {
                (None, None) => continue,
                (Some(new), Some(old)) => old.saturating_sub(new),
                _ => shape.key.saturating_sub(new.key),
            };
            let offset = apart.saturating_add(QUARTER / 2).div_euclid(QUARTER) * QUARTER;
            if offset.abs() > MOST_APART || new.time_apart(&shape, &[offset]).is_none() {
                continue;
            }
            *offsets.entry(offset).or_default() += 1;
        }
        *pairs.entry((new.sender, shape.sender)).or_default() += 1;
    }
    Ok(Learned {
        offsets: likely(offsets),
        senders: best_pairs(&pairs),
        unit: unit.min(DAY),
    })
}

/// Differences that several records bear out. Nothing learned: the clocks agree.
fn likely(found: BTreeMap<i64, u32>) -> Vec<i64> {
    let all: u32 = found.values().sum();
    let mut likely: Vec<(i64, u32)> = found
        .into_iter()
        .filter(|(_, times)| *times >= 3 && times.saturating_mul(20) >= all)
        .collect();
    likely.sort_by_key(|(offset, times)| (std::cmp::Reverse(*times), *offset));
    // Two for summer time in two countries, and one more.
    likely.truncate(3);
    if likely.is_empty() {
        return vec![0];
    }
    likely.into_iter().map(|(offset, _)| offset).collect()
}

/// Pairs of senders who say the same at the same times more often than either does with another.
fn best_pairs(found: &BTreeMap<(Sender, Sender), u32>) -> BTreeSet<(Sender, Sender)> {
    let mut best_old: BTreeMap<Sender, u32> = BTreeMap::new();
    let mut best_new: BTreeMap<Sender, u32> = BTreeMap::new();
    for ((new, old), times) in found {
        let best = best_new.entry(*new).or_default();
        *best = (*best).max(*times);
        let best = best_old.entry(*old).or_default();
        *best = (*best).max(*times);
    }
    found
        .iter()
        .filter(|((new, old), times)| {
            **times >= 2 && best_new.get(new) == Some(*times) && best_old.get(old) == Some(*times)
        })
        .map(|(pair, _)| *pair)
        .collect()
}
