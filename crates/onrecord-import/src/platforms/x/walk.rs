//! Walks the files of an archive one after another. Knows no field of a record.

use super::conversation::{self, Site};
use super::layout::File;
use super::media::Media;
use super::people::People;
use super::script::Script;
use super::words::{Rule, Shape};
use super::{list, post};
use crate::Export;
use crate::kit::defects::open;
use crate::kit::json_record::text_of;
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use onrecord_model::{Defect, Event, Marks, Pointer, Thread};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

type Stream<'a> = JsonStream<Script<Box<dyn Read + 'a>>, fn(&str, bool) -> Enter>;

/// The records of an archive.
pub(super) struct Records<'a> {
    pub export: &'a dyn Export,
    pub people: People,
    pub media: Media,
    pub files: std::vec::IntoIter<File>,
    pub walk: Option<Walk<'a>>,
    pub out: VecDeque<Result<Event, Defect>>,
}

/// One file being walked.
pub(super) struct Walk<'a> {
    entry: Arc<str>,
    word: String,
    rule: Option<&'static Rule>,
    /// The file's own.
    file: Arc<Thread>,
    /// The file's, or the conversation's that is being read.
    thread: Arc<Thread>,
    title: Option<String>,
    stream: Stream<'a>,
    conversation: Option<Arc<str>>,
}

fn enter_list(_: &str, _: bool) -> Enter {
    Enter::Whole
}

fn enter_conversations(pointer: &str, is_array: bool) -> Enter {
    let is_opened = pointer == "/-"
        || !is_array && pointer.ends_with("/dmConversation")
        || is_array && pointer.ends_with("/dmConversation/messages");
    if is_opened { Enter::Open } else { Enter::Whole }
}

impl<'a> Walk<'a> {
    fn begin(
        export: &'a dyn Export,
        people: &People,
        file: File,
        out: &mut VecDeque<Result<Event, Defect>>,
    ) -> Option<Self> {
        let reader = match open(export, &file.path) {
            Ok(reader) => reader,
            Err(defect) => {
                out.push_back(Err(defect));
                return None;
            }
        };
        let enter: fn(&str, bool) -> Enter = if holds_conversations(file.rule, &file.word) {
            enter_conversations
        } else {
            enter_list
        };
        let key = match &*file.word {
            // Until 2022 the file had this name.
            "tweet" => "tweets",
            word => word,
        };
        let thread = Arc::new(Thread {
            platform: people.platform.clone(),
            key: key.into(),
            title: None,
            folder: None,
            participants: Vec::new(),
        });
        Some(Self {
            file: thread.clone(),
            thread,
            stream: JsonStream::new(Script::new(reader), Limits::default(), enter),
            entry: file.path,
            word: file.word,
            rule: file.rule,
            title: None,
            conversation: None,
        })
    }

    /// Walks on. `false` at the end.
    fn step(
        &mut self,
        people: &mut People,
        media: &Media,
        out: &mut VecDeque<Result<Event, Defect>>,
    ) -> bool {
        let marks = self.rule.map_or(Marks::NONE, |rule| rule.marks);
        match self.stream.next_piece() {
            None => return false,
            Some(Piece::End(base)) => {
                if base.ends_with("/dmConversation") {
                    self.title = None;
                    self.conversation = None;
                    self.thread = self.file.clone();
                }
            }
            Some(Piece::Fault(fault)) => out.push_back(Err(fault.into_defect(&self.entry))),
            Some(Piece::Value { pointer, raw }) => {
                let Pointer::Json { base, index } = &pointer else {
                    return true;
                };
                let site = |thread| Site {
                    entry: &self.entry,
                    thread,
                    media,
                    marks,
                };
                if let (Some(above), None) = (base.strip_suffix("/conversationId"), index)
                    && above.ends_with("/dmConversation")
                {
                    let mut marks = Marks::NONE;
                    let id = text_of(&raw, &mut marks).unwrap_or_default();
                    let title = self.title.as_deref();
                    let thread = conversation::thread(people, &id, title, &self.word);
                    self.thread = Arc::new(thread);
                    self.conversation = Some(above.into());
                    return true;
                }
                if let (Some(_), None) = (base.strip_suffix("/dmConversation/name"), index) {
                    let mut marks = Marks::NONE;
                    self.title = text_of(&raw, &mut marks).map(Into::into);
                    if self.conversation.is_some() {
                        let mut thread = Thread::clone(&self.thread);
                        thread.title = self.title.as_deref().map(Into::into);
                        self.thread = Arc::new(thread);
                    }
                    return true;
                }
                if let (Some(above), Some(_)) = (base.strip_suffix("/messages"), index) {
                    if self.conversation.as_deref() != Some(above) {
                        // A conversation that does not say which it is.
                        let thread = conversation::thread(people, above, None, &self.word);
                        self.thread = Arc::new(thread);
                        self.conversation = Some(above.into());
                    }
                    conversation::read(&site(&self.thread), people, raw, pointer, out);
                    return true;
                }
                let is_post = self.rule.is_some_and(|rule| rule.shape == Shape::Posts);
                let record = if is_post {
                    post::read(&site(&self.thread), people, raw, pointer)
                } else {
                    let rule = self
                        .rule
                        .filter(|_| !holds_conversations(self.rule, &self.word));
                    list::read(&site(&self.thread), people, rule, &self.word, raw, pointer)
                };
                out.push_back(record);
            }
        }
        true
    }
}

fn holds_conversations(rule: Option<&Rule>, word: &str) -> bool {
    rule.is_some_and(|rule| rule.shape == Shape::Conversations)
        || word.starts_with("direct_message")
        || word.starts_with("deleted_direct_message")
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.out.pop_front() {
                return Some(record);
            }
            if let Some(walk) = &mut self.walk {
                if walk.step(&mut self.people, &self.media, &mut self.out) {
                    continue;
                }
                self.walk = None;
                continue;
            }
            let file = self.files.next()?;
            self.walk = Walk::begin(self.export, &self.people, file, &mut self.out);
        }
    }
}
