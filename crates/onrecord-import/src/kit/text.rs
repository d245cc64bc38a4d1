//! Bytes that should be text: decoding without loss of honesty.

use onrecord_model::{Mark, Marks};
use std::borrow::Cow;

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

/// Adds `Mark::HiddenCharacters` where `text` has characters that do not show, or that change
/// the direction in which others show.
pub fn mark_hidden(text: &str, marks: &mut Marks) {
    if has_hidden(text) {
        marks.add(Mark::HiddenCharacters);
    }
}

/// Whether `text` holds invisible or direction-changing characters.
///
/// A zero-width joiner or non-joiner between two other characters is not counted: emoji and
/// several scripts need them.
pub fn has_hidden(text: &str) -> bool {
    const STEP: usize = 32;
    let bytes = text.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        let chunk = &bytes[from..bytes.len().min(from + STEP)];
        // Most text is plain: no byte of it can begin a hidden character. Without a branch inside,
        // this looks at many bytes at once.
        if chunk.iter().fold(false, |any, &byte| any | is_odd(byte)) {
            for (at, &byte) in chunk.iter().enumerate() {
                if may_begin_hidden(byte) && hidden_at(text, from + at) {
                    return true;
                }
            }
        }
        from += STEP;
    }
    false
}

/// Neither a printable ASCII character nor white space of a text file.
fn is_odd(byte: u8) -> bool {
    byte >= 0x7f || byte < 0x20 && byte != b'\n' && byte != b'\r' && byte != b'\t'
}

/// Whether the character that begins at `at` is hidden where it stands.
fn hidden_at(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else {
        return false;
    };
    let mut after = after.chars();
    let Some(character) = after.next().filter(|c| is_hidden(*c)) else {
        return false;
    };
    let visible = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !is_hidden(c));
    let joins = matches!(character, '\u{200c}' | '\u{200d}')
        && visible(before.chars().next_back())
        && visible(after.next());
    !joins
}

fn may_begin_hidden(byte: u8) -> bool {
    match byte {
        b'\t' | b'\n' | b'\r' => false,
        0..=0x1f | 0x7f => true,
        0xc2 | 0xcd | 0xd8 | 0xe1 | 0xe2 | 0xe3 | 0xef | 0xf3 => true,
        _ => false,
    }
}

/// Whether a character does not show, or changes how others show (line feed, return and tab apart).
pub fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
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
    fn hidden_characters_are_found_and_emoji_left_alone() {
        for text in [
            "a\u{202e}b",
            "\u{200b}",
            "a\0",
            "\u{feff}x",
            "x\u{200d}",
            "a\u{e0041}",
        ] {
            assert!(has_hidden(text), "{text:?}");
        }
        for text in [
            "plain",
            "tab\tand\r\nline",
            "👩\u{200d}🚒",
            "می\u{200c}خواهم",
            "naïve – “x”",
        ] {
            assert!(!has_hidden(text), "{text:?}");
        }
    }
}
