//! Finds where a JSON value ends, over as many pieces as it takes, and notes on the way where the
//! strings and containers directly inside it stand. Knows nothing of what it means.

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

/// How many strings and containers are noted; further ones are looked for when they are read.
const NOTES: usize = 64;

/// A string or container directly inside the value that was scanned, so that whoever reads the
/// value need not look for its end again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inner {
    /// From the value's first byte.
    pub start: usize,
    pub end: usize,
    /// A string without an escape.
    pub is_plain: bool,
}

/// The state of a scan over one value.
#[derive(Debug)]
pub(super) struct Scan {
    /// Bytes of the pieces before this one.
    passed: usize,
    /// The string or container being scanned, if it is directly inside the value.
    inner: Inner,
    notes: Vec<Inner>,
    room: usize,
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
            passed: 0,
            inner: Inner {
                start: 0,
                end: 0,
                is_plain: false,
            },
            notes: Vec::new(),
            room: 0,
            state: State::Before,
            depth: 0,
            limit: limit.min(128),
            deepest: 0,
            kinds: 0,
        }
    }

    /// A scan that takes notes, in memory that was used for others before.
    pub(super) fn noting(limit: u32, mut notes: Vec<Inner>) -> Self {
        notes.clear();
        Self {
            notes,
            room: NOTES,
            ..Self::new(limit)
        }
    }

    /// What was noted of the value.
    pub(super) fn into_notes(self) -> Vec<Inner> {
        self.notes
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
        let scanned = self.scan(bytes);
        self.passed += bytes.len();
        scanned
    }

    fn scan(&mut self, bytes: &[u8]) -> Scanned {
        let mut at = 0;
        loop {
            match self.state {
                State::Plain => {
                    let Some(found) = first_special(&bytes[at..]) else {
                        return Scanned::More;
                    };
                    at += found + 1;
                    match bytes[at - 1] {
                        b'"' => {
                            self.begin_inner(at - 1, true);
                            self.state = State::String;
                        }
                        open @ (b'{' | b'[') => {
                            self.begin_inner(at - 1, false);
                            self.open(open == b'{');
                        }
                        close => {
                            if !self.close(close == b'}') {
                                return Scanned::Broken;
                            }
                            if self.depth == 0 {
                                return Scanned::End(at);
                            }
                            self.end_inner(at);
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
                        b'"' => {
                            self.end_inner(at);
                            self.state = State::Plain;
                        }
                        b'\\' => {
                            self.inner.is_plain = false;
                            self.state = State::Escape;
                        }
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

    fn begin_inner(&mut self, at: usize, is_plain: bool) {
        if self.depth == 1 {
            self.inner.start = self.passed + at;
            self.inner.is_plain = is_plain;
        }
    }

    fn end_inner(&mut self, at: usize) {
        if self.depth == 1 && self.notes.len() < self.room {
            self.inner.end = self.passed + at;
            self.notes.push(self.inner);
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

// What is looked for here is mostly a few bytes away, where calling a wide search costs more than
// the searching and a loop over bytes ends where no processor expects it: so eight bytes at a time.

/// One in every byte.
const ONES: u64 = u64::MAX / 255;
/// The top bit of every byte.
const TOPS: u64 = ONES << 7;

/// `word` with a zero in every byte that is `byte`.
fn zero_where(word: u64, byte: u8) -> u64 {
    word ^ (ONES * u64::from(byte))
}

/// The top bit of every byte that is zero; of those above the first one too, perhaps, which is why
/// only the lowest says anything.
fn lowest_zero(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & TOPS
}

/// The top bit of every byte that is zero, and of no other.
fn every_zero(word: u64) -> u64 {
    !((word & !TOPS).wrapping_add(!TOPS) | word | !TOPS)
}

/// Which byte of a word the lowest bit set stands for.
fn byte_of(found: u64) -> usize {
    found.trailing_zeros() as usize / 8
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
        // With this bit set `[` is `{` and `]` is `}`, and nothing else is.
        let folded = word | (ONES * 0x20);
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

    #[test]
    fn notes_are_of_the_first_level_only_over_any_pieces() {
        let value = br#"{"a": "x\"y", "b": {"c": ["d"]}, "e": 1, "f": [{}], "g": "plain"}"#;
        let mut whole = Scan::noting(128, Vec::new());
        assert_eq!(whole.feed(value), Scanned::End(value.len()));
        let notes = whole.into_notes();
        let texts: Vec<_> = notes
            .iter()
            .map(|inner| str::from_utf8(&value[inner.start..inner.end]).unwrap())
            .collect();
        let expected = [
            r#""a""#,
            r#""x\"y""#,
            r#""b""#,
            r#"{"c": ["d"]}"#,
            r#""e""#,
            r#""f""#,
            "[{}]",
            r#""g""#,
            r#""plain""#,
        ];
        assert_eq!(texts, expected);
        let plain: Vec<_> = notes.iter().map(|inner| inner.is_plain).collect();
        assert_eq!(
            plain,
            [true, false, true, false, true, true, false, true, true]
        );
        for cut in 1..value.len() {
            let mut scan = Scan::noting(128, Vec::new());
            assert_eq!(scan.feed(&value[..cut]), Scanned::More);
            assert_eq!(scan.feed(&value[cut..]), Scanned::End(value.len() - cut));
            assert_eq!(scan.into_notes(), notes, "{cut}");
        }
    }
}
