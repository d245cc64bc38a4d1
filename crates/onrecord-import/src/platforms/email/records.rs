//! Walks the files of an export and yields their mails.

use super::mail::{self, Context};
use super::people::People;
use super::source::MailSource;
use crate::Export;
use onrecord_model::{Defect, Event, Locator, Pointer};
use std::collections::VecDeque;
use std::sync::Arc;

/// A file that holds mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MailFile {
    pub(super) entry: Arc<str>,
    /// Many mails one after the other, each behind a `From ` line.
    pub(super) is_mbox: bool,
    /// One mail behind its length, with a property list after it.
    pub(super) is_emlx: bool,
}

/// The mails of an export, file by file.
pub(super) struct Records<'a> {
    export: &'a dyn Export,
    files: VecDeque<MailFile>,
    current: Option<Current<'a>>,
    people: People,
    waiting: VecDeque<Defect>,
}

struct Current<'a> {
    file: MailFile,
    source: MailSource<'a>,
    index: u64,
    doubted: bool,
}

impl<'a> Records<'a> {
    pub(super) fn new(export: &'a dyn Export, files: Vec<MailFile>) -> Self {
        Self {
            export,
            files: files.into(),
            current: None,
            people: People::new(),
            waiting: VecDeque::new(),
        }
    }
}

fn whole_file(entry: &Arc<str>, at: u64, code: &'static str, reason: String) -> Defect {
    Defect {
        locator: Locator {
            entry: entry.clone(),
            bytes: (at, at),
            pointer: Pointer::None,
        },
        code,
        reason: reason.into(),
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(defect) = self.waiting.pop_front() {
                return Some(Err(defect));
            }
            if let Some(current) = &mut self.current {
                if let Some(raw) = current.source.next_mail() {
                    let context = Context {
                        entry: &current.file.entry,
                        index: current.index,
                        bytes: current.source.bytes(raw.range.clone()),
                        raw: &raw,
                        in_mbox: current.file.is_mbox,
                        is_emlx: current.file.is_emlx,
                        doubted: current.doubted,
                    };
                    let read = mail::read(&context, &mut self.people);
                    current.index += 1;
                    current.doubted = read.states_more;
                    self.waiting.extend(read.defects);
                    return Some(read.record);
                }
                let at = current.source.position();
                let entry = current.file.entry.clone();
                let (error, index) = (current.source.error.take(), current.index);
                self.current = None;
                if let Some(error) = error {
                    return Some(Err(whole_file(
                        &entry,
                        at,
                        "read-error",
                        format!("Reading this file stopped here: {error}."),
                    )));
                }
                if index == 0 {
                    return Some(Err(whole_file(
                        &entry,
                        0,
                        "not-a-mail",
                        "This file is empty.".to_owned(),
                    )));
                }
                continue;
            }
            let file = self.files.pop_front()?;
            match self.export.open(&file.entry) {
                Ok(reader) => {
                    self.current = Some(Current {
                        source: MailSource::new(reader, file.is_mbox),
                        file,
                        index: 0,
                        doubted: false,
                    });
                }
                Err(error) => {
                    return Some(Err(whole_file(
                        &file.entry,
                        0,
                        "unreadable",
                        format!("This file could not be opened: {error}."),
                    )));
                }
            }
        }
    }
}
