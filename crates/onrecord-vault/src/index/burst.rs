//! Folding: many like events in a row, shown as one line ("14 missed calls, 02:10-02:38").

use super::EventRow;
use onrecord_model::Instant;

/// One event, or several that follow each other and are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Burst {
    /// At least one, in the order given.
    pub events: Vec<EventRow>,
}

impl Burst {
    /// The earliest and latest sort key, where the events have one.
    pub fn span(&self) -> Option<(Instant, Instant)> {
        let keys = self.events.iter().filter_map(|row| row.sort_key.instant());
        keys.clone().min().zip(keys.max())
    }
}

/// Folds consecutive events of the same account, thread, kind and marks, each within `gap`
/// microseconds of the one before. Events without a place in time stay alone, and so do those that
/// nobody did.
#[derive(Clone, Debug)]
pub struct Bursts<I: Iterator<Item = EventRow>> {
    events: std::iter::Peekable<I>,
    gap: i64,
}

impl<I: Iterator<Item = EventRow>> Bursts<I> {
    /// Folds `events`, in either direction of time.
    pub fn new(events: impl IntoIterator<IntoIter = I>, gap: i64) -> Self {
        Self {
            events: events.into_iter().peekable(),
            gap,
        }
    }
}

fn continues(before: &EventRow, next: &EventRow, gap: i64) -> bool {
    let (Some(a), Some(b)) = (before.sort_key.instant(), next.sort_key.instant()) else {
        return false;
    };
    let (Some(one), Some(other)) = (&before.event.account, &next.event.account) else {
        return false;
    };
    a.0.abs_diff(b.0) <= gap.unsigned_abs()
        && before.thread == next.thread
        && before.event.kind == next.event.kind
        && before.event.marks == next.event.marks
        && one.key() == other.key()
}

impl<I: Iterator<Item = EventRow>> Iterator for Bursts<I> {
    type Item = Burst;

    fn next(&mut self) -> Option<Burst> {
        let mut events = vec![self.events.next()?];
        while let Some(last) = events.last()
            && let Some(next) = self.events.next_if(|next| continues(last, next, self.gap))
        {
            events.push(next);
        }
        Some(Burst { events })
    }
}
