//! Reads an export with the importers alone and says what it took, beside floors that only parse
//! the same files and keep nothing: `read_bench PATH [IMPORTER]`.
//!
//! The floor of JSON is serde_json over the file in memory, once without building anything
//! (`IgnoredAny`) and once into `Value`; of CSV the `csv` crate's byte records; of web pages a walk
//! over our own tokens. Reading the file is part of each.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // reason: a benchmark for whoever runs it

use onrecord_import::containers::open_path;
use onrecord_import::kit::html::Tokenizer;
use onrecord_import::{Answers, Export, IMPORTERS};
use std::io::Read as _;
use std::path::Path;

/// CPU seconds of this process, and its peak memory in MB (Linux).
fn used() -> (f64, u64) {
    let stat = fs_err::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split(' ').collect();
    let ticks: f64 = fields[12..14]
        .iter()
        .map(|field| field.parse::<f64>().unwrap())
        .sum();
    let status = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().split(' ').next()?.parse::<u64>().ok());
    (ticks / 100.0, peak.unwrap_or(0) / 1024)
}

/// What each floor does to one file; how many values, rows or tokens it saw.
type Floor = (&'static str, &'static str, fn(&[u8]) -> u64);

const FLOORS: [Floor; 4] = [
    ("json", "serde_json, nothing built", |bytes| {
        let mut values = serde_json::Deserializer::from_slice(bytes).into_iter();
        let is_read = |one: &Result<serde::de::IgnoredAny, _>| one.is_ok();
        values.by_ref().take_while(is_read).count() as u64
    }),
    ("json", "serde_json into Value", |bytes| {
        let mut values = serde_json::Deserializer::from_slice(bytes).into_iter();
        let is_read = |one: &Result<serde_json::Value, _>| one.is_ok();
        values.by_ref().take_while(is_read).count() as u64
    }),
    ("csv", "the csv crate", |bytes| {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.flexible(true).from_reader(bytes);
        reader.byte_records().flatten().count() as u64
    }),
    ("html", "our tokens", |bytes| {
        let mut tokens = Tokenizer::new(bytes);
        std::iter::from_fn(|| tokens.next_token().ok().flatten()).count() as u64
    }),
];

/// The floors of the files of these kinds, each as what the whole export would take.
fn floors(export: &dyn Export, seconds: f64) {
    for (kind, name, read) in FLOORS {
        let mine: Vec<_> = export
            .entries()
            .iter()
            .filter(|entry| entry.path.to_lowercase().ends_with(&format!(".{kind}")))
            .collect();
        if mine.is_empty() {
            continue;
        }
        let (before, _) = used();
        for entry in mine {
            let mut bytes = Vec::new();
            let mut reader = export.open(&entry.path).unwrap();
            reader.read_to_end(&mut bytes).unwrap();
            std::hint::black_box(read(&bytes));
        }
        let floor = used().0 - before;
        println!(
            "  {name}: {floor:.2} CPU s, so {:.2} of it",
            floor / seconds.max(0.01)
        );
    }
}

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let only = std::env::args().nth(2);
    let export = open_path(Path::new(&path)).unwrap();
    let bytes: u64 = export.entries().iter().map(|entry| entry.size).sum();
    for importer in IMPORTERS {
        let name = importer.manifest().name;
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let (before, _) = used();
        let Some(Ok(opened)) = importer.open(&*export, &Answers::default()) else {
            continue;
        };
        let (looked, _) = used();
        let (mut events, mut defects) = (0u64, 0u64);
        for record in opened.records {
            match record {
                Ok(event) => events += u64::from(std::hint::black_box(event).locator.bytes.1 > 0),
                Err(_) => defects += 1,
            }
        }
        let (after, peak) = used();
        let seconds = after - before;
        println!(
            "{name}: {events} events, {defects} defects, {seconds:.2} CPU s ({:.2} of it looking), \
             {:.0} thousand a second, {:.0} MB/s, peak {peak} MB",
            looked - before,
            (events + defects) as f64 / seconds / 1e3,
            bytes as f64 / seconds / 1e6,
        );
        floors(&*export, seconds);
    }
}
