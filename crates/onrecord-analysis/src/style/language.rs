//! Whether a text is in the one language that the comparison was validated for. Must not know of
//! scores.

use super::token::Token;

/// From this many letters on, the detector is believed.
const ENOUGH_LETTERS: usize = 200;
/// The share of kept English words from which a text is English whatever the detector says: chat is
/// spelt in ways that it was not made for.
const ENGLISH_SHARE: f64 = 0.2;
/// As much text as is looked at.
const LOOKED_AT: usize = 20_000;

/// Words of a text counted for this question alone.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    text: String,
    letters: usize,
    words: usize,
    kept: usize,
}

impl Sample {
    /// Adds a message and its tokens.
    pub fn add(&mut self, message: &str, tokens: &[Token]) {
        for token in tokens {
            let word = &message[token.range.clone()];
            if word.starts_with(char::is_alphabetic)
                && !matches!(token.masked.as_str(), "{url}" | "{mail}")
            {
                self.words += 1;
                self.kept += usize::from(!token.masked.starts_with('{'));
                if self.text.len() < LOOKED_AT {
                    self.letters += word.chars().count();
                    self.text.push_str(word);
                    self.text.push(' ');
                }
            }
        }
    }

    /// How many words there were.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The name of the language where it is another than English.
    pub fn other_than_english(&self) -> Option<&'static str> {
        if self.letters < ENOUGH_LETTERS || self.kept as f64 >= ENGLISH_SHARE * self.words as f64 {
            return None;
        }
        let found = whatlang::detect(&self.text)?;
        (found.is_reliable() && found.lang() != whatlang::Lang::Eng)
            .then(|| found.lang().eng_name())
    }
}
