//! Pairs of row ids, as tables that join two others hold them: many, in little memory.

/// Pairs that are remembered; beyond that they are counted only.
const LIMIT: usize = 16_000_000;

/// A sorted list of pairs.
#[derive(Debug)]
pub struct Pairs {
    /// Nearly all ids fit here.
    small: Vec<(u32, u32)>,
    large: Vec<(i64, i64)>,
    /// So many belong to one id at most.
    most: usize,
    forgotten: u64,
}

impl Pairs {
    /// None yet, and never more than `most` of one id.
    pub(super) fn new(most: usize) -> Self {
        Self {
            small: Vec::new(),
            large: Vec::new(),
            most,
            forgotten: 0,
        }
    }

    /// Adds a pair.
    pub(super) fn add(&mut self, from: i64, to: i64) {
        if self.small.len() + 2 * self.large.len() >= LIMIT {
            self.forgotten += 1;
            return;
        }
        match (u32::try_from(from), u32::try_from(to)) {
            (Ok(from), Ok(to)) => self.small.push((from, to)),
            _ => self.large.push((from, to)),
        }
    }

    /// Sorts; to be called once all pairs were added. Gives the number of pairs that are left out.
    pub(super) fn finish(&mut self) -> u64 {
        self.small.sort_unstable();
        self.small.dedup();
        self.large.sort_unstable();
        self.large.dedup();
        let beyond = |count: usize| count.saturating_sub(self.most) as u64;
        let small = self.small.chunk_by(|one, next| one.0 == next.0);
        let large = self.large.chunk_by(|one, next| one.0 == next.0);
        let small: u64 = small.map(|group| beyond(group.len())).sum();
        let large: u64 = large.map(|group| beyond(group.len())).sum();
        self.forgotten + small + large
    }

    /// What belongs to `from`, in order.
    pub fn of(&self, from: i64) -> impl Iterator<Item = i64> {
        let small = u32::try_from(from).ok().map_or(&[][..], |from| {
            let start = self.small.partition_point(|pair| pair.0 < from);
            let rest = self.small.get(start..).unwrap_or_default();
            let end = rest.partition_point(|pair| pair.0 == from);
            rest.get(..end).unwrap_or_default()
        });
        let start = self.large.partition_point(|pair| pair.0 < from);
        let rest = self.large.get(start..).unwrap_or_default();
        let end = rest.partition_point(|pair| pair.0 == from);
        let large = rest.get(..end).unwrap_or_default();
        small
            .iter()
            .map(|pair| i64::from(pair.1))
            .chain(large.iter().map(|pair| pair.1))
            .take(self.most)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.small.len() + self.large.len()
    }

    /// Every pair.
    pub fn iter(&self) -> impl Iterator<Item = (i64, i64)> {
        self.small
            .iter()
            .map(|pair| (i64::from(pair.0), i64::from(pair.1)))
            .chain(self.large.iter().copied())
    }
}
