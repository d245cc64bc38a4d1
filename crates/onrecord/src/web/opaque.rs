//! What must not stand in an address, by number. A browser keeps every address; nobody who looks
//! through its history may learn what was searched for. Knows nothing of what is kept.

use crate::web::desk::held;
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// How many are kept; the oldest make room.
const MOST: usize = 500;

#[derive(Default)]
struct Kept {
    next: u64,
    things: BTreeMap<u64, Arc<dyn Any + Send + Sync>>,
}

/// The store. It is in memory only, and emptied when the app locks.
#[derive(Default)]
pub struct Opaque(Mutex<Kept>);

impl Opaque {
    /// Keeps something and gives its number.
    pub fn put<T: Any + Send + Sync>(&self, thing: T) -> u64 {
        let mut kept = held(&self.0);
        kept.next += 1;
        let number = kept.next;
        kept.things.insert(number, Arc::new(thing));
        while kept.things.len() > MOST {
            kept.things.pop_first();
        }
        number
    }

    /// What was kept under a number, if it is still there and is such a thing.
    pub fn get<T: Any + Send + Sync>(&self, number: u64) -> Option<Arc<T>> {
        let thing = Arc::clone(held(&self.0).things.get(&number)?);
        thing.downcast().ok()
    }

    /// Forgets everything. Numbers are not used again in this run.
    pub fn clear(&self) {
        held(&self.0).things.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_gives_what_was_kept_until_it_is_forgotten() {
        let store = Opaque::default();
        let number = store.put(String::from("harbour"));
        assert_eq!(store.get::<String>(number).unwrap().as_str(), "harbour");
        assert!(store.get::<u64>(number).is_none());
        store.clear();
        assert!(store.get::<String>(number).is_none());
        assert!(store.put(1_u64) > number);
    }

    #[test]
    fn the_oldest_make_room() {
        let store = Opaque::default();
        let first = store.put(0_usize);
        for count in 0..MOST {
            store.put(count);
        }
        assert!(store.get::<usize>(first).is_none());
    }
}
