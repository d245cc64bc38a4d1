//! Answers as JSON in which no text can hide anything: control, direction and zero-width characters
//! are written `[U+202E]`. Every text that the page shows has passed here. Knows nothing of cases.

use onrecord_model::escape::{Newlines, terminal};
use onrecord_model::json::json_string;

/// Appends a text, made visible.
pub(crate) fn text(said: &str, out: &mut String) {
    json_string(&terminal(said, Newlines::Keep), out);
}

/// Appends `"name":` and a text, made visible, and a comma.
pub(crate) fn pair(name: &str, said: &str, out: &mut String) {
    json_string(name, out);
    out.push(':');
    text(said, out);
    out.push(',');
}

/// Appends `"name":` and a number, and a comma.
pub(crate) fn count(name: &str, number: u64, out: &mut String) {
    json_string(name, out);
    out.push_str(&format!(":{number},"));
}

/// Closes an object whose last pair left a comma.
pub(crate) fn close(out: &mut String) {
    if out.ends_with(',') {
        out.pop();
    }
    out.push('}');
}

/// JSON text with every string in it made visible; what stands between strings stays as it is.
/// `None` where a string is not one. Whoever parses the result finds out whether the rest is JSON.
pub(crate) fn visible_json(json: &str) -> Option<String> {
    let mut out = String::with_capacity(json.len() + json.len() / 16);
    let mut rest = json;
    while let Some((before, after)) = rest.split_once('"') {
        out.push_str(before);
        let (said, left) = string(after)?;
        text(&said, &mut out);
        rest = left;
    }
    out.push_str(rest);
    Some(out)
}

/// Reads a JSON string (RFC 8259, section 7) after its first quotation mark, and what follows it.
fn string(from: &str) -> Option<(String, &str)> {
    let mut said = String::new();
    let mut rest = from;
    loop {
        let end = rest.find(['"', '\\'])?;
        let (plain, after) = rest.split_at_checked(end)?;
        said.push_str(plain);
        if let Some(left) = after.strip_prefix('"') {
            return Some((said, left));
        }
        let mut escape = after.chars();
        escape.next();
        let character = match escape.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => {
                let (character, left) = unicode(escape.as_str())?;
                said.push(character);
                rest = left;
                continue;
            }
            same @ ('"' | '\\' | '/') => same,
            _ => return None,
        };
        said.push(character);
        rest = escape.as_str();
    }
}

/// Four digits, or two times four that are a surrogate pair. A surrogate alone becomes U+FFFD.
fn unicode(from: &str) -> Option<(char, &str)> {
    let four = |from: &str| {
        let (digits, rest) = from.split_at_checked(4)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unit = u16::from_str_radix(digits, 16).ok().filter(|_| plain)?;
        Some((unit, rest.len()))
    };
    let (first, left) = four(from)?;
    let after = from.get(from.len() - left..)?;
    let second = after
        .strip_prefix("\\u")
        .and_then(|pair| Some((pair, four(pair)?)));
    if let Some((pair, (second, left))) = second
        && let Some(Ok(both)) = char::decode_utf16([first, second]).next()
        && both > '\u{ffff}'
    {
        return Some((both, pair.get(pair.len() - left..)?));
    }
    let one = char::from_u32(u32::from(first)).unwrap_or('\u{fffd}');
    Some((one, after))
}

#[cfg(test)]
mod tests {
    use super::visible_json;

    #[test]
    fn what_hides_in_a_string_is_shown_however_it_is_spelt() {
        for (json, shown) in [
            ("{\"a\":\"b\"}", "{\"a\":\"b\"}"),
            ("[\"x\u{202e}y\"]", "[\"x[U+202E]y\"]"),
            ("[\"x\\u202ey\"]", "[\"x[U+202E]y\"]"),
            ("[\"\\u0007\\b\"]", "[\"[U+0007][U+0008]\"]"),
            ("[\"\\ud83d\\ude00\"]", "[\"\u{1f600}\"]"),
            ("[\"\\ud83d\\u0041\"]", "[\"\u{fffd}A\"]"),
            ("[\"\\\"\\\\\\/\\n\\t\"]", "[\"\\\"\\\\/\\n\\t\"]"),
            ("[\"\\udb40\\udc41\"]", "[\"[U+E0041]\"]"),
            ("", ""),
        ] {
            assert_eq!(visible_json(json).as_deref(), Some(shown), "{json}");
        }
        for broken in [
            "\"",
            "\"\\",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u+123\"",
            "\"\\u12\u{e9}\"",
        ] {
            assert_eq!(visible_json(broken), None, "{broken}");
        }
    }
}
