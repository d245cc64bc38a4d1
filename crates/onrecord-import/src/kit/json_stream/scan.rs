//! Finds where a JSON value ends, over as many pieces as it takes. Knows nothing of what it means.

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

/// Bytes that matter outside strings.
static SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    table[b'"' as usize] = true;
    table[b'{' as usize] = true;
    table[b'}' as usize] = true;
    table[b'[' as usize] = true;
    table[b']' as usize] = true;
    table
};

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
                    let Some(found) = bytes[at..].iter().position(|byte| SPECIAL[*byte as usize])
                    else {
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
                    let Some(found) = memchr3(b'"', b'\\', b'\n', &bytes[at..]) else {
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
                    let end = bytes[at..].iter().position(|byte| {
                        matches!(
                            byte,
                            b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'{' | b'['
                        )
                    });
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
