//! The canonical form of each part of an event, field by field: what a commitment binds, what a
//! pack discloses. **Fixed for good**: the leaf's tag `onrecord/1` names this whole file, and a
//! change of any form needs a new tag. All forms are CBOR of the profile in [`crate::encode`].
//!
//! | form | CBOR |
//! | --- | --- |
//! | time | `[as_written, precision, truth, …]`; precision 0 microsecond, 1 millisecond, 2 second, 3 minute, 4 day, 5 coarse; truth 0 stated, 1 zone unknown, 2 exporter's zone (each followed by microseconds since 1970), 3 day and month ambiguous (followed by both readings, day first), 4 undated |
//! | account | `[platform, stable id or null, handle or null, name or null]` |
//! | sender | account or null |
//! | others | `[account, …]` |
//! | kind | `[name, the format's word or null, marks]`; marks: bit n is the n-th of [`Mark`](crate::Mark) |
//! | body | `[piece, …]`, in a row the text, cut as [`crate::pieces`] cuts it; or null |
//! | details | `[[name, value], …]` in the record's order |
//! | attachments | `[[name, media type or null, place, content], …]`; place `[0, entry]` in the export, `[1, from, to, transfer]` inline (transfer 0 as it is, 1 base64, 2 quoted-printable), `[2]` missing, `[3]` left out by the platform; content `[SHA-256, size]` or null |
//! | place of a record | `[entry, from, to, pointer]`; pointer null, `[1, line]`, `[2, base, index or null]`, `[3, index, part or null]`, `[4, table, rowid]` |
//! | locator | `[place, SHA-256 of the raw bytes, place of the record referred to or null]` |

use crate::encode::{Encoder, Value};
use crate::pieces::pieces;
use crate::{
    Account, Attachment, Details, Digest, Event, Instant, Kind, Locator, Marks, Place, Pointer,
    Precision, Transfer, Truth, Wall, When,
};
use std::sync::Arc;

/// The names of the fields of an event, in the order in which a leaf binds them.
///
/// `others` stands apart from `sender`, and `details` from `body`, so that third parties and places
/// (GPS, network addresses) can be withheld while the words are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Field {
    /// When, as the record says it.
    Time,
    /// Who did it.
    Sender,
    /// Whom it was addressed to or is about.
    Others,
    /// What it is, and its marks.
    Kind,
    /// Its text.
    Body,
    /// Further facts of the record.
    Details,
    /// Its attachments.
    Attachments,
    /// Where it stands, the digest of its raw bytes, and the record it refers to. Shown only where
    /// all other fields are: a raw digest lets anybody test a guess of what is withheld, and the
    /// place tells the record's length.
    Locator,
}

impl Field {
    /// Every field, in the order of the leaf.
    pub const ALL: [Self; 8] = [
        Self::Time,
        Self::Sender,
        Self::Others,
        Self::Kind,
        Self::Body,
        Self::Details,
        Self::Attachments,
        Self::Locator,
    ];

    /// The stable name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Sender => "sender",
            Self::Others => "others",
            Self::Kind => "kind",
            Self::Body => "body",
            Self::Details => "details",
            Self::Attachments => "attachments",
            Self::Locator => "locator",
        }
    }

    /// Appends the canonical form of this field of `event`.
    #[inline]
    pub fn write(self, event: &Event, out: &mut Vec<u8>) {
        let mut encoder = Encoder::new(out);
        match self {
            Self::Time => write_when(&event.when, &mut encoder),
            Self::Sender => match &event.account {
                Some(account) => write_account(account, &mut encoder),
                None => encoder.null(),
            },
            Self::Others => {
                encoder.array(event.others.len());
                for account in &event.others {
                    write_account(account, &mut encoder);
                }
            }
            Self::Kind => write_kind(&event.kind, event.marks, &mut encoder),
            Self::Body => match event.text.as_deref() {
                None => encoder.null(),
                Some(text) => {
                    encoder.array(pieces(text).count());
                    pieces(text).for_each(|piece| encoder.text(piece));
                }
            },
            Self::Details => {
                encoder.array(event.details.len());
                for (name, value) in &event.details {
                    encoder.array(2);
                    encoder.text(name);
                    encoder.text(value);
                }
            }
            Self::Attachments => {
                encoder.array(event.attachments.len());
                for attachment in &event.attachments {
                    write_attachment(attachment, &mut encoder);
                }
            }
            Self::Locator => {
                encoder.array(3);
                write_place(&event.locator, &mut encoder);
                encoder.bytes(&event.raw.0);
                match &event.refers_to {
                    Some(locator) => write_place(locator, &mut encoder),
                    None => encoder.null(),
                }
            }
        }
    }
}

/// Appends the form of a time.
pub fn write_when(when: &When, encoder: &mut Encoder<'_>) {
    let precision = match when.precision {
        Precision::Microsecond => 0,
        Precision::Millisecond => 1,
        Precision::Second => 2,
        Precision::Minute => 3,
        Precision::Day => 4,
        Precision::Coarse => 5,
    };
    let (truth, first, second) = match when.truth {
        Truth::Stated(instant) => (0, Some(instant.0), None),
        Truth::WallZoneUnknown(wall) => (1, Some(wall.0), None),
        Truth::WallOfExporter(wall) => (2, Some(wall.0), None),
        Truth::DayMonthAmbiguous {
            day_first,
            month_first,
        } => (3, Some(day_first.0), Some(month_first.0)),
        Truth::Undated => (4, None, None),
    };
    encoder.array(3 + usize::from(first.is_some()) + usize::from(second.is_some()));
    encoder.text(&when.as_written);
    encoder.uint(precision);
    encoder.uint(truth);
    for micros in [first, second].into_iter().flatten() {
        encoder.int(micros);
    }
}

/// Appends the form of an account.
pub fn write_account(account: &Account, encoder: &mut Encoder<'_>) {
    encoder.array(4);
    encoder.text(&account.platform);
    encoder.optional_text(account.stable_id.as_deref());
    encoder.optional_text(account.handle.as_deref());
    encoder.optional_text(account.name.as_deref());
}

/// Appends the form of a kind with its marks.
pub fn write_kind(kind: &Kind, marks: Marks, encoder: &mut Encoder<'_>) {
    encoder.array(3);
    encoder.text(kind.name());
    match kind {
        Kind::Unknown(word) => encoder.text(word),
        _ => encoder.null(),
    }
    encoder.uint(u64::from(marks.0));
}

/// Appends the form of an attachment.
pub fn write_attachment(attachment: &Attachment, encoder: &mut Encoder<'_>) {
    encoder.array(4);
    encoder.text(&attachment.name);
    encoder.optional_text(attachment.media_type.as_deref());
    match &attachment.place {
        Place::Entry(entry) => {
            encoder.array(2);
            encoder.uint(0);
            encoder.text(entry);
        }
        Place::Inline { bytes, transfer } => {
            encoder.array(4);
            encoder.uint(1);
            encoder.uint(bytes.0);
            encoder.uint(bytes.1);
            encoder.uint(match transfer {
                Transfer::Identity => 0,
                Transfer::Base64 => 1,
                Transfer::QuotedPrintable => 2,
            });
        }
        Place::Missing => {
            encoder.array(1);
            encoder.uint(2);
        }
        Place::Omitted => {
            encoder.array(1);
            encoder.uint(3);
        }
    }
    match attachment.content {
        Some((digest, size)) => {
            encoder.array(2);
            encoder.bytes(&digest.0);
            encoder.uint(size);
        }
        None => encoder.null(),
    }
}

/// Appends the form of a record's place.
pub fn write_place(locator: &Locator, encoder: &mut Encoder<'_>) {
    encoder.array(4);
    encoder.text(&locator.entry);
    encoder.uint(locator.bytes.0);
    encoder.uint(locator.bytes.1);
    match &locator.pointer {
        Pointer::None => encoder.null(),
        Pointer::Line(line) => {
            encoder.array(2);
            encoder.uint(1);
            encoder.uint(*line);
        }
        Pointer::Json { base, index } => {
            encoder.array(3);
            encoder.uint(2);
            encoder.text(base);
            match index {
                Some(index) => encoder.uint(*index),
                None => encoder.null(),
            }
        }
        Pointer::Record { index, part } => {
            encoder.array(3);
            encoder.uint(3);
            encoder.uint(*index);
            match part {
                Some(part) => encoder.uint(u64::from(*part)),
                None => encoder.null(),
            }
        }
        Pointer::Row { table, rowid } => {
            encoder.array(3);
            encoder.uint(4);
            encoder.text(table);
            encoder.int(*rowid);
        }
    }
}

fn read_text(value: &Value) -> Option<Box<str>> {
    value.as_text().map(Into::into)
}

/// `Some(None)` for null, `None` for what `read` does not accept.
fn read_optional<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match value {
        Value::Null => Some(None),
        other => read(other).map(Some),
    }
}

fn read_all<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(read).collect()
}

fn read_digest(value: &Value) -> Option<Digest> {
    value.as_bytes()?.try_into().ok().map(Digest)
}

/// The time of that form; `None` for anything that [`write_when`] does not write.
pub fn read_when(value: &Value) -> Option<When> {
    let [as_written, precision, truth, rest @ ..] = value.as_array()? else {
        return None;
    };
    let precision = match precision.as_u64()? {
        0 => Precision::Microsecond,
        1 => Precision::Millisecond,
        2 => Precision::Second,
        3 => Precision::Minute,
        4 => Precision::Day,
        5 => Precision::Coarse,
        _ => return None,
    };
    let truth = match (truth.as_u64()?, rest) {
        (0, [at]) => Truth::Stated(Instant(at.as_i64()?)),
        (1, [at]) => Truth::WallZoneUnknown(Wall(at.as_i64()?)),
        (2, [at]) => Truth::WallOfExporter(Wall(at.as_i64()?)),
        (3, [day_first, month_first]) => Truth::DayMonthAmbiguous {
            day_first: Wall(day_first.as_i64()?),
            month_first: Wall(month_first.as_i64()?),
        },
        (4, []) => Truth::Undated,
        _ => return None,
    };
    Some(When {
        as_written: read_text(as_written)?,
        truth,
        precision,
    })
}

/// The account of that form; `None` for anything else.
pub fn read_account(value: &Value) -> Option<Account> {
    let [platform, stable_id, handle, name] = value.as_array()? else {
        return None;
    };
    Some(Account {
        platform: platform.as_text()?.into(),
        stable_id: read_optional(stable_id, read_text)?,
        handle: read_optional(handle, read_text)?,
        name: read_optional(name, read_text)?,
    })
}

/// The sender of that form; `Some(None)` where the record names none.
pub fn read_sender(value: &Value) -> Option<Option<Account>> {
    read_optional(value, read_account)
}

/// The others of that form; `None` for anything else.
pub fn read_others(value: &Value) -> Option<Vec<Account>> {
    read_all(value, read_account)
}

/// The kind and marks of that form; `None` for anything else.
pub fn read_kind(value: &Value) -> Option<(Kind, Marks)> {
    let [name, word, marks] = value.as_array()? else {
        return None;
    };
    let word = read_optional(word, read_text)?;
    let kind = Kind::from_name(name.as_text()?, word.as_deref().unwrap_or_default())?;
    (matches!(kind, Kind::Unknown(_)) == word.is_some()).then_some(())?;
    Some((kind, Marks(marks.as_u64()?.try_into().ok()?)))
}

/// The text of that form; `Some(None)` where the record has none.
pub fn read_body(value: &Value) -> Option<Option<Box<str>>> {
    read_optional(value, |value| {
        Some(read_pieces(value)?.concat().into_boxed_str())
    })
}

/// The pieces of a text of that form; `None` for anything else. Where they are cut is not checked.
pub(crate) fn read_pieces(value: &Value) -> Option<Vec<&str>> {
    let pieces = value.as_array()?.iter().map(Value::as_text);
    let pieces = pieces.collect::<Option<Vec<&str>>>()?;
    let sound = match pieces.as_slice() {
        [] => false,
        [_] => true,
        several => several.iter().all(|piece| !piece.is_empty()),
    };
    sound.then_some(pieces)
}

/// The details of that form; `None` for anything else.
pub fn read_details(value: &Value) -> Option<Details> {
    let pairs = value.as_array()?.iter();
    pairs
        .map(|pair| match pair.as_array()? {
            [name, value] => Some((name.as_text()?, value.as_text()?)),
            _ => None,
        })
        .collect()
}

/// The attachments of that form; `None` for anything else.
pub fn read_attachments(value: &Value) -> Option<Vec<Attachment>> {
    read_all(value, read_attachment)
}

fn read_attachment(value: &Value) -> Option<Attachment> {
    let [name, media_type, place, content] = value.as_array()? else {
        return None;
    };
    let (code, rest) = place.as_array()?.split_first()?;
    let place = match (code.as_u64()?, rest) {
        (0, [entry]) => Place::Entry(entry.as_text()?.into()),
        (1, [from, to, transfer]) => Place::Inline {
            bytes: (from.as_u64()?, to.as_u64()?),
            transfer: match transfer.as_u64()? {
                0 => Transfer::Identity,
                1 => Transfer::Base64,
                2 => Transfer::QuotedPrintable,
                _ => return None,
            },
        },
        (2, []) => Place::Missing,
        (3, []) => Place::Omitted,
        _ => return None,
    };
    let content = read_optional(content, |content| match content.as_array()? {
        [digest, size] => Some((read_digest(digest)?, size.as_u64()?)),
        _ => None,
    })?;
    Some(Attachment {
        name: read_text(name)?,
        media_type: read_optional(media_type, read_text)?,
        place,
        content,
    })
}

/// The place of that form; `None` for anything else.
pub fn read_place(value: &Value) -> Option<Locator> {
    let [entry, from, to, pointer] = value.as_array()? else {
        return None;
    };
    let pointer = match pointer {
        Value::Null => Pointer::None,
        other => {
            let (code, rest) = other.as_array()?.split_first()?;
            match (code.as_u64()?, rest) {
                (1, [line]) => Pointer::Line(line.as_u64()?),
                (2, [base, index]) => Pointer::Json {
                    base: base.as_text()?.into(),
                    index: read_optional(index, Value::as_u64)?,
                },
                (3, [index, part]) => Pointer::Record {
                    index: index.as_u64()?,
                    part: read_optional(part, |part| part.as_u64()?.try_into().ok())?,
                },
                (4, [table, rowid]) => Pointer::Row {
                    table: table.as_text()?.into(),
                    rowid: rowid.as_i64()?,
                },
                _ => return None,
            }
        }
    };
    Some(Locator {
        entry: Arc::from(entry.as_text()?),
        bytes: (from.as_u64()?, to.as_u64()?),
        pointer,
    })
}

/// The place, the digest of the raw bytes and the record referred to, from the form of a locator.
pub fn read_locator(value: &Value) -> Option<(Locator, Digest, Option<Locator>)> {
    let [place, raw, refers_to] = value.as_array()? else {
        return None;
    };
    Some((
        read_place(place)?,
        read_digest(raw)?,
        read_optional(refers_to, read_place)?,
    ))
}
