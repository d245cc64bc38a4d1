//! One line to one event. Knows nothing of files.

use crate::Export;
use crate::kit::defects::{defect, open};
use crate::kit::iso_time;
use crate::kit::json_record::{begin, is_sound, keep_named, set_text, text_of};
use crate::kit::json_stream::Notes;
use crate::kit::json_stream::value::Raw;
use crate::kit::lines::LineReader;
use crate::kit::loose_time::Epoch;
use onrecord_model::{Account, Defect, Digest, Event, Kind, Mark, Pointer, Thread, Truth};
use sha2::{Digest as _, Sha256};
use std::io::Read;
use std::sync::Arc;

/// Reads the lines of a timeline.
pub(super) struct Records<'a> {
    entry: Arc<str>,
    lines: Option<LineReader<Box<dyn Read + 'a>>>,
    waiting: Option<Defect>,
    thread: Arc<Thread>,
    offset: u64,
    notes: Notes,
}

impl<'a> Records<'a> {
    pub(super) fn new(export: &'a dyn Export, entry: &Arc<str>) -> Self {
        let (lines, waiting) = match open(export, entry) {
            Ok(reader) => (Some(LineReader::new(reader)), None),
            Err(defect) => (None, Some(defect)),
        };
        Self {
            entry: entry.clone(),
            lines,
            waiting,
            thread: Arc::new(Thread {
                platform: "timeline".into(),
                key: entry.as_ref().into(),
                title: None,
                folder: None,
                participants: Vec::new(),
            }),
            offset: 0,
            notes: Notes::default(),
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(defect) = self.waiting.take() {
            return Some(Err(defect));
        }
        loop {
            let lines = self.lines.as_mut()?;
            let mut whole = Sha256::new();
            let line = match lines.next_line_with(|piece| whole.update(piece)) {
                Ok(Some(line)) => line,
                Ok(None) => {
                    self.lines = None;
                    return None;
                }
                Err(error) => {
                    self.lines = None;
                    let at = (self.offset, self.offset);
                    let reason = format!("the rest of this file cannot be read: {error}");
                    let pointer = Pointer::None;
                    return Some(Err(defect(&self.entry, at, pointer, "unreadable", &reason)));
                }
            };
            self.offset = line.next;
            let pointer = Pointer::Line(line.number);
            let mark = u64::from(line.content.starts_with(b"\xef\xbb\xbf")) * 3;
            let content = line.content.get(mark as usize..).unwrap_or_default();
            if content.trim_ascii().is_empty() {
                continue;
            }
            let raw = Raw::new(content, line.start + mark);
            if line.cut {
                let mut event = begin(&self.entry, &raw, pointer, &self.thread);
                event.locator.bytes = (line.start, line.end);
                event.raw = Digest(whole.finalize().into());
                event.kind = Kind::Unknown("entry".into());
                event.marks.add(Mark::Truncated);
                return Some(Ok(event));
            }
            let inner = content.trim_ascii();
            let lead = content.len() - content.trim_ascii_start().len();
            let raw = self.notes.of(inner, raw.start + lead as u64);
            if !is_sound(&raw) {
                let reason = "this line is not written as a line of a timeline is";
                let bytes = raw.range();
                return Some(Err(defect(
                    &self.entry,
                    bytes,
                    pointer,
                    "invalid-json",
                    reason,
                )));
            }
            let mut event = begin(&self.entry, &raw, pointer, &self.thread);
            fill(&mut event, &raw, &self.thread.platform);
            return Some(Ok(event));
        }
    }
}

fn fill(event: &mut Event, raw: &Raw<'_>, platform: &Arc<str>) {
    event.kind = Kind::Unknown("entry".into());
    let mut is_dated = false;
    for (name, value) in raw.fields().filter_map(Result::ok) {
        if name.is("message") {
            set_text(event, &value);
            continue;
        }
        if name.is("datetime")
            && let Some(text) = text_of(&value, &mut event.marks)
        {
            event.when = iso_time::parse_or_keep(&text);
            is_dated = event.when.truth != Truth::Undated;
            continue;
        }
        if (name.is("username") || name.is("user"))
            && event.account.is_none()
            && let Some(user) = text_of(&value, &mut event.marks)
            && !user.is_empty()
            && &*user != "-"
        {
            event.account = Some(Arc::new(Account::named(platform, &user)));
        }
        keep_named(event, "", &name, value);
    }
    if !is_dated
        && let Some(value) = raw.get("timestamp")
        && let Some(when) = Epoch::Microseconds.when(&value.verbatim())
    {
        event.when = when;
    }
}
