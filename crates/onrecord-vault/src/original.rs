//! Opens the user's own files: to read, never to write, and only files.

use crate::error::{Result, VaultError};
use fs_err as fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Whether a symbolic link at the path itself may be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// The user named exactly this path.
    Follow,
    /// The path was found while walking a folder: a link there may point anywhere.
    Refuse,
}

/// A file of the user's, open for reading.
pub struct Original {
    file: fs::File,
    path: PathBuf,
    before: Look,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    size: u64,
    modified: Option<SystemTime>,
}

fn look(metadata: &std::fs::Metadata) -> Look {
    Look {
        size: metadata.len(),
        modified: metadata.modified().ok(),
    }
}

impl Original {
    /// Opens a plain file. Devices, pipes, sockets and folders are refused without being read; a
    /// pipe is not waited for. Where the system allows it, not even the time of last reading
    /// changes.
    pub fn open(path: &Path, links: Links) -> Result<Self> {
        let refuse = |why| VaultError::NotAnOriginal {
            path: path.to_owned(),
            why,
        };
        let file = match open_quietly(path, links) {
            Err(error) if links == Links::Refuse && is_link(path) => {
                drop(error);
                return Err(refuse(
                    "it is a link to another place; name the file itself",
                ));
            }
            other => other.map_err(VaultError::from_io)?,
        };
        let metadata = file.metadata().map_err(VaultError::from_io)?;
        if metadata.is_dir() {
            return Err(refuse("it is a folder"));
        }
        if !metadata.is_file() {
            return Err(refuse("it is a device or a pipe, not a file"));
        }
        Ok(Self {
            before: look(&metadata),
            file,
            path: path.to_owned(),
        })
    }

    /// Its size in bytes when it was opened.
    pub fn size(&self) -> u64 {
        self.before.size
    }

    /// When it was last changed, as the file system says.
    pub fn modified(&self) -> Option<SystemTime> {
        self.before.modified
    }

    /// Its path, as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether size or time of change differ from when it was opened: then what was sealed may mix
    /// two states, and the caller says so and seals it again.
    pub fn changed_meanwhile(&self) -> Result<bool> {
        let now = self.file.metadata().map_err(VaultError::from_io)?;
        Ok(look(&now) != self.before)
    }
}

impl Read for Original {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.file.read(out)
    }
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.file_type().is_symlink())
}

#[cfg(unix)]
fn open_quietly(path: &Path, links: Links) -> io::Result<fs::File> {
    use fs::os::unix::fs::OpenOptionsExt;
    use rustix::fs::OFlags;
    // Without NONBLOCK, opening a pipe waits for somebody to write to it.
    let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    if links == Links::Refuse {
        flags |= OFlags::NOFOLLOW;
    }
    let open = |flags: OFlags| {
        let flags = i32::try_from(flags.bits()).unwrap_or_default();
        fs::OpenOptions::new()
            .read(true)
            .custom_flags(flags)
            .open(path)
    };
    // Only a file's owner may read it without leaving a trace.
    #[cfg(target_os = "linux")]
    if let Ok(file) = open(flags | OFlags::NOATIME) {
        return Ok(file);
    }
    open(flags)
}

#[cfg(not(unix))]
fn open_quietly(path: &Path, links: Links) -> io::Result<fs::File> {
    if links == Links::Refuse && is_link(path) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a link"));
    }
    fs::File::open(path)
}
