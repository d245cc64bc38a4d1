//! Which files of an export gave no record. An importer names the files that it takes; one of
//! which nothing came and to which nothing refers is told, so that no file passes in silence.

use crate::importer::Importer;
use crate::kit::text::listed;
use onrecord_model::{Defect, Event, Place};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The files that records came from or refer to.
#[derive(Default)]
pub(crate) struct Accounted {
    seen: BTreeSet<Arc<str>>,
    last: Option<Arc<str>>,
}

impl Accounted {
    /// Takes note of a record, as the importer gives it.
    pub(crate) fn note(&mut self, record: &Result<Event, Defect>) {
        match record {
            Ok(event) => {
                self.note_entry(&event.locator.entry);
                for attachment in &event.attachments {
                    if let Place::Entry(entry) = &attachment.place {
                        self.seen.insert(entry.clone());
                    }
                }
            }
            Err(defect) => self.note_entry(&defect.locator.entry),
        }
    }

    fn note_entry(&mut self, entry: &Arc<str>) {
        // Nearly every record has the file of the one before it.
        if self
            .last
            .as_ref()
            .is_some_and(|last| Arc::ptr_eq(last, entry))
        {
            return;
        }
        if self.seen.insert(entry.clone()) {
            self.last = Some(entry.clone());
        } else {
            self.last = self.seen.get(entry).cloned();
        }
    }

    /// What is to be said of the files that were taken and gave nothing, where no remark of the
    /// importer's names them. `full` names a file of the part in the whole export.
    pub(crate) fn remark(
        &self,
        importer: &dyn Importer,
        taken: &[Arc<str>],
        remarks: &[String],
        full: impl Fn(&str) -> String,
    ) -> Option<String> {
        let silent: Vec<String> = taken
            .iter()
            .filter(|entry| !self.seen.contains(*entry))
            .map(|entry| &**entry)
            .filter(|entry| !importer.only_serves(entry))
            .filter(|entry| !remarks.iter().any(|remark| names(remark, entry, taken)))
            .map(full)
            .collect();
        if silent.is_empty() {
            return None;
        }
        Some(format!(
            "No record came from these files of the export, and none refers to them: {}.",
            listed(&silent)
        ))
    }
}

/// Whether a remark names a file. A name that is part of another's does not: `message_1.json` and
/// `old 1.json` say nothing of `1.json`.
fn names(remark: &str, entry: &str, taken: &[Arc<str>]) -> bool {
    remark.match_indices(entry).any(|(at, _)| {
        let end = at + entry.len();
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '\\');
        let (before, after) = (&remark[..at], &remark[end..]);
        let mut next = after.chars();
        let first = next.next();
        let is_longer = before.ends_with(goes_on)
            || first.is_some_and(goes_on)
            // `1.json.bak`, but not `1.json.` at the end of a sentence.
            || first == Some('.') && next.next().is_some_and(goes_on)
            // `.1.json`, and `~1.json`.
            || before.ends_with(['.', '~']);
        !is_longer && !taken.iter().any(|other| covers(remark, other, at, end))
    })
}

/// Whether a longer name stands where the remark has `at..end`.
fn covers(remark: &str, other: &str, at: usize, end: usize) -> bool {
    other.len() > end - at
        && remark
            .match_indices(other)
            .any(|(from, _)| from <= at && end <= from + other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_named(remark: &str, entry: &str, taken: &[&str]) -> bool {
        let taken: Vec<Arc<str>> = taken.iter().map(|path| (*path).into()).collect();
        names(remark, entry, &taken)
    }

    #[test]
    fn a_name_inside_another_is_not_named() {
        for remark in [
            "message_1.json is not part of the numbered files.",
            "Not read: message_1.json, photos/1.json and 11.json.",
            "1.json.bak was not read.",
            "inbox/ann/1.json was not read.",
            "~1.json was not read.",
        ] {
            assert!(!is_named(remark, "1.json", &[]), "{remark}");
        }
        for remark in [
            "1.json was not read.",
            "Not read: 1.json.",
            "Not read: message_1.json, 1.json.",
            "“1.json” was not read.",
        ] {
            assert!(is_named(remark, "1.json", &[]), "{remark}");
        }
    }

    /// A name can hold spaces; then only the other names say where one ends.
    #[test]
    fn a_name_with_spaces_hides_no_shorter_one() {
        let taken = ["1.json", "Ann 1.json"];
        assert!(!is_named("Not read: Ann 1.json.", "1.json", &taken));
        assert!(is_named("Not read: Ann 1.json.", "Ann 1.json", &taken));
        assert!(is_named("Not read: Ann 1.json, 1.json.", "1.json", &taken));
    }
}
