//! The shipped weights that turn normalised scores into a likelihood ratio, the sizes they were
//! fitted on, and how they did on authors they were not fitted on. Read from a file that
//! `cargo xtask build-style` makes; must not know of the accounts compared.

use serde::{Deserialize, Serialize};

/// How many channels are fused.
pub const CHANNELS: usize = 4;
/// Their names, as everything that is printed calls them.
pub const CHANNEL_NAMES: [&str; CHANNELS] = ["lambda_g", "ppm", "masked_tfidf", "char_ngrams"];

/// What `calibration.toml` holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Raised whenever the same texts would give another number.
    pub version: u32,
    /// Whose texts, with the attribution its licence asks for.
    pub data: String,
    /// Its licence.
    pub licence: String,
    /// Of [`features`].
    pub weights: Vec<f64>,
    /// The sizes fitted on, in tokens (harmonic mean of both sides); others are taken as the nearest.
    pub tokens: [f64; 2],
    /// By size, smallest first.
    pub validated: Vec<Validated>,
}

/// How held-out authors did at one size.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validated {
    /// Messages on either side.
    pub messages: u32,
    /// Median of tokens on either side.
    pub tokens: u32,
    /// Pairs by one author.
    pub same: u32,
    /// Pairs by two.
    pub different: u32,
    /// Area under the curve.
    pub auc: f64,
    /// Equal error rate.
    pub eer: f64,
    /// Cost of log-likelihood-ratio.
    pub cllr: f64,
    /// The same, best possible.
    pub cllr_min: f64,
    /// The least log10 likelihood ratio that these pairs support.
    pub lowest: f64,
    /// The greatest.
    pub highest: f64,
    /// Tippett plot: shares of same-author pairs at or above log10 LR -2, -1.75 … 2.
    pub tippett_same: Vec<f64>,
    /// As above, different authors.
    pub tippett_different: Vec<f64>,
}

/// How many pairs of the reference reach a ratio that was said of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// The ratio speaks for one author.
    pub one_author: bool,
    /// Messages on either side of the reference's pairs.
    pub messages: u32,
    /// Pairs of the reference that the ratio is wrong of, at it or beyond.
    pub wrong: u32,
    /// All such pairs.
    pub of_wrong: u32,
    /// Pairs of the reference that the ratio is right of, at it or beyond.
    pub right: u32,
    /// All such pairs.
    pub of_right: u32,
}

/// Steps of the Tippett plot in a power of ten, and where it begins.
const TIPPETT: (f64, f64) = (4.0, -2.0);

/// What cannot be read of a calibration.
#[derive(Debug, thiserror::Error)]
pub enum CalibrationError {
    /// Not TOML of the right shape.
    #[error("the calibration of the comparison of styles cannot be read: {0}")]
    Shape(#[from] toml::de::Error),
    /// Something in it makes no sense.
    #[error("the calibration of the comparison of styles makes no sense: {0}")]
    Sense(&'static str),
}

/// How many weights there are.
pub const WEIGHTS: usize = CHANNELS + 3;

/// What the weights multiply: 1, each channel's score, the size, and the size times the scores' mean.
pub fn features(scores: &[f64; CHANNELS], tokens: f64) -> Vec<f64> {
    let size = (tokens / 500.0).ln();
    let mean = scores.iter().sum::<f64>() / CHANNELS as f64;
    let mut features = vec![1.0];
    features.extend(scores);
    features.extend([size, size * mean]);
    features
}

impl Calibration {
    /// The one that was shipped.
    ///
    /// # Errors
    /// Never for the shipped file: a test reads it.
    pub fn shipped() -> Result<Self, CalibrationError> {
        Self::read(include_str!("calibration.toml"))
    }

    /// Reads one.
    ///
    /// # Errors
    /// It is not one.
    pub fn read(text: &str) -> Result<Self, CalibrationError> {
        let read: Self = toml::from_str(text)?;
        if read.weights.len() != WEIGHTS || !read.weights.iter().all(|weight| weight.is_finite()) {
            return Err(CalibrationError::Sense("its weights"));
        }
        if !(read.tokens[0] > 0.0 && read.tokens[0] < read.tokens[1]) {
            return Err(CalibrationError::Sense("its sizes"));
        }
        if read.validated.is_empty() {
            return Err(CalibrationError::Sense("nothing was validated"));
        }
        Ok(read)
    }

    /// The natural logarithm of the likelihood ratio, before any cap.
    pub fn log_ratio(&self, scores: &[f64; CHANNELS], tokens: f64) -> f64 {
        let tokens = tokens.clamp(self.tokens[0], self.tokens[1]);
        features(scores, tokens)
            .iter()
            .zip(&self.weights)
            .map(|(feature, weight)| feature * weight)
            .sum()
    }

    /// The validation of the size nearest below this one, or the smallest.
    pub fn nearest(&self, tokens: f64) -> &Validated {
        let at = self
            .validated
            .iter()
            .rposition(|one| f64::from(one.tokens) <= tokens);
        &self.validated[at.unwrap_or(0)]
    }

    /// The least and the most that may be said at this size, as base-10 logarithms: what the held-out pairs
    /// support. A longer text supports what a shorter one does, since it holds one; so where fewer pairs of a
    /// longer size would support less, the shorter size counts. Between two sizes it changes evenly with the
    /// logarithm of the size.
    pub fn bounds(&self, tokens: f64) -> (f64, f64) {
        let mut best = (0f64, 0f64);
        let mut before: Option<(f64, (f64, f64))> = None;
        for one in &self.validated {
            let size = f64::from(one.tokens.max(1)).ln();
            best = (best.0.min(one.lowest), best.1.max(one.highest));
            let at = tokens.max(1.0).ln();
            if at <= size {
                let Some((below, bounds)) = before else {
                    return best;
                };
                let part = (at - below) / (size - below).max(f64::MIN_POSITIVE);
                let between = |low: f64, high: f64| low + (high - low) * part.clamp(0.0, 1.0);
                return (between(bounds.0, best.0), between(bounds.1, best.1));
            }
            before = Some((size, best));
        }
        best
    }

    /// What the reference says of a ratio at this size. Between two steps of the plot the one with more
    /// wrong pairs counts.
    pub fn beside(&self, tokens: f64, log10_lr: f64) -> Beside {
        let validated = self.nearest(tokens);
        let one_author = log10_lr > 0.0;
        let step = (log10_lr - TIPPETT.1) * TIPPETT.0;
        let step = if one_author {
            step.floor()
        } else {
            step.ceil()
        };
        let step = step.max(0.0) as usize;
        // The share at or beyond the step, on the ratio's own side.
        let share = |plot: &[f64]| {
            let above = plot.get(step).or(plot.last()).copied().unwrap_or(0.0);
            if one_author { above } else { 1.0 - above }
        };
        let pairs = |share: f64, all: u32| (share * f64::from(all)).ceil() as u32;
        let same = pairs(share(&validated.tippett_same), validated.same);
        let different = pairs(share(&validated.tippett_different), validated.different);
        let (wrong, right) = if one_author {
            ((different, validated.different), (same, validated.same))
        } else {
            ((same, validated.same), (different, validated.different))
        };
        Beside {
            one_author,
            messages: validated.messages,
            wrong: wrong.0,
            of_wrong: wrong.1,
            right: right.0,
            of_right: right.1,
        }
    }
}
