//! Rows of `raw_contacts` with their `data`. Knows nothing of calls.

use super::Record;
use super::people::People;
use crate::kit::sqlite::{Database, Pairs, Row, Table};
use onrecord_model::{Event, Kind};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Facts of one contact, and kinds of fact.
const FACTS: usize = 256;

/// Every contact.
pub(super) fn contacts<'a>(database: Rc<Database<'a>>) -> impl Iterator<Item = Record> + 'a {
    let table = database.table("raw_contacts").cloned();
    let facts = database.table("data").cloned();
    let facts_of = database.joined(facts.as_ref(), "raw_contact_id", None, FACTS);
    let mut kinds = BTreeMap::new();
    if let Some(table) = database.table("mimetypes") {
        let column = table.column("mimetype");
        for row in database.rows(table).flatten().take(FACTS) {
            if let Some(kind) = row.word(column) {
                kinds.insert(row.rowid(), kind.into_owned());
            }
        }
    }
    let mut people = People::new();
    let rows = table.as_ref().map(|table| database.rows(table));
    rows.into_iter().flatten().map(move |row| {
        let row = row?;
        let (Some(table), Some(facts)) = (&table, &facts) else {
            return Ok(row.event(people.list("contacts"), Kind::Connection));
        };
        Ok(contact(
            table,
            facts,
            &row,
            &facts_of,
            &kinds,
            &database,
            &mut people,
        ))
    })
}

fn contact(
    table: &Table,
    facts: &Table,
    row: &Row,
    facts_of: &Pairs,
    kinds: &BTreeMap<i64, String>,
    database: &Database<'_>,
    people: &mut People,
) -> Event {
    let mut event = row.event(people.list("contacts"), Kind::Connection);
    let name = row.word(table.column("display_name"));
    row.tell(
        "display_name",
        table.column("display_name"),
        &mut event.details,
    );
    for id in facts_of.of(row.rowid()) {
        let Some(fact) = database.row(facts, id) else {
            continue;
        };
        let kind = fact
            .integer(facts.column("mimetype_id"))
            .and_then(|kind| kinds.get(&kind))
            .map_or("data", |kind| kind.rsplit('/').next().unwrap_or(kind));
        let Some(value) = fact.word(facts.column("data1")) else {
            continue;
        };
        if kind == "phone_v2" {
            event.others.extend(people.account(&value, name.as_deref()));
        }
        event.details.push(kind, value);
        fact.mention("data", &mut event.details);
    }
    if row.is(table.column("deleted")) {
        event.marks.add(onrecord_model::Mark::Deleted);
    }
    event
}
