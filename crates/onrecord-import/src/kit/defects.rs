//! Defects that every importer can meet: bytes that are no record, and a file that does not open.
//! Knows no format.

use crate::export::Export;
use onrecord_model::{Defect, Locator, Pointer};
use std::io::Read;
use std::sync::Arc;

/// A record that cannot be read.
pub fn defect(
    entry: &Arc<str>,
    bytes: (u64, u64),
    pointer: Pointer,
    code: &'static str,
    reason: &str,
) -> Defect {
    Defect {
        locator: Locator {
            entry: entry.clone(),
            bytes,
            pointer,
        },
        code,
        reason: reason.into(),
    }
}

/// As [`defect`], where the bytes say it all.
pub fn defect_in(entry: &Arc<str>, bytes: (u64, u64), code: &'static str, reason: &str) -> Defect {
    defect(entry, bytes, Pointer::None, code, reason)
}

/// An entry that could not be opened: all its bytes are one defect.
pub fn unreadable(export: &dyn Export, entry: &Arc<str>, error: &dyn core::fmt::Display) -> Defect {
    let size = export.entry(entry).map_or(0, |entry| entry.size);
    let reason = format!("this file could not be opened: {error}");
    defect_in(entry, (0, size), "unreadable", &reason)
}

/// Opens an entry.
///
/// # Errors
/// [`unreadable`].
pub fn open<'a>(export: &'a dyn Export, entry: &Arc<str>) -> Result<Box<dyn Read + 'a>, Defect> {
    export
        .open(entry)
        .map_err(|error| unreadable(export, entry, &error))
}
