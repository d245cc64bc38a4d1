//! The import check: what came in with a source, what could not be read or placed, what such an
//! export leaves out, and how it differs from other exports of the same threads. A difference is
//! all it states; why there is one, nothing here can know.

use crate::ops::case::Case;
use crate::ops::read_again::{self, Again, NotShown};
use crate::ops::sealed::export_of;
use crate::ops::{OpResult, lost, set_aside};
use onrecord_import::{Answers, Choice, IMPORTERS, Question, detect};
use onrecord_model::{Instant, Kind};
use onrecord_vault::index::{
    EventNumber, EventRow, Gone, OnlyOne, Reach, ReadCounts, ReadNumber, ReadRow, ThreadPair,
};
use std::collections::BTreeMap;

/// Collections that a person puts together: that one lacks what another has says nothing.
const COLLECTIONS: &[&str] = &["photos"];

/// Other exports that a source is compared with after it was added: the latest ones.
pub const COMPARED_AT_ONCE: usize = 3;

/// What a difference between two exports may come from. Nothing here says which it was.
pub const REASONS: &[&str] = &[
    "somebody deleted or unsent something",
    "an account was blocked, closed or left",
    "the platform or the app exports only so many records",
    "it is of another device, account or kind of export, or other choices were made",
];

/// Of one source.
#[derive(Debug)]
pub struct SourceCheck {
    /// Its id.
    pub source: String,
    /// When it was set aside, where it is: nothing of it counts then.
    pub set_aside: Option<Instant>,
    /// The earlier source that is the same, which was read instead.
    pub same_as: Option<String>,
    /// What each importer read of it.
    pub readings: Vec<ReadingCheck>,
    /// Files that nobody reads, and why.
    pub unread: Vec<(String, String)>,
    /// Questions that are still open.
    pub questions: Vec<Question>,
    /// When it was read again, since the program reads it otherwise now, oldest first.
    pub again: Vec<Again>,
    /// What of it is left out, since the program does not read it as the log says.
    pub not_shown: Vec<NotShown>,
    /// Importers of it that are newer in this program than what made the index, where the case may be
    /// changed: it can be read again.
    pub newer: Vec<String>,
    /// What the user should know of it, in plain sentences: what an importer saw, and what it knows
    /// and cannot read.
    pub remarks: Vec<String>,
}

/// Of one reading.
#[derive(Debug)]
pub struct ReadingCheck {
    /// The importer's short name and what it reads, for people.
    pub importer: String,
    /// See `importer`.
    pub title: &'static str,
    /// Events and records that could not be read.
    pub events: u64,
    /// See `events`.
    pub defects: u64,
    /// Records that could not be read, by the reason's code.
    pub defect_codes: BTreeMap<String, u64>,
    /// By kind, by unknown kind, by how their time is known; and how many were here already.
    pub counts: ReadCounts,
    /// What such an export leaves out.
    pub omits: &'static [&'static str],
    /// How it differs from other exports.
    pub compared: Vec<Compared>,
    /// Other exports of the same threads with which it was not compared.
    pub not_compared: usize,
}

/// How one reading differs from another.
#[derive(Debug)]
pub struct Compared {
    /// The other's source and importer.
    pub other: String,
    /// See `other`.
    pub other_importer: String,
    /// When the other came in.
    pub other_received: Instant,
    /// Thread by thread.
    pub threads: Vec<ThreadDifference>,
    /// Threads that only one of them has.
    pub gone: Vec<GoneThread>,
}

/// One thread in both.
#[derive(Debug)]
pub struct ThreadDifference {
    /// The thread here, such as `T5`, and in the other.
    pub thread: String,
    /// See `thread`.
    pub other_thread: String,
    /// What to call it.
    pub title: String,
    /// The counts; the other comes first.
    pub pair: ThreadPair,
    /// Whether everything that the other has and this one lacks is a message.
    pub messages_only: bool,
}

/// A thread that only one of them has.
#[derive(Debug)]
pub struct GoneThread {
    /// `T3`.
    pub thread: String,
    /// What to call it.
    pub title: String,
    /// Whether this one has it, and not the other.
    pub here: bool,
    /// The index's word.
    pub gone: Gone,
}

/// A record that another export has and this one has not.
#[derive(Debug)]
pub struct Missing {
    /// The record.
    pub row: EventRow,
    /// The source that lacks it.
    pub missing_from: String,
}

/// Checks one source, comparing it with `most` others at most.
///
/// # Errors
/// There is no such source, or it cannot be read.
pub fn check(case: &Case, source_id: &str, most: usize) -> OpResult<SourceCheck> {
    let state = set_aside::find(case, source_id)?;
    let same_as = case
        .state
        .same_as(state)
        .map(|same| same.source.id.to_string());
    let read_as = same_as
        .as_ref()
        .unwrap_or(&state.source.id.to_string())
        .clone();
    let mut check = SourceCheck {
        source: state.source.id.to_string(),
        set_aside: state.aside,
        same_as,
        readings: Vec::new(),
        unread: Vec::new(),
        questions: Vec::new(),
        again: read_again::since(case, 0)?,
        not_shown: read_again::not_shown(case)?,
        newer: newer(case, &read_as)?,
        remarks: Vec::new(),
    };
    check.again.retain(|again| again.source == read_as);
    check.not_shown.retain(|one| one.source == read_as);
    let answers = case
        .state
        .readings()
        .find(|read| read.source == read_as)
        .map(|read| Answers(read.answers.clone()))
        .unwrap_or_default();
    let export = export_of(&case.vault, state)?;
    let plan = detect::plan(&*export, IMPORTERS, &answers);
    check.unread.extend(
        plan.unread
            .iter()
            .map(|(entry, reason)| (entry.to_string(), reason.to_string())),
    );
    for reading in &plan.readings {
        // Opening is enough: what must be asked is known before the first record.
        let found = detect::look(&*export, reading, &answers)?;
        check.questions.extend(found.questions);
        check.remarks.extend(found.remarks);
    }
    check.remarks.extend(plan.remarks);
    for (_, name, refusal) in &plan.refusals {
        let title = title_of(name);
        check
            .remarks
            .push(format!("{title}: {} {}", refusal.seen, refusal.advice));
    }
    for (_, names) in &plan.choices {
        let asked = check.questions.iter();
        if !asked.clone().any(|question| question.id == IMPORTER) {
            check.questions.push(which_importer(names));
        }
    }
    check.readings = of_source(case, &read_as, most)?;
    Ok(check)
}

fn newer(case: &Case, source: &str) -> OpResult<Vec<String>> {
    let mut out = Vec::new();
    if case.vault.usable().is_err() {
        return Ok(out);
    }
    for row in case
        .index
        .reads()?
        .iter()
        .filter(|row| row.source == source)
    {
        if let Some(manifest) = read_again::manifest_of(&row.importer)
            && manifest.version > row.version
            && !out.iter().any(|name| name == manifest.name)
        {
            out.push(manifest.name.to_owned());
        }
    }
    Ok(out)
}

/// Checks what was read of a source, without looking at its files again.
///
/// # Errors
/// The index cannot be read.
pub fn of_source(case: &Case, source: &str, most: usize) -> OpResult<Vec<ReadingCheck>> {
    let reads = case.index.reads()?;
    let own = reads.iter().filter(|read| read.source == source);
    own.map(|read| of_reading(case, &reads, read, most))
        .collect()
}

/// The answer that says which importer reads what several of them know.
const IMPORTER: &str = "importer";

fn title_of(importer: &str) -> &str {
    read_again::manifest_of(importer).map_or(importer, |manifest| manifest.title)
}

fn which_importer(names: &[&'static str]) -> Question {
    Question {
        id: IMPORTER.into(),
        text: "This can be read in more than one way. What is it?".into(),
        choices: names
            .iter()
            .map(|name| Choice {
                id: (*name).into(),
                text: title_of(name).to_owned(),
            })
            .collect(),
    }
}

fn of_reading(
    case: &Case,
    reads: &[ReadRow],
    read: &ReadRow,
    most: usize,
) -> OpResult<ReadingCheck> {
    let manifest = read_again::manifest_of(&read.importer);
    let others = others_of(case, read)?;
    let skipped = others.len().saturating_sub(most);
    let mut compared = Vec::new();
    for other in others.iter().skip(skipped) {
        let Some(other) = reads.iter().find(|row| row.number == *other) else {
            continue;
        };
        compared.push(compare(case, read, other)?);
    }
    let mut defect_codes = case.index.defect_codes_of(read.number)?;
    defect_codes.retain(|code, _| !lost::OF_READINGS.contains(&code.as_str()));
    Ok(ReadingCheck {
        importer: read.importer.clone(),
        title: manifest.map_or("", |manifest| manifest.title),
        events: read.events,
        defects: lost::unreadable(case, read)?,
        defect_codes,
        counts: case.index.read_counts(read.number)?,
        omits: manifest.map_or(&[], |manifest| manifest.omits),
        compared,
        not_compared: skipped,
    })
}

fn others_of(case: &Case, read: &ReadRow) -> OpResult<Vec<ReadNumber>> {
    if COLLECTIONS.contains(&read.importer.as_str()) {
        return Ok(Vec::new());
    }
    Ok(case.index.related_reads(read.number)?)
}

fn compare(case: &Case, own: &ReadRow, other: &ReadRow) -> OpResult<Compared> {
    let mut missing: BTreeMap<u64, Vec<EventNumber>> = BTreeMap::new();
    let pair = case.index.compare(other.number, own.number, &mut |only| {
        if only.read == other.number && only.reach == Reach::Within {
            let list = missing.entry(only.conversation.0).or_default();
            // Enough to say what sort of records they are.
            if list.len() < 1_000 {
                list.push(only.event);
            }
        }
    })?;
    let name = |thread| -> OpResult<(String, String)> {
        let row = case.index.thread(thread)?;
        let title = row.thread.title.as_deref().unwrap_or(&row.thread.key);
        Ok((format!("T{}", row.number.0), title.to_owned()))
    };
    let mut threads = Vec::new();
    for pair in pair.threads {
        let (Some(there), Some(here)) = (pair.threads[0].first(), pair.threads[1].first()) else {
            continue;
        };
        let ((other_thread, _), (thread, title)) = (name(*there)?, name(*here)?);
        let mut messages_only = true;
        for event in missing.get(&pair.conversation.0).into_iter().flatten() {
            messages_only &= case.index.event(*event)?.event.kind == Kind::Message;
        }
        threads.push(ThreadDifference {
            thread,
            other_thread,
            title,
            pair,
            messages_only,
        });
    }
    let mut gone = Vec::new();
    for thread in pair.gone {
        let (number, title) = name(thread.thread)?;
        gone.push(GoneThread {
            thread: number,
            title,
            here: thread.side == 1,
            gone: thread,
        });
    }
    let source = set_aside::find(case, &other.source)?;
    Ok(Compared {
        other: other.source.clone(),
        other_importer: other.importer.clone(),
        other_received: source.source.received,
        threads,
        gone,
    })
}

/// Names every record that one of the exports of a thread has and the source has not, or the other
/// way round: of those that the one which lacks it could hold, as far as its times say.
///
/// # Errors
/// There is no such source, or the visitor's own.
pub fn missing(
    case: &Case,
    source_id: &str,
    visit: &mut dyn FnMut(Missing) -> OpResult<()>,
) -> OpResult<()> {
    let state = set_aside::find(case, source_id)?;
    let read_as = case.state.same_as(state).unwrap_or(state);
    let read_as = read_as.source.id.to_string();
    let reads = case.index.reads()?;
    for own in reads.iter().filter(|read| read.source == read_as) {
        for other in others_of(case, own)? {
            let Some(other) = reads.iter().find(|row| row.number == other) else {
                continue;
            };
            let mut found: Vec<OnlyOne> = Vec::new();
            let pair = case.index.compare(other.number, own.number, &mut |only| {
                if only.reach == Reach::Within {
                    found.push(only);
                }
            })?;
            for only in found {
                let lacks = if only.read == own.number { other } else { own };
                visit(Missing {
                    row: case.index.event(only.event)?,
                    missing_from: lacks.source.clone(),
                })?;
            }
            for gone in pair.gone {
                let lacks = if gone.side == 1 { other } else { own };
                let mut position = 0;
                loop {
                    let page = case.index.thread_events(gone.thread, position, 256)?;
                    let Some(last) = page.last() else { break };
                    position = last.position + 1;
                    for row in page {
                        visit(Missing {
                            row,
                            missing_from: lacks.source.clone(),
                        })?;
                    }
                }
            }
        }
    }
    Ok(())
}
