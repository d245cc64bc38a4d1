//! Things made once and shared: accounts, threads. Bounded, so that a hostile export cannot fill
//! the memory with names.

use std::collections::BTreeMap;
use std::sync::Arc;

/// So many are remembered; beyond that the memory is emptied and refilled.
const REMEMBERED: usize = 16 * 1024;

/// Remembers values by a key.
#[derive(Debug)]
pub struct Memo<T> {
    values: BTreeMap<Box<str>, Arc<T>>,
    /// A key being put together.
    key: String,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self {
            values: BTreeMap::new(),
            key: String::new(),
        }
    }
}

impl<T> Memo<T> {
    /// The value of that key, made where it is not remembered.
    pub fn get(&mut self, key: &str, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(value) = self.values.get(key) {
            return value.clone();
        }
        if self.values.len() >= REMEMBERED {
            self.values.clear();
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
