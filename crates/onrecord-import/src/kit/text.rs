//! Bytes that should be text: decoding without loss of honesty.

use onrecord_model::{Mark, Marks};
use std::borrow::Cow;

pub use onrecord_model::hidden::has_hidden;

/// The first five names, and how many more there are: `a, b and 3 more`. For remarks.
pub fn listed(names: &[impl AsRef<str>]) -> String {
    const NAMED: usize = 5;
    let shown: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// What a file's first bytes say of its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, or at least nothing else; with the length of its byte order mark (0 or 3).
    Utf8 {
        /// Bytes to skip.
        mark: usize,
    },
    /// UTF-16 with or without a byte order mark: no platform exports that, some editors save it.
    Utf16,
    /// UTF-32 with a byte order mark.
    Utf32,
    /// Bytes that no text has.
    Binary,
}

/// Guesses from a file's first bytes (some hundreds are enough).
pub fn sniff(first: &[u8]) -> Encoding {
    if first.starts_with(b"\xef\xbb\xbf") {
        return Encoding::Utf8 { mark: 3 };
    }
    if first.starts_with(b"\xff\xfe\0\0") || first.starts_with(b"\0\0\xfe\xff") {
        return Encoding::Utf32;
    }
    if first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff") {
        return Encoding::Utf16;
    }
    let first = &first[..first.len().min(512)];
    let zeros = |from: usize| {
        first
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd == 0 {
        return Encoding::Utf8 { mark: 0 };
    }
    // Latin letters in UTF-16 have a zero in every second byte and none in the others.
    let half = first.len() / 2;
    if half > 4
        && (even * 10 > half * 4 && odd * 20 < half || odd * 10 > half * 4 && even * 20 < half)
    {
        return Encoding::Utf16;
    }
    if even + odd > first.len() / 10 {
        return Encoding::Binary;
    }
    Encoding::Utf8 { mark: 0 }
}

/// The text of bytes that can only be UTF-16, as a piece of a file that was saved so.
pub fn wide(bytes: &[u8]) -> Option<String> {
    let zeros = |from: usize| {
        let bytes = bytes.iter().skip(from).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = match odd > even {
        true => encoding_rs::UTF_16LE,
        false => encoding_rs::UTF_16BE,
    };
    // Spaces, digits and line breaks have a zero on one side in every language.
    if even.min(odd) > 0 || even.max(odd) * 16 < bytes.len() || bytes.is_empty() {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    text.chars().all(is_text).then(|| text.into_owned())
}

/// The text of bytes that should be UTF-8. What is not becomes U+FFFD and `Mark::LossyText` is
/// added.
pub fn decode<'b>(bytes: &'b [u8], marks: &mut Marks) -> Cow<'b, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            marks.add(Mark::LossyText);
            String::from_utf8_lossy(bytes)
        }
    }
}

/// The text of bytes in code page 437, in which a zip's names are unless it says otherwise.
pub fn code_page_437(bytes: &[u8]) -> String {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    let letter = |byte: &u8| match byte.checked_sub(0x80) {
        None => char::from(*byte),
        Some(high) => UPPER.chars().nth(usize::from(high)).unwrap_or('\u{fffd}'),
    };
    bytes.iter().map(letter).collect()
}

/// As [`decode`], with the line endings of a text of several lines shown as LF.
pub fn decode_lines<'b>(bytes: &'b [u8], marks: &mut Marks) -> Cow<'b, str> {
    let decoded = decode(bytes, marks);
    // Looking is cheaper than a copy, and most texts are one line.
    match memchr::memchr(b'\r', decoded.as_bytes()) {
        Some(_) => decoded.replace("\r\n", "\n").into(),
        None => decoded,
    }
}

/// Adds `Mark::HiddenCharacters` where `text` has characters that do not show, or that change
/// the direction in which others show.
pub fn mark_hidden(text: &str, marks: &mut Marks) {
    if has_hidden(text) {
        marks.add(Mark::HiddenCharacters);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(sniff(b"\xef\xbb\xbfabc"), Encoding::Utf8 { mark: 3 });
        assert_eq!(sniff(b"abc"), Encoding::Utf8 { mark: 0 });
        assert_eq!(sniff(b""), Encoding::Utf8 { mark: 0 });
        assert_eq!(sniff(b"\xff\xfea\0b\0"), Encoding::Utf16);
        let wide: Vec<u8> = "03/04/22, ".bytes().flat_map(|byte| [byte, 0]).collect();
        assert_eq!(sniff(&wide), Encoding::Utf16);
        assert_eq!(sniff(&[0, 1, 2, 0, 0, 0, 9, 0, 0, 1]), Encoding::Binary);
    }

    #[test]
    fn a_piece_of_a_text_in_utf_16_is_text_and_a_row_of_a_database_is_not() {
        let text = "31/12/2019, 23:59 - Mara: grüß dich, 你好 👩";
        let units: Vec<u16> = text.encode_utf16().collect();
        let low: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let high: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(wide(&low).as_deref(), Some(text));
        assert_eq!(wide(&high).as_deref(), Some(text));
        for other in [&b"plain"[..], b"", b"a\0b\0\x01\0", b"a\0\0b", &low[1..]] {
            assert_eq!(wide(other), None, "{other:?}");
        }
    }

    #[test]
    fn hidden_characters_are_found_and_emoji_left_alone() {
        for text in [
            "a\u{202e}b",
            "\u{200b}",
            "a\0",
            "\u{feff}x",
            "x\u{200d}",
            "a\u{e0041}",
            "🏴\u{e0067}\u{e0041}\u{e007f}",
        ] {
            assert!(has_hidden(text), "{text:?}");
        }
        for text in [
            "plain",
            "tab\tand\r\nline",
            "👩\u{200d}🚒",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
            "می\u{200c}خواهم",
            "naïve – “x”",
        ] {
            assert!(!has_hidden(text), "{text:?}");
        }
    }
}
