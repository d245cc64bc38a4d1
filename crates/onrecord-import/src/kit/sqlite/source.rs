//! The bytes of one entry, in any order, with the blocks read last kept. Knows nothing of pages.

use super::HELD_LIMIT;
use crate::export::{Export, ExportError, ReadSeek};
use std::cell::RefCell;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::rc::Rc;
use std::sync::Arc;

/// Read at once: a database is mostly read in the order of its pages.
const BLOCK: usize = 64 * 1024;
/// Blocks kept; a power of two.
const KEPT: usize = 128;

/// Bytes that lie in one of the blocks kept, or in a copy.
#[derive(Clone)]
pub(super) struct Slice {
    data: Rc<Vec<u8>>,
    start: usize,
    length: usize,
}

impl std::ops::Deref for Slice {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.data
            .get(self.start..self.start + self.length)
            .unwrap_or_default()
    }
}

/// One entry.
pub(super) struct Source<'a> {
    pub(super) entry: Arc<str>,
    pub(super) size: u64,
    bytes: Bytes<'a>,
}

enum Bytes<'a> {
    Seek(RefCell<Blocks<'a>>),
    Held(Rc<Vec<u8>>),
}

struct Blocks<'a> {
    reader: Box<dyn ReadSeek + 'a>,
    position: Option<u64>,
    kept: Vec<Option<(u64, Rc<Vec<u8>>)>>,
}

/// Why an entry cannot be read in any order.
pub(super) enum SourceError {
    TooLarge,
    Export(ExportError),
}

impl<'a> Source<'a> {
    pub(super) fn open(export: &'a dyn Export, path: &str) -> Result<Self, SourceError> {
        if let Some(mut reader) = export.open_seekable(path).map_err(SourceError::Export)? {
            let size = reader.seek(SeekFrom::End(0)).map_err(|source| {
                SourceError::Export(ExportError::Io {
                    entry: path.into(),
                    source,
                })
            })?;
            return Ok(Self {
                entry: path.into(),
                size,
                bytes: Bytes::Seek(RefCell::new(Blocks {
                    reader,
                    position: None,
                    kept: vec![None; KEPT],
                })),
            });
        }
        let source = Self::beginning(export, path, HELD_LIMIT + 1)?;
        if source.size > HELD_LIMIT {
            return Err(SourceError::TooLarge);
        }
        Ok(source)
    }

    /// The first `limit` bytes, held in memory.
    pub(super) fn beginning(
        export: &'a dyn Export,
        path: &str,
        limit: u64,
    ) -> Result<Self, SourceError> {
        let stated = export.entry(path).map_or(0, |entry| entry.size);
        if stated > HELD_LIMIT && limit > HELD_LIMIT {
            return Err(SourceError::TooLarge);
        }
        let mut content = Vec::new();
        let _ = content.try_reserve(stated.min(limit) as usize);
        // A damaged member gives an error after its good bytes; those can be read.
        let _ = export
            .open(path)
            .map_err(SourceError::Export)?
            .take(limit)
            .read_to_end(&mut content);
        Ok(Self {
            entry: path.into(),
            size: content.len() as u64,
            bytes: Bytes::Held(Rc::new(content)),
        })
    }

    /// `length` bytes (at most a page) from `offset`; the error is a reason for a person.
    pub(super) fn read(&self, offset: u64, length: usize) -> Result<Slice, String> {
        if offset
            .checked_add(length as u64)
            .is_none_or(|end| end > self.size)
        {
            return Err("it lies beyond the end of the file".to_owned());
        }
        let blocks = match &self.bytes {
            Bytes::Held(content) => {
                return Ok(Slice {
                    data: content.clone(),
                    start: offset as usize,
                    length,
                });
            }
            Bytes::Seek(blocks) => blocks,
        };
        let mut blocks = blocks.borrow_mut();
        let start = (offset % BLOCK as u64) as usize;
        let number = offset / BLOCK as u64;
        let first = blocks.block(number)?;
        if start + length <= first.len() {
            return Ok(Slice {
                data: first,
                start,
                length,
            });
        }
        let mut copy = first.get(start..).unwrap_or_default().to_vec();
        let second = blocks.block(number + 1)?;
        let rest = length.saturating_sub(copy.len());
        match second.get(..rest) {
            Some(rest) => copy.extend_from_slice(rest),
            None => return Err("it lies beyond the end of the file".to_owned()),
        }
        Ok(Slice {
            data: Rc::new(copy),
            start: 0,
            length,
        })
    }
}

impl Blocks<'_> {
    fn block(&mut self, number: u64) -> Result<Rc<Vec<u8>>, String> {
        let slot = number as usize & (KEPT - 1);
        if let Some(Some((held, data))) = self.kept.get(slot)
            && *held == number
        {
            return Ok(data.clone());
        }
        let offset = number.saturating_mul(BLOCK as u64);
        if self.position != Some(offset) {
            self.reader
                .seek(SeekFrom::Start(offset))
                .map_err(|error| error.to_string())?;
        }
        self.position = None;
        let mut data = Vec::with_capacity(BLOCK);
        (&mut self.reader)
            .take(BLOCK as u64)
            .read_to_end(&mut data)
            .map_err(|error| error.to_string())?;
        self.position = Some(offset + data.len() as u64);
        let data = Rc::new(data);
        if let Some(kept) = self.kept.get_mut(slot) {
            *kept = Some((number, data.clone()));
        }
        Ok(data)
    }
}
