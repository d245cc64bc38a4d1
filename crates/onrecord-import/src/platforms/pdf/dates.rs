//! Times and words as the document's information writes them (ISO 32000-1, 7.9.2 and 7.9.4).

use super::fonts::utf16;
use onrecord_model::{Precision, Truth, Wall, When};

/// `D:20210305140733+01'00'`, or less of it. What cannot be read is kept as written.
pub(super) fn when(written: &str) -> When {
    read(written).unwrap_or_else(|| When {
        as_written: written.into(),
        ..When::undated()
    })
}

fn read(written: &str) -> Option<When> {
    let text = written.trim_matches(['\0', ' ']);
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (date, zone) = text.split_at_checked(digits)?;
    let field = |from: usize, length: usize| date.get(from..from + length)?.parse::<u8>().ok();
    let year = date.get(..4)?.parse().ok()?;
    let precision = match digits {
        4 | 6 => Precision::Coarse,
        8 | 10 => Precision::Day,
        12 => Precision::Minute,
        14 => Precision::Second,
        _ => return None,
    };
    let wall = Wall::new(
        year,
        field(4, 2).unwrap_or(1),
        field(6, 2).unwrap_or(1),
        field(8, 2).unwrap_or(0),
        field(10, 2).unwrap_or(0),
        field(12, 2).unwrap_or(0),
        0,
    )?;
    Some(When {
        as_written: written.into(),
        truth: match offset(zone)? {
            Some(seconds) => Truth::Stated(wall.at_offset(seconds)),
            None => Truth::WallZoneUnknown(wall),
        },
        precision,
    })
}

/// `Z`, `+01'00'`, `+01'00`, `-0330`; nothing means that the zone is unknown.
fn offset(zone: &str) -> Option<Option<i32>> {
    let sign = match zone.chars().next() {
        None => return Some(None),
        Some('Z' | 'z') => return Some(Some(0)),
        Some('+') => 1,
        Some('-') => -1,
        Some(_) => return None,
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).take(4).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits
        .get(2..4)
        .map_or(Some(0), |minutes| minutes.parse().ok())?;
    (hours < 24 && minutes < 60).then_some(Some(sign * (hours * 3_600 + minutes * 60)))
}

/// PDFDocEncoding where it is not Latin 1 (annex D.3), from 0x80.
const FROM_80: &[char] = &[
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

pub(super) fn words(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(rest).into_owned();
    }
    bytes
        .iter()
        .map(|byte| {
            let special = byte
                .checked_sub(0x80)
                .and_then(|at| FROM_80.get(usize::from(at)));
            special.copied().unwrap_or(char::from(*byte))
        })
        .collect()
}
