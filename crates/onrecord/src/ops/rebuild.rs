//! The index made again from the sealed originals: what the log says was read is read again, and
//! must give the same.

use crate::ops::case::{Case, open_index};
use crate::ops::read_source::{Head, ReadProgress, index_reading, nth_part};
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
    let held: Vec<String> = case
        .index
        .reads()?
        .into_iter()
        .map(|read| read.source)
        .collect();
    let wanted = readings(case);
    let agrees = held.len() <= wanted.len()
        && held
            .iter()
            .zip(&wanted)
            .all(|(held, wanted)| *held == wanted.source);
    if !agrees {
        return rebuild(case, progress);
    }
    all_again(case, &wanted[held.len()..], progress)?;
    if case.index.applied()? != case.state.entries {
        case.index.set_applied(case.state.entries)?;
    }
    Ok(())
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

/// Reads again what entry `read` records.
fn again(
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
    let plan = {
        let export = export_of(&case.vault, &source)?;
        detect::plan(&*export, IMPORTERS, &answers)
    };
    let by_it = earlier
        .iter()
        .filter(|other| other.importer == read.importer);
    let reading = nth_part(&plan, &read.importer, by_it.count())
        .ok_or_else(|| differs(&format!("part {}", earlier.len() + 1)))?
        .clone();
    let head = Head {
        entry: read.entry,
        zone_name: &read.zone,
        answers: &answers,
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
