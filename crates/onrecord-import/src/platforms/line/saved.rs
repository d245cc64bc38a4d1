//! When a chat was saved, as its second line says: `Saved on: 2024/01/15 10:30`. Knows no message.

use super::day;
use super::records::truth;
use super::survey::Reading;
use crate::kit::written_clock::clock;
use onrecord_model::{Precision, Truth, When};

/// The time in the lines at the top. A date that can be read two ways is read as the days of the
/// chat are.
pub(super) fn when(top: &[u8], reading: &Reading) -> When {
    let text = String::from_utf8_lossy(top);
    for line in text.lines().skip(1) {
        let Some(from) = line.find(|c: char| c.is_ascii_digit()) else {
            continue;
        };
        // An era's letter belongs to the date: `R8/04/11 20:01`.
        let from = match line[..from].chars().next_back() {
            Some(letter @ ('R' | 'H')) => from - letter.len_utf8(),
            _ => from,
        };
        let written = line[from..].trim();
        let Some(gap) = written.find([' ', ',']) else {
            continue;
        };
        let (date, rest) = written.split_at(gap);
        // `16/08/2564 BE, 10:00`: the Buddhist era.
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("BE").unwrap_or(rest);
        let rest = rest.trim_start_matches([' ', ',']);
        let (Some(day), Some((clock, _))) = (day::parse(date.as_bytes()), clock(rest.as_bytes()))
        else {
            continue;
        };
        let truth = truth(reading.date_of(&day), clock);
        return When {
            as_written: written.into(),
            truth,
            precision: match truth {
                Truth::Undated => Precision::Coarse,
                _ => Precision::Minute,
            },
        };
    }
    When::undated()
}
