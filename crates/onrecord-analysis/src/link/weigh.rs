//! From what was gathered to what it makes of every pair: one rule for all, stated in [`Score::level`].
//! The same rule runs over accounts of people whom the user says are different, as a yardstick. Knows no
//! decision of the user's.

use super::gather::{Gathered, Use};
use super::ground::{Channel, Level, Searched, Strength};
use super::identifiers::{Identifier, IdentifierKind};
use super::rhythm::{self, Follows, SameOrder};
use super::templates::{self, Family, PublicLine};
use super::writing::Styles;
use onrecord_model::{AccountKey, Digest, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// Who somebody is to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Who {
    /// The user.
    Me,
    /// Somebody the user knows.
    Known,
    /// Nobody the user knows.
    #[default]
    Unknown,
}

/// Whose an account is, as the user says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Person {
    /// Who that is.
    pub who: Who,
    /// Which person, by a number of the caller's.
    pub person: Option<usize>,
}

impl Person {
    /// Whether this is one of two people.
    pub(super) fn is_one_of(self, one: Self, other: Self) -> bool {
        self == one || self == other
    }

    /// Whether the user says that these are two different people.
    fn differs(self, other: Self) -> bool {
        match (self.who, other.who) {
            (Who::Unknown, _) | (_, Who::Unknown) => false,
            (Who::Me, Who::Me) => false,
            (Who::Known, Who::Known) => {
                self.person.is_some() && other.person.is_some() && self.person != other.person
            }
            _ => true,
        }
    }
}

/// What is compared, besides what was gathered.
pub struct View<'a> {
    /// Whose each account is, as the user says; `None` where nothing is said of it. What is said goes before
    /// what an export seems to show of its owner.
    pub who: &'a dyn Fn(&AccountKey) -> Option<Person>,
    /// Names of people the user knows, her own too.
    pub names: &'a [String],
    /// Lines that became known.
    pub public: &'a [PublicLine],
    /// Pictures that are nearly the same, with the distance of their hashes.
    pub pictures: &'a [(Digest, Digest, u32)],
    /// How an instant is written.
    pub clock: &'a dyn Fn(Instant) -> String,
}

/// Middling lines of this number bear as much as a long one.
const ENOUGH_LINES: u16 = 3;

/// Pairs that are not looked at one by one in a conversation of more people than this.
const MOST_IN_TALK: usize = 300;

/// What the channels add up to, for one pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    strong_texts: u16,
    texts: u16,
    /// The best of each other channel: 0 nothing, 1 weak, 2 middling, 3 strong.
    identifiers: u8,
    pictures: u8,
    rhythm: u8,
    style: u8,
    against: u8,
}

fn worth(strength: Strength) -> u8 {
    match strength {
        Strength::Weak => 1,
        Strength::Middling => 2,
        Strength::Strong => 3,
    }
}

impl Score {
    /// The rule. A channel gives 2 where something of it is strong, or three lines of it are middling; 1
    /// where something is middling. A pair is proposed from 2 on, and needs one more for what speaks
    /// against it. Anything less that is shared is a tie.
    pub(super) fn level(self) -> Level {
        let of = |worth: u8| worth.saturating_sub(1);
        let texts = match (self.strong_texts, self.texts) {
            (1.., _) | (_, ENOUGH_LINES..) => 2,
            (0, 1..) => 1,
            _ => 0,
        };
        let all =
            texts + of(self.identifiers) + of(self.pictures) + of(self.rhythm) + of(self.style);
        if all >= 2 + self.against {
            Level::Proposed
        } else if all > 0 || self.identifiers > 0 {
            Level::Tied
        } else {
            Level::Nothing
        }
    }

    fn slot(&mut self, channel: Channel) -> Option<&mut u8> {
        Some(match channel {
            Channel::Identifier => &mut self.identifiers,
            Channel::Picture => &mut self.pictures,
            Channel::Rhythm => &mut self.rhythm,
            Channel::Style => &mut self.style,
            // What the user marked, and what speaks of impersonation, is no part of the comparison.
            Channel::Template | Channel::Likeness | Channel::Slip => return None,
        })
    }

    fn put(&mut self, channel: Channel, strength: Strength) {
        if let Some(slot) = self.slot(channel) {
            *slot = (*slot).max(worth(strength));
        }
    }
}

/// Two pictures and the distance of their hashes.
pub(super) type Alike = (Digest, Digest, u32);

/// What the comparison found.
pub struct Weighed<'g> {
    pub(super) gathered: &'g Gathered,
    pub(super) people: Vec<Person>,
    pub(super) names: Vec<String>,
    pub(super) families: Vec<Family>,
    pub(super) follows: Vec<Follows>,
    pub(super) orders: Vec<SameOrder>,
    pub(super) pictures: Vec<(Digest, Digest, u32)>,
    pub(super) styles: Option<&'g Styles>,
    pub(super) scores: BTreeMap<(u32, u32), Score>,
    pub(super) after_blocks: Option<(u64, u64, u64)>,
    pub(super) searched: Searched,
    /// What the user, or somebody she knows, is addressed by, whether they wrote anything or not.
    pub(super) ours: BTreeSet<Identifier>,
    /// Families of each account, by number.
    pub(super) families_of: BTreeMap<u32, Vec<u32>>,
    /// Identifiers of each account.
    pub(super) identifiers_of: BTreeMap<u32, Vec<&'g Identifier>>,
}

pub(super) fn key(one: u32, other: u32) -> (u32, u32) {
    (one.min(other), one.max(other))
}

/// What two accounts' parts in one identifier are worth, with whether each is addressed by it.
pub(super) fn identifier_strength(identifier: &Identifier, own: (bool, bool)) -> Strength {
    let length = identifier.value.chars().count();
    match (identifier.kind, own) {
        (IdentifierKind::Email, (true, true)) | (IdentifierKind::Payment, _) => Strength::Strong,
        // A number can be shared by a household; an address can be a shop's.
        (IdentifierKind::Phone | IdentifierKind::Email | IdentifierKind::Recovery, _) => {
            Strength::Middling
        }
        (IdentifierKind::Handle, (true, true)) if length >= 6 => Strength::Middling,
        (IdentifierKind::Handle | IdentifierKind::Link, _) => Strength::Weak,
    }
}

/// Whether an identifier is that of somebody the user knows, or she or they wrote it first.
pub(super) fn is_ours(
    people: &[Person],
    uses: &super::gather::IdentifierUses,
    pair: (Person, Person),
) -> bool {
    let of = |one: &Use| people[one.account as usize];
    let ours = |one: &&Use| {
        let person = of(one);
        person.who != Who::Unknown && !person.is_one_of(pair.0, pair.1)
    };
    if uses.0.0.iter().any(|one| ours(&one)) {
        return true;
    }
    let first = |one: &Use| one.first().map_or(i64::MAX, |at| at.0);
    let all = || uses.0.0.iter().chain(&uses.1.0);
    let theirs = all()
        .filter(|one| !ours(one))
        .map(first)
        .min()
        .unwrap_or(i64::MAX);
    uses.1.0.iter().filter(ours).any(|one| first(one) <= theirs)
}

impl<'g> Weighed<'g> {
    /// Compares every two accounts of nobody the user knows, and of different people as a yardstick.
    /// Call [`Gathered::compare`] before. `styles` is how the accounts write, where that was compared.
    pub fn new(gathered: &'g Gathered, view: &View<'_>, styles: Option<&'g Styles>) -> Self {
        let people: Vec<Person> = gathered
            .accounts
            .iter()
            .map(|seen| {
                let owners = Person {
                    who: Who::Me,
                    person: None,
                };
                (view.who)(&seen.key).unwrap_or(if seen.is_owners {
                    owners
                } else {
                    Person::default()
                })
            })
            .collect();
        let families = templates::families(gathered, &people, view.public);
        let follows = rhythm::follows(gathered);
        let orders = rhythm::same_orders(gathered, &people);
        let after_blocks = rhythm::after_blocks(gathered, &people, &follows);
        let known = gathered.accounts.iter().zip(&people);
        let known = known.filter(|(_, person)| person.who != Who::Unknown);
        let ours = known
            .flat_map(|(seen, _)| gathered.identifiers_of(&seen.account))
            .collect();
        let mut weighed = Self {
            ours,
            gathered,
            names: view.names.to_vec(),
            families,
            follows,
            orders,
            pictures: view.pictures.to_vec(),
            styles,
            scores: BTreeMap::new(),
            after_blocks,
            searched: Searched::default(),
            families_of: BTreeMap::new(),
            identifiers_of: BTreeMap::new(),
            people,
        };
        weighed.score_texts();
        weighed.score_identifiers();
        weighed.score_pictures();
        weighed.score_rhythm();
        weighed.score_talks();
        weighed.score_style();
        weighed.count();
        weighed
    }

    /// Whether two accounts are compared: nobody's the user knows, or of two different people.
    fn is_compared(&self, one: u32, other: u32) -> bool {
        let (one, other) = (self.people[one as usize], self.people[other as usize]);
        one.who == Who::Unknown && other.who == Who::Unknown || one.differs(other)
    }

    fn score_texts(&mut self) {
        let mut best: Vec<((u32, u32), u8)> = Vec::new();
        for (number, family) in self.families.iter().enumerate() {
            best.clear();
            templates::each_pair(self.gathered, family, &mut |one, other| {
                let pair = key(one.1.account, other.1.account);
                if !self.is_compared(pair.0, pair.1) {
                    return;
                }
                let shared = templates::weigh(self.gathered, family, &self.people, one, other);
                best.push((pair, shared.strength.map_or(0, worth)));
            });
            best.sort_unstable();
            for (nth, (pair, strength)) in best.iter().enumerate() {
                // The last of a pair is its best.
                if best.get(nth + 1).is_some_and(|(next, _)| next == pair) {
                    continue;
                }
                if *strength > 0 {
                    let score = self.scores.entry(*pair).or_default();
                    score.texts = score.texts.saturating_add(1);
                    score.strong_texts =
                        score.strong_texts.saturating_add(u16::from(*strength == 3));
                }
            }
            let accounts: BTreeSet<u32> = family
                .texts
                .iter()
                .flat_map(|text| {
                    self.gathered.texts[*text as usize]
                        .uses
                        .0
                        .iter()
                        .map(|one| one.account)
                })
                .collect();
            for account in accounts {
                self.families_of
                    .entry(account)
                    .or_default()
                    .push(number as u32);
            }
        }
    }

    fn score_identifiers(&mut self) {
        let gathered = self.gathered;
        for (identifier, uses) in &gathered.identifiers {
            let accounts: BTreeSet<u32> = uses
                .0
                .0
                .iter()
                .chain(&uses.1.0)
                .map(|one| one.account)
                .collect();
            if accounts.len() < 2 {
                continue;
            }
            let own = |account: u32| uses.0.of(account as usize).is_some();
            for one in &accounts {
                self.identifiers_of
                    .entry(*one)
                    .or_default()
                    .push(identifier);
                for other in accounts.range(one + 1..) {
                    let pair = (self.people[*one as usize], self.people[*other as usize]);
                    let ours = pair.0.who == Who::Unknown && self.ours.contains(identifier);
                    if self.is_compared(*one, *other) && !ours && !is_ours(&self.people, uses, pair)
                    {
                        let strength = identifier_strength(identifier, (own(*one), own(*other)));
                        let score = self.scores.entry(key(*one, *other)).or_default();
                        score.put(Channel::Identifier, strength);
                    }
                }
            }
        }
    }

    /// Whether the user, or somebody she knows, has this picture too.
    pub(super) fn is_known_picture(&self, digest: &Digest) -> bool {
        let known = |digest: &Digest| {
            let uses = self.gathered.pictures.get(digest);
            let mut all = uses.into_iter().flat_map(|uses| &uses.0);
            all.any(|one| self.people[one.account as usize].who != Who::Unknown)
        };
        known(digest)
            || self.pictures.iter().any(|(one, other, distance)| {
                *distance <= super::pdq::MATCH
                    && (one == digest && known(other) || other == digest && known(one))
            })
    }

    /// Every two accounts that share a picture, with the pictures and the distance of their hashes.
    pub(super) fn shared_pictures(&self) -> Vec<((u32, u32), Alike)> {
        let mut out = Vec::new();
        let empty = super::gather::Uses::default();
        let of = |digest: &Digest| self.gathered.pictures.get(digest).unwrap_or(&empty);
        for (digest, uses) in &self.gathered.pictures {
            for (nth, one) in uses.0.iter().enumerate() {
                for other in &uses.0[nth + 1..] {
                    out.push((key(one.account, other.account), (*digest, *digest, 0)));
                }
            }
        }
        for (first, second, distance) in &self.pictures {
            for one in &of(first).0 {
                for other in &of(second).0 {
                    if one.account != other.account {
                        out.push((
                            key(one.account, other.account),
                            (*first, *second, *distance),
                        ));
                    }
                }
            }
        }
        out
    }

    fn score_pictures(&mut self) {
        for ((one, other), (first, second, distance)) in self.shared_pictures() {
            let known = self.is_known_picture(&first) || self.is_known_picture(&second);
            if self.is_compared(one, other) && !known {
                let strength = if distance <= super::pdq::MATCH {
                    Strength::Middling
                } else {
                    Strength::Weak
                };
                let score = self.scores.entry((one, other)).or_default();
                score.put(Channel::Picture, strength);
            }
        }
    }

    fn score_rhythm(&mut self) {
        for follows in &self.follows {
            let pair = key(follows.before, follows.after);
            if self.is_compared(pair.0, pair.1) {
                let strength = if follows.is_block {
                    Strength::Middling
                } else {
                    Strength::Weak
                };
                self.scores
                    .entry(pair)
                    .or_default()
                    .put(Channel::Rhythm, strength);
            }
        }
        for order in &self.orders {
            let enough = order.friends.len() >= rhythm::ENOUGH_FRIENDS;
            let strength = if enough {
                Strength::Middling
            } else {
                Strength::Weak
            };
            let pair = key(order.accounts.0, order.accounts.1);
            self.scores
                .entry(pair)
                .or_default()
                .put(Channel::Rhythm, strength);
        }
    }

    /// Style is at most middling, which is half of what a proposal needs: never alone enough for one. What
    /// speaks for two people is told and takes nothing away, since one person's threats and small talk differ.
    fn score_style(&mut self) {
        for (pair, found) in self.styles.into_iter().flat_map(Styles::supported) {
            let pair = key(pair.0 as u32, pair.1 as u32);
            if found.log10_lr > 0.0 && self.is_compared(pair.0, pair.1) {
                let score = self.scores.entry(pair).or_default();
                score.put(Channel::Style, found.strength());
            }
        }
    }

    /// Texts that more than one account wrote, or nearly: no sign of anybody's own way of writing.
    pub(super) fn template_texts(&self) -> BTreeSet<u32> {
        let all = self.families.iter();
        all.flat_map(|family| &family.texts).copied().collect()
    }

    /// Pairs that are tied by something harder than style: proposed, or addressed by the same thing, or one
    /// person's as the user says.
    pub(super) fn tied_by_more_than_style(&self) -> impl Iterator<Item = (usize, usize)> {
        let scored = self.scores.iter().filter(|(_, score)| {
            let without = Score {
                style: 0,
                ..**score
            };
            without.level() == Level::Proposed || score.identifiers >= worth(Strength::Middling)
        });
        let mut by_person: BTreeMap<Person, Vec<usize>> = BTreeMap::new();
        for (at, person) in self.people.iter().enumerate() {
            if person.who != Who::Unknown {
                by_person.entry(*person).or_default().push(at);
            }
        }
        let own = by_person.into_values().flat_map(|accounts| {
            let pairs = accounts.clone().into_iter().enumerate();
            pairs.flat_map(move |(nth, one)| {
                let others = accounts[nth + 1..].to_vec();
                others.into_iter().map(move |other| (one, other))
            })
        });
        scored
            .map(|(pair, _)| (pair.0 as usize, pair.1 as usize))
            .chain(own)
    }

    /// Accounts that write in one conversation: two people do, and one person seldom does.
    fn score_talks(&mut self) {
        for members in self.gathered.talks.values() {
            if members.len() > MOST_IN_TALK {
                continue;
            }
            for one in members {
                for other in members.range(one + 1..) {
                    if let Some(score) = self.scores.get_mut(&(*one, *other)) {
                        score.against = 1;
                    }
                }
            }
        }
    }

    fn count(&mut self) {
        let wrote = |at: &usize| self.gathered.accounts[*at].events > 0;
        let all: Vec<usize> = (0..self.people.len()).filter(wrote).collect();
        let unknown = all
            .iter()
            .filter(|at| self.people[**at].who == Who::Unknown)
            .count() as u64;
        let known: Vec<Person> = all
            .iter()
            .map(|at| self.people[*at])
            .filter(|person| person.who != Who::Unknown)
            .collect();
        let mut different = 0;
        for (nth, one) in known.iter().enumerate() {
            different += known[nth + 1..]
                .iter()
                .filter(|other| one.differs(**other))
                .count() as u64;
        }
        let mut searched = Searched {
            accounts: unknown,
            pairs: unknown * unknown.saturating_sub(1) / 2,
            different,
            ..Searched::default()
        };
        for (pair, score) in &self.scores {
            if score.level() == Level::Proposed {
                if self.people[pair.0 as usize].who == Who::Unknown {
                    searched.proposed += 1;
                } else {
                    searched.different_proposed += 1;
                }
            }
        }
        self.searched = searched;
    }

    /// How much was searched, and how the yardstick came out.
    pub fn searched(&self) -> Searched {
        self.searched
    }

    /// Blocks, how many of them a new account followed within the hour, and the part of the time, in
    /// thousandths, in which one would begin within an hour of a block by chance.
    pub fn after_blocks(&self) -> Option<(u64, u64, u64)> {
        self.after_blocks
    }

    /// Whose an account is.
    pub fn person(&self, account: usize) -> Person {
        self.people.get(account).copied().unwrap_or_default()
    }

    /// What the comparison makes of two accounts.
    pub fn level(&self, one: usize, other: usize) -> Level {
        let score = self.scores.get(&key(one as u32, other as u32));
        let compared = score.filter(|_| self.is_compared(one as u32, other as u32));
        compared.map_or(Level::Nothing, |score| score.level())
    }

    /// Every two accounts of nobody known that are tied or proposed, by number.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize, Level)> {
        let unknown = |at: u32| self.people[at as usize].who == Who::Unknown;
        self.scores
            .iter()
            .filter(move |(pair, _)| unknown(pair.0) && unknown(pair.1))
            .map(|(pair, score)| (pair.0 as usize, pair.1 as usize, score.level()))
            .filter(|(.., level)| *level != Level::Nothing)
    }

    /// Groups in which every two accounts are tied by grounds of their own, as `is_tied` says: nothing
    /// follows from a third. Largest first; an account stands in one at most.
    pub fn groups(&self, is_tied: &dyn Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = (0..self.people.len())
            .filter(|at| {
                self.people[*at].who == Who::Unknown && self.gathered.accounts[*at].events > 0
            })
            .collect();
        order.sort_by_key(|at| {
            (
                self.gathered.accounts[*at]
                    .first
                    .map_or(i64::MAX, |(first, _)| first.0),
                *at,
            )
        });
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for account in order {
            let fits = |group: &&mut Vec<usize>| group.iter().all(|other| is_tied(*other, account));
            let largest = groups
                .iter_mut()
                .filter(fits)
                .max_by_key(|group| group.len());
            match largest {
                Some(group) => group.push(account),
                None => groups.push(vec![account]),
            }
        }
        groups.retain(|group| group.len() > 1);
        groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
        groups
    }
}
