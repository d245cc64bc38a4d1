//! Finds what may hold pictures, so that the question about under-18s comes before anything is
//! taken in. It errs on the side of asking. Nothing is shown, hashed or kept here.

use onrecord_import::{Export, ExportError, Problem};
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
const INSIDE_TEXT: &[&[u8]] = &[
    b"image/",
    b"video/",
    b"begin-base64 ",
    b"IMAGE/",
    b"Image/",
    // In UTF-16.
    b"i\0m\0a\0g\0e\0/",
    b"v\0i\0d\0e\0o\0/",
];

/// Looks through an export.
///
/// # Errors
/// An entry cannot be read.
pub fn survey(export: &dyn Export) -> Result<Survey, ExportError> {
    let mut found = Survey::default();
    for entry in export.entries() {
        match look_inside(export, &entry.path)? {
            Seen::Nothing => {}
            Seen::TextWithPicture => found.inside_text.push(entry.path.clone()),
            Seen::Picture => found.pictures.push(entry.path.clone()),
        }
    }
    // An archive is sealed with all its bytes, also those that are not offered as a file.
    let unseen = export
        .problems()
        .iter()
        .filter(|problem| is_unseen(problem));
    let unseen = unseen.map(|problem| Arc::from(&*problem.entry));
    found.pictures.extend(unseen);
    Ok(found)
}

/// Whether something lies in the archive that could not be looked at.
fn is_unseen(problem: &Problem) -> bool {
    let codes = [
        "damaged",
        "duplicate",
        "encrypted",
        "overlapping",
        "too-large",
        "unsupported",
    ];
    problem.is_of_archive() || codes.contains(&problem.code)
}

/// What was seen of a file so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// No picture.
    Nothing,
    /// Text with a picture inside it.
    TextWithPicture,
    /// A picture or video, or what may hold some.
    Picture,
}

/// Looks at a file's bytes as they go by, in whatever pieces. It keeps a few of them.
pub struct Sight {
    seen: Seen,
    /// A plain list of an export: what it says of pictures is not one.
    is_list: bool,
    first: Vec<u8>,
    /// The end of what went by, so that a word across two pieces is found.
    last: Vec<u8>,
}

/// Bytes that tell a picture, and more than the longest word looked for.
const FIRST: usize = 12;
const OVERLAP: usize = 16;

impl Sight {
    /// By the name alone.
    pub fn of(path: &str) -> Self {
        let ending = path.rsplit('.').next().unwrap_or_default();
        let ending = ending.to_ascii_lowercase();
        let is_picture = PICTURE_ENDINGS.contains(&ending.as_str());
        Self {
            seen: if is_picture {
                Seen::Picture
            } else {
                Seen::Nothing
            },
            is_list: matches!(ending.as_str(), "json" | "csv" | "tsv"),
            first: Vec::new(),
            last: Vec::new(),
        }
    }

    /// What was seen.
    pub fn seen(&self) -> Seen {
        self.seen
    }

    /// Looks at the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Seen {
        if self.seen != Seen::Nothing {
            return self.seen;
        }
        if self.first.len() < FIRST {
            let missing = FIRST - self.first.len();
            self.first.extend(bytes.iter().take(missing));
            if self.first.len() == FIRST && is_picture(&self.first) {
                self.seen = Seen::Picture;
                return self.seen;
            }
        }
        self.last.extend(bytes.iter().take(OVERLAP));
        let says = |bytes: &[u8]| INSIDE_TEXT.iter().any(|words| contains(bytes, words));
        if !self.is_list && (says(&self.last) || says(bytes)) {
            self.seen = Seen::TextWithPicture;
        }
        self.last.extend(
            bytes
                .iter()
                .skip(OVERLAP)
                .skip(bytes.len().saturating_sub(2 * OVERLAP)),
        );
        let keep = self.last.len().saturating_sub(OVERLAP);
        self.last.drain(..keep);
        self.seen
    }
}

fn look_inside(export: &dyn Export, path: &str) -> Result<Seen, ExportError> {
    let mut sight = Sight::of(path);
    if sight.seen() != Seen::Nothing {
        return Ok(sight.seen());
    }
    let mut reader = export.open(path)?;
    let mut window = vec![0; 256 * 1024];
    loop {
        match reader.read(&mut window) {
            Ok(0) => return Ok(Seen::Nothing),
            Ok(read) => {
                let seen = sight.feed(&window[..read]);
                // A list is done with as soon as it is known to be no picture.
                if seen != Seen::Nothing || sight.is_list && sight.first.len() == FIRST {
                    return Ok(seen);
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(source) => {
                return Err(ExportError::Io {
                    entry: path.into(),
                    source,
                });
            }
        }
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
        // A second file of the same name in an archive is sealed with it and was not looked at.
        let twice = MemoryExport::new("x")
            .with("a.txt", *b"1")
            .with("a.txt", *b"2");
        assert!(survey(&twice).unwrap().asks());
        let wide: Vec<u8> = b"ct=\"image/jpeg\""
            .iter()
            .flat_map(|byte| [*byte, 0])
            .collect();
        let wide = survey(&MemoryExport::new("x").with("sms.xml", wide)).unwrap();
        assert_eq!(names(&wide.inside_text), ["sms.xml"]);
        // In whatever pieces it goes by.
        for piece in [1, 2, 5, 17, 40] {
            let mut sight = Sight::of("sms.xml");
            let all = [&[b'x'; 61][..], b"image/jpeg", &[b'y'; 61]].concat();
            for bytes in all.chunks(piece) {
                sight.feed(bytes);
            }
            assert_eq!(sight.seen(), Seen::TextWithPicture, "{piece}");
            let mut sight = Sight::of("notes.txt");
            for bytes in b"\xff\xd8\xff\xe0 and more bytes".chunks(piece) {
                sight.feed(bytes);
            }
            assert_eq!(sight.seen(), Seen::Picture, "{piece}");
        }
        assert!(found.asks() && found.holds("sms.xml") && !found.holds("chat.txt"));
    }
}
