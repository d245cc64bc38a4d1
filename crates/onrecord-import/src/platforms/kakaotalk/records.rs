//! The second pass over a chat: one event per record, in the file's order. Holds a few records.

use super::date::Date;
use super::head::{Head, Heads, Stamp};
use super::survey::Reading;
use super::{title, words};
use crate::kit::line_records::{LineRecord, LineRecords};
use crate::kit::memo::Memo;
use crate::kit::text;
use crate::kit::text_chats::{DayTimes, Waiting, set_text};
use crate::kit::written_clock::Clock;
use onrecord_model::{
    Account, Defect, Event, Kind, Mark, Marks, Precision, Thread, Truth, Wall, When,
};
use std::io::Read;
use std::sync::Arc;

/// One chat being read.
pub(super) struct Records<'a> {
    records: LineRecords<Box<dyn Read + 'a>, Head>,
    chat: Chat,
    /// The day that the last day line said.
    today: Option<Today>,
    waiting: Waiting,
    heads: Heads,
}

/// What every record of a chat needs to know.
struct Chat {
    entry: Arc<str>,
    thread: Arc<Thread>,
    reading: Reading,
    people: Memo<Account>,
    /// The time of the last message that bore one.
    when: When,
}

/// The day that messages belong to.
struct Today {
    /// As it is written, without the dashes around it; times of messages below it.
    times: DayTimes,
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
            records: LineRecords::new(reader, entry.clone()).without_final_breaks(),
            chat: Chat {
                entry,
                thread,
                reading,
                people: Memo::default(),
                when: When::undated(),
            },
            today: None,
            waiting: Waiting::default(),
            heads: Heads::default(),
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.waiting.is_any() {
            return self.waiting.take();
        }
        loop {
            let (reading, heads) = (&self.chat.reading, &mut self.heads);
            let record = self
                .records
                .next(|line, number| reading.begins(heads.parse(line), line, number));
            let record = match record {
                Some(Ok(record)) => record,
                // A day of which nothing is told is told itself.
                last => {
                    let alone = self.today.as_mut().and_then(|today| today.alone.take());
                    let defect = last.and_then(Result::err).map(Err);
                    return self.waiting.in_turn(alone, defect);
                }
            };
            match &record.head {
                Head::Top => return Some(Ok(self.chat.top(record))),
                Head::Day(date) => {
                    let has_more = record.bytes.len() > record.first_line;
                    let mut next = self.chat.day(*date, record);
                    // What stands below a day without a clock is told with it.
                    let more = next.alone.take_if(|_| has_more);
                    let before = self.today.replace(next).and_then(|before| before.alone);
                    let more = more.map(|event| Ok(*event));
                    let given = self.waiting.in_turn(before, more);
                    if given.is_some() {
                        return given;
                    }
                }
                Head::Stamped(stamp) => {
                    let day = match &mut self.today {
                        Some(today) if today.alone.is_some() => {
                            let is_said = today.is_said_by(stamp, &record.bytes);
                            today.alone.take().filter(|_| !is_said)
                        }
                        _ => None,
                    };
                    // What was held of the day comes first, if nothing has said it.
                    let event = self.chat.stamped(stamp, record);
                    return self.waiting.in_turn(day, Some(Ok(event)));
                }
                Head::Bracketed {
                    clock,
                    name,
                    written,
                    rest,
                } => {
                    let (places, today) = ([*name, *written], self.today.as_mut());
                    let event = self.chat.bracketed(record, *clock, places, *rest, today);
                    return Some(Ok(event));
                }
                Head::Sentence => {
                    return Some(Ok(self.chat.of_day(record, self.today.as_mut())));
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let head = self.records.peek().map(|record| &record.head);
        let is_message = matches!(head, Some(Head::Stamped(_) | Head::Bracketed { .. }));
        (usize::from(is_message || self.waiting.is_any()), None)
    }
}

/// A part of a record's text.
fn part(text: &str, from: u32, to: u32) -> &str {
    let to = (to as usize).min(text.len());
    text.get(from as usize..to).unwrap_or_default()
}

impl Today {
    /// Whether a message that bears its own time says the same as this day line.
    fn is_said_by(&self, stamp: &Stamp, message: &[u8]) -> bool {
        let (own, date) = (self.date, stamp.date);
        match self.times.day.contains(':') {
            // On some phones the line has a clock: that of the first message.
            true => *self.times.day == *stamp.written(message),
            false => {
                (own.year, own.month, own.day) == (date.year, date.month, date.day) && !own.is_odd
            }
        }
    }

    fn when(&self) -> When {
        let wall = Wall::new(self.date.year, self.date.month, self.date.day, 0, 0, 0, 0);
        When {
            as_written: self.times.day.clone(),
            truth: wall.map_or(Truth::Undated, Truth::WallZoneUnknown),
            precision: wall.map_or(Precision::Coarse, |_| Precision::Day),
        }
    }
}

impl Chat {
    /// The lines at the top.
    fn top(&self, record: &LineRecord<Head>) -> Event {
        let mut event = record.begin(&self.entry, &self.thread, Kind::System);
        event.when = title::when(&record.bytes);
        set_text(&mut event, &record.bytes);
        event
    }

    /// A line that says which day it is, and what stands below it without a clock.
    fn day(&self, date: Date, record: &LineRecord<Head>) -> Today {
        let first = &record.bytes[..record.first_line.min(record.bytes.len())];
        let written = String::from_utf8_lossy(first);
        let is_around = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{feff}');
        let mut today = Today {
            times: DayTimes::of(written.trim_matches(is_around)),
            date,
            alone: None,
        };
        let mut event = record.begin(&self.entry, &self.thread, Kind::System);
        event.when = today.when();
        if date.is_odd {
            event.marks.add(Mark::Inconsistent);
        }
        set_text(&mut event, &record.bytes);
        today.alone = Some(Box::new(event));
        today
    }

    /// What follows a date and a clock: a name and a text, or a sentence of KakaoTalk's.
    fn stamped(&mut self, stamp: &Stamp, record: &LineRecord<Head>) -> Event {
        let mut marks = Marks::NONE;
        let when = self.when(stamp, &record.bytes);
        let odd_clock = stamp.clock.period.hour_of_day(stamp.clock.hour).1;
        if stamp.date.is_odd || odd_clock && stamp.clock.hour != 24 {
            marks.add(Mark::Inconsistent);
        }
        let rest = record.bytes.get(stamp.rest as usize..).unwrap_or_default();
        let rest = &*text::decode_lines(rest, &mut marks);
        let name_end = match stamp.is_sentence {
            true => None,
            false => name_end(rest).filter(|(end, _)| *end > 0),
        };
        let Some((end, text)) = name_end else {
            return self.sentence(record, rest, when, marks);
        };
        let name = &rest[..end];
        if words::OWNER.contains(&name) {
            marks.add(Mark::Outgoing);
        } else if self.reading.owner_speaks {
            marks.add(Mark::Incoming);
        }
        self.message(record, name, &rest[text..], when, marks)
    }

    /// The time of a stamp. Many messages have that of the one before.
    fn when(&mut self, stamp: &Stamp, line: &[u8]) -> When {
        let written = line.get(..stamp.end as usize).unwrap_or_default();
        if *self.when.as_written.as_bytes() != *written {
            self.when = title::stamped(stamp.written(line), stamp);
        }
        self.when.clone()
    }

    /// A computer's line: its day stands above. `places`: the name and the clock.
    fn bracketed(
        &mut self,
        record: &LineRecord<Head>,
        clock: Clock,
        places: [(u32, u32); 2],
        rest: u32,
        today: Option<&mut Today>,
    ) -> Event {
        let mut marks = Marks::NONE;
        // Name and clock are text, so that their places are the same in what is decoded.
        let decoded = text::decode_lines(&record.bytes, &mut marks);
        let [name, written] = places.map(|(from, to)| part(&decoded, from, to));
        let when = match today {
            None => When {
                as_written: written.into(),
                ..When::undated()
            },
            Some(today) => {
                today.alone = None;
                let date = today.date;
                if date.is_odd || clock.period.hour_of_day(clock.hour).1 && clock.hour != 24 {
                    marks.add(Mark::Inconsistent);
                }
                today.times.when(written, || {
                    let truth = title::truth((date.year, date.month, date.day), clock);
                    (truth, title::precision(truth, clock))
                })
            }
        };
        self.message(record, name, part(&decoded, rest, u32::MAX), when, marks)
    }

    /// A sentence of KakaoTalk's that bears no clock.
    fn of_day(&mut self, record: &LineRecord<Head>, today: Option<&mut Today>) -> Event {
        let when = today.map_or_else(When::undated, |today| {
            today.alone = None;
            today.when()
        });
        let mut marks = Marks::NONE;
        let decoded = text::decode_lines(&record.bytes, &mut marks);
        self.sentence(record, &decoded, when, marks)
    }

    /// What somebody wrote.
    fn message(
        &mut self,
        record: &LineRecord<Head>,
        name: &str,
        text: &str,
        when: When,
        mut marks: Marks,
    ) -> Event {
        text::mark_hidden(text, &mut marks);
        let account = self.account(name);
        let chat = (&self.entry, &self.thread);
        words::message(text).event(record, chat, when, Some(account), text.into(), marks)
    }

    /// What KakaoTalk says itself.
    fn sentence(
        &mut self,
        record: &LineRecord<Head>,
        text: &str,
        when: When,
        mut marks: Marks,
    ) -> Event {
        let shown = text.trim_start_matches('\u{feff}').trim_end();
        text::mark_hidden(shown, &mut marks);
        let body = words::of_platform(shown);
        let account = body.name.map(|name| self.account(name));
        let chat = (&self.entry, &self.thread);
        body.event(record, chat, when, account, shown.into(), marks)
    }

    fn account(&mut self, name: &str) -> Arc<Account> {
        let platform = &self.thread.platform;
        self.people.get(name, || Account::named(platform, name))
    }
}

/// Where the name at the beginning of a message ends, and where its text begins.
fn name_end(rest: &str) -> Option<(usize, usize)> {
    let bytes = rest.as_bytes();
    for at in memchr::memchr2_iter(b':', b'\n', bytes) {
        if bytes[at] == b'\n' {
            return without_words(&rest[..at]);
        }
        if at > 0 && bytes[at - 1] == b' ' && bytes.get(at + 1) == Some(&b' ') {
            return Some((at - 1, at + 2));
        }
    }
    without_words(rest)
}

/// The same of a message without words: `name :`.
fn without_words(line: &str) -> Option<(usize, usize)> {
    let line = line.trim_ascii_end();
    let name = line.strip_suffix(" :")?;
    Some((name.len(), line.len()))
}
