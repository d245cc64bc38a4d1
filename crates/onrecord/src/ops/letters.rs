//! Letters drafted from the facts of a case. The user edits and sends them; nothing is sent here.

use crate::ops::case::Case;
use crate::ops::contact::is_contact;
use crate::ops::say::text;
use crate::ops::{OpResult, find, law, say};
use onrecord_analysis::Day;
use onrecord_analysis::clocks::{State, charge_lapses};
use onrecord_analysis::letters::{Contacts, Facts, Kind, Told, draft};
use onrecord_model::escape::{Newlines, terminal};
use onrecord_model::statement::{Body, LedgerEntry};
use onrecord_vault::index::{AccountRow, Filter};
use std::collections::BTreeSet;

fn in_words(text: &str) -> String {
    Day::parse(text).map_or_else(|| text.to_owned(), Day::words)
}

fn told(entry: &LedgerEntry) -> Told {
    Told {
        day: in_words(&entry.date),
        body: entry.body_name.to_string(),
        channel: text(&entry.channel),
        officer: say::officer(entry),
        reference: text(&entry.reference),
        said: text(&entry.said),
        answered: text(&entry.answered),
        promised: text(&entry.promised),
        due: in_words(&text(&entry.due)),
        outcome: text(&entry.outcome),
    }
}

/// The draft of a letter, about a ledger entry if one is named.
///
/// # Errors
/// There is no such entry, or the case cannot be read.
pub fn letter(case: &Case, kind: Kind, about: Option<&str>) -> OpResult<String> {
    let on = law::today(case)?;
    let named = match about {
        Some(id) => Some(say::versions(&case.state.ledger, id, |entry| &entry.id)?.now()),
        // Without one: whom the user turned to last.
        None => case
            .state
            .ledger
            .iter()
            .map(|versions| versions.now())
            .filter(|entry| entry.body == Body::Police)
            .max_by_key(|entry| entry.date.clone()),
    };
    // A complaint is to one force and about it; a report tells what was said to any.
    let of_force = |entry: &&LedgerEntry| {
        kind != Kind::Complaint || named.is_none_or(|named| named.body_name == entry.body_name)
    };
    let mut ledger: Vec<&LedgerEntry> = case
        .state
        .ledger
        .iter()
        .map(|versions| versions.now())
        .filter(of_force)
        .collect();
    ledger.sort_by_key(|entry| entry.date.clone());
    let accounts = law::their_accounts(case)?;
    let (_, clocks) = law::clocks(case, on)?;
    let references: BTreeSet<&str> = ledger.iter().map(|entry| &*entry.id).collect();
    let passed = clocks
        .iter()
        .filter(|clock| matches!(clock.state, State::Passed | State::MetLate))
        .filter(|clock| clock.who != "you" && clock.charge.is_none())
        .filter(|clock| {
            let mut inputs = clock.inputs.iter();
            inputs.any(|input| references.contains(input.as_str()))
        })
        .map(|clock| {
            if clock.source.address.is_empty() {
                return clock.counted.clone();
            }
            format!(
                "{} The rule as I read it: \"{}\" ({})",
                clock.counted, clock.says, clock.source.name
            )
        })
        .collect();
    let mut incidents: Vec<_> = case.state.incidents.iter().map(|all| all.now()).collect();
    incidents.sort_by_key(|incident| (incident.from.is_none(), incident.from.clone()));
    let facts = Facts {
        owner: case.state.owner.clone(),
        on: Some(on),
        about: named.map(told),
        ledger: ledger.into_iter().map(told).collect(),
        incidents: incidents
            .iter()
            .map(|incident| {
                let days = [&incident.from, &incident.to]
                    .map(|day| day.as_deref().map(in_words).unwrap_or_default());
                let when = match days {
                    [from, to] if from != to && !from.is_empty() && !to.is_empty() => {
                        format!("{from} to {to}")
                    }
                    [from, to] if from.is_empty() && to.is_empty() => incident.happened.to_string(),
                    [from, to] => {
                        if from.is_empty() {
                            to
                        } else {
                            from
                        }
                    }
                };
                [
                    incident.id.to_string(),
                    when,
                    incident.words.to_string(),
                    text(&incident.impact),
                ]
            })
            .collect(),
        accounts: accounts
            .iter()
            .map(|row| {
                let form = row.forms.first();
                let platform = form.map_or("", |form| &*form.platform);
                let label = form.map_or(row.key.as_str(), |form| form.label());
                format!(
                    "{}: {label}",
                    onrecord_pack::report::words::platform(platform)
                )
            })
            .collect(),
        contacts: contacts(case, &accounts)?,
        lapse: charge_lapses(&clocks).and_then(|clock| {
            let offences = clock.charge.clone()?;
            Some((clock.due?, offences, clock.source.name.clone()))
        }),
        passed,
    };
    // Names of accounts are somebody else's text: controls and direction changes are shown as such.
    Ok(terminal(&draft(kind, &facts), Newlines::Keep))
}

fn contacts(case: &Case, theirs: &[AccountRow]) -> OpResult<Option<Contacts>> {
    let accounts: BTreeSet<_> = theirs.iter().map(|row| row.number).collect();
    if accounts.is_empty() {
        return Ok(None);
    }
    let filter: Filter = law::contacts_of(accounts);
    let zone = find::zone(case)?;
    let mut count = 0;
    let mut seen = BTreeSet::new();
    let mut span: Option<(Day, Day)> = None;
    find::walk(case, &filter, None, 0, &mut |row| {
        if let Some(at) = row.sort_key.instant().filter(|_| is_contact(&row.event)) {
            count += 1;
            seen.extend(row.event.account.as_ref().map(|account| account.key()));
            let day = Day::of_clock(zone.wall_of(at).0);
            span = Some(span.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        }
        Ok(())
    })?;
    Ok(span.map(|(first, last)| Contacts {
        count,
        accounts: seen.len() as u64,
        first,
        last,
    }))
}
