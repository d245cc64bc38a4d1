//! Snapchat's "My Data" in JSON as since 2023: `json/chat_history.json` by conversation, newest
//! first, `json/friends.json`, `json/talk_history.json`. Times are UTC; the field called
//! microseconds holds milliseconds, as in real exports.

use super::chat::{Said, Side, utc};
use crate::story::Deed;
use serde_json::{Map, Value, json};

/// One entry of `chat_history.json`; `None` for what it does not hold (calls).
pub fn message(owner: &Side, other: &Side, said: &Said) -> Option<Value> {
    let (kind, content) = match &said.deed {
        Deed::Text(text) => ("TEXT", Value::from(text.as_str())),
        Deed::Picture(_) => ("MEDIA", Value::Null),
        Deed::Unsent => ("STATUSERASEDMESSAGE", Value::Null),
        Deed::MissedCall | Deed::Call(_) | Deed::Mail(..) => return None,
    };
    let from = if said.by_owner { owner } else { other };
    Some(json!({
        "From": from.handle, "Media Type": kind, "Created": format!("{} UTC", utc(said.at_ms)),
        "Content": content, "Conversation Title": null, "IsSender": said.by_owner,
        "Created(microseconds)": said.at_ms, "IsSaved": kind == "TEXT", "Media IDs": "",
    }))
}

/// `talk_history.json`: when and how long; Snapchat does not say with whom.
pub fn calls(said: &[&Said]) -> Value {
    let incoming: Vec<Value> = said
        .iter()
        .filter_map(|said| {
            let (result, seconds) = match said.deed {
                Deed::MissedCall => ("Missed Call", 0),
                Deed::Call(seconds) => ("Call Received", seconds),
                _ => return None,
            };
            Some(json!({
                "Date & Time": format!("{} UTC", utc(said.at_ms)), "Type": "AUDIO",
                "People in Chat": 2, "Result": result, "City": "", "Country": "GB",
                "Length (sec)": seconds, "Network": "WIFI",
            }))
        })
        .collect();
    json!({ "Outgoing Calls": [], "Incoming Calls": incoming, "Completed Calls": [],
            "Chat Sessions": [], "Game Sessions": [] })
}

/// `friends.json`: friends, and whom the owner blocked when (milliseconds).
pub fn friends(friends: &[(&Side, i64)], blocked: &[(&Side, i64)]) -> Value {
    let list = |sides: &[(&Side, i64)]| -> Value {
        sides
            .iter()
            .map(|(side, at)| {
                let at = format!("{} UTC", utc(*at));
                json!({ "Username": side.handle, "Display Name": side.name,
                        "Creation Timestamp": at, "Last Modified Timestamp": at,
                        "Source": "Added by Username" })
            })
            .collect()
    };
    let mut out = Map::new();
    for (name, value) in [
        ("Friends", list(friends)),
        ("Friend Requests Sent", json!([])),
        ("Blocked Users", list(blocked)),
        ("Deleted Friends", json!([])),
        ("Hidden Friend Suggestions", json!([])),
        ("Ignored Snapchatters", json!([])),
        ("Pending Requests", json!([])),
    ] {
        out.insert(name.into(), value);
    }
    out.into()
}
