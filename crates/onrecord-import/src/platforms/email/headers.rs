//! The header block of a mail or part: where it ends, its fields, and the few values that are
//! read. Knows nothing of bodies.

use mail_parser::{HeaderName, HeaderValue, MessageParser};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Bytes of a header block that are read.
const BLOCK_LIMIT: usize = 256 * 1024;

// Each holds a table that is costly to make and never changes.
static SUBJECT: LazyLock<MessageParser> =
    LazyLock::new(|| MessageParser::new().header_text(HeaderName::Subject));
static ADDRESSES: LazyLock<MessageParser> =
    LazyLock::new(|| MessageParser::new().header_address(HeaderName::From));
static CONTENT_TYPE: LazyLock<MessageParser> =
    LazyLock::new(|| MessageParser::new().header_content_type(HeaderName::ContentType));

/// A header block.
pub(super) struct Headers<'a> {
    fields: Vec<(&'a str, &'a [u8])>,
    /// Where the body begins.
    pub(super) body: usize,
    /// It was longer than the limit and not read in full.
    pub(super) clipped: bool,
    /// It ends with a line that is neither a field nor empty.
    pub(super) damaged: bool,
}

impl<'a> Headers<'a> {
    /// Reads the header block at the start of `mail`.
    pub(super) fn of(mail: &'a [u8]) -> Self {
        let mut this = Self {
            fields: Vec::with_capacity(16),
            body: 0,
            clipped: false,
            damaged: false,
        };
        let mut at = 0;
        let mut lines = 0_u32;
        // The field that further lines may continue: its name, and where its value begins.
        let mut open: Option<(&str, usize)> = None;
        loop {
            let rest = &mail[at..];
            let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            let line = &rest[..length];
            let ends = line.is_empty() || matches!(line, b"\n" | b"\r\n");
            if lines > 0 && !ends && matches!(line[0], b' ' | b'\t') {
                at += length;
                lines += 1;
                continue;
            }
            if let Some((name, value)) = open.take() {
                this.keep(mail, name, value, at);
            }
            if ends {
                this.body = at + length;
                break;
            }
            open = field_name(line).map(|(name, value)| (name, at + value));
            // mbox writers and old mailers leave their `From ` line among the fields.
            let separator = line.starts_with(b"From ") || line.starts_with(b">From ");
            if !separator && open.is_none() {
                this.damaged = true;
                this.body = at;
                break;
            }
            lines += 1;
            at += length;
        }
        this.clipped = BLOCK_LIMIT < at;
        this
    }

    fn keep(&mut self, mail: &'a [u8], name: &'a str, from: usize, to: usize) {
        if from < BLOCK_LIMIT {
            self.fields.push((name, &mail[from..to.min(BLOCK_LIMIT)]));
        }
    }

    /// The fields in their order: name and value as written, folds and all.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.fields.iter().copied()
    }

    /// The first field of that name.
    pub(super) fn first(&self, wanted: &str) -> Option<&'a [u8]> {
        self.fields()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value)
    }
}

/// `name` of `name: value`, and where the value begins; spaces before the colon are an old habit.
fn field_name(line: &[u8]) -> Option<(&str, usize)> {
    // Names are short: no search is quicker.
    let colon = line.iter().take(200).position(|byte| *byte == b':')?;
    let name = line[..colon].trim_ascii_end();
    let plain = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    let name = plain.then(|| std::str::from_utf8(name).ok()).flatten()?;
    Some((name, colon + 1))
}

/// A value on one line, without its folds.
pub(super) fn unfolded(value: &[u8]) -> Cow<'_, str> {
    let value = value.trim_ascii();
    let text = match std::str::from_utf8(value) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(value),
    };
    if memchr::memchr2(b'\n', b'\r', value).is_none() {
        return text;
    }
    let mut line = String::with_capacity(text.len());
    for piece in text.lines() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(piece.trim());
    }
    line.into()
}

/// A value with its RFC 2047 words decoded, on one line.
pub(super) fn decoded(value: &[u8]) -> Cow<'_, str> {
    let has_words = memchr::memchr_iter(b'?', value).any(|at| at > 0 && value[at - 1] == b'=');
    if !has_words {
        return unfolded(value);
    }
    match parse("Subject", value, &SUBJECT) {
        Some(HeaderValue::Text(text)) => text,
        _ => unfolded(value),
    }
}

/// A name and an address, either of which may be missing.
pub(super) type Mailbox = (Option<String>, Option<String>);

/// The addresses of a value; groups are taken apart.
pub(super) fn mailboxes(value: &[u8]) -> Vec<Mailbox> {
    if let Some(plain) = plain_mailbox(value) {
        return vec![plain];
    }
    if let Some(plain) = plain_addresses(value) {
        return plain;
    }
    match parse("From", value, &ADDRESSES) {
        Some(HeaderValue::Address(addresses)) => addresses
            .iter()
            .map(|one| {
                let tidy = |text: &Cow<'_, str>| {
                    let text = text.trim();
                    (!text.is_empty()).then(|| text.to_owned())
                };
                (
                    one.name.as_ref().and_then(tidy),
                    one.address.as_ref().and_then(tidy),
                )
            })
            .filter(|one| one.0.is_some() || one.1.is_some())
            .collect(),
        _ => Vec::new(),
    }
}

/// `Name Surname <a@example.org>` in plain letters and nothing else: most single ones are so.
fn plain_mailbox(value: &[u8]) -> Option<Mailbox> {
    let text = std::str::from_utf8(value.trim_ascii()).ok()?;
    let (name, address) = text.strip_suffix('>')?.split_once(" <")?;
    let plain_name = name
        .split(' ')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (plain_name && is_plain_address(address))
        .then(|| (Some(name.to_owned()), Some(address.to_owned())))
}

fn is_plain_address(text: &str) -> bool {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'.' | b'_' | b'-' | b'+');
    text.bytes().all(plain) && text.bytes().filter(|byte| *byte == b'@').count() == 1
}

/// `a@example.org, b@example.org` and nothing else: most lists are, and need no parser.
fn plain_addresses(value: &[u8]) -> Option<Vec<Mailbox>> {
    let text = std::str::from_utf8(value).ok()?;
    text.split(',')
        .map(|one| {
            let one = one.trim();
            is_plain_address(one).then(|| (None, Some(one.to_owned())))
        })
        .collect()
}

/// What a part says of its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// `text/plain`, lower case; empty where nothing is stated.
    pub(super) media_type: String,
    pub(super) boundary: Option<String>,
    pub(super) charset: Option<String>,
    pub(super) name: Option<String>,
    /// `Content-Disposition: attachment`.
    pub(super) is_attachment: bool,
    /// Lower case; empty where nothing is stated.
    pub(super) encoding: String,
    pub(super) content_id: Option<String>,
}

impl Content {
    pub(super) fn of(headers: &Headers<'_>) -> Self {
        let mut this = Self::default();
        let mut file_name = None;
        for (name, value) in headers.fields() {
            if name.len() < 10 || !name.as_bytes()[..8].eq_ignore_ascii_case(b"content-") {
                continue;
            }
            let is = |word: &str| name[8..].eq_ignore_ascii_case(word);
            match () {
                () if is("type") && this.media_type.is_empty() => this.content_type(value),
                () if is("disposition") => {
                    if let Some(HeaderValue::ContentType(disposition)) = structured(value) {
                        this.is_attachment |= disposition.ctype() == "attachment";
                        file_name = disposition.attribute("filename").map(str::to_owned);
                    }
                }
                () if is("transfer-encoding") => {
                    this.encoding = unfolded(value).into_owned();
                    this.encoding.make_ascii_lowercase();
                }
                () if is("id") => this.content_id = Some(unfolded(value).into_owned()),
                () => {}
            }
        }
        this.name = file_name.or(this.name.take());
        this
    }

    fn content_type(&mut self, value: &[u8]) {
        if let Some((media_type, charset)) = plain_content_type(value) {
            self.media_type = media_type;
            self.charset = charset;
            return;
        }
        if let Some(HeaderValue::ContentType(kind)) = structured(value) {
            self.media_type = match kind.subtype() {
                Some(subtype) => format!("{}/{subtype}", kind.ctype()),
                None => kind.ctype().to_owned(),
            }
            .to_ascii_lowercase();
            let attribute = |name| kind.attribute(name).map(str::to_owned);
            self.boundary = attribute("boundary").filter(|boundary| !boundary.is_empty());
            self.charset = attribute("charset");
            self.name = attribute("name");
        }
    }
}

/// `type/subtype` and perhaps `charset=name`, and nothing else: most are, and need no parser.
fn plain_content_type(value: &[u8]) -> Option<(String, Option<String>)> {
    let text = std::str::from_utf8(value.trim_ascii()).ok()?;
    let (media_type, rest) = text.split_once(';').unwrap_or((text, ""));
    let token = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    let (kind, subtype) = media_type.trim().split_once('/')?;
    if !token(kind) || !token(subtype) {
        return None;
    }
    let charset = match rest.trim() {
        "" => None,
        rest => {
            let (name, value) = rest.split_once('=')?;
            let value = value.trim();
            let value = value
                .strip_prefix('"')
                .and_then(|value| value.strip_suffix('"'))
                .unwrap_or(value);
            if !name.eq_ignore_ascii_case("charset") || !token(value) {
                return None;
            }
            Some(value.to_owned())
        }
    };
    Some((media_type.trim().to_ascii_lowercase(), charset))
}

fn structured(value: &[u8]) -> Option<HeaderValue<'static>> {
    parse("Content-Type", value, &CONTENT_TYPE)
}

/// One field through the library's parser.
fn parse(name: &str, value: &[u8], parser: &MessageParser) -> Option<HeaderValue<'static>> {
    let mut field = Vec::with_capacity(name.len() + value.len() + 4);
    field.extend_from_slice(name.as_bytes());
    field.extend_from_slice(b": ");
    field.extend_from_slice(value.trim_ascii());
    field.extend_from_slice(b"\n\n");
    let message = parser.parse_headers(&field)?;
    let header = message
        .parts
        .into_iter()
        .next()?
        .headers
        .into_iter()
        .next()?;
    Some(header.value.into_owned())
}

/// The first `<…>` of a value, without the brackets.
pub(super) fn first_id(value: &[u8]) -> Option<String> {
    let from = memchr::memchr(b'<', value)? + 1;
    let length = memchr::memchr(b'>', &value[from..])?;
    let id = value[from..from + length].trim_ascii();
    (!id.is_empty() && id.len() <= 998).then(|| String::from_utf8_lossy(id).into_owned())
}
