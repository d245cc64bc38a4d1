//! The full opening for an agreed expert: whole sources with the seeds of their threads, as a folder
//! in the clear, so that somebody else can read the originals again with the open importers and get
//! the commitments of the log. A pack shows that what it tells is what was read; this shows that what
//! was read is what the originals say. Holds no private note and no key of the case.

use crate::ops::case::Case;
use crate::ops::read_source::{Contents, digest_of, parts_of, reading_digest};
use crate::ops::sealed::{Originals, export_of};
use crate::ops::state::SourceState;
use crate::ops::{OpError, OpResult, find};
use onrecord_import::detect;
use onrecord_import::{Answers, Export as _, IMPORTERS, ReadSeek, ZipExport};
use onrecord_model::commit::{ThreadCommitter, ThreadSeed};
use onrecord_model::custody::Act;
use onrecord_model::encode::{Value, decode};
use onrecord_model::exhibit::Source;
use onrecord_model::{Digest, Thread, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

/// The list of what is opened.
const LIST: &str = "opening.json";
const FORMAT: &str = "onrecord/opening/1";
/// A list is read whole; 500 accounts over 12 years take some megabytes.
const MOST_LIST: u64 = 256 << 20;

/// What was opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Opened {
    /// Readings.
    pub readings: usize,
    /// Their threads.
    pub threads: usize,
    /// Originals written.
    pub originals: usize,
}

/// Writes an opening of these sources, as typed (none: all), to `out`, which must not exist.
///
/// # Errors
/// A source is not in the case, or writing failed. What was begun is removed.
pub fn write(
    case: &mut Case,
    out: &Path,
    sources: &[String],
    recipient: &str,
    progress: &mut dyn FnMut(&str) -> OpResult<()>,
) -> OpResult<Opened> {
    case.vault.usable()?;
    for typed in sources {
        if case.state.source(typed).is_none() {
            return Err(OpError::Other(format!(
                "There is no source {typed}. See: onrecord list sources. Nothing was written."
            )));
        }
    }
    fs_err::create_dir(out)?;
    let written = write_into(case, out, sources, progress);
    let opened = match written {
        Ok(opened) => opened,
        Err(error) => {
            // The first error is the one to tell.
            let _ = fs_err::remove_dir_all(out);
            return Err(error);
        }
    };
    let names = sources.iter().map(|source| Value::from(source.as_str()));
    case.act(
        Act::OpeningMade,
        "",
        Value::map([
            ("recipient", Value::from(recipient)),
            ("sources", Value::Array(names.collect())),
            ("threads", (opened.threads as u64).into()),
        ]),
    )?;
    Ok(opened)
}

fn write_into(
    case: &Case,
    out: &Path,
    sources: &[String],
    progress: &mut dyn FnMut(&str) -> OpResult<()>,
) -> OpResult<Opened> {
    let mut opened = Opened::default();
    let chosen = |id: &str| sources.is_empty() || sources.iter().any(|typed| typed == id);
    let numbers = case.index.reads()?;
    let threads = find::all_threads(case)?;
    let mut list = Vec::new();
    let mut wanted = BTreeSet::new();
    for (read, row) in case.state.readings().zip(&numbers) {
        let Some(state) = case
            .state
            .source(&read.source)
            .filter(|_| chosen(&read.source))
        else {
            continue;
        };
        let reading = reading_digest(read.entry);
        let mut of_read = Vec::new();
        for thread in threads.iter().filter(|thread| thread.read == row.number) {
            let seed = case.vault.thread_seed(&reading, &thread.thread);
            of_read.push(Value::map([
                (
                    "thread",
                    Value::from(format!("T{}", thread.number.0).as_str()),
                ),
                ("identity", identity(&thread.thread)),
                ("seed", seed.0[..].into()),
                ("events", thread.commitment.n.into()),
                ("commitment", thread.commitment.commitment.0[..].into()),
            ]));
        }
        opened.readings += 1;
        opened.threads += of_read.len();
        wanted.extend(state.source.items.iter().map(|item| item.digest));
        let answers = read.answers.iter();
        list.push(Value::map([
            ("source", state.source.to_value()),
            ("importer", read.importer.as_str().into()),
            ("version", read.version.into()),
            (
                "answers",
                Value::map(answers.map(|(key, value)| (key.as_str(), Value::from(value.as_str())))),
            ),
            ("entry", read.entry.into()),
            ("threads", Value::Array(of_read)),
        ]));
    }
    let folder = out.join("originals");
    fs_err::create_dir(&folder)?;
    for digest in wanted {
        progress(&format!("Original {}", case.state.reference(&digest)))?;
        let mut options = fs_err::OpenOptions::new();
        let mut file = options
            .write(true)
            .create_new(true)
            .open(folder.join(digest.to_hex()))?;
        io::copy(&mut case.vault.original(digest)?, &mut file)?;
        file.sync_all()?;
        opened.originals += 1;
    }
    let mut text = String::new();
    json::write_json(
        &Value::map([
            ("format", Value::from(FORMAT)),
            ("readings", Value::Array(list)),
        ]),
        &mut text,
    );
    text.push('\n');
    let mut file = fs_err::File::create_new(out.join(LIST))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(opened)
}

/// What tells a thread from every other of its reading.
fn identity(thread: &Thread) -> Value {
    Value::Array(vec![
        (&*thread.platform).into(),
        (&*thread.key).into(),
        thread.folder.as_deref().map_or(Value::Null, Value::from),
    ])
}

/// A reading that was made again.
#[derive(Clone, Debug)]
pub struct Rebuilt {
    /// `S3`.
    pub source: String,
    /// The importer.
    pub importer: String,
    /// Its threads.
    pub threads: usize,
    /// What differs; empty where the originals give what the log says.
    pub differs: Option<String>,
    /// Whether the pack's log opens this reading. Where it does not, the pack shows nothing of it.
    pub in_pack: bool,
}

/// Reads the originals of an opening again and compares with the log of a pack, which must have
/// passed its own check.
///
/// # Errors
/// The opening or the pack cannot be read.
pub fn rebuild(
    opening: &Path,
    pack: &Path,
    progress: &mut dyn FnMut(&str) -> OpResult<()>,
) -> OpResult<Vec<Rebuilt>> {
    let kept = OpenFolder(opening.join("originals"));
    let logged = logged_threads(pack)?;
    let path = opening.join(LIST);
    let unreadable = |what: &str| {
        OpError::Other(format!(
            "{} is not an opening that this version can read ({what}). Nothing was changed.",
            path.display()
        ))
    };
    if fs_err::metadata(&path)?.len() > MOST_LIST {
        return Err(unreadable("too long"));
    }
    let list: serde_json::Value = serde_json::from_slice(&fs_err::read(&path)?)
        .map_err(|error| unreadable(&error.to_string()))?;
    let list = value_of(&list).ok_or_else(|| unreadable("numbers"))?;
    if list.get("format").and_then(Value::as_text) != Some(FORMAT) {
        return Err(unreadable("format"));
    }
    let readings = list.get("readings").and_then(Value::as_array);
    let mut out = Vec::new();
    // Several readings of a source by one importer stand in the order of the plan.
    let mut nth: BTreeMap<(String, String), usize> = BTreeMap::new();
    for reading in readings.ok_or_else(|| unreadable("readings"))? {
        let parsed = Listed::from_value(reading).ok_or_else(|| unreadable("a reading"))?;
        progress(&format!("{} by {}", parsed.source.id, parsed.importer))?;
        let at = nth
            .entry((parsed.source.id.to_string(), parsed.importer.clone()))
            .or_default();
        let part = *at;
        *at += 1;
        let said = logged.get(&parsed.entry);
        let made = again(&kept, &parsed, part)?;
        let differs = match (made, said) {
            (Err(reason), _) => Some(reason),
            (Ok(made), Some(said)) if made != *said => {
                Some("the originals give other threads than the log of the pack".to_owned())
            }
            (Ok(_), _) => None,
        };
        out.push(Rebuilt {
            source: parsed.source.id.to_string(),
            importer: parsed.importer,
            threads: parsed.seeds.len(),
            differs,
            in_pack: said.is_some(),
        });
    }
    Ok(out)
}

/// A reading as an opening lists it.
struct Listed {
    source: Source,
    importer: String,
    version: u64,
    answers: Answers,
    entry: u64,
    seeds: BTreeMap<Vec<u8>, ThreadSeed>,
}

impl Listed {
    fn from_value(value: &Value) -> Option<Self> {
        let mut seeds = BTreeMap::new();
        for thread in value.get("threads")?.as_array()? {
            let identity = onrecord_model::encode::encode(thread.get("identity")?);
            let seed = json::bytes_or_hex(thread.get("seed")?)?;
            seeds.insert(identity, ThreadSeed(seed[..].try_into().ok()?));
        }
        let mut answers = Answers::default();
        for (key, value) in value.get("answers")?.as_map()? {
            answers.0.insert(key.to_string(), value.as_text()?.into());
        }
        Some(Self {
            source: Source::from_value(value.get("source")?).ok()?,
            importer: value.get("importer")?.as_text()?.into(),
            version: value.get("version")?.as_u64()?,
            answers,
            entry: value.get("entry")?.as_u64()?,
            seeds,
        })
    }
}

/// The commitments that the originals give, or why they give none.
fn again(
    kept: &OpenFolder,
    listed: &Listed,
    part: usize,
) -> OpResult<Result<BTreeSet<Digest>, String>> {
    for item in &listed.source.items {
        let (digest, _) = digest_of(&mut *kept.original(item.digest)?)?;
        if digest != item.digest {
            return Ok(Err(format!(
                "the original {} is not the one that was sealed",
                item.digest
            )));
        }
    }
    let state = SourceState {
        source: listed.source.clone(),
        entry: 0,
        described: None,
        problems: Vec::new(),
        problem_count: 0,
        left_out: 0,
        answered: BTreeMap::new(),
        aside: None,
        counts: true,
    };
    let export = export_of(kept, &state)?;
    let plan = detect::plan(&*export, IMPORTERS, &listed.answers);
    let Some(reading) = parts_of(&plan, &listed.importer).nth(part) else {
        return Ok(Err(format!(
            "{} does not know these originals",
            listed.importer
        )));
    };
    let version = u64::from(reading.importer.manifest().version);
    if version != listed.version {
        return Ok(Err(format!(
            "it was read by version {} of {}, and this program has version {version}",
            listed.version, listed.importer
        )));
    }
    let mut contents = Contents::new(&*export, &state);
    let mut threads: BTreeMap<Vec<u8>, ThreadCommitter> = BTreeMap::new();
    let mut unknown = None;
    let found = detect::read(&*export, reading, &listed.answers, |record| {
        let Ok(mut event) = record else { return };
        contents.fill(&mut event);
        let key = onrecord_model::encode::encode(&identity(&event.thread));
        let Some(seed) = listed.seeds.get(&key) else {
            unknown.get_or_insert_with(|| event.thread.key.to_string());
            return;
        };
        let committer = threads
            .entry(key)
            .or_insert_with(|| ThreadCommitter::new(seed));
        committer.add(&event);
    })?;
    if let Err(refusal) = found {
        return Ok(Err(refusal.seen.to_string()));
    }
    if let Some(key) = unknown {
        return Ok(Err(format!("the opening has no seed for the thread {key}")));
    }
    let made = threads.values().map(|thread| thread.finish().commitment);
    Ok(Ok(made.collect()))
}

/// The commitments that a pack's log opens, by entry.
fn logged_threads(pack: &Path) -> OpResult<BTreeMap<u64, BTreeSet<Digest>>> {
    let path = pack.join(onrecord_verify::ARCHIVE);
    let name = path.display().to_string();
    let archive = ZipExport::whole(&name, || {
        let file = fs_err::File::open(&path)?;
        Ok(Box::new(file) as Box<dyn ReadSeek>)
    })?;
    let mut out = BTreeMap::new();
    let lines = BufReader::new(archive.open("evidence/data/log/entries.jsonl")?);
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(&line?).map_err(|error| {
            OpError::Other(format!("{name}: the log cannot be read ({error})."))
        })?;
        let threads = (|| {
            let payload = Value::from(line.get("payload")?.as_str()?);
            let payload = decode(&json::bytes_or_hex(&payload)?).ok()?;
            let list = payload.get("threads")?.as_array()?.iter();
            let digests = list.filter_map(|one| one.as_bytes()?.try_into().ok());
            Some(digests.map(Digest).collect::<BTreeSet<_>>())
        })();
        if let (Some(threads), Some(seq)) = (threads, line["seq"].as_u64()) {
            out.insert(seq, threads);
        }
    }
    Ok(out)
}

/// The originals of an opening, each under its digest.
struct OpenFolder(PathBuf);

impl Originals for OpenFolder {
    fn original(&self, digest: Digest) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(fs_err::File::open(self.0.join(digest.to_hex()))?))
    }
}

fn value_of(json: &serde_json::Value) -> Option<Value> {
    use serde_json::Value as Json;
    Some(match json {
        Json::Null => Value::Null,
        Json::Bool(value) => (*value).into(),
        Json::Number(number) => match number.as_u64() {
            Some(number) => number.into(),
            None => number.as_i64()?.into(),
        },
        Json::String(text) => text.as_str().into(),
        Json::Array(list) => Value::Array(list.iter().map(value_of).collect::<Option<_>>()?),
        Json::Object(map) => Value::Map(
            map.iter()
                .map(|(key, value)| Some((key.as_str().into(), value_of(value)?)))
                .collect::<Option<_>>()?,
        ),
    })
}
