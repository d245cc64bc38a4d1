//! Reads a folder or zip with Facebook's importer and prints messages per CPU second and peak
//! memory: `cargo run --release -p onrecord-import --example meta_speed -- FOLDER`. For
//! measuring; the benchmark of the project is `cargo xtask bench`.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // reason: a measuring tool for developers

use onrecord_import::containers::open_path;
use onrecord_import::platforms::facebook::IMPORTER;
use onrecord_import::{Answers, Importer};
use std::path::PathBuf;

/// User and system seconds, and peak resident kilobytes, as Linux counts them.
fn used() -> (f64, u64) {
    let stat = fs_err::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<u64> = after
        .split_whitespace()
        .map(|word| word.parse().unwrap_or(0))
        .collect();
    let ticks = fields.get(11).unwrap_or(&0) + fields.get(12).unwrap_or(&0);
    let status = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0);
    (ticks as f64 / 100.0, peak)
}

fn main() {
    let path = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| ".".into()));
    let export = open_path(&path).unwrap();
    let before = used().0;
    let answers = Answers::default();
    let Some(Ok(opened)) = IMPORTER.open(&*export, &answers) else {
        println!("not an export of Facebook's");
        return;
    };
    let (mut events, mut reactions, mut defects, mut text) = (0_u64, 0_u64, 0_u64, 0_usize);
    for record in opened.records {
        match record {
            Ok(event) if event.refers_to.is_some() => reactions += 1,
            Ok(event) => {
                events += 1;
                text += event.text.as_ref().map_or(0, |text| text.len());
            }
            Err(_) => defects += 1,
        }
    }
    let (after, peak) = used();
    let seconds = after - before;
    println!("{events} events, {reactions} reactions, {defects} defects, {text} bytes of text");
    println!(
        "{seconds:.2} CPU s, {:.0} k events per CPU s, peak {} MB",
        events as f64 / seconds / 1_000.0,
        peak / 1_024
    );
}
