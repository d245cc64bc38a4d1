//! One conversation: what it is called, who is on which side. Knows nothing of messages.

use super::people::{bare_id, has_number};
use crate::kit::json_record::text_of;
use crate::kit::json_stream::value::Raw;
use onrecord_model::{Account, Digest, Event, Locator, Mark, Marks, Pointer, Thread};
use std::sync::Arc;

/// The words for kinds of chats.
pub(super) const KINDS: &[&str] = &[
    "saved_messages",
    "replies",
    "verify_codes",
    "personal_chat",
    "bot_chat",
    "private_group",
    "private_supergroup",
    "public_supergroup",
    "private_channel",
    "public_channel",
];

/// What has been read of a chat besides its messages.
#[derive(Default)]
pub(super) struct Header {
    name: Option<Box<str>>,
    kind: Option<Box<str>>,
    id: Option<i64>,
    marks: Marks,
    /// Where the last of these stands: the place of a chat without messages.
    pub place: Option<(Locator, Digest)>,
}

impl Header {
    /// Takes in a member of the chat's object. `false` where it is none of the known.
    pub(super) fn take(&mut self, entry: &Arc<str>, base: &Arc<str>, raw: Raw<'_>) -> bool {
        let mut text = || text_of(&raw, &mut self.marks).map(Into::into);
        match base.rsplit('/').next() {
            Some("name") => self.name = text(),
            Some("type") => self.kind = text(),
            Some("id") => self.id = raw.integer(),
            _ => return false,
        }
        let locator = Locator {
            entry: entry.clone(),
            bytes: raw.range(),
            pointer: Pointer::Json {
                base: base.clone(),
                index: None,
            },
        };
        self.place = Some((locator, Digest::of(raw.bytes)));
        true
    }
}

/// Who is on which side.
enum Sides {
    /// The other one of two; everybody else is the owner.
    Other(Box<str>),
    /// The owner, as the account's personal information says.
    Owner(Box<str>),
    Unknown,
}

/// A conversation whose messages are being read.
pub(super) struct Chat {
    pub thread: Arc<Thread>,
    sides: Sides,
}

impl Chat {
    /// From what stood before its messages, and the first of them. `place` tells it from others where
    /// it has no id.
    pub(super) fn new(
        header: &Header,
        first: Option<&Raw<'_>>,
        place: &str,
        folder: Option<&str>,
        owner: Option<&str>,
        platform: &Arc<str>,
    ) -> Self {
        let is_old = first.is_some_and(has_number);
        let id = header.id.map(|number| bare_id(number, is_old));
        let is_of_two = matches!(header.kind.as_deref(), Some("personal_chat" | "bot_chat"));
        let other = id.filter(|_| is_of_two).map(|id| format!("user{id}"));
        let sides = match (&other, owner) {
            (Some(other), _) => Sides::Other(other.as_str().into()),
            (None, Some(owner)) => Sides::Owner(owner.into()),
            (None, None) => Sides::Unknown,
        };
        let kind = header.kind.as_deref().unwrap_or("chat");
        let key = match (id, &header.name) {
            (Some(id), _) => format!("{kind}:{id}"),
            (None, Some(name)) => format!("{kind}:{name}"),
            (None, None) => place.to_owned(),
        };
        let participant = other.map(|id| {
            Arc::new(Account {
                platform: platform.clone(),
                stable_id: Some(id.into()),
                handle: None,
                name: header.name.clone(),
            })
        });
        Self {
            thread: Arc::new(Thread {
                platform: platform.clone(),
                key: key.into(),
                title: header.name.clone(),
                folder: folder.map(Into::into),
                participants: participant.into_iter().collect(),
            }),
            sides,
        }
    }

    /// Marks who sent it, where that is known.
    pub(super) fn direct(&self, event: &mut Event) {
        let id = event
            .account
            .as_ref()
            .and_then(|account| account.stable_id.as_deref());
        let is_owner = match (&self.sides, id) {
            // Only an id that is a user's says that it is another's.
            (Sides::Other(other), Some(id)) if id.starts_with("user") => **other != *id,
            (Sides::Other(other), Some(id)) if other.strip_prefix("user") == Some(id) => false,
            (Sides::Owner(owner), Some(id)) => **owner == *id,
            _ => return,
        };
        event.marks.add(if is_owner {
            Mark::Outgoing
        } else {
            Mark::Incoming
        });
    }
}
