//! Words of the commands that look after a case: its log, its keys, outside time.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Log {
    #[command(subcommand)]
    pub action: Option<LogAction>,
}

#[derive(Debug, Subcommand)]
pub enum LogAction {
    /// A proof that an entry is in the log, as C2SP tlog-proof text.
    Prove {
        /// The entry's number.
        entry: u64,
    },
    /// Check the whole log against its signed heads.
    Check {
        /// Also read every sealed original again.
        #[arg(long)]
        deep: bool,
        /// A checkpoint kept elsewhere: the log must still contain it.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
    },
    /// The signed head of the log, to keep elsewhere or give to the police.
    Checkpoint,
}

#[derive(Debug, Args)]
pub struct Timestamp {
    /// Ask this RFC 3161 authority (an http address). Only a digest is sent.
    #[arg(long, value_name = "URL")]
    pub tsa: String,
    /// The authority's certificates (PEM), to go into packs.
    #[arg(long, value_name = "FILE")]
    pub chain: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Keys {
    #[command(subcommand)]
    pub action: KeysAction,
}

#[derive(Debug, Subcommand)]
pub enum KeysAction {
    /// Who can open this case.
    List,
    /// Choose a new passphrase.
    Passphrase {
        /// Read the new passphrase from the first line of this file.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Let a helper open a copy: their age recipient (age1…).
    AddHelper {
        /// Their name.
        name: String,
        /// Their age recipient.
        recipient: String,
        /// They may change the case too. Default: they may only look.
        #[arg(long)]
        may_change: bool,
    },
    /// Make a key for yourself as a helper, into a file; give away what is printed, and only that.
    NewKey {
        /// The file to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Take a helper's key away. It does not reach a copy they already have.
    RemoveHelper {
        /// Their name.
        name: String,
    },
    /// Make a new recovery sheet; the old one stops working.
    Sheet {
        /// Where to write it (text and PDF).
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}
