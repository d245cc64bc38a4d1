//! Finding a column by its name.

use super::rows::Row;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;

/// A name as it is compared: letters and digits only, lower case, so that `Thread ID`,
/// `thread_id` and `"ThreadId"` are one. A name without letters or digits stays as it is.
pub fn fold(name: &str) -> String {
    let folded: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    if folded.is_empty() {
        name.trim().to_owned()
    } else {
        folded
    }
}

/// A name that is not longer is folded without memory of its own.
pub const PLAIN: usize = 48;

/// As [`fold`], in `place` where that is enough.
pub fn fold_in<'p>(name: &str, place: &'p mut [u8; PLAIN]) -> Cow<'p, str> {
    match fold_plain(name, place) {
        Some(folded) => Cow::Borrowed(folded),
        None => Cow::Owned(fold(name)),
    }
}

/// As [`fold`], written to `place`; `None` for a name that is long, not ASCII or without letters.
fn fold_plain<'p>(name: &str, place: &'p mut [u8]) -> Option<&'p str> {
    let mut length = 0;
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() {
            *place.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        } else if !byte.is_ascii() {
            return None;
        }
    }
    let folded = place.get(..length).filter(|folded| !folded.is_empty())?;
    core::str::from_utf8(folded).ok()
}

/// The names of a table's columns.
#[derive(Clone, Debug, Default)]
pub struct Header {
    names: Vec<Box<str>>,
    /// The first column of each folded name.
    columns: BTreeMap<Box<str>, usize>,
    /// What was found for names that stand in our own code: they are asked for in every row.
    asked: Vec<Cell<Asked>>,
}

/// A name by its place in memory, which is enough for what never moves, and the column found.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    address: usize,
    length: usize,
    column: Option<usize>,
}

/// So many names are kept, each in one of few places.
const ASKED: usize = 128;
const PLACES: usize = 4;

/// How the number of a row's cells compares with that of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// As many.
    Exact,
    /// So many are missing.
    Short(usize),
    /// So many have no column.
    Long(usize),
}

impl Header {
    /// The names that a row holds.
    pub fn of(row: &Row) -> Self {
        Self::named(row.cells())
    }

    /// These names.
    pub fn named<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut header = Self::default();
        for (column, name) in names.enumerate() {
            let name = name.trim().trim_start_matches('\u{feff}').trim();
            header
                .columns
                .entry(fold(name).into_boxed_str())
                .or_insert(column);
            header.names.push(name.into());
        }
        header.asked = vec![Cell::default(); ASKED + PLACES];
        header
    }

    /// As [`Self::find`], of a name that stands in our own code.
    pub fn known(&self, name: &'static str) -> Option<usize> {
        let (address, length) = (name.as_ptr().addr(), name.len());
        let place = (address ^ address >> 7 ^ length) % ASKED;
        let places = self.asked.get(place..place + PLACES).unwrap_or_default();
        let mut last = None;
        for kept in places {
            let asked = kept.get();
            if (asked.address, asked.length) == (address, length) {
                return asked.column;
            }
            last = Some(kept);
            if asked.address == 0 {
                break;
            }
        }
        let column = self.find(name);
        if let Some(kept) = last {
            kept.set(Asked {
                address,
                length,
                column,
            });
        }
        column
    }

    /// The column of that name.
    pub fn find(&self, name: &str) -> Option<usize> {
        let mut place = [0; PLAIN];
        self.columns.get(&*fold_in(name, &mut place)).copied()
    }

    /// The column of the first of these names that there is.
    pub fn find_any(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.find(name))
    }

    /// Whether there is a column for each of these names.
    pub fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.find(name).is_some())
    }

    /// The names as they are written, trimmed.
    pub fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// A column's name, or `column 7` (counted from 1) where it has none.
    pub fn name(&self, column: usize) -> Cow<'_, str> {
        match self.names.get(column) {
            Some(name) if !name.is_empty() => Cow::Borrowed(name),
            _ => format!("column {}", column + 1).into(),
        }
    }

    /// How many cells the row has for the columns there are.
    pub fn fit(&self, row: &Row) -> Fit {
        let (cells, columns) = (row.len(), self.names.len());
        if cells < columns {
            Fit::Short(columns - cells)
        } else if cells > columns {
            Fit::Long(cells - columns)
        } else {
            Fit::Exact
        }
    }

    /// A row's cell in the column of that name, with the column, where there is one and it is not
    /// empty.
    pub fn value<'r>(&self, row: &'r Row, name: &'static str) -> Option<(usize, &'r str)> {
        if name.is_empty() {
            return None;
        }
        let column = self.known(name)?;
        let cell = row.cell(column)?;
        (!cell.is_empty()).then_some((column, cell))
    }

    /// Whether the row has a cell, empty or not, in the column of that name.
    pub fn has_cell(&self, row: &Row, name: &'static str) -> bool {
        self.known(name)
            .is_some_and(|column| row.cell(column).is_some())
    }

    /// What stands in the cells that `used` does not name, by the names of their columns. Empty
    /// cells are left out.
    pub fn rest<'r>(
        &'r self,
        row: &'r Row,
        used: &'r [usize],
    ) -> impl Iterator<Item = (Cow<'r, str>, &'r str)> {
        row.cells()
            .enumerate()
            .filter(|(column, value)| !value.is_empty() && !used.contains(column))
            .map(|(column, value)| (self.name(column), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let long = "x".repeat(60);
        let names = [
            "\u{feff}Thread ID",
            "Größe",
            "%",
            &long,
            "E-mail",
            "Threadid",
        ];
        let header = Header::named(names.into_iter());
        for (column, written) in [
            (0, "thread_id"),
            (0, "\"ThreadId\""),
            (1, "GRÖSSE".to_lowercase().replace("ss", "ß").as_str()),
            (2, "%"),
            (2, " % "),
            (3, &long.to_uppercase()),
            (4, "email"),
        ] {
            assert_eq!(header.find(written), Some(column), "{written}");
            let kept: &'static str = Box::leak(written.to_owned().into_boxed_str());
            // The second time it is remembered.
            assert_eq!(header.known(kept), Some(column), "{written}");
            assert_eq!(header.known(kept), Some(column), "{written}");
            let mut place = [0; PLAIN];
            if let Some(folded) = fold_plain(written, &mut place) {
                assert_eq!(folded, fold(written));
            }
        }
        assert_eq!(header.find("thread"), None);
        assert_eq!(header.find("&"), None);
    }
}
