//! Pictures: a JPEG as a camera makes it (EXIF with time, offset and, if wanted, a place) and a
//! PNG as a phone's screenshot. They show plain shapes only.

use crate::calendar::fields;
use crate::random::Random;
use std::io;

/// Width and height of what is made.
const SIDE: (u16, u16) = (240, 320);

fn shapes(seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let (width, height) = (usize::from(SIDE.0), usize::from(SIDE.1));
    let back = [236, 232, 222];
    let mut pixels: Vec<u8> = back
        .iter()
        .copied()
        .cycle()
        .take(width * height * 3)
        .collect();
    for _ in 0..7 {
        let colour = [
            random.bits() as u8 | 64,
            random.bits() as u8 | 64,
            random.bits() as u8 | 64,
        ];
        let (x, y) = (
            random.between(0, 180) as usize,
            random.between(0, 260) as usize,
        );
        let (w, h) = (
            random.between(20, 60) as usize,
            random.between(12, 60) as usize,
        );
        for row in y..(y + h).min(height) {
            for column in x..(x + w).min(width) {
                let at = (row * width + column) * 3;
                pixels[at..at + 3].copy_from_slice(&colour);
            }
        }
    }
    pixels
}

/// A photograph taken at `at`, whose EXIF says the local time, its offset from UTC and, if given,
/// where (degrees north and east, in hundredths).
pub fn photo(seed: u64, at: i64, place: Option<(i32, i32)>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, 80);
    let exif = exif(at, place);
    encoder.add_app_segment(1, exif).map_err(io::Error::other)?;
    encoder
        .encode(&shapes(seed), SIDE.0, SIDE.1, jpeg_encoder::ColorType::Rgb)
        .map_err(io::Error::other)?;
    Ok(out)
}

/// A screenshot: no EXIF, and the time of last change as PNG has it.
pub fn screenshot(seed: u64, at: i64) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, u32::from(SIDE.0), u32::from(SIDE.1));
    encoder.set_color(png::ColorType::Rgb);
    encoder
        .add_text_chunk("Software".into(), "Screenshot".into())
        .map_err(io::Error::other)?;
    let mut writer = encoder.write_header().map_err(io::Error::other)?;
    let (year, month, day, hour, minute, second, _) = fields(at);
    let mut time = (year as u16).to_be_bytes().to_vec();
    time.extend([
        month as u8,
        day as u8,
        hour as u8,
        minute as u8,
        second as u8,
    ]);
    writer
        .write_chunk(png::chunk::tIME, &time)
        .map_err(io::Error::other)?;
    writer
        .write_image_data(&shapes(seed))
        .map_err(io::Error::other)?;
    writer.finish().map_err(io::Error::other)?;
    Ok(out)
}

/// An EXIF block (CIPA DC-008), little-endian TIFF: IFD0 with make and model, the Exif IFD with
/// the times, and a GPS IFD.
fn exif(at: i64, place: Option<(i32, i32)>) -> Vec<u8> {
    let offset = crate::calendar::british_offset(at);
    let (year, month, day, hour, minute, second, _) = fields(at + offset);
    let taken = format!("{year}:{month:02}:{day:02} {hour:02}:{minute:02}:{second:02}\0");
    let zone = format!("+{:02}:00\0", offset / 3_600);
    let mut tiff = b"II\x2a\0\x08\0\0\0".to_vec();
    let mut data = Vec::new();
    let ifd0_entries: u16 = if place.is_some() { 4 } else { 3 };
    let ifd0 = 8;
    let exif_ifd = ifd0 + 2 + 12 * u32::from(ifd0_entries) + 4;
    let gps_ifd = exif_ifd + 2 + 12 * 3 + 4;
    let data_at = gps_ifd + if place.is_some() { 2 + 12 * 4 + 4 } else { 0 };
    let mut stored = |bytes: &[u8]| {
        let at = data_at + data.len() as u32;
        data.extend_from_slice(bytes);
        at
    };
    let mut entry = |tiff: &mut Vec<u8>, tag: u16, kind: u16, count: u32, bytes: &[u8]| {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        if bytes.len() <= 4 {
            let mut inline = bytes.to_vec();
            inline.resize(4, 0);
            tiff.extend(inline);
        } else {
            tiff.extend(stored(bytes).to_le_bytes());
        }
    };
    tiff.extend(ifd0_entries.to_le_bytes());
    entry(&mut tiff, 0x010f, 2, 14, b"Example Works\0");
    entry(&mut tiff, 0x0110, 2, 9, b"Pocket 3\0");
    entry(&mut tiff, 0x8769, 4, 1, &exif_ifd.to_le_bytes());
    if place.is_some() {
        entry(&mut tiff, 0x8825, 4, 1, &gps_ifd.to_le_bytes());
    }
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(3u16.to_le_bytes());
    entry(&mut tiff, 0x9003, 2, taken.len() as u32, taken.as_bytes());
    entry(&mut tiff, 0x9004, 2, taken.len() as u32, taken.as_bytes());
    entry(&mut tiff, 0x9011, 2, zone.len() as u32, zone.as_bytes());
    tiff.extend(0u32.to_le_bytes());
    if let Some((north, east)) = place {
        let rationals = |hundredths: i32| {
            let mut out = Vec::new();
            let value = hundredths.unsigned_abs();
            for (numerator, denominator) in [(value / 100, 1), (value % 100 * 60, 100), (0, 1)] {
                out.extend(numerator.to_le_bytes());
                out.extend(u32::to_le_bytes(denominator));
            }
            out
        };
        tiff.extend(4u16.to_le_bytes());
        entry(&mut tiff, 1, 2, 2, if north < 0 { b"S\0" } else { b"N\0" });
        entry(&mut tiff, 2, 5, 3, &rationals(north));
        entry(&mut tiff, 3, 2, 2, if east < 0 { b"W\0" } else { b"E\0" });
        entry(&mut tiff, 4, 5, 3, &rationals(east));
        tiff.extend(0u32.to_le_bytes());
    }
    tiff.extend(data);
    [b"Exif\0\0".as_slice(), &tiff].concat()
}

/// RFC 4648 base64 in one line.
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let word = group
            .iter()
            .fold(0u32, |word, byte| word << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        for place in 0..4 {
            if place <= group.len() {
                out.push(ALPHABET[(word >> (18 - 6 * place) & 63) as usize] as char);
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_rfc_4648() {
        assert_eq!(base64(b"foobar"), "Zm9vYmFy");
        assert_eq!(base64(b"fooba"), "Zm9vYmE=");
        assert_eq!(base64(b"f"), "Zg==");
    }
}
