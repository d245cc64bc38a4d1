//! Rows of `ZWAMESSAGE`. Knows nothing of Android's tables.
//!
//! `ZMESSAGETYPE` and `ZGROUPEVENTTYPE` are those that forensic texts agree on.

use super::Record;
use super::contacts::Names;
use super::jids::{Files, Jids};
use crate::kit::sqlite::{Column, Database, Row, Rows, Table, Value};
use onrecord_model::{Attachment, Details, Event, Instant, Kind, Mark, Place, Precision, When};
use std::rc::Rc;

const SECONDS_TO_2001: f64 = 978_307_200.0;

/// Every row of `ZWAMESSAGE`.
pub(super) struct Messages<'a> {
    database: Rc<Database<'a>>,
    table: Option<Table>,
    chats: Option<Table>,
    members: Option<Table>,
    media: Option<Table>,
    rows: Option<Rows<'a>>,
    jids: Jids,
    files: Files,
}

/// Core Data's time: seconds since 2001, with a fraction.
fn when(row: &Row, column: Column) -> When {
    let seconds = match row.value(column) {
        Value::Real(seconds) => seconds,
        Value::Integer(seconds) => seconds as f64,
        _ => {
            return When {
                as_written: row.word(column).unwrap_or_default().into(),
                ..When::undated()
            };
        }
    };
    let micros = ((seconds + SECONDS_TO_2001) * 1e6).round();
    if seconds == 0.0 || !micros.is_finite() || micros.abs() > 9e17 {
        return When {
            as_written: seconds.to_string().into(),
            ..When::undated()
        };
    }
    let precision = if seconds.fract() == 0.0 {
        Precision::Second
    } else {
        Precision::Microsecond
    };
    When::stated(seconds.to_string(), Instant(micros as i64), precision)
}

impl<'a> Messages<'a> {
    pub(super) fn new(database: Rc<Database<'a>>, names: Rc<Names>, files: Files) -> Self {
        let table = database.table("ZWAMESSAGE").cloned();
        Self {
            rows: table.as_ref().map(|table| database.rows(table)),
            chats: database.table("ZWACHATSESSION").cloned(),
            members: database.table("ZWAGROUPMEMBER").cloned(),
            media: database.table("ZWAMEDIAITEM").cloned(),
            jids: Jids::new(&database, names),
            files,
            table,
            database,
        }
    }

    /// A word of the row that a number leads to.
    fn word(&self, table: Option<&Table>, id: Option<i64>, column: &str) -> Option<String> {
        let table = table?;
        let row = self.database.row(table, id?)?;
        Some(row.word(table.column(column))?.into_owned())
    }

    fn event(&mut self, table: &Table, row: &Row) -> Event {
        let column = |name: &str| table.column(name);
        let chat = row.integer(column("ZCHATSESSION"));
        let jid = self.word(self.chats.as_ref(), chat, "ZCONTACTJID");
        let title = self.word(self.chats.as_ref(), chat, "ZPARTNERNAME");
        let from_me = row.is(column("ZISFROMME"));
        let from = row.word(column("ZFROMJID")).map(|jid| jid.into_owned());
        let key = jid.clone().or_else(|| from.clone());
        let thread = self
            .jids
            .thread(key.as_deref().unwrap_or("no chat"), title.as_deref());
        let mut event = row.event(thread, Kind::Message);
        event.when = when(row, column("ZMESSAGEDATE"));
        event.text = row.said(column("ZTEXT"), &mut event.marks);
        self.set_kind(&mut event, table, row);
        if from_me {
            event.marks.add(Mark::Outgoing);
        } else {
            event.marks.add(Mark::Incoming);
            let member = row.integer(column("ZGROUPMEMBER"));
            let member = self.word(self.members.as_ref(), member, "ZMEMBERJID");
            let sender = member
                .or_else(|| jid.filter(|jid| !jid.ends_with("@g.us")))
                .or_else(|| from.filter(|jid| !jid.ends_with("@g.us")));
            let given = row.word(column("ZPUSHNAME"));
            event.account = sender.map(|jid| self.jids.named(&jid, given.as_deref()));
        }
        self.set_media(&mut event, table, row);
        row.tell("ZSTANZAID", column("ZSTANZAID"), &mut event.details);
        row.tell("ZSTARRED", column("ZSTARRED"), &mut event.details);
        let known = [
            "Z_PK",
            "Z_ENT",
            "Z_OPT",
            "ZISFROMME",
            "ZMESSAGETYPE",
            "ZGROUPEVENTTYPE",
            "ZCHATSESSION",
            "ZMEDIAITEM",
            "ZMESSAGEDATE",
            "ZTEXT",
            "ZSTANZAID",
            "ZSTARRED",
            "ZPUSHNAME",
            "ZSORT",
            "ZSPOTLIGHTSTATUS",
            "ZDATAITEMVERSION",
            "ZGROUPMEMBER",
            "ZFROMJID",
            "ZTOJID",
            "ZMESSAGEINFO",
            "ZDOCID",
        ]
        .map(column);
        row.rest(&known, &mut event.details, &mut event.marks);
        event
    }

    fn set_kind(&self, event: &mut Event, table: &Table, row: &Row) {
        let code = row.integer(table.column("ZMESSAGETYPE")).unwrap_or(0);
        let action = row.integer(table.column("ZGROUPEVENTTYPE")).unwrap_or(0);
        if code != 0 {
            event.details.push("ZMESSAGETYPE", code.to_string());
        }
        if action != 0 {
            event.details.push("ZGROUPEVENTTYPE", action.to_string());
        }
        event.kind = match code {
            // Text, picture, film, sound, contact, link, document, moving picture, sticker, poll.
            0..=4 | 7 | 8 | 11 | 15 | 46 => Kind::Message,
            5 => {
                event.marks.add(Mark::Location);
                Kind::Message
            }
            // Something happened in a group.
            6 => match action {
                1 | 4 => Kind::ProfileChange,
                2 | 3 | 7 | 9 | 12 => Kind::Membership,
                _ => Kind::System,
            },
            10 => Kind::System,
            14 => {
                event.marks.add(Mark::Unsent);
                Kind::Message
            }
            38 | 39 => {
                event.marks.add(Mark::Ephemeral);
                Kind::Message
            }
            59 => Kind::Call,
            other => Kind::Unknown(format!("ZMESSAGETYPE {other}").into()),
        };
    }

    fn set_media(&self, event: &mut Event, table: &Table, message: &Row) {
        let Some(media) = &self.media else { return };
        let Some(row) = message
            .integer(table.column("ZMEDIAITEM"))
            .and_then(|id| self.database.row(media, id))
        else {
            return;
        };
        let column = |name: &str| media.column(name);
        let path = row.word(column("ZMEDIALOCALPATH"));
        if let Some(path) = &path {
            let place = match self.files.find(path) {
                Some(entry) => Place::Entry(entry),
                None => {
                    event.marks.add(Mark::AttachmentMissing);
                    Place::Missing
                }
            };
            event.attachments.push(Attachment {
                name: path.rsplit('/').next().unwrap_or(path).into(),
                // The column for a contact's card holds the type of anything else.
                media_type: row
                    .word(column("ZVCARDSTRING"))
                    .filter(|kind| kind.contains('/') && kind.len() < 100)
                    .map(|kind| kind.to_ascii_lowercase().into()),
                place,
                content: None,
            });
        }
        let mut details = Details::new();
        let known = [
            "Z_PK",
            "Z_ENT",
            "Z_OPT",
            "ZMESSAGE",
            "ZMEDIALOCALPATH",
            "ZTITLE",
        ]
        .map(column);
        row.rest(&known, &mut details, &mut event.marks);
        for (name, value) in &details {
            event.details.push_parts(&["ZWAMEDIAITEM.", name], value);
        }
        if row.is(column("ZLATITUDE")) || row.is(column("ZLONGITUDE")) {
            event.marks.add(Mark::Location);
        }
        match row.said(column("ZTITLE"), &mut event.marks) {
            Some(caption) if event.text.is_none() => {
                // The text stands in that row: the event does, too.
                message.mention("ZWAMESSAGE", &mut event.details);
                event.text = Some(caption);
                event.locator = row.locator();
                event.raw = row.raw();
            }
            title => {
                if let Some(title) = title {
                    event.details.push("ZWAMEDIAITEM.ZTITLE", title);
                }
                row.mention("ZWAMEDIAITEM", &mut event.details);
            }
        }
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
