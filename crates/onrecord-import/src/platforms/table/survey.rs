//! A first look over a table: how it is written, where its header is, what its columns look like.
//! Decides nothing that is a guess.

use super::words::Role;
use crate::kit::csv::{Row, fold};
use crate::kit::date_order::{DateOrderInference, Decision};
use crate::kit::iso_time;
use crate::kit::loose_time::{self, Epoch};

/// Rows whose every cell is looked at; of the others only the columns that look like times.
pub(crate) const LOOKED_AT: u64 = 1_000;
/// Columns that are looked at.
pub(crate) const MOST_COLUMNS: usize = 256;
const EXAMPLES: usize = 3;
const EXAMPLE_LENGTH: usize = 40;

/// What a column's cells look like.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// Its name; empty where there is no header.
    pub name: String,
    /// Cells that are not empty, of those that were looked at.
    pub filled: u64,
    /// Cells that are a date, with or without a time of day.
    pub times: u64,
    /// Of these, those with an offset.
    pub with_offset: u64,
    /// Of these, those that are a day only.
    pub days: u64,
    /// Cells that count from an epoch, by their length.
    pub epochs: u64,
    /// Cells of nine digits or another length that could count from an epoch.
    pub odd_epochs: u64,
    /// Cells that are a time of day only.
    pub clocks: u64,
    /// Numbers.
    pub numbers: u64,
    /// What the dates say of their order.
    pub order: DateOrderInference,
    /// Some cells.
    pub examples: Vec<String>,
    /// The cell that was read last, and what it is: dates repeat from row to row.
    last: (String, Look),
}

/// What a cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Look {
    Clock,
    Time {
        has_offset: bool,
        is_day: bool,
        /// The year and the two numbers whose order is not stated.
        undecided: Option<(i32, u8, u8)>,
    },
    #[default]
    Other,
}

impl Column {
    fn mostly(&self, count: u64) -> bool {
        count > 0 && count * 10 >= self.filled * 8
    }

    /// Whether its cells can be the time of a row.
    pub(crate) fn looks_like_time(&self) -> bool {
        self.mostly(self.times) || self.mostly(self.epochs)
    }

    /// Whether it is looked at beyond the first rows: dates can be written another way there.
    fn is_looked_at_further(&self) -> bool {
        self.looks_like_time() && self.epochs == 0
    }

    pub(crate) fn looks_like_clock(&self) -> bool {
        self.mostly(self.clocks)
    }

    /// Whether its cells are days without a time of day.
    pub(crate) fn is_days_only(&self) -> bool {
        self.mostly(self.days)
    }

    /// What its dates say of the order of day and month.
    pub(crate) fn date_order(&self) -> Decision {
        self.order.decide()
    }

    fn look(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        if self.examples.len() < EXAMPLES {
            let shown: String = cell.chars().take(EXAMPLE_LENGTH).collect();
            if !self.examples.contains(&shown) {
                self.examples.push(shown);
            }
        }
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        if digits == cell.len() {
            self.numbers += 1;
            if Epoch::of_digits(cell).is_some() {
                self.epochs += 1;
            } else if (9..=18).contains(&digits) && !cell.starts_with('0') {
                self.odd_epochs += 1;
            }
            return;
        }
        if Epoch::of_digits(cell).is_some() {
            self.epochs += 1;
            return;
        }
        self.look_for_time(cell);
    }

    fn look_for_time(&mut self, cell: &str) {
        if self.last.0 != cell {
            self.last.0.clear();
            self.last.0.push_str(cell);
            self.last.1 = Look::at(cell);
        }
        match self.last.1 {
            Look::Clock => self.clocks += 1,
            Look::Time {
                has_offset,
                is_day,
                undecided,
            } => {
                self.times += 1;
                self.with_offset += u64::from(has_offset);
                self.days += u64::from(is_day);
                if let Some((year, first, second)) = undecided {
                    self.order.push(year, first, second);
                }
            }
            Look::Other => {}
        }
    }
}

impl Look {
    fn at(cell: &str) -> Self {
        if is_clock(cell) {
            Self::Clock
        } else if let Some(when) = iso_time::parse(cell) {
            Self::Time {
                has_offset: when.truth.instant().is_some(),
                is_day: when.precision == onrecord_model::Precision::Day,
                undecided: None,
            }
        } else if let Some(time) = loose_time::parse(cell) {
            Self::Time {
                has_offset: time.has_offset(),
                is_day: time.is_day(),
                undecided: time.undecided(),
            }
        } else {
            Self::Other
        }
    }
}

/// `14:07`, `14:07:33`, `2:07 PM`.
pub(crate) fn is_clock(cell: &str) -> bool {
    // A number without a colon behind it is part of a date. Most cells with a colon begin so.
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    let begins_with_date = digits > 0 && cell.as_bytes().get(digits) != Some(&b':');
    cell.contains(':')
        && cell.len() <= 16
        && !begins_with_date
        && loose_time::parse(&format!("1 Jan 2001 {cell}")).is_some()
}

/// What is known of a table before it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Survey {
    /// The row that has the names; `None` where no row does.
    pub header: Option<u64>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Rows, the header among them.
    pub rows: u64,
    /// Bytes that are not in the encoding that the beginning has.
    pub is_lossy: bool,
    first: Vec<Vec<String>>,
}

/// So many rows are held to find the header.
const HELD: usize = 30;

impl Survey {
    /// The next row.
    pub(crate) fn push(&mut self, row: &Row) {
        self.is_lossy |= row.damage.lossy;
        self.push_cells(row.cells());
    }

    /// The next row, by its cells.
    pub(crate) fn push_cells<'c>(&mut self, cells: impl Iterator<Item = &'c str>) {
        self.rows += 1;
        if self.rows as usize <= HELD {
            let cells: Vec<String> = cells
                .take(MOST_COLUMNS)
                .map(|cell| cell.chars().take(300).collect())
                .collect();
            self.first.push(cells);
            if self.rows as usize == HELD {
                self.find_header();
            }
            return;
        }
        let everything = self.rows <= LOOKED_AT;
        for (cell, column) in cells.zip(&mut self.columns) {
            if everything {
                column.look(cell);
            } else if column.is_looked_at_further() {
                column.look_for_time(cell.trim());
                column.filled += 1;
            }
        }
    }

    /// How many cells of each row are still looked at once [`LOOKED_AT`] rows have been: never more.
    pub(crate) fn wanted(&self) -> usize {
        let last = self.columns.iter().rposition(Column::is_looked_at_further);
        last.map_or(0, |last| last + 1)
    }

    /// To be called behind the last row.
    pub(crate) fn finish(&mut self) {
        if (self.rows as usize) < HELD {
            self.find_header();
        }
        self.first = Vec::new();
    }

    /// The header is the first row as wide as most rows whose cells are words, each another. Behind
    /// other rows it is none where no row follows: that is a row whose line ending was lost.
    fn find_header(&mut self) {
        let width = most_frequent(self.first.iter().map(Vec::len));
        let at = self.first.iter().position(|row| row.len() >= width.max(1));
        let header = at.filter(|at| *at == 0 || at + 1 < self.first.len());
        let header = header.filter(|at| self.first.get(*at).is_some_and(|row| is_header(row)));
        self.header = header.map(|at| at as u64);
        let names = header.and_then(|at| self.first.get(at)).cloned();
        let wide = names.as_ref().map_or(width, Vec::len).min(MOST_COLUMNS);
        self.columns = (0..wide).map(|_| Column::default()).collect();
        for (column, name) in self.columns.iter_mut().zip(names.unwrap_or_default()) {
            column.name = name.trim().trim_start_matches('\u{feff}').to_owned();
        }
        let from = header.map_or(0, |at| at + 1);
        for row in self.first.iter().skip(from) {
            for (cell, column) in row.iter().zip(&mut self.columns) {
                column.look(cell);
            }
        }
    }
}

fn most_frequent(counts: impl Iterator<Item = usize>) -> usize {
    let mut seen = std::collections::BTreeMap::<usize, usize>::new();
    for count in counts {
        *seen.entry(count).or_default() += 1;
    }
    let best = seen
        .into_iter()
        .max_by_key(|(count, times)| (*times, *count));
    best.map_or(0, |(count, _)| count)
}

fn is_header(row: &[String]) -> bool {
    let cells: Vec<&str> = row.iter().map(|cell| cell.trim()).collect();
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    if filled * 2 < cells.len() || filled == 0 {
        return false;
    }
    let known = cells
        .iter()
        .any(|cell| Role::ALL.iter().any(|role| role.is_named(cell)));
    let is_word = |cell: &&str| {
        cell.is_empty()
            || cell.chars().any(char::is_alphabetic)
                && cell.chars().count() <= 80
                && iso_time::parse(cell).is_none()
                && loose_time::parse(cell).is_none()
    };
    let folded: std::collections::BTreeSet<String> = cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| fold(cell))
        .collect();
    // `#` and `No.` stand beside names; names that occur twice are seen in real reports.
    cells.iter().filter(|cell| is_word(cell)).count() * 10 >= cells.len() * 8
        && (known || folded.len() == filled && filled > 1)
}
