//! Numbers that are shown as dates. Knows nothing of files.

use onrecord_model::Wall;

/// How a cell's format shows its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DateFormat {
    pub day: bool,
    pub clock: bool,
}

impl DateFormat {
    /// A built-in format (ECMA-376, 18.8.30).
    pub(super) fn built_in(id: u32) -> Self {
        let (day, clock) = match id {
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => (true, false),
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => (false, true),
            22 => (true, true),
            _ => (false, false),
        };
        Self { day, clock }
    }

    /// A format as it is written out.
    pub(super) fn of_code(code: &str) -> Self {
        let mut format = Self::default();
        let mut characters = code.chars();
        let mut months = false;
        while let Some(character) = characters.next() {
            match character.to_ascii_lowercase() {
                // Words, and single characters, that are shown as they are.
                '"' => while characters.next().is_some_and(|c| c != '"') {},
                '\\' | '_' | '*' => {
                    characters.next();
                }
                // A colour, a language or a condition; `[h]` counts hours.
                '[' => {
                    let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                    let inside = inside.to_ascii_lowercase();
                    format.clock |= !inside.is_empty()
                        && (inside.bytes().all(|b| b == b'h') || inside.bytes().all(|b| b == b's'));
                }
                'y' | 'd' => format.day = true,
                'h' | 's' => format.clock = true,
                // Months, or minutes.
                'm' => months = true,
                // Only the part for positive numbers matters; `General` holds an `e`.
                ';' => break,
                'g' | 'e' | '0' | '#' | '?' if !format.day && !format.clock => {
                    if matches!(character, '0' | '#' | '?') {
                        return Self::default();
                    }
                }
                _ => {}
            }
        }
        format.day |= months && !format.clock;
        format
    }

    pub(super) fn is_date(self) -> bool {
        self.day || self.clock
    }
}

/// 1899-12-30, so that day 61 is 1900-03-01 although the program counts a 29 February 1900.
const DAY_ZERO_1900: i64 = -25_569;
const DAY_ZERO_1904: i64 = -24_107;
const MILLIS: i64 = 86_400_000;

/// The number as the format shows it, always year first; `None` where it is no date.
pub(super) fn written_out(number: &str, format: DateFormat, from_1904: bool) -> Option<String> {
    let value: f64 = number.trim().parse().ok()?;
    if !value.is_finite() || !(0.0..=3_000_000.0).contains(&value) {
        return None;
    }
    let millis = (value * MILLIS as f64).round() as i64;
    if !format.day {
        let (hours, rest) = (millis / 3_600_000, millis % 3_600_000);
        let (minutes, seconds) = (rest / 60_000, rest % 60_000 / 1_000);
        return Some(format!("{hours:02}:{minutes:02}:{seconds:02}"));
    }
    let (mut days, of_day) = (millis / MILLIS, millis % MILLIS);
    days += match from_1904 {
        true => DAY_ZERO_1904,
        false if days < 60 => DAY_ZERO_1900 + 1,
        false => DAY_ZERO_1900,
    };
    if !format.clock && of_day == 0 {
        let (year, month, day, ..) = Wall(days * MILLIS * 1_000).fields();
        return Some(format!("{year:04}-{month:02}-{day:02}"));
    }
    let wall = Wall(days * MILLIS * 1_000 + of_day * 1_000);
    Some(wall.to_string().replace('T', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_out_as_their_format_shows_them() {
        let both = DateFormat::built_in(22);
        let day = DateFormat::built_in(14);
        let clock = DateFormat::built_in(21);
        for (number, format, from_1904, wanted) in [
            ("44260.588576388887", both, false, "2021-03-05 14:07:33"),
            ("44260", day, false, "2021-03-05"),
            ("44260", both, false, "2021-03-05 00:00:00"),
            ("42798", day, true, "2021-03-05"),
            ("0.5", clock, false, "12:00:00"),
            ("1.5", clock, false, "36:00:00"),
            ("1", day, false, "1900-01-01"),
            ("61", day, false, "1900-03-01"),
        ] {
            let shown = written_out(number, format, from_1904);
            assert_eq!(shown.as_deref(), Some(wanted), "{number}");
        }
        for number in ["", "x", "-1", "1e300", "NaN", "inf"] {
            assert_eq!(written_out(number, both, false), None, "{number}");
        }
    }

    #[test]
    fn formats_that_show_dates_are_known() {
        let of = |code| {
            let format = DateFormat::of_code(code);
            (format.day, format.clock)
        };
        assert_eq!(of("dd/mm/yyyy hh:mm:ss"), (true, true));
        assert_eq!(of("yyyy\\-mm\\-dd;@"), (true, false));
        assert_eq!(of("[$-409]mmmm"), (true, false));
        assert_eq!(of("[h]:mm:ss"), (false, true));
        assert_eq!(of("0.00"), (false, false));
        assert_eq!(of("General"), (false, false));
        assert_eq!(of("#,##0 \"days\""), (false, false));
        assert_eq!(of("[Red]0.0"), (false, false));
        assert_eq!(of("@"), (false, false));
    }
}
