//! A time of day as chats write it at the beginning of a text: `14:05`, `2:05 PM`, `午後2:05`,
//! `오후 2:05`. Knows neither days nor platforms.

use crate::kit::day_period::{Period, period_of};

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The hour as written, at most 24.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60, where seconds are written.
    pub second: Option<u8>,
    /// The half of the day.
    pub period: Period,
}

/// No word for a half of the day is longer, in bytes.
const LONGEST_WORD: usize = 48;

/// The clock at the beginning of a text, and how many bytes it takes. What follows it can be anything.
pub fn clock(bytes: &[u8]) -> Option<(Clock, usize)> {
    let mut at = 0;
    let mut period = Period::None;
    match bytes.first()? {
        b'0'..=b'9' => {}
        // In front stand words of other scripts only: `a 3:05` is somebody's text.
        0x80.. => {
            let window = &bytes[..bytes.len().min(LONGEST_WORD)];
            let digit = window.iter().position(u8::is_ascii_digit)?;
            // Nearly all of them are one of these.
            period = match core::str::from_utf8(&bytes[..digit]).ok()? {
                "오전 " | "上午" | "午前" => Period::Morning,
                "오후 " | "下午" | "午後" => Period::Afternoon,
                other => period_of(other),
            };
            if !matches!(period, Period::Morning | Period::Afternoon) {
                return None;
            }
            at = digit;
        }
        _ => return None,
    }
    let hour = number(bytes, &mut at, 1)?;
    if bytes.get(at) != Some(&b':') {
        return None;
    }
    at += 1;
    let minute = number(bytes, &mut at, 2)?;
    let mut second = None;
    // A colon can stand behind the clock too: `8:34: Robin left.`
    let mut behind = at + 1;
    if bytes.get(at) == Some(&b':')
        && let Some(found) = number(bytes, &mut behind, 2)
    {
        (second, at) = (Some(found), behind);
    }
    if hour > 24 || minute > 59 || second.is_some_and(|second| second > 60) {
        return None;
    }
    if period == Period::None && bytes.get(at).is_some_and(|next| !matches!(next, b'\t')) {
        (period, at) = half_behind(bytes, at);
    }
    let clock = Clock {
        hour,
        minute,
        second,
        period,
    };
    Some((clock, at))
}

/// A number of `least` to two digits.
fn number(bytes: &[u8], at: &mut usize, least: usize) -> Option<u8> {
    let digits = bytes.get(*at..)?;
    let count = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if count < least || count > 2 {
        return None;
    }
    *at += count;
    let value = |byte: &u8| byte - b'0';
    Some(
        digits[..count]
            .iter()
            .fold(0, |all, byte| all * 10 + value(byte)),
    )
}

/// `AM`, `p.m.` behind the clock that ends at `at`, with whatever space stands between.
fn half_behind(bytes: &[u8], at: usize) -> (Period, usize) {
    let none = (Period::None, at);
    let mut word = &bytes[at..];
    while let Some(rest) = SPACES
        .iter()
        .find_map(|space| word.strip_prefix(space.as_bytes()))
    {
        word = rest;
    }
    let from = bytes.len() - word.len();
    let mut end = 0;
    for wanted in [b"apAP", b"mmMM"] {
        if !word.get(end).is_some_and(|byte| wanted.contains(byte)) {
            return none;
        }
        end += 1;
        end += usize::from(word.get(end) == Some(&b'.'));
        if wanted == b"apAP" && word.get(end) == Some(&b' ') && word.get(end - 1) == Some(&b'.') {
            end += 1;
        }
    }
    if first_char(&word[end..]).is_some_and(char::is_alphanumeric) {
        return none;
    }
    let period = match word[0] {
        b'a' | b'A' => Period::Morning,
        _ => Period::Afternoon,
    };
    (period, from + end)
}

/// What phones put between a clock and the word behind it.
const SPACES: [&str; 4] = [" ", "\u{a0}", "\u{202f}", "\u{2009}"];

/// The character at the beginning of bytes that may be text.
fn first_char(bytes: &[u8]) -> Option<char> {
    // None is longer than four bytes.
    let first = bytes[..bytes.len().min(4)].utf8_chunks().next()?;
    first.valid().chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_of_many_spellings() {
        for (text, hour, minute, taken) in [
            ("14:05\tBob", 14, 5, 5),
            ("5:06 Bob", 5, 6, 4),
            ("24:53\t", 0, 53, 5),
            ("3:05 PM\tBob", 15, 5, 7),
            ("03:05PM\tBob", 15, 5, 7),
            ("12:05 a.m., Bob", 0, 5, 10),
            ("12:05 p. m., Bob", 12, 5, 11),
            ("8:34\u{202f}PM, Bob", 20, 34, 9),
            ("午後3:05\tBob", 15, 5, 10),
            ("下午03:05\tBob", 15, 5, 11),
            ("上午 10:30 Bob", 10, 30, 12),
            ("오후 2:22, Bob", 14, 22, 11),
            ("9:15 amused", 9, 15, 4),
            ("9:15:07 pm", 21, 15, 10),
            ("오전 12:04: x", 0, 4, 12),
        ] {
            let (clock, end) = clock(text.as_bytes()).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(clock.period.hour_of_day(clock.hour).0, hour, "{text}");
            assert_eq!((clock.minute, end), (minute, taken), "{text}");
        }
        for text in [
            "",
            "14",
            "14:5",
            "25:00",
            "12:60",
            "114:05",
            "14:050",
            "a 3:05",
            "내일 3:05",
            "3.05",
            ":05",
        ] {
            assert_eq!(clock(text.as_bytes()), None, "{text}");
        }
    }
}
