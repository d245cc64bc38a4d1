//! The matrix of elements: what was assigned to each limb of the law, and what nothing shows yet.
//!
//! Only people assign. What [`tally`] counts becomes a proposal with its reason, and stays one until
//! somebody takes it up.

mod tally;

pub use tally::{Contact, Finding, Tally, TallyKind};

use crate::Day;
use crate::law::{Law, Source};

/// One assignment, as far as the matrix needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// `E-2`.
    pub reference: String,
    /// The limb's id.
    pub limb: String,
}

/// A proposal: something that was counted may speak for a limb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What was counted, in a sentence.
    pub why: String,
    /// Incidents that it rests on.
    pub incidents: Vec<String>,
    /// Events that it rests on, counted.
    pub events: u64,
}

/// A row of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimbRow {
    /// The limb's id.
    pub id: String,
    /// In plain words.
    pub says: String,
    /// References of what was assigned, in the order given.
    pub assigned: Vec<String>,
    /// What is missing, where nothing was.
    pub missing: Option<String>,
    /// What the program proposes.
    pub proposals: Vec<Proposal>,
}

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRows {
    /// The group's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub says: String,
    /// Where it stands.
    pub source: Source,
    /// When that was read.
    pub read: Day,
    /// Its rows.
    pub limbs: Vec<LimbRow>,
}

/// The matrix without proposals.
pub fn matrix(law: &Law, assigned: &[Assigned]) -> Vec<GroupRows> {
    law.groups
        .iter()
        .map(|group| GroupRows {
            id: group.id.clone(),
            title: group.title.clone(),
            says: group.says.clone(),
            source: group.source.clone(),
            read: law.read_on(&group.date_read),
            limbs: group
                .limbs
                .iter()
                .map(|limb| {
                    let here = assigned.iter().filter(|one| one.limb == limb.id);
                    let references: Vec<String> = here.map(|one| one.reference.clone()).collect();
                    LimbRow {
                        id: limb.id.clone(),
                        says: limb.says.clone(),
                        missing: references.is_empty().then(|| limb.gap.clone()),
                        assigned: references,
                        proposals: Vec::new(),
                    }
                })
                .collect(),
        })
        .collect()
}

/// Puts what was counted beside the limbs that may be shown by it.
pub fn propose(law: &Law, rows: &mut [GroupRows], findings: &[Finding]) {
    for row in rows.iter_mut().flat_map(|group| &mut group.limbs) {
        let Some((_, limb)) = law.limb(&row.id) else {
            continue;
        };
        for signal in &limb.proposed_by {
            let found = findings.iter().filter(|finding| finding.signal == *signal);
            row.proposals.extend(found.map(|finding| Proposal {
                why: finding.why.clone(),
                incidents: finding.incidents.clone(),
                events: finding.events,
            }));
        }
    }
}
