//! The custody log's entries: who did what to the case, when, with which tool. The log is the
//! database; these entries are its only rows. Knows their form and hashes; nothing of storage, and
//! nothing of what a payload holds.

use crate::encode::{DecodeError, Value, decode, encode};
use crate::{Digest, Instant, merkle};

macro_rules! acts {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $says:literal;)*) => {
        /// What was done. The name is stable and stands in the log; the sentence is for people.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Act {
            $($(#[$doc])* $variant,)*
            /// An act that a newer version of the program knows: kept by its name.
            Other(Box<str>),
        }

        impl Act {
            /// Every act known here.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name.
            pub fn name(&self) -> &str {
                match self { $(Self::$variant => $name,)* Self::Other(name) => name }
            }

            /// The act of that name.
            pub fn from_name(name: &str) -> Self {
                match name { $($name => Self::$variant,)* _ => Self::Other(name.into()) }
            }

            /// What it means, in plain words.
            pub fn says(&self) -> &'static str {
                match self {
                    $(Self::$variant => $says,)*
                    Self::Other(_) => "Something that this version of the program does not know.",
                }
            }
        }
    };
}

acts! {
    /// The first entry of every log.
    CaseCreated = "case-created", "The case was made.";
    /// A way to unlock was added; the subject names it.
    SlotAdded = "slot-added", "A way to unlock the case was added.";
    /// A way to unlock was removed. Copies made before still open with it.
    SlotRemoved = "slot-removed", "A way to unlock the case was removed. Older copies still open with it.";
    /// An original was sealed; the subject is its reference.
    Sealed = "sealed", "A file was sealed as it came.";
    /// A file was not taken in. No hash and no name of it is kept where the law forbids that.
    Refused = "refused", "A file was not taken in.";
    /// A sealed original was read by an importer and its threads were committed.
    Read = "read", "A sealed file was read, and its threads were fixed.";
    /// A source's readings by an importer did not come out as the log has them, and the source was read
    /// again: what follows of `read` takes their place. The subject is the source's id.
    ReadAgain = "read-again", "A sealed file was read anew by the program as it is now. Earlier readings are kept.";
    /// A source was set aside: nothing of it counts until it is restored. The subject is its id.
    SourceSetAside = "source-set-aside", "What came in with a source was set aside. Nothing of it was removed.";
    /// A source that was set aside counts again.
    SourceRestored = "source-restored", "A source that was set aside counts again.";
    /// A question that an importer asked was answered.
    Answered = "answered", "A question about a file was answered.";
    /// The user said who somebody is.
    PersonStated = "person-stated", "Somebody was named.";
    /// The user said whose account one is.
    AccountStated = "account-stated", "It was said whose account one is.";
    /// An incident was written down or edited; earlier versions stay.
    IncidentWritten = "incident-written", "An incident was written down.";
    /// A report, answer or promise was written down or edited; earlier versions stay.
    LedgerWritten = "ledger-written", "A report or an answer was written down.";
    /// It was said that something shows a limb of an offence. Taken back by `undone`.
    ElementAssigned = "element-assigned", "It was said what something shows.";
    /// An order, a warning or a "stop" was written down or edited; earlier versions stay.
    OrderWritten = "order-written", "An order or a warning was written down.";
    /// What all of it did was written down or edited; earlier versions stay.
    ImpactWritten = "impact-written", "What it did was written down.";
    /// A person decided of two accounts whether one person is behind both, as they believe.
    LinkDecided = "link-decided", "It was decided what is believed of two accounts.";
    /// Something noticed about accounts was marked. Taken back by `undone`.
    NoticeMarked = "notice-marked", "Something noticed about accounts was marked.";
    /// A line was marked as known from a day on. Taken back by `undone`.
    LineMarked = "line-marked", "A line was marked as known since a day.";
    /// A private note was kept. Its words are elsewhere, where no pack can reach them.
    NoteKept = "note-kept", "A private note was kept.";
    /// A setting of the case was changed.
    SettingChanged = "setting-changed", "A setting was changed.";
    /// An outside authority stamped a checkpoint.
    TimestampReceived = "timestamp-received", "An outside authority confirmed the time.";
    /// A pack was made.
    PackMade = "pack-made", "A pack was made to hand over.";
    /// Sources were opened in full to an agreed expert: originals and what hides their fields.
    OpeningMade = "opening-made", "Files were opened in full to an agreed expert.";
    /// The whole case was copied to another place, locked as it is, and the copy was checked.
    CopyMade = "copy-made", "A copy of the whole case was made and checked.";
    /// A copy that one helper's key opens was made; the subject is the slot.
    HandedOver = "handed-over", "A copy of the case was made for a helper.";
    /// The case was brought back from a copy.
    Restored = "restored", "The case was brought back from a copy.";
    /// An earlier statement was taken back. Both stay in the log; the subject is its id.
    Undone = "undone", "An earlier statement was taken back. Both are kept.";
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustodyEntry {
    /// Its position in the log, counted from 0.
    pub seq: u64,
    /// When, by the clock of the computer that wrote it.
    pub when: Instant,
    /// Who: `owner`, or the name of a helper's slot.
    pub actor: Box<str>,
    /// What.
    pub act: Act,
    /// To what: a reference such as `AB/12`, an id, or an earlier entry's number. Never words or
    /// names, nor the digest of a content (which lets anybody test for a known picture): a pack
    /// shows entries whose payload it withholds. Empty where there is none.
    pub subject: Box<str>,
    /// [`payload_digest`] of what else belongs to the act.
    pub payload: Digest,
    /// The program and its version, such as `onrecord 0.1.0`.
    pub tool: Box<str>,
}

/// Why bytes are not an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// They are not canonical CBOR.
    Encoding(DecodeError),
    /// A key is missing, unknown or has another form; or the version is not 1.
    Form,
}

impl core::fmt::Display for EntryError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Encoding(error) => error.fmt(f),
            Self::Form => f.write_str("this is not a custody entry that this version can read"),
        }
    }
}

impl core::error::Error for EntryError {}

impl CustodyEntry {
    /// The canonical bytes: the CBOR map `{version: 1, seq, when (microseconds since 1970), actor,
    /// act, subject, payload (32 bytes), tool}`.
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&self.to_value())
    }

    /// The same as a value, for JSON.
    pub fn to_value(&self) -> Value {
        Value::map([
            ("version", Value::Unsigned(1)),
            ("seq", self.seq.into()),
            ("when", self.when.0.into()),
            ("actor", (&*self.actor).into()),
            ("act", self.act.name().into()),
            ("subject", (&*self.subject).into()),
            ("payload", self.payload.0[..].into()),
            ("tool", (&*self.tool).into()),
        ])
    }

    /// Reads [`Self::to_bytes`].
    ///
    /// # Errors
    /// See [`EntryError`]. What is read gives the same bytes again, so its leaf is theirs.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EntryError> {
        let value = decode(bytes).map_err(EntryError::Encoding)?;
        Self::from_value(&value).ok_or(EntryError::Form)
    }

    /// Reads [`Self::to_value`], with the digest as bytes or hexadecimal text.
    pub fn from_value(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key)?.as_text();
        if value.as_map()?.len() != 8 || value.get("version")?.as_u64()? != 1 {
            return None;
        }
        let payload = crate::json::bytes_or_hex(value.get("payload")?)?;
        Some(Self {
            seq: value.get("seq")?.as_u64()?,
            when: Instant(value.get("when")?.as_i64()?),
            actor: text("actor")?.into(),
            act: Act::from_name(text("act")?),
            subject: text("subject")?.into(),
            payload: Digest(payload[..].try_into().ok()?),
            tool: text("tool")?.into(),
        })
    }

    /// The entry's leaf in the log's tree.
    pub fn leaf(&self) -> Digest {
        merkle::leaf_hash(&self.to_bytes())
    }

    /// Whether this payload, under this salt, is the one that the entry stands for.
    pub fn has_payload(&self, salt: &[u8; 32], payload: &[u8]) -> bool {
        payload_digest(salt, payload) == self.payload
    }
}

/// `SHA-256("onrecord/payload" ‖ salt ‖ payload)`: the salt, fresh for every entry, keeps a payload
/// that a pack withholds from being guessed.
pub fn payload_digest(salt: &[u8; 32], payload: &[u8]) -> Digest {
    Digest::of_parts(&[b"onrecord/payload", salt, payload])
}
