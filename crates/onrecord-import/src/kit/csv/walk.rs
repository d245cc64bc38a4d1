//! An export of several tables, read one after the other. What a row means is its reader's
//! business; that every row, and every file that cannot be read, is heard of is this module's.

use super::dialect::Dialect;
use super::header::Header;
use super::rows::Row;
use super::table::{Table, TableRow};
use crate::export::Export;
use crate::kit::defects::unreadable;
use onrecord_model::{Defect, Event};
use std::collections::VecDeque;
use std::sync::Arc;

/// What a row becomes.
pub type Record = Result<Event, Defect>;

/// What the rows of one table mean.
pub trait RowReader {
    /// The names of columns by which the header is known.
    fn columns(&self) -> &'static [&'static str];

    /// A row below the header. `None` where it is accounted for otherwise (a remark that counts).
    fn row(&mut self, entry: &Arc<str>, header: &Header, row: &Row) -> Option<Record>;

    /// A row before the header.
    fn before(&mut self, entry: &Arc<str>, row: &Row) -> Option<Record> {
        Some(Err(row.defect(
            entry,
            "before-header",
            "this row stands before the names of the columns",
        )))
    }
}

/// Reads tables one after the other.
pub struct Walk<'a> {
    export: &'a dyn Export,
    files: VecDeque<(Arc<str>, Box<dyn RowReader + 'a>)>,
    current: Option<(Table<'a>, Box<dyn RowReader + 'a>)>,
}

impl<'a> Walk<'a> {
    /// Reads these entries in this order.
    pub fn new(
        export: &'a dyn Export,
        files: impl IntoIterator<Item = (Arc<str>, Box<dyn RowReader + 'a>)>,
    ) -> Self {
        Self {
            export,
            files: files.into_iter().collect(),
            current: None,
        }
    }

    fn open(
        &self,
        entry: &Arc<str>,
        columns: &'static [&'static str],
    ) -> Result<Table<'a>, Defect> {
        Dialect::of(self.export, entry)
            .and_then(|dialect| {
                Table::open(
                    self.export,
                    entry,
                    dialect.unwrap_or(Dialect::COMMA),
                    columns,
                )
            })
            .map_err(|error| unreadable(self.export, entry, &error))
    }
}

impl Iterator for Walk<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            let Some((table, reader)) = &mut self.current else {
                let (entry, reader) = self.files.pop_front()?;
                match self.open(&entry, reader.columns()) {
                    Ok(table) => self.current = Some((table, reader)),
                    Err(defect) => return Some(Err(defect)),
                }
                continue;
            };
            let entry = table.entry.clone();
            let record = match table.next_row() {
                Ok(Some(TableRow::Row(header, row))) => reader.row(&entry, header, row),
                Ok(Some(TableRow::Before(row))) => reader.before(&entry, row),
                Ok(None) => {
                    self.current = None;
                    continue;
                }
                Err(defect) => Some(Err(defect)),
            };
            if record.is_some() {
                return record;
            }
        }
    }
}

/// A file's name without folder, ending and the number of its part, lower case:
/// `post_votes` for `export/Post_Votes_2.csv`.
pub fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let name = name
        .strip_suffix(".csv")
        .or_else(|| name.strip_suffix(".tsv"))
        .unwrap_or(&name);
    let bare = name.trim_end_matches(|last: char| last.is_ascii_digit());
    let stem = match bare.strip_suffix('_') {
        Some(stem) if bare.len() < name.len() && !stem.is_empty() => stem,
        _ => name,
    };
    stem.to_owned()
}
