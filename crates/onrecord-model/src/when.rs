//! Times with their truth: what was written, what instant it is if that is known, and how it is
//! known. Nothing here converts a wall clock to an instant: that needs an assumption, and the
//! assumption belongs to whoever makes it.

/// Microseconds since 1970-01-01T00:00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

/// Microseconds since 1970-01-01T00:00:00 **on a clock whose zone is not part of the value**.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wall(pub i64);

const DAY: i64 = 86_400_000_000;

/// Days since 1970-01-01 of a proleptic Gregorian date, or `None` where there is no such day.
pub fn days_from_civil(year: i32, month: u8, day: u8) -> Option<i64> {
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    // Years begin in March here, so that a leap day is a year's last day.
    let shifted_year = i64::from(year) - i64::from(month <= 2);
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// The proleptic Gregorian `(year, month, day)` of a day number since 1970-01-01.
pub fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u8;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    } as u8;
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Wall {
    /// A date and a time of day; `None` where there is no such day or time, and for years beyond
    /// some 290,000, which microseconds cannot count. `second` may be 60
    /// (a leap second is read as the following second).
    #[inline]
    pub fn new(
        year: i32,
        month: u8,
        day: u8,
        hour: u8,
        minute: u8,
        second: u8,
        micro: u32,
    ) -> Option<Self> {
        if hour > 23 || minute > 59 || second > 60 || micro > 999_999 {
            return None;
        }
        let days = days_from_civil(year, month, day)?;
        let seconds = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
        let midnight = days.checked_mul(DAY)?;
        midnight
            .checked_add(seconds * 1_000_000 + i64::from(micro))
            .map(Self)
    }

    /// `(year, month, day, hour, minute, second, microsecond)`.
    pub fn fields(self) -> (i64, u8, u8, u8, u8, u8, u32) {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY));
        let rest = self.0.rem_euclid(DAY);
        let seconds = rest / 1_000_000;
        (
            year,
            month,
            day,
            (seconds / 3_600) as u8,
            (seconds / 60 % 60) as u8,
            (seconds % 60) as u8,
            (rest % 1_000_000) as u32,
        )
    }

    /// The instant that this wall clock shows at `offset_seconds` east of UTC.
    pub fn at_offset(self, offset_seconds: i32) -> Instant {
        Instant(self.0.saturating_sub(i64::from(offset_seconds) * 1_000_000))
    }
}

/// `2021-03-05T14:07:33`, with a fraction only where there is one.
impl core::fmt::Display for Wall {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (year, month, day, hour, minute, second, micro) = self.fields();
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        if micro == 0 {
            Ok(())
        } else if micro % 1_000 == 0 {
            write!(f, ".{:03}", micro / 1_000)
        } else {
            write!(f, ".{micro:06}")
        }
    }
}

/// RFC 3339 in UTC: `2021-03-05T14:07:33Z`, with a fraction only where there is one.
impl core::fmt::Display for Instant {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}Z", Wall(self.0))
    }
}

/// How a time is known. See `formats.md`, rule 2: which of these a format gives is a fact about
/// the format, stated by its importer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// The record states an instant (an epoch number, or a wall clock with its offset).
    Stated(Instant),
    /// The record shows a wall clock and nothing says in which zone.
    WallZoneUnknown(Wall),
    /// The record shows the wall clock of the machine that made the export.
    WallOfExporter(Wall),
    /// The digits can be read two ways and nothing in the file decides; the user is asked.
    DayMonthAmbiguous {
        /// Read as day, then month.
        day_first: Wall,
        /// Read as month, then day.
        month_first: Wall,
    },
    /// The record bears no time, or none that can be read. Never placed on a chart.
    Undated,
}

impl Truth {
    /// The stable name used in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated(_) => "stated",
            Self::WallZoneUnknown(_) => "zone-unknown",
            Self::WallOfExporter(_) => "exporter-zone",
            Self::DayMonthAmbiguous { .. } => "day-month-ambiguous",
            Self::Undated => "undated",
        }
    }

    /// The instant, only where the record states one.
    pub fn instant(self) -> Option<Instant> {
        match self {
            Self::Stated(instant) => Some(instant),
            _ => None,
        }
    }

    /// The wall clock as shown, where that can be read in one way only.
    pub fn wall(self) -> Option<Wall> {
        match self {
            Self::WallZoneUnknown(wall) | Self::WallOfExporter(wall) => Some(wall),
            _ => None,
        }
    }
}

/// The smallest unit that the record states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Microseconds or finer.
    Microsecond,
    /// Milliseconds.
    Millisecond,
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// A day.
    Day,
    /// Coarser than a day, or not stated.
    Coarse,
}

impl Precision {
    /// The stable name used in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::Microsecond => "microsecond",
            Self::Millisecond => "millisecond",
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Day => "day",
            Self::Coarse => "coarse",
        }
    }
}

/// When something happened, as far as the record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// Exactly as the record writes it (without the record's own quoting); empty if it bears none.
    pub as_written: Box<str>,
    /// How the time is known.
    pub truth: Truth,
    /// The smallest unit stated.
    pub precision: Precision,
}

impl When {
    /// A record without a time.
    pub fn undated() -> Self {
        Self {
            as_written: "".into(),
            truth: Truth::Undated,
            precision: Precision::Coarse,
        }
    }

    /// An instant that the record states.
    pub fn stated(as_written: impl Into<Box<str>>, instant: Instant, precision: Precision) -> Self {
        Self {
            as_written: as_written.into(),
            truth: Truth::Stated(instant),
            precision,
        }
    }

    /// A count of milliseconds since the epoch, as many exports write it.
    pub fn epoch_millis(millis: i64) -> Self {
        match millis.checked_mul(1_000) {
            Some(micros) => {
                Self::stated(millis.to_string(), Instant(micros), Precision::Millisecond)
            }
            None => Self {
                as_written: millis.to_string().into(),
                ..Self::undated()
            },
        }
    }

    /// A count of seconds since the epoch, as many exports write it.
    pub fn epoch_seconds(seconds: i64) -> Self {
        match seconds.checked_mul(1_000_000) {
            Some(micros) => Self::stated(seconds.to_string(), Instant(micros), Precision::Second),
            None => Self {
                as_written: seconds.to_string().into(),
                ..Self::undated()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_cannot_be_counted_is_no_time() {
        for year in [i32::MAX, i32::MIN, 300_000, -300_000] {
            assert_eq!(Wall::new(year, 1, 1, 0, 0, 0, 0), None, "{year}");
        }
        assert!(Wall::new(9_999, 12, 31, 23, 59, 60, 999_999).is_some());
    }

    #[test]
    fn civil_days_round_trip_over_eight_centuries() {
        for days in -146_097..146_097 {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year as i32, month, day), Some(days));
        }
        assert_eq!(days_from_civil(1970, 1, 1), Some(0));
        assert_eq!(days_from_civil(2023, 2, 29), None);
        assert_eq!(days_from_civil(2024, 2, 29), Some(19_782));
        assert_eq!(days_from_civil(2024, 13, 1), None);
    }

    #[test]
    fn display_is_rfc_3339() {
        let wall = Wall::new(2021, 3, 5, 14, 7, 33, 0).unwrap();
        assert_eq!(wall.to_string(), "2021-03-05T14:07:33");
        assert_eq!(wall.at_offset(3_600).to_string(), "2021-03-05T13:07:33Z");
        assert_eq!(Instant(-1).to_string(), "1969-12-31T23:59:59.999999Z");
        assert_eq!(Instant(1_500).to_string(), "1970-01-01T00:00:00.001500Z");
        assert_eq!(Instant(1_000).to_string(), "1970-01-01T00:00:00.001Z");
    }

    #[test]
    fn an_epoch_out_of_range_is_kept_as_written() {
        let when = When::epoch_millis(i64::MAX);
        assert_eq!(when.truth, Truth::Undated);
        assert_eq!(&*when.as_written, "9223372036854775807");
    }
}
