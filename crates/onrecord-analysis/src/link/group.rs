//! A group of accounts as a whole: what is shown by several of them, in which order they came, and whom
//! they wrote to. It claims nothing of a pair: every pair keeps grounds of its own.

use super::gather::Use;
use super::ground::Channel;
use super::weigh::{Weighed, Who, is_ours};
use onrecord_model::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that several accounts of a group show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Where it comes from.
    pub channel: Channel,
    /// A word for its kind.
    pub kind: &'static str,
    /// What it is, as the most of them have it.
    pub what: String,
    /// Accounts of the group that show it, with the first events of each.
    pub by: Vec<(usize, Vec<u64>)>,
    /// Other accounts of nobody known that show it.
    pub others: u64,
    /// People the user knows who wrote it as well, herself counted: it then connects nobody.
    pub known: u64,
    /// Since when it is known to others, where the user marked that.
    pub known_from: Option<Instant>,
}

/// One account's course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The account.
    pub account: usize,
    /// First event: when, and which.
    pub first: Option<(Instant, u64)>,
    /// Last event.
    pub last: Option<(Instant, u64)>,
    /// When it was blocked, as exports record it.
    pub blocked: Option<(Instant, u64)>,
    /// Events that it did.
    pub events: u64,
    /// The account whose block came within the hour before it, and the minutes between.
    pub after: Option<(usize, i64)>,
    /// Accounts it wrote to, in the order of first contact, with the event.
    pub wrote_to: Vec<(usize, Instant, u64)>,
}

impl Weighed<'_> {
    /// What several of these accounts show, by channel; what most of them show comes first.
    pub fn shown_by(&self, accounts: &[usize]) -> Vec<Shown> {
        let wanted: BTreeSet<u32> = accounts.iter().map(|at| *at as u32).collect();
        let mut out = Vec::new();
        let is_known = |one: &Use| self.people[one.account as usize].who != Who::Unknown;
        let mut put = |channel, kind, what: String, uses: &[&Use], known: u64, known_from| {
            let mut by: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
            let mut others = BTreeSet::new();
            for one in uses {
                if wanted.contains(&one.account) {
                    by.entry(one.account).or_default().extend(one.events());
                } else if !is_known(one) {
                    others.insert(one.account);
                }
            }
            if by.len() > 1 {
                out.push(Shown {
                    channel,
                    kind,
                    what,
                    by: by
                        .into_iter()
                        .map(|(at, events)| (at as usize, events))
                        .collect(),
                    others: others.len() as u64,
                    known,
                    known_from,
                });
            }
        };
        for (identifier, uses) in &self.gathered.identifiers {
            let all: Vec<&Use> = uses.0.0.iter().chain(&uses.1.0).collect();
            let none = Default::default();
            let known = self.ours.contains(identifier) || is_ours(&self.people, uses, (none, none));
            let known = u64::from(known);
            let (kind, what) = (identifier.kind.name(), identifier.value.clone());
            put(Channel::Identifier, kind, what, &all, known, None);
        }
        for family in &self.families {
            let texts = || {
                family
                    .texts
                    .iter()
                    .map(|text| &self.gathered.texts[*text as usize])
            };
            let all: Vec<&Use> = texts().flat_map(|text| &text.uses.0).collect();
            let most = texts().max_by_key(|text| {
                text.uses
                    .0
                    .iter()
                    .filter(|one| wanted.contains(&one.account))
                    .count()
            });
            let known: BTreeSet<_> = all
                .iter()
                .filter(|one| is_known(one))
                .map(|one| self.people[one.account as usize])
                .collect();
            if let Some(most) = most {
                let from = family.known_from.values().min().copied();
                put(
                    Channel::Template,
                    "text",
                    most.words().to_owned(),
                    &all,
                    known.len() as u64,
                    from,
                );
            }
        }
        for (digest, uses) in &self.gathered.pictures {
            let all: Vec<&Use> = uses.0.iter().collect();
            let known = u64::from(self.is_known_picture(digest));
            put(
                Channel::Picture,
                "picture",
                String::new(),
                &all,
                known,
                None,
            );
        }
        out.sort_by_key(|shown| {
            (
                shown.channel,
                shown.known > 0,
                std::cmp::Reverse(shown.by.len()),
                shown.what.clone(),
            )
        });
        out
    }

    /// The accounts in the order in which they first appear.
    pub fn sequence(&self, accounts: &[usize]) -> Vec<Step> {
        let mut steps: Vec<Step> = accounts
            .iter()
            .filter_map(|at| Some((*at, self.gathered.accounts.get(*at)?)))
            .map(|(account, seen)| {
                let after = self
                    .follows
                    .iter()
                    .filter(|one| {
                        one.is_block
                            && one.after as usize == account
                            && accounts.contains(&(one.before as usize))
                    })
                    .map(|one| {
                        (
                            one.before as usize,
                            (one.began.0.0 - one.ended.0.0) / 60_000_000,
                        )
                    })
                    .min_by_key(|(_, minutes)| *minutes);
                let mut wrote_to: Vec<(usize, Instant, u64)> = seen
                    .wrote_to
                    .iter()
                    .filter(|(_, (first, _))| *first != i64::MAX)
                    .map(|(to, (first, event))| (*to as usize, Instant(*first), *event))
                    .collect();
                wrote_to.sort_by_key(|(to, first, _)| (*first, *to));
                Step {
                    account,
                    first: seen.first,
                    last: seen.last,
                    blocked: seen.blocked.iter().min().copied(),
                    events: seen.events,
                    after,
                    wrote_to,
                }
            })
            .collect();
        steps.sort_by_key(|step| (step.first.is_none(), step.first, step.account));
        steps
    }
}
