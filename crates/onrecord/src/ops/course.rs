//! What the user says of the whole course: orders and warnings, and what it did. Every version
//! stays in the log.

use crate::ops::case::Case;
use crate::ops::say::{day, set, versions};
use crate::ops::{OpError, OpResult};
use onrecord_model::custody::Act;
use onrecord_model::statement::{Impact, ImpactArea, OrderGiven, OrderKind};
use onrecord_model::{Digest, EventId};

/// What is said of an order or a warning. What is `None` stays as it was.
#[derive(Clone, Debug, Default)]
pub struct OrderWords {
    /// What it was.
    pub kind: Option<OrderKind>,
    /// The day from which it was known to them.
    pub given: Option<String>,
    /// The last day on which it holds.
    pub until: Option<String>,
    /// Who gave it.
    pub by: Option<String>,
    /// Its words.
    pub words: Option<String>,
    /// Its number.
    pub reference: Option<String>,
    /// How it is known that it reached them.
    pub how_reached: Option<String>,
    /// Events that show it.
    pub events: Vec<EventId>,
    /// Exhibits that show it.
    pub exhibits: Vec<Digest>,
}

/// Writes an order or a warning down, or changes the one with that id. Gives its id.
///
/// # Errors
/// There is none of that id, a day is not one, or the day is missing.
pub fn order(case: &mut Case, id: Option<&str>, words: &OrderWords) -> OpResult<String> {
    day(&words.given)?;
    day(&words.until)?;
    let mut said = match id {
        Some(id) => versions(&case.state.orders, id, |order| &order.id)?
            .now()
            .clone(),
        None if words.given.is_none() => {
            return Err(OpError::Other(
                "Say on which day they were told: --given 2024-03-01. Nothing was changed.".into(),
            ));
        }
        None => OrderGiven {
            id: format!("O-{}", case.state.orders.next_number()).into(),
            ..OrderGiven::default()
        },
    };
    said.kind = words.kind.unwrap_or(said.kind);
    if let Some(day) = &words.given {
        said.given = day.as_str().into();
    }
    for (slot, text) in [
        (&mut said.until, &words.until),
        (&mut said.by, &words.by),
        (&mut said.words, &words.words),
        (&mut said.reference, &words.reference),
        (&mut said.how_reached, &words.how_reached),
    ] {
        set(slot, text);
    }
    for event in &words.events {
        if !said.events.contains(event) {
            said.events.push(*event);
        }
    }
    add_exhibits(&mut said.exhibits, &words.exhibits);
    said.written = case.context().now;
    case.act(Act::OrderWritten, &said.id, said.to_value())?;
    Ok(said.id.into())
}

/// What is said of what it did. What is `None` stays as it was.
#[derive(Clone, Debug, Default)]
pub struct ImpactWords {
    /// In what part of life.
    pub area: Option<ImpactArea>,
    /// In the user's words.
    pub words: Option<String>,
    /// Since when.
    pub since: Option<String>,
    /// What it cost.
    pub cost: Option<String>,
    /// Who else can say so.
    pub who_can_say: Option<String>,
    /// Exhibits that show it.
    pub exhibits: Vec<Digest>,
}

/// Writes down what it did, or changes what was written under that id. Gives its id.
///
/// # Errors
/// There is none of that id, or nothing is said.
pub fn impact(case: &mut Case, id: Option<&str>, words: &ImpactWords) -> OpResult<String> {
    let mut said = match id {
        Some(id) => versions(&case.state.impacts, id, |impact| &impact.id)?
            .now()
            .clone(),
        None if words.words.as_deref().is_none_or(str::is_empty) => {
            return Err(OpError::Other(
                "Say what it did, in your own words: --words \"…\". Nothing was changed.".into(),
            ));
        }
        None => Impact {
            id: format!("D-{}", case.state.impacts.next_number()).into(),
            ..Impact::default()
        },
    };
    said.area = words.area.unwrap_or(said.area);
    if let Some(text) = &words.words {
        said.words = text.as_str().into();
    }
    set(&mut said.since, &words.since);
    set(&mut said.cost, &words.cost);
    set(&mut said.who_can_say, &words.who_can_say);
    add_exhibits(&mut said.exhibits, &words.exhibits);
    said.written = case.context().now;
    case.act(Act::ImpactWritten, &said.id, said.to_value())?;
    Ok(said.id.into())
}

pub(super) fn add_exhibits(to: &mut Vec<Digest>, more: &[Digest]) {
    for digest in more {
        if !to.contains(digest) {
            to.push(*digest);
        }
    }
}

/// The exhibits that were typed (`WF/12`, or only `12`).
///
/// # Errors
/// One of them is not in the case.
pub fn exhibits(case: &Case, typed: &[String]) -> OpResult<Vec<Digest>> {
    typed
        .iter()
        .map(|reference| {
            let found = case.state.exhibit_by_reference(reference);
            found.map(|exhibit| exhibit.digest).ok_or_else(|| {
                OpError::Other(format!(
                    "There is no exhibit {reference}. See: onrecord list exhibits. Nothing was changed."
                ))
            })
        })
        .collect()
}
