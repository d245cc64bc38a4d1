//! What a pack is made of: facts already decided, and a door to the threads and originals that
//! are disclosed. Nothing here can reach a vault, its keys or its private notes; whoever calls
//! has chosen what is shown.
//!
//! Every text in here is either written by this program's caller in fixed words, or comes from
//! an exhibit or the user and is hostile data: escape it at each exit.

mod course;
mod law;
mod linkage;

pub use course::{AfterFacts, ContactedFacts, ImpactFacts, OrderFacts};
pub use law::{
    ChargeLapse, Clock, ClockFacts, ClockState, ElementFacts, ElementGroup, Limb, ShownBy,
};
pub use linkage::{
    LinkChannel, LinkGround, LinkGroup, LinkPair, LinkShown, LinkState, LinkStep, LinkStyle,
    LinkageFacts,
};

use onrecord_model::disclose::Opening;
use onrecord_model::{Digest, Event, Instant, Thread, When};
use std::io::Read;

/// Everything but the threads' events and the originals' bytes.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The user's initials, as they stand in exhibit references (`AB` in `AB/12`).
    pub initials: String,
    /// The name of the person whose case it is, as she wants it printed.
    pub owner: String,
    /// When the pack was made.
    pub made_at: Instant,
    /// Program and version.
    pub tool: String,
    /// For whom the pack is ("Northshire Police, PC 1234"), if said.
    pub recipient: Option<String>,
    /// The zone assumed to order times whose zone the record does not state (`Europe/London`).
    pub assumed_zone: String,
    /// What the front page says besides what is counted from the rest.
    pub front: Front,
    /// People the user has named.
    pub persons: Vec<PersonFacts>,
    /// Accounts that appear in what is disclosed, or that the user has spoken about.
    pub accounts: Vec<AccountFacts>,
    /// Incidents, oldest first.
    pub incidents: Vec<IncidentFacts>,
    /// Orders and warnings, oldest first.
    pub orders: Vec<OrderFacts>,
    /// What all of it did.
    pub impacts: Vec<ImpactFacts>,
    /// Named people to whom the person doing this wrote as well, in the order of first contact.
    pub contacted: Vec<ContactedFacts>,
    /// Accounts that were written to and belong to nobody who is named. They are counted only.
    pub contacted_unnamed: u64,
    /// Reports and answers, oldest first.
    pub ledger: Vec<LedgerFacts>,
    /// Every exhibit of the case, by number. Withheld ones are listed without their name.
    pub exhibits: Vec<ExhibitFacts>,
    /// Threads of which at least one event is disclosed, in the order of the transcript.
    pub threads: Vec<ThreadFacts>,
    /// How many threads of the case are not in this pack at all, and their events.
    pub withheld_threads: (u64, u64),
    /// Sources of the case that nothing in this pack, or not all of it, rests on.
    pub not_used: Vec<NotUsed>,
    /// Disclosed events counted by month (`2019-07`), over the months from first to last, none
    /// left out. Undated events are not in it.
    pub months: Vec<(String, u64)>,
    /// Disclosed events without a usable time.
    pub undated: u64,
    /// Records that could not be read, over the whole case, by reason code.
    pub defects: Vec<(String, u64)>,
    /// Legal and promised days.
    pub clocks: ClockFacts,
    /// What shows each limb of the offences and questions.
    pub elements: ElementFacts,
    /// What connects accounts, and what speaks against it.
    pub linkage: LinkageFacts,
    /// Sources of which something is shown that were read again, oldest first.
    pub read_again: Vec<ReadAgain>,
    /// The custody log, entry by entry.
    pub custody: Vec<CustodyFacts>,
    /// The signed head of the custody log and what belongs to it.
    pub proof: LogProof,
}

/// A source of the case that is not used, or not wholly. Neither names nor paths: it is not disclosed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUsed {
    /// Its identity in the custody log: `S3`.
    pub source: String,
    /// When it was taken in.
    pub received: Instant,
    /// How many files it has.
    pub files: u64,
    /// Why.
    pub why: WhyNotUsed,
}

/// See [`NotUsed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNotUsed {
    /// The owner set it aside, then.
    SetAside(Instant),
    /// Sealed originals of it are damaged or gone.
    Lost {
        /// Their exhibit references.
        originals: Vec<String>,
        /// In how many readings something is left out for it.
        readings: u64,
    },
    /// The program that made the pack does not read it as the log says, and nothing took its place.
    ReadOtherwise {
        /// In how many readings something is left out for it.
        readings: u64,
        /// How many events the log says they have that are left out.
        events: u64,
    },
}

/// A source of which something is shown, read again after its first reading: what it gave then no longer stands.
/// Neither names nor paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAgain {
    /// Its identity in the custody log: `S3`.
    pub source: String,
    /// When it was read again, and the entry that says so.
    pub when: Instant,
    /// See `when`.
    pub entry: u64,
    /// What no longer stands.
    pub before: ReadSide,
    /// What takes its place.
    pub now: ReadSide,
    /// Threads of `now` that came out as they were.
    pub same: u64,
}

/// Readings of a source before or after, together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadSide {
    /// Importers and their versions.
    pub by: Vec<(String, u64)>,
    /// Their entries in the log.
    pub entries: Vec<u64>,
    /// Their threads.
    pub threads: u64,
    /// Their events.
    pub events: u64,
}

/// What the first page says. Counts are of disclosed events unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// What is asked of the reader now, in the user's words; empty if she has not said.
    pub ask: String,
    /// Police or other references given so far.
    pub references: Vec<String>,
    /// What the user calls the person doing this ("the person doing this" by default).
    pub person_doing_this: String,
    /// Indices into `accounts`: those the user says belong to the person doing this.
    pub accounts: Vec<usize>,
    /// Contacts received from those accounts: messages, calls, requests, posts, comments.
    pub contacts: u64,
    /// Of these, missed, rejected or blocked calls.
    pub unanswered_calls: u64,
    /// First and last contact from those accounts.
    pub first: Option<When>,
    /// See `first`.
    pub last: Option<When>,
    /// How many accounts of the person doing this were blocked, as exports or the user record it.
    pub blocked: u64,
}

/// Somebody the user has named.
#[derive(Clone, Debug)]
pub struct PersonFacts {
    /// The name.
    pub name: String,
    /// "me", "known", "not known".
    pub role: String,
    /// What the user says of them; belief, labelled so.
    pub note: String,
    /// Indices into `accounts`.
    pub accounts: Vec<usize>,
    /// Whether this is a person contacted by the person doing this, and what they can say.
    pub can_say: Option<String>,
}

/// A platform identity as found.
#[derive(Clone, Debug)]
pub struct AccountFacts {
    /// `platform:id:…`.
    pub key: String,
    /// The platform's name for people.
    pub platform: String,
    /// What to show.
    pub label: String,
    /// Handle or number, if known.
    pub handle: Option<String>,
    /// Stable id, if known.
    pub stable_id: Option<String>,
    /// Every display name seen on it.
    pub names_seen: Vec<String>,
    /// Index into `persons`: whose it is, as the user says.
    pub person: Option<usize>,
    /// Events by this account in the whole case and in this pack.
    pub events: u64,
    /// See `events`.
    pub events_disclosed: u64,
    /// First and last seen, over the whole case.
    pub first: Option<When>,
    /// See `first`.
    pub last: Option<When>,
    /// People or accounts it wrote to (labels), in the order of first contact.
    pub wrote_to: Vec<String>,
    /// Indices into `threads`.
    pub threads: Vec<usize>,
}

/// What happened, in the user's words.
#[derive(Clone, Debug)]
pub struct IncidentFacts {
    /// `I-3`.
    pub reference: String,
    /// When it happened, as the user says it.
    pub when: String,
    /// How that time is known.
    pub how_known: String,
    /// When it was written down.
    pub written: Instant,
    /// Written at the time, or later.
    pub contemporaneous: bool,
    /// In the user's words.
    pub words: String,
    /// Where, as the user says it.
    pub place: String,
    /// Who else saw it.
    pub witnesses: String,
    /// What could still show it.
    pub still_needed: String,
    /// What it did to her.
    pub impact: String,
    /// What she believes, kept apart.
    pub belief: String,
    /// Events that show it: index into `threads` and position in the thread.
    pub events: Vec<(usize, u64)>,
    /// Events that it names and that no reading in use has: set aside, or read differently since.
    pub events_gone: u64,
    /// Exhibit references it rests on.
    pub exhibits: Vec<String>,
    /// How many earlier versions the case keeps.
    pub earlier_versions: u32,
}

/// A report made and what came of it.
#[derive(Clone, Debug)]
pub struct LedgerFacts {
    /// `L-2`.
    pub reference: String,
    /// Date, as said.
    pub date: String,
    /// Force, platform or employer.
    pub body: String,
    /// Telephone, online form, in person, …
    pub channel: String,
    /// Name and number of who answered.
    pub officer: String,
    /// Their reference.
    pub their_reference: String,
    /// What was said to them.
    pub said: String,
    /// The answer, word for word.
    pub answered: String,
    /// What they promised.
    pub promised: String,
    /// By when.
    pub due: String,
    /// What came of it.
    pub outcome: String,
    /// How many earlier versions the case keeps.
    pub earlier_versions: u32,
}

/// How much of an exhibit goes into the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inclusion {
    /// The original file is in the evidence archive.
    Original,
    /// Disclosed events only, with their proofs.
    Extract,
    /// Named and hashed, not included.
    Listed,
    /// Counted; neither name nor hash is shown.
    Withheld,
}

/// One original file.
#[derive(Clone, Debug)]
pub struct ExhibitFacts {
    /// `AB/12`.
    pub reference: String,
    /// SHA-256 of the bytes.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// Name as received.
    pub name: String,
    /// What it is, for people ("WhatsApp chat export", "photo", "other file").
    pub what: String,
    /// When it was sealed.
    pub sealed: Instant,
    /// Log entry that sealed it.
    pub entry: u64,
    /// How it came and who says so, in the user's words.
    pub source: String,
    /// Name of the grade of provenance.
    pub grade: String,
    /// What it proves, sentence by sentence.
    pub proves: Vec<String>,
    /// What it does not prove, sentence by sentence.
    pub does_not_prove: Vec<String>,
    /// Whether and how it is in the pack.
    pub inclusion: Inclusion,
}

/// One thread as committed when it was read.
#[derive(Clone, Debug)]
pub struct ThreadFacts {
    /// `T3`.
    pub reference: String,
    /// As the export gives it.
    pub thread: Thread,
    /// The exhibits it was read from.
    pub exhibits: Vec<String>,
    /// Importer and version.
    pub importer: (String, u32),
    /// Log entry that committed it.
    pub entry: u64,
    /// Events in the thread.
    pub events: u64,
    /// Of these, in the pack.
    pub disclosed: u64,
    /// Of these, printed in an earlier thread of the pack: another export tells them too.
    pub repeated: u64,
    /// The commitment that stands in the log entry.
    pub commitment: Digest,
    /// What the export leaves out, sentence by sentence (from the importer's manifest).
    pub omits: Vec<String>,
    /// What its times state (from the importer's manifest).
    pub times: String,
    /// In how many runs the others are withheld.
    pub gaps: u64,
    /// Records of this thread's entries that could not be read.
    pub defects: Vec<String>,
    /// Records that the reading which gave this thread could not read, as its log entry says.
    pub defects_of_reading: u64,
}

/// One entry of the custody log, for people and for the proof.
#[derive(Clone, Debug)]
pub struct CustodyFacts {
    /// Position in the log.
    pub seq: u64,
    /// When.
    pub when: Instant,
    /// Who.
    pub actor: String,
    /// The stable name of the act.
    pub act: String,
    /// What it was done to.
    pub subject: String,
    /// Canonical bytes of the entry (the leaf of the log's tree).
    pub encoded: Vec<u8>,
    /// Salt and payload where this pack opens it: the read entries of disclosed threads with those whose
    /// place they took, and the sealing entries of included exhibits.
    pub opened: Option<([u8; 32], Vec<u8>)>,
}

/// The signed head of the log.
#[derive(Clone, Debug)]
pub struct LogProof {
    /// The checkpoint as a signed note.
    pub checkpoint: String,
    /// The verifier key of the case: `name+hash+base64`.
    pub verifier_key: String,
    /// A short form to read out and compare, such as `K7QF-…`.
    pub fingerprint: String,
    /// RFC 3161 answers: the size of the checkpoint they stamp, its text, and the DER bytes.
    pub timestamps: Vec<(u64, String, Vec<u8>)>,
    /// Certificate chains that came with them, PEM.
    pub chains: Vec<String>,
}

/// One position of a thread.
#[derive(Clone, Debug)]
pub enum ThreadItem {
    /// In the pack.
    Shown(Box<ShownEvent>),
    /// Withheld, but the opening tells when it was and perhaps who sent it. The event holds no more than
    /// that, so that no document can print more.
    Timed(Box<ShownEvent>),
    /// Not in the pack: only its leaf is known to the builder (never written as such: it vanishes
    /// into a subtree hash).
    Withheld {
        /// Position in the thread.
        index: u64,
        /// Its leaf hash.
        leaf: Digest,
    },
}

/// A disclosed event.
#[derive(Clone, Debug)]
pub struct ShownEvent {
    /// Position in the thread.
    pub index: u64,
    /// The event. Documents print of it only what the opening shows.
    pub event: Event,
    /// What the pack shows of it, with the proof that it is what was read. The evidence archive is
    /// made from this alone.
    pub opening: Opening,
    /// Index into `Facts::accounts`.
    pub account: Option<usize>,
    /// The exhibit that holds it, and the member of it where that is an archive.
    pub exhibit: usize,
    /// See `exhibit`.
    pub member: Option<String>,
    /// The instant used for ordering, with the assumed zone where the record states none.
    pub sort: Option<Instant>,
    /// Per attachment: shown, covered or left out.
    pub attachments: Vec<AttachmentShow>,
    /// Where in this pack other exports tell the same event, in the order of the transcript. It is
    /// printed and counted in the first thread of all; nothing of the evidence is left out for it.
    pub also: Vec<Also>,
}

/// Another record of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Also {
    /// Index into `Facts::threads`.
    pub thread: usize,
    /// Position in that thread.
    pub index: u64,
    /// Index into `Facts::exhibits`.
    pub exhibit: usize,
}

impl ShownEvent {
    /// Where it is printed, if that is not in thread `thread`, where this record stands.
    pub fn printed_in(&self, thread: usize) -> Option<Also> {
        self.also
            .first()
            .copied()
            .filter(|also| also.thread < thread)
    }
}

/// How an attachment appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentShow {
    /// The picture is printed, and its file is in the archive.
    Shown,
    /// Named; the file is in the archive.
    Covered,
    /// Named only.
    Listed,
}

/// The door to what is disclosed.
pub trait Case {
    /// The facts.
    fn facts(&self) -> &Facts;

    /// Walks thread `thread` (index into `Facts::threads`) from its first to its last position,
    /// each position once. Streaming: the caller keeps no more than it needs.
    ///
    /// # Errors
    /// Whatever the visitor returns, or that the case cannot be read.
    fn thread(
        &self,
        thread: usize,
        visit: &mut dyn FnMut(ThreadItem) -> Result<(), PackError>,
    ) -> Result<(), PackError>;

    /// As [`Case::thread`], in the order in which a person reads: oldest first, also where the
    /// export stands newest first. Positions then run down; each still comes once.
    ///
    /// # Errors
    /// As [`Case::thread`].
    fn thread_to_read(
        &self,
        thread: usize,
        visit: &mut dyn FnMut(ThreadItem) -> Result<(), PackError>,
    ) -> Result<(), PackError> {
        self.thread(thread, visit)
    }

    /// A reader over an included original.
    ///
    /// # Errors
    /// Not included, or it cannot be read.
    fn original(&self, exhibit: usize) -> Result<Box<dyn Read + '_>, PackError>;

    /// A reader over the decoded content of a disclosed event's attachment.
    ///
    /// # Errors
    /// Not in the case, or it cannot be read.
    fn attachment(
        &self,
        thread: usize,
        shown: &ShownEvent,
        attachment: usize,
    ) -> Result<Box<dyn Read + '_>, PackError>;
}

/// Why a pack could not be made. Nothing of a failed pack stays behind.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The case could not give what was asked for.
    #[error("{0}")]
    Case(String),
    /// Writing failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The document could not be made.
    #[error("the document {document} could not be made: {reason}")]
    Document {
        /// The file's name.
        document: String,
        /// What went wrong.
        reason: String,
    },
    /// The finished pack did not pass its own check.
    #[error("the pack did not pass its own check and was removed; the case is unchanged\n{0}")]
    Refused(String),
    /// The user stopped it.
    #[error("stopped; the case is unchanged")]
    Interrupted,
}
