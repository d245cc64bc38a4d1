//! An export that is a zip archive. Whatever breaks a rule becomes a problem; the other members
//! are read all the same. Nothing is ever unpacked to disk.

use super::cut_short::CUT_MEMBER;
use super::names::{is_litter, unsafe_name};
use super::zip_directory::{Directory, Member, local_header_size, read_directory};
use super::zip_entry::{MemberReader, is_readable};
use super::zip_known::walk_once;
use super::zip_walk::{WalkEnd, Walked, begins_with_member};
use crate::export::{Entry, Export, ExportError, Problem, ReadSeek};
use onrecord_model::Digest;
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

/// What an archive may demand of its reader.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Members listed.
    pub members: u64,
    /// Bytes of the list of members.
    pub directory_bytes: u64,
    /// Decompressed bytes of one member.
    pub member_bytes: u64,
    /// Decompressed bytes of all members.
    pub total_bytes: u64,
    /// Decompressed to compressed size of one member, where that is larger than
    /// [`Self::ratio_from`].
    pub ratio: u64,
    /// Members that decompress to less are never refused for their ratio.
    pub ratio_from: u64,
}

impl Default for Limits {
    /// Ten times the largest export seen, and far below what would tie up a computer for hours.
    fn default() -> Self {
        Self {
            members: 500_000,
            directory_bytes: 96 << 20,
            member_bytes: 64 << 30,
            total_bytes: 512 << 30,
            ratio: 250,
            ratio_from: 64 << 20,
        }
    }
}

type Opener<'s> = Box<dyn Fn() -> io::Result<Box<dyn ReadSeek + 's>> + 's>;

/// A zip archive, from wherever its bytes can be opened again and again.
pub struct ZipExport<'s> {
    name: String,
    opener: Opener<'s>,
    base: u64,
    members: BTreeMap<Arc<str>, Member>,
    entries: Vec<Entry>,
    problems: Vec<Problem>,
}

/// Whether a file's first bytes are those of a zip archive.
pub fn looks_like_zip(first: &[u8]) -> bool {
    first.starts_with(b"PK\x03\x04") || first.starts_with(b"PK\x05\x06")
}

impl<'s> ZipExport<'s> {
    /// Reads the list of members with the default limits.
    ///
    /// # Errors
    /// The bytes cannot be read, do not begin as a zip archive does and have no list of members, or
    /// are one piece of an archive that was split.
    pub fn new(
        name: &str,
        opener: impl Fn() -> io::Result<Box<dyn ReadSeek + 's>> + 's,
    ) -> Result<Self, ExportError> {
        Self::with_limits(name, opener, Limits::default())
    }

    /// A zip archive on disk, opened read-only.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn from_path(path: &Path) -> Result<ZipExport<'static>, ExportError> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let owned = path.to_path_buf();
        ZipExport::new(&name.to_string_lossy(), move || {
            Ok(Box::new(fs_err::File::open(&owned)?) as Box<dyn ReadSeek>)
        })
    }

    /// An archive that must be whole: one whose list of members is damaged is refused.
    ///
    /// # Errors
    /// As [`Self::new`]; or the list is damaged.
    pub fn whole(
        name: &str,
        opener: impl Fn() -> io::Result<Box<dyn ReadSeek + 's>> + 's,
    ) -> Result<Self, ExportError> {
        let limits = Limits::default();
        let mut reader = opener().map_err(|source| failed(name, source))?;
        let directory = read_directory(&mut reader, limits.members, limits.directory_bytes)
            .map_err(|source| failed(name, source))?;
        Ok(Self::of(name, opener, directory, limits))
    }

    /// As [`Self::new`], where the digest of the bytes may be known: what takes reading all of an
    /// archive is then found once.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn sealed(
        name: &str,
        digest: Option<Digest>,
        opener: impl Fn() -> io::Result<Box<dyn ReadSeek + 's>> + 's,
    ) -> Result<Self, ExportError> {
        Self::read(name, digest, opener, Limits::default())
    }

    /// As [`Self::new`], with other limits.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn with_limits(
        name: &str,
        opener: impl Fn() -> io::Result<Box<dyn ReadSeek + 's>> + 's,
        limits: Limits,
    ) -> Result<Self, ExportError> {
        Self::read(name, None, opener, limits)
    }

    /// Reads the list of members. Where there is none, because the archive was cut short, the
    /// members are found from the front, and a problem says so.
    fn read(
        name: &str,
        digest: Option<Digest>,
        opener: impl Fn() -> io::Result<Box<dyn ReadSeek + 's>> + 's,
        limits: Limits,
    ) -> Result<Self, ExportError> {
        let failed = |source| failed(name, source);
        let mut reader = opener().map_err(failed)?;
        let read = read_directory(&mut reader, limits.members, limits.directory_bytes);
        if !begins_with_member(&mut reader).map_err(failed)? {
            return Ok(Self::of(name, opener, read.map_err(failed)?, limits));
        }
        match read {
            Ok(directory) if directory.base == 0 && directory.cut_short.is_none() => {
                Ok(Self::of(name, opener, directory, limits))
            }
            Ok(mut directory) => {
                let walked = walk_once(digest, &mut reader, limits).map_err(failed)?;
                let stands_before = walked.end == WalkEnd::List && walked.at < directory.base;
                let mut earlier = 0;
                if stands_before {
                    earlier = walked.whole();
                } else if directory.base > 0 {
                    // The list is that of an archive inside this one, whose own is missing.
                    return Ok(Self::walked(name, opener, &walked, limits));
                } else {
                    directory.add(&walked.members);
                }
                let mut export = Self::of(name, opener, directory, limits);
                if earlier > 0 {
                    export.problem(
                        name,
                        "damaged-archive",
                        format!(
                            "another archive with {earlier} files stands before this one in the same \
                             file, and is not read"
                        ),
                    );
                }
                Ok(export)
            }
            Err(error) if is_damage(&error) => {
                let walked = walk_once(digest, &mut reader, limits).map_err(failed)?;
                Ok(Self::walked(name, opener, &walked, limits))
            }
            Err(error) => Err(failed(error)),
        }
    }

    fn of(
        name: &str,
        opener: impl Fn() -> io::Result<Box<dyn ReadSeek + 's>> + 's,
        directory: Directory,
        limits: Limits,
    ) -> Self {
        let mut export = Self {
            name: name.to_owned(),
            opener: Box::new(opener),
            base: directory.base,
            members: BTreeMap::new(),
            entries: Vec::new(),
            problems: Vec::new(),
        };
        if let Some(reason) = directory.cut_short {
            export.problem(name, "damaged-archive", reason);
        }
        let overlapping = overlaps(&directory.members, directory.base, directory.starts_at);
        let mut total = 0u64;
        for (member, overlaps) in directory.members.into_iter().zip(overlapping) {
            if member.is_folder && !member.is_link {
                continue;
            }
            export.admit(member, overlaps, &mut total, limits);
        }
        export.entries = export
            .members
            .iter()
            .map(|(path, member)| Entry {
                path: path.clone(),
                size: member.size,
                modified: member.modified,
            })
            .collect();
        export
    }

    fn walked(
        name: &str,
        opener: impl Fn() -> io::Result<Box<dyn ReadSeek + 's>> + 's,
        walked: &Walked,
        limits: Limits,
    ) -> Self {
        let said = walked.say();
        let directory = Directory {
            members: walked.members.clone(),
            starts_at: u64::MAX,
            base: 0,
            cut_short: None,
        };
        let mut export = Self::of(name, opener, directory, limits);
        export.problem(name, "cut-short", said);
        for (member, reason) in &walked.broken {
            export.problem(member, "damaged", *reason);
        }
        match &walked.end {
            WalkEnd::Inside(Some(member)) => export.problem(member, "damaged", CUT_MEMBER),
            WalkEnd::Lost(member, why) => {
                export.problem(
                    member,
                    "damaged",
                    format!("where it ends cannot be told: {why}"),
                );
            }
            _ => {}
        }
        export
    }

    fn problem(&mut self, entry: &str, code: &'static str, reason: impl Into<Box<str>>) {
        self.problems.push(Problem {
            entry: entry.into(),
            code,
            reason: reason.into(),
        });
    }

    fn admit(&mut self, member: Member, overlaps: bool, total: &mut u64, limits: Limits) {
        // Some tools write `./` before every name; it changes nothing.
        let path = member.name.strip_prefix("./").unwrap_or(&member.name);
        let path: Arc<str> = path.into();
        let refused = refuse(&member, &path, overlaps, *total, limits).or_else(|| {
            self.members.contains_key(&path).then_some((
                "duplicate",
                "an earlier file of the archive has the same name; that one is read",
            ))
        });
        if let Some((code, reason)) = refused {
            self.problem(&member.name, code, reason);
        } else {
            *total = total.saturating_add(member.size);
            self.members.insert(path, member);
        }
    }
}

fn failed(name: &str, source: io::Error) -> ExportError {
    match source.kind() {
        kind if kind == io::ErrorKind::Unsupported || is_damage(&source) => ExportError::Damaged {
            entry: name.into(),
            reason: source.to_string().into(),
        },
        _ => ExportError::Io {
            entry: name.into(),
            source,
        },
    }
}

fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
    )
}

fn refuse(
    member: &Member,
    path: &str,
    overlaps: bool,
    total: u64,
    limits: Limits,
) -> Option<(&'static str, &'static str)> {
    let unpacks_to_far_more = member.size > limits.member_bytes
        || member.size > limits.ratio_from && member.size / member.compressed.max(1) > limits.ratio;
    if let Some(reason) = unsafe_name(path) {
        Some(("unsafe-name", reason))
    } else if is_litter(path) {
        Some(("litter", "the operating system left it there"))
    } else if member.is_link {
        Some(("link", "it is a link to another place and was not followed"))
    } else if member.encrypted {
        Some((
            "encrypted",
            "it is encrypted; unpack the archive with its password first",
        ))
    } else if !is_readable(member.method) {
        Some((
            "unsupported",
            "it is compressed in a way that cannot be read here; unpack the archive first",
        ))
    } else if overlaps {
        Some((
            "overlapping",
            "it shares its bytes with another member, as in no honest archive",
        ))
    } else if unpacks_to_far_more {
        Some((
            "too-large",
            "it would unpack to far more than an export holds",
        ))
    } else if total.saturating_add(member.size) > limits.total_bytes {
        Some((
            "too-large",
            "the archive would unpack to far more than an export holds",
        ))
    } else {
        None
    }
}

/// Which members share bytes with another one or with the directory. The shortest possible local
/// header is assumed, so that nothing honest is refused.
fn overlaps(members: &[Member], base: u64, directory_at: u64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|&at| (members[at].header_at, at));
    let mut result = vec![false; members.len()];
    let mut last_end = 0u64;
    let mut last = None;
    for at in order {
        let member = &members[at];
        let start = member.header_at.saturating_add(base);
        let end = start
            .saturating_add(30)
            .saturating_add(member.name.len().min(1) as u64)
            .saturating_add(member.compressed);
        if end > directory_at {
            result[at] = true;
        }
        if start < last_end {
            result[at] = true;
            if let Some(last) = last {
                result[last] = true;
            }
        }
        if end > last_end {
            last_end = end;
            last = Some(at);
        }
    }
    result
}

impl<'s> ZipExport<'s> {
    /// A member, a reader at its compressed bytes, and where those begin.
    fn locate(&self, path: &str) -> Result<(&Member, Box<dyn ReadSeek + 's>, u64), ExportError> {
        let Some(member) = self.members.get(path) else {
            return Err(ExportError::NoSuchEntry(path.into()));
        };
        let io_error = |source| ExportError::Io {
            entry: path.into(),
            source,
        };
        let mut reader = (self.opener)().map_err(io_error)?;
        let at = member.header_at.saturating_add(self.base);
        reader.seek(SeekFrom::Start(at)).map_err(io_error)?;
        let mut fixed = [0; 30];
        reader.read_exact(&mut fixed).map_err(io_error)?;
        let Some(header) = local_header_size(&fixed) else {
            return Err(ExportError::Damaged {
                entry: path.into(),
                reason: "it is not where the archive's list of files says".into(),
            });
        };
        let from = at.saturating_add(header);
        reader.seek(SeekFrom::Start(from)).map_err(io_error)?;
        Ok((member, reader, from))
    }
}

/// A stretch of another reader, which stands at `from + at`.
pub(super) struct Window<R> {
    reader: R,
    from: u64,
    length: u64,
    at: u64,
}

impl<R> Window<R> {
    pub(super) fn new(reader: R, from: u64, length: u64) -> Self {
        Self {
            reader,
            from,
            length,
            at: 0,
        }
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.length.saturating_sub(self.at);
        let most = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let read = self.reader.read(&mut buffer[..most])?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: Seek> Seek for Window<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let at = at.ok_or(io::ErrorKind::InvalidInput)?;
        self.reader
            .seek(SeekFrom::Start(self.from.saturating_add(at)))?;
        self.at = at;
        Ok(at)
    }
}

impl Export for ZipExport<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        let (member, reader, _) = self.locate(path)?;
        Ok(Box::new(MemberReader::new(
            reader,
            member.method,
            member.compressed,
            member.size,
            member.crc,
        )))
    }

    /// Without compression only. The member's checksum is not checked on this way.
    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        let (member, reader, from) = self.locate(path)?;
        if member.method != 0 || member.compressed != member.size {
            return Ok(None);
        }
        Ok(Some(Box::new(Window::new(reader, from, member.size))))
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
