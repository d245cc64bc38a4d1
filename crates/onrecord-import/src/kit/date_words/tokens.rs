//! The numbers and words of a date, in order. Knows no word.

/// Whether four digits stand before a dot that is no part of a date in numbers.
pub(super) fn has_dotted_year(plain: &str) -> bool {
    let bytes = plain.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).any(|at| {
        let starts = at == 0 || !is_digit(at - 1);
        let four = (at..at + 4).all(is_digit) && !is_digit(at + 4);
        starts && four && bytes.get(at + 4) == Some(&b'.') && !is_digit(at + 5)
    })
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Its value, how many digits it has, and what stands between it and the token before.
    Number(u32, usize, String),
    /// As written, in lower case without dots, and what stands before.
    Word(String, String),
    /// `+01:00`, in seconds.
    Offset(i32),
}

/// What joins or parts letters, and the sign of an abbreviation in Hindi.
const SILENT: [char; 3] = ['\u{200c}', '\u{200d}', '\u{970}'];

/// Marks of the direction of writing.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
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
                    || SILENT.contains(&character)
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
            found.push(Token::Word(word.replace(SILENT, ""), before));
            rest = after;
        } else {
            if !(first.is_whitespace() || "/.,:;-–+()[]،၊'’׳º°ª".contains(first) || is_mark(first))
            {
                return None;
            }
            if !is_mark(first) {
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
