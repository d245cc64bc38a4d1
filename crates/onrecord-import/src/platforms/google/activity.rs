//! My Activity as JSON: what was searched, watched, visited. Little of it is communication; every
//! record is kept as of unknown kind, with the sentence that Google shows for it.

use super::context::{Context, JsonFile, Out, Walk, thread};
use crate::kit::defects::defect;
use crate::kit::iso_time;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, scalar_of, set_text};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use onrecord_model::{Event, Kind, Mark, Pointer, Thread};
use std::io::Read;
use std::sync::Arc;

/// One file being read.
pub(super) struct ActivityWalk<'a> {
    entry: Arc<str>,
    stream: JsonFile<'a>,
    thread: Arc<Thread>,
}

fn enter(_: &str, _: bool) -> Enter {
    Enter::Whole
}

impl<'a> ActivityWalk<'a> {
    pub(super) fn new(entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        let platform: Arc<str> = "google".into();
        let folder = entry.rfind('/').map_or(&*entry, |at| &entry[..at]);
        let name = folder.rsplit('/').next().unwrap_or(folder);
        Self {
            thread: Arc::new(thread(&platform, name, "", "")),
            stream: JsonStream::new(reader, Limits::default(), enter),
            entry,
        }
    }
}

impl<'a> Walk<'a> for ActivityWalk<'a> {
    fn step(&mut self, _: &mut Context<'a>, out: &mut Out) -> bool {
        match self.stream.next_piece() {
            None => return false,
            Some(Piece::End(_)) => {}
            Some(Piece::Fault(fault)) => out.push_back(Err(fault.into_defect(&self.entry))),
            Some(Piece::Value { pointer, raw }) => {
                if raw.shape() == Shape::Object && !is_sound(&raw) {
                    let reason = "this record is damaged";
                    let range = raw.range();
                    let found = defect(&self.entry, range, pointer, "invalid-json", reason);
                    out.push_back(Err(found));
                } else {
                    out.push_back(Ok(record(&self.entry, &self.thread, raw, pointer)));
                }
            }
        }
        true
    }
}

fn record(entry: &Arc<str>, thread: &Arc<Thread>, raw: Raw<'_>, pointer: Pointer) -> Event {
    let mut event = begin(entry, &raw, pointer, thread);
    event.kind = Kind::Unknown("activity".into());
    if raw.shape() != Shape::Object {
        keep(&mut event, "value", raw);
        return event;
    }
    for (name, value) in raw.fields().filter_map(Result::ok) {
        match name.inner() {
            Some(b"title") if event.text.is_none() => set_text(&mut event, &value),
            Some(b"time") => {
                let text = scalar_of(&value, &mut event.marks).unwrap_or_default();
                event.when = iso_time::parse_or_keep(&text);
            }
            Some(b"locationInfos" | b"location") => {
                event.marks.add(Mark::Location);
                keep_named(&mut event, "", &name, value);
            }
            _ => keep_named(&mut event, "", &name, value),
        }
    }
    event
}
