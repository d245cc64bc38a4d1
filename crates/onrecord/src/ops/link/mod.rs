//! What connects accounts of a case, and what speaks against it: the comparison over the whole index,
//! what a person decides of it, and what a person marks. The rules of the comparison stand in
//! `onrecord_analysis::link`.

mod decide;
mod dossier;
mod pictures;
pub mod sheets;
#[cfg(test)]
mod tests;

pub use decide::{
    NoticeWords, decide, is_day, known_line, notice, standing_lines, standing_notices, take_back,
    undo,
};
pub use dossier::{
    Amount, ChannelRow, Channels, StyleFigures, hours_of, pairs_of, style_figures, together_says,
};

use crate::ops::case::Case;
use crate::ops::zone::{Zone, typed_span};
use crate::ops::{OpError, OpResult, find};
use onrecord_analysis::link::{
    About, Bearing, Channel, Gathered, Ground, Home, Level, PairDossier, Person, PublicLine, Seen,
    Strength, Styles, View, Weighed, Who,
};
use onrecord_analysis::style::{Calibration, NotCompared};
use onrecord_model::linkage::{LinkDecided, LinkDecision, Points};
use onrecord_model::statement::Role;
use onrecord_model::{AccountKey, Digest, EventId, Instant};
use onrecord_vault::index::{EventNumber, Filter, Times};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// What is said while the comparison goes on; an error stops it.
pub type Progress<'p> = &'p mut dyn FnMut(&str) -> OpResult<()>;

/// Everything that was gathered from a case, ready to be weighed.
pub struct Linkage {
    gathered: Gathered,
    zone: Zone,
    pictures: Vec<(Digest, Digest, u32)>,
    hashes: pictures::Hashes,
    /// Pictures that were hashed, and those that could not be or say nothing.
    pub pictures_hashed: (u64, u64),
    /// How the accounts write; `None` where that could not be compared.
    styles: Option<Styles>,
    /// Why the ways of writing were not compared, where they were not.
    pub styles_trouble: Option<String>,
    /// By the accounts that were taken together, first to last.
    together: Mutex<BTreeMap<Vec<usize>, Option<Arc<Styles>>>>,
    /// Numbers of the events that marks name.
    named: BTreeMap<EventId, u64>,
    basis: Basis,
}

/// What a comparison rests on: while it is the same, so is the comparison. Decisions are no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Basis {
    events: u64,
    readings: Vec<(u64, String)>,
    zone: String,
    people: BTreeMap<AccountKey, Person>,
    lines: Vec<(Box<str>, Box<str>)>,
    named: BTreeSet<EventId>,
}

impl Basis {
    fn of(case: &Case) -> OpResult<Self> {
        let readings = case.index.reads()?.into_iter();
        let marks = standing_notices(case);
        Ok(Self {
            events: case.index.len()?,
            readings: readings.map(|read| (read.number.0, read.source)).collect(),
            zone: find::zone(case)?.name().into(),
            people: people(case),
            lines: standing_lines(case)
                .map(|line| (line.said.line.clone(), line.said.from.clone()))
                .collect(),
            named: marks
                .flat_map(|marked| marked.said.events.iter().copied())
                .collect(),
        })
    }
}

/// The comparison that was made while this case is open, where it still holds.
///
/// # Errors
/// The index cannot be read.
pub fn standing(case: &Case) -> OpResult<Option<Arc<Linkage>>> {
    let Some(found) = case.linkage.borrow().clone() else {
        return Ok(None);
    };
    Ok((found.basis == Basis::of(case)?).then_some(found))
}

/// The comparison: the one that stands, or made now and kept while the case is open.
///
/// # Errors
/// The index cannot be read, or it was stopped.
pub fn compared(case: &Case, progress: Progress<'_>) -> OpResult<Arc<Linkage>> {
    if let Some(found) = standing(case)? {
        return Ok(found);
    }
    // What no longer holds is let go before its successor is made, but for what a picture's bytes give.
    let before = case.linkage.replace(None);
    let hashes = before.map_or_else(pictures::Hashes::new, |before| before.hashes.clone());
    let made = Arc::new(Linkage::of(case, &hashes, progress)?);
    case.linkage.replace(Some(Arc::clone(&made)));
    Ok(made)
}

/// Events at one place that are looked at for one that a mark names.
const MOST_AT_ONE_PLACE: u64 = 8;

impl Linkage {
    /// Walks the case once, and compares texts and pictures. Each event counts once.
    ///
    /// # Errors
    /// The index cannot be read, or it was stopped.
    fn of(case: &Case, hashes: &pictures::Hashes, progress: Progress<'_>) -> OpResult<Self> {
        let zone = find::zone(case)?;
        let basis = Basis::of(case)?;
        let mut gathered = Gathered::new(Home::of_zone(zone.name()));
        let wanted = basis.named.clone();
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
                let hour = at.map(|at| weekday_and_hour(zone.wall_of(at).0));
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
            hashes: pictures::Hashes::new(),
            pictures_hashed: (0, 0),
            styles: None,
            styles_trouble: None,
            together: Mutex::default(),
            named,
            basis,
        };
        pictures::compare(case, &mut linkage, hashes, progress)?;
        let weighed = linkage.weighed(case);
        let (styles, trouble) = told(progress, |calibration, go_on| {
            Styles::compare(&weighed, calibration, go_on)
        })?;
        (linkage.styles, linkage.styles_trouble) = (styles, trouble);
        Ok(linkage)
    }

    /// How the accounts write, where that could be compared.
    pub fn styles(&self) -> Option<&Styles> {
        self.styles.as_ref()
    }

    /// The comparison of styles with those accounts taken as one of which the user confirmed every pair;
    /// kept for the next time. `None` where that cannot be compared.
    ///
    /// # Errors
    /// It was stopped.
    pub fn together(
        &self,
        weighed: &Weighed<'_>,
        accounts: &[usize],
        progress: Progress<'_>,
    ) -> OpResult<Option<Arc<Styles>>> {
        if let Some(known) = self.known_together(accounts) {
            return Ok(known);
        }
        let (styles, _) = told(progress, |calibration, go_on| {
            Styles::together(weighed, accounts, calibration, go_on)
        })?;
        let styles = styles.map(Arc::new);
        let mut kept = self.together.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(accounts.to_vec(), styles.clone());
        Ok(styles)
    }

    /// The same, where it was made before.
    pub fn known_together(&self, accounts: &[usize]) -> Option<Option<Arc<Styles>>> {
        let kept = self.together.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(accounts).cloned()
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
                clock: &|at| self.clock(at),
            },
            self.styles.as_ref(),
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

/// Runs a comparison of styles and tells how far it is. What cannot be compared is said, and the other
/// channels stand.
fn told<T>(
    progress: Progress<'_>,
    compare: impl FnOnce(&Calibration, &mut dyn FnMut(f32) -> bool) -> Result<T, NotCompared>,
) -> OpResult<(Option<T>, Option<String>)> {
    let not = |error: &dyn std::fmt::Display| {
        Some(format!("Ways of writing were not compared: {error}."))
    };
    let calibration = match Calibration::shipped() {
        Ok(calibration) => calibration,
        Err(error) => return Ok((None, not(&error))),
    };
    let mut stopped = Ok(());
    let mut percent = u8::MAX;
    let found = compare(&calibration, &mut |done| {
        let now = (done * 100.0) as u8;
        if now != percent {
            percent = now;
            stopped = progress(&format!("Ways of writing: {now} %"));
        }
        stopped.is_ok()
    });
    stopped?;
    match found {
        Ok(found) => Ok((Some(found), None)),
        Err(NotCompared::Stopped) => Err(OpError::Interrupted),
        Err(error) => Ok((None, not(&error))),
    }
}

/// Monday is 0. Of what the clock showed, in microseconds since 1970.
pub fn weekday_and_hour(clock: i64) -> (u8, u8) {
    const HOUR: i64 = 3_600_000_000;
    let (day, hour) = (
        clock.div_euclid(24 * HOUR),
        clock.rem_euclid(24 * HOUR) / HOUR,
    );
    // 1 January 1970 was a Thursday.
    ((day + 3).rem_euclid(7) as u8, hour as u8)
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

/// The most accounts of a group of which the user confirmed every pair; empty where there are none.
pub fn confirmed(case: &Case, linkage: &Linkage, group: &[usize]) -> Vec<usize> {
    let key = |at: usize| &linkage.accounts()[at].key;
    let mut best: Vec<usize> = Vec::new();
    for first in group {
        let mut all = vec![*first];
        for other in group {
            let is_confirmed =
                |one: &usize| decision(case, key(*one), key(*other)) == LinkDecision::Confirmed;
            if other != first && all.iter().all(is_confirmed) {
                all.push(*other);
            }
        }
        if all.len() > best.len().max(1) {
            best = all;
        }
    }
    best.sort_unstable();
    best
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
