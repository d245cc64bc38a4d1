//! The part of a file that is in memory. Knows nothing of JSON but its white space.

use super::scan::blank_length;
use std::io::{ErrorKind, Read};

/// How much of a file is read at once.
const CHUNK: usize = 256 << 10;

/// A window that moves over a file.
pub(super) struct Window<R> {
    reader: R,
    /// Longer than what is held: memory is made ready once, not for every step.
    buffer: Vec<u8>,
    /// How much of it has been read.
    filled: usize,
    /// Where the walk stands in what is held.
    pub at: usize,
    /// What the first byte held is in the file.
    pub offset: u64,
    end_of_file: bool,
    /// Why reading stopped before the end.
    pub failure: Option<String>,
}

impl<R: Read> Window<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            filled: 0,
            at: 0,
            offset: 0,
            end_of_file: false,
            failure: None,
        }
    }

    /// What is in memory.
    #[inline]
    pub(super) fn held(&self) -> &[u8] {
        self.buffer.get(..self.filled).unwrap_or_default()
    }

    /// The next byte that is not white space, without taking it.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.held().get(self.at..)? {
                [byte, ..] if *byte > b' ' => return Some(*byte),
                rest => self.at += blank_length(rest),
            }
            if let Some(byte) = self.held().get(self.at) {
                return Some(*byte);
            }
            if !self.fill(self.at) {
                return None;
            }
        }
    }

    /// Reads on. What stands before `keep` is let go, so `self.at` moves with the buffer; `keep`
    /// is at most `self.at`. `false` at the end.
    pub(super) fn fill(&mut self, keep: usize) -> bool {
        if self.end_of_file {
            return false;
        }
        self.buffer.copy_within(keep..self.filled, 0);
        self.offset += keep as u64;
        self.at -= keep;
        let held = self.filled - keep;
        // A long value doubles the step, so that it is not copied once per chunk.
        let length = held + CHUNK.max(held);
        if self.buffer.len() < length {
            self.buffer.resize(length, 0);
        }
        let mut filled = held;
        while filled < held + CHUNK {
            let room = self.buffer.get_mut(filled..length).unwrap_or_default();
            match self.reader.read(room) {
                Ok(0) => self.end_of_file = true,
                Ok(count) => {
                    filled += count;
                    continue;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.end_of_file = true;
                    self.failure = Some(format!("reading stopped: {error}"));
                }
            }
            break;
        }
        self.filled = filled;
        filled > held
    }
}
