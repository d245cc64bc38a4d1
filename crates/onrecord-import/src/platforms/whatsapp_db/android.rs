//! Rows of `message`, with all that other tables say of them. Knows nothing of the older layout.

use super::Record;
use super::contacts::Names;
use super::jids::{Files, Jids};
use super::kinds;
use super::sides::{self, Sides};
use crate::kit::sqlite::{Column, Database, Pairs, Row, Rows, Table};
use onrecord_model::{Attachment, Event, Kind, Locator, Mark, Place, Thread};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

/// Reactions and votes on one message.
const ADD_ONS: usize = 10_000;

/// Every row of `message`, and what was added to it.
pub(super) struct Messages<'a> {
    database: Rc<Database<'a>>,
    table: Option<Table>,
    chats: Option<Table>,
    rows: Option<Rows<'a>>,
    sides: Sides<'a>,
    add_ons: Option<Table>,
    add_ons_of: Pairs,
    reactions: Option<Table>,
    /// Reactions whose row has no id of the add-on as its own.
    reactions_of: Pairs,
    lonely: Option<Rows<'a>>,
    jids: Jids,
    files: Files,
    ready: VecDeque<Record>,
}

impl<'a> Messages<'a> {
    pub(super) fn new(database: Rc<Database<'a>>, names: Rc<Names>, files: Files) -> Self {
        let table = database.table("message").cloned();
        let add_ons = database.table("message_add_on").cloned();
        let reactions = database.table("message_add_on_reaction").cloned();
        Self {
            rows: table.as_ref().map(|table| database.rows(table)),
            chats: database.table("chat").cloned(),
            sides: Sides::new(database.clone()),
            add_ons_of: database.joined(add_ons.as_ref(), "parent_message_row_id", None, ADD_ONS),
            reactions_of: database.joined(reactions.as_ref(), "message_add_on_row_id", None, 1),
            lonely: add_ons.as_ref().map(|table| database.rows(table)),
            jids: Jids::new(&database, names),
            ready: VecDeque::new(),
            files,
            table,
            add_ons,
            reactions,
            database,
        }
    }

    /// The chat of that row, and the id of the person or group.
    fn chat(&mut self, id: Option<i64>) -> (Arc<Thread>, Option<String>) {
        let row = match (&self.chats, id) {
            (Some(table), Some(id)) => self.database.row(table, id).map(|row| (table.clone(), row)),
            _ => None,
        };
        let Some((table, row)) = row else {
            let key = id.map_or("no chat".to_owned(), |id| format!("chat {id}"));
            return (self.jids.thread(&key, None), None);
        };
        let jid = row
            .integer(table.column("jid_row_id"))
            .and_then(|jid| self.jids.raw(&self.database, jid));
        let subject = row.word(table.column("subject"));
        let key = jid
            .clone()
            .unwrap_or_else(|| format!("chat {}", row.rowid()));
        (self.jids.thread(&key, subject.as_deref()), jid)
    }

    fn events(&mut self, table: &Table, row: &Row) {
        let column = |name: &str| table.column(name);
        let (thread, chat) = self.chat(row.integer(column("chat_row_id")));
        let mut event = row.event(thread, Kind::Message);
        event.when = row.epoch_millis(column("timestamp"));
        let code = row.integer(column("message_type")).unwrap_or(0);
        event.kind = kinds::of_message(code, &mut event.marks);
        event.text = row.said(column("text_data"), &mut event.marks);
        if code != 0 {
            event.details.push("message_type", code.to_string());
        }
        let from_me = row.is(column("from_me"));
        if from_me {
            event.marks.add(Mark::Outgoing);
        } else {
            event.marks.add(Mark::Incoming);
            let sender = row
                .integer(column("sender_jid_row_id"))
                .filter(|id| *id > 0)
                .and_then(|id| self.jids.raw(&self.database, id))
                .or_else(|| chat.filter(|jid| !jid.ends_with("@g.us")));
            if event.kind != Kind::System {
                event.account = sender.map(|jid| self.jids.account(&jid));
            }
        }
        row.tell("key_id", column("key_id"), &mut event.details);
        row.tell("starred", column("starred"), &mut event.details);
        row.tell(
            "received_timestamp",
            column("received_timestamp"),
            &mut event.details,
        );
        let known: Vec<Column> = [
            "_id",
            "chat_row_id",
            "from_me",
            "key_id",
            "sender_jid_row_id",
            "timestamp",
            "message_type",
            "text_data",
            "starred",
            "received_timestamp",
            "sort_id",
            "lookup_tables",
            "origination_flags",
            "origin",
        ]
        .map(column)
        .to_vec();
        row.rest(&known, &mut event.details, &mut event.marks);
        self.tell_sides(&mut event, row);
        let parent = event.locator.clone();
        let thread = event.thread.clone();
        self.ready.extend(self.sides.left.drain(..));
        self.ready.push_back(Ok(event));
        let added: Vec<i64> = self.add_ons_of.of(row.rowid()).collect();
        for id in added {
            let Some(add_on) = self
                .add_ons
                .as_ref()
                .and_then(|table| self.database.row(table, id))
            else {
                continue;
            };
            let event = self.add_on(&add_on, thread.clone(), Some(parent.clone()));
            self.ready.push_back(Ok(event));
        }
    }

    fn tell_sides(&mut self, event: &mut Event, message: &Row) {
        let (jids, files, database) = (&mut self.jids, &self.files, &self.database);
        self.sides.of(message.rowid(), |table, row| {
            let column = |name: &str| table.column(name);
            let account = |jids: &mut Jids, name: &str| {
                let id = row.integer(column(name)).filter(|id| *id > 0)?;
                let jid = jids.raw(database, id)?;
                Some(jids.account(&jid))
            };
            match &*table.name.to_ascii_lowercase() {
                "message_media" => {
                    event.attachments.push(attachment(table, row, files));
                    if matches!(event.attachments.last(), Some(a) if a.place == Place::Missing) {
                        event.marks.add(Mark::AttachmentMissing);
                    }
                    let caption = row.said(column("media_caption"), &mut event.marks);
                    sides::tell(
                        table,
                        row,
                        &["file_path", "mime_type", "media_caption"],
                        event,
                    );
                    if let (true, Some(caption)) = (event.text.is_none(), caption) {
                        // The text stands in that row: the event does, too.
                        message.mention("message", &mut event.details);
                        event.text = Some(caption);
                        event.locator = row.locator();
                        event.raw = row.raw();
                    }
                }
                "message_system" => {
                    let code = row.integer(column("action_type")).unwrap_or(0);
                    event.kind = kinds::of_action(code);
                    event
                        .details
                        .push("message_system.action_type", code.to_string());
                }
                "message_system_chat_participant" => {
                    event.others.extend(account(jids, "user_jid_row_id"));
                }
                "message_system_number_change" => {
                    event.others.extend(account(jids, "old_jid_row_id"));
                    event.others.extend(account(jids, "new_jid_row_id"));
                }
                "message_revoked" => {
                    event.marks.add(Mark::Unsent);
                    event.others.extend(account(jids, "admin_jid_row_id"));
                    sides::tell(table, row, &[], event);
                }
                "message_edit_info" => {
                    event.marks.add(Mark::Edited);
                    sides::tell(table, row, &[], event);
                }
                "message_forwarded" => {
                    event.marks.add(Mark::Forwarded);
                    sides::tell(table, row, &[], event);
                }
                "message_location" => {
                    event.marks.add(Mark::Location);
                    sides::tell(table, row, &[], event);
                }
                "message_ephemeral" | "message_view_once_media" => {
                    event.marks.add(Mark::Ephemeral);
                    sides::tell(table, row, &[], event);
                }
                "missed_call_logs" => {
                    event.kind = Kind::Call;
                    event.marks.add(Mark::Missed);
                    if row.is(column("video_call")) {
                        event.marks.add(Mark::Video);
                    }
                    sides::tell(table, row, &["video_call"], event);
                }
                "receipt_user" => {
                    let whose = account(jids, "receipt_user_jid_row_id");
                    let label = whose.as_ref().map_or("", |account| account.label());
                    for name in ["receipt_timestamp", "read_timestamp", "played_timestamp"] {
                        if let Some(at) = row.epoch_millis(column(name)).truth.instant() {
                            event
                                .details
                                .push(format!("receipt_user.{name}"), format!("{label} {at}"));
                        }
                    }
                }
                _ => sides::tell(table, row, &["thumbnail"], event),
            }
        });
    }

    /// A reaction, a vote, or something else added to a message.
    fn add_on(&mut self, row: &Row, thread: Arc<Thread>, parent: Option<Locator>) -> Event {
        let reaction = self.reactions.clone().and_then(|table| {
            let id = self.reactions_of.of(row.rowid()).next()?;
            Some((self.database.row(&table, id)?, table))
        });
        let Some(table) = self.add_ons.clone() else {
            return row.event(thread, Kind::Reaction);
        };
        let column = |name: &str| table.column(name);
        let code = row.integer(column("message_add_on_type"));
        let mut event = match &reaction {
            // The sign stands in that row.
            Some((reaction, of)) => {
                let mut event = reaction.event(thread, Kind::Reaction);
                event.text = reaction.said(of.column("reaction"), &mut event.marks);
                if event.text.as_deref() == Some("") {
                    // Taken back.
                    event.marks.add(Mark::Deleted);
                }
                event.when = reaction.epoch_millis(of.column("sender_timestamp"));
                row.mention("message_add_on", &mut event.details);
                event
            }
            None => {
                let word = code.map_or("message_add_on".to_owned(), |code| {
                    format!("message_add_on_type {code}")
                });
                row.event(thread, Kind::Unknown(word.into()))
            }
        };
        if event.when.as_written.is_empty() {
            event.when = row.epoch_millis(column("timestamp"));
        }
        event.refers_to = parent.map(Box::new);
        if row.is(column("from_me")) {
            event.marks.add(Mark::Outgoing);
        } else {
            event.marks.add(Mark::Incoming);
            event.account = row
                .integer(column("sender_jid_row_id"))
                .filter(|id| *id > 0)
                .and_then(|id| self.jids.raw(&self.database, id))
                .map(|jid| self.jids.account(&jid));
        }
        let known = [
            "_id",
            "chat_row_id",
            "from_me",
            "sender_jid_row_id",
            "timestamp",
            "parent_message_row_id",
            "message_add_on_type",
        ]
        .map(column);
        row.rest(&known, &mut event.details, &mut event.marks);
        event
    }

    /// What was added to messages that are not there.
    fn lonely(&mut self) -> Option<Record> {
        loop {
            let row = match self.lonely.as_mut()?.next()? {
                Ok(row) => row,
                Err(defect) => return Some(Err(defect)),
            };
            let (Some(table), Some(messages)) = (&self.add_ons, &self.table) else {
                return None;
            };
            let parent = row.integer(table.column("parent_message_row_id"));
            if parent.is_some_and(|id| self.database.row(messages, id).is_some()) {
                continue;
            }
            let chat = row.integer(table.column("chat_row_id"));
            let (thread, _) = self.chat(chat);
            return Some(Ok(self.add_on(&row, thread, None)));
        }
    }
}

fn attachment(table: &Table, row: &Row, files: &Files) -> Attachment {
    let path = row.word(table.column("file_path"));
    let name = path
        .as_deref()
        .and_then(|path| path.rsplit('/').next())
        .map(str::to_owned)
        .or_else(|| {
            row.word(table.column("media_name"))
                .map(|name| name.into_owned())
        });
    let place = path
        .and_then(|path| files.find(&path))
        .map_or(Place::Missing, Place::Entry);
    Attachment {
        name: name.map_or_else(|| "media".into(), Into::into),
        media_type: row
            .word(table.column("mime_type"))
            .map(|kind| kind.to_ascii_lowercase().into()),
        place,
        content: None,
    }
}

impl Iterator for Messages<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.ready.pop_front() {
                return Some(record);
            }
            let Some(rows) = &mut self.rows else {
                let table = self.table.clone()?;
                return self.sides.rest(&table).or_else(|| self.lonely());
            };
            match rows.next() {
                None => self.rows = None,
                Some(Err(defect)) => return Some(Err(defect)),
                Some(Ok(row)) => {
                    let table = self.table.clone()?;
                    self.events(&table, &row);
                }
            }
        }
    }
}
