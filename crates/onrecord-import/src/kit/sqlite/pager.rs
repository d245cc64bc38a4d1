//! Pages by number, from the database file or, where that has a newer one, from its write-ahead
//! log. Knows nothing of what stands in a page.

use super::log::Log;
use super::source::{Slice, Source};
use std::sync::Arc;

/// One page, and where it lies.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) number: u32,
    pub(super) entry: Arc<str>,
    /// Where it begins in the entry.
    pub(super) offset: u64,
    pub(super) in_log: bool,
    pub(super) bytes: Slice,
}

/// All pages.
pub(super) struct Pager<'a> {
    pub(super) main: Source<'a>,
    pub(super) log: Option<Log<'a>>,
    pub(super) page_size: usize,
    /// Without the bytes at the end of each page that an extension has reserved.
    pub(super) usable: usize,
    /// The number of pages that can be there.
    pub(super) pages: u32,
}

impl<'a> Pager<'a> {
    pub(super) fn new(
        main: Source<'a>,
        log: Option<Log<'a>>,
        page_size: usize,
        usable: usize,
    ) -> Self {
        let in_main = main.size / page_size as u64;
        // Pages beyond the file's end can stand in the log alone.
        let pages = match &log {
            Some(log) => in_main.max(u64::from(log.pages_after).min(in_main + log.len())),
            None => in_main,
        };
        Self {
            main,
            log,
            page_size,
            usable,
            pages: u32::try_from(pages).unwrap_or(u32::MAX),
        }
    }

    pub(super) fn page(&self, number: u32) -> Result<Page, String> {
        if number == 0 || number > self.pages {
            return Err(format!("page {number} does not exist"));
        }
        let of_log = self
            .log
            .as_ref()
            .and_then(|log| Some((log, log.frame(number)?)));
        let (source, offset, in_log) = match of_log {
            Some((log, offset)) => (&log.source, offset, true),
            None => (
                &self.main,
                u64::from(number - 1) * self.page_size as u64,
                false,
            ),
        };
        match source.read(offset, self.page_size) {
            Ok(bytes) => Ok(Page {
                number,
                entry: source.entry.clone(),
                offset,
                in_log,
                bytes,
            }),
            Err(reason) => Err(format!("page {number} cannot be read: {reason}")),
        }
    }
}

/// Which pages were seen, so that no page is read twice on one walk.
#[derive(Default)]
pub(super) struct Seen(Vec<u64>);

impl Seen {
    /// Notes a page; false where it had been noted.
    pub(super) fn note(&mut self, number: u32) -> bool {
        let (word, bit) = (number as usize / 64, 1_u64 << (number % 64));
        if word >= self.0.len() {
            // Pages are checked against the file's size before they get here.
            self.0.resize((word + 1).next_power_of_two(), 0);
        }
        match self.0.get_mut(word) {
            Some(bits) if *bits & bit == 0 => {
                *bits |= bit;
                true
            }
            _ => false,
        }
    }
}
