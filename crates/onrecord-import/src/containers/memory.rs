//! An export held in memory: for tests, fuzzing and small nested files.

use super::names::{is_litter, unsafe_name};
use crate::export::{Entry, Export, ExportError, Problem, ReadSeek};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

/// Files held in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryExport {
    name: String,
    entries: Vec<Entry>,
    contents: BTreeMap<Arc<str>, Arc<[u8]>>,
    problems: Vec<Problem>,
}

impl MemoryExport {
    /// An export without files.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// One file, whose only entry bears the export's name.
    pub fn single(name: &str, content: impl Into<Arc<[u8]>>) -> Self {
        Self::new(name).with(name, content)
    }

    /// Adds a file. Litter, unsafe names and a second file of the same path become problems.
    #[must_use]
    pub fn with(mut self, path: &str, content: impl Into<Arc<[u8]>>) -> Self {
        let problem = |code, reason: &str| Problem {
            entry: path.into(),
            code,
            reason: reason.into(),
        };
        if let Some(reason) = unsafe_name(path) {
            self.problems.push(problem("unsafe-name", reason));
            return self;
        }
        if is_litter(path) {
            self.problems
                .push(problem("litter", "the operating system left it there"));
            return self;
        }
        let at = match self
            .entries
            .binary_search_by(|entry| (*entry.path).cmp(path))
        {
            Ok(_) => {
                self.problems
                    .push(problem("duplicate", "an earlier file has the same name"));
                return self;
            }
            Err(at) => at,
        };
        let content = content.into();
        let path: Arc<str> = path.into();
        self.entries.insert(
            at,
            Entry {
                path: path.clone(),
                size: content.len() as u64,
                modified: None,
            },
        );
        self.contents.insert(path, content);
        self
    }
}

impl Export for MemoryExport {
    fn name(&self) -> &str {
        &self.name
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        match self.contents.get(path) {
            Some(content) => Ok(Box::new(&content[..])),
            None => Err(ExportError::NoSuchEntry(path.into())),
        }
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        match self.contents.get(path) {
            Some(content) => Ok(Some(Box::new(Cursor::new(&content[..])))),
            None => Err(ExportError::NoSuchEntry(path.into())),
        }
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
