//! SMS Backup & Restore (Android): SMS, MMS and call logs as XML. Also read: the other apps that
//! write the same `<smses>` layout. Must not know where a file came from or goes to.
//!
//! Sources: the app's own field list (<https://www.synctech.com.au/sms-backup-restore/fields-in-xml-backup-files/>)
//! and Android's `Telephony`, `CallLog` and `PduHeaders` constants.

mod people;
mod reader;
mod record;
mod stated;
mod tag;
mod unescape;
mod window;

use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};
use std::sync::Arc;

/// Telephone numbers are the same accounts whatever app saved the messages.
const PLATFORM: &str = "phone";

/// The importer.
pub static IMPORTER: SmsBackupRestore = SmsBackupRestore;

/// Reads SMS Backup & Restore files.
#[derive(Debug)]
pub struct SmsBackupRestore;

static MANIFEST: Manifest = Manifest {
    name: "sms_backup_restore",
    version: 4,
    title: "SMS Backup & Restore (text messages, picture messages and calls from Android)",
    accepts: &[
        "sms-….xml: text messages (SMS) and picture messages (MMS)",
        "calls-….xml: the call log",
        "the same as Super Backup and some other apps write it (allsms, alllogs)",
        "a folder or zip that holds such files",
        "any of them that an editor saved again as UTF-16 (“Unicode”)",
    ],
    how_to_get: &[
        "On the Android phone, install SMS Backup & Restore from the Play Store.",
        "Choose \"Set up a backup\", then both \"Messages\" and \"Phone calls\".",
        "Under the advanced options, include MMS and attachments, and choose all conversations.",
        "Save the backup to the phone itself, then copy the .xml files to this computer.",
        "Do it before you block a number or change the phone.",
    ],
    layouts: &[
        "<smses> with <sms> and <mms> (parts, addrs); seen in a parser's test files",
        "<calls> with <call>; seen in a parser's test files",
        "<allsms> and <alllogs> with <log>, as Super Backup and others write them (peers' readers)",
        "surrogate pairs as two references, cut-off files: from bug reports of other apps",
        "call types 4 to 7, MMS dates in seconds, groups joined by ~: from documentation",
    ],
    times: "Each record states an instant, in milliseconds since 1970 (in seconds from some \
            apps). It is the phone's own clock for sent messages and calls. For a received \
            message it is the time at which the phone took it in; date_sent is the network's. \
            readable_date is the same instant in the phone's zone and language, kept as written.",
    caveats: &[
        "The file is plain text, and anybody can edit it. Keep the phone for comparison.",
        "A contact's name is what the owner of the phone called it, at the time of the backup.",
        "The owner's own number stands in picture messages at most.",
        "A number shown as the sender can be forged, by text and by call.",
        "The word null is the app's sign for nothing. A message that reads only \"null\" looks \
         the same; it is kept as the detail `body`.",
        "Details whose usual value says nothing (protocol 0, status -1, locked 0, date_sent 0) \
         are not repeated; the original bytes are kept.",
        "Drafts were never sent. They, failed messages and queued messages are kept and marked.",
    ],
    omits: &[
        "Messages deleted before the backup.",
        "Messages and calls from numbers that the phone blocked, on many phones.",
        "RCS chats (\"chat features\"), except where the phone stores them as MMS.",
        "Anything from WhatsApp, Signal or other apps.",
        "Calls older than the phone keeps (often the last 500), and what was said.",
    ],
};

impl Importer for SmsBackupRestore {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, path: &str) -> (Grade, ExhibitKind) {
        let kind = if path.to_lowercase().contains("calls") {
            ExhibitKind::Calls
        } else {
            ExhibitKind::Conversation
        };
        (Grade::DeviceOriginal, kind)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let single = export.entries().len() == 1;
        let mut entries: Vec<Arc<str>> = Vec::new();
        for entry in export.entries() {
            let is_xml = entry
                .path
                .get(entry.path.len().saturating_sub(4)..)
                .is_some_and(|end| end.eq_ignore_ascii_case(".xml"));
            if !is_xml && !single {
                continue;
            }
            let Ok(reader) = export.open(&entry.path) else {
                continue;
            };
            if stated::is_ours(reader) {
                entries.push(entry.path.clone());
            }
        }
        if entries.is_empty() {
            return None;
        }
        let remarks = entries
            .iter()
            .flat_map(|entry| remarks_on(export, entry))
            .collect();
        Some(Ok(Opened {
            records: Box::new(reader::Records::new(export, &entries)),
            questions: Vec::new(),
            entries,
            remarks,
        }))
    }
}

fn remarks_on(export: &dyn Export, entry: &str) -> Vec<String> {
    let Ok(reader) = export.open(entry) else {
        return Vec::new();
    };
    let stated = stated::stated(reader);
    let mut remarks = Vec::new();
    if stated.count.is_none() {
        remarks.push(format!("{entry} does not say how many records it holds."));
    }
    if !stated.root.is_empty() {
        let root = stated.root.join(", ");
        remarks.push(format!("{entry} says of itself: {root}."));
    }
    remarks
}
