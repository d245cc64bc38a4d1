//! Where a pack is put together, file by file, before it has its name. Knows nothing of what the
//! files are.
//!
//! A folder on a disk is one such place. A pack that is handed over encrypted is put together in
//! another, which keeps nothing in the clear; whoever calls brings it.

use onrecord_verify::source::{Folder, Found, ReadSeek, Source};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// Names that begin so are of passing files: tables under way, gone before the pack is listed.
pub const PASSING: &str = "spool-";

/// A place for files that are each written once, from the first byte to the last, and then read.
pub trait Stage: Source {
    /// Begins a file. Its name must be new.
    ///
    /// # Errors
    /// The name is taken, or nothing can be written there.
    fn create(&self, name: &str) -> io::Result<Box<dyn StageFile + '_>>;

    /// Removes a file.
    ///
    /// # Errors
    /// It is not there, or cannot be removed.
    fn remove(&self, name: &str) -> io::Result<()>;
}

/// A file under way.
pub trait StageFile: Write {
    /// Puts four bytes over those that stand at `at`: the one thing that a zip's header can only
    /// say when its content has been written.
    ///
    /// # Errors
    /// It cannot be written.
    fn patch(&mut self, at: u64, bytes: [u8; 4]) -> io::Result<()>;

    /// Ends the file. Where its name is not a passing one, it is on the disk when this returns.
    ///
    /// # Errors
    /// It cannot be written.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Writes a whole file.
///
/// # Errors
/// As [`Stage::create`] and [`StageFile::finish`].
pub fn put(stage: &dyn Stage, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = stage.create(name)?;
    file.write_all(bytes)?;
    file.finish()
}

/// A folder on a disk.
#[derive(Clone, Debug)]
pub struct StageFolder(pub PathBuf);

impl Source for StageFolder {
    fn found(&self) -> io::Result<Vec<Found>> {
        Folder(self.0.clone()).found()
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(fs_err::File::open(self.0.join(name))?))
    }
}

impl Stage for StageFolder {
    fn create(&self, name: &str) -> io::Result<Box<dyn StageFile + '_>> {
        let mut options = fs_err::OpenOptions::new();
        let file = options
            .write(true)
            .create_new(true)
            .open(self.0.join(name))?;
        Ok(Box::new(PlainFile {
            out: BufWriter::with_capacity(256 * 1024, file),
            passing: name.starts_with(PASSING),
        }))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs_err::remove_file(self.0.join(name))
    }
}

struct PlainFile {
    out: BufWriter<fs_err::File>,
    passing: bool,
}

impl Write for PlainFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl StageFile for PlainFile {
    fn patch(&mut self, at: u64, bytes: [u8; 4]) -> io::Result<()> {
        self.out.seek(SeekFrom::Start(at))?;
        self.out.write_all(&bytes)?;
        self.out.seek(SeekFrom::End(0))?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()?;
        if self.passing {
            return Ok(());
        }
        self.out.get_ref().sync_all()
    }
}
