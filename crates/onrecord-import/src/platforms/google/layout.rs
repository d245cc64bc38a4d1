//! Which files of an export are Google's, and what each is. Opens only their first bytes.

use super::{myactivity, voice, youtube};
use crate::Export;
use crate::kit::csv::{Dialect, Header, Rows};
use crate::kit::peek::first_bytes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More files of JSON than this are looked at folder by folder.
const FILES: usize = 2_000;
/// So many pages of a folder are looked at before it is given up.
const PAGES: u32 = 3;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    ChatMessages,
    ChatUser,
    Hangouts,
    Voice,
    Comments,
    LiveChats,
    Activity,
    ActivityPage,
}

/// What of an export is Google's.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub files: Vec<(Shape, Arc<str>)>,
    /// Descriptions of conversations, and files that messages name.
    pub beside: Vec<Arc<str>>,
    /// Conversations of Google Chat without a file of messages.
    pub without_messages: usize,
}

fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

impl Layout {
    pub(super) fn of(export: &dyn Export) -> Option<Self> {
        let mut layout = Self::default();
        let mut looked = 0;
        let mut pages: BTreeMap<&str, (u32, bool)> = BTreeMap::new();
        let mut infos: BTreeMap<&str, Arc<str>> = BTreeMap::new();
        for entry in export.entries() {
            let path = &entry.path;
            let name = path.rsplit('/').next().unwrap_or(path);
            let Some((_, ending)) = name.rsplit_once('.') else {
                continue;
            };
            match &*ending.to_ascii_lowercase() {
                "json" if name == "group_info.json" => {
                    infos.insert(folder_of(path), path.clone());
                }
                "json" if looked < FILES => {
                    looked += 1;
                    let shape = json_shape(export, path, name);
                    layout
                        .files
                        .extend(shape.map(|shape| (shape, path.clone())));
                }
                "html" | "htm" => {
                    let (seen, is_voice) = pages.entry(folder_of(path)).or_default();
                    if !*is_voice && *seen >= PAGES {
                        continue;
                    }
                    *seen += 1;
                    // A page of My Activity begins with its styles, which are longer than others'.
                    let first = first_bytes(export, path, 256 << 10).unwrap_or_default();
                    if myactivity::is_page(&first) {
                        layout.files.push((Shape::ActivityPage, path.clone()));
                    } else if voice::is_voice(&first) {
                        *is_voice = true;
                        layout.files.push((Shape::Voice, path.clone()));
                    }
                }
                "csv" => {
                    let shape = table_shape(export, path);
                    layout
                        .files
                        .extend(shape.map(|shape| (shape, path.clone())));
                }
                _ => {}
            }
        }
        if layout.files.is_empty() {
            return None;
        }
        layout.files.sort();
        layout.beside(export, infos);
        Some(layout)
    }

    fn beside(&mut self, export: &dyn Export, infos: BTreeMap<&str, Arc<str>>) {
        let mut folders: BTreeMap<&str, ()> = BTreeMap::new();
        for (shape, path) in &self.files {
            let folder = folder_of(path);
            let is_own = match shape {
                Shape::ChatMessages => infos.contains_key(folder),
                Shape::Voice | Shape::Hangouts => true,
                _ => false,
            };
            if is_own && !folder.is_empty() {
                folders.insert(folder, ());
            }
        }
        let has_chat = |folder: &str| {
            let messages = self.files.iter();
            let mut messages = messages.filter(|(shape, _)| *shape == Shape::ChatMessages);
            messages.any(|(_, path)| folder_of(path) == folder)
        };
        let is_chat = self
            .files
            .iter()
            .any(|(shape, _)| matches!(shape, Shape::ChatMessages | Shape::ChatUser));
        let mut found = Vec::new();
        for (folder, info) in &infos {
            if is_chat {
                found.push(info.clone());
                self.without_messages += usize::from(!has_chat(folder));
            }
        }
        for entry in export.entries() {
            let name = entry.path.to_ascii_lowercase();
            let is_text = [".json", ".html", ".htm", ".csv", ".mbox", ".txt"]
                .iter()
                .any(|ending| name.ends_with(ending));
            if !is_text && folders.contains_key(folder_of(&entry.path)) {
                found.push(entry.path.clone());
            }
        }
        self.beside = found;
    }
}

fn json_shape(export: &dyn Export, path: &str, name: &str) -> Option<Shape> {
    let first = first_bytes(export, path, 4 << 10).ok()?;
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
    let bare: Vec<u8> = first
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let has = |word: &str| memchr::memmem::find(&bare, word.as_bytes()).is_some();
    if bare.starts_with(b"{\"messages\":[") {
        let is_chat = has("\"created_date\":") || has("\"topic_id\":");
        let folder = folder_of(path);
        let info = format!("{folder}/group_info.json");
        let is_empty = bare.starts_with(b"{\"messages\":[]") && export.entry(&info).is_some();
        return (is_chat || is_empty).then_some(Shape::ChatMessages);
    }
    if name == "user_info.json" && bare.starts_with(b"{\"user\":{") {
        return Some(Shape::ChatUser);
    }
    let is_hangouts = bare.starts_with(b"{\"conversations\":[{\"conversation\":{")
        || bare.starts_with(b"{\"conversation_state\":[")
        || bare.starts_with(b"{\"continuation_end_timestamp\":") && has("\"conversation_state\":");
    if is_hangouts {
        return Some(Shape::Hangouts);
    }
    (bare.starts_with(b"[{\"header\":\"") && has("\"title\":") && has("\"time\":"))
        .then_some(Shape::Activity)
}

fn table_shape(export: &dyn Export, path: &str) -> Option<Shape> {
    let first = first_bytes(export, path, 8 << 10).ok()?;
    let dialect = Dialect::sniff(&first)?;
    let mut rows = Rows::new(&*first, dialect);
    // Something may stand before the header.
    for _ in 0..8 {
        let row = rows.next_row().ok()??;
        let header = Header::of(row);
        if header.has_all(youtube::COMMENTS) {
            return Some(Shape::Comments);
        }
        if header.has_all(youtube::CHATS) || youtube::is_bare_chat(row) {
            return Some(Shape::LiveChats);
        }
        if let Some(content) = youtube::Content::of(row) {
            return Some(match content.is_comment {
                true => Shape::Comments,
                false => Shape::LiveChats,
            });
        }
    }
    None
}
