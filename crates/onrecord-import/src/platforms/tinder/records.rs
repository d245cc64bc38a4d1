//! The values of data.json to events. Knows nothing of files.

use crate::kit::defects::defect;
use crate::kit::html;
use crate::kit::json_record::{begin, is_sound, keep, keep_named, keep_rest, scalar_of, text_of};
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::json_walk::{Record, ValueReader};
use crate::kit::loose_time;
use crate::kit::text::mark_hidden;
use onrecord_model::{Account, Attachment, Event, Kind, Mark, Place, Pointer, Thread, When};
use std::collections::VecDeque;
use std::sync::Arc;

/// Tinder's word for the member whose copy it is.
const OWNER: &str = "You";

/// Reads data.json.
pub(super) struct Reader {
    who: Who,
    /// The match that comes piece by piece, because it is long, and its record for the case that
    /// nothing but its name is in it.
    long: Option<(Match, Event)>,
}

/// Whose accounts and conversations these are.
struct Who {
    platform: Arc<str>,
    owner: Arc<Account>,
}

/// A match: its place among the matches, what its messages belong to, who the other is.
struct Match {
    index: u64,
    thread: Arc<Thread>,
    other: Option<Arc<Account>>,
    /// Whether nothing but its name has been read.
    is_empty: bool,
    /// The list that the last message stood in.
    base: Option<Arc<str>>,
}

impl Reader {
    pub(super) fn new() -> Self {
        let platform: Arc<str> = "tinder".into();
        Self {
            who: Who {
                owner: Arc::new(Account::named(&platform, OWNER)),
                platform,
            },
            long: None,
        }
    }

    /// A piece of a match that is too long to be held: its name, a message, or anything else.
    fn piece(
        &mut self,
        entry: &Arc<str>,
        (base, index): (&Arc<str>, Option<u64>),
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        let pointer = |base: &Arc<str>| Pointer::Json {
            base: base.clone(),
            index,
        };
        // Nearly always it is the next message of the same list.
        if let Some((one, _)) = &mut self.long
            && index.is_some()
            && one
                .base
                .as_ref()
                .is_some_and(|last| Arc::ptr_eq(last, base))
        {
            self.who.element(entry, pointer(base), raw, one, out);
            return;
        }
        let mut parts = base.split('/').skip(2);
        let number = parts.next().and_then(|number| number.parse().ok());
        let list = parts.next().unwrap_or_default();
        let number = number.unwrap_or_default();
        // The first member is its name, or this would have come in one piece.
        let Some((one, _)) = self.long.as_mut().filter(|(one, _)| one.index == number) else {
            let one = self.who.match_of(number, Some(raw));
            let bare = self.who.bare(entry, &raw, &one);
            self.long = Some((one, bare));
            return;
        };
        match index {
            Some(_) => {
                one.base = Some(base.clone());
                self.who.element(entry, pointer(base), raw, one, out);
            }
            None => {
                let list = list.replace("~1", "/").replace("~0", "~");
                let base = format!("/Messages/{number}/{list}").into();
                self.who.said(entry, base, &list, raw, one, out);
            }
        }
    }
}

impl Who {
    /// The match of that name.
    fn match_of(&self, index: u64, name: Option<Raw<'_>>) -> Match {
        let mut marks = onrecord_model::Marks::NONE;
        let name = name
            .and_then(|id| scalar_of(&id, &mut marks))
            .filter(|id| !id.is_empty());
        let key = name
            .as_deref()
            .map_or_else(|| format!("conversation {}", index + 1), str::to_owned);
        let thread = self.thread(&key, "Messages");
        let other = name
            .as_deref()
            .map(|name| Arc::new(Account::named(&self.platform, name)));
        Match {
            index,
            thread,
            other,
            is_empty: true,
            base: None,
        }
    }

    /// A match without messages is a record too.
    fn bare(&self, entry: &Arc<str>, raw: &Raw<'_>, one: &Match) -> Event {
        let pointer = Pointer::Json {
            base: "/Messages".into(),
            index: Some(one.index),
        };
        let mut event = begin(entry, raw, pointer, &one.thread);
        event.kind = Kind::Connection;
        event.others.extend(one.other.clone());
        event
    }

    fn thread(&self, key: &str, folder: &str) -> Arc<Thread> {
        Arc::new(Thread {
            platform: self.platform.clone(),
            key: key.into(),
            title: None,
            folder: Some(folder.into()),
            participants: Vec::new(),
        })
    }

    /// One match and its messages.
    fn conversation(
        &self,
        entry: &Arc<str>,
        pointer: &Pointer,
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        if !is_sound(&raw) {
            let reason = "this match is not written as a match is";
            out.push_back(Err(defect(
                entry,
                raw.range(),
                pointer.clone(),
                "invalid-json",
                reason,
            )));
            return;
        }
        let index = match pointer {
            Pointer::Json {
                index: Some(index), ..
            } => *index,
            _ => 0,
        };
        let mut one = self.match_of(index, raw.get("match_id"));
        for (name, value) in raw.fields().filter_map(Result::ok) {
            if name.is("match_id") {
                continue;
            }
            let list = name.text().map(|name| name.text).unwrap_or_default();
            let base: Arc<str> = format!("/Messages/{index}/{list}").into();
            if !name.is("messages") || value.shape() != Shape::Array {
                self.said(entry, base, &list, value, &mut one, out);
                continue;
            }
            for (position, element) in value.elements().enumerate() {
                let pointer = Pointer::Json {
                    base: base.clone(),
                    index: Some(position as u64),
                };
                match element {
                    Ok(element) => self.element(entry, pointer, element, &mut one, out),
                    Err(_) => {
                        one.is_empty = false;
                        let reason = "the rest of these messages cannot be told apart";
                        let range = value.range();
                        out.push_back(Err(defect(entry, range, pointer, "invalid-json", reason)));
                    }
                }
            }
        }
        if one.is_empty {
            out.push_back(Ok(self.bare(entry, &raw, &one)));
        }
    }

    /// What is said of a match besides its messages.
    fn said(
        &self,
        entry: &Arc<str>,
        base: Arc<str>,
        list: &str,
        value: Raw<'_>,
        one: &mut Match,
        out: &mut VecDeque<Record>,
    ) {
        one.is_empty = false;
        let pointer = Pointer::Json { base, index: None };
        let mut event = begin(entry, &value, pointer, &one.thread);
        event.kind = Kind::Unknown(list.into());
        keep(&mut event, list, value);
        out.push_back(Ok(event));
    }

    /// A message of a match.
    fn element(
        &self,
        entry: &Arc<str>,
        pointer: Pointer,
        element: Raw<'_>,
        one: &mut Match,
        out: &mut VecDeque<Record>,
    ) {
        one.is_empty = false;
        if !is_sound(&element) {
            let reason = "this message is not written as a message is";
            let range = element.range();
            out.push_back(Err(defect(entry, range, pointer, "invalid-json", reason)));
            return;
        }
        // An event is long: it is filled where it stays.
        out.push_back(Ok(begin(entry, &element, pointer, &one.thread)));
        if let Some(Ok(event)) = out.back_mut() {
            self.fill(event, element, one.other.as_ref());
        }
    }

    fn fill(&self, event: &mut Event, raw: Raw<'_>, other: Option<&Arc<Account>>) {
        for (name, value) in raw.fields().filter_map(Result::ok) {
            match name.inner() {
                Some(b"from") => self.from(event, value, other),
                Some(b"sent_date") => match text_of(&value, &mut event.marks) {
                    Some(text) => {
                        event.when = loose_time::parse_any(&text, None).unwrap_or_else(|| When {
                            as_written: text.into(),
                            ..When::undated()
                        });
                    }
                    None => keep(event, "sent_date", value),
                },
                Some(b"message") => match text_of(&value, &mut event.marks) {
                    Some(text) => {
                        let text = html::decode_text(&text);
                        mark_hidden(&text, &mut event.marks);
                        event.text = Some(text.into());
                    }
                    None => keep(event, "message", value),
                },
                Some(b"fixed_height") => self.picture(event, value),
                _ => keep_named(event, "", &name, value),
            }
        }
    }

    fn from(&self, event: &mut Event, value: Raw<'_>, other: Option<&Arc<Account>>) {
        let Some(name) = text_of(&value, &mut event.marks) else {
            keep(event, "from", value);
            return;
        };
        if name == OWNER {
            event.account = Some(self.owner.clone());
            event.marks.add(Mark::Outgoing);
            event.others.extend(other.cloned());
        } else {
            event.account = Some(Arc::new(Account::named(&self.platform, &name)));
        }
    }

    fn picture(&self, event: &mut Event, value: Raw<'_>) {
        let Some(name) = text_of(&value, &mut event.marks) else {
            keep(event, "fixed_height", value);
            return;
        };
        event.attachments.push(Attachment {
            name: name.into(),
            media_type: None,
            place: Place::Missing,
            content: None,
        });
        event.marks.add(Mark::AttachmentMissing);
    }
}

impl ValueReader for Reader {
    fn value(
        &mut self,
        entry: &Arc<str>,
        pointer: &Pointer,
        raw: Raw<'_>,
        out: &mut VecDeque<Record>,
    ) {
        if let Pointer::Json { base, index } = pointer
            && let Some(inside) = base.strip_prefix("/Messages/")
            && inside.contains('/')
        {
            self.piece(entry, (base, *index), raw, out);
            return;
        }
        let base = match pointer {
            Pointer::Json { base, .. } => base.trim_start_matches('/').to_owned(),
            _ => String::new(),
        };
        if base == "Messages" {
            self.who.conversation(entry, pointer, raw, out);
            return;
        }
        let word = base.replace('/', ".");
        let thread = self
            .who
            .thread(base.split('/').next().unwrap_or_default(), "data");
        let mut event = begin(entry, &raw, pointer.clone(), &thread);
        event.kind = Kind::Unknown(word.clone().into());
        if raw.shape() == Shape::Object {
            keep_rest(&mut event, "", raw, &[]);
        } else {
            keep(&mut event, &word, raw);
        }
        let is_place = |name: &str| name == "lat" || name.ends_with(".lat");
        if event.details.iter().any(|(name, _)| is_place(name)) {
            event.marks.add(Mark::Location);
        }
        out.push_back(Ok(event));
    }

    fn end(&mut self, pointer: &str, out: &mut VecDeque<Record>) {
        let number = pointer.strip_prefix("/Messages/");
        if number.is_some_and(|number| !number.contains('/'))
            && let Some((one, bare)) = self.long.take()
            && one.is_empty
        {
            out.push_back(Ok(bare));
        }
    }
}
