//! One pass over a record that is whole and well formed: every name, string, word and container in
//! it is noted with its place, so that reading it looks for nothing again. Whatever is cut off,
//! damaged or unusual is left to the patient scan. Knows nothing of what a value means.
//!
//! Records of one list are nearly always written alike: the same names in the same order with the
//! same white space. So what stands between two values is compared with what stood there last
//! time, and only looked at byte by byte where it differs.

use super::scan::blank_length;
use crate::kit::eight::{ONES, SPACES, TOPS, byte_of, folded, lowest_zero, zero_where};

/// A record with more values is left to the scan: what is noted takes memory.
const NODES: usize = 1 << 16;
/// So many ways to write a name are remembered, of this length at most.
const GAPS: usize = 120;
const GAP: usize = 160;
/// Of no way to write a name.
const NONE: u8 = u8::MAX;

/// A string without an escape.
const PLAIN: u8 = 1;
/// A string of nothing but printable ASCII, without an escape.
const SIMPLE: u8 = 2;

/// A name or value, from the record's first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub start: u32,
    pub end: u32,
    /// How many nodes it takes, with everything inside it.
    pub span: u32,
    flags: u8,
}

impl Node {
    pub(super) fn is_plain(&self) -> bool {
        self.flags & PLAIN != 0
    }

    pub(super) fn is_simple(&self) -> bool {
        self.flags & SIMPLE != 0
    }
}

/// What a pass led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taped {
    /// The value ends before this position.
    End(usize),
    /// The bytes end before the value does, or shortly after.
    More,
    /// Something to be looked at patiently.
    Other,
}

/// White space, a name, a colon and white space, as they stood somewhere.
#[derive(Debug)]
struct Gap {
    bytes: Box<[u8]>,
    name: (u32, u32),
    flags: u8,
    /// What came last after this in the same object.
    next: u8,
    /// What came last first in the object that this leads to.
    inside: u8,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    node: usize,
    is_object: bool,
    /// How the last name in it was written, or the one that led to it.
    gap: u8,
}

/// The nodes of one record after another.
#[derive(Debug, Default)]
pub(super) struct Tape {
    nodes: Vec<Node>,
    open: Vec<Open>,
    gaps: Vec<Gap>,
}

type Step<T> = Result<T, Taped>;

impl Tape {
    /// What was noted of the value that was read last.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Passes over the value that `bytes` begin with. Containers may be nested `limit` deep.
    pub(super) fn read(&mut self, bytes: &[u8], limit: u32) -> Taped {
        self.nodes.clear();
        self.open.clear();
        match self.pass(bytes, limit.min(128) as usize) {
            Ok(end) => Taped::End(end),
            Err(stop) => {
                self.nodes.clear();
                stop
            }
        }
    }

    fn pass(&mut self, bytes: &[u8], limit: usize) -> Step<usize> {
        if self.gaps.is_empty() {
            // What leads to the record itself.
            self.gaps.push(Gap {
                bytes: Box::default(),
                name: (0, 0),
                flags: 0,
                next: NONE,
                inside: NONE,
            });
        }
        let (mut at, mut gap) = (0, 0);
        loop {
            match *bytes.get(at).ok_or(Taped::More)? {
                b'"' => {
                    let (end, flags) = string(bytes, at + 1)?;
                    self.note(at, end, flags)?;
                    at = end;
                }
                open @ (b'{' | b'[') => {
                    if self.open.len() >= limit {
                        return Err(Taped::Other);
                    }
                    self.open.push(Open {
                        node: self.nodes.len(),
                        is_object: open == b'{',
                        gap,
                    });
                    self.note(at, at, 0)?;
                    at += 1;
                    let next = blanks(bytes, at)?;
                    if !matches!(bytes.get(next), Some(b'}' | b']')) {
                        (at, gap) = self.item(bytes, at, gap, true)?;
                        continue;
                    }
                }
                b',' | b':' | b'}' | b']' => return Err(Taped::Other),
                0..=b' ' => {
                    let next = blanks(bytes, at)?;
                    if next == at {
                        return Err(Taped::Other);
                    }
                    at = next;
                    continue;
                }
                _ => {
                    let end = bare(bytes, at)?;
                    self.note(at, end, 0)?;
                    at = end;
                }
            }
            // What comes after a value: the next one, or the end of what holds it.
            loop {
                let Some(top) = self.open.last().copied() else {
                    return Ok(at);
                };
                let mut byte = *bytes.get(at).ok_or(Taped::More)?;
                if byte <= b' ' {
                    at = blanks(bytes, at)?;
                    byte = *bytes.get(at).ok_or(Taped::More)?;
                }
                at += 1;
                match byte {
                    b',' => {
                        (at, gap) = self.item(bytes, at, top.gap, false)?;
                        break;
                    }
                    b'}' | b']' if (byte == b'}') == top.is_object => {
                        let count = self.nodes.len();
                        if let Some(node) = self.nodes.get_mut(top.node) {
                            node.end = at as u32;
                            node.span = (count - top.node) as u32;
                        }
                        self.open.pop();
                    }
                    _ => return Err(Taped::Other),
                }
            }
        }
    }

    fn note(&mut self, start: usize, end: usize, flags: u8) -> Step<()> {
        if self.nodes.len() >= NODES {
            return Err(Taped::Other);
        }
        self.nodes.push(Node {
            start: start as u32,
            end: end as u32,
            span: 1,
            flags,
        });
        Ok(())
    }

    /// To the next value of the innermost container: past its name where that is an object.
    fn item(&mut self, bytes: &[u8], at: usize, last: u8, is_first: bool) -> Step<(usize, u8)> {
        let is_object = self.open.last().is_some_and(|open| open.is_object);
        if !is_object {
            return Ok((at, last));
        }
        let (gap, end) = match self.guessed(bytes, at, last, is_first) {
            Some((guess, end)) => {
                let (name, flags) = self
                    .gaps
                    .get(usize::from(guess))
                    .map_or(((0, 0), 0), |gap| (gap.name, gap.flags));
                self.note(at + name.0 as usize, at + name.1 as usize, flags)?;
                (guess, end)
            }
            None => self.name(bytes, at, last, is_first)?,
        };
        if let Some(open) = self.open.last_mut() {
            open.gap = gap;
        }
        Ok((end, gap))
    }

    /// The way to write a name that is expected here, and where its value begins, if it is there.
    fn guessed(&self, bytes: &[u8], at: usize, last: u8, is_first: bool) -> Option<(u8, usize)> {
        let before = self.gaps.get(usize::from(last))?;
        let guess = if is_first { before.inside } else { before.next };
        let expected = &*self.gaps.get(usize::from(guess))?.bytes;
        let end = at + expected.len();
        (bytes.get(at..end)? == expected).then_some((guess, end))
    }

    /// A name that was not expected: read, and remembered as what comes here.
    fn name(&mut self, bytes: &[u8], at: usize, last: u8, is_first: bool) -> Step<(u8, usize)> {
        let start = blanks(bytes, at)?;
        if *bytes.get(start).ok_or(Taped::More)? != b'"' {
            return Err(Taped::Other);
        }
        let (end, flags) = string(bytes, start + 1)?;
        let colon = blanks(bytes, end)?;
        if *bytes.get(colon).ok_or(Taped::More)? != b':' {
            return Err(Taped::Other);
        }
        let value = blanks(bytes, colon + 1)?;
        self.note(start, end, flags)?;
        let written = bytes.get(at..value).unwrap_or_default();
        let known = self.gaps.iter().position(|gap| *gap.bytes == *written);
        let found = match known {
            Some(found) => found,
            None if self.gaps.len() < GAPS && written.len() <= GAP => {
                self.gaps.push(Gap {
                    bytes: written.into(),
                    name: ((start - at) as u32, (end - at) as u32),
                    flags,
                    next: NONE,
                    inside: NONE,
                });
                self.gaps.len() - 1
            }
            None => return Ok((NONE, value)),
        };
        let found = found as u8;
        if let Some(before) = self.gaps.get_mut(usize::from(last)) {
            *(if is_first {
                &mut before.inside
            } else {
                &mut before.next
            }) = found;
        }
        Ok((found, value))
    }
}

/// The eight bytes from `at`. Near the end of the bytes there are none, and they are asked for.
fn word(bytes: &[u8], at: usize) -> Step<u64> {
    let chunk = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>());
    chunk
        .map(|chunk| u64::from_le_bytes(*chunk))
        .ok_or(Taped::More)
}

/// Past the closing quotation mark of the string whose content begins at `at`, and what it is.
fn string(bytes: &[u8], mut at: usize) -> Step<(usize, u8)> {
    let (mut odd, mut flags) = (0, PLAIN | SIMPLE);
    loop {
        let word = word(bytes, at)?;
        // A top bit where a byte is above 0x7E; above an 0xFF perhaps elsewhere too.
        let high = word | word.wrapping_add(ONES);
        let found = lowest_zero(zero_where(word, b'"'))
            | lowest_zero(zero_where(word, b'\\'))
            | word.wrapping_sub(ONES * 0x20) & !word & TOPS;
        if found == 0 {
            odd |= high;
            at += 8;
            continue;
        }
        let place = byte_of(found);
        odd |= high & !(u64::MAX << (8 * place));
        at += place;
        match bytes.get(at) {
            Some(b'"') => {
                if odd & TOPS != 0 {
                    flags &= !SIMPLE;
                }
                return Ok((at + 1, flags));
            }
            Some(b'\\') => {
                flags = 0;
                at += 2;
            }
            // A line break is what a lost quotation mark looks like.
            _ => return Err(Taped::Other),
        }
    }
}

/// Past the number or word that begins at `at`.
fn bare(bytes: &[u8], mut at: usize) -> Step<usize> {
    loop {
        let word = word(bytes, at)?;
        let folded = folded(word);
        let found = lowest_zero(zero_where(word, b','))
            | lowest_zero(zero_where(word, b'"'))
            | lowest_zero(zero_where(folded, b'{'))
            | lowest_zero(zero_where(folded, b'}'))
            | word.wrapping_sub(ONES * 0x21) & !word & TOPS;
        if found == 0 {
            at += 8;
            continue;
        }
        at += byte_of(found);
        return match bytes.get(at) {
            Some(b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n') => Ok(at),
            _ => Err(Taped::Other),
        };
    }
}

/// Past white space: mostly nothing, one space, or a line feed and many.
fn blanks(bytes: &[u8], mut at: usize) -> Step<usize> {
    match *bytes.get(at).ok_or(Taped::More)? {
        b'\n' => at += 1,
        0..=b' ' => {}
        _ => return Ok(at),
    }
    loop {
        let other = word(bytes, at)? ^ SPACES;
        if other == 0 {
            at += 8;
            continue;
        }
        at += byte_of(other);
        let rest = bytes.get(at..).unwrap_or_default();
        return match rest.first() {
            Some(0..=b' ') => Ok(at + blank_length(rest)),
            _ => Ok(at),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::{Scan, Scanned};
    use super::super::value::{Raw, Shape};
    use super::*;

    /// What is read by the nodes is what is read by looking for it, inside and inside that.
    fn same(noted: Raw<'_>, walked: Raw<'_>) {
        assert_eq!(noted, walked);
        assert_eq!(noted.text(), walked.text());
        assert_eq!(noted.inner(), walked.inner());
        if noted.is_simple() {
            let text = walked.text().unwrap().text;
            assert!(text.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
        }
        match walked.shape() {
            Shape::Object => {
                assert_eq!(noted.fields().count(), walked.fields().count());
                for (one, other) in noted.fields().zip(walked.fields()) {
                    let (one, other) = (one.unwrap(), other.unwrap());
                    same(one.0, other.0);
                    same(one.1, other.1);
                }
            }
            Shape::Array => {
                assert_eq!(noted.elements().count(), walked.elements().count());
                for (one, other) in noted.elements().zip(walked.elements()) {
                    same(one.unwrap(), other.unwrap());
                }
            }
            Shape::String | Shape::Bare => {}
        }
    }

    /// Reads with a tape that has seen other records; whether one pass was enough.
    fn check(tape: &mut Tape, record: &str) -> bool {
        // Something always follows in a file; without it the pass asks for more.
        let file = format!("{record},        ");
        let bytes = file.as_bytes();
        match tape.read(bytes, 128) {
            Taped::End(end) => {
                assert_eq!(end, record.len(), "{record}");
                assert_eq!(Scan::new(128).feed(bytes), Scanned::End(end), "{record}");
                let walked = Raw::new(&bytes[..end], 7);
                same(walked.with_nodes(tape.nodes()), walked);
                true
            }
            Taped::More => panic!("{record}"),
            Taped::Other => false,
        }
    }

    #[test]
    fn one_pass_reads_what_patience_reads() {
        let mut tape = Tape::default();
        let good = [
            r#"{}"#,
            r#"[]"#,
            r#"{"a": 1, "b": "two", "c": null}"#,
            r#"{"a": 1, "b": "two", "c": null}"#,
            r#"{"a":  1, "b" :"two"  , "c": null }"#,
            r#"{"a": 1, "x": {"a": [], "b": {}}, "b": "two"}"#,
            "{\n  \"a\": 1,\n  \"list\": [\n    {\n      \"t\": \"x\"\n    },\n    {\n      \"t\": \"y\\n\"\n    }\n  ],\n  \"z\": true\n}",
            "{\r\n\t\"a\":\t-1.5e3,\r\n\t\"b\":[1,2 , [3]]\r\n}",
            r#"{"text": "caf\u00c3\u00a9 é 👀 \" \\ \/", "del": "a b", "long": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#,
            r#"{"": "", "a": "\\"}"#,
            r#"["a", "b", {"c": [true, false, NaN, word]}]"#,
        ];
        for _ in 0..3 {
            for record in good {
                assert!(check(&mut tape, record), "{record}");
            }
        }
        for record in [
            r#"{"a": 1,}"#,
            r#"{"a" 1}"#,
            r#"{"a":: 1}"#,
            r#"{"a": 1 "b": 2}"#,
            r#"{"a": [1}"#,
            r#"{"a": [1}}"#,
            r#"{a: 1}"#,
            r#"{1: 1}"#,
            r#"{"a": }"#,
            r#"{,}"#,
            r#"[,]"#,
            "{\"a\": \"x\ny\"}",
            "{\"a\": \u{1}}",
            "{\"a\":\u{1} 1}",
            r#"{"a": 1"x"}"#,
        ] {
            assert!(!check(&mut tape, record), "{record}");
        }
    }

    #[test]
    fn what_is_cut_off_asks_for_more_and_never_ends_early() {
        let record = "{\n \"id\": 12,\n \"text\": [\"a\\\"b\", {\"type\": \"link\", \"x\": -1}],\n \"z\": \"é\"\n}";
        let file = format!("{record},         ");
        let mut tape = Tape::default();
        for _ in 0..2 {
            for cut in 0..record.len() {
                assert_eq!(
                    tape.read(&file.as_bytes()[..cut], 128),
                    Taped::More,
                    "{cut}"
                );
                assert!(tape.nodes().is_empty());
            }
            assert!(check(&mut tape, record));
        }
    }

    #[test]
    fn depth_and_number_of_values_are_bounded() {
        let mut tape = Tape::default();
        let deep = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(check(&mut tape, &deep(128)));
        assert_eq!(tape.read(deep(129).as_bytes(), 200), Taped::Other);
        let many = format!("[{}]", vec!["1"; NODES].join(","));
        assert!(!check(&mut tape, &many));
        // Names without end are read, but not all remembered.
        for name in 0..500 {
            assert!(check(
                &mut tape,
                &format!("{{\"n{name}\": {{\"m{name}\": 1}}}}")
            ));
        }
        assert_eq!(tape.gaps.len(), GAPS);
    }
}
