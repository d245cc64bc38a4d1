//! Finding a column by its name.

use super::rows::Row;
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

/// The names of a table's columns.
#[derive(Clone, Debug, Default)]
pub struct Header {
    names: Vec<Box<str>>,
    /// The first column of each folded name.
    columns: BTreeMap<Box<str>, usize>,
}

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
        header
    }

    /// The column of that name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.columns.get(fold(name).as_str()).copied()
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
    pub fn name(&self, column: usize) -> Box<str> {
        match self.names.get(column) {
            Some(name) if !name.is_empty() => name.clone(),
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
    pub fn value<'r>(&self, row: &'r Row, name: &str) -> Option<(usize, &'r str)> {
        if name.is_empty() {
            return None;
        }
        let column = self.find(name)?;
        let cell = row.cell(column)?;
        (!cell.is_empty()).then_some((column, cell))
    }

    /// Whether the row has a cell, empty or not, in the column of that name.
    pub fn has_cell(&self, row: &Row, name: &str) -> bool {
        self.find(name)
            .is_some_and(|column| row.cell(column).is_some())
    }

    /// What stands in the cells that `used` does not name, by the names of their columns. Empty
    /// cells are left out.
    pub fn rest(&self, row: &Row, used: &[usize]) -> Vec<(Box<str>, Box<str>)> {
        row.cells()
            .enumerate()
            .filter(|(column, value)| !value.is_empty() && !used.contains(column))
            .map(|(column, value)| (self.name(column), value.into()))
            .collect()
    }
}
