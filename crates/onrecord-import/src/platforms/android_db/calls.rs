//! Rows of `calls` and of `blocked`. Knows nothing of messages.

use super::Record;
use super::people::People;
use crate::kit::sqlite::{Column, Database, Table};
use onrecord_model::{Event, Kind, Mark};
use std::rc::Rc;

/// Every call.
pub(super) fn calls<'a>(database: Rc<Database<'a>>) -> impl Iterator<Item = Record> + 'a {
    let table = database.table("calls").cloned();
    let mut people = People::new();
    table.into_iter().flat_map(move |table| {
        let mut people = std::mem::replace(&mut people, People::new());
        database
            .rows(&table)
            .map(move |row| row.map(|row| call(&table, &row, &mut people)))
    })
}

/// `CallLog.Calls.TYPE`: 1 in, 2 out, 3 missed, 4 voicemail, 5 rejected, 6 blocked, 7 answered on
/// another device.
fn call(table: &Table, row: &crate::kit::sqlite::Row, people: &mut People) -> Event {
    let column = |name: &str| table.column(name);
    let number = row.word(column("number")).unwrap_or_default().into_owned();
    let name = row.word(column("name"));
    let thread = people.thread(std::slice::from_ref(&number), true);
    let mut event = row.event(thread, Kind::Call);
    event.when = row.epoch_millis(column("date"));
    let other = people.account(&number, name.as_deref());
    let code = row.integer(column("type"));
    match code {
        Some(1 | 3..=7) => event.marks.add(Mark::Incoming),
        Some(2) => event.marks.add(Mark::Outgoing),
        _ => {}
    }
    match code {
        Some(3) => event.marks.add(Mark::Missed),
        Some(4) => event.marks.add(Mark::Voicemail),
        Some(5) => event.marks.add(Mark::Rejected),
        Some(6) => event.marks.add(Mark::Blocked),
        _ => {}
    }
    if code == Some(2) {
        event.others = other.into_iter().collect();
    } else {
        event.account = other;
    }
    if !matches!(code, Some(1 | 2)) {
        row.tell("type", column("type"), &mut event.details);
    }
    if let Some(seconds) = row.word(column("duration")) {
        event.details.push("duration", seconds);
    }
    // Bit 1 of `features`: a video call.
    if row
        .integer(column("features"))
        .is_some_and(|bits| bits & 1 != 0)
    {
        event.marks.add(Mark::Video);
    }
    let mut known: Vec<Column> = ["_id", "number", "name", "date", "duration", "type", "new"]
        .map(column)
        .to_vec();
    // The number in another spelling.
    known.extend(["formatted_number", "is_read", "last_modified"].map(column));
    row.rest(&known, &mut event.details, &mut event.marks);
    event
}

/// Every number that the phone blocks.
pub(super) fn blocked<'a>(database: Rc<Database<'a>>) -> impl Iterator<Item = Record> + 'a {
    let table = database.table("blocked").cloned();
    table.into_iter().flat_map(move |table| {
        let mut people = People::new();
        database.rows(&table).map(move |row| {
            row.map(|row| {
                let number = table.column("original_number");
                let mut event = row.event(people.list("blocked"), Kind::Block);
                event.others = row
                    .word(number)
                    .and_then(|number| people.account(&number, None))
                    .into_iter()
                    .collect();
                let known = [table.column("_id"), number];
                row.rest(&known, &mut event.details, &mut event.marks);
                event
            })
        })
    })
}
