//! What every writer of chats is given: who the export's owner is, who the other side is, and what
//! was said between them. Knows no format.

use crate::story::Deed;

/// One side of a chat, with all that some format wants of it.
#[derive(Clone, Debug)]
pub struct Side {
    /// Display name.
    pub name: String,
    /// User name.
    pub handle: String,
    /// A number that the platform gives it.
    pub id: u64,
}

/// One thing said.
#[derive(Clone, Debug)]
pub struct Said {
    /// Milliseconds since the epoch.
    pub at_ms: i64,
    /// By the owner of the export, or by the other side.
    pub by_owner: bool,
    /// What.
    pub deed: Deed,
}

/// `2024-05-03 10:11:12`, in UTC.
pub fn utc(at_ms: i64) -> String {
    let (year, month, day, hour, minute, second, _) =
        crate::calendar::fields(at_ms.div_euclid(1_000));
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// `2024-05-03T10:11:12.345`, in UTC and without a zone.
pub fn iso(at_ms: i64) -> String {
    format!(
        "{}.{:03}",
        utc(at_ms).replace(' ', "T"),
        at_ms.rem_euclid(1_000)
    )
}
