//! Ids that hold the instant of their making: 64 bits, of which the upper 42 count milliseconds
//! since a moment of the platform's own. Knows the arithmetic, no platform.

use onrecord_model::{Event, Instant, Mark};

/// X's first moment: 2010-11-04T01:42:54.657Z (Twitter's announcement of snowflake).
pub const X: i64 = 1_288_834_974_657;
/// Discord's first moment: 2015-01-01T00:00:00Z (Discord's developer documentation, Reference).
pub const DISCORD: i64 = 1_420_070_400_000;

/// Ids below this were given out before there were snowflakes, or are invented.
const SMALLEST: u64 = 1 << 40;

/// Seconds by which the id and the stated time may differ.
const TOLERANCE: i64 = 60;

/// The instant that the id states, in whole milliseconds.
pub fn instant(id: &str, first: i64) -> Option<Instant> {
    let number: u64 = id.parse().ok().filter(|number| *number >= SMALLEST)?;
    let millis = i64::try_from(number >> 22).ok()?.checked_add(first)?;
    Some(Instant(millis.checked_mul(1_000)?))
}

/// Says so where the event's stated time contradicts its record's id.
pub fn check(event: &mut Event, id: &str, first: i64) {
    let (Some(by_id), Some(stated)) = (instant(id, first), event.when.truth.instant()) else {
        return;
    };
    if by_id.0.abs_diff(stated.0) > TOLERANCE.unsigned_abs() * 1_000_000 {
        event.marks.add(Mark::Inconsistent);
        event.details.push("time by id", by_id.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_ids_give_their_instants() {
        let show = |id, first| instant(id, first).map(|instant| instant.to_string());
        // Discord's documentation, Reference, "Snowflakes".
        assert_eq!(
            show("175928847299117063", DISCORD).as_deref(),
            Some("2016-04-30T11:18:25.796Z")
        );
        assert_eq!(
            show("901565800758300677", X).as_deref(),
            Some("2017-08-26T22:03:31.840Z")
        );
        assert_eq!(show("20", X), None);
        assert_eq!(show("-5", X), None);
        assert_eq!(show("99999999999999999999999", X), None);
        assert!(show("18446744073709551615", X).is_some());
    }
}
