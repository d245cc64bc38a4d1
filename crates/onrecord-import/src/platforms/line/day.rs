//! The lines between messages that say which day it is, in every layout seen: `2024/01/15(Mon)`,
//! `2024.01.15 Monday`, `Mon, 8/14/2014`, `ศ. 28/11/2568`, `R7/02/09(日)`. Knows no other line.

use crate::kit::date_order::{DateOrder, DateOrderInference, Decision, Ground};
use crate::kit::digits;
use crate::kit::weekdays::{weekday, weekday_of};

/// No such line is longer, in bytes.
const LONGEST: usize = 96;
/// More layouts than any file has are not remembered.
const MAX_LAYOUTS: usize = 16;
/// A layout that heads less than one in so many days is that of somebody's text.
const RARE: u64 = 10;
/// So is another one of no more days than this, and less than half as many as the usual one.
const FEW: u64 = 5;

/// Which day it is, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// The three numbers; the year of four digits, or of an era, in the Gregorian calendar.
    numbers: [u16; 3],
    pub layout: Layout,
    /// The day of the week that is written, 0 for Monday, where its word is known.
    weekday: Option<u8>,
}

/// What stays the same in all such lines of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    separator: u8,
    pub year_is_first: bool,
    has_era: bool,
    /// Whether a word stands before or behind the date, and whether it is a day of the week.
    before: Word,
    behind: Word,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    None,
    Weekday,
    Unknown,
}

/// The day that a line says. `None`: it is another line.
pub(super) fn parse(line: &[u8]) -> Option<Day> {
    if line.len() > LONGEST || !line.iter().any(u8::is_ascii_digit) && line.is_ascii() {
        return None;
    }
    let text = core::str::from_utf8(line).ok()?;
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    let first = text.find(|c| digits::value(c).is_some())?;
    let (before, rest) = text.split_at(first);
    let mut numbers = [0; 3];
    let mut counts = [0; 3];
    let mut separator = None;
    let mut rest = rest;
    for part in 0..3 {
        (numbers[part], counts[part], rest) = number(rest)?;
        if part == 2 {
            break;
        }
        let found = rest.bytes().next().filter(|byte| b"/.-".contains(byte))?;
        if separator.is_some_and(|separator| separator != found) {
            return None;
        }
        separator = Some(found);
        rest = rest[1..].trim_start_matches(' ');
    }
    let era = era(before);
    let year_is_first = counts[0] == 4 || era.is_some();
    match counts {
        [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4] => {}
        [1 | 2, 1 | 2, 1 | 2] if era.is_some() => {}
        _ => return None,
    }
    let year = if year_is_first { 0 } else { 2 };
    if let Some(begin) = era {
        numbers[year] += begin;
    }
    // The Buddhist calendar differs by its years only.
    if (2_540..2_700).contains(&numbers[year]) {
        numbers[year] -= 543;
    }
    if !(1_990..2_200).contains(&numbers[year]) {
        return None;
    }
    let behind = rest.trim_start_matches('.');
    let (before, first) = word(if era.is_some() { "" } else { before })?;
    let (behind, second) = word(behind)?;
    if before != Word::None && behind != Word::None {
        return None;
    }
    Some(Day {
        numbers,
        layout: Layout {
            separator: separator?,
            year_is_first,
            has_era: era.is_some(),
            before,
            behind,
        },
        weekday: first.or(second),
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A number of one to four digits at the beginning, how many, and what follows.
fn number(text: &str) -> Option<(u16, usize, &str)> {
    let mut value = 0;
    let mut count = 0;
    let mut rest = text.chars();
    while let Some(digit) = rest.clone().next().and_then(digits::value) {
        if count == 4 {
            return None;
        }
        value = value * 10 + u16::from(digit);
        count += 1;
        rest.next();
    }
    (count > 0).then_some((value, count, rest.as_str()))
}

/// The year before the first of a Japanese era: `R7` is 2025.
fn era(before: &str) -> Option<u16> {
    match before {
        "R" | "令和" => Some(2_018),
        "H" | "平成" => Some(1_988),
        _ => None,
    }
}

/// What stands before or behind the numbers: nothing, a day of the week, or one other word.
/// `None`: more than that.
fn word(text: &str) -> Option<(Word, Option<u8>)> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | ',' | '，');
    let mut text = text.trim_matches(ends);
    // `14/08/2564 BE`: the Buddhist era.
    if let Some(rest) = text.strip_suffix("BE").or_else(|| text.strip_prefix("BE")) {
        text = rest.trim_matches(ends);
    }
    if text.is_empty() {
        return Some((Word::None, None));
    }
    if let Some(day) = weekday_of(text) {
        return Some((Word::Weekday, Some(day)));
    }
    let is_word =
        text.chars().count() <= 20 && !text.contains(ends) && text.chars().all(is_of_word);
    is_word.then_some((Word::Unknown, None))
}

fn is_of_word(c: char) -> bool {
    c == '.' || c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

/// A date as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Date {
    /// Year, month, day.
    One(i32, u8, u8),
    /// Year, and two numbers that can both be the day.
    Either(i32, u8, u8),
    /// There is no such day.
    None,
}

impl Day {
    /// The year, and the two other numbers in their order.
    fn parts(&self) -> (i32, u8, u8) {
        let [a, b, c] = self.numbers;
        let (year, first, second) = match self.layout.year_is_first {
            true => (a, b, c),
            false => (c, a, b),
        };
        // Two digits fit.
        (i32::from(year), first as u8, second as u8)
    }

    /// Whether a day of the week is written.
    pub(super) fn has_weekday(&self) -> bool {
        self.weekday.is_some()
    }

    /// Its weekday as the day is read in that order; `None` where there is no such day.
    fn weekday_by(&self, order: DateOrder) -> Option<u8> {
        let (year, first, second) = self.parts();
        match order {
            DateOrder::DayFirst => weekday(year, second, first),
            DateOrder::MonthFirst => weekday(year, first, second),
        }
    }
}

/// What the day lines of one layout say together.
#[derive(Clone, Debug)]
struct LayoutSurvey {
    layout: Layout,
    days: u64,
    pairs: DateOrderInference,
    /// Days whose weekday is right where the day, or the month, comes first.
    right_day_first: u64,
    right_month_first: u64,
    /// An example, as written.
    example: String,
}

/// Gathers the day lines of a file. Constant memory.
#[derive(Debug, Default)]
pub(super) struct DaySurvey {
    layouts: Vec<LayoutSurvey>,
}

impl DaySurvey {
    /// No day line has come yet.
    pub(super) fn is_empty(&self) -> bool {
        self.layouts.is_empty()
    }

    /// The next day line.
    pub(super) fn push(&mut self, day: &Day, line: &[u8]) {
        let at = match self
            .layouts
            .iter()
            .position(|known| known.layout == day.layout)
        {
            Some(at) => at,
            None if self.layouts.len() < MAX_LAYOUTS => {
                self.layouts.push(LayoutSurvey {
                    layout: day.layout,
                    days: 0,
                    pairs: DateOrderInference::default(),
                    right_day_first: 0,
                    right_month_first: 0,
                    example: String::from_utf8_lossy(line).trim().to_owned(),
                });
                self.layouts.len() - 1
            }
            None => return,
        };
        let known = &mut self.layouts[at];
        known.days += 1;
        let (year, first, second) = day.parts();
        known.pairs.push(year, first, second);
        if day.weekday.is_some() {
            let is_right = |order| u64::from(day.weekday_by(order) == day.weekday);
            known.right_day_first += is_right(DateOrder::DayFirst);
            known.right_month_first += is_right(DateOrder::MonthFirst);
        }
    }

    /// How the days of the file are read; `answer` is the user's.
    pub(super) fn rules(&self, answer: Option<&str>) -> Vec<DayRule> {
        let has_weekdays = |known: &LayoutSurvey| {
            [known.layout.before, known.layout.behind].contains(&Word::Weekday)
        };
        // Where days of the week are written, a date without one is somebody's text.
        let some_have = self.layouts.iter().any(has_weekdays);
        let counts = |known: &&LayoutSurvey| !some_have || has_weekdays(known);
        let days = self.layouts.iter().filter(counts).map(|known| known.days);
        let most = days.max().unwrap_or(0);
        let is_rare =
            |days: u64| days.saturating_mul(RARE) < most || days <= FEW && days * 2 < most;
        self.layouts
            .iter()
            .filter(counts)
            .filter(|known| !is_rare(known.days))
            .map(|known| known.rule(answer))
            .collect()
    }
}

impl LayoutSurvey {
    fn rule(&self, answer: Option<&str>) -> DayRule {
        let (order, ground) = if self.layout.year_is_first {
            // Nobody writes year, day, month.
            (Some(DateOrder::MonthFirst), None)
        } else {
            self.order(answer)
        };
        DayRule {
            layout: self.layout,
            order,
            ground,
            example: self.example.clone(),
        }
    }

    fn order(&self, answer: Option<&str>) -> (Option<DateOrder>, Option<Why>) {
        let (day, month) = (self.right_day_first, self.right_month_first);
        if day > month {
            return (Some(DateOrder::DayFirst), Some(Why::Weekdays));
        }
        if month > day {
            return (Some(DateOrder::MonthFirst), Some(Why::Weekdays));
        }
        match (self.pairs.decide(), answer) {
            (Decision::Decided(order, ground @ Ground::AboveTwelve), _) => {
                (Some(order), Some(Why::Numbers(ground)))
            }
            (_, Some("day-first")) => (Some(DateOrder::DayFirst), None),
            (_, Some("month-first")) => (Some(DateOrder::MonthFirst), None),
            (Decision::Decided(order, ground), _) => (Some(order), Some(Why::Numbers(ground))),
            _ => (None, None),
        }
    }
}

/// Why an order was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Only so are the days of the week right.
    Weekdays,
    /// What the numbers of all dates say together.
    Numbers(Ground),
}

/// How the days of one layout are read.
#[derive(Clone, Debug)]
pub(super) struct DayRule {
    pub layout: Layout,
    /// `None`: nothing decides.
    pub order: Option<DateOrder>,
    pub ground: Option<Why>,
    pub example: String,
}

impl DayRule {
    /// The date of a day line of this layout, and whether what is written contradicts itself or the
    /// rest of the file.
    pub(super) fn read(&self, day: &Day) -> (Date, bool) {
        day.read_alone(self.order)
    }
}

impl Day {
    /// The date as read in that order, and whether what is written contradicts itself or the order.
    pub(super) fn read_alone(&self, order: Option<DateOrder>) -> (Date, bool) {
        let (year, first, second) = self.parts();
        let order = match self.layout.year_is_first {
            true => Some(DateOrder::MonthFirst),
            false => order,
        };
        let day_first = self.weekday_by(DateOrder::DayFirst);
        let month_first = self.weekday_by(DateOrder::MonthFirst);
        let (read, is_odd) = match (order, day_first, month_first) {
            (_, None, None) => return (Date::None, true),
            // No other reading is left where the year comes first.
            (_, _, None) if self.layout.year_is_first => return (Date::None, true),
            (Some(DateOrder::DayFirst), Some(_), _) => (DateOrder::DayFirst, false),
            (Some(DateOrder::MonthFirst), _, Some(_)) => (DateOrder::MonthFirst, false),
            (None, Some(_), Some(_)) if first != second => {
                return (Date::Either(year, first, second), false);
            }
            // Only one reading is a date.
            (order, Some(_), _) => (DateOrder::DayFirst, order.is_some()),
            (order, _, Some(_)) => (DateOrder::MonthFirst, order.is_some()),
        };
        let (date, weekday) = match read {
            DateOrder::DayFirst => (Date::One(year, second, first), day_first),
            DateOrder::MonthFirst => (Date::One(year, first, second), month_first),
        };
        (
            date,
            is_odd || self.weekday.is_some() && self.weekday != weekday,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Vec<(Date, bool)> {
        let mut survey = DaySurvey::default();
        let days: Vec<Day> = lines
            .iter()
            .map(|line| parse(line.as_bytes()).unwrap_or_else(|| panic!("{line}")))
            .collect();
        for (day, line) in days.iter().zip(lines) {
            survey.push(day, line.as_bytes());
        }
        let rules = survey.rules(None);
        days.iter()
            .map(|day| {
                let rule = rules.iter().find(|rule| rule.layout == day.layout).unwrap();
                rule.read(day)
            })
            .collect()
    }

    #[test]
    fn days_of_many_spellings() {
        for (line, date) in [
            ("2024/01/15(Mon)", (2024, 1, 15)),
            ("2024/1/23(火)", (2024, 1, 23)),
            ("2024/01/15（一）", (2024, 1, 15)),
            ("2023/12/01(週五)", (2023, 12, 1)),
            ("2024/1/2週二", (2024, 1, 2)),
            ("2024.01.15 Monday", (2024, 1, 15)),
            ("2024.01.15 月曜日", (2024, 1, 15)),
            ("2020.01.15 수요일", (2020, 1, 15)),
            ("2025.05.15 วันพฤหัสบดี", (2025, 5, 15)),
            ("2026/09/01 (อ)", (2026, 9, 1)),
            ("\u{feff}2024/01/15 จันทร์ ", (2024, 1, 15)),
            ("Thu, 8/14/2014", (2014, 8, 14)),
            ("Sat, 14/08/2564 BE", (2021, 8, 14)),
            ("ศ. 28/11/2568", (2025, 11, 28)),
            ("Sen, 15/01/2024", (2024, 1, 15)),
            ("R7/02/09(日)", (2025, 2, 9)),
            ("H31/4/30(火)", (2019, 4, 30)),
            ("Fri, 9/25/2026", (2026, 9, 25)),
            ("Mon, 05/02/2024", (2024, 2, 5)),
            ("2021. 3. 5. 금요일", (2021, 3, 5)),
            ("2024/01/15", (2024, 1, 15)),
            ("13/01/2024", (2024, 1, 13)),
        ] {
            let (year, month, day) = date;
            assert_eq!(
                read(&[line]),
                [(Date::One(year, month, day), false)],
                "{line}"
            );
        }
    }

    #[test]
    fn a_weekday_tells_the_order_and_contradicts() {
        // 4 August was a Monday, 8 April a Tuesday.
        let one = |date: (i32, u8, u8), odd| (Date::One(date.0, date.1, date.2), odd);
        assert_eq!(
            read(&["Mon, 8/4/2014", "Tue, 8/5/2014"]),
            [one((2014, 8, 4), false), one((2014, 8, 5), false)]
        );
        assert_eq!(read(&["Tue, 8/4/2014"]), [one((2014, 4, 8), false)]);
        assert_eq!(
            read(&["Mon, 8/4/2014", "Sun, 8/5/2014", "Wed, 8/6/2014"])[1],
            one((2014, 8, 5), true)
        );
        assert_eq!(read(&["2024/01/15(Tue)"]), [one((2024, 1, 15), true)]);
        assert_eq!(read(&["2024/02/30(Fri)"]), [(Date::None, true)]);
        assert_eq!(read(&["3/4/2024"]), [(Date::Either(2024, 3, 4), false)]);
        assert_eq!(read(&["xyz 3/4/2024"]), [(Date::Either(2024, 3, 4), false)]);
    }

    #[test]
    fn other_lines_are_no_days() {
        for line in [
            "",
            "2024",
            "2024/01",
            "1/2/3",
            "10:30\tBob\thi",
            "2024/01/15 at the station",
            "2024/01.15",
            "call 07700 900123",
            "24/01/15(Mon)",
            "2024/01/15(Mon) 10:30",
            "Mon, 2024/01/15 Mon",
            "1.2.2024.5",
            "1850/01/01(Mon)",
            "12345/01/01",
        ] {
            assert_eq!(parse(line.as_bytes()), None, "{line}");
        }
    }
}
