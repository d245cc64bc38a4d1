//! A page of the timeline: events in order of time, a day at a time, each told as far as its record
//! tells it, with where else it stands. Knows no screen.

use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::find::{self, Wanted};
use crate::ops::zone::Zone;
use onrecord_analysis::Day;
use onrecord_model::statement::Role;
use onrecord_model::{Account, AccountKey, Instant, Precision, Truth, Wall};
use onrecord_vault::index::{
    CopiesOf, Cursor, Direction, EventRow, Filter, MonthRow, SortKey, Times,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Events on a page.
pub const PAGE: usize = 100;

/// What is looked at, and which way.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Which events.
    pub wanted: Wanted,
    /// The latest first.
    pub newest_first: bool,
}

/// Where a page begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum From {
    /// At the first event of the view.
    #[default]
    Start,
    /// After the event at which an earlier page ended.
    After(Cursor),
    /// So that it ends before the event with which a later page began.
    Before(Cursor),
}

/// A page.
pub struct Page {
    /// By day, in the order of the view.
    pub days: Vec<DayOf>,
    /// For [`From::Before`], where there is something before this page.
    pub before: Option<Cursor>,
    /// For [`From::After`], where there is something after it.
    pub after: Option<Cursor>,
    /// The months of the view, whatever its period, oldest first.
    pub months: Arc<[MonthRow]>,
    /// The zone in which clocks are shown.
    pub zone: Zone,
    /// How many of the view have no place in time; of no period, since they are in none.
    pub undated: u64,
    /// Some time on this page is shown as assumed: its record does not say its zone.
    pub assumed: bool,
}

/// The events of one day.
pub struct DayOf {
    /// The day, on the clock of the case's zone; none for what has no time.
    pub day: Option<Day>,
    /// Single events, and several that are alike as one.
    pub lines: Vec<Vec<Told>>,
}

/// One event, told.
pub struct Told {
    /// The event.
    pub row: EventRow,
    /// When, on the clock of the case's zone.
    pub at: Option<Wall>,
    /// Whose account it is, as the user said.
    pub person: Option<(String, Role)>,
    /// Its exhibit.
    pub exhibit: String,
    /// Other exhibits or threads that tell it too.
    pub also: Vec<String>,
    /// Another record of the same time and sender that says something else.
    pub other_words: Option<EventRow>,
}

impl Told {
    /// Whether its time rests on an assumption about its zone.
    pub fn is_assumed(&self) -> bool {
        matches!(self.row.sort_key, SortKey::Assumed(_))
    }

    /// The time of day as far as the record says it: hours and minutes, or seconds too.
    pub fn clock(&self) -> Option<String> {
        let (_, _, _, hour, minute, second, _) = self.at?.fields();
        match self.row.event.when.precision {
            Precision::Day | Precision::Coarse => None,
            Precision::Minute => Some(format!("{hour:02}:{minute:02}")),
            _ => Some(format!("{hour:02}:{minute:02}:{second:02}")),
        }
    }
}

/// Tells events: knows who is who and where else a thing stands.
pub struct Teller<'c> {
    case: &'c Case,
    copies: CopiesOf<'c>,
    who: BTreeMap<AccountKey, (String, Role)>,
    zone: Zone,
}

impl<'c> Teller<'c> {
    /// Of a case.
    ///
    /// # Errors
    /// The case's zone is not known.
    pub fn of(case: &'c Case) -> OpResult<Self> {
        Ok(Self {
            case,
            copies: case.index.copies_of(),
            who: find::who_is_who(case),
            zone: find::zone(case)?,
        })
    }

    /// The case's zone.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Whose an account is.
    pub fn person(&self, account: &Account) -> Option<(String, Role)> {
        self.who.get(&account.key()).cloned()
    }

    /// An event, told.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn tell(&mut self, row: EventRow) -> OpResult<Told> {
        let reference = |row: &EventRow| {
            let digest = row.exhibit.as_ref().map(|(digest, _)| digest);
            digest.map_or_else(String::new, |digest| self.case.state.reference(digest))
        };
        let exhibit = reference(&row);
        let mut also: Vec<String> = Vec::new();
        for number in self.copies.of(row.number)? {
            if number == row.number {
                continue;
            }
            let other = self.case.index.event(number)?;
            let mut place = reference(&other);
            if place == exhibit {
                // The same original came twice, or holds it twice.
                place = format!("T{}", other.thread.0);
            }
            if !also.contains(&place) {
                also.push(place);
            }
        }
        let changed = self.copies.changed(row.number)?.into_iter().next();
        let other_words = changed.map(|other| self.case.index.event(other));
        let account = row.event.account.as_ref();
        Ok(Told {
            at: match row.event.when.truth {
                Truth::WallZoneUnknown(wall) | Truth::WallOfExporter(wall)
                    if row.sort_key.instant().is_some() =>
                {
                    Some(wall)
                }
                _ => row.sort_key.instant().map(|at| self.zone.wall_of(at)),
            },
            person: account.and_then(|account| self.person(account)),
            exhibit,
            also,
            other_words: other_words.transpose()?,
            row,
        })
    }
}

/// The filter of a view.
///
/// # Errors
/// Something in it is not in the case.
pub fn filter(case: &Case, view: &View) -> OpResult<Filter> {
    let mut filter = find::filter(case, &view.wanted)?;
    if view.newest_first {
        filter.direction = Direction::NewestFirst;
    }
    Ok(filter)
}

/// Where a page begins that shows a day, month or year as typed, whichever way the view goes.
///
/// # Errors
/// It is not a day.
pub fn at_date(case: &Case, view: &View, typed: &str) -> OpResult<From> {
    let (first, after) = find::period(case, Some(typed), Some(typed))?;
    let at = if view.newest_first { after } else { first };
    Ok(at.map_or(From::Start, |at| From::After(Cursor::before(at))))
}

/// Where a page begins that shows a month.
pub fn at_month(zone: &Zone, view: &View, year: i64, month: u8) -> From {
    use onrecord_vault::index::Months as _;
    let at = match (view.newest_first, month) {
        (false, _) => zone.begins(year, month),
        (true, 12..) => zone.begins(year.saturating_add(1), 1),
        (true, _) => zone.begins(year, month + 1),
    };
    From::After(Cursor::before(at))
}

/// A page of a view.
///
/// # Errors
/// The view names something that is not there, or the index cannot be read.
pub fn page(case: &Case, view: &View, from: From, limit: usize) -> OpResult<Page> {
    let filter = filter(case, view)?;
    let mut teller = Teller::of(case)?;
    let turned = Filter {
        direction: match filter.direction {
            Direction::OldestFirst => Direction::NewestFirst,
            Direction::NewestFirst => Direction::OldestFirst,
        },
        ..filter.clone()
    };
    let (rows, before, after) = match from {
        From::Start => {
            let page = case.index.timeline(&filter, None, limit)?;
            (page.events, None, page.next)
        }
        From::After(cursor) => {
            let page = case.index.timeline(&filter, Some(cursor), limit)?;
            let first = page.events.first().map_or(cursor, Cursor::at);
            let earlier = case.index.timeline(&turned, Some(first), 1)?;
            let before = earlier.events.first().map(|_| first);
            (page.events, before, page.next)
        }
        From::Before(cursor) => {
            let page = case.index.timeline(&turned, Some(cursor), limit)?;
            let mut rows = page.events;
            rows.reverse();
            let before = page.next.and(rows.first().map(Cursor::at));
            let after = rows.last().map(Cursor::at);
            (rows, before, after)
        }
    };
    let all_times = Filter {
        from: None,
        until: None,
        ..filter.clone()
    };
    let undated = Filter {
        times: Times::UndatedOnly,
        ..all_times.clone()
    };
    let assumed = |row: &EventRow| matches!(row.sort_key, SortKey::Assumed(_));
    Ok(Page {
        assumed: rows.iter().any(assumed),
        before,
        after,
        months: case.index.months(&all_times, teller.zone())?,
        undated: case.index.count(&undated)?,
        days: by_day(&mut teller, rows)?,
        zone: teller.zone,
    })
}

/// Rows as days of lines. Several alike are one line within a day, never over midnight.
fn by_day(teller: &mut Teller<'_>, rows: Vec<EventRow>) -> OpResult<Vec<DayOf>> {
    let zone = teller.zone.clone();
    let day_of = |row: &EventRow| {
        let at = row.sort_key.instant();
        at.map(|at| Day::of_clock(zone.wall_of(at).0))
    };
    let mut days: Vec<DayOf> = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.next() {
        let day = day_of(&first);
        let mut of_day = vec![first];
        while let Some(row) = rows.next_if(|row| day_of(row) == day) {
            of_day.push(row);
        }
        let mut lines = Vec::new();
        for burst in find::fold(of_day) {
            let folded = burst.events.len() >= find::FOLDED_FROM;
            let told = burst.events.into_iter().map(|row| teller.tell(row));
            let told = told.collect::<OpResult<Vec<_>>>()?;
            if folded {
                lines.push(told);
            } else {
                lines.extend(told.into_iter().map(|told| vec![told]));
            }
        }
        days.push(DayOf { day, lines });
    }
    Ok(days)
}

/// What is wrong with a view as a person filled it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There is no such exhibit.
    Exhibit,
    /// The first day is none.
    From,
    /// The last day is none.
    To,
    /// A person, account, thread or kind is not in the case (any more).
    Gone,
}

/// What is wrong with a view.
///
/// # Errors
/// The case's zone is not known.
pub fn wrong(case: &Case, view: &View) -> OpResult<Vec<Wrong>> {
    find::zone(case)?;
    let wanted = &view.wanted;
    let mut wrong = Vec::new();
    let exhibit = wanted.exhibit.as_deref();
    if exhibit.is_some_and(|typed| case.state.exhibit_by_reference(typed).is_none()) {
        wrong.push(Wrong::Exhibit);
    }
    for (what, day) in [(Wrong::From, &wanted.from), (Wrong::To, &wanted.to)] {
        if find::period(case, day.as_deref(), None).is_err() {
            wrong.push(what);
        }
    }
    if wrong.is_empty() && filter(case, view).is_err() {
        wrong.push(Wrong::Gone);
    }
    Ok(wrong)
}

/// What may be chosen in a view: people, accounts, threads, platforms, exhibits.
pub struct Choices {
    /// Names.
    pub people: Vec<String>,
    /// Key and label, as the accounts were first seen.
    pub accounts: Vec<(AccountKey, String, Arc<str>)>,
    /// Number and title.
    pub threads: Vec<(u64, String, Arc<str>)>,
    /// Short names.
    pub platforms: Vec<String>,
    /// There are more accounts or threads than are listed.
    pub more: bool,
    /// The first and last day of the case, of what has a time.
    pub days: Option<(Day, Day)>,
}

/// So many accounts or threads are offered in a list.
const OFFERED: usize = 500;

/// What may be chosen.
///
/// # Errors
/// The index cannot be read.
pub fn choices(case: &Case) -> OpResult<Choices> {
    let forms = case.index.account_forms()?;
    let threads = find::all_threads(case)?;
    let mut platforms: Vec<String> = threads
        .iter()
        .map(|row| row.thread.platform.to_string())
        .collect();
    platforms.sort();
    platforms.dedup();
    let zone = find::zone(case)?;
    let ends = threads.iter().flat_map(|row| [row.first, row.last]);
    let ends: Vec<Instant> = ends.flatten().collect();
    let day = |at: &Instant| Day::of_clock(zone.wall_of(*at).0);
    Ok(Choices {
        people: case
            .state
            .persons
            .iter()
            .map(|person| person.now().name.to_string())
            .collect(),
        more: forms.len() > OFFERED || threads.len() > OFFERED,
        accounts: forms
            .into_iter()
            .take(OFFERED)
            .filter_map(|(_, key, forms)| {
                let form = forms.into_iter().next()?;
                Some((key, form.label().to_owned(), form.platform))
            })
            .collect(),
        threads: threads
            .iter()
            .take(OFFERED)
            .map(|row| {
                let title = row.thread.title.as_ref().unwrap_or(&row.thread.key);
                (row.number.0, title.to_string(), row.thread.platform.clone())
            })
            .collect(),
        platforms,
        days: ends.iter().min().map(day).zip(ends.iter().max().map(day)),
    })
}
