//! SHA-256 where the ordinary hasher is slow. Knows nothing of what it hashes.
//!
//! Short messages that already stand in one buffer are padded in place and compressed once: the
//! ordinary hasher copies each part through its own buffer, which costs as much as the hashing where
//! a message is two blocks long, as almost all of ours are. Long ones are hashed two at a time.

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

/// SHA-256 of bytes that come piece by piece, alone or beside another's.
#[derive(Clone)]
pub(crate) struct Stream {
    midstate: Midstate,
    /// What does not fill a block yet.
    tail: [u8; 64],
}

impl Stream {
    pub(crate) const START: Self = Self {
        midstate: Midstate::START,
        tail: [0; 64],
    };

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        let blocks = self.begin(bytes);
        compress256(&mut self.midstate.state, blocks);
    }

    /// Takes `bytes`, and `other` takes its own. Each block of a message waits for the one before
    /// it; the blocks of two messages do not wait for each other, and a processor that has
    /// instructions for this hash works on both at once. Measured: a third faster than in turn.
    pub(crate) fn update_both(&mut self, bytes: &[u8], other: &mut Self, others: &[u8]) {
        let (mine, theirs) = (self.begin(bytes), other.begin(others));
        let (state, state_2) = (&mut self.midstate.state, &mut other.midstate.state);
        for (block, block_2) in mine.iter().zip(theirs) {
            compress256(state, core::slice::from_ref(block));
            compress256(state_2, core::slice::from_ref(block_2));
        }
        let both = mine.len().min(theirs.len());
        compress256(state, &mine[both..]);
        compress256(state_2, &theirs[both..]);
    }

    /// Counts `bytes`, fills and hashes a block that was begun, keeps what will fill none, and
    /// returns the blocks between, which are still to be hashed.
    fn begin<'b>(&mut self, mut bytes: &'b [u8]) -> &'b [[u8; 64]] {
        let begun = (self.midstate.bytes % 64) as usize;
        self.midstate.bytes += bytes.len() as u64;
        if begun > 0 {
            let (fits, rest) = bytes.split_at(bytes.len().min(64 - begun));
            self.tail[begun..begun + fits.len()].copy_from_slice(fits);
            if begun + fits.len() < 64 {
                return &[];
            }
            compress256(&mut self.midstate.state, core::slice::from_ref(&self.tail));
            bytes = rest;
        }
        let (blocks, tail) = bytes.as_chunks();
        self.tail[..tail.len()].copy_from_slice(tail);
        blocks
    }

    pub(crate) fn finish(mut self) -> Digest {
        let bits = self.midstate.bytes * 8;
        let begun = (self.midstate.bytes % 64) as usize;
        self.tail[begun] = 0x80;
        self.tail[begun + 1..].fill(0);
        if begun + 1 > 56 {
            compress256(&mut self.midstate.state, core::slice::from_ref(&self.tail));
            self.tail.fill(0);
        }
        self.tail[56..].copy_from_slice(&bits.to_be_bytes());
        compress256(&mut self.midstate.state, core::slice::from_ref(&self.tail));
        to_digest(self.midstate.state)
    }
}

/// A whole message: the blocks that stand in it, and the one or two that its end is padded to.
struct Padded<'b> {
    blocks: &'b [[u8; 64]],
    last: [[u8; 64]; 2],
    count: usize,
}

impl<'b> Padded<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        let (blocks, rest) = bytes.as_chunks();
        let mut last = [[0; 64]; 2];
        let (content, padding) = last.as_flattened_mut().split_at_mut(rest.len());
        content.copy_from_slice(rest);
        padding[0] = 0x80;
        let padded = if rest.len() < 56 { 1 } else { 2 };
        last[padded - 1][56..].copy_from_slice(&(bytes.len() as u64 * 8).to_be_bytes());
        Self {
            blocks,
            last,
            count: blocks.len() + padded,
        }
    }

    fn block(&self, at: usize) -> &[u8; 64] {
        self.blocks
            .get(at)
            .unwrap_or_else(|| &self.last[at - self.blocks.len()])
    }
}

/// The digests of two whole messages, a block of each in turn: see [`Stream::update_both`].
pub(crate) fn digest_both(one: &[u8], other: &[u8]) -> (Digest, Digest) {
    let (one, other) = (Padded::new(one), Padded::new(other));
    let (mut state, mut state_2) = (INITIAL, INITIAL);
    let both = one.count.min(other.count);
    for at in 0..both {
        compress256(&mut state, core::slice::from_ref(one.block(at)));
        compress256(&mut state_2, core::slice::from_ref(other.block(at)));
    }
    for at in both..one.count {
        compress256(&mut state, core::slice::from_ref(one.block(at)));
    }
    for at in both..other.count {
        compress256(&mut state_2, core::slice::from_ref(other.block(at)));
    }
    (to_digest(state), to_digest(state_2))
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
        let message: Vec<u8> = (0..1_000).map(|at| at as u8).collect();
        for cut in [0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 500] {
            for end in [cut, cut + 1, 700] {
                let (mut one, mut two) = (Stream::START, Stream::START);
                one.update(&message[..cut]);
                one.update_both(&message[cut..end], &mut two, &message[..cut]);
                one.update_both(&[], &mut two, &message[cut..]);
                assert_eq!(one.finish(), Digest::of(&message[..end]), "{cut} {end}");
                assert_eq!(two.finish(), Digest::of(&message), "{cut} {end}");
            }
        }
        for length in 0..message.len() {
            let (one, other) = (&message[..length], &message[length..]);
            assert_eq!(
                digest_both(one, other),
                (Digest::of(one), Digest::of(other)),
                "{length}"
            );
        }
        let (left, right) = (Digest([3; 32]), Digest([4; 32]));
        assert_eq!(
            digest_of_node(&left, &right),
            Digest::of_parts(&[&[1], &left.0, &right.0])
        );
    }
}
