//! A match and its lists to events. Knows nothing of files.

use crate::kit::defects::defect;
use crate::kit::iso_time;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, keep_rest, set_text, text_of};
use crate::kit::json_stream::value::{Raw, Shape, Text};
use crate::kit::json_walk::{Record, ValueReader};
use crate::kit::text::mark_hidden;
use onrecord_model::{Attachment, Event, Kind, Mark, Place, Pointer, Thread};
use std::collections::VecDeque;
use std::sync::Arc;

/// Reads matches.json.
pub(super) struct Matches {
    platform: Arc<str>,
    number: u64,
}

impl Matches {
    pub(super) fn new() -> Self {
        Self {
            platform: "hinge".into(),
            number: 0,
        }
    }
}

impl ValueReader for Matches {
    fn value(
        &mut self,
        entry: &Arc<str>,
        pointer: &Pointer,
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        let index = match pointer {
            Pointer::Json {
                index: Some(index), ..
            } => *index,
            _ => self.number,
        };
        self.number = index + 1;
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
        let thread = Arc::new(Thread {
            platform: self.platform.clone(),
            key: format!("match {}", index + 1).into(),
            title: None,
            folder: Some("matches".into()),
            participants: Vec::new(),
        });
        let mut is_empty = true;
        for (name, value) in raw.fields().filter_map(Result::ok) {
            let list = name.text().map(|name| name.text).unwrap_or_default();
            let base: Arc<str> = format!("/{index}/{list}").into();
            is_empty = false;
            if value.shape() != Shape::Array {
                let pointer = Pointer::Json { base, index: None };
                out.push_back(Ok(record(entry, pointer, value, &list, &thread)));
                continue;
            }
            for (position, element) in value.elements().enumerate() {
                let pointer = Pointer::Json {
                    base: base.clone(),
                    index: Some(position as u64),
                };
                out.push_back(match element {
                    Ok(element) if element.shape() != Shape::Object || is_sound(&element) => {
                        Ok(record(entry, pointer, element, &list, &thread))
                    }
                    _ => {
                        let reason = "this record of a match cannot be read";
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
            out.push_back(Ok(record(entry, pointer.clone(), raw, "empty", &thread)));
        }
    }
}

fn record(
    entry: &Arc<str>,
    pointer: Pointer,
    raw: Raw<'_>,
    list: &str,
    thread: &Arc<Thread>,
) -> Event {
    let mut event = begin(entry, &raw, pointer, thread);
    event.kind = match list {
        "chats" | "voice_notes" => Kind::Message,
        "like" => Kind::Request,
        "match" => Kind::Connection,
        "block" => Kind::Block,
        _ => Kind::Unknown(list.into()),
    };
    if matches!(list, "chats" | "voice_notes" | "like" | "block") {
        // The copy holds only what its owner did.
        event.marks.add(Mark::Outgoing);
    }
    if raw.shape() != Shape::Object {
        keep(&mut event, list, raw);
        return event;
    }
    for (name, value) in raw.fields().filter_map(Result::ok) {
        if name.is("timestamp") {
            match text_of(&value, &mut event.marks) {
                Some(text) => event.when = iso_time::parse_or_keep(&text),
                None => keep(&mut event, "timestamp", value),
            }
        } else if name.is("body") || name.is("comment") {
            set_text(&mut event, &value);
        } else if name.is("content") {
            content(&mut event, value);
        } else if name.is("url") && list == "voice_notes" {
            voice_note(&mut event, value);
        } else if name.is("type") && value.is(list) {
            // Says again what the list says.
        } else {
            nested_comment(&mut event, value);
            keep_named(&mut event, "", &name, value);
        }
    }
    event
}

fn voice_note(event: &mut Event, value: Raw<'_>) {
    let Some(name) = text_of(&value, &mut event.marks) else {
        keep(event, "url", value);
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

/// What was liked, and what was said of it, as JSON inside a string.
fn content(event: &mut Event, value: Raw<'_>) {
    let Some(text) = text_of(&value, &mut event.marks) else {
        nested_comment(event, value);
        keep(event, "content", value);
        return;
    };
    let trimmed = text.trim();
    let inner = Raw::new(trimmed.as_bytes(), 0);
    match inner.shape() {
        Shape::Object | Shape::Array => {
            nested_comment(event, inner);
            keep(event, "content", inner);
        }
        _ if event.text.is_none() && !trimmed.is_empty() => {
            mark_hidden(&text, &mut event.marks);
            event.text = Some(text.into());
        }
        _ => event.details.push("content", text),
    }
}

/// The first comment in an object or list, two levels down at most.
fn nested_comment(event: &mut Event, value: Raw<'_>) {
    let found = match value.shape() {
        Shape::Object => comment_of(value),
        Shape::Array => value.elements().filter_map(Result::ok).find_map(comment_of),
        _ => None,
    };
    if let Some(comment) = found.filter(|comment| !comment.text.is_empty())
        && event.text.is_none()
    {
        if comment.lossy {
            event.marks.add(Mark::LossyText);
        }
        mark_hidden(&comment.text, &mut event.marks);
        event.text = Some(comment.text.into());
    }
}

fn comment_of<'a>(value: Raw<'a>) -> Option<Text<'a>> {
    value.get("comment")?.text()
}

/// Reads the copy's other files: each element or member is one record of unknown kind.
pub(super) struct Others {
    thread: Arc<Thread>,
    stem: Box<str>,
}

impl Others {
    pub(super) fn new(stem: &str) -> Self {
        Self {
            thread: Arc::new(Thread {
                platform: "hinge".into(),
                key: stem.into(),
                title: None,
                folder: None,
                participants: Vec::new(),
            }),
            stem: stem.into(),
        }
    }
}

impl ValueReader for Others {
    fn value(
        &mut self,
        entry: &Arc<str>,
        pointer: &Pointer,
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        let mut event = begin(entry, &raw, pointer.clone(), &self.thread);
        event.kind = Kind::Unknown(self.stem.clone());
        if raw.shape() == Shape::Object {
            keep_rest(&mut event, "", raw, &[]);
        } else {
            keep(&mut event, "value", raw);
        }
        if event.details.has("lat") {
            event.marks.add(Mark::Location);
        }
        out.push_back(Ok(event));
    }
}
