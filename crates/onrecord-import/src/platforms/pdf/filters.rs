//! Undoes the encodings of streams (ISO 32000-1, 7.4) within a limit. Knows no objects.

use super::object::from_hex;
use std::io::Read;

/// What came out, and whether the data was whole.
pub(super) struct Decoded {
    pub(super) bytes: Vec<u8>,
    pub(super) is_damaged: bool,
    pub(super) is_cut: bool,
}

pub(super) fn inflate(data: &[u8], limit: usize) -> Decoded {
    let mut bytes = Vec::new();
    let mut reader = flate2::read::ZlibDecoder::new(data).take(limit as u64 + 1);
    // What came before an error is kept: `read_to_end` leaves it in place.
    let is_damaged = reader.read_to_end(&mut bytes).is_err();
    let is_cut = bytes.len() > limit;
    bytes.truncate(limit);
    Decoded {
        bytes,
        is_damaged,
        is_cut,
    }
}

pub(super) fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let end = memchr::memchr(b'>', data).unwrap_or(data.len());
    from_hex(data.get(..end).unwrap_or_default())
}

pub(super) fn ascii_85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group = Vec::new();
    for byte in data {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            push_85(&mut out, &mut group);
        }
    }
    if group.len() > 1 {
        push_85(&mut out, &mut group);
    }
    out
}

fn push_85(out: &mut Vec<u8>, group: &mut Vec<u8>) {
    let length = group.len();
    group.resize(5, 84);
    let value = group.iter().fold(0u32, |value, digit| {
        value.wrapping_mul(85).wrapping_add(u32::from(*digit))
    });
    out.extend(value.to_be_bytes().iter().take(length - 1));
    group.clear();
}

/// The PNG predictors (7.4.4.4): each row begins with the number of its own.
pub(super) fn undo_prediction(data: &[u8], columns: usize, bits_per_pixel: usize) -> Vec<u8> {
    let row = columns.saturating_mul(bits_per_pixel).div_ceil(8).max(1);
    let step = (bits_per_pixel / 8).max(1);
    if row > data.len() {
        return Vec::new();
    }
    let mut out = Vec::with_capacity(data.len());
    let mut above = vec![0u8; row];
    let mut current = Vec::with_capacity(row);
    for line in data.chunks(row + 1) {
        let Some((kind, line)) = line.split_first() else {
            break;
        };
        current.clear();
        for (at, byte) in line.iter().enumerate() {
            let behind = |row: &[u8]| match at.checked_sub(step) {
                Some(at) => row.get(at).copied().unwrap_or(0),
                None => 0,
            };
            let (left, corner) = (behind(&current), behind(&above));
            let up = above.get(at).copied().unwrap_or(0);
            let predicted = match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            current.push(byte.wrapping_add(predicted));
        }
        out.extend_from_slice(&current);
        current.resize(row, 0);
        std::mem::swap(&mut above, &mut current);
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (estimate - i16::from(byte)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}
