//! The lists of an account's export besides its chats: contacts, sessions, pictures, stories, and
//! whatever comes. Knows nothing of messages.

use super::media::attachment;
use super::times;
use crate::kit::attachments::AttachmentNames;
use crate::kit::defects::defect;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use onrecord_model::{Account, Defect, Event, Kind, Mark, Pointer, Thread};
use std::sync::Arc;

/// Where a record stands, and whose account it is.
pub(super) struct Place<'p> {
    pub names: &'p AttachmentNames,
    pub entry: &'p Arc<str>,
    pub thread: &'p Arc<Thread>,
    pub owner: Option<&'p Arc<Account>>,
    /// The list's word.
    pub word: &'p str,
}

/// The word of a list by its JSON Pointer: `contacts` for `/contacts/list`.
pub(super) fn word_of(base: &str) -> &str {
    let mut words = base
        .rsplit('/')
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()) && *word != "list");
    words.next().unwrap_or("records")
}

/// The event of a record.
///
/// # Errors
/// It is not well formed.
pub(super) fn read(place: &Place<'_>, raw: Raw<'_>, pointer: Pointer) -> Result<Event, Defect> {
    let mut event = begin(place.entry, &raw, pointer, place.thread);
    event.kind = match place.word {
        "contacts" | "frequent_contacts" => Kind::Connection,
        "sessions" | "web_sessions" => Kind::Login,
        "profile_pictures" => Kind::Photo,
        "stories" => Kind::Post,
        other => Kind::Unknown(other.into()),
    };
    if place.word.contains("draft") {
        event.marks.add(Mark::Draft);
    }
    if raw.shape() != Shape::Object {
        event.kind = Kind::Unknown(place.word.into());
        keep(&mut event, "value", raw);
        return Ok(event);
    }
    if !is_sound(&raw) {
        let reason = "this record is damaged";
        return Err(defect(
            place.entry,
            raw.range(),
            event.locator.pointer,
            "invalid-json",
            reason,
        ));
    }
    // A session begins when it is created; when it was last active is a detail.
    let stem = if event.kind == Kind::Login {
        "created"
    } else {
        "date"
    };
    let get = |name: &str| raw.get(name);
    let (date, epoch) = (get(stem), get(&format!("{stem}_unixtime")));
    event.when = times::when(date, epoch, &mut event.marks);
    if matches!(event.kind, Kind::Unknown(_)) {
        if event.when.truth.instant().is_none() && event.when.truth.wall().is_none() {
            event.when = onrecord_model::When::undated();
        }
    } else {
        event.account = place.owner.cloned();
    }
    if event.kind == Kind::Connection {
        let other = contact(place, &mut event, raw);
        event.others.extend(other.map(Arc::new));
    }
    let is_dated = !event.when.as_written.is_empty();
    for (name, value) in raw.fields().filter_map(Result::ok) {
        match name.inner().unwrap_or_default() {
            b"photo" | b"media" | b"file" if value.shape() == Shape::String => {
                let path = text_of(&value, &mut event.marks).unwrap_or_default();
                let found = attachment(place.names, &path, &mut event.marks);
                event.attachments.push(found);
            }
            b"caption" | b"text" if event.kind == Kind::Post => {
                super::text::set(&mut event, Some(value), None);
            }
            name if is_dated
                && name.strip_suffix(b"_unixtime").unwrap_or(name) == stem.as_bytes() => {}
            _ => keep_named(&mut event, "", &name, value),
        }
    }
    Ok(event)
}

/// `{"user_id", "first_name", "last_name", "phone_number"}`, or `{"id", "type", "name"}`.
fn contact(place: &Place<'_>, event: &mut Event, raw: Raw<'_>) -> Option<Account> {
    let mut text = |name: &str| {
        let raw = raw.get(name)?;
        text_of(&raw, &mut event.marks).filter(|text| !text.is_empty())
    };
    let parts = [text("first_name"), text("last_name")];
    let full: Vec<&str> = parts.iter().flatten().map(|part| &**part).collect();
    let name = match (full.is_empty(), text("name")) {
        (true, name) => name.map(Into::into),
        (false, _) => Some(full.join(" ").into()),
    };
    let phone = text("phone_number");
    let is_user = raw.get("type").is_none_or(|kind| kind.is("user"));
    let id = raw
        .get("user_id")
        .or_else(|| raw.get("id").filter(|_| is_user));
    let id = id.and_then(|id| id.integer()).filter(|id| *id > 0);
    if name.is_none() && phone.is_none() && id.is_none() {
        return None;
    }
    Some(Account {
        platform: place.thread.platform.clone(),
        stable_id: id.map(|id| format!("user{id}").into()),
        handle: phone.map(Into::into),
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::word_of;

    #[test]
    fn a_list_is_called_by_its_own_name() {
        assert_eq!(word_of("/contacts/list"), "contacts");
        assert_eq!(word_of("/other_data/drafts"), "drafts");
        assert_eq!(word_of("/chats/list/3/topics"), "topics");
        assert_eq!(word_of("/stories"), "stories");
        assert_eq!(word_of(""), "records");
    }
}
