//! `onrecord order` and `impact`: what the user says of the whole course.

use crate::cmd::args::{Impact, ImpactAction, ImpactText, Order, OrderAction, OrderText};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out};
use crate::ops::case::Case;
use crate::ops::course::{self, ImpactWords, OrderWords};
use crate::ops::{find, say};
use onrecord_model::statement;
use serde_json::{Value, json};

fn order_words(case: &Case, text: &OrderText) -> Result<OrderWords, Failure> {
    let mut events = Vec::new();
    for typed in &text.events {
        let row = find::find_event(case, typed)?;
        events.push(find::event_id(case, &row)?);
    }
    Ok(OrderWords {
        kind: text.kind,
        given: text.given.clone(),
        until: text.until.clone(),
        by: text.by.clone(),
        words: text.words.clone(),
        reference: text.reference.clone(),
        how_reached: text.how_reached.clone(),
        events,
        exhibits: course::exhibits(case, &text.exhibits)?,
    })
}

/// Orders and warnings.
pub fn order(session: &Session<'_>, arguments: &Order) -> Result<(), Failure> {
    let mut case = session.open()?;
    match &arguments.action {
        OrderAction::Add(text) => {
            let words = order_words(&case, text)?;
            let id = course::order(&mut case, None, &words)?;
            out::line(&format!("Kept as {id}."))?;
        }
        OrderAction::Edit { id, text } => {
            let words = order_words(&case, text)?;
            let id = course::order(&mut case, Some(id), &words)?;
            out::line(&format!("Changed {id}. The earlier version is kept."))?;
        }
        OrderAction::List { id: None } => {
            for versions in &case.state().orders {
                show_order(session, &case, versions.now(), versions.all.len(), None)?;
            }
        }
        OrderAction::List { id: Some(id) } => {
            let versions = say::versions(&case.state().orders, id, |order| &order.id)?;
            for (entry, said) in &versions.all {
                show_order(session, &case, said, versions.all.len(), Some(*entry))?;
            }
        }
    }
    Ok(())
}

fn impact_words(case: &Case, text: &ImpactText) -> Result<ImpactWords, Failure> {
    Ok(ImpactWords {
        area: text.area,
        words: text.words.clone(),
        since: text.since.clone(),
        cost: text.cost.clone(),
        who_can_say: text.who_can_say.clone(),
        exhibits: course::exhibits(case, &text.exhibits)?,
    })
}

/// What it did.
pub fn impact(session: &Session<'_>, arguments: &Impact) -> Result<(), Failure> {
    let mut case = session.open()?;
    match &arguments.action {
        ImpactAction::Add(text) => {
            let words = impact_words(&case, text)?;
            let id = course::impact(&mut case, None, &words)?;
            out::line(&format!(
                "Kept as {id}. You can stop now. Everything is saved."
            ))?;
        }
        ImpactAction::Edit { id, text } => {
            let words = impact_words(&case, text)?;
            let id = course::impact(&mut case, Some(id), &words)?;
            out::line(&format!("Changed {id}. The earlier version is kept."))?;
        }
        ImpactAction::List { id: None } => {
            for versions in &case.state().impacts {
                show_impact(session, &case, versions.now(), versions.all.len(), None)?;
            }
        }
        ImpactAction::List { id: Some(id) } => {
            let versions = say::versions(&case.state().impacts, id, |impact| &impact.id)?;
            for (entry, said) in &versions.all {
                show_impact(session, &case, said, versions.all.len(), Some(*entry))?;
            }
        }
    }
    Ok(())
}

/// Named texts as members of a JSON object, or one below the other.
pub(super) fn show_fields(
    session: &Session<'_>,
    mut value: Value,
    head: &str,
    fields: &[(&str, &Option<Box<str>>)],
) -> Result<(), Failure> {
    if session.json {
        for (name, text) in fields {
            value[*name] = text.as_deref().map_or(Value::Null, Value::from);
        }
        return Ok(out::json(&value)?);
    }
    out::line(head)?;
    for (name, text) in fields {
        if let Some(text) = text {
            out::line(&format!("  {:<15} {}", name.replace('_', " "), safe(text)))?;
        }
    }
    Ok(())
}

fn references(case: &Case, digests: &[onrecord_model::Digest]) -> Vec<String> {
    digests
        .iter()
        .map(|digest| case.state().reference(digest))
        .collect()
}

fn show_order(
    session: &Session<'_>,
    case: &Case,
    said: &statement::OrderGiven,
    versions: usize,
    entry: Option<u64>,
) -> Result<(), Failure> {
    let value = json!({
        "order": &*said.id, "kind": said.kind.name(), "given": &*said.given,
        "written": said.written.to_string(), "versions": versions, "log_entry": entry,
        "events": said.events.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "exhibits": references(case, &said.exhibits),
    });
    let head = format!(
        "{}  {}  {} ({versions} versions)",
        said.id,
        said.given,
        said.kind.name().replace('-', " ")
    );
    let fields = [
        ("by", &said.by),
        ("words", &said.words),
        ("reference", &said.reference),
        ("until", &said.until),
        ("how_reached", &said.how_reached),
    ];
    show_fields(session, value, &head, &fields)
}

fn show_impact(
    session: &Session<'_>,
    case: &Case,
    said: &statement::Impact,
    versions: usize,
    entry: Option<u64>,
) -> Result<(), Failure> {
    let value = json!({
        "impact": &*said.id, "area": said.area.name(), "words": &*said.words,
        "written": said.written.to_string(), "versions": versions, "log_entry": entry,
        "exhibits": references(case, &said.exhibits),
    });
    let head = format!(
        "{}  {}: {} ({versions} versions)",
        said.id,
        said.area.name(),
        safe(&said.words)
    );
    let fields = [
        ("since", &said.since),
        ("cost", &said.cost),
        ("who_can_say", &said.who_can_say),
    ];
    show_fields(session, value, &head, &fields)
}
