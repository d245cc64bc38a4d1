//! Walks the files of one conversation. Knows no field of a message.

use super::context::Context;
use super::header::Header;
use super::layout::ThreadFiles;
use super::list::{Out, Record, Stream};
use super::message::{self, Site};
use super::people::People;
use crate::kit::defects::{defect_in, open};
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use onrecord_model::{Defect, Mark, Marks, Pointer, Thread};
use std::sync::Arc;

/// The title stands after the messages. A conversation's first file up to this size is held until
/// its end; a longer one is read twice.
const HELD: u64 = 16 << 20;

/// One conversation being walked.
pub(super) struct ThreadWalk<'a> {
    root: usize,
    key: Box<str>,
    folder: Option<Box<str>>,
    files: std::vec::IntoIter<Arc<str>>,
    file: Option<(Arc<str>, Stream<'a>)>,
    has_messages: bool,
    header: Header,
    /// What the events of this conversation share: complete once `is_known`.
    thread: Arc<Thread>,
    is_known: bool,
    held: Out,
    marks: Marks,
    /// Whether exactly one participant bears a name of the owner's.
    owner_is_clear: bool,
}

fn enter(pointer: &str, is_array: bool) -> Enter {
    if pointer == "/messages" && is_array {
        Enter::Open
    } else {
        Enter::Whole
    }
}

fn enter_nothing(_: &str, _: bool) -> Enter {
    Enter::Whole
}

impl<'a> ThreadWalk<'a> {
    /// Begins a conversation. `out` is empty; its memory is taken for what must be held.
    pub(super) fn begin(context: &Context<'a>, thread: ThreadFiles, out: &mut Out) -> Self {
        let mut marks = Marks::NONE;
        if thread.folder.as_deref() == Some("message_requests") {
            marks.add(Mark::MessageRequest);
        }
        Self {
            root: thread.root,
            thread: Arc::new(Thread {
                platform: context.platform_name.clone(),
                key: "".into(),
                title: None,
                folder: None,
                participants: Vec::new(),
            }),
            key: thread.key,
            folder: thread.folder,
            files: thread.files.into_iter(),
            file: None,
            has_messages: false,
            header: Header::default(),
            is_known: false,
            held: std::mem::take(out),
            marks,
            owner_is_clear: false,
        }
    }

    /// Walks on. `false` at the end. A record may be in `slot`; what is in `out` belongs after it.
    pub(super) fn step(
        &mut self,
        context: &Context<'a>,
        people: &mut People,
        slot: &mut Option<Record>,
        out: &mut Out,
    ) -> bool {
        let Some((entry, stream)) = &mut self.file else {
            return self.next_file(context, people, out);
        };
        let sink = if self.is_known {
            &mut *out
        } else {
            &mut self.held
        };
        let before = sink.len();
        match stream.next_piece() {
            Some(Piece::Value { pointer, raw }) => match &pointer {
                Pointer::Json {
                    base,
                    index: Some(_),
                } if &**base == "/messages" => {
                    let site = Site {
                        context,
                        root: &context.roots[self.root],
                        entry,
                        thread: &self.thread,
                        marks: self.marks,
                    };
                    message::read(&site, people, raw, pointer, slot, sink);
                    if !self.is_known
                        && let Some(record) = slot.take()
                    {
                        sink.insert(before, record);
                    }
                }
                Pointer::Json { base, .. } if &**base == "/messages" => {
                    sink.push_back(Err(defect(entry, raw.range(), "`messages` is not a list")));
                    self.has_messages = true;
                }
                Pointer::Json { base, index: None } => {
                    if !self.is_known {
                        self.header.take(base, raw, people);
                    }
                }
                _ => {
                    sink.push_back(Err(defect(
                        entry,
                        raw.range(),
                        "this is not a conversation",
                    )));
                    self.has_messages = true;
                }
            },
            Some(Piece::End(base)) => self.has_messages |= &*base == "/messages",
            Some(Piece::Fault(fault)) => {
                self.has_messages = true;
                sink.push_back(Err(fault.into_defect(entry)));
            }
            None => {
                if !self.has_messages {
                    let end = stream.bytes_read();
                    sink.push_back(Err(defect(entry, (0, end), "this file has no messages")));
                }
                self.file = None;
                self.know(context, out);
                return true;
            }
        }
        if self.is_known && self.owner_is_clear {
            out.range_mut(before..)
                .chain(slot.as_mut())
                .flatten()
                .for_each(|event| context.direct(event));
        }
        true
    }

    fn next_file(&mut self, context: &Context<'a>, people: &mut People, out: &mut Out) -> bool {
        let Some(entry) = self.files.next() else {
            return false;
        };
        let size = context.export.entry(&entry).map_or(0, |entry| entry.size);
        self.has_messages = false;
        let open = |enter: fn(&str, bool) -> Enter, limits| {
            open(context.export, &entry).map(|reader| JsonStream::new(reader, limits, enter))
        };
        if !self.is_known && size > HELD {
            let limits = Limits {
                value: 1 << 20,
                ..Limits::default()
            };
            if let Ok(mut first) = open(enter_nothing, limits) {
                while let Some(piece) = first.next_piece() {
                    if let Piece::Value {
                        pointer: Pointer::Json { base, index: None },
                        raw,
                    } = piece
                    {
                        self.header.take(&base, raw, people);
                    }
                }
            }
            self.know(context, out);
        }
        match open(enter, Limits::default()) {
            Ok(stream) => self.file = Some((entry, stream)),
            Err(defect) => out.push_back(Err(defect)),
        }
        true
    }

    /// The header is complete: what was held is given its thread and goes out.
    fn know(&mut self, context: &Context<'_>, out: &mut Out) {
        if self.is_known {
            return;
        }
        self.is_known = true;
        self.thread = Arc::new(Thread {
            platform: context.platform_name.clone(),
            key: std::mem::take(&mut self.key),
            title: self.header.title.take(),
            folder: self.folder.take(),
            participants: std::mem::take(&mut self.header.participants),
        });
        self.owner_is_clear = context.owner_is_clear(&self.thread.participants);
        for event in self.held.iter_mut().flatten() {
            event.thread = self.thread.clone();
            if self.owner_is_clear {
                context.direct(event);
            }
        }
        if out.is_empty() {
            std::mem::swap(out, &mut self.held);
        } else {
            out.append(&mut self.held);
        }
    }
}

fn defect(entry: &Arc<str>, bytes: (u64, u64), reason: &str) -> Defect {
    defect_in(entry, bytes, "not-a-conversation", reason)
}
