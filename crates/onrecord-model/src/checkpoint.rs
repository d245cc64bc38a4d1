//! C2SP tlog-checkpoints: the signed head of a log. Origin, size and root, each on a line, in a
//! signed note. We write no extension lines and refuse them: what this project does not understand,
//! it must not appear to have checked.

use crate::note::{NoteError, NoteSigner, NoteVerifier, SignedNote};
use crate::{Digest, base64};

/// The head of a log: its name, how many entries, and the root of the tree over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's own name, which is also its key's name.
    pub origin: Box<str>,
    /// How many entries.
    pub size: u64,
    /// The RFC 6962 root.
    pub root: Digest,
}

/// Why a checkpoint was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckpointError {
    /// The note around it was refused.
    Note(NoteError),
    /// The text is not a checkpoint; says what is wrong.
    Malformed(&'static str),
    /// It is the head of another log.
    OtherLog,
}

impl core::fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Note(error) => error.fmt(f),
            Self::Malformed(what) => write!(f, "this is not a checkpoint: {what}"),
            Self::OtherLog => f.write_str("this checkpoint belongs to another log"),
        }
    }
}

impl core::error::Error for CheckpointError {}

impl From<NoteError> for CheckpointError {
    fn from(error: NoteError) -> Self {
        Self::Note(error)
    }
}

/// A decimal number without sign or leading zeros.
pub(crate) fn parse_number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let shortest = text == "0" || !text.starts_with('0');
    (plain && shortest).then(|| text.parse().ok())?
}

impl Checkpoint {
    /// The text that is signed: three lines.
    pub fn to_text(&self) -> String {
        let root = base64::encode(&self.root.0);
        format!("{}\n{}\n{root}\n", self.origin, self.size)
    }

    /// Reads what [`Self::to_text`] writes. The text says nothing by itself: see [`Self::open`].
    ///
    /// # Errors
    /// [`CheckpointError::Malformed`].
    pub fn from_text(text: &str) -> Result<Self, CheckpointError> {
        let malformed = CheckpointError::Malformed;
        let body = text
            .strip_suffix('\n')
            .ok_or(malformed("it does not end in a newline"))?;
        let lines: Vec<&str> = body.split('\n').collect();
        let [origin, size, root] = lines[..] else {
            return Err(malformed("it has more or fewer than three lines"));
        };
        if origin.is_empty() {
            return Err(malformed("its first line is empty"));
        }
        Ok(Self {
            origin: origin.into(),
            size: parse_number(size).ok_or(malformed("its size is not a plain number"))?,
            root: base64::decode_array(root)
                .map(Digest)
                .ok_or(malformed("its root is not base64 of 32 bytes"))?,
        })
    }

    /// Signs it.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] where the origin holds control characters;
    /// [`CheckpointError::Malformed`] where it would not read back (a newline in the origin);
    /// [`CheckpointError::OtherLog`] where the key bears another name than the log.
    pub fn sign(&self, signer: &NoteSigner) -> Result<SignedNote, CheckpointError> {
        if signer.verifier().name() != &*self.origin {
            return Err(CheckpointError::OtherLog);
        }
        let text = self.to_text();
        Self::from_text(&text)?;
        Ok(signer.sign(&text)?)
    }

    /// Reads a signed checkpoint and checks its signature and that it is that log's.
    ///
    /// # Errors
    /// See [`CheckpointError`].
    pub fn open(note: &[u8], key: &NoteVerifier) -> Result<Self, CheckpointError> {
        let note = SignedNote::parse(note)?;
        let checkpoint = Self::from_text(note.verify(key)?)?;
        if &*checkpoint.origin != key.name() {
            return Err(CheckpointError::OtherLog);
        }
        Ok(checkpoint)
    }

    /// What people compare: the first 16 bytes of the SHA-256 of the text, in groups of four
    /// hexadecimal digits. The text holds the whole root, so nothing is lost by not showing that.
    pub fn fingerprint(&self) -> String {
        let hex = Digest::of(self.to_text().as_bytes()).to_hex();
        let groups: Vec<&str> = (0..32).step_by(4).map(|at| &hex[at..at + 4]).collect();
        groups.join(" ")
    }
}
