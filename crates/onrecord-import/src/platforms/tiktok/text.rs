//! The text files: conversations under headings, and lists as paragraphs of `name: value` lines.
//! Knows nothing of JSON.

use super::json::person;
use super::people::{Chat, account, list};
use super::{rules, times};
use crate::Export;
use crate::kit::defects::{defect, open};
use crate::kit::lines::LineReader;
use crate::kit::memo::Memo;
use crate::kit::text::{decode, mark_hidden};
use onrecord_model::{Account, Defect, Digest, Event, Kind, Locator, Marks, Pointer, Thread};
use std::collections::{BTreeSet, VecDeque};
use std::io::Read;
use std::sync::Arc;

type Record = Result<Event, Defect>;

/// A longer message is more than one record.
const LONGEST: usize = 8 << 20;

/// The time, the sender and the beginning of the text of a line that begins a message:
/// `2026-07-03 23:00:11 UTC user: text`.
pub(super) fn message_line(line: &str) -> Option<(&str, &str, &str)> {
    let (time, rest) = line.split_at_checked(23)?;
    let is_time = time.ends_with(" UTC") && times::when(time).truth.instant().is_some();
    let (sender, text) = rest.strip_prefix(' ')?.split_once(':')?;
    is_time.then_some((time, sender, text.strip_prefix(' ').unwrap_or(text)))
}

fn is_heading(line: &str) -> bool {
    line.starts_with(">>> ") && line.trim_end().ends_with(':')
}

/// Whom each conversation of a file is with: of two who write in it, the one whom its heading names,
/// whatever the language of the heading.
fn others(export: &dyn Export, entry: &str) -> Vec<Option<Box<str>>> {
    let mut found: Vec<(String, BTreeSet<Box<str>>)> = Vec::new();
    let Ok(reader) = export.open(entry) else {
        return Vec::new();
    };
    let mut lines = LineReader::new(reader);
    while let Ok(Some(line)) = lines.next_line() {
        let text = String::from_utf8_lossy(line.content);
        let text = text.trim_start_matches('\u{feff}');
        if is_heading(text) {
            found.push((text.to_owned(), BTreeSet::new()));
        } else if let Some((_, senders)) = found.last_mut()
            && senders.len() < 3
            && let Some((_, sender, _)) = message_line(text)
        {
            senders.insert(sender.into());
        }
    }
    let other = |(heading, senders): (String, BTreeSet<Box<str>>)| {
        if senders.len() > 2 {
            return None;
        }
        let words: Vec<&str> = heading.split([' ', ':']).collect();
        let mut named = senders.into_iter().filter(|one| words.contains(&&**one));
        let first = named.next()?;
        named.next().is_none().then_some(first)
    };
    found.into_iter().map(other).collect()
}

/// One file being walked.
pub(super) struct TextWalk<'a> {
    entry: Arc<str>,
    platform: Arc<str>,
    people: Memo<Account>,
    lines: Option<LineReader<Box<dyn Read + 'a>>>,
    chat: Option<Chat>,
    /// Whom each conversation is with, in their order.
    others: std::vec::IntoIter<Option<Box<str>>>,
    /// What the paragraphs of a list are in.
    list: Arc<Thread>,
    /// The record that may go on in the next line.
    open: Option<Open>,
    out: VecDeque<Record>,
}

struct Open {
    start: u64,
    end: u64,
    number: u64,
    /// From the first byte of the record to its last, with the line ends between.
    bytes: Vec<u8>,
    /// Line ends and empty lines since, which belong to it if it goes on.
    after: Vec<u8>,
}

impl<'a> TextWalk<'a> {
    pub(super) fn new(export: &'a dyn Export, entry: Arc<str>, platform: &Arc<str>) -> Self {
        let file = entry.rsplit('/').next().unwrap_or(&entry);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut out = VecDeque::new();
        let lines = match open(export, &entry) {
            Ok(reader) => Some(LineReader::new(reader)),
            Err(defect) => {
                out.push_back(Err(defect));
                None
            }
        };
        Self {
            list: list(platform, stem),
            platform: platform.clone(),
            people: Memo::default(),
            others: match &lines {
                Some(_) => others(export, &entry).into_iter(),
                None => Vec::new().into_iter(),
            },
            lines,
            chat: None,
            open: None,
            out,
            entry,
        }
    }

    /// Takes the next line. `false` at the end.
    fn step(&mut self) -> bool {
        let Some(lines) = &mut self.lines else {
            return false;
        };
        let line = match lines.next_line() {
            Ok(Some(line)) => line,
            Ok(None) => {
                self.lines = None;
                self.close();
                return true;
            }
            Err(error) => {
                self.lines = None;
                let end = self.open.as_ref().map_or(0, |open| open.end);
                self.close();
                let reason = format!("reading stopped: {error}");
                let entry = &self.entry;
                self.out.push_back(Err(defect(
                    entry,
                    (end, end),
                    Pointer::None,
                    "unreadable",
                    &reason,
                )));
                return true;
            }
        };
        let mut skipped = 0;
        if line.number == 1 && line.content.starts_with(b"\xef\xbb\xbf") {
            skipped = 3;
        }
        let content = line.content.get(skipped..).unwrap_or_default();
        let shown = String::from_utf8_lossy(content).into_owned();
        let is_heading = is_heading(&shown);
        let begins = if self.chat.is_some() {
            message_line(&shown).is_some()
        } else {
            // A paragraph of a list ends with an empty line.
            !shown.trim().is_empty() && self.open.is_none()
        };
        let open = Open {
            start: line.start + skipped as u64,
            end: line.end,
            number: line.number,
            bytes: content.to_vec(),
            after: line.ending.to_vec(),
        };
        if line.cut {
            let bytes = (line.start, line.end);
            let pointer = Pointer::Line(line.number);
            let reason = "this line is too long and was not read";
            self.close();
            self.out
                .push_back(Err(defect(&self.entry, bytes, pointer, "too-long", reason)));
        } else if is_heading {
            self.close();
            let other = self.others.next().flatten();
            let other = other.as_deref();
            self.chat = Some(Chat::of(
                &shown,
                false,
                other,
                &self.platform,
                &mut self.people,
            ));
        } else if begins {
            self.close();
            self.open = Some(open);
        } else if shown.trim().is_empty() {
            if self.chat.is_none() {
                self.close();
            } else if let Some(before) = &mut self.open {
                before.after.extend_from_slice(&open.bytes);
                before.after.extend_from_slice(&open.after);
            }
        } else if let Some(before) = &mut self.open
            && before.bytes.len() + before.after.len() + open.bytes.len() <= LONGEST
        {
            before.extend(open);
        } else {
            // What stands before the first message of a conversation, or goes on for ever.
            self.close();
            self.open = Some(open);
        }
        true
    }

    /// The record that was open is whole.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let thread = self.chat.as_ref().map_or(&self.list, |chat| &chat.thread);
        let mut marks = Marks::NONE;
        let text = decode(&open.bytes, &mut marks);
        let mut event = Event {
            marks,
            ..Event::new(
                Locator {
                    entry: self.entry.clone(),
                    bytes: (open.start, open.end),
                    pointer: Pointer::Line(open.number),
                },
                Digest::of(&open.bytes),
                thread.clone(),
                Kind::System,
            )
        };
        match (&self.chat, message_line(&text)) {
            (Some(chat), Some((time, sender, words))) => {
                event.kind = Kind::Message;
                event.when = times::when(time);
                event.account = Some(account(&self.platform, sender, &mut self.people));
                set_text(&mut event, words);
                chat.direct(&mut event);
            }
            (Some(_), None) => set_text(&mut event, &text),
            (None, _) => paragraph(&mut event, &text, &self.platform, &mut self.people),
        }
        self.out.push_back(Ok(event));
    }
}

impl Open {
    /// Another line of the same record.
    fn extend(&mut self, line: Open) {
        self.end = line.end;
        self.bytes.append(&mut self.after);
        self.bytes.extend_from_slice(&line.bytes);
        self.after = line.after;
    }
}

fn set_text(event: &mut Event, text: &str) {
    let text = text.trim_end();
    mark_hidden(text, &mut event.marks);
    event.text = Some(text.into());
}

/// `Date: 2023-01-02 03:04:05 UTC`, `Username: somebody`, in the account's language. A paragraph
/// without such lines is what TikTok says of an empty list.
fn paragraph(event: &mut Event, text: &str, platform: &Arc<str>, people: &mut Memo<Account>) {
    let rule = rules::of("", &event.thread.key);
    let fields: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect();
    if fields.is_empty() || fields.len() < text.lines().count() {
        set_text(event, text);
        return;
    }
    event.kind = match &rule {
        Some(rule) => rule.kind.clone(),
        None => Kind::Unknown((&*event.thread.key).into()),
    };
    for (name, value) in fields {
        let when = times::when(value);
        if event.when.as_written.is_empty()
            && (when.truth.instant().is_some() || when.truth.wall().is_some())
        {
            event.when = when;
        } else if matches!(name, "Username" | "UserName" | "User Name")
            && rule.is_some()
            && !value.is_empty()
        {
            person(event, &rule, account(platform, value, people));
        } else if name == "Comment" && event.kind == Kind::Comment {
            set_text(event, value);
        } else {
            event.details.push(name, value);
        }
    }
}

impl Iterator for TextWalk<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.out.pop_front() {
                return Some(record);
            }
            if !self.step() {
                return self.out.pop_front();
            }
        }
    }
}
