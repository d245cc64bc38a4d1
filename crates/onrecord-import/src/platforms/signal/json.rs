//! One message as signal-export's data.json or Signal Desktop's own record has it. Knows nothing of
//! files.

use super::Context;
use super::records::{Out, Site};
use crate::kit::defects::defect;
use crate::kit::iso_time;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, set_text, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use onrecord_model::{Account, Event, Kind, Mark, Pointer, Truth, When};
use std::sync::Arc;

/// Reads the record `raw`: its event, or its defect, and its reactions' events.
pub(super) fn read(
    context: &Context<'_>,
    site: &Site,
    raw: Raw<'_>,
    pointer: Pointer,
    out: &mut Out,
) {
    if !is_sound(&raw) {
        let reason = "this message is damaged";
        out.push_back(Err(defect(
            &site.entry,
            raw.range(),
            pointer,
            "invalid-json",
            reason,
        )));
        return;
    }
    let knows = |name: &str| raw.get(name).is_some();
    if !["date", "sent_at", "timestamp", "body", "type"]
        .iter()
        .any(|name| knows(name))
    {
        let reason = "this record has no time, no kind and no text";
        out.push_back(Err(defect(
            &site.entry,
            raw.range(),
            pointer,
            "not-a-message",
            reason,
        )));
        return;
    }
    let mut event = begin(&site.entry, &raw, pointer, &site.thread);
    let mut reactions = Vec::new();
    for (name, value) in raw.fields().filter_map(Result::ok) {
        let Some(inner) = name.inner() else { continue };
        match (inner, value.shape()) {
            (b"date", Shape::String) => {
                let text = text_of(&value, &mut event.marks).unwrap_or_default();
                event.when = of_exporter(&text);
            }
            (b"sent_at", Shape::Bare) if value.integer().is_some() => {
                event.when = When::epoch_millis(value.integer().unwrap_or_default());
            }
            (b"sender", Shape::String) => {
                let sender = text_of(&value, &mut event.marks).unwrap_or_default();
                context.set_sender(&mut event, &sender);
            }
            (b"body", Shape::String) => {
                set_text(&mut event, &value);
                // signal-export ends each body with two spaces, for Markdown's sake.
                if knows("date")
                    && let Some(text) = event
                        .text
                        .as_deref()
                        .and_then(|text| text.strip_suffix("  "))
                {
                    event.text = Some(text.into());
                }
            }
            (b"deleted" | b"deletedForEveryone" | b"isErased", _) => {
                flag(&mut event, Mark::Deleted, name, value);
            }
            (b"missed", _) => flag(&mut event, Mark::Missed, name, value),
            (b"call", _) => {
                if value.boolean() == Some(true) {
                    event.kind = Kind::Call;
                } else if value.boolean().is_none() {
                    keep_named(&mut event, "", &name, value);
                }
            }
            (b"attachments", Shape::Array) => attachments(context, site, &mut event, value),
            (b"reactions", Shape::Array) => reactions.push(value),
            (b"type", Shape::String) => set_kind(&mut event, value),
            (b"editHistory", Shape::Array) if value.elements().next().is_some() => {
                event.marks.add(Mark::Edited);
                keep_named(&mut event, "", &name, value);
            }
            (b"expireTimer", Shape::Bare) if value.integer().is_some_and(|timer| timer > 0) => {
                event.marks.add(Mark::Ephemeral);
                keep_named(&mut event, "", &name, value);
            }
            (b"isViewOnce", _) => flag(&mut event, Mark::Ephemeral, name, value),
            _ => keep_named(&mut event, "", &name, value),
        }
    }
    if event.when.truth == Truth::Undated
        && event.when.as_written.is_empty()
        && let Some(number) = raw.get("timestamp").and_then(|value| value.integer())
    {
        event.when = When::epoch_millis(number);
    }
    set_source(context, &mut event, raw);
    let refers_to = Box::new(event.locator.clone());
    let events: Vec<Event> = reactions
        .into_iter()
        .flat_map(|list| list.elements().filter_map(Result::ok).enumerate())
        .map(|(index, element)| {
            let mut one = reaction(context, site, &event, element, index);
            one.refers_to = Some(refers_to.clone());
            one
        })
        .collect();
    out.push_back(Ok(event));
    out.extend(events.into_iter().map(Ok));
}

/// `2024-03-05T14:07:33.123`: the clock of the computer on which the tool ran.
pub(super) fn of_exporter(text: &str) -> When {
    // Where there was no time the tool wrote the beginning of the epoch, in any zone.
    if text.starts_with("1970-01-01") || text.starts_with("1969-12-31") {
        return When {
            as_written: text.into(),
            ..When::undated()
        };
    }
    let when = iso_time::parse_or_keep(text);
    match when.truth {
        Truth::WallZoneUnknown(wall) => When {
            truth: Truth::WallOfExporter(wall),
            ..when
        },
        _ => when,
    }
}

fn flag(event: &mut Event, mark: Mark, name: Raw<'_>, value: Raw<'_>) {
    match value
        .boolean()
        .or(value.integer().map(|number| number != 0))
    {
        Some(true) => event.marks.add(mark),
        Some(false) => {}
        None => keep_named(event, "", &name, value),
    }
}

/// Signal Desktop's word for what a record is.
fn set_kind(event: &mut Event, value: Raw<'_>) {
    let word = text_of(&value, &mut event.marks)
        .unwrap_or_default()
        .into_owned();
    event.kind = match word.as_str() {
        "outgoing" => {
            event.marks.add(Mark::Outgoing);
            Kind::Message
        }
        "incoming" => {
            event.marks.add(Mark::Incoming);
            Kind::Message
        }
        "story" => Kind::Post,
        "call-history" => Kind::Call,
        "group-v1-migration" | "group-v2-change" => Kind::Membership,
        "keychange"
        | "verified-change"
        | "profile-change"
        | "change-number-notification"
        | "title-transition-notification" => Kind::ProfileChange,
        "message-request-response-event" => Kind::Request,
        "timer-notification"
        | "universal-timer-notification"
        | "delivery-issue"
        | "conversation-merge"
        | "contact-removed-notification"
        | "chat-session-refreshed"
        | "phone-number-discovery" => Kind::System,
        other => Kind::Unknown(other.into()),
    };
    if !matches!(word.as_str(), "outgoing" | "incoming") {
        keep(event, "type", value);
    }
}

/// The sender as Signal Desktop has it: a service id, a phone number, or both.
fn set_source(context: &Context<'_>, event: &mut Event, raw: Raw<'_>) {
    if event.account.is_some() || event.marks.has(Mark::Outgoing) {
        return;
    }
    let text = |name: &str| {
        let text = raw.get(name)?.text()?.text.into_owned();
        (!text.is_empty()).then_some(text)
    };
    let id = text("sourceServiceId").or_else(|| text("sourceUuid"));
    let phone = text("source");
    if id.is_some() || phone.is_some() {
        event.account = Some(Arc::new(Account {
            platform: context.platform.clone(),
            stable_id: id.map(Into::into),
            handle: phone.map(Into::into),
            name: None,
        }));
    }
}

fn attachments(context: &Context<'_>, site: &Site, event: &mut Event, list: Raw<'_>) {
    for element in list.elements().filter_map(Result::ok) {
        let text = |name: &str| element.get(name).and_then(|value| value.text());
        let name = text("name")
            .or_else(|| text("fileName"))
            .map(|text| text.text.into_owned());
        let path = text("path").map(|text| text.text.into_owned());
        match (name, path) {
            (None, None) => keep(event, "attachments", element),
            (name, path) => {
                let name = name.unwrap_or_default();
                let path = path.unwrap_or_else(|| name.clone());
                context.attach(event, &site.folder, &name, &path);
                if let (Some(kind), Some(last)) =
                    (text("contentType"), event.attachments.last_mut())
                {
                    last.media_type = Some(kind.text.to_lowercase().into());
                }
            }
        }
    }
}

/// `["Ann", "👍"]`, `{"name": …, "emoji": …}`, or Signal Desktop's `{"fromId": …, "emoji": …}`.
fn reaction(
    context: &Context<'_>,
    site: &Site,
    event: &Event,
    element: Raw<'_>,
    index: usize,
) -> Event {
    let pointer = Pointer::Record {
        index: index as u64,
        part: None,
    };
    let mut reaction = begin(&site.entry, &element, pointer, &event.thread);
    reaction.kind = Kind::Reaction;
    let parts: Vec<Raw<'_>> = element.elements().filter_map(Result::ok).take(3).collect();
    let get = |name: &str| element.get(name);
    let (name, emoji) = match parts[..] {
        [name, emoji] => (Some(name), Some(emoji)),
        _ => (get("name"), get("emoji")),
    };
    if let Some(emoji) = emoji {
        set_text(&mut reaction, &emoji);
    }
    if let Some(name) = name.and_then(|name| text_of(&name, &mut reaction.marks)) {
        context.set_sender(&mut reaction, &name);
    } else if let Some(id) = get("fromId").and_then(|id| text_of(&id, &mut reaction.marks)) {
        reaction.account = Some(Arc::new(Account {
            platform: context.platform.clone(),
            stable_id: Some(id.into()),
            handle: None,
            name: None,
        }));
    }
    if let Some(number) = get("timestamp").and_then(|value| value.integer()) {
        reaction.when = When::epoch_millis(number);
    }
    reaction
}
