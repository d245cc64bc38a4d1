//! Reactions: an event for each person who is named, and one for those who are only counted.
//! Knows no other field of a message.

use super::chat::Chat;
use super::people::People;
use super::times;
use crate::kit::json_record::{begin, keep, keep_named, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use onrecord_model::{Defect, Event, Kind, Marks, Pointer};
use std::collections::VecDeque;
use std::sync::Arc;

/// Appends the reactions to `event`; what is not one becomes a detail of it.
pub(super) fn read(
    chat: &Chat,
    people: &mut People,
    event: &mut Event,
    list: Raw<'_>,
    after: &mut VecDeque<Result<Event, Defect>>,
) {
    let base: Arc<str> = format!("{}/reactions", event.locator.pointer).into();
    for (index, element) in list.elements().enumerate() {
        let Ok(element) = element else {
            keep(event, "reactions", list);
            break;
        };
        if element.shape() != Shape::Object {
            keep(event, "reactions", element);
            continue;
        }
        one(chat, people, event, element, (&base, index as u64), after);
    }
}

/// `{"type": "emoji", "count": 3, "emoji": "…", "recent": [{"from", "from_id", "date"}]}`.
fn one(
    chat: &Chat,
    people: &mut People,
    event: &Event,
    element: Raw<'_>,
    place: (&Arc<str>, u64),
    after: &mut VecDeque<Result<Event, Defect>>,
) {
    let mut said = Marks::NONE;
    let word = ["emoji", "document_id", "type"]
        .iter()
        .find_map(|name| element.get(name))
        .and_then(|raw| text_of(&raw, &mut said));
    let word: Option<Box<str>> = word.map(Into::into);
    let start = |raw: &Raw<'_>, pointer: Pointer| {
        let mut reaction = begin(&event.locator.entry, raw, pointer, &event.thread);
        reaction.kind = Kind::Reaction;
        reaction.marks = said;
        reaction.refers_to = Some(Box::new(event.locator.clone()));
        reaction
    };
    let recent = element.get("recent");
    let named = recent.map_or(0, |recent| {
        let people = recent.elements().filter_map(Result::ok);
        people.filter(|one| one.shape() == Shape::Object).count()
    });
    let count = element.get("count").and_then(|raw| raw.integer());
    // Who is counted and not named; and the whole, where what is named is not understood.
    let is_understood = recent
        .is_none_or(|recent| recent.shape() == Shape::Array && recent.elements().count() == named);
    if named == 0 || count.is_some_and(|count| count > named as i64) || !is_understood {
        let pointer = Pointer::Json {
            base: place.0.clone(),
            index: Some(place.1),
        };
        let mut rest = start(&element, pointer);
        rest.text = word.clone();
        for (name, value) in element.fields().filter_map(Result::ok) {
            match name.inner() {
                Some(b"emoji") => {}
                Some(b"recent") if is_understood => {}
                _ => keep_named(&mut rest, "", &name, value),
            }
        }
        after.push_back(Ok(rest));
    }
    let base: Arc<str> = format!("{}/{}/recent", place.0, place.1).into();
    let elements = recent.into_iter().flat_map(|recent| recent.elements());
    for (index, person) in elements.filter_map(Result::ok).enumerate() {
        if person.shape() != Shape::Object {
            continue;
        }
        let pointer = Pointer::Json {
            base: base.clone(),
            index: Some(index as u64),
        };
        let mut reaction = start(&person, pointer);
        reaction.text = word.clone();
        let get = |name: &str| person.get(name);
        reaction.account = people.account(get("from"), get("from_id"), &mut reaction.marks);
        reaction.when = times::when(get("date"), get("date_unixtime"), &mut reaction.marks);
        for (name, value) in person.fields().filter_map(Result::ok) {
            match name.inner() {
                Some(b"from" | b"from_id" | b"date" | b"date_unixtime") => {}
                _ => keep_named(&mut reaction, "", &name, value),
            }
        }
        chat.direct(&mut reaction);
        after.push_back(Ok(reaction));
    }
}
