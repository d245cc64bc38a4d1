//! Which files of an export are TikTok's, by their first bytes. Reads no record.

use crate::Export;
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use crate::kit::peek::first_bytes;
use onrecord_model::Pointer;
use std::sync::Arc;

const PEEK: usize = 64 << 10;
/// So many files of each kind are looked at.
const LOOKED_AT: usize = 200;

/// What of an export is what.
pub(super) struct Layout {
    pub json: Vec<Arc<str>>,
    pub texts: Vec<Arc<str>>,
}

/// Sections and what is in them, old and new. Two of these are no coincidence.
const SECTIONS: &[&str] = &[
    "/Activity/Favorite Effects",
    "/Activity/Favorite Hashtags",
    "/Activity/Favorite Sounds",
    "/Activity/Favorite Videos",
    "/Activity/Follower List",
    "/Activity/Following List",
    "/Activity/Like List",
    "/Activity/Login History",
    "/Activity/Video Browsing History",
    "/App Settings/Block",
    "/App Settings/Settings",
    "/Comment/Comments",
    "/Direct Message/Direct Messages",
    "/Direct Message/Group Chat",
    "/Direct Messages/Chat History",
    "/Direct Messages/Group Chat",
    "/Likes and Favorites/Like List",
    "/Post/Posts",
    "/Post/Recently Deleted Posts",
    "/Profile/Profile Information",
    "/Profile/Profile Info",
    "/Profile And Settings/Block List",
    "/Profile And Settings/Profile Info",
    "/Profile And Settings/Follower",
    "/Profile And Settings/Following",
    "/Video/Videos",
    "/Your Activity/Login History",
    "/Your Activity/Watch History",
    "/Your Activity/Searches",
];

impl Layout {
    pub(super) fn of(export: &dyn Export) -> Option<Self> {
        let mut layout = Self {
            json: Vec::new(),
            texts: Vec::new(),
        };
        let is_alone = export.entries().len() == 1;
        let (mut jsons, mut others) = (0, Vec::new());
        let mut texts = 0;
        for entry in export.entries() {
            let path = &entry.path;
            let name = path.to_lowercase();
            let is_text = name.ends_with(".txt");
            if is_text && path.matches('/').count() <= 3 {
                texts += 1;
                if texts <= LOOKED_AT && is_chats(export, path) {
                    layout.texts.push(path.clone());
                } else {
                    others.push(path.clone());
                }
            } else if !is_text && (name.ends_with(".json") && !path.contains('/') || is_alone) {
                jsons += 1;
                if jsons <= LOOKED_AT && is_json(export, path) {
                    layout.json.push(path.clone());
                }
            }
        }
        // Beside a file of conversations the other text files of the same tree are TikTok's too.
        if let Some(first) = layout.texts.first() {
            let top = tree_of(first).to_owned();
            layout
                .texts
                .extend(others.into_iter().filter(|path| *tree_of(path) == *top));
            layout.texts.sort();
        }
        (!layout.json.is_empty() || !layout.texts.is_empty()).then_some(layout)
    }
}

/// The folder that holds the sections' folders: `TikTok` of `TikTok/Direct Messages/Chats.txt`.
fn tree_of(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.rsplit_once('/').map_or("", |(tree, _)| tree)
}

/// What to walk into: sections, what is in them, and conversations.
pub(super) fn enter(pointer: &str, is_array: bool) -> Enter {
    if pointer.ends_with("/-") {
        return Enter::Whole;
    }
    let depth = pointer.bytes().filter(|byte| *byte == b'/').count();
    let is_chats = matches!(
        pointer.rsplit('/').next(),
        Some("ChatHistory" | "GroupChat")
    );
    if is_array && depth <= 5 || depth <= 2 || is_chats && depth <= 4 {
        Enter::Open
    } else {
        Enter::Whole
    }
}

fn is_json(export: &dyn Export, path: &str) -> bool {
    let peek = |limit| first_bytes(export, path, limit).unwrap_or_default();
    let first = peek(512);
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
    first.trim_ascii_start().first() == Some(&b'{') && is_tiktok(&peek(PEEK))
}

fn is_tiktok(first: &[u8]) -> bool {
    let mut stream = JsonStream::new(first, Limits::default(), enter);
    let mut seen = std::collections::BTreeSet::new();
    while let Some(piece) = stream.next_piece() {
        let base = match &piece {
            Piece::Value {
                pointer: Pointer::Json { base, .. },
                ..
            }
            | Piece::End(base) => base.clone(),
            _ => continue,
        };
        if base.contains("/ChatHistory/Chat History with ") {
            return true;
        }
        let section = base
            .splitn(4, '/')
            .skip(1)
            .take(2)
            .collect::<Vec<_>>()
            .join("/");
        if let Some(known) = SECTIONS.iter().find(|known| known[1..] == section) {
            seen.insert(*known);
        }
        if seen.len() > 1 {
            return true;
        }
    }
    // An account with nothing but conversations.
    seen.iter()
        .any(|known| known.starts_with("/Direct Message"))
}

/// Whether a text file begins with a conversation: a heading in any language, then a line that
/// begins with a time in UTC.
fn is_chats(export: &dyn Export, path: &str) -> bool {
    let first = first_bytes(export, path, 4 << 10).unwrap_or_default();
    let text = String::from_utf8_lossy(&first);
    let mut lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.trim().is_empty());
    let (heading, line) = (lines.next(), lines.next());
    heading.is_some_and(|line| line.starts_with(">>> ") && line.trim_end().ends_with(':'))
        && line.is_none_or(|line| super::text::message_line(line).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiktok_is_known_by_its_sections() {
        for first in [
            r#"{"Direct Messages":{"Chat History":{"ChatHistory":{"Chat History with x:":[{"Date":""},"#,
            r#"{"Direct Message":{"Direct Messages":{"ChatHistory":{}}}}"#,
            r#"{"Activity":{"Favorite Effects":{"FavoriteEffectsList":[]},"Favorite Hashtags":null,"#,
        ] {
            assert!(is_tiktok(first.as_bytes()), "{first}");
        }
        for first in [
            "",
            "{}",
            r#"{"Comment":{"Comments":[]}}"#,
            r#"{"messages":[]}"#,
        ] {
            assert!(!is_tiktok(first.as_bytes()), "{first}");
        }
    }
}
