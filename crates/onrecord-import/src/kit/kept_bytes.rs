//! Keeps the bytes that a reader has given lately, so that a record found by a tokeniser can be
//! hashed without reading its file again. Knows no format.

use crate::export::Export;
use onrecord_model::Digest;
use sha2::{Digest as _, Sha256};
use std::cell::RefCell;
use std::io::{Read, Result};
use std::rc::Rc;

/// More than this is not kept: a longer record is hashed by reading the file a second time.
const KEPT: usize = 24 << 20;

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
    store: Rc<RefCell<Store>>,
}

/// What was kept.
#[derive(Clone, Debug)]
pub struct Kept(Rc<RefCell<Store>>);

/// A reader that keeps what it gives, and the place where it is kept.
pub fn keeping<R>(inner: R) -> (Keeping<R>, Kept) {
    let store = Rc::new(RefCell::new(Store::default()));
    let kept = Kept(store.clone());
    (Keeping { inner, store }, kept)
}

impl<R: Read> Read for Keeping<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.inner.read(buffer)?;
        let mut store = self.store.borrow_mut();
        if store.bytes.len() + count > KEPT {
            store.start += store.bytes.len() as u64;
            store.bytes.clear();
        }
        store.bytes.extend(buffer.iter().take(count));
        Ok(count)
    }
}

impl Kept {
    /// The digest of these bytes of the entry `path`; `None` only where it cannot be read again.
    pub fn digest(&self, range: (u64, u64), export: &dyn Export, path: &str) -> Option<Digest> {
        let store = self.0.borrow();
        let place = |at: u64| usize::try_from(at.checked_sub(store.start)?).ok();
        if let (Some(from), Some(to)) = (place(range.0), place(range.1))
            && let Some(bytes) = store.bytes.get(from..to)
        {
            return Some(Digest::of(bytes));
        }
        again(range, export, path)
    }

    /// Lets go what stands before `place`.
    pub fn forget(&self, place: u64) {
        let mut store = self.0.borrow_mut();
        let held = store.bytes.len();
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
}

fn again(range: (u64, u64), export: &dyn Export, path: &str) -> Option<Digest> {
    let mut reader = export.open(path).ok()?;
    let skipped = std::io::copy(&mut reader.by_ref().take(range.0), &mut std::io::sink()).ok()?;
    let mut hash = Hash(Sha256::new());
    let wanted = range.1.checked_sub(range.0)?;
    let hashed = std::io::copy(&mut reader.take(wanted), &mut hash).ok()?;
    (skipped == range.0 && hashed == wanted).then(|| Digest(hash.0.finalize().into()))
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
        let content: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
        let export = MemoryExport::single("a", content.clone());
        let (mut reader, kept) = keeping(export.open("a").unwrap());
        let mut read = Vec::new();
        reader
            .by_ref()
            .take(150_000)
            .read_to_end(&mut read)
            .unwrap();
        let range = (1_000, 90_000);
        let expected = Some(Digest::of(&content[1_000..90_000]));
        assert_eq!(kept.digest(range, &export, "a"), expected);
        kept.forget(120_000);
        assert_eq!(kept.digest(range, &export, "a"), expected, "read again");
        assert_eq!(
            kept.digest((130_000, 150_000), &export, "a"),
            Some(Digest::of(&content[130_000..150_000]))
        );
        assert_eq!(kept.digest((199_000, 300_000), &export, "a"), None);
    }
}
