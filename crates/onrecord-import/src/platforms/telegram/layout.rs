//! Which files of an export are Telegram's, by their names and first bytes. Reads no message.

use super::chat::KINDS;
use super::page::Pages;
use crate::Export;
use crate::kit::json_record::is_sound;
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use crate::kit::peek::first_bytes;
use memchr::memmem;
use onrecord_model::Pointer;
use std::sync::Arc;

/// So much of a file is looked at.
const PEEK: usize = 64 << 10;
/// So many files that are not called `result` are looked at.
const LOOKED_AT: usize = 100;

/// Folders that Telegram Desktop makes beside its files.
const FOLDERS: &[&str] = &[
    "photos",
    "files",
    "video_files",
    "voice_messages",
    "round_video_messages",
    "stickers",
    "contacts",
    "profile_pictures",
    "stories",
    "chats",
    "lists",
    "userpics",
    "images",
    "css",
    "js",
    "animations",
    "music",
    "video_messages",
];

/// What of an export is what.
pub(super) struct Layout {
    /// Chats or accounts as JSON.
    pub files: Vec<Arc<str>>,
    /// The same as web pages, chat by chat.
    pub pages: Vec<Pages>,
    /// Media and what makes the pages look well.
    pub beside: Vec<Arc<str>>,
}

impl Layout {
    pub(super) fn of(export: &dyn Export) -> Option<Self> {
        let mut layout = Self {
            files: Vec::new(),
            pages: Vec::new(),
            beside: Vec::new(),
        };
        let is_alone = export.entries().len() == 1;
        let mut looked_at = 0;
        let mut pages = Vec::new();
        for entry in export.entries() {
            let path = &entry.path;
            let name = path.to_lowercase();
            if let Some(number) = page_number(&name, is_alone) {
                let (folder, _) = path.split_at(path.rfind('/').map_or(0, |slash| slash + 1));
                pages.push((folder.to_owned(), number, path.clone()));
                continue;
            }
            if let Some((folder, _)) = path.split_once('/') {
                // What an account's pages list, and other pages, somebody else may read.
                if FOLDERS.contains(&folder) && !name.ends_with(".html") {
                    layout.beside.push(path.clone());
                }
                continue;
            }
            if !is_alone && !name.ends_with(".json") {
                continue;
            }
            if !name.starts_with("result") {
                looked_at += 1;
                if looked_at > LOOKED_AT {
                    continue;
                }
            }
            if is_json(export, path) {
                layout.files.push(path.clone());
            }
        }
        pages.sort();
        for (folder, _, file) in pages {
            match layout.pages.last_mut() {
                Some(chat) if chat.folder == folder => chat.files.push(file),
                _ if is_page(export, &file) => layout.pages.push(Pages {
                    folder,
                    files: vec![file],
                }),
                _ => {}
            }
        }
        (!layout.files.is_empty() || !layout.pages.is_empty()).then_some(layout)
    }
}

/// The number of a page by its path: 1 for `messages.html`. A single file may have any name.
fn page_number(name: &str, is_alone: bool) -> Option<u32> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let in_place = match folder.split_once('/') {
        None => folder.is_empty(),
        Some((chats, chat)) => chats == "chats" && !chat.contains('/'),
    };
    let stem = file.strip_suffix(".html").or(file.strip_suffix(".htm"))?;
    match stem.strip_prefix("messages") {
        Some("") if in_place => Some(1),
        Some(number) if in_place && !is_alone => number.parse().ok(),
        _ => is_alone.then_some(1),
    }
}

/// Whether a page is a chat's as Telegram Desktop writes it.
fn is_page(export: &dyn Export, path: &str) -> bool {
    let first = first_bytes(export, path, 16 << 10).unwrap_or_default();
    let has = |what: &str| memmem::find(&first, what.as_bytes()).is_some();
    has("page_wrap") && has("page_header") && (has("chat_page") || has("class=\"history\""))
}

fn is_json(export: &dyn Export, path: &str) -> bool {
    let begins = |first: &[u8]| {
        let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
        first.trim_ascii_start().first() == Some(&b'{')
    };
    let peek = |limit| first_bytes(export, path, limit).unwrap_or_default();
    begins(&peek(512)) && is_telegram(&peek(PEEK))
}

/// What to walk into: an account's lists, and the chats in two of them.
pub(super) fn enter(pointer: &str, is_array: bool) -> Enter {
    let depth = pointer.bytes().filter(|byte| *byte == b'/').count();
    let is_open = match (is_array, pointer.strip_suffix("/-")) {
        (_, Some(list)) => matches!(list, "/chats/list" | "/left_chats/list"),
        (true, None) => depth <= 4,
        (false, None) => depth == 1 && pointer != "/personal_information",
    };
    if is_open { Enter::Open } else { Enter::Whole }
}

/// Whether an array of that pointer holds messages.
pub(super) fn is_messages(base: &str) -> bool {
    let chat = base.strip_suffix("/messages");
    chat.is_some_and(is_chat)
}

/// Whether an object of that pointer is a chat.
pub(super) fn is_chat(base: &str) -> bool {
    let index = base
        .strip_prefix("/chats/list/")
        .or_else(|| base.strip_prefix("/left_chats/list/"));
    base.is_empty() || index.is_some_and(|index| !index.contains('/'))
}

/// Whether a file that begins so is Telegram's: by a message, or by how it presents itself.
fn is_telegram(first: &[u8]) -> bool {
    let mut stream = JsonStream::new(first, Limits::default(), enter);
    let (mut has_kind, mut is_about, mut has_others) = (false, false, false);
    while let Some(piece) = stream.next_piece() {
        let Piece::Value { pointer, raw } = piece else {
            continue;
        };
        match &pointer {
            Pointer::Json {
                base,
                index: Some(_),
            } if is_messages(base) => {
                if is_message(raw, has_kind) {
                    return true;
                }
                // One that is damaged says nothing of those after it.
                has_others |= raw.shape() == Shape::Object && is_sound(&raw);
            }
            Pointer::Json { base, index: None } => match base.rsplit_once('/') {
                Some(("", "about")) => {
                    is_about = raw
                        .text()
                        .is_some_and(|text| text.text.contains("Telegram"));
                }
                Some(("", "personal_information")) if raw.get("user_id").is_some() => {
                    is_about &= raw.get("phone_number").is_some();
                    if is_about {
                        return true;
                    }
                }
                Some((chat, "type")) if is_chat(chat) => {
                    has_kind |= KINDS.iter().any(|kind| raw.is(kind));
                }
                _ => {}
            },
            _ => {}
        }
    }
    (has_kind || is_about) && !has_others
}

/// Whether this is a message; in a chat of a kind that is known, even where its time is damaged.
fn is_message(raw: Raw<'_>, has_kind: bool) -> bool {
    let kind = raw.get("type");
    raw.shape() == Shape::Object
        && kind.is_some_and(|kind| {
            ["message", "service", "unsupported"]
                .iter()
                .any(|word| kind.is(word))
        })
        && (raw.get("date_unixtime").is_some()
            || raw
                .get("date")
                .and_then(|date| super::times::wall(date.inner()?))
                .is_some()
            || (has_kind || kind.is_some_and(|kind| kind.is("unsupported")))
                && raw.get("id").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telegram_is_known_by_what_it_writes_first() {
        for first in [
            r#"{"name":"A","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date":"2020-01-01T00:00:00","#,
            r#"{"messages":[{"type":"message","date_unixtime":"1544006350"}]}"#,
            r#"{"chats":{"list":[{"name":"A","messages":[{"type":"service","date_unixtime":"1"}"#,
            r#"{"about":"Telegram is …","personal_information":{"user_id":1,"phone_number":""},"#,
            r#"{"name":"A","type":"private_group","id":1,"messages":[]}"#,
            r#"{"messages":[{"id":1,"type":"unsupported"}]}"#,
            r#"{"messages":[{"id":1 "type":"message"}, {"type":"message","date_unixtime":"1544006350"}]}"#,
            r#"{"messages":[null, {"type":"message","date_unixtime":"1544006350"}]}"#,
            r#"{"name":"A","type":"personal_chat","messages":[{"id":1,"type":"message","date":"?"},"#,
            r#"{"about":"Telegram is …","chats":{"list":[{"name":"A","messages":[{"id":1 "type":"message"}]}"#,
        ] {
            assert!(is_telegram(first.as_bytes()), "{first}");
        }
        for first in [
            "",
            "{}",
            "[]",
            r#"{"messages":[{"type":"Default","timestamp":"2020-01-01T00:00:00Z"}]}"#,
            r#"{"messages":[{"sender_name":"A","timestamp_ms":1}]}"#,
            r#"{"messages":[{"type":"message","date":"1 May"}]}"#,
            r#"{"name":"A","type":"DM","messages":[]}"#,
            r#"{"about":"me"}"#,
        ] {
            assert!(!is_telegram(first.as_bytes()), "{first}");
        }
    }
}
