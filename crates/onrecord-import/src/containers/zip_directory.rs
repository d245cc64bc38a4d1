//! The central directory of a zip archive (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4), read
//! strictly, and what its headers share with those before members. Knows nothing of their content.
//!
//! Written here rather than taken from a library, because common ones let a second member of the
//! same name silently replace the first, and give readers that borrow the archive exclusively.

use crate::kit::text::code_page_437;
use onrecord_model::Wall;
use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};

/// A member as the central directory states it, or the header before it.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub name: String,
    pub header_at: u64,
    pub compressed: u64,
    pub size: u64,
    pub crc: u32,
    pub method: u16,
    pub encrypted: bool,
    pub is_link: bool,
    pub is_folder: bool,
    pub modified: Option<Wall>,
}

/// What was found.
pub(super) struct Directory {
    pub members: Vec<Member>,
    /// Where the directory begins: members must end before it.
    pub starts_at: u64,
    /// Added to every stated position (something was put before the archive).
    pub base: u64,
    /// Why the list ends early, if it does.
    pub cut_short: Option<String>,
}

impl Directory {
    /// Adds what the list does not have, because it is damaged.
    pub(super) fn add(&mut self, found: &[Member]) {
        let listed: BTreeSet<u64> = self.members.iter().map(|one| one.header_at).collect();
        let unlisted = found.iter();
        let unlisted = unlisted.filter(|member| !listed.contains(&member.header_at));
        let before = self.members.len();
        self.members.extend(unlisted.cloned());
        let more = self.members.len() - before;
        if let Some(reason) = self.cut_short.as_mut().filter(|_| more > 0) {
            *reason = format!("{reason}; {more} more were found without it");
        }
    }
}

pub(super) const LOCAL: u32 = 0x0403_4b50;
pub(super) const CENTRAL: u32 = 0x0201_4b50;
pub(super) const END: u32 = 0x0605_4b50;
pub(super) const END_64: u32 = 0x0606_4b50;
const END_64_LOCATOR: u32 = 0x0706_4b50;
const END_SIZE: u64 = 22;
/// The end record is followed by a comment of at most 65,535 bytes.
const END_SEARCH: u64 = END_SIZE + 0xffff;

pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..at + 2)
        .map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

fn damaged(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// Reads the directory of at most `max_members` members and `max_bytes` bytes.
pub(super) fn read_directory(
    reader: &mut (impl Read + Seek),
    max_members: u64,
    max_bytes: u64,
) -> io::Result<Directory> {
    let length = reader.seek(SeekFrom::End(0))?;
    let tail_at = length.saturating_sub(END_SEARCH);
    reader.seek(SeekFrom::Start(tail_at))?;
    let mut tail = Vec::new();
    reader.take(END_SEARCH).read_to_end(&mut tail)?;
    // The last end record whose comment reaches exactly to the end of the file; failing that, the
    // last one at all (something was appended).
    let ends = |at: &usize| u32_at(&tail, *at) == END && tail.len() >= at + END_SIZE as usize;
    let exact =
        |at: &usize| at + END_SIZE as usize + usize::from(u16_at(&tail, at + 20)) == tail.len();
    let candidates = 0..tail.len().saturating_sub(END_SIZE as usize - 1);
    let at = candidates
        .clone()
        .rev()
        .find(|at| ends(at) && exact(at))
        .or_else(|| candidates.rev().find(ends))
        .ok_or_else(|| {
            damaged(
                "it does not end as a zip archive does; its download may have been cut short. \
                     Download it again, and keep this one too",
            )
        })?;
    let end = &tail[at..];
    let end_at = tail_at + at as u64;
    let (disk, start_disk) = (u16_at(end, 4), u16_at(end, 6));
    let mut count = u64::from(u16_at(end, 10));
    let mut size = u64::from(u32_at(end, 12));
    let mut offset = u64::from(u32_at(end, 16));
    let mut directory_end = end_at;
    if (count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff)
        && let Some((at_64, end_64)) = read_end_64(reader, end_at)?
    {
        count = u64_at(&end_64, 32);
        size = u64_at(&end_64, 40);
        offset = u64_at(&end_64, 48);
        directory_end = at_64;
    } else if disk != start_disk || (disk != 0 && disk != 0xffff) {
        // Other pieces hold what would be missed here.
        return Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "it is one part of an archive split over several files; all parts are needed, joined",
        ));
    }
    let starts_at = directory_end
        .checked_sub(size)
        .ok_or_else(|| damaged("its list of files is longer than the file itself"))?;
    let base = starts_at
        .checked_sub(offset)
        .ok_or_else(|| damaged("its list of files is not where it says"))?;
    if size > max_bytes {
        return Err(damaged("its list of files is unreasonably long"));
    }
    reader.seek(SeekFrom::Start(starts_at))?;
    let mut list = Vec::new();
    reader.take(size).read_to_end(&mut list)?;
    let mut directory = Directory {
        members: Vec::new(),
        starts_at,
        base,
        cut_short: None,
    };
    let mut rest = &list[..];
    while !rest.is_empty() {
        if directory.members.len() as u64 >= max_members {
            directory.cut_short = Some(format!("it lists more than {max_members} files"));
            return Ok(directory);
        }
        match member(rest) {
            Some((member, used)) => {
                directory.members.push(member);
                rest = &rest[used..];
            }
            None => {
                directory.cut_short = Some(format!(
                    "its list of files is damaged after the first {}",
                    directory.members.len()
                ));
                return Ok(directory);
            }
        }
    }
    let found = directory.members.len() as u64;
    // A 16-bit count wraps in archives written by tools without zip64.
    if found != count && found & 0xffff != count {
        directory.cut_short = Some(format!("it states {count} files but lists {found}"));
    }
    Ok(directory)
}

fn read_end_64(reader: &mut (impl Read + Seek), end_at: u64) -> io::Result<Option<(u64, Vec<u8>)>> {
    let Some(locator_at) = end_at.checked_sub(20) else {
        return Ok(None);
    };
    let mut locator = [0; 20];
    reader.seek(SeekFrom::Start(locator_at))?;
    reader.read_exact(&mut locator)?;
    if u32_at(&locator, 0) != END_64_LOCATOR {
        return Ok(None);
    }
    // The stated position is wrong where something was put before the archive; the record is then
    // directly before its locator, unless it is of the extensible kind, which nobody writes.
    for at in [u64_at(&locator, 8), locator_at.saturating_sub(56)] {
        let mut record = vec![0; 56];
        reader.seek(SeekFrom::Start(at))?;
        if at < locator_at && reader.read_exact(&mut record).is_ok() && u32_at(&record, 0) == END_64
        {
            return Ok(Some((at, record)));
        }
    }
    Err(damaged("the end of its list of files is damaged (zip64)"))
}

fn member(bytes: &[u8]) -> Option<(Member, usize)> {
    if bytes.len() < 46 || u32_at(bytes, 0) != CENTRAL {
        return None;
    }
    let flags = u16_at(bytes, 8);
    let (name_length, extra_length, comment_length) = (
        usize::from(u16_at(bytes, 28)),
        usize::from(u16_at(bytes, 30)),
        usize::from(u16_at(bytes, 32)),
    );
    let name = bytes.get(46..46 + name_length)?;
    let extra = bytes.get(46 + name_length..46 + name_length + extra_length)?;
    let used = 46 + name_length + extra_length + comment_length;
    bytes.get(..used)?;
    let mut compressed = u64::from(u32_at(bytes, 20));
    let mut size = u64::from(u32_at(bytes, 24));
    let mut header_at = u64::from(u32_at(bytes, 42));
    widen(extra, &mut [&mut size, &mut compressed, &mut header_at])?;
    let name = name_of(name, flags);
    let made_by_unix = u16_at(bytes, 4) >> 8 == 3;
    let unix_kind = u32_at(bytes, 38) >> 16 & 0o170_000;
    Some((
        Member {
            is_folder: name.ends_with('/') && size == 0,
            name,
            header_at,
            compressed,
            size,
            crc: u32_at(bytes, 16),
            method: u16_at(bytes, 10),
            encrypted: flags & ENCRYPTED != 0,
            is_link: made_by_unix && unix_kind == 0o120_000,
            modified: dos_time(u16_at(bytes, 14), u16_at(bytes, 12)),
        },
        used,
    ))
}

/// Flags of a member that is encrypted, in whatever way.
pub(super) const ENCRYPTED: u16 = 0x2041;

/// Puts what the zip64 field of a header states in the place of what does not fit into 32 bits.
/// `None` where its fields are not whole.
pub(super) fn widen(extra: &[u8], values: &mut [&mut u64]) -> Option<()> {
    let mut fields = extra;
    while fields.len() >= 4 {
        let length = usize::from(u16_at(fields, 2));
        let field = fields.get(4..4 + length)?;
        if u16_at(fields, 0) == 0x0001 {
            let mut at = 0;
            for value in &mut *values {
                if **value == 0xffff_ffff {
                    field.get(at..at + 8)?;
                    **value = u64_at(field, at);
                    at += 8;
                }
            }
        }
        fields = &fields[4 + length..];
    }
    Some(())
}

/// A member's name in a header with these flags.
pub(super) fn name_of(name: &[u8], flags: u16) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        // Bit 11 promises UTF-8; without it the name is in code page 437 by the specification.
        Err(_) if flags & 0x0800 != 0 => String::from_utf8_lossy(name).into_owned(),
        Err(_) => code_page_437(name),
    }
}

pub(super) fn dos_time(date: u16, time: u16) -> Option<Wall> {
    Wall::new(
        i32::from(date >> 9) + 1980,
        (date >> 5 & 15) as u8,
        (date & 31) as u8,
        (time >> 11) as u8,
        (time >> 5 & 63) as u8,
        (time & 31) as u8 * 2,
        0,
    )
}

/// How many bytes a member's local header takes, from its fixed part; `None` if it is none.
pub(super) fn local_header_size(fixed: &[u8; 30]) -> Option<u64> {
    (u32_at(fixed, 0) == LOCAL)
        .then(|| 30 + u64::from(u16_at(fixed, 26)) + u64::from(u16_at(fixed, 28)))
}
