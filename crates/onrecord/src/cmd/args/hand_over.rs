//! Words of the commands that make and check a pack.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How attachments appear in a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Attached {
    /// Named only.
    Listed,
    /// Covered in the documents; the file is in the evidence archive.
    Covered,
    /// Printed, and in the evidence archive.
    Shown,
}

/// What gaps tell of their times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GapTold {
    /// Only how many are withheld, and where.
    Count,
    /// When the first and the last of each gap were.
    Ends,
    /// When each was, and who sent it.
    All,
}

#[derive(Debug, Args)]
pub struct Pack {
    /// The folder to make. It must not exist.
    #[arg(long, value_name = "DIR", required_unless_present = "dry_run")]
    pub out: Option<PathBuf>,
    /// Say what would be shown, withheld and exposed, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Take the choice from this file; `packs` shows how it looks. Flags add to it.
    #[arg(long, value_name = "FILE")]
    pub edition: Option<PathBuf>,
    /// For whom.
    #[arg(long = "for", value_name = "TEXT")]
    pub recipient: Option<String>,
    /// What you ask of them.
    #[arg(long)]
    pub ask: Option<String>,
    /// Only these threads (T3); default: those in which accounts of people with the role "not
    /// known" take part. May be repeated.
    #[arg(long = "thread")]
    pub threads: Vec<String>,
    /// Every thread.
    #[arg(long, conflicts_with = "threads")]
    pub all: bool,
    /// Of the chosen threads, only what is from this day on.
    #[arg(long)]
    pub from: Option<String>,
    /// Of the chosen threads, only what is until this day.
    #[arg(long)]
    pub to: Option<String>,
    /// Only what this person did. May be repeated.
    #[arg(long = "person", value_name = "NAME")]
    pub persons: Vec<String>,
    /// Only what this account did or got. May be repeated.
    #[arg(long = "account")]
    pub accounts: Vec<String>,
    /// Only this kind (message, call, …). May be repeated.
    #[arg(long = "kind")]
    pub kinds: Vec<String>,
    /// Only what holds these words. May be repeated.
    #[arg(long, value_name = "WORDS")]
    pub search: Vec<String>,
    /// This single event (e123). May be repeated.
    #[arg(long = "event")]
    pub events: Vec<String>,
    /// How many events before and after each come along; 3 for single events and words searched for.
    #[arg(long, value_name = "N")]
    pub context: Option<u64>,
    /// Withhold this event (e123), or these words wherever they stand. May be repeated.
    #[arg(long = "withhold", value_name = "EVENT|WORDS")]
    pub withheld: Vec<String>,
    /// Leave out what this person did. May be repeated.
    #[arg(long, value_name = "NAME")]
    pub without_person: Vec<String>,
    /// Leave out what this account did or got. May be repeated.
    #[arg(long, value_name = "ACCOUNT")]
    pub without_account: Vec<String>,
    /// Leave out this thread. May be repeated.
    #[arg(long, value_name = "THREAD")]
    pub without_thread: Vec<String>,
    /// Leave out this kind. May be repeated.
    #[arg(long, value_name = "KIND")]
    pub without_kind: Vec<String>,
    /// Leave out what holds these words. May be repeated.
    #[arg(long, value_name = "WORDS")]
    pub without_search: Vec<String>,
    /// What gaps tell of their times: nothing, of the first and last message, or of all with senders.
    #[arg(long, value_enum)]
    pub times: Option<GapTold>,
    /// Also show accounts of people who are neither you nor the person doing this.
    #[arg(long)]
    pub third_parties: bool,
    /// How attached files appear: named only, also kept in the evidence archive, or also printed.
    #[arg(long, value_enum)]
    pub attachments: Option<Attached>,
    /// Put originals into the pack where every event in them is disclosed.
    #[arg(long)]
    pub originals: bool,
    /// Include this original, whatever it is (WF/3). May be repeated.
    #[arg(long = "exhibit", value_name = "REFERENCE")]
    pub exhibits: Vec<String>,
    /// Also show places (GPS, shared locations).
    #[arg(long)]
    pub places: bool,
    /// Lock the pack into one file (DIR.age) that only the holder of this age key can open. May be
    /// repeated: each of the keys opens it.
    #[arg(long, value_name = "age1…", conflicts_with_all = ["encrypt_passphrase", "encrypt_passphrase_file"])]
    pub encrypt_to: Vec<String>,
    /// Lock the pack into one file (DIR.age) under a passphrase, which is asked for.
    #[arg(long)]
    pub encrypt_passphrase: bool,
    /// As --encrypt-passphrase; the passphrase is the first line of this file ("-": standard input).
    #[arg(long, value_name = "FILE")]
    pub encrypt_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Opening {
    /// The folder to write; it must not exist.
    #[arg(long)]
    pub out: PathBuf,
    /// For whom, as the log will say.
    #[arg(long = "for", value_name = "NAME", default_value = "")]
    pub recipient: String,
    /// Only this source (S3). May be repeated.
    #[arg(long = "source", value_name = "SOURCE")]
    pub sources: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// The pack's folder; or the locked file (.age), whose passphrase is then asked for.
    pub pack: PathBuf,
    /// Open the locked file with the key in this file, as age-keygen writes it.
    #[arg(long, value_name = "FILE")]
    pub identity: Option<PathBuf>,
    /// Also read the originals of this opening again, and compare with the pack's log.
    #[arg(long, value_name = "DIR")]
    pub opening: Option<PathBuf>,
    /// Also check every digest that other tools use (SHA-512, the archive as a whole).
    #[arg(long)]
    pub thorough: bool,
}
