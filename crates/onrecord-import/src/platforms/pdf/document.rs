//! Makes one PDF into one event: what it says of itself, its pages, and their text. Decides nothing
//! about what a document is worth.

use super::dates;
use super::file::File;
use super::object::{Dictionary, Object};
use super::text::Reader;
use crate::Export;
use crate::kit::text::mark_hidden;
use onrecord_model::digest::Hasher;
use onrecord_model::{Defect, Digest, Event, Kind, Locator, Mark, Pointer, Thread, Truth};
use std::collections::BTreeSet;
use std::io::Read;
use std::rc::Rc;
use std::sync::Arc;

/// How much of a file is looked at.
const LOOKED_AT: usize = 64 << 20;
const PAGES: usize = 100_000;
/// A title or name longer than this is cut.
const VALUE: usize = 4_000;
const BUFFER: usize = 64 << 10;

/// The event of the file at `path`, and what is wrong with it.
pub(super) fn read(export: &dyn Export, path: &Arc<str>) -> Vec<Result<Event, Defect>> {
    let defect = |at: u64, code, error: &dyn core::fmt::Display| Defect {
        locator: locator(path, (at, at)),
        code,
        reason: format!("this document could not be read further: {error}").into(),
    };
    let mut reader = match export.open(path) {
        Ok(reader) => reader,
        Err(error) => return vec![Err(defect(0, "unreadable", &error))],
    };
    let mut content = Vec::new();
    let (raw, size, error) = take(&mut *reader, &mut content);
    let mut records = Vec::new();
    if size > 0 {
        let mut event = blank(path, raw, size);
        if size > content.len() as u64 {
            event.marks.add(Mark::Truncated);
            push(&mut event, "looked_at", &format!("{} bytes", content.len()));
        }
        fill(&mut event, &content);
        records.push(Ok(event));
    }
    if let Some(error) = error {
        records.push(Err(defect(size, "read-error", &error)));
    }
    records
}

fn locator(path: &Arc<str>, bytes: (u64, u64)) -> Locator {
    Locator {
        entry: path.clone(),
        bytes,
        pointer: Pointer::None,
    }
}

/// Hashes all of it and keeps its beginning.
fn take(reader: &mut dyn Read, content: &mut Vec<u8>) -> (Digest, u64, Option<std::io::Error>) {
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; BUFFER];
    let mut size = 0;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return (hasher.finish(), size, None),
            Ok(count) => {
                let piece = buffer.get(..count).unwrap_or_default();
                hasher.update(piece);
                size += count as u64;
                let kept = piece.len().min(LOOKED_AT - content.len());
                content.extend_from_slice(piece.get(..kept).unwrap_or_default());
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return (hasher.finish(), size, Some(error)),
        }
    }
}

fn blank(path: &Arc<str>, raw: Digest, size: u64) -> Event {
    let name = path.rsplit('/').next().unwrap_or(path);
    Event::new(
        locator(path, (0, size)),
        raw,
        Arc::new(Thread {
            platform: super::PLATFORM.into(),
            key: path.as_ref().into(),
            title: Some(name.into()),
            folder: None,
            participants: Vec::new(),
        }),
        Kind::Unknown("document".into()),
    )
}

fn push(event: &mut Event, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let end = value.floor_char_boundary(VALUE);
    if end < value.len() {
        event.marks.add(Mark::Truncated);
    }
    let value = value.get(..end).unwrap_or_default();
    event.details.push(name, value);
}

fn push_count(event: &mut Event, name: &str, count: usize) {
    if count > 0 {
        push(event, name, &count.to_string());
    }
}

fn inconsistent(event: &mut Event, what: &str) {
    event.marks.add(Mark::Inconsistent);
    push(event, "damage", what);
}

fn fill(event: &mut Event, content: &[u8]) {
    let is_whole = event.locator.bytes.1 == content.len() as u64;
    if let Some(version) = version(content) {
        push(event, "version", &version);
    }
    let file = File::read(content);
    if !file.has_objects() {
        inconsistent(
            event,
            "nothing of a document was found after its first line",
        );
        return;
    }
    let tail = content.get(content.len().saturating_sub(1_024)..);
    let ends = tail.is_some_and(|tail| memchr::memmem::find(tail, b"%%EOF").is_some());
    if is_whole && !ends {
        inconsistent(event, "its end is missing");
    }
    if file.noted.is_encrypted {
        // Its words are unreadable without the key, those about the document too.
        push(
            event,
            "encrypted",
            "yes: its text and what it says of itself were not read",
        );
        push_count(
            event,
            "pages",
            file.noted.pages.iter().collect::<BTreeSet<_>>().len(),
        );
    } else {
        information(event, &file);
        pages(event, &file);
    }
    push_count(event, "attached files", file.noted.embedded_files);
    push_count(event, "signatures, not checked", file.noted.signatures);
    push_count(
        event,
        "streams in an encoding that is not read",
        file.unknown_filters.get(),
    );
    if file.is_damaged.get() && !file.noted.is_encrypted {
        inconsistent(event, "some of its parts are damaged");
    }
    if file.is_cut.get() {
        event.marks.add(Mark::Truncated);
        push(
            event,
            "limit",
            "it holds more than is read; see the file itself",
        );
    }
}

/// `%PDF-1.7`.
fn version(content: &[u8]) -> Option<String> {
    let head = content.get(..content.len().min(super::LOOK))?;
    let at = memchr::memmem::find(head, super::SIGNATURE)? + super::SIGNATURE.len();
    let version = head.get(at..)?.iter().copied();
    let version: Vec<u8> = version
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .take(8)
        .collect();
    String::from_utf8(version).ok()
}

fn information(event: &mut Event, file: &File<'_>) {
    let Some(info) = file.noted.info.as_ref().map(|info| file.resolve(info)) else {
        return;
    };
    let Some(info) = info.dictionary() else {
        return;
    };
    for (key, value) in info.iter().take(200) {
        let value = match file.resolve(value) {
            Object::Text(text) => dates::words(&text),
            Object::Name(name) => String::from_utf8_lossy(&name).into_owned(),
            Object::Number(number) => number.to_string(),
            _ => continue,
        };
        let name = String::from_utf8_lossy(key).into_owned();
        if name == "CreationDate" {
            event.when = dates::when(&value);
        }
        push(event, &name, &value);
    }
    if event.when.as_written.is_empty() {
        // The next best: when it was last changed.
        let changed = event.details.get("ModDate");
        if let Some(when) = changed.map(dates::when) {
            event.when = when;
            push(event, "time_from", "ModDate");
        }
    } else {
        push(event, "time_from", "CreationDate");
    }
    if event.when.truth == Truth::Undated && !event.when.as_written.is_empty() {
        inconsistent(event, "its date is not one");
    }
}

/// The pages in their order, with the resources that each inherits.
fn pages(event: &mut Event, file: &File<'_>) {
    let mut tree = Tree {
        file,
        seen: BTreeSet::new(),
        pages: Vec::new(),
        has_ring: false,
    };
    let root = file.noted.root.as_ref().map(|root| file.resolve(root));
    let mut stated = None;
    if let Some(root) = root.as_ref().and_then(Object::dictionary)
        && let Some(top) = root.get(&b"Pages"[..])
    {
        let node = file.resolve(top);
        stated = node
            .dictionary()
            .and_then(|node| file.count(node, b"Count"));
        tree.walk(top.clone());
    }
    let in_tree = tree.pages.len();
    // Pages that no list names are of an older version, or their list is lost.
    let loose: Vec<u32> = file.noted.pages.clone();
    for number in loose {
        if !tree.seen.contains(&number) {
            tree.walk(Object::Reference(number));
        }
    }
    push_count(event, "pages", in_tree);
    push_count(
        event,
        "pages that its list does not name",
        tree.pages.len() - in_tree,
    );
    if tree.has_ring {
        inconsistent(event, "its list of pages leads back to itself");
    }
    if in_tree == 0 {
        inconsistent(event, "it has no list of pages that could be read");
    } else if stated.is_some_and(|stated| stated != in_tree) {
        inconsistent(event, &format!("it states {} pages", stated.unwrap_or(0)));
    }
    let mut reader = Reader::new(file);
    for (page, resources) in &tree.pages {
        reader.page(page, resources);
        if reader.is_cut {
            break;
        }
    }
    push_count(event, "contents that were not read", reader.unread_contents);
    if reader.unread_contents > 0 {
        event.marks.add(Mark::Inconsistent);
    }
    if reader.is_cut {
        event.marks.add(Mark::Truncated);
    }
    if reader.has_unknown_codes {
        event.marks.add(Mark::LossyText);
    }
    let text = reader.text.trim();
    if !text.is_empty() {
        mark_hidden(text, &mut event.marks);
        event.text = Some(text.into());
    }
}

struct Tree<'f, 'd> {
    file: &'f File<'d>,
    seen: BTreeSet<u32>,
    pages: Vec<(Rc<Dictionary>, Object)>,
    has_ring: bool,
}

impl Tree<'_, '_> {
    fn walk(&mut self, top: Object) {
        let mut open = vec![(top, Object::Null)];
        while let Some((reference, inherited)) = open.pop() {
            if let Object::Reference(number) = reference
                && !self.seen.insert(number)
            {
                self.has_ring = true;
                continue;
            }
            let node = self.file.resolve(&reference);
            let Some(node) = node.dictionary() else {
                continue;
            };
            let own = node.get(&b"Resources"[..]);
            let resources = own.cloned().unwrap_or(inherited);
            match self.file.get(node, b"Kids") {
                Object::Array(kids) => {
                    // The last in is the first out.
                    let kids = kids.iter().rev().take(PAGES);
                    open.extend(kids.map(|kid| (kid.clone(), resources.clone())));
                }
                _ if self.pages.len() < PAGES => self.pages.push((node.clone(), resources)),
                _ => self.file.is_cut.set(true),
            }
            if open.len() > 4 * PAGES {
                self.file.is_cut.set(true);
                return;
            }
        }
    }
}
