//! Skype's export of conversations: `messages.json`, with `endpoints.json` and `media/` beside it.
//! Must not know where a file came from or goes to.
//!
//! Source: peers' readers of such exports, and the types of messages that Skype's own clients know.

mod content;
mod records;
#[cfg(test)]
mod tests;

use crate::kit::json_stream::Enter;
use crate::kit::json_stream::value::Raw;
use crate::kit::json_walk::{JsonFile, JsonWalk};
use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use memchr::memmem;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: Skype = Skype;

/// Reads what Skype exports.
#[derive(Debug)]
pub struct Skype;

static MANIFEST: Manifest = Manifest {
    name: "skype",
    version: 1,
    title: "Skype export",
    accepts: &[
        "the .tar from Skype, or its folder with messages.json, endpoints.json and media",
        "messages.json alone",
    ],
    how_to_get: &[
        "Skype was closed in 2025. Add the export that you made before, as it is.",
        "If you have none, log in to Microsoft Teams Free with the same account, and look there.",
        "Look on old computers and in old mails for skype .tar files too.",
    ],
    layouts: &[
        "messages.json: userId, exportDate, conversations with MessageList (peers' readers)",
        "media/ with files that are named by their reference (peers' readers)",
    ],
    times: "Each message states UTC, to the millisecond (originalarrivaltime): when Skype's server \
            took it in.",
    caveats: &[
        "An account is named by Skype's own id (8:live:… or 8:name). Names are those of the export.",
        "A message that its sender removed stays without its text, and is marked unsent.",
        "An edited message has its last text only.",
        "Texts come with tags (bold, smileys, quotes). They are taken out for reading; the original \
         stands in the details.",
        "Anybody can edit such a file.",
    ],
    omits: &[
        "Messages that were removed before the export.",
        "Pictures that Skype no longer kept, and what was said in calls.",
        "Blocked people, except where the conversation says so.",
    ],
};

/// What is read of the beginning of a file, to know it and whose it is.
const LOOK: usize = 4 << 10;

impl Importer for Skype {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let (messages, owner) = export
            .entries()
            .iter()
            .filter(|entry| entry.path.to_ascii_lowercase().ends_with(".json"))
            .filter(|entry| !entry.path.contains('/'))
            .find_map(|entry| Some((entry.path.clone(), owner(export, &entry.path)?)))?;
        let mut entries = vec![messages.clone()];
        let mut files = vec![messages];
        if let Some(beside) = export.entry("endpoints.json") {
            entries.push(beside.path.clone());
            files.push(beside.path.clone());
        }
        let media = media(export);
        entries.extend(media.values().cloned());
        entries.extend(notes(export));
        entries.sort_unstable();
        entries.dedup();
        let remark = match &owner {
            Some(owner) => format!("This export belongs to {owner}."),
            None => "Nothing in this export says whose it is, so no message is marked as sent or \
                     received."
                .to_owned(),
        };
        let media = Arc::new(media);
        let files = files.into_iter().map(|entry| JsonFile {
            entry,
            enter,
            reader: Box::new(records::Reader::new(owner.as_deref(), media.clone())),
        });
        Some(Ok(Opened {
            records: Box::new(JsonWalk::new(export, files.collect::<Vec<_>>())),
            questions: Vec::new(),
            entries,
            remarks: vec![remark],
        }))
    }

    fn only_serves(&self, entry: &str) -> bool {
        // What Skype notes of one file.
        entry.contains("media/") && entry.ends_with(".json")
    }
}

/// Conversations and their messages come one by one; so do the elements of any other list.
fn enter(pointer: &str, is_array: bool) -> Enter {
    let depth = pointer.matches('/').count();
    let is_list = pointer.starts_with("/conversations/") && pointer.ends_with("/MessageList");
    let is_open =
        pointer == "/conversations/-" || is_array && (depth == 1 || depth == 3 && is_list);
    if is_open { Enter::Open } else { Enter::Whole }
}

/// Whether a file is Skype's; and if so, whose it says it is.
fn owner(export: &dyn Export, path: &str) -> Option<Option<String>> {
    let head = first_bytes(export, path, LOOK).ok()?;
    let begins = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    if begins.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let place = |word: &str| memmem::find(&head, format!("\"{word}\"").as_bytes());
    place("conversations")?;
    let user = place("userId")?;
    place("exportDate").or_else(|| place("MessageList"))?;
    let rest = head.get(user + "\"userId\"".len()..)?.trim_ascii_start();
    let value = rest.strip_prefix(b":")?.trim_ascii_start();
    let end = value.get(1..)?.iter().position(|byte| *byte == b'"')? + 2;
    let text = value
        .get(..end)
        .and_then(|value| Raw::new(value, 0).text().map(|read| read.text.into_owned()));
    Some(text.filter(|text| !text.is_empty()))
}

fn notes(export: &dyn Export) -> impl Iterator<Item = Arc<str>> + '_ {
    let paths = export.entries().iter().map(|entry| &entry.path);
    paths
        .filter(|path| path.starts_with("media/") && path.ends_with(".json"))
        .cloned()
}

/// The files of `media/`, by the reference that their names begin with: `0-weu-d1-abc.1.jpg`.
fn media(export: &dyn Export) -> BTreeMap<Box<str>, Arc<str>> {
    let mut media = BTreeMap::new();
    for entry in export.entries() {
        let Some(file) = entry.path.strip_prefix("media/") else {
            continue;
        };
        let (reference, ending) = file.split_once('.').unwrap_or((file, ""));
        if !ending.ends_with("json") {
            media
                .entry(reference.into())
                .or_insert_with(|| entry.path.clone());
        }
    }
    media
}
