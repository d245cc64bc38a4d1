//! RFC 4648 section 4 base64, strict both ways: padding required, no white space, unused bits zero.
//! One value has one text, which is what signed notes and proofs need. Knows no format.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends the base64 of `bytes`.
pub fn encode_into(bytes: &[u8], out: &mut String) {
    for chunk in bytes.chunks(3) {
        let group = (0..3).fold(0_u32, |group, at| {
            group << 8 | u32::from(chunk.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            out.push(if at <= chunk.len() {
                char::from(ALPHABET[(group >> (18 - 6 * at) & 63) as usize])
            } else {
                '='
            });
        }
    }
}

/// The base64 of `bytes`.
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    encode_into(bytes, &mut out);
    out
}

/// Reads what [`encode`] writes; `None` for anything else.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let (groups, []) = text.as_bytes().as_chunks::<4>() else {
        return None;
    };
    let mut out = Vec::with_capacity(groups.len() * 3);
    for (at, group) in groups.iter().enumerate() {
        let padding = match group {
            [_, _, b'=', b'='] => 2,
            [_, _, _, b'='] => 1,
            _ => 0,
        };
        if padding > 0 && at + 1 != groups.len() {
            return None;
        }
        let mut value = 0_u32;
        for byte in &group[..4 - padding] {
            value = value << 6 | u32::from(digit(*byte)?);
        }
        value <<= 6 * padding;
        let bytes = value.to_be_bytes();
        if bytes[4 - padding..].iter().any(|unused| *unused != 0) {
            return None;
        }
        out.extend_from_slice(&bytes[1..4 - padding]);
    }
    Some(out)
}

/// Reads the base64 of exactly `N` bytes.
pub fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    // The length is looked at first, so that a long text costs nothing.
    (text.len() == N.div_ceil(3) * 4)
        .then(|| decode(text))??
        .try_into()
        .ok()
}

fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_round_trips_and_refusals() {
        // RFC 4648, section 10.
        let known = [
            "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy",
        ];
        for (length, text) in known.iter().enumerate() {
            assert_eq!(encode(&b"foobar"[..length]), *text);
            assert_eq!(decode(text).unwrap(), &b"foobar"[..length]);
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&all)).unwrap(), all);
        for bad in [
            "Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Zm 9", "Zm9v\n", "====", "Z===", "Zm-_",
            "=g==", "Zg=a",
        ] {
            assert_eq!(decode(bad), None, "{bad}");
        }
        assert_eq!(decode_array::<4>("Zm9vYg=="), Some(*b"foob"));
        assert_eq!(decode_array::<5>("Zm9vYg=="), None);
    }
}
