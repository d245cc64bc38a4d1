//! What the user says: who is who, what happened, what was reported and answered. Every version
//! stays in the log.

use crate::ops::case::Case;
use crate::ops::state::Versions;
use crate::ops::{OpError, OpResult, course, find};
use onrecord_model::custody::Act;
use onrecord_model::statement::{
    Body, Happening, HowKnown, Incident, LedgerEntry, PersonStatement, Role,
};
use onrecord_model::{AccountKey, Digest, EventId};

/// What is said of a person. What is `None` stays as it was.
#[derive(Clone, Debug, Default)]
pub struct PersonWords {
    /// Who they are to the user.
    pub role: Option<Role>,
    /// Accounts said to be theirs, as typed.
    pub accounts: Vec<String>,
    /// Anything else.
    pub note: Option<String>,
    /// What they could tell.
    pub can_say: Option<String>,
}

/// What somebody said, or nothing.
pub fn text(text: &Option<Box<str>>) -> String {
    text.as_deref().unwrap_or_default().to_owned()
}

/// Name and number of who answered.
pub fn officer(entry: &LedgerEntry) -> String {
    let parts = [text(&entry.officer), text(&entry.officer_number)];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Takes a text over, if there is one. An empty one takes away what was said.
pub(super) fn set(slot: &mut Option<Box<str>>, text: &Option<String>) {
    if let Some(text) = text {
        *slot = (!text.is_empty()).then(|| text.as_str().into());
    }
}

/// Names somebody, or changes what was said of them. Gives their id.
///
/// # Errors
/// An account is not in the case.
pub fn person(case: &mut Case, name: &str, words: &PersonWords) -> OpResult<String> {
    let lower = name.to_lowercase();
    let before = case
        .state
        .persons
        .iter()
        .map(Versions::now)
        .find(|person| person.name.to_lowercase() == lower);
    let mut said = before.cloned().unwrap_or_else(|| PersonStatement {
        id: format!("P{}", case.state.persons.next_number()).into(),
        name: name.into(),
        ..PersonStatement::default()
    });
    said.role = words.role.unwrap_or(said.role);
    set(&mut said.note, &words.note);
    set(&mut said.can_say, &words.can_say);
    for typed in &words.accounts {
        for row in find::find_accounts(case, typed)? {
            let key = AccountKey(row.key.into());
            if !said.accounts.contains(&key) {
                said.accounts.push(key);
            }
        }
    }
    case.act(Act::PersonStated, &said.id, said.to_value())?;
    Ok(said.id.into())
}

/// What is said of an incident. What is `None` stays as it was.
#[derive(Clone, Debug, Default)]
pub struct IncidentWords {
    /// What happened.
    pub words: Option<String>,
    /// When, as the user says it.
    pub when: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// How the time is known.
    pub how_known: Option<HowKnown>,
    /// Written at the time.
    pub contemporaneous: Option<bool>,
    /// Where.
    pub place: Option<String>,
    /// Who else saw it.
    pub witnesses: Option<String>,
    /// What it did.
    pub impact: Option<String>,
    /// What the user believes.
    pub belief: Option<String>,
    /// What could still show it, and who holds it.
    pub still_needed: Option<String>,
    /// Events that show it.
    pub events: Vec<EventId>,
    /// Events of an earlier version that do not show it after all.
    pub not_events: Vec<EventId>,
    /// Exhibits that show it.
    pub exhibits: Vec<Digest>,
    /// Exhibits of an earlier version that do not show it after all.
    pub not_exhibits: Vec<Digest>,
    /// Accounts that took part.
    pub accounts: Vec<AccountKey>,
}

/// Refuses what is not a day.
///
/// # Errors
/// It is none.
pub fn day(typed: &Option<String>) -> OpResult<()> {
    match typed {
        Some(typed) if typed.is_empty() => Ok(()),
        Some(typed) if crate::ops::zone::typed_span(typed).is_none() || typed.len() != 10 => {
            Err(OpError::Other(format!(
                "\"{typed}\" is not a day. Write it as 2024-03-01. Nothing was changed."
            )))
        }
        _ => Ok(()),
    }
}

/// Writes an incident down, or changes the one with that id. Gives its id.
///
/// # Errors
/// There is no such incident, or a day is not one.
pub fn incident(case: &mut Case, id: Option<&str>, words: &IncidentWords) -> OpResult<String> {
    day(&words.from)?;
    day(&words.to)?;
    let nothing = |text: &str| text.trim().is_empty();
    if words.words.as_deref().map_or(id.is_none(), nothing) {
        return Err(OpError::Other(
            "Say what happened, in your own words: --words \"…\". Nothing was changed.".into(),
        ));
    }
    let mut said = match id {
        Some(id) => versions(&case.state.incidents, id, |incident| &incident.id)?
            .now()
            .clone(),
        None => Incident {
            id: format!("I-{}", case.state.incidents.next_number()).into(),
            ..Incident::default()
        },
    };
    if let Some(text) = &words.words {
        said.words = text.as_str().into();
    }
    if let Some(text) = &words.when {
        said.happened = text.as_str().into();
    }
    set(&mut said.from, &words.from);
    set(&mut said.to, &words.to);
    set(&mut said.place, &words.place);
    set(&mut said.witnesses, &words.witnesses);
    set(&mut said.impact, &words.impact);
    set(&mut said.belief, &words.belief);
    set(&mut said.still_needed, &words.still_needed);
    said.how_known = words.how_known.unwrap_or(said.how_known);
    said.contemporaneous = words.contemporaneous.unwrap_or(said.contemporaneous);
    said.events
        .retain(|event| !words.not_events.contains(event));
    for event in &words.events {
        if !said.events.contains(event) {
            said.events.push(*event);
        }
    }
    said.exhibits
        .retain(|digest| !words.not_exhibits.contains(digest));
    course::add_exhibits(&mut said.exhibits, &words.exhibits);
    for account in &words.accounts {
        if !said.accounts.contains(account) {
            said.accounts.push(account.clone());
        }
    }
    said.written = case.context().now;
    case.act(Act::IncidentWritten, &said.id, said.to_value())?;
    Ok(said.id.into())
}

/// What is said of a contact with police, a platform or an employer. What is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct LedgerWords {
    /// The day, `2024-03-01`.
    pub date: Option<String>,
    /// What kind of body.
    pub body: Option<Body>,
    /// Which one.
    pub body_name: Option<String>,
    /// How.
    pub channel: Option<String>,
    /// Who answered.
    pub officer: Option<String>,
    /// Their number.
    pub officer_number: Option<String>,
    /// Their reference.
    pub reference: Option<String>,
    /// What was said.
    pub said: Option<String>,
    /// What was answered, word for word.
    pub answered: Option<String>,
    /// What was promised.
    pub promised: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// What kind of step it was.
    pub happening: Option<Happening>,
    /// The day on which the thing itself was done.
    pub happened: Option<String>,
    /// The day on which it was acknowledged.
    pub acknowledged: Option<String>,
    /// The day on which the promise was kept.
    pub kept: Option<String>,
    /// The earlier entry that it answers.
    pub answers: Option<String>,
}

/// Writes a contact down, or changes the one with that id. Gives its id.
///
/// # Errors
/// There is no such entry, or a day is not one, or the date or the body is missing.
pub fn ledger(case: &mut Case, id: Option<&str>, words: &LedgerWords) -> OpResult<String> {
    for typed in [
        &words.date,
        &words.due,
        &words.happened,
        &words.acknowledged,
        &words.kept,
    ] {
        day(typed)?;
    }
    let answers = match &words.answers {
        Some(typed) => Some(
            versions(&case.state.ledger, typed, |entry| &entry.id)?
                .now()
                .id
                .clone(),
        ),
        None => None,
    };
    let mut said = match id {
        Some(id) => versions(&case.state.ledger, id, |entry| &entry.id)?
            .now()
            .clone(),
        None if words.date.is_none() || words.body_name.is_none() => {
            return Err(OpError::Other(
                "Say at least the day and to whom: --date 2024-03-01 --body \"Northshire Police\". Nothing was changed.".into(),
            ));
        }
        None => LedgerEntry {
            id: format!("L-{}", case.state.ledger.next_number()).into(),
            ..LedgerEntry::default()
        },
    };
    if let Some(text) = &words.date {
        said.date = text.as_str().into();
    }
    if let Some(text) = &words.body_name {
        said.body_name = text.as_str().into();
    }
    said.body = words.body.unwrap_or(said.body);
    for (slot, text) in [
        (&mut said.channel, &words.channel),
        (&mut said.officer, &words.officer),
        (&mut said.officer_number, &words.officer_number),
        (&mut said.reference, &words.reference),
        (&mut said.said, &words.said),
        (&mut said.answered, &words.answered),
        (&mut said.promised, &words.promised),
        (&mut said.due, &words.due),
        (&mut said.outcome, &words.outcome),
        (&mut said.happened, &words.happened),
        (&mut said.acknowledged, &words.acknowledged),
        (&mut said.kept, &words.kept),
    ] {
        set(slot, text);
    }
    said.happening = words.happening.or(said.happening);
    said.answers = answers.or(said.answers);
    said.written = case.context().now;
    case.act(Act::LedgerWritten, &said.id, said.to_value())?;
    Ok(said.id.into())
}

/// Every version of one statement.
///
/// # Errors
/// There is none of that id.
pub fn versions<'l, T>(
    list: &'l [Versions<T>],
    id: &str,
    id_of: impl Fn(&T) -> &str,
) -> OpResult<&'l Versions<T>> {
    list.iter()
        .find(|versions| id_of(versions.now()).eq_ignore_ascii_case(id))
        .ok_or_else(|| {
            OpError::Other(format!(
                "There is no {id} in this case. Nothing was changed."
            ))
        })
}
