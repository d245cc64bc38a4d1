//! The one encoding that gets hashed: deterministic CBOR (RFC 8949, 4.2.1), in the small profile
//! that the project needs. Integers, byte strings, text, arrays, maps with text keys, false, true,
//! null; no tags, no floats, no indefinite lengths. One value has exactly one encoding, and
//! [`decode`] refuses every other. Knows nothing of what the values mean.

use std::collections::BTreeMap;

/// How deep arrays and maps may nest.
pub const MAX_DEPTH: usize = 64;

/// A value of the profile. Each value is written in one way only, so equal values are equal bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `false` or `true`.
    Bool(bool),
    /// An integer from 0 to 2^64 - 1.
    Unsigned(u64),
    /// The integer `-1 - n`, as CBOR holds it.
    Negative(u64),
    /// A byte string.
    Bytes(Vec<u8>),
    /// UTF-8 text.
    Text(Box<str>),
    /// An array.
    Array(Vec<Value>),
    /// A map with text keys.
    Map(BTreeMap<Box<str>, Value>),
}

impl Value {
    /// A map from its keys and values. Of equal keys the last counts.
    pub fn map<K: Into<Box<str>>>(entries: impl IntoIterator<Item = (K, Value)>) -> Self {
        Self::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }

    /// The number, if it is one from 0 to 2^64 - 1.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Unsigned(number) => Some(*number),
            _ => None,
        }
    }

    /// The number, if it is one that 64 bits with a sign can hold.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Unsigned(number) => (*number).try_into().ok(),
            Self::Negative(number) => i64::try_from(*number).ok().map(|number| -1 - number),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes, if it is a byte string.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The map, if it is one.
    pub fn as_map(&self) -> Option<&BTreeMap<Box<str>, Value>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The value of a key; `None` where this is no map or has no such key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_map()?.get(key)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Unsigned(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        match u64::try_from(value) {
            Ok(number) => Self::Unsigned(number),
            // `!value` is -1 - value, which cannot overflow.
            Err(_) => Self::Negative(!value as u64),
        }
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.into())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value.into())
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl From<Vec<Value>> for Value {
    fn from(value: Vec<Value>) -> Self {
        Self::Array(value)
    }
}

/// Appends items to a buffer, for paths where building a [`Value`] costs too much. The caller sees
/// to it that counts are right and that map keys come sorted (shorter first, then bytewise).
#[derive(Debug)]
pub struct Encoder<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> Encoder<'a> {
    /// An encoder that appends to `out`.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out }
    }

    fn head(&mut self, major: u8, number: u64) {
        let major = major << 5;
        match number {
            0..=23 => self.out.push(major | number as u8),
            24..=0xff => self.out.extend([major | 24, number as u8]),
            0x100..=0xffff => {
                self.out.push(major | 25);
                self.out.extend((number as u16).to_be_bytes());
            }
            0x1_0000..=0xffff_ffff => {
                self.out.push(major | 26);
                self.out.extend((number as u32).to_be_bytes());
            }
            _ => {
                self.out.push(major | 27);
                self.out.extend(number.to_be_bytes());
            }
        }
    }

    /// `null`.
    pub fn null(&mut self) {
        self.out.push(0xf6);
    }

    /// `false` or `true`.
    pub fn bool(&mut self, value: bool) {
        self.out.push(0xf4 | u8::from(value));
    }

    /// A number from 0 up.
    pub fn uint(&mut self, value: u64) {
        self.head(0, value);
    }

    /// A number with a sign.
    pub fn int(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(number) => self.head(0, number),
            Err(_) => self.head(1, !value as u64),
        }
    }

    /// The integer `-1 - number`.
    pub fn negative(&mut self, number: u64) {
        self.head(1, number);
    }

    /// A byte string.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.head(2, bytes.len() as u64);
        self.out.extend_from_slice(bytes);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.head(3, text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
    }

    /// A text, or `null`.
    pub fn optional_text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// The head of an array; its `count` elements follow.
    pub fn array(&mut self, count: usize) {
        self.head(4, count as u64);
    }

    /// The head of a map; its `count` pairs of key and value follow.
    pub fn map(&mut self, count: usize) {
        self.head(5, count as u64);
    }

    /// A whole value.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.null(),
            Value::Bool(value) => self.bool(*value),
            Value::Unsigned(number) => self.uint(*number),
            Value::Negative(number) => self.negative(*number),
            Value::Bytes(bytes) => self.bytes(bytes),
            Value::Text(text) => self.text(text),
            Value::Array(elements) => {
                self.array(elements.len());
                elements.iter().for_each(|element| self.value(element));
            }
            Value::Map(map) => {
                self.map(map.len());
                let mut entries: Vec<_> = map.iter().collect();
                entries.sort_by_key(|(key, _)| key_order(key));
                for (key, value) in entries {
                    self.text(key);
                    self.value(value);
                }
            }
        }
    }
}

/// The bytewise order of encoded text keys: the head holds the length and comes first.
fn key_order(key: &str) -> (usize, &[u8]) {
    (key.len(), key.as_bytes())
}

/// The encoding of a value.
pub fn encode(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    Encoder::new(&mut out).value(value);
    out
}

/// Why bytes are not an encoding of this profile, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Counted from 0.
    pub at: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It ends too early, or says that it holds more than there is.
    Truncated,
    /// Bytes follow the value.
    Trailing,
    /// A number or length could be written shorter.
    NotShortest,
    /// A kind of item that the profile does not have.
    NotInProfile,
    /// Text that is not UTF-8.
    NotText,
    /// Map keys out of order or repeated.
    KeyOrder,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

impl core::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let what = match self.fault {
            Fault::Truncated => "the data ends too early",
            Fault::Trailing => "something follows the data",
            Fault::NotShortest => "a number is not written in its shortest form",
            Fault::NotInProfile => "an item has a kind that is not allowed here",
            Fault::NotText => "a text is not UTF-8",
            Fault::KeyOrder => "the keys of a map are out of order or repeated",
            Fault::TooDeep => "the data is nested too deeply",
        };
        write!(f, "{what} (byte {})", self.at)
    }
}

impl core::error::Error for DecodeError {}

/// Reads one value that is the whole of `bytes`.
///
/// Memory stays in proportion to the length of `bytes`, whatever they claim to hold.
///
/// # Errors
/// The first thing that [`encode`] would not have written.
pub fn decode(bytes: &[u8]) -> Result<Value, DecodeError> {
    let mut decoder = Decoder { bytes, at: 0 };
    let value = decoder.value(0)?;
    if decoder.at == bytes.len() {
        Ok(value)
    } else {
        decoder.fail(decoder.at, Fault::Trailing)
    }
}

struct Decoder<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Decoder<'a> {
    fn fail<T>(&self, at: usize, fault: Fault) -> Result<T, DecodeError> {
        Err(DecodeError { at, fault })
    }

    fn take(&mut self, count: u64) -> Result<&'a [u8], DecodeError> {
        let rest = &self.bytes[self.at..];
        match usize::try_from(count) {
            Ok(count) if count <= rest.len() => {
                self.at += count;
                Ok(&rest[..count])
            }
            _ => self.fail(self.at, Fault::Truncated),
        }
    }

    /// The initial byte, and the number after it where its kind has one.
    fn head(&mut self) -> Result<(u8, u64), DecodeError> {
        let start = self.at;
        let initial = self.take(1)?[0];
        let info = initial & 31;
        if initial >> 5 == 7 {
            return match info {
                20..=22 => Ok((initial, 0)),
                _ => self.fail(start, Fault::NotInProfile),
            };
        }
        let (number, least) = match info {
            0..=23 => (u64::from(info), 0),
            24..=27 => {
                let width = 1_u64 << (info - 24);
                let number = self
                    .take(width)?
                    .iter()
                    .fold(0, |number, byte| number << 8 | u64::from(*byte));
                (
                    number,
                    [24, 1 << 8, 1 << 16, 1 << 32][usize::from(info - 24)],
                )
            }
            _ => return self.fail(start, Fault::NotInProfile),
        };
        if number < least {
            return self.fail(start, Fault::NotShortest);
        }
        Ok((initial, number))
    }

    fn text(&mut self, start: usize, length: u64) -> Result<&'a str, DecodeError> {
        let bytes = self.take(length)?;
        core::str::from_utf8(bytes).or_else(|_| self.fail(start, Fault::NotText))
    }

    fn value(&mut self, depth: usize) -> Result<Value, DecodeError> {
        let start = self.at;
        let (initial, number) = self.head()?;
        let container = matches!(initial >> 5, 4 | 5);
        if container && depth == MAX_DEPTH {
            return self.fail(start, Fault::TooDeep);
        }
        // Every element takes a byte or more: refuse before looping over a claimed billion.
        if container && number > (self.bytes.len() - self.at) as u64 {
            return self.fail(start, Fault::Truncated);
        }
        Ok(match initial >> 5 {
            0 => Value::Unsigned(number),
            1 => Value::Negative(number),
            2 => Value::Bytes(self.take(number)?.to_vec()),
            3 => Value::Text(self.text(start, number)?.into()),
            4 => {
                let mut elements = Vec::new();
                for _ in 0..number {
                    elements.push(self.value(depth + 1)?);
                }
                Value::Array(elements)
            }
            5 => {
                let mut map = BTreeMap::new();
                let mut before: Option<&str> = None;
                for _ in 0..number {
                    let start = self.at;
                    let (initial, length) = self.head()?;
                    if initial >> 5 != 3 {
                        return self.fail(start, Fault::NotInProfile);
                    }
                    let key = self.text(start, length)?;
                    if before.is_some_and(|before| key_order(before) >= key_order(key)) {
                        return self.fail(start, Fault::KeyOrder);
                    }
                    before = Some(key);
                    map.insert(key.into(), self.value(depth + 1)?);
                }
                Value::Map(map)
            }
            6 => return self.fail(start, Fault::NotInProfile),
            _ => match initial & 31 {
                20 => Value::Bool(false),
                21 => Value::Bool(true),
                _ => Value::Null,
            },
        })
    }
}
