//! The cards of a file to events, one by one.

use super::property::{Head, Heads, Property, with_kinds};
use crate::Export;
use crate::kit::defects::{defect_in, open};
use crate::kit::gathered::Gathered;
use crate::kit::lines::{Line, LineReader};
use crate::kit::text::mark_hidden;
use onrecord_model::{
    Account, Attachment, Defect, Digest, Event, Kind, Locator, Mark, Place, Pointer, Thread,
    Transfer,
};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

/// Longer lines are cut; only pictures have such.
const LINE_CAP: usize = 1 << 20;
/// A card with more properties than this is cut.
const MOST_PROPERTIES: usize = 4_000;
/// Bytes of values that are kept of one card.
const MOST_BYTES: usize = 8 << 20;

type Record = Result<Event, Defect>;

/// Reads the cards of a file.
pub(super) struct Cards<'a> {
    entry: Arc<str>,
    lines: Option<LineReader<Box<dyn Read + 'a>>>,
    waiting: Option<Defect>,
    thread: Arc<Thread>,
    platforms: Platforms,
    heads: Heads,
    card: Card,
    /// A card that began before the last one ended.
    next_begin: Option<Begin>,
}

/// What a number, an address and a mere name belong to.
struct Platforms {
    phone: Arc<str>,
    email: Arc<str>,
    contacts: Arc<str>,
}

/// The line that begins a card, of which the bytes have been gathered.
struct Begin {
    start: u64,
    end: u64,
    line: u64,
    ending: &'static [u8],
}

impl Begin {
    fn of(line: &Line<'_>) -> Self {
        Self {
            start: line.start + (line.content.len() - without_mark(line.content).len()) as u64,
            end: line.end,
            line: line.number,
            ending: line.ending,
        }
    }
}

/// A card whose lines are being read; its memory serves the next one.
#[derive(Default)]
struct Card {
    start: u64,
    end: u64,
    line: u64,
    /// Its bytes, from its first line on.
    raw: Gathered,
    /// The ending of the last line, which belongs to the card only if another line follows.
    ending: &'static [u8],
    properties: Vec<Property>,
    /// The properties' values, one after the other.
    values: Vec<u8>,
    /// How many bytes of heads had to be remembered beside.
    heads: usize,
    is_cut: bool,
    is_ended: bool,
    /// Cards inside this one (`AGENT`).
    depth: u32,
    unread: Vec<Box<str>>,
}

impl<'a> Cards<'a> {
    pub(super) fn new(export: &'a dyn Export, entry: &Arc<str>) -> Self {
        let (lines, waiting) = match open(export, entry) {
            Ok(reader) => (Some(LineReader::with_cap(reader, LINE_CAP)), None),
            Err(defect) => (None, Some(defect)),
        };
        let contacts: Arc<str> = "contacts".into();
        Self {
            entry: entry.clone(),
            lines,
            waiting,
            thread: Arc::new(Thread {
                platform: contacts.clone(),
                key: entry.as_ref().into(),
                title: None,
                folder: None,
                participants: Vec::new(),
            }),
            platforms: Platforms {
                phone: "phone".into(),
                email: "email".into(),
                contacts,
            },
            heads: Heads::default(),
            card: Card::default(),
            next_begin: None,
        }
    }

    fn place(&self, bytes: (u64, u64), line: u64) -> Locator {
        Locator {
            entry: self.entry.clone(),
            bytes,
            pointer: Pointer::Line(line),
        }
    }

    /// The rest of a file of which reading stopped at `end`.
    fn unreadable_to(&self, end: u64, error: &dyn core::fmt::Display) -> Defect {
        let reason = format!("this file could not be opened: {error}");
        defect_in(&self.entry, (0, end), "unreadable", &reason)
    }

    /// The first line of the next card, gathered; lines that stand outside are one defect.
    fn find_begin(&mut self) -> Option<Result<Begin, Defect>> {
        if let Some(begin) = self.next_begin.take() {
            return Some(Ok(begin));
        }
        let mut outside: Option<((u64, u64), u64)> = None;
        let mut found = None;
        while let Some(lines) = &mut self.lines {
            match lines.next_line() {
                Ok(Some(line)) => {
                    let content = without_mark(line.content);
                    if is(content, b"BEGIN:VCARD") {
                        self.card.raw.push(content);
                        found = Some(Begin::of(&line));
                        break;
                    }
                    if !content.trim_ascii().is_empty() {
                        let ((start, _), number) =
                            outside.unwrap_or(((line.start, line.end), line.number));
                        outside = Some(((start, line.end), number));
                    }
                }
                Ok(None) => self.lines = None,
                Err(error) => {
                    self.lines = None;
                    let at = outside.map_or((0, 0), |(bytes, _)| (bytes.1, bytes.1));
                    self.waiting = Some(self.unreadable_to(at.1, &error));
                }
            }
        }
        match outside {
            Some((bytes, line)) => {
                self.next_begin = found;
                Some(Err(Defect {
                    locator: self.place(bytes, line),
                    code: "outside-card",
                    reason: "this stands outside of any contact".into(),
                }))
            }
            None => found.map(Ok),
        }
    }

    fn read_card(&mut self, begin: Begin) -> Event {
        self.heads.begin_card();
        self.card.begin(begin);
        while let Some(lines) = &mut self.lines {
            let card = &mut self.card;
            // Whether a line is part of the card, and so the ending before it, shows when it was read.
            let is_whole = !card.expects_nested(&self.heads);
            let begins = |content: &[u8]| is_whole && is(content, b"BEGIN:VCARD");
            let (mut is_long, mut is_other) = (false, false);
            let line = lines.next_line_with(|piece| {
                if !std::mem::replace(&mut is_long, true) {
                    is_other = begins(piece);
                    card.raw.push(if is_other { b"" } else { card.ending });
                }
                card.raw.push(if is_other { b"" } else { piece });
            });
            let line = match line {
                Ok(Some(line)) => line,
                Ok(None) => {
                    self.lines = None;
                    break;
                }
                Err(error) => {
                    self.lines = None;
                    self.waiting = Some(self.unreadable_to(self.card.end, &error));
                    break;
                }
            };
            if is_other || begins(line.content) {
                // The card before was never ended; this line is not part of it.
                let raw = card.raw.take();
                card.raw.push(without_mark(line.content));
                self.next_begin = Some(Begin::of(&line));
                return self.event(raw);
            }
            if !is_long {
                card.raw.push(card.ending);
                card.raw.push(line.content);
            }
            card.end = line.end;
            card.ending = line.ending;
            card.push(&mut self.heads, &line);
            if card.is_ended {
                break;
            }
        }
        let raw = self.card.raw.take();
        self.event(raw)
    }

    /// The event of the card that has been read.
    fn event(&mut self, raw: Digest) -> Event {
        let card = &mut self.card;
        let locator = Locator {
            entry: self.entry.clone(),
            bytes: (card.start, card.end),
            pointer: Pointer::Line(card.line),
        };
        let mut event = Event::new(locator, raw, self.thread.clone(), Kind::Connection);
        if !card.is_ended {
            event.marks.add(Mark::Inconsistent);
            event.details.push("card", "the card is not ended");
        }
        if card.is_cut {
            event.marks.add(Mark::Truncated);
        }
        for line in card.unread.drain(..) {
            event.marks.add(Mark::Inconsistent);
            event.details.push("line not understood", line);
        }
        say(&mut event, card, &self.heads, &self.platforms);
        event
    }
}

impl Iterator for Cards<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if let Some(defect) = self.waiting.take() {
            return Some(Err(defect));
        }
        match self.find_begin() {
            Some(Ok(begin)) => Some(Ok(self.read_card(begin))),
            Some(Err(defect)) => Some(Err(defect)),
            None => self.waiting.take().map(Err),
        }
    }
}

impl Card {
    /// A card begins, of which the first line has been gathered.
    fn begin(&mut self, begin: Begin) {
        (self.start, self.end, self.line) = (begin.start, begin.end, begin.line);
        self.ending = begin.ending;
        self.properties.clear();
        self.values.clear();
        self.unread.clear();
        (self.heads, self.depth) = (0, 0);
        (self.is_cut, self.is_ended) = (false, false);
    }

    /// Whether the last property is one that holds a card.
    fn expects_nested(&self, heads: &Heads) -> bool {
        self.depth > 0
            || self.properties.last().is_some_and(|last| {
                last.value.is_empty()
                    && heads
                        .get(last.head)
                        .is_some_and(|head| head.name.ends_with("AGENT"))
            })
    }

    /// Whether the last property goes on at the start of the next line, as quoted-printable of 2.1
    /// does after a `=`.
    fn is_open(&self, heads: &Heads) -> bool {
        self.values.last() == Some(&b'=')
            && self.properties.last().is_some_and(|last| {
                !last.value.is_empty()
                    && heads
                        .get(last.head)
                        .is_some_and(|head| head.is_quoted_printable)
            })
    }

    fn push(&mut self, heads: &mut Heads, line: &Line<'_>) {
        let content = line.content;
        let continues = if self.is_open(heads) {
            Some(0)
        } else {
            matches!(content, [b' ' | b'\t', ..]).then_some(1)
        };
        if let (Some(skip), Some(last)) = (continues, self.properties.last_mut()) {
            if skip == 0 {
                self.values.pop();
                last.value.end = self.values.len();
            }
            last.bytes.1 = line.end;
            last.push(content.get(skip..).unwrap_or_default(), &mut self.values);
            last.is_cut |= line.cut;
            return;
        }
        if is(content, b"END:VCARD") {
            match self.depth.checked_sub(1) {
                Some(depth) => self.depth = depth,
                None => self.is_ended = true,
            }
            return;
        }
        if is(content, b"BEGIN:VCARD") {
            self.depth += 1;
            return;
        }
        if content.trim_ascii().is_empty() {
            return;
        }
        let is_full =
            self.properties.len() >= MOST_PROPERTIES || self.values.len() + self.heads > MOST_BYTES;
        if is_full {
            self.is_cut = true;
        } else if let Some((head, begin, remembered)) = heads.of_line(content) {
            self.heads += remembered;
            let mut property = Property {
                head,
                is_in_agent: self.depth > 0,
                value: self.values.len()..self.values.len(),
                bytes: (line.start + begin as u64, line.end),
                is_cut: line.cut,
            };
            property.push(content.get(begin..).unwrap_or_default(), &mut self.values);
            self.properties.push(property);
        } else if self.unread.len() < 100 {
            let shown = content.get(..1_000).unwrap_or(content);
            self.unread
                .push(String::from_utf8_lossy(shown).into_owned().into());
        } else {
            self.is_cut = true;
        }
    }

    /// Its properties, each with its head and value.
    fn said<'c>(
        &'c self,
        heads: &'c Heads,
    ) -> impl Iterator<Item = (&'c Property, &'c Head, &'c [u8])> {
        self.properties.iter().filter_map(|property| {
            let value = self.values.get(property.value.clone())?;
            Some((property, heads.get(property.head)?, value))
        })
    }
}

/// Everything that the properties say.
fn say(event: &mut Event, card: &Card, heads: &Heads, platforms: &Platforms) {
    let mut labels: BTreeMap<&str, String> = BTreeMap::new();
    for (property, head, value) in card.said(heads) {
        if let Some(group) = &head.group
            && is_named(property, head, "X-ABLABEL")
        {
            // Apple writes its own words as `_$!<Mobile>!$_`.
            let (text, _) = head.text(value);
            let text = text.trim_start_matches("_$!<").trim_end_matches(">!$_");
            labels.insert(group, text.to_owned());
        }
    }
    let (mut name, mut parts) = (None, None);
    for (property, head, value) in card.said(heads) {
        if property.is_cut {
            event.marks.add(Mark::Truncated);
        }
        if is_inline(head, value) {
            inline(event, property, head, value);
            continue;
        }
        let (text, lossy) = head.text(value);
        if lossy {
            event.marks.add(Mark::LossyText);
        }
        match &*head.name {
            _ if property.is_in_agent => {}
            "FN" if name.is_none() && !text.trim().is_empty() => name = Some(text.clone()),
            "N" if parts.is_none() => parts = Some(text.clone()),
            "NOTE" if event.text.is_none() => {
                mark_hidden(&text, &mut event.marks);
                event.text = Some(text.into());
                continue;
            }
            "X-ABLABEL" if head.group.is_some() => continue,
            _ => {}
        }
        if text.is_empty() {
            continue;
        }
        let label = head.group.as_deref().and_then(|group| labels.get(group));
        let key: Cow<'_, str> = match label {
            None => Cow::Borrowed(&head.key),
            Some(label) => {
                let mut kinds = head.kinds.clone();
                kinds.push(label.clone());
                with_kinds(&head.name, &kinds).into()
            }
        };
        let of = if property.is_in_agent { "AGENT." } else { "" };
        event.details.push_parts(&[of, &key], &text);
    }
    let name = name.or_else(|| parts.as_deref().and_then(whole_name).map(Cow::Owned));
    if let Some(name) = &name {
        mark_hidden(name, &mut event.marks);
    }
    for (property, head, value) in card.said(heads) {
        let platform = match &*head.name {
            "TEL" => &platforms.phone,
            "EMAIL" => &platforms.email,
            _ => continue,
        };
        let (text, _) = head.text(value);
        let address = match &*head.name {
            "TEL" => text.trim_start_matches("tel:").trim(),
            _ => text.trim(),
        };
        if !address.is_empty() && !property.is_in_agent {
            let account = Account::handled(platform, address, name.as_deref());
            event.others.push(Arc::new(account));
        }
    }
    if let Some(name) = name.filter(|_| event.others.is_empty()) {
        let account = Account::named(&platforms.contacts, &name);
        event.others.push(Arc::new(account));
    }
}

/// Whether it is the card's own property of that name.
fn is_named(property: &Property, head: &Head, name: &str) -> bool {
    !property.is_in_agent && *head.name == *name
}

/// `Family;Given;Additional;Prefix;Suffix` as it is said.
fn whole_name(parts: &str) -> Option<String> {
    let parts: Vec<&str> = parts.split(';').map(str::trim).collect();
    let order = [3, 1, 2, 0, 4];
    let said: Vec<&str> = order
        .iter()
        .filter_map(|at| parts.get(*at).copied())
        .filter(|part| !part.is_empty())
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// Whether the value is a file (picture, sound, key) inside the card.
fn is_inline(head: &Head, value: &[u8]) -> bool {
    matches!(&*head.name, "PHOTO" | "LOGO" | "SOUND" | "KEY")
        && (head.is_base64 || data_uri(value).is_some())
}

/// The media type of `data:image/jpeg;base64,` and the length of this beginning.
fn data_uri(value: &[u8]) -> Option<(String, usize)> {
    let head = value.get(..value.len().min(200))?;
    let head = String::from_utf8_lossy(head);
    let rest = head.strip_prefix("data:")?;
    let comma = rest.find(',')?;
    let media_type = rest.get(..comma)?.strip_suffix(";base64")?;
    Some((media_type.to_ascii_lowercase(), "data:".len() + comma + 1))
}

fn inline(event: &mut Event, property: &Property, head: &Head, value: &[u8]) {
    let uri = data_uri(value);
    let skip = uri.as_ref().map_or(0, |(_, length)| *length as u64);
    let kind = head.name.to_lowercase();
    let media_type = match uri {
        Some((media_type, _)) => Some(media_type),
        None => head.kinds.first().map(|word| {
            let word = word.to_lowercase();
            match (kind.as_str(), word.contains('/')) {
                (_, true) => word,
                ("sound", _) => format!("audio/{word}"),
                ("key", _) => format!("application/{word}"),
                _ => format!("image/{word}"),
            }
        }),
    };
    event.attachments.push(Attachment {
        name: kind.into(),
        media_type: media_type.map(Into::into),
        place: Place::Inline {
            bytes: (property.bytes.0 + skip, property.bytes.1),
            transfer: Transfer::Base64,
        },
        content: None,
    });
}

/// Without a byte order mark.
fn without_mark(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
}

fn is(line: &[u8], wanted: &[u8]) -> bool {
    // Nearly no line is as long.
    line.len() >= wanted.len() && line.trim_ascii().eq_ignore_ascii_case(wanted)
}
