//! Exports whose chats are text files at the top, each read on its own: which of them are chats, and
//! their records one chat after the other. Knows no layout.

use crate::export::{Export, ExportError};
use crate::importer::Refusal;
use crate::kit::failing::Failing;
use crate::kit::line_records::LineRecord;
use crate::kit::text;
use onrecord_model::{
    Account, Attachment, Defect, Details, Event, Kind, Mark, Marks, Place, Precision, Thread,
    Truth, When,
};
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

    /// The event of the record of which all this was found, but of whom it speaks. `marks`: what else
    /// is to be said of it.
    ///
    /// It is put together at once, when all of it is known: an event is large, and moving it costs as
    /// much as reading a message.
    #[inline]
    pub fn event<H>(
        self,
        record: &LineRecord<H>,
        (entry, thread): (&Arc<str>, &Arc<Thread>),
        when: When,
        account: Option<Arc<Account>>,
        text: Box<str>,
        marks: Marks,
    ) -> Event {
        let mut details = Details::new();
        if let Some(duration) = self.duration {
            details.push("call_duration", duration);
        }
        let omitted = |file: &str| Attachment {
            name: file.into(),
            media_type: None,
            place: Place::Omitted,
            content: None,
        };
        let attachments = match self.file {
            Some(file) => vec![omitted(file)],
            None => Vec::new(),
        };
        let mut marks = Marks(marks.0 | self.marks.0);
        if record.is_cut() {
            marks.add(Mark::Truncated);
        }
        Event {
            locator: record.locator(entry),
            raw: record.raw,
            when,
            thread: thread.clone(),
            account,
            others: Vec::new(),
            kind: self.kind,
            text: Some(text),
            attachments,
            marks,
            details,
            refers_to: None,
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

/// The times of messages where the day stands above them, and each has only a clock.
pub struct DayTimes {
    /// The day as it is written.
    pub day: Box<str>,
    /// Of the last message.
    last: When,
}

impl DayTimes {
    /// Of messages below that day.
    pub fn of(day: &str) -> Self {
        Self {
            day: day.into(),
            last: When::undated(),
        }
    }

    /// The time of a message of that clock, which is written behind the day's; `read` says which it is.
    /// Many messages have the clock of the one before.
    pub fn when(&mut self, clock: &str, read: impl FnOnce() -> (Truth, Precision)) -> When {
        let last = self.last.as_written.get(self.day.len() + 1..);
        if last != Some(clock) {
            let (truth, precision) = read();
            self.last = When {
                as_written: [&*self.day, " ", clock].concat().into(),
                truth,
                precision,
            };
        }
        self.last.clone()
    }
}

/// What is given out next, where a record gives two things.
#[derive(Default)]
pub struct Waiting(Option<Result<Event, Defect>>);

impl Waiting {
    /// What waits, if anything does.
    #[inline]
    pub fn take(&mut self) -> Option<Result<Event, Defect>> {
        self.0.take()
    }

    /// Whether anything does.
    pub fn is_any(&self) -> bool {
        self.0.is_some()
    }

    /// Of these two what comes first, while the other waits.
    #[inline]
    pub fn in_turn(
        &mut self,
        first: Option<Box<Event>>,
        then: Option<Result<Event, Defect>>,
    ) -> Option<Result<Event, Defect>> {
        match first {
            None => then,
            Some(first) => {
                self.0 = then;
                Some(Ok(*first))
            }
        }
    }
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
    let chats = chats.into_iter().map(move |(path, chat)| {
        // It could be opened a moment ago; the reader says so if it cannot any longer.
        let reader = export
            .open(&path)
            .unwrap_or_else(|error| Box::new(Failing::with(std::io::Error::other(error))));
        records(reader, path, chat)
    });
    Box::new(InTurn { chats, chat: None })
}

/// As `flat_map`, which moves each record once more, where a chat says that it has another one
/// (`size_hint`).
struct InTurn<C, I> {
    chats: C,
    chat: Option<I>,
}

impl<C: Iterator<Item = I>, I: Iterator> Iterator for InTurn<C, I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        loop {
            if let Some(chat) = &mut self.chat {
                if chat.size_hint().0 > 0 {
                    return chat.next();
                }
                if let Some(next) = chat.next() {
                    return Some(next);
                }
            }
            // Closed before the next one is opened.
            self.chat = None;
            self.chat = Some(self.chats.next()?);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_comes_again_is_read_once() {
        let mut times = DayTimes::of("2024/01/15(Mon)");
        let mut read = 0;
        for (clock, count) in [("09:12", 1), ("09:12", 1), ("9:12", 2), ("", 3), ("", 3)] {
            let when = times.when(clock, || {
                read += 1;
                (Truth::Undated, Precision::Minute)
            });
            assert_eq!(*when.as_written, *format!("2024/01/15(Mon) {clock}"));
            assert_eq!(read, count, "{clock}");
        }
    }
}
