//! Private notes, which no pack can hold. A note is never changed; one that was taken back is not
//! listed, and stays where it is.

use crate::ops::case::Case;
use crate::ops::{OpError, OpResult};
use onrecord_model::encode::Value;
use onrecord_vault::PrivateNote;

/// Keeps a note.
///
/// # Errors
/// It is empty, or the notes were left out of this copy.
pub fn keep(case: &mut Case, text: &str) -> OpResult<()> {
    let text = text.trim_end();
    if text.trim().is_empty() {
        return Err(OpError::NeedsAnswer(
            "The note is empty. Nothing was kept.".into(),
        ));
    }
    let context = case.context();
    let entry = case.vault.private().keep(&context, text, None)?;
    // Its words are nowhere in the log, so there is nothing else to follow.
    case.state.follow(&entry, &Value::Null)
}

/// Every note that was not taken back, in the order kept.
///
/// # Errors
/// They cannot be read.
pub fn all(case: &mut Case) -> OpResult<Vec<PrivateNote>> {
    let mut notes = case.vault.private().notes()?;
    let stands = |note: &PrivateNote| {
        let at = usize::try_from(note.number).ok();
        let known = at.and_then(|at| case.state.notes.get(at));
        known.is_none_or(|(_, stands)| *stands)
    };
    notes.retain(stands);
    Ok(notes)
}

/// The entry of the log that kept a note.
pub fn entry_of(case: &Case, note: &PrivateNote) -> Option<u64> {
    let at = usize::try_from(note.number).ok()?;
    case.state.notes.get(at).map(|(entry, _)| *entry)
}
