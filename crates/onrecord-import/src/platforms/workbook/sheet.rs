//! The rows of one sheet, each with its bytes. Knows not what a column means.

use super::dates::written_out;
use super::parts::{Book, local};
use super::plain_row;
use crate::export::{Export, ExportError};
use crate::kit::html::{Start, Token, Tokenizer};
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use memchr::memmem;
use onrecord_model::Digest;
use std::io::{self, Read};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Columns of a sheet; ECMA-376 allows no more.
const MOST_COLUMNS: usize = 16_384;
/// Bytes of text that are kept of a row.
const MOST_TEXT: usize = 4 << 20;

/// A cell as it is shown, in the row's text.
#[derive(Clone, Debug, Default)]
struct SheetCell {
    shown: Range<usize>,
    /// The number behind a date.
    stored: Option<Range<usize>>,
}

/// A row; its memory serves the next one.
#[derive(Debug, Default)]
pub(super) struct SheetRow {
    pub bytes: (u64, u64),
    pub raw: Digest,
    /// Its number in the sheet, counted from 1.
    pub number: u64,
    pub is_cut: bool,
    pub is_lossy: bool,
    /// A cell's text should stand in the shared list and does not.
    pub lacks_text: bool,
    pub is_ended: bool,
    text: String,
    cells: Vec<SheetCell>,
}

impl SheetRow {
    /// How many cells it has, up to the last that there is.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell as it is shown.
    pub(super) fn cell(&self, column: usize) -> Option<&str> {
        let cell = self.cells.get(column)?;
        Some(self.text.get(cell.shown.clone()).unwrap_or_default())
    }

    /// The cells as they are shown.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.cells.len()).filter_map(|column| self.cell(column))
    }

    /// The numbers behind dates, by the column.
    pub(super) fn stored(&self) -> impl Iterator<Item = (usize, &str)> {
        let text = |cell: &SheetCell| self.text.get(cell.stored.clone()?);
        let cells = self.cells.iter().enumerate();
        cells.filter_map(move |(column, cell)| Some((column, text(cell)?)))
    }

    fn begin(&mut self, bytes: (u64, u64), number: u64) {
        (self.bytes, self.number) = (bytes, number);
        (self.is_cut, self.is_lossy, self.is_ended) = (false, false, false);
        self.lacks_text = false;
        self.text.clear();
        self.cells.clear();
    }

    /// Sees to it that there is a cell in this column.
    fn make(&mut self, column: usize) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, SheetCell::default());
        }
    }

    fn add(&mut self, text: &str) -> Range<usize> {
        let from = self.text.len();
        self.text.push_str(text);
        from..self.text.len()
    }
}

/// Reads the rows of a sheet.
pub(super) struct SheetRows<'a> {
    book: Rc<Book>,
    tokens: Tokenizer<Keeping<Box<dyn Read + 'a>>>,
    /// `None` where rows get no digests.
    kept: Option<Kept<'a>>,
    /// The bytes of the row that comes next, as far as can be seen, and their digest.
    ahead: Option<((u64, u64), Digest)>,
    /// So many cells of a row are wanted.
    wanted: usize,
    number: u64,
    is_done: bool,
    /// The end of the rows, or of the sheet, was seen.
    is_closed: bool,
    /// The end of the sheet was seen.
    is_whole: bool,
}

/// A cell being read.
#[derive(Default)]
struct Open {
    place: Place,
    kind: Box<str>,
    value: String,
    is_inside: bool,
    is_reading: bool,
}

/// Where a cell stands, and its style.
#[derive(Clone, Copy, Default)]
struct Place {
    column: usize,
    style: usize,
}

impl<'a> SheetRows<'a> {
    /// Rows with their digests or, for a first look, without.
    pub(super) fn open(
        export: &'a dyn Export,
        entry: &Arc<str>,
        book: &Rc<Book>,
        has_digests: bool,
    ) -> Result<Self, ExportError> {
        let reader = export.open(entry)?;
        let (reader, kept) = if has_digests {
            let (reader, kept) = keeping(reader, export, entry);
            (reader, Some(kept))
        } else {
            (Keeping::nothing(reader), None)
        };
        Ok(Self {
            book: book.clone(),
            tokens: Tokenizer::new(reader),
            kept,
            ahead: None,
            wanted: MOST_COLUMNS,
            number: 0,
            is_done: false,
            is_closed: false,
            is_whole: false,
        })
    }

    /// From now on at least the first `cells` of each row are given as they are shown, and perhaps
    /// others as if nothing were in them. There are as many rows, with as many cells.
    pub(super) fn want_only(&mut self, cells: usize) {
        self.wanted = cells;
    }

    pub(super) fn position(&self) -> u64 {
        self.tokens.position()
    }

    /// Whether the rows end before their end is written: the sheet was cut off.
    pub(super) fn is_cut_off(&self) -> bool {
        self.is_done && !self.is_closed
    }

    /// Whether the file ends before the sheet does.
    pub(super) fn is_torn(&self) -> bool {
        self.is_done && !self.is_whole
    }

    /// Reads the next row that has a cell into `row`. `false` at the end.
    pub(super) fn next_row(&mut self, row: &mut SheetRow) -> io::Result<bool> {
        while !self.is_done {
            if self.plain_row(row) {
                if row.cells().any(|cell| !cell.is_empty()) {
                    return Ok(true);
                }
                continue;
            }
            match self.tokens.next_token()? {
                None => self.is_done = true,
                Some(Token::Start(start)) if local(&start.name) == "row" => {
                    self.count(start.attribute("r").and_then(|number| number.parse().ok()));
                    if start.is_self_closing {
                        continue;
                    }
                    self.row(&start, row);
                    if row.cells().any(|cell| !cell.is_empty()) || !row.is_ended {
                        return Ok(true);
                    }
                }
                Some(Token::Start(start)) => self.is_closed |= closes(&start),
                Some(Token::End { name, .. }) => {
                    self.is_whole |= local(&name) == "worksheet";
                    self.is_closed |= self.is_whole || local(&name) == "sheetdata";
                }
                Some(_) => {}
            }
        }
        Ok(false)
    }

    /// A row begins that says to have this number.
    fn count(&mut self, stated: Option<u64>) {
        self.number = stated.unwrap_or(self.number + 1);
    }

    /// Reads the row that stands here if it is in memory and as rows usually are.
    fn plain_row(&mut self, row: &mut SheetRow) -> bool {
        self.tokens.hold(plain_row::LONGEST);
        let from = self.tokens.position();
        let bytes = self.tokens.held();
        let blank = bytes.len() - bytes.trim_ascii_start().len();
        let Some(bytes) = bytes
            .get(blank..)
            .filter(|bytes| bytes.starts_with(b"<row"))
        else {
            return false;
        };
        row.begin((0, 0), 0);
        let (mut held, book, wanted) = (0, &self.book, self.wanted);
        let mut has_text = false;
        let read = plain_row::read(bytes, |said, value| {
            let place = place_of(said.place, said.style, row.cells.len());
            let kind = said.kind.unwrap_or_default();
            if wanted < MOST_COLUMNS {
                if place.column < row.cells.len() {
                    return None;
                }
                // One text says already that the row is not empty. Shared texts are counted.
                let is_wanted = place.column < wanted || !has_text || kind == b"s";
                if !is_wanted && place.column < MOST_COLUMNS {
                    // As much as the text and what is shown of it can have.
                    held += 4 * value.len();
                    row.make(place.column);
                    return Some(());
                }
            }
            let value = value.text()?;
            held += value.len();
            place_cell(book, row, place, kind, &value, &mut held);
            has_text |= !row.text.is_empty();
            Some(())
        });
        // Beyond this the tokens keep less.
        let Some((said, length)) = read.filter(|_| held <= MOST_TEXT) else {
            return false;
        };
        let stated = said.place.and_then(number);
        let from = from + blank as u64;
        row.bytes = (from, from + length as u64);
        row.is_ended = true;
        if let Some(kept) = &self.kept {
            row.raw = match self.ahead.take() {
                Some((range, digest)) if range == row.bytes => digest,
                _ => {
                    let (raw, ahead) = with_next(bytes, length);
                    let place = |at: usize| from + at as u64;
                    self.ahead =
                        ahead.map(|(next, digest)| ((place(next.start), place(next.end)), digest));
                    raw
                }
            };
            kept.forget(row.bytes.0);
        }
        self.count(stated);
        row.number = self.number;
        self.tokens.pass(blank + length);
        true
    }

    fn row(&mut self, start: &Start, row: &mut SheetRow) {
        row.begin(start.range, self.number);
        let mut held = 0;
        let mut cell: Option<Open> = None;
        if let Some(kept) = &self.kept {
            kept.forget(start.range.0);
        }
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
                            if start.is_self_closing {
                                continue;
                            }
                            let bytes = |name| start.attribute(name).map(str::as_bytes);
                            let (r, s) = (bytes("r"), bytes("s"));
                            cell = Some(Open {
                                place: place_of(r, s, row.cells.len()),
                                kind: start.attribute("t").unwrap_or_default().into(),
                                ..Open::default()
                            });
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
                                open.place(&self.book, row, &mut held);
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
            open.place(&self.book, row, &mut held);
        }
        if let Some(kept) = &self.kept {
            let none = || Digest::of(b"");
            row.raw = kept.digest(row.bytes).unwrap_or_else(none);
        }
    }
}

impl Open {
    fn place(self, book: &Book, row: &mut SheetRow, held: &mut usize) {
        let kind = self.kind.as_bytes();
        place_cell(book, row, self.place, kind, &self.value, held);
    }
}

/// Where a cell stands, by what its tag says: a column by letters (`AB12`), or the one after the cell
/// before; and the number of its style.
fn place_of(reference: Option<&[u8]>, style: Option<&[u8]>, next: usize) -> Place {
    let mut column = 0_usize;
    let letters = reference.unwrap_or_default().iter();
    for byte in letters.take_while(|byte| byte.is_ascii_alphabetic()) {
        let letter = usize::from(byte.to_ascii_uppercase() - b'A') + 1;
        column = column.saturating_mul(26).saturating_add(letter);
    }
    Place {
        column: column.checked_sub(1).unwrap_or(next),
        style: style.and_then(number).unwrap_or_default(),
    }
}

fn number<N: std::str::FromStr>(written: &[u8]) -> Option<N> {
    core::str::from_utf8(written).ok()?.parse().ok()
}

/// The digest of the first `length` bytes, which are a row, and where the next row stands, if it is
/// there whole, with its own: two at once are faster than one after the other.
fn with_next(bytes: &[u8], length: usize) -> (Digest, Option<(Range<usize>, Digest)>) {
    let (row, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
    let next = rest.trim_ascii_start();
    let end = next
        .starts_with(b"<row")
        .then(|| memmem::find(next.get(..plain_row::LONGEST).unwrap_or(next), b"</row>"))
        .flatten();
    let Some(next) = end.and_then(|end| next.get(..end + "</row>".len())) else {
        return (Digest::of(row), None);
    };
    let start = bytes.len() - rest.trim_ascii_start().len();
    let (own, other) = Digest::of_both(row, next);
    (own, Some((start..start + next.len(), other)))
}

/// Puts a cell where it belongs. A text of the shared list can be long and used often, so `held` counts
/// what the row has.
fn place_cell(
    book: &Book,
    row: &mut SheetRow,
    place: Place,
    kind: &[u8],
    value: &str,
    held: &mut usize,
) {
    if place.column >= MOST_COLUMNS {
        row.is_cut = true;
        return;
    }
    let before = row.text.len();
    let cell = show(book, row, kind, place.style, value);
    *held += cell.shown.len();
    if *held > MOST_TEXT * 2 {
        row.is_cut = true;
        row.text.truncate(before);
        return;
    }
    row.make(place.column);
    if let Some(place) = row.cells.get_mut(place.column) {
        *place = cell;
    }
}

fn show(book: &Book, row: &mut SheetRow, kind: &[u8], style: usize, value: &str) -> SheetCell {
    let mut stored = None;
    let shown = match kind {
        b"s" => match book.shared(value) {
            Some(text) => row.add(text),
            None => {
                row.lacks_text = true;
                row.add(&format!("[shared text {}]", value.trim()))
            }
        },
        b"b" => row.add(if value.trim() == "1" { "TRUE" } else { "FALSE" }),
        b"" | b"n" => {
            let format = book.formats.get(style).copied().unwrap_or_default();
            let date = format
                .is_date()
                .then(|| written_out(value, format, book.from_1904))
                .flatten();
            match date {
                Some(text) => {
                    stored = Some(row.add(value));
                    row.add(&text)
                }
                None => row.add(value),
            }
        }
        // Texts as they are (`str`, `inlineStr`), errors, ISO dates (`d`).
        _ => row.add(value),
    };
    SheetCell { shown, stored }
}

/// A sheet without a row.
fn closes(start: &Start) -> bool {
    start.is_self_closing && local(&start.name) == "sheetdata"
}
