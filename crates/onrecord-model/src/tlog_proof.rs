//! The C2SP tlog-proof text: that an entry stands in a log at an index, checkable offline. The draft
//! carries no version of its own, so the form we read and write is pinned in `docs/FORMATS-proof.md`.
//! `extra` is not covered by any signature and decides nothing.

use crate::checkpoint::{Checkpoint, CheckpointError, parse_number};
use crate::merkle::{self, MerkleError};
use crate::note::{MAX_NOTE, NoteVerifier};
use crate::{Digest, base64};

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A proof, as read: nothing in it is trusted before [`TlogProof::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// Context for whoever reads it; **not authenticated**.
    pub extra: Option<Vec<u8>>,
    /// The entry's position, counted from 0.
    pub index: u64,
    /// The RFC 6962 inclusion proof, from the leaf's sibling up. At most 64.
    pub hashes: Vec<Digest>,
    /// The signed checkpoint, exactly as it was issued.
    pub checkpoint: Box<str>,
}

/// Why a proof was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The text is not such a proof; says what is wrong.
    Malformed(&'static str),
    /// Its checkpoint was refused.
    Checkpoint(CheckpointError),
    /// Its hashes do not lead from the entry to the checkpoint.
    Merkle(MerkleError),
}

impl core::fmt::Display for ProofError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Malformed(what) => write!(f, "this is not a proof: {what}"),
            Self::Checkpoint(error) => error.fmt(f),
            Self::Merkle(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for ProofError {}

impl TlogProof {
    /// Reads a proof.
    ///
    /// # Errors
    /// [`ProofError::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofError> {
        let malformed = ProofError::Malformed;
        if bytes.len() > 2 * MAX_NOTE {
            return Err(malformed("it is too long"));
        }
        let text = core::str::from_utf8(bytes).map_err(|_| malformed("it is not UTF-8 text"))?;
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or(malformed("it has no blank line before the checkpoint"))?;
        if checkpoint.is_empty() {
            return Err(malformed("it has no checkpoint"));
        }
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(malformed("its first line is not the name of the format"));
        }
        let mut line = lines.next();
        let mut extra = None;
        if let Some(text) = line.and_then(|line| line.strip_prefix("extra ")) {
            extra = Some(base64::decode(text).ok_or(malformed("its extra line is not base64"))?);
            line = lines.next();
        }
        let index = line
            .and_then(|line| line.strip_prefix("index "))
            .and_then(parse_number)
            .ok_or(malformed("its index line is missing or not a plain number"))?;
        let mut hashes = Vec::new();
        for line in lines {
            if hashes.len() == 64 {
                return Err(malformed("it has more hashes than any tree needs"));
            }
            let hash =
                base64::decode_array(line).ok_or(malformed("a hash is not base64 of 32 bytes"))?;
            hashes.push(Digest(hash));
        }
        Ok(Self {
            extra,
            index,
            hashes,
            checkpoint: checkpoint.into(),
        })
    }

    /// Checks the whole chain: `leaf` (the hash of the entry that the caller holds) stands at
    /// [`Self::index`] in the log whose head `key` signed. Gives that head.
    ///
    /// # Errors
    /// [`ProofError::Checkpoint`], [`ProofError::Merkle`].
    pub fn verify(&self, leaf: &Digest, key: &NoteVerifier) -> Result<Checkpoint, ProofError> {
        let checkpoint =
            Checkpoint::open(self.checkpoint.as_bytes(), key).map_err(ProofError::Checkpoint)?;
        let (root, size) = (&checkpoint.root, checkpoint.size);
        merkle::verify_inclusion(root, size, self.index, leaf, &self.hashes)
            .map_err(ProofError::Merkle)?;
        Ok(checkpoint)
    }
}

/// The proof as it is stored, in a file named `….tlog-proof`.
impl core::fmt::Display for TlogProof {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", base64::encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", base64::encode(&hash.0))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}
