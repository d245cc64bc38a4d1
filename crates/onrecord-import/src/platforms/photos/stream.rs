//! A file read once from front to back: hashed as it passes, of any length, in bounded memory.
//! Knows no format.

use onrecord_model::Digest;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};

const BUFFER: usize = 64 * 1024;

/// A reader that hashes what it reads.
pub(super) struct Stream<'r> {
    reader: Box<dyn Read + 'r>,
    hasher: Sha256,
    buffer: Box<[u8]>,
    from: usize,
    to: usize,
    position: u64,
    error: Option<io::Error>,
    at_end: bool,
}

/// What is known once everything was read.
pub(super) struct Whole {
    pub(super) digest: Digest,
    pub(super) size: u64,
    /// Reading stopped here instead of at the file's end.
    pub(super) error: Option<io::Error>,
}

impl<'r> Stream<'r> {
    pub(super) fn new(reader: Box<dyn Read + 'r>) -> Self {
        Self {
            reader,
            hasher: Sha256::new(),
            buffer: vec![0; BUFFER].into_boxed_slice(),
            from: 0,
            to: 0,
            position: 0,
            error: None,
            at_end: false,
        }
    }

    /// Bytes passed so far.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// The bytes at hand; empty only at the end.
    pub(super) fn peek(&mut self) -> &[u8] {
        while self.from == self.to && !self.at_end {
            match self.reader.read(&mut self.buffer) {
                Ok(0) => self.at_end = true,
                Ok(count) => {
                    (self.from, self.to) = (0, count.min(self.buffer.len()));
                    self.hasher.update(&self.buffer[..self.to]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error);
                    self.at_end = true;
                }
            }
        }
        &self.buffer[self.from..self.to]
    }

    /// Passes bytes that `peek` has shown.
    pub(super) fn pass(&mut self, count: usize) {
        let count = count.min(self.to - self.from);
        self.from += count;
        self.position += count as u64;
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let byte = self.peek().first().copied()?;
        self.pass(1);
        Some(byte)
    }

    /// Gives the next `count` bytes to `each`, piece by piece; `false` where the file ends first.
    pub(super) fn visit(&mut self, mut count: u64, mut each: impl FnMut(&[u8])) -> bool {
        while count > 0 {
            let piece = self.peek();
            if piece.is_empty() {
                return false;
            }
            let length = usize::try_from(count).map_or(piece.len(), |count| count.min(piece.len()));
            each(&piece[..length]);
            self.pass(length);
            count -= length as u64;
        }
        true
    }

    /// Passes `count` bytes; `false` where the file ends first.
    pub(super) fn skip(&mut self, count: u64) -> bool {
        self.visit(count, |_| {})
    }

    /// The next `count` bytes, or fewer where the file ends first. The caller bounds `count`; no
    /// more is kept in memory than is really there.
    pub(super) fn take(&mut self, count: usize) -> Vec<u8> {
        let mut taken = Vec::with_capacity(count.min(4096));
        self.visit(count as u64, |piece| taken.extend_from_slice(piece));
        taken
    }

    /// Exactly the next `N` bytes, or `None` where the file ends first.
    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N).try_into().ok()
    }

    /// Reads what is left.
    pub(super) fn finish(mut self) -> Whole {
        self.skip(u64::MAX);
        Whole {
            digest: Digest(self.hasher.finalize().into()),
            size: self.position,
            error: self.error,
        }
    }
}
