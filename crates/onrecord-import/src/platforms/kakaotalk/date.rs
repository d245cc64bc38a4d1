//! Dates as KakaoTalk writes them in Korean and English: `2015년 7월 9일 목요일`, `2015. 7. 9.`,
//! `Thursday, July 9, 2015`, `9 Jul 2015`. The month is always told. Knows no line.

use crate::kit::loose_time::month;
use crate::kit::weekdays::{weekday, weekday_of};

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub style: Style,
    /// Whether a day of the week stands beside it; whether that is another than the date's, or there is
    /// no such date.
    pub has_weekday: bool,
    pub is_odd: bool,
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `2015년 7월 9일`.
    Words,
    /// `2015. 7. 9.`
    Points,
    /// `July 9, 2015`, `9 July 2015`.
    English,
}

/// From Monday.
const WEEKDAYS: [&str; 7] = [
    "월요일",
    "화요일",
    "수요일",
    "목요일",
    "금요일",
    "토요일",
    "일요일",
];

/// The date at the beginning of `text`, and how many bytes it takes. One that no calendar has is odd.
pub(super) fn date(text: &str) -> Option<(Date, usize)> {
    let mut rest = Rest { text, at: 0 };
    let first = *text.as_bytes().first()?;
    let mut named = None;
    let found = if first.is_ascii_digit() {
        rest.digit_first()?
    } else if first.is_ascii_alphabetic() {
        rest.word_first(&mut named)?
    } else {
        return None;
    };
    let (year, month, day, style) = found;
    if !(1_990..2_200).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    if style != Style::English {
        let before = rest.at;
        rest.spaces();
        match rest.korean_weekday() {
            Some(day) => named = Some(day),
            None => rest.at = before,
        }
    }
    // Every month has 28 days: nearly no line needs the calendar.
    let right = (named.is_some() || day > 28).then(|| weekday(year, month, day));
    let is_odd = right.is_some_and(|right| right.is_none() || named.is_some() && named != right);
    let date = Date {
        year,
        month,
        day,
        style,
        has_weekday: named.is_some(),
        is_odd,
    };
    Some((date, rest.at))
}

type Found = (i32, u8, u8, Style);

struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl Rest<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let is_it = self.rest().starts_with(wanted);
        self.at += if is_it { wanted.len() } else { 0 };
        is_it
    }

    fn spaces(&mut self) {
        while self.eat(" ") {}
    }

    fn number(&mut self, most: usize) -> Option<u16> {
        let bytes = self.rest().as_bytes();
        let count = bytes
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if count == 0 || count > most {
            return None;
        }
        let value = bytes[..count]
            .iter()
            .fold(0, |all, byte| all * 10 + u16::from(byte - b'0'));
        self.at += count;
        Some(value)
    }

    fn small(&mut self) -> Option<u8> {
        self.number(2).map(|number| number as u8)
    }

    fn word(&mut self) -> &str {
        let bytes = self.text.as_bytes().get(self.at..).unwrap_or(b"");
        let count = bytes
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let from = self.at;
        self.at += count;
        &self.text[from..from + count]
    }

    fn digit_first(&mut self) -> Option<Found> {
        let begin = self.at;
        let year = self.number(4)?;
        let style = match self.rest().chars().next()? {
            '년' => Style::Words,
            '.' => Style::Points,
            ' ' => {
                self.at = begin;
                return self.british();
            }
            _ => return None,
        };
        let marks = match style {
            Style::Words => ["년", "월", "일"],
            _ => [".", ".", "."],
        };
        self.eat(marks[0]);
        self.spaces();
        let month = self.small()?;
        if !self.eat(marks[1]) {
            return None;
        }
        self.spaces();
        let day = self.small()?;
        (year > 999 && self.eat(marks[2])).then_some((i32::from(year), month, day, style))
    }

    /// `9 Jul 2015`.
    fn british(&mut self) -> Option<Found> {
        let day = self.small()?;
        self.spaces();
        let month = month(&self.word().to_ascii_lowercase())?;
        self.eat(".");
        self.spaces();
        let year = self.number(4).filter(|year| *year > 999)?;
        Some((i32::from(year), month, day, Style::English))
    }

    /// `Thursday, July 9, 2015`, with or without the day of the week.
    fn word_first(&mut self, named: &mut Option<u8>) -> Option<Found> {
        let first = self.word().to_owned();
        let mut name = month(&first.to_ascii_lowercase());
        if name.is_none() {
            *named = Some(weekday_of(&first)?);
            self.eat(",");
            self.spaces();
            if self.rest().as_bytes().first()?.is_ascii_digit() {
                return self.british();
            }
            name = month(&self.word().to_ascii_lowercase());
        }
        self.eat(".");
        self.spaces();
        let day = self.small()?;
        self.eat(",");
        self.spaces();
        let year = self.number(4).filter(|year| *year > 999)?;
        Some((i32::from(year), name?, day, Style::English))
    }

    fn korean_weekday(&mut self) -> Option<u8> {
        let rest = self.rest();
        let day = WEEKDAYS.iter().position(|day| rest.starts_with(day))?;
        self.at += WEEKDAYS[day].len();
        Some(day as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_korean_and_english() {
        for (text, wanted, weekday, taken) in [
            ("2015년 7월 9일 목요일", (2015, 7, 9), true, 27),
            ("2015년 7월 9일 오후 8:34, x", (2015, 7, 9), false, 17),
            ("2015. 7. 9. 오후 8:34, x", (2015, 7, 9), false, 11),
            ("2025. 10. 14. 화요일", (2025, 10, 14), true, 23),
            ("Thursday, July 9, 2015", (2015, 7, 9), true, 22),
            ("Thursday, 9 July 2015", (2015, 7, 9), true, 21),
            ("Jul 9, 2015, 8:34 PM, x", (2015, 7, 9), false, 11),
            ("9 Jul 2015 at 20:34", (2015, 7, 9), false, 10),
            ("Sept 1, 2024", (2024, 9, 1), false, 12),
        ] {
            let (date, end) = date(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((date.year, date.month, date.day), wanted, "{text}");
            assert_eq!(
                (date.has_weekday, end, date.is_odd),
                (weekday, taken, false),
                "{text}"
            );
        }
        assert!(date("Friday, July 9, 2015").unwrap().0.is_odd);
        assert!(date("2015. 2. 30. 오후 8:34").unwrap().0.is_odd);
        for text in [
            "",
            "July",
            "2015",
            "2015년",
            "2015년 13월 1일",
            "July 32, 2015",
            "hello 9, 2015",
            "12. 3. 2015.",
            "Monday, hello",
            "9 hello 2015",
            "2015.7",
            "ju 9, 2015",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
