//! Legal and promised days: each with its rule, what it was counted from, what would change it, and
//! where the rule stands. Computes no day.

use super::{law_words, phrases, remark, say};
use crate::input::{Clock, ClockState, Facts, PackError};
use crate::pdf::{Column, Composer, Span, Style};

const COLUMNS: [Column<'static>; 4] = [
    Column::new(law_words::CLOCK_DAY, 2.2),
    Column::new(law_words::CLOCK_WHAT, 3.6),
    Column::new(law_words::CLOCK_COUNTED, 5.6),
    Column::new(law_words::CLOCK_FROM, 1.5),
];

/// Groups of clocks, in the order printed.
const GROUPS: [(&str, &[ClockState]); 4] = [
    (law_words::CLOCKS_TO_COME, &[ClockState::Running]),
    (
        law_words::CLOCKS_PASSED,
        &[ClockState::Passed, ClockState::MetLate],
    ),
    (
        law_words::CLOCKS_OPEN,
        &[
            ClockState::Unknown,
            ClockState::DoesNotApply,
            ClockState::NoLimit,
        ],
    ),
    (law_words::CLOCKS_DONE, &[ClockState::Met]),
];

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    let clocks = &facts.clocks;
    if clocks.clocks.is_empty() {
        say(composer, law_words::CLOCKS_NONE);
        return Ok(());
    }
    remark(
        composer,
        &format!(
            "{} {}, as it stands on {}. {} “You” is {}.",
            law_words::CLOCKS_SAY,
            clocks.jurisdiction,
            phrases::iso_day(&clocks.on),
            clocks.caution,
            phrases::clip(&facts.owner, 60)
        ),
    );
    let sources = sources(&clocks.clocks);
    for (title, states) in GROUPS {
        let mut members = clocks
            .clocks
            .iter()
            .filter(|clock| states.contains(&clock.state))
            .peekable();
        if members.peek().is_none() {
            continue;
        }
        composer.need(120.0);
        composer.heading(2, title);
        composer.table(&COLUMNS);
        for clock in members {
            if composer.volume_is_full() {
                composer.end_table();
                composer.next_volume()?;
                composer.table(&COLUMNS);
            }
            let place = sources
                .iter()
                .position(|(name, ..)| *name == clock.source)
                .map_or(0, |place| place + 1);
            composer.row(&[day(clock), what(clock, place), counted(clock), from(clock)]);
        }
        composer.end_table();
    }
    composer.need(80.0);
    composer.heading(2, law_words::CLOCK_SOURCES);
    let items: Vec<_> = sources
        .iter()
        .enumerate()
        .map(|(place, (name, address, read))| {
            let text = match *address {
                "" => format!("{name}."),
                address => format!("{name}. {address}, read {}", phrases::iso_day(read)),
            };
            (format!("{}.", place + 1), vec![Span::small(text)])
        })
        .collect();
    composer.numbered(&items, 22.0);
    Ok(())
}

type Sources<'c> = Vec<(&'c str, &'c str, &'c str)>;

/// Each source once, in the order first used.
fn sources(clocks: &[Clock]) -> Sources<'_> {
    let mut out: Sources<'_> = Vec::new();
    for clock in clocks {
        if !out.iter().any(|(name, ..)| *name == clock.source) {
            out.push((&clock.source, &clock.source_address, &clock.read));
        }
    }
    out
}

fn day(clock: &Clock) -> Vec<Span<'_>> {
    let due = clock.due.as_deref().map(phrases::iso_day);
    let mut spans = Vec::new();
    if let Some(due) = &due {
        spans.push(Span::new(format!("{due}\n"), Style::BOLD.sized(8.5)));
    }
    let state = match (clock.state, clock.days_left) {
        (ClockState::Running, Some(0)) => "today".to_owned(),
        (ClockState::Running, Some(left)) => format!(
            "{} left",
            phrases::count(left.unsigned_abs(), "day", "days")
        ),
        (ClockState::Passed, Some(left)) => format!(
            "passed {} ago",
            phrases::count(left.unsigned_abs(), "day", "days")
        ),
        (state, _) => state.words().to_owned(),
    };
    spans.push(Span::cell(state));
    spans
}

fn what(clock: &Clock, source: usize) -> Vec<Span<'_>> {
    vec![
        Span::new(format!("{}\n", clock.title), Style::BOLD.sized(8.5)),
        Span::cell(format!("{} [{source}]", clock.says)),
    ]
}

fn counted(clock: &Clock) -> Vec<Span<'_>> {
    let mut parts = Vec::new();
    if !clock.counted.is_empty() {
        parts.push(clock.counted.clone());
    }
    parts.extend(clock.changes.iter().cloned());
    vec![Span::cell(parts.join("\n"))]
}

fn from(clock: &Clock) -> Vec<Span<'_>> {
    vec![Span::cell(clock.inputs.join(", "))]
}
