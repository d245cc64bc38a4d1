//! Makes a pack: writes it beside its place, checks it as a stranger would, and only then gives it
//! its name. A pack that fails leaves nothing behind; nothing is ever written over.

use crate::evidence;
use crate::input::{Case, PackError};
use crate::stage::{PASSING, Stage, StageFolder, put};
use crate::text;
use onrecord_model::Digest;
use onrecord_verify::outer::{digest_of, fingerprint, name_is_plain, note_text};
use onrecord_verify::{
    ARCHIVE, CHAIN, CHECKPOINT, MOST_PACK_FILES, NOTE, Options, PAGE, REPORT, Report, STAMP,
    STAMPED, SUMS, Source, TABLES_SCRIPT, VERIFY_SCRIPT, VERIFY_TEXT, verify_pack,
};
use std::path::{Path, PathBuf};

/// Writes the documents to read.
pub trait Documents {
    /// Writes `01-report.pdf` and `02-exhibits.pdf` (or its volumes `02-exhibits-1-of-3.pdf` …, at
    /// most five) into `stage`, and nothing else. Gives the report as data for the evidence, if it
    /// can: JSON as `docs/PACK-FORMAT.md` says. Calls `progress` often; its error ends the work.
    ///
    /// # Errors
    /// A document could not be made, or `progress` said stop.
    fn write(
        &self,
        case: &dyn Case,
        stage: &dyn Stage,
        progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
    ) -> Result<Option<String>, PackError>;
}

/// Signs a text with the case's key and gives the whole signed note.
pub type Sign<'a> = &'a dyn Fn(&str) -> Result<String, PackError>;

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackSummary {
    /// Names and sizes of the files, sorted.
    pub files: Vec<(String, u64)>,
    /// To hand over separately: covers everything in the pack.
    pub pack_fingerprint: String,
    /// Of the custody log's head, as the report prints it.
    pub log_fingerprint: String,
    /// Digest of `10-SHA256SUMS`, for the custody log.
    pub sums: Digest,
    /// Threads, events shown, events withheld in those threads, originals.
    pub threads: u64,
    /// See `threads`.
    pub shown: u64,
    /// See `threads`.
    pub withheld: u64,
    /// See `threads`.
    pub originals: u64,
}

/// Removes what was begun, unless it was finished.
struct Partial {
    folder: PathBuf,
    finished: bool,
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.finished {
            // The first error is the one to tell; what cannot be removed is named `…-unfinished`.
            let _ = fs_err::remove_dir_all(&self.folder);
        }
    }
}

impl Partial {
    fn new(out: &Path) -> Result<Self, PackError> {
        if out.symlink_metadata().is_ok() {
            let text = format!("{} is there already; nothing was written", out.display());
            return Err(PackError::Case(text));
        }
        let Some(name) = out.file_name() else {
            return Err(PackError::Case(format!(
                "{} is no name for a folder",
                out.display()
            )));
        };
        let mut unfinished = name.to_os_string();
        unfinished.push("-unfinished");
        let folder = out.with_file_name(unfinished);
        if folder.symlink_metadata().is_ok() {
            remove_leftover(&folder)?;
        }
        fs_err::create_dir(&folder)?;
        Ok(Self {
            folder,
            finished: false,
        })
    }
}

/// Removes what a pack that was killed left behind: a folder in which everything is what we write
/// there. Any other folder of that name is somebody's own and stays.
fn remove_leftover(folder: &Path) -> Result<(), PackError> {
    let ours = [
        PAGE,
        REPORT,
        ARCHIVE,
        VERIFY_TEXT,
        VERIFY_SCRIPT,
        TABLES_SCRIPT,
        CHECKPOINT,
        STAMPED,
        STAMP,
        CHAIN,
        SUMS,
        NOTE,
    ];
    let foreign = |what: String| {
        PackError::Case(format!(
            "{what} is in the way and is not ours; nothing was written. Move it, or choose \
             another name for the pack"
        ))
    };
    if !folder.symlink_metadata()?.is_dir() {
        return Err(foreign(folder.display().to_string()));
    }
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let kind = entry.file_type()?;
        let exhibits = name.starts_with("02-exhibits") && name.ends_with(".pdf");
        let known = exhibits || name.starts_with(PASSING) || ours.contains(&&*name);
        if !kind.is_file() || !known {
            return Err(foreign(entry.path().display().to_string()));
        }
    }
    Ok(fs_err::remove_dir_all(folder)?)
}

/// Makes the pack at `out`, which must not exist; its parent folder must. `sign` signs with the
/// case's key, the one of `Facts::proof`. `progress` is told what is being done.
///
/// # Errors
/// The case could not give what it should, writing failed, or the finished pack did not pass its
/// own check. Nothing of it stays.
pub fn make_pack(
    case: &dyn Case,
    documents: &dyn Documents,
    sign: Sign<'_>,
    out: &Path,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
) -> Result<PackSummary, PackError> {
    let mut partial = Partial::new(out)?;
    let folder = partial.folder.clone();
    let summary = make_pack_in(
        case,
        documents,
        sign,
        &StageFolder(folder.clone()),
        progress,
    )?;
    if out.symlink_metadata().is_ok() {
        return Err(appeared(out));
    }
    fs_err::rename(&folder, out)?;
    partial.finished = true;
    Ok(summary)
}

/// Copies a pack that was put together in a stage to `out`, which must not exist, and checks it there.
///
/// # Errors
/// As [`make_pack`].
pub fn place_pack(
    stage: &dyn Source,
    out: &Path,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
) -> Result<(), PackError> {
    let mut partial = Partial::new(out)?;
    let folder = StageFolder(partial.folder.clone());
    for found in stage.found()? {
        progress(&found.name)?;
        let mut file = folder.create(&found.name)?;
        std::io::copy(&mut stage.open(&found.name)?, &mut file)?;
        file.finish()?;
    }
    check(&folder, progress)?;
    if out.symlink_metadata().is_ok() {
        return Err(appeared(out));
    }
    fs_err::rename(&partial.folder, out)?;
    partial.finished = true;
    Ok(())
}

fn appeared(out: &Path) -> PackError {
    PackError::Case(format!(
        "{} has appeared meanwhile; nothing was written over",
        out.display()
    ))
}

/// Checks a pack as a stranger would.
fn check(
    pack: &dyn Source,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
) -> Result<Report, PackError> {
    progress("Checking the finished pack")?;
    let mut stopped = None;
    let report = verify_pack(pack, Options { thorough: true }, &mut |_| {
        if stopped.is_none() {
            stopped = progress("Checking the finished pack").err();
        }
    });
    match stopped {
        Some(error) => Err(error),
        None if report.is_sound() => Ok(report),
        None => Err(PackError::Refused(report.to_string())),
    }
}

/// As [`make_pack`], in a stage, which must be empty. Whoever brought it removes what is in it where
/// this fails, and hands over what is in it where it does not.
///
/// # Errors
/// As [`make_pack`].
pub fn make_pack_in(
    case: &dyn Case,
    documents: &dyn Documents,
    sign: Sign<'_>,
    stage: &dyn Stage,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
) -> Result<PackSummary, PackError> {
    let facts = case.facts();
    let report = documents.write(case, stage, progress)?;
    let bag = evidence::write(case, report.as_deref(), stage, ARCHIVE, progress)?;
    put(stage, PAGE, onrecord_page::page().as_bytes())?;
    put(stage, VERIFY_TEXT, text::verify_text(facts).as_bytes())?;
    put(stage, VERIFY_SCRIPT, text::VERIFY_PY.as_bytes())?;
    put(stage, TABLES_SCRIPT, text::VERIFY_TABLES_PY.as_bytes())?;
    put(stage, CHECKPOINT, facts.proof.checkpoint.as_bytes())?;
    if let Some((_, note, answer)) = facts.proof.timestamps.last() {
        put(stage, STAMPED, note.as_bytes())?;
        put(stage, STAMP, answer)?;
    }
    if !facts.proof.chains.is_empty() {
        put(stage, CHAIN, facts.proof.chains.join("\n").as_bytes())?;
    }
    progress("List of files")?;
    let mut sums = String::new();
    let mut count = 0;
    let mut files = Vec::new();
    for found in stage.found()? {
        if !found.plain || !name_is_plain(&found.name) {
            return Err(PackError::Case(format!(
                "{} does not belong into a pack",
                found.name
            )));
        }
        let (digest, size) = digest_of(stage, &found.name, &mut |_| ())?;
        sums.push_str(&format!("{digest}  {}\n", found.name));
        files.push((found.name, size));
        count += 1;
    }
    if count + 2 > MOST_PACK_FILES as u64 || !sums.contains(REPORT) {
        return Err(PackError::Case(format!(
            "a pack cannot have these {count} files"
        )));
    }
    let sums_digest = Digest::of(sums.as_bytes());
    let note = sign(&note_text(
        &facts.proof.verifier_key,
        &sums_digest,
        &bag,
        count,
    ))?;
    for (name, text) in [(SUMS, &sums), (NOTE, &note)] {
        put(stage, name, text.as_bytes())?;
        files.push((name.to_owned(), text.len() as u64));
    }
    files.sort();

    let report = check(stage, progress)?;
    Ok(PackSummary {
        files,
        pack_fingerprint: fingerprint(note.as_bytes()),
        log_fingerprint: report.fingerprint,
        sums: sums_digest,
        threads: report.threads,
        shown: report.shown,
        withheld: report.withheld,
        originals: report.originals,
    })
}
