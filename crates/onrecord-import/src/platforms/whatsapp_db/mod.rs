//! WhatsApp's own databases: `msgstore.db` of Android (decrypted), `ChatStorage.sqlite` of an
//! iPhone, and the contacts beside them. Must not know where a file came from or goes to.
//!
//! WhatsApp documents none of its tables. They are those that
//! <https://github.com/KnugiHK/WhatsApp-Chat-Exporter> and forensic texts agree on; what is not
//! known here is kept by its column's name.

mod android;
mod calls;
mod contacts;
mod ios;
mod jids;
mod kinds;
mod legacy;
mod sides;
#[cfg(test)]
mod tests;

use crate::kit::sqlite::{Database, databases_with};
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use contacts::Names;
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Defect, Event};
use std::rc::Rc;

/// The same as of WhatsApp's chat exports, so that both stand side by side.
const PLATFORM: &str = "whatsapp";

type Record = Result<Event, Defect>;
type Records<'a> = Box<dyn Iterator<Item = Record> + 'a>;

/// The importer.
pub static IMPORTER: WhatsappDb = WhatsappDb;

/// Reads WhatsApp's databases.
#[derive(Debug)]
pub struct WhatsappDb;

static MANIFEST: Manifest = Manifest {
    name: "whatsapp_db",
    version: 2,
    title: "WhatsApp databases (Android and iPhone)",
    accepts: &[
        "msgstore.db from Android, decrypted, with wa.db and the folder Media beside it",
        "ChatStorage.sqlite from an iPhone backup, with the folder Message",
    ],
    how_to_get: &[
        "From an iPhone: make an unencrypted backup with Finder or iTunes. ChatStorage.sqlite is \
         in it, under 7c7fba66680ef796b916b067077cc246adacf01d.",
        "From Android: in WhatsApp, make an end-to-end encrypted backup and keep its 64-digit key.",
        "Copy msgstore.db.crypt15 from the phone. A specialist's tool decrypts it with the key.",
        "Where this is too hard, export each chat from WhatsApp itself; that is read too.",
    ],
    layouts: &[
        "Android `messages` (to about 2021): from a parser's queries",
        "Android `message`, `chat`, `jid` and the tables beside them (from 2021): from a parser's \
         queries and documentation",
        "iPhone ZWAMESSAGE, ZWACHATSESSION, ZWAMEDIAITEM, ZWAGROUPMEMBER: from parsers' tests",
    ],
    times: "Each record states an instant: milliseconds since 1970 on Android, seconds since 2001 \
            on the iPhone. It is the sender's time as WhatsApp's server passed it on; for your \
            own messages it is the phone's clock.",
    caveats: &[
        "A person is named by WhatsApp's own id (a number with @s.whatsapp.net, or an @lid).",
        "Names come from wa.db or the phone's contacts. They are what the owner called somebody.",
        "A message that the sender took back stays as a record without its text, marked unsent.",
        "A caption that stands in the table of media is shown from there.",
        "Numbers of types that are not known here are kept as they are, and counted.",
        "Reactions on an iPhone are inside packed bytes (ZRECEIPTINFO), which are not read yet.",
        "Columns that are 0 or empty are not repeated; the original bytes are kept.",
        "Deleted rows that may still stand in unused pages are not recovered.",
    ],
    omits: &[
        "Messages deleted on the phone, and chats that were cleared.",
        "The text of a message that was taken back, and what an edited message said before.",
        "Pictures that were never fetched, or were removed from the phone.",
    ],
};

fn has(database: &Database<'_>, table: &str, columns: &[&str]) -> bool {
    database
        .table(table)
        .is_some_and(|table| columns.iter().all(|column| table.column(column).is_there()))
}

fn refuse_encrypted(export: &dyn Export) -> Option<Refusal> {
    let [only] = export.entries() else {
        return None;
    };
    let lower = only.path.to_ascii_lowercase();
    let name = lower.rsplit('/').next().unwrap_or(&lower);
    let (before, ending) = name.rsplit_once('.')?;
    let is_backup = before.contains("msgstore") || before.contains("wa.db");
    if !is_backup || !ending.starts_with("crypt") {
        return None;
    }
    Some(Refusal {
        seen: format!("{} is an encrypted WhatsApp backup ({ending}).", only.path),
        advice: "It opens only with the phone's key file or the 64-digit backup key. Have it \
                 decrypted to msgstore.db and add that. Keep this file and the key too."
            .to_owned(),
    })
}

impl Importer for WhatsappDb {
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
        if let Some(refusal) = refuse_encrypted(export) {
            return Some(Err(refusal));
        }
        let found = databases_with(export, |tables| {
            let has = |name: &str| tables.contains(name);
            has("jid") && has("chat") && has("message")
                || has("messages") && (has("chat_list") || has("jid"))
                || has("zwamessage") && has("zwachatsession")
                || has("wa_contacts")
        });
        let mut opened = Opened {
            records: Box::new(std::iter::empty()),
            questions: Vec::new(),
            entries: Vec::new(),
            remarks: Vec::new(),
        };
        let mut databases = Vec::new();
        let mut names = Names::default();
        // Beside databases that can be read, one that cannot is left to be refused alone.
        let mut refusal = None;
        for path in found {
            let database = match Database::open(export, &path) {
                Ok(database) => database,
                Err(error) => {
                    refusal.get_or_insert_with(|| error.refusal(&path));
                    continue;
                }
            };
            names.learn(&database);
            databases.push((path, Rc::new(database)));
        }
        let names = Rc::new(names);
        let mut parts: Vec<Records<'a>> = Vec::new();
        for (path, database) in databases {
            let before = parts.len();
            let files = jids::Files::new(export, &path);
            let mut strange = Vec::new();
            let mut is_read = |table: &'static str, columns: &[&str]| {
                let known = has(&database, table, columns);
                if !known && database.table(table).is_some() {
                    strange.push(table);
                }
                known
            };
            let is_new = is_read("message", &["chat_row_id", "key_id", "timestamp"]);
            let is_old = is_read("messages", &["key_remote_jid", "key_id", "timestamp"]);
            let has_calls = is_read("call_log", &["timestamp", "call_result"]);
            let is_iphone = is_read("zwamessage", &["ZCHATSESSION", "ZMESSAGEDATE"]);
            if is_new {
                opened
                    .entries
                    .extend(files.named(&database, "message_media", "file_path"));
                parts.push(Box::new(android::Messages::new(
                    database.clone(),
                    names.clone(),
                    jids::Files::new(export, &path),
                )));
            }
            if is_old {
                parts.push(Box::new(legacy::Messages::new(
                    database.clone(),
                    names.clone(),
                    is_new,
                )));
            }
            if has_calls {
                parts.push(Box::new(calls::calls(database.clone(), names.clone())));
            }
            if is_iphone {
                opened
                    .entries
                    .extend(files.named(&database, "zwamediaitem", "ZMEDIALOCALPATH"));
                parts.push(Box::new(ios::Messages::new(
                    database.clone(),
                    names.clone(),
                    files,
                )));
            }
            parts.extend(contacts::records(&database));
            if parts.len() == before {
                refusal.get_or_insert_with(|| Refusal {
                    seen: format!(
                        "{path} has tables of WhatsApp, but their columns are not known here."
                    ),
                    advice: "Keep the file. It can be sealed as an exhibit of its own.".to_owned(),
                });
                continue;
            }
            opened.remarks.extend(strange.into_iter().map(|table| {
                let rows = database.rows_of(table).count();
                format!(
                    "The table {table} of {path} has not the columns that we know, so its {rows} rows \
                     are not read. The list of tables may be damaged."
                )
            }));
            opened.entries.extend(database.entries.iter().cloned());
            opened.remarks.extend(database.remarks.iter().cloned());
            opened.remarks.extend(database.left_out());
            opened.remarks.extend(
                database.not_read(|name| sides::is_side(&database, name) || READ.contains(&name)),
            );
        }
        if parts.is_empty() {
            return refusal.map(Err);
        }
        opened.entries.sort_unstable();
        opened.entries.dedup();
        opened.records = Box::new(parts.into_iter().flatten());
        Some(Ok(opened))
    }
}

/// Tables whose rows are events, or stand in events.
const READ: [&str; 18] = [
    "message",
    "messages",
    "chat",
    "jid",
    "jid_map",
    "chat_list",
    "message_add_on",
    "message_add_on_reaction",
    "call_log",
    "wa_contacts",
    "wa_block_list",
    "zwamessage",
    "zwachatsession",
    "zwamediaitem",
    "zwagroupmember",
    "zwaprofilepushname",
    "zwablacklistitem",
    "android_metadata",
];
