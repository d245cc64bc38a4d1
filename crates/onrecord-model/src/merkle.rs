//! RFC 6962 Merkle trees over SHA-256: roots, proofs that one leaf is in a tree, proofs that one
//! tree continues another, and proofs for a chosen set of leaves. Knows nothing of what the leaves
//! hold. Every check is strict: a proof with one hash too many or too few is refused.

use crate::{Digest, sha};

/// The root of a tree without leaves: the SHA-256 of nothing.
pub fn empty_root() -> Digest {
    Digest::of(b"")
}

/// The hash of a leaf that holds `bytes`: `SHA-256(0x00 ‖ bytes)`.
pub fn leaf_hash(bytes: &[u8]) -> Digest {
    Digest::of_parts(&[&[0], bytes])
}

/// The hash of an inner node: `SHA-256(0x01 ‖ left ‖ right)`.
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    sha::digest_of_node(left, right)
}

/// Why a proof was refused or could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MerkleError {
    /// An index outside the tree, a size that cannot be, or leaves not in ascending order.
    OutOfRange,
    /// The proof has fewer hashes than this tree needs.
    TooFewHashes,
    /// The proof has more hashes than this tree needs.
    TooManyHashes,
    /// The hashes lead to another root.
    WrongRoot,
}

impl core::fmt::Display for MerkleError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::OutOfRange => "a position in the proof lies outside the tree or out of order",
            Self::TooFewHashes => "the proof has too few hashes",
            Self::TooManyHashes => "the proof has too many hashes",
            Self::WrongRoot => "the proof leads to another root",
        })
    }
}

impl core::error::Error for MerkleError {}

/// A tree being built: its length and the roots of its complete subtrees, largest first, so memory
/// is the logarithm of the length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    len: u64,
    roots: Vec<Digest>,
}

impl Frontier {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is no leaf yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends a leaf by its hash.
    pub fn push(&mut self, leaf: Digest) {
        let mut carried = leaf;
        for _ in 0..self.len.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                carried = node_hash(&left, &carried);
            }
        }
        self.roots.push(carried);
        self.len += 1;
    }

    /// The root of the tree so far.
    pub fn root(&self) -> Digest {
        self.roots
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(empty_root)
    }

    /// The length as 8 bytes, big end first, then the subtrees' roots, largest first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.len.to_be_bytes().to_vec();
        self.roots.iter().for_each(|root| out.extend(root.0));
        out
    }

    /// Reads what [`Self::to_bytes`] writes; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (len, rest) = bytes.split_first_chunk()?;
        let len = u64::from_be_bytes(*len);
        let (roots, []) = rest.as_chunks() else {
            return None;
        };
        (roots.len() == len.count_ones() as usize).then(|| Self {
            len,
            roots: roots.iter().copied().map(Digest).collect(),
        })
    }
}

/// The root of the tree with these leaf hashes.
pub fn root_of(leaves: &[Digest]) -> Digest {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

/// How many leaves the left subtree has: the largest power of two below `size`, which is >= 2.
fn left_size(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// The hashes that prove that leaf `index` is in the tree, from its sibling up. `None` where there
/// is no such leaf. Time grows with the number of leaves.
pub fn inclusion_proof(leaves: &[Digest], index: usize) -> Option<Vec<Digest>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut leaves, mut index, mut proof) = (leaves, index, Vec::new());
    while leaves.len() > 1 {
        let (left, right) = leaves.split_at(left_size(leaves.len() as u64) as usize);
        if index < left.len() {
            proof.push(root_of(right));
            leaves = left;
        } else {
            proof.push(root_of(left));
            index -= left.len();
            leaves = right;
        }
    }
    proof.reverse();
    Some(proof)
}

/// Checks that the tree of `size` leaves with that `root` has `leaf` at `index`.
///
/// # Errors
/// See [`MerkleError`].
pub fn verify_inclusion(
    root: &Digest,
    size: u64,
    index: u64,
    leaf: &Digest,
    proof: &[Digest],
) -> Result<(), MerkleError> {
    if index >= size {
        return Err(MerkleError::OutOfRange);
    }
    // RFC 9162, 2.1.3.2: `last` follows the right edge of the tree beside `at`.
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(MerkleError::TooManyHashes);
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            // On the right edge, levels without a sibling are passed over.
            let levels = if at & 1 == 1 { 0 } else { at.trailing_zeros() };
            at = at.checked_shr(levels).unwrap_or(0);
            last = last.checked_shr(levels).unwrap_or(0);
        } else {
            hash = node_hash(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(MerkleError::TooFewHashes);
    }
    if hash != *root {
        return Err(MerkleError::WrongRoot);
    }
    Ok(())
}

/// The hashes that prove that the tree of the first `old_size` leaves is the beginning of the whole.
/// Empty where both are the same tree; `None` where `old_size` is 0 or too large, since then there
/// is nothing to prove.
pub fn consistency_proof(leaves: &[Digest], old_size: usize) -> Option<Vec<Digest>> {
    if old_size == 0 || old_size > leaves.len() {
        return None;
    }
    let (mut leaves, mut old, mut proof) = (leaves, old_size, Vec::new());
    let mut whole = true;
    while old < leaves.len() {
        let (left, right) = leaves.split_at(left_size(leaves.len() as u64) as usize);
        if old <= left.len() {
            proof.push(root_of(right));
            leaves = left;
        } else {
            proof.push(root_of(left));
            old -= left.len();
            leaves = right;
            whole = false;
        }
    }
    if !whole {
        proof.push(root_of(leaves));
    }
    proof.reverse();
    Some(proof)
}

/// Checks that the tree of `new_size` leaves continues the tree of `old_size` leaves.
///
/// # Errors
/// See [`MerkleError`]. An old size of 0 is refused: any tree continues the empty one, so such a
/// "proof" says nothing.
pub fn verify_consistency(
    old_root: &Digest,
    old_size: u64,
    new_root: &Digest,
    new_size: u64,
    proof: &[Digest],
) -> Result<(), MerkleError> {
    if old_size == 0 || old_size > new_size {
        return Err(MerkleError::OutOfRange);
    }
    if old_size == new_size {
        if !proof.is_empty() {
            return Err(MerkleError::TooManyHashes);
        }
        return if old_root == new_root {
            Ok(())
        } else {
            Err(MerkleError::WrongRoot)
        };
    }
    // RFC 9162, 2.1.4.2. Where the old tree is complete, its root is not repeated in the proof.
    let mut hashes = proof.iter();
    let first = if old_size.is_power_of_two() {
        old_root
    } else {
        hashes.next().ok_or(MerkleError::TooFewHashes)?
    };
    let levels = (old_size - 1).trailing_ones();
    let mut at = (old_size - 1).checked_shr(levels).unwrap_or(0);
    let mut last = (new_size - 1).checked_shr(levels).unwrap_or(0);
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in hashes {
        if last == 0 {
            return Err(MerkleError::TooManyHashes);
        }
        if at & 1 == 1 || at == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            let levels = if at & 1 == 1 { 0 } else { at.trailing_zeros() };
            at = at.checked_shr(levels).unwrap_or(0);
            last = last.checked_shr(levels).unwrap_or(0);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(MerkleError::TooFewHashes);
    }
    if old_hash != *old_root || new_hash != *new_root {
        return Err(MerkleError::WrongRoot);
    }
    Ok(())
}

/// The roots of the largest subtrees that hold no disclosed leaf, left to right: with the disclosed
/// leaves they give the root, and they say nothing of what they cover but its size.
///
/// `disclosed` is ascending without repetition. Time grows with the number of leaves.
///
/// # Errors
/// [`MerkleError::OutOfRange`] where `disclosed` is not as described or goes beyond the leaves.
pub fn prove_disclosed(leaves: &[Digest], disclosed: &[usize]) -> Result<Vec<Digest>, MerkleError> {
    let ascending = disclosed.windows(2).all(|pair| pair[0] < pair[1]);
    if !ascending || disclosed.last().is_some_and(|last| *last >= leaves.len()) {
        return Err(MerkleError::OutOfRange);
    }
    let mut out = Vec::new();
    if !leaves.is_empty() {
        collect_withheld(leaves, 0, disclosed, &mut out);
    }
    Ok(out)
}

fn collect_withheld(leaves: &[Digest], start: usize, disclosed: &[usize], out: &mut Vec<Digest>) {
    if disclosed.is_empty() {
        out.push(root_of(leaves));
    } else if leaves.len() > 1 {
        let (left, right) = leaves.split_at(left_size(leaves.len() as u64) as usize);
        let middle = start + left.len();
        let (before, after) = disclosed.split_at(disclosed.partition_point(|at| *at < middle));
        collect_withheld(left, start, before, out);
        collect_withheld(right, middle, after, out);
    }
}

/// The root of the tree of `size` leaves that has these leaves at these indexes (ascending) and
/// these subtrees elsewhere, as [`prove_disclosed`] gives them.
///
/// A root does not bind the size: whoever relies on `size` must have it from a commitment that does.
///
/// # Errors
/// [`MerkleError::OutOfRange`], [`MerkleError::TooFewHashes`], [`MerkleError::TooManyHashes`].
pub fn root_from_disclosed(
    size: u64,
    disclosed: &[(u64, Digest)],
    hashes: &[Digest],
) -> Result<Digest, MerkleError> {
    let ascending = disclosed.windows(2).all(|pair| pair[0].0 < pair[1].0);
    if !ascending || disclosed.last().is_some_and(|last| last.0 >= size) {
        return Err(MerkleError::OutOfRange);
    }
    let mut hashes = hashes.iter();
    let root = if size == 0 {
        empty_root()
    } else {
        rebuild(0, size, disclosed, &mut hashes)?
    };
    if hashes.next().is_some() {
        return Err(MerkleError::TooManyHashes);
    }
    Ok(root)
}

// At most 64 deep, since each level halves a 64-bit size; and it goes down only to disclosed leaves.
fn rebuild(
    start: u64,
    size: u64,
    disclosed: &[(u64, Digest)],
    hashes: &mut core::slice::Iter<'_, Digest>,
) -> Result<Digest, MerkleError> {
    match disclosed {
        [] => hashes.next().copied().ok_or(MerkleError::TooFewHashes),
        [(_, leaf)] if size == 1 => Ok(*leaf),
        _ => {
            let left = left_size(size);
            let middle = start + left;
            let (before, after) = disclosed.split_at(disclosed.partition_point(|d| d.0 < middle));
            let left_hash = rebuild(start, left, before, hashes)?;
            let right_hash = rebuild(middle, size - left, after, hashes)?;
            Ok(node_hash(&left_hash, &right_hash))
        }
    }
}
