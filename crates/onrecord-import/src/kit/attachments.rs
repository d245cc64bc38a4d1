//! Finding the file that a record names. File systems and archivers change case and Unicode
//! normalisation on the way; quirks of one platform stay with its importer.

use crate::export::Export;
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization as _;

/// The entries of an export by what can be compared of their names.
#[derive(Debug, Default)]
pub struct AttachmentNames {
    exact: BTreeMap<Arc<str>, ()>,
    /// Folded path; `None` where two entries fold to the same.
    folded: BTreeMap<Box<str>, Option<Arc<str>>>,
}

impl AttachmentNames {
    /// All entries of an export.
    pub fn of(export: &dyn Export) -> Self {
        let mut names = Self::default();
        for entry in export.entries() {
            names.exact.insert(entry.path.clone(), ());
            names
                .folded
                .entry(fold(&entry.path).into())
                .and_modify(|path| *path = None)
                .or_insert_with(|| Some(entry.path.clone()));
        }
        names
    }

    /// The entry of that path: exactly, or else the only one that differs in nothing but case and
    /// Unicode normalisation.
    pub fn find(&self, path: &str) -> Option<Arc<str>> {
        if let Some((found, ())) = self.exact.get_key_value(path) {
            return Some(found.clone());
        }
        self.folded.get(fold(path).as_str()).cloned().flatten()
    }

    /// The entry `name` in `folder` (without a final `/`; empty for the top).
    pub fn find_in(&self, folder: &str, name: &str) -> Option<Arc<str>> {
        if folder.is_empty() {
            self.find(name)
        } else {
            self.find(&format!("{folder}/{name}"))
        }
    }
}

fn fold(path: &str) -> String {
    path.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryExport;

    #[test]
    fn case_and_normalisation_do_not_hide_a_file() {
        let export = MemoryExport::new("x")
            .with("Cafe\u{301}.JPG", *b"1")
            .with("media/a.png", *b"2")
            .with("B.txt", *b"3")
            .with("b.TXT", *b"4");
        let names = AttachmentNames::of(&export);
        assert_eq!(
            names.find("caf\u{e9}.jpg").as_deref(),
            Some("Cafe\u{301}.JPG")
        );
        assert_eq!(
            names.find_in("media", "A.png").as_deref(),
            Some("media/a.png")
        );
        assert_eq!(names.find("B.txt").as_deref(), Some("B.txt"));
        assert_eq!(names.find("b.txt"), None);
        assert_eq!(names.find("none"), None);
    }
}
