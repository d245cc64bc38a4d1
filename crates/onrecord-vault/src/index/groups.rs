//! Which records tell of one and the same event: kept beside the events, which stay as they are.
//! A group is named by its member with the lowest number; one member stands for it in a timeline.
//! It does not know how members were found.

use super::error::IndexError;
use super::lists::{Additions, Of, Spot, list_number, pairs_around, remove};
use super::store::Store;
use super::write::{KEYS, read_keys};
use onrecord_sqlite::rusqlite::{OptionalExtension as _, params};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Events to a row of the table `hidden`.
const EVENTS: u64 = 4_096;

/// A set of event numbers: a bit for each event of the index, so 1.25 MB for ten million.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn has(&self, number: u64) -> bool {
        let word = usize::try_from(number / 64)
            .ok()
            .and_then(|at| self.0.get(at));
        word.is_some_and(|word| word & 1 << (number % 64) != 0)
    }

    /// Adds or removes a number. Whether that changed anything.
    pub(super) fn set(&mut self, number: u64, on: bool) -> bool {
        let Ok(at) = usize::try_from(number / 64) else {
            return false;
        };
        if self.0.len() <= at {
            if !on {
                return false;
            }
            self.0.resize(at + 1, 0);
        }
        let before = self.0[at];
        if on {
            self.0[at] |= 1 << (number % 64);
        } else {
            self.0[at] &= !(1 << (number % 64));
        }
        self.0[at] != before
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

/// The records that stand behind another one of their group, over the whole index.
pub(super) fn read_hidden(store: &Store) -> Result<Bits, IndexError> {
    let failed = |error| store.failed(&error);
    let mut bits = Bits::default();
    let sql = "SELECT number, packed FROM hidden ORDER BY number";
    let mut find = store.connection.prepare_cached(sql).map_err(failed)?;
    let mut rows = find.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let number: i64 = row.get(0).map_err(failed)?;
        let packed = row.get_ref(1).map_err(failed)?;
        let packed = packed.as_blob().map_err(|error| failed(error.into()))?;
        let first = number as u64 * EVENTS;
        for (at, byte) in packed.iter().enumerate().take(EVENTS as usize / 8) {
            for bit in (0..8).filter(|bit| byte & 1 << bit != 0) {
                bits.set(first + at as u64 * 8 + bit, true);
            }
        }
    }
    Ok(bits)
}

/// The bits of one row of the table `hidden`; none where there is no such row yet.
fn stored_bits(store: &Store, block: u64) -> Result<Vec<u8>, IndexError> {
    let found = store
        .connection
        .prepare_cached("SELECT packed FROM hidden WHERE number=?1")
        .and_then(|mut find| find.query_row([block as i64], |row| row.get(0)).optional())
        .map_err(|error| store.failed(&error))?;
    Ok(found.unwrap_or_default())
}

/// Pairs of numbers kept as a sorted list, looked up in any order. A look-up fetches the row that the
/// number falls into and remembers between which numbers it is the whole truth: where there are few
/// pairs, or none, that is for most numbers or for all.
pub(super) struct Pairs<'a> {
    store: &'a Store,
    of: Of,
    /// By the first number that it covers: the last, and the pairs of all of them.
    covered: BTreeMap<u64, (u64, Vec<Spot>)>,
}

impl<'a> Pairs<'a> {
    const REMEMBERED: usize = 256;

    pub(super) fn new(store: &'a Store, of: Of) -> Self {
        Self {
            store,
            of,
            covered: BTreeMap::new(),
        }
    }

    /// What `number` is paired with, ascending.
    pub(super) fn of(&mut self, number: u64) -> Result<&[Spot], IndexError> {
        let known = self.covered.range(..=number).next_back();
        let first = match known.filter(|(_, (last, _))| number <= *last) {
            Some((first, _)) => *first,
            None => {
                let (first, last, spots) = pairs_around(self.store, self.of, number)?;
                if self.covered.len() >= Self::REMEMBERED {
                    self.covered.clear();
                }
                self.covered.insert(first, (last, spots));
                first
            }
        };
        let spots = self.covered.get(&first).map_or(&[][..], |(_, all)| all);
        let from = spots.partition_point(|spot| spot.0 < number as i64);
        let to = spots.partition_point(|spot| spot.0 <= number as i64);
        Ok(&spots[from..to])
    }

    /// The name of the group that `number` belongs to, where this is the list [`Of::Group`].
    pub(super) fn group(&mut self, number: u64) -> Result<u64, IndexError> {
        Ok(self.of(number)?.first().map_or(number, |spot| spot.1))
    }
}

/// What one reading adds to the groups.
pub(super) struct GroupsWriter<'a> {
    store: &'a Store,
    lists: Additions,
    hidden: &'a RefCell<Bits>,
    touched: BTreeMap<u64, ()>,
}

impl<'a> GroupsWriter<'a> {
    pub(super) fn new(store: &'a Store, hidden: &'a RefCell<Bits>) -> Self {
        Self {
            store,
            lists: Additions::default(),
            hidden,
            touched: BTreeMap::new(),
        }
    }

    /// `member` tells of the same as the group of that name. `shown` now stands for it instead of
    /// `behind`.
    pub(super) fn join(
        &mut self,
        group: u64,
        member: u64,
        shown: u64,
        behind: u64,
    ) -> Result<(), IndexError> {
        self.lists
            .add(list_number(Of::Group, 0), (member as i64, group));
        self.lists
            .add(list_number(Of::Copies, 0), (group as i64, member));
        for (number, on) in [(shown, false), (behind, true)] {
            if self.hidden.borrow_mut().set(number, on) {
                self.touched.insert(number / EVENTS, ());
            }
        }
        self.lists.tidy(self.store)
    }

    /// Two records of the same sender and time say different things.
    pub(super) fn changed(&mut self, one: u64, other: u64) -> Result<(), IndexError> {
        let list = list_number(Of::Changed, 0);
        self.lists.add(list, (one as i64, other));
        self.lists.add(list, (other as i64, one));
        self.lists.tidy(self.store)
    }

    /// Writes the pairs, so that they can be looked up.
    pub(super) fn store_pairs(&mut self) -> Result<(), IndexError> {
        self.lists.store(self.store)
    }

    /// Writes which records stand behind others.
    pub(super) fn store_hidden(&mut self) -> Result<(), IndexError> {
        let failed = |error| self.store.failed(&error);
        let mut insert = self
            .store
            .connection
            .prepare_cached("INSERT OR REPLACE INTO hidden VALUES(?1, ?2)")
            .map_err(failed)?;
        let hidden = self.hidden.borrow();
        let list = list_number(Of::Hidden, 0);
        let (mut listed, mut gone) = (Additions::default(), Vec::new());
        for block in std::mem::take(&mut self.touched).into_keys() {
            let before = stored_bits(self.store, block)?;
            let mut packed = vec![0_u8; EVENTS as usize / 8];
            let mut keys = (u64::MAX, Vec::new());
            for (at, byte) in packed.iter_mut().enumerate() {
                for bit in 0..8 {
                    let number = block * EVENTS + at as u64 * 8 + bit;
                    let is = hidden.has(number);
                    *byte |= u8::from(is) << bit;
                    let was = before.get(at).is_some_and(|byte| byte & 1 << bit != 0);
                    if is == was {
                        continue;
                    }
                    if keys.0 != number / KEYS {
                        keys = (number / KEYS, read_keys(self.store, number / KEYS)?);
                    }
                    let key = keys.1.get((number % KEYS) as usize);
                    let key = key.ok_or_else(|| self.store.damaged("a sort key is missing"))?;
                    match is {
                        true => listed.add(list, (*key, number)),
                        false => gone.push((*key, number)),
                    }
                }
            }
            insert
                .execute(params![block as i64, packed])
                .map_err(failed)?;
            listed.tidy(self.store)?;
        }
        listed.store(self.store)?;
        gone.sort_unstable();
        remove(self.store, list, &gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::index::tests::{Dice, KEY, place};

    #[test]
    fn pairs_come_out_as_they_went_in_in_whatever_order_they_are_looked_up() {
        let mut dice = Dice(5);
        // None; a few far apart; rows full; one number with more pairs than a row holds.
        for (pairs, numbers, of_one) in [(0, 1, 0), (7, 90_000, 0), (9_000, 3_000, 1_300)] {
            let (_folder, path) = place();
            let index = Index::open(&path, &KEY).unwrap();
            let mut all: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
            let mut lists = Additions::default();
            let mut add = |number: u64, other: u64| {
                all.entry(number).or_default().push(other);
                lists.add(list_number(Of::Copies, 0), (number as i64, other));
            };
            for other in 0..pairs {
                add(1 + dice.roll(numbers), 100_000 + other);
            }
            for other in 0..of_one {
                add(1_500, 200_000 + other);
            }
            lists.store(&index.store).unwrap();
            let mut found = Pairs::new(&index.store, Of::Copies);
            for _ in 0..3_000 {
                let number = dice.roll(numbers + 10);
                let others = found.of(number).unwrap().iter();
                let others: Vec<u64> = others.map(|spot| spot.1).collect();
                assert_eq!(others, all.get(&number).cloned().unwrap_or_default());
            }
            if pairs < 10 {
                assert!(found.covered.len() <= 16, "few pairs are few look-ups");
            }
        }
    }
}
