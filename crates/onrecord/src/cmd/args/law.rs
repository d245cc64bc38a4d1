//! Words of the commands about the law: clocks, letters, elements.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Clocks {
    /// As they stand on this day (2024-03-01). Default: today.
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// Write the running ones to this calendar file. Each entry says "Reminder" and nothing else.
    #[arg(long, value_name = "FILE")]
    pub ics: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

#[derive(Debug, Args)]
pub struct LawSetting {
    /// Follow this law from now on, such as england-and-wales or scotland.
    #[arg(long = "use", value_name = "LAW")]
    pub jurisdiction: Option<String>,
    /// Whether you have enhanced rights under the Victims' Code. The police can tell you.
    #[arg(long, value_enum)]
    pub enhanced_rights: Option<YesNo>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LetterKind {
    /// To report it to the police.
    Report,
    /// To ask what became of a report or a promise.
    Chase,
    /// To complain about how it was dealt with.
    Complaint,
    /// To ask the police to have the platforms keep their records.
    Preservation,
}

#[derive(Debug, Args)]
pub struct Letter {
    /// What it is for.
    #[arg(value_enum)]
    pub kind: LetterKind,
    /// The ledger entry that it is about, such as L-2. Default: the last one with the police.
    #[arg(long, value_name = "ENTRY")]
    pub ledger: Option<String>,
    /// Where to write it; must not exist. Default: shown.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Element {
    #[command(subcommand)]
    pub action: ElementAction,
}

#[derive(Debug, Subcommand)]
pub enum ElementAction {
    /// Say that something shows an element.
    Assign {
        /// The element, as `onrecord elements` names it, such as contacting.
        element: String,
        /// An incident that shows it, such as I-3. May be repeated.
        #[arg(long = "incident")]
        incidents: Vec<String>,
        /// An event that shows it, by its number in the timeline (e123). May be repeated.
        #[arg(long = "event")]
        events: Vec<String>,
        /// An exhibit that shows it, such as WF/3. May be repeated.
        #[arg(long = "exhibit")]
        exhibits: Vec<String>,
        /// Why, in your words.
        #[arg(long)]
        because: Option<String>,
    },
    /// Take an assignment back. Both stay in the log.
    Undo {
        /// Such as E-2.
        assignment: String,
        /// Why, in your words.
        #[arg(long)]
        because: Option<String>,
    },
}
