//! One line of `threads/T3.jsonl`: an event that is shown, in whole or in part, or a gap. A line has
//! one spelling; [`Line::parse`] refuses every other, so nothing can hide in it.

use onrecord_model::Digest;
use onrecord_model::canonical::Field;
use onrecord_model::commit::Salt;
use onrecord_model::disclose::{Opening, Part, Piece};
use std::fmt::Write as _;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// An event with what the pack shows of it.
    Shown {
        /// What is proven.
        opening: Box<Opening>,
        /// Reference of the exhibit that it was read from. Not bound by the thread's commitment.
        exhibit: String,
        /// Microseconds since 1970 that it is sorted by: the instant, or the wall clock under the
        /// zone that the pack assumes. Not bound, but held against the time.
        sort: Option<i64>,
    },
    /// Events of which nothing is shown.
    Gap {
        /// Position of the first, counted from 0.
        from: u64,
        /// How many.
        count: u64,
    },
}

/// A longer line is refused: importers cut records long before.
pub const LONGEST_LINE: u64 = 64 << 20;

/// Whether a reference of an exhibit or thread can stand in a line and a file name.
pub fn reference_is_plain(reference: &str) -> bool {
    (1..=40).contains(&reference.len())
        && reference
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/_-".contains(&byte))
}

fn push_hex(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            out.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
        }
    }
}

fn push_pieces(out: &mut String, pieces: &[Piece]) {
    out.push_str("{\"pieces\":[");
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        match piece {
            Piece::Withheld(digest) => {
                out.push('"');
                push_hex(out, &digest.0);
                out.push('"');
            }
            Piece::Shown { salt, text } => {
                out.push_str("[\"");
                push_hex(out, &salt.0);
                out.push_str("\",\"");
                push_hex(out, text.as_bytes());
                out.push_str("\"]");
            }
        }
    }
    out.push_str("]}");
}

/// What stands between `[` and `]}` of a text that is shown in part, and what follows.
fn parse_pieces(mut rest: &str) -> Option<(Vec<Piece>, &str)> {
    let mut pieces = Vec::new();
    loop {
        if let Some(shown) = rest.strip_prefix("[\"") {
            let (salt, after) = shown.split_once("\",\"")?;
            let (text, after) = after.split_once("\"]")?;
            let text = String::from_utf8(hex(text)?).ok()?.into_boxed_str();
            let salt = Salt(hex(salt)?.try_into().ok()?);
            pieces.push(Piece::Shown { salt, text });
            rest = after;
        } else {
            let (digest, after) = rest.strip_prefix('"')?.split_once('"')?;
            pieces.push(Piece::Withheld(Digest(hex(digest)?.try_into().ok()?)));
            rest = after;
        }
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None => return Some((pieces, rest.strip_prefix("]}")?)),
        }
    }
}

impl Line {
    /// The line, with its line feed.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        match self {
            Self::Gap { from, count } => {
                let _ = write!(out, "{{\"from\":{from},\"withheld\":{count}}}");
            }
            Self::Shown {
                opening,
                exhibit,
                sort,
            } => {
                let _ = write!(
                    out,
                    "{{\"index\":{},\"exhibit\":\"{exhibit}\",\"sort\":",
                    opening.index
                );
                match sort {
                    Some(sort) => out.push_str(&sort.to_string()),
                    None => out.push_str("null"),
                }
                for field in Field::ALL {
                    let _ = write!(out, ",\"{}\":", field.name());
                    match &opening.parts[field as usize] {
                        Part::Withheld(digest) => {
                            out.push('"');
                            push_hex(&mut out, &digest.0);
                            out.push('"');
                        }
                        Part::Shown { salt, value } => {
                            out.push_str("[\"");
                            push_hex(&mut out, &salt.0);
                            out.push_str("\",\"");
                            push_hex(&mut out, value);
                            out.push_str("\"]");
                        }
                        Part::Partly(pieces) => push_pieces(&mut out, pieces),
                    }
                }
                out.push('}');
            }
        }
        out.push('\n');
        out
    }

    /// Reads what [`Self::to_text`] writes; `None` for anything else.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let text = core::str::from_utf8(text).ok()?.strip_suffix("}\n")?;
        if let Some(rest) = text.strip_prefix("{\"from\":") {
            let (from, count) = rest.split_once(",\"withheld\":")?;
            return Some(Self::Gap {
                from: number(from)?,
                count: number(count)?,
            });
        }
        let (index, rest) = text
            .strip_prefix("{\"index\":")?
            .split_once(",\"exhibit\":\"")?;
        let (exhibit, rest) = rest.split_once("\",\"sort\":")?;
        let (sort, mut rest) = rest.split_once(',')?;
        let sort = match sort {
            "null" => None,
            digits => Some(signed(digits)?),
        };
        let mut parts = Field::ALL.map(|_| Part::Withheld(Digest::default()));
        for field in Field::ALL {
            if field != Field::ALL[0] {
                rest = rest.strip_prefix(',')?;
            }
            rest = rest
                .strip_prefix('"')?
                .strip_prefix(field.name())?
                .strip_prefix("\":")?;
            if let Some(shown) = rest.strip_prefix("[\"") {
                let (salt, after) = shown.split_once("\",\"")?;
                let (value, after) = after.split_once("\"]")?;
                let salt = Salt(hex(salt)?.try_into().ok()?);
                parts[field as usize] = Part::Shown {
                    salt,
                    value: hex(value)?,
                };
                rest = after;
            } else if let Some(pieces) = rest.strip_prefix("{\"pieces\":[") {
                let (pieces, after) = parse_pieces(pieces)?;
                parts[field as usize] = Part::Partly(pieces);
                rest = after;
            } else {
                let (digest, after) = rest.strip_prefix('"')?.split_once('"')?;
                parts[field as usize] = Part::Withheld(Digest(hex(digest)?.try_into().ok()?));
                rest = after;
            }
        }
        if !rest.is_empty() || !reference_is_plain(exhibit) {
            return None;
        }
        let opening = Box::new(Opening {
            index: number(index)?,
            parts,
        });
        Some(Self::Shown {
            opening,
            exhibit: exhibit.to_owned(),
            sort,
        })
    }
}

/// A decimal number without sign or leading zeros.
pub(crate) fn number(text: &str) -> Option<u64> {
    let value: u64 = text.parse().ok()?;
    (value.to_string() == text).then_some(value)
}

fn signed(text: &str) -> Option<i64> {
    let value: i64 = text.parse().ok()?;
    (value.to_string() == text).then_some(value)
}

/// The bytes of an even number of lower-case hexadecimal digits.
pub(crate) fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_one_spelling() {
        let parts = Field::ALL.map(|field| match field {
            Field::Body => Part::Shown {
                salt: Salt([7; 16]),
                value: b"\x62hi".to_vec(),
            },
            _ => Part::Withheld(Digest([field as u8; 32])),
        });
        let mut partly = parts.clone();
        partly[Field::Body as usize] = Part::Partly(vec![
            Piece::Withheld(Digest([3; 32])),
            Piece::Shown {
                salt: Salt([7; 16]),
                text: "hi".into(),
            },
            Piece::Withheld(Digest([4; 32])),
        ]);
        let shown = |sort: Option<i64>| Line::Shown {
            opening: Box::new(Opening {
                index: 17,
                parts: if sort == Some(0) {
                    partly.clone()
                } else {
                    parts.clone()
                },
            }),
            exhibit: "AB/12".to_owned(),
            sort,
        };
        for line in [
            shown(None),
            shown(Some(-5)),
            shown(Some(0)),
            Line::Gap { from: 0, count: 3 },
        ] {
            let text = line.to_text();
            assert_eq!(Line::parse(text.as_bytes()).unwrap(), line);
            for at in 0..text.len() {
                let mut damaged = text.clone().into_bytes();
                damaged[at] ^= 1;
                // Another value, perhaps; never the same value spelt otherwise.
                assert_ne!(Line::parse(&damaged), Some(line.clone()), "byte {at}");
                assert_eq!(Line::parse(&text.as_bytes()[..at]), None);
            }
        }
        assert_eq!(Line::parse(b"{\"from\":01,\"withheld\":3}\n"), None);
        assert_eq!(Line::parse(b"{\"from\":+1,\"withheld\":3}\n"), None);
    }
}
