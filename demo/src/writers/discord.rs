//! A Discord direct message as DiscordChatExporter writes it in JSON: oldest first, instants with
//! an offset, ids that hold the time of their making.

use super::chat::{Said, Side, iso};
use crate::story::Deed;
use serde_json::{Value, json};

/// Discord counts ids from the first second of 2015.
const EPOCH_MS: i64 = 1_420_070_400_000;

/// An id made at that time.
pub fn snowflake(at_ms: i64, n: u64) -> u64 {
    ((at_ms - EPOCH_MS).max(0) as u64) << 22 | n & 0xfff
}

/// The file up to its first message; [`foot`] ends it.
pub fn head(other: &Side) -> String {
    let channel = json!({
        "id": snowflake(EPOCH_MS + 1, other.id).to_string(), "type": "DirectTextChat",
        "categoryId": null, "category": null, "name": other.name, "topic": null,
    });
    format!(
        "{{\n\"guild\": {},\n\"channel\": {channel},\n\"dateRange\": {},\n\"exportedAt\": \"2026-09-15T20:00:00+00:00\",\n\"messages\": [\n",
        json!({ "id": "0", "name": "Direct Messages", "iconUrl": "" }),
        json!({ "after": null, "before": null }),
    )
}

/// The end of the file, after `messages` of them.
pub fn foot(messages: usize) -> String {
    format!("],\n\"messageCount\": {messages}\n}}\n")
}

/// One message; `None` for what such a chat does not show.
pub fn message(owner: &Side, other: &Side, said: &Said, n: u64) -> Option<Value> {
    let from = if said.by_owner { owner } else { other };
    let (kind, content, ended) = match &said.deed {
        Deed::Text(text) => ("Default", text.clone(), Value::Null),
        Deed::Picture(_) => ("Default", String::new(), Value::Null),
        Deed::MissedCall => (
            "Call",
            "Started a call that lasted 0 minutes.".to_owned(),
            format!("{}+00:00", iso(said.at_ms)).into(),
        ),
        Deed::Call(seconds) => (
            "Call",
            format!("Started a call that lasted {} minutes.", seconds / 60),
            format!("{}+00:00", iso(said.at_ms + seconds * 1_000)).into(),
        ),
        Deed::Unsent | Deed::Mail(..) => return None,
    };
    let id = snowflake(said.at_ms, n);
    let attachments = match &said.deed {
        Deed::Picture(name) => json!([{
            "id": (id + 1).to_string(), "url": format!("media/{name}"), "fileName": name,
            "fileSizeBytes": 0 }]),
        _ => json!([]),
    };
    Some(json!({
        "id": id.to_string(), "type": kind, "timestamp": format!("{}+00:00", iso(said.at_ms)),
        "timestampEdited": null, "callEndedTimestamp": ended, "isPinned": false,
        "content": content,
        "author": { "id": from.id.to_string(), "name": from.handle, "discriminator": "0000",
                    "nickname": from.name, "color": null, "isBot": false, "roles": [],
                    "avatarUrl": "" },
        "attachments": attachments, "embeds": [], "stickers": [], "reactions": [], "mentions": [],
    }))
}
