//! A pack that was put into one zip, as it travels inside an encrypted file. Knows only the spelling
//! of `zip`: a zip that another program made is unpacked first, and its folder is checked.

use crate::outer::name_is_plain;
use crate::source::{Found, ReadSeek, Source};
use crate::zip::{Member, ZipError, end_records, read_members};
use std::io::{self, Read, Seek, SeekFrom, Write};

/// The one folder in the zip.
pub const FOLDER: &str = "pack/";

/// Opens the zip once more, at its start.
pub type Open<'a> = Box<dyn Fn() -> io::Result<Box<dyn ReadSeek + 'a>> + 'a>;

/// A pack in a zip.
pub struct Zipped<'a> {
    open: Open<'a>,
    members: Vec<Member>,
}

fn plain_name(name: &str) -> Option<&str> {
    name.strip_prefix(FOLDER).filter(|name| name_is_plain(name))
}

impl<'a> Zipped<'a> {
    /// Reads the zip's directory.
    ///
    /// # Errors
    /// It cannot be read, or is not the zip of a pack.
    pub fn new(open: Open<'a>) -> Result<Self, ZipError> {
        let mut file = open()?;
        let members = read_members(&mut *file, &|name| plain_name(name).is_some())?;
        drop(file);
        Ok(Self { open, members })
    }
}

impl Source for Zipped<'_> {
    fn found(&self) -> io::Result<Vec<Found>> {
        let names = self
            .members
            .iter()
            .filter_map(|member| plain_name(&member.name));
        let mut found: Vec<Found> = names
            .take(crate::source::MOST_FILES)
            .map(|name| Found {
                name: name.to_owned(),
                plain: true,
            })
            .collect();
        found.sort();
        Ok(found)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        let wanted = |member: &&Member| plain_name(&member.name) == Some(name);
        let member = self.members.iter().find(wanted);
        let member = member.ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Window {
            file: (self.open)()?,
            start: member.offset + member.local_header().len() as u64,
            size: member.size,
            at: 0,
        }))
    }
}

/// A file of the zip.
struct Window<'a> {
    file: Box<dyn ReadSeek + 'a>,
    start: u64,
    size: u64,
    at: u64,
}

impl Read for Window<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.size.saturating_sub(self.at);
        let most = buffer
            .len()
            .min(usize::try_from(left).unwrap_or(usize::MAX));
        self.file.seek(SeekFrom::Start(self.start + self.at))?;
        let read = self.file.read(&mut buffer[..most])?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Window<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let before = || io::Error::new(io::ErrorKind::InvalidInput, "a place before the start");
        self.at = target.ok_or_else(before)?;
        Ok(self.at)
    }
}

/// Writes the files of a pack as one zip, from front to end. Each file is read twice: its CRC stands
/// in front of it.
///
/// # Errors
/// A file cannot be read, or changed meanwhile; or writing failed.
pub fn write_zip(
    source: &dyn Source,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> io::Result<()> {
    let (mut members, mut at) = (Vec::new(), 0);
    for found in source.found()? {
        let mut crc = crc32fast::Hasher::new();
        let size = each(&mut *source.open(&found.name)?, &mut |bytes| {
            crc.update(bytes);
            Ok(())
        })?;
        let member = Member {
            name: format!("{FOLDER}{}", found.name).into(),
            size,
            crc: crc.finalize(),
            offset: at,
            large: size > crate::zip::LARGEST_32,
        };
        let header = member.local_header();
        out.write_all(&header)?;
        let mut crc = crc32fast::Hasher::new();
        let again = each(&mut *source.open(&found.name)?, &mut |bytes| {
            crc.update(bytes);
            progress(bytes.len() as u64);
            out.write_all(bytes)
        })?;
        if (again, crc.finalize()) != (size, member.crc) {
            let text = format!("{} changed while it was read", found.name);
            return Err(io::Error::other(text));
        }
        at += header.len() as u64 + size;
        members.push(member);
    }
    let headers: Vec<u8> = members.iter().flat_map(Member::central_header).collect();
    out.write_all(&headers)?;
    out.write_all(&end_records(members.len() as u64, headers.len() as u64, at))
}

fn each(from: &mut dyn Read, see: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<u64> {
    let mut buffer = vec![0; 256 * 1024];
    let mut total = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(read) => {
                see(&buffer[..read])?;
                total += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
