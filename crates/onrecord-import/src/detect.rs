//! Finding out which importer reads what of an export: the whole, a folder of it, a file of it,
//! an archive inside it. Knows no platform.
//!
//! At each node every importer is asked. Those that accept read what they claim, if no two claim
//! the same file; otherwise the user chooses. What nobody claims is looked at more closely: its
//! folders, its files, its archives. So an importer of loose files (a picture, a mail) should
//! accept a node of one file only, and an importer of a whole layout should claim every file that
//! its records refer to. Importers of general kinds of file ([`Importer::is_fallback`]) come last:
//! they are asked about a single file that no other accepted.

use crate::accounted::Accounted;
use crate::containers::{
    ArchiveKind, BETWEEN, PartsExport, PeekedExport, RecodedExport, SubExport, TELLING, advice,
    archive_kind, groups, open_archive,
};
use crate::export::{Export, ExportError};
use crate::importer::{Answers, Importer, Opened, Question, Refusal};
use crate::kit::peek::first_bytes;
use crate::rebase::Rebase;
use crate::unknown::{SEEN, describe, is_apple_double};
use onrecord_model::{Defect, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Archives inside archives are opened to this depth.
pub const MAX_ARCHIVE_DEPTH: usize = 4;
const MAX_FOLDER_DEPTH: usize = 64;
/// Archives inside one export that are opened, and bytes that they may say they hold: an archive
/// can hold itself many times over.
const MAX_ARCHIVES: usize = 5_000;
const MAX_INSIDE: u64 = 1 << 40;

/// Parts an entry's path inside an archive from the archive's own path: `mail.zip!/a.mbox`.
pub const INSIDE: &str = "!/";

/// A part of an export that one importer reads as if it had been received alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The archives to open, outermost first, each by its path in the one before. Several that are
    /// parts of one export are one, their paths with [`BETWEEN`] between them.
    pub archives: Vec<Arc<str>>,
    /// Which part of the innermost.
    pub view: View,
}

impl Part {
    /// The folder to which the part's paths are relative; empty for the top.
    fn folder(&self) -> &str {
        match &self.view {
            View::Folder { path, .. } => path,
            View::File(path) => path.rfind('/').map_or("", |slash| &path[..slash]),
        }
    }

    /// A path of the part as its container names it.
    pub(crate) fn in_container(&self, path: &str) -> String {
        match self.folder() {
            "" => path.to_owned(),
            folder => format!("{folder}/{path}"),
        }
    }
}

/// A part of a container.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// A folder, without those entries (by full path) that another part reads. The empty path is
    /// the whole.
    Folder {
        /// Its path, without a final `/`.
        path: Arc<str>,
        /// Left out.
        without: BTreeSet<Arc<str>>,
    },
    /// One file.
    File(Arc<str>),
}

/// What reads what.
#[derive(Default)]
pub struct Plan {
    /// What is read, in the order of the export.
    pub readings: Vec<Reading>,
    /// Where two importers claim the same files: the user chooses one of them.
    pub choices: Vec<(Part, Vec<&'static str>)>,
    /// Parts that an importer knows but cannot read at all.
    pub refusals: Vec<(Part, &'static str, Refusal)>,
    /// Entries (as [`onrecord_model::Locator::entry`] names them) that nobody reads, each with the reason.
    pub unread: Vec<(Arc<str>, Box<str>)>,
    /// What the user should know of the archives, in plain sentences: one was cut short, a part of
    /// an export is missing.
    pub remarks: Vec<String>,
}

/// A part and its importer.
#[derive(Clone)]
pub struct Reading {
    /// What is read.
    pub part: Part,
    /// By what.
    pub importer: &'static dyn Importer,
}

/// Looks at an export with these importers (usually [`crate::IMPORTERS`]). Answers to questions,
/// and `importer` with an importer's name where two claim the same files, are taken from `answers`.
pub fn plan(root: &dyn Export, importers: &[&'static dyn Importer], answers: &Answers) -> Plan {
    let mut planner = Planner {
        importers,
        answers,
        plan: Plan::default(),
        opened: 0,
        inside: 0,
    };
    planner.container(root, Node::default());
    planner.plan
}

struct Planner<'p> {
    importers: &'p [&'static dyn Importer],
    answers: &'p Answers,
    plan: Plan,
    /// Archives opened so far, and the bytes in them.
    opened: usize,
    inside: u64,
}

/// Where a container stands.
#[derive(Clone, Copy, Default)]
struct Node<'n> {
    /// As [`Part::archives`].
    archives: &'n [Arc<str>],
    /// What stands before the places in it, in the names that locators use.
    prefix: &'n str,
}

impl Planner<'_> {
    /// `path` is in `export`.
    fn unread(
        &mut self,
        export: &dyn Export,
        node: Node<'_>,
        path: &str,
        reason: impl Into<Box<str>>,
    ) {
        let path = format!("{}{}", node.prefix, export.origin(path));
        self.plan.unread.push((path.into(), reason.into()));
    }

    fn container(&mut self, export: &dyn Export, node: Node<'_>) {
        for problem in export.problems() {
            if problem.is_of_archive() {
                // One that lies in another is named by its place there.
                let path = match node.prefix.strip_suffix(INSIDE) {
                    Some(own) if *problem.entry == *export.name() => own.to_owned(),
                    _ => format!("{}{}", node.prefix, problem.entry),
                };
                let remark = format!("{path}: {}.", problem.reason);
                self.plan.remarks.push(remark);
                continue;
            }
            self.unread(export, node, &problem.entry, problem.reason.clone());
        }
        let export = PeekedExport::new(export);
        let export = RecodedExport::new(&export, self.answers);
        self.folder(&export, node, "", BTreeSet::new(), 0);
    }

    /// An archive inside, or several that are one: `path` is what [`Part::archives`] holds.
    fn archive(&mut self, archive: &dyn Export, node: Node<'_>, path: &str, prefix: &str) {
        self.opened += 1;
        let size = archive
            .entries()
            .iter()
            .fold(0, |sum: u64, entry| sum.saturating_add(entry.size));
        self.inside = self.inside.saturating_add(size);
        let mut archives = node.archives.to_vec();
        archives.push(path.into());
        let node = Node {
            archives: &archives,
            prefix,
        };
        self.container(archive, node);
    }

    fn may_open(&self, node: Node<'_>) -> Result<(), &'static str> {
        if node.archives.len() >= MAX_ARCHIVE_DEPTH {
            Err("archives are nested too deeply; unpack this one first")
        } else if self.opened >= MAX_ARCHIVES || self.inside > MAX_INSIDE {
            Err(
                "there are too many archives in this one, or too much in them; unpack this one first",
            )
        } else {
            Ok(())
        }
    }

    /// Asks every importer about a part. `Some` with the claimed paths (relative to the view)
    /// where something accepted it.
    fn ask(
        &mut self,
        container: &dyn Export,
        view: &dyn Export,
        node: Node<'_>,
        part: &Part,
        fallbacks: bool,
    ) -> Option<BTreeSet<Arc<str>>> {
        let mut accepted = Vec::new();
        let mut recognised = false;
        for &importer in self.importers {
            if importer.is_fallback() != fallbacks {
                continue;
            }
            match importer.open(view, self.answers) {
                None => {}
                Some(Ok(Opened { entries, .. })) => accepted.push((importer, entries)),
                Some(Err(refusal)) => {
                    recognised = true;
                    let name = importer.manifest().name;
                    self.plan.refusals.push((part.clone(), name, refusal));
                }
            }
        }
        if accepted.is_empty() {
            // What is refused among other files must not keep them from being read: they are
            // looked at one by one.
            if !recognised || view.entries().len() > 1 {
                return None;
            }
            // Nobody else is asked about what an importer knows but cannot read.
            let reason = self
                .plan
                .refusals
                .last()
                .map_or("", |refused| &refused.2.seen);
            let reason: Box<str> = reason.into();
            for entry in view.entries() {
                let path = part.in_container(&entry.path);
                self.unread(container, node, &path, reason.clone());
            }
            return Some(view.entries().iter().map(|e| e.path.clone()).collect());
        }
        let mut claimed = BTreeSet::new();
        let disjoint = accepted
            .iter()
            .all(|(_, entries)| entries.iter().all(|entry| claimed.insert(entry.clone())));
        if !disjoint {
            let chosen = self.answers.get("importer");
            if let Some(at) = accepted
                .iter()
                .position(|(importer, _)| Some(importer.manifest().name) == chosen)
            {
                let (importer, entries) = accepted.swap_remove(at);
                self.read(part, importer);
                return Some(entries.into_iter().collect());
            }
            let names = accepted.iter().map(|(i, _)| i.manifest().name).collect();
            self.plan.choices.push((part.clone(), names));
            for (_, entries) in accepted {
                claimed.extend(entries);
            }
            return Some(claimed);
        }
        for (importer, _) in accepted {
            self.read(part, importer);
        }
        Some(claimed)
    }

    fn read(&mut self, part: &Part, importer: &'static dyn Importer) {
        self.plan.readings.push(Reading {
            part: part.clone(),
            importer,
        });
    }

    /// Reads the archives of one folder that are parts of one export, and returns their paths.
    fn parts(&mut self, container: &dyn Export, node: Node<'_>, prefix: &str) -> Vec<Arc<str>> {
        let view = SubExport::folder(container, prefix.strip_suffix('/').unwrap_or_default());
        let names = view.entries().iter().map(|entry| &*entry.path);
        let mut done = Vec::new();
        for group in groups(names.filter(|name| !name.contains('/'))) {
            let paths: Vec<String> = group.iter().map(|name| format!("{prefix}{name}")).collect();
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            // Where one of them cannot be opened, each is looked at alone.
            if self.may_open(node).is_ok()
                && let Ok(parts) = PartsExport::open(container, &paths)
            {
                let joined = paths.join(&BETWEEN.to_string());
                self.archive(&parts, node, &joined, node.prefix);
                done.extend(paths.into_iter().map(Arc::from));
            }
        }
        done
    }

    /// `without`: full paths in `container`, inside this folder, that are already read.
    fn folder(
        &mut self,
        container: &dyn Export,
        node: Node<'_>,
        path: &str,
        mut without: BTreeSet<Arc<str>>,
        depth: usize,
    ) {
        let prefix = if path.is_empty() {
            String::new()
        } else {
            format!("{path}/")
        };
        without.extend(self.parts(container, node, &prefix));
        let view = SubExport::folder_where(container, path, |entry| !without.contains(entry));
        if view.entries().is_empty() {
            return;
        }
        let part = Part {
            archives: node.archives.to_vec(),
            view: View::Folder {
                path: path.into(),
                without: without.clone(),
            },
        };
        let is_single_file = path.is_empty() && view.entries().len() == 1;
        let (refusals, unread) = (self.plan.refusals.len(), self.plan.unread.len());
        let claimed = if is_single_file && *view.entries()[0].path == *container.name() {
            // A file received alone: its own node below is the same.
            None
        } else {
            self.ask(container, &view, node, &part, false)
        };
        let refused = refusals..self.plan.refusals.len();
        let mut taken = without;
        if let Some(claimed) = &claimed {
            taken.extend(
                claimed
                    .iter()
                    .map(|entry| Arc::from(format!("{prefix}{entry}"))),
            );
        }
        let mut folders: BTreeMap<&str, ()> = BTreeMap::new();
        let mut files = Vec::new();
        for entry in view.entries() {
            if claimed
                .as_ref()
                .is_some_and(|claimed| claimed.contains(&entry.path))
            {
                continue;
            }
            match entry.path.split_once('/') {
                Some((first, _)) => {
                    folders.insert(first, ());
                }
                None => files.push(entry.path.clone()),
            }
        }
        for file in files {
            self.file(container, node, &format!("{prefix}{file}"));
        }
        for folder in folders.into_keys() {
            let path = format!("{prefix}{folder}");
            if depth >= MAX_FOLDER_DEPTH {
                self.unread(container, node, &path, "folders are nested too deeply");
                continue;
            }
            let slashed: Arc<str> = format!("{path}/").into();
            let taken_inside = taken
                .range(slashed.clone()..)
                .take_while(|entry| entry.starts_with(&*slashed))
                .cloned()
                .collect();
            self.folder(container, node, &path, taken_inside, depth + 1);
        }
        self.forget_repeated(refused, unread);
    }

    /// Takes back what was refused of a folder where the same was refused of a part of it, which
    /// says more exactly what is meant. Otherwise it is why nobody reads what is left.
    fn forget_repeated(&mut self, refused: std::ops::Range<usize>, unread: usize) {
        let deeper = self.plan.refusals.split_off(refused.end);
        let of_folder = self.plan.refusals.split_off(refused.start);
        for (part, name, refusal) in of_folder {
            if deeper.iter().any(|(_, other, _)| *other == name) {
                continue;
            }
            for (_, reason) in self.plan.unread.iter_mut().skip(unread) {
                *reason = refusal.seen.as_str().into();
            }
            self.plan.refusals.push((part, name, refusal));
        }
        self.plan.refusals.extend(deeper);
    }

    fn file(&mut self, container: &dyn Export, node: Node<'_>, path: &str) {
        let view = SubExport::file(container, path);
        let part = Part {
            archives: node.archives.to_vec(),
            view: View::File(path.into()),
        };
        if self.ask(container, &view, node, &part, false).is_some()
            || self.ask(container, &view, node, &part, true).is_some()
        {
            return;
        }
        let first = match first_bytes(container, path, TELLING) {
            Ok(first) => first,
            Err(error) => return self.unread(container, node, path, error.to_string()),
        };
        if matches!(archive_kind(&first), None | Some(ArchiveKind::Foreign(_))) {
            let reason = if is_apple_double(path, &first) {
                "the operating system left it there".to_owned()
            } else {
                advice(path, &first).unwrap_or_else(|| {
                    let seen = first_bytes(container, path, SEEN);
                    describe(path, seen.as_deref().unwrap_or(&first))
                })
            };
            return self.unread(container, node, path, reason);
        }
        if let Err(reason) = self.may_open(node) {
            return self.unread(container, node, path, reason);
        }
        match open_archive(container, path) {
            Ok(archive) => {
                let prefix = inside(container, node.prefix, path);
                self.archive(&*archive, node, path, &prefix);
            }
            Err(error) => self.unread(container, node, path, error.to_string()),
        }
    }
}

/// What stands before places inside the archive at `path`.
fn inside(container: &dyn Export, prefix: &str, path: &str) -> String {
    format!("{prefix}{}{INSIDE}", container.origin(path))
}

/// Opens the archives that lead to a place and calls `then` with the innermost container and what
/// stands before the places in it.
fn within<T>(
    container: &dyn Export,
    archives: &[Arc<str>],
    prefix: &str,
    then: &mut dyn FnMut(&dyn Export, &str) -> T,
) -> Result<T, ExportError> {
    match archives.split_first() {
        None => Ok(then(container, prefix)),
        Some((first, rest)) if first.contains(BETWEEN) => {
            let paths: Vec<&str> = first.split(BETWEEN).collect();
            within(&PartsExport::open(container, &paths)?, rest, prefix, then)
        }
        Some((first, rest)) => {
            let archive = open_archive(container, first)?;
            within(&*archive, rest, &inside(container, prefix, first), then)
        }
    }
}

/// Calls `then` once, with a view of the part.
///
/// # Errors
/// An archive on the way cannot be opened.
pub fn with_part<T>(
    root: &dyn Export,
    part: &Part,
    mut then: impl FnMut(&dyn Export) -> T,
) -> Result<T, ExportError> {
    with_view(root, part, &Answers::default(), &mut |view, _, _| {
        then(view)
    })
}

fn with_view<T>(
    root: &dyn Export,
    part: &Part,
    answers: &Answers,
    then: &mut dyn FnMut(&dyn Export, &RecodedExport<'_>, &str) -> T,
) -> Result<T, ExportError> {
    within(root, &part.archives, "", &mut |container, prefix| {
        let container = RecodedExport::new(container, answers);
        match &part.view {
            View::Folder { path, without } => {
                let keep = |entry: &str| !without.contains(entry);
                let view = SubExport::folder_where(&container, path, keep);
                then(&view, &container, prefix)
            }
            View::File(path) => then(&SubExport::file(&container, path), &container, prefix),
        }
    })
}

/// Calls `then` once, with the container that holds an entry named as in a rebased [`onrecord_model::Locator`] and
/// the entry's path in it.
///
/// # Errors
/// No such entry, or an archive on the way cannot be opened.
pub fn with_entry<T>(
    root: &dyn Export,
    entry: &str,
    mut then: impl FnMut(&dyn Export, &str) -> T,
) -> Result<T, ExportError> {
    find_entry(root, entry, 0, &mut then)
}

fn find_entry<T>(
    container: &dyn Export,
    entry: &str,
    depth: usize,
    then: &mut dyn FnMut(&dyn Export, &str) -> T,
) -> Result<T, ExportError> {
    if container.entry(entry).is_some() {
        return Ok(then(container, entry));
    }
    // A folder may be called `a!`: the first archive that is really there is meant.
    let archive = entry
        .match_indices(INSIDE)
        .map(|(at, _)| at)
        .find(|at| container.entry(&entry[..*at]).is_some());
    match archive {
        Some(at) if depth < MAX_ARCHIVE_DEPTH => {
            let archive = open_archive(container, &entry[..at])?;
            find_entry(&*archive, &entry[at + INSIDE.len()..], depth + 1, then)
        }
        _ => Err(ExportError::NoSuchEntry(entry.into())),
    }
}

/// What a reading found besides its records.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What only the user can decide.
    pub questions: Vec<Question>,
    /// What the user should know.
    pub remarks: Vec<String>,
}

/// Reads a part and gives each record to `sink`, with places named in the whole export.
///
/// # Errors
/// `Err` where an archive on the way cannot be opened; `Ok(Err)` where the importer refuses (or,
/// with other answers than at planning, no longer accepts).
pub fn read(
    root: &dyn Export,
    reading: &Reading,
    answers: &Answers,
    mut sink: impl FnMut(Result<Event, Defect>),
) -> Result<Result<Found, Refusal>, ExportError> {
    let part = &reading.part;
    with_view(root, part, answers, &mut |view, container, prefix| {
        let mut rebase = Rebase::new(part, container, prefix);
        let opened = reading.importer.open(view, answers).unwrap_or_else(|| {
            Err(Refusal {
                seen: "this is no longer recognised as what it was".into(),
                advice: "Add it again.".into(),
            })
        })?;
        let mut accounted = Accounted::default();
        for record in opened.records {
            accounted.note(&record);
            sink(match record {
                Ok(mut event) => {
                    rebase.event(&mut event);
                    Ok(event)
                }
                Err(mut defect) => {
                    rebase.locator(&mut defect.locator);
                    Err(defect)
                }
            });
        }
        let mut remarks = opened.remarks;
        let full = |entry: &str| rebase.full(entry);
        remarks.extend(accounted.remark(reading.importer, &opened.entries, &remarks, full));
        let mut questions = opened.questions;
        rebase.recoded(&opened.entries, &mut questions, &mut remarks);
        Ok(Found { questions, remarks })
    })
}

/// What is to be asked and said of a part before its first record is read; nothing where the
/// importer refuses it.
///
/// # Errors
/// An archive on the way cannot be opened.
pub fn look(root: &dyn Export, reading: &Reading, answers: &Answers) -> Result<Found, ExportError> {
    let part = &reading.part;
    with_view(root, part, answers, &mut |view, container, prefix| {
        let Some(Ok(opened)) = reading.importer.open(view, answers) else {
            return Found::default();
        };
        let rebase = Rebase::new(part, container, prefix);
        let mut remarks = opened.remarks;
        let mut questions = opened.questions;
        rebase.recoded(&opened.entries, &mut questions, &mut remarks);
        Found { questions, remarks }
    })
}
