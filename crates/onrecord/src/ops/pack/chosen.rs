//! Which threads and events a pack shows.

use super::withheld::Rules;
use super::{GapTimes, LeaveOut, PackOptions};
use crate::ops::case::Case;
use crate::ops::read_source::reading_digest;
use crate::ops::state::ReadState;
use crate::ops::{OpError, OpResult, find};
use onrecord_model::commit::ThreadSeed;
use onrecord_model::statement::Role;
use onrecord_model::{AccountKey, Instant};
use onrecord_vault::index::{
    AccountNumber, CopiesOf, EventNumber, EventRow, Filter, Query, ThreadNumber, ThreadRow, Times,
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

/// Single events, by thread and position.
type Picked = BTreeMap<ThreadNumber, BTreeSet<u64>>;

/// What was chosen.
pub struct Chosen {
    /// In the order of their first event.
    pub threads: Vec<ChosenThread>,
    /// Threads not shown at all, and their events.
    pub withheld_threads: (u64, u64),
    /// What is withheld inside events.
    pub rules: Rules,
    /// How much of the times of what is withheld is told.
    pub times: GapTimes,
    from: Option<Instant>,
    until: Option<Instant>,
    withheld: BTreeSet<u64>,
    /// Where single events were chosen: those, and how many around each.
    picked: Option<(Picked, u64)>,
    at: BTreeMap<ThreadNumber, usize>,
}

impl Chosen {
    /// Whether an event of a chosen thread is shown. Where a period is given, what bears no usable
    /// time is withheld.
    pub fn shows(&self, row: &EventRow) -> bool {
        if self.withheld.contains(&row.number.0) {
            return false;
        }
        if let Some((picked, context)) = &self.picked {
            let (from, to) = (
                row.position.saturating_sub(*context),
                row.position.saturating_add(*context),
            );
            let near = picked.get(&row.thread).map(|at| at.range(from..=to));
            return near.is_some_and(|mut near| near.next().is_some());
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
    /// The index of the thread in which an event is shown, if it is.
    pub fn place_of(&self, row: &EventRow) -> Option<usize> {
        let thread = self.at.get(&row.thread).copied();
        thread.filter(|_| self.shows(row))
    }

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
    let options_of_threads = Asked {
        persons: &options.persons,
        accounts: &options.accounts,
        kinds: &options.kinds,
        search: &options.search,
    };
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
        .zip(case.state.readings().cloned())
        .collect();
    let (from, until) = find::period(case, options.from.as_deref(), options.to.as_deref())?;
    let left_out = left_out(case, &options.leave_out)?;
    let mut candidates = BTreeSet::new();
    let by_account = !options.persons.is_empty() || !options.accounts.is_empty();
    for row in &all {
        let chosen = if options.all || typed.is_empty() && by_account {
            true
        } else if typed.is_empty() {
            takes_part(case, row, &theirs)?
        } else {
            typed.contains(&row.number.0)
        };
        if chosen && !left_out.threads.contains(&row.number) {
            candidates.insert(row.number);
        }
    }
    let picked = picked(
        case,
        options,
        &options_of_threads,
        &candidates,
        (from, until),
    )?;
    let mut threads = Vec::new();
    let mut withheld_threads = (0, 0);
    for row in all {
        let chosen = match &picked {
            Some((picked, _)) => picked.contains_key(&row.number),
            None => candidates.contains(&row.number),
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
             or take everything with --all. If you chose by words or accounts, nothing fits. No pack \
             was made."
                .into(),
        ));
    }
    threads.sort_by_key(|thread| {
        (
            thread.row.first.map_or(i64::MAX, |at| at.0),
            thread.row.number,
        )
    });
    let mut withheld = left_out.events;
    let mut copies = case.index.copies_of();
    for typed in &options.withheld {
        withheld.insert(find::find_event(case, typed)?.number.0);
    }
    // What is withheld is withheld in every export that tells it.
    for event in withheld.clone() {
        let event = EventNumber(event);
        withheld.extend(copies.of(event)?.iter().map(|copy| copy.0));
    }
    let at = threads.iter().enumerate();
    let at = at.map(|(at, thread)| (thread.row.number, at)).collect();
    Ok(Chosen {
        at,
        threads,
        withheld_threads,
        rules: Rules {
            their_keys,
            own_keys,
            third_parties: options.third_parties,
            places: options.places,
            ..Rules::default()
        }
        .with_words(&options.words),
        times: options.times,
        from,
        until,
        withheld,
        picked,
    })
}

/// What single events are chosen, or left out, by.
struct Asked<'o> {
    persons: &'o [String],
    accounts: &'o [String],
    kinds: &'o [String],
    search: &'o [String],
}

impl Asked<'_> {
    fn is_empty(&self) -> bool {
        [self.persons, self.accounts, self.kinds, self.search]
            .iter()
            .all(|list| list.is_empty())
    }

    /// Visits each record that passes: of each sort that is given, one must fit.
    fn walk(
        &self,
        case: &Case,
        filter: Filter,
        visit: &mut dyn FnMut(EventRow) -> OpResult<()>,
    ) -> OpResult<()> {
        let wanted = find::Wanted {
            kinds: self.kinds.to_vec(),
            ..find::Wanted::default()
        };
        let mut filter = Filter {
            kinds: find::filter(case, &wanted)?.kinds,
            ..filter
        };
        for person in self.persons {
            filter
                .accounts
                .extend(find::accounts_of_person(case, person)?);
        }
        filter.authors_only = self.accounts.is_empty() && !self.persons.is_empty();
        for typed in self.accounts {
            let found = find::find_accounts(case, typed)?;
            filter.accounts.extend(found.iter().map(|row| row.number));
        }
        for times in [Times::Dated, Times::UndatedOnly] {
            let filter = Filter {
                times,
                ..filter.clone()
            };
            if self.search.is_empty() {
                find::walk(case, &filter, None, 0, visit)?;
            }
            for typed in self.search {
                find::walk(case, &filter, Some(&Query::new(typed)), 0, visit)?;
            }
        }
        Ok(())
    }
}

/// The single events that are chosen; `None` where threads are chosen whole.
fn picked(
    case: &Case,
    options: &PackOptions,
    asked: &Asked<'_>,
    candidates: &BTreeSet<ThreadNumber>,
    (from, until): (Option<Instant>, Option<Instant>),
) -> OpResult<Option<(Picked, u64)>> {
    if asked.is_empty() && options.events.is_empty() {
        return Ok(None);
    }
    let mut picked = Picked::new();
    if !asked.is_empty() && !candidates.is_empty() {
        let filter = Filter {
            threads: candidates.clone(),
            from,
            until,
            ..Filter::default()
        };
        asked.walk(case, filter, &mut |row| {
            picked.entry(row.thread).or_default().insert(row.position);
            Ok(())
        })?;
    }
    for typed in &options.events {
        let row = find::find_event(case, typed)?;
        picked.entry(row.thread).or_default().insert(row.position);
    }
    // A fragment can mislead: what stands around it comes along unless said otherwise.
    let fragments = !options.events.is_empty() || !options.search.is_empty();
    let context = options.context.unwrap_or(if fragments { 3 } else { 0 });
    Ok(Some((picked, context)))
}

#[derive(Default)]
struct Left {
    threads: BTreeSet<ThreadNumber>,
    events: BTreeSet<u64>,
}

/// What is left out of whatever was chosen. Each thing named leaves out on its own.
fn left_out(case: &Case, leave: &LeaveOut) -> OpResult<Left> {
    let mut left = Left::default();
    for typed in &leave.threads {
        let found = find::find_threads(case, typed)?;
        left.threads.extend(found.iter().map(|row| row.number));
    }
    for typed in &leave.events {
        left.events.insert(find::find_event(case, typed)?.number.0);
    }
    let nothing = Asked {
        persons: &[],
        accounts: &[],
        kinds: &[],
        search: &[],
    };
    for asked in [
        Asked {
            persons: &leave.persons,
            ..nothing
        },
        Asked {
            accounts: &leave.accounts,
            ..nothing
        },
        Asked {
            kinds: &leave.kinds,
            ..nothing
        },
        Asked {
            search: &leave.search,
            ..nothing
        },
    ] {
        if !asked.is_empty() {
            asked.walk(case, Filter::default(), &mut |row| {
                left.events.insert(row.number.0);
                Ok(())
            })?;
        }
    }
    Ok(left)
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
