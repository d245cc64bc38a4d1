//! A large stream, a part of it at a time. Knows nothing of web archives.

use std::io::Read;

/// How much is read at once, and for what is held at least there is room.
const STEP: usize = 256 * 1024;

/// A forward-only view of a stream that knows where it is.
pub(super) struct Source<'a> {
    reader: Box<dyn Read + 'a>,
    /// Longer than what is held: memory is made ready once, not for every step.
    buffer: Vec<u8>,
    filled: usize,
    at: usize,
    base: u64,
    ended: bool,
    pub(super) error: Option<String>,
}

impl<'a> Source<'a> {
    pub(super) fn new(reader: Box<dyn Read + 'a>) -> Self {
        Self {
            reader,
            buffer: vec![0; 2 * STEP],
            filled: 0,
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

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..self.filled).unwrap_or_default()
    }

    /// At least `count` bytes where the stream has them.
    pub(super) fn peek(&mut self, count: usize) -> &[u8] {
        while self.filled - self.at < count && !self.ended {
            self.fill();
        }
        self.rest()
    }

    /// Moves on by `count` bytes, which were at hand.
    pub(super) fn advance(&mut self, count: usize) {
        self.at = (self.at + count).min(self.filled);
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
        self.buffer.copy_within(self.at..self.filled, 0);
        self.base += self.at as u64;
        self.filled -= self.at;
        self.at = 0;
        if self.buffer.len() - self.filled < STEP {
            self.buffer.resize(self.filled + STEP, 0);
        }
        let room = self.buffer.get_mut(self.filled..).unwrap_or_default();
        let most = room.len();
        let count = loop {
            match self.reader.read(room) {
                Ok(count) => break count.min(most),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error.to_string());
                    break 0;
                }
            }
        };
        self.ended = count == 0;
        self.filled += count;
    }
}
