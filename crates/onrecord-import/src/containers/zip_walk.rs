//! A zip archive whose list of files is missing: its download or its copying was cut short. Its
//! members are found from the front, each directly behind the one before (PKWARE APPNOTE 6.3.10,
//! 4.3.7 to 4.3.9). Only those count that are whole and whose checksum agrees, and nothing inside a
//! member's data is ever taken for a member.

use super::cut_short::{AGAIN, whole};
use super::zip::Limits;
use super::zip_directory::{
    CENTRAL, ENCRYPTED, END, END_64, LOCAL, Member, dos_time, name_of, u16_at, u32_at, widen,
};
use super::zip_ends::{Bytes, Lost, Stated, after_descriptor, end_of_data};
use super::zip_entry::{MemberReader, is_readable};
use std::io::{self, Read, Seek, SeekFrom};

/// What stands before an archive's list of members where it is signed or compressed.
const ARCHIVE_EXTRA: u32 = 0x0806_4b50;
/// Length and sizes are behind the data, because they were not known before.
const STREAMED: u16 = 0x0008;
/// Characters of a name in a sentence.
const SHOWN: usize = 120;

/// What was found from the front.
pub(super) struct Walked {
    /// Those that are whole, and those that will be refused for what their headers say.
    pub members: Vec<Member>,
    /// Those that are not as they should be, and why.
    pub broken: Vec<(String, &'static str)>,
    pub end: WalkEnd,
    /// Where the walk ended.
    pub at: u64,
}

/// Why a walk ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WalkEnd {
    /// There the list of files begins: all of them were passed.
    List,
    /// The bytes end inside a member, whose name is known where its header is whole.
    Inside(Option<String>),
    /// The bytes end where another member or the list should begin.
    Between,
    /// Something stands there that is no member.
    Unknown,
    /// It cannot be told where that member ends.
    Lost(String, &'static str),
}

/// Whether the bytes begin with a member.
pub(super) fn begins_with_member(reader: &mut (impl Read + Seek)) -> io::Result<bool> {
    reader.seek(SeekFrom::Start(0))?;
    let mut first = Vec::new();
    reader.take(4).read_to_end(&mut first)?;
    Ok(first.len() == 4 && u32_at(&first, 0) == LOCAL)
}

/// Whether these four bytes may stand behind a member.
pub(super) fn is_signature(bytes: &[u8]) -> bool {
    let signature = u32_at(bytes, 0);
    bytes.len() >= 4 && (signature == LOCAL || ends_members(signature))
}

fn ends_members(signature: u32) -> bool {
    matches!(signature, CENTRAL | END | END_64 | ARCHIVE_EXTRA)
}

/// Walks from member to member. Every member that the limits allow is read once, to see whether it
/// is whole.
pub(super) fn walk(reader: &mut (impl Read + Seek), limits: Limits) -> io::Result<Walked> {
    let length = reader.seek(SeekFrom::End(0))?;
    let mut walk = Walk {
        bytes: Bytes::new(reader, length, limits),
        limits,
        found: Walked {
            members: Vec::new(),
            broken: Vec::new(),
            end: WalkEnd::Between,
            at: 0,
        },
        names: 0,
    };
    loop {
        match walk.step()? {
            Ok(next) => walk.found.at = next,
            Err(end) => {
                walk.found.end = end;
                return Ok(walk.found);
            }
        }
    }
}

struct Walk<'r, R> {
    bytes: Bytes<'r, R>,
    limits: Limits,
    found: Walked,
    /// Bytes of names so far.
    names: u64,
}

impl<R: Read + Seek> Walk<'_, R> {
    /// Passes one member, and says where the next should begin; or why there is none.
    fn step(&mut self) -> io::Result<Result<u64, WalkEnd>> {
        let at = self.found.at;
        let fixed = self.bytes.at(at, 30)?;
        let signature = u32_at(&fixed, 0);
        if fixed.is_empty() {
            return Ok(Err(WalkEnd::Between));
        } else if fixed.len() < 4 {
            return Ok(Err(WalkEnd::Inside(None)));
        } else if ends_members(signature) {
            return Ok(Err(WalkEnd::List));
        } else if signature != LOCAL {
            return Ok(Err(WalkEnd::Unknown));
        }
        let (name_length, extra_length) = (
            usize::from(u16_at(&fixed, 26)),
            usize::from(u16_at(&fixed, 28)),
        );
        let rest = self.bytes.at(at + 30, name_length + extra_length)?;
        if fixed.len() < 30 || rest.len() < name_length + extra_length {
            return Ok(Err(WalkEnd::Inside(None)));
        }
        let flags = u16_at(&fixed, 6);
        let name = name_of(&rest[..name_length], flags);
        self.names += name_length as u64;
        let seen = (self.found.members.len() + self.found.broken.len()) as u64;
        if seen >= self.limits.members || self.names > self.limits.directory_bytes {
            return Ok(Err(WalkEnd::Lost(
                name,
                "there are more files before it than an export holds",
            )));
        }
        let mut compressed = u64::from(u32_at(&fixed, 18));
        let mut size = u64::from(u32_at(&fixed, 22));
        if widen(&rest[name_length..], &mut [&mut size, &mut compressed]).is_none() {
            return Ok(Err(WalkEnd::Lost(name, "its header is damaged")));
        }
        let member = Member {
            is_folder: name.ends_with('/') && size == 0,
            name,
            header_at: at,
            compressed,
            size,
            crc: u32_at(&fixed, 14),
            method: u16_at(&fixed, 8),
            encrypted: flags & ENCRYPTED != 0,
            // What kind of file it is stands in the list alone. A link's content is a path, and
            // nobody follows it.
            is_link: false,
            modified: dos_time(u16_at(&fixed, 12), u16_at(&fixed, 10)),
        };
        let data_at = at + 30 + (name_length + extra_length) as u64;
        let is_streamed = flags & STREAMED != 0;
        if is_streamed && (member.compressed, member.size, member.crc) == (0, 0, 0) {
            self.unstated(member, data_at)
        } else {
            self.stated(member, data_at, is_streamed)
        }
    }

    /// A member whose header says how long it is.
    fn stated(
        &mut self,
        member: Member,
        data_at: u64,
        is_streamed: bool,
    ) -> io::Result<Result<u64, WalkEnd>> {
        let end = data_at.saturating_add(member.compressed);
        if end > self.bytes.length {
            return Ok(Err(WalkEnd::Inside(Some(member.name))));
        }
        let stated = Stated {
            crc: member.crc,
            compressed: member.compressed,
            size: member.size,
        };
        let next = match is_streamed {
            true => after_descriptor(&mut self.bytes, end, stated)?.unwrap_or(end),
            false => end,
        };
        let fits = member.size <= self.limits.member_bytes
            && (member.size <= self.limits.ratio_from
                || member.size / member.compressed.max(1) <= self.limits.ratio);
        // Whatever else is refused for what its header says.
        if member.encrypted || !is_readable(member.method) || !fits {
            self.found.members.push(member);
            return Ok(Ok(next));
        }
        if !self.bytes.may_unpack(member.size) {
            return Ok(Err(WalkEnd::Lost(member.name, TOO_MUCH)));
        }
        let mut content = MemberReader::new(
            self.bytes.reader_at(data_at)?,
            member.method,
            member.compressed,
            member.size,
            member.crc,
        );
        match io::copy(&mut content, &mut io::sink()) {
            Ok(_) => self.found.members.push(member),
            Err(error) if is_content(&error) => self.found.broken.push((
                member.name,
                "its content does not match the archive's checksum, so it is not read",
            )),
            Err(error) => return Err(error),
        }
        Ok(Ok(next))
    }

    /// A member whose length stands behind its data.
    fn unstated(&mut self, mut member: Member, at: u64) -> io::Result<Result<u64, WalkEnd>> {
        if member.encrypted {
            return Ok(Err(WalkEnd::Lost(member.name, "it is encrypted")));
        }
        if member.is_folder && is_signature(&self.bytes.at(at, 4)?) {
            return Ok(Ok(at));
        }
        let stated = match end_of_data(&mut self.bytes, member.method, at)? {
            Ok(stated) => stated,
            Err(Lost::Cut) => return Ok(Err(WalkEnd::Inside(Some(member.name)))),
            Err(Lost::Why(why)) => return Ok(Err(WalkEnd::Lost(member.name, why))),
        };
        let end = at + stated.compressed;
        if let Some(next) = after_descriptor(&mut self.bytes, end, stated)? {
            (member.crc, member.compressed, member.size) =
                (stated.crc, stated.compressed, stated.size);
            member.is_folder &= member.size == 0;
            self.found.members.push(member);
            return Ok(Ok(next));
        }
        Ok(Err(match self.bytes.length - end < 24 {
            true => WalkEnd::Inside(Some(member.name)),
            false => WalkEnd::Lost(
                member.name,
                "its content does not match the archive's checksum",
            ),
        }))
    }
}

pub(super) const TOO_MUCH: &str = "it would unpack to far more than an export holds";

/// Whether reading failed for what was read, and not for where it lies.
fn is_content(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
    )
}

impl Walked {
    /// Files that are whole.
    pub(super) fn whole(&self) -> usize {
        let files = self.members.iter().filter(|member| !member.is_folder);
        files.count()
    }

    /// What is to be said of the archive, with what to do.
    pub(super) fn say(&self) -> String {
        let whole = whole(self.whole());
        let damaged = match self.broken.len() {
            0 => String::new(),
            1 => "; one is damaged and named here".to_owned(),
            more => format!("; {more} are damaged and named here"),
        };
        let (what, after) = match &self.end {
            WalkEnd::List => (
                "the list of files at its end is cut off or damaged".to_owned(),
                "No file is missing before that list",
            ),
            WalkEnd::Inside(Some(name)) => (
                format!("it was cut short and ends inside {}", shown(name)),
                "What came after is not here",
            ),
            WalkEnd::Inside(None) => (
                "it was cut short and ends where a file begins".to_owned(),
                "That file and what came after are not here",
            ),
            WalkEnd::Between => (
                "it was cut short and ends between two files, or before the list of them"
                    .to_owned(),
                "What may have come after is not here",
            ),
            WalkEnd::Unknown => (
                format!(
                    "it is damaged: no file begins at byte {} where one must",
                    self.at
                ),
                "What comes after that is not read",
            ),
            WalkEnd::Lost(name, why) => (
                format!(
                    "its list of files is missing, and where {} ends cannot be told: {why}",
                    shown(name)
                ),
                "That file and what comes after are not read",
            ),
        };
        format!("{what}. {whole}{damaged}. {after}. {AGAIN}")
    }
}

/// A name in a sentence.
fn shown(name: &str) -> String {
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("“{}…”", &name[..end]),
        None => format!("“{name}”"),
    }
}
