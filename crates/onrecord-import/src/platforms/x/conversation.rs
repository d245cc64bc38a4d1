//! One entry of a direct conversation as events: itself, its reactions, its earlier wordings.
//! Knows nothing of files.

use super::media::Media;
use super::people::People;
use super::times;
use crate::kit::defects::defect;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, scalar_of, set_text, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::snowflake;
use onrecord_model::{Account, Defect, Event, Kind, Mark, Marks, Pointer, Thread};
use std::collections::VecDeque;
use std::sync::Arc;

/// Where a record stands.
pub(super) struct Site<'s> {
    pub entry: &'s Arc<str>,
    pub thread: &'s Arc<Thread>,
    pub media: &'s Media,
    /// What is to be said of every record here.
    pub marks: Marks,
}

/// The thread of a conversation. The number of one between two people is made of both of theirs.
pub(super) fn thread(people: &mut People, id: &str, title: Option<&str>, folder: &str) -> Thread {
    let participants = match id.split_once('-') {
        Some((one, other)) => [one, other]
            .into_iter()
            .filter_map(|id| people.by_id(id))
            .collect(),
        None => Vec::new(),
    };
    Thread {
        platform: people.platform.clone(),
        key: id.into(),
        title: title.map(Into::into),
        folder: Some(folder.into()),
        participants,
    }
}

/// Appends the events of the entry `raw` of a conversation.
pub(super) fn read(
    site: &Site<'_>,
    people: &mut People,
    raw: Raw<'_>,
    pointer: Pointer,
    out: &mut VecDeque<Result<Event, Defect>>,
) {
    let is_whole = |value: &Raw<'_>| value.shape() != Shape::Object || is_sound(value);
    let holds_damage = || {
        let mut fields = raw.fields().filter_map(Result::ok);
        fields.any(|(_, value)| !is_whole(&value))
    };
    if !is_sound(&raw) || holds_damage() {
        let reason = "an entry of this conversation is damaged";
        let defect = defect(site.entry, raw.range(), pointer, "invalid-json", reason);
        out.push_back(Err(defect));
        return;
    }
    let base = pointer.to_string();
    let mut event = begin(site.entry, &raw, pointer, site.thread);
    event.marks = site.marks;
    let mut kind = None;
    for (name, value) in raw.fields().filter_map(Result::ok) {
        if kind.is_none() && value.shape() == Shape::Object {
            let word = text_of(&name, &mut event.marks).unwrap_or_default();
            kind = Some((word.into_owned(), value));
        } else {
            keep_named(&mut event, "", &name, value);
        }
    }
    let Some((word, object)) = kind else {
        event.kind = Kind::Unknown("entry".into());
        out.push_back(Ok(event));
        return;
    };
    let is_message = matches!(&*word, "messageCreate" | "welcomeMessageCreate");
    event.kind = match &*word {
        "messageCreate" | "welcomeMessageCreate" => Kind::Message,
        "participantsJoin" | "participantsLeave" | "joinConversation" => Kind::Membership,
        "conversationNameUpdate" | "conversationAvatarUpdate" => Kind::ProfileChange,
        "reactionCreate" => Kind::Reaction,
        other => Kind::Unknown(other.into()),
    };
    if word != "messageCreate" {
        event.details.push("event", word.as_str());
    }
    let mut inner = Inner::default();
    for (name, value) in object.fields().filter_map(Result::ok) {
        inner.take(people, &mut event, &word, name, value);
    }
    inner.finish(site, people, &mut event, &word);
    people.direct(&mut event);
    let mut followers = Vec::new();
    for (list, key) in [(inner.reactions, "reactions"), (inner.edits, "editHistory")] {
        let Some(list) = list.filter(|_| is_message) else {
            continue;
        };
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
                base: format!("{base}/{word}/{key}").into(),
                index: Some(index as u64),
            };
            let mut one = begin(site.entry, &element, pointer, site.thread);
            one.marks = site.marks;
            one.refers_to = Some(Box::new(event.locator.clone()));
            if key == "reactions" {
                reaction(people, &mut one, element);
            } else {
                event.marks.add(Mark::Edited);
                one.account = event.account.clone();
                edit(&mut one, element);
            }
            people.direct(&mut one);
            followers.push(one);
        }
    }
    out.push_back(Ok(event));
    out.extend(followers.into_iter().map(Ok));
}

/// What the fields of an entry say, before it is known what they are together.
#[derive(Default)]
struct Inner<'r> {
    id: Option<String>,
    urls: Vec<Vec<String>>,
    recipient: Option<Arc<Account>>,
    reactions: Option<Raw<'r>>,
    edits: Option<Raw<'r>>,
}

impl<'r> Inner<'r> {
    fn take(
        &mut self,
        people: &mut People,
        event: &mut Event,
        word: &str,
        name: Raw<'r>,
        value: Raw<'r>,
    ) {
        let marks = &mut event.marks;
        match name.inner() {
            Some(b"id") if self.id.is_none() => {
                self.id = scalar_of(&value, marks).map(Into::into);
                keep(event, "id", value);
            }
            Some(b"senderId" | b"initiatingUserId" | b"senderID") if event.account.is_none() => {
                event.account = people.of(Some(value), marks);
                if event.account.is_none() {
                    keep_named(event, "", &name, value);
                }
            }
            Some(b"recipientId") if self.recipient.is_none() => {
                self.recipient = people.of(Some(value), marks);
            }
            Some(b"text") if event.text.is_none() => set_text(event, &value),
            Some(b"name") if word == "conversationNameUpdate" => set_text(event, &value),
            Some(b"reactionKey") if word == "reactionCreate" => set_text(event, &value),
            Some(b"createdAt") => event.when = times::read(&value),
            Some(b"userIds" | b"participantsSnapshot") if value.shape() == Shape::Array => {
                for id in value.elements() {
                    let Ok(id) = id else {
                        keep_named(event, "", &name, value);
                        break;
                    };
                    match people.of(Some(id), &mut event.marks) {
                        Some(account) => event.others.push(account),
                        None => keep_named(event, "", &name, id),
                    }
                }
            }
            Some(b"mediaUrls") if value.shape() == Shape::Array => {
                for url in value.elements().filter_map(Result::ok) {
                    match text_of(&url, &mut event.marks) {
                        Some(url) => self.urls.push(vec![url.into()]),
                        None => keep(event, "mediaUrls", url),
                    }
                }
            }
            Some(b"reactions") if value.shape() == Shape::Array => self.reactions = Some(value),
            Some(b"editHistory") if value.shape() == Shape::Array => self.edits = Some(value),
            _ => keep_named(event, "", &name, value),
        }
    }

    fn finish(&mut self, site: &Site<'_>, people: &mut People, event: &mut Event, word: &str) {
        if let Some(id) = &self.id {
            event.attachments = site.media.attach(id, &self.urls, &mut event.marks);
            snowflake::check(event, id, snowflake::X);
        } else {
            event.attachments = site.media.attach("", &self.urls, &mut event.marks);
        }
        match word {
            // Who leaves does it, unless the record says who removed them.
            "participantsLeave" if event.account.is_none() && event.others.len() == 1 => {
                event.account = event.others.pop();
            }
            "joinConversation" if event.account.is_none() => event.account = people.owner.clone(),
            _ => {}
        }
        if let Some(recipient) = self.recipient.take()
            && !site.thread.participants.contains(&recipient)
        {
            event.others.push(recipient);
        }
    }
}

fn reaction(people: &mut People, event: &mut Event, object: Raw<'_>) {
    event.kind = Kind::Reaction;
    for (name, value) in object.fields().filter_map(Result::ok) {
        match name.inner() {
            Some(b"senderId" | b"reactionSenderID") if event.account.is_none() => {
                event.account = people.of(Some(value), &mut event.marks);
            }
            Some(b"reactionKey") if event.text.is_none() => set_text(event, &value),
            Some(b"createdAt" | b"reactionCreatedAt") => event.when = times::read(&value),
            _ => keep_named(event, "", &name, value),
        }
    }
}

/// An earlier wording of a message.
fn edit(event: &mut Event, object: Raw<'_>) {
    event.kind = Kind::Edit;
    for (name, value) in object.fields().filter_map(Result::ok) {
        match name.inner() {
            Some(b"editedText" | b"text") if event.text.is_none() => set_text(event, &value),
            Some(b"createdAtSec" | b"createdAt") => event.when = times::read(&value),
            _ => keep_named(event, "", &name, value),
        }
    }
}
