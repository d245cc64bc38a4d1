//! Fills the evidence archive. Each thread is walked once; what the tables become is kept in spool
//! files beside the archive, because a bag's file must be whole before the next begins.
//!
//! What an opening does not show is written nowhere: tables and graph are made from openings, never
//! from events.

use crate::bag::{BagOut, BagWriter, safe_name};
use crate::case_ld::CaseGraph;
use crate::exports::Exports;
use crate::input::{
    AttachmentShow, Case, ExhibitFacts, Facts, Inclusion, PackError, ShownEvent, ThreadFacts,
    ThreadItem,
};
use crate::stage::{PASSING, Stage, StageFile};
use onrecord_model::canonical::{Field, read_when};
use onrecord_model::commit::ThreadCommitment;
use onrecord_model::disclose::Opening;
use onrecord_model::merkle::{prove_disclosed, root_of};
use onrecord_model::{Digest, Truth};
use onrecord_verify::completeness::{COMPLETENESS_HEADER, Completeness};
use onrecord_verify::exhibits::EXHIBITS_HEADER;
use onrecord_verify::lines::{Line, reference_is_plain};
use onrecord_verify::load::Attached;
use onrecord_verify::log::{ENTRIES, entry_line};
use onrecord_verify::tables::{EVENTS_HEADER, push_cell, rows, sort_fits};
use onrecord_verify::threads::ThreadProof;
use std::io::{BufReader, Write};

/// The archive's file in the stage.
struct Out<'a>(Box<dyn StageFile + 'a>);

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

impl BagOut for Out<'_> {
    fn patch(&mut self, at: u64, bytes: [u8; 4]) -> std::io::Result<()> {
        self.0.patch(at, bytes)
    }
}

type Bag<'a> = BagWriter<Out<'a>>;

/// A file under way whose length is not known before its end.
pub(crate) struct Spool<'a> {
    stage: &'a dyn Stage,
    name: String,
    out: Box<dyn StageFile + 'a>,
    size: u64,
}

impl Write for Spool<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.size += written as u64;
        Ok(written)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

impl<'a> Spool<'a> {
    pub(crate) fn new(stage: &'a dyn Stage, name: &str) -> std::io::Result<Self> {
        let name = format!("{PASSING}{name}");
        Ok(Self {
            stage,
            out: stage.create(&name)?,
            name,
            size: 0,
        })
    }

    /// Ends the file, and gives its length. It is read by its name, and removed, by the caller.
    pub(crate) fn finish(self) -> std::io::Result<u64> {
        self.out.finish()?;
        Ok(self.size)
    }

    fn into_bag(self, path: &str, bag: &mut Bag<'_>) -> Result<(), PackError> {
        self.out.finish()?;
        let mut file = self.stage.open(&self.name)?;
        bag.add(path, self.size, &mut BufReader::new(&mut file))?;
        drop(file);
        self.stage.remove(&self.name)?;
        Ok(())
    }
}

fn case_error<T>(text: String) -> Result<T, PackError> {
    Err(PackError::Case(text))
}

struct Writer<'a> {
    case: &'a dyn Case,
    bag: Bag<'a>,
    completeness: String,
    csv: Spool<'a>,
    dated: Spool<'a>,
    undated: Spool<'a>,
    graph: CaseGraph<Spool<'a>>,
    exports: Exports<'a>,
}

/// A path without `data/`, which the bag puts in front.
pub(crate) fn in_data(path: &'static str) -> &'static str {
    path.strip_prefix("data/").unwrap_or(path)
}

/// Writes the archive `name` into the stage, with spool files beside it. Gives the digest that
/// stands for the whole bag.
pub(crate) fn write<'a>(
    case: &'a dyn Case,
    report: Option<&str>,
    stage: &'a dyn Stage,
    name: &str,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
) -> Result<Digest, PackError> {
    let facts = case.facts();
    let mut csv = Spool::new(stage, "events.csv")?;
    csv.write_all(EVENTS_HEADER.as_bytes())?;
    let mut writer = Writer {
        case,
        bag: BagWriter::new(Out(stage.create(name)?)),
        completeness: COMPLETENESS_HEADER.to_owned(),
        csv,
        dated: Spool::new(stage, "events.jsonl")?,
        undated: Spool::new(stage, "undated.jsonl")?,
        graph: CaseGraph::new(
            Spool::new(stage, "case.jsonld")?,
            &facts.tool,
            &facts.exhibits,
        )?,
        exports: Exports::new(stage, facts)?,
    };
    let mut threads = Vec::new();
    for (number, thread) in facts.threads.iter().enumerate() {
        progress(&format!("Thread {}", thread.reference))?;
        let lines = Spool::new(stage, &format!("thread-{number}"))?;
        threads.push(writer.thread(number, thread, lines)?);
    }
    let Writer {
        mut bag,
        completeness,
        csv,
        dated,
        undated,
        graph,
        exports,
        ..
    } = writer;
    graph.finish()?.into_bag("case.jsonld", &mut bag)?;
    let size = completeness.len() as u64;
    bag.add("completeness.csv", size, &mut completeness.as_bytes())?;
    if facts.linkage.accounts > 0 {
        let linkage = crate::linkage::text(facts);
        bag.add(
            "linkage.json",
            linkage.len() as u64,
            &mut linkage.as_bytes(),
        )?;
    }
    if let Some(report) = report {
        bag.add("report.json", report.len() as u64, &mut report.as_bytes())?;
    }
    csv.into_bag("events.csv", &mut bag)?;
    dated.into_bag("events.jsonl", &mut bag)?;
    let exhibits = exhibits_table(facts)?;
    bag.add(
        "exhibits.csv",
        exhibits.len() as u64,
        &mut exhibits.as_bytes(),
    )?;
    for (path, file) in exports.finish(stage)? {
        file.into_bag(path, &mut bag)?;
    }
    log(facts, &mut bag)?;
    for (number, exhibit) in facts.exhibits.iter().enumerate() {
        if exhibit.inclusion == Inclusion::Original {
            progress(&format!("Exhibit {}", exhibit.reference))?;
            let content = bag.add(
                &original_path(exhibit),
                exhibit.size,
                &mut case.original(number)?,
            )?;
            if content.sha256 != exhibit.digest {
                return case_error(format!(
                    "exhibit {} is not the file that was sealed",
                    exhibit.reference
                ));
            }
        }
    }
    for (written, thread) in threads.into_iter().zip(&facts.threads) {
        let path = |ending| format!("threads/{}.{ending}", thread.reference);
        let (hashes, proof) = (written.hashes, written.proof.to_text());
        bag.add(&path("hashes"), hashes.len() as u64, &mut hashes.as_slice())?;
        written.lines.into_bag(&path("jsonl"), &mut bag)?;
        bag.add(&path("proof"), proof.len() as u64, &mut proof.as_bytes())?;
    }
    undated.into_bag("undated.jsonl", &mut bag)?;
    let date = facts.made_at.to_string();
    let (digest, out) = bag.finish(&[
        ("Bagging-Date", date.get(..10).unwrap_or(&date).to_owned()),
        ("Bag-Software-Agent", facts.tool.clone()),
        (
            "External-Description",
            "Evidence of an On Record pack, format 1".to_owned(),
        ),
    ])?;
    out.0.finish()?;
    Ok(digest)
}

/// How an exhibit is in the pack, and its file there; nothing of one that is withheld.
pub(crate) fn how_included(exhibit: &ExhibitFacts) -> Option<(&'static str, String)> {
    match exhibit.inclusion {
        Inclusion::Original => Some(("original", format!("data/{}", original_path(exhibit)))),
        Inclusion::Extract => Some(("extract", String::new())),
        Inclusion::Listed => Some(("listed", String::new())),
        Inclusion::Withheld => None,
    }
}

/// `originals/AB-12/<safe name>`.
fn original_path(exhibit: &crate::input::ExhibitFacts) -> String {
    format!(
        "originals/{}/{}",
        exhibit.reference.replace('/', "-"),
        safe_name(&exhibit.name)
    )
}

/// The files of one thread.
struct WrittenThread<'a> {
    lines: Spool<'a>,
    hashes: Vec<u8>,
    proof: ThreadProof,
}

impl<'a> Writer<'a> {
    /// Walks one thread. Memory: a hash per event.
    fn thread(
        &mut self,
        number: usize,
        thread: &ThreadFacts,
        mut lines: Spool<'a>,
    ) -> Result<WrittenThread<'a>, PackError> {
        if !reference_is_plain(&thread.reference) || thread.reference.contains('/') {
            return case_error(format!("{} is no reference for a thread", thread.reference));
        }
        self.graph.thread(&thread.reference, &thread.exhibits)?;
        let (mut leaves, mut shown, mut gap) = (Vec::new(), Vec::new(), 0_u64);
        let mut completeness = Completeness::default();
        let case = self.case;
        let put_gap = |lines: &mut Spool<'_>, all: &mut Completeness, next: u64, gap: &mut u64| {
            let count = core::mem::take(gap);
            let line = Line::Gap {
                from: next - count,
                count,
            };
            if count > 0 {
                all.gap(count);
                lines.write_all(line.to_text().as_bytes())
            } else {
                Ok(())
            }
        };
        case.thread(number, &mut |item| {
            let next = leaves.len() as u64;
            let index = match &item {
                ThreadItem::Shown(event) | ThreadItem::Timed(event) => event.index,
                ThreadItem::Withheld { index, .. } => *index,
            };
            if index != next {
                return case_error(format!("thread {} has no event {next}", thread.reference));
            }
            match item {
                ThreadItem::Withheld { leaf, .. } => {
                    leaves.push(leaf);
                    gap += 1;
                }
                ThreadItem::Shown(event) | ThreadItem::Timed(event) => {
                    put_gap(&mut lines, &mut completeness, next, &mut gap)?;
                    leaves.push(event.opening.leaf());
                    shown.push(leaves.len() - 1);
                    let opening = without_withheld_attachments(&event);
                    completeness.event(&opening);
                    self.event(number, thread, &event, opening, &mut lines)?;
                }
            }
            Ok(())
        })?;
        let events = leaves.len() as u64;
        put_gap(&mut lines, &mut completeness, events, &mut gap)?;
        self.exports.end_thread(&thread.reference, events)?;
        let Some(times) = completeness.end() else {
            return case_error(format!(
                "the gaps of thread {} do not all tell as much of their times",
                thread.reference
            ));
        };
        let mut row = completeness.row(&thread.reference, events, times, thread.defects_of_reading);
        push_cell(&mut row, &thread.omits.join(" "));
        row.pop();
        self.completeness.push_str(&row);
        self.completeness.push_str("\r\n");
        let found = ThreadCommitment::new(leaves.len() as u64, root_of(&leaves));
        if found.commitment != thread.commitment || found.n != thread.events {
            return case_error(format!(
                "thread {} is not what was committed when it was read",
                thread.reference
            ));
        }
        let hashes =
            prove_disclosed(&leaves, &shown).map_err(|error| PackError::Case(error.to_string()))?;
        let proof = ThreadProof {
            thread: thread.reference.clone(),
            importer: (thread.importer.0.clone(), u64::from(thread.importer.1)),
            events: thread.events,
            entry: thread.entry,
            commitment: thread.commitment,
        };
        let hashes = hashes.iter().flat_map(|hash| hash.0).collect();
        Ok(WrittenThread {
            lines,
            hashes,
            proof,
        })
    }

    fn event(
        &mut self,
        number: usize,
        thread: &ThreadFacts,
        event: &ShownEvent,
        opening: Opening,
        lines: &mut Spool<'_>,
    ) -> Result<(), PackError> {
        let what = || format!("event {} of thread {}", event.index + 1, thread.reference);
        let exhibit = self.case.facts().exhibits.get(event.exhibit);
        let Some(exhibit) = exhibit.map(|exhibit| exhibit.reference.as_str()) else {
            return case_error(format!("{} names no exhibit of the case", what()));
        };
        let sort = sort_of(&opening, event);
        let Some(rows) = rows(&thread.reference, &opening, exhibit, sort) else {
            return case_error(format!("{} cannot be opened", what()));
        };
        self.csv.write_all(rows.csv.as_bytes())?;
        let table = if rows.dated {
            &mut self.dated
        } else {
            &mut self.undated
        };
        table.write_all(rows.json.as_bytes())?;
        self.graph.event(&thread.reference, &opening)?;
        let mut attached = Vec::new();
        for (at, (show, attachment)) in event
            .attachments
            .iter()
            .zip(&event.event.attachments)
            .enumerate()
        {
            let Some((digest, size)) = attachment.content else {
                continue;
            };
            if *show == AttachmentShow::Listed || !opening.shows(Field::Attachments) {
                continue;
            }
            let name = safe_name(&attachment.name);
            let path = format!(
                "attachments/{}/{}-{at}-{name}",
                thread.reference, event.index
            );
            let mut reader = self.case.attachment(number, event, at)?;
            if self.bag.add(&path, size, &mut *reader)?.sha256 != digest {
                return case_error(format!("an attachment of {} is not as it was read", what()));
            }
            attached.push(Attached {
                number: at,
                name: attachment.name.to_string(),
                path: format!("data/{path}"),
                content: (digest, size),
            });
        }
        let stated = opening.value(Field::Time).as_ref().and_then(read_when);
        let stated = stated.and_then(|when| when.truth.instant());
        self.exports
            .event(&thread.reference, event.index, &rows, stated, &attached)?;
        let line = Line::Shown {
            opening: Box::new(opening),
            exhibit: exhibit.to_owned(),
            sort,
        };
        lines.write_all(line.to_text().as_bytes())?;
        Ok(())
    }
}

/// The opening, less what would tell the digest of an attachment that stays out of the pack: with it
/// anybody could test whether it is a picture that they know. The locator goes with it, since it is
/// shown only where everything is.
fn without_withheld_attachments(event: &ShownEvent) -> Opening {
    let mut opening = event.opening.clone();
    let attachments = &event.event.attachments;
    let told = attachments.iter().enumerate().any(|(at, attachment)| {
        let listed = event
            .attachments
            .get(at)
            .is_none_or(|show| *show == AttachmentShow::Listed);
        listed && attachment.content.is_some()
    });
    if told {
        opening.withhold(Field::Attachments);
    }
    if Field::ALL.iter().any(|field| !opening.shows(*field)) {
        opening.withhold(Field::Locator);
    }
    opening
}

fn sort_of(opening: &Opening, event: &ShownEvent) -> Option<i64> {
    let when = opening.value(Field::Time).as_ref().and_then(read_when)?;
    match when.truth {
        Truth::Stated(instant) => Some(instant.0),
        _ => event
            .sort
            .map(|sort| sort.0)
            .filter(|sort| sort_fits(opening, Some(*sort))),
    }
}

fn exhibits_table(facts: &Facts) -> Result<String, PackError> {
    let mut out = EXHIBITS_HEADER.to_owned();
    for exhibit in &facts.exhibits {
        if !reference_is_plain(&exhibit.reference) {
            return case_error(format!(
                "{} is no reference for an exhibit",
                exhibit.reference
            ));
        }
        let (inclusion, file, told) = match how_included(exhibit) {
            Some((how, file)) => (how, file, true),
            None => ("withheld", String::new(), false),
        };
        let if_told = |text: String| if told { text } else { String::new() };
        for cell in [
            exhibit.reference.clone(),
            inclusion.to_owned(),
            file,
            if_told(exhibit.digest.to_hex()),
            if_told(exhibit.size.to_string()),
            if_told(exhibit.entry.to_string()),
            if_told(exhibit.sealed.to_string()),
            if_told(exhibit.name.clone()),
            if_told(exhibit.what.clone()),
            if_told(exhibit.grade.clone()),
            if_told(exhibit.source.clone()),
            if_told(exhibit.proves.join(" ")),
            if_told(exhibit.does_not_prove.join(" ")),
        ] {
            push_cell(&mut out, &cell);
        }
        out.pop();
        out.push_str("\r\n");
    }
    Ok(out)
}

fn log(facts: &Facts, bag: &mut Bag<'_>) -> Result<(), PackError> {
    bag.add(
        "log/checkpoint.note",
        facts.proof.checkpoint.len() as u64,
        &mut facts.proof.checkpoint.as_bytes(),
    )?;
    let mut lines = String::new();
    for entry in &facts.custody {
        let opened = entry
            .opened
            .as_ref()
            .map(|(salt, payload)| (&salt[..], &payload[..]));
        lines.push_str(&entry_line(entry.seq, &entry.encoded, opened));
    }
    let path = ENTRIES.trim_start_matches("data/");
    bag.add(path, lines.len() as u64, &mut lines.as_bytes())?;
    for (number, (_, note, answer)) in facts.proof.timestamps.iter().enumerate() {
        let path = |ending| format!("log/timestamps/{:04}.{ending}", number + 1);
        bag.add(&path("note"), note.len() as u64, &mut note.as_bytes())?;
        bag.add(&path("tsr"), answer.len() as u64, &mut answer.as_slice())?;
    }
    Ok(())
}
