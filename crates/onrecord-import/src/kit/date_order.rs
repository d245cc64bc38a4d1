//! Which of two numbers of a date is the day. Decided from the whole file or not at all.

use crate::importer::Choice;

/// How a file writes the day and the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, then month.
    DayFirst,
    /// Month, then day.
    MonthFirst,
}

/// What is offered where the user is asked for the order.
pub fn choices() -> Vec<Choice> {
    let choice = |id: &'static str, text: &str| Choice {
        id: id.into(),
        text: text.into(),
    };
    vec![
        choice("day-first", "The day comes first (as in Britain)."),
        choice(
            "month-first",
            "The month comes first (as in the United States).",
        ),
    ]
}

/// Why an order was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// One of the numbers is greater than 12 somewhere, and never the other.
    AboveTwelve,
    /// In the other order time would run backwards.
    Backwards,
    /// In the other order months would change more often than days.
    ChangesOften,
}

/// What the dates of a file say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// One order, and why.
    Decided(DateOrder, Ground),
    /// Both orders occur: the file was put together from two, or quotes lines of another.
    Mixed,
    /// Nothing decides.
    Ambiguous,
    /// There was no date.
    Nothing,
}

/// Gathers the dates of a file, in the file's order. Constant memory.
#[derive(Clone, Debug, Default)]
pub struct DateOrderInference {
    previous: Option<(i32, u8, u8)>,
    dates: u64,
    first_above: u64,
    second_above: u64,
    backwards_day_first: u64,
    backwards_month_first: u64,
    first_changes: u64,
    second_changes: u64,
}

impl DateOrderInference {
    /// The next date: its first and second number as written (the year left out), and its year.
    pub fn push(&mut self, year: i32, first: u8, second: u8) {
        let date = (year, first, second);
        if self.previous == Some(date) {
            return;
        }
        self.dates += 1;
        self.first_above += u64::from(first > 12);
        self.second_above += u64::from(second > 12);
        if let Some((last_year, last_first, last_second)) = self.previous {
            let day_first = (year, second, first) < (last_year, last_second, last_first);
            let month_first = (year, first, second) < (last_year, last_first, last_second);
            self.backwards_day_first += u64::from(day_first);
            self.backwards_month_first += u64::from(month_first);
            self.first_changes += u64::from(first != last_first);
            self.second_changes += u64::from(second != last_second);
        }
        self.previous = Some(date);
    }

    /// What they say together.
    pub fn decide(&self) -> Decision {
        use DateOrder::{DayFirst, MonthFirst};
        match (self.dates, self.first_above, self.second_above) {
            (0, _, _) => return Decision::Nothing,
            (_, 0, 0) => {}
            (_, _, 0) => return Decision::Decided(DayFirst, Ground::AboveTwelve),
            (_, 0, _) => return Decision::Decided(MonthFirst, Ground::AboveTwelve),
            _ => return Decision::Mixed,
        }
        match (self.backwards_day_first, self.backwards_month_first) {
            (0, 1..) => return Decision::Decided(DayFirst, Ground::Backwards),
            (1.., 0) => return Decision::Decided(MonthFirst, Ground::Backwards),
            _ => {}
        }
        // Days change at least as often as months. Three changes are asked for, so that a few
        // dates that happen to lie a month apart decide nothing.
        let often = |many: u64, few: u64| many >= 3 && many >= few.saturating_mul(3);
        if often(self.first_changes, self.second_changes) {
            Decision::Decided(DayFirst, Ground::ChangesOften)
        } else if often(self.second_changes, self.first_changes) {
            Decision::Decided(MonthFirst, Ground::ChangesOften)
        } else {
            Decision::Ambiguous
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{DayFirst, MonthFirst};

    fn decide(dates: &[(i32, u8, u8)]) -> Decision {
        let mut inference = DateOrderInference::default();
        for &(year, first, second) in dates {
            inference.push(year, first, second);
        }
        inference.decide()
    }

    #[test]
    fn each_ground_decides_and_nothing_else_does() {
        assert_eq!(decide(&[]), Decision::Nothing);
        assert_eq!(decide(&[(2024, 3, 4)]), Decision::Ambiguous);
        assert_eq!(decide(&[(2024, 3, 4), (2024, 4, 5)]), Decision::Ambiguous);
        assert_eq!(
            decide(&[(2024, 3, 4), (2024, 4, 25)]),
            Decision::Decided(MonthFirst, Ground::AboveTwelve)
        );
        assert_eq!(decide(&[(2024, 13, 4), (2024, 4, 25)]), Decision::Mixed);
        assert_eq!(
            decide(&[(2024, 12, 1), (2024, 1, 2)]),
            Decision::Decided(DayFirst, Ground::Backwards)
        );
        assert_eq!(
            decide(&[(2024, 3, 4), (2024, 4, 4), (2024, 5, 4), (2024, 7, 4)]),
            Decision::Decided(DayFirst, Ground::ChangesOften)
        );
    }
}
