//! The second pass over a chat: one event per record, in the file's order. Holds a few records.

use super::body::Phrases;
use super::header::{self, Frame, Header};
use super::survey::Reading;
use crate::kit::attachments::AttachmentNames;
use crate::kit::line_records::{LineRecord, LineRecords};
use crate::kit::text;
use onrecord_model::{Attachment, Defect, Details, Event, Kind, Mark, Marks, Place, Thread, When};
use std::io::Read;
use std::sync::Arc;

/// What all chats of an export share.
pub(super) struct Shared {
    pub phrases: Phrases,
    pub attachments: AttachmentNames,
}

/// One chat being read.
pub(super) struct Records<'a> {
    records: LineRecords<Box<dyn Read + 'a>, Header>,
    entry: Arc<str>,
    thread: Arc<Thread>,
    reading: Reading,
    shared: Arc<Shared>,
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
            records: LineRecords::new(reader, entry.clone()),
            entry,
            thread,
            reading,
            shared,
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        let reading = &self.reading;
        let record = self.records.next(|line, _| {
            header::parse(line).filter(|header| reading.rule(header.layout).is_some())
        })?;
        Some(record.map(|record| {
            finish(
                record,
                &self.entry,
                &self.thread,
                &mut self.reading,
                &self.shared,
            )
        }))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::from(self.records.peek().is_some()), None)
    }
}

/// The event of a complete record.
fn finish(
    record: &LineRecord<Header>,
    entry: &Arc<str>,
    thread: &Arc<Thread>,
    reading: &mut Reading,
    shared: &Shared,
) -> Event {
    let mut marks = Marks::NONE;
    if record.is_cut() {
        marks.add(Mark::Truncated);
    }
    let raw = record.raw;
    let (header, bytes) = (&record.head, &*record.bytes);
    let when = when(header, bytes, reading, &mut marks);
    let body_at = (header.body as usize).min(record.first_line);
    let first_line = &bytes[body_at..record.first_line];
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
    let decoded = text::decode_lines(&bytes[text_at..end], &mut marks);
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
        locator: record.locator(entry),
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
