//! Opening a case: unlocked, its index brought up to the log, and what was interrupted known.

use crate::ops::OpResult;
use crate::ops::case::{Acting, Case};
use crate::ops::lost;
use crate::ops::read_source::{
    ReadProgress, SourceRead, logged_readings, read_source, unread_parts,
};
use crate::ops::sealed::export_of;
use crate::ops::state::SourceState;
use onrecord_import::{Answers, IMPORTERS, detect};
use onrecord_vault::{Key, Slot};
use std::path::Path;

/// Opens a case and brings its index up to the log.
///
/// # Errors
/// The key does not open it, or the index cannot be made.
pub fn open(folder: &Path, key: &Key<'_>, acting: Acting) -> OpResult<Case> {
    let mut case = Case::unlock(folder, key, acting)?;
    crate::ops::rebuild::catch_up(&mut case, &mut |_| Ok(()))?;
    Ok(case)
}

/// Opens a case as it stands; [`catch_up`] brings its index up to the log, which can take long.
///
/// # Errors
/// The key does not open it.
pub fn unlock(folder: &Path, key: &Key<'_>, acting: Acting) -> OpResult<Case> {
    Case::unlock(folder, key, acting)
}

/// Which way in a key opens, without opening the case: also while somebody else has it open.
///
/// # Errors
/// It does not.
pub fn try_key(folder: &Path, key: &Key<'_>) -> OpResult<Slot> {
    Ok(onrecord_vault::Vault::at(folder)?.try_key(key)?)
}

/// Whether the index follows the log already, which is soon known; if so, it says so too.
///
/// # Errors
/// The index cannot be read or written.
pub fn follow(case: &mut Case) -> OpResult<bool> {
    let current = crate::ops::rebuild::is_current(case)?;
    if current {
        catch_up(case, &mut |_| Ok(()))?;
    }
    Ok(current)
}

/// Brings the index up to the log, telling how far it is.
///
/// # Errors
/// An original cannot be read, or the index cannot be written.
pub fn catch_up(
    case: &mut Case,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<()> {
    crate::ops::rebuild::catch_up(case, progress)
}

/// The answers with which a source is read.
pub(super) fn answers_of(case: &Case, source: &str) -> Answers {
    let mut all = Answers::default();
    for read in case.state.reads.iter().filter(|read| read.source == source) {
        all.0.extend(read.answers.clone());
    }
    if let Some(state) = case.state.source(source) {
        all.0.extend(state.answered.clone());
    }
    all
}

/// Parts of a source that are not read yet although an importer knows them.
fn waiting_parts(case: &Case, state: &SourceState) -> OpResult<usize> {
    let id = &*state.source.id;
    let export = export_of(&case.vault, state)?;
    let plan = detect::plan(&*export, IMPORTERS, &answers_of(case, id));
    Ok(unread_parts(&plan, logged_readings(case, id)).count())
}

/// Sources whose reading was interrupted. Without `thorough`, only those of which nothing was read
/// and the latest are looked at: looking costs about as much as beginning to read.
///
/// # Errors
/// An original cannot be opened.
pub fn waiting(case: &Case, thorough: bool) -> OpResult<Vec<String>> {
    let mut out = Vec::new();
    let last = case.state.sources.len().saturating_sub(1);
    for (at, state) in case.state.sources.iter().enumerate() {
        let id = &*state.source.id;
        let mut reads = case.state.reads.iter();
        let begun = reads.any(|read| !read.superseded && read.source == id);
        let is_pending = case.state.reads.pending().any(|source| source == id);
        if (begun && at != last && !thorough && !is_pending) || !state.counts {
            continue;
        }
        match waiting_parts(case, state) {
            Ok(0) => {}
            Ok(_) => out.push(id.to_owned()),
            // What rests on an original that is lost cannot be read on.
            Err(error) if lost::damaged(case, id).is_empty() => return Err(error),
            Err(_) => {}
        }
    }
    Ok(out)
}

/// Reads what waits, source by source.
///
/// # Errors
/// As [`read_source`]. What was finished stays.
pub fn resume(
    case: &mut Case,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<Vec<(String, SourceRead)>> {
    let mut out = Vec::new();
    for source in waiting(case, true)? {
        let answers = answers_of(case, &source);
        let read = read_source(case, &source, &answers, progress)?;
        out.push((source, read));
    }
    Ok(out)
}
