//! Words of the commands about what connects accounts.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Link {
    #[command(subcommand)]
    pub action: Option<LinkAction>,
    /// Compare how accounts write, without a case: a table of account, time and text, parted by tabs; one
    /// message a row, UTF-8. "-" reads standard input. A header is not needed; a time may be empty, ISO 8601
    /// or seconds since 1970; \\t, \\n and \\\\ in a text stand for tab, line feed and backslash.
    #[arg(long, value_name = "FILE")]
    pub tsv: Option<PathBuf>,
    /// With a table: which habits of these two accounts speak for one author and which against.
    #[arg(long, num_args = 2, value_names = ["ACCOUNT", "ACCOUNT"], requires = "tsv")]
    pub explain: Vec<String>,
    /// How many pairs to list at most; 0 for all.
    #[arg(long, default_value_t = 30)]
    pub limit: usize,
}

#[derive(Debug, Subcommand)]
pub enum LinkAction {
    /// What speaks for and against one person behind two accounts.
    Pair {
        /// An account: its key, handle or name.
        one: String,
        /// Another.
        other: String,
    },
    /// A group from the list: what its accounts share, in which order they came, every pair.
    Group {
        /// Its number in the list.
        number: usize,
    },
    /// Keep that you believe one person is behind both.
    Confirm(LinkDecide),
    /// Keep that you believe they are different people.
    Reject(LinkDecide),
    /// Leave it open again.
    Open(LinkDecide),
    /// Mark what you noticed: a face, a voice, a fact few people knew.
    Notice {
        /// Accounts that it is about. Two, to say something of a pair.
        #[arg(required = true)]
        accounts: Vec<String>,
        /// What you noticed, in your words.
        #[arg(long)]
        words: String,
        /// It points to different people.
        #[arg(long)]
        against: bool,
        /// An event that shows it, such as e12. May be repeated.
        #[arg(long = "event")]
        events: Vec<String>,
    },
    /// Mark a line that became known, so that it connects nobody from that day on.
    Known {
        /// The line.
        line: String,
        /// From which day, such as 2024-03-01.
        #[arg(long, value_name = "DAY")]
        from: String,
        /// Where it was told.
        #[arg(long)]
        source: Option<String>,
    },
    /// What you noticed and which lines you marked.
    Marks,
    /// Take back something noticed or a line marked. Both stay in the log.
    Undo {
        /// Such as N-1 or Q-1.
        id: String,
        /// Why.
        #[arg(long)]
        because: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct LinkDecide {
    /// An account: its key, handle or name.
    pub one: String,
    /// Another.
    pub other: String,
    /// Why, in your words.
    #[arg(long)]
    pub because: Option<String>,
}
