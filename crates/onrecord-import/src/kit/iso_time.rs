//! ISO 8601 times as exports write them: with `T` or a space, any number of fractional digits,
//! with or without an offset. Knows no platform and assumes no zone.

use onrecord_model::{Precision, Truth, Wall, When};

/// `2019-05-01T12:30:45.1234567+00:00` and its shorter forms, down to the day. Without an offset
/// the zone is unknown. `None` for anything else.
pub fn parse(text: &str) -> Option<When> {
    let (truth, precision) = read(text)?;
    Some(When {
        as_written: text.into(),
        truth,
        precision,
    })
}

/// What [`parse`] says of a text, without a copy of it.
pub fn read(text: &str) -> Option<(Truth, Precision)> {
    let (wall, precision, rest) = wall(text)?;
    let truth = match rest {
        "" => Truth::WallZoneUnknown(wall),
        _ => Truth::Stated(wall.at_offset(offset(rest)?)),
    };
    Some((truth, precision))
}

/// As [`parse`]; what cannot be read is kept as written, undated.
pub fn parse_or_keep(text: &str) -> When {
    parse(text).unwrap_or_else(|| When {
        as_written: text.into(),
        ..When::undated()
    })
}

/// `2019-05-01T12:30:45`, or with another sign than `T` in the middle, which is given back.
///
/// How nearly all are written, so that their digits are read from where they must stand.
pub fn seconds(text: &[u8; 19]) -> Option<(Wall, u8)> {
    let digit = |at: usize| text[at].wrapping_sub(b'0');
    let mut is_shaped = [4, 7, 13, 16].map(|at| text[at]) == *b"--::";
    for at in [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18] {
        is_shaped &= digit(at) < 10;
    }
    if !is_shaped {
        return None;
    }
    let two = |at: usize| digit(at) * 10 + digit(at + 1);
    let year = i32::from(two(0)) * 100 + i32::from(two(2));
    let wall = Wall::new(year, two(5), two(8), two(11), two(14), two(17), 0)?;
    Some((wall, text[10]))
}

/// The wall clock that `text` begins with, its precision, and what follows it.
fn wall(text: &str) -> Option<(Wall, Precision, &str)> {
    if let Some(first) = text.as_bytes().first_chunk()
        && let Some((wall, b'T' | b't' | b' ')) = seconds(first)
        && let rest @ ("" | "Z" | " UTC") = &text[19..]
    {
        return Some((wall, Precision::Second, rest));
    }
    let mut rest = text;
    let year = i32::from(number(&mut rest, 4)?);
    expect(&mut rest, '-')?;
    let month = small(&mut rest)?;
    expect(&mut rest, '-')?;
    let day = small(&mut rest)?;
    if rest.is_empty() {
        return Some((
            Wall::new(year, month, day, 0, 0, 0, 0)?,
            Precision::Day,
            rest,
        ));
    }
    rest = rest.strip_prefix(['T', 't', ' '])?;
    let hour = small(&mut rest)?;
    expect(&mut rest, ':')?;
    let minute = small(&mut rest)?;
    let Some(after) = rest.strip_prefix(':') else {
        let wall = Wall::new(year, month, day, hour, minute, 0, 0)?;
        return Some((wall, Precision::Minute, rest));
    };
    rest = after;
    let second = small(&mut rest)?;
    let (mut micro, mut precision) = (0, Precision::Second);
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        let shown = digits.min(6);
        let value: u32 = fraction.get(..shown)?.parse().ok()?;
        micro = value * 10_u32.pow(6 - shown as u32);
        precision = if shown > 3 {
            Precision::Microsecond
        } else {
            Precision::Millisecond
        };
        rest = fraction.get(digits..)?;
    }
    let wall = Wall::new(year, month, day, hour, minute, second, micro)?;
    Some((wall, precision, rest))
}

/// `Z`, ` UTC`, `+01:30`, `+0130`, `+01`: seconds east.
pub fn offset(text: &str) -> Option<i32> {
    let text = text.strip_prefix(' ').unwrap_or(text);
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(0);
    }
    let (sign, mut rest) = match text.chars().next()? {
        '+' => (1, &text[1..]),
        '-' => (-1, &text[1..]),
        _ => return None,
    };
    let hours = i32::from(small(&mut rest)?);
    rest = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = if rest.is_empty() {
        0
    } else {
        i32::from(small(&mut rest)?)
    };
    (rest.is_empty() && hours < 24 && minutes < 60).then(|| sign * (hours * 3_600 + minutes * 60))
}

fn expect(rest: &mut &str, sign: char) -> Option<()> {
    *rest = rest.strip_prefix(sign)?;
    Some(())
}

fn number(rest: &mut &str, length: usize) -> Option<u16> {
    let digits = rest.as_bytes().get(..length)?;
    let value = digits.iter().try_fold(0, |value: u16, byte| {
        byte.is_ascii_digit()
            .then(|| value * 10 + u16::from(byte - b'0'))
    })?;
    *rest = rest.get(length..)?;
    Some(value)
}

fn small(rest: &mut &str) -> Option<u8> {
    u8::try_from(number(rest, 2)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_is_stated_and_nothing_more() {
        let show = |text: &str| match parse(text) {
            None => "none".to_owned(),
            Some(when) => match when.truth {
                Truth::Stated(instant) => format!("{instant} {}", when.precision.name()),
                truth => format!(
                    "{} {} {}",
                    truth
                        .wall()
                        .map(|wall| wall.to_string())
                        .unwrap_or_default(),
                    truth.name(),
                    when.precision.name()
                ),
            },
        };
        let rows = [
            (
                "2019-05-01T12:30:45.25+00:00",
                "2019-05-01T12:30:45.250Z millisecond",
            ),
            (
                "2020-07-17T17:03:14.3661234+02:00",
                "2020-07-17T15:03:14.366123Z microsecond",
            ),
            ("2019-05-01 12:30:45Z", "2019-05-01T12:30:45Z second"),
            ("2019-05-01 12:30:45 UTC", "2019-05-01T12:30:45Z second"),
            ("2019-05-01T12:30:45+0130", "2019-05-01T11:00:45Z second"),
            ("2019-05-01T12:30-05", "2019-05-01T17:30:00Z minute"),
            (
                "2019-05-01 12:30:45",
                "2019-05-01T12:30:45 zone-unknown second",
            ),
            ("2019-05-01", "2019-05-01T00:00:00 zone-unknown day"),
            ("2019-13-01T12:30:45Z", "none"),
            ("2019-05-01T12:30:45.Z", "none"),
            ("2019-05-01T12:30:45+", "none"),
            ("2019-05-01T12:30:45é", "none"),
            ("2019-05-01T25:00:00Z", "none"),
            ("", "none"),
            ("é019-05-01", "none"),
        ];
        for (text, expected) in rows {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}
