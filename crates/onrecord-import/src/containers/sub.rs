//! A part of another export: one of its folders, one of its files, or what is left of it. Paths
//! become relative to the part, as if it had been received alone.

use crate::export::{Entry, Export, ExportError, ReadSeek};
use onrecord_model::Digest;
use std::io::Read;

/// A part of another export.
pub struct SubExport<'e> {
    parent: &'e dyn Export,
    name: String,
    prefix: String,
    entries: Vec<Entry>,
}

impl<'e> SubExport<'e> {
    /// The folder `prefix` of `parent`: its path without a final `/`. The empty prefix is all of
    /// it.
    pub fn folder(parent: &'e dyn Export, prefix: &str) -> Self {
        Self::folder_where(parent, prefix, |_| true)
    }

    /// As [`Self::folder`], but only those entries whose path in `parent` satisfies `keep`.
    pub fn folder_where(parent: &'e dyn Export, prefix: &str, keep: impl Fn(&str) -> bool) -> Self {
        let slashed = if prefix.is_empty() {
            String::new()
        } else {
            format!("{prefix}/")
        };
        let entries = parent.entries();
        let start = entries.partition_point(|entry| *entry.path < *slashed);
        let entries = entries[start..]
            .iter()
            .take_while(|entry| entry.path.starts_with(&slashed))
            .filter(|entry| keep(&entry.path))
            .map(|entry| Entry {
                path: if slashed.is_empty() {
                    entry.path.clone()
                } else {
                    entry.path[slashed.len()..].into()
                },
                ..entry.clone()
            })
            .collect();
        let name = match prefix.rsplit('/').next() {
            Some(last) if !last.is_empty() => last,
            _ => parent.name(),
        };
        Self {
            parent,
            name: name.to_owned(),
            prefix: slashed,
            entries,
        }
    }

    /// The single file `path` of `parent`, as if it had been received alone; without entries
    /// where there is no such file.
    pub fn file(parent: &'e dyn Export, path: &str) -> Self {
        let (prefix, name) = match path.rfind('/') {
            Some(slash) => path.split_at(slash + 1),
            None => ("", path),
        };
        let entries = parent.entry(path).map(|entry| Entry {
            path: name.into(),
            ..entry.clone()
        });
        Self {
            parent,
            name: name.to_owned(),
            prefix: prefix.to_owned(),
            entries: entries.into_iter().collect(),
        }
    }
}

impl Export for SubExport<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        if self.entry(path).is_none() {
            return Err(ExportError::NoSuchEntry(path.into()));
        }
        self.parent.open(&format!("{}{path}", self.prefix))
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        if self.entry(path).is_none() {
            return Err(ExportError::NoSuchEntry(path.into()));
        }
        self.parent.open_seekable(&format!("{}{path}", self.prefix))
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        self.entry(path)?;
        self.parent.digest(&format!("{}{path}", self.prefix))
    }
}
