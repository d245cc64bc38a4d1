//! One member's content: inflated, counted and checked while it is read.

use flate2::bufread::DeflateDecoder;
use std::io::{self, BufReader, Read, Take};

const BUFFER: usize = 64 * 1024;

enum Content<R: Read> {
    Stored(Take<R>),
    Deflated(DeflateDecoder<BufReader<Take<R>>>),
    Deflate64(Box<deflate64::Deflate64Decoder<BufReader<Take<R>>>>),
}

/// A reader that fails at the end where size or checksum are not as the archive states them, and
/// at once where more comes out than it states.
pub(super) struct MemberReader<R: Read> {
    content: Content<R>,
    crc: flate2::Crc,
    stated_crc: u32,
    left: u64,
    ended: bool,
}

/// Whether that compression method can be read: stored, deflate, deflate64 (which the compressed
/// folders of Windows use for large files).
pub(super) fn is_readable(method: u16) -> bool {
    matches!(method, 0 | 8 | 9)
}

impl<R: Read> MemberReader<R> {
    /// `reader` stands at the compressed bytes.
    pub(super) fn new(reader: R, method: u16, compressed: u64, size: u64, crc: u32) -> Self {
        let limited = reader.take(compressed);
        let content = match method {
            8 => Content::Deflated(DeflateDecoder::new(BufReader::with_capacity(
                BUFFER, limited,
            ))),
            9 => Content::Deflate64(Box::new(deflate64::Deflate64Decoder::with_buffer(
                BufReader::with_capacity(BUFFER, limited),
            ))),
            _ => Content::Stored(limited),
        };
        Self {
            content,
            crc: flate2::Crc::new(),
            stated_crc: crc,
            left: size,
            ended: false,
        }
    }
}

fn invalid(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

impl<R: Read> Read for MemberReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended || buffer.is_empty() {
            return Ok(0);
        }
        let read = match &mut self.content {
            Content::Stored(reader) => reader.read(buffer),
            Content::Deflated(reader) => reader.read(buffer),
            Content::Deflate64(reader) => reader.read(buffer),
        }?;
        if read == 0 {
            self.ended = true;
            if self.left > 0 {
                return Err(invalid("less content than the archive states"));
            }
            if self.crc.sum() != self.stated_crc {
                return Err(invalid("the content does not match the archive's checksum"));
            }
            return Ok(0);
        }
        if read as u64 > self.left {
            self.ended = true;
            return Err(invalid("more content than the archive states"));
        }
        self.left -= read as u64;
        self.crc.update(&buffer[..read]);
        Ok(read)
    }
}
