//! Binary property lists, bounded. Knows nothing of messages.
//!
//! Source: the layout in Apple's open `CFBinaryPList.c`: `bplist00`, objects, a table of their
//! offsets, and a trailer of 32 bytes.

/// Objects read of one list, and their nesting.
const OBJECTS: usize = 20_000;
const DEPTH: usize = 12;

/// A value.
#[derive(Debug, PartialEq)]
pub(super) enum Value<'b> {
    Integer(i64),
    Real(f64),
    Data(&'b [u8]),
    Text(String),
    Array(Vec<Self>),
    /// In the file's order.
    Dictionary(Vec<(String, Self)>),
    /// Null, a boolean, a set, or what is damaged.
    Other,
}

impl<'b> Value<'b> {
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Dictionary(pairs) => pairs
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    pub(super) fn pairs(&self) -> &[(String, Self)] {
        match self {
            Self::Dictionary(pairs) => pairs,
            _ => &[],
        }
    }

    pub(super) fn data(&self) -> Option<&'b [u8]> {
        match self {
            Self::Data(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Real(number) => Some(*number),
            _ => None,
        }
    }
}

struct List<'b> {
    bytes: &'b [u8],
    offsets: &'b [u8],
    offset_size: usize,
    reference_size: usize,
    left: usize,
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Reads a list; `None` where it is not one.
pub(super) fn parse(bytes: &[u8]) -> Option<Value<'_>> {
    if !bytes.starts_with(b"bplist0") {
        return None;
    }
    let trailer = bytes.get(bytes.len().checked_sub(32)?..)?;
    let offset_size = usize::from(*trailer.get(6)?);
    let reference_size = usize::from(*trailer.get(7)?);
    if !(1..=8).contains(&offset_size) || !(1..=8).contains(&reference_size) {
        return None;
    }
    let number = |from: usize| usize::try_from(big_endian(trailer.get(from..from + 8)?)).ok();
    let (count, top, table) = (number(8)?, number(16)?, number(24)?);
    let offsets = bytes.get(table..table.checked_add(count.checked_mul(offset_size)?)?)?;
    let mut list = List {
        bytes,
        offsets,
        offset_size,
        reference_size,
        left: OBJECTS,
    };
    list.object(top, 0)
}

impl<'b> List<'b> {
    fn object(&mut self, number: usize, depth: usize) -> Option<Value<'b>> {
        self.left = self.left.checked_sub(1)?;
        if depth > DEPTH {
            return None;
        }
        let at = number.checked_mul(self.offset_size)?;
        let offset = self.offsets.get(at..at + self.offset_size)?;
        let at = usize::try_from(big_endian(offset)).ok()?;
        let marker = *self.bytes.get(at)?;
        let (kind, low) = (marker >> 4, usize::from(marker & 15));
        let at = at + 1;
        Some(match kind {
            1 if low <= 4 => {
                let bytes = self.bytes.get(at..at + (1 << low))?;
                // Eight bytes are signed; the sixteen that the format allows hold no more.
                Value::Integer(big_endian(bytes) as i64)
            }
            2 | 3 => match (low, self.bytes.get(at..)?) {
                (2, rest) => Value::Real(f64::from(f32::from_be_bytes(
                    rest.get(..4)?.try_into().ok()?,
                ))),
                (3, rest) => Value::Real(f64::from_be_bytes(rest.get(..8)?.try_into().ok()?)),
                _ => Value::Other,
            },
            4..=6 | 0xA | 0xD => {
                let (count, at) = self.count(low, at)?;
                self.collection(kind, count, at, depth)?
            }
            _ => Value::Other,
        })
    }

    /// A count of 15 or more follows as an integer object.
    fn count(&self, low: usize, at: usize) -> Option<(usize, usize)> {
        if low != 15 {
            return Some((low, at));
        }
        let marker = *self.bytes.get(at)?;
        if marker >> 4 != 1 || marker & 15 > 3 {
            return None;
        }
        let size = 1 << (marker & 15);
        let bytes = self.bytes.get(at + 1..at + 1 + size)?;
        Some((usize::try_from(big_endian(bytes)).ok()?, at + 1 + size))
    }

    fn collection(&mut self, kind: u8, count: usize, at: usize, depth: usize) -> Option<Value<'b>> {
        let bytes = |size: usize| {
            self.bytes
                .get(at..at.checked_add(count.checked_mul(size)?)?)
        };
        Some(match kind {
            4 => Value::Data(bytes(1)?),
            5 => Value::Text(String::from_utf8_lossy(bytes(1)?).into_owned()),
            6 => {
                let (pairs, _) = bytes(2)?.as_chunks::<2>();
                let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
                let text = char::decode_utf16(units)
                    .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect();
                Value::Text(text)
            }
            0xA => {
                let references = bytes(self.reference_size)?;
                let mut items = Vec::new();
                for reference in references.chunks_exact(self.reference_size) {
                    let number = usize::try_from(big_endian(reference)).ok()?;
                    items.push(self.object(number, depth + 1)?);
                }
                Value::Array(items)
            }
            _ => {
                let keys = bytes(self.reference_size)?;
                let values = self.bytes.get(at + keys.len()..at + 2 * keys.len())?;
                let mut pairs = Vec::new();
                let size = self.reference_size;
                for (key, value) in keys.chunks_exact(size).zip(values.chunks_exact(size)) {
                    let key = usize::try_from(big_endian(key)).ok()?;
                    let value = usize::try_from(big_endian(value)).ok()?;
                    let Value::Text(key) = self.object(key, depth + 1)? else {
                        return None;
                    };
                    pairs.push((key, self.object(value, depth + 1)?));
                }
                Value::Dictionary(pairs)
            }
        })
    }
}
