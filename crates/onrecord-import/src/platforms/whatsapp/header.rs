//! The beginning of a message's first line: date and time, in every layout seen. Knows neither
//! names nor the file: which number is the day is decided elsewhere.

use crate::kit::day_period::{Period, period_of};
use crate::kit::digits;

/// A date and time at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// The three numbers of the date as written.
    pub numbers: [u16; 3],
    pub time: Clock,
    pub period: Period,
    /// Date and time in the line, without brackets: bytes, half-open.
    pub written: (u32, u32),
    /// Where what follows begins.
    pub body: u32,
    pub layout: Layout,
}

/// What stays the same in all headers of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Layout {
    pub frame: Frame,
    pub date_separator: u8,
    pub year: Year,
    pub has_seconds: bool,
    /// The half of the day stands before the time in Korean, Chinese or Japanese, whose dates
    /// begin with the year. Turkish puts it there too, and begins with the day.
    pub leads_with_cjk_period: bool,
    /// The time stands before the date: Vietnamese.
    pub clock_first: bool,
}

/// How date and time are set apart from what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Frame {
    /// `[…] `: iOS.
    Brackets,
    /// `… - `: Android.
    Dash,
    /// `…: `: iOS before 2017.
    Colon,
}

/// Which of the three numbers is a year of four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Year {
    First,
    Middle,
    Last,
    /// All three have one or two digits.
    Short,
}

/// No header is longer, marks and long day periods included.
const MAX_HEADER: usize = 128;

/// Reads a header. `None`: the line goes on with the text of the line before it.
pub(super) fn parse(line: &[u8]) -> Option<Header> {
    match line.first()? {
        b'0'..=b'9' | b'[' => parse_plain(line).or_else(|| parse_any(line)),
        0x80.. => parse_any(line),
        _ => None,
    }
}

/// Whether three numbers can be a date at all, and where the year is.
fn year_of(numbers: [u16; 3], digits: [u8; 3]) -> Option<Year> {
    let (year, a, b) = match (digits[0], digits[1], digits[2]) {
        (4, 1..=2, 1..=2) => (Year::First, numbers[1], numbers[2]),
        (1..=2, 4, 1..=2) => (Year::Middle, numbers[0], numbers[2]),
        (1..=2, 1..=2, 4) => (Year::Last, numbers[0], numbers[1]),
        (1..=2, 1..=2, 1..=2) => {
            // Last, as nearly everywhere; or first.
            let last = is_day_and_month(numbers[0], numbers[1]);
            let first = is_day_and_month(numbers[1], numbers[2]);
            return (last || first).then_some(Year::Short);
        }
        _ => return None,
    };
    is_day_and_month(a, b).then_some(year)
}

fn is_day_and_month(a: u16, b: u16) -> bool {
    a >= 1 && b >= 1 && a <= 31 && b <= 31 && (a <= 12 || b <= 12)
}

fn is_time((hour, minute, second): Clock) -> bool {
    hour <= 24 && minute <= 59 && second.is_none_or(|second| second <= 60)
}

/// The frequent layouts, in ASCII (narrow no-break space before AM and PM apart), read byte by
/// byte. Gives what [`parse_any`] gives, or `None` where that must look.
fn parse_plain(line: &[u8]) -> Option<Header> {
    let mut at = usize::from(line[0] == b'[');
    let in_brackets = at == 1;
    let start = at;
    let mut numbers = [0u16; 3];
    let mut digits = [0u8; 3];
    let mut separator = 0;
    for part in 0..3 {
        let from = at;
        while at < line.len() && line[at].is_ascii_digit() && at - from < 5 {
            // More digits than fit are refused below, by their count.
            let digit = u16::from(line[at] - b'0');
            numbers[part] = numbers[part].wrapping_mul(10).wrapping_add(digit);
            at += 1;
        }
        digits[part] = (at - from) as u8;
        if digits[part] == 0 || digits[part] > 4 {
            return None;
        }
        if part < 2 {
            let found = *line.get(at)?;
            if !matches!(found, b'/' | b'.' | b'-') || part == 1 && found != separator {
                return None;
            }
            separator = found;
            at += 1;
        }
    }
    if line.get(at) == Some(&b',') {
        at += 1;
    }
    if line.get(at) != Some(&b' ') {
        return None;
    }
    at += 1;
    let mut time = [0u8; 3];
    let mut time_parts = 0;
    while time_parts < 3 {
        let from = at;
        while at < line.len() && line[at].is_ascii_digit() && at - from < 3 {
            let digit = line[at] - b'0';
            time[time_parts] = time[time_parts].wrapping_mul(10).wrapping_add(digit);
            at += 1;
        }
        let count = at - from;
        if count == 0 || count > 2 || time_parts > 0 && count != 2 {
            return None;
        }
        time_parts += 1;
        match line.get(at) {
            // Before two more digits only: an old header ends with a colon.
            Some(b':' | b'.') if time_parts < 3 && line.get(at + 1)?.is_ascii_digit() => at += 1,
            _ => break,
        }
    }
    if time_parts < 2 {
        return None;
    }
    let mut end = at;
    let mut period = Period::None;
    let gap = match line.get(at)? {
        b' ' => 1,
        0xe2 if line.get(at + 1..at + 3) == Some(&[0x80, 0xaf]) => 3,
        _ => 0,
    };
    if gap > 0
        && let Some([letter, b'm' | b'M']) = line.get(at + gap..at + gap + 2)
    {
        period = match letter {
            b'a' | b'A' => Period::Morning,
            b'p' | b'P' => Period::Afternoon,
            _ => return None,
        };
        at += gap + 2;
        end = at;
    }
    let frame = if in_brackets {
        if line.get(at) != Some(&b']') {
            return None;
        }
        at += 1;
        if line.get(at) == Some(&b' ') {
            at += 1;
        }
        Frame::Brackets
    } else {
        if line.get(at..at + 3) != Some(b" - ") {
            return None;
        }
        at += 3;
        Frame::Dash
    };
    let time = (time[0], time[1], (time_parts == 3).then_some(time[2]));
    if !is_time(time) {
        return None;
    }
    Some(Header {
        numbers,
        time,
        period,
        written: (start as u32, end as u32),
        body: at as u32,
        layout: Layout {
            frame,
            date_separator: separator,
            year: year_of(numbers, digits)?,
            has_seconds: time_parts == 3,
            leads_with_cjk_period: false,
            clock_first: false,
        },
    })
}

/// Characters that show nothing and may stand anywhere in a header.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
        | '\u{feff}' | '\u{61c}')
}

/// The line's beginning with marks left out, all spaces alike and digits in ASCII, each character
/// with its bytes in the line.
struct Simplified {
    characters: Vec<(char, u32, u32)>,
    at: usize,
}

impl Simplified {
    fn new(line: &[u8]) -> Self {
        let prefix = &line[..line.len().min(MAX_HEADER)];
        let valid = match std::str::from_utf8(prefix) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&prefix[..error.valid_up_to()]).unwrap_or(""),
        };
        let characters = valid
            .char_indices()
            .filter(|(_, character)| !is_mark(*character))
            .map(|(at, character)| {
                let simple = match character {
                    '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{3000}' | '\t' => ' ',
                    '،' | '，' | '、' => ',',
                    '–' | '—' => '-',
                    '：' => ':',
                    '／' => '/',
                    other => digits::value(other).map_or(other, |digit| (b'0' + digit).into()),
                };
                (simple, at as u32, (at + character.len_utf8()) as u32)
            })
            .collect();
        Self { characters, at: 0 }
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).map(|c| c.0)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let is_it = self.peek() == Some(wanted);
        self.at += usize::from(is_it);
        is_it
    }

    fn spaces(&mut self) -> bool {
        let from = self.at;
        while self.eat(' ') {}
        self.at > from
    }

    fn number(&mut self, most: usize) -> Option<(u16, u8)> {
        let from = self.at;
        let mut number = 0u16;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            if self.at - from == most {
                return None;
            }
            number = number * 10 + digit as u16;
            self.at += 1;
        }
        (self.at > from).then_some((number, (self.at - from) as u8))
    }

    /// Where the last character eaten ends in the line.
    fn end_of_last(&self) -> u32 {
        self.at
            .checked_sub(1)
            .and_then(|last| self.characters.get(last))
            .map_or(0, |c| c.2)
    }

    /// A word of letters, dots and inner spaces, at most 24 characters, up to one of `ends`.
    fn word(&mut self, ends: impl Fn(&Self) -> bool) -> Option<String> {
        let from = self.at;
        while !ends(self) {
            let character = self.peek()?;
            if character.is_ascii_digit()
                || matches!(character, '[' | ']' | '<' | '>' | '/' | ',')
                || self.at - from > 24
            {
                return None;
            }
            self.at += 1;
        }
        Some(self.characters[from..self.at].iter().map(|c| c.0).collect())
    }
}

/// Hour as written, minute, second if there is one.
type Clock = (u8, u8, Option<u8>);

/// A date's numbers as written, how many digits each has, and what divides them.
struct Date {
    numbers: [u16; 3],
    digits: [u8; 3],
    separator: u8,
}

impl Simplified {
    fn date(&mut self) -> Option<Date> {
        let mut numbers = [0; 3];
        let mut digits = [0; 3];
        let mut separator = 0;
        for part in 0..3 {
            (numbers[part], digits[part]) = self.number(4)?;
            if part == 2 {
                break;
            }
            self.spaces();
            let found = match self.peek()? {
                '/' => b'/',
                '.' => b'.',
                '-' => b'-',
                '年' | '년' if part == 0 => b'Y',
                '月' | '월' if part == 1 && separator == b'Y' => b'Y',
                _ => return None,
            };
            if part == 1 && found != separator {
                return None;
            }
            separator = found;
            self.at += 1;
            self.spaces();
        }
        if separator == b'Y' && !self.eat('日') && !self.eat('일') {
            return None;
        }
        Some(Date {
            numbers,
            digits,
            separator,
        })
    }

    /// `г.`, year, behind a Bulgarian or Russian date.
    fn word_for_year(&mut self) -> bool {
        let before = self.at;
        self.spaces();
        if self.eat('г') && self.eat('.') {
            return true;
        }
        self.at = before;
        false
    }

    fn clock(&mut self) -> Option<Clock> {
        let (hour, _) = self.number(2)?;
        let mut rest = [None, None];
        for part in &mut rest {
            let before = self.at;
            let spaced = self.spaces();
            let divides = match self.peek() {
                Some(':' | '.') => !spaced,
                Some('h' | 'H') => true,
                _ => false,
            };
            if divides {
                self.at += 1;
                self.spaces();
            }
            match divides.then(|| self.number(2)).flatten() {
                Some((number, 2)) => *part = Some(number as u8),
                _ => {
                    self.at = before;
                    break;
                }
            }
        }
        Some((hour as u8, rest[0]?, rest[1]))
    }

    /// The clock and the half of the day before a date, up to the comma between.
    fn clock_before_date(&mut self) -> Option<(Clock, Period)> {
        let digits = self.characters[self.at..]
            .iter()
            .take_while(|c| c.0.is_ascii_digit());
        // A point would be that of a date: `13.03.24, 10:15`.
        if self.characters.get(self.at + digits.count())?.0 != ':' {
            return None;
        }
        let clock = self.clock()?;
        let word = self.word(|text| matches!(text.characters.get(text.at), Some((',', ..))))?;
        self.at += 1;
        self.spaces();
        match period_of(word.trim()) {
            Period::UnknownWord => None,
            period => Some((clock, period)),
        }
    }
}

fn is_cjk(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Every layout.
fn parse_any(line: &[u8]) -> Option<Header> {
    let mut text = Simplified::new(line);
    text.spaces();
    let in_brackets = text.eat('[');
    text.spaces();
    let start_at = text.at;
    let start = text.characters.get(start_at)?.1;
    let clock_first = text.clock_before_date();
    if clock_first.is_none() {
        text.at = start_at;
    }
    let date = text.date()?;
    let mut period = Period::None;
    let mut leads_with_cjk_period = false;
    let time = if let Some((clock, half)) = clock_first {
        period = half;
        clock
    } else {
        let mut apart = text.word_for_year();
        apart |= text.eat('.');
        apart |= text.eat(',');
        apart |= text.spaces();
        // `klo`, `at`, `à`, `오후`, `下午`: a connecting word or the half of the day.
        if !text.peek()?.is_ascii_digit() {
            let word = text.word(|text| text.peek().is_some_and(|c| c.is_ascii_digit()))?;
            apart = true;
            period = match period_of(word.trim()) {
                Period::UnknownWord => Period::None,
                known => known,
            };
            leads_with_cjk_period = period != Period::None && word.contains(is_cjk);
        }
        if !apart {
            return None;
        }
        text.clock()?
    };
    let mut end = text.end_of_last();
    let closes = |text: &Simplified| {
        let rest = &text.characters[text.at..];
        let at = |index: usize| rest.get(index).map(|c| c.0);
        if in_brackets {
            at(0) == Some(']')
        } else {
            at(0) == Some(' ') && at(1) == Some('-') && matches!(at(2), Some(' ') | None)
                || at(0) == Some('-') && at(1) == Some(' ')
                || at(0) == Some(':') && matches!(at(1), Some(' ') | None)
        }
    };
    let word_at = text.at;
    let word = text.word(closes)?;
    if !word.trim().is_empty() {
        if clock_first.is_some() {
            return None;
        }
        period = match (period_of(word.trim()), period) {
            (Period::UnknownWord | Period::None, before) if before != Period::None => before,
            (after, _) => after,
        };
        let trailing = word.chars().rev().take_while(|c| *c == ' ').count();
        text.at -= trailing;
        end = text.end_of_last();
        text.at += trailing;
        // No clock of 24 hours has a word behind it: the line is somebody's text.
        if period == Period::UnknownWord && (time.0 > 12 || text.at - word_at > 16) {
            return None;
        }
    }
    let frame = if in_brackets {
        text.at += 1;
        Frame::Brackets
    } else {
        text.spaces();
        if text.eat('-') {
            Frame::Dash
        } else {
            text.eat(':');
            Frame::Colon
        }
    };
    text.eat(' ');
    if !is_time(time) {
        return None;
    }
    Some(Header {
        numbers: date.numbers,
        time,
        period,
        written: (start, end),
        body: text.end_of_last(),
        layout: Layout {
            frame,
            date_separator: date.separator,
            year: year_of(date.numbers, date.digits)?,
            has_seconds: time.2.is_some(),
            leads_with_cjk_period,
            clock_first: clock_first.is_some(),
        },
    })
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
