//! Hinge: the copy of a member's data, as a zip or folder of JSON files. Must not know where a
//! file came from or goes to.
//!
//! Sources: a published test file, and the types that two readers of real copies declare.

mod records;
#[cfg(test)]
mod tests;

use crate::kit::json_stream::Enter;
use crate::kit::json_walk::{JsonFile, JsonWalk};
use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use std::sync::Arc;

/// The importer.
pub static IMPORTER: Hinge = Hinge;

/// Reads the copy of a member's data that Hinge gives.
#[derive(Debug)]
pub struct Hinge;

static MANIFEST: Manifest = Manifest {
    name: "hinge",
    version: 1,
    title: "Hinge data copy",
    accepts: &[
        "the zip from Hinge, or its folder of .json files",
        "matches.json alone",
    ],
    how_to_get: &[
        "In the app, open Settings, then Download My Data.",
        "Hinge prepares the copy, usually within two days.",
        "Download the zip from the app and add it as it is.",
        "Do this before you unmatch, report or delete the account.",
    ],
    layouts: &[
        "matches.json with like, match, chats, block: a published test file",
        "we_met and voice_notes; like inside like: types of two readers",
        "times with T and with a space: two readers of real copies",
        "like.content as JSON in a string: notes on a real copy",
    ],
    times: "A clock without a zone, as 2023-07-15T12:54:04 or with a space. Hinge does not say in \
            which zone it is.",
    caveats: &[
        "Only your own messages are here. What the other person wrote is missing.",
        "The other person has no name here. Each match is told apart by its place in the file.",
        "A match without a like of yours began with a like of theirs.",
        "A block without a match is a like that you removed. block_type says what was done.",
        "Take pictures of the screen of the conversation, with the name, before it is gone.",
    ],
    omits: &[
        "Everything that the other person wrote or sent.",
        "Names, pictures and profiles of other people.",
        "Pictures and voice notes: only their web address is in the copy.",
    ],
};

/// The lists that a match can hold.
const LISTS: [&str; 6] = ["like", "match", "chats", "block", "we_met", "voice_notes"];

/// The copy's other files.
const OTHERS: [&str; 4] = ["user", "media", "subscriptions", "selfie_verification"];

impl Importer for Hinge {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let matches = export
            .entries()
            .iter()
            .filter(|entry| is_json(&entry.path))
            .find(|entry| is_matches(export, &entry.path))?;
        let mut files = vec![JsonFile {
            entry: matches.path.clone(),
            enter: |_, _| Enter::Whole,
            reader: Box::new(records::Matches::new()),
        }];
        for entry in export.entries() {
            if entry.path == matches.path || !is_json(&entry.path) {
                continue;
            }
            // The copy's other files stand beside it; they are lists of settings and prompts.
            let stem = entry.path.trim_end_matches(".json");
            if OTHERS.contains(&stem) || stem.starts_with("prompt") {
                files.push(JsonFile {
                    entry: entry.path.clone(),
                    enter: |_, _| Enter::Whole,
                    reader: Box::new(records::Others::new(stem)),
                });
            }
        }
        let entries: Vec<Arc<str>> = files.iter().map(|file| file.entry.clone()).collect();
        Some(Ok(Opened {
            records: Box::new(JsonWalk::new(export, files)),
            questions: Vec::new(),
            entries,
            remarks: vec![
                "This copy holds your own messages only, and no names. Keep pictures of the \
                 conversation too."
                    .to_owned(),
            ],
        }))
    }
}

fn is_json(path: &str) -> bool {
    !path.contains('/') && path.to_ascii_lowercase().ends_with(".json")
}

/// A list whose first element begins with one of a match's lists, which holds objects.
fn is_matches(export: &dyn Export, path: &str) -> bool {
    let Ok(head) = first_bytes(export, path, 4_096) else {
        return false;
    };
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    let text: String = String::from_utf8_lossy(head)
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(64)
        .collect();
    LISTS
        .iter()
        .any(|list| text.starts_with(&format!("[{{\"{list}\":[{{\"")))
        && memchr::memmem::find(head, b"\"timestamp\"").is_some()
}
