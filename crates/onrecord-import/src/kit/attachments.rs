//! Finding the file that a record names. File systems and archivers change case and Unicode
//! normalisation on the way; quirks of one platform stay with its importer.

use crate::export::Export;
use crate::kit::text::code_page_437;
use encoding_rs::Encoding;
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization as _;

/// The entries of an export by what can be compared of their names.
#[derive(Debug, Default)]
pub struct AttachmentNames {
    exact: BTreeMap<Arc<str>, ()>,
    /// Folded path; `None` where two entries fold to the same.
    folded: BTreeMap<Box<str>, Option<Arc<str>>>,
    /// Whether any has letters outside ASCII.
    has_letters: bool,
}

/// How Windows writes the names in a zip, by the language of the system. A reader takes them for code
/// page 437, as the specification has it.
static WRITTEN_BY_WINDOWS: &[&Encoding] = &[
    encoding_rs::IBM866,
    encoding_rs::GBK,
    encoding_rs::SHIFT_JIS,
    encoding_rs::BIG5,
    encoding_rs::EUC_KR,
    encoding_rs::WINDOWS_1251,
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1253,
    encoding_rs::WINDOWS_1255,
    encoding_rs::WINDOWS_1256,
    encoding_rs::WINDOWS_874,
];

impl AttachmentNames {
    /// All entries of an export.
    pub fn of(export: &dyn Export) -> Self {
        let mut names = Self::default();
        for entry in export.entries() {
            names.has_letters |= !entry.path.is_ascii();
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
    /// Unicode normalisation, or in how a zip made on Windows wrote its name.
    pub fn find(&self, path: &str) -> Option<Arc<str>> {
        if let Some((found, ())) = self.exact.get_key_value(path) {
            return Some(found.clone());
        }
        let folded = |path: &str| self.folded.get(fold(path).as_str()).cloned().flatten();
        if path.is_ascii() || !self.has_letters {
            return folded(path);
        }
        folded(path).or_else(|| {
            let name = path.rfind('/').map_or(0, |at| at + 1);
            let (folder, name) = path.split_at(name);
            WRITTEN_BY_WINDOWS.iter().find_map(|page| {
                let (bytes, _, is_lost) = page.encode(name);
                let seen = || format!("{folder}{}", code_page_437(&bytes));
                (!is_lost).then(|| folded(&seen()))?
            })
        })
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

    /// A zip that Windows made in Russia, China or Japan, as its names are read by the specification.
    #[test]
    fn a_name_in_the_code_page_of_another_system_is_found() {
        for (page, name) in [
            (encoding_rs::IBM866, "фото.jpg"),
            (encoding_rs::GBK, "图片.jpg"),
            (encoding_rs::SHIFT_JIS, "写真.jpg"),
        ] {
            let seen = format!("chat/{}", code_page_437(&page.encode(name).0));
            let export = MemoryExport::new("x").with(&seen, *b"1");
            let names = AttachmentNames::of(&export);
            assert_eq!(names.find_in("chat", name).as_deref(), Some(&*seen));
            assert_eq!(names.find_in("chat", "других.jpg"), None);
        }
    }
}
