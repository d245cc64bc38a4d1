//! Reddit: the copy of a user's data, as a folder or zip of CSV files. Must not know where a file
//! came from or goes to.
//!
//! Sources: Reddit's help page on what the copy holds (names of files), and the columns that three
//! independent readers of real copies expect.

mod owner;
mod rows;
mod rules;
#[cfg(test)]
mod tests;

use crate::kit::csv::{Dialect, Header, RowReader, Rows, Walk, stem};
use crate::kit::peek::first_bytes;
use crate::{Answers, Entry, Export, Importer, Manifest, Opened, Refusal};
use rules::Rule;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: Reddit = Reddit;

/// Reads the copy of a user's data that Reddit gives.
#[derive(Debug)]
pub struct Reddit;

static MANIFEST: Manifest = Manifest {
    name: "reddit",
    version: 1,
    title: "Reddit data copy",
    accepts: &[
        "the zip from Reddit, or its folder of .csv files",
        "one of its files alone, where its columns are Reddit's: messages.csv, chat_history.csv, \
         comments.csv, posts.csv and some others",
    ],
    how_to_get: &[
        "Log in on a computer and open reddit.com/settings/data-request.",
        "Choose the kind of request that applies to you, and the full time of your account.",
        "Reddit sends a private message with a link, usually within days, at most 30 days.",
        "Download the zip and add it as it is.",
        "Do this before anybody is blocked or anything is deleted.",
    ],
    layouts: &[
        "messages.csv, chat_history.csv: rows of a reader's test",
        "messages_archive.csv and *_headers.csv, post_votes_1.csv: a reader of real copies",
        "all other files: the columns that three readers of real copies expect",
    ],
    times: "The date column states UTC. ip_logs.csv has the words \"registration ip\" in place of \
            a date; that row has no time. Votes, saved posts, friends and lists bear no time.",
    caveats: &[
        "Columns that are not understood are kept as details.",
        "[deleted] and [removed] stand where somebody took a text away, or where an account is \
         gone. Who took it away is not stated.",
        "updated_at of a chat message is kept; Reddit does not say that the message was edited.",
        "The files ending in _headers repeat the rows of another file without their text. Rows \
         that both hold are read once; the number is said.",
        "A text that begins with = or + may have been changed by a spreadsheet program. Add the \
         files as Reddit gave them.",
        "Places seen: the IP addresses of your log-ins and posts. They are yours, not theirs.",
    ],
    omits: &[
        "What other people posted and commented, except messages to you.",
        "Messages and chats that were deleted before the copy was made.",
        "Pictures: only their web address is in the copy.",
        "Log-ins older than Reddit keeps (about 90 days).",
    ],
};

/// The bytes in which the header is looked for.
const HEAD: usize = 16 << 10;

impl Importer for Reddit {
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
        let mut remarks = Vec::new();
        let owner = owner::find(export, &files);
        let mut readers: Vec<(Arc<str>, Box<dyn RowReader + 'a>)> = Vec::new();
        for (entry, rule) in &files {
            let repeated = owner::repeated(export, &files, entry, rule, &mut remarks);
            readers.push((
                entry.clone(),
                Box::new(rows::Reader::new(rule, owner.clone(), repeated)),
            ));
        }
        Some(Ok(Opened {
            records: Box::new(Walk::new(export, readers)),
            questions: Vec::new(),
            entries: files.into_iter().map(|(entry, _)| entry).collect(),
            remarks,
        }))
    }
}

/// The rule for a file at the top of the view, if its name and its header are Reddit's.
fn rule_of(export: &dyn Export, entry: &Entry) -> Option<&'static Rule> {
    if entry.path.contains('/') {
        return None;
    }
    let stem = stem(&entry.path);
    let rule = rules::RULES.iter().find(|rule| rule.stem == stem)?;
    let head = first_bytes(export, &entry.path, HEAD).ok()?;
    let mut rows = Rows::new(&head[..], Dialect::sniff(&head)?);
    let header = Header::of(rows.next_row().ok()??);
    header.has_all(rule.columns).then_some(rule)
}
