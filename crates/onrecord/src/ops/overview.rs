//! What a case holds at a glance: counts, what waits, and the one next step. Knows no words for it.

use crate::ops::case::Case;
use crate::ops::lost::{self, Lost};
use crate::ops::read_again::{self, Again, NotShown};
use crate::ops::{OpResult, open};
use onrecord_model::custody::{Act, CustodyEntry};
use onrecord_model::encode::Value;

/// What to do next, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Some readings were interrupted.
    Resume,
    /// Nothing was put in yet.
    Add,
    /// Nobody was named.
    People,
    /// Nothing was written down.
    Incident,
    /// No report was noted.
    Ledger,
    /// No pack was made.
    Pack,
    /// Nobody said that the recovery sheet is on paper.
    Sheet,
    /// All of it was done at least once.
    Done,
}

/// How long it is said at a glance that a source was read again: 30 days, in microseconds. After that the
/// import check says it still.
const LATELY: i64 = 30 * 86_400_000_000;

/// The whole.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Events, each counted once.
    pub events: u64,
    /// Records that tell them.
    pub records: u64,
    /// Sealed originals in use.
    pub exhibits: usize,
    /// What was added and is in use.
    pub sources: usize,
    /// Sources set aside: nothing of them is counted.
    pub set_aside: usize,
    /// People named.
    pub people: usize,
    /// Incidents written down.
    pub incidents: usize,
    /// Entries of the ledger.
    pub ledger: usize,
    /// Packs made.
    pub packs: usize,
    /// Sources whose reading was interrupted.
    pub waiting: Vec<String>,
    /// Sources of which something cannot be read, since an original is damaged or gone.
    pub lost: Vec<Lost>,
    /// Sources that were read again of late, since the program reads them otherwise now.
    pub again: Vec<Again>,
    /// Readings of which something is left out, since the program does not read them as the log says.
    pub not_shown: Vec<NotShown>,
    /// The recovery sheet is said to be on paper.
    pub sheet_kept: bool,
    /// What to do next.
    pub next: Step,
}

/// Looks at a case.
///
/// # Errors
/// Its index cannot be read.
pub fn overview(case: &Case) -> OpResult<Overview> {
    // Whether a reading waits is as dear as beginning to read; it changes only with the log.
    let at = (case.vault().log_size(), case.index().len()?);
    if let Some((seen_at, seen)) = &*case.overview.borrow()
        && *seen_at == at
    {
        return Ok(seen.clone());
    }
    let seen = look(case)?;
    *case.overview.borrow_mut() = Some((at, seen.clone()));
    Ok(seen)
}

fn look(case: &Case) -> OpResult<Overview> {
    let state = case.state();
    let waiting = open::waiting(case, false)?;
    let in_use = state.sources.iter().filter(|one| one.aside.is_none());
    let sources = in_use.count();
    let exhibits = state.exhibits.iter();
    let exhibits = exhibits.filter(|one| state.in_use(&one.digest)).count();
    let since = case.context().now.0.saturating_sub(LATELY);
    let mut again = read_again::since(case, 0)?;
    again.retain(|again| again.when.0 >= since);
    let next = if !waiting.is_empty() {
        Step::Resume
    } else if sources == 0 {
        Step::Add
    } else if state.persons.is_empty() {
        Step::People
    } else if state.incidents.is_empty() {
        Step::Incident
    } else if state.ledger.is_empty() {
        Step::Ledger
    } else if state.packs.is_empty() {
        Step::Pack
    } else if !state.sheet_kept {
        Step::Sheet
    } else {
        Step::Done
    };
    Ok(Overview {
        events: case.index().events()?,
        records: case.index().len()?,
        exhibits,
        sources,
        set_aside: state.sources.len() - sources,
        people: state.persons.len(),
        incidents: state.incidents.len(),
        ledger: state.ledger.len(),
        packs: state.packs.len(),
        waiting,
        lost: lost::lost(case)?,
        again,
        not_shown: read_again::not_shown(case)?,
        sheet_kept: state.sheet_kept,
        next,
    })
}

/// The last acts, newest first.
///
/// # Errors
/// The log cannot be read.
pub fn recent(case: &mut Case, most: usize) -> OpResult<Vec<CustodyEntry>> {
    // The vault does some acts by itself; then the log is ahead of what was followed.
    if case.state().entries != case.vault().log_size() {
        case.refold()?;
    }
    Ok(case.state().recent.iter().take(most).cloned().collect())
}

/// Records that the user says they have the recovery sheet on paper, or do not any more.
///
/// # Errors
/// The act cannot be written.
pub fn say_sheet_kept(case: &mut Case, kept: bool) -> OpResult<()> {
    let payload = Value::map([("kept", Value::Bool(kept))]);
    case.act(Act::SettingChanged, "recovery-sheet", payload)?;
    Ok(())
}

/// A new recovery sheet; the one before no longer opens the case.
///
/// # Errors
/// It cannot be written.
pub fn renew_sheet(case: &mut Case) -> OpResult<onrecord_vault::RecoverySheet> {
    let context = case.context();
    let (_, sheet) = case.vault_mut().renew_recovery(&context)?;
    case.refold()?;
    say_sheet_kept(case, false)?;
    Ok(sheet)
}
