//! Everything about one event: what we read, the record it was read from, where that came from and
//! what it does not prove, and what was said of it. And the ways to say something of it.

use crate::ops::case::Case;
use crate::ops::record::{self, Record};
use crate::ops::say::{self, IncidentWords};
use crate::ops::timeline::{Teller, Told};
use crate::ops::{OpError, OpResult, elements, find, notes};
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Account, Digest, EventId, Instant};
use onrecord_vault::PrivateNote;
use onrecord_vault::index::{EventNumber, EventRow};

/// An event and all that belongs to it.
pub struct Sheet {
    /// The event as we read it.
    pub told: Told,
    /// Its name, which holds through every rebuild.
    pub id: EventId,
    /// Its record; why it cannot be shown, where it cannot.
    pub record: Result<Record, String>,
    /// The title or key of its thread.
    pub thread: String,
    /// Who takes part in the thread, as the export says.
    pub participants: Vec<Account>,
    /// The events before and after it in its thread.
    pub beside: [Option<EventNumber>; 2],
    /// The record that this one answers, changes or deletes.
    pub refers_to: Option<EventNumber>,
    /// Where it came from.
    pub source: SourceOf,
    /// Its exhibit; none where its file is not sealed by itself.
    pub exhibit: Option<ExhibitOf>,
    /// Incidents that name it: id and first words.
    pub incidents: Vec<(String, String)>,
    /// What it is said to show, by id of what was said, element and reason.
    pub shows: Vec<(String, String, Option<String>)>,
    /// Private notes about it, with the entry of the log that kept each.
    pub notes: Vec<(u64, PrivateNote)>,
    /// What was done with it and its file, oldest first.
    pub history: Vec<Step>,
}

/// Where an event came from.
pub struct SourceOf {
    /// The name under which it was received.
    pub name: String,
    /// What the user says of where it came from.
    pub said: Option<String>,
    /// When it was taken in.
    pub received: Instant,
    /// The importer and its version.
    pub importer: (String, u32),
}

/// An exhibit and what it bears.
pub struct ExhibitOf {
    /// `WF/12`.
    pub reference: String,
    /// Its number.
    pub number: u64,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// When it was sealed.
    pub sealed: Instant,
    /// How much its provenance bears.
    pub grade: Grade,
    /// What it is.
    pub kind: ExhibitKind,
    /// The path in it, where it is an archive.
    pub member: Option<String>,
}

/// One entry of the custody log that concerns an event.
pub struct Step {
    /// Its number.
    pub entry: u64,
    /// When.
    pub when: Instant,
    /// By whom.
    pub actor: String,
    /// What was done, in words.
    pub says: &'static str,
    /// To what.
    pub subject: String,
}

/// Everything about an event.
///
/// # Errors
/// There is no such event, or the case cannot be read. A record that cannot be read is no error.
pub fn sheet(case: &mut Case, number: EventNumber) -> OpResult<Sheet> {
    let row = case.index.event(number)?;
    let id = find::event_id(case, &row)?;
    let notes = notes_about(case, &id)?;
    let case = &*case;
    let record = record::record(case, &row).map_err(|error| error.to_string());
    let state = record::source_of(case, row.read)?;
    let reads = case.index.reads()?;
    let read = reads.into_iter().find(|read| read.number == row.read);
    let importer = read.map_or_else(Default::default, |read| (read.importer, read.version));
    let thread = case.index.thread(row.thread)?.thread;
    let refers_to = match &row.event.refers_to {
        Some(locator) => case.index.event_by_locator(&state.source.id, locator)?,
        None => None,
    };
    let incidents = case.state.incidents.iter().map(|incident| incident.now());
    let incidents = incidents.filter(|incident| incident.events.contains(&id));
    let shows = elements::standing(case).filter(|state| state.said.events.contains(&id));
    Ok(Sheet {
        id,
        record,
        thread: thread.title.as_ref().unwrap_or(&thread.key).to_string(),
        participants: thread
            .participants
            .iter()
            .map(|account| (**account).clone())
            .collect(),
        beside: beside(case, &row)?,
        refers_to: refers_to.map(|row| row.number),
        source: SourceOf {
            name: state.source.name.to_string(),
            said: state.source.said.as_deref().map(Into::into),
            received: state.source.received,
            importer,
        },
        exhibit: exhibit_of(case, &row)?,
        incidents: incidents
            .map(|incident| (incident.id.to_string(), first_words(&incident.words)))
            .collect(),
        shows: shows
            .map(|state| {
                let because = state.said.because.as_deref().map(Into::into);
                (
                    state.said.id.to_string(),
                    state.said.limb.to_string(),
                    because,
                )
            })
            .collect(),
        notes,
        history: history(case, &row, &id)?,
        told: Teller::of(case)?.tell(row)?,
    })
}

fn beside(case: &Case, row: &EventRow) -> OpResult<[Option<EventNumber>; 2]> {
    let at = |position: Option<u64>| -> OpResult<Option<EventNumber>> {
        let Some(position) = position else {
            return Ok(None);
        };
        let page = case.index.thread_events(row.thread, position, 1)?;
        let found = page.first().filter(|other| other.position == position);
        Ok(found.map(|other| other.number))
    };
    Ok([
        at(row.position.checked_sub(1))?,
        at(row.position.checked_add(1))?,
    ])
}

fn exhibit_of(case: &Case, row: &EventRow) -> OpResult<Option<ExhibitOf>> {
    let Some((digest, member)) = &row.exhibit else {
        return Ok(None);
    };
    let Some(state) = case.state.exhibit(digest) else {
        return Ok(None);
    };
    let (grade, kind) = case
        .state
        .grade_of(state, &case.index.importers_of_exhibits()?);
    Ok(Some(ExhibitOf {
        reference: case.state.reference(digest),
        number: state.number,
        digest: *digest,
        size: state.size,
        sealed: state.sealed,
        grade,
        kind,
        member: member.clone(),
    }))
}

/// The beginning of a longer text, on one line.
pub fn first_words(text: &str) -> String {
    const MOST: usize = 80;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

fn history(case: &Case, row: &EventRow, id: &EventId) -> OpResult<Vec<Step>> {
    let mut wanted = std::collections::BTreeSet::new();
    if let Some((digest, _)) = &row.exhibit {
        wanted.extend(case.state.exhibit(digest).map(|exhibit| exhibit.entry));
    }
    let source = record::source_of(case, row.read)?;
    wanted.insert(source.entry);
    let reads = case.state.reads.iter();
    wanted.extend(
        reads
            .filter(|read| read.source == *source.source.id)
            .map(|read| read.entry),
    );
    let again = case.state.reads.again.iter();
    let again = again.filter(|again| again.source == *source.source.id);
    wanted.extend(again.map(|again| again.entry));
    for incident in &case.state.incidents {
        let mut before = false;
        for (entry, version) in &incident.all {
            // The version that first names it, and any that no longer does.
            let names = version.events.contains(id);
            if names != before {
                wanted.insert(*entry);
            }
            before = names;
        }
    }
    let assigned = case.state.assignments.iter();
    wanted.extend(
        assigned
            .filter(|state| state.said.events.contains(id))
            .map(|state| state.entry),
    );
    let mut steps = Vec::new();
    case.vault.for_each_entry(&mut |logged| {
        let entry = &logged.entry;
        if wanted.contains(&entry.seq) {
            steps.push(Step {
                entry: entry.seq,
                when: entry.when,
                actor: entry.actor.to_string(),
                says: entry.act.says(),
                subject: entry.subject.to_string(),
            });
        }
        Ok(())
    })?;
    Ok(steps)
}

/// How a private note says which event it is about: in a line of its own, last. Notes are words and
/// nothing else; this line is what binds them.
fn about(id: &EventId) -> String {
    format!("About event {id}")
}

fn notes_about(case: &mut Case, id: &EventId) -> OpResult<Vec<(u64, PrivateNote)>> {
    let about = about(id);
    let mut notes = notes::all(case)?;
    notes.retain(|note| note.text.lines().next_back() == Some(about.as_str()));
    for note in &mut notes {
        let words = note.text.len() - about.len();
        note.text.truncate(words);
        note.text.truncate(note.text.trim_end().len());
    }
    let with_entry = |note| Some((notes::entry_of(case, &note)?, note));
    Ok(notes.into_iter().filter_map(with_entry).collect())
}

/// Keeps a private note about an event. No pack can hold it.
///
/// # Errors
/// There is no such event, or the note is empty.
pub fn note(case: &mut Case, number: EventNumber, words: &str) -> OpResult<()> {
    let words = words.trim();
    if words.is_empty() {
        return Err(OpError::NeedsAnswer(
            "The note is empty. Nothing was kept.".into(),
        ));
    }
    let row = case.index.event(number)?;
    let id = find::event_id(case, &row)?;
    notes::keep(case, &format!("{words}\n\n{}", about(&id)))
}

/// Adds an event to an incident that is written down, or writes a new one down with it. Gives the
/// incident's id.
///
/// # Errors
/// There is no such event or incident, or a new one has no words.
pub fn add_to_incident(
    case: &mut Case,
    number: EventNumber,
    incident: Option<&str>,
    words: &str,
) -> OpResult<String> {
    let row = case.index.event(number)?;
    let id = find::event_id(case, &row)?;
    let words = IncidentWords {
        words: incident.is_none().then(|| words.trim().to_owned()),
        events: vec![id],
        ..IncidentWords::default()
    };
    if words.words.as_deref() == Some("") {
        return Err(OpError::NeedsAnswer(
            "Write what happened, in your own words. Nothing was changed.".into(),
        ));
    }
    say::incident(case, incident, &words)
}
