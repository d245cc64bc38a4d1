//! Counting from a day as a rule says, on the worst case. Knows no case and no clock.

use crate::law::{FirstDay, Law, Rule};
use crate::{Day, OutsideTable};

/// What a count gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The last day, read the worst way.
    pub due: Day,
    /// The last day as it is usually read, where that is another.
    pub usual: Option<Day>,
    /// The last day whatever else holds.
    pub outer: Option<Day>,
    /// How it was counted: "6 months from 11 November 2026".
    pub words: String,
}

fn unit(count: u16, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn end(from: Day, months: u16, first_day: FirstDay) -> (Day, Option<Day>) {
    let same_number = from.plus_months(i32::from(months));
    match first_day {
        FirstDay::Not => (same_number, None),
        FirstDay::Counts => (same_number.plus_days(-1), None),
        FirstDay::MayCount => (same_number.plus_days(-1), Some(same_number)),
    }
}

/// Counts from `from`; `None` where the rule counts nothing.
///
/// # Errors
/// Working days run outside the table of bank holidays.
pub fn count(
    law: &Law,
    rule: &Rule,
    from: Day,
    enhanced: bool,
) -> Result<Option<Counted>, OutsideTable> {
    let outer = rule
        .outer_months
        .map(|months| end(from, months, FirstDay::Counts).0);
    let (due, usual, length) = if let Some(months) = rule.months {
        let (due, usual) = end(from, months, rule.first_day);
        (due, usual, unit(months, "month", "months"))
    } else if let Some(days) = rule.days {
        let after = from.plus_days(i64::from(days));
        let (due, usual) = match rule.first_day {
            FirstDay::Not => (after, None),
            FirstDay::Counts => (after.plus_days(-1), None),
            FirstDay::MayCount => (after.plus_days(-1), Some(after)),
        };
        (due, usual, unit(days, "day", "days"))
    } else if let Some(days) = rule.working_days {
        let days = match rule.enhanced_working_days {
            Some(fewer) if enhanced => fewer,
            _ => days,
        };
        let due = law.working_days.after(from, u32::from(days))?;
        (due, None, unit(days, "working day", "working days"))
    } else {
        return Ok(None);
    };
    Ok(Some(Counted {
        due: outer.map_or(due, |outer| due.min(outer)),
        usual,
        outer,
        words: format!("{length} from {}", from.words()),
    }))
}

/// The first day from which a bound of so many months has not yet run out on `on`.
pub fn still_open_from(on: Day, outer_months: u16) -> Day {
    on.plus_months(-i32::from(outer_months)).plus_days(1)
}
