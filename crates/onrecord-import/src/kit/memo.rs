//! Things made once and shared: accounts, threads. Bounded, so that a hostile export cannot fill
//! the memory with names.

use std::collections::BTreeMap;
use std::sync::Arc;

/// So many are remembered; beyond that the memory is emptied and refilled.
const REMEMBERED: usize = 16 * 1024;

/// Remembers values by a key.
#[derive(Debug)]
pub struct Memo<T>(BTreeMap<Box<str>, Arc<T>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Memo<T> {
    /// The value of that key, made where it is not remembered.
    pub fn get(&mut self, key: &str, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(value) = self.0.get(key) {
            return value.clone();
        }
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        let value = Arc::new(make());
        self.0.insert(key.into(), value.clone());
        value
    }
}
