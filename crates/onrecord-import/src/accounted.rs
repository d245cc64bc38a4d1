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
    /// importer's names them.
    pub(crate) fn remark(
        &self,
        importer: &dyn Importer,
        taken: &[Arc<str>],
        remarks: &[String],
    ) -> Option<String> {
        let silent: Vec<&str> = taken
            .iter()
            .filter(|entry| !self.seen.contains(*entry))
            .map(|entry| &**entry)
            .filter(|entry| !importer.only_serves(entry))
            .filter(|entry| !remarks.iter().any(|remark| remark.contains(entry)))
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
