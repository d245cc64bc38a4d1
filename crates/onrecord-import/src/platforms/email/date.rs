//! RFC 5322 dates, with what they really state: an offset, none, or nonsense.

use onrecord_model::{Precision, Truth, Wall, When};

/// A date as a header writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MailDate {
    pub(super) when: When,
    /// The offset is `-0000`: the instant is stated, the sender's zone is not (RFC 5322, 3.3).
    pub(super) zone_withheld: bool,
    /// The weekday named is not the weekday of the date.
    pub(super) wrong_weekday: bool,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const WEEKDAYS: [&str; 7] = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"];

/// Reads a date. What cannot be read is undated, as written.
pub(super) fn read(written: &str) -> MailDate {
    let written = written.trim();
    parse(written).unwrap_or_else(|| MailDate {
        when: When {
            as_written: written.into(),
            ..When::undated()
        },
        zone_withheld: false,
        wrong_weekday: false,
    })
}

fn position(names: &[&str], word: &str) -> Option<usize> {
    let start = word.get(..3)?;
    names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(start))
}

/// The number of digits only.
fn number<T: std::str::FromStr>(word: &str) -> Option<T> {
    (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
}

/// `Mon, 01 Jan 2018 08:00:09 +0000`, to the letter: what nearly every program writes.
fn usual(written: &str) -> Option<(&str, [i32; 5], usize, i32)> {
    let bytes: &[u8; 31] = written.as_bytes().try_into().ok()?;
    let two = |at: usize| {
        let (tens, ones) = (
            bytes[at].wrapping_sub(b'0'),
            bytes[at + 1].wrapping_sub(b'0'),
        );
        (tens < 10 && ones < 10).then(|| i32::from(tens) * 10 + i32::from(ones))
    };
    let marks = [3, 4, 7, 11, 16, 19, 22, 25].map(|at| bytes[at]);
    if marks != *b",    :: " || !matches!(bytes[26], b'+' | b'-') {
        return None;
    }
    let month = MONTHS
        .iter()
        .position(|name| name.as_bytes().eq_ignore_ascii_case(&bytes[8..11]))?;
    let (hours, minutes) = (two(27)?, two(29)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let offset = (hours * 3_600 + minutes * 60) * if bytes[26] == b'-' { -1 } else { 1 };
    let numbers = [
        two(12)? * 100 + two(14)?,
        two(5)?,
        two(17)?,
        two(20)?,
        two(23)?,
    ];
    Some((written.get(..3)?, numbers, month, offset))
}

fn parse(written: &str) -> Option<MailDate> {
    if let Some((weekday, [year, day, hour, minute, second], month, offset)) = usual(written)
        && let Some(weekday) = position(&WEEKDAYS, weekday)
    {
        let [day, hour, minute, second] = [day, hour, minute, second].map(|two| two as u8);
        let wall = Wall::new(year, month as u8 + 1, day, hour, minute, second, 0)?;
        let days = wall.0.div_euclid(86_400_000_000);
        return Some(MailDate {
            when: When {
                as_written: written.into(),
                truth: Truth::Stated(wall.at_offset(offset)),
                precision: Precision::Second,
            },
            zone_withheld: written.ends_with("-0000"),
            wrong_weekday: weekday as i64 != days.rem_euclid(7),
        });
    }
    // Comments such as `(CEST)` say nothing that the offset does not.
    let bare = written.split('(').next().unwrap_or("");
    let mut words = bare
        .split(|c: char| c.is_ascii_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .peekable();
    let weekday = words.peek().and_then(|word| position(&WEEKDAYS, word));
    if weekday.is_some() {
        words.next();
    }
    let first = words.next()?;
    let second = words.next()?;
    // `1 Jan 2020`, `1-Jan-2020` (old programs), and asctime's `Jan  1 10:00:00 2020`.
    let (day, month, year, clock) = if let Some(month) = position(&MONTHS, first) {
        let clock = words.next()?;
        (second, month, words.next()?, clock)
    } else if let Some(month) = position(&MONTHS, second) {
        (first, month, words.next()?, words.next()?)
    } else {
        let mut pieces = first.split('-');
        let (day, month, year) = (pieces.next()?, pieces.next()?, pieces.next()?);
        (day, position(&MONTHS, month)?, year, second)
    };
    let year: i32 = match (year.len(), number::<i32>(year)?) {
        (2, year @ ..=49) => 2_000 + year,
        (2 | 3, year) => 1_900 + year,
        (4, year) => year,
        _ => return None,
    };
    let mut pieces = clock.split(':');
    let hour = number(pieces.next()?)?;
    let minute = number(pieces.next()?)?;
    let second: Option<u8> = match pieces.next() {
        Some(second) => Some(number(second.split('.').next()?)?),
        None => None,
    };
    let wall = Wall::new(
        year,
        month as u8 + 1,
        number(day)?,
        hour,
        minute,
        second.unwrap_or(0),
        0,
    )?;
    let days = wall.0.div_euclid(86_400_000_000);
    let zone = words.next();
    let offset = zone.and_then(offset_seconds);
    Some(MailDate {
        when: When {
            as_written: written.into(),
            truth: match offset {
                Some(offset) => Truth::Stated(wall.at_offset(offset)),
                None => Truth::WallZoneUnknown(wall),
            },
            precision: if second.is_some() {
                Precision::Second
            } else {
                Precision::Minute
            },
        },
        zone_withheld: zone == Some("-0000"),
        wrong_weekday: weekday.is_some_and(|named| named as i64 != days.rem_euclid(7)),
    })
}

/// `+0100`, `+01:00`, `GMT`, and the American names of RFC 822. Single letters were defined
/// wrongly there and state nothing (RFC 5322, 4.3).
fn offset_seconds(zone: &str) -> Option<i32> {
    let (sign, digits) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => {
            let hours = match zone.to_ascii_uppercase().as_str() {
                "UT" | "UTC" | "GMT" | "Z" => 0,
                "EDT" => -4,
                "EST" | "CDT" => -5,
                "CST" | "MDT" => -6,
                "MST" | "PDT" => -7,
                "PST" => -8,
                _ => return None,
            };
            return Some(hours * 3_600);
        }
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None => digits.split_at_checked(2)?,
    };
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let hours: i32 = number(hours)?;
    let minutes: i32 = number(minutes)?;
    (hours < 24 && minutes < 60).then(|| sign * (hours * 3_600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(written: &str) -> String {
        let date = read(written);
        let value = match date.when.truth {
            Truth::Stated(instant) => instant.to_string(),
            Truth::WallZoneUnknown(wall) => wall.to_string(),
            _ => "undated".to_owned(),
        };
        let flags = match (date.zone_withheld, date.wrong_weekday) {
            (false, false) => "",
            (true, false) => " zone withheld",
            (false, true) => " wrong weekday",
            (true, true) => " both",
        };
        value + flags
    }

    #[test]
    fn what_dates_state() {
        for (written, expected) in [
            ("Fri, 4 May 2001 14:05:44 -0400", "2001-05-04T18:05:44Z"),
            (
                "Fri, 4 May 2001 14:05:44 -0400 (EDT)",
                "2001-05-04T18:05:44Z",
            ),
            ("4 May 2001 14:05 +0530", "2001-05-04T08:35:00Z"),
            (
                "Thu, 4 May 2001 14:05:44 GMT",
                "2001-05-04T14:05:44Z wrong weekday",
            ),
            (
                "Fri, 04 May 2001 14:05:44 -0000",
                "2001-05-04T14:05:44Z zone withheld",
            ),
            ("Fri, 04 May 2001 14:05:44 +0130", "2001-05-04T12:35:44Z"),
            (
                "Sat, 04 May 2001 14:05:44 -0130",
                "2001-05-04T15:35:44Z wrong weekday",
            ),
            ("Fri, 31 Feb 2001 14:05:44 +0000", "undated"),
            ("Fri, 4 May 01 14:05:44 EST", "2001-05-04T19:05:44Z"),
            ("4 May 99 14:05:44 +0000", "1999-05-04T14:05:44Z"),
            ("Fri, 4 May 2001 14:05:44", "2001-05-04T14:05:44"),
            ("Fri, 4 May 2001 14:05:44 CEST", "2001-05-04T14:05:44"),
            ("Fri May  4 14:05:44 2001", "2001-05-04T14:05:44"),
            ("Fri, 4-May-2001 14:05:44 +0000", "2001-05-04T14:05:44Z"),
            ("31 Feb 2001 14:05:44 +0000", "undated"),
            ("soon", "undated"),
            ("", "undated"),
            ("4 May 2001 14:05:44 +9999", "2001-05-04T14:05:44"),
            ("4 May 2001 14:05:44 +1\u{e9}2", "2001-05-04T14:05:44"),
        ] {
            assert_eq!(shown(written), expected, "{written}");
        }
    }
}
