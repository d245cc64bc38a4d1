//! Threads: that what is shown is what was committed when the thread was read, that each gap is
//! where and as long as said, and that tables and attachments say the same. Memory: one line, and a
//! hash per shown event.

use crate::archive::{Archive, label};
use crate::completeness::{COMPLETENESS_HEADER, Completeness};
use crate::lines::{LONGEST_LINE, Line, hex, number, reference_is_plain};
use crate::linkage::Named;
use crate::load::{Attached, LOAD, PAGES, load_header, load_rows};
use crate::log::Log;
use crate::report::{Meaning, Report};
use crate::tables::{EVENTS_HEADER, rows, sort_fits};
use onrecord_model::Digest;
use onrecord_model::canonical::{Field, read_attachments};
use onrecord_model::commit::ThreadCommitment;
use onrecord_model::disclose::Opening;
use onrecord_model::merkle::root_from_disclosed;
use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read};

/// `threads/T3.proof`, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadProof {
    /// `T3`.
    pub thread: String,
    /// Importer and its version.
    pub importer: (String, u64),
    /// Events of the thread.
    pub events: u64,
    /// The custody log's entry that committed to it.
    pub entry: u64,
    /// What stands there.
    pub commitment: Digest,
}

impl ThreadProof {
    /// The file's text.
    pub fn to_text(&self) -> String {
        format!(
            "onrecord/thread-proof/1\nthread {}\nimporter {} {}\nevents {}\nentry {}\ncommitment {}\n",
            self.thread, self.importer.0, self.importer.1, self.events, self.entry, self.commitment
        )
    }

    /// Reads what [`Self::to_text`] writes; `None` for anything else.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let text = core::str::from_utf8(text).ok()?;
        let mut lines = text.strip_suffix('\n')?.split('\n');
        (lines.next()? == "onrecord/thread-proof/1").then_some(())?;
        let mut field = |label: &str| lines.next()?.strip_prefix(label);
        let thread = field("thread ")?.to_owned();
        let (importer, version) = field("importer ")?.split_once(' ')?;
        let importer = (importer.to_owned(), number(version)?);
        let (events, entry) = (number(field("events ")?)?, number(field("entry ")?)?);
        let commitment = Digest(hex(field("commitment ")?)?.try_into().ok()?);
        (lines.next().is_none() && reference_is_plain(&thread)).then_some(())?;
        Some(Self {
            thread,
            importer,
            events,
            entry,
            commitment,
        })
    }
}

/// The hashes of `threads/T3.hashes`, 32 bytes each: the roots of the largest subtrees without an opened
/// event, left to right.
pub fn parse_hashes(bytes: &[u8]) -> Option<Vec<Digest>> {
    let (hashes, []) = bytes.as_chunks::<32>() else {
        return None;
    };
    Some(hashes.iter().copied().map(Digest).collect())
}

/// A row of a table that is not compared to its end.
const LONGEST_ROW: usize = 1 << 20;

/// More hashes than any disclosure that On Record makes; bounds memory.
const LONGEST_PROOF: u64 = 256 << 20;

/// A table of the archive, compared line by line while the threads are read.
struct Table<'a> {
    path: &'static str,
    reader: Option<BufReader<crate::archive::MemberReader<'a>>>,
}

impl<'a> Table<'a> {
    fn open(archive: &Archive<'a>, path: &'static str, header: &str, report: &mut Report) -> Self {
        let reader = match archive.open(path) {
            Ok(reader) => Some(BufReader::new(reader)),
            Err(error) => {
                report.add(
                    &label(path),
                    Meaning::TableBroken,
                    format!("It cannot be read: {error}."),
                );
                None
            }
        };
        let mut table = Self { path, reader };
        table.expect(header, "its heading", report);
        table
    }

    /// Compares the next bytes; after the first difference the table is not read further.
    fn expect(&mut self, row: &str, what: &str, report: &mut Report) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let mut expected = row.as_bytes();
        while !expected.is_empty() {
            let same = match reader.fill_buf() {
                Ok(found) => {
                    let most = found.len().min(expected.len());
                    if most > 0 && found[..most] == expected[..most] {
                        most
                    } else {
                        0
                    }
                }
                Err(_) => 0,
            };
            if same == 0 {
                let problem = format!("It does not say what the openings say at {what}.");
                report.add(&label(self.path), Meaning::TableBroken, problem);
                self.reader = None;
                return;
            }
            reader.consume(same);
            expected = &expected[same..];
        }
    }

    /// Passes over the rest of a row: a quoted cell of any text.
    fn skip_cell(&mut self) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        // Within a cell a line feed stands alone, and a carriage return never.
        let mut row = Vec::new();
        while !row.ends_with(b"\r\n") && row.len() < LONGEST_ROW {
            let limit = (LONGEST_ROW - row.len()) as u64;
            match reader.take(limit).read_until(b'\n', &mut row) {
                Ok(read) if read > 0 => {}
                _ => return,
            }
        }
    }

    fn end(mut self, report: &mut Report) {
        if let Some(reader) = &mut self.reader
            && reader.fill_buf().is_ok_and(|rest| !rest.is_empty())
        {
            let problem = "It has rows that no shown event stands for.";
            report.add(&label(self.path), Meaning::TableBroken, problem);
        }
    }
}

struct Tables<'a> {
    completeness: Table<'a>,
    csv: Table<'a>,
    dated: Table<'a>,
    undated: Table<'a>,
    load: Table<'a>,
    pages: Table<'a>,
}

/// Checks every thread of the archive, the tables and the attachments.
pub(crate) fn check(
    archive: &Archive<'_>,
    log: &Log,
    exhibits: &BTreeSet<String>,
    report: &mut Report,
) {
    let completeness = "data/completeness.csv";
    let mut named = Named::read(archive, report);
    let mut tables = Tables {
        completeness: Table::open(archive, completeness, COMPLETENESS_HEADER, report),
        csv: Table::open(archive, "data/events.csv", EVENTS_HEADER, report),
        dated: Table::open(archive, "data/events.jsonl", "", report),
        undated: Table::open(archive, "data/undated.jsonl", "", report),
        load: Table::open(archive, LOAD, &load_header(), report),
        pages: Table::open(archive, PAGES, "", report),
    };
    let mut attachments: BTreeSet<String> =
        archive.paths("data/attachments/", "").into_iter().collect();
    let lines = archive.paths("data/threads/", ".jsonl");
    let mut others: BTreeSet<String> = archive.paths("data/threads/", "").into_iter().collect();
    for path in lines {
        let proof_path = path.replace(".jsonl", ".proof");
        let hashes_path = path.replace(".jsonl", ".hashes");
        for path in [&path, &proof_path, &hashes_path] {
            others.remove(path);
        }
        let proof = archive
            .read(&proof_path, LONGEST_LINE)
            .ok()
            .and_then(|text| ThreadProof::parse(&text))
            .filter(|proof| path == format!("data/threads/{}.jsonl", proof.thread));
        let hashes = archive
            .read(&hashes_path, LONGEST_PROOF)
            .ok()
            .and_then(|bytes| parse_hashes(&bytes));
        let (Some(proof), Some(hashes)) = (proof, hashes) else {
            report.add(
                &label(&proof_path),
                Meaning::ThreadBroken,
                "The proof is missing or not as it must be.",
            );
            continue;
        };
        let mut thread = Thread {
            archive,
            proof: &proof,
            hashes: &hashes,
            path: &path,
            tables: &mut tables,
            named: &mut named,
            attachments: &mut attachments,
            exhibits,
            shown: Vec::new(),
            completeness: Completeness::default(),
            next: 0,
        };
        match thread.lines(report) {
            Ok(()) => thread.finish(log, report),
            Err(problem) => report.add(&label(&path), Meaning::ThreadBroken, problem),
        }
        report.threads += 1;
    }
    for path in others {
        report.add(
            &label(&path),
            Meaning::ThreadBroken,
            "The events that belong to this file are missing.",
        );
    }
    for path in attachments {
        report.add(
            &label(&path),
            Meaning::ExhibitBroken,
            "No shown event has this attachment.",
        );
    }
    named.end(report);
    tables.completeness.end(report);
    tables.csv.end(report);
    tables.dated.end(report);
    tables.undated.end(report);
    tables.load.end(report);
    tables.pages.end(report);
}

struct Thread<'a, 'b> {
    archive: &'a Archive<'b>,
    proof: &'a ThreadProof,
    hashes: &'a [Digest],
    path: &'a str,
    tables: &'a mut Tables<'b>,
    named: &'a mut Named,
    attachments: &'a mut BTreeSet<String>,
    exhibits: &'a BTreeSet<String>,
    shown: Vec<(u64, Digest)>,
    completeness: Completeness,
    next: u64,
}

impl Thread<'_, '_> {
    fn lines(&mut self, report: &mut Report) -> Result<(), String> {
        let unreadable = |error: io::Error| format!("It cannot be read: {error}.");
        let mut reader =
            BufReader::with_capacity(64 * 1024, self.archive.open(self.path).map_err(unreadable)?);
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = (&mut reader)
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line);
            if read.map_err(unreadable)? == 0 {
                return Ok(());
            }
            let place = || format!("after event {} of the thread", self.next);
            match Line::parse(&line) {
                None => return Err(format!("A line cannot be read {}.", place())),
                Some(Line::Gap { from, count }) => {
                    let end = from
                        .checked_add(count)
                        .filter(|end| *end <= self.proof.events);
                    let Some(end) = end.filter(|_| from == self.next && count > 0) else {
                        return Err(format!("A gap is not where it must be {}.", place()));
                    };
                    self.completeness.gap(count);
                    self.next = end;
                }
                Some(Line::Shown {
                    opening,
                    exhibit,
                    sort,
                }) => {
                    if opening.index != self.next || opening.index >= self.proof.events {
                        return Err(format!("An event is not where it must be {}.", place()));
                    }
                    self.next += 1;
                    self.completeness.event(&opening);
                    self.shown.push((opening.index, opening.leaf()));
                    self.event(&opening, &exhibit, sort, report);
                }
            }
        }
    }

    fn event(&mut self, opening: &Opening, exhibit: &str, sort: Option<i64>, report: &mut Report) {
        let position = opening.index + 1;
        if !self.exhibits.contains(exhibit) {
            let problem =
                format!("Event {position} names exhibit {exhibit}, which is not in the list.");
            report.add(&label(self.path), Meaning::TableBroken, problem);
        }
        if !sort_fits(opening, sort) {
            let problem = format!("Event {position} is sorted by a time that it does not have.");
            report.add(&label(self.path), Meaning::TableBroken, problem);
        }
        let locator_alone =
            opening.shows(Field::Locator) && Field::ALL.iter().any(|field| !opening.shows(*field));
        if locator_alone {
            let problem =
                format!("Event {position} shows its place although a part of it is withheld.");
            report.add(&label(self.path), Meaning::ThreadBroken, problem);
        }
        let Some(rows) = rows(&self.proof.thread, opening, exhibit, sort) else {
            let problem = format!("A field of event {position} does not have its form.");
            report.add(&label(self.path), Meaning::ThreadBroken, problem);
            return;
        };
        self.named.found(&self.proof.thread, opening);
        let what = format!("event {position} of {}", self.proof.thread);
        self.tables.csv.expect(&rows.csv, &what, report);
        let json = if rows.dated {
            &mut self.tables.dated
        } else {
            &mut self.tables.undated
        };
        json.expect(&rows.json, &what, report);
        let attached = self.attachments_of(opening, report);
        let (load, pages) = load_rows(&rows.cells, &attached);
        self.tables.load.expect(&load, &what, report);
        self.tables.pages.expect(&pages, &what, report);
    }

    /// Each attachment file of this event has the digest and size that the opening states. Gives
    /// those files.
    fn attachments_of(&mut self, opening: &Opening, report: &mut Report) -> Vec<Attached> {
        let prefix = format!("data/attachments/{}/{}-", self.proof.thread, opening.index);
        let after = self.attachments.range(prefix.clone()..);
        let paths: Vec<String> = after
            .take_while(|path| path.starts_with(&prefix))
            .cloned()
            .collect();
        if paths.is_empty() {
            return Vec::new();
        }
        let mut attached = Vec::new();
        let stated = opening
            .value(Field::Attachments)
            .as_ref()
            .and_then(read_attachments)
            .unwrap_or_default();
        for path in paths {
            self.attachments.remove(&path);
            let number = path[prefix.len()..]
                .split('-')
                .next()
                .and_then(|text| text.parse::<usize>().ok());
            let attachment = number.and_then(|number| stated.get(number));
            let content = attachment.and_then(|attachment| attachment.content);
            let found = self
                .archive
                .digests
                .get(path.as_str())
                .map(|digest| (*digest, self.archive.size(&path)));
            if content.is_none() || content != found {
                let problem = "This is not the attachment that the event states.";
                report.add(&label(&path), Meaning::ExhibitBroken, problem);
            }
            if let (Some(number), Some(attachment), Some(content)) = (number, attachment, content) {
                attached.push(Attached {
                    number,
                    name: attachment.name.to_string(),
                    path,
                    content,
                });
            }
        }
        attached.sort_by_key(|attached| attached.number);
        attached
    }

    fn finish(mut self, log: &Log, report: &mut Report) {
        let path = label(self.path);
        let proof = self.proof;
        if self.next != proof.events {
            let problem = format!("It ends at event {} of {}.", self.next, proof.events);
            report.add(&path, Meaning::ThreadBroken, problem);
            return;
        }
        match self.completeness.end() {
            None => report.add(
                &path,
                Meaning::ThreadBroken,
                "Its gaps do not all tell as much of the times of what is withheld.",
            ),
            Some(times) => {
                let defects = log.defects(proof.entry);
                let row = &self.completeness;
                let row = row.row(&proof.thread, proof.events, times, defects);
                let table = &mut self.tables.completeness;
                table.expect(&row, &format!("thread {}", proof.thread), report);
                table.skip_cell();
            }
        }
        report.shown += self.completeness.shown;
        report.withheld += self.completeness.withheld;
        match root_from_disclosed(proof.events, &self.shown, self.hashes) {
            Err(error) => report.add(
                &path,
                Meaning::ThreadBroken,
                format!("Its proof does not fit: {error}."),
            ),
            Ok(root) => {
                let found = ThreadCommitment::new(proof.events, root).commitment;
                if found != proof.commitment {
                    let problem = "The events and gaps are not those that were committed when the thread was read.";
                    report.add(&path, Meaning::ThreadBroken, problem);
                }
            }
        }
        if !log.commits_to(proof) {
            let problem = format!(
                "Entry {} of the custody log does not commit to this thread.",
                proof.entry
            );
            report.add(
                &label(&self.path.replace(".jsonl", ".proof")),
                Meaning::ThreadBroken,
                problem,
            );
        }
    }
}
