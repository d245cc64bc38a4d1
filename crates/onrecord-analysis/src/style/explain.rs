//! Which habits a score of one pair comes from: what each token, after the one before it, adds to the
//! grammar channel against the case's other accounts. Must not know of gates or ratios.

use super::language_model::{Corpus, Smoothing};
use super::normalise::are_tied;
use super::{Question, channels};
use std::collections::BTreeMap;

/// Other accounts that are looked at for an explanation.
const OTHERS: usize = 40;

/// One habit: a token, masked, after the token before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The token before; `{start}` at the start of a message.
    pub before: String,
    /// The token; `{end}` at the end of a message.
    pub token: String,
    /// What it adds, in nats over both texts: above 0 it speaks for one author.
    pub weight: f64,
    /// How often it stands in the text of the one and of the other.
    pub times: [u32; 2],
    /// How many of the other accounts use it.
    pub others: usize,
}

/// What a pair's score in the grammar channel is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The strongest for one author first, the strongest against last.
    pub contributions: Vec<Contribution>,
    /// How many other accounts were looked at.
    pub looked_at: usize,
}

pub(super) fn explain(
    question: &Question<'_>,
    one: usize,
    other: usize,
    go_on: &mut dyn FnMut(f32) -> bool,
) -> Option<Explanation> {
    let prepared = channels::prepare(question);
    let free = |third: &usize| {
        *third != one
            && *third != other
            && !are_tied(question.tied, one, *third)
            && !are_tied(question.tied, other, *third)
    };
    let others: Vec<usize> = (0..prepared.texts.len())
        .filter(free)
        .filter(|third| {
            question.writers[*third].reference && prepared.facts[*third].silence().is_none()
        })
        .collect();
    let step = others.len().div_ceil(OTHERS).max(1);
    let chosen: Vec<usize> = [one, other]
        .into_iter()
        .chain(others.into_iter().step_by(step))
        .collect();
    let looked_at = chosen.len() - 2;
    let base = channels::base(&prepared.texts, prepared.vocabulary.len());
    let mut users: BTreeMap<(u16, u16), std::collections::BTreeSet<usize>> = BTreeMap::new();
    let corpus = || {
        let mut corpus = Corpus::default();
        for account in &chosen {
            corpus.begin_account();
            prepared.texts[*account]
                .iter()
                .for_each(|message| corpus.message(message));
        }
        corpus
    };
    for (at, account) in chosen.iter().enumerate().skip(2) {
        for message in &prepared.texts[*account] {
            let mut before = 0;
            for symbol in message.iter().copied().chain([1]) {
                users.entry((before, symbol)).or_default().insert(at);
                before = symbol;
            }
        }
    }
    let mut habits: BTreeMap<(u16, u16), (f64, [u32; 2])> = BTreeMap::new();
    for side in 0..2 {
        let watched = corpus().contributions(6, Smoothing::KneserNey(0.75), &base, side, go_on)?;
        for (habit, (times, under)) in watched {
            let mean = under[2..].iter().map(|nats| f64::from(*nats)).sum::<f64>()
                / looked_at.max(1) as f64;
            let entry = habits.entry(habit).or_default();
            entry.0 += f64::from(under[1 - side]) - mean;
            entry.1[side] += times;
        }
    }
    let mut contributions: Vec<Contribution> = habits
        .into_iter()
        .map(|((before, token), (weight, times))| Contribution {
            before: prepared.vocabulary[usize::from(before)].clone(),
            token: prepared.vocabulary[usize::from(token)].clone(),
            weight,
            times,
            others: users
                .get(&(before, token))
                .map_or(0, std::collections::BTreeSet::len),
        })
        .collect();
    contributions.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| (&a.before, &a.token).cmp(&(&b.before, &b.token)))
    });
    Some(Explanation {
        contributions,
        looked_at,
    })
}
