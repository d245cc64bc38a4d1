//! The first pass over a chat: which days, what divides its lines, who speaks, which lines stand in
//! quotation marks. Constant memory.

use super::day::{self, Date, Day, DayRule, DaySurvey};
use super::names::NameSurvey;
use super::said::{self, Gap, Said};
use super::title::{self, Title};
use crate::kit::lines::LineReader;
use std::collections::BTreeSet;
use std::io::Read;

/// A text in quotation marks is not longer: LINE allows some 10,000 characters.
const LONGEST_QUOTED: usize = 64 << 10;
/// More of them with lines that look like others are not remembered.
const MAX_SHIELDS: usize = 1 << 16;
/// So many senders tell that a chat is not one of two.
const MAX_SENDERS: usize = 3;

/// How the second pass reads the chat.
pub(super) struct Reading {
    pub rules: Vec<DayRule>,
    pub gap: Gap,
    pub title: Option<Title>,
    /// The number of the line with the title.
    top: Option<u64>,
    /// Where a computer saved the chat: who speaks, longest name first.
    pub names: Vec<Box<str>>,
    /// Lines, by number, that stand in quotation marks and only look like days or messages.
    shields: Vec<(u64, u64)>,
    /// Messages above the first day.
    pub undated: u64,
    /// The other one of a chat of two, where it is known that they are two.
    pub other: Option<Box<str>>,
}

/// What a line begins.
pub(super) enum Head {
    /// The title, and when the chat was saved.
    Top,
    Day(Day),
    Said(Said),
}

impl Reading {
    /// What a line begins; `None` where it goes on with the line above it.
    pub(super) fn begins(&self, line: &[u8], number: u64) -> Option<Head> {
        if self.top == Some(number) {
            return Some(Head::Top);
        }
        if !self.shields.is_empty() && self.is_shielded(number) {
            return None;
        }
        if let Some(said) = said::parse(line)
            && said.gap == self.gap
        {
            return Some(Head::Said(said));
        }
        let day = day::parse(line)?;
        self.rule(&day).map(|_| Head::Day(day))
    }

    fn is_shielded(&self, number: u64) -> bool {
        let at = self.shields.partition_point(|shield| shield.1 < number);
        self.shields
            .get(at)
            .is_some_and(|shield| shield.0 <= number)
    }

    /// A date that stands beside other words: its day is where it is in the chat's days.
    pub(super) fn date_of(&self, day: &Day) -> Date {
        let order = self.rules.iter().find_map(|rule| {
            let is_alike = rule.layout.year_is_first == day.layout.year_is_first;
            rule.order.filter(|_| is_alike)
        });
        day.read_alone(order).0
    }

    pub(super) fn rule(&self, day: &Day) -> Option<&DayRule> {
        self.rules.iter().find(|rule| rule.layout == day.layout)
    }
}

/// A line that begins something, held back while it may stand in quotation marks.
enum Held {
    Day(Day, Vec<u8>),
    Said(Gap, Vec<u8>),
}

/// A text that began with a quotation mark and has not ended.
struct Open {
    line: u64,
    bytes: usize,
    held: Vec<Held>,
}

struct Survey {
    days: DaySurvey,
    undated: u64,
    tabs: u64,
    wide: u64,
    spaces: u64,
    senders: BTreeSet<Box<[u8]>>,
    names: NameSurvey,
    open: Option<Open>,
    shields: Vec<(u64, u64)>,
}

/// Reads a chat from its start. What cannot be read is left to the second pass to say. `name`: what
/// the file's name says of whom the chat is with.
pub(super) fn survey(reader: impl Read, name: Option<Title>, answer: Option<&str>) -> Reading {
    let mut survey = Survey {
        days: DaySurvey::default(),
        undated: 0,
        tabs: 0,
        wide: 0,
        spaces: 0,
        senders: BTreeSet::new(),
        names: NameSurvey::new(name.as_ref().map(|title| &*title.name)),
        open: None,
        shields: Vec::new(),
    };
    let mut top = None;
    let mut titled = name;
    let mut has_begun = false;
    let mut reader = LineReader::new(reader);
    while let Ok(Some(line)) = reader.next_line() {
        if !has_begun && !line.content.trim_ascii().is_empty() {
            has_begun = true;
            if let Some(title) = title::of_line(line.content) {
                top = Some(line.number);
                survey.names = NameSurvey::new(Some(&title.name));
                titled = Some(title);
                continue;
            }
        }
        survey.line(line.content, line.number);
    }
    survey.give_up();
    survey.conclude(top, titled, answer)
}

impl Survey {
    fn line(&mut self, line: &[u8], number: u64) {
        let said = said::parse(line);
        let day = match said {
            Some(_) => None,
            None => day::parse(line),
        };
        let is_plain = said.is_none() && day.is_none();
        if let Some(open) = &mut self.open {
            open.bytes += line.len() + 1;
            let is_too_long = open.bytes > LONGEST_QUOTED;
            let closes = closes(line);
            if is_plain && closes {
                let from = open.line + 1;
                if !open.held.is_empty() && self.shields.len() < MAX_SHIELDS {
                    self.shields.push((from, number));
                }
                self.open = None;
                return;
            }
            if is_too_long {
                self.give_up();
            }
        }
        if is_plain {
            return;
        }
        if let Some(said) = said {
            let rest = &line[said.rest as usize..];
            let parts = said::parts(rest, said.gap);
            let opens = |text: &[u8]| text.first() == Some(&b'"') && !closes(&text[1..]);
            if parts.is_some_and(|(_, text)| opens(text)) {
                self.give_up();
                self.open = Some(Open {
                    line: number,
                    bytes: 0,
                    held: Vec::new(),
                });
                // The line that opens is itself a message.
                self.said(said.gap, rest, parts);
            } else if let Some(open) = &mut self.open {
                open.held.push(Held::Said(said.gap, rest.to_vec()));
            } else {
                self.said(said.gap, rest, parts);
            }
        } else if let Some(day) = day {
            match &mut self.open {
                Some(open) => open.held.push(Held::Day(day, line.to_vec())),
                None => self.days.push(&day, line),
            }
        }
    }

    /// What looked like a text in quotation marks is none.
    fn give_up(&mut self) {
        if let Some(open) = self.open.take() {
            for held in open.held {
                match held {
                    Held::Day(day, line) => self.days.push(&day, &line),
                    Held::Said(gap, rest) => self.said(gap, &rest, said::parts(&rest, gap)),
                }
            }
        }
    }

    /// A message; `rest` follows its clock, `parts` are the name and the text in it.
    fn said(&mut self, gap: Gap, rest: &[u8], parts: Option<(&[u8], &[u8])>) {
        self.undated += u64::from(self.days.is_empty());
        match gap {
            Gap::Tab => self.tabs += 1,
            Gap::Wide => self.wide += 1,
            Gap::Space => {
                self.spaces += 1;
                self.names.push(&String::from_utf8_lossy(rest));
            }
        }
        if let Some((name, _)) = parts
            && !name.is_empty()
            && self.senders.len() < MAX_SENDERS
            && !self.senders.contains(name)
        {
            self.senders.insert(name.into());
        }
    }

    fn conclude(self, top: Option<u64>, title: Option<Title>, answer: Option<&str>) -> Reading {
        let gap = if self.tabs > 0 && self.tabs * 2 >= self.spaces + self.wide {
            Gap::Tab
        } else if self.wide > self.spaces {
            Gap::Wide
        } else {
            Gap::Space
        };
        let names = match gap {
            Gap::Space => self
                .names
                .names(title.as_ref().is_some_and(|title| title.is_of_two)),
            _ => Vec::new(),
        };
        let other = title
            .as_ref()
            .filter(|title| title.is_of_two)
            .and_then(|title| {
                let is_of_two = match gap {
                    Gap::Space => names.len() == 2,
                    _ => self.senders.len() == 2,
                };
                let speaks =
                    names.contains(&title.name) || self.senders.contains(title.name.as_bytes());
                (is_of_two && speaks).then(|| title.name.clone())
            });
        Reading {
            rules: self.days.rules(answer),
            gap,
            title,
            top,
            names,
            shields: self.shields,
            undated: self.undated,
            other,
        }
    }
}

/// Whether a line ends a text in quotation marks: those within a text come in pairs.
fn closes(line: &[u8]) -> bool {
    line.last() == Some(&b'"') && memchr::memchr_iter(b'"', line).count() % 2 == 1
}
