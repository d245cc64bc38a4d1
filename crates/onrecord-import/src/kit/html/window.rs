//! A sliding window over a reader. Knows nothing of HTML.

use std::io::{self, Read};

const STEP: usize = 64 << 10;

/// The bytes from the cursor on, as many as were asked for.
pub(super) struct Window<R> {
    reader: R,
    buffer: Vec<u8>,
    /// How much of `buffer` holds bytes.
    filled: usize,
    /// The cursor in `buffer`.
    at: usize,
    /// The offset of `buffer[0]` in the entry.
    base: u64,
    ended: bool,
    /// Why reading stopped, where that is still to be told.
    failure: Option<io::Error>,
}

impl<R: Read> Window<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            filled: 0,
            at: 0,
            base: 0,
            ended: false,
            failure: None,
        }
    }

    /// The cursor's offset in the entry.
    pub(super) fn position(&self) -> u64 {
        self.base + self.at as u64
    }

    /// What is in memory from the cursor on.
    pub(super) fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..self.filled).unwrap_or_default()
    }

    /// At least `count` bytes from the cursor on, or fewer at the end of the entry.
    pub(super) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.rest().len() < count && self.more()? {}
        Ok(self.rest())
    }

    /// Sees to it that at least `count` bytes from the cursor on are in memory, where there are as
    /// many. A failure is told where more is read for a reason.
    pub(super) fn hold(&mut self, count: usize) {
        while self.failure.is_none() && self.rest().len() < count {
            match self.more() {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => self.failure = Some(error),
            }
        }
    }

    /// Reads on. `false` at the end of the entry.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.ended {
            return Ok(false);
        }
        if self.buffer.len() - self.filled < STEP / 4 {
            if self.at > 0 && self.at >= self.buffer.len() / 2 {
                self.buffer.copy_within(self.at..self.filled, 0);
                self.base += self.at as u64;
                self.filled -= self.at;
                self.at = 0;
            } else {
                self.buffer.resize(self.buffer.len().max(STEP / 2) * 2, 0);
            }
        }
        let space = self.buffer.get_mut(self.filled..).unwrap_or_default();
        let read = loop {
            match self.reader.read(space) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
                Ok(read) => break read.min(space.len()),
            }
        };
        self.filled += read;
        self.ended = read == 0;
        Ok(!self.ended)
    }

    /// Moves the cursor on by `count` bytes of those in memory.
    pub(super) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.filled);
    }

    /// The byte at the cursor, which moves on; `None` at the end.
    pub(super) fn next_byte(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.filled && !self.more()? {
            return Ok(None);
        }
        let byte = self.buffer.get(self.at).copied();
        self.at += usize::from(byte.is_some());
        Ok(byte)
    }

    /// The byte at the cursor, which stays.
    pub(super) fn this_byte(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.filled && !self.more()? {
            return Ok(None);
        }
        Ok(self.buffer.get(self.at).copied())
    }
}
