//! Statements as the log adds them up: every version of each, what stands, and what was taken back.
//! Knows nothing of what is said.

use onrecord_model::linkage::LinkDecided;
use onrecord_model::statement::{Impact, Incident, LedgerEntry, OrderGiven, PersonStatement};
use std::ops::Deref;

/// A statement that later ones can be versions of.
pub trait Identified {
    /// What its versions share, such as `I-3`.
    fn id(&self) -> &str;
}

macro_rules! identified {
    ($($kind:ty),*) => { $(impl Identified for $kind { fn id(&self) -> &str { &self.id } })* };
}
identified!(
    PersonStatement,
    Incident,
    LedgerEntry,
    OrderGiven,
    Impact,
    LinkDecided
);

/// Something the user said, with every earlier version.
#[derive(Clone, Debug)]
pub struct Versions<T> {
    /// Entry of the log and what it says, oldest first; never empty where a statement stands.
    pub all: Vec<(u64, T)>,
    /// The same of versions that were taken back.
    pub taken_back: Vec<(u64, T)>,
}

impl<T> Versions<T> {
    /// What holds now.
    pub fn now(&self) -> &T {
        // What stands begins with one, and goes among what is gone when its last one does.
        &self.all[self.all.len() - 1].1
    }

    /// The entries that hold what is said now, as a range for [`super::take_back`].
    pub fn last_entry(&self) -> std::ops::Range<u64> {
        self.all
            .last()
            .map_or(0..0, |(entry, _)| *entry..*entry + 1)
    }

    /// The same with each version told otherwise.
    pub fn map<U>(&self, tell: impl Fn(&T) -> U) -> Versions<U> {
        let each = |list: &[(u64, T)]| {
            list.iter()
                .map(|(entry, said)| (*entry, tell(said)))
                .collect()
        };
        Versions {
            all: each(&self.all),
            taken_back: each(&self.taken_back),
        }
    }
}

/// Every statement of one kind, in the order first said. As a list it is those that stand.
#[derive(Clone, Debug)]
pub struct Statements<T> {
    standing: Vec<Versions<T>>,
    gone: Vec<Versions<T>>,
}

impl<T> Default for Statements<T> {
    fn default() -> Self {
        Self {
            standing: Vec::new(),
            gone: Vec::new(),
        }
    }
}

impl<T> Deref for Statements<T> {
    type Target = [Versions<T>];

    fn deref(&self) -> &[Versions<T>] {
        &self.standing
    }
}

impl<'s, T> IntoIterator for &'s Statements<T> {
    type Item = &'s Versions<T>;
    type IntoIter = std::slice::Iter<'s, Versions<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.standing.iter()
    }
}

impl<T: Identified> Statements<T> {
    /// Follows one version.
    pub(super) fn add(&mut self, entry: u64, said: T) {
        let same = |versions: &Versions<T>| {
            let mut all = versions.all.iter().chain(&versions.taken_back);
            all.next().is_some_and(|(_, other)| other.id() == said.id())
        };
        if let Some(at) = self.standing.iter().position(same) {
            self.standing[at].all.push((entry, said));
        } else if let Some(at) = self.gone.iter().position(same) {
            self.gone[at].all.push((entry, said));
            self.settle();
        } else {
            self.standing.push(Versions {
                all: vec![(entry, said)],
                taken_back: Vec::new(),
            });
        }
    }

    /// Takes the version of an entry back, or lets it stand again.
    pub(super) fn set_standing(&mut self, entry: u64, stands: bool) {
        for versions in self.standing.iter_mut().chain(&mut self.gone) {
            let (from, to) = match stands {
                true => (&mut versions.taken_back, &mut versions.all),
                false => (&mut versions.all, &mut versions.taken_back),
            };
            if let Some(at) = from.iter().position(|(known, _)| *known == entry) {
                let moved = from.remove(at);
                to.push(moved);
                to.sort_by_key(|(entry, _)| *entry);
            }
        }
        self.settle();
    }

    /// What has a version that stands is among what stands, in the order first said.
    fn settle(&mut self) {
        let mut all = std::mem::take(&mut self.standing);
        all.append(&mut self.gone);
        all.sort_by_key(|versions| {
            let both = versions.all.iter().chain(&versions.taken_back);
            both.map(|(entry, _)| *entry).min()
        });
        (self.standing, self.gone) = all
            .into_iter()
            .partition(|versions| !versions.all.is_empty());
    }

    /// The id of the version of an entry, if it stands (or, if it does not).
    pub(super) fn id_of(&self, entry: u64, stands: bool) -> Option<&str> {
        let mut all = self.standing.iter().chain(&self.gone);
        all.find_map(|versions| {
            let list = match stands {
                true => &versions.all,
                false => &versions.taken_back,
            };
            let mut found = list.iter().filter(|(known, _)| *known == entry);
            found.next().map(|(_, said)| said.id())
        })
    }
}

impl<T> Statements<T> {
    /// Statements of which nothing stands; their versions are in `taken_back`.
    pub fn gone(&self) -> &[Versions<T>] {
        &self.gone
    }

    /// The number of the next one: ids are never given twice.
    pub fn next_number(&self) -> usize {
        self.standing.len() + self.gone.len() + 1
    }
}
