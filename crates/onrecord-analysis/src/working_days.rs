//! Working days: Monday to Friday without the bank holidays of a table that says from when to when
//! it holds. A count that needs a day outside the table has no answer.

use crate::Day;
use std::collections::BTreeSet;

/// The table of a jurisdiction.
#[derive(Clone, Debug)]
pub struct WorkingDays {
    holidays: BTreeSet<Day>,
    from: Day,
    until: Day,
}

/// A count needs a day for which the table says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "The table of bank holidays holds from {} to {}. This count needs a day outside it.",
    from.words(), until.words()
)]
pub struct OutsideTable {
    /// The first day of the table.
    pub from: Day,
    /// Its last.
    pub until: Day,
}

impl WorkingDays {
    /// A table that holds from `from` to `until`.
    pub fn new(holidays: BTreeSet<Day>, from: Day, until: Day) -> Self {
        Self {
            holidays,
            from,
            until,
        }
    }

    /// Whether people work on that day.
    ///
    /// # Errors
    /// The table does not say.
    pub fn is_working(&self, day: Day) -> Result<bool, OutsideTable> {
        if day < self.from || day > self.until {
            return Err(OutsideTable {
                from: self.from,
                until: self.until,
            });
        }
        Ok(!day.is_weekend() && !self.holidays.contains(&day))
    }

    /// The `count`th working day after `day`, which itself is not counted.
    ///
    /// # Errors
    /// The count runs outside the table.
    pub fn after(&self, day: Day, count: u32) -> Result<Day, OutsideTable> {
        let mut day = day;
        let mut left = count;
        while left > 0 {
            day = day.plus_days(1);
            // Each step is inside the table or ends the loop, so this ends.
            left -= u32::from(self.is_working(day)?);
        }
        Ok(day)
    }
}
