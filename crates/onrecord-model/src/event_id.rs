//! Stable names for events: the same exhibit read again gives the same ids, whatever the order of
//! reading and whatever else the case holds. Knows nothing of where they are kept.

use crate::canonical::write_place;
use crate::encode::Encoder;
use crate::{Digest, Event, Locator, sha};
use core::fmt;

/// The first 16 bytes of `SHA-256(CBOR ["onrecord/event", exhibit, place, kind, ordinal])`, where
/// place is the canonical form of the locator. Shown as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct EventId(pub [u8; 16]);

impl EventId {
    /// The id of the `ordinal`-th event (from 0) of that kind name at that place of that exhibit.
    pub fn new(exhibit: &Digest, locator: &Locator, kind: &str, ordinal: u64) -> Self {
        Self::with(exhibit, locator, kind, ordinal, &mut Vec::new())
    }

    fn with(
        exhibit: &Digest,
        locator: &Locator,
        kind: &str,
        ordinal: u64,
        scratch: &mut Vec<u8>,
    ) -> Self {
        scratch.clear();
        let mut encoder = Encoder::new(scratch);
        encoder.array(5);
        encoder.text("onrecord/event");
        encoder.bytes(&exhibit.0);
        write_place(locator, &mut encoder);
        encoder.text(kind);
        encoder.uint(ordinal);
        let digest = sha::digest_in_place(scratch);
        let mut id = [0; 16];
        id.copy_from_slice(&digest.0[..16]);
        Self(id)
    }

    /// Reads 32 hexadecimal digits of either case; `None` for anything else.
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 32 {
            return None;
        }
        let mut id = [0; 16];
        for (slot, pair) in id.iter_mut().zip(bytes.chunks_exact(2)) {
            let high = char::from(pair[0]).to_digit(16)?;
            let low = char::from(pair[1]).to_digit(16)?;
            *slot = (high * 16 + low) as u8;
        }
        Some(Self(id))
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Names the events of one exhibit as they are read, counting those that share a locator, which
/// come one after another.
#[derive(Clone, Debug)]
pub struct EventIds {
    exhibit: Digest,
    last: Option<Locator>,
    ordinal: u64,
    scratch: Vec<u8>,
}

impl EventIds {
    /// For the exhibit with that digest.
    pub fn new(exhibit: Digest) -> Self {
        Self {
            exhibit,
            last: None,
            ordinal: 0,
            scratch: Vec::with_capacity(256),
        }
    }

    /// The id of the next event.
    pub fn next(&mut self, event: &Event) -> EventId {
        if self.last.as_ref() == Some(&event.locator) {
            self.ordinal += 1;
        } else {
            self.ordinal = 0;
            self.last = Some(event.locator.clone());
        }
        let (kind, ordinal) = (event.kind.name(), self.ordinal);
        EventId::with(
            &self.exhibit,
            &event.locator,
            kind,
            ordinal,
            &mut self.scratch,
        )
    }
}
