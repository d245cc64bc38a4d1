//! A small window over a large stream that knows where it is and hashes what passes.
//! Knows nothing of XML.

use crate::kit::base64_sink::Base64Sink;
use onrecord_model::Digest;
use onrecord_model::digest::Hasher;
use std::io::Read;

/// Bytes held at a time. Large enough that a record nearly always lies in one window.
const WINDOW: usize = 256 * 1024;

/// What was left to be hashed.
enum Left {
    AtHand(usize, usize),
    Hashed(Digest),
}

/// A forward-only window. Positions are absolute offsets in the stream.
pub(super) struct Window<'a> {
    reader: Box<dyn Read + 'a>,
    buffer: Box<[u8]>,
    at: usize,
    end: usize,
    base: u64,
    finished: bool,
    error: Option<String>,
    /// What passed of a record, and where in the buffer the part of it begins that did not.
    hashing: Option<(Hasher, usize)>,
    /// Whether the whole of that record is still in the buffer.
    is_at_hand: bool,
    /// A record whose digest is worked out together with the next one's.
    left: Option<Left>,
}

impl<'a> Window<'a> {
    pub(super) fn new(reader: Box<dyn Read + 'a>) -> Self {
        Self {
            reader,
            buffer: vec![0; WINDOW].into_boxed_slice(),
            at: 0,
            end: 0,
            base: 0,
            finished: false,
            error: None,
            hashing: None,
            is_at_hand: false,
            left: None,
        }
    }

    /// The offset of the next byte.
    pub(super) fn position(&self) -> u64 {
        self.base + self.at as u64
    }

    /// What stopped the reading, if it was not the end of the stream.
    pub(super) fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The bytes at hand; empty only at the end of the stream.
    pub(super) fn rest(&mut self) -> &[u8] {
        if self.at == self.end {
            self.refill();
        }
        &self.buffer[self.at..self.end]
    }

    /// At least `count` bytes where the stream has them (`count` is far below the window).
    pub(super) fn peek(&mut self, count: usize) -> &[u8] {
        while self.end - self.at < count && !self.finished {
            self.refill();
        }
        &self.buffer[self.at..self.end]
    }

    pub(super) fn next_byte(&mut self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// Moves on by `count` bytes, which were at hand.
    pub(super) fn advance(&mut self, count: usize) {
        self.at = (self.at + count).min(self.end);
    }

    /// Begins to hash at the next byte.
    pub(super) fn start_hash(&mut self) {
        self.hashing = Some((Hasher::default(), self.at));
        self.is_at_hand = true;
    }

    /// Leaves what passed since [`Self::start_hash`] to be hashed with the next record, which is
    /// faster than one after the other: [`Self::take_left`] gives the digest, or
    /// [`Self::finish_both`]. `false` where the next one is this.
    pub(super) fn leave_hash(&mut self) -> bool {
        if self.left.is_some() || !self.is_at_hand {
            return false;
        }
        let Some((_, from)) = self.hashing.take() else {
            return false;
        };
        self.left = Some(Left::AtHand(from, self.at));
        true
    }

    /// The digest of the record that was left.
    pub(super) fn take_left(&mut self) -> Option<Digest> {
        Some(match self.left.take()? {
            Left::AtHand(from, to) => Digest::of(&self.buffer[from..to]),
            Left::Hashed(digest) => digest,
        })
    }

    /// As [`Self::take_left`] and [`Self::finish_hash`].
    pub(super) fn finish_both(&mut self) -> (Option<Digest>, Digest) {
        if let (Some(Left::AtHand(from, to)), Some((_, own)), true) =
            (&self.left, &self.hashing, self.is_at_hand)
        {
            let (left, digest) =
                Digest::of_both(&self.buffer[*from..*to], &self.buffer[*own..self.at]);
            (self.left, self.hashing) = (None, None);
            return (Some(left), digest);
        }
        (self.take_left(), self.finish_hash())
    }

    /// The hash of what passed since [`Self::start_hash`].
    pub(super) fn finish_hash(&mut self) -> Digest {
        match self.hashing.take() {
            Some((_, from)) if self.is_at_hand => Digest::of(&self.buffer[from..self.at]),
            Some((mut hasher, from)) => {
                hasher.update(&self.buffer[from..self.at]);
                hasher.finish()
            }
            None => Digest::of(b""),
        }
    }

    /// The next `count` bytes, which were at hand, into `sink`; while they are being hashed.
    pub(super) fn advance_into(&mut self, count: usize, sink: &mut Base64Sink) {
        let to = (self.at + count).min(self.end);
        self.is_at_hand = false;
        match &mut self.hashing {
            Some((hasher, from)) => {
                hasher.update(&self.buffer[*from..self.at]);
                sink.feed_beside(&self.buffer[self.at..to], hasher);
                *from = to;
            }
            None => sink.feed(&self.buffer[self.at..to]),
        }
        self.at = to;
    }

    /// Skips to the next `wanted` byte and says whether there is one.
    pub(super) fn skip_to(&mut self, wanted: u8) -> bool {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return false;
            }
            match memchr::memchr(wanted, rest) {
                Some(offset) => {
                    self.advance(offset);
                    return true;
                }
                None => {
                    let all = rest.len();
                    self.advance(all);
                }
            }
        }
    }

    /// Skips beyond the next occurrence of `wanted` (a few bytes) and says whether there is one.
    pub(super) fn skip_beyond(&mut self, wanted: &[u8]) -> bool {
        let Some(first) = wanted.first() else {
            return true;
        };
        while self.skip_to(*first) {
            if self.peek(wanted.len()).starts_with(wanted) {
                self.advance(wanted.len());
                return true;
            }
            self.advance(1);
        }
        false
    }

    fn refill(&mut self) {
        if self.finished {
            return;
        }
        if let Some(digest) = self.take_left() {
            self.left = Some(Left::Hashed(digest));
        }
        self.is_at_hand = false;
        if let Some((hasher, from)) = &mut self.hashing {
            hasher.update(&self.buffer[*from..self.at]);
            *from = 0;
        }
        self.buffer.copy_within(self.at..self.end, 0);
        self.base += self.at as u64;
        self.end -= self.at;
        self.at = 0;
        while self.end < self.buffer.len() {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.finished = true;
                    return;
                }
                Ok(count) => {
                    self.end += count.min(self.buffer.len() - self.end);
                    return;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.finished = true;
                    self.error = Some(error.to_string());
                    return;
                }
            }
        }
    }
}
