//! A record as names and values, whether it stood in JSON or in a table; and as an event. Knows
//! neither JSON nor HTML.

use super::lists::{Rule, Way};
use super::{Context, times};
use crate::kit::html::decode;
use crate::kit::text::mark_hidden;
use onrecord_model::{Event, Kind, Mark, Precision};
use std::borrow::Cow;

/// One value by its name: text where it is any, as written otherwise; `None` for `null`.
pub(super) type Field<'f> = (Cow<'f, str>, Option<Cow<'f, str>>);

/// Names of the field that holds a record's time, best first.
const TIMES: &[&str] = &[
    "Created",
    "Date & Time",
    "Date",
    "Creation Timestamp",
    "Start Time",
    "Login Time",
    "Timestamp",
    "Time",
    "Last Modified Timestamp",
    // A place is a list of its time and itself.
    "value.0",
];

fn take<'f>(fields: &mut Vec<Field<'f>>, name: &str) -> Option<Cow<'f, str>> {
    let at = fields.iter().position(|(held, _)| held == name)?;
    fields.remove(at).1.filter(|value| !value.is_empty())
}

fn flag(fields: &mut Vec<Field<'_>>, name: &str) -> Option<bool> {
    let at = fields.iter().position(|(held, _)| held == name)?;
    let written = fields.get(at)?.1.as_deref()?;
    let value = written.eq_ignore_ascii_case("true");
    if !value && !written.eq_ignore_ascii_case("false") {
        return None;
    }
    fields.remove(at);
    Some(value)
}

/// Fills `event`, which has its place already, from what its record says.
pub(super) fn fill(
    context: &Context<'_>,
    event: &mut Event,
    rule: &Rule,
    mut fields: Vec<Field<'_>>,
) {
    event.kind = rule.kind.clone();
    event.marks.0 |= rule.marks.0;
    set_time(event, rule, &mut fields);
    match rule.way {
        Way::Chat | Way::Snap => chat(context, event, rule, &mut fields),
        Way::Call => call(context, event, &fields),
        Way::Person => person(context, event, &mut fields),
        Way::Own => event.account = context.owner.clone(),
        Way::Plain => {}
    }
    for (name, value) in fields {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            continue;
        };
        if name == "Location" || name.contains("Latitude") || name == "City" {
            event.marks.add(Mark::Location);
        }
        mark_hidden(&value, &mut event.marks);
        event.details.push((name.into(), value.into()));
    }
}

fn set_time(event: &mut Event, rule: &Rule, fields: &mut Vec<Field<'_>>) {
    let find = |fields: &[Field<'_>], name: &str| {
        let (_, value) = fields.iter().find(|(held, _)| held == name)?;
        times::written(value.as_deref()?)
    };
    let last = ["Last Modified Timestamp"];
    let first = if rule.last_change { &last[..] } else { &[] };
    let found = first
        .iter()
        .chain(TIMES)
        .find_map(|name| Some((*name, find(fields, name)?)));
    let counted = fields
        .iter()
        .find(|(name, _)| name.starts_with("Created("))
        .and_then(|(name, value)| Some((name.clone(), value.as_deref()?.parse::<i64>().ok()?)));
    if let Some((name, number)) = counted {
        let (when, is_odd) = times::counted(number, found.as_ref().map(|(_, when)| when));
        if is_odd {
            event.marks.add(Mark::Inconsistent);
        }
        if let Some(when) = when {
            fields.retain(|(held, _)| *held != name && held != "Created");
            event.when = when;
            return;
        }
    }
    if let Some((name, when)) = found {
        // A day alone is a date of birth or of a file, and is kept as a detail.
        if when.precision != Precision::Day {
            if !rule.last_change {
                fields.retain(|(held, _)| held != name);
            }
            event.when = when;
        }
    }
}

fn chat(context: &Context<'_>, event: &mut Event, rule: &Rule, fields: &mut Vec<Field<'_>>) {
    let (from, to) = (take(fields, "From"), take(fields, "To"));
    let is_sender = flag(fields, "IsSender").or(rule.is_sender);
    match is_sender {
        Some(true) => event.marks.add(Mark::Outgoing),
        Some(false) => event.marks.add(Mark::Incoming),
        None => {}
    }
    event.account = match &from {
        Some(from) => Some(context.account(from, None)),
        None if is_sender == Some(true) => context.owner.clone(),
        None => None,
    };
    event.others.extend(to.map(|to| context.account(&to, None)));
    let is_saved = flag(fields, "IsSaved").or(rule.is_saved);
    let media_type = take(fields, "Media Type").unwrap_or_default();
    let content = fields
        .iter()
        .position(|(name, _)| name == "Content" || name == "Text");
    if let Some(at) = content {
        let (name, text) = fields.remove(at);
        // Until 2022 `Text` had its signs written as HTML.
        event.text = text.map(|text| match &*name {
            "Text" => decode(text.as_bytes()).0.into(),
            _ => text.into(),
        });
    }
    if let Some(text) = &event.text {
        mark_hidden(text, &mut event.marks);
    }
    if let Some(ids) = take(fields, "Media IDs") {
        context.media.attach(event, &ids);
    }
    let has_nothing = event.text.as_deref().unwrap_or_default().is_empty();
    if rule.way == Way::Snap {
        event.marks.add(Mark::Ephemeral);
        event.marks.add(Mark::AttachmentOmitted);
    } else if is_saved == Some(false) {
        event.marks.add(Mark::Ephemeral);
    }
    if is_saved == Some(false) && has_nothing {
        event.details.push(("saved".into(), "no".into()));
    }
    kind_of(event, &media_type);
    if media_type != "TEXT" && !media_type.is_empty() {
        event.details.push(("Media Type".into(), media_type.into()));
    }
    if let Some(title) = take(fields, "Conversation Title") {
        let is_shown = event.thread.title.as_deref() == Some(&*title);
        if !is_shown {
            event
                .details
                .push(("Conversation Title".into(), title.into()));
        }
    }
}

/// What a message of that media type is.
fn kind_of(event: &mut Event, media_type: &str) {
    let status = media_type.strip_prefix("STATUS");
    event.kind = match (media_type, status) {
        ("LOCATION", _) => {
            event.marks.add(Mark::Location);
            Kind::Message
        }
        ("VIDEO" | "IMAGE" | "PHOTO", _)
        | ("TEXT" | "MEDIA" | "NOTE" | "STICKER" | "SHARE" | "SHARESAVEDSTORY" | "", _) => {
            Kind::Message
        }
        (_, Some(what)) if what.contains("ERASED") || what.contains("DELETED") => {
            event.marks.add(Mark::Deleted);
            Kind::Deletion
        }
        (_, Some(what)) if what.contains("PARTICIPANT") || what.contains("JOIN") => {
            Kind::Membership
        }
        (_, Some(what)) if what.contains("CALL") => {
            if what.contains("MISSED") {
                event.marks.add(Mark::Missed);
            }
            if what.contains("VIDEO") {
                event.marks.add(Mark::Video);
            }
            Kind::Call
        }
        (_, Some(_)) => Kind::System,
        (other, None) => Kind::Unknown(other.into()),
    };
}

/// A call, which does not say with whom it was.
fn call(context: &Context<'_>, event: &mut Event, fields: &[Field<'_>]) {
    let find = |wanted: &str| {
        let (_, value) = fields.iter().find(|(name, _)| name == wanted)?;
        value.as_deref().map(str::to_ascii_lowercase)
    };
    if event.marks.has(Mark::Outgoing) {
        event.account = context.owner.clone();
    }
    if find("Type").is_some_and(|kind| kind.contains("video")) {
        event.marks.add(Mark::Video);
    }
    let result = find("Result").unwrap_or_default();
    for (word, mark) in [
        ("miss", Mark::Missed),
        ("fail", Mark::Failed),
        ("declin", Mark::Rejected),
        ("reject", Mark::Rejected),
    ] {
        if result.contains(word) {
            event.marks.add(mark);
        }
    }
}

/// A list of accounts: friends, blocked, requests.
fn person(context: &Context<'_>, event: &mut Event, fields: &mut Vec<Field<'_>>) {
    let name = take(fields, "Display Name");
    let handle = take(fields, "Username");
    let other = match (&handle, &name) {
        (Some(handle), name) => Some(context.account(handle, name.as_deref())),
        (None, Some(name)) => {
            let account = onrecord_model::Account::named(&context.platform, name);
            Some(account.into())
        }
        (None, None) => None,
    };
    if event.kind == Kind::Request && event.marks.has(Mark::Incoming) {
        event.account = other;
    } else {
        event.account = context.owner.clone();
        event.others.extend(other);
    }
}
