//! Character references to characters. Surrogate pairs written as two references are joined:
//! XML forbids them, and this app writes every emoji so.

use std::borrow::Cow;

/// A value after its references were resolved.
pub(super) struct Unescaped<'a> {
    pub(super) text: Cow<'a, str>,
    /// Bytes or references that stand for no character became U+FFFD.
    pub(super) lossy: bool,
}

/// Resolves the five predefined entities and numeric references. Any other `&name;` stays as it
/// is written: nothing that a file defines is ever expanded.
pub(super) fn unescape(raw: &[u8]) -> Unescaped<'_> {
    let Some(first) = memchr::memchr(b'&', raw) else {
        return match std::str::from_utf8(raw) {
            Ok(text) => Unescaped {
                text: Cow::Borrowed(text),
                lossy: false,
            },
            Err(_) => Unescaped {
                text: Cow::Owned(String::from_utf8_lossy(raw).into_owned()),
                lossy: true,
            },
        };
    };
    let mut text = Vec::with_capacity(raw.len());
    let mut lossy = false;
    let mut rest = raw;
    let mut next = Some(first);
    while let Some(at) = next {
        text.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((code, length)) => {
                let mut length = length;
                let character = match code {
                    0xD800..=0xDBFF => match reference(&rest[length..]) {
                        Some((low @ 0xDC00..=0xDFFF, more)) => {
                            length += more;
                            char::from_u32(0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00))
                        }
                        _ => None,
                    },
                    code => char::from_u32(code),
                };
                lossy |= character.is_none();
                let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
                text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = &rest[length..];
            }
            None => {
                text.push(b'&');
                rest = &rest[1..];
            }
        }
        next = memchr::memchr(b'&', rest);
    }
    text.extend_from_slice(rest);
    match String::from_utf8(text) {
        Ok(text) => Unescaped {
            text: Cow::Owned(text),
            lossy,
        },
        Err(error) => Unescaped {
            text: Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()),
            lossy: true,
        },
    }
}

/// The code point and length of the reference at the start of `raw`.
fn reference(raw: &[u8]) -> Option<(u32, usize)> {
    let end = raw.iter().take(12).position(|byte| *byte == b';')?;
    let inside = raw.get(1..end).filter(|_| raw.starts_with(b"&"))?;
    let code = match inside {
        b"amp" => u32::from(b'&'),
        b"lt" => u32::from(b'<'),
        b"gt" => u32::from(b'>'),
        b"quot" => u32::from(b'"'),
        b"apos" => u32::from(b'\''),
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
        [b'#', digits @ ..] => number(digits, 10)?,
        _ => return None,
    };
    Some((code, end + 1))
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    if digits.is_empty() || digits.starts_with(b"+") {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()
}
