//! A large stream, a part of it at a time. Knows nothing of web archives.

use std::io::Read;

const STEP: usize = 64 * 1024;

/// A forward-only view of a stream that knows where it is.
pub(super) struct Source<'a> {
    reader: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    at: usize,
    base: u64,
    ended: bool,
    pub(super) error: Option<String>,
}

impl<'a> Source<'a> {
    pub(super) fn new(reader: Box<dyn Read + 'a>) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            at: 0,
            base: 0,
            ended: false,
            error: None,
        }
    }

    /// The offset of the next byte.
    pub(super) fn position(&self) -> u64 {
        self.base + self.at as u64
    }

    /// At least `count` bytes where the stream has them.
    pub(super) fn peek(&mut self, count: usize) -> &[u8] {
        while self.buffer.len() - self.at < count && !self.ended {
            self.fill();
        }
        &self.buffer[self.at..]
    }

    /// Moves on by `count` bytes, which were at hand.
    pub(super) fn advance(&mut self, count: usize) {
        self.at = (self.at + count).min(self.buffer.len());
    }

    /// Gives the next `count` bytes to `sink`, piece by piece, and says how many there were.
    pub(super) fn pass(&mut self, count: u64, mut sink: impl FnMut(&[u8])) -> u64 {
        let mut left = count;
        while left > 0 {
            let rest = self.peek(1);
            let most = usize::try_from(left).map_or(rest.len(), |left| left.min(rest.len()));
            if most == 0 {
                break;
            }
            sink(&rest[..most]);
            self.advance(most);
            left -= most as u64;
        }
        count - left
    }

    fn fill(&mut self) {
        self.buffer.drain(..self.at);
        self.base += self.at as u64;
        self.at = 0;
        let have = self.buffer.len();
        self.buffer.resize(have + STEP, 0);
        let count = loop {
            match self.reader.read(&mut self.buffer[have..]) {
                Ok(count) => break count.min(STEP),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error.to_string());
                    break 0;
                }
            }
        };
        self.ended = count == 0;
        self.buffer.truncate(have + count);
    }
}
