//! DiscordChatExporter's web pages, dark and light, from 2018 on: groups of messages of one author.

use super::context::{Context, Out, Walk, id_in_name, thread};
use super::table::add_files;
use super::times;
use crate::Export;
use crate::kit::html::{Ended, Limits, NodeRef, Reduced, Reducer, Tree};
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use crate::kit::text::mark_hidden;
use onrecord_model::{
    Account, Defect, Digest, Event, Kind, Locator, Mark, Marks, Pointer, Thread, When,
};
use std::io::Read;
use std::sync::Arc;

/// One file being read.
pub(super) struct PageWalk<'a> {
    entry: Arc<str>,
    reducer: Option<Reducer<Keeping<Box<dyn Read + 'a>>>>,
    kept: Kept<'a>,
    thread: Option<Arc<Thread>>,
    count: u64,
}

fn is_group(ended: Ended<'_>) -> bool {
    ended.node.has_class("chatlog__message-group")
}

impl<'a> PageWalk<'a> {
    pub(super) fn new(export: &'a dyn Export, entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        let (reader, kept) = keeping(reader, export, &entry);
        Self {
            entry,
            reducer: Some(Reducer::new(reader, Limits::default())),
            kept,
            thread: None,
            count: 0,
        }
    }

    /// What stands at the head of the page: the server and the channel.
    fn thread(&mut self, context: &Context<'_>) -> Arc<Thread> {
        if let Some(thread) = &self.thread {
            return thread.clone();
        }
        let mut entries: Vec<String> = Vec::new();
        let nodes = self.reducer.iter().flat_map(Reducer::so_far);
        for node in nodes {
            let is_head = ["preamble__entry", "info__guild-name", "info__channel-name"]
                .iter()
                .any(|class| node.has_class(class));
            if is_head {
                entries.push(node.text().trim().to_owned());
            }
        }
        let mut entries = entries.into_iter();
        let guild = entries.next().unwrap_or_default();
        let channel = entries.next().unwrap_or_default();
        let key = id_in_name(&self.entry).unwrap_or(&self.entry);
        let thread = Arc::new(thread(context, key, &channel, &guild));
        self.thread = Some(thread.clone());
        thread
    }

    fn locator(&self, range: (u64, u64)) -> Locator {
        Locator {
            entry: self.entry.clone(),
            bytes: range,
            pointer: Pointer::Record {
                index: self.count,
                part: None,
            },
        }
    }

    fn defect(&self, range: (u64, u64), code: &'static str, reason: &str) -> Defect {
        Defect {
            locator: self.locator(range),
            code,
            reason: reason.into(),
        }
    }

    /// An event over these bytes.
    fn begin(&self, thread: &Arc<Thread>, range: (u64, u64)) -> Option<Event> {
        let raw: Digest = self.kept.digest(range)?;
        Some(Event::new(
            self.locator(range),
            raw,
            thread.clone(),
            Kind::Message,
        ))
    }

    fn group(&mut self, context: &mut Context<'_>, tree: &Tree, out: &mut Out) {
        let Some(root) = tree.root() else { return };
        let thread = self.thread(context);
        let mut marks = Marks::NONE;
        if tree.is_lossy {
            marks.add(Mark::LossyText);
        }
        if tree.is_cut {
            marks.add(Mark::Truncated);
        }
        let mut group = Group::default();
        for node in root.descendants() {
            group.take(context, node);
        }
        let messages = messages_of(root);
        if messages.is_empty() {
            let reason = "no message was found in this part of the page";
            out.push_back(Err(self.defect(root.range(), "not-a-message", reason)));
        }
        for message in messages {
            let (Some(first), Some(last)) = (message.first(), message.last()) else {
                continue;
            };
            let range = (first.range().0, last.range().1);
            let Some(mut event) = self.begin(&thread, range) else {
                let reason = "the bytes of this message could not be read again";
                out.push_back(Err(self.defect(range, "unreadable", reason)));
                continue;
            };
            event.marks = marks;
            let mut followers = Vec::new();
            let order = context.order.get(&self.entry).copied();
            let mut shown = group.shown.clone();
            event.account = group.account.clone();
            let mut id = None;
            for part in &message {
                let nodes = std::iter::once(*part).chain(part.descendants());
                for node in nodes {
                    id = id.or_else(|| node.attribute("data-message-id").map(String::from));
                    read_node(context, &mut event, node, &mut shown, &mut followers);
                }
            }
            event.when = times::shown(&shown, order);
            if let Some(id) = id {
                event.details.push_front("id", &id);
                times::settle(&mut event, &id);
            }
            self.count += 1;
            let place = event.locator.clone();
            out.push_back(Ok(event));
            for mut one in followers {
                let range = one.locator.bytes;
                one.locator = Locator {
                    bytes: range,
                    ..place.clone()
                };
                one.refers_to = Some(Box::new(place.clone()));
                one.thread = thread.clone();
                match self.kept.digest(range) {
                    Some(raw) => out.push_back(Ok(Event { raw, ..one })),
                    None => {
                        let reason = "the bytes of this reaction could not be read again";
                        out.push_back(Err(self.defect(range, "unreadable", reason)));
                    }
                }
            }
        }
    }

    /// `Exported 3 message(s)`, or `3 messages` at the head of older pages.
    fn end(&mut self, out: &mut Out) {
        let Some(reducer) = self.reducer.take() else {
            return;
        };
        let end = reducer.position();
        let rest = reducer.rest();
        let Some(root) = rest.root() else { return };
        for node in root.descendants() {
            let is_count = ["postamble__entry", "info__channel-message-count"]
                .iter()
                .any(|class| node.has_class(class));
            let digits: String = match is_count {
                true => node.text().chars().filter(char::is_ascii_digit).collect(),
                false => continue,
            };
            if let Ok(said) = digits.parse::<u64>()
                && node.text().contains("message")
                && said != self.count
            {
                let reason = format!(
                    "this page says that it has {said} messages, and {} were found",
                    self.count
                );
                out.push_back(Err(self.defect(node.range(), "count-differs", &reason)));
            }
        }
        if self.count == 0 {
            let reason = "no message was found on this page";
            out.push_back(Err(self.defect((0, end), "not-a-message", reason)));
        }
    }
}

impl<'a> Walk<'a> for PageWalk<'a> {
    fn step(&mut self, context: &mut Context<'a>, out: &mut Out) -> bool {
        let Some(reducer) = &mut self.reducer else {
            return false;
        };
        match reducer.next_reduced(&mut is_group) {
            Ok(Some(Reduced::Record(tree))) => {
                let end = tree.range().1;
                self.group(context, &tree, out);
                if tree.is_cut {
                    let reason = "this group of messages is too long: not all of it was read";
                    out.push_back(Err(self.defect(tree.range(), "too-long", reason)));
                }
                if tree.is_open {
                    let reason = "the page ends in the middle: what came after is not in it";
                    let place = (end, end);
                    out.push_back(Err(self.defect(place, "truncated", reason)));
                }
                self.kept.forget(end);
            }
            Ok(Some(Reduced::Beside(tree))) => {
                let thread = self.thread(context);
                let Some(root) = tree.root() else { return true };
                if root.has_class("postamble") || root.first_of_class("postamble").is_some() {
                    return true;
                }
                match self.begin(&thread, root.range()) {
                    Some(mut event) => {
                        event.kind = Kind::Unknown("beside messages".into());
                        event.text = Some(root.text().into());
                        out.push_back(Ok(event));
                    }
                    None => {
                        let reason = "these bytes could not be read again";
                        out.push_back(Err(self.defect(root.range(), "unreadable", reason)));
                    }
                }
            }
            Ok(None) => {
                self.end(out);
                return false;
            }
            Err(error) => {
                let place = reducer.position();
                let reason = format!("reading stopped: {error}");
                out.push_back(Err(self.defect((place, place), "unreadable", &reason)));
                self.reducer = None;
                return false;
            }
        }
        true
    }
}

/// What the head of a group says of all its messages.
#[derive(Default)]
struct Group {
    account: Option<Arc<Account>>,
    shown: String,
}

impl Group {
    fn take(&mut self, context: &mut Context<'_>, node: NodeRef<'_>) {
        let is_author = [
            "chatlog__author",
            "chatlog__author-name",
            "chatlog__system-notification-author",
        ]
        .iter()
        .any(|class| node.has_class(class));
        if is_author && self.account.is_none() {
            self.account = author(context, node);
        }
        if node.has_class("chatlog__timestamp") && self.shown.is_empty() {
            self.shown = node.text().trim().to_owned();
        }
    }
}

fn author(context: &mut Context<'_>, node: NodeRef<'_>) -> Option<Arc<Account>> {
    let id = node.attribute("data-user-id").unwrap_or_default();
    let handle = node.attribute("title").unwrap_or_default();
    context.people.of(id, handle, node.text().trim())
}

/// The messages of a group, each as the elements that make it up.
fn messages_of(group: NodeRef<'_>) -> Vec<Vec<NodeRef<'_>>> {
    for class in ["chatlog__message-container", "chatlog__message"] {
        let found: Vec<_> = group.all_of_class(class).map(|node| vec![node]).collect();
        if !found.is_empty() {
            return found;
        }
    }
    // Until 2019 nothing stood round a message: each begins with its text.
    let mut found: Vec<Vec<NodeRef<'_>>> = Vec::new();
    let lists = group.all_of_class("chatlog__messages");
    for node in lists.flat_map(|list| list.elements()) {
        let is_text = node.has_class("chatlog__content");
        let is_more = [
            "chatlog__attachment",
            "chatlog__embed",
            "chatlog__reactions",
        ]
        .iter()
        .any(|class| node.has_class(class));
        match found.last_mut() {
            Some(last) if is_more => last.push(node),
            _ if is_text || is_more => found.push(vec![node]),
            _ => {}
        }
    }
    found
}

fn read_node(
    context: &mut Context<'_>,
    event: &mut Event,
    node: NodeRef<'_>,
    shown: &mut String,
    followers: &mut Vec<Event>,
) {
    let Some(start) = node.start() else { return };
    let Some(class) = start.attribute("class") else {
        return;
    };
    for class in class.split_ascii_whitespace() {
        match class {
            "chatlog__message-container--pinned" | "chatlog__message--pinned" => {
                event.details.push("isPinned", "true");
            }
            "chatlog__author" | "chatlog__author-name" => {
                event.account = author(context, node).or(event.account.take());
            }
            "chatlog__system-notification-author" => {
                event.account = author(context, node);
                if event.kind == Kind::Message {
                    event.kind = Kind::System;
                }
            }
            "chatlog__author-tag" | "chatlog__bot-tag" => {
                event.details.push("tag", node.text().trim());
            }
            "chatlog__timestamp" | "chatlog__system-notification-timestamp" => {
                *shown = node.text().trim().to_owned();
            }
            // The title has the date too; the text is the time of day.
            "chatlog__short-timestamp" => {
                *shown = node.attribute("title").unwrap_or_default().to_owned();
            }
            "chatlog__content" => set_text(event, node),
            "chatlog__system-notification-content" => {
                let text = node.text();
                event.text = Some(text.trim().into());
                mark_hidden(&text, &mut event.marks);
            }
            "chatlog__system-notification-icon" => event.kind = kind_of_icon(node),
            "chatlog__edited-timestamp" => {
                event.marks.add(Mark::Edited);
                let title = node.attribute("title").unwrap_or_default();
                event.details.push("edited", title);
            }
            "chatlog__reply" => {
                let said = node.text().trim().to_owned();
                event.details.push("in reply to", said);
            }
            "chatlog__reply-link" => {
                if let Some(id) = node.attribute("onclick") {
                    let id: String = id.chars().filter(char::is_ascii_digit).collect();
                    event.details.push("reference.messageId", id);
                }
            }
            "chatlog__attachment" => {
                let sources = ["href", "src"];
                let found = node
                    .descendants()
                    .find_map(|inner| sources.iter().find_map(|name| inner.attribute(name)));
                if let Some(url) = found {
                    add_files(context, event, std::iter::once(url));
                }
            }
            "chatlog__sticker" => {
                let name = node.attribute("title").unwrap_or_default();
                event.details.push("sticker", name);
            }
            "chatlog__embed" => {
                let said = node.text().trim().to_owned();
                event.details.push("embed", said);
                for link in node
                    .all_named("a")
                    .filter_map(|link| link.attribute("href"))
                {
                    event.details.push("embed.url", link);
                }
            }
            "chatlog__forwarded" | "chatlog__forwarded-header" => {
                event.marks.add(Mark::Forwarded);
            }
            "chatlog__reaction" => followers.push(reaction(event, node)),
            _ => {}
        }
    }
}

fn reaction(message: &Event, node: NodeRef<'_>) -> Event {
    let emoji = node
        .first_named("img")
        .and_then(|image| image.attribute("alt").or_else(|| image.attribute("title")))
        .map(String::from);
    let count = node.first_of_class("chatlog__reaction-count");
    let count = count.map(|count| count.text().trim().to_owned());
    let emoji = emoji.unwrap_or_else(|| {
        let text = node.text();
        let text = text.trim();
        let bare = count.as_deref().and_then(|count| text.strip_suffix(count));
        bare.unwrap_or(text).trim().to_owned()
    });
    Event {
        locator: Locator {
            bytes: node.range(),
            ..message.locator.clone()
        },
        kind: Kind::Reaction,
        account: None,
        others: Vec::new(),
        text: Some(emoji.into()),
        attachments: Vec::new(),
        marks: Marks::NONE,
        when: When::undated(),
        details: count.map(|count| ("count", count)).into_iter().collect(),
        ..message.clone()
    }
}

/// The icon says in every language what a line of the platform's is.
fn kind_of_icon(node: NodeRef<'_>) -> Kind {
    let icon = node.first_named("use");
    match icon
        .and_then(|icon| icon.attribute("href"))
        .unwrap_or_default()
    {
        "#join-icon" | "#leave-icon" => Kind::Membership,
        "#call-icon" => Kind::Call,
        _ => Kind::System,
    }
}

/// The text of a message without the note that it was edited. A picture of an emoji has its name.
fn set_text(event: &mut Event, node: NodeRef<'_>) {
    let whole = node.first_of_class("chatlog__markdown-preserve");
    let is_verbatim = whole.is_some() || node.has_class("chatlog__markdown-preserve");
    let mut text = String::new();
    let mut skipped = 0;
    for inner in whole.unwrap_or(node).descendants() {
        let (from, to) = inner.range();
        if from < skipped {
            continue;
        }
        if inner.has_class("chatlog__edited-timestamp") {
            skipped = to;
            continue;
        }
        match inner.name() {
            "br" => text.push('\n'),
            "div" if !text.is_empty() && !text.ends_with('\n') => text.push('\n'),
            "img" => text.push_str(inner.attribute("alt").unwrap_or_default()),
            _ => {}
        }
        let Some(own) = inner.own_text() else {
            continue;
        };
        if is_verbatim {
            text.push_str(own);
        } else {
            for (at, word) in own.split(|c: char| c.is_ascii_whitespace()).enumerate() {
                if at > 0 && !text.ends_with([' ', '\n']) && !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(word);
            }
        }
    }
    let text = if is_verbatim { &*text } else { text.trim() };
    // The group's own text may stand in several parts of one message.
    match &mut event.text {
        Some(held) if !held.is_empty() && !text.is_empty() => {
            *held = format!("{held}\n{text}").into();
        }
        held => *held = Some(text.into()),
    }
    mark_hidden(text, &mut event.marks);
}
