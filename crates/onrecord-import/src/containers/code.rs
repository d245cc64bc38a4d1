//! The letters of a text in UTF-16 or in a code page, one after the other. Knows no file.

use crate::kit::text::{Encoding, sniff};
use encoding_rs::Encoding as CodePage;
use std::sync::Arc;

/// Which byte of two comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Low,
    High,
}

/// Takes one letter after the other.
#[derive(Clone)]
pub(super) enum Code {
    Wide(Order),
    /// One byte a letter.
    Single(Arc<[Option<char>; 256]>),
    /// One to four bytes a letter.
    Multiple(&'static CodePage),
}

impl Code {
    /// Of a code page.
    pub(super) fn of(page: &'static CodePage) -> Self {
        match page.is_single_byte() {
            true => {
                let letter = |byte: usize| {
                    let byte = [u8::try_from(byte).unwrap_or_default()];
                    page.decode_without_bom_handling_and_without_replacement(&byte)?
                        .chars()
                        .next()
                };
                Self::Single(Arc::new(std::array::from_fn(letter)))
            }
            false => Self::Multiple(page),
        }
    }

    /// The letter at a place and its length in bytes; what is none is `None`.
    pub(super) fn next(&self, bytes: &[u8], at: usize) -> Option<(Option<char>, usize)> {
        match self {
            Self::Wide(order) => next(bytes, at, *order),
            Self::Single(letters) => {
                let byte = *bytes.get(at)?;
                Some((letters.get(usize::from(byte)).copied().flatten(), 1))
            }
            Self::Multiple(page) => {
                let first = *bytes.get(at)?;
                if first.is_ascii() {
                    return Some((Some(char::from(first)), 1));
                }
                let found = (1..=4).find_map(|length| {
                    let one = bytes.get(at..at + length)?;
                    let text = page.decode_without_bom_handling_and_without_replacement(one)?;
                    let mut letters = text.chars();
                    let letter = letters.next()?;
                    // A few pairs stand for two letters.
                    letters.next().is_none().then_some((Some(letter), length))
                });
                Some(found.unwrap_or((None, 1)))
            }
        }
    }
}

pub(super) fn order_of(head: &[u8]) -> Option<Order> {
    if sniff(head) != Encoding::Utf16 {
        return None;
    }
    let zeros = |from: usize| {
        let bytes = head.iter().skip(from).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    let order = match head.get(..2)? {
        b"\xff\xfe" => Order::Low,
        b"\xfe\xff" => Order::High,
        _ if zeros(1) >= zeros(0) => Order::Low,
        _ => Order::High,
    };
    // Bytes that only begin so are not shown as letters.
    let (mut at, mut letters, mut odd) = (0, 0, 0);
    while let Some((letter, wide)) = next(head, at, order) {
        at += wide;
        letters += 1;
        let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        odd += usize::from(letter.is_none_or(is_odd));
    }
    // A little may be damaged, and the last letter be cut by where looking ended.
    (letters > 1 && odd <= 1 + letters / 32).then_some(order)
}

/// The letter at a place and its length in bytes; half a letter is `None`.
fn next(bytes: &[u8], at: usize, order: Order) -> Option<(Option<char>, usize)> {
    let unit = |at: usize| {
        let pair = [*bytes.get(at)?, *bytes.get(at + 1)?];
        Some(match order {
            Order::Low => u16::from_le_bytes(pair),
            Order::High => u16::from_be_bytes(pair),
        })
    };
    bytes.get(at)?;
    let Some(first) = unit(at) else {
        return Some((None, 1));
    };
    let second = unit(at + 2).filter(|unit| (0xdc00..0xe000).contains(unit));
    Some(match (first, second) {
        (0xd800..0xdc00, Some(second)) => {
            let letter = char::decode_utf16([first, second]).next();
            (letter.and_then(Result::ok), 4)
        }
        (0xd800..0xe000, _) => (None, 2),
        _ => (char::from_u32(u32::from(first)), 2),
    })
}
