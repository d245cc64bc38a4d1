//! Web archives: WARC and ARC files, and the list of a WACZ. Must not fetch anything, and does not
//! show pages: it says what was captured, when, and whether the bytes are what they state.
//!
//! Sources: ISO 28500 (WARC 1.0 and 1.1), the Internet Archive's ARC file format, the WACZ
//! specification 1.1.1. Files packed with gzip are unpacked by [`crate::containers`].

mod digests;
mod header;
mod known;
mod package;
mod records;
mod source;
#[cfg(test)]
mod tests;

use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Defect, Event, Locator, Pointer, Thread};
use std::sync::Arc;

const PLATFORM: &str = "web";

/// The importer.
pub static IMPORTER: Warc = Warc;

/// Reads web archives.
#[derive(Debug)]
pub struct Warc;

static MANIFEST: Manifest = Manifest {
    name: "warc",
    version: 1,
    title: "Web archive (WARC, ARC, WACZ)",
    accepts: &[
        ".warc and .warc.gz",
        ".arc and .arc.gz",
        ".wacz, with its WARC files inside",
    ],
    how_to_get: &[
        "In the browser, use an archiving tool such as ArchiveWeb.page, and save what you see.",
        "Choose WACZ or WARC where it asks for a format, and add the file as it is.",
        "Do not open a page only to capture it where the other person could see that you did.",
    ],
    layouts: &[
        "WARC 1.0 of four writers, whole, cut off and with wrong lengths: a reader's test files",
        "ARC version 1: a reader's test file",
        "WARC 1.1, resource and conversion records, WACZ: from their specifications",
    ],
    times: "WARC-Date is UTC, by the clock of the computer that captured. ARC has UTC in 14 digits.",
    caveats: &[
        "Anybody can write such a file. Its digests show damage, not that a page was real.",
        "A digest that does not match is marked inconsistent. Some writers compute it wrongly.",
        "Pages are kept as attachments where they are stored as they are. Packed or chunked ones \
         stay in the original.",
        "A revisit says that the same content was seen again; it does not repeat it.",
    ],
    omits: &[
        "What the page loaded later, and what was behind a log-in.",
        "Who captured, unless the tool wrote it down.",
    ],
};

impl Importer for Warc {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::WebCapture, ExhibitKind::Published)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        if let Some(package) = package::open(export) {
            return Some(Ok(package));
        }
        let is_alone = export.entries().len() == 1;
        let entries: Vec<Arc<str>> = export
            .entries()
            .iter()
            .map(|entry| &entry.path)
            .filter(|path| {
                let lower = path.to_ascii_lowercase();
                is_alone || lower.ends_with(".warc") || lower.ends_with(".arc")
            })
            .filter(|path| {
                first_bytes(export, path, 16).is_ok_and(|first| header::looks_like_warc(&first))
            })
            .cloned()
            .collect();
        if entries.is_empty() {
            return None;
        }
        let files = entries.clone().into_iter();
        Some(Ok(Opened {
            records: Box::new(files.flat_map(|entry| file(export, entry))),
            questions: Vec::new(),
            entries,
            remarks: Vec::new(),
        }))
    }
}

fn thread(entry: &str) -> Arc<Thread> {
    Arc::new(Thread {
        platform: PLATFORM.into(),
        key: entry.into(),
        title: None,
        folder: None,
        participants: Vec::new(),
    })
}

fn file<'a>(
    export: &'a dyn Export,
    entry: Arc<str>,
) -> Box<dyn Iterator<Item = Result<Event, Defect>> + 'a> {
    match export.open(&entry) {
        Ok(reader) => {
            let thread = thread(&entry);
            let source = source::Source::new(reader);
            Box::new(records::Records::new(entry, source, thread))
        }
        Err(error) => {
            let locator = Locator {
                entry,
                bytes: (0, 0),
                pointer: Pointer::None,
            };
            Box::new(std::iter::once(Err(Defect {
                locator,
                code: "unreadable",
                reason: format!("This file could not be opened: {error}.").into(),
            })))
        }
    }
}
