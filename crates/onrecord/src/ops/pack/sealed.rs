//! A pack as one encrypted file: the zip of its folder in the age format, which the tool `age` opens.
//! Nothing of it is on the disk in the clear at any time. Knows nothing of what is chosen.

use super::stage::{ENDING, SealedStage, into_io};
use crate::ops::{OpError, OpResult};
use onrecord_model::digest::Hasher;
use onrecord_pack::input::PackError;
use onrecord_vault::age_format::{AgeError, AgeWriter, Lock, find_way};
use onrecord_vault::{Identity, Recipient, SHORTEST_PASSPHRASE, WorkFactor};
use onrecord_verify::source::ReadSeek;
use onrecord_verify::zip::ZipError;
use onrecord_verify::zipped::{Zipped, write_zip};
use std::io::{BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

/// Who shall be able to open a pack.
pub enum PackLock {
    /// The holders of these keys, each alone.
    Recipients(Vec<Recipient>),
    /// Whoever knows the passphrase.
    Passphrase(String, WorkFactor),
}

impl PackLock {
    /// Reads `age1…` keys as typed.
    ///
    /// # Errors
    /// One of them is not such a key.
    pub fn for_keys(typed: &[String]) -> OpResult<Self> {
        let keys = typed.iter().map(|text| {
            Recipient::from_text(text).ok_or_else(|| {
                let text = "That is not an age key. One begins with age1 and is 62 letters and \
                            digits long. No pack was made. Ask for the key again, as a file.";
                OpError::Other(text.into())
            })
        });
        Ok(Self::Recipients(keys.collect::<OpResult<_>>()?))
    }

    /// Takes a passphrase that is not too easy to guess.
    ///
    /// # Errors
    /// It is too short.
    pub fn under(passphrase: String, work: WorkFactor) -> OpResult<Self> {
        if passphrase.chars().count() < SHORTEST_PASSPHRASE {
            return Err(OpError::Other(format!(
                "The passphrase for the pack needs at least {SHORTEST_PASSPHRASE} characters: \
                 whoever gets the file can try as often as they like. No pack was made."
            )));
        }
        Ok(Self::Passphrase(passphrase, work))
    }

    fn lock(&self) -> Lock<'_> {
        match self {
            Self::Recipients(keys) => Lock::Recipients(keys),
            Self::Passphrase(passphrase, work) => Lock::Passphrase(passphrase, *work),
        }
    }

    /// How the custody log names it: the keys, or `passphrase`.
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::Recipients(keys) => keys.iter().map(ToString::to_string).collect(),
            Self::Passphrase(..) => vec!["passphrase".into()],
        }
    }
}

/// The file's name: what was asked for, with `.age` where that is missing.
pub fn file_name(out: &Path) -> PathBuf {
    if out.extension().is_some_and(|ending| ending == "age") {
        return out.to_owned();
    }
    let mut name = out.as_os_str().to_owned();
    name.push(ENDING);
    name.into()
}

/// Removes what was begun, unless it was finished.
struct Unfinished {
    folder: PathBuf,
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // The first error is the one to tell; what stays is sealed under a key that is gone.
        let _ = fs_err::remove_dir_all(&self.folder);
    }
}

fn in_the_way(path: &Path) -> OpError {
    OpError::Other(format!(
        "{} is there already. Nothing was written over, and no pack was made. Move it, or choose \
         another name.",
        path.display()
    ))
}

impl Unfinished {
    fn new(out: &Path) -> OpResult<Self> {
        if out.symlink_metadata().is_ok() {
            return Err(in_the_way(out));
        }
        let mut name = out.as_os_str().to_owned();
        name.push("-unfinished");
        let folder = PathBuf::from(name);
        if folder.symlink_metadata().is_ok() {
            // One that a killed run of ours left holds sealed files alone, and nobody has their key.
            for entry in fs_err::read_dir(&folder)? {
                let path = entry?.path();
                if !path.is_file() || path.extension().is_none_or(|ending| ending != "age") {
                    return Err(in_the_way(&folder));
                }
            }
            fs_err::remove_dir_all(&folder)?;
        }
        fs_err::create_dir(&folder)?;
        Ok(Self { folder })
    }
}

/// Hashes what passes through.
struct Digesting<W> {
    out: W,
    digest: Hasher,
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// The finished file's name inside its folder.
const WHOLE: &str = "whole.age";

/// Has `make` put a pack together in a place that keeps nothing in the clear, and locks it into the
/// file `out`. It is read again before it gets its name.
///
/// # Errors
/// Those of `make`, or the file cannot be written. Nothing of it stays.
pub fn seal<T>(
    out: &Path,
    lock: &PackLock,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
    make: impl FnOnce(&SealedStage, &mut dyn FnMut(&str) -> Result<(), PackError>) -> OpResult<T>,
) -> OpResult<T> {
    let unfinished = Unfinished::new(out)?;
    let stage = SealedStage::new(unfinished.folder.clone())?;
    let made = make(&stage, progress)?;
    lock_into(&unfinished, &stage, out, lock, progress)?;
    Ok(made)
}

/// Locks a pack that was put together elsewhere into the file `out`, and reads it again.
///
/// # Errors
/// The file cannot be written. Nothing of it stays.
pub fn lock_stage(
    stage: &SealedStage,
    out: &Path,
    lock: &PackLock,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
) -> OpResult<()> {
    let unfinished = Unfinished::new(out)?;
    lock_into(&unfinished, stage, out, lock, progress)
}

fn lock_into(
    unfinished: &Unfinished,
    stage: &SealedStage,
    out: &Path,
    lock: &PackLock,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
) -> OpResult<()> {
    progress("Locking the pack").map_err(OpError::from)?;
    let whole = unfinished.folder.join(WHOLE);
    let file = fs_err::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&whole)?;
    let file = BufWriter::with_capacity(256 * 1024, file);
    let mut sealed = Digesting {
        out: AgeWriter::new(file, lock.lock()).map_err(into_io)?,
        digest: Hasher::default(),
    };
    let mut stopped = None;
    write_zip(stage, &mut sealed, &mut |_| {
        if stopped.is_none() {
            stopped = progress("Locking the pack").err();
        }
    })?;
    if let Some(error) = stopped {
        return Err(error.into());
    }
    let (file, written) = sealed.out.finish().map_err(into_io)?;
    file.into_inner()
        .map_err(std::io::IntoInnerError::into_error)?
        .sync_all()?;
    progress("Reading the locked pack again").map_err(OpError::from)?;
    let expected = sealed.digest.finish();
    let mut reader = written.open(fs_err::File::open(&whole)?).map_err(into_io)?;
    let mut again = Digesting {
        out: std::io::sink(),
        digest: Hasher::default(),
    };
    std::io::copy(&mut reader, &mut again)?;
    if again.digest.finish() != expected {
        let text = "The locked pack was not as it was written, and was removed. The case is \
                    unchanged. The disk may be failing: try another one.";
        return Err(OpError::Other(text.into()));
    }
    if out.symlink_metadata().is_ok() {
        return Err(in_the_way(out));
    }
    Ok(fs_err::rename(&whole, out)?)
}

/// What opens a locked pack.
pub struct PackKeys {
    /// Keys that may open it.
    pub identities: Vec<Identity>,
    /// Else the passphrase.
    pub passphrase: Option<String>,
}

/// Reads the keys of an identity file as the tool `age-keygen` writes it.
///
/// # Errors
/// A line is neither a comment nor a key.
pub fn read_identities(text: &str) -> OpResult<Vec<Identity>> {
    let lines = text.lines().map(str::trim);
    let keys = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    keys.map(|line| {
        Identity::from_text(line).ok_or_else(|| {
            let text = "The key file holds a line that is no key. Each begins with \
                        AGE-SECRET-KEY-1. Nothing was changed.";
            OpError::Other(text.into())
        })
    })
    .collect()
}

/// Whether a file begins as a locked pack does.
pub fn is_locked(path: &Path) -> bool {
    let mut start = [0; 21];
    path.is_file()
        && fs_err::File::open(path)
            .and_then(|mut file| file.read_exact(&mut start))
            .is_ok_and(|()| &start == b"age-encryption.org/v1")
}

/// Opens a locked pack for reading. Nothing of it is written anywhere.
///
/// # Errors
/// The keys do not open it; it is damaged; or what is in it is not a pack.
pub fn open_locked<'a>(path: &'a Path, keys: &'a PackKeys) -> OpResult<Zipped<'a>> {
    // The passphrase costs a second a try, and each file of the pack is opened often: so the way in
    // is found once, and kept.
    let file = fs_err::File::open(path)?;
    let way = find_way(file, &keys.identities, keys.passphrase.as_deref());
    let way = way.map_err(|error| match error {
        AgeError::NoMatch => OpError::Locked(
            "The key or passphrase does not open this pack. Nothing was changed. Check that it is \
             the one for this file."
                .into(),
        ),
        other => OpError::CheckFailed(format!(
            "The locked pack cannot be opened: {other}. Ask for a new copy of it."
        )),
    })?;
    let open = move || -> std::io::Result<Box<dyn ReadSeek + 'a>> {
        let file = fs_err::File::open(path)?;
        Ok(Box::new(way.open(file).map_err(into_io)?))
    };
    Zipped::new(Box::new(open)).map_err(|error| {
        OpError::CheckFailed(match error {
            ZipError::Io(error) => format!(
                "The locked pack cannot be read to its end: {error}. It was cut or damaged on its \
                 way. Ask for a new copy of it."
            ),
            ZipError::Form(problem) => format!(
                "What is locked in it is not a pack as On Record writes it: {problem}. If another \
                 program made it, unlock and unpack it, and check the folder."
            ),
        })
    })
}
