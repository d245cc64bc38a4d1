//! Android's own databases: text and picture messages, the call log, contacts, blocked numbers.
//! Must not know where a file came from or goes to.
//!
//! Sources: the columns of Android's `Telephony`, `CallLog`, `ContactsContract` and
//! `BlockedNumberContract` (<https://developer.android.com/reference/android/provider/Telephony>),
//! and a forensic tool's test files of Android 4.

mod calls;
mod contacts;
mod messages;
mod mms;
mod people;
#[cfg(test)]
mod tests;

use crate::kit::sqlite::{Database, databases_with};
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Defect, Event};
use std::rc::Rc;

/// Telephone numbers are the same accounts whatever saved the messages.
const PLATFORM: &str = "phone";

type Record = Result<Event, Defect>;

/// The importer.
pub static IMPORTER: AndroidDb = AndroidDb;

/// Reads Android's databases.
#[derive(Debug)]
pub struct AndroidDb;

static MANIFEST: Manifest = Manifest {
    name: "android_db",
    version: 2,
    title: "Android databases (text messages, calls, contacts, blocked numbers)",
    accepts: &[
        "mmssms.db: text and picture messages, with the folder app_parts",
        "calllog.db, or contacts2.db of older phones: calls and contacts",
        "blockednumbers.db: numbers that the phone blocks",
    ],
    how_to_get: &[
        "These files are not reached on a normal phone. A specialist's tool, or a backup of a \
         rooted phone, gives them.",
        "Ask for mmssms.db, calllog.db, contacts2.db and blockednumbers.db with the files beside \
         them (-wal, -journal).",
        "On a phone that you hold yourself, the app SMS Backup & Restore is the easier way.",
    ],
    layouts: &[
        "mmssms.db and contacts2.db of Android 4: seen in a forensic tool's test files",
        "pdu, part and addr (picture messages); calllog.db; blocked: from Android's documentation",
    ],
    times: "Each record states an instant: milliseconds since 1970, for picture messages seconds. \
            It is the phone's own clock for what it sent and for calls. For a received message it \
            is when the phone took it in; date_sent is the network's time.",
    caveats: &[
        "A number shown as the sender can be forged, by text and by call.",
        "Drafts were never sent. They, failed messages and queued messages are kept and marked.",
        "The text of a picture message stands in the row of its part; that row is what is shown.",
        "Columns that are 0 or empty are not repeated; the original bytes are kept.",
        "A long row goes on in other pages of the file; row.overflow says where.",
        "Deleted rows that may still stand in unused pages are not recovered.",
    ],
    omits: &[
        "Messages and calls deleted on the phone.",
        "RCS chats of Google Messages, which are in another database.",
        "Anything from WhatsApp, Signal or other apps.",
    ],
};

/// What of it a database is.
fn is_messages(database: &Database<'_>) -> bool {
    let has = |table: &str, column: &str| {
        database
            .table(table)
            .is_some_and(|table| table.column(column).is_there())
    };
    has("sms", "address") && has("sms", "thread_id") && has("sms", "body")
        || has("pdu", "msg_box") && has("part", "mid")
}

fn is_calls(database: &Database<'_>) -> bool {
    database.table("calls").is_some_and(|table| {
        ["number", "date", "duration", "type", "new"]
            .iter()
            .all(|name| table.column(name).is_there())
    })
}

fn is_contacts(database: &Database<'_>) -> bool {
    ["raw_contacts", "data", "mimetypes"]
        .iter()
        .all(|name| database.table(name).is_some())
}

fn is_blocked(database: &Database<'_>) -> bool {
    database
        .table("blocked")
        .is_some_and(|table| table.column("original_number").is_there())
}

impl Importer for AndroidDb {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::DeviceOriginal, ExhibitKind::Conversation)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let found = databases_with(export, |tables| {
            let has = |name: &str| tables.contains(name);
            has("sms") || has("pdu") || has("calls") || has("raw_contacts") || has("blocked")
        });
        let mut opened = Opened {
            records: Box::new(std::iter::empty()),
            questions: Vec::new(),
            entries: Vec::new(),
            remarks: Vec::new(),
        };
        let mut parts: Vec<Box<dyn Iterator<Item = Record> + 'a>> = Vec::new();
        for path in found {
            let Ok(mut database) = Database::open(export, &path) else {
                continue;
            };
            let before = parts.len();
            let (entries, remarks) = (
                std::mem::take(&mut database.entries),
                std::mem::take(&mut database.remarks),
            );
            let database = Rc::new(database);
            if is_messages(&database) {
                parts.push(Box::new(messages::Messages::new(database.clone())));
                let mms = mms::Mms::new(export, &path, database.clone());
                opened.entries.extend(mms.files());
                parts.push(Box::new(mms));
            }
            if is_calls(&database) {
                parts.push(Box::new(calls::calls(database.clone())));
            }
            if is_contacts(&database) {
                parts.push(Box::new(contacts::contacts(database.clone())));
            }
            if is_blocked(&database) {
                parts.push(Box::new(calls::blocked(database.clone())));
            }
            if parts.len() == before {
                continue;
            }
            opened.entries.extend(entries);
            opened.remarks.extend(remarks);
            opened.remarks.extend(database.left_out());
            opened.remarks.extend(database.not_read(|name| {
                let looked_up = [
                    "threads",
                    "canonical_addresses",
                    "part",
                    "addr",
                    "mimetypes",
                ];
                let read = ["sms", "pdu", "calls", "raw_contacts", "data", "blocked"];
                looked_up.contains(&name) || read.contains(&name)
            }));
        }
        if parts.is_empty() {
            return None;
        }
        opened.entries.sort_unstable();
        opened.entries.dedup();
        opened.records = Box::new(parts.into_iter().flatten());
        Some(Ok(opened))
    }
}
