//! The index made again from the sealed originals: what the log says was read is read again, and
//! must give the same. What rests on an original that is lost is left out; what this program reads
//! otherwise is for [`read_again`].

use crate::ops::case::{Case, open_index};
use crate::ops::read_source::{EVERY, Head, ReadProgress, index_reading, parts_of};
use crate::ops::sealed::export_of;
use crate::ops::state::ReadState;
use crate::ops::{OpError, OpResult, lost, read_again};
use onrecord_import::{Answers, IMPORTERS, detect};
use onrecord_model::Digest;
use onrecord_vault::index::Index;

/// Brings the index up to the log: reads again what it does not hold, and compares what comes out
/// with what the log says.
///
/// # Errors
/// It cannot be read or written, or `progress` said stop.
pub fn catch_up(
    case: &mut Case,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<()> {
    // Where it was stopped, what takes other readings' places is not read yet.
    read_again::finish(case, progress)?;
    let wanted = readings(case);
    let followed = followed(case, &wanted)?;
    let is_made_anew =
        matches!(lost::is_found(case), Ok(true)) || read_again::is_to_be_tried(case)?;
    match followed.filter(|_| !is_made_anew) {
        Some(held) if !all_again(case, &wanted[held..], progress)? => end(case),
        _ => make_again(case, progress),
    }
}

/// Whether the index holds every reading that stands and can be read, and nothing else.
///
/// # Errors
/// The index cannot be read.
pub fn is_current(case: &Case) -> OpResult<bool> {
    let wanted = readings(case);
    Ok(followed(case, &wanted)? == Some(wanted.len())
        && !lost::is_found(case)?
        && !read_again::is_to_be_tried(case)?
        && read_again::pending(case).is_empty())
}

/// How many of `wanted` the index holds, which are the first of them; `None` where it holds others. Of an
/// importer's readings of a source all or none no longer stand, and those that take their place are in the
/// index before it is looked at: so where it holds an old one, it holds more than are wanted.
fn followed(case: &Case, wanted: &[ReadState]) -> OpResult<Option<usize>> {
    let held = case.index.reads()?;
    let agrees = held.len() <= wanted.len()
        && held
            .iter()
            .zip(wanted)
            .all(|(held, wanted)| held.source == wanted.source && held.importer == wanted.importer);
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
    read_again::finish(case, progress)?;
    make_again(case, progress)
}

fn make_again(
    case: &mut Case,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<()> {
    // Where the index holds readings whose place others took, it is made once more without them; each
    // time there are fewer.
    loop {
        let (path, key) = case.vault.index_place();
        let key = *key;
        // The old one is closed before its file is removed.
        case.index = Index::open(&path.with_extension("closing"), &key)?;
        Index::remove(&path)?;
        case.index = open_index(&case.vault)?;
        Index::remove(&path.with_extension("closing"))?;
        let wanted = readings(case);
        if !all_again(case, &wanted, progress)? {
            return end(case);
        }
    }
}

/// The index follows the log.
fn end(case: &mut Case) -> OpResult<()> {
    if case.index.applied()? != case.state.entries {
        case.index.set_applied(case.state.entries)?;
    }
    Ok(())
}

/// What is to be in the index: every reading but those that a later one took the place of.
fn readings(case: &Case) -> Vec<ReadState> {
    case.state.readings().cloned().collect()
}

/// Reads again what each of `wanted` records, telling how far it is. Whether something is in the index
/// that no longer stands, since its source is read again.
fn all_again(
    case: &mut Case,
    wanted: &[ReadState],
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<bool> {
    let mut records = 0;
    let mut is_spoilt = false;
    for read in wanted {
        if case
            .state
            .reads
            .of(read.entry)
            .is_none_or(|now| now.superseded)
        {
            continue;
        }
        is_spoilt |= again(case, read, &mut |()| {
            records += 1;
            if records % EVERY == 0 {
                progress(ReadProgress { records })
            } else {
                Ok(())
            }
        })?;
    }
    Ok(is_spoilt)
}

/// Reads again what entry `read` records; where an original that it needs is damaged or gone, as far as
/// that goes. Gives as [`all_again`].
fn again(
    case: &mut Case,
    read: &ReadState,
    progress: &mut dyn FnMut(()) -> OpResult<()>,
) -> OpResult<bool> {
    let given = match whole_again(case, read, true, progress) {
        Ok(Given::AsLogged) => return Ok(false),
        Ok(given) => given,
        Err(error @ (OpError::Interrupted | OpError::Index(_))) => return Err(error),
        // It cannot be opened as it once could.
        Err(_) => Given::Nothing,
    };
    let damaged = lost::damaged(case, &read.source);
    if damaged.is_empty() {
        return read_again::instead(case, read, given, progress);
    }
    lost::read_rest(case, read, lost::Why::Lost(damaged), progress)?;
    Ok(false)
}

/// What a reading again gives, beside what the log says.
pub(super) enum Given {
    /// The same.
    AsLogged,
    /// Other threads: for each, whether the log has it.
    Otherwise(Vec<bool>),
    /// No reading: it is refused, or no part of the source is for that importer.
    Nothing,
}

/// Reads again what entry `read` records. With `keep`, what is as the log says is in the index then.
///
/// # Errors
/// The source or the index cannot be read, or `progress` said stop.
pub(super) fn whole_again(
    case: &mut Case,
    read: &ReadState,
    keep: bool,
    progress: &mut dyn FnMut(()) -> OpResult<()>,
) -> OpResult<Given> {
    let Some(source) = case.state.source(&read.source).cloned() else {
        return Ok(Given::Nothing);
    };
    let answers = Answers(read.answers.clone());
    // The n-th reading of a source by an importer is the n-th of its plan.
    let earlier = case.state.readings().filter(|other| {
        other.source == read.source && other.importer == read.importer && other.entry < read.entry
    });
    let nth = earlier.count();
    let Case { vault, index, .. } = &mut *case;
    let export = export_of(vault, &source)?;
    let plan = detect::plan(&*export, IMPORTERS, &answers);
    let Some(reading) = parts_of(&plan, &read.importer).nth(nth) else {
        return Ok(Given::Nothing);
    };
    let head = Head {
        entry: read.entry,
        zone_name: &read.zone,
        answers: &answers,
        lost: None,
    };
    let (finished, _) = index_reading(vault, index, &*export, &source, reading, &head, progress)?;
    let Some(finished) = finished else {
        return Ok(Given::Nothing);
    };
    let threads = finished.summary().threads.iter();
    let threads: Vec<Digest> = threads.map(|thread| thread.commitment.commitment).collect();
    if threads != read.threads {
        let logged: std::collections::BTreeSet<_> = read.threads.iter().collect();
        let same = threads.iter().map(|thread| logged.contains(thread));
        return Ok(Given::Otherwise(same.collect()));
    }
    if keep {
        finished.commit(read.entry + 1)?;
    }
    Ok(Given::AsLogged)
}
