//! Google Chat: one folder a conversation, with `messages.json` and `group_info.json`.

use super::context::{Context, JsonFile, Out, Walk, thread};
use crate::Export;
use crate::kit::date_words;
use crate::kit::defects::defect;
use crate::kit::json_record::{
    begin, is_sound, keep, keep_named, keep_rest, scalar_of, set_text, text_of,
};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use crate::kit::peek::whole_entry;
use onrecord_model::{Account, Event, Kind, Mark, Marks, Pointer, Precision, Thread, Wall, When};
use std::io::Read;
use std::sync::Arc;

/// Nothing but messages is this long.
const SMALL: usize = 16 << 20;

/// The platform's name.
pub(super) fn platform() -> Arc<str> {
    "google-chat".into()
}

/// One file being read.
pub(super) struct ChatWalk<'a> {
    entry: Arc<str>,
    stream: JsonFile<'a>,
    thread: Arc<Thread>,
    platform: Arc<str>,
    is_list_of_memberships: bool,
}

fn enter(pointer: &str, is_array: bool) -> Enter {
    if is_array && matches!(pointer, "/messages" | "/membership_info") {
        Enter::Open
    } else {
        Enter::Whole
    }
}

fn word(object: &Raw<'_>, name: &str) -> String {
    let mut marks = Marks::NONE;
    let value = object.get(name).and_then(|raw| text_of(&raw, &mut marks));
    value.map(String::from).unwrap_or_default()
}

/// Whose `user_info.json` this is.
pub(super) fn owner(export: &dyn Export, path: &str) -> Option<Box<str>> {
    let content = whole_entry(export, path, SMALL).ok()?;
    let user = Raw::new(content.trim_ascii(), 0).get("user")?;
    let email = word(&user, "email");
    (!email.is_empty()).then(|| email.into())
}

impl<'a> ChatWalk<'a> {
    /// `messages.json`, with what stands beside it.
    pub(super) fn messages(
        context: &mut Context<'a>,
        entry: Arc<str>,
        reader: Box<dyn Read + 'a>,
    ) -> Self {
        let platform = platform();
        let folder = entry.rfind('/').map_or("", |at| &entry[..at]);
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let key = if name.is_empty() { &*entry } else { name };
        let info = if folder.is_empty() {
            "group_info.json".to_owned()
        } else {
            format!("{folder}/group_info.json")
        };
        let content = whole_entry(context.export, &info, SMALL).unwrap_or_default();
        let info = Raw::new(content.trim_ascii(), 0);
        let mut thread = thread(&platform, key, &word(&info, "name"), "");
        let members = info.get("members");
        for member in members
            .iter()
            .flat_map(Raw::elements)
            .filter_map(Result::ok)
        {
            let account = person(context, &platform, member);
            thread.participants.extend(account);
        }
        Self {
            stream: JsonStream::new(reader, Limits::default(), enter),
            thread: Arc::new(thread),
            entry,
            platform,
            is_list_of_memberships: false,
        }
    }

    /// `user_info.json`: the conversations that the owner is or was in.
    pub(super) fn memberships(entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        let platform = platform();
        Self {
            stream: JsonStream::new(reader, Limits::default(), enter),
            thread: Arc::new(thread(&platform, "user_info", "", "")),
            entry,
            platform,
            is_list_of_memberships: true,
        }
    }
}

fn person(context: &mut Context<'_>, platform: &Arc<str>, user: Raw<'_>) -> Option<Arc<Account>> {
    let mut marks = Marks::NONE;
    let mut word = |name| user.get(name).and_then(|raw| text_of(&raw, &mut marks));
    let (email, name) = (word("email"), word("name"));
    let (email, name) = (email.unwrap_or_default(), name.unwrap_or_default());
    context.account(platform, "", &email, &name)
}

impl<'a> Walk<'a> for ChatWalk<'a> {
    fn step(&mut self, context: &mut Context<'a>, out: &mut Out) -> bool {
        let (pointer, raw) = match self.stream.next_piece() {
            None => return false,
            Some(Piece::End(_)) => return true,
            Some(Piece::Fault(fault)) => {
                out.push_back(Err(fault.into_defect(&self.entry)));
                return true;
            }
            Some(Piece::Value { pointer, raw }) => (pointer, raw),
        };
        let Pointer::Json { base, index } = &pointer else {
            return true;
        };
        if self.is_list_of_memberships && &**base == "/user" {
            return true;
        }
        if raw.shape() == Shape::Object && !is_sound(&raw) {
            let reason = "this record is damaged";
            let range = raw.range();
            out.push_back(Err(defect(
                &self.entry,
                range,
                pointer,
                "invalid-json",
                reason,
            )));
            return true;
        }
        let is_message = &**base == "/messages" && index.is_some();
        if is_message && raw.shape() == Shape::Object {
            message(
                context,
                &self.platform,
                &self.entry,
                &self.thread,
                raw,
                pointer,
                out,
            );
            return true;
        }
        let mut event = begin(&self.entry, &raw, pointer.clone(), &self.thread);
        if self.is_list_of_memberships && index.is_some() {
            event.kind = Kind::Membership;
            let owner = context.chat_owner.clone().unwrap_or_default();
            event.account = context.account(&self.platform, "", &owner, "");
            keep_rest(&mut event, "", raw, &[]);
        } else {
            let name = base.rsplit('/').next().unwrap_or_default();
            event.kind = Kind::Unknown(name.into());
            keep(&mut event, "value", raw);
        }
        out.push_back(Ok(event));
        true
    }
}

fn when(raw: Raw<'_>, marks: &mut Marks) -> When {
    let text = scalar_of(&raw, marks).unwrap_or_default();
    let found = english(&text).or_else(|| date_words::when(&text));
    found.unwrap_or_else(|| When {
        as_written: text.into(),
        ..When::undated()
    })
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `Thursday, November 3, 2016 at 11:59:50 AM UTC`, as most exports have it: every other way of
/// writing is left to [`date_words`], which takes longer.
fn english(text: &str) -> Option<When> {
    let (_, date) = text.split_once(", ")?;
    let mut words = date.split([' ', '\u{202f}']);
    let month = words.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let day = words.next()?.strip_suffix(',')?.parse().ok()?;
    let year = words.next()?.parse().ok()?;
    if words.next()? != "at" {
        return None;
    }
    let mut clock = words.next()?.splitn(3, ':');
    let mut part = || clock.next()?.parse::<u8>().ok();
    let (hour, minute, second) = (part()?, part()?, part()?);
    let afternoon = match words.next()? {
        "AM" => 0,
        "PM" => 12,
        _ => return None,
    };
    if words.next()? != "UTC" || words.next().is_some() || !(1..=12).contains(&hour) {
        return None;
    }
    let hour = hour % 12 + afternoon;
    let month = u8::try_from(month).ok()?;
    let wall = Wall::new(year, month, day, hour, minute, second, 0)?;
    Some(When::stated(text, wall.at_offset(0), Precision::Second))
}

fn message(
    context: &mut Context<'_>,
    platform: &Arc<str>,
    entry: &Arc<str>,
    thread: &Arc<Thread>,
    raw: Raw<'_>,
    pointer: Pointer,
    out: &mut Out,
) {
    let mut event = begin(entry, &raw, pointer, thread);
    let (mut reactions, mut versions) = (None, None);
    for (name, value) in raw.fields().filter_map(Result::ok) {
        match name.inner() {
            Some(b"creator") if value.shape() == Shape::Object => {
                event.account = person(context, platform, value);
                keep_rest(&mut event, "creator.", value, &["name", "email"]);
                let last = event.details.len().saturating_sub(1);
                let said = event.details.at(last);
                if said.is_some_and(|(_, value)| value == "Human") {
                    event.details.truncate(last);
                }
            }
            Some(b"created_date") => event.when = when(value, &mut event.marks),
            Some(b"text") if event.text.is_none() => set_text(&mut event, &value),
            Some(b"updated_date") => {
                event.marks.add(Mark::Edited);
                keep_named(&mut event, "", &name, value);
            }
            Some(b"message_state") => {
                if value.is("DELETED") {
                    event.marks.add(Mark::Deleted);
                }
                keep_named(&mut event, "", &name, value);
            }
            Some(b"deleted_date" | b"deletion_metadata") => {
                event.marks.add(Mark::Deleted);
                keep_named(&mut event, "", &name, value);
            }
            Some(b"attached_files") if value.shape() == Shape::Array => {
                for file in value.elements().filter_map(Result::ok) {
                    let name = word(&file, "export_name");
                    if name.is_empty() {
                        keep(&mut event, "attached_files", file);
                        continue;
                    }
                    let mut found = context.file_beside(entry, &name, &mut event.marks);
                    let original = word(&file, "original_name");
                    if !original.is_empty() {
                        found.name = original.into();
                    }
                    event.attachments.push(found);
                    event.details.push("export_name", name);
                }
            }
            Some(b"reactions") if value.shape() == Shape::Array => reactions = Some(value),
            Some(b"previous_message_versions") if value.shape() == Shape::Array => {
                versions = Some(value);
            }
            _ => keep_named(&mut event, "", &name, value),
        }
    }
    direct(context, &mut event);
    let mut followers = Vec::new();
    for (list, key) in [
        (versions, "previous_message_versions"),
        (reactions, "reactions"),
    ] {
        let Some(list) = list else { continue };
        for (index, element) in list.elements().enumerate() {
            let Ok(element) = element else {
                keep(&mut event, key, list);
                break;
            };
            if !is_sound(&element) {
                keep(&mut event, key, element);
                continue;
            }
            let pointer = Pointer::Json {
                base: format!("{}/{key}", event.locator.pointer).into(),
                index: Some(index as u64),
            };
            let mut one = begin(entry, &element, pointer, thread);
            one.refers_to = Some(Box::new(event.locator.clone()));
            if key == "reactions" {
                reaction(context, platform, one, element, &mut followers);
            } else {
                event.marks.add(Mark::Edited);
                one.account = event.account.clone();
                version(context, &mut one, element);
                followers.push(one);
            }
        }
    }
    out.push_back(Ok(event));
    out.extend(followers.into_iter().map(Ok));
}

/// Sent or received, where it is known whose export this is.
fn direct(context: &Context<'_>, event: &mut Event) {
    let (Some(owner), Some(account)) = (&context.chat_owner, &event.account) else {
        return;
    };
    event.marks.add(if account.handle.as_ref() == Some(owner) {
        Mark::Outgoing
    } else {
        Mark::Incoming
    });
}

/// What the message said before.
fn version(context: &Context<'_>, event: &mut Event, raw: Raw<'_>) {
    event.kind = Kind::Edit;
    for (name, value) in raw.fields().filter_map(Result::ok) {
        match name.inner() {
            Some(b"text") if event.text.is_none() => set_text(event, &value),
            Some(b"created_date") => event.when = when(value, &mut event.marks),
            _ => keep_named(event, "", &name, value),
        }
    }
    direct(context, event);
}

/// One event for each who reacted, or one where nobody is named.
fn reaction(
    context: &mut Context<'_>,
    platform: &Arc<str>,
    mut event: Event,
    raw: Raw<'_>,
    out: &mut Vec<Event>,
) {
    event.kind = Kind::Reaction;
    let mut people = Vec::new();
    for (name, value) in raw.fields().filter_map(Result::ok) {
        match name.inner() {
            Some(b"emoji") if value.get("unicode").is_some() => {
                if let Some(emoji) = value.get("unicode") {
                    set_text(&mut event, &emoji);
                }
            }
            Some(b"reactor_emails") if value.shape() == Shape::Array => {
                for email in value.elements().filter_map(Result::ok) {
                    let email = scalar_of(&email, &mut event.marks).unwrap_or_default();
                    people.extend(context.account(platform, "", &email, ""));
                }
            }
            _ => keep_named(&mut event, "", &name, value),
        }
    }
    if people.is_empty() {
        out.push(event);
        return;
    }
    for person in people {
        let mut one = event.clone();
        one.account = Some(person);
        direct(context, &mut one);
        out.push(one);
    }
}
