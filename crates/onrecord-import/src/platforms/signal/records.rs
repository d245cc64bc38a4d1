//! Walks the chats of an export, whatever their form. Knows no field of a record.

use super::layout::Form;
use super::{Context, json, markdown, sigtop};
use crate::kit::defects::{defect_in, open};
use crate::kit::json_stream::value::Raw;
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use crate::kit::lines::LineReader;
use onrecord_model::{Defect, Event, Pointer, Thread};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

pub(super) type Out = VecDeque<Result<Event, Defect>>;
type Reader<'a> = Box<dyn Read + 'a>;
type Stream<'a> = JsonStream<Reader<'a>, fn(&str, bool) -> Enter>;

fn enter(pointer: &str, is_array: bool) -> Enter {
    if pointer.is_empty() && is_array {
        Enter::Open
    } else {
        Enter::Whole
    }
}

/// Where records of one chat stand.
pub(super) struct Site {
    pub entry: Arc<str>,
    pub folder: Box<str>,
    pub thread: Arc<Thread>,
}

/// Lines whose bytes are kept, since a message is several of them.
type KeptLines<'a> = (LineReader<Keeping<Reader<'a>>>, Kept<'a>);

enum Walk<'a> {
    Lines(LineReader<Reader<'a>>),
    Array(Box<Stream<'a>>),
    Markdown(KeptLines<'a>, markdown::Pending),
    Text(KeptLines<'a>, sigtop::Pending),
}

pub(super) struct Records<'a> {
    context: Context<'a>,
    chats: std::vec::IntoIter<(Arc<str>, Form)>,
    walk: Option<(Site, Walk<'a>)>,
    out: Out,
}

impl<'a> Records<'a> {
    pub(super) fn new(context: Context<'a>, chats: Vec<(Arc<str>, Form)>) -> Self {
        Self {
            context,
            chats: chats.into_iter(),
            walk: None,
            out: VecDeque::new(),
        }
    }

    fn begin(&mut self, entry: Arc<str>, form: Form) {
        let reader = match open(self.context.export, &entry) {
            Ok(reader) => reader,
            Err(defect) => return self.out.push_back(Err(defect)),
        };
        let folder = super::layout::folder(&entry);
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let stem = entry.rsplit_once('.').map_or(&*entry, |(stem, _)| stem);
        let by_folder = matches!(form, Form::Lines | Form::Markdown) && !folder.is_empty();
        let (key, title) = match by_folder {
            true => (folder, Some(name)),
            false => (stem, stem.rsplit('/').next().filter(|_| form != Form::Text)),
        };
        let site = Site {
            thread: self.context.thread(key, title),
            folder: folder.into(),
            entry: entry.clone(),
        };
        let walk = match form {
            Form::Lines => Walk::Lines(LineReader::new(reader)),
            Form::Array => {
                let enter: fn(&str, bool) -> Enter = enter;
                Walk::Array(Box::new(JsonStream::new(reader, Limits::default(), enter)))
            }
            Form::Markdown | Form::Text => {
                let (reader, kept) = keeping(reader, self.context.export, &site.entry);
                let lines = (LineReader::new(reader), kept);
                match form {
                    Form::Markdown => Walk::Markdown(lines, markdown::Pending::default()),
                    _ => Walk::Text(lines, sigtop::Pending::default()),
                }
            }
        };
        self.walk = Some((site, walk));
    }

    /// How many of the records read last are not to be handed out yet.
    fn waiting(&self) -> usize {
        match &self.walk {
            Some((_, Walk::Markdown(_, pending))) => pending.waiting(),
            _ => 0,
        }
    }

    /// Walks on. `false` at the end of everything.
    fn step(&mut self) -> bool {
        let Some((site, walk)) = &mut self.walk else {
            let Some((entry, form)) = self.chats.next() else {
                return false;
            };
            self.begin(entry, form);
            return true;
        };
        let (context, out) = (&self.context, &mut self.out);
        let is_over = match walk {
            Walk::Array(stream) => match stream.next_piece() {
                None => true,
                Some(Piece::End(_)) => false,
                Some(Piece::Fault(fault)) => {
                    out.push_back(Err(fault.into_defect(&site.entry)));
                    false
                }
                Some(Piece::Value { pointer, raw }) => {
                    json::read(context, site, raw, pointer, out);
                    false
                }
            },
            Walk::Lines(lines) => match lines.next_line() {
                Ok(None) => true,
                Ok(Some(line)) => {
                    let blank = line.content.len() - line.content.trim_ascii_start().len();
                    let content = line.content.trim_ascii();
                    let start = line.start + blank as u64;
                    if line.cut {
                        let reason = "this line is longer than a message can be";
                        let bytes = (line.start, line.end);
                        out.push_back(Err(defect(site, bytes, "too-long", reason)));
                    } else if !content.is_empty() {
                        let raw = Raw::new(content, start);
                        json::read(context, site, raw, Pointer::Line(line.number), out);
                    }
                    false
                }
                Err(error) => unreadable_rest(site, &error, out),
            },
            Walk::Markdown((lines, kept), pending) => match lines.next_line() {
                Ok(None) => {
                    pending.finish(context, site, kept, out);
                    true
                }
                Ok(Some(line)) => {
                    pending.push(context, site, kept, &line, out);
                    false
                }
                Err(error) => {
                    pending.finish(context, site, kept, out);
                    unreadable_rest(site, &error, out)
                }
            },
            Walk::Text((lines, kept), pending) => match lines.next_line() {
                Ok(None) => {
                    pending.flush(context, site, kept, out);
                    true
                }
                Ok(Some(line)) => {
                    pending.push(context, site, kept, &line, out);
                    false
                }
                Err(error) => {
                    pending.flush(context, site, kept, out);
                    unreadable_rest(site, &error, out)
                }
            },
        };
        if is_over {
            self.walk = None;
        }
        true
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.out.len() > self.waiting() {
                return self.out.pop_front();
            }
            if !self.step() && self.out.is_empty() {
                return None;
            }
        }
    }
}

fn unreadable_rest(site: &Site, error: &dyn core::fmt::Display, out: &mut Out) -> bool {
    let reason = format!("this file could not be read to its end: {error}");
    out.push_back(Err(defect(site, (0, 0), "unreadable", &reason)));
    true
}

pub(super) fn defect(site: &Site, bytes: (u64, u64), code: &'static str, reason: &str) -> Defect {
    defect_in(&site.entry, bytes, code, reason)
}
