//! Rows of `call_log`. Knows nothing of messages.

use super::Record;
use super::contacts::Names;
use super::jids::Jids;
use crate::kit::sqlite::{Database, Row, Table};
use onrecord_model::{Event, Kind, Mark};
use std::rc::Rc;

/// Every call.
pub(super) fn calls<'a>(
    database: Rc<Database<'a>>,
    names: Rc<Names>,
) -> impl Iterator<Item = Record> + 'a {
    let table = database.table("call_log").cloned();
    let mut jids = Jids::new(&database, names);
    let rows = table.as_ref().map(|table| database.rows(table));
    rows.into_iter().flatten().map(move |row| {
        let row = row?;
        Ok(match &table {
            Some(table) => call(table, &row, &database, &mut jids),
            None => row.event(jids.thread("calls", None), Kind::Call),
        })
    })
}

/// `call_result`: 5 is a call that was taken; 0, 2, 4 and 7 were not; 3 is "not available".
fn call(table: &Table, row: &Row, database: &Database<'_>, jids: &mut Jids) -> Event {
    let column = |name: &str| table.column(name);
    let id = |name: &str| row.integer(column(name)).filter(|id| *id > 0);
    let other = id("jid_row_id").and_then(|id| jids.raw(database, id));
    let group = id("group_jid_row_id").and_then(|id| jids.raw(database, id));
    let key = group.or_else(|| other.clone());
    let thread = jids.thread(key.as_deref().unwrap_or("calls"), None);
    let mut event = row.event(thread, Kind::Call);
    event.when = row.epoch_millis(column("timestamp"));
    let account = other.map(|jid| jids.account(&jid));
    let from_me = row.is(column("from_me"));
    if from_me {
        event.marks.add(Mark::Outgoing);
        event.others = account.into_iter().collect();
    } else {
        event.marks.add(Mark::Incoming);
        event.account = account;
    }
    if row.is(column("video_call")) {
        event.marks.add(Mark::Video);
    }
    let result = row.integer(column("call_result"));
    match (result, from_me) {
        (Some(0 | 2 | 4 | 7), false) => event.marks.add(Mark::Missed),
        (Some(3), _) => event.marks.add(Mark::Failed),
        _ => {}
    }
    for name in ["call_result", "duration"] {
        if let Some(value) = row.word(column(name)) {
            event.details.push(name, value);
        }
    }
    let known = [
        "_id",
        "jid_row_id",
        "group_jid_row_id",
        "timestamp",
        "from_me",
        "video_call",
        "call_result",
        "duration",
    ]
    .map(column);
    row.rest(&known, &mut event.details, &mut event.marks);
    event
}
