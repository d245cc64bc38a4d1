//! The evidence archive: a BagIt 1.0 bag (RFC 8493) written straight into a zip in one pass. Knows
//! names and bytes, not what they mean. The spelling of the zip is in `onrecord_verify::zip`, next
//! to the reader that insists on it.

pub mod validate;
mod writer;

pub use writer::{BagOut, BagWriter, Content};

/// A name for the archive, from a hostile one: letters, digits, `.`, `_`, `-` stay, every other
/// byte becomes `_`, a leading dot too, and at most 80 bytes are kept, an ending of up to 12 bytes
/// included. Never empty. Two names can become one: the caller puts a number in front.
pub fn safe_name(name: &str) -> String {
    let mut safe: Vec<u8> = name
        .bytes()
        .map(|byte| match byte {
            b'.' | b'_' | b'-' => byte,
            _ if byte.is_ascii_alphanumeric() => byte,
            _ => b'_',
        })
        .collect();
    if safe.is_empty() {
        safe.push(b'_');
    }
    if safe[0] == b'.' {
        safe[0] = b'_';
    }
    if safe.len() > 80 {
        let ending = match safe.iter().rposition(|byte| *byte == b'.') {
            Some(dot) if safe.len() - dot <= 12 => safe.split_off(dot),
            _ => Vec::new(),
        };
        safe.truncate(80 - ending.len());
        safe.extend(ending);
    }
    safe.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_become_safe_and_keep_their_ending() {
        assert_eq!(safe_name("IMG 0001.jpg"), "IMG_0001.jpg");
        assert_eq!(safe_name("../../etc/passwd"), "_._.._etc_passwd");
        assert_eq!(safe_name(""), "_");
        assert_eq!(safe_name("é"), "__");
        let long = safe_name(&format!("{}.jpeg", "x".repeat(500)));
        assert_eq!((long.len(), long.ends_with("x.jpeg")), (80, true));
        for name in [
            "..",
            ".hidden",
            "con\u{202e}gpj.exe",
            "a/b\\c:d\0e",
            &"\u{1f600}".repeat(90),
        ] {
            let full = format!("evidence/data/{}", safe_name(name));
            assert!(onrecord_verify::zip::name_is_safe(&full), "{full}");
        }
    }
}
