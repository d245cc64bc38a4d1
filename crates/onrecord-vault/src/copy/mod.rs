//! Copies of a case: a back-up, a copy that one helper's key opens, and the way back. Knows which
//! files make a case and in which order they must reach a disk; nothing of what they say.
//!
//! A copy is a case of its own, file by file: it needs no program to unpack it, sealed originals
//! that it has are not copied again, and no file is larger than the case's own. The index is left
//! out, since it can be made again. Drafts are in a back-up, as they are when their turn comes; a helper
//! gets none.
//!
//! What makes a folder a case is its description, so that is written last: a copy that was
//! interrupted is no case, and the same work again goes on with it. A copy that is brought up to
//! date stays a whole case at every step: contents first, then notes, key slots beside their old
//! selves, log and signed head, as the case itself is written.

mod restore;
mod snapshot;
mod target;

pub use restore::Restored;
pub use snapshot::Snapshot;

use crate::error::{Result, VaultError};
use crate::keys::CaseKeys;
use crate::layout::HANDED_OVER;
use crate::slots::Slot;
use fs_err as fs;
use onrecord_model::checkpoint::Checkpoint;
use onrecord_model::note::SignedNote;
use std::io;
use std::path::Path;

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CopyProgress {
    /// Sealed originals done.
    pub done: u64,
    /// All of them.
    pub all: u64,
    /// Bytes written so far.
    pub bytes: u64,
}

/// Tells how far it is; `false` stops the work at a place where nothing is lost.
pub(crate) type Watch<'a> = dyn FnMut(CopyProgress) -> bool + 'a;

/// What a finished copy is.
#[derive(Debug)]
pub struct CopyReport {
    /// The signed head of the log that it holds.
    pub head: Checkpoint,
    /// Sealed originals in it, each decrypted and hashed where it now lies.
    pub originals: u64,
    /// Of these, those that it held already.
    pub held: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Sealed originals that are damaged or missing in the case itself, and so not whole in the copy.
    pub problems: Vec<VaultError>,
}

/// What a copy for a helper says of itself, signed with the case's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The one slot in it.
    pub slot: Slot,
    /// Whether the private notes are in it.
    pub notes: bool,
}

const FIRST_LINE: &str = "onrecord/hand-over/1";

impl HandedOver {
    /// Whether the private notes were left out.
    pub fn is_without_notes(&self) -> bool {
        !self.notes
    }

    fn text(&self) -> String {
        let notes = if self.notes { "in" } else { "left-out" };
        format!("{FIRST_LINE}\nslot {}\nnotes {notes}\n", self.slot.name())
    }

    fn sign(&self, keys: &CaseKeys) -> Result<Vec<u8>> {
        let note = keys.signer().sign(&self.text());
        note.map(|note| note.to_string().into_bytes())
            .map_err(|error| VaultError::Refused(error.to_string()))
    }

    /// Reads what the case in `folder` says of itself; `None` where it is nobody's copy.
    pub(crate) fn read(folder: &Path, keys: &CaseKeys) -> Result<Option<Self>> {
        let path = folder.join(HANDED_OVER);
        let content = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(VaultError::from_io)?,
        };
        let read = || {
            let note = SignedNote::parse(&content).ok()?;
            let text = note.verify(&keys.verifier()).ok()?;
            let slot = text
                .lines()
                .find_map(|line| Slot::from_name(line.strip_prefix("slot ")?))?;
            let said = Self {
                slot,
                notes: text.lines().any(|line| line == "notes in"),
            };
            (said.text() == text).then_some(said)
        };
        let said = read();
        said.map(Some)
            .ok_or_else(|| VaultError::damaged(&path, "it is not as it was written"))
    }
}

/// A number of bytes for a person.
fn in_words(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    let unit = UNITS.into_iter().find(|(_, size)| bytes >= *size);
    match unit {
        Some((name, size)) => {
            // Rounded up: "0.9 GB" must not be said of what needs 0.94.
            let tenths = bytes.div_ceil(size / 10);
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => format!("{bytes} bytes"),
    }
}
