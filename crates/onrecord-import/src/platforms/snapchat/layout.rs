//! Which files of an export are Snapchat's. Knows no records.

use crate::Export;
use crate::kit::html::{Limits, Tree};
use crate::kit::json_stream::value::Raw;
use crate::kit::peek::{first_bytes, whole_entry};
use memchr::memmem;
use onrecord_model::Account;
use std::collections::BTreeSet;
use std::sync::Arc;

const SNIFF: usize = 8 << 10;

/// Files by which Snapchat's data is known, with words of which one stands near their beginning.
const MARKERS: &[(&str, &[&str])] = &[
    ("chat_history", &["\"Media Type\"", "Saved Chat History"]),
    ("snap_history", &["\"Media Type\"", "Snap History"]),
    (
        "talk_history",
        &[
            "\"Outgoing Calls\"",
            "\"Incoming Calls\"",
            "\"Completed Calls\"",
        ],
    ),
    ("memories_history", &["\"Saved Media\""]),
    (
        "friends",
        &[
            "\"Friend Requests Sent\"",
            "\"Deleted Friends\"",
            "\"Ignored Snapchatters\"",
        ],
    ),
    ("account", &["\"Basic Information\""]),
];

/// The files of an export.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub json: Vec<Arc<str>>,
    pub pages: Vec<Arc<str>>,
    /// Pages of what is here as JSON.
    pub doubles: Vec<Arc<str>>,
    pub media: Vec<Arc<str>>,
    indexes: Vec<Arc<str>>,
}

/// A path's file name without its extension, and the extension.
pub(super) fn stem(path: &str) -> (&str, &str) {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').unwrap_or((file, ""))
}

fn folder(path: &str) -> &str {
    path.rfind('/')
        .map_or("", |at| path.get(..=at).unwrap_or_default())
}

impl Layout {
    /// What `export` holds; `None` where nothing of it is Snapchat's.
    pub(super) fn of(export: &dyn Export) -> Option<Self> {
        // The folders that hold its files: `json/` and `html/`, or wherever they were put.
        let mut folders = BTreeSet::new();
        let mut roots = BTreeSet::new();
        for entry in export.entries() {
            if is_marker(export, &entry.path) {
                let inside = folder(&entry.path);
                let above = inside.strip_suffix("chat_history/").unwrap_or(inside);
                let root = ["json/", "html/"]
                    .iter()
                    .find_map(|one| above.strip_suffix(one));
                folders.insert(above.to_owned());
                roots.insert(root.unwrap_or(above).to_owned());
            }
        }
        if folders.is_empty() {
            return None;
        }
        let mut layout = Self::default();
        let mut pages = Vec::new();
        for entry in export.entries() {
            let path = &entry.path;
            let (name, extension) = stem(path);
            let is_ours = folders.contains(folder(path));
            let is_subpage = name.starts_with("subpage_") || path.contains("chat_history/");
            let root = roots
                .iter()
                .filter(|root| path.starts_with(root.as_str()))
                .max();
            let Some(root) = root else { continue };
            let below = path.get(root.len()..).unwrap_or_default();
            match extension.to_ascii_lowercase().as_str() {
                "json" if is_ours || below.starts_with("json/") => layout.json.push(path.clone()),
                "html" if matches!(name, "index" | "faq" | "memories") => {
                    layout.indexes.push(path.clone());
                }
                "html" if is_ours || is_subpage || below.starts_with("html/") => {
                    pages.push(path.clone());
                }
                _ if below.starts_with("chat_media/") || below.starts_with("memories/") => {
                    layout.media.push(path.clone());
                }
                _ => {}
            }
        }
        let read: BTreeSet<String> = layout
            .json
            .iter()
            .map(|path| stem(path).0.to_owned())
            .collect();
        for page in pages {
            let (name, _) = stem(&page);
            let is_chat = name.starts_with("subpage_") || page.contains("chat_history/");
            if read.contains(name) || is_chat && read.contains("chat_history") {
                layout.doubles.push(page);
            } else {
                layout.pages.push(page);
            }
        }
        // The account first: it is small, and says who everything belongs to.
        layout
            .json
            .sort_by_key(|path| (stem(path).0 != "account", path.clone()));
        Some(layout)
    }

    pub(super) fn entries(&self) -> Vec<Arc<str>> {
        let all = [
            &self.json,
            &self.pages,
            &self.doubles,
            &self.media,
            &self.indexes,
        ];
        let mut entries: Vec<Arc<str>> = all.into_iter().flatten().cloned().collect();
        entries.sort();
        entries
    }

    /// The owner, as the account's file says.
    pub(super) fn owner(&self, export: &dyn Export, platform: &Arc<str>) -> Option<Arc<Account>> {
        let find = |paths: &[Arc<str>]| {
            let path = paths.iter().find(|path| stem(path).0 == "account")?;
            whole_entry(export, path, 4 << 20).ok()
        };
        let (handle, name) = if let Some(content) = find(&self.json) {
            let root = Raw::new(content.trim_ascii(), 0);
            let basic = root.get("Basic Information")?;
            let text = |field: &str| {
                let text = basic.get(field)?.text()?.text.into_owned();
                (!text.is_empty()).then_some(text)
            };
            (
                text("Username")?,
                text("Name").or_else(|| text("Display Name")),
            )
        } else {
            let content = find(&self.pages)?;
            let tree = Tree::document(&content[..], Limits::default()).ok()?;
            let value = |label: &str| {
                let root = tree.root()?;
                let mut rows = root.all_named("tr");
                rows.find_map(|row| {
                    let cells: Vec<_> = row.elements().take(2).collect();
                    match cells[..] {
                        [one, other] if one.text() == label => Some(other.text()),
                        _ => None,
                    }
                })
            };
            (value("Username")?, value("Name"))
        };
        Some(Arc::new(Account::handled(
            platform,
            &handle,
            name.as_deref(),
        )))
    }
}

fn is_marker(export: &dyn Export, path: &str) -> bool {
    let (name, extension) = stem(path);
    let is_page = extension == "html";
    let is_subpage = is_page && name.starts_with("subpage_") && path.contains("chat_history/");
    let marker = MARKERS.iter().find(|(marker, _)| *marker == name);
    if !is_subpage && (marker.is_none() || !matches!(extension, "json" | "html")) {
        return false;
    }
    let Ok(first) = first_bytes(export, path, SNIFF) else {
        return false;
    };
    let has = |word: &str| memmem::find(&first, word.as_bytes()).is_some();
    if is_subpage {
        return has("rightpanel") || has("Snapchat") || has("<h6");
    }
    if is_page {
        return has("Snapchat") || has("rightpanel") || has("Media Type") || has("Saved Chat");
    }
    marker.is_some_and(|(_, words)| {
        // An export without chats has an empty object in the folder `json`.
        let is_empty = first.trim_ascii() == b"{}" && path.contains("json/");
        is_empty || words.iter().any(|word| has(word))
    })
}
