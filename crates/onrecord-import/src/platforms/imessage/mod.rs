//! Apple's Messages: `chat.db` of a Mac, `sms.db` of an iPhone's backup. Must not know where a
//! file came from or goes to.
//!
//! Tables and columns: Apple documents none. They are those seen in a forensic test file of
//! macOS 10.11, and those listed at
//! <https://github.com/ReagentX/imessage-exporter/tree/develop/docs/tables> for later systems.

mod message;
mod people;
mod plist;
#[cfg(test)]
mod tests;
mod times;
mod typedstream;
mod walk;

use crate::kit::sqlite::{Database, databases_with};
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};
use walk::Walk;

/// Of conversations, and of accounts that are e-mail addresses. Numbers are of `phone`.
const PLATFORM: &str = "imessage";

/// The importer.
pub static IMPORTER: Imessage = Imessage;

/// Reads the databases of Apple's Messages.
#[derive(Debug)]
pub struct Imessage;

static MANIFEST: Manifest = Manifest {
    name: "imessage",
    version: 2,
    title: "Messages on Mac and iPhone (iMessage, SMS)",
    accepts: &[
        "chat.db from a Mac, with chat.db-wal and the folder Attachments",
        "sms.db from an iPhone backup (also under its name there, 3d0d7e5fb2ce…)",
    ],
    how_to_get: &[
        "On the Mac, close Messages. In Finder choose Go, then Go to Folder: ~/Library/Messages.",
        "Copy chat.db, chat.db-wal, chat.db-shm and the folder Attachments to a new folder.",
        "Add that folder. If macOS refuses, allow Terminal or Finder full disk access first.",
        "From an iPhone: make an unencrypted backup with Finder or iTunes, and add sms.db from it.",
    ],
    layouts: &[
        "macOS 10.11, times in seconds: seen in a forensic tool's test file",
        "macOS 10.13 and later, times in nanoseconds: from a parser's documentation",
        "attributedBody in place of text (macOS 13 and later): from a parser's documentation",
        "edits and unsent parts in message_summary_info (iOS 16 and later): from a parser's tests",
        "recently deleted messages (iOS 16 and later): from a parser's documentation",
    ],
    times: "Each record states an instant, counted from 2001 in UTC: in seconds on old systems, \
            in nanoseconds since 2017. It is the device's clock when the message was sent, or \
            taken in. date_read, date_delivered and date_edited are instants too. A deletion \
            that is only a guid has no time.",
    caveats: &[
        "A telephone number is an account of \"phone\", whether it came by SMS or iMessage.",
        "An e-mail address is an account of \"imessage\". Names are not kept in this database.",
        "The text and attributedBody are written together. Where they differ, both are kept.",
        "An edited message shows its last text. Each version follows as an edit with its time.",
        "Tapbacks show as the sign; the phone's own sentence is the detail \"text\".",
        "A long row goes on in other pages of the file; row.overflow says where.",
        "Columns that are 0 or empty are not repeated; the original bytes are kept.",
        "Deleted rows that may still stand in unused pages are not recovered.",
    ],
    omits: &[
        "Messages deleted for good, other than their guid in some systems.",
        "Messages that were only ever on another device, or stayed in iCloud.",
        "The names of contacts, and who was blocked.",
        "Calls: FaceTime and telephone are in another database.",
    ],
};

impl Importer for Imessage {
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
        let has = |tables: &std::collections::BTreeSet<String>, names: &[&str]| {
            names.iter().all(|name| tables.contains(*name))
        };
        let found = databases_with(export, |tables| {
            has(tables, &["message", "handle", "chat", "chat_message_join"])
                || has(tables, &["message", "msg_group", "group_member"])
        });
        if found.is_empty() {
            return None;
        }
        let mut opened = Opened {
            records: Box::new(std::iter::empty()),
            questions: Vec::new(),
            entries: Vec::new(),
            remarks: Vec::new(),
        };
        let mut walks = Vec::new();
        // Beside databases that can be read, one that cannot is left to be refused alone.
        let mut refusal = None;
        for path in found {
            let mut database = match Database::open(export, &path) {
                Ok(database) => database,
                Err(error) => {
                    refusal.get_or_insert_with(|| error.refusal(&path));
                    continue;
                }
            };
            if database.table("handle").is_none() {
                refusal.get_or_insert_with(|| Refusal {
                    seen: format!("{path} is the message database of an iPhone before iOS 6."),
                    advice: "This layout is not read yet. Keep the file; it can be sealed as an \
                             exhibit of its own."
                        .to_owned(),
                });
                continue;
            }
            opened.entries.append(&mut database.entries);
            opened.remarks.append(&mut database.remarks);
            let walk = Walk::new(export, &path, database);
            opened.entries.extend(walk.files());
            opened.remarks.extend(walk.remarks());
            walks.push(walk);
        }
        if walks.is_empty() {
            return refusal.map(Err);
        }
        opened.entries.sort_unstable();
        opened.entries.dedup();
        opened.records = Box::new(walks.into_iter().flatten());
        Some(Ok(opened))
    }
}
