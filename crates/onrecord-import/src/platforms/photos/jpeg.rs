//! JPEG's markers (ITU-T T.81, annex B; EXIF 2.32, 4.5): what stands in the segments, and whether
//! the picture reaches its end. Decodes no picture.

use super::findings::{Block, Findings};
use super::iptc;
use super::stream::Stream;

const EXIF: &[u8] = b"Exif\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

pub(super) fn read(stream: &mut Stream<'_>, found: &mut Findings) {
    if stream.array() != Some([0xff, 0xd8]) {
        return;
    }
    let mut in_scan = false;
    loop {
        let marker = if in_scan {
            next_marker_of_scan(stream)
        } else {
            match next_marker(stream, found) {
                Ok(marker) => marker,
                Err(()) => return,
            }
        };
        let Some(marker) = marker else {
            return found.ends_early(stream.position());
        };
        match marker {
            0xd9 => break,
            // Markers without a length.
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let at = stream.position();
        let Some(length) = stream.array().map(u16::from_be_bytes) else {
            return found.ends_early(at);
        };
        let Some(length) = length.checked_sub(2) else {
            let reason = "A part of the picture states an impossible length.";
            return found.problem("bad-structure", at, reason);
        };
        let content = stream.take(usize::from(length));
        segment(marker, &content, at + 2, found);
        if content.len() < usize::from(length) {
            return found.ends_early(stream.position());
        }
        in_scan = in_scan || marker == 0xda;
    }
    let end = stream.position();
    stream.skip(u64::MAX);
    found.after_end = stream.position() - end;
}

/// The marker that should stand here. `Err` after saying that none does.
fn next_marker(stream: &mut Stream<'_>, found: &mut Findings) -> Result<Option<u8>, ()> {
    let at = stream.position();
    let mut byte = stream.byte();
    if byte.is_some_and(|byte| byte != 0xff) {
        let reason = "The picture's parts do not follow each other as they should.";
        found.problem("bad-structure", at, reason);
        return Err(());
    }
    // Fill bytes may stand before a marker.
    while byte == Some(0xff) {
        byte = stream.byte();
    }
    Ok(byte)
}

/// The next marker behind compressed data, in which FF is always followed by 00 or a restart.
fn next_marker_of_scan(stream: &mut Stream<'_>) -> Option<u8> {
    loop {
        let piece = stream.peek();
        if piece.is_empty() {
            return None;
        }
        let passed = memchr::memchr(0xff, piece).map_or(piece.len(), |at| at + 1);
        let has_marker = piece[passed - 1] == 0xff;
        stream.pass(passed);
        if !has_marker {
            continue;
        }
        let mut byte = stream.byte()?;
        while byte == 0xff {
            byte = stream.byte()?;
        }
        if !matches!(byte, 0 | 0xd0..=0xd7) {
            return Some(byte);
        }
    }
}

fn segment(marker: u8, content: &[u8], at: u64, found: &mut Findings) {
    match marker {
        // Start of frame, of every coding process.
        0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
            if let [_, h1, h2, w1, w2, ..] = *content {
                let of = |high, low| u32::from(u16::from_be_bytes([high, low]));
                found.size.get_or_insert((of(w1, w2), of(h1, h2)));
            }
        }
        0xe1 if content.starts_with(EXIF) => {
            let bytes = content.get(EXIF.len() + 1..).unwrap_or_default().to_vec();
            found.add_exif(Block {
                length: bytes.len() as u64,
                at: at + EXIF.len() as u64 + 1,
                bytes,
            });
        }
        0xe1 if content.starts_with(XMP) => found.add_xmp(content[XMP.len()..].to_vec()),
        0xed if content.starts_with(PHOTOSHOP) => iptc::read(&content[PHOTOSHOP.len()..], found),
        0xfe => found.add_text("jpeg.comment".to_owned(), content.to_vec(), false),
        _ => {}
    }
}
