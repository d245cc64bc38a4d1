//! Walks one file that holds many conversations: `[{"participants": […], "conversation": […]}]`,
//! as Instagram wrote them until 2020. Knows no field of a message.

use super::context::Context;
use super::header::Header;
use super::list::{Out, Stream};
use super::message::{self, Site};
use super::people::People;
use crate::kit::defects::open;
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use onrecord_model::{Marks, Pointer, Thread};
use std::collections::VecDeque;
use std::sync::Arc;

/// As many messages of a conversation are held until its participants are known.
const HELD: usize = 20_000;

/// One file being walked.
pub(super) struct FlatWalk<'a> {
    root: usize,
    entry: Arc<str>,
    stream: Stream<'a>,
    header: Header,
    thread: Arc<Thread>,
    held: Out,
    people: People,
    /// The pointer of the conversation being walked.
    conversation: Box<str>,
}

fn enter(pointer: &str, is_array: bool) -> Enter {
    let is_conversation = is_array && pointer.ends_with("/conversation");
    if pointer == "/-" || is_conversation {
        Enter::Open
    } else {
        Enter::Whole
    }
}

impl<'a> FlatWalk<'a> {
    pub(super) fn begin(
        context: &Context<'a>,
        root: usize,
        entry: Arc<str>,
        out: &mut Out,
    ) -> Option<Self> {
        match open(context.export, &entry) {
            Ok(reader) => Some(Self {
                root,
                stream: JsonStream::new(reader, Limits::default(), enter),
                thread: unknown(context, &entry),
                entry,
                header: Header::default(),
                held: VecDeque::new(),
                people: People::by_handle(&context.platform_name),
                conversation: "".into(),
            }),
            Err(defect) => {
                out.push_back(Err(defect));
                None
            }
        }
    }

    /// Walks on. `false` at the end.
    pub(super) fn step(&mut self, context: &Context<'_>, out: &mut Out) -> bool {
        let people = &mut self.people;
        let Some(piece) = self.stream.next_piece() else {
            self.close(context, "", out);
            return false;
        };
        match piece {
            Piece::Value { pointer, raw } => match &pointer {
                Pointer::Json { base, index: None } => self.header.take(base, raw, people),
                _ => {
                    if let Pointer::Json { base, .. } = &pointer
                        && let Some(conversation) = base.strip_suffix("/conversation")
                        && *self.conversation != *conversation
                    {
                        self.conversation = conversation.into();
                    }
                    let site = Site {
                        context,
                        root: &context.roots[self.root],
                        entry: &self.entry,
                        thread: &self.thread,
                        marks: Marks::NONE,
                    };
                    let at = self.held.len();
                    let mut slot = None;
                    message::read(&site, people, raw, pointer, &mut slot, &mut self.held);
                    if let Some(record) = slot {
                        self.held.insert(at, record);
                    }
                }
            },
            Piece::End(base) if base.matches('/').count() == 1 => self.close(context, &base, out),
            Piece::End(_) => {}
            Piece::Fault(fault) => self.held.push_back(Err(fault.into_defect(&self.entry))),
        }
        if self.held.len() > HELD {
            // Participants stand before the messages, as a rule: what is known by now serves.
            let header = self.header.clone();
            let inside = self.conversation.clone();
            self.hand_out(context, header, &inside, out);
        }
        true
    }

    /// A conversation has ended, and its participants are known.
    fn close(&mut self, context: &Context<'_>, pointer: &str, out: &mut Out) {
        let header = std::mem::take(&mut self.header);
        self.hand_out(context, header, pointer, out);
    }

    fn hand_out(&mut self, context: &Context<'_>, header: Header, pointer: &str, out: &mut Out) {
        let thread = Arc::new(Thread {
            platform: context.platform_name.clone(),
            key: format!("{}#{pointer}", self.entry).into(),
            title: header.title,
            folder: None,
            participants: header.participants,
        });
        let owner_is_clear = context.owner_is_clear(&thread.participants);
        for mut record in self.held.drain(..) {
            if let Ok(event) = &mut record {
                event.thread = thread.clone();
                if owner_is_clear {
                    context.direct(event);
                }
            }
            out.push_back(record);
        }
    }
}

fn unknown(context: &Context<'_>, entry: &str) -> Arc<Thread> {
    Arc::new(Thread {
        platform: context.platform_name.clone(),
        key: entry.into(),
        title: None,
        folder: None,
        participants: Vec::new(),
    })
}
