//! `[2024-03-05 14:07:33] Name: text`, over as many lines as the text has: signal-export's chat.md.
//! Knows nothing of files.

use super::Context;
use super::json::of_exporter;
use super::records::{Out, Site, defect};
use crate::kit::kept_bytes::Kept;
use crate::kit::lines::Line;
use crate::kit::text::{decode, mark_hidden};
use onrecord_model::{Defect, Digest, Event, Kind, Locator, Mark, Marks, Pointer, When};

/// A message longer than this is cut; its bytes are all counted.
const LONGEST: usize = 4 << 20;

/// The time, name and text of a line that begins a message.
pub(super) fn head(line: &str) -> Option<(When, &str, &str)> {
    let (time, name, text) = parts(line)?;
    Some((when(time)?, name, text))
}

/// The same, with the time as it is written.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let (time, rest) = cut(line.strip_prefix('[')?, *b"] ")?;
    let (name, text) = name_and_text(rest)?;
    Some((time, name, text))
}

fn name_and_text(rest: &str) -> Option<(&str, &str)> {
    cut(rest, *b": ").or_else(|| rest.split_once(':'))
}

fn when(time: &str) -> Option<When> {
    // Until 2021 there was a comma between date and time.
    let when = match cut(time, *b", ") {
        Some((date, clock)) => When {
            as_written: time.into(),
            ..of_exporter(&format!("{date} {clock}"))
        },
        None => of_exporter(time),
    };
    when.truth.wall().is_some().then_some(when)
}

/// What stands before and behind two signs of ASCII.
fn cut(text: &str, signs: [u8; 2]) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let at =
        memchr::memchr_iter(signs[0], bytes).find(|at| bytes.get(at + 1) == Some(&signs[1]))?;
    Some((text.get(..at)?, text.get(at + 2..)?))
}

/// The time of a line that begins a message, as [`head`] reads it from the line's first bytes, and
/// where the name begins.
fn begins(line: &[u8]) -> Option<(When, usize)> {
    let line = line.get(..400).unwrap_or(line);
    let from = if line.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let inside = line.get(from..)?.strip_prefix(b"[")?;
    let end = memchr::memchr_iter(b']', inside).find(|at| inside.get(at + 1) == Some(&b' '))?;
    memchr::memchr(b':', inside.get(end + 2..)?)?;
    let when = when(core::str::from_utf8(inside.get(..end)?).ok()?)?;
    Some((when, from + 1 + end + 2))
}

/// Messages that have been read, but whose digest is worked out with the next one's: two at once are
/// faster than one after the other.
#[derive(Default)]
struct Waiting {
    bytes: Vec<u8>,
    /// How many of the records read last have this digest; none where nothing waits.
    records: usize,
}

impl Waiting {
    /// The last `count` records have the digest of `bytes`, whose memory is taken in exchange.
    fn add(&mut self, bytes: &mut Vec<u8>, count: usize, out: &mut Out) {
        if self.records == 0 {
            std::mem::swap(&mut self.bytes, bytes);
            self.records = count;
            return;
        }
        let (before, last) = Digest::of_both(&self.bytes, bytes);
        let mut records = out.iter_mut().rev();
        give(last, records.by_ref().take(count));
        give(before, records.take(self.records));
        self.records = 0;
    }

    /// Nothing waits any longer.
    fn settle(&mut self, out: &mut Out) {
        if self.records > 0 {
            let digest = Digest::of(&self.bytes);
            give(digest, out.iter_mut().rev().take(self.records));
            self.records = 0;
        }
    }
}

fn give<'r>(digest: Digest, records: impl Iterator<Item = &'r mut Result<Event, Defect>>) {
    for event in records.flatten() {
        event.raw = digest;
    }
}

/// The message whose lines are being gathered.
#[derive(Default)]
pub(super) struct Pending {
    waiting: Waiting,
    bytes: Vec<u8>,
    /// The time of the line that it begins with, and where the name stands behind it.
    begun: Option<(When, usize)>,
    range: Option<(u64, u64)>,
    number: u64,
    is_cut: bool,
    /// How the last line ended.
    ending: &'static [u8],
    /// A line ended otherwise than with LF: what is gathered is not what stands in the file.
    has_other_ending: bool,
}

impl Pending {
    pub(super) fn push(
        &mut self,
        context: &Context<'_>,
        site: &Site,
        kept: &Kept<'_>,
        line: &Line<'_>,
        out: &mut Out,
    ) {
        if let Some(begun) = begins(line.content) {
            self.flush(context, site, kept, out);
            self.begun = Some(begun);
        }
        if self.range.is_none() {
            if line.content.trim_ascii().is_empty() {
                return;
            }
            self.number = line.number;
            self.range = Some((line.start, line.start));
        } else {
            self.has_other_ending |= self.ending != b"\n";
            self.add(b"\n");
        }
        self.ending = line.ending;
        self.add(line.content);
        self.is_cut |= line.cut;
        if let Some(range) = &mut self.range {
            range.1 = line.end;
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        let room = LONGEST - self.bytes.len().min(LONGEST);
        self.bytes
            .extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
        self.is_cut |= bytes.len() > room;
    }

    pub(super) fn flush(
        &mut self,
        context: &Context<'_>,
        site: &Site,
        kept: &Kept<'_>,
        out: &mut Out,
    ) {
        let mut pending = std::mem::take(self);
        pending.hand_out(context, site, kept, out);
        // Its memory serves the next message.
        pending.bytes.clear();
        self.bytes = pending.bytes;
        self.waiting = pending.waiting;
    }

    /// How many of the records read last are not to be handed out yet.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.records
    }

    /// As [`Self::flush`], at the end of the file.
    pub(super) fn finish(
        &mut self,
        context: &Context<'_>,
        site: &Site,
        kept: &Kept<'_>,
        out: &mut Out,
    ) {
        self.flush(context, site, kept, out);
        self.waiting.settle(out);
    }

    fn hand_out(&mut self, context: &Context<'_>, site: &Site, kept: &Kept<'_>, out: &mut Out) {
        let Some((from, to)) = self.range else {
            return;
        };
        // The empty lines that end a message are not part of it.
        let content = self.bytes.trim_ascii_end();
        let length = content.len() as u64;
        let is_plain =
            self.bytes.len() as u64 == to - from && !self.is_cut && !self.has_other_ending;
        let range = if is_plain {
            (from, from + length)
        } else {
            (from, to)
        };
        let raw = if is_plain {
            Some(Digest::default())
        } else {
            self.waiting.settle(out);
            // Lines that end otherwise than with LF are not as they were gathered.
            kept.digest(range)
        };
        kept.forget(range.1);
        let mut marks = Marks::NONE;
        let text = decode(content, &mut marks);
        // The line was read once to see that it begins a message.
        let found = match self.begun.take() {
            // What stands before the name is UTF-8, so it is where it was in the line.
            Some((when, at)) => text
                .get(at..)
                .and_then(name_and_text)
                .map(|(name, body)| (when, name, body)),
            None => head(&text),
        };
        let (Some((when, name, body)), Some(raw)) = (found, raw) else {
            self.waiting.settle(out);
            let reason = "this does not begin with a time and a name";
            out.push_back(Err(defect(site, range, "not-a-message", reason)));
            return;
        };
        // Filled where it stays.
        out.push_back(Ok(Event::new(
            Locator {
                entry: site.entry.clone(),
                bytes: range,
                pointer: Pointer::Line(self.number),
            },
            raw,
            site.thread.clone(),
            Kind::Message,
        )));
        let Some(Ok(event)) = out.back_mut() else {
            return;
        };
        (event.when, event.marks) = (when, marks);
        context.set_sender(event, name);
        if self.is_cut {
            event.marks.add(Mark::Truncated);
        }
        if body.trim() == "(This message was deleted)" {
            event.marks.add(Mark::Deleted);
        }
        // Looking for this is cheaper than cutting at it, and most messages have none.
        let bytes = body.as_bytes();
        let is_link = |at: usize| {
            bytes
                .get(at..)
                .is_some_and(|rest| rest.starts_with(b"](./"))
        };
        if memchr::memchr_iter(b']', bytes).any(is_link) {
            for part in body.split("](./").skip(1) {
                let path = part.split(')').next().unwrap_or_default();
                if path.starts_with("media/") {
                    context.attach(event, &site.folder, "", path);
                }
            }
        }
        let (body, listed) = split_reactions(body);
        mark_hidden(body, &mut event.marks);
        event.text = Some(body.trim_end().into());
        let reactions: Vec<Event> = listed
            .into_iter()
            .map(|(name, emoji)| {
                let mut reaction = Event {
                    kind: Kind::Reaction,
                    when: When::undated(),
                    text: Some(emoji.into()),
                    attachments: Vec::new(),
                    marks: Marks::NONE,
                    account: None,
                    refers_to: Some(Box::new(event.locator.clone())),
                    ..event.clone()
                };
                context.set_sender(&mut reaction, name);
                reaction
            })
            .collect();
        let count = 1 + reactions.len();
        out.extend(reactions.into_iter().map(Ok));
        if is_plain {
            self.bytes.truncate(length as usize);
            self.waiting.add(&mut self.bytes, count, out);
        }
    }
}

/// The list of reactions that ends a message: `(- Ann: 👍, Bea: 😂 -)`.
fn split_reactions(body: &str) -> (&str, Vec<(&str, &str)>) {
    let found = body
        .trim_end()
        .strip_suffix(" -)")
        .and_then(|rest| rest.rsplit_once("\n(- "))
        .and_then(|(text, list)| {
            let all: Option<Vec<_>> = list.split(", ").map(|one| one.rsplit_once(": ")).collect();
            Some((text, all?))
        });
    found.unwrap_or((body, Vec::new()))
}
