//! Attachments inside a record: finding their bytes again and undoing their transfer encoding,
//! in constant memory. Bad encoding is an error, never a guess.

use crate::export::{Export, ExportError};
use onrecord_model::Transfer;
use std::io::{self, BufReader, Read};

/// A reader over the decoded content of the bytes `[from, to)` of an entry.
///
/// # Errors
/// No such entry, or it ends before `from`. What is wrong with the encoding shows when reading.
pub fn open_inline<'a>(
    export: &'a dyn Export,
    entry: &str,
    (from, to): (u64, u64),
    transfer: Transfer,
) -> Result<Box<dyn Read + 'a>, ExportError> {
    let mut reader = export.open(entry)?;
    let skipped = io::copy(&mut reader.by_ref().take(from), &mut io::sink()).map_err(|source| {
        ExportError::Io {
            entry: entry.into(),
            source,
        }
    })?;
    if skipped < from {
        return Err(ExportError::Damaged {
            entry: entry.into(),
            reason: "it ends before this attachment begins".into(),
        });
    }
    let range = reader.take(to.saturating_sub(from));
    Ok(match transfer {
        Transfer::Identity => Box::new(range),
        Transfer::Base64 => Box::new(Base64Reader::new(range)),
        Transfer::QuotedPrintable => Box::new(QuotedPrintableReader::new(range)),
    })
}

fn invalid(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// Decodes RFC 2045 base64. White space is ignored, padding may be missing at the end. Of a text in
/// UTF-16 each character's zero byte is passed over.
pub struct Base64Reader<R> {
    reader: BufReader<R>,
    /// How many bytes were read.
    read: u64,
    /// Which byte of each two is zero: the first or the second. `None`: one byte a character.
    zero: Option<u64>,
    group: u32,
    sextets: u8,
    padding: u8,
    ready: [u8; 3],
    ready_at: usize,
    ready_end: usize,
}

impl<R: Read> Base64Reader<R> {
    /// Decodes what `reader` gives.
    pub fn new(reader: R) -> Self {
        Self {
            reader: BufReader::with_capacity(16 << 10, reader),
            read: 0,
            zero: None,
            group: 0,
            sextets: 0,
            padding: 0,
            ready: [0; 3],
            ready_at: 0,
            ready_end: 0,
        }
    }

    /// The next byte that means something. The first two say how characters are written.
    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = next_byte(&mut self.reader)? {
            let place = self.read;
            self.read += 1;
            if byte == 0 && place < 2 && self.zero.is_none() {
                self.zero = Some(place);
            }
            if self.zero.is_none_or(|zero| place % 2 != zero) {
                return Ok(Some(byte));
            }
            if byte != 0 {
                return Err(invalid(NO_CHARACTER));
            }
        }
        Ok(None)
    }

    fn flush(&mut self) -> io::Result<()> {
        let bytes = match self.sextets {
            0 => 0,
            1 => return Err(invalid("base64 ends within a character")),
            sextets => usize::from(sextets) - 1,
        };
        let group = self.group << (6 * (4 - u32::from(self.sextets)));
        self.ready = [(group >> 16) as u8, (group >> 8) as u8, group as u8];
        self.ready_at = 0;
        self.ready_end = bytes;
        self.group = 0;
        self.sextets = 0;
        Ok(())
    }
}

const NO_CHARACTER: &str = "a character that base64 does not have";

fn sextet(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

impl<R: Read> Read for Base64Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < buffer.len() {
            if self.ready_at < self.ready_end {
                buffer[written] = self.ready[self.ready_at];
                self.ready_at += 1;
                written += 1;
                continue;
            }
            let Some(byte) = self.next_byte()? else {
                self.flush()?;
                if self.ready_end == 0 {
                    break;
                }
                continue;
            };
            if let Some(bits) = sextet(byte) {
                if self.padding > 0 {
                    return Err(invalid("base64 goes on after its end"));
                }
                self.group = self.group << 6 | bits;
                self.sextets += 1;
                if self.sextets == 4 {
                    self.flush()?;
                }
            } else if byte == b'=' {
                self.padding += 1;
                if self.padding > 2 {
                    return Err(invalid("base64 with too many `=`"));
                }
            } else if !byte.is_ascii_whitespace() {
                return Err(invalid(NO_CHARACTER));
            }
        }
        Ok(written)
    }
}

fn next_byte<R: Read>(reader: &mut BufReader<R>) -> io::Result<Option<u8>> {
    use std::io::BufRead as _;
    let byte = reader.fill_buf()?.first().copied();
    if byte.is_some() {
        reader.consume(1);
    }
    Ok(byte)
}

/// Decodes RFC 2045 quoted-printable. A `=` that begins no escape stays as it is, as mail
/// programs do.
pub struct QuotedPrintableReader<R> {
    reader: BufReader<R>,
    /// Decoded bytes to give next, last one first.
    pending: Vec<u8>,
    /// Spaces and tabs that count only if something follows on the line.
    blanks: Vec<u8>,
}

impl<R: Read> QuotedPrintableReader<R> {
    /// Decodes what `reader` gives.
    pub fn new(reader: R) -> Self {
        Self {
            reader: BufReader::with_capacity(16 << 10, reader),
            pending: Vec::new(),
            blanks: Vec::new(),
        }
    }

    fn queue(&mut self, bytes: &[u8]) {
        self.pending.extend(bytes.iter().rev());
        self.pending.extend(self.blanks.drain(..).rev());
    }

    /// Reads the next unit of input into `pending`; `false` at the end.
    fn step(&mut self) -> io::Result<bool> {
        let Some(byte) = next_byte(&mut self.reader)? else {
            self.blanks.clear();
            return Ok(false);
        };
        match byte {
            b' ' | b'\t' if self.blanks.len() < 4_096 => self.blanks.push(byte),
            b'\r' | b'\n' => {
                self.blanks.clear();
                self.queue(&[byte]);
            }
            b'=' => match next_byte(&mut self.reader)? {
                Some(b'\n') => self.queue(&[]),
                Some(b'\r') => match next_byte(&mut self.reader)? {
                    Some(b'\n') | None => self.queue(&[]),
                    Some(other) => self.queue(&[other]),
                },
                Some(high) => {
                    let low = next_byte(&mut self.reader)?;
                    let digit = |byte: u8| (byte as char).to_digit(16);
                    match (digit(high), low.and_then(digit), low) {
                        (Some(a), Some(b), _) => self.queue(&[(a * 16 + b) as u8]),
                        (_, _, Some(low)) => self.queue(&[b'=', high, low]),
                        (_, _, None) => self.queue(&[b'=', high]),
                    }
                }
                None => self.queue(b"="),
            },
            other => self.queue(&[other]),
        }
        Ok(true)
    }
}

impl<R: Read> Read for QuotedPrintableReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < buffer.len() {
            match self.pending.pop() {
                Some(byte) => {
                    buffer[written] = byte;
                    written += 1;
                }
                None => {
                    if !self.step()? {
                        break;
                    }
                }
            }
        }
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base64(text: &str) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        Base64Reader::new(text.as_bytes()).read_to_end(&mut out)?;
        Ok(out)
    }

    fn quoted(text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        QuotedPrintableReader::new(text.as_bytes())
            .read_to_end(&mut out)
            .unwrap();
        out
    }

    #[test]
    fn base64_of_rfc_4648_and_damage() {
        for (encoded, plain) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9v\r\nYg", "foob"),
            ("Zm9vYmE=\n", "fooba"),
        ] {
            assert_eq!(base64(encoded).unwrap(), plain.as_bytes());
        }
        for damaged in [
            "Z", "Zm9v!", "Zg==Zg==", "Zg===", "Zm\09v", "Zm9v\0", "\0\0",
        ] {
            assert!(base64(damaged).is_err(), "{damaged}");
        }
    }

    #[test]
    fn base64_in_characters_of_two_bytes() {
        assert_eq!(base64("Z\0m\09\0v\0\r\0\n\0Y\0g\0").unwrap(), b"foob");
        assert_eq!(base64("\0Z\0m\09\0v\0\n\0Y\0g\0=\0=").unwrap(), b"foob");
        for damaged in ["Z\0m\09\0vYg", "\0Z\0m9v", "Z\0m\0\0\09\0v\0"] {
            assert!(base64(damaged).is_err(), "{damaged:?}");
        }
    }

    #[test]
    fn quoted_printable() {
        assert_eq!(quoted("a=3Db=\r\nc  \r\nd e=\nf=zz"), b"a=bc\r\nd ef=zz");
        assert_eq!(quoted("caf=C3=A9"), "café".as_bytes());
        assert_eq!(quoted("x="), b"x=");
    }
}
