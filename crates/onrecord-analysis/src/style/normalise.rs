//! Scores made comparable inside one case: centred on what the case's other accounts score, and
//! scaled by how far those scores spread. Must not know which channel a score is of.
//!
//! This is symmetric score normalisation (S-norm) with three changes. Rows and columns are centred
//! both, so a longer text or a larger model gains nothing. The centre is the mean of the middle half:
//! as safe as the median against an author with several accounts, and steadier in a small cohort.
//! Scores are then divided by how far the upper tenth of the case's own pairs reaches, because a
//! medium whose writers form clusters has a longer tail than its middle tells.

use std::collections::BTreeSet;

/// Pairs of accounts that something else ties already (lower number first).
pub type Tied = BTreeSet<(usize, usize)>;

/// Whether something else ties these two.
pub fn are_tied(tied: &Tied, one: usize, other: usize) -> bool {
    tied.contains(&(one.min(other), one.max(other)))
}

/// The weight of the case's own spread against an account's, in accounts.
const SHARED_SPREAD: f32 = 8.0;
/// The middle half is what is left when this share is cut off at either end.
const CUT: f32 = 0.25;
/// What 0.9 of a normal distribution lies below.
const UPPER: (f32, f32) = (0.9, 1.281_55);
/// From the median of absolute values to a standard deviation.
const FROM_MEDIAN: f32 = 1.482_6;

/// `scores[one * accounts + other]`, as measured, in either direction; only accounts in `cohort` are
/// what others are centred on. Gives one symmetric score a pair in the same places.
pub fn normalise(mut scores: Vec<f32>, cohort: &[bool], tied: &Tied) -> Vec<f32> {
    let accounts = cohort.len();
    let members: Vec<usize> = (0..accounts).filter(|one| cohort[*one]).collect();
    let others = |one: usize| {
        members
            .iter()
            .copied()
            .filter(move |other| *other != one && !are_tied(tied, one, *other))
    };
    let mut line = Vec::with_capacity(accounts);
    for _ in 0..2 {
        for row in 0..accounts {
            line.clear();
            line.extend(others(row).map(|column| scores[row * accounts + column]));
            let centre = middle_mean(&mut line);
            scores[row * accounts..][..accounts]
                .iter_mut()
                .for_each(|score| *score -= centre);
        }
        let mut centres = vec![0.0; accounts];
        for (column, centre) in centres.iter_mut().enumerate() {
            line.clear();
            line.extend(others(column).map(|row| scores[row * accounts + column]));
            *centre = middle_mean(&mut line);
        }
        for row in scores.chunks_mut(accounts.max(1)) {
            row.iter_mut()
                .zip(&centres)
                .for_each(|(score, centre)| *score -= centre);
        }
    }
    for one in 0..accounts {
        scores[one * accounts + one] = 0.0;
        for other in one + 1..accounts {
            let mean = (scores[one * accounts + other] + scores[other * accounts + one]) / 2.0;
            scores[one * accounts + other] = mean;
            scores[other * accounts + one] = mean;
        }
    }
    scale(&mut scores, accounts, &members, tied);
    scores
}

fn scale(scores: &mut [f32], accounts: usize, members: &[usize], tied: &Tied) {
    let mut line = Vec::with_capacity(accounts);
    let mut spreads = Vec::with_capacity(accounts);
    for one in 0..accounts {
        line.clear();
        line.extend(
            members
                .iter()
                .filter(|other| **other != one && !are_tied(tied, one, **other))
                .map(|other| scores[one * accounts + other].abs()),
        );
        spreads.push((line.len() as f32, FROM_MEDIAN * quantile(&mut line, 0.5)));
    }
    let mut pooled: Vec<f32> = members.iter().map(|one| spreads[*one].1).collect();
    let shared = quantile(&mut pooled, 0.5).max(1e-9);
    let spreads: Vec<f32> = spreads
        .into_iter()
        .map(|(count, own)| {
            ((own * own * count + shared * shared * SHARED_SPREAD) / (count + SHARED_SPREAD)).sqrt()
        })
        .collect();
    for one in 0..accounts {
        for other in 0..accounts {
            scores[one * accounts + other] *= 0.5 * (1.0 / spreads[one] + 1.0 / spreads[other]);
        }
    }
    let mut pairs = Vec::with_capacity(members.len() * members.len() / 2);
    for (at, one) in members.iter().enumerate() {
        pairs.extend(
            members[at + 1..]
                .iter()
                .filter(|other| !are_tied(tied, *one, **other))
                .map(|other| scores[one * accounts + other]),
        );
    }
    let reach = quantile(&mut pairs, UPPER.0) / UPPER.1;
    if reach > 1e-3 {
        scores.iter_mut().for_each(|score| *score /= reach);
    }
}

/// The mean of the middle half; 0 of nothing.
fn middle_mean(values: &mut [f32]) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    values.sort_unstable_by(f32::total_cmp);
    let cut = ((values.len() as f32 * CUT) as usize).min((values.len() - 1) / 2);
    let middle = &values[cut..values.len() - cut];
    middle.iter().sum::<f32>() / middle.len() as f32
}

/// The value below which this share lies, between two where it falls between; 0 of nothing.
fn quantile(values: &mut [f32], share: f32) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let place = share * (values.len() - 1) as f32;
    let (_, low, above) = values.select_nth_unstable_by(place as usize, f32::total_cmp);
    let low = *low;
    let high = above.iter().copied().min_by(f32::total_cmp).unwrap_or(low);
    low + (high - low) * place.fract()
}
