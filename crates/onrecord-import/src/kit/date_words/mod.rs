//! Dates as platforms write them for people: `22 sept. 2017 06:33`, `Oct 19, 2019 at 2:37 PM`.
//! Reads what is written and never guesses: which number is the day, where nothing says so, stays
//! open, and so does the zone. Knows no platform.

mod further;
mod habits;
mod names;
mod tokens;

use crate::kit::date_order::DateOrder;
use crate::kit::digits::to_ascii;
pub use habits::{Habits, Learning};
use names::{Word, meaning};
use onrecord_model::{Precision, Truth, Wall, When};
use tokens::{Token, has_dotted_year, tokens};
use unicode_normalization::UnicodeNormalization as _;

/// Nothing of more bytes is a date; letters of Thai take three.
const LONGEST: usize = 240;

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
    when_among(text, None)
}

/// As [`when`], where it is known whether the dates around it are Croatian, and not Polish or Czech:
/// a few of their months bear the same names.
fn when_among(text: &str, is_croatian: Option<bool>) -> Option<When> {
    let text = text.trim();
    let phrase = parse_among(text, None, is_croatian)?;
    Some(When {
        as_written: text.into(),
        truth: phrase.truth,
        precision: phrase.precision,
    })
}

/// The order of day and month that `text` decides by itself: one of its numbers is above twelve.
fn decides(text: &str) -> Option<DateOrder> {
    let phrase = parse(text, None)?;
    let reads = |order| parse(text, Some(order)).is_some();
    match phrase.truth {
        Truth::DayMonthAmbiguous { .. } => None,
        _ if !reads(DateOrder::MonthFirst) => Some(DateOrder::DayFirst),
        _ if !reads(DateOrder::DayFirst) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// Whether the month of this date has a name that only Croatian has (`true`), or only Polish or
/// Czech.
fn is_croatian(text: &str) -> Option<bool> {
    words_of(text)
        .iter()
        .find_map(|word| names::is_croatian(word))
}

/// Whether this date may be Croatian, and Polish or Czech as well.
fn may_be_croatian(text: &str) -> bool {
    words_of(text).iter().any(|word| names::is_in_both(word))
}

/// The words of a date, in lower case.
fn words_of(text: &str) -> Vec<String> {
    if text.len() > LONGEST || !may_be_date(text) {
        return Vec::new();
    }
    let plain: String = text.nfkc().collect();
    let found = tokens(&plain).unwrap_or_default();
    let words = found.into_iter().filter_map(|token| match token {
        Token::Word(word, _) => Some(word.to_lowercase()),
        _ => None,
    });
    words.collect()
}

/// Reads `text` if it is a date, with or without a time of day, and nothing else. `order` is what
/// the whole file has told of days and months in numbers.
pub fn parse(text: &str, order: Option<DateOrder>) -> Option<Phrase> {
    parse_among(text, order, None)
}

fn parse_among(text: &str, order: Option<DateOrder>, is_croatian: Option<bool>) -> Option<Phrase> {
    if text.len() > LONGEST || !may_be_date(text) {
        return None;
    }
    let plain = to_ascii(&text.nfkc().collect::<String>());
    let tokens = tokens(&plain)?;
    let mut parts = Parts {
        // Croatian puts a dot behind the year.
        is_croatian: is_croatian.or_else(|| has_dotted_year(&plain).then_some(true)),
        ..Parts::default()
    };
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// Where a word stands.
#[derive(Clone, Copy, Debug)]
struct PlaceOfWord {
    is_after_time: bool,
    /// The hour before it.
    hour: Option<u32>,
    /// Whether no number follows.
    is_last: bool,
    /// Whether no number stands before it.
    is_first: bool,
}

#[derive(Debug, Default)]
struct Parts {
    is_croatian: Option<bool>,
    is_thai: bool,
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
        // Whether the next number is a part of the clock, as the word before it says.
        let mut joined = false;
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
                    let mut signs = before.trim().chars();
                    let sign = signs.next().filter(|_| signs.next().is_none());
                    // A comma before a fraction has no space after it.
                    let sign = sign.filter(|sign| *sign != ',' || before.len() == 1);
                    numbers.push(if std::mem::take(&mut joined) {
                        (*value, (*digits).max(2), ':')
                    } else {
                        (*value, *digits, sign.unwrap_or(' '))
                    });
                }
                Token::Word(written, _) => {
                    self.is_thai |= written.starts_with(|c| ('\u{e00}'..'\u{e80}').contains(&c));
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
                        Some(Token::Number(value, _, between)) => {
                            between.trim().is_empty().then_some(*value)
                        }
                        _ => None,
                    };
                    let follows_number =
                        matches!(tokens.get(at.wrapping_sub(2)), Some(Token::Number(..)));
                    if follows_number {
                        // `14h37`, `14 h 37 min 05 s`, `오후 2시 5분 7초`
                        if names::is_unit_of_time(&word) {
                            joined = next_number.is_some() && !names::is_second(&word);
                            continue;
                        }
                        // 2017年9月22日, 9月 22, 2017, 2017년 9월 22일
                        if matches!(word.as_str(), "年" | "년") {
                            continue;
                        }
                        if matches!(word.as_str(), "月" | "월") {
                            let (month, ..) = numbers.pop()?;
                            self.month = Some(u8::try_from(month).ok().filter(|m| *m <= 12)?);
                            continue;
                        }
                        // The day of the week may follow without a space: `22日金曜日`.
                        if let Some(rest) = word.strip_prefix(['日', '일']) {
                            word = rest.to_owned();
                            if word.is_empty() {
                                continue;
                            }
                        }
                    }
                    // `14 tháng 1, 2021`
                    if let (true, Some(month @ 1..=12)) =
                        (matches!(word.as_str(), "tháng" | "thg"), next_number)
                    {
                        self.month = u8::try_from(month).ok();
                        at += 1;
                        continue;
                    }
                    let clock = numbers.iter().position(|(_, _, sign)| *sign == ':');
                    let rest = tokens.get(at..).unwrap_or_default();
                    let place = PlaceOfWord {
                        is_after_time: clock.is_some() || numbers.len() >= 4,
                        hour: clock
                            .and_then(|clock| numbers.get(clock.checked_sub(1)?))
                            .map(|(hour, ..)| *hour),
                        is_last: !rest.iter().any(|one| matches!(one, Token::Number(..))),
                        is_first: numbers.is_empty(),
                    };
                    self.take_word(&word, written, place)?;
                }
            }
        }
        Some(numbers)
    }

    fn take_word(&mut self, word: &str, written: &str, place: PlaceOfWord) -> Option<()> {
        let is_after_time = place.is_after_time;
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
        let is_half = is_after_time && place.is_last && place.hour.is_some_and(|hour| hour <= 12);
        match meaning(word) {
            Word::Month(month) => {
                // A day of the week may be spelt like a month (Welsh `Mawrth`): the last one counts.
                self.month = Some(month);
                Some(())
            }
            Word::MonthOf { croatian, other } => {
                // A number before it, as in `5 lip 2021`, has a dot in Croatian and Czech only.
                let is_croatian = self.is_croatian.or((!place.is_first).then_some(false))?;
                self.month = Some(if is_croatian { croatian } else { other });
                Some(())
            }
            Word::Morning => self.take_half(Half::Morning),
            Word::Afternoon => self.take_half(Half::Afternoon),
            Word::LateMorning if is_half => self.take_half(Half::Morning),
            Word::LateAfternoon if is_half => self.take_half(Half::Afternoon),
            Word::LateMorning | Word::LateAfternoon => Some(()),
            Word::Utc if is_after_time => {
                self.offset.get_or_insert(0);
                Some(())
            }
            Word::Utc => None,
            Word::Filler => Some(()),
            Word::AnyOfMonths => None,
            Word::Unknown => {
                if is_after_time && names::may_be_zone(written) {
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
            // Thailand counts from the death of the Buddha.
            let year = if self.is_thai && year > 2_400 {
                year - 543
            } else {
                year
            };
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
