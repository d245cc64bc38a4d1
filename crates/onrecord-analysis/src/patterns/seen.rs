//! What was counted, and the facts in it that a sentence can say.

use super::{Bar, HOURS, WEEKDAYS};
use crate::Day;

/// The day with the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busiest {
    /// The day.
    pub day: Day,
    /// How many.
    pub events: u64,
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// By weekday, Monday first, then by hour.
    pub hours: Week,
    /// By month or by year, oldest first.
    pub bars: Vec<Bar>,
    /// All.
    pub total: u64,
    /// Days on which there was any.
    pub days: u64,
    /// The day with the most; of several, the first that came.
    pub busiest_day: Option<Busiest>,
    /// The longest stretch of days without any between two with some: its first day, how many.
    pub quiet: Option<(Day, i64)>,
}

/// Counts by weekday, Monday first, then by hour.
pub type Week = [[u64; HOURS]; WEEKDAYS];

/// The weekday and hour with the most; of several, the first in the week.
pub fn busiest_hour(week: &Week) -> Option<(usize, usize, u64)> {
    let mut best: Option<(usize, usize, u64)> = None;
    for (weekday, hours) in week.iter().enumerate() {
        for (hour, events) in hours.iter().enumerate() {
            if *events > best.map_or(0, |(.., most)| most) {
                best = Some((weekday, hour, *events));
            }
        }
    }
    best
}

/// How many from that hour of the clock to before the other, over midnight where it is less.
pub fn between(week: &Week, from: usize, to: usize) -> u64 {
    let within = |hour: usize| match from <= to {
        true => (from..to).contains(&hour),
        false => hour >= from || hour < to,
    };
    let hours = week.iter().flat_map(|hours| hours.iter().enumerate());
    hours
        .filter(|(hour, _)| within(*hour))
        .map(|(_, events)| events)
        .sum()
}

/// How many on Saturdays and Sundays.
pub fn at_weekends(week: &Week) -> u64 {
    week[5..].iter().flatten().sum()
}

impl Seen {
    /// The month or year with the most; of several, the first.
    pub fn busiest_bar(&self) -> Option<Bar> {
        let mut best: Option<Bar> = None;
        for bar in &self.bars {
            if bar.events > best.map_or(0, |best| best.events) {
                best = Some(*bar);
            }
        }
        best
    }
}
