//! Walks Snapchat's pages: cards of a chat (name, text, time), and tables before. Knows no field of
//! a record.

use super::json::{Out, Threads};
use super::layout::stem;
use super::lists::{is_old_list, rule_of};
use super::rows::{Field, Fields, Names, fill};
use super::{Context, times};
use crate::kit::defects::{defect_in, open};
use crate::kit::html::{Ended, Limits, NodeRef, Reduced, Reducer, Tree};
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use onrecord_model::{Attachment, Event, Kind, Locator, Mark, Place, Pointer, Thread};
use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

/// One page being walked.
pub(super) struct PageWalk<'a> {
    entry: Arc<str>,
    reducer: Reducer<Keeping<Box<dyn Read + 'a>>>,
    kept: Kept<'a>,
    /// The names above the columns of the table that is being read.
    columns: Vec<String>,
    /// A row of a table of chats, whose text stands in the row below it.
    waiting: Option<(Vec<Field<'static>>, (u64, u64))>,
    count: u64,
}

/// A card of a chat: the innermost element with a name and a time in headings.
fn is_card(node: NodeRef<'_>) -> bool {
    if !matches!(node.name(), "span" | "div" | "li" | "article") || node.count_within() > 2_000 {
        return false;
    }
    let has_name = node.first_named("h4").is_some();
    has_name
        && node
            .all_named("h6")
            .any(|time| times::written(&time.text()).is_some())
}

fn is_record(ended: Ended<'_>) -> bool {
    ended.node.name() == "tr" || is_card(ended.node)
}

impl<'a> PageWalk<'a> {
    pub(super) fn begin(context: &Context<'a>, entry: Arc<str>, out: &mut Out) -> Option<Self> {
        let reader = match open(context.export, &entry) {
            Ok(reader) => reader,
            Err(defect) => {
                out.push_back(Err(defect));
                return None;
            }
        };
        let (reader, kept) = keeping(reader, context.export, &entry);
        Some(Self {
            kept,
            reducer: Reducer::new(reader, Limits::default()),
            entry,
            columns: Vec::new(),
            waiting: None,
            count: 0,
        })
    }

    /// Walks on. `false` at the end.
    pub(super) fn step(
        &mut self,
        context: &Context<'a>,
        threads: &mut Threads,
        out: &mut Out,
    ) -> bool {
        match self.reducer.next_reduced(&mut is_record) {
            Ok(Some(Reduced::Record(tree))) => {
                let is_row = tree.root().is_some_and(|root| root.name() == "tr");
                if is_row {
                    self.row(context, threads, &tree, out);
                } else {
                    self.card(context, threads, &tree, out);
                }
                // A row may still be waiting for the one below it.
                let waiting = self.waiting.as_ref().map(|(_, range)| range.0);
                self.kept.forget(waiting.unwrap_or(tree.range().1));
                true
            }
            Ok(Some(Reduced::Beside(tree))) => {
                self.beside(context, threads, &tree, out);
                true
            }
            Ok(None) => {
                self.flush(context, threads, out);
                self.left_over(context, threads, out);
                let end = self.reducer.position();
                if self.reducer.is_torn() {
                    let reason = "the page ends in the middle; what followed is not in this file";
                    out.push_back(Err(defect_in(&self.entry, (end, end), "truncated", reason)));
                }
                if self.count == 0 && self.columns.is_empty() {
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

    fn event(&mut self, thread: &Arc<Thread>, bytes: (u64, u64), out: &mut Out) -> Option<Event> {
        let Some(raw) = self.kept.digest(bytes) else {
            let reason = "the bytes of this record could not be read a second time";
            out.push_back(Err(defect_in(&self.entry, bytes, "unreadable", reason)));
            return None;
        };
        let index = self.count;
        self.count += 1;
        Some(Event::new(
            Locator {
                entry: self.entry.clone(),
                bytes,
                pointer: Pointer::Record { index, part: None },
            },
            raw,
            thread.clone(),
            Kind::Message,
        ))
    }

    /// The page's heading, which in a chat is who it is with.
    fn heading(&self) -> Option<String> {
        self.reducer
            .so_far()
            .find(|node| node.name() == "h1")
            .map(|node| node.text())
            .filter(|text| !text.is_empty())
    }

    fn thread_of_chat(&self, context: &Context<'_>, threads: &mut Threads) -> Arc<Thread> {
        let (name, _) = stem(&self.entry);
        let key = name.strip_prefix("subpage_").unwrap_or(name);
        threads.get(
            context,
            &format!("chat_history/{key}"),
            self.heading().as_deref(),
        )
    }

    fn card(&mut self, context: &Context<'_>, threads: &mut Threads, tree: &Tree, out: &mut Out) {
        let Some(root) = tree.root() else { return };
        let thread = self.thread_of_chat(context, threads);
        let Some(mut event) = self.event(&thread, root.range(), out) else {
            return;
        };
        let mut fields: Vec<Field<'static>> = Vec::new();
        let mut texts = Vec::new();
        let mut until = 0;
        for node in root.descendants() {
            if node.range().0 < until {
                continue;
            }
            let text = || Some(node.text()).filter(|text| !text.is_empty());
            let (name, value) = match node.name() {
                "h4" if !fields.iter().any(|(name, _)| name.is("From")) => ("From", text()),
                "h6" => ("Created", text()),
                "p" => {
                    texts.extend(text());
                    until = node.range().1;
                    continue;
                }
                "" => match node
                    .own_text()
                    .map(str::trim)
                    .filter(|text| !text.is_empty())
                {
                    Some(word) if is_word(word) => ("Media Type", Some(word.to_owned())),
                    Some("Saved") => ("IsSaved", Some("true".into())),
                    Some(other) => ("also shown", Some(other.to_owned())),
                    None => continue,
                },
                _ => {
                    take_target(&mut event, context, &self.entry, node);
                    continue;
                }
            };
            until = node.range().1;
            fields.push((name.into(), value.map(Cow::Owned)));
        }
        if !texts.is_empty() {
            fields.push(("Content".into(), Some(texts.join("\n").into())));
        }
        let mut rule = rule_of(stem(&self.entry).0, "");
        let owner = context
            .owner
            .as_ref()
            .and_then(|owner| owner.handle.as_deref());
        let from = fields.iter().find(|(name, _)| name.is("From"));
        if let (Some(owner), Some((_, Some(from)))) = (owner, from) {
            rule.is_sender = Some(&**from == owner);
        }
        finish(context, event, &rule, fields, tree, out);
    }

    /// A row: names of columns, a record, or the text that belongs to the row above it.
    fn row(&mut self, context: &Context<'_>, threads: &mut Threads, tree: &Tree, out: &mut Out) {
        let Some(root) = tree.root() else { return };
        let cells: Vec<_> = root.elements().collect();
        if !cells.is_empty() && cells.iter().all(|cell| cell.name() == "th") {
            self.flush(context, threads, out);
            self.columns = cells.iter().map(|cell| cell.text()).collect();
            return;
        }
        if !root.has_text() && !cells.iter().any(|cell| cell.first_named("a").is_some()) {
            return;
        }
        let is_chat = stem(&self.entry).0 == "chat_history";
        if is_chat && cells.len() == 1 && self.waiting.is_some() {
            if let Some((fields, range)) = &mut self.waiting {
                range.1 = root.range().1;
                fields.push(("Text".into(), Some(root.text().into())));
            }
            self.flush(context, threads, out);
            return;
        }
        self.flush(context, threads, out);
        let mut fields: Vec<Field<'static>> = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            let name = self
                .columns
                .get(at)
                .filter(|name| !name.is_empty())
                .cloned();
            let name = name.unwrap_or_else(|| format!("column {}", at + 1));
            fields.push((name.into(), Some(cell.text().into())));
            for link in cell.all_named("a") {
                if let Some(target) = link.attribute("href") {
                    let target: String = target.chars().take(2_000).collect();
                    fields.push(("link".into(), Some(target.into())));
                }
            }
        }
        // `Username | ann`: a label and its value.
        if self.columns.is_empty()
            && let [(_, Some(label)), (_, value)] = &fields[..]
        {
            fields = vec![(label.clone().into(), value.clone())];
        }
        self.waiting = Some((fields, root.range()));
        if !is_chat {
            self.flush(context, threads, out);
        }
    }

    /// A record whose rows are complete.
    fn flush(&mut self, context: &Context<'_>, threads: &mut Threads, out: &mut Out) {
        let Some((fields, range)) = self.waiting.take() else {
            return;
        };
        let (file, _) = stem(&self.entry);
        let file = file.to_owned();
        let list = self.list(&file);
        let rule = rule_of(&file, &list);
        let other = || {
            let (_, value) = fields
                .iter()
                .find(|(name, _)| name.is("From") || name.is("To"))?;
            value.clone()
        };
        let key = match (is_old_list(&list), list.as_str()) {
            (true, _) => format!("{file}/{}", other().unwrap_or_else(|| "unknown".into())),
            (false, "") => file.clone(),
            (false, list) => format!("{file}/{list}"),
        };
        let thread = threads.get(context, &key, None);
        if let Some(event) = self.event(&thread, range, out) {
            finish(context, event, &rule, fields, &Tree::default(), out);
        }
    }

    /// The list that a table is: the last heading above it, or what its columns say.
    fn list(&self, file: &str) -> String {
        let heading = self
            .reducer
            .so_far()
            .filter(|node| matches!(node.name(), "h2" | "h3" | "h4" | "b" | "button"))
            .last()
            .map(|node| node.text())
            .unwrap_or_default();
        let has = |name: &str| self.columns.iter().any(|column| column == name);
        let what = if file == "snap_history" {
            "Snap History"
        } else {
            "Saved Chat History"
        };
        match file {
            "chat_history" | "snap_history" if is_old_list(&heading) => heading,
            "chat_history" | "snap_history" if has("To") => format!("Sent {what}"),
            "chat_history" | "snap_history" if has("From") => format!("Received {what}"),
            _ => heading,
        }
    }

    /// What stands beside cards in their panel and is none.
    fn left_over(&mut self, context: &Context<'_>, threads: &mut Threads, out: &mut Out) {
        let mut left = Vec::new();
        for node in self.reducer.so_far() {
            let holds_cards = node.elements().any(|child| child.count_taken() > 0);
            if holds_cards && node.name() != "body" && node.name() != "html" {
                let others = node.elements().filter(|child| child.count_taken() == 0);
                left.extend(
                    others
                        .filter(|child| child.has_text())
                        .map(|child| child.to_tree()),
                );
            }
        }
        left.sort_by_key(|tree| tree.range());
        for tree in left {
            self.beside(context, threads, &tree, out);
        }
    }

    /// Text among the records that is none of them.
    fn beside(&mut self, context: &Context<'_>, threads: &mut Threads, tree: &Tree, out: &mut Out) {
        let Some(root) = tree.root() else { return };
        let is_heading = matches!(
            root.name(),
            "h1" | "h2" | "h3" | "h4" | "br" | "a" | "button"
        );
        if is_heading {
            return;
        }
        let (file, _) = stem(&self.entry);
        let thread = if file.starts_with("subpage_") {
            self.thread_of_chat(context, threads)
        } else {
            threads.get(context, file, None)
        };
        if let Some(mut event) = self.event(&thread, root.range(), out) {
            event.kind = Kind::System;
            event.text = Some(root.text().into());
            out.push_back(Ok(event));
        }
    }
}

/// `TEXT`, `MEDIA`: a word in capitals.
fn is_word(text: &str) -> bool {
    text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn take_target(event: &mut Event, context: &Context<'_>, page: &str, node: NodeRef<'_>) {
    let target = match node.name() {
        "img" | "video" | "audio" | "source" => node.attribute("src"),
        "a" => node.attribute("href"),
        _ => None,
    };
    let Some(target) = target.filter(|target| !target.is_empty() && !target.starts_with('#'))
    else {
        return;
    };
    if target.contains("://") || target.starts_with("data:") || target.starts_with("javascript:") {
        let kept: String = target.chars().take(2_000).collect();
        event.details.push("link", kept);
        return;
    }
    if event.attachments.iter().any(|held| *held.name == *target) {
        return;
    }
    // `../../chat_media/x.jpg`, from the page's own folder.
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    let mut is_inside = true;
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => is_inside &= folders.pop().is_some(),
            part => folders.push(part),
        }
    }
    let path = folders.join("/");
    let place = match context.export.entry(&path).filter(|_| is_inside) {
        Some(entry) => Place::Entry(entry.path.clone()),
        None => {
            event.marks.add(Mark::AttachmentMissing);
            Place::Missing
        }
    };
    event.attachments.push(Attachment {
        name: target.into(),
        media_type: None,
        place,
        content: None,
    });
}

fn finish(
    context: &Context<'_>,
    mut event: Event,
    rule: &super::lists::Rule,
    fields: Vec<Field<'static>>,
    tree: &Tree,
    out: &mut Out,
) {
    if tree.is_cut {
        event.marks.add(Mark::Truncated);
    }
    if tree.is_lossy {
        event.marks.add(Mark::LossyText);
    }
    let names = Names::default();
    let fields = Fields::new(fields, &names);
    fill(context, &mut event, rule, fields);
    out.push_back(Ok(event));
}
