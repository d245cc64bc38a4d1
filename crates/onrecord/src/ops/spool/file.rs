//! A file without a name, written from front to end and read at any place by any number of readers.
//! Knows nothing of what is in it.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
#[cfg(not(unix))]
use std::path::PathBuf;
use std::sync::Arc;

/// A file that nobody else can open: its name is taken away as soon as it is made. Where a system
/// does not let an open file lose its name, it loses it when it is closed.
pub struct Nameless {
    pub(super) file: Arc<fs_err::File>,
    #[cfg(not(unix))]
    path: PathBuf,
}

impl Nameless {
    /// Made at a path where nothing is.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn new(path: &Path) -> io::Result<Self> {
        let mut options = fs_err::OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        {
            use fs_err::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let file = Nameless {
            file: Arc::new(options.open(path)?),
            #[cfg(not(unix))]
            path: path.into(),
        };
        #[cfg(unix)]
        fs_err::remove_file(path)?;
        Ok(file)
    }
}

#[cfg(not(unix))]
impl Drop for Nameless {
    fn drop(&mut self) {
        // Where this fails, opening the case removes it.
        let _ = fs_err::remove_file(&self.path);
    }
}

/// A place in the file. Each reader has its own.
pub struct At {
    pub(super) file: Arc<fs_err::File>,
    pub(super) at: u64,
}

impl Read for At {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(self.file.file(), buffer, self.at)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(self.file.file(), buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for At {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let end = || Ok::<u64, io::Error>(self.file.metadata()?.len());
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => end()?.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = to.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Writes from front to end.
pub struct Out(pub(super) Arc<fs_err::File>);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self.0).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        (&*self.0).flush()
    }
}
