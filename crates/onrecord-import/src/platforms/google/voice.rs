//! Google Voice: a web page for each stretch of a conversation, each call and each voicemail.

use super::context::{Context, Out, Walk, thread};
use crate::Export;
use crate::kit::defects::defect_in;
use crate::kit::html::{Ended, Limits, NodeRef, Reduced, Reducer, Tree};
use crate::kit::iso_time;
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use crate::kit::text::mark_hidden;
use onrecord_model::{Account, Defect, Event, Kind, Locator, Mark, Pointer, Thread};
use std::io::Read;
use std::sync::Arc;

/// So many messages of one page are held for what its end says of them.
const HELD: usize = 5_000;

/// One page being read.
pub(super) struct VoiceWalk<'a> {
    entry: Arc<str>,
    reducer: Option<Reducer<Keeping<Box<dyn Read + 'a>>>>,
    kept: Kept<'a>,
    platform: Arc<str>,
    thread: Option<Arc<Thread>>,
    held: Vec<Event>,
    labels: Labels,
    count: u64,
}

/// What stands below the messages.
#[derive(Default)]
struct Labels {
    words: Vec<String>,
    is_deleted: bool,
}

/// Whether the first bytes of a page are Google Voice's.
pub(super) fn is_voice(first: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(first, word).is_some();
    has(b"hChatLog") || has(b"class=\"haudio\"") || has(b"google.com/voice#")
}

fn is_record(ended: Ended<'_>) -> bool {
    ended.node.has_class("haudio") || ended.node.has_class("message")
}

impl<'a> VoiceWalk<'a> {
    pub(super) fn new(export: &'a dyn Export, entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        let (reader, kept) = keeping(reader, export, &entry);
        Self {
            entry,
            reducer: Some(Reducer::new(reader, Limits::default())),
            kept,
            platform: "google-voice".into(),
            thread: None,
            held: Vec::new(),
            labels: Labels::default(),
            count: 0,
        }
    }

    fn defect(&self, bytes: (u64, u64), code: &'static str, reason: &str) -> Defect {
        defect_in(&self.entry, bytes, code, reason)
    }

    fn person(&self, context: &mut Context<'_>, node: NodeRef<'_>) -> Option<Arc<Account>> {
        let link = node.first_of_class("tel").or(Some(node));
        let number = link
            .and_then(|link| link.attribute("href"))
            .unwrap_or_default();
        let number = number.strip_prefix("tel:").unwrap_or_default();
        let name = node.first_of_class("fn").map(|name| name.text());
        let name = name.map(|name| name.trim().to_owned()).unwrap_or_default();
        let name = if name == number { "" } else { &name };
        context.account(&self.platform, "", number, name)
    }

    /// The other end, by whom the page is kept together with others of the same.
    fn thread(&mut self, context: &mut Context<'_>, record: NodeRef<'_>) -> Arc<Thread> {
        if let Some(thread) = &self.thread {
            return thread.clone();
        }
        let mut people = Vec::new();
        let mut title = String::new();
        let heads: Vec<NodeRef<'_>> = self.reducer.iter().flat_map(Reducer::so_far).collect();
        for node in heads {
            if node.name() == "title" && title.is_empty() {
                let words: Vec<String> = node.text().split_whitespace().map(String::from).collect();
                title = words.join(" ");
            }
            if node.has_class("participants") {
                for cite in node.all_of_class("sender") {
                    people.extend(self.person(context, cite));
                }
            }
        }
        if people.is_empty() {
            let other = record.first_of_class("contributor").or_else(|| {
                let sender = record.first_of_class("sender");
                sender.filter(|sender| !is_me(*sender))
            });
            people.extend(other.and_then(|other| self.person(context, other)));
        }
        let mut ends: Vec<String> = people
            .iter()
            .map(|one| {
                one.handle
                    .as_deref()
                    .unwrap_or_else(|| one.label())
                    .to_owned()
            })
            .collect();
        ends.sort();
        // The title of a call's page is a sentence about the call.
        if record.has_class("haudio") {
            let name = people.first().and_then(|one| one.name.clone());
            title = name.map(String::from).unwrap_or_default();
        }
        let key = if ends.is_empty() {
            // The owner began: whom the page is about stands in the file's name.
            let file = self.entry.rsplit('/').next().unwrap_or(&self.entry);
            file.split(" - ").next().unwrap_or(file).to_owned()
        } else {
            ends.join(",")
        };
        let mut found = thread(&self.platform, &key, &title, "");
        found.participants = people;
        let found = Arc::new(found);
        self.thread = Some(found.clone());
        found
    }

    fn begin(&self, thread: &Arc<Thread>, range: (u64, u64)) -> Result<Event, Defect> {
        let Some(raw) = self.kept.digest(range) else {
            let reason = "these bytes could not be read again";
            return Err(self.defect(range, "unreadable", reason));
        };
        Ok(Event::new(
            Locator {
                entry: self.entry.clone(),
                bytes: range,
                pointer: Pointer::Record {
                    index: self.count,
                    part: None,
                },
            },
            raw,
            thread.clone(),
            Kind::Message,
        ))
    }

    fn record(&mut self, context: &mut Context<'_>, tree: &Tree, out: &mut Out) {
        let Some(root) = tree.root() else { return };
        let thread = self.thread(context, root);
        let mut event = match self.begin(&thread, root.range()) {
            Ok(event) => event,
            Err(defect) => return out.push_back(Err(defect)),
        };
        self.count += 1;
        if tree.is_lossy {
            event.marks.add(Mark::LossyText);
        }
        if tree.is_cut {
            event.marks.add(Mark::Truncated);
        }
        if root.has_class("haudio") {
            self.call(context, &mut event, root);
        } else {
            self.message(context, &mut event, root);
        }
        for node in root.descendants() {
            self.labels.take(node);
        }
        self.held.push(event);
        if self.held.len() >= HELD {
            self.flush(out);
        }
        if tree.is_open {
            let end = root.range().1;
            let reason = "the page ends in the middle: what came after is not in it";
            self.flush(out);
            out.push_back(Err(self.defect((end, end), "truncated", reason)));
        }
    }

    fn message(&self, context: &mut Context<'_>, event: &mut Event, root: NodeRef<'_>) {
        if let Some(sender) = root.first_of_class("sender") {
            event.account = self.person(context, sender);
            event.marks.add(if is_me(sender) {
                Mark::Outgoing
            } else {
                Mark::Incoming
            });
        }
        set_time(event, root.first_of_class("dt"));
        let quote = root.first_named("q");
        if let Some(quote) = quote {
            set_text(event, &quote.text());
        }
        self.files(context, event, root);
    }

    fn call(&self, context: &mut Context<'_>, event: &mut Event, root: NodeRef<'_>) {
        event.kind = Kind::Call;
        let other = root
            .first_of_class("contributor")
            .and_then(|node| self.person(context, node));
        let mut labels = Labels::default();
        root.descendants().for_each(|node| labels.take(node));
        let is = |word: &str| labels.words.iter().any(|label| label == word);
        if is("placed") {
            event.marks.add(Mark::Outgoing);
            event.others.extend(other);
        } else {
            if is("missed") || is("received") || is("voicemail") {
                event.marks.add(Mark::Incoming);
            }
            event.account = other;
        }
        if is("missed") {
            event.marks.add(Mark::Missed);
        }
        if is("voicemail") {
            event.marks.add(Mark::Voicemail);
        }
        set_time(event, root.first_of_class("published"));
        if let Some(duration) = root.first_of_class("duration") {
            let title = duration.attribute("title").unwrap_or_default();
            event.details.push("duration", title);
        }
        // `Missed call from Ann`, in the language of the account.
        if let Some(said) = root.elements().find(|node| node.has_class("fn")) {
            let words: Vec<String> = said.text().split_whitespace().map(String::from).collect();
            event.details.push("said", words.join(" "));
        }
        if let Some(transcript) = root.first_of_class("full-text") {
            set_text(event, transcript.text().trim());
        }
        self.files(context, event, root);
    }

    fn files(&self, context: &Context<'_>, event: &mut Event, root: NodeRef<'_>) {
        let mut seen: Vec<String> = Vec::new();
        for node in root.descendants() {
            let name = match node.name() {
                "img" | "audio" | "video" | "source" => node.attribute("src"),
                "a" if !node.has_class("tel") && node.attribute("rel") != Some("tag") => {
                    node.attribute("href")
                }
                _ => None,
            };
            let Some(name) = name.filter(|name| !name.is_empty()) else {
                continue;
            };
            if name.contains("://") || name.starts_with("tel:") {
                event.details.push("link", name);
            } else if !seen.iter().any(|held| held == name) {
                seen.push(name.to_owned());
                let found = context.file_beside(&self.entry, name, &mut event.marks);
                event.attachments.push(found);
            }
        }
    }

    /// Hands out what was held, with what the page says of all of it.
    fn flush(&mut self, out: &mut Out) {
        for mut event in self.held.drain(..) {
            if self.labels.is_deleted {
                event.marks.add(Mark::Deleted);
            }
            for word in &self.labels.words {
                match &**word {
                    "spam" => event.marks.add(Mark::Spam),
                    "trash" => event.marks.add(Mark::Deleted),
                    _ => {}
                }
                event.details.push("label", word.as_str());
            }
            out.push_back(Ok(event));
        }
    }

    fn end(&mut self, out: &mut Out) {
        let Some(reducer) = self.reducer.take() else {
            return;
        };
        let end = reducer.position();
        let rest = reducer.rest();
        for node in rest.root().iter().flat_map(NodeRef::descendants) {
            self.labels.take(node);
        }
        self.flush(out);
        if self.count == 0 {
            let reason = "no message or call was found on this page";
            out.push_back(Err(self.defect((0, end), "not-a-message", reason)));
        }
    }
}

fn is_me(sender: NodeRef<'_>) -> bool {
    // The owner's name is an `abbr`, everybody else's a `span`, whatever the language.
    let name = sender.first_of_class("fn");
    name.is_some_and(|name| name.name() == "abbr")
}

fn set_time(event: &mut Event, node: Option<NodeRef<'_>>) {
    if let Some(title) = node.and_then(|node| node.attribute("title")) {
        event.when = iso_time::parse_or_keep(title);
    }
}

fn set_text(event: &mut Event, text: &str) {
    mark_hidden(text, &mut event.marks);
    event.text = Some(text.into());
}

impl Labels {
    fn take(&mut self, node: NodeRef<'_>) {
        if node.attribute("rel") == Some("tag") {
            let link = node.attribute("href").unwrap_or_default();
            let word = link.rsplit('#').next().unwrap_or(link).to_owned();
            if !self.words.contains(&word) && self.words.len() < 50 {
                self.words.push(word);
            }
        }
        if node.has_class("deletedStatusContainer") {
            self.is_deleted = node.text().trim().ends_with("True");
        }
    }
}

impl<'a> Walk<'a> for VoiceWalk<'a> {
    fn step(&mut self, context: &mut Context<'a>, out: &mut Out) -> bool {
        let Some(reducer) = &mut self.reducer else {
            return false;
        };
        match reducer.next_reduced(&mut is_record) {
            Ok(Some(Reduced::Record(tree))) => {
                let end = tree.range().1;
                self.record(context, &tree, out);
                self.kept.forget(end);
            }
            Ok(Some(Reduced::Beside(tree))) => {
                let Some(root) = tree.root() else { return true };
                let is_label = root.has_class("tags") || root.has_class("deletedStatusContainer");
                if is_label {
                    self.labels.take(root);
                    root.descendants().for_each(|node| self.labels.take(node));
                    return true;
                }
                let thread = self.thread(context, root);
                match self.begin(&thread, root.range()) {
                    Ok(mut event) => {
                        event.kind = Kind::Unknown("beside messages".into());
                        set_text(&mut event, &root.text());
                        self.held.push(event);
                    }
                    Err(defect) => out.push_back(Err(defect)),
                }
            }
            Ok(None) => {
                self.end(out);
                return false;
            }
            Err(error) => {
                let place = reducer.position();
                self.reducer = None;
                self.flush(out);
                let reason = format!("reading stopped: {error}");
                out.push_back(Err(self.defect((place, place), "unreadable", &reason)));
                return false;
            }
        }
        true
    }
}
