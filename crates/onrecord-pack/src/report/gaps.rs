//! What a transcript prints where messages are withheld: how many, which, and as much of their times as
//! the pack tells. Knows nothing of what they say.

use super::{phrases, words};
use crate::input::ShownEvent;
use crate::pdf::{Composer, Family, QUIET, Span, Style, TEAL};
use onrecord_model::When;
use onrecord_model::canonical::Field;

pub(super) const GAP: Style = Style::new(Family::Bold, 8.5, TEAL);
const TOLD: Style = Style::new(Family::Regular, 8.0, QUIET);

/// A run of messages that are withheld, in the order in which a person reads.
pub(super) struct Gap {
    first: u64,
    last: u64,
    count: u64,
    from: Option<When>,
    to: Option<When>,
}

impl Gap {
    /// With the message at `index` in it, of which no more is known.
    pub(super) fn with(run: Option<Self>, index: u64) -> Self {
        let mut run = run.unwrap_or(Self {
            first: index,
            last: index,
            count: 0,
            from: None,
            to: None,
        });
        run.first = run.first.min(index);
        run.last = run.last.max(index);
        run.count += 1;
        run
    }

    /// With a message in it of which the time is told, and perhaps the sender.
    pub(super) fn with_time(
        run: Option<Self>,
        told: &ShownEvent,
        composer: &mut Composer<'_, '_>,
    ) -> Self {
        let mut run = Self::with(run, told.index);
        let when = || Some(told.event.when.clone());
        if run.count == 1 {
            run.from = when();
        }
        run.to = when();
        if told.opening.shows(Field::Sender) {
            let label = told.event.account.as_ref().map(|account| account.label());
            let line = format!(
                "{}  {}  {}",
                label.unwrap_or(words::NO_SENDER),
                phrases::when(&told.event.when),
                words::MESSAGE_WITHHELD
            );
            composer.entry(
                &told.index.to_string(),
                None,
                &[vec![Span::new(line, TOLD)]],
                0.0,
            );
        }
        run
    }

    /// `13 messages withheld here, 412-424, between … and …`.
    pub(super) fn write(self, composer: &mut Composer<'_, '_>) {
        let count = phrases::count(self.count, "message", "messages");
        let range = phrases::range(self.first, self.last);
        let mut line = format!("{count} withheld here, {range}");
        match (&self.from, &self.to) {
            (Some(at), Some(_)) if self.count == 1 => {
                line.push_str(&format!(": {}", phrases::when(at)));
            }
            (Some(from), Some(to)) => {
                let (from, to) = (phrases::when(from), phrases::when(to));
                line.push_str(&format!(", between {from} and {to}"));
            }
            _ => {}
        }
        composer.interruption(&[Span::new(line, GAP)]);
    }
}
