//! The law as data: what a file of `law/` may say, and reading it. docs/LAW.md explains each key.
//! Knows no rule and no jurisdiction.

use crate::Day;
use crate::working_days::WorkingDays;
use onrecord_model::statement::{Body, Happening};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The files that the program carries, each a jurisdiction.
const FILES: &[&str] = include!(concat!(env!("OUT_DIR"), "/law_files.rs"));

/// Why a file of law cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LawError {
    /// It is not TOML of the form that docs/LAW.md describes.
    #[error("the law's file cannot be read: {0}")]
    Form(String),
    /// It contradicts itself.
    #[error("the law's file, {place}: {reason}")]
    Content {
        /// A rule's or limb's id, or the key.
        place: String,
        /// What is wrong.
        reason: String,
    },
}

/// Where a rule stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is.
    pub name: String,
    /// Where it was read.
    pub address: String,
}

/// From what a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountsFrom {
    /// The last incident or recorded contact, read the earliest way.
    LastIncident,
    /// The last recorded contact; where none is known, the last incident.
    LastContact,
    /// Each ledger entry of the named kinds.
    Ledger,
    /// Each promise of the ledger.
    Promise,
    /// Nothing: there is no limit.
    None,
}

/// Which day of a ledger entry is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhichDay {
    /// The day of the contact.
    #[default]
    Told,
    /// The day on which the thing itself was done.
    Happened,
    /// The earlier of the two.
    Earlier,
}

/// Whether the day it is counted from counts as the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstDay {
    /// No: the next day is the first.
    #[default]
    Not,
    /// Yes.
    Counts,
    /// It can be argued; the worst case counts it.
    MayCount,
}

/// What keeps a clock besides an entry that answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MetBy {
    /// The contact itself: being told.
    Told,
    /// The entry's acknowledgement.
    Acknowledged,
}

/// One rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Stable id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The rule in a plain sentence.
    pub says: String,
    /// From what it counts.
    pub counts_from: CountsFrom,
    #[serde(default)]
    happenings: Vec<String>,
    #[serde(default)]
    bodies: Vec<String>,
    #[serde(default)]
    closed_by: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    answers: Vec<String>,
    /// Which day of a ledger entry.
    #[serde(default)]
    pub day: WhichDay,
    /// Calendar months.
    pub months: Option<u16>,
    /// Calendar days.
    pub days: Option<u16>,
    /// Working days.
    pub working_days: Option<u16>,
    /// Working days where the user has enhanced rights.
    pub enhanced_working_days: Option<u16>,
    /// Months that bound it whatever else holds.
    pub outer_months: Option<u16>,
    /// Whether the first day counts.
    #[serde(default)]
    pub first_day: FirstDay,
    /// Why this is the worst case.
    #[serde(default)]
    pub why: String,
    /// Whether a charge can lapse by it.
    #[serde(default)]
    pub charge: bool,
    /// Which offences, in a few words.
    #[serde(default)]
    pub offences: String,
    /// Who must act: you, police, court, them.
    pub who: String,
    /// What keeps it.
    pub met_by: Option<MetBy>,
    /// False where the rule is only there to say that it does not apply.
    #[serde(default = "yes")]
    pub applies: bool,
    /// Where to turn where it does not apply.
    #[serde(default)]
    pub otherwise: String,
    /// What to do where a day is missing.
    #[serde(default)]
    pub missing: String,
    /// What would change it.
    #[serde(default)]
    pub changes: Vec<String>,
    /// Reported by others, not confirmed.
    #[serde(default)]
    pub weak: bool,
    /// Where it stands.
    pub source: Source,
    /// Further sources.
    #[serde(default)]
    pub also: Vec<Source>,
    /// When it was read, if not with the rest of the file.
    pub date_read: Option<String>,
}

fn yes() -> bool {
    true
}

fn named(names: &[String]) -> impl Iterator<Item = Happening> {
    names.iter().filter_map(|name| Happening::from_name(name))
}

impl Rule {
    /// Kinds of ledger entry from which it counts.
    pub fn happenings(&self) -> impl Iterator<Item = Happening> {
        named(&self.happenings)
    }

    /// Whether it is about entries of that kind of body.
    pub fn is_about(&self, body: Body) -> bool {
        self.bodies.is_empty() || self.bodies.iter().any(|name| name == body.name())
    }

    /// Kinds of entry that end it.
    pub fn closed_by(&self) -> impl Iterator<Item = Happening> {
        named(&self.closed_by)
    }

    /// Kinds of entry without which it does not apply.
    pub fn needs(&self) -> impl Iterator<Item = Happening> {
        named(&self.needs)
    }

    /// Kinds of entry that the entry it counts from must answer.
    pub fn answers(&self) -> impl Iterator<Item = Happening> {
        named(&self.answers)
    }

    fn check(&self) -> Result<(), String> {
        let counts = [self.months, self.days, self.working_days];
        let counted = counts.iter().flatten().count();
        let wants = match self.counts_from {
            CountsFrom::None | CountsFrom::Promise => 0,
            _ => usize::from(self.applies),
        };
        if counted != wants {
            return Err(format!("it counts {counted} ways, and {wants} are wanted"));
        }
        if self.counts_from == CountsFrom::Ledger && self.happenings.is_empty() {
            return Err("it counts from the ledger and names no happenings".into());
        }
        if (!self.applies || !self.needs.is_empty()) && self.otherwise.is_empty() {
            return Err("it may not apply and has no `otherwise`".into());
        }
        let lists = [
            &self.happenings,
            &self.closed_by,
            &self.needs,
            &self.answers,
        ];
        for name in lists.into_iter().flatten() {
            if Happening::from_name(name).is_none() {
                return Err(format!("there is no happening \"{name}\""));
            }
        }
        match self
            .bodies
            .iter()
            .find(|name| Body::from_name(name).is_none())
        {
            Some(name) => Err(format!("there is no body \"{name}\"")),
            None => Ok(()),
        }
    }
}

/// A limb of an offence, or a question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limb {
    /// Stable id; what is typed to assign something to it.
    pub id: String,
    /// In plain words.
    pub says: String,
    /// What is said where nothing was assigned to it.
    pub gap: String,
    /// What the program can count that may speak for it.
    #[serde(default)]
    pub proposed_by: Vec<String>,
}

/// Limbs that belong together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub says: String,
    /// Where it stands.
    pub source: Source,
    /// Further sources.
    #[serde(default)]
    pub also: Vec<Source>,
    /// When it was read, if not with the rest of the file.
    pub date_read: Option<String>,
    /// Its limbs.
    #[serde(rename = "limb")]
    pub limbs: Vec<Limb>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkingDaysFile {
    says: String,
    from: String,
    until: String,
    source: Source,
    holidays: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LawFile {
    id: String,
    name: String,
    date_read: String,
    caution: String,
    working_days: WorkingDaysFile,
    #[serde(default, rename = "rule")]
    rules: Vec<Rule>,
    #[serde(default, rename = "group")]
    groups: Vec<Group>,
}

/// A jurisdiction's law as it was read.
#[derive(Clone, Debug)]
pub struct Law {
    /// Stable id, such as `scotland`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// When it was read.
    pub date_read: Day,
    /// What stands under everything that comes of it.
    pub caution: String,
    /// What a working day is.
    pub working_days_say: String,
    /// Where the bank holidays were read.
    pub working_days_source: Source,
    /// The table.
    pub working_days: WorkingDays,
    /// Rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// Groups of limbs, in the order of the file.
    pub groups: Vec<Group>,
}

impl Law {
    /// Reads a file.
    ///
    /// # Errors
    /// It has not the form, or contradicts itself; the message names the place.
    pub fn parse(text: &str) -> Result<Self, LawError> {
        let file: LawFile =
            toml::from_str(text).map_err(|error| LawError::Form(error.to_string()))?;
        let wrong = |place: &str, reason: String| LawError::Content {
            place: place.to_owned(),
            reason,
        };
        let day = |place: &str, text: &str| {
            Day::parse(text).ok_or_else(|| wrong(place, format!("\"{text}\" is not a day")))
        };
        let date_read = day("date_read", &file.date_read)?;
        let from = day("working_days.from", &file.working_days.from)?;
        let until = day("working_days.until", &file.working_days.until)?;
        let mut holidays = BTreeSet::new();
        for text in &file.working_days.holidays {
            let holiday = day("working_days.holidays", text)?;
            if holiday < from || holiday > until || !holidays.insert(holiday) {
                return Err(wrong(
                    "working_days.holidays",
                    format!("{text} is outside the table or stands twice"),
                ));
            }
        }
        let mut ids = BTreeSet::new();
        for rule in &file.rules {
            rule.check().map_err(|reason| wrong(&rule.id, reason))?;
            if let Some(text) = &rule.date_read {
                day(&rule.id, text)?;
            }
            if !ids.insert(rule.id.as_str()) {
                return Err(wrong(&rule.id, "two rules have this id".into()));
            }
        }
        let mut limbs = BTreeSet::new();
        for limb in file.groups.iter().flat_map(|group| &group.limbs) {
            if !limbs.insert(limb.id.as_str()) {
                return Err(wrong(&limb.id, "two limbs have this id".into()));
            }
        }
        Ok(Self {
            date_read,
            working_days: WorkingDays::new(holidays, from, until),
            id: file.id,
            name: file.name,
            caution: file.caution,
            working_days_say: file.working_days.says,
            working_days_source: file.working_days.source,
            rules: file.rules,
            groups: file.groups,
        })
    }

    /// Every jurisdiction that the program carries, by id.
    ///
    /// # Errors
    /// A file cannot be read; a test holds that none is so.
    pub fn all() -> Result<Vec<Self>, LawError> {
        FILES.iter().map(|text| Self::parse(text)).collect()
    }

    /// The limb of that id, and its group.
    pub fn limb(&self, id: &str) -> Option<(&Group, &Limb)> {
        self.groups.iter().find_map(|group| {
            let limb = group.limbs.iter().find(|limb| limb.id == id)?;
            Some((group, limb))
        })
    }

    /// When a rule or group was read.
    pub fn read_on(&self, own: &Option<String>) -> Day {
        own.as_deref()
            .and_then(Day::parse)
            .unwrap_or(self.date_read)
    }
}
