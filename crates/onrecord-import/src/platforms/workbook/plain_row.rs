//! A row as programs write it: nothing in it but cells, each with a value or a text. Whatever is
//! unusual, damaged or not all in memory is left to the tokens, which understand everything; what is
//! understood here means there the same. Knows nothing of what a cell's kind is.

use crate::kit::eight::{TOPS, byte_of, every_zero, lowest_zero, zero_where};
use crate::kit::html::decode_text;
use memchr::memchr;
use std::borrow::Cow;

/// A longer row is left to the tokens: below this none of their limits is reached.
pub(super) const LONGEST: usize = 32 << 10;

/// What a tag says: its attributes `r`, `t` and `s`, in ASCII without references.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said<'b> {
    pub place: Option<&'b [u8]>,
    pub kind: Option<&'b [u8]>,
    pub style: Option<&'b [u8]>,
}

/// What stands in a cell, as it is written.
#[derive(Default)]
pub(super) struct Value<'b> {
    first: &'b [u8],
    more: Vec<&'b [u8]>,
}

impl<'b> Value<'b> {
    /// Its bytes as they are written.
    pub(super) fn len(&self) -> usize {
        self.first.len() + self.more.iter().map(|part| part.len()).sum::<usize>()
    }

    /// Its text; `None` where it is not UTF-8.
    pub(super) fn text(&self) -> Option<Cow<'b, str>> {
        let mut found = decode_text(core::str::from_utf8(self.first).ok()?);
        for part in &self.more {
            let part = decode_text(core::str::from_utf8(part).ok()?);
            found.to_mut().push_str(&part);
        }
        Some(found)
    }

    fn add(&mut self, part: &'b [u8]) {
        if self.first.is_empty() {
            self.first = part;
        } else {
            self.more.push(part);
        }
    }
}

/// The row that `bytes` begin with: what its tag says, and its length. Each cell that is not empty is
/// given to `cell`. `None`, also after some cells, where it is not such a row or `cell` says so.
pub(super) fn read<'b>(
    bytes: &'b [u8],
    mut cell: impl FnMut(Said<'b>, Value<'b>) -> Option<()>,
) -> Option<(Said<'b>, usize)> {
    let mut rest = bytes.get(..bytes.len().min(LONGEST))?;
    let all = rest.len();
    let (row, is_empty) = tag(&mut rest, b"<row")?;
    if is_empty {
        return None;
    }
    while !take(&mut rest, b"</row>") {
        let (said, is_empty) = tag(&mut rest, b"<c")?;
        if !is_empty {
            cell(said, value(&mut rest)?)?;
        }
    }
    Some((row, all - rest.len()))
}

fn take(rest: &mut &[u8], wanted: &[u8]) -> bool {
    match rest.strip_prefix(wanted) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

/// A tag from its name on: what it says, and whether nothing is inside.
fn tag<'b>(rest: &mut &'b [u8], name: &[u8]) -> Option<(Said<'b>, bool)> {
    let mut at = rest.strip_prefix(name)?;
    let mut said = Said::default();
    loop {
        match at {
            [b'>', after @ ..] => {
                *rest = after;
                return Some((said, false));
            }
            [b'/', b'>', after @ ..] => {
                *rest = after;
                return Some((said, true));
            }
            [b' ', after @ ..] => at = after,
            _ => return None,
        }
        // A name of one letter or more, `="`, and everything up to the next quotation mark.
        let length = match at {
            [_, b'=', ..] => 1,
            _ => at
                .iter()
                .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b':')?,
        };
        let (name, after) = at.split_at_checked(length)?;
        let inside = after.strip_prefix(b"=\"")?;
        let (end, is_plain) = up_to_quote(inside)?;
        let (value, after) = inside.split_at_checked(end)?;
        at = after.get(1..)?;
        let place = match name {
            b"r" => &mut said.place,
            b"t" => &mut said.kind,
            b"s" => &mut said.style,
            [b'a'..=b'z'] => continue,
            // One letter that is another in lower case, or none.
            [_] | [] => return None,
            _ => continue,
        };
        if !is_plain {
            return None;
        }
        place.get_or_insert(value);
    }
}

/// How many bytes stand before the first quotation mark, and whether they are ASCII without `&`.
fn up_to_quote(bytes: &[u8]) -> Option<(usize, bool)> {
    let mut strange = 0;
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let mark = lowest_zero(zero_where(word, b'"'));
        let odd = word & TOPS | every_zero(zero_where(word, b'&'));
        if mark != 0 {
            // What stands in the word before the mark's own bit.
            strange |= odd & (mark & mark.wrapping_neg()).wrapping_sub(1);
            return Some((index * 8 + byte_of(mark), strange == 0));
        }
        strange |= odd;
    }
    let end = rest.iter().position(|byte| *byte == b'"')?;
    let before = rest.get(..end).unwrap_or_default();
    let is_plain = before.iter().all(|byte| byte.is_ascii() && *byte != b'&');
    Some((bytes.len() - rest.len() + end, strange == 0 && is_plain))
}

/// What stands in a cell, with its end.
fn value<'b>(rest: &mut &'b [u8]) -> Option<Value<'b>> {
    let mut found = Value::default();
    loop {
        if take(rest, b"</c>") {
            return Some(found);
        } else if take(rest, b"<v>") {
            found.add(text(rest, b"</v>")?);
        } else if take(rest, b"<is>") {
            if tag(rest, b"<t").is_some_and(|(_, is_empty)| !is_empty) {
                found.add(text(rest, b"</t>")?);
            }
            if !take(rest, b"</is>") {
                return None;
            }
        } else {
            // A formula, of which nothing is shown.
            let (_, is_empty) = tag(rest, b"<f")?;
            if !is_empty {
                text(rest, b"</f>")?;
            }
        }
    }
}

/// What stands before `end`, which is the first tag.
fn text<'b>(rest: &mut &'b [u8], end: &[u8]) -> Option<&'b [u8]> {
    let (text, after) = rest.split_at_checked(memchr(b'<', rest)?)?;
    *rest = after.strip_prefix(end)?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(row: &str) -> Option<(Vec<String>, usize)> {
        let mut cells = Vec::new();
        let shown = |said: Option<&[u8]>| String::from_utf8(said.unwrap_or_default().into());
        let (row, length) = read(row.as_bytes(), |said, value| {
            let said = [said.place, said.kind, said.style].map(|said| shown(said).unwrap());
            cells.push(format!("{} {}", said.join("/"), value.text()?));
            Some(())
        })?;
        cells.insert(0, shown(row.place).unwrap());
        Some((cells, length))
    }

    #[test]
    fn a_usual_row_is_read_and_an_unusual_one_left() {
        let row = "<row r=\"2\" spans=\"1:4\"><c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a &amp; b</t></is></c>\
                   <c r=\"B2\" s=\"3\"/><c r=\"C2\" s=\"3\"><f>1+1</f><v>2</v></c><c><v></v></c></row>";
        let (cells, length) = shown(&format!("{row}\n<row>")).unwrap();
        assert_eq!(cells, ["2", "A2/inlineStr/  a & b", "C2//3 2", "// "]);
        assert_eq!(length, row.len());
        for cut in 0..row.len() {
            assert_eq!(shown(&row[..cut]), None, "{cut}");
        }
        for other in [
            "<row/>",
            "<ROW></ROW>",
            "<row ></row>",
            "<rows></row>",
            "<row r='2'></row>",
            "<row R=\"2\"></row>",
            "<row r=\"&#50;\"></row>",
            "<row><!-- --></row>",
            "<row>\n</row>",
            "<row><c><v>1</v></c></ROW>",
            "<row><c><is><r><t>a</t></r></is></c></row>",
            "<row><c><is><t>a</t><t>b</t></is></c></row>",
            "<row><c><v>1<b></v></c></row>",
            "<row><c><v>1</v></row>",
            "<row><cell></row>",
        ] {
            assert_eq!(shown(other), None, "{other}");
        }
        let invalid = read(b"<row><c><v>\xff</v></c></row>", |_, value| {
            value.text().map(|_| ())
        });
        assert_eq!(invalid, None);
    }

    #[test]
    fn an_attribute_ends_at_its_first_quotation_mark() {
        for filler in [b'a', b'&', b'%', b'\'', b'#', b'!', 0xA2, 0xA6, 0xFF, 0x80] {
            for length in 0..30 {
                for odd in 0..length {
                    for mark in 0..length {
                        let mut bytes = vec![b'a'; length];
                        bytes[odd] = filler;
                        bytes[mark] = b'"';
                        bytes[length - 1] = b'"';
                        let end = bytes.iter().position(|byte| *byte == b'"').unwrap();
                        let before = &bytes[..end];
                        let is_plain = before.is_ascii() && !before.contains(&b'&');
                        assert_eq!(up_to_quote(&bytes), Some((end, is_plain)), "{bytes:?}");
                    }
                }
                assert_eq!(up_to_quote(&vec![filler; length]), None);
            }
        }
    }
}
