//! One property of a card: its name, what is said of it, and its value. Knows nothing of events.

use crate::kit::base64::QuotedPrintableReader;
use std::borrow::Cow;
use std::io::Read as _;

/// A property's text beyond this is not kept; its bytes are.
pub(super) const LONGEST: usize = 256 << 10;

/// A property as it stands in the file, its lines put together.
#[derive(Debug, Default)]
pub(super) struct Property {
    /// `item1` of `item1.TEL`.
    pub group: Option<Box<str>>,
    /// Upper case.
    pub name: String,
    /// Name (upper case) and value; a value without a name has `TYPE`, as 2.1 writes it.
    pub parameters: Vec<(String, String)>,
    /// The value as written, at most [`LONGEST`] bytes.
    pub value: Vec<u8>,
    /// Where the value stands in the file.
    pub bytes: (u64, u64),
    /// The value is longer than what is kept.
    pub is_cut: bool,
}

impl Property {
    /// The property that begins on this line; `None` where there is no colon.
    pub fn begin(line: &[u8], start: u64, end: u64) -> Option<Self> {
        let colon = unquoted(line, b':')?;
        let head = String::from_utf8_lossy(line.get(..colon)?);
        let mut parts = split_unquoted(&head, ';');
        let name = parts.next()?.trim();
        let (group, name) = match name.rsplit_once('.') {
            Some((group, name)) => (Some(group.into()), name),
            None => (None, name),
        };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return None;
        }
        let parameters = parts
            .map(|part| match part.split_once('=') {
                Some((name, value)) => (
                    name.trim().to_ascii_uppercase(),
                    value.trim().trim_matches('"').to_owned(),
                ),
                None => ("TYPE".to_owned(), part.trim().to_owned()),
            })
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let mut property = Self {
            group,
            name: name.to_ascii_uppercase(),
            parameters,
            value: Vec::new(),
            bytes: (start + colon as u64 + 1, end),
            is_cut: false,
        };
        property.push(line.get(colon + 1..).unwrap_or_default());
        Some(property)
    }

    /// A further line of the value.
    pub fn push(&mut self, more: &[u8]) {
        let room = LONGEST.saturating_sub(self.value.len());
        self.is_cut |= more.len() > room;
        self.value
            .extend_from_slice(more.get(..room).unwrap_or(more));
    }

    /// Whether a parameter of that name has that value, in any case.
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.parameters.iter().any(|(n, v)| {
            (n == name || n == "TYPE") && v.split(',').any(|v| v.trim().eq_ignore_ascii_case(value))
        })
    }

    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn is_quoted_printable(&self) -> bool {
        self.says("ENCODING", "QUOTED-PRINTABLE")
    }

    pub fn is_base64(&self) -> bool {
        self.says("ENCODING", "BASE64") || self.says("ENCODING", "B")
    }

    /// The value as text, and whether something in it could not be decoded.
    pub fn text(&self) -> (String, bool) {
        let mut bytes = Cow::Borrowed(self.value.as_slice());
        if self.is_quoted_printable() {
            let mut plain = Vec::new();
            // Reading from memory fails only on bad escapes; what came before them stays.
            let _ = QuotedPrintableReader::new(self.value.as_slice()).read_to_end(&mut plain);
            bytes = Cow::Owned(plain);
        }
        let encoding = self
            .parameter("CHARSET")
            .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
            .unwrap_or(encoding_rs::UTF_8);
        let (text, lossy) = encoding.decode_without_bom_handling(&bytes);
        (unescape(&text), lossy)
    }

    /// The kinds that are said of it (`CELL`, `HOME`), upper case.
    pub fn types(&self) -> Vec<String> {
        let mut types: Vec<String> = Vec::new();
        for (name, value) in &self.parameters {
            if name != "TYPE" {
                continue;
            }
            for one in value.split(',') {
                let one = one.trim().to_ascii_uppercase();
                let is_encoding = matches!(one.as_str(), "QUOTED-PRINTABLE" | "BASE64" | "B" | "");
                if !is_encoding && !types.contains(&one) {
                    types.push(one);
                }
            }
        }
        types
    }
}

/// `\n`, `\,`, `\;` and `\\`. A backslash before anything else is text (2.1 has no such escapes).
fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
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
    out
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
