//! One row of `message` to its events. Knows nothing of where rows come from.
//!
//! Meanings of the numbered columns: Apple documents none of them; they are those that
//! <https://github.com/ReagentX/imessage-exporter> and forensic texts agree on. A number that is
//! not known here is kept as `Unknown` or as a detail.

use super::people::People;
use super::plist::{self, Value};
use super::times::{instant, when, when_real};
use super::typedstream;
use crate::kit::sqlite::{Column, Database, Row, Table};
use crate::kit::text::{decode, mark_hidden};
use onrecord_model::{Event, Kind, Locator, Mark, Thread, When};
use std::sync::Arc;

/// Versions of one message that are kept.
const VERSIONS: usize = 1_000;

macro_rules! columns {
    ($($field:ident = $name:literal,)*) => {
        /// The columns with a meaning here.
        pub(super) struct Columns { $(pub(super) $field: Column,)* known: Vec<Column> }
        impl Columns {
            pub(super) fn of(table: &Table) -> Self {
                let mut known = vec![$(table.column($name),)*];
                known.extend(SAYS_NOTHING.iter().map(|name| table.column(name)));
                Self { $($field: table.column($name),)* known }
            }
        }
    };
}

columns! {
    guid = "guid", text = "text", body = "attributedBody", handle = "handle_id",
    account = "account", destination = "destination_caller_id", error = "error", date = "date",
    read = "date_read", delivered = "date_delivered", played = "date_played",
    from_me = "is_from_me", item = "item_type", other = "other_handle",
    group_title = "group_title", action = "group_action_type", about = "associated_message_guid",
    about_type = "associated_message_type", about_emoji = "associated_message_emoji",
    summary = "message_summary_info", edited = "date_edited", retracted = "date_retracted",
    is_spam = "is_spam", is_forward = "is_forward", share_status = "share_status",
}

/// Columns that repeat what is told otherwise, or how far the phone had come with a message.
const SAYS_NOTHING: [&str; 14] = [
    "version",
    "account_guid",
    "is_finished",
    "is_prepared",
    "has_dd_results",
    "was_data_detected",
    "cache_has_attachments",
    "sort_id",
    "part_count",
    "ck_sync_state",
    "ck_record_id",
    "ck_record_change_tag",
    "sr_ck_sync_state",
    "is_sent",
];

/// Where to find the record that another is about.
pub(super) trait Targets {
    fn find(&self, guid: &str) -> Option<Locator>;
}

/// The events of a row: its own, then the versions of it that are kept, then its removal.
pub(super) fn events(
    row: &Row,
    columns: &Columns,
    thread: Arc<Thread>,
    people: &mut People,
    database: &Database<'_>,
    targets: &dyn Targets,
) -> Vec<Event> {
    let mut event = row.event(thread, Kind::Message);
    event.when = when(row.integer(columns.date));
    if event.when.as_written.is_empty()
        && let Some(written) = row.word(columns.date).filter(|written| written != "0")
    {
        event.when.as_written = written.into();
    }
    let from_me = row.is(columns.from_me);
    event.marks.add(if from_me {
        Mark::Outgoing
    } else {
        Mark::Incoming
    });
    set_people(&mut event, row, columns, people, database, from_me);
    set_text(&mut event, row, columns);
    if row.integer(columns.error).is_some_and(|error| error != 0) {
        event.marks.add(Mark::Failed);
        push(&mut event, "error", row.word(columns.error));
    }
    if row.is(columns.is_spam) {
        event.marks.add(Mark::Spam);
    }
    if row.is(columns.is_forward) {
        event.marks.add(Mark::Forwarded);
    }
    push(&mut event, "guid", row.word(columns.guid));
    set_kind(&mut event, row, columns, people, database);
    set_target(&mut event, row, columns, targets);
    for (name, column) in [
        ("date_read", columns.read),
        ("date_delivered", columns.delivered),
        ("date_played", columns.played),
        ("date_edited", columns.edited),
        ("date_retracted", columns.retracted),
    ] {
        // Written as an instant: a count from 2001 says nothing to anybody.
        if let Some((instant, _)) = row.integer(column).filter(|n| *n != 0).and_then(instant) {
            event.details.push(name, instant.to_string());
        }
    }
    let (mut details, mut marks) = (std::mem::take(&mut event.details), event.marks);
    event.attachments = people.attachments(database, row.rowid(), &mut marks, &mut details);
    row.rest(&columns.known, &mut details, &mut marks);
    (event.details, event.marks) = (details, marks);
    history(event, row, columns)
}

fn push(event: &mut Event, name: &str, value: Option<std::borrow::Cow<'_, str>>) {
    if let Some(value) = value {
        event.details.push(name, value);
    }
}

fn set_people(
    event: &mut Event,
    row: &Row,
    columns: &Columns,
    people: &mut People,
    database: &Database<'_>,
    from_me: bool,
) {
    let handle = row.integer(columns.handle).filter(|id| *id != 0);
    let other = handle.and_then(|id| people.handle(database, id));
    // The newer column names the number or address that was really used.
    let own = row
        .word(columns.destination)
        .or_else(|| row.word(columns.account))
        .and_then(|written| people.own(&written));
    (event.account, event.others) = if from_me {
        (own, other.into_iter().collect())
    } else {
        (other, own.into_iter().collect())
    };
    if let (Some(id), None) = (handle, &event.account)
        && !from_me
    {
        // Its row is gone.
        event.details.push("handle_id", id.to_string());
    }
}

fn set_text(event: &mut Event, row: &Row, columns: &Columns) {
    event.text = row.said(columns.text, &mut event.marks);
    let Some(archive) = row.bytes(columns.body) else {
        return;
    };
    match typedstream::text(archive) {
        Some(bytes) => {
            let archived = decode(bytes, &mut event.marks).into_owned();
            match event.text.as_deref() {
                None | Some("") => {
                    mark_hidden(&archived, &mut event.marks);
                    event.text = Some(archived.into());
                }
                // Written together by the phone: a difference is a trace of a change.
                Some(text) if text != archived => {
                    event.marks.add(Mark::Inconsistent);
                    event.details.push("attributedBody", archived);
                }
                Some(_) => {}
            }
        }
        None => {
            event.marks.add(Mark::Inconsistent);
            let note = format!("{} bytes that are not an archived text", archive.len());
            event.details.push("attributedBody", note);
        }
    }
}

fn set_kind(
    event: &mut Event,
    row: &Row,
    columns: &Columns,
    people: &mut People,
    database: &Database<'_>,
) {
    let item = row.integer(columns.item).unwrap_or(0);
    let action = row.integer(columns.action).unwrap_or(0);
    event.kind = match (item, action) {
        (0, _) => return,
        // Added, removed; left.
        (1, 0 | 1) | (3, 0) => Kind::Membership,
        // Renamed; picture changed or removed.
        (2, _) | (3, 1 | 2) => Kind::ProfileChange,
        // A place is shared, or no longer.
        (4, _) => {
            event.marks.add(Mark::Location);
            push(event, "share_status", row.word(columns.share_status));
            Kind::System
        }
        // A recording was kept; something is watched together.
        (5 | 6, _) => Kind::System,
        _ => Kind::Unknown(format!("item_type {item} group_action_type {action}").into()),
    };
    event.details.push("item_type", item.to_string());
    event.details.push("group_action_type", action.to_string());
    push(event, "group_title", row.word(columns.group_title));
    let other = row.integer(columns.other).filter(|id| *id != 0);
    match other.and_then(|id| people.handle(database, id)) {
        Some(other) => event.others = vec![other],
        None => event.others.clear(),
    }
}

/// Tapbacks: 2000 and on are given, 3000 and on taken back.
fn set_target(event: &mut Event, row: &Row, columns: &Columns, targets: &dyn Targets) {
    let code = row.integer(columns.about_type).unwrap_or(0);
    let about = row.word(columns.about);
    if code == 0 && about.is_none() {
        return;
    }
    event
        .details
        .push("associated_message_type", code.to_string());
    // `p:0/GUID` is a part of a message, `bp:GUID` a preview.
    let guid = about.as_deref().map(|about| {
        let bare = about.rsplit('/').next().unwrap_or(about);
        bare.strip_prefix("bp:").unwrap_or(bare).to_owned()
    });
    push(event, "associated_message_guid", about);
    if !(1_000..4_000).contains(&code) {
        return;
    }
    event.refers_to = guid.and_then(|guid| targets.find(&guid)).map(Box::new);
    event.kind = Kind::Reaction;
    if code >= 3_000 {
        event.marks.add(Mark::Deleted);
    }
    let symbol: Option<Box<str>> = match code % 1_000 {
        0 if code >= 2_000 => Some("\u{2764}".into()),
        1 => Some("\u{1f44d}".into()),
        2 => Some("\u{1f44e}".into()),
        3 => Some("\u{1f602}".into()),
        4 => Some("\u{203c}".into()),
        5 => Some("\u{2753}".into()),
        6 => row.said(columns.about_emoji, &mut event.marks),
        // A sticker: its picture is the attachment.
        _ => None,
    };
    // The text of the row is a sentence that the phone made ("Loved …").
    if let Some(sentence) = std::mem::replace(&mut event.text, symbol) {
        event.details.push("text", sentence);
    }
}

/// What `message_summary_info` keeps of edited (`ec`) and taken back (`rp`) parts.
fn history(mut event: Event, row: &Row, columns: &Columns) -> Vec<Event> {
    let retracted_at = row.integer(columns.retracted).filter(|date| *date != 0);
    let list = row.bytes(columns.summary).map(plist::parse);
    if let Some(None) = list {
        event.marks.add(Mark::Inconsistent);
        event
            .details
            .push("message_summary_info", "not a property list");
    }
    let list = list.flatten();
    let taken_back: Vec<String> = list
        .as_ref()
        .and_then(|list| list.get("rp"))
        .map_or(&[][..], Value::items)
        .iter()
        .filter_map(|part| part.number().map(|part| part.to_string()))
        .collect();
    let mut more = Vec::new();
    let empty: &[(String, Value<'_>)] = &[];
    let edited = list
        .as_ref()
        .and_then(|list| list.get("ec"))
        .map_or(empty, Value::pairs);
    for (part, versions) in edited {
        let versions = versions.items();
        for (number, version) in versions.iter().take(VERSIONS).enumerate() {
            more.push(version_event(&event, part, number, version));
        }
        if let Some(left_out) = versions.len().checked_sub(VERSIONS + 1) {
            event.marks.add(Mark::Truncated);
            let left_out = (left_out + 1).to_string();
            event.details.push("versions left out", left_out);
        }
    }
    if !more.is_empty() {
        event.marks.add(Mark::Edited);
    }
    if !taken_back.is_empty() || retracted_at.is_some() {
        event.marks.add(Mark::Unsent);
        let edited_at = row.integer(columns.edited);
        let mut removal = part_event(&event, Kind::Deletion);
        removal.when = when(retracted_at.or(edited_at));
        removal.marks.add(Mark::Unsent);
        if !taken_back.is_empty() {
            removal.details.push("rp", taken_back.join(" "));
        }
        more.push(removal);
    }
    more.insert(0, event);
    more
}

/// An event that stands in the same row as another and is about it.
fn part_event(of: &Event, kind: Kind) -> Event {
    let mut event = of.clone();
    event.kind = kind;
    event.when = When::undated();
    event.text = None;
    event.attachments.clear();
    // Where the row goes on is true of what stands in it, too.
    event.details.retain(|name, _| name.starts_with("row."));
    event.refers_to = Some(Box::new(of.locator.clone()));
    event
}

fn version_event(of: &Event, part: &str, number: usize, version: &Value<'_>) -> Event {
    let mut event = part_event(of, Kind::Edit);
    event.details.push("part", part);
    // Version 0 is what was sent first.
    event.details.push("version", number.to_string());
    if let Some(at) = version.get("d").and_then(Value::number) {
        event.when = when_real(at);
    }
    match version.get("t").and_then(Value::data) {
        Some(archive) => match typedstream::text(archive) {
            Some(bytes) => {
                let text = decode(bytes, &mut event.marks).into_owned();
                mark_hidden(&text, &mut event.marks);
                event.text = Some(text.into());
            }
            None => event.marks.add(Mark::Inconsistent),
        },
        None => event.marks.add(Mark::Inconsistent),
    }
    event
}
