//! The parts of a mail, with their exact bytes. Iterative, with limits: a mail can be nested as
//! deep as its writer likes. Knows nothing of events.

use super::headers::{Content, Headers};
use std::ops::Range;

/// Parts of one mail that are read.
const PART_LIMIT: usize = 2_000;
/// Multiparts in multiparts that are opened.
const DEPTH_LIMIT: usize = 24;

/// A part that is not itself a multipart.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) content: Content,
    /// Its body, still encoded, in the mail.
    pub(super) body: Range<usize>,
    /// The `multipart/alternative` it is one form of, counted from 1; 0 for none.
    pub(super) alternative: usize,
}

/// What a mail is made of.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) leaves: Vec<Leaf>,
    /// There were more parts than the limits allow.
    pub(super) clipped: bool,
    /// A multipart without its boundary, or without its end.
    pub(super) damaged: bool,
}

struct Pending {
    range: Range<usize>,
    depth: usize,
    alternative: usize,
    in_digest: bool,
}

/// Takes a mail apart. `headers` are its own.
pub(super) fn parts(mail: &[u8], headers: &Headers<'_>) -> Parts {
    let mut parts = Parts::default();
    let mut alternatives = 0;
    let mut pending = Vec::new();
    let content = Content::of(headers);
    let whole = Pending {
        range: headers.body..mail.len(),
        depth: 0,
        alternative: 0,
        in_digest: false,
    };
    open(
        mail,
        content,
        whole,
        &mut parts,
        &mut alternatives,
        &mut pending,
    );
    while let Some(part) = pending.pop() {
        if parts.leaves.len() >= PART_LIMIT {
            parts.clipped = true;
            break;
        }
        let headers = Headers::of(&mail[part.range.clone()]);
        let mut content = Content::of(&headers);
        if content.media_type.is_empty() && part.in_digest {
            "message/rfc822".clone_into(&mut content.media_type);
        }
        parts.clipped |= headers.clipped;
        let part = Pending {
            range: part.range.start + headers.body..part.range.end,
            ..part
        };
        open(
            mail,
            content,
            part,
            &mut parts,
            &mut alternatives,
            &mut pending,
        );
    }
    parts
}

/// A part whose headers are read: a leaf, or further parts.
fn open(
    mail: &[u8],
    content: Content,
    part: Pending,
    parts: &mut Parts,
    alternatives: &mut usize,
    pending: &mut Vec<Pending>,
) {
    let mut children = Vec::new();
    if content.media_type.starts_with("multipart/") {
        match &content.boundary {
            Some(boundary) if part.depth < DEPTH_LIMIT => {
                let room = PART_LIMIT.saturating_sub(pending.len());
                let (found, closed) = split(mail, part.range.clone(), boundary, room);
                parts.clipped |= found.len() >= room;
                parts.damaged |= !closed;
                children = found;
            }
            Some(_) => parts.clipped = true,
            None => parts.damaged = true,
        }
    }
    if children.is_empty() {
        parts.leaves.push(Leaf {
            content,
            body: part.range,
            alternative: part.alternative,
        });
        return;
    }
    let alternative = if content.media_type == "multipart/alternative" {
        *alternatives += 1;
        *alternatives
    } else {
        part.alternative
    };
    let in_digest = content.media_type == "multipart/digest";
    pending.extend(children.into_iter().rev().map(|range| Pending {
        range,
        depth: part.depth + 1,
        alternative,
        in_digest,
    }));
}

/// The parts between the boundary's lines, and whether the closing one was there (RFC 2046, 5.1).
fn split(
    mail: &[u8],
    range: Range<usize>,
    boundary: &str,
    room: usize,
) -> (Vec<Range<usize>>, bool) {
    let delimiter = format!("--{boundary}");
    let body = &mail[range.clone()];
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for at in memchr::memmem::find_iter(body, delimiter.as_bytes()) {
        let begins_line = at == 0 || body[at - 1] == b'\n';
        let rest = &body[at + delimiter.len()..];
        let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
        let (closes, trailing) = match line.strip_prefix(b"--") {
            Some(trailing) => (true, trailing),
            None => (false, line),
        };
        if !begins_line || !trailing.trim_ascii().is_empty() {
            continue;
        }
        if let Some(from) = open {
            // The line break before the boundary belongs to the boundary.
            let mut to = at;
            if to > from && body[to - 1] == b'\n' {
                to -= 1;
                if to > from && body[to - 1] == b'\r' {
                    to -= 1;
                }
            }
            found.push(range.start + from..range.start + to);
        }
        let next = at + delimiter.len() + line.len() + 1;
        open = (!closes).then(|| next.min(body.len()));
        if closes || found.len() >= room {
            return (found, true);
        }
    }
    if let Some(from) = open {
        found.push(range.start + from..range.end);
    }
    (found, false)
}
