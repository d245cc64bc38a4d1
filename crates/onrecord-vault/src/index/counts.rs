//! What a reading holds, counted while it is written and kept with it: kinds, times, and how many of
//! its records were here already.

use super::error::IndexError;
use super::packed::KINDS;
use super::store::Store;
use super::{Index, ReadNumber};
use onrecord_model::{Kind, Truth};
use onrecord_sqlite::rusqlite::params;
use std::collections::BTreeMap;

/// What a reading holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadCounts {
    /// Events by kind.
    pub kinds: BTreeMap<String, u64>,
    /// Those of unknown kinds by the format's word.
    pub unknown_kinds: BTreeMap<String, u64>,
    /// Events by how their time is known.
    pub times: BTreeMap<String, u64>,
    /// How many tell of an event that was here already when it was read.
    pub repeated: u64,
}

impl ReadCounts {
    fn of(&mut self, what: &str) -> Option<&mut BTreeMap<String, u64>> {
        match what {
            "kind" => Some(&mut self.kinds),
            "unknown" => Some(&mut self.unknown_kinds),
            "time" => Some(&mut self.times),
            _ => None,
        }
    }
}

impl ReadCounts {
    pub(super) fn store(&self, store: &Store, read: ReadNumber) -> Result<(), IndexError> {
        let repeated = BTreeMap::from([(String::new(), self.repeated)]);
        let all = [
            ("kind", &self.kinds),
            ("unknown", &self.unknown_kinds),
            ("time", &self.times),
            ("repeated", &repeated),
        ];
        let mut insert = store
            .connection
            .prepare_cached("INSERT INTO read_count VALUES(?1, ?2, ?3, ?4)")
            .map_err(|error| store.failed(&error))?;
        for (what, counts) in all {
            for (word, events) in counts {
                insert
                    .execute(params![read.0 as i64, what, word, *events as i64])
                    .map_err(|error| store.failed(&error))?;
            }
        }
        Ok(())
    }
}

/// The truths of times, by the name that JSON has for them.
pub const TIMES: [&str; 5] = [
    "stated",
    "zone-unknown",
    "exporter-zone",
    "day-month-ambiguous",
    "undated",
];

/// Counts while a reading is written.
#[derive(Default)]
pub(super) struct Counter {
    /// By the kind's number; the last is of the unknown ones.
    kinds: [u64; KINDS.len() + 1],
    /// In the order of [`TIMES`].
    times: [u64; TIMES.len()],
}

impl Counter {
    pub(super) fn count(&mut self, kind: u64, truth: Truth) {
        self.kinds[(kind as usize).min(KINDS.len())] += 1;
        self.times[match truth {
            Truth::Stated(_) => 0,
            Truth::WallZoneUnknown(_) => 1,
            Truth::WallOfExporter(_) => 2,
            Truth::DayMonthAmbiguous { .. } => 3,
            Truth::Undated => 4,
        }] += 1;
    }

    pub(super) fn counts(&self, unknown_kinds: &BTreeMap<String, u64>) -> ReadCounts {
        let kind = |at| KINDS.get(at).map_or("unknown", Kind::name);
        ReadCounts {
            kinds: named(&self.kinds, kind),
            times: named(&self.times, |at| {
                TIMES.get(at).copied().unwrap_or("undated")
            }),
            unknown_kinds: unknown_kinds.clone(),
            repeated: 0,
        }
    }
}

fn named(counts: &[u64], name: impl Fn(usize) -> &'static str) -> BTreeMap<String, u64> {
    let counts = counts.iter().enumerate();
    counts
        .filter(|(_, count)| **count > 0)
        .map(|(at, count)| (name(at).to_owned(), *count))
        .collect()
}

impl Index {
    /// What a reading holds.
    pub fn read_counts(&self, read: ReadNumber) -> Result<ReadCounts, IndexError> {
        let mut counts = ReadCounts::default();
        let rows = self.rows(
            "SELECT what, word, events FROM read_count WHERE read=?1",
            [read.0 as i64],
            |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, i64>(2)?)),
        )?;
        for (what, word, events) in rows {
            match counts.of(&what) {
                Some(of) => drop(of.insert(word, events as u64)),
                None => counts.repeated = events as u64,
            }
        }
        Ok(counts)
    }
}
