//! How a table is written: its encoding and delimiter, given or guessed from its first bytes.

use super::rows::Rows;
use crate::export::{Export, ExportError};
use crate::kit::peek::first_bytes;
use crate::kit::text;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The first bytes that are looked at.
const LOOKED_AT: usize = 64 << 10;
/// The rows that are looked at.
const ROWS: usize = 50;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How the characters of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// What spreadsheets on Windows write in western Europe.
    Windows1252,
}

impl Encoding {
    /// Bytes in which a delimiter, quotation mark or line break is written.
    pub(super) fn width(self) -> usize {
        match self {
            Self::Utf8 | Self::Windows1252 => 1,
            Self::Utf16Le | Self::Utf16Be => 2,
        }
    }

    pub(super) fn byte_order_mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"\xef\xbb\xbf",
            Self::Utf16Le => b"\xff\xfe",
            Self::Utf16Be => b"\xfe\xff",
            Self::Windows1252 => b"",
        }
    }

    /// The text of these bytes, and whether some of them could not be read.
    pub(super) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        let encoding = match self {
            Self::Utf8 => match std::str::from_utf8(bytes) {
                Ok(text) => return (Cow::Borrowed(text), false),
                Err(_) => return (String::from_utf8_lossy(bytes), true),
            },
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        };
        encoding.decode_without_bom_handling(bytes)
    }

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Its encoding.
    pub encoding: Encoding,
    /// What stands between two cells; an ASCII character.
    pub delimiter: u8,
    /// The first line is `sep=` and the delimiter, as spreadsheets write and read it.
    pub separator_line: bool,
}

impl Dialect {
    /// UTF-8 with commas.
    pub const COMMA: Self = Self {
        encoding: Encoding::Utf8,
        delimiter: b',',
        separator_line: false,
    };

    /// Guesses from the first bytes of an entry.
    ///
    /// # Errors
    /// The entry cannot be read.
    pub fn of(export: &dyn Export, path: &str) -> Result<Option<Self>, ExportError> {
        Ok(Self::sniff(&first_bytes(export, path, LOOKED_AT)?))
    }

    /// Guesses from a file's first bytes; `None` where they are no text that this module reads.
    pub fn sniff(first: &[u8]) -> Option<Self> {
        let first = &first[..first.len().min(LOOKED_AT)];
        let encoding = encoding_of(first)?;
        let mut dialect = Self {
            encoding,
            ..Self::COMMA
        };
        if let Some(delimiter) = separator_line(first, encoding) {
            return Some(Self {
                delimiter,
                separator_line: true,
                ..dialect
            });
        }
        let whole = first.len() < LOOKED_AT;
        let mut best = (0, 0);
        for delimiter in DELIMITERS {
            let score = score(
                first,
                Self {
                    delimiter,
                    ..dialect
                },
                whole,
            );
            if score > best {
                best = score;
                dialect.delimiter = delimiter;
            }
        }
        Some(dialect)
    }
}

fn encoding_of(first: &[u8]) -> Option<Encoding> {
    match text::sniff(first) {
        text::Encoding::Utf8 { mark: 0 } => Some(match std::str::from_utf8(first) {
            Ok(_) => Encoding::Utf8,
            // The last character may be cut by where looking ended.
            Err(error) if error.error_len().is_none() && first.len() == LOOKED_AT => Encoding::Utf8,
            Err(_) => Encoding::Windows1252,
        }),
        text::Encoding::Utf8 { .. } => Some(Encoding::Utf8),
        text::Encoding::Utf16 => Some(if first.starts_with(b"\xff\xfe") {
            Encoding::Utf16Le
        } else if first.starts_with(b"\xfe\xff") {
            Encoding::Utf16Be
        } else {
            // Without a mark: delimiters and digits have their zero on one side.
            let zeros = |from: usize| {
                let bytes = first.iter().skip(from).step_by(2).take(512);
                bytes.filter(|byte| **byte == 0).count()
            };
            if zeros(1) >= zeros(0) {
                Encoding::Utf16Le
            } else {
                Encoding::Utf16Be
            }
        }),
        text::Encoding::Utf32 | text::Encoding::Binary => None,
    }
}

fn separator_line(first: &[u8], encoding: Encoding) -> Option<u8> {
    let first = first
        .strip_prefix(encoding.byte_order_mark())
        .unwrap_or(first);
    let head = &first[..first.len().min(16)];
    let head = &head[..head.len() / encoding.width() * encoding.width()];
    let (text, _) = encoding.decode(head);
    let line = text.split(['\r', '\n']).next()?.trim_matches('"');
    let rest = line
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and_then(|_| line.get(4..))?;
    match rest.as_bytes() {
        [delimiter] if delimiter.is_ascii() => Some(*delimiter),
        _ => None,
    }
}

/// How many rows have the number of cells that is most frequent, and that number.
fn score(first: &[u8], dialect: Dialect, whole: bool) -> (usize, usize) {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut rows = Rows::new(first, dialect);
    let mut seen = 0;
    while let Ok(Some(row)) = rows.next_row() {
        let is_cut = !whole && row.bytes.1 >= first.len() as u64;
        if is_cut && seen > 0 {
            break;
        }
        *counts.entry(row.len()).or_default() += 1;
        seen += 1;
        if seen == ROWS {
            break;
        }
    }
    counts
        .into_iter()
        .filter(|(cells, _)| *cells > 1)
        .map(|(cells, rows)| (rows, cells))
        .max()
        .unwrap_or_default()
}
