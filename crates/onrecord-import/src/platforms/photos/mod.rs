//! Pictures as loose files: JPEG, PNG, HEIC and AVIF, TIFF, WebP, GIF. One picture is one event.
//! Decodes no picture, makes no thumbnail, and never takes a file's name or date for evidence.
//!
//! Sources: CIPA DC-008 (EXIF), TIFF 6.0, ITU-T T.81, the PNG specification, ISO/IEC 14496-12 and
//! 23008-12, the WebP container specification, GIF89a, IPTC IIM, XMP part 1; the screenshot
//! exporter of Android's SystemUI for what it writes.

mod details;
mod exif;
mod findings;
mod gps;
mod heif;
mod iptc;
mod jpeg;
mod other_containers;
mod picture;
mod png;
mod stream;
mod tiff;
mod times;
mod xmp;

use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};

const PLATFORM: &str = "photos";
/// Bytes of a file that are looked at: enough for the brands of a HEIC.
const LOOK: usize = 256;

/// The importer.
pub static IMPORTER: Photos = Photos;

/// Reads pictures.
#[derive(Debug)]
pub struct Photos;

static MANIFEST: Manifest = Manifest {
    name: "photos",
    version: 2,
    title: "Photos and screenshots",
    accepts: &[
        "JPEG, PNG, HEIC, AVIF, TIFF, WebP and GIF files, told by their content",
        "a folder or zip of such files",
    ],
    how_to_get: &[
        "iPhone: copy by cable, or in Photos choose Share > Options > All Photos Data, then Save \
         to Files.",
        "Android: copy the files from the folders DCIM and Pictures by cable.",
        "From a chat: use the chat's own export where there is one. It says who sent what and when.",
        "Keep the original file. A picture sent on, or a screenshot of a picture, has lost its \
         details.",
        "Screenshot: show the whole screen with name, date and address. Then keep that file.",
    ],
    layouts: &[
        "JPEG of cameras and phones, with EXIF, GPS, damaged EXIF: real files of a test collection",
        "HEIC of an iPhone: a real file; HEIC, PNG, TIFF, WebP: small files of a parser's tests",
        "PNG with tIME, eXIf, texts, XMP; GIF; IPTC; screenshots: from documentation",
    ],
    times: "DateTimeOriginal is the camera's clock. It states an instant only where \
            OffsetTimeOriginal gives the zone; else the zone is unknown. Without it the next best \
            time is used: XMP, then the texts and tIME of PNG (UTC), then when the file was \
            changed. time_from names the field and time_means says what the time is of. GPS time \
            is UTC and is kept beside it; where both are more than a day apart the picture is \
            marked inconsistent. The file's own date on the disk is never used as its time.",
    caveats: &[
        "WhatsApp, Facebook and Instagram remove the details from pictures. No details proves \
         nothing.",
        "Anybody can change a picture's details with a free program. A camera's clock can be wrong.",
        "Who took the picture is not known from the file.",
        "The place is withheld from packs unless you choose otherwise.",
        "Some programs write tIME in local time, although it should be UTC.",
        "looks_like=screenshot rests on what the file says. Without it a picture can still be one.",
        "A small preview inside the file may show what was cut away. It is noted and not taken out.",
        "The details are sought in the first 16 MiB of HEIC and TIFF files. looked_at says where \
         that mattered.",
    ],
    omits: &[
        "The picture's content is not looked at, and no words in it are read.",
        "The camera maker's own notes (MakerNote) are counted and not read.",
        "Live Photo films, edits and albums, which the phone keeps apart.",
    ],
};

/// What a picture is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Jpeg,
    Png,
    Heif,
    Tiff,
    Webp,
    Gif,
}

impl Format {
    fn of(first: &[u8]) -> Option<Self> {
        Some(match first {
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Self::Webp,
            [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Self::Tiff,
            _ if first.starts_with(png::SIGNATURE) => Self::Png,
            _ if first.starts_with(b"GIF87a") || first.starts_with(b"GIF89a") => Self::Gif,
            _ if heif::looks_like(first) => Self::Heif,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Heif => "HEIF",
            Self::Tiff => "TIFF",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Heif => "image/heif",
            Self::Tiff => "image/tiff",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
        }
    }
}

impl Importer for Photos {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, path: &str) -> (Grade, ExhibitKind) {
        // A picture without a camera's data may be a screenshot too; its name is all there is.
        let grade = if path.to_lowercase().contains("screenshot") {
            Grade::Screenshot
        } else {
            Grade::DeviceOriginal
        };
        (grade, ExhibitKind::Picture)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let [entry] = export.entries() else {
            return None;
        };
        let format = Format::of(&first_bytes(export, &entry.path, LOOK).ok()?)?;
        let (path, modified) = (entry.path.clone(), entry.modified);
        let read = move || picture::read(export, &path, modified, format);
        Some(Ok(Opened {
            entries: vec![entry.path.clone()],
            records: Box::new(std::iter::once_with(read).flatten()),
            questions: Vec::new(),
            remarks: Vec::new(),
        }))
    }
}
