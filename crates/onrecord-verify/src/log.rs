//! The custody log: its entries make the tree whose head the case's key signed. Holds what opened
//! entries say, for the checks of threads and exhibits.

use crate::CHECKPOINT;
use crate::archive::{Archive, label};
use crate::lines::{hex, number};
use crate::outer::read_small;
use crate::report::{Meaning, Report};
use crate::source::Source;
use crate::threads::ThreadProof;
use onrecord_model::Digest;
use onrecord_model::checkpoint::Checkpoint;
use onrecord_model::custody::{Act, CustodyEntry};
use onrecord_model::encode::{Value, decode};
use onrecord_model::merkle::{Frontier, leaf_hash};
use onrecord_model::note::{NoteVerifier, SignedNote};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _};

/// Where the log stands in the archive.
pub const ENTRIES: &str = "data/log/entries.jsonl";
const NOTE_IN_ARCHIVE: &str = "data/log/checkpoint.note";
const LONGEST_LINE: u64 = 32 << 20;
/// Decoded, a payload takes up to some 40 times its bytes.
const LONGEST_PAYLOAD: usize = 4 << 20;

/// One line of `entries.jsonl`, with its line feed. `opened` is salt and payload.
pub fn entry_line(seq: u64, entry: &[u8], opened: Option<(&[u8], &[u8])>) -> String {
    let mut out = format!("{{\"seq\":{seq},\"entry\":\"");
    let mut push = |bytes: &[u8], end: &str| {
        for byte in bytes {
            // Writing to a String cannot fail.
            let _ = write!(out, "{byte:02x}");
        }
        out.push_str(end);
    };
    push(entry, "\"");
    if let Some((salt, payload)) = opened {
        push(b"", ",\"salt\":\"");
        push(salt, "\",\"payload\":\"");
        push(payload, "\"");
    }
    out.push_str("}\n");
    out
}

struct EntryLine {
    seq: u64,
    entry: Vec<u8>,
    opened: Option<(Vec<u8>, Vec<u8>)>,
}

fn parse_line(line: &[u8]) -> Option<EntryLine> {
    let text = core::str::from_utf8(line).ok()?.strip_suffix("\"}\n")?;
    let (seq, rest) = text
        .strip_prefix("{\"seq\":")?
        .split_once(",\"entry\":\"")?;
    let (entry, opened) = match rest.split_once("\",\"salt\":\"") {
        None => (rest, None),
        Some((entry, rest)) => {
            let (salt, payload) = rest.split_once("\",\"payload\":\"")?;
            (entry, Some((hex(salt)?, hex(payload)?)))
        }
    };
    Some(EntryLine {
        seq: number(seq)?,
        entry: hex(entry)?,
        opened,
    })
}

/// The log, after it was checked.
#[derive(Debug, Default)]
pub struct Log {
    /// Root of the first n entries, for each n that a checkpoint may name.
    roots: BTreeMap<u64, Digest>,
    /// By entry: the act, and what its opened payload holds.
    opened: BTreeMap<u64, (Act, Payload)>,
}

/// What the checks need of an opened payload.
#[derive(Debug)]
struct Payload {
    digests: BTreeSet<Digest>,
    /// Records that could not be read, if it says so.
    defects: Option<u64>,
}

impl Log {
    /// The root of the first `size` entries, if there are so many.
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        self.roots.get(&size).copied()
    }

    /// Whether entry `entry` is opened, is this act and holds `digest`, which was thus known when the
    /// entry was made.
    fn holds(&self, entry: u64, act: &Act, digest: &Digest) -> bool {
        let opened = self.opened.get(&entry);
        opened.is_some_and(|(found, held)| found == act && held.digests.contains(digest))
    }

    /// Whether the entry that the proof names committed to its thread.
    pub fn commits_to(&self, proof: &ThreadProof) -> bool {
        self.holds(proof.entry, &Act::Read, &proof.commitment)
    }

    /// How many records the reading of that entry could not read.
    pub fn defects(&self, entry: u64) -> u64 {
        let opened = self.opened.get(&entry);
        opened.and_then(|(_, held)| held.defects).unwrap_or(0)
    }

    /// Whether entry `entry` sealed a file of that digest.
    pub fn sealed(&self, entry: u64, digest: &Digest) -> bool {
        self.holds(entry, &Act::Sealed, digest)
    }
}

/// Every byte string of 32 bytes in a value, which is how an entry holds digests.
fn digests_in(value: &Value, found: &mut BTreeSet<Digest>) {
    match value {
        Value::Bytes(bytes) => found.extend(<[u8; 32]>::try_from(bytes.as_slice()).map(Digest)),
        Value::Array(elements) => elements
            .iter()
            .for_each(|element| digests_in(element, found)),
        Value::Map(map) => map.values().for_each(|element| digests_in(element, found)),
        _ => {}
    }
}

/// Checks the log against its signed head.
pub(crate) fn check(
    source: &dyn Source,
    archive: &Archive<'_>,
    key: &NoteVerifier,
    report: &mut Report,
) -> Log {
    let mut log = Log::default();
    let mut frontier = Frontier::new();
    if let Err(problem) = read_entries(archive, &mut log, &mut frontier) {
        report.add(&label(ENTRIES), Meaning::LogBroken, problem);
        return log;
    }
    report.log_entries = frontier.len();
    let note = read_small(source, CHECKPOINT, 1 << 20).unwrap_or_default();
    if archive.read(NOTE_IN_ARCHIVE, 1 << 20).ok().as_ref() != Some(&note) {
        let problem = format!("It is not the same as {CHECKPOINT}.");
        report.add(&label(NOTE_IN_ARCHIVE), Meaning::LogBroken, problem);
    }
    let spelt = SignedNote::parse(&note).is_ok_and(|read| read.to_string().as_bytes() == note);
    match Checkpoint::open(&note, key) {
        Err(error) => report.add(CHECKPOINT, Meaning::LogBroken, format!("Refused: {error}.")),
        Ok(_) if !spelt => {
            report.add(
                CHECKPOINT,
                Meaning::LogBroken,
                "It is not spelt as On Record spells it.",
            );
        }
        Ok(checkpoint) => {
            report.fingerprint = checkpoint.fingerprint();
            if (checkpoint.size, checkpoint.root) != (frontier.len(), frontier.root()) {
                let problem = format!("These entries do not lead to the head in {CHECKPOINT}.");
                report.add(&label(ENTRIES), Meaning::LogBroken, problem);
            }
        }
    }
    log
}

fn read_entries(
    archive: &Archive<'_>,
    log: &mut Log,
    frontier: &mut Frontier,
) -> Result<(), String> {
    let unreadable = |error: std::io::Error| format!("It cannot be read: {error}.");
    let mut reader = BufReader::new(archive.open(ENTRIES).map_err(unreadable)?);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let read = (&mut reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut bytes);
        if read.map_err(unreadable)? == 0 {
            return Ok(());
        }
        let seq = frontier.len();
        let line = parse_line(&bytes)
            .filter(|line| line.seq == seq)
            .ok_or_else(|| format!("Entry {seq} cannot be read or is not in its place."))?;
        let entry = CustodyEntry::from_bytes(&line.entry)
            .ok()
            .filter(|entry| entry.seq == seq)
            .ok_or_else(|| format!("Entry {seq} is not an entry of that number."))?;
        if let Some((salt, payload)) = &line.opened {
            let held = open(salt, payload, &entry)
                .ok_or_else(|| format!("What is shown of entry {seq} is not what it binds."))?;
            log.opened.insert(seq, (entry.act.clone(), held));
        }
        frontier.push(leaf_hash(&line.entry));
        log.roots.insert(frontier.len(), frontier.root());
    }
}

fn open(salt: &[u8], payload: &[u8], entry: &CustodyEntry) -> Option<Payload> {
    if payload.len() > LONGEST_PAYLOAD {
        return None;
    }
    entry
        .has_payload(salt.try_into().ok()?, payload)
        .then_some(())?;
    let value = decode(payload).ok()?;
    let mut digests = BTreeSet::new();
    digests_in(&value, &mut digests);
    let defects = value.get("defects").and_then(Value::as_u64);
    Some(Payload { digests, defects })
}
