//! What could still show it, and which records others hold. Facts of this case that the program can
//! see are missing; nothing is concluded from a gap.

use super::{phrases, remark, say, words};
use crate::input::{AccountFacts, Facts, Inclusion, PackError};
use crate::pdf::{Column, Composer, Span, Style};

/// How many references are named in a sentence.
const MOST: usize = 24;

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    composer.heading(2, words::NEEDED);
    remark(composer, words::NEEDED_SAYS);
    let mut items: Vec<Vec<Span<'_>>> = Vec::new();
    for incident in &facts.incidents {
        if !incident.still_needed.trim().is_empty() {
            items.push(vec![
                Span::bold(format!("{}. ", incident.reference)),
                Span::body(incident.still_needed.as_str()),
            ]);
        }
    }
    items.extend(
        seen_by_program(facts)
            .into_iter()
            .map(|text| vec![Span::body(text)]),
    );
    if items.is_empty() {
        say(composer, words::NEEDED_NONE);
    } else {
        composer.bullets(&items);
    }
    composer.heading(2, words::PRESERVE);
    remark(composer, words::PRESERVE_SAYS);
    let theirs: Vec<&AccountFacts> = facts
        .front
        .accounts
        .iter()
        .filter_map(|at| facts.accounts.get(*at))
        .collect();
    if theirs.is_empty() {
        say(composer, words::NO_ACCOUNT);
        return Ok(());
    }
    composer.table(&[
        Column::new("Service", 1.6),
        Column::new("Account, as found", 3.2),
        Column::new("Number or id", 3.0),
        Column::new("First seen", 1.5),
        Column::new("Last seen", 1.5),
    ]);
    let mut sorted = theirs;
    sorted.sort_by_key(|account| (&account.platform, &account.key));
    for account in sorted {
        let day = |when: &Option<onrecord_model::When>| {
            when.as_ref().map_or_else(String::new, phrases::short_day)
        };
        let id = account
            .stable_id
            .as_deref()
            .or(account.handle.as_deref())
            .unwrap_or(words::NO_ID);
        composer.row(&[
            vec![Span::cell(account.platform.as_str())],
            vec![Span::new(account.label.as_str(), Style::BOLD.sized(8.5))],
            vec![Span::cell(id)],
            vec![Span::cell(day(&account.first))],
            vec![Span::cell(day(&account.last))],
        ]);
    }
    composer.end_table();
    Ok(())
}

/// Gaps that stand in the facts.
fn seen_by_program(facts: &Facts) -> Vec<String> {
    let mut out = Vec::new();
    let pictures: Vec<&str> = facts
        .exhibits
        .iter()
        .filter(|exhibit| exhibit.inclusion != Inclusion::Withheld)
        .filter(|exhibit| exhibit.grade == onrecord_model::exhibit::Grade::Screenshot.title())
        .map(|exhibit| exhibit.reference.as_str())
        .collect();
    if !pictures.is_empty() {
        out.push(format!("{} {}", words::NEEDED_EXPORT, list(&pictures)));
    }
    let unshown: Vec<&str> = facts
        .incidents
        .iter()
        .filter(|incident| incident.events.is_empty() && incident.exhibits.is_empty())
        .map(|incident| incident.reference.as_str())
        .collect();
    if !unshown.is_empty() {
        out.push(format!("{} {}", words::NEEDED_SHOWN, list(&unshown)));
    }
    let unasked: Vec<&str> = facts
        .contacted
        .iter()
        .filter_map(|contacted| facts.persons.get(contacted.person))
        .filter(|person| person.can_say.is_none())
        .map(|person| person.name.as_str())
        .collect();
    if !unasked.is_empty() {
        out.push(format!("{} {}", words::NEEDED_ASK, list(&unasked)));
    }
    let silent: Vec<&str> = facts
        .ledger
        .iter()
        .filter(|entry| entry.answered.trim().is_empty())
        .map(|entry| entry.reference.as_str())
        .collect();
    if !silent.is_empty() {
        out.push(format!("{} {}", words::NEEDED_ANSWER, list(&silent)));
    }
    if facts.proof.timestamps.is_empty() {
        out.push(words::NEEDED_TIME.to_owned());
    }
    out
}

fn list(references: &[&str]) -> String {
    let clipped = references.iter().map(|text| phrases::clip(text, 40));
    format!("{}.", phrases::listed(clipped, MOST))
}
