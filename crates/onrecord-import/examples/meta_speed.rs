//! Reads a folder or zip with Facebook's importer and prints messages per CPU second and peak
//! memory: `cargo run --release -p onrecord-import --example meta_speed -- FOLDER`; then what
//! serde_json needs for the same messages, a few fields of each, in the same run. For measuring;
//! the benchmark of the project is `cargo xtask bench`.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // reason: a measuring tool for developers

use onrecord_import::containers::open_path;
use onrecord_import::platforms::facebook::IMPORTER;
use onrecord_import::{Answers, Export, Importer};
use std::io::Read;
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

/// Every message into a struct with the fields that other programs read, and left. Beside it, CPU
/// seconds.
fn floor(export: &dyn Export) -> (u64, f64) {
    #[derive(serde::Deserialize)]
    #[expect(dead_code, reason = "read and left")]
    struct Message {
        sender_name: String,
        timestamp_ms: i64,
        content: Option<String>,
    }
    #[derive(serde::Deserialize)]
    struct Conversation {
        messages: Vec<Message>,
    }
    let before = used().0;
    let mut messages = 0;
    for entry in export.entries() {
        let mut bytes = Vec::new();
        export
            .open(&entry.path)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        let read = serde_json::from_slice::<Conversation>(&bytes);
        messages += std::hint::black_box(read).map_or(0, |read| read.messages.len());
    }
    (messages as u64, used().0 - before)
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
    let (messages, floor) = floor(&*export);
    let rate = messages as f64 / floor;
    println!("serde_json: {messages} messages, {floor:.2} CPU s");
    println!(
        "ratio {:.2} of {:.0} k per CPU s",
        events as f64 / seconds / rate,
        rate / 1_000.0
    );
}
