//! The ways in which Telegram Desktop writes times. Knows no records.

use crate::kit::iso_time;
use crate::kit::json_stream::value::Raw;
use onrecord_model::{Instant, Mark, Marks, Precision, Truth, Wall, When};

/// Clocks of the world are at most so far from UTC, and by quarters of an hour.
const FARTHEST: i64 = 15 * 3_600;
const QUARTER: i64 = 900;
/// 1971-01-01.
const YEAR_1971: Wall = Wall(31_536_000_000_000);

/// The time of a record: the seconds since the epoch where they are given, and else the clock of
/// the computer that exported. Where both are, the clock is what is kept as written, since the
/// seconds say nothing beyond the instant; that they contradict each other is marked.
pub(super) fn when(date: Option<Raw<'_>>, epoch: Option<Raw<'_>>, marks: &mut Marks) -> When {
    let wall = date.and_then(|date| wall(date.inner()?));
    let seconds = epoch.and_then(|raw| seconds(&raw));
    let written = |raw: Option<Raw<'_>>| -> Box<str> {
        match raw {
            Some(raw) if raw.inner().is_some() => {
                raw.text().map(|read| read.text).unwrap_or_default().into()
            }
            Some(raw) if !raw.is_null() => raw.verbatim().into(),
            _ => "".into(),
        }
    };
    let truth = match (seconds, wall) {
        (Some(seconds), wall) => {
            if let Some(wall) = wall {
                let apart = wall.0 / 1_000_000 - seconds;
                if apart.abs() > FARTHEST || apart % QUARTER != 0 {
                    marks.add(Mark::Inconsistent);
                }
            }
            Truth::Stated(Instant(seconds * 1_000_000))
        }
        (None, Some(wall)) => Truth::WallOfExporter(wall),
        (None, None) => {
            let as_written = if date.is_some() {
                written(date)
            } else {
                written(epoch)
            };
            return When {
                as_written,
                ..When::undated()
            };
        }
    };
    When {
        as_written: written(if wall.is_some() { date } else { epoch }),
        truth,
        precision: Precision::Second,
    }
}

/// Seconds since the epoch, as a string or a number. Zero is how Telegram says that there is none.
fn seconds(raw: &Raw<'_>) -> Option<i64> {
    let number = match raw.inner() {
        Some(inner) => Raw::new(inner, 0).integer(),
        None => raw.integer(),
    };
    // Years 1970 to 9999: Telegram did not exist before, and has no times before the epoch.
    number.filter(|number| (1..253_402_300_800).contains(number))
}

/// `2023-05-01T12:01:00`, and nothing else.
pub(super) fn wall(text: &[u8]) -> Option<Wall> {
    let (wall, b'T') = iso_time::seconds(text.try_into().ok()?)? else {
        return None;
    };
    // As the epoch's zero in some zone: no date.
    (wall >= YEAR_1971).then_some(wall)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(date: &str, epoch: &str) -> (String, bool) {
        let raw = |json| Raw::new(str::as_bytes(json), 0);
        let mut marks = Marks::NONE;
        let date = (!date.is_empty()).then(|| raw(date));
        let epoch = (!epoch.is_empty()).then(|| raw(epoch));
        let when = when(date, epoch, &mut marks);
        let truth = match when.truth {
            Truth::Stated(instant) => instant.to_string(),
            Truth::WallOfExporter(wall) => wall.to_string(),
            other => other.name().to_owned(),
        };
        (
            format!("{} {truth}", when.as_written),
            marks.has(Mark::Inconsistent),
        )
    }

    #[test]
    fn what_is_stated_is_stated_and_contradictions_are_marked() {
        let rows = [
            // Summer time in Moscow's zone, in one at a half hour, and before the change of clocks.
            (
                r#""2023-05-01T15:04:20""#,
                r#""1682942660""#,
                "2023-05-01T15:04:20 2023-05-01T12:04:20Z",
                false,
            ),
            (
                r#""2023-05-01T17:34:20""#,
                r#""1682942660""#,
                "2023-05-01T17:34:20 2023-05-01T12:04:20Z",
                false,
            ),
            // The hour that clocks show twice: one text, two instants.
            (
                r#""2023-10-29T01:30:00""#,
                r#""1698539400""#,
                "2023-10-29T01:30:00 2023-10-29T00:30:00Z",
                false,
            ),
            (
                r#""2023-10-29T01:30:00""#,
                r#""1698543000""#,
                "2023-10-29T01:30:00 2023-10-29T01:30:00Z",
                false,
            ),
            (
                r#""2023-05-01T15:04:20""#,
                "",
                "2023-05-01T15:04:20 2023-05-01T15:04:20",
                false,
            ),
            (
                "",
                r#""1682942660""#,
                "1682942660 2023-05-01T12:04:20Z",
                false,
            ),
            ("", "1682942660", "1682942660 2023-05-01T12:04:20Z", false),
            // Milliseconds or microseconds are no seconds of any year.
            ("", r#""1682942660000""#, "1682942660000 undated", false),
            (
                r#""2023-05-01T15:05:20""#,
                r#""1682942660""#,
                "2023-05-01T15:05:20 2023-05-01T12:04:20Z",
                true,
            ),
            (
                r#""2021-05-01T12:04:20""#,
                r#""1682942660""#,
                "2021-05-01T12:04:20 2023-05-01T12:04:20Z",
                true,
            ),
            (
                r#""1970-01-01T01:00:00""#,
                r#""0""#,
                "1970-01-01T01:00:00 undated",
                false,
            ),
            (
                r#""2023-02-29T15:04:20""#,
                "",
                "2023-02-29T15:04:20 undated",
                false,
            ),
            (r#""yesterday""#, "", "yesterday undated", false),
            ("null", "null", " undated", false),
            ("", "", " undated", false),
        ];
        for (date, epoch, expected, is_marked) in rows {
            let (shown, marked) = read(date, epoch);
            assert_eq!(shown, expected, "{date} {epoch}");
            assert_eq!(marked, is_marked, "{date} {epoch}");
        }
    }
}
