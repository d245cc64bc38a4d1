//! Finds where a JSON value ends, over as many pieces as it takes. Knows nothing of what it means.

use crate::kit::eight::{TOPS, byte_of, every_zero, folded, lowest_zero, zero_where};
use memchr::memchr3;

/// What a piece of input led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scanned {
    /// The value goes on after this piece.
    More,
    /// The value ends before this position of the piece.
    End(usize),
    /// Brackets do not match, or a string holds a line break (which JSON forbids, and which is
    /// what a lost quotation mark looks like).
    Broken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Before,
    /// Inside a container, outside strings.
    Plain,
    String,
    Escape,
    /// In a number, or in a word such as `true`.
    Bare,
}

/// The state of a scan over one value.
#[derive(Debug)]
pub(super) struct Scan {
    state: State,
    depth: u32,
    limit: u32,
    deepest: u32,
    /// One bit a level, the innermost lowest: 1 for an object.
    kinds: u128,
}

impl Scan {
    pub(super) fn new(limit: u32) -> Self {
        Self {
            state: State::Before,
            depth: 0,
            limit: limit.min(128),
            deepest: 0,
            kinds: 0,
        }
    }

    /// Whether the value is nested deeper than the limit.
    pub(super) fn too_deep(&self) -> bool {
        self.deepest > self.limit
    }

    /// Whether the value may end where the input ends: only a number or a word.
    pub(super) fn is_complete_at_end(&self) -> bool {
        self.state == State::Bare
    }

    pub(super) fn feed(&mut self, bytes: &[u8]) -> Scanned {
        let mut at = 0;
        loop {
            match self.state {
                State::Plain => {
                    let Some(found) = first_special(&bytes[at..]) else {
                        return Scanned::More;
                    };
                    at += found + 1;
                    match bytes[at - 1] {
                        b'"' => self.state = State::String,
                        open @ (b'{' | b'[') => self.open(open == b'{'),
                        close => {
                            if !self.close(close == b'}') {
                                return Scanned::Broken;
                            }
                            if self.depth == 0 {
                                return Scanned::End(at);
                            }
                        }
                    }
                }
                State::String => {
                    let Some(found) = end_of_plain(&bytes[at..]) else {
                        return Scanned::More;
                    };
                    at += found + 1;
                    match bytes[at - 1] {
                        b'"' if self.depth == 0 => return Scanned::End(at),
                        b'"' => self.state = State::Plain,
                        b'\\' => self.state = State::Escape,
                        _ => return Scanned::Broken,
                    }
                }
                State::Escape => {
                    if at == bytes.len() {
                        return Scanned::More;
                    }
                    at += 1;
                    self.state = State::String;
                }
                State::Before => {
                    let Some(first) = bytes.get(at) else {
                        return Scanned::More;
                    };
                    at += 1;
                    match first {
                        b'"' => self.state = State::String,
                        open @ (b'{' | b'[') => {
                            self.open(*open == b'{');
                            self.state = State::Plain;
                        }
                        b',' | b':' | b'}' | b']' => return Scanned::Broken,
                        _ => self.state = State::Bare,
                    }
                }
                State::Bare => {
                    let end = end_of_bare(&bytes[at..]);
                    return end.map_or(Scanned::More, |found| Scanned::End(at + found));
                }
            }
        }
    }

    fn open(&mut self, object: bool) {
        self.depth = self.depth.saturating_add(1);
        self.deepest = self.deepest.max(self.depth);
        if self.depth <= 128 {
            self.kinds = self.kinds << 1 | u128::from(object);
        }
    }

    /// Whether the bracket matches. Levels too deep to remember are not compared.
    fn close(&mut self, object: bool) -> bool {
        let matches = self.depth > 128 || (self.kinds & 1 == 1) == object;
        if self.depth <= 128 {
            self.kinds >>= 1;
        }
        self.depth -= 1;
        matches
    }
}

/// How far a number or word goes.
fn end_of_bare(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| {
        matches!(
            byte,
            b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'{' | b'['
        )
    })
}

/// The length of the number or word that `bytes` begin with, if something ends it.
pub(super) fn bare_length(bytes: &[u8]) -> Option<usize> {
    match bytes.first()? {
        b',' | b':' | b'}' | b']' => None,
        _ => end_of_bare(&bytes[1..]).map(|length| length + 1),
    }
}

/// The first `"`, `\` or line feed.
fn end_of_plain(bytes: &[u8]) -> Option<usize> {
    const NEAR: usize = 4;
    let (words, _) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().take(NEAR).enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = lowest_zero(zero_where(word, b'"'))
            | lowest_zero(zero_where(word, b'\\'))
            | lowest_zero(zero_where(word, b'\n'));
        if found != 0 {
            return Some(index * 8 + byte_of(found));
        }
    }
    let near = 8 * words.len().min(NEAR);
    memchr3(b'"', b'\\', b'\n', &bytes[near..]).map(|found| near + found)
}

/// The first quotation mark or bracket.
fn first_special(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let folded = folded(word);
        let found = lowest_zero(zero_where(word, b'"'))
            | lowest_zero(zero_where(folded, b'{'))
            | lowest_zero(zero_where(folded, b'}'));
        if found != 0 {
            return Some(index * 8 + byte_of(found));
        }
    }
    let found = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']'))?;
    Some(bytes.len() - rest.len() + found)
}

/// How much white space `bytes` begin with.
pub(super) fn blank_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let blank = every_zero(zero_where(word, b' '))
            | every_zero(zero_where(word, b'\n'))
            | every_zero(zero_where(word, b'\r'))
            | every_zero(zero_where(word, b'\t'));
        let other = !blank & TOPS;
        if other != 0 {
            return index * 8 + byte_of(other);
        }
    }
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    bytes.len() - rest.len() + rest.iter().take_while(blank).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_plain_text_is_found_wherever_it_stands() {
        for filler in [
            b'a', b'#', b'!', b'\t', 0x0B, b'[', 0xDC, 0xFF, 0xA2, 0x80, 0,
        ] {
            for length in 0..80 {
                let mut bytes = vec![filler; length];
                assert_eq!(end_of_plain(&bytes), None);
                for at in 0..length {
                    for end in [b'"', b'\\', b'\n'] {
                        bytes[at] = end;
                        bytes[length - 1] = b'"';
                        assert_eq!(end_of_plain(&bytes), Some(at), "{filler} {length} {at}");
                        bytes[length - 1] = filler;
                        bytes[at] = filler;
                    }
                }
            }
        }
    }

    #[test]
    fn brackets_and_the_end_of_white_space_are_found_wherever_they_stand() {
        for byte in 0..=255_u8 {
            for length in 1..40 {
                for at in 0..length {
                    let mut bytes = vec![b' '; length];
                    bytes[at] = byte;
                    let is_special = matches!(byte, b'"' | b'{' | b'}' | b'[' | b']');
                    assert_eq!(first_special(&bytes), is_special.then_some(at), "{byte}");
                    let is_blank = matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
                    let expected = if is_blank { length } else { at };
                    assert_eq!(blank_length(&bytes), expected, "{byte} {length}");
                }
            }
        }
    }
}
