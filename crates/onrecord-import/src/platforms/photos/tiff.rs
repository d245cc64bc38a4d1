//! TIFF's directories (TIFF 6.0, section 2), which EXIF uses. A directory is looked at where it
//! stands; values stay slices of the block, so that no stated count costs memory, and only named
//! directories are followed, so that nothing loops.

/// Entries of one directory that are looked at.
const MAX_ENTRIES: usize = 2_048;

/// A block of directories.
#[derive(Clone, Copy)]
pub(super) struct Tiff<'d> {
    data: &'d [u8],
    is_little: bool,
    /// The block's whole length, of which `data` may be the beginning.
    length: u64,
}

/// A directory's entries, in their order.
#[derive(Default)]
pub(super) struct Directory<'d> {
    pub(super) entries: Vec<Entry<'d>>,
    /// Where the next directory is; 0 for none.
    pub(super) next: u32,
    /// What is wrong with it, in a few words.
    pub(super) problems: Vec<String>,
    /// Something lies beyond the bytes that were read.
    pub(super) is_partly_read: bool,
}

/// A field.
#[derive(Clone, Copy)]
pub(super) struct Entry<'d> {
    pub(super) tag: u16,
    kind: u16,
    /// The value's bytes.
    pub(super) value: &'d [u8],
    is_little: bool,
}

impl<'d> Tiff<'d> {
    /// `None` where the block does not begin as one.
    pub(super) fn new(data: &'d [u8], length: u64) -> Option<(Self, u32)> {
        let is_little = match data.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let tiff = Self {
            data,
            is_little,
            length,
        };
        Some((tiff, tiff.number(4, 4)?))
    }

    fn number(&self, at: usize, bytes: usize) -> Option<u32> {
        let bytes = self.data.get(at..at.checked_add(bytes)?)?;
        Some(number(bytes, self.is_little))
    }

    /// The directory at `offset`.
    pub(super) fn directory(&self, offset: u32) -> Directory<'d> {
        let mut directory = Directory::default();
        let start = offset as usize;
        let Some(count) = self.number(start, 2) else {
            self.beyond(&mut directory, u64::from(offset) + 2, "a list of fields");
            return directory;
        };
        let count = count as usize;
        for index in 0..count.min(MAX_ENTRIES) {
            let at = start + 2 + index * 12;
            let (Some(tag), Some(kind), Some(values)) = (
                self.number(at, 2),
                self.number(at + 2, 2),
                self.number(at + 4, 4),
            ) else {
                self.beyond(&mut directory, at as u64 + 12, "a list of fields");
                return directory;
            };
            let (tag, kind) = (tag as u16, kind as u16);
            let length = u64::from(values) * unit(kind);
            let from = if length <= 4 {
                Some((at + 8) as u64)
            } else {
                self.number(at + 8, 4).map(u64::from)
            };
            let value = from.and_then(|from| {
                let to = usize::try_from(from + length).ok()?;
                self.data.get(usize::try_from(from).ok()?..to)
            });
            match value {
                Some(value) => directory.entries.push(Entry {
                    tag,
                    kind,
                    value,
                    is_little: self.is_little,
                }),
                None => {
                    let end = from.unwrap_or(at as u64 + 8) + length;
                    self.beyond(&mut directory, end, &format!("field {tag:#06x}"));
                }
            }
        }
        if count > MAX_ENTRIES {
            directory.problem(format!("a list of {count} fields"));
            return directory;
        }
        // Some writers leave out the last four bytes.
        directory.next = self.number(start + 2 + count * 12, 4).unwrap_or(0);
        directory
    }

    /// Says that something ends at `end`, beyond the bytes at hand.
    fn beyond(&self, directory: &mut Directory<'_>, end: u64, what: &str) {
        if end <= self.length {
            directory.is_partly_read = true;
        } else {
            directory.problem(format!("{what} outside the block"));
        }
    }
}

impl<'d> Directory<'d> {
    fn problem(&mut self, what: String) {
        if self.problems.len() < 4 {
            self.problems.push(what);
        }
    }

    /// The first field of that tag.
    pub(super) fn get(&self, tag: u16) -> Option<&Entry<'d>> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }
}

/// Bytes of one value of a kind; 0 for kinds that do not exist.
fn unit(kind: u16) -> u64 {
    match kind {
        // 129: UTF-8, since EXIF 3.0.
        1 | 2 | 6 | 7 | 129 => 1,
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 => 8,
        _ => 0,
    }
}

fn number(bytes: &[u8], is_little: bool) -> u32 {
    let add = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
    if is_little {
        bytes.iter().rev().fold(0, add)
    } else {
        bytes.iter().fold(0, add)
    }
}

impl<'d> Entry<'d> {
    /// The n-th value of an unsigned whole number field.
    pub(super) fn unsigned(&self, index: usize) -> Option<u32> {
        let size = match self.kind {
            1 | 7 => 1,
            3 => 2,
            4 | 13 => 4,
            _ => return None,
        };
        let at = index.checked_mul(size)?;
        Some(number(self.value.get(at..at + size)?, self.is_little))
    }

    /// The n-th fraction: numerator and denominator, with their signs.
    pub(super) fn fraction(&self, index: usize) -> Option<(i64, i64)> {
        let is_signed = match self.kind {
            5 => false,
            10 => true,
            _ => return None,
        };
        let at = index.checked_mul(8)?;
        let (numerator, denominator) = self.value.get(at..at + 8)?.split_at(4);
        let of = |bytes| {
            let number = number(bytes, self.is_little);
            if is_signed {
                i64::from(number.cast_signed())
            } else {
                i64::from(number)
            }
        };
        Some((of(numerator), of(denominator)))
    }

    /// The text's bytes, without what follows the first zero.
    pub(super) fn text(&self) -> Option<&'d [u8]> {
        if !matches!(self.kind, 2 | 129) {
            return None;
        }
        let end = memchr::memchr(0, self.value).unwrap_or(self.value.len());
        Some(&self.value[..end])
    }

    pub(super) fn is_little(&self) -> bool {
        self.is_little
    }
}
