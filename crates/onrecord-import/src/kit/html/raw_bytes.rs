//! The bytes behind a record of a page, for its digest: a second walk over the same entry, which
//! goes on from record to record. Knows no HTML.

use super::Range;
use crate::export::Export;
use onrecord_model::digest::{Digest, Hasher};
use std::io::{BufReader, Read};
use std::sync::Arc;

/// A record's bytes up to this are held, so that what is inside it is digested without reading again.
const HELD: u64 = 4 << 20;

/// Bytes of one entry by their range.
pub struct RawBytes<'a> {
    export: &'a dyn Export,
    entry: Arc<str>,
    reader: Option<(Box<dyn Read + 'a>, u64)>,
    held: Vec<u8>,
    held_from: u64,
}

impl<'a> RawBytes<'a> {
    /// Of an entry.
    pub fn of(export: &'a dyn Export, entry: &Arc<str>) -> Self {
        Self {
            export,
            entry: entry.clone(),
            reader: None,
            held: Vec::new(),
            held_from: 0,
        }
    }

    /// The digest of a range of bytes; `None` where the entry does not give them (any more).
    /// Quick where ranges ascend, or lie within the one asked for before.
    pub fn digest(&mut self, range: Range) -> Option<Digest> {
        let (from, to) = range;
        let held_to = self.held_from + self.held.len() as u64;
        if from < self.held_from || to > held_to {
            if to.saturating_sub(from) > HELD {
                return self.digest_long(range);
            }
            self.fetch(range)?;
        }
        let start = usize::try_from(from.checked_sub(self.held_from)?).ok()?;
        let end = usize::try_from(to.checked_sub(self.held_from)?).ok()?;
        self.held.get(start..end).map(Digest::of)
    }

    /// A reader that stands at `from`.
    fn reader_at(&mut self, from: u64) -> Option<&mut (Box<dyn Read + 'a>, u64)> {
        let is_behind = self.reader.as_ref().is_none_or(|(_, at)| *at > from);
        if is_behind {
            let reader = self.export.open(&self.entry).ok()?;
            self.reader = Some((Box::new(BufReader::with_capacity(64 << 10, reader)), 0));
        }
        let (reader, at) = self.reader.as_mut()?;
        let gap = from - *at;
        if std::io::copy(&mut reader.take(gap), &mut std::io::sink()).ok()? != gap {
            return None;
        }
        *at = from;
        self.reader.as_mut()
    }

    fn fetch(&mut self, (from, to): Range) -> Option<()> {
        let mut held = std::mem::take(&mut self.held);
        held.clear();
        let (reader, at) = self.reader_at(from)?;
        let length = to.checked_sub(from)?;
        let read = reader.take(length).read_to_end(&mut held).ok()?;
        *at += read as u64;
        self.held = held;
        self.held_from = from;
        (read as u64 == length).then_some(())
    }

    fn digest_long(&mut self, (from, to): Range) -> Option<Digest> {
        let (reader, at) = self.reader_at(from)?;
        let mut hasher = Hasher::default();
        let mut left = to - from;
        let mut buffer = vec![0; 64 << 10];
        while left > 0 {
            let room = buffer
                .len()
                .min(usize::try_from(left).unwrap_or(usize::MAX));
            let read = reader.read(buffer.get_mut(..room)?).ok()?;
            if read == 0 {
                return None;
            }
            hasher.update(buffer.get(..read)?);
            *at += read as u64;
            left -= read as u64;
        }
        Some(hasher.finish())
    }
}
