//! Rows of `pdu` with their parts and addresses. Knows nothing of `sms`.

use super::Record;
use super::messages::{Threads, set_box};
use super::people::People;
use crate::export::Export;
use crate::kit::attachments::AttachmentNames;
use crate::kit::sqlite::{Column, Database, Pairs, Row, Rows, Table};
use onrecord_model::{Attachment, Event, Instant, Kind, Mark, Place, Precision, When};
use std::rc::Rc;
use std::sync::Arc;

/// Parts and addresses of one message.
const CHILDREN: usize = 1_024;

/// Every row of `pdu`.
pub(super) struct Mms<'a> {
    database: Rc<Database<'a>>,
    table: Option<Table>,
    rows: Option<Rows<'a>>,
    parts: Option<Table>,
    addresses: Option<Table>,
    parts_of: Pairs,
    addresses_of: Pairs,
    threads: Threads,
    people: People,
    names: AttachmentNames,
    folder: String,
}

/// Seconds; some makers write milliseconds. 10^11 milliseconds is 1973, as seconds the year 5138.
fn when(row: &Row, column: Column) -> When {
    match row.integer(column) {
        Some(0) | None => row.epoch_millis(column),
        Some(count) if count.unsigned_abs() < 100_000_000_000 => When::stated(
            count.to_string(),
            Instant(count * 1_000_000),
            Precision::Second,
        ),
        Some(_) => row.epoch_millis(column),
    }
}

impl<'a> Mms<'a> {
    pub(super) fn new(export: &dyn Export, path: &str, database: Rc<Database<'a>>) -> Self {
        let table = database.table("pdu").cloned();
        let parts = database.table("part").cloned();
        let addresses = database.table("addr").cloned();
        let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
        Self {
            rows: table.as_ref().map(|table| database.rows(table)),
            parts_of: database.joined(parts.as_ref(), "mid", None, CHILDREN),
            addresses_of: database.joined(addresses.as_ref(), "msg_id", None, CHILDREN),
            threads: Threads::of(&database),
            people: People::new(),
            names: AttachmentNames::of(export),
            folder: folder.to_owned(),
            table,
            parts,
            addresses,
            database,
        }
    }

    /// `/data/…/app_parts/PART_123`: the folder stands beside the database, or beside its folder.
    fn file(&self, row: &Row, table: &Table) -> Option<Arc<str>> {
        let path = row.word(table.column("_data"))?;
        let name = path.rsplit('/').next()?;
        let above = self
            .folder
            .trim_end_matches('/')
            .rfind('/')
            .map_or("", |slash| &self.folder[..=slash]);
        [
            format!("{}app_parts/{name}", self.folder),
            format!("{above}app_parts/{name}"),
            format!("app_parts/{name}"),
            format!("{}parts/{name}", self.folder),
        ]
        .iter()
        .find_map(|path| self.names.find(path))
    }

    /// The files of parts that are here.
    pub(super) fn files(&self) -> Vec<Arc<str>> {
        let Some(table) = &self.parts else {
            return Vec::new();
        };
        self.database
            .rows(table)
            .flatten()
            .filter_map(|row| self.file(&row, table))
            .collect()
    }

    fn event(&mut self, table: &Table, row: &Row) -> Event {
        let column = |name: &str| table.column(name);
        let numbers = self
            .threads
            .numbers(&self.database, row.integer(column("thread_id")));
        let thread = self.people.thread(&numbers, false);
        let kind = match row.integer(column("m_type")) {
            // M-Send.req, M-Notification.ind (not fetched), M-Retrieve.conf.
            Some(128 | 130 | 132) | None => Kind::Message,
            // Delivered, read.
            Some(134..=136) => Kind::System,
            Some(other) => Kind::Unknown(format!("m_type {other}").into()),
        };
        let mut event = row.event(thread, kind);
        event.when = when(row, column("date"));
        let came_in = set_box(&mut event, "msg_box", row.integer(column("msg_box")));
        row.tell("sub", column("sub"), &mut event.details);
        row.tell("m_type", column("m_type"), &mut event.details);
        row.tell("date_sent", column("date_sent"), &mut event.details);
        self.set_people(&mut event, row.rowid(), came_in, &numbers);
        self.set_parts(&mut event, row);
        let known = [
            "_id",
            "thread_id",
            "date",
            "date_sent",
            "msg_box",
            "sub",
            "m_type",
            "sub_cs",
            "v",
            "ct_t",
            "tr_id",
            "text_only",
            "read",
            "seen",
        ]
        .map(column);
        row.rest(&known, &mut event.details, &mut event.marks);
        event
    }

    /// `PduHeaders`: 137 from, 151 to, 130 cc, 129 bcc.
    fn set_people(&mut self, event: &mut Event, id: i64, came_in: bool, numbers: &[String]) {
        let Some(table) = &self.addresses else {
            return;
        };
        let (mut from, mut to) = (Vec::new(), Vec::new());
        for address in self.addresses_of.of(id) {
            let Some(row) = self.database.row(table, address) else {
                continue;
            };
            let code = row.integer(table.column("type")).unwrap_or(0);
            let Some(number) = row.word(table.column("address")) else {
                continue;
            };
            let role = match code {
                137 => "addr.from",
                151 => "addr.to",
                130 => "addr.cc",
                129 => "addr.bcc",
                _ => "addr",
            };
            event.details.push(role, number.as_ref());
            if let Some(account) = self.people.account(&number, None) {
                if code == 137 {
                    from.push(account);
                } else {
                    to.push(account);
                }
            }
        }
        if came_in {
            event.account = from.into_iter().next();
            if event.account.is_none()
                && let [only] = numbers
            {
                event.account = self.people.account(only, None);
            }
        } else {
            from.clear();
        }
        event.others = to;
    }

    /// The event stands in the row that holds its text, if one does; the message's own row is
    /// told as a detail then.
    fn set_parts(&mut self, event: &mut Event, message: &Row) {
        let Some(table) = self.parts.clone() else {
            return;
        };
        let column = |name: &str| table.column(name);
        for (index, id) in self.parts_of.of(message.rowid()).enumerate() {
            let Some(row) = self.database.row(&table, id) else {
                continue;
            };
            let kind = row.word(column("ct")).map(|kind| kind.to_ascii_lowercase());
            let is_text = kind.as_deref() == Some("text/plain");
            let prefix = format!("part.{index}");
            if is_text && let Some(text) = row.said(column("text"), &mut event.marks) {
                if event.text.is_some() {
                    event.details.push(format!("{prefix}.text"), text);
                    row.mention(&prefix, &mut event.details);
                } else {
                    event.text = Some(text);
                    event.locator = row.locator();
                    event.raw = row.raw();
                    message.mention("pdu", &mut event.details);
                    event.details.retain(|name, _| {
                        !matches!(name, "row.overflow" | "row.sha256" | "row.damage")
                    });
                    row.describe(&mut event.marks, &mut event.details);
                }
                continue;
            }
            row.mention(&prefix, &mut event.details);
            row.tell(&format!("{prefix}.ct"), column("ct"), &mut event.details);
            if kind.as_deref() == Some("application/smil") {
                continue;
            }
            let name = ["name", "fn", "cl", "cid"]
                .iter()
                .find_map(|name| row.word(column(name)));
            let place = match self.file(&row, &table) {
                Some(entry) => Place::Entry(entry),
                None => {
                    event.marks.add(Mark::AttachmentMissing);
                    Place::Missing
                }
            };
            event.attachments.push(Attachment {
                name: name.map_or_else(|| prefix.as_str().into(), |name| name.into()),
                media_type: kind.map(Into::into),
                place,
                content: None,
            });
        }
    }
}

impl Iterator for Mms<'_> {
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
