//! What stands before a record's content: the fields of WARC (ISO 28500, 1.0 and 1.1) and the line
//! of ARC (Internet Archive, version 1). Knows nothing of what the content means.

use crate::kit::text::decode;
use onrecord_model::Marks;

/// No header of a record or of HTTP is longer.
pub(super) const HEADER_LIMIT: usize = 64 * 1024;

/// Names and values, in their order, one text for all.
#[derive(Default)]
pub(super) struct Fields {
    text: String,
    /// Where each name ends and its value begins, and where that ends and the next name begins.
    ends: Vec<(u32, u32)>,
}

impl Fields {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut from = 0;
        self.ends.iter().filter_map(move |(middle, end)| {
            let (middle, end) = (*middle as usize, *end as usize);
            let pair = (self.text.get(from..middle)?, self.text.get(middle..end)?);
            from = end;
            Some(pair)
        })
    }

    /// The first value of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut from = 0;
        for (middle, end) in &self.ends {
            let (middle, end) = (*middle as usize, *end as usize);
            // Nearly all names are of another length.
            if middle - from == name.len()
                && self.text.get(from..middle)?.eq_ignore_ascii_case(name)
            {
                return self.text.get(middle..end);
            }
            from = end;
        }
        None
    }

    fn push(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        let middle = self.text.len() as u32;
        self.text.push_str(value);
        self.ends.push((middle, self.text.len() as u32));
    }

    /// A further line of the last value.
    fn push_more(&mut self, more: &str) {
        if let Some((_, end)) = self.ends.last_mut() {
            self.text.push(' ');
            self.text.push_str(more);
            *end = self.text.len() as u32;
        }
    }
}

/// A record's header.
pub(super) struct Header {
    /// Its bytes in the stream.
    pub(super) length: usize,
    pub(super) fields: Fields,
    /// The length that it states for its content.
    pub(super) content_length: u64,
    pub(super) is_arc: bool,
}

/// What stands at the start of `rest`.
pub(super) enum Found {
    Header(Header),
    /// No record begins here.
    Nothing,
    /// A record begins here, but its header has no end or states no length.
    Broken,
}

/// Whether a file's first bytes are those of a web archive.
pub(super) fn looks_like_warc(first: &[u8]) -> bool {
    begins(first) || first.starts_with(b"filedesc://")
}

fn begins(rest: &[u8]) -> bool {
    rest.starts_with(b"WARC/") && rest.get(5).is_some_and(u8::is_ascii_digit)
}

/// Where the next record may begin, after the first byte.
pub(super) fn next_record(rest: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(rest.get(1..)?, b"WARC/")
        .map(|at| at + 1)
        .find(|at| rest[at - 1] == b'\n' && begins(&rest[*at..]))
}

impl Header {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name)
    }

    /// What the record is, in the format's word.
    pub(super) fn kind(&self) -> &str {
        self.get("WARC-Type").unwrap_or_default()
    }
}

fn length(fields: &Fields) -> Option<u64> {
    fields.get("Content-Length")?.parse().ok()
}

/// Reads the header at the start of `rest`, which reaches at least [`HEADER_LIMIT`] bytes or to the
/// end of the stream. `in_arc`: the file is an ARC.
pub(super) fn read(rest: &[u8], in_arc: bool) -> Found {
    if begins(rest) {
        let Some((fields, length)) = fields(rest) else {
            return Found::Broken;
        };
        return match self::length(&fields) {
            Some(content_length) => Found::Header(Header {
                length,
                fields,
                content_length,
                is_arc: false,
            }),
            None => Found::Broken,
        };
    }
    if !in_arc {
        return Found::Nothing;
    }
    let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(HEADER_LIMIT)]) else {
        return Found::Nothing;
    };
    let line = String::from_utf8_lossy(&rest[..end]);
    let words: Vec<&str> = line.trim_end().split(' ').collect();
    // The address may hold spaces; the four words after it may not.
    let [url @ .., ip, date, kind, size] = &words[..] else {
        return Found::Nothing;
    };
    let url = url.join(" ");
    let is_date = (8..=14).contains(&date.len()) && date.bytes().all(|byte| byte.is_ascii_digit());
    let Ok(content_length) = size.parse() else {
        return Found::Nothing;
    };
    if !url.contains(':') || !is_date {
        return Found::Nothing;
    }
    let kind_of_record = match url.starts_with("filedesc:") {
        true => "warcinfo",
        false => "response",
    };
    let mut fields = Fields::default();
    for (name, value) in [
        ("WARC-Type", kind_of_record),
        ("WARC-Target-URI", &url),
        ("WARC-IP-Address", ip),
        ("WARC-Date", date),
        ("ARC-Content-Type", kind),
        ("Content-Length", size),
    ] {
        fields.push(name, value);
    }
    Found::Header(Header {
        length: end + 1,
        fields,
        content_length,
        is_arc: true,
    })
}

/// Fields up to the empty line, without the line before them; and where the content begins.
pub(super) fn fields(rest: &[u8]) -> Option<(Fields, usize)> {
    let rest = &rest[..rest.len().min(HEADER_LIMIT)];
    let mut at = memchr::memchr(b'\n', rest)? + 1;
    let mut fields = Fields {
        text: String::with_capacity(512),
        ends: Vec::with_capacity(16),
    };
    loop {
        let end = at + memchr::memchr(b'\n', &rest[at..])?;
        let line = decode(&rest[at..end], &mut Marks::default());
        at = end + 1;
        let trimmed = trim(&line);
        if trimmed.is_empty() {
            return Some((fields, at));
        }
        if line.starts_with([' ', '\t']) && fields.len() > 0 {
            fields.push_more(trimmed);
            continue;
        }
        match memchr::memchr(b':', line.as_bytes()).and_then(|at| line.split_at_checked(at)) {
            Some((name, value)) => {
                fields.push(trim(name), trim(value.get(1..).unwrap_or_default()))
            }
            None => fields.push(trimmed, ""),
        }
    }
}

/// As [`str::trim`]; nearly always only spaces and a line's end stand around.
fn trim(text: &str) -> &str {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}
