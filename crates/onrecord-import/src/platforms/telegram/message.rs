//! One element of `messages` as events: itself, and each reaction to it. Knows nothing of files.

use super::actions::kind_of;
use super::chat::Chat;
use super::media::attachment;
use super::people::People;
use super::{reactions, text, times};
use crate::kit::attachments::AttachmentNames;
use crate::kit::json_record::{begin, fill_in, keep, keep_named, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use onrecord_model::{Account, Defect, Event, Kind, Mark, Marks, Place, Pointer};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;

/// Where a message stands.
pub(super) struct Site<'s> {
    pub names: &'s AttachmentNames,
    pub platform: &'s Arc<str>,
    pub entry: &'s Arc<str>,
    pub chat: &'s Chat,
}

/// What the fields of one record say, before it is known what they are together.
#[derive(Default)]
struct Fields<'r> {
    kind: Option<Raw<'r>>,
    date: Option<Raw<'r>>,
    epoch: Option<Raw<'r>>,
    name: Option<Raw<'r>>,
    id: Option<Raw<'r>>,
    action: Option<Raw<'r>>,
    text: Option<Raw<'r>>,
    entities: Option<Raw<'r>>,
    reactions: Option<Raw<'r>>,
    media_type: Option<Raw<'r>>,
    file_name: Option<Raw<'r>>,
}

/// Puts the event of the record `raw`, or its defect, into `slot`, where it is filled without being
/// moved. What follows it, the events of its reactions, is appended to `after`.
pub(super) fn read(
    site: &Site<'_>,
    people: &mut People,
    raw: Raw<'_>,
    pointer: Pointer,
    slot: &mut Option<Result<Event, Defect>>,
    after: &mut VecDeque<Result<Event, Defect>>,
) {
    let event = begin(site.entry, &raw, pointer, &site.chat.thread);
    fill_in(slot, event, |event| fill(site, people, event, raw, after));
}

/// Fills an event that has been begun; a code and a reason where the record is none.
fn fill(
    site: &Site<'_>,
    people: &mut People,
    event: &mut Event,
    raw: Raw<'_>,
    after: &mut VecDeque<Result<Event, Defect>>,
) -> Result<(), (&'static str, &'static str)> {
    if raw.shape() != Shape::Object {
        return Err(("not-a-message", "a message should stand here"));
    }
    let mut fields = Fields::default();
    for field in raw.fields() {
        let Ok((name, value)) = field else {
            return Err(("invalid-json", "this message is damaged"));
        };
        take(site, event, &mut fields, name, value);
    }
    event.when = times::when(fields.date, fields.epoch, &mut event.marks);
    event.account = people.account(fields.name, fields.id, &mut event.marks);
    // A deleted account keeps its id and loses its name; that is said, since nothing else shows it.
    if fields.name.is_some_and(|name| name.is_null()) {
        event.details.push("from", "null");
    }
    set_kind(event, &fields);
    let says_nothing = event.account.is_none()
        && fields.date.is_none()
        && fields.epoch.is_none()
        && fields.text.is_none()
        && fields.kind.is_none();
    if says_nothing {
        let reason = "this record has no sender, no time, no kind and no text";
        return Err(("not-a-message", reason));
    }
    text::set(event, fields.text, fields.entities);
    finish_files(event, &fields);
    if matches!(event.kind, Kind::Message | Kind::Call | Kind::Request) {
        site.chat.direct(event);
    }
    if let Some(list) = fields.reactions {
        reactions::read(site.chat, people, event, list, after);
    }
    Ok(())
}

#[inline]
fn take<'r>(
    site: &Site<'_>,
    event: &mut Event,
    fields: &mut Fields<'r>,
    name: Raw<'r>,
    value: Raw<'r>,
) {
    let once = |slot: &mut Option<Raw<'r>>, event: &mut Event| {
        if slot.is_none() {
            *slot = Some(value);
        } else {
            keep_named(event, "", &name, value);
        }
    };
    match name.inner().unwrap_or_default() {
        b"id" if value.shape() == Shape::Bare => {
            event.details.push("id", value.verbatim());
        }
        b"type" => once(&mut fields.kind, event),
        b"date" => once(&mut fields.date, event),
        b"date_unixtime" => once(&mut fields.epoch, event),
        b"from" | b"actor" => once(&mut fields.name, event),
        b"from_id" | b"actor_id" => once(&mut fields.id, event),
        b"action" => once(&mut fields.action, event),
        b"text" => once(&mut fields.text, event),
        b"text_entities" if value.shape() == Shape::Array => once(&mut fields.entities, event),
        b"reactions" if value.shape() == Shape::Array => once(&mut fields.reactions, event),
        b"mime_type" => once(&mut fields.media_type, event),
        b"file_name" => once(&mut fields.file_name, event),
        b"photo" | b"file" | b"thumbnail" | b"contact_vcard" if value.shape() == Shape::String => {
            let path = text_of(&value, &mut event.marks).unwrap_or_default();
            let found = attachment(site.names, &path, &mut event.marks);
            // The file itself first, whatever was written before it.
            if name.is("thumbnail") || event.attachments.is_empty() {
                event.attachments.push(found);
            } else {
                event.attachments.insert(0, found);
            }
        }
        b"members" if value.shape() == Shape::Array => members(site, event, value),
        b"inviter" if value.shape() == Shape::String => {
            let inviter = text_of(&value, &mut event.marks).unwrap_or_default();
            event
                .others
                .push(Arc::new(Account::named(site.platform, &inviter)));
            keep(event, "inviter", value);
        }
        name @ (b"forwarded_from" | b"saved_from") => {
            if name == b"forwarded_from" {
                event.marks.add(Mark::Forwarded);
            }
            // `null` is a person whose account is gone.
            let label = if name == b"forwarded_from" {
                "forwarded_from"
            } else {
                "saved_from"
            };
            if value.is_null() {
                event.details.push(label, "null");
            } else {
                keep(event, label, value);
            }
        }
        b"self_destruct_period_seconds" => {
            event.marks.add(Mark::Ephemeral);
            keep_named(event, "", &name, value);
        }
        b"location_information" => {
            if !value.is_null() {
                event.marks.add(Mark::Location);
            }
            keep_named(event, "", &name, value);
        }
        b"discard_reason" => {
            if value.is("missed") {
                event.marks.add(Mark::Missed);
            } else if value.is("busy") {
                event.marks.add(Mark::Rejected);
            }
            keep_named(event, "", &name, value);
        }
        _ => keep_named(event, "", &name, value),
    }
}

/// Who was added, removed or invited: names only, `null` where the account is gone.
fn members(site: &Site<'_>, event: &mut Event, list: Raw<'_>) {
    for (index, member) in list.elements().enumerate() {
        let Ok(member) = member else {
            keep(event, "members", list);
            break;
        };
        match text_of(&member, &mut event.marks) {
            Some(name) => event
                .others
                .push(Arc::new(Account::named(site.platform, &name))),
            None => {
                let label = format!("members.{index}");
                event.details.push(label, member.verbatim());
            }
        }
    }
}

fn set_kind(event: &mut Event, fields: &Fields<'_>) {
    let Some(kind) = fields.kind else {
        return;
    };
    if kind.is("message") {
        if let Some(action) = fields.action {
            keep(event, "action", action);
        }
        return;
    }
    let mut marks = event.marks;
    let action = fields.action.and_then(|raw| text_of(&raw, &mut marks));
    event.kind = match (kind.is("service"), &action) {
        (true, Some(action)) => kind_of(action),
        // Without an action the platform speaks in words of its own (`information_text`).
        (true, None) => Kind::System,
        (false, _) => Kind::Unknown(
            text_of(&kind, &mut marks)
                .unwrap_or_else(|| kind.verbatim())
                .into(),
        ),
    };
    if action.as_deref() == Some("proximity_reached") {
        marks.add(Mark::Location);
    }
    if let Some(action) = action
        && !matches!(&event.kind, Kind::Unknown(word) if **word == *action)
    {
        event.details.push("action", action);
    }
    event.marks = marks;
}

/// The media type belongs to the file, not to its thumbnail; the name that it had to one that is
/// not here.
fn finish_files(event: &mut Event, fields: &Fields<'_>) {
    let media_type = word_of(fields.media_type, &mut event.marks);
    let file_name = word_of(fields.file_name, &mut event.marks);
    if let Some(file_name) = &file_name {
        event.details.push("file_name", file_name);
    }
    match (media_type, event.attachments.first_mut()) {
        (Some(media_type), Some(file)) => {
            file.media_type = Some(media_type.to_lowercase().into());
        }
        (Some(media_type), None) => {
            event.details.push("mime_type", media_type);
        }
        (None, _) => {}
    }
    if let Some(file) = event.attachments.first_mut()
        && file.place == Place::Omitted
        && let Some(file_name) = file_name
    {
        let reason = std::mem::replace(&mut file.name, file_name.into());
        event.details.push("file", reason);
    }
}

/// A string that is not empty.
fn word_of<'r>(raw: Option<Raw<'r>>, marks: &mut Marks) -> Option<Cow<'r, str>> {
    text_of(&raw?, marks).filter(|text| !text.is_empty())
}
