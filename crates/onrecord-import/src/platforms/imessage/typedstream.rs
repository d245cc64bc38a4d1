//! The text of an archived attributed string (`attributedBody`). Knows nothing of messages.
//!
//! The format is that of NeXT's `NSArchiver`: a head (version, `streamtyped`, system version),
//! then values, each behind the name of its type. Names of types, classes and objects that came
//! before are written as a number. What matters here stands first: the root's class, then its
//! string. The layout is described at
//! <https://chrissardegna.com/blog/reverse-engineering-apples-typedstream-format>; the numbers
//! were checked against archived strings beside which the plain text is kept.

/// Classes of one chain, and objects inside objects before the text.
const DEPTH: usize = 16;

const SHORT: u8 = 0x81;
const LONG: u8 = 0x82;
const NEW: u8 = 0x84;
const NOTHING: u8 = 0x85;
const FIRST_REFERENCE: u8 = 0x92;

struct Reader<'b> {
    rest: &'b [u8],
    /// Names of types and classes, in the order in which they came.
    names: Vec<&'b [u8]>,
}

impl<'b> Reader<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// A number: one byte, or a mark and two or four bytes, the lowest first.
    fn number(&mut self) -> Option<i64> {
        match self.byte()? {
            SHORT => {
                let bytes = self.take(2)?.try_into().ok()?;
                Some(i64::from(i16::from_le_bytes(bytes)))
            }
            LONG => {
                let bytes = self.take(4)?.try_into().ok()?;
                Some(i64::from(i32::from_le_bytes(bytes)))
            }
            byte => Some(i64::from(byte as i8)),
        }
    }

    /// A length. Two bytes hold up to 65,535 here: lengths are never negative.
    fn length(&mut self) -> Option<usize> {
        match self.byte()? {
            SHORT => Some(usize::from(u16::from_le_bytes(
                self.take(2)?.try_into().ok()?,
            ))),
            LONG => {
                let bytes = self.take(4)?.try_into().ok()?;
                usize::try_from(u32::from_le_bytes(bytes)).ok()
            }
            byte if byte < 0x80 => Some(usize::from(byte)),
            _ => None,
        }
    }

    /// The name of a type or class, new or by its number.
    fn name(&mut self) -> Option<&'b [u8]> {
        match self.byte()? {
            NEW => {
                let length = self.length()?;
                let name = self.take(length)?;
                self.names.push(name);
                Some(name)
            }
            reference => {
                let at = reference.checked_sub(FIRST_REFERENCE)?;
                self.names.get(usize::from(at)).copied()
            }
        }
    }

    /// A chain of classes. True where one of them is called so.
    fn class(&mut self, wanted: &[u8]) -> Option<bool> {
        let mut found = false;
        for _ in 0..DEPTH {
            match self.byte()? {
                NEW => {
                    found |= self.name()? == wanted;
                    self.number()?;
                }
                // The rest of the chain stood earlier.
                NOTHING | FIRST_REFERENCE.. => return Some(found),
                _ => return None,
            }
        }
        None
    }
}

/// The bytes of the archived string's text, or `None` where this is not such an archive.
pub(super) fn text(archive: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader {
        rest: archive,
        names: Vec::new(),
    };
    if reader.byte()? != 4 {
        return None;
    }
    let length = reader.length()?;
    if reader.take(length)? != b"streamtyped" {
        return None;
    }
    reader.number()?;
    // The root, then objects inside it, until one holds text.
    for _ in 0..DEPTH {
        match reader.name()? {
            b"@" => {
                if reader.byte()? != NEW {
                    return None;
                }
                reader.class(b"NSString")?;
            }
            b"+" => {
                let length = reader.length()?;
                return reader.take(length);
            }
            _ => return None,
        }
    }
    None
}
