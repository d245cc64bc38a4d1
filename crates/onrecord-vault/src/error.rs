//! What can go wrong with a case, said for a person: what happened, what is safe, what to do.

use crate::age_format::AgeError;
use std::io;
use std::path::{Path, PathBuf};

/// The result of most functions here.
pub type Result<T> = core::result::Result<T, VaultError>;

/// Why the case could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Reading or writing failed; the text names the file.
    #[error("{0}. Nothing that was already kept is changed.")]
    Io(#[from] io::Error),
    /// The disk is full.
    #[error(
        "the disk is full ({0}). What was kept before is safe; the last step was not done. \
         Free some space and do it again."
    )]
    Full(io::Error),
    /// The case lies where nothing can be written.
    #[error(
        "nothing can be written where this case lies ({0}), and that is needed to open it, also to look at \
         it. Nothing was changed. Bring it onto this computer, with the same key: \
         onrecord restore {0} --to NEW_FOLDER"
    )]
    CannotWrite(PathBuf),
    /// There is no case in the folder.
    #[error("there is no case in {0}. Nothing was changed.")]
    NotACase(PathBuf),
    /// The folder holds something already.
    #[error(
        "{0} is not an empty folder, so no case was made there. What is in it was not touched. \
         Choose a new folder."
    )]
    NotEmpty(PathBuf),
    /// A later version of the program made the case.
    #[error(
        "{path} says that the case has format {found}; this program knows format 1. \
         Nothing was changed. Open it with a newer version."
    )]
    NewerFormat {
        /// The file that says so.
        path: PathBuf,
        /// The format it names.
        found: String,
    },
    /// Another program holds the case.
    #[error("the case is open elsewhere ({0}). Nothing was changed. Close it there first.")]
    Held(PathBuf),
    /// The passphrase or key does not open it.
    #[error(
        "this {noun} does not open the case. Nothing was changed. Check it and try again. \
         If you are sure of it, {path} may be damaged: use another way in."
    )]
    WrongKey {
        /// `passphrase`, `recovery key` or `helper's key`.
        noun: &'static str,
        /// The slot that was tried.
        path: PathBuf,
    },
    /// The passphrase is too short to protect anything.
    #[error("the passphrase is too short: use at least {0} characters, four words or more")]
    ShortPassphrase(usize),
    /// A file of the case is not as it was written.
    #[error("{path} is damaged: {what}. {safe}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
        /// What is not affected, and what to do.
        safe: &'static str,
    },
    /// The thing asked for is not in the case.
    #[error("{0} is not in this case")]
    Unknown(String),
    /// The file given is not one that can be sealed.
    #[error("{path} was not taken in: {why}. The file itself was not touched.")]
    NotAnOriginal {
        /// The file.
        path: PathBuf,
        /// Why.
        why: &'static str,
    },
    /// What was asked for contradicts what the case holds or allows.
    #[error("{0}. Nothing was changed.")]
    Refused(String),
    /// A helper opened a case that they may only look at.
    #[error(
        "you are looking at the case of somebody else, as {0}, and may not change it. Nothing was \
         changed. Whose case it is can allow changes when they give you a copy."
    )]
    ViewOnly(String),
    /// Long work has the case; this is only a view of it.
    #[error(
        "something is being done with the case that takes a while. You can look at everything, and \
         change it when that has ended. Nothing was changed."
    )]
    AtWork,
    /// Whoever asked for the work stopped it.
    #[error("stopped. What was finished is kept; do the same again to go on.")]
    Stopped,
    /// The place does not have the room.
    #[error(
        "there is not enough room in {place}: {needed} are needed and {free} are free. Nothing was \
         copied. Make room there or choose another place."
    )]
    NoRoom {
        /// Where.
        place: PathBuf,
        /// What is needed, in words.
        needed: String,
        /// What is free, in words.
        free: String,
    },
    /// An earlier write failed and the state in memory may be behind the disk.
    #[error("an earlier step failed. Lock the case and open it again; it repairs itself then.")]
    MustReopen,
    /// The system's source of random numbers failed.
    #[error("the system gave no random numbers. Nothing was changed.")]
    Random,
}

/// What is safe when something other than the log or a blob is damaged.
pub(crate) const REST_SAFE: &str =
    "The other files of the case are not affected. Restore this one from a copy.";

impl VaultError {
    pub(crate) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            what: what.into(),
            safe: REST_SAFE,
        }
    }

    /// An age error that happened with `path`.
    pub(crate) fn age(path: &Path, error: AgeError) -> Self {
        match error {
            AgeError::Io(error) => Self::from_io(error),
            AgeError::Random => Self::Random,
            other => Self::damaged(path, other.to_string()),
        }
    }

    /// Tells a full disk from other failures.
    pub(crate) fn from_io(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(error),
            io::ErrorKind::FileTooLarge => Self::Refused(format!(
                "a file is larger than that disk can hold ({error}). Many sticks take 4 GB a file; \
                 one formatted as exFAT takes more"
            )),
            _ => Self::Io(error),
        }
    }
}
