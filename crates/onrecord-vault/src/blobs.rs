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
use crate::disk::{Disk, DiskFile, TEMPORARY, forget_cached, names_in};
use crate::error::{Result, VaultError};
use crate::keys::CaseKeys;
use fs_err as fs;
use onrecord_model::Digest;
use sha2::{Digest as _, Sha256};
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
        let mut file = Settling {
            file: self.disk.create_file(temporary)?,
            unsettled: 0,
        };
        let mut header = Vec::new();
        let key = write_header_to(&mut header, &self.keys.recipient()).map_err(age)?;
        file.write_all(&header).map_err(VaultError::from_io)?;
        let mut hasher = Sha256::new();
        let mut watched = Watched {
            input,
            done: 0,
            progress,
        };
        let mut seen = |chunk: &[u8]| hasher.update(chunk);
        let size = seal_stream(&key, &mut watched, &mut seen, &mut file).map_err(age)?;
        file.file.sync_and_forget()?;
        drop(file);

        let mut written = fs::File::open(temporary).map_err(VaultError::from_io)?;
        let length = written.metadata().map_err(VaultError::from_io)?.len();
        forget_cached(&written);
        written
            .seek(SeekFrom::Start(header.len() as u64))
            .map_err(VaultError::from_io)?;
        let mut start = vec![0; header.len()];
        written
            .seek(SeekFrom::Start(0))
            .map_err(VaultError::from_io)?;
        written
            .read_exact(&mut start)
            .map_err(VaultError::from_io)?;
        let payload = length.saturating_sub(header.len() as u64);
        let expected = size + 16 * size.div_ceil(crate::age_format::CHUNK as u64).max(1);
        if start != header || payload != expected {
            return Err(disk_changed(temporary, "its length or header differs"));
        }
        authenticate(
            &mut ReadBack {
                file: written,
                unsettled: 0,
            },
            &key,
            payload,
        )
        .map_err(|error| disk_changed(temporary, &error.to_string()))?;
        Ok((Digest(hasher.finalize().into()), size))
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
        let mut input = ReadBack { file, unsettled: 0 };
        authenticate(&mut input, &key, end.saturating_sub(at))
            .map_err(|error| damaged(&path, error))
    }

    /// Opens a content for reading.
    pub(crate) fn open(&self, digest: Digest) -> Result<BlobReader> {
        let path = self.path(digest);
        if !path.is_file() {
            return Err(VaultError::Damaged {
                path,
                what: format!("the sealed original {digest} is missing"),
                safe: BLOB_SAFE,
            });
        }
        let (file, key, at, end) = self.opened(&path)?;
        PayloadReader::new(file, key, at, end).map_err(|error| damaged(&path, error))
    }

    /// Decrypts and hashes the whole content and compares. Returns its size.
    pub(crate) fn verify(&self, digest: Digest) -> Result<u64> {
        let path = self.path(digest);
        let mut reader = self.open(digest)?;
        let (found, size) = hash(&mut reader).map_err(|error| unreadable(&path, error))?;
        if found != digest {
            return Err(VaultError::Damaged {
                path,
                what: format!("it holds {found} and should hold {digest}"),
                safe: BLOB_SAFE,
            });
        }
        Ok(size)
    }

    /// What a file in the folder holds, whatever its name; checks that the name is right.
    pub(crate) fn verify_file(&self, path: &Path) -> Result<Digest> {
        let (file, key, at, end) = self.opened(path)?;
        let mut reader =
            PayloadReader::new(file, key, at, end).map_err(|error| damaged(path, error))?;
        let (digest, _) = hash(&mut reader).map_err(|error| unreadable(path, error))?;
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

fn hash(reader: &mut BlobReader) -> io::Result<(Digest, u64)> {
    let mut hasher = Sha256::new();
    let (mut size, mut unsettled) = (0, 0);
    loop {
        let part = reader.next_part()?;
        if part.is_empty() {
            return Ok((Digest(hasher.finalize().into()), size));
        }
        hasher.update(part);
        let length = part.len();
        size += length as u64;
        unsettled += length;
        if unsettled >= SETTLE_AT {
            unsettled = 0;
            forget_cached(reader.input());
        }
    }
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

/// Forces what was written to the disk now and then; see [`DiskFile::sync_and_forget`].
struct Settling {
    file: DiskFile,
    unsettled: usize,
}

/// Measured: 8 MiB and 64 MiB do about as well.
const SETTLE_AT: usize = 16 << 20;

impl Write for Settling {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.unsettled += count;
        if self.unsettled >= SETTLE_AT {
            self.unsettled = 0;
            self.file.sync_and_forget().map_err(|error| match error {
                VaultError::Io(error) | VaultError::Full(error) => error,
                other => io::Error::other(other.to_string()),
            })?;
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Gives memory back while reading, for the same reason: without it, sealing took 1.7 times the CPU.
struct ReadBack {
    file: fs::File,
    unsettled: usize,
}

impl Read for ReadBack {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(out)?;
        self.unsettled += count;
        if self.unsettled >= SETTLE_AT {
            self.unsettled = 0;
            forget_cached(&self.file);
        }
        Ok(count)
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
