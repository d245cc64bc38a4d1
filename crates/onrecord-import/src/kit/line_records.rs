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
pub struct LineRecord<H> {
    /// What its first line was found to be.
    pub head: H,
    /// Its bytes as they stand in the file, with the line endings between its lines; only their
    /// beginning where it is longer than 4 MiB.
    pub bytes: Vec<u8>,
    /// Where its first line ends in its bytes.
    pub first_line: usize,
    /// Its bytes in the file, half-open.
    pub place: (u64, u64),
    /// The number of its first line, counted from 1.
    pub line: u64,
    /// The digest of its bytes in the file.
    pub raw: Digest,
    /// The line ending after what is in its bytes so far.
    ending: &'static [u8],
    /// Set once it is longer than [`MAX_RECORD`].
    hasher: Option<Box<Sha256>>,
}

impl<H> LineRecord<H> {
    /// Whether only its beginning is held.
    pub fn is_cut(&self) -> bool {
        self.hasher.is_some()
    }

    /// An event at its place, with nothing in it yet.
    #[inline]
    pub fn begin(&self, entry: &Arc<str>, thread: &Arc<Thread>, kind: Kind) -> Event {
        let mut event = Event::new(self.locator(entry), self.raw, thread.clone(), kind);
        if self.is_cut() {
            event.marks.add(Mark::Truncated);
        }
        event
    }

    /// Where it stands.
    #[inline]
    pub fn locator(&self, entry: &Arc<str>) -> Locator {
        Locator {
            entry: entry.clone(),
            bytes: self.place,
            pointer: Pointer::Line(self.line),
        }
    }
}

/// So many short ones are read before the first of them is given out: the digests of two are worked out
/// together, which is faster than one after the other, and most so where both are of one length.
const AHEAD: usize = 8;
/// So long are the pieces that SHA-256 takes, and so many lengths are told apart.
const BLOCK: usize = 64;
const LENGTHS: usize = 16;
/// A longer one is the last that is read ahead.
const SHORT: usize = 64 << 10;
/// Of those and of the one behind them, which may go on.
const PLACES: usize = AHEAD + 1;

/// Reads records one after the other.
pub struct LineRecords<R, H> {
    lines: LineReader<R>,
    entry: Arc<str>,
    leaves_out_final_breaks: bool,
    /// Where records lie from their first line until they have been given out. They stay in their place:
    /// moving one costs as much as looking at it.
    held: Vec<LineRecord<H>>,
    /// Which of them is given out next, and how many are complete. The one behind those, if there is
    /// one, may go on.
    next: usize,
    complete: usize,
    is_pending: bool,
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
            leaves_out_final_breaks: false,
            held: Vec::with_capacity(PLACES),
            next: 0,
            complete: 0,
            is_pending: false,
            number: 0,
            text_before_first: None,
            failure: None,
            has_ended: false,
        }
    }

    /// Leaves out the empty lines at a record's end: they only set the next record apart. A record
    /// that is cut keeps them.
    pub fn without_final_breaks(mut self) -> Self {
        self.leaves_out_final_breaks = true;
        self
    }

    /// The next record, or the defect that stands in its place. `begins` says what a line begins,
    /// by its bytes and its number; of a line that is too long it gets the beginning.
    pub fn next(
        &mut self,
        mut begins: impl FnMut(&[u8], u64) -> Option<H>,
    ) -> Option<Result<&LineRecord<H>, Defect>> {
        if self.complete == 0 {
            // A long one is the last of those that are read together: its memory is not kept.
            if let Some(last) = self.held.get_mut(place_of(self.next + AHEAD))
                && last.bytes.len() > SHORT
            {
                last.bytes = Vec::new();
            }
            while self.complete < AHEAD && self.read_one(&mut begins) {
                let last = place_of(self.next + self.complete - 1);
                if self.held[last].bytes.len() > SHORT {
                    break;
                }
            }
            self.hash();
            if let Some(defect) = before_first(&mut self.text_before_first, &self.entry) {
                return Some(Err(defect));
            }
        }
        if self.complete == 0 {
            return self.failure.take().map(Err);
        }
        let at = self.next;
        self.next = place_of(at + 1);
        self.complete -= 1;
        self.held.get(at).map(Ok)
    }

    /// The record that [`Self::next`] gives out, where that is known: it may not be complete.
    #[inline]
    pub fn peek(&self) -> Option<&LineRecord<H>> {
        let is_known = self.complete > 0 || self.is_pending && self.text_before_first.is_none();
        self.held.get(self.next).filter(|_| is_known)
    }

    /// Reads lines until one more record is complete. `false`: there is none.
    fn read_one(&mut self, begins: &mut impl FnMut(&[u8], u64) -> Option<H>) -> bool {
        while !self.has_ended {
            let number = self.number + 1;
            let at = place_of(self.next + self.complete);
            let mut cut = None;
            let line = {
                let pending = self.held.get(at).filter(|_| self.is_pending);
                self.lines.next_line_with(|piece| {
                    cut.get_or_insert_with(|| hasher_for(begins(piece, number).is_some(), pending))
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
                    let pending = self.held.get(at).filter(|_| self.is_pending);
                    let at = pending.map_or(0, |pending| pending.place.1);
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
                    let is_complete = self.is_pending;
                    self.complete += usize::from(is_complete);
                    self.is_pending = true;
                    let at = place_of(self.next + self.complete);
                    match self.held.get_mut(at) {
                        Some(free) => free.begin_again(&line, head, cut),
                        None => self.held.push(LineRecord::of(&line, head, cut)),
                    }
                    if is_complete {
                        return true;
                    }
                }
                None => match self.held.get_mut(at).filter(|_| self.is_pending) {
                    Some(pending) => pending.go_on(&line, cut),
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
        let is_complete = std::mem::take(&mut self.is_pending);
        self.complete += usize::from(is_complete);
        is_complete
    }

    /// Works out the digests of the records that are complete.
    fn hash(&mut self) {
        // Those that have found no other of their length yet.
        let mut alone = [None; LENGTHS];
        for nth in 0..self.complete {
            let place = place_of(self.next + nth);
            let record = &mut self.held[place];
            if self.leaves_out_final_breaks {
                record.leave_out_final_breaks();
            }
            let alike = &mut alone[(record.bytes.len() / BLOCK).min(LENGTHS - 1)];
            match alike.take() {
                Some(other) => self.hash_both(other, place),
                None => *alike = Some(place),
            }
        }
        let mut rest = alone.into_iter().flatten();
        while let Some(one) = rest.next() {
            match rest.next() {
                Some(two) => self.hash_both(one, two),
                None => self.held[one].hash(),
            }
        }
    }

    /// The same of the records in these two places.
    fn hash_both(&mut self, one: usize, two: usize) {
        match self.held.get_disjoint_mut([one, two]) {
            Ok([one, two]) if !one.is_cut() && !two.is_cut() => {
                (one.raw, two.raw) = Digest::of_both(&one.bytes, &two.bytes);
            }
            _ => [one, two].iter().for_each(|place| self.held[*place].hash()),
        }
    }
}

/// The place of the so-manieth record.
fn place_of(nth: usize) -> usize {
    nth % PLACES
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
fn hasher_for<H>(is_head: bool, pending: Option<&LineRecord<H>>) -> Sha256 {
    match pending {
        Some(pending) if !is_head => {
            let mut hasher = pending.hasher.as_deref().cloned().unwrap_or_else(|| {
                let mut hasher = Sha256::new();
                hasher.update(&pending.bytes);
                hasher
            });
            hasher.update(pending.ending);
            hasher
        }
        _ => Sha256::new(),
    }
}

impl<H> LineRecord<H> {
    fn of(line: &Line<'_>, head: H, cut: Option<Sha256>) -> Self {
        Self {
            head,
            bytes: line.content.to_vec(),
            first_line: line.content.len(),
            place: (line.start, line.end),
            line: line.number,
            raw: Digest::default(),
            ending: line.ending,
            hasher: cut.map(Box::new),
        }
    }

    /// As [`Self::of`], in the memory of a record that has been given out.
    fn begin_again(&mut self, line: &Line<'_>, head: H, cut: Option<Sha256>) {
        self.head = head;
        self.bytes.clear();
        self.bytes.extend_from_slice(line.content);
        self.first_line = line.content.len();
        self.place = (line.start, line.end);
        self.line = line.number;
        self.ending = line.ending;
        self.hasher = cut.map(Box::new);
    }

    /// One more line of text.
    fn go_on(&mut self, line: &Line<'_>, cut: Option<Sha256>) {
        let bytes = &mut self.bytes;
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
        self.place.1 = line.end;
    }

    fn hash(&mut self) {
        self.raw = match &self.hasher {
            Some(hasher) => Digest(hasher.clone().finalize().into()),
            None => Digest::of(&self.bytes),
        };
    }

    fn leave_out_final_breaks(&mut self) {
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        while !self.is_cut() && self.bytes.last().is_some_and(is_break) {
            self.bytes.pop();
            self.place.1 -= 1;
        }
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
        let mut records = LineRecords::new(text, "a.txt".into()).without_final_breaks();
        let mut read = Vec::new();
        while let Some(record) = records.next(digit) {
            read.push(match record {
                Ok(record) => {
                    let (from, to) = (record.place.0 as usize, record.place.1 as usize);
                    let start = record.bytes.len();
                    assert_eq!(record.raw, Digest::of(&text[from..to]));
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
    fn records_of_every_length_are_given_in_their_order() {
        // `read` compares each one's bytes and digest with what stands in the text.
        for count in 0..3 * PLACES {
            let mut text = Vec::new();
            for nth in 0..count {
                let length = [0, 7, 300, SHORT, 55, 3 * SHORT, 9][nth * 5 % 7];
                text.extend_from_slice(format!("{nth} {}\n\n", "x".repeat(length)).as_bytes());
            }
            let read = read(&text);
            assert_eq!(read.len(), count);
            for (nth, record) in read.iter().enumerate() {
                let (shown, _, line) = record.as_ref().unwrap();
                assert!(shown.starts_with(&format!("{nth} ")), "{nth} of {count}");
                assert_eq!(*line, 1 + 2 * nth as u64);
            }
        }
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
