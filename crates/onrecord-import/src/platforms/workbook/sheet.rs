//! The rows of one sheet, each with its bytes. Knows not what a column means.

use super::dates::written_out;
use super::parts::{Book, local};
use crate::export::{Export, ExportError};
use crate::kit::html::{Start, Token, Tokenizer};
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use onrecord_model::Digest;
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::Arc;

/// Columns of a sheet; ECMA-376 allows no more.
const MOST_COLUMNS: usize = 16_384;
/// Bytes of text that are kept of a row.
const MOST_TEXT: usize = 4 << 20;

/// A cell as it is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct SheetCell {
    pub text: String,
    /// The number behind a date.
    pub stored: Option<String>,
}

/// A row.
#[derive(Debug)]
pub(super) struct SheetRow {
    pub bytes: (u64, u64),
    pub raw: Digest,
    /// Its number in the sheet, counted from 1.
    pub number: u64,
    pub cells: Vec<SheetCell>,
    pub is_cut: bool,
    pub is_lossy: bool,
    pub is_ended: bool,
}

/// Reads the rows of a sheet.
pub(super) struct SheetRows<'a> {
    book: Rc<Book>,
    tokens: Tokenizer<Keeping<Box<dyn Read + 'a>>>,
    kept: Kept<'a>,
    number: u64,
    is_done: bool,
    /// The end of the rows, or of the sheet, was seen.
    is_closed: bool,
}

/// A cell being read.
#[derive(Default)]
struct Open {
    column: usize,
    kind: String,
    style: usize,
    value: String,
    is_inside: bool,
    is_reading: bool,
}

impl<'a> SheetRows<'a> {
    pub(super) fn open(
        export: &'a dyn Export,
        entry: &Arc<str>,
        book: &Rc<Book>,
    ) -> Result<Self, ExportError> {
        let (reader, kept) = keeping(export.open(entry)?, export, entry);
        Ok(Self {
            book: book.clone(),
            tokens: Tokenizer::new(reader),
            kept,
            number: 0,
            is_done: false,
            is_closed: false,
        })
    }

    pub(super) fn position(&self) -> u64 {
        self.tokens.position()
    }

    /// Whether the rows end before their end is written: the sheet was cut off.
    pub(super) fn is_cut_off(&self) -> bool {
        self.is_done && !self.is_closed
    }

    /// The next row that has a cell.
    pub(super) fn next_row(&mut self) -> io::Result<Option<SheetRow>> {
        while !self.is_done {
            match self.tokens.next_token()? {
                None => self.is_done = true,
                Some(Token::Start(start)) if local(&start.name) == "row" => {
                    let stated = start.attribute("r").and_then(|r| r.parse::<u64>().ok());
                    self.number = stated.unwrap_or(self.number + 1);
                    if start.is_self_closing {
                        continue;
                    }
                    let row = self.row(&start)?;
                    if row.cells.iter().any(|cell| !cell.text.is_empty()) || !row.is_ended {
                        return Ok(Some(row));
                    }
                }
                Some(Token::Start(start)) => self.is_closed |= closes(&start),
                Some(Token::End { name, .. }) => {
                    self.is_closed |= matches!(local(&name), "sheetData" | "worksheet");
                }
                Some(_) => {}
            }
        }
        Ok(None)
    }

    fn row(&mut self, start: &Start) -> io::Result<SheetRow> {
        let mut row = SheetRow {
            bytes: start.range,
            raw: Digest::of(b""),
            number: self.number,
            cells: Vec::new(),
            is_cut: false,
            is_lossy: false,
            is_ended: false,
        };
        let mut held = 0;
        let mut cell: Option<Open> = None;
        self.kept.forget(start.range.0);
        loop {
            let token = match self.tokens.next_token() {
                Ok(Some(token)) => token,
                // What was read of the row is given; the failure is met again by the next call.
                Ok(None) | Err(_) => {
                    self.is_done = true;
                    break;
                }
            };
            match token {
                Token::Start(start) => {
                    row.bytes.1 = start.range.1;
                    match local(&start.name) {
                        "c" => {
                            let next = row.cells.len();
                            let open = open_cell(&start, next);
                            if start.is_self_closing {
                                continue;
                            }
                            cell = Some(open);
                        }
                        "v" | "t" => {
                            if let Some(cell) = &mut cell {
                                cell.is_inside = !start.is_self_closing;
                            }
                        }
                        "rph" => {
                            if let Some(cell) = &mut cell {
                                cell.is_reading = !start.is_self_closing;
                            }
                        }
                        _ => {}
                    }
                }
                Token::Text(text) => {
                    row.bytes.1 = text.range.1;
                    if let Some(cell) = &mut cell
                        && cell.is_inside
                        && !cell.is_reading
                    {
                        row.is_lossy |= text.is_lossy;
                        held += text.text.len();
                        if text.is_cut || held > MOST_TEXT {
                            row.is_cut = true;
                        } else {
                            cell.value.push_str(&text.text);
                        }
                    }
                }
                Token::End { name, range } => {
                    row.bytes.1 = range.1;
                    match local(&name) {
                        "v" | "t" => {
                            if let Some(cell) = &mut cell {
                                cell.is_inside = false;
                            }
                        }
                        "rph" => {
                            if let Some(cell) = &mut cell {
                                cell.is_reading = false;
                            }
                        }
                        "c" => {
                            if let Some(open) = cell.take() {
                                self.place(&mut row, open, &mut held);
                            }
                        }
                        "row" => {
                            row.is_ended = true;
                            break;
                        }
                        _ => {}
                    }
                }
                Token::Unfinished(range) => row.bytes.1 = range.1,
                _ => {}
            }
        }
        if let Some(open) = cell.take() {
            self.place(&mut row, open, &mut held);
        }
        row.raw = self.kept.digest(row.bytes).unwrap_or(row.raw);
        Ok(row)
    }

    fn place(&self, row: &mut SheetRow, open: Open, held: &mut usize) {
        if open.column >= MOST_COLUMNS {
            row.is_cut = true;
            return;
        }
        let cell = self.shown(open.kind.as_str(), open.style, open.value);
        // A text of the shared list can be long and used often.
        *held += cell.text.len();
        if *held > MOST_TEXT * 2 {
            row.is_cut = true;
            return;
        }
        if row.cells.len() <= open.column {
            row.cells.resize(open.column + 1, SheetCell::default());
        }
        if let Some(place) = row.cells.get_mut(open.column) {
            *place = cell;
        }
    }

    fn shown(&self, kind: &str, style: usize, value: String) -> SheetCell {
        let plain = |text: String| SheetCell { text, stored: None };
        match kind {
            "s" => match self.book.shared(&value) {
                Some(text) => plain(text.to_owned()),
                None => plain(format!("[shared text {}]", value.trim())),
            },
            "b" => plain(if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            "" | "n" => {
                let format = self.book.formats.get(style).copied().unwrap_or_default();
                let date = format
                    .is_date()
                    .then(|| written_out(&value, format, self.book.from_1904))
                    .flatten();
                match date {
                    Some(text) => SheetCell {
                        text,
                        stored: Some(value),
                    },
                    None => plain(value),
                }
            }
            // Texts as they are (`str`, `inlineStr`), errors, ISO dates (`d`).
            _ => plain(value),
        }
    }
}

/// A sheet without a row.
fn closes(start: &Start) -> bool {
    start.is_self_closing && local(&start.name) == "sheetData"
}

/// A cell names its column by letters (`AB12`); without them it follows the one before.
fn open_cell(start: &Start, next: usize) -> Open {
    let letters = start.attribute("r").unwrap_or_default();
    let mut column = 0_usize;
    for byte in letters.bytes().take_while(u8::is_ascii_alphabetic) {
        let letter = usize::from(byte.to_ascii_uppercase() - b'A') + 1;
        column = column.saturating_mul(26).saturating_add(letter);
    }
    Open {
        column: column.checked_sub(1).unwrap_or(next),
        kind: start.attribute("t").unwrap_or_default().to_owned(),
        style: start
            .attribute("s")
            .and_then(|style| style.parse().ok())
            .unwrap_or_default(),
        ..Open::default()
    }
}
