//! Times as pictures write them: EXIF, ISO 8601 (XMP and texts), RFC 5322 (texts of PNG). Says what
//! is written and nothing more; a clock without a zone stays one.

use onrecord_model::{Precision, Truth, Wall, When};

/// A clock's time, and its distance from UTC where that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) wall: Wall,
    pub(super) offset_seconds: Option<i32>,
    pub(super) precision: Precision,
}

impl Moment {
    pub(super) fn when(self, as_written: &str) -> When {
        When {
            as_written: as_written.into(),
            truth: match self.offset_seconds {
                Some(offset) => Truth::Stated(self.wall.at_offset(offset)),
                None => Truth::WallZoneUnknown(self.wall),
            },
            precision: self.precision,
        }
    }
}

/// Digits and separators, from the left.
struct Cursor<'t>(&'t [u8]);

impl Cursor<'_> {
    /// Exactly so many digits.
    fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = rest;
        Some(
            digits
                .iter()
                .fold(0, |number, digit| number * 10 + u32::from(digit - b'0')),
        )
    }

    fn passes(&mut self, any_of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        any_of.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    /// `hh:mm:ss` or `hh:mm`.
    fn time(&mut self) -> Option<(u8, u8, u8, Precision)> {
        let hour = self.digits(2)? as u8;
        self.passes(b":")?;
        let minute = self.digits(2)? as u8;
        if self.passes(b":").is_none() {
            return Some((hour, minute, 0, Precision::Minute));
        }
        Some((hour, minute, self.digits(2)? as u8, Precision::Second))
    }

    /// `Z`, `+01:00` or `+0100`.
    fn offset(&mut self) -> Option<i32> {
        let sign = match self.passes(b"+-Zz")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.digits(2)?;
        self.passes(b":");
        let minutes = self.digits(2)?;
        (hours <= 15 && minutes < 60).then(|| sign * (hours * 3_600 + minutes * 60) as i32)
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_ascii_start();
    }
}

/// `2021:03:05 14:07:33`, with what stands in the fields beside it. `None` also where the field
/// was left blank or zero.
pub(super) fn exif(date: &str, fraction: Option<&str>, offset: Option<&str>) -> Option<Moment> {
    let mut cursor = Cursor(date.trim().as_bytes());
    let (wall, precision) = {
        let (year, month, day) = date_with(&mut cursor, b":-/.")?;
        cursor.passes(b" T")?;
        let (hour, minute, second, precision) = cursor.time()?;
        (
            Wall::new(year, month, day, hour, minute, second, 0)?,
            precision,
        )
    };
    // Some cameras put fraction and offset here.
    let (inside, inside_digits) = fraction_of(cursor.0.strip_prefix(b".").unwrap_or_default());
    cursor.0 = &cursor.0[if inside_digits == 0 {
        0
    } else {
        inside_digits + 1
    }..];
    cursor.spaces();
    let inside_offset = cursor.offset();
    if !cursor.0.is_empty() {
        return None;
    }
    let (beside, digits) = fraction_of(fraction.unwrap_or_default().trim().as_bytes());
    let (micros, digits) = if inside_digits > 0 {
        (inside, inside_digits)
    } else {
        (beside, digits)
    };
    Some(Moment {
        wall: Wall(wall.0 + i64::from(micros)),
        offset_seconds: inside_offset.or_else(|| self::offset(offset?)),
        precision: finer(precision, digits),
    })
}

fn date_with(cursor: &mut Cursor<'_>, separators: &[u8]) -> Option<(i32, u8, u8)> {
    let year = cursor.digits(4)? as i32;
    let separator = cursor.passes(separators)?;
    let month = cursor.digits(2)? as u8;
    cursor.passes(&[separator])?;
    Some((year, month, cursor.digits(2)? as u8))
}

/// The digits of a fraction of a second as microseconds, and how many there are.
fn fraction_of(text: &[u8]) -> (u32, usize) {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let micros = (0..6).fold(0, |micros, at| {
        let digit = text[..count].get(at).map_or(0, |digit| digit - b'0');
        micros * 10 + u32::from(digit)
    });
    (micros, count)
}

fn finer(precision: Precision, digits: usize) -> Precision {
    match digits {
        0 => precision,
        1..=3 => Precision::Millisecond,
        _ => Precision::Microsecond,
    }
}

/// An EXIF offset field: `+01:00`.
pub(super) fn offset(text: &str) -> Option<i32> {
    let mut cursor = Cursor(text.trim().as_bytes());
    let offset = cursor.offset()?;
    cursor.0.is_empty().then_some(offset)
}

/// `2021-03-05T14:07:33.25+01:00`, or less of it from a date on.
pub(super) fn iso(text: &str) -> Option<Moment> {
    let mut cursor = Cursor(text.trim().as_bytes());
    let (year, month, day) = date_with(&mut cursor, b"-")?;
    if cursor.0.is_empty() {
        return Some(Moment {
            wall: Wall::new(year, month, day, 0, 0, 0, 0)?,
            offset_seconds: None,
            precision: Precision::Day,
        });
    }
    cursor.passes(b"T t")?;
    let (hour, minute, second, precision) = cursor.time()?;
    let (mut micros, mut digits) = (0, 0);
    if cursor.passes(b".,").is_some() {
        (micros, digits) = fraction_of(cursor.0);
        cursor.0 = &cursor.0[digits..];
    }
    cursor.spaces();
    let offset_seconds = cursor.offset();
    cursor.0.is_empty().then_some(Moment {
        wall: Wall::new(year, month, day, hour, minute, second, micros)?,
        offset_seconds,
        precision: finer(precision, digits),
    })
}

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// `Fri, 5 Mar 2021 14:07:33 +0000`. Of zone names only those of UTC are read; with another one the
/// zone is not known.
pub(super) fn mail(text: &str) -> Option<Moment> {
    let text = text.trim();
    let date = match text.split_once(',') {
        Some((_weekday, date)) => date,
        None => text,
    };
    let mut words = date.split_ascii_whitespace();
    let day = words.next()?.parse().ok()?;
    let month = words.next()?.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)? as u8 + 1;
    let year = words.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut cursor = Cursor(words.next()?.as_bytes());
    let (hour, minute, second, precision) = cursor.time()?;
    let offset_seconds = match words.next() {
        Some("GMT" | "UT" | "UTC") => Some(0),
        // RFC 5322, 3.3: the zone is withheld.
        Some("-0000") | None => None,
        Some(zone) => offset(zone),
    };
    cursor.0.is_empty().then_some(Moment {
        wall: Wall::new(year, month, day, hour, minute, second, 0)?,
        offset_seconds,
        precision,
    })
}

/// A time in a PNG's text, in any of the ways in which programs write it.
pub(super) fn free(text: &str) -> Option<Moment> {
    exif(text, None, None)
        .or_else(|| iso(text))
        .or_else(|| mail(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(moment: Option<Moment>) -> String {
        match moment.map(|moment| moment.when("").truth) {
            Some(Truth::Stated(instant)) => instant.to_string(),
            Some(Truth::WallZoneUnknown(wall)) => wall.to_string(),
            _ => "none".to_owned(),
        }
    }

    #[test]
    fn exif_fields_are_read_together() {
        for (date, fraction, zone, expected) in [
            ("2021:03:05 14:07:33", None, None, "2021-03-05T14:07:33"),
            (
                "2021:03:05 14:07:33",
                Some("5"),
                Some("+01:00"),
                "2021-03-05T13:07:33.500Z",
            ),
            (
                "2021:03:05 14:07:33",
                Some("123 "),
                Some("-03:30"),
                "2021-03-05T17:37:33.123Z",
            ),
            (
                "2021:03:05 14:07:33",
                Some(""),
                Some("   :  "),
                "2021-03-05T14:07:33",
            ),
            (
                "2021:03:05 14:07:33",
                None,
                Some("+99:00"),
                "2021-03-05T14:07:33",
            ),
            (
                "2021:03:05 14:07:33.25+01:00",
                None,
                None,
                "2021-03-05T13:07:33.250Z",
            ),
            ("2021-03-05 14:07:33", None, None, "2021-03-05T14:07:33"),
            ("2021:03:05 14:07:33 pm", None, None, "none"),
            ("0000:00:00 00:00:00", None, None, "none"),
            ("    :  :     :  :  ", None, None, "none"),
            ("2021:02:30 14:07:33", None, None, "none"),
            ("2021:03:05 24:00:00", None, None, "none"),
            ("", None, None, "none"),
        ] {
            assert_eq!(shown(exif(date, fraction, zone)), expected, "{date}");
        }
    }

    #[test]
    fn other_ways_of_writing_are_read() {
        for (text, expected) in [
            ("2021-03-05T14:07:33+01:00", "2021-03-05T13:07:33Z"),
            ("2021-03-05T14:07:33.123456Z", "2021-03-05T14:07:33.123456Z"),
            ("2021-03-05T14:07", "2021-03-05T14:07:00"),
            ("2021-03-05", "2021-03-05T00:00:00"),
            ("Fri, 05 Mar 2021 14:07:33 +0100", "2021-03-05T13:07:33Z"),
            ("5 March 2021 14:07:33 GMT", "2021-03-05T14:07:33Z"),
            ("Fri, 05 Mar 2021 14:07:33 CET", "2021-03-05T14:07:33"),
            ("Fr 05 Mär 2021 14:07:33", "none"),
            ("2021-03", "none"),
            ("yesterday", "none"),
        ] {
            assert_eq!(shown(free(text)), expected, "{text}");
        }
        assert_eq!(
            free("2021-03-05").map(|moment| moment.precision),
            Some(Precision::Day)
        );
    }
}
