//! What is found of each pair, with its gates and caps. Must not know how a score was made.

use super::channels::Prepared;
use super::normalise::are_tied;
use super::{
    CHANNELS, Calibration, FEWEST_MESSAGES, FEWEST_TOKENS, Question, SMALLEST_COHORT, Tied,
};

/// No likelihood ratio of style is above this or below its inverse, whatever was validated.
pub const HIGHEST: f64 = 100.0;

/// What was looked at of one account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WriterFacts {
    /// Messages that were given.
    pub messages_given: usize,
    /// Messages compared.
    pub messages: usize,
    /// Tokens compared.
    pub tokens: usize,
    /// Words among them: pictures and addresses alone are no text.
    pub words: usize,
    /// Messages of which quoted or forwarded text was taken out.
    pub quoted: usize,
    /// Messages taken out because they stand, word for word or nearly, in another message.
    pub repeated: usize,
    /// There was more than is needed: messages were taken evenly over its time.
    pub sampled: bool,
    /// The language, where it is not the one that was validated.
    pub language: Option<&'static str>,
}

impl WriterFacts {
    /// Why nothing can be said of this account at all.
    pub fn silence(&self) -> Option<Silence> {
        if let Some(language) = self.language {
            Some(Silence::Language(language))
        } else if self.messages < FEWEST_MESSAGES {
            Some(Silence::FewMessages)
        } else if self.tokens < FEWEST_TOKENS || self.words < FEWEST_TOKENS / 2 {
            Some(Silence::FewTokens)
        } else {
            None
        }
    }
}

/// Why style says nothing of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// A text is in another language than was validated.
    Language(&'static str),
    /// Fewer than [`FEWEST_MESSAGES`] on a side.
    FewMessages,
    /// Fewer than [`FEWEST_TOKENS`] on a side.
    FewTokens,
    /// Fewer than [`SMALLEST_COHORT`] other accounts to compare with.
    SmallCohort,
}

impl Silence {
    /// As programs read it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Language(_) => "language",
            Self::FewMessages => "messages",
            Self::FewTokens => "tokens",
            Self::SmallCohort => "cohort",
        }
    }
}

/// What was found of one pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The accounts, by number.
    pub pair: (usize, usize),
    /// Why nothing is said.
    pub silence: Option<Silence>,
    /// Each channel's normalised score: 0 is how the case's other accounts compare.
    pub scores: [f64; CHANNELS],
    /// Natural logarithm of the likelihood ratio before gates and caps: for measuring the method only.
    pub ungated: f64,
    /// Base-10 logarithm of the likelihood ratio; 0 where nothing is said.
    pub log10_lr: f64,
    /// The least that could have been said here.
    pub lowest_log10_lr: f64,
    /// The most that could have been said here.
    pub highest_log10_lr: f64,
    /// Other accounts that this pair was compared with.
    pub cohort: usize,
}

/// How much was searched, and what chance alone would give.
#[derive(Debug, Clone, PartialEq)]
pub struct Searched {
    /// Pairs looked at.
    pub pairs: usize,
    /// Pairs of which something is said.
    pub spoken: usize,
    /// From this likelihood ratio on, pairs are counted below.
    pub threshold: f64,
    /// Pairs at or above it.
    pub passed: usize,
    /// How many of as many pairs by different authors reached it in validation; an expectation.
    pub by_chance: f64,
}

/// All pairs of a question.
#[derive(Debug)]
pub struct Comparison<'a> {
    calibration: &'a Calibration,
    tied: &'a Tied,
    /// By account, those it is tied to.
    ties: Vec<Vec<usize>>,
    facts: Vec<WriterFacts>,
    usable: Vec<bool>,
    usable_count: usize,
    /// By channel, the upper half of all pairs.
    scores: Vec<Vec<f32>>,
    case_highest: f64,
}

/// The scores of all pairs once, of a square table that is the same either way.
pub(super) fn upper_half(scores: &[f32], accounts: usize) -> Vec<f32> {
    let mut half = Vec::with_capacity(accounts * accounts.saturating_sub(1) / 2);
    for (one, row) in scores.chunks(accounts.max(1)).enumerate() {
        half.extend_from_slice(&row[one + 1..]);
    }
    half
}

/// Where a pair stands in it, the lower number first.
fn place(one: usize, other: usize, accounts: usize) -> usize {
    one * (2 * accounts - one - 1) / 2 + other - one - 1
}

impl<'a> Comparison<'a> {
    pub(super) fn new(
        question: &Question<'a>,
        prepared: Prepared,
        usable: Vec<bool>,
        scores: Vec<Vec<f32>>,
    ) -> Self {
        let mut comparison = Self {
            calibration: question.calibration,
            tied: question.tied,
            ties: (0..prepared.facts.len())
                .map(|one| {
                    question
                        .tied
                        .iter()
                        .filter_map(|(a, b)| {
                            if *a == one {
                                Some(*b)
                            } else {
                                (*b == one).then_some(*a)
                            }
                        })
                        .filter(|third| *third < prepared.facts.len())
                        .collect()
                })
                .collect(),
            facts: prepared.facts,
            usable_count: usable.iter().filter(|usable| **usable).count(),
            usable,
            scores,
            case_highest: f64::INFINITY,
        };
        comparison.case_highest = comparison.supported_by_the_case();
        comparison
    }

    /// What was looked at of each account.
    pub fn accounts(&self) -> &[WriterFacts] {
        &self.facts
    }

    /// How many pairs there are.
    pub fn pair_count(&self) -> usize {
        self.facts.len() * self.facts.len().saturating_sub(1) / 2
    }

    /// Every pair, in the order of the accounts.
    pub fn pairs(&self) -> impl Iterator<Item = Finding> + '_ {
        (0..self.facts.len()).flat_map(move |one| {
            (one + 1..self.facts.len()).map(move |other| self.pair(one, other))
        })
    }

    fn ungated(&self, one: usize, other: usize) -> ([f64; CHANNELS], f64, f64) {
        let mut scores = [0.0; CHANNELS];
        for (score, channel) in scores.iter_mut().zip(&self.scores).filter(|_| one != other) {
            *score = f64::from(channel[place(one.min(other), one.max(other), self.facts.len())]);
        }
        let (a, b) = (
            self.facts[one].tokens.max(1) as f64,
            self.facts[other].tokens.max(1) as f64,
        );
        let tokens = 2.0 * a * b / (a + b);
        (scores, self.calibration.log_ratio(&scores, tokens), tokens)
    }

    /// The greatest ratio that the case's own pairs support, were all of them by different authors:
    /// where many reach it, it is not rare here. The highest half a pair an account is left out, so
    /// that people with two accounts each do not lower it.
    fn supported_by_the_case(&self) -> f64 {
        let members: Vec<usize> = (0..self.facts.len())
            .filter(|one| self.usable[*one])
            .collect();
        let mut ratios = Vec::with_capacity(members.len() * members.len() / 2);
        for (at, one) in members.iter().enumerate() {
            for other in &members[at + 1..] {
                if !are_tied(self.tied, *one, *other) {
                    ratios.push(self.ungated(*one, *other).1);
                }
            }
        }
        ratios.sort_unstable_by(|a, b| b.total_cmp(a));
        let ratios = &ratios[(members.len() / 2).min(ratios.len())..];
        let all = ratios.len() as f64 + 1.0;
        let mut highest = 0f64;
        for step in 1..=2_000 {
            let log10 = f64::from(step) / 1_000.0;
            let ratio = 10f64.powf(log10);
            let wrong = ratios.partition_point(|one| *one >= ratio.ln()) as f64 + 1.0;
            if ratio * wrong / all >= 1.0 {
                break;
            }
            highest = log10;
        }
        highest
    }

    /// What was found of this pair.
    pub fn pair(&self, one: usize, other: usize) -> Finding {
        let (scores, ungated, tokens) = self.ungated(one, other);
        let mut cohort =
            self.usable_count - usize::from(self.usable[one]) - usize::from(self.usable[other]);
        let tied = &self.ties[one];
        let others = self.ties[other]
            .iter()
            .filter(|third| !tied.contains(third));
        cohort -= tied
            .iter()
            .chain(others)
            .filter(|third| **third != one && **third != other && self.usable[**third])
            .count();
        let silence = self.facts[one]
            .silence()
            .or_else(|| self.facts[other].silence());
        let silence =
            silence.or_else(|| (cohort < SMALLEST_COHORT).then_some(Silence::SmallCohort));
        let (lowest, highest) = self.calibration.bounds(tokens);
        let highest = highest.min(HIGHEST.log10()).min(self.case_highest).max(0.0);
        let lowest = lowest.max(-HIGHEST.log10()).min(0.0);
        let log10_lr = if silence.is_some() || !ungated.is_finite() {
            0.0
        } else {
            (ungated / std::f64::consts::LN_10).clamp(lowest, highest)
        };
        Finding {
            pair: (one, other),
            silence,
            scores,
            ungated,
            log10_lr,
            lowest_log10_lr: lowest,
            highest_log10_lr: highest,
            cohort,
        }
    }

    /// How many pairs were searched, and how many would pass by chance.
    pub fn searched(&self) -> Searched {
        let threshold: f64 = 10.0;
        let mut searched = Searched {
            pairs: self.pair_count(),
            spoken: 0,
            threshold,
            passed: 0,
            by_chance: 0.0,
        };
        for finding in self.pairs().filter(|finding| finding.silence.is_none()) {
            searched.spoken += 1;
            searched.passed += usize::from(finding.log10_lr >= threshold.log10());
            let (_, _, tokens) = self.ungated(finding.pair.0, finding.pair.1);
            searched.by_chance += self.calibration.nearest(tokens).wrong_at(threshold.log10());
        }
        searched
    }
}

impl super::Validated {
    /// The share of different-author pairs at or above this ratio in validation.
    pub fn wrong_at(&self, log10_lr: f64) -> f64 {
        let place = ((log10_lr + 2.0) * 4.0).round().max(0.0) as usize;
        self.tippett_different
            .get(place)
            .or(self.tippett_different.last())
            .copied()
            .unwrap_or(0.0)
    }
}
