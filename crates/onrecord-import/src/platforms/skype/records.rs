//! The values of messages.json to events. Knows nothing of files.

use super::content;
use crate::kit::defects::defect;
use crate::kit::iso_time;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, keep_rest, scalar_of, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_walk::{Record, ValueReader};
use crate::kit::memo::Memo;
use crate::kit::text::mark_hidden;
use onrecord_model::{Account, Attachment, Event, Kind, Mark, Marks, Place, Pointer, Thread};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

const PLATFORM: &str = "skype";

/// Reads messages.json and endpoints.json.
pub(super) struct Reader {
    platform: Arc<str>,
    owner: Option<Box<str>>,
    media: Arc<BTreeMap<Box<str>, Arc<str>>>,
    people: Memo<Account>,
    /// The conversation whose messages come, by its number.
    current: Option<Conversation>,
}

/// A conversation: what has been read of it so far.
#[derive(Default)]
struct Conversation {
    number: u64,
    id: Option<Box<str>>,
    name: Option<Box<str>>,
    thread: Option<Arc<Thread>>,
}

/// An account's id without the number of its kind: `8:live:ann`.
fn bare(id: &str) -> &str {
    id.strip_prefix("8:").unwrap_or(id)
}

/// What a message is, by Skype's word for it.
fn kind_of(word: &str) -> (Kind, Marks) {
    let kind = match word {
        "Text"
        | "RichText"
        | "RichText/Sms"
        | "RichText/Contacts"
        | "RichText/UriObject"
        | "RichText/Files"
        | "RichText/Location"
        | "RichText/Media_Video"
        | "RichText/Media_AudioMsg"
        | "RichText/Media_GenericFile"
        | "RichText/Media_Album"
        | "RichText/Media_Card"
        | "Event/SkypeVideoMessage"
        | "Text/VideoMessage" => Kind::Message,
        "Event/Call" => Kind::Call,
        "ThreadActivity/AddMember"
        | "ThreadActivity/DeleteMember"
        | "ThreadActivity/MemberJoined"
        | "ThreadActivity/MemberLeft" => Kind::Membership,
        "ThreadActivity/TopicUpdate"
        | "ThreadActivity/PictureUpdate"
        | "ThreadActivity/RoleUpdate" => Kind::ProfileChange,
        "InviteFreeRelationshipChanged/Initialized" => Kind::Request,
        "Notice" | "PopCard" => Kind::System,
        word if word.starts_with("ThreadActivity/") => Kind::System,
        word => Kind::Unknown(word.into()),
    };
    let mut marks = Marks::NONE;
    if word == "RichText/Location" {
        marks.add(Mark::Location);
    }
    (kind, marks)
}

impl Reader {
    pub(super) fn new(owner: Option<&str>, media: Arc<BTreeMap<Box<str>, Arc<str>>>) -> Self {
        Self {
            platform: PLATFORM.into(),
            owner: owner.map(|owner| bare(owner).into()),
            media,
            people: Memo::default(),
            current: None,
        }
    }

    fn account(&mut self, id: &str, name: Option<&str>) -> Arc<Account> {
        let platform = &self.platform;
        let key = [id, name.unwrap_or("")];
        self.people.get_by(&key, || Account {
            platform: platform.clone(),
            stable_id: Some(id.into()),
            handle: None,
            name: name.map(Into::into),
        })
    }

    fn thread(&self, key: &str, title: Option<&str>) -> Arc<Thread> {
        Arc::new(Thread {
            platform: self.platform.clone(),
            key: key.into(),
            title: title.map(Into::into),
            folder: None,
            participants: Vec::new(),
        })
    }

    /// The conversation of that number, as far as it has been read.
    fn conversation(&mut self, number: u64) -> Conversation {
        match self.current.take() {
            Some(known) if known.number == number => known,
            _ => Conversation {
                number,
                ..Conversation::default()
            },
        }
    }

    fn thread_of(&self, one: &mut Conversation) -> Arc<Thread> {
        if let Some(thread) = &one.thread {
            return thread.clone();
        }
        let made = match &one.id {
            Some(id) => self.thread(id, one.name.as_deref()),
            None => self.thread(
                &format!("conversation {}", one.number + 1),
                one.name.as_deref(),
            ),
        };
        one.thread = Some(made.clone());
        made
    }

    /// Something of a conversation: its name, a message, or anything else that is said of it.
    fn part(
        &mut self,
        entry: &Arc<str>,
        pointer: &Pointer,
        (number, field): (u64, &str),
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        let mut one = self.conversation(number);
        let mut marks = Marks::NONE;
        match field {
            "id" if one.id.is_none() && raw.shape() == Shape::String => {
                one.id = text_of(&raw, &mut marks).map(Into::into);
            }
            "displayName" if one.name.is_none() && raw.shape() == Shape::String => {
                let name = text_of(&raw, &mut marks).filter(|name| !name.is_empty());
                one.name = name.map(Into::into);
            }
            "MessageList" if matches!(pointer, Pointer::Json { index: Some(_), .. }) => {
                out.push_back(self.message(entry, pointer.clone(), raw, &mut one));
            }
            // The number of the conversation's last version says nothing to a person.
            "version" if raw.shape() == Shape::Bare => {}
            _ if raw.is_null() || matches!(raw.bytes, b"{}" | b"[]" | b"\"\"") => {}
            _ => {
                let thread = self.thread_of(&mut one);
                out.push_back(self.said(entry, pointer, field, raw, &thread));
            }
        }
        self.current = Some(one);
    }

    /// A value that is no message.
    fn said(
        &mut self,
        entry: &Arc<str>,
        pointer: &Pointer,
        field: &str,
        raw: Raw<'_>,
        thread: &Arc<Thread>,
    ) -> Record {
        if raw.shape() == Shape::Object && !is_sound(&raw) {
            let reason = "this record is damaged";
            return Err(defect(
                entry,
                raw.range(),
                pointer.clone(),
                "invalid-json",
                reason,
            ));
        }
        let mut event = begin(entry, &raw, pointer.clone(), thread);
        event.kind = Kind::Unknown(field.into());
        let is_blocked = raw.get("conversationblocked").is_some_and(|value| {
            let mut marks = Marks::NONE;
            scalar_of(&value, &mut marks).is_some_and(|value| value.eq_ignore_ascii_case("true"))
        });
        if is_blocked {
            event.kind = Kind::Block;
            event
                .others
                .push(self.account(&thread.key, thread.title.as_deref()));
        }
        if raw.shape() == Shape::Object {
            keep_rest(&mut event, "", raw, &[]);
        } else {
            keep(&mut event, field, raw);
        }
        Ok(event)
    }

    fn message(
        &mut self,
        entry: &Arc<str>,
        pointer: Pointer,
        raw: Raw<'_>,
        one: &mut Conversation,
    ) -> Record {
        if !is_sound(&raw) {
            let reason = "this message is not written as a message is";
            return Err(defect(entry, raw.range(), pointer, "invalid-json", reason));
        }
        let thread = self.thread_of(one);
        let mut event = begin(entry, &raw, pointer, &thread);
        let mut marks = Marks::NONE;
        let word = raw
            .get("messagetype")
            .and_then(|word| text_of(&word, &mut marks));
        if let Some(word) = &word {
            let (kind, said) = kind_of(word);
            event.kind = kind;
            event.marks.0 |= said.0;
        }
        let (mut from, mut name, mut text) = (None, None, None);
        for (key, value) in raw.fields().filter_map(Result::ok) {
            let is_text = value.shape() == Shape::String;
            match key.inner().unwrap_or_default() {
                b"originalarrivaltime" if is_text && event.when.as_written.is_empty() => {
                    let written = text_of(&value, &mut event.marks).unwrap_or_default();
                    event.when = iso_time::parse_or_keep(&written);
                }
                b"from" if is_text && from.is_none() => {
                    from = text_of(&value, &mut event.marks).filter(|from| !from.is_empty());
                }
                b"displayName" if is_text && name.is_none() => {
                    name = text_of(&value, &mut event.marks).filter(|name| !name.is_empty());
                }
                b"content" if is_text && text.is_none() => {
                    text = text_of(&value, &mut event.marks);
                }
                b"amsreferences" if value.shape() == Shape::Array => {
                    self.files(&mut event, value);
                }
                b"messagetype" => {
                    let is_plain = matches!(event.kind, Kind::Message) && value.is("Text")
                        || value.is("RichText");
                    if !is_plain && !matches!(event.kind, Kind::Unknown(_)) {
                        keep_named(&mut event, "", &key, value);
                    }
                }
                b"properties" if value.shape() == Shape::Object => {
                    if value.get("edittime").is_some() {
                        event.marks.add(Mark::Edited);
                    }
                    if value.get("deletetime").is_some() {
                        event.kind = Kind::Deletion;
                        event.marks.add(Mark::Unsent);
                    }
                    keep_named(&mut event, "", &key, value);
                }
                // They repeat the conversation's id and the message's own.
                b"conversationid" if one.id.as_deref().is_some_and(|id| value.is(id)) => {}
                b"version" if value.shape() == Shape::Bare => {}
                _ => keep_named(&mut event, "", &key, value),
            }
        }
        if let Some(from) = from {
            let of_chat = one.id.as_deref() == Some(&*from);
            let name = name.as_deref().or(one.name.as_deref().filter(|_| of_chat));
            event.account = Some(self.account(&from, name));
            self.direct(&mut event, &from, one);
        } else if let Some(name) = name {
            event.details.push("displayName", name);
        }
        if let Some(text) = text {
            set_content(&mut event, &text);
        }
        Ok(event)
    }

    /// Sent or received, where it is known whose export this is.
    fn direct(&mut self, event: &mut Event, from: &str, one: &Conversation) {
        let Some(owner) = &self.owner else { return };
        if !matches!(
            event.kind,
            Kind::Message | Kind::Call | Kind::Deletion | Kind::Request
        ) {
            return;
        }
        let is_owner = **owner == *bare(from);
        event.marks.add(if is_owner {
            Mark::Outgoing
        } else {
            Mark::Incoming
        });
        // A conversation of two bears the other's id; one of more begins with 19.
        if is_owner && let Some(id) = one.id.as_deref().filter(|id| id.starts_with("8:")) {
            let other = self.account(id, one.name.as_deref());
            event.others.push(other);
        }
    }

    /// The files that a message refers to, by their references.
    fn files(&self, event: &mut Event, list: Raw<'_>) {
        for element in list.elements().filter_map(Result::ok) {
            let Some(reference) = text_of(&element, &mut event.marks) else {
                keep(event, "amsreferences", element);
                continue;
            };
            let place = match self.media.get(&*reference) {
                Some(path) => Place::Entry(path.clone()),
                None => {
                    event.marks.add(Mark::AttachmentMissing);
                    Place::Missing
                }
            };
            event.attachments.push(Attachment {
                name: reference.into(),
                media_type: None,
                place,
                content: None,
            });
        }
    }
}

fn set_content(event: &mut Event, text: &str) {
    let read = content::read(text);
    if read.is_edited {
        event.marks.add(Mark::Edited);
    }
    match event.kind {
        Kind::Call => {
            if read.call.as_deref() == Some("missed") {
                event.marks.add(Mark::Missed);
            }
            let mut said = |name: &str, value: Option<String>| {
                if let Some(value) = value {
                    event.details.push(name, value);
                }
            };
            said("call", read.call);
            said("duration", read.duration);
        }
        Kind::Message | Kind::Unknown(_) | Kind::System | Kind::Request => {
            mark_hidden(&read.text, &mut event.marks);
            if !read.text.is_empty() {
                event.text = Some(read.text.into());
            }
        }
        _ => {}
    }
    if let (Some(name), Some(file)) = (read.file, event.attachments.first_mut()) {
        file.name = name.into();
    }
    if read.has_tags || event.text.is_none() && !text.is_empty() {
        event.details.push("content", text);
    }
}

impl ValueReader for Reader {
    fn value(
        &mut self,
        entry: &Arc<str>,
        pointer: &Pointer,
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        let Pointer::Json { base, .. } = pointer else {
            return;
        };
        let mut words = base.split('/').skip(1);
        let (first, second, third) = (words.next(), words.next(), words.next());
        if let (Some("conversations"), Some(number), Some(field)) = (first, second, third)
            && let Ok(number) = number.parse()
        {
            self.part(entry, pointer, (number, field), raw, out);
            return;
        }
        let word = first.unwrap_or_default();
        // Whose export it is, a remark says.
        let is_told = word == "userId" && raw.shape() == Shape::String;
        if is_told || raw.is_null() || matches!(raw.bytes, b"{}" | b"[]" | b"\"\"") {
            return;
        }
        let thread = self.thread(word, None);
        out.push_back(self.said(entry, pointer, word, raw, &thread));
    }
}
