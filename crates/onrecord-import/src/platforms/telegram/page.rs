//! Walks the web pages of one chat. Knows where messages stand in them; what one says is `bubble`'s.

use super::bubble::{self, Said};
use crate::Export;
use crate::kit::attachments::AttachmentNames;
use crate::kit::defects::{defect, open};
use crate::kit::html::{Ended, Limits, Reduced, Reducer, Tree};
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use onrecord_model::{Account, Defect, Event, Kind, Locator, Mark, Pointer, Thread};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

type Record = Result<Event, Defect>;

/// The pages of one chat, in their order.
pub(super) struct Pages {
    /// The folder that they are in, with a final `/`; empty for the top.
    pub folder: String,
    pub files: Vec<Arc<str>>,
}

/// One chat being walked.
pub(super) struct PageWalk<'a> {
    folder: String,
    files: std::vec::IntoIter<Arc<str>>,
    thread: Option<Arc<Thread>>,
    /// Who wrote last: a message that is joined to the one before does not say it again.
    sender: Option<Arc<Account>>,
    page: Option<Page<'a>>,
}

struct Page<'a> {
    entry: Arc<str>,
    reducer: Reducer<Keeping<Box<dyn Read + 'a>>>,
    kept: Kept<'a>,
    count: u64,
}

/// What of an export every page needs.
pub(super) struct Around<'s, 'a> {
    pub export: &'a dyn Export,
    pub names: &'s AttachmentNames,
    pub platform: &'s Arc<str>,
}

fn is_message(Ended { node, .. }: Ended<'_>) -> bool {
    node.name() == "div" && node.has_class("message")
}

impl<'a> PageWalk<'a> {
    pub(super) fn new(pages: Pages) -> Self {
        Self {
            folder: pages.folder,
            files: pages.files.into_iter(),
            thread: None,
            sender: None,
            page: None,
        }
    }

    /// Walks on. `false` at the end.
    pub(super) fn step(&mut self, around: &Around<'_, 'a>, out: &mut VecDeque<Record>) -> bool {
        let Some(page) = &mut self.page else {
            let Some(entry) = self.files.next() else {
                return false;
            };
            match open(around.export, &entry) {
                Ok(reader) => {
                    let (reader, kept) = keeping(reader, around.export, &entry);
                    self.page = Some(Page {
                        entry,
                        reducer: Reducer::new(reader, Limits::default()),
                        kept,
                        count: 0,
                    });
                }
                Err(defect) => out.push_back(Err(defect)),
            }
            return true;
        };
        match page.reducer.next_reduced(&mut is_message) {
            Ok(Some(Reduced::Record(tree) | Reduced::Beside(tree))) => {
                let thread = thread(&mut self.thread, page, around, &self.folder);
                page.record(around, &self.folder, &thread, &mut self.sender, &tree, out);
            }
            Ok(None) => {
                if page.count == 0 {
                    let bytes = (0, page.reducer.position());
                    let reason = "this page has no messages";
                    let code = "not-a-conversation";
                    out.push_back(Err(defect(&page.entry, bytes, Pointer::None, code, reason)));
                }
                self.page = None;
            }
            Err(error) => {
                let place = page.reducer.position();
                let reason = format!("reading stopped: {error}");
                let bytes = (place, place);
                out.push_back(Err(defect(
                    &page.entry,
                    bytes,
                    Pointer::None,
                    "unreadable",
                    &reason,
                )));
                self.page = None;
            }
        }
        true
    }
}

/// The chat, by the heading of its first page.
fn thread(
    known: &mut Option<Arc<Thread>>,
    page: &Page<'_>,
    around: &Around<'_, '_>,
    folder: &str,
) -> Arc<Thread> {
    if let Some(thread) = known {
        return thread.clone();
    }
    let heading = page
        .reducer
        .so_far()
        .find(|node| node.has_class("page_header"));
    let title = heading
        .and_then(|heading| heading.first_of_class("text"))
        .map(|text| text.text().trim().to_owned())
        .filter(|title| !title.is_empty());
    // Pages say no id. A whole account has a folder for each chat; a single chat has its name.
    let key = match (folder, &title) {
        ("", Some(title)) => format!("page:{title}"),
        ("", None) => format!("page:{}", page.entry),
        (folder, _) => format!("page:{}", folder.trim_end_matches('/')),
    };
    let thread = Arc::new(Thread {
        platform: around.platform.clone(),
        key: key.into(),
        title: title.map(Into::into),
        folder: None,
        participants: Vec::new(),
    });
    *known = Some(thread.clone());
    thread
}

impl Page<'_> {
    fn record(
        &mut self,
        around: &Around<'_, '_>,
        folder: &str,
        thread: &Arc<Thread>,
        sender: &mut Option<Arc<Account>>,
        tree: &Tree,
        out: &mut VecDeque<Record>,
    ) {
        let Some(root) = tree.root() else {
            return;
        };
        if bubble::is_decoration(root) {
            return;
        }
        let locator = Locator {
            entry: self.entry.clone(),
            bytes: root.range(),
            pointer: Pointer::Record {
                index: self.count,
                part: None,
            },
        };
        self.count += 1;
        let Some(raw) = self.kept.digest(root.range()) else {
            let reason = "the bytes of this message could not be read again";
            out.push_back(Err(Defect {
                locator,
                code: "unreadable",
                reason: reason.into(),
            }));
            return;
        };
        let mut event = Event::new(locator, raw, thread.clone(), Kind::Message);
        if tree.is_lossy {
            event.marks.add(Mark::LossyText);
        }
        if tree.is_cut || tree.is_open {
            event.marks.add(Mark::Truncated);
        }
        let said: Vec<Said> = bubble::read(&mut event, root, folder, around.names);
        match (event.account.take(), root.has_class("joined")) {
            (Some(account), _) => *sender = Some(account),
            (None, true) => {}
            (None, false) => *sender = None,
        }
        event.account = if event.kind == Kind::System {
            None
        } else {
            sender.clone()
        };
        let place = event.locator.clone();
        let mut after = Vec::new();
        for (index, one) in said.into_iter().enumerate() {
            let Some(raw) = self.kept.digest(one.range) else {
                continue;
            };
            let locator = Locator {
                bytes: one.range,
                pointer: Pointer::Record {
                    index: self.count - 1,
                    part: Some(index as u32),
                },
                ..place.clone()
            };
            after.push(Ok(one.into_event(locator, raw, &event)));
        }
        out.push_back(Ok(event));
        out.extend(after);
        self.kept.forget(place.bytes.1);
    }
}
