//! The second pass over a chat: one event per record, in the file's order. Holds one record.

use super::day::{Date, Day};
use super::said::{self, Gap, Said};
use super::survey::{Head, Reading};
use super::{names, saved, words};
use crate::kit::day_period::Period;
use crate::kit::line_records::{LineRecord, LineRecords};
use crate::kit::memo::Memo;
use crate::kit::text;
use crate::kit::text_chats::{Body, set_text};
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
    /// What is given out next.
    waiting: Option<Result<Event, Defect>>,
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
    written: Box<str>,
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
            records: LineRecords::new(reader, entry.clone()),
            chat: Chat {
                entry,
                thread,
                reading,
                people: Memo::default(),
            },
            today: None,
            waiting: None,
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(record) = self.waiting.take() {
            return Some(record);
        }
        loop {
            let reading = &self.chat.reading;
            let record = self
                .records
                .next(|line, number| reading.begins(line, number));
            let mut record = match record {
                Some(Ok(record)) => record,
                // A day of which nothing is told is told itself.
                last => {
                    let alone = self.today.as_mut().and_then(|today| today.alone.take());
                    let defect = last.and_then(Result::err).map(Err);
                    return match alone {
                        Some(alone) => {
                            self.waiting = defect;
                            Some(Ok(*alone))
                        }
                        None => defect,
                    };
                }
            };
            record.leave_out_final_breaks();
            let mut event = record.begin(&self.chat.entry, &self.chat.thread, Kind::System);
            match record.head {
                Head::Top => {
                    event.when = saved::when(record.bytes, &self.chat.reading);
                    set_text(&mut event, record.bytes);
                    return Some(Ok(event));
                }
                Head::Day(day) => {
                    let has_more = record.bytes.len() > record.first_line;
                    let mut next = self.chat.day(&day, &record, event);
                    // What stands below a day without a clock is told with it.
                    let more = next.alone.take_if(|_| has_more);
                    let before = self.today.replace(next).and_then(|before| before.alone);
                    let mut days = before.into_iter().chain(more);
                    if let Some(first) = days.next() {
                        self.waiting = days.next().map(|event| Ok(*event));
                        return Some(Ok(*first));
                    }
                }
                Head::Said(said) => {
                    if let Some(today) = &mut self.today {
                        today.alone = None;
                    }
                    self.chat
                        .said(&said, record.bytes, self.today.as_ref(), &mut event);
                    return Some(Ok(event));
                }
            }
        }
    }
}

impl Chat {
    /// A line that says which day it is, and what stands below it without a clock.
    fn day(&self, day: &Day, record: &LineRecord<'_, Head>, mut event: Event) -> Today {
        let first = &record.bytes[..record.first_line.min(record.bytes.len())];
        let written = String::from_utf8_lossy(first);
        let written: Box<str> = written
            .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
            .into();
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
            as_written: (*written).into(),
            truth,
            precision: match truth {
                Truth::Undated => Precision::Coarse,
                _ => Precision::Day,
            },
        };
        if is_odd {
            event.marks.add(Mark::Inconsistent);
        }
        set_text(&mut event, record.bytes);
        Today {
            written,
            date,
            is_odd,
            alone: Some(Box::new(event)),
        }
    }

    fn said(&mut self, said: &Said, bytes: &[u8], today: Option<&Today>, event: &mut Event) {
        event.when = when(said, bytes, today, &mut event.marks);
        let rest = &bytes[(said.rest as usize).min(bytes.len())..];
        let mut marks = event.marks;
        let decoded = text::decode_lines(rest, &mut marks);
        let parts = match said.gap {
            Gap::Space => names::speaker(&decoded, &self.reading.names)
                .filter(|_| !words::is_of_platform(&decoded)),
            gap => said::parts(decoded.as_bytes(), gap).map(|(name, text)| {
                let at = decoded.len() - text.len();
                (&decoded[..name.len()], &decoded[at..])
            }),
        };
        let (name, text) = parts.unwrap_or(("", &decoded));
        let body = match (name.is_empty(), said.gap) {
            (false, gap) => words::message(text, gap == Gap::Space),
            // Without a name it is the platform's or somebody's: nothing in the line tells.
            (true, Gap::Space) if !words::is_of_platform(text) => Body {
                kind: Kind::Message,
                ..words::of_platform("")
            },
            (true, _) => words::of_platform(text),
        };
        event.marks.0 |= marks.0;
        let name = if name.is_empty() {
            body.name
        } else {
            Some(name)
        };
        if let Some(name) = name {
            self.set_account(event, name);
        }
        body.tell(event);
        text::mark_hidden(text, &mut event.marks);
        event.text = Some(
            match text
                .starts_with('"')
                .then(|| words::unquoted(text))
                .flatten()
            {
                Some(unquoted) => unquoted.into(),
                None => text.into(),
            },
        );
    }

    /// In a chat of two, whoever is not the other one is the owner.
    fn set_account(&mut self, event: &mut Event, name: &str) {
        let platform = &self.thread.platform;
        event.account = Some(self.people.get(name, || Account::named(platform, name)));
        if let Some(other) = &self.reading.other {
            event.marks.add(match **other == *name {
                true => Mark::Incoming,
                false => Mark::Outgoing,
            });
        }
    }
}

fn when(said: &Said, bytes: &[u8], today: Option<&Today>, marks: &mut Marks) -> When {
    let clock = String::from_utf8_lossy(&bytes[..(said.clock_end as usize).min(bytes.len())]);
    let Some(today) = today else {
        return When {
            as_written: (*clock).into(),
            ..When::undated()
        };
    };
    let truth = truth(today.date, said.clock);
    // Some phones count the first hour of a day as the 24th.
    let is_odd = said.clock.hour != 24 && said.clock.period.hour_of_day(said.clock.hour).1;
    if today.is_odd || is_odd {
        marks.add(Mark::Inconsistent);
    }
    let mut written = String::with_capacity(today.written.len() + 1 + clock.len());
    written.push_str(&today.written);
    written.push(' ');
    written.push_str(&clock);
    When {
        as_written: written.into(),
        truth,
        precision: match (truth, said.clock.second) {
            (Truth::Undated, _) => Precision::Coarse,
            (_, Some(_)) => Precision::Second,
            (_, None) => Precision::Minute,
        },
    }
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
