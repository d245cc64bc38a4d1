//! The cards of a file to events, one by one.

use super::property::Property;
use crate::Export;
use crate::kit::defects::{defect_in, open};
use crate::kit::lines::{Line, LineReader};
use crate::kit::text::mark_hidden;
use onrecord_model::{
    Account, Attachment, Defect, Digest, Event, Kind, Locator, Mark, Place, Pointer, Thread,
    Transfer,
};
use sha2::{Digest as _, Sha256};
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
    index: u64,
    /// A card that began before the last one ended.
    next_begin: Option<Begin>,
}

/// The line that begins a card.
struct Begin {
    start: u64,
    end: u64,
    line: u64,
    hash: Sha256,
    ending: &'static [u8],
}

impl Begin {
    fn of(line: &Line<'_>) -> Self {
        let content = line
            .content
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(line.content);
        let mut hash = Sha256::new();
        hash.update(content);
        Self {
            start: line.start + (line.content.len() - content.len()) as u64,
            end: line.end,
            line: line.number,
            hash,
            ending: line.ending,
        }
    }
}

/// A card whose lines are being read.
struct Card {
    start: u64,
    end: u64,
    line: u64,
    hash: Sha256,
    /// The ending of the last line, which belongs to the card only if another line follows.
    ending: &'static [u8],
    properties: Vec<Property>,
    kept: usize,
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
        Self {
            entry: entry.clone(),
            lines,
            waiting,
            thread: Arc::new(Thread {
                platform: "contacts".into(),
                key: entry.as_ref().into(),
                title: None,
                folder: None,
                participants: Vec::new(),
            }),
            index: 0,
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

    /// The first line of the next card; lines that stand outside are one defect.
    fn find_begin(&mut self) -> Option<Result<Begin, Defect>> {
        if let Some(begin) = self.next_begin.take() {
            return Some(Ok(begin));
        }
        let mut outside: Option<((u64, u64), u64)> = None;
        let mut found = None;
        while let Some(lines) = &mut self.lines {
            match lines.next_line() {
                Ok(Some(line)) => {
                    let content = line
                        .content
                        .strip_prefix(b"\xef\xbb\xbf")
                        .unwrap_or(line.content);
                    if is(content, b"BEGIN:VCARD") {
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
        let mut card = Card::new(begin);
        while let Some(lines) = &mut self.lines {
            // Whether a line is part of the card, and so the ending before it, shows when it was read.
            let (ending, mut cut) = (card.ending, None);
            let line = lines.next_line_with(|piece| {
                let hash = cut.get_or_insert_with(|| {
                    let mut hash = card.hash.clone();
                    hash.update(ending);
                    hash
                });
                hash.update(piece);
            });
            let line = match line {
                Ok(Some(line)) => line,
                Ok(None) => {
                    self.lines = None;
                    break;
                }
                Err(error) => {
                    self.lines = None;
                    self.waiting = Some(self.unreadable_to(card.end, &error));
                    break;
                }
            };
            if is(line.content, b"BEGIN:VCARD") && !card.expects_nested() {
                // The card before was never ended; this line is not part of it.
                self.next_begin = Some(Begin::of(&line));
                break;
            }
            match cut {
                Some(hash) => card.hash = hash,
                None => {
                    card.hash.update(ending);
                    card.hash.update(line.content);
                }
            }
            card.end = line.end;
            card.ending = line.ending;
            card.push(line.content, line.start, line.end, line.cut);
            if card.is_ended {
                break;
            }
        }
        self.index += 1;
        self.event(card)
    }

    fn event(&self, card: Card) -> Event {
        let mut event = Event::new(
            self.place((card.start, card.end), card.line),
            Digest(card.hash.finalize().into()),
            self.thread.clone(),
            Kind::Connection,
        );
        if !card.is_ended {
            event.marks.add(Mark::Inconsistent);
            event
                .details
                .push(("card".into(), "the card is not ended".into()));
        }
        if card.is_cut {
            event.marks.add(Mark::Truncated);
        }
        for line in card.unread {
            event.marks.add(Mark::Inconsistent);
            event.details.push(("line not understood".into(), line));
        }
        say(&mut event, &card.properties);
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
    fn new(begin: Begin) -> Self {
        Self {
            start: begin.start,
            end: begin.end,
            line: begin.line,
            hash: begin.hash,
            ending: begin.ending,
            properties: Vec::new(),
            kept: 0,
            is_cut: false,
            is_ended: false,
            depth: 0,
            unread: Vec::new(),
        }
    }

    /// Whether the last property is one that holds a card.
    fn expects_nested(&self) -> bool {
        self.depth > 0
            || self
                .properties
                .last()
                .is_some_and(|last| last.name.ends_with("AGENT") && last.value.is_empty())
    }

    fn push(&mut self, line: &[u8], start: u64, end: u64, cut: bool) {
        let continues = match (self.properties.last(), line.first()) {
            // Quoted-printable of 2.1 ends a line with `=` and goes on at the next one's start.
            (Some(last), _) if last.is_quoted_printable() && last.value.ends_with(b"=") => Some(0),
            (Some(_), Some(b' ' | b'\t')) => Some(1),
            _ => None,
        };
        if let (Some(skip), Some(last)) = (continues, self.properties.last_mut()) {
            if skip == 0 {
                last.value.pop();
            }
            last.bytes.1 = end;
            let before = last.value.len();
            last.push(line.get(skip..).unwrap_or_default());
            last.is_cut |= cut;
            self.kept += last.value.len() - before;
            return;
        }
        if line.trim_ascii().is_empty() {
            return;
        }
        if is(line, b"BEGIN:VCARD") {
            self.depth += 1;
            return;
        }
        if is(line, b"END:VCARD") {
            match self.depth.checked_sub(1) {
                Some(depth) => self.depth = depth,
                None => self.is_ended = true,
            }
            return;
        }
        if self.properties.len() >= MOST_PROPERTIES || self.kept > MOST_BYTES {
            self.is_cut = true;
            return;
        }
        match Property::begin(line, start, end) {
            Some(mut property) => {
                property.is_cut |= cut;
                self.kept += property.value.len();
                if self.depth > 0 {
                    property.name = format!("AGENT.{}", property.name);
                }
                self.properties.push(property);
            }
            None if self.unread.len() < 100 => {
                let shown = line.get(..1_000).unwrap_or(line);
                self.unread
                    .push(String::from_utf8_lossy(shown).into_owned().into());
            }
            None => self.is_cut = true,
        }
    }
}

/// Everything that the properties say.
fn say(event: &mut Event, properties: &[Property]) {
    let mut labels: BTreeMap<&str, String> = BTreeMap::new();
    for property in properties {
        if let Some(group) = &property.group
            && property.name == "X-ABLABEL"
        {
            // Apple writes its own words as `_$!<Mobile>!$_`.
            let (text, _) = property.text();
            let text = text.trim_start_matches("_$!<").trim_end_matches(">!$_");
            labels.insert(group, text.to_owned());
        }
    }
    let mut name = None;
    let mut parts = None;
    let mut addresses: Vec<(&'static str, String)> = Vec::new();
    for property in properties {
        if property.is_cut {
            event.marks.add(Mark::Truncated);
        }
        if is_inline(property) {
            inline(event, property);
            continue;
        }
        let (text, lossy) = property.text();
        if lossy {
            event.marks.add(Mark::LossyText);
        }
        match property.name.as_str() {
            "FN" if name.is_none() && !text.trim().is_empty() => name = Some(text.clone()),
            "N" if parts.is_none() => parts = Some(text.clone()),
            "TEL" => addresses.push(("phone", text.trim_start_matches("tel:").trim().to_owned())),
            "EMAIL" => addresses.push(("email", text.trim().to_owned())),
            "NOTE" if event.text.is_none() => {
                mark_hidden(&text, &mut event.marks);
                event.text = Some(text.into());
                continue;
            }
            "X-ABLABEL" if property.group.is_some() => continue,
            _ => {}
        }
        if text.is_empty() {
            continue;
        }
        let mut kinds = property.types();
        if let Some(label) = property
            .group
            .as_deref()
            .and_then(|group| labels.get(group))
        {
            kinds.push(label.clone());
        }
        let key = if kinds.is_empty() {
            property.name.clone()
        } else {
            format!("{} ({})", property.name, kinds.join(", "))
        };
        event.details.push((key.into(), text.into()));
    }
    let name = name.or_else(|| parts.as_deref().and_then(whole_name));
    if let Some(name) = &name {
        mark_hidden(name, &mut event.marks);
    }
    for (platform, address) in addresses {
        if !address.is_empty() {
            let account = Account::handled(&platform.into(), &address, name.as_deref());
            event.others.push(Arc::new(account));
        }
    }
    if let Some(name) = name.filter(|_| event.others.is_empty()) {
        let account = Account::named(&"contacts".into(), &name);
        event.others.push(Arc::new(account));
    }
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
fn is_inline(property: &Property) -> bool {
    let name = property.name.trim_start_matches("AGENT.");
    if !matches!(name, "PHOTO" | "LOGO" | "SOUND" | "KEY") {
        return false;
    }
    property.is_base64() || data_uri(property).is_some()
}

/// The media type of `data:image/jpeg;base64,` and the length of this beginning.
fn data_uri(property: &Property) -> Option<(String, usize)> {
    let head = property.value.get(..property.value.len().min(200))?;
    let head = String::from_utf8_lossy(head);
    let rest = head.strip_prefix("data:")?;
    let comma = rest.find(',')?;
    let media_type = rest.get(..comma)?.strip_suffix(";base64")?;
    Some((media_type.to_ascii_lowercase(), "data:".len() + comma + 1))
}

fn inline(event: &mut Event, property: &Property) {
    let uri = data_uri(property);
    let skip = uri.as_ref().map_or(0, |(_, length)| *length as u64);
    let kind = property.name.trim_start_matches("AGENT.").to_lowercase();
    let media_type = match uri {
        Some((media_type, _)) => Some(media_type),
        None => property.types().into_iter().next().map(|word| {
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

fn is(line: &[u8], wanted: &[u8]) -> bool {
    line.trim_ascii().eq_ignore_ascii_case(wanted)
}
