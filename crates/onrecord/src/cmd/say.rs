//! `onrecord person`, `incident`, `ledger`, `note`: what the user says.

use crate::cmd::args::{
    Incident, IncidentAction, IncidentText, Ledger, LedgerAction, LedgerText, Note, NoteAction,
    Person, PersonAction, Role, Undo,
};
use crate::cmd::course::show_fields;
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out};
use crate::ops::case::Case;
use crate::ops::course::exhibits;
use crate::ops::named::named;
use crate::ops::say::{self, IncidentWords, LedgerWords, PersonWords};
use crate::ops::{find, notes, take_back};
use onrecord_model::{AccountKey, statement};
use serde_json::json;
use std::io::Read as _;

/// Who is who.
pub fn person(session: &Session<'_>, arguments: &Person) -> Result<(), Failure> {
    let mut case = session.open()?;
    match &arguments.action {
        PersonAction::Say {
            name,
            role,
            accounts,
            note,
            can_say,
        } => {
            let words = PersonWords {
                role: role.map(|role| match role {
                    Role::Me => statement::Role::Me,
                    Role::Known => statement::Role::Known,
                    Role::NotKnown => statement::Role::NotKnown,
                }),
                accounts: accounts.clone(),
                note: note.clone(),
                can_say: can_say.clone(),
            };
            let id = say::person(&mut case, name, &words)?;
            out::line(&format!(
                "Kept ({id}). Accounts themselves stay as they were found."
            ))?;
        }
        PersonAction::List => {
            for versions in &case.state().persons {
                let person = versions.now();
                if session.json {
                    out::json(&json!({
                        "person": &*person.id, "name": &*person.name, "role": person.role.name(),
                        "note": person.note.as_deref(), "can_say": person.can_say.as_deref(),
                        "accounts": person.accounts.iter().map(|key| &*key.0).collect::<Vec<_>>(),
                        "versions": versions.all.len(),
                    }))?;
                } else {
                    let note = person
                        .note
                        .as_deref()
                        .map_or(String::new(), |note| format!(": {}", safe(note)));
                    out::line(&format!(
                        "{:<4} {} ({}){note}",
                        person.id,
                        safe(&person.name),
                        person.role.name()
                    ))?;
                    for key in &person.accounts {
                        out::line(&format!("       {}", safe(&key.0)))?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn incident_words(case: &Case, text: &IncidentText) -> Result<IncidentWords, Failure> {
    let mut words = IncidentWords {
        words: text.words.clone(),
        when: text.when.clone(),
        from: text.from.clone(),
        to: text.to.clone(),
        how_known: text.how_known,
        contemporaneous: text.at_the_time.then_some(true),
        place: text.place.clone(),
        witnesses: text.witnesses.clone(),
        impact: text.impact.clone(),
        belief: text.belief.clone(),
        still_needed: text.still_needed.clone(),
        ..IncidentWords::default()
    };
    for typed in &text.events {
        let row = find::find_event(case, typed)?;
        words.events.push(find::event_id(case, &row)?);
    }
    words.exhibits = exhibits(case, &text.exhibits)?;
    for typed in &text.accounts {
        words.accounts.extend(
            find::find_accounts(case, typed)?
                .into_iter()
                .map(|row| AccountKey(row.key.into())),
        );
    }
    Ok(words)
}

/// What happened.
pub fn incident(session: &Session<'_>, arguments: &Incident) -> Result<(), Failure> {
    let mut case = session.open()?;
    match &arguments.action {
        IncidentAction::Add(text) => {
            let words = incident_words(&case, text)?;
            let id = say::incident(&mut case, None, &words)?;
            out::line(&format!(
                "Kept as {id}. You can stop now. Everything is saved."
            ))?;
        }
        IncidentAction::Edit { reference, text } => {
            let words = incident_words(&case, text)?;
            let id = say::incident(&mut case, Some(reference), &words)?;
            out::line(&format!("Changed {id}. The earlier version is kept."))?;
        }
        IncidentAction::List { reference: None } => {
            for versions in &case.state().incidents {
                show_incident(session, &case, versions.now(), versions.all.len(), None)?;
            }
        }
        IncidentAction::List {
            reference: Some(reference),
        } => {
            let versions =
                say::versions(&case.state().incidents, reference, |incident| &incident.id)?;
            for (entry, incident) in &versions.all {
                show_incident(session, &case, incident, versions.all.len(), Some(*entry))?;
            }
        }
    }
    Ok(())
}

fn show_incident(
    session: &Session<'_>,
    case: &Case,
    incident: &statement::Incident,
    versions: usize,
    entry: Option<u64>,
) -> Result<(), Failure> {
    let found = named(case, &incident.events)?;
    let numbers = incident.events.iter().filter_map(|id| found.get(id));
    let numbers: Vec<String> = numbers.map(|row| format!("e{}", row.number.0)).collect();
    if session.json {
        return Ok(out::json(&json!({
            "incident": &*incident.id, "when": &*incident.happened, "from": incident.from.as_deref(),
            "to": incident.to.as_deref(), "how_known": incident.how_known.name(), "written": incident.written.to_string(),
            "at_the_time": incident.contemporaneous, "words": &*incident.words, "place": incident.place.as_deref(),
            "witnesses": incident.witnesses.as_deref(), "impact": incident.impact.as_deref(),
            "belief": incident.belief.as_deref(), "still_needed": incident.still_needed.as_deref(), "events": incident.events.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "event_numbers": numbers,
            "exhibits": incident.exhibits.iter().map(|digest| case.state().reference(digest)).collect::<Vec<_>>(),
            "accounts": incident.accounts.iter().map(|key| &*key.0).collect::<Vec<_>>(),
            "versions": versions, "log_entry": entry,
        }))?);
    }
    let days = match (incident.from.as_deref(), incident.to.as_deref()) {
        (Some(from), Some(to)) if from != to => format!("{from} to {to}"),
        (Some(day), _) | (None, Some(day)) => day.to_owned(),
        _ => safe(&incident.happened),
    };
    let timing = if incident.contemporaneous {
        "written at the time"
    } else {
        "written later"
    };
    out::line(&format!(
        "{}  {days}  ({timing}, {}; {} events show it; {versions} versions)",
        incident.id,
        incident.written,
        incident.events.len()
    ))?;
    out::line(&format!("  {}", safe(&incident.words)))?;
    if !numbers.is_empty() {
        out::line(&format!("  Shown by: {}", numbers.join(", ")))?;
    }
    if numbers.len() < incident.events.len() {
        out::line(&format!(
            "  {} of the events it names are not shown now: what they came with was set aside, or is read \
             differently. It keeps their names.",
            incident.events.len() - numbers.len()
        ))?;
    }
    for (title, text) in [
        ("What it did", &incident.impact),
        ("What you believe", &incident.belief),
        ("What could still show it", &incident.still_needed),
    ] {
        if let Some(text) = text {
            out::line(&format!("  {title}: {}", safe(text)))?;
        }
    }
    Ok(())
}

impl From<&LedgerText> for LedgerWords {
    fn from(text: &LedgerText) -> Self {
        Self {
            date: text.date.clone(),
            body: text.body_kind,
            body_name: text.body.clone(),
            channel: text.channel.clone(),
            officer: text.officer.clone(),
            officer_number: text.officer_number.clone(),
            reference: text.reference.clone(),
            said: text.said.clone(),
            answered: text.answered.clone(),
            promised: text.promised.clone(),
            due: text.due.clone(),
            outcome: text.outcome.clone(),
            happening: text.happening,
            happened: text.happened.clone(),
            acknowledged: text.acknowledged.clone(),
            kept: text.kept.clone(),
            answers: text.answers.clone(),
        }
    }
}

/// What was reported and answered.
pub fn ledger(session: &Session<'_>, arguments: &Ledger) -> Result<(), Failure> {
    let mut case = session.open()?;
    match &arguments.action {
        LedgerAction::Add(text) => {
            let id = say::ledger(&mut case, None, &text.into())?;
            out::line(&format!("Kept as {id}."))?;
        }
        LedgerAction::Edit { id, text } => {
            let id = say::ledger(&mut case, Some(id), &text.into())?;
            out::line(&format!("Changed {id}. The earlier version is kept."))?;
        }
        LedgerAction::List { id: None } => {
            for versions in &case.state().ledger {
                show_ledger(session, versions.now(), versions.all.len(), None)?;
            }
        }
        LedgerAction::List { id: Some(id) } => {
            let versions = say::versions(&case.state().ledger, id, |entry| &entry.id)?;
            for (entry, said) in &versions.all {
                show_ledger(session, said, versions.all.len(), Some(*entry))?;
            }
        }
    }
    Ok(())
}

fn show_ledger(
    session: &Session<'_>,
    said: &statement::LedgerEntry,
    versions: usize,
    entry: Option<u64>,
) -> Result<(), Failure> {
    let fields = [
        ("channel", &said.channel),
        ("officer", &said.officer),
        ("officer_number", &said.officer_number),
        ("reference", &said.reference),
        ("said", &said.said),
        ("answered", &said.answered),
        ("promised", &said.promised),
        ("due", &said.due),
        ("outcome", &said.outcome),
        ("happened", &said.happened),
        ("acknowledged", &said.acknowledged),
        ("kept", &said.kept),
        ("answers", &said.answers),
    ];
    let value = json!({
        "happening": said.happening.map(statement::Happening::name),
        "ledger": &*said.id, "date": &*said.date, "body_kind": said.body.name(), "body": &*said.body_name,
        "written": said.written.to_string(), "versions": versions, "log_entry": entry,
    });
    let happening = said.happening.map_or(String::new(), |kind| {
        format!(", {}", kind.name().replace('-', " "))
    });
    let head = format!(
        "{}  {}  {}{happening} ({versions} versions)",
        said.id,
        said.date,
        safe(&said.body_name)
    );
    show_fields(session, value, &head, &fields)
}

/// Private notes.
pub fn note(session: &Session<'_>, arguments: &Note) -> Result<(), Failure> {
    let mut case = session.open()?;
    match &arguments.action {
        NoteAction::Add { text } => {
            let text = match text {
                Some(text) => text.clone(),
                None => {
                    let mut text = String::new();
                    std::io::stdin().lock().read_to_string(&mut text)?;
                    text
                }
            };
            notes::keep(&mut case, &text)?;
            out::line("Kept. No pack can hold it.")?;
        }
        NoteAction::List => {
            for note in notes::all(&mut case)? {
                if session.json {
                    out::json(
                        &json!({ "note": note.number, "when": note.when.to_string(), "text": note.text.as_str() }),
                    )?;
                } else {
                    out::line(&format!("{}  {}", note.when, safe(&note.text)))?;
                }
            }
        }
    }
    Ok(())
}

/// Takes back what an entry said.
pub fn undo(session: &Session<'_>, arguments: &Undo) -> Result<(), Failure> {
    let mut case = session.open()?;
    let entry = arguments.entry;
    let done = take_back::take_back(&mut case, entry..entry.saturating_add(1))?;
    if session.json {
        return Ok(out::json(
            &json!({ "type": "undo", "entry": done.entry, "of": entry, "stands": done.stands }),
        )?);
    }
    let said = match done.stands {
        true => "It stands again",
        false => "Taken back. Nothing was removed",
    };
    Ok(out::line(&format!(
        "{said}: onrecord undo {} undoes this.",
        done.entry
    ))?)
}
