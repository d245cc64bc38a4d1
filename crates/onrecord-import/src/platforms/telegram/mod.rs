//! Telegram Desktop: an exported chat or a whole account, as JSON (`result.json`) or as web pages
//! (`messages.html`). Facts of the formats are from Telegram Desktop's own export writers.

mod actions;
mod bubble;
mod chat;
mod layout;
mod lists;
mod media;
mod message;
mod open;
mod page;
mod people;
mod reactions;
mod text;
mod times;

#[cfg(test)]
mod tests;

use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};

/// The importer.
pub static IMPORTER: Telegram = Telegram;

/// Reads Telegram Desktop's exports.
#[derive(Debug)]
pub struct Telegram;

static MANIFEST: Manifest = Manifest {
    name: "telegram",
    version: 2,
    title: "Telegram Desktop export",
    accepts: &[
        "The folder ChatExport_… of one chat, or its result.json alone",
        "The folder DataExport_… of a whole account, or its result.json alone",
        "The same as web pages: messages.html, messages2.html, …",
    ],
    how_to_get: &[
        "Do this before you delete a chat or block anybody.",
        "Use Telegram Desktop on a computer; the telephone's app cannot export.",
        "One chat: open it, then the three dots at the top right, then Export chat history.",
        "Everything: Settings, Advanced, Export Telegram data.",
        "Choose “Machine-readable JSON” as the format, and tick photos, voice messages and files.",
        "Telegram may ask you to confirm on your telephone, or to wait a day.",
        "Add the whole folder that it makes.",
    ],
    layouts: &[
        "result.json of one chat: name, type, id, messages (real-looking peers' fixtures, \
         Telegram Desktop's source)",
        "result.json of an account: chats, left_chats, contacts, frequent_contacts, sessions, \
         web_sessions, profile_pictures, stories (Telegram Desktop's source)",
        "Web pages: messages.html, messages2.html, … of a chat, or chats/chat_001/… of an account \
         (Telegram Desktop's source, peers' samples)",
        "Before 2021: sender ids as numbers; before 3.7.6: no date_unixtime (peers' fixtures)",
    ],
    times: "Newer exports state an instant to the second (date_unixtime); beside it stands the \
            clock of the computer that exported, which is kept as written. Older exports have that \
            clock only. Web pages state the offset from UTC in newer versions, and nothing in older ones.",
    caveats: &[
        "Telegram writes a time as “edited” for an edit and also when somebody reacts. So no \
         message is marked as edited; the time is kept as a detail.",
        "In a private chat the messages of the person it is named after count as received, all \
         others as sent. Elsewhere that is only said where the export names its owner.",
        "In groups Telegram names only the last few people who reacted. The rest is one record \
         with their number.",
        "A deleted account has an id and no name.",
        "Text that Telegram writes twice (text, text_entities) and that differs is marked as \
         inconsistent.",
        "Web pages name people without ids, and say of calls alone who was the owner. Contacts and \
         sessions of an account are read from JSON only.",
        "A web page's lines with the day, and links to the next page, are not kept as events.",
        "The sentences in which Telegram explains its lists are not kept as events.",
    ],
    omits: &[
        "Secret chats.",
        "Messages that anybody deleted: in Telegram they vanish for both sides without a trace.",
        "Earlier versions of edited messages.",
        "Media that were not ticked or were too large; the export says so for each.",
        "Blocked people.",
    ],
};

impl Importer for Telegram {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn only_serves(&self, entry: &str) -> bool {
        // How the pages look.
        let of_pages = ["css", "js", "images"];
        let folder = entry.rsplit_once('/').map_or("", |(folder, _)| folder);
        of_pages.contains(&folder.rsplit('/').next().unwrap_or(folder))
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        open::open(export)
    }
}
