//! SHA-256 where the ordinary hasher is slow. Knows nothing of what it hashes.
//!
//! Short messages that already stand in one buffer are padded in place and compressed once: the
//! ordinary hasher copies each part through its own buffer, which costs as much as the hashing where
//! a message is two blocks long, as almost all of ours are. Where two are at hand
//! they are hashed at once, in not much more time than one.

mod two;

use crate::Digest;
use sha2::block_api::compress256;
use two::compress_two;

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

    /// The last block of a message that ends with `rest`, of at most 55 bytes.
    #[inline]
    fn last_block(self, rest: &[u8]) -> [u8; 64] {
        debug_assert!(rest.len() <= 55);
        let mut block = [0; 64];
        let (text, padding) = block.split_at_mut(rest.len().min(55));
        text.copy_from_slice(&rest[..text.len()]);
        padding[0] = 0x80;
        let bits = (self.bytes + rest.len() as u64) * 8;
        block[56..].copy_from_slice(&bits.to_be_bytes());
        block
    }

    /// The digest once `rest`, of at most 55 bytes, has followed.
    pub(crate) fn finish_short(mut self, rest: &[u8]) -> Digest {
        let block = self.last_block(rest);
        compress256(&mut self.state, core::slice::from_ref(&block));
        to_digest(self.state)
    }

    /// As [`Self::finish_short`], of two messages at once.
    #[inline]
    pub(crate) fn finish_two(mut self, rest: &[u8], mut two: Self, rest_2: &[u8]) -> [Digest; 2] {
        let (block, block_2) = (self.last_block(rest), two.last_block(rest_2));
        let one_block = core::slice::from_ref;
        let (state, state_2) = (&mut self.state, &mut two.state);
        compress_two(state, one_block(&block), state_2, one_block(&block_2));
        [to_digest(self.state), to_digest(two.state)]
    }
}

/// Fills a message up to whole blocks: FIPS 180-4, 5.1.1.
fn pad(message: &mut Vec<u8>) {
    let bits = message.len() as u64 * 8;
    message.push(0x80);
    message.resize((message.len() + 8).next_multiple_of(64) - 8, 0);
    message.extend_from_slice(&bits.to_be_bytes());
}

/// The digest of the whole of `message`. The buffer is left padded: clear it before using it again.
pub(crate) fn digest_in_place(message: &mut Vec<u8>) -> Digest {
    pad(message);
    let mut state = INITIAL;
    compress256(&mut state, message.as_chunks().0);
    to_digest(state)
}

/// As [`digest_in_place`], of two messages at once.
pub(crate) fn digest_two_in_place(messages: &mut [Vec<u8>; 2]) -> [Digest; 2] {
    messages.iter_mut().for_each(pad);
    let [one, two] = &*messages;
    let (mut state, mut state_2) = (INITIAL, INITIAL);
    let (blocks, blocks_2) = (one.as_chunks().0, two.as_chunks().0);
    compress_two(&mut state, blocks, &mut state_2, blocks_2);
    [to_digest(state), to_digest(state_2)]
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

    /// Takes `bytes`, and `other` takes its own, at once.
    pub(crate) fn update_both(&mut self, bytes: &[u8], other: &mut Self, others: &[u8]) {
        let (mine, theirs) = (self.begin(bytes), other.begin(others));
        let (state, state_2) = (&mut self.midstate.state, &mut other.midstate.state);
        compress_two(state, mine, state_2, theirs);
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
    padded: usize,
}

impl<'b> Padded<'b> {
    #[inline]
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
            padded,
        }
    }

    /// Its blocks from `at` on that stand one after another.
    #[inline]
    fn run(&self, at: usize) -> &[[u8; 64]] {
        match at.checked_sub(self.blocks.len()) {
            None => &self.blocks[at..],
            Some(at) => &self.last[at..self.padded],
        }
    }
}

/// The digests of two whole messages: see [`Stream::update_both`].
pub(crate) fn digest_both(one: &[u8], other: &[u8]) -> (Digest, Digest) {
    let (one, other) = (Padded::new(one), Padded::new(other));
    let (mut state, mut state_2) = (INITIAL, INITIAL);
    let (mut at, mut at_2) = (0, 0);
    loop {
        let (run, run_2) = (one.run(at), other.run(at_2));
        // While both have blocks, as many of each; then what is left of one.
        let both = run.len().min(run_2.len());
        let (count, count_2) = match both {
            0 => (run.len(), run_2.len()),
            both => (both, both),
        };
        if count + count_2 == 0 {
            return (to_digest(state), to_digest(state_2));
        }
        compress_two(&mut state, &run[..count], &mut state_2, &run_2[..count_2]);
        (at, at_2) = (at + count, at_2 + count_2);
    }
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
                let begun = Midstate::START.then(block);
                assert_eq!(begun.finish_short(rest), Digest::of(&message));
                let (short, whole) = (Midstate::START, Digest::of(&message));
                assert_eq!(
                    begun.finish_two(rest, short, rest),
                    [whole, Digest::of(rest)]
                );
            }
            let mut two = [message.clone(), message[length / 3..].to_vec()];
            let each = two.clone().map(|one| Digest::of(&one));
            assert_eq!(digest_two_in_place(&mut two), each, "{length}");
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
