//! The JSON file: conversations and lists. Knows nothing of the text files.

use super::people::{Chat, account, list};
use super::{layout, rules, times};
use crate::kit::defects::defect;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, set_text, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_walk::{JsonFile, Record, ValueReader};
use crate::kit::memo::Memo;
use onrecord_model::{Account, Event, Kind, Mark, Pointer, Thread};
use std::collections::VecDeque;
use std::sync::Arc;

/// How to read a file.
pub(super) fn file<'a>(entry: Arc<str>, platform: &Arc<str>) -> JsonFile<'a> {
    JsonFile {
        entry,
        enter: layout::enter,
        reader: Box::new(Reader {
            platform: platform.clone(),
            people: Memo::default(),
            last: None,
        }),
    }
}

struct Reader {
    platform: Arc<str>,
    people: Memo<Account>,
    /// The array whose elements came last, and what they are.
    last: Option<(Arc<str>, Section)>,
}

enum Section {
    Chat(Chat),
    List {
        /// Called by its section: several are called `VideoList`.
        thread: Arc<Thread>,
        section: Box<str>,
        name: Box<str>,
    },
}

impl ValueReader for Reader {
    fn value(
        &mut self,
        entry: &Arc<str>,
        pointer: &Pointer,
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        let Pointer::Json { base, index } = pointer else {
            return;
        };
        // `null`, `{}` and `""` are sections without anything.
        let is_empty = raw.is_null() || matches!(raw.bytes, b"{}" | b"\"\"");
        if index.is_none() && is_empty {
            return;
        }
        let is_known =
            matches!(&self.last, Some((last, _)) if Arc::ptr_eq(last, base) || last == base);
        if !is_known {
            let section = self.section(base);
            self.last = Some((base.clone(), section));
        }
        let Some((_, section)) = &self.last else {
            return;
        };
        let pointer = pointer.clone();
        out.push_back(match section {
            Section::Chat(chat) => {
                message(chat, &self.platform, &mut self.people, entry, raw, pointer)
            }
            Section::List {
                thread,
                section,
                name,
            } => record(
                thread,
                (section, name),
                &self.platform,
                &mut self.people,
                entry,
                raw,
                pointer,
            ),
        });
    }
}

impl Reader {
    fn section(&mut self, base: &str) -> Section {
        let unescape = |word: &str| word.replace("~1", "/").replace("~0", "~");
        let words: Vec<String> = base.split('/').skip(1).map(unescape).collect();
        let name = words.last().map_or("", String::as_str);
        let above = words
            .len()
            .checked_sub(2)
            .and_then(|at| words.get(at))
            .map_or("", String::as_str);
        match above {
            "ChatHistory" | "GroupChat" => {
                let is_group =
                    above == "GroupChat" || words.iter().any(|word| word.starts_with("Group Chat"));
                Section::Chat(Chat::of(
                    name,
                    is_group,
                    None,
                    &self.platform,
                    &mut self.people,
                ))
            }
            _ => Section::List {
                thread: list(&self.platform, if words.len() > 2 { above } else { name }),
                section: above.into(),
                name: name.into(),
            },
        }
    }
}

/// `{"Date": …, "From": …, "Content": …}`.
fn message(
    chat: &Chat,
    platform: &Arc<str>,
    people: &mut Memo<Account>,
    entry: &Arc<str>,
    raw: Raw<'_>,
    pointer: Pointer,
) -> Record {
    if !is_sound(&raw) {
        let reason = "a message should stand here";
        return Err(defect(entry, raw.range(), pointer, "not-a-message", reason));
    }
    let mut event = begin(entry, &raw, pointer, &chat.thread);
    for (name, value) in raw.fields().filter_map(Result::ok) {
        match name.inner().unwrap_or_default() {
            b"Date" | b"date"
                if event.when.as_written.is_empty() && value.shape() == Shape::String =>
            {
                let date = text_of(&value, &mut event.marks).unwrap_or_default();
                event.when = times::when(&date);
            }
            b"From" | b"from" if event.account.is_none() => {
                match text_of(&value, &mut event.marks).filter(|name| !name.is_empty()) {
                    Some(name) => event.account = Some(account(platform, &name, people)),
                    None => keep(&mut event, "From", value),
                }
            }
            b"Content" | b"content" if event.text.is_none() => set_text(&mut event, &value),
            _ => keep_named(&mut event, "", &name, value),
        }
    }
    if event.account.is_none() && event.text.is_none() && event.when.as_written.is_empty() {
        let (locator, reason) = (
            event.locator,
            "this record has no sender, no time and no text",
        );
        return Err(defect(
            entry,
            locator.bytes,
            locator.pointer,
            "not-a-message",
            reason,
        ));
    }
    chat.direct(&mut event);
    Ok(event)
}

/// A record of a list: its time, whom it names, and everything else as details.
fn record(
    thread: &Arc<Thread>,
    (section, list): (&str, &str),
    platform: &Arc<str>,
    people: &mut Memo<Account>,
    entry: &Arc<str>,
    raw: Raw<'_>,
    pointer: Pointer,
) -> Record {
    let rule = rules::of(section, list);
    let mut event = begin(entry, &raw, pointer, thread);
    event.kind = Kind::Unknown(list.into());
    if raw.shape() != Shape::Object {
        keep(&mut event, "value", raw);
        return Ok(event);
    }
    if !is_sound(&raw) {
        let locator = event.locator;
        let reason = "this record is damaged";
        return Err(defect(
            entry,
            locator.bytes,
            locator.pointer,
            "invalid-json",
            reason,
        ));
    }
    if let Some(rule) = &rule {
        event.kind = rule.kind.clone();
        event.marks.0 |= rule.mark.map_or(0, |mark| 1 << mark as u32);
    }
    for (name, value) in raw.fields().filter_map(Result::ok) {
        match name.inner().unwrap_or_default() {
            b"Date" | b"date"
                if event.when.as_written.is_empty() && value.shape() == Shape::String =>
            {
                let date = text_of(&value, &mut event.marks).unwrap_or_default();
                event.when = times::when(&date);
            }
            b"UserName" | b"userName" | b"username"
                if rule.is_some() && value.shape() == Shape::String =>
            {
                let name = text_of(&value, &mut event.marks).unwrap_or_default();
                person(&mut event, &rule, account(platform, &name, people));
            }
            b"Comment" | b"comment" if event.kind == Kind::Comment => set_text(&mut event, &value),
            b"Title" | b"title" if event.kind == Kind::Post && event.text.is_none() => {
                set_text(&mut event, &value);
            }
            b"GpsData" | b"LastRegion" => {
                event.marks.add(Mark::Location);
                keep_named(&mut event, "", &name, value);
            }
            _ => keep_named(&mut event, "", &name, value),
        }
    }
    Ok(event)
}

pub(super) fn person(event: &mut Event, rule: &Option<rules::Rule>, account: Arc<Account>) {
    if rule.as_ref().is_some_and(|rule| rule.is_doer) {
        event.account = Some(account);
    } else {
        event.others.push(account);
    }
}
