//! Telegram Desktop's `result.json` of one chat: oldest first, a wall clock of the exporting
//! machine and, beside it, the seconds since the epoch.

use super::chat::{Said, Side};
use crate::calendar::{british_offset, fields};
use crate::story::Deed;
use serde_json::{Value, json};

/// The file up to its first message; [`FOOT`] ends it.
pub fn head(other: &Side) -> String {
    format!(
        "{{\n \"name\": {},\n \"type\": \"personal_chat\",\n \"id\": {},\n \"messages\": [\n",
        Value::from(other.name.as_str()),
        other.id
    )
}

/// The end of the file.
pub const FOOT: &str = " ]\n}\n";

/// One message; `None` for what such an export does not show: deleted messages.
pub fn message(owner: &Side, other: &Side, said: &Said, n: u64) -> Option<Value> {
    let from = if said.by_owner { owner } else { other };
    let seconds = said.at_ms.div_euclid(1_000);
    let (year, month, day, hour, minute, second, _) = fields(seconds + british_offset(seconds));
    let mut out = json!({
        "id": n, "type": "message",
        "date": format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
        "date_unixtime": seconds.to_string(),
    });
    let (who, who_id) = match said.deed {
        Deed::MissedCall | Deed::Call(_) => ("actor", "actor_id"),
        _ => ("from", "from_id"),
    };
    out[who] = from.name.as_str().into();
    out[who_id] = format!("user{}", from.id).into();
    match &said.deed {
        Deed::Text(text) => {
            out["text"] = text.as_str().into();
            out["text_entities"] = json!([{ "type": "plain", "text": text }]);
        }
        Deed::Picture(_) => {
            out["photo"] =
                "(File not included. Change data exporting settings to download.)".into();
            out["width"] = 1280.into();
            out["height"] = 960.into();
            out["text"] = "".into();
            out["text_entities"] = json!([]);
        }
        Deed::MissedCall | Deed::Call(_) => {
            out["type"] = "service".into();
            out["action"] = "phone_call".into();
            match said.deed {
                Deed::Call(seconds) => {
                    out["duration_seconds"] = seconds.into();
                    out["discard_reason"] = "hangup".into();
                }
                _ => out["discard_reason"] = "missed".into(),
            }
            out["text"] = "".into();
            out["text_entities"] = json!([]);
        }
        Deed::Unsent | Deed::Mail(..) => return None,
    }
    Some(out)
}
