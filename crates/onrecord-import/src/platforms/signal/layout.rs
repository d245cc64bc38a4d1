//! Which files of an export are chats, and in which form. Knows no records.

use crate::Export;
use crate::kit::peek::first_bytes;
use memchr::memmem;
use std::collections::BTreeSet;
use std::sync::Arc;

const SNIFF: usize = 8 << 10;

/// The form of a chat's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// signal-export's data.json: an object a line.
    Lines,
    /// sigtop's JSON: an array of objects.
    Array,
    /// signal-export's chat.md.
    Markdown,
    /// sigtop's text.
    Text,
}

/// The files of an export.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub chats: Vec<(Arc<str>, Form)>,
    /// The same chats in another form.
    pub doubles: Vec<Arc<str>>,
    others: Vec<Arc<str>>,
}

/// Up to the last `/`, without it.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn file(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl Layout {
    pub(super) fn of(export: &dyn Export) -> Option<Self> {
        let mut layout = Self::default();
        let mut read = BTreeSet::new();
        for entry in export.entries() {
            if let Some(form) = form_of(export, &entry.path) {
                layout.chats.push((entry.path.clone(), form));
                if form == Form::Lines {
                    read.insert(folder(&entry.path).to_owned());
                }
            }
        }
        if layout.chats.is_empty() {
            return None;
        }
        let has_data = |path: &str| read.contains(folder(path));
        let (doubles, chats) = std::mem::take(&mut layout.chats)
            .into_iter()
            .partition(|(path, form)| *form == Form::Markdown && has_data(path));
        layout.chats = chats;
        layout.doubles = doubles
            .into_iter()
            .map(|(path, _): (Arc<str>, Form)| path)
            .collect();
        let chats: BTreeSet<&str> = layout.chats.iter().map(|(path, _)| folder(path)).collect();
        for entry in export.entries() {
            let path = &entry.path;
            let above = folder(path);
            let is_page = matches!(file(path), "index.html" | "chat.html") && chats.contains(above);
            let is_media = file(above) == "media" && chats.contains(folder(above));
            let is_style = matches!(file(path), "style.css" | "chat.js");
            if is_page {
                layout.doubles.push(path.clone());
            } else if is_media || is_style {
                layout.others.push(path.clone());
            }
        }
        Some(layout)
    }

    pub(super) fn entries(&self) -> Vec<Arc<str>> {
        let chats = self.chats.iter().map(|(path, _)| path);
        let mut entries: Vec<Arc<str>> = chats
            .chain(&self.doubles)
            .chain(&self.others)
            .cloned()
            .collect();
        entries.sort();
        entries.dedup();
        entries
    }
}

fn form_of(export: &dyn Export, path: &str) -> Option<Form> {
    let name = file(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if !matches!(extension, "json" | "md" | "txt") {
        return None;
    }
    if extension == "md" && !matches!(name, "chat.md" | "index.md") {
        return None;
    }
    let first = first_bytes(export, path, SNIFF).ok()?;
    let first = first
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&first)
        .trim_ascii_start();
    let has = |word: &str| memmem::find(first, format!("\"{word}\"").as_bytes()).is_some();
    match extension {
        "json" if first.starts_with(b"{\"date\"") && has("sender") && has("body") => {
            Some(Form::Lines)
        }
        "json" if first.starts_with(b"[") => {
            let is_signal = has("conversationId")
                && (has("sent_at") || has("received_at"))
                && (has("schemaVersion")
                    || has("sourceServiceId")
                    || has("sourceUuid")
                    || has("readStatus"));
            is_signal.then_some(Form::Array)
        }
        "md" => {
            let line = first
                .split(|byte| *byte == b'\n')
                .next()
                .unwrap_or_default();
            let line = String::from_utf8_lossy(line);
            super::markdown::head(&line)
                .is_some()
                .then_some(Form::Markdown)
        }
        "txt" if first.starts_with(b"Conversation: ") => {
            let text = String::from_utf8_lossy(first);
            let has_fields = text.contains("\nType: ")
                && (text.contains("\nSent: ") || text.contains("\nReceived: "));
            has_fields.then_some(Form::Text)
        }
        _ => None,
    }
}
