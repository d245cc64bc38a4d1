//! Opening what is an archive by its bytes, whatever its name says: zip, tar, gzip of either or of
//! one file; and what to say of those that cannot be read here.

use super::cut_short::AGAIN;
use super::file::FileExport;
use super::names::unsafe_name;
use super::tar::{TarBytes, TarExport};
use super::tar_header::{BLOCK, looks_like_tar};
use super::zip::{Limits, ZipExport, looks_like_zip};
use super::zip_walk::TOO_MUCH;
use crate::export::{Export, ExportError, ReadSeek};
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

/// An archive inside a compressed one must be held in memory to be read in any order.
const MAX_HELD_ARCHIVE: u64 = 48 << 20;
/// Bytes that say what a file is: a tar header is the longest.
pub const TELLING: usize = BLOCK;

/// What a file is by its first [`TELLING`] bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveKind {
    /// zip, by whatever name.
    Zip,
    /// tar.
    Tar,
    /// gzip: of a tar, or of one file.
    Gzip,
    /// An archive that is not read here: what people call it.
    Foreign(&'static str),
}

/// Tells an archive by its first bytes.
pub fn archive_kind(first: &[u8]) -> Option<ArchiveKind> {
    if looks_like_zip(first) {
        return Some(ArchiveKind::Zip);
    }
    if first.starts_with(b"\x1f\x8b\x08") {
        return Some(ArchiveKind::Gzip);
    }
    let foreign: [(&[u8], &str); 6] = [
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\xfd7zXZ\0", "xz"),
        (b"BZh", "bzip2"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"),
        (b"PK\x07\x08PK\x03\x04", "split zip"),
    ];
    if let Some((_, name)) = foreign.iter().find(|(magic, _)| first.starts_with(magic)) {
        return Some(ArchiveKind::Foreign(name));
    }
    looks_like_tar(first).then_some(ArchiveKind::Tar)
}

/// Why nobody reads a file that is an archive or a piece of one, and what to do.
pub fn advice(path: &str, first: &[u8]) -> Option<String> {
    if let Some(ArchiveKind::Foreign(name)) = archive_kind(first) {
        return Some(format!(
            "this is a {name} archive, which cannot be read here; unpack it and add the folder too. \
             It is kept as it is"
        ));
    }
    let ending = path.rsplit('.').next().unwrap_or_default();
    let is_volume = ending.len() == 3
        && ending.starts_with(['z', 'Z', '0'])
        && ending[1..].bytes().all(|byte| byte.is_ascii_digit());
    is_volume.then(|| {
        "this is one piece of an archive that was split; put all pieces in one folder, unpack them \
         with the program that made them, and add the folder that comes out"
            .to_owned()
    })
}

/// Opens an archive that is an entry of another export.
///
/// # Errors
/// It cannot be read, is not an archive, or is compressed inside its container and too large to
/// be held in memory.
pub fn open_archive<'a>(
    container: &'a dyn Export,
    path: &str,
) -> Result<Box<dyn Export + 'a>, ExportError> {
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    let first = crate::kit::peek::first_bytes(container, path, TELLING)?;
    let kind = archive_kind(&first);
    let error_of = |error: ExportError| io::Error::other(error.to_string());
    let owned = path.to_owned();
    let stream = move || container.open(&owned).map_err(error_of);
    if kind == Some(ArchiveKind::Gzip) {
        let size = container.entry(path).map_or(0, |entry| entry.size);
        return open_gzip(&name, &first, size, stream);
    }
    let seekable: Rc<dyn Fn() -> io::Result<Box<dyn ReadSeek + 'a>> + 'a> =
        if container.open_seekable(path)?.is_some() {
            let owned = path.to_owned();
            Rc::new(move || match container.open_seekable(&owned) {
                Ok(Some(reader)) => Ok(reader),
                Ok(None) => Err(io::ErrorKind::NotSeekable.into()),
                Err(error) => Err(error_of(error)),
            })
        } else if kind == Some(ArchiveKind::Tar) {
            let bytes = TarBytes::Stream(Box::new(stream));
            return Ok(Box::new(TarExport::new(&name, bytes, Limits::default())?));
        } else {
            let mut content = Vec::new();
            let mut reader = container.open(path)?.take(MAX_HELD_ARCHIVE + 1);
            reader
                .read_to_end(&mut content)
                .map_err(|source| ExportError::Io {
                    entry: path.into(),
                    source,
                })?;
            if content.len() as u64 > MAX_HELD_ARCHIVE {
                return Err(ExportError::Unsafe {
                    entry: path.into(),
                    reason: "this archive is inside another one and too large to be read there; \
                             unpack the outer one first"
                        .into(),
                });
            }
            let content: Rc<[u8]> = content.into();
            Rc::new(move || Ok(Box::new(io::Cursor::new(content.clone())) as Box<dyn ReadSeek>))
        };
    match kind {
        Some(ArchiveKind::Tar) => {
            let bytes = TarBytes::Seekable(Box::new(move || seekable()));
            Ok(Box::new(TarExport::new(&name, bytes, Limits::default())?))
        }
        _ => {
            let digest = container.digest(path);
            Ok(Box::new(ZipExport::sealed(&name, digest, move || {
                seekable()
            })?))
        }
    }
}

/// A gzip file: the tar in it, or the one file.
fn open_gzip<'a>(
    name: &str,
    first: &[u8],
    size: u64,
    stream: impl Fn() -> io::Result<Box<dyn Read + 'a>> + 'a,
) -> Result<Box<dyn Export + 'a>, ExportError> {
    let stem = inner_name(name, first);
    let limits = Limits::default();
    let open = move || -> io::Result<Box<dyn Read + 'a>> {
        let buffered = BufReader::with_capacity(64 << 10, stream()?);
        Ok(Box::new(Bounded {
            reader: MultiGzDecoder::new(buffered),
            left: limits
                .ratio_from
                .max(size.saturating_mul(limits.ratio))
                .min(limits.member_bytes),
        }))
    };
    let failed = |source: io::Error| ExportError::Damaged {
        entry: name.into(),
        reason: source.to_string().into(),
    };
    let mut head = Vec::new();
    // What is damaged later is said when it is read.
    let begun = open().and_then(|reader| reader.take(TELLING as u64).read_to_end(&mut head));
    if head.is_empty() {
        begun.map_err(failed)?;
    }
    if archive_kind(&head) == Some(ArchiveKind::Tar) {
        let bytes = TarBytes::Stream(Box::new(open));
        return Ok(Box::new(TarExport::new(name, bytes, limits)?));
    }
    // How long it is, is only known once it was read.
    let mut length = 0;
    let mut buffer = vec![0; 64 << 10];
    let mut reader = open().map_err(failed)?;
    let ended = loop {
        match reader.read(&mut buffer) {
            Ok(0) => break Ok(()),
            Ok(count) => length += count as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    drop(reader);
    let what = match &ended {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => "it was cut short".to_owned(),
        Err(error) if !is_bound(error) => format!("it is damaged ({error})"),
        // Far more than an honest file: reading it says so.
        _ => return Ok(Box::new(FileExport::new(&stem, length, open))),
    };
    let until = move || -> io::Result<Box<dyn Read + 'a>> { Ok(Box::new(open()?.take(length))) };
    let reason = format!("{what}. What comes before that, {length} bytes, is read. {AGAIN}");
    Ok(Box::new(
        FileExport::new(&stem, length, until).with_problem("cut-short", reason),
    ))
}

/// The name of the one file in a gzip file: the outer one without its ending, or else the one that
/// it states (RFC 1952, 2.3).
fn inner_name(name: &str, first: &[u8]) -> String {
    let stem = match name
        .len()
        .checked_sub(3)
        .map(|at| name.split_at_checked(at))
    {
        Some(Some((stem, ending))) if ending.eq_ignore_ascii_case(".gz") => stem,
        _ => name,
    };
    let stated = || {
        // Only where nothing stands before it.
        let name = first.get(10..).filter(|_| first.get(3) == Some(&8))?;
        let name = std::str::from_utf8(&name[..memchr::memchr(0, name)?]).ok()?;
        (unsafe_name(name).is_none() && !name.contains('/')).then(|| name.to_owned())
    };
    match stem {
        "" => "content".to_owned(),
        // An ending says what it is; without one the stated name may.
        stem if !stem.contains('.') => stated().unwrap_or_else(|| stem.to_owned()),
        stem => stem.to_owned(),
    }
}

fn is_bound(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::FileTooLarge
}

/// Fails where more comes out than an honest file can hold.
struct Bounded<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        if count as u64 > self.left {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, TOO_MUCH));
        }
        self.left -= count as u64;
        Ok(count)
    }
}
