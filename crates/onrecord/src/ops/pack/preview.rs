//! What a pack would show, before anything is written: per thread what is shown and withheld, and who
//! would be exposed.

use super::{PackOptions, chosen, survey};
use crate::ops::OpResult;
use crate::ops::case::Case;

/// A thread as the pack would have it.
#[derive(Clone, Debug)]
pub struct ThreadPreview {
    /// `T3`.
    pub reference: String,
    /// As the export calls it.
    pub title: String,
    /// Events of it.
    pub events: u64,
    /// Of these, shown.
    pub shown: u64,
    /// Runs of withheld events.
    pub gaps: u64,
}

/// The whole.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The threads of which something is shown.
    pub threads: Vec<ThreadPreview>,
    /// Threads not shown at all, and their events.
    pub withheld_threads: (u64, u64),
    /// Third parties in what is shown, with the number of events.
    pub third: Vec<(String, u64)>,
    /// Whether their accounts are shown.
    pub third_shown: bool,
    /// Whether the user has said whose accounts are whose, without which nobody is a third party.
    pub accounts_said: bool,
    /// The choice, as a file.
    pub choice: String,
}

/// Looks ahead.
///
/// # Errors
/// Nothing is chosen, or something typed is not in the case.
pub fn preview(case: &Case, options: &PackOptions) -> OpResult<Preview> {
    let chosen = chosen::choose(case, options)?;
    let survey = survey::survey(case, &chosen)?;
    let threads = chosen.threads.iter().enumerate();
    Ok(Preview {
        threads: threads
            .map(|(at, thread)| ThreadPreview {
                reference: format!("T{}", thread.row.number.0),
                title: thread.row.thread.title.as_deref().unwrap_or("").to_owned(),
                events: thread.row.commitment.n,
                shown: survey.shown[at],
                gaps: survey.gaps[at],
            })
            .collect(),
        withheld_threads: chosen.withheld_threads,
        third: survey.third.into_iter().collect(),
        third_shown: options.third_parties,
        accounts_said: !chosen.rules.their_keys.is_empty(),
        choice: options.to_toml(),
    })
}
