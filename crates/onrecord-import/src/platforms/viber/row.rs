//! A row of a chat: `="17/08/2014" → 12:52:56 → ="name" → ="number" → "text"`, with tabs between. The
//! equals signs keep spreadsheets from reading the cells as numbers. Knows neither chats nor words.

use crate::kit::date_order::DateOrder;
use crate::kit::written_clock::{Clock, clock};
use onrecord_model::when::days_from_civil;

/// No date, clock, name and number together are longer, in bytes.
const WINDOW: usize = 1_200;

/// The beginning of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The three numbers of the date as written.
    numbers: [u16; 3],
    pub year_is_first: bool,
    pub clock: Clock,
    /// Places in the line, half-open: date, clock, name, number.
    pub date: (u32, u32),
    pub time: (u32, u32),
    pub name: (u32, u32),
    pub number: (u32, u32),
    /// Where the text begins.
    pub text: u32,
}

/// Reads the beginning of a line. `None`: it goes on with the text of the line above it.
pub(super) fn parse(line: &[u8]) -> Option<Row> {
    let mark = if line.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    if !line[mark..].starts_with(b"=\"") {
        return None;
    }
    let window = &line[..line.len().min(WINDOW)];
    let mut from = mark;
    let mut cells = [(0, 0); 4];
    for cell in &mut cells {
        let length = memchr::memchr(b'\t', &window[from..])?;
        *cell = (from, from + length);
        from += length + 1;
    }
    let text = |cell: (usize, usize)| core::str::from_utf8(&window[cell.0..cell.1]).ok();
    let inside = |cell: (usize, usize)| {
        let bytes = &window[cell.0..cell.1];
        let is_guarded = bytes.len() >= 3 && bytes.starts_with(b"=\"") && bytes.ends_with(b"\"");
        is_guarded.then_some((cell.0 + 2, cell.1 - 1))
    };
    let date = inside(cells[0])?;
    let (numbers, year_is_first) = numbers(text(date)?)?;
    let time = &window[cells[1].0..cells[1].1];
    let (clock, _) = clock(time).filter(|(_, end)| *end == time.len())?;
    let small = |place: (usize, usize)| (place.0 as u32, place.1 as u32);
    Some(Row {
        numbers,
        year_is_first,
        clock,
        date: small(date),
        time: small(cells[1]),
        name: small(inside(cells[2])?),
        number: small(inside(cells[3])?),
        text: from as u32,
    })
}

/// Three numbers with the same sign between, and whether the first is a year of four digits.
fn numbers(text: &str) -> Option<([u16; 3], bool)> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '/' | '.' | '-') {
        return None;
    }
    let mut parts = text.split(separator);
    let mut numbers = [0; 3];
    let mut lengths = [0; 3];
    for at in 0..3 {
        let part = parts.next()?;
        let is_number =
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        (numbers[at], lengths[at]) = (part.parse().ok().filter(|_| is_number)?, part.len());
    }
    let year_is_first = match lengths {
        [4, 1 | 2, 1 | 2] => true,
        [1 | 2, 1 | 2, 4] => false,
        _ => return None,
    };
    parts.next().is_none().then_some((numbers, year_is_first))
}

impl Row {
    /// The year, and the two other numbers in their order.
    pub(super) fn parts(&self) -> (i32, u8, u8) {
        let [a, b, c] = self.numbers;
        // Two digits fit.
        match self.year_is_first {
            true => (i32::from(a), b as u8, c as u8),
            false => (i32::from(c), a as u8, b as u8),
        }
    }

    /// Its month and day as read in that order, where there is such a day.
    pub(super) fn month_and_day(&self, order: DateOrder) -> Option<(u8, u8)> {
        let (year, first, second) = self.parts();
        let (month, day) = match order {
            DateOrder::DayFirst if !self.year_is_first => (second, first),
            _ => (first, second),
        };
        days_from_civil(year, month, day).map(|_| (month, day))
    }
}

/// The text of a row without its quotation marks; those within are written twice.
pub(super) fn unquoted(text: &str) -> String {
    let Some(inside) = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return text.to_owned();
    };
    let doubled = inside.matches("\"\"").count() * 2;
    let all = inside.bytes().filter(|byte| *byte == b'"').count();
    match doubled == all {
        true => inside.replace("\"\"", "\""),
        false => inside.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_other_lines() {
        let line = "=\"17/08/2014\"\t12:52:56\t=\"Robin H\"\t=\"+447700900123\"\t\"Hi\tyou\"";
        let row = parse(line.as_bytes()).unwrap();
        let part = |place: (u32, u32)| &line[place.0 as usize..place.1 as usize];
        assert_eq!(
            [
                part(row.date),
                part(row.time),
                part(row.name),
                part(row.number)
            ],
            ["17/08/2014", "12:52:56", "Robin H", "+447700900123"]
        );
        assert_eq!(unquoted(&line[row.text as usize..]), "Hi\tyou");
        assert_eq!(row.month_and_day(DateOrder::DayFirst), Some((8, 17)));
        assert_eq!(row.month_and_day(DateOrder::MonthFirst), None);
        for line in [
            "",
            "=\"",
            "=\"17/08/2014\"\t12:52:56",
            "17/08/2014\t12:52:56\tRobin\t+44\tHi",
            "=\"17/08/14\"\t12:52:56\t=\"R\"\t=\"+44\"\tHi",
            "=\"17/08/2014\"\t12:52:56 x\t=\"R\"\t=\"+44\"\tHi",
            "=\"17/08.2014\"\t12:52:56\t=\"R\"\t=\"+44\"\tHi",
            "=\"17/08/2014\"\t12:52:56\tR\t=\"+44\"\tHi",
        ] {
            assert_eq!(parse(line.as_bytes()), None, "{line}");
        }
        assert_eq!(unquoted("\"a \"\"b\"\"\""), "a \"b\"");
        assert_eq!(unquoted("\"a \"b\"\""), "a \"b\"");
        assert_eq!(unquoted("a"), "a");
    }
}
