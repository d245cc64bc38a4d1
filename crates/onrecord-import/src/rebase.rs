//! Names in the whole export what an importer names in the part that it was shown. Knows neither
//! platforms nor what is read.

use crate::detect::Part;
use crate::export::Export;
use onrecord_model::{Event, Locator, Place};
use std::sync::Arc;

/// Makes what an importer says of a part's entries true of the whole export.
pub(crate) struct Rebase<'v> {
    part: &'v Part,
    container: &'v dyn Export,
    prefix: &'v str,
    /// The last name seen and what it became: nearly every record has the same.
    last: Option<(Arc<str>, Arc<str>)>,
}

impl<'v> Rebase<'v> {
    /// `prefix` stands before the places in `container`, in the names that locators use.
    pub(crate) fn new(part: &'v Part, container: &'v dyn Export, prefix: &'v str) -> Self {
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

    fn entry(&mut self, entry: &mut Arc<str>) {
        if let Some((from, to)) = &self.last
            && (Arc::ptr_eq(from, entry) || from == entry)
        {
            *entry = to.clone();
            return;
        }
        let path = self.part.in_container(entry);
        let origin = self.container.origin(&path);
        let to: Arc<str> = if self.prefix.is_empty() && *origin == **entry {
            entry.clone()
        } else {
            format!("{}{origin}", self.prefix).into()
        };
        self.last = Some((std::mem::replace(entry, to.clone()), to));
    }

    /// Renames the entry of a locator.
    pub(crate) fn locator(&mut self, locator: &mut Locator) {
        self.entry(&mut locator.entry);
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
        self.locator(&mut event.locator);
    }
}
