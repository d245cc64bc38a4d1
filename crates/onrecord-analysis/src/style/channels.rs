//! Texts made ready, and the four channels that compare them. Must not know what a score means.

use super::cosine::{Features, hash};
use super::language::Sample;
use super::language_model::{Corpus, FIRST_FREE, Smoothing};
use super::token::{Masking, Token};
use super::{MOST_TOKENS, MOST_TOKENS_IN_ALL, Question, WriterFacts, clean};
use std::collections::BTreeMap;

/// Order of the model of masked tokens, and its discount.
const GRAMMAR: (usize, Smoothing) = (6, Smoothing::KneserNey(0.75));
/// Order of the model of characters.
const COMPRESSION: (usize, Smoothing) = (5, Smoothing::PartialMatching);
/// Tokens in a row that are a phrase.
const PHRASES: std::ops::RangeInclusive<usize> = 1..=3;
/// Characters in a row.
const SPELLING: std::ops::RangeInclusive<usize> = 3..=5;

/// All directions between all accounts, or `None` if stopped.
pub(super) type Channel = fn(&Prepared, &mut dyn FnMut(f32) -> bool) -> Option<Vec<f32>>;

/// In the order of `CHANNEL_NAMES`.
pub(super) const ALL: [Channel; super::CHANNELS] = [grammar, compression, phrases, spelling];
/// What part of the work each is, about.
pub(super) const SHARES: [f32; super::CHANNELS] = [0.25, 0.35, 0.1, 0.3];

/// Masked texts of all accounts.
pub(super) struct Prepared {
    pub facts: Vec<WriterFacts>,
    /// By account, by message: numbers of tokens in `vocabulary`.
    pub texts: Vec<Vec<Vec<u16>>>,
    /// What each number stands for; the first are marks of a message's ends.
    pub vocabulary: Vec<String>,
}

/// Cleans, cuts, masks and numbers the texts.
pub(super) fn prepare(question: &Question<'_>) -> Prepared {
    let masking = Masking::default();
    let most = (MOST_TOKENS_IN_ALL / question.writers.len().max(1)).clamp(1_000, MOST_TOKENS);
    let mut facts = vec![WriterFacts::default(); question.writers.len()];
    let own: Vec<Vec<String>> = question
        .writers
        .iter()
        .zip(&mut facts)
        .map(|(writer, facts)| {
            facts.messages_given = writer.messages.len();
            let own = writer.messages.iter().map(|message| {
                let (own, removed) = clean::own_words(message);
                facts.quoted += usize::from(removed);
                own
            });
            own.collect()
        })
        .collect();
    let repeated = clean::repeated(&own);
    let mut interned: BTreeMap<String, u16> = BTreeMap::new();
    let mut texts = Vec::with_capacity(own.len());
    for (account, messages) in own.iter().enumerate() {
        let facts = &mut facts[account];
        let mut kept: Vec<usize> = Vec::new();
        for (index, message) in messages.iter().enumerate() {
            if repeated[account][index] || (question.leave_out)(account, index) {
                facts.repeated += 1;
            } else if !message.trim().is_empty() {
                kept.push(index);
            }
        }
        let mut sample = Sample::default();
        let text = take(&masking, messages, &kept, most, facts, &mut sample);
        facts.words = sample.words();
        facts.language = sample.other_than_english();
        texts.push(
            text.into_iter()
                .map(|tokens| {
                    tokens
                        .into_iter()
                        .map(|token| {
                            // A case of more kinds of token than this has run out of new ones.
                            let next = interned.len().min(usize::from(u16::MAX - FIRST_FREE))
                                as u16
                                + FIRST_FREE;
                            *interned.entry(token.masked).or_insert(next)
                        })
                        .collect::<Vec<u16>>()
                })
                .collect::<Vec<_>>(),
        );
    }
    let mut vocabulary = vec![
        String::new();
        interned
            .values()
            .max()
            .map_or(0, |most| usize::from(*most) + 1)
            .max(usize::from(FIRST_FREE))
    ];
    vocabulary[0] = "{start}".into();
    vocabulary[1] = "{end}".into();
    for (token, number) in interned {
        vocabulary[usize::from(number)] = token;
    }
    Prepared {
        facts,
        texts,
        vocabulary,
    }
}

/// The tokens of the messages, of no more than `most`: then of every n-th message.
fn take(
    masking: &Masking,
    messages: &[String],
    kept: &[usize],
    most: usize,
    facts: &mut WriterFacts,
    sample: &mut Sample,
) -> Vec<Vec<Token>> {
    let characters: usize = kept.iter().map(|index| messages[*index].len()).sum();
    // Four bytes and more a token; cut to the exact number below.
    let roughly = (characters / 4).div_ceil(most).max(1);
    let mut chosen: Vec<Vec<Token>> = Vec::new();
    let mut tokens = 0;
    for index in kept.iter().step_by(roughly) {
        let message = &messages[*index];
        let mut cut = masking.tokens(message);
        sample.add(message, &cut);
        cut.truncate(most);
        tokens += cut.len();
        if !cut.is_empty() {
            chosen.push(cut);
        }
        if tokens >= most * 2 {
            break;
        }
    }
    if tokens > most {
        let share = most as f64 / tokens as f64;
        let mut index = 0f64;
        chosen.retain(|_| {
            index += share;
            let keep = index >= 1.0;
            index -= f64::from(u8::from(keep));
            keep
        });
    }
    facts.messages = chosen.len();
    facts.tokens = chosen.iter().map(Vec::len).sum();
    facts.sampled = roughly > 1 || tokens > most;
    chosen
}

impl Prepared {
    /// The texts as characters of masked tokens, numbered.
    fn characters(&self) -> (Vec<Vec<Vec<u16>>>, usize) {
        let mut numbers: BTreeMap<char, u16> = BTreeMap::new();
        let spelt: Vec<Vec<u16>> = self
            .vocabulary
            .iter()
            .map(|token| {
                token
                    .chars()
                    .chain([' '])
                    .map(|c| {
                        let next = numbers.len().min(usize::from(u16::MAX - FIRST_FREE)) as u16
                            + FIRST_FREE;
                        *numbers.entry(c).or_insert(next)
                    })
                    .collect()
            })
            .collect();
        let texts = self
            .texts
            .iter()
            .map(|messages| {
                messages
                    .iter()
                    .map(|tokens| {
                        tokens
                            .iter()
                            .flat_map(|token| spelt[usize::from(*token)].iter().copied())
                            .collect()
                    })
                    .collect()
            })
            .collect();
        (texts, numbers.len() + usize::from(FIRST_FREE))
    }
}

/// How often each symbol stands in all texts together: what is assumed of an account before anything
/// is known of it.
pub(super) fn base(texts: &[Vec<Vec<u16>>], symbols: usize) -> Vec<f64> {
    let mut base = vec![0.5; symbols];
    for message in texts.iter().flatten() {
        base[1] += 1.0;
        for symbol in message {
            base[usize::from(*symbol)] += 1.0;
        }
    }
    let all: f64 = base.iter().sum();
    base.iter_mut().for_each(|one| *one /= all);
    base
}

fn likelihoods(
    texts: &[Vec<Vec<u16>>],
    symbols: usize,
    (order, smoothing): (usize, Smoothing),
    go_on: &mut dyn FnMut(f32) -> bool,
) -> Option<Vec<f32>> {
    let base = base(texts, symbols);
    let mut corpus = Corpus::default();
    for messages in texts {
        corpus.begin_account();
        for message in messages {
            corpus.message(message);
        }
    }
    let mut found = corpus.likelihoods(order, smoothing, &base, go_on)?;
    let accounts = found.symbols.len();
    for (row, symbols) in found.scores.chunks_mut(accounts.max(1)).zip(&found.symbols) {
        row.iter_mut()
            .for_each(|score| *score /= (*symbols).max(1) as f32);
    }
    Some(found.scores)
}

/// LambdaG (Nini and others 2025): the log-probability a token of one text under a model of the
/// other's grammar. The reference population is subtracted by the normalisation.
fn grammar(prepared: &Prepared, go_on: &mut dyn FnMut(f32) -> bool) -> Option<Vec<f32>> {
    likelihoods(&prepared.texts, prepared.vocabulary.len(), GRAMMAR, go_on)
}

fn compression(prepared: &Prepared, go_on: &mut dyn FnMut(f32) -> bool) -> Option<Vec<f32>> {
    let (texts, symbols) = prepared.characters();
    likelihoods(&texts, symbols, COMPRESSION, go_on)
}

fn phrases(prepared: &Prepared, go_on: &mut dyn FnMut(f32) -> bool) -> Option<Vec<f32>> {
    runs(&prepared.texts, PHRASES, go_on)
}

fn spelling(prepared: &Prepared, go_on: &mut dyn FnMut(f32) -> bool) -> Option<Vec<f32>> {
    runs(&prepared.characters().0, SPELLING, go_on)
}

fn runs(
    texts: &[Vec<Vec<u16>>],
    lengths: std::ops::RangeInclusive<usize>,
    go_on: &mut dyn FnMut(f32) -> bool,
) -> Option<Vec<f32>> {
    let mut features = Features::default();
    let mut ends = Vec::new();
    for messages in texts {
        features.begin_account();
        for message in messages {
            ends.clear();
            ends.push(0u64);
            ends.extend(message.iter().map(|symbol| u64::from(*symbol)));
            ends.push(1);
            for length in lengths.clone() {
                for run in ends.windows(length) {
                    features.count(hash(run.iter().copied().chain([length as u64])));
                }
            }
        }
    }
    features.cosines(go_on)
}
