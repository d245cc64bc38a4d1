//! One function for each thing that can be done with a case. The command line and the app are
//! skins over these; every rule lives here and none in them.

pub mod add;
pub mod case;
pub mod contact;
pub mod copies;
#[cfg(test)]
mod copies_tests;
pub mod course;
pub mod demo;
pub mod drafts;
pub mod elements;
pub mod event;
pub mod find;
pub mod help;
pub mod helpers;
pub mod images;
pub mod import_check;
pub mod law;
#[cfg(test)]
mod law_tests;
pub mod letters;
pub mod link;
pub mod link_table;
pub mod look_around;
pub mod lost;
#[cfg(test)]
mod lost_tests;
pub mod named;
pub mod notes;
pub mod open;
pub mod opening;
pub mod overview;
pub mod pack;
pub mod patterns;
pub mod people;
pub mod places;
pub mod read_again;
#[cfg(test)]
pub(crate) mod read_again_tests;
pub mod read_source;
pub mod reading;
pub mod readings;
pub mod rebuild;
pub mod record;
pub mod said;
pub mod say;
pub mod sealed;
pub mod search;
pub mod set_aside;
#[cfg(test)]
mod set_aside_tests;
pub mod sources;
pub mod spool;
#[cfg(test)]
mod spool_tests;
pub mod state;
pub mod take_back;
#[cfg(test)]
mod take_back_tests;
#[cfg(test)]
pub(crate) mod tests;
pub mod timeline;
#[cfg(test)]
mod timeline_tests;
pub mod timestamp;
pub mod write_down;
pub mod zone;

/// Why something could not be done: what happened, what is safe, what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    /// The passphrase was wrong, or the case is locked.
    #[error("{0}")]
    Locked(String),
    /// Something must be answered first.
    #[error("{0}")]
    NeedsAnswer(String),
    /// Everything may hold a picture of somebody under 18; nothing was taken in.
    #[error("{0}")]
    PictureRefused(String),
    /// The user stopped it.
    #[error("Stopped. What was finished is saved; run the same command again to go on.")]
    Interrupted,
    /// A check found something wrong.
    #[error("{0}")]
    CheckFailed(String),
    /// Anything else, in words for a person.
    #[error("{0}")]
    Other(String),
    /// The vault.
    #[error("{0}")]
    Vault(onrecord_vault::VaultError),
    /// The index.
    #[error("{0}")]
    Index(onrecord_vault::index::IndexError),
    /// An export.
    #[error("{0}. Your files were not changed, and what was sealed before is safe.")]
    Export(#[from] onrecord_import::ExportError),
    /// The pack.
    #[error("{0}. No pack was made; the case is unchanged.")]
    Pack(#[from] onrecord_pack::input::PackError),
    /// Reading or writing.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl From<onrecord_vault::VaultError> for OpError {
    fn from(error: onrecord_vault::VaultError) -> Self {
        match error {
            onrecord_vault::VaultError::WrongKey { .. } => Self::Locked(error.to_string()),
            onrecord_vault::VaultError::Stopped => Self::Interrupted,
            other => Self::Vault(other),
        }
    }
}

/// What every operation returns.
pub type OpResult<T> = Result<T, OpError>;

/// Opens what the user named.
///
/// # Errors
/// There is nothing there, or it cannot be read.
pub fn open_named(path: &std::path::Path) -> OpResult<Box<dyn onrecord_import::Export>> {
    if !path.exists() {
        return Err(OpError::Other(format!(
            "There is no file or folder {}. Nothing was changed. Check how it is spelt.",
            path.display()
        )));
    }
    Ok(onrecord_import::containers::open_path(path)?)
}
