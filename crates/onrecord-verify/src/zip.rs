//! The one spelling of the evidence archive: how each header is written, and a reader that refuses
//! any byte that is not exactly that. Fields as in PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.5.3.
//! Nothing is ever inflated and no path is ever made of a name, so neither bombs nor `../` apply.

use std::collections::BTreeSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// A file in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// `evidence/…`; ASCII letters, digits, `.`, `_`, `-`, with `/` between.
    pub name: Box<str>,
    /// Bytes.
    pub size: u64,
    /// CRC-32 of the content.
    pub crc: u32,
    /// Where its local header stands.
    pub offset: u64,
    /// Whether the local header has room for sizes of 4 GiB and more.
    pub large: bool,
}

/// Why an archive was refused.
#[derive(Debug)]
pub enum ZipError {
    /// It cannot be read.
    Io(io::Error),
    /// It is not in the one spelling.
    Form(String),
}

impl From<io::Error> for ZipError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn form<T>(text: impl Into<String>) -> Result<T, ZipError> {
    Err(ZipError::Form(text.into()))
}

/// The most that a 32-bit field holds as a number; all ones says "see the zip64 field".
pub const LARGEST_32: u64 = 0xffff_fffe;
const LARGEST_16: u64 = 0xfffe;
/// Bounds what a hostile directory costs in memory.
const MOST_MEMBERS: u64 = 500_000;
const LONGEST_NAME: usize = 400;

const PLAIN_VERSION: u16 = 10;
const ZIP64_VERSION: u16 = 45;
const UNIX: u16 = 3 << 8;
/// A plain file that everybody may read and its owner write.
const MODE: u32 = 0o100_644 << 16;
/// 1980-01-01, the first day that the format knows.
const DATE: u16 = 0x21;

fn low_32(value: u64) -> u32 {
    if value > LARGEST_32 {
        u32::MAX
    } else {
        value as u32
    }
}

fn put_16(out: &mut Vec<u8>, fields: &[u16]) {
    fields
        .iter()
        .for_each(|field| out.extend(field.to_le_bytes()));
}

fn put_32(out: &mut Vec<u8>, fields: &[u32]) {
    fields
        .iter()
        .for_each(|field| out.extend(field.to_le_bytes()));
}

fn put_64(out: &mut Vec<u8>, fields: &[u64]) {
    fields
        .iter()
        .for_each(|field| out.extend(field.to_le_bytes()));
}

impl Member {
    /// The bytes of the local header, name and extra field included.
    pub fn local_header(&self) -> Vec<u8> {
        let version = if self.large {
            ZIP64_VERSION
        } else {
            PLAIN_VERSION
        };
        let size = if self.large {
            u32::MAX
        } else {
            low_32(self.size)
        };
        let mut out = b"PK\x03\x04".to_vec();
        // Flags 0 (ASCII name, sizes in front), method 0 (stored), time 0.
        put_16(&mut out, &[version, 0, 0, 0, DATE]);
        put_32(&mut out, &[self.crc, size, size]);
        let extra: u16 = if self.large { 20 } else { 0 };
        put_16(&mut out, &[self.name.len() as u16, extra]);
        out.extend(self.name.as_bytes());
        if self.large {
            put_16(&mut out, &[1, 16]);
            put_64(&mut out, &[self.size, self.size]);
        }
        out
    }

    /// The bytes of the entry in the central directory.
    pub fn central_header(&self) -> Vec<u8> {
        let mut zip64: Vec<u8> = Vec::new();
        if self.size > LARGEST_32 {
            put_64(&mut zip64, &[self.size, self.size]);
        }
        if self.offset > LARGEST_32 {
            zip64.extend(self.offset.to_le_bytes());
        }
        let version = if self.large || !zip64.is_empty() {
            ZIP64_VERSION
        } else {
            PLAIN_VERSION
        };
        let mut out = b"PK\x01\x02".to_vec();
        put_16(&mut out, &[UNIX | 30, version, 0, 0, 0, DATE]);
        put_32(&mut out, &[self.crc, low_32(self.size), low_32(self.size)]);
        let extra = if zip64.is_empty() {
            0
        } else {
            zip64.len() as u16 + 4
        };
        // No comment, disk 0, no internal attributes.
        put_16(&mut out, &[self.name.len() as u16, extra, 0, 0, 0]);
        put_32(&mut out, &[MODE, low_32(self.offset)]);
        out.extend(self.name.as_bytes());
        if !zip64.is_empty() {
            put_16(&mut out, &[1, zip64.len() as u16]);
            out.extend(zip64);
        }
        out
    }
}

/// The bytes after the central directory of `count` entries and `size` bytes at `offset`.
pub fn end_records(count: u64, size: u64, offset: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if count > LARGEST_16 || size > LARGEST_32 || offset > LARGEST_32 {
        out.extend(b"PK\x06\x06");
        out.extend(44_u64.to_le_bytes());
        put_16(&mut out, &[UNIX | ZIP64_VERSION, ZIP64_VERSION]);
        put_32(&mut out, &[0, 0]);
        put_64(&mut out, &[count, count, size, offset]);
        out.extend(b"PK\x06\x07");
        out.extend(0_u32.to_le_bytes());
        out.extend(offset.wrapping_add(size).to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    let count = if count > LARGEST_16 {
        u16::MAX
    } else {
        count as u16
    };
    out.extend(b"PK\x05\x06");
    put_16(&mut out, &[0, 0, count, count]);
    put_32(&mut out, &[low_32(size), low_32(offset)]);
    out.extend(0_u16.to_le_bytes());
    out
}

/// Whether `name` is one that the archive may hold.
pub fn name_is_safe(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && name.starts_with("evidence/")
        && name.split('/').all(|part| {
            !part.is_empty()
                && !part.starts_with('.')
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        })
}

fn is_payload(name: &str) -> bool {
    name.starts_with("evidence/data/")
}

fn u16_at(bytes: &[u8], at: usize) -> u64 {
    bytes
        .get(at..at + 2)
        .map_or(0, |b| u64::from(b[0]) | u64::from(b[1]) << 8)
}

fn u32_at(bytes: &[u8], at: usize) -> u64 {
    u16_at(bytes, at) | u16_at(bytes, at + 2) << 16
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u32_at(bytes, at) | u32_at(bytes, at + 4) << 32
}

/// Reads the directory of the evidence and checks that headers, order, names and end are in the one
/// spelling and leave no gap. The contents, and their CRC, are the caller's to check.
///
/// # Errors
/// The first thing that is not as it must be, or that the archive cannot be read.
pub fn read_directory<R: Read + Seek + ?Sized>(archive: &mut R) -> Result<Vec<Member>, ZipError> {
    let members = read_members(archive, &name_is_safe)?;
    // The payload in the order in which the tables follow it, then the tag files.
    let late = members
        .windows(2)
        .find(|pair| !is_payload(&pair[0].name) && is_payload(&pair[1].name));
    if let Some(pair) = late {
        return form(format!("{} stands out of order", pair[1].name));
    }
    Ok(members)
}

/// As [`read_directory`], of any zip in the same spelling, in any order, whose names `accepts` takes.
///
/// # Errors
/// As [`read_directory`].
pub fn read_members<R: Read + Seek + ?Sized>(
    archive: &mut R,
    accepts: &dyn Fn(&str) -> bool,
) -> Result<Vec<Member>, ZipError> {
    let length = archive.seek(SeekFrom::End(0))?;
    let mut tail = vec![0; length.min(98) as usize];
    archive.seek(SeekFrom::Start(length - tail.len() as u64))?;
    archive.read_exact(&mut tail)?;
    let Some(end) = tail.len().checked_sub(22).map(|at| &tail[at..]) else {
        return form("it is too short to be the archive");
    };
    if !end.starts_with(b"PK\x05\x06") {
        return form("it does not end as the archive must: it was cut, or something was added");
    }
    let (mut count, mut size, mut offset) = (u16_at(end, 10), u32_at(end, 12), u32_at(end, 16));
    if tail.len() == 98 && tail.starts_with(b"PK\x06\x06") && tail[56..].starts_with(b"PK\x06\x07")
    {
        (count, size, offset) = (u64_at(&tail, 32), u64_at(&tail, 40), u64_at(&tail, 48));
    }
    if count > MOST_MEMBERS || size > count.saturating_mul(LONGEST_NAME as u64 + 80) {
        return form("its directory is larger than any that On Record writes");
    }
    let Some(directory_end) = offset.checked_add(size).filter(|end| *end <= length) else {
        return form("its directory is said to stand beyond its end");
    };
    if !ends_so(
        &tail,
        &end_records(count, size, offset),
        length,
        directory_end,
    ) {
        return form("the record at its end is not as it must be");
    }
    let mut members = read_central(archive, (count, size, offset), accepts)?;
    check_local_headers(archive, &mut members, offset)?;
    Ok(members)
}

fn ends_so(tail: &[u8], expected: &[u8], length: u64, directory_end: u64) -> bool {
    length - directory_end == expected.len() as u64 && tail.ends_with(expected)
}

fn read_central<R: Read + Seek + ?Sized>(
    archive: &mut R,
    (count, size, offset): (u64, u64, u64),
    accepts: &dyn Fn(&str) -> bool,
) -> Result<Vec<Member>, ZipError> {
    archive.seek(SeekFrom::Start(offset))?;
    let mut directory = BufReader::new(archive.take(size));
    let mut members: Vec<Member> = Vec::new();
    let mut names = BTreeSet::new();
    let mut used = 0;
    let mut header = Vec::new();
    for number in 0..count {
        header.resize(46, 0);
        let whole = directory.read_exact(&mut header).is_ok();
        let (name_length, extra_length) = (u16_at(&header, 28), u16_at(&header, 30));
        if !whole || name_length > LONGEST_NAME as u64 || extra_length > 28 {
            return form(format!("entry {number} of its directory cannot be read"));
        }
        header.resize(46 + (name_length + extra_length) as usize, 0);
        if directory.read_exact(&mut header[46..]).is_err() {
            return form(format!("entry {number} of its directory is cut"));
        }
        let name_end = 46 + name_length as usize;
        let name = core::str::from_utf8(&header[46..name_end]).unwrap_or("");
        if !accepts(name) {
            let shown = String::from_utf8_lossy(&header[46..name_end]).into_owned();
            return form(format!(
                "it holds a file with a name that is not allowed: {shown}"
            ));
        }
        let (mut stored, mut start, mut at) =
            (u32_at(&header, 20), u32_at(&header, 42), name_end + 4);
        if stored > LARGEST_32 {
            stored = u64_at(&header, at);
            at += 16;
        }
        if start > LARGEST_32 {
            start = u64_at(&header, at);
        }
        let member = Member {
            name: name.into(),
            size: stored,
            crc: u32_at(&header, 16) as u32,
            offset: start,
            large: u16_at(&header, 6) == u64::from(ZIP64_VERSION),
        };
        if member.central_header() != header {
            return form(format!(
                "the directory's entry for {name} is not as it must be"
            ));
        }
        if !names.insert(name.to_owned()) {
            return form(format!("{name} stands in it twice"));
        }
        used += header.len() as u64;
        members.push(member);
    }
    if used != size {
        return form("its directory is longer than its entries");
    }
    Ok(members)
}

fn check_local_headers<R: Read + Seek + ?Sized>(
    archive: &mut R,
    members: &mut [Member],
    directory: u64,
) -> Result<(), ZipError> {
    let mut expected_at = 0_u64;
    for member in members {
        if member.offset > LARGEST_32 && member.size <= LARGEST_32 {
            // Here the directory's version says nothing of the local header; its own does.
            let mut version = [0; 6];
            archive.seek(SeekFrom::Start(expected_at))?;
            archive.read_exact(&mut version)?;
            member.large = u16_at(&version, 4) == u64::from(ZIP64_VERSION);
        }
        let header = member.local_header();
        let after = expected_at
            .saturating_add(header.len() as u64)
            .saturating_add(member.size);
        if member.offset != expected_at || after > directory {
            return form(format!(
                "{} does not stand where the directory says",
                member.name
            ));
        }
        let mut found = vec![0; header.len()];
        archive.seek(SeekFrom::Start(expected_at))?;
        archive.read_exact(&mut found)?;
        if found != header {
            return form(format!(
                "the header of {} is not as it must be",
                member.name
            ));
        }
        expected_at = after;
    }
    if expected_at != directory {
        return form("there are bytes between its last file and its directory");
    }
    Ok(())
}

/// A reader over a member's content.
///
/// # Errors
/// The archive cannot be read.
pub fn content<'a, R: Read + Seek + ?Sized>(
    archive: &'a mut R,
    member: &Member,
) -> io::Result<io::Take<&'a mut R>> {
    let start = member.offset + member.local_header().len() as u64;
    archive.seek(SeekFrom::Start(start))?;
    Ok(archive.take(member.size))
}
