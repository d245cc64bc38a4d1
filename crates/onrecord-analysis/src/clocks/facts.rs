//! What clocks are computed from: days of incidents, contacts and ledger entries, each as far as it
//! is known. Knows no rule.

use crate::Day;
use onrecord_model::statement::{Body, Happening, Incident, LedgerEntry};

/// An incident's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentDays {
    /// `I-3`.
    pub reference: String,
    /// The earliest day it can mean. Without one it is not counted from.
    pub earliest: Option<Day>,
    /// The latest.
    pub latest: Option<Day>,
}

impl IncidentDays {
    /// As the user wrote it. A single day is both; a last day alone says nothing of the earliest.
    pub fn of(incident: &Incident) -> Self {
        let day = |text: &Option<Box<str>>| text.as_deref().and_then(Day::parse);
        let earliest = day(&incident.from);
        Self {
            reference: incident.id.to_string(),
            earliest,
            latest: day(&incident.to).or(earliest),
        }
    }
}

/// The last contact that a record of the case shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastContact {
    /// How it is cited: "the last recorded contact".
    pub reference: String,
    /// Its day, read the earliest way.
    pub day: Day,
    /// What is not certain of that day, as a sentence; empty if nothing.
    pub doubt: String,
}

impl LastContact {
    /// The day of an instant, by UTC or by the clock of the case's zone: the earlier of the two. A
    /// call at half past midnight in summer is the day before by UTC.
    pub fn earliest_day(utc_micros: i64, zone_micros: i64) -> Day {
        Day::of_clock(utc_micros.min(zone_micros))
    }
}

/// A ledger entry's days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerDays {
    /// `L-2`.
    pub reference: String,
    /// To what kind of body.
    pub body: Body,
    /// Which one.
    pub body_name: String,
    /// What kind of step, where the user said.
    pub happening: Option<Happening>,
    /// The day of the contact.
    pub told: Option<Day>,
    /// The day on which the thing itself was done.
    pub happened: Option<Day>,
    /// The day on which it was acknowledged.
    pub acknowledged: Option<Day>,
    /// What was promised; empty if nothing.
    pub promised: String,
    /// By when.
    pub due: Option<Day>,
    /// The day on which the promise was kept.
    pub kept: Option<Day>,
    /// The entry that it answers, by reference.
    pub answers: Option<String>,
}

impl LedgerDays {
    /// As the user wrote it.
    pub fn of(entry: &LedgerEntry) -> Self {
        let day = |text: &Option<Box<str>>| text.as_deref().and_then(Day::parse);
        Self {
            reference: entry.id.to_string(),
            body: entry.body,
            body_name: entry.body_name.to_string(),
            happening: entry.happening,
            told: Day::parse(&entry.date),
            happened: day(&entry.happened),
            acknowledged: day(&entry.acknowledged),
            promised: entry.promised.as_deref().unwrap_or_default().to_owned(),
            due: day(&entry.due),
            kept: day(&entry.kept),
            answers: entry.answers.as_deref().map(Into::into),
        }
    }

    /// The day on which it was done, or else told.
    pub fn done(&self) -> Option<Day> {
        self.happened.or(self.told)
    }
}

/// Everything that clocks are computed from.
#[derive(Clone, Debug, Default)]
pub struct CaseDays {
    /// Whether the user has enhanced rights under the Victims' Code.
    pub enhanced_rights: bool,
    /// Incidents.
    pub incidents: Vec<IncidentDays>,
    /// The last recorded contact of the person doing this.
    pub last_contact: Option<LastContact>,
    /// The ledger.
    pub ledger: Vec<LedgerDays>,
}
