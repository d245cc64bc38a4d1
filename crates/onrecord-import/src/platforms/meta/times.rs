//! The ways in which Meta's exports write times. Knows no records.

use crate::kit::json_stream::value::{Raw, Shape};
use onrecord_model::{Instant, Precision, Truth, Wall, When};

/// 0001-01-01 and 10000-01-01 in microseconds: what lies outside is no time.
const YEARS: core::ops::Range<i64> = -62_135_596_800_000_000..253_402_300_800_000_000;

/// A count of units since the epoch. Zero is how these exports write that there is none.
pub(super) fn epoch(raw: Raw<'_>, precision: Precision) -> When {
    // Nearly all are numbers.
    let text = match raw.shape() {
        Shape::String => raw.text(),
        _ => None,
    };
    let written: Box<str> = match text {
        Some(text) => text.text.into(),
        None => raw.verbatim().into(),
    };
    let factor = match precision {
        Precision::Millisecond => 1_000,
        _ => 1_000_000,
    };
    let number = raw.integer().or_else(|| written.parse().ok());
    match number
        .filter(|number| *number != 0)
        .and_then(|number| number.checked_mul(factor))
    {
        Some(micros) if YEARS.contains(&micros) => {
            When::stated(written, Instant(micros), precision)
        }
        _ => When {
            as_written: written,
            ..When::undated()
        },
    }
}

/// A count of milliseconds, or of seconds where as many milliseconds would lie before 1973:
/// `timestamp` in conversations until 2018, and in the encrypted export.
pub(super) fn epoch_of_either(raw: Raw<'_>) -> When {
    const LEAST: u64 = 100_000_000_000;
    let number = raw.integer().map_or(u64::MAX, i64::unsigned_abs);
    let precision = if number < LEAST {
        Precision::Second
    } else {
        Precision::Millisecond
    };
    epoch(raw, precision)
}

/// `2019-05-01T12:30:45.123456+00:00`, with or without fraction and offset; without an offset the
/// zone is unknown. `None` for anything else.
pub(super) fn iso(text: &str) -> Option<When> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| -> Option<u32> {
        let digits = bytes.get(from..to)?;
        digits.iter().try_fold(0, |value: u32, digit| {
            Some(value * 10 + (*digit as char).to_digit(10)?)
        })
    };
    let small = |from: usize| number(from, from + 2).and_then(|value| u8::try_from(value).ok());
    let is_shaped = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')]
        .iter()
        .all(|(at, sign)| bytes.get(*at) == Some(sign))
        && matches!(bytes.get(10), Some(b'T' | b' '));
    if !is_shaped {
        return None;
    }
    let mut end = 19;
    let (mut micro, mut precision) = (0, Precision::Second);
    if bytes.get(end) == Some(&b'.') {
        let digits = bytes[20..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let shown = digits.min(6);
        if shown == 0 {
            return None;
        }
        micro = number(20, 20 + shown)? * 10_u32.pow(6 - shown as u32);
        precision = if shown > 3 {
            Precision::Microsecond
        } else {
            Precision::Millisecond
        };
        end = 20 + digits;
    }
    let year = i32::try_from(number(0, 4)?).ok()?;
    let wall = Wall::new(
        year,
        small(5)?,
        small(8)?,
        small(11)?,
        small(14)?,
        small(17)?,
        micro,
    )?;
    let truth = match bytes.get(end) {
        None => Truth::WallZoneUnknown(wall),
        Some(b'Z') if bytes.len() == end + 1 => Truth::Stated(wall.at_offset(0)),
        Some(sign @ (b'+' | b'-')) => {
            let minutes = if bytes.get(end + 3) == Some(&b':') {
                end + 4
            } else {
                end + 3
            };
            if bytes.len() != minutes + 2 {
                return None;
            }
            let seconds = i32::from(small(end + 1)?) * 3_600 + i32::from(small(minutes)?) * 60;
            let seconds = if *sign == b'-' { -seconds } else { seconds };
            Truth::Stated(wall.at_offset(seconds))
        }
        Some(_) => return None,
    };
    Some(When {
        as_written: text.into(),
        truth,
        precision,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_times_with_and_without_offset() {
        let instant = |text: &str| {
            iso(text)
                .and_then(|when| when.truth.instant())
                .map(|at| at.to_string())
        };
        assert_eq!(
            instant("2019-05-01T12:30:45.250000+00:00").as_deref(),
            Some("2019-05-01T12:30:45.250Z")
        );
        assert_eq!(
            instant("2019-05-01T12:30:45+0130").as_deref(),
            Some("2019-05-01T11:00:45Z")
        );
        assert_eq!(
            instant("2019-05-01T12:30:45Z").as_deref(),
            Some("2019-05-01T12:30:45Z")
        );
        assert!(matches!(
            iso("2019-05-01T12:30:45").map(|when| when.truth),
            Some(Truth::WallZoneUnknown(_))
        ));
        for bad in [
            "",
            "2019-05-01",
            "2019-13-01T12:30:45Z",
            "2019-05-01T12:30:45+",
            "2019-05-01T12:30:45.Z",
            "2019-05-01T12:30:45é",
        ] {
            assert_eq!(iso(bad), None, "{bad}");
        }
    }

    #[test]
    fn numbers_out_of_range_are_kept_as_written() {
        for text in [
            "0",
            "99999999999999999999999",
            "-9223372036854775808",
            "null",
            "true",
            "[]",
        ] {
            let when = epoch(Raw::new(text.as_bytes(), 0), Precision::Millisecond);
            assert_eq!(when.truth, Truth::Undated, "{text}");
            assert_eq!(&*when.as_written, text);
        }
        let when = epoch(Raw::new(b"-1000", 0), Precision::Millisecond);
        assert_eq!(when.truth, Truth::Stated(Instant(-1_000_000)));
    }
}
