//! Discord's own data package: the owner's messages, by channel, and the account's relations.

use super::context::{Context, JsonFile, Out, Walk, thread};
use super::table::add_files;
use super::times;
use crate::Export;
use crate::kit::defects::defect;
use crate::kit::json_record::{
    begin, is_sound, keep, keep_named, keep_rest, scalar_of, set_text, text_of,
};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use crate::kit::peek::whole_entry;
use onrecord_model::{Account, Event, Kind, Mark, Marks, Pointer, Thread};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

/// Nothing else than messages is this long.
const SMALL: usize = 16 << 20;

/// Says of a message that the owner wrote it, as all of a package.
pub(super) fn own(context: &Context<'_>, event: &mut Event, id: &str) {
    event.account = context.owner.clone();
    event.marks.add(Mark::Outgoing);
    times::settle(event, id);
}

/// What `index.json` calls the channels.
pub(super) fn titles(export: &dyn Export, index: &str) -> BTreeMap<String, String> {
    let mut titles = BTreeMap::new();
    let content = whole_entry(export, index, SMALL).unwrap_or_default();
    let mut marks = Marks::NONE;
    for (id, title) in Raw::new(content.trim_ascii(), 0)
        .fields()
        .filter_map(Result::ok)
    {
        let (id, title) = (text_of(&id, &mut marks), text_of(&title, &mut marks));
        if let (Some(id), Some(title)) = (id, title) {
            titles.insert(id.into(), title.into());
        }
    }
    titles
}

/// Whose package this is, as `user.json` says.
pub(super) fn owner(export: &dyn Export, user: &str, platform: &Arc<str>) -> Option<Arc<Account>> {
    let content = whole_entry(export, user, SMALL).ok()?;
    let user = Raw::new(content.trim_ascii(), 0);
    super::people::People::new(platform.clone()).of_user(user, &mut Marks::NONE.clone())
}

/// The thread of a folder `c<id>`, by its `channel.json`.
pub(super) fn channel(context: &mut Context<'_>, channel: Option<&Arc<str>>, id: &str) -> Thread {
    let content = channel.and_then(|path| whole_entry(context.export, path, SMALL).ok());
    let content = content.unwrap_or_default();
    let object = Raw::new(content.trim_ascii(), 0);
    let mut marks = Marks::NONE;
    let mut text = |raw: Option<Raw<'_>>| {
        let value = raw.and_then(|raw| scalar_of(&raw, &mut marks));
        value.map(String::from).unwrap_or_default()
    };
    let name = text(object.get("name"));
    let guild = text(object.get("guild").and_then(|guild| guild.get("name")));
    let title = context.titles.get(id).cloned();
    let mut found = thread(context, id, &title.unwrap_or(name), &guild);
    let recipients = object.get("recipients");
    for one in recipients
        .iter()
        .flat_map(Raw::elements)
        .filter_map(Result::ok)
    {
        let account = match one.shape() {
            Shape::Object => context.people.of_user(one, &mut marks),
            _ => scalar_of(&one, &mut marks).and_then(|id| context.people.of(&id, "", "")),
        };
        found.participants.extend(account);
    }
    found
}

/// What of a package a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `messages.json` of one channel.
    Messages,
    /// `user.json`.
    User,
}

/// One file being read.
pub(super) struct PackageWalk<'a> {
    entry: Arc<str>,
    part: Part,
    thread: Arc<Thread>,
    stream: JsonFile<'a>,
}

fn enter(pointer: &str, is_array: bool) -> Enter {
    if is_array && matches!(pointer, "/relationships" | "/user_sessions") {
        Enter::Open
    } else {
        Enter::Whole
    }
}

impl<'a> PackageWalk<'a> {
    pub(super) fn new(
        entry: Arc<str>,
        part: Part,
        thread: Arc<Thread>,
        reader: Box<dyn Read + 'a>,
    ) -> Self {
        Self {
            stream: JsonStream::new(reader, Limits::default(), enter),
            entry,
            part,
            thread,
        }
    }
}

impl<'a> Walk<'a> for PackageWalk<'a> {
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
        let mut event = begin(&self.entry, &raw, pointer.clone(), &self.thread);
        match self.part {
            Part::Messages if raw.shape() == Shape::Object => {
                message(context, &mut event, raw);
                out.push_back(Ok(event));
            }
            Part::Messages => {
                event.kind = Kind::Unknown("message".into());
                keep(&mut event, "value", raw);
                out.push_back(Ok(event));
            }
            Part::User => {
                if let Some(event) = of_user(context, event, raw, &pointer) {
                    out.push_back(Ok(event));
                }
            }
        }
        true
    }
}

fn message(context: &Context<'_>, event: &mut Event, raw: Raw<'_>) {
    let mut id = String::new();
    for (name, value) in raw.fields().filter_map(Result::ok) {
        let text = |marks: &mut Marks| {
            let text = scalar_of(&value, marks);
            text.map(String::from).unwrap_or_default()
        };
        match name.inner() {
            Some(b"ID" | b"id") => {
                id = text(&mut event.marks);
                keep_named(event, "", &name, value);
            }
            Some(b"Timestamp" | b"timestamp") => {
                event.when = times::shown(&text(&mut event.marks), None);
            }
            Some(b"Contents" | b"contents") => set_text(event, &value),
            Some(b"Attachments" | b"attachments") => {
                let urls = text(&mut event.marks);
                add_files(context, event, urls.split_ascii_whitespace());
            }
            _ => keep_named(event, "", &name, value),
        }
    }
    own(context, event, &id);
}

/// The members of `user.json` that say something of others or of access to the account; the rest
/// are the owner's settings.
fn of_user(
    context: &mut Context<'_>,
    mut event: Event,
    raw: Raw<'_>,
    pointer: &Pointer,
) -> Option<Event> {
    let Pointer::Json { base, index } = pointer else {
        return None;
    };
    event.account = context.owner.clone();
    match (&**base, index) {
        ("/relationships", Some(_)) => {
            let mut marks = event.marks;
            let word = raw.get("type").and_then(|raw| scalar_of(&raw, &mut marks));
            let word = word.map(String::from).unwrap_or_default();
            let user = raw.get("user").unwrap_or(raw);
            let other = context.people.of_user(user, &mut event.marks);
            // Discord's documentation of relationships (types 1 to 4).
            event.kind = match &*word.to_lowercase() {
                "1" | "friend" => Kind::Connection,
                "2" | "blocked" => Kind::Block,
                "3" | "incoming_request" | "pending_incoming" => Kind::Request,
                "4" | "outgoing_request" | "pending_outgoing" => Kind::Request,
                _ => Kind::Unknown("relationship".into()),
            };
            if matches!(
                &*word.to_lowercase(),
                "3" | "incoming_request" | "pending_incoming"
            ) {
                event.marks.add(Mark::Incoming);
                event.others.extend(event.account.take());
                event.account = other;
            } else {
                event.others.extend(other);
            }
            keep_rest(&mut event, "", raw, &[]);
        }
        ("/user_sessions", Some(_)) => {
            event.kind = Kind::Login;
            keep_rest(&mut event, "", raw, &[]);
            let time = event.details.iter().find(|(name, _)| {
                matches!(
                    *name,
                    "creation_time" | "created_at" | "approx_last_used_time"
                )
            });
            if let Some((_, time)) = time {
                event.when = times::shown(time, None);
            }
        }
        ("/notes", None) => {
            event.kind = Kind::Unknown("notes".into());
            keep(&mut event, "notes", raw);
        }
        _ => return None,
    }
    Some(event)
}
