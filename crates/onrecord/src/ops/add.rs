//! Taking in: the question about pictures, sealing, then reading. Whatever is named is only read.

use crate::ops::case::Case;
use crate::ops::images::{Survey, survey};
use crate::ops::read_source::{SourceRead, ZONE, read_source};
use crate::ops::spool::Spool;
use crate::ops::zone::Zone;
use crate::ops::{OpError, OpResult, open_named};
use crate::ops::{lost, rebuild};
use onrecord_import::{Answers, Export};
use onrecord_model::Wall;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_model::exhibit::{How, Item, Source};
use onrecord_vault::{Links, Original, Sealed, blobs_value};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Files that were not taken in, of those that a source's entry names.
const MOST_PROBLEMS: usize = 1_000;

/// The answer to the question about pictures of under-18s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under18 {
    /// No picture shows one in a sexual or naked way.
    No,
    /// One does, or the user is not sure: nothing that may hold a picture is taken in.
    YesOrUnsure,
}

/// What the user says with what is added.
#[derive(Clone, Debug, Default)]
pub struct AddOptions {
    /// Where it came from.
    pub said: Option<String>,
    /// What it is, where no importer reads it.
    pub described: Option<String>,
    /// The answer about pictures, if it was asked.
    pub under_18: Option<Under18>,
    /// Answers to importers' questions.
    pub answers: Answers,
}

/// How far adding is.
#[derive(Clone, Debug)]
pub enum AddProgress<'p> {
    /// Looking through what was named.
    Looking,
    /// A file is being sealed: how many are done, of how many, and its bytes so far.
    Sealing {
        /// Files done.
        done: usize,
        /// Files in all.
        of: usize,
        /// Bytes of this file so far.
        bytes: u64,
    },
    /// Records read so far, of the source that is being read.
    Reading {
        /// Records.
        records: u64,
        /// What is being read.
        name: &'p str,
    },
}

/// What was added.
#[derive(Clone, Debug, Default)]
pub struct Added {
    /// The source's id.
    pub source: String,
    /// Exhibits sealed now.
    pub sealed: Vec<String>,
    /// Exhibits that the case already held.
    pub known: Vec<String>,
    /// Bytes sealed now.
    pub bytes: u64,
    /// The same files were added before as this source: they were not read a second time.
    pub same_as: Option<String>,
    /// Files left out because they may hold a picture of somebody under 18.
    pub left_out: usize,
    /// Files of the folder that were not taken in, and why.
    pub problems: Vec<(String, String)>,
    /// What reading gave.
    pub read: SourceRead,
}

/// What may hold pictures in what is named.
///
/// # Errors
/// It cannot be read.
pub fn look(path: &Path) -> OpResult<Survey> {
    let export = open_named(path)?;
    Ok(survey(&*export)?)
}

/// What is offered to be taken in.
struct Offer<'o> {
    export: Box<dyn Export + 'o>,
    how: How,
    name: String,
    lies: Lies<'o>,
}

/// Where its originals lie.
enum Lies<'o> {
    /// On this computer, under their own path.
    At(&'o Path),
    /// In what a browser sent.
    In(&'o Spool),
}

/// Adds a file, folder or archive.
///
/// # Errors
/// The question about pictures is not answered; a file cannot be read; the disk is full; the user
/// stopped it. What was sealed stays sealed, and adding the same again goes on from there.
pub fn add(
    case: &mut Case,
    path: &Path,
    options: &AddOptions,
    progress: &mut dyn FnMut(AddProgress<'_>) -> OpResult<()>,
) -> OpResult<Added> {
    case.vault.usable()?;
    progress(AddProgress::Looking)?;
    not_the_case(case, path)?;
    let export = open_named(path)?;
    let is_folder = fs_err::metadata(path)?.is_dir();
    let how = match is_folder {
        true => How::Folder,
        false if export.entry(export.name()).is_none() => How::Archive,
        false => How::File,
    };
    let whole = path.canonicalize().ok();
    let name = match whole.as_deref().and_then(Path::file_name) {
        Some(name) => name.to_string_lossy().into_owned(),
        None => export.name().to_owned(),
    };
    let offer = Offer {
        export,
        how,
        name,
        lies: Lies::At(path),
    };
    take_in(case, offer, options, progress)
}

/// Adds what a browser sent.
///
/// # Errors
/// As [`add`].
pub fn add_sent(
    case: &mut Case,
    spool: &Spool,
    options: &AddOptions,
    progress: &mut dyn FnMut(AddProgress<'_>) -> OpResult<()>,
) -> OpResult<Added> {
    progress(AddProgress::Looking)?;
    let (how, export) = spool.export()?;
    let offer = Offer {
        export,
        how,
        name: spool.name().to_owned(),
        lies: Lies::In(spool),
    };
    take_in(case, offer, options, progress)
}

/// A case is not put into itself.
fn not_the_case(case: &Case, path: &Path) -> OpResult<()> {
    let whole = |path: &Path| path.canonicalize().ok();
    if let (Some(own), Some(named)) = (whole(case.vault.folder()), whole(path))
        && (named.starts_with(&own) || own.starts_with(&named))
    {
        return Err(OpError::Other(
            "This case itself lies there. Choose a file or folder beside it. Nothing was changed."
                .into(),
        ));
    }
    Ok(())
}

fn take_in(
    case: &mut Case,
    offer: Offer<'_>,
    options: &AddOptions,
    progress: &mut dyn FnMut(AddProgress<'_>) -> OpResult<()>,
) -> OpResult<Added> {
    // Where she has said that there is none, what there is need not be looked for.
    let pictures = match options.under_18 {
        Some(Under18::No) => Survey::default(),
        Some(Under18::YesOrUnsure) | None => survey(&*offer.export)?,
    };
    if pictures.asks() && options.under_18.is_none() {
        return Err(OpError::NeedsAnswer(
            "There may be pictures in there. First answer: could any of them show somebody under \
             18 naked or in a sexual way? Say --images none-under18, under18 or unsure. Nothing \
             was taken in."
                .into(),
        ));
    }
    let leave_out = options.under_18 == Some(Under18::YesOrUnsure);
    let mut added = Added::default();
    let mut problems = offer.export.problems().to_vec();
    if let Lies::In(spool) = offer.lies {
        added.left_out = spool.left_out();
        problems.extend_from_slice(spool.problems());
    }
    let how = match offer.how {
        How::Archive if leave_out && pictures.asks() => How::PartsOfArchive,
        how => how,
    };
    // An archive that was cut short is taken in as it is; what it lacks is said where it is read.
    problems.retain(|problem| how != How::Archive || !problem.is_of_archive());
    for problem in problems {
        added
            .problems
            .push((problem.entry.to_string(), problem.reason.to_string()));
    }
    let nothing_else = offer.export.entries().is_empty() && added.left_out > 0;
    if how == How::File && leave_out && pictures.asks() || nothing_else {
        refuse(case, added.left_out.max(1) as u64)?;
        return Err(OpError::PictureRefused(format!(
            "Nothing was taken in. No copy, no small picture and no fingerprint was kept; only that \
             it was refused, and when.\n{}",
            crate::ops::help::under_18()
        )));
    }
    let pictures = leave_out.then_some(&pictures);
    let items = seal_items(case, &offer, how, pictures, &mut added, progress)?;
    if added.left_out > 0 {
        refuse(case, added.left_out as u64)?;
    }
    let Offer { export, name, .. } = offer;
    drop(export);
    if items.is_empty() {
        return Err(OpError::Other(format!(
            "There was no file in {name} that could be taken in. Nothing was changed there."
        )));
    }
    record_source(case, how, &name, items, options, &mut added)?;
    // What was lost is whole again where it came a second time: what rests on it can be read.
    if lost::is_found(case)? {
        rebuild::catch_up(case, &mut |at| {
            progress(AddProgress::Reading {
                records: at.records,
                name: &name,
            })
        })?;
    }
    // The same files again are not read a second time; where the first time was interrupted before
    // it had read them all, it goes on from there.
    let source = added
        .same_as
        .clone()
        .unwrap_or_else(|| added.source.clone());
    added.read = read_source(case, &source, &options.answers, &mut |at| {
        progress(AddProgress::Reading {
            records: at.records,
            name: &name,
        })
    })?;
    Ok(added)
}

fn refuse(case: &mut Case, files: u64) -> OpResult<()> {
    let payload = Value::map([
        ("files", Value::from(files)),
        ("why", "may show somebody under 18".into()),
    ]);
    case.act(Act::Refused, "", payload)?;
    Ok(())
}

fn seal_items(
    case: &mut Case,
    offer: &Offer<'_>,
    how: How,
    leave_out: Option<&Survey>,
    added: &mut Added,
    progress: &mut dyn FnMut(AddProgress<'_>) -> OpResult<()>,
) -> OpResult<Vec<Item>> {
    let mut items = Vec::new();
    let export = &*offer.export;
    if matches!(how, How::File | How::Archive) {
        let mut at = |bytes| {
            progress(AddProgress::Sealing {
                done: 0,
                of: 1,
                bytes,
            })
        };
        let (sealed, modified) = match offer.lies {
            Lies::At(path) => {
                let mut original = Original::open(path, Links::Follow)?;
                let sealed = seal_file(case, &mut original, &mut at)?;
                (sealed, original.modified())
            }
            Lies::In(spool) => (seal_reader(case, &mut spool.whole()?, &mut at)?, None),
        };
        items.push(item(export.name().to_owned(), &sealed, modified));
        log_exhibit(case, &sealed, added)?;
        return Ok(items);
    }
    let of = export.entries().len();
    for (done, entry) in export.entries().iter().enumerate() {
        if leave_out.is_some_and(|pictures| pictures.holds(&entry.path)) {
            added.left_out += 1;
            continue;
        }
        let mut at = |bytes| progress(AddProgress::Sealing { done, of, bytes });
        let sealed = match offer.lies {
            Lies::At(path) if how == How::Folder => {
                let full = path.join(&*entry.path);
                let sealed = Original::open(&full, Links::Refuse)
                    .map_err(OpError::from)
                    .and_then(|mut original| {
                        let sealed = seal_file(case, &mut original, &mut at)?;
                        items.push(item(entry.path.to_string(), &sealed, original.modified()));
                        Ok(sealed)
                    });
                match sealed {
                    // One file that cannot be read does not stop the rest.
                    Err(OpError::Vault(
                        error @ onrecord_vault::VaultError::NotAnOriginal { .. },
                    )) => {
                        added
                            .problems
                            .push((entry.path.to_string(), error.to_string()));
                        continue;
                    }
                    other => other?,
                }
            }
            _ => {
                let mut member = export.open(&entry.path)?;
                let sealed = seal_reader(case, &mut member, &mut at)?;
                let mut sealed_item = item(entry.path.to_string(), &sealed, None);
                sealed_item.modified = entry.modified;
                items.push(sealed_item);
                sealed
            }
        };
        log_exhibit(case, &sealed, added)?;
    }
    Ok(items)
}

type Progress<'p> = &'p mut dyn FnMut(u64) -> OpResult<()>;

fn seal_file(case: &mut Case, original: &mut Original, progress: Progress<'_>) -> OpResult<Sealed> {
    stoppable(progress, |step| case.vault.seal_original(original, step))
}

fn seal_reader(
    case: &mut Case,
    reader: &mut dyn io::Read,
    progress: Progress<'_>,
) -> OpResult<Sealed> {
    stoppable(progress, |step| case.vault.seal(reader, step))
}

/// Lets an error of `progress` stop the vault's work and come out as itself.
fn stoppable<T>(
    progress: Progress<'_>,
    work: impl FnOnce(&mut dyn FnMut(u64) -> io::Result<()>) -> onrecord_vault::Result<T>,
) -> OpResult<T> {
    let mut stopped = None;
    let done = work(&mut |bytes| {
        progress(bytes).map_err(|error| {
            stopped = Some(error);
            io::Error::from(io::ErrorKind::Interrupted)
        })
    });
    match stopped {
        Some(error) => Err(error),
        None => Ok(done?),
    }
}

fn item(path: String, sealed: &Sealed, modified: Option<SystemTime>) -> Item {
    let modified = modified
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
        .and_then(|since| i64::try_from(since.as_micros()).ok())
        .map(Wall);
    Item {
        path: path.into(),
        digest: sealed.digest,
        size: sealed.size,
        modified,
    }
}

/// One entry for a new exhibit. It holds its digest and size alone, so that a pack can open it
/// without saying anything of another.
fn log_exhibit(case: &mut Case, sealed: &Sealed, added: &mut Added) -> OpResult<()> {
    if case.state.exhibit(&sealed.digest).is_none() {
        let reference = format!("{}/{}", case.state.initials, case.state.exhibits.len() + 1);
        let payload = Value::map([
            ("digest", Value::from(&sealed.digest.0[..])),
            ("size", sealed.size.into()),
            (onrecord_vault::BLOBS_KEY, blobs_value(&[sealed.digest])),
        ]);
        case.act(Act::Sealed, &reference, payload)?;
        added.sealed.push(reference);
        added.bytes += sealed.size;
    } else {
        added.known.push(case.state.reference(&sealed.digest));
    }
    Ok(())
}

fn record_source(
    case: &mut Case,
    how: How,
    name: &str,
    mut items: Vec<Item>,
    options: &AddOptions,
    added: &mut Added,
) -> OpResult<()> {
    items.sort_by(|a, b| a.path.cmp(&b.path));
    let id = format!("S{}", case.state.sources.len() + 1);
    let source = Source {
        id: id.as_str().into(),
        how,
        name: name.into(),
        said: options.said.as_deref().map(Into::into),
        received: case.context().now,
        items,
        ..Source::default()
    };
    let mut sources = case.state.sources.iter();
    added.same_as = sources
        .find(|state| state.counts && state.is_same(&source))
        .map(|state| state.source.id.to_string());
    let mut payload = vec![("source", source.to_value())];
    if let Some(described) = &options.described {
        payload.push(("described", described.as_str().into()));
    }
    if !added.problems.is_empty() {
        // What was not taken in belongs to what is known of a source; a list without end does not.
        let told = added.problems.iter().take(MOST_PROBLEMS);
        let told =
            told.map(|(entry, why)| Value::Array(vec![entry.as_str().into(), why.as_str().into()]));
        payload.push(("problems", Value::Array(told.collect())));
        payload.push(("problem_count", (added.problems.len() as u64).into()));
    }
    if added.left_out > 0 {
        payload.push(("left_out", (added.left_out as u64).into()));
    }
    case.act(Act::Sealed, &id, Value::map(payload))?;
    added.source = id;
    Ok(())
}

/// Answers a question about a source that was read before: it is read again, and the new reading
/// takes the place of the old one, which the log keeps.
///
/// # Errors
/// There is no such source, or it cannot be read.
pub fn answer(
    case: &mut Case,
    source: &str,
    answers: &Answers,
    progress: &mut dyn FnMut(u64) -> OpResult<()>,
) -> OpResult<SourceRead> {
    let state = crate::ops::set_aside::find(case, source)?;
    if state.aside.is_some() {
        return Err(OpError::Other(format!(
            "{source} is set aside. Take it back into use first. Nothing was changed."
        )));
    }
    if let Some(zone) = answers.get(ZONE)
        && Zone::named(zone).is_none()
    {
        return Err(OpError::Other(format!(
            "The time zone {zone} is not known. Write it as Europe/London. Nothing was changed."
        )));
    }
    // Where the same files came before, it is there that they were read.
    let read_as = case.state.same_as(state).unwrap_or(state);
    let source = &*read_as.source.id.to_string();
    let mut all = Answers::default();
    for read in case.state.readings().filter(|read| read.source == source) {
        all.0.extend(read.answers.clone());
    }
    all.0.extend(answers.0.clone());
    let given = answers
        .0
        .iter()
        .map(|(key, value)| (key.as_str(), Value::from(value.as_str())));
    case.act(Act::Answered, source, Value::map(given))?;
    crate::ops::rebuild::rebuild(case, &mut |at| progress(at.records))?;
    read_source(case, source, &all, &mut |at| progress(at.records))
}
