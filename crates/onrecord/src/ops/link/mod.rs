//! What connects accounts of a case, and what speaks against it: the comparison over the whole index,
//! what a person decides of it, and what a person marks. The rules of the comparison stand in
//! `onrecord_analysis::link`.

mod decide;
mod pictures;
#[cfg(test)]
mod tests;

pub use decide::{NoticeWords, decide, known_line, notice, standing_lines, standing_notices, undo};

use crate::ops::case::Case;
use crate::ops::zone::{Zone, typed_span};
use crate::ops::{OpError, OpResult, find};
use onrecord_analysis::link::{
    About, Bearing, Channel, Found, Gathered, Ground, Home, Level, PairDossier, Person, PublicLine,
    Seen, Strength, View, Weighed, Who,
};
use onrecord_model::linkage::{LinkDecided, LinkDecision, Points};
use onrecord_model::statement::Role;
use onrecord_model::{AccountKey, Digest, EventId, Instant};
use onrecord_vault::index::{EventNumber, Filter, Times};
use std::collections::{BTreeMap, BTreeSet};

/// What is said while the comparison goes on; an error stops it.
pub type Progress<'p> = &'p mut dyn FnMut(&str) -> OpResult<()>;

/// Everything that was gathered from a case, ready to be weighed.
pub struct Linkage {
    gathered: Gathered,
    zone: Zone,
    pictures: Vec<(Digest, Digest, u32)>,
    /// Pictures that were hashed, and those that could not be or say nothing.
    pub pictures_hashed: (u64, u64),
    found: Vec<Found>,
    /// Numbers of the events that marks name.
    named: BTreeMap<EventId, u64>,
}

/// Events at one place that are looked at for one that a mark names.
const MOST_AT_ONE_PLACE: u64 = 8;

impl Linkage {
    /// Walks the case once, and compares texts and pictures. Each event counts once.
    ///
    /// # Errors
    /// The index cannot be read, or it was stopped.
    pub fn of(case: &Case, progress: Progress<'_>) -> OpResult<Self> {
        let zone = find::zone(case)?;
        let mut gathered = Gathered::new(Home::of_zone(zone.name()));
        let wanted: BTreeSet<EventId> = standing_notices(case)
            .flat_map(|marked| marked.said.events.iter().copied())
            .collect();
        let mut named = BTreeMap::new();
        let mut seen = 0_u64;
        for times in [Times::Dated, Times::UndatedOnly] {
            let filter = Filter {
                once: true,
                times,
                ..Filter::default()
            };
            find::walk(case, &filter, None, 0, &mut |row| {
                let at = row.sort_key.instant();
                let hour = at.map(|at| zone.wall_of(at).fields().3);
                gathered.see(row.number.0, &row.event, at, hour);
                if let Some((exhibit, _)) = row.exhibit.as_ref().filter(|_| !wanted.is_empty()) {
                    let (locator, kind) = (&row.event.locator, row.event.kind.name());
                    for ordinal in 0..MOST_AT_ONE_PLACE {
                        let id = EventId::new(exhibit, locator, kind, ordinal);
                        if wanted.contains(&id) {
                            named.entry(id).or_insert(row.number.0);
                        }
                    }
                }
                seen += 1;
                if seen.is_multiple_of(20_000) {
                    progress(&format!("{seen} events looked at"))?;
                }
                Ok(())
            })?;
        }
        progress("Comparing texts")?;
        gathered.compare();
        let mut linkage = Self {
            gathered,
            zone,
            pictures: Vec::new(),
            pictures_hashed: (0, 0),
            found: Vec::new(),
            named,
        };
        pictures::compare(case, &mut linkage, progress)?;
        Ok(linkage)
    }

    /// What was gathered.
    pub fn gathered(&self) -> &Gathered {
        &self.gathered
    }

    /// The accounts, by index.
    pub fn accounts(&self) -> &[Seen] {
        self.gathered.accounts()
    }

    /// An instant as the case's clock shows it.
    pub fn clock(&self, at: Instant) -> String {
        let wall = self.zone.wall_of(at).to_string().replace('T', " ");
        wall.get(..16).unwrap_or(&wall).to_owned()
    }

    /// Weighs what was gathered by what the user has said so far of who is who, and of lines that became
    /// known. It knows no decision on a pair.
    pub fn weighed(&self, case: &Case) -> Weighed<'_> {
        let of = people(case);
        let names = names(case);
        let lines: Vec<PublicLine> = standing_lines(case)
            .filter_map(|line| {
                let (first, _) = typed_span(&line.said.from)?;
                Some(PublicLine {
                    words: line.said.line.to_string(),
                    from: self.zone.instant_of(first),
                })
            })
            .collect();
        Weighed::new(
            &self.gathered,
            &View {
                who: &|key| of.get(key).copied(),
                names: &names,
                public: &lines,
                pictures: &self.pictures,
                found: &self.found,
                clock: &|at| self.clock(at),
            },
        )
    }

    /// Everything that speaks for or against of two accounts: what the comparison found, then what the
    /// user noticed.
    pub fn pair(
        &self,
        case: &Case,
        weighed: &Weighed<'_>,
        one: usize,
        other: usize,
    ) -> PairDossier {
        let mut dossier = weighed.pair(one, other, &|at| self.clock(at));
        let keys = [one, other].map(|at| self.accounts().get(at).map(|seen| &seen.key));
        for noticed in standing_notices(case) {
            let about = |key: &AccountKey| noticed.said.accounts.contains(key);
            if keys.into_iter().flatten().filter(|key| about(key)).count() < 2 {
                continue;
            }
            dossier.grounds.push(Ground {
                channel: Channel::Slip,
                bearing: match noticed.said.points {
                    Points::For => Bearing::For,
                    Points::Against => Bearing::Against,
                },
                about: About::Authorship,
                strength: Strength::Middling,
                says: format!("You noticed: {}", noticed.said.words),
                quotes: Vec::new(),
                rarity: None,
                events: noticed
                    .said
                    .events
                    .iter()
                    .filter_map(|id| self.named.get(id).copied())
                    .collect(),
                of_events: noticed.said.events.len() as u64,
            });
        }
        dossier
    }

    /// The index of the one account that was typed.
    ///
    /// # Errors
    /// There is none, or there are several.
    pub fn account(&self, case: &Case, typed: &str) -> OpResult<usize> {
        let rows = find::find_accounts(case, typed)?;
        match rows.as_slice() {
            [row] => self
                .gathered
                .account(&AccountKey(row.key.as_str().into()))
                .ok_or_else(|| {
                    OpError::Other(format!("Nothing that \"{typed}\" did is in this case."))
                }),
            several => {
                let keys: Vec<&str> = several.iter().map(|row| row.key.as_str()).collect();
                Err(OpError::Other(format!(
                    "\"{typed}\" can be {}. Say which one by its whole key.",
                    keys.join(" or ")
                )))
            }
        }
    }
}

/// Whose each account is, as the user says.
fn people(case: &Case) -> BTreeMap<AccountKey, Person> {
    let mut of = BTreeMap::new();
    for (number, person) in case.state.persons.iter().enumerate() {
        let person = person.now();
        let who = match person.role {
            Role::Me => Who::Me,
            Role::Known => Who::Known,
            Role::NotKnown => Who::Unknown,
        };
        for key in &person.accounts {
            let number = (who == Who::Known).then_some(number);
            of.insert(
                key.clone(),
                Person {
                    who,
                    person: number,
                },
            );
        }
    }
    of
}

/// Names of the user and of people she knows.
fn names(case: &Case) -> Vec<String> {
    let mut names = vec![case.state.owner.clone()];
    for person in case.state.persons.iter().map(|versions| versions.now()) {
        if person.role != Role::NotKnown && !names.iter().any(|name| **name == *person.name) {
            names.push(person.name.to_string());
        }
    }
    names
}

/// Groups of accounts of which every two are proposed and not rejected, or confirmed: nothing follows from
/// a third. The largest first.
pub fn groups(case: &Case, linkage: &Linkage, weighed: &Weighed<'_>) -> Vec<Vec<usize>> {
    let key = |at: usize| &linkage.accounts()[at].key;
    weighed.groups(&|one, other| match decision(case, key(one), key(other)) {
        LinkDecision::Confirmed => true,
        LinkDecision::Rejected => false,
        LinkDecision::Open => weighed.level(one, other) == Level::Proposed,
    })
}

/// What was decided of two accounts, if anything.
pub fn decided<'c>(
    case: &'c Case,
    one: &AccountKey,
    other: &AccountKey,
) -> Option<&'c LinkDecided> {
    let keys = decide::ordered(one, other);
    let all = case.state.links.iter().map(|versions| versions.now());
    all.into_iter().find(|link| link.accounts == keys)
}

/// The decision on a pair that stands.
pub fn decision(case: &Case, one: &AccountKey, other: &AccountKey) -> LinkDecision {
    decided(case, one, other).map_or(LinkDecision::Open, |link| link.decision)
}

/// The number of an event's record, as `e123`.
pub fn event_name(number: u64) -> String {
    format!("e{}", EventNumber(number).0)
}
