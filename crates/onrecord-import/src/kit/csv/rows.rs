//! Rows of a table of any size, each with its place in bytes, in bounded memory.

use super::dialect::{Dialect, Encoding};
use super::split::{MOST_CELLS, Quoting, split, split_first};
use onrecord_model::{Details, Digest, Mark, Marks};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};

/// Rows are cut here unless the caller says otherwise.
pub const DEFAULT_ROW_CAP: usize = 4 << 20;
const START_BUFFER: usize = 128 << 10;

/// What is wrong with the writing of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// A quotation mark opens and never closes. The row was ended at its line break.
    pub unterminated_quote: bool,
    /// A quotation mark stands where none may, or is not doubled; it is kept in the text.
    pub stray_quote: bool,
    /// The row is longer than the cap; its text is only the beginning.
    pub cut: bool,
    /// Bytes that are not valid in the encoding; shown as U+FFFD.
    pub lossy: bool,
}

impl Damage {
    /// Whether there is any.
    pub fn any(self) -> bool {
        self != Self::default()
    }

    /// Adds the marks that say so, and words for what no mark says.
    pub fn say(self, marks: &mut Marks, details: &mut Details) {
        if self.lossy {
            marks.add(Mark::LossyText);
        }
        if self.cut {
            marks.add(Mark::Truncated);
        }
        if self.unterminated_quote {
            marks.add(Mark::Inconsistent);
            details.push("row", "a quotation mark is never closed");
        }
        if self.stray_quote {
            details.push("row", "a quotation mark is not doubled");
        }
    }
}

/// One row.
#[derive(Debug, Default)]
pub struct Row {
    /// Its bytes in the file, half-open, without the line ending.
    pub bytes: (u64, u64),
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// Which row of the file it is, counted from 0. Blank lines and a `sep=` line are no rows.
    pub index: u64,
    /// SHA-256 of exactly those bytes.
    pub raw: Digest,
    /// What is wrong with its writing.
    pub damage: Damage,
    text: String,
    written: usize,
    cells: Vec<(u32, u32)>,
}

impl Row {
    /// How many cells it has; at least one.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no cell: only before the first row.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The text of a cell without its quotation marks, otherwise untouched.
    pub fn cell(&self, column: usize) -> Option<&str> {
        let (from, to) = *self.cells.get(column)?;
        self.text.get(from as usize..to as usize)
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.cells.len()).filter_map(|column| self.cell(column))
    }

    /// The row as it is written.
    pub fn written(&self) -> &str {
        self.text.get(..self.written).unwrap_or_default()
    }

    /// Whether every cell is empty or white space.
    pub fn is_blank(&self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }
}

/// A row's length in the buffer, that of its line ending, and the digest and length of the whole
/// where the row is cut.
type Span = (usize, usize, Option<(Digest, u64)>);

/// Where a row's end is looked for; positions count from the row's first byte.
#[derive(Default)]
struct Scan {
    at: usize,
    quoted: bool,
}

enum Found {
    /// The row's length and that of its line ending.
    End(usize, usize),
    /// The buffer ends first.
    More,
}

/// Reads rows.
pub struct Rows<R> {
    reader: R,
    dialect: Dialect,
    buffer: Vec<u8>,
    /// The part of `buffer` not yet given out.
    start: usize,
    end: usize,
    /// Where `buffer[start]` stands in the file.
    offset: u64,
    line: u64,
    index: u64,
    cap: usize,
    at_end: bool,
    failure: Option<io::Error>,
    begun: bool,
    /// Up to here quotation marks do not reach over lines: one was found that never closes, and
    /// looking again for each row would take a time that grows with the square of the size.
    by_line_until: u64,
    /// Whether rows get their digests.
    digests: bool,
    /// So many cells of a row are wanted, and nothing else of its text.
    wanted: usize,
    /// The row after the last one given out, where its digest was worked out with that one's.
    ahead: Option<(usize, usize, Digest)>,
    row: Row,
}

impl<R: Read> Rows<R> {
    /// Reads `reader` from where it stands, which is taken as offset 0.
    pub fn new(reader: R, dialect: Dialect) -> Self {
        Self::with_cap(reader, dialect, DEFAULT_ROW_CAP)
    }

    /// As [`Self::new`]; rows are cut after `cap` bytes. Memory stays below some six times that.
    pub fn with_cap(reader: R, dialect: Dialect, cap: usize) -> Self {
        Self {
            reader,
            dialect,
            buffer: vec![0; START_BUFFER],
            start: 0,
            end: 0,
            offset: 0,
            line: 1,
            index: 0,
            cap: cap.max(2) / 2 * 2,
            at_end: false,
            failure: None,
            begun: false,
            by_line_until: 0,
            digests: true,
            wanted: usize::MAX,
            ahead: None,
            row: Row::default(),
        }
    }

    /// The same, for a first look: [`Row::raw`] is left empty.
    pub fn without_digests(self) -> Self {
        Self {
            digests: false,
            ..self
        }
    }

    /// From now on at least the first `cells` of each row are given, perhaps no further ones, and what
    /// is said of a row's quotation marks is not to be relied on. Rows and their places are the same.
    pub fn want_only(&mut self, cells: usize) {
        self.wanted = cells;
    }

    /// The next row that is not an empty line, or `None` at the end.
    ///
    /// # Errors
    /// The file cannot be read further; the rows that could be read were given before.
    pub fn next_row(&mut self) -> io::Result<Option<&Row>> {
        if self.advance_row() {
            return Ok(Some(&self.row));
        }
        self.take_failure().map_or(Ok(None), Err)
    }

    /// Reads the next row into [`Self::row`]; `false` at the end or on a failure.
    pub(super) fn advance_row(&mut self) -> bool {
        if !self.begun {
            self.begin();
        }
        if let Some((length, ending, digest)) = self.ahead.take() {
            self.take(length, ending, digest, length as u64);
            return true;
        }
        while let Some((length, ending, cut)) = self.find_row() {
            if length > 0 {
                match cut {
                    Some((digest, whole)) => self.take(length, ending, digest, whole),
                    None => {
                        let digest = self.digest_of(length, ending);
                        self.take(length, ending, digest, length as u64);
                    }
                }
                return true;
            }
            self.advance(ending);
            self.line += 1;
        }
        false
    }

    /// Why reading stopped before the end, told once.
    pub(super) fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// The row that was read last.
    pub(super) fn row(&self) -> &Row {
        &self.row
    }

    /// Where the next row begins, and its line.
    pub fn position(&self) -> (u64, u64) {
        (self.offset, self.line)
    }

    fn begin(&mut self) {
        self.begun = true;
        while self.end < 64 && !self.at_end {
            self.fill();
        }
        let mark = self.dialect.encoding.byte_order_mark();
        if !mark.is_empty() && self.buffer[..self.end].starts_with(mark) {
            self.advance(mark.len());
        }
        if self.dialect.separator_line
            && let Some((length, ending, None)) = self.find_line()
        {
            self.advance(length + ending);
            self.line += 1;
        }
    }

    fn advance(&mut self, length: usize) {
        self.start += length;
        self.offset += length as u64;
    }

    /// The digest of the row at `start`. If the next one is in the buffer too, its digest is worked
    /// out at the same time, which is faster than one after the other.
    fn digest_of(&mut self, length: usize, ending: usize) -> Digest {
        if !self.digests {
            return Digest::default();
        }
        let (row, rest) = self.buffer[self.start..self.end].split_at(length);
        let rest = rest.get(ending..).unwrap_or_default();
        // Where a quotation mark was left open, rows end by another rule.
        if self.offset >= self.by_line_until
            && let Found::End(next @ 1.., ending) =
                find_end(rest, self.dialect, self.at_end, &mut Scan::default())
            && next <= self.cap
        {
            let (own, digest) = Digest::of_both(row, &rest[..next]);
            self.ahead = Some((next, ending, digest));
            return own;
        }
        Digest::of(row)
    }

    /// The row at `start` becomes `self.row`. `whole` is the length of the whole row: of one that is
    /// longer than the cap the buffer holds its beginning only.
    fn take(&mut self, length: usize, ending: usize, raw: Digest, whole: u64) {
        let is_cut = whole > length as u64;
        let bytes = &self.buffer[self.start..self.start + length];
        let (text, lossy) = self.dialect.encoding.decode(bytes);
        let row = &mut self.row;
        row.text.clear();
        row.raw = raw;
        row.bytes = (self.offset, self.offset + whole);
        row.line = self.line;
        row.index = self.index;
        let delimiter = self.dialect.delimiter;
        let quoting = if self.wanted < MOST_CELLS
            && let Some(first) = split_first(&text, delimiter, self.wanted, &mut row.cells)
        {
            row.text.push_str(first);
            row.written = first.len();
            Quoting::default()
        } else {
            row.text.push_str(&text);
            row.written = row.text.len();
            split(&mut row.text, delimiter, &mut row.cells)
        };
        // A line break inside a row stands between quotation marks.
        let lines = if quoting.any {
            line_breaks(row.written())
        } else {
            0
        };
        row.damage = Damage {
            unterminated_quote: quoting.unterminated && !is_cut,
            stray_quote: quoting.stray,
            cut: is_cut || quoting.too_many_cells,
            lossy,
        };
        // A cut row's kept bytes and ending are all that is in the buffer of it.
        self.start += length + ending;
        self.offset += whole + ending as u64;
        self.line += lines + 1;
        self.index += 1;
    }

    fn find_row(&mut self) -> Option<Span> {
        if self.offset < self.by_line_until {
            return self.find_line();
        }
        let mut scan = Scan::default();
        loop {
            let unread = &self.buffer[self.start..self.end];
            match find_end(unread, self.dialect, self.at_end, &mut scan) {
                Found::End(length, _) if length > self.cap => {
                    self.by_line_until = self.offset + length as u64;
                    return self.find_line();
                }
                Found::End(length, ending) => return Some((length, ending, None)),
                Found::More => {}
            }
            if self.at_end && self.start == self.end {
                return None;
            }
            if self.at_end || scan.at > self.cap {
                if scan.quoted {
                    self.by_line_until = self.offset + scan.at as u64;
                }
                return self.find_line();
            }
            self.fill();
        }
    }

    /// As [`Self::find_row`], with the row ending at the next line break whatever stands before.
    fn find_line(&mut self) -> Option<Span> {
        let mut from = 0;
        loop {
            let unread = &self.buffer[self.start..self.end];
            match line_end(unread, from, self.dialect.encoding, self.at_end) {
                Some((length, _)) if length > self.cap => break,
                Some((length, ending)) => return Some((length, ending, None)),
                None if self.at_end && unread.is_empty() => return None,
                None if self.at_end && unread.len() <= self.cap => {
                    return Some((unread.len(), 0, None));
                }
                None if unread.len() > self.cap => break,
                None => {
                    from = resume_at(unread.len(), self.dialect.encoding);
                    self.fill();
                }
            }
        }
        Some(self.cut_row())
    }

    /// More than `cap` bytes without a line break are in the buffer: they are kept, the rest of the
    /// row is only hashed, and the line ending is moved to directly behind what is kept.
    fn cut_row(&mut self) -> Span {
        let encoding = self.dialect.encoding;
        self.compact();
        let cap = self.cap;
        let mut hash = Sha256::new();
        hash.update(&self.buffer[..cap]);
        let mut whole = cap as u64;
        loop {
            let rest = &self.buffer[cap..self.end];
            let (length, ending) = match line_end(rest, 0, encoding, self.at_end) {
                Some((length, ending)) => (length, Some(ending)),
                None if self.at_end => (rest.len(), Some(0)),
                None => (resume_at(rest.len(), encoding), None),
            };
            hash.update(&rest[..length]);
            whole += length as u64;
            self.buffer.copy_within(cap + length..self.end, cap);
            self.end -= length;
            if let Some(ending) = ending {
                let digest = Digest(hash.finalize().into());
                return (cap, ending, Some((digest, whole)));
            }
            self.fill();
        }
    }

    fn compact(&mut self) {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
    }

    /// Reads more behind what is unread. A failure ends the file; it is told after its last row.
    fn fill(&mut self) {
        self.compact();
        if self.end == self.buffer.len() {
            let length = self.buffer.len().saturating_mul(2);
            self.buffer.resize(length, 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.at_end = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.at_end = true;
                    self.failure = Some(error);
                }
            }
            return;
        }
    }
}

/// Where looking goes on when more has been read: a CR or half a character may stand at the end.
fn resume_at(length: usize, encoding: Encoding) -> usize {
    let width = encoding.width();
    (length / width * width).saturating_sub(width)
}

fn line_breaks(text: &str) -> u64 {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .count() as u64
}

/// The character at `at` where it is ASCII; `Some(0xff)` where it is not.
fn unit(bytes: &[u8], at: usize, encoding: Encoding) -> Option<u8> {
    let (low, high) = match encoding {
        Encoding::Utf8 | Encoding::Windows1252 => return bytes.get(at).copied(),
        Encoding::Utf16Le => (*bytes.get(at)?, *bytes.get(at + 1)?),
        Encoding::Utf16Be => (*bytes.get(at + 1)?, *bytes.get(at)?),
    };
    Some(if high == 0 && low < 0x80 { low } else { 0xff })
}

/// The next of up to three ASCII characters at or behind `from`.
fn find(bytes: &[u8], from: usize, wanted: [u8; 3], encoding: Encoding) -> Option<usize> {
    if encoding.width() == 1 {
        let rest = bytes.get(from..)?;
        return memchr::memchr3(wanted[0], wanted[1], wanted[2], rest).map(|at| from + at);
    }
    let mut at = from;
    while let Some(character) = unit(bytes, at, encoding) {
        if wanted.contains(&character) {
            return Some(at);
        }
        at += 2;
    }
    None
}

/// The length of a line that begins at 0 and of its ending. `None` where more must be read.
fn line_end(bytes: &[u8], from: usize, encoding: Encoding, at_end: bool) -> Option<(usize, usize)> {
    let at = find(bytes, from, [b'\n', b'\r', b'\n'], encoding)?;
    ending_at(bytes, at, encoding, at_end).map(|ending| (at, ending))
}

/// The length of the line ending at `at`; `None` where an LF may follow the CR but is not read.
fn ending_at(bytes: &[u8], at: usize, encoding: Encoding, at_end: bool) -> Option<usize> {
    let width = encoding.width();
    if unit(bytes, at, encoding) != Some(b'\r') {
        return Some(width);
    }
    match unit(bytes, at + width, encoding) {
        Some(b'\n') => Some(2 * width),
        None if !at_end => None,
        _ => Some(width),
    }
}

fn find_end(bytes: &[u8], dialect: Dialect, at_end: bool, scan: &mut Scan) -> Found {
    let (encoding, width) = (dialect.encoding, dialect.encoding.width());
    loop {
        if scan.quoted {
            let Some(at) = find(bytes, scan.at, [b'"'; 3], encoding) else {
                scan.at = bytes.len() / width * width;
                return Found::More;
            };
            match unit(bytes, at + width, encoding) {
                None if !at_end => {
                    scan.at = at;
                    return Found::More;
                }
                Some(b'"') => {
                    scan.at = at + 2 * width;
                    continue;
                }
                None | Some(b'\n' | b'\r') => scan.quoted = false,
                Some(character) if character == dialect.delimiter => scan.quoted = false,
                Some(_) => {}
            }
            scan.at = at + width;
            continue;
        }
        let Some(at) = find(bytes, scan.at, [b'"', b'\n', b'\r'], encoding) else {
            scan.at = bytes.len() / width * width;
            return Found::More;
        };
        if unit(bytes, at, encoding) == Some(b'"') {
            let opens = match at.checked_sub(width) {
                None => true,
                Some(before) => unit(bytes, before, encoding) == Some(dialect.delimiter),
            };
            scan.quoted = opens;
            scan.at = at + width;
            continue;
        }
        match ending_at(bytes, at, encoding, at_end) {
            Some(ending) => return Found::End(at, ending),
            None => {
                scan.at = at;
                return Found::More;
            }
        }
    }
}
