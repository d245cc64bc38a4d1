//! What every importer is, and what it may ask and refuse.

use crate::export::Export;
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Defect, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One platform's way of exporting.
pub trait Importer: Sync {
    /// What it reads, and what a user should know of it.
    fn manifest(&self) -> &'static Manifest;

    /// Looks at an export. `None`: not mine. `Some(Err)`: mine, but it cannot be read at all.
    ///
    /// Looking must be cheap for what is not mine (names, then the first few kilobytes), must not
    /// accept another importer's export, and may read the whole export once where a decision needs
    /// it (date order). What is yielded then is streamed: memory does not grow with the export.
    fn open<'a>(
        &self,
        export: &'a dyn Export,
        answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>>;

    /// Whether it reads any file of a general kind (a table, a saved page) rather than a platform's
    /// export. Such an importer is asked only about single files that no other accepted.
    fn is_fallback(&self) -> bool {
        false
    }

    /// Whether an entry that it takes can hold no record and only serves to read the others (a
    /// workbook's styles). Of every other entry that gives none the user is told.
    fn only_serves(&self, _entry: &str) -> bool {
        false
    }

    /// How much a file's provenance bears that this importer reads, and what sort of thing it is.
    /// `path` is the file's path as it was received. Unless an importer knows better, the file is
    /// the platform's own export, and its name says what is in it.
    fn provenance(&self, path: &str) -> (Grade, ExhibitKind) {
        (Grade::PlatformExport, kind_by_path(path))
    }
}

/// What an importer says of itself. Help, the format docs and the app read it.
#[derive(Debug)]
pub struct Manifest {
    /// Short, lower case, stable: `whatsapp`.
    pub name: &'static str,
    /// The version of the reading: raised whenever the same bytes would give other events.
    pub version: u32,
    /// For people: `WhatsApp chat export`.
    pub title: &'static str,
    /// The exports accepted, for people.
    pub accepts: &'static [&'static str],
    /// How a user obtains such an export, step by step.
    pub how_to_get: &'static [&'static str],
    /// The layouts checked, with where they were seen (real export, peer's fixture, documentation).
    pub layouts: &'static [&'static str],
    /// What its times state.
    pub times: &'static str,
    /// What to know when reading its events.
    pub caveats: &'static [&'static str],
    /// What such an export leaves out.
    pub omits: &'static [&'static str],
}

/// An export being read.
pub struct Opened<'a> {
    /// Records in source order: thread by thread where the export is laid out so. A reaction
    /// follows the record it belongs to.
    pub records: Box<dyn Iterator<Item = Result<Event, Defect>> + 'a>,
    /// What only the user can decide. Unanswered, the records say that they are ambiguous.
    pub questions: Vec<Question>,
    /// The entries that this importer reads or refers to (chats, lists, media). What is in the
    /// export but not here is reported as not read.
    pub entries: Vec<Arc<str>>,
    /// What the user should know of this export, in plain sentences ("message_final.json is not
    /// part of the numbered files and was not read").
    pub remarks: Vec<String>,
}

/// A question that an export raises and its bytes cannot answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Stable within the export: `date-order`. An importer of single files names the file's layout
    /// in it, because a source can hold many such files.
    pub id: Cow<'static, str>,
    /// For the user, in plain words, with an example from the file.
    pub text: String,
    /// At least two.
    pub choices: Vec<Choice>,
}

/// A possible answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Stable: `day-first`.
    pub id: Cow<'static, str>,
    /// For the user.
    pub text: String,
}

/// The user's answers, by question id. Unknown ids are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(pub BTreeMap<String, String>);

impl Answers {
    /// The answer to a question, if it was answered.
    pub fn get(&self, question: &str) -> Option<&str> {
        self.0.get(question).map(String::as_str)
    }
}

/// Mine, but unreadable as a whole: what was seen, and what the user can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What was seen.
    pub seen: String,
    /// What to do now.
    pub advice: String,
}

/// What the names of an export's files say of what is in them.
fn kind_by_path(path: &str) -> ExhibitKind {
    let path = path.to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| path.contains(word));
    if holds(&[".jpg", ".jpeg", ".png", ".mp4", ".heic", ".webp", ".gif"]) {
        ExhibitKind::Picture
    } else if holds(&[
        "login",
        "blocked",
        "block.js",
        "mute.js",
        "account",
        "contacts",
        "connections.csv",
        "followers",
        "following",
        "friends",
        "ip_log",
        "personal_information",
        "profile",
    ]) {
        ExhibitKind::AccountRecords
    } else if holds(&["comments", "posts", "tweets"]) {
        ExhibitKind::Published
    } else {
        ExhibitKind::Conversation
    }
}
