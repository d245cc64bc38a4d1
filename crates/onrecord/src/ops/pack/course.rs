//! What a report says of the whole course: orders with what came after them, what it did, and who
//! else was written to. Counts are of what the pack shows.

use super::survey::{Contacted, Survey, widen};
use crate::ops::case::Case;
use crate::ops::say::text;
use onrecord_model::statement::{ImpactArea, OrderKind};
use onrecord_model::when::civil_from_days;
use onrecord_model::when::days_from_civil;
use onrecord_pack::input::{AfterFacts, ContactedFacts, ImpactFacts, OrderFacts};
use std::collections::{BTreeMap, BTreeSet};

fn kind(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::AskedToStop => "Asked to stop",
        OrderKind::PoliceWarning => "Police warning",
        OrderKind::BailCondition => "Bail condition",
        OrderKind::CourtOrder => "Court order",
        OrderKind::PlatformMeasure => "Measure by a platform",
        OrderKind::Warning => "Warning",
        OrderKind::Other => "Other",
    }
}

fn area(area: ImpactArea) -> &'static str {
    match area {
        ImpactArea::Fear => "Fear and distress",
        ImpactArea::Sleep => "Sleep",
        ImpactArea::Health => "Health",
        ImpactArea::Work => "Work or study",
        ImpactArea::Home => "Home",
        ImpactArea::People => "Family and friends",
        ImpactArea::Habits => "What was given up",
        ImpactArea::Money => "Money",
        ImpactArea::Other => "Other",
    }
}

/// The number of a day typed as `2024-03-01`.
fn day_number(typed: &str) -> Option<i64> {
    let mut parts = typed.splitn(3, '-');
    let mut next = || parts.next();
    let (year, month, day) = (next()?, next()?, next()?);
    days_from_civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn day_text(day: i64) -> String {
    let (year, month, day) = civil_from_days(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Contacts on the days after an order, as long as it holds.
fn after(
    days: &BTreeMap<i64, (u64, BTreeSet<usize>)>,
    given: &str,
    until: Option<&str>,
) -> AfterFacts {
    let Some(given) = day_number(given) else {
        return AfterFacts::default();
    };
    let last = until.and_then(day_number).unwrap_or(i64::MAX);
    let first = given.saturating_add(1);
    if last < first {
        return AfterFacts::default();
    }
    let mut accounts: BTreeSet<usize> = BTreeSet::new();
    let mut facts = AfterFacts::default();
    for (day, (contacts, from)) in days.range(first..=last) {
        facts.contacts += contacts;
        accounts.extend(from);
        if facts.first.is_empty() {
            facts.first = day_text(*day);
        }
        facts.last = day_text(*day);
    }
    facts.accounts = accounts.len() as u64;
    facts
}

/// Orders and warnings, oldest first.
pub fn orders(case: &Case, survey: &Survey) -> Vec<OrderFacts> {
    let mut all: Vec<_> = case
        .state
        .orders
        .iter()
        .map(|versions| versions.now())
        .collect();
    all.sort_by_key(|order| (order.given.clone(), order.id.clone()));
    all.into_iter()
        .map(|order| OrderFacts {
            reference: order.id.to_string(),
            kind: kind(order.kind).into(),
            given: order.given.to_string(),
            until: text(&order.until),
            by: text(&order.by),
            words: text(&order.words),
            their_reference: text(&order.reference),
            how_reached: text(&order.how_reached),
            events: order
                .events
                .iter()
                .filter_map(|id| survey.named.get(id).copied())
                .collect(),
            exhibits: order
                .exhibits
                .iter()
                .filter(|digest| case.state.in_use(digest))
                .map(|digest| case.state.reference(digest))
                .collect(),
            after: after(&survey.contact_days, &order.given, order.until.as_deref()),
        })
        .collect()
}

/// What it did.
pub fn impacts(case: &Case) -> Vec<ImpactFacts> {
    let mut all: Vec<_> = case
        .state
        .impacts
        .iter()
        .map(|versions| versions.now())
        .collect();
    all.sort_by_key(|impact| impact.area);
    all.into_iter()
        .map(|impact| ImpactFacts {
            reference: impact.id.to_string(),
            area: area(impact.area).into(),
            words: impact.words.to_string(),
            since: text(&impact.since),
            cost: text(&impact.cost),
            who_can_say: text(&impact.who_can_say),
            exhibits: impact
                .exhibits
                .iter()
                .filter(|digest| case.state.in_use(digest))
                .map(|digest| case.state.reference(digest))
                .collect(),
        })
        .collect()
}

/// Named people who were written to as well. One person's accounts are counted together.
pub fn contacted(case: &Case, survey: &Survey) -> Vec<ContactedFacts> {
    let mut out = Vec::new();
    for (at, person) in case.state.persons.iter().enumerate() {
        let mut all = Contacted::default();
        for key in &person.now().accounts {
            let Some(one) = survey.contacted.get(key) else {
                continue;
            };
            all.contacts += one.contacts;
            for account in &one.by {
                if !all.by.contains(account) {
                    all.by.push(*account);
                }
            }
            for (at, when) in one.first.iter().chain(&one.last) {
                widen(&mut all.first, &mut all.last, *at, when);
            }
        }
        if all.contacts > 0 {
            out.push((
                all.first.as_ref().map(|(at, _)| *at),
                ContactedFacts {
                    person: at,
                    contacts: all.contacts,
                    by: all.by,
                    first: all.first.map(|(_, when)| when),
                    last: all.last.map(|(_, when)| when),
                },
            ));
        }
    }
    out.sort_by_key(|(first, facts)| (first.is_none(), *first, facts.person));
    out.into_iter().map(|(_, facts)| facts).collect()
}

/// Accounts that were written to and are nobody's that the user has named.
pub fn contacted_unnamed(survey: &Survey) -> u64 {
    let keys = survey.contacted.keys();
    keys.filter(|key| !survey.has_said(key)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_after_an_order_begins_on_the_next_day_and_ends_with_it() {
        let day = |typed| day_number(typed).unwrap();
        let days = BTreeMap::from([
            (day("2024-02-28"), (4, BTreeSet::from([1]))),
            (day("2024-02-29"), (2, BTreeSet::from([1]))),
            (day("2024-03-01"), (3, BTreeSet::from([1, 2]))),
            (day("2024-03-09"), (5, BTreeSet::from([3]))),
        ]);
        let all = after(&days, "2024-02-28", None);
        assert_eq!((all.contacts, all.accounts), (10, 3));
        assert_eq!((&*all.first, &*all.last), ("2024-02-29", "2024-03-09"));
        let some = after(&days, "2024-02-29", Some("2024-03-01"));
        assert_eq!((some.contacts, some.accounts), (3, 2));
        assert_eq!(after(&days, "2024-03-09", None), AfterFacts::default());
        assert_eq!(after(&days, "last spring", None), AfterFacts::default());
        assert_eq!(
            after(&days, "2024-03-01", Some("2024-02-01")),
            AfterFacts::default()
        );
    }
}
