//! Whole age files of any size: written from front to end, read at any place. Knows nothing of what
//! they hold.

use super::header::{write_header_for, write_header_under};
use super::payload::{CHUNK, PayloadKey, PayloadReader, SEALED_CHUNK, seal_chunk};
use super::{AgeError, Identity, Opening, Recipient, read_header};
use crate::slots::{MOST_WORK, WorkFactor, composed, spellings};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Who can open a file.
#[derive(Clone, Copy)]
pub enum Lock<'a> {
    /// The holder of any one of these keys.
    Recipients(&'a [Recipient]),
    /// Whoever knows the passphrase, at this cost a try.
    Passphrase(&'a str, WorkFactor),
}

/// A file under way. What is written is sealed chunk by chunk; nothing of it is kept.
pub struct AgeWriter<W> {
    out: W,
    key: PayloadKey,
    payload_at: u64,
    /// The chunk under way. It is sealed when more comes, since the last one is sealed as the last.
    chunk: Zeroizing<Vec<u8>>,
    sealed: Vec<u8>,
    number: u64,
}

/// The way into one file, found once: its payload's key. It opens no other file.
#[derive(Clone)]
pub struct Way {
    key: Arc<PayloadKey>,
    payload_at: u64,
}

impl<W: Write> AgeWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Nobody is named, the system gave no random numbers, or writing failed.
    pub fn new(mut out: W, lock: Lock<'_>) -> Result<Self, AgeError> {
        let mut header = Vec::new();
        let key = match lock {
            Lock::Recipients(to) => write_header_for(&mut header, to)?,
            Lock::Passphrase(passphrase, work) => {
                write_header_under(&mut header, &composed(passphrase), work.0)?
            }
        };
        out.write_all(&header)?;
        Ok(Self {
            out,
            key,
            payload_at: header.len() as u64,
            chunk: Zeroizing::new(Vec::with_capacity(CHUNK)),
            sealed: vec![0; SEALED_CHUNK],
            number: 0,
        })
    }

    fn seal(&mut self, last: bool) -> Result<(), AgeError> {
        let length = seal_chunk(&self.key, &self.chunk, self.number, last, &mut self.sealed)?;
        self.out
            .write_all(self.sealed.get(..length).unwrap_or_default())?;
        self.chunk.clear();
        self.number += 1;
        Ok(())
    }

    /// Seals the last chunk; without it the file is cut, and a reader says so. Gives the way in, so
    /// that whoever only locked the file can read it again.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(mut self) -> Result<(W, Way), AgeError> {
        self.seal(true)?;
        self.out.flush()?;
        let way = Way {
            key: Arc::new(self.key),
            payload_at: self.payload_at,
        };
        Ok((self.out, way))
    }
}

impl<W: Write> Write for AgeWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.chunk.len() == CHUNK && !bytes.is_empty() {
            self.seal(false).map_err(io::Error::other)?;
        }
        let count = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk
            .extend_from_slice(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Way {
    /// Reads the file to which this is the way.
    ///
    /// # Errors
    /// It cannot be read, or is not whole.
    pub fn open<R: Read + Seek>(&self, mut input: R) -> Result<PayloadReader<R>, AgeError> {
        let end = input.seek(SeekFrom::End(0))?;
        PayloadReader::new(input, Arc::clone(&self.key), self.payload_at, end)
    }
}

/// Finds the way into a file with the keys, or else the passphrase, that are given.
///
/// # Errors
/// None of them opens it, or its header is damaged.
pub fn find_way<R: Read + Seek>(
    mut input: R,
    identities: &[Identity],
    passphrase: Option<&str>,
) -> Result<Way, AgeError> {
    let spelt = passphrase.map(spellings).unwrap_or_default();
    let openings = identities.iter().map(Opening::Identity);
    let openings = openings.chain(spelt.iter().map(|passphrase| Opening::Passphrase {
        passphrase,
        most_work: MOST_WORK,
    }));
    for opening in openings {
        input.seek(SeekFrom::Start(0))?;
        // The header is read byte by byte.
        match read_header(&mut BufReader::new(input.by_ref()), &opening) {
            Err(AgeError::NoMatch) => {}
            Err(error) => return Err(error),
            Ok((key, payload_at)) => {
                return Ok(Way {
                    key: Arc::new(key),
                    payload_at,
                });
            }
        }
    }
    Err(AgeError::NoMatch)
}

/// Opens a file with the keys, or else the passphrase, that are given.
///
/// # Errors
/// None of them opens it, or it is damaged.
pub fn open_file<R: Read + Seek>(
    mut input: R,
    identities: &[Identity],
    passphrase: Option<&str>,
) -> Result<PayloadReader<R>, AgeError> {
    find_way(&mut input, identities, passphrase)?.open(input)
}
