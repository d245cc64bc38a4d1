//! Words of the commands that keep what a person says: people, incidents, the ledger, notes.

use clap::{Args, Subcommand, ValueEnum};
use onrecord_model::statement::{Body, Happening, HowKnown};

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
    /// What could still show it, and who holds it: a camera, a log, a witness.
    #[arg(long)]
    pub still_needed: Option<String>,
    /// An event that shows it, by its number in the timeline (e123). May be repeated.
    #[arg(long = "event")]
    pub events: Vec<String>,
    /// An exhibit that shows it (WF/3). May be repeated.
    #[arg(long = "exhibit")]
    pub exhibits: Vec<String>,
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

fn parse_happening(typed: &str) -> Result<Happening, String> {
    Happening::from_name(typed).ok_or_else(|| {
        let names: Vec<&str> = Happening::ALL.iter().map(|kind| kind.name()).collect();
        format!("say one of: {}", names.join(", "))
    })
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
    /// What kind of step it was: report, answer, arrest, interview, decision-not-to-investigate, …
    #[arg(long, value_parser = parse_happening)]
    pub happening: Option<Happening>,
    /// The day the thing itself was done or decided, if you were told of it later.
    #[arg(long)]
    pub happened: Option<String>,
    /// The day they acknowledged it.
    #[arg(long)]
    pub acknowledged: Option<String>,
    /// The day they did what they promised.
    #[arg(long)]
    pub kept: Option<String>,
    /// The earlier entry that this one answers, such as L-2.
    #[arg(long)]
    pub answers: Option<String>,
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
pub struct Undo {
    /// The entry's number, as `onrecord log` lists it.
    #[arg(value_name = "ENTRY")]
    pub entry: u64,
}
