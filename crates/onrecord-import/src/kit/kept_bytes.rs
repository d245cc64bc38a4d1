//! Keeps the bytes that a reader has given lately, so that a record found by a tokeniser can be
//! hashed without reading its file again. Knows no format.

use crate::export::Export;
use onrecord_model::Digest;
use sha2::{Digest as _, Sha256};
use std::cell::RefCell;
use std::io::{Read, Result, copy, sink};
use std::rc::Rc;
use std::sync::Arc;

/// More than this is not kept: a longer record is hashed by reading the file a second time.
const KEPT: usize = 24 << 20;
/// As much is kept even where it may be let go: a small page stays whole.
const HELD: usize = 1 << 20;

#[derive(Debug, Default)]
struct Store {
    bytes: Vec<u8>,
    /// What the first of them is in the file.
    start: u64,
}

/// Passes on what a reader gives, and keeps it.
#[derive(Debug)]
pub struct Keeping<R> {
    inner: R,
    /// `None` where nothing is kept.
    store: Option<Rc<RefCell<Store>>>,
}

impl<R> Keeping<R> {
    /// Keeps nothing.
    pub fn nothing(inner: R) -> Self {
        Self { inner, store: None }
    }
}

/// What was kept of an entry, and the entry itself for what was not.
pub struct Kept<'a> {
    store: Rc<RefCell<Store>>,
    export: &'a dyn Export,
    path: Arc<str>,
    /// A second reader, and where it stands.
    again: RefCell<Option<(Box<dyn Read + 'a>, u64)>>,
}

/// A reader of an entry that keeps what it gives, and the place where it is kept.
pub fn keeping<'a, R>(inner: R, export: &'a dyn Export, path: &Arc<str>) -> (Keeping<R>, Kept<'a>) {
    let store = Rc::new(RefCell::new(Store::default()));
    let kept = Kept {
        store: store.clone(),
        export,
        path: path.clone(),
        again: RefCell::new(None),
    };
    let store = Some(store);
    (Keeping { inner, store }, kept)
}

impl<R: Read> Read for Keeping<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(store) = &self.store {
            let mut store = store.borrow_mut();
            if store.bytes.len() + count > KEPT {
                store.start += store.bytes.len() as u64;
                store.bytes.clear();
            }
            let given = buffer.get(..count).unwrap_or_default();
            store.bytes.extend_from_slice(given);
        }
        Ok(count)
    }
}

impl Kept<'_> {
    /// The digest of these bytes; `None` only where they cannot be read again. Bytes that are not
    /// kept are quick where one range is asked for after the other.
    pub fn digest(&self, range: (u64, u64)) -> Option<Digest> {
        let store = self.store.borrow();
        let place = |at: u64| usize::try_from(at.checked_sub(store.start)?).ok();
        if let (Some(from), Some(to)) = (place(range.0), place(range.1))
            && let Some(bytes) = store.bytes.get(from..to)
        {
            return Some(Digest::of(bytes));
        }
        self.read_again(range)
    }

    /// Lets go what stands before `place`.
    pub fn forget(&self, place: u64) {
        let mut store = self.store.borrow_mut();
        let held = store.bytes.len();
        if held < HELD {
            return;
        }
        let Some(count) = place
            .checked_sub(store.start)
            .and_then(|count| usize::try_from(count).ok())
        else {
            return;
        };
        let count = count.min(held);
        // Moving what is left costs as much as it is long: not for every small record.
        if count > held / 2 {
            store.bytes.drain(..count);
            store.start += count as u64;
        }
    }

    fn read_again(&self, (from, to): (u64, u64)) -> Option<Digest> {
        let wanted = to.checked_sub(from)?;
        let mut again = self.again.borrow_mut();
        let (mut reader, at) = match again.take() {
            Some((reader, at)) if at <= from => (reader, at),
            _ => (self.export.open(&self.path).ok()?, 0),
        };
        let gap = from - at;
        let skipped = copy(&mut reader.by_ref().take(gap), &mut sink()).ok()?;
        let mut hash = Hash(Sha256::new());
        let hashed = copy(&mut reader.by_ref().take(wanted), &mut hash).ok()?;
        if skipped != gap || hashed != wanted {
            return None;
        }
        *again = Some((reader, to));
        Some(Digest(hash.0.finalize().into()))
    }
}

struct Hash(Sha256);

impl std::io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryExport;

    #[test]
    fn kept_or_not_the_digest_is_the_same() {
        let content: Vec<u8> = (0..9_000_000u32).map(|at| (at % 251) as u8).collect();
        let export = MemoryExport::single("a", content.clone());
        let reader = export.open("a").unwrap();
        let (mut reader, kept) = keeping(reader, &export, &"a".into());
        let mut read = Vec::new();
        reader
            .by_ref()
            .take(8_000_000)
            .read_to_end(&mut read)
            .unwrap();
        for forgotten in [0, 50, 7_000_000] {
            kept.forget(forgotten);
            for (from, to) in [
                (5, 50),
                (10, 20),
                (100, 4_000_000),
                (101, 102),
                (7_000_001, 7_000_002),
                (200, 8_999_999),
                (0, 9_000_000),
                (3, 4),
                (9_000_000, 9_000_000),
            ] {
                let expected = Some(Digest::of(&content[from..to]));
                let place = (from as u64, to as u64);
                assert_eq!(kept.digest(place), expected, "{place:?} after {forgotten}");
            }
            assert_eq!(kept.digest((8_999_999, 9_000_001)), None);
            assert_eq!(kept.digest((5, 4)), None);
        }
    }
}
