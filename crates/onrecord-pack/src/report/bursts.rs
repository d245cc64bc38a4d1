//! Runs of entries by one account in a short time, folded to one line each. Counts only: what
//! they say stands in the transcript.

use crate::input::{Case, PackError, ThreadItem};
use onrecord_model::canonical::Field;
use onrecord_model::disclose::Part;
use onrecord_model::{Instant, Kind, Mark};

/// Entries further apart than this belong to two runs.
const GAP: i64 = 30 * 60 * 1_000_000;
/// Shorter runs are not listed.
const LEAST: u64 = 5;
/// Longest runs kept.
const MOST: usize = 60;

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Burst {
    pub thread: usize,
    pub account: usize,
    pub first: u64,
    pub last: u64,
    pub from: Instant,
    pub to: Instant,
    pub entries: u64,
    pub missed_calls: u64,
}

/// The longest runs, in the order of time, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bursts {
    pub shown: Vec<Burst>,
    pub more: u64,
}

/// Walks every disclosed thread once.
pub(super) fn find(case: &dyn Case) -> Result<Bursts, PackError> {
    let mut found = Bursts::default();
    for thread in 0..case.facts().threads.len() {
        let mut open: Option<Burst> = None;
        case.thread_to_read(thread, &mut |item| {
            let ThreadItem::Shown(shown) = item else {
                return Ok(());
            };
            if shown.printed_in(thread).is_some() {
                return Ok(());
            }
            let (Some(account), Some(at)) = (shown.account, shown.sort) else {
                return Ok(());
            };
            let shows =
                |field: Field| matches!(shown.opening.parts[field as usize], Part::Shown { .. });
            if !(shows(Field::Time) && shows(Field::Sender) && shows(Field::Kind)) {
                return Ok(());
            }
            if shown.event.marks.has(Mark::Outgoing) || shown.event.kind == Kind::System {
                return Ok(());
            }
            let missed = [Mark::Missed, Mark::Rejected, Mark::Blocked]
                .iter()
                .any(|mark| shown.event.marks.has(*mark));
            match &mut open {
                Some(run)
                    if run.account == account
                        && (0..=GAP).contains(&(at.0.saturating_sub(run.to.0))) =>
                {
                    run.first = run.first.min(shown.index);
                    run.last = run.last.max(shown.index);
                    run.to = at;
                    run.entries += 1;
                    run.missed_calls += u64::from(missed);
                }
                _ => {
                    keep(&mut found, open.take());
                    open = Some(Burst {
                        thread,
                        account,
                        first: shown.index,
                        last: shown.index,
                        from: at,
                        to: at,
                        entries: 1,
                        missed_calls: u64::from(missed),
                    });
                }
            }
            Ok(())
        })?;
        keep(&mut found, open);
    }
    found
        .shown
        .sort_by_key(|run| (run.from, run.thread, run.first));
    Ok(found)
}

fn keep(found: &mut Bursts, run: Option<Burst>) {
    let Some(run) = run.filter(|run| run.entries >= LEAST) else {
        return;
    };
    found.shown.push(run);
    if found.shown.len() > MOST {
        let shortest = found
            .shown
            .iter()
            .enumerate()
            .min_by_key(|(nth, run)| (run.entries, std::cmp::Reverse(*nth)))
            .map(|(nth, _)| nth);
        if let Some(nth) = shortest {
            found.shown.remove(nth);
            found.more += 1;
        }
    }
}
