//! The digests that a record states, computed and compared. Knows nothing of records.

use onrecord_model::digest::Hasher;
use sha1::{Digest as _, Sha1};

/// What came of comparing a stated digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    Matches,
    Differs,
    /// It is of a kind, or written in a way, that is not known here.
    Unknown,
}

/// The kinds of digest that writers use; of these, the one that a record states. Most state none, and
/// they are moved about: what is long stands elsewhere.
#[derive(Default)]
pub(super) enum Digests {
    #[default]
    None,
    Sha1(Box<Sha1>),
    Sha256(Box<Hasher>),
}

/// The kind of a stated digest, and how it is written out.
fn parts(stated: &str) -> Option<(Kind, &str)> {
    let (kind, text) = stated.split_once(':')?;
    match kind.to_ascii_lowercase().replace('-', "").as_str() {
        "sha1" => Some((Kind::Sha1, text.trim())),
        "sha256" => Some((Kind::Sha256, text.trim())),
        _ => None,
    }
}

enum Kind {
    Sha1,
    Sha256,
}

impl Digests {
    /// Computes what is needed to check `stated`.
    pub(super) fn for_stated(stated: Option<&str>) -> Self {
        match stated.and_then(parts) {
            Some((Kind::Sha1, _)) => Self::Sha1(Box::new(Sha1::new())),
            Some((Kind::Sha256, _)) => Self::Sha256(Box::default()),
            None => Self::None,
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::None => {}
            Self::Sha1(sha1) => sha1.update(bytes),
            Self::Sha256(sha256) => sha256.update(bytes),
        }
    }

    /// Compares with `sha1:…` or `sha256:…` in base32, base64 or hexadecimal: all are in use. It is
    /// the one that this was made for.
    pub(super) fn check(&self, stated: &str) -> Checked {
        let Some((kind, text)) = parts(stated) else {
            return Checked::Unknown;
        };
        let found: Vec<u8> = match (kind, self) {
            (Kind::Sha1, Self::Sha1(sha1)) => sha1.clone().finalize().to_vec(),
            (Kind::Sha256, Self::Sha256(sha256)) => sha256.clone().finish().0.to_vec(),
            _ => return Checked::Unknown,
        };
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
    /// Computes what is needed to check `stated`.
    pub(super) fn for_stated(stated: Option<&str>) -> Self {
        Self {
            digests: Digests::for_stated(stated),
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
        let whole = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
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
            let mut digests = Digests::for_stated(Some(stated));
            digests.update(b"abc");
            assert_eq!(digests.check(stated), expected, "{stated}");
        }
        let mut chunks = Dechunked::for_stated(Some(whole));
        for byte in b"1\r\na\r\n2;x=y\r\nbc\r\n0\r\n\r\n" {
            chunks.update(&[*byte]);
        }
        assert!(chunks.is_whole());
        assert_eq!(chunks.digests.check(whole), Checked::Matches);
    }
}
