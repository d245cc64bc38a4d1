//! How many: of a filter, and of each month of it. A list's rows say how many events they hold and
//! between which keys, so a list is counted from its rows' ends; only a row that lies across a limit
//! is read. A filter of several lists, or one whose records hide each other, is walked.

use super::error::IndexError;
use super::lists::{Direction, NO_TIME, Of, Spot, list_number, rows_of};
use super::query::beyond;
use super::{Filter, Index, Times};
use onrecord_model::Instant;
use std::sync::Arc;

/// A month with events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthRow {
    /// The year.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// How many events.
    pub events: u64,
}

/// Where months begin. That depends on a zone, which is the caller's choice.
pub trait Months {
    /// The zone's name: counts are remembered by it.
    fn zone(&self) -> &str;
    /// The year and month in which an instant falls.
    fn month_of(&self, at: Instant) -> (i64, u8);
    /// The first instant of that month. One month ends where the next begins.
    fn begins(&self, year: i64, month: u8) -> Instant;
}

/// Filters whose months are remembered.
const REMEMBERED: usize = 32;

/// The months of a filter.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    filter: Filter,
    zone: String,
    months: Arc<[MonthRow]>,
}

/// Counts by month what comes in the order of time, asking where a month ends once a month.
struct MonthCounts<'m> {
    months: &'m dyn Months,
    rows: Vec<MonthRow>,
    /// The first key that is no longer in the last row.
    ends: i64,
}

impl MonthCounts<'_> {
    /// Whether a key is in the month that is being counted.
    fn same(&self, key: i64) -> bool {
        key < self.ends && !self.rows.is_empty()
    }

    fn add(&mut self, key: i64, events: u64) {
        if !self.same(key) {
            let (year, month) = self.months.month_of(Instant(key));
            let next = match month {
                12.. => (year.saturating_add(1), 1),
                _ => (year, month + 1),
            };
            // Whatever the zone says, a key is in the month that it was given.
            self.ends = self
                .months
                .begins(next.0, next.1)
                .0
                .max(key.saturating_add(1));
            if self
                .rows
                .last()
                .is_none_or(|row| (row.year, row.month) != (year, month))
            {
                self.rows.push(MonthRow {
                    year,
                    month,
                    events: 0,
                });
            }
        }
        if let Some(row) = self.rows.last_mut() {
            row.events += events;
        }
    }
}

impl Index {
    /// How many events `filter` lets through. The last counts are remembered until a reading is added.
    pub fn count(&self, filter: &Filter) -> Result<u64, IndexError> {
        let filter = Filter {
            direction: Direction::OldestFirst,
            ..filter.clone()
        };
        let known = |known: &&(Filter, u64)| known.0 == filter;
        if let Some((_, count)) = self.known.counts.borrow().iter().find(known) {
            return Ok(*count);
        }
        let count = self.count_now(&filter)?;
        let mut remembered = self.known.counts.borrow_mut();
        if remembered.len() >= REMEMBERED {
            remembered.remove(0);
        }
        remembered.push((filter, count));
        Ok(count)
    }

    fn count_now(&self, filter: &Filter) -> Result<u64, IndexError> {
        let _moment = self.store.reading()?;
        let (low, high) = super::query::span(filter);
        let Some(list) = self.only_list(filter)? else {
            let mut count = 0;
            self.walk_spots(filter, &mut |_| count += 1)?;
            return Ok(count);
        };
        let mut count = 0;
        let mut add = |list: i64, sign: i64| -> Result<(), IndexError> {
            rows_of(&self.store, list, (low, high), |row| {
                if row.first >= low && row.last <= high {
                    count += sign * row.events as i64;
                } else if row.last >= low && row.first <= high {
                    let within = row.spots()?.into_iter();
                    let within = within.filter(|spot| (low..=high).contains(spot)).count();
                    count += sign * within as i64;
                }
                Ok(())
            })
        };
        add(list, 1)?;
        if filter.once {
            add(list_number(Of::Hidden, 0), -1)?;
        }
        Ok(count.max(0) as u64)
    }

    /// How many events each month has, of those that `filter` lets through and that have a place in
    /// time. Oldest first, whichever way the filter goes; months without events are left out. The
    /// last counts are remembered until a reading is added.
    pub fn months(
        &self,
        filter: &Filter,
        months: &dyn Months,
    ) -> Result<Arc<[MonthRow]>, IndexError> {
        if filter.times == Times::UndatedOnly {
            return Ok([].into());
        }
        let filter = Filter {
            direction: Direction::OldestFirst,
            ..filter.clone()
        };
        let known = |known: &&Counted| known.filter == filter && known.zone == months.zone();
        if let Some(counted) = self.known.months.borrow().iter().find(known) {
            return Ok(counted.months.clone());
        }
        let rows: Arc<[MonthRow]> = self.count_months(&filter, months)?.into();
        let mut remembered = self.known.months.borrow_mut();
        if remembered.len() >= REMEMBERED {
            remembered.remove(0);
        }
        remembered.push(Counted {
            filter,
            zone: months.zone().into(),
            months: rows.clone(),
        });
        Ok(rows)
    }

    fn count_months(
        &self,
        filter: &Filter,
        months: &dyn Months,
    ) -> Result<Vec<MonthRow>, IndexError> {
        let _moment = self.store.reading()?;
        let counts = || MonthCounts {
            months,
            rows: Vec::new(),
            ends: NO_TIME,
        };
        let whole = filter.from.is_none() && filter.until.is_none();
        let list = match self.only_list(filter)? {
            Some(list) if whole => list,
            _ => {
                let mut by_month = counts();
                self.walk_spots(filter, &mut |(key, _)| {
                    if key != NO_TIME {
                        by_month.add(key, 1);
                    }
                })?;
                return Ok(by_month.rows);
            }
        };
        let of_list = |list: i64| -> Result<Vec<MonthRow>, IndexError> {
            let mut by_month = counts();
            let dated = ((NO_TIME + 1, 0), (i64::MAX, u64::MAX));
            rows_of(&self.store, list, dated, |row| {
                if row.last.0 == NO_TIME {
                    return Ok(());
                }
                if row.first.0 != NO_TIME {
                    by_month.add(row.first.0, 0);
                    if by_month.same(row.last.0) {
                        by_month.add(row.first.0, row.events);
                        return Ok(());
                    }
                }
                let dated = row.spots()?.into_iter().filter(|spot| spot.0 != NO_TIME);
                dated.for_each(|(key, _)| by_month.add(key, 1));
                Ok(())
            })?;
            Ok(by_month.rows)
        };
        let mut rows = of_list(list)?;
        if filter.once {
            for hidden in of_list(list_number(Of::Hidden, 0))? {
                let month = |row: &MonthRow| (row.year, row.month);
                if let Ok(at) = rows.binary_search_by_key(&month(&hidden), month) {
                    rows[at].events = rows[at].events.saturating_sub(hidden.events);
                }
            }
        }
        rows.retain(|row| row.events > 0);
        Ok(rows)
    }

    /// Visits when each event is that `filter` lets through and that has a place in time, in its
    /// direction. Some milliseconds for a hundred thousand.
    pub fn times(&self, filter: &Filter, visit: &mut dyn FnMut(Instant)) -> Result<(), IndexError> {
        let _moment = self.store.reading()?;
        self.walk_spots(filter, &mut |(key, _)| {
            if key != NO_TIME {
                visit(Instant(key));
            }
        })
    }

    fn walk_spots(&self, filter: &Filter, visit: &mut dyn FnMut(Spot)) -> Result<(), IndexError> {
        let mut plan = self.plan(filter)?;
        let mut at = Some(plan.start);
        while let Some(from) = at {
            let Some(spot) = plan.seek(from)? else { break };
            visit(spot);
            at = beyond(spot, plan.direction);
        }
        Ok(())
    }

    /// The one list that holds what a filter lets through, where there is one. With each event once,
    /// that is only the list of everything: records that hide each other are not all in another.
    fn only_list(&self, filter: &Filter) -> Result<Option<i64>, IndexError> {
        let hides = filter.once && !self.hidden()?.is_empty();
        let within = filter.from.is_some() || filter.until.is_some();
        if hides && within {
            return Ok(None);
        }
        let list = self.list_of(filter)?;
        Ok(list.filter(|list| !hides || *list == list_number(Of::Everything, 0)))
    }
}
