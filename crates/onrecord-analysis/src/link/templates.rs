//! The same text, or nearly the same, by two accounts: found in families, told pair by pair. A text is
//! weighed by who else says it and since when it is known. Two texts are near only where they are near
//! each other: nothing follows from both being near a third.

use super::gather::{Gathered, Use, is_long};
use super::ground::Strength;
use super::near::{Near, normal};
use super::weigh::{Person, Who};
use onrecord_model::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// A text with this many words is long enough to bear alone.
const MANY_WORDS: usize = 8;

/// A line that became known, and from when: whoever writes it after that can have read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicLine {
    /// The line.
    pub words: String,
    /// The beginning of the day from which it was known.
    pub from: Instant,
}

/// Texts that are near one another, directly or by steps. It is counted once for a pair, and only for
/// two texts of it that are the same or near themselves.
#[derive(Debug)]
pub(super) struct Family {
    /// Numbers of texts.
    pub(super) texts: Vec<u32>,
    /// Pairs that are near: both numbers, the pieces that both have, and those that either has.
    pub(super) near: BTreeMap<(u32, u32), (u32, u32)>,
    /// For each text that became known, since when.
    pub(super) known_from: BTreeMap<u32, Instant>,
    /// When anybody whom the user does not know first wrote any of it.
    first_unknown: i64,
    /// For each text, the people whom the user knows that wrote it, and when first.
    known: BTreeMap<u32, Vec<(Person, i64)>>,
}

fn instant(one: &Use) -> i64 {
    one.first().map_or(i64::MAX, |at| at.0)
}

/// What one family says of two accounts.
#[derive(Debug)]
pub(super) struct Shared<'g> {
    pub(super) texts: (u32, u32),
    pub(super) uses: (&'g Use, &'g Use),
    /// Both pieces, either pieces; `None` where the texts are the same.
    pub(super) nearness: Option<(u32, u32)>,
    /// What it is worth; `None` where what is in `against` takes everything away.
    pub(super) strength: Option<Strength>,
    /// It became known before both had written it.
    pub(super) public: Option<Instant>,
    /// The user, or people she knows, said it first, or several of them say it.
    pub(super) is_ours: bool,
    /// Somebody the user knows repeated it later.
    pub(super) repeated: bool,
}

/// Every family that more than one account shows.
pub(super) fn families(
    gathered: &Gathered,
    people: &[Person],
    public: &[PublicLine],
) -> Vec<Family> {
    let texts = &gathered.texts;
    let mut parent: BTreeMap<u32, u32> = BTreeMap::new();
    fn root(parent: &mut BTreeMap<u32, u32>, text: u32) -> u32 {
        let mut at = text;
        while let Some(up) = parent.get(&at).copied().filter(|up| *up != at) {
            at = up;
        }
        // The way is made short for the next one.
        let mut step = text;
        while let Some(up) = parent
            .insert(step, at)
            .filter(|up| *up != at && *up != step)
        {
            step = up;
        }
        at
    }
    for pair in &gathered.pairs {
        let (one, other) = (
            root(&mut parent, pair.earlier),
            root(&mut parent, pair.later),
        );
        parent.insert(one.max(other), one.min(other));
    }
    let mut of_root: BTreeMap<u32, Family> = BTreeMap::new();
    let mut put = |root: u32, text: u32| {
        let family = of_root.entry(root).or_insert_with(|| Family {
            texts: Vec::new(),
            near: BTreeMap::new(),
            known_from: BTreeMap::new(),
            first_unknown: i64::MAX,
            known: BTreeMap::new(),
        });
        family.texts.push(text);
    };
    for at in 0..texts.len() as u32 {
        if parent.contains_key(&at) {
            let root = root(&mut parent, at);
            put(root, at);
        } else if texts[at as usize].uses.0.len() > 1 && is_long(&texts[at as usize].normal) {
            put(at, at);
        }
    }
    for pair in &gathered.pairs {
        let root = root(&mut parent, pair.earlier);
        if let Some(family) = of_root.get_mut(&root) {
            let key = (pair.earlier.min(pair.later), pair.earlier.max(pair.later));
            family.near.insert(key, (pair.both, pair.either));
        }
    }
    let mut all: Vec<Family> = of_root
        .into_values()
        .filter(|family| {
            let mut accounts = family
                .texts
                .iter()
                .flat_map(|text| &texts[*text as usize].uses.0);
            let first = accounts.next().map(|one| one.account);
            accounts.any(|one| Some(one.account) != first)
        })
        .collect();
    for family in &mut all {
        for text in &family.texts {
            for one in &texts[*text as usize].uses.0 {
                let person = people[one.account as usize];
                if person.who == Who::Unknown {
                    family.first_unknown = family.first_unknown.min(instant(one));
                } else {
                    let known = family.known.entry(*text).or_default();
                    known.push((person, instant(one)));
                }
            }
        }
    }
    for line in public {
        mark_known(gathered, &mut all, line);
    }
    all
}

fn mark_known(gathered: &Gathered, families: &mut [Family], line: &PublicLine) {
    let line_words = normal(&line.words);
    for family in families {
        for text in &family.texts {
            let own = &*gathered.texts[*text as usize].normal;
            if own == line_words || is_near(own, &line_words) || own.contains(&line_words) {
                let known = family.known_from.entry(*text).or_insert(line.from);
                *known = (*known).min(line.from);
            }
        }
    }
}

/// Whether two texts in their normal form are nearly the same.
fn is_near(one: &str, other: &str) -> bool {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    if short * 2 < long {
        return false;
    }
    let mut near = Near::new(super::gather::NEARLY.0, super::gather::NEARLY.1);
    let mut found = false;
    near.add([one, other], &mut |_| found = true);
    found
}

/// A text and one account's part in it.
pub(super) type Part<'u> = (u32, &'u Use);

/// Visits every two accounts that a family ties: the same text, or two that are near. An account pair
/// can come several times.
pub(super) fn each_pair(
    gathered: &Gathered,
    family: &Family,
    visit: &mut dyn FnMut(Part<'_>, Part<'_>),
) {
    for text in &family.texts {
        let uses = &gathered.texts[*text as usize].uses.0;
        for (nth, one) in uses.iter().enumerate() {
            for other in &uses[nth + 1..] {
                visit((*text, one), (*text, other));
            }
        }
    }
    for (first, second) in family.near.keys() {
        for one in &gathered.texts[*first as usize].uses.0 {
            for other in &gathered.texts[*second as usize].uses.0 {
                if one.account != other.account {
                    visit((*first, one), (*second, other));
                }
            }
        }
    }
}

/// What is worth what: the same text before a near one, then the longer.
pub(super) fn weigh<'g>(
    gathered: &Gathered,
    family: &Family,
    people: &[Person],
    one: (u32, &'g Use),
    other: (u32, &'g Use),
) -> Shared<'g> {
    let texts = (one.0, other.0);
    let uses = (one.1, other.1);
    let of = |account: u32| people[account as usize];
    let (mine, theirs) = (of(one.1.account), of(other.1.account));
    let earliest = family
        .first_unknown
        .min(instant(one.1))
        .min(instant(other.1));
    let mut known = BTreeSet::new();
    let mut said_first = false;
    let mut both_texts = vec![texts.0];
    if texts.1 != texts.0 {
        both_texts.push(texts.1);
    }
    for text in &both_texts {
        for (person, at) in family.known.get(text).into_iter().flatten() {
            if !person.is_one_of(mine, theirs) {
                known.insert((person.who, person.person));
                said_first |= *at <= earliest;
            }
        }
    }
    let is_ours = said_first || known.len() > 1;
    let public = both_texts
        .iter()
        .filter_map(|text| family.known_from.get(text))
        .min()
        .filter(|from| {
            uses.0.first().is_none_or(|at| at >= **from)
                || uses.1.first().is_none_or(|at| at >= **from)
        })
        .copied();
    let words = |text: u32| gathered.texts[text as usize].normal.split(' ').count();
    let strength = if words(texts.0).min(words(texts.1)) >= MANY_WORDS {
        Strength::Strong
    } else {
        Strength::Middling
    };
    let key = (texts.0.min(texts.1), texts.0.max(texts.1));
    Shared {
        texts,
        uses,
        nearness: (texts.0 != texts.1)
            .then(|| family.near.get(&key).copied())
            .flatten(),
        strength: (!is_ours && public.is_none()).then_some(strength),
        public,
        is_ours,
        repeated: !is_ours && !known.is_empty(),
    }
}

/// The best that a family says of two accounts, if anything.
pub(super) fn between<'g>(
    gathered: &'g Gathered,
    family: &Family,
    people: &[Person],
    accounts: (usize, usize),
) -> Option<Shared<'g>> {
    let mut best: Option<Shared<'g>> = None;
    let uses = |text: u32, account: usize| gathered.texts[text as usize].uses.of(account);
    let mut put = |first: u32, second: u32| {
        if let (Some(one), Some(other)) = (uses(first, accounts.0), uses(second, accounts.1)) {
            let shared = weigh(gathered, family, people, (first, one), (second, other));
            let worth = |shared: &Shared<'_>| (shared.strength, shared.nearness.is_none());
            if best
                .as_ref()
                .is_none_or(|best| worth(best) < worth(&shared))
            {
                best = Some(shared);
            }
        }
    };
    for text in &family.texts {
        put(*text, *text);
    }
    for (first, second) in family.near.keys() {
        put(*first, *second);
        put(*second, *first);
    }
    best
}
