//! The objects of a PDF as they are written (ISO 32000-1, 7.3). Knows neither files nor streams.
//!
//! Values are shared, so that handing on what a file repeats a thousand times costs nothing.

use std::collections::BTreeMap;
use std::rc::Rc;

/// Deeper nesting is not followed: it only serves to exhaust a reader.
const DEPTH: usize = 32;
/// More values than this in one object are not read.
pub(super) const VALUES: usize = 200_000;

pub(super) type Dictionary = BTreeMap<Box<[u8]>, Object>;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Number(f64),
    Name(Rc<[u8]>),
    Text(Rc<[u8]>),
    Array(Rc<[Object]>),
    Dictionary(Rc<Dictionary>),
    Reference(u32),
    /// An operator, a keyword, or a stray sign.
    Word(Box<[u8]>),
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn count(&self) -> Option<usize> {
        self.number()
            .filter(|number| *number >= 0.0 && *number < 4e9)
            .map(|number| number as usize)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn dictionary(&self) -> Option<&Rc<Dictionary>> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// Reads values one after the other.
pub(super) struct Lexer<'d> {
    pub(super) data: &'d [u8],
    pub(super) at: usize,
    pub(super) values_left: usize,
}

impl<'d> Lexer<'d> {
    pub(super) fn new(data: &'d [u8], at: usize) -> Self {
        Self {
            data,
            at,
            values_left: VALUES,
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'d [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    fn pass_while(&mut self, passes: impl Fn(u8) -> bool) -> &'d [u8] {
        let rest = self.rest();
        let length = rest
            .iter()
            .position(|byte| !passes(*byte))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    pub(super) fn skip_space(&mut self) {
        loop {
            self.pass_while(is_space);
            if self.peek() != Some(b'%') {
                return;
            }
            self.pass_while(|byte| byte != b'\n' && byte != b'\r');
        }
    }

    /// The next value; `None` at the end or where a limit is reached.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        self.values_left = self.values_left.checked_sub(1)?;
        if depth > DEPTH {
            return None;
        }
        Some(match self.peek()? {
            b'/' => {
                self.at += 1;
                Object::Name(self.name().into())
            }
            // Where its end is missing, half a text or date would be taken for the whole.
            b'(' => self
                .literal()
                .map_or(Object::Null, |text| Object::Text(text.into())),
            b'<' if self.rest().starts_with(b"<<") => {
                self.at += 2;
                self.dictionary(depth)?
            }
            b'<' => {
                self.at += 1;
                let digits = self.pass_while(|byte| byte != b'>');
                self.at = (self.at + 1).min(self.data.len());
                Object::Text(from_hex(digits).into())
            }
            b'[' => {
                self.at += 1;
                self.array(depth)?
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            byte if is_regular(byte) => match self.pass_while(is_regular) {
                b"null" => Object::Null,
                word => Object::Word(word.into()),
            },
            stray => {
                self.at += 1;
                Object::Word([stray].into())
            }
        })
    }

    fn name(&mut self) -> Vec<u8> {
        let written = self.pass_while(is_regular);
        let mut name = Vec::with_capacity(written.len());
        let mut bytes = written.iter();
        while let Some(byte) = bytes.next() {
            let escaped = match (byte, bytes.as_slice()) {
                (b'#', [high, low, ..]) => digit(*high).zip(digit(*low)),
                _ => None,
            };
            match escaped {
                Some((high, low)) => {
                    name.push(high << 4 | low);
                    bytes.nth(1);
                }
                None => name.push(*byte),
            }
        }
        name
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Some(text);
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        None
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        text.push(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => {
                let mut code = byte - b'0';
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    self.at += 1;
                    // High overflow is to be ignored (7.3.4.2).
                    code = code.wrapping_mul(8).wrapping_add(next - b'0');
                }
                code
            }
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                return;
            }
            b'\n' => return,
            other => other,
        });
    }

    fn number(&mut self) -> Object {
        let written = self.pass_while(is_regular);
        let text = core::str::from_utf8(written).unwrap_or_default();
        let Ok(number) = text.parse::<f64>() else {
            return Object::Word(written.into());
        };
        if !written.iter().all(u8::is_ascii_digit) {
            return Object::Number(number);
        }
        self.reference(text).unwrap_or(Object::Number(number))
    }

    /// `12 0 R`, of which the first number was read.
    fn reference(&mut self, number: &str) -> Option<Object> {
        let number = number.parse().ok()?;
        let before = self.at;
        let mut is_reference = false;
        self.pass_while(is_space);
        let generation = self.pass_while(|byte| byte.is_ascii_digit());
        if self.at > before && !generation.is_empty() {
            let spaces = self.pass_while(is_space);
            is_reference = !spaces.is_empty() && self.pass_while(is_regular) == b"R";
        }
        if !is_reference {
            self.at = before;
        }
        is_reference.then_some(Object::Reference(number))
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        let mut values = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) => {}
            }
            if self.is_at_end_of_object() {
                break;
            }
            values.push(self.nested(depth + 1)?);
        }
        Some(Object::Array(values.into()))
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        let mut dictionary = Dictionary::new();
        loop {
            self.skip_space();
            if self.peek().is_none() || self.is_at_end_of_object() {
                break;
            }
            if self.rest().starts_with(b">>") {
                self.at += 2;
                break;
            }
            let key = self.nested(depth + 1)?;
            if let Object::Name(key) = key {
                let value = self.nested(depth + 1)?;
                dictionary.insert(key.as_ref().into(), value);
            }
        }
        Some(Object::Dictionary(dictionary.into()))
    }

    /// Where brackets are missing, the object ends all the same.
    fn is_at_end_of_object(&self) -> bool {
        self.rest().starts_with(b"endobj") || self.rest().starts_with(b"stream")
    }
}

pub(super) fn digit(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).map(|digit| digit as u8)
}

pub(super) fn from_hex(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> = digits.iter().filter_map(|byte| digit(*byte)).collect();
    values
        .chunks(2)
        .map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0))
        .collect()
}
