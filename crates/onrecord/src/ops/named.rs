//! Events that statements name, found again. A statement holds an event's name that outlives every
//! rebuild; the index knows numbers. What was found once is remembered until the index changes.

use crate::ops::case::Case;
use crate::ops::pack::survey::{Ordinals, walk_thread};
use crate::ops::{OpError, OpResult, elements, find};
use onrecord_model::EventId;
use onrecord_vault::index::{EventNumber, EventRow};
use std::collections::{BTreeMap, BTreeSet};

/// What was found, for one state of the index.
#[derive(Clone, Debug, Default)]
pub struct NamedEvents {
    applied: u64,
    found: BTreeMap<EventId, EventNumber>,
    absent: BTreeSet<EventId>,
}

/// The events of these names, as far as they are in use. One that several threads tell is given as
/// the first of them tells it.
///
/// # Errors
/// The index cannot be read.
pub fn named(case: &Case, wanted: &[EventId]) -> OpResult<BTreeMap<EventId, EventRow>> {
    let numbers = numbers(case, wanted)?;
    let rows = numbers
        .into_iter()
        .map(|(id, number)| Ok((id, case.index.event(number)?)));
    rows.collect()
}

fn numbers(case: &Case, wanted: &[EventId]) -> OpResult<BTreeMap<EventId, EventNumber>> {
    let mut known = case.named.borrow_mut();
    let applied = case.index.applied()?;
    if known.applied != applied {
        *known = NamedEvents {
            applied,
            ..NamedEvents::default()
        };
    }
    let mut missing: BTreeSet<EventId> = wanted
        .iter()
        .filter(|id| !known.found.contains_key(id) && !known.absent.contains(id))
        .copied()
        .collect();
    if !missing.is_empty() {
        look_through(case, &mut missing, &mut known.found)?;
        known.absent.extend(missing);
    }
    let found = wanted
        .iter()
        .filter_map(|id| Some((*id, *known.found.get(id)?)));
    Ok(found.collect())
}

/// Walks the threads until nothing is missing.
fn look_through(
    case: &Case,
    missing: &mut BTreeSet<EventId>,
    found: &mut BTreeMap<EventId, EventNumber>,
) -> OpResult<()> {
    for thread in find::all_threads(case)? {
        let mut ordinals = Ordinals::default();
        let walked = walk_thread(case, thread.number, &mut |row| {
            let ordinal = ordinals.next(&row.event.locator);
            let Some((exhibit, _)) = &row.exhibit else {
                return Ok(());
            };
            let event = &row.event;
            let id = EventId::new(exhibit, &event.locator, event.kind.name(), ordinal);
            if missing.remove(&id) {
                found.insert(id, row.number);
            }
            // Stops the walk; nobody sees it.
            if missing.is_empty() {
                Err(OpError::Interrupted)
            } else {
                Ok(())
            }
        });
        if missing.is_empty() {
            return Ok(());
        }
        walked?;
    }
    Ok(())
}

/// Statements that name events which are not in use, by id, and how many.
///
/// # Errors
/// The index cannot be read.
pub fn not_in_use(case: &Case) -> OpResult<Vec<(String, usize)>> {
    let incidents = case.state.incidents.iter().map(|versions| versions.now());
    let orders = case.state.orders.iter().map(|versions| versions.now());
    let said: Vec<(&str, &[EventId])> = incidents
        .map(|said| (&*said.id, &*said.events))
        .chain(orders.map(|said| (&*said.id, &*said.events)))
        .chain(elements::standing(case).map(|state| (&*state.said.id, &*state.said.events)))
        .collect();
    let all: Vec<EventId> = said
        .iter()
        .flat_map(|(_, events)| *events)
        .copied()
        .collect();
    let found = numbers(case, &all)?;
    let missing = said.into_iter().map(|(id, events)| {
        let missing = events.iter().filter(|event| !found.contains_key(event));
        (id.to_owned(), missing.count())
    });
    Ok(missing.filter(|(_, missing)| *missing > 0).collect())
}
