//! What is sent by a browser, until it is taken in: one encrypted file without a name. Its key is only
//! in memory, so that nothing of an upload is on the disk in the clear; and whatever ends the program
//! ends the file. Knows no case and no form.

mod file;
#[cfg(test)]
mod tests;

use crate::ops::images::{Seen, Sight};
use crate::ops::pack::stage::into_io;
use file::{At, Nameless, Out};
use onrecord_import::containers::{is_litter, looks_like_zip, unsafe_name};
use onrecord_import::{Entry, Export, ExportError, FileExport, Problem, ReadSeek, ZipExport};
use onrecord_model::exhibit::How;
use onrecord_vault::Identity;
use onrecord_vault::age_format::{AgeWriter, Lock, PayloadReader, Way};
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

/// The most that one upload may hold. More is better named by its path: then nothing is copied twice.
pub const LARGEST: u64 = 10 << 30;
/// The most files of one upload.
const MOST_FILES: usize = 100_000;
/// The longest name, with its folders.
const LONGEST_NAME: usize = 1_024;
/// Problems that are told one by one.
const TOLD: usize = 1_000;

/// Why an upload was not kept.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    /// More than [`LARGEST`].
    #[error("more than {} GB", LARGEST >> 30)]
    TooLarge,
    /// More than [`MOST_FILES`].
    #[error("more than {MOST_FILES} files")]
    TooMany,
    /// The disk is full, or cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// An upload under way.
pub struct SpoolWriter {
    out: AgeWriter<BufWriter<Out>>,
    file: Nameless,
    at: u64,
    /// A picture of somebody under 18 may be among the files: what may hold a picture is not kept.
    careful: bool,
    under_way: Option<UnderWay>,
    files: Vec<Spooled>,
    names: BTreeSet<Arc<str>>,
    problems: Vec<Problem>,
    left_out: usize,
}

struct UnderWay {
    name: Arc<str>,
    from: u64,
    sight: Option<Sight>,
}

/// One file, as a range of the whole.
#[derive(Clone, Debug)]
struct Spooled {
    name: Arc<str>,
    from: u64,
    size: u64,
}

impl SpoolWriter {
    /// In a case's folder, since there is room for what is to be taken in there.
    ///
    /// # Errors
    /// The file cannot be made, or the system gave no random numbers.
    pub fn new(folder: &Path, careful: bool) -> io::Result<Self> {
        // Nobody keeps this key: the way into the file is all that is needed.
        let key = Identity::random().map_err(into_io)?;
        let name = Identity::random().map_err(into_io)?.recipient();
        let name: String = name
            .as_bytes()
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let file = Nameless::new(&folder.join(format!("upload-{name}.tmp")))?;
        let out = BufWriter::with_capacity(256 * 1024, Out(Arc::clone(&file.file)));
        Ok(Self {
            file,
            out: AgeWriter::new(out, Lock::Recipients(&[key.recipient()])).map_err(into_io)?,
            at: 0,
            careful,
            under_way: None,
            files: Vec::new(),
            names: BTreeSet::new(),
            problems: Vec::new(),
            left_out: 0,
        })
    }

    fn problem(&mut self, name: &str, code: &'static str, reason: &str) {
        if self.problems.len() < TOLD {
            // As long as a name may be, and no longer: it is shown.
            let name: String = name.chars().take(LONGEST_NAME).collect();
            self.problems.push(Problem {
                entry: name.into(),
                code,
                reason: reason.into(),
            });
        }
    }

    /// Begins a file. `false`: it is not wanted, and its bytes are to be thrown away.
    ///
    /// # Errors
    /// There are too many.
    pub fn begin(&mut self, name: &str) -> Result<bool, SpoolError> {
        self.end();
        if self.files.len() + self.left_out + self.problems.len() >= MOST_FILES {
            return Err(SpoolError::TooMany);
        }
        if is_litter(name) {
            self.problem(name, "litter", "the operating system left it there");
            return Ok(false);
        }
        let long = name.len() > LONGEST_NAME;
        if let Some(reason) = unsafe_name(name).or(long.then_some("its name is too long")) {
            self.problem(name, "unsafe-name", reason);
            return Ok(false);
        }
        let sight = self.careful.then(|| Sight::of(name));
        if sight
            .as_ref()
            .is_some_and(|sight| sight.seen() != Seen::Nothing)
        {
            self.left_out += 1;
            return Ok(false);
        }
        self.under_way = Some(UnderWay {
            name: self.free_name(name),
            from: self.at,
            sight,
        });
        Ok(true)
    }

    /// Two files chosen from two folders may bear one name: neither is dropped.
    fn free_name(&mut self, name: &str) -> Arc<str> {
        let mut free: Arc<str> = name.into();
        let mut number = 2_u32;
        while self.names.contains(&free) {
            free = format!("{number}/{name}").into();
            number += 1;
        }
        self.names.insert(free.clone());
        free
    }

    /// Bytes of the file under way. `false`: it may hold a picture, and was left out; the rest of its
    /// bytes are to be thrown away.
    ///
    /// # Errors
    /// The upload is too large, or cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<bool, SpoolError> {
        let Some(file) = &mut self.under_way else {
            return Ok(false);
        };
        if let Some(sight) = &mut file.sight
            && sight.feed(bytes) != Seen::Nothing
        {
            self.left_out += 1;
            self.under_way = None;
            return Ok(false);
        }
        if self.at + bytes.len() as u64 > LARGEST {
            return Err(SpoolError::TooLarge);
        }
        self.out.write_all(bytes)?;
        self.at += bytes.len() as u64;
        Ok(true)
    }

    /// Ends the file under way.
    pub fn end(&mut self) {
        if let Some(file) = self.under_way.take() {
            self.files.push(Spooled {
                name: file.name,
                from: file.from,
                size: self.at - file.from,
            });
        }
    }

    /// The whole upload has come.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self) -> io::Result<Spool> {
        self.end();
        let (out, way) = self.out.finish().map_err(into_io)?;
        drop(out);
        let mut files = self.files;
        let folder = common_folder(&mut files);
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let name = match (&folder, &files[..]) {
            (Some(folder), _) => folder.clone(),
            (None, [only]) => only.name.to_string(),
            (None, several) => format!("{} files", several.len()),
        };
        Ok(Spool {
            way,
            file: self.file,
            single: folder.is_none() && files.len() == 1,
            files,
            name,
            problems: self.problems,
            left_out: self.left_out,
        })
    }
}

/// Takes off the folder in which everything stands, as it is for a folder that is named by its path.
fn common_folder(files: &mut [Spooled]) -> Option<String> {
    let folder = files.first()?.name.split_once('/')?.0.to_owned();
    let inside = |file: &Spooled| {
        let rest = file.name.strip_prefix(folder.as_str())?;
        Some(Arc::from(rest.strip_prefix('/')?))
    };
    let names: Option<Vec<Arc<str>>> = files.iter().map(inside).collect();
    for (file, name) in files.iter_mut().zip(names?) {
        file.name = name;
    }
    Some(folder)
}

/// An upload that has come.
pub struct Spool {
    way: Way,
    file: Nameless,
    files: Vec<Spooled>,
    single: bool,
    name: String,
    problems: Vec<Problem>,
    left_out: usize,
}

impl Spool {
    /// The folder's or the file's name, or how many files they are.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many files there are to take in.
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// Files that were not kept because they may hold a picture of somebody under 18.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    fn open(&self, file: &Spooled) -> io::Result<Part> {
        let whole = At {
            file: Arc::clone(&self.file.file),
            at: 0,
        };
        let mut whole = self.way.open(whole).map_err(into_io)?;
        whole.seek(SeekFrom::Start(file.from))?;
        Ok(Part {
            whole,
            from: file.from,
            size: file.size,
            at: 0,
        })
    }

    /// How it was given, and what it holds.
    ///
    /// # Errors
    /// It begins as a zip archive does and is damaged, or cannot be read.
    pub fn export(&self) -> Result<(How, Box<dyn Export + '_>), ExportError> {
        if let ([only], true) = (&self.files[..], self.single) {
            let opener = move || Ok(Box::new(self.open(only)?) as Box<dyn ReadSeek>);
            let mut first = Vec::new();
            let read = opener().and_then(|whole| whole.take(4).read_to_end(&mut first));
            read.map_err(|source| ExportError::Io {
                entry: (&*only.name).into(),
                source,
            })?;
            if looks_like_zip(&first) {
                return Ok((How::Archive, Box::new(ZipExport::new(&only.name, opener)?)));
            }
            let file = FileExport::seekable(&only.name, only.size, opener);
            return Ok((How::File, Box::new(file)));
        }
        let entry = |file: &Spooled| Entry {
            path: file.name.clone(),
            size: file.size,
            modified: None,
        };
        let folder = SpooledFolder {
            spool: self,
            entries: self.files.iter().map(entry).collect(),
        };
        Ok((How::Folder, Box::new(folder)))
    }

    /// What the browser sent and was not kept, and why.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The only file as it came: an archive is sealed whole.
    ///
    /// # Errors
    /// There are several, or it cannot be read.
    pub fn whole(&self) -> io::Result<impl Read + use<>> {
        let only = self.files.first().filter(|_| self.single);
        self.open(only.ok_or(io::ErrorKind::NotFound)?)
    }
}

struct SpooledFolder<'s> {
    spool: &'s Spool,
    entries: Vec<Entry>,
}

impl SpooledFolder<'_> {
    fn part(&self, path: &str) -> Result<Part, ExportError> {
        let at = self
            .entries
            .binary_search_by(|entry| (*entry.path).cmp(path));
        let file = at.ok().and_then(|at| self.spool.files.get(at));
        let file = file.ok_or_else(|| ExportError::NoSuchEntry(path.into()))?;
        self.spool.open(file).map_err(|source| ExportError::Io {
            entry: path.into(),
            source,
        })
    }
}

impl Export for SpooledFolder<'_> {
    fn name(&self) -> &str {
        &self.spool.name
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        Ok(Box::new(self.part(path)?))
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        Ok(Some(Box::new(self.part(path)?)))
    }
}

/// A range of the file.
struct Part {
    whole: PayloadReader<At>,
    from: u64,
    size: u64,
    at: u64,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.size.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = buffer.len().min(left);
        let read = self.whole.read(&mut buffer[..most])?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Part {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let to = to.ok_or(io::ErrorKind::InvalidInput)?;
        // Beyond its own end there is another file.
        self.whole
            .seek(SeekFrom::Start(self.from + to.min(self.size)))?;
        self.at = to;
        Ok(to)
    }
}
