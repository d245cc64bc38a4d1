//! Decodes base64 as it streams by and keeps only its digest and size (and, if asked, the first
//! bytes). Knows no platform.

use onrecord_model::Digest;
use onrecord_model::digest::Hasher;

/// Encoded bytes decoded at a time; a multiple of four.
const STEP: usize = 32 * 1024;

/// A decoder that forgets what it has hashed.
pub struct Base64Sink {
    hasher: Hasher,
    size: u64,
    out: Vec<u8>,
    quad: [u8; 4],
    have: usize,
    padding: usize,
    /// Lines are wrapped: white space is taken out before a block is decoded.
    wrapped: bool,
    scratch: Vec<u8>,
    bad: bool,
    head: Vec<u8>,
    head_limit: usize,
}

/// What came of an attachment's base64.
pub struct Decoded {
    /// Digest and size of the decoded bytes; `None` where it is not base64 throughout.
    pub content: Option<(Digest, u64)>,
    /// The first decoded bytes, as many as were asked for.
    pub head: Vec<u8>,
}

impl Base64Sink {
    /// A decoder that keeps the first `head_limit` decoded bytes.
    pub fn new(head_limit: usize) -> Self {
        Self {
            hasher: Hasher::default(),
            size: 0,
            out: vec![0; STEP / 4 * 3],
            quad: [0; 4],
            have: 0,
            padding: 0,
            wrapped: false,
            scratch: Vec::new(),
            bad: false,
            head: Vec::new(),
            head_limit,
        }
    }

    /// Takes the next encoded bytes.
    pub fn feed(&mut self, mut chunk: &[u8]) {
        if self.wrapped && !self.bad {
            self.feed_wrapped(chunk);
            return;
        }
        while !chunk.is_empty() && !self.bad {
            let whole = chunk.len().min(STEP) & !3;
            if whole > 0 && self.have == 0 && self.padding == 0 {
                let (block, rest) = chunk.split_at(whole);
                let mut out = std::mem::take(&mut self.out);
                let decoded = base64_simd::STANDARD_NO_PAD
                    .decode(block, base64_simd::Out::from_slice(&mut out))
                    .map(|bytes| bytes.len());
                if let Ok(length) = decoded {
                    self.take(&out[..length]);
                    chunk = rest;
                } else {
                    // Padding, white space or damage.
                    self.wrapped = true;
                    self.out = out;
                    self.feed_wrapped(chunk);
                    return;
                }
                self.out = out;
            } else {
                self.character(chunk[0]);
                chunk = &chunk[1..];
            }
        }
    }

    /// As [`Self::feed`], and has `raw` take the encoded bytes: faster than one after the other.
    pub fn feed_beside(&mut self, mut chunk: &[u8], raw: &mut Hasher) {
        while !chunk.is_empty() {
            let whole = chunk.len().min(STEP) & !3;
            let usual = whole > 0 && !self.wrapped && !self.bad && self.padding == 0;
            if usual && self.have > 0 {
                let (begun, rest) = chunk.split_at(4 - self.have);
                raw.update(begun);
                self.feed(begun);
                chunk = rest;
                continue;
            }
            let mut out = std::mem::take(&mut self.out);
            let decoded = if usual {
                base64_simd::STANDARD_NO_PAD
                    .decode(&chunk[..whole], base64_simd::Out::from_slice(&mut out))
                    .map(|bytes| bytes.len())
                    .ok()
            } else {
                None
            };
            if let Some(length) = decoded {
                let (block, rest) = chunk.split_at(whole);
                self.hasher.update_both(&out[..length], raw, block);
                self.keep(&out[..length]);
                chunk = rest;
            }
            self.out = out;
            if decoded.is_none() {
                raw.update(chunk);
                self.feed(chunk);
                return;
            }
        }
    }

    fn feed_wrapped(&mut self, chunk: &[u8]) {
        for piece in chunk.chunks(STEP) {
            let mut scratch = std::mem::take(&mut self.scratch);
            scratch.clear();
            for line in piece.split(|byte| *byte == b'\n') {
                scratch.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
            }
            let mut rest = &scratch[..];
            while self.have > 0 && !rest.is_empty() {
                self.character(rest[0]);
                rest = &rest[1..];
            }
            let whole = if self.padding == 0 {
                rest.len() & !3
            } else {
                0
            };
            let (block, rest) = rest.split_at(whole);
            let mut out = std::mem::take(&mut self.out);
            let decoded = base64_simd::STANDARD_NO_PAD
                .decode(block, base64_simd::Out::from_slice(&mut out))
                .map(|bytes| bytes.len());
            match decoded {
                Ok(length) => self.take(&out[..length]),
                Err(_) => block.iter().for_each(|byte| self.character(*byte)),
            }
            self.out = out;
            rest.iter().for_each(|byte| self.character(*byte));
            self.scratch = scratch;
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.keep(bytes);
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        let room = self.head_limit.saturating_sub(self.head.len());
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn character(&mut self, byte: u8) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b' ' | b'\t' | b'\r' | b'\n' => return,
            b'=' => {
                self.padding += 1;
                self.bad |= self.have < 2 || self.have + self.padding > 4;
                return;
            }
            _ => {
                self.bad = true;
                return;
            }
        };
        if self.padding > 0 {
            self.bad = true;
            return;
        }
        self.quad[self.have] = value;
        self.have += 1;
        if self.have == 4 {
            let [a, b, c, d] = self.quad;
            self.take(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
            self.have = 0;
        }
    }

    /// What came of it.
    pub fn finish(mut self) -> Decoded {
        let [a, b, c, _] = self.quad;
        match self.have {
            2 => self.take(&[a << 2 | b >> 4]),
            3 => self.take(&[a << 2 | b >> 4, b << 4 | c >> 2]),
            1 => self.bad = true,
            _ => {}
        }
        // Missing padding does not change the bytes.
        Decoded {
            content: (!self.bad).then(|| (self.hasher.finish(), self.size)),
            head: self.head,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(pieces: &[&str]) -> Option<(Digest, u64)> {
        let mut sink = Base64Sink::new(8);
        pieces.iter().for_each(|piece| sink.feed(piece.as_bytes()));
        sink.finish().content
    }

    #[test]
    fn beside_the_digest_of_what_was_fed() {
        let long = "QUJD".repeat(30_000);
        for text in ["", "Zm9vYmFyIQ==", "Zm9v\nYmFy", "Zm9v!AAA", "Zm9vY", &long] {
            for step in [1, 3, 4, 7, 1_000, 99_999] {
                let (mut sink, mut raw) = (Base64Sink::new(0), Hasher::default());
                for piece in text.as_bytes().chunks(step) {
                    sink.feed_beside(piece, &mut raw);
                }
                assert_eq!(sink.finish().content, decode(&[text]));
                assert_eq!(raw.finish(), Digest::of(text.as_bytes()));
            }
        }
    }

    #[test]
    fn pieces_wrapping_and_damage() {
        let whole = Some((Digest::of(b"foobar!"), 7));
        assert_eq!(decode(&["Zm9vYmFyIQ=="]), whole);
        assert_eq!(decode(&["Zm9v\r\nYmFy\nIQ"]), whole);
        assert_eq!(decode(&["Z", "m9vY", "mF", "yIQ", "=", "="]), whole);
        assert_eq!(decode(&["Zm9v", "\n", "YmFyI", "Q==\n"]), whole);
        assert_eq!(decode(&[""]), Some((Digest::of(b""), 0)));
        for damaged in ["Zm9vY", "Zm9v!AAA", "Zg==Zg==", "=", "Zm9v&#10;Zg=="] {
            assert_eq!(decode(&[damaged]), None, "{damaged}");
        }
        let long = "QUJD".repeat(50_000);
        assert_eq!(
            decode(&[&long]),
            Some((Digest::of("ABC".repeat(50_000).as_bytes()), 150_000))
        );
    }
}
