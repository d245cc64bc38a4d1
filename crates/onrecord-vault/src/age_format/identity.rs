//! X25519 keys as age writes them: `AGE-SECRET-KEY-1…` and `age1…`.

use super::{AgeError, random};
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use core::fmt;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

const SECRET_PREFIX: &str = "age-secret-key-";
const PUBLIC_PREFIX: &str = "age";

/// A secret key. Wiped from memory when dropped; never shown by `Debug`.
#[derive(Clone)]
pub struct Identity(StaticSecret);

/// A public key: whoever has it can lock something for the identity's holder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient(PublicKeyBytes);

type PublicKeyBytes = [u8; 32];

impl Identity {
    /// A new random key.
    pub fn random() -> Result<Self, AgeError> {
        let bytes = Zeroizing::new(random::<32>()?);
        Ok(Self(StaticSecret::from(*bytes)))
    }

    /// The key of 32 secret bytes.
    pub(crate) fn from_secret(bytes: &[u8; 32]) -> Self {
        Self(StaticSecret::from(*bytes))
    }

    /// Its 32 bytes.
    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Reads `AGE-SECRET-KEY-1…`; white space around it is ignored. `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        read_bech32(text, SECRET_PREFIX).map(|bytes| Self(StaticSecret::from(*bytes)))
    }

    /// `AGE-SECRET-KEY-1…`, 74 characters.
    pub fn to_text(&self) -> Zeroizing<String> {
        let text = Hrp::parse(SECRET_PREFIX)
            .ok()
            .and_then(|prefix| bech32::encode_upper::<Bech32>(prefix, self.0.as_bytes()).ok());
        // Neither step can fail for a constant prefix and 32 bytes.
        Zeroizing::new(text.unwrap_or_default())
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        Recipient(PublicKey::from(&self.0).to_bytes())
    }

    /// The shared secret with `other`; `None` where it is the all-zero one of a low-order point.
    pub(crate) fn shared_with(&self, other: &[u8; 32]) -> Option<Zeroizing<[u8; 32]>> {
        let shared = self.0.diffie_hellman(&PublicKey::from(*other));
        let bytes = Zeroizing::new(shared.to_bytes());
        (*bytes != [0; 32]).then_some(bytes)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity for {}", self.recipient())
    }
}

impl Recipient {
    /// Reads `age1…`; white space around it is ignored. `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        read_bech32(text, PUBLIC_PREFIX).map(|bytes| Self(*bytes))
    }

    /// The point's 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = Hrp::parse(PUBLIC_PREFIX).map_err(|_| fmt::Error)?;
        bech32::encode_lower_to_fmt::<Bech32, _>(f, prefix, &self.0).map_err(|_| fmt::Error)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn read_bech32(text: &str, prefix: &str) -> Option<Zeroizing<[u8; 32]>> {
    let checked = CheckedHrpstring::new::<Bech32>(text).ok()?;
    if checked.hrp() != Hrp::parse(prefix).ok()? {
        return None;
    }
    let mut out = Zeroizing::new([0; 32]);
    let mut bytes = checked.byte_iter();
    for slot in out.iter_mut() {
        *slot = bytes.next()?;
    }
    bytes.next().is_none().then_some(out)
}
