//! The values of data.json to events. Knows nothing of files.

use crate::kit::defects::defect;
use crate::kit::html;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, keep_rest, scalar_of, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_walk::{Record, ValueReader};
use crate::kit::loose_time;
use crate::kit::text::mark_hidden;
use onrecord_model::{Account, Attachment, Event, Kind, Mark, Place, Pointer, Thread, When};
use std::collections::VecDeque;
use std::sync::Arc;

/// Tinder's word for the member whose copy it is.
const OWNER: &str = "You";

/// Reads data.json.
pub(super) struct Reader {
    platform: Arc<str>,
    owner: Arc<Account>,
}

impl Reader {
    pub(super) fn new() -> Self {
        let platform: Arc<str> = "tinder".into();
        Self {
            owner: Arc::new(Account::named(&platform, OWNER)),
            platform,
        }
    }

    fn thread(&self, key: &str, folder: &str) -> Arc<Thread> {
        Arc::new(Thread {
            platform: self.platform.clone(),
            key: key.into(),
            title: None,
            folder: Some(folder.into()),
            participants: Vec::new(),
        })
    }

    /// One match and its messages.
    fn conversation(
        &self,
        entry: &Arc<str>,
        pointer: &Pointer,
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        if !is_sound(&raw) {
            let reason = "this match is not written as a match is";
            out.push_back(Err(defect(
                entry,
                raw.range(),
                pointer.clone(),
                "invalid-json",
                reason,
            )));
            return;
        }
        let index = match pointer {
            Pointer::Json {
                index: Some(index), ..
            } => *index,
            _ => 0,
        };
        let mut marks = onrecord_model::Marks::NONE;
        let name = raw
            .get("match_id")
            .and_then(|id| scalar_of(&id, &mut marks))
            .filter(|id| !id.is_empty());
        let key = name
            .as_deref()
            .map_or_else(|| format!("conversation {}", index + 1), str::to_owned);
        let thread = self.thread(&key, "Messages");
        let other = name
            .as_deref()
            .map(|name| Arc::new(Account::named(&self.platform, name)));
        let mut is_empty = true;
        for (name, value) in raw.fields().filter_map(Result::ok) {
            if name.is("match_id") {
                continue;
            }
            let list = name.text().map(|name| name.text).unwrap_or_default();
            let base: Arc<str> = format!("/Messages/{index}/{list}").into();
            if !name.is("messages") || value.shape() != Shape::Array {
                // What is said of the match besides its messages.
                let pointer = Pointer::Json { base, index: None };
                let mut event = begin(entry, &value, pointer, &thread);
                event.kind = Kind::Unknown(list.as_ref().into());
                keep(&mut event, &list, value);
                out.push_back(Ok(event));
                is_empty = false;
                continue;
            }
            for (position, element) in value.elements().enumerate() {
                is_empty = false;
                let pointer = Pointer::Json {
                    base: base.clone(),
                    index: Some(position as u64),
                };
                out.push_back(match element {
                    Ok(element) if is_sound(&element) => {
                        Ok(self.message(entry, pointer, element, &thread, other.as_ref()))
                    }
                    Ok(element) => {
                        let reason = "this message is not written as a message is";
                        Err(defect(
                            entry,
                            element.range(),
                            pointer,
                            "invalid-json",
                            reason,
                        ))
                    }
                    Err(_) => {
                        let reason = "the rest of these messages cannot be told apart";
                        Err(defect(
                            entry,
                            value.range(),
                            pointer,
                            "invalid-json",
                            reason,
                        ))
                    }
                });
            }
        }
        if is_empty {
            // A match without messages is a record too.
            let mut event = begin(entry, &raw, pointer.clone(), &thread);
            event.kind = Kind::Connection;
            event.others.extend(other);
            out.push_back(Ok(event));
        }
    }

    fn message(
        &self,
        entry: &Arc<str>,
        pointer: Pointer,
        raw: Raw<'_>,
        thread: &Arc<Thread>,
        other: Option<&Arc<Account>>,
    ) -> Event {
        let mut event = begin(entry, &raw, pointer, thread);
        for (name, value) in raw.fields().filter_map(Result::ok) {
            if name.is("from") {
                self.from(&mut event, value, other);
            } else if name.is("sent_date") {
                match text_of(&value, &mut event.marks) {
                    Some(text) => {
                        event.when = loose_time::parse_any(&text, None).unwrap_or_else(|| When {
                            as_written: text.into(),
                            ..When::undated()
                        });
                    }
                    None => keep(&mut event, "sent_date", value),
                }
            } else if name.is("message") {
                match text_of(&value, &mut event.marks) {
                    Some(text) => {
                        let (text, _) = html::decode(text.as_bytes());
                        mark_hidden(&text, &mut event.marks);
                        event.text = Some(text.into());
                    }
                    None => keep(&mut event, "message", value),
                }
            } else if name.is("fixed_height") {
                self.picture(&mut event, value);
            } else {
                keep_named(&mut event, "", &name, value);
            }
        }
        event
    }

    fn from(&self, event: &mut Event, value: Raw<'_>, other: Option<&Arc<Account>>) {
        let Some(name) = text_of(&value, &mut event.marks) else {
            keep(event, "from", value);
            return;
        };
        if name == OWNER {
            event.account = Some(self.owner.clone());
            event.marks.add(Mark::Outgoing);
            event.others.extend(other.cloned());
        } else {
            event.account = Some(Arc::new(Account::named(&self.platform, &name)));
        }
    }

    fn picture(&self, event: &mut Event, value: Raw<'_>) {
        let Some(name) = text_of(&value, &mut event.marks) else {
            keep(event, "fixed_height", value);
            return;
        };
        event.attachments.push(Attachment {
            name: name.into(),
            media_type: None,
            place: Place::Missing,
            content: None,
        });
        event.marks.add(Mark::AttachmentMissing);
    }
}

impl ValueReader for Reader {
    fn value(
        &mut self,
        entry: &Arc<str>,
        pointer: &Pointer,
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        let base = match pointer {
            Pointer::Json { base, .. } => base.trim_start_matches('/').to_owned(),
            _ => String::new(),
        };
        if base == "Messages" {
            self.conversation(entry, pointer, raw, out);
            return;
        }
        let word = base.replace('/', ".");
        let thread = self.thread(base.split('/').next().unwrap_or_default(), "data");
        let mut event = begin(entry, &raw, pointer.clone(), &thread);
        event.kind = Kind::Unknown(word.clone().into());
        if raw.shape() == Shape::Object {
            keep_rest(&mut event, "", raw, &[]);
        } else {
            keep(&mut event, &word, raw);
        }
        let is_place = |name: &str| name == "lat" || name.ends_with(".lat");
        if event.details.iter().any(|(name, _)| is_place(name)) {
            event.marks.add(Mark::Location);
        }
        out.push_back(Ok(event));
    }
}
