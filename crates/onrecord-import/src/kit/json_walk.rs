//! An export of several JSON files, read one after the other. What a value means is its reader's
//! business; that every value, fault and unreadable file is heard of is this module's.

use super::defects::open;
use super::json_stream::value::Raw;
use super::json_stream::{Enter, JsonStream, Limits, Piece};
use crate::export::Export;
use onrecord_model::{Defect, Event, Pointer};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

/// What a value becomes.
pub type Record = Result<Event, Defect>;

/// What to do with a container: [`JsonStream::new`] says when it is asked.
pub type EnterRule = fn(&str, bool) -> Enter;

/// What the values of one kind of file mean.
pub trait ValueReader {
    /// Reads a value that was not opened into any number of records.
    fn value(
        &mut self,
        entry: &Arc<str>,
        pointer: &Pointer,
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    );

    /// A container that was opened has ended: its JSON Pointer.
    fn end(&mut self, _pointer: &str, _out: &mut VecDeque<Record>) {}
}

/// A file, how it is opened, and what its values mean.
pub struct JsonFile<'a> {
    /// The entry.
    pub entry: Arc<str>,
    /// Which containers are walked into.
    pub enter: EnterRule,
    /// What the values mean.
    pub reader: Box<dyn ValueReader + 'a>,
}

type Stream<'a> = JsonStream<Box<dyn Read + 'a>, EnterRule>;

/// Reads JSON files one after the other.
pub struct JsonWalk<'a> {
    export: &'a dyn Export,
    files: VecDeque<JsonFile<'a>>,
    current: Option<(JsonFile<'a>, Stream<'a>)>,
    waiting: VecDeque<Record>,
}

impl<'a> JsonWalk<'a> {
    /// Reads these files in this order.
    pub fn new(export: &'a dyn Export, files: impl IntoIterator<Item = JsonFile<'a>>) -> Self {
        Self {
            export,
            files: files.into_iter().collect(),
            current: None,
            waiting: VecDeque::new(),
        }
    }
}

impl Iterator for JsonWalk<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.waiting.pop_front() {
                return Some(record);
            }
            let Some((file, stream)) = &mut self.current else {
                let file = self.files.pop_front()?;
                match open(self.export, &file.entry) {
                    Ok(reader) => {
                        let stream = JsonStream::new(reader, Limits::default(), file.enter);
                        self.current = Some((file, stream));
                    }
                    Err(defect) => return Some(Err(defect)),
                }
                continue;
            };
            match stream.next_piece() {
                Some(Piece::Value { pointer, raw }) => {
                    file.reader
                        .value(&file.entry, &pointer, raw, &mut self.waiting);
                }
                Some(Piece::End(pointer)) => file.reader.end(&pointer, &mut self.waiting),
                Some(Piece::Fault(fault)) => return Some(Err(fault.into_defect(&file.entry))),
                None => self.current = None,
            }
        }
    }
}
