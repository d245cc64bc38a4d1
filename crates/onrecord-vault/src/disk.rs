//! Every write to a case goes through here: files 0600, folders 0700, each step countable.
//!
//! The steps are a seam for tests: they stop the program at the k-th write, tear a write, or fill
//! the disk. Knows nothing of what is written.

use crate::error::{Result, VaultError};
use fs_err as fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is about to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A folder is made.
    CreateFolder(&'a Path),
    /// A file is made, or emptied if it is there.
    CreateFile(&'a Path),
    /// Bytes are appended to a file.
    Write(&'a Path, usize),
    /// A file's content is forced to the disk.
    SyncFile(&'a Path),
    /// A file gets another name, replacing what is there.
    Rename(&'a Path, &'a Path),
    /// A folder's list of names is forced to the disk.
    SyncFolder(&'a Path),
    /// A file of the case is removed.
    Remove(&'a Path),
    /// A file is cut to a length.
    Truncate(&'a Path, u64),
}

/// What a test wants to happen at a step.
#[derive(Debug)]
pub enum Verdict {
    /// Do it.
    Go,
    /// Do not do it; report this.
    Fail(io::ErrorKind),
    /// Write only so many bytes, then fail.
    Torn(usize),
}

/// Decides what happens at each step; for tests only.
pub trait Faults: Send + Sync {
    /// Called before each step.
    fn at(&self, step: Step<'_>) -> Verdict;
}

/// The door to the disk.
#[derive(Clone, Default)]
pub struct Disk {
    faults: Option<Arc<dyn Faults>>,
}

impl Disk {
    /// A disk that fails where `faults` says so; for tests.
    pub fn with_faults(faults: Arc<dyn Faults>) -> Self {
        Self {
            faults: Some(faults),
        }
    }

    fn before(&self, step: Step<'_>) -> io::Result<Option<usize>> {
        match self
            .faults
            .as_ref()
            .map_or(Verdict::Go, |faults| faults.at(step))
        {
            Verdict::Go => Ok(None),
            Verdict::Fail(kind) => Err(io::Error::new(kind, format!("stopped at {step:?}"))),
            Verdict::Torn(bytes) => Ok(Some(bytes)),
        }
    }

    fn check(&self, step: Step<'_>) -> Result<()> {
        self.before(step).map(drop).map_err(VaultError::from_io)
    }

    /// Makes a folder that only its owner can enter; one that is there is kept and closed to others.
    pub(crate) fn create_folder(&self, path: &Path) -> Result<()> {
        self.check(Step::CreateFolder(path))?;
        if !path.is_dir() {
            fs::create_dir_all(path).map_err(VaultError::from_io)?;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let closed = std::fs::Permissions::from_mode(0o700);
            fs::set_permissions(path, closed).map_err(VaultError::from_io)?;
        }
        Ok(())
    }

    /// As [`Self::create_folder`], where a disk may know no permissions, as most sticks do.
    pub(crate) fn create_folder_anywhere(&self, path: &Path) -> Result<()> {
        self.check(Step::CreateFolder(path))?;
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(path)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
            .map_err(VaultError::from_io)
    }

    /// Makes an empty file, or empties the one that is there, and opens it for writing.
    pub(crate) fn create_file(&self, path: &Path) -> Result<DiskFile> {
        self.check(Step::CreateFile(path))?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        self.open(path, &mut options)
    }

    /// Opens a file for appending.
    pub(crate) fn append_to(&self, path: &Path) -> Result<DiskFile> {
        self.open(path, fs::OpenOptions::new().append(true))
    }

    fn open(&self, path: &Path, options: &mut fs::OpenOptions) -> Result<DiskFile> {
        #[cfg(unix)]
        {
            use fs::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = options.open(path).map_err(VaultError::from_io)?;
        Ok(DiskFile {
            file,
            path: path.to_owned(),
            disk: self.clone(),
        })
    }

    /// Renames within the case, replacing what is there, and forces the folder to the disk.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        self.check(Step::Rename(from, to))?;
        fs::rename(from, to).map_err(VaultError::from_io)?;
        to.parent()
            .map_or(Ok(()), |folder| self.sync_folder(folder))
    }

    /// Forces a folder's names to the disk.
    pub(crate) fn sync_folder(&self, path: &Path) -> Result<()> {
        self.check(Step::SyncFolder(path))?;
        // Elsewhere than on Unix a folder cannot be opened to be synced.
        #[cfg(unix)]
        fs::File::open(path)
            .and_then(|folder| folder.sync_all())
            .map_err(VaultError::from_io)?;
        Ok(())
    }

    /// Removes a file of the case. Never called with a path that a user gave.
    pub(crate) fn remove(&self, path: &Path) -> Result<()> {
        self.check(Step::Remove(path))?;
        fs::remove_file(path).map_err(VaultError::from_io)
    }

    /// Cuts a file to `length` and forces that to the disk.
    pub(crate) fn truncate(&self, path: &Path, length: u64) -> Result<()> {
        self.check(Step::Truncate(path, length))?;
        let file = fs::OpenOptions::new()
            .write(true)
            .open(path)
            .map_err(VaultError::from_io)?;
        file.set_len(length)
            .and_then(|()| file.sync_all())
            .map_err(VaultError::from_io)
    }

    /// Writes a small file so that it is there whole or as it was before.
    pub(crate) fn replace(&self, path: &Path, content: &[u8]) -> Result<()> {
        let temporary = with_suffix(path, TEMPORARY);
        let mut file = self.create_file(&temporary)?;
        file.write_all(content).map_err(VaultError::from_io)?;
        file.sync()?;
        self.rename(&temporary, path)
    }
}

/// The ending of files that are not finished; leftovers of it are removed when a case is opened.
pub(crate) const TEMPORARY: &str = ".tmp";

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A file of the case that is being written.
pub(crate) struct DiskFile {
    file: fs::File,
    path: PathBuf,
    disk: Disk,
}

impl DiskFile {
    /// The file itself.
    pub(crate) fn file(&self) -> &fs::File {
        &self.file
    }

    /// Forces the content to the disk.
    pub(crate) fn sync(&self) -> Result<()> {
        self.disk.check(Step::SyncFile(&self.path))?;
        self.file.sync_all().map_err(VaultError::from_io)
    }

    /// Forces the content to the disk and gives the memory that held it back to the system, which
    /// reuses it for what is written next. Without this a large file takes new memory for each of
    /// its pages, which was measured to cost four times the CPU of writing to memory used before.
    pub(crate) fn sync_and_forget(&self) -> Result<()> {
        self.sync()?;
        forget_cached(&self.file);
        Ok(())
    }
}

/// Asks the system to read the file from the disk again, not from memory.
pub(crate) fn forget_cached(file: &fs::File) {
    #[cfg(target_os = "linux")]
    {
        // Advice only: where it is not taken, nothing else changes.
        let _ = rustix::fs::fadvise(file.file(), 0, None, rustix::fs::Advice::DontNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

impl Write for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(torn) = self.disk.before(Step::Write(&self.path, bytes.len()))? {
            self.file.write_all(bytes.get(..torn).unwrap_or(bytes))?;
            return Err(io::Error::other(format!(
                "torn write to {}",
                self.path.display()
            )));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The names in a folder, sorted; an empty list where there is no such folder.
pub(crate) fn names_in(folder: &Path) -> Result<Vec<String>> {
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(VaultError::from_io)?,
    };
    let mut names = Vec::new();
    for entry in listing {
        let name = entry.map_err(VaultError::from_io)?.file_name();
        // Ours are all ASCII; another one is shown as far as it can be, and refused by the caller.
        names.push(name.to_string_lossy().into_owned());
    }
    names.sort_unstable();
    Ok(names)
}
