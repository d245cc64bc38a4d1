//! Times the transcript of many messages: `cargo run --release -p onrecord-pack --example
//! benchmark -- [MESSAGES]`. Prints pages, bytes, CPU seconds and peak memory.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

#[path = "../tests/invented/mod.rs"]
mod invented;

use invented::{Measure, invent};
use onrecord_pack::pdf::{FontStore, SystemFonts, Typesetter};
use onrecord_pack::report::{Choices, Citations, write_exhibits};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let messages = match std::env::args().nth(1) {
        Some(count) => count.parse()?,
        None => 7_000,
    };
    let case = invent(Measure {
        messages,
        threads: 1,
        accounts: 60,
        incidents: 5,
        exhibits: 9,
        log: 60,
        hostile: false,
    });
    let before = cpu_seconds();
    let before_memory = peak_kilobytes();
    let store = FontStore::new(SystemFonts::Ignore);
    let mut setter = Typesetter::new(&store);
    let citations = Citations::find(&case)?;
    let mut bytes = 0;
    let summary = write_exhibits(
        &case,
        &mut setter,
        Choices::default(),
        &citations,
        &mut |volume| {
            bytes += volume.bytes.len();
            Ok(())
        },
    )?;
    println!(
        "{messages} messages, {} pages in {} volume(s), {bytes} bytes: {:.2} CPU s, peak {} MB \
         (input alone {} MB)",
        summary.volumes.iter().sum::<usize>(),
        summary.volumes.len(),
        cpu_seconds() - before,
        peak_kilobytes() / 1_000,
        before_memory / 1_000,
    );
    Ok(())
}

/// User and system time of this process, in hundredths as Linux counts them; 0 elsewhere.
fn cpu_seconds() -> f64 {
    let stat = fs_err::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = after_name.split_whitespace().skip(11).take(2);
    fields
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// The largest resident size so far; 0 where the system does not say.
fn peak_kilobytes() -> u64 {
    let status = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}
