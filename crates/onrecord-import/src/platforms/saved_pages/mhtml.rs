//! A page with its pictures in one file: RFC 2557, as browsers write it. Finds the parts in one pass
//! over the lines; knows nothing of HTML.

use super::page::{begin, fill, push_once, unreadable};
use crate::Export;
use crate::kit::base64::{Base64Reader, QuotedPrintableReader};
use crate::kit::date_words;
use crate::kit::lines::{Line, LineReader};
use onrecord_model::{Attachment, Defect, Event, Mark, Place, Transfer, When};
use std::io::Read;
use std::sync::Arc;

/// More parts than this are counted, but not listed.
const PARTS: usize = 5_000;
/// Longer headers are not read on.
const HEADER: usize = 64 << 10;
const PAGE: u64 = 32 << 20;

/// A part: its header fields, and where its body stands.
#[derive(Clone, Debug, Default)]
struct Part {
    header: String,
    bytes: (u64, u64),
}

impl Part {
    /// A field's value, its continuation lines joined.
    fn field(&self, name: &str) -> Option<String> {
        let mut value: Option<String> = None;
        for line in self.header.lines() {
            let continues = line.starts_with([' ', '\t']);
            match &mut value {
                Some(value) if continues => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                Some(_) => break,
                None if continues => {}
                None => {
                    let found = line
                        .split_once(':')
                        .filter(|(field, _)| field.trim().eq_ignore_ascii_case(name));
                    value = found.map(|(_, value)| value.trim().to_owned());
                }
            }
        }
        value
    }

    /// `text/html`, in lower case.
    fn media_type(&self) -> String {
        let field = self.field("Content-Type").unwrap_or_default();
        field
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    }

    fn parameter(&self, name: &str) -> Option<String> {
        let field = self.field("Content-Type")?;
        field.split(';').skip(1).find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            let value = value.trim().trim_matches('"');
            key.trim()
                .eq_ignore_ascii_case(name)
                .then(|| value.to_owned())
        })
    }

    fn transfer(&self) -> Transfer {
        let field = self.field("Content-Transfer-Encoding").unwrap_or_default();
        match field.to_ascii_lowercase().as_str() {
            "base64" => Transfer::Base64,
            "quoted-printable" => Transfer::QuotedPrintable,
            _ => Transfer::Identity,
        }
    }
}

/// The page and its parts, from one pass.
#[derive(Default)]
struct Walk {
    head: Part,
    parts: Vec<Part>,
    more: usize,
    is_closed: bool,
}

fn walk(reader: impl Read) -> std::io::Result<Walk> {
    let mut lines = LineReader::with_cap(reader, 64 << 10);
    let mut walk = Walk::default();
    let mut boundary: Option<Vec<u8>> = None;
    let mut part = Part::default();
    let mut in_header = true;
    let mut in_head = true;
    let mut last_end = 0;
    while let Some(line) = lines.next_line()? {
        let Line {
            content,
            start,
            end,
            next,
            ..
        } = line;
        let rest = boundary
            .as_deref()
            .and_then(|boundary| content.strip_prefix(boundary));
        if let Some(rest) = rest.filter(|rest| matches!(rest.trim_ascii(), b"" | b"--")) {
            // The line ending before a boundary belongs to it (RFC 2046, 5.1.1).
            part.bytes.1 = last_end.max(part.bytes.0);
            let done = std::mem::take(&mut part);
            push(&mut walk, done, in_head);
            in_head = false;
            in_header = true;
            if rest.starts_with(b"--") {
                walk.is_closed = true;
                return Ok(walk);
            }
        } else if in_header {
            if content.is_empty() {
                in_header = false;
                part.bytes = (next, next);
                if in_head && boundary.is_none() {
                    let name = part.parameter("boundary");
                    boundary = name.map(|name| [b"--", name.as_bytes()].concat());
                    walk.head = part.clone();
                }
            } else if part.header.len() < HEADER {
                part.header.push_str(&String::from_utf8_lossy(content));
                part.header.push('\n');
            }
            part.bytes.1 = next;
        }
        let _ = start;
        last_end = end;
    }
    part.bytes.1 = last_end.max(part.bytes.0);
    push(&mut walk, part, in_head && boundary.is_some());
    Ok(walk)
}

fn push(walk: &mut Walk, part: Part, is_head: bool) {
    if is_head || part.header.is_empty() {
        return;
    }
    if walk.parts.len() < PARTS {
        walk.parts.push(part);
    } else {
        walk.more += 1;
    }
}

/// The page that is the whole of an entry.
pub(super) fn read(export: &dyn Export, path: &Arc<str>) -> Result<Event, Defect> {
    let mut event = begin(export, path)?;
    let reader = export
        .open(path)
        .map_err(|error| unreadable(path, 0, &error))?;
    let walk = walk(reader).map_err(|error| unreadable(path, 0, &error))?;
    if let Some(date) = walk.head.field("Date") {
        event.when = date_words::when(&date).unwrap_or_else(|| When {
            as_written: date.into(),
            ..When::undated()
        });
    }
    for (name, shown) in [
        ("Snapshot-Content-Location", "url"),
        ("Subject", "title"),
        ("From", "saved with"),
        ("X-MAF-Information", "saved with"),
    ] {
        if let Some(value) = walk.head.field(name) {
            push_once(&mut event, shown, &value);
        }
    }
    // The page itself is the first part of HTML (RFC 2557: the root), or the whole file.
    let is_html = |part: &Part| {
        matches!(
            part.media_type().as_str(),
            "text/html" | "application/xhtml+xml"
        )
    };
    let root = walk.parts.iter().position(is_html);
    if let Some(part) = root.and_then(|at| walk.parts.get(at)) {
        if let Some(address) = part.field("Content-Location") {
            push_once(&mut event, "url", &address);
        }
        match content(export, path, part) {
            Ok(content) => {
                if content.len() as u64 >= PAGE {
                    event.marks.add(Mark::Truncated);
                }
                fill(&mut event, &content, part.parameter("charset").as_deref());
            }
            Err(error) => push_once(&mut event, "page not read", &error.to_string()),
        }
    } else {
        push_once(
            &mut event,
            "page not read",
            "no part of this file is a page",
        );
    }
    for (at, part) in walk.parts.iter().enumerate() {
        if Some(at) == root {
            continue;
        }
        let name = part
            .field("Content-Location")
            .or_else(|| part.field("Content-ID"));
        event.attachments.push(Attachment {
            name: name.unwrap_or_else(|| format!("part {}", at + 1)).into(),
            media_type: Some(part.media_type().into()),
            place: Place::Inline {
                bytes: part.bytes,
                transfer: part.transfer(),
            },
            content: None,
        });
    }
    if walk.more > 0 {
        push_once(&mut event, "further parts", &walk.more.to_string());
    }
    if !walk.is_closed {
        push_once(&mut event, "end", "the file ends before its last part does");
        event.marks.add(Mark::Truncated);
    }
    Ok(event)
}

fn content(export: &dyn Export, path: &str, part: &Part) -> std::io::Result<Vec<u8>> {
    let (from, to) = part.bytes;
    let mut reader = export.open(path).map_err(std::io::Error::other)?;
    std::io::copy(&mut reader.by_ref().take(from), &mut std::io::sink())?;
    let body = reader.take(to.saturating_sub(from));
    let mut content = Vec::new();
    match part.transfer() {
        Transfer::Base64 => Base64Reader::new(body).take(PAGE).read_to_end(&mut content),
        Transfer::QuotedPrintable => QuotedPrintableReader::new(body)
            .take(PAGE)
            .read_to_end(&mut content),
        Transfer::Identity => body.take(PAGE).read_to_end(&mut content),
    }?;
    Ok(content)
}
