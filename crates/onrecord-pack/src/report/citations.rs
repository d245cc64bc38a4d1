//! Which entries the report cites, and on which page of the exhibits each is printed, so that a
//! reference can be found on paper. Knows numbers, not words.

use super::bursts::{self, Bursts};
use super::phrases;
use crate::input::{Case, Facts, PackError};
use crate::pdf::{Destination, Summary};
use std::collections::{BTreeMap, BTreeSet};

/// Events of one thing that several accounts show, of which the report names the page.
const CITED_OF_LINKAGE: usize = 3;

/// What the report cites. Found once, before the first document is written.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    pub(super) bursts: Bursts,
    entries: BTreeSet<(usize, u64)>,
}

impl Citations {
    /// Walks what is disclosed once.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn find(case: &dyn Case) -> Result<Self, PackError> {
        let facts = case.facts();
        let bursts = bursts::find(case)?;
        let mut entries: BTreeSet<(usize, u64)> = bursts
            .shown
            .iter()
            .map(|burst| (burst.thread, burst.first))
            .collect();
        let incidents = facts.incidents.iter().flat_map(|incident| &incident.events);
        let orders = facts.orders.iter().flat_map(|order| &order.events);
        let groups = facts.elements.groups.iter();
        let limbs = groups.flat_map(|group| &group.limbs);
        let elements = limbs
            .flat_map(|limb| &limb.shown_by)
            .flat_map(|shown| &shown.events);
        let shown = facts.linkage.groups.iter().flat_map(|group| &group.shown);
        let shared = shown.flat_map(|shown| shown.events.iter().take(CITED_OF_LINKAGE));
        let pairs = facts.linkage.told.iter();
        let grounds = pairs.flat_map(|pair| {
            pair.speaks_for
                .iter()
                .chain(&pair.against)
                .chain(&pair.posing)
        });
        let linked = shared.chain(grounds.flat_map(|ground| &ground.events));
        entries.extend(
            incidents
                .chain(orders)
                .chain(elements)
                .chain(linked)
                .copied(),
        );
        Ok(Self { bursts, entries })
    }

    /// The name of an entry's place in the exhibits, if the report cites it.
    pub(super) fn place(&self, thread: usize, index: u64) -> Option<String> {
        let cited = self.entries.contains(&(thread, index));
        cited.then(|| name(thread, index))
    }
}

fn name(thread: usize, index: u64) -> String {
    format!("entry {thread} {index}")
}

/// Where the exhibits are printed.
#[derive(Clone, Debug, Default)]
pub struct Places {
    destinations: BTreeMap<String, Destination>,
    volumes: usize,
}

impl From<Summary> for Places {
    fn from(exhibits: Summary) -> Self {
        Self {
            destinations: exhibits.destinations,
            volumes: exhibits.volumes.len(),
        }
    }
}

impl Places {
    /// "p. 41", or "p. 2/41" for page 41 of volume 2; nothing where the exhibits are not written
    /// yet. An entry that is printed in another thread is found on the page of its own thread's
    /// heading.
    fn page(&self, facts: &Facts, thread: usize, index: u64) -> Option<String> {
        let heading = || {
            let reference = &facts.threads.get(thread)?.reference;
            self.destinations.get(reference)
        };
        let entry = self.destinations.get(&name(thread, index));
        let found = entry.or_else(heading)?;
        Some(if self.volumes > 1 {
            format!("p. {}/{}", found.volume + 1, found.page + 1)
        } else {
            format!("p. {}", found.page + 1)
        })
    }

    /// "T3, 412-424 (p. 9)".
    pub(super) fn range(&self, facts: &Facts, thread: usize, first: u64, last: u64) -> String {
        let reference = facts
            .threads
            .get(thread)
            .map_or("", |thread| &thread.reference);
        let range = phrases::range(first, last);
        match self.page(facts, thread, first) {
            Some(page) => format!("{reference}, {range} ({page})"),
            None => format!("{reference}, {range}"),
        }
    }

    /// "T3, 412-424 (p. 9); T3, 430 (p. 9); AB/12".
    pub(super) fn cite(
        &self,
        facts: &Facts,
        events: &[(usize, u64)],
        exhibits: &[String],
    ) -> String {
        let mut events = events.to_vec();
        events.sort_unstable();
        events.dedup();
        let mut parts: Vec<String> = Vec::new();
        let mut rest = events.iter().copied().peekable();
        while let Some((thread, first)) = rest.next() {
            let mut last = first;
            while rest
                .next_if(|next| *next == (thread, last.saturating_add(1)))
                .is_some()
            {
                last += 1;
            }
            parts.push(self.range(facts, thread, first, last));
        }
        parts.extend(exhibits.iter().cloned());
        parts.join("; ")
    }
}
