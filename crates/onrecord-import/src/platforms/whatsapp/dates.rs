//! From the numbers of a header to a wall clock, as far as the whole file allows.

use super::header::{Header, Layout, Year};
use crate::kit::date_order::{DateOrder, DateOrderInference, Decision, Ground};
use crate::kit::day_period::Period;
use onrecord_model::when::{civil_from_days, days_from_civil};
use onrecord_model::{Precision, Truth, Wall};

/// What the headers of one layout say together.
#[derive(Clone, Debug)]
pub(super) struct LayoutSurvey {
    pub layout: Layout,
    pub headers: u64,
    /// An example, as written.
    pub example: String,
    /// The pair of day and month, with the year last (or where its four digits are).
    pairs: DateOrderInference,
    /// The same with the year first, for dates of three short numbers.
    pairs_year_first: DateOrderInference,
    first_can_be_year: bool,
    last_can_be_year: bool,
    /// The first and the last number went down at least once.
    first_went_down: bool,
    last_went_down: bool,
    previous: Option<[u16; 3]>,
    has_hours_above_12: bool,
    has_unknown_period: bool,
}

/// WhatsApp began in 2009.
const FIRST_SHORT_YEAR: u16 = 9;

impl LayoutSurvey {
    pub(super) fn new(layout: Layout, example: String) -> Self {
        Self {
            layout,
            headers: 0,
            example,
            pairs: DateOrderInference::default(),
            pairs_year_first: DateOrderInference::default(),
            first_can_be_year: true,
            last_can_be_year: true,
            first_went_down: false,
            last_went_down: false,
            previous: None,
            has_hours_above_12: false,
            has_unknown_period: false,
        }
    }

    pub(super) fn push(&mut self, header: &Header) {
        self.headers += 1;
        self.has_hours_above_12 |= header.time.0 > 12;
        self.has_unknown_period |= header.period == Period::UnknownWord;
        let numbers = header.numbers;
        if self.previous == Some(numbers) {
            return;
        }
        if let Some([first, _, last]) = self.previous {
            self.first_went_down |= numbers[0] < first;
            self.last_went_down |= numbers[2] < last;
        }
        self.previous = Some(numbers);
        let (year, first, second) = split(numbers, self.layout.year, false);
        self.pairs.push(year, first, second);
        if self.layout.year == Year::Short {
            self.first_can_be_year &= numbers[0] >= FIRST_SHORT_YEAR;
            self.last_can_be_year &= numbers[2] >= FIRST_SHORT_YEAR;
            let (year, first, second) = split(numbers, Year::Short, true);
            self.pairs_year_first.push(year, first, second);
        }
    }

    /// Three short numbers: is the first one the year?
    fn has_short_year_first(&self) -> bool {
        self.layout.year == Year::Short
            && self.first_can_be_year
            && (!self.last_can_be_year
                || self.layout.leads_with_cjk_period
                || self.last_went_down && !self.first_went_down)
    }

    /// How the dates of this layout are read; `answer` is the user's.
    pub(super) fn rule(&self, answer: Option<&str>) -> DateRule {
        let answered_year_first = self.layout.year == Year::Short && answer == Some("year-first");
        let year_first = answered_year_first
            || self.has_short_year_first() && !matches!(answer, Some("day-first" | "month-first"));
        let pairs = if year_first {
            &self.pairs_year_first
        } else {
            &self.pairs
        };
        let decision = pairs.decide();
        let leads_with_year = year_first || self.layout.year == Year::First;
        let (order, ground) = match (decision, answer) {
            (Decision::Decided(order, Ground::AboveTwelve), _) => {
                (Some(order), Some(Ground::AboveTwelve))
            }
            // No platform writes year, day, month; only numbers above twelve could show it.
            _ if leads_with_year => (Some(DateOrder::MonthFirst), None),
            (_, Some("day-first")) => (Some(DateOrder::DayFirst), None),
            (_, Some("month-first")) => (Some(DateOrder::MonthFirst), None),
            (Decision::Decided(order, ground), _) => (Some(order), Some(ground)),
            _ => (None, None),
        };
        DateRule {
            layout: self.layout,
            year_first,
            order,
            ground,
            is_mixed: decision == Decision::Mixed,
            has_unread_period: self.has_unknown_period && !self.has_hours_above_12,
        }
    }
}

/// `(year, first, second)` of the three numbers.
fn split(numbers: [u16; 3], year: Year, short_year_first: bool) -> (i32, u8, u8) {
    let [a, b, c] = numbers;
    let (year, first, second) = match year {
        Year::First => (i32::from(a), b, c),
        Year::Middle => (i32::from(b), a, c),
        Year::Last => (i32::from(c), a, b),
        Year::Short if short_year_first => (2000 + i32::from(a), b, c),
        Year::Short => (2000 + i32::from(c), a, b),
    };
    let byte = |number: u16| u8::try_from(number).unwrap_or(u8::MAX);
    (year, byte(first), byte(second))
}

/// The years of WhatsApp's time in the calendar of Iran and Afghanistan, as they are in the rule of
/// 33 years (which holds for all of them). The lunar calendar of Islam is at 1430 and more.
const SOLAR_HIJRI: std::ops::Range<i32> = 1_388..1_430;

/// A date of the Solar Hijri calendar in the Gregorian one; `None` for other years and for days
/// that it does not have.
fn solar_hijri(year: i32, month: u8, day: u8) -> Option<(i32, u8, u8)> {
    // The first day of 1388.
    const BEGIN: (i32, u8, u8) = (2_009, 3, 21);
    let leap = |year: i32| matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30);
    if !SOLAR_HIJRI.contains(&year) {
        return None;
    }
    let days = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if leap(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !(1..=days).contains(&day) {
        return None;
    }
    let years: i64 = (SOLAR_HIJRI.start..year)
        .map(|year| 365 + i64::from(leap(year)))
        .sum();
    let months = i64::from(month - 1) * 30 + i64::from((month - 1).min(6));
    let begin = days_from_civil(BEGIN.0, BEGIN.1, BEGIN.2)?;
    let (year, month, day) = civil_from_days(begin + years + months + i64::from(day - 1));
    Some((i32::try_from(year).ok()?, month, day))
}

/// How the dates of one layout are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateRule {
    pub layout: Layout,
    year_first: bool,
    /// `None`: nothing decides.
    pub order: Option<DateOrder>,
    pub ground: Option<Ground>,
    /// Both orders occur.
    pub is_mixed: bool,
    /// A word beside the time is not known, and no hour above twelve makes it needless.
    pub has_unread_period: bool,
}

/// A time as read.
pub(super) struct Read {
    pub truth: Truth,
    pub precision: Precision,
    /// What is written contradicts the rest of the file or itself.
    pub is_inconsistent: bool,
}

impl DateRule {
    pub(super) fn read(&self, header: &Header) -> Read {
        let (year, first, second) = split(header.numbers, self.layout.year, self.year_first);
        // The Buddhist calendar differs by its years only.
        let year = if (2_540..2_700).contains(&year) {
            year - 543
        } else {
            year
        };
        let (hour, minute, second_of_minute) = header.time;
        let (hour, is_odd_hour) = header.period.hour_of_day(hour);
        let is_unread = header.period == Period::UnknownWord && self.has_unread_period;
        let mut precision = match second_of_minute {
            Some(_) => Precision::Second,
            None => Precision::Minute,
        };
        if is_unread {
            precision = Precision::Day;
        }
        let wall = |month: u8, day: u8| {
            let (year, month, day) = match solar_hijri(year, month, day) {
                Some(date) => date,
                None => (year, month, day),
            };
            // WhatsApp began in 2009; other years are those of another calendar, which is not
            // converted here.
            (2_000..2_100).contains(&year).then_some(())?;
            if is_unread {
                Wall::new(year, month, day, 0, 0, 0, 0)
            } else {
                Wall::new(
                    year,
                    month,
                    day,
                    hour,
                    minute,
                    second_of_minute.unwrap_or(0),
                    0,
                )
            }
        };
        let (day_first, month_first) = (wall(second, first), wall(first, second));
        let (truth, contradicts) = match (self.order, day_first, month_first) {
            (Some(DateOrder::DayFirst), Some(wall), _)
            | (Some(DateOrder::MonthFirst), _, Some(wall)) => (Truth::WallZoneUnknown(wall), false),
            (None, Some(day_first), Some(month_first)) if day_first != month_first => (
                Truth::DayMonthAmbiguous {
                    day_first,
                    month_first,
                },
                false,
            ),
            // Only one reading is a date.
            (order, Some(wall), _) | (order, _, Some(wall)) => {
                (Truth::WallZoneUnknown(wall), order.is_some())
            }
            (_, None, None) => (Truth::Undated, true),
        };
        Read {
            truth,
            precision: match truth {
                Truth::Undated => Precision::Coarse,
                _ => precision,
            },
            is_inconsistent: contradicts || is_odd_hour,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first days of years, the last day of a leap year, and days that are not.
    #[test]
    fn dates_of_iran_are_shown_as_gregorian() {
        for (date, wanted) in [
            ((1_388, 1, 1), Some((2_009, 3, 21))),
            ((1_396, 1, 1), Some((2_017, 3, 21))),
            ((1_399, 12, 30), Some((2_021, 3, 20))),
            ((1_400, 1, 1), Some((2_021, 3, 21))),
            ((1_402, 10, 10), Some((2_023, 12, 31))),
            ((1_403, 12, 30), Some((2_025, 3, 20))),
            ((1_404, 1, 1), Some((2_025, 3, 21))),
            ((1_402, 12, 30), None),
            ((1_402, 7, 31), None),
            ((1_402, 13, 1), None),
            ((1_387, 1, 1), None),
            ((1_445, 1, 1), None),
            ((2_024, 1, 1), None),
        ] {
            assert_eq!(solar_hijri(date.0, date.1, date.2), wanted, "{date:?}");
        }
    }
}
