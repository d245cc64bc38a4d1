//! Which files of an export are X's, and in which order they are read. Opens only their first
//! bytes; knows no records.

use super::script::{Head, INDEX, MANIFEST, head};
use super::words::{Rule, Shape, rule_of};
use crate::Export;
use crate::kit::peek::first_bytes;
use std::sync::Arc;

/// More scripts than this are not looked at: no archive has as many kinds of file and parts.
const SCRIPTS: usize = 4_000;

/// One file of records.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub path: Arc<str>,
    pub word: String,
    pub part: u32,
    pub rule: Option<&'static Rule>,
}

/// What of an export is X's.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The files to read, in order.
    pub files: Vec<File>,
    pub manifest: Option<Arc<str>>,
    /// Files that are no communication.
    pub aside: Vec<Arc<str>>,
    /// Files that repeat others without their content.
    pub headers: Vec<Arc<str>>,
    /// The posts once more, as a table (until 2018).
    pub doubles: Vec<Arc<str>>,
    /// X's own viewer and its documentation.
    pub viewer: Vec<Arc<str>>,
}

/// Where the archive that holds the file begins, if scripts of X may stand there.
fn root_of(path: &str) -> Option<&str> {
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    for inside in ["data/js/tweets/", "data/js/", "data/"] {
        if let Some(root) = folder.strip_suffix(inside)
            && (root.is_empty() || root.ends_with('/'))
        {
            return Some(root);
        }
    }
    // A file that was taken out of its archive.
    (!folder.contains('/')).then_some("")
}

impl Layout {
    /// `None` where nothing is X's, or where there are several archives: each is then read for
    /// itself.
    pub(super) fn of(export: &dyn Export) -> Option<Self> {
        let mut root: Option<&str> = None;
        let mut found: Vec<(Arc<str>, Head)> = Vec::new();
        let scripts = export
            .entries()
            .iter()
            .filter_map(|entry| Some((entry, root_of(&entry.path)?)))
            .filter(|(entry, _)| entry.path.ends_with(".js"));
        for (entry, here) in scripts.take(SCRIPTS) {
            let first = first_bytes(export, &entry.path, 256).unwrap_or_default();
            let Some(head) = head(&first) else {
                continue;
            };
            if root.is_some_and(|root| root != here) {
                return None;
            }
            root = Some(here);
            found.push((entry.path.clone(), head));
        }
        let root = root?;
        let words: Vec<String> = found.iter().map(|(_, head)| head.word.clone()).collect();
        let mut layout = Self::default();
        for (path, head) in found {
            let rule = rule_of(&head.word);
            match rule.map(|rule| rule.shape) {
                _ if head.word == MANIFEST => layout.manifest = Some(path),
                _ if head.word == INDEX => layout.viewer.push(path),
                Some(Shape::Aside) => layout.aside.push(path),
                Some(Shape::HeadersOf(full))
                    if words.iter().any(|word| full.contains(&&**word)) =>
                {
                    layout.headers.push(path);
                }
                _ => layout.files.push(File {
                    path,
                    word: head.word,
                    part: head.part,
                    rule,
                }),
            }
        }
        layout.files.sort_by(|one, other| {
            let order = |file: &File| {
                let rank = match file.rule.map(|rule| rule.shape) {
                    Some(Shape::Conversations) => 0,
                    Some(Shape::Posts) => 1,
                    Some(_) => 2,
                    None => 3,
                };
                (rank, file.word.clone(), file.part, file.path.clone())
            };
            order(one).cmp(&order(other))
        });
        layout.viewer.extend(viewer(export, root));
        let is_old = |file: &File| file.path.contains("data/js/tweets/");
        if layout.files.iter().any(is_old) {
            let table = export.entry(&format!("{root}tweets.csv"));
            layout.doubles.extend(table.map(|entry| entry.path.clone()));
        }
        Some(layout)
    }
}

/// `Your archive.html`, its `assets/`, and `data/README.txt`.
fn viewer(export: &dyn Export, root: &str) -> Vec<Arc<str>> {
    let is_viewer = |path: &str| {
        path.strip_prefix(root).is_some_and(|inside| {
            inside == "Your archive.html"
                || matches!(inside, "data/README.txt" | "README.txt")
                || inside.starts_with("assets/")
        })
    };
    export
        .entries()
        .iter()
        .filter(|entry| is_viewer(&entry.path))
        .map(|entry| entry.path.clone())
        .collect()
}
