//! Dates as platforms write them for people: `22 sept. 2017 06:33`, `Oct 19, 2019 at 2:37 PM`.
//! Reads what is written and never guesses: which number is the day, where nothing says so, stays
//! open, and so does the zone. Knows no platform.

mod names;

use crate::kit::date_order::DateOrder;
use crate::kit::digits::to_ascii;
use names::{Word, meaning};
use onrecord_model::{Precision, Truth, Wall, When};
use unicode_normalization::UnicodeNormalization as _;

/// Nothing longer is a date.
const LONGEST: usize = 120;

/// A date that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// `Stated` only where an offset is written; `DayMonthAmbiguous` where two numbers can be read
    /// both ways.
    pub truth: Truth,
    /// Minute, second or millisecond; day where no time of day is written.
    pub precision: Precision,
    /// An abbreviation such as `PST` that stands after the time: more than one zone may bear it, so
    /// it was not applied.
    pub zone_word: Option<Box<str>>,
}

/// The time that `text` states, if it is a date and nothing else.
pub fn when(text: &str) -> Option<When> {
    let text = text.trim();
    let phrase = parse(text, None)?;
    Some(When {
        as_written: text.into(),
        truth: phrase.truth,
        precision: phrase.precision,
    })
}

/// The order of day and month that `text` decides by itself: one of its numbers is above twelve.
pub fn decides(text: &str) -> Option<DateOrder> {
    let phrase = parse(text, None)?;
    let reads = |order| parse(text, Some(order)).is_some();
    match phrase.truth {
        Truth::DayMonthAmbiguous { .. } => None,
        _ if !reads(DateOrder::MonthFirst) => Some(DateOrder::DayFirst),
        _ if !reads(DateOrder::DayFirst) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// Reads `text` if it is a date, with or without a time of day, and nothing else. `order` is what
/// the whole file has told of days and months in numbers.
pub fn parse(text: &str, order: Option<DateOrder>) -> Option<Phrase> {
    if text.len() > LONGEST || !may_be_date(text) {
        return None;
    }
    let plain = to_ascii(&text.nfkc().collect::<String>());
    let tokens = tokens(&plain)?;
    let mut parts = Parts::default();
    let numbers = parts.take_words(&tokens)?;
    parts.take_numbers(numbers)?;
    parts.finish(order)
}

/// Between four and twenty-two digits: a cheap look before anything else.
fn may_be_date(text: &str) -> bool {
    let digits = text
        .chars()
        .filter(|character| character.is_numeric())
        .count();
    (4..=22).contains(&digits)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// Its value, how many digits it has, and what stands between it and the token before.
    Number(u32, usize, String),
    /// As written, in lower case without dots, and what stands before.
    Word(String, String),
    /// `+01:00`, in seconds.
    Offset(i32),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    let mut between = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, after) = rest.split_at(length);
            let value = digits.parse().ok().filter(|_| length <= 9)?;
            let is_offset = between.ends_with(['+', '-'])
                && (between.len() == 1 || between.trim_start() == "+")
                && matches!(found.last(), Some(Token::Word(word, _))
                    if matches!(word.to_lowercase().as_str(), "utc" | "gmt"))
                || between.trim_start() == "+" && !found.is_empty();
            // RFC 5322: `14:07:33 -0700`.
            let is_offset = is_offset
                || between == " -"
                    && length == 4
                    && matches!(found.last(), Some(Token::Number(_, 2, before)) if before == ":");
            if is_offset {
                let (seconds, after) = offset(digits, after)?;
                let is_west = between.ends_with('-');
                found.push(Token::Offset(if is_west { -seconds } else { seconds }));
                rest = after;
            } else {
                let before = std::mem::take(&mut between);
                found.push(Token::Number(value, length, before));
                rest = after;
            }
            between.clear();
        } else if first.is_alphabetic() {
            // `a.m.` and `p. m.` are one word.
            let mut end = 0;
            for (at, character) in rest.char_indices() {
                let is_part = character.is_alphabetic()
                    || unicode_normalization::char::is_combining_mark(character)
                    || character == '.'
                        && rest.get(at + 1..).is_some_and(|after| {
                            after.starts_with(|next: char| next.is_alphabetic())
                        });
                if !is_part {
                    break;
                }
                end = at + character.len_utf8();
            }
            let (word, after) = rest.split_at(end);
            let before = std::mem::take(&mut between);
            found.push(Token::Word(word.to_owned(), before));
            rest = after;
        } else {
            if !(first.is_whitespace() || "/.,:;-–+()،'’º°ª\u{200e}\u{200f}\u{61c}".contains(first))
            {
                return None;
            }
            if !"\u{200e}\u{200f}\u{61c}".contains(first) {
                between.push(first);
            }
            rest = rest.get(first.len_utf8()..)?;
        }
        if found.len() > 24 {
            return None;
        }
    }
    Some(found)
}

/// `01`, `0100`, `01:00` after a sign; what follows it.
fn offset<'t>(digits: &str, after: &'t str) -> Option<(i32, &'t str)> {
    let number = |text: &str| text.parse::<i32>().ok();
    let (hours, minutes, after) = match digits.len() {
        1 | 2 => match after.strip_prefix(':').and_then(|rest| {
            let minutes = number(rest.get(..2)?)?;
            Some((minutes, rest.get(2..)?))
        }) {
            Some((minutes, after)) => (number(digits)?, minutes, after),
            None => (number(digits)?, 0, after),
        },
        4 => (number(digits.get(..2)?)?, number(digits.get(2..)?)?, after),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then(|| (hours * 3_600 + minutes * 60, after))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

#[derive(Debug, Default)]
struct Parts {
    month: Option<u8>,
    half: Option<Half>,
    offset: Option<i32>,
    zone_word: Option<Box<str>>,
    /// Year, month and day as numbers; or year and day beside a month's name.
    date: Option<Numbers>,
    time: Option<(u8, u8, Option<u8>, Option<u32>)>,
}

#[derive(Clone, Copy, Debug)]
enum Numbers {
    YearDay(i32, u8),
    YearMonthDay(i32, u8, u8),
    /// Two numbers, then the year.
    Open(u8, u8, i32),
}

/// A number: value, digits, what stands before it (`:` or `.`, or nothing).
type Number = (u32, usize, char);

impl Parts {
    /// Takes the words; the numbers are left, with what stands before each.
    fn take_words(&mut self, tokens: &[Token]) -> Option<Vec<Number>> {
        let mut numbers: Vec<Number> = Vec::new();
        // What stands before the next number where words stand between.
        let mut joined = None;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                Token::Offset(seconds) => {
                    if self.offset.replace(*seconds).is_some_and(|held| held != 0) {
                        return None;
                    }
                }
                Token::Number(value, digits, before) => {
                    let before = before.trim();
                    let sign = joined
                        .take()
                        .or_else(|| {
                            before
                                .chars()
                                .next()
                                .filter(|_| before.chars().count() == 1)
                        })
                        .unwrap_or(' ');
                    numbers.push((*value, *digits, sign));
                }
                Token::Word(written, _) => {
                    let mut word: String = written.to_lowercase().replace('.', "");
                    // `p. m.`, and Arabic months of two words.
                    if let Some(Token::Word(next, between)) = tokens.get(at) {
                        let next = next.to_lowercase().replace('.', "");
                        let two = format!("{word}{next}");
                        let is_period = matches!(two.as_str(), "am" | "pm")
                            && word.len() == 1
                            && between.trim().trim_matches('.').is_empty();
                        let dotted = format!("{word}.{next}");
                        if is_period {
                            word = two;
                            at += 1;
                        } else if matches!(meaning(&dotted), Word::Month(_)) {
                            word = dotted;
                            at += 1;
                        }
                    }
                    let next_number = match tokens.get(at) {
                        Some(Token::Number(_, _, between)) => between.trim().is_empty(),
                        _ => false,
                    };
                    let follows_number =
                        matches!(tokens.get(at.wrapping_sub(2)), Some(Token::Number(..)));
                    // `14h37`, `14 h 37`.
                    if word == "h" && next_number && follows_number {
                        joined = Some(':');
                        continue;
                    }
                    // 2017年9月22日, 2017년 9월 22일
                    if matches!(word.as_str(), "年" | "月" | "년" | "월") {
                        joined = Some('-');
                        continue;
                    }
                    if matches!(word.as_str(), "日" | "일") {
                        continue;
                    }
                    let is_after_time =
                        numbers.iter().any(|(_, _, sign)| *sign == ':') || numbers.len() >= 4;
                    self.take_word(&word, written, is_after_time)?;
                }
            }
        }
        Some(numbers)
    }

    fn take_word(&mut self, word: &str, written: &str, is_after_time: bool) -> Option<()> {
        match word {
            "utc" | "gmt" | "z" => {
                self.offset.get_or_insert(0);
                return Some(());
            }
            // Before the time they join; after it they are half of the day.
            "a" | "p" if is_after_time => {
                return self.take_half(if word == "a" {
                    Half::Morning
                } else {
                    Half::Afternoon
                });
            }
            "am" if !is_after_time => return Some(()),
            _ => {}
        }
        match meaning(word) {
            Word::Month(month) => {
                // A day of the week may be spelt like a month (Welsh `Mawrth`): the last one counts.
                self.month = Some(month);
                Some(())
            }
            Word::Morning => self.take_half(Half::Morning),
            Word::Afternoon => self.take_half(Half::Afternoon),
            Word::Filler => Some(()),
            Word::AnyOfMonths => None,
            Word::Unknown => {
                let is_zone = is_after_time
                    && (2..=5).contains(&written.len())
                    && written.bytes().all(|byte| byte.is_ascii_uppercase());
                if is_zone {
                    self.zone_word = Some(written.into());
                    return Some(());
                }
                names::is_filler(word).then_some(())
            }
        }
    }

    fn take_half(&mut self, half: Half) -> Option<()> {
        match self.half.replace(half) {
            Some(held) if held != half => None,
            _ => Some(()),
        }
    }

    fn take_numbers(&mut self, mut numbers: Vec<Number>) -> Option<()> {
        self.take_numeric_date(&mut numbers);
        self.take_time(&mut numbers, ':')?;
        if self.time.is_none() {
            self.take_time(&mut numbers, '.')?;
        }
        if self.date.is_none() {
            let years: Vec<_> = numbers
                .iter()
                .filter(|(_, digits, _)| *digits == 4)
                .collect();
            let days: Vec<_> = numbers
                .iter()
                .filter(|(_, digits, _)| *digits <= 2)
                .collect();
            let ([(year, ..)], [(day, ..)], 2) = (&years[..], &days[..], numbers.len()) else {
                return None;
            };
            self.date = Some(Numbers::YearDay(
                i32::try_from(*year).ok()?,
                u8::try_from(*day).ok()?,
            ));
            return Some(());
        }
        numbers.is_empty().then_some(())
    }

    /// Three numbers in a row with one sign between them, the year first or last.
    fn take_numeric_date(&mut self, numbers: &mut Vec<Number>) {
        if self.month.is_some() {
            return;
        }
        let found = numbers.windows(3).position(|three| match three {
            [(_, first, _), (_, 1..=2, one), (_, last, two)] => {
                one == two
                    && matches!(one, '/' | '-' | '.' | '–')
                    && (*first == 4 && *last <= 2 || *first <= 2 && *last == 4)
            }
            _ => false,
        });
        let Some(at) = found else { return };
        let three: Vec<Number> = numbers.drain(at..at + 3).collect();
        let [(first, digits, _), (second, ..), (third, ..)] = three[..] else {
            return;
        };
        let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
        let year = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        self.date = Some(if digits == 4 {
            Numbers::YearMonthDay(year(first), small(second), small(third))
        } else {
            Numbers::Open(small(first), small(second), year(third))
        });
    }

    fn take_time(&mut self, numbers: &mut Vec<Number>, sign: char) -> Option<()> {
        let is_start = |pair: &[Number]| match pair {
            [(_, 1..=2, _), (_, 2, between)] => *between == sign,
            _ => false,
        };
        let Some(at) = numbers.windows(2).position(is_start) else {
            // `2 PM`
            if sign == '.' && self.half.is_some() && self.month.is_some() && numbers.len() == 3 {
                let (hour, digits, _) = numbers.pop()?;
                self.time = Some((
                    u8::try_from(hour).ok().filter(|_| digits <= 2)?,
                    0,
                    None,
                    None,
                ));
            }
            return Some(());
        };
        let is_more = |number: Option<&Number>, signs: &[char]| {
            number
                .filter(|(_, _, between)| signs.contains(between))
                .copied()
        };
        let second = is_more(numbers.get(at + 2), &[sign]).filter(|(_, digits, _)| *digits == 2);
        let fraction = second
            .and_then(|_| is_more(numbers.get(at + 3), &['.', ',']))
            .filter(|(_, digits, _)| *digits <= 6);
        let count = 2 + usize::from(second.is_some()) + usize::from(fraction.is_some());
        let taken: Vec<Number> = numbers.drain(at..at + count).collect();
        let small = |number: Option<&Number>| u8::try_from(number?.0).ok();
        let micros = fraction.map(|(value, digits, _)| value * 10u32.pow(6 - digits as u32));
        self.time = Some((
            small(taken.first())?,
            small(taken.get(1))?,
            second.and_then(|(value, ..)| u8::try_from(value).ok()),
            micros,
        ));
        Some(())
    }

    fn finish(self, order: Option<DateOrder>) -> Option<Phrase> {
        let (hour, minute, second, micros) = self.time.unwrap_or((0, 0, None, None));
        let hour = match self.half {
            None => hour,
            // Written over a clock of 24 hours, as some do: it must not contradict it.
            Some(Half::Morning) if hour > 12 => return None,
            Some(Half::Afternoon) if hour > 12 => hour,
            Some(Half::Morning) => hour % 12,
            Some(Half::Afternoon) => hour % 12 + 12,
        };
        if self.time.is_none() && (self.half.is_some() || self.offset.is_some()) {
            return None;
        }
        let wall = |year: i32, month: u8, day: u8| {
            if !(1_900..2_200).contains(&year) {
                return None;
            }
            let second = second.unwrap_or(0);
            Wall::new(year, month, day, hour, minute, second, micros.unwrap_or(0))
        };
        let one = match (self.date?, self.month) {
            (Numbers::YearDay(year, day), Some(month)) => wall(year, month, day)?,
            (Numbers::YearMonthDay(year, month, day), None) => wall(year, month, day)?,
            (Numbers::Open(first, second, year), None) => {
                let day_first = wall(year, second, first);
                let month_first = wall(year, first, second);
                match (day_first, month_first, order) {
                    (Some(wall), _, Some(DateOrder::DayFirst)) => wall,
                    (_, Some(wall), Some(DateOrder::MonthFirst)) => wall,
                    (_, _, Some(_)) => return None,
                    (Some(wall), None, None) | (None, Some(wall), None) => wall,
                    (Some(one), Some(other), None) if one == other => one,
                    (Some(day_first), Some(month_first), None) => {
                        return Some(Phrase {
                            truth: Truth::DayMonthAmbiguous {
                                day_first,
                                month_first,
                            },
                            precision: self.precision(),
                            zone_word: self.zone_word,
                        });
                    }
                    (None, None, None) => return None,
                }
            }
            _ => return None,
        };
        Some(Phrase {
            truth: match self.offset {
                Some(seconds) => Truth::Stated(one.at_offset(seconds)),
                None => Truth::WallZoneUnknown(one),
            },
            precision: self.precision(),
            zone_word: self.zone_word,
        })
    }

    fn precision(&self) -> Precision {
        match self.time {
            None => Precision::Day,
            Some((_, _, None, _)) => Precision::Minute,
            Some((_, _, _, None)) => Precision::Second,
            Some((_, _, _, Some(_))) => Precision::Millisecond,
        }
    }
}

#[cfg(test)]
mod tests;
