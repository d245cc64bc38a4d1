//! Which files of an export are Discord's, and what each is. Opens only their first bytes.

use super::lines;
use super::table::{EXPORTER, PACKAGE};
use crate::Export;
use crate::kit::csv::{Dialect, Header, Rows};
use crate::kit::peek::first_bytes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More files than this are looked at folder by folder.
const FILES: usize = 600;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    ExporterJson,
    ExporterTable,
    ExporterPage,
    ExporterLines,
    PackageJson,
    PackageTable,
}

/// One file of messages.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub path: Arc<str>,
    pub shape: Shape,
    /// The channel of a data package.
    pub channel: Option<Box<str>>,
}

/// What of an export is Discord's.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub files: Vec<File>,
    /// `channel.json` by the channel's id.
    pub channels: BTreeMap<Box<str>, Arc<str>>,
    /// Channels of a data package without a file of messages.
    pub without_messages: usize,
    pub index: Option<Arc<str>>,
    pub user: Option<Arc<str>>,
    /// Files in folders beside the exports.
    pub media: Vec<Arc<str>>,
}

/// `c123456789012345678` or without `c`.
fn channel_id(folder: &str) -> Option<&str> {
    let id = folder.strip_prefix('c').unwrap_or(folder);
    let is_id = (15..=21).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then_some(id)
}

impl Layout {
    pub(super) fn of(export: &dyn Export) -> Option<Self> {
        let mut layout = Self::default();
        layout.package(export);
        layout.exporter(export);
        (!layout.files.is_empty() || !layout.channels.is_empty()).then_some(layout)
    }

    fn package(&mut self, export: &dyn Export) {
        let mut root: Option<String> = None;
        let mut with_messages = BTreeMap::new();
        for entry in export.entries() {
            let mut parts = entry.path.rsplitn(3, '/');
            let (Some(name), Some(folder)) = (parts.next(), parts.next()) else {
                continue;
            };
            let above = parts.next().unwrap_or_default();
            let Some(id) = channel_id(folder) else {
                continue;
            };
            let shape = match name {
                "messages.json" => Shape::PackageJson,
                "messages.csv" => Shape::PackageTable,
                "channel.json" => {
                    root.get_or_insert_with(|| above.to_owned());
                    self.channels.insert(id.into(), entry.path.clone());
                    continue;
                }
                _ => continue,
            };
            with_messages.insert(id.to_owned(), ());
            self.files.push(File {
                path: entry.path.clone(),
                shape,
                channel: Some(id.into()),
            });
        }
        if self.channels.is_empty() {
            // A folder named like a channel is not enough.
            self.files.clear();
            return;
        }
        self.without_messages = self
            .channels
            .keys()
            .filter(|id| !with_messages.contains_key(&***id))
            .count();
        let root = root.unwrap_or_default();
        let beside = |name: &str| match &*root {
            "" => name.to_owned(),
            root => format!("{root}/{name}"),
        };
        self.index = export.entry(&beside("index.json")).map(|e| e.path.clone());
        let top = root.rfind('/').map_or("", |at| &root[..=at]);
        // The folder's name is in the owner's language.
        let user = export.entries().iter().find(|entry| {
            entry
                .path
                .strip_prefix(top)
                .and_then(|inside| inside.split_once('/'))
                .is_some_and(|(_, name)| name == "user.json")
        });
        self.user = user.map(|entry| entry.path.clone());
    }

    fn exporter(&mut self, export: &dyn Export) {
        let taken: Vec<Arc<str>> = self.files.iter().map(|file| file.path.clone()).collect();
        let candidates = export.entries().iter().filter(|entry| {
            let is_near = entry.path.matches('/').count() <= 1;
            let name = entry.path.to_ascii_lowercase();
            let is_text = [".json", ".csv", ".html", ".htm", ".txt"]
                .iter()
                .any(|ending| name.ends_with(ending));
            is_near && is_text && !taken.contains(&entry.path)
        });
        for entry in candidates.take(FILES) {
            let path = &entry.path;
            let Some(shape) = shape_of(export, path) else {
                continue;
            };
            let inside = [format!("{path}_Files/"), format!("{path}_files/")];
            let media = export.entries().iter().filter(|entry| {
                inside
                    .iter()
                    .any(|folder| entry.path.starts_with(&**folder))
            });
            self.media.extend(media.map(|entry| entry.path.clone()));
            self.files.push(File {
                path: path.clone(),
                shape,
                channel: None,
            });
        }
    }
}

fn shape_of(export: &dyn Export, path: &str) -> Option<Shape> {
    let ending = path.rsplit('.').next()?.to_ascii_lowercase();
    let length = if ending.starts_with("htm") {
        96 << 10
    } else {
        4 << 10
    };
    let first = first_bytes(export, path, length).ok()?;
    match &*ending {
        "json" => json_shape(&first),
        "csv" => table_shape(&first),
        "txt" => lines::is_head(&first).then_some(Shape::ExporterLines),
        // The style sheet stands before the messages.
        _ => memchr::memmem::find(&first, b"chatlog__").map(|_| Shape::ExporterPage),
    }
}

fn json_shape(first: &[u8]) -> Option<Shape> {
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let has = |word: &str| memchr::memmem::find(first, word.as_bytes()).is_some();
    let bare: Vec<u8> = first
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .take(32)
        .collect();
    // Other programs write the same files again with the keys in another order.
    if bare.starts_with(b"{\"guild\":{") && has("\"channel\"") {
        return Some(Shape::ExporterJson);
    }
    (bare.starts_with(b"[{\"ID\":") && has("\"Timestamp\"") && has("\"Contents\""))
        .then_some(Shape::PackageJson)
}

fn table_shape(first: &[u8]) -> Option<Shape> {
    let dialect = Dialect::sniff(first)?;
    let mut rows = Rows::new(first, dialect);
    let header = Header::of(rows.next_row().ok()??);
    if header.has_all(EXPORTER) {
        return Some(Shape::ExporterTable);
    }
    header.has_all(PACKAGE).then_some(Shape::PackageTable)
}
