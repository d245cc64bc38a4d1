//! What a person types for an account, a thread, an event or a period, found in the case.

use crate::ops::case::Case;
use crate::ops::zone::{Zone, typed_span};
use crate::ops::{OpError, OpResult};
use onrecord_model::{Account, AccountKey, EventId, Instant, Kind, Mark, Marks};
use onrecord_vault::index::{
    AccountNumber, AccountRow, Burst, Bursts, Cursor, EventNumber, EventRow, Filter, Order, Query,
    ThreadNumber, ThreadRow, Times,
};
use std::collections::{BTreeMap, BTreeSet};

/// Which events, as typed.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A person the user named.
    pub person: Option<String>,
    /// An account's key, handle or name.
    pub account: Option<String>,
    /// A platform's short name.
    pub platform: Option<String>,
    /// A thread's number (`T3`) or title.
    pub thread: Option<String>,
    /// Kinds by name.
    pub kinds: Vec<String>,
    /// Marks by name.
    pub marks: Vec<String>,
    /// From when.
    pub from: Option<String>,
    /// Until when.
    pub to: Option<String>,
    /// An exhibit's reference.
    pub exhibit: Option<String>,
    /// Only what bears no usable time.
    pub undated: bool,
    /// Every record, also where several tell of one event.
    pub every_record: bool,
}

fn nothing(what: &str, typed: &str, help: &str) -> OpError {
    OpError::Other(format!(
        "There is no {what} \"{typed}\" in this case. {help}"
    ))
}

/// The filter that was typed.
///
/// # Errors
/// Something typed is not in the case.
pub fn filter(case: &Case, wanted: &Wanted) -> OpResult<Filter> {
    let mut filter = Filter {
        once: !wanted.every_record,
        ..Filter::default()
    };
    if let Some(person) = &wanted.person {
        filter.accounts = accounts_of_person(case, person)?;
        filter.authors_only = true;
    }
    if let Some(typed) = &wanted.account {
        filter.accounts.extend(account_numbers(case, typed)?);
    }
    if let Some(typed) = &wanted.thread {
        filter.threads = find_threads(case, typed)?
            .iter()
            .map(|row| row.number)
            .collect();
    }
    filter.platform.clone_from(&wanted.platform);
    for typed in &wanted.kinds {
        let kind = Kind::from_name(typed, "")
            .or_else(|| Some(Kind::Unknown(typed.strip_prefix("unknown:")?.into())));
        let kind = kind.ok_or_else(|| {
            nothing(
                "kind",
                typed,
                "Kinds are: message, call, reaction, deletion, …",
            )
        })?;
        filter.kinds.insert(kind);
    }
    let mut marks = Marks::NONE;
    for typed in &wanted.marks {
        marks.add(Mark::from_name(typed).ok_or_else(|| {
            let names: Vec<&str> = Mark::ALL.iter().map(|mark| mark.name()).collect();
            nothing("mark", typed, &format!("Marks are: {}.", names.join(", ")))
        })?);
    }
    filter.marks = marks;
    (filter.from, filter.until) = period(case, wanted.from.as_deref(), wanted.to.as_deref())?;
    if let Some(typed) = &wanted.exhibit {
        let exhibit = case.state.exhibit_by_reference(typed);
        filter.exhibit = Some(
            exhibit
                .ok_or_else(|| nothing("exhibit", typed, "See: onrecord list exhibits."))?
                .digest,
        );
    }
    if wanted.undated {
        filter.times = Times::UndatedOnly;
    }
    Ok(filter)
}

/// The case's zone.
pub fn zone(case: &Case) -> OpResult<Zone> {
    let name = &case.state.zone;
    Zone::named(name).ok_or_else(|| OpError::Other(format!("The time zone {name} is not known.")))
}

/// From the first instant, to before the last, of what was typed, on the case's clock.
///
/// # Errors
/// It is not a day or time.
pub fn period(
    case: &Case,
    from: Option<&str>,
    to: Option<&str>,
) -> OpResult<(Option<Instant>, Option<Instant>)> {
    let zone = zone(case)?;
    let span = |typed: &str| {
        typed_span(typed).ok_or_else(|| {
            OpError::Other(format!(
                "\"{typed}\" is not a day or time. Write 2024-03-01 or 2024-03-01T14:05."
            ))
        })
    };
    let from = from
        .map(span)
        .transpose()?
        .map(|(first, _)| zone.instant_of(first));
    let to = to
        .map(span)
        .transpose()?
        .map(|(_, last)| Instant(zone.instant_of(last).0 + 1));
    Ok((from, to))
}

/// Every account.
pub fn all_accounts(case: &Case) -> OpResult<Vec<AccountRow>> {
    let mut all = Vec::new();
    loop {
        let page = case
            .index
            .accounts(all.last().map(|row: &AccountRow| row.number), 1_000)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// Every thread.
pub fn all_threads(case: &Case) -> OpResult<Vec<ThreadRow>> {
    let mut all = Vec::new();
    loop {
        let page = case
            .index
            .threads(all.last().map(|row: &ThreadRow| row.number), 1_000)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// Accounts by key, handle or name: the whole of it first, then without case.
///
/// # Errors
/// There is none.
pub fn find_accounts(case: &Case, typed: &str) -> OpResult<Vec<AccountRow>> {
    let numbers = account_numbers(case, typed)?.into_iter();
    let rows = numbers.map(|number| case.index.account(number));
    Ok(rows.collect::<Result<_, _>>()?)
}

/// As [`find_accounts`], without counting what they did.
///
/// # Errors
/// There is none.
pub fn account_numbers(case: &Case, typed: &str) -> OpResult<Vec<AccountNumber>> {
    if let Some(number) = case.index.find_account_key(&AccountKey(typed.into()))? {
        return Ok(vec![number]);
    }
    let all = case.index.account_forms()?;
    let those = |same: &dyn Fn(&str) -> bool| -> Vec<AccountNumber> {
        let shows = |form: &Account| {
            [&form.stable_id, &form.handle, &form.name]
                .into_iter()
                .flatten()
                .any(|text| same(text))
        };
        let found = all
            .iter()
            .filter(|(_, key, forms)| same(&key.0) || forms.iter().any(shows));
        found.map(|(number, ..)| *number).collect()
    };
    let mut found = those(&|text| text == typed);
    if found.is_empty() {
        let lower = typed.to_lowercase();
        found = those(&|text| text.to_lowercase() == lower);
    }
    if found.is_empty() {
        return Err(nothing("account", typed, "See: onrecord accounts."));
    }
    Ok(found)
}

/// Threads by number (`T3`) or title.
///
/// # Errors
/// There is none.
pub fn find_threads(case: &Case, typed: &str) -> OpResult<Vec<ThreadRow>> {
    let number = typed
        .strip_prefix(['T', 't'])
        .and_then(|digits| digits.parse().ok());
    if let Some(number) = number {
        return Ok(vec![case.index.thread(ThreadNumber(number))?]);
    }
    let lower = typed.to_lowercase();
    let found: Vec<ThreadRow> = all_threads(case)?
        .into_iter()
        .filter(|row| {
            row.thread
                .title
                .as_ref()
                .is_some_and(|title| title.to_lowercase() == lower)
                || row.thread.key.to_lowercase() == lower
        })
        .collect();
    if found.is_empty() {
        return Err(nothing("thread", typed, "See: onrecord list threads."));
    }
    Ok(found)
}

/// The accounts that the user says are a person's.
///
/// # Errors
/// Nobody of that name was named.
pub fn accounts_of_person(case: &Case, name: &str) -> OpResult<BTreeSet<AccountNumber>> {
    let lower = name.to_lowercase();
    let person = case
        .state
        .persons
        .iter()
        .map(|versions| versions.now())
        .find(|person| person.name.to_lowercase() == lower || *person.id == *name)
        .ok_or_else(|| nothing("person", name, "See: onrecord person list."))?;
    let mut accounts = BTreeSet::new();
    for key in &person.accounts {
        accounts.extend(case.index.find_account_key(key)?);
    }
    Ok(accounts)
}

/// An event by the number shown in the timeline (`e123`).
///
/// # Errors
/// There is none.
pub fn find_event(case: &Case, typed: &str) -> OpResult<EventRow> {
    let number = typed.strip_prefix(['e', 'E']).unwrap_or(typed).parse();
    let number = number.map_err(|_| {
        nothing(
            "event",
            typed,
            "Use the number that the timeline shows, such as e123.",
        )
    })?;
    Ok(case.index.event(EventNumber(number))?)
}

/// The name of an event that holds through every rebuild.
///
/// # Errors
/// The index cannot be read.
pub fn event_id(case: &Case, row: &EventRow) -> OpResult<EventId> {
    let exhibit = row
        .exhibit
        .as_ref()
        .map(|(digest, _)| *digest)
        .unwrap_or_default();
    // Events of one place follow each other in their thread.
    let mut ordinal = 0;
    let mut before = row.position;
    while before > 0 {
        let page = case.index.thread_events(row.thread, before - 1, 1)?;
        if page
            .first()
            .is_none_or(|other| other.event.locator != row.event.locator)
        {
            break;
        }
        ordinal += 1;
        before -= 1;
    }
    Ok(EventId::new(
        &exhibit,
        &row.event.locator,
        row.event.kind.name(),
        ordinal,
    ))
}

/// Walks the timeline from its start, page by page.
///
/// # Errors
/// The visitor's own, or that the index cannot be read.
pub fn walk(
    case: &Case,
    filter: &Filter,
    query: Option<&Query>,
    limit: usize,
    visit: &mut dyn FnMut(EventRow) -> OpResult<()>,
) -> OpResult<()> {
    const PAGE: usize = 256;
    let mut after: Option<Cursor> = None;
    let mut left = if limit == 0 { usize::MAX } else { limit };
    while left > 0 {
        let size = left.min(PAGE);
        let page = match query {
            None => case.index.timeline(filter, after, size)?,
            Some(query) => case.index.search(query, filter, Order::Time, after, size)?,
        };
        left -= page.events.len().min(left);
        page.events.into_iter().try_for_each(&mut *visit)?;
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
    Ok(())
}

/// So many events that follow each other and are alike are shown as one.
pub const FOLDED_FROM: usize = 4;

/// Events that follow each other and are alike, as one.
pub fn fold(events: Vec<EventRow>) -> impl Iterator<Item = Burst> {
    const TEN_MINUTES: i64 = 600_000_000;
    Bursts::new(events, TEN_MINUTES)
}

/// Who an account is, as the user says: name and role by account key.
pub fn who_is_who(case: &Case) -> BTreeMap<AccountKey, (String, onrecord_model::statement::Role)> {
    let mut out = BTreeMap::new();
    for person in case.state.persons.iter().map(|versions| versions.now()) {
        for key in &person.accounts {
            out.insert(key.clone(), (person.name.to_string(), person.role));
        }
    }
    out
}
