//! Append-only files of encrypted frames: what the custody log and the private notes are kept in.
//!
//! A file starts with 16 bytes of magic. A frame is the length of what follows (4 bytes, big end
//! first), a 24-byte nonce and XChaCha20-Poly1305 ciphertext with its 16-byte tag. Associated data
//! are a domain, the frame's number in the whole sequence and the length, so that no frame can be
//! moved, left out or exchanged. **Nonces are random**: 192 bits do not repeat, also when a copy
//! of the case was opened and continued elsewhere, where a counter would repeat. Knows nothing of
//! what the frames say.

use crate::age_format::random;
use crate::disk::{Disk, DiskFile, names_in};
use crate::error::{Result, VaultError};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use fs_err as fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const MAGIC: &[u8; 16] = b"onrecord/seg/1\n\n";
const NONCE: usize = 24;
const TAG: usize = 16;
/// The longest content of one frame.
pub(crate) const LONGEST: usize = 16 << 20;
/// A file longer than this is followed by another one.
const ROTATE_AT: u64 = 16 << 20;
const SUFFIX: &str = ".seg";

/// What is safe when a log file is damaged.
const LOG_SAFE: &str = "Your sealed originals are separate files and are not affected. \
     Do not add to this case; restore this file from a copy.";

/// A sequence of frames over the numbered files of one folder.
#[derive(Clone)]
pub(crate) struct Frames {
    folder: PathBuf,
    domain: &'static [u8],
    key: Zeroizing<[u8; 32]>,
    disk: Disk,
    /// Last file's number and length.
    tail: Option<(u64, u64)>,
    count: u64,
    /// Another handle appends: what lies behind the tail is not this one's.
    is_view: bool,
}

/// What is done with each frame: its number, its file and its content.
pub(crate) type Each<'a> = dyn FnMut(u64, &Path, &[u8]) -> Result<()> + 'a;

/// Where reading stopped: the first frame that is not whole.
pub(crate) struct Torn {
    path: PathBuf,
    at: u64,
    what: String,
}

impl Frames {
    /// The frames in `folder`, none read yet.
    pub(crate) fn new(
        disk: &Disk,
        folder: &Path,
        domain: &'static [u8],
        key: &Zeroizing<[u8; 32]>,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            domain,
            key: key.clone(),
            disk: disk.clone(),
            tail: None,
            count: 0,
            is_view: false,
        }
    }

    /// The same frames, to be read while this handle appends.
    pub(crate) fn view(&self) -> Self {
        Self {
            is_view: true,
            ..self.clone()
        }
    }

    pub(crate) fn is_view(&self) -> bool {
        self.is_view
    }

    /// How many frames were read and appended.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    fn path(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{number:06}{SUFFIX}"))
    }

    /// Reads every frame in order. `sure` frames were acknowledged: damage before that is an
    /// error. Behind it, the first frame that is not whole ends the reading and is cut off, with
    /// what follows it: nobody was told that it was kept.
    pub(crate) fn open(&mut self, sure: u64, each: &mut Each<'_>) -> Result<()> {
        self.tail = None;
        self.count = 0;
        let torn = self.walk(each)?;
        if let Some(torn) = torn {
            if self.count < sure {
                return Err(damaged(&torn.path, &torn.what));
            }
            self.cut(&torn)?;
        }
        if self.count < sure {
            let (number, _) = self.tail.unwrap_or((1, 0));
            let what = format!("it ends after {} of {sure} entries", self.count);
            return Err(damaged(&self.path(number), &what));
        }
        Ok(())
    }

    /// As [`Self::open`], and changes nothing: what would be cut off is left where it is.
    pub(crate) fn look(&mut self, sure: u64, each: &mut Each<'_>) -> Result<()> {
        let torn = self.walk(each)?;
        match torn {
            Some(torn) if self.count < sure => Err(damaged(&torn.path, &torn.what)),
            _ if self.count < sure => {
                let (number, _) = self.tail.unwrap_or((1, 0));
                let what = format!("it ends after {} of {sure} entries", self.count);
                Err(damaged(&self.path(number), &what))
            }
            _ => Ok(()),
        }
    }

    /// Reads every frame again, changing nothing; any damage is an error.
    pub(crate) fn reread(&self, each: &mut Each<'_>) -> Result<()> {
        let mut again = Self {
            count: 0,
            tail: self.tail.filter(|_| self.is_view),
            ..self.clone()
        };
        if let Some(torn) = again.walk(each)? {
            return Err(damaged(&torn.path, &torn.what));
        }
        if again.count != self.count || again.tail != self.tail {
            let what = format!(
                "it holds {} entries and should hold {}",
                again.count, self.count
            );
            return Err(damaged(&again.path(again.tail.unwrap_or((1, 0)).0), &what));
        }
        Ok(())
    }

    fn walk(&mut self, each: &mut Each<'_>) -> Result<Option<Torn>> {
        let mut torn = None;
        let end = self.tail.filter(|_| self.is_view);
        for (expected, name) in (1..).zip(self.file_names()?) {
            if self.is_view && end.is_none_or(|(last, _)| expected > last) {
                break;
            }
            let path = self.folder.join(&name);
            if torn.is_some() {
                return Err(damaged(&path, "it follows a file that is not whole"));
            }
            if name != format!("{expected:06}{SUFFIX}") {
                let missing = self.path(expected);
                return Err(damaged(
                    &missing,
                    &format!("it is missing, but {name} is there"),
                ));
            }
            let mut content = fs::read(&path).map_err(VaultError::from_io)?;
            if let Some((last, length)) = end
                && expected == last
            {
                content.truncate(usize::try_from(length).unwrap_or(usize::MAX));
            }
            torn = self.walk_file(expected, &path, &content, each)?;
        }
        Ok(torn)
    }

    fn walk_file(
        &mut self,
        number: u64,
        path: &Path,
        content: &[u8],
        each: &mut Each<'_>,
    ) -> Result<Option<Torn>> {
        let tear = |at: usize, what: &str| {
            Some(Torn {
                path: path.to_owned(),
                at: at as u64,
                what: what.to_owned(),
            })
        };
        let Some(mut rest) = content.strip_prefix(MAGIC) else {
            self.tail = Some((number, 0));
            return Ok(tear(0, "its first 16 bytes are not those of a log file"));
        };
        while !rest.is_empty() {
            let at = content.len() - rest.len();
            let what = format!("entry {} at byte {at} is not as it was written", self.count);
            self.tail = Some((number, at as u64));
            let Some((plain, after)) = self.open_frame(rest) else {
                return Ok(tear(at, &what));
            };
            each(self.count, path, &plain)?;
            self.count += 1;
            rest = after;
        }
        self.tail = Some((number, content.len() as u64));
        Ok(None)
    }

    fn open_frame<'a>(&self, rest: &'a [u8]) -> Option<(Zeroizing<Vec<u8>>, &'a [u8])> {
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length);
        let (frame, after) = rest.split_at_checked(length as usize)?;
        let (nonce, sealed) = frame.split_first_chunk::<NONCE>()?;
        let plain = XChaCha20Poly1305::new((&*self.key).into())
            .decrypt(
                XNonce::from_slice_compat(nonce),
                Payload {
                    msg: sealed,
                    aad: &self.associated(self.count, length),
                },
            )
            .ok()?;
        Some((Zeroizing::new(plain), after))
    }

    fn associated(&self, number: u64, length: u32) -> Vec<u8> {
        [self.domain, &number.to_be_bytes(), &length.to_be_bytes()].concat()
    }

    /// The numbered files, in order; anything else in the folder is an error that names it.
    fn file_names(&self) -> Result<Vec<String>> {
        let mut names = names_in(&self.folder)?;
        names.retain(|name| name != CHECKPOINTS);
        for name in &names {
            let number = name.strip_suffix(SUFFIX).unwrap_or_default();
            if number.len() != 6 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(VaultError::damaged(
                    &self.folder.join(name),
                    "no such file belongs here; the program did not write it",
                ));
            }
        }
        Ok(names)
    }

    fn cut(&mut self, torn: &Torn) -> Result<()> {
        if torn.at == 0 {
            // The file was begun and not even its magic was written.
            self.disk.remove(&torn.path)?;
            self.disk.sync_folder(&self.folder)?;
            let (number, _) = self.tail.unwrap_or((1, 0));
            self.tail = match number {
                0 | 1 => None,
                _ => {
                    let before =
                        fs::metadata(self.path(number - 1)).map_err(VaultError::from_io)?;
                    Some((number - 1, before.len()))
                }
            };
        } else {
            self.disk.truncate(&torn.path, torn.at)?;
        }
        Ok(())
    }

    /// Cuts away every frame from `count` on: they were written but never acknowledged.
    pub(crate) fn keep_only(&mut self, count: u64) -> Result<()> {
        if self.count <= count {
            return Ok(());
        }
        let names = self.file_names()?;
        let mut seen = 0;
        for (number, name) in (1..).zip(&names) {
            let path = self.folder.join(name);
            let content = fs::read(&path).map_err(VaultError::from_io)?;
            let mut at = MAGIC.len();
            while seen < count && at < content.len() {
                let length = content
                    .get(at..at + 4)
                    .and_then(|four| four.try_into().ok());
                at += 4 + u32::from_be_bytes(length.unwrap_or_default()) as usize;
                seen += 1;
            }
            if at < content.len() {
                self.disk.truncate(&path, at as u64)?;
                for later in names.iter().skip(number as usize) {
                    self.disk.remove(&self.folder.join(later))?;
                }
                self.disk.sync_folder(&self.folder)?;
                self.tail = Some((number, at as u64));
                self.count = count;
                break;
            }
        }
        Ok(())
    }

    /// Appends a frame and forces it to the disk.
    pub(crate) fn append(&mut self, plain: &[u8]) -> Result<()> {
        if plain.len() > LONGEST {
            return Err(VaultError::Refused(format!(
                "an entry of {} bytes is longer than the log takes",
                plain.len()
            )));
        }
        let length = (NONCE + plain.len() + TAG) as u32;
        let nonce: [u8; NONCE] = random().map_err(|_| VaultError::Random)?;
        let sealed = XChaCha20Poly1305::new((&*self.key).into())
            .encrypt(
                XNonce::from_slice_compat(&nonce),
                Payload {
                    msg: plain,
                    aad: &self.associated(self.count, length),
                },
            )
            .map_err(|_| VaultError::Refused("the entry could not be encrypted".to_owned()))?;
        let frame = [&length.to_be_bytes()[..], &nonce, &sealed].concat();
        let (number, at, mut file) = self.tail_file()?;
        file.write_all(&frame).map_err(VaultError::from_io)?;
        file.sync()?;
        self.tail = Some((number, at + frame.len() as u64));
        self.count += 1;
        Ok(())
    }

    fn tail_file(&self) -> Result<(u64, u64, DiskFile)> {
        match self.tail {
            Some((number, length)) if length < ROTATE_AT => {
                Ok((number, length, self.disk.append_to(&self.path(number))?))
            }
            other => {
                let number = other.map_or(1, |(number, _)| number + 1);
                let mut file = self.disk.create_file(&self.path(number))?;
                file.write_all(MAGIC).map_err(VaultError::from_io)?;
                self.disk.sync_folder(&self.folder)?;
                Ok((number, MAGIC.len() as u64, file))
            }
        }
    }
}

/// The folder of signed heads beside the log's files.
pub(crate) const CHECKPOINTS: &str = "checkpoints";

fn damaged(path: &Path, what: &str) -> VaultError {
    VaultError::Damaged {
        path: path.to_owned(),
        what: what.to_owned(),
        safe: LOG_SAFE,
    }
}

/// A nonce from its bytes; the crate takes its own array type.
trait FromSliceCompat {
    fn from_slice_compat(bytes: &[u8; NONCE]) -> &Self;
}

impl FromSliceCompat for XNonce {
    fn from_slice_compat(bytes: &[u8; NONCE]) -> &Self {
        bytes.into()
    }
}
