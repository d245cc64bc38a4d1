//! Walks one XML file and yields its records as they end. Knows elements and where they stand;
//! what a record means is `record`'s.

use super::people::People;
use super::record::Record;
use super::tag::{Broken, Tag, skip_space, starts_record};
use super::unescape::unescape;
use super::window::Window;
use crate::Export;
use crate::kit::defects::defect_in;
use onrecord_model::{Defect, Digest, Event, Locator, Pointer};
use std::collections::VecDeque;
use std::sync::Arc;

/// Bytes of text between tags that are kept with a record.
const STRAY_LIMIT: usize = 4_096;

/// The records of the files of one export, one file after the other.
pub(super) struct Records<'a> {
    export: &'a dyn Export,
    entries: VecDeque<Arc<str>>,
    current: Option<FileRecords<'a>>,
    people: People,
}

impl<'a> Records<'a> {
    pub(super) fn new(export: &'a dyn Export, entries: &[Arc<str>]) -> Self {
        Self {
            export,
            entries: entries.iter().cloned().collect(),
            current: None,
            people: People::new(),
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(file) = &mut self.current {
                if let Some(record) = file.next(&mut self.people) {
                    return Some(record);
                }
                self.current = None;
            }
            let entry = self.entries.pop_front()?;
            match self.export.open(&entry) {
                Ok(reader) => self.current = Some(FileRecords::new(entry, Window::new(reader))),
                Err(error) => {
                    return Some(Err(Defect {
                        locator: Locator {
                            entry,
                            bytes: (0, 0),
                            pointer: Pointer::None,
                        },
                        code: "unreadable",
                        reason: format!("This file could not be opened: {error}.").into(),
                    }));
                }
            }
        }
    }
}

/// One file.
struct FileRecords<'a> {
    entry: Arc<str>,
    window: Window<'a>,
    tag: Tag,
    index: u64,
    roots_open: u64,
    /// What the root says, where it stands, and how many records have begun.
    stated: Option<u64>,
    root: (u64, u64),
    found: u64,
    /// What comes after the record that was given last.
    waiting: VecDeque<Result<Event, Defect>>,
    /// A record whose digest is still to come, with the next one's.
    left: Option<Event>,
    finished: bool,
}

/// How the walk inside a record's element ended.
enum Inside {
    Closed,
    NotClosed,
    Ended,
}

impl<'a> FileRecords<'a> {
    fn new(entry: Arc<str>, window: Window<'a>) -> Self {
        Self {
            entry,
            window,
            tag: Tag::default(),
            index: 0,
            roots_open: 0,
            stated: None,
            root: (0, 0),
            found: 0,
            waiting: VecDeque::new(),
            left: None,
            finished: false,
        }
    }

    fn next(&mut self, people: &mut People) -> Option<Result<Event, Defect>> {
        if let Some(record) = self.waiting.pop_front() {
            return Some(record);
        }
        let one = self.one(people);
        let Some(mut left) = self.left.take() else {
            return one;
        };
        if let Some(digest) = self.window.take_left() {
            left.raw = digest;
        }
        self.waiting.extend(one);
        Some(Ok(left))
    }

    fn one(&mut self, people: &mut People) -> Option<Result<Event, Defect>> {
        while !self.finished {
            skip_space(&mut self.window);
            let from = self.window.position();
            let Some(first) = self.window.next_byte() else {
                return self.end_of_file(from);
            };
            if first != b'<' {
                // A byte order mark stands before the first tag.
                if from == 0 && self.window.peek(3).starts_with(b"\xEF\xBB\xBF") {
                    self.window.advance(3);
                    continue;
                }
                self.window.skip_to(b'<');
                return Some(Err(self.defect(
                    from,
                    "stray-text",
                    "There is text here that belongs to no record.",
                )));
            }
            if !self.skip_what_is_not_a_tag() {
                if self.window.next_byte().is_none() {
                    return self.end_of_file(from);
                }
                continue;
            }
            if self.window.peek(2).starts_with(b"</") {
                let ends_root = is_root(&self.window.peek(10)[2..]);
                self.window.skip_beyond(b">");
                if ends_root {
                    self.roots_open = self.roots_open.saturating_sub(1);
                }
                continue;
            }
            if let Some(record) = self.element(from, people) {
                return Some(record);
            }
        }
        None
    }

    /// Skips a comment, a processing instruction, CDATA or a DOCTYPE. True: nothing was skipped,
    /// a tag stands here.
    fn skip_what_is_not_a_tag(&mut self) -> bool {
        let window = &mut self.window;
        let ahead = window.peek(9);
        if ahead.starts_with(b"<!--") {
            window.skip_beyond(b"-->");
        } else if ahead.starts_with(b"<![CDATA[") {
            window.skip_beyond(b"]]>");
        } else if ahead.starts_with(b"<?") {
            window.skip_beyond(b"?>");
        } else if ahead.starts_with(b"<!") {
            skip_declaration(window);
        } else {
            return true;
        }
        false
    }

    fn element(&mut self, from: u64, people: &mut People) -> Option<Result<Event, Defect>> {
        self.found += u64::from(starts_record(self.window.peek(7)));
        self.window.start_hash();
        let read = self.tag.read(&mut self.window, false);
        if let Err(broken) = read {
            return Some(Err(self.broken(from, broken)));
        }
        if is_root(self.tag.name()) {
            self.window.finish_hash();
            if !self.tag.self_closing {
                self.roots_open += 1;
            }
            if let Some(stated) = stated_count(&self.tag) {
                self.stated = Some(stated);
                self.root = (from, self.window.position());
            }
            return None;
        }
        let is_simple = self.tag.self_closing;
        let mut record = Record::begin(&self.tag, people);
        if !self.tag.self_closing && self.tag.name_is_record() {
            let name: Box<[u8]> = self.tag.name().into();
            match self.inside(&name, &mut record, people) {
                Ok(Inside::Closed) => {}
                Ok(Inside::NotClosed) => {
                    return Some(Err(self.broken(from, Broken::Syntax)));
                }
                Ok(Inside::Ended) => return Some(Err(self.broken(from, Broken::Ended))),
                Err(broken) => return Some(Err(self.broken(from, broken))),
            }
        }
        let is_left = is_simple && self.window.leave_hash();
        let (digest_of_left, raw) = if is_left {
            (None, Digest::default())
        } else {
            self.window.finish_both()
        };
        let locator = self.locator(from);
        self.index += 1;
        let (event, defects) = record.finish(locator, raw);
        if is_left {
            self.left = Some(event);
            return None;
        }
        let mut first = Some(event);
        if let (Some(mut left), Some(digest)) = (self.left.take(), digest_of_left) {
            left.raw = digest;
            self.waiting.extend(first.replace(left).map(Ok));
        }
        self.waiting.extend(defects.into_iter().map(Err));
        first.map(Ok)
    }

    /// Reads a record's children up to its end tag.
    fn inside(
        &mut self,
        name: &[u8],
        record: &mut Record,
        people: &mut People,
    ) -> Result<Inside, Broken> {
        loop {
            self.stray_text(record);
            if self.window.next_byte().is_none() {
                return Ok(Inside::Ended);
            }
            if !self.skip_what_is_not_a_tag() {
                continue;
            }
            let ahead = self.window.peek(10);
            if starts_record(ahead) {
                return Ok(Inside::NotClosed);
            }
            if ahead.starts_with(b"</") {
                if is_root(&ahead[2..]) {
                    return Ok(Inside::NotClosed);
                }
                let closes = ahead[2..].starts_with(name)
                    && !ahead
                        .get(2 + name.len())
                        .is_some_and(u8::is_ascii_alphanumeric);
                if !self.window.skip_beyond(b">") {
                    return Ok(Inside::Ended);
                }
                if closes {
                    return Ok(Inside::Closed);
                }
                continue;
            }
            let is_part = ahead.starts_with(b"<part ") || ahead.starts_with(b"<part\n");
            self.tag.read(&mut self.window, is_part)?;
            record.child(&self.tag, people);
        }
    }

    fn stray_text(&mut self, record: &mut Record) {
        skip_space(&mut self.window);
        let mut text = Vec::new();
        loop {
            let rest = self.window.rest();
            let length = memchr::memchr(b'<', rest).unwrap_or(rest.len());
            if length == 0 {
                break;
            }
            let room = STRAY_LIMIT.saturating_sub(text.len());
            text.extend_from_slice(&rest[..length.min(room)]);
            self.window.advance(length);
        }
        if !text.is_empty() {
            record.stray_text(&text);
        }
    }

    /// A record that could not be read, up to where the next one can begin.
    fn broken(&mut self, from: u64, broken: Broken) -> Defect {
        match broken {
            Broken::Ended => {
                self.finished = true;
                let missing = self.what_is_missing();
                let (code, reason) = match self.window.error() {
                    Some(error) => (
                        "read-error",
                        format!("Reading stopped inside this record: {error}. {missing}"),
                    ),
                    None => (
                        "truncated",
                        format!("The file ends inside this record: it was cut off. {missing}"),
                    ),
                };
                self.defect(from, code, &reason)
            }
            Broken::Syntax => {
                if self.window.position() == from {
                    self.window.advance(1);
                }
                self.window.skip_to(b'<');
                self.defect(
                    from,
                    "invalid-xml",
                    "This record does not follow the rules of XML. It could not be read.",
                )
            }
        }
    }

    fn end_of_file(&mut self, from: u64) -> Option<Result<Event, Defect>> {
        self.finished = true;
        let missing = self.what_is_missing();
        if let Some(error) = self.window.error() {
            let reason = format!("Reading this file stopped here: {error}. {missing}");
            return Some(Err(self.defect(from, "read-error", &reason)));
        }
        if self.roots_open > 0 {
            let reason =
                format!("The file ends without its closing tag: it was cut off. {missing}");
            return Some(Err(self.defect(from, "truncated", &reason)));
        }
        match self.stated {
            Some(stated) if stated != self.found => Some(Err(self.count_differs(stated))),
            _ => None,
        }
    }

    /// A wrong count is the first sign of a file that was edited.
    fn count_differs(&self, stated: u64) -> Defect {
        let found = self.found;
        let reason = format!(
            "The file says that it holds {stated} records; the number found is {found}. It may be \
             cut off or edited, or the app may have miscounted."
        );
        defect_in(&self.entry, self.root, "count-differs", &reason)
    }

    fn what_is_missing(&self) -> String {
        let read = self.index;
        match self.stated {
            Some(stated) if stated > read => format!(
                "{read} records before it were read; the file says that it holds {stated}, so {} \
                 are missing or incomplete.",
                stated - read
            ),
            Some(stated) => {
                format!("{read} records before it were read; the file says that it holds {stated}.")
            }
            None => format!(
                "{read} records before it were read; the file does not say how many it holds."
            ),
        }
    }

    fn locator(&self, from: u64) -> Locator {
        Locator {
            entry: self.entry.clone(),
            bytes: (from, self.window.position()),
            pointer: Pointer::Record {
                index: self.index,
                part: None,
            },
        }
    }

    fn defect(&mut self, from: u64, code: &'static str, reason: &str) -> Defect {
        self.window.finish_hash();
        let locator = self.locator(from);
        self.index += 1;
        Defect {
            locator,
            code,
            reason: reason.into(),
        }
    }
}

impl Tag {
    /// Elements whose children are read as part of them. The children of an unknown element are
    /// records of their own, so that no nesting is needed.
    fn name_is_record(&self) -> bool {
        matches!(self.name(), b"sms" | b"mms" | b"call" | b"log")
    }
}

/// `smses` or `calls`, whatever follows; `allsms` and `alllogs` are what Super Backup writes.
pub(super) fn is_root(name: &[u8]) -> bool {
    [&b"smses"[..], b"calls", b"allsms", b"alllogs"]
        .iter()
        .any(|root| {
            name.starts_with(root) && !name.get(root.len()).is_some_and(u8::is_ascii_alphanumeric)
        })
}

/// The root's `count`.
pub(super) fn stated_count(tag: &Tag) -> Option<u64> {
    tag.attributes()
        .find(|(name, _)| *name == b"count")
        .and_then(|(_, value)| unescape(value).text.trim().parse().ok())
}

/// Skips a DOCTYPE with its internal subset; nothing in it is defined or expanded.
pub(super) fn skip_declaration(window: &mut Window<'_>) {
    loop {
        let rest = window.rest();
        if rest.is_empty() {
            return;
        }
        match memchr::memchr2(b'>', b'[', rest) {
            Some(at) if rest[at] == b'>' => {
                window.advance(at + 1);
                return;
            }
            Some(at) => {
                window.advance(at + 1);
                window.skip_beyond(b"]");
            }
            None => {
                let all = rest.len();
                window.advance(all);
            }
        }
    }
}
