//! A group or pair as a dossier lays it out: each channel in a row with what speaks against it, and how the
//! method of the one channel that gives a ratio did on people it was not fitted on. Counts and sentences
//! that stand elsewhere; nothing is weighed here.

use super::Linkage;
use onrecord_analysis::link::{About, Bearing, Channel, PairDossier, Strength, StyleSays, Styles};
use onrecord_analysis::patterns::Week;
use onrecord_analysis::style::{self, Silence, Validated};
use std::collections::BTreeMap;

/// Sentences told against one channel.
const MOST_AGAINST: usize = 4;

/// How often something was found among pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// What is said.
    pub says: String,
    /// In how many pairs.
    pub pairs: u64,
}

/// One channel, over all pairs of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelRow {
    /// Which.
    pub channel: Channel,
    /// Pairs of which something of it speaks for one person.
    pub pairs_for: u64,
    /// The most that it bears for any of them.
    pub strongest: Option<Strength>,
    /// Pairs of which something of it speaks against, or makes it weaker.
    pub pairs_against: u64,
    /// What that says; the most frequent first, and no more than a few.
    pub against: Vec<Amount>,
    /// Where it found nothing either way, or has not enough to say: what it says of that.
    pub unsaid: Vec<Amount>,
}

/// Every channel over pairs that come one after the other: no dossier is kept, since a group of a few hundred
/// accounts has a hundred thousand.
#[derive(Clone, Debug)]
pub struct Channels {
    rows: Vec<ChannelRow>,
    against: BTreeMap<Channel, BTreeMap<String, u64>>,
    unsaid: BTreeMap<Channel, BTreeMap<String, u64>>,
}

impl Default for Channels {
    fn default() -> Self {
        let none = |channel: &Channel| ChannelRow {
            channel: *channel,
            pairs_for: 0,
            strongest: None,
            pairs_against: 0,
            against: Vec::new(),
            unsaid: Vec::new(),
        };
        let all = Channel::ALL.iter();
        Self {
            rows: all
                .filter(|channel| **channel != Channel::Likeness)
                .map(none)
                .collect(),
            against: BTreeMap::new(),
            unsaid: BTreeMap::new(),
        }
    }
}

/// Counts a sentence; one that is known already is not copied.
fn count(all: &mut BTreeMap<Channel, BTreeMap<String, u64>>, channel: Channel, says: &str) {
    let of_channel = all.entry(channel).or_default();
    match of_channel.get_mut(says) {
        Some(pairs) => *pairs += 1,
        None => {
            of_channel.insert(says.to_owned(), 1);
        }
    }
}

impl Channels {
    /// Takes in a pair.
    pub fn add(&mut self, pair: &PairDossier) {
        for row in &mut self.rows {
            let own = pair.grounds.iter().filter(|ground| {
                ground.channel == row.channel && ground.about == About::Authorship
            });
            let (mut speaks_for, mut speaks_against) = (false, false);
            let mut told: Vec<&str> = Vec::new();
            for ground in own {
                if ground.bearing == Bearing::For {
                    speaks_for = true;
                    row.strongest = row.strongest.max(Some(ground.strength));
                } else {
                    speaks_against = true;
                    told.push(&ground.says);
                }
            }
            row.pairs_for += u64::from(speaks_for);
            row.pairs_against += u64::from(speaks_against);
            told.sort_unstable();
            told.dedup();
            for says in told {
                count(&mut self.against, row.channel, says);
            }
        }
        for (channel, says) in &pair.unsaid {
            count(&mut self.unsaid, *channel, says);
        }
    }

    /// The channels, in the order in which they are shown.
    pub fn rows(mut self) -> Vec<ChannelRow> {
        let ranked = |found: Option<BTreeMap<String, u64>>| {
            let found = found.into_iter().flatten();
            let mut all: Vec<Amount> = found.map(|(says, pairs)| Amount { says, pairs }).collect();
            all.sort_by(|one, other| {
                other
                    .pairs
                    .cmp(&one.pairs)
                    .then_with(|| one.says.cmp(&other.says))
            });
            all.truncate(MOST_AGAINST);
            all
        };
        for row in &mut self.rows {
            row.against = ranked(self.against.remove(&row.channel));
            row.unsaid = ranked(self.unsaid.remove(&row.channel));
        }
        self.rows
    }
}

/// What must stand beside every ratio: how the method did, on whom, and what was left out here.
#[derive(Clone, Debug)]
pub struct StyleFigures {
    /// The held-out pairs of the length nearest to the texts compared.
    pub validated: Validated,
    /// Whose texts those are.
    pub population: String,
    /// Base-10 logarithms of the ratios of these pairs.
    pub ratios: Vec<f64>,
    /// Pairs of which style says that it supports neither view.
    pub neither: u64,
    /// Pairs of which there is not enough to say.
    pub silent: u64,
}

/// How style did at the length of these pairs' texts, where it was compared at all.
pub fn style_figures(linkage: &Linkage, pairs: &[(usize, usize)]) -> Option<StyleFigures> {
    let styles = linkage.styles()?;
    let (mut ratios, mut tokens, mut neither, mut silent) = (Vec::new(), Vec::new(), 0, 0);
    for (one, other) in pairs {
        match styles.says(*one, *other) {
            StyleSays::Nothing(_) => silent += 1,
            StyleSays::Neither => neither += 1,
            StyleSays::Supports(found) => {
                ratios.push(found.log10_lr);
                tokens.push(found.tokens);
            }
        }
    }
    ratios.sort_unstable_by(f64::total_cmp);
    tokens.sort_unstable_by(f64::total_cmp);
    let calibration = styles.calibration();
    let middle = tokens.get(tokens.len() / 2).copied().unwrap_or_default();
    Some(StyleFigures {
        validated: calibration.nearest(middle).clone(),
        population: calibration.data.clone(),
        ratios,
        neither,
        silent,
    })
}

/// Every pair of a group.
pub fn pairs_of(group: &[usize]) -> Vec<(usize, usize)> {
    let each = group.iter().enumerate();
    each.flat_map(|(nth, one)| group[nth + 1..].iter().map(move |other| (*one, *other)))
        .collect()
}

/// Events of these accounts by day of the week, Monday first, and hour of the case's clock.
pub fn hours_of(linkage: &Linkage, accounts: &[usize]) -> Week {
    let mut all = Week::default();
    for seen in accounts.iter().filter_map(|at| linkage.accounts().get(*at)) {
        for (day, own) in all.iter_mut().zip(&seen.hours) {
            for (hour, count) in day.iter_mut().zip(own) {
                *hour += u64::from(*count);
            }
        }
    }
    all
}

/// What style says of accounts taken together and each of these others; those of whom it says the same stand
/// together.
pub fn together_says(
    styles: Option<&Styles>,
    first: usize,
    others: impl IntoIterator<Item = usize>,
) -> Vec<(Vec<usize>, String)> {
    let mut all: Vec<(Vec<usize>, String)> = Vec::new();
    for other in others {
        let says = match styles.map(|styles| (styles, styles.says(first, other))) {
            None => style::silence_sentence(Silence::FewMessages),
            Some((_, StyleSays::Nothing(silence))) => style::silence_sentence(silence),
            Some((_, StyleSays::Neither)) => style::neither_sentence(),
            Some((styles, StyleSays::Supports(found))) => found.says(styles.calibration()),
        };
        match all.iter_mut().find(|(_, known)| *known == says) {
            Some((of, _)) => of.push(other),
            None => all.push((vec![other], says)),
        }
    }
    all
}

/// Ratios of the Tippett plot, as they are printed.
const STEPS: [&str; 17] = [
    "1/100", "1/56", "1/32", "1/18", "1/10", "1/5.6", "1/3.2", "1/1.8", "1", "1.8", "3.2", "5.6",
    "10", "18", "32", "56", "100",
];

impl StyleFigures {
    /// The Tippett plot as a table: the ratio, and the shares of pairs by one person and by two at or above.
    pub fn tippett(&self) -> impl Iterator<Item = (&'static str, f64, f64)> {
        let shares = self.validated.tippett_same.iter();
        let shares = shares.zip(&self.validated.tippett_different);
        STEPS
            .into_iter()
            .zip(shares)
            .map(|(step, (same, different))| (step, *same, *different))
    }

    /// What the figures say, in sentences.
    pub fn sentences(&self) -> Vec<String> {
        style::validation_sentences(&self.validated, &self.population)
    }
}
