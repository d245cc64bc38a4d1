//! An export that is a tar archive, plain or compressed. Whatever breaks a rule becomes a problem;
//! the other members are read all the same. Nothing is ever unpacked to disk.
//!
//! A compressed archive can only be read from its start. It is listed in one pass, which keeps the
//! small files and the beginnings of the others: importers look at every file's beginning. What is
//! read in the archive's order then takes one more pass.

use super::cut_short::{AGAIN, CUT_MEMBER, whole};
use super::names::{is_litter, unsafe_name};
use super::tar_header::{BLOCK, Header, Kind};
use super::zip::Limits;
use crate::export::{Entry, Export, ExportError, Problem, ReadSeek};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;
use std::sync::Arc;

/// Bytes of a compressed archive's members that are kept from the first pass, together.
const HELD: usize = 64 << 20;
/// Of one member: what importers look at.
const HEAD: usize = 64 << 10;
/// Bytes of names and extended headers.
const LIST_LIMIT: u64 = 1 << 20;
/// How many times the archive's size may be passed over to reach members out of order.
const MOST_PASSES: u64 = 64;

/// Opens the archive's bytes from their start, as often as asked.
pub type Opener<'s, R> = Box<dyn Fn() -> io::Result<Box<R>> + 's>;

/// Where a tar archive's bytes come from.
pub enum TarBytes<'s> {
    /// From any place.
    Seekable(Opener<'s, dyn ReadSeek + 's>),
    /// From the start only: it is compressed.
    Stream(Opener<'s, dyn Read + 's>),
}

struct Member {
    at: u64,
    size: u64,
    /// The beginning of a compressed archive's member, or all of it.
    head: Arc<[u8]>,
}

/// A stream and how far it was read.
type Running<'s> = Rc<RefCell<Option<(Box<dyn Read + 's>, u64)>>>;

/// A tar archive.
pub struct TarExport<'s> {
    name: String,
    bytes: TarBytes<'s>,
    members: BTreeMap<Arc<str>, Member>,
    entries: Vec<Entry>,
    problems: Vec<Problem>,
    /// The stream that was last read from, to go on with.
    running: Running<'s>,
    length: u64,
    passed: Cell<u64>,
}

impl<'s> TarExport<'s> {
    /// Lists the members. An archive that ends early or is damaged has those that come before.
    ///
    /// # Errors
    /// The bytes cannot be read at all.
    pub fn new(name: &str, bytes: TarBytes<'s>, limits: Limits) -> Result<Self, ExportError> {
        let io_error = |source| ExportError::Io {
            entry: name.into(),
            source,
        };
        let mut list = List {
            name,
            limits,
            members: BTreeMap::new(),
            entries: Vec::new(),
            problems: Vec::new(),
            total: 0,
            held: HELD,
            inside: None,
        };
        let length = match &bytes {
            TarBytes::Seekable(open) => {
                let mut reader = open().map_err(io_error)?;
                let end = reader.seek(SeekFrom::End(0)).map_err(io_error)?;
                reader.seek(SeekFrom::Start(0)).map_err(io_error)?;
                list.walk(&mut Seeking { reader, at: 0, end })
            }
            TarBytes::Stream(open) => list.walk(&mut Streaming {
                reader: open().map_err(io_error)?,
                at: 0,
            }),
        };
        let List {
            members,
            mut entries,
            problems,
            ..
        } = list;
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self {
            name: name.to_owned(),
            bytes,
            members,
            entries,
            problems,
            running: Rc::default(),
            length,
            passed: Cell::new(0),
        })
    }

    /// A reader of a compressed archive that stands at `at`.
    fn stream_at(
        &self,
        open: &Opener<'s, dyn Read + 's>,
        at: u64,
    ) -> io::Result<Box<dyn Read + 's>> {
        let running = self.running.borrow_mut().take();
        let (mut reader, from) = match running {
            Some((reader, from)) if from <= at => (reader, from),
            _ => (open()?, 0),
        };
        let passed = self.passed.get().saturating_add(at - from);
        if passed > self.length.saturating_mul(MOST_PASSES).max(HELD as u64) {
            return Err(io::Error::other(
                "its files are needed in another order than they are packed in, which takes too \
                 long; unpack this archive and add the folder",
            ));
        }
        self.passed.set(passed);
        let skipped = io::copy(&mut (&mut reader).take(at - from), &mut io::sink())?;
        if skipped < at - from {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(reader)
    }
}

/// The two ways to walk an archive.
trait Walk {
    fn at(&self) -> u64;
    /// Fills `into` as far as there are bytes.
    fn fill(&mut self, into: &mut [u8]) -> io::Result<usize>;
    /// Passes over `count` bytes and says how many there were.
    fn pass(&mut self, count: u64) -> io::Result<u64>;
    /// Whether members' beginnings are worth keeping.
    fn keeps(&self) -> bool;
}

struct Seeking<R> {
    reader: R,
    at: u64,
    end: u64,
}

impl<R: Read + Seek> Walk for Seeking<R> {
    fn at(&self) -> u64 {
        self.at
    }

    fn fill(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = fill(&mut self.reader, into)?;
        self.at += count as u64;
        Ok(count)
    }

    fn pass(&mut self, count: u64) -> io::Result<u64> {
        let there = count.min(self.end.saturating_sub(self.at));
        self.at += there;
        self.reader.seek(SeekFrom::Start(self.at))?;
        Ok(there)
    }

    fn keeps(&self) -> bool {
        false
    }
}

struct Streaming<R> {
    reader: R,
    at: u64,
}

impl<R: Read> Walk for Streaming<R> {
    fn at(&self) -> u64 {
        self.at
    }

    fn fill(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = fill(&mut self.reader, into)?;
        self.at += count as u64;
        Ok(count)
    }

    fn pass(&mut self, count: u64) -> io::Result<u64> {
        let passed = io::copy(&mut (&mut self.reader).take(count), &mut io::sink())?;
        self.at += passed;
        Ok(passed)
    }

    fn keeps(&self) -> bool {
        true
    }
}

fn fill(reader: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    let mut have = 0;
    while have < into.len() {
        match reader.read(&mut into[have..]) {
            Ok(0) => break,
            Ok(count) => have += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(have)
}

/// The list of members as it is being made.
struct List<'n> {
    name: &'n str,
    limits: Limits,
    members: BTreeMap<Arc<str>, Member>,
    entries: Vec<Entry>,
    problems: Vec<Problem>,
    total: u64,
    held: usize,
    /// The member that is being passed.
    inside: Option<String>,
}

/// Why a walk ends before the archive does.
enum Short {
    /// The bytes end first.
    Cut,
    /// Something in it cannot be right.
    Wrong(&'static str),
}

impl List<'_> {
    fn problem(&mut self, entry: &str, code: &'static str, reason: impl Into<Box<str>>) {
        self.problems.push(Problem {
            entry: entry.into(),
            code,
            reason: reason.into(),
        });
    }

    /// Says why the walk stopped, and where.
    fn stop(&mut self, what: &str, code: &'static str) {
        let inside = self.inside.take();
        let whole = whole(self.entries.len());
        let after = match code {
            "cut-short" => "What came after is not here",
            _ => "What comes after is not read",
        };
        let name = self.name.to_owned();
        self.problem(&name, code, format!("{what}. {whole}. {after}. {AGAIN}"));
        if let Some(member) = inside {
            let reason = match code {
                "cut-short" => CUT_MEMBER,
                _ => "the archive is damaged inside it, so it is not read",
            };
            self.problem(&member, "damaged", reason);
        }
    }

    /// Walks to the archive's end, or to where it is damaged, and says where that is.
    fn walk(&mut self, walk: &mut dyn Walk) -> u64 {
        let stopped = match self.members(walk) {
            Ok(None) => return walk.at(),
            Ok(Some(short)) => short,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Short::Cut,
            Err(error) => {
                self.stop(&format!("reading it stopped: {error}"), "damaged-archive");
                return walk.at();
            }
        };
        match stopped {
            Short::Cut => self.stop("it was cut short", "cut-short"),
            Short::Wrong(reason) => self.stop(reason, "damaged-archive"),
        }
        walk.at()
    }

    fn members(&mut self, walk: &mut dyn Walk) -> io::Result<Option<Short>> {
        let (mut long_name, mut extended) = (None, None);
        loop {
            let mut block = [0; BLOCK];
            match walk.fill(&mut block)? {
                // Two empty blocks end an archive; some writers leave them out.
                0 => return Ok(None),
                BLOCK => {}
                _ => return Ok(Some(Short::Cut)),
            }
            if block == [0; BLOCK] {
                return Ok(None);
            }
            let Some(mut header) = Header::read(&block) else {
                return Ok(Some(Short::Wrong("it is damaged")));
            };
            if matches!(
                header.kind,
                Kind::LongName | Kind::LongLink | Kind::Extended | Kind::Global
            ) {
                if header.size > LIST_LIMIT {
                    return Ok(Some(Short::Wrong("a name in it is unreasonably long")));
                }
                let mut content = vec![0; header.size as usize];
                let padding = padding(header.size);
                if walk.fill(&mut content)? < content.len() || walk.pass(padding)? < padding {
                    return Ok(Some(Short::Cut));
                }
                match header.kind {
                    Kind::LongName => long_name = Some(content),
                    Kind::Extended => extended = Some(content),
                    _ => {}
                }
                continue;
            }
            if let Some(name) = long_name.take() {
                let name = name.strip_suffix(b"\0").unwrap_or(&name);
                header.name = String::from_utf8_lossy(name).into_owned();
            }
            if let Some(records) = extended.take() {
                header.extend(&records);
            }
            if self.entries.len() + self.problems.len() >= self.limits.members as usize {
                return Ok(Some(Short::Wrong(
                    "it lists more files than an export holds",
                )));
            }
            if header.size > self.limits.total_bytes {
                return Ok(Some(Short::Wrong("it states a file larger than an export")));
            }
            let at = walk.at();
            self.inside = Some(header.name.clone());
            let head = self.admit(&header, walk)?;
            let rest = (header.size + padding(header.size)).saturating_sub(walk.at() - at);
            let passed = walk.pass(rest)?;
            // What fills the last block may be missing; the file is whole without it.
            if passed < rest && walk.at() - at < header.size {
                return Ok(Some(Short::Cut));
            }
            self.inside = None;
            if let Some(head) = head {
                let path: Arc<str> = clean(&header.name).into();
                self.total += header.size;
                self.entries.push(Entry {
                    path: path.clone(),
                    size: header.size,
                    modified: header.modified,
                });
                self.members.insert(
                    path,
                    Member {
                        at,
                        size: header.size,
                        head,
                    },
                );
            }
        }
    }

    /// The beginning of a member that may be read; `None` where it may not.
    fn admit(&mut self, header: &Header, walk: &mut dyn Walk) -> io::Result<Option<Arc<[u8]>>> {
        if header.kind == Kind::Folder {
            return Ok(None);
        }
        let path = clean(&header.name);
        let refused = if let Some(reason) = unsafe_name(path) {
            Some(("unsafe-name", reason))
        } else if is_litter(path) {
            Some(("litter", "the operating system left it there"))
        } else if header.kind == Kind::Link {
            Some(("link", "it is a link to another place and was not followed"))
        } else if header.kind == Kind::Device {
            Some(("unsupported", "it is neither a file nor a folder"))
        } else if header.kind != Kind::File {
            Some((
                "unsupported",
                "it is packed in a way that cannot be read here; unpack the archive first",
            ))
        } else if self.members.contains_key(path) {
            Some((
                "duplicate",
                "an earlier file of the archive has the same name; that one is read",
            ))
        } else if header.size > self.limits.member_bytes
            || self.total.saturating_add(header.size) > self.limits.total_bytes
        {
            Some(("too-large", "it holds far more than an export does"))
        } else {
            None
        };
        if let Some((code, reason)) = refused {
            self.problem(&header.name, code, reason);
            return Ok(None);
        }
        let mut head = Vec::new();
        if walk.keeps() {
            let most = HEAD.min(self.held);
            head = vec![0; usize::try_from(header.size).map_or(most, |size| size.min(most))];
            let have = walk.fill(&mut head)?;
            head.truncate(have);
            self.held -= have;
        }
        Ok(Some(head.into()))
    }
}

/// Many writers put `./` before every name; it changes nothing.
fn clean(name: &str) -> &str {
    name.strip_prefix("./").unwrap_or(name)
}

fn padding(size: u64) -> u64 {
    size.next_multiple_of(BLOCK as u64).saturating_sub(size)
}

/// The rest of a member of a compressed archive. The stream is reached only when it is read, and
/// left for the next member when this is done.
struct Rest<'a, 's> {
    export: &'a TarExport<'s>,
    open: &'a Opener<'s, dyn Read + 's>,
    reader: Option<Box<dyn Read + 's>>,
    at: u64,
    end: u64,
}

impl Read for Rest<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.end - self.at;
        let most = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if most == 0 {
            return Ok(0);
        }
        let reader = match &mut self.reader {
            Some(reader) => reader,
            None => self
                .reader
                .insert(self.export.stream_at(self.open, self.at)?),
        };
        let count = reader.read(&mut buffer[..most])?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl Drop for Rest<'_, '_> {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            self.export.running.replace(Some((reader, self.at)));
        }
    }
}

impl Export for TarExport<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        let Some(member) = self.members.get(path) else {
            return Err(ExportError::NoSuchEntry(path.into()));
        };
        match &self.bytes {
            TarBytes::Seekable(_) => match self.open_seekable(path)? {
                Some(reader) => Ok(Box::new(reader)),
                None => Err(ExportError::NoSuchEntry(path.into())),
            },
            TarBytes::Stream(open) => Ok(Box::new(Cursor::new(member.head.clone()).chain(Rest {
                export: self,
                open,
                reader: None,
                at: member.at + member.head.len() as u64,
                end: member.at + member.size,
            }))),
        }
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        let Some(member) = self.members.get(path) else {
            return Err(ExportError::NoSuchEntry(path.into()));
        };
        let TarBytes::Seekable(open) = &self.bytes else {
            let whole = member.head.len() as u64 == member.size;
            let held = || Box::new(Cursor::new(member.head.clone())) as Box<dyn ReadSeek + 'a>;
            return Ok(whole.then(held));
        };
        let io_error = |source| ExportError::Io {
            entry: path.into(),
            source,
        };
        let mut reader = open().map_err(io_error)?;
        reader.seek(SeekFrom::Start(member.at)).map_err(io_error)?;
        Ok(Some(Box::new(super::zip::Window::new(
            reader,
            member.at,
            member.size,
        ))))
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
