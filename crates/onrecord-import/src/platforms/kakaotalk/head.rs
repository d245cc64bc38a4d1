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
    /// The clock stands before the date: Android in English until some time after 2015.
    pub clock_first: bool,
    /// Where date and clock end in the line.
    pub end: u32,
    /// Where what follows begins.
    pub rest: u32,
    /// A colon divides it from what follows, so that no name does: iPhones' sentences.
    pub is_sentence: bool,
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
                Style::English if stamp.clock_first => Layout::EnglishClockFirst,
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
        let Some((clock, length)) = text.get(from..).and_then(clock) else {
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
    let (date, clock, clock_first, end) = match date(text) {
        Some((date, end)) => {
            let rest = &text[end..];
            if rest.trim().is_empty() && text.len() == line.len() {
                return date.has_weekday.then_some(Head::Day(date));
            }
            let gap = rest.trim_start_matches([' ', ',', '\u{a0}', '\u{202f}']);
            let gap = gap.strip_prefix("at ").unwrap_or(gap);
            let from = end + rest.len() - gap.len();
            let (clock, length) = clock(gap)?;
            (date, clock, false, from + length)
        }
        None => {
            let (clock, length) = clock(text)?;
            let rest = text.get(length..)?.strip_prefix(", ")?;
            let (date, end) = date(rest)?;
            (date, clock, true, length + 2 + end)
        }
    };
    let stamp = |rest: usize, is_sentence| {
        Head::Stamped(Stamp {
            date,
            clock,
            clock_first,
            end: end as u32,
            rest: rest as u32,
            is_sentence,
        })
    };
    match line.get(end..)? {
        [b',', b' ', ..] => Some(stamp(end + 2, false)),
        [b':', b' ', ..] => Some(stamp(end + 2, true)),
        rest if rest.trim_ascii().is_empty() => Some(Head::Day(date)),
        _ => None,
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
