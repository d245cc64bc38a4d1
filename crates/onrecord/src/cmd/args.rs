//! The command line's words. Nothing here decides anything.

use clap::{Args, Parser, Subcommand, ValueEnum};
use onrecord_model::statement::{Body, HowKnown};
use std::path::PathBuf;

/// Makes the file that the police will read: originals sealed, one timeline, a pack to hand over.
///
/// Everything stays on this computer. In danger now? Call 999.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Arguments {
    /// The case's folder.
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub case: PathBuf,
    /// Read the passphrase from the first line of this file (`-` for standard input).
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Open with the key typed from the recovery sheet into this file.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        conflicts_with = "passphrase_file"
    )]
    pub recovery_key_file: Option<PathBuf>,
    /// Open as a helper, with the age identity in this file.
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["passphrase_file", "recovery_key_file"])]
    pub helper_key_file: Option<PathBuf>,
    /// Print JSON Lines instead of text. Field names are stable: docs/JSON.md.
    #[arg(long, global = true)]
    pub json: bool,
    /// Who is working on the case, as the custody log will say. Default: the owner.
    #[arg(long, global = true, value_name = "NAME")]
    pub actor: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done. 1 could not be done; what is safe is said. 2 wrong usage. \
3 wrong passphrase or locked. 4 an answer is needed first. 5 a check found something wrong. 130 stopped.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new, empty, encrypted case.
    New(New),
    /// Unlock a case, bring its index up to date, and say what is in it.
    Open,
    /// Seal files, folders or archives, and read what can be read.
    Add(Add),
    /// Answer a question that a source raised; it is read again.
    Answer(Answer),
    /// Everything in order of time.
    Timeline(Timeline),
    /// Find words.
    Search(Search),
    /// Accounts as found, with counts.
    Accounts(Accounts),
    /// List what the case holds.
    List(List),
    /// Say who is who.
    Person(Person),
    /// Say what happened, in your words.
    Incident(Incident),
    /// Keep what was reported and what was answered.
    Ledger(Ledger),
    /// Private notes. No pack can hold them.
    Note(Note),
    /// The custody log.
    Log(Log),
    /// An outside authority's time on the custody log. Only a digest leaves this computer.
    Timestamp(Timestamp),
    /// Who can open this case.
    Keys(Keys),
    /// Make the index again from the sealed originals.
    Rebuild,
    /// Make a pack to hand over, and check it.
    Pack(Pack),
    /// Check a pack. Needs no case and no passphrase.
    Verify(Verify),
    /// Only read an export: no case, nothing kept.
    Read(Read),
    /// Make a demonstration: invented exports, a case and a pack.
    Demo(Demo),
    /// What can be read, how to get it, and what it leaves out.
    Formats(Formats),
}

#[derive(Debug, Args)]
pub struct New {
    /// Your name, as it will stand in a pack.
    #[arg(long)]
    pub name: Option<String>,
    /// Initials for exhibit references. Default: from the name.
    #[arg(long)]
    pub initials: Option<String>,
    /// Time zone for times that state none, such as Europe/London. Only used to put them in order.
    #[arg(long, default_value = "Europe/London")]
    pub zone: String,
    /// Where to write the recovery sheet (text and PDF) to print. Default: shown once.
    #[arg(long, value_name = "DIR")]
    pub sheet: Option<PathBuf>,
}

/// The question that is asked before any picture is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Images {
    /// No picture in there shows somebody under 18 in a sexual or naked way.
    NoneUnder18,
    /// At least one does.
    Under18,
    /// Not sure.
    Unsure,
}

#[derive(Debug, Args)]
pub struct Add {
    /// Files, folders or archives. They are only read; nothing of yours is moved or changed.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where it came from and how, in your words.
    #[arg(long, value_name = "TEXT")]
    pub from: Option<String>,
    /// Could any picture show somebody under 18 naked or in a sexual way?
    #[arg(long, value_enum)]
    pub images: Option<Images>,
    /// Answer to a question that an export raises, such as date-order=day-first. May be repeated.
    #[arg(long = "answer", value_name = "QUESTION=CHOICE")]
    pub answers: Vec<String>,
    /// What it is, for a file that no importer reads.
    #[arg(long, value_name = "TEXT")]
    pub describe: Option<String>,
}

#[derive(Debug, Args)]
pub struct Answer {
    /// The source, such as S3.
    pub source: String,
    /// Such as date-order=day-first. May be repeated.
    #[arg(required = true, value_name = "QUESTION=CHOICE")]
    pub answers: Vec<String>,
}

/// Which events.
#[derive(Clone, Debug, Default, Args)]
pub struct Which {
    /// By a person you named.
    #[arg(long)]
    pub person: Option<String>,
    /// By an account: its key, handle or name.
    #[arg(long)]
    pub account: Option<String>,
    /// On a platform.
    #[arg(long)]
    pub platform: Option<String>,
    /// In a thread: its number (T3) or title.
    #[arg(long)]
    pub thread: Option<String>,
    /// Of a kind: message, call, deletion, … May be repeated.
    #[arg(long = "kind")]
    pub kinds: Vec<String>,
    /// With a mark: missed, deleted, unsent, … May be repeated.
    #[arg(long = "mark")]
    pub marks: Vec<String>,
    /// From this day (2024-03-01) or time on.
    #[arg(long)]
    pub from: Option<String>,
    /// Until the end of this day, or this time.
    #[arg(long)]
    pub to: Option<String>,
    /// In an exhibit, such as WF/3.
    #[arg(long)]
    pub exhibit: Option<String>,
}

#[derive(Debug, Args)]
pub struct Timeline {
    #[command(flatten)]
    pub which: Which,
    /// Only what bears no usable time.
    #[arg(long)]
    pub undated: bool,
    /// Show every event of a burst instead of one line for it.
    #[arg(long)]
    pub unfold: bool,
    /// How many at most; 0 for all.
    #[arg(long, default_value_t = 200)]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub struct Search {
    /// Words to find; all of them.
    #[arg(required = true)]
    pub words: Vec<String>,
    #[command(flatten)]
    pub which: Which,
    /// Best match first instead of oldest first.
    #[arg(long)]
    pub ranked: bool,
    /// How many at most; 0 for all.
    #[arg(long, default_value_t = 100)]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub struct Accounts {
    /// Only those on a platform.
    #[arg(long)]
    pub platform: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    /// What was added, and how it came.
    Sources,
    /// Conversations.
    Threads,
    /// Sealed originals.
    Exhibits,
    /// Records that could not be read.
    Defects,
    /// Kinds of record that are not known.
    Unknown,
    /// What was not read of what was added, and why.
    Unread,
    /// Packs made.
    Packs,
}

#[derive(Debug, Args)]
pub struct List {
    #[arg(value_enum)]
    pub what: Listed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// You.
    Me,
    /// Somebody you know.
    Known,
    /// The person doing this, or somebody you do not know.
    NotKnown,
}

#[derive(Debug, Args)]
pub struct Person {
    #[command(subcommand)]
    pub action: PersonAction,
}

#[derive(Debug, Subcommand)]
pub enum PersonAction {
    /// Name somebody, or change what was said of them. Earlier versions are kept.
    Say {
        /// The name.
        name: String,
        /// Who it is to you.
        #[arg(long, value_enum)]
        role: Option<Role>,
        /// An account of theirs, as you know or believe: its key, handle or name. May be repeated.
        #[arg(long = "account")]
        accounts: Vec<String>,
        /// What you want to say of them. Belief is labelled as belief.
        #[arg(long)]
        note: Option<String>,
        /// What they could tell, if they were written to as well.
        #[arg(long)]
        can_say: Option<String>,
    },
    /// Who has been named.
    List,
}

/// What an incident says. What is left out stays as it was.
#[derive(Debug, Default, Args)]
pub struct IncidentText {
    /// What happened, in your words.
    #[arg(long)]
    pub words: Option<String>,
    /// When, as you would say it. "don't know" is an answer.
    #[arg(long)]
    pub when: Option<String>,
    /// First day, if known (2024-03-01).
    #[arg(long)]
    pub from: Option<String>,
    /// Last day, if known.
    #[arg(long)]
    pub to: Option<String>,
    /// How you know the time: memory, note-made-then, records, said-by-other or not-known.
    #[arg(long, value_parser = parse_how_known)]
    pub how_known: Option<HowKnown>,
    /// You wrote this down at the time, not later.
    #[arg(long)]
    pub at_the_time: bool,
    /// Where it happened.
    #[arg(long)]
    pub place: Option<String>,
    /// Who else saw or heard it.
    #[arg(long)]
    pub witnesses: Option<String>,
    /// What it did to you.
    #[arg(long)]
    pub impact: Option<String>,
    /// What you believe, kept apart from what you saw.
    #[arg(long)]
    pub belief: Option<String>,
    /// An event that shows it, by its number in the timeline (e123). May be repeated.
    #[arg(long = "event")]
    pub events: Vec<String>,
    /// An account that took part. May be repeated.
    #[arg(long = "account")]
    pub accounts: Vec<String>,
}

fn parse_how_known(typed: &str) -> Result<HowKnown, String> {
    HowKnown::from_name(typed)
        .ok_or_else(|| "say memory, note-made-then, records, said-by-other or not-known".to_owned())
}

fn parse_body(typed: &str) -> Result<Body, String> {
    Body::from_name(typed)
        .ok_or_else(|| "say police, platform, employer, support, court or other".to_owned())
}

#[derive(Debug, Args)]
pub struct Incident {
    #[command(subcommand)]
    pub action: IncidentAction,
}

#[derive(Debug, Subcommand)]
pub enum IncidentAction {
    /// Write one down.
    Add(IncidentText),
    /// Change one. The earlier version is kept.
    Edit {
        /// Such as I-3.
        reference: String,
        #[command(flatten)]
        text: IncidentText,
    },
    /// All of them; with every version of one if its reference is given.
    List {
        /// Such as I-3.
        reference: Option<String>,
    },
}

/// What a ledger entry says. What is left out stays as it was.
#[derive(Debug, Default, Args)]
pub struct LedgerText {
    /// The day you reported it or heard from them (2024-03-01).
    #[arg(long)]
    pub date: Option<String>,
    /// The force, platform or employer.
    #[arg(long)]
    pub body: Option<String>,
    /// What kind of body: police, platform, employer, support, court or other.
    #[arg(long = "kind", value_parser = parse_body)]
    pub body_kind: Option<Body>,
    /// Telephone, online form, in person, …
    #[arg(long)]
    pub channel: Option<String>,
    /// Who answered.
    #[arg(long)]
    pub officer: Option<String>,
    /// Their collar or staff number.
    #[arg(long)]
    pub officer_number: Option<String>,
    /// Their reference.
    #[arg(long)]
    pub reference: Option<String>,
    /// What you said.
    #[arg(long)]
    pub said: Option<String>,
    /// What they answered, word for word.
    #[arg(long)]
    pub answered: Option<String>,
    /// What they promised.
    #[arg(long)]
    pub promised: Option<String>,
    /// By when (2024-03-01).
    #[arg(long)]
    pub due: Option<String>,
    /// What came of it.
    #[arg(long)]
    pub outcome: Option<String>,
}

#[derive(Debug, Args)]
pub struct Ledger {
    #[command(subcommand)]
    pub action: LedgerAction,
}

#[derive(Debug, Subcommand)]
pub enum LedgerAction {
    /// Write one down.
    Add(LedgerText),
    /// Change one. The earlier version is kept.
    Edit {
        /// Such as L-2.
        id: String,
        #[command(flatten)]
        text: LedgerText,
    },
    /// All of them; with every version of one if its reference is given.
    List {
        /// Such as L-2.
        id: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct Note {
    #[command(subcommand)]
    pub action: NoteAction,
}

#[derive(Debug, Subcommand)]
pub enum NoteAction {
    /// Keep a note; read from standard input if no text is given.
    Add {
        /// The note.
        text: Option<String>,
    },
    /// All of them.
    List,
}

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

#[derive(Debug, Args)]
pub struct Pack {
    /// The folder to make. It must not exist.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
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
    /// Withhold this event (e123). May be repeated.
    #[arg(long = "withhold")]
    pub withheld: Vec<String>,
    /// How attached files appear: named only, also kept in the evidence archive, or also printed.
    #[arg(long, value_enum, default_value = "listed")]
    pub attachments: Attached,
    /// Put originals into the pack where every event in them is disclosed.
    #[arg(long)]
    pub originals: bool,
    /// Include this original, whatever it is (WF/3). May be repeated.
    #[arg(long = "exhibit", value_name = "REFERENCE")]
    pub exhibits: Vec<String>,
    /// Also show places (GPS, shared locations).
    #[arg(long)]
    pub places: bool,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// The pack's folder.
    pub pack: PathBuf,
    /// Also check every digest that other tools use (SHA-512, the archive as a whole).
    #[arg(long)]
    pub thorough: bool,
}

#[derive(Debug, Args)]
pub struct Read {
    /// A file, folder or archive.
    pub path: PathBuf,
    /// Answer to a question that the export raises. May be repeated.
    #[arg(long = "answer", value_name = "QUESTION=CHOICE")]
    pub answers: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DemoSize {
    /// About 2,400 messages.
    Default,
    /// 150,000 messages, 500 accounts, 12 years.
    Full,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// How much.
    #[arg(long, value_enum, default_value = "default")]
    pub size: DemoSize,
    /// Where; must not exist or be empty.
    #[arg(long, value_name = "DIR", default_value = "onrecord-demo")]
    pub out: PathBuf,
    /// The seed from which everything follows.
    #[arg(long, default_value_t = 2020)]
    pub seed: u64,
}

#[derive(Debug, Args)]
pub struct Formats {
    /// One of them.
    pub name: Option<String>,
}
