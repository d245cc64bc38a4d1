//! Just enough DER to walk a time-stamp token: definite lengths, shortest form, one-byte tags.
//! Knows no ASN.1 type but what the callers ask for. The order within a SET is not looked at: a
//! widely used tool writes certificates unsorted, and no other leniency is needed.

/// Tags that RFC 3161, RFC 5652 and RFC 5280 use here.
pub(super) mod tag {
    pub const INTEGER: u8 = 0x02;
    pub const BIT_STRING: u8 = 0x03;
    pub const OCTET_STRING: u8 = 0x04;
    pub const OID: u8 = 0x06;
    pub const GENERALIZED_TIME: u8 = 0x18;
    pub const SEQUENCE: u8 = 0x30;
    pub const SET: u8 = 0x31;
    pub const CONTEXT_0: u8 = 0xA0;
    pub const CONTEXT_3: u8 = 0xA3;
}

/// What is left to read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Der<'a>(pub(super) &'a [u8]);

/// One element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    pub(super) tag: u8,
    /// With tag and length.
    pub(super) whole: &'a [u8],
    pub(super) content: &'a [u8],
}

impl<'a> Der<'a> {
    /// The next element; `None` at the end and for anything that is not DER.
    pub(super) fn next(&mut self) -> Option<Element<'a>> {
        let (&[tag, first], rest) = self.0.split_first_chunk::<2>()?;
        if tag & 0x1F == 0x1F {
            return None;
        }
        let (length, header) = match first {
            0..=0x7F => (usize::from(first), 2),
            0x81..=0x84 => {
                let count = usize::from(first & 0x7F);
                let bytes = rest.get(..count)?;
                let length = bytes
                    .iter()
                    .fold(0, |all, byte| all << 8 | usize::from(*byte));
                let shortest = length > 0x7F && bytes.first() != Some(&0);
                (shortest.then_some(length)?, 2 + count)
            }
            _ => return None,
        };
        let (whole, after) = self.0.split_at_checked(header.checked_add(length)?)?;
        self.0 = after;
        Some(Element {
            tag,
            whole,
            content: whole.get(header..)?,
        })
    }

    /// The next element if it has that tag; otherwise nothing is taken.
    pub(super) fn take(&mut self, tag: u8) -> Option<Element<'a>> {
        let mut ahead = *self;
        let element = ahead.next().filter(|element| element.tag == tag)?;
        *self = ahead;
        Some(element)
    }

    /// What is inside the next element, which must have that tag.
    pub(super) fn enter(&mut self, tag: u8) -> Option<Der<'a>> {
        self.take(tag).map(|element| Der(element.content))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// An element as bytes.
pub(super) fn write(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match u8::try_from(content.len()) {
        Ok(short @ 0..=0x7F) => out.push(short),
        _ => {
            let length = (content.len() as u32).to_be_bytes();
            let skip = length.iter().take_while(|byte| **byte == 0).count();
            out.push(0x80 | (4 - skip) as u8);
            out.extend_from_slice(length.get(skip..).unwrap_or_default());
        }
    }
    out.extend_from_slice(content);
    out
}

/// A number as the content of an INTEGER.
pub(super) fn integer(number: u64) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let skip = bytes.iter().take_while(|byte| **byte == 0).count().min(7);
    let mut out = bytes.get(skip..).unwrap_or_default().to_vec();
    if out.first().is_some_and(|first| *first >= 0x80) {
        out.insert(0, 0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shortest_form_is_read() {
        assert_eq!(Der(&[4, 1, 9]).next().unwrap().content, [9]);
        for bad in [
            &[4, 2, 9][..],
            &[4, 0x80, 9],
            &[4, 0x81, 1, 9],
            &[0x1F, 1, 9],
            &[4],
        ] {
            assert!(Der(bad).next().is_none(), "{bad:?}");
        }
        for length in [0, 127, 128, 255, 256, 70_000] {
            let written = write(4, &vec![7; length]);
            assert_eq!(Der(&written).next().unwrap().content.len(), length);
        }
        assert_eq!(integer(0), [0]);
        assert_eq!(integer(0x80), [0, 0x80]);
        assert_eq!(integer(u64::MAX).len(), 9);
    }
}
