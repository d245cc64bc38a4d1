//! Walks the pages of one conversation or list. Knows no part of a record.

use super::survey::{self, Survey};
use super::{card, message, words};
use crate::kit::date_words::Habits;
use crate::kit::defects::{defect_in, unreadable};
use crate::kit::html::{Ended, Limits, Reduced, Reducer, Tree};
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use crate::platforms::meta::context::Context;
use crate::platforms::meta::layout::ThreadFiles;
use crate::platforms::meta::list::Out;
use crate::platforms::meta::message::Site;
use crate::platforms::meta::people::People;
use crate::platforms::meta::record::Place;
use crate::platforms::meta::rules::{Rule, word_of};
use onrecord_model::{Defect, Event, Kind, Mark, Marks, Thread};
use std::io::Read;
use std::sync::Arc;

/// Characters of a text in a reason, and texts outside the messages of a page.
const MOST_SHOWN: usize = 120;
const MOST_OUTSIDE: usize = 100;

/// What is to be walked.
pub(in crate::platforms::meta) enum Pages {
    /// The pages of a conversation, in order.
    Conversation(ThreadFiles),
    /// One page of another list, with its root.
    List(usize, Arc<str>),
}

/// Pages being walked.
pub(in crate::platforms::meta) struct PageWalk<'a> {
    root: usize,
    files: std::vec::IntoIter<Arc<str>>,
    /// What a list's records are; `None` in a conversation.
    list: Option<(Option<&'static Rule>, String)>,
    thread: Arc<Thread>,
    is_known: bool,
    owner_is_clear: bool,
    marks: Marks,
    /// How the pages so far write dates.
    habits: Habits,
    page: Option<Page<'a>>,
}

struct Page<'a> {
    entry: Arc<str>,
    reducer: Reducer<Keeping<Box<dyn Read + 'a>>>,
    kept: Kept<'a>,
    container: Option<u64>,
    title: Option<String>,
    count: u64,
}

impl<'a> PageWalk<'a> {
    pub(in crate::platforms::meta) fn begin(context: &Context<'a>, pages: Pages) -> Self {
        let mut marks = Marks::NONE;
        let (root, files, key, folder, list) = match pages {
            Pages::Conversation(thread) => {
                if thread.folder.as_deref() == Some("message_requests") {
                    marks.add(Mark::MessageRequest);
                }
                (thread.root, thread.files, thread.key, thread.folder, None)
            }
            Pages::List(root, entry) => {
                let stem = entry.rsplit_once('.').map_or(&*entry, |(stem, _)| stem);
                let prefix = match context.roots.len() {
                    1 => context.roots.first().map_or("", |root| &root.prefix),
                    _ => "",
                };
                let key = stem.strip_prefix(prefix).unwrap_or(stem).into();
                let word = word_of(stem);
                let rule = context.platform.rules.iter().find(|rule| rule.word == word);
                let word = word.to_owned();
                (root, vec![entry], key, None, Some((rule, word)))
            }
        };
        Self {
            root,
            files: files.into_iter(),
            list,
            thread: Arc::new(Thread {
                platform: context.platform_name.clone(),
                key,
                title: None,
                folder,
                participants: Vec::new(),
            }),
            is_known: false,
            owner_is_clear: false,
            marks,
            habits: Habits::default(),
            page: None,
        }
    }

    /// Walks on. `false` at the end.
    pub(in crate::platforms::meta) fn step(
        &mut self,
        context: &Context<'a>,
        people: &mut People,
        out: &mut Out,
    ) -> bool {
        let Some(page) = &mut self.page else {
            return self.next_page(context, people, out);
        };
        let container = page.container;
        let mut judge =
            |ended: Ended<'_>| ended.parent == container && container.is_some() && says(ended);
        let before = out.len();
        match page.reducer.next_reduced(&mut judge) {
            Ok(Some(Reduced::Record(tree) | Reduced::Beside(tree))) => {
                self.record(context, people, &tree, out);
            }
            Ok(None) => self.end_page(context, people, out),
            Err(error) => {
                let at = page.reducer.position();
                out.push_back(Err(defect_in(
                    &page.entry,
                    (at, at),
                    "unreadable",
                    &format!("this page could not be read to its end: {error}"),
                )));
                self.page = None;
            }
        }
        if self.owner_is_clear {
            for event in out.range_mut(before..).flatten() {
                direct(context, event);
            }
        }
        true
    }

    fn next_page(&mut self, context: &Context<'a>, people: &mut People, out: &mut Out) -> bool {
        let Some(entry) = self.files.next() else {
            return false;
        };
        let size = context.export.entry(&entry).map_or(0, |entry| entry.size);
        let open = || context.export.open(&entry);
        let opened = open().and_then(|first| Ok((first, open()?)));
        let (first, second) = match opened {
            Ok(readers) => readers,
            Err(error) => {
                out.push_back(Err(unreadable(context.export, &entry, &error)));
                return true;
            }
        };
        let mut survey = match &self.list {
            Some(_) => survey::of_list(first),
            None => survey::of_messages(first),
        };
        if survey.container.is_none() && self.list.is_none() {
            survey = open().map(survey::of_messages_loosely).unwrap_or_default();
        }
        if survey.container.is_none() && self.list.is_none() {
            // No message was recognised: what is there is still given, as it stands.
            survey = open().map(survey::of_list).unwrap_or_default();
            let reason = "no message was found in this page of a conversation";
            out.push_back(Err(defect_in(
                &entry,
                (0, size),
                "not-a-conversation",
                reason,
            )));
        }
        self.habits = survey.habits.or(self.habits);
        if !self.is_known {
            self.know(context, people, &survey);
        }
        let (second, kept) = keeping(second, context.export, &entry);
        self.page = Some(Page {
            kept,
            reducer: Reducer::new(second, Limits::default()),
            entry,
            container: survey.container,
            title: survey.title,
            count: 0,
        });
        true
    }

    fn know(&mut self, context: &Context<'_>, people: &mut People, survey: &Survey) {
        self.is_known = true;
        let mut marks = Marks::NONE;
        let names: Vec<&str> = survey
            .heads
            .iter()
            .map(|line| words::participants(line, |name| survey.senders.contains(name)))
            .find(|names| !names.is_empty())
            .unwrap_or_default();
        // Only where the page lists who takes part can it be seen that nobody bears the owner's name
        // besides the owner.
        self.owner_is_clear = context.owner.as_ref().is_some_and(|owner| {
            let is_owner = |name: &&&str| owner.names.iter().any(|known| **known == ***name);
            names.len() > 1 && names.iter().filter(is_owner).count() == 1
        });
        self.thread = Arc::new(Thread {
            title: survey.title.as_deref().map(Into::into),
            participants: names
                .iter()
                .map(|name| people.of_name(name, &mut marks))
                .collect(),
            ..(*self.thread).clone()
        });
    }

    fn record(&mut self, context: &Context<'a>, people: &mut People, tree: &Tree, out: &mut Out) {
        let Some(page) = &mut self.page else {
            return;
        };
        let index = page.count;
        page.count += 1;
        let mut digest = |range| page.kept.digest(range);
        let Some(root) = context.roots.get(self.root) else {
            return;
        };
        let before = out.len();
        match &self.list {
            None => {
                let site = Site {
                    context,
                    root,
                    entry: &page.entry,
                    thread: &self.thread,
                    marks: self.marks,
                };
                let title = page.title.as_deref();
                let events =
                    message::read(&site, people, tree, index, title, self.habits, &mut digest);
                out.extend(events.into_iter().map(Ok));
            }
            Some((rule, word)) => {
                let place = Place {
                    context,
                    root,
                    entry: &page.entry,
                    thread: &self.thread,
                    rule: *rule,
                    word,
                };
                out.extend(card::read(&place, tree, index, self.habits, &mut digest).map(Ok));
            }
        }
        page.kept.forget(tree.range().1);
        if out.len() == before {
            let reason = "the bytes of this record could not be read a second time";
            out.push_back(Err(defect_in(
                &page.entry,
                tree.range(),
                "unreadable",
                reason,
            )));
        }
    }

    /// A page without any record is said to be one.
    fn end_page(&mut self, context: &Context<'a>, people: &mut People, out: &mut Out) {
        let Some(page) = &self.page else {
            return;
        };
        if page.reducer.is_torn() {
            let end = page.reducer.position();
            let reason = "the page ends in the middle; what followed is not in this file";
            out.push_back(Err(defect_in(&page.entry, (end, end), "truncated", reason)));
        }
        if self.list.is_none() && page.count > 0 {
            out.extend(outside(page).map(Err));
        }
        if page.count == 0 {
            // The page's body as a whole, where it says anything.
            let opened = context.export.open(&page.entry).ok();
            let tree = opened.and_then(|reader| Tree::document(reader, Limits::default()).ok());
            let body = tree
                .as_ref()
                .and_then(|tree| tree.root()?.first_named("body"))
                .filter(|body| body.has_text())
                .map(|body| body.to_tree());
            match body {
                Some(body) => self.record(context, people, &body, out),
                None => {
                    let end = page.reducer.position();
                    let reason = "this page says nothing";
                    out.push_back(Err(defect_in(&page.entry, (0, end), "empty", reason)));
                }
            }
        }
        self.page = None;
    }
}

/// Texts of a conversation's page that stand where its messages do and in none of them: a tag that is
/// damaged has put them there.
fn outside(page: &Page<'_>) -> impl Iterator<Item = Defect> {
    let nodes = || page.reducer.so_far();
    let main = nodes().find(|node| node.name() == "main" || node.attribute("role") == Some("main"));
    let range = main.map(|main| main.range());
    let texts = nodes().filter_map(move |node| {
        let (from, to) = range?;
        let place = node.range();
        // An element that is still open has no end.
        let is_within = from < place.0 && (place.0 < to || to <= from);
        let text = node.own_text()?.trim();
        (is_within && !text.is_empty()).then(|| {
            let shown: String = text.chars().take(MOST_SHOWN).collect();
            let reason = format!("this text stands outside the messages of the page: “{shown}”");
            defect_in(&page.entry, place, "outside", &reason)
        })
    });
    texts.take(MOST_OUTSIDE)
}

/// Whether an element holds anything for a person.
fn says(ended: Ended<'_>) -> bool {
    ended.node.has_text()
        || ended
            .node
            .descendants()
            .any(|node| matches!(node.name(), "img" | "video" | "audio" | "a"))
}

/// Sent or received, where the page lists its participants and the owner is one of them.
fn direct(context: &Context<'_>, event: &mut Event) {
    let (Some(owner), Some(account)) = (&context.owner, &event.account) else {
        return;
    };
    if matches!(event.kind, Kind::System | Kind::Unknown(_))
        || event.marks.has(Mark::Outgoing)
        || event.marks.has(Mark::Incoming)
    {
        return;
    }
    let name = account.name.as_deref().unwrap_or_default();
    let is_owner = owner.names.iter().any(|known| **known == *name);
    event.marks.add(if is_owner {
        Mark::Outgoing
    } else {
        Mark::Incoming
    });
}
