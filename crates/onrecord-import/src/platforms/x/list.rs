//! One record of any other file (logins, blocked accounts, followers, …) as an event: what it says
//! is found by the names of its values, and every value is kept.

use super::conversation::Site;
use super::people::People;
use super::times;
use super::words::{Rule, Who};
use crate::kit::defects::defect;
use crate::kit::json_record::{begin, is_sound, keep, keep_rest};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::text::mark_hidden;
use onrecord_model::{Defect, Event, Kind, Pointer};

/// The names of times, the best first.
const TIMES: &[&str] = &[
    "createdAt",
    "created_at",
    "changedAt",
    "timeStamp",
    "timestamp",
    "approvedAt",
    "protectedAt",
    "createdDate",
    "startedAt",
    "lastSeenAt",
    "updatedAt",
];

/// The event of the record `raw` of a file whose first line says `word`.
///
/// # Errors
/// The record is not well formed.
pub(super) fn read(
    site: &Site<'_>,
    people: &mut People,
    rule: Option<&Rule>,
    word: &str,
    raw: Raw<'_>,
    pointer: Pointer,
) -> Result<Event, Defect> {
    let is_container = matches!(raw.shape(), Shape::Object | Shape::Array);
    if raw.shape() == Shape::Object && !is_sound(&raw) {
        let reason = "this record is damaged";
        return Err(defect(
            site.entry,
            raw.range(),
            pointer,
            "invalid-json",
            reason,
        ));
    }
    let mut event = begin(site.entry, &raw, pointer, site.thread);
    event.marks = site.marks;
    event.kind = rule
        .filter(|_| is_container)
        .map_or_else(|| Kind::Unknown(word.into()), |rule| rule.kind.clone());
    if raw.shape() == Shape::Object {
        keep_rest(&mut event, "", unwrap(raw), &[]);
    } else {
        keep(&mut event, "value", raw);
    }
    set_time(&mut event);
    set_text(&mut event, word);
    match rule.map(|rule| rule.who) {
        Some(Who::Owner) => event.account = people.owner.clone(),
        Some(Who::Other) => {
            event.account = people.owner.clone();
            let other = event
                .details
                .remove("accountId")
                .and_then(|id| people.by_id(&id));
            event.others.extend(other);
        }
        Some(Who::Did) => {
            event.account = event
                .details
                .remove("accountId")
                .and_then(|id| people.by_id(&id));
            event.others.extend(people.owner.clone());
        }
        None => {}
    }
    Ok(event)
}

/// `{"follower": {…}}`: the object inside.
fn unwrap(raw: Raw<'_>) -> Raw<'_> {
    let mut fields = raw.fields().filter_map(Result::ok);
    match (fields.next(), fields.next()) {
        (Some((_, inner)), None) if is_sound(&inner) => inner,
        _ => raw,
    }
}

fn last_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn set_time(event: &mut Event) {
    let found = TIMES.iter().find_map(|name| {
        let (_, value) = event
            .details
            .iter()
            .find(|(key, _)| last_name(key) == *name)?;
        Some(times::read_text(value))
    });
    if let Some(when) = found {
        event.when = when;
    }
}

fn set_text(event: &mut Event, word: &str) {
    let names: &[&str] = match word {
        "note_tweet" | "deleted_note_tweet" => &["core.text", "noteTweetContents.text", "text"],
        "periscope_comments_made_by_user" => &["text"],
        "grok_chat_item" => &["message"],
        // The text of a liked post is somebody else's: it stays among the details.
        "like" => {
            event.text = Some("like".into());
            return;
        }
        _ => return,
    };
    let text = names.iter().find_map(|name| event.details.remove(name));
    if let Some(text) = &text {
        mark_hidden(text, &mut event.marks);
    }
    event.text = text;
}
