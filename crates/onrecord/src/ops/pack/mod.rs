//! Making a pack from a case: what is chosen, what is withheld by default, and the act that
//! records it. What a pack may see stands in `onrecord_pack::input`; private notes do not.

mod chosen;
mod course;
mod door;
pub mod edition;
#[cfg(test)]
mod edition_lies;
#[cfg(test)]
mod edition_tests;
mod facts;
mod law;
mod linkage;
mod logged;
mod not_used;
pub mod preview;
mod recovery_sheet;
mod redact;
pub mod sealed;
pub(in crate::ops) mod stage;
pub mod staged;
pub(in crate::ops) mod survey;
#[cfg(test)]
mod tests;
mod withheld;

use crate::ops::case::Case;
use crate::ops::{OpError, OpResult};
use onrecord_model::checkpoint::Checkpoint;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_pack::input::{AttachmentShow, PackError};
use onrecord_pack::pdf::SystemFonts;
use onrecord_pack::report::PdfDocuments;
use onrecord_pack::{PackSummary, Sign, make_pack, make_pack_in};
use onrecord_vault::RecoverySheet;
pub use onrecord_verify::completeness::Times as GapTimes;
use std::path::Path;

/// What the user chose.
#[derive(Clone, Debug)]
pub struct PackOptions {
    /// For whom.
    pub recipient: Option<String>,
    /// What is asked of them.
    pub ask: String,
    /// Threads as typed; empty: those of the accounts said to be the person doing this.
    pub threads: Vec<String>,
    /// Every thread.
    pub all: bool,
    /// From this day on.
    pub from: Option<String>,
    /// Until this day.
    pub to: Option<String>,
    /// Events to withhold, as typed.
    pub withheld: Vec<String>,
    /// How attachments appear.
    pub attachments: AttachmentShow,
    /// Include originals of which everything is disclosed.
    pub originals: bool,
    /// Originals to include whatever they are, as typed.
    pub exhibits: Vec<String>,
    /// Show places too.
    pub places: bool,
    /// Only what these people did.
    pub persons: Vec<String>,
    /// Only what these accounts did, or what was for them.
    pub accounts: Vec<String>,
    /// Only these kinds.
    pub kinds: Vec<String>,
    /// Only what holds all words of one of these.
    pub search: Vec<String>,
    /// These single events.
    pub events: Vec<String>,
    /// How many events around each single one; 3 where nothing is said.
    pub context: Option<u64>,
    /// What is left out of all that.
    pub leave_out: LeaveOut,
    /// Words to withhold wherever they stand.
    pub words: Vec<String>,
    /// What is told of the times of withheld events.
    pub times: GapTimes,
    /// Show accounts of third parties too.
    pub third_parties: bool,
}

/// What is left out, as typed.
#[derive(Clone, Debug, Default)]
pub struct LeaveOut {
    /// What these people did.
    pub persons: Vec<String>,
    /// What these accounts did, or what was for them.
    pub accounts: Vec<String>,
    /// Whole threads.
    pub threads: Vec<String>,
    /// Kinds.
    pub kinds: Vec<String>,
    /// What holds all words of one of these.
    pub search: Vec<String>,
    /// Single events.
    pub events: Vec<String>,
}

impl Default for PackOptions {
    fn default() -> Self {
        Self {
            recipient: None,
            ask: String::new(),
            threads: Vec::new(),
            all: false,
            from: None,
            to: None,
            withheld: Vec::new(),
            attachments: AttachmentShow::Listed,
            originals: false,
            exhibits: Vec::new(),
            places: false,
            persons: Vec::new(),
            accounts: Vec::new(),
            kinds: Vec::new(),
            search: Vec::new(),
            events: Vec::new(),
            context: None,
            leave_out: LeaveOut::default(),
            words: Vec::new(),
            times: GapTimes::Count,
            third_parties: false,
        }
    }
}

/// Where a pack goes.
pub enum Place<'a> {
    /// A folder of its files.
    Folder(&'a Path),
    /// One locked file; see [`sealed`].
    Locked(&'a Path, &'a sealed::PackLock),
}

/// Makes a pack at `out`, checks it, and records it in the custody log.
///
/// # Errors
/// Nothing is chosen; the case contradicts its log; the pack did not pass its own check. Nothing
/// of a failed pack stays.
pub fn make(
    case: &mut Case,
    options: &PackOptions,
    out: Place<'_>,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
) -> OpResult<PackSummary> {
    let documents = PdfDocuments {
        system_fonts: SystemFonts::Use,
    };
    let (summary, threads) =
        with_door(case, options, progress, |door, sign, progress| match &out {
            Place::Folder(out) => Ok(make_pack(door, &documents, sign, out, progress)?),
            Place::Locked(out, lock) => sealed::seal(out, lock, progress, |stage, progress| {
                Ok(make_pack_in(door, &documents, sign, stage, progress)?)
            }),
        })?;
    let lock = match &out {
        Place::Locked(_, lock) => Some(*lock),
        Place::Folder(_) => None,
    };
    record(case, options, &summary, threads, lock)?;
    Ok(summary)
}

/// Told what is being done; its error ends the work.
type Progress<'a> = dyn FnMut(&str) -> Result<(), PackError> + 'a;

/// Chooses and counts, and opens the door through which a pack sees the case. Gives also the
/// commitments of the threads of which something is shown.
fn with_door<T>(
    case: &Case,
    options: &PackOptions,
    progress: &mut Progress<'_>,
    work: impl FnOnce(&dyn onrecord_pack::input::Case, Sign<'_>, &mut Progress<'_>) -> OpResult<T>,
) -> OpResult<(T, Vec<Value>)> {
    case.vault.usable()?;
    let chosen = chosen::choose(case, options)?;
    chosen::check_against_log(case, &chosen)?;
    progress("Counting what is shown").map_err(OpError::from)?;
    let survey = survey::survey(case, &chosen)?;
    let mut facts = facts::facts(case, options, &chosen, &survey)?;
    let third: Vec<String> = survey.third.keys().cloned().collect();
    redact::redact(&chosen.rules, &third, &mut facts)?;
    let vault = &case.vault;
    let sign = |text: &str| {
        vault
            .sign_pack(text)
            .map_err(|error| PackError::Case(error.to_string()))
    };
    let door = door::Door::new(case, options, &chosen, &survey, facts);
    let made = work(&door, &sign, progress)?;
    let threads = chosen.threads.iter();
    let threads = threads.map(|thread| Value::from(&thread.row.commitment.commitment.0[..]));
    Ok((made, threads.collect()))
}

/// Records a pack that was made.
fn record(
    case: &mut Case,
    options: &PackOptions,
    summary: &PackSummary,
    threads: Vec<Value>,
    lock: Option<&sealed::PackLock>,
) -> OpResult<()> {
    let number = case.state.packs.len() + 1;
    let mut payload = vec![
        (
            "recipient",
            Value::from(options.recipient.as_deref().unwrap_or_default()),
        ),
        ("sums", summary.sums.to_hex().as_str().into()),
        ("events", summary.shown.into()),
        ("withheld", summary.withheld.into()),
        ("fingerprint", summary.pack_fingerprint.as_str().into()),
        ("choice", options.to_toml().as_str().into()),
        ("threads", Value::Array(threads)),
    ];
    if let Some(lock) = lock {
        let names = lock.names();
        let names = names.iter().map(|name| Value::from(name.as_str()));
        payload.push(("locked_for", Value::Array(names.collect())));
    }
    case.act(
        Act::PackMade,
        &format!("pack-{number}"),
        Value::map(payload),
    )?;
    Ok(())
}

/// The fingerprint of the log's signed head, to note down elsewhere.
pub fn fingerprint(case: &Case) -> String {
    Checkpoint::open(case.vault.checkpoint().as_bytes(), &case.vault.verifier())
        .map_or_else(|_| "not readable".into(), |head| head.fingerprint())
}

/// The recovery sheet as a PDF.
///
/// # Errors
/// The document could not be made.
pub fn recovery_pdf(sheet: &RecoverySheet, made_at: onrecord_model::Instant) -> OpResult<Vec<u8>> {
    Ok(recovery_sheet::recovery(sheet, made_at)?)
}
