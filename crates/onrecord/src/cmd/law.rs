//! `onrecord clocks`, `law`, `letter`: what follows from the facts and the law.

use crate::cmd::args::{Clocks, LawSetting, Letter, LetterKind, YesNo};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out};
use crate::ops::{OpError, law, letters};
use onrecord_analysis::clocks::{Clock, State};
use onrecord_analysis::law::Source;
use onrecord_analysis::letters::Kind;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;

/// Writes a new file; what is there already stays.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let made = fs_err::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path);
    match made {
        Ok(mut file) => Ok(file.write_all(text.as_bytes())?),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Failure::from(OpError::Other(format!(
                "There is a file {} already. It was not changed. Choose another name.",
                path.display()
            ))))
        }
        Err(error) => Err(error.into()),
    }
}

fn source(source: &Source) -> Value {
    json!({ "name": source.name, "address": source.address })
}

/// Days to keep.
pub fn clocks(session: &Session<'_>, arguments: &Clocks) -> Result<(), Failure> {
    let case = session.open()?;
    let on = law::day_typed(&case, arguments.on.as_deref())?;
    if let Some(path) = &arguments.ics {
        let (text, inside) = law::calendar(&case, on)?;
        if inside.is_empty() {
            return Err(Failure::from(OpError::Other(
                "There is no day to come, so no calendar was written. See: onrecord clocks.".into(),
            )));
        }
        write_new(path, &text)?;
        if session.json {
            let days = inside.iter().map(|clock| {
                json!({ "rule": clock.rule, "title": clock.title, "due": clock.due.map(|day| day.to_string()) })
            });
            return Ok(out::json(&json!({
                "type": "calendar", "path": path.display().to_string(), "reminders": days.collect::<Vec<_>>(),
            }))?);
        }
        out::line(&format!(
            "{} reminders written to {}. The file names no reason; these are they:",
            inside.len(),
            path.display()
        ))?;
        for clock in &inside {
            if let Some(due) = clock.due {
                out::line(&format!("  {due}  {}", clock.title))?;
            }
        }
        return Ok(());
    }
    let (law, clocks) = law::clocks(&case, on)?;
    for clock in &clocks {
        if session.json {
            out::json(&json!({
                "type": "clock", "rule": clock.rule, "title": clock.title, "says": clock.says,
                "who": clock.who, "state": clock.state.name(), "on": on.to_string(),
                "from": clock.from.map(|day| day.to_string()),
                "due": clock.due.map(|day| day.to_string()),
                "latest": clock.outer.map(|day| day.to_string()),
                "days_left": clock.days_left, "counted": clock.counted, "inputs": clock.inputs,
                "changes": clock.changes, "charge": clock.charge, "confirmed": !clock.weak,
                "source": source(&clock.source), "also": clock.also.iter().map(source).collect::<Vec<_>>(),
                "read": clock.read.to_string(), "law": law.id,
            }))?;
        } else {
            show(clock)?;
        }
    }
    if !session.json {
        out::line(&format!(
            "Law of {}, as it stands on {}.",
            law.name,
            on.words()
        ))?;
        out::line(&safe(&law.caution))?;
    }
    Ok(())
}

fn show(clock: &Clock) -> Result<(), Failure> {
    let left = match (clock.state, clock.days_left) {
        (State::Running, Some(0)) => ", today".into(),
        (State::Running, Some(1)) => ", 1 day left".into(),
        (State::Running, Some(days)) => format!(", {days} days left"),
        (State::Passed, Some(-1)) => ", 1 day ago".into(),
        (State::Passed, Some(days)) => format!(", {} days ago", -days),
        _ => String::new(),
    };
    let due = clock.due.map_or("-".repeat(10), |day| day.to_string());
    out::line(&format!(
        "{due}  {}{left}: {}",
        words(clock.state),
        safe(&clock.title)
    ))?;
    let reported = if clock.weak {
        "Reported, not confirmed. "
    } else {
        ""
    };
    out::line(&format!("            {reported}{}", safe(&clock.says)))?;
    for text in [&clock.counted].into_iter().chain(&clock.changes) {
        if !text.is_empty() {
            out::line(&format!("            {}", safe(text)))?;
        }
    }
    if !clock.inputs.is_empty() {
        out::line(&format!(
            "            From: {}",
            safe(&clock.inputs.join(", "))
        ))?;
    }
    let address = if clock.source.address.is_empty() {
        String::new()
    } else {
        format!(" <{}>", clock.source.address)
    };
    out::line(&format!(
        "            Source: {}{address}, read {}",
        clock.source.name, clock.read
    ))?;
    Ok(out::line("")?)
}

fn words(state: State) -> &'static str {
    match state {
        State::Running => "running",
        State::Passed => "PASSED",
        State::Unknown => "not known yet",
        State::DoesNotApply => "does not apply",
        State::MetLate => "done, but late",
        State::Met => "done in time",
        State::NoLimit => "no time limit",
    }
}

/// Whose law, and what it says.
pub fn law(session: &Session<'_>, arguments: &LawSetting) -> Result<(), Failure> {
    let mut case = session.open()?;
    if arguments.jurisdiction.is_some() || arguments.enhanced_rights.is_some() {
        let enhanced = arguments.enhanced_rights.map(|answer| answer == YesNo::Yes);
        law::set(&mut case, arguments.jurisdiction.as_deref(), enhanced)?;
    }
    let law = law::law_of(&case)?;
    let enhanced = case.state().enhanced_rights;
    if session.json {
        out::json(&json!({
            "type": "law", "law": law.id, "name": law.name, "enhanced_rights": enhanced,
            "read": law.date_read.to_string(), "caution": law.caution,
            "choices": law::jurisdictions()?.into_iter().map(|(id, _)| id).collect::<Vec<_>>(),
            "rules": law.rules.iter().map(|rule| json!({
                "rule": rule.id, "title": rule.title, "says": rule.says, "confirmed": !rule.weak,
                "source": source(&rule.source), "also": rule.also.iter().map(source).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        }))?;
        return Ok(());
    }
    out::line(&format!(
        "{}, read {}. Enhanced rights: {}.",
        law.name,
        law.date_read,
        if enhanced { "yes" } else { "no" }
    ))?;
    for rule in &law.rules {
        out::line(&format!("\n{}\n  {}", rule.title, rule.says))?;
        for source in [&rule.source].into_iter().chain(&rule.also) {
            out::line(&format!("  {} <{}>", source.name, source.address))?;
        }
    }
    let days = &law.working_days_source;
    out::line(&format!(
        "\nWorking days: {}\n  {} <{}>",
        law.working_days_say, days.name, days.address
    ))?;
    let others: Vec<String> = law::jurisdictions()?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    out::line(&format!("\nThere are: {}.", others.join(", ")))?;
    Ok(out::line(&law.caution)?)
}

/// A draft.
pub fn letter(session: &Session<'_>, arguments: &Letter) -> Result<(), Failure> {
    let case = session.open()?;
    let kind = match arguments.kind {
        LetterKind::Report => Kind::Report,
        LetterKind::Chase => Kind::Chase,
        LetterKind::Complaint => Kind::Complaint,
        LetterKind::Preservation => Kind::Preservation,
    };
    let text = letters::letter(&case, kind, arguments.ledger.as_deref())?;
    match &arguments.out {
        Some(path) => {
            write_new(path, &text)?;
            out::line(&format!(
                "Written to {}. It is a draft: read it, fill the gaps in [ ], change what you like.",
                path.display()
            ))?;
            out::line("That file is not encrypted. Nothing was sent.")?;
        }
        None if session.json => out::json(&json!({ "type": "letter", "text": text }))?,
        None => {
            for line in text.lines() {
                out::line(&safe(line))?;
            }
        }
    }
    Ok(())
}
