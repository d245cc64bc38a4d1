//! Reads an export with the importers alone and says what it took, beside floors that only parse
//! the same files and keep nothing: `read_bench PATH [IMPORTER] [--no-floors]`.
//!
//! What the floors are stands in `floors.rs`. Reading the file is part of each.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // reason: a benchmark for whoever runs it

mod floors;

use floors::FLOORS;
use onrecord_import::containers::open_path;
use onrecord_import::{Answers, Export, IMPORTERS};
use std::io::Read as _;
use std::path::Path;

/// CPU seconds of this process's one thread, and its peak memory in MB (Linux).
fn used() -> (f64, u64) {
    // Nanoseconds on a processor: the ticks of `stat` are hundredths of a second.
    let times = fs_err::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = times.split(' ').next().and_then(|first| first.parse().ok());
    let nanoseconds: u64 = nanoseconds.unwrap_or(0);
    let status = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().split(' ').next()?.parse::<u64>().ok());
    (nanoseconds as f64 / 1e9, peak.unwrap_or(0) / 1024)
}

/// The floors of the files of these kinds, each as what the whole export would take.
fn floors(export: &dyn Export, importer: &str, seconds: f64) {
    for floor in FLOORS {
        let mine: Vec<_> = export
            .entries()
            .iter()
            .filter(|entry| entry.path.to_lowercase().ends_with(floor.ending))
            .collect();
        if mine.is_empty() || !(floor.importer.is_empty() || floor.importer == importer) {
            continue;
        }
        let (before, _) = used();
        let mut seen = 0;
        for entry in mine {
            let mut bytes = Vec::new();
            let mut reader = export.open(&entry.path).unwrap();
            reader.read_to_end(&mut bytes).unwrap();
            seen += std::hint::black_box((floor.read)(&bytes));
        }
        let took = used().0 - before;
        println!(
            "  {}: {seen} seen, {took:.3} CPU s, so {:.2} of it",
            floor.name,
            took / seconds.max(0.001)
        );
    }
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    // For a profiler, and for the whole process's own figures.
    let with_floors = !arguments.iter().any(|one| one == "--no-floors");
    arguments.retain(|one| one != "--no-floors");
    let mut arguments = arguments.into_iter();
    let path = arguments.next().unwrap();
    let only = arguments.next();
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
        let mut records = opened.records;
        loop {
            // Looked at where it is: moving it once more, as `for` does, would be charged to the importer.
            let record = records.next();
            match std::hint::black_box(&record) {
                Some(Ok(event)) => events += u64::from(event.locator.bytes.1 > 0),
                Some(Err(_)) => defects += 1,
                None => break,
            }
        }
        let (after, peak) = used();
        let seconds = after - before;
        println!(
            "{name}: {events} events, {defects} defects, {seconds:.3} CPU s ({:.2} of it looking), \
             {:.0} thousand a second, {:.0} MB/s, peak {peak} MB",
            looked - before,
            (events + defects) as f64 / seconds / 1e3,
            bytes as f64 / seconds / 1e6,
        );
        if with_floors {
            floors(&*export, name, seconds);
        }
    }
}
