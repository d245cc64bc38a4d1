//! The ways in which X's archives write times. Knows no records.

use crate::kit::iso_time;
use crate::kit::json_stream::value::Raw;
use onrecord_model::{Instant, Precision, Truth, Wall, When};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `2017-08-26T22:03:31.928Z`, `Wed Oct 10 20:19:24 +0000 2018`, `2012-10-10 20:19:24 +0000`, or a
/// count of seconds or milliseconds.
pub(super) fn read(raw: &Raw<'_>) -> When {
    match raw.text() {
        Some(text) => read_text(&text.text),
        None => read_text(&raw.verbatim()),
    }
}

/// As [`read`], of the bare text.
pub(super) fn read_text(written: &str) -> When {
    if let Some(when) = iso_time::parse(written).or_else(|| long(written)) {
        return when;
    }
    match written.parse::<i64>() {
        // No X before 2006: what is smaller than a year in milliseconds is seconds.
        Ok(count) if (1..100_000_000_000).contains(&count) => When::epoch_seconds(count),
        Ok(count) if (1..100_000_000_000_000).contains(&count) => When::epoch_millis(count),
        _ => When {
            as_written: written.into(),
            ..When::undated()
        },
    }
}

fn long(text: &str) -> Option<When> {
    let mut words = text.split_ascii_whitespace();
    let (_, month, day, clock, offset, year) = (
        words.next()?,
        words.next()?,
        words.next()?,
        words.next()?,
        words.next()?,
        words.next()?,
    );
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let mut parts = clock.splitn(3, ':');
    let mut part = || parts.next()?.parse::<u8>().ok();
    let wall = Wall::new(
        year.parse().ok()?,
        u8::try_from(month).ok()?,
        day.parse().ok()?,
        part()?,
        part()?,
        part()?,
        0,
    )?;
    let instant: Instant = wall.at_offset(iso_time::offset(offset)?);
    Some(When {
        as_written: text.into(),
        truth: Truth::Stated(instant),
        precision: Precision::Second,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_time() {
        let show = |json: &str| {
            let when = read(&Raw::new(json.as_bytes(), 0));
            let stated = when.truth.instant().map(|instant| instant.to_string());
            (stated.unwrap_or_default(), when.precision.name())
        };
        let rows = [
            (
                "\"2017-08-26T22:03:31.928Z\"",
                "2017-08-26T22:03:31.928Z",
                "millisecond",
            ),
            (
                "\"Wed Oct 10 20:19:24 +0000 2018\"",
                "2018-10-10T20:19:24Z",
                "second",
            ),
            (
                "\"2012-10-10 20:19:24 +0000\"",
                "2012-10-10T20:19:24Z",
                "second",
            ),
            ("\"1694000000\"", "2023-09-06T11:33:20Z", "second"),
            ("1694000000123", "2023-09-06T11:33:20.123Z", "millisecond"),
            // The hour that occurs twice where summer time ends is an instant here.
            (
                "\"2023-10-29T01:30:00.000Z\"",
                "2023-10-29T01:30:00Z",
                "millisecond",
            ),
            ("\"Wed Foo 10 20:19:24 +0000 2018\"", "", "coarse"),
            ("\"0\"", "", "coarse"),
            ("null", "", "coarse"),
        ];
        for (json, stated, precision) in rows {
            assert_eq!(show(json), (stated.to_owned(), precision), "{json}");
        }
    }
}
