//! Fits the weights on the IRC corpus, measures them on authors they were not fitted on, and writes
//! `calibration.toml`: the same bytes every time. The other corpus is never read here.

use super::cases::{self, Seen};
use super::corpora::{self, Author, Pair, Size};
use super::draw::Draw;
use super::{Places, outcome};
use onrecord_analysis::style::{Calibration, Validated, WEIGHTS, features, logistic, measures};
use std::io::{Error, Result};
use std::path::Path;

pub const FILE: &str = "crates/onrecord-analysis/src/style/calibration.toml";
const VERSION: u32 = 2;
const DATA: &str = "Ubuntu IRC logs of jkkummerfeld/irc-disentanglement (Kummerfeld and others 2019, ACL; raw logs by Ubuntu IRC), one public technical channel, English, 2004 to 2018";
/// Messages a block that are fitted on. The smallest are below what is ever spoken of; they show how
/// a score fades.
pub const SIZES: [usize; 7] = [5, 10, 20, 30, 50, 75, 100];
/// Sizes that held-out authors are measured at.
const VALIDATED: [usize; 5] = [20, 30, 50, 75, 100];
/// Cases drawn for each size.
const CASES: usize = 40;
pub const FOLDS: u64 = 3;

pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let places = Places::of(root, arguments);
    let built = build(&corpora::irc(&places.irc)?)?;
    fs_err::write(root.join(FILE), built)
}

/// Which fold an author is in: by name, so that it is the same at every size.
pub fn fold(author: &str) -> u64 {
    let hash = author.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Draw(hash).next() % FOLDS
}

/// Weights of nothing, to compare with before there are any.
pub fn unfitted() -> Calibration {
    Calibration {
        version: VERSION,
        data: DATA.into(),
        licence: "CC-BY-4.0".into(),
        weights: vec![0.0; WEIGHTS],
        tokens: [60.0, 1_400.0],
        validated: vec![Validated {
            highest: 2.0,
            lowest: -2.0,
            ..Validated::default()
        }],
    }
}

/// Weights from cases drawn of these authors.
pub fn fit(authors: &[&Author], seed: u64) -> Result<Calibration> {
    let mut calibration = unfitted();
    let mut draw = Draw(seed);
    let mut seen: Vec<Seen> = Vec::new();
    for size in SIZES.map(Size::Of).into_iter().chain([Size::Mixed]) {
        let pairs = corpora::pairs(authors.iter().copied(), size);
        let pairs: Vec<&Pair> = pairs.iter().collect();
        if pairs.len() >= 12 {
            seen.extend(cases::drawn(&pairs, CASES, &mut draw, &calibration)?);
        }
    }
    let examples: Vec<logistic::Example> = seen
        .iter()
        .map(|one| logistic::Example {
            features: features(
                &one.scores,
                one.tokens
                    .clamp(calibration.tokens[0], calibration.tokens[1]),
            ),
            same: one.same(),
            weight: 1.0,
        })
        .collect();
    let mut ridge = [1e-3; WEIGHTS];
    ridge[0] = 1e-6;
    calibration.weights = logistic::fit(&examples, &ridge, &[0.0; WEIGHTS])
        .into_iter()
        .map(rounded)
        .collect();
    Ok(calibration)
}

/// Pairs of authors that the weights were not fitted on, compared among themselves, by size.
pub fn held_out(authors: &[Author], sizes: &[Size]) -> Result<Vec<(Size, Vec<Seen>)>> {
    let mut by_size: Vec<(Size, Vec<Seen>)> =
        sizes.iter().map(|size| (*size, Vec::new())).collect();
    for part in 0..FOLDS {
        let others: Vec<&Author> = authors
            .iter()
            .filter(|author| fold(&author.name) != part)
            .collect();
        let calibration = fit(&others, 100 + part)?;
        for (size, seen) in &mut by_size {
            let inside = authors.iter().filter(|author| fold(&author.name) == part);
            let pairs = corpora::pairs(inside, *size);
            let pairs: Vec<&Pair> = pairs.iter().collect();
            // Cases of no more than a hundred accounts, as they come.
            for some in pairs.chunks(50) {
                seen.extend(cases::together(some, &calibration)?);
            }
        }
    }
    Ok(by_size)
}

fn build(authors: &[Author]) -> Result<String> {
    let everybody: Vec<&Author> = authors.iter().collect();
    let mut calibration = fit(&everybody, 1)?;
    let mut validated = Vec::new();
    for (size, seen) in held_out(authors, &VALIDATED.map(Size::Of))? {
        if let Size::Of(messages) = size {
            validated.push(measured(messages, &seen));
        }
    }
    calibration.validated = validated;
    let text = toml::to_string(&calibration).map_err(Error::other)?;
    Ok(format!(
        "# Made by `cargo xtask build-style`; not edited by hand. What it means: docs/METHOD.md.\n\
         # Derived from data under CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/): weights and\n\
         # counts only, none of its text. Changes made: messages were compared and the comparisons counted.\n{text}"
    ))
}

fn measured(size: usize, seen: &[Seen]) -> Validated {
    let spoken: Vec<Seen> = seen.iter().filter(|one| !one.silent).cloned().collect();
    let bare = |same: bool| -> Vec<f64> {
        spoken
            .iter()
            .filter(|one| one.same() == same)
            .map(|one| one.ungated)
            .collect()
    };
    let (same, different) = (bare(true), bare(false));
    let (lowest, highest) = measures::supported(&same, &different);
    let (lowest, highest) = (
        lowest / std::f64::consts::LN_10,
        highest / std::f64::consts::LN_10,
    );
    let capped = |one: &Seen| {
        (one.ungated / std::f64::consts::LN_10).clamp(lowest.max(-2.0), highest.min(2.0))
            * std::f64::consts::LN_10
    };
    let found = outcome::measure(&spoken, capped, |one| one.ungated);
    let tippett = |of: &[f64]| -> Vec<f64> {
        let at = |step: i32| {
            of.iter()
                .filter(|one| **one / std::f64::consts::LN_10 >= f64::from(step) / 4.0 - 2.0)
                .count() as f64
        };
        (0..=16)
            .map(|step| rounded(at(step) / of.len().max(1) as f64))
            .collect()
    };
    let mut tokens: Vec<f64> = spoken.iter().map(|one| one.tokens).collect();
    tokens.sort_by(f64::total_cmp);
    Validated {
        messages: size as u32,
        tokens: tokens.get(tokens.len() / 2).copied().unwrap_or_default() as u32,
        same: same.len() as u32,
        different: different.len() as u32,
        auc: rounded(found.auc.value),
        eer: rounded(found.eer.value),
        cllr: rounded(found.cllr.value),
        cllr_min: rounded(found.cllr_min.value),
        lowest: rounded(lowest),
        highest: rounded(highest),
        tippett_same: tippett(&same),
        tippett_different: tippett(&different),
    }
}

/// Three places: more would not be the same on every computer.
fn rounded(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}
