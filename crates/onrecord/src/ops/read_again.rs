//! A source that today's importers read otherwise than the log says: it is read again in one act, and what
//! comes out stands instead. Where nothing does, or nothing may be written, what differs is left out
//! and said. Why it is so: `docs/decisions/read-again.md`.

use crate::ops::case::Case;
use crate::ops::lost::{self, Why};
use crate::ops::open::answers_of;
use crate::ops::read_source::{EVERY, ReadProgress, logged_readings, read_source, unread_parts};
use crate::ops::rebuild::{Given, whole_again};
use crate::ops::sealed::export_of;
use crate::ops::state::{AgainState, ReadState};
use crate::ops::{OpError, OpResult, find, named};
use onrecord_import::{IMPORTERS, Manifest, detect};
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_model::{Defect, Digest, Instant, Locator, Pointer};
use std::collections::{BTreeMap, BTreeSet};

/// The code of the defect by which the index says that something is read otherwise, and that the act which
/// would say so cannot be written, since the case may only be looked at.
pub const OTHERWISE: &str = "read-otherwise";
/// The same where this program has nothing to read in its place.
pub const NOT_READ: &str = "not-read-again";

/// Threads that are named.
const NAMED: usize = 20;

/// What an importer says of itself, where this program has it.
pub fn manifest_of(importer: &str) -> Option<&'static Manifest> {
    let mut all = IMPORTERS.iter().map(|importer| importer.manifest());
    all.find(|manifest| manifest.name == importer)
}

/// What tells these importers from those of another version of the program.
fn importers() -> u64 {
    let mut text = String::new();
    for manifest in IMPORTERS.iter().map(|importer| importer.manifest()) {
        text.push_str(&format!("{} {}\n", manifest.name, manifest.version));
    }
    let [a, b, c, d, e, f, ..] = Digest::of(text.as_bytes()).0;
    u64::from_be_bytes([0, 0, a, b, c, d, e, f])
}

/// What today's program gives instead of reading `read`, which does not come out as the log says although
/// its originals are whole. Either the act is written by which the readings of the source by each importer
/// that differs no longer stand, and what takes their place is read; or it is left out of the index.
/// Gives whether something is in the index that no longer stands.
///
/// # Errors
/// The act or the index cannot be written, or `progress` said stop.
pub(super) fn instead(
    case: &mut Case,
    read: &ReadState,
    given: Given,
    progress: &mut dyn FnMut(()) -> OpResult<()>,
) -> OpResult<bool> {
    let today = manifest_of(&read.importer).map(|manifest| u64::from(manifest.version));
    // What a newer program read is not taken back by an older one.
    let is_older = today.is_some_and(|today| today < read.version);
    let anything = !is_older && (matches!(&given, Given::Otherwise(_)) || reads_on(case, read));
    if !anything || case.vault.usable().is_err() {
        let code = if anything { OTHERWISE } else { NOT_READ };
        case.index.set_readers(importers())?;
        let why = Why::NotAsLogged(defect(case, read, code));
        lost::read_rest(case, read, why, progress)?;
        return Ok(false);
    }
    let is_spoilt = act(case, read, given, progress)?;
    read_in_place(case, &read.source, &mut |_| {
        (0..EVERY).try_for_each(|_| progress(()))
    })?;
    Ok(is_spoilt)
}

/// The parts of a source that are read where none of these importers' readings stands, in order: each with
/// its importer, and which of that importer's parts it is.
fn parts_without(
    case: &Case,
    source: &str,
    without: &BTreeSet<String>,
) -> OpResult<Vec<(&'static Manifest, usize)>> {
    let Some(state) = case.state.source(source) else {
        return Ok(Vec::new());
    };
    let export = export_of(&case.vault, state)?;
    let plan = detect::plan(&*export, IMPORTERS, &answers_of(case, source));
    let mut logged = logged_readings(case, source);
    logged.retain(|importer, _| !without.contains(importer));
    let mut nth: BTreeMap<&str, usize> = BTreeMap::new();
    let parts = unread_parts(&plan, logged).map(|reading| {
        let manifest = reading.importer.manifest();
        let nth = nth.entry(manifest.name).or_default();
        *nth += 1;
        (manifest, *nth - 1)
    });
    Ok(parts.collect())
}

/// Whether something would be read of the source if `read` did not stand.
fn reads_on(case: &Case, read: &ReadState) -> bool {
    let without = BTreeSet::from([read.importer.clone()]);
    parts_without(case, &read.source, &without).is_ok_and(|parts| !parts.is_empty())
}

fn name_of<'c>(case: &'c Case, source: &str) -> &'c str {
    let state = case.state.source(source);
    state.map_or("", |state| &*state.source.name)
}

fn defect(case: &Case, read: &ReadState, code: &'static str) -> Defect {
    Defect {
        locator: Locator {
            entry: name_of(case, &read.source).into(),
            bytes: (0, 0),
            pointer: Pointer::None,
        },
        code,
        reason: "this version of the program does not read it as the log says".into(),
    }
}

/// Writes the act.
fn act(
    case: &mut Case,
    read: &ReadState,
    given: Given,
    progress: &mut dyn FnMut(()) -> OpResult<()>,
) -> OpResult<bool> {
    let of_source = case.state.readings();
    let of_source: Vec<ReadState> = of_source
        .filter(|other| other.source == read.source)
        .cloned()
        .collect();
    let at = of_source.iter().position(|other| other.entry == read.entry);
    let at = at.unwrap_or_default();
    // By importer and place among its parts: which threads are as they were.
    let mut same: BTreeMap<String, Vec<Vec<u64>>> = BTreeMap::new();
    let mut differing = BTreeSet::from([read.importer.clone()]);
    let mut given = Some(given);
    for (place, other) in of_source.iter().enumerate() {
        let found = match place.cmp(&at) {
            std::cmp::Ordering::Less => Given::AsLogged,
            std::cmp::Ordering::Equal => given.take().unwrap_or(Given::Nothing),
            std::cmp::Ordering::Greater => match whole_again(case, other, false, progress) {
                Err(error @ (OpError::Interrupted | OpError::Index(_))) => return Err(error),
                found => found.unwrap_or(Given::Nothing),
            },
        };
        let places = match found {
            Given::AsLogged => (0..other.threads.len() as u64).collect(),
            Given::Otherwise(threads) => {
                differing.insert(other.importer.clone());
                let same = (0_u64..).zip(threads).filter(|(_, same)| *same);
                same.map(|(place, _)| place).collect()
            }
            Given::Nothing => {
                differing.insert(other.importer.clone());
                Vec::new()
            }
        };
        same.entry(other.importer.clone()).or_default().push(places);
    }
    let gone = of_source.iter();
    let gone: Vec<&ReadState> = gone
        .filter(|other| differing.contains(&other.importer))
        .collect();
    let parts = parts_without(case, &read.source, &differing)?;
    let follow = parts.iter().map(|(manifest, nth)| {
        let known = differing.contains(manifest.name);
        let same = same.get(manifest.name).filter(|_| known);
        let places = same.and_then(|same| same.get(*nth)).into_iter().flatten();
        Value::Array(places.map(|place| (*place).into()).collect())
    });
    let by = parts.iter().map(|(manifest, _)| {
        Value::Array(vec![
            manifest.name.into(),
            u64::from(manifest.version).into(),
        ])
    });
    let threads: usize = gone.iter().map(|read| read.threads.len()).sum();
    let events: u64 = gone.iter().map(|read| read.events).sum();
    let payload = Value::map([
        (
            "instead_of",
            Value::Array(gone.iter().map(|read| read.entry.into()).collect()),
        ),
        ("threads", (threads as u64).into()),
        ("events", events.into()),
        ("by", Value::Array(by.collect())),
        ("same", Value::Array(follow.collect())),
    ]);
    case.act(Act::ReadAgain, &read.source, payload)?;
    // What stands before this one is in the index already.
    let before = of_source.iter().take(at);
    let mut before = before.map(|other| &other.importer);
    Ok(before.any(|importer| differing.contains(importer)))
}

/// Sources of which an act said that they are read again, and that are not yet, as far as the case may be
/// changed.
pub(super) fn pending(case: &Case) -> Vec<String> {
    if case.vault.usable().is_err() {
        return Vec::new();
    }
    let counts = |id: &&str| case.state.source(id).is_some_and(|state| state.counts);
    let pending = case.state.reads.pending().filter(counts);
    pending.map(str::to_owned).collect()
}

/// Reads what takes the place of readings that no longer stand, where that was stopped.
///
/// # Errors
/// The log or the index cannot be written, or `progress` said stop: what is read stays, and the rest is
/// read when the case is opened next.
pub(super) fn finish(
    case: &mut Case,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<()> {
    for source in pending(case) {
        read_in_place(case, &source, progress)?;
    }
    Ok(())
}

/// Reads the parts of a source of which no reading stands.
fn read_in_place(
    case: &mut Case,
    source: &str,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<()> {
    let answers = answers_of(case, source);
    match read_source(case, source, &answers, progress) {
        Err(error @ (OpError::Interrupted | OpError::Index(_) | OpError::Vault(_))) => Err(error),
        // What cannot be read waits, and is said to.
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Whether the index leaves out what could be read otherwise now: the case may be changed, or the
/// program is another.
///
/// # Errors
/// The index cannot be read.
pub(super) fn is_to_be_tried(case: &Case) -> OpResult<bool> {
    let reads = case.index.reads()?;
    let any = |code| Ok::<_, OpError>(!lost::reads_that_say(case, &reads, code)?.is_empty());
    let otherwise = any(OTHERWISE)?;
    if otherwise && case.vault.usable().is_ok() {
        return Ok(true);
    }
    Ok((otherwise || any(NOT_READ)?) && case.index.readers()? != importers())
}

/// A reading of which something is left out, since it is not read as the log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotShown {
    /// The source, and the name with which it came.
    pub source: String,
    /// See `source`.
    pub name: String,
    /// The importer, and its version then.
    pub importer: String,
    /// See `importer`.
    pub version: u64,
    /// Its version in this program, if it is in it.
    pub today: Option<u64>,
    /// How many events and threads the log says it has.
    pub events: u64,
    /// See `events`.
    pub threads: usize,
    /// How many events of it are shown.
    pub shown: u64,
    /// It could be read again by somebody who may change the case.
    pub only_looking: bool,
}

/// What is left out, in the order read.
///
/// # Errors
/// The index cannot be read.
pub fn not_shown(case: &Case) -> OpResult<Vec<NotShown>> {
    let rows = case.index.reads()?;
    let mut out = Vec::new();
    for code in [OTHERWISE, NOT_READ] {
        for at in lost::reads_that_say(case, &rows, code)? {
            let (Some(read), Some(row)) = (case.state.readings().nth(at), rows.get(at)) else {
                continue;
            };
            out.push(NotShown {
                source: read.source.clone(),
                name: name_of(case, &read.source).to_owned(),
                importer: read.importer.clone(),
                version: read.version,
                today: manifest_of(&read.importer).map(|found| u64::from(found.version)),
                events: read.events,
                threads: read.threads.len(),
                shown: row.events,
                only_looking: code == OTHERWISE,
            });
        }
    }
    Ok(out)
}

/// Readings before or after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Importers and their versions, each once.
    pub by: Vec<(String, u64)>,
    /// Entries of the log.
    pub entries: Vec<u64>,
    /// Their threads and events.
    pub threads: u64,
    /// See `threads`.
    pub events: u64,
}

impl Side {
    fn of<'r>(reads: impl Iterator<Item = &'r ReadState>) -> Self {
        let mut side = Self::default();
        for read in reads {
            let by = (read.importer.clone(), read.version);
            if !side.by.contains(&by) {
                side.by.push(by);
            }
            side.entries.push(read.entry);
            side.threads += read.threads.len() as u64;
            side.events += read.events;
        }
        side
    }
}

/// A source that was read again: what can be said of it. What single events said before is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// The entry.
    pub entry: u64,
    /// When.
    pub when: Instant,
    /// The source, and the name with which it came.
    pub source: String,
    /// See `source`.
    pub name: String,
    /// What no longer stands.
    pub before: Side,
    /// What takes its place.
    pub now: Side,
    /// Threads of `now` that came out as they were.
    pub same: u64,
    /// The first of the others, if they stand: `T5` and what to call it.
    pub others: Vec<(String, String)>,
    /// Not everything that takes its place is read yet.
    pub waits: bool,
}

/// Every source that was read again and is in use, oldest first, from entry `since` of the log on.
///
/// # Errors
/// The index cannot be read.
pub fn since(case: &Case, since: u64) -> OpResult<Vec<Again>> {
    let all = case.state.reads.again.iter();
    let counts = |again: &&AgainState| {
        case.state
            .source(&again.source)
            .is_some_and(|state| state.counts)
    };
    let all = all.filter(|again| again.entry >= since).filter(counts);
    all.map(|again| of(case, again)).collect()
}

fn of(case: &Case, again: &AgainState) -> OpResult<Again> {
    let reads = &case.state.reads;
    let before = again.instead_of.iter().filter_map(|entry| reads.of(*entry));
    let mut others = Vec::new();
    let mut same_count = 0;
    let mut threads = None;
    for (read, same) in reads.following(again).zip(&again.same) {
        let same: BTreeSet<u64> = same.iter().copied().collect();
        same_count += same.len() as u64;
        if same.len() == read.threads.len() || read.superseded || others.len() >= NAMED {
            continue;
        }
        let at = case
            .state
            .readings()
            .position(|other| other.entry == read.entry);
        let rows = case.index.reads()?;
        let Some(row) = at.and_then(|at| rows.get(at)) else {
            continue;
        };
        let threads = match &mut threads {
            Some(threads) => threads,
            none => none.insert(find::all_threads(case)?),
        };
        let own = threads.iter().filter(|thread| thread.read == row.number);
        let differ = (0_u64..)
            .zip(own)
            .filter(|(place, _)| !same.contains(place));
        let left = NAMED - others.len();
        others.extend(differ.take(left).map(|(_, row)| {
            let title = row.thread.title.as_deref().unwrap_or(&row.thread.key);
            (format!("T{}", row.number.0), title.to_owned())
        }));
    }
    Ok(Again {
        entry: again.entry,
        when: again.when,
        source: again.source.clone(),
        name: name_of(case, &again.source).to_owned(),
        before: Side::of(before),
        now: Side::of(reads.following(again)),
        same: same_count,
        others,
        waits: reads.following(again).count() < again.same.len(),
    })
}

/// Statements that name events which nothing that stands has, by id, and how many: to be said where a source
/// was read again.
///
/// # Errors
/// The index cannot be read.
pub fn names_lost(case: &Case, since: u64) -> OpResult<Vec<(String, usize)>> {
    match case
        .state
        .reads
        .again
        .iter()
        .any(|again| again.entry >= since)
    {
        true => named::not_in_use(case),
        false => Ok(Vec::new()),
    }
}
