//! Reads the tables of SQLite 3 database files, row by row, with the bytes of each row. Knows no
//! platform, and must not know SQL beyond `CREATE TABLE`.
//!
//! Source of the format: <https://www.sqlite.org/fileformat2.html>, and for what stands in a
//! schema <https://www.sqlite.org/lang_createtable.html>.
//!
//! Why not SQLite itself: a stalker may have written the file, and it must not reach code that a
//! wrong byte can break; evidence must not be unpacked to disk for it; and an event must name
//! bytes that anybody can find again.
//!
//! **What a row's locator names.** The row's cell in its leaf page, exactly: payload length,
//! `rowid`, and the record as far as it is stored there. A long record goes on in overflow pages,
//! which may lie anywhere. Then the locator still names the cell alone, since one range over all
//! pieces would hold other rows too; where the rest lies and the digest of the whole record are
//! given as details (`row.overflow`, `row.sha256`). A page that a write-ahead log has replaced
//! lies in the log, and the locator names the log's entry.
//!
//! Free pages, unused space in pages and older frames of a log may hold deleted rows. They are
//! not read: what stands there can be of any age, and half of it overwritten.

mod btree;
#[cfg(test)]
pub(crate) mod cases;
mod create_table;
mod database;
mod found;
mod log;
mod pager;
mod pairs;
mod record;
mod row;
mod source;
#[cfg(test)]
mod tests;
mod values;

pub use btree::Rows;
pub use create_table::Column;
pub use database::{Database, OpenError, Table, looks_like_sqlite, tables_of};
pub use found::databases_with;
pub use pairs::Pairs;
pub use row::Row;
pub use values::Value;

/// Read of one row at most; what is beyond is said to be cut.
pub const ROW_LIMIT: usize = 16 << 20;
/// A database inside a compressed archive is held in memory up to this size.
pub const HELD_LIMIT: u64 = 200 << 20;
