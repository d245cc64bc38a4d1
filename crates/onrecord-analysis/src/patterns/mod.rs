//! When things happened: counted by hour of the weekday, by month and by day, as times come. Counts
//! and nothing else: no score, no guess at a reason, and nothing of who did it. Times come on the
//! clock that the caller chose, and what has no time is not here.

mod seen;

use crate::Day;
pub use seen::{Busiest, Seen, Week, at_weekends, between, busiest_hour};

/// Hours of a day.
pub const HOURS: usize = 24;
/// Days of a week, Monday first.
pub const WEEKDAYS: usize = 7;
const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// So many bars can be told apart; more months are counted by year.
const MOST_BARS: usize = 180;

/// Counts times that come in order, either way. Memory grows with the months, not with the times.
#[derive(Clone, Debug)]
pub struct Patterns {
    hours: Week,
    months: Vec<(Month, u64)>,
    total: u64,
    day: Option<(i64, u64)>,
    busiest_day: Option<(i64, u64)>,
    days: u64,
    /// The longest stretch of whole days without anything, as its first day and its length.
    quiet: Option<(i64, i64)>,
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    /// Months since the year 0.
    fn ordinal(self) -> i64 {
        self.year * 12 + i64::from(self.month) - 1
    }

    fn of_ordinal(ordinal: i64) -> Self {
        Self {
            year: ordinal.div_euclid(12),
            month: ordinal.rem_euclid(12) as u8 + 1,
        }
    }
}

/// A month or a year and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its first month.
    pub from: Month,
    /// The whole year is counted.
    pub year: bool,
    /// How many.
    pub events: u64,
}

impl Default for Patterns {
    fn default() -> Self {
        Self {
            hours: [[0; HOURS]; WEEKDAYS],
            months: Vec::new(),
            total: 0,
            day: None,
            busiest_day: None,
            days: 0,
            quiet: None,
        }
    }
}

impl Patterns {
    /// Counts one, by what the clock showed then in microseconds since 1970.
    pub fn add(&mut self, clock: i64) {
        let day = clock.div_euclid(DAY);
        let hour = (clock.rem_euclid(DAY) / HOUR) as usize;
        // 1 January 1970 was a Thursday.
        let weekday = (day + 3).rem_euclid(7) as usize;
        self.hours[weekday][hour] += 1;
        self.total += 1;
        match &mut self.day {
            Some((known, events)) if *known == day => {
                *events += 1;
                if let Some((_, events)) = self.months.last_mut() {
                    *events += 1;
                }
                return;
            }
            _ => {}
        }
        self.close_day(Some(day));
        self.day = Some((day, 1));
        self.days += 1;
        let (year, month, _) = onrecord_model::when::civil_from_days(day);
        let month = Month { year, month };
        match self.months.last_mut() {
            Some((known, events)) if *known == month => *events += 1,
            _ => self.months.push((month, 1)),
        }
    }

    fn close_day(&mut self, next: Option<i64>) {
        let Some((day, events)) = self.day else {
            return;
        };
        if self.busiest_day.is_none_or(|(_, most)| events > most) {
            self.busiest_day = Some((day, events));
        }
        if let Some(next) = next {
            let (first, length) = (day.min(next) + 1, (next - day).abs() - 1);
            if length > 0 && self.quiet.is_none_or(|(_, longest)| length > longest) {
                self.quiet = Some((first, length));
            }
        }
    }

    /// What was counted.
    pub fn finish(mut self) -> Seen {
        self.close_day(None);
        // Times may have come newest first.
        self.months.sort_unstable_by_key(|(month, _)| *month);
        let mut months: Vec<(Month, u64)> = Vec::with_capacity(self.months.len());
        for (month, events) in self.months {
            match months.last_mut() {
                Some((known, sum)) if *known == month => *sum += events,
                _ => months.push((month, events)),
            }
        }
        Seen {
            hours: self.hours,
            bars: bars(&months),
            total: self.total,
            days: self.days,
            busiest_day: self.busiest_day.map(|(day, events)| Busiest {
                day: Day::of_clock(day.saturating_mul(DAY)),
                events,
            }),
            quiet: self
                .quiet
                .map(|(day, length)| (Day::of_clock(day.saturating_mul(DAY)), length)),
        }
    }
}

/// The months from the first to the last, those without any too; years where months are too many.
/// Where even years are, only those with any: a wrong clock can say the year 1.
pub fn bars(months: &[(Month, u64)]) -> Vec<Bar> {
    let (Some((first, _)), Some((last, _))) = (months.first(), months.last()) else {
        return Vec::new();
    };
    let bar = |from, year, events| Bar { from, year, events };
    let span = last.ordinal().saturating_sub(first.ordinal());
    if (0..MOST_BARS as i64).contains(&span) {
        let mut all: Vec<Bar> = (first.ordinal()..=last.ordinal())
            .map(|at| bar(Month::of_ordinal(at), false, 0))
            .collect();
        for (month, events) in months {
            if let Some(bar) = all.get_mut((month.ordinal() - first.ordinal()) as usize) {
                bar.events += events;
            }
        }
        return all;
    }
    let mut years: Vec<Bar> = Vec::new();
    for (month, events) in months {
        let from = Month {
            year: month.year,
            month: 1,
        };
        match years.last_mut() {
            Some(last) if last.from == from => last.events += events,
            last => {
                let next = last.map_or(from.year, |last| last.from.year + 1);
                if from.year - next < MOST_BARS as i64 {
                    for year in next..from.year {
                        years.push(bar(Month { year, month: 1 }, true, 0));
                    }
                }
                years.push(bar(from, true, *events));
            }
        }
    }
    if years.len() > MOST_BARS {
        years.retain(|year| year.events > 0);
    }
    years
}

#[cfg(test)]
mod tests;
