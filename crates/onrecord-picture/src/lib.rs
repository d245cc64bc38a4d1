//! Pictures decoded with limits: JPEG, PNG, GIF (its first frame) and WebP, as a hostile file may be;
//! and encoded anew, so that nothing of the original file but its visible pixels reaches a page or a
//! screen (no place, no thumbnail, no hidden bytes). Knows nothing of cases, pages or hashes.

use std::io::{Cursor, Read};

/// Larger pictures are not decoded.
const MAX_PIXELS: u64 = 50_000_000;
/// Larger files are not read.
const MAX_BYTES: u64 = 64 << 20;

/// Why a picture cannot be shown.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PictureError {
    /// Not one of the kinds that are decoded here (JPEG, PNG, GIF, WebP).
    #[error("this kind of picture cannot be shown here")]
    Kind,
    /// Too many bytes or pixels.
    #[error("the picture is too large to be shown here")]
    Large,
    /// Broken.
    #[error("the picture could not be read")]
    Broken,
}

/// Reads a file to its end and decodes it.
///
/// # Errors
/// See [`PictureError`]; reading errors count as broken.
pub fn read(reader: &mut dyn Read) -> Result<Pixels, PictureError> {
    let mut bytes = Vec::new();
    reader
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| PictureError::Broken)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(PictureError::Large);
    }
    decode(&bytes)
}

/// A picture encoded anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jpeg {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
}

/// Reads, decodes, makes no side longer than `most_side` pixels, and encodes anew. In memory: some
/// seven bytes for each pixel of the original.
///
/// # Errors
/// As [`read`].
pub fn encoded_anew(reader: &mut dyn Read, most_side: usize) -> Result<Jpeg, PictureError> {
    const QUALITY: u8 = 82;
    let pixels = read(reader)?.shrunk(most_side);
    let (Ok(width), Ok(height)) = (u16::try_from(pixels.width), u16::try_from(pixels.height))
    else {
        return Err(PictureError::Large);
    };
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, QUALITY)
        .encode(&pixels.rgb, width, height, jpeg_encoder::ColorType::Rgb)
        .map_err(|_| PictureError::Broken)?;
    Ok(Jpeg {
        bytes,
        width: pixels.width,
        height: pixels.height,
    })
}

/// Whether bytes begin as a picture does that is decoded here, whatever a name or a record says.
pub fn is_picture(first: &[u8]) -> bool {
    decoder_of(first).is_some()
}

type Decoder = fn(&[u8]) -> Result<Pixels, PictureError>;

/// What decodes a file that begins so.
fn decoder_of(first: &[u8]) -> Option<Decoder> {
    match first {
        [0xFF, 0xD8, 0xFF, ..] => Some(decode_jpeg),
        [0x89, b'P', b'N', b'G', ..] => Some(decode_png),
        [b'G', b'I', b'F', b'8', ..] => Some(decode_gif),
        _ if first.starts_with(b"RIFF") && first.get(8..12) == Some(b"WEBP") => Some(decode_webp),
        _ => None,
    }
}

/// A decoded picture: rows of red, green and blue, one byte each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Three bytes a pixel, row by row.
    pub rgb: Vec<u8>,
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl Pixels {
    /// From rows of `channels` bytes a pixel: grey, grey and alpha, RGB, RGBA. Alpha on white.
    ///
    /// # Errors
    /// No pixels, or fewer bytes than they take.
    pub fn from_channels(
        data: &[u8],
        width: usize,
        height: usize,
        channels: usize,
    ) -> Result<Self, PictureError> {
        let count = width.checked_mul(height).ok_or(PictureError::Large)?;
        if count == 0 || !(1..=4).contains(&channels) || data.len() < count * channels {
            return Err(PictureError::Broken);
        }
        let mut rgb = Vec::with_capacity(count * 3);
        for pixel in data.chunks_exact(channels).take(count) {
            let over = |value: u8, alpha: u8| {
                let (value, alpha) = (u32::from(value), u32::from(alpha));
                ((value * alpha + 255 * (255 - alpha)) / 255) as u8
            };
            match *pixel {
                [grey] => rgb.extend([grey; 3]),
                [grey, alpha] => rgb.extend([over(grey, alpha); 3]),
                [red, green, blue] => rgb.extend([red, green, blue]),
                [red, green, blue, alpha] => {
                    rgb.extend([over(red, alpha), over(green, alpha), over(blue, alpha)]);
                }
                _ => return Err(PictureError::Broken),
            }
        }
        Ok(Self { rgb, width, height })
    }

    /// No side longer than `most`, by averaging.
    #[must_use]
    pub fn shrunk(self, most: usize) -> Self {
        let longest = self.width.max(self.height);
        if longest <= most {
            return self;
        }
        let width = (self.width * most / longest).max(1);
        let height = (self.height * most / longest).max(1);
        let mut rgb = Vec::with_capacity(width * height * 3);
        for row in 0..height {
            let rows = row * self.height / height..((row + 1) * self.height / height);
            for column in 0..width {
                let columns = column * self.width / width..((column + 1) * self.width / width);
                let mut sums = [0_u64; 3];
                let mut count = 0;
                for y in rows.clone() {
                    for x in columns.clone() {
                        let at = (y * self.width + x) * 3;
                        for (sum, value) in sums.iter_mut().zip(&self.rgb[at..at + 3]) {
                            *sum += u64::from(*value);
                        }
                        count += 1;
                    }
                }
                rgb.extend(sums.map(|sum| (sum / count.max(1)) as u8));
            }
        }
        Self { rgb, width, height }
    }

    /// Turned as EXIF orientation 1 to 8 says.
    #[must_use]
    pub fn turned(self, orientation: u16) -> Self {
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let (width, height) = if orientation >= 5 {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..height {
            for x in 0..width {
                let (right, below) = (width - 1 - x, height - 1 - y);
                let (from_x, from_y) = match orientation {
                    2 => (right, y),
                    3 => (right, below),
                    4 => (x, below),
                    5 => (y, x),
                    6 => (y, right),
                    7 => (below, right),
                    _ => (below, x),
                };
                let at = (from_y * self.width + from_x) * 3;
                rgb.extend_from_slice(&self.rgb[at..at + 3]);
            }
        }
        Self { rgb, width, height }
    }
}

fn allowed(width: u64, height: u64) -> Result<(), PictureError> {
    if width.saturating_mul(height) > MAX_PIXELS {
        return Err(PictureError::Large);
    }
    Ok(())
}

/// Decodes a file, turned as it is meant to be seen.
///
/// # Errors
/// See [`PictureError`].
pub fn decode(bytes: &[u8]) -> Result<Pixels, PictureError> {
    decoder_of(bytes).ok_or(PictureError::Kind)?(bytes)
}

fn decode_jpeg(bytes: &[u8]) -> Result<Pixels, PictureError> {
    use zune_jpeg::zune_core::bytestream::ZCursor;
    use zune_jpeg::zune_core::colorspace::ColorSpace;
    use zune_jpeg::zune_core::options::DecoderOptions;
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| PictureError::Broken)?;
    let (width, height) = decoder.dimensions().ok_or(PictureError::Broken)?;
    allowed(width as u64, height as u64)?;
    let orientation = decoder.exif().map_or(1, |exif| orientation(exif));
    let data = decoder.decode().map_err(|_| PictureError::Broken)?;
    Ok(Pixels::from_channels(&data, width, height, 3)?.turned(orientation))
}

fn decode_png(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let limits = png::Limits {
        bytes: (MAX_PIXELS * 4) as usize,
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|_| PictureError::Broken)?;
    let (width, height) = (reader.info().width, reader.info().height);
    allowed(u64::from(width), u64::from(height))?;
    let size = reader.output_buffer_size().ok_or(PictureError::Large)?;
    let mut data = vec![0; size];
    let frame = reader
        .next_frame(&mut data)
        .map_err(|_| PictureError::Broken)?;
    let channels = frame.color_type.samples();
    Pixels::from_channels(&data, width as usize, height as usize, channels)
}

fn decode_gif(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options
        .read_info(Cursor::new(bytes))
        .map_err(|_| PictureError::Broken)?;
    allowed(u64::from(decoder.width()), u64::from(decoder.height()))?;
    let frame = decoder
        .read_next_frame()
        .map_err(|_| PictureError::Broken)?
        .ok_or(PictureError::Broken)?;
    let (width, height) = (usize::from(frame.width), usize::from(frame.height));
    allowed(width as u64, height as u64)?;
    Pixels::from_channels(&frame.buffer, width, height, 4)
}

fn decode_webp(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let mut decoder =
        image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(|_| PictureError::Broken)?;
    let (width, height) = decoder.dimensions();
    allowed(u64::from(width), u64::from(height))?;
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    let size = decoder.output_buffer_size().ok_or(PictureError::Large)?;
    let mut data = vec![0; size];
    decoder
        .read_image(&mut data)
        .map_err(|_| PictureError::Broken)?;
    Pixels::from_channels(&data, width as usize, height as usize, channels)
}

/// The orientation (tag 0x0112 of the first directory, TIFF 6.0 and EXIF 2.3) or 1.
fn orientation(exif: &[u8]) -> u16 {
    let read = || -> Option<u16> {
        let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
        let little = exif.starts_with(b"II");
        let two = |at: usize| {
            let pair: [u8; 2] = exif.get(at..at + 2)?.try_into().ok()?;
            Some(if little {
                u16::from_le_bytes(pair)
            } else {
                u16::from_be_bytes(pair)
            })
        };
        let (low, high) = if little { (4, 6) } else { (6, 4) };
        let directory = usize::from(two(low)?) | usize::from(two(high)?) << 16;
        let count = usize::from(two(directory)?);
        (0..count)
            .map(|nth| directory + 2 + nth * 12)
            .find(|at| two(*at) == Some(0x0112))
            .and_then(|at| two(at + 8))
    };
    read().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, rgb: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(rgb).unwrap();
        drop(writer);
        out
    }

    fn read(bytes: &[u8]) -> Result<Jpeg, PictureError> {
        encoded_anew(&mut &bytes[..], 100)
    }

    #[test]
    fn what_comes_out_is_new_small_and_holds_nothing_else() {
        let mut bytes = png(300, 150, &[120; 300 * 150 * 3]);
        bytes.extend_from_slice(b"hidden after the end: 51.5,-0.1");
        let picture = read(&bytes).unwrap();
        assert_eq!((picture.width, picture.height), (100, 50));
        assert!(picture.bytes.starts_with(&[0xFF, 0xD8, 0xFF]));
        assert!(!picture.bytes.windows(6).any(|window| window == b"hidden"));
        let again = read(&picture.bytes).unwrap();
        assert_eq!((again.width, again.height), (100, 50));
    }

    #[test]
    fn nothing_but_pictures_is_decoded() {
        for other in [
            &b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"[..],
            b"<!DOCTYPE html><p>hello",
            b"%PDF-1.7",
            b"BM",
            b"",
            b"RIFF\0\0\0\0WAVE",
        ] {
            assert!(!is_picture(other));
            assert_eq!(read(other).unwrap_err(), PictureError::Kind);
        }
        assert!(is_picture(&png(1, 1, &[0; 3])));
    }

    #[test]
    fn cut_short_or_changed_anywhere_it_is_refused_or_shown_but_never_panics() {
        let whole = png(40, 30, &[200; 40 * 30 * 3]);
        let jpeg = read(&whole).unwrap().bytes;
        let gif = {
            let mut out = Vec::new();
            let mut encoder = gif::Encoder::new(&mut out, 4, 4, &[0, 0, 0, 255, 255, 255]).unwrap();
            let frame = gif::Frame::from_indexed_pixels(4, 4, vec![1; 16], None);
            encoder.write_frame(&frame).unwrap();
            drop(encoder);
            out
        };
        assert!(read(&gif).is_ok());
        let webp =
            b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";
        for file in [&whole[..], &jpeg, &gif, webp] {
            for end in 0..file.len() {
                let _ = read(&file[..end]);
            }
            let mut changed = file.to_vec();
            for at in 0..file.len() {
                for value in [0, 0x7F, 0xFF] {
                    changed[at] = value;
                    let _ = read(&changed);
                }
                changed[at] = file[at];
            }
        }
    }

    #[test]
    fn a_picture_that_claims_to_be_huge_is_not_decoded() {
        let mut bytes = png(1, 1, &[0; 3]);
        // Width and height of the header; its checksum is wrong now, which must not matter first.
        bytes[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert!(read(&bytes).is_err());
        let gif = b"GIF89a\xFF\xFF\xFF\xFF\0\0\0,\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\0;";
        assert_eq!(read(gif).unwrap_err(), PictureError::Large);
    }
}
