//! Cases put together from authors' blocks and compared as the program compares them, with the truth
//! of each pair beside what was found. Knows nothing of fitting.

use super::corpora::Pair;
use super::draw::Draw;
use onrecord_analysis::style::{self, CHANNELS, Calibration, Question, Tied, Writer};
use std::io::{Error, Result};

/// What was found of a pair whose truth is known.
#[derive(Clone)]
pub struct Seen {
    pub authors: [String; 2],
    pub scores: [f64; CHANNELS],
    /// Harmonic mean of both sides.
    pub tokens: f64,
    /// Natural logarithm, before gates and caps.
    pub ungated: f64,
    /// Natural logarithm, as the program says it.
    pub said: f64,
    pub silent: bool,
}

impl Seen {
    pub fn same(&self) -> bool {
        self.authors[0] == self.authors[1]
    }
}

/// Compares these blocks as one case; all pairs, in order.
pub fn compare(blocks: &[(&str, &[String])], calibration: &Calibration) -> Result<Vec<Seen>> {
    let writers: Vec<Writer> = blocks
        .iter()
        .map(|(_, messages)| Writer {
            messages: messages.to_vec(),
            reference: true,
        })
        .collect();
    let tied = Tied::new();
    let question = Question {
        writers: &writers,
        tied: &tied,
        leave_out: &|_, _| false,
        calibration,
    };
    let found = style::compare(&question, &mut |_| true).map_err(Error::other)?;
    let seen = found.pairs().map(|finding| {
        let (one, other) = finding.pair;
        let (a, b) = (
            found.accounts()[one].tokens.max(1) as f64,
            found.accounts()[other].tokens.max(1) as f64,
        );
        Seen {
            authors: [blocks[one].0.to_owned(), blocks[other].0.to_owned()],
            scores: finding.scores,
            tokens: 2.0 * a * b / (a + b),
            ungated: finding.ungated,
            said: finding.log10_lr * std::f64::consts::LN_10,
            silent: finding.silence.is_some(),
        }
    });
    Ok(seen.collect())
}

/// Every block of these pairs in one case.
pub fn together(pairs: &[&Pair], calibration: &Calibration) -> Result<Vec<Seen>> {
    let blocks: Vec<(&str, &[String])> = pairs
        .iter()
        .flat_map(|pair| {
            pair.blocks
                .iter()
                .map(|block| (pair.author.as_str(), block.as_slice()))
        })
        .collect();
    compare(&blocks, calibration)
}

/// Cases of 16 to 40 accounts, of which a quarter of the authors have two, for fitting.
pub fn drawn(
    pairs: &[&Pair],
    cases: usize,
    draw: &mut Draw,
    calibration: &Calibration,
) -> Result<Vec<Seen>> {
    let mut all = Vec::new();
    for _ in 0..cases {
        let order = draw.shuffled(pairs);
        let size = [16, 16, 24, 40][draw.below(4)].min(order.len());
        let doubled = (size / 4).max(1);
        let mut blocks: Vec<(&str, &[String])> = Vec::new();
        for (at, pair) in order.iter().enumerate() {
            if blocks.len() >= size {
                break;
            }
            let which = draw.below(2);
            blocks.push((&pair.author, &pair.blocks[which]));
            if at < doubled {
                blocks.push((&pair.author, &pair.blocks[1 - which]));
            }
        }
        all.extend(compare(&blocks, calibration)?);
    }
    Ok(all)
}

/// One questioned pair among a cohort of single accounts by other authors: `same` pairs of each
/// author and as many times that by two.
pub fn with_cohort(
    pairs: &[&Pair],
    cohort: usize,
    repeats: usize,
    different: usize,
    draw: &mut Draw,
    calibration: &Calibration,
) -> Result<Vec<Seen>> {
    let mut all = Vec::new();
    let mut case = |questioned: [(&Pair, usize); 2], draw: &mut Draw| -> Result<()> {
        let order = draw.shuffled(pairs);
        let others = order
            .iter()
            .filter(|pair| questioned.iter().all(|(one, _)| one.author != pair.author))
            .take(cohort);
        let mut blocks: Vec<(&str, &[String])> = questioned
            .iter()
            .map(|(pair, which)| (pair.author.as_str(), pair.blocks[*which].as_slice()))
            .collect();
        blocks.extend(
            others.map(|pair| (pair.author.as_str(), pair.blocks[draw.below(2)].as_slice())),
        );
        all.extend(compare(&blocks, calibration)?.into_iter().take(1));
        Ok(())
    };
    for pair in pairs {
        for _ in 0..repeats {
            case([(pair, 0), (pair, 1)], draw)?;
            for _ in 0..different {
                let other = loop {
                    let other = pairs[draw.below(pairs.len())];
                    if other.author != pair.author || pairs.len() < 2 {
                        break other;
                    }
                };
                case([(pair, draw.below(2)), (other, draw.below(2))], draw)?;
            }
        }
    }
    Ok(all)
}
