//! SHA-256 over short messages that already stand in one buffer: pads in place and compresses once.
//! The ordinary hasher copies each part through its own buffer, which costs as much as the hashing
//! where a message is two blocks long, as almost all of ours are. Knows nothing of what it hashes.

use crate::Digest;
use sha2::block_api::compress256;

/// FIPS 180-4, 5.3.3.
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// A chaining value after some whole blocks.
#[derive(Clone, Copy)]
pub(crate) struct Midstate {
    state: [u32; 8],
    bytes: u64,
}

impl Midstate {
    /// Before any byte.
    pub(crate) const START: Self = Self {
        state: INITIAL,
        bytes: 0,
    };

    /// After one more block.
    pub(crate) fn then(mut self, block: &[u8; 64]) -> Self {
        compress256(&mut self.state, core::slice::from_ref(block));
        self.bytes += 64;
        self
    }

    /// The digest once `rest`, of at most 55 bytes, has followed.
    pub(crate) fn finish_short(mut self, rest: &[u8]) -> Digest {
        debug_assert!(rest.len() <= 55);
        let mut block = [0; 64];
        let (text, padding) = block.split_at_mut(rest.len().min(55));
        text.copy_from_slice(&rest[..text.len()]);
        padding[0] = 0x80;
        let bits = (self.bytes + rest.len() as u64) * 8;
        block[56..].copy_from_slice(&bits.to_be_bytes());
        compress256(&mut self.state, core::slice::from_ref(&block));
        to_digest(self.state)
    }
}

/// The digest of the whole of `message`. The buffer is left padded: clear it before using it again.
pub(crate) fn digest_in_place(message: &mut Vec<u8>) -> Digest {
    let bits = message.len() as u64 * 8;
    message.push(0x80);
    message.resize((message.len() + 8).next_multiple_of(64) - 8, 0);
    message.extend_from_slice(&bits.to_be_bytes());
    let mut state = INITIAL;
    compress256(&mut state, message.as_chunks().0);
    to_digest(state)
}

/// The digest of `0x01`, `left`, `right`: an inner node of an RFC 6962 tree.
pub(crate) fn digest_of_node(left: &Digest, right: &Digest) -> Digest {
    let mut blocks = [0; 128];
    blocks[0] = 1;
    blocks[1..33].copy_from_slice(&left.0);
    blocks[33..65].copy_from_slice(&right.0);
    blocks[65] = 0x80;
    blocks[120..].copy_from_slice(&(65_u64 * 8).to_be_bytes());
    let mut state = INITIAL;
    compress256(&mut state, blocks.as_chunks().0);
    to_digest(state)
}

fn to_digest(state: [u32; 8]) -> Digest {
    let mut out = [0; 32];
    for (slot, word) in out.as_chunks_mut().0.iter_mut().zip(state) {
        *slot = word.to_be_bytes();
    }
    Digest(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_ordinary_hasher_at_every_length_around_the_block() {
        for length in 0..300 {
            let message: Vec<u8> = (0..length).map(|at| at as u8).collect();
            assert_eq!(
                digest_in_place(&mut message.clone()),
                Digest::of(&message),
                "{length}"
            );
            if (64..=64 + 55).contains(&length) {
                let (block, rest) = message.split_first_chunk().unwrap();
                assert_eq!(
                    Midstate::START.then(block).finish_short(rest),
                    Digest::of(&message)
                );
            }
        }
        let (left, right) = (Digest([3; 32]), Digest([4; 32]));
        assert_eq!(
            digest_of_node(&left, &right),
            Digest::of_parts(&[&[1], &left.0, &right.0])
        );
    }
}
