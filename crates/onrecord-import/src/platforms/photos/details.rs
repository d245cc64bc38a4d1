//! The facts of a picture as they are shown. Every text in a picture may be hostile: it is cut,
//! looked at for characters that do not show, and otherwise left as it is.

use super::findings::MAX_TEXT;
use crate::kit::text::{decode, mark_hidden};
use onrecord_model::{Mark, Marks};

/// Facts by name, and what must be said of them.
#[derive(Default)]
pub(super) struct Details {
    pub(super) list: onrecord_model::Details,
    pub(super) marks: Marks,
}

impl Details {
    /// Adds a fact, unless the text is blank.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let mut end = value.len();
        if end > MAX_TEXT {
            self.marks.add(Mark::Truncated);
            end = value.floor_char_boundary(MAX_TEXT);
        }
        mark_hidden(name, &mut self.marks);
        mark_hidden(&value[..end], &mut self.marks);
        self.list.push(name, &value[..end]);
    }

    /// Adds a text that should be UTF-8.
    pub(super) fn push_bytes(&mut self, name: &str, value: &[u8]) {
        if value.trim_ascii().is_empty() {
            return;
        }
        let value = match value.get(..MAX_TEXT * 2) {
            Some(beginning) => {
                self.marks.add(Mark::Truncated);
                beginning
            }
            None => value,
        };
        let text = decode(value, &mut self.marks);
        self.push(name, &text);
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.list.get(name)
    }
}
