//! The command line's words. Nothing here decides anything.

mod copies;
mod course;
mod hand_over;
mod keep;
mod law;
mod link;
mod say;

pub use copies::{Backup, HandOver, Restore};
pub use course::{Impact, ImpactAction, ImpactText, Order, OrderAction, OrderText};
pub use hand_over::{Attached, GapTold, Opening, Pack, Verify};
pub use keep::{Keys, KeysAction, Log, LogAction, Timestamp};
pub use law::{Clocks, Element, ElementAction, LawSetting, Letter, LetterKind, YesNo};
pub use link::{Link, LinkAction, LinkDecide};
pub use say::{
    Incident, IncidentAction, IncidentText, Ledger, LedgerAction, LedgerText, Note, NoteAction,
    Person, PersonAction, Role, Undo,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
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
    /// Open the app in your browser. Only this computer can reach it.
    Open(Open),
    /// Unlock a case, bring its index up to date, and say what is in it.
    Status,
    /// Seal files, folders or archives, and read what can be read.
    Add(Add),
    /// Answer a question that a source raised; it is read again.
    Answer(Answer),
    /// The import check: what came in, what is left out, how it differs from other exports.
    Check(Check),
    /// Undo an addition, or redo it. Nothing is removed.
    Source(Source),
    /// Go on with a reading that was interrupted.
    Resume,
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
    /// Keep every order, warning and "stop"; a pack counts what came after it.
    Order(Order),
    /// Say what it did to your life, beside what each incident did.
    Impact(Impact),
    /// Days to keep: when a charge could lapse, what you were promised, what you can still ask for.
    Clocks(Clocks),
    /// Whose law the clocks follow, its rules and their sources.
    Law(LawSetting),
    /// Draft a letter from what the case holds, for you to edit and send.
    Letter(Letter),
    /// What shows each element of the offence, and what nothing shows yet.
    Elements,
    /// Say that something shows an element, or take that back.
    Element(Element),
    /// What connects accounts, and what speaks against it. You decide.
    Link(Link),
    /// Private notes. No pack can hold them.
    Note(Note),
    /// Take back what an entry of the log said: a version, a note, an earlier undo. Nothing is removed.
    Undo(Undo),
    /// The custody log.
    Log(Log),
    /// An outside authority's time on the custody log. Only a digest leaves this computer.
    Timestamp(Timestamp),
    /// Who can open this case.
    Keys(Keys),
    /// Copy the whole case, locked as it is, to another place, and check the copy.
    Backup(Backup),
    /// Bring a case back from a copy of it.
    Restore(Restore),
    /// Make a copy that only one helper's key opens.
    HandOver(HandOver),
    /// Make the index again from the sealed originals.
    Rebuild,
    /// Make a pack to hand over, and check it.
    Pack(Box<Pack>),
    /// Every pack made: to whom, when, what was chosen, and its fingerprint.
    Packs,
    /// Open whole sources to an agreed expert, in the clear: the originals and what hides their fields.
    Opening(Opening),
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

#[derive(Debug, Args)]
pub struct Open {
    /// Start no browser; print the file that leads one in. It is good once, for a minute.
    #[arg(long)]
    pub no_browser: bool,
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
    /// Such as date-order=day-first, or zone=Europe/Paris for its clocks. May be repeated.
    #[arg(required = true, value_name = "QUESTION=CHOICE")]
    pub answers: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Source {
    #[command(subcommand)]
    pub action: SourceAction,
}

#[derive(Debug, Subcommand)]
pub enum SourceAction {
    /// Set aside what came with a source: no timeline, count or pack holds it. Its files stay sealed.
    SetAside(SourceNamed),
    /// Take a source that was set aside back into use.
    Restore(SourceNamed),
}

#[derive(Debug, Args)]
pub struct SourceNamed {
    /// Such as S3.
    pub source: String,
    /// Why, in your words. It is kept in the custody log.
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
}

#[derive(Debug, Args)]
pub struct Check {
    /// A source, such as S3. Default: every source.
    pub source: Option<String>,
    /// List each record that one export of a thread has and the other could have, but lacks.
    #[arg(long)]
    pub missing: bool,
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
    /// Every record, also where several exports tell of one event.
    #[arg(long)]
    pub every_record: bool,
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
    /// Do not open the app on it at the end. It is opened only where a person started this.
    #[arg(long)]
    pub no_open: bool,
}

#[derive(Debug, Args)]
pub struct Formats {
    /// One of them.
    pub name: Option<String>,
}
