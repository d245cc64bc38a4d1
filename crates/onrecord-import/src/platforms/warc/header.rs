//! What stands before a record's content: the fields of WARC (ISO 28500, 1.0 and 1.1) and the line
//! of ARC (Internet Archive, version 1). Knows nothing of what the content means.

/// No header of a record or of HTTP is longer.
pub(super) const HEADER_LIMIT: usize = 64 * 1024;

/// A record's header.
pub(super) struct Header {
    /// Its bytes in the stream.
    pub(super) length: usize,
    pub(super) fields: Vec<(String, String)>,
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
        get(&self.fields, name)
    }

    /// The length that it states for its content.
    pub(super) fn content_length(&self) -> Option<u64> {
        self.get("Content-Length")?.parse().ok()
    }
}

/// The first field of that name.
pub(super) fn get<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let found = fields
        .iter()
        .find(|(field, _)| field.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// Reads the header at the start of `rest`, which reaches at least [`HEADER_LIMIT`] bytes or to the
/// end of the stream. `in_arc`: the file is an ARC.
pub(super) fn read(rest: &[u8], in_arc: bool) -> Found {
    if begins(rest) {
        let Some((fields, length)) = fields(rest) else {
            return Found::Broken;
        };
        let header = Header {
            length,
            fields,
            is_arc: false,
        };
        return match header.content_length() {
            Some(_) => Found::Header(header),
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
    if !url.contains(':') || !is_date || size.parse::<u64>().is_err() {
        return Found::Nothing;
    }
    let kind_of_record = match url.starts_with("filedesc:") {
        true => "warcinfo",
        false => "response",
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Found::Header(Header {
        length: end + 1,
        fields: vec![
            pair("WARC-Type", kind_of_record),
            pair("WARC-Target-URI", &url),
            pair("WARC-IP-Address", ip),
            pair("WARC-Date", date),
            pair("ARC-Content-Type", kind),
            pair("Content-Length", size),
        ],
        is_arc: true,
    })
}

/// Fields up to the empty line, without the line before them; and where the content begins.
pub(super) fn fields(rest: &[u8]) -> Option<(Vec<(String, String)>, usize)> {
    let rest = &rest[..rest.len().min(HEADER_LIMIT)];
    let mut at = memchr::memchr(b'\n', rest)? + 1;
    let mut fields: Vec<(String, String)> = Vec::new();
    loop {
        let end = at + memchr::memchr(b'\n', &rest[at..])?;
        let line = String::from_utf8_lossy(&rest[at..end]);
        at = end + 1;
        if line.trim().is_empty() {
            return Some((fields, at));
        }
        match (line.strip_prefix([' ', '\t']), fields.last_mut()) {
            (Some(more), Some((_, value))) => {
                value.push(' ');
                value.push_str(more.trim());
            }
            _ => {
                let (name, value) = line.split_once(':').unwrap_or((&line, ""));
                fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
    }
}
