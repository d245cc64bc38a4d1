//! The ways in which Snapchat writes times. Knows no records.

use crate::kit::{date_words, iso_time};
use onrecord_model::{Instant, Precision, Truth, When};

/// What [`written`] would say of a text, before it is kept.
pub(super) fn read(text: &str) -> Option<(Truth, Precision)> {
    let text = text.trim();
    iso_time::read(text).or_else(|| {
        let when = date_words::when(text).or_else(|| slashed(text))?;
        Some((when.truth, when.precision))
    })
}

/// `2024-04-20 01:29:22 UTC`, and what older files wrote. `None` where it is no time.
pub(super) fn written(text: &str) -> Option<When> {
    let text = text.trim();
    iso_time::parse(text)
        .or_else(|| date_words::when(text))
        .or_else(|| slashed(text))
}

/// `2020/07/22 19:28:21 UTC`, beside a place.
fn slashed(text: &str) -> Option<When> {
    let when = iso_time::parse(&text.replacen('/', "-", 2))?;
    Some(When {
        as_written: text.into(),
        ..when
    })
}

/// `Created(microseconds)`, whose unit its name does not tell: the unit is the one that agrees with
/// the time `Created` beside it. The flag says that none does.
pub(super) fn counted(number: i64, stated: Option<Instant>) -> (Option<When>, bool) {
    let units = [
        (1_000, Precision::Millisecond),
        (1, Precision::Microsecond),
        (1_000_000, Precision::Second),
    ];
    let in_unit = |(factor, precision): (i64, Precision)| {
        Some((Instant(number.checked_mul(factor)?), precision))
    };
    let kept = |(instant, precision)| When::stated(number.to_string(), instant, precision);
    let Some(stated) = stated else {
        // Alone it is taken for milliseconds or microseconds by its size: 2001 to 2286 in either.
        let unit = match number {
            1_000_000_000_000..10_000_000_000_000 => units.first(),
            1_000_000_000_000_000..10_000_000_000_000_000 => units.get(1),
            _ => None,
        };
        return (unit.copied().and_then(in_unit).map(kept), false);
    };
    let agreeing = units.into_iter().filter_map(in_unit).find(|(instant, _)| {
        // `Created` is cut to the second; rounding has been seen too.
        (instant.0.saturating_sub(stated.0)).abs() < 2_000_000
    });
    let is_odd = agreeing.is_none() && number != 0;
    (agreeing.map(kept), is_odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_the_one_that_agrees() {
        let created = written("2024-04-20 01:29:22 UTC").unwrap().truth.instant();
        for (number, precision) in [
            (1_713_576_562_686, Precision::Millisecond),
            (1_713_576_562_686_123, Precision::Microsecond),
            (1_713_576_562, Precision::Second),
        ] {
            let (when, is_odd) = counted(number, created);
            assert_eq!(when.map(|when| when.precision), Some(precision));
            assert!(!is_odd);
        }
        assert_eq!(counted(1_613_576_562_686, created), (None, true));
        assert!(counted(1_713_576_562_686, None).0.is_some());
        assert_eq!(counted(0, created), (None, false));
    }
}
