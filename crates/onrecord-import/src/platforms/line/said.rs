//! The lines of messages: a clock, a name, a text. Knows neither days nor words.

use crate::kit::day_period::Period;
use crate::kit::written_clock::{Clock, clock};

/// What stands between the clock, the name and the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A tab: phones.
    Tab,
    /// One space, so that nothing tells where a name ends: computers.
    Space,
    /// Four spaces, where a program put them for the tab.
    Wide,
}

impl Gap {
    fn text(self) -> &'static str {
        match self {
            Self::Tab => "\t",
            Self::Space => " ",
            Self::Wide => "    ",
        }
    }
}

/// The beginning of a message's line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub clock: Clock,
    pub gap: Gap,
    /// Where the clock ends in the line.
    pub clock_end: u32,
    /// Where what follows the gap begins.
    pub rest: u32,
}

/// So much of a line is enough to see its clock.
const WINDOW: usize = 64;
/// What shows nothing and can stand before it.
const MARKS: [&str; 3] = ["\u{feff}", "\u{200e}", "\u{200f}"];

/// Reads the beginning of a line. `None`: it goes on with the text of the line before it.
pub(super) fn parse(line: &[u8]) -> Option<Said> {
    // Nearly all lines begin with a digit; a clock has a colon early.
    let first = *line.first()?;
    if !first.is_ascii_digit() && first.is_ascii() {
        return None;
    }
    // `09:12` and a tab, as most files have it.
    if let [a, b, b':', c, d, b'\t', ..] = *line
        && [a, b, c, d].iter().all(u8::is_ascii_digit)
    {
        let (hour, minute) = ((a - b'0') * 10 + b - b'0', (c - b'0') * 10 + d - b'0');
        let clock = Clock {
            hour,
            minute,
            second: None,
            period: Period::None,
        };
        return (hour <= 24 && minute <= 59).then_some(Said {
            clock,
            gap: Gap::Tab,
            clock_end: 5,
            rest: 6,
        });
    }
    let window = &line[..line.len().min(WINDOW)];
    memchr::memchr(b':', window)?;
    let mut text = window;
    while let Some(rest) = MARKS
        .iter()
        .find_map(|mark| text.strip_prefix(mark.as_bytes()))
    {
        text = rest;
    }
    let (clock, end) = clock(text)?;
    let end = end + window.len() - text.len();
    let after = line.get(end..)?;
    let gap = [Gap::Tab, Gap::Wide, Gap::Space]
        .into_iter()
        .find(|gap| after.starts_with(gap.text().as_bytes()))?;
    Some(Said {
        clock,
        gap,
        clock_end: end as u32,
        rest: (end + gap.text().len()) as u32,
    })
}

/// The name and the text of what follows the clock, if there is a second gap in the line. The name is empty where the platform speaks;
/// `None`: there is no second gap, so that no name is told.
pub(super) fn parts(rest: &[u8], gap: Gap) -> Option<(&[u8], &[u8])> {
    let at = match gap {
        Gap::Space => return None,
        Gap::Tab => memchr::memchr2(b'\t', b'\n', rest).filter(|at| rest[*at] == b'\t')?,
        Gap::Wide => memchr::memmem::find(rest, b"    ")?,
    };
    Some((&rest[..at], &rest[at + gap.text().len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Seen<'l> = (Gap, &'l str, Option<(&'l str, &'l str)>);

    fn parts(line: &str) -> Option<Seen<'_>> {
        let said = parse(line.as_bytes())?;
        let rest = &line[said.rest as usize..];
        let text = |bytes| core::str::from_utf8(bytes).unwrap();
        let parts = super::parts(rest.as_bytes(), said.gap);
        let parts = parts.map(|(name, words)| (text(name), text(words)));
        Some((said.gap, &line[..said.clock_end as usize], parts))
    }

    #[test]
    fn lines_of_phones_and_computers() {
        assert_eq!(
            parts("09:12\tBob B.\thi\tthere"),
            Some((Gap::Tab, "09:12", Some(("Bob B.", "hi\tthere"))))
        );
        assert_eq!(
            parts("午後3:05\t\tjoined"),
            Some((Gap::Tab, "午後3:05", Some(("", "joined"))))
        );
        assert_eq!(parts("3:05 PM\tx"), Some((Gap::Tab, "3:05 PM", None)));
        assert_eq!(parts("16:23 Bob hi"), Some((Gap::Space, "16:23", None)));
        assert_eq!(
            parts("15:18    ケン    [写真]"),
            Some((Gap::Wide, "15:18", Some(("ケン", "[写真]"))))
        );
        for line in [
            "",
            "hi",
            "16:23",
            "16:23hi",
            "see 16:23 there",
            "明日 16:23 に",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }
}
