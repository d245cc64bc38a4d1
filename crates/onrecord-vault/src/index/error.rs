//! What can go wrong with the index, for a person: what happened, what is safe, what to do.

use std::path::{Path, PathBuf};

/// What can go wrong with the index. Nothing here endangers a case: the index is derived.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The file is not what was written: bytes changed, are missing, or were added.
    #[error(
        "{path} is damaged ({what}). The originals are safe; the index can be rebuilt with \
         `onrecord rebuild`."
    )]
    Damaged {
        /// The index file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The file cannot be opened with this case's key.
    #[error(
        "{path} does not open with this case's key: it is damaged or belongs to another case. \
         The originals are safe; the index can be rebuilt with `onrecord rebuild`."
    )]
    WrongKey {
        /// The index file.
        path: PathBuf,
    },
    /// The file was written by another version of this program.
    #[error(
        "{path} was written by another version of this program (layout {found}, this one reads \
         {expected}). The originals are safe; the index can be rebuilt with `onrecord rebuild`."
    )]
    OtherLayout {
        /// The index file.
        path: PathBuf,
        /// The layout number in the file.
        found: i64,
        /// The layout number that this program reads.
        expected: i64,
    },
    /// The disk or the system refused.
    #[error(
        "{path} could not be read or written ({what}). The originals are safe; free some space or \
         close other programs, then try again."
    )]
    Storage {
        /// The index file.
        path: PathBuf,
        /// The system's words.
        what: String,
    },
    /// A number that names nothing in this index.
    #[error("{path} holds no {what}. The originals are safe.")]
    Absent {
        /// The index file.
        path: PathBuf,
        /// What was asked for.
        what: String,
    },
    /// A caller's mistake, such as a position past a thread's end.
    #[error("The index was asked for something it cannot do: {0}. Nothing was changed.")]
    Misuse(String),
}

impl IndexError {
    /// Whether building the index anew is what helps.
    pub fn wants_rebuild(&self) -> bool {
        matches!(
            self,
            Self::Damaged { .. } | Self::WrongKey { .. } | Self::OtherLayout { .. }
        )
    }

    pub(super) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.into(),
            what: what.into(),
        }
    }

    pub(super) fn absent(path: &Path, what: impl Into<String>) -> Self {
        Self::Absent {
            path: path.into(),
            what: what.into(),
        }
    }

    /// What the database said, in our terms.
    pub(super) fn database(path: &Path, error: &onrecord_sqlite::rusqlite::Error) -> Self {
        use onrecord_sqlite::rusqlite::ErrorCode as Code;
        let what = error.to_string();
        let path = path.to_path_buf();
        match error.sqlite_error_code() {
            Some(Code::NotADatabase) => Self::WrongKey { path },
            Some(
                Code::DiskFull
                | Code::SystemIoFailure
                | Code::CannotOpen
                | Code::ReadOnly
                | Code::PermissionDenied
                | Code::DatabaseBusy
                | Code::DatabaseLocked
                | Code::OutOfMemory,
            ) => Self::Storage { path, what },
            _ => Self::Damaged { path, what },
        }
    }
}
