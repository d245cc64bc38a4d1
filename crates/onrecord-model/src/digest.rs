//! SHA-256 digests as values; knows nothing of what was hashed.

use crate::sha::Stream;
use core::fmt;
use sha2::{Digest as _, Sha256, block_api::compress256};

/// FIPS 180-4, 5.3.3: what SHA-256 begins with.
const BEGINNING: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// A SHA-256 digest. Shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    ///
    /// Records are short and millions, so what a hasher does for bytes that come piece by piece is
    /// left out here: whole blocks are taken from where they stand.
    pub fn of(bytes: &[u8]) -> Self {
        let mut state = BEGINNING;
        let (blocks, rest) = bytes.as_chunks::<64>();
        compress256(&mut state, blocks);
        // FIPS 180-4, 5.1.1: a bit set, zeros, and the length in bits as the last eight bytes.
        let mut last = [[0; 64]; 2];
        let flat = last.as_flattened_mut();
        let (content, padding) = flat.split_at_mut(rest.len());
        content.copy_from_slice(rest);
        padding[0] = 0x80;
        let count = if rest.len() < 56 { 1 } else { 2 };
        let length = (bytes.len() as u64).wrapping_mul(8).to_be_bytes();
        last[count - 1][56..].copy_from_slice(&length);
        compress256(&mut state, &last[..count]);
        let mut out = [0; 32];
        for (slot, word) in out.as_chunks_mut::<4>().0.iter_mut().zip(state) {
            *slot = word.to_be_bytes();
        }
        Self(out)
    }

    /// The digests of two: faster than one after the other, see [`crate::sha`].
    pub fn of_both(one: &[u8], other: &[u8]) -> (Self, Self) {
        crate::sha::digest_both(one, other)
    }

    /// The digest of the concatenation of `parts`. The caller sees to it that the parts cannot be
    /// confused (fixed lengths, or lengths written into the parts).
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// 64 lower-case hexadecimal digits.
    pub fn to_hex(self) -> String {
        self.to_string()
    }

    /// Reads 64 hexadecimal digits of either case; `None` for anything else.
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 64 {
            return None;
        }
        let mut out = [0; 32];
        for (slot, pair) in out.iter_mut().zip(bytes.chunks_exact(2)) {
            let high = (pair[0] as char).to_digit(16)?;
            let low = (pair[1] as char).to_digit(16)?;
            *slot = (high * 16 + low) as u8;
        }
        Some(Self(out))
    }
}

/// A digest of bytes that come piece by piece.
#[derive(Clone)]
pub struct Hasher(Stream);

impl Default for Hasher {
    fn default() -> Self {
        Self(Stream::START)
    }
}

impl Hasher {
    /// Takes the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Takes the next piece while `other` takes its own: faster than one after the other.
    pub fn update_both(&mut self, bytes: &[u8], other: &mut Self, others: &[u8]) {
        self.0.update_both(bytes, &mut other.0, others);
    }

    /// The digest of everything taken.
    pub fn finish(self) -> Digest {
        self.0.finish()
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher(…)")
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_round_trip_and_known_value() {
        // FIPS 180-4's "abc".
        let digest = Digest::of(b"abc");
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest.to_hex(), hex);
        assert_eq!(Digest::from_hex(hex), Some(digest));
        assert_eq!(Digest::from_hex(&hex[1..]), None);
        assert_eq!(Digest::from_hex(&hex.replace('b', "g")), None);
        assert_eq!(Digest::of_parts(&[b"a", b"bc"]), digest);
    }

    #[test]
    fn bytes_at_once_and_piece_by_piece_have_one_digest() {
        let bytes: Vec<u8> = (0..=255).cycle().take(1_000).collect();
        for length in 0..bytes.len() {
            let bytes = &bytes[..length];
            assert_eq!(Digest::of(bytes), Digest::of_parts(&[bytes]), "{length}");
        }
    }
}
