//! Taking back what was said: a statement's last version, a private note, or an earlier undo. One act,
//! and nothing is removed: what is taken back stays in the log, and stands again when the undo is
//! undone. Sources have their own (`set_aside`), and what marks have (`elements`, `link`) theirs.

use crate::ops::case::Case;
use crate::ops::said::{Identified, Statements, Versions};
use crate::ops::{OpError, OpResult};
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use std::ops::Range;

/// Does something and tells which entries of the log it made, so that it can be taken back.
///
/// # Errors
/// The work's own.
pub fn noting<T>(
    case: &mut Case,
    work: impl FnOnce(&mut Case) -> OpResult<T>,
) -> OpResult<(T, Range<u64>)> {
    let from = case.state.entries;
    let done = work(case)?;
    Ok((done, from..case.state.entries))
}

/// What taking back did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// The entry of the act, which can be taken back in turn.
    pub entry: u64,
    /// It undid an undo: the same stands again.
    pub stands: bool,
}

/// Takes back what these entries said, in one act.
///
/// # Errors
/// None of them said anything that stands and can be taken back here.
pub fn take_back(case: &mut Case, entries: Range<u64>) -> OpResult<TakenBack> {
    let state = &case.state;
    let mut list = Vec::new();
    let mut subject = String::new();
    let mut stands = false;
    for entry in entries.start..entries.end.min(state.entries) {
        if let Some(id) = state.called(entry, true) {
            list.push(entry);
            subject = id;
        } else if let Some(changed) = state.undo_at(entry) {
            // Only the undo that decided last can be undone; an older one decides nothing now.
            let last = |of: &u64| state.undo_of(*of).map(|(seq, ..)| seq);
            if changed.iter().all(|of| last(of) == Some(entry)) {
                list = vec![entry];
                subject = entry.to_string();
                stands = changed.iter().all(|of| state.called(*of, false).is_some());
                break;
            }
        }
    }
    if list.is_empty() {
        return Err(OpError::Other(
            "There is nothing here to take back. It may have been taken back before. Nothing was changed."
                .into(),
        ));
    }
    let list = list.into_iter().map(Value::from).collect();
    let payload = Value::map([("entries", Value::Array(list))]);
    let entry = case.act(Act::Undone, &subject, payload)?;
    Ok(TakenBack { entry, stands })
}

/// A statement of which nothing stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Its id.
    pub id: String,
    /// What tells it apart, as [`gone`] was told to say it.
    pub words: String,
    /// The act that took it back.
    pub by: u64,
}

/// Statements of one kind that were taken back, in the order first said.
pub fn gone<T: Identified>(
    case: &Case,
    statements: &Statements<T>,
    tell: impl Fn(&T) -> String,
) -> Vec<Gone> {
    // The version that was taken back last is the one to stand again first.
    let one = |versions: &Versions<T>| {
        let all = versions.taken_back.iter();
        let all = all.filter_map(|(entry, said)| Some((case.state.undo_of(*entry)?.0, said)));
        let (by, said) = all.max_by_key(|(by, _)| *by)?;
        Some(Gone {
            id: said.id().to_owned(),
            words: tell(said),
            by,
        })
    };
    statements.gone().iter().filter_map(one).collect()
}
