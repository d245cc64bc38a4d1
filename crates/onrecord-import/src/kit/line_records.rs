//! Records that begin with a line that can be told and go on until the next such line: chats saved
//! as text. Gathers each one's bytes and its digest, in bounded memory; knows no format.

use crate::kit::lines::{Line, LineReader};
use onrecord_model::{Defect, Digest, Event, Kind, Locator, Mark, Pointer, Thread};
use sha2::{Digest as _, Sha256};
use std::io::Read;
use std::sync::Arc;

/// The text of a longer record is cut; its bytes are hashed and located whole.
const MAX_RECORD: usize = 4 << 20;

/// A whole record.
pub struct LineRecord<'b, H> {
    /// What its first line was found to be.
    pub head: H,
    /// Its bytes as they stand in the file, with the line endings between its lines; only their
    /// beginning where it is longer than 4 MiB.
    pub bytes: &'b [u8],
    /// Where its first line ends in its bytes.
    pub first_line: usize,
    /// Its bytes in the file, half-open.
    pub place: (u64, u64),
    /// The number of its first line, counted from 1.
    pub line: u64,
    hasher: Option<Box<Sha256>>,
}

impl<H> LineRecord<'_, H> {
    /// Whether only its beginning is held.
    pub fn is_cut(&self) -> bool {
        self.hasher.is_some()
    }

    /// Leaves out the empty lines at its end: they only set the next record apart. A record that is
    /// cut keeps them.
    pub fn leave_out_final_breaks(&mut self) {
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        while !self.is_cut() && self.bytes.last().is_some_and(is_break) {
            self.bytes = &self.bytes[..self.bytes.len() - 1];
            self.place.1 -= 1;
        }
    }

    /// The digest of its bytes in the file.
    pub fn digest(&mut self) -> Digest {
        match &mut self.hasher {
            Some(hasher) => Digest(hasher.clone().finalize().into()),
            None => Digest::of(self.bytes),
        }
    }

    /// An event at its place, with nothing in it yet.
    pub fn begin(&mut self, entry: &Arc<str>, thread: &Arc<Thread>, kind: Kind) -> Event {
        let mut event = Event::new(self.locator(entry), self.digest(), thread.clone(), kind);
        if self.is_cut() {
            event.marks.add(Mark::Truncated);
        }
        event
    }

    /// Where it stands.
    pub fn locator(&self, entry: &Arc<str>) -> Locator {
        Locator {
            entry: entry.clone(),
            bytes: self.place,
            pointer: Pointer::Line(self.line),
        }
    }
}

/// The record whose end is not known yet. Its bytes are in [`LineRecords::bytes`].
struct Pending<H> {
    head: H,
    start: u64,
    end: u64,
    line: u64,
    first_line: usize,
    /// The line ending after what is in its bytes so far.
    ending: &'static [u8],
    /// Set once it is longer than [`MAX_RECORD`].
    hasher: Option<Box<Sha256>>,
}

/// Reads records one after the other.
pub struct LineRecords<R, H> {
    lines: LineReader<R>,
    entry: Arc<str>,
    pending: Option<Pending<H>>,
    /// Of the record that is pending, and of the one given out last.
    bytes: Vec<u8>,
    given: Vec<u8>,
    /// Lines read so far.
    number: u64,
    text_before_first: Option<(u64, u64, u64)>,
    failure: Option<Defect>,
    has_ended: bool,
}

impl<R: Read, H> LineRecords<R, H> {
    /// Reads `reader`, which is `entry`, from its start.
    pub fn new(reader: R, entry: Arc<str>) -> Self {
        Self {
            lines: LineReader::new(reader),
            entry,
            pending: None,
            bytes: Vec::new(),
            given: Vec::new(),
            number: 0,
            text_before_first: None,
            failure: None,
            has_ended: false,
        }
    }

    /// The next record, or the defect that stands in its place. `begins` says what a line begins,
    /// by its bytes and its number; of a line that is too long it gets the beginning.
    pub fn next(
        &mut self,
        begins: impl Fn(&[u8], u64) -> Option<H>,
    ) -> Option<Result<LineRecord<'_, H>, Defect>> {
        while !self.has_ended {
            let number = self.number + 1;
            let mut cut = None;
            let line = {
                let (pending, bytes) = (&self.pending, &self.bytes);
                self.lines.next_line_with(|piece| {
                    cut.get_or_insert_with(|| {
                        hasher_for(begins(piece, number).is_some(), pending.as_ref(), bytes)
                    })
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
            self.number = number;
            match begins(line.content, number) {
                Some(head) => {
                    let complete = self.pending.replace(Pending::begin(&line, head, cut));
                    std::mem::swap(&mut self.bytes, &mut self.given);
                    self.bytes.clear();
                    self.bytes.extend_from_slice(line.content);
                    if let Some(complete) = complete {
                        return Some(Ok(complete.whole(&self.given)));
                    }
                    if let Some(defect) = before_first(&mut self.text_before_first, &self.entry) {
                        return Some(Err(defect));
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
            return Some(Ok(complete.whole(&self.bytes)));
        }
        before_first(&mut self.text_before_first, &self.entry)
            .or_else(|| self.failure.take())
            .map(Err)
    }
}

/// Text before the first message, once.
fn before_first(text: &mut Option<(u64, u64, u64)>, entry: &Arc<str>) -> Option<Defect> {
    let (start, end, line) = text.take()?;
    Some(Defect {
        locator: Locator {
            entry: entry.clone(),
            bytes: (start, end),
            pointer: Pointer::Line(line),
        },
        code: "no-date",
        reason: "this text stands before the first message and has no date".into(),
    })
}

/// A hasher that has seen the record so far, for a line that is too long to be held.
fn hasher_for<H>(is_head: bool, pending: Option<&Pending<H>>, bytes: &[u8]) -> Sha256 {
    match pending {
        Some(pending) if !is_head => {
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

impl<H> Pending<H> {
    fn begin(line: &Line<'_>, head: H, cut: Option<Sha256>) -> Self {
        Self {
            head,
            start: line.start,
            end: line.end,
            line: line.number,
            first_line: line.content.len(),
            ending: line.ending,
            hasher: cut.map(Box::new),
        }
    }

    fn whole(self, bytes: &[u8]) -> LineRecord<'_, H> {
        LineRecord {
            head: self.head,
            bytes,
            first_line: self.first_line,
            place: (self.start, self.end),
            line: self.line,
            hasher: self.hasher,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines that begin with a digit are heads.
    fn digit(line: &[u8], _: u64) -> Option<()> {
        line.first().is_some_and(u8::is_ascii_digit).then_some(())
    }

    /// The beginning of a record, its place and its first line; or a defect's code.
    type Seen = Result<(String, (u64, u64), u64), &'static str>;

    fn read(text: &[u8]) -> Vec<Seen> {
        let mut records = LineRecords::new(text, "a.txt".into());
        let mut read = Vec::new();
        while let Some(record) = records.next(digit) {
            read.push(match record {
                Ok(mut record) => {
                    record.leave_out_final_breaks();
                    let (from, to) = (record.place.0 as usize, record.place.1 as usize);
                    let start = record.bytes.len();
                    assert_eq!(record.digest(), Digest::of(&text[from..to]));
                    assert!(record.is_cut() || text[from..to] == *record.bytes && start > 0);
                    let bytes = &record.bytes[..record.bytes.len().min(20)];
                    let shown = String::from_utf8_lossy(bytes).into_owned();
                    Ok((shown, record.place, record.line))
                }
                Err(defect) => Err(defect.code),
            });
        }
        read
    }

    #[test]
    fn a_record_is_its_head_and_what_follows() {
        assert_eq!(
            read(b"\nnote\r\n1 a\r\n\r\nmore\r\n\r\n2 b"),
            [
                Err("no-date"),
                Ok(("1 a\r\n\r\nmore".into(), (7, 18), 3)),
                Ok(("2 b".into(), (22, 25), 7)),
            ]
        );
        assert_eq!(read(b" \n\n"), []);
        assert_eq!(read(b"note"), [Err("no-date")]);
    }

    #[test]
    fn a_record_too_long_to_be_held_is_hashed_whole() {
        for (lines, length) in [(1, 9 << 20), (3, 3 << 20), (9_000, 1_000)] {
            let mut text = b"1 ".to_vec();
            for _ in 0..lines {
                text.extend(std::iter::repeat_n(b'x', length));
                text.push(b'\n');
            }
            let long = text.len() as u64 - 1;
            text.extend_from_slice(b"2 b\n");
            let read = read(&text);
            assert_eq!(read.len(), 2);
            assert_eq!(read[0].as_ref().unwrap().1, (0, long));
            assert_eq!(read[1].as_ref().unwrap().0, "2 b");
        }
    }
}
