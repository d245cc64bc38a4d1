//! One row: its values by column, and its bytes. Knows nothing of how it was found.

use super::create_table::{Column, Layout, Place};
use super::pager::Page;
use super::record::Slot;
use super::values::{Value, value};
use onrecord_model::{Details, Digest, Event, Kind, Locator, Mark, Marks, Pointer, Thread, When};
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Places of overflow pages that are listed; the rest is counted.
const LISTED: usize = 64;

/// A row.
pub struct Row {
    pub(super) table: Arc<str>,
    pub(super) layout: Rc<Layout>,
    pub(super) rowid: i64,
    pub(super) page: Page,
    /// The cell, in the page.
    pub(super) cell: Range<usize>,
    /// The record's local part, in the page.
    pub(super) local: Range<usize>,
    /// The whole record, where it goes on in overflow pages.
    pub(super) whole: Option<Whole>,
    pub(super) slots: Vec<Slot>,
    /// What is wrong with it, for a person.
    pub(super) damage: Option<Box<str>>,
}

/// A record that goes on in overflow pages.
pub(super) struct Whole {
    pub(super) payload: Vec<u8>,
    /// The payload's length as the cell states it.
    pub(super) length: u64,
    pub(super) pieces: Vec<(bool, u64, u64)>,
    pub(super) pieces_in_all: usize,
}

impl Whole {
    pub(super) fn piece(&mut self, in_log: bool, from: u64, to: u64) {
        self.pieces_in_all += 1;
        if self.pieces.len() < LISTED {
            self.pieces.push((in_log, from, to));
        }
    }
}

impl Row {
    /// Its `rowid`; for a table without one, its position in the walk.
    pub fn rowid(&self) -> i64 {
        self.rowid
    }

    fn payload(&self) -> &[u8] {
        match &self.whole {
            Some(whole) => &whole.payload,
            None => self.page.bytes.get(self.local.clone()).unwrap_or_default(),
        }
    }

    fn value_and_cut(&self, column: Column) -> (Value<'_>, bool) {
        let Some(of) = column
            .0
            .and_then(|at| self.layout.columns.get(usize::from(at)))
        else {
            return (Value::Null, false);
        };
        let at = match of.place {
            Place::Computed => return (Value::Null, false),
            Place::RowId => return (Value::Integer(self.rowid), false),
            Place::Stored(at) => at,
        };
        let Some(slot) = self.slots.get(at) else {
            // The row is older than the column.
            return (of.default.value(), false);
        };
        match value(self.payload(), *slot) {
            (Value::Integer(number), cut) if of.is_real => (Value::Real(number as f64), cut),
            found => found,
        }
    }

    /// The value of a column.
    pub fn value(&self, column: Column) -> Value<'_> {
        self.value_and_cut(column).0
    }

    /// A whole number, also where it is stored as text or as a floating-point number.
    pub fn integer(&self, column: Column) -> Option<i64> {
        match self.value(column) {
            Value::Integer(number) => Some(number),
            Value::Real(number)
                if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 =>
            {
                Some(number as i64)
            }
            value @ Value::Text(_) => self
                .shown(value, &mut Marks::default())?
                .trim()
                .parse()
                .ok(),
            _ => None,
        }
    }

    /// Whether a column says yes: a number other than 0.
    pub fn is(&self, column: Column) -> bool {
        self.integer(column).is_some_and(|number| number != 0)
    }

    /// Text (a number too is shown as text). What is not valid or not there is said by marks.
    pub fn text(&self, column: Column, marks: &mut Marks) -> Option<Cow<'_, str>> {
        let (value, cut) = self.value_and_cut(column);
        if cut {
            marks.add(Mark::Truncated);
        }
        match value {
            Value::Blob(bytes) => Some(crate::kit::text::decode(bytes, marks)),
            value => self.shown(value, marks),
        }
    }

    /// As [`Self::text`], for names and numbers: `None` where it is empty.
    pub fn word(&self, column: Column) -> Option<Cow<'_, str>> {
        self.text(column, &mut Marks::default())
            .filter(|text| !text.is_empty())
    }

    /// Bytes, or the bytes of text.
    pub fn bytes(&self, column: Column) -> Option<&[u8]> {
        match self.value(column) {
            Value::Text(bytes) | Value::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }

    fn shown<'r>(&self, value: Value<'r>, marks: &mut Marks) -> Option<Cow<'r, str>> {
        match value {
            Value::Null | Value::Blob(_) => None,
            Value::Integer(number) => Some(number.to_string().into()),
            Value::Real(number) => Some(number.to_string().into()),
            Value::Text(bytes) => Some(self.layout.encoding.decode(bytes, marks)),
        }
    }

    /// The row's cell: see the module's documentation.
    pub fn locator(&self) -> Locator {
        let at = |offset: usize| self.page.offset + offset as u64;
        Locator {
            entry: self.page.entry.clone(),
            bytes: (at(self.cell.start), at(self.cell.end)),
            pointer: Pointer::Row {
                table: self.table.clone(),
                rowid: self.rowid,
            },
        }
    }

    /// The digest of the bytes that the locator names.
    pub fn raw(&self) -> Digest {
        Digest::of(self.page.bytes.get(self.cell.clone()).unwrap_or_default())
    }

    /// What is wrong with the row, if anything, and where the rest of a long one lies.
    pub fn describe(&self, marks: &mut Marks, details: &mut Details) {
        if let Some(damage) = &self.damage {
            marks.add(Mark::Truncated);
            details.push("row.damage", damage);
        }
        // No table has rows of more values than columns: its statement has lost some, and those
        // behind them bear a wrong name.
        if self.slots.len() > self.layout.columns.len() {
            marks.add(Mark::Inconsistent);
            let said = format!(
                "the row has {} values and its table only {} columns",
                self.slots.len(),
                self.layout.columns.len()
            );
            details.push("row.damage", said);
        }
        let Some(whole) = &self.whole else { return };
        let mut places = String::new();
        for (in_log, from, to) in &whole.pieces {
            if !places.is_empty() {
                places.push(' ');
            }
            // The cell may stand in the log and its overflow pages in the database, or otherwise.
            match (in_log, self.page.in_log) {
                (true, false) => places.push_str("wal:"),
                (false, true) => places.push_str("db:"),
                _ => {}
            }
            places.push_str(&format!("{from}-{to}"));
        }
        let more = whole.pieces_in_all - whole.pieces.len();
        if more > 0 {
            places.push_str(&format!(" and {more} more"));
        }
        if !places.is_empty() {
            details.push("row.overflow", places);
        }
        if whole.payload.len() as u64 == whole.length {
            let digest = Digest::of(&whole.payload).to_hex();
            details.push("row.sha256", digest);
        }
    }

    /// The values of the columns that are not among `known`, as details: NULL, 0 and empty text
    /// say nothing and are left out; bytes are described by their length.
    pub fn rest(&self, known: &[Column], details: &mut Details, marks: &mut Marks) {
        for (at, column) in self.layout.columns.iter().enumerate() {
            let handle = Column(u16::try_from(at).ok());
            if known.contains(&handle) || column.place == Place::RowId {
                continue;
            }
            let shown: Cow<'_, str> = match self.value(handle) {
                Value::Null | Value::Integer(0) | Value::Real(0.0) => continue,
                Value::Blob(bytes) => format!("{} bytes", bytes.len()).into(),
                value => match self.shown(value, marks) {
                    Some(text) if !text.is_empty() => text,
                    _ => continue,
                },
            };
            details.push(&column.name, shown);
        }
    }
}

impl Row {
    /// An event that stands in this row, with all that every row says of itself.
    pub fn event(&self, thread: Arc<Thread>, kind: Kind) -> Event {
        let mut event = Event::new(self.locator(), self.raw(), thread, kind);
        self.describe(&mut event.marks, &mut event.details);
        event
    }

    /// The place and digest of this row, as details of an event that stands in another.
    pub fn mention(&self, name: &str, details: &mut Details) {
        let Locator { bytes, entry, .. } = self.locator();
        let place = format!("{entry} {} bytes {}-{}", self.rowid, bytes.0, bytes.1);
        details.push(format!("{name}.row"), place);
        details.push(format!("{name}.sha256"), self.raw().to_hex());
    }

    /// An instant from a column that counts milliseconds since 1970. 0 means that there is none;
    /// what is no number is kept as written.
    pub fn epoch_millis(&self, column: Column) -> When {
        match self.integer(column) {
            Some(0) => When::undated(),
            Some(millis) => When::epoch_millis(millis),
            None => When {
                as_written: self.word(column).unwrap_or_default().into(),
                ..When::undated()
            },
        }
    }

    /// Adds a detail where the column says something: not NULL, 0 or empty.
    pub fn tell(&self, name: &str, column: Column, details: &mut Details) {
        if let Some(word) = self.word(column).filter(|word| word != "0") {
            details.push(name, word);
        }
    }

    /// Text for an event: what is hidden in it is marked too.
    pub fn said(&self, column: Column, marks: &mut Marks) -> Option<Box<str>> {
        let text = self.text(column, marks)?;
        crate::kit::text::mark_hidden(&text, marks);
        Some(text.into())
    }
}

impl Row {
    /// Whether a column is another name of the row's id.
    pub fn is_row_id(&self, column: Column) -> bool {
        column
            .0
            .and_then(|at| self.layout.columns.get(usize::from(at)))
            .is_some_and(|of| of.place == Place::RowId)
    }
}
