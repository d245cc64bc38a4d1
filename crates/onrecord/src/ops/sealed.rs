//! Kept originals as an export again, so that importers read what is kept and nothing else: from the
//! vault, or from a folder that was opened to an expert.

use crate::ops::state::SourceState;
use crate::ops::{OpError, OpResult};
use onrecord_import::{Entry, Export, ExportError, FileExport, ReadSeek, ZipExport, detect};
use onrecord_model::Digest;
use onrecord_model::exhibit::{How, Item};
use onrecord_vault::{Open, Vault};
use std::io::{self, Read};

/// Where originals are kept, by digest.
pub trait Originals {
    /// A reader over an original.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    fn original(&self, digest: Digest) -> io::Result<Box<dyn ReadSeek>>;
}

impl Originals for Vault<Open> {
    fn original(&self, digest: Digest) -> io::Result<Box<dyn ReadSeek>> {
        match self.open_blob(digest) {
            Ok(reader) => Ok(Box::new(reader)),
            Err(error) => Err(io::Error::other(error.to_string())),
        }
    }
}

/// A source as it was received, read from where its originals are kept.
///
/// # Errors
/// An original cannot be opened.
pub fn export_of<'v, O: Originals>(
    kept: &'v O,
    source: &'v SourceState,
) -> OpResult<Box<dyn Export + 'v>> {
    let source = &source.source;
    let only = || {
        source
            .items
            .first()
            .ok_or_else(|| OpError::Other(format!("The source {} holds no file.", source.id)))
    };
    Ok(match source.how {
        How::Archive => {
            let digest = only()?.digest;
            Box::new(ZipExport::sealed(&source.name, Some(digest), move || {
                kept.original(digest)
            })?)
        }
        How::File => {
            let item = only()?;
            let digest = item.digest;
            Box::new(FileExport::seekable(&source.name, item.size, move || {
                kept.original(digest)
            }))
        }
        How::Folder | How::PartsOfArchive => {
            Box::new(SealedFolder::new(kept, &source.name, &source.items))
        }
    })
}

/// The exhibit that holds an entry of a source, and the entry's path in it if it is an archive.
pub fn exhibit_of(source: &SourceState, entry: &str) -> Option<(Digest, Option<String>)> {
    let source = &source.source;
    match source.how {
        How::File => {
            // A file that is itself an archive of a kind that is opened when it is read.
            let inner = entry
                .split_once(detect::INSIDE)
                .map(|(_, inner)| inner.to_owned());
            Some((source.items.first()?.digest, inner))
        }
        How::Archive => Some((source.items.first()?.digest, Some(entry.to_owned()))),
        How::Folder | How::PartsOfArchive => {
            let find = |path: &str| source.items.iter().find(|item| &*item.path == path);
            if let Some(item) = find(entry) {
                return Some((item.digest, None));
            }
            entry
                .match_indices(detect::INSIDE)
                .find_map(|(at, inside)| {
                    let item = find(&entry[..at])?;
                    Some((item.digest, Some(entry[at + inside.len()..].to_owned())))
                })
        }
    }
}

/// A folder of sealed files under the paths with which they came.
struct SealedFolder<'v, O> {
    kept: &'v O,
    name: String,
    entries: Vec<Entry>,
    digests: Vec<Digest>,
}

impl<'v, O: Originals> SealedFolder<'v, O> {
    fn new(kept: &'v O, name: &str, items: &[Item]) -> Self {
        let mut items: Vec<&Item> = items.iter().collect();
        items.sort_by(|a, b| a.path.cmp(&b.path));
        let entries = items
            .iter()
            .map(|item| Entry {
                path: (&*item.path).into(),
                size: item.size,
                modified: item.modified,
            })
            .collect();
        let digests = items.iter().map(|item| item.digest).collect();
        Self {
            kept,
            name: name.into(),
            entries,
            digests,
        }
    }

    fn kept_as(&self, path: &str) -> Result<Digest, ExportError> {
        let at = self
            .entries
            .binary_search_by(|entry| (*entry.path).cmp(path));
        at.map(|at| self.digests[at])
            .map_err(|_| ExportError::NoSuchEntry(path.into()))
    }
}

impl<O: Originals> Export for SealedFolder<'_, O> {
    fn name(&self) -> &str {
        &self.name
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        let digest = self.kept_as(path)?;
        self.kept
            .original(digest)
            .map(|reader| Box::new(reader) as Box<dyn Read + 'a>)
            .map_err(|source| ExportError::Io {
                entry: path.into(),
                source,
            })
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        let digest = self.kept_as(path)?;
        self.kept
            .original(digest)
            .map(|reader| Some(reader as Box<dyn ReadSeek + 'a>))
            .map_err(|source| ExportError::Io {
                entry: path.into(),
                source,
            })
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        self.kept_as(path).ok()
    }
}
