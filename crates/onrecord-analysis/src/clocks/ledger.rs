//! Clocks that count from the ledger: steps, answers and promises. Which entry answers which is
//! either said by the user or taken from the order of days.

use super::{CaseDays, Clock, LedgerDays, State};
use crate::Day;
use crate::law::{Law, MetBy, Rule, WhichDay};
use onrecord_model::statement::Happening;

/// One clock for each entry that the rule counts from.
pub fn clocks(law: &Law, rule: &Rule, case: &CaseDays, on: Day) -> Vec<Clock> {
    case.ledger
        .iter()
        .filter(|entry| is_of(entry, rule.happenings()) && rule.is_about(entry.body))
        .filter(|entry| answers_as_wanted(law, rule, case, entry))
        .map(|entry| clock(law, rule, case, entry, on))
        .collect()
}

fn is_of(entry: &LedgerDays, mut kinds: impl Iterator<Item = Happening>) -> bool {
    entry
        .happening
        .is_some_and(|own| kinds.any(|kind| kind == own))
}

fn answers_as_wanted(law: &Law, rule: &Rule, case: &CaseDays, entry: &LedgerDays) -> bool {
    rule.answers().next().is_none()
        || answered(law, case, entry).is_some_and(|earlier| is_of(earlier, rule.answers()))
}

/// The entry that `entry` answers: the one it names, or the last before it that something of its
/// kind can answer, of the same body if there is one.
fn answered<'c>(law: &Law, case: &'c CaseDays, entry: &LedgerDays) -> Option<&'c LedgerDays> {
    if let Some(named) = &entry.answers {
        return case
            .ledger
            .iter()
            .find(|earlier| earlier.reference.eq_ignore_ascii_case(named));
    }
    let told = entry.told?;
    let can: Vec<Happening> = law
        .rules
        .iter()
        .filter(|rule| is_of(entry, rule.closed_by()))
        .flat_map(Rule::happenings)
        .collect();
    let before = |same_body: bool| {
        case.ledger
            .iter()
            .filter(|earlier| is_of(earlier, can.iter().copied()))
            .filter(|earlier| earlier.reference != entry.reference)
            .filter(|earlier| !same_body || earlier.body_name == entry.body_name)
            .filter_map(|earlier| Some((earlier.told?, earlier)))
            .filter(|(day, _)| *day <= told)
            .max_by_key(|(day, _)| *day)
            .map(|(_, earlier)| earlier)
    };
    before(true).or_else(|| before(false))
}

fn clock(law: &Law, rule: &Rule, case: &CaseDays, entry: &LedgerDays, on: Day) -> Clock {
    let mut clock = Clock::of(law, rule);
    clock.inputs.push(entry.reference.clone());
    if !rule.applies {
        clock.state = State::DoesNotApply;
        clock.counted.clone_from(&rule.otherwise);
        return clock;
    }
    if rule.needs().next().is_some() {
        let needed = case.ledger.iter().find(|other| {
            is_of(other, rule.needs())
                && match (other.done(), entry.told) {
                    (Some(needed), Some(told)) => needed <= told,
                    _ => true,
                }
        });
        match needed {
            Some(needed) => clock.inputs.push(needed.reference.clone()),
            None => {
                clock.state = State::DoesNotApply;
                clock.counted.clone_from(&rule.otherwise);
                return clock;
            }
        }
    }
    let from = match rule.day {
        WhichDay::Told => entry.told,
        WhichDay::Happened => entry.happened,
        WhichDay::Earlier => [entry.told, entry.happened].into_iter().flatten().min(),
    };
    let Some(from) = from else {
        clock.counted = if rule.missing.is_empty() {
            "The day is not known.".into()
        } else {
            rule.missing.clone()
        };
        return clock;
    };
    clock.run(law, rule, case, from, on);
    let closer = case
        .ledger
        .iter()
        .filter(|other| is_of(other, rule.closed_by()))
        .filter(|other| {
            answered(law, case, other).is_some_and(|earlier| earlier.reference == entry.reference)
        })
        .filter_map(|other| Some((other.told?, other)))
        .min_by_key(|(day, _)| *day);
    let met = match rule.met_by {
        Some(MetBy::Told) => entry.told,
        Some(MetBy::Acknowledged) => entry.acknowledged,
        None => None,
    };
    let done = [met, closer.map(|(day, _)| day)]
        .into_iter()
        .flatten()
        .min();
    if let Some((_, other)) = closer {
        clock.inputs.push(other.reference.clone());
    }
    if let (Some(due), Some(done)) = (clock.due, done) {
        clock.stand(due, Some(done), on);
    }
    clock
}

/// A promise in one line; the ledger has the whole of it.
fn clip(text: &str) -> String {
    const MOST: usize = 160;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let cut: String = line.chars().take(MOST).collect();
    format!("{cut} …")
}

/// One clock for each promise.
pub fn promises(law: &Law, rule: &Rule, case: &CaseDays, on: Day) -> Vec<Clock> {
    let promised = case
        .ledger
        .iter()
        .filter(|entry| !entry.promised.is_empty());
    promised
        .map(|entry| {
            let mut clock = Clock::of(law, rule);
            clock.inputs.push(entry.reference.clone());
            clock.from = entry.told;
            match entry.due {
                Some(due) => {
                    clock.counted = format!(
                        "{} promised “{}” by {} ({}).",
                        entry.body_name,
                        clip(&entry.promised),
                        due.words(),
                        entry.reference
                    );
                    clock.stand(due, entry.kept, on);
                }
                None if entry.kept.is_some() => {
                    clock.counted = format!(
                        "{} promised “{}”. It was done; no day had been given.",
                        entry.body_name,
                        clip(&entry.promised)
                    );
                    clock.state = State::Met;
                }
                None => {
                    clock.counted = format!(
                        "{} promised “{}”. {}",
                        entry.body_name,
                        clip(&entry.promised),
                        rule.missing
                    );
                }
            }
            clock
        })
        .collect()
}
