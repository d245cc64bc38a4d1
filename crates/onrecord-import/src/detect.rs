//! Finding out which importer reads what of an export: the whole, a folder of it, a file of it,
//! an archive inside it. Knows no platform.
//!
//! At each node every importer is asked. Those that accept read what they claim, if no two claim
//! the same file; otherwise the user chooses. What nobody claims is looked at more closely: its
//! folders, its files, its archives. So an importer of loose files (a picture, a mail) should
//! accept a node of one file only, and an importer of a whole layout should claim every file that
//! its records refer to. Importers of general kinds of file ([`Importer::is_fallback`]) come last:
//! they are asked about a single file that no other accepted.

use crate::containers::{PeekedExport, SubExport, ZipExport, looks_like_zip};
use crate::export::{Export, ExportError, ReadSeek};
use crate::importer::{Answers, Importer, Opened, Question, Refusal};
use crate::kit::peek::{first_bytes, whole_entry};
use onrecord_model::{Defect, Event, Locator, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

/// Archives inside archives are opened to this depth.
pub const MAX_ARCHIVE_DEPTH: usize = 4;
const MAX_FOLDER_DEPTH: usize = 64;

/// Parts an entry's path inside an archive from the archive's own path: `mail.zip!/a.mbox`.
pub const INSIDE: &str = "!/";

/// A part of an export that one importer reads as if it had been received alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The archives to open, outermost first, each by its path in the one before.
    pub archives: Vec<Arc<str>>,
    /// Which part of the innermost.
    pub view: View,
}

impl Part {
    /// The folder to which the part's paths are relative, with a final `/`; empty for the top.
    fn folder(&self) -> String {
        match &self.view {
            View::Folder { path, .. } if path.is_empty() => String::new(),
            View::Folder { path, .. } => format!("{path}/"),
            View::File(path) => match path.rfind('/') {
                Some(slash) => path[..=slash].to_owned(),
                None => String::new(),
            },
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
    /// Entries (as [`Locator::entry`] names them) that nobody reads, each with the reason.
    pub unread: Vec<(Arc<str>, Box<str>)>,
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
    };
    planner.container(root, &[]);
    planner.plan
}

struct Planner<'p> {
    importers: &'p [&'static dyn Importer],
    answers: &'p Answers,
    plan: Plan,
}

fn inside(archives: &[Arc<str>], path: &str) -> Arc<str> {
    let mut whole = String::new();
    for archive in archives {
        whole.push_str(archive);
        whole.push_str(INSIDE);
    }
    whole.push_str(path);
    whole.into()
}

impl Planner<'_> {
    fn unread(&mut self, archives: &[Arc<str>], path: &str, reason: impl Into<Box<str>>) {
        let path = inside(archives, path);
        self.plan.unread.push((path, reason.into()));
    }

    fn container(&mut self, export: &dyn Export, archives: &[Arc<str>]) {
        for problem in export.problems() {
            self.unread(archives, &problem.entry, problem.reason.clone());
        }
        let export = PeekedExport::new(export);
        self.folder(&export, archives, "", &BTreeSet::new(), 0);
    }

    /// Asks every importer about a part. `Some` with the claimed paths (relative to the view)
    /// where something accepted it.
    fn ask(
        &mut self,
        view: &dyn Export,
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
            if !recognised {
                return None;
            }
            // Nobody else is asked about what an importer knows but cannot read.
            let reason = self
                .plan
                .refusals
                .last()
                .map_or("", |refused| &refused.2.seen);
            let reason: Box<str> = reason.into();
            let folder = part.folder();
            for entry in view.entries() {
                self.unread(
                    &part.archives,
                    &format!("{folder}{}", entry.path),
                    reason.clone(),
                );
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

    /// `without`: full paths in `container`, inside this folder, that are already read.
    fn folder(
        &mut self,
        container: &dyn Export,
        archives: &[Arc<str>],
        path: &str,
        without: &BTreeSet<Arc<str>>,
        depth: usize,
    ) {
        let view = SubExport::folder_where(container, path, |entry| !without.contains(entry));
        if view.entries().is_empty() {
            return;
        }
        let prefix = if path.is_empty() {
            String::new()
        } else {
            format!("{path}/")
        };
        let part = Part {
            archives: archives.to_vec(),
            view: View::Folder {
                path: path.into(),
                without: without.clone(),
            },
        };
        let is_single_file = path.is_empty() && view.entries().len() == 1;
        let claimed = if is_single_file && *view.entries()[0].path == *container.name() {
            // A file received alone: its own node below is the same.
            None
        } else {
            self.ask(&view, &part, false)
        };
        let mut taken = without.clone();
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
            self.file(container, archives, &format!("{prefix}{file}"));
        }
        for folder in folders.into_keys() {
            let path = format!("{prefix}{folder}");
            if depth >= MAX_FOLDER_DEPTH {
                self.unread(archives, &path, "folders are nested too deeply");
                continue;
            }
            let slashed: Arc<str> = format!("{path}/").into();
            let taken_inside = taken
                .range(slashed.clone()..)
                .take_while(|entry| entry.starts_with(&*slashed))
                .cloned()
                .collect();
            self.folder(container, archives, &path, &taken_inside, depth + 1);
        }
    }

    fn file(&mut self, container: &dyn Export, archives: &[Arc<str>], path: &str) {
        let view = SubExport::file(container, path);
        let part = Part {
            archives: archives.to_vec(),
            view: View::File(path.into()),
        };
        if self.ask(&view, &part, false).is_some() || self.ask(&view, &part, true).is_some() {
            return;
        }
        let first = match first_bytes(container, path, 4) {
            Ok(first) => first,
            Err(error) => return self.unread(archives, path, error.to_string()),
        };
        if !looks_like_zip(&first) {
            return self.unread(archives, path, "no importer knows this kind of file");
        }
        if archives.len() >= MAX_ARCHIVE_DEPTH {
            return self.unread(
                archives,
                path,
                "archives are nested too deeply; unpack this one first",
            );
        }
        match open_archive(container, path) {
            Ok(archive) => {
                let mut archives = archives.to_vec();
                archives.push(path.into());
                self.container(&archive, &archives);
            }
            Err(error) => self.unread(archives, path, error.to_string()),
        }
    }
}

/// An archive inside a compressed archive must be held in memory to be read in any order.
const MAX_HELD_ARCHIVE: usize = 48 << 20;

/// Opens an archive that is an entry of another export.
///
/// # Errors
/// It cannot be read, is not an archive, or is compressed inside its container and too large to
/// be held in memory.
pub fn open_archive<'a>(
    container: &'a dyn Export,
    path: &str,
) -> Result<ZipExport<'a>, ExportError> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if container.open_seekable(path)?.is_some() {
        let path: Arc<str> = path.into();
        return ZipExport::new(name, move || match container.open_seekable(&path) {
            Ok(Some(reader)) => Ok(reader),
            Ok(None) => Err(io::ErrorKind::NotSeekable.into()),
            Err(error) => Err(io::Error::other(error)),
        });
    }
    let content: Arc<[u8]> = match whole_entry(container, path, MAX_HELD_ARCHIVE) {
        Ok(content) => content.into(),
        Err(ExportError::Unsafe { entry, .. }) => {
            return Err(ExportError::Unsafe {
                entry,
                reason: "this archive is inside another one and too large to be read there; unpack the outer one first".into(),
            });
        }
        Err(error) => return Err(error),
    };
    ZipExport::new(name, move || {
        Ok(Box::new(io::Cursor::new(content.clone())) as Box<dyn ReadSeek>)
    })
}

/// Opens the archives that lead to a place and calls `then` with the innermost container.
fn within<T>(
    container: &dyn Export,
    archives: &[Arc<str>],
    then: &mut dyn FnMut(&dyn Export) -> T,
) -> Result<T, ExportError> {
    match archives.split_first() {
        None => Ok(then(container)),
        Some((first, rest)) => within(&open_archive(container, first)?, rest, then),
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
    within(root, &part.archives, &mut |container| match &part.view {
        View::Folder { path, without } => {
            then(&SubExport::folder_where(container, path, |entry| {
                !without.contains(entry)
            }))
        }
        View::File(path) => then(&SubExport::file(container, path)),
    })
}

/// Calls `then` once, with the container that holds an entry named as in a rebased [`Locator`] and
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
            find_entry(&archive, &entry[at + INSIDE.len()..], depth + 1, then)
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
    let mut rebase = Rebase::of(&reading.part);
    with_part(root, &reading.part, |view| {
        let opened = reading.importer.open(view, answers).unwrap_or_else(|| {
            Err(Refusal {
                seen: "this is no longer recognised as what it was".into(),
                advice: "Add it again.".into(),
            })
        })?;
        for record in opened.records {
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
        Ok(Found {
            questions: opened.questions,
            remarks: opened.remarks,
        })
    })
}

/// Makes what an importer says of a part's entries true of the whole export.
#[derive(Debug)]
pub struct Rebase {
    prefix: String,
    /// The last name seen and what it became: nearly every record has the same.
    last: Option<(Arc<str>, Arc<str>)>,
}

impl Rebase {
    /// For the records of that part.
    pub fn of(part: &Part) -> Self {
        Self {
            prefix: inside(&part.archives, &part.folder()).as_ref().to_owned(),
            last: None,
        }
    }

    fn entry(&mut self, entry: &mut Arc<str>) {
        if self.prefix.is_empty() {
            return;
        }
        if let Some((from, to)) = &self.last
            && (Arc::ptr_eq(from, entry) || from == entry)
        {
            *entry = to.clone();
            return;
        }
        let to: Arc<str> = format!("{}{entry}", self.prefix).into();
        self.last = Some((std::mem::replace(entry, to.clone()), to));
    }

    /// Renames the entry of a locator.
    pub fn locator(&mut self, locator: &mut Locator) {
        self.entry(&mut locator.entry);
    }

    /// Renames every entry that an event names.
    pub fn event(&mut self, event: &mut Event) {
        for attachment in &mut event.attachments {
            if let Place::Entry(entry) = &mut attachment.place {
                self.entry(entry);
            }
        }
        if let Some(locator) = &mut event.refers_to {
            self.locator(locator);
        }
        self.locator(&mut event.locator);
    }
}
