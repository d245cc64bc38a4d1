//! Pairs of row ids, as tables that join two others hold them: many, in little memory.

/// Pairs that are remembered; beyond that they are counted only.
const LIMIT: usize = 16_000_000;

/// A sorted list of pairs.
#[derive(Debug, Default)]
pub struct Pairs {
    /// Nearly all ids fit here.
    small: Vec<(u32, u32)>,
    large: Vec<(i64, i64)>,
    forgotten: u64,
}

impl Pairs {
    /// Adds a pair.
    pub fn add(&mut self, from: i64, to: i64) {
        if self.small.len() + 2 * self.large.len() >= LIMIT {
            self.forgotten += 1;
            return;
        }
        match (u32::try_from(from), u32::try_from(to)) {
            (Ok(from), Ok(to)) => self.small.push((from, to)),
            _ => self.large.push((from, to)),
        }
    }

    /// Sorts; to be called once all pairs were added. Gives the number that was too many.
    pub fn finish(&mut self) -> u64 {
        self.small.sort_unstable();
        self.small.dedup();
        self.large.sort_unstable();
        self.large.dedup();
        self.forgotten
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
    }

    /// Every pair.
    pub fn iter(&self) -> impl Iterator<Item = (i64, i64)> {
        self.small
            .iter()
            .map(|pair| (i64::from(pair.0), i64::from(pair.1)))
            .chain(self.large.iter().copied())
    }
}
