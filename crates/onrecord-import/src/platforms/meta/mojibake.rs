//! Puts right the strings that Meta's exports encode twice: each byte of the UTF-8 stands as a
//! character of its own (U+0000 to U+00FF). Knows nothing of JSON.

/// The text that was meant, where `text` is UTF-8 whose bytes were taken for characters; `None`
/// where it is right as it stands.
///
/// A text is changed only if it has no character above U+00FF, at least one above U+007F, and
/// those characters, as bytes, are valid UTF-8. A text such as `naïve` is not, and stays.
pub fn repair(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        bytes.push(u8::try_from(u32::from(character)).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::repair;

    #[test]
    fn what_was_encoded_twice_is_put_right() {
        for text in ["café", "❤", "👍🏽", "Łódź", "naïve – “x”", "مرحبا", "\u{80}"]
        {
            let twice: String = text.bytes().map(char::from).collect();
            assert_eq!(repair(&twice).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for text in [
            "", "plain", "café", "naïve", "❤", "Ã", "50 £", "Ã©❤", "Müller",
        ] {
            assert_eq!(repair(text), None, "{text}");
        }
    }
}
