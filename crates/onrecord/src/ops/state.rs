//! What the custody log adds up to: sources, exhibits, readings, people, incidents, the ledger.
//! Made by following the entries from the first to the last; nothing is stored besides the log.

use crate::ops::copies::CopyState;
pub use crate::ops::readings::{AgainState, ReadState, Readings};
pub use crate::ops::said::{Statements, Versions};
use crate::ops::{OpError, OpResult};
use onrecord_import::{IMPORTERS, Importer};
use onrecord_model::custody::{Act, CustodyEntry};
use onrecord_model::encode::Value;
use onrecord_model::exhibit::{ExhibitKind, Grade, Source};
use onrecord_model::linkage::{LineKnown, LinkDecided, Noticed};
use onrecord_model::statement::{
    ElementAssignment, Impact, Incident, LedgerEntry, OrderGiven, PersonStatement,
};
use onrecord_model::{Digest, Instant};
use std::collections::{BTreeMap, VecDeque};

/// How many of the last entries are at hand.
const RECENT: usize = 20;

/// One original file.
#[derive(Clone, Debug)]
pub struct ExhibitState {
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// Its number: `WF/12` is 12.
    pub number: u64,
    /// The entry that sealed it.
    pub entry: u64,
    /// When.
    pub sealed: Instant,
}

/// A source and the entry that recorded it.
#[derive(Clone, Debug)]
pub struct SourceState {
    /// What came.
    pub source: Source,
    /// The entry.
    pub entry: u64,
    /// What the user says it is, for files that no importer reads.
    pub described: Option<String>,
    /// Files that were not taken in, and why: the first of them.
    pub problems: Vec<(String, String)>,
    /// How many.
    pub problem_count: u64,
    /// Files left out because they may hold a picture of somebody under 18.
    pub left_out: u64,
    /// Answers given to its questions since it was first read.
    pub answered: BTreeMap<String, String>,
    /// When it was set aside, unless it was restored since.
    pub aside: Option<Instant>,
    /// Its events count: it was not set aside, and no earlier one of the same files counts.
    pub counts: bool,
}

impl SourceState {
    /// Whether a source brings the same files: the same contents under the same paths, or one file
    /// under whatever name.
    pub fn is_same(&self, other: &Source) -> bool {
        let own = &self.source;
        own.how == other.how
            && match (&own.items[..], &other.items[..]) {
                ([own], [other]) => own.digest == other.digest,
                (own, other) => {
                    own.len() == other.len()
                        && own.iter().zip(other).all(|(own, other)| {
                            own.path == other.path && own.digest == other.digest
                        })
                }
            }
    }
}

/// A pack that was made.
#[derive(Clone, Debug)]
pub struct PackState {
    /// The entry.
    pub entry: u64,
    /// When.
    pub when: Instant,
    /// For whom.
    pub recipient: String,
    /// The fingerprint of what was handed over.
    pub sums: String,
    /// How many events it shows.
    pub events: u64,
    /// How many of their threads' events it withholds.
    pub withheld: u64,
    /// The fingerprint to compare; empty for packs of earlier builds.
    pub fingerprint: String,
    /// What was chosen, as a file for `pack --edition`.
    pub choice: String,
}

/// Something that somebody said a thing shows.
#[derive(Clone, Debug)]
pub struct AssignmentState {
    /// The entry.
    pub entry: u64,
    /// Who said so.
    pub by: String,
    /// What.
    pub said: ElementAssignment,
    /// It was taken back later.
    pub undone: bool,
}

/// Something that was marked once, and can be taken back.
#[derive(Clone, Debug)]
pub struct Marked<T> {
    /// The entry.
    pub entry: u64,
    /// Who said so.
    pub by: String,
    /// What.
    pub said: T,
    /// It was taken back later.
    pub undone: bool,
}

impl<T> Marked<T> {
    fn new(entry: &CustodyEntry, said: T) -> Self {
        Self {
            entry: entry.seq,
            by: entry.actor.to_string(),
            said,
            undone: false,
        }
    }
}

/// The whole.
#[derive(Clone, Debug, Default)]
pub struct CaseState {
    /// The owner's name.
    pub owner: String,
    /// Initials.
    pub initials: String,
    /// The zone assumed.
    pub zone: String,
    /// By number.
    pub exhibits: Vec<ExhibitState>,
    by_digest: BTreeMap<Digest, usize>,
    /// In the order they came.
    pub sources: Vec<SourceState>,
    by_id: BTreeMap<Box<str>, usize>,
    /// In the order read.
    pub reads: Readings,
    /// By id, in the order first said.
    pub persons: Statements<PersonStatement>,
    /// By id.
    pub incidents: Statements<Incident>,
    /// By id.
    pub ledger: Statements<LedgerEntry>,
    /// By id.
    pub orders: Statements<OrderGiven>,
    /// By id.
    pub impacts: Statements<Impact>,
    /// In the order said, with those taken back.
    pub assignments: Vec<AssignmentState>,
    /// Decisions on pairs of accounts, by id.
    pub links: Statements<LinkDecided>,
    /// What was noticed about accounts, with what was taken back.
    pub noticed: Vec<Marked<Noticed>>,
    /// Lines that became known, with what was taken back.
    pub lines: Vec<Marked<LineKnown>>,
    /// The entry of each private note in order, and whether it stands.
    pub notes: Vec<(u64, bool)>,
    /// By the entry of each undo: the entries of statements whose standing it changed, and whether they
    /// stand since.
    undone: BTreeMap<u64, (Vec<u64>, bool)>,
    /// Whose law the clocks follow; empty until it is said.
    pub jurisdiction: String,
    /// The user has enhanced rights, as they say.
    pub enhanced_rights: bool,
    /// Files that were not taken in.
    pub refused: u64,
    /// Packs made.
    pub packs: Vec<PackState>,
    /// The user said that they have the recovery sheet on paper.
    pub sheet_kept: bool,
    /// Copies made of the whole case, for helpers too.
    pub copies: Vec<CopyState>,
    /// Certificates of the authorities that stamped the log, PEM.
    pub chains: Vec<String>,
    /// The last act after which threads and events may have other numbers: its entry, and when.
    pub renumbered: Option<(u64, Instant)>,
    /// Entries followed.
    pub entries: u64,
    /// The last of them, newest first.
    pub recent: VecDeque<CustodyEntry>,
}

pub(super) fn text<'v>(payload: &'v Value, key: &str) -> &'v str {
    payload
        .get(key)
        .and_then(Value::as_text)
        .unwrap_or_default()
}

pub(super) fn number(payload: &Value, key: &str) -> u64 {
    payload.get(key).and_then(Value::as_u64).unwrap_or_default()
}

/// A list of pairs of texts.
fn pairs(payload: &Value, key: &str) -> Vec<(String, String)> {
    let list = payload.get(key).and_then(Value::as_array);
    let pair = |pair: &Value| {
        let [first, second] = pair.as_array()? else {
            return None;
        };
        Some((first.as_text()?.to_owned(), second.as_text()?.to_owned()))
    };
    list.unwrap_or_default().iter().filter_map(pair).collect()
}

pub(super) fn texts(payload: &Value, key: &str) -> BTreeMap<String, String> {
    payload.get(key).map(all_texts).unwrap_or_default()
}

fn all_texts(map: &Value) -> BTreeMap<String, String> {
    let map = map.as_map().into_iter().flatten();
    map.filter_map(|(key, value)| Some((key.to_string(), value.as_text()?.to_owned())))
        .collect()
}

impl CaseState {
    /// Follows one entry.
    ///
    /// # Errors
    /// The entry's payload has not the form that this version writes.
    pub fn follow(&mut self, entry: &CustodyEntry, payload: &Value) -> OpResult<()> {
        let unreadable = |what: &dyn std::fmt::Display| {
            OpError::Other(format!(
                "Entry {} of the custody log cannot be understood ({what}). Nothing was changed. \
                 A newer version of the program may have written it.",
                entry.seq
            ))
        };
        match &entry.act {
            Act::SettingChanged if &*entry.subject == "owner" => {
                self.owner = text(payload, "name").into();
                self.initials = text(payload, "initials").into();
                self.zone = text(payload, "zone").into();
            }
            Act::SettingChanged if &*entry.subject == "law" => {
                self.jurisdiction = text(payload, "jurisdiction").into();
                self.enhanced_rights =
                    matches!(payload.get("enhanced_rights"), Some(Value::Bool(true)));
            }
            Act::SettingChanged if &*entry.subject == "recovery-sheet" => {
                self.sheet_kept = matches!(payload.get("kept"), Some(Value::Bool(true)));
            }
            Act::SettingChanged if &*entry.subject == "timestamp-chain" => {
                self.chains.push(text(payload, "pem").into());
            }
            Act::Sealed => match payload.get("source") {
                None => self
                    .follow_exhibit(entry, payload)
                    .ok_or_else(|| unreadable(&"sealed"))?,
                Some(source) => {
                    let source = Source::from_value(source).map_err(|error| unreadable(&error))?;
                    let described = payload.get("described").and_then(Value::as_text);
                    self.sources.push(SourceState {
                        source,
                        entry: entry.seq,
                        described: described.map(Into::into),
                        problems: pairs(payload, "problems"),
                        problem_count: number(payload, "problem_count"),
                        left_out: number(payload, "left_out"),
                        answered: BTreeMap::new(),
                        aside: None,
                        counts: true,
                    });
                    let last = self.sources.len() - 1;
                    let id = self.sources[last].source.id.clone();
                    self.by_id.entry(id).or_insert(last);
                    self.sources[last].counts = self.same_as(&self.sources[last]).is_none();
                }
            },
            Act::Read => self.reads.follow_read(entry, payload),
            Act::ReadAgain => self.reads.follow_again(entry, payload),
            Act::SourceSetAside => self.set_aside(&entry.subject, Some(entry.when)),
            Act::SourceRestored => self.set_aside(&entry.subject, None),
            Act::Answered => {
                self.reads.follow_answered(&entry.subject);
                if let Some(at) = self.by_id.get(&entry.subject) {
                    self.sources[*at].answered.extend(all_texts(payload));
                }
            }
            Act::PersonStated => {
                let said =
                    PersonStatement::from_value(payload).map_err(|error| unreadable(&error))?;
                self.persons.add(entry.seq, said);
            }
            Act::IncidentWritten => {
                let said = Incident::from_value(payload).map_err(|error| unreadable(&error))?;
                self.incidents.add(entry.seq, said);
            }
            Act::LedgerWritten => {
                let said = LedgerEntry::from_value(payload).map_err(|error| unreadable(&error))?;
                self.ledger.add(entry.seq, said);
            }
            Act::OrderWritten => {
                let said = OrderGiven::from_value(payload).map_err(|error| unreadable(&error))?;
                self.orders.add(entry.seq, said);
            }
            Act::ImpactWritten => {
                let said = Impact::from_value(payload).map_err(|error| unreadable(&error))?;
                self.impacts.add(entry.seq, said);
            }
            Act::ElementAssigned => {
                let said =
                    ElementAssignment::from_value(payload).map_err(|error| unreadable(&error))?;
                self.assignments.push(AssignmentState {
                    entry: entry.seq,
                    by: entry.actor.to_string(),
                    said,
                    undone: false,
                });
            }
            Act::LinkDecided => {
                let said = LinkDecided::from_value(payload).map_err(|error| unreadable(&error))?;
                self.links.add(entry.seq, said);
            }
            Act::NoticeMarked => {
                let said = Noticed::from_value(payload).map_err(|error| unreadable(&error))?;
                self.noticed.push(Marked::new(entry, said));
            }
            Act::LineMarked => {
                let said = LineKnown::from_value(payload).map_err(|error| unreadable(&error))?;
                self.lines.push(Marked::new(entry, said));
            }
            Act::NoteKept => self.notes.push((entry.seq, true)),
            Act::Undone => {
                self.undo(entry.seq, payload);
                for noticed in &mut self.noticed {
                    noticed.undone |= noticed.said.id == entry.subject;
                }
                for line in &mut self.lines {
                    line.undone |= line.said.id == entry.subject;
                }
                for assignment in &mut self.assignments {
                    assignment.undone |= assignment.said.id == entry.subject;
                }
            }
            Act::Refused => self.refused += number(payload, "files").max(1),
            Act::PackMade => self.packs.push(PackState {
                entry: entry.seq,
                when: entry.when,
                recipient: text(payload, "recipient").into(),
                sums: text(payload, "sums").into(),
                events: number(payload, "events"),
                withheld: number(payload, "withheld"),
                fingerprint: text(payload, "fingerprint").into(),
                choice: text(payload, "choice").into(),
            }),
            Act::CopyMade | Act::HandedOver => self.copies.push(CopyState::of(entry, payload)),
            _ => {}
        }
        if matches!(
            entry.act,
            Act::Answered | Act::ReadAgain | Act::SourceSetAside | Act::SourceRestored
        ) {
            self.renumbered = Some((entry.seq, entry.when));
        }
        self.entries = entry.seq + 1;
        self.recent.push_front(entry.clone());
        self.recent.truncate(RECENT);
        Ok(())
    }

    /// Takes back what earlier entries said. The undo of an undo lets the same stand again.
    fn undo(&mut self, seq: u64, payload: &Value) {
        let list = payload.get("entries").and_then(Value::as_array);
        let earlier = list.unwrap_or_default().iter().filter_map(Value::as_u64);
        let earlier: Vec<u64> = earlier.filter(|entry| *entry < seq).collect();
        let (entries, stands) = match earlier.first().and_then(|entry| self.undone.get(entry)) {
            Some((entries, stood)) => (entries.clone(), !stood),
            None => (earlier, false),
        };
        for entry in &entries {
            self.persons.set_standing(*entry, stands);
            self.incidents.set_standing(*entry, stands);
            self.ledger.set_standing(*entry, stands);
            self.orders.set_standing(*entry, stands);
            self.impacts.set_standing(*entry, stands);
            self.links.set_standing(*entry, stands);
            for note in &mut self.notes {
                if note.0 == *entry {
                    note.1 = stands;
                }
            }
        }
        if !entries.is_empty() {
            self.undone.insert(seq, (entries, stands));
        }
    }

    /// What the version of an entry is called, if it stands (or, if it does not): the statement's id,
    /// `note-3` of a private note, the entry of an undo.
    pub(super) fn called(&self, entry: u64, stands: bool) -> Option<String> {
        let statements = [
            self.persons.id_of(entry, stands),
            self.incidents.id_of(entry, stands),
            self.ledger.id_of(entry, stands),
            self.orders.id_of(entry, stands),
            self.impacts.id_of(entry, stands),
            self.links.id_of(entry, stands),
        ];
        let note = || {
            let at = self
                .notes
                .iter()
                .position(|note| *note == (entry, stands))?;
            Some(format!("note-{at}"))
        };
        let found = statements.into_iter().flatten().next();
        found.map(str::to_owned).or_else(note)
    }

    /// The undo that last changed whether an entry's statement stands.
    pub(super) fn undo_of(&self, entry: u64) -> Option<(u64, bool)> {
        let mut undos = self.undone.iter().rev();
        undos.find_map(|(seq, (entries, stands))| {
            let names = entries.contains(&entry);
            names.then_some((*seq, *stands))
        })
    }

    /// What an undo changed.
    pub(super) fn undo_at(&self, seq: u64) -> Option<&[u64]> {
        self.undone.get(&seq).map(|(entries, _)| entries.as_slice())
    }

    fn follow_exhibit(&mut self, entry: &CustodyEntry, payload: &Value) -> Option<()> {
        let digest = Digest(payload.get("digest")?.as_bytes()?.try_into().ok()?);
        self.by_digest.insert(digest, self.exhibits.len());
        self.exhibits.push(ExhibitState {
            digest,
            size: number(payload, "size"),
            number: self.exhibits.len() as u64 + 1,
            entry: entry.seq,
            sealed: entry.when,
        });
        Some(())
    }

    /// Sets a source aside, or not, and sees anew which sources of its files count.
    fn set_aside(&mut self, id: &str, since: Option<Instant>) {
        let Some(at) = self.by_id.get(id).copied() else {
            return;
        };
        self.sources[at].aside = since;
        let mut counted = false;
        for other in 0..self.sources.len() {
            if self.sources[other].is_same(&self.sources[at].source) {
                let state = &mut self.sources[other];
                state.counts = state.aside.is_none() && !counted;
                counted |= state.counts;
            }
        }
    }

    /// The earlier source of the same files whose events count in place of this one's.
    pub fn same_as(&self, state: &SourceState) -> Option<&SourceState> {
        let earlier = self.sources.iter();
        earlier
            .take_while(|other| other.entry < state.entry)
            .find(|other| other.counts && other.is_same(&state.source))
    }

    /// The readings that stand: all but those that a later one took the place of, and those of a
    /// source that does not count. In the order read; what was read again stands in its old place.
    pub fn readings(&self) -> impl Iterator<Item = &ReadState> {
        let counts =
            |read: &&ReadState| self.source(&read.source).is_some_and(|state| state.counts);
        self.reads.standing().filter(counts)
    }

    /// Whether an exhibit came with a source that was not set aside. One whose taking in was
    /// interrupted has no source yet, and is in use.
    pub fn in_use(&self, digest: &Digest) -> bool {
        let mut all = self.sources_of(digest).peekable();
        all.peek().is_none() || all.any(|(state, _)| state.aside.is_none())
    }

    /// The exhibit with that content.
    pub fn exhibit(&self, digest: &Digest) -> Option<&ExhibitState> {
        self.by_digest.get(digest).map(|at| &self.exhibits[*at])
    }

    /// `WF/12`.
    pub fn reference(&self, digest: &Digest) -> String {
        match self.exhibit(digest) {
            Some(exhibit) => format!("{}/{}", self.initials, exhibit.number),
            None => "not an exhibit".into(),
        }
    }

    /// The exhibit of that reference (`WF/12`, or only `12`).
    pub fn exhibit_by_reference(&self, reference: &str) -> Option<&ExhibitState> {
        let number = reference.rsplit('/').next()?.parse::<u64>().ok()?;
        self.exhibits
            .get(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    /// The source of that id.
    pub fn source(&self, id: &str) -> Option<&SourceState> {
        self.by_id.get(id).map(|at| &self.sources[*at])
    }

    /// Every source that brought an exhibit, with the path under which it came.
    pub fn sources_of<'s>(
        &'s self,
        digest: &'s Digest,
    ) -> impl Iterator<Item = (&'s SourceState, &'s str)> {
        self.sources.iter().flat_map(move |state| {
            let items = state
                .source
                .items
                .iter()
                .filter(move |item| item.digest == *digest);
            items.map(move |item| (state, &*item.path))
        })
    }

    /// What an exhibit is and how much its provenance bears, from what read it: `read_by` names the
    /// importer of each exhibit that something was read from. What only came with such files, as
    /// media do, counts as they do where one importer read the whole source. A file that nothing
    /// reads counts as an original of its own.
    pub fn grade_of(
        &self,
        exhibit: &ExhibitState,
        read_by: &BTreeMap<Digest, String>,
    ) -> (Grade, ExhibitKind) {
        let importer = self.sources_of(&exhibit.digest).find_map(|(state, path)| {
            if let Some(name) = read_by.get(&exhibit.digest) {
                return Some((name.as_str(), path));
            }
            let of_source = |read: &&ReadState| !read.superseded && read.source == *state.source.id;
            let mut reads = self.reads.iter().filter(of_source);
            let first = reads.next()?;
            let alone = reads.all(|read| read.importer == first.importer);
            alone.then_some((first.importer.as_str(), path))
        });
        importer
            .and_then(|(name, path)| {
                let by_name = |importer: &&&dyn Importer| importer.manifest().name == name;
                Some(IMPORTERS.iter().find(by_name)?.provenance(path))
            })
            .unwrap_or((Grade::DeviceOriginal, ExhibitKind::Other))
    }
}

pub(super) fn digests(payload: &Value, key: &str) -> Vec<Digest> {
    let list = payload
        .get(key)
        .and_then(Value::as_array)
        .unwrap_or_default();
    list.iter()
        .filter_map(|value| Some(Digest(value.as_bytes()?.try_into().ok()?)))
        .collect()
}
