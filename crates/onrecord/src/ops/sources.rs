//! What was added, each source at a glance: what came, what was read of it, whether it counts.

use crate::ops::case::Case;
use crate::ops::read_again::manifest_of;
use crate::ops::{OpResult, lost, open};
use onrecord_model::Instant;
use std::collections::BTreeMap;

/// One source.
#[derive(Clone, Debug)]
pub struct SourceLine {
    /// `S3`.
    pub id: String,
    /// The name under which it came.
    pub name: String,
    /// Where the user says it came from.
    pub said: Option<String>,
    /// Files.
    pub files: usize,
    /// When it was taken in.
    pub received: Instant,
    /// Events and records that could not be read.
    pub events: u64,
    /// See `events`.
    pub defects: u64,
    /// What read it, for people; empty where nothing does.
    pub read_as: Vec<&'static str>,
    /// It was set aside.
    pub aside: bool,
    /// The earlier source of the same files that counts in its place.
    pub same_as: Option<String>,
    /// It is not read to the end.
    pub waiting: bool,
}

/// Every source, the latest first.
///
/// # Errors
/// The index or an original cannot be read.
pub fn lines(case: &Case) -> OpResult<Vec<SourceLine>> {
    let waiting = open::waiting(case, false)?;
    let mut read: BTreeMap<String, (u64, u64, Vec<&'static str>)> = BTreeMap::new();
    for row in case.index.reads()? {
        let unreadable = lost::unreadable(case, &row)?;
        let (events, defects, by) = read.entry(row.source).or_default();
        *events += row.events;
        *defects += unreadable;
        if let Some(manifest) = manifest_of(&row.importer)
            && !by.contains(&manifest.title)
        {
            by.push(manifest.title);
        }
    }
    let lines = case.state.sources.iter().rev().map(|state| {
        let source = &state.source;
        let (events, defects, read_as) = read.remove(&*source.id).unwrap_or_default();
        SourceLine {
            id: source.id.to_string(),
            name: source.name.to_string(),
            said: source.said.as_deref().map(str::to_owned),
            files: source.items.len(),
            received: source.received,
            events,
            defects,
            read_as,
            aside: state.aside.is_some(),
            same_as: case
                .state
                .same_as(state)
                .map(|same| same.source.id.to_string()),
            waiting: waiting.iter().any(|id| **id == *source.id),
        }
    });
    Ok(lines.collect())
}
