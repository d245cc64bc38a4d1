//! What a conversation's file says besides its messages. Knows nothing of messages.

use super::people::{People, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use onrecord_model::{Account, Marks};
use std::sync::Arc;

/// Participants and title, as far as they have been met.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    pub participants: Vec<Arc<Account>>,
    pub title: Option<Box<str>>,
}

impl Header {
    /// Takes in a member of the file's object, by its JSON Pointer.
    pub(super) fn take(&mut self, pointer: &str, raw: Raw<'_>, people: &mut People) {
        let mut marks = Marks::NONE;
        match pointer.rsplit('/').next() {
            Some("participants") => {
                for element in raw.elements().filter_map(Result::ok).take(10_000) {
                    // `{"name": …}`, or the bare name in the encrypted export and before 2021.
                    let name = match element.shape() {
                        Shape::Object => element.get("name").or_else(|| element.get("username")),
                        _ => Some(element),
                    };
                    let account = name.and_then(|name| people.named(&name, &mut marks));
                    self.participants.extend(account);
                }
            }
            Some("title" | "threadName") if self.title.is_none() => {
                let title = text_of(&raw, &mut marks).filter(|title| !title.is_empty());
                self.title = title.map(Into::into);
            }
            _ => {}
        }
    }
}
