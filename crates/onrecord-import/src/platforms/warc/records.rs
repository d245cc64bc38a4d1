//! Walks one web archive and yields its records. A record of any length streams by.

use super::digests::{Checked, Dechunked, Digests};
use super::header::{self, Fields, Found, HEADER_LIMIT, Header};
use super::known::{Known, Standing};
use super::source::Source;
use crate::kit::iso_time;
use onrecord_model::digest::Hasher;
use onrecord_model::{
    Attachment, Defect, Digest, Event, Kind, Locator, Mark, Place, Pointer, Precision, Thread,
    Transfer, Truth, Wall, When,
};
use std::sync::Arc;

/// Fields of one record that are kept.
const FIELD_LIMIT: usize = 256;

/// The records of one file.
pub(super) struct Records<'a> {
    entry: Arc<str>,
    source: Source<'a>,
    thread: Arc<Thread>,
    index: u64,
    in_arc: bool,
    ended: bool,
    /// By id, and by address and date: where a record stands.
    known: Known,
    /// Memory of the fields of records before: their own, and those of HTTP.
    spare: [Fields; 2],
    /// A name of a record being put together.
    place: String,
}

/// What streamed by as a record's content.
struct Content {
    /// SHA-256 of the whole record.
    raw: Digest,
    /// SHA-256 of the payload, where the record can have an attachment.
    attached: Option<Digest>,
    block: Digests,
    payload: Digests,
    dechunked: Option<Box<Dechunked>>,
    http: Option<Fields>,
    payload_bytes: (u64, u64),
    missing: u64,
}

impl Content {
    /// The next bytes of the payload.
    fn payload(&mut self, bytes: &[u8]) {
        self.block.update(bytes);
        self.payload.update(bytes);
        if let Some(chunks) = &mut self.dechunked {
            chunks.update(bytes);
        }
    }

    /// What stands before the payload, where that is an answer or a question of HTTP, and its length.
    fn begin(&mut self, header: &Header, content: &[u8], spare: &mut Fields) -> usize {
        const HTTP: &[u8] = b"application/http";
        let states_http = header
            .get("Content-Type")
            .and_then(|kind| kind.as_bytes().get(..HTTP.len()))
            .is_some_and(|kind| kind.eq_ignore_ascii_case(HTTP));
        if (states_http || header.is_arc && content.starts_with(b"HTTP/"))
            && let Some(head) = spare.read(content)
        {
            let fields = std::mem::take(spare);
            let chunked = fields
                .get("Transfer-Encoding")
                .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
            let stated = header.get("WARC-Payload-Digest");
            self.dechunked = chunked.then(|| Box::new(Dechunked::for_stated(stated)));
            self.http = Some(fields);
            self.block.update(&content[..head]);
            return head;
        }
        0
    }
}

impl<'a> Records<'a> {
    pub(super) fn new(entry: Arc<str>, source: Source<'a>, thread: Arc<Thread>) -> Self {
        Self {
            entry,
            source,
            thread,
            index: 0,
            in_arc: false,
            ended: false,
            known: Known::new(),
            spare: Default::default(),
            place: String::new(),
        }
    }

    fn locator(&mut self, from: u64) -> Locator {
        let index = self.index;
        self.index += 1;
        Locator {
            entry: self.entry.clone(),
            bytes: (from, self.source.position()),
            pointer: Pointer::Record { index, part: None },
        }
    }

    fn defect(&mut self, from: u64, code: &'static str, reason: &str) -> Defect {
        let locator = self.locator(from);
        let (code, reason) = match self.source.error.take() {
            Some(error) => ("read-error", format!("Reading stopped here: {error}.")),
            None => (code, reason.to_owned()),
        };
        Defect {
            locator,
            code,
            reason: reason.into(),
        }
    }

    /// Passes over what is no record, up to where the next one begins.
    fn resync(&mut self) {
        loop {
            let rest = self.source.peek(HEADER_LIMIT);
            if rest.is_empty() {
                return;
            }
            match header::next_record(rest) {
                Some(at) => return self.source.advance(at),
                // A line end and `WARC/1` may be cut in two.
                None if rest.len() < HEADER_LIMIT => {
                    let all = rest.len();
                    self.source.advance(all);
                }
                None => {
                    let most = rest.len() - 8;
                    self.source.advance(most);
                }
            }
        }
    }

    /// Passes over the record that begins here with `header`.
    fn content(&mut self, header: &Header) -> Content {
        let length = header.content_length;
        let mut content = Content {
            raw: Digest::default(),
            attached: None,
            block: Digests::for_stated(header.get("WARC-Block-Digest")),
            payload: Digests::for_stated(header.get("WARC-Payload-Digest")),
            dechunked: None,
            http: None,
            payload_bytes: (0, 0),
            missing: 0,
        };
        let has_attachment = can_have_attachment(header.kind());
        let begin = self.source.position();
        let most = usize::try_from(length).map_or(HEADER_LIMIT, |length| length.min(HEADER_LIMIT));
        let rest = self.source.peek(header.length + most);
        let after = rest.get(header.length..).unwrap_or_default();
        let whole = usize::try_from(length).ok();
        let inside = whole.and_then(|length| after.get(..length));
        let head = content.begin(header, inside.unwrap_or(after), &mut self.spare[1]);
        let from = begin + (header.length + head) as u64;
        content.payload_bytes = (from, begin + header.length as u64 + length);
        // Most records are in memory whole, and two digests are worked out faster than one after the
        // other.
        if let Some(inside) = inside
            && let Some(record) = rest.get(..header.length + inside.len())
            && let Some(payload) = inside.get(head..)
        {
            if has_attachment {
                let (raw, attached) = Digest::of_both(record, payload);
                (content.raw, content.attached) = (raw, Some(attached));
            } else {
                content.raw = Digest::of(record);
            }
            content.payload(payload);
            let length = record.len();
            self.source.advance(length);
            return content;
        }
        let (mut raw, mut attached) = (Hasher::default(), Hasher::default());
        self.source.pass((header.length + head) as u64, |bytes| {
            raw.update(bytes);
        });
        let left = length - head as u64;
        let passed = self.source.pass(left, |bytes| {
            if has_attachment {
                raw.update_both(bytes, &mut attached, bytes);
            } else {
                raw.update(bytes);
            }
            content.payload(bytes);
        });
        content.raw = raw.finish();
        content.attached = has_attachment.then(|| attached.finish());
        content.payload_bytes.1 = self.source.position();
        content.missing = left - passed;
        content
    }

    fn event(&mut self, from: u64, header: &Header, mut content: Content) -> Event {
        let locator = self.locator(from);
        let kind = header.kind();
        let mut event = Event {
            when: when(header),
            ..Event::new(
                locator,
                content.raw,
                self.thread.clone(),
                match kind {
                    kind if is_post(kind) => Kind::Post,
                    "request" | "metadata" | "warcinfo" => Kind::System,
                    other => Kind::Unknown(other.into()),
                },
            )
        };
        // Some writers put the address between angle brackets.
        let url = header.get("WARC-Target-URI").map(|url| {
            let bare = url.strip_prefix('<').and_then(|url| url.strip_suffix('>'));
            bare.unwrap_or(url)
        });
        self.connect(&mut event, header, url);
        let http = content.http.take();
        let fields = http.as_ref();
        let stored = stored(header, &content, fields, url);
        let (count, bytes) = fields.map_or((0, 0), Fields::size);
        let (more, more_bytes) = header.fields.size();
        event.details.reserve(
            (count + more).min(FIELD_LIMIT) + 4,
            // Before each name of HTTP stands what it is of, and the address stands once more.
            bytes + "http.".len() * count + more_bytes + url.map_or(0, str::len) + 128,
        );
        event.details.push("record", kind);
        event.details.extend(url.map(|url| ("url", url)));
        if let Some(fields) = http {
            let line = fields.line();
            let status = line.split(' ').nth(1).unwrap_or_default();
            let (name, value) = match line.starts_with("HTTP/") {
                true => ("status", status),
                false => ("asked", line),
            };
            event.details.push(name, value);
            keep(&mut event, "http.", &fields);
            self.spare[1] = fields;
        }
        check(&mut event, header, &content);
        keep(&mut event, "", &header.fields);
        match stored {
            Some(Stored::AsItIs(attachment)) => event.attachments.push(attachment),
            Some(Stored::Coded(how)) => {
                event.details.push("payload.stored", how);
            }
            None => {}
        }
        event
    }

    /// What a record says of another one, and what later ones will say of this.
    fn connect(&mut self, event: &mut Event, header: &Header, url: Option<&str>) {
        let of = |name: &str| Some(Digest::of(header.get(name)?.as_bytes()));
        let referred = of("WARC-Refers-To").or_else(|| {
            let date = header.get("WARC-Refers-To-Date")?;
            let place = place(header.get("WARC-Refers-To-Target-URI")?, date);
            Some(Digest::of(place.as_bytes()))
        });
        event.refers_to = referred
            .or_else(|| of("WARC-Concurrent-To"))
            .and_then(|referred| self.known.get(&referred))
            .map(|standing| {
                Box::new(Locator {
                    entry: self.entry.clone(),
                    bytes: standing.bytes,
                    pointer: Pointer::Record {
                        index: standing.index,
                        part: None,
                    },
                })
            });
        self.known.make_room();
        let standing = Standing {
            bytes: event.locator.bytes,
            index: self.index - 1,
        };
        let id = header.get("WARC-Record-ID");
        let place = match (url, header.get("WARC-Date")) {
            (Some(url), Some(date)) if header.kind() == "response" => {
                self.place.clear();
                self.place.extend([date, " ", url]);
                Some(self.place.as_bytes())
            }
            _ => None,
        };
        let (by_id, by_place) =
            Digest::of_both(id.unwrap_or_default().as_bytes(), place.unwrap_or_default());
        let names = [id.map(|_| by_id), place.map(|_| by_place)];
        for name in names.into_iter().flatten() {
            self.known.insert(name, standing);
        }
    }
}

/// What a captured page is called by its address and time.
fn place(url: &str, date: &str) -> String {
    [date, url].join(" ")
}

fn is_post(kind: &str) -> bool {
    matches!(
        kind,
        "response" | "resource" | "revisit" | "conversion" | "continuation"
    )
}

/// Whether the payload of a record of that kind is something by itself. A revisit has none.
fn can_have_attachment(kind: &str) -> bool {
    is_post(kind) && kind != "revisit"
}

fn keep(event: &mut Event, prefix: &str, fields: &Fields) {
    for (name, value) in fields.iter() {
        if event.details.len() >= FIELD_LIMIT {
            event.marks.add(Mark::Truncated);
            return;
        }
        let known =
            prefix.is_empty() && matches!(name, "WARC-Type" | "WARC-Target-URI" | "WARC-Date");
        if !known {
            event.details.push_parts(&[prefix, name], value);
        }
    }
}

/// ISO 8601 in UTC; in ARC and very old WARC 14 digits.
fn when(header: &Header) -> When {
    let written = header.get("WARC-Date").unwrap_or_default();
    let digits = written.len() == 14 && written.bytes().all(|byte| byte.is_ascii_digit());
    let two = |at: usize| {
        written
            .get(at..at + 2)
            .and_then(|two| two.parse::<u8>().ok())
    };
    let wall = || {
        let year = i32::from(two(0)?) * 100 + i32::from(two(2)?);
        Wall::new(year, two(4)?, two(6)?, two(8)?, two(10)?, two(12)?, 0)
    };
    match digits.then(wall).flatten() {
        Some(wall) => When {
            as_written: written.into(),
            truth: Truth::Stated(wall.at_offset(0)),
            precision: Precision::Second,
        },
        None => iso_time::parse_or_keep(written),
    }
}

/// Compares the digests that the record states.
fn check(event: &mut Event, header: &Header, content: &Content) {
    let block = header
        .get("WARC-Block-Digest")
        .map(|stated| ("block", content.block.check(stated)));
    // A revisit states the digest of what it does not repeat.
    let repeats =
        header.get("WARC-Type") != Some("revisit") && header.get("WARC-Truncated").is_none();
    let payload = header
        .get("WARC-Payload-Digest")
        .filter(|_| repeats)
        .map(|stated| {
            let mut found = content.payload.check(stated);
            if found == Checked::Differs
                && let Some(chunks) = &content.dechunked
                && chunks.is_whole()
            {
                // Some writers take the chunks apart first.
                found = chunks.digests.check(stated);
            }
            ("payload", found)
        });
    for (what, found) in block.into_iter().chain(payload) {
        let said = match found {
            Checked::Matches => "matches",
            Checked::Unknown => "not of a kind that can be checked here",
            Checked::Differs => {
                event.marks.add(Mark::Inconsistent);
                "does not match the content"
            }
        };
        event.details.push_parts(&["digest.", what], said);
    }
    if content.missing > 0 {
        event.marks.add(Mark::Inconsistent);
    }
}

/// How a payload stands in the archive.
enum Stored {
    AsItIs(Attachment),
    Coded(String),
}

/// The payload, where it is something by itself.
fn stored(
    header: &Header,
    content: &Content,
    http: Option<&Fields>,
    url: Option<&str>,
) -> Option<Stored> {
    let (from, to) = content.payload_bytes;
    let digest = content.attached.filter(|_| from != to)?;
    let coded = http.and_then(|fields| {
        let coding = fields.get("Content-Encoding");
        coding.filter(|coding| !coding.eq_ignore_ascii_case("identity"))
    });
    if coded.is_some()
        || content
            .dechunked
            .as_deref()
            .is_some_and(Dechunked::is_whole)
    {
        return Some(Stored::Coded(coded.unwrap_or("chunked").to_owned()));
    }
    let media_type = match http {
        Some(fields) => fields.get("Content-Type"),
        None => header.get("Content-Type"),
    };
    let media_type = media_type.map(|kind| kind.split(';').next().unwrap_or(kind).trim());
    let name = url.and_then(|url| {
        let path = url.split(['?', '#']).next()?.split_once("://")?.1;
        path.split_once('/')?
            .1
            .rsplit('/')
            .next()
            .filter(|name| !name.is_empty())
    });
    Some(Stored::AsItIs(Attachment {
        name: name.unwrap_or("page").into(),
        media_type: media_type.map(|kind| kind.to_ascii_lowercase().into()),
        place: Place::Inline {
            bytes: content.payload_bytes,
            transfer: Transfer::Identity,
        },
        content: Some((digest, to - from)),
    }))
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        // Two line ends stand after a record; some writers put more, or fewer.
        while matches!(self.source.peek(1).first(), Some(b'\r' | b'\n')) {
            self.source.advance(1);
        }
        let from = self.source.position();
        let in_arc = self.in_arc;
        let rest = self.source.peek(HEADER_LIMIT);
        if rest.is_empty() {
            self.ended = true;
            let nothing = self.index == 0;
            return (nothing || self.source.error.is_some())
                .then(|| Err(self.defect(from, "empty", "There is no record in this file.")));
        }
        let begins_arc = from == 0 && rest.starts_with(b"filedesc://");
        match header::read(rest, in_arc || begins_arc, &mut self.spare[0]) {
            Found::Header(header) => {
                self.in_arc |= begins_arc;
                let content = self.content(&header);
                if content.missing > 0 {
                    self.ended = true;
                    let reason = format!(
                        "The file ends inside this record: {} bytes of it are missing.",
                        content.missing
                    );
                    return Some(Err(self.defect(from, "truncated", &reason)));
                }
                let event = self.event(from, &header, content);
                self.spare[0] = header.fields;
                Some(Ok(event))
            }
            Found::Broken => {
                self.resync();
                Some(Err(self.defect(
                    from,
                    "invalid-header",
                    "This record's header has no end, or states no length.",
                )))
            }
            Found::Nothing => {
                self.resync();
                Some(Err(self.defect(
                    from,
                    "stray-bytes",
                    "There are bytes here that belong to no record; the one before may state a \
                     wrong length.",
                )))
            }
        }
    }
}
