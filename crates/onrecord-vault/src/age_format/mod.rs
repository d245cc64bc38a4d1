//! The age file format, version 1 (<https://c2sp.org/age>): X25519 and passphrase stanzas, header,
//! payload. Knows nothing of cases, folders or what the payload is.
//!
//! Written here and not taken from the crate `age`, for three measured reasons: that crate brings
//! some 140 others (post-quantum recipients, translations), a tenth of the whole build's bar; its
//! payload layer takes 1.5 times the CPU of this one; and it gives no way to check a file's
//! authentication without decrypting it, which sealing needs. What is written is small, uses the
//! primitives as they come, passes the format's public vectors, and opens with the `age` tool.

mod file;
mod header;
mod identity;
mod payload;

pub use file::{AgeWriter, Lock, Way, find_way, open_file};
pub use header::{Opening, decrypt_small, encrypt_small_to, encrypt_small_with_passphrase};
pub(crate) use header::{read_header, write_header_to};
pub use identity::{Identity, Recipient};
pub use payload::{CHUNK, PayloadReader, SEALED_CHUNK};
pub(crate) use payload::{PayloadKey, authenticate, seal_stream};

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Why an age file could not be opened. The caller adds which file it was.
#[derive(Debug, thiserror::Error)]
pub enum AgeError {
    /// The header is not one that the format allows, or was changed.
    #[error("its header is damaged ({0})")]
    Header(&'static str),
    /// The header is whole, but no stanza opens with the key that was given.
    #[error("the key or passphrase given does not open it")]
    NoMatch,
    /// The stanza asks for more passphrase work than we are ready to do.
    #[error("it asks for more work (2^{0}) than this program accepts")]
    TooMuchWork(u8),
    /// The payload is not what was written: changed, cut, or continued.
    #[error("its content is damaged at chunk {chunk} of {chunks} (64 KiB each)")]
    Payload {
        /// Counted from 1.
        chunk: u64,
        /// How many the file's length makes.
        chunks: u64,
    },
    /// The system's source of random numbers failed.
    #[error("the system gave no random numbers")]
    Random,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// HKDF-SHA-256 to 32 bytes.
pub(crate) fn hkdf32(salt: &[u8], secret: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    // The only error is an output longer than 255 hashes.
    let _ = Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut *out);
    out
}

/// Bytes from the system's source.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], AgeError> {
    let mut out = [0; N];
    getrandom::fill(&mut out).map_err(|_| AgeError::Random)?;
    Ok(out)
}
