//! TikTok's `user_data_tiktok.json`: direct messages by counterpart, newest first. Times bear no
//! zone (they are UTC).

use super::chat::{Said, Side, utc};
use crate::story::Deed;
use serde_json::{Map, Value, json};

/// One message; `None` for what it does not hold.
pub fn message(owner: &Side, other: &Side, said: &Said) -> Option<Value> {
    let Deed::Text(text) = &said.deed else {
        return None;
    };
    let from = if said.by_owner { owner } else { other };
    Some(json!({ "Date": utc(said.at_ms), "From": from.handle, "Content": text }))
}

/// The whole file: messages by the counterpart's user name, and whom the owner blocked when.
pub fn user_data(owner: &Side, chats: Vec<(&Side, Vec<Value>)>, blocked: &[(&Side, i64)]) -> Value {
    let mut history = Map::new();
    for (other, messages) in chats {
        history.insert(
            format!("Chat History with {}:", other.handle),
            messages.into(),
        );
    }
    let list: Vec<Value> = blocked
        .iter()
        .map(|(side, at)| json!({ "Date": utc(*at), "UserName": side.handle }))
        .collect();
    json!({
        "Profile And Settings": {
            "Profile Info": { "ProfileMap": { "userName": owner.handle, "displayName": owner.name } },
            "Block List": { "BlockList": list },
        },
        "Direct Message": { "Direct Messages": { "ChatHistory": history } },
        "Comment": { "Comments": { "CommentsList": [] } },
    })
}
