//! Whose copy it is: the name from Profile.csv, the address from an invitation's direction.

use super::rules::Rule;
use crate::Export;
use crate::kit::csv::{Dialect, Header, Row, Table, TableRow};
use onrecord_model::Account;
use std::sync::Arc;

/// The member, as far as the copy says.
pub(super) fn find(
    export: &dyn Export,
    files: &[(Arc<str>, &'static Rule)],
) -> Option<Arc<Account>> {
    let name = first(export, files, "profile", |header, row| {
        let cell = |name| Some(row.cell(header.find(name)?)?.trim());
        let name = format!("{} {}", cell("first name")?, cell("last name")?);
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    });
    let address = first(export, files, "invitations", |header, row| {
        let cell = |name| Some(row.cell(header.find(name)?)?.trim());
        let column = match cell("direction")?.to_ascii_uppercase().as_str() {
            "OUTGOING" => "inviterProfileUrl",
            "INCOMING" => "inviteeProfileUrl",
            _ => return None,
        };
        let address = cell(column)?;
        (!address.is_empty()).then(|| address.to_owned())
    });
    if name.is_none() && address.is_none() {
        return None;
    }
    Some(Arc::new(Account {
        platform: "linkedin".into(),
        stable_id: None,
        handle: address.map(Into::into),
        name: name.map(Into::into),
    }))
}

/// The first thing that `take` finds in the rows of that kind of file.
fn first(
    export: &dyn Export,
    files: &[(Arc<str>, &'static Rule)],
    stem: &str,
    take: impl Fn(&Header, &Row) -> Option<String>,
) -> Option<String> {
    let (entry, rule) = files.iter().find(|(_, rule)| rule.stem == stem)?;
    let dialect = Dialect::of(export, entry).ok()??;
    let mut table = Table::open(export, entry, dialect, rule.columns).ok()?;
    while let Ok(Some(row)) = table.next_row() {
        if let TableRow::Row(header, row) = row
            && let Some(found) = take(header, row)
        {
            return Some(found);
        }
    }
    None
}
