//! Clocks: each rule of the law against what is known, as it stands on one day.
//!
//! Always the worst case: for a day by which something must be done, the earliest; of an incident
//! whose day is a range, its earliest day. Of several incidents the last counts, so that a later
//! incident never shortens a clock.

mod count;
mod facts;
mod ledger;

pub use count::{Counted, count, still_open_from};
pub use facts::{CaseDays, IncidentDays, LastContact, LedgerDays};

use crate::Day;
use crate::law::{CountsFrom, Law, Rule, Source};
use onrecord_model::statement::Happening;

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Still to come, or today.
    Running,
    /// The day has passed, and nothing says that it was kept.
    Passed,
    /// Something is missing; the clock says what.
    Unknown,
    /// The rule does not apply here; the clock says why and where to turn.
    DoesNotApply,
    /// It was done, but late.
    MetLate,
    /// It was done in time.
    Met,
    /// There is no day to keep.
    NoLimit,
}

impl State {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Passed => "passed",
            Self::Unknown => "unknown",
            Self::DoesNotApply => "does-not-apply",
            Self::MetLate => "done-late",
            Self::Met => "done",
            Self::NoLimit => "no-limit",
        }
    }
}

/// One clock, with everything that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The rule's id.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// The rule in plain words.
    pub says: String,
    /// Who must act.
    pub who: String,
    /// How it was counted here.
    pub counted: String,
    /// What it was counted from and what else was used: `I-5`, `L-2`.
    pub inputs: Vec<String>,
    /// The day it is counted from.
    pub from: Option<Day>,
    /// The last day.
    pub due: Option<Day>,
    /// The last day whatever else holds, where a rule has such a bound.
    pub outer: Option<Day>,
    /// How it stands.
    pub state: State,
    /// Days left; below 0 once it has passed.
    pub days_left: Option<i64>,
    /// What would change it.
    pub changes: Vec<String>,
    /// Whether a charge can lapse by it, and for which offences.
    pub charge: Option<String>,
    /// Whether it is only reported.
    pub weak: bool,
    /// Where it stands.
    pub source: Source,
    /// Further sources.
    pub also: Vec<Source>,
    /// When that was read.
    pub read: Day,
}

impl Clock {
    fn of(law: &Law, rule: &Rule) -> Self {
        Self {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            says: rule.says.clone(),
            who: rule.who.clone(),
            counted: String::new(),
            inputs: Vec::new(),
            from: None,
            due: None,
            outer: None,
            state: State::Unknown,
            days_left: None,
            changes: rule.changes.clone(),
            charge: rule.charge.then(|| rule.offences.clone()),
            weak: rule.weak,
            source: rule.source.clone(),
            also: rule.also.clone(),
            read: law.read_on(&rule.date_read),
        }
    }

    /// Counts from `from`, for what is known to end it.
    fn run(&mut self, law: &Law, rule: &Rule, case: &CaseDays, from: Day, on: Day) {
        self.from = Some(from);
        match count(law, rule, from, case.enhanced_rights) {
            Ok(Some(counted)) => {
                let end = if counted.due < on { "ended" } else { "end" };
                self.counted = match self.inputs.first() {
                    Some(input) => {
                        format!(
                            "{} ({input}) {end} on {}.",
                            counted.words,
                            counted.due.words()
                        )
                    }
                    None => format!("{} {end} on {}.", counted.words, counted.due.words()),
                };
                if let Some(usual) = counted.usual {
                    self.say(&format!(
                        "Without counting the first day it is {}.",
                        usual.words()
                    ));
                }
                if let (Some(outer), Some(months)) = (counted.outer, rule.outer_months) {
                    self.outer = Some(outer);
                    self.say(&format!(
                        "The latest day in any case is {}. What happened before {} is older than that already.",
                        outer.words(),
                        still_open_from(on, months).words()
                    ));
                }
                self.say(&rule.why);
                self.stand(counted.due, None, on);
            }
            Ok(None) => self.state = State::NoLimit,
            Err(outside) => self.counted = outside.to_string(),
        }
    }

    fn say(&mut self, sentence: &str) {
        if !sentence.is_empty() {
            if !self.counted.is_empty() {
                self.counted.push(' ');
            }
            self.counted.push_str(sentence);
        }
    }

    /// How it stands, if what was due was done on `done`.
    fn stand(&mut self, due: Day, done: Option<Day>, on: Day) {
        self.due = Some(due);
        self.days_left = Some(due.days_since(on));
        self.state = match done {
            Some(done) if done <= due => State::Met,
            Some(_) => State::MetLate,
            None if due < on => State::Passed,
            None => State::Running,
        };
    }
}

/// The last incident, as it is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastIncident {
    /// `I-5`, or how the last recorded contact is cited.
    pub reference: String,
    /// Its day, read the earliest way.
    pub day: Day,
    /// What is not certain of that day, as a sentence; empty if nothing.
    pub doubt: String,
}

/// The last of the incidents that have an earliest day, and of the recorded contacts.
pub fn last_incident(case: &CaseDays) -> Option<LastIncident> {
    let written = last_written(case);
    match (&case.last_contact, written) {
        (Some(contact), Some(written)) if contact.day <= written.day => Some(written),
        (Some(contact), _) => Some(of_contact(contact)),
        (None, written) => written,
    }
}

fn of_contact(contact: &LastContact) -> LastIncident {
    LastIncident {
        reference: contact.reference.clone(),
        day: contact.day,
        doubt: contact.doubt.clone(),
    }
}

fn last_written(case: &CaseDays) -> Option<LastIncident> {
    let dated = case.incidents.iter().filter_map(|incident| {
        let day = incident.earliest?;
        Some((day, incident))
    });
    let (day, incident) = dated.max_by_key(|(day, _)| *day)?;
    let doubt = match incident.latest {
        Some(latest) if latest > day => format!(
            "{} can mean any day from {} to {}; the first of these is used.",
            incident.reference,
            day.words(),
            latest.words()
        ),
        _ => String::new(),
    };
    Some(LastIncident {
        reference: incident.reference.clone(),
        day,
        doubt,
    })
}

/// Every clock, the most pressing first.
pub fn compute(law: &Law, case: &CaseDays, on: Day) -> Vec<Clock> {
    let mut clocks = Vec::new();
    for rule in &law.rules {
        match rule.counts_from {
            CountsFrom::None => {
                let mut clock = Clock::of(law, rule);
                clock.state = State::NoLimit;
                clocks.push(clock);
            }
            CountsFrom::LastIncident | CountsFrom::LastContact => {
                clocks.push(from_last(law, rule, case, on));
            }
            CountsFrom::Ledger => clocks.extend(ledger::clocks(law, rule, case, on)),
            CountsFrom::Promise => clocks.extend(ledger::promises(law, rule, case, on)),
        }
    }
    clocks.sort_by_key(|clock| {
        // What ended last is worth more than what ended long ago.
        let left = clock.days_left.unwrap_or(i64::MAX);
        (clock.state, left.saturating_abs())
    });
    clocks
}

fn from_last(law: &Law, rule: &Rule, case: &CaseDays, on: Day) -> Clock {
    let mut clock = Clock::of(law, rule);
    let contact = match rule.counts_from {
        CountsFrom::LastContact => case.last_contact.as_ref().map(of_contact),
        _ => None,
    };
    let Some(last) = contact.or_else(|| last_incident(case)) else {
        clock.counted = "No incident has a day yet. Write one down with its earliest day.".into();
        return clock;
    };
    clock.inputs.push(last.reference.clone());
    clock.run(law, rule, case, last.day, on);
    clock.say(&last.doubt);
    let without = last_written(case).filter(|written| {
        rule.counts_from == CountsFrom::LastIncident && written.reference != last.reference
    });
    if let Some(written) = without
        && let Ok(Some(counted)) = count(law, rule, written.day, case.enhanced_rights)
    {
        clock.changes.insert(
            0,
            format!(
                "If only what you wrote down counts, the last is {} of {}, and the day is {}.",
                written.reference,
                written.day.words(),
                counted.due.words()
            ),
        );
    }
    let undated: Vec<&str> = case
        .incidents
        .iter()
        .filter(|incident| incident.earliest.is_none())
        .map(|incident| incident.reference.as_str())
        .collect();
    if rule.counts_from == CountsFrom::LastIncident && !undated.is_empty() {
        clock.changes.push(format!(
            "Not used, because no earliest day is known: {}.",
            undated.join(", ")
        ));
    }
    let ends: Vec<Happening> = rule.closed_by().collect();
    let done = case
        .ledger
        .iter()
        .filter(|entry| entry.happening.is_some_and(|kind| ends.contains(&kind)))
        .filter_map(|entry| Some((entry.done()?, entry)))
        .filter(|(day, _)| *day >= last.day)
        .min_by_key(|(day, _)| *day);
    if let (Some(due), Some((day, entry))) = (clock.due, done) {
        clock.inputs.push(entry.reference.clone());
        clock.stand(due, Some(day), on);
    }
    clock
}

/// The first day on which a charge can lapse, and the clock that says so.
pub fn charge_lapses(clocks: &[Clock]) -> Option<&Clock> {
    clocks
        .iter()
        .filter(|clock| clock.charge.is_some() && clock.due.is_some())
        .min_by_key(|clock| clock.due)
}
