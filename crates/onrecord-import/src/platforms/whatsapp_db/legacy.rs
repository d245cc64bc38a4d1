//! Rows of `messages`, Android's layout to about 2021. Knows nothing of the newer one, except
//! that what stands in both is read from there.

use super::Record;
use super::contacts::Names;
use super::jids::Jids;
use super::kinds;
use super::sides::{self, Sides};
use crate::kit::sqlite::{Database, Row, Rows, Table};
use onrecord_model::{Attachment, Event, Kind, Mark, Place};
use std::collections::VecDeque;
use std::rc::Rc;

/// Every row of `messages` that is not also in `message`.
pub(super) struct Messages<'a> {
    database: Rc<Database<'a>>,
    table: Option<Table>,
    newer: Option<Table>,
    rows: Option<Rows<'a>>,
    sides: Option<Sides<'a>>,
    subjects: std::collections::BTreeMap<String, String>,
    jids: Jids,
    ready: VecDeque<Record>,
}

/// Group names that are remembered.
const SUBJECTS: usize = 100_000;

impl<'a> Messages<'a> {
    pub(super) fn new(database: Rc<Database<'a>>, names: Rc<Names>, is_newer_there: bool) -> Self {
        let table = database.table("messages").cloned();
        let mut subjects = std::collections::BTreeMap::new();
        if let Some(list) = database.table("chat_list") {
            let (jid, subject) = (list.column("key_remote_jid"), list.column("subject"));
            let mut left_out = 0_u64;
            for row in database.rows(list).flatten() {
                if let (Some(jid), Some(subject)) = (row.word(jid), row.word(subject)) {
                    if subjects.len() < SUBJECTS {
                        subjects.insert(jid.into_owned(), subject.into_owned());
                    } else {
                        left_out += 1;
                    }
                }
            }
            if left_out > 0 {
                database.leave_out(format!(
                    "The names of {left_out} groups are not shown: no more than {SUBJECTS} are \
                     remembered."
                ));
            }
        }
        Self {
            rows: table.as_ref().map(|table| database.rows(table)),
            newer: is_newer_there
                .then(|| database.table("message").cloned())
                .flatten(),
            // The newer table's walk has them otherwise.
            sides: (!is_newer_there).then(|| Sides::new(database.clone())),
            jids: Jids::new(&database, names),
            ready: VecDeque::new(),
            subjects,
            table,
            database,
        }
    }

    fn event(&mut self, table: &Table, row: &Row) -> Event {
        let column = |name: &str| table.column(name);
        let chat = row
            .word(column("key_remote_jid"))
            .unwrap_or_default()
            .into_owned();
        let subject = self.subjects.get(&chat).cloned();
        let thread = self.jids.thread(&chat, subject.as_deref());
        let mut event = row.event(thread, Kind::Message);
        event.when = row.epoch_millis(column("timestamp"));
        let code = row.integer(column("media_wa_type")).unwrap_or(0);
        let status = row.integer(column("status"));
        event.kind = if chat == "-1" {
            // WhatsApp keeps one row that is no message.
            Kind::Unknown("key_remote_jid -1".into())
        } else if status == Some(6) {
            // The kind of a system message stands where a size does otherwise.
            kinds::of_action(row.integer(column("media_size")).unwrap_or(0))
        } else {
            kinds::of_message(code, &mut event.marks)
        };
        event.text = row
            .said(column("data"), &mut event.marks)
            .or_else(|| row.said(column("media_caption"), &mut event.marks));
        if row.is(column("key_from_me")) {
            event.marks.add(Mark::Outgoing);
        } else if chat != "-1" {
            event.marks.add(Mark::Incoming);
            let sender = row
                .word(column("remote_resource"))
                .map(|jid| jid.into_owned())
                .or_else(|| (!chat.ends_with("@g.us")).then(|| chat.clone()));
            event.account = sender.map(|jid| self.jids.account(&jid));
        }
        if row.is(column("latitude")) || row.is(column("longitude")) {
            event.marks.add(Mark::Location);
        }
        if row.integer(column("edit_version")) == Some(7) {
            event.marks.add(Mark::Unsent);
        }
        if row.is(column("forwarded")) {
            event.marks.add(Mark::Forwarded);
        }
        let media = row
            .word(column("media_name"))
            .or_else(|| row.word(column("media_mime_type")));
        if let Some(name) = media.filter(|_| status != Some(6)) {
            event.marks.add(Mark::AttachmentMissing);
            event.attachments.push(Attachment {
                name: name.into(),
                media_type: row.word(column("media_mime_type")).map(Into::into),
                place: Place::Missing,
                content: None,
            });
        }
        let known = [
            "_id",
            "key_remote_jid",
            "key_from_me",
            "timestamp",
            "data",
            "media_caption",
            "remote_resource",
            "media_mime_type",
            "media_name",
            "needs_push",
            "recipient_count",
        ]
        .map(column);
        row.rest(&known, &mut event.details, &mut event.marks);
        if let Some(sides) = &mut self.sides {
            sides.of(row.rowid(), |table, row| {
                if table.name.eq_ignore_ascii_case("missed_call_logs") {
                    event.kind = Kind::Call;
                    event.marks.add(Mark::Missed);
                    if row.is(table.column("video_call")) {
                        event.marks.add(Mark::Video);
                    }
                }
                sides::tell(table, row, &["thumbnail"], &mut event);
            });
            self.ready.extend(sides.left.drain(..));
        }
        event
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
                return self.sides.as_mut()?.rest(&table);
            };
            match rows.next() {
                None => self.rows = None,
                Some(Err(defect)) => return Some(Err(defect)),
                Some(Ok(row)) => {
                    let table = self.table.clone()?;
                    let moved = self
                        .newer
                        .as_ref()
                        .is_some_and(|newer| self.database.row(newer, row.rowid()).is_some());
                    if !moved {
                        let event = self.event(&table, &row);
                        self.ready.push_back(Ok(event));
                    }
                }
            }
        }
    }
}
