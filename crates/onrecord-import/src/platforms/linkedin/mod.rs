//! LinkedIn: the copy of a member's data, as a zip or folder of CSV files. Must not know where a
//! file came from or goes to.
//!
//! Sources: two published lists of the files and columns of real copies, and a reader's fixtures.

mod content;
mod owner;
mod rows;
mod rules;
#[cfg(test)]
mod tests;

use crate::kit::csv::{Dialect, Header, RowReader, Rows, Walk, fold, stem};
use crate::kit::peek::first_bytes;
use crate::{Answers, Entry, Export, Importer, Manifest, Opened, Refusal};
use rules::Rule;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: LinkedIn = LinkedIn;

/// Reads the copy of a member's data that LinkedIn gives.
#[derive(Debug)]
pub struct LinkedIn;

static MANIFEST: Manifest = Manifest {
    name: "linkedin",
    version: 1,
    title: "LinkedIn data copy",
    accepts: &[
        "the zip from LinkedIn, or its folder of .csv files",
        "messages.csv, Connections.csv, Invitations.csv or Logins.csv alone",
    ],
    how_to_get: &[
        "On a computer, open Settings & Privacy, then Data privacy, then Get a copy of your data.",
        "Choose the larger archive (\"the works\"), not only single files.",
        "LinkedIn mails a link, usually within a day. It works for 72 hours.",
        "Download the zip and add it as it is.",
        "Do this before you block anybody.",
    ],
    layouts: &[
        "messages.csv with and without RECIPIENT PROFILE URLS: a reader's fixture, a published list",
        "messages.csv with ATTACHMENTS and IS MESSAGE DRAFT: a published list of a copy of 2026",
        "Connections.csv with and without the Notes block: fixture",
        "other files: the columns in two published lists of real copies",
    ],
    times: "messages.csv states UTC. Other files show a clock without a zone (Comments, Shares, \
            Reactions) or only a day (Connections). Invitations.csv writes month/day/year with a \
            12-hour clock and no zone.",
    caveats: &[
        "A name is what the member calls themselves now, not what they were called then.",
        "The address of a profile (linkedin.com/in/…) can be changed by its owner.",
        "LinkedIn Member without an address is somebody who has left or cannot be shown.",
        "Messages come as web text (HTML). Tags are taken out for reading; the original is kept \
         in the details.",
        "Your own messages are told from others by your profile address. It is known only where \
         Invitations.csv is in the copy and holds an invitation.",
        "Company and position of a contact are those of the day of the copy.",
    ],
    omits: &[
        "Messages that were deleted before the copy was made.",
        "Pictures and files in messages: only their web address is in the copy.",
        "Who looked at your profile, except in some larger copies.",
        "Posts and comments of other people.",
    ],
};

/// The bytes in which the header is looked for; a block of notes may stand before it.
const HEAD: usize = 16 << 10;

impl Importer for LinkedIn {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let mut files: Vec<(Arc<str>, &'static Rule)> = Vec::new();
        for entry in export.entries() {
            if let Some(rule) = rule_of(export, entry) {
                files.push((entry.path.clone(), rule));
            }
        }
        if !files.iter().any(|(_, rule)| rule.is_enough_alone) {
            return None;
        }
        let owner = owner::find(export, &files);
        let readers = files.iter().map(|(entry, rule)| {
            let reader: Box<dyn RowReader + 'a> = Box::new(rows::Reader::new(rule, owner.clone()));
            (entry.clone(), reader)
        });
        Some(Ok(Opened {
            records: Box::new(Walk::new(export, readers)),
            questions: Vec::new(),
            entries: files.iter().map(|(entry, _)| entry.clone()).collect(),
            remarks: Vec::new(),
        }))
    }
}

/// The rule for a file, if its name and its header are LinkedIn's. Some stand in a folder `Jobs`.
fn rule_of(export: &dyn Export, entry: &Entry) -> Option<&'static Rule> {
    if entry.path.contains('/') && !entry.path.starts_with("Jobs/") {
        return None;
    }
    let stem = fold(&stem(&entry.path));
    let rule = rules::RULES.iter().find(|rule| rule.stem == stem)?;
    let head = first_bytes(export, &entry.path, HEAD).ok()?;
    let mut rows = Rows::new(&head[..], Dialect::sniff(&head)?);
    for _ in 0..30 {
        if Header::of(rows.next_row().ok()??).has_all(rule.columns) {
            return Some(rule);
        }
    }
    None
}
