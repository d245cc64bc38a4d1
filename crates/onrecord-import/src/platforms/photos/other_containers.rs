//! WebP's chunks (WebP container specification) and GIF's blocks (GIF89a). Decodes no picture.

use super::findings::{Block, Findings, MAX_BLOCK};
use super::stream::Stream;

/// `RIFF`, a length, `WEBP`, chunks of a name, a length and an even number of bytes.
pub(super) fn webp(stream: &mut Stream<'_>, found: &mut Findings) {
    let Some([_, _, _, _, a, b, c, d, ..]) = stream.array::<12>() else {
        return found.ends_early(stream.position());
    };
    let end = u64::from(u32::from_le_bytes([a, b, c, d])) + 8;
    while stream.position() + 8 <= end {
        let Some([name @ .., a, b, c, d]) = stream.array::<8>() else {
            return found.ends_early(stream.position());
        };
        let at = stream.position();
        let length = u64::from(u32::from_le_bytes([a, b, c, d]));
        let kept = match &name {
            b"EXIF" | b"XMP " => MAX_BLOCK,
            b"VP8X" | b"VP8 " | b"VP8L" => 10,
            _ => 0,
        };
        let content = stream.take(usize::try_from(length).map_or(kept, |length| length.min(kept)));
        let rest = length.saturating_sub(content.len() as u64) + length % 2;
        webp_chunk(&name, content, at, length, found);
        // The padding of the last chunk is often left out.
        if !stream.skip(rest) && stream.position() < at + length {
            return found.ends_early(stream.position());
        }
    }
    stream.skip(u64::MAX);
    found.after_end = stream.position().saturating_sub(end);
}

fn webp_chunk(name: &[u8; 4], content: Vec<u8>, at: u64, length: u64, found: &mut Findings) {
    match (name, &content[..]) {
        (b"VP8X", &[_, _, _, _, w1, w2, w3, h1, h2, h3]) => {
            let of = |low, middle, high| u32::from_le_bytes([low, middle, high, 0]) + 1;
            found.size = Some((of(w1, w2, w3), of(h1, h2, h3)));
        }
        (b"VP8 ", &[_, _, _, 0x9d, 0x01, 0x2a, w1, w2, h1, h2]) => {
            let of = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
            found.size.get_or_insert((of(w1, w2), of(h1, h2)));
        }
        (b"VP8L", &[0x2f, a, b, c, d, ..]) => {
            let bits = u32::from_le_bytes([a, b, c, d]);
            let size = ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
            found.size.get_or_insert(size);
        }
        (b"EXIF", _) => {
            // Some writers keep the header that belongs to JPEG.
            let header = if content.starts_with(b"Exif\0\0") {
                6
            } else {
                0
            };
            found.add_exif(Block {
                bytes: content[header..].to_vec(),
                at: at + header as u64,
                length: length - header as u64,
            });
        }
        (b"XMP ", _) => found.add_xmp(content),
        _ => {}
    }
}

pub(super) fn gif(stream: &mut Stream<'_>, found: &mut Findings) {
    let Some([.., w1, w2, h1, h2, flags, _background, _aspect]) = stream.array::<13>() else {
        return found.ends_early(stream.position());
    };
    let of = |low, high| u32::from(u16::from_le_bytes([low, high]));
    found.size = Some((of(w1, w2), of(h1, h2)));
    stream.skip(colour_table(flags));
    loop {
        let at = stream.position();
        let is_read = match stream.byte() {
            // An image: place, size, flags, its colours, one byte, data.
            Some(0x2c) => match stream.array::<9>() {
                Some([.., flags]) => {
                    stream.skip(colour_table(flags) + 1) && sub_blocks(stream, |_| {})
                }
                None => false,
            },
            // A comment.
            Some(0x21) if stream.peek().first() == Some(&0xfe) => {
                stream.pass(1);
                let mut text = Vec::new();
                let is_read = sub_blocks(stream, |piece| {
                    let room = (super::findings::MAX_TEXT + 1).saturating_sub(text.len());
                    text.extend_from_slice(&piece[..piece.len().min(room)]);
                });
                found.add_text("gif.comment".to_owned(), text, false);
                is_read
            }
            Some(0x21) => stream.skip(1) && sub_blocks(stream, |_| {}),
            Some(0x3b) => {
                let end = stream.position();
                stream.skip(u64::MAX);
                found.after_end = stream.position() - end;
                return;
            }
            Some(_) => {
                let reason = "The picture's parts do not follow each other as they should.";
                return found.problem("bad-structure", at, reason);
            }
            None => false,
        };
        if !is_read {
            return found.ends_early(stream.position());
        }
    }
}

fn colour_table(flags: u8) -> u64 {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

fn sub_blocks(stream: &mut Stream<'_>, mut each: impl FnMut(&[u8])) -> bool {
    loop {
        match stream.byte() {
            Some(0) => return true,
            Some(length) if stream.visit(u64::from(length), &mut each) => {}
            _ => return false,
        }
    }
}
