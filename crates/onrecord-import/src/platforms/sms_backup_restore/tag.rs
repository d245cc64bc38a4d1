//! One start tag and its attributes, read from a stream within limits. Knows nothing of messages.
//!
//! Not a general XML reader, on purpose: these files hold character references that XML forbids,
//! and are often cut off. Entities are never defined or expanded.

use super::window::Window;
use crate::kit::base64_sink::{Base64Sink, Decoded};

/// Bytes of one attribute's value that are kept.
const VALUE_LIMIT: usize = 1024 * 1024;
/// Bytes of one tag's names and values that are kept.
const TAG_LIMIT: usize = 4 * 1024 * 1024;
/// Attributes of one tag that are kept. The app writes about forty.
const ATTRIBUTE_LIMIT: usize = 512;
/// Bytes of a name.
const NAME_LIMIT: usize = 256;
/// Bytes that are at hand, where the file has them, before a tag is read.
const AT_HAND: usize = 8 * 1024;
/// Bytes of a text attachment that are decoded for reading.
pub(super) const TEXT_HEAD: usize = 64 * 1024;

/// Why a tag could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The stream ended inside it.
    Ended,
    /// It does not follow the rules of XML.
    Syntax,
}

/// A `data` attribute that streamed by.
pub(super) struct Blob {
    /// Its encoded bytes in the stream.
    pub(super) bytes: (u64, u64),
    pub(super) decoded: Decoded,
}

#[derive(Clone, Copy)]
struct Attribute {
    name: (u32, u32),
    value: (u32, u32),
}

/// How the last element of a name was written. The app writes all of one kind alike, so what stands
/// between two values is compared with what stood there last time, and only looked at byte by byte
/// where it differs.
struct Usual {
    name: Box<[u8]>,
    gaps: Vec<Gap>,
}

/// Between two values: `" date="` without the first quotation mark.
struct Gap {
    bytes: Box<[u8]>,
    name: (usize, usize),
}

/// Kinds of element, and of one kind attributes, that are remembered.
const REMEMBERED: usize = 16;
const GAPS: usize = 64;

/// A start tag; reused from record to record so that its memory is, too.
#[derive(Default)]
pub(super) struct Tag {
    arena: Vec<u8>,
    attributes: Vec<Attribute>,
    name_length: usize,
    /// How elements were written that came before.
    usual: Vec<Usual>,
    pub(super) self_closing: bool,
    /// Something was longer than the limits and was not kept in full.
    pub(super) clipped: bool,
    pub(super) blob: Option<Blob>,
}

impl Tag {
    pub(super) fn name(&self) -> &[u8] {
        &self.arena[..self.name_length]
    }

    /// Names and values in the tag's order, as written (references not yet resolved).
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let slice = |(from, to): (u32, u32)| &self.arena[from as usize..to as usize];
        self.attributes
            .iter()
            .map(move |attribute| (slice(attribute.name), slice(attribute.value)))
    }

    /// Reads the start tag at the window's position, which is at its `<`. A `data` attribute is
    /// decoded as it streams by where `streams_data` is set.
    pub(super) fn read(
        &mut self,
        window: &mut Window<'_>,
        streams_data: bool,
    ) -> Result<(), Broken> {
        self.clear();
        if !streams_data {
            if let Some(length) = self.read_at_hand(window.peek(AT_HAND)) {
                window.advance(length);
                return Ok(());
            }
            self.clear();
        }
        window.advance(1);
        self.read_name(window)?;
        self.name_length = self.arena.len();
        if self.name_length == 0 {
            return Err(Broken::Syntax);
        }
        let mut wants_text_head = false;
        loop {
            skip_space(window);
            match window.next_byte().ok_or(Broken::Ended)? {
                b'>' => {
                    window.advance(1);
                    return Ok(());
                }
                b'/' => {
                    window.advance(1);
                    return match window.next_byte().ok_or(Broken::Ended)? {
                        b'>' => {
                            window.advance(1);
                            self.self_closing = true;
                            Ok(())
                        }
                        _ => Err(Broken::Syntax),
                    };
                }
                _ => {}
            }
            let name_from = self.arena.len();
            self.read_name(window)?;
            let name_to = self.arena.len();
            if name_from == name_to {
                return Err(Broken::Syntax);
            }
            skip_space(window);
            if window.next_byte().ok_or(Broken::Ended)? != b'=' {
                return Err(Broken::Syntax);
            }
            window.advance(1);
            skip_space(window);
            let quote = window.next_byte().ok_or(Broken::Ended)?;
            if quote != b'"' && quote != b'\'' {
                return Err(Broken::Syntax);
            }
            window.advance(1);
            if streams_data && self.blob.is_none() && &self.arena[name_from..name_to] == b"data" {
                self.arena.truncate(name_from);
                let head = if wants_text_head { TEXT_HEAD } else { 0 };
                self.read_blob(window, quote, head)?;
                continue;
            }
            self.read_value(window, quote)?;
            let value_to = self.arena.len();
            if &self.arena[name_from..name_to] == b"ct" {
                wants_text_head = self.arena[name_to..value_to].starts_with(b"text/");
            }
            if self.attributes.len() == ATTRIBUTE_LIMIT || value_to > TAG_LIMIT {
                self.arena.truncate(name_from);
                self.clipped = true;
                continue;
            }
            self.attributes.push(Attribute {
                name: (name_from as u32, name_to as u32),
                value: (name_to as u32, value_to as u32),
            });
        }
    }

    fn clear(&mut self) {
        self.arena.clear();
        self.attributes.clear();
        self.self_closing = false;
        self.clipped = false;
        self.blob = None;
    }

    /// Reads the tag at the start of `rest` where all of it is there and nothing in it is unusual,
    /// which is so for nearly every record, and returns its length. `None` says nothing: it is then
    /// read the careful way.
    fn read_at_hand(&mut self, rest: &[u8]) -> Option<usize> {
        let mut usual = std::mem::take(&mut self.usual);
        let read = self.read_like(rest, &mut usual);
        self.usual = usual;
        read
    }

    fn read_like(&mut self, rest: &[u8], all: &mut Vec<Usual>) -> Option<usize> {
        let space = |at: usize| {
            let beyond = rest.get(at..)?;
            let length = beyond.iter().position(|byte| !byte.is_ascii_whitespace())?;
            Some(at + length)
        };
        let name_end = |at: usize| {
            let beyond = rest.get(at..)?;
            let length = beyond.iter().position(|byte| !is_name_byte(*byte))?;
            (1..=NAME_LIMIT).contains(&length).then_some(at + length)
        };
        let mut at = name_end(1)?;
        self.name_length = at - 1;
        let own = rest.get(1..at)?;
        let usual = match all.iter().position(|usual| *usual.name == *own) {
            Some(place) => all.get_mut(place)?,
            None => {
                all.truncate(REMEMBERED - 1);
                let name = own.into();
                let gaps = Vec::new();
                all.push(Usual { name, gaps });
                all.last_mut()?
            }
        };
        for index in 0.. {
            let expected = usual.gaps.get(index);
            if let Some(gap) = expected.filter(|gap| rest[at..].starts_with(&gap.bytes)) {
                let quote = gap.bytes.last().copied()?;
                let name = (at + gap.name.0, at + gap.name.1);
                at = self.value_at_hand(rest, name, at + gap.bytes.len(), quote)?;
                continue;
            }
            let begin = at;
            at = space(at)?;
            match rest[at] {
                b'>' => break,
                b'/' if rest.get(at + 1) == Some(&b'>') => {
                    self.self_closing = true;
                    at += 1;
                    break;
                }
                _ => {}
            }
            let name = (at, name_end(at)?);
            at = space(name.1)?;
            if rest[at] != b'=' {
                return None;
            }
            at = space(at + 1)?;
            let quote = rest[at];
            if quote != b'"' && quote != b'\'' {
                return None;
            }
            let gap = Gap {
                bytes: rest.get(begin..=at)?.into(),
                name: (name.0 - begin, name.1 - begin),
            };
            match usual.gaps.get_mut(index) {
                Some(other) => *other = gap,
                None if index < GAPS => usual.gaps.push(gap),
                None => {}
            }
            at = self.value_at_hand(rest, name, at + 1, quote)?;
        }
        self.arena.extend_from_slice(&rest[1..at]);
        Some(at + 1)
    }

    /// Notes the attribute whose value begins at `from`; gives the place beyond its end.
    fn value_at_hand(
        &mut self,
        rest: &[u8],
        name: (usize, usize),
        from: usize,
        quote: u8,
    ) -> Option<usize> {
        let at = from + value_length(rest.get(from..)?, quote)?;
        if rest[at] == b'<' || self.attributes.len() == ATTRIBUTE_LIMIT {
            return None;
        }
        // The `<` is not kept.
        let place = |at: usize| at as u32 - 1;
        self.attributes.push(Attribute {
            name: (place(name.0), place(name.1)),
            value: (place(from), place(at)),
        });
        Some(at + 1)
    }

    fn read_name(&mut self, window: &mut Window<'_>) -> Result<(), Broken> {
        let from = self.arena.len();
        loop {
            let rest = window.rest();
            if rest.is_empty() {
                return Err(Broken::Ended);
            }
            let length = rest
                .iter()
                .position(|byte| !is_name_byte(*byte))
                .unwrap_or(rest.len());
            let ended = length < rest.len();
            if self.arena.len() - from + length > NAME_LIMIT {
                return Err(Broken::Syntax);
            }
            self.arena.extend_from_slice(&rest[..length]);
            window.advance(length);
            if ended {
                return Ok(());
            }
        }
    }

    fn read_value(&mut self, window: &mut Window<'_>, quote: u8) -> Result<(), Broken> {
        let mut room = VALUE_LIMIT;
        loop {
            let (stop, length) = span(window, quote)?;
            let rest = window.rest();
            let kept = length.min(room);
            self.arena.extend_from_slice(&rest[..kept]);
            room -= kept;
            self.clipped |= kept < length;
            window.advance(length);
            match stop {
                Stop::Quote => {
                    window.advance(1);
                    return Ok(());
                }
                Stop::Angle => {
                    if starts_record_or_ends_root(window) {
                        return Err(Broken::Syntax);
                    }
                    // Not XML, but what somebody typed and a careless writer did not escape.
                    if room > 0 {
                        self.arena.push(b'<');
                        room -= 1;
                    }
                    window.advance(1);
                }
                Stop::More => {}
            }
        }
    }

    fn read_blob(&mut self, window: &mut Window<'_>, quote: u8, head: usize) -> Result<(), Broken> {
        let from = window.position();
        let mut sink = Base64Sink::new(head);
        loop {
            let (stop, length) = span(window, quote)?;
            window.advance_into(length, &mut sink);
            match stop {
                Stop::Quote => {
                    self.blob = Some(Blob {
                        bytes: (from, window.position()),
                        decoded: sink.finish(),
                    });
                    window.advance(1);
                    return Ok(());
                }
                Stop::Angle if starts_record_or_ends_root(window) => return Err(Broken::Syntax),
                Stop::Angle => {
                    sink.feed(b"<");
                    window.advance(1);
                }
                Stop::More => {}
            }
        }
    }
}

/// How long a value is that ends at `quote` or `<`; most are a few bytes.
fn value_length(rest: &[u8], quote: u8) -> Option<usize> {
    const SHORT: usize = 16;
    let ends = |byte: &u8| *byte == quote || *byte == b'<';
    if let Some(length) = rest.iter().take(SHORT).position(ends) {
        return Some(length);
    }
    memchr::memchr2(quote, b'<', rest.get(SHORT..)?).map(|length| SHORT + length)
}

enum Stop {
    Quote,
    Angle,
    More,
}

/// How far the value goes on in what is at hand, and what stops it there.
fn span(window: &mut Window<'_>, quote: u8) -> Result<(Stop, usize), Broken> {
    let rest = window.rest();
    if rest.is_empty() {
        return Err(Broken::Ended);
    }
    Ok(match memchr::memchr2(quote, b'<', rest) {
        Some(at) if rest[at] == quote => (Stop::Quote, at),
        Some(at) => (Stop::Angle, at),
        None => (Stop::More, rest.len()),
    })
}

/// A lost quotation mark would swallow the records after it; a value never holds these, since
/// every writer of this format escapes `<`.
fn starts_record_or_ends_root(window: &mut Window<'_>) -> bool {
    let rest = window.peek(10);
    starts_record(rest)
        || [
            &b"</mms>"[..],
            b"</smses>",
            b"</calls>",
            b"</allsms>",
            b"</alllogs>",
        ]
        .iter()
        .any(|end| rest.starts_with(end))
}

/// Whether a record's start tag begins here.
pub(super) fn starts_record(rest: &[u8]) -> bool {
    [&b"<sms"[..], b"<mms", b"<call", b"<log"]
        .iter()
        .any(|start| {
            rest.starts_with(start)
                && matches!(
                    rest.get(start.len()),
                    Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>')
                )
        })
}

pub(super) fn skip_space(window: &mut Window<'_>) {
    loop {
        let rest = window.rest();
        if rest.is_empty() {
            return;
        }
        let length = rest
            .iter()
            .position(|byte| !byte.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let ended = length < rest.len();
        window.advance(length);
        if ended {
            return;
        }
    }
}

fn is_name_byte(byte: u8) -> bool {
    NAME_BYTES[usize::from(byte)]
}

static NAME_BYTES: [bool; 256] = {
    let mut is_in = [true; 256];
    let others = b" \t\r\n=/><\"'";
    let mut at = 0;
    while at < others.len() {
        is_in[others[at] as usize] = false;
        at += 1;
    }
    is_in
};
