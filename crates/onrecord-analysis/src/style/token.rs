//! Cuts a message into tokens and masks what it is about: words of grammar and chat, punctuation and
//! emoticons stay; any other word becomes its shape and ending. Must not know of accounts or scores.

use std::collections::BTreeSet;

/// One token: where it stands in the message, and what the comparison sees of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Byte range in the message.
    pub range: std::ops::Range<usize>,
    /// What stands for it: `the`, `?!`, `:-)`, or a shape such as `{l-ing}`.
    pub masked: String,
}

/// The words that are kept, and how everything else is masked.
#[derive(Debug, Clone)]
pub struct Masking {
    kept: BTreeSet<&'static str>,
}

/// A run of one character longer than this says no more.
const LONGEST_RUN: usize = 4;

impl Default for Masking {
    fn default() -> Self {
        let kept = include_str!("kept_words.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect();
        Self { kept }
    }
}

impl Masking {
    /// How many words are kept.
    pub fn kept_words(&self) -> usize {
        self.kept.len()
    }

    /// The tokens of one message, in order.
    pub fn tokens(&self, message: &str) -> Vec<Token> {
        let mut cutter = Cutter {
            text: message,
            at: 0,
            tokens: Vec::new(),
        };
        while cutter.at < message.len() {
            cutter.step(self);
        }
        cutter.tokens
    }

    fn word(&self, word: &str) -> String {
        let lower = word.to_lowercase().replace('\u{2019}', "'");
        let case = Case::of(word);
        if self.kept.contains(lower.as_str()) {
            return case.applied(&lower);
        }
        let squeezed = squeeze(&lower);
        if squeezed != lower && self.kept.contains(squeezed.as_str()) {
            // "sooo", "hahahaha" are how somebody says "so", "haha".
            return format!("{}+", case.applied(&squeezed));
        }
        let letter = match case {
            Case::Lower => 'l',
            Case::First => 'C',
            Case::Upper => 'U',
            Case::Mixed => 'M',
        };
        let mut mask = format!("{{{letter}");
        if word.chars().any(char::is_numeric) {
            mask.push('9');
        }
        if lower.contains('\'') {
            mask.push('\'');
        }
        if squeezed != lower {
            mask.push('+');
        }
        mask.push('-');
        mask.push_str(ending(&lower));
        mask.push('}');
        mask
    }
}

/// Endings that carry grammar; of those that fit, the first.
const ENDINGS: &[&str] = &[
    "in'", "n't", "'s", "'ll", "'re", "'ve", "'d", "ing", "tion", "ness", "ment", "able", "ful",
    "less", "ous", "ive", "ise", "ize", "est", "ity", "ly", "ed", "er", "or", "al", "en", "ic",
    "es", "ie", "in", "ah", "s", "y", "z", "a", "o", "e", "i",
];

fn ending(lower: &str) -> &'static str {
    let long = lower.chars().count();
    ENDINGS
        .iter()
        .find(|ending| lower.ends_with(**ending) && long > ending.len() + 1)
        .copied()
        .unwrap_or(match long {
            1 => "1",
            2 | 3 => "3",
            _ => "",
        })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    First,
    Upper,
    Mixed,
}

impl Case {
    fn of(word: &str) -> Self {
        let mut upper = 0;
        let mut letters = 0;
        let mut first = false;
        for letter in word.chars().filter(|letter| letter.is_alphabetic()) {
            letters += 1;
            if letter.is_uppercase() {
                upper += 1;
                first |= letters == 1;
            }
        }
        match (upper, letters) {
            (0, _) => Self::Lower,
            (1, _) if first => Self::First,
            (upper, letters) if upper == letters => Self::Upper,
            _ => Self::Mixed,
        }
    }

    fn applied(self, lower: &str) -> String {
        match self {
            Self::Lower | Self::Mixed => lower.to_owned(),
            Self::Upper => lower.to_uppercase(),
            Self::First => {
                let mut letters = lower.chars();
                letters.next().map_or_else(String::new, |first| {
                    first.to_uppercase().chain(letters).collect()
                })
            }
        }
    }
}

/// Runs of three or more of a letter become one or, where that is how the word is written, two; and a
/// repeated laugh is said twice.
fn squeeze(lower: &str) -> String {
    let letters: Vec<char> = lower.chars().collect();
    let mut out = String::with_capacity(lower.len());
    let mut at = 0;
    while at < letters.len() {
        let run = letters[at..]
            .iter()
            .take_while(|letter| **letter == letters[at])
            .count();
        for _ in 0..if run >= 3 { 1 } else { run } {
            out.push(letters[at]);
        }
        at += run;
    }
    for laugh in ["ha", "he"] {
        if out.len() > 4
            && out.trim_end_matches('h').len().is_multiple_of(2)
            && out.trim_end_matches('h').replace(laugh, "").is_empty()
        {
            return laugh.repeat(2);
        }
    }
    out
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    fn step(&mut self, masking: &Masking) {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else {
            return;
        };
        if first.is_whitespace() || is_joiner(first) {
            if first == '\n' && !self.tokens.is_empty() {
                self.push(1, "{newline}".into());
            } else {
                self.at += first.len_utf8();
            }
            return;
        }
        let until_space = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let chunk = &rest[..until_space];
        if is_address(chunk) {
            return self.push(until_space, "{url}".into());
        }
        if let Some(length) = emoticon(rest, self.text[..self.at].chars().next_back()) {
            let mask = shorten(&rest[..length]);
            return self.push(length, mask);
        }
        if matches!(first, '@' | '#') {
            let length = 1 + word_length(&rest[1..]);
            if length > 1 {
                return self.push(length, if first == '@' { "{@}" } else { "{#}" }.into());
            }
        }
        if first.is_alphabetic() || first.is_numeric() {
            let length = word_length(rest);
            let word = &rest[..length];
            if rest[length..].starts_with('@') && chunk.contains('.') {
                return self.push(until_space, "{mail}".into());
            }
            if word.chars().any(char::is_alphabetic) {
                let mask = masking.word(word);
                return self.push(length, mask);
            }
            let length = rest
                .find(|c: char| !(c.is_numeric() || matches!(c, '.' | ',' | ':' | '/' | '-')))
                .unwrap_or(rest.len());
            let number = rest[..length].trim_end_matches(['.', ',', ':', '/', '-']);
            let mask = if number.len() == 1 && masking.kept.contains(number) {
                number.to_owned()
            } else {
                number_shape(number)
            };
            return self.push(number.len(), mask);
        }
        let length: usize = rest
            .chars()
            .take_while(|c| *c == first)
            .map(char::len_utf8)
            .sum();
        let mask = shorten(&rest[..length]);
        self.push(length, mask);
    }

    fn push(&mut self, length: usize, masked: String) {
        self.tokens.push(Token {
            range: self.at..self.at + length,
            masked,
        });
        self.at += length;
    }
}

/// Parts of one picture character, and marks that steer direction: nothing of their own.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{feff}')
        || c.is_control() && !c.is_whitespace()
}

pub(super) fn is_address(chunk: &str) -> bool {
    let starts = |with: &str| {
        chunk
            .get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    starts("http://") || starts("https://") || starts("www.") || starts("ftp://")
}

/// Letters, digits, and an apostrophe or hyphen between two of them.
fn word_length(text: &str) -> usize {
    let mut length = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let inner = matches!(c, '\'' | '\u{2019}' | '_')
            && length > 0
            && characters
                .peek()
                .is_some_and(|(_, next)| next.is_alphanumeric());
        if !(c.is_alphanumeric() || inner || is_mark(c)) {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

/// Marks that are written onto a letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn number_shape(number: &str) -> String {
    let mut shape = String::from("{");
    let mut run = 0;
    for c in number.chars() {
        if c.is_numeric() {
            run += 1;
            if run <= 4 {
                shape.push('9');
            }
        } else {
            run = 0;
            shape.push(c);
        }
        if shape.len() > 12 {
            break;
        }
    }
    shape.push('}');
    shape
}

/// A run of one character is cut to [`LONGEST_RUN`].
fn shorten(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = None;
    let mut run = 0;
    for c in text.chars() {
        run = if last == Some(c) { run + 1 } else { 1 };
        last = Some(c);
        if run <= LONGEST_RUN {
            out.push(c);
        }
    }
    out
}

/// The length of an emoticon that begins here.
fn emoticon(text: &str, before: Option<char>) -> Option<usize> {
    const WHOLE: &[&str] = &[
        "<3", "^_^", "^^", "-_-", "o_o", "O_o", "o_O", "O_O", ">_<", "T_T", "\\o/", "xD", "XD",
        ">.<", "-.-", "=_=",
    ];
    let joined = before.is_some_and(char::is_alphanumeric);
    if !joined {
        for whole in WHOLE {
            if let Some(rest) = text.strip_prefix(whole)
                && !rest.starts_with(char::is_alphanumeric)
            {
                return Some(whole.len());
            }
        }
    }
    let mut characters = text.char_indices();
    let (_, eyes) = characters.next()?;
    if !matches!(eyes, ':' | ';' | '=') {
        return None;
    }
    let mut next = characters.next()?;
    let mut nose = false;
    while matches!(next.1, '-' | 'o' | '\'' | '^') {
        nose = true;
        next = characters.next()?;
    }
    let mouth = next.1;
    if !matches!(
        mouth,
        ')' | '('
            | 'D'
            | 'P'
            | 'p'
            | 'O'
            | 'o'
            | '/'
            | '\\'
            | '|'
            | '*'
            | ']'
            | '['
            | '}'
            | '{'
            | '3'
            | 'S'
            | 's'
            | 'x'
            | 'X'
            | '>'
    ) {
        return None;
    }
    if mouth == '/' && (!nose && text[next.0 + 1..].starts_with('/')) {
        return None;
    }
    let mut end = next.0 + mouth.len_utf8();
    for (at, c) in characters {
        if c != mouth {
            break;
        }
        end = at + c.len_utf8();
    }
    let after = text[end..].chars().next();
    let lettered = mouth.is_alphanumeric();
    if lettered && (joined || after.is_some_and(char::is_alphanumeric)) {
        return None;
    }
    (eyes != '=' || !joined).then_some(end)
}
