//! Looking at the beginning of a file, to decide whose it is.

use crate::export::{Export, ExportError};
use std::io::Read;

/// The first `limit` bytes of an entry, or fewer where it is shorter.
///
/// # Errors
/// No such entry, or it cannot be read.
pub fn first_bytes(export: &dyn Export, path: &str, limit: usize) -> Result<Vec<u8>, ExportError> {
    let mut first = Vec::new();
    export
        .open(path)?
        .take(limit as u64)
        .read_to_end(&mut first)
        .map_err(|source| ExportError::Io {
            entry: path.into(),
            source,
        })?;
    Ok(first)
}

/// The whole of an entry, if it is at most `limit` bytes; for small lists and settings.
///
/// # Errors
/// No such entry, it cannot be read, or it is longer.
pub fn whole_entry(export: &dyn Export, path: &str, limit: usize) -> Result<Vec<u8>, ExportError> {
    let content = first_bytes(export, path, limit.saturating_add(1))?;
    if content.len() > limit {
        return Err(ExportError::Unsafe {
            entry: path.into(),
            reason: format!("it is longer than the {limit} bytes that such a file may have").into(),
        });
    }
    Ok(content)
}
