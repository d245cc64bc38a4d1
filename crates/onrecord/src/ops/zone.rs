//! The one assumption about times: in which zone a wall clock stood whose record does not say.
//! It only orders events; what is printed always says that it was assumed.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use onrecord_model::{Instant, Wall};
use onrecord_vault::index::Months;

/// The day of an instant in universal time, as the log writes it (`2026-12-01`).
pub fn day(at: Instant) -> String {
    at.to_string().chars().take(10).collect()
}

/// A named time zone.
#[derive(Clone, Debug)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

impl Zone {
    /// By its IANA name, such as `Europe/London`.
    pub fn named(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name).ok()?;
        Some(Self {
            name: name.into(),
            zone,
        })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The instant that a wall clock in this zone shows. In the hour that clocks skip, the clock
    /// that had not been put forward; in the hour that happens twice, the first.
    pub fn instant_of(&self, wall: Wall) -> Instant {
        let known =
            civil(wall).and_then(|civil| self.zone.to_ambiguous_timestamp(civil).compatible().ok());
        match known {
            Some(at) => Instant(
                at.as_microsecond()
                    .saturating_add(i64::from(wall.fields().6)),
            ),
            // Beyond the years that the zone knows.
            None => Instant(wall.0),
        }
    }

    /// What a clock in this zone shows at that instant.
    pub fn wall_of(&self, at: Instant) -> Wall {
        let offset = jiff::Timestamp::from_microsecond(at.0)
            .map_or(Offset::UTC, |at| self.zone.to_offset(at));
        Wall(at.0.saturating_add(i64::from(offset.seconds()) * 1_000_000))
    }
}

/// Where months begin in this zone.
impl Months for Zone {
    fn zone(&self) -> &str {
        &self.name
    }

    fn month_of(&self, at: Instant) -> (i64, u8) {
        let (year, month, ..) = self.wall_of(at).fields();
        (year, month)
    }

    fn begins(&self, year: i64, month: u8) -> Instant {
        let year = i32::try_from(year).ok();
        let first = year.and_then(|year| Wall::new(year, month, 1, 0, 0, 0, 0));
        first.map_or(Instant(i64::MAX), |first| self.instant_of(first))
    }
}

fn civil(wall: Wall) -> Option<DateTime> {
    let (year, month, day, hour, minute, second, _) = wall.fields();
    let narrow = |n: u8| i8::try_from(n).ok();
    DateTime::new(
        i16::try_from(year).ok()?,
        narrow(month)?,
        narrow(day)?,
        narrow(hour)?,
        narrow(minute)?,
        narrow(second)?,
        0,
    )
    .ok()
}

/// A day (`2024-03-01`) or a time (`2024-03-01T14:05`, `…:30`) as typed, on the wall clock: the
/// first and the last microsecond that it means.
pub fn typed_span(text: &str) -> Option<(Wall, Wall)> {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next().map_or(Some(1), |part| part.parse().ok())?;
    let day: u8 = parts.next().map_or(Some(1), |part| part.parse().ok())?;
    let given = date.split('-').count();
    if !(1..=9999).contains(&year) {
        return None;
    }
    let Some(time) = time else {
        let first = Wall::new(year, month, day, 0, 0, 0, 0)?;
        let after = match given {
            1 => Wall::new(year + 1, 1, 1, 0, 0, 0, 0)?,
            2 if month == 12 => Wall::new(year + 1, 1, 1, 0, 0, 0, 0)?,
            2 => Wall::new(year, month + 1, 1, 0, 0, 0, 0)?,
            _ => Wall(first.0 + 86_400_000_000),
        };
        return Some((first, Wall(after.0 - 1)));
    };
    let mut clock = time.splitn(3, ':');
    let hour: u8 = clock.next()?.parse().ok()?;
    let minute: u8 = clock.next()?.parse().ok()?;
    let second: Option<u8> = clock.next().map(str::parse).transpose().ok()?;
    let first = Wall::new(year, month, day, hour, minute, second.unwrap_or(0), 0)?;
    let width = if second.is_some() {
        1_000_000
    } else {
        60_000_000
    };
    Some((first, Wall(first.0 + width - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> Wall {
        typed_span(text).unwrap().0
    }

    #[test]
    fn london_in_winter_summer_and_at_the_change() {
        let london = Zone::named("Europe/London").unwrap();
        let at = |text| london.instant_of(wall(text)).to_string();
        assert_eq!(at("2024-01-10T12:00"), "2024-01-10T12:00:00Z");
        assert_eq!(at("2024-07-10T12:00"), "2024-07-10T11:00:00Z");
        // 01:30 does not exist on 31 March 2024, and comes twice on 27 October.
        assert_eq!(at("2024-03-31T01:30"), "2024-03-31T01:30:00Z");
        assert_eq!(at("2024-10-27T01:30"), "2024-10-27T00:30:00Z");
        let back = london.wall_of(london.instant_of(wall("2024-07-10T12:00")));
        assert_eq!(back.to_string(), "2024-07-10T12:00:00");
        assert!(Zone::named("Nowhere/Here").is_none());
    }

    #[test]
    fn a_typed_day_month_or_year_means_all_of_it() {
        let end = |text| typed_span(text).unwrap().1.to_string();
        assert_eq!(end("2024-02"), "2024-02-29T23:59:59.999999");
        assert_eq!(end("2024"), "2024-12-31T23:59:59.999999");
        assert_eq!(end("2024-12"), "2024-12-31T23:59:59.999999");
        assert_eq!(end("2024-02-29"), "2024-02-29T23:59:59.999999");
        assert_eq!(end("2024-02-29T10:05"), "2024-02-29T10:05:59.999999");
        assert!(typed_span("2023-02-29").is_none());
        assert!(typed_span("last week").is_none());
    }
}
