//! When things happened, over the whole case or a part of it: counted on the clock of the case's
//! zone. What has no time is counted apart and never placed.

use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::timeline::{self, Teller, View};
use crate::ops::zone::Zone;
use onrecord_analysis::patterns::{Bar, Month, Patterns, Seen};
use onrecord_model::Instant;
use onrecord_vault::index::{AccountNumber, Filter, MonthRow, Times};

/// What was counted.
pub struct Pattern {
    /// By hour, month and day.
    pub seen: Seen,
    /// The zone of the clock.
    pub zone: Zone,
    /// How many have no place in time.
    pub undated: u64,
    /// How many records rest on an assumed zone, over the whole case.
    pub assumed: u64,
    /// The busiest accounts, by month.
    pub accounts: Vec<OfAccount>,
    /// How many accounts did something.
    pub all_accounts: usize,
}

/// One account by month.
pub struct OfAccount {
    /// Its number.
    pub number: AccountNumber,
    /// What to show for it.
    pub label: String,
    /// Its platform.
    pub platform: String,
    /// Whose it is, as the user said.
    pub person: Option<String>,
    /// How many in each month or year, as [`Seen::bars`] has them.
    pub counts: Vec<u64>,
    /// All of what it did that has a time.
    pub events: u64,
}

/// So many accounts are drawn.
const DRAWN: usize = 20;

/// A clock in a zone that asks for its offset once for each quarter of an hour: times come in order,
/// and no zone of the last fifty years changes within one.
struct Clock<'z> {
    zone: &'z Zone,
    quarter: i64,
    offset: i64,
}

impl Clock<'_> {
    const QUARTER: i64 = 900_000_000;

    fn shows(&mut self, at: Instant) -> i64 {
        let quarter = at.0.div_euclid(Self::QUARTER);
        if quarter != self.quarter {
            self.quarter = quarter;
            self.offset = self.zone.wall_of(at).0.saturating_sub(at.0);
        }
        at.0.saturating_add(self.offset)
    }
}

/// Counts a view.
///
/// # Errors
/// The view names something that is not there, or the index cannot be read.
pub fn pattern(case: &Case, view: &View) -> OpResult<Pattern> {
    let filter = Filter {
        direction: onrecord_vault::index::Direction::OldestFirst,
        ..timeline::filter(case, view)?
    };
    let teller = Teller::of(case)?;
    let zone = teller.zone().clone();
    let mut clock = Clock {
        zone: &zone,
        quarter: i64::MIN,
        offset: 0,
    };
    let mut patterns = Patterns::default();
    case.index
        .times(&filter, &mut |at| patterns.add(clock.shows(at)))?;
    let undated = Filter {
        times: Times::UndatedOnly,
        from: None,
        until: None,
        ..filter.clone()
    };
    let mut assumed = 0;
    for read in case.index.reads()? {
        let times = case.index.read_counts(read.number)?.times;
        let of = |name: &str| times.get(name).copied().unwrap_or_default();
        assumed += of("zone-unknown") + of("exporter-zone");
    }
    let seen = patterns.finish();
    let (accounts, all_accounts) = accounts(case, &filter, &teller, &seen.bars)?;
    Ok(Pattern {
        undated: case.index.count(&undated)?,
        seen,
        assumed,
        accounts,
        all_accounts,
        zone,
    })
}

/// The accounts that did most of what the filter lets through, by month.
fn accounts(
    case: &Case,
    filter: &Filter,
    teller: &Teller<'_>,
    bars: &[Bar],
) -> OpResult<(Vec<OfAccount>, usize)> {
    let mut all = Vec::new();
    for (number, _, forms) in case.index.account_forms()? {
        if !filter.accounts.is_empty() && !filter.accounts.contains(&number) {
            continue;
        }
        let own = Filter {
            accounts: [number].into(),
            authors_only: true,
            ..filter.clone()
        };
        let events = case.index.count(&own)?;
        if let (1.., Some(form)) = (events, forms.into_iter().next()) {
            all.push((events, number, form, own));
        }
    }
    all.sort_by_key(|(events, number, ..)| (std::cmp::Reverse(*events), *number));
    let count = all.len();
    all.truncate(DRAWN);
    let mut drawn = Vec::new();
    for (events, number, form, own) in all {
        let months = case.index.months(&own, teller.zone())?;
        drawn.push(OfAccount {
            number,
            label: form.label().to_owned(),
            platform: form.platform.to_string(),
            person: teller.person(&form).map(|(name, _)| name),
            counts: in_bars(&months, bars),
            events,
        });
    }
    Ok((drawn, count))
}

/// Months counted into bars that are in order: of a month, or of a year.
fn in_bars(months: &[MonthRow], bars: &[Bar]) -> Vec<u64> {
    let mut counts = vec![0; bars.len()];
    let years = bars.first().is_some_and(|bar| bar.year);
    for row in months {
        let month = Month {
            year: row.year,
            month: if years { 1 } else { row.month },
        };
        if let Ok(at) = bars.binary_search_by_key(&month, |bar| bar.from) {
            counts[at] += row.events;
        }
    }
    counts
}
