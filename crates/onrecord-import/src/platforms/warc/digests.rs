//! The digests that a record states, computed and compared. Knows nothing of records.

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// What came of comparing a stated digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    Matches,
    Differs,
    /// It is of a kind, or written in a way, that is not known here.
    Unknown,
}

/// Both kinds of digest that writers use.
#[derive(Clone)]
pub(super) struct Digests {
    sha1: Sha1,
    sha256: Sha256,
}

impl Digests {
    pub(super) fn new() -> Self {
        Self {
            sha1: Sha1::new(),
            sha256: Sha256::new(),
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.sha1.update(bytes);
        self.sha256.update(bytes);
    }

    /// SHA-256, as everything else here is named.
    pub(super) fn sha256(&self) -> onrecord_model::Digest {
        onrecord_model::Digest(self.sha256.clone().finalize().into())
    }

    /// Compares with `sha1:…` or `sha256:…` in base32, base64 or hexadecimal: all are in use.
    pub(super) fn check(&self, stated: &str) -> Checked {
        let Some((kind, text)) = stated.split_once(':') else {
            return Checked::Unknown;
        };
        let found: Vec<u8> = match kind.to_ascii_lowercase().replace('-', "").as_str() {
            "sha1" => self.sha1.clone().finalize().to_vec(),
            "sha256" => self.sha256.clone().finalize().to_vec(),
            _ => return Checked::Unknown,
        };
        let text = text.trim();
        let readings = [base32(text), hex(text), base64(text)];
        if readings.iter().any(|read| read.as_ref() == Some(&found)) {
            Checked::Matches
        } else if readings
            .iter()
            .flatten()
            .any(|read| read.len() == found.len())
        {
            Checked::Differs
        } else {
            Checked::Unknown
        }
    }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    bits(text, 4, |byte| char::from(byte).to_digit(16))
}

fn base32(text: &str) -> Option<Vec<u8>> {
    bits(text, 5, |byte| match byte.to_ascii_uppercase() {
        letter @ b'A'..=b'Z' => Some(u32::from(letter - b'A')),
        digit @ b'2'..=b'7' => Some(u32::from(digit - b'2') + 26),
        _ => None,
    })
}

fn base64(text: &str) -> Option<Vec<u8>> {
    bits(text, 6, |byte| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    })
}

fn bits(text: &str, each: u32, value: impl Fn(u8) -> Option<u32>) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    if text.len() > 200 {
        return None;
    }
    let (mut held, mut count, mut out) = (0_u32, 0, Vec::new());
    for byte in text.bytes() {
        held = held << each | value(byte)?;
        count += each;
        if count >= 8 {
            count -= 8;
            out.push((held >> count) as u8);
            held &= (1 << count) - 1;
        }
    }
    Some(out)
}

/// Takes HTTP's chunks apart as they stream by (RFC 9112, 7.1). What is not cut in chunks although
/// it says so, which happens, is no error: it is compared as it stands.
pub(super) struct Dechunked {
    pub(super) digests: Digests,
    line: Vec<u8>,
    left: u64,
    state: State,
}

#[derive(PartialEq)]
enum State {
    Size,
    Data,
    AfterData,
    Ended,
    NotChunked,
}

impl Dechunked {
    pub(super) fn new() -> Self {
        Self {
            digests: Digests::new(),
            line: Vec::new(),
            left: 0,
            state: State::Size,
        }
    }

    pub(super) fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            match self.state {
                State::Ended | State::NotChunked => return,
                State::Data => {
                    let most = usize::try_from(self.left).unwrap_or(usize::MAX);
                    let (data, rest) = bytes.split_at(bytes.len().min(most));
                    self.digests.update(data);
                    self.left -= data.len() as u64;
                    bytes = rest;
                    if self.left == 0 {
                        self.state = State::AfterData;
                    }
                }
                State::Size | State::AfterData => {
                    self.line.push(bytes[0]);
                    bytes = &bytes[1..];
                    if self.line.len() > 1_000 {
                        self.state = State::NotChunked;
                    } else if self.line.last() == Some(&b'\n') {
                        self.end_of_line();
                    }
                }
            }
        }
    }

    fn end_of_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if self.state == State::AfterData {
            self.state = match line.trim_ascii() {
                b"" => State::Size,
                _ => State::NotChunked,
            };
            return;
        }
        let text = String::from_utf8_lossy(&line);
        let size = text.split(';').next().unwrap_or_default().trim();
        self.state = match u64::from_str_radix(size, 16) {
            Ok(0) => State::Ended,
            Ok(size) => {
                self.left = size;
                State::Data
            }
            Err(_) => State::NotChunked,
        };
    }

    /// Whether it was in chunks up to its end.
    pub(super) fn is_whole(&self) -> bool {
        self.state == State::Ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_digest_is_compared() {
        let mut digests = Digests::new();
        digests.update(b"abc");
        for (stated, expected) in [
            ("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", Checked::Matches),
            (
                "SHA1:a9993e364706816aba3e25717850c26c9cd0d89d",
                Checked::Matches,
            ),
            ("sha1:qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", Checked::Matches),
            ("sha1:qZk-NkcGgWq6PiVxeFDCbJzQ2J0=", Checked::Matches),
            (
                "sha-256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Checked::Matches,
            ),
            ("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE6", Checked::Differs),
            ("sha1:112H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", Checked::Unknown),
            ("md5:900150983cd24fb0d6963f7d28e17f72", Checked::Unknown),
            ("abc", Checked::Unknown),
        ] {
            assert_eq!(digests.check(stated), expected, "{stated}");
        }
        let mut chunks = Dechunked::new();
        for byte in b"1\r\na\r\n2;x=y\r\nbc\r\n0\r\n\r\n" {
            chunks.update(&[*byte]);
        }
        assert!(chunks.is_whole());
        assert_eq!(chunks.digests.sha256(), digests.sha256());
    }
}
