//! One record's lines to an event. Knows nothing of files.

use crate::export::Export;
use crate::kit::attachments::AttachmentNames;
use crate::kit::date_words;
use crate::kit::lines::Line;
use crate::kit::text::{decode, mark_hidden};
use onrecord_model::digest::Hasher;
use onrecord_model::{
    Account, Attachment, Defect, Event, Kind, Locator, Mark, Marks, Place, Pointer, Thread, Truth,
    When,
};
use std::sync::Arc;

/// Files of one message.
const ATTACHMENTS: usize = 256;
/// Longer than any date line; an announcement may be as long as a name.
const HEAD: usize = 2_000;

/// The line with which a record begins.
pub(super) struct Head<'l> {
    date: &'l str,
    /// What follows the date: nothing, who read it when in brackets, or an announcement.
    pub(super) rest: &'l str,
}

impl Head<'_> {
    pub(super) fn is_announcement(&self) -> bool {
        !self.rest.is_empty() && !self.rest.starts_with("(Read by ")
    }
}

/// `May 17, 2022  5:29:42 PM`, then the end, ` (Read by …)` or ` NAME did something`.
pub(super) fn starts_record(line: &str) -> Option<Head<'_>> {
    if line.len() > HEAD || !line.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let at = line.find(" AM").or_else(|| line.find(" PM"))?;
    let (date, rest) = line.split_at_checked(at + 3)?;
    // Two colons: these files always have seconds, and chats of other programs nearly never.
    let is_date = date.len() <= 28 && date.matches(':').count() == 2 && date.contains(", ");
    let rest = match rest {
        "" => "",
        rest => rest.strip_prefix(' ')?,
    };
    (is_date && matches!(parse(date)?.truth, Truth::WallOfExporter(_)))
        .then_some(Head { date, rest })
}

fn parse(date: &str) -> Option<When> {
    let mut when = date_words::when(date)?;
    when.truth = match when.truth {
        Truth::WallZoneUnknown(wall) | Truth::WallOfExporter(wall) => Truth::WallOfExporter(wall),
        _ => return None,
    };
    Some(when)
}

/// The lines of one record.
pub(super) struct Block {
    start: u64,
    pub(super) end: u64,
    number: u64,
    pub(super) hash: Hasher,
    content: Vec<u8>,
    truncated: bool,
}

impl Block {
    pub(super) fn new(start: u64, number: u64) -> Self {
        Self {
            start,
            end: start,
            number,
            hash: Hasher::default(),
            content: Vec::new(),
            truncated: false,
        }
    }

    /// Adds a line; `cut` is the digest so far of one whose end is not in `content`.
    pub(super) fn add(&mut self, line: &Line<'_>, cut: Hasher, limit: usize) {
        if line.cut {
            self.hash = cut;
            self.truncated = true;
        } else {
            self.hash.update(line.content);
        }
        self.hash.update(line.ending);
        self.end = line.next;
        let room = limit.saturating_sub(self.content.len());
        self.truncated |= line.content.len() > room;
        let kept = line.content.get(..room).unwrap_or(line.content);
        self.content.extend_from_slice(kept);
        self.content.push(b'\n');
    }
}

/// Makes events of one file.
pub(super) struct Reader {
    platform: Arc<str>,
    thread: Arc<Thread>,
    names: AttachmentNames,
    folder: String,
}

impl Reader {
    pub(super) fn new(export: &dyn Export, entry: &str) -> Self {
        let platform: Arc<str> = "imessage".into();
        let (folder, file) = match entry.rfind('/') {
            Some(slash) => entry.split_at(slash + 1),
            None => ("", entry),
        };
        // The name is made of the participants, or the group's name and a number.
        let title = file.get(..file.len().saturating_sub(4)).unwrap_or(file);
        Self {
            thread: Arc::new(Thread {
                platform: platform.clone(),
                key: entry.into(),
                title: Some(title.into()),
                folder: None,
                participants: Vec::new(),
            }),
            platform,
            names: AttachmentNames::of(export),
            folder: folder.to_owned(),
        }
    }

    pub(super) fn event(&self, entry: &Arc<str>, block: Block) -> Result<Event, Defect> {
        let locator = Locator {
            entry: entry.clone(),
            bytes: (block.start, block.end),
            pointer: Pointer::Line(block.number),
        };
        let mut marks = Marks::default();
        if block.truncated {
            marks.add(Mark::Truncated);
        }
        let whole = decode(&block.content, &mut marks);
        let whole = whole.trim_start_matches('\u{feff}').trim_end_matches('\n');
        let (first, body) = whole.split_once('\n').unwrap_or((whole, ""));
        let shallow = first.strip_prefix("    ").unwrap_or(first);
        let is_reply = shallow.len() < first.len();
        let Some(head) = starts_record(shallow) else {
            return Err(Defect {
                locator,
                code: "no-date",
                reason: "These lines stand before the first message and are none.".into(),
            });
        };
        let mut event = Event {
            when: parse(head.date).unwrap_or_else(When::undated),
            marks,
            ..Event::new(
                locator,
                block.hash.finish(),
                self.thread.clone(),
                Kind::Message,
            )
        };
        if head.is_announcement() {
            event.kind = announcement(head.rest);
            let mut text = head.rest.to_owned();
            if !body.is_empty() {
                text = format!("{text}\n{body}");
            }
            mark_hidden(&text, &mut event.marks);
            event.text = Some(text.into());
            return Ok(event);
        }
        if !head.rest.is_empty() {
            event.details.push("read", head.rest);
        }
        if is_reply {
            event.kind = Kind::Unknown("reply shown again".into());
        }
        let (sender, said) = body.split_once('\n').unwrap_or((body, ""));
        let sender = sender.trim();
        if sender == "Me" {
            event.marks.add(Mark::Outgoing);
        }
        if !sender.is_empty() {
            event.account = Some(Arc::new(self.account(sender)));
        }
        self.set_attachments(&mut event, said);
        if said
            .lines()
            .any(|line| line.contains(" unsent a message") || line.contains(" unsent this message"))
        {
            event.marks.add(Mark::Unsent);
        }
        if said
            .lines()
            .any(|line| line.starts_with("Edited ") && line.contains(" later: "))
        {
            event.marks.add(Mark::Edited);
        }
        mark_hidden(said, &mut event.marks);
        event.text = Some(said.into());
        Ok(event)
    }

    /// A number or an address where the program had no name, as the databases' accounts are.
    fn account(&self, sender: &str) -> Account {
        let is_number = sender.len() > 3
            && sender
                .strip_prefix('+')
                .unwrap_or(sender)
                .bytes()
                .all(|byte| byte.is_ascii_digit());
        if is_number {
            Account::handled(&"phone".into(), sender, None)
        } else if sender.contains('@') && !sender.contains(' ') {
            Account::handled(&self.platform, sender, None)
        } else {
            Account::named(&self.platform, sender)
        }
    }

    /// A line that is a path: of a copied file, or of the Mac's own folder.
    fn set_attachments(&self, event: &mut Event, said: &str) {
        for line in said.lines().take(ATTACHMENTS) {
            let path = line.trim();
            let is_copy = path.contains("attachments/") && !path.contains("://");
            let is_original = path.starts_with("~/Library/Messages/")
                || path.contains("/Library/Messages/Attachments/");
            if !is_copy && !is_original {
                continue;
            }
            let relative = path.find("attachments/").and_then(|at| path.get(at..));
            let found = relative.and_then(|relative| {
                self.names
                    .find(&format!("{}{relative}", self.folder))
                    .or_else(|| self.names.find(relative))
            });
            let place = match found {
                Some(found) => Place::Entry(found),
                None => {
                    event.marks.add(Mark::AttachmentMissing);
                    Place::Missing
                }
            };
            event.attachments.push(Attachment {
                name: path.rsplit('/').next().unwrap_or(path).into(),
                media_type: None,
                place,
                content: None,
            });
        }
    }
}

/// What the program writes of a group, in English.
fn announcement(text: &str) -> Kind {
    let says = |words: &str| text.contains(words);
    if says(" named the conversation ")
        || says(" renamed the conversation ")
        || says(" group photo")
        || says(" group icon")
    {
        Kind::ProfileChange
    } else if says(" to the conversation")
        || says(" from the conversation")
        || says(" left the conversation")
    {
        Kind::Membership
    } else if says(" unsent a message") || says(" deleted a message") {
        Kind::Deletion
    } else {
        Kind::System
    }
}
