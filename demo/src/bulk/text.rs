//! Text without end. Words follow a Zipf-like choice, so that an index sees common and rare ones.

use crate::random::Random;

pub(super) const EMOJI: [&str; 8] = ["😂", "❤️", "😭", "👍", "🙏", "👨‍👩‍👧", "🤷🏽‍♀️", "💔"];
const EXTRA: [&str; 6] = ["café", "señora", "Привет", "مرحبا", "你好", "łódź"];

/// Makes text.
#[derive(Debug)]
pub struct Text {
    random: Random,
    words: Vec<String>,
}

impl Text {
    /// For that seed; 9,000 words, the same for every seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(1);
        let onsets = [
            "b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "w", "st", "tr",
            "sh", "th", "gr",
        ];
        let vowels = ["a", "e", "i", "o", "u", "ai", "ea", "oo", "ou"];
        let codas = ["", "", "n", "r", "s", "t", "l", "m", "d", "ng", "ck"];
        let words = (0..9_000)
            .map(|n| {
                let syllables = 1 + (n > 60) as usize + (n > 1_500) as usize;
                (0..syllables)
                    .map(|_| {
                        format!(
                            "{}{}{}",
                            random.pick(&onsets),
                            random.pick(&vowels),
                            random.pick(&codas)
                        )
                    })
                    .collect()
            })
            .collect();
        Self {
            random: Random::new(seed),
            words,
        }
    }

    fn word(&mut self) -> usize {
        // The exponential of a uniform number is near enough to Zipf's law.
        let uniform = self.random.bits() as f64 / u64::MAX as f64;
        ((9_001f64).powf(uniform) as usize)
            .saturating_sub(1)
            .min(8_999)
    }

    /// 1 to 30 words, sometimes with a line break, an emoji, a link or another script.
    pub fn line(&mut self) -> String {
        let count = 1 + (self.random.between(1, 30) * self.random.between(1, 30) / 30) as usize;
        let mut out = String::new();
        for n in 0..count {
            if n > 0 {
                out.push(if n == count / 2 && self.random.one_in(90) {
                    '\n'
                } else {
                    ' '
                });
            }
            let word = self.word();
            out.push_str(&self.words[word]);
        }
        match self.random.between(0, 50) {
            0..=5 => {
                out.push(' ');
                out.push_str(self.random.pick(&EMOJI));
            }
            6 => out.push_str(&format!(
                " https://example.org/{}",
                self.random.between(0, 1_000_000)
            )),
            7 => {
                out.push(' ');
                out.push_str(self.random.pick(&EXTRA));
            }
            _ => {}
        }
        out
    }
}
