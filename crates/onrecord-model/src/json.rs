//! Writes values as JSON text. Byte strings become lower-case hexadecimal; whoever reads them back
//! knows from the place which texts are bytes ([`bytes_or_hex`]). Knows nothing of what they mean.

use crate::encode::Value;
use std::borrow::Cow;

/// Appends `text` as a JSON string with its quotation marks. Control characters, characters that
/// reorder or hide text, and those that end a line in JavaScript are written as `\u` escapes, so
/// that a terminal or editor shows what is there.
pub fn json_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}') =>
            {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// Appends `value` as JSON on one line.
pub fn write_json(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Unsigned(number) => out.push_str(&number.to_string()),
        Value::Negative(number) => out.push_str(&(-1 - i128::from(*number)).to_string()),
        Value::Bytes(bytes) => {
            out.push('"');
            push_hex(bytes, out);
            out.push('"');
        }
        Value::Text(text) => json_string(text, out),
        Value::Array(elements) => {
            out.push('[');
            for (at, element) in elements.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_json(element, out);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (at, (key, value)) in map.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                json_string(key, out);
                out.push(':');
                write_json(value, out);
            }
            out.push('}');
        }
    }
}

fn push_hex(bytes: &[u8], out: &mut String) {
    for nibble in bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
        out.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
    }
}

/// The bytes of a byte string, or of a text of lower-case hexadecimal digits, as JSON carries them.
pub fn bytes_or_hex(value: &Value) -> Option<Cow<'_, [u8]>> {
    match value {
        Value::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
        Value::Text(text) => {
            let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
                return None;
            };
            let nibble = |digit: u8| match digit {
                b'0'..=b'9' => Some(digit - b'0'),
                b'a'..=b'f' => Some(digit - b'a' + 10),
                _ => None,
            };
            pairs
                .iter()
                .map(|[high, low]| Some(nibble(*high)? << 4 | nibble(*low)?))
                .collect::<Option<Vec<u8>>>()
                .map(Cow::Owned)
        }
        _ => None,
    }
}
