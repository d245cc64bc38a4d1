//! Bytes to tokens. Knows which elements hold raw text, and nothing of how elements nest.

use super::Range;
use super::entities::{LONGEST, decode};
use super::window::Window;
use memchr::{memchr, memrchr};
use std::io::{self, Read};

/// Text that is longer comes in several tokens.
const TEXT: usize = 256 << 10;
/// How much of a comment or of a raw element is kept.
const KEPT: usize = 64 << 10;
/// How much of an attribute's value is kept; pictures in `data:` addresses are longer.
const VALUE: usize = 64 << 10;
/// How many attributes of a tag are kept, and how many bytes of a name.
const ATTRIBUTES: usize = 128;
const NAME: usize = 256;

/// One token, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// `<div class="x">`.
    Start(Start),
    /// `</div>`.
    End {
        /// Lower case.
        name: Box<str>,
        /// From `<` to after `>`.
        range: Range,
    },
    /// Text between tags.
    Text(Text),
    /// `<!-- … -->`, without its delimiters.
    Comment(Text),
    /// What stands inside `script`, `style` and their like; their tags come as tokens too.
    Raw(Text),
    /// `<!DOCTYPE …>` and other things that say nothing.
    Declaration(Range),
    /// The file ends within a tag, comment or raw element, from here on.
    Unfinished(Range),
}

/// Text of any kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Decoded where it is text; as it is in comments and raw elements.
    pub text: String,
    /// All its bytes, with a comment's delimiters.
    pub range: Range,
    /// Bytes were not UTF-8.
    pub is_lossy: bool,
    /// Only its beginning was kept.
    pub is_cut: bool,
}

/// A start tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Lower case.
    pub name: Box<str>,
    /// In the order of the file.
    pub attributes: Vec<Attribute>,
    /// Written `<x/>`; means nothing in HTML but for void elements.
    pub is_self_closing: bool,
    /// From `<` to after `>`.
    pub range: Range,
    /// There were more attributes than are kept.
    pub is_cut: bool,
}

impl Start {
    /// The value of an attribute (name in lower case).
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| &*attribute.name == name)
            .map(|attribute| &*attribute.value)
    }

    /// Whether `class` lists this word.
    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class")
            .is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
    }
}

/// An attribute of a start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Lower case.
    pub name: Box<str>,
    /// Decoded; empty where there is none.
    pub value: Box<str>,
    /// The bytes of the value, without quotation marks.
    pub range: Range,
    /// Bytes were not UTF-8.
    pub is_lossy: bool,
    /// Only its beginning was kept.
    pub is_cut: bool,
}

/// What the text that follows belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inside {
    Normal,
    /// `script` and its like: raw until its end tag.
    Raw(Box<str>),
    /// `title`, `textarea`: text until its end tag.
    Plain(Box<str>),
}

/// Tokens of a reader, in its order.
pub struct Tokenizer<R> {
    window: Window<R>,
    inside: Inside,
}

impl<R: Read> Tokenizer<R> {
    /// From the start of an entry.
    pub fn new(reader: R) -> Self {
        Self {
            window: Window::new(reader),
            inside: Inside::Normal,
        }
    }

    /// How far it has read, in bytes of the entry.
    pub fn position(&self) -> u64 {
        self.window.position()
    }

    /// What is in memory from here on, where a tag or text may begin; nothing elsewhere. For a reader
    /// that understands some of it without tokens.
    pub fn held(&self) -> &[u8] {
        if self.inside == Inside::Normal && self.window.position() > 0 {
            self.window.rest()
        } else {
            &[]
        }
    }

    /// Sees to it that so many bytes are held, where the entry has them. A failure is told by the token
    /// that it cuts off.
    pub fn hold(&mut self, count: usize) {
        self.window.hold(count);
    }

    /// Passes over whole tags and text of what is held.
    pub fn pass(&mut self, count: usize) {
        self.window.skip(count);
    }

    /// The next token; `None` at the end.
    ///
    /// # Errors
    /// The entry cannot be read (any further).
    pub fn next_token(&mut self) -> io::Result<Option<Token>> {
        if self.window.position() == 0 && self.window.peek(3)?.starts_with(b"\xef\xbb\xbf") {
            self.window.skip(3);
        }
        match std::mem::replace(&mut self.inside, Inside::Normal) {
            Inside::Normal => self.normal(),
            Inside::Raw(name) => self.raw(&name),
            Inside::Plain(name) => self.plain(name),
        }
    }

    fn normal(&mut self) -> io::Result<Option<Token>> {
        let from = self.window.position();
        let first = self.window.peek(4)?;
        match first {
            [] => Ok(None),
            [b'<', b'a'..=b'z' | b'A'..=b'Z', ..] => self.start(from).map(Some),
            [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => self.end(from).map(Some),
            [b'<', b'!', b'-', b'-', ..] => {
                self.window.skip(4);
                // `<!-->` is a whole comment.
                for short in [&b">"[..], b"->"] {
                    if self.window.peek(2)?.starts_with(short) {
                        let (text, _) = self.until(from, short, false)?;
                        return Ok(Some(Token::Comment(text)));
                    }
                }
                self.until(from, b"-->", false)
                    .map(|text| Some(self.comment(text)))
            }
            [b'<', b'!' | b'?' | b'/', ..] => {
                self.window.skip(2);
                let text = self.until(from, b">", false)?;
                Ok(Some(match text {
                    (text, true) => Token::Declaration(text.range),
                    (text, false) => Token::Unfinished(text.range),
                }))
            }
            _ => self.text(from, None).map(Some),
        }
    }

    fn comment(&self, (text, is_closed): (Text, bool)) -> Token {
        if is_closed {
            Token::Comment(text)
        } else {
            Token::Unfinished(text.range)
        }
    }

    /// Text up to a tag, or where `end` is given up to `</end`.
    fn text(&mut self, from: u64, end: Option<&str>) -> io::Result<Token> {
        // A `<` that begins no tag is text.
        let mut looked = 1;
        loop {
            let rest = self.window.peek(looked + 4)?;
            let found = rest
                .get(looked..)
                .and_then(|rest| memchr(b'<', rest))
                .map(|at| looked + at);
            let at = found.unwrap_or(rest.len());
            if at > TEXT {
                let whole = rest.get(..at.min(TEXT)).unwrap_or_default();
                let length = cut(whole);
                return Ok(self.take_text(from, length));
            }
            if found.is_none() {
                looked = at;
                if !self.window.more()? {
                    return Ok(self.take_text(from, at));
                }
                continue;
            }
            let needed = end.map_or(4, |end| end.len() + 3);
            let rest = self.window.peek(at + needed)?;
            let after = rest.get(at..).unwrap_or_default();
            if end.map_or_else(|| begins_markup(after), |end| closes(after, end)) {
                return Ok(self.take_text(from, at));
            }
            looked = at + 1;
        }
    }

    fn take_text(&mut self, from: u64, length: usize) -> Token {
        let (text, is_lossy) = decode(self.window.rest().get(..length).unwrap_or_default());
        self.window.skip(length);
        Token::Text(Text {
            text,
            range: (from, self.window.position()),
            is_lossy,
            is_cut: false,
        })
    }

    /// Everything up to and with `mark`, or up to `</mark` where it names an element. The flag says
    /// that it was found.
    fn until(&mut self, from: u64, mark: &[u8], is_element: bool) -> io::Result<(Text, bool)> {
        let mut kept = Vec::new();
        let mut is_cut = false;
        let element = std::str::from_utf8(mark).unwrap_or_default();
        let needed = if is_element {
            mark.len() + 3
        } else {
            mark.len()
        };
        let is_closed = loop {
            let rest = self.window.peek(needed)?;
            if rest.is_empty() {
                break false;
            }
            let first = if is_element {
                b'<'
            } else {
                mark.first().copied().unwrap_or(b'>')
            };
            let (count, is_found) = match memchr(first, rest) {
                None => (rest.len(), false),
                Some(0) => {
                    let is_found = if is_element {
                        closes(rest, element)
                    } else {
                        rest.starts_with(mark)
                    };
                    (usize::from(!is_found), is_found)
                }
                Some(at) => (at, false),
            };
            let room = KEPT - kept.len().min(KEPT);
            kept.extend_from_slice(rest.get(..count.min(room)).unwrap_or_default());
            is_cut |= count > room;
            self.window.skip(count);
            if is_found {
                if !is_element {
                    self.window.skip(mark.len());
                }
                break true;
            }
        };
        let is_lossy = std::str::from_utf8(&kept).is_err();
        let text = Text {
            text: String::from_utf8_lossy(&kept).into_owned(),
            range: (from, self.window.position()),
            is_lossy,
            is_cut,
        };
        Ok((text, is_closed))
    }

    fn raw(&mut self, name: &str) -> io::Result<Option<Token>> {
        let from = self.window.position();
        let (text, is_closed) = self.until(from, name.as_bytes(), true)?;
        if text.range.0 == text.range.1 {
            return self.normal();
        }
        Ok(Some(if is_closed {
            Token::Raw(text)
        } else {
            Token::Unfinished(text.range)
        }))
    }

    fn plain(&mut self, name: Box<str>) -> io::Result<Option<Token>> {
        let from = self.window.position();
        let rest = self.window.peek(name.len() + 3)?;
        if rest.is_empty() || closes(rest, &name) {
            return self.normal();
        }
        let token = self.text(from, Some(&name))?;
        // Very long text comes in several tokens.
        self.inside = Inside::Plain(name);
        Ok(Some(token))
    }

    fn end(&mut self, from: u64) -> io::Result<Token> {
        self.window.skip(2);
        let name = self.name()?;
        let mut attributes = Start::default();
        if !self.attributes(&mut attributes)? {
            return Ok(Token::Unfinished((from, self.window.position())));
        }
        Ok(Token::End {
            name,
            range: (from, self.window.position()),
        })
    }

    fn start(&mut self, from: u64) -> io::Result<Token> {
        self.window.skip(1);
        let mut start = Start {
            name: self.name()?,
            ..Start::default()
        };
        let is_finished = self.attributes(&mut start)?;
        start.range = (from, self.window.position());
        if !is_finished {
            return Ok(Token::Unfinished(start.range));
        }
        self.inside = match &*start.name {
            "script" | "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                Inside::Raw(start.name.clone())
            }
            "title" | "textarea" => Inside::Plain(start.name.clone()),
            _ => Inside::Normal,
        };
        Ok(Token::Start(start))
    }

    /// A tag's or an attribute's name, in lower case.
    fn name(&mut self) -> io::Result<Box<str>> {
        let mut name = Vec::new();
        while let Some(byte) = self.window.this_byte()? {
            // A `=` at the very start is part of an attribute's name (WHATWG HTML, 13.2.5.32).
            if byte.is_ascii_whitespace()
                || matches!(byte, b'/' | b'>')
                || byte == b'=' && !name.is_empty()
            {
                break;
            }
            if name.len() < NAME {
                name.push(byte.to_ascii_lowercase());
            }
            self.window.skip(1);
        }
        Ok(String::from_utf8_lossy(&name).into())
    }

    /// A tag's attributes and its `>`. `false` where the file ends before it.
    fn attributes(&mut self, start: &mut Start) -> io::Result<bool> {
        loop {
            let Some(byte) = self.window.this_byte()? else {
                return Ok(false);
            };
            match byte {
                b'>' => {
                    self.window.skip(1);
                    return Ok(true);
                }
                b'/' => {
                    self.window.skip(1);
                    start.is_self_closing = self.window.this_byte()? == Some(b'>');
                }
                _ if byte.is_ascii_whitespace() => self.window.skip(1),
                _ => {
                    let name = self.name()?;
                    self.spaces()?;
                    let mut attribute = Attribute {
                        name,
                        value: "".into(),
                        range: (self.window.position(), self.window.position()),
                        is_lossy: false,
                        is_cut: false,
                    };
                    if self.window.this_byte()? == Some(b'=') {
                        self.window.skip(1);
                        self.spaces()?;
                        self.value(&mut attribute)?;
                    }
                    if start.attributes.len() < ATTRIBUTES {
                        start.attributes.push(attribute);
                    } else {
                        start.is_cut = true;
                    }
                }
            }
        }
    }

    fn spaces(&mut self) -> io::Result<()> {
        while self
            .window
            .this_byte()?
            .is_some_and(|byte| byte.is_ascii_whitespace())
        {
            self.window.skip(1);
        }
        Ok(())
    }

    fn value(&mut self, attribute: &mut Attribute) -> io::Result<()> {
        let quote = match self.window.this_byte()? {
            Some(quote @ (b'"' | b'\'')) => {
                self.window.skip(1);
                Some(quote)
            }
            _ => None,
        };
        let from = self.window.position();
        let mut kept = Vec::new();
        while self.window.this_byte()?.is_some() {
            let rest = self.window.rest();
            let found = match quote {
                Some(quote) => memchr(quote, rest),
                None => rest
                    .iter()
                    .position(|byte| byte.is_ascii_whitespace() || *byte == b'>'),
            };
            let count = found.unwrap_or(rest.len());
            let room = VALUE - kept.len().min(VALUE);
            kept.extend_from_slice(rest.get(..count.min(room)).unwrap_or_default());
            attribute.is_cut |= count > room;
            self.window.skip(count);
            if found.is_some() {
                break;
            }
        }
        attribute.range = (from, self.window.position());
        if quote.is_some() {
            let _ = self.window.next_byte()?;
        }
        if attribute.is_cut {
            kept.truncate(cut(&kept));
        }
        let (value, is_lossy) = decode(&kept);
        attribute.value = value.into();
        attribute.is_lossy = is_lossy;
        Ok(())
    }
}

/// Whether a `<` and what follows is a tag, comment or declaration.
fn begins_markup(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'?' | b'/', ..]
    )
}

/// Whether `</name` stands here, followed by what can follow a name.
fn closes(bytes: &[u8], name: &str) -> bool {
    let Some(rest) = bytes.strip_prefix(b"</") else {
        return false;
    };
    rest.get(..name.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && rest
            .get(name.len())
            .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
}

/// Where text can be cut, so that neither a character nor a reference is torn.
fn cut(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(LONGEST + 2);
    let mut end = match memrchr(b'&', bytes.get(tail..).unwrap_or_default()) {
        Some(at) if memchr(b';', bytes.get(tail + at..).unwrap_or_default()).is_none() => tail + at,
        _ => bytes.len(),
    };
    // The first byte of a character is never 10xxxxxx; the last one may be incomplete.
    let start = (1..=4usize).find(|back| {
        end.checked_sub(*back)
            .and_then(|at| bytes.get(at))
            .is_some_and(|byte| byte & 0xc0 != 0x80)
    });
    if let Some(back) = start {
        let first = end.checked_sub(back).and_then(|at| bytes.get(at)).copied();
        let length = match first.unwrap_or(0) {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xff => 4,
            _ => 1,
        };
        if length > back {
            end -= back;
        }
    }
    if end == 0 { bytes.len() } else { end }
}
