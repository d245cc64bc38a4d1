//! Words of the commands that copy a whole case and bring it back.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Backup {
    /// Where: a stick, or a folder on another disk. A copy that is there is brought up to date.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

#[derive(Debug, Args)]
pub struct HandOver {
    /// The helper, as `keys add-helper` named them.
    pub helper: String,
    /// Where the copy goes; a new or empty folder.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Put your private notes into it too.
    #[arg(long)]
    pub with_notes: bool,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The copy. It is only read.
    pub copy: PathBuf,
    /// Where the case shall be; a new or empty folder.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}
