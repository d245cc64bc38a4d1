//! Writes a bag into a zip, streaming: memory is a line per file, whatever the files' size. The
//! same files in the same order give the same bytes.

use onrecord_model::Digest;
use onrecord_verify::zip::{LARGEST_32, Member, end_records};
use sha2::{Digest as _, Sha256, Sha512};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// What an archive is written to: from front to end, but for the four bytes of a file's CRC, which
/// stand in front of it and are known behind it.
pub trait BagOut: Write {
    /// Puts four bytes over those at `at`.
    ///
    /// # Errors
    /// Writing failed.
    fn patch(&mut self, at: u64, bytes: [u8; 4]) -> io::Result<()>;
}

impl<W: Write + Seek> BagOut for W {
    fn patch(&mut self, at: u64, bytes: [u8; 4]) -> io::Result<()> {
        self.seek(SeekFrom::Start(at))?;
        self.write_all(&bytes)?;
        self.seek(SeekFrom::End(0))?;
        Ok(())
    }
}

/// What a file in the archive turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    /// SHA-256.
    pub sha256: Digest,
    /// SHA-512.
    pub sha512: [u8; 64],
    /// Bytes.
    pub size: u64,
}

/// A bag under way. Files are added one after another; [`Self::finish`] adds the tag files.
#[derive(Debug)]
pub struct BagWriter<W> {
    out: W,
    at: u64,
    members: Vec<Member>,
    payload: BTreeMap<String, Content>,
    tags: BTreeMap<String, Content>,
}

/// Where the CRC stands in a local header (APPNOTE 4.3.7).
const CRC_AT: u64 = 14;

fn refused(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, text)
}

impl<W: BagOut> BagWriter<W> {
    /// Begins at the start of `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            at: 0,
            members: Vec::new(),
            payload: BTreeMap::new(),
            tags: BTreeMap::new(),
        }
    }

    /// Adds `data/<path>` from a reader of `size` bytes.
    ///
    /// # Errors
    /// A name that is not safe or stands there already, a reader that gives more or fewer bytes
    /// than it said, or reading or writing failed.
    pub fn add(&mut self, path: &str, size: u64, from: &mut dyn Read) -> io::Result<Content> {
        let path = format!("data/{path}");
        if self.payload.contains_key(&path) {
            return Err(refused(format!("{path} would stand twice in the archive")));
        }
        let content = self.member(&path, size, from)?;
        self.payload.insert(path, content);
        Ok(content)
    }

    fn member(&mut self, path: &str, size: u64, from: &mut dyn Read) -> io::Result<Content> {
        let mut member = Member {
            name: format!("evidence/{path}").into(),
            size,
            crc: 0,
            offset: self.at,
            large: size > LARGEST_32,
        };
        if !onrecord_verify::zip::name_is_safe(&member.name) {
            return Err(refused(format!("{path} is no name for the archive")));
        }
        self.out.write_all(&member.local_header())?;
        let (mut sha256, mut sha512) = (Sha256::new(), Sha512::new());
        let mut crc = crc32fast::Hasher::new();
        let mut buffer = vec![0; 64 * 1024];
        let mut left = size;
        loop {
            let read = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            left = left
                .checked_sub(read as u64)
                .ok_or_else(|| refused(format!("{path} is longer than the case says")))?;
            let bytes = &buffer[..read];
            sha256.update(bytes);
            sha512.update(bytes);
            crc.update(bytes);
            self.out.write_all(bytes)?;
        }
        if left > 0 {
            return Err(refused(format!("{path} is shorter than the case says")));
        }
        member.crc = crc.finalize();
        // The CRC is known only now, and the format wants it in front.
        self.out.patch(self.at + CRC_AT, member.crc.to_le_bytes())?;
        self.at += member.local_header().len() as u64 + size;
        self.members.push(member);
        Ok(Content {
            sha256: Digest(sha256.finalize().into()),
            sha512: sha512.finalize().into(),
            size,
        })
    }

    fn tag(&mut self, path: &str, text: &str) -> io::Result<()> {
        let content = self.member(path, text.len() as u64, &mut text.as_bytes())?;
        self.tags.insert(path.to_owned(), content);
        Ok(())
    }

    /// Adds the tag files and the zip's directory. `info` are the lines of `bag-info.txt` as label
    /// and value, besides the payload's size, which is added. Returns the digest of
    /// `tagmanifest-sha256.txt`, which stands for the whole bag, and the writer.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(mut self, info: &[(&str, String)]) -> io::Result<(Digest, W)> {
        let octets: u64 = self.payload.values().map(|content| content.size).sum();
        let mut lines = String::new();
        for (label, value) in info {
            let value: String = value
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            lines.push_str(&format!("{label}: {value}\n"));
        }
        lines.push_str(&format!("Payload-Oxum: {octets}.{}\n", self.payload.len()));
        self.tag("bag-info.txt", &lines)?;
        self.tag(
            "bagit.txt",
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        )?;
        let payload = core::mem::take(&mut self.payload);
        let (sha256, sha512) = manifests(&payload);
        self.tag("manifest-sha256.txt", &sha256)?;
        self.tag("manifest-sha512.txt", &sha512)?;
        let tags = core::mem::take(&mut self.tags);
        let (sha256, sha512) = manifests(&tags);
        self.tag("tagmanifest-sha256.txt", &sha256)?;
        self.tag("tagmanifest-sha512.txt", &sha512)?;
        let directory = self.at;
        let mut size = 0;
        for member in &self.members {
            let header = member.central_header();
            size += header.len() as u64;
            self.out.write_all(&header)?;
        }
        self.out
            .write_all(&end_records(self.members.len() as u64, size, directory))?;
        self.out.flush()?;
        Ok((Digest::of(sha256.as_bytes()), self.out))
    }
}

fn manifests(files: &BTreeMap<String, Content>) -> (String, String) {
    let (mut sha256, mut sha512) = (String::new(), String::new());
    for (path, content) in files {
        sha256.push_str(&format!("{}  {path}\n", content.sha256));
        content
            .sha512
            .iter()
            .for_each(|byte| sha512.push_str(&format!("{byte:02x}")));
        sha512.push_str(&format!("  {path}\n"));
    }
    (sha256, sha512)
}
