//! `cargo xtask bench [ROW …] [--messages N] [--mb N]`: what this program takes for its work,
//! beside floors and other programs in the same run, as one table. Knows what is measured and
//! what the goals are; how a row comes about is its own module's.
//!
//! Everything is in CPU seconds of whole processes: wall clocks say little on a shared machine,
//! and rates of one run must not be compared with those of another. The ratios can be.

mod app;
mod client;
mod data;
mod linking;
mod peers;
mod process;
mod reading;
mod work;

use process::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a run was asked for, and where it puts things.
struct Bench {
    root: PathBuf,
    /// Where cargo puts what it builds.
    target: PathBuf,
    messages: usize,
    megabytes: usize,
}

/// One line of the table.
struct Row {
    work: String,
    ours: String,
    beside: String,
    ratio: String,
    goal: &'static str,
    /// `None` where nothing was there to compare with.
    is_met: Option<bool>,
}

impl Row {
    /// A figure with nothing beside it but its goal.
    fn alone(work: String, ours: String, goal: &'static str, is_met: Option<bool>) -> Self {
        let none = || "-".to_owned();
        Self {
            work,
            ours,
            beside: none(),
            ratio: none(),
            goal,
            is_met,
        }
    }
}

type Measured = Result<Vec<Row>, Error>;

/// A row's name, and what measures it and perhaps others beside it.
type Measure = (&'static str, fn(&Bench) -> Measured);

/// Rounds of what is measured more than once; the middle one counts.
const ROUNDS: usize = 3;

/// The one whose figure is the middle one; none of none.
fn middle<T>(mut taken: Vec<T>, figure: impl Fn(&T) -> f64) -> Option<T> {
    taken.sort_by(|one, other| figure(one).total_cmp(&figure(other)));
    let middle = taken.len() / 2;
    (middle < taken.len()).then(|| taken.swap_remove(middle))
}

/// Measures [`ROUNDS`] times and gives the one whose figure is the middle one.
///
/// # Errors
/// A round fails.
fn rounds<T>(
    measure: impl FnMut(usize) -> Result<T, Error>,
    figure: impl Fn(&T) -> f64,
) -> Result<T, Error> {
    let taken = (0..ROUNDS).map(measure).collect::<Result<Vec<_>, _>>()?;
    middle(taken, figure).ok_or_else(|| Error::other("nothing was measured"))
}

const ROWS: &[Measure] = &[
    ("whatsapp", reading::whatsapp),
    ("messenger", reading::messenger),
    ("telegram", reading::telegram),
    ("sms", reading::sms),
    ("mbox", reading::mbox),
    ("importers", reading::importers),
    ("timeline", work::timeline),
    ("seal", work::seal_and_verify),
    ("search", work::search),
    ("report", work::report),
    ("near-duplicates", linking::near_duplicates),
    ("all-pairs", linking::all_pairs),
    ("app", app::app),
];

/// Measures the rows named, or all, and prints the table.
///
/// # Errors
/// An argument is not understood, or something could not be built or run. A peer that cannot be
/// installed is no error: the row says so.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Error> {
    let mut bench = Bench {
        root: root.to_owned(),
        target: std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from),
        messages: 1_000_000,
        megabytes: 2_000,
    };
    let mut wanted = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let number = arguments.next().and_then(|number| number.parse().ok());
            number.ok_or_else(|| Error::other(format!("{argument} needs a number")))
        };
        match argument.as_str() {
            "--messages" => bench.messages = number()?,
            "--mb" => bench.megabytes = number()?,
            name if ROWS.iter().any(|(row, _)| *row == name) => wanted.push(name),
            other => {
                let names: Vec<&str> = ROWS.iter().map(|(row, _)| *row).collect();
                return Err(Error::other(format!(
                    "no such row: {other}; there are {}",
                    names.join(", ")
                )));
            }
        }
    }
    say(&format!(
        "{} messages, {} MB; rates are per CPU second of whole processes\n\n\
         | work | ours | beside it | ratio | goal | met |\n| --- | --- | --- | --- | --- | --- |",
        bench.messages, bench.megabytes
    ))?;
    for (name, measure) in ROWS {
        if !wanted.is_empty() && !wanted.contains(name) {
            continue;
        }
        for row in measure(&bench)? {
            let met = match row.is_met {
                Some(true) => "yes",
                Some(false) => "no",
                None => "not compared",
            };
            say(&format!(
                "| {} | {} | {} | {} | {} | {met} |",
                row.work, row.ours, row.beside, row.ratio, row.goal
            ))?;
        }
    }
    Ok(())
}

fn say(line: &str) -> Result<(), Error> {
    writeln!(std::io::stdout(), "{line}")
}

/// `1.23 M`, `456 k`: things per CPU second.
fn rate(per_second: f64) -> String {
    if per_second >= 1e6 {
        format!("{:.2} M", per_second / 1e6)
    } else {
        format!("{:.1} k", per_second / 1e3)
    }
}
