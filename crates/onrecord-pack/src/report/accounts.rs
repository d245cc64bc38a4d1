//! Accounts as found and people as named. Whose an account is appears as belief only.

use super::{phrases, remark, say, words};
use crate::input::{AccountFacts, Facts, PackError};
use crate::pdf::{Column, Composer, QUIET, Span, Style};

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    remark(composer, words::ACCOUNTS_SAYS);
    if facts.accounts.is_empty() {
        say(composer, words::ACCOUNTS_NONE);
    } else {
        table(composer, facts);
    }
    if composer.volume_is_full() {
        composer.next_volume()?;
    }
    composer.heading(2, words::PEOPLE);
    if facts.persons.is_empty() {
        say(composer, words::PEOPLE_NONE);
    }
    for person in facts.persons.iter().filter(|person| person.role != "known") {
        let mut paragraphs = vec![vec![
            Span::bold(person.name.as_str()),
            Span::small(format!("  {}", person.role)),
        ]];
        let accounts: Vec<&str> = person
            .accounts
            .iter()
            .filter_map(|index| facts.accounts.get(*index))
            .map(|account| account.label.as_str())
            .collect();
        if !accounts.is_empty() {
            paragraphs.push(vec![Span::cell(format!(
                "Accounts: {}",
                accounts.join(", ")
            ))]);
        }
        if !person.note.is_empty() {
            paragraphs.push(vec![
                Span::new(format!("{}: ", words::PEOPLE_BELIEF), Style::LABEL),
                Span::new(person.note.as_str(), Style::ITALIC.sized(8.5)),
            ]);
        }
        composer.block(&paragraphs);
    }
    Ok(())
}

fn table(composer: &mut Composer<'_, '_>, facts: &Facts) {
    composer.table(&[
        Column::new("Account", 3.6),
        Column::new("First seen", 1.7),
        Column::new("Last seen", 1.7),
        Column::number("Entries", 1.1),
        Column::new("Wrote to", 2.6),
    ]);
    let bare = |account: &&AccountFacts| account.events_disclosed == 0 && account.first.is_none();
    for account in facts.accounts.iter().filter(|account| !bare(account)) {
        let mut first = vec![
            Span::new(account.label.as_str(), Style::BOLD.sized(8.5)),
            Span::new(format!("\n{}", account.platform), Style::SMALL.sized(8.0)),
        ];
        for part in identity(account) {
            first.push(Span::new(format!("\n{part}"), Style::SMALL.sized(8.0)));
        }
        let whose = match account.person.and_then(|index| facts.persons.get(index)) {
            Some(person) => format!("\n{} {}", words::BELIEVED, person.name),
            None => format!("\nWhose: {}", words::NOBODY_SAYS),
        };
        first.push(Span::new(whose, Style::ITALIC.sized(8.0).coloured(QUIET)));
        let day = |when: &Option<onrecord_model::When>| {
            when.as_ref().map_or_else(String::new, phrases::short_day)
        };
        let counted = if account.events == account.events_disclosed {
            phrases::number(account.events)
        } else {
            format!(
                "{} of {}",
                phrases::number(account.events_disclosed),
                phrases::number(account.events)
            )
        };
        composer.row(&[
            first,
            vec![Span::cell(day(&account.first))],
            vec![Span::cell(day(&account.last))],
            vec![Span::cell(counted)],
            vec![Span::cell(account.wrote_to.join(", "))],
        ]);
    }
    composer.end_table();
    let bare: Vec<String> = facts
        .accounts
        .iter()
        .filter(bare)
        .map(|account| format!("{} ({})", account.label, account.platform))
        .collect();
    if !bare.is_empty() {
        composer.paragraph(&[
            Span::new(format!("{} ", words::ACCOUNTS_BARE), Style::LABEL),
            Span::cell(bare.join(", ")),
        ]);
    }
}

fn identity(account: &AccountFacts) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(handle) = account
        .handle
        .as_ref()
        .filter(|handle| **handle != account.label)
    {
        parts.push(format!("handle {handle}"));
    }
    if let Some(id) = &account.stable_id {
        parts.push(format!("id {id}"));
    }
    let names: Vec<&str> = account
        .names_seen
        .iter()
        .filter(|name| **name != account.label)
        .map(String::as_str)
        .collect();
    if !names.is_empty() {
        parts.push(format!("also seen as {}", names.join(", ")));
    }
    parts
}
