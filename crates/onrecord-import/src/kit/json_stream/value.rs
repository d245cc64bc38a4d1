//! Reads inside one JSON value, without building a tree: fields, elements, strings, numbers.
//!
//! Tolerant where a strict parser would lose a record: bytes that are not UTF-8 and half
//! surrogates become U+FFFD and say so, names may occur twice, `NaN` is a word like another.

use super::scan::{Scan, Scanned, bare_length, blank_length};
use super::tape::Node;
use memchr::memchr2;
use onrecord_model::Digest;
use std::borrow::Cow;

/// The bytes of one value, and where they stand in the file.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// From the first to the last byte of the value.
    pub bytes: &'a [u8],
    /// The place of the first byte.
    pub start: u64,
    /// Itself and everything inside it, where a pass over the record has noted that.
    nodes: &'a [Node],
    /// Its digest, where that has been worked out with the next record's.
    digest: Option<&'a Digest>,
}

/// What is known beside is no part of the value.
impl PartialEq for Raw<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.bytes, self.start) == (other.bytes, other.start)
    }
}

impl Eq for Raw<'_> {}

/// What a value is, by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number, `true`, `false`, `null`, or a word that JSON does not have.
    Bare,
}

/// A string, unescaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// What it says.
    pub text: Cow<'a, str>,
    /// Whether something in it could not be decoded and stands as U+FFFD.
    pub lossy: bool,
}

/// The value is not what its first byte promises. Its bytes are to be kept as a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl<'a> Raw<'a> {
    /// A value whose first byte stands at `start`.
    pub fn new(bytes: &'a [u8], start: u64) -> Self {
        Self {
            bytes,
            start,
            nodes: &[],
            digest: None,
        }
    }

    /// The same, with what a pass over exactly these bytes has noted.
    pub(super) fn with_nodes(self, nodes: &'a [Node]) -> Self {
        Self { nodes, ..self }
    }

    /// The same, with its digest.
    pub(super) fn with_digest(self, digest: Option<&'a Digest>) -> Self {
        Self { digest, ..self }
    }

    /// SHA-256 of its bytes.
    pub fn digest(&self) -> Digest {
        match self.digest {
            Some(digest) => *digest,
            None => Digest::of(self.bytes),
        }
    }

    /// The value inside this one that `nodes` begin with, and the nodes after it.
    #[inline]
    fn noted(&self, nodes: &'a [Node]) -> Option<(Self, &'a [Node])> {
        let node = nodes.first()?;
        let (own, further) = nodes.split_at_checked(node.span as usize)?;
        // Places count from the record's first byte, and this value may stand inside it.
        let origin = self.nodes.first()?.start;
        let from = (node.start - origin) as usize;
        let to = (node.end - origin) as usize;
        let value = Raw {
            bytes: self.bytes.get(from..to)?,
            start: self.start + from as u64,
            nodes: own,
            digest: None,
        };
        Some((value, further))
    }

    /// Whether it is known to be a string of printable ASCII without escapes: then it is its own
    /// text and hides nothing. `false` says nothing.
    pub fn is_simple(&self) -> bool {
        self.nodes.first().is_some_and(Node::is_simple)
    }

    /// Whether a pass has found it well formed to its end, and noted everything inside it. `false`
    /// says nothing.
    pub fn is_noted(&self) -> bool {
        !self.nodes.is_empty()
    }

    /// Where it stands, half-open.
    pub fn range(&self) -> (u64, u64) {
        (self.start, self.start + self.bytes.len() as u64)
    }

    /// What it is.
    pub fn shape(&self) -> Shape {
        match self.bytes.first() {
            Some(b'{') => Shape::Object,
            Some(b'[') => Shape::Array,
            Some(b'"') => Shape::String,
            _ => Shape::Bare,
        }
    }

    /// The fields of an object; nothing for any other value.
    pub fn fields(&self) -> Fields<'a> {
        Fields(Items::of(*self, Shape::Object))
    }

    /// The elements of an array; nothing for any other value.
    pub fn elements(&self) -> Elements<'a> {
        Elements(Items::of(*self, Shape::Array))
    }

    /// The first field of that name.
    pub fn get(&self, name: &str) -> Option<Raw<'a>> {
        self.fields()
            .filter_map(Result::ok)
            .find(|(key, _)| key.is(name))
            .map(|(_, value)| value)
    }

    /// Whether it is the string `text`, written without escapes.
    pub fn is(&self, text: &str) -> bool {
        self.inner() == Some(text.as_bytes())
    }

    /// A string's bytes between its quotation marks, escapes and all.
    pub fn inner(&self) -> Option<&'a [u8]> {
        match self.bytes {
            [b'"', inner @ .., b'"'] => Some(inner),
            _ => None,
        }
    }

    /// A string's text.
    #[inline]
    pub fn text(&self) -> Option<Text<'a>> {
        match self.plain() {
            Some(text) => Some(Text {
                text: Cow::Borrowed(text),
                lossy: false,
            }),
            None => self.text_in_doubt(),
        }
    }

    /// A string's text, where a pass has found no escape in it and its bytes are UTF-8.
    #[inline]
    pub fn plain(&self) -> Option<&'a str> {
        if !self.nodes.first().is_some_and(Node::is_plain) {
            return None;
        }
        core::str::from_utf8(self.inner()?).ok()
    }

    #[inline(never)]
    fn text_in_doubt(&self) -> Option<Text<'a>> {
        let inner = self.inner()?;
        Some(
            match (memchr2(b'\\', b'"', inner), core::str::from_utf8(inner)) {
                (None, Ok(text)) => Text {
                    text: Cow::Borrowed(text),
                    lossy: false,
                },
                _ => unescape(inner),
            },
        )
    }

    /// The characters of a string written in ASCII with escapes as one byte each, where all of
    /// them are below U+0100; `None` for any other value.
    pub fn narrow(&self) -> Option<Vec<u8>> {
        let mut rest = self.inner()?;
        let mut narrow = Vec::with_capacity(rest.len());
        loop {
            let plain = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
            let (part, escaped) = rest.split_at_checked(plain)?;
            if !part.is_ascii() {
                return None;
            }
            narrow.extend_from_slice(part);
            rest = escaped;
            // Escapes come in runs.
            while let Some(b'\\') = rest.first() {
                let (character, length) = escape(rest);
                narrow.push(u8::try_from(u32::from(character?)).ok()?);
                rest = rest.get(length..)?;
            }
            if rest.is_empty() {
                return Some(narrow);
            }
        }
    }

    /// A whole number; also one written with an empty fraction or an exponent, where exact.
    pub fn integer(&self) -> Option<i64> {
        if let 1..=18 = self.bytes.len()
            && let Some(number) = digits(self.bytes)
        {
            return Some(number);
        }
        let text = core::str::from_utf8(self.bytes).ok()?;
        if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return None;
        }
        if let Ok(number) = text.parse() {
            return Some(number);
        }
        let number: f64 = text.parse().ok()?;
        (number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0).then_some(number as i64)
    }

    /// `true` or `false`.
    pub fn boolean(&self) -> Option<bool> {
        match self.bytes {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }
    }

    /// `null`.
    pub fn is_null(&self) -> bool {
        self.bytes == b"null"
    }

    /// The value's own bytes as text, for values that are kept as they are.
    pub fn verbatim(&self) -> Cow<'a, str> {
        // Checking first is faster than decoding with replacement.
        match core::str::from_utf8(self.bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(self.bytes),
        }
    }
}

/// The number that up to 18 digits write.
fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |number: i64, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    })
}

/// The part of a container that has not been looked at.
#[derive(Clone, Debug)]
struct Inside<'a> {
    raw: Raw<'a>,
    at: usize,
    done: bool,
    first: bool,
}

impl<'a> Inside<'a> {
    fn new(raw: Raw<'a>, is_right: bool) -> Self {
        Self {
            raw,
            at: 1,
            done: !is_right,
            first: true,
        }
    }

    fn next_of<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Option<T>, Malformed>,
    ) -> Option<Result<T, Malformed>> {
        if self.done {
            return None;
        }
        let item = read(self).transpose();
        self.done = !matches!(item, Some(Ok(_)));
        item
    }

    fn byte(&mut self) -> Option<u8> {
        let rest = self.raw.bytes.get(self.at..)?;
        let first = *rest.first()?;
        if first > b' ' {
            return Some(first);
        }
        self.at += blank_length(rest);
        self.raw.bytes.get(self.at).copied()
    }

    /// To the next item: past a comma, or to the end. `Ok(false)` at the end.
    fn advance(&mut self) -> Result<bool, Malformed> {
        match (self.byte(), self.first) {
            (Some(b'}' | b']'), _) if self.at + 1 == self.raw.bytes.len() => return Ok(false),
            (Some(_), true) => {}
            (Some(b','), false) => {
                self.at += 1;
                self.byte();
            }
            _ => return Err(Malformed),
        }
        self.first = false;
        Ok(true)
    }

    fn value(&mut self) -> Result<Raw<'a>, Malformed> {
        self.byte();
        let rest = self.raw.bytes.get(self.at..).ok_or(Malformed)?;
        let length = match rest.first() {
            Some(b'"') => string_length(rest),
            Some(b'{' | b'[') => match Scan::new(128).feed(rest) {
                Scanned::End(length) => Some(length),
                _ => None,
            },
            _ => bare_length(rest),
        };
        let length = length.ok_or(Malformed)?;
        let value = Raw::new(&rest[..length], self.raw.start + self.at as u64);
        self.at += length;
        Ok(value)
    }

    fn field(&mut self) -> Result<Option<(Raw<'a>, Raw<'a>)>, Malformed> {
        if !self.advance()? {
            return Ok(None);
        }
        if self.byte() == Some(b'}') {
            // A comma after the last field.
            return if self.at + 1 == self.raw.bytes.len() {
                Ok(None)
            } else {
                Err(Malformed)
            };
        }
        let name = self.value()?;
        if name.shape() != Shape::String || self.byte() != Some(b':') {
            return Err(Malformed);
        }
        self.at += 1;
        Ok(Some((name, self.value()?)))
    }

    fn element(&mut self) -> Result<Option<Raw<'a>>, Malformed> {
        if !self.advance()? {
            return Ok(None);
        }
        if self.byte() == Some(b']') && self.at + 1 == self.raw.bytes.len() {
            return Ok(None);
        }
        self.value().map(Some)
    }
}

/// From the opening to the closing quotation mark.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// What is left of a container: by what a pass has noted, or to be looked for.
#[derive(Clone, Debug)]
enum Items<'a> {
    Noted(Raw<'a>, &'a [Node]),
    Walked(Inside<'a>),
}

impl<'a> Items<'a> {
    fn of(raw: Raw<'a>, wanted: Shape) -> Self {
        match raw.nodes {
            [_, inside @ ..] if raw.shape() == wanted => Self::Noted(raw, inside),
            [_, ..] => Self::Noted(raw, &[]),
            [] => Self::Walked(Inside::new(raw, raw.shape() == wanted)),
        }
    }
}

/// An object's fields, in order: name and value. Ends after the first [`Malformed`].
#[derive(Clone, Debug)]
pub struct Fields<'a>(Items<'a>);

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(Raw<'a>, Raw<'a>), Malformed>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Items::Noted(raw, nodes) => {
                let (name, after) = raw.noted(nodes)?;
                let (value, after) = raw.noted(after)?;
                *nodes = after;
                Some(Ok((name, value)))
            }
            Items::Walked(inside) => inside.next_of(Inside::field),
        }
    }
}

/// An array's elements, in order. Ends after the first [`Malformed`].
#[derive(Clone, Debug)]
pub struct Elements<'a>(Items<'a>);

impl<'a> Iterator for Elements<'a> {
    type Item = Result<Raw<'a>, Malformed>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Items::Noted(raw, nodes) => {
                let (value, after) = raw.noted(nodes)?;
                *nodes = after;
                Some(Ok(value))
            }
            Items::Walked(inside) => inside.next_of(Inside::element),
        }
    }
}

fn unescape(inner: &[u8]) -> Text<'static> {
    let mut text = String::with_capacity(inner.len());
    let mut lossy = false;
    let mut rest = inner;
    while !rest.is_empty() {
        // Escapes come in runs, so the search for the next one is only begun where none stands.
        if rest[0] == b'\\' {
            let (character, length) = escape(rest);
            lossy |= character.is_none();
            text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
            rest = &rest[length..];
            continue;
        }
        let plain = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
        match core::str::from_utf8(&rest[..plain]) {
            Ok(part) => text.push_str(part),
            Err(_) => {
                lossy = true;
                text.push_str(&String::from_utf8_lossy(&rest[..plain]));
            }
        }
        rest = &rest[plain..];
    }
    Text {
        text: Cow::Owned(text),
        lossy,
    }
}

/// The escape that `bytes` begin with, and its length, which is at least 1.
fn escape(bytes: &[u8]) -> (Option<char>, usize) {
    let character = match bytes.get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(plain @ (b'"' | b'\\' | b'/')) => *plain as char,
        Some(b'u') => return unicode_escape(bytes),
        // An escape that JSON does not have: its letter is kept as it stands.
        Some(_) => return (None, 1),
        None => return (None, 1),
    };
    (Some(character), 2)
}

fn unicode_escape(bytes: &[u8]) -> (Option<char>, usize) {
    let Some(first) = code_unit(bytes) else {
        return (None, 1);
    };
    match first {
        0xD800..=0xDBFF => match bytes.get(6..).and_then(code_unit) {
            Some(second @ 0xDC00..=0xDFFF) => {
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                (char::from_u32(code), 12)
            }
            _ => (None, 6),
        },
        code => (char::from_u32(code), 6),
    }
}

/// The four digits of `\uXXXX`.
fn code_unit(bytes: &[u8]) -> Option<u32> {
    if bytes.get(..2)? != br"\u" {
        return None;
    }
    bytes.get(2..6)?.iter().try_fold(0, |code, digit| {
        Some(code << 4 | (*digit as char).to_digit(16)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_strings_are_bytes_and_others_are_not() {
        let narrow = |json: &str| Raw::new(json.as_bytes(), 0).narrow();
        assert_eq!(
            narrow(r#""caf\u00c3\u00a9 \n""#).as_deref(),
            Some(&b"caf\xc3\xa9 \n"[..])
        );
        assert_eq!(narrow(r#""""#).as_deref(), Some(&b""[..]));
        for other in [
            r#""é""#,
            r#""\u0100""#,
            r#""\ud83d\ude00""#,
            r#""\q""#,
            r#""\u12""#,
            "12",
            "{}",
        ] {
            assert_eq!(narrow(other), None, "{other}");
        }
    }

    #[test]
    fn numbers_are_read_by_their_digits() {
        let integer = |json: &str| Raw::new(json.as_bytes(), 0).integer();
        assert_eq!(integer("0"), Some(0));
        assert_eq!(integer("999999999999999999"), Some(999_999_999_999_999_999));
        assert_eq!(integer("9223372036854775807"), Some(i64::MAX));
        assert_eq!(integer("12x"), None);
        assert_eq!(integer("-7"), Some(-7));
    }
}
