//! DiscordChatExporter's plain text: `[time] author`, then the text, then `{Attachments}` and the
//! like. A message ends where the next one begins.

use super::context::{Context, Out, Walk, id_in_name, thread};
use super::table::{add_files, reactions_of};
use super::times;
use crate::kit::lines::LineReader;
use crate::kit::text::{decode, mark_hidden};
use onrecord_model::{
    Defect, Digest, Event, Kind, Locator, Mark, Pointer, Precision, Thread, Truth,
};
use std::io::Read;
use std::sync::Arc;

/// A longer message is cut.
const LONGEST: usize = 8 << 20;
/// The line above and below the head of the file.
const RULE: &[u8] = b"==============================================================";

/// One file being read.
pub(super) struct LinesWalk<'a> {
    entry: Arc<str>,
    lines: LineReader<Box<dyn Read + 'a>>,
    guild: String,
    channel: String,
    thread: Option<Arc<Thread>>,
    /// How many rules have been met: after two the messages begin, the third is below them.
    rules: u32,
    held: Option<Held>,
    is_after_blank: bool,
    count: u64,
}

/// A message of which not all lines have been read.
struct Held {
    start: u64,
    line: u64,
    bytes: Vec<u8>,
    is_cut: bool,
    shown: Box<str>,
    author: Box<str>,
    is_pinned: bool,
}

/// Whether these are the first bytes of such a file.
pub(super) fn is_head(first: &[u8]) -> bool {
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let after = first.strip_prefix(RULE).map(<[u8]>::trim_ascii_start);
    after.is_some_and(|after| after.starts_with(b"Guild: "))
}

impl<'a> LinesWalk<'a> {
    pub(super) fn new(entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        Self {
            entry,
            lines: LineReader::new(reader),
            guild: String::new(),
            channel: String::new(),
            thread: None,
            rules: 0,
            held: None,
            is_after_blank: true,
            count: 0,
        }
    }

    fn defect(&self, bytes: (u64, u64), line: u64, code: &'static str, reason: &str) -> Defect {
        Defect {
            locator: Locator {
                entry: self.entry.clone(),
                bytes,
                pointer: Pointer::Line(line),
            },
            code,
            reason: reason.into(),
        }
    }

    fn flush(&mut self, context: &mut Context<'_>, out: &mut Out) {
        let Some(held) = self.held.take() else { return };
        let thread = self.thread.get_or_insert_with(|| {
            let key = id_in_name(&self.entry).unwrap_or(&self.entry);
            Arc::new(thread(context, key, &self.channel, &self.guild))
        });
        let bytes = held.bytes.trim_ascii_end();
        let mut event = Event {
            when: times::shown(&held.shown, context.order.get(&self.entry).copied()),
            account: context.people.of("", &held.author, ""),
            ..Event::new(
                Locator {
                    entry: self.entry.clone(),
                    bytes: (held.start, held.start + bytes.len() as u64),
                    pointer: Pointer::Line(held.line),
                },
                Digest::of(bytes),
                thread.clone(),
                Kind::Message,
            )
        };
        if held.is_pinned {
            event.details.push("isPinned", "true");
        }
        if held.is_cut {
            event.marks.add(Mark::Truncated);
        }
        let whole = decode(bytes, &mut event.marks).into_owned();
        let mut lines = whole.lines();
        lines.next();
        let reactions = fill(context, &mut event, lines);
        let followers = reactions_of(&reactions, ' ', &event);
        self.count += 1;
        out.push_back(Ok(event));
        out.extend(followers.into_iter().map(Ok));
    }

    fn line(&mut self, context: &mut Context<'_>, line: Held, next: &[u8], out: &mut Out) {
        let content = line.bytes.as_slice();
        if content == RULE && self.rules < 3 && (self.is_after_blank || self.rules == 1) {
            self.rules += 1;
            if self.rules == 3 {
                self.flush(context, out);
            }
            return;
        }
        let end = line.start + content.len() as u64;
        match self.rules {
            1 => {
                let text = String::from_utf8_lossy(content);
                if let Some(guild) = text.strip_prefix("Guild: ") {
                    self.guild = guild.to_owned();
                } else if let Some(channel) = text.strip_prefix("Channel: ") {
                    self.channel = channel.to_owned();
                }
            }
            3 => {
                let is_blank = content.trim_ascii().is_empty();
                if header(content, self.is_after_blank).is_some() {
                    // The rule was part of a message.
                    self.rules = 2;
                    return self.line(context, line, next, out);
                }
                self.is_after_blank = is_blank;
                let text = String::from_utf8_lossy(content);
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                if text.starts_with("Exported ") && digits.parse() != Ok(self.count) {
                    let reason = format!(
                        "this file says that it has {digits} messages, and {} were found",
                        self.count
                    );
                    let found = self.defect((line.start, end), line.line, "count-differs", &reason);
                    out.push_back(Err(found));
                } else if !text.starts_with("Exported ") && !is_blank && content != RULE {
                    let reason = "this line stands after the last message";
                    let found = self.defect((line.start, end), line.line, "after-messages", reason);
                    out.push_back(Err(found));
                }
            }
            _ => {
                let is_blank = content.trim_ascii().is_empty();
                if let Some((shown, author, is_pinned)) = header(content, self.is_after_blank) {
                    self.flush(context, out);
                    self.held = Some(Held {
                        shown,
                        author,
                        is_pinned,
                        bytes: [content, next].concat(),
                        ..line
                    });
                } else if let Some(held) = &mut self.held {
                    if held.bytes.len() + content.len() > LONGEST || line.is_cut || held.is_cut {
                        held.is_cut = true;
                    } else {
                        held.bytes.extend_from_slice(content);
                        held.bytes.extend_from_slice(next);
                    }
                } else if !is_blank {
                    let reason = "this line stands before the first message";
                    let found =
                        self.defect((line.start, end), line.line, "before-messages", reason);
                    out.push_back(Err(found));
                }
                self.is_after_blank = is_blank;
            }
        }
    }
}

impl<'a> Walk<'a> for LinesWalk<'a> {
    fn step(&mut self, context: &mut Context<'a>, out: &mut Out) -> bool {
        match self.lines.next_line() {
            Ok(Some(line)) => {
                let mut content = line.content;
                let mut start = line.start;
                if start == 0
                    && let Some(rest) = content.strip_prefix(b"\xef\xbb\xbf")
                {
                    content = rest;
                    start = 3;
                }
                let held = Held {
                    start,
                    line: line.number,
                    bytes: content.to_vec(),
                    is_cut: line.cut,
                    shown: "".into(),
                    author: "".into(),
                    is_pinned: false,
                };
                let ending = line.ending;
                self.line(context, held, ending, out);
                true
            }
            Ok(None) => {
                self.flush(context, out);
                false
            }
            Err(error) => {
                self.flush(context, out);
                let reason = format!("reading stopped: {error}");
                out.push_back(Err(self.defect((0, 0), 1, "unreadable", &reason)));
                false
            }
        }
    }
}

/// `[01-Jan-20 01:33 AM] name#1234 (pinned)`, after an empty line.
fn header(line: &[u8], is_after_blank: bool) -> Option<(Box<str>, Box<str>, bool)> {
    if !is_after_blank || line.first() != Some(&b'[') || line.len() > 400 {
        return None;
    }
    let line = String::from_utf8_lossy(line);
    let (shown, author) = line.strip_prefix('[')?.split_once("] ")?;
    let when = times::shown(shown, None);
    // A line of a message may begin with a day in brackets.
    if when.truth == Truth::Undated || when.precision == Precision::Day {
        return None;
    }
    let author = author.trim_end();
    let (author, is_pinned) = match author.strip_suffix(" (pinned)") {
        Some(author) => (author, true),
        None => (author, false),
    };
    (!author.is_empty()).then(|| (shown.into(), author.into(), is_pinned))
}

/// Text, files and the rest; gives the reactions as written.
fn fill<'l>(
    context: &Context<'_>,
    event: &mut Event,
    lines: impl Iterator<Item = &'l str>,
) -> String {
    let mut text = String::new();
    let mut reactions = String::new();
    let mut section = "";
    let mut is_after_blank = false;
    for line in lines {
        let is_section = matches!(
            line,
            "{Attachments}" | "{Embed}" | "{Stickers}" | "{Reactions}"
        );
        if is_section && (is_after_blank || text.is_empty() || !section.is_empty()) {
            section = line;
        } else if !line.trim().is_empty() || section.is_empty() {
            match section {
                "" => {
                    text.push_str(line);
                    text.push('\n');
                }
                "{Attachments}" => add_files(context, event, std::iter::once(line)),
                "{Reactions}" => reactions.push_str(line),
                "{Embed}" => event.details.push("embed", line),
                _ => event.details.push("sticker", line),
            }
        }
        is_after_blank = line.trim().is_empty();
    }
    let text = text.trim_end();
    mark_hidden(text, &mut event.marks);
    event.text = Some(text.into());
    reactions
}

/// Every date of the file in turn, for finding out how it writes the day and the month.
pub(super) fn dates(reader: Box<dyn Read + '_>, mut each: impl FnMut(&str)) {
    let mut lines = LineReader::with_cap(reader, 4_096);
    let mut is_after_blank = true;
    while let Ok(Some(line)) = lines.next_line() {
        if let Some((shown, _, _)) = header(line.content, is_after_blank) {
            each(&shown);
        }
        is_after_blank = line.content.trim_ascii().is_empty();
    }
}
