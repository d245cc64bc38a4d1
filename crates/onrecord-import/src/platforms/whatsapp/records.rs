//! The second pass over a chat: one event per record, in the file's order. Holds one record.

use super::body::Phrases;
use super::header::{self, Frame, Header};
use super::survey::Reading;
use crate::kit::attachments::AttachmentNames;
use crate::kit::lines::{Line, LineReader};
use crate::kit::text;
use onrecord_model::{
    Attachment, Defect, Details, Digest, Event, Kind, Locator, Mark, Marks, Place, Pointer, Thread,
    When,
};
use sha2::{Digest as _, Sha256};
use std::io::Read;
use std::sync::Arc;

/// The text of a longer record is cut; its bytes are hashed and located whole.
const MAX_RECORD: usize = 4 << 20;

/// What all chats of an export share.
pub(super) struct Shared {
    pub phrases: Phrases,
    pub attachments: AttachmentNames,
}

/// One chat being read.
pub(super) struct Records<'a> {
    lines: LineReader<Box<dyn Read + 'a>>,
    entry: Arc<str>,
    thread: Arc<Thread>,
    reading: Reading,
    shared: Arc<Shared>,
    pending: Option<Pending>,
    /// Recycled between records.
    bytes: Vec<u8>,
    text_before_first: Option<(u64, u64, u64)>,
    failure: Option<Defect>,
    has_ended: bool,
}

/// The record whose end is not known yet. Its bytes are in [`Records::bytes`].
struct Pending {
    header: Header,
    start: u64,
    end: u64,
    line: u64,
    /// Where its first line ends in its bytes.
    first_line: usize,
    /// The line ending after what is in its bytes so far.
    ending: &'static [u8],
    /// Set once it is longer than [`MAX_RECORD`].
    hasher: Option<Box<Sha256>>,
}

impl<'a> Records<'a> {
    pub(super) fn new(
        reader: Box<dyn Read + 'a>,
        entry: Arc<str>,
        thread: Arc<Thread>,
        reading: Reading,
        shared: Arc<Shared>,
    ) -> Self {
        Self {
            lines: LineReader::new(reader),
            entry,
            thread,
            reading,
            shared,
            pending: None,
            bytes: Vec::new(),
            text_before_first: None,
            failure: None,
            has_ended: false,
        }
    }

    /// Reads lines until a record is complete.
    fn advance(&mut self) -> Option<Result<Event, Defect>> {
        while !self.has_ended {
            let mut cut = None;
            let line = {
                let (reading, pending, bytes) = (&self.reading, &self.pending, &self.bytes);
                self.lines.next_line_with(|piece| {
                    cut.get_or_insert_with(|| hasher_for(piece, reading, pending.as_ref(), bytes))
                        .update(piece);
                })
            };
            let line = match line {
                Ok(Some(line)) => line,
                Ok(None) => {
                    self.has_ended = true;
                    break;
                }
                Err(error) => {
                    self.has_ended = true;
                    let at = self.pending.as_ref().map_or(0, |pending| pending.end);
                    self.failure = Some(Defect {
                        locator: Locator {
                            entry: self.entry.clone(),
                            bytes: (at, at),
                            pointer: Pointer::None,
                        },
                        code: "unreadable",
                        reason: format!("the file cannot be read any further: {error}").into(),
                    });
                    break;
                }
            };
            let header = header::parse(line.content)
                .filter(|header| self.reading.rule(header.layout).is_some());
            match header {
                Some(header) => {
                    let next = Pending::begin(&line, header, cut);
                    let complete = self.pending.replace(next);
                    let finished = match complete {
                        Some(complete) => Some(Ok(finish(
                            complete,
                            &self.bytes,
                            &self.entry,
                            &self.thread,
                            &mut self.reading,
                            &self.shared,
                        ))),
                        None => before_first(&mut self.text_before_first, &self.entry),
                    };
                    self.bytes.clear();
                    self.bytes.extend_from_slice(line.content);
                    if finished.is_some() {
                        return finished;
                    }
                }
                None => match &mut self.pending {
                    Some(pending) => pending.go_on(&mut self.bytes, &line, cut),
                    None if line.content.iter().all(u8::is_ascii_whitespace) => {}
                    None => {
                        let (start, _, number) =
                            self.text_before_first
                                .unwrap_or((line.start, 0, line.number));
                        self.text_before_first = Some((start, line.end, number));
                    }
                },
            }
        }
        if let Some(complete) = self.pending.take() {
            return Some(Ok(finish(
                complete,
                &self.bytes,
                &self.entry,
                &self.thread,
                &mut self.reading,
                &self.shared,
            )));
        }
        before_first(&mut self.text_before_first, &self.entry)
            .or_else(|| self.failure.take().map(Err))
    }
}

/// Text before the first message, once.
fn before_first(
    text: &mut Option<(u64, u64, u64)>,
    entry: &Arc<str>,
) -> Option<Result<Event, Defect>> {
    let (start, end, line) = text.take()?;
    Some(Err(Defect {
        locator: Locator {
            entry: entry.clone(),
            bytes: (start, end),
            pointer: Pointer::Line(line),
        },
        code: "no-date",
        reason: "this text stands before the first message and has no date".into(),
    }))
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance()
    }
}

/// A hasher that has seen the record so far, for a line that is too long to be held.
fn hasher_for(piece: &[u8], reading: &Reading, pending: Option<&Pending>, bytes: &[u8]) -> Sha256 {
    let is_header =
        header::parse(piece).is_some_and(|header| reading.rule(header.layout).is_some());
    match pending {
        Some(pending) if !is_header => {
            let mut hasher = pending.hasher.as_deref().cloned().unwrap_or_else(|| {
                let mut hasher = Sha256::new();
                hasher.update(bytes);
                hasher
            });
            hasher.update(pending.ending);
            hasher
        }
        _ => Sha256::new(),
    }
}

impl Pending {
    fn begin(line: &Line<'_>, header: Header, cut: Option<Sha256>) -> Self {
        Self {
            header,
            start: line.start,
            end: line.end,
            line: line.number,
            first_line: line.content.len(),
            ending: line.ending,
            hasher: cut.map(Box::new),
        }
    }

    /// One more line of text.
    fn go_on(&mut self, bytes: &mut Vec<u8>, line: &Line<'_>, cut: Option<Sha256>) {
        if let Some(cut) = cut.map(Box::new) {
            if self.hasher.is_none() {
                bytes.extend_from_slice(self.ending);
                let room = MAX_RECORD
                    .saturating_sub(bytes.len())
                    .min(line.content.len());
                bytes.extend_from_slice(&line.content[..room]);
            }
            self.hasher = Some(cut);
        } else if let Some(hasher) = &mut self.hasher {
            hasher.update(self.ending);
            hasher.update(line.content);
        } else {
            bytes.extend_from_slice(self.ending);
            bytes.extend_from_slice(line.content);
            if bytes.len() > MAX_RECORD {
                let mut hasher = Sha256::new();
                hasher.update(&*bytes);
                self.hasher = Some(Box::new(hasher));
                bytes.truncate(MAX_RECORD);
            }
        }
        self.ending = line.ending;
        self.end = line.end;
    }
}

/// The event of a complete record.
fn finish(
    pending: Pending,
    bytes: &[u8],
    entry: &Arc<str>,
    thread: &Arc<Thread>,
    reading: &mut Reading,
    shared: &Shared,
) -> Event {
    let mut marks = Marks::NONE;
    let raw = match pending.hasher {
        Some(hasher) => {
            marks.add(Mark::Truncated);
            Digest(hasher.finalize().into())
        }
        None => Digest::of(bytes),
    };
    let header = &pending.header;
    let when = when(header, bytes, reading, &mut marks);
    let body_at = (header.body as usize).min(pending.first_line);
    let first_line = &bytes[body_at..pending.first_line];
    let speaker = reading.names.speaker(first_line);
    let (account, text_at) = match speaker {
        Some(((account, of_name), at)) => {
            marks.0 |= of_name.0;
            (Some(account), body_at + at)
        }
        None => (None, body_at),
    };
    let mut end = bytes.len();
    while end > text_at && matches!(bytes[end - 1], b'\n' | b'\r') {
        end -= 1;
    }
    let decoded = text::decode(&bytes[text_at..end], &mut marks);
    let decoded = if memchr::memchr(b'\r', decoded.as_bytes()).is_some() {
        decoded.replace("\r\n", "\n").into()
    } else {
        decoded
    };
    // Chats lie at the top of their export, and so do their media.
    let exists = |name: &str| shared.attachments.find(name).is_some();
    let mut body = if account.is_some() {
        shared
            .phrases
            .message(&decoded, &exists, header.layout.frame != Frame::Dash)
    } else {
        shared.phrases.system(&decoded)
    };
    if body.kind == Kind::Message
        && decoded.ends_with('>')
        && reading
            .repeated
            .iter()
            .any(|repeated| *repeated == *decoded)
    {
        body.marks.add(Mark::AttachmentOmitted);
    }
    marks.0 |= body.marks.0;
    let attachments = match body.attachment {
        Some(name) => {
            let place = match shared.attachments.find(name) {
                Some(entry) => Place::Entry(entry),
                None => {
                    marks.add(Mark::AttachmentMissing);
                    Place::Missing
                }
            };
            vec![Attachment {
                name: name.into(),
                media_type: None,
                place,
                content: None,
            }]
        }
        None => Vec::new(),
    };
    // The platform's own marks stay in its lines; in what somebody wrote, the one it puts in
    // front is taken away.
    let shown = if body.has_own_marks {
        if text::has_hidden(&decoded) && text::has_hidden(&decoded.replace('\u{200e}', "")) {
            marks.add(Mark::HiddenCharacters);
        }
        decoded.trim_start_matches(['\u{200e}', '\u{200f}'])
    } else {
        text::mark_hidden(&decoded, &mut marks);
        &decoded
    };
    Event {
        locator: Locator {
            entry: entry.clone(),
            bytes: (pending.start, pending.end),
            pointer: Pointer::Line(pending.line),
        },
        raw,
        when,
        thread: thread.clone(),
        account,
        others: Vec::new(),
        kind: body.kind,
        text: Some(shown.into()),
        attachments,
        marks,
        details: Details::new(),
        refers_to: None,
    }
}

fn when(header: &Header, bytes: &[u8], reading: &Reading, marks: &mut Marks) -> When {
    let (from, to) = (header.written.0 as usize, header.written.1 as usize);
    let as_written = String::from_utf8_lossy(bytes.get(from..to).unwrap_or(b"")).into();
    match reading.rule(header.layout) {
        Some(rule) => {
            let read = rule.read(header);
            if read.is_inconsistent {
                marks.add(Mark::Inconsistent);
            }
            When {
                as_written,
                truth: read.truth,
                precision: read.precision,
            }
        }
        None => When {
            as_written,
            ..When::undated()
        },
    }
}
