//! Sealed originals: one age file for each content, named by a keyed hash of its digest.
//!
//! Sealing is one pass: read, hash, encrypt, write. Then the file is forced to the disk, dropped
//! from the system's cache and read back, and every chunk's authentication code is checked. Such
//! a code matches only the very bytes that were encrypted, under this key and at this place, so
//! what lies on the disk decrypts to what was hashed; decrypting and hashing it again would say
//! the same at three times the cost. [`Blobs::verify`] does that whole work, for later checks.
//! Knows nothing of what the bytes mean.

use crate::age_format::{
    AgeError, Opening, PayloadReader, authenticate, read_header, seal_stream, write_header_to,
};
use crate::bulk::{BulkReader, BulkWriter};
use crate::disk::{Disk, TEMPORARY, names_in};
use crate::error::{Result, VaultError};
use crate::keys::CaseKeys;
use crate::verifying::hash_all;
use fs_err as fs;
use onrecord_model::Digest;
use onrecord_model::digest::Hasher;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What sealing gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// SHA-256 of the content.
    pub digest: Digest,
    /// Its length in bytes.
    pub size: u64,
    /// The case held the same bytes before; nothing new was kept.
    pub already: bool,
}

/// An original being read from its seal, from any place in it. Nothing is given out that was not
/// authenticated.
pub type BlobReader = PayloadReader<fs::File>;

/// What is safe when a blob is damaged.
const BLOB_SAFE: &str = "The log and the other originals are not affected. \
     Restore this file from a copy, or add the original again.";

pub(crate) struct Blobs<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) keys: &'a CaseKeys,
    pub(crate) disk: &'a Disk,
}

impl Blobs<'_> {
    /// Where a content is or would be.
    pub(crate) fn path(&self, digest: Digest) -> PathBuf {
        let name = self.keys.blob_name(digest);
        self.folder
            .join(name.get(..2).unwrap_or_default())
            .join(format!("{name}.age"))
    }

    pub(crate) fn has(&self, digest: Digest) -> bool {
        self.path(digest).is_file()
    }

    /// Seals what `input` gives. `progress` is called with the bytes done so far, at least for
    /// every 64 KiB; it may fail to stop the work, and then nothing is kept.
    pub(crate) fn seal(
        &self,
        input: &mut dyn Read,
        progress: &mut dyn FnMut(u64) -> io::Result<()>,
    ) -> Result<Sealed> {
        // The name is known only when everything was hashed. One writer: one name is enough.
        let temporary = self.folder.join(format!("sealing{TEMPORARY}"));
        let sealed = self.write(&temporary, input, progress);
        let sealed = sealed.and_then(|(digest, size)| self.place(&temporary, digest, size));
        if sealed.is_err() && temporary.exists() {
            // The first error is the one to tell; what stays is removed when the case is opened.
            let _ = self.disk.remove(&temporary);
        }
        sealed
    }

    fn write(
        &self,
        temporary: &Path,
        input: &mut dyn Read,
        progress: &mut dyn FnMut(u64) -> io::Result<()>,
    ) -> Result<(Digest, u64)> {
        let age = |error| VaultError::age(temporary, error);
        let mut file = BulkWriter::new(self.disk.create_file(temporary)?);
        let mut header = Vec::new();
        let key = write_header_to(&mut header, &self.keys.recipient()).map_err(age)?;
        file.write_all(&header).map_err(VaultError::from_io)?;
        let mut hasher = Hasher::default();
        let mut watched = Watched {
            input,
            done: 0,
            progress,
        };
        let mut seen = |chunk: &[u8]| hasher.update(chunk);
        let size = seal_stream(&key, &mut watched, &mut seen, &mut file).map_err(age)?;
        file.finish()?;

        let written = fs::File::open(temporary).map_err(VaultError::from_io)?;
        let length = written.metadata().map_err(VaultError::from_io)?.len();
        let mut written = BulkReader::new(written);
        let mut start = vec![0; header.len()];
        written
            .read_exact(&mut start)
            .map_err(VaultError::from_io)?;
        let payload = length.saturating_sub(header.len() as u64);
        let expected = size + 16 * size.div_ceil(crate::age_format::CHUNK as u64).max(1);
        if start != header || payload != expected {
            return Err(disk_changed(temporary, "its length or header differs"));
        }
        authenticate(&mut written, &key, payload)
            .map_err(|error| disk_changed(temporary, &error.to_string()))?;
        Ok((hasher.finish(), size))
    }

    fn place(&self, temporary: &Path, digest: Digest, size: u64) -> Result<Sealed> {
        let path = self.path(digest);
        // A copy that is there but damaged is replaced by the good one.
        let already = path.is_file() && self.authentic(digest).is_ok();
        if already {
            self.disk.remove(temporary)?;
        } else {
            if let Some(folder) = path.parent()
                && !folder.is_dir()
            {
                self.disk.create_folder(folder)?;
                self.disk.sync_folder(self.folder)?;
            }
            self.disk.rename(temporary, &path)?;
        }
        Ok(Sealed {
            digest,
            size,
            already,
        })
    }

    fn opened(&self, path: &Path) -> Result<(fs::File, crate::age_format::PayloadKey, u64, u64)> {
        let file = fs::File::open(path).map_err(VaultError::from_io)?;
        let end = file.metadata().map_err(VaultError::from_io)?.len();
        let mut buffered = BufReader::with_capacity(1024, file);
        let opening = Opening::Identity(self.keys.identity());
        let (key, at) =
            read_header(&mut buffered, &opening).map_err(|error| damaged(path, error))?;
        let mut file = buffered.into_inner();
        file.seek(SeekFrom::Start(at))
            .map_err(VaultError::from_io)?;
        Ok((file, key, at, end))
    }

    fn authentic(&self, digest: Digest) -> Result<()> {
        let path = self.path(digest);
        let (file, key, at, end) = self.opened(&path)?;
        let mut input = BulkReader::new(file);
        input
            .seek(SeekFrom::Start(at))
            .map_err(VaultError::from_io)?;
        authenticate(&mut input, &key, end.saturating_sub(at))
            .map_err(|error| damaged(&path, error))
    }

    /// Opens a content for reading.
    pub(crate) fn open(&self, digest: Digest) -> Result<BlobReader> {
        self.open_as(digest, |file| file)
    }

    fn open_as<R: Read + Seek>(
        &self,
        digest: Digest,
        as_input: impl FnOnce(fs::File) -> R,
    ) -> Result<PayloadReader<R>> {
        let path = self.path(digest);
        if !path.is_file() {
            return Err(VaultError::Damaged {
                path,
                what: format!("the sealed original {digest} is missing"),
                safe: BLOB_SAFE,
            });
        }
        let (file, key, at, end) = self.opened(&path)?;
        PayloadReader::new(as_input(file), key, at, end).map_err(|error| damaged(&path, error))
    }

    /// Decrypts and hashes the whole of each content and compares; `told` gets its size. Two go on at
    /// a time, so they are told in the order in which they end.
    pub(crate) fn verify_all(
        &self,
        digests: impl IntoIterator<Item = Digest>,
        mut told: impl FnMut(Digest, Result<u64>),
    ) {
        let mut digests = digests.into_iter();
        let told = std::cell::RefCell::new(&mut told);
        let next = || loop {
            let digest = digests.next()?;
            match self.open_as(digest, BulkReader::new) {
                Ok(reader) => return Some((digest, reader)),
                Err(error) => told.borrow_mut()(digest, Err(error)),
            }
        };
        hash_all(next, |digest, found| {
            let path = self.path(digest);
            let size = match found {
                Err(error) => Err(unreadable(&path, error)),
                Ok((found, size)) if found == digest => Ok(size),
                Ok((found, _)) => Err(VaultError::Damaged {
                    path,
                    what: format!("it holds {found} and should hold {digest}"),
                    safe: BLOB_SAFE,
                }),
            };
            told.borrow_mut()(digest, size);
        });
    }

    /// [`Self::verify_all`] of one.
    pub(crate) fn verify(&self, digest: Digest) -> Result<u64> {
        let mut size = Ok(0);
        self.verify_all([digest], |_, found| size = found);
        size
    }

    /// What a file in the folder holds, whatever its name; checks that the name is right.
    pub(crate) fn verify_file(&self, path: &Path) -> Result<Digest> {
        let (file, key, at, end) = self.opened(path)?;
        let reader = PayloadReader::new(BulkReader::new(file), key, at, end)
            .map_err(|error| damaged(path, error))?;
        let (mut reader, mut digest) = (Some(reader), Ok(Digest::default()));
        hash_all(
            || reader.take().map(|reader| ((), reader)),
            |(), found| digest = found.map(|(digest, _)| digest),
        );
        let digest = digest.map_err(|error| unreadable(path, error))?;
        if self.path(digest) != path {
            return Err(VaultError::Damaged {
                path: path.to_owned(),
                what: "its name does not belong to its content".to_owned(),
                safe: BLOB_SAFE,
            });
        }
        Ok(digest)
    }

    /// Every file in the folder, sorted. A name that the program would not write is an error.
    pub(crate) fn list(&self) -> Result<Vec<PathBuf>> {
        let mut out = Vec::new();
        for part in names_in(self.folder)? {
            let folder = self.folder.join(&part);
            let short = part.len() == 2 && is_hex(&part) && folder.is_dir();
            if !short {
                return Err(VaultError::damaged(&folder, "no such file belongs here"));
            }
            for name in names_in(&folder)? {
                let path = folder.join(&name);
                let stem = name.strip_suffix(".age").unwrap_or_default();
                if stem.len() != 64 || !is_hex(stem) || !stem.starts_with(&part) || !path.is_file()
                {
                    return Err(VaultError::damaged(&path, "no such file belongs here"));
                }
                out.push(path);
            }
        }
        Ok(out)
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn disk_changed(path: &Path, what: &str) -> VaultError {
    VaultError::Damaged {
        path: path.to_owned(),
        what: format!("read back from the disk it was not what was written ({what})"),
        safe: "Nothing was kept, and your own file was not touched. The disk may be failing.",
    }
}

fn damaged(path: &Path, error: AgeError) -> VaultError {
    match error {
        AgeError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            VaultError::from_io(error)
        }
        other => VaultError::Damaged {
            path: path.to_owned(),
            what: other.to_string(),
            safe: BLOB_SAFE,
        },
    }
}

fn unreadable(path: &Path, error: io::Error) -> VaultError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => VaultError::Damaged {
            path: path.to_owned(),
            what: error.to_string(),
            safe: BLOB_SAFE,
        },
        _ => VaultError::from_io(error),
    }
}

struct Watched<'a> {
    input: &'a mut dyn Read,
    done: u64,
    progress: &'a mut dyn FnMut(u64) -> io::Result<()>,
}

impl Read for Watched<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        self.done += count as u64;
        (self.progress)(self.done)?;
        Ok(count)
    }
}
