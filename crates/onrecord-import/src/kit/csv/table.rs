//! A table in an entry of an export: the rows before its header, the header, the rows. Knows not
//! what a column means.

use super::dialect::Dialect;
use super::header::{Fit, Header};
use super::rows::{Row, Rows};
use crate::export::{Export, ExportError};
use onrecord_model::{Defect, Details, Event, Kind, Locator, Mark, Marks, Pointer, Thread};
use std::io::Read;
use std::sync::Arc;

/// How many rows may stand before the header.
const MOST_BEFORE: u64 = 30;

/// A table being read.
pub struct Table<'a> {
    /// The entry.
    pub entry: Arc<str>,
    rows: Rows<Box<dyn Read + 'a>>,
    header: Option<Header>,
    columns: &'static [&'static str],
}

/// What comes next in a table.
#[derive(Debug)]
pub enum TableRow<'t> {
    /// A row before the header, or any row where no header was found.
    Before(&'t Row),
    /// A row below the header.
    Row(&'t Header, &'t Row),
}

impl<'a> Table<'a> {
    /// Opens an entry. The header is the first row that has all these columns.
    ///
    /// # Errors
    /// The entry cannot be opened.
    pub fn open(
        export: &'a dyn Export,
        entry: &Arc<str>,
        dialect: Dialect,
        columns: &'static [&'static str],
    ) -> Result<Self, ExportError> {
        Ok(Self {
            entry: entry.clone(),
            rows: Rows::new(export.open(entry)?, dialect),
            header: None,
            columns,
        })
    }

    /// The header, once it has been read.
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// The next row; the header itself is not given. `None` at the end.
    ///
    /// # Errors
    /// The entry cannot be read further: a defect that says so.
    pub fn next_row(&mut self) -> Result<Option<TableRow<'_>>, Defect> {
        if self.header.is_none() {
            let row = match self.rows.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(None),
                Err(error) => return Err(self.unreadable(&error)),
            };
            let header = (row.index < MOST_BEFORE)
                .then(|| Header::of(row))
                .filter(|header| header.has_all(self.columns));
            match header {
                Some(header) => self.header = Some(header),
                // The borrow of a row that is returned here would last for the whole function.
                None => return Ok(Some(TableRow::Before(self.rows.row()))),
            }
        }
        // A failure is told by `finish`, which may borrow again.
        if self.rows.advance_row() {
            let row = self.rows.row();
            return Ok(Some(match &self.header {
                Some(header) => TableRow::Row(header, row),
                None => TableRow::Before(row),
            }));
        }
        match self.rows.take_failure() {
            Some(error) => Err(self.unreadable(&error)),
            None => Ok(None),
        }
    }

    fn unreadable(&self, error: &dyn core::fmt::Display) -> Defect {
        let (offset, line) = self.rows.position();
        Defect {
            locator: Locator {
                entry: self.entry.clone(),
                bytes: (offset, offset),
                pointer: Pointer::Line(line),
            },
            code: "unreadable",
            reason: format!("the rest of this file cannot be read: {error}").into(),
        }
    }
}

impl Row {
    /// The event of this row, with nothing said of it yet but what is wrong with its writing.
    pub fn event(&self, entry: &Arc<str>, header: &Header, thread: &Arc<Thread>) -> Event {
        let mut event = Event::new(self.locator(entry), self.raw, thread.clone(), Kind::Message);
        self.say_damage(header, &mut event.marks, &mut event.details);
        event
    }

    /// Where it stands.
    pub fn locator(&self, entry: &Arc<str>) -> Locator {
        Locator {
            entry: entry.clone(),
            bytes: self.bytes,
            pointer: Pointer::Line(self.line),
        }
    }

    /// Says what is wrong with its writing and its number of cells. The header tells how many
    /// there should be; missing cells at the end of a row are said, cells too many are kept under
    /// the name `column n` by [`Header::rest`] and said.
    pub fn say_damage(&self, header: &Header, marks: &mut Marks, details: &mut Details) {
        self.damage.say(marks, details);
        let said = match header.fit(self) {
            Fit::Exact => return,
            Fit::Short(missing) => format!("{missing} cells fewer than columns"),
            Fit::Long(more) => format!("{more} cells more than columns"),
        };
        marks.add(Mark::Inconsistent);
        details.push("row", said);
    }

    /// The defect of a row that cannot be read as a record.
    pub fn defect(&self, entry: &Arc<str>, code: &'static str, reason: &str) -> Defect {
        Defect {
            locator: self.locator(entry),
            code,
            reason: reason.into(),
        }
    }
}
