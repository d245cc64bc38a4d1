//! A place to put a pack together that keeps nothing in the clear: each file is an age file whose key
//! was made for this one run and is never written down. Knows nothing of what the files are.

use onrecord_pack::stage::{Stage, StageFile};
use onrecord_vault::Identity;
use onrecord_vault::age_format::{AgeError, AgeWriter, Lock, PayloadReader, open_file};
use onrecord_verify::source::{Found, ReadSeek, Source};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// What was put over a file's bytes after they were sealed: position and the four bytes.
type Patches = BTreeMap<u64, [u8; 4]>;

/// See the module.
pub struct SealedStage {
    folder: PathBuf,
    key: Identity,
    /// The finished files. What was patched in them stays in memory: sealed bytes cannot be changed.
    files: RefCell<BTreeMap<String, Patches>>,
}

/// The ending of every file here.
pub const ENDING: &str = ".age";

pub fn into_io(error: AgeError) -> io::Error {
    match error {
        AgeError::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
    }
}

impl SealedStage {
    /// In an empty folder.
    ///
    /// # Errors
    /// The system gave no random numbers.
    pub fn new(folder: PathBuf) -> io::Result<Self> {
        Ok(Self {
            folder,
            key: Identity::random().map_err(into_io)?,
            files: RefCell::default(),
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}{ENDING}"))
    }
}

impl Source for SealedStage {
    fn found(&self) -> io::Result<Vec<Found>> {
        let files = self.files.borrow();
        let found = files.keys().map(|name| Found {
            name: name.clone(),
            plain: true,
        });
        Ok(found.collect())
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        let patches = self.files.borrow().get(name).cloned();
        let patches = patches.ok_or(io::ErrorKind::NotFound)?;
        let file = fs_err::File::open(self.path(name))?;
        let keys = core::slice::from_ref(&self.key);
        let inner = open_file(file, keys, None).map_err(into_io)?;
        Ok(Box::new(Patched { inner, patches }))
    }
}

impl Stage for SealedStage {
    fn create(&self, name: &str) -> io::Result<Box<dyn StageFile + '_>> {
        let mut options = fs_err::OpenOptions::new();
        let file = options.write(true).create_new(true).open(self.path(name))?;
        let file = BufWriter::with_capacity(256 * 1024, file);
        let to = [self.key.recipient()];
        Ok(Box::new(SealedFile {
            stage: self,
            name: name.to_owned(),
            out: AgeWriter::new(file, Lock::Recipients(&to)).map_err(into_io)?,
            patches: Patches::new(),
        }))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.files.borrow_mut().remove(name);
        fs_err::remove_file(self.path(name))
    }
}

struct SealedFile<'a> {
    stage: &'a SealedStage,
    name: String,
    out: AgeWriter<BufWriter<fs_err::File>>,
    patches: Patches,
}

impl Write for SealedFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl StageFile for SealedFile<'_> {
    fn patch(&mut self, at: u64, bytes: [u8; 4]) -> io::Result<()> {
        self.patches.insert(at, bytes);
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.finish().map_err(into_io)?;
        let mut files = self.stage.files.borrow_mut();
        files.insert(self.name, self.patches);
        Ok(())
    }
}

struct Patched<R> {
    inner: PayloadReader<R>,
    patches: Patches,
}

impl<R: Read + Seek> Read for Patched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let from = self.inner.stream_position()?;
        let read = self.inner.read(buffer)?;
        let end = from + read as u64;
        for (at, bytes) in self.patches.range(from.saturating_sub(3)..end) {
            for (place, byte) in (*at..).zip(bytes) {
                let slot = place.checked_sub(from).filter(|_| place < end);
                let slot = slot.and_then(|slot| usize::try_from(slot).ok());
                if let Some(slot) = slot.and_then(|slot| buffer.get_mut(slot)) {
                    *slot = *byte;
                }
            }
        }
        Ok(read)
    }
}

impl<R: Read + Seek> Seek for Patched<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_pack::stage::put;

    #[test]
    fn what_is_put_over_is_read_whatever_the_pieces_and_nothing_is_in_the_clear() {
        let home = tempfile::tempdir().unwrap();
        let stage = SealedStage::new(home.path().to_owned()).unwrap();
        let mut file = stage.create("one").unwrap();
        let plain = b"mild words, ".repeat(20_000);
        file.write_all(&plain).unwrap();
        // Across a chunk, at the start, at the end.
        let places = [0, 65_534, plain.len() as u64 - 4];
        let mut expected = plain.clone();
        for at in places {
            file.patch(at, *b"PPPP").unwrap();
            expected[at as usize..at as usize + 4].copy_from_slice(b"PPPP");
        }
        file.finish().unwrap();
        for piece in [1, 3, 4, 1000, 65_536, 1 << 20] {
            let mut reader = stage.open("one").unwrap();
            let mut found = Vec::new();
            let mut buffer = vec![0; piece];
            loop {
                let read = reader.read(&mut buffer).unwrap();
                if read == 0 {
                    break;
                }
                found.extend_from_slice(&buffer[..read]);
            }
            assert!(found == expected, "{piece}");
        }
        put(&stage, "two", b"mild words").unwrap();
        assert!(stage.create("two").is_err());
        for entry in fs_err::read_dir(home.path()).unwrap() {
            let bytes = fs_err::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.windows(10).any(|part| part == b"mild words"));
        }
        stage.remove("one").unwrap();
        assert!(stage.open("one").is_err());
        assert_eq!(stage.found().unwrap().len(), 1);
    }
}
