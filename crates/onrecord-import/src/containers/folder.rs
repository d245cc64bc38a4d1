//! An export that is a folder on disk. Read-only; links are not followed.

use super::file::wall_in_utc;
use super::names::{is_litter, unsafe_name};
use crate::export::{Entry, Export, ExportError, Problem, ReadSeek};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Deeper than any platform's export, and shallow enough for every file system.
const MAX_DEPTH: usize = 64;
const MAX_ENTRIES: usize = 1_000_000;

/// A folder and everything below it.
#[derive(Debug)]
pub struct FolderExport {
    name: String,
    entries: Vec<Entry>,
    paths: BTreeMap<Arc<str>, PathBuf>,
    problems: Vec<Problem>,
}

impl FolderExport {
    /// Walks a folder. What cannot be listed becomes a problem; files are opened only later.
    ///
    /// # Errors
    /// The folder itself cannot be read.
    pub fn from_path(path: &Path) -> io::Result<Self> {
        let absolute = fs_err::canonicalize(path)?;
        let name = absolute.file_name().unwrap_or(absolute.as_os_str());
        let mut export = Self {
            name: name.to_string_lossy().into_owned(),
            entries: Vec::new(),
            paths: BTreeMap::new(),
            problems: Vec::new(),
        };
        let top = fs_err::read_dir(path)?;
        export.walk(top, "", 0);
        export.entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(export)
    }

    fn open_file(&self, path: &str) -> Result<fs_err::File, ExportError> {
        let Some(real) = self.paths.get(path) else {
            return Err(ExportError::NoSuchEntry(path.into()));
        };
        fs_err::File::open(real).map_err(|source| ExportError::Io {
            entry: path.into(),
            source,
        })
    }

    fn problem(&mut self, entry: &str, code: &'static str, reason: impl Into<Box<str>>) {
        self.problems.push(Problem {
            entry: entry.into(),
            code,
            reason: reason.into(),
        });
    }

    fn walk(&mut self, folder: fs_err::ReadDir, prefix: &str, depth: usize) {
        let mut children = Vec::new();
        for child in folder {
            match child {
                Ok(child) => children.push(child.path()),
                Err(error) => self.problem(prefix, "unreadable", error.to_string()),
            }
        }
        children.sort();
        for path in children {
            let Some(last) = path.file_name() else {
                continue;
            };
            let mut name = format!("{prefix}{}", last.to_string_lossy());
            if last.to_str().is_none() {
                // Two different names may look alike once damaged bytes are replaced.
                while self.paths.contains_key(name.as_str()) {
                    name.push('\u{fffd}');
                }
                self.problem(
                    &name,
                    "name-not-unicode",
                    "its name is not valid Unicode; the damaged characters are shown as U+FFFD",
                );
            }
            if is_litter(&name) {
                self.problem(&name, "litter", "the operating system left it there");
                continue;
            }
            if let Some(reason) = unsafe_name(&name) {
                self.problem(&name, "unsafe-name", reason);
                continue;
            }
            match fs_err::symlink_metadata(&path) {
                Ok(metadata) if metadata.is_symlink() => {
                    self.problem(
                        &name,
                        "link",
                        "it is a link to another place and was not followed",
                    );
                }
                Ok(metadata) if metadata.is_dir() => {
                    if depth >= MAX_DEPTH {
                        self.problem(&name, "too-deep", "folders are nested too deeply");
                        continue;
                    }
                    match fs_err::read_dir(&path) {
                        Ok(inner) => self.walk(inner, &format!("{name}/"), depth + 1),
                        Err(error) => self.problem(&name, "unreadable", error.to_string()),
                    }
                }
                Ok(metadata) if metadata.is_file() => {
                    if self.entries.len() >= MAX_ENTRIES {
                        self.problem(&name, "too-many", "there are too many files in this folder");
                        continue;
                    }
                    let name: Arc<str> = name.into();
                    self.entries.push(Entry {
                        path: name.clone(),
                        size: metadata.len(),
                        modified: metadata.modified().ok().and_then(wall_in_utc),
                    });
                    self.paths.insert(name, path);
                }
                Ok(_) => self.problem(&name, "unsupported", "it is neither a file nor a folder"),
                Err(error) => self.problem(&name, "unreadable", error.to_string()),
            }
        }
    }
}

impl Export for FolderExport {
    fn name(&self) -> &str {
        &self.name
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        Ok(Box::new(self.open_file(path)?))
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        Ok(Some(Box::new(self.open_file(path)?)))
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
