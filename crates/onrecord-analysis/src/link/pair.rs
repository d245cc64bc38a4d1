//! What is said of two accounts: grounds for and against, each with the events it rests on, in the words
//! that a person reads. Every sentence of the comparison stands here, but those of style (`writing`).

use super::gather::Use;
use super::ground::{About, Bearing, Channel, Ground, PairDossier, Strength};
use super::identifiers::shared_by_two;
use super::likeness::{How, likeness};
use super::rhythm::{self, AFTER_BLOCK_MINUTES};
use super::templates::{self, Shared};
use super::weigh::{Weighed, Who, identifier_strength, is_ours, key};
use super::writing;
use onrecord_model::{Digest, Instant};
use std::collections::BTreeSet;

/// Lines that are told one by one of a pair; the others are counted.
const LINES_TOLD: usize = 6;
/// Accounts that were busy in this many same minutes are said to be so.
const SAME_MINUTES: usize = 3;

pub(super) fn ground(
    channel: Channel,
    bearing: Bearing,
    strength: Strength,
    says: String,
) -> Ground {
    Ground {
        channel,
        bearing,
        about: About::Authorship,
        strength,
        says,
        quotes: Vec::new(),
        rarity: None,
        events: Vec::new(),
        of_events: 0,
    }
}

fn plural(count: u64, one: &str, more: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {more}")
    }
}

impl Ground {
    fn resting_on(mut self, uses: &[&Use]) -> Self {
        self.events = uses.iter().flat_map(|one| one.events()).collect();
        self.of_events = uses.iter().map(|one| u64::from(one.count)).sum();
        self
    }
}

impl Weighed<'_> {
    /// Everything that speaks for or against, of two accounts, whatever the comparison makes of them.
    pub fn pair(&self, one: usize, other: usize, clock: &dyn Fn(Instant) -> String) -> PairDossier {
        let pair = (one.min(other), one.max(other));
        let mut grounds = Vec::new();
        if pair.0 != pair.1 && pair.1 < self.people.len() {
            self.identifiers(pair, &mut grounds);
            self.texts(pair, clock, &mut grounds);
            self.style(pair, &mut grounds);
            self.same_pictures(pair, &mut grounds);
            self.times(pair, clock, &mut grounds);
            self.talk(pair, &mut grounds);
            for account in [pair.0, pair.1] {
                grounds.extend(self.likeness_of(account));
            }
            grounds.sort_by_key(|ground| {
                (
                    ground.channel,
                    ground.bearing,
                    std::cmp::Reverse(ground.strength),
                )
            });
        }
        PairDossier {
            accounts: pair,
            level: self.level(pair.0, pair.1),
            grounds,
            unsaid: writing::said(self.styles, pair).into_iter().collect(),
        }
    }

    fn compared(&self) -> u64 {
        self.searched.accounts
    }

    fn unknown_among<'u>(&self, uses: impl Iterator<Item = &'u Use>) -> u64 {
        let accounts: BTreeSet<u32> = uses
            .filter(|one| self.people[one.account as usize].who == Who::Unknown)
            .map(|one| one.account)
            .collect();
        accounts.len() as u64
    }

    fn identifiers(&self, pair: (usize, usize), out: &mut Vec<Ground>) {
        let mine = self.identifiers_of.get(&(pair.0 as u32));
        let theirs = self.identifiers_of.get(&(pair.1 as u32));
        let (Some(mine), Some(theirs)) = (mine, theirs) else {
            return;
        };
        let people = (self.people[pair.0], self.people[pair.1]);
        for identifier in mine.iter().filter(|one| theirs.contains(one)) {
            let Some(uses) = self.gathered.identifiers.get(*identifier) else {
                continue;
            };
            let part = |account: usize| (uses.0.of(account), uses.1.of(account));
            let (first, second) = (part(pair.0), part(pair.1));
            let own = (first.0.is_some(), second.0.is_some());
            let parts: Vec<&Use> = [first.0, first.1, second.0, second.1]
                .into_iter()
                .flatten()
                .collect();
            let how = |own: bool| {
                if own {
                    "is addressed by it"
                } else {
                    "wrote it"
                }
            };
            let says = match own {
                (true, true) => {
                    format!("Both are addressed by the same {}.", identifier.kind.says())
                }
                (false, false) => format!("Both wrote the same {}.", identifier.kind.says()),
                (one, other) => format!(
                    "The same {}: one account {}, the other {}.",
                    identifier.kind.says(),
                    how(one),
                    how(other)
                ),
            };
            let ours = self.ours.contains(identifier) || is_ours(&self.people, uses, people);
            let strength = if ours {
                Strength::Weak
            } else {
                identifier_strength(identifier, own)
            };
            let bearing = if ours { Bearing::Against } else { Bearing::For };
            let says = if ours {
                format!(
                    "Both wrote the same {}, which is yours or which somebody you know used first. It connects nobody.",
                    identifier.kind.says()
                )
            } else {
                says
            };
            out.push(
                Ground {
                    quotes: vec![identifier.value.clone()],
                    rarity: Some((
                        self.unknown_among(uses.0.0.iter().chain(&uses.1.0)),
                        self.compared(),
                    )),
                    ..ground(Channel::Identifier, bearing, strength, says)
                }
                .resting_on(&parts),
            );
            if !ours {
                let weak = (Channel::Identifier, Bearing::Against, Strength::Weak);
                let against = shared_by_two(identifier);
                out.extend(against.map(|says| ground(weak.0, weak.1, weak.2, says.into())));
            }
        }
    }

    fn texts(
        &self,
        pair: (usize, usize),
        clock: &dyn Fn(Instant) -> String,
        out: &mut Vec<Ground>,
    ) {
        let mine = self.families_of.get(&(pair.0 as u32));
        let theirs = self.families_of.get(&(pair.1 as u32));
        let (Some(mine), Some(theirs)) = (mine, theirs) else {
            return;
        };
        let mut all: Vec<(u32, Shared<'_>)> = Vec::new();
        for number in mine.iter().filter(|one| theirs.binary_search(one).is_ok()) {
            let family = &self.families[*number as usize];
            let shared = templates::between(self.gathered, family, &self.people, pair);
            all.extend(shared.map(|shared| (*number, shared)));
        }
        // The rarest long line first.
        let mut told: Vec<(Strength, u64, u32, &Shared<'_>)> = all
            .iter()
            .filter_map(|(number, shared)| {
                Some((shared.strength?, self.writers(*number), *number, shared))
            })
            .collect();
        told.sort_by_key(|(strength, writers, number, _)| {
            (std::cmp::Reverse(*strength), *writers, *number)
        });
        for (strength, writers, _, shared) in told.iter().take(LINES_TOLD) {
            out.push(self.line_ground(*strength, *writers, shared));
        }
        if told.len() > LINES_TOLD {
            let more = told.len() - LINES_TOLD;
            let rest = &told[LINES_TOLD..];
            let uses: Vec<&Use> = rest
                .iter()
                .flat_map(|(.., shared)| [shared.uses.0, shared.uses.1])
                .collect();
            let says = format!(
                "Both wrote {} as well.",
                plural(more as u64, "further line", "further lines")
            );
            out.push(
                ground(Channel::Template, Bearing::For, Strength::Weak, says).resting_on(&uses),
            );
        }
        if !told.is_empty() {
            out.push(ground(
                Channel::Template,
                Bearing::Against,
                Strength::Weak,
                "A line can be a common phrase, or copied by whoever reads it.".into(),
            ));
        }
        let ours = all
            .iter()
            .filter(|(_, shared)| shared.is_ours)
            .collect::<Vec<_>>();
        if !ours.is_empty() {
            let uses: Vec<&Use> = ours
                .iter()
                .flat_map(|(_, shared)| [shared.uses.0, shared.uses.1])
                .collect();
            let says = format!(
                "They also share {} that you or people you know wrote first, or that several of them write. Such lines connect nobody.",
                plural(ours.len() as u64, "line", "lines")
            );
            out.push(Ground {
                quotes: ours
                    .iter()
                    .take(2)
                    .map(|(_, shared)| self.words(shared.texts.0))
                    .collect(),
                ..ground(Channel::Template, Bearing::Against, Strength::Weak, says)
                    .resting_on(&uses)
            });
        }
        for (_, shared) in &all {
            if let Some(from) = shared.public {
                let says = format!(
                    "Both wrote a line that became known on {}. Whoever wrote it after that can have read it.",
                    clock(from)
                );
                out.push(
                    Ground {
                        quotes: vec![self.words(shared.texts.0)],
                        ..ground(
                            Channel::Template,
                            Bearing::Against,
                            Strength::Middling,
                            says,
                        )
                    }
                    .resting_on(&[shared.uses.0, shared.uses.1]),
                );
            } else if shared.repeated && shared.strength.is_some() {
                out.push(Ground {
                    quotes: vec![self.words(shared.texts.0)],
                    ..ground(
                        Channel::Template,
                        Bearing::Against,
                        Strength::Weak,
                        "You or somebody you know repeated a line of theirs later. It may have travelled.".into(),
                    )
                });
            }
        }
    }

    fn writers(&self, family: u32) -> u64 {
        let texts = self.families[family as usize].texts.iter();
        self.unknown_among(texts.flat_map(|text| &self.gathered.texts[*text as usize].uses.0))
    }

    fn words(&self, text: u32) -> String {
        self.gathered.texts[text as usize].words().to_owned()
    }

    fn line_ground(&self, strength: Strength, writers: u64, shared: &Shared<'_>) -> Ground {
        let (says, quotes) = match shared.nearness {
            None => (
                "Both wrote the same line.".to_owned(),
                vec![self.words(shared.texts.0)],
            ),
            Some((both, either)) => (
                format!(
                    "Both wrote nearly the same line: {both} of {either} pieces of five letters are the same."
                ),
                vec![self.words(shared.texts.0), self.words(shared.texts.1)],
            ),
        };
        Ground {
            quotes,
            rarity: Some((writers, self.compared())),
            ..ground(Channel::Template, Bearing::For, strength, says)
        }
        .resting_on(&[shared.uses.0, shared.uses.1])
    }

    fn same_pictures(&self, pair: (usize, usize), out: &mut Vec<Ground>) {
        let wanted = key(pair.0 as u32, pair.1 as u32);
        let part = |digest: &Digest, account: usize| {
            self.gathered
                .pictures
                .get(digest)
                .and_then(|uses| uses.of(account))
        };
        let mut any = false;
        for (accounts, (first, second, distance)) in self.shared_pictures() {
            if accounts != wanted {
                continue;
            }
            let parts: Vec<&Use> = [
                (first, pair.0),
                (second, pair.0),
                (first, pair.1),
                (second, pair.1),
            ]
            .iter()
            .filter_map(|(digest, account)| part(digest, *account))
            .collect();
            let is_match = distance <= super::pdq::MATCH;
            let (bearing, strength, says) = if self.is_known_picture(&first)
                || self.is_known_picture(&second)
            {
                (Bearing::Against, Strength::Weak, "Both used a picture that you or somebody you know has too. Anybody who has it can use it.".to_owned())
            } else if first == second {
                (
                    Bearing::For,
                    Strength::Middling,
                    "Both sent the same picture, byte for byte.".to_owned(),
                )
            } else if is_match {
                (
                    Bearing::For,
                    Strength::Middling,
                    format!(
                        "Both sent nearly the same picture: {distance} of 256 bits of its hash differ."
                    ),
                )
            } else {
                (
                    Bearing::For,
                    Strength::Weak,
                    format!(
                        "Two pictures may be the same: {distance} of 256 bits of their hashes differ. Look yourself."
                    ),
                )
            };
            any |= bearing == Bearing::For;
            out.push(ground(Channel::Picture, bearing, strength, says).resting_on(&parts));
        }
        if any {
            out.push(ground(
                Channel::Picture,
                Bearing::Against,
                Strength::Weak,
                "A picture can be copied by whoever sees it.".into(),
            ));
        }
    }

    fn times(
        &self,
        pair: (usize, usize),
        clock: &dyn Fn(Instant) -> String,
        out: &mut Vec<Ground>,
    ) {
        let wanted = key(pair.0 as u32, pair.1 as u32);
        let mut blocked = false;
        for one in &self.follows {
            if key(one.before, one.after) != wanted || !one.is_block && blocked {
                continue;
            }
            blocked |= one.is_block;
            let label = |account: u32| {
                self.gathered.accounts[account as usize]
                    .account
                    .label()
                    .to_owned()
            };
            let minutes = (one.began.0.0 - one.ended.0.0) / 60_000_000;
            let span = if minutes < 120 {
                plural(minutes as u64, "minute", "minutes")
            } else {
                plural(minutes as u64 / 60, "hour", "hours")
            };
            let (strength, what) = if one.is_block {
                (Strength::Middling, "was blocked")
            } else {
                (Strength::Weak, "was last seen")
            };
            out.push(Ground {
                events: vec![one.ended.1, one.began.1],
                of_events: 2,
                quotes: vec![label(one.before), label(one.after)],
                rarity: self
                    .after_blocks
                    .filter(|_| one.is_block)
                    .map(|(blocks, followed, _)| (followed, blocks)),
                ..ground(
                    Channel::Rhythm,
                    Bearing::For,
                    strength,
                    format!(
                        "One {what} on {}. The other first appears {span} later.",
                        clock(one.ended.0)
                    ),
                )
            });
            if one.is_block
                && let Some((_, _, part)) = self.after_blocks
            {
                let says = format!(
                    "The {AFTER_BLOCK_MINUTES} minutes after each block cover {}.{:03} % of the time. So often a new account begins there by chance.",
                    part / 1_000,
                    part % 1_000
                );
                out.push(ground(
                    Channel::Rhythm,
                    Bearing::Against,
                    Strength::Weak,
                    says,
                ));
            }
        }
        for order in self
            .orders
            .iter()
            .filter(|order| key(order.accounts.0, order.accounts.1) == wanted)
        {
            let friends: Vec<String> = order
                .friends
                .iter()
                .map(|friend| {
                    self.gathered.accounts[*friend as usize]
                        .account
                        .label()
                        .to_owned()
                })
                .collect();
            let enough = friends.len() >= rhythm::ENOUGH_FRIENDS;
            let orders: u64 = (1..=friends.len().min(12) as u64).product();
            let strength = if enough {
                Strength::Middling
            } else {
                Strength::Weak
            };
            out.push(Ground {
                of_events: order.events.len() as u64,
                events: order.events.clone(),
                quotes: friends,
                ..ground(
                    Channel::Rhythm,
                    Bearing::For,
                    strength,
                    format!(
                        "Both wrote to the same {} people you know in the same order. There are {orders} orders.",
                        order.friends.len()
                    ),
                )
            });
            out.push(ground(
                Channel::Rhythm,
                Bearing::Against,
                Strength::Weak,
                "Platforms suggest friends in an order of their own, to everybody.".into(),
            ));
        }
        let minutes = |account: usize| &self.gathered.accounts[account].minutes;
        let both = minutes(pair.0).intersection(minutes(pair.1)).count();
        if both >= SAME_MINUTES {
            out.push(Ground { of_events: both as u64, ..ground(
                Channel::Rhythm,
                Bearing::Against,
                Strength::Weak,
                format!("Both wrote something in the same minute, {both} times. One person with two devices can."),
            )});
        }
    }

    fn talk(&self, pair: (usize, usize), out: &mut Vec<Ground>) {
        let (one, other) = (pair.0 as u32, pair.1 as u32);
        let talks = self.gathered.talks.values();
        let together = talks
            .filter(|members| members.contains(&one) && members.contains(&other))
            .count();
        if together > 0 {
            out.push(Ground {
                of_events: together as u64,
                ..ground(
                    Channel::Rhythm,
                    Bearing::Against,
                    Strength::Middling,
                    format!(
                        "Both wrote in {}. Two people do that; one person seldom does.",
                        plural(
                            together as u64,
                            "conversation together",
                            "conversations together"
                        )
                    ),
                )
            });
        }
        let label = |account: usize| self.gathered.accounts[account].account.label();
        let (left, right) = (label(pair.0), label(pair.1));
        if left != right && likeness(left, right).is_some_and(|found| found.how != How::Same) {
            out.push(Ground {
                quotes: vec![left.to_owned(), right.to_owned()],
                ..ground(
                    Channel::Identifier,
                    Bearing::For,
                    Strength::Weak,
                    "Their names are nearly the same. Anybody can choose a name.".into(),
                )
            });
        }
    }

    /// Whether an account poses as somebody the user knows: by its name, or with a picture of theirs.
    pub fn likeness_of(&self, account: usize) -> Vec<Ground> {
        let mut out: Vec<Ground> = Vec::new();
        if self.person(account).who != Who::Unknown {
            return out;
        }
        let Some(seen) = self.gathered.accounts.get(account) else {
            return out;
        };
        let own = seen.names.iter().chain(&seen.account.handle);
        let mut best: Option<(How, String, String)> = None;
        for own in own {
            for name in &self.names {
                if let Some(found) = likeness(own, name) {
                    let is_better = best.as_ref().is_none_or(|(how, ..)| found.how < *how);
                    if is_better {
                        best = Some((found.how, found.own, found.other));
                    }
                }
            }
        }
        if let Some((how, own, other)) = best {
            let says = match how {
                How::Same => "It bears the name of somebody you know.",
                How::LooksSame => {
                    "Its name looks like that of somebody you know, with other letters."
                }
                How::Near => "Its name is nearly that of somebody you know.",
            };
            out.push(Ground {
                about: About::Impersonation,
                quotes: vec![own, other],
                events: seen.first.iter().map(|(_, event)| *event).collect(),
                of_events: 1,
                ..ground(Channel::Likeness, Bearing::For, how.strength(), says.into())
            });
        }
        for (digest, uses) in &self.gathered.pictures {
            let Some(part) = uses.of(account) else {
                continue;
            };
            if self.is_known_picture(digest) {
                out.push(
                    Ground {
                        about: About::Impersonation,
                        ..ground(
                            Channel::Picture,
                            Bearing::For,
                            Strength::Middling,
                            "It used a picture that you or somebody you know has too.".into(),
                        )
                    }
                    .resting_on(&[part]),
                );
            }
        }
        out
    }

    /// What is always said beside a group or pair, since every comparison of this kind can err so.
    pub fn always_against() -> [&'static str; 5] {
        [
            "A mutual friend can know the same things and write to the same people.",
            "A copycat can repeat a line that became known.",
            "Common phrases connect nobody.",
            "Platforms suggest the same people to many accounts.",
            "Which accounts are here was chosen by whoever added the exports.",
        ]
    }
}
