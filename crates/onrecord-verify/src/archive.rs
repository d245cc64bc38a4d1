//! The evidence archive: every byte of it read once, and held to the zip's one spelling, to the
//! bag's manifests, and to the digest of the bag that the pack's note signs.

use crate::ARCHIVE;
use crate::report::{Meaning, Report};
use crate::source::{ReadSeek, Source};
use crate::zip::{Member, ZipError, content, read_directory};
use onrecord_model::Digest;
use sha2::{Digest as _, Sha256, Sha512};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// The archive, after its bytes were checked.
pub(crate) struct Archive<'a> {
    source: &'a dyn Source,
    /// In the order of the archive, without `evidence/`.
    pub members: Vec<Member>,
    at: BTreeMap<Box<str>, usize>,
    /// As found, not as a manifest says.
    pub digests: BTreeMap<Box<str>, Digest>,
}

/// How a file of the archive is named in findings.
pub(crate) fn label(path: &str) -> String {
    format!("{ARCHIVE}: {path}")
}

impl<'a> Archive<'a> {
    /// Where the path stands.
    pub fn has(&self, path: &str) -> bool {
        self.at.contains_key(path)
    }

    /// Bytes of a file; 0 where there is none.
    pub fn size(&self, path: &str) -> u64 {
        self.at.get(path).map_or(0, |at| self.members[*at].size)
    }

    /// A reader of a file of the archive, on its own handle.
    pub fn open(&self, path: &str) -> io::Result<MemberReader<'a>> {
        let at = *self.at.get(path).ok_or(io::ErrorKind::NotFound)?;
        let member = &self.members[at];
        let mut file = self.source.open(ARCHIVE)?;
        content(&mut *file, member)?;
        Ok(MemberReader {
            file,
            left: member.size,
        })
    }

    /// The whole of a file of at most `limit` bytes.
    pub fn read(&self, path: &str, limit: u64) -> io::Result<Vec<u8>> {
        if self.size(path) > limit {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "it is far longer than it can be",
            ));
        }
        let mut bytes = Vec::new();
        self.open(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Paths that begin and end so, in the order of the archive.
    pub fn paths(&self, begin: &str, end: &str) -> Vec<String> {
        let path = |member: &Member| {
            member
                .name
                .strip_prefix("evidence/")
                .unwrap_or("")
                .to_owned()
        };
        let fits = |path: &String| path.starts_with(begin) && path.ends_with(end);
        self.members.iter().map(path).filter(fits).collect()
    }
}

/// A file of the archive.
pub(crate) struct MemberReader<'a> {
    file: Box<dyn ReadSeek + 'a>,
    left: u64,
}

impl Read for MemberReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer
            .len()
            .min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let read = self.file.read(&mut buffer[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}

struct Hashes {
    sha256: Digest,
    sha512: Option<String>,
}

/// Opens the archive and checks every byte of it. `None` where its form is broken.
pub(crate) fn check<'a>(
    source: &'a dyn Source,
    bag: Option<Digest>,
    thorough: bool,
    report: &mut Report,
    progress: &mut dyn FnMut(u64),
) -> Option<Archive<'a>> {
    let mut file = match source.open(ARCHIVE) {
        Ok(file) => file,
        // That it is missing has been said.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => {
            report.add(
                ARCHIVE,
                Meaning::Unreadable,
                format!("It cannot be read: {error}."),
            );
            return None;
        }
    };
    let members = match read_directory(&mut *file) {
        Ok(members) => members,
        Err(ZipError::Io(error)) => {
            report.add(
                ARCHIVE,
                Meaning::Unreadable,
                format!("It cannot be read: {error}."),
            );
            return None;
        }
        Err(ZipError::Form(problem)) => {
            report.add(
                ARCHIVE,
                Meaning::FileChanged,
                format!("The archive is not whole: {problem}."),
            );
            return None;
        }
    };
    let mut hashes = BTreeMap::new();
    let mut at = BTreeMap::new();
    let mut digests = BTreeMap::new();
    for (number, member) in members.iter().enumerate() {
        let path = member.name.strip_prefix("evidence/").unwrap_or("");
        match hash(&mut *file, member, thorough, progress) {
            Ok((found, crc)) => {
                if crc != member.crc {
                    report.add(
                        &label(path),
                        Meaning::FileChanged,
                        "Its CRC does not fit its content.",
                    );
                }
                digests.insert(path.into(), found.sha256);
                hashes.insert(path.to_owned(), found);
            }
            Err(error) => {
                report.add(
                    &label(path),
                    Meaning::Unreadable,
                    format!("It cannot be read: {error}."),
                );
            }
        }
        report.bytes += member.size;
        at.insert(path.into(), number);
    }
    let archive = Archive {
        source,
        members,
        at,
        digests,
    };
    check_manifests(&archive, &hashes, bag, report);
    Some(archive)
}

fn hash(
    file: &mut (dyn ReadSeek + '_),
    member: &Member,
    thorough: bool,
    progress: &mut dyn FnMut(u64),
) -> io::Result<(Hashes, u32)> {
    // Tag files are small, and only SHA-512 covers one of them.
    let mut sha512 = (thorough || !member.name.starts_with("evidence/data/")).then(Sha512::new);
    let mut sha256 = Sha256::new();
    let mut crc = crc32fast::Hasher::new();
    let mut reader = content(file, member)?;
    let mut buffer = vec![0; member.size.clamp(1, 256 * 1024) as usize];
    let mut left = member.size;
    while left > 0 {
        let read = match reader.read(&mut buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = &buffer[..read];
        sha256.update(bytes);
        crc.update(bytes);
        if let Some(sha512) = &mut sha512 {
            sha512.update(bytes);
        }
        left -= read as u64;
        progress(read as u64);
    }
    let sha512 = sha512.map(|sha512| {
        let bytes: [u8; 64] = sha512.finalize().into();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    });
    let hashes = Hashes {
        sha256: Digest(sha256.finalize().into()),
        sha512,
    };
    Ok((hashes, crc.finalize()))
}

const TAGS: [&str; 2] = ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"];
const MANIFESTS: [&str; 2] = ["manifest-sha256.txt", "manifest-sha512.txt"];
/// A line of a manifest is shorter than 640 bytes, and there are at most half a million.
const LONGEST_MANIFEST: u64 = 640 * 500_000;

fn check_manifests(
    archive: &Archive<'_>,
    hashes: &BTreeMap<String, Hashes>,
    bag: Option<Digest>,
    report: &mut Report,
) {
    for name in ["bagit.txt", "bag-info.txt"]
        .iter()
        .chain(&MANIFESTS)
        .chain(&TAGS)
    {
        if !archive.has(name) {
            report.add(
                &label(name),
                Meaning::FileChanged,
                "The archive lacks this file.",
            );
        }
    }
    if let (Some(bag), Some(found)) = (bag, hashes.get(TAGS[0]))
        && found.sha256 != bag
    {
        let problem = "It is not the one that the pack's note signs.";
        report.add(&label(TAGS[0]), Meaning::FileChanged, problem);
    }
    for (number, (manifest, tag)) in MANIFESTS.iter().zip(&TAGS).enumerate() {
        let in_data = |path: &str| path.starts_with("data/");
        check_manifest(archive, hashes, manifest, number, &in_data, report);
        let is_tag = |path: &str| !in_data(path) && !TAGS.contains(&path);
        check_manifest(archive, hashes, tag, number, &is_tag, report);
    }
}

/// Checks one manifest: it lists exactly the files that `belongs` accepts, sorted, with their
/// digests (SHA-256 for `number` 0, SHA-512 for 1, where that was computed).
fn check_manifest(
    archive: &Archive<'_>,
    hashes: &BTreeMap<String, Hashes>,
    manifest: &str,
    number: usize,
    belongs: &dyn Fn(&str) -> bool,
    report: &mut Report,
) {
    let Ok(bytes) = archive.read(manifest, LONGEST_MANIFEST) else {
        return;
    };
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    for (path, found) in hashes.iter().filter(|(path, _)| belongs(path)) {
        let line = lines.next().unwrap_or_default();
        let Some((digest, listed)) = core::str::from_utf8(line)
            .ok()
            .and_then(|line| line.strip_suffix('\n')?.split_once("  "))
        else {
            let problem = format!("It does not list {path}, or not in its place.");
            report.add(&label(manifest), Meaning::FileChanged, problem);
            return;
        };
        if listed != path {
            let problem = format!("It names {listed} where {path} should stand.");
            report.add(&label(manifest), Meaning::FileChanged, problem);
            return;
        }
        let expected = match (number, &found.sha512) {
            (0, _) => found.sha256.to_hex(),
            (_, Some(sha512)) => sha512.clone(),
            (_, None) => continue,
        };
        if digest != expected {
            let problem = format!("Its digest is not the one that {manifest} states.");
            report.add(&label(path), Meaning::FileChanged, problem);
        }
    }
    if lines.next().is_some() {
        let problem = "It lists a file that the archive does not hold.";
        report.add(&label(manifest), Meaning::FileChanged, problem);
    }
}
