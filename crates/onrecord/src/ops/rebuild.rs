//! The index made again from the sealed originals: what the log says was read is read again, and
//! must give the same. What rests on an original that is lost is left out.

use crate::ops::case::{Case, open_index};
use crate::ops::lost;
use crate::ops::read_source::{Head, ReadProgress, index_reading, parts_of};
use crate::ops::sealed::export_of;
use crate::ops::state::ReadState;
use crate::ops::{OpError, OpResult};
use onrecord_import::{Answers, IMPORTERS, detect};
use onrecord_model::Digest;
use onrecord_vault::index::Index;

/// Brings the index up to the log: reads again what it does not hold, and compares what comes out
/// with what the log says.
///
/// # Errors
/// A reading gives something else than the log says.
pub fn catch_up(
    case: &mut Case,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<()> {
    let wanted = readings(case);
    let followed = followed(case, &wanted)?;
    let Some(held) = followed.filter(|_| !matches!(lost::is_found(case), Ok(true))) else {
        return rebuild(case, progress);
    };
    all_again(case, &wanted[held..], progress)?;
    if case.index.applied()? != case.state.entries {
        case.index.set_applied(case.state.entries)?;
    }
    Ok(())
}

/// Whether the index holds every reading that stands and can be read, and nothing else.
///
/// # Errors
/// The index cannot be read.
pub fn is_current(case: &Case) -> OpResult<bool> {
    let wanted = readings(case);
    Ok(followed(case, &wanted)? == Some(wanted.len()) && !lost::is_found(case)?)
}

/// How many of `wanted` the index holds, which are the first of them; `None` where it holds others.
fn followed(case: &Case, wanted: &[ReadState]) -> OpResult<Option<usize>> {
    let held = case.index.reads()?;
    let agrees = held.len() <= wanted.len()
        && held
            .iter()
            .zip(wanted)
            .all(|(held, wanted)| held.source == wanted.source);
    Ok(agrees.then_some(held.len()))
}

/// Makes the index again from the sealed originals and the log.
///
/// # Errors
/// As [`catch_up`].
pub fn rebuild(
    case: &mut Case,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<()> {
    let (path, key) = case.vault.index_place();
    let key = *key;
    // The old one is closed before its file is removed.
    case.index = Index::open(&path.with_extension("closing"), &key)?;
    Index::remove(&path)?;
    case.index = open_index(&case.vault)?;
    Index::remove(&path.with_extension("closing"))?;
    let wanted = readings(case);
    all_again(case, &wanted, progress)?;
    Ok(case.index.set_applied(case.state.entries)?)
}

/// What is to be in the index: every reading but those that a later one took the place of.
fn readings(case: &Case) -> Vec<ReadState> {
    case.state.readings().cloned().collect()
}

/// Reads again what each of `wanted` records, telling how far it is.
fn all_again(
    case: &mut Case,
    wanted: &[ReadState],
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<()> {
    let mut records = 0;
    for read in wanted {
        again(case, read, &mut |()| {
            records += 1;
            if records % 512 == 0 {
                progress(ReadProgress { records })
            } else {
                Ok(())
            }
        })?;
    }
    Ok(())
}

/// Reads again what entry `read` records; where an original that it needs is damaged or gone, as far as
/// that goes.
fn again(
    case: &mut Case,
    read: &ReadState,
    progress: &mut dyn FnMut(()) -> OpResult<()>,
) -> OpResult<()> {
    let error = match whole_again(case, read, progress) {
        Ok(()) => return Ok(()),
        Err(error @ (OpError::Interrupted | OpError::Index(_))) => return Err(error),
        Err(error) => error,
    };
    let damaged = lost::damaged(case, &read.source);
    match damaged.is_empty() {
        true => Err(error),
        false => lost::read_rest(case, read, &damaged, progress),
    }
}

/// Reads again what entry `read` records.
fn whole_again(
    case: &mut Case,
    read: &ReadState,
    progress: &mut dyn FnMut(()) -> OpResult<()>,
) -> OpResult<()> {
    let differs = |what: &str| {
        OpError::CheckFailed(format!(
            "Reading {} again gave something else than entry {} of the custody log says ({what}). \
             The originals are safe. Another version of the program may read this differently.",
            read.source, read.entry
        ))
    };
    let source = case
        .state
        .source(&read.source)
        .cloned()
        .ok_or_else(|| differs("no such source"))?;
    let answers = Answers(read.answers.clone());
    // The n-th reading of a source is the n-th of its plan that gave something.
    let earlier = case.state.readings();
    let earlier: Vec<&ReadState> = earlier
        .filter(|other| other.source == read.source && other.entry < read.entry)
        .collect();
    let by_it = earlier
        .iter()
        .filter(|other| other.importer == read.importer);
    let plan = {
        let export = export_of(&case.vault, &source)?;
        detect::plan(&*export, IMPORTERS, &answers)
    };
    let reading = parts_of(&plan, &read.importer)
        .nth(by_it.count())
        .ok_or_else(|| differs(&format!("part {}", earlier.len() + 1)))?
        .clone();
    let head = Head {
        entry: read.entry,
        zone_name: &read.zone,
        answers: &answers,
        lost: None,
    };
    let Case { vault, index, .. } = &mut *case;
    let export = export_of(vault, &source)?;
    let (finished, _) = index_reading(vault, index, &*export, &source, &reading, &head, progress)?;
    let finished = finished.ok_or_else(|| differs("it is refused now"))?;
    let threads: Vec<Digest> = finished
        .summary()
        .threads
        .iter()
        .map(|thread| thread.commitment.commitment)
        .collect();
    if threads != read.threads {
        return Err(differs("the threads differ"));
    }
    finished.commit(read.entry + 1)?;
    Ok(())
}
