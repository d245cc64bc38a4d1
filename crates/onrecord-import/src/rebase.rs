//! Names in the whole export what an importer names in the part that it was shown, and the bytes of a
//! file as it came where the importer saw it in another encoding. Knows neither platforms nor what is
//! read.

use crate::containers::{RecodedExport, RecodedText};
use crate::detect::Part;
use crate::export::Export as _;
use crate::importer::Question;
use onrecord_model::{Event, Locator, Place};
use std::sync::Arc;

/// Makes what an importer says of a part's entries true of the whole export.
pub(crate) struct Rebase<'v> {
    part: &'v Part,
    container: &'v RecodedExport<'v>,
    prefix: &'v str,
    /// The last name seen: nearly every record has the same.
    last: Option<Last>,
}

struct Last {
    from: Arc<str>,
    to: Arc<str>,
    text: Option<Arc<RecodedText>>,
}

impl<'v> Rebase<'v> {
    /// `prefix` stands before the places in `container`, in the names that locators use.
    pub(crate) fn new(part: &'v Part, container: &'v RecodedExport<'v>, prefix: &'v str) -> Self {
        Self {
            part,
            container,
            prefix,
            last: None,
        }
    }

    /// A path of the part as it is named in the whole.
    pub(crate) fn full(&self, entry: &str) -> String {
        let path = self.part.in_container(entry);
        format!("{}{}", self.prefix, self.container.origin(&path))
    }

    /// Adds what is to be said, and what asked, of those entries that were shown in another encoding.
    pub(crate) fn recoded(
        &self,
        entries: &[Arc<str>],
        questions: &mut Vec<Question>,
        remarks: &mut Vec<String>,
    ) {
        let named = |entry: &Arc<str>| (self.part.in_container(entry), self.full(entry));
        let named: Vec<(String, String)> = entries.iter().map(named).collect();
        remarks.extend(self.container.remarks(&named));
        questions.extend(self.container.questions(&named));
    }

    /// Renames an entry; its text, where the importer saw it in another encoding.
    fn entry(&mut self, entry: &mut Arc<str>) -> Option<&RecodedText> {
        let is_last = self
            .last
            .as_ref()
            .is_some_and(|last| Arc::ptr_eq(&last.from, entry) || last.from == *entry);
        if !is_last {
            let path = self.part.in_container(entry);
            let origin = self.container.origin(&path);
            let to: Arc<str> = if self.prefix.is_empty() && *origin == **entry {
                entry.clone()
            } else {
                format!("{}{origin}", self.prefix).into()
            };
            self.last = Some(Last {
                from: entry.clone(),
                to,
                text: self.container.text(&path),
            });
        }
        let last = self.last.as_ref()?;
        *entry = last.to.clone();
        last.text.as_deref()
    }

    /// Renames the entry of a locator.
    pub(crate) fn locator(&mut self, locator: &mut Locator) {
        if let Some(text) = self.entry(&mut locator.entry) {
            locator.bytes = text.range(locator.bytes);
        }
    }

    /// Renames every entry that an event names.
    pub(crate) fn event(&mut self, event: &mut Event) {
        for attachment in &mut event.attachments {
            if let Place::Entry(entry) = &mut attachment.place {
                self.entry(entry);
            }
        }
        if let Some(locator) = &mut event.refers_to {
            self.locator(locator);
        }
        if let Some(text) = self.entry(&mut event.locator.entry) {
            event.locator.bytes = text.range(event.locator.bytes);
            event.raw = text.digest(event.locator.bytes);
            for attachment in &mut event.attachments {
                if let Place::Inline { bytes, .. } = &mut attachment.place {
                    *bytes = text.range(*bytes);
                }
            }
        }
    }
}
