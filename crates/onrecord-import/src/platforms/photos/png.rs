//! PNG's chunks (PNG specification, third edition, 11.3): times, texts, EXIF, checksums. Decodes
//! no picture.

use super::findings::{Block, Findings, MAX_BLOCK, MAX_TEXT};
use super::stream::Stream;
use flate2::Crc;
use flate2::read::ZlibDecoder;
use std::io::Read as _;

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

pub(super) fn read(stream: &mut Stream<'_>, found: &mut Findings) {
    stream.skip(SIGNATURE.len() as u64);
    let mut bad_sums = 0_u32;
    let mut bad_at = None;
    loop {
        let at = stream.position();
        let Some([a, b, c, d, name @ ..]) = stream.array::<8>() else {
            found.ends_early(stream.position());
            break;
        };
        let length = u32::from_be_bytes([a, b, c, d]);
        if length > i32::MAX as u32 || !name.iter().all(u8::is_ascii_alphabetic) {
            let reason = "The picture's parts do not follow each other as they should.";
            found.problem("bad-structure", at, reason);
            break;
        }
        let mut sum = Crc::new();
        sum.update(&name);
        let is_wanted = matches!(
            &name,
            b"IHDR" | b"eXIf" | b"tIME" | b"tEXt" | b"zTXt" | b"iTXt"
        );
        let mut content = Vec::new();
        let is_complete = stream.visit(u64::from(length), |piece| {
            sum.update(piece);
            if is_wanted {
                let room = MAX_BLOCK - content.len();
                content.extend_from_slice(&piece[..piece.len().min(room)]);
            }
        });
        chunk(&name, content, at + 8, u64::from(length), found);
        let stated = stream.array().map(u32::from_be_bytes);
        if !is_complete || stated.is_none() {
            found.ends_early(stream.position());
            break;
        }
        if stated != Some(sum.sum()) {
            bad_sums += 1;
            bad_at.get_or_insert(at);
        }
        if &name == b"IEND" {
            let end = stream.position();
            stream.skip(u64::MAX);
            found.after_end = stream.position() - end;
            break;
        }
    }
    if let Some(at) = bad_at {
        let parts = if bad_sums == 1 {
            "part has"
        } else {
            "parts have"
        };
        let reason = format!(
            "{bad_sums} {parts} a wrong checksum. The file was damaged, or changed by a program \
             that did not put the checksum right."
        );
        found.problem("bad-checksum", at, reason);
    }
}

fn chunk(name: &[u8; 4], content: Vec<u8>, at: u64, length: u64, found: &mut Findings) {
    match name {
        b"IHDR" => {
            if let Some((&[a, b, c, d, e, f, g, h], _)) = content.split_first_chunk() {
                let (width, height) = ([a, b, c, d], [e, f, g, h]);
                found.size = Some((u32::from_be_bytes(width), u32::from_be_bytes(height)));
            }
        }
        b"eXIf" => found.add_exif(Block {
            bytes: content,
            at,
            length,
        }),
        b"tIME" => found.png_time = content.try_into().ok().or(found.png_time),
        b"tEXt" => {
            if let Some((keyword, text)) = split_at_zero(&content) {
                text_chunk(keyword, text.to_vec(), true, found);
            }
        }
        b"zTXt" => {
            if let Some((keyword, [0, text @ ..])) = split_at_zero(&content) {
                let text = inflate(text, keyword, at, found);
                text_chunk(keyword, text, true, found);
            }
        }
        b"iTXt" => international(&content, at, found),
        _ => {}
    }
}

/// Keyword, compression flag and method, language, translated keyword, text.
fn international(content: &[u8], at: u64, found: &mut Findings) {
    let parts = || {
        let (keyword, rest) = split_at_zero(content)?;
        let (&[is_compressed, _method], rest) = rest.split_first_chunk()?;
        let (_language, rest) = split_at_zero(rest)?;
        let (_translated, text) = split_at_zero(rest)?;
        Some((keyword, is_compressed == 1, text))
    };
    let Some((keyword, is_compressed, text)) = parts() else {
        return;
    };
    let text = if is_compressed {
        inflate(text, keyword, at, found)
    } else {
        text.to_vec()
    };
    text_chunk(keyword, text, false, found);
}

fn split_at_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let zero = memchr::memchr(0, bytes)?;
    Some((&bytes[..zero], &bytes[zero + 1..]))
}

const XMP_KEYWORD: &[u8] = b"XML:com.adobe.xmp";

/// A few bytes can unpack to gigabytes: no more is unpacked than is kept.
fn inflate(packed: &[u8], keyword: &[u8], at: u64, found: &mut Findings) -> Vec<u8> {
    let limit = if keyword == XMP_KEYWORD {
        MAX_BLOCK / 4
    } else {
        MAX_TEXT + 1
    };
    let mut text = Vec::new();
    let mut reader = ZlibDecoder::new(packed).take(limit as u64);
    if reader.read_to_end(&mut text).is_err() {
        found.problem(
            "bad-text",
            at,
            "A compressed text in the picture could not be unpacked.",
        );
    }
    text
}

fn text_chunk(keyword: &[u8], text: Vec<u8>, is_latin1: bool, found: &mut Findings) {
    if keyword == XMP_KEYWORD {
        return found.add_xmp(text);
    }
    let keyword: String = keyword
        .iter()
        .take(79)
        .map(|byte| char::from(*byte))
        .collect();
    let (text, is_latin1) = if keyword.starts_with("Raw profile type ") {
        // Another program's block as hexadecimal digits: no text for people.
        (b"a block of data, not read".to_vec(), false)
    } else {
        (text, is_latin1)
    };
    found.add_text(format!("png.{keyword}"), text, is_latin1);
}
