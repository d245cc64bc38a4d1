//! Walks Snapchat's JSON files record by record, then its pages. Knows no field of a record.

use super::html::PageWalk;
use super::layout::{Layout, stem};
use super::lists::{Rule, is_old_list, rule_of};
use super::rows::{Field, Fields, Name, Names, fill};
use super::{Context, lists::Way};
use crate::kit::defects::{defect, open};
use crate::kit::json_record::{begin, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use onrecord_model::{Defect, Event, Marks, Pointer, Thread};
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::io::Read;
use std::sync::Arc;

/// A record with more fields is not taken apart further.
const FIELDS: usize = 2_000;

pub(super) type Out = VecDeque<Result<Event, Defect>>;

type Stream<'a> = JsonStream<Box<dyn Read + 'a>, fn(&str, bool) -> Enter>;

/// Lists are opened; so is the object of conversations, at the top or under one name.
fn enter_chats(pointer: &str, is_array: bool) -> Enter {
    let depth = pointer.matches('/').count();
    if !pointer.contains("/-") && (is_array || depth <= 1) {
        Enter::Open
    } else {
        Enter::Whole
    }
}

fn enter(pointer: &str, is_array: bool) -> Enter {
    if is_array && !pointer.contains("/-") {
        Enter::Open
    } else {
        Enter::Whole
    }
}

/// All records of an export.
pub(super) struct Records<'a> {
    context: Context<'a>,
    files: std::vec::IntoIter<Arc<str>>,
    pages: std::vec::IntoIter<Arc<str>>,
    file: Option<(Arc<str>, Stream<'a>)>,
    list: Option<List>,
    page: Option<PageWalk<'a>>,
    threads: Threads,
    out: Out,
}

/// Threads met so far, by key. A limited number is remembered.
#[derive(Default)]
pub(super) struct Threads(BTreeMap<Box<str>, Arc<Thread>>);

impl Threads {
    pub(super) fn get(
        &mut self,
        context: &Context<'_>,
        key: &str,
        title: Option<&str>,
    ) -> Arc<Thread> {
        if let Some(known) = self.0.get(key) {
            return known.clone();
        }
        let thread = context.thread(key, title);
        if self.0.len() < 50_000 {
            self.0.insert(key.into(), thread.clone());
        }
        thread
    }
}

impl<'a> Records<'a> {
    pub(super) fn new(context: Context<'a>, layout: Layout) -> Self {
        Self {
            context,
            files: layout.json.into_iter(),
            pages: layout.pages.into_iter(),
            file: None,
            list: None,
            page: None,
            threads: Threads::default(),
            out: VecDeque::new(),
        }
    }

    /// Walks on. `false` at the end of everything. A record may be in `slot`, or in `out`.
    fn step(&mut self, slot: &mut Option<Result<Event, Defect>>) -> bool {
        if let Some(walk) = &mut self.page {
            if !walk.step(&self.context, &mut self.threads, &mut self.out) {
                self.page = None;
            }
            return true;
        }
        let Some((entry, stream)) = &mut self.file else {
            return self.next_file();
        };
        match stream.next_piece() {
            None => (self.file, self.list) = (None, None),
            Some(Piece::End(_)) => {}
            Some(Piece::Fault(fault)) => self.out.push_back(Err(fault.into_defect(entry))),
            Some(Piece::Value { pointer, raw }) => {
                let Pointer::Json { base, .. } = &pointer else {
                    return true;
                };
                let is_known = |list: &&mut List| Arc::ptr_eq(&list.base, base);
                let list = match self.list.as_mut().filter(is_known) {
                    Some(list) => list,
                    None => self.list.insert(List::of(entry, base)),
                };
                record(
                    &self.context,
                    &mut self.threads,
                    list,
                    entry,
                    pointer,
                    raw,
                    slot,
                );
            }
        }
        true
    }

    fn next_file(&mut self) -> bool {
        if let Some(entry) = self.files.next() {
            let export = self.context.export;
            match open(export, &entry) {
                Ok(reader) => {
                    let is_chat = matches!(stem(&entry).0, "chat_history" | "snap_history");
                    let enter: fn(&str, bool) -> Enter = if is_chat { enter_chats } else { enter };
                    let stream = JsonStream::new(reader, Limits::default(), enter);
                    self.file = Some((entry, stream));
                }
                Err(defect) => self.out.push_back(Err(defect)),
            }
            return true;
        }
        let Some(entry) = self.pages.next() else {
            return false;
        };
        self.page = PageWalk::begin(&self.context, entry, &mut self.out);
        true
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        // A record is filled where it is handed out.
        let mut slot = None;
        loop {
            if !self.out.is_empty() {
                slot = self.out.pop_front();
                return slot;
            }
            let goes_on = self.step(&mut slot);
            if slot.is_some() || !goes_on && self.out.is_empty() {
                return slot;
            }
        }
    }
}

/// The list that records of one array belong to.
struct List {
    /// The array's pointer.
    base: Arc<str>,
    name: Box<str>,
    rule: Rule,
    is_old: bool,
    /// Where all its records belong to one thread: that, once it is known.
    thread: Option<Arc<Thread>>,
    names: Names,
}

impl List {
    fn of(entry: &str, base: &Arc<str>) -> Self {
        let name = base.rsplit('/').next().unwrap_or_default();
        let name = name.replace("~1", "/").replace("~0", "~");
        Self {
            base: base.clone(),
            rule: rule_of(stem(entry).0, &name),
            is_old: is_old_list(&name),
            name: name.into(),
            thread: None,
            names: Names::default(),
        }
    }
}

fn record(
    context: &Context<'_>,
    threads: &mut Threads,
    list: &mut List,
    entry: &Arc<str>,
    pointer: Pointer,
    raw: Raw<'_>,
    slot: &mut Option<Result<Event, Defect>>,
) {
    let rule = &list.rule;
    let mut marks = Marks::NONE;
    let mut fields: Vec<Field<'_>> = Vec::with_capacity(12);
    if raw.shape() == Shape::Object {
        for (place, field) in raw.fields().enumerate() {
            let Ok((name, value)) = field else {
                let reason = "this record is damaged";
                let bytes = raw.range();
                *slot = Some(Err(defect(entry, bytes, pointer, "invalid-json", reason)));
                return;
            };
            let again = name.inner();
            let again = again.and_then(|written| list.names.again(place, written));
            let label = again.unwrap_or_else(|| {
                let name = text_of(&name, &mut marks).unwrap_or_default();
                list.names.learn(place, &name);
                name.into()
            });
            let is_room = fields.len() <= FIELDS;
            match (value.plain(), value.shape()) {
                (Some(text), _) => fields.push((label, Some(Cow::Borrowed(text)))),
                (None, Shape::Bare) if is_room && value.is_null() => fields.push((label, None)),
                (None, Shape::Bare) if is_room => fields.push((label, Some(value.verbatim()))),
                _ => {
                    let name = list.names.text(&label).to_owned();
                    flatten(name.into(), value, 8, &mut marks, &mut fields);
                }
            }
        }
        if fields.is_empty() && matches!(rule.way, Way::Plain | Way::Own) {
            // `{}` says that there is nothing.
            return;
        }
    } else if !raw.is_null() {
        flatten("value".into(), raw, 8, &mut marks, &mut fields);
        if fields.is_empty() {
            return;
        }
    }
    let is_message = matches!(rule.way, Way::Chat | Way::Snap);
    let fields = Fields::new(fields, &list.names);
    let has = |name| fields.has(name);
    if is_message && !has(Name::From) && !has(Name::To) && !has(Name::Created) {
        let reason = "this record has no sender and no time";
        let bytes = raw.range();
        *slot = Some(Err(defect(entry, bytes, pointer, "not-a-message", reason)));
        return;
    }
    let value_of = |name| fields.value(name).filter(|value| !value.is_empty());
    let thread = if is_message && list.is_old {
        let (file, _) = stem(entry);
        let other = value_of(Name::From)
            .or_else(|| value_of(Name::To))
            .unwrap_or("unknown");
        threads.get(context, &format!("{file}/{other}"), None)
    } else {
        let thread = list.thread.get_or_insert_with(|| {
            let (file, _) = stem(entry);
            if is_message {
                let title = value_of(Name::Title);
                threads.get(context, &format!("{file}/{}", list.name), title)
            } else if list.name.is_empty() {
                threads.get(context, file, None)
            } else {
                threads.get(context, &format!("{file}/{}", list.name), None)
            }
        });
        thread.clone()
    };
    if let Ok(event) = slot.insert(Ok(begin(entry, &raw, pointer, &thread))) {
        event.marks.0 |= marks.0;
        fill(context, event, rule, fields);
    }
}

/// A value as fields; what is inside a container by the names that lead to it.
fn flatten<'r>(
    name: Cow<'r, str>,
    value: Raw<'r>,
    depth: u32,
    marks: &mut Marks,
    out: &mut Vec<Field<'r>>,
) {
    match value.shape() {
        _ if out.len() > FIELDS || depth == 0 => out.push((name.into(), Some(value.verbatim()))),
        Shape::String => out.push((name.into(), text_of(&value, marks))),
        Shape::Bare if value.is_null() => out.push((name.into(), None)),
        Shape::Bare => out.push((name.into(), Some(value.verbatim()))),
        Shape::Object => {
            for (inner, value) in value.fields().filter_map(Result::ok) {
                let inner = text_of(&inner, marks).unwrap_or_default();
                let name = format!("{name}.{inner}").into();
                flatten(name, value, depth - 1, marks, out);
            }
        }
        Shape::Array => {
            for (index, value) in value.elements().filter_map(Result::ok).enumerate() {
                let name = format!("{name}.{index}").into();
                flatten(name, value, depth - 1, marks, out);
            }
        }
    }
}
