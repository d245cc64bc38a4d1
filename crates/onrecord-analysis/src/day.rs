//! A day of the calendar, without a clock or a zone: what the law counts in.

use onrecord_model::when::{civil_from_days, days_from_civil};

/// A day of the Gregorian calendar, from year 1 to year 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Day {
    /// The day, if there is one.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        (1..=9999).contains(&year).then_some(())?;
        days_from_civil(year, month, day).map(Self)
    }

    /// Reads `2026-11-11`, and nothing shorter or longer.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let number = |range| -> Option<u16> {
            let digits: &str = text.get(range)?;
            digits
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| digits.parse().ok())?
        };
        Self::new(
            i32::from(number(0..4)?),
            u8::try_from(number(5..7)?).ok()?,
            u8::try_from(number(8..10)?).ok()?,
        )
    }

    /// The day of a clock that shows so many microseconds since 1970.
    pub fn of_clock(micros: i64) -> Self {
        Self(micros.div_euclid(86_400_000_000)).bounded()
    }

    fn first() -> i64 {
        days_from_civil(1, 1, 1).unwrap_or_default()
    }

    fn last() -> i64 {
        days_from_civil(9999, 12, 31).unwrap_or_default()
    }

    fn bounded(self) -> Self {
        Self(self.0.clamp(Self::first(), Self::last()))
    }

    /// So many days later (or earlier).
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days)).bounded()
    }

    /// The day of the same number, so many months later (or earlier); where that month has no such
    /// day, its last. The corresponding date rule of Dodds v Walker [1981] 1 WLR 1027.
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = civil_from_days(self.0);
        let counted = year * 12 + i64::from(month) - 1 + i64::from(months);
        let (year, month) = (counted.div_euclid(12), counted.rem_euclid(12) as u8 + 1);
        let Ok(year) = i32::try_from(year) else {
            return self;
        };
        (1..=day)
            .rev()
            .find_map(|day| Self::new(year, month, day))
            .unwrap_or_else(|| {
                Self(if months < 0 {
                    Self::first()
                } else {
                    Self::last()
                })
            })
    }

    /// Days from `earlier` to this one.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        // 1 January 1970 was a Thursday.
        matches!((self.0 + 3).rem_euclid(7), 5 | 6)
    }

    /// "11 November 2026".
    pub fn words(self) -> String {
        let (year, month, day) = civil_from_days(self.0);
        let month = MONTHS.get(usize::from(month.saturating_sub(1)));
        format!("{day} {} {year}", month.unwrap_or(&"?"))
    }
}

/// `2026-11-11`.
impl core::fmt::Display for Day {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (year, month, day) = civil_from_days(self.0);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn only_whole_days_are_read() {
        for wrong in [
            "",
            "2024",
            "2024-02",
            "2023-02-29",
            "2024-2-29",
            "2024-13-01",
            "+024-01-01",
            "2024-02-29T",
            "0000-01-01",
            "２０２４-01-01",
            "2024-01-0é",
        ] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
        assert_eq!(day("2024-02-29").words(), "29 February 2024");
    }

    #[test]
    fn a_month_without_the_day_gives_its_last() {
        assert_eq!(day("2024-08-31").plus_months(6), day("2025-02-28"));
        assert_eq!(day("2023-08-31").plus_months(6), day("2024-02-29"));
        assert_eq!(day("2024-12-15").plus_months(1), day("2025-01-15"));
        assert_eq!(day("2024-03-31").plus_months(-1), day("2024-02-29"));
        assert_eq!(day("9999-12-31").plus_months(1), day("9999-12-31"));
    }

    #[test]
    fn weekends() {
        assert!(day("2026-11-21").is_weekend() && day("2026-11-22").is_weekend());
        assert!(!day("2026-11-23").is_weekend() && !day("2026-11-20").is_weekend());
    }
}
