//! Character references: named, decimal and hexadecimal. The list of names is mail-parser's.

use memchr::memchr;
use std::borrow::Cow;

/// No name is longer (`&CounterClockwiseContourIntegral;` has 33 bytes).
pub(super) const LONGEST: usize = 40;

/// What numbers between 128 and 159 stand for: pages mean Windows-1252 by them (WHATWG HTML,
/// 13.2.5.80). 0 where it means nothing else.
const WINDOWS: [u16; 32] = [
    0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152,
    0, 0x17d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161,
    0x203a, 0x153, 0, 0x17e, 0x178,
];

/// These are understood without their semicolon too, as every browser does.
const BARE: [(&str, char); 5] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("nbsp", '\u{a0}'),
];

/// Bytes of text or of an attribute's value, decoded. The flag says that bytes were not UTF-8 and
/// became U+FFFD.
pub fn decode(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (decode_text(text).into_owned(), false),
        Err(_) => (
            decode_text(&String::from_utf8_lossy(bytes)).into_owned(),
            true,
        ),
    }
}

/// Text, decoded.
pub fn decode_text(source: &str) -> Cow<'_, str> {
    if memchr(b'&', source.as_bytes()).is_none() {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let used = reference(from, &mut out);
        if used == 0 {
            out.push('&');
        }
        rest = from.get(used.max(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Decodes the reference at the start of `from`; how many bytes of it were used, 0 if it is none.
fn reference(from: &str, out: &mut String) -> usize {
    let bytes = from.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return number(from, out);
    }
    let name_length = bytes
        .iter()
        .skip(1)
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let end = 1 + name_length;
    if bytes.get(end) == Some(&b';') {
        let held = out.len();
        let whole = bytes.get(..=end).unwrap_or_default();
        mail_parser::decoders::html::add_html_token(out, whole, false);
        // An unknown name is given back as it is.
        if out.as_bytes().get(held..) != Some(whole) {
            return end + 1;
        }
        out.truncate(held);
        return 0;
    }
    let name = from.get(1..end).unwrap_or_default();
    // `&lt=` in an address is not a reference.
    if bytes.get(end) == Some(&b'=') {
        return 0;
    }
    match BARE.iter().find(|(bare, _)| *bare == name) {
        Some((_, character)) => {
            out.push(*character);
            end
        }
        None => 0,
    }
}

fn number(from: &str, out: &mut String) -> usize {
    let bytes = from.as_bytes();
    let is_hexadecimal = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (start, radix) = if is_hexadecimal { (3, 16) } else { (2, 10) };
    let mut code = 0u32;
    let mut end = start;
    while let Some(digit) = bytes
        .get(end)
        .and_then(|byte| (*byte as char).to_digit(radix))
    {
        code = code.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return 0;
    }
    let code = match code.checked_sub(0x80) {
        Some(at @ 0..32) => match WINDOWS.get(at as usize) {
            Some(0) | None => code,
            Some(meant) => u32::from(*meant),
        },
        _ => code,
    };
    out.push(
        char::from_u32(code)
            .filter(|character| *character != '\0')
            .unwrap_or(char::REPLACEMENT_CHARACTER),
    );
    end + usize::from(bytes.get(end) == Some(&b';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_as_browsers_do() {
        for (from, to) in [
            ("a &amp; b", "a & b"),
            ("&lt;b&gt;&quot;&#39;&#x27;&apos;", "<b>\"'''"),
            ("caf&eacute; &nbsp;&hellip;", "café \u{a0}…"),
            ("&#128512;&#x1F600;", "😀😀"),
            (
                "&#146;&#0;&#xd800;&#99999999999;",
                "’\u{fffd}\u{fffd}\u{fffd}",
            ),
            ("&unknown; &; & &# &#x; &#;", "&unknown; &; & &# &#x; &#;"),
            ("a&ampb &amp &ltx", "a&ampb & &ltx"),
            ("?a=1&lt=2&copy=3", "?a=1&lt=2&copy=3"),
            ("&", "&"),
        ] {
            assert_eq!(decode(from.as_bytes()), (to.to_owned(), false), "{from}");
        }
        assert_eq!(decode(b"a\xffb&amp;"), ("a\u{fffd}b&".to_owned(), true));
    }
}
