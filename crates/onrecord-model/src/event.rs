//! Events: the one shape that every platform's records take, without losing what makes them
//! different. An importer fills them; nothing here knows a format.

use crate::{Account, Details, Digest, Locator, Thread, When};
use std::sync::Arc;

/// One thing an export records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Where it stands.
    pub locator: Locator,
    /// SHA-256 of the record's raw bytes (those that `locator.bytes` names).
    pub raw: Digest,
    /// When, and how that is known.
    pub when: When,
    /// The conversation it belongs to.
    pub thread: Arc<Thread>,
    /// Who did it; `None` where the platform itself speaks or the record does not say.
    pub account: Option<Arc<Account>>,
    /// Whom it was addressed to or is about, where the record says (a blocked account, the other
    /// end of a call, mail recipients). The participants of the thread are not repeated here.
    pub others: Vec<Arc<Account>>,
    /// What it is.
    pub kind: Kind,
    /// Its text after the format's own unescaping, otherwise untouched. `None` where the record
    /// has no text; `Some("")` where it has an empty one.
    pub text: Option<Box<str>>,
    /// Its attachments, in order.
    pub attachments: Vec<Attachment>,
    /// What else must be said of it.
    pub marks: Marks,
    /// Further facts of the record, by the field's name in the format, in the record's order
    /// (`call_duration`, `subject`, `share.link`, …).
    pub details: Details,
    /// The record that this one reacts to, edits or deletes, where the format says so.
    pub refers_to: Option<Box<Locator>>,
}

impl Event {
    /// A record of which only its place, its conversation and its kind are known yet: no time, no
    /// account, no text, nothing attached or marked.
    #[inline]
    pub fn new(locator: Locator, raw: Digest, thread: Arc<Thread>, kind: Kind) -> Self {
        Self {
            locator,
            raw,
            when: When::undated(),
            thread,
            account: None,
            others: Vec::new(),
            kind,
            text: None,
            attachments: Vec::new(),
            marks: Marks::NONE,
            details: Details::new(),
            refers_to: None,
        }
    }
}

/// What an event is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something said to a person or group.
    Message,
    /// A change of an earlier record.
    Edit,
    /// A record that something was removed.
    Deletion,
    /// A reaction; its text is the reaction.
    Reaction,
    /// A call, answered or not.
    Call,
    /// A request to be let in: friend, follow, message request.
    Request,
    /// Something published.
    Post,
    /// A comment on something published.
    Comment,
    /// Somebody joined, left, was added or removed.
    Membership,
    /// A relation between accounts that is recorded (follower, friend, contact).
    Connection,
    /// An account was blocked or unblocked.
    Block,
    /// A log-in, log-out or other access to an account.
    Login,
    /// A name, number, picture or security code changed.
    ProfileChange,
    /// A picture or recording as a file of its own.
    Photo,
    /// The platform speaks.
    System,
    /// Well formed, but of a kind that the importer does not know: the format's word for it.
    Unknown(Box<str>),
}

impl Kind {
    /// The stable name used in JSON and CSV.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Edit => "edit",
            Self::Deletion => "deletion",
            Self::Reaction => "reaction",
            Self::Call => "call",
            Self::Request => "request",
            Self::Post => "post",
            Self::Comment => "comment",
            Self::Membership => "membership",
            Self::Connection => "connection",
            Self::Block => "block",
            Self::Login => "login",
            Self::ProfileChange => "profile-change",
            Self::Photo => "photo",
            Self::System => "system",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The kind of that name. `Unknown` gets `word`.
    pub fn from_name(name: &str, word: &str) -> Option<Self> {
        Some(match name {
            "message" => Self::Message,
            "edit" => Self::Edit,
            "deletion" => Self::Deletion,
            "reaction" => Self::Reaction,
            "call" => Self::Call,
            "request" => Self::Request,
            "post" => Self::Post,
            "comment" => Self::Comment,
            "membership" => Self::Membership,
            "connection" => Self::Connection,
            "block" => Self::Block,
            "login" => Self::Login,
            "profile-change" => Self::ProfileChange,
            "photo" => Self::Photo,
            "system" => Self::System,
            "unknown" => Self::Unknown(word.into()),
            _ => return None,
        })
    }
}

macro_rules! marks {
    ($($(#[$doc:meta])* $variant:ident = $bit:literal, $name:literal;)*) => {
        /// One thing that must be said of an event besides its kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Mark { $($(#[$doc])* $variant = $bit,)* }

        impl Mark {
            /// Every mark, in the order of its bit.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name used in JSON and CSV.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The mark of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

marks! {
    /// Sent by the owner of the export.
    Outgoing = 0, "outgoing";
    /// Received by the owner of the export.
    Incoming = 1, "incoming";
    /// The sender took it back; the export says so.
    Unsent = 2, "unsent";
    /// Deleted; the export still records that it was there.
    Deleted = 3, "deleted";
    /// A call that was not answered.
    Missed = 4, "missed";
    /// Never sent.
    Draft = 5, "draft";
    /// Sending failed or is still queued.
    Failed = 6, "failed";
    /// The format says that it was edited.
    Edited = 7, "edited";
    /// Forwarded.
    Forwarded = 8, "forwarded";
    /// Arrived as a request from somebody not (yet) accepted.
    MessageRequest = 9, "message-request";
    /// A call that was rejected.
    Rejected = 10, "rejected";
    /// A call or message that the phone blocked.
    Blocked = 11, "blocked";
    /// A voicemail.
    Voicemail = 12, "voicemail";
    /// A video call.
    Video = 13, "video";
    /// The text had bytes that are not valid in its encoding; they are shown as U+FFFD.
    LossyText = 14, "lossy-text";
    /// The text was encoded twice by the platform and has been put right; the raw bytes are kept.
    MojibakeRepaired = 15, "mojibake-repaired";
    /// The text holds invisible or direction-changing characters.
    HiddenCharacters = 16, "hidden-characters";
    /// An attachment is named but is not in the export.
    AttachmentMissing = 17, "attachment-missing";
    /// The platform says that it left an attachment out.
    AttachmentOmitted = 18, "attachment-omitted";
    /// Filed as junk by the platform.
    Spam = 19, "spam";
    /// Vanishes, or was meant to be seen once.
    Ephemeral = 20, "ephemeral";
    /// Holds a place (GPS or a shared location): withheld from packs unless chosen.
    Location = 21, "location";
    /// A signature, digest or header in the record contradicts another.
    Inconsistent = 22, "inconsistent";
    /// Geographically blocked for the viewer, as the export says.
    GeoBlocked = 23, "geo-blocked";
    /// The record was longer than the limit and its text was cut; the raw bytes are all kept.
    Truncated = 24, "truncated";
}

/// A set of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Marks(pub u32);

impl Marks {
    /// No mark.
    pub const NONE: Self = Self(0);

    /// This set and `mark`.
    #[must_use]
    pub const fn with(self, mark: Mark) -> Self {
        Self(self.0 | 1 << mark as u8)
    }

    /// Adds `mark`.
    pub const fn add(&mut self, mark: Mark) {
        self.0 |= 1 << mark as u8;
    }

    /// Whether `mark` is in the set.
    pub const fn has(self, mark: Mark) -> bool {
        self.0 & 1 << mark as u8 != 0
    }

    /// The marks of the set, in the order of their bits.
    pub fn iter(self) -> impl Iterator<Item = Mark> {
        Mark::ALL
            .iter()
            .copied()
            .filter(move |mark| self.has(*mark))
    }
}

/// A file that belongs to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The name that the record gives it.
    pub name: Box<str>,
    /// The media type that the record states, lower case.
    pub media_type: Option<Box<str>>,
    /// Where its bytes are.
    pub place: Place,
    /// SHA-256 and size of its (decoded) content, once somebody has read it.
    pub content: Option<(Digest, u64)>,
}

/// Where an attachment's bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Another entry of the same export.
    Entry(Arc<str>),
    /// Inside the record's own entry: the encoded bytes, half-open, and how they are encoded.
    Inline {
        /// Bytes in the entry's content.
        bytes: (u64, u64),
        /// How they are encoded.
        transfer: Transfer,
    },
    /// Named by the record, but not in the export.
    Missing,
    /// The platform says that it left it out.
    Omitted,
}

/// How an inline attachment is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// As it is.
    Identity,
    /// RFC 2045 base64, white space allowed.
    Base64,
    /// RFC 2045 quoted-printable.
    QuotedPrintable,
}

impl Transfer {
    /// The stable name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Base64 => "base64",
            Self::QuotedPrintable => "quoted-printable",
        }
    }
}

/// A record that could not be read. It is kept, counted and shown; the bytes are in the exhibit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// Where it stands.
    pub locator: Locator,
    /// A stable, short word for the reason (`invalid-json`, `truncated`, …), to count by.
    pub code: &'static str,
    /// What happened, for a person.
    pub reason: Box<str>,
}
