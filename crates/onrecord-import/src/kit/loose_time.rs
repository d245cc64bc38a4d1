//! Times as tables and lists write them, in figures or with an English month: `05/03/2021 14:07`,
//! `5.3.21, 2:07 PM`, `15 Jan 2024`, `Mon, 05 Mar 2021 14:07:33 GMT`. Knows no platform, assumes no
//! zone, and where day and month can be exchanged it says both.

use super::date_order::DateOrder;
use super::digits;
use super::iso_time;
use onrecord_model::{Precision, Truth, Wall, When};
use std::borrow::Cow;

/// A text longer than this is not a time.
const LONGEST: usize = 64;

/// A time that was read; day and month may not be decided yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooseTime {
    year: i32,
    /// Month and day; with `numeric`, the first and the second number as written.
    first: u8,
    second: u8,
    numeric: bool,
    time: (u8, u8, u8, u32),
    precision: Precision,
    /// Seconds east of UTC.
    offset: Option<i32>,
}

impl LooseTime {
    /// The year and the two numbers that are day and month, where their order is not stated.
    pub fn undecided(&self) -> Option<(i32, u8, u8)> {
        self.numeric.then_some((self.year, self.first, self.second))
    }

    /// Whether it is a day without a time of day.
    pub fn is_day(&self) -> bool {
        self.precision == Precision::Day
    }

    /// Whether an offset is stated.
    pub fn has_offset(&self) -> bool {
        self.offset.is_some()
    }

    fn wall(&self, month: u8, day: u8) -> Option<Wall> {
        let (hour, minute, second, micro) = self.time;
        Wall::new(self.year, month, day, hour, minute, second, micro)
    }

    /// The time, with day and month in this order. Without an order both are tried: where only one
    /// gives a date, that is it.
    pub fn when(&self, as_written: &str, order: Option<DateOrder>) -> When {
        let (month_first, day_first) = if self.numeric {
            (
                self.wall(self.first, self.second),
                self.wall(self.second, self.first),
            )
        } else {
            let wall = self.wall(self.first, self.second);
            (wall, wall)
        };
        let wall = match order {
            Some(DateOrder::DayFirst) => day_first,
            Some(DateOrder::MonthFirst) => month_first,
            None => match (day_first, month_first) {
                (Some(day), Some(month)) if day != month => {
                    return When {
                        as_written: as_written.into(),
                        truth: Truth::DayMonthAmbiguous {
                            day_first: day,
                            month_first: month,
                        },
                        precision: self.precision,
                    };
                }
                (one, other) => one.or(other),
            },
        };
        let truth = match (wall, self.offset) {
            (None, _) => {
                return When {
                    as_written: as_written.into(),
                    ..When::undated()
                };
            }
            (Some(wall), Some(offset)) => Truth::Stated(wall.at_offset(offset)),
            (Some(wall), None) => Truth::WallZoneUnknown(wall),
        };
        When {
            as_written: as_written.into(),
            truth,
            precision: self.precision,
        }
    }
}

/// Reads a time; `None` for anything that is not wholly one. What [`iso_time`] reads is not
/// repeated here.
pub fn parse(text: &str) -> Option<LooseTime> {
    let text = text.trim();
    if text.len() > LONGEST || text.is_empty() {
        return None;
    }
    let text = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        let digits = digits::to_ascii(text);
        Cow::Owned(digits.replace(['\u{202f}', '\u{a0}', '\u{200e}', '\u{200f}'], " "))
    };
    let mut found = Found::default();
    let mut rest = &*text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            rest = found.number(rest)?;
        } else if first.is_alphabetic() {
            let end = rest
                .find(|c: char| !c.is_alphabetic() && c != '.')
                .unwrap_or(rest.len());
            found.word(rest.get(..end)?)?;
            rest = rest.get(end..)?;
            // `UTC+1`, as reports of phones write it.
            if found.offset == Some(0) && found.time.is_some() && rest.starts_with(['+', '-']) {
                let (offset, after) = short_offset(rest)?;
                found.offset = Some(offset);
                rest = after;
            }
        } else if matches!(first, '+' | '-') && found.time.is_some() && found.offset.is_none() {
            let end = rest
                .get(1..)?
                .find(|c: char| !c.is_ascii_digit() && c != ':')
                .map_or(rest.len(), |end| end + 1);
            found.offset = Some(iso_time::offset(rest.get(..end)?)?);
            rest = rest.get(end..)?;
        } else if matches!(first, ' ' | ',' | '(' | ')' | '\u{60c}' | '|') {
            rest = rest.get(first.len_utf8()..)?;
        } else if matches!(first, '/' | '-' | '.') && found.count > 0 {
            rest = rest.get(1..)?;
        } else {
            return None;
        }
    }
    found.finish()
}

/// What iso times and these are together.
pub fn parse_any(text: &str, order: Option<DateOrder>) -> Option<When> {
    let trimmed = text.trim();
    if let Some(when) = iso_time::parse(trimmed) {
        return Some(When {
            as_written: text.into(),
            ..when
        });
    }
    parse(trimmed).map(|time| time.when(text, order))
}

#[derive(Default)]
struct Found {
    /// Value, number of digits; so many of them.
    numbers: [(u32, usize); 3],
    count: usize,
    /// The month, and how many numbers stand before it.
    month: Option<(u8, usize)>,
    time: Option<(u8, u8, u8, u32)>,
    precision: Option<Precision>,
    afternoon: Option<bool>,
    offset: Option<i32>,
}

impl Found {
    fn number<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let length = text.bytes().take_while(u8::is_ascii_digit).count();
        let value: u32 = text.get(..length)?.parse().ok()?;
        let mut rest = text.get(length..)?;
        if !rest.starts_with(':') || self.time.is_some() {
            let next = self.numbers.get_mut(self.count).filter(|_| length <= 4)?;
            *next = (value, length);
            self.count += 1;
            return Some(rest);
        }
        let hour = u8::try_from(value).ok().filter(|_| length <= 2)?;
        let minute = two(rest.get(1..3)?)?;
        rest = rest.get(3..)?;
        let (mut second, mut micro) = (0, 0);
        self.precision = Some(Precision::Minute);
        if rest.starts_with(':') {
            second = two(rest.get(1..3)?)?;
            rest = rest.get(3..)?;
            self.precision = Some(Precision::Second);
            let fraction = rest.strip_prefix(['.', ',']).unwrap_or("");
            let shown = fraction.bytes().take_while(u8::is_ascii_digit).count();
            if shown > 0 {
                let kept = shown.min(6);
                let value: u32 = fraction.get(..kept)?.parse().ok()?;
                micro = value * 10_u32.pow(6 - kept as u32);
                self.precision = Some(if shown > 3 {
                    Precision::Microsecond
                } else {
                    Precision::Millisecond
                });
                rest = fraction.get(shown..)?;
            }
        }
        self.time = Some((hour, minute, second, micro));
        Some(rest)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let mut place = [0; 16];
        let lower: String;
        let word = match lower_plain(word, &mut place) {
            Some(word) => word,
            None => {
                let kept = word.chars().filter(|c| *c != '.');
                lower = kept.flat_map(char::to_lowercase).collect();
                &lower
            }
        };
        match word {
            "am" => self.afternoon = Some(false),
            "pm" => self.afternoon = Some(true),
            "utc" | "gmt" | "z" => self.offset = Some(0),
            // Between date and time, as ISO and some lists write it.
            "t" | "at" | "on" => {}
            _ => {
                const DAYS: [&str; 7] = [
                    "monday",
                    "tuesday",
                    "wednesday",
                    "thursday",
                    "friday",
                    "saturday",
                    "sunday",
                ];
                if word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word)) {
                    return Some(());
                }
                if self.month.is_some() {
                    return None;
                }
                self.month = Some((month(word)?, self.count));
            }
        }
        Some(())
    }

    fn finish(self) -> Option<LooseTime> {
        let (year, first, second, numeric) = match (self.month, self.numbers.get(..self.count)?) {
            (Some((month, before)), &[one, other]) => {
                // `15 Jan 2024`, `Jan 15, 2024`, `2024 Jan 15`, `15-Jan-24`.
                let (year, day) = match (one.1, other.1) {
                    (3.., 3..) => return None,
                    (3.., _) => (one, other),
                    (_, 3..) => (other, one),
                    _ if before <= 1 => (other, one),
                    _ => return None,
                };
                (year_of(year)?, month, u8::try_from(day.0).ok()?, false)
            }
            (None, &[one, two, three]) if one.1 == 4 => {
                // The year first: month and day follow in that order everywhere.
                let month = u8::try_from(two.0).ok()?;
                (year_of(one)?, month, u8::try_from(three.0).ok()?, false)
            }
            (None, &[one, two, three]) => (
                year_of(three)?,
                u8::try_from(one.0).ok()?,
                u8::try_from(two.0).ok()?,
                true,
            ),
            _ => return None,
        };
        let mut time = self.time.unwrap_or_default();
        if let Some(afternoon) = self.afternoon {
            if self.time.is_none() || !(1..=12).contains(&time.0) {
                return None;
            }
            time.0 = time.0 % 12 + if afternoon { 12 } else { 0 };
        }
        let found = LooseTime {
            year,
            first,
            second,
            numeric,
            time,
            precision: self.precision.unwrap_or(Precision::Day),
            offset: self.offset.filter(|_| self.time.is_some()),
        };
        let possible =
            found.wall(first, second).is_some() || numeric && found.wall(second, first).is_some();
        possible.then_some(found)
    }
}

/// The word in lower case and without dots, written to `place`; `None` where it is long or not ASCII.
fn lower_plain<'p>(word: &str, place: &'p mut [u8]) -> Option<&'p str> {
    let mut length = 0;
    for byte in word.bytes().filter(|byte| *byte != b'.') {
        *place.get_mut(length).filter(|_| byte.is_ascii())? = byte.to_ascii_lowercase();
        length += 1;
    }
    core::str::from_utf8(place.get(..length)?).ok()
}

/// `+1`, `+01`, `+0130`, `+1:30` at the start: seconds east, and what follows.
pub fn short_offset(text: &str) -> Option<(i32, &str)> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.get(1..)?;
    let end = digits
        .find(|c: char| !c.is_ascii_digit() && c != ':')
        .unwrap_or(digits.len());
    let (shown, rest) = digits.split_at_checked(end)?;
    let (hours, minutes) = match (shown.split_once(':'), shown.len()) {
        (Some((hours, minutes)), _) => (hours, minutes),
        (None, 4) => shown.split_at_checked(2)?,
        (None, _) => (shown, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let is_possible = hours <= 14 && minutes < 60;
    is_possible.then(|| (sign * (hours * 3_600 + minutes * 60), rest))
}

/// Two-digit years are those of 1970 to 2069.
fn year_of((value, length): (u32, usize)) -> Option<i32> {
    Some(match (length, value) {
        (4, _) => value as i32,
        (2, 0..=69) => 2000 + value as i32,
        (2, _) => 1900 + value as i32,
        _ => return None,
    })
}

fn two(text: &str) -> Option<u8> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

/// The month that a small English word or its first three letters name.
pub(crate) fn month(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if word == "sept" {
        return Some(9);
    }
    let found = MONTHS
        .iter()
        .position(|month| *month == word || word.len() == 3 && month.starts_with(word))?;
    Some(found as u8 + 1)
}

/// The unit in which a number counts from an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Epoch {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// Microseconds since 1970.
    Microseconds,
    /// Nanoseconds since 1970.
    Nanoseconds,
    /// Seconds since 2001, as Apple counts.
    SecondsSince2001,
    /// Microseconds since 1601, as browsers built on Chromium count.
    MicrosecondsSince1601,
}

const MICROS_1970_TO_2001: i128 = 978_307_200_000_000;
const MICROS_1601_TO_1970: i128 = 11_644_473_600_000_000;

impl Epoch {
    /// The only unit that gives a time between 2001 and 2286; by the number's length.
    pub fn of_digits(text: &str) -> Option<Self> {
        let whole = text.split('.').next()?;
        if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(match (whole.len(), whole.as_bytes().first()) {
            (10, _) => Self::Seconds,
            (13, _) => Self::Milliseconds,
            (16, _) => Self::Microseconds,
            (19, _) => Self::Nanoseconds,
            (17, Some(b'1')) => Self::MicrosecondsSince1601,
            _ => return None,
        })
    }

    /// The time of a number in this unit; a fraction is kept to the microsecond.
    pub fn when(self, text: &str) -> Option<When> {
        let trimmed = text.trim();
        let (whole, fraction) = trimmed.split_once('.').unwrap_or((trimmed, ""));
        let value: i128 = whole.parse::<i64>().ok()?.into();
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let per_second: i128 = match self {
            Self::Seconds | Self::SecondsSince2001 => 1,
            Self::Milliseconds => 1_000,
            Self::Microseconds | Self::MicrosecondsSince1601 => 1_000_000,
            Self::Nanoseconds => 1_000_000_000,
        };
        let kept = fraction.get(..fraction.len().min(6))?;
        let scale = 10_i128.pow(kept.len() as u32);
        let part: i128 = if kept.is_empty() {
            0
        } else {
            kept.parse().ok()?
        };
        let part = if whole.starts_with('-') { -part } else { part };
        let mut micros = (value * scale + part) * 1_000_000 / per_second / scale;
        match self {
            Self::SecondsSince2001 => micros += MICROS_1970_TO_2001,
            Self::MicrosecondsSince1601 => micros -= MICROS_1601_TO_1970,
            _ => {}
        }
        let digits = per_second.ilog10() as usize + kept.len();
        let precision = match digits {
            0 => Precision::Second,
            1..=3 => Precision::Millisecond,
            _ => Precision::Microsecond,
        };
        let micros = i64::try_from(micros).ok()?;
        Some(When::stated(
            text,
            onrecord_model::Instant(micros),
            precision,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(when: When) -> String {
        let value = match when.truth {
            Truth::Stated(instant) => instant.to_string(),
            Truth::DayMonthAmbiguous {
                day_first,
                month_first,
            } => format!("{day_first} or {month_first}"),
            truth => truth
                .wall()
                .map(|wall| wall.to_string())
                .unwrap_or_default(),
        };
        format!("{value} {}", when.precision.name())
    }

    #[test]
    fn times_of_many_spellings() {
        let rows = [
            (
                "05/03/2021 14:07",
                "2021-03-05T14:07:00 or 2021-05-03T14:07:00 minute",
            ),
            ("25/03/2021 14:07:33", "2021-03-25T14:07:33 second"),
            ("03/25/21", "2021-03-25T00:00:00 day"),
            (
                "5.3.99, 2:07 PM",
                "1999-03-05T14:07:00 or 1999-05-03T14:07:00 minute",
            ),
            (
                "9/1/26, 12:00\u{202f}AM",
                "2026-01-09T00:00:00 or 2026-09-01T00:00:00 minute",
            ),
            ("15 Jan 2024", "2024-01-15T00:00:00 day"),
            ("Jan 15, 2024 at 2:37 pm", "2024-01-15T14:37:00 minute"),
            ("15-Jan-24", "2024-01-15T00:00:00 day"),
            (
                "Mon, 05 Mar 2021 14:07:33 GMT",
                "2021-03-05T14:07:33Z second",
            ),
            (
                "Fri, 5 Mar 2021 14:07:33 +0100",
                "2021-03-05T13:07:33Z second",
            ),
            (
                "Sat Sep 05 08:12:14 UTC 2026",
                "2026-09-05T08:12:14Z second",
            ),
            ("2023/03/01 19:52:23 UTC", "2023-03-01T19:52:23Z second"),
            (
                "2023/3/1 19:52:23.125",
                "2023-03-01T19:52:23.125 millisecond",
            ),
            ("٢٥/٣/٢٠٢١ ١٤:٠٧", "2021-03-25T14:07:00 minute"),
            ("05/05/2021", "2021-05-05T00:00:00 day"),
            (
                "1/2/2021 10:00:00 AM -05:00",
                "2021-02-01T10:00:00 or 2021-01-02T10:00:00 second",
            ),
        ];
        for (text, wanted) in rows {
            let read = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(show(read.when(text, None)), wanted, "{text}");
        }
        for text in [
            "",
            "hello",
            "12",
            "12:30",
            "31/31/2021",
            "2021",
            "1/2/3/4",
            "13:00 PM 1/2/2021",
            "07700 900123",
            "Jan Feb 3 2021",
            "30 Feb 2021",
            "192.0.2.1",
            "1.2.3",
            "99/99/99",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_order_decides() {
        let read = parse("1/2/2021 10:00:00 AM -05:00").unwrap();
        let when = read.when("x", Some(DateOrder::MonthFirst));
        assert_eq!(show(when), "2021-01-02T15:00:00Z second");
    }

    #[test]
    fn numbers_count_from_an_epoch() {
        let rows = [
            ("1614953253", "2021-03-05T14:07:33Z second"),
            ("1614953253.25", "2021-03-05T14:07:33.250Z millisecond"),
            ("1614953253123", "2021-03-05T14:07:33.123Z millisecond"),
            (
                "1614953253123456",
                "2021-03-05T14:07:33.123456Z microsecond",
            ),
            (
                "1614953253123456789",
                "2021-03-05T14:07:33.123456Z microsecond",
            ),
            ("13259426853000000", "2021-03-05T14:07:33Z microsecond"),
        ];
        for (text, wanted) in rows {
            let epoch = Epoch::of_digits(text).unwrap();
            assert_eq!(show(epoch.when(text).unwrap()), wanted, "{text}");
        }
        assert_eq!(
            show(Epoch::SecondsSince2001.when("636646053").unwrap()),
            "2021-03-05T14:07:33Z second"
        );
        for text in [
            "07700900123",
            "123",
            "1.2.3.4",
            "-5",
            "99999999999999999999",
        ] {
            assert_eq!(Epoch::of_digits(text), None, "{text}");
        }
        assert_eq!(Epoch::Seconds.when("99999999999999999999"), None);
        assert_eq!(Epoch::Seconds.when("9223372036854775807"), None);
    }
}
