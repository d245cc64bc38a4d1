//! The files of a pack, opened by somebody else: in the browser by JavaScript, in a test by the
//! test. Knows nothing of what is in them.

use onrecord_verify::source::{Found, MOST_FILES, ReadSeek, Source};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};

/// Who opens the files.
pub trait Host {
    /// Reads bytes of file `file` (counted from 0) from `at` on. Says how many; fewer than asked
    /// only where the file ends. `None`: the file cannot be read.
    fn read(&self, file: u32, at: u64, into: &mut [u8]) -> Option<usize>;
    /// So many more bytes were checked.
    fn progress(&self, bytes: u64);
}

/// A file as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// Whether it is a plain file that stands in the folder itself.
    pub plain: bool,
    /// Bytes.
    pub size: u64,
}

/// The files, as a pack is read.
#[derive(Clone, Debug, Default)]
pub struct Files {
    found: Vec<Found>,
    at: BTreeMap<String, (u32, u64)>,
}

impl Files {
    /// What was given, in the order in which the host numbers it. A name that was given twice is no
    /// plain file: which of the two would be read is not for chance to say.
    pub fn new(given: &[Given]) -> Self {
        let mut files = Self::default();
        let mut twice = Vec::new();
        for (number, file) in (0..).zip(given.iter().take(MOST_FILES)) {
            let place = (number, file.size);
            if file.plain && files.at.insert(file.name.clone(), place).is_some() {
                twice.push(file.name.clone());
            }
            let (name, plain) = (file.name.clone(), file.plain);
            files.found.push(Found { name, plain });
        }
        for found in &mut files.found {
            found.plain &= !twice.contains(&found.name);
        }
        twice.iter().for_each(|name| {
            files.at.remove(name);
        });
        files.found.sort();
        files.found.dedup();
        files
    }
}

/// The files and who opens them.
pub(crate) struct Opened<'a, H> {
    pub files: &'a Files,
    pub host: &'a H,
}

impl<H: Host> Source for Opened<'_, H> {
    fn found(&self) -> io::Result<Vec<Found>> {
        Ok(self.files.found.clone())
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        let (file, size) = *self.files.at.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Handle {
            host: self.host,
            file,
            size,
            at: 0,
            kept: Vec::new(),
            kept_at: 0,
            next: SHORT,
        }))
    }
}

/// Asking the browser costs a fraction of a millisecond, whatever the length. So what follows a read
/// is read ahead: little after a jump, since most jumps are to a header, and more as it goes on.
const SHORT: usize = 4 << 10;
const LONG: usize = 1 << 20;

struct Handle<'a, H> {
    host: &'a H,
    file: u32,
    size: u64,
    at: u64,
    kept: Vec<u8>,
    kept_at: u64,
    next: usize,
}

impl<H: Host> Handle<'_, H> {
    fn kept_from_here(&self) -> &[u8] {
        let skip = self.at.checked_sub(self.kept_at);
        let skip = skip.and_then(|skip| usize::try_from(skip).ok());
        skip.and_then(|skip| self.kept.get(skip..))
            .unwrap_or_default()
    }

    fn fill(&mut self) -> io::Result<()> {
        let goes_on = self.at == self.kept_at + self.kept.len() as u64;
        self.next = if goes_on && !self.kept.is_empty() {
            (self.next * 4).min(LONG)
        } else {
            SHORT
        };
        let left = self.size.saturating_sub(self.at);
        let most = usize::try_from(left).unwrap_or(LONG).min(self.next);
        self.kept.resize(most, 0);
        self.kept_at = self.at;
        let read = self.host.read(self.file, self.at, &mut self.kept);
        let Some(read) = read.filter(|read| *read == most) else {
            self.kept.clear();
            return Err(io::Error::other("the browser could not read it"));
        };
        self.kept.truncate(read);
        Ok(())
    }
}

impl<H: Host> Read for Handle<'_, H> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || self.at >= self.size {
            return Ok(0);
        }
        if self.kept_from_here().is_empty() {
            self.fill()?;
        }
        let read = self.kept_from_here().read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<H: Host> Seek for Handle<'_, H> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
