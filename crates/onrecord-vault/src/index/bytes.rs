//! The index's own compact bytes: little numbers short, nothing else. They never leave the
//! encrypted file and are never hashed as evidence, so they are free to change with the layout.

/// Appends numbers and byte strings.
#[derive(Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    /// LEB128: seven bits a byte, least significant first.
    #[inline]
    pub(super) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// A signed number: small ones of either sign are short.
    #[inline]
    pub(super) fn signed(&mut self, value: i64) {
        self.number(((value << 1) ^ (value >> 63)) as u64);
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Length, then the bytes.
    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.raw(text.as_bytes());
    }

    /// Zero where there is none, else the length plus one and the bytes.
    pub(super) fn optional_text(&mut self, text: Option<&str>) {
        match text {
            None => self.number(0),
            Some(text) => {
                self.number(text.len() as u64 + 1);
                self.raw(text.as_bytes());
            }
        }
    }
}

/// Reads what [`Writer`] wrote. Every method is `None` where the bytes end too early or mean
/// nothing.
#[derive(Clone)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    #[inline]
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for (at, byte) in self.0.iter().enumerate().take(10) {
            value |= u64::from(byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                self.0 = &self.0[at + 1..];
                return Some(value);
            }
        }
        None
    }

    #[inline]
    pub(super) fn signed(&mut self) -> Option<i64> {
        let value = self.number()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    pub(super) fn raw(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    /// Length, then the bytes.
    pub(super) fn sized(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        self.raw(length)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.raw(N)?.try_into().ok()
    }

    /// A count of things that take at least a byte each, so that it cannot promise more than the
    /// bytes that are left.
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        core::str::from_utf8(self.raw(length)?).ok()
    }

    pub(super) fn optional_text(&mut self) -> Option<Option<&'a str>> {
        match self.number()? {
            0 => Some(None),
            length => {
                let length = usize::try_from(length - 1).ok()?;
                Some(Some(core::str::from_utf8(self.raw(length)?).ok()?))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_short_bytes_are_refused() {
        let mut writer = Writer::default();
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        let signed = [0, -1, 1, i64::MIN, i64::MAX, -64, 64];
        numbers.iter().for_each(|number| writer.number(*number));
        signed.iter().for_each(|number| writer.signed(*number));
        writer.optional_text(None);
        writer.optional_text(Some(""));
        writer.text("é\0");
        let mut reader = Reader(&writer.0);
        numbers
            .iter()
            .for_each(|number| assert_eq!(reader.number(), Some(*number)));
        signed
            .iter()
            .for_each(|number| assert_eq!(reader.signed(), Some(*number)));
        assert_eq!(reader.optional_text(), Some(None));
        assert_eq!(reader.optional_text(), Some(Some("")));
        assert_eq!(reader.text(), Some("é\0"));
        assert_eq!(reader.number(), None);
        assert_eq!(Reader(&[0xff; 11]).number(), None);
        assert_eq!(Reader(&[9, b'x']).text(), None);
        assert_eq!(Reader(&[200, 200, 1]).count(), None);
    }
}
