//! Records as JSON Lines, for other programs: one line per event and per defect. The field names
//! are a promise, written down in `docs/READ-JSON.md`. Knows no platform and writes nowhere.

use crate::importer::Question;
use onrecord_model::hidden::characters;
use onrecord_model::{
    Account, Attachment, Defect, Details, Event, Kind, Locator, Place, Pointer, Truth, When,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Appends the line of an event or defect, with its line feed.
pub fn push_record(out: &mut String, record: &Result<Event, Defect>) {
    match record {
        Ok(event) => push_event(out, event),
        Err(defect) => push_defect(out, defect),
    }
}

/// Appends an event's line, with its line feed.
pub fn push_event(out: &mut String, event: &Event) {
    let mut object = Object::begin(out);
    object.string("type", "event");
    object.string("platform", &event.thread.platform);
    let thread = &event.thread;
    object.string("thread", thread.title.as_deref().unwrap_or(&thread.key));
    object.string("thread_key", &thread.key);
    object.optional("thread_folder", thread.folder.as_deref());
    account(&mut object, event.account.as_deref());
    object.string("kind", event.kind.name());
    if let Kind::Unknown(word) = &event.kind {
        object.string("kind_word", word);
    }
    object.optional("text", event.text.as_deref());
    time(object.key("time"), &event.when);
    locator(object.key("locator"), &event.locator);
    object.string("raw_sha256", &event.raw.to_hex());
    list(object.key("attachments"), &event.attachments, attachment);
    let marks: Vec<_> = event.marks.iter().collect();
    list(object.key("marks"), &marks, |out, mark| {
        string(out, mark.name())
    });
    details(object.key("details"), &event.details);
    list(object.key("others"), &event.others, |out, other| {
        let mut object = Object::begin(out);
        account(&mut object, Some(other));
        object.end();
    });
    match &event.refers_to {
        Some(place) => locator(object.key("refers_to"), place),
        None => object.key("refers_to").push_str("null"),
    }
    object.end();
    out.push('\n');
}

/// Appends a defect's line, with its line feed.
pub fn push_defect(out: &mut String, defect: &Defect) {
    let mut object = Object::begin(out);
    object.string("type", "defect");
    locator(object.key("locator"), &defect.locator);
    object.string("code", defect.code);
    object.string("reason", &defect.reason);
    object.end();
    out.push('\n');
}

/// Appends a question's line, with its line feed.
pub fn push_question(out: &mut String, question: &Question) {
    let mut object = Object::begin(out);
    object.string("type", "question");
    object.string("id", &question.id);
    object.string("text", &question.text);
    list(object.key("choices"), &question.choices, |out, choice| {
        let mut object = Object::begin(out);
        object.string("id", &choice.id);
        object.string("text", &choice.text);
        object.end();
    });
    object.end();
    out.push('\n');
}

/// Appends a remark's line, with its line feed.
pub fn push_remark(out: &mut String, text: &str) {
    let mut object = Object::begin(out);
    object.string("type", "remark");
    object.string("text", text);
    object.end();
    out.push('\n');
}

/// Appends the line of a file that nobody reads, with its line feed.
pub fn push_unread(out: &mut String, entry: &str, reason: &str) {
    let mut object = Object::begin(out);
    object.string("type", "unread");
    object.string("entry", entry);
    object.string("reason", reason);
    object.end();
    out.push('\n');
}

fn account(object: &mut Object<'_>, account: Option<&Account>) {
    object.optional("account", account.map(Account::label));
    let key = account.map(Account::key);
    object.optional("account_id", key.as_ref().map(|key| &*key.0));
}

fn time(out: &mut String, when: &When) {
    let mut object = Object::begin(out);
    object.string("as_written", &when.as_written);
    let instant = when.truth.instant().map(|instant| instant.to_string());
    object.optional("instant", instant.as_deref());
    let wall = when.truth.wall().map(|wall| wall.to_string());
    object.optional("wall", wall.as_deref());
    object.string("truth", when.truth.name());
    object.string("precision", when.precision.name());
    if let Truth::DayMonthAmbiguous {
        day_first,
        month_first,
    } = when.truth
    {
        object.string("wall_if_day_first", &day_first.to_string());
        object.string("wall_if_month_first", &month_first.to_string());
    }
    object.end();
}

fn locator(out: &mut String, locator: &Locator) {
    let mut object = Object::begin(out);
    object.string("entry", &locator.entry);
    range(object.key("bytes"), locator.bytes);
    let pointer = (locator.pointer != Pointer::None).then(|| locator.pointer.to_string());
    object.optional("pointer", pointer.as_deref());
    object.end();
}

fn range(out: &mut String, (from, to): (u64, u64)) {
    // Writing to a String cannot fail.
    let _ = write!(out, "[{from},{to}]");
}

fn attachment(out: &mut String, attachment: &Attachment) {
    let mut object = Object::begin(out);
    object.string("name", &attachment.name);
    object.optional("media_type", attachment.media_type.as_deref());
    match &attachment.place {
        Place::Entry(entry) => {
            object.string("place", "entry");
            object.string("entry", entry);
        }
        Place::Inline { bytes, transfer } => {
            object.string("place", "inline");
            range(object.key("bytes"), *bytes);
            object.string("transfer", transfer.name());
        }
        Place::Missing => object.string("place", "missing"),
        Place::Omitted => object.string("place", "omitted"),
    }
    if let Some((digest, size)) = &attachment.content {
        object.string("sha256", &digest.to_hex());
        object.key("size").push_str(&size.to_string());
    }
    object.end();
}

/// An object; a name that occurs more than once gets an array of its values.
fn details(out: &mut String, details: &Details) {
    let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut names: Vec<&str> = Vec::new();
    for (name, value) in details {
        let list = values.entry(name).or_default();
        if list.is_empty() {
            names.push(name);
        }
        list.push(value);
    }
    let mut object = Object::begin(out);
    for name in names {
        match values.get(name).map(Vec::as_slice) {
            Some([value]) => object.string(name, value),
            Some(several) => list(object.key(name), several, |out, value| string(out, value)),
            None => {}
        }
    }
    object.end();
}

fn list<T>(out: &mut String, items: &[T], mut each: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        each(out, item);
    }
    out.push(']');
}

struct Object<'o> {
    out: &'o mut String,
    is_empty: bool,
}

impl<'o> Object<'o> {
    fn begin(out: &'o mut String) -> Self {
        out.push('{');
        Self {
            out,
            is_empty: true,
        }
    }

    fn key(&mut self, key: &str) -> &mut String {
        if !self.is_empty {
            self.out.push(',');
        }
        self.is_empty = false;
        string(self.out, key);
        self.out.push(':');
        self.out
    }

    fn string(&mut self, key: &str, value: &str) {
        string(self.key(key), value);
    }

    fn optional(&mut self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.string(key, value),
            None => self.key(key).push_str("null"),
        }
    }

    fn end(self) {
        self.out.push('}');
    }
}

/// A JSON string. Control, invisible and direction-changing characters are escaped, so that a
/// terminal that shows the line is not led astray; a JSON reader gets them back unchanged.
fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    let places = text.char_indices().map(|(at, _)| at);
    for (at, (character, hidden)) in places.zip(characters(text)) {
        let escape = match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            // Joiners, selectors and tags also where they are in order: an eye that compares two
            // lines must see that they differ.
            '\u{180b}'..='\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{e0000}'..='\u{e0fff}' => "",
            _ if hidden => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        plain = at + character.len_utf8();
        if escape.is_empty() {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push_str(escape);
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
