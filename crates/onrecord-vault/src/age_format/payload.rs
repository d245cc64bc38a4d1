//! An age payload: 64 KiB chunks under ChaCha20-Poly1305, each bound to its place and to being the
//! last one. Writing, reading at any place, and checking authentication alone.

use super::{AgeError, hkdf32};
use crate::bulk::Buffer;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use poly1305::universal_hash::{KeyInit, UniversalHash};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Bytes of plaintext in every chunk but the last.
pub const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
/// Bytes that a full chunk takes in the file.
pub const SEALED_CHUNK: usize = CHUNK + TAG;
/// Chunks moved at once: 256 KiB, so that a system call costs nothing beside the work, and what was read
/// is still in the processor's own memory when it is hashed and written.
const BATCH: usize = 4;

/// A batch of plaintext.
fn batch(buffer: &mut Buffer) -> &mut [u8] {
    buffer
        .get_mut()
        .get_mut(..BATCH * CHUNK)
        .unwrap_or_default()
}

/// The key of one payload. Never used for a second one: it comes from a random file key and a
/// random nonce.
pub(crate) struct PayloadKey {
    bulk: Option<LessSafeKey>,
    bytes: Zeroizing<[u8; 32]>,
}

impl PayloadKey {
    pub(super) fn new(file_key: &[u8], nonce: &[u8; 16]) -> Self {
        let bytes = hkdf32(nonce, file_key, b"payload");
        // Fails only for a key of another length.
        let bulk = UnboundKey::new(&CHACHA20_POLY1305, &*bytes).ok();
        Self {
            bulk: bulk.map(LessSafeKey::new),
            bytes,
        }
    }

    fn bulk(&self) -> Result<&LessSafeKey, AgeError> {
        self.bulk.as_ref().ok_or(AgeError::Header("no key"))
    }
}

/// 11 bytes of counter, most significant first, and 1 for the last chunk.
fn nonce(chunk: u64, last: bool) -> [u8; 12] {
    let mut out = [0; 12];
    out[3..11].copy_from_slice(&chunk.to_be_bytes());
    out[11] = u8::from(last);
    out
}

fn fill<R: Read + ?Sized>(input: &mut R, mut into: &mut [u8]) -> io::Result<usize> {
    let whole = into.len();
    while !into.is_empty() {
        match input.read(into) {
            Ok(0) => break,
            Ok(count) => into = into.get_mut(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(whole - into.len())
}

/// Reads `input` to its end and writes the payload to `out`, a batch at a time; `seen` gets every
/// plaintext chunk before it is encrypted, while it is still in the processor's cache.
/// Returns the number of plaintext bytes.
pub(crate) fn seal_stream<R: Read + ?Sized, W: Write + ?Sized>(
    key: &PayloadKey,
    input: &mut R,
    seen: &mut dyn FnMut(&[u8]),
    out: &mut W,
) -> Result<u64, AgeError> {
    // Two batches of plaintext: which chunk is the last is known when the next batch was read.
    let mut now = Buffer::new(BATCH * CHUNK);
    let mut next = Buffer::new(BATCH * CHUNK);
    let mut out_batch = vec![0; BATCH * SEALED_CHUNK];
    let (mut size, mut number) = (0, 0);
    let mut length = fill(input, batch(&mut now))?;
    loop {
        let full = length == BATCH * CHUNK;
        let following = if full {
            fill(input, batch(&mut next))?
        } else {
            0
        };
        let plain = batch(&mut now).get(..length).unwrap_or_default();
        // A payload of nothing is one empty chunk.
        let chunks = length.div_ceil(CHUNK).max(1);
        let mut written = 0;
        for at in 0..chunks {
            let end = length.min((at + 1) * CHUNK);
            let chunk = plain.get(at * CHUNK..end).unwrap_or_default();
            seen(chunk);
            let last = following == 0 && at + 1 == chunks;
            let slot = out_batch.get_mut(written..).unwrap_or_default();
            written += seal_chunk(key, chunk, number, last, slot)?;
            number += 1;
        }
        size += length as u64;
        out.write_all(out_batch.get(..written).unwrap_or_default())?;
        if following == 0 {
            return Ok(size);
        }
        core::mem::swap(&mut now, &mut next);
        length = following;
    }
}

/// Writes a chunk and its code to the start of `slot`; gives their length.
pub(super) fn seal_chunk(
    key: &PayloadKey,
    chunk: &[u8],
    number: u64,
    last: bool,
    slot: &mut [u8],
) -> Result<usize, AgeError> {
    let no_room = || AgeError::Header("a chunk is too long");
    let (text, rest) = slot.split_at_mut_checked(chunk.len()).ok_or_else(no_room)?;
    let code = rest.first_chunk_mut::<TAG>().ok_or_else(no_room)?;
    text.copy_from_slice(chunk);
    let nonce = Nonce::assume_unique_for_key(nonce(number, last));
    let sealed = key
        .bulk()?
        .seal_in_place_separate_tag(nonce, Aad::empty(), text);
    let tag = sealed.map_err(|_| AgeError::Header("no key"))?;
    code.copy_from_slice(tag.as_ref());
    Ok(chunk.len() + TAG)
}

/// How a payload of `sealed` bytes is cut: `(number of chunks, bytes of plaintext)`.
fn shape(sealed: u64) -> Result<(u64, u64), AgeError> {
    let chunks = sealed.div_ceil(SEALED_CHUNK as u64);
    let tail = sealed.checked_sub(chunks.saturating_sub(1) * SEALED_CHUNK as u64);
    match tail {
        // Only a payload of nothing may end with an empty chunk.
        Some(tail) if tail > TAG as u64 || (tail == TAG as u64 && chunks == 1) => {
            Ok((chunks, sealed - chunks * TAG as u64))
        }
        _ => Err(AgeError::Payload {
            chunk: chunks.max(1),
            chunks,
        }),
    }
}

/// Checks every chunk's authentication code without decrypting anything; `input` stands at the
/// payload, which is `sealed` bytes long. A code can only match if the chunk is bit for bit what
/// was encrypted under this key at this place, so it decrypts to what was put in. Costs a third
/// of decrypting and hashing.
pub(crate) fn authenticate<R: Read>(
    input: &mut R,
    key: &PayloadKey,
    sealed: u64,
) -> Result<(), AgeError> {
    let (chunks, _) = shape(sealed)?;
    let mut buffer = Buffer::of_sealed(BATCH * SEALED_CHUNK);
    let mut number = 0;
    let mut left = sealed;
    while left > 0 {
        let wanted = left.min((BATCH * SEALED_CHUNK) as u64) as usize;
        let part = buffer.get_mut().get_mut(..wanted).unwrap_or_default();
        if fill(input, part)? != wanted {
            return Err(AgeError::Payload {
                chunk: chunks,
                chunks,
            });
        }
        left -= wanted as u64;
        for sealed_chunk in part.chunks(SEALED_CHUNK) {
            let damaged = AgeError::Payload {
                chunk: number + 1,
                chunks,
            };
            let Some((text, tag)) = sealed_chunk.split_last_chunk::<TAG>() else {
                return Err(damaged);
            };
            // RFC 8439, 2.6 and 2.8: the one-time key is the cipher's first block; the code is
            // over the padded text and both lengths.
            let nonce = nonce(number, number + 1 == chunks);
            let mut once = Zeroizing::new([0; 32]);
            chacha20::ChaCha20::new((&*key.bytes).into(), (&nonce).into())
                .apply_keystream(&mut *once);
            let mut code = poly1305::Poly1305::new((&*once).into());
            code.update_padded(text);
            let mut lengths = [0; 16];
            lengths[8..].copy_from_slice(&(text.len() as u64).to_le_bytes());
            code.update_padded(&lengths);
            if code.finalize().as_slice() != tag {
                return Err(damaged);
            }
            number += 1;
        }
    }
    Ok(())
}

/// Reads a payload, from any place in it. Nothing is given out that was not authenticated.
pub struct PayloadReader<R> {
    input: R,
    key: Arc<PayloadKey>,
    payload_at: u64,
    chunks: u64,
    size: u64,
    sealed: u64,
    position: u64,
    /// Decrypted chunks that lie one after another, each where it was read.
    buffer: Buffer,
    /// First chunk in the buffer, and how many plaintext bytes it holds.
    first: u64,
    held: usize,
    /// The chunk behind the last one read, to see whether reading goes straight on.
    expected: u64,
}

impl<R: Read + Seek> PayloadReader<R> {
    /// `input` holds a payload from `payload_at` to `end`.
    pub(crate) fn new(
        input: R,
        key: impl Into<Arc<PayloadKey>>,
        payload_at: u64,
        end: u64,
    ) -> Result<Self, AgeError> {
        let sealed = end.saturating_sub(payload_at);
        let (chunks, size) = shape(sealed)?;
        let mut reader = Self {
            input,
            key: key.into(),
            payload_at,
            chunks,
            size,
            sealed,
            position: 0,
            buffer: Buffer::new(SEALED_CHUNK),
            first: 0,
            held: 0,
            expected: u64::MAX,
        };
        // The last chunk proves that the file was not cut: only it is sealed as the last.
        reader.load(chunks - 1)?;
        if size > 0 && reader.held == 0 {
            return Err(AgeError::Payload {
                chunk: chunks,
                chunks,
            });
        }
        Ok(reader)
    }

    /// Bytes of plaintext.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The next decrypted bytes without copying them: the rest of a chunk, empty at the end. They are
    /// given again until [`Self::took`] says that they were used.
    pub(crate) fn part(&mut self) -> io::Result<&[u8]> {
        self.available().map_err(into_io)
    }

    /// Goes on by `count` bytes of what [`Self::part`] gave.
    pub(crate) fn took(&mut self, count: usize) {
        self.position += count as u64;
    }

    /// Reads and opens `chunk`, and those behind it if reading goes straight on.
    fn load(&mut self, chunk: u64) -> Result<(), AgeError> {
        let ahead = if chunk == self.expected {
            BATCH as u64
        } else {
            1
        };
        let count = ahead.min(self.chunks - chunk);
        let from = chunk * SEALED_CHUNK as u64;
        let length = (count * SEALED_CHUNK as u64).min(self.sealed - from) as usize;
        self.held = 0;
        if self.buffer.get().len() < length {
            self.buffer = Buffer::new(length);
        }
        self.input.seek(SeekFrom::Start(self.payload_at + from))?;
        let part = self.buffer.get_mut().get_mut(..length).unwrap_or_default();
        self.input.read_exact(part)?;
        let mut held = 0;
        for (number, start) in (chunk..).zip((0..length).step_by(SEALED_CHUNK)) {
            let end = length.min(start + SEALED_CHUNK);
            let damaged = AgeError::Payload {
                chunk: number + 1,
                chunks: self.chunks,
            };
            let nonce = Nonce::assume_unique_for_key(nonce(number, number + 1 == self.chunks));
            let sealed = part.get_mut(start..end).unwrap_or_default();
            match self.key.bulk()?.open_in_place(nonce, Aad::empty(), sealed) {
                Ok(plain) => held += plain.len(),
                Err(_) => return Err(damaged),
            }
        }
        self.first = chunk;
        self.held = held;
        self.expected = chunk + count;
        Ok(())
    }

    /// The decrypted bytes from `position` to the end of their chunk.
    fn available(&mut self) -> Result<&[u8], AgeError> {
        if self.position >= self.size {
            return Ok(&[]);
        }
        let chunk = self.position / CHUNK as u64;
        let within = (self.position % CHUNK as u64) as usize;
        let buffered = self.held.div_ceil(CHUNK) as u64;
        if self.held == 0 || chunk < self.first || chunk >= self.first + buffered {
            self.load(chunk)?;
        }
        let slot = (chunk - self.first) as usize;
        let start = slot * SEALED_CHUNK;
        let length = (self.held - slot * CHUNK).min(CHUNK);
        Ok(self
            .buffer
            .get()
            .get(start + within..start + length)
            .unwrap_or_default())
    }
}

impl<R: Read + Seek> Read for PayloadReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let part = self.available().map_err(into_io)?;
        let count = part.len().min(out.len());
        out[..count].copy_from_slice(&part[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for PayloadReader<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = target.ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, "a place before the start")
        })?;
        Ok(self.position)
    }
}

fn into_io(error: AgeError) -> io::Error {
    match error {
        AgeError::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, other),
    }
}
