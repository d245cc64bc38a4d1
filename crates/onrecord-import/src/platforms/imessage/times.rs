//! Apple's times: counted from 2001-01-01T00:00:00 UTC. Knows nothing of rows.

use onrecord_model::{Instant, Precision, When};

const SECONDS_TO_2001: i64 = 978_307_200;
/// Above this it is nanoseconds: as seconds it would be the year 5170, as nanoseconds 100 seconds.
const SECONDS_END: i64 = 100_000_000_000;

/// The instant of a count of seconds (macOS before 10.13, iOS before 11) or nanoseconds.
pub(super) fn instant(count: i64) -> Option<(Instant, Precision)> {
    let (micros, precision) = if count.unsigned_abs() < SECONDS_END as u64 {
        (count.checked_mul(1_000_000)?, Precision::Second)
    } else {
        (count / 1_000, Precision::Microsecond)
    };
    let micros = micros.checked_add(SECONDS_TO_2001 * 1_000_000)?;
    Some((Instant(micros), precision))
}

/// As [`instant`]; 0 means that there is no time.
pub(super) fn when(count: Option<i64>) -> When {
    let Some(count) = count.filter(|count| *count != 0) else {
        return When::undated();
    };
    match instant(count) {
        Some((instant, precision)) => When::stated(count.to_string(), instant, precision),
        None => When {
            as_written: count.to_string().into(),
            ..When::undated()
        },
    }
}

/// Seconds with a fraction, as property lists write them.
pub(super) fn when_real(seconds: f64) -> When {
    let micros = (seconds * 1e6).round();
    if !micros.is_finite() || micros.abs() > 9e17 {
        return When::undated();
    }
    let instant = Instant(micros as i64 + SECONDS_TO_2001 * 1_000_000);
    let precision = if seconds.fract() == 0.0 {
        Precision::Second
    } else {
        Precision::Microsecond
    };
    When::stated(seconds.to_string(), instant, precision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_nanoseconds_since_2001_are_told_apart() {
        let shown = |count| when(Some(count)).truth.instant().map(|i| i.to_string());
        assert_eq!(shown(470_573_320).as_deref(), Some("2015-11-30T10:48:40Z"));
        assert_eq!(
            shown(470_573_320_000_000_000).as_deref(),
            Some("2015-11-30T10:48:40Z")
        );
        assert_eq!(
            shown(700_000_000_123_456_789).as_deref(),
            Some("2023-03-08T20:26:40.123456Z")
        );
        assert_eq!(shown(0), None);
        // The hour that is skipped or doubled in a zone is one instant here.
        assert_eq!(shown(701_485_200).as_deref(), Some("2023-03-26T01:00:00Z"));
        assert!(shown(i64::MIN).is_some());
    }
}
