//! What a value is, and text in the encoding of its database. Knows nothing of rows.

use super::record::Slot;
use onrecord_model::{Mark, Marks};
use std::borrow::Cow;

/// One value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'r> {
    /// NULL, or a column that the table does not have.
    Null,
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// Text, in the database's encoding.
    Text(&'r [u8]),
    /// Bytes.
    Blob(&'r [u8]),
}

/// How a database writes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextEncoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl TextEncoding {
    pub(super) fn decode<'b>(self, bytes: &'b [u8], marks: &mut Marks) -> Cow<'b, str> {
        let unit: fn([u8; 2]) -> u16 = match self {
            Self::Utf8 => return crate::kit::text::decode(bytes, marks),
            Self::Utf16Le => u16::from_le_bytes,
            Self::Utf16Be => u16::from_be_bytes,
        };
        let (pairs, rest) = bytes.as_chunks::<2>();
        let mut lossy = !rest.is_empty();
        let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
            .map(|character| {
                character.unwrap_or_else(|_| {
                    lossy = true;
                    char::REPLACEMENT_CHARACTER
                })
            })
            .collect();
        if lossy {
            marks.add(Mark::LossyText);
        }
        Cow::Owned(text)
    }

    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// A value as stored; the flag says that a part of it is not there.
pub(super) fn value(payload: &[u8], slot: Slot) -> (Value<'_>, bool) {
    let start = usize::try_from(slot.at).unwrap_or(usize::MAX);
    let wanted = usize::try_from(slot.length()).unwrap_or(usize::MAX);
    let end = start.saturating_add(wanted).min(payload.len());
    let bytes = payload.get(start..end).unwrap_or_default();
    let cut = bytes.len() < wanted;
    let value = match slot.serial {
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        1..=7 if cut => Value::Null,
        1..=6 => Value::Integer(integer(bytes)),
        7 => {
            let bits = bytes.try_into().map_or(0, u64::from_be_bytes);
            match f64::from_bits(bits) {
                // SQLite stores no such number and reads it as NULL.
                number if number.is_nan() => Value::Null,
                number => Value::Real(number),
            }
        }
        serial @ 12.. if serial % 2 == 0 => Value::Blob(bytes),
        12.. => Value::Text(bytes),
        _ => Value::Null,
    };
    (value, cut)
}

fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    bytes
        .iter()
        .fold(if negative { -1 } else { 0 }, |value, byte| {
            value << 8 | i64::from(*byte)
        })
}
