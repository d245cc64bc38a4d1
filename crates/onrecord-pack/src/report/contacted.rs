//! Other people: to whom of them the person doing this wrote as well, and what each could say. Only
//! people whom the user has named stand here; everybody else is counted.

use super::{phrases, remark, say, words};
use crate::input::{ContactedFacts, Facts, PackError, PersonFacts};
use crate::pdf::{Column, Composer, Span, Style};

/// How many accounts are named in a cell.
const MOST: usize = 6;

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    remark(composer, words::CONTACTED_SAYS);
    // First those to whom this pack shows contact, in the order of it; then the others.
    let mut people: Vec<(usize, Option<&ContactedFacts>)> = facts
        .contacted
        .iter()
        .map(|contacted| (contacted.person, Some(contacted)))
        .collect();
    for (at, person) in facts.persons.iter().enumerate() {
        if person.role == "known" && people.iter().all(|(known, _)| *known != at) {
            people.push((at, None));
        }
    }
    if people.is_empty() {
        say(composer, words::CONTACTED_NONE);
    } else {
        composer.table(&[
            Column::new("Who", 2.4),
            Column::new("Contacts", 3.6),
            Column::new("Can say", 4.0),
        ]);
        for (at, contacted) in people {
            if let Some(person) = facts.persons.get(at) {
                row(composer, facts, person, contacted);
            }
        }
        composer.end_table();
    }
    if facts.contacted_unnamed > 0 {
        let more = phrases::count(
            facts.contacted_unnamed,
            "more account was written to. Whose it is, is not said here.",
            "more accounts were written to. Whose they are, is not said here.",
        );
        say(composer, &more);
    }
    Ok(())
}

fn row(
    composer: &mut Composer<'_, '_>,
    facts: &Facts,
    person: &PersonFacts,
    contacted: Option<&ContactedFacts>,
) {
    let quiet = Style::ITALIC.sized(8.5);
    let mut who = vec![Span::new(person.name.as_str(), Style::BOLD.sized(8.5))];
    if !person.note.is_empty() {
        who.push(Span::new(format!("\n{}", person.note), quiet));
    }
    let contacts = match contacted {
        Some(contacted) => Span::cell(contacts(facts, contacted)),
        None => Span::new(words::NONE_SHOWN, quiet),
    };
    let can_say = match person.can_say.as_deref() {
        Some(text) => Span::cell(text),
        None => Span::new(words::NOT_ASKED, quiet),
    };
    composer.row(&[who, vec![contacts], vec![can_say]]);
}

/// "61, from 3 Mar 2024 to 9 Mar 2024, by this and that account"
fn contacts(facts: &Facts, contacted: &ContactedFacts) -> String {
    let mut out = phrases::number(contacted.contacts);
    if let (Some(first), Some(last)) = (&contacted.first, &contacted.last) {
        let (first, last) = (phrases::short_day(first), phrases::short_day(last));
        if first == last {
            out.push_str(&format!(", on {first}"));
        } else {
            out.push_str(&format!(", from {first} to {last}"));
        }
    }
    let labels: Vec<String> = contacted
        .by
        .iter()
        .filter_map(|at| facts.accounts.get(*at))
        .map(|account| phrases::clip(&account.label, 40))
        .collect();
    out.push_str(&format!(", by {}", phrases::listed(labels.iter(), MOST)));
    out
}
