//! How accounts of one case write: their own words as they were gathered, put before the comparison of
//! styles, and what it says of each pair. Style never proposes a pair by itself: see `weigh`.

use super::ground::{Bearing, Channel, Ground, Strength};
use super::pair::ground;
use super::weigh::Weighed;
use crate::style::{
    self, Beside, Calibration, Finding, NotCompared, Question, Silence, Tied, Writer, WriterFacts,
};
use std::collections::{BTreeMap, BTreeSet};

/// Messages kept of one account, evenly over its time. Style looks at 6,000 tokens, some 600 messages;
/// what is pasted is taken out before.
const MESSAGES_KEPT: usize = 3_000;

/// One account's own words, every n-th message where there are more than are needed.
#[derive(Clone, Debug)]
pub(super) struct Writing {
    every: u64,
    met: u64,
    /// Event and text, in the order in which they came.
    kept: Vec<(u64, Box<str>)>,
    /// Messages that are forwarded, or of which somebody else's words were taken out.
    pub(super) quoted: u64,
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            every: 1,
            met: 0,
            kept: Vec::new(),
            quoted: 0,
        }
    }
}

impl Writing {
    /// Takes in what is left of a message.
    pub(super) fn put(&mut self, event: u64, text: &str) {
        if self.met.is_multiple_of(self.every) {
            self.kept.push((event, text.into()));
        }
        self.met += 1;
        if self.kept.len() > MESSAGES_KEPT {
            let mut nth = 0_u32;
            self.kept.retain(|_| {
                nth += 1;
                nth % 2 == 1
            });
            self.every *= 2;
        }
    }

    /// Events and texts that were kept, as they came.
    pub(super) fn kept(&self) -> &[(u64, Box<str>)] {
        &self.kept
    }
}

/// What style says of two accounts of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum StyleSays {
    /// There is not enough to say anything.
    Nothing(Silence),
    /// Neither view is supported.
    Neither,
    /// One view is supported.
    Supports(Supported),
}

/// A ratio, with what must stand beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Supported {
    /// Base-10 logarithm of the likelihood ratio, within its caps.
    pub log10_lr: f64,
    /// The least and the most that could have been said here, as the ratio.
    pub range: (f64, f64),
    /// Tokens of both sides: their harmonic mean.
    pub tokens: f64,
    /// Other accounts that the pair was compared with.
    pub cohort: usize,
}

impl Supported {
    fn of(finding: &Finding, facts: (&WriterFacts, &WriterFacts)) -> Self {
        Self {
            log10_lr: finding.log10_lr,
            range: (finding.lowest_log10_lr, finding.highest_log10_lr),
            tokens: harmonic(facts.0.tokens, facts.1.tokens),
            cohort: finding.cohort,
        }
    }

    /// How many pairs of the reference reach this ratio.
    pub fn beside(&self, calibration: &Calibration) -> Beside {
        calibration.beside(self.tokens, self.log10_lr)
    }

    /// The ratio, what could have been said at most, and what chance does, as sentences.
    pub fn says(&self, calibration: &Calibration) -> String {
        [
            style::ratio_sentence(self.log10_lr),
            style::range_sentence(self.range),
            style::beside_sentence(&self.beside(calibration)),
        ]
        .join(" ")
    }

    /// How much it bears: never more than "supports other grounds".
    pub fn strength(&self) -> Strength {
        if self.log10_lr.abs() >= 1.0 {
            Strength::Middling
        } else {
            Strength::Weak
        }
    }
}

fn harmonic(one: usize, other: usize) -> f64 {
    let (one, other) = (one.max(1) as f64, other.max(1) as f64);
    2.0 * one * other / (one + other)
}

/// What was left out before styles were compared, over the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Messages that accounts wrote, as far as they were kept for this.
    pub messages: u64,
    /// Messages forwarded, or of which quoted words were taken out.
    pub quoted: u64,
    /// Messages that stand, word for word or nearly, in another one: templates, what was pasted, and words of
    /// the user's.
    pub repeated: u64,
    /// Accounts compared.
    pub accounts: u64,
    /// Of these, accounts of which there is enough text.
    pub enough: u64,
}

impl LeftOut {
    /// The same as a sentence.
    pub fn says(&self) -> String {
        format!(
            "Before ways of writing were compared: {} messages of {} accounts were looked at. In {}, forwarded or quoted words were left out. {} stand, word for word or nearly, in another message: pasted lines, and words of the case's owner. They were left out. Of {} accounts there is enough text.",
            self.messages, self.accounts, self.quoted, self.repeated, self.enough
        )
    }
}

/// How the accounts of a case write, compared. Holds findings and no text.
#[derive(Debug)]
pub struct Styles {
    calibration: Calibration,
    /// By account, its number among those that were compared.
    writer_of: BTreeMap<usize, usize>,
    facts: Vec<WriterFacts>,
    /// First events of each that were compared.
    events: Vec<Vec<u64>>,
    supported: BTreeMap<(u32, u32), Supported>,
    /// Pairs with too few others to compare with.
    few_others: BTreeSet<(u32, u32)>,
    left_out: LeftOut,
}

/// Events that are named of each account.
const EVENTS_NAMED: usize = 3;

/// What is compared together, and what stands before it.
struct Asked {
    /// For each writer, the accounts that it is; several where they are taken together.
    accounts: Vec<Vec<usize>>,
    writers: Vec<Writer>,
    numbers: Vec<Vec<u64>>,
    templates: Vec<BTreeSet<usize>>,
    tied: Tied,
}

impl Asked {
    /// Each account that wrote enough to be looked at, or several as one.
    fn new(weighed: &Weighed<'_>, together: &[usize]) -> Self {
        let gathered = weighed.gathered;
        let mut asked = Self {
            accounts: Vec::new(),
            writers: Vec::new(),
            numbers: Vec::new(),
            templates: Vec::new(),
            tied: Tied::new(),
        };
        let alone = (0..gathered.accounts.len()).filter(|at| !together.contains(at));
        let first = (!together.is_empty()).then(|| together.to_vec());
        let template = weighed.template_texts();
        for accounts in first.into_iter().chain(alone.map(|at| vec![at])) {
            let kept = accounts.iter().flat_map(|at| gathered.writings[*at].kept());
            let kept: Vec<&(u64, Box<str>)> = kept.collect();
            if kept.len() < style::FEWEST_MESSAGES {
                continue;
            }
            asked.templates.push(
                kept.iter()
                    .enumerate()
                    .filter(|(_, (_, text))| gathered.holds_any(text, &template))
                    .map(|(nth, _)| nth)
                    .collect(),
            );
            asked.numbers.push(kept.iter().map(|one| one.0).collect());
            asked.writers.push(Writer {
                messages: kept.iter().map(|one| one.1.to_string()).collect(),
                reference: true,
            });
            asked.accounts.push(accounts);
        }
        let writer_of = asked.writer_of();
        for (one, other) in weighed.tied_by_more_than_style() {
            let (one, other) = (writer_of.get(&one), writer_of.get(&other));
            if let (Some(one), Some(other)) = (one, other)
                && one != other
            {
                asked.tied.insert((*one.min(other), *one.max(other)));
            }
        }
        asked
    }

    fn writer_of(&self) -> BTreeMap<usize, usize> {
        let all = self.accounts.iter().enumerate();
        all.flat_map(|(writer, accounts)| accounts.iter().map(move |at| (*at, writer)))
            .collect()
    }

    fn with<T>(&self, calibration: &Calibration, then: impl FnOnce(&Question<'_>) -> T) -> T {
        let question = Question {
            writers: &self.writers,
            tied: &self.tied,
            leave_out: &|writer, message| self.templates[writer].contains(&message),
            calibration,
        };
        then(&question)
    }
}

impl Styles {
    /// Compares how the accounts write. `weighed` was made without style; what it ties by anything harder
    /// is nobody's cohort. The user's own words are part of the cohort and of what is left out of others'.
    ///
    /// # Errors
    /// It was stopped, or there are too many accounts.
    pub fn compare(
        weighed: &Weighed<'_>,
        calibration: &Calibration,
        go_on: &mut dyn FnMut(f32) -> bool,
    ) -> Result<Self, NotCompared> {
        Self::of(weighed, &Asked::new(weighed, &[]), calibration, go_on)
    }

    /// The same with these accounts taken together as one: what the user confirmed of them is taken as so.
    /// Ask for it with [`Self::says`] of the first of them.
    ///
    /// # Errors
    /// As [`Self::compare`].
    pub fn together(
        weighed: &Weighed<'_>,
        accounts: &[usize],
        calibration: &Calibration,
        go_on: &mut dyn FnMut(f32) -> bool,
    ) -> Result<Self, NotCompared> {
        Self::of(weighed, &Asked::new(weighed, accounts), calibration, go_on)
    }

    fn of(
        weighed: &Weighed<'_>,
        asked: &Asked,
        calibration: &Calibration,
        go_on: &mut dyn FnMut(f32) -> bool,
    ) -> Result<Self, NotCompared> {
        let mut supported = BTreeMap::new();
        let mut few_others = BTreeSet::new();
        let facts = asked.with(calibration, |question| {
            let comparison = style::compare(question, go_on)?;
            let facts = comparison.accounts().to_vec();
            for finding in comparison.pairs() {
                let (one, other) = finding.pair;
                let pair = (one as u32, other as u32);
                match finding.silence {
                    Some(Silence::SmallCohort) => {
                        few_others.insert(pair);
                    }
                    Some(_) => {}
                    None if style::Strength::of(&finding) == style::Strength::Neither => {}
                    None => {
                        let found = Supported::of(&finding, (&facts[one], &facts[other]));
                        supported.insert(pair, found);
                    }
                }
            }
            Ok(facts)
        })?;
        let mut left_out = LeftOut {
            accounts: facts.len() as u64,
            ..LeftOut::default()
        };
        let all = &weighed.gathered.writings;
        left_out.quoted = all.iter().map(|writing| writing.quoted).sum();
        for facts in &facts {
            left_out.messages += facts.messages_given as u64;
            left_out.repeated += facts.repeated as u64;
            left_out.quoted += facts.quoted as u64;
            left_out.enough += u64::from(facts.silence().is_none());
        }
        Ok(Self {
            writer_of: asked.writer_of(),
            calibration: calibration.clone(),
            facts,
            events: asked
                .numbers
                .iter()
                .zip(&asked.templates)
                .map(|(numbers, templates)| {
                    let own = numbers.iter().enumerate();
                    own.filter(|(nth, _)| !templates.contains(nth))
                        .map(|(_, event)| *event)
                        .take(EVENTS_NAMED)
                        .collect()
                })
                .collect(),
            supported,
            few_others,
            left_out,
        })
    }

    /// What style says of two accounts.
    pub fn says(&self, one: usize, other: usize) -> StyleSays {
        let few = StyleSays::Nothing(Silence::FewMessages);
        let writers = (self.writer_of.get(&one), self.writer_of.get(&other));
        let (Some(one), Some(other)) = writers else {
            return few;
        };
        let facts = [*one, *other].map(|writer| self.facts.get(writer));
        let silence = facts.into_iter().flatten().find_map(WriterFacts::silence);
        let pair = (*one.min(other) as u32, *one.max(other) as u32);
        if let Some(silence) = silence {
            StyleSays::Nothing(silence)
        } else if one == other || self.few_others.contains(&pair) {
            StyleSays::Nothing(Silence::SmallCohort)
        } else {
            let found = self.supported.get(&pair);
            found.map_or(StyleSays::Neither, |found| {
                StyleSays::Supports(found.clone())
            })
        }
    }

    /// What was looked at of one account.
    pub fn facts(&self, account: usize) -> Option<&WriterFacts> {
        self.facts.get(*self.writer_of.get(&account)?)
    }

    /// First messages of an account that were compared.
    pub(super) fn events(&self, account: usize) -> &[u64] {
        let writer = self.writer_of.get(&account);
        writer.map_or(&[], |writer| &self.events[*writer])
    }

    /// Pairs of accounts of which one view is supported, by accounts.
    pub(super) fn supported(&self) -> impl Iterator<Item = ((usize, usize), &Supported)> {
        let mut account_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (account, writer) in self.writer_of.iter().rev() {
            account_of.insert(*writer, *account);
        }
        self.supported.iter().filter_map(move |(pair, found)| {
            let one = account_of.get(&(pair.0 as usize))?;
            let other = account_of.get(&(pair.1 as usize))?;
            Some(((*one, *other), found))
        })
    }

    /// What was left out before.
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// Weights, and how they did on people they were not fitted on.
    pub fn calibration(&self) -> &Calibration {
        &self.calibration
    }
}

/// What style says of a pair, as a sentence of the channel's.
pub(super) fn said(styles: Option<&Styles>, pair: (usize, usize)) -> Option<(Channel, String)> {
    let says = match styles?.says(pair.0, pair.1) {
        StyleSays::Nothing(silence) => style::silence_sentence(silence),
        StyleSays::Neither => style::neither_sentence(),
        StyleSays::Supports(_) => return None,
    };
    Some((Channel::Style, says))
}

impl Weighed<'_> {
    /// The ratio of a pair as a ground, with what makes it weaker.
    pub(super) fn style(&self, pair: (usize, usize), out: &mut Vec<Ground>) {
        let Some(styles) = self.styles else { return };
        let StyleSays::Supports(found) = styles.says(pair.0, pair.1) else {
            return;
        };
        let one_author = found.log10_lr > 0.0;
        let bearing = if one_author {
            Bearing::For
        } else {
            Bearing::Against
        };
        let messages = [pair.0, pair.1].map(|at| {
            let facts = styles.facts(at);
            facts.map_or(0, |facts| facts.messages as u64)
        });
        let mut events = styles.events(pair.0).to_vec();
        events.extend(styles.events(pair.1));
        out.push(Ground {
            events,
            of_events: messages[0] + messages[1],
            ..ground(
                Channel::Style,
                bearing,
                found.strength(),
                found.says(styles.calibration()),
            )
        });
        if one_author {
            out.push(ground(
                Channel::Style,
                Bearing::Against,
                Strength::Weak,
                "People who are close, or of one circle, write alike. A way of writing can be copied.".into(),
            ));
        }
    }
}
