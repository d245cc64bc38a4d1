//! Which files of an export are what, by their paths, and where paths do not say by their
//! beginnings. Knows no records.

use super::Platform;
use crate::Export;
use crate::kit::peek::first_bytes;
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How much of a file is looked at, and of how many files where no path says anything.
const SNIFF: usize = 8 << 10;
const SNIFF_FILES: usize = 64;

/// Extensions of the media that Meta's exports bring along.
const MEDIA: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "mp4", "mov", "webm", "m4a", "aac", "mp3",
    "ogg", "oga", "opus", "wav", "amr", "3gp", "srt",
];

/// Folders at the top of an export of either platform: above the first of them is its root.
const TOP: &[&str] = &[
    "messages",
    "connections",
    "security_and_login_information",
    "personal_information",
    "logged_information",
    "ads_information",
    "preferences",
];

/// Pages that only lead to others.
const INDEXES: &[&str] = &[
    "start_here",
    "index",
    "chats",
    "your_messages",
    "ai_conversations",
];

/// The top of one export inside what was received.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Root {
    /// What its paths begin with: empty, or ending in `/`.
    pub prefix: String,
    /// The same for the folder that holds `messages`.
    pub messages: String,
}

/// The files of one conversation, in order.
#[derive(Clone, Debug)]
pub(super) struct ThreadFiles {
    pub root: usize,
    /// `inbox/ann_1234`, after the root's prefix where there are several roots.
    pub key: Box<str>,
    pub folder: Option<Box<str>>,
    pub files: Vec<Arc<str>>,
}

/// What an export holds, for one platform.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub roots: Vec<Root>,
    pub threads: Vec<ThreadFiles>,
    /// Files that hold many conversations (Instagram until 2020), with their root.
    pub flat: Vec<(usize, Arc<str>)>,
    /// Other JSON files, with their root.
    pub lists: Vec<(usize, Arc<str>)>,
    pub media: Vec<Arc<str>>,
    /// Conversations as HTML pages, where they are not here as JSON.
    pub page_threads: Vec<ThreadFiles>,
    /// Other HTML pages, with their root, where they are not here as JSON.
    pub page_lists: Vec<(usize, Arc<str>)>,
    /// HTML pages of what is here as JSON too.
    pub doubles: Vec<Arc<str>>,
    /// HTML pages that only lead to others.
    pub indexes: Vec<Arc<str>>,
    /// Files beside numbered ones that bear no number.
    pub siblings: Vec<Arc<str>>,
    /// What is neither read nor media.
    pub others: Vec<Arc<str>>,
    /// Whether something says which of the two platforms it is.
    pub is_certain: bool,
}

/// Conversations by root and key: their folder, and their files by number.
type Gathered = BTreeMap<(usize, String), (Option<Box<str>>, Vec<(u64, Arc<str>)>)>;

/// What a path says of a conversation's file.
struct ThreadPath<'p> {
    /// Up to `messages/`.
    before: &'p str,
    folder: Option<&'p str>,
    thread: &'p str,
    number: Option<u64>,
    is_json: bool,
}

fn thread_path(path: &str) -> Option<ThreadPath<'_>> {
    let (folders, file) = path.rsplit_once('/')?;
    let (stem, extension) = file.rsplit_once('.')?;
    let is_json = extension == "json";
    if !is_json && extension != "html" {
        return None;
    }
    let number = match stem.strip_prefix("message")?.strip_prefix('_') {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse().unwrap_or(u64::MAX))
        }
        Some(_) => None,
        // Until 2019 a conversation of Facebook's was one `message.json`.
        None if stem == "message" => Some(0),
        None => None,
    };
    let (above, thread) = folders.rsplit_once('/')?;
    let (before, folder) = if above == "messages" || above.ends_with("/messages") {
        (&above[..above.len() - 8], None)
    } else {
        let (upper, folder) = above.rsplit_once('/')?;
        if upper != "messages" && !upper.ends_with("/messages") {
            return None;
        }
        (&upper[..upper.len() - 8], Some(folder))
    };
    Some(ThreadPath {
        before,
        folder,
        thread,
        number,
        is_json,
    })
}

/// The part of `path` before a folder of that name, and up to its end.
fn around<'p>(path: &'p str, folder: &str) -> Option<(&'p str, &'p str)> {
    let mut from = 0;
    while let Some(found) = path[from..].find(folder) {
        let at = from + found;
        let end = at + folder.len();
        if (at == 0 || path.as_bytes()[at - 1] == b'/') && path.as_bytes().get(end) == Some(&b'/') {
            return Some((&path[..at], &path[..=end]));
        }
        from = end;
    }
    None
}

#[derive(Debug, Default)]
struct Evidence {
    own: bool,
    foreign: bool,
    threads: bool,
    messages: Option<String>,
}

impl Layout {
    /// What `export` holds for `platform`; `None` where nothing is its.
    pub(super) fn of(export: &dyn Export, platform: &Platform) -> Option<Self> {
        let mut found: BTreeMap<String, Evidence> = BTreeMap::new();
        for entry in export.entries() {
            note(&entry.path, platform, &mut found);
        }
        let foreign: Vec<String> = found
            .iter()
            .filter(|(_, evidence)| evidence.foreign && !evidence.own)
            .map(|(prefix, _)| prefix.clone())
            .collect();
        found.retain(|_, evidence| evidence.own || evidence.threads && !evidence.foreign);
        if found.is_empty() {
            sniff_all(export, platform, &foreign, &mut found);
        }
        if found.is_empty() {
            return None;
        }
        let mut layout = Self {
            is_certain: found.values().any(|evidence| evidence.own),
            ..Self::default()
        };
        for (prefix, evidence) in found {
            let messages = evidence.messages.unwrap_or_else(|| prefix.clone());
            layout.roots.push(Root { prefix, messages });
        }
        layout.sort_in(export, platform);
        Some(layout)
    }

    fn sort_in(&mut self, export: &dyn Export, platform: &Platform) {
        let mut threads = Gathered::new();
        let mut page_threads = Gathered::new();
        for entry in export.entries() {
            let path = &entry.path;
            // The longest prefix is the nearest root.
            let Some(root) = (0..self.roots.len())
                .filter(|at| path.starts_with(&self.roots[*at].prefix))
                .max_by_key(|at| self.roots[*at].prefix.len())
            else {
                continue;
            };
            let extension = path
                .rsplit_once('.')
                .map_or("", |(_, end)| end)
                .to_ascii_lowercase();
            if let Some(thread) = thread_path(path) {
                let gathered = if thread.is_json {
                    &mut threads
                } else {
                    &mut page_threads
                };
                match thread.number {
                    None => self.siblings.push(path.clone()),
                    Some(number) => {
                        let key = match thread.folder {
                            Some(folder) => format!("{folder}/{}", thread.thread),
                            None => thread.thread.to_owned(),
                        };
                        gathered
                            .entry((root, key))
                            .or_insert_with(|| (thread.folder.map(Into::into), Vec::new()))
                            .1
                            .push((number, path.clone()));
                    }
                }
            } else if extension == "json" {
                match self.sniff(export, platform, root, path) {
                    Sniffed::Thread => {
                        let key = path[self.roots[root].prefix.len()..].trim_end_matches(".json");
                        threads.insert((root, key.to_owned()), (None, vec![(0, path.clone())]));
                    }
                    Sniffed::Flat => self.flat.push((root, path.clone())),
                    Sniffed::List | Sniffed::OwnList => self.lists.push((root, path.clone())),
                }
            } else if MEDIA.contains(&extension.as_str()) || is_in_media_folder(path) {
                self.media.push(path.clone());
            } else if matches!(extension.as_str(), "html" | "htm") {
                self.sort_in_page(export, root, path, &mut page_threads);
            } else {
                self.others.push(path.clone());
            }
        }
        page_threads.retain(|key, (_, files)| {
            let is_double = threads.contains_key(key);
            if is_double {
                self.doubles
                    .extend(files.iter().map(|(_, path)| path.clone()));
            }
            !is_double
        });
        self.threads = self.in_order(threads);
        self.page_threads = self.in_order(page_threads);
    }

    fn in_order(&self, gathered: Gathered) -> Vec<ThreadFiles> {
        let is_one = self.roots.len() == 1;
        let in_order = gathered
            .into_iter()
            .map(|((root, key), (folder, mut files))| {
                files.sort();
                let prefix = if is_one { "" } else { &self.roots[root].prefix };
                ThreadFiles {
                    root,
                    key: format!("{prefix}{key}").into(),
                    folder,
                    files: files.into_iter().map(|(_, path)| path).collect(),
                }
            });
        in_order.collect()
    }

    /// A page that is no conversation by its path.
    fn sort_in_page(
        &mut self,
        export: &dyn Export,
        root: usize,
        path: &Arc<str>,
        page_threads: &mut Gathered,
    ) {
        let file = path.rsplit('/').next().unwrap_or(path);
        let (stem, name) = match (path.rsplit_once('.'), file.rsplit_once('.')) {
            (Some((stem, _)), Some((name, _))) => (stem, name),
            _ => (&**path, file),
        };
        let is_message = name
            .strip_prefix("message_")
            .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        if export.entry(&format!("{stem}.json")).is_some() {
            self.doubles.push(path.clone());
        } else if INDEXES.contains(&name) {
            self.indexes.push(path.clone());
        } else if is_message {
            // A page that was taken out of its folder.
            let number = name
                .trim_start_matches("message_")
                .parse()
                .unwrap_or(u64::MAX);
            let key = stem
                .strip_suffix(name)
                .unwrap_or(stem)
                .trim_end_matches('/');
            let key = if key.is_empty() { name } else { key };
            let entry = page_threads.entry((root, key.to_owned()));
            let (_, files) = entry.or_insert_with(|| (None, Vec::new()));
            files.push((number, path.clone()));
        } else {
            self.page_lists.push((root, path.clone()));
        }
    }

    /// What a JSON file is that no path tells.
    fn sniff(&self, export: &dyn Export, platform: &Platform, root: usize, path: &str) -> Sniffed {
        let folder = path.rfind('/').map_or("", |at| &path[..=at]);
        let root = &self.roots[root];
        let is_near = folder == root.prefix
            || folder == root.messages
            || folder.strip_suffix("messages/") == Some(root.messages.as_str());
        if !is_near {
            return Sniffed::List;
        }
        sniff_one(export, platform, path)
    }
}

fn is_in_media_folder(path: &str) -> bool {
    [
        "photos",
        "videos",
        "audio",
        "gifs",
        "files",
        "media",
        "stickers_used",
    ]
    .iter()
    .any(|folder| around(path, folder).is_some())
}

/// Whether a folder on the way is only this platform's, and whether one is only the other's.
fn owned_by(path: &str, platform: &Platform) -> (bool, bool) {
    let folders = || path.split('/').rev().skip(1);
    (
        folders().any(|folder| platform.own_folders.contains(&folder)),
        folders().any(|folder| platform.foreign_folders.contains(&folder)),
    )
}

/// What stands before the outermost folder that an export has at its top.
fn root_of<'p>(path: &'p str, platform: &Platform) -> &'p str {
    let mut begin = 0;
    for folder in path.split('/') {
        let known = [TOP, platform.own_folders, platform.foreign_folders];
        if known.iter().any(|names| names.contains(&folder)) {
            return &path[..begin];
        }
        begin += folder.len() + 1;
    }
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// What the path of one entry says of the export around it.
fn note(path: &str, platform: &Platform, found: &mut BTreeMap<String, Evidence>) {
    let thread = thread_path(path).filter(|thread| thread.number.is_some());
    let extension = path.rsplit_once('.').map_or("", |(_, end)| end);
    if extension != "json" && extension != "html" {
        return;
    }
    let (mut own, mut foreign) = owned_by(path, platform);
    let is_unnumbered = path.ends_with("/message.json") || path.ends_with("/message.html");
    if is_unnumbered && thread.is_some() {
        own |= platform.has_unnumbered_threads;
        foreign |= !platform.has_unnumbered_threads;
    }
    if !own && !foreign && thread.is_none() {
        return;
    }
    let prefix = root_of(path, platform);
    let evidence = found.entry(prefix.to_owned()).or_default();
    evidence.own |= own;
    evidence.foreign |= foreign;
    evidence.threads |= thread.is_some();
    match (&evidence.messages, thread, around(path, "messages")) {
        (None, Some(thread), _) => evidence.messages = Some(thread.before.to_owned()),
        (None, None, Some((before, _))) => evidence.messages = Some(before.to_owned()),
        _ => {}
    }
}

enum Sniffed {
    Thread,
    Flat,
    List,
    /// A list by which the platform is known.
    OwnList,
}

fn sniff_one(export: &dyn Export, platform: &Platform, path: &str) -> Sniffed {
    let Ok(first) = first_bytes(export, path, SNIFF) else {
        return Sniffed::List;
    };
    let has = |word: &str| memmem::find(&first, format!("\"{word}\"").as_bytes()).is_some();
    let name = path.rsplit('/').next().unwrap_or(path);
    if platform
        .own_files
        .iter()
        .any(|(file, word)| name == *file && has(word))
    {
        return if platform.flat_files.contains(&name) {
            Sniffed::Flat
        } else {
            Sniffed::OwnList
        };
    }
    let is_encrypted = has("senderName") || has("threadName") && has("participants");
    let is_plain = has("sender_name") && has("timestamp_ms");
    if is_encrypted && platform.has_encrypted_export || is_plain {
        return Sniffed::Thread;
    }
    Sniffed::List
}

/// Where no folder says anything: the beginnings of the first few files do.
fn sniff_all(
    export: &dyn Export,
    platform: &Platform,
    foreign: &[String],
    found: &mut BTreeMap<String, Evidence>,
) {
    let is_open = |path: &str| {
        (path.ends_with(".json") || path.ends_with(".html"))
            && !foreign.iter().any(|prefix| path.starts_with(prefix))
    };
    let candidates = export.entries().iter().filter(|entry| is_open(&entry.path));
    let mut folders = BTreeSet::new();
    for entry in candidates.take(SNIFF_FILES) {
        let folder = entry.path.rfind('/').map_or("", |at| &entry.path[..=at]);
        if folders.contains(folder) {
            continue;
        }
        let Ok(first) = first_bytes(export, &entry.path, SNIFF) else {
            continue;
        };
        if entry.path.ends_with(".html") {
            if is_message_page(&entry.path, &first) {
                let evidence = found.entry(folder.to_owned()).or_default();
                evidence.threads = true;
                evidence.messages = Some(folder.to_owned());
                folders.insert(folder);
            }
            continue;
        }
        let sniffed = sniff_one(export, platform, &entry.path);
        if matches!(sniffed, Sniffed::List) {
            continue;
        }
        folders.insert(folder);
        let is_plain = memmem::find(&first, b"\"sender_name\"").is_some();
        let prefix = folder.strip_suffix("messages/").unwrap_or(folder);
        let evidence = found.entry(prefix.to_owned()).or_default();
        evidence.own |= !is_plain;
        evidence.threads = true;
        evidence.messages = Some(prefix.to_owned());
    }
}

/// Whether a page that stands alone is one of a conversation. The classes are a hint here and
/// nothing more: they have been the same since 2018 (`uiBoxWhite`) and 2021 (`_a6-g`).
fn is_message_page(path: &str, first: &[u8]) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.starts_with("message_")
        && (memmem::find(first, b"_a6-g").is_some() || memmem::find(first, b"uiBoxWhite").is_some())
}
