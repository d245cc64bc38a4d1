//! One header block of a tar archive (POSIX.1-2017 `pax`, ustar; the GNU manual's "Basic Tar
//! Format"), and the records that change what follows. Knows nothing of where the bytes come from.

use onrecord_model::Wall;

/// Everything in a tar archive is a multiple of this.
pub(super) const BLOCK: usize = 512;

/// What a header says of the member that follows.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) modified: Option<Wall>,
    pub(super) kind: Kind,
}

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    /// A device or pipe.
    Device,
    /// A file with holes, or in several volumes.
    Unsupported,
    /// GNU: the content is the next member's name.
    LongName,
    /// GNU: the content is the next member's link target.
    LongLink,
    /// The content is a list of what is true of the next member.
    Extended,
    /// The content is a list of what is true of all members; nothing we read.
    Global,
}

/// Whether a file's first block is a tar header: its checksum must be right.
pub(super) fn looks_like_tar(first: &[u8]) -> bool {
    let Some(block) = first.first_chunk::<BLOCK>() else {
        return false;
    };
    block[0] != 0 && has_right_checksum(block)
}

/// The sum of all bytes with the checksum's own taken as spaces. Old writers summed signed bytes.
fn has_right_checksum(block: &[u8; BLOCK]) -> bool {
    let Some(stated) = octal(&block[148..156]) else {
        return false;
    };
    let (mut plain, mut signed) = (8 * u64::from(b' '), 8 * i64::from(b' '));
    for byte in block[..148].iter().chain(&block[156..]) {
        plain += u64::from(*byte);
        signed += i64::from(*byte as i8);
    }
    stated == plain || i64::try_from(stated) == Ok(signed)
}

/// Octal digits between spaces and up to a NUL or space.
fn octal(field: &[u8]) -> Option<u64> {
    let text = field.trim_ascii_start();
    let length = text
        .iter()
        .position(|byte| matches!(byte, 0 | b' '))
        .unwrap_or(text.len());
    let digits = std::str::from_utf8(&text[..length]).ok()?;
    if digits.starts_with('+') {
        return None;
    }
    u64::from_str_radix(digits, 8).ok()
}

/// A number: octal, or where the first bit is set the bytes themselves (GNU).
fn number(field: &[u8]) -> Option<u64> {
    match field.first()? {
        0x80 => field[1..].iter().try_fold(0_u64, |sum, &byte| {
            sum.checked_mul(256)?.checked_add(u64::from(byte))
        }),
        0x81.. => None,
        _ if field.iter().all(|byte| matches!(byte, 0 | b' ')) => Some(0),
        _ => octal(field),
    }
}

fn text(field: &[u8]) -> &[u8] {
    &field[..memchr::memchr(0, field).unwrap_or(field.len())]
}

impl Header {
    /// Reads a block. `None`: it is no header, the archive is damaged here.
    pub(super) fn read(block: &[u8; BLOCK]) -> Option<Self> {
        if !has_right_checksum(block) {
            return None;
        }
        let mut name = Vec::new();
        // The GNU variant has times where ustar has a prefix.
        if &block[257..263] == b"ustar\0" {
            name.extend_from_slice(text(&block[345..500]));
            if !name.is_empty() {
                name.push(b'/');
            }
        }
        name.extend_from_slice(text(&block[..100]));
        let mut header = Self {
            name: String::from_utf8_lossy(&name).into_owned(),
            size: number(&block[124..136])?,
            modified: number(&block[136..148]).and_then(wall),
            kind: match block[156] {
                0 | b'0' | b'7' => Kind::File,
                b'1' | b'2' => Kind::Link,
                b'3' | b'4' | b'6' => Kind::Device,
                b'5' => Kind::Folder,
                b'L' => Kind::LongName,
                b'K' => Kind::LongLink,
                b'x' => Kind::Extended,
                b'g' => Kind::Global,
                _ => Kind::Unsupported,
            },
        };
        // Before there was a letter for folders they were files with such a name.
        if header.kind == Kind::File && header.name.ends_with('/') {
            header.kind = Kind::Folder;
        }
        if matches!(header.kind, Kind::Folder | Kind::Device) {
            header.size = 0;
        }
        Some(header)
    }

    /// Applies an extended header's records: `length key=value\n`, the length being the whole's.
    pub(super) fn extend(&mut self, mut records: &[u8]) {
        while let Some(space) = memchr::memchr(
            b' ',
            records.get(..20.min(records.len())).unwrap_or_default(),
        ) {
            let length = std::str::from_utf8(&records[..space])
                .ok()
                .and_then(|digits| digits.parse::<usize>().ok());
            let Some(record) = length.and_then(|length| records.get(space + 1..length)) else {
                return;
            };
            records = &records[space + 1 + record.len()..];
            let record = record.strip_suffix(b"\n").unwrap_or(record);
            let Some(equals) = memchr::memchr(b'=', record) else {
                continue;
            };
            let (key, value) = (&record[..equals], &record[equals + 1..]);
            let value = String::from_utf8_lossy(value);
            match key {
                b"path" => self.name = value.into_owned(),
                b"size" => self.size = value.parse().unwrap_or(self.size),
                b"mtime" => {
                    let whole = value.split('.').next().unwrap_or_default();
                    self.modified = whole.parse().ok().and_then(wall).or(self.modified);
                }
                _ if key.starts_with(b"GNU.sparse.") => self.kind = Kind::Unsupported,
                _ => {}
            }
        }
    }
}

/// Seconds since 1970 as a wall clock in UTC.
fn wall(seconds: u64) -> Option<Wall> {
    let micros = i64::try_from(seconds).ok()?.checked_mul(1_000_000)?;
    (seconds > 0).then_some(Wall(micros))
}
