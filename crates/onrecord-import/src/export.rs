//! The read-only door to what was received. Knows nothing of formats.

use onrecord_model::{Digest, Wall};
use std::borrow::Cow;
use std::io::{Read, Seek};
use std::sync::Arc;

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `/`-separated, relative, without `.` or `..`, never empty.
    pub path: Arc<str>,
    /// Bytes after decompression, as the container states it; a reader may find otherwise.
    pub size: u64,
    /// Modification time as the container states it: weak, and in an unknown zone for zip.
    pub modified: Option<Wall>,
}

/// A source of bytes that can be read from any position.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// A file, folder or archive as received: entries and bytes, and nothing else.
pub trait Export {
    /// The name under which it was received (`WhatsApp Chat with Ann.txt`, `facebook.zip`).
    fn name(&self) -> &str;

    /// Its files, sorted by path (bytewise), each path once.
    fn entries(&self) -> &[Entry];

    /// A reader over one entry's content, from its start. May be called again for a second pass.
    ///
    /// # Errors
    /// No such entry; or it cannot be read; or it exceeds the container's limits.
    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError>;

    /// As [`Self::open`], where the container can also seek cheaply (a file of a folder, a member
    /// of an archive that is stored without compression); `None` where it cannot. Archives inside
    /// an export are read through this.
    ///
    /// # Errors
    /// As [`Self::open`].
    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        let _ = path;
        Ok(None)
    }

    /// What of the container could not be offered as an entry, and why. The rest is still read.
    fn problems(&self) -> &[Problem] {
        &[]
    }

    /// Where an entry really lies, as a locator names it: its path, unless several archives are
    /// read as one.
    fn origin<'p>(&self, path: &'p str) -> Cow<'p, str> {
        path.into()
    }

    /// The digest of an entry's content, where the container knows it without reading: what is
    /// sealed is kept under it.
    fn digest(&self, path: &str) -> Option<Digest> {
        let _ = path;
        None
    }

    /// The entry of that path.
    fn entry(&self, path: &str) -> Option<&Entry> {
        let entries = self.entries();
        entries
            .binary_search_by(|entry| (*entry.path).cmp(path))
            .ok()
            .map(|at| &entries[at])
    }
}

/// A member of a container that is not offered as an entry (or only with a caution).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The member's name as the container writes it; not safe to use as a path.
    pub entry: Box<str>,
    /// A stable, short word to count by: `litter`, `link`, `unsafe-name`, `duplicate`,
    /// `encrypted`, `damaged`, `too-large`, `overlapping`, `unsupported`, `unreadable`; and of the
    /// archive itself `cut-short`, `damaged-archive`, `missing-part`.
    pub code: &'static str,
    /// What was seen, for a person.
    pub reason: Box<str>,
}

impl Problem {
    /// Whether it is said of the archive itself, and not of something in it.
    pub fn is_of_archive(&self) -> bool {
        matches!(self.code, "cut-short" | "damaged-archive" | "missing-part")
    }
}

/// Why an export or an entry cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// No entry of that path.
    #[error("there is no file {0} in this export")]
    NoSuchEntry(Box<str>),
    /// The container breaks a rule that protects the reader (`../`, links, bombs, duplicates).
    #[error("{entry}: {reason}")]
    Unsafe {
        /// The entry, or the container's own name.
        entry: Box<str>,
        /// What is wrong, for a person.
        reason: Box<str>,
    },
    /// The container is damaged.
    #[error("{entry}: {reason}")]
    Damaged {
        /// The entry, or the container's own name.
        entry: Box<str>,
        /// What is wrong, for a person.
        reason: Box<str>,
    },
    /// Reading failed.
    #[error("{entry}: {source}")]
    Io {
        /// The entry, or the container's own name.
        entry: Box<str>,
        /// What the operating system said.
        source: std::io::Error,
    },
}
