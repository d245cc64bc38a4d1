//! Facebook's and Instagram's JSON: numbered thread files, newest first, with text whose UTF-8
//! bytes are escaped one by one as if they were Latin-1 (the platforms do this to this day).

use serde_json::{Value, json};
use std::io::{self, Write};

/// `text` as these exports write it.
pub fn mangled(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

/// JSON in ASCII, with `\u00xx` for everything else, as these exports are.
pub fn ascii_json(value: &Value) -> String {
    let mut out = String::new();
    for character in format!("{value:#}").chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// One message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Milliseconds since the epoch.
    pub at_ms: i64,
    /// Display name of the sender.
    pub sender: String,
    /// Text, if any.
    pub text: Option<String>,
    /// Picture's path in the export, if any.
    pub photo: Option<String>,
    /// Taken back by its sender.
    pub unsent: bool,
    /// Reactions: who, what.
    pub reactions: Vec<(String, String)>,
    /// A call: missed or not, and its seconds.
    pub call: Option<(bool, i64)>,
}

impl Message {
    fn value(&self) -> Value {
        let mut out = json!({ "sender_name": mangled(&self.sender), "timestamp_ms": self.at_ms });
        if let Some(text) = &self.text {
            out["content"] = mangled(text).into();
        }
        if let Some(photo) = &self.photo {
            out["photos"] = json!([{ "uri": photo, "creation_timestamp": self.at_ms / 1_000 }]);
        }
        if !self.reactions.is_empty() {
            out["reactions"] = self
                .reactions
                .iter()
                .map(|(who, what)| json!({ "reaction": mangled(what), "actor": mangled(who) }))
                .collect();
        }
        if let Some((missed, seconds)) = self.call {
            out["call_duration"] = seconds.into();
            if missed {
                out["missed"] = true.into();
            }
        }
        if self.unsent {
            out["is_unsent"] = true.into();
        }
        out["is_geoblocked_for_viewer"] = false.into();
        out["is_unsent_image_by_messenger_kid_parent"] = false.into();
        out
    }
}

/// Writes one `message_N.json`: `messages` oldest first are turned round.
pub fn thread_file(
    out: &mut dyn Write,
    participants: &[&str],
    title: &str,
    path: &str,
    messages: &[Message],
) -> io::Result<()> {
    let value = json!({
        "participants": participants.iter().map(|name| json!({ "name": mangled(name) })).collect::<Vec<_>>(),
        "messages": messages.iter().rev().map(Message::value).collect::<Vec<_>>(),
        "title": mangled(title),
        "is_still_participant": true,
        "thread_path": path,
        "magic_words": [],
    });
    out.write_all(ascii_json(&value).as_bytes())
}

/// Instagram's `blocked_profiles.json`: handle and seconds since the epoch.
pub fn blocked_profiles(blocked: &[(String, i64)]) -> String {
    let list: Vec<Value> = blocked
        .iter()
        .map(|(handle, at)| {
            json!({ "title": handle, "media_list_data": [], "string_list_data": [
                { "href": format!("https://www.instagram.com/{handle}"), "timestamp": at }] })
        })
        .collect();
    ascii_json(&json!({ "relationships_blocked_users": list }))
}

/// Instagram's `login_activity.json`: address, agent and seconds since the epoch.
pub fn login_activity(logins: &[(&str, &str, i64)]) -> String {
    let cell = |value: &str, at: i64| json!({ "href": "", "value": value, "timestamp": at });
    let list: Vec<Value> = logins
        .iter()
        .map(|(address, agent, at)| {
            json!({ "title": onrecord_instant(*at), "media_map_data": {}, "string_map_data": {
                "IP address": cell(address, 0), "User agent": cell(agent, 0), "Time": cell("", *at) } })
        })
        .collect();
    ascii_json(&json!({ "account_history_login_history": list }))
}

fn onrecord_instant(at: i64) -> String {
    let (year, month, day, hour, minute, second, _) = crate::calendar::fields(at);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00")
}

/// Writes one message of a big file, as `json.dumps(indent=2)` would, without building the tree.
pub fn stream_message(out: &mut dyn Write, message: &Message, last: bool) -> io::Result<()> {
    let text = ascii_json(&message.value());
    out.write_all(b"    ")?;
    out.write_all(text.replace('\n', "\n    ").as_bytes())?;
    out.write_all(if last { b"\n" } else { b",\n" })
}
