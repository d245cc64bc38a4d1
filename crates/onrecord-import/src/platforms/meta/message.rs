//! One message record as events: itself, and each reaction to it. Knows nothing of files.

use super::context::Context;
use super::layout::Root;
use super::media::attachment;
use super::people::{People, text_of};
use super::times;
use crate::kit::json_record::{begin, fill_in};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::text::has_hidden;
use onrecord_model::{
    Account, Attachment, Defect, Details, Event, Kind, Locator, Mark, Marks, Pointer, Precision,
    Thread, When,
};
use std::collections::VecDeque;
use std::sync::Arc;

/// Where a message stands.
pub(super) struct Site<'s, 'a> {
    pub context: &'s Context<'a>,
    pub root: &'s Root,
    pub entry: &'s Arc<str>,
    pub thread: &'s Arc<Thread>,
    /// What is to be said of every record here.
    pub marks: Marks,
}

/// What the fields of one record say, before it is known what they are together.
#[derive(Default)]
struct Fields<'r> {
    sender: Option<Raw<'r>>,
    time: Option<(Raw<'r>, Unit)>,
    text: Option<Raw<'r>>,
    kind: Option<Raw<'r>>,
    reactions: Option<Raw<'r>>,
    is_call: bool,
    says_geoblocked: bool,
    says_kid_parent: bool,
}

#[derive(Clone, Copy)]
enum Unit {
    Millisecond,
    /// Seconds until 2018, milliseconds in the encrypted export.
    Either,
    Iso,
}

/// Puts the event of the record `raw`, or its defect, into `slot`, where it is filled without being
/// moved. What follows it, the events of its reactions, is appended to `after`.
pub(super) fn read(
    site: &Site<'_, '_>,
    people: &mut People,
    raw: Raw<'_>,
    pointer: Pointer,
    slot: &mut Option<Result<Event, Defect>>,
    after: &mut VecDeque<Result<Event, Defect>>,
) {
    let mut event = begin(site.entry, &raw, pointer, site.thread);
    event.marks = site.marks;
    fill_in(slot, event, |event| fill(site, people, event, raw, after));
}

/// Fills an event that has been begun; a code and a reason where the record is none.
fn fill(
    site: &Site<'_, '_>,
    people: &mut People,
    event: &mut Event,
    raw: Raw<'_>,
    after: &mut VecDeque<Result<Event, Defect>>,
) -> Result<(), (&'static str, &'static str)> {
    let mut fields = Fields::default();
    if raw.shape() != Shape::Object {
        return Err(("not-a-message", "a message should stand here"));
    }
    for field in raw.fields() {
        let Ok((name, value)) = field else {
            return Err(("invalid-json", "this message is damaged"));
        };
        take(site, people, event, &mut fields, &name, &value);
    }
    if let Some(sender) = fields.sender {
        event.account = people.named(&sender, &mut event.marks);
        if event.account.is_none() {
            keep(event, "sender_name", sender);
        }
    }
    if let Some((raw, unit)) = fields.time {
        event.when = when(raw, unit);
    }
    if let Some(text) = fields.text {
        match text_of(&text, &mut event.marks) {
            Some(read) => {
                if !text.is_simple() && has_hidden(&read) {
                    event.marks.add(Mark::HiddenCharacters);
                }
                event.text = Some(read.into());
            }
            None => keep(event, "content", text),
        }
    }
    set_kind(event, &fields);
    let says_nothing = event.account.is_none()
        && fields.time.is_none()
        && event.text.is_none()
        && event.attachments.is_empty();
    if says_nothing {
        let reason = "this record has no sender, no time, no text and no file";
        return Err(("not-a-message", reason));
    }
    // An edit is a second message, ends so, and lacks one of the two flags that the others have.
    if fields.says_geoblocked
        && !fields.says_kid_parent
        && event
            .text
            .as_ref()
            .is_some_and(|text| text.ends_with(" (edited)"))
    {
        event.marks.add(Mark::Edited);
    }
    if let Some(raw) = fields.reactions {
        read_reactions(site, people, event, raw, after);
    }
    Ok(())
}

fn take<'r>(
    site: &Site<'_, '_>,
    people: &mut People,
    event: &mut Event,
    fields: &mut Fields<'r>,
    name: &Raw<'r>,
    value: &Raw<'r>,
) {
    let Some(name_bytes) = name.inner() else {
        return;
    };
    match name_bytes {
        b"sender_name" | b"senderName" | b"sender" if fields.sender.is_none() => {
            fields.sender = Some(*value);
        }
        b"timestamp_ms" if fields.time.is_none() => {
            fields.time = Some((*value, Unit::Millisecond));
        }
        b"timestamp" if fields.time.is_none() => fields.time = Some((*value, Unit::Either)),
        b"created_at" if fields.time.is_none() => fields.time = Some((*value, Unit::Iso)),
        b"content" | b"text" | b"heart" if fields.text.is_none() => fields.text = Some(*value),
        b"is_geoblocked_for_viewer" => {
            fields.says_geoblocked = true;
            flag(event, Mark::GeoBlocked, "is_geoblocked_for_viewer", value);
        }
        b"is_unsent_image_by_messenger_kid_parent" => {
            fields.says_kid_parent = true;
            flag(
                event,
                Mark::Unsent,
                "is_unsent_image_by_messenger_kid_parent",
                value,
            );
        }
        b"type" if fields.kind.is_none() => fields.kind = Some(*value),
        b"reactions" | b"likes" if fields.reactions.is_none() && value.shape() == Shape::Array => {
            fields.reactions = Some(*value);
        }
        b"is_unsent" | b"isUnsent" => flag(event, Mark::Unsent, "is_unsent", value),
        b"photos" | b"videos" | b"audio_files" | b"gifs" | b"files" | b"media" | b"sticker"
            if matches!(value.shape(), Shape::Array | Shape::Object) =>
        {
            let name = name.text().map(|name| name.text).unwrap_or_default();
            files(site, event, &name, *value);
        }
        b"media" | b"animated_media_images" if value.shape() == Shape::String => {
            file(site, event, "", *value);
        }
        b"users" => membership(people, event, *value),
        b"missed" => {
            fields.is_call = true;
            flag(event, Mark::Missed, "missed", value);
        }
        b"call_duration" | b"video_call_action" => {
            fields.is_call = true;
            keep_named(event, "", name, *value);
        }
        b"share" if value.shape() == Shape::Object => {
            for (name, value) in value.fields().filter_map(Result::ok) {
                keep_named(event, "share.", &name, value);
            }
        }
        _ => keep_named(event, "", name, *value),
    }
}

/// A flag that is `false` says nothing that its absence does not.
fn flag(event: &mut Event, mark: Mark, name: &str, value: &Raw<'_>) {
    match value.boolean() {
        Some(true) => event.marks.add(mark),
        Some(false) => {}
        None => keep(event, name, *value),
    }
}

fn keep(event: &mut Event, name: &str, value: Raw<'_>) {
    keep_under(event, &[name], value);
}

fn keep_named(event: &mut Event, prefix: &str, name: &Raw<'_>, value: Raw<'_>) {
    let name = text_of(name, &mut event.marks).unwrap_or_default();
    keep_under(event, &[prefix, &name], value);
}

/// Under a name that is put together of `name`.
fn keep_under(event: &mut Event, name: &[&str], value: Raw<'_>) {
    let text = text_of(&value, &mut event.marks).unwrap_or_else(|| value.verbatim());
    event.details.push_parts(name, &text);
}

fn when(raw: Raw<'_>, unit: Unit) -> When {
    let written = match unit {
        Unit::Millisecond => return times::epoch(raw, Precision::Millisecond),
        Unit::Either => return times::epoch_of_either(raw),
        Unit::Iso => raw
            .text()
            .map(|text| text.text)
            .unwrap_or_else(|| raw.verbatim()),
    };
    times::iso(&written).unwrap_or_else(|| When {
        as_written: written.into(),
        ..When::undated()
    })
}

fn set_kind(event: &mut Event, fields: &Fields<'_>) {
    let mut marks = event.marks;
    let word = fields.kind.and_then(|raw| text_of(&raw, &mut marks));
    let (kind, says_more) = match word.as_deref() {
        None | Some("Generic" | "generic" | "text") => (Kind::Message, false),
        Some("Share" | "share" | "media" | "link") => (Kind::Message, true),
        Some("Call" | "call") => (Kind::Call, false),
        Some("Subscribe" | "Unsubscribe") => (Kind::Membership, true),
        Some(other) => (Kind::Unknown(other.into()), false),
    };
    event.kind = match kind {
        Kind::Message if fields.is_call => Kind::Call,
        kind => kind,
    };
    if let (Some(raw), true) = (fields.kind, says_more || word.is_none()) {
        keep(event, "type", raw);
    }
    event.marks = marks;
}

/// Who was added or removed.
fn membership(people: &mut People, event: &mut Event, value: Raw<'_>) {
    for user in value.elements().filter_map(Result::ok) {
        let name = user.get("name").unwrap_or(user);
        match people.named(&name, &mut event.marks) {
            Some(account) => event.others.push(account),
            None => keep(event, "users", user),
        }
    }
    if value.shape() != Shape::Array {
        keep(event, "users", value);
    }
}

/// A list of files, or one.
fn files(site: &Site<'_, '_>, event: &mut Event, name: &str, value: Raw<'_>) {
    if value.shape() == Shape::Object {
        one_file(site, event, name, value);
        return;
    }
    for element in value.elements() {
        match element {
            Ok(element) if element.shape() == Shape::Object => {
                one_file(site, event, name, element);
            }
            Ok(element) if element.shape() == Shape::String => file(site, event, name, element),
            Ok(element) => keep(event, name, element),
            Err(_) => {
                keep(event, name, value);
                break;
            }
        }
    }
}

fn one_file(site: &Site<'_, '_>, event: &mut Event, name: &str, object: Raw<'_>) {
    for (key, value) in object.fields().filter_map(Result::ok) {
        match key.inner() {
            Some(b"uri") => file(site, event, name, value),
            Some(b"thumbnail") if value.shape() == Shape::Object => {
                for (key, value) in value.fields().filter_map(Result::ok) {
                    if key.is("uri") {
                        file(site, event, "thumbnail", value);
                    } else {
                        keep_named(event, &format!("{name}.thumbnail."), &key, value);
                    }
                }
            }
            _ => keep_named(event, &format!("{name}."), &key, value),
        }
    }
}

fn file(site: &Site<'_, '_>, event: &mut Event, name: &str, uri: Raw<'_>) {
    let Some(text) = text_of(&uri, &mut event.marks) else {
        keep(event, &format!("{name}.uri"), uri);
        return;
    };
    let found: Attachment = attachment(
        &site.context.names,
        &site.context.roots,
        site.root,
        site.entry,
        &text,
        &mut event.marks,
    );
    event.attachments.push(found);
}

/// Each reaction as an event of its own, which follows the message's.
fn read_reactions(
    site: &Site<'_, '_>,
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
        let pointer = Pointer::Json {
            base: base.clone(),
            index: Some(index as u64),
        };
        after.push_back(Ok(reaction(site, people, event, element, pointer)));
    }
}

fn reaction(
    site: &Site<'_, '_>,
    people: &mut People,
    event: &Event,
    element: Raw<'_>,
    pointer: Pointer,
) -> Event {
    let mut account: Option<Arc<Account>> = None;
    let mut marks = site.marks;
    let mut when = When::undated();
    let mut text = None;
    let mut details = Details::new();
    for (name, value) in element.fields().filter_map(Result::ok) {
        let value_text = || match value.text() {
            Some(text) => text.text,
            None => value.verbatim(),
        };
        match name.inner() {
            Some(b"actor" | b"username") if account.is_none() => {
                account = people.named(&value, &mut marks);
            }
            Some(b"reaction") if text.is_none() => {
                text = text_of(&value, &mut marks).map(Into::into);
            }
            // Seconds, unlike the message's own.
            Some(b"timestamp") => when = times::epoch(value, Precision::Second),
            Some(b"date") if times::iso(&value_text()).is_some() => {
                when = times::iso(&value_text()).unwrap_or_else(When::undated);
            }
            _ => {
                let name = text_of(&name, &mut marks).unwrap_or_default();
                let kept = text_of(&value, &mut marks).unwrap_or_else(|| value.verbatim());
                details.push(name, kept);
            }
        }
    }
    Event {
        locator: Locator {
            entry: site.entry.clone(),
            bytes: element.range(),
            pointer,
        },
        raw: element.digest(),
        when,
        thread: site.thread.clone(),
        account,
        others: Vec::new(),
        kind: Kind::Reaction,
        text,
        attachments: Vec::new(),
        marks,
        details,
        refers_to: Some(Box::new(event.locator.clone())),
    }
}
