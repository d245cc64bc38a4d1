//! Databases of an export by the tables they have. Knows no platform.

use super::database::{looks_like_sqlite, tables_of};
use crate::export::Export;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Endings of names under which databases are kept.
const ENDINGS: [&str; 6] = [
    ".db",
    ".sqlite",
    ".sqlite3",
    ".sqlitedb",
    ".storedata",
    ".backup",
];

/// The databases whose tables (lower case) satisfy `wanted`. Looked at are files with a
/// database's ending, those whose name is 40 hexadecimal digits, as in a phone's backup, and a
/// file that is alone.
pub fn databases_with(
    export: &dyn Export,
    wanted: impl Fn(&BTreeSet<String>) -> bool,
) -> Vec<Arc<str>> {
    let alone = export.entries().len() == 1;
    export
        .entries()
        .iter()
        .map(|entry| &entry.path)
        .filter(|path| alone || may_be_one(path))
        .filter(|path| looks_like_sqlite(export, path))
        .filter(|path| tables_of(export, path).is_some_and(|tables| wanted(&tables)))
        .cloned()
        .collect()
}

fn may_be_one(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
