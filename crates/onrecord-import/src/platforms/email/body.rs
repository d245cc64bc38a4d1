//! The text of a mail for reading, and its attachments. HTML is reduced to its words and never
//! rendered; nothing that it asks for is fetched.

use super::headers::{Headers, decoded, unfolded};
use super::mime::{Leaf, Parts, parts};
use crate::kit::base64::{Base64Reader, QuotedPrintableReader};
use crate::kit::base64_sink::Base64Sink;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::html::html_to_text;
use onrecord_model::{Attachment, Details, Digest, Mark, Marks, Place, Transfer};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::io::Read;

/// Bytes of text of one mail that are kept for reading.
const TEXT_LIMIT: usize = 4 * 1024 * 1024;
/// Bytes of the text of an attached mail that are shown with the mail it is attached to.
const ATTACHED_TEXT: usize = 64 * 1024;

/// What the body of a mail holds.
pub(super) struct Body {
    pub(super) text: Option<Box<str>>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) marks: Marks,
    pub(super) details: Details,
    /// Parts whose transfer encoding is broken: their number and bytes in the mail.
    pub(super) broken: Vec<(u32, (u64, u64))>,
    room: usize,
}

impl Default for Body {
    fn default() -> Self {
        Self {
            text: None,
            attachments: Vec::new(),
            marks: Marks::NONE,
            details: Details::new(),
            broken: Vec::new(),
            room: 2 * TEXT_LIMIT,
        }
    }
}

/// Reads the body of a mail. `base` is the offset of `mail` in its entry.
pub(super) fn read(mail: &[u8], headers: &Headers<'_>, base: u64) -> Body {
    let mut body = Body::default();
    let parts = parts(mail, headers);
    if parts.clipped {
        body.marks.add(Mark::Truncated);
        body.detail("parts_not_read", "the mail has more parts than are read");
    }
    if parts.damaged {
        body.marks.add(Mark::Inconsistent);
        body.detail("multipart_damaged", "a boundary is missing");
    }
    let mut text = String::new();
    let mut has_text = false;
    let (mut plain_used, mut html_used) = (false, false);
    if let [leaf] = &parts.leaves[..]
        && leaf.content.media_type != "text/html"
    {
        match body.readable(mail, leaf, 0, base) {
            Some(text) => body.text = Some(text.into()),
            None => body.attach(mail, leaf, 0, base),
        }
        return body;
    }
    let decoded_texts: Vec<Option<String>> = parts
        .leaves
        .iter()
        .enumerate()
        .map(|(index, leaf)| body.readable(mail, leaf, index, base))
        .collect();
    for (index, (leaf, decoded)) in parts.leaves.iter().zip(decoded_texts.iter()).enumerate() {
        let html = leaf.content.media_type == "text/html";
        let Some(decoded) = decoded else {
            body.attach(mail, leaf, index, base);
            continue;
        };
        if html {
            let asks = remote_requests(decoded);
            if asks > 0 {
                body.detail("asks_for_remote_content", &asks.to_string());
            }
            if has_plain_form(leaf, &parts, &decoded_texts) {
                // The other form of the same text: what a mail program may have shown instead.
                body.attach(mail, leaf, index, base);
                body.detail("html_form", "also sent as HTML; kept as an attachment");
                continue;
            }
        }
        let shown = if html {
            html_used = true;
            Cow::Owned(html_to_text(decoded))
        } else {
            plain_used = true;
            Cow::Borrowed(decoded.as_str())
        };
        if has_text && !shown.is_empty() && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        has_text = true;
        text.push_str(&shown);
        if text.len() > TEXT_LIMIT {
            let cut = text.floor_char_boundary(TEXT_LIMIT);
            text.truncate(cut);
            body.marks.add(Mark::Truncated);
            break;
        }
    }
    match (plain_used, html_used) {
        (_, false) => {}
        (false, true) => body.detail("body", "html"),
        (true, true) => body.detail("body", "plain and html"),
    }
    body.text = has_text.then(|| text.into());
    body
}

/// Whether an HTML part has a plain form beside it with something in it.
fn has_plain_form(html: &Leaf, parts: &Parts, decoded: &[Option<String>]) -> bool {
    html.alternative != 0
        && parts.leaves.iter().zip(decoded).any(|(leaf, text)| {
            leaf.alternative == html.alternative
                && leaf.content.media_type != "text/html"
                && text.as_ref().is_some_and(|text| !text.trim().is_empty())
        })
}

/// Places in HTML that make a mail program fetch something.
fn remote_requests(html: &str) -> usize {
    let lower = html.to_ascii_lowercase();
    let mut count = 0;
    for start in ["src=", "background=", "url(", "srcset=", "poster="] {
        for at in memchr::memmem::find_iter(lower.as_bytes(), start.as_bytes()) {
            let rest = lower[at + start.len()..].trim_start_matches(['"', '\'', ' ']);
            count += usize::from(
                rest.starts_with("http:") || rest.starts_with("https:") || rest.starts_with("//"),
            );
        }
    }
    count
}

fn transfer(leaf: &Leaf) -> Transfer {
    match leaf.content.encoding.as_str() {
        "base64" => Transfer::Base64,
        "quoted-printable" => Transfer::QuotedPrintable,
        _ => Transfer::Identity,
    }
}

impl Body {
    pub(super) fn detail(&mut self, name: &str, value: &str) {
        self.details.push(name, value);
    }

    /// The decoded text of a part that is there to be read; `None` for an attachment.
    fn readable(&mut self, mail: &[u8], leaf: &Leaf, index: usize, base: u64) -> Option<String> {
        let content = &leaf.content;
        let is_text = matches!(content.media_type.as_str(), "" | "text/plain" | "text/html" | "text")
            // A multipart whose boundary never comes holds whatever it holds.
            || content.media_type.starts_with("multipart/")
            || content.media_type.starts_with("text/") && index == 0;
        // Once enough was decoded, further parts are attachments: nothing is lost by that.
        if !is_text
            || content.is_attachment
            || index > 0 && content.name.is_some()
            || self.room == 0
        {
            return None;
        }
        let raw = &mail[leaf.body.clone()];
        let bytes = self.decoded(raw, leaf, index, base);
        let charset = content
            .charset
            .as_deref()
            .unwrap_or("us-ascii")
            .to_ascii_lowercase();
        let decoder = match charset.as_str() {
            "utf-8" | "utf8" | "us-ascii" | "ascii" => None,
            other => {
                let decoder = charset_decoder(other.as_bytes());
                if decoder.is_none() {
                    self.detail("charset_unknown", other);
                }
                decoder
            }
        };
        let (text, lossy) = match decoder {
            Some(decoder) => {
                let text = decoder(&bytes);
                let lossy = text.contains(char::REPLACEMENT_CHARACTER);
                (text, lossy)
            }
            // Checking first is much faster than decoding with replacement.
            None => match std::str::from_utf8(&bytes) {
                Ok(text) => (text.to_owned(), false),
                Err(_) => (String::from_utf8_lossy(&bytes).into_owned(), true),
            },
        };
        if lossy {
            self.marks.add(Mark::LossyText);
        }
        if leaf.body.len() > TEXT_LIMIT {
            self.marks.add(Mark::Truncated);
        }
        self.room = self.room.saturating_sub(text.len());
        Some(text)
    }

    fn decoded<'m>(
        &mut self,
        raw: &'m [u8],
        leaf: &Leaf,
        index: usize,
        base: u64,
    ) -> Cow<'m, [u8]> {
        let mut out = Vec::new();
        let limit = TEXT_LIMIT as u64;
        let result = match transfer(leaf) {
            Transfer::Identity => return Cow::Borrowed(&raw[..raw.len().min(TEXT_LIMIT)]),
            Transfer::Base64 => Base64Reader::new(raw).take(limit).read_to_end(&mut out),
            Transfer::QuotedPrintable => QuotedPrintableReader::new(raw)
                .take(limit)
                .read_to_end(&mut out),
        };
        if result.is_err() {
            // What came before the damage is shown, and the damage is said.
            self.broken(leaf, index, base);
            if out.is_empty() {
                return Cow::Borrowed(&raw[..raw.len().min(TEXT_LIMIT)]);
            }
        }
        Cow::Owned(out)
    }

    fn broken(&mut self, leaf: &Leaf, index: usize, base: u64) {
        let bytes = (base + leaf.body.start as u64, base + leaf.body.end as u64);
        self.broken.push((index as u32, bytes));
    }

    fn attach(&mut self, mail: &[u8], leaf: &Leaf, index: usize, base: u64) {
        let raw = &mail[leaf.body.clone()];
        let content = match transfer(leaf) {
            Transfer::Identity => Some((Digest::of(raw), raw.len() as u64)),
            Transfer::Base64 => {
                let mut sink = Base64Sink::new(0);
                sink.feed(raw);
                let content = sink.finish().content;
                if content.is_none() {
                    self.broken(leaf, index, base);
                }
                content
            }
            Transfer::QuotedPrintable => digest_of(QuotedPrintableReader::new(raw)),
        };
        let media_type = &leaf.content.media_type;
        let name = match (&leaf.content.name, media_type.as_str()) {
            (Some(name), _) => name.clone(),
            (None, "message/rfc822" | "message/global") => format!("part {index}.eml"),
            (None, "text/html") => format!("part {index}.html"),
            (None, _) => format!("part {index}"),
        };
        if let Some(id) = &leaf.content.content_id {
            self.detail(&format!("part.{index}.content-id"), id);
        }
        if matches!(media_type.as_str(), "message/rfc822" | "message/global")
            && transfer(leaf) == Transfer::Identity
        {
            self.describe_attached_mail(raw, index);
        }
        self.attachments.push(Attachment {
            name: name.into(),
            media_type: (!media_type.is_empty()).then(|| media_type.as_str().into()),
            place: Place::Inline {
                bytes: (base + leaf.body.start as u64, base + leaf.body.end as u64),
                transfer: transfer(leaf),
            },
            content,
        });
    }

    /// A mail that was forwarded whole: who, when, what, so that a search finds it.
    fn describe_attached_mail(&mut self, raw: &[u8], index: usize) {
        let headers = Headers::of(raw);
        for wanted in ["From", "To", "Date", "Subject", "Message-ID"] {
            if let Some(value) = headers.first(wanted) {
                let name = format!("part.{index}.{}", wanted.to_ascii_lowercase());
                self.detail(&name, &decoded(value));
            }
        }
        let parts = parts(raw, &headers);
        let plain = parts.leaves.iter().find(|leaf| {
            matches!(leaf.content.media_type.as_str(), "" | "text/plain")
                && !leaf.content.is_attachment
        });
        if let Some(leaf) = plain {
            let mut inner = Body::default();
            if let Some(text) = inner.readable(raw, leaf, 0, 0) {
                let text = &text[..text.floor_char_boundary(ATTACHED_TEXT)];
                self.detail(&format!("part.{index}.text"), text);
            }
        }
    }
}

fn digest_of(mut reader: impl Read) -> Option<(Digest, u64)> {
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut buffer = [0; 8 * 1024];
    loop {
        let count = reader.read(&mut buffer).ok()?;
        if count == 0 {
            return Some((Digest(hasher.finalize().into()), size));
        }
        hasher.update(&buffer[..count]);
        size += count as u64;
    }
}

/// The time at the end of a `Received` field.
pub(super) fn hop_time(value: &[u8]) -> Option<String> {
    // Only its last lines are needed, and it has many.
    let text = unfolded(&value[memchr::memrchr(b';', value)?..]);
    text.rsplit_once(';')
        .map(|(_, time)| time.trim().to_owned())
}
