//! A row as programs write it: nothing in it but cells, each with a value or a text. Whatever is
//! unusual, damaged or not all in memory is left to the tokens, which understand everything; what is
//! understood here means there the same. Knows nothing of what a cell's kind is.

use crate::kit::html::decode_text;
use memchr::memchr;
use std::borrow::Cow;

/// A longer row is left to the tokens: below this none of their limits is reached.
const LONGEST: usize = 32 << 10;

/// What a tag says: its attributes `r`, `t` and `s`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said<'b> {
    pub place: Option<&'b str>,
    pub kind: Option<&'b str>,
    pub style: Option<&'b str>,
}

/// The row that `bytes` begin with: what its tag says, and its length. Each cell that is not empty is
/// given to `cell`. `None`, also after some cells, where it is not such a row.
pub(super) fn read<'b>(
    bytes: &'b [u8],
    mut cell: impl FnMut(Said<'b>, Cow<'b, str>),
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
            cell(said, value(&mut rest)?);
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
        let end = inside.iter().position(|byte| *byte == b'"')?;
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
        if !value.iter().all(|byte| byte.is_ascii() && *byte != b'&') {
            return None;
        }
        let value = core::str::from_utf8(value).ok()?;
        place.get_or_insert(value);
    }
}

/// What stands in a cell, with its end.
fn value<'b>(rest: &mut &'b [u8]) -> Option<Cow<'b, str>> {
    let mut found = Cow::Borrowed("");
    loop {
        if take(rest, b"</c>") {
            return Some(found);
        } else if take(rest, b"<v>") {
            add(&mut found, text(rest, b"</v>")?);
        } else if take(rest, b"<is>") {
            if tag(rest, b"<t").is_some_and(|(_, is_empty)| !is_empty) {
                add(&mut found, text(rest, b"</t>")?);
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

fn add<'b>(found: &mut Cow<'b, str>, more: Cow<'b, str>) {
    if found.is_empty() {
        *found = more;
    } else {
        found.to_mut().push_str(&more);
    }
}

/// Text up to `end`, which is the first tag.
fn text<'b>(rest: &mut &'b [u8], end: &[u8]) -> Option<Cow<'b, str>> {
    let (text, after) = rest.split_at_checked(memchr(b'<', rest)?)?;
    *rest = after.strip_prefix(end)?;
    Some(decode_text(core::str::from_utf8(text).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(row: &str) -> Option<(Vec<String>, usize)> {
        let mut cells = Vec::new();
        let (row, length) = read(row.as_bytes(), |said, value| {
            let said = [said.place, said.kind, said.style].map(Option::unwrap_or_default);
            cells.push(format!("{} {value}", said.join("/")));
        })?;
        cells.insert(0, row.place.unwrap_or_default().to_owned());
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
        assert_eq!(read(b"<row><c><v>\xff</v></c></row>", |_, _| {}), None);
    }
}
