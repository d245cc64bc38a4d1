//! Signal, through the tools that take its messages out: signal-export and sigtop. Signal itself
//! gives no export that people can read. Must not know where a file came from or goes to.

mod json;
mod layout;
mod markdown;
mod records;
mod sigtop;
#[cfg(test)]
mod tests;

use crate::kit::attachments::AttachmentNames;
use crate::kit::memo::Memo;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use layout::Layout;
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Account, Attachment, Event, Mark, Place, Thread};
use std::cell::RefCell;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: Signal = Signal;

/// Reads what signal-export and sigtop write.
#[derive(Debug)]
pub struct Signal;

static MANIFEST: Manifest = Manifest {
    name: "signal",
    version: 2,
    title: "Signal (signal-export, sigtop)",
    accepts: &[
        "The folder that signal-export writes: one folder for each chat, with data.json or chat.md",
        "The folder that sigtop writes with export-messages, as text or JSON",
        "One such file alone",
    ],
    how_to_get: &[
        "Signal gives no readable export. These tools read Signal Desktop on your own computer.",
        "signal-export (Python): install it, close Signal, and run: sigexport signal-chats",
        "sigtop (Go): run: sigtop export-messages -f json signal-chats",
        "Keep the whole folder, with the pictures. Add it as it is.",
        "An old plaintext backup from Android is read by SMS Backup & Restore's importer.",
    ],
    layouts: &[
        "signal-export: <chat>/data.json, a JSON object a line (its source)",
        "signal-export: <chat>/chat.md, [2024-03-05 14:07:33] Name: text (its source)",
        "signal-export until 2021: index.md, [2019-12-24, 12:23] Name: text (peer's fixture)",
        "sigtop: JSON, an array of Signal Desktop's own records (its source)",
        "sigtop: text, fields with their offset (its source)",
        "chat.md in UTF-16 or in a code page: made for the cases",
    ],
    times: "signal-export writes the wall clock of the computer on which it ran. sigtop's text \
            states an offset, its JSON milliseconds since 1970. When a message was sent and when it \
            came can differ: both are kept where both are written.",
    caveats: &[
        "“Me” is the owner of the computer. Names are what the address book there said.",
        "chat.md joins reactions, quotes and files to the text; data.json keeps them apart.",
        "Where data.json and chat.md are side by side, data.json is read.",
        "1 January 1970 stands where signal-export found no time.",
    ],
    omits: &[
        "Messages that had disappeared when the tool ran.",
        "What was written before an edit, in signal-export.",
        "The phone numbers of others, in signal-export.",
    ],
};

/// What every part of one reading needs to know.
struct Context<'a> {
    export: &'a dyn Export,
    platform: Arc<str>,
    names: AttachmentNames,
    people: RefCell<Memo<Account>>,
}

impl Context<'_> {
    fn named(&self, name: &str) -> Arc<Account> {
        let mut people = self.people.borrow_mut();
        people.get(name, || Account::named(&self.platform, name))
    }

    fn thread(&self, key: &str, title: Option<&str>) -> Arc<Thread> {
        Arc::new(Thread {
            platform: self.platform.clone(),
            key: key.into(),
            title: title.map(Into::into),
            folder: None,
            participants: Vec::new(),
        })
    }

    /// Adds the file that a record names by a path from its chat's folder.
    fn attach(&self, event: &mut Event, folder: &str, name: &str, path: &str) {
        let plain = path.trim_start_matches("./").replace("%20", " ");
        let is_inside = !plain.split('/').any(|part| part == "..") && !plain.contains("://");
        let found = [&plain, path]
            .into_iter()
            .filter(|_| is_inside && !plain.is_empty())
            .find_map(|path| self.names.find_in(folder, path));
        let place = match found {
            Some(entry) => Place::Entry(entry),
            None => {
                event.marks.add(Mark::AttachmentMissing);
                Place::Missing
            }
        };
        event.attachments.push(Attachment {
            name: if name.is_empty() {
                path.into()
            } else {
                name.into()
            },
            media_type: None,
            place,
            content: None,
        });
    }

    /// Whose the record is: `Me` is the owner.
    fn set_sender(&self, event: &mut Event, sender: &str) {
        match sender {
            "" | "No-Sender" => {}
            "Me" | "You" => {
                event.marks.add(Mark::Outgoing);
                event.account = Some(self.named(sender));
            }
            _ => {
                event.marks.add(Mark::Incoming);
                event.account = Some(self.named(sender));
            }
        }
    }
}

impl Importer for Signal {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::DeviceOriginal, ExhibitKind::Conversation)
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        let layout = Layout::of(export)?;
        let context = Context {
            export,
            platform: MANIFEST.name.into(),
            names: AttachmentNames::of(export),
            people: RefCell::default(),
        };
        let mut remarks = Vec::new();
        if !layout.doubles.is_empty() {
            remarks.push(format!(
                "{} files were not read, because the same chat is here in a better form: {}.",
                layout.doubles.len(),
                layout
                    .doubles
                    .iter()
                    .take(5)
                    .map(|path| &**path)
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
        }
        let entries = layout.entries();
        Some(Ok(Opened {
            records: Box::new(records::Records::new(context, layout.chats)),
            questions: Vec::new(),
            entries,
            remarks,
        }))
    }
}
