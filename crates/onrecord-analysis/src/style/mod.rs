//! The style in which accounts write: for each pair, how many times more probable the findings are if
//! one person wrote both than if two people did, or that there is not enough to say.
//!
//! Pure: texts in, findings out. Knows nothing of a case, a file or a screen, and gives no verdict.
//! How it works, what it was tested on and where it fails: `docs/METHOD.md`.

mod calibration;
mod channels;
mod clean;
mod cosine;
mod explain;
mod findings;
mod language;
pub mod language_model;
pub mod logistic;
pub mod measures;
mod normalise;
#[cfg(test)]
pub(crate) mod tests;
pub mod token;
mod words;

pub use calibration::{
    Beside, CHANNEL_NAMES, CHANNELS, Calibration, CalibrationError, Validated, WEIGHTS, features,
};
pub use clean::{own_words, repeated};
pub use explain::{Contribution, Explanation};
pub use findings::{Comparison, Finding, Searched, Silence, WriterFacts};
pub use normalise::Tied;
pub use words::{
    Strength, beside_sentence, finding_sentence, limits_sentence, neither_sentence, range_sentence,
    ratio_sentence, searched_sentence, silence_sentence, validation_sentences,
};

/// Below this many messages on either side, style is silent.
pub const FEWEST_MESSAGES: usize = 20;
/// Below this many tokens on either side, style is silent.
pub const FEWEST_TOKENS: usize = 200;
/// Below this many other accounts to compare with, style is silent.
pub const SMALLEST_COHORT: usize = 10;
/// More accounts than this are not compared at once: memory grows with their square.
pub const MOST_ACCOUNTS: usize = 6_000;
/// Of an account with more tokens than this, messages are taken evenly over its time.
const MOST_TOKENS: usize = 6_000;
/// All accounts together: fewer of each are taken where there are many.
const MOST_TOKENS_IN_ALL: usize = 3_500_000;

/// What one account wrote, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    /// Its messages.
    pub messages: Vec<String>,
    /// It may stand for "somebody else of this population" when others are compared. Not so where the
    /// user says it may be the person in question.
    pub reference: bool,
}

/// What is compared, and what is left out of it.
pub struct Question<'a> {
    /// The accounts.
    pub writers: &'a [Writer],
    /// Pairs that something harder than style ties already: neither is the other's reference.
    pub tied: &'a Tied,
    /// Messages that are a template or a near-duplicate, by account and number; besides those that
    /// are found here.
    pub leave_out: &'a dyn Fn(usize, usize) -> bool,
    /// Weights and what was validated.
    pub calibration: &'a Calibration,
}

impl std::fmt::Debug for Question<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Question")
            .field("writers", &self.writers.len())
            .finish_non_exhaustive()
    }
}

/// Why nothing was compared.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotCompared {
    /// Whoever asked said to stop.
    #[error("Stopped. Nothing was changed.")]
    Stopped,
    /// Too many accounts for memory.
    #[error("there are {0} accounts; at most {MOST_ACCOUNTS} can be compared at once")]
    TooMany(usize),
}

/// Compares every pair. `go_on` is told how far it is, 0 to 1, and says whether to go on.
///
/// # Errors
/// It was stopped, or there are too many accounts.
pub fn compare<'a>(
    question: &Question<'a>,
    go_on: &mut dyn FnMut(f32) -> bool,
) -> Result<Comparison<'a>, NotCompared> {
    if question.writers.len() > MOST_ACCOUNTS {
        return Err(NotCompared::TooMany(question.writers.len()));
    }
    let prepared = channels::prepare(question);
    let enough: Vec<bool> = prepared
        .facts
        .iter()
        .map(|facts| facts.silence().is_none())
        .collect();
    let usable: Vec<bool> = enough
        .iter()
        .zip(question.writers)
        .map(|(enough, writer)| *enough && writer.reference)
        .collect();
    // Where there is no cohort of enough text, scores (not ratios) still want something to stand on.
    let cohort = if usable.iter().filter(|usable| **usable).count() >= SMALLEST_COHORT + 2 {
        usable.clone()
    } else {
        prepared
            .facts
            .iter()
            .map(|facts| facts.tokens > 0)
            .collect()
    };
    let mut scores = Vec::with_capacity(CHANNELS);
    for (channel, part) in channels::ALL.iter().zip(channels::SHARES) {
        let before: f32 = channels::SHARES.iter().take(scores.len()).sum();
        let raw = channel(&prepared, &mut |done| {
            go_on((before + done * part).min(1.0))
        })
        .ok_or(NotCompared::Stopped)?;
        let normalised = normalise::normalise(raw, &cohort, question.tied);
        scores.push(findings::upper_half(&normalised, cohort.len()));
    }
    Ok(Comparison::new(question, prepared, usable, scores))
}

/// Which tokens of `text`'s messages speak for and against `model`'s account having written them.
/// `None` if `go_on` said to stop.
pub fn explain(
    question: &Question<'_>,
    one: usize,
    other: usize,
    go_on: &mut dyn FnMut(f32) -> bool,
) -> Option<Explanation> {
    explain::explain(question, one, other, go_on)
}
