//! Installed fonts, found by looking into the usual folders. Read-only; nothing else is opened.
//!
//! Only families known to be drawn well and to be embeddable are taken, best first. A face whose
//! licence bits forbid embedding is skipped.

use fs_err as fs;
use rustybuzz::ttf_parser;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

const FOLDERS: &[&str] = &[
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
];

/// File names, without case, that begin so; best first.
const WANTED: &[&str] = &[
    "notosanscjk-regular",
    "notosanscjksc-regular",
    "notosansjp-regular",
    "notosanssc-regular",
    "notosanskr-regular",
    "sourcehansans-regular",
    "sourcehansanssc-regular",
    "pingfang",
    "hiragino sans gb",
    "applesdgothicneo",
    "yugothr",
    "msyh.",
    "malgun.",
    "msgothic",
    "simsun.",
    "wqy-",
    "droidsansfallback",
    "arial unicode",
    "notosans",
    "notoserif",
    "dejavusans.",
    "freesans.",
];

const MAX_DEPTH: usize = 4;
const MAX_FILES: usize = 600;
const MAX_BYTES: u64 = 48 << 20;

/// An installed face, read when first asked for.
#[derive(Debug)]
pub(super) struct SystemFont {
    path: PathBuf,
    /// Code points it has, as closed ranges; empty where it cannot be used.
    ranges: OnceLock<Vec<(u32, u32)>>,
    bytes: OnceLock<Option<Arc<Vec<u8>>>>,
}

impl SystemFont {
    /// Whether it has `ch` and may be embedded.
    pub(super) fn has(&self, ch: char) -> bool {
        let value = u32::from(ch);
        // The bytes are let go again: hundreds of faces may be asked before one has it.
        let ranges = self
            .ranges
            .get_or_init(|| self.read().map_or_else(Vec::new, |bytes| coverage(&bytes)));
        let after = ranges.partition_point(|range| range.0 <= value);
        after > 0 && ranges[after - 1].1 >= value
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> Option<&Arc<Vec<u8>>> {
        self.bytes
            .get_or_init(|| self.read().map(Arc::new))
            .as_ref()
    }

    fn read(&self) -> Option<Vec<u8>> {
        fs::read(&self.path).ok()
    }
}

fn coverage(bytes: &[u8]) -> Vec<(u32, u32)> {
    let Ok(face) = ttf_parser::Face::parse(bytes, 0) else {
        return Vec::new();
    };
    if face.permissions() == Some(ttf_parser::Permissions::Restricted) || face.is_variable() {
        return Vec::new();
    }
    let mut values = Vec::new();
    if let Some(table) = face.tables().cmap {
        for subtable in table
            .subtables
            .into_iter()
            .filter(|table| table.is_unicode())
        {
            subtable.codepoints(|value| values.push(value));
        }
    }
    values.sort_unstable();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for value in values {
        match ranges.last_mut() {
            Some(range) if value <= range.1.saturating_add(1) => range.1 = range.1.max(value),
            _ => ranges.push((value, value)),
        }
    }
    ranges
}

pub(super) fn find_system_fonts() -> Vec<SystemFont> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        walk(Path::new(folder), 0, &mut found);
    }
    found.sort();
    found.truncate(MAX_FILES);
    found
        .into_iter()
        .map(|(_, _, path)| SystemFont {
            path,
            ranges: OnceLock::new(),
            bytes: OnceLock::new(),
        })
        .collect()
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<(usize, String, PathBuf)>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() {
            if depth < MAX_DEPTH {
                walk(&path, depth + 1, found);
            }
            continue;
        }
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let is_font = [".ttf", ".otf", ".ttc"]
            .iter()
            .any(|end| name.ends_with(end));
        let heavy_or_slanted = [
            "bold", "italic", "black", "light", "thin", "medium", "color",
        ]
        .iter()
        .any(|word| name.contains(word));
        if !is_font || heavy_or_slanted {
            continue;
        }
        let Some(rank) = WANTED.iter().position(|start| name.starts_with(start)) else {
            continue;
        };
        if entry.metadata().is_ok_and(|data| data.len() <= MAX_BYTES) {
            found.push((rank, name, path));
        }
    }
}
