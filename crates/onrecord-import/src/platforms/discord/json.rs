//! DiscordChatExporter's JSON: one channel a file.

use super::context::{Context, JsonFile, Out, Walk, id_in_name, kind_of, thread};
use super::files::attachment;
use super::times;
use crate::kit::defects::defect;
use crate::kit::iso_time;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, scalar_of, set_text, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use onrecord_model::{Event, Kind, Mark, Marks, Pointer, Thread};
use std::io::Read;
use std::sync::Arc;

/// One file being read.
pub(super) struct JsonWalk<'a> {
    entry: Arc<str>,
    stream: JsonFile<'a>,
    thread: Arc<Thread>,
    guild: String,
    count: u64,
}

fn enter(pointer: &str, is_array: bool) -> Enter {
    if is_array && pointer == "/messages" {
        Enter::Open
    } else {
        Enter::Whole
    }
}

impl<'a> JsonWalk<'a> {
    pub(super) fn new(context: &Context<'_>, entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        let key = id_in_name(&entry).unwrap_or(&entry);
        Self {
            thread: Arc::new(thread(context, key, "", "")),
            stream: JsonStream::new(reader, Limits::default(), enter),
            entry,
            guild: String::new(),
            count: 0,
        }
    }
}

fn member(object: &Raw<'_>, name: &str) -> String {
    let mut marks = Marks::NONE;
    let value = object.get(name).and_then(|raw| scalar_of(&raw, &mut marks));
    value.map(String::from).unwrap_or_default()
}

impl<'a> Walk<'a> for JsonWalk<'a> {
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
        match (&**base, index) {
            ("/messages", Some(_)) => {
                self.count += 1;
                message(context, &self.entry, &self.thread, raw, pointer, out);
            }
            ("/guild", None) => self.guild = member(&raw, "name"),
            ("/channel", None) => {
                let (id, name) = (member(&raw, "id"), member(&raw, "name"));
                let key = if id.is_empty() {
                    &*self.thread.key
                } else {
                    &id
                };
                let folder = match member(&raw, "category") {
                    category if category.is_empty() => self.guild.clone(),
                    category => format!("{} / {category}", self.guild),
                };
                self.thread = Arc::new(thread(context, key, &name, &folder));
            }
            ("/messageCount", None) => {
                let said = raw.integer().and_then(|count| u64::try_from(count).ok());
                if said != Some(self.count) {
                    let reason = format!(
                        "this file says that it has {} messages, and {} were found",
                        raw.verbatim(),
                        self.count
                    );
                    let range = raw.range();
                    out.push_back(Err(defect(
                        &self.entry,
                        range,
                        pointer,
                        "count-differs",
                        &reason,
                    )));
                }
            }
            // The range of dates asked for, and when the export was made.
            ("/dateRange" | "/exportedAt", None) => {}
            ("/messages", None) => {
                let reason = "`messages` is not a list";
                let range = raw.range();
                out.push_back(Err(defect(
                    &self.entry,
                    range,
                    pointer,
                    "not-a-list",
                    reason,
                )));
            }
            (name, _) => {
                let mut event = begin(&self.entry, &raw, pointer.clone(), &self.thread);
                event.kind = Kind::Unknown(name.trim_start_matches('/').into());
                keep(&mut event, "value", raw);
                out.push_back(Ok(event));
            }
        }
        true
    }
}

fn message(
    context: &mut Context<'_>,
    entry: &Arc<str>,
    thread: &Arc<Thread>,
    raw: Raw<'_>,
    pointer: Pointer,
    out: &mut Out,
) {
    if !is_sound(&raw) {
        let reason = "this message is damaged";
        out.push_back(Err(defect(
            entry,
            raw.range(),
            pointer,
            "invalid-json",
            reason,
        )));
        return;
    }
    let base = pointer.to_string();
    let mut event = begin(entry, &raw, pointer, thread);
    let mut id = None;
    let mut reactions = None;
    for (name, value) in raw.fields().filter_map(Result::ok) {
        match name.inner() {
            Some(b"id") => {
                id = scalar_of(&value, &mut event.marks).map(String::from);
                keep(&mut event, "id", value);
            }
            Some(b"type") => {
                let word = scalar_of(&value, &mut event.marks).unwrap_or_default();
                event.kind = kind_of(&word);
                if !matches!(&*word, "Default" | "0") {
                    keep(&mut event, "type", value);
                }
            }
            Some(b"timestamp") => {
                let text = scalar_of(&value, &mut event.marks).unwrap_or_default();
                event.when = iso_time::parse_or_keep(&text);
            }
            Some(b"timestampEdited") => {
                if !value.is_null() {
                    event.marks.add(Mark::Edited);
                    keep_named(&mut event, "", &name, value);
                }
            }
            Some(b"isPinned") if value.boolean() == Some(false) => {}
            Some(b"content") => set_text(&mut event, &value),
            Some(b"author") if value.shape() == Shape::Object => {
                event.account = context.people.of_user(value, &mut event.marks);
                if value.get("isBot").and_then(|raw| raw.boolean()) == Some(true) {
                    keep(&mut event, "author.isBot", Raw::new(b"true", value.start));
                }
            }
            Some(b"attachments") if value.shape() == Shape::Array => {
                attachments(context, &mut event, "attachments", value);
            }
            Some(b"stickers") if value.shape() == Shape::Array => stickers(&mut event, value),
            Some(b"reactions") if value.shape() == Shape::Array => reactions = Some(value),
            Some(b"mentions") if value.shape() == Shape::Array => {
                for user in value.elements().filter_map(Result::ok) {
                    match context.people.of_user(user, &mut event.marks) {
                        Some(account) => event.others.push(account),
                        None => keep(&mut event, "mentions", user),
                    }
                }
            }
            Some(b"forwardedMessage") if value.shape() == Shape::Object => {
                forwarded(context, &mut event, value);
            }
            // Drawn from the text and the reactions by the exporter.
            Some(b"inlineEmojis") => {}
            _ => keep_named(&mut event, "", &name, value),
        }
    }
    finish_call(&mut event);
    if let Some(id) = &id {
        times::settle(&mut event, id);
    }
    let mut followers = Vec::new();
    if let Some(list) = reactions {
        for (index, element) in list.elements().enumerate() {
            match element {
                Ok(element) if is_sound(&element) => {
                    let base = format!("{base}/reactions");
                    reaction(context, &event, element, &base, index, &mut followers);
                }
                Ok(element) => keep(&mut event, "reactions", element),
                Err(_) => {
                    keep(&mut event, "reactions", list);
                    break;
                }
            }
        }
    }
    out.push_back(Ok(event));
    out.extend(followers.into_iter().map(Ok));
}

/// A call that ended when it began was not answered.
fn finish_call(event: &mut Event) {
    if event.kind != Kind::Call {
        return;
    }
    let ended = event.details.get("callEndedTimestamp");
    let ended = ended.and_then(iso_time::parse);
    let began = event.when.truth.instant();
    if began.is_some() && ended.and_then(|ended| ended.truth.instant()) == began {
        event.marks.add(Mark::Missed);
    }
}

fn attachments(context: &Context<'_>, event: &mut Event, prefix: &str, list: Raw<'_>) {
    for (index, one) in list.elements().filter_map(Result::ok).enumerate() {
        let text = |key: &str, marks: &mut Marks| {
            let value = one.get(key).and_then(|raw| text_of(&raw, marks));
            value.map(String::from).unwrap_or_default()
        };
        let (url, name) = (
            text("url", &mut event.marks),
            text("fileName", &mut event.marks),
        );
        if url.is_empty() && name.is_empty() {
            keep(event, prefix, one);
            continue;
        }
        let entry = event.locator.entry.clone();
        let found = attachment(&context.names, &entry, &url, &name, &mut event.marks);
        event.attachments.push(found);
        for (key, value) in one.fields().filter_map(Result::ok) {
            if !key.is("fileName") {
                keep_named(event, &format!("{prefix}.{index}."), &key, value);
            }
        }
    }
}

fn stickers(event: &mut Event, list: Raw<'_>) {
    for one in list.elements().filter_map(Result::ok) {
        match one.get("name") {
            Some(name) => keep(event, "sticker", name),
            None => keep(event, "sticker", one),
        }
    }
}

/// What was forwarded stands beside the message, which has no text of its own then.
fn forwarded(context: &Context<'_>, event: &mut Event, object: Raw<'_>) {
    event.marks.add(Mark::Forwarded);
    for (name, value) in object.fields().filter_map(Result::ok) {
        match name.inner() {
            Some(b"content") if event.text.as_deref().is_none_or(str::is_empty) => {
                set_text(event, &value);
            }
            Some(b"attachments") if value.shape() == Shape::Array => {
                attachments(context, event, "forwardedMessage.attachments", value);
            }
            _ => keep_named(event, "forwardedMessage.", &name, value),
        }
    }
}

/// One event for each person who is named, or one for all where none is.
fn reaction(
    context: &mut Context<'_>,
    message: &Event,
    raw: Raw<'_>,
    base: &str,
    index: usize,
    out: &mut Vec<Event>,
) {
    let pointer = Pointer::Json {
        base: base.into(),
        index: Some(index as u64),
    };
    let mut event = begin(&message.locator.entry, &raw, pointer, &message.thread);
    event.kind = Kind::Reaction;
    event.refers_to = Some(Box::new(message.locator.clone()));
    let mut users = Vec::new();
    for (name, value) in raw.fields().filter_map(Result::ok) {
        match name.inner() {
            Some(b"emoji") if value.shape() == Shape::Object => {
                match value.get("name") {
                    Some(emoji) => set_text(&mut event, &emoji),
                    None => keep(&mut event, "emoji", value),
                }
                if let Some(id) = value.get("id") {
                    keep(&mut event, "emoji.id", id);
                }
            }
            Some(b"users") if value.shape() == Shape::Array => {
                for user in value.elements().filter_map(Result::ok) {
                    match context.people.of_user(user, &mut event.marks) {
                        Some(account) => users.push(account),
                        None => keep(&mut event, "users", user),
                    }
                }
            }
            _ => keep_named(&mut event, "", &name, value),
        }
    }
    if users.is_empty() {
        out.push(event);
        return;
    }
    for account in users {
        let mut one = event.clone();
        one.account = Some(account);
        out.push(one);
    }
}
