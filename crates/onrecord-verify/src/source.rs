//! The read-only door to a pack: a folder, or files in memory (the page that checks itself). Knows
//! nothing of what the files mean.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek};
use std::path::PathBuf;

/// What a pack's file is read through.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// Something found beside the others in the pack's folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its name; bytes that are not UTF-8 are shown as U+FFFD.
    pub name: String,
    /// Whether it is a plain file: not a folder, link or device.
    pub plain: bool,
}

/// A folder of files, read-only.
pub trait Source {
    /// What the folder holds, hidden files too, sorted by name. At most [`MOST_FILES`] are told.
    ///
    /// # Errors
    /// The folder cannot be read.
    fn found(&self) -> io::Result<Vec<Found>>;

    /// Opens a file by a name that [`Self::found`] gave.
    ///
    /// # Errors
    /// It cannot be opened.
    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>>;
}

/// More than this in one folder is no pack; a hostile folder costs no more memory than this.
pub const MOST_FILES: usize = 1_000;

/// A folder on a disk.
#[derive(Clone, Debug)]
pub struct Folder(pub PathBuf);

impl Source for Folder {
    fn found(&self) -> io::Result<Vec<Found>> {
        let mut found = Vec::new();
        for entry in fs_err::read_dir(&self.0)?.take(MOST_FILES) {
            let entry = entry?;
            // Not following links: a link in a pack is refused, wherever it leads.
            let plain = entry.file_type()?.is_file();
            let name = entry.file_name().to_string_lossy().into_owned();
            found.push(Found { name, plain });
        }
        found.sort();
        Ok(found)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(fs_err::File::open(self.0.join(name))?))
    }
}

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Source for Memory {
    fn found(&self) -> io::Result<Vec<Found>> {
        let found = |name: &String| Found {
            name: name.clone(),
            plain: true,
        };
        Ok(self.0.keys().take(MOST_FILES).map(found).collect())
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        match self.0.get(name) {
            Some(bytes) => Ok(Box::new(Cursor::new(bytes.as_slice()))),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}
