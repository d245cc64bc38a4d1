//! Large files past the system's cache, where the system allows it: what is written goes to the disk, and
//! what is read comes from it. Knows nothing of what they hold.
//!
//! An original is sealed once and read back once: to keep it in the system's memory costs, for each of its
//! pages, more than writing it. Measured: sealing takes 0.85 of the CPU. And what is read back this
//! way is what lies on the disk. Where a file system does not do it, the cache is emptied as we go.

use crate::disk::{DiskFile, forget_cached};
use crate::error::{Result, VaultError};
use fs_err as fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use zeroize::Zeroize as _;

/// What passes the cache begins and ends where a page does, in memory and in the file.
const PAGE: usize = 4096;
/// So much is moved at once. A profile showed what each move to a virtual disk costs; sizes were not compared.
const BLOCK: usize = 1 << 20;
/// Where the cache is used it is emptied after so much. Measured: 8 MiB and 64 MiB do about as well.
const SETTLE_AT: usize = 16 << 20;

/// Memory that files are read into, from the start of a page: where it starts 16 bytes into one, as
/// large allocations do, some processors take twice as long to copy the system's pages into it.
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    start: usize,
    is_secret: bool,
}

impl Drop for Buffer {
    fn drop(&mut self) {
        if self.is_secret {
            self.bytes.zeroize();
        }
    }
}

impl Buffer {
    /// For what is not encrypted: emptied when it goes.
    pub(crate) fn new(length: usize) -> Self {
        let mut buffer = Self::of_sealed(length);
        buffer.is_secret = true;
        buffer
    }

    /// For what is encrypted, as it lies on the disk: there is nothing to empty.
    pub(crate) fn of_sealed(length: usize) -> Self {
        let bytes = vec![0; length + PAGE];
        let start = (PAGE - bytes.as_ptr().addr() % PAGE) % PAGE;
        Self {
            bytes,
            start,
            is_secret: false,
        }
    }

    pub(crate) fn get(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    pub(crate) fn get_mut(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.start..).unwrap_or_default()
    }
}

/// Asks the system to pass its cache for this file, or not to; whether it does now.
fn set_direct(file: &fs::File, direct: bool) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
        let set = fcntl_getfl(file.file()).and_then(|flags| {
            let others = flags - OFlags::DIRECT;
            let flag = if direct {
                OFlags::DIRECT
            } else {
                OFlags::empty()
            };
            fcntl_setfl(file.file(), others | flag)
        });
        direct && set.is_ok()
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = file;
        false
    }
}

/// A file of the case that is being written from front to end, encrypted already.
pub(crate) struct BulkWriter {
    file: DiskFile,
    is_direct: bool,
    buffer: Buffer,
    held: usize,
    unsettled: usize,
}

impl BulkWriter {
    /// Writes to `file`, which is empty.
    pub(crate) fn new(file: DiskFile) -> Self {
        Self {
            is_direct: set_direct(file.file(), true),
            file,
            buffer: Buffer::of_sealed(BLOCK),
            held: 0,
            unsettled: 0,
        }
    }

    /// Writes the first `count` bytes of what is held.
    fn put(&mut self, count: usize) -> io::Result<()> {
        let mut from = 0;
        while from < count {
            let bytes = self.buffer.get().get(from..count).unwrap_or_default();
            match self.file.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => from += written,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // Allowed at first, and then not: some file systems only say so here.
                Err(error) if self.is_direct && error.kind() == io::ErrorKind::InvalidInput => {
                    self.is_direct = set_direct(self.file.file(), false);
                }
                Err(error) => return Err(error),
            }
        }
        self.buffer.get_mut().copy_within(count..self.held, 0);
        self.held -= count;
        self.unsettled += count;
        if !self.is_direct && self.unsettled >= SETTLE_AT {
            self.unsettled = 0;
            self.file.sync_and_forget().map_err(|error| match error {
                VaultError::Io(error) | VaultError::Full(error) => error,
                other => io::Error::other(other.to_string()),
            })?;
        }
        Ok(())
    }

    /// Writes what is left and forces all of it to the disk.
    pub(crate) fn finish(mut self) -> Result<()> {
        let pages = self.held / PAGE * PAGE;
        self.put(pages).map_err(VaultError::from_io)?;
        self.is_direct = set_direct(self.file.file(), false);
        let rest = self.held;
        self.put(rest).map_err(VaultError::from_io)?;
        self.file.sync_and_forget()
    }
}

impl Write for BulkWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held == BLOCK {
            self.put(BLOCK)?;
        }
        let count = bytes.len().min(BLOCK - self.held);
        let place = self.held..self.held + count;
        if let Some(place) = self.buffer.get_mut().get_mut(place) {
            place.copy_from_slice(bytes.get(..count).unwrap_or_default());
        }
        self.held += count;
        Ok(count)
    }

    /// What is held goes to the disk when the writer is finished.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An encrypted file that is read once, as it lies on the disk.
pub(crate) struct BulkReader {
    file: fs::File,
    is_direct: bool,
    buffer: Buffer,
    /// Where in the file the buffer begins, and how much of it was read.
    begins: u64,
    held: usize,
    position: u64,
    unsettled: usize,
}

impl BulkReader {
    /// Reads `file` from its start. What is in the cache of it is not used.
    pub(crate) fn new(file: fs::File) -> Self {
        let is_direct = set_direct(&file, true);
        if !is_direct {
            forget_cached(&file);
        }
        Self {
            file,
            is_direct,
            buffer: Buffer::of_sealed(BLOCK),
            begins: 0,
            held: 0,
            position: 0,
            unsettled: 0,
        }
    }

    /// Fills the buffer from the page that `self.position` is in.
    fn load(&mut self) -> io::Result<()> {
        self.begins = self.position / PAGE as u64 * PAGE as u64;
        self.held = 0;
        self.file.seek(SeekFrom::Start(self.begins))?;
        while self.held < BLOCK {
            let room = self.buffer.get_mut().get_mut(self.held..BLOCK);
            match self.file.read(room.unwrap_or_default()) {
                Ok(count) => {
                    self.held += count;
                    // The end: past the cache, another read must begin where a page does.
                    if count == 0 || !self.held.is_multiple_of(PAGE) {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if self.is_direct && error.kind() == io::ErrorKind::InvalidInput => {
                    self.is_direct = set_direct(&self.file, false);
                    forget_cached(&self.file);
                }
                Err(error) => return Err(error),
            }
        }
        self.unsettled += self.held;
        if !self.is_direct && self.unsettled >= SETTLE_AT {
            self.unsettled = 0;
            forget_cached(&self.file);
        }
        Ok(())
    }

    /// What is at hand from `self.position` on.
    fn at_hand(&self) -> &[u8] {
        let from = self.position.checked_sub(self.begins);
        let from = from.and_then(|from| usize::try_from(from).ok());
        let held = self.buffer.get().get(..self.held).unwrap_or_default();
        from.and_then(|from| held.get(from..)).unwrap_or_default()
    }
}

impl Read for BulkReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at_hand().is_empty() {
            self.load()?;
        }
        let part = self.at_hand();
        let count = part.len().min(out.len());
        out[..count].copy_from_slice(&part[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for BulkReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let from = |base: u64, by: i64| {
            base.checked_add_signed(by).ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidInput, "a place before the start")
            })
        };
        self.position = match to {
            SeekFrom::Start(place) => place,
            SeekFrom::Current(by) => from(self.position, by)?,
            SeekFrom::End(by) => from(self.file.metadata()?.len(), by)?,
        };
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::Disk;

    #[test]
    fn what_is_written_in_pieces_is_read_back_from_any_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for length in [
            0,
            1,
            PAGE - 1,
            PAGE,
            PAGE + 1,
            BLOCK,
            BLOCK + 5,
            3 * BLOCK + 77,
        ] {
            let bytes: Vec<u8> = (0..length).map(|at| (at * 7 + at / 251) as u8).collect();
            let mut writer = BulkWriter::new(Disk::default().create_file(&path).unwrap());
            for piece in bytes.chunks(10_007) {
                writer.write_all(piece).unwrap();
            }
            writer.finish().unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes, "{length}");
            let mut reader = BulkReader::new(fs::File::open(&path).unwrap());
            for from in [length, length / 2, length / 3, 0] {
                reader.seek(SeekFrom::Start(from as u64)).unwrap();
                let mut rest = Vec::new();
                reader.read_to_end(&mut rest).unwrap();
                assert_eq!(rest, bytes[from..], "{length} {from}");
            }
        }
    }
}
