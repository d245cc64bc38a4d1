//! Where a zip member's data end whose length is written behind them (PKWARE APPNOTE 6.3.10, 4.3.9):
//! found by unpacking, never by looking for what might be the next member.

use super::zip::Limits;
use super::zip_directory::{u32_at, u64_at};
use super::zip_walk::{TOO_MUCH, is_signature};
use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, Read, Seek, SeekFrom};

const BUFFER: usize = 64 << 10;
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
/// The longest descriptor.
const LONGEST: usize = 24;

/// An archive's bytes, and how much may still be unpacked of them.
pub(super) struct Bytes<'r, R> {
    reader: &'r mut R,
    pub length: u64,
    limits: Limits,
    left: u64,
}

impl<'r, R: Read + Seek> Bytes<'r, R> {
    pub(super) fn new(reader: &'r mut R, length: u64, limits: Limits) -> Self {
        Self {
            reader,
            length,
            limits,
            left: limits
                .ratio_from
                .max(length.saturating_mul(limits.ratio))
                .min(limits.total_bytes),
        }
    }

    /// Up to `count` bytes from there.
    pub(super) fn at(&mut self, at: u64, count: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let reader = self.reader_at(at)?;
        reader.take(count as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    pub(super) fn reader_at(&mut self, at: u64) -> io::Result<&mut R> {
        self.reader.seek(SeekFrom::Start(at))?;
        Ok(&mut *self.reader)
    }

    /// Whether so much more may be unpacked.
    pub(super) fn may_unpack(&mut self, size: u64) -> bool {
        let left = self.left.checked_sub(size);
        self.left = left.unwrap_or(0);
        left.is_some()
    }
}

/// What a descriptor says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub crc: u32,
    pub compressed: u64,
    pub size: u64,
}

/// Why no end was found.
pub(super) enum Lost {
    /// The bytes end first.
    Cut,
    Why(&'static str),
}

/// Unpacks what begins at `at`, and says how long it is.
pub(super) fn end_of_data<R: Read + Seek>(
    bytes: &mut Bytes<'_, R>,
    method: u16,
    at: u64,
) -> io::Result<Result<Stated, Lost>> {
    match method {
        0 => stored(bytes, at),
        8 => inflate(bytes, at),
        _ => Ok(Err(Lost::Why(
            "it is compressed in a way that cannot be read here",
        ))),
    }
}

fn inflate<R: Read + Seek>(bytes: &mut Bytes<'_, R>, at: u64) -> io::Result<Result<Stated, Lost>> {
    let limits = bytes.limits;
    let mut inflater = Decompress::new(false);
    let mut crc = flate2::Crc::new();
    let (mut input, mut output) = (vec![0; BUFFER], vec![0; BUFFER]);
    let (mut from, mut to) = (0, 0);
    let mut has_more = false;
    bytes.reader_at(at)?;
    loop {
        if from == to && !has_more {
            (from, to) = (0, read(bytes.reader, &mut input)?);
            if to == 0 {
                return Ok(Err(Lost::Cut));
            }
        }
        let before = (inflater.total_in(), inflater.total_out());
        let Ok(status) = inflater.decompress(&input[from..to], &mut output, FlushDecompress::None)
        else {
            return Ok(Err(Lost::Why("its content is damaged")));
        };
        let taken = (inflater.total_in() - before.0) as usize;
        let given = (inflater.total_out() - before.1) as usize;
        from += taken;
        crc.update(&output[..given]);
        let (compressed, size) = (inflater.total_in(), inflater.total_out());
        let is_far_more = size > limits.member_bytes
            || size > limits.ratio_from && size / compressed.max(1) > limits.ratio;
        if is_far_more || !bytes.may_unpack(given as u64) {
            return Ok(Err(Lost::Why(TOO_MUCH)));
        }
        if status == Status::StreamEnd {
            return Ok(Ok(Stated {
                crc: crc.sum(),
                compressed,
                size,
            }));
        }
        has_more = given == output.len();
        if taken == 0 && given == 0 && from < to {
            return Ok(Err(Lost::Why("its content is damaged")));
        }
    }
}

/// What is stored as it is has no end of its own. Its descriptor is known by saying exactly how much
/// stands before it, and the checksum of that; what lies inside the content says something else.
fn stored<R: Read + Seek>(bytes: &mut Bytes<'_, R>, at: u64) -> io::Result<Result<Stated, Lost>> {
    let mut crc = flate2::Crc::new();
    // Bytes from the first that is not summed yet, and how many were.
    let (mut held, mut summed) = (Vec::new(), 0u64);
    let mut buffer = vec![0; BUFFER];
    bytes.reader_at(at)?;
    loop {
        let count = read(bytes.reader, &mut buffer)?;
        held.extend_from_slice(&buffer[..count]);
        let mut from = 0;
        while let Some(found) = memchr::memmem::find(&held[from..], &DESCRIPTOR) {
            let found = from + found;
            if count > 0 && held.len() - found < LONGEST {
                break;
            }
            crc.update(&held[from..found]);
            summed += (found - from) as u64;
            from = found;
            let stated = Stated {
                crc: crc.sum(),
                compressed: summed,
                size: summed,
            };
            if length_of(&held[found..], stated).next().is_some() {
                return Ok(Ok(stated));
            }
            crc.update(&held[from..=from]);
            summed += 1;
            from += 1;
        }
        if count == 0 {
            return Ok(Err(Lost::Cut));
        }
        // What may be the beginning of a descriptor is looked at again.
        let keep = held.len().saturating_sub(LONGEST).max(from);
        crc.update(&held[from..keep]);
        summed += (keep - from) as u64;
        held.drain(..keep);
    }
}

fn read(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// The lengths of the descriptors that these bytes may be and that say this: with and without a
/// signature, with sizes of four bytes and of eight.
fn length_of(bytes: &[u8], stated: Stated) -> impl Iterator<Item = usize> {
    [(4, 4), (4, 8), (0, 4), (0, 8)]
        .into_iter()
        .filter(move |(signature, width)| {
            let length = signature + 4 + 2 * width;
            if bytes.len() < length || *signature == 4 && bytes[..4] != DESCRIPTOR {
                return false;
            }
            let number = |at: usize| match width {
                4 => u64::from(u32_at(bytes, at)),
                _ => u64_at(bytes, at),
            };
            u32_at(bytes, *signature) == stated.crc
                && number(signature + 4) == stated.compressed
                && number(signature + 4 + width) == stated.size
        })
        .map(|(signature, width)| signature + 4 + 2 * width)
}

/// Where the next member should begin, behind the descriptor at `end`, if there is one that says
/// what was found.
pub(super) fn after_descriptor<R: Read + Seek>(
    bytes: &mut Bytes<'_, R>,
    end: u64,
    stated: Stated,
) -> io::Result<Option<u64>> {
    let here = bytes.at(end, LONGEST + 4)?;
    // An empty member's descriptor can be read as a short and as a long one.
    let fits = |length: &usize| match here.get(*length..) {
        Some(rest) => rest.is_empty() || is_signature(rest),
        None => false,
    };
    let found = length_of(&here, stated)
        .find(fits)
        .or_else(|| length_of(&here, stated).next());
    Ok(found.map(|length| end + length as u64))
}
