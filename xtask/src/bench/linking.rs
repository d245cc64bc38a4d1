//! Rows for what connects accounts. Knows what the measuring programs of the analysis print.

use super::data::ACCOUNT_MESSAGES;
use super::peers;
use super::process::{Error, run};
use super::{Bench, Measured, ROUNDS, Row, middle, rounds};
use std::process::Command;

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
    let middle = |taken| middle(taken, |seconds| *seconds).unwrap_or(f64::NAN);
    let (ours, floor) = (middle(ours), middle(floors));
    let peer = peers::rensa(bench, &texts).seconds(messages);
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

/// All pairs of accounts, every channel of style, as anybody can run it; beside one channel of another program.
pub(super) fn all_pairs(bench: &Bench) -> Measured {
    let accounts = (bench.messages / 2_000).max(20);
    let table = bench.accounts(accounts)?;
    let program = bench.onrecord()?;
    let mut peak = 0;
    let measure = |_| {
        let ran = run(Command::new(&program)
            .args(["link", "--json", "--tsv"])
            .arg(&table))?;
        peak = peak.max(ran.peak_megabytes);
        Ok(ran.cpu_seconds)
    };
    let ours = rounds(measure, |seconds| *seconds)?;
    let messages = accounts * ACCOUNT_MESSAGES;
    let peer = peers::char_ngrams(bench, &table);
    let ratio = match peer.rate {
        Ok(rate) => format!("{:.2} x the peer's CPU", ours * rate / messages as f64),
        Err(_) => "-".to_owned(),
    };
    Ok(vec![Row {
        work: format!(
            "all pairs of {accounts} accounts x {ACCOUNT_MESSAGES} messages, `link --tsv`"
        ),
        ours: format!("{ours:.1} CPU s, {peak} MB"),
        beside: peer.seconds(messages),
        ratio,
        goal: "<= 60 CPU s of 500, <= 500 MB",
        is_met: Some(ours <= 60.0 * (accounts as f64 / 500.0).powi(2) && peak <= 500),
    }])
}
