//! Walks one web archive and yields its records. A record of any length streams by.

use super::digests::{Checked, Dechunked, Digests};
use super::header::{self, Found, HEADER_LIMIT, Header, get};
use super::source::Source;
use crate::kit::iso_time;
use onrecord_model::digest::Hasher;
use onrecord_model::{
    Attachment, Defect, Event, Kind, Locator, Mark, Place, Pointer, Precision, Thread, Transfer,
    Truth, Wall, When,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fields of one record that are kept.
const FIELD_LIMIT: usize = 256;
/// Records that later ones may refer to.
const REMEMBERED: usize = 10_000;

/// The records of one file.
pub(super) struct Records<'a> {
    entry: Arc<str>,
    source: Source<'a>,
    thread: Arc<Thread>,
    index: u64,
    in_arc: bool,
    ended: bool,
    /// By id, and by address and date: where a record stands.
    known: BTreeMap<String, Locator>,
}

/// What streamed by as a record's content.
struct Content {
    block: Digests,
    payload: Digests,
    dechunked: Option<Dechunked>,
    http: Option<(String, Vec<(String, String)>)>,
    payload_bytes: (u64, u64),
    missing: u64,
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
            known: BTreeMap::new(),
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

    fn content(&mut self, header: &Header, raw: &mut Hasher) -> Content {
        let length = header.content_length().unwrap_or_default();
        let mut content = Content {
            block: Digests::new(),
            payload: Digests::new(),
            dechunked: None,
            http: None,
            payload_bytes: (0, 0),
            missing: 0,
        };
        let mut left = length;
        let states_http = header
            .get("Content-Type")
            .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/http"));
        let rest = self.source.peek(HEADER_LIMIT);
        let rest = &rest[..usize::try_from(length).map_or(rest.len(), |most| most.min(rest.len()))];
        if (states_http || header.is_arc && rest.starts_with(b"HTTP/"))
            && let Some((fields, head)) = header::fields(rest)
        {
            let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let line = String::from_utf8_lossy(line).trim().to_owned();
            let chunked = get(&fields, "Transfer-Encoding")
                .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
            content.dechunked = chunked.then(Dechunked::new);
            content.http = Some((line, fields));
            raw.update(&rest[..head]);
            content.block.update(&rest[..head]);
            self.source.advance(head);
            left -= head as u64;
        }
        let from = self.source.position();
        let passed = self.source.pass(left, |bytes| {
            raw.update(bytes);
            content.block.update(bytes);
            content.payload.update(bytes);
            if let Some(chunks) = &mut content.dechunked {
                chunks.update(bytes);
            }
        });
        content.payload_bytes = (from, self.source.position());
        content.missing = left - passed;
        content
    }

    fn event(&mut self, from: u64, header: &Header, content: Content, raw: Hasher) -> Event {
        let locator = self.locator(from);
        let kind = header.get("WARC-Type").unwrap_or_default().to_owned();
        let mut event = Event {
            when: when(header),
            ..Event::new(
                locator,
                raw.finish(),
                self.thread.clone(),
                match kind.as_str() {
                    "response" | "resource" | "revisit" | "conversion" | "continuation" => {
                        Kind::Post
                    }
                    "request" | "metadata" | "warcinfo" => Kind::System,
                    other => Kind::Unknown(other.into()),
                },
            )
        };
        // Some writers put the address between angle brackets.
        let url = header.get("WARC-Target-URI").map(|url| {
            let bare = url.strip_prefix('<').and_then(|url| url.strip_suffix('>'));
            bare.unwrap_or(url).to_owned()
        });
        for (name, value) in [("record", &kind)]
            .into_iter()
            .chain(url.iter().map(|url| ("url", url)))
        {
            event.details.push((name.into(), value.as_str().into()));
        }
        if let Some((line, fields)) = &content.http {
            let status = line.split(' ').nth(1).unwrap_or_default();
            let (name, value) = match line.starts_with("HTTP/") {
                true => ("status", status),
                false => ("asked", line.as_str()),
            };
            event.details.push((name.into(), value.into()));
            keep(&mut event, "http.", fields);
        }
        check(&mut event, header, &content);
        keep(&mut event, "", &header.fields);
        if matches!(event.kind, Kind::Post) && kind != "revisit" {
            attach(&mut event, header, &content, url.as_deref());
        }
        self.connect(&mut event, header, url.as_deref());
        event
    }

    /// What a record says of another one, and what later ones will say of this.
    fn connect(&mut self, event: &mut Event, header: &Header, url: Option<&str>) {
        let place = |url: &str, date: &str| format!("{date} {url}");
        let referred = header.get("WARC-Refers-To").map(str::to_owned).or_else(|| {
            let date = header.get("WARC-Refers-To-Date")?;
            Some(place(header.get("WARC-Refers-To-Target-URI")?, date))
        });
        let referred = referred.or(header.get("WARC-Concurrent-To").map(str::to_owned));
        event.refers_to = referred.and_then(|key| self.known.get(&key).cloned());
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        if let Some(id) = header.get("WARC-Record-ID") {
            self.known.insert(id.to_owned(), event.locator.clone());
        }
        if let (Some(url), Some(date), Some("response")) =
            (url, header.get("WARC-Date"), header.get("WARC-Type"))
        {
            self.known.insert(place(url, date), event.locator.clone());
        }
    }
}

fn keep(event: &mut Event, prefix: &str, fields: &[(String, String)]) {
    for (name, value) in fields {
        if event.details.len() >= FIELD_LIMIT {
            event.marks.add(Mark::Truncated);
            return;
        }
        let known = prefix.is_empty()
            && matches!(name.as_str(), "WARC-Type" | "WARC-Target-URI" | "WARC-Date");
        if !known {
            let name = format!("{prefix}{name}");
            event.details.push((name.into(), value.as_str().into()));
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
        event
            .details
            .push((format!("digest.{what}").into(), said.into()));
    }
    if content.missing > 0 {
        event.marks.add(Mark::Inconsistent);
    }
}

/// The payload, where it is stored as it is.
fn attach(event: &mut Event, header: &Header, content: &Content, url: Option<&str>) {
    let (from, to) = content.payload_bytes;
    if from == to {
        return;
    }
    let fields = content.http.as_ref().map(|(_, fields)| &fields[..]);
    let coded = fields.and_then(|fields| {
        get(fields, "Content-Encoding").filter(|coding| !coding.eq_ignore_ascii_case("identity"))
    });
    if coded.is_some() || content.dechunked.as_ref().is_some_and(Dechunked::is_whole) {
        let how = coded.unwrap_or("chunked");
        event.details.push(("payload.stored".into(), how.into()));
        return;
    }
    let media_type = match fields {
        Some(fields) => get(fields, "Content-Type"),
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
    event.attachments.push(Attachment {
        name: name.unwrap_or("page").into(),
        media_type: media_type.map(|kind| kind.to_ascii_lowercase().into()),
        place: Place::Inline {
            bytes: content.payload_bytes,
            transfer: Transfer::Identity,
        },
        content: Some((content.payload.sha256(), to - from)),
    });
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
        match header::read(rest, in_arc || begins_arc) {
            Found::Header(header) => {
                self.in_arc |= begins_arc;
                let mut raw = Hasher::default();
                self.source
                    .pass(header.length as u64, |bytes| raw.update(bytes));
                let content = self.content(&header, &mut raw);
                if content.missing > 0 {
                    self.ended = true;
                    let reason = format!(
                        "The file ends inside this record: {} bytes of it are missing.",
                        content.missing
                    );
                    return Some(Err(self.defect(from, "truncated", &reason)));
                }
                Some(Ok(self.event(from, &header, content, raw)))
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
