//! Tables whose rows say more of a message, found by their column `message_row_id`: whatever they
//! are called, nothing of them is lost. Knows nothing of messages.

use crate::kit::sqlite::{Database, Pairs, Row, Rows, Table, Value};
use onrecord_model::Details;
use std::rc::Rc;

/// Rows of one table that are told of one message.
const ROWS: usize = 4_096;
/// Such tables of one database.
const TABLES: usize = 300;
const KEY: &str = "message_row_id";

/// Whether a table is one of these.
pub(super) fn is_side(database: &Database<'_>, name: &str) -> bool {
    database
        .table(name)
        .is_some_and(|table| table.column(KEY).is_there())
        && name != "call_log"
        && name != "message"
}

/// One table.
pub(super) struct Side<'a> {
    pub(super) table: Table,
    way: Way<'a>,
}

enum Way<'a> {
    /// Its key is its row id: it is walked beside the messages, which come in the same order.
    Beside { rows: std::iter::Peekable<Rows<'a>> },
    /// Any number of rows for a message. Walked once more at the end, for those of messages that
    /// are not there.
    Pairs { pairs: Pairs, again: Rows<'a> },
}

/// All of them.
pub(super) struct Sides<'a> {
    database: Rc<Database<'a>>,
    sides: Vec<Side<'a>>,
    /// What could not be read, and rows of messages that are not there.
    pub(super) left: Vec<super::Record>,
}

impl<'a> Sides<'a> {
    pub(super) fn new(database: Rc<Database<'a>>) -> Self {
        let mut sides = Vec::new();
        for table in &database.tables {
            let lower = table.name.to_ascii_lowercase();
            if !is_side(&database, &lower) || database.rows(table).next().is_none() {
                continue;
            }
            if sides.len() == TABLES {
                database.leave_out(format!(
                    "The table {} was not read: more than {TABLES} tables say more of messages.",
                    table.name
                ));
                continue;
            }
            let key = table.column(KEY);
            let is_row_id = database
                .rows(table)
                .flatten()
                .next()
                .is_some_and(|row| row.is_row_id(key));
            let way = if is_row_id {
                Way::Beside {
                    rows: database.rows(table).peekable(),
                }
            } else {
                let pairs = database.joined(Some(table), KEY, None, ROWS);
                Way::Pairs {
                    pairs,
                    again: database.rows(table),
                }
            };
            sides.push(Side {
                table: table.clone(),
                way,
            });
        }
        Self {
            database,
            sides,
            left: Vec::new(),
        }
    }

    /// The rows that say more of a message; messages are asked for in the order of their ids.
    pub(super) fn of(&mut self, message: i64, mut tell: impl FnMut(&Table, &Row)) {
        for side in &mut self.sides {
            match &mut side.way {
                Way::Pairs { pairs, .. } => {
                    for id in pairs.of(message) {
                        if let Some(row) = self.database.row(&side.table, id) {
                            tell(&side.table, &row);
                        }
                    }
                }
                Way::Beside { rows } => {
                    while let Some(row) = rows.next_if(|row| match row {
                        Ok(row) => row.rowid() <= message,
                        Err(_) => true,
                    }) {
                        match row {
                            Ok(row) if row.rowid() == message => tell(&side.table, &row),
                            Ok(row) => self.left.push(Ok(orphan(&side.table, &row))),
                            Err(defect) => self.left.push(Err(defect)),
                        }
                    }
                }
            }
        }
    }

    /// What is left once the last message was asked for, one by one.
    pub(super) fn rest(&mut self, messages: &Table) -> Option<super::Record> {
        if let Some(record) = self.left.pop() {
            return Some(record);
        }
        let database = &self.database;
        self.sides.iter_mut().find_map(|side| {
            let key = side.table.column(KEY);
            let row = match &mut side.way {
                Way::Beside { rows } => rows.next()?,
                // A page that cannot be read was passed over before, and is said now.
                Way::Pairs { again, .. } => again.find(|row| match row {
                    Ok(row) => row
                        .integer(key)
                        .is_none_or(|message| database.row(messages, message).is_none()),
                    Err(_) => true,
                })?,
            };
            Some(row.map(|row| orphan(&side.table, &row)))
        })
    }
}

/// A row about a message that is not there: a trace of a deleted one.
fn orphan(table: &Table, row: &Row) -> onrecord_model::Event {
    let thread = onrecord_model::Thread {
        platform: super::PLATFORM.into(),
        key: "messages that are not there".into(),
        title: None,
        folder: None,
        participants: Vec::new(),
    };
    let word = format!("{} without its message", table.name);
    let mut event = row.event(
        std::sync::Arc::new(thread),
        onrecord_model::Kind::Unknown(word.into()),
    );
    row.rest(&[], &mut event.details, &mut event.marks);
    event
}

/// The columns of a side row as details, each with its table's name.
pub(super) fn tell(table: &Table, row: &Row, known: &[&str], event: &mut onrecord_model::Event) {
    let mut all = vec![table.column(KEY)];
    all.extend(known.iter().map(|name| table.column(name)));
    all.extend(["_id", "chat_row_id"].map(|name| table.column(name)));
    let mut details = Details::new();
    row.rest(&all, &mut details, &mut event.marks);
    let text_is_here = table
        .columns()
        .any(|name| matches!(row.value(table.column(name)), Value::Text(_)));
    for (name, value) in &details {
        event.details.push_parts(&[&table.name, ".", name], value);
    }
    if text_is_here {
        row.mention(&table.name, &mut event.details);
    }
}
