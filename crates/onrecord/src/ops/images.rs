//! Finds what may hold pictures, so that the question about under-18s comes before anything is
//! taken in. It errs on the side of asking. Nothing is shown, hashed or kept here.

use onrecord_import::{Export, ExportError};
use std::io::Read as _;
use std::sync::Arc;

/// What may hold pictures or videos.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Entries that are a picture or video, or an archive or document that may hold some.
    pub pictures: Vec<Arc<str>>,
    /// Entries of text with pictures inside them (mail, picture messages).
    pub inside_text: Vec<Arc<str>>,
}

impl Survey {
    /// Whether the question must be asked.
    pub fn asks(&self) -> bool {
        !self.pictures.is_empty() || !self.inside_text.is_empty()
    }

    /// Whether that entry may hold a picture.
    pub fn holds(&self, entry: &str) -> bool {
        let is = |held: &Arc<str>| **held == *entry;
        self.pictures.iter().any(is) || self.inside_text.iter().any(is)
    }
}

/// Endings of files that hold no picture whatever their bytes say of `image/`: plain lists of an
/// export. Everything else is looked into.
const PICTURE_ENDINGS: &[&str] = &[
    "jpg",
    "jpeg",
    "jpe",
    "jfif",
    "png",
    "gif",
    "webp",
    "heic",
    "heif",
    "avif",
    "bmp",
    "tif",
    "tiff",
    "dng",
    "raw",
    "cr2",
    "nef",
    "arw",
    "psd",
    "svg",
    "ico",
    "jxl",
    "mp4",
    "m4v",
    "mov",
    "3gp",
    "3g2",
    "avi",
    "mkv",
    "webm",
    "wmv",
    "mpg",
    "mpeg",
    "mts",
    "flv",
    "pdf",
    "doc",
    "docx",
    "ppt",
    "pptx",
    "xls",
    "xlsx",
    "odt",
    "odp",
    "ods",
    "pages",
    "key",
    "zip",
    "rar",
    "7z",
    "tar",
    "gz",
    "tgz",
    "bz2",
    "xz",
    "zst",
    "db",
    "sqlite",
    "sqlite3",
    "msg",
    "pst",
    "ost",
    "wacz",
    "warc",
    "mht",
    "mhtml",
    "webarchive",
];

/// What text that carries a picture says about it, in any of the formats we know of.
const INSIDE_TEXT: &[&[u8]] = &[b"image/", b"video/", b"begin-base64 ", b"IMAGE/", b"Image/"];

/// Looks through an export.
///
/// # Errors
/// An entry cannot be read.
pub fn survey(export: &dyn Export) -> Result<Survey, ExportError> {
    let mut found = Survey::default();
    for entry in export.entries() {
        let ending = entry
            .path
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if PICTURE_ENDINGS.contains(&ending.as_str()) {
            found.pictures.push(entry.path.clone());
            continue;
        }
        let is_export_json = matches!(ending.as_str(), "json" | "csv" | "tsv");
        match look_inside(export, &entry.path)? {
            Inside::Picture => found.pictures.push(entry.path.clone()),
            Inside::TextWithPicture if !is_export_json => {
                found.inside_text.push(entry.path.clone())
            }
            _ => {}
        }
    }
    Ok(found)
}

enum Inside {
    Nothing,
    TextWithPicture,
    Picture,
}

fn look_inside(export: &dyn Export, path: &str) -> Result<Inside, ExportError> {
    let mut reader = export.open(path)?;
    let io_error = |source| ExportError::Io {
        entry: path.into(),
        source,
    };
    let mut window = vec![0; 256 * 1024];
    let mut kept = 0;
    let mut first = true;
    loop {
        let read = match reader.read(&mut window[kept..]) {
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(io_error(error)),
        };
        if read == 0 {
            return Ok(Inside::Nothing);
        }
        let filled = kept + read;
        let bytes = &window[..filled];
        if first && filled >= 12 {
            first = false;
            if is_picture(bytes) {
                return Ok(Inside::Picture);
            }
        }
        if INSIDE_TEXT.iter().any(|words| contains(bytes, words)) {
            return Ok(Inside::TextWithPicture);
        }
        // Enough of the end that a word across two reads is found.
        kept = filled.min(16);
        window.copy_within(filled - kept..filled, 0);
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(haystack, needle).is_some()
}

/// By their first bytes: JPEG, PNG, GIF, BMP, TIFF, RIFF (WebP, AVI), ISO media (MP4, MOV, HEIC,
/// AVIF), Matroska, PDF, zip, SQLite, gzip, 7z, rar, OLE documents.
fn is_picture(first: &[u8]) -> bool {
    let begins: &[&[u8]] = &[
        b"\xff\xd8\xff",
        b"\x89PNG",
        b"GIF8",
        b"BM",
        b"II\x2a\0",
        b"MM\0\x2a",
        b"RIFF",
        b"\x1a\x45\xdf\xa3",
        b"%PDF",
        b"PK\x03\x04",
        b"SQLite format 3\0",
        b"\x1f\x8b",
        b"7z\xbc\xaf",
        b"Rar!",
        b"\xd0\xcf\x11\xe0",
        b"\0\0\x01\xba",
        b"\0\0\x01\xb3",
    ];
    begins.iter().any(|magic| first.starts_with(magic)) || first.get(4..8) == Some(b"ftyp")
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_import::MemoryExport;

    #[test]
    fn pictures_are_found_by_name_by_bytes_and_inside_text() {
        let long = [vec![b'x'; 256 * 1024 - 3], b"image/jpeg".to_vec()].concat();
        let export = MemoryExport::new("folder")
            .with("a.jpg", &b""[..])
            .with("chat.txt", &b"hello there, nothing here"[..])
            .with("hidden.txt", &b"\xff\xd8\xff\xe0 and more bytes"[..])
            .with("list.json", &b"{\"type\":\"image/jpeg\"}"[..])
            .with("sms.xml", long);
        let found = survey(&export).unwrap();
        let names = |list: &[Arc<str>]| list.iter().map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(names(&found.pictures), ["a.jpg", "hidden.txt"]);
        assert_eq!(names(&found.inside_text), ["sms.xml"]);
        assert!(found.asks() && found.holds("sms.xml") && !found.holds("chat.txt"));
    }
}
