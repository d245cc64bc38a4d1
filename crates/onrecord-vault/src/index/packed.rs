//! An event as bytes and back, exactly: what goes in comes out equal, field by field. Names that
//! repeat (threads, accounts, entries, field names) are numbers; [`Names`] says which.

use super::bytes::{Reader, Writer};
use onrecord_model::{
    Account, Attachment, Details, Digest, Event, Instant, Kind, Locator, Marks, Place, Pointer,
    Precision, Thread, Transfer, Truth, Wall, When,
};
use std::sync::Arc;

/// Numbers for names, made on the way in. The number of an equal name is the same.
pub(super) trait Intern {
    type Error;
    fn word(&mut self, word: &str) -> Result<u64, Self::Error>;
    /// As [`Self::word`], of a word that many records share.
    fn shared_word(&mut self, word: &Arc<str>) -> Result<u64, Self::Error> {
        self.word(word)
    }
    fn entry(&mut self, entry: &Arc<str>) -> Result<u64, Self::Error>;
    fn account(&mut self, account: &Arc<Account>) -> Result<u64, Self::Error>;
}

/// Names for numbers, on the way out. `Ok(None)`: there is no such number.
pub(super) trait Names {
    type Error;
    fn word(&self, number: u64) -> Result<Option<Arc<str>>, Self::Error>;
    fn entry(&self, number: u64) -> Result<Option<Arc<str>>, Self::Error>;
    fn account(&self, number: u64) -> Result<Option<Arc<Account>>, Self::Error>;
    fn thread(&self, number: u64) -> Result<Option<Arc<Thread>>, Self::Error>;
}

/// Where an event stands in the order of time, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// The record states the instant.
    Stated(Instant),
    /// A wall clock, at the zone that was assumed when the source was read.
    Assumed(Instant),
    /// Undated, ambiguous, or no instant could be assumed. Listed apart.
    None,
}

impl SortKey {
    /// The instant used for sorting.
    pub fn instant(self) -> Option<Instant> {
        match self {
            Self::Stated(instant) | Self::Assumed(instant) => Some(instant),
            Self::None => None,
        }
    }
}

/// What the index adds to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// The number of the thread as this event shows it.
    pub(super) thread_form: u64,
    /// Its place in the thread, from 0, in source order.
    pub(super) position: u64,
    pub(super) key: SortKey,
}

pub(super) fn write_locator<I: Intern>(
    out: &mut Writer,
    names: &mut I,
    locator: &Locator,
) -> Result<(), I::Error> {
    out.number(names.entry(&locator.entry)?);
    out.number(locator.bytes.0);
    out.number(locator.bytes.1.wrapping_sub(locator.bytes.0));
    match &locator.pointer {
        Pointer::None => out.number(0),
        Pointer::Line(line) => {
            out.number(1);
            out.number(*line);
        }
        Pointer::Json { base, index } => {
            out.number(if index.is_some() { 3 } else { 2 });
            out.number(names.shared_word(base)?);
            if let Some(index) = index {
                out.number(*index);
            }
        }
        Pointer::Record { index, part } => {
            out.number(if part.is_some() { 5 } else { 4 });
            out.number(*index);
            if let Some(part) = part {
                out.number(u64::from(*part));
            }
        }
        Pointer::Row { table, rowid } => {
            out.number(6);
            out.number(names.shared_word(table)?);
            out.signed(*rowid);
        }
    }
    Ok(())
}

/// `Ok(None)` where the bytes mean nothing; the same below.
pub(super) fn read_locator<N: Names>(
    from: &mut Reader<'_>,
    names: &N,
) -> Result<Option<Locator>, N::Error> {
    macro_rules! some {
        ($value:expr) => {
            match $value {
                Some(value) => value,
                None => return Ok(None),
            }
        };
    }
    let entry = some!(names.entry(some!(from.number()))?);
    let start = some!(from.number());
    let end = start.wrapping_add(some!(from.number()));
    let pointer = match some!(from.number()) {
        0 => Pointer::None,
        1 => Pointer::Line(some!(from.number())),
        tag @ (2 | 3) => Pointer::Json {
            base: some!(names.word(some!(from.number()))?),
            index: if tag == 3 {
                Some(some!(from.number()))
            } else {
                None
            },
        },
        tag @ (4 | 5) => Pointer::Record {
            index: some!(from.number()),
            part: if tag == 5 {
                Some(some!(
                    from.number().and_then(|part| u32::try_from(part).ok())
                ))
            } else {
                None
            },
        },
        6 => Pointer::Row {
            table: some!(names.word(some!(from.number()))?),
            rowid: some!(from.signed()),
        },
        _ => return Ok(None),
    };
    Ok(Some(Locator {
        entry,
        bytes: (start, end),
        pointer,
    }))
}

const PRECISIONS: [Precision; 6] = [
    Precision::Microsecond,
    Precision::Millisecond,
    Precision::Second,
    Precision::Minute,
    Precision::Day,
    Precision::Coarse,
];

fn write_when(out: &mut Writer, when: &When) {
    // Two small numbers in one byte.
    let precision = when.precision as u64;
    let (tag, values) = match when.truth {
        Truth::Stated(instant) => (0, [Some(instant.0), None]),
        Truth::WallZoneUnknown(wall) => (1, [Some(wall.0), None]),
        Truth::WallOfExporter(wall) => (2, [Some(wall.0), None]),
        Truth::DayMonthAmbiguous {
            day_first,
            month_first,
        } => (3, [Some(day_first.0), Some(month_first.0)]),
        Truth::Undated => (4, [None, None]),
    };
    out.number(tag * 8 + precision);
    values
        .into_iter()
        .flatten()
        .for_each(|value| out.signed(value));
    out.text(&when.as_written);
}

fn read_when(from: &mut Reader<'_>) -> Option<When> {
    let head = from.number()?;
    let precision = *PRECISIONS.get(usize::try_from(head % 8).ok()?)?;
    let truth = match head / 8 {
        0 => Truth::Stated(Instant(from.signed()?)),
        1 => Truth::WallZoneUnknown(Wall(from.signed()?)),
        2 => Truth::WallOfExporter(Wall(from.signed()?)),
        3 => Truth::DayMonthAmbiguous {
            day_first: Wall(from.signed()?),
            month_first: Wall(from.signed()?),
        },
        4 => Truth::Undated,
        _ => return None,
    };
    Some(When {
        as_written: from.text()?.into(),
        truth,
        precision,
    })
}

/// The kinds but `Unknown`, by their number in the index.
pub(super) const KINDS: [Kind; 15] = [
    Kind::Message,
    Kind::Edit,
    Kind::Deletion,
    Kind::Reaction,
    Kind::Call,
    Kind::Request,
    Kind::Post,
    Kind::Comment,
    Kind::Membership,
    Kind::Connection,
    Kind::Block,
    Kind::Login,
    Kind::ProfileChange,
    Kind::Photo,
    Kind::System,
];
/// Unknown kinds are numbered from here: this plus the number of the format's word.
pub(super) const UNKNOWN: u64 = 16;

/// A kind's number; `Unknown` has one for each word.
pub(super) fn kind_number<I: Intern>(kind: &Kind, names: &mut I) -> Result<u64, I::Error> {
    Ok(match kind {
        Kind::Unknown(word) => UNKNOWN + names.word(word)?,
        known => KINDS
            .iter()
            .position(|kind| kind == known)
            .unwrap_or_default() as u64,
    })
}

fn write_attachment<I: Intern>(
    out: &mut Writer,
    names: &mut I,
    attachment: &Attachment,
) -> Result<(), I::Error> {
    out.text(&attachment.name);
    match &attachment.media_type {
        None => out.number(0),
        Some(media_type) => out.number(names.word(media_type)? + 1),
    }
    match &attachment.place {
        // Most attachments have an entry of their own: numbering those would save nothing.
        Place::Entry(entry) => {
            out.number(0);
            out.text(entry);
        }
        Place::Inline { bytes, transfer } => {
            out.number(match transfer {
                Transfer::Identity => 1,
                Transfer::Base64 => 2,
                Transfer::QuotedPrintable => 3,
            });
            out.number(bytes.0);
            out.number(bytes.1.wrapping_sub(bytes.0));
        }
        Place::Missing => out.number(4),
        Place::Omitted => out.number(5),
    }
    match attachment.content {
        None => out.number(0),
        Some((digest, size)) => {
            out.number(1);
            out.raw(&digest.0);
            out.number(size);
        }
    }
    Ok(())
}

fn read_attachment<N: Names>(
    from: &mut Reader<'_>,
    names: &N,
) -> Result<Option<Attachment>, N::Error> {
    macro_rules! some {
        ($value:expr) => {
            match $value {
                Some(value) => value,
                None => return Ok(None),
            }
        };
    }
    let name = some!(from.text()).into();
    let media_type = match some!(from.number()) {
        0 => None,
        number => Some(Box::from(&*some!(names.word(number - 1)?))),
    };
    let place = match some!(from.number()) {
        0 => Place::Entry(some!(from.text()).into()),
        tag @ 1..=3 => {
            let start = some!(from.number());
            Place::Inline {
                bytes: (start, start.wrapping_add(some!(from.number()))),
                transfer: match tag {
                    1 => Transfer::Identity,
                    2 => Transfer::Base64,
                    _ => Transfer::QuotedPrintable,
                },
            }
        }
        4 => Place::Missing,
        5 => Place::Omitted,
        _ => return Ok(None),
    };
    let content = match some!(from.number()) {
        0 => None,
        1 => Some((Digest(some!(from.array())), some!(from.number()))),
        _ => return Ok(None),
    };
    Ok(Some(Attachment {
        name,
        media_type,
        place,
        content,
    }))
}

/// Appends an event.
pub(super) fn write_event<I: Intern>(
    out: &mut Writer,
    names: &mut I,
    event: &Event,
    place: Placed,
    kind: u64,
) -> Result<(), I::Error> {
    out.number(place.thread_form);
    out.number(place.position);
    match place.key {
        SortKey::None => out.number(0),
        // Equal to the instant that follows.
        SortKey::Stated(_) => out.number(1),
        SortKey::Assumed(instant) => {
            out.number(2);
            out.signed(instant.0);
        }
    }
    write_when(out, &event.when);
    match &event.account {
        None => out.number(0),
        Some(account) => out.number(names.account(account)? + 1),
    }
    out.number(event.others.len() as u64);
    for other in &event.others {
        out.number(names.account(other)?);
    }
    out.number(kind);
    out.optional_text(event.text.as_deref());
    out.number(event.attachments.len() as u64);
    for attachment in &event.attachments {
        write_attachment(out, names, attachment)?;
    }
    out.number(u64::from(event.marks.0));
    out.number(event.details.len() as u64);
    for (name, value) in &event.details {
        out.number(names.word(name)?);
        out.text(value);
    }
    match &event.refers_to {
        None => out.number(0),
        Some(locator) => {
            out.number(1);
            write_locator(out, names, locator)?;
        }
    }
    write_locator(out, names, &event.locator)?;
    out.raw(&event.raw.0);
    Ok(())
}

/// Reads an event. `Ok(None)`: these bytes are not one.
pub(super) fn read_event<N: Names>(
    bytes: &[u8],
    names: &N,
) -> Result<Option<(Event, Placed)>, N::Error> {
    let from = &mut Reader(bytes);
    macro_rules! some {
        ($value:expr) => {
            match $value {
                Some(value) => value,
                None => return Ok(None),
            }
        };
    }
    let thread_form = some!(from.number());
    let position = some!(from.number());
    let key_tag = some!(from.number());
    let assumed = if key_tag == 2 {
        Some(Instant(some!(from.signed())))
    } else {
        None
    };
    let when = some!(read_when(from));
    let key = match (key_tag, assumed, when.truth) {
        (0, _, _) => SortKey::None,
        (1, _, Truth::Stated(instant)) => SortKey::Stated(instant),
        (2, Some(instant), _) => SortKey::Assumed(instant),
        _ => return Ok(None),
    };
    let account = match some!(from.number()) {
        0 => None,
        number => Some(some!(names.account(number - 1)?)),
    };
    let mut others = Vec::new();
    for _ in 0..some!(from.count()) {
        others.push(some!(names.account(some!(from.number()))?));
    }
    let kind = match some!(from.number()) {
        number if number >= UNKNOWN => {
            Kind::Unknown(Box::from(&*some!(names.word(number - UNKNOWN)?)))
        }
        number => some!(KINDS.get(number as usize)).clone(),
    };
    let text = some!(from.optional_text()).map(Box::from);
    let mut attachments = Vec::new();
    for _ in 0..some!(from.count()) {
        attachments.push(some!(read_attachment(from, names)?));
    }
    let marks = Marks(some!(
        from.number().and_then(|marks| u32::try_from(marks).ok())
    ));
    let mut details = Details::new();
    for _ in 0..some!(from.count()) {
        let name = some!(names.word(some!(from.number()))?);
        details.push(&*name, some!(from.text()));
    }
    let refers_to = match some!(from.number()) {
        0 => None,
        1 => Some(Box::new(some!(read_locator(from, names)?))),
        _ => return Ok(None),
    };
    let locator = some!(read_locator(from, names)?);
    let raw = Digest(some!(from.array()));
    if !from.0.is_empty() {
        return Ok(None);
    }
    let thread = some!(names.thread(thread_form)?);
    let event = Event {
        locator,
        raw,
        when,
        thread,
        account,
        others,
        kind,
        text,
        attachments,
        marks,
        details,
        refers_to,
    };
    Ok(Some((
        event,
        Placed {
            thread_form,
            position,
            key,
        },
    )))
}

pub(super) fn write_account(account: &Account) -> Vec<u8> {
    let mut out = Writer::default();
    out.text(&account.platform);
    out.optional_text(account.stable_id.as_deref());
    out.optional_text(account.handle.as_deref());
    out.optional_text(account.name.as_deref());
    out.0
}

pub(super) fn read_account(from: &mut Reader<'_>) -> Option<Account> {
    Some(Account {
        platform: from.text()?.into(),
        stable_id: from.optional_text()?.map(Into::into),
        handle: from.optional_text()?.map(Into::into),
        name: from.optional_text()?.map(Into::into),
    })
}

pub(super) fn write_thread(thread: &Thread) -> Vec<u8> {
    let mut out = Writer::default();
    out.text(&thread.platform);
    out.text(&thread.key);
    out.optional_text(thread.title.as_deref());
    out.optional_text(thread.folder.as_deref());
    out.number(thread.participants.len() as u64);
    for participant in &thread.participants {
        out.raw(&write_account(participant));
    }
    out.0
}

pub(super) fn read_thread(from: &mut Reader<'_>) -> Option<Thread> {
    let (platform, key) = (from.text()?.into(), from.text()?.into());
    let (title, folder) = (from.optional_text()?, from.optional_text()?);
    let mut participants = Vec::new();
    for _ in 0..from.count()? {
        participants.push(Arc::new(read_account(from)?));
    }
    Some(Thread {
        platform,
        key,
        title: title.map(Into::into),
        folder: folder.map(Into::into),
        participants,
    })
}
