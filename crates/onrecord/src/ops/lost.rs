//! Originals that are damaged or gone, met when the index is made again, as after a restored copy: the
//! threads that rest on them are left out, everything else is read. A thread in part would not be the one
//! that the log commits to. Put back, they are read again. What is left out of a reading since it is read
//! otherwise now is left out in the same way.

use crate::ops::case::Case;
use crate::ops::read_source::{Head, begin_reading, index_reading, parts_of};
use crate::ops::sealed::export_of;
use crate::ops::state::{ReadState, SourceState};
use crate::ops::zone::Zone;
use crate::ops::{OpError, OpResult, read_again};
use onrecord_import::{Answers, IMPORTERS, detect};
use onrecord_model::exhibit::Item;
use onrecord_model::{Defect, Digest, Locator, Pointer, Thread};
use onrecord_vault::index::{CommittedThread, ReadRow, ReadWriter};
use std::collections::{BTreeMap, BTreeSet};

/// The code of the defects by which the index says so: each names an original.
pub const CODE: &str = "original-lost";

/// The codes that speak of a reading as a whole, and of no record.
pub const OF_READINGS: [&str; 3] = [CODE, read_again::OTHERWISE, read_again::NOT_READ];

/// How many records of a reading could not be read.
///
/// # Errors
/// The index cannot be read.
pub(super) fn unreadable(case: &Case, read: &ReadRow) -> OpResult<u64> {
    if read.defects == 0 {
        return Ok(0);
    }
    let codes = case.index.defect_codes_of(read.number)?.into_iter();
    let of_records = codes.filter(|(code, _)| !OF_READINGS.contains(&code.as_str()));
    Ok(of_records.map(|(_, count)| count).sum())
}

/// A source of which something is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The source.
    pub source: String,
    /// Of how many of its readings something is left out.
    pub readings: usize,
    /// The originals that are damaged or gone: reference, and the path with which they came.
    pub originals: Vec<(String, String)>,
}

/// The originals of a source that are not whole: each is decrypted and hashed.
pub(super) fn damaged(case: &Case, source: &str) -> Vec<Item> {
    let Some(state) = case.state.source(source) else {
        return Vec::new();
    };
    let items = state.source.items.iter();
    items
        .filter(|item| case.vault.verify_blob(item.digest).is_err())
        .cloned()
        .collect()
}

/// Why a reading again leaves something out.
#[derive(Clone, Debug)]
pub(super) enum Why {
    /// These originals are damaged or gone.
    Lost(Vec<Item>),
    /// It is read otherwise now; the defect that says so.
    NotAsLogged(Defect),
}

impl Why {
    fn lost(&self) -> &[Item] {
        match self {
            Self::Lost(originals) => originals,
            Self::NotAsLogged(_) => &[],
        }
    }
}

/// What a reading again leaves out.
pub(super) struct LeftOut {
    why: Why,
    /// Threads that are not as the log commits to them.
    threads: BTreeSet<ThreadName>,
}

type ThreadName = (String, String, Option<String>);

impl LeftOut {
    fn new(why: &Why) -> Self {
        Self {
            why: why.clone(),
            threads: BTreeSet::new(),
        }
    }

    pub(super) fn leaves_out(&self, thread: &Thread) -> bool {
        let name = || {
            let folder = thread.folder.as_deref().map(str::to_owned);
            (thread.platform.to_string(), thread.key.to_string(), folder)
        };
        !self.threads.is_empty() && self.threads.contains(&name())
    }

    /// Says in the index what is left out: each lost original, or that it is read otherwise.
    pub(super) fn tell(&self, writer: &mut ReadWriter<'_>) -> OpResult<()> {
        let originals = match &self.why {
            Why::Lost(originals) => originals,
            Why::NotAsLogged(defect) => return Ok(writer.push_defect(defect)?),
        };
        for item in originals {
            writer.push_defect(&Defect {
                locator: Locator {
                    entry: (&*item.path).into(),
                    bytes: (0, item.size),
                    pointer: Pointer::None,
                },
                code: CODE,
                reason: "the sealed original is damaged or gone".into(),
            })?;
        }
        Ok(())
    }
}

/// Reads again what entry `read` records, as far as that goes: the threads that come out as the log
/// commits to them. Where there is none, an empty reading stands in its place.
///
/// # Errors
/// The index cannot be written, or `progress` said stop.
pub(super) fn read_rest(
    case: &mut Case,
    read: &ReadState,
    why: Why,
    progress: &mut dyn FnMut(()) -> OpResult<()>,
) -> OpResult<()> {
    let Some(whole) = case.state.source(&read.source).cloned() else {
        return Ok(());
    };
    let mut rest = whole.clone();
    rest.source.items.retain(|item| {
        let is_damaged = |damaged: &Item| damaged.path == item.path;
        !why.lost().iter().any(is_damaged)
    });
    let before = case.state.readings();
    let before = before.filter(|other| {
        other.source == read.source && other.importer == read.importer && other.entry < read.entry
    });
    let nth = before.count();
    // Some importers go on where a file cannot be opened, and then know more of what names it; the others
    // are not shown that it was there. Parts before this one may be missing with their originals.
    let lists = match rest.source.items.len() < whole.source.items.len() {
        true => vec![&whole, &rest],
        false => vec![&whole],
    };
    for listed in lists {
        for part in (0..=nth).rev() {
            match read_part(case, read, (&whole, listed), part, &why, progress) {
                Ok(true) => return Ok(()),
                Err(error @ (OpError::Interrupted | OpError::Index(_))) => return Err(error),
                // Not this way.
                Ok(false) | Err(_) => {}
            }
        }
    }
    let answers = Answers(read.answers.clone());
    let mut head = head(read, &answers, None);
    if Zone::named(&read.zone).is_none() {
        // Nothing is ordered by it here.
        head.zone_name = "UTC";
    }
    let Case { vault, index, .. } = &mut *case;
    let version = u32::try_from(read.version).unwrap_or(u32::MAX);
    let mut writer = begin_reading(vault, index, &whole, &read.importer, version, &head)?;
    LeftOut::new(&why).tell(&mut writer)?;
    writer.finish()?.commit(read.entry + 1)?;
    Ok(())
}

fn head<'h>(read: &'h ReadState, answers: &'h Answers, lost: Option<&'h LeftOut>) -> Head<'h> {
    Head {
        entry: read.entry,
        zone_name: &read.zone,
        answers,
        lost,
    }
}

/// Reads one part of what is `listed`; whether any thread came out as the log says, and was kept.
fn read_part(
    case: &mut Case,
    read: &ReadState,
    (whole, listed): (&SourceState, &SourceState),
    part: usize,
    why: &Why,
    progress: &mut dyn FnMut(()) -> OpResult<()>,
) -> OpResult<bool> {
    let answers = Answers(read.answers.clone());
    let Case { vault, index, .. } = &mut *case;
    let export = export_of(vault, listed)?;
    let plan = detect::plan(&*export, IMPORTERS, &answers);
    let Some(reading) = parts_of(&plan, &read.importer).nth(part).cloned() else {
        return Ok(false);
    };
    let mut left_out = LeftOut::new(why);
    // Once to see which threads are whole, and where some are not, once more without those.
    for again in [false, true] {
        let head = head(read, &answers, Some(&left_out));
        let (finished, _) =
            index_reading(vault, index, &*export, whole, &reading, &head, progress)?;
        let Some(finished) = finished else {
            return Ok(false);
        };
        let threads = &finished.summary().threads;
        let as_logged =
            |thread: &&CommittedThread| read.threads.contains(&thread.commitment.commitment);
        let good = threads.iter().filter(as_logged).count();
        if good == 0 {
            return Ok(false);
        }
        if good == threads.len() {
            finished.commit(read.entry + 1)?;
            return Ok(true);
        }
        let bad = threads.iter().filter(|thread| !as_logged(thread));
        let names = bad.map(|thread| {
            let folder = thread.folder.clone();
            (thread.platform.clone(), thread.key.clone(), folder)
        });
        let names: Vec<ThreadName> = names.collect();
        drop(finished);
        if again {
            return Ok(false);
        }
        left_out.threads.extend(names);
    }
    Ok(false)
}

/// The places, in `reads`, of those with a defect of that code.
pub(super) fn reads_that_say(case: &Case, reads: &[ReadRow], code: &str) -> OpResult<Vec<usize>> {
    let mut out = Vec::new();
    for (at, read) in reads.iter().enumerate() {
        if read.defects > 0 && case.index.has_defect(read.number, code)? {
            out.push(at);
        }
    }
    Ok(out)
}

/// What is left out, in the order added.
///
/// # Errors
/// The index cannot be read.
pub fn lost(case: &Case) -> OpResult<Vec<Lost>> {
    let mut found: BTreeMap<String, (BTreeSet<u64>, BTreeSet<String>)> = BTreeMap::new();
    for (source, read, path) in left_out(case)? {
        let (reads, paths) = found.entry(source).or_default();
        reads.insert(read);
        paths.insert(path);
    }
    let states = case.state.sources.iter();
    Ok(states
        .filter_map(|state| {
            let (reads, paths) = found.remove(&*state.source.id)?;
            let digest = |path: &String| digest_of(case, &state.source.id, path);
            let originals = paths.iter().map(|path| {
                let reference = digest(path).map(|digest| case.state.reference(&digest));
                (reference.unwrap_or_default(), path.clone())
            });
            Some(Lost {
                source: state.source.id.to_string(),
                readings: reads.len(),
                originals: originals.collect(),
            })
        })
        .collect())
}

fn digest_of(case: &Case, source: &str, path: &str) -> Option<Digest> {
    let items = &case.state.source(source)?.source.items;
    Some(items.iter().find(|item| &*item.path == path)?.digest)
}

/// Source, reading and path of every original that is missing to a reading.
fn left_out(case: &Case) -> OpResult<Vec<(String, u64, String)>> {
    let reads = case.index.reads()?;
    if reads_that_say(case, &reads, CODE)?.is_empty() {
        return Ok(Vec::new());
    }
    let defects = case.index.defects(Some(CODE), None, usize::MAX)?;
    let source = |number| reads.iter().find(|read| read.number == number);
    Ok(defects
        .into_iter()
        .filter_map(|defect| {
            let source = source(defect.read)?.source.clone();
            Some((source, defect.read.0, defect.locator.entry.to_string()))
        })
        .collect())
}

/// Whether every original that was missing when the index was made is whole again, of some source: then
/// the index is made anew.
///
/// # Errors
/// The index cannot be read.
pub(super) fn is_found(case: &Case) -> OpResult<bool> {
    let mut sources: BTreeMap<String, bool> = BTreeMap::new();
    let mut known: BTreeMap<Digest, bool> = BTreeMap::new();
    for (source, _, path) in left_out(case)? {
        let whole = digest_of(case, &source, &path).is_some_and(|digest| {
            *known
                .entry(digest)
                .or_insert_with(|| case.vault.verify_blob(digest).is_ok())
        });
        *sources.entry(source).or_insert(true) &= whole;
    }
    Ok(sources.into_values().any(|whole| whole))
}
