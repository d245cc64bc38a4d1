//! Exports that are broken: every case of every importer is cut off, flipped, shortened and filled
//! at places that a fixed seed chooses. What is left must be told: each file gives records, is
//! referred to, or is named with a reason; what stood before the damage is still read; the other
//! files of the export are read as before.
//!
//! `BROKEN_ROUNDS=1000` makes it longer, `CASES_OF=whatsapp` looks at one importer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)] // reason: tests only

mod common;

use common::archive::{WAYS, Way, Writer};
use common::{Record, importers, name, sound_cases};
use onrecord_import::containers::open_path;
use onrecord_import::{
    Answers, Export, IMPORTERS, MemoryExport, ReadSeek, ZipExport, detect, jsonl,
};
use onrecord_model::{Digest, Mark, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};
use std::path::Path;

/// Damages to each case.
const ROUNDS: usize = 24;

/// Splitmix64: the same places on every machine.
struct Dice(u64);

impl Dice {
    /// Those of that name: another `seed`, other places.
    fn of(name: &str, seed: u64) -> Self {
        Self(name.bytes().fold(seed, |seed, byte| {
            seed.wrapping_mul(31).wrapping_add(u64::from(byte))
        }))
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }
}

type Files = BTreeMap<String, Vec<u8>>;

fn export_of(name: &str, files: &Files) -> MemoryExport {
    files
        .iter()
        .fold(MemoryExport::new(name), |export, (path, content)| {
            export.with(path, content.as_slice())
        })
}

/// What happened to one file.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Cut(usize),
    Flip(usize, u8),
    Lost(usize, usize),
    Zeros(usize, usize),
    Twice(usize, usize),
    Noise(usize, u64),
}

impl Damage {
    fn roll(dice: &mut Dice, length: usize) -> Self {
        let at = dice.below(length);
        let some = 1 + dice.below((length - at).min(200));
        match dice.below(8) {
            0..=2 => Self::Cut(at),
            3 => Self::Flip(at, 1 << dice.below(8)),
            4 => Self::Lost(at, at + some),
            5 => Self::Zeros(at, at + some),
            6 => Self::Twice(at, at + some),
            _ => Self::Noise(at, dice.roll()),
        }
    }

    fn of(self, content: &[u8]) -> Vec<u8> {
        let mut content = content.to_vec();
        match self {
            Self::Cut(at) => content.truncate(at),
            Self::Flip(at, bits) => content[at] ^= bits,
            Self::Lost(from, to) => drop(content.drain(from..to)),
            Self::Zeros(from, to) => content[from..to].fill(0),
            Self::Twice(from, to) => {
                let piece = content[from..to].to_vec();
                content.splice(to..to, piece);
            }
            Self::Noise(at, seed) => {
                content.splice(at..at, seed.to_le_bytes());
            }
        }
        content
    }

    /// Up to here the file is as it was.
    fn at(self) -> usize {
        match self {
            Self::Cut(at) | Self::Flip(at, _) | Self::Noise(at, _) => at,
            Self::Lost(at, _) | Self::Zeros(at, _) | Self::Twice(_, at) => at,
        }
    }
}

/// All that is said of an export.
struct Told {
    records: Vec<Record>,
    /// Files that are named with a reason, by their path.
    named: BTreeSet<String>,
    /// Remarks and refusals, as one text.
    words: String,
    serving: BTreeSet<String>,
}

fn read(export: &dyn Export) -> Told {
    let answers = Answers::default();
    let plan = detect::plan(export, IMPORTERS, &answers);
    let mut told = Told {
        records: Vec::new(),
        named: BTreeSet::new(),
        words: String::new(),
        serving: BTreeSet::new(),
    };
    for problem in export.problems() {
        told.named.insert(problem.entry.to_string());
    }
    writeln!(told.words, "{}", plan.remarks.join("\n")).unwrap();
    for (path, reason) in &plan.unread {
        assert!(!reason.is_empty());
        told.named.insert(path.to_string());
    }
    for (part, _) in &plan.choices {
        detect::with_part(export, part, |view| {
            told.named
                .extend(view.entries().iter().map(|entry| entry.path.to_string()));
        })
        .unwrap();
    }
    for (_, name, refusal) in &plan.refusals {
        assert!(
            !refusal.seen.is_empty() && !refusal.advice.is_empty(),
            "{name}"
        );
        writeln!(told.words, "{} {}", refusal.seen, refusal.advice).unwrap();
    }
    for reading in &plan.readings {
        for entry in export.entries() {
            if reading.importer.only_serves(&entry.path) {
                told.serving.insert(entry.path.to_string());
            }
        }
        match detect::read(export, reading, &answers, |record| {
            told.records.push(record)
        }) {
            Ok(Ok(found)) => told.words.push_str(&found.remarks.join("\n")),
            Ok(Err(refusal)) => told.words.push_str(&refusal.seen),
            Err(error) => told.words.push_str(&error.to_string()),
        }
    }
    told
}

fn entry_of(record: &Record) -> &str {
    match record {
        Ok(event) => &event.locator.entry,
        Err(defect) => &defect.locator.entry,
    }
}

impl Told {
    fn by_file(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for record in &self.records {
            *counts.entry(entry_of(record)).or_default() += 1;
        }
        counts
    }

    /// Files inside archives are named behind the archive's path.
    fn says_of(&self, path: &str) -> bool {
        let inside = format!("{path}!/");
        let is_it = |entry: &str| entry == path || entry.starts_with(&inside);
        self.records.iter().any(|record| is_it(entry_of(record)))
            || self.named.iter().any(|named| is_it(named))
            || self.serving.contains(path)
            || self.words.contains(path)
            || self.records.iter().flatten().any(|event| {
                event
                    .attachments
                    .iter()
                    .any(|file| matches!(&file.place, Place::Entry(entry) if is_it(entry)))
            })
    }

    /// Whether it is said that something is wrong with a file.
    fn complains_of(&self, path: &str) -> bool {
        let file = path.rsplit('/').next().unwrap();
        let inside = format!("{path}!/");
        self.named
            .iter()
            .any(|named| named == path || named.starts_with(&inside))
            || self.words.contains(file)
            || self.records.iter().any(|record| match record {
                Err(defect) => *defect.locator.entry == *path,
                Ok(event) => {
                    let damage = [
                        Mark::Truncated,
                        Mark::LossyText,
                        Mark::Inconsistent,
                        Mark::HiddenCharacters,
                    ];
                    *event.locator.entry == *path
                        && damage.iter().any(|mark| event.marks.has(*mark))
                }
            })
    }
}

/// Ranges that touch, or have only the end of a line between them, as one.
fn joined(mut ranges: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    ranges.sort_unstable();
    let mut joined: Vec<(u64, u64)> = Vec::new();
    for (from, to) in ranges {
        match joined.last_mut() {
            Some(last) if from <= last.1 + 2 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

fn check(
    case: &str,
    whole: &[u8],
    files: &Files,
    broken: &str,
    damage: Damage,
    sound: &Told,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let lost_by = |at: usize| &whole[at..];
    let export = export_of("export", files);
    let told = read(&export);
    for path in files.keys() {
        if !told.says_of(path) {
            wrong.push(format!("nothing is said of {path}"));
        }
    }
    for record in &told.records {
        let locator = match record {
            Ok(event) => &event.locator,
            Err(defect) => &defect.locator,
        };
        // What lies inside archives is looked at by the tests of containers.
        let Some(content) = files.get(&*locator.entry) else {
            if !locator.entry.contains("!/") {
                wrong.push(format!("no file {}", locator.entry));
            }
            continue;
        };
        let (from, to) = (locator.bytes.0 as usize, locator.bytes.1 as usize);
        match (content.get(from..to), record) {
            (None, _) => wrong.push(format!("{locator:?} of {} bytes", content.len())),
            (Some(bytes), Ok(event)) if event.raw != Digest::of(bytes) => {
                wrong.push(format!("{locator:?} is not what was hashed"));
            }
            _ => {}
        }
    }
    let (before, after) = (sound.by_file(), told.by_file());
    for (path, count) in &before {
        let now = after.get(path).copied().unwrap_or(0);
        // More can come of a file: what repeats another is read where the other is damaged.
        if *path != broken && now < *count && !told.complains_of(path) {
            wrong.push(format!("{path} gave {count} records and now {now}"));
        }
    }
    // What stood before the damage is in some record still, or it is said that something is wrong.
    // (Where the beginning of the next record is lost, its words belong to the one before.)
    let ranges = |told: &Told| -> Vec<(u64, u64)> {
        let of_file = told.records.iter().map(|record| match record {
            Ok(event) => &event.locator,
            Err(defect) => &defect.locator,
        });
        of_file
            .filter(|locator| *locator.entry == *broken)
            .map(|locator| locator.bytes)
            .collect()
    };
    let covered = joined(ranges(&told));
    let lost = ranges(sound)
        .into_iter()
        // The first row of a table can be taken for the names of its columns.
        .filter(|range| !(case.starts_with("table/") && range.0 == 0))
        .filter(|range| range.1 as usize <= damage.at())
        .filter(|range| {
            !covered
                .iter()
                .any(|whole| whole.0 <= range.0 && range.1 <= whole.1)
        })
        .count();
    if lost > 0 && !told.complains_of(broken) {
        wrong.push(format!(
            "{lost} records before the damage are lost, and nothing is said"
        ));
    }
    // A file with an end of its own says so when it is missing.
    let has_end = [".json", ".xml"].iter().any(|end| broken.ends_with(end));
    let is_cut = matches!(damage, Damage::Cut(at) if !lost_by(at).trim_ascii().is_empty());
    if has_end && is_cut && before.contains_key(broken) {
        let was = sound.by_file().get(broken).copied().unwrap_or(0);
        if was > 0 && !told.complains_of(broken) {
            wrong.push("the cut is not told".into());
        }
    }
    for line in &mut wrong {
        *line = format!("{case}: {broken} {damage:?}: {line}");
    }
    wrong
}

fn files_of(input: &Path) -> Option<Files> {
    let export = open_path(input).ok()?;
    let mut files = Files::new();
    for entry in export.entries() {
        let mut content = Vec::new();
        export
            .open(&entry.path)
            .ok()?
            .read_to_end(&mut content)
            .ok()?;
        files.insert(entry.path.to_string(), content);
    }
    Some(files)
}

/// The files of each sound case of each importer, and what the case is called.
fn sound_files() -> impl Iterator<Item = (String, Files)> {
    importers().flat_map(|importer| {
        let cases = sound_cases(importer).into_iter();
        cases.filter_map(move |(case, input)| {
            let label = format!("{}/{}", importer.manifest().name, name(&case));
            Some((label, files_of(&input)?))
        })
    })
}

#[test]
fn broken_files_are_told_and_the_rest_is_read() {
    let rounds = std::env::var("BROKEN_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let mut wrong = Vec::new();
    let mut count = 0;
    for (label, files) in sound_files() {
        let sound = read(&export_of("export", &files));
        let paths: Vec<&String> = files
            .iter()
            .filter(|(_, content)| !content.is_empty())
            .map(|(path, _)| path)
            .collect();
        let mut dice = Dice::of(&label, 7);
        for _ in 0..rounds {
            let path = paths[dice.below(paths.len())];
            let damage = Damage::roll(&mut dice, files[path].len());
            let mut broken = files.clone();
            broken.insert(path.clone(), damage.of(&files[path]));
            wrong.extend(check(&label, &files[path], &broken, path, damage, &sound));
            count += 1;
        }
    }
    println!("{count} damaged exports");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What a reading gives, as text.
fn lines_of(told: &Told) -> Vec<String> {
    let mut lines: Vec<String> = told
        .records
        .iter()
        .map(|record| {
            let mut line = String::new();
            jsonl::push_record(&mut line, record);
            line
        })
        .collect();
    lines.sort_unstable();
    lines
}

/// An archive of any case that was cut short is read as the folder of those files that are whole in
/// it would be, and says what it lacks.
#[test]
fn a_cut_archive_is_read_as_the_files_that_are_whole_in_it() {
    let mut count = 0;
    for (label, files) in sound_files() {
        let mut dice = Dice::of(&label, 11);
        let mut writer = Writer::default();
        for (path, content) in &files {
            let way = WAYS[dice.below(WAYS.len())];
            let deflated = way == Way::Unsigned || dice.below(3) > 0;
            writer.add(path, content, deflated, way);
        }
        for _ in 0..4 {
            let length = 4 + dice.below(writer.bytes.len() - 4);
            let cut = writer.bytes[..length].to_vec();
            let opener = move || Ok(Box::new(Cursor::new(cut.clone())) as Box<dyn ReadSeek>);
            let archive = ZipExport::new("export", opener).unwrap();
            let whole: Files = writer
                .members
                .iter()
                .filter(|(_, _, end)| *end <= length)
                .map(|(path, content, _)| (path.clone(), content.clone()))
                .collect();
            let (told, expected) = (read(&archive), read(&export_of("export", &whole)));
            assert_eq!(lines_of(&told), lines_of(&expected), "{label} at {length}");
            assert!(told.words.contains("export: it was cut short"), "{label}");
            for (path, _, end) in &writer.members {
                let is_begun = *end > length && told.words.contains(&format!("“{path}”"));
                assert!(!is_begun || told.named.contains(path), "{label}: {path}");
            }
            count += 1;
        }
    }
    println!("{count} archives that were cut short");
}

/// A file that is refused keeps no other from being read, whatever importer knows it.
#[test]
fn one_refused_file_stops_nothing() {
    let xml: &[u8] = b"<?xml version=\"1.0\"?><smses count=\"1\"><sms address=\"+447700900123\" \
                       date=\"1420070400000\" type=\"1\" body=\"hi\" /></smses>";
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(xml.iter().flat_map(|byte| [*byte, 0]))
        .collect();
    let export = MemoryExport::new("evidence")
        .with("WhatsApp Chat with Corwin.txt", *b"")
        .with("a.xml", wide)
        .with("b.xml", xml)
        .with(
            "calls.csv",
            *b"Call Type,Number,Date\nMissed,+447700900123,2020-01-31 10:00:00\n",
        )
        .with("page.html", *b"<html><body>hello</body></html>")
        .with(
            "sub/WhatsApp Chat with Bea.txt",
            *b"31/12/2019, 23:59 - Bea: a\n",
        )
        .with("sub/msgstore.db.crypt14", *b"\x01\x02\x03");
    let plan = detect::plan(&export, IMPORTERS, &Answers::default());
    let told = read(&export);
    let read: Vec<_> = told.by_file().into_keys().collect();
    assert_eq!(
        read,
        [
            "a.xml",
            "b.xml",
            "calls.csv",
            "page.html",
            "sub/WhatsApp Chat with Bea.txt"
        ]
    );
    let mut refused: Vec<_> = plan.refusals.iter().map(|(_, name, _)| *name).collect();
    refused.sort_unstable();
    assert_eq!(refused, ["whatsapp", "whatsapp_db"]);
    // A workbook that is refused as a whole is not explained part by part.
    let binary = MemoryExport::new("report.xlsb")
        .with("[Content_Types].xml", *b"<Types/>")
        .with("xl/workbook.bin", *b"\x01\x02");
    let parts = detect::plan(&binary, IMPORTERS, &Answers::default());
    assert_eq!(parts.refusals.len(), 1);
    let reasons: Vec<_> = parts.unread.iter().map(|(_, reason)| &**reason).collect();
    assert_eq!(reasons, [&*parts.refusals[0].2.seen; 2]);
    let unread: Vec<_> = plan.unread.iter().map(|(path, _)| &**path).collect();
    assert_eq!(
        unread,
        ["WhatsApp Chat with Corwin.txt", "sub/msgstore.db.crypt14"]
    );
}
