//! An X archive: `data/*.js`, each a JSON array behind an assignment; newest first; only numbers
//! for everybody but the owner.

use super::chat::{Said, Side, iso};
use crate::story::Deed;
use serde_json::{Value, json};

/// Twitter counts ids from 4 November 2010.
const EPOCH_MS: i64 = 1_288_834_974_657;

/// `window.YTD.NAME.part0 = […]`.
pub fn file(name: &str, list: &Value) -> String {
    format!("window.YTD.{name}.part0 = {list:#}")
}

/// What stands before each such list.
pub fn assignment(name: &str) -> String {
    format!("window.YTD.{name}.part0 = ")
}

/// `account.js`.
pub fn account(owner: &Side, created_ms: i64) -> Value {
    json!([{ "account": {
        "email": format!("{}@example.net", owner.handle), "createdVia": "web",
        "username": owner.handle, "accountId": owner.id.to_string(),
        "createdAt": format!("{}Z", iso(created_ms)), "accountDisplayName": owner.name } }])
}

/// `block.js`.
pub fn blocked(sides: &[&Side]) -> Value {
    sides
        .iter()
        .map(|side| {
            json!({ "blocking": { "accountId": side.id.to_string(),
                    "userLink": format!("https://twitter.com/intent/user?user_id={}", side.id) } })
        })
        .collect()
}

/// A conversation without its messages.
pub fn conversation(owner: &Side, other: &Side, messages: Vec<Value>) -> Value {
    json!({ "dmConversation": {
        "conversationId": format!("{}-{}", owner.id.min(other.id), owner.id.max(other.id)),
        "messages": messages } })
}

/// One message; `None` for what an archive does not hold: deleted messages and calls.
pub fn message(owner: &Side, other: &Side, said: &Said, n: u64) -> Option<Value> {
    let Deed::Text(text) = &said.deed else {
        return None;
    };
    let (from, to) = if said.by_owner {
        (owner, other)
    } else {
        (other, owner)
    };
    let id = ((said.at_ms - EPOCH_MS).max(0) as u64) << 22 | n & 0xfff;
    Some(json!({ "messageCreate": {
        "recipientId": to.id.to_string(), "reactions": [], "urls": [], "text": text,
        "mediaUrls": [], "senderId": from.id.to_string(), "id": id.to_string(),
        "createdAt": format!("{}Z", iso(said.at_ms)), "editHistory": [] } }))
}
