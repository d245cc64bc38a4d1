//! What is said in a file of any size: who, when, what, one after the other. Knows no format.

use super::text::{EMOJI, Text};
use crate::calendar::epoch;
use crate::random::Random;
use crate::story::Deed;
use crate::writers::chat::{Said, Side};

pub(super) const SENDERS: [&str; 12] = [
    "Anna Müllerin",
    "+44 7700 900123",
    "Bob",
    "Мария",
    "J. O'Example",
    "Dad",
    "Chloé",
    "Unknown 88",
    "Sam (work)",
    "Zoë 🌸",
    "Ali",
    "Mum",
];
/// So many messages, the same for the same seed.
#[derive(Debug)]
pub struct Source {
    /// Chooses everything but words.
    pub random: Random,
    /// Makes words.
    pub text: Text,
    at: i64,
    left: usize,
    newest_first: bool,
}

impl Source {
    /// `messages` messages, oldest first.
    pub fn new(messages: usize, seed: u64) -> Self {
        Self {
            random: Random::new(seed ^ 0x5eed),
            text: Text::new(seed),
            at: epoch(2018, 1, 1) + 8 * 3_600,
            left: messages,
            newest_first: false,
        }
    }

    /// The same, newest first, as some exports are.
    pub fn newest_first(mut self) -> Self {
        self.newest_first = true;
        self.at = epoch(2026, 6, 1);
        self
    }

    /// How many are still to come.
    pub fn left(&self) -> usize {
        self.left
    }

    /// The time of the next message, in seconds since the epoch.
    pub fn time(&mut self) -> i64 {
        // Short steps: ten million take four years, and ids that count from 2010 hold them.
        let step = self.random.pick(&[1, 1, 2, 3, 5, 9, 20, 60]);

        self.at += if self.newest_first { -step } else { step };
        self.at
    }

    /// Counts one message off; `false` when all have been made.
    pub fn take(&mut self) -> bool {
        let more = self.left > 0;
        self.left = self.left.saturating_sub(1);
        more
    }

    /// The next message of a chat of two; `None` at the end.
    pub fn said(&mut self) -> Option<Said> {
        if !self.take() {
            return None;
        }
        Some(Said {
            at_ms: self.time() * 1_000 + self.random.between(0, 1_000),
            by_owner: self.random.one_in(2),
            deed: Deed::Text(self.text.line()),
        })
    }

    /// Sometimes a reaction: who, what.
    pub fn reactions(&mut self) -> Vec<(String, String)> {
        if self.random.one_in(20) {
            vec![(
                self.random.pick(&SENDERS).to_owned(),
                self.random.pick(&EMOJI).to_owned(),
            )]
        } else {
            Vec::new()
        }
    }
}

/// The owner of a chat of two.
pub fn owner() -> Side {
    Side {
        name: "Wren Fairweather".into(),
        handle: "wren_fairweather".into(),
        id: 7_100_100_001,
    }
}

/// The n-th other side.
pub fn other(n: usize) -> Side {
    Side {
        name: SENDERS[n % SENDERS.len()].into(),
        handle: format!("other_{n}"),
        id: 7_100_200_000 + n as u64,
    }
}
