//! Copies of the whole case: a back-up, a copy for one helper, and bringing the case back. A copy is
//! planned while the case is at hand, made without it, and then recorded: so the app can go on while
//! a large one is under way.

use crate::ops::case::{Acting, Case};
use crate::ops::{OpError, OpResult, helpers, open};
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_vault::index::Index;
use onrecord_vault::{CopyProgress, CopyReport, Key, Slot, Snapshot, Vault};
use std::path::{Path, PathBuf};

/// A copy that is about to be made.
#[derive(Debug)]
pub struct Planned {
    snapshot: Snapshot,
    /// The folder that will be the copy.
    pub folder: PathBuf,
    /// It lies on the same disk as the case, which a copy should not.
    pub same_disk: bool,
    helper: Option<(Slot, String)>,
}

/// A copy that was made: of the whole case, or for a helper.
#[derive(Clone, Debug)]
pub struct CopyState {
    /// The entry.
    pub entry: u64,
    /// When.
    pub when: onrecord_model::Instant,
    /// Where it was put.
    pub place: String,
    /// How many entries of the log it holds.
    pub head: u64,
    /// The helper whose key opens it; empty for a back-up.
    pub helper: String,
    /// Originals that are not whole in it, because they are not in the case.
    pub problems: u64,
}

impl CopyState {
    /// Reads what the act says.
    pub(super) fn of(entry: &onrecord_model::custody::CustodyEntry, payload: &Value) -> Self {
        let text = |key| payload.get(key).and_then(Value::as_text);
        let number = |key| payload.get(key).and_then(Value::as_u64);
        Self {
            entry: entry.seq,
            when: entry.when,
            place: text("place").unwrap_or_default().to_owned(),
            head: number("head").unwrap_or_default(),
            helper: text("helper").unwrap_or_default().to_owned(),
            problems: number("problems").unwrap_or_default(),
        }
    }
}

/// The folder of the copy, where somebody names a place: the place itself where nothing is there yet,
/// or a copy; else a folder in it, named after the case's.
fn folder_at(case: &Case, place: &Path) -> PathBuf {
    let taken = fs_err::read_dir(place).is_ok_and(|mut entries| entries.next().is_some());
    let ours = ["onrecord.toml", "unfinished"];
    if !taken || ours.iter().any(|name| place.join(name).is_file()) {
        return place.to_owned();
    }
    let own = case.vault.folder().canonicalize();
    let own = own.unwrap_or_else(|_| case.vault.folder().to_owned());
    let name = own.file_name().map(|name| name.to_string_lossy());
    place.join(format!("{}-copy", name.as_deref().unwrap_or("case")))
}

/// The nearest folder above that is there.
fn existing(path: &Path) -> PathBuf {
    let there = path.ancestors().find(|path| path.is_dir());
    match there {
        Some(there) if !there.as_os_str().is_empty() => there.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn same_disk(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let disk = |path: &Path| fs_err::metadata(path).map(|about| about.dev());
        matches!((disk(&existing(one)), disk(&existing(other))), (Ok(one), Ok(other)) if one == other)
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        false
    }
}

fn absolute(typed: &Path) -> OpResult<PathBuf> {
    if typed.as_os_str().is_empty() {
        return Err(OpError::Other(
            "Say where the copy shall go: a stick, or a folder on another disk. Nothing was copied."
                .into(),
        ));
    }
    Ok(std::path::absolute(typed)?)
}

/// Plans a back-up to a place. An older copy there is brought up to date.
///
/// # Errors
/// The case may only be looked at, or cannot be read.
pub fn plan(case: &Case, place: &Path) -> OpResult<Planned> {
    case.vault.usable()?;
    let place = absolute(place)?;
    let folder = folder_at(case, &place);
    Ok(Planned {
        same_disk: same_disk(case.vault.folder(), &folder),
        snapshot: case.vault.snapshot()?,
        folder,
        helper: None,
    })
}

/// Plans a copy for a helper, at a place where there is nothing yet. **It stays theirs**: no program
/// can reach a copy that was given.
///
/// # Errors
/// As [`plan`]; there is no such helper.
pub fn plan_for(case: &Case, name: &str, notes: bool, place: &Path) -> OpResult<Planned> {
    let listed = helpers::find(case, name)?;
    let planned = plan(case, place)?;
    Ok(Planned {
        snapshot: planned.snapshot.for_helper(&listed.slot, notes)?,
        helper: Some((listed.slot, listed.label)),
        ..planned
    })
}

/// Makes and checks the copy. Needs no case: it can be open, and go on, meanwhile.
///
/// # Errors
/// See [`Snapshot::copy_to`].
pub fn run(planned: &Planned, watch: &mut dyn FnMut(CopyProgress) -> bool) -> OpResult<CopyReport> {
    Ok(planned.snapshot.copy_to(&planned.folder, watch)?)
}

/// Records a copy that was made.
///
/// # Errors
/// The entry cannot be written.
pub fn record(case: &mut Case, planned: &Planned, report: &CopyReport) -> OpResult<()> {
    let place = planned.folder.to_string_lossy();
    let mut payload = vec![
        ("place", Value::from(&*place)),
        ("head", report.head.size.into()),
        ("fingerprint", report.head.fingerprint().as_str().into()),
        ("originals", report.originals.into()),
        ("problems", (report.problems.len() as u64).into()),
    ];
    match &planned.helper {
        None => case.act(Act::CopyMade, "", Value::map(payload))?,
        Some((slot, label)) => {
            payload.push(("helper", label.as_str().into()));
            case.act(Act::HandedOver, &slot.name(), Value::map(payload))?
        }
    };
    Ok(())
}

/// Plans, makes and records a copy.
///
/// # Errors
/// As [`plan`], [`run`] and [`record`].
pub fn make(
    case: &mut Case,
    planned: &Planned,
    watch: &mut dyn FnMut(CopyProgress) -> bool,
) -> OpResult<CopyReport> {
    let report = run(planned, watch)?;
    record(case, planned, &report)?;
    Ok(report)
}

/// The last back-up, and how many entries the case has more than it; its own entry is not counted.
pub fn last(case: &Case) -> Option<(&CopyState, u64)> {
    let mut copies = case.state.copies.iter();
    let last = copies.rfind(|copy| copy.helper.is_empty())?;
    Some((last, case.state.entries.saturating_sub(last.entry + 1)))
}

/// A case that was brought back.
pub struct Restored {
    /// The case; `None` where something that was damaged is needed to read it.
    pub case: Option<Case>,
    /// Originals that are whole.
    pub originals: u64,
    /// What of the copy was damaged or missing.
    pub problems: Vec<String>,
}

/// Brings a case back from a copy, which is only read, into a new or empty folder.
///
/// # Errors
/// The key does not open the copy; its log is damaged; something is in the way; there is no room.
pub fn restore(
    copy: &Path,
    target: &Path,
    key: &Key<'_>,
    acting: Acting,
    watch: &mut dyn FnMut(CopyProgress) -> bool,
) -> OpResult<Restored> {
    let target = absolute(target)?;
    let mut restored = Vault::at(copy)?.restore_to(key, &target, watch)?;
    let mut problems: Vec<String> = restored.problems.iter().map(ToString::to_string).collect();
    let head = restored.vault.log_size();
    if restored.vault.usable().is_ok() {
        let payload = Value::map([
            ("head", Value::from(head)),
            ("problems", (problems.len() as u64).into()),
        ]);
        restored
            .vault
            .act(&acting.context(), Act::Restored, "", payload)?;
    }
    // The index is made again from the originals; an interrupted one may have left a part of it.
    let (path, _) = restored.vault.index_place();
    if path.exists() {
        Index::remove(&path)?;
    }
    drop(restored.vault);
    let case = match open::open(&target, key, acting) {
        Ok(case) => Some(case),
        Err(error) if problems.is_empty() => return Err(error),
        Err(error) => {
            problems.push(error.to_string());
            None
        }
    };
    Ok(Restored {
        case,
        originals: restored.originals,
        problems,
    })
}
