//! What a message says: `text` as a string or in pieces, and `text_entities`, which says it again.
//! Knows no other field.

use crate::kit::json_record::{keep, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::text::has_hidden;
use onrecord_model::{Event, Mark, Marks};
use std::borrow::Cow;

/// Ways to show a text that change nothing of what it says.
const PLAIN: &[&str] = &[
    "plain",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "code",
    "pre",
    "link",
    "text_link",
    "mention",
    "mention_name",
    "hashtag",
    "cashtag",
    "bot_command",
    "email",
    "phone",
    "bank_card",
    "blockquote",
    "custom_emoji",
];

/// Sets the event's text. What pieces say beside their words (where a link leads, whom a name
/// means) becomes details.
pub(super) fn set(event: &mut Event, text: Option<Raw<'_>>, entities: Option<Raw<'_>>) {
    let Some(written) = text.or(entities) else {
        return;
    };
    let Some(said) = joined(&written, &mut event.marks) else {
        keep(event, "text", written);
        return;
    };
    if !written.is_simple() && has_hidden(&said) {
        event.marks.add(Mark::HiddenCharacters);
    }
    if let (Some(text), Some(entities)) = (text, entities)
        && !is_repeated(&text, &entities, &said)
    {
        event.marks.add(Mark::Inconsistent);
        keep(event, "text_entities", entities);
    }
    event.text = Some(said.into());
    if written.shape() == Shape::Array {
        keep_more(event, written);
    }
}

/// The words of a string, or of an array's pieces; `None` for anything else.
fn joined<'r>(raw: &Raw<'r>, marks: &mut Marks) -> Option<Cow<'r, str>> {
    if raw.shape() != Shape::Array {
        return text_of(raw, marks);
    }
    let mut whole = String::new();
    for piece in raw.elements() {
        let piece = piece.ok()?;
        let words = match piece.shape() {
            Shape::Object => piece.get("text")?,
            _ => piece,
        };
        whole.push_str(&text_of(&words, marks)?);
    }
    Some(whole.into())
}

/// Whether `entities` say what `text` says.
fn is_repeated(text: &Raw<'_>, entities: &Raw<'_>, said: &str) -> bool {
    let mut pieces = entities.elements().filter_map(Result::ok);
    if let (Some(only), None) = (pieces.next(), pieces.next())
        && only
            .get("text")
            .is_some_and(|again| again.bytes == text.bytes)
    {
        return true;
    }
    joined(entities, &mut Marks::default()).is_some_and(|again| again == said)
}

fn keep_more(event: &mut Event, pieces: Raw<'_>) {
    for (index, piece) in pieces.elements().filter_map(Result::ok).enumerate() {
        for (name, value) in piece.fields().filter_map(Result::ok) {
            let is_known = match name.inner() {
                Some(b"text") => true,
                Some(b"type") => PLAIN.iter().any(|plain| value.is(plain)),
                _ => false,
            };
            if !is_known {
                let name = text_of(&name, &mut event.marks).unwrap_or_default();
                keep(event, &format!("text.{index}.{name}"), value);
            }
        }
    }
}
