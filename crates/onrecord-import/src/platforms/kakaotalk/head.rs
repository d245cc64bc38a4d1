//! What a line of a chat begins: a day, a message, a sentence of KakaoTalk's. Knows neither names nor
//! words, and one line at a time.

use super::date::{Date, Style, date};
use crate::kit::written_clock::{Clock, clock};

/// No time at the beginning of a line is longer, in bytes; no day with dashes around it.
const STAMP: usize = 56;
const WINDOW: usize = 96;
/// A name and a clock in brackets are not longer.
const BRACKETS: usize = 400;

/// What a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// The title, and when the chat was saved.
    Top,
    /// Which day it is, and nothing else; with a clock on some phones.
    Day(Date),
    /// `2015년 7월 9일 오후 8:34, …`: date, clock, and what follows.
    Stamped(Stamp),
    /// `[name] [오후 2:37] text`.
    Bracketed {
        clock: Clock,
        /// The name in the line, half-open.
        name: (u32, u32),
        /// The clock in the line.
        written: (u32, u32),
        /// Where the text begins.
        rest: u32,
    },
    /// A sentence of KakaoTalk's without a clock, in a computer's file.
    Sentence,
}

/// A date with a clock at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub date: Date,
    pub clock: Clock,
    /// Where the clock begins: 0 where it stands before the date, as on Android in English until some
    /// time after 2015.
    clock_at: u32,
    /// Where date and clock end in the line.
    pub end: u32,
    /// Where what follows begins.
    pub rest: u32,
    /// A colon divides it from what follows, so that no name does: iPhones' sentences.
    pub is_sentence: bool,
}

impl Stamp {
    /// Date and clock as they are written in their line.
    pub(super) fn written<'l>(&self, line: &'l [u8]) -> &'l str {
        let written = line.get(..self.end as usize).unwrap_or_default();
        // They were found in text.
        let written = core::str::from_utf8(written).unwrap_or_default();
        written.trim_start_matches('\u{feff}')
    }
}

/// Which of the ways of writing a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Korean,
    KoreanPoints,
    English,
    EnglishClockFirst,
    Brackets,
}

impl Layout {
    pub(super) const ALL: [Self; 5] = [
        Self::Korean,
        Self::KoreanPoints,
        Self::English,
        Self::EnglishClockFirst,
        Self::Brackets,
    ];
}

impl Head {
    /// The layout that it belongs to; `None` for days, which all have.
    pub(super) fn layout(&self) -> Option<Layout> {
        match self {
            Self::Stamped(stamp) => Some(match stamp.date.style {
                Style::Words => Layout::Korean,
                Style::Points => Layout::KoreanPoints,
                Style::English if stamp.clock_at == 0 => Layout::EnglishClockFirst,
                Style::English => Layout::English,
            }),
            Self::Bracketed { .. } => Some(Layout::Brackets),
            Self::Top | Self::Day(_) | Self::Sentence => None,
        }
    }
}

/// What a line begins; never [`Head::Top`] or [`Head::Sentence`], which the file tells.
pub(super) fn parse(line: &[u8]) -> Option<Head> {
    let line = match line {
        [0xef, 0xbb, 0xbf, rest @ ..] => return parse(rest).map(|head| moved(head, 3)),
        _ => line,
    };
    match *line.first()? {
        b'[' => bracketed(line),
        b'-' => dashed(line),
        b'0'..=b'9' | b'A'..=b'Z' => plain(line),
        _ => None,
    }
}

/// Reads what the lines of one file begin. Most have the day of the line before, and many its clock:
/// what begins with the same bytes begins with the same time.
#[derive(Default)]
pub(super) struct Heads {
    /// Date, clock and what divides them from the rest, of the line that had one last.
    written: Vec<u8>,
    stamp: Option<Stamp>,
}

impl Heads {
    /// As [`parse`].
    pub(super) fn parse(&mut self, line: &[u8]) -> Option<Head> {
        if let Some(last) = self.stamp {
            if line.starts_with(&self.written) {
                return Some(Head::Stamped(last));
            }
            if let Some(stamp) = last.of_that_day(&self.written, line) {
                return self.keep(stamp, line);
            }
        }
        match parse(line)? {
            Head::Stamped(stamp) => self.keep(stamp, line),
            other => Some(other),
        }
    }

    fn keep(&mut self, stamp: Stamp, line: &[u8]) -> Option<Head> {
        // What stands behind a mark at the beginning has other places.
        if !line.starts_with(b"\xef") {
            self.written.clear();
            self.written.extend_from_slice(&line[..stamp.rest as usize]);
            self.stamp = Some(stamp);
        }
        Some(Head::Stamped(stamp))
    }
}

impl Stamp {
    /// The stamp of a line that begins with the same date, as [`plain`] would read it: between date and
    /// clock stands something, so that no other date begins so, and no clock is the day of the week that
    /// could still belong to the date.
    fn of_that_day(&self, written: &[u8], line: &[u8]) -> Option<Self> {
        let from = self.clock_at as usize;
        let day = written.get(..from).filter(|day| !day.is_empty())?;
        if !line.starts_with(day) || day.last().is_some_and(|last| !b" ,".contains(last)) {
            return None;
        }
        let (clock, length) = clock(line[..line.len().min(STAMP)].get(from..)?)?;
        Self::ending(self.date, clock, from, from + length, line)
    }

    /// A stamp whose date and clock end there in a line, if a message or a sentence follows.
    fn ending(date: Date, clock: Clock, clock_at: usize, end: usize, line: &[u8]) -> Option<Self> {
        let is_sentence = match line.get(end..)? {
            [b',', b' ', ..] => false,
            [b':', b' ', ..] => true,
            _ => return None,
        };
        Some(Self {
            date,
            clock,
            clock_at: clock_at as u32,
            end: end as u32,
            rest: end as u32 + 2,
            is_sentence,
        })
    }
}

/// The same behind a byte order mark.
fn moved(head: Head, by: u32) -> Head {
    match head {
        Head::Stamped(stamp) => Head::Stamped(Stamp {
            end: stamp.end + by,
            rest: stamp.rest + by,
            ..stamp
        }),
        Head::Bracketed {
            clock,
            name,
            written,
            rest,
        } => Head::Bracketed {
            clock,
            name: (name.0 + by, name.1 + by),
            written: (written.0 + by, written.1 + by),
            rest: rest + by,
        },
        other => other,
    }
}

/// The beginning of a line that is text.
fn window(line: &[u8], most: usize) -> &str {
    let window = &line[..line.len().min(most)];
    match core::str::from_utf8(window) {
        Ok(text) => text,
        Err(error) => core::str::from_utf8(&window[..error.valid_up_to()]).unwrap_or(""),
    }
}

/// `--------------- 2015년 8월 1일 토요일 ---------------`
fn dashed(line: &[u8]) -> Option<Head> {
    let text = window(line, WINDOW).trim();
    let inside = text.trim_matches('-');
    let (dashes, inside) = (text.len() - inside.len(), inside.trim());
    let (date, end) = date(inside)?;
    (dashes >= 6 && end == inside.len() && line.len() <= WINDOW).then_some(Head::Day(date))
}

fn bracketed(line: &[u8]) -> Option<Head> {
    let text = window(line, BRACKETS);
    for at in memchr::memmem::find_iter(text.as_bytes(), b"] [") {
        let from = at + 3;
        let Some((clock, length)) = text.get(from..).and_then(|text| clock(text.as_bytes())) else {
            continue;
        };
        let end = from + length;
        // `[name] [오후 2:37]` alone is a message without words.
        let rest = match text.as_bytes().get(end..) {
            Some([b']', b' ', ..]) => end + 2,
            Some([b']']) if text.len() == line.len() => end + 1,
            _ => continue,
        };
        return (at > 1).then_some(Head::Bracketed {
            clock,
            name: (1, at as u32),
            written: (from as u32, end as u32),
            rest: rest as u32,
        });
    }
    None
}

fn plain(line: &[u8]) -> Option<Head> {
    let text = window(line, STAMP);
    let (date, clock, clock_at, end) = match date(text) {
        Some((date, end)) => {
            let rest = &text[end..];
            if rest.trim().is_empty() && text.len() == line.len() {
                return date.has_weekday.then_some(Head::Day(date));
            }
            let gap = rest.trim_start_matches([' ', ',', '\u{a0}', '\u{202f}']);
            let gap = gap.strip_prefix("at ").unwrap_or(gap);
            let from = end + rest.len() - gap.len();
            let (clock, length) = clock(gap.as_bytes())?;
            (date, clock, from, from + length)
        }
        None => {
            let (clock, length) = clock(text.as_bytes())?;
            let rest = text.get(length..)?.strip_prefix(", ")?;
            let (date, end) = date(rest)?;
            (date, clock, 0, length + 2 + end)
        }
    };
    match Stamp::ending(date, clock, clock_at, end, line) {
        Some(stamp) => Some(Head::Stamped(stamp)),
        None => line[end..]
            .trim_ascii()
            .is_empty()
            .then_some(Head::Day(date)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        match parse(line.as_bytes()) {
            None => "none".into(),
            Some(Head::Day(date)) => format!("day {}-{}-{}", date.year, date.month, date.day),
            Some(Head::Stamped(stamp)) => {
                let hour = stamp.clock.period.hour_of_day(stamp.clock.hour).0;
                format!(
                    "{}{}:{:02} {}",
                    if stamp.is_sentence { "sentence " } else { "" },
                    hour,
                    stamp.clock.minute,
                    &line[stamp.rest as usize..]
                )
            }
            Some(Head::Bracketed {
                clock, name, rest, ..
            }) => {
                let hour = clock.period.hour_of_day(clock.hour).0;
                let name = &line[name.0 as usize..name.1 as usize];
                format!(
                    "{name} {hour}:{:02} {}",
                    clock.minute,
                    &line[rest as usize..]
                )
            }
            Some(_) => unreachable!(),
        }
    }

    /// What a line begins does not depend on the lines before it.
    #[test]
    fn lines_one_after_the_other_are_read_as_each_alone() {
        let lines = [
            "2015년 7월 9일 오후 8:34, 가 : 나",
            "2015년 7월 9일 오후 8:34, 가 : 나",
            "2015년 7월 9일 오후 8:34: 가님이",
            "2015년 7월 9일 오후 8:345, 가 : 나",
            "2015년 7월 9일 오후 8:34",
            "2015년 7월 9일 목요일",
            "2015년 7월 9일 목요일 오후 8:35, 가 : 나",
            "2015년 7월 9일  8:35, 가 : 나",
            "2015년 7월 9일 \u{a0}오후 8:35, 가 : 나",
            "2015년 7월 10일 오후 8:35, 가 : 나",
            "2015년 7월 1일 오후 8:35, 가 : 나",
            "2015년 7월 1일오후 8:35, 가 : 나",
            "2015년 7월 1일 오후 8:35 가 : 나",
            "2015. 7. 9. 오전 12:04: 가님이",
            "2015. 7. 9.10:04, 가 : 나",
            "2015. 7. 9. 10:04, 가 : 나",
            "\u{feff}2015. 7. 9. 10:04, 가 : 나",
            "Jul 9, 2015, 8:34 PM, You : hi",
            "Jul 9, 2015, 8:34 PMs, You : hi",
            "Jul 9, 2015 at 8:34\u{202f}PM, You : hi",
            "Jul 9, 2015 at at 8:34 PM, You : hi",
            "Jul 9, 20158:34 PM, You : hi",
            "8:34pm, July 9, 2015, you : hi",
            "8:34pm, July 9, 2015: you",
            "8:35pm, July 9, 2015, you : hi",
            "[가] [오후 2:37] 나",
            "hi",
            "",
        ];
        for first in lines {
            for second in lines {
                let mut heads = Heads::default();
                for line in [first, second, first] {
                    let seen = heads.parse(line.as_bytes()).map(without_place_of_clock);
                    let alone = parse(line.as_bytes()).map(without_place_of_clock);
                    assert_eq!(seen, alone, "{line} after {first}");
                }
            }
        }
    }

    /// A space that is no ASCII counts for the clock where the date is known, and for the gap where not.
    fn without_place_of_clock(head: Head) -> Head {
        match head {
            Head::Stamped(stamp) => Head::Stamped(Stamp {
                clock_at: stamp.clock_at.min(1),
                ..stamp
            }),
            other => other,
        }
    }

    #[test]
    fn lines_of_all_layouts() {
        for (line, wanted) in [
            ("2015년 7월 9일 오후 8:34, 가 : 나", "20:34 가 : 나"),
            ("2015년 7월 9일 20:34, 가 : 나", "20:34 가 : 나"),
            ("2015년 7월 9일 오후 8:34", "day 2015-7-9"),
            ("2015년 7월 9일 목요일", "day 2015-7-9"),
            ("2015. 7. 9. 오전 12:04: 가님이", "sentence 0:04 가님이"),
            ("2015. 7. 9. 오후 8:34, 가 : 나", "20:34 가 : 나"),
            ("Jul 9, 2015, 8:34 PM, You : hi", "20:34 You : hi"),
            ("Jul 9, 2015 at 8:34\u{202f}PM, You : hi", "20:34 You : hi"),
            ("July 9, 2015, 8:34 p.m., You : hi", "20:34 You : hi"),
            (
                "Jul 9, 2015, 8:34 PM: Ann invited Bob.",
                "sentence 20:34 Ann invited Bob.",
            ),
            ("8:34pm, July 9, 2015, you : hi", "20:34 you : hi"),
            ("8:34pm, July 9, 2015", "day 2015-7-9"),
            ("9 Jul 2015 at 20:34, Bob : hi", "20:34 Bob : hi"),
            ("Thursday, July 9, 2015", "day 2015-7-9"),
            (
                "--------------- 2015년 8월 1일 토요일 ---------------",
                "day 2015-8-1",
            ),
            (
                "--------------- Saturday, August 1, 2015 ---------------",
                "day 2015-8-1",
            ),
            ("[가] [오후 2:37] 나", "가 14:37 나"),
            (
                "[a [b] c] [2:37 PM] [x] [3:00 PM] y",
                "a [b] c 14:37 [x] [3:00 PM] y",
            ),
            ("[가] [오후 2:37] ", "가 14:37 "),
            ("[가] [오후 2:37]", "가 14:37 "),
            ("\u{feff}[가] [14:37] 나", "가 14:37 나"),
        ] {
            assert_eq!(shown(line), wanted, "{line}");
        }
        for line in [
            "",
            "hi",
            "[공지] 오후 3:00 회의",
            "넷째 [가] [오후 3:17] 나",
            "2015년 7월 9일",
            "July 9, 2015",
            "8:34pm",
            "---",
            "-------",
            "----- hi -----",
            "[] [오후 2:37] x",
            "[a] [2:37 PMs] x",
            "July 9, 2015 was long",
            "2015. 7. 9. 오후 8:34 somebody",
        ] {
            assert_eq!(shown(line), "none", "{line}");
        }
    }
}
