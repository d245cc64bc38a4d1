//! Exports whose chats are text files at the top, each read on its own: which of them are chats, and
//! their records one chat after the other. Knows no layout.

use crate::export::{Export, ExportError};
use crate::importer::Refusal;
use crate::kit::failing::Failing;
use crate::kit::text;
use onrecord_model::{Attachment, Defect, Event, Kind, Marks, Place};
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;

/// What a look at the beginning of a file says.
pub enum Look {
    /// A chat of this platform.
    Chat,
    /// Something else.
    Other,
    /// A chat of this platform that cannot be read.
    Refused(Refusal),
}

/// The chats at the top of an export, in files of ending `.txt`; folders are looked at one by one, as
/// exports of their own. `None`: there is none. `Some(Err)`: there is only what is refused.
pub fn find(
    export: &dyn Export,
    look: impl Fn(&str) -> Look,
) -> Option<Result<Vec<Arc<str>>, Refusal>> {
    find_with(export, &["txt"], look)
}

/// As [`find`], in files of these endings.
pub fn find_with(
    export: &dyn Export,
    endings: &[&str],
    look: impl Fn(&str) -> Look,
) -> Option<Result<Vec<Arc<str>>, Refusal>> {
    let mut chats = Vec::new();
    let mut refusal = None;
    for entry in export.entries() {
        let ends_so = |ending: &str| endings.iter().any(|one| one.eq_ignore_ascii_case(ending));
        let ending = entry.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if entry.path.contains('/') || !ends_so(ending) {
            continue;
        }
        match look(&entry.path) {
            Look::Chat => chats.push(entry.path.clone()),
            Look::Refused(reason) => refusal = refusal.or(Some(reason)),
            Look::Other => {}
        }
    }
    match chats.is_empty() {
        true => refusal.map(Err),
        false => Some(Ok(chats)),
    }
}

/// A name without its ending, if it has one.
pub fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 4 => stem,
        _ => name,
    }
}

/// Keys of threads: no two chats of an export have the same.
#[derive(Debug, Default)]
pub struct Keys(BTreeSet<String>);

impl Keys {
    /// `key`, or the chat's path where another chat has that.
    pub fn of(&mut self, key: String, path: &str) -> Box<str> {
        match self.0.insert(key.clone()) {
            true => key.into(),
            false => path.into(),
        }
    }
}

/// What a text of a chat was found to be.
#[derive(Debug, PartialEq, Eq)]
pub struct Body<'t> {
    /// What it is.
    pub kind: Kind,
    /// What is to be said of it.
    pub marks: Marks,
    /// The name of a file that was left out.
    pub file: Option<&'t str>,
    /// How long a call was, as written.
    pub duration: Option<&'t str>,
    /// Of whom the platform speaks, where its sentence is a name and known words.
    pub name: Option<&'t str>,
}

impl Body<'_> {
    /// Of that kind, with nothing more to be said.
    pub fn of(kind: Kind) -> Self {
        Body {
            kind,
            marks: Marks::NONE,
            file: None,
            duration: None,
            name: None,
        }
    }

    /// Says all of it in an event but of whom it speaks.
    pub fn tell(self, event: &mut Event) {
        event.kind = self.kind;
        event.marks.0 |= self.marks.0;
        if let Some(duration) = self.duration {
            event.details.push("call_duration", duration);
        }
        if let Some(file) = self.file {
            event.attachments.push(Attachment {
                name: file.into(),
                media_type: None,
                place: Place::Omitted,
                content: None,
            });
        }
    }
}

/// Gives an event all lines of a record as its text.
pub fn set_text(event: &mut Event, bytes: &[u8]) {
    let decoded = text::decode_lines(bytes, &mut event.marks);
    let shown = decoded.trim_start_matches('\u{feff}').trim_end();
    text::mark_hidden(shown, &mut event.marks);
    event.text = Some(shown.into());
}

/// The chats that were found cannot be opened.
pub fn unreadable(app: &str, error: &ExportError) -> Refusal {
    Refusal {
        seen: format!("A {app} chat is here, but it cannot be read: {error}."),
        advice: "Copy the file again, or export the chat again.".into(),
    }
}

/// The records of all chats. `records` reads one of them.
pub fn in_turn<'a, T: 'a, I>(
    export: &'a dyn Export,
    chats: Vec<(Arc<str>, T)>,
    records: impl Fn(Box<dyn Read + 'a>, Arc<str>, T) -> I + 'a,
) -> Box<dyn Iterator<Item = Result<Event, Defect>> + 'a>
where
    I: Iterator<Item = Result<Event, Defect>> + 'a,
{
    Box::new(chats.into_iter().flat_map(move |(path, chat)| {
        // It could be opened a moment ago; the reader says so if it cannot any longer.
        let reader = export
            .open(&path)
            .unwrap_or_else(|error| Box::new(Failing::with(std::io::Error::other(error))));
        records(reader, path, chat)
    }))
}

/// Compares how many records each sound case has with what `count` counts in its texts by itself,
/// given the case's name. How many texts there were.
#[cfg(test)]
pub(crate) fn count_again(
    importer: &dyn crate::Importer,
    count: impl Fn(&str, &[String]) -> usize,
) -> usize {
    use crate::Answers;
    use crate::containers::{RecodedExport, open_path};
    use crate::testing::{name, sound_cases};

    let mut files = 0;
    for (case, input) in sound_cases(importer) {
        let root = open_path(&input).unwrap();
        let answers = Answers::default();
        let export = RecodedExport::new(&*root, &answers);
        let opened = importer.open(&export, &answers).unwrap();
        let records = opened.ok().unwrap().records.count();
        let read = |path: &str| std::io::read_to_string(export.open(path).unwrap()).unwrap();
        let paths = export.entries().iter().map(|entry| &entry.path);
        let texts: Vec<String> = paths.map(|path| read(path)).collect();
        assert_eq!(records, count(name(&case), &texts), "{}", case.display());
        files += texts.len();
    }
    files
}
