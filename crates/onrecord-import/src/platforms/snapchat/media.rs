//! Finds the files that messages name by id: `chat_media/2024-04-20_b~abc.jpg` is `b~abc`. Knows no
//! records.

use onrecord_model::{Attachment, Event, Mark, Place};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The media of an export by their id.
#[derive(Debug, Default)]
pub(super) struct Media {
    by_id: BTreeMap<Box<str>, Vec<Arc<str>>>,
    untied: usize,
}

impl Media {
    pub(super) fn of(paths: &[Arc<str>]) -> Self {
        let mut media = Self::default();
        for path in paths {
            let (name, _) = super::layout::stem(path);
            let id = match name.split_at_checked(10) {
                Some((date, rest)) if is_date(date) => rest.strip_prefix('_').unwrap_or(rest),
                _ => name,
            };
            let bears_no_id = ["media~", "overlay~", "thumbnail~", "metadata~"]
                .iter()
                .any(|kind| id.starts_with(kind))
                || path.contains("memories/");
            media.untied += usize::from(bears_no_id);
            media.by_id.entry(id.into()).or_default().push(path.clone());
        }
        media
    }

    /// How many files bear no id that a message could name.
    pub(super) fn untied(&self) -> usize {
        self.untied
    }

    /// Adds the files of `Media IDs`: ids joined by ` | `.
    pub(super) fn attach(&self, event: &mut Event, ids: &str) {
        for id in ids.split('|').map(str::trim).filter(|id| !id.is_empty()) {
            let found = self.by_id.get(id).map_or(&[][..], Vec::as_slice);
            if found.is_empty() {
                event.marks.add(Mark::AttachmentMissing);
                event.attachments.push(attachment(id, Place::Missing));
            }
            for path in found {
                event
                    .attachments
                    .push(attachment(id, Place::Entry(path.clone())));
            }
        }
    }
}

fn attachment(name: &str, place: Place) -> Attachment {
    Attachment {
        name: name.into(),
        media_type: None,
        place,
        content: None,
    }
}

fn is_date(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}
