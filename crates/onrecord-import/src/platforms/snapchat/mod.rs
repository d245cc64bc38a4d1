//! Snapchat: the copy of an account that Snapchat calls My Data, as JSON or as web pages. Must not
//! know where a file came from or goes to.

mod html;
mod json;
mod layout;
mod lists;
mod media;
mod rows;
#[cfg(test)]
mod tests;
mod times;

use crate::kit::memo::Memo;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use layout::Layout;
use onrecord_model::{Account, Thread};
use std::cell::RefCell;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: Snapchat = Snapchat;

/// Reads Snapchat's My Data.
#[derive(Debug)]
pub struct Snapchat;

static MANIFEST: Manifest = Manifest {
    name: "snapchat",
    version: 3,
    title: "Snapchat My Data",
    accepts: &[
        "The folder or zip of My Data, with a folder json, a folder html, or both",
        "One of its files alone: chat_history.json, snap_history.json, talk_history.json, \
         friends.json, account.json, memories_history.json",
    ],
    how_to_get: &[
        "Do this before you block anybody: the chat of a blocked person is left out afterwards.",
        "Open accounts.snapchat.com, log in, and choose My Data.",
        "Choose everything, with JSON files and media, and all time; then submit the request.",
        "Snapchat sends an e-mail with a link. Save every part of the download.",
        "Leave the zips as they are: unpacking can lose times that tie pictures together.",
    ],
    layouts: &[
        "json/chat_history.json by conversation, with IsSender and Created(microseconds) \
         (published schemas)",
        "chat_history.json with Received and Sent Saved Chat History, until 2022 (peers' tests)",
        "html/chat_history/subpage_<user>.html (peers' tests and descriptions)",
        "html/chat_history.html as tables, before (peers' parsers)",
        "snap_history, talk_history, friends, account, memories_history (published schemas)",
    ],
    times: "Stated in UTC to the second, in newer files to the millisecond. The field \
            Created(microseconds) holds milliseconds; which unit it is, is checked against Created.",
    caveats: &[
        "Unsaved chats bear no text: Snapchat keeps who wrote and when, and no more.",
        "Calls do not say with whom they were.",
        "Files are newest first. Order within a conversation is the file's.",
        "For a blocked or deleted account the time of the last change is used. Both times are kept.",
        "A person who changed their user name can look like two.",
        "Pictures are tied to a message by the id in their name. Overlays and pictures without an \
         id are not tied to any.",
    ],
    omits: &[
        "The pictures of snaps, unless somebody saved them.",
        "The text of chats that nobody saved.",
        "Whole conversations with people whom you blocked before.",
        "With whom calls were.",
    ],
};

/// What every part of one reading needs to know.
struct Context<'a> {
    export: &'a dyn Export,
    platform: Arc<str>,
    /// The owner, where account.json or account.html names them.
    owner: Option<Arc<Account>>,
    media: media::Media,
    /// Accounts without a display name, by their handle.
    people: RefCell<Memo<Account>>,
}

impl Context<'_> {
    fn account(&self, handle: &str, name: Option<&str>) -> Arc<Account> {
        match &self.owner {
            Some(owner) if owner.handle.as_deref() == Some(handle) => owner.clone(),
            _ if name.is_none() => {
                let mut people = self.people.borrow_mut();
                people.get(handle, || Account::handled(&self.platform, handle, None))
            }
            _ => Arc::new(Account::handled(&self.platform, handle, name)),
        }
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
}

impl Importer for Snapchat {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        let layout = Layout::of(export)?;
        let platform: Arc<str> = MANIFEST.name.into();
        let context = Context {
            owner: layout.owner(export, &platform),
            media: media::Media::of(&layout.media),
            people: RefCell::default(),
            export,
            platform,
        };
        let mut remarks = Vec::new();
        if layout.json.is_empty() && layout.pages.is_empty() {
            return Some(Err(Refusal {
                seen:
                    "This looks like a part of Snapchat's My Data, but no list of chats, snaps or \
                       friends is in it."
                        .into(),
                advice:
                    "Add all parts of the download together, above all the one with the folder \
                         json."
                        .into(),
            }));
        }
        if !layout.doubles.is_empty() {
            remarks.push(format!(
                "{} web pages (HTML) were not read, because the same is here as JSON.",
                layout.doubles.len()
            ));
        }
        let untied = context.media.untied();
        if untied > 0 {
            remarks.push(format!(
                "{untied} pictures and films bear no id of a message, so they are not tied to one."
            ));
        }
        if context.owner.is_none() {
            remarks.push(
                "Nothing in this export says whose it is. Add account.json too, if you have it."
                    .into(),
            );
        }
        let entries = layout.entries();
        Some(Ok(Opened {
            records: Box::new(json::Records::new(context, layout)),
            questions: Vec::new(),
            entries,
            remarks,
        }))
    }
}
