//! What EXIF says of a picture (CIPA DC-008, EXIF 2.32; texts in UTF-8 since 3.0): a chosen list of
//! its fields as facts. What is not on the list stays in the file.

use super::details::Details;
use super::findings::{Block, Findings};
use super::gps;
use super::tiff::{Directory, Entry, Tiff};

const EXIF_DIRECTORY: u16 = 0x8769;
const GPS_DIRECTORY: u16 = 0x8825;
const XMP_PACKET: u16 = 0x02bc;
const WIDTH: u16 = 0x0100;
const HEIGHT: u16 = 0x0101;
/// In the second directory of EXIF: where the small picture is.
const THUMBNAIL: u16 = 0x0201;

enum Form {
    Text,
    Number,
    /// Eight bytes for the encoding, then the text.
    Comment,
    /// UTF-16, as Windows writes it.
    Utf16,
    /// Only how long it is.
    Length,
}

const FIELDS: &[(u16, &str, Form)] = &[
    (0x9003, "DateTimeOriginal", Form::Text),
    (0x9291, "SubSecTimeOriginal", Form::Text),
    (0x9011, "OffsetTimeOriginal", Form::Text),
    (0x9004, "DateTimeDigitized", Form::Text),
    (0x9292, "SubSecTimeDigitized", Form::Text),
    (0x9012, "OffsetTimeDigitized", Form::Text),
    (0x0132, "DateTime", Form::Text),
    (0x9290, "SubSecTime", Form::Text),
    (0x9010, "OffsetTime", Form::Text),
    (0x010f, "Make", Form::Text),
    (0x0110, "Model", Form::Text),
    (0xa431, "BodySerialNumber", Form::Text),
    (0xc62f, "CameraSerialNumber", Form::Text),
    (0xa430, "CameraOwnerName", Form::Text),
    (0xa433, "LensMake", Form::Text),
    (0xa434, "LensModel", Form::Text),
    (0xa435, "LensSerialNumber", Form::Text),
    (0x0131, "Software", Form::Text),
    (0x013c, "HostComputer", Form::Text),
    (0x0112, "Orientation", Form::Number),
    (0xa002, "PixelXDimension", Form::Number),
    (0xa003, "PixelYDimension", Form::Number),
    (0xa420, "ImageUniqueID", Form::Text),
    (0x010e, "ImageDescription", Form::Text),
    (0x9286, "UserComment", Form::Comment),
    (0x013b, "Artist", Form::Text),
    (0x8298, "Copyright", Form::Text),
    (0x9c9b, "XPTitle", Form::Utf16),
    (0x9c9c, "XPComment", Form::Utf16),
    (0x9c9d, "XPAuthor", Form::Utf16),
    (0x9c9e, "XPKeywords", Form::Utf16),
    (0x9c9f, "XPSubject", Form::Utf16),
    (0x927c, "MakerNote", Form::Length),
];

/// Adds what a block says. `is_file`: the block is a TIFF file, not part of another.
pub(super) fn read(block: &Block, is_file: bool, found: &mut Findings, details: &mut Details) {
    let Some((tiff, first)) = Tiff::new(&block.bytes, block.length) else {
        let reason = "The picture's EXIF block does not begin as one, and could not be read.";
        return found.problem("bad-exif", block.at, reason);
    };
    let main = tiff.directory(first);
    let follow = |tag| {
        main.get(tag)
            .map(|entry| entry.unsigned(0).map(|at| tiff.directory(at)))
    };
    let (exif, place) = (follow(EXIF_DIRECTORY), follow(GPS_DIRECTORY));
    let second = (main.next != 0).then(|| tiff.directory(main.next));
    if is_file {
        if let (Some(width), Some(height)) = (number(&main, WIDTH), number(&main, HEIGHT)) {
            found.size = Some((width, height));
        }
        if let Some(packet) = main.get(XMP_PACKET) {
            found.add_xmp(packet.value.to_vec());
        }
        if second.is_some() {
            details.push("more_pages", "yes");
        }
    } else if let Some(second) = &second {
        found.has_thumbnail |= second.get(THUMBNAIL).is_some();
    }
    let mut problems = Vec::new();
    let mut is_partly_read = false;
    let thumbnail = second.as_ref().filter(|_| !is_file);
    let followed = [exif.as_ref(), place.as_ref()]
        .into_iter()
        .flatten()
        .flatten();
    for directory in followed.chain([&main]).chain(thumbnail) {
        problems.extend(directory.problems.iter().cloned());
        is_partly_read |= directory.is_partly_read;
    }
    if matches!(exif, Some(None)) || matches!(place, Some(None)) {
        problems.push("a pointer that is no number".to_owned());
    }
    let exif = exif.flatten().unwrap_or_default();
    for (tag, name, form) in FIELDS {
        if let Some(entry) = exif.get(*tag).or_else(|| main.get(*tag))
            && !field(entry, name, form, details)
        {
            problems.push(format!("field {tag:#06x} of another kind"));
        }
    }
    if let Some(place) = place.flatten() {
        gps::read(&place, details, &mut problems);
    }
    if is_partly_read {
        found.looked_at = Some(block.at + block.bytes.len() as u64);
    }
    if !problems.is_empty() {
        problems.truncate(4);
        let reason = format!(
            "The picture's EXIF block is damaged: {}. What could be read of it is shown.",
            problems.join(", ")
        );
        found.problem("bad-exif", block.at, reason);
    }
}

fn number(directory: &Directory<'_>, tag: u16) -> Option<u32> {
    directory.get(tag)?.unsigned(0)
}

/// `false` where the value is not of the form it should have.
fn field(entry: &Entry<'_>, name: &str, form: &Form, details: &mut Details) -> bool {
    let name = format!("exif.{name}");
    match form {
        Form::Text => match entry.text() {
            Some(text) => details.push_bytes(&name, text),
            None => return false,
        },
        Form::Number => match entry.unsigned(0) {
            Some(number) => details.push(&name, &number.to_string()),
            None => return false,
        },
        Form::Comment => comment(entry, &name, details),
        Form::Utf16 => utf16(entry.value, true, &name, details),
        Form::Length => details.push(&name, &format!("{} bytes, not read", entry.value.len())),
    }
    true
}

/// A text with its encoding in front, as EXIF has it in a few fields.
pub(super) fn comment(entry: &Entry<'_>, name: &str, details: &mut Details) {
    match entry.value.split_at_checked(8) {
        Some((b"UNICODE\0", text)) => utf16(text, entry.is_little(), name, details),
        Some((b"ASCII\0\0\0" | [0, 0, 0, 0, 0, 0, 0, 0], text)) => {
            let end = memchr::memchr(0, text).unwrap_or(text.len());
            details.push_bytes(name, &text[..end]);
        }
        // Some writers leave out the encoding.
        _ => {
            let end = memchr::memchr(0, entry.value).unwrap_or(entry.value.len());
            details.push_bytes(name, &entry.value[..end]);
        }
    }
}

fn utf16(bytes: &[u8], is_little: bool, name: &str, details: &mut Details) {
    let (is_little, bytes) = match bytes {
        [0xff, 0xfe, rest @ ..] => (true, rest),
        [0xfe, 0xff, rest @ ..] => (false, rest),
        _ => (is_little, bytes),
    };
    let units = bytes
        .chunks_exact(2)
        .take(super::findings::MAX_TEXT + 1)
        .map(|pair| {
            let pair = [pair[0], pair[1]];
            if is_little {
                u16::from_le_bytes(pair)
            } else {
                u16::from_be_bytes(pair)
            }
        });
    let mut lossy = false;
    let text: String = char::decode_utf16(units.take_while(|unit| *unit != 0))
        .map(|character| {
            character.unwrap_or_else(|_| {
                lossy = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if lossy {
        details.marks.add(onrecord_model::Mark::LossyText);
    }
    details.push(name, &text);
}
