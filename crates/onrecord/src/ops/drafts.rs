//! Drafts: what somebody is in the middle of typing, so that locking or a crash loses nothing. Not an
//! act, not evidence, in no pack.
//!
//! A draft's name is the path of the form it belongs to (`write`, `write/I-3`), so that whoever comes
//! back can be led there.

use crate::ops::case::Case;
use crate::ops::{OpError, OpResult};
use onrecord_vault::Draft;

/// Whether this can be the path of a form.
pub fn is_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(allowed)
}

/// Keeps what is typed in a form: every field, as it stands.
///
/// # Errors
/// The name is not a path, or it is too much.
pub fn save(case: &mut Case, name: &str, fields: &[(&str, &str)]) -> OpResult<()> {
    if !is_name(name) {
        return Err(OpError::Other(
            "That draft has no name of ours, so it was not kept. Nothing else was changed.".into(),
        ));
    }
    let now = case.context().now;
    Ok(case.vault_mut().save_draft(name, now, fields)?)
}

/// The draft of a form.
///
/// # Errors
/// It cannot be read.
pub fn of(case: &Case, name: &str) -> OpResult<Option<Draft>> {
    Ok(case.vault().draft(name)?)
}

/// Every draft, the one saved last first.
///
/// # Errors
/// They cannot be listed.
pub fn all(case: &Case) -> OpResult<Vec<Draft>> {
    Ok(case.vault().drafts()?)
}

/// Throws a draft away: its form was sent, or the person wants it gone.
///
/// # Errors
/// It cannot be removed.
pub fn throw_away(case: &mut Case, name: &str) -> OpResult<()> {
    Ok(case.vault_mut().remove_draft(name)?)
}
