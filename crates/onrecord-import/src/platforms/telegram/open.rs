//! Opens an export and walks its files. Knows no field of a message.

use super::chat::{Chat, Header};
use super::layout::{self, Layout};
use super::lists::{self, Place};
use super::message::{self, Site};
use super::page::{Around, PageWalk, Pages};
use super::people::People;
use crate::kit::attachments::AttachmentNames;
use crate::kit::defects::{self, defect};
use crate::kit::json_record::text_of;
use crate::kit::json_stream::value::Raw;
use crate::kit::json_stream::{Enter, JsonStream, Limits, Piece};
use crate::{Export, Opened, Refusal};
use onrecord_model::{Account, Defect, Event, Kind, Marks, Pointer, Thread};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

type Record = Result<Event, Defect>;
type Stream<'a> = JsonStream<Box<dyn Read + 'a>, fn(&str, bool) -> Enter>;

/// Looks at an export.
pub(super) fn open(export: &dyn Export) -> Option<Result<Opened<'_>, Refusal>> {
    let layout = Layout::of(export)?;
    let mut remarks = Vec::new();
    let mut pages = layout.pages;
    let mut entries = layout.files.clone();
    entries.extend(pages.iter().flat_map(|chat| chat.files.iter().cloned()));
    if let (Some(first), false) = (
        pages.first().and_then(|chat| chat.files.first()),
        layout.files.is_empty(),
    ) {
        remarks.push(format!(
            "The web pages (HTML) were not read, since the same chats are here as JSON. The first is {first}."
        ));
        pages.clear();
    }
    entries.extend(layout.beside);
    entries.sort();
    let platform: Arc<str> = "telegram".into();
    Some(Ok(Opened {
        records: Box::new(Records {
            export,
            names: AttachmentNames::of(export),
            people: People::new(&platform),
            platform,
            files: layout.files.into_iter(),
            pages: pages.into_iter(),
            page: None,
            walk: None,
            slot: None,
            out: VecDeque::new(),
        }),
        questions: Vec::new(),
        entries,
        remarks,
    }))
}

struct Records<'a> {
    export: &'a dyn Export,
    names: AttachmentNames,
    people: People,
    platform: Arc<str>,
    files: std::vec::IntoIter<Arc<str>>,
    pages: std::vec::IntoIter<Pages>,
    page: Option<PageWalk<'a>>,
    walk: Option<FileWalk<'a>>,
    /// A message that is being read, before what is in `out`.
    slot: Option<Record>,
    out: VecDeque<Record>,
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.out.pop_front() {
                return Some(record);
            }
            let Some(walk) = &mut self.walk else {
                let Some(entry) = self.files.next() else {
                    if self.next_page() {
                        continue;
                    }
                    return None;
                };
                match defects::open(self.export, &entry) {
                    Ok(reader) => self.walk = Some(FileWalk::new(entry, reader)),
                    Err(defect) => return Some(Err(defect)),
                }
                continue;
            };
            let context = (&self.names, &self.platform);
            match walk.step(context, &mut self.people, &mut self.slot, &mut self.out) {
                Step::Record(record) => return Some(record),
                Step::On if self.slot.is_some() => return self.slot.take(),
                Step::On => {}
                Step::End => self.walk = None,
            }
        }
    }
}

impl Records<'_> {
    /// Walks on in the web pages. `false` at the end of the last.
    fn next_page(&mut self) -> bool {
        let Some(page) = &mut self.page else {
            self.page = self.pages.next().map(PageWalk::new);
            return self.page.is_some();
        };
        let around = Around {
            export: self.export,
            names: &self.names,
            platform: &self.platform,
        };
        if !page.step(&around, &mut self.out) {
            self.page = None;
        }
        true
    }
}

/// What a step led to.
#[expect(clippy::large_enum_variant, reason = "it is moved on at once")]
enum Step {
    Record(Record),
    On,
    End,
}

/// One file being walked.
struct FileWalk<'a> {
    entry: Arc<str>,
    stream: Stream<'a>,
    header: Header,
    /// What a chat says after its messages comes too late for them.
    is_chat_over: bool,
    /// The array whose elements came last, and what they are.
    last: Option<(Arc<str>, Section)>,
    owner: Option<Arc<Account>>,
    has_any: bool,
}

enum Section {
    Chat(Chat),
    List(Arc<Thread>),
}

impl<'a> FileWalk<'a> {
    fn new(entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        Self {
            entry,
            stream: JsonStream::new(reader, Limits::default(), layout::enter),
            header: Header::default(),
            is_chat_over: false,
            last: None,
            owner: None,
            has_any: false,
        }
    }

    /// Walks on. A message is put into `slot`; what belongs after it is in `out`.
    fn step(
        &mut self,
        (names, platform): (&AttachmentNames, &Arc<str>),
        people: &mut People,
        slot: &mut Option<Record>,
        out: &mut VecDeque<Record>,
    ) -> Step {
        let Some(piece) = self.stream.next_piece() else {
            return if self.has_any {
                Step::End
            } else {
                self.has_any = true;
                let bytes = (0, self.stream.bytes_read());
                let reason = "this file has no messages and no lists";
                let code = "not-a-conversation";
                Step::Record(Err(defect(&self.entry, bytes, Pointer::None, code, reason)))
            };
        };
        let (raw, pointer) = match piece {
            Piece::Fault(fault) => {
                self.has_any = true;
                return Step::Record(Err(fault.into_defect(&self.entry)));
            }
            Piece::End(base) => {
                self.has_any |= !base.is_empty();
                if layout::is_chat(&base) {
                    self.header = Header::default();
                    self.is_chat_over = false;
                }
                return if layout::is_messages(&base) {
                    self.end_of_chat(&base, platform)
                } else {
                    Step::On
                };
            }
            Piece::Value { pointer, raw } => (raw, pointer),
        };
        let Pointer::Json { base, index } = &pointer else {
            return Step::On;
        };
        if index.is_none() {
            let header = (!self.is_chat_over).then_some(&mut self.header);
            return self::member(
                &self.entry,
                header,
                &mut self.owner,
                &mut self.has_any,
                (names, platform),
                base,
                raw,
            );
        }
        self.has_any = true;
        let is_same = self
            .last
            .as_ref()
            .is_some_and(|(last, _)| Arc::ptr_eq(last, base) || last == base);
        if !is_same {
            let owner = self
                .owner
                .as_ref()
                .and_then(|owner| owner.stable_id.as_deref());
            let section = if layout::is_messages(base) {
                let chat = Chat::new(
                    &self.header,
                    Some(&raw),
                    &place_of(&self.entry, base),
                    folder_of(base),
                    owner,
                    platform,
                );
                Section::Chat(chat)
            } else {
                Section::List(list_thread(platform, lists::word_of(base)))
            };
            self.last = Some((base.clone(), section));
        }
        match &self.last {
            Some((_, Section::Chat(chat))) => {
                let site = Site {
                    names,
                    platform,
                    entry: &self.entry,
                    chat,
                };
                message::read(&site, people, raw, pointer, slot, out);
                Step::On
            }
            Some((_, Section::List(thread))) => {
                let place = Place {
                    names,
                    entry: &self.entry,
                    thread,
                    owner: self.owner.as_ref(),
                    word: &thread.key,
                };
                Step::Record(lists::read(&place, raw, pointer))
            }
            None => Step::On,
        }
    }

    /// A chat that is there and empty is evidence too.
    fn end_of_chat(&mut self, base: &Arc<str>, platform: &Arc<str>) -> Step {
        let was_read = matches!(&self.last, Some((last, _)) if last == base);
        let header = std::mem::take(&mut self.header);
        self.is_chat_over = true;
        if was_read {
            return Step::On;
        }
        let chat = Chat::new(
            &header,
            None,
            &place_of(&self.entry, base),
            folder_of(base),
            None,
            platform,
        );
        let Some((locator, raw)) = header.place else {
            return Step::On;
        };
        Step::Record(Ok(Event {
            details: [("messages", "0")].into(),
            ..Event::new(locator, raw, chat.thread, Kind::System)
        }))
    }
}

/// A member of an object that was opened.
fn member(
    entry: &Arc<str>,
    header: Option<&mut Header>,
    owner: &mut Option<Arc<Account>>,
    has_any: &mut bool,
    (names, platform): (&AttachmentNames, &Arc<str>),
    base: &Arc<str>,
    raw: Raw<'_>,
) -> Step {
    let (above, name) = base.rsplit_once('/').unwrap_or_default();
    if layout::is_chat(above) && header.is_some_and(|header| header.take(entry, base, raw)) {
        return Step::On;
    }
    if name == "about" || raw.is_null() {
        return Step::On;
    }
    *has_any = true;
    if name == "messages" && layout::is_chat(above) {
        let pointer = Pointer::Json {
            base: base.clone(),
            index: None,
        };
        let reason = "`messages` is not a list";
        return Step::Record(Err(defect(
            entry,
            raw.range(),
            pointer,
            "not-a-conversation",
            reason,
        )));
    }
    if name == "personal_information" {
        *owner = owner_of(raw, platform).map(Arc::new);
    }
    let word = if above.is_empty() {
        name
    } else {
        lists::word_of(base)
    };
    let thread = list_thread(platform, word);
    let place = Place {
        names,
        entry,
        thread: &thread,
        owner: owner.as_ref(),
        word,
    };
    let pointer = Pointer::Json {
        base: base.clone(),
        index: None,
    };
    let mut record = lists::read(&place, raw, pointer);
    if let Ok(event) = &mut record {
        event.kind = Kind::Unknown(word.into());
    }
    Step::Record(record)
}

/// Whose account it is.
fn owner_of(raw: Raw<'_>, platform: &Arc<str>) -> Option<Account> {
    let id = raw.get("user_id")?.integer()?;
    let mut marks = Marks::NONE;
    let mut text = |name: &str| {
        let raw = raw.get(name)?;
        text_of(&raw, &mut marks).filter(|text| !text.is_empty())
    };
    let parts = [text("first_name"), text("last_name")];
    let name: Vec<&str> = parts.iter().flatten().map(|part| &**part).collect();
    Some(Account {
        platform: platform.clone(),
        stable_id: Some(format!("user{id}").into()),
        handle: None,
        name: (!name.is_empty()).then(|| name.join(" ").into()),
    })
}

fn list_thread(platform: &Arc<str>, word: &str) -> Arc<Thread> {
    Arc::new(Thread {
        platform: platform.clone(),
        key: word.into(),
        title: None,
        folder: None,
        participants: Vec::new(),
    })
}

/// What tells a chat without id and name from others.
fn place_of(entry: &str, base: &str) -> String {
    format!("{entry}#{}", base.strip_suffix("/messages").unwrap_or(base))
}

fn folder_of(base: &str) -> Option<&'static str> {
    match base.split('/').nth(1) {
        Some("chats") => Some("chats"),
        Some("left_chats") => Some("left_chats"),
        _ => None,
    }
}
