//! An event's text in pieces, each under its own salt, so that a name or a number can be withheld while
//! the words around it are shown and proven. Knows nothing of who chooses.
//!
//! ```text
//! fd(body)     = SHA-256("onrecord/body" ‖ pd(0) ‖ pd(1) ‖ …)
//! pd(n)        = SHA-256(0x02 ‖ 16-byte salt n ‖ the piece's UTF-8 bytes)
//! no text      = one piece, SHA-256(0x03 ‖ salt 0)
//! salts        = SHA-256("onrecord/salts" ‖ 16-byte salt of the body ‖ u32 pair): 2·pair, 2·pair + 1
//! ```
//!
//! **Where a text is cut is fixed for good**, as every form is that a leaf binds; a verifier needs none of
//! it, since pieces in a row are the text. A *word* is a run of bytes other than space, tab, line feed
//! and carriage return, with such bytes that follow it; those in front of all belong to the first word. A
//! word stands alone if a byte of it is a capital or digit of ASCII, `@`, or beyond ASCII, unless it is
//! one capital alone ("I"). Other words stand together, up to four of them and 38 bytes. What is longer
//! than 38 bytes is cut there, or before the character that stands there. An empty text is one empty
//! piece. 38 bytes are what fits one block of SHA-256 with tag and salt: this runs for every record.

use crate::commit::Salt;
use crate::sha::{self, Midstate};
use crate::{Digest, commit};

/// The longest piece in bytes.
const LONGEST: usize = 38;
/// How many plain words stand together at most.
const MOST_WORDS: usize = 4;

const PLAIN: u8 = 0;
const MARKED: u8 = 1;
const SPACE: u8 = 2;

/// What a byte makes of its word.
const CLASS: [u8; 256] = {
    let mut classes = [PLAIN; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' => SPACE,
            b'A'..=b'Z' | b'0'..=b'9' | b'@' | 0x80.. => MARKED,
            _ => PLAIN,
        };
        byte += 1;
    }
    classes
};

/// See the module. In a row they are the text.
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces {
        rest: text,
        ahead: None,
        begun: false,
    }
}

/// The pieces of a text.
#[derive(Clone, Debug)]
pub struct Pieces<'t> {
    rest: &'t str,
    /// The length of the next word, and whether it stands alone.
    ahead: Option<(usize, bool)>,
    begun: bool,
}

/// The length of the first word, or something above [`LONGEST`], and whether it stands alone.
#[inline]
fn word(bytes: &[u8]) -> (usize, bool) {
    let mut seen = 0;
    let mut length = 0;
    let mut capital = false;
    let mut ended = false;
    for (at, byte) in bytes.iter().enumerate().take(LONGEST + 1) {
        let class = CLASS[usize::from(*byte)];
        if class == SPACE {
            ended = length > 0;
        } else if ended {
            return (at, seen == MARKED && !(capital && length == 1));
        } else {
            capital = byte.is_ascii_uppercase();
            seen |= class;
            length += 1;
        }
    }
    let scanned = bytes.len().min(LONGEST + 1);
    (scanned, seen == MARKED && !(capital && length == 1))
}

impl<'t> Iterator for Pieces<'t> {
    type Item = &'t str;

    #[inline]
    fn next(&mut self) -> Option<&'t str> {
        if self.rest.is_empty() {
            return (!core::mem::replace(&mut self.begun, true)).then_some(self.rest);
        }
        self.begun = true;
        let bytes = self.rest.as_bytes();
        let (mut end, alone) = self.ahead.take().unwrap_or_else(|| word(bytes));
        if end > LONGEST {
            end = self.rest.floor_char_boundary(LONGEST);
        } else if !alone {
            for _ in 1..MOST_WORDS {
                let Some(after) = bytes.get(end..).filter(|after| !after.is_empty()) else {
                    break;
                };
                let (length, alone) = word(after);
                if alone || end + length > LONGEST {
                    self.ahead = Some((length, alone));
                    break;
                }
                end += length;
            }
        }
        let (piece, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(piece)
    }
}

/// The salts of a body's pieces, in order.
#[derive(Clone, Debug)]
pub(crate) struct PieceSalts {
    body: Salt,
    next: u32,
    /// This salt and those after it, as far as four were made together.
    four: [Salt; 4],
}

impl PieceSalts {
    pub(crate) fn new(body: &Salt) -> Self {
        Self {
            body: *body,
            next: 0,
            four: [Salt([0; 16]); 4],
        }
    }

    #[inline]
    pub(crate) fn next(&mut self) -> Salt {
        let place = (self.next % 4) as usize;
        if place == 0 {
            let message = |pair: u32| {
                let mut message = *b"onrecord/salts................\0\0\0\0";
                message[14..30].copy_from_slice(&self.body.0);
                message[30..].copy_from_slice(&pair.to_be_bytes());
                message
            };
            let (start, pair) = (Midstate::START, self.next / 2);
            let made = start.finish_two(&message(pair), start, &message(pair + 1));
            let [[a, b], [c, d]] = [commit::halves(&made[0]), commit::halves(&made[1])];
            self.four = [a, b, c, d];
        }
        self.next = self.next.wrapping_add(1);
        self.four[place]
    }
}

/// What is hashed for a piece that is not too long, and its length.
#[inline]
fn piece_message(salt: &Salt, piece: &str) -> Option<([u8; 17 + LONGEST], usize)> {
    let mut message = [0; 17 + LONGEST];
    message[0] = 2;
    message[1..17].copy_from_slice(&salt.0);
    let length = 17 + piece.len();
    message
        .get_mut(17..length)?
        .copy_from_slice(piece.as_bytes());
    Some((message, length))
}

/// The digest of a piece.
#[inline]
pub(crate) fn piece_digest(salt: &Salt, piece: &str) -> Digest {
    match piece_message(salt, piece) {
        Some((message, length)) => Midstate::START.finish_short(&message[..length]),
        None => Digest::of_parts(&[&[2], &salt.0, piece.as_bytes()]),
    }
}

/// The digests of two pieces.
#[inline]
fn piece_digests(salts: &[Salt; 2], pieces: [&str; 2]) -> [Digest; 2] {
    let messages = [0, 1].map(|at| piece_message(&salts[at], pieces[at]));
    match messages {
        [Some((one, length)), Some((two, length_2))] => {
            let start = Midstate::START;
            start.finish_two(&one[..length], start, &two[..length_2])
        }
        _ => [0, 1].map(|at| piece_digest(&salts[at], pieces[at])),
    }
}

/// Where a text would stand and is none.
fn no_text(salt: &Salt) -> Digest {
    Digest::of_parts(&[&[3], &salt.0])
}

const BODY: &[u8] = b"onrecord/body";

/// What is hashed for a body in those pieces; `None`: no text.
#[inline]
pub(crate) fn body_message<'t>(
    salt: &Salt,
    pieces: Option<impl Iterator<Item = &'t str>>,
    out: &mut Vec<u8>,
) {
    out.clear();
    out.extend_from_slice(BODY);
    let mut salts = PieceSalts::new(salt);
    let Some(mut pieces) = pieces else {
        out.extend_from_slice(&no_text(&salts.next()).0);
        return;
    };
    while let Some(piece) = pieces.next() {
        let salt = salts.next();
        match pieces.next() {
            Some(second) => {
                let digests = piece_digests(&[salt, salts.next()], [piece, second]);
                digests
                    .iter()
                    .for_each(|digest| out.extend_from_slice(&digest.0));
            }
            None => out.extend_from_slice(&piece_digest(&salt, piece).0),
        }
    }
}

/// The digest of a body in those pieces; `None`: no text. `scratch` is a buffer to work in.
#[inline]
pub(crate) fn body_digest<'t>(
    salt: &Salt,
    pieces: Option<impl Iterator<Item = &'t str>>,
    scratch: &mut Vec<u8>,
) -> Digest {
    body_message(salt, pieces, scratch);
    sha::digest_in_place(scratch)
}

/// The digest of a body from its pieces' digests.
pub(crate) fn body_of(pieces: impl Iterator<Item = Digest>) -> Digest {
    let mut message = BODY.to_vec();
    pieces.for_each(|digest| message.extend_from_slice(&digest.0));
    sha::digest_in_place(&mut message)
}
