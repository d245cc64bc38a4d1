//! Where in an export a record stands, so that anybody can go back to the bytes.

use std::sync::Arc;

/// A place in an export: the entry (a member of an archive, a file of a folder, or the file
/// itself), and the record's bytes in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Locator {
    /// The entry's path in the export, `/`-separated. The file's own name where the export is a
    /// single file.
    pub entry: Arc<str>,
    /// The record's bytes in the entry's (decompressed) content, half-open. `(0, size)` where the
    /// whole entry is the record.
    pub bytes: (u64, u64),
    /// A second way to name the same record, for people and other tools.
    pub pointer: Pointer,
}

/// A format's own way to name a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pointer {
    /// The bytes say it all.
    None,
    /// The line on which the record begins, counted from 1.
    Line(u64),
    /// RFC 6901: `base` followed by `/index` where an index is given.
    Json {
        /// A JSON Pointer, such as `/messages`.
        base: Arc<str>,
        /// The position in the array that `base` names.
        index: Option<u64>,
    },
    /// The n-th record of the entry, counted from 0 (an XML element, a mail of an mbox), and the
    /// part of it where that matters.
    Record {
        /// Counted from 0.
        index: u64,
        /// A part of the record, counted from 0 (a MIME part, an MMS part).
        part: Option<u32>,
    },
    /// A row of a database table.
    Row {
        /// The table.
        table: Arc<str>,
        /// Its `rowid`.
        rowid: i64,
    },
}

impl core::fmt::Display for Pointer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Line(line) => write!(f, "line {line}"),
            Self::Json {
                base,
                index: Some(index),
            } => write!(f, "{base}/{index}"),
            Self::Json { base, index: None } => f.write_str(base),
            Self::Record { index, part: None } => write!(f, "record {index}"),
            Self::Record {
                index,
                part: Some(part),
            } => write!(f, "record {index} part {part}"),
            Self::Row { table, rowid } => write!(f, "{table} row {rowid}"),
        }
    }
}
