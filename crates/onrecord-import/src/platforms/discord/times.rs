//! The ways in which Discord's exports write times, and what an id says of them. Knows no records.

use crate::kit::date_order::DateOrder;
use crate::kit::date_words::Habits;
use crate::kit::snowflake;
use crate::kit::{iso_time, loose_time};
use onrecord_model::{Event, Instant, Mark, Precision, Truth, Wall, When};
use std::borrow::Cow;

/// No clock is further from UTC than this, with an hour to spare.
const FARTHEST: u64 = 15 * 3_600_000_000;

/// A time as it is shown: with an offset, or a wall clock in whatever order the machine had.
pub(super) fn shown(text: &str, order: Option<DateOrder>) -> When {
    let text = text.trim();
    iso_time::parse(text)
        .or_else(|| loose_time::parse(&bare(text)).map(|time| time.when(text, order)))
        .or_else(|| {
            let habits = Habits {
                order,
                ..Habits::default()
            };
            habits.when(text)
        })
        .unwrap_or_else(|| When {
            as_written: text.into(),
            ..When::undated()
        })
}

/// Without the marks that tell which way is written: Arabic has one behind each number of a date.
pub(super) fn bare(text: &str) -> Cow<'_, str> {
    let marks = ['\u{200e}', '\u{200f}', '\u{61c}'];
    if text.contains(marks) {
        text.replace(marks, "").into()
    } else {
        text.into()
    }
}

/// Sets the id beside the time. A stated instant must agree with it. A wall clock that can agree
/// with it is given its instant: the record states it, by its id. One that cannot says so.
pub(super) fn settle(event: &mut Event, id: &str) {
    let Some(by_id) = snowflake::instant(id, snowflake::DISCORD) else {
        return;
    };
    let agrees = |wall: Wall| Instant(wall.0).0.abs_diff(by_id.0) <= FARTHEST;
    let is_possible = match event.when.truth {
        Truth::Stated(_) => return snowflake::check(event, id, snowflake::DISCORD),
        Truth::WallZoneUnknown(wall) | Truth::WallOfExporter(wall) => agrees(wall),
        Truth::DayMonthAmbiguous {
            day_first,
            month_first,
        } => agrees(day_first) || agrees(month_first),
        // A date in words that are not known contradicts nothing.
        Truth::Undated => {
            let digits = event.when.as_written.chars().filter(|c| c.is_numeric());
            event.when.as_written.is_empty() || digits.count() >= 6
        }
    };
    if is_possible {
        event.when.truth = Truth::Stated(by_id);
        event.when.precision = Precision::Millisecond;
    } else {
        event.marks.add(Mark::Inconsistent);
        event.details.push("time by id", by_id.to_string());
    }
}
