//! An export that is one file, from wherever its bytes can be read again and again.

use crate::export::{Entry, Export, ExportError, Problem, ReadSeek};
use onrecord_model::Wall;
use std::io::{self, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

type Opener<'s> = Box<dyn Fn() -> io::Result<Box<dyn Read + 's>> + 's>;
type SeekableOpener<'s> = Box<dyn Fn() -> io::Result<Box<dyn ReadSeek + 's>> + 's>;

/// One file. Its only entry bears the export's name.
pub struct FileExport<'s> {
    name: String,
    entries: Vec<Entry>,
    opener: Opener<'s>,
    /// Where the bytes can be read in any order.
    seekable: Option<SeekableOpener<'s>>,
    problems: Vec<Problem>,
}

impl<'s> FileExport<'s> {
    /// A file of `size` bytes whose content `opener` reads from its start, as often as asked: a
    /// sealed blob being decrypted, or a file on disk. A `/` in the name becomes `_`.
    pub fn new(
        name: &str,
        size: u64,
        opener: impl Fn() -> io::Result<Box<dyn Read + 's>> + 's,
    ) -> Self {
        let name = name.replace(['/', '\\', '\0'], "_");
        Self {
            entries: vec![Entry {
                path: name.as_str().into(),
                size,
                modified: None,
            }],
            name,
            opener: Box::new(opener),
            seekable: None,
            problems: Vec::new(),
        }
    }

    /// The same, of which that is to be said.
    pub(super) fn with_problem(mut self, code: &'static str, reason: String) -> Self {
        self.problems.push(Problem {
            entry: self.name.as_str().into(),
            code,
            reason: reason.into(),
        });
        self
    }

    /// As [`Self::new`], where the content can be read in any order (a database is).
    pub fn seekable(
        name: &str,
        size: u64,
        opener: impl Fn() -> io::Result<Box<dyn ReadSeek + 's>> + Clone + 's,
    ) -> Self {
        let plain = opener.clone();
        Self {
            seekable: Some(Box::new(opener)),
            ..Self::new(name, size, move || Ok(Box::new(plain()?) as Box<dyn Read>))
        }
    }

    /// A file on disk, opened read-only each time.
    ///
    /// # Errors
    /// It is not there, or not a file.
    pub fn from_path(path: &Path) -> io::Result<FileExport<'static>> {
        let metadata = fs_err::metadata(path)?;
        if !metadata.is_file() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("{} is not a file", path.display()),
            ));
        }
        let name = path.file_name().map(|name| name.to_string_lossy());
        let owned = path.to_path_buf();
        let mut export = FileExport::seekable(
            name.as_deref().unwrap_or("file"),
            metadata.len(),
            move || Ok(Box::new(fs_err::File::open(&owned)?) as Box<dyn ReadSeek>),
        );
        for entry in &mut export.entries {
            entry.modified = metadata.modified().ok().and_then(wall_in_utc);
        }
        Ok(export)
    }
}

/// A file system's modification time as a wall clock in UTC.
pub(super) fn wall_in_utc(time: SystemTime) -> Option<Wall> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_micros()).ok().map(Wall),
        Err(before) => i64::try_from(before.duration().as_micros())
            .ok()
            .map(|micros| Wall(-micros)),
    }
}

impl Export for FileExport<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        if path != self.name {
            return Err(ExportError::NoSuchEntry(path.into()));
        }
        (self.opener)().map_err(|source| ExportError::Io {
            entry: path.into(),
            source,
        })
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        if path != self.name {
            return Err(ExportError::NoSuchEntry(path.into()));
        }
        let Some(opener) = &self.seekable else {
            return Ok(None);
        };
        opener().map(Some).map_err(|source| ExportError::Io {
            entry: path.into(),
            source,
        })
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
