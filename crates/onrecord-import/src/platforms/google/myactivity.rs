//! My Activity as a web page, which is what Takeout gives unless JSON is asked for: a cell for each
//! record, with its product, what was done, when, and where. Known by the classes of its cells, since
//! its words and its file's name are in the language of the account.

use super::context::{Context, Out, Walk, thread};
use crate::Export;
use crate::kit::date_words::{Habits, Learning};
use crate::kit::defects::defect_in;
use crate::kit::html::{Ended, Limits, NodeRef, Reduced, Reducer, Tree};
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use crate::kit::text::mark_hidden;
use onrecord_model::{Event, Kind, Locator, Mark, Pointer, Thread, When};
use std::io::Read;
use std::sync::Arc;

/// Whether the first bytes of a page are My Activity's.
pub(super) fn is_page(first: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(first, word).is_some();
    has(b"outer-cell") && has(b"content-cell") && has(b"mdl-")
}

fn is_record(ended: Ended<'_>) -> bool {
    ended.node.has_class("outer-cell")
}

/// One page being read.
pub(super) struct PageWalk<'a> {
    entry: Arc<str>,
    reducer: Reducer<Keeping<Box<dyn Read + 'a>>>,
    kept: Kept<'a>,
    thread: Arc<Thread>,
    habits: Habits,
    count: u64,
}

/// So many records are looked at for how a page writes its dates.
const LOOKED_AT: usize = 2_000;

/// How a page writes its dates.
fn habits_of(reader: impl Read) -> Habits {
    let mut reducer = Reducer::new(reader, Limits::default());
    let mut learning = Learning::default();
    for _ in 0..LOOKED_AT {
        let Ok(Some(Reduced::Record(tree) | Reduced::Beside(tree))) =
            reducer.next_reduced(&mut is_record)
        else {
            break;
        };
        let cell = tree
            .root()
            .and_then(|root| root.first_of_class("content-cell"));
        for line in cell.map(|cell| cell.text()).unwrap_or_default().lines() {
            learning.take(line);
        }
    }
    learning.habits()
}

impl<'a> PageWalk<'a> {
    pub(super) fn new(export: &'a dyn Export, entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        let (reader, kept) = keeping(reader, export, &entry);
        let platform: Arc<str> = "google".into();
        let folder = entry.rfind('/').map_or(&*entry, |at| &entry[..at]);
        let name = folder.rsplit('/').next().unwrap_or(folder);
        Self {
            thread: Arc::new(thread(&platform, name, "", "")),
            habits: export.open(&entry).map(habits_of).unwrap_or_default(),
            reducer: Reducer::new(reader, Limits::default()),
            kept,
            entry,
            count: 0,
        }
    }

    fn record(&mut self, tree: &Tree, out: &mut Out) {
        let Some(root) = tree.root() else { return };
        let range = root.range();
        let Some(raw) = self.kept.digest(range) else {
            let reason = "the bytes of this record could not be read a second time";
            out.push_back(Err(defect_in(&self.entry, range, "unreadable", reason)));
            return;
        };
        let pointer = Pointer::Record {
            index: self.count,
            part: None,
        };
        self.count += 1;
        let locator = Locator {
            entry: self.entry.clone(),
            bytes: range,
            pointer,
        };
        let kind = Kind::Unknown("activity".into());
        let mut event = Event::new(locator, raw, self.thread.clone(), kind);
        if tree.is_cut {
            event.marks.add(Mark::Truncated);
        }
        if tree.is_lossy {
            event.marks.add(Mark::LossyText);
        }
        fill(&mut event, root, self.habits);
        out.push_back(Ok(event));
    }
}

/// What was done stands first in the first cell with content, the time last.
fn fill(event: &mut Event, root: NodeRef<'_>, habits: Habits) {
    if let Some(header) = root.first_of_class("header-cell") {
        event.details.push("header", header.text().trim());
    }
    for link in root.all_named("a") {
        if let Some(target) = link.attribute("href").filter(|target| !target.is_empty()) {
            let target: String = target.chars().take(2_000).collect();
            event.details.push("link", target);
        }
    }
    let mut said: Vec<String> = Vec::new();
    for (at, cell) in root.all_of_class("content-cell").enumerate() {
        let text = cell.text();
        let mut lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.retain(|line| !line.is_empty());
        if at > 0 {
            for line in lines {
                event.details.push("also shown", line);
            }
            continue;
        }
        for line in lines {
            match habits.when(line) {
                Some(when) if event.when == When::undated() => event.when = when,
                _ => said.push(line.to_owned()),
            }
        }
    }
    // A date in words that are not known stands last.
    let is_date = |line: &String| line.chars().filter(|one| one.is_numeric()).count() >= 6;
    if event.when == When::undated()
        && said.len() > 1
        && let Some(last) = said.pop_if(|last| is_date(last))
    {
        event.when.as_written = last.as_str().into();
    }
    let text = said.join("\n");
    mark_hidden(&text, &mut event.marks);
    event.text = Some(text.into());
}

impl<'a> Walk<'a> for PageWalk<'a> {
    fn step(&mut self, _: &mut Context<'a>, out: &mut Out) -> bool {
        match self.reducer.next_reduced(&mut is_record) {
            Ok(Some(Reduced::Record(tree) | Reduced::Beside(tree))) => {
                self.record(&tree, out);
                self.kept.forget(tree.range().1);
                true
            }
            Ok(None) => {
                let end = self.reducer.position();
                if self.reducer.is_torn() {
                    let reason = "the page ends in the middle; what followed is not in this file";
                    out.push_back(Err(defect_in(&self.entry, (end, end), "truncated", reason)));
                }
                if self.count == 0 {
                    let reason = "no record was found in this page";
                    out.push_back(Err(defect_in(&self.entry, (0, end), "empty", reason)));
                }
                false
            }
            Err(error) => {
                let at = self.reducer.position();
                let reason = format!("this page could not be read to its end: {error}");
                out.push_back(Err(defect_in(&self.entry, (at, at), "unreadable", &reason)));
                false
            }
        }
    }
}
