//! The second pass over a chat: one event per record, in the file's order. Holds a few records.

use super::day::{Date, Day};
use super::said::{self, Gap, Said};
use super::survey::{Head, Reading};
use super::{names, saved, words};
use crate::kit::day_period::Period;
use crate::kit::line_records::{LineRecord, LineRecords};
use crate::kit::memo::Memo;
use crate::kit::text;
use crate::kit::text_chats::{Body, DayTimes, Waiting, set_text};
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
    times: DayTimes,
    date: Date,
    is_odd: bool,
    /// The day line as a record of its own, until a message says it.
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
            },
            today: None,
            waiting: Waiting::default(),
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
            let reading = &self.chat.reading;
            let record = self
                .records
                .next(|line, number| reading.begins(line, number));
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
                Head::Day(day) => {
                    let has_more = record.bytes.len() > record.first_line;
                    let mut next = self.chat.day(day, record);
                    // What stands below a day without a clock is told with it.
                    let more = next.alone.take_if(|_| has_more);
                    let before = self.today.replace(next).and_then(|before| before.alone);
                    let more = more.map(|event| Ok(*event));
                    let given = self.waiting.in_turn(before, more);
                    if given.is_some() {
                        return given;
                    }
                }
                Head::Said(said) => {
                    let today = self.today.as_mut();
                    return Some(Ok(self.chat.said(said, record, today)));
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let head = self.records.peek().map(|record| &record.head);
        let is_message = matches!(head, Some(Head::Said(_)));
        (usize::from(is_message || self.waiting.is_any()), None)
    }
}

impl Chat {
    /// The lines at the top.
    fn top(&self, record: &LineRecord<Head>) -> Event {
        let mut event = record.begin(&self.entry, &self.thread, Kind::System);
        event.when = saved::when(&record.bytes, &self.reading);
        set_text(&mut event, &record.bytes);
        event
    }

    /// A line that says which day it is, and what stands below it without a clock.
    fn day(&self, day: &Day, record: &LineRecord<Head>) -> Today {
        let mut event = record.begin(&self.entry, &self.thread, Kind::System);
        let first = &record.bytes[..record.first_line.min(record.bytes.len())];
        let written = String::from_utf8_lossy(first);
        let written = written.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let (date, is_odd) = match self.reading.rule(day) {
            Some(rule) => rule.read(day),
            None => (Date::None, true),
        };
        let midnight = Clock {
            hour: 0,
            minute: 0,
            second: None,
            period: Period::None,
        };
        let truth = truth(date, midnight);
        event.when = When {
            as_written: written.into(),
            truth,
            precision: match truth {
                Truth::Undated => Precision::Coarse,
                _ => Precision::Day,
            },
        };
        if is_odd {
            event.marks.add(Mark::Inconsistent);
        }
        set_text(&mut event, &record.bytes);
        Today {
            times: DayTimes::of(written),
            date,
            is_odd,
            alone: Some(Box::new(event)),
        }
    }

    fn said(&mut self, said: &Said, record: &LineRecord<Head>, today: Option<&mut Today>) -> Event {
        let mut marks = Marks::NONE;
        // The clock is text, so that its places are the same in what is decoded.
        let decoded = text::decode_lines(&record.bytes, &mut marks);
        let clock = decoded.get(..said.clock_end as usize).unwrap_or_default();
        let rest = decoded.get(said.rest as usize..).unwrap_or_default();
        let when = when(said.clock, clock, today, &mut marks);
        let parts = match said.gap {
            Gap::Space => {
                names::speaker(rest, &self.reading.names).filter(|_| !words::is_of_platform(rest))
            }
            gap => said::parts(rest.as_bytes(), gap).map(|(name, text)| {
                let at = rest.len() - text.len();
                (&rest[..name.len()], &rest[at..])
            }),
        };
        let (name, text) = parts.unwrap_or(("", rest));
        let body = match (name.is_empty(), said.gap) {
            (false, gap) => words::message(text, gap == Gap::Space),
            // Without a name it is the platform's or somebody's: nothing in the line tells.
            (true, Gap::Space) if !words::is_of_platform(text) => Body {
                kind: Kind::Message,
                ..words::of_platform("")
            },
            (true, _) => words::of_platform(text),
        };
        let name = if name.is_empty() {
            body.name
        } else {
            Some(name)
        };
        let account = name.map(|name| self.account(name, &mut marks));
        text::mark_hidden(text, &mut marks);
        let unquoted = match text.starts_with('"') {
            true => words::unquoted(text),
            false => None,
        };
        let shown = unquoted.map_or_else(|| text.into(), Into::into);
        body.event(
            record,
            (&self.entry, &self.thread),
            when,
            account,
            shown,
            marks,
        )
    }

    /// In a chat of two, whoever is not the other one is the owner.
    fn account(&mut self, name: &str, marks: &mut Marks) -> Arc<Account> {
        if let Some(other) = &self.reading.other {
            marks.add(match **other == *name {
                true => Mark::Incoming,
                false => Mark::Outgoing,
            });
        }
        let platform = &self.thread.platform;
        self.people.get(name, || Account::named(platform, name))
    }
}

fn when(clock: Clock, written: &str, today: Option<&mut Today>, marks: &mut Marks) -> When {
    let Some(today) = today else {
        return When {
            as_written: written.into(),
            ..When::undated()
        };
    };
    // Some phones count the first hour of a day as the 24th.
    let is_odd = clock.hour != 24 && clock.period.hour_of_day(clock.hour).1;
    today.alone = None;
    if today.is_odd || is_odd {
        marks.add(Mark::Inconsistent);
    }
    let date = today.date;
    today.times.when(written, || {
        let truth = truth(date, clock);
        let precision = match (truth, clock.second) {
            (Truth::Undated, _) => Precision::Coarse,
            (_, Some(_)) => Precision::Second,
            (_, None) => Precision::Minute,
        };
        (truth, precision)
    })
}

/// The time of a clock on a day.
pub(super) fn truth(date: Date, clock: Clock) -> Truth {
    let (hour, _) = clock.period.hour_of_day(clock.hour);
    let second = clock.second.unwrap_or(0);
    let wall = |year, month, day| Wall::new(year, month, day, hour, clock.minute, second, 0);
    let found = match date {
        Date::One(year, month, day) => wall(year, month, day).map(Truth::WallZoneUnknown),
        Date::Either(year, first, second) => {
            match (wall(year, second, first), wall(year, first, second)) {
                (Some(day_first), Some(month_first)) => Some(Truth::DayMonthAmbiguous {
                    day_first,
                    month_first,
                }),
                _ => None,
            }
        }
        Date::None => None,
    };
    found.unwrap_or(Truth::Undated)
}
