//! Tinder: the copy of a member's data, one JSON file. Must not know where a file came from or
//! goes to.
//!
//! Source: the types that a reader of many real copies declares, for copies up to 2025.

mod records;
#[cfg(test)]
mod tests;

use crate::kit::json_stream::Enter;
use crate::kit::json_walk::{JsonFile, JsonWalk};
use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use memchr::memmem;

/// The importer.
pub static IMPORTER: Tinder = Tinder;

/// Reads the copy of a member's data that Tinder gives.
#[derive(Debug)]
pub struct Tinder;

static MANIFEST: Manifest = Manifest {
    name: "tinder",
    version: 1,
    title: "Tinder data copy",
    accepts: &["data.json from Tinder, alone or in its zip (myData.zip)"],
    how_to_get: &[
        "On a computer, open account.gotinder.com/data and log in.",
        "Choose Download my information, and give an e-mail address.",
        "Tinder mails a link, usually within two days.",
        "Download the zip and add it as it is.",
        "Do this before you unmatch, report or delete the account.",
    ],
    layouts: &[
        "data.json with Usage, User and Messages; types of a reader of real copies",
        "photos as names (older) and as objects (2025)",
    ],
    times: "Messages state UTC in words, as Tue, 30 Nov 2021 05:08:21 GMT. Counts of use are by \
            day, without a zone.",
    caveats: &[
        "Only your own messages are here. What the other person wrote is missing.",
        "The other person has no name here, only a number: Match 12. It can change between copies.",
        "Texts come with HTML signs (&rsquo;). They are put right for reading.",
        "Counts of use (swipes, matches) are kept as they are, one record for each count.",
        "Take pictures of the screen of the conversation, with the name, before it is gone.",
    ],
    omits: &[
        "Everything that the other person wrote or sent.",
        "Names, pictures and profiles of other people.",
        "Matches without a message of yours.",
    ],
};

impl Importer for Tinder {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let entry = export
            .entries()
            .iter()
            .filter(|entry| entry.path.to_ascii_lowercase().ends_with(".json"))
            .filter(|entry| !entry.path.contains('/'))
            .find(|entry| is_ours(export, &entry.path))?;
        let file = JsonFile {
            entry: entry.path.clone(),
            // The lists of messages and of counts come piece by piece; all else in one.
            enter: |pointer, is_array| match pointer {
                "/Messages" | "/Usage" => Enter::Open,
                "/Messages/-" => Enter::Long("match_id"),
                list if is_array && is_messages(list) => Enter::Open,
                _ => Enter::Whole,
            },
            reader: Box::new(records::Reader::new()),
        };
        Some(Ok(Opened {
            records: Box::new(JsonWalk::new(export, [file])),
            questions: Vec::new(),
            entries: vec![entry.path.clone()],
            remarks: vec![
                "This copy holds your own messages only, and no names. Keep pictures of the \
                 conversation too."
                    .to_owned(),
            ],
        }))
    }
}

/// Whether a pointer leads to the messages of a match.
fn is_messages(pointer: &str) -> bool {
    let inside = pointer.strip_prefix("/Messages/");
    inside.is_some_and(|inside| inside.ends_with("/messages") && inside.matches('/').count() == 1)
}

fn is_ours(export: &dyn Export, path: &str) -> bool {
    let Ok(head) = first_bytes(export, path, 64 << 10) else {
        return false;
    };
    let begins = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    if begins.trim_ascii_start().first() != Some(&b'{') {
        return false;
    }
    let has = |word: &str| memmem::find(&head, word.as_bytes()).is_some();
    has("\"Messages\"") && has("\"match_id\"") && (has("\"sent_date\"") || has("\"messages\""))
        || has("\"Usage\"") && (has("\"swipes_likes\"") || has("\"app_opens\""))
}
