//! What has to be known of the whole copy before its rows are read: whose it is, and which rows
//! stand in two files.

use super::rules::Rule;
use crate::Export;
use crate::kit::csv::{Dialect, Header, Row, Table, TableRow};
use onrecord_model::Account;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows whose ids are remembered. Beyond that, rows that stand in two files are read twice.
const REMEMBERED: usize = 1_000_000;
const LONGEST_ID: usize = 64;

/// The ids of rows that another file holds with their text.
pub(super) type Ids = Arc<BTreeSet<Box<str>>>;

/// The user whose copy it is, from the list of statistics.
pub(super) fn find(
    export: &dyn Export,
    files: &[(Arc<str>, &'static Rule)],
) -> Option<Arc<Account>> {
    let (entry, rule) = files.iter().find(|(_, rule)| rule.stem == "statistics")?;
    let mut found = None;
    each(export, entry, rule, |header, row| {
        let at = |name| header.find(name).and_then(|column| row.cell(column));
        if at("statistic").is_some_and(|name| name.trim().eq_ignore_ascii_case("account name")) {
            let name = at("value").map(str::trim).filter(|name| !name.is_empty());
            found = name.map(|name| Arc::new(Account::handled(&"reddit".into(), name, None)));
        }
        found.is_none()
    });
    found
}

/// For a file that repeats another: the ids of the rows that the other one holds, and a remark
/// with the number of those that are in both.
pub(super) fn repeated(
    export: &dyn Export,
    files: &[(Arc<str>, &'static Rule)],
    entry: &Arc<str>,
    rule: &'static Rule,
    remarks: &mut Vec<String>,
) -> Option<Ids> {
    let whole = rule.repeats?;
    let others: Vec<_> = files
        .iter()
        .filter(|(_, rule)| rule.stem == whole)
        .collect();
    if others.is_empty() {
        return None;
    }
    let mut ids: BTreeSet<Box<str>> = BTreeSet::new();
    for (other, rule) in others {
        each(export, other, rule, |header, row| {
            let id = header.find("id").and_then(|column| row.cell(column));
            if let Some(id) = id.filter(|id| !id.is_empty() && id.len() <= LONGEST_ID) {
                ids.insert(id.into());
            }
            ids.len() < REMEMBERED
        });
    }
    let mut both = 0_u64;
    each(export, entry, rule, |header, row| {
        let id = header.find("id").and_then(|column| row.cell(column));
        both += u64::from(id.is_some_and(|id| ids.contains(id)));
        true
    });
    if both == 0 {
        return None;
    }
    let rows = if both == 1 { "row" } else { "rows" };
    remarks.push(format!(
        "{both} {rows} of {entry} also in {whole}.csv, with the text. Each is read once, from \
         {whole}.csv."
    ));
    Some(Arc::new(ids))
}

/// Calls `then` with each row until it says to stop.
fn each(
    export: &dyn Export,
    entry: &Arc<str>,
    rule: &'static Rule,
    mut then: impl FnMut(&Header, &Row) -> bool,
) {
    let Ok(Some(dialect)) = Dialect::of(export, entry) else {
        return;
    };
    let Ok(mut table) = Table::open(export, entry, dialect, rule.columns) else {
        return;
    };
    while let Ok(Some(row)) = table.next_row() {
        if let TableRow::Row(header, row) = row
            && !then(header, row)
        {
            return;
        }
    }
}
