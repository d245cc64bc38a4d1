//! The part of a file that is in memory. Knows nothing of JSON but its white space.

use super::scan::blank_length;
use std::io::{ErrorKind, Read};

/// How much of a file is read at once.
const CHUNK: usize = 256 << 10;

/// A window that moves over a file.
pub(super) struct Window<R> {
    reader: R,
    pub buffer: Vec<u8>,
    /// Where the walk stands in the buffer.
    pub at: usize,
    /// What the buffer's first byte is in the file.
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
            at: 0,
            offset: 0,
            end_of_file: false,
            failure: None,
        }
    }

    /// The next byte that is not white space, without taking it.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            let rest = &self.buffer[self.at..];
            self.at += blank_length(rest);
            if let Some(byte) = self.buffer.get(self.at) {
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
        self.buffer.copy_within(keep.., 0);
        self.buffer.truncate(self.buffer.len() - keep);
        self.offset += keep as u64;
        self.at -= keep;
        let held = self.buffer.len();
        // A long value doubles the step, so that it is not copied once per chunk.
        self.buffer.resize(held + CHUNK.max(held), 0);
        let mut filled = held;
        while filled < held + CHUNK {
            match self.reader.read(&mut self.buffer[filled..]) {
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
        self.buffer.truncate(filled);
        filled > held
    }
}
