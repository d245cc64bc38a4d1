//! Google Hangouts: all conversations in one `Hangouts.json`, in either of two wrappings.

use super::context::{Context, JsonFile, Out, Walk, thread};
use crate::kit::defects::defect;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, keep_rest, scalar_of, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use crate::kit::text::mark_hidden;
use onrecord_model::{
    Account, Event, Instant, Kind, Mark, Marks, Pointer, Precision, Thread, When,
};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

/// One file being read.
pub(super) struct HangoutsWalk<'a> {
    entry: Arc<str>,
    stream: JsonFile<'a>,
    platform: Arc<str>,
    conversation: Conversation,
}

/// What a conversation's head says.
struct Conversation {
    entry: Arc<str>,
    platform: Arc<str>,
    thread: Arc<Thread>,
    /// Its events' JSON Pointer begins so.
    base: String,
    people_by_id: BTreeMap<Box<str>, Arc<Account>>,
    owner: Option<Box<str>>,
}

fn is_list(pointer: &str) -> bool {
    matches!(pointer, "/conversations" | "/conversation_state")
}

fn enter(pointer: &str, is_array: bool) -> Enter {
    let depth = pointer.matches('/').count();
    let last = pointer.rsplit('/').next().unwrap_or_default();
    let opens = match (last, depth) {
        ("conversations" | "conversation_state", 1) => is_array,
        ("-", 2) => is_list(pointer.trim_end_matches("/-")),
        ("conversation_state", 3) => !is_array,
        ("events" | "event", 3 | 4) => is_array,
        _ => false,
    };
    if opens { Enter::Open } else { Enter::Whole }
}

impl<'a> HangoutsWalk<'a> {
    pub(super) fn new(entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        let platform: Arc<str> = "google-hangouts".into();
        Self {
            conversation: Conversation {
                entry: entry.clone(),
                platform: platform.clone(),
                thread: Arc::new(thread(&platform, &entry, "", "")),
                base: String::new(),
                people_by_id: BTreeMap::new(),
                owner: None,
            },
            stream: JsonStream::new(reader, Limits::default(), enter),
            entry,
            platform,
        }
    }
}

fn text(raw: Option<Raw<'_>>) -> String {
    let mut marks = Marks::NONE;
    let value = raw.and_then(|raw| scalar_of(&raw, &mut marks));
    value.map(String::from).unwrap_or_default()
}

/// `{"gaia_id": …, "chat_id": …}`
fn id_of(raw: Option<Raw<'_>>) -> String {
    let Some(raw) = raw else { return String::new() };
    let gaia = text(raw.get("gaia_id"));
    if gaia.is_empty() {
        text(raw.get("chat_id"))
    } else {
        gaia
    }
}

/// Takes in what a conversation says of itself. The new wrapping has one object more.
fn head(
    context: &mut Context<'_>,
    (entry, platform): (&Arc<str>, &Arc<str>),
    raw: Raw<'_>,
    base: &str,
) -> Conversation {
    let inner = raw.get("conversation").unwrap_or(raw);
    let id = [raw.get("conversation_id"), inner.get("id")]
        .into_iter()
        .flatten()
        .map(|id| text(id.get("id").or(Some(id))))
        .find(|id| !id.is_empty());
    let id = id.unwrap_or_else(|| base.to_owned());
    let mut thread = thread(platform, &id, &text(inner.get("name")), "");
    let mut people = BTreeMap::new();
    let data = inner.get("participant_data");
    for one in data
        .iter()
        .flat_map(Raw::elements)
        .filter_map(Result::ok)
        .take(10_000)
    {
        let id = id_of(one.get("id"));
        let phone = one.get("phone_number");
        let handle = text(phone.and_then(|phone| phone.get("e164")));
        let name = text(one.get("fallback_name"));
        if let Some(account) = context.account(platform, &id, &handle, &name) {
            thread.participants.push(account.clone());
            people.insert(id.into(), account);
        }
    }
    let own = inner
        .get("self_conversation_state")
        .and_then(|state| state.get("self_read_state"))
        .and_then(|state| state.get("participant_id"));
    let owner = id_of(own);
    Conversation {
        entry: entry.clone(),
        platform: platform.clone(),
        thread: Arc::new(thread),
        base: base.to_owned(),
        people_by_id: people,
        owner: (!owner.is_empty()).then(|| owner.into()),
    }
}

impl<'a> Walk<'a> for HangoutsWalk<'a> {
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
        let parts: Vec<&str> = base.split('/').skip(1).collect();
        let own = match parts.as_slice() {
            [list, number, ..] => format!("/{list}/{number}"),
            _ => String::new(),
        };
        match (parts.last().copied().unwrap_or_default(), index) {
            ("conversation", None) => {
                self.conversation = head(context, (&self.entry, &self.platform), raw, &own);
            }
            ("events" | "event", Some(_)) => {
                if self.conversation.base != own {
                    let empty = Raw::new(b"{}", raw.start);
                    self.conversation = head(context, (&self.entry, &self.platform), empty, &own);
                }
                self.conversation.event(context, raw, pointer, out);
            }
            // Said again in each event, or about the making of the export.
            ("conversation_id" | "response_header" | "continuation_end_timestamp", None) => {}
            (name, _) => {
                let mut event = begin(
                    &self.entry,
                    &raw,
                    pointer.clone(),
                    &self.conversation.thread,
                );
                event.kind = Kind::Unknown(name.into());
                keep(&mut event, "value", raw);
                out.push_back(Ok(event));
            }
        }
        true
    }
}

impl Conversation {
    fn person(&self, context: &mut Context<'_>, raw: Option<Raw<'_>>) -> Option<Arc<Account>> {
        let id = id_of(raw);
        match self.people_by_id.get(&*id) {
            Some(account) => Some(account.clone()),
            None => context.account(&self.platform, &id, "", ""),
        }
    }

    fn event(&self, context: &mut Context<'_>, raw: Raw<'_>, pointer: Pointer, out: &mut Out) {
        if !is_sound(&raw) {
            let reason = "this record is damaged";
            let range = raw.range();
            out.push_back(Err(defect(
                &self.entry,
                range,
                pointer,
                "invalid-json",
                reason,
            )));
            return;
        }
        let mut event = begin(&self.entry, &raw, pointer, &self.thread);
        event.account = self.person(context, raw.get("sender_id"));
        event.when = micros(raw.get("timestamp"));
        let word = text(raw.get("event_type"));
        event.kind = match &*word {
            "REGULAR_CHAT_MESSAGE" | "SMS" | "MMS" => Kind::Message,
            "HANGOUT_EVENT" | "VOICEMAIL" | "PHONE_CALL" => Kind::Call,
            "ADD_USER" | "REMOVE_USER" => Kind::Membership,
            "RENAME_CONVERSATION" => Kind::ProfileChange,
            "OTR_MODIFICATION" | "GROUP_LINK_SHARING_MODIFICATION" => Kind::System,
            "" if raw.get("chat_message").is_some() => Kind::Message,
            "" => Kind::Unknown("event".into()),
            other => Kind::Unknown(other.into()),
        };
        if word == "VOICEMAIL" {
            event.marks.add(Mark::Voicemail);
        }
        if event.kind != Kind::Message && !word.is_empty() {
            event.details.push("event_type", word);
        }
        for (name, value) in raw.fields().filter_map(Result::ok) {
            match name.inner() {
                Some(b"sender_id" | b"timestamp" | b"event_type" | b"conversation_id") => {}
                // How the program kept its lists in order.
                Some(
                    b"self_event_state"
                    | b"event_version"
                    | b"advances_sort_timestamp"
                    | b"delivery_medium"
                    | b"event_otr",
                ) => {}
                Some(b"chat_message") => self.chat_message(context, &mut event, value),
                Some(b"conversation_rename") => {
                    if let Some(new) = value.get("new_name") {
                        set_text(&mut event, &text(Some(new)));
                    }
                    keep_rest(&mut event, "conversation_rename.", value, &["new_name"]);
                }
                Some(b"membership_change") => {
                    self.people(context, &mut event, value.get("participant_id"));
                    let known = ["participant_id"];
                    keep_rest(&mut event, "membership_change.", value, &known);
                }
                Some(b"hangout_event") => {
                    self.people(context, &mut event, value.get("participant_id"));
                    if value
                        .get("media_type")
                        .is_some_and(|kind| kind.is("AUDIO_VIDEO"))
                    {
                        event.marks.add(Mark::Video);
                    }
                    keep_rest(&mut event, "hangout_event.", value, &["participant_id"]);
                }
                _ => keep_named(&mut event, "", &name, value),
            }
        }
        if let (Some(owner), Some(account)) = (&self.owner, &event.account)
            && matches!(event.kind, Kind::Message | Kind::Call)
        {
            event
                .marks
                .add(if account.stable_id.as_ref() == Some(owner) {
                    Mark::Outgoing
                } else {
                    Mark::Incoming
                });
        }
        out.push_back(Ok(event));
    }

    fn people(&self, context: &mut Context<'_>, event: &mut Event, list: Option<Raw<'_>>) {
        let Some(list) = list else { return };
        if list.shape() == Shape::Object {
            event.others.extend(self.person(context, Some(list)));
        }
        for one in list.elements().filter_map(Result::ok) {
            event.others.extend(self.person(context, Some(one)));
        }
    }

    fn chat_message(&self, context: &Context<'_>, event: &mut Event, raw: Raw<'_>) {
        let Some(content) = raw.get("message_content") else {
            keep(event, "chat_message", raw);
            return;
        };
        keep_rest(event, "chat_message.", raw, &["message_content"]);
        let mut said = String::new();
        let segments = content.get("segment");
        for segment in segments
            .iter()
            .flat_map(Raw::elements)
            .filter_map(Result::ok)
        {
            let part = segment
                .get("text")
                .and_then(|raw| text_of(&raw, &mut event.marks));
            match part {
                Some(part) => said.push_str(&part),
                None if segment
                    .get("type")
                    .is_some_and(|kind| kind.is("LINE_BREAK")) =>
                {
                    said.push('\n');
                }
                None => keep(event, "segment", segment),
            }
            if let Some(link) = segment.get("link_data") {
                keep(event, "link_data", link);
            }
        }
        if segments.is_some() {
            set_text(event, &said);
        }
        let attachments = content.get("attachment");
        for one in attachments
            .iter()
            .flat_map(Raw::elements)
            .filter_map(Result::ok)
        {
            let item = one.get("embed_item").unwrap_or(one);
            if item.get("place_v2").is_some() || item.get("place").is_some() {
                event.marks.add(Mark::Location);
            }
            let url = item.get("plus_photo").and_then(|photo| photo.get("url"));
            let url = text(url);
            if !url.is_empty() {
                let name = url.rsplit('/').next().unwrap_or(&url);
                let mut found = context.file_beside(&self.entry, name, &mut event.marks);
                found.name = url.into();
                event.attachments.push(found);
            }
            keep(event, "attachment", one);
        }
        keep_rest(
            event,
            "message_content.",
            content,
            &["segment", "attachment"],
        );
    }
}

fn set_text(event: &mut Event, text: &str) {
    mark_hidden(text, &mut event.marks);
    event.text = Some(text.into());
}

/// Microseconds since 1970, as a string.
fn micros(raw: Option<Raw<'_>>) -> When {
    let written = text(raw);
    match written.parse::<i64>() {
        Ok(micros) if (1..253_402_300_800_000_000).contains(&micros) => {
            When::stated(written, Instant(micros), Precision::Microsecond)
        }
        _ => When {
            as_written: written.into(),
            ..When::undated()
        },
    }
}
