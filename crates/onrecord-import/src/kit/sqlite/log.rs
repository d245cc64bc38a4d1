//! The write-ahead log (`-wal`): which of its frames count. Knows nothing of what stands in a
//! page.
//!
//! Source: section 4 of the file format. A frame counts where its salts are those of the log's
//! header, its checksum fits that of all frames before it, and a commit follows it.

use super::source::{Source, SourceError};
use crate::export::Export;
use std::collections::BTreeMap;
use std::io::Read;

const HEADER: usize = 32;
const FRAME: usize = 24;
/// Pages of one log that are looked up; some 100 MB of memory.
const PAGES: usize = 4_000_000;

/// A log whose frames were checked.
pub(super) struct Log<'a> {
    pub(super) source: Source<'a>,
    /// Where each page's newest committed bytes begin.
    frames: BTreeMap<u32, u64>,
    pub(super) page_size: usize,
    /// The number of the database's pages after the last commit.
    pub(super) pages_after: u32,
}

impl<'a> Log<'a> {
    /// Reads the log `path`. `None` where it has no committed frame. What must be said of it is
    /// added to `remarks`.
    pub(super) fn open(
        export: &'a dyn Export,
        path: &str,
        remarks: &mut Vec<String>,
    ) -> Option<Self> {
        let size = export.entry(path)?.size;
        if size == 0 {
            return None;
        }
        let mut checked = match export.open(path) {
            Ok(reader) => check(reader),
            Err(error) => {
                remarks.push(format!("{path} cannot be read and was left out: {error}."));
                return None;
            }
        };
        let Some(checked) = &mut checked else {
            remarks.push(format!(
                "{path} is not a write-ahead log, or its head is damaged. It was left out."
            ));
            return None;
        };
        let whole_frames =
            (size.saturating_sub(HEADER as u64)) / (FRAME as u64 + checked.page_size as u64).max(1);
        let unused = whole_frames.saturating_sub(checked.committed);
        if unused > 0 {
            remarks.push(format!(
                "{path}: {} of {whole_frames} changes were applied. The other {unused} are older, \
                 unfinished or damaged; they may hold deleted rows and were not read.",
                checked.committed
            ));
        }
        if checked.frames.is_empty() {
            return None;
        }
        match Source::open(export, path) {
            Ok(source) => Some(Self {
                source,
                frames: std::mem::take(&mut checked.frames),
                page_size: checked.page_size,
                pages_after: checked.pages_after,
            }),
            Err(SourceError::TooLarge) => {
                remarks.push(format!(
                    "{path} is compressed and too large. Unpack the archive, then add the folder."
                ));
                None
            }
            Err(SourceError::Export(error)) => {
                remarks.push(format!("{path} cannot be read and was left out: {error}."));
                None
            }
        }
    }

    pub(super) fn frame(&self, page: u32) -> Option<u64> {
        self.frames.get(&page).copied()
    }

    pub(super) fn len(&self) -> u64 {
        self.frames.len() as u64
    }
}

struct Checked {
    frames: BTreeMap<u32, u64>,
    page_size: usize,
    pages_after: u32,
    committed: u64,
}

fn word(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 4).and_then(|b| b.try_into().ok()) {
        Some(bytes) => u32::from_be_bytes(bytes),
        None => 0,
    }
}

fn check(mut reader: impl Read) -> Option<Checked> {
    let mut header = [0; HEADER];
    reader.read_exact(&mut header).ok()?;
    let big_endian = match word(&header, 0) {
        0x377f_0682 => false,
        0x377f_0683 => true,
        _ => return None,
    };
    let page_size = word(&header, 8) as usize;
    if !page_size.is_power_of_two() || !(512..=65_536).contains(&page_size) {
        return None;
    }
    let mut sum = checksum((0, 0), &header[..24], big_endian);
    if sum != (word(&header, 24), word(&header, 28)) {
        return None;
    }
    let mut checked = Checked {
        frames: BTreeMap::new(),
        page_size,
        pages_after: 0,
        committed: 0,
    };
    let mut pending = Vec::new();
    let mut frame = vec![0; FRAME + page_size];
    let mut offset = HEADER as u64;
    while reader.read_exact(&mut frame).is_ok() {
        if frame.get(8..16) != header.get(16..24) {
            break;
        }
        sum = checksum(sum, frame.get(..8)?, big_endian);
        sum = checksum(sum, frame.get(FRAME..)?, big_endian);
        if sum != (word(&frame, 16), word(&frame, 20)) {
            break;
        }
        pending.push((word(&frame, 0), offset + FRAME as u64));
        if pending.len() + checked.frames.len() > PAGES {
            break;
        }
        offset += frame.len() as u64;
        let pages_after = word(&frame, 4);
        if pages_after != 0 {
            checked.pages_after = pages_after;
            checked.committed += pending.len() as u64;
            checked.frames.extend(pending.drain(..));
        }
    }
    Some(checked)
}

/// Over pairs of 32-bit words, in the byte order that the log's first word states.
fn checksum(from: (u32, u32), bytes: &[u8], big_endian: bool) -> (u32, u32) {
    let (mut first, mut second) = from;
    let (pairs, _) = bytes.as_chunks::<8>();
    for [a, b, c, d, e, f, g, h] in pairs {
        let (left, right) = ([*a, *b, *c, *d], [*e, *f, *g, *h]);
        let (left, right) = if big_endian {
            (u32::from_be_bytes(left), u32::from_be_bytes(right))
        } else {
            (u32::from_le_bytes(left), u32::from_le_bytes(right))
        };
        first = first.wrapping_add(left).wrapping_add(second);
        second = second.wrapping_add(right).wrapping_add(first);
    }
    (first, second)
}
