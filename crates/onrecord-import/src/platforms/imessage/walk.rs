//! The rows of a database, one table after the other, as records. Knows nothing of a row's
//! columns.

use super::message::{Columns, Targets, events};
use super::people::People;
use crate::export::Export;
use crate::kit::sqlite::{Database, Rows, Table};
use onrecord_model::{Defect, Digest, Event, Kind, Locator, Mark};
use std::collections::VecDeque;
use std::sync::Arc;

/// Records that others are about and that are remembered.
const TARGETS: usize = 2_000_000;

/// Tables whose rows say that something was deleted, and the column that names it.
const DELETIONS: [(&str, &str); 4] = [
    ("deleted_messages", "guid"),
    ("sync_deleted_messages", "guid"),
    ("unsynced_removed_recoverable_messages", "guid"),
    ("sync_deleted_chats", "guid"),
];

type Record = Result<Event, Defect>;

/// All records of one database.
pub(super) struct Walk<'a> {
    database: Database<'a>,
    people: People,
    messages: Option<(Table, Columns)>,
    rows: Option<Rows<'a>>,
    guids: Guids,
    ready: VecDeque<Record>,
    deletions: usize,
    deleted: Option<(Rows<'a>, &'static str, Table)>,
    recoverable: crate::kit::sqlite::Pairs,
    begun: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(export: &'a dyn Export, entry: &str, database: Database<'a>) -> Self {
        let people = People::new(export, entry, &database);
        let messages = database
            .table("message")
            .map(|table| (table.clone(), Columns::of(table)));
        let recoverable = database.joined(
            database.table("chat_recoverable_message_join"),
            "message_id",
            Some("chat_id"),
            1,
        );
        Self {
            people,
            messages,
            rows: None,
            guids: Guids::default(),
            ready: VecDeque::new(),
            deletions: 0,
            deleted: None,
            recoverable,
            begun: false,
            database,
        }
    }

    /// The files that the database names and that are here.
    pub(super) fn files(&self) -> Vec<Arc<str>> {
        self.people.files(&self.database)
    }

    /// What conversations say of messages that are no longer there.
    pub(super) fn remarks(&self) -> Vec<String> {
        /// Each is looked up: beyond this it would take too long.
        const LOOKED_UP: usize = 300_000;
        let mut remarks = self.database.left_out();
        let Some((table, _)) = &self.messages else {
            return remarks;
        };
        let listed = self.people.chats_of.iter().take(LOOKED_UP);
        let missing = listed
            .filter(|(message, _)| self.database.row(table, *message).is_none())
            .count();
        let not_looked_up = self.people.chats_of.count().saturating_sub(LOOKED_UP);
        if missing > 0 {
            remarks.push(format!(
                "Messages listed in conversations but no longer there: {missing}. They were \
                 deleted, or stand in damaged pages."
            ));
        }
        if not_looked_up > 0 {
            remarks.push(format!(
                "Conversations list {not_looked_up} more messages. We did not check that they are \
                 there."
            ));
        }
        remarks
    }

    fn begin(&mut self) {
        if let Some((table, columns)) = &self.messages {
            self.guids = Guids::of(&self.database, table, columns);
            self.rows = Some(self.database.rows(table));
        }
    }

    fn message(&mut self) -> Option<()> {
        let row = self.rows.as_mut()?.next();
        let Some(row) = row else {
            self.rows = None;
            return Some(());
        };
        let row = match row {
            Ok(row) => row,
            Err(defect) => {
                self.ready.push_back(Err(defect));
                return Some(());
            }
        };
        let (table, columns) = self.messages.as_ref()?;
        let id = row.rowid();
        let mut chats = self.people.chats_of.of(id);
        let first = chats.next();
        let others: Vec<i64> = chats.collect();
        let deleted_from = self.recoverable.of(id).next();
        let thread = match first.or(deleted_from) {
            Some(chat) => self.people.thread(&self.database, chat),
            None => {
                // A message of no conversation: of its sender, if that is known.
                let handle = row.integer(columns.handle).filter(|id| *id != 0);
                let sender = handle.and_then(|id| self.people.handle(&self.database, id));
                match sender {
                    Some(sender) => {
                        let key = format!("no conversation: {}", sender.label());
                        self.people.thread_called(&key)
                    }
                    None => self.people.thread_called("no conversation"),
                }
            }
        };
        let targets = Known {
            guids: &self.guids,
            database: &self.database,
            table,
            columns,
        };
        let mut made = events(
            &row,
            columns,
            thread,
            &mut self.people,
            &self.database,
            &targets,
        );
        if let Some(event) = made.first_mut() {
            if deleted_from.is_some() {
                // "Recently deleted": still there for some weeks.
                event.marks.add(Mark::Deleted);
            }
            for other in others {
                let other = other.to_string();
                event.details.push("chat_id.also", other);
            }
        }
        self.ready.extend(made.into_iter().map(Ok));
        Some(())
    }

    fn deletion(&mut self) -> Option<()> {
        if let Some((rows, name, table)) = &mut self.deleted {
            match rows.next() {
                None => self.deleted = None,
                Some(Err(defect)) => self.ready.push_back(Err(defect)),
                Some(Ok(row)) => {
                    let column = table.column(name);
                    let thread = self.people.thread_called(&table.name);
                    let mut event = row.event(thread, Kind::Deletion);
                    event.marks.add(Mark::Deleted);
                    if let Some(guid) = row.word(column) {
                        event.details.push("guid", guid);
                    }
                    row.rest(&[column], &mut event.details, &mut event.marks);
                    self.ready.push_back(Ok(event));
                }
            }
            return Some(());
        }
        let (name, column) = DELETIONS.get(self.deletions)?;
        self.deletions += 1;
        if let Some(table) = self.database.table(name) {
            self.deleted = Some((self.database.rows(table), column, table.clone()));
        }
        Some(())
    }
}

impl Iterator for Walk<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if !self.begun {
            self.begun = true;
            self.begin();
        }
        loop {
            if let Some(record) = self.ready.pop_front() {
                return Some(record);
            }
            if self.rows.is_some() {
                self.message()?;
            } else {
                self.deletion()?;
            }
        }
    }
}

/// The rows of the messages that others are about, by a short digest of their guid.
#[derive(Default)]
struct Guids(Vec<(u64, i64)>);

fn short(guid: &str) -> u64 {
    let Digest(bytes) = Digest::of(guid.as_bytes());
    bytes
        .first_chunk()
        .map_or(0, |first| u64::from_be_bytes(*first))
}

impl Guids {
    fn of(database: &Database<'_>, table: &Table, columns: &Columns) -> Self {
        if !columns.about.is_there() {
            return Self::default();
        }
        let mut wanted: Vec<u64> = Vec::new();
        for row in database.rows(table).flatten() {
            if let Some(about) = row.word(columns.about)
                && wanted.len() < TARGETS
            {
                let bare = about.rsplit('/').next().unwrap_or(&about);
                wanted.push(short(bare.strip_prefix("bp:").unwrap_or(bare)));
            }
        }
        if wanted.is_empty() {
            return Self::default();
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut found = Vec::new();
        for row in database.rows(table).flatten() {
            if let Some(guid) = row.word(columns.guid) {
                let key = short(&guid);
                if wanted.binary_search(&key).is_ok() && found.len() < TARGETS {
                    found.push((key, row.rowid()));
                }
            }
        }
        found.sort_unstable();
        Self(found)
    }
}

struct Known<'k, 'a> {
    guids: &'k Guids,
    database: &'k Database<'a>,
    table: &'k Table,
    columns: &'k Columns,
}

impl Targets for Known<'_, '_> {
    fn find(&self, guid: &str) -> Option<Locator> {
        let key = short(guid);
        let from = self.guids.0.partition_point(|known| known.0 < key);
        self.guids
            .0
            .get(from..)?
            .iter()
            .take_while(|known| known.0 == key)
            .filter_map(|known| self.database.row(self.table, known.1))
            .find(|row| row.word(self.columns.guid).as_deref() == Some(guid))
            .map(|row| row.locator())
    }
}
