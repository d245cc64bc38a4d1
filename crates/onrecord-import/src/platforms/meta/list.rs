//! Walks one JSON file that is not a conversation, record by record. Knows no shape of record.
//!
//! A record is an element of the outermost array; an object on the way there is opened as long as
//! it holds nothing but containers, and is one record otherwise. So every value of every file is
//! in exactly one record, whatever Meta calls its lists next year.

use super::context::Context;
use super::record::{self, Place};
use super::rules::{Rule, word_of};
use crate::kit::defects::open;
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use onrecord_model::{Defect, Event, Pointer, Thread};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

/// What a value becomes.
pub(super) type Record = Result<Event, Defect>;

/// What has been read and not yet been handed out.
pub(super) type Out = VecDeque<Record>;

/// The walk over one entry.
pub(super) type Stream<'a> = JsonStream<Box<dyn Read + 'a>, fn(&str, bool) -> Enter>;

/// A file that may be one record as a whole is at most this long.
const SMALL: u64 = 1 << 20;

/// One file being walked.
pub(super) struct ListWalk<'a> {
    root: usize,
    entry: Arc<str>,
    thread: Arc<Thread>,
    stream: Stream<'a>,
    /// Whether every member of an object is a record of its own (Instagram until 2020).
    is_by_name: bool,
}

fn enter(pointer: &str, is_array: bool) -> Enter {
    if is_array && !pointer.ends_with("/-") || pointer == "/wall_posts_sent_to_you" {
        Enter::Open
    } else {
        Enter::Whole
    }
}

fn enter_by_name(pointer: &str, is_array: bool) -> Enter {
    if is_array || pointer.matches('/').count() == 1 && !pointer.ends_with("/-") {
        Enter::Open
    } else {
        Enter::Whole
    }
}

impl<'a> ListWalk<'a> {
    /// Begins a file. What cannot be opened, or is one record, is in `out` at once.
    pub(super) fn begin(
        context: &Context<'a>,
        root: usize,
        entry: Arc<str>,
        out: &mut Out,
    ) -> Option<Self> {
        let key = entry.trim_end_matches(".json");
        let prefix = if context.roots.len() == 1 {
            &*context.roots[root].prefix
        } else {
            ""
        };
        let thread = Arc::new(Thread {
            platform: context.platform_name.clone(),
            key: key.strip_prefix(prefix).unwrap_or(key).into(),
            title: None,
            folder: None,
            participants: Vec::new(),
        });
        let reader = match open(context.export, &entry) {
            Ok(reader) => reader,
            Err(defect) => {
                out.push_back(Err(defect));
                return None;
            }
        };
        let is_by_name = key.ends_with("connections") && !key.contains("connections/");
        let enter: fn(&str, bool) -> Enter = if is_by_name { enter_by_name } else { enter };
        let mut walk = Self {
            root,
            entry,
            thread,
            stream: JsonStream::new(reader, Limits::default(), enter),
            is_by_name,
        };
        let size = context
            .export
            .entry(&walk.entry)
            .map_or(0, |entry| entry.size);
        if size <= SMALL && walk.is_one_record(context, out) {
            None
        } else {
            Some(walk)
        }
    }

    /// `{"label_values": […], …}`: the object is the record.
    fn is_one_record(&mut self, context: &Context<'_>, out: &mut Out) -> bool {
        let mut bytes = Vec::new();
        let read = context
            .export
            .open(&self.entry)
            .ok()
            .and_then(|reader| reader.take(SMALL + 1).read_to_end(&mut bytes).ok());
        let begin = bytes.iter().position(|byte| *byte == b'{');
        let end = bytes.iter().rposition(|byte| *byte == b'}');
        let (Some(_), Some(begin), Some(end)) = (read, begin, end) else {
            return false;
        };
        let is_blank = |part: &[u8]| {
            part.iter()
                .all(|byte| byte.is_ascii_whitespace() || [0xEF, 0xBB, 0xBF].contains(byte))
        };
        if begin > end || !is_blank(&bytes[..begin]) || !is_blank(&bytes[end + 1..]) {
            return false;
        }
        let raw = Raw::new(&bytes[begin..=end], begin as u64);
        let is_one = raw.fields().all(|field| field.is_ok()) && raw.get("label_values").is_some();
        if is_one {
            let pointer = Pointer::Json {
                base: "".into(),
                index: None,
            };
            self.record(context, raw, pointer, None, out);
        }
        is_one
    }

    /// Walks on. `false` at the end.
    pub(super) fn step(&mut self, context: &Context<'_>, out: &mut Out) -> bool {
        // The piece borrows the stream; what is needed of it beside is taken out before.
        let site = Site {
            root: self.root,
            entry: self.entry.clone(),
            thread: self.thread.clone(),
        };
        match self.stream.next_piece() {
            None => return false,
            Some(Piece::End(_)) => {}
            Some(Piece::Fault(fault)) => out.push_back(Err(fault.into_defect(&self.entry))),
            Some(Piece::Value { pointer, raw }) => {
                let key = match &pointer {
                    Pointer::Json { base, index: None } if self.is_by_name => base
                        .rsplit_once('/')
                        .filter(|(above, _)| !above.is_empty())
                        .map(|(_, name)| name.replace("~1", "/").replace("~0", "~")),
                    _ => None,
                };
                if matches!(pointer, Pointer::Json { index: None, .. }) && key.is_none() {
                    site.expand(context, raw, pointer, 8, out);
                } else {
                    site.record(context, raw, pointer, key.as_deref(), out);
                }
            }
        }
        true
    }

    fn record(
        &self,
        context: &Context<'_>,
        raw: Raw<'_>,
        pointer: Pointer,
        key: Option<&str>,
        out: &mut Out,
    ) {
        let site = Site {
            root: self.root,
            entry: self.entry.clone(),
            thread: self.thread.clone(),
        };
        site.record(context, raw, pointer, key, out);
    }
}

/// Where the records of one file stand.
struct Site {
    root: usize,
    entry: Arc<str>,
    thread: Arc<Thread>,
}

impl Site {
    /// A member of an object: opened as long as it holds nothing but containers.
    fn expand(
        &self,
        context: &Context<'_>,
        raw: Raw<'_>,
        pointer: Pointer,
        depth: u32,
        out: &mut Out,
    ) {
        let base = match &pointer {
            Pointer::Json { base, .. } => base.clone(),
            _ => "".into(),
        };
        let is_container = |raw: &Raw<'_>| matches!(raw.shape(), Shape::Object | Shape::Array);
        match raw.shape() {
            Shape::Array if depth < 8 && raw.elements().all(|element| element.is_ok()) => {
                for (index, element) in raw.elements().filter_map(Result::ok).enumerate() {
                    let pointer = Pointer::Json {
                        base: base.clone(),
                        index: Some(index as u64),
                    };
                    self.record(context, element, pointer, None, out);
                }
            }
            Shape::Object
                if depth > 0
                    && raw.get("label_values").is_none()
                    && raw
                        .fields()
                        .all(|field| field.is_ok_and(|(_, value)| is_container(&value))) =>
            {
                for (name, value) in raw.fields().filter_map(Result::ok) {
                    let name = name.text().map(|name| name.text).unwrap_or_default();
                    let name = name.replace('~', "~0").replace('/', "~1");
                    let pointer = Pointer::Json {
                        base: format!("{base}/{name}").into(),
                        index: None,
                    };
                    self.expand(context, value, pointer, depth - 1, out);
                }
            }
            _ => self.record(context, raw, pointer, None, out),
        }
    }

    fn record(
        &self,
        context: &Context<'_>,
        raw: Raw<'_>,
        pointer: Pointer,
        key: Option<&str>,
        out: &mut Out,
    ) {
        let (rule, word) = rule_of(context, &self.entry, &pointer, key.is_some());
        let place = Place {
            context,
            root: &context.roots[self.root],
            entry: &self.entry,
            thread: &self.thread,
            rule,
            word: &word,
        };
        out.push_back(record::read(&place, raw, pointer, key));
    }
}

/// The rule of a list: by the innermost name on the way to it, or by the file's.
fn rule_of(
    context: &Context<'_>,
    entry: &str,
    pointer: &Pointer,
    is_by_name: bool,
) -> (Option<&'static Rule>, String) {
    let base = match pointer {
        Pointer::Json { base, .. } => &**base,
        _ => "",
    };
    let base = if is_by_name {
        base.rsplit_once('/').map_or("", |(above, _)| above)
    } else {
        base
    };
    let names = base.rsplit('/').filter(|name| !name.is_empty());
    let file = entry.trim_end_matches(".json");
    let mut words = names.map(word_of).chain([word_of(file)]);
    let mut rules = words
        .clone()
        .filter_map(|word| context.platform.rules.iter().find(|rule| rule.word == word));
    (rules.next(), words.next().unwrap_or_default().to_owned())
}
