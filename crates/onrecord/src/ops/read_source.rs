//! Reading a sealed source into the index: each reading is committed to and logged, then kept. It
//! does not know how the index is made again.

use crate::ops::case::Case;
use crate::ops::lost::LeftOut;
use crate::ops::reading::{Step, tell_rest};
use crate::ops::sealed::{exhibit_of, export_of};
use crate::ops::state::SourceState;
use crate::ops::zone::Zone;
use crate::ops::{OpError, OpResult};
use onrecord_import::detect::{self, Plan, Reading};
use onrecord_import::{Answers, Export, IMPORTERS};
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_model::{Digest, Event, Mark, Place};
use onrecord_vault::index::{Index, ReadHeader, ReadSummary, ReadWriter};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

/// The answer that says in which zone a source's clocks stood, where its records do not.
pub const ZONE: &str = "zone";

/// It is told how far a reading is each so many records.
pub(super) const EVERY: u64 = 512;

/// How far a reading is.
#[derive(Clone, Debug)]
pub struct ReadProgress {
    /// Records read so far, of this source.
    pub records: u64,
}

/// What reading a source gave.
#[derive(Clone, Debug, Default)]
pub struct SourceRead {
    /// Per importer: its name, events, defects, threads.
    pub readings: Vec<(String, u64, u64, usize)>,
    /// Events without a usable time.
    pub undated: u64,
    /// Records of kinds that no importer knows, by the format's word.
    pub unknown: BTreeMap<String, u64>,
    /// Questions that the bytes cannot answer.
    pub questions: Vec<onrecord_import::Question>,
    /// What the user should know.
    pub remarks: Vec<String>,
    /// Files that nobody reads, and why.
    pub unread: Vec<(String, String)>,
}

/// Reads a source with these answers: one entry of the log for each importer that knows a part.
/// What an earlier, interrupted reading has already logged is not read a second time.
///
/// # Errors
/// A part that is read is kept whole or not at all; what was kept stays.
pub fn read_source(
    case: &mut Case,
    source_id: &str,
    answers: &Answers,
    progress: &mut dyn FnMut(ReadProgress) -> OpResult<()>,
) -> OpResult<SourceRead> {
    case.vault.usable()?;
    let source =
        case.state.source(source_id).cloned().ok_or_else(|| {
            OpError::Other(format!("There is no source {source_id} in this case."))
        })?;
    // What the user says of one export goes before what is assumed of all.
    let zone_name = answers.get(ZONE).unwrap_or(&case.state.zone).to_owned();
    let mut found = SourceRead::default();
    let mut records = 0;
    let plan = {
        let export = export_of(&case.vault, &source)?;
        detect::plan(&*export, IMPORTERS, answers)
    };
    for reading in unread_parts(&plan, logged_readings(case, source_id)) {
        let entry = case.vault.log_size();
        let header = Head {
            entry,
            zone_name: &zone_name,
            answers,
            lost: None,
        };
        let context = case.acting.context();
        let Case {
            vault,
            index,
            state,
            ..
        } = &mut *case;
        let export = export_of(vault, &source)?;
        let (finished, told) = index_reading(
            vault,
            index,
            &*export,
            &source,
            reading,
            &header,
            &mut |_| {
                records += 1;
                if records % EVERY == 0 {
                    progress(ReadProgress { records })
                } else {
                    Ok(())
                }
            },
        )?;
        let Some(finished) = finished else {
            found.remarks.extend(told.remarks);
            continue;
        };
        drop(export);
        let summary = finished.summary().clone();
        let payload = payload_of(reading, &summary, &zone_name, answers);
        let logged = vault.act(&context, Act::Read, source_id, payload.clone())?;
        finished.commit(logged.seq + 1)?;
        state.follow(&logged, &payload)?;
        found.readings.push((
            reading.importer.manifest().name.into(),
            summary.events,
            summary.defects,
            summary.threads.len(),
        ));
        found.undated += summary.undated;
        for (word, count) in summary.unknown_kinds {
            *found.unknown.entry(word).or_default() += count;
        }
        found.questions.extend(told.questions);
        found.remarks.extend(told.remarks);
    }
    tell_rest(&plan, &mut |step| {
        match step {
            Step::Remark(remark) => found.remarks.push(remark.into()),
            Step::Unread(entry, reason) => found.unread.push((entry.into(), reason.into())),
            Step::Refused(importer, seen, advice) => {
                found.remarks.push(format!("{importer}: {seen} {advice}"));
            }
            Step::Choose(names) => found.remarks.push(format!(
                "More than one importer knows this: {}. Say which with --answer importer=NAME.",
                names.join(", ")
            )),
            _ => {}
        }
        Ok(())
    })?;
    Ok(found)
}

/// The parts of a plan that are not read yet. Of an importer's, the first so many are.
pub(super) fn unread_parts(
    plan: &Plan,
    mut already: BTreeMap<String, usize>,
) -> impl Iterator<Item = &Reading> {
    plan.readings.iter().filter(move |reading| {
        match already.get_mut(reading.importer.manifest().name) {
            Some(left @ 1..) => {
                *left -= 1;
                false
            }
            _ => true,
        }
    })
}

/// How many readings of a source the log holds, by importer. They stand in the order of the plan.
pub(super) fn logged_readings(case: &Case, source_id: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for read in case
        .state
        .readings()
        .filter(|read| read.source == source_id)
    {
        *out.entry(read.importer.clone()).or_default() += 1;
    }
    out
}

/// What a reading is told besides what it reads.
pub(super) struct Head<'h> {
    /// The number that the entry of this reading has, or will have.
    pub(super) entry: u64,
    pub(super) zone_name: &'h str,
    pub(super) answers: &'h Answers,
    /// What is known to be lost, where this is a reading again.
    pub(super) lost: Option<&'h LeftOut>,
}

/// The parts of a plan that an importer reads. The log's readings of a source by one importer stand in
/// the order of its plan.
pub(super) fn parts_of<'p>(
    plan: &'p Plan,
    importer: &str,
) -> impl DoubleEndedIterator<Item = &'p Reading> {
    let parts = plan.readings.iter();
    parts.filter(move |reading| reading.importer.manifest().name == importer)
}

/// What tells one reading's salts from another's: the number of its entry.
pub fn reading_digest(entry: u64) -> Digest {
    Digest::of_parts(&[b"onrecord/reading", &entry.to_be_bytes()])
}

/// A reading that is written and not yet kept, unless it was refused; and what was found besides.
pub(super) type Indexed<'i> = (
    Option<onrecord_vault::index::FinishedRead<'i>>,
    detect::Found,
);

/// Writes one reading into the index.
///
/// # Errors
/// The source or the index cannot be read, or `progress` said stop.
pub(super) fn index_reading<'i>(
    vault: &onrecord_vault::Vault<onrecord_vault::Open>,
    index: &'i mut Index,
    export: &dyn Export,
    source: &'i SourceState,
    reading: &Reading,
    head: &Head<'_>,
    progress: &mut dyn FnMut(()) -> OpResult<()>,
) -> OpResult<Indexed<'i>> {
    let manifest = reading.importer.manifest();
    let mut writer = begin_reading(vault, index, source, manifest.name, manifest.version, head)?;
    let mut contents = Contents::new(export, source);
    let mut stopped: OpResult<()> = Ok(());
    let result = detect::read(export, reading, head.answers, |record| {
        if stopped.is_err() {
            return;
        }
        stopped = (|| {
            match record {
                Ok(event) if head.lost.is_some_and(|lost| lost.leaves_out(&event.thread)) => {}
                Ok(mut event) => {
                    contents.fill(&mut event);
                    writer.push_event(&event)?;
                }
                Err(defect) => writer.push_defect(&defect)?,
            }
            progress(())
        })();
    })?;
    stopped?;
    if let Some(lost) = head.lost {
        lost.tell(&mut writer)?;
    }
    match result {
        Ok(found) => Ok((Some(writer.finish()?), found)),
        Err(refusal) => Ok((
            None,
            detect::Found {
                questions: Vec::new(),
                remarks: vec![format!(
                    "{}: {} {}",
                    manifest.title, refusal.seen, refusal.advice
                )],
            },
        )),
    }
}

/// Begins to write a reading.
///
/// # Errors
/// Its zone is not known, or the index cannot be written.
pub(super) fn begin_reading<'i>(
    vault: &onrecord_vault::Vault<onrecord_vault::Open>,
    index: &'i mut Index,
    source: &'i SourceState,
    importer: &str,
    version: u32,
    head: &Head<'_>,
) -> OpResult<ReadWriter<'i>> {
    let zone = Zone::named(head.zone_name)
        .ok_or_else(|| OpError::Other(format!("The time zone {} is not known.", head.zone_name)))?;
    Ok(index.begin_read(ReadHeader {
        source: source.source.id.to_string(),
        importer: importer.into(),
        version,
        answers: answers_text(head.answers),
        zone: head.zone_name.into(),
        assume: Box::new(move |wall| Some(zone.instant_of(wall))),
        exhibit_of: Box::new(move |entry| exhibit_of(source, entry)),
        seed_of: Box::new(vault.thread_seeds(reading_digest(head.entry))),
    })?)
}

/// Digests of attached files, each read once.
pub(super) struct Contents<'c> {
    export: &'c dyn Export,
    source: &'c SourceState,
    known: BTreeMap<Arc<str>, Option<(Digest, u64)>>,
}

impl<'c> Contents<'c> {
    pub(super) fn new(export: &'c dyn Export, source: &'c SourceState) -> Self {
        Self {
            export,
            source,
            known: BTreeMap::new(),
        }
    }

    /// Fills in what an event's attachments hold: it is part of what is committed to.
    pub(super) fn fill(&mut self, event: &mut Event) {
        for attachment in &mut event.attachments {
            let Place::Entry(entry) = &attachment.place else {
                continue;
            };
            if attachment.content.is_some() {
                continue;
            }
            let content = match self.known.get(entry) {
                Some(content) => *content,
                None => {
                    let content = self.read(entry);
                    self.known.insert(entry.clone(), content);
                    content
                }
            };
            match content {
                Some(content) => attachment.content = Some(content),
                None => event.marks.add(Mark::AttachmentMissing),
            }
        }
    }

    fn read(&self, entry: &str) -> Option<(Digest, u64)> {
        if let Some(item) = self
            .source
            .source
            .items
            .iter()
            .find(|item| &*item.path == entry)
        {
            return Some((item.digest, item.size));
        }
        detect::with_entry(self.export, entry, |export, path| {
            digest_of(&mut *export.open(path).ok()?).ok()
        })
        .ok()
        .flatten()
    }
}

/// Digest and size of what a reader gives.
///
/// # Errors
/// It cannot be read.
pub(super) fn digest_of(reader: &mut dyn Read) -> std::io::Result<(Digest, u64)> {
    let mut hasher = onrecord_model::digest::Hasher::default();
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok((hasher.finish(), size)),
            Ok(read) => {
                hasher.update(&buffer[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The answers in one stable spelling.
fn answers_text(answers: &Answers) -> String {
    let all: Vec<String> = answers
        .0
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    all.join("\n")
}

/// What the log says of a reading. A pack opens it: so it holds counts and commitments, and no
/// name, no title and no digest of a content.
fn payload_of(reading: &Reading, summary: &ReadSummary, zone: &str, answers: &Answers) -> Value {
    let manifest = reading.importer.manifest();
    let answers = answers
        .0
        .iter()
        .map(|(key, value)| (key.as_str(), Value::from(value.as_str())));
    let threads = summary
        .threads
        .iter()
        .map(|thread| Value::from(&thread.commitment.commitment.0[..]));
    Value::map([
        ("importer", Value::from(manifest.name)),
        ("version", u64::from(manifest.version).into()),
        ("answers", Value::map(answers)),
        ("zone", zone.into()),
        ("events", summary.events.into()),
        ("undated", summary.undated.into()),
        ("defects", summary.defects.into()),
        (
            "unknown",
            summary.unknown_kinds.values().sum::<u64>().into(),
        ),
        ("threads", Value::Array(threads.collect())),
    ])
}
