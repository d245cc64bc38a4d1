//! The bytes behind an event: its record as it stands in the original, and its attachments. Read
//! from the sealed copy each time; nothing reaches the disk.

use crate::ops::case::Case;
use crate::ops::sealed::export_of;
use crate::ops::state::SourceState;
use crate::ops::{OpError, OpResult};
use onrecord_import::{ExportError, detect, kit};
use onrecord_model::digest::Hasher;
use onrecord_model::{Event, Place};
use onrecord_vault::index::{EventRow, ReadNumber};
use std::borrow::Cow;
use std::io::{Read, Seek as _, SeekFrom};

/// What an attachment inside an archive or a message may measure to be opened: it is held in memory
/// once, since nothing of the evidence may reach a temporary file in the clear.
pub const MOST_ATTACHMENT: u64 = 64 << 20;
/// Of a record, so much is shown.
const MOST_SHOWN: usize = 16 * 1024;
/// And so much is read, to see that it is what was read before.
const MOST_HASHED: u64 = 64 << 20;

/// A record as it stands in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its first bytes.
    pub bytes: Vec<u8>,
    /// How many it has.
    pub size: u64,
    /// Whether it still is what was read; none where it is too long to look.
    pub agrees: Option<bool>,
}

impl Record {
    /// Whether there is more than is shown.
    pub fn is_cut(&self) -> bool {
        self.size > self.bytes.len() as u64
    }

    /// As text, where it is text. What was cut may end inside a letter.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        if let Some(text) = kit::text::wide(&self.bytes) {
            return Some(text.into());
        }
        let text = match std::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() && self.is_cut() => {
                std::str::from_utf8(&self.bytes[..error.valid_up_to()]).ok()?
            }
            Err(_) => return None,
        };
        // A database's row is not text because most of its bytes happen to be.
        let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        let odd = text.chars().filter(|c| odd(*c)).count();
        (odd * 16 <= text.len()).then_some(text.into())
    }

    /// As lines of place, hexadecimal digits and letters, for what is not text.
    pub fn hex(&self, most: usize) -> String {
        let mut out = String::new();
        for (at, line) in self.bytes[..self.bytes.len().min(most)]
            .chunks(16)
            .enumerate()
        {
            out.push_str(&format!("{:06x}  ", at * 16));
            for place in 0..16 {
                match line.get(place) {
                    Some(byte) => out.push_str(&format!("{byte:02x} ")),
                    None => out.push_str("   "),
                }
            }
            out.push(' ');
            out.extend(line.iter().map(|byte| match byte {
                0x20..=0x7e => char::from(*byte),
                _ => '.',
            }));
            out.push('\n');
        }
        out
    }
}

/// The source of a reading.
///
/// # Errors
/// There is none.
pub fn source_of(case: &Case, read: ReadNumber) -> OpResult<&SourceState> {
    let reads = case.index.reads()?;
    let read = reads.into_iter().find(|row| row.number == read);
    let source = read.and_then(|read| case.state.source(&read.source));
    source.ok_or_else(|| OpError::Other("The event's source is not in the log.".into()))
}

fn failed(entry: &str, source: std::io::Error) -> OpError {
    OpError::Export(ExportError::Io {
        entry: entry.into(),
        source,
    })
}

/// The record of an event.
///
/// # Errors
/// The original cannot be read there.
pub fn record(case: &Case, row: &EventRow) -> OpResult<Record> {
    let export = export_of(&case.vault, source_of(case, row.read)?)?;
    let locator = &row.event.locator;
    let (start, end) = locator.bytes;
    let size = end.saturating_sub(start);
    detect::with_entry(&*export, &locator.entry, |container, path| {
        let mut reader: Box<dyn Read + '_> = match container.open_seekable(path)? {
            Some(mut seekable) => {
                let sought = seekable.seek(SeekFrom::Start(start));
                sought.map_err(|error| failed(path, error))?;
                Box::new(seekable)
            }
            None => {
                let mut plain = container.open(path)?;
                let skipped = std::io::copy(&mut (&mut plain).take(start), &mut std::io::sink());
                skipped.map_err(|error| failed(path, error))?;
                plain
            }
        };
        let mut record = Record {
            bytes: Vec::new(),
            size,
            agrees: None,
        };
        let whole = size <= MOST_HASHED;
        let mut left = if whole { size } else { MOST_SHOWN as u64 };
        let mut hasher = Hasher::default();
        let mut piece = vec![0; 64 * 1024];
        while left > 0 {
            let most = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let got = reader.read(&mut piece[..most]);
            let got = got.map_err(|error| failed(path, error))?;
            if got == 0 {
                break;
            }
            hasher.update(&piece[..got]);
            let shown = MOST_SHOWN.saturating_sub(record.bytes.len()).min(got);
            record.bytes.extend_from_slice(&piece[..shown]);
            left -= got as u64;
        }
        record.agrees = whole.then(|| left == 0 && hasher.finish() == row.event.raw);
        Ok(record)
    })?
}

/// An attachment's content.
///
/// # Errors
/// It is not in the export, is too large, or cannot be read.
pub fn attachment(
    case: &Case,
    source: &SourceState,
    event: &Event,
    nth: usize,
) -> OpResult<Vec<u8>> {
    let wanted = event.attachments.get(nth).ok_or_else(absent)?;
    let mut content = Vec::new();
    let entry = match &wanted.place {
        Place::Missing | Place::Omitted => return Err(absent()),
        Place::Entry(entry) => entry.clone(),
        Place::Inline { .. } => event.locator.entry.clone(),
    };
    let export = export_of(&case.vault, source)?;
    detect::with_entry(&*export, &entry, |container, path| -> OpResult<()> {
        let reader = match &wanted.place {
            Place::Inline { bytes, transfer } => {
                kit::base64::open_inline(container, path, *bytes, *transfer)?
            }
            _ => container.open(path)?,
        };
        let got = reader.take(MOST_ATTACHMENT + 1).read_to_end(&mut content);
        got.map_err(|error| failed(path, error)).map(drop)
    })??;
    if content.len() as u64 > MOST_ATTACHMENT {
        return Err(OpError::Other(
            "This file is too large to open here. It is safe in the case.".into(),
        ));
    }
    Ok(content)
}

fn absent() -> OpError {
    OpError::Other("The export names this file but does not hold it. Nothing was changed.".into())
}
