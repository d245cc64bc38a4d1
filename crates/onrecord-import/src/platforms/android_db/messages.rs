//! Rows of `sms`. Knows nothing of picture messages.

use super::Record;
use super::people::{GROUP_LIMIT, People};
use crate::kit::sqlite::{Column, Database, Row, Rows, Table};
use onrecord_model::{Event, Kind, Mark};
use std::rc::Rc;

/// What both kinds of message need of the other tables.
pub(super) struct Threads {
    threads: Option<Table>,
    addresses: Option<Table>,
}

impl Threads {
    pub(super) fn of(database: &Database<'_>) -> Self {
        let threads = database.table("threads").cloned();
        if let Some(table) = &threads {
            let ids = table.column("recipient_ids");
            let beyond = |row: Row| {
                let all = row.word(ids)?.split_whitespace().count();
                Some(all.saturating_sub(GROUP_LIMIT))
            };
            let rows = database.rows(table).flatten();
            let left_out: usize = rows.filter_map(beyond).sum();
            if left_out > 0 {
                database.leave_out(format!(
                    "{left_out} people of group messages are not named: no more than \
                     {GROUP_LIMIT} are named for one group."
                ));
            }
        }
        Self {
            threads,
            addresses: database.table("canonical_addresses").cloned(),
        }
    }

    /// The numbers of a thread: `recipient_ids` lists rows of `canonical_addresses`.
    pub(super) fn numbers(&self, database: &Database<'_>, thread: Option<i64>) -> Vec<String> {
        let (Some(threads), Some(addresses), Some(thread)) =
            (&self.threads, &self.addresses, thread)
        else {
            return Vec::new();
        };
        let Some(row) = database.row(threads, thread) else {
            return Vec::new();
        };
        let ids = row
            .word(threads.column("recipient_ids"))
            .unwrap_or_default();
        ids.split_whitespace()
            .take(GROUP_LIMIT)
            .filter_map(|id| id.parse().ok())
            .filter_map(|id| database.row(addresses, id))
            .filter_map(|row| Some(row.word(addresses.column("address"))?.into_owned()))
            .collect()
    }
}

/// `Telephony.TextBasedSmsColumns`: 1 inbox, 2 sent, 3 draft, 4 outbox, 5 failed, 6 queued;
/// `BaseMmsColumns` has the same numbers up to 5. True where it came in.
pub(super) fn set_box(event: &mut Event, name: &str, code: Option<i64>) -> bool {
    match code {
        Some(1) => event.marks.add(Mark::Incoming),
        Some(2..=6) => event.marks.add(Mark::Outgoing),
        _ => {}
    }
    match code {
        Some(3) => event.marks.add(Mark::Draft),
        Some(4..=6) => event.marks.add(Mark::Failed),
        _ => {}
    }
    if let Some(code) = code.filter(|code| !matches!(code, 1 | 2)) {
        event.details.push(name, code.to_string());
    }
    !matches!(code, Some(2..=6))
}

/// Every row of `sms`.
pub(super) struct Messages<'a> {
    database: Rc<Database<'a>>,
    table: Option<Table>,
    rows: Option<Rows<'a>>,
    threads: Threads,
    people: People,
}

impl<'a> Messages<'a> {
    pub(super) fn new(database: Rc<Database<'a>>) -> Self {
        let table = database.table("sms").cloned();
        Self {
            rows: table.as_ref().map(|table| database.rows(table)),
            threads: Threads::of(&database),
            people: People::new(),
            table,
            database,
        }
    }

    fn event(&mut self, table: &Table, row: &Row) -> Event {
        let column = |name: &str| table.column(name);
        let address = row.word(column("address")).map(|word| word.into_owned());
        let mut numbers = self
            .threads
            .numbers(&self.database, row.integer(column("thread_id")));
        if numbers.is_empty() {
            numbers.extend(address.clone());
        }
        let thread = self.people.thread(&numbers, false);
        let mut event = row.event(thread, Kind::Message);
        event.when = row.epoch_millis(column("date"));
        event.text = row.said(column("body"), &mut event.marks);
        let other = address.and_then(|address| self.people.account(&address, None));
        let came_in = set_box(&mut event, "type", row.integer(column("type")));
        if came_in {
            event.account = other;
        } else {
            event.others = other.into_iter().collect();
        }
        if row.is(column("error_code")) {
            event.marks.add(Mark::Failed);
        }
        row.tell("date_sent", column("date_sent"), &mut event.details);
        let mut known: Vec<Column> = [
            "_id",
            "thread_id",
            "address",
            "date",
            "date_sent",
            "type",
            "body",
            "person",
        ]
        .map(column)
        .to_vec();
        // Its usual value says that nothing is known.
        if row.integer(column("status")) == Some(-1) {
            known.push(column("status"));
        }
        row.rest(&known, &mut event.details, &mut event.marks);
        event
    }
}

impl Iterator for Messages<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let row = match self.rows.as_mut()?.next()? {
            Ok(row) => row,
            Err(defect) => return Some(Err(defect)),
        };
        let table = self.table.clone()?;
        Some(Ok(self.event(&table, &row)))
    }
}
