//! The second pass over a chat: one event per record, in the file's order. Holds one record.

use super::date::Date;
use super::head::Head;
use super::survey::Reading;
use super::{title, words};
use crate::kit::line_records::{LineRecord, LineRecords};
use crate::kit::memo::Memo;
use crate::kit::text;
use crate::kit::text_chats::set_text;
use crate::kit::written_clock::Clock;
use onrecord_model::{Account, Defect, Event, Kind, Mark, Precision, Thread, Truth, Wall, When};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

/// One chat being read.
pub(super) struct Records<'a> {
    records: LineRecords<Box<dyn Read + 'a>, Head>,
    chat: Chat,
    /// The day that the last day line said.
    today: Option<Today>,
    /// What is given out next.
    waiting: VecDeque<Result<Event, Defect>>,
}

/// What every record of a chat needs to know.
struct Chat {
    entry: Arc<str>,
    thread: Arc<Thread>,
    reading: Reading,
    people: Memo<Account>,
}

/// The day that messages belong to.
struct Today {
    /// Without the dashes around it.
    written: Box<str>,
    date: Date,
    /// The day line as a record of its own, until a message says the same.
    alone: Option<Box<Event>>,
}

impl<'a> Records<'a> {
    pub(super) fn new(
        reader: Box<dyn Read + 'a>,
        entry: Arc<str>,
        thread: Arc<Thread>,
        reading: Reading,
    ) -> Self {
        Self {
            records: LineRecords::new(reader, entry.clone()),
            chat: Chat {
                entry,
                thread,
                reading,
                people: Memo::default(),
            },
            today: None,
            waiting: VecDeque::new(),
        }
    }

    /// The day line above is told by itself, if nothing has said it.
    fn tell_day(&mut self) {
        if let Some(alone) = self.today.as_mut().and_then(|today| today.alone.take()) {
            self.waiting.push_back(Ok(*alone));
        }
    }

    /// Reads one record. `false` at the end.
    fn step(&mut self) -> bool {
        let reading = &self.chat.reading;
        let mut record = match self
            .records
            .next(|line, number| reading.begins(line, number))
        {
            Some(Ok(record)) => record,
            last => {
                let defect = last.and_then(Result::err);
                let goes_on = defect.is_some();
                self.tell_day();
                self.waiting.extend(defect.map(Err));
                return goes_on;
            }
        };
        record.leave_out_final_breaks();
        let mut event = record.begin(&self.chat.entry, &self.chat.thread, Kind::System);
        match record.head {
            Head::Top => {
                event.when = title::when(record.bytes);
                set_text(&mut event, record.bytes);
            }
            Head::Day(date) => {
                let has_more = record.bytes.len() > record.first_line;
                let mut next = self.chat.day(date, &record, event);
                // What stands below a day without a clock is told with it.
                let more = next.alone.take_if(|_| has_more);
                self.tell_day();
                self.today = Some(next);
                self.waiting.extend(more.map(|event| Ok(*event)));
                return true;
            }
            Head::Stamped(stamp) => {
                let written = slice(record.bytes, 0, stamp.end);
                let written = String::from_utf8_lossy(written);
                let written = written.trim_start_matches('\u{feff}');
                event.when = title::stamped(written, &stamp);
                let odd_clock = stamp.clock.period.hour_of_day(stamp.clock.hour).1;
                if stamp.date.is_odd || odd_clock && stamp.clock.hour != 24 {
                    event.marks.add(Mark::Inconsistent);
                }
                let rest = slice(record.bytes, stamp.rest, u32::MAX);
                self.chat.said(rest, stamp.is_sentence, &mut event);
                if let Some(today) = &mut self.today
                    && today.is_said_by(&stamp.date, written)
                {
                    today.alone = None;
                }
                self.tell_day();
            }
            Head::Bracketed {
                clock,
                name,
                written,
                rest,
            } => {
                let name = slice(record.bytes, name.0, name.1);
                let written = slice(record.bytes, written.0, written.1);
                self.chat
                    .bracketed(name, clock, written, self.today.as_mut(), &mut event);
                self.chat
                    .body(slice(record.bytes, rest, u32::MAX), &mut event);
            }
            Head::Sentence => {
                if let Some(today) = &mut self.today {
                    event.when = today.when();
                    today.alone = None;
                }
                self.chat.sentence(record.bytes, &mut event);
            }
        }
        self.waiting.push_back(Ok(event));
        true
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.waiting.pop_front() {
                return Some(record);
            }
            if !self.step() && self.waiting.is_empty() {
                return None;
            }
        }
    }
}

/// A part of a record's bytes.
fn slice(bytes: &[u8], from: u32, to: u32) -> &[u8] {
    let to = (to as usize).min(bytes.len());
    bytes.get(from as usize..to).unwrap_or_default()
}

impl Today {
    /// Whether a message that bears its own time says the same as this day line.
    fn is_said_by(&self, date: &Date, written: &str) -> bool {
        let own = (self.date.year, self.date.month, self.date.day);
        match self.written.contains(':') {
            // On some phones the line has a clock: that of the first message.
            true => *self.written == *written,
            false => own == (date.year, date.month, date.day) && !self.date.is_odd,
        }
    }

    fn when(&self) -> When {
        let wall = Wall::new(self.date.year, self.date.month, self.date.day, 0, 0, 0, 0);
        When {
            as_written: (*self.written).into(),
            truth: wall.map_or(Truth::Undated, Truth::WallZoneUnknown),
            precision: wall.map_or(Precision::Coarse, |_| Precision::Day),
        }
    }
}

impl Chat {
    /// A line that says which day it is, and what stands below it without a clock.
    fn day(&self, date: Date, record: &LineRecord<'_, Head>, mut event: Event) -> Today {
        let first = slice(record.bytes, 0, record.first_line as u32);
        let written = String::from_utf8_lossy(first);
        let is_around = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{feff}');
        let mut today = Today {
            written: written.trim_matches(is_around).into(),
            date,
            alone: None,
        };
        event.when = today.when();
        if date.is_odd {
            event.marks.add(Mark::Inconsistent);
        }
        set_text(&mut event, record.bytes);
        today.alone = Some(Box::new(event));
        today
    }

    /// What follows a date and a clock: a name and a text, or a sentence of KakaoTalk's.
    fn said(&mut self, rest: &[u8], is_sentence: bool, event: &mut Event) {
        let first = memchr::memchr(b'\n', rest).map_or(rest, |at| &rest[..at]);
        let name_end = match is_sentence {
            true => None,
            false => memchr::memmem::find(first, b" : ")
                .map(|at| (at, at + 3))
                .or_else(|| {
                    // A message without words.
                    let first = first.trim_ascii_end();
                    first
                        .strip_suffix(b" :")
                        .map(|name| (name.len(), first.len()))
                }),
        };
        let Some((end, text)) = name_end.filter(|(end, _)| *end > 0) else {
            return self.sentence(rest, event);
        };
        let name = text::decode(&rest[..end], &mut event.marks);
        let is_owner = words::OWNER.contains(&&*name);
        self.set_account(event, &name);
        if is_owner {
            event.marks.add(Mark::Outgoing);
        } else if self.reading.owner_speaks {
            event.marks.add(Mark::Incoming);
        }
        self.body(&rest[text..], event);
    }

    /// A computer's line: its day stands above.
    fn bracketed(
        &mut self,
        name: &[u8],
        clock: Clock,
        written: &[u8],
        today: Option<&mut Today>,
        event: &mut Event,
    ) {
        let name = text::decode(name, &mut event.marks);
        self.set_account(event, &name);
        let written = String::from_utf8_lossy(written);
        let Some(today) = today else {
            event.when = When {
                as_written: (*written).into(),
                ..When::undated()
            };
            return;
        };
        today.alone = None;
        let date = today.date;
        if date.is_odd || clock.period.hour_of_day(clock.hour).1 && clock.hour != 24 {
            event.marks.add(Mark::Inconsistent);
        }
        let truth = title::truth((date.year, date.month, date.day), clock);
        let mut whole = String::with_capacity(today.written.len() + 1 + written.len());
        whole.push_str(&today.written);
        whole.push(' ');
        whole.push_str(&written);
        event.when = When {
            as_written: whole.into(),
            truth,
            precision: title::precision(truth, clock),
        };
    }

    /// What somebody wrote.
    fn body(&self, bytes: &[u8], event: &mut Event) {
        let decoded = text::decode_lines(bytes, &mut event.marks);
        words::message(&decoded).tell(event);
        text::mark_hidden(&decoded, &mut event.marks);
        event.text = Some((*decoded).into());
    }

    /// What KakaoTalk says itself.
    fn sentence(&mut self, bytes: &[u8], event: &mut Event) {
        set_text(event, bytes);
        let Some(text) = event.text.take() else {
            return;
        };
        let body = words::of_platform(&text);
        event.kind = body.kind;
        event.marks.0 |= body.marks.0;
        if let Some(name) = body.name {
            self.set_account(event, name);
        }
        event.text = Some(text);
    }

    fn set_account(&mut self, event: &mut Event, name: &str) {
        let platform = &self.thread.platform;
        event.account = Some(self.people.get(name, || Account::named(platform, name)));
    }
}
