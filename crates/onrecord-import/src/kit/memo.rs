//! Things made once and shared: accounts, threads. Bounded, so that a hostile export cannot fill
//! the memory with names.

use std::collections::BTreeMap;
use std::sync::Arc;

/// So many are remembered; beyond that the memory is emptied and refilled.
const REMEMBERED: usize = 16 * 1024;

/// Places for what was asked for last: a power of two.
const NEAR: usize = 256;
/// The longest key that is kept there, in bytes.
const LONGEST: usize = 64;

/// A key and its value.
type Kept<T> = (Box<str>, Arc<T>);

/// Remembers values by a key.
#[derive(Debug)]
pub struct Memo<T> {
    values: BTreeMap<Box<str>, Arc<T>>,
    /// Those asked for last, each at the place that its key names.
    near: Vec<Option<Kept<T>>>,
    /// A key being put together.
    key: String,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self {
            values: BTreeMap::new(),
            near: Vec::new(),
            key: String::new(),
        }
    }
}

impl<T> Memo<T> {
    /// The value of that key, made where it is not remembered.
    pub fn get(&mut self, key: &str, make: impl FnOnce() -> T) -> Arc<T> {
        let place = place_of(key);
        if let Some(Some((held, value))) = self.near.get(place)
            && **held == *key
        {
            return value.clone();
        }
        let value = self.find(key, make);
        if key.len() <= LONGEST {
            if self.near.is_empty() {
                self.near.resize_with(NEAR, || None);
            }
            if let Some(near) = self.near.get_mut(place) {
                *near = Some((key.into(), value.clone()));
            }
        }
        value
    }

    fn find(&mut self, key: &str, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(value) = self.values.get(key) {
            return value.clone();
        }
        if self.values.len() >= REMEMBERED {
            self.values.clear();
            self.near.clear();
        }
        let value = Arc::new(make());
        self.values.insert(key.into(), value.clone());
        value
    }

    /// As [`Self::get`], by a key of several parts.
    pub fn get_by(&mut self, parts: &[&str], make: impl FnOnce() -> T) -> Arc<T> {
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        for part in parts {
            key.push_str(part);
            key.push('\0');
        }
        let value = self.get(&key, make);
        self.key = key;
        value
    }
}

/// Where a key belongs among those asked for last. Keys of one export begin or end differently; those
/// made to fall together are only found more slowly.
fn place_of(key: &str) -> usize {
    let bytes = key.as_bytes();
    let word = |chunk: Option<&[u8; 8]>| chunk.map(|chunk| u64::from_le_bytes(*chunk));
    let ends = match (word(bytes.first_chunk()), word(bytes.last_chunk())) {
        (Some(first), Some(last)) => first ^ last.rotate_left(23),
        _ => bytes
            .iter()
            .fold(0, |all, byte| all << 8 | u64::from(*byte)),
    };
    // The top eight bits of a product depend on every bit.
    (ends.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_once_is_given_again() {
        let mut memo: Memo<String> = Memo::default();
        let keys: Vec<String> = (0..300).map(|n| format!("{n}").repeat(n % 40)).collect();
        for round in 0..3 {
            for key in &keys {
                let made = memo.get(key, || format!("{key} of {round}"));
                assert_eq!(*made, format!("{key} of 0"));
            }
        }
        assert_eq!(*memo.get_by(&["a", "b"], || "one".into()), "one");
        assert_eq!(*memo.get_by(&["a", "b"], || "two".into()), "one");
        assert_eq!(*memo.get_by(&["ab", ""], || "two".into()), "two");
    }
}
