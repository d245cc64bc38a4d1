//! Which threads and events a pack shows.

use super::PackOptions;
use crate::ops::case::Case;
use crate::ops::read_source::reading_digest;
use crate::ops::state::ReadState;
use crate::ops::{OpError, OpResult, find};
use onrecord_model::commit::ThreadSeed;
use onrecord_model::statement::Role;
use onrecord_model::{AccountKey, Instant};
use onrecord_vault::index::{
    AccountNumber, CopiesOf, EventNumber, EventRow, Filter, ThreadNumber, ThreadRow, Times,
};
use std::collections::{BTreeMap, BTreeSet};

/// A thread that is shown in whole or in part.
pub struct ChosenThread {
    /// As the index has it.
    pub row: ThreadRow,
    /// The reading that committed to it.
    pub read: ReadState,
    /// What hides its fields.
    pub seed: ThreadSeed,
}

/// What was chosen.
pub struct Chosen {
    /// In the order of their first event.
    pub threads: Vec<ChosenThread>,
    /// Threads not shown at all, and their events.
    pub withheld_threads: (u64, u64),
    /// Keys of the accounts that the user says belong to the person doing this.
    pub their_keys: BTreeSet<AccountKey>,
    /// Keys of the user's own accounts.
    pub own_keys: BTreeSet<AccountKey>,
    from: Option<Instant>,
    until: Option<Instant>,
    withheld: BTreeSet<u64>,
    at: BTreeMap<ThreadNumber, usize>,
}

impl Chosen {
    /// Whether an event of a chosen thread is shown. Where a period is given, what bears no usable
    /// time is withheld.
    pub fn shows(&self, row: &EventRow) -> bool {
        if self.withheld.contains(&row.number.0) {
            return false;
        }
        if self.from.is_none() && self.until.is_none() {
            return true;
        }
        let Some(at) = row.sort_key.instant() else {
            return false;
        };
        self.from.is_none_or(|from| at >= from) && self.until.is_none_or(|until| at < until)
    }
}

/// Other shown records of one event, by the index of their thread among those chosen.
pub type Elsewhere = Vec<(usize, EventRow)>;

impl Chosen {
    /// Where else in the pack an event is told, in the order of the transcript.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn elsewhere(
        &self,
        case: &Case,
        copies: &mut CopiesOf<'_>,
        event: EventNumber,
    ) -> OpResult<Elsewhere> {
        let mut out = Vec::new();
        for copy in copies.of(event)? {
            if copy == event {
                continue;
            }
            let row = case.index.event(copy)?;
            if let Some(thread) = self.at.get(&row.thread)
                && self.shows(&row)
            {
                out.push((*thread, row));
            }
        }
        out.sort_by_key(|(thread, row)| (*thread, row.position));
        Ok(out)
    }
}

/// Chooses.
///
/// # Errors
/// Something typed is not in the case, or nothing is chosen.
pub fn choose(case: &Case, options: &PackOptions) -> OpResult<Chosen> {
    let mut their_keys = BTreeSet::new();
    let mut own_keys = BTreeSet::new();
    for person in case.state.persons.iter().map(|versions| versions.now()) {
        match person.role {
            Role::NotKnown => their_keys.extend(person.accounts.iter().cloned()),
            Role::Me => own_keys.extend(person.accounts.iter().cloned()),
            Role::Known => {}
        }
    }
    let theirs: BTreeSet<AccountNumber> = find::all_accounts(case)?
        .into_iter()
        .filter(|row| their_keys.contains(&AccountKey(row.key.as_str().into())))
        .map(|row| row.number)
        .collect();
    let all = find::all_threads(case)?;
    let typed: BTreeSet<u64> = options
        .threads
        .iter()
        .map(|typed| find::find_threads(case, typed))
        .collect::<OpResult<Vec<_>>>()?
        .into_iter()
        .flatten()
        .map(|row| row.number.0)
        .collect();
    let reads: BTreeMap<u64, ReadState> = case
        .index
        .reads()?
        .iter()
        .map(|row| row.number.0)
        .zip(
            case.state
                .reads
                .iter()
                .filter(|read| !read.superseded)
                .cloned(),
        )
        .collect();
    let mut threads = Vec::new();
    let mut withheld_threads = (0, 0);
    for row in all {
        let chosen = if options.all {
            true
        } else if typed.is_empty() {
            takes_part(case, &row, &theirs)?
        } else {
            typed.contains(&row.number.0)
        };
        if !chosen {
            withheld_threads.0 += 1;
            withheld_threads.1 += row.commitment.n;
            continue;
        }
        let read = reads.get(&row.read.0).cloned().ok_or_else(|| {
            OpError::CheckFailed(
                "The index holds a reading that the custody log does not. Run: onrecord rebuild."
                    .into(),
            )
        })?;
        let seed = case
            .vault
            .thread_seed(&reading_digest(read.entry), &row.thread);
        threads.push(ChosenThread { row, read, seed });
    }
    if threads.is_empty() {
        return Err(OpError::NeedsAnswer(
            "Nothing is chosen for the pack. Say first whose the accounts are: onrecord person say \
             \"the person doing this\" --role not-known --account …; or name threads with --thread; \
             or take everything with --all. No pack was made."
                .into(),
        ));
    }
    threads.sort_by_key(|thread| {
        (
            thread.row.first.map_or(i64::MAX, |at| at.0),
            thread.row.number,
        )
    });
    let (from, until) = find::period(case, options.from.as_deref(), options.to.as_deref())?;
    let mut withheld = BTreeSet::new();
    for typed in &options.withheld {
        let event = find::find_event(case, typed)?.number;
        // What is withheld is withheld in every export that tells it.
        withheld.extend(case.index.copies(event)?.iter().map(|copy| copy.0));
    }
    let at = threads.iter().enumerate();
    let at = at.map(|(at, thread)| (thread.row.number, at)).collect();
    Ok(Chosen {
        at,
        threads,
        withheld_threads,
        their_keys,
        own_keys,
        from,
        until,
        withheld,
    })
}

fn takes_part(case: &Case, row: &ThreadRow, accounts: &BTreeSet<AccountNumber>) -> OpResult<bool> {
    if accounts.is_empty() {
        return Ok(false);
    }
    for times in [Times::Dated, Times::UndatedOnly] {
        let filter = Filter {
            accounts: accounts.clone(),
            threads: [row.number].into(),
            times,
            ..Filter::default()
        };
        if !case.index.timeline(&filter, None, 1)?.events.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the index holds of each chosen thread must be what was committed to when it was read, and
/// that must be what the custody log says.
///
/// # Errors
/// It is not.
pub fn check_against_log(case: &Case, chosen: &Chosen) -> OpResult<()> {
    for thread in &chosen.threads {
        let commitment = &thread.row.commitment;
        let in_log = thread.read.threads.contains(&commitment.commitment);
        if !in_log
            || !case
                .index
                .verify_thread(thread.row.number, &thread.seed, commitment)?
        {
            return Err(OpError::CheckFailed(format!(
                "Thread T{} in the index is not what the custody log says was read. The originals \
                 are safe. Run: onrecord rebuild. No pack was made.",
                thread.row.number.0
            )));
        }
    }
    Ok(())
}
