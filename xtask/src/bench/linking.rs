//! Rows for what connects accounts. Knows what the measuring programs of the analysis print.

use super::peers::{self, Peer};
use super::process::{Error, run};
use super::{Bench, Measured, Row};
use std::process::Command;

/// Rounds of each measurement, in turn; the middle one counts.
const ROUNDS: usize = 3;

/// Every pair of nearly equal texts, exactly, beside the least that MinHash takes and one that is used.
pub(super) fn near_duplicates(bench: &Bench) -> Measured {
    let messages = bench.messages / 5;
    let texts = bench.texts(messages)?;
    let program = bench.example("onrecord-analysis", "near_bench")?;
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    let (mut peak, mut found) = (0, String::new());
    for _ in 0..ROUNDS {
        let ran = run(Command::new(&program).arg(&texts))?;
        ours.push(ran.cpu_seconds);
        peak = peak.max(ran.peak_megabytes);
        found = ran.output;
        floors.push(run(Command::new(&program).arg(&texts).arg("minhash"))?.cpu_seconds);
    }
    let (ours, floor) = (middle(ours), middle(floors));
    let Peer { name, rate } = peers::rensa(bench, &texts);
    let peer = match &rate {
        Ok(rate) => format!("{name} {:.1} CPU s", messages as f64 / rate),
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.lines().next_back().unwrap_or_default();
            format!("{name}: not run ({})", reason.replace('|', "/"))
        }
    };
    let pairs = found.split(", ").find(|part| part.ends_with(" pairs"));
    let pairs = pairs.ok_or_else(|| Error::other(format!("no pairs in {found:?}")))?;
    Ok(vec![Row {
        work: format!("near-duplicates among {messages} texts, exact: {pairs}"),
        ours: format!("{ours:.2} CPU s, {peak} MB"),
        beside: format!("tiny MinHash {floor:.2} CPU s, {peer}"),
        ratio: format!("{:.2} x tiny MinHash's CPU", ours / floor),
        goal: "<= 2 CPU s of 200,000, <= 250 MB",
        is_met: Some(ours <= 2.0 * messages as f64 / 200_000.0 && peak <= 250),
    }])
}

fn middle(mut taken: Vec<f64>) -> f64 {
    taken.sort_by(f64::total_cmp);
    taken[taken.len() / 2]
}
