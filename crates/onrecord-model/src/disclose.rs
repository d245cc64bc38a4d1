//! What a pack shows of a committed thread, and the check that it is the thread that was read: which
//! events, which of their fields, and that everything between them is counted. Knows nothing of how
//! a pack stores it. A disclosure is hostile input until [`ThreadDisclosure::verify`] accepts it.

use crate::canonical::{self, Field};
use crate::commit::{
    FIELDS, Salt, Salts, ThreadCommitment, ThreadSeed, digest_of_field, field_digest, leaf_of,
};
use crate::encode::{Value, decode};
use crate::json::bytes_or_hex;
use crate::merkle::{MerkleError, prove_disclosed, root_from_disclosed};
use crate::pieces::{PieceSalts, body_digest, body_of, piece_digest};
use crate::{Digest, Event};
use std::ops::Range;

/// What stands where something is not shown.
pub const WITHHELD: &str = "[withheld]";

/// A set of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct FieldSet(u8);

impl FieldSet {
    /// No field: the event exists, and that is all.
    pub const NONE: Self = Self(0);
    /// Every field.
    pub const ALL: Self = Self(u8::MAX);
    /// Time and sender: the skeleton of what is withheld.
    pub const SKELETON: Self = Self::NONE.with(Field::Time).with(Field::Sender);

    /// This set and `field`.
    #[must_use]
    pub const fn with(self, field: Field) -> Self {
        Self(self.0 | 1 << field as u8)
    }

    /// This set without `field`.
    #[must_use]
    pub const fn without(self, field: Field) -> Self {
        Self(self.0 & !(1 << field as u8))
    }

    /// Whether `field` is in the set.
    pub const fn has(self, field: Field) -> bool {
        self.0 & 1 << field as u8 != 0
    }
}

/// One field of a disclosed event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Shown: its canonical form and the salt that hid it.
    Shown {
        /// The salt.
        salt: Salt,
        /// The canonical form; see [`crate::canonical`].
        value: Vec<u8>,
    },
    /// Withheld: a digest that tells nothing, not even the length.
    Withheld(Digest),
    /// A text of which some pieces are shown and some are not. Only a body can be this.
    Partly(Vec<Piece>),
}

/// A piece of a text that is shown in part; see [`crate::pieces`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Shown, with its own salt.
    Shown {
        /// The salt.
        salt: Salt,
        /// What stands there.
        text: Box<str>,
    },
    /// Withheld: that something of at most 38 bytes stands here, and no more.
    Withheld(Digest),
}

impl Piece {
    fn digest(&self) -> Digest {
        match self {
            Self::Shown { salt, text } => piece_digest(salt, text),
            Self::Withheld(digest) => *digest,
        }
    }
}

/// One event of a thread, with some or all of its fields shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its position in the thread, counted from 0.
    pub index: u64,
    /// Its fields, in the order of [`Field::ALL`].
    pub parts: [Part; FIELDS],
}

impl Opening {
    /// Opens the event at `index` of the thread with that seed.
    ///
    /// The locator is shown only together with every other field: its raw digest lets anybody test
    /// a guess of what is withheld, and its bytes tell the record's length.
    pub fn new(index: u64, event: &Event, seed: &ThreadSeed, shown: FieldSet) -> Self {
        let all = shown == FieldSet::ALL;
        let salts = Salts::new(seed).of(index);
        let mut scratch = Vec::new();
        let parts = Field::ALL.map(|field| {
            let salt = salts[field as usize];
            if shown.has(field) && (all || field != Field::Locator) {
                let mut value = Vec::new();
                field.write(event, &mut value);
                Part::Shown { salt, value }
            } else {
                Part::Withheld(digest_of_field(field, &salt, event, &mut scratch))
            }
        });
        Self { index, parts }
    }

    /// The leaf that this opening leads to.
    pub fn leaf(&self) -> Digest {
        let mut scratch = Vec::new();
        let digests =
            Field::ALL.map(|field| digest_of(field, &self.parts[field as usize], &mut scratch));
        leaf_of(self.index, &digests, &mut scratch)
    }

    /// Withholds a field that is shown, and with it the locator.
    pub fn withhold(&mut self, field: Field) {
        let mut scratch = Vec::new();
        for field in [field, Field::Locator] {
            let digest = digest_of(field, &self.parts[field as usize], &mut scratch);
            self.parts[field as usize] = Part::Withheld(digest);
        }
    }

    /// Withholds each piece of a text that is shown which reaches into one of these ranges of its
    /// bytes; the whole body, where that is all of them.
    pub fn withhold_words(&mut self, ranges: &[Range<usize>]) {
        let body = &self.parts[Field::Body as usize];
        let (Part::Shown { salt, .. }, Some(value)) = (body, self.value(Field::Body)) else {
            return;
        };
        let Some(texts) = canonical::read_pieces(&value) else {
            return;
        };
        let mut salts = PieceSalts::new(salt);
        let mut from = 0;
        let mut shown = 0;
        let mut pieces = Vec::with_capacity(texts.len());
        for text in texts {
            let salt = salts.next();
            let to = from + text.len();
            let hidden = |range: &Range<usize>| range.start < to && from < range.end;
            pieces.push(if ranges.iter().any(hidden) {
                Piece::Withheld(piece_digest(&salt, text))
            } else {
                shown += 1;
                let text = text.into();
                Piece::Shown { salt, text }
            });
            from = to;
        }
        if shown == 0 {
            self.withhold(Field::Body);
        } else if shown < pieces.len() {
            self.withhold(Field::Locator);
            self.parts[Field::Body as usize] = Part::Partly(pieces);
        }
    }

    /// What is shown of the text, with [`WITHHELD`] in the place of what is not; `Some(None)` where
    /// the record has no text, `None` where the whole is withheld or has no proper form.
    pub fn text(&self) -> Option<Option<String>> {
        let Part::Partly(pieces) = &self.parts[Field::Body as usize] else {
            let body = canonical::read_body(&self.value(Field::Body)?)?;
            return Some(body.map(String::from));
        };
        let mut out = String::new();
        let mut hidden = false;
        for piece in pieces {
            match piece {
                Piece::Shown { text, .. } => {
                    // A piece ends in its spaces, so a withheld one took them along.
                    if hidden {
                        out.push(' ');
                    }
                    out.push_str(text);
                    hidden = false;
                }
                Piece::Withheld(_) if hidden => {}
                Piece::Withheld(_) => {
                    out.push_str(WITHHELD);
                    hidden = true;
                }
            }
        }
        Some(Some(out))
    }

    /// Whether nothing is shown but, at most, when it was and who sent it: then it is withheld, and
    /// counted so.
    pub fn is_withheld(&self) -> bool {
        let skeleton = |field: &Field| FieldSet::SKELETON.has(*field);
        Field::ALL
            .iter()
            .all(|field| skeleton(field) || self.hides(*field))
    }

    fn hides(&self, field: Field) -> bool {
        matches!(self.parts[field as usize], Part::Withheld(_))
    }

    /// Whether a field is shown.
    pub fn shows(&self, field: Field) -> bool {
        matches!(self.parts[field as usize], Part::Shown { .. })
    }

    /// A shown field's value; `None` where it is withheld or is not canonical CBOR. The `read_…`
    /// functions of [`crate::canonical`] turn it back into nouns.
    pub fn value(&self, field: Field) -> Option<Value> {
        match &self.parts[field as usize] {
            Part::Shown { value, .. } => decode(value).ok(),
            Part::Withheld(_) | Part::Partly(_) => None,
        }
    }

    /// Whether a shown field has the form that its name promises. A withheld one does.
    pub fn has_form(&self, field: Field) -> bool {
        match &self.parts[field as usize] {
            Part::Withheld(_) => return true,
            Part::Shown { .. } => {}
            // All of it shown, or nothing, is written otherwise.
            Part::Partly(pieces) => {
                let shown = |piece: &&Piece| matches!(piece, Piece::Shown { .. });
                let count = pieces.iter().filter(shown).count();
                return field == Field::Body && count > 0 && count < pieces.len();
            }
        }
        let Some(value) = self.value(field) else {
            return false;
        };
        match field {
            Field::Time => canonical::read_when(&value).is_some(),
            Field::Sender => canonical::read_sender(&value).is_some(),
            Field::Others => canonical::read_others(&value).is_some(),
            Field::Kind => canonical::read_kind(&value).is_some(),
            Field::Body => canonical::read_body(&value).is_some(),
            Field::Details => canonical::read_details(&value).is_some(),
            Field::Attachments => canonical::read_attachments(&value).is_some(),
            Field::Locator => canonical::read_locator(&value).is_some(),
        }
    }

    fn to_value(&self) -> Value {
        let parts = Field::ALL.iter().map(|field| {
            let part = match &self.parts[*field as usize] {
                Part::Withheld(digest) => Value::from(&digest.0[..]),
                Part::Shown { salt, value } => {
                    Value::Array(vec![salt.0[..].into(), value[..].into()])
                }
                Part::Partly(pieces) => {
                    let pieces = pieces.iter().map(|piece| match piece {
                        Piece::Withheld(digest) => Value::from(&digest.0[..]),
                        Piece::Shown { salt, text } => {
                            Value::Array(vec![salt.0[..].into(), (&**text).into()])
                        }
                    });
                    Value::map([("pieces", Value::Array(pieces.collect()))])
                }
            };
            (field.name(), part)
        });
        Value::map(parts.chain([("index", self.index.into())]))
    }

    fn from_value(value: &Value) -> Option<Self> {
        if value.as_map()?.len() != FIELDS + 1 {
            return None;
        }
        let mut parts = Field::ALL.map(|_| Part::Withheld(Digest::default()));
        for field in Field::ALL {
            parts[field as usize] = match value.get(field.name())? {
                Value::Array(shown) => {
                    let [salt, value] = &shown[..] else {
                        return None;
                    };
                    Part::Shown {
                        salt: Salt(bytes_or_hex(salt)?[..].try_into().ok()?),
                        value: bytes_or_hex(value)?.into_owned(),
                    }
                }
                Value::Map(map) if map.len() == 1 => {
                    let pieces = map.get("pieces")?.as_array()?.iter().map(read_piece);
                    Part::Partly(pieces.collect::<Option<_>>()?)
                }
                withheld => Part::Withheld(read_digest(withheld)?),
            };
        }
        Some(Self {
            index: value.get("index")?.as_u64()?,
            parts,
        })
    }
}

fn read_piece(value: &Value) -> Option<Piece> {
    Some(match value {
        Value::Array(shown) => {
            let [salt, text] = &shown[..] else {
                return None;
            };
            Piece::Shown {
                salt: Salt(bytes_or_hex(salt)?[..].try_into().ok()?),
                text: text.as_text()?.into(),
            }
        }
        withheld => Piece::Withheld(read_digest(withheld)?),
    })
}

/// The digest of a field from what is given of it. Where a body is no list of texts, the digest is that
/// of another field: no committer that keeps to the forms has made it.
fn digest_of(field: Field, part: &Part, scratch: &mut Vec<u8>) -> Digest {
    match part {
        Part::Withheld(digest) => *digest,
        Part::Partly(pieces) => body_of(pieces.iter().map(Piece::digest)),
        Part::Shown { salt, value } => {
            if field == Field::Body {
                let value = decode(value).unwrap_or(Value::Bool(false));
                if value == Value::Null {
                    return body_digest(salt, None::<std::iter::Empty<&str>>, scratch);
                }
                if let Some(pieces) = canonical::read_pieces(&value) {
                    return body_digest(salt, Some(pieces.into_iter()), scratch);
                }
            }
            field_digest(field, salt, scratch, |out| out.extend_from_slice(value))
        }
    }
}

fn read_digest(value: &Value) -> Option<Digest> {
    bytes_or_hex(value)?[..].try_into().ok().map(Digest)
}

/// A run of neighbouring events that are withheld. Positions count from 1, as people count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The first position withheld.
    pub first: u64,
    /// The last position withheld.
    pub last: u64,
}

impl Gap {
    /// How many events.
    pub fn count(self) -> u64 {
        self.last - self.first + 1
    }
}

/// `1 withheld here, 7`, or `13 withheld here, 412-424`.
impl core::fmt::Display for Gap {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (count, first, last) = (self.count(), self.first, self.last);
        if count == 1 {
            write!(f, "1 withheld here, {first}")
        } else {
            write!(f, "{count} withheld here, {first}-{last}")
        }
    }
}

/// Why a disclosure was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisclosureError {
    /// Its positions or hashes cannot be those of a thread of its size.
    Tree(MerkleError),
    /// It is not what was committed when the thread was read.
    NotCommitted,
    /// A shown field does not have the form that its name promises.
    BadField {
        /// The event, counted from 0.
        index: u64,
        /// The field.
        field: Field,
    },
}

impl core::fmt::Display for DisclosureError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Tree(error) => error.fmt(f),
            Self::NotCommitted => {
                f.write_str("what is shown is not what was recorded when the thread was read")
            }
            Self::BadField { index, field } => write!(
                f,
                "the {} of record {} cannot be read",
                field.name(),
                index.saturating_add(1)
            ),
        }
    }
}

impl core::error::Error for DisclosureError {}

/// What is shown of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadDisclosure {
    /// How many events the thread has.
    pub n: u64,
    /// Those shown, by position.
    pub openings: Vec<Opening>,
    /// The roots of the largest subtrees without an opening, left to right.
    pub hashes: Vec<Digest>,
}

impl ThreadDisclosure {
    /// A disclosure of `openings` (by position, each once) of the thread with these leaves.
    ///
    /// # Errors
    /// [`DisclosureError::Tree`] where positions are out of order or beyond the thread;
    /// [`DisclosureError::NotCommitted`] where an opening does not lead to its leaf.
    pub fn new(leaves: &[Digest], openings: Vec<Opening>) -> Result<Self, DisclosureError> {
        let mut indexes = Vec::with_capacity(openings.len());
        for opening in &openings {
            let index = usize::try_from(opening.index).ok();
            let leaf = index.and_then(|index| leaves.get(index));
            let leaf = leaf.ok_or(DisclosureError::Tree(MerkleError::OutOfRange))?;
            if *leaf != opening.leaf() {
                return Err(DisclosureError::NotCommitted);
            }
            indexes.extend(index);
        }
        let hashes = prove_disclosed(leaves, &indexes).map_err(DisclosureError::Tree)?;
        Ok(Self {
            n: leaves.len() as u64,
            openings,
            hashes,
        })
    }

    /// Checks it against the commitment in the custody log: every event shown stands in the thread
    /// at that position with these fields, and the thread has exactly [`Self::n`] events.
    ///
    /// # Errors
    /// See [`DisclosureError`].
    pub fn verify(&self, commitment: &Digest) -> Result<ThreadCommitment, DisclosureError> {
        let shown: Vec<(u64, Digest)> = self
            .openings
            .iter()
            .map(|opening| (opening.index, opening.leaf()))
            .collect();
        let root =
            root_from_disclosed(self.n, &shown, &self.hashes).map_err(DisclosureError::Tree)?;
        let found = ThreadCommitment::new(self.n, root);
        if found.commitment != *commitment {
            return Err(DisclosureError::NotCommitted);
        }
        for opening in &self.openings {
            for field in Field::ALL {
                if !opening.has_form(field) {
                    let index = opening.index;
                    return Err(DisclosureError::BadField { index, field });
                }
            }
        }
        Ok(found)
    }

    /// The runs of events that are withheld, whether their time and sender are shown or not. Meaningful once [`Self::verify`] has accepted it.
    pub fn gaps(&self) -> Vec<Gap> {
        let shown = self
            .openings
            .iter()
            .filter(|opening| !opening.is_withheld() && opening.index < self.n)
            .map(|opening| opening.index);
        let mut gaps = Vec::new();
        let mut next = 0;
        for index in shown.chain([self.n]) {
            if index > next {
                gaps.push(Gap {
                    first: next + 1,
                    last: index,
                });
            }
            next = index.saturating_add(1);
        }
        gaps
    }

    /// How many events are withheld.
    pub fn withheld(&self) -> u64 {
        self.gaps().into_iter().map(Gap::count).sum()
    }

    /// `{version: 1, size, openings: [{index, time: withheld digest or [salt, value], …}], hashes}`; a
    /// body may also be `{pieces: [withheld digest or [salt, text], …]}`.
    /// The same shape in CBOR and in JSON, where bytes are hexadecimal.
    pub fn to_value(&self) -> Value {
        let openings = self.openings.iter().map(Opening::to_value).collect();
        let hashes = self.hashes.iter().map(|hash| hash.0[..].into()).collect();
        Value::map([
            ("version", Value::Unsigned(1)),
            ("size", self.n.into()),
            ("openings", Value::Array(openings)),
            ("hashes", Value::Array(hashes)),
        ])
    }

    /// Reads what [`Self::to_value`] gives, with bytes as byte strings or hexadecimal text; `None`
    /// for anything else.
    pub fn from_value(value: &Value) -> Option<Self> {
        let version = value.get("version")?.as_u64()?;
        if version != 1 || value.as_map()?.len() != 4 {
            return None;
        }
        let openings = value.get("openings")?.as_array()?;
        let hashes = value.get("hashes")?.as_array()?;
        Some(Self {
            n: value.get("size")?.as_u64()?,
            openings: openings
                .iter()
                .map(Opening::from_value)
                .collect::<Option<_>>()?,
            hashes: hashes.iter().map(read_digest).collect::<Option<_>>()?,
        })
    }
}
