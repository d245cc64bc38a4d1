//! What stands before a record's content: the fields of WARC (ISO 28500, 1.0 and 1.1) and the line
//! of ARC (Internet Archive, version 1). Knows nothing of what the content means.

use crate::kit::text::decode;
use onrecord_model::Marks;

/// No header of a record or of HTTP is longer.
pub(super) const HEADER_LIMIT: usize = 64 * 1024;

/// Names and values, in their order, and the line before them: one text for all.
#[derive(Default)]
pub(super) struct Fields {
    text: String,
    line: Part,
    all: Vec<(Part, Part)>,
}

/// From where to where in the text.
type Part = (u32, u32);

impl Fields {
    /// How many there are, and about how many bytes they have.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.all.len(), self.text.len())
    }

    /// The line before the first field.
    pub(super) fn line(&self) -> &str {
        self.part(self.line).unwrap_or_default()
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let parts = self.all.iter();
        parts.filter_map(|(name, value)| Some((self.part(*name)?, self.part(*value)?)))
    }

    /// The first value of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let is_named = |(held, _): &&(Part, Part)| {
            // Nearly all names are of another length.
            (held.1 - held.0) as usize == name.len()
                && self
                    .part(*held)
                    .is_some_and(|held| held.eq_ignore_ascii_case(name))
        };
        self.part(self.all.iter().find(is_named)?.1)
    }

    fn part(&self, (from, to): Part) -> Option<&str> {
        self.text.get(from as usize..to as usize)
    }

    fn clear(&mut self) {
        self.text.clear();
        self.all.clear();
        self.line = (0, 0);
    }

    fn add(&mut self, text: &str) -> Part {
        let from = self.text.len() as u32;
        self.text.push_str(text);
        (from, self.text.len() as u32)
    }

    fn push(&mut self, name: &str, value: &str) {
        let pair = (self.add(name), self.add(value));
        self.all.push(pair);
    }

    /// A further line of the last value.
    fn push_more(&mut self, more: &str) {
        if let Some((_, (_, end))) = self.all.last_mut() {
            self.text.push(' ');
            self.text.push_str(more);
            *end = self.text.len() as u32;
        }
    }

    /// Reads a line, and fields up to the empty line; where the content begins. What was here before is
    /// let go.
    pub(super) fn read(&mut self, rest: &[u8]) -> Option<usize> {
        let rest = &rest[..rest.len().min(HEADER_LIMIT)];
        self.clear();
        if let Some(end) = self.read_plain(rest) {
            return Some(end);
        }
        self.clear();
        let mut at = memchr::memchr(b'\n', rest)? + 1;
        let line = String::from_utf8_lossy(&rest[..at]);
        self.line = self.add(line.trim());
        loop {
            let end = at + memchr::memchr(b'\n', &rest[at..])?;
            let line = decode(&rest[at..end], &mut Marks::default());
            at = end + 1;
            let trimmed = line.trim();
            if trimmed.is_empty() {
                return Some(at);
            }
            if line.starts_with([' ', '\t']) && !self.all.is_empty() {
                self.push_more(trimmed);
                continue;
            }
            match trimmed.split_once(':') {
                Some((name, value)) => self.push(name.trim(), value.trim()),
                None => self.push(trimmed, ""),
            }
        }
    }

    /// As [`Self::read`], where every line is as nearly all are: the text is that of the file. `None`
    /// also where there is no end.
    fn read_plain(&mut self, rest: &[u8]) -> Option<usize> {
        let mut at = memchr::memchr(b'\n', rest)? + 1;
        self.line = trimmed(rest, 0, at)?;
        loop {
            let end = at + memchr::memchr(b'\n', rest.get(at..)?)?;
            let (from, to) = trimmed(rest, at, end)?;
            if from == to {
                self.text
                    .push_str(core::str::from_utf8(rest.get(..end)?).ok()?);
                return Some(end + 1);
            }
            // A further line of the value before begins with a space.
            if from as usize != at {
                return None;
            }
            let line = rest.get(from as usize..to as usize)?;
            let pair = match memchr::memchr(b':', line) {
                Some(colon) => {
                    let middle = at + colon;
                    let name = trimmed(rest, at, middle)?;
                    (name, trimmed(rest, middle + 1, to as usize)?)
                }
                None => ((from, to), (to, to)),
            };
            self.all.push(pair);
            at = end + 1;
        }
    }
}

/// A part of `bytes` without the white space around it; `None` where it begins or ends with anything
/// but that and printable ASCII.
fn trimmed(bytes: &[u8], from: usize, to: usize) -> Option<Part> {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let part = bytes.get(from..to)?;
    let before = part.iter().take_while(|byte| is_blank(byte)).count();
    let part = part.get(before..)?;
    let after = part.iter().rev().take_while(|byte| is_blank(byte)).count();
    let part = part.get(..part.len() - after)?;
    let (from, shows) = (from + before, |byte: Option<&u8>| {
        byte.is_none_or(|byte| (b'!'..=b'~').contains(byte))
    });
    let is_plain = shows(part.first()) && shows(part.last());
    is_plain.then_some((from as u32, (from + part.len()) as u32))
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
/// end of the stream. `in_arc`: the file is an ARC. The memory of `spare` is used for a header's fields.
pub(super) fn read(rest: &[u8], in_arc: bool, spare: &mut Fields) -> Found {
    if begins(rest) {
        let mut fields = std::mem::take(spare);
        let Some(length) = fields.read(rest) else {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_lines_say_what_a_patient_look_at_them_says() {
        let pieces = [
            "WARC/1.0\r\n",
            "Name: value\r\n",
            "name:value\n",
            "No colon\r\n",
            " more\r\n",
            "\tmore\n",
            "Empty:\r\n",
            ": no name\r\n",
            "a:b:c \r\n",
            "Ünï: cödé\r\n",
            "x: \u{a0}y\u{a0}\r\n",
            "x: \u{b}y\r\n",
            "\u{1}:\u{2}\r\n",
            "\r\n",
            " \r\n",
            "\n",
            "rest",
        ];
        let mut seed = 1_u64;
        for _ in 0..20_000 {
            let mut head = Vec::new();
            for _ in 0..6 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let place = (seed >> 33) as usize % (pieces.len() + 1);
                head.extend_from_slice(
                    pieces.get(place).map_or(b"q: \xff\n", |one| one.as_bytes()),
                );
            }
            let (mut plain, mut patient) = (Fields::default(), Fields::default());
            // What is not UTF-8 behind the header is none of its business; in front of it, it makes the
            // look a patient one.
            let Some(end) = plain.read_plain(&head) else {
                continue;
            };
            let mut odd = b"\xff".to_vec();
            odd.extend_from_slice(&head);
            assert_eq!(patient.read(&odd), Some(end + 1), "{head:?}");
            assert!(plain.iter().eq(patient.iter()), "{head:?}");
            assert!(patient.line().ends_with(plain.line()));
            for name in ["name", "NO COLON", "empty", "", "a"] {
                assert_eq!(plain.get(name), patient.get(name), "{head:?}");
            }
        }
    }
}
