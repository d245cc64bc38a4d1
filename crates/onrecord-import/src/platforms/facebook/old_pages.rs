//! Facebook's pages of messages until 2018: `html/messages.htm` with all conversations, later
//! `messages/0.html` with one each. Knows no other page of such an export.
//!
//! A conversation is `<div class="thread">` with the names of who takes part; a message is
//! `<div class="message">` with `span.user` and `span.meta`, and the paragraphs that follow it
//! (peers' parsers of the time).

use crate::export::Export;
use crate::importer::Opened;
use crate::kit::attachments::AttachmentNames;
use crate::kit::date_words;
use crate::kit::defects::{defect_in, unreadable};
use crate::kit::html::{Start, Token, Tokenizer};
use crate::kit::kept_bytes::{Keeping, Kept, keeping};
use crate::kit::peek::first_bytes;
use crate::kit::text::mark_hidden;
use memchr::memmem;
use onrecord_model::{
    Account, Attachment, Defect, Event, Kind, Locator, Mark, Place, Pointer, Thread, When,
};
use std::io::Read;
use std::sync::Arc;

const PLATFORM: &str = "facebook";
/// What is looked at of a page.
const LOOK: usize = 64 << 10;
/// Text that is kept of one message.
const MOST_TEXT: usize = 4 << 20;
const MOST_FILES: usize = 1_000;

/// What of an export is such pages; `None` where nothing is.
pub(super) fn open(export: &dyn Export) -> Option<Opened<'_>> {
    let mut pages: Vec<Arc<str>> = Vec::new();
    let is_alone = export.entries().len() == 1;
    for entry in export.entries() {
        if (is_alone || is_named(&entry.path)) && is_ours(export, &entry.path) {
            pages.push(entry.path.clone());
        }
    }
    if pages.is_empty() {
        return None;
    }
    // `messages/10.html` comes behind `messages/9.html`.
    pages.sort_by_key(|page| (number(page), page.clone()));
    let media = export.entries().iter().map(|entry| &entry.path);
    let mut entries = pages.clone();
    entries.extend(media.filter(|path| is_media(path)).cloned());
    entries.sort_unstable();
    Some(Opened {
        records: Box::new(Records {
            export,
            names: AttachmentNames::of(export),
            platform: PLATFORM.into(),
            pages: pages.into_iter(),
            page: None,
        }),
        questions: Vec::new(),
        entries,
        remarks: vec![
            "These pages are of before 2018. They name people, and state times to the minute; \
             nothing is marked as sent or received."
                .into(),
        ],
    })
}

/// `html/messages.htm`, `messages/12.html`.
fn is_named(path: &str) -> bool {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let Some((stem, "htm" | "html")) = file.rsplit_once('.') else {
        return false;
    };
    let is_number = !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit());
    stem == "messages" || is_number && folder.rsplit('/').next() == Some("messages")
}

/// What stands before `html/` or `messages/`.
fn root_of(page: &str) -> &str {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    match folder.rsplit_once('/') {
        Some((above, _)) => &page[..=above.len()],
        None => "",
    }
}

fn number(path: &str) -> u64 {
    let file = path.rsplit('/').next().unwrap_or(path);
    let digits: String = file.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

fn is_media(path: &str) -> bool {
    [
        "messages/photos/",
        "messages/videos/",
        "messages/audio/",
        "messages/files/",
    ]
    .iter()
    .any(|folder| path.starts_with(folder) || path.contains(&format!("/{folder}")))
}

fn is_ours(export: &dyn Export, path: &str) -> bool {
    let Ok(first) = first_bytes(export, path, LOOK) else {
        return false;
    };
    [
        "class=\"thread\"",
        "class=\"message_header\"",
        "class=\"user\"",
    ]
    .iter()
    .all(|class| memmem::find(&first, class.as_bytes()).is_some())
}

struct Records<'a> {
    export: &'a dyn Export,
    names: AttachmentNames,
    platform: Arc<str>,
    pages: std::vec::IntoIter<Arc<str>>,
    page: Option<Page<'a>>,
}

struct Page<'a> {
    entry: Arc<str>,
    tokens: Tokenizer<Keeping<Box<dyn Read + 'a>>>,
    kept: Kept<'a>,
    /// How many elements `div` are open.
    depth: usize,
    /// The depth of the conversation's.
    thread_at: Option<usize>,
    thread: Arc<Thread>,
    threads: u64,
    /// Names of who takes part, while they are read.
    people: Option<String>,
    message: Option<Message>,
    count: u64,
    is_closed: bool,
}

/// A message being read.
#[derive(Default)]
struct Message {
    from: u64,
    to: u64,
    /// The depth of its `div`; what follows its end is its text.
    head_at: usize,
    user: String,
    meta: String,
    text: String,
    files: Vec<String>,
    is_cut: bool,
    is_lossy: bool,
    inside: Inside,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Head,
    User,
    Meta,
    Body,
}

impl<'a> Records<'a> {
    /// Opens the next page, or says why it cannot be.
    fn next_page(&mut self) -> Option<Result<Event, Defect>> {
        let entry = self.pages.next()?;
        let reader = match self.export.open(&entry) {
            Ok(reader) => reader,
            Err(error) => return Some(Err(unreadable(self.export, &entry, &error))),
        };
        let (reader, kept) = keeping(reader, self.export, &entry);
        self.page = Some(Page {
            tokens: Tokenizer::new(reader),
            kept,
            thread: self.thread(&entry, 0, ""),
            entry,
            depth: 0,
            thread_at: None,
            threads: 0,
            people: None,
            message: None,
            count: 0,
            is_closed: false,
        });
        None
    }

    fn thread(&self, entry: &str, index: u64, people: &str) -> Arc<Thread> {
        // `Participants: ` stands before them in later pages, in the account's language.
        let listed = people.rsplit_once(": ").map_or(people, |(_, names)| names);
        let names = listed
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let participants: Vec<Arc<Account>> =
            names.map(|name| Arc::new(self.account(name))).collect();
        Arc::new(Thread {
            platform: self.platform.clone(),
            key: format!("{}#{index}", &entry[root_of(entry).len()..]).into(),
            title: (!listed.trim().is_empty()).then(|| listed.trim().into()),
            folder: None,
            participants,
        })
    }

    /// A name; or the number of an account, as `100001234@facebook.com`.
    fn account(&self, name: &str) -> Account {
        let number = name.strip_suffix("@facebook.com");
        match number.filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit())) {
            Some(id) => Account {
                platform: self.platform.clone(),
                stable_id: Some(id.into()),
                handle: None,
                name: None,
            },
            None => Account::named(&self.platform, name),
        }
    }

    fn event(&self, page: &Page<'_>, message: Message) -> Result<Event, Defect> {
        let locator = Locator {
            entry: page.entry.clone(),
            bytes: (message.from, message.to),
            pointer: Pointer::Record {
                index: page.count,
                part: None,
            },
        };
        let Some(raw) = page.kept.digest(locator.bytes) else {
            let reason = "the bytes of this record could not be read a second time";
            return Err(defect_in(&page.entry, locator.bytes, "unreadable", reason));
        };
        let mut event = Event::new(locator, raw, page.thread.clone(), Kind::Message);
        let user = message.user.trim();
        if !user.is_empty() {
            event.account = Some(Arc::new(self.account(user)));
            mark_hidden(user, &mut event.marks);
        }
        let meta = message.meta.trim();
        event.when = date_words::when(meta).unwrap_or_else(|| When {
            as_written: meta.into(),
            ..When::undated()
        });
        let text = message.text.trim();
        if !text.is_empty() {
            mark_hidden(text, &mut event.marks);
            event.text = Some(text.into());
        }
        for file in &message.files {
            // The page says that its links begin at the export's top.
            let path = format!("{}{file}", root_of(&page.entry));
            let place = match self.names.find(&path) {
                Some(entry) => Place::Entry(entry),
                None => {
                    event.marks.add(Mark::AttachmentMissing);
                    Place::Missing
                }
            };
            event.attachments.push(Attachment {
                name: file.as_str().into(),
                media_type: None,
                place,
                content: None,
            });
        }
        if message.is_cut {
            event.marks.add(Mark::Truncated);
        }
        if message.is_lossy {
            event.marks.add(Mark::LossyText);
        }
        Ok(event)
    }
}

impl Page<'_> {
    /// The next message that is complete; `None` at the end of the page.
    fn next(&mut self, mut thread: impl FnMut(&str, u64, &str) -> Arc<Thread>) -> Option<Message> {
        loop {
            let token = match self.tokens.next_token() {
                Ok(Some(token)) => token,
                Ok(None) | Err(_) => return self.message.take(),
            };
            match token {
                Token::Start(start) => {
                    if let Some(done) = self.start(&start, &mut thread) {
                        return Some(done);
                    }
                }
                Token::End { name, range } => {
                    if &*name == "html" || &*name == "body" {
                        self.is_closed = true;
                    }
                    if let Some(done) = self.end(&name, range) {
                        return Some(done);
                    }
                }
                Token::Text(text) => {
                    if let Some(message) = &mut self.message {
                        message.take(&text.text, text.is_cut, text.is_lossy, text.range.1);
                    } else if let Some(people) = &mut self.people
                        && people.len() < 4_096
                    {
                        people.push_str(&text.text);
                    }
                }
                _ => {}
            }
        }
    }

    fn start(
        &mut self,
        start: &Start,
        thread: &mut impl FnMut(&str, u64, &str) -> Arc<Thread>,
    ) -> Option<Message> {
        let is_div = &*start.name == "div";
        if is_div && !start.is_self_closing {
            self.depth += 1;
        }
        if is_div && start.has_class("thread") {
            self.thread_at = Some(self.depth);
            self.people = Some(String::new());
            return self.message.take();
        }
        if is_div && start.has_class("message") && self.thread_at.is_some() {
            if let Some(people) = self.people.take() {
                self.thread = thread(&self.entry, self.threads, &people);
                self.threads += 1;
            }
            let next = Message {
                from: start.range.0,
                to: start.range.1,
                head_at: self.depth,
                ..Message::default()
            };
            return self.message.replace(next);
        }
        let message = self.message.as_mut()?;
        message.to = start.range.1;
        match (&*start.name, message.inside) {
            ("span", Inside::Head) if start.has_class("user") => message.inside = Inside::User,
            ("span", Inside::Head) if start.has_class("meta") => message.inside = Inside::Meta,
            ("br" | "p", Inside::Body) if !message.text.is_empty() => message.text.push('\n'),
            ("img" | "video" | "audio" | "a", Inside::Body) => {
                let path = start.attribute("src").or_else(|| start.attribute("href"));
                if let Some(path) = path.filter(|path| !path.contains("://"))
                    && message.files.len() < MOST_FILES
                    && !message.files.iter().any(|file| file == path)
                {
                    message.files.push(path.to_owned());
                }
            }
            _ => {}
        }
        None
    }

    fn end(&mut self, name: &str, range: (u64, u64)) -> Option<Message> {
        if name == "div" {
            let ends_thread = self.thread_at == Some(self.depth);
            let at = self.depth;
            self.depth = self.depth.saturating_sub(1);
            if ends_thread {
                self.thread_at = None;
                return self.message.take();
            }
            if let Some(message) = &mut self.message
                && at == message.head_at
            {
                message.inside = Inside::Body;
            }
        }
        let message = self.message.as_mut()?;
        message.to = range.1;
        if name == "span" && matches!(message.inside, Inside::User | Inside::Meta) {
            message.inside = Inside::Head;
        }
        None
    }
}

impl Message {
    fn take(&mut self, text: &str, is_cut: bool, is_lossy: bool, to: u64) {
        let part = match self.inside {
            Inside::User => &mut self.user,
            Inside::Meta => &mut self.meta,
            Inside::Body => &mut self.text,
            Inside::Head => return,
        };
        // What stands between the records belongs to none.
        if !text.trim().is_empty() {
            self.to = to;
        }
        self.is_lossy |= is_lossy;
        if is_cut || part.len() + text.len() > MOST_TEXT {
            self.is_cut = true;
            return;
        }
        part.push_str(text);
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(mut page) = self.page.take() else {
                if let Some(defect) = self.next_page() {
                    return Some(defect);
                }
                self.page.as_ref()?;
                continue;
            };
            let found = page.next(|entry, index, people| self.thread(entry, index, people));
            if let Some(message) = found {
                let to = message.to;
                let event = self.event(&page, message);
                page.kept.forget(to);
                page.count += 1;
                self.page = Some(page);
                return Some(event);
            }
            if !page.is_closed {
                let at = page.tokens.position();
                let reason = "the page ends in the middle; what followed is not in this file";
                return Some(Err(defect_in(&page.entry, (at, at), "truncated", reason)));
            }
        }
    }
}
