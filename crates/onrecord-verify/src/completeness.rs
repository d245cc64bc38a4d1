//! How complete a thread is in a pack: how much was read, shown and withheld, in how many gaps, and
//! whether the times of what is withheld are told. Every number follows from the thread's lines, but for
//! the records that could not be read, which stand in the log's entry of the reading.

use crate::tables::push_cell;
use onrecord_model::canonical::Field;
use onrecord_model::disclose::Opening;

/// First line of `completeness.csv`.
pub const COMPLETENESS_HEADER: &str = "\u{feff}\"thread\",\"events\",\"shown\",\"partly\",\"withheld\",\"gaps\",\"times\",\"with_time\",\"with_sender\",\"defects\",\"left_out\"\r\n";

/// What is told of the times of what is withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Times {
    /// Nothing: how many, and where.
    #[default]
    Count,
    /// When the first and the last message of each gap were.
    Ends,
    /// When each was, and who sent it.
    All,
}

impl Times {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Ends => "ends",
            Self::All => "all",
        }
    }
}

/// Counts a thread's lines, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Events shown, in whole or in part.
    pub shown: u64,
    /// Of these, with a field or some words withheld.
    pub partly: u64,
    /// Events withheld.
    pub withheld: u64,
    /// In how many runs.
    pub gaps: u64,
    /// Withheld events of which the time is told.
    pub with_time: u64,
    /// Withheld events of which the sender is told.
    pub with_sender: u64,
    /// The run under way: lines of times, events without, lines of times.
    run: (u64, u64, u64),
    /// Whether a run was not one that tells its first and last time only.
    no_ends: bool,
    /// Whether lines stood as no writer puts them.
    broken: bool,
}

impl Completeness {
    /// A line that withholds `count` events.
    pub fn gap(&mut self, count: u64) {
        self.broken |= self.run.1 > 0;
        self.run.1 += count;
        self.withheld += count;
    }

    /// A line that opens an event.
    pub fn event(&mut self, opening: &Opening) {
        if opening.is_withheld() {
            let side = if self.run.1 == 0 {
                &mut self.run.0
            } else {
                &mut self.run.2
            };
            *side += 1;
            self.withheld += 1;
            // A line that opens nothing says no more than a gap does, and is written as one.
            self.broken |= !opening.shows(Field::Time);
            self.with_time += 1;
            self.with_sender += u64::from(opening.shows(Field::Sender));
            return;
        }
        self.end_of_run();
        self.shown += 1;
        let hidden = |field: &Field| *field != Field::Locator && !opening.shows(*field);
        self.partly += u64::from(Field::ALL.iter().any(hidden));
    }

    fn end_of_run(&mut self) {
        let run = core::mem::take(&mut self.run);
        self.gaps += u64::from(run != (0, 0, 0));
        self.no_ends |= !matches!(run, (0, 0, 0) | (1 | 2, 0, 0) | (1, _, 1));
    }

    /// After the last line: what is told of the times. `None` where lines are not as at any level, so
    /// that no line can tell less or more than the level says.
    pub fn end(&mut self) -> Option<Times> {
        self.end_of_run();
        if self.broken {
            None
        } else if self.with_time == 0 {
            Some(Times::Count)
        } else if !self.no_ends && self.with_sender == 0 {
            Some(Times::Ends)
        } else {
            (self.with_time == self.withheld).then_some(Times::All)
        }
    }

    /// The row of `completeness.csv` up to `left_out`, which is free text.
    pub fn row(&self, thread: &str, events: u64, times: Times, defects: u64) -> String {
        let mut row = String::new();
        let number = |number: u64| number.to_string();
        for cell in [
            thread.to_owned(),
            number(events),
            number(self.shown),
            number(self.partly),
            number(self.withheld),
            number(self.gaps),
            times.name().to_owned(),
            number(self.with_time),
            number(self.with_sender),
            number(defects),
        ] {
            push_cell(&mut row, &cell);
        }
        row
    }
}
