//! Which files make a case, and the one that stands in the clear. Knows names, not contents.

use crate::error::{Result, VaultError};
use crate::keys::CaseKeys;
use fs_err as fs;
use onrecord_model::note::NoteVerifier;
use std::io;
use std::path::{Path, PathBuf};

/// Stands in the clear and says only how to read the rest.
pub(crate) const DESCRIPTION: &str = "onrecord.toml";
/// Stands there while a case is being made, and never after.
pub(crate) const UNFINISHED: &str = "unfinished";
pub(crate) const KEYS: &str = "keys";
pub(crate) const LOG: &str = "log";
pub(crate) const BLOBS: &str = "blobs";
pub(crate) const PRIVATE: &str = "private";
/// What is being written. Not there until something was.
pub(crate) const DRAFTS: &str = "drafts";
pub(crate) const LOCK: &str = "lock";
/// Its content belongs to the index, which checks every page; it can be built again at any time.
pub(crate) const INDEX: &str = "index.db";
/// Stands only in a copy for a helper, and says which slot opens it and what was left out.
pub(crate) const HANDED_OVER: &str = "handed-over.note";
/// Holds a pack that is being looked at before it is saved: sealed files whose key is in memory only.
pub(crate) const PREVIEW: &str = "preview";
/// A file that becomes another one as soon as the log says so.
pub(crate) const PENDING: &str = ".new";

const FORMAT_LINE: &str = "format = ";

/// The description, which follows from the keys alone: a changed character is always seen.
pub(crate) fn description(keys: &CaseKeys) -> String {
    format!(
        "# An On Record case. Nothing here is personal, and nothing here may be edited.\n\
         {FORMAT_LINE}1\n\
         recipient = \"{}\"\n\
         log-key = \"{}\"\n",
        keys.recipient(),
        keys.verifier().to_text()
    )
}

/// Reads the description of the case in `folder`; says where it is not one, or a newer one.
pub(crate) fn read_description(folder: &Path) -> Result<String> {
    let path = folder.join(DESCRIPTION);
    let text = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(VaultError::NotACase(folder.to_owned()));
        }
        other => other.map_err(VaultError::from_io)?,
    };
    let damaged = || VaultError::damaged(&path, "it is not as it was written");
    let text = String::from_utf8(text).map_err(|_| damaged())?;
    let format = text.lines().find_map(|line| line.strip_prefix(FORMAT_LINE));
    match format {
        Some("1") => Ok(text),
        Some(other) if !other.is_empty() && other.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(VaultError::NewerFormat {
                path,
                found: other.to_owned(),
            })
        }
        _ => Err(damaged()),
    }
}

/// The log's public key as the description states it: what shows, without opening the case, that
/// a checkpoint is this case's.
pub(crate) fn stated_verifier(folder: &Path, text: &str) -> Result<NoteVerifier> {
    text.lines()
        .find_map(|line| line.strip_prefix("log-key = \"")?.strip_suffix('"'))
        .and_then(|key| NoteVerifier::from_text(key).ok())
        .ok_or_else(|| VaultError::damaged(&folder.join(DESCRIPTION), "it names no log key"))
}

/// Whether a name in the case's own folder is one of the program's.
pub(crate) fn is_ours(name: &str) -> bool {
    matches!(
        name,
        DESCRIPTION | KEYS | LOG | BLOBS | PRIVATE | DRAFTS | LOCK | HANDED_OVER | PREVIEW
    ) || name.strip_prefix(INDEX).is_some_and(|rest| {
        matches!(
            rest,
            "" | "-journal" | "-wal" | "-shm" | ".tmp" | ".tmp-journal" | ".new"
        )
    })
}

/// The case's lock. Held as long as the value lives; the system lets it go when a program ends,
/// however it ends, so a lock is never left behind.
pub(crate) struct Lock {
    file: fs::File,
}

/// Let go by name, not by closing: a program that is just being started holds copies of all open files for
/// a moment, and the lock with them.
impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.file().unlock();
    }
}

impl Lock {
    pub(crate) fn take(folder: &Path) -> Result<Self> {
        let path: PathBuf = folder.join(LOCK);
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        {
            use fs::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = options.open(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                VaultError::CannotWrite(folder.to_owned())
            }
            _ => VaultError::from_io(error),
        })?;
        match file.file().try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(std::fs::TryLockError::WouldBlock) => Err(VaultError::Held(path)),
            Err(std::fs::TryLockError::Error(error)) => Err(VaultError::from_io(error)),
        }
    }
}
