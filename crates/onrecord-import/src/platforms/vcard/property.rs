//! One property of a card: what stands before its colon, and its value. Knows nothing of events.

use crate::kit::base64::QuotedPrintableReader;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::ops::Range;

/// A property's text beyond this is not kept; its bytes are.
pub(super) const LONGEST: usize = 256 << 10;
/// So many heads are remembered from card to card, and of no more bytes.
const REMEMBERED: usize = 256;
const REMEMBERED_BYTES: usize = 64 << 10;

/// What stands before the colon: a name and what is said of the value. Those of an address book are a
/// handful, each in nearly every card.
#[derive(Debug)]
pub(super) struct Head {
    /// As it stands in the file.
    written: Box<[u8]>,
    /// `item1` of `item1.TEL`.
    pub group: Option<Box<str>>,
    /// Upper case.
    pub name: Box<str>,
    /// The kinds that are said of it (`CELL`, `HOME`), upper case.
    pub kinds: Vec<String>,
    /// The name, with its kinds.
    pub key: Box<str>,
    pub is_quoted_printable: bool,
    pub is_base64: bool,
    encoding: &'static Encoding,
    /// Which one came last after this.
    next: usize,
}

impl Head {
    /// `None` where that is no name of a property.
    fn new(written: &[u8]) -> Option<Self> {
        let head = String::from_utf8_lossy(written);
        let mut parts = split_unquoted(&head, ';');
        let name = parts.next()?.trim();
        let (group, name) = match name.rsplit_once('.') {
            Some((group, name)) => (Some(group.into()), name),
            None => (None, name),
        };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return None;
        }
        // Name (upper case) and value; a value without a name has `TYPE`, as 2.1 writes it.
        let parameters: Vec<(String, String)> = parts
            .map(|part| match part.split_once('=') {
                Some((name, value)) => (
                    name.trim().to_ascii_uppercase(),
                    value.trim().trim_matches('"').to_owned(),
                ),
                None => ("TYPE".to_owned(), part.trim().to_owned()),
            })
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let says = |value: &str| {
            parameters.iter().any(|(name, values)| {
                (name == "ENCODING" || name == "TYPE")
                    && values
                        .split(',')
                        .any(|one| one.trim().eq_ignore_ascii_case(value))
            })
        };
        let charset = parameters.iter().find(|(name, _)| name == "CHARSET");
        let name: Box<str> = name.to_ascii_uppercase().into();
        let kinds = kinds(&parameters);
        Some(Self {
            written: written.into(),
            group,
            key: with_kinds(&name, &kinds).into(),
            name,
            kinds,
            is_quoted_printable: says("QUOTED-PRINTABLE"),
            is_base64: says("BASE64") || says("B"),
            encoding: charset
                .and_then(|(_, label)| Encoding::for_label(label.as_bytes()))
                .unwrap_or(UTF_8),
            next: 0,
        })
    }

    /// A value as text, and whether something in it could not be decoded.
    pub(super) fn text<'v>(&self, value: &'v [u8]) -> (Cow<'v, str>, bool) {
        if !self.is_quoted_printable
            && self.encoding == UTF_8
            && let Ok(text) = core::str::from_utf8(value)
        {
            return (unescape(text), false);
        }
        let mut bytes = Cow::Borrowed(value);
        if self.is_quoted_printable {
            let mut plain = Vec::new();
            // Reading from memory fails only on bad escapes; what came before them stays.
            let _ = QuotedPrintableReader::new(value).read_to_end(&mut plain);
            bytes = Cow::Owned(plain);
        }
        let (text, lossy) = self.encoding.decode_without_bom_handling(&bytes);
        (unescape(&text).into_owned().into(), lossy)
    }
}

/// A name and kinds as they are shown: `TEL (CELL, HOME)`.
pub(super) fn with_kinds(name: &str, kinds: &[String]) -> String {
    if kinds.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({})", kinds.join(", "))
    }
}

fn kinds(parameters: &[(String, String)]) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for (name, value) in parameters {
        if name != "TYPE" {
            continue;
        }
        for one in value.split(',') {
            let one = one.trim().to_ascii_uppercase();
            let is_encoding = matches!(one.as_str(), "QUOTED-PRINTABLE" | "BASE64" | "B" | "");
            if !is_encoding && !kinds.contains(&one) {
                kinds.push(one);
            }
        }
    }
    kinds
}

/// The heads met, by their number.
#[derive(Debug, Default)]
pub(super) struct Heads {
    all: Vec<Head>,
    by_bytes: BTreeMap<Box<[u8]>, usize>,
    bytes: usize,
    last: usize,
}

impl Heads {
    pub(super) fn get(&self, number: usize) -> Option<&Head> {
        self.all.get(number)
    }

    /// A card begins: no number given before is asked for again.
    pub(super) fn begin_card(&mut self) {
        if self.all.len() > REMEMBERED || self.bytes > REMEMBERED_BYTES {
            *self = Self::default();
        }
    }

    /// The head that a line begins with, where its value begins, and how many bytes had to be
    /// remembered for it; `None` where the line is no property.
    pub(super) fn of_line(&mut self, line: &[u8]) -> Option<(usize, usize, usize)> {
        let guess = self.all.get(self.last).map_or(0, |last| last.next);
        if let Some(head) = self.all.get(guess)
            && let Some([b':', ..]) = line.strip_prefix(&*head.written)
        {
            let value = head.written.len() + 1;
            self.last = guess;
            return Some((guess, value, 0));
        }
        let colon = unquoted(line, b':')?;
        let written = line.get(..colon)?;
        let (number, remembered) = match self.by_bytes.get(written) {
            Some(number) => (*number, 0),
            None => {
                let number = self.all.len();
                self.all.push(Head::new(written)?);
                self.by_bytes.insert(written.into(), number);
                self.bytes += written.len();
                (number, written.len())
            }
        };
        if let Some(last) = self.all.get_mut(self.last) {
            last.next = number;
        }
        self.last = number;
        Some((number, colon + 1, remembered))
    }
}

/// A property of the card that is being read.
#[derive(Debug)]
pub(super) struct Property {
    /// The number of its head.
    pub head: usize,
    /// It stands in a card inside the card.
    pub is_in_agent: bool,
    /// Where its value stands in what is kept of the card, its lines put together: at most
    /// [`LONGEST`] bytes.
    pub value: Range<usize>,
    /// Where the value stands in the file.
    pub bytes: (u64, u64),
    /// The value is longer than what is kept.
    pub is_cut: bool,
}

impl Property {
    /// A further line of the value of the last property.
    pub(super) fn push(&mut self, more: &[u8], kept: &mut Vec<u8>) {
        let room = LONGEST.saturating_sub(self.value.len());
        self.is_cut |= more.len() > room;
        kept.extend_from_slice(more.get(..room).unwrap_or(more));
        self.value.end = kept.len();
    }
}

/// `\n`, `\,`, `\;` and `\\`. A backslash before anything else is text (2.1 has no such escapes).
fn unescape(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some('n' | 'N')) => out.push('\n'),
            ('\\', Some(escaped @ (',' | ';' | '\\' | ':'))) => out.push(*escaped),
            _ => {
                out.push(character);
                continue;
            }
        }
        characters.next();
    }
    Cow::Owned(out)
}

fn unquoted(line: &[u8], wanted: u8) -> Option<usize> {
    let mut quoted = false;
    line.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == wanted && !quoted
    })
}

fn split_unquoted(text: &str, at: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= c == '"';
        c == at && !quoted
    })
}
