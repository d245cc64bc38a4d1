//! Random secrets of a run, and comparing them. Knows nothing of what they open.

use onrecord_model::Digest;
use std::io;

/// `N` random bytes as hexadecimal digits.
///
/// # Errors
/// The system gave none.
pub fn random<const N: usize>() -> io::Result<String> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes)
        .map_err(|_| io::Error::other("the system gave no random numbers. Nothing was changed"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A secret of which only the digest is kept, so that comparing tells nothing by its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret(Digest);

impl Secret {
    /// Keeps a secret's digest.
    pub fn of(text: &str) -> Self {
        Self(Digest::of(text.as_bytes()))
    }

    /// Whether `text` is the secret.
    pub fn is(&self, text: &str) -> bool {
        *self == Self::of(text)
    }
}
