//! Where records stand that later ones may refer to. Knows nothing of what they are.

use onrecord_model::Digest;

/// So many names are remembered; beyond that the memory is emptied and refilled.
const REMEMBERED: usize = 10_000;
/// Places in which a name is looked for: a power of two, and so many that most are empty.
const SLOTS: usize = 1 << 15;

/// A record's bytes and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) bytes: (u64, u64),
    pub(super) index: u64,
}

/// Records by the digests of their names, which are short and spread evenly whatever an archive makes
/// up.
pub(super) struct Known {
    /// One more than the place in `all`; 0 where there is none.
    slots: Vec<u16>,
    all: Vec<(Digest, Standing)>,
}

impl Known {
    pub(super) fn new() -> Self {
        Self {
            slots: vec![0; SLOTS],
            all: Vec::new(),
        }
    }

    /// The slot of that name, or the empty one where it belongs, and its place in `all`.
    fn find(&self, name: &Digest) -> (usize, Option<usize>) {
        let [first, second, ..] = name.0;
        let mut slot = usize::from(u16::from_le_bytes([first, second])) % SLOTS;
        loop {
            let held = self.slots.get(slot).copied().unwrap_or_default();
            match usize::from(held).checked_sub(1) {
                None => return (slot, None),
                Some(at) if self.all.get(at).is_some_and(|(other, _)| other == name) => {
                    return (slot, Some(at));
                }
                Some(_) => slot = (slot + 1) % SLOTS,
            }
        }
    }

    pub(super) fn get(&self, name: &Digest) -> Option<Standing> {
        let (_, at) = self.find(name);
        self.all.get(at?).map(|(_, standing)| *standing)
    }

    /// Makes room for a record's names.
    pub(super) fn make_room(&mut self) {
        if self.all.len() >= REMEMBERED {
            self.slots.fill(0);
            self.all.clear();
        }
    }

    pub(super) fn insert(&mut self, name: Digest, standing: Standing) {
        let (slot, at) = self.find(&name);
        if let Some((_, held)) = at.and_then(|at| self.all.get_mut(at)) {
            *held = standing;
        } else if let Some(slot) = self.slots.get_mut(slot) {
            self.all.push((name, standing));
            *slot = self.all.len() as u16;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_was_inserted_last_is_found_until_the_memory_is_emptied() {
        let (mut known, mut expected) = (Known::new(), BTreeMap::new());
        for index in 0..25_000_u64 {
            known.make_room();
            if expected.len() >= REMEMBERED {
                expected.clear();
            }
            let standing = Standing {
                bytes: (index, index + 1),
                index,
            };
            // Some names come again, some begin alike.
            for name in [index, index % 97] {
                let mut name = Digest::of(&name.to_le_bytes());
                if index % 3 == 0 {
                    (name.0[0], name.0[1]) = (0xff, 0xff);
                }
                known.insert(name, standing);
                expected.insert(name, standing);
            }
            if index % 1_000 == 0 {
                for (name, standing) in &expected {
                    assert_eq!(known.get(name), Some(*standing));
                }
                assert_eq!(known.get(&Digest::of(b"another")), None);
            }
        }
    }
}
