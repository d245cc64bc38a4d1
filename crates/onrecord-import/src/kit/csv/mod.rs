//! Tables as text: rows with their exact place in the original bytes. Knows no platform and not
//! what a column means.
//!
//! The shape is RFC 4180, read tolerantly: LF, CRLF or CR; a cell in quotation marks may hold line
//! breaks; a mark inside it is doubled. A mark that is not doubled, one that never closes and a row
//! that is too long are read as far as possible and said in [`Damage`]. The crates `csv` and
//! `csv-core` read UTF-8 only and accept such damage silently, so positions and damage would have
//! to be found a second time.

mod dialect;
mod header;
mod rows;
mod split;
mod table;
#[cfg(test)]
mod tests;
mod walk;

pub use dialect::{Dialect, Encoding};
pub use header::{Fit, Header, PLAIN, fold, fold_in};
pub use rows::{DEFAULT_ROW_CAP, Damage, Row, Rows};
pub use table::{Table, TableRow};
pub use walk::{Record, RowReader, Walk, stem};
